//! The [`Platform`] trait: what every backend can do, small and deep.
//!
//! A backend (a server's client, or a local folder) is reached only through this trait. Nothing
//! of a wire format leaves its folder, all writes pass [`Platform::apply`], and what cannot be
//! done is said beforehand by [`Platform::permissions`].

pub mod local;

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::mpsc;

use crate::model::{
    AccountId, Applied, Issue, ItemDetail, LevelName, NodeRef, Operation, Page, Permissions, Text,
};

pub use crate::model::answer::{Detail, Identity, ListRequest, Member, Table};

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
    /// Reading or writing failed (disk, network).
    #[error("{0}")]
    Io(Text),
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
            Self::Stopped => Retry::ReadFirst,
            _ => Retry::Never,
        }
    }
}

/// How large a picture must be at least, in output pixels; zoomed views ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageWant {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The bytes of a picture as the backend has them.
#[derive(Clone, Debug)]
pub struct ImageBytes {
    /// The encoded file.
    pub bytes: Arc<[u8]>,
    /// Changes whenever the bytes do; part of cache keys.
    pub revision: u64,
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

    /// Issues on a node and everything below it, oldest first.
    async fn issues(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError>;

    /// People who can be assigned within a scope and whose name fits the search (all for "").
    async fn members(&self, scope: &NodeRef, search: &str) -> Result<Vec<Member>, PlatformError>;

    /// Which verbs are refused on a node, and why.
    async fn permissions(&self, node: &NodeRef) -> Result<Permissions, PlatformError>;

    /// Whatever the platform can tell about a node, as tables.
    async fn insights(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError>;

    /// The only door for writes. Applying an operation id a second time changes nothing and
    /// answers `repeated`.
    async fn apply(&self, operation: &Operation) -> Result<Applied, PlatformError>;

    /// The stream of unasked news; given out once.
    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>>;

    /// Gives up long work that is under way (Esc).
    fn stop(&self);
}
