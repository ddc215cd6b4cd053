//! Where something is: levels, node references and deep links.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AccountId, Id, Text};

/// The levels of the one tree that every platform is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The login itself; parent of the organizations.
    Account,
    /// Owner of projects: organization, team, workspace, library.
    Organization,
    /// A view across the levels between, such as `my jobs`: it stands among the rows of a list, is
    /// no node of the platform, and its children are jobs.
    View,
    /// Project or dataset.
    Project,
    /// Task, view, split.
    Task,
    /// The piece of work one person is given.
    Job,
    /// The smallest thing reviewed.
    Item,
}

impl Level {
    /// Every level that has rows, outermost first.
    pub const ALL: [Self; 5] = [
        Self::Organization,
        Self::Project,
        Self::Task,
        Self::Job,
        Self::Item,
    ];

    /// The word of the vocabulary, singular, as the command line uses it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Organization => "org",
            Self::View => "view",
            Self::Project => "project",
            Self::Task => "task",
            Self::Job => "job",
            Self::Item => "item",
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Account => 'a',
            Self::Organization => 'o',
            Self::View => 'v',
            Self::Project => 'p',
            Self::Task => 't',
            Self::Job => 'j',
            Self::Item => 'i',
        }
    }

    fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .chain([Self::View])
            .find(|level| letter.chars().eq([level.letter()]))
    }
}

/// What a platform calls a level that it has. A level it lacks has no entry and no pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelName {
    /// The level.
    pub level: Level,
    /// One of them, for example `dataset`.
    pub one: Text,
    /// Several, for example `datasets`; the pane's title.
    pub many: Text,
}

/// A place in the tree: account, level and the ids from the outermost level down to the node
/// itself, each with its level. Lists, deep links, operations and the session carry it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NodeRef {
    /// The account that reaches the node.
    pub account: AccountId,
    path: Arc<[(Level, Id)]>,
}

impl NodeRef {
    /// The account itself, above all levels.
    pub fn root(account: AccountId) -> Self {
        Self {
            account,
            path: Arc::from([]),
        }
    }

    /// A node below this one.
    pub fn child(&self, level: Level, id: Id) -> Self {
        let mut path = self.path.to_vec();
        path.push((level, id));
        Self {
            account: self.account.clone(),
            path: path.into(),
        }
    }

    /// The node's level; [`Level::Account`] for the root.
    pub fn level(&self) -> Level {
        self.path.last().map_or(Level::Account, |(level, _)| *level)
    }

    /// The node's own id; none for the root.
    pub fn id(&self) -> Option<&Id> {
        self.path.last().map(|(_, id)| id)
    }

    /// The id at some level of the path.
    pub fn id_at(&self, level: Level) -> Option<&Id> {
        self.path
            .iter()
            .find(|(at, _)| *at == level)
            .map(|(_, id)| id)
    }

    /// The path, outermost first.
    pub fn path(&self) -> &[(Level, Id)] {
        &self.path
    }

    /// The node one step up; the root's parent is none.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.path.split_last()?;
        Some(Self {
            account: self.account.clone(),
            path: rest.into(),
        })
    }

    /// The ancestor (or the node itself) at a level.
    pub fn ancestor(&self, level: Level) -> Option<Self> {
        let end = self.path.iter().position(|(at, _)| *at == level)? + 1;
        Some(Self {
            account: self.account.clone(),
            path: self.path[..end].into(),
        })
    }

    /// Whether both name one node. A path may leave levels out (a job of a view has no project):
    /// the node's own id and the ids of all levels that both have must agree.
    pub fn same(&self, other: &Self) -> bool {
        self.level() == other.level() && self.contains(other)
    }

    /// Whether `other` is this node or lies below it, by the same measure as [`NodeRef::same`]. A
    /// view contains what lies below its parent: it alone knows which of it.
    pub fn contains(&self, other: &Self) -> bool {
        let agrees = |(level, id): &(Level, Id)| match other.id_at(*level) {
            // An item outside of any job has an id of its own in its project, and the task (a view, on
            // some servers) above it is only a way to it.
            _ if *level == Level::Task && other.is_jobless_item() => true,
            Some(own) => own == id,
            None => *level == Level::View || (*level < self.level() && *level < other.level()),
        };
        self.account == other.account && self.path.iter().all(agrees)
    }

    /// Whether it is an item with no job above it.
    fn is_jobless_item(&self) -> bool {
        self.level() == Level::Item && self.id_at(Level::Job).is_none()
    }

    /// Reads a deep link as `Display` prints it.
    ///
    /// # Errors
    /// Says which part is not one, for example an unknown level letter.
    pub fn parse(link: &str) -> Result<Self, LinkError> {
        let rest = link.strip_prefix("vidimus://").ok_or(LinkError::Scheme)?;
        let mut parts = rest.split('/').filter(|part| !part.is_empty());
        let account = decode(parts.next().ok_or(LinkError::Account)?);
        let mut path: Vec<(Level, Id)> = Vec::new();
        for part in parts {
            let bad = || LinkError::Part(Text::line(part));
            let (letter, id) = part.split_once(':').ok_or_else(bad)?;
            let level = Level::from_letter(letter).ok_or_else(bad)?;
            if path.last().is_some_and(|(above, _)| *above >= level) {
                return Err(bad());
            }
            let id = decode(id);
            path.push((level, Id::parse(&id)));
        }
        Ok(Self {
            account: AccountId::new(&account),
            path: path.into(),
        })
    }
}

/// Why a text is not a deep link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Another scheme.
    #[error("a link starts with vidimus://")]
    Scheme,
    /// Nothing after the scheme.
    #[error("the link names no account")]
    Account,
    /// A part that is not `letter:id`, or levels out of order.
    #[error("'{0}' is not a part of a link (o:, p:, t:, j: or i: and an id, outermost first)")]
    Part(Text),
}

impl fmt::Display for NodeRef {
    /// The deep link: `vidimus://ACCOUNT/o:ID/p:ID/…`, ids percent-encoded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vidimus://{}", encode(&self.account.0))?;
        for (level, id) in self.path.iter() {
            write!(f, "/{}:{}", level.letter(), encode(&id.to_string()))?;
        }
        Ok(())
    }
}

fn encode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for byte in raw.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn decode(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = (byte == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match hex {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node() -> NodeRef {
        NodeRef::root(AccountId::new("demo"))
            .child(Level::Organization, Id::name("lib"))
            .child(Level::Project, Id::Number(3))
            .child(Level::Item, Id::name("a b/ü%.jpg"))
    }

    #[test]
    fn links_round_trip() {
        let link = node().to_string();
        assert_eq!(link, "vidimus://demo/o:lib/p:3/i:a%20b%2F%C3%BC%25.jpg");
        assert_eq!(NodeRef::parse(&link), Ok(node()));
        assert_eq!(NodeRef::parse("http://x"), Err(LinkError::Scheme));
        assert_eq!(NodeRef::parse("vidimus://"), Err(LinkError::Account));
        for bad in [
            "vidimus://a/x:1",
            "vidimus://a/p1",
            "vidimus://a/j:1/p:2",
            "vidimus://a/jj:1",
        ] {
            assert!(
                matches!(NodeRef::parse(bad), Err(LinkError::Part(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn paths_answer_questions() {
        let item = node();
        assert_eq!(item.level(), Level::Item);
        assert_eq!(item.id_at(Level::Project), Some(&Id::Number(3)));
        let project = item.ancestor(Level::Project).unwrap();
        assert!(project.contains(&item) && !item.contains(&project));
        assert_eq!(item.parent(), Some(project));
        assert_eq!(NodeRef::root(AccountId::new("x")).parent(), None);
    }

    #[test]
    fn a_node_is_the_same_by_another_way() {
        let root = NodeRef::root(AccountId::new("a"));
        let org = root.child(Level::Organization, Id::Number(1));
        let job = |above: &NodeRef| above.child(Level::Job, Id::Number(5));
        let full = job(&org
            .child(Level::Project, Id::Number(2))
            .child(Level::Task, Id::Number(3)));
        let viewed = job(&org.child(Level::View, Id::name("mine")));
        assert!(full.same(&viewed) && viewed.same(&full) && job(&root).same(&full));
        let item = viewed.child(Level::Item, Id::Number(9));
        assert!(full.contains(&item) && !item.contains(&full) && !full.same(&item));
        let other = root.child(Level::Organization, Id::Number(8));
        assert!(!job(&other).same(&full));
        assert!(!full.same(&job(&org).child(Level::Item, Id::Number(5))));
        assert!(org.contains(&full) && !org.child(Level::Project, Id::Number(7)).contains(&full));
        assert!(org.child(Level::View, Id::name("mine")).contains(&full));
        assert!(!org.child(Level::Project, Id::Number(2)).contains(&org));
        // Items without a job are the same through every view of their project.
        let project = org.child(Level::Project, Id::Number(2));
        let item = |task: &str| {
            let view = project.child(Level::Task, Id::name(task));
            view.child(Level::Item, Id::Number(9))
        };
        assert!(
            item("all").same(&item("open"))
                && item("all").same(&project.child(Level::Item, Id::Number(9)))
        );
        assert!(
            project
                .child(Level::Task, Id::name("open"))
                .contains(&item("all"))
        );
        assert!(
            !project
                .child(Level::Task, Id::name("open"))
                .same(&project.child(Level::Task, Id::name("all")))
        );
    }

    proptest::proptest! {
        #[test]
        fn any_id_survives_a_link(name in "\\PC{1,20}") {
            let node = NodeRef::root(AccountId::new("a")).child(Level::Job, Id::parse(&name));
            proptest::prop_assert_eq!(NodeRef::parse(&node.to_string()), Ok(node));
        }
    }
}
