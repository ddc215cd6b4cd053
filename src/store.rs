//! What must survive: outbox, journal, local decisions, session. SQLite in WAL mode with
//! `synchronous=FULL`, written by one thread.
//!
//! A decision is committed here before the screen shows it. The outbox row and the journal row of
//! an operation are one and the same record, so that neither can exist without the other. This
//! module knows operations but no platform's wire format, no HTTP and no screen.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::model::{
    AccountId, Applied, Decision, DecisionId, Id, Issue, Judgement, OpId, Operation, State, Text,
    Timestamp,
};

pub use crate::model::delivery::{Delivery, Entry};

/// What went wrong with the state database, with what to do next.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be opened or created.
    #[error("cannot open the state database {path}: {why}")]
    Open {
        /// The file.
        path: PathBuf,
        /// The system's or SQLite's word.
        why: Text,
    },
    /// The file is not a database or is damaged. Nothing was changed in it.
    #[error(
        "the state database {path} is damaged ({why}); it was left as it is: move it away and start again, or name another state directory"
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// SQLite's word.
        why: Text,
    },
    /// Written by a newer program.
    #[error(
        "the state database {path} is of version {found}, this program knows {known}: use the newer program"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Version found.
        found: u32,
        /// Version known.
        known: u32,
    },
    /// A statement failed: disk full, locked for long, read-only.
    #[error("the decision could not be stored: {0}")]
    Write(Text),
    /// A stored value has changed since the operation was made.
    #[error("changed meanwhile: {0}")]
    Conflict(Text),
    /// The writer has ended.
    #[error("the state database is closed")]
    Closed,
}

/// Which entries are wanted; newest first.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// Of one account only.
    pub account: Option<AccountId>,
    /// Only what still has to be sent.
    pub open_only: bool,
    /// At most so many; 0 means all.
    pub limit: usize,
}

/// What became of an attempt to withdraw a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// Nothing of it had been sent: it is gone.
    All,
    /// Sent or being sent already: it has to be undone by an inverse.
    TooLate,
}

/// Everything decided on one local account, as it stands.
#[derive(Clone, Debug, Default)]
pub struct LocalState {
    /// By item key.
    pub items: HashMap<String, LocalItem>,
    /// By job or task key.
    pub jobs: HashMap<String, LocalJob>,
    /// All issues, oldest first.
    pub issues: Vec<Issue>,
}

/// Decisions on one item.
#[derive(Clone, Debug, Default)]
pub struct LocalItem {
    /// The item's verdict.
    pub judgement: Option<Judgement>,
    /// Verdicts of its annotations.
    pub annotations: HashMap<Id, Judgement>,
    /// Bookmarked.
    pub flagged: bool,
}

/// Decisions on one job or task.
#[derive(Clone, Debug, Default)]
pub struct LocalJob {
    /// Its state; none while nobody has moved it.
    pub state: Option<State>,
    /// Who holds it.
    pub assignee: Option<Text>,
    /// Who judges it.
    pub reviewer: Option<Text>,
    /// Bookmarked.
    pub flagged: bool,
}

/// A handle to the state database. Cheap to clone; every call goes to one writer thread.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
}

impl Store {
    /// Opens or creates the database (mode 0600) and brings it to the newest version.
    ///
    /// # Errors
    /// [`StoreError::Open`], [`StoreError::Corrupt`], [`StoreError::Newer`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { path: path.into() })
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a decision's operations to outbox and journal in one transaction. When this
    /// returns, they are on disk.
    pub async fn commit(&self, decision: Decision) -> Result<(), StoreError> {
        let _ = decision;
        Err(StoreError::Closed)
    }

    /// Takes back a decision of which nothing has been sent.
    pub async fn withdraw(&self, decision: DecisionId) -> Result<Withdrawn, StoreError> {
        let _ = decision;
        Err(StoreError::Closed)
    }

    /// Entries, newest first.
    pub async fn entries(&self, filter: EntryFilter) -> Result<Vec<Entry>, StoreError> {
        let _ = filter;
        Err(StoreError::Closed)
    }

    /// What is to be sent now for an account, oldest first, and when to ask again (the earliest
    /// hold or retry that is still ahead).
    pub async fn due(
        &self,
        account: &AccountId,
        now: Timestamp,
    ) -> Result<(Vec<Entry>, Option<Timestamp>), StoreError> {
        let _ = (account, now);
        Err(StoreError::Closed)
    }

    /// Marks an operation as being sent; false when it has been withdrawn or sent meanwhile.
    pub async fn begin(&self, op: OpId) -> Result<bool, StoreError> {
        let _ = op;
        Err(StoreError::Closed)
    }

    /// Records the answer to an operation.
    pub async fn finish(&self, op: OpId, applied: Applied) -> Result<(), StoreError> {
        let _ = (op, applied);
        Err(StoreError::Closed)
    }

    /// Records a failure; with `retry_at` it is tried again, without it waits for the reviewer.
    pub async fn fail(
        &self,
        op: OpId,
        error: Text,
        retry_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let _ = (op, error, retry_at);
        Err(StoreError::Closed)
    }

    /// Sends a failed operation again (`true` when there was one).
    pub async fn retry(&self, op: OpId) -> Result<bool, StoreError> {
        let _ = op;
        Err(StoreError::Closed)
    }

    /// Gives up an operation that is not done (`true` when there was one).
    pub async fn drop_entry(&self, op: OpId) -> Result<bool, StoreError> {
        let _ = op;
        Err(StoreError::Closed)
    }

    /// Becomes (or stays) the one sender of an account. False while another live program is it.
    /// `session` is the program's random number, `pid` its process.
    pub async fn claim_sender(
        &self,
        account: &AccountId,
        session: u64,
        pid: u32,
    ) -> Result<bool, StoreError> {
        let _ = (account, session, pid);
        Err(StoreError::Closed)
    }

    /// Applies an operation to the local decisions, once: the same operation id again changes
    /// nothing and answers `repeated`. `key` names the item, job or task independently of how
    /// items are batched into jobs.
    pub async fn local_apply(&self, op: Operation, key: String) -> Result<Applied, StoreError> {
        let _ = (op, key);
        Err(StoreError::Closed)
    }

    /// All local decisions of an account.
    pub async fn local_state(&self, account: &AccountId) -> Result<LocalState, StoreError> {
        let _ = account;
        Err(StoreError::Closed)
    }

    /// Changes whenever another program has written to the database.
    pub async fn foreign_version(&self) -> Result<u64, StoreError> {
        Err(StoreError::Closed)
    }

    /// Remembers a small text under a name (session place, draft); an empty text removes it.
    pub async fn remember(
        &self,
        account: &AccountId,
        name: &str,
        text: &str,
    ) -> Result<(), StoreError> {
        let _ = (account, name, text);
        Err(StoreError::Closed)
    }

    /// What was remembered under a name.
    pub async fn recall(
        &self,
        account: &AccountId,
        name: &str,
    ) -> Result<Option<String>, StoreError> {
        let _ = (account, name);
        Err(StoreError::Closed)
    }

    /// Waits until everything asked before is on disk, then ends the writer thread.
    pub async fn close(&self) {}
}
