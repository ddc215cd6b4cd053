//! Small texts kept between two runs: where the reviewer was, drafts.

use rusqlite::{OptionalExtension, params};

use crate::limits::REMEMBERED_BYTES;
use crate::model::AccountId;

use super::fault::{Fault, Step};
use super::writer::Database;

impl Database {
    /// Keeps a text under a name; an empty one removes it.
    pub(super) fn remember(&mut self, account: &AccountId, name: &str, text: &str) -> Step<()> {
        if text.len() > REMEMBERED_BYTES {
            return Err(Fault::Unstorable(format!(
                "'{name}' has {} bytes, at most {REMEMBERED_BYTES} are kept",
                text.len()
            )));
        }
        if text.is_empty() {
            self.connection()
                .prepare_cached("DELETE FROM memory WHERE account = ? AND name = ?")?
                .execute(params![account.0, name])?;
        } else {
            self.connection()
                .prepare_cached(
                    "INSERT INTO memory (account, name, text) VALUES (?1, ?2, ?3) \
                     ON CONFLICT DO UPDATE SET text = ?3",
                )?
                .execute(params![account.0, name, text])?;
        }
        Ok(())
    }

    /// What was kept under a name.
    pub(super) fn recall(&self, account: &AccountId, name: &str) -> Step<Option<String>> {
        Ok(self
            .connection()
            .prepare_cached("SELECT text FROM memory WHERE account = ? AND name = ?")?
            .query_row(params![account.0, name], |row| row.get(0))
            .optional()?)
    }
}
