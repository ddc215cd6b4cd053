//! What can go wrong inside the store, and how it becomes a [`StoreError`] in plain words.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::limits::STORE_BUSY_MS;
use crate::model::Text;

use super::StoreError;

/// Outcome of a step inside the store.
pub(super) type Step<T> = Result<T, Fault>;

/// What a call was for; decides between [`StoreError::Read`] and [`StoreError::Write`].
#[derive(Clone, Copy, Debug)]
pub(super) enum Access {
    /// Answering a question.
    Read,
    /// Changing something.
    Write,
}

/// A failure before it is told to anybody.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite refused.
    Sql(rusqlite::Error),
    /// A stored value is not what this program writes: row and column.
    Unreadable(String),
    /// A value cannot be stored: why.
    Unstorable(String),
    /// A stored value is not what the operation was based on.
    Conflict(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl Fault {
    /// The error as the caller sees it.
    pub(super) fn into_error(self, path: &Path, access: Access) -> StoreError {
        match self {
            Self::Sql(error) if is_damage(&error) => corrupt(path, &error.to_string()),
            Self::Sql(error) => {
                let why = words(path, &error);
                match access {
                    Access::Read => StoreError::Read(why),
                    Access::Write => StoreError::Write(why),
                }
            }
            Self::Unreadable(what) => corrupt(path, &what),
            Self::Unstorable(why) => StoreError::Write(Text::line(&why)),
            Self::Conflict(what) => StoreError::Conflict(Text::line(&what)),
        }
    }

    /// The same while the database is being opened.
    pub(super) fn into_open_error(self, path: &Path) -> StoreError {
        match self.into_error(path, Access::Write) {
            StoreError::Write(why) => StoreError::Open {
                path: path.into(),
                why,
            },
            other => other,
        }
    }
}

/// The error for a damaged file.
pub(super) fn corrupt(path: &Path, why: &str) -> StoreError {
    StoreError::Corrupt {
        path: path.into(),
        why: Text::line(why),
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

fn words(path: &Path, error: &rusqlite::Error) -> Text {
    let place = path.display();
    let plain = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => format!("no space is left for {place}: make room"),
        Some(ErrorCode::ReadOnly) => format!("{place} is write-protected"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => format!(
            "another program has kept {place} locked for {} s: try again",
            STORE_BUSY_MS / 1_000
        ),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => format!(
            "{place} or its directory cannot be opened for writing ({error}): check their rights"
        ),
        Some(ErrorCode::SystemIoFailure) => {
            format!("reading or writing {place} failed ({error}): check the disk and its space")
        }
        _ => error.to_string(),
    };
    Text::line(&plain)
}
