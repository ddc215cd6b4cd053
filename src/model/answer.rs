//! What is asked of a platform and what it answers, beside rows and items.

use super::{Level, NodeRef, Page, PageRequest, Query, State, Text, Transition};

/// Who the account is, and what it talks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The user's name, as decisions are signed.
    pub user: Text,
    /// Product and version: `local folder`, `CVAT 2.54`.
    pub server: Text,
    /// The place: a folder or an address.
    pub place: Text,
}

/// A question for rows.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRequest {
    /// Whose children (or deeper descendants) are wanted.
    pub parent: NodeRef,
    /// Of which level.
    pub level: Level,
    /// Which of them.
    pub query: Query,
    /// Which part of the list.
    pub page: PageRequest,
}

/// What is known of one node beyond its row.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The node.
    pub node: NodeRef,
    /// Its row, alone on a page.
    pub page: Page,
    /// Further facts as name and value, in reading order.
    pub facts: Vec<(Text, Text)>,
    /// The state of a job or task.
    pub state: Option<State>,
    /// Where the job or task can go from here.
    pub transitions: Vec<Transition>,
    /// The guide for annotators, if there is one.
    pub guide: Option<Text>,
}

/// A person who can be assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name decisions carry.
    pub name: Text,
    /// Role or full name, for the picker's second column.
    pub about: Text,
}

/// A titled table of facts: quality, statistics, history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its title.
    pub title: Text,
    /// Column heads.
    pub head: Vec<Text>,
    /// Rows of cells.
    pub rows: Vec<Vec<Text>>,
}
