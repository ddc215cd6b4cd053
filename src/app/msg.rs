//! Everything that can happen.

use std::sync::Arc;

use crate::config::keys::Key;
use crate::config::settings::Settings;
use crate::model::picture::{Graphics, Picture, Ways};
use crate::model::session::{Before, Session};
use crate::model::{
    AccountId, Applied, DecisionId, Detail, Entry, Identity, InboxEntry, Issue, ItemDetail, Member,
    NodeRef, Offer, OpId, Page, Permissions, Role, Signal, State, Table, Text, Timestamp, Verdict,
};

use super::effect::PictureSlot;
use super::pointer::Hit;

/// Counts the states of a view; an answer of an older generation is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub u64);

/// What the terminal can do, as far as it matters to state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TerminalFacts {
    /// How pictures are shown.
    pub graphics: Graphics,
    /// Width and height of a cell in pixels, where that is known: pictures are made by it.
    pub cell: Option<(u16, u16)>,
    /// The line is remote (SSH).
    pub remote: bool,
    /// The background is light, if the terminal said so.
    pub light: Option<bool>,
    /// How pictures may be shown.
    pub ways: Ways,
    /// How fast the line is, once that is known.
    pub line: Option<Line>,
}

/// What was measured of the line to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Milliseconds from a question to its answer, at best.
    pub round_trip_ms: u64,
    /// Bytes a second it takes, where enough was sent to tell.
    pub bytes_s: Option<u64>,
}

/// Sizes that drawing found, in cells; reported when they change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Rows of the focused list.
    pub list_rows: u16,
    /// The picture under review: columns, rows.
    pub main: Option<(u16, u16)>,
    /// The picture of the preview pane: columns, rows.
    pub preview: Option<(u16, u16)>,
    /// Rows of the annotation list in review.
    pub side_rows: u16,
    /// Rows of the open overlay's list.
    pub overlay_rows: u16,
    /// The largest first line of the open overlay's text, where it has one.
    pub overlay_last: u16,
    /// The page of the contact sheet: columns, rows.
    pub sheet: Option<(u16, u16)>,
}

/// A decision about many nodes, waiting for their present values.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// A verdict (none clears) on items.
    Judge {
        /// The verdict.
        verdict: Option<Verdict>,
        /// The reason of a rejection.
        reason: Option<Text>,
    },
    /// Jobs or tasks go to a state.
    Transition {
        /// The state chosen; with none, each goes to its own transition of this class.
        to: TransitionTo,
        /// The state that the reviewer had in sight when deciding about a single one. When
        /// somebody else has moved it meanwhile, that is a conflict and not overwritten.
        seen: Option<State>,
    },
    /// Jobs change hands; several names go round robin.
    Assign {
        /// Which of the two people.
        role: Role,
        /// The names; empty for nobody.
        names: Vec<Text>,
    },
    /// Nodes are bookmarked or not.
    Flag,
    /// The results of items are compared with each other; nothing is changed.
    Compare(Generation),
    /// Items are put into the strata of a sample; nothing is changed.
    Sample(Generation),
    /// Objects are gathered for the contact sheet; nothing is changed.
    Look(Generation),
    /// What is marked on the contact sheet is rejected.
    File {
        /// The sheet's gathering.
        generation: Generation,
        /// The reason.
        reason: Option<Text>,
    },
}

/// Where a planned transition leads.
#[derive(Clone, Debug, PartialEq)]
pub enum TransitionTo {
    /// To exactly this state.
    State(State),
    /// To this state, and back to whoever held it before.
    HandBack(State),
    /// To the first reachable state that means acceptance.
    Accepted,
    /// To the first reachable state that means rejection, with a hand-back where there is one.
    Rejected,
}

/// Why an operation is not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Something has another value than the operation was based on.
    Conflict,
    /// The server does not take the secret any more.
    SignIn,
    /// Anything else.
    Other,
}

/// What the platform has where an operation was refused.
#[derive(Clone, Debug)]
pub struct Present {
    /// The target.
    pub found: Found,
    /// The issue that the operation is about, if it is about one and it is still there.
    pub issue: Option<Issue>,
}

/// The present values of one node that a plan is about.
#[derive(Clone, Debug)]
pub enum Found {
    /// An item.
    Item(Arc<ItemDetail>),
    /// A job, task, project.
    Node(Box<Detail>, Permissions),
    /// It could not be read.
    Failed(NodeRef, Text),
}

/// A platform's or the store's failure, in words for the reviewer.
pub type Failure = Text;

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseDeed {
    /// A press of the left button.
    Press,
    /// A second press of it at the same cell, soon after.
    Double,
    /// The wheel, away from the hand.
    WheelUp,
    /// The wheel, towards the hand.
    WheelDown,
}

/// Something that happened. Every message comes with the present time.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the fields are named after their types
pub enum Msg {
    /// The program has begun.
    Start,
    /// A key.
    Key(Key),
    /// Text pasted in brackets.
    Paste(String),
    /// The mouse, while it is ours: what it did, and what was drawn there.
    Mouse(MouseDeed, Hit),
    /// Answer to `Effect::Edit`: the text as the editor left it.
    Edited(Result<String, Failure>),
    /// Answer to `Effect::Copy`: where it went, in words.
    Copied(Result<Text, Failure>),
    /// The terminal has this size: columns, rows.
    Resize(u16, u16),
    /// What the terminal can do became known.
    Terminal(TerminalFacts),
    /// A moment asked for by `Effect::Wake` has come.
    Tick,
    /// Drawing found these sizes.
    Slots(Slots),
    /// The frame with this item's picture (or its text, where there is no picture) has been
    /// written to the terminal.
    Drawn(NodeRef),
    /// The whole page of the contact sheet has been written to the terminal.
    PageDrawn(Generation),
    /// Answer to `Effect::Identity`.
    Identity(AccountId, Result<Identity, Failure>),
    /// Answer to `Effect::List`.
    Page {
        column: usize,
        generation: Generation,
        offset: u64,
        result: Result<Page, Failure>,
    },
    /// Answer to `Effect::Detail`.
    Detail {
        generation: Generation,
        node: NodeRef,
        result: Result<Box<Detail>, Failure>,
    },
    /// Answer to `Effect::Permissions`.
    Permissions {
        node: NodeRef,
        result: Result<Permissions, Failure>,
    },
    /// Answer to `Effect::Annotations`.
    Annotations {
        generation: Generation,
        item: NodeRef,
        result: Result<Arc<ItemDetail>, Failure>,
    },
    /// Answer to `Effect::Issues`.
    Issues {
        generation: Generation,
        scope: NodeRef,
        result: Result<Vec<Issue>, Failure>,
    },
    /// Answer to `Effect::Members`.
    Members {
        generation: Generation,
        result: Result<Vec<Member>, Failure>,
    },
    /// Answer to `Effect::Offers`.
    Offers {
        generation: Generation,
        node: NodeRef,
        result: Result<Vec<Offer>, Failure>,
    },
    /// Answer to `Effect::Signal`.
    Signal {
        generation: Generation,
        item: NodeRef,
        content: u8,
        result: Result<Arc<Signal>, Failure>,
    },
    /// Answer to `Effect::Insights`.
    Insights {
        generation: Generation,
        node: NodeRef,
        result: Result<Vec<Table>, Failure>,
    },
    /// Answer to `Effect::Gather`.
    Gathered { plan: Plan, found: Vec<Found> },
    /// Answer to `Effect::GatherRows`.
    GatheredRows {
        column: usize,
        generation: Generation,
        result: Result<Page, Failure>,
    },
    /// Answer to `Effect::Picture`.
    Picture {
        slot: PictureSlot,
        generation: Generation,
        item: NodeRef,
        result: Result<Arc<Picture>, Failure>,
    },
    /// Answer to `Effect::Commit`: the decision is on disk, or it is not.
    Committed {
        decision: DecisionId,
        result: Result<(), Failure>,
    },
    /// Answer to `Effect::Withdraw`: whether it was early enough.
    Withdrawn {
        decision: DecisionId,
        result: Result<bool, Failure>,
    },
    /// The sender delivered an operation.
    Delivered { op: OpId, applied: Applied },
    /// The sender could not deliver an operation; `fatal` when it will not try again by itself.
    Undelivered {
        op: OpId,
        error: Text,
        fatal: bool,
        why: Hindrance,
    },
    /// Answer to `Effect::LookAgain`.
    LookedAgain { op: OpId, present: Box<Present> },
    /// Answer to `Effect::Inbox`.
    Inbox {
        account: AccountId,
        generation: Generation,
        result: Result<Vec<InboxEntry>, Failure>,
    },
    /// Answer to `Effect::FindWeb`.
    FoundWeb {
        address: Text,
        result: Result<Option<NodeRef>, Failure>,
    },
    /// Answer to `Effect::StartWork`: it is over.
    Worked {
        node: NodeRef,
        work: Text,
        result: Result<(), Failure>,
    },
    /// A place that was asked for on the command line.
    Place(NodeRef),
    /// Another program sends for this account; ours wait for it.
    OtherSender(bool),
    /// Answer to `Effect::Entries`, newest first; also given once at the start.
    Entries {
        open_only: bool,
        result: Result<Vec<Entry>, Failure>,
    },
    /// What had been remembered of the account's last session.
    Recalled {
        account: AccountId,
        place: Option<String>,
        inbox: Vec<InboxEntry>,
        seen: Timestamp,
        session: Option<Box<Session>>,
        befores: Vec<Before>,
        drafts: String,
    },
    /// What `Effect::Keep` had kept, by its name; given once at the start.
    Kept(Vec<(&'static str, String)>),
    /// Answer to `Effect::Reload`.
    Settings(Result<Arc<Settings>, Failure>),
    /// Long work goes on: done of total (0: unknown), in the work's own unit.
    Progress {
        account: AccountId,
        what: Text,
        done: u64,
        total: u64,
    },
    /// Long work is over.
    Finished {
        account: AccountId,
        what: Text,
        stopped: bool,
    },
    /// Rows below a node changed or grew.
    Changed(NodeRef),
    /// Something could not be read; the rest works.
    Problem(Text),
    /// The account's server answers again, or does not, and why.
    Health {
        account: AccountId,
        trouble: Option<Text>,
    },
    /// The account's server asked to be left alone until then, UTC.
    Wait {
        account: AccountId,
        until: Timestamp,
    },
    /// A request to a server was given up: method and address, and the words of its error.
    Refused { request: Text, words: Text },
    /// The process was told to end, or the line dropped.
    Shutdown,
}

impl Msg {
    /// Whether the reviewer caused it (and so it resets hints and fades).
    pub fn is_input(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Paste(_) | Self::Mouse(..))
    }
}
