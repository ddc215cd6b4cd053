//! Rows of the `operation` table and the [`Entry`] values they stand for.

use rusqlite::types::FromSql;
use rusqlite::{Row, ToSql, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{Change, DecisionId, Guard, Judgement, OpId, Operation, Text, Timestamp};

use super::fault::{Fault, Step};
use super::writer::Database;
use super::{Delivery, Entry, EntryFilter};

/// The columns that [`entry`] reads.
pub(super) const COLUMNS: &str = "id, decision, account, who, at, target, name, change, guard, \
     title, undo_of, hold_until, delivery, attempts, retry_at, error, applied";

/// The condition of the index of open operations, word for word, so that SQLite uses it.
pub(super) const OPEN: &str = "delivery IN ('held', 'sending', 'waiting', 'failed')";

impl Database {
    /// Entries, newest first.
    pub(super) fn entries(&self, filter: &EntryFilter) -> Step<Vec<Entry>> {
        let mut sql = format!("SELECT {COLUMNS} FROM operation WHERE TRUE");
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if let Some(account) = &filter.account {
            sql.push_str(" AND account = ?");
            values.push(Box::new(account.to_string()));
        }
        if filter.open_only {
            sql.push_str(" AND ");
            sql.push_str(OPEN);
        }
        sql.push_str(" ORDER BY seq DESC");
        if filter.limit > 0 {
            sql.push_str(" LIMIT ?");
            values.push(Box::new(i64::try_from(filter.limit).unwrap_or(i64::MAX)));
        }
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }
}

/// Reads one row of [`COLUMNS`].
pub(super) fn entry(row: &Row<'_>) -> Step<Entry> {
    let id: String = column(row, "id")?;
    let field = |name: &str| format!("operation {id}, field {name}");
    let op_id = |name: &str, raw: &str| -> Step<OpId> {
        OpId::parse(raw).ok_or_else(|| Fault::Unreadable(field(name)))
    };
    let text = |name: &str| -> Step<Text> { Ok(Text::block(&column::<String>(row, name)?)) };
    let delivery: String = column(row, "delivery")?;
    let guard: String = column(row, "guard")?;
    let undo_of: Option<String> = column(row, "undo_of")?;
    let applied: Option<String> = column(row, "applied")?;
    let error: Option<String> = column(row, "error")?;
    let retry_at: Option<i64> = column(row, "retry_at")?;
    Ok(Entry {
        operation: Operation {
            id: op_id("id", &id)?,
            at: Timestamp(column(row, "at")?),
            who: text("who")?,
            target: decode(&column::<String>(row, "target")?, || field("target"))?,
            name: text("name")?,
            change: decode::<Change>(&column::<String>(row, "change")?, || field("change"))?,
        },
        decision: DecisionId(op_id("decision", &column::<String>(row, "decision")?)?),
        title: text("title")?,
        guard: guard_of(&guard).ok_or_else(|| Fault::Unreadable(field("guard")))?,
        undo_of: match undo_of {
            Some(raw) => Some(DecisionId(op_id("undo_of", &raw)?)),
            None => None,
        },
        hold_until: Timestamp(column(row, "hold_until")?),
        delivery: delivery_of(&delivery).ok_or_else(|| Fault::Unreadable(field("delivery")))?,
        attempts: column(row, "attempts")?,
        retry_at: retry_at.map(Timestamp),
        error: error.map(|raw| Text::block(&raw)),
        applied: match applied {
            Some(raw) => Some(decode(&raw, || field("applied"))?),
            None => None,
        },
    })
}

/// A column by its name; a value of another type is damage, not a mistake of the program.
pub(super) fn column<T: FromSql>(row: &Row<'_>, name: &str) -> Step<T> {
    row.get(name)
        .map_err(|error| Fault::Unreadable(format!("column {name}: {error}")))
}

/// Reads a stored JSON value; `what` names it in the error.
pub(super) fn decode<T: DeserializeOwned>(raw: &str, what: impl FnOnce() -> String) -> Step<T> {
    serde_json::from_str(raw).map_err(|error| Fault::Unreadable(format!("{}: {error}", what())))
}

/// A value as JSON that can be read again. (Numbers that are none become `null` in JSON, which
/// would only be noticed after a restart.)
pub(super) fn encode<T: Serialize + DeserializeOwned>(value: &T, what: &str) -> Step<String> {
    let refuse = |error: serde_json::Error| Fault::Unstorable(format!("{what}: {error}"));
    let raw = serde_json::to_string(value).map_err(refuse)?;
    serde_json::from_str::<T>(&raw).map_err(refuse)?;
    Ok(raw)
}

/// The hash of the content that a verdict was given on, for the journal's own column.
pub(super) fn content_hash(change: &Change) -> Option<String> {
    let judged = |before: &Option<Judgement>, after: &Option<Judgement>| {
        let judgement = after.as_ref().or(before.as_ref())?;
        Some(judgement.hash.to_string())
    };
    match change {
        Change::JudgeItem { before, after } | Change::JudgeAnnotation { before, after, .. } => {
            judged(before, after)
        }
        _ => None,
    }
}

/// The word of a guard in the database.
pub(super) fn guard_word(guard: Guard) -> &'static str {
    match guard {
        Guard::Local => "local",
        Guard::Reversible => "reversible",
        Guard::Notifying => "notifying",
        Guard::Bulk => "bulk",
        Guard::Irreversible => "irreversible",
    }
}

fn guard_of(word: &str) -> Option<Guard> {
    let all = [
        Guard::Local,
        Guard::Reversible,
        Guard::Notifying,
        Guard::Bulk,
        Guard::Irreversible,
    ];
    all.into_iter().find(|guard| guard_word(*guard) == word)
}

/// The state that a word of the database stands for.
pub(super) fn delivery_of(word: &str) -> Option<Delivery> {
    Delivery::ALL
        .into_iter()
        .find(|delivery| delivery.word() == word)
}
