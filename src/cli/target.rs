//! From what the user typed to a node: ids, paths of ids, full links, ids from standard input.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use crate::limits::{ID_INPUT_BYTES, TEXT_LINE_CHARS};
use crate::model::{ContentHash, Id, ItemDetail, Judgement, Level, NodeRef, Rect, Text};

use super::args::ParentArgs;
use super::error::{CliError, Kind};
use super::session::{LINK, Session, is_web};
use super::walk::{Wanted, has_jobs, walk};

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
        let linked = match raw {
            link if link.starts_with(LINK) => Some(self.link(level, link).await),
            address if is_web(address) => Some(self.web(level, address).await),
            _ => None,
        };
        if let Some(linked) = linked {
            return linked.map_err(|error| error.about(raw));
        }
        self.check_level(level).map_err(|error| error.about(raw))?;
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

    /// Whether the platform has this level.
    ///
    /// # Errors
    /// It has others, which are named.
    pub fn check_level(&self, level: Level) -> Result<(), CliError> {
        let platform = &self.session.platform;
        let words: Vec<&str> = platform
            .levels()
            .iter()
            .map(|name| name.level.word())
            .collect();
        match words.contains(&level.word()) {
            true => Ok(()),
            false => Err(CliError::not_found(&format!(
                "there is no level '{}' in {} (there are {})",
                level.word(),
                platform.account(),
                words.join(", ")
            ))),
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
        // A server is asked about the node next anyway, and says itself when it is not there.
        if self.session.local.is_none() || self.session.platform.detail(&node).await.is_ok() {
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

    /// The node that a page of the web interface shows, or the one of the level above it.
    async fn web(&self, level: Level, raw: &str) -> Result<NodeRef, CliError> {
        let account = self.session.platform.account();
        let node = self.session.platform.find_web(raw).await?.ok_or_else(|| {
            CliError::not_found(&format!("this is no page of a node of {account}"))
        })?;
        node.ancestor(level).ok_or_else(|| {
            CliError::usage(&format!(
                "the page shows a {}, not a {}",
                node.level().word(),
                level.word()
            ))
        })
    }

    async fn candidates(&mut self, level: Level, raw: &str) -> Result<Vec<NodeRef>, CliError> {
        if let (Level::Item, Some(local)) = (level, &self.session.local) {
            // The platform finds an item among a million by itself.
            let mut found = local.locate(raw);
            found.retain(|node| node.level() == level);
            return Ok(found);
        }
        if self.session.local.is_none() {
            if let Some(found) = self.session.platform.find(level, raw).await?
                && !found.is_empty()
            {
                return Ok(found);
            }
            if level == Level::Item {
                return match has_jobs(&*self.session.platform) {
                    true => self.item_of_job(raw).await,
                    false => self.item_of_view(raw).await,
                };
            }
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

    /// The item that `JOB/FRAME` or `JOB/NAME` names.
    async fn item_of_job(&mut self, raw: &str) -> Result<Vec<NodeRef>, CliError> {
        let Some((job, frame)) = raw.split_once('/') else {
            return Err(CliError::usage(
                "an item is named JOB/FRAME, by its link or by its web address (item list --job ID shows them)",
            ));
        };
        let job = Box::pin(self.find(Level::Job, job)).await?;
        let mut found = Vec::new();
        let wanted = Wanted::all(job, Level::Item);
        walk(&self.session.platform, &wanted, |node, row, _| {
            if row.id.to_string() == frame || &*row.name == frame {
                found.push(node);
            }
            Ok::<bool, CliError>(true)
        })
        .await?;
        Ok(found)
    }

    /// The item that `VIEW/ITEM` or `PROJECT/VIEW/ITEM` names: its own id is the last part.
    async fn item_of_view(&self, raw: &str) -> Result<Vec<NodeRef>, CliError> {
        let Some((_, id)) = raw.rsplit_once('/') else {
            return Ok(Vec::new());
        };
        let found = self.session.platform.find(Level::Item, id).await?;
        Ok(found.unwrap_or_default())
    }

    /// The task of this project that an id or name means.
    async fn task_of(&self, project: &NodeRef, raw: &str) -> Result<NodeRef, CliError> {
        let mut found = Vec::new();
        let wanted = Wanted::all(project.clone(), Level::Task);
        walk(&self.session.platform, &wanted, |node, row, _| {
            if row.id.to_string() == raw || &*row.name == raw {
                found.push(node);
            }
            Ok::<bool, CliError>(true)
        })
        .await?;
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(self.missing(Level::Task, raw)),
            _ => {
                Err(CliError::usage("several tasks are called so: say which by its id").about(raw))
            }
        }
    }

    /// Every node of a level by its id, its name and its paths of ids (`train/1-100`,
    /// `street/train/1-100`).
    async fn index(&self, level: Level) -> Result<HashMap<String, Vec<NodeRef>>, CliError> {
        let mut index: HashMap<String, Vec<NodeRef>> = HashMap::new();
        let root = NodeRef::root(self.session.platform.account().clone());
        let wanted = Wanted::all(root, level);
        let mut add = |key: String, node: &NodeRef| {
            let nodes = index.entry(key).or_default();
            if nodes.last() != Some(node) {
                nodes.push(node.clone());
            }
        };
        walk(&self.session.platform, &wanted, |node, row, _| {
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
        if let (Some(project), Some(task)) = (&args.project, &args.task)
            && !task.starts_with(LINK)
        {
            let project = self.find(Level::Project, project).await?;
            return self.task_of(&project, task).await;
        }
        let given = [
            (Level::Job, &args.job),
            (Level::Task, &args.task),
            (Level::Organization, &args.org),
            (Level::Project, &args.project),
        ];
        for (level, id) in given {
            if let Some(id) = id {
                return self.find(level, id).await;
            }
        }
        Ok(NodeRef::root(self.session.platform.account().clone()))
    }

    /// The item and what follows its `#`. Names of items and ids of annotations may have one of
    /// their own: the longest name that is an item's counts.
    async fn item_before<'r>(&mut self, raw: &'r str) -> Result<(NodeRef, &'r str), CliError> {
        let mut refused = None;
        for (at, _) in raw.rmatch_indices('#') {
            let (item, id) = raw.split_at(at);
            match self.find(Level::Item, item).await {
                Ok(node) => return Ok((node, id.get(1..).unwrap_or_default())),
                Err(error) if error.kind == Kind::NotFound => {
                    refused.get_or_insert(error);
                }
                Err(error) => return Err(error.about(raw)),
            }
        }
        let refused = refused.unwrap_or_else(|| {
            CliError::usage("an annotation is named ITEM#ANNOTATION (annotation list shows them)")
        });
        Err(refused.about(raw))
    }

    /// The item and the annotation or whole result that `ITEM#ID` names.
    ///
    /// # Errors
    /// As [`Finder::find`]; wrong usage without a `#`.
    pub async fn part(
        &mut self,
        raw: &str,
    ) -> Result<(std::sync::Arc<ItemDetail>, Part), CliError> {
        let (node, id) = self.item_before(raw).await?;
        let detail = self.session.platform.annotations(&node).await;
        let detail = detail.map_err(|error| CliError::from(error).about(raw))?;
        match Part::of(&detail, id) {
            Some(part) => Ok((detail, part)),
            None => Err(CliError::not_found("the item has no such annotation").about(raw)),
        }
    }
}

/// What can be judged or complained about beside the item itself.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its id.
    pub id: Id,
    /// What it is called in titles: the label, or whose result it is.
    pub name: Text,
    /// The content as it is.
    pub hash: ContentHash,
    /// The verdict on it.
    pub verdict: Option<Judgement>,
    /// Where it is on the picture.
    pub bounds: Option<Rect>,
    /// It is a whole result.
    pub whole: bool,
}

impl Part {
    /// The annotation or result of this id.
    pub fn of(detail: &ItemDetail, id: &str) -> Option<Self> {
        let wanted = Id::parse(id);
        let is = |own: &Id| *own == wanted || own.to_string() == id;
        let annotation = detail.annotations.iter().find(|one| is(&one.id));
        let annotation = annotation.map(|one| Self {
            id: one.id.clone(),
            name: Text::line(detail.label_name(one)),
            hash: one.hash,
            verdict: one.verdict.clone(),
            bounds: one.shape.bounds(),
            whole: false,
        });
        let result = || detail.results.iter().find(|one| is(&one.id));
        annotation.or_else(|| {
            result().map(|one| Self {
                id: one.id.clone(),
                name: Text::line(&format!("{} of {}", one.kind.word(), one.author)),
                hash: one.hash,
                verdict: one.verdict.clone(),
                bounds: None,
                whole: true,
            })
        })
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
