//! Opening the file, its tables and their versions.
//!
//! Nothing is written before the file is known to be ours, whole and not newer than this program.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::limits::{STORE_BUSY_MS, STORE_CHECK_PAGES, STORE_STATEMENTS};

use super::StoreError;
use super::fault::{Fault, Step, corrupt};
use super::files;

/// Marks the file as ours (`PRAGMA application_id`): "vdms".
const APPLICATION: i32 = 0x7664_6d73;

/// What brings a database from each version to the next; entry 0 makes version 1. Entries are
/// never changed once released, only added.
const MIGRATIONS: [&str; 2] = [VERSION_1, VERSION_2];

/// The newest version known.
pub(super) const KNOWN: u32 = 2;
const _: () = assert!(MIGRATIONS.len() == 2, "KNOWN must follow MIGRATIONS");

// Operations are never deleted, so that plain row numbers grow without AUTOINCREMENT, which would
// cost one more page per commit. The index of open ones is what the sender asks; it stays small.
// `begun` says whether an attempt was ever made, `hold_ms` how long the hold was meant to be.
const VERSION_1: &str = "
CREATE TABLE operation (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    decision   TEXT NOT NULL,
    account    TEXT NOT NULL,
    who        TEXT NOT NULL,
    at         INTEGER NOT NULL,
    target     TEXT NOT NULL,
    name       TEXT NOT NULL,
    change     TEXT NOT NULL,
    hash       TEXT,
    guard      TEXT NOT NULL,
    title      TEXT NOT NULL,
    undo_of    TEXT,
    hold_until INTEGER NOT NULL,
    hold_ms    INTEGER NOT NULL,
    delivery   TEXT NOT NULL DEFAULT 'held',
    begun      INTEGER NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    retry_at   INTEGER,
    error      TEXT,
    applied    TEXT
) STRICT;
CREATE INDEX operation_decision ON operation (decision);
CREATE INDEX operation_open ON operation (account, seq)
    WHERE delivery IN ('held', 'sending', 'waiting', 'failed');

CREATE TABLE local_item (
    account   TEXT NOT NULL,
    key       TEXT NOT NULL,
    judgement TEXT,
    flagged   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE local_annotation (
    account    TEXT NOT NULL,
    key        TEXT NOT NULL,
    annotation TEXT NOT NULL,
    judgement  TEXT NOT NULL,
    PRIMARY KEY (account, key, annotation)
) STRICT, WITHOUT ROWID;
CREATE TABLE local_job (
    account  TEXT NOT NULL,
    key      TEXT NOT NULL,
    state    TEXT,
    assignee TEXT,
    reviewer TEXT,
    flagged  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE local_issue (
    seq      INTEGER PRIMARY KEY,
    account  TEXT NOT NULL,
    id       TEXT NOT NULL,
    key      TEXT NOT NULL,
    at       INTEGER NOT NULL,
    resolved INTEGER NOT NULL,
    body     TEXT NOT NULL,
    UNIQUE (account, id)
) STRICT;
CREATE TABLE local_comment (
    seq   INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES local_issue (seq) ON DELETE CASCADE,
    id    TEXT NOT NULL,
    body  TEXT NOT NULL,
    UNIQUE (issue, id)
) STRICT;
CREATE TABLE local_applied (
    op     TEXT PRIMARY KEY,
    answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sender (
    account TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    pid     INTEGER NOT NULL,
    started TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE memory (
    account TEXT NOT NULL,
    name    TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
";

// Issues whose fix the reviewer has seen: no platform has a field for it.
const VERSION_2: &str = "
CREATE TABLE local_verified (
    account TEXT NOT NULL,
    issue   TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (account, issue)
) STRICT, WITHOUT ROWID;
";

/// Opens the file at an absolute path and brings it to the newest version.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    files::prepare(path)?;
    let told = |fault: Fault| fault.into_open_error(path);
    let mut connection = connect(path).map_err(told)?;
    // Once more, since SQLite makes the file itself where a link led to none.
    files::prepare(path)?;
    keep_untouched(&connection, true);
    let found = identify(&connection, path)?;
    if found > 0 {
        inspect(&connection, path)?;
    }
    configure(&connection).map_err(told)?;
    if found < KNOWN {
        migrate(&mut connection).map_err(told)?;
    }
    keep_untouched(&connection, false);
    Ok(connection)
}

/// Whether closing the connection leaves the file as it is instead of moving the log into it.
pub(super) fn keep_untouched(connection: &Connection, untouched: bool) {
    // Cannot fail for a connection that is open; at worst the log is moved as usual.
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, untouched);
}

fn connect(path: &Path) -> Step<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_millis(STORE_BUSY_MS))?;
    connection.set_prepared_statement_cache_capacity(STORE_STATEMENTS);
    Ok(connection)
}

/// The version of the file, 0 for an empty one.
fn identify(connection: &Connection, path: &Path) -> Result<u32, StoreError> {
    let number = |pragma: &str| -> Result<i32, StoreError> {
        connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .map_err(|error| Fault::from(error).into_open_error(path))
    };
    let refuse = |why: &str| StoreError::Open {
        path: path.into(),
        why: why.into(),
    };
    let version = number("user_version")?;
    let application = number("application_id")?;
    if number("page_count")? == 0 {
        return Ok(0);
    }
    if connection.is_readonly("main").unwrap_or(true) {
        return Err(refuse("it is write-protected"));
    }
    // A file that was switched to WAL mode and then killed has a page but no tables yet.
    let blank = version == 0 && application == 0 && tables(connection, path)? == 0;
    if blank {
        return Ok(0);
    }
    // Another program may have made it between two of these questions.
    let (version, application) = match application {
        APPLICATION => (version, application),
        _ => (number("user_version")?, number("application_id")?),
    };
    if application != APPLICATION {
        return Err(refuse("it is the database of another program"));
    }
    let found =
        u32::try_from(version).map_err(|_| corrupt(path, &format!("its version is {version}")))?;
    if found > KNOWN {
        return Err(StoreError::Newer {
            path: path.into(),
            found,
            known: KNOWN,
        });
    }
    Ok(found)
}

fn tables(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| Fault::from(error).into_open_error(path))
}

/// Looks for damage as far as that costs next to nothing: a cut-off file, and every page of a
/// small one. SQLite itself has compared the header with the file's length before.
fn inspect(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let told = |error: rusqlite::Error| Fault::from(error).into_open_error(path);
    let ask = |pragma: &str| -> Result<i64, StoreError> {
        connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .map_err(told)
    };
    let length = |file: &Path| std::fs::metadata(file).map_or(0, |found| found.len());
    let page = u64::try_from(ask("page_size")?).unwrap_or(4_096).max(512);
    // While there is a log, the file itself may be in the middle of taking it in.
    if length(&files::beside(path, "-wal")) == 0 && length(path) % page != 0 {
        return Err(corrupt(path, "its end is missing"));
    }
    if ask("page_count")? <= STORE_CHECK_PAGES {
        let answer: String = connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(told)?;
        if answer != "ok" {
            return Err(corrupt(path, &answer));
        }
    }
    Ok(())
}

fn configure(connection: &Connection) -> Step<()> {
    write_ahead(connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}

/// Switches to WAL mode. While another program does the same, SQLite may refuse at once instead
/// of waiting, so the waiting is done here.
fn write_ahead(connection: &Connection) -> Step<()> {
    let since = Instant::now();
    loop {
        let mode: rusqlite::Result<String> =
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
        match mode {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(Fault::Unstorable(format!(
                    "its file system allows no write-ahead log (journal mode {mode})"
                )));
            }
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && since.elapsed() < Duration::from_millis(STORE_BUSY_MS) =>
            {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Applies what is missing in one transaction. The version is read again inside, since another
/// program may have done it meanwhile.
fn migrate(connection: &mut Connection) -> Step<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let missing = MIGRATIONS
        .iter()
        .skip(usize::try_from(found).unwrap_or(MIGRATIONS.len()));
    for step in missing {
        transaction.execute_batch(step)?;
    }
    if found < KNOWN {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", KNOWN)?;
    }
    transaction.commit()?;
    Ok(())
}
