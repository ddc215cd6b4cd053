//! What must survive: outbox, journal, local decisions, session. SQLite in WAL mode with
//! `synchronous=FULL`, written by one thread.
//!
//! A decision is committed here before the screen shows it. The outbox row and the journal row of
//! an operation are one and the same record, so that neither can exist without the other. This
//! module knows operations but no platform's wire format, no HTTP and no screen, and never reads a
//! clock: moments come in as arguments.
//!
//! Several programs may use one file at once: every change is one transaction, and
//! [`Store::claim_sender`] lets only one of them send for an account at a time.

mod claim;
mod decided;
mod fault;
mod files;
mod import;
mod journal;
mod local;
mod memory;
mod outbox;
mod schema;
#[cfg(test)]
mod tests;
mod writer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use crate::limits::STORE_QUEUE;
use crate::model::{
    AccountId, Applied, Decision, DecisionId, Id, Issue, Judgement, OpId, Operation, State, Text,
    Timestamp,
};

use fault::{Access, Step};
use writer::{Command, Database};

pub use crate::model::delivery::{Delivery, Entry};

/// The version of state databases that this program writes; older ones are brought to it.
pub const VERSION: u32 = schema::KNOWN;

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
    /// A question could not be answered: disk failure, locked for long.
    #[error("the state database could not be read: {0}")]
    Read(Text),
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
    /// Issues whose fix the reviewer has seen, and when, UTC.
    pub verified: HashMap<Id, Timestamp>,
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

/// A handle to the state database. Cheap to clone; every call goes to one writer thread, which
/// ends when the last handle is dropped. A call that is abandoned half-way still happens.
#[derive(Clone, Debug)]
pub struct Store {
    path: Arc<Path>,
    commands: mpsc::Sender<Command>,
}

impl Store {
    /// Opens or creates the database and brings it to the newest version. The file is private:
    /// it is created with mode 0600 (missing directories with 0700), and when others can read an
    /// existing one, its mode is set to 0600.
    ///
    /// # Errors
    /// [`StoreError::Open`], [`StoreError::Corrupt`], [`StoreError::Newer`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let database = Database::open(path)?;
        let (commands, queue) = mpsc::channel(STORE_QUEUE);
        let path: Arc<Path> = Arc::from(database.path());
        writer::start(database, queue).map_err(|error| StoreError::Open {
            path: path.to_path_buf(),
            why: Text::line(&error.to_string()),
        })?;
        Ok(Self { path, commands })
    }

    /// The database file, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a decision's operations to outbox and journal in one transaction. When this
    /// returns, they are on disk.
    ///
    /// # Errors
    /// [`StoreError::Write`] when nothing could be stored, also for an operation id that is there
    /// already; [`StoreError::Corrupt`].
    pub async fn commit(&self, decision: Decision) -> Result<(), StoreError> {
        self.write(move |db| db.commit(&decision)).await
    }

    /// Takes back a decision of which nothing has been sent: all of its operations or none.
    ///
    /// # Errors
    /// [`StoreError::Write`], also for a decision that was never committed.
    pub async fn withdraw(&self, decision: DecisionId) -> Result<Withdrawn, StoreError> {
        self.write(move |db| db.withdraw(decision)).await
    }

    /// Entries, newest first.
    ///
    /// # Errors
    /// [`StoreError::Read`], [`StoreError::Corrupt`].
    pub async fn entries(&self, filter: EntryFilter) -> Result<Vec<Entry>, StoreError> {
        self.read(move |db| db.entries(&filter)).await
    }

    /// What is to be sent now for an account, oldest first, and when to ask again (the earliest
    /// hold or retry that is still ahead). At most [`crate::limits::DUE_BATCH`] entries; with more
    /// at hand the moment to ask again is `now`.
    ///
    /// Operations on one target keep their order: what follows an entry that is held or waits for
    /// a retry is not due either. An entry whose sending was cut off by a crash is due again. A
    /// clock that went back prolongs no hold beyond its length.
    ///
    /// # Errors
    /// [`StoreError::Read`], [`StoreError::Corrupt`].
    pub async fn due(
        &self,
        account: &AccountId,
        now: Timestamp,
    ) -> Result<(Vec<Entry>, Option<Timestamp>), StoreError> {
        let account = account.clone();
        self.read(move |db| db.due(&account, now)).await
    }

    /// Marks an operation as being sent; false when it has been withdrawn or sent meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Write`]: then it must not be sent.
    pub async fn begin(&self, op: OpId) -> Result<bool, StoreError> {
        self.write(move |db| db.begin(op)).await
    }

    /// Records the answer to an operation.
    ///
    /// # Errors
    /// [`StoreError::Write`]: the operation stays as being sent and becomes due again.
    pub async fn finish(&self, op: OpId, applied: Applied) -> Result<(), StoreError> {
        self.write(move |db| db.finish(op, &applied)).await
    }

    /// Records a failure; with `retry_at` it is tried again, without it waits for the reviewer.
    /// Does nothing to an operation that is done, withdrawn or dropped.
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub async fn fail(
        &self,
        op: OpId,
        error: Text,
        retry_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.write(move |db| db.fail(op, &error, retry_at)).await
    }

    /// Sends a failed or waiting operation again, now (`true` when there was one).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a newer decision on the same thing has been sent meanwhile,
    /// which the older one would overwrite; [`StoreError::Write`].
    pub async fn retry(&self, op: OpId) -> Result<bool, StoreError> {
        self.write(move |db| db.retry(op)).await
    }

    /// Gives up an operation that is not done (`true` when there was one).
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub async fn drop_entry(&self, op: OpId) -> Result<bool, StoreError> {
        self.write(move |db| db.drop_entry(op)).await
    }

    /// Becomes (or stays) the one sender of an account. False while another live program is it.
    /// `session` is the program's random number, `pid` its process.
    ///
    /// # Errors
    /// [`StoreError::Write`]: then nothing must be sent.
    pub async fn claim_sender(
        &self,
        account: &AccountId,
        session: u64,
        pid: u32,
    ) -> Result<bool, StoreError> {
        let account = account.clone();
        self.write(move |db| db.claim_sender(&account, session, pid))
            .await
    }

    /// Gives the claim of [`Store::claim_sender`] back, so that another program can send.
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub async fn release_sender(
        &self,
        account: &AccountId,
        session: u64,
    ) -> Result<(), StoreError> {
        let account = account.clone();
        self.write(move |db| db.release_sender(&account, session))
            .await
    }

    /// Applies an operation to the local decisions, once: the same operation id again changes
    /// nothing and answers `repeated`. `key` names the item, job or task independently of how
    /// items are batched into jobs.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a state, assignee or issue is not (any more) what the
    /// operation was based on; it names both. [`StoreError::Write`].
    pub async fn local_apply(&self, op: Operation, key: String) -> Result<Applied, StoreError> {
        self.write(move |db| db.local_apply(&op, &key)).await
    }

    /// Takes over decisions that are done already (the demo's state): journal and local decisions
    /// in one transaction. Each operation comes with its key, as in [`Store::local_apply`].
    ///
    /// # Errors
    /// As [`Store::local_apply`]; then nothing was taken over.
    pub async fn import(&self, decisions: Vec<(Decision, Vec<String>)>) -> Result<(), StoreError> {
        self.write(move |db| db.import(&decisions)).await
    }

    /// All local decisions of an account.
    ///
    /// # Errors
    /// [`StoreError::Read`], [`StoreError::Corrupt`].
    pub async fn local_state(&self, account: &AccountId) -> Result<LocalState, StoreError> {
        let account = account.clone();
        self.read(move |db| db.local_state(&account)).await
    }

    /// Changes whenever another program has written to the database.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub async fn foreign_version(&self) -> Result<u64, StoreError> {
        self.read(|db| db.foreign_version()).await
    }

    /// Remembers a small text under a name (session place, draft); an empty text removes it.
    ///
    /// # Errors
    /// [`StoreError::Write`], also for a text longer than
    /// [`crate::limits::REMEMBERED_BYTES`].
    pub async fn remember(
        &self,
        account: &AccountId,
        name: &str,
        text: &str,
    ) -> Result<(), StoreError> {
        let (account, name, text) = (account.clone(), name.to_owned(), text.to_owned());
        self.write(move |db| db.remember(&account, &name, &text))
            .await
    }

    /// What was remembered under a name.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub async fn recall(
        &self,
        account: &AccountId,
        name: &str,
    ) -> Result<Option<String>, StoreError> {
        let (account, name) = (account.clone(), name.to_owned());
        self.read(move |db| db.recall(&account, &name)).await
    }

    /// Waits until everything asked before is on disk, then ends the writer thread. Every later
    /// call on any clone of this handle answers [`StoreError::Closed`].
    pub async fn close(&self) {
        let (answer, closed) = oneshot::channel();
        if self.commands.send(Command::Close(answer)).await.is_ok() {
            // An error means that the thread ended on its own: closed as well.
            let _ = closed.await;
        }
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Database) -> Step<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.call(Access::Write, work).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Database) -> Step<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.call(Access::Read, work).await
    }

    async fn call<T: Send + 'static>(
        &self,
        access: Access,
        work: impl FnOnce(&mut Database) -> Step<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, result) = oneshot::channel();
        let job = Box::new(move |db: &mut Database| {
            // Nobody waits any more: the work is done all the same.
            let _ = answer.send(db.run(access, work));
        });
        let sent = self.commands.send(Command::Run(job)).await;
        sent.map_err(|_| StoreError::Closed)?;
        result.await.map_err(|_| StoreError::Closed)?
    }
}
