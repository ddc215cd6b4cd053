//! What `update` asks for: plain data that the runtime carries out.

use std::sync::Arc;

use crate::model::picture::{Graphics, OverlayStyle, View};
use crate::model::session::{Before, Session};
use crate::model::{
    AccountId, Decision, DecisionId, InboxEntry, ItemDetail, ListRequest, NodeRef, OpId, Operation,
    Rect, Shape, Text, Timestamp,
};

use super::msg::{Generation, Plan};

/// Under this name macros are kept.
pub const KEPT_MACROS: &str = "macros";
/// Under this name filters are kept.
pub const KEPT_FILTERS: &str = "filters";
/// Under this name the filters used before are kept.
pub const KEPT_HISTORY: &str = "filter-history";
/// Under this name samples are kept.
pub const KEPT_SAMPLES: &str = "samples";

/// Which picture on screen (or ahead of it) is meant. The newest wish for a slot wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureSlot {
    /// The item under review.
    Main,
    /// The item under the cursor of a list.
    Preview,
    /// The n-th item after the one under review, made ready.
    Ahead(u8),
    /// The n-th row of the contact sheet; after those of its page those of the next one.
    Sheet(u8),
}

/// A picture that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureWish {
    /// Where it is for.
    pub slot: PictureSlot,
    /// Of which state of the slot.
    pub generation: Generation,
    /// The item.
    pub item: NodeRef,
    /// Which of its pictures: 0 is its own, others are those of `ItemDetail::pictures`.
    pub number: u8,
    /// Its annotations, once known; without them the bare picture is drawn.
    pub detail: Option<Arc<ItemDetail>>,
    /// The part looked at.
    pub view: View,
    /// What is looked at in its stead, with some context around it, in image pixels.
    pub around: Option<Rect>,
    /// Cells there are: columns, rows.
    pub pane: (u16, u16),
    /// What the overlay shows.
    pub style: OverlayStyle,
    /// With every pixel as it is, whatever the line.
    pub exact: bool,
    /// The place of the selected issue, marked on the item's own picture.
    pub mark: Option<Shape>,
}

/// A row of a contact sheet: crops side by side in one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetWish {
    /// Which row.
    pub slot: PictureSlot,
    /// Of which page.
    pub generation: Generation,
    /// Cells of the whole row: columns, rows.
    pub cells: (u16, u16),
    /// Its crops, each with the column of its left edge; the pane of each is the tile's.
    pub tiles: Vec<(u16, PictureWish)>,
}

/// Reads that replace each other: starting one cancels the one before in the same slot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LoadSlot {
    /// A page of the browser column with this number.
    Column(u8, u64),
    /// Details of the row under the cursor.
    Preview,
    /// Annotations of the item under review.
    Item,
    /// Annotations of the n-th item ahead.
    Ahead(u8),
    /// What is drawn along a time line of the item under review.
    Signal,
    /// Issues of the item under review.
    Issues,
    /// Details of the job under review.
    Job,
    /// What an open menu or picker lists.
    Menu,
    /// The platform's commands for an open menu, beside what it lists of one item.
    Commands,
    /// Where the item of an open menu can go.
    Moves,
    /// The inbox of an account.
    Inbox(AccountId),
}

/// Something slow or outside that is to be done. Reads are answered by a message of the same
/// generation, writes by one of the same decision.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the fields are named after their types
pub enum Effect {
    /// Who are we there?
    Identity(AccountId),
    /// A page of rows.
    List {
        slot: LoadSlot,
        generation: Generation,
        column: usize,
        request: ListRequest,
    },
    /// Facts of a node.
    Detail {
        slot: LoadSlot,
        generation: Generation,
        node: NodeRef,
    },
    /// What may be done on a node.
    Permissions { node: NodeRef },
    /// Annotations of an item.
    Annotations {
        slot: LoadSlot,
        generation: Generation,
        item: NodeRef,
    },
    /// Issues of a node and below.
    Issues {
        slot: LoadSlot,
        generation: Generation,
        scope: NodeRef,
    },
    /// People who can be assigned.
    Members {
        generation: Generation,
        scope: NodeRef,
    },
    /// What can be done with whole results or by a command of the platform.
    Offers {
        generation: Generation,
        node: NodeRef,
    },
    /// What is drawn along a time line: the item's content of this index.
    Signal {
        generation: Generation,
        item: NodeRef,
        content: u8,
    },
    /// Tables about a node.
    Insights {
        generation: Generation,
        node: NodeRef,
    },
    /// What waits for the reviewer there.
    Inbox {
        account: AccountId,
        generation: Generation,
        since: Timestamp,
    },
    /// The node that an address of a web interface shows, at whichever account knows it.
    FindWeb { address: Text },
    /// What the platform has now where an operation was refused.
    LookAgain(Box<Operation>),
    /// Slow work on the server, by its name; answered when it is over.
    StartWork { node: NodeRef, work: Text },
    /// The exact present values of many nodes, before a decision about them.
    Gather { plan: Plan, nodes: Vec<NodeRef> },
    /// All rows of a filtered list, to mark them.
    GatherRows {
        column: usize,
        generation: Generation,
        request: ListRequest,
    },
    /// The bytes of an item's picture are wanted soon: fetch them beside its annotations.
    Fetch(NodeRef),
    /// A picture.
    Picture(PictureWish),
    /// A row of crops; answered as a picture of the item of its first one.
    Sheet(SheetWish),
    /// Nobody waits for this read any more.
    Cancel(LoadSlot),
    /// Nobody waits for this picture any more.
    CancelPicture(PictureSlot),
    /// Long work of the account (reading a large file) is to stop.
    StopLong(AccountId),
    /// Write a decision to the outbox; answered by `Msg::Committed`.
    Commit(Decision),
    /// Take an unsent decision back; answered by `Msg::Withdrawn`.
    Withdraw(DecisionId),
    /// Try a failed operation again.
    Retry(OpId),
    /// Give a failed operation up.
    Drop(OpId),
    /// The outbox and journal, for the activity view.
    Entries { open_only: bool },
    /// Keep a small text (the place in the tree, a draft) for the next start.
    Remember {
        account: AccountId,
        name: &'static str,
        text: String,
    },
    /// Keep a small text of the program itself (macros, filters) for the next start.
    Keep { name: &'static str, text: String },
    /// Read the configuration again; answered by `Msg::Settings`.
    Reload,
    /// Keep an account's inbox for the next start.
    RememberInbox {
        account: AccountId,
        entries: Vec<InboxEntry>,
    },
    /// Keep how an account's lists were left, for the next start.
    RememberSession {
        account: AccountId,
        session: Session,
    },
    /// Keep what annotations of an account were like, oldest first.
    RememberBefores {
        account: AccountId,
        befores: Vec<Before>,
    },
    /// Send `Msg::Tick` at this moment.
    Wake(Timestamp),
    /// Paint the whole screen anew.
    Redraw,
    /// Hand the terminal to the reviewer's editor with this text; answered by `Msg::Edited`.
    Edit(String),
    /// Put this into the clipboard of the reviewer's terminal; answered by `Msg::Copied`.
    Copy(Text),
    /// The theme in the settings is another one now.
    Theme,
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Show pictures in this way from now on; none: as the terminal answered.
    Graphics(Option<Graphics>),
    /// Put the terminal back and stop the process until it is continued.
    Suspend,
    /// End the program.
    Quit,
}

impl Effect {
    /// The name of the effect, without what it is about: for crash reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Identity(_) => "identity",
            Self::List { .. } => "list",
            Self::Detail { .. } => "detail",
            Self::Permissions { .. } => "permissions",
            Self::Annotations { .. } => "annotations",
            Self::Issues { .. } => "issues",
            Self::Members { .. } => "members",
            Self::Offers { .. } => "offers",
            Self::Signal { .. } => "signal",
            Self::Insights { .. } => "insights",
            Self::Inbox { .. } => "inbox",
            Self::FindWeb { .. } => "find web address",
            Self::LookAgain(_) => "look again",
            Self::StartWork { .. } => "start work",
            Self::Gather { .. } => "gather",
            Self::GatherRows { .. } => "gather rows",
            Self::Fetch(_) => "fetch",
            Self::Picture(_) => "picture",
            Self::Sheet(_) => "contact sheet",
            Self::Cancel(_) => "cancel",
            Self::CancelPicture(_) => "cancel picture",
            Self::StopLong(_) => "stop long work",
            Self::Commit(_) => "commit",
            Self::Withdraw(_) => "withdraw",
            Self::Retry(_) => "retry",
            Self::Drop(_) => "drop",
            Self::Entries { .. } => "entries",
            Self::Remember { .. } => "remember",
            Self::Keep { .. } => "keep",
            Self::Reload => "reload",
            Self::RememberInbox { .. } => "remember inbox",
            Self::RememberSession { .. } => "remember session",
            Self::RememberBefores { .. } => "remember befores",
            Self::Wake(_) => "wake",
            Self::Redraw => "redraw",
            Self::Edit(_) => "edit",
            Self::Copy(_) => "copy",
            Self::Theme => "theme",
            Self::Mouse(_) => "mouse",
            Self::Graphics(_) => "graphics",
            Self::Suspend => "suspend",
            Self::Quit => "quit",
        }
    }
}
