//! Taking over decisions that were made elsewhere and are done already.

use rusqlite::params;

use crate::model::Decision;

use super::fault::Step;
use super::journal::encode;
use super::local::apply_once;
use super::outbox::insert;
use super::writer::Database;

impl Database {
    /// Writes decisions to the journal as done and applies them, all in one transaction. Each
    /// operation comes with its key.
    pub(super) fn import(&mut self, decisions: &[(Decision, Vec<String>)]) -> Step<()> {
        let transaction = self.transaction()?;
        for (decision, keys) in decisions {
            for (op, key) in decision.ops.iter().zip(keys) {
                insert(&transaction, decision, op)?;
                let applied = apply_once(&transaction, op, key)?;
                transaction
                    .prepare_cached(
                        "UPDATE operation SET delivery = 'done', begun = 1, applied = ?2 \
                         WHERE id = ?1",
                    )?
                    .execute(params![op.id.to_string(), encode(&applied, "the answer")?])?;
            }
        }
        Ok(transaction.commit()?)
    }
}
