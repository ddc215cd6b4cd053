//! The [`Platform`] trait: what every backend can do, small and deep.
//!
//! A backend (a server's client, or a local folder) is reached only through this trait. Nothing
//! of a wire format leaves its folder, all writes pass [`Platform::apply`], and what cannot be
//! done is said beforehand by [`Platform::permissions`].

pub mod cvat;
pub mod http;
pub mod journal;
pub mod label_studio;
pub mod local;
pub mod recent;
pub mod same;

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::mpsc;

use crate::model::{
    AccountId, Applied, Issue, ItemDetail, Level, LevelName, NodeRef, Offer, Operation, Page,
    Permissions, Signal, Text, Timestamp, Touched, Verb,
};

pub use crate::model::answer::{Detail, Identity, InboxEntry, ListRequest, Member, Table, Work};

/// What went wrong at a backend, with what was tried and what to do next.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PlatformError {
    /// The node, issue or file is not there (any more).
    #[error("{0} was not found")]
    NotFound(Text),
    /// The backend refuses: rights, read-only.
    #[error("not allowed: {0}")]
    Denied(Text),
    /// What came cannot be read; the text names file, line and field.
    #[error("cannot be read: {0}")]
    Malformed(Text),
    /// Something has another value than the operation was based on.
    #[error("changed meanwhile: {0}")]
    Conflict(Text),
    /// Reading or writing failed (disk, a server's fault).
    #[error("{0}")]
    Io(Text),
    /// Nobody answers at the other end, or only that it is too busy.
    #[error("{0}")]
    Unreachable(Text),
    /// The server does not take the secret (any more): sign in again, nothing queued is lost.
    #[error("not signed in: {0}")]
    SignIn(Text),
    /// It was sent and the answer did not come: it may or may not have been done.
    #[error("{0}; whether it was done is not known yet")]
    Uncertain(Text),
    /// A limit of this program, named.
    #[error("too large: {0}")]
    TooLarge(Text),
    /// This backend has no such thing.
    #[error("{0} does not exist here")]
    Unsupported(Text),
    /// The work was given up because nobody waits for it.
    #[error("stopped")]
    Stopped,
}

/// What the sender may do after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Trying again later may work.
    Later,
    /// The same, and however often: nothing is wrong with what is sent, only with the way there.
    Patiently,
    /// Trying again is pointless until somebody acts.
    Never,
    /// It may have been done: read again before repeating.
    ReadFirst,
}

impl PlatformError {
    /// The retry class.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Io(_) => Retry::Later,
            Self::Unreachable(_) | Self::SignIn(_) => Retry::Patiently,
            Self::Stopped | Self::Uncertain(_) => Retry::ReadFirst,
            _ => Retry::Never,
        }
    }
}

/// Whether an operation is sent for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Nothing of it can be at the platform yet.
    First,
    /// An earlier attempt was begun and its outcome may be unknown: what the platform has must be
    /// read and compared before anything is made a second time.
    Again,
}

/// Where the outcome of an operation is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// On the server.
    There,
    /// On this machine only: the server has no field for it.
    Here,
    /// On this machine, and the server is told as much of it as it can hold.
    Both,
}

/// How large a picture must be at least, in output pixels; zoomed views ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageWant {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Which picture: 0 is the item's own, others are those of `ItemDetail::pictures`.
    pub number: u8,
    /// Nobody looks at it yet: whatever is on screen goes first.
    pub ahead: bool,
    /// The reviewer looks closely: the picture as it was uploaded, where there is a better one.
    pub original: bool,
}

/// The bytes of a picture as the backend has them.
#[derive(Clone, Debug)]
pub struct ImageBytes {
    /// The encoded file.
    pub bytes: Arc<[u8]>,
    /// Changes whenever the bytes do; part of cache keys.
    pub revision: u64,
    /// There is no better picture than this one.
    pub best: bool,
}

/// What a backend says unasked.
#[derive(Clone, Debug)]
pub enum PlatformEvent {
    /// Something long is under way below the node: bytes or rows done of a total (0: unknown).
    Progress {
        /// What is being read.
        what: Text,
        /// Done so far.
        done: u64,
        /// Of how many.
        total: u64,
    },
    /// The long work is over; a word how.
    Finished {
        /// What was read.
        what: Text,
        /// Whether it was stopped by the user.
        stopped: bool,
    },
    /// Rows below this node have changed or grown.
    Changed(NodeRef),
    /// Something could not be read; the rest works.
    Problem(Text),
    /// The server answers again (none), or does not, for this reason; told when it changes.
    Health(Option<Text>),
    /// The server asked to be left alone until this moment, UTC.
    Wait(Timestamp),
    /// A request was given up.
    Refused {
        /// Its method and address, without the query, which may hold secrets.
        request: Text,
        /// The words of its error.
        words: Text,
    },
}

/// One backend and one login.
#[async_trait]
pub trait Platform: Send + Sync {
    /// The account that links and operations name.
    fn account(&self) -> &AccountId;

    /// The levels that exist here, outermost first, with the platform's words for them.
    fn levels(&self) -> &[LevelName];

    /// Who we are and what we talk to.
    async fn identity(&self) -> Result<Identity, PlatformError>;

    /// Rows of a level below a parent. An empty page is an answer, not an error.
    async fn list(&self, request: &ListRequest) -> Result<Page, PlatformError>;

    /// One node with its facts and reachable states.
    async fn detail(&self, node: &NodeRef) -> Result<Detail, PlatformError>;

    /// An item's annotations, in displayed orientation.
    async fn annotations(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError>;

    /// The smallest picture at hand that fills `want`; the largest when none does.
    async fn image(&self, item: &NodeRef, want: ImageWant) -> Result<ImageBytes, PlatformError>;

    /// What is drawn along a time line of an item: `ItemDetail::contents` at this index.
    async fn signal(&self, item: &NodeRef, content: u8) -> Result<Arc<Signal>, PlatformError> {
        let _ = (item, content);
        Err(PlatformError::Unsupported("a signal".into()))
    }

    /// Issues on a node and everything below it, oldest first.
    async fn issues(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError>;

    /// People who can be assigned within a scope and whose name fits the search (all for "").
    async fn members(&self, scope: &NodeRef, search: &str) -> Result<Vec<Member>, PlatformError>;

    /// Which verbs are refused on a node, and why.
    async fn permissions(&self, node: &NodeRef) -> Result<Permissions, PlatformError>;

    /// What can be done with an item's whole results, or by a command of the platform on chosen
    /// items below a project, task or view; for a menu.
    async fn offers(&self, node: &NodeRef) -> Result<Vec<Offer>, PlatformError> {
        let _ = node;
        Ok(Vec::new())
    }

    /// Which of these items were changed after the moment that stands with each, UTC, and by whom:
    /// for complaints that the platform knows nothing of.
    async fn touched(&self, items: &[(NodeRef, Timestamp)]) -> Result<Vec<Touched>, PlatformError> {
        let _ = items;
        Ok(Vec::new())
    }

    /// Whatever the platform can tell about a node, as tables.
    async fn insights(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError>;

    /// What waits for this login, oldest first in each group; issues resolved and threads answered
    /// count from `since` on, UTC.
    async fn inbox(&self, since: Timestamp) -> Result<Vec<InboxEntry>, PlatformError> {
        let _ = since;
        Ok(Vec::new())
    }

    /// Starts work on the server by its name ([`Work`]) and follows it to its end; progress comes
    /// as events, `stop` cancels it.
    async fn start_work(&self, node: &NodeRef, work: &str) -> Result<(), PlatformError> {
        let _ = node;
        Err(PlatformError::Unsupported(Text::line(work)))
    }

    /// The node that an address of the platform's web interface shows; none for an address of
    /// elsewhere.
    async fn find_web(&self, address: &str) -> Result<Option<NodeRef>, PlatformError> {
        let _ = address;
        Ok(None)
    }

    /// The address of a node's page in the platform's own web interface, as far as it follows from
    /// the node alone; nobody is asked.
    fn web(&self, node: &NodeRef) -> Option<Text> {
        let _ = node;
        None
    }

    /// The nodes of a level that an id or name, as a person types it, may mean. None says that the
    /// platform has no quick way: walk the lists.
    async fn find(&self, level: Level, raw: &str) -> Result<Option<Vec<NodeRef>>, PlatformError> {
        let _ = (level, raw);
        Ok(None)
    }

    /// Whether one list answers for a level far below a parent, without the levels between
    /// (all jobs of an account).
    fn lists_deep(&self, parent: Level, level: Level) -> bool {
        let _ = (parent, level);
        false
    }

    /// Whether the platform itself stores what this verb makes; what it does not, the journal keeps.
    fn stores(&self, verb: Verb) -> bool {
        let _ = verb;
        true
    }

    /// The verdicts, marks and issues that the platform has no field for.
    fn kept_here(&self) -> Vec<Verb> {
        let verbs = [
            Verb::JudgeItem,
            Verb::JudgeAnnotation,
            Verb::Flag,
            Verb::OpenIssue,
        ];
        let kept = verbs.into_iter().filter(|verb| !self.stores(*verb));
        kept.collect()
    }

    /// Where what an operation makes is kept. By its verb alone, unless the platform tells whole
    /// results from their annotations.
    fn keeping(&self, operation: &Operation) -> Keeping {
        match self.stores(operation.change.verb()) {
            true => Keeping::There,
            false => Keeping::Here,
        }
    }

    /// The only door for writes. Applying an operation a second time changes nothing and answers
    /// `repeated`; with [`Attempt::First`] nothing of it is there yet.
    async fn apply(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError>;

    /// The stream of unasked news; given out once.
    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>>;

    /// Gives up long work that is under way (Esc).
    fn stop(&self);
}
