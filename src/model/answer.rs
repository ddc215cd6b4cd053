//! What is asked of a platform and what it answers, beside rows and items.

use serde::{Deserialize, Serialize};

use super::{
    Change, Id, Level, NodeRef, Page, PageRequest, Query, State, StatusClass, Text, Timestamp,
    Transition, Verb,
};

/// Who the account is, and what it talks to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The user's name, as decisions are signed.
    pub user: Text,
    /// Product and version: `local folder`, `CVAT 2.54`.
    pub server: Text,
    /// The place: a folder or an address.
    pub place: Text,
    /// What the reviewer must never forget, for a red mark in the header: certificates are not
    /// checked.
    pub warning: Option<Text>,
    /// What is worth saying once: a read-only token, a server newer than tested.
    pub notes: Vec<Text>,
    /// Why nothing can be changed with this login, if so.
    pub read_only: Option<Text>,
    /// Seconds between two looks at what others changed; none where nobody else can.
    pub poll_s: Option<u32>,
    /// Where the reviewer wants to begin by the configuration, while no other place is known.
    pub start: Option<NodeRef>,
    /// The verbs whose outcome is kept on this machine only, once the server's edition is known.
    pub kept_here: Option<Vec<Verb>>,
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
    /// Its page in the platform's own web interface.
    pub web: Option<Text>,
}

/// Something that can be done with a node beyond its transitions: a whole result marked or taken
/// away, a command of the platform on chosen items. Listed for a menu, carried out as an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What would be committed. A [`Change::Act`] has no items yet: they are filled in with what is
    /// marked, never with "everything".
    pub change: Change,
    /// What it does, in a few words: `mark as ground truth`.
    pub summary: Text,
    /// What the platform itself asks before it does it, if anything.
    pub question: Option<Text>,
    /// What has to be filled in first; each goes into the inputs of a [`Change::Act`].
    pub inputs: Vec<Input>,
    /// Why it cannot be done now, if so.
    pub denied: Option<Text>,
}

/// One thing to fill in before a command can run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name for the platform.
    pub name: Text,
    /// Its name for the reviewer.
    pub title: Text,
    /// The values it can have, as sent and as shown; anything where there are none.
    pub choices: Vec<(Text, Text)>,
    /// It may be left out.
    pub optional: bool,
}

/// An item that was changed at the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The item.
    pub node: NodeRef,
    /// Its name.
    pub name: Text,
    /// When, UTC.
    pub at: Timestamp,
    /// By whom, as far as known.
    pub by: Option<Text>,
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
    pub rows: Vec<TableRow>,
    /// Work on the server that would make the table anew, by its name for
    /// `Platform::start_work` and in words for the reviewer.
    pub work: Option<Work>,
}

/// One row of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Its cells.
    pub cells: Vec<Text>,
    /// Where `Enter` on it leads: an item, and an annotation on it.
    pub to: Option<(NodeRef, Option<Id>)>,
    /// What it means, for its colour.
    pub class: Option<StatusClass>,
}

impl From<Vec<Text>> for TableRow {
    fn from(cells: Vec<Text>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }
}

/// Something slow that the server does when asked: computing a quality report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its name among the works of the platform.
    pub name: Text,
    /// What it does: `compute the report anew`.
    pub summary: Text,
    /// Why it cannot be started now, if so.
    pub denied: Option<Text>,
}

/// Why a row stands in the inbox, in the order of the groups on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InboxGroup {
    /// An issue of mine that somebody resolved since I looked: is it really fixed?
    Fixed,
    /// A job of mine that waits for a review.
    ToReview,
    /// Somebody wrote in a thread of mine.
    Replies,
    /// A job of mine that was sent back.
    Returned,
    /// A job that waits for a review and has nobody.
    Unassigned,
}

impl InboxGroup {
    /// Every group in the order of the screen.
    pub const ALL: [Self; 5] = [
        Self::Fixed,
        Self::ToReview,
        Self::Replies,
        Self::Returned,
        Self::Unassigned,
    ];

    /// Its head on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fixed => "Fixed \u{2014} verify",
            Self::ToReview => "To review",
            Self::Replies => "Mentions and replies",
            Self::Returned => "Returned to me",
            Self::Unassigned => "Unassigned (may take)",
        }
    }
}

/// Something that waits for the reviewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboxEntry {
    /// Why it is here.
    pub group: InboxGroup,
    /// The job, or the item of an issue.
    pub node: NodeRef,
    /// The issue, where it is about one.
    pub issue: Option<Id>,
    /// What it is called: a job's name, an issue's text.
    pub name: Text,
    /// Where it is: organization, project, task.
    pub place: Text,
    /// The state of a job.
    pub state: Option<State>,
    /// Items in a job.
    pub items: u32,
    /// Open issues in a job.
    pub issues: u32,
    /// Who sent it back, wrote or resolved.
    pub by: Option<Text>,
    /// When it came to this, UTC: the oldest is first in its group.
    pub at: Timestamp,
}
