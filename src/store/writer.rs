//! The one thread that owns the connection, and what it runs.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::fault::{Access, Step};
use super::{StoreError, schema};

/// Work for the writer thread.
pub(super) enum Command {
    /// Run this; it sends its own answer.
    Run(Box<dyn FnOnce(&mut Database) + Send>),
    /// Close the database, then answer.
    Close(oneshot::Sender<()>),
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Run(_) => "Run",
            Self::Close(_) => "Close",
        })
    }
}

/// Starts the writer thread.
pub(super) fn start(
    mut database: Database,
    mut queue: mpsc::Receiver<Command>,
) -> std::io::Result<()> {
    let thread = std::thread::Builder::new().name("store".into());
    thread.spawn(move || {
        while let Some(command) = queue.blocking_recv() {
            match command {
                Command::Run(work) => work(&mut database),
                Command::Close(answer) => {
                    drop(queue);
                    drop(database);
                    // Whoever asked may have gone.
                    let _ = answer.send(());
                    return;
                }
            }
        }
    })?;
    Ok(())
}

/// The connection and the file it belongs to.
pub(super) struct Database {
    connection: Connection,
    path: PathBuf,
}

impl Database {
    /// Opens, checks and migrates the database.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(|error| StoreError::Open {
            path: path.into(),
            why: error.to_string().into(),
        })?;
        let connection = schema::open(&path)?;
        Ok(Self { connection, path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// A transaction that has the right to write from its start, so that what it reads cannot
    /// change before it writes.
    pub(super) fn transaction(&mut self) -> Step<Transaction<'_>> {
        let behavior = TransactionBehavior::Immediate;
        Ok(self.connection.transaction_with_behavior(behavior)?)
    }

    /// Does some work and puts its failure into words. A damaged file is left as it is from then
    /// on, also when it is closed.
    pub(super) fn run<T>(
        &mut self,
        access: Access,
        work: impl FnOnce(&mut Self) -> Step<T>,
    ) -> Result<T, StoreError> {
        work(self).map_err(|fault| {
            let error = fault.into_error(&self.path, access);
            if matches!(error, StoreError::Corrupt { .. }) {
                schema::keep_untouched(&self.connection, true);
            }
            error
        })
    }

    /// SQLite's count of changes made through other connections.
    pub(super) fn foreign_version(&self) -> Step<u64> {
        let version: i64 = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(version.unsigned_abs())
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("path", &self.path)
            .finish()
    }
}
