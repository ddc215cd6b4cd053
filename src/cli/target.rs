//! From what the user typed to a node: ids, paths of ids, full links, ids from standard input.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use crate::limits::{ID_INPUT_BYTES, TEXT_LINE_CHARS};
use crate::model::{Annotation, Id, ItemDetail, Level, NodeRef, Query, Text};

use super::args::ParentArgs;
use super::error::{CliError, Kind};
use super::session::Session;
use super::walk::{Wanted, walk};

/// The ids of a command line with `-` replaced by those of standard input: the first
/// tab-separated field of each line, empty lines left out. Repeated ids count once.
///
/// # Errors
/// Standard input that cannot be read, is no text or is endless; no id at all.
pub async fn read_ids(ids: &[String]) -> Result<Vec<String>, CliError> {
    let mut all: Vec<String> = Vec::new();
    for id in ids {
        if id == "-" {
            // Its own thread: a pipe may stay silent for long, and Ctrl-C must end the wait.
            let read = tokio::task::spawn_blocking(|| lines(std::io::stdin().lock())).await;
            all.extend(read.map_err(|error| CliError::new(Kind::Failed, &error.to_string()))??);
        } else {
            all.push(id.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|id| seen.insert(id.clone()));
    if all.is_empty() {
        return Err(CliError::usage("standard input named no id"));
    }
    Ok(all)
}

fn lines(input: impl BufRead) -> Result<Vec<String>, CliError> {
    let mut text = String::new();
    input
        .take(ID_INPUT_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|error| {
            CliError::usage(&format!("standard input cannot be read as ids: {error}"))
        })?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > ID_INPUT_BYTES {
        return Err(CliError::usage(&format!(
            "standard input has more than {ID_INPUT_BYTES} bytes of ids"
        )));
    }
    let first = |line: &str| {
        line.split('\t')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    Ok(text
        .lines()
        .map(first)
        .filter(|id| !id.is_empty())
        .collect())
}

/// Finds nodes by what the user typed. Walks a level at most once.
pub struct Finder<'a> {
    session: &'a Session,
    known: HashMap<Level, HashMap<String, Vec<NodeRef>>>,
}

impl<'a> Finder<'a> {
    /// A finder on what the session opened.
    pub fn new(session: &'a Session) -> Self {
        Self {
            session,
            known: HashMap::new(),
        }
    }

    /// The node of a level that an id, a path of ids (`train/1-100`) or a link names.
    ///
    /// # Errors
    /// Not found (4), several of that id (2, with their links), a link of elsewhere (2).
    pub async fn find(&mut self, level: Level, raw: &str) -> Result<NodeRef, CliError> {
        if raw.starts_with("vidimus://") {
            return self
                .link(level, raw)
                .await
                .map_err(|error| error.about(raw));
        }
        let found = self.candidates(level, raw).await?;
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(self.missing(level, raw)),
            several => {
                let links: Vec<String> = several.iter().take(5).map(ToString::to_string).collect();
                Err(CliError::usage(&format!(
                    "{} {}s have this id; say which by its link: {}",
                    several.len(),
                    level.word(),
                    links.join(" ")
                ))
                .about(raw))
            }
        }
    }

    fn missing(&self, level: Level, raw: &str) -> CliError {
        let word = level.word();
        let account = self.session.platform.account();
        CliError::not_found(&format!(
            "there is no such {word} in {account} ({word} list has all)"
        ))
        .about(raw)
    }

    async fn link(&mut self, level: Level, raw: &str) -> Result<NodeRef, CliError> {
        let node = NodeRef::parse(raw).map_err(|error| CliError::usage(&error.to_string()))?;
        let account = self.session.platform.account();
        if node.account != *account {
            return Err(CliError::usage(&format!(
                "the link is of account {}, not of {account}",
                node.account
            )));
        }
        if node.level() != level {
            return Err(CliError::usage(&format!(
                "the link names a {}, not a {}",
                node.level().word(),
                level.word()
            )));
        }
        if self.session.platform.detail(&node).await.is_ok() {
            return Ok(node);
        }
        // Jobs of another --batch have other ids; the item itself is still the same one.
        let id = node.id().map(ToString::to_string).unwrap_or_default();
        let same = |other: &NodeRef| {
            [Level::Organization, Level::Project, Level::Task]
                .iter()
                .all(|level| other.id_at(*level) == node.id_at(*level))
        };
        let mut found = self.candidates(level, &id).await?;
        found.retain(|other| level == Level::Item && same(other));
        match found.pop() {
            Some(other) if found.is_empty() => Ok(other),
            _ => Err(self.missing(level, raw)),
        }
    }

    async fn candidates(&mut self, level: Level, raw: &str) -> Result<Vec<NodeRef>, CliError> {
        if level == Level::Item {
            // The platform finds an item among a million by itself.
            let mut found = self.session.local.locate(raw);
            found.retain(|node| node.level() == level);
            return Ok(found);
        }
        if !self.known.contains_key(&level) {
            let index = self.index(level).await?;
            self.known.insert(level, index);
        }
        let index = self.known.get(&level);
        Ok(index
            .and_then(|index| index.get(raw))
            .cloned()
            .unwrap_or_default())
    }

    /// Every node of a level by its id, its name and its paths of ids (`train/1-100`,
    /// `street/train/1-100`).
    async fn index(&self, level: Level) -> Result<HashMap<String, Vec<NodeRef>>, CliError> {
        let mut index: HashMap<String, Vec<NodeRef>> = HashMap::new();
        let wanted = Wanted {
            parent: NodeRef::root(self.session.platform.account().clone()),
            level,
            query: Query::default(),
            person: None,
        };
        let mut add = |key: String, node: &NodeRef| {
            let nodes = index.entry(key).or_default();
            if nodes.last() != Some(node) {
                nodes.push(node.clone());
            }
        };
        walk(&*self.session.platform, &wanted, |node, row, _| {
            add(row.id.to_string(), &node);
            add(row.name.to_string(), &node);
            let mut path = row.id.to_string();
            for (_, id) in node.path().iter().rev().skip(1) {
                path = format!("{id}/{path}");
                add(path.clone(), &node);
            }
            Ok::<bool, CliError>(true)
        })
        .await?;
        Ok(index)
    }

    /// The parent that `--org`, `--project`, `--task` or `--job` names; the account without any.
    ///
    /// # Errors
    /// As [`Finder::find`].
    pub async fn parent(&mut self, args: &ParentArgs) -> Result<NodeRef, CliError> {
        let given = [
            (Level::Organization, &args.org),
            (Level::Project, &args.project),
            (Level::Task, &args.task),
            (Level::Job, &args.job),
        ];
        for (level, id) in given {
            if let Some(id) = id {
                return self.find(level, id).await;
            }
        }
        Ok(NodeRef::root(self.session.platform.account().clone()))
    }

    /// The item and annotation that `ITEM#ANNOTATION` names.
    ///
    /// # Errors
    /// As [`Finder::find`]; wrong usage without a `#`.
    pub async fn annotation(
        &mut self,
        raw: &str,
    ) -> Result<(std::sync::Arc<ItemDetail>, Annotation), CliError> {
        let (item, id) = raw.rsplit_once('#').ok_or_else(|| {
            CliError::usage("an annotation is named ITEM#ANNOTATION (annotation list shows them)")
                .about(raw)
        })?;
        let node = self
            .find(Level::Item, item)
            .await
            .map_err(|error| error.about(raw))?;
        let detail = self.session.platform.annotations(&node).await;
        let detail = detail.map_err(|error| CliError::from(error).about(raw))?;
        let wanted = Id::parse(id);
        let found = detail
            .annotations
            .iter()
            .find(|annotation| annotation.id == wanted || annotation.id.to_string() == id)
            .cloned();
        match found {
            Some(annotation) => Ok((detail, annotation)),
            None => Err(CliError::not_found("the item has no such annotation").about(raw)),
        }
    }
}

/// A text given on the command line that goes into an operation.
///
/// # Errors
/// Wrong usage when it is empty or nothing printable.
pub fn text_argument(flag: &str, raw: &str) -> Result<Text, CliError> {
    let text = Text::block(raw.trim());
    if text.is_empty() {
        return Err(CliError::usage(&format!("{flag} needs a text")));
    }
    Ok(text)
}

/// A person's name given on the command line; `none` is nobody.
///
/// # Errors
/// Wrong usage for an empty or endless name.
pub fn person_argument(flag: &str, raw: &str) -> Result<Option<Text>, CliError> {
    let name = Text::line(raw.trim());
    if name.is_empty() || name.chars().count() >= TEXT_LINE_CHARS {
        return Err(CliError::usage(&format!("{flag} needs a name, or 'none'")));
    }
    Ok((&*name != "none").then_some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_first_column() {
        let input = "a.jpg\t3\tnew\n\n  vidimus://x/i:1\tmore\r\nlast";
        assert_eq!(
            lines(input.as_bytes()).unwrap(),
            ["a.jpg", "vidimus://x/i:1", "last"]
        );
        assert_eq!(lines(&[0xff, 0xfe][..]).unwrap_err().kind, Kind::Usage);
    }

    #[test]
    fn nobody_is_called_none() {
        assert_eq!(
            person_argument("--to", " ana ").unwrap(),
            Some(Text::line("ana"))
        );
        assert_eq!(person_argument("--to", "none").unwrap(), None);
        assert!(person_argument("--to", "\x1b[31m").is_err());
        assert!(text_argument("--text", " \n").is_err());
    }
}
