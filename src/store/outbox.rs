//! The way of an operation: committed, held, sent, done, or taken back.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Transaction, named_params, params};

use crate::limits::{DUE_BATCH, RETRY_AHEAD_MS};
use crate::model::{
    AccountId, Applied, Change, Decision, DecisionId, Id, OpId, Operation, Text, Timestamp,
};

use super::fault::{Fault, Step};
use super::journal::{
    COLUMNS, OPEN, column, content_hash, decode, delivery_of, encode, entry, guard_word,
};
use super::writer::Database;
use super::{Delivery, Entry, Withdrawn};

impl Database {
    /// Writes all operations of a decision, or none.
    pub(super) fn commit(&mut self, decision: &Decision) -> Step<()> {
        let transaction = self.transaction()?;
        for op in &decision.ops {
            insert(&transaction, decision, op)?;
        }
        Ok(transaction.commit()?)
    }

    /// Takes back all operations of a decision when no attempt at any of them was ever begun.
    pub(super) fn withdraw(&mut self, decision: DecisionId) -> Step<Withdrawn> {
        let transaction = self.transaction()?;
        let id = decision.to_string();
        let (all, unsent, gone): (i64, i64, i64) = transaction
            .prepare_cached(
                "SELECT count(*), \
                 count(*) FILTER (WHERE delivery IN ('held', 'waiting') AND begun = 0), \
                 count(*) FILTER (WHERE delivery = 'withdrawn' OR (delivery = 'dropped' AND begun = 0)) \
                 FROM operation WHERE decision = ?",
            )?
            .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if all == 0 {
            return Err(Fault::Unstorable(format!("there is no decision {id}")));
        }
        if unsent + gone < all {
            return Ok(Withdrawn::TooLate);
        }
        transaction
            .prepare_cached("UPDATE operation SET delivery = 'withdrawn' WHERE decision = ?")?
            .execute([&id])?;
        transaction.commit()?;
        Ok(Withdrawn::All)
    }

    /// What is to be sent now, and the earliest moment that is still ahead.
    pub(super) fn due(
        &mut self,
        account: &AccountId,
        now: Timestamp,
    ) -> Step<(Vec<Entry>, Option<Timestamp>)> {
        let (due, next, late) = self.scan(account, now)?;
        self.pull_back(&late)?;
        Ok((due, next))
    }

    fn scan(&self, account: &AccountId, now: Timestamp) -> Step<Scan> {
        let sql = format!(
            "SELECT {COLUMNS}, seq, hold_ms FROM operation \
             WHERE account = ? AND {OPEN} ORDER BY seq"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([account.to_string()])?;
        let mut blocked = HashSet::new();
        let mut due = Vec::new();
        let mut next: Option<Timestamp> = None;
        let mut late = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(wait) = wait(row, now)? else {
                continue;
            };
            if let Some(seq) = wait.too_far {
                late.push((seq, wait.moment));
            }
            let target: String = column(row, "target")?;
            if blocked.contains(&target) {
                continue;
            }
            if wait.moment > now {
                next = Some(next.map_or(wait.moment, |earlier| earlier.min(wait.moment)));
                blocked.insert(target);
            } else {
                if due.len() == DUE_BATCH {
                    next = Some(now);
                    break;
                }
                due.push(entry(row)?);
            }
        }
        Ok((due, next, late))
    }

    /// Stores moments that were moved because the clock went back.
    fn pull_back(&mut self, late: &[(i64, Timestamp)]) -> Step<()> {
        if late.is_empty() {
            return Ok(());
        }
        let transaction = self.transaction()?;
        for (seq, moment) in late {
            transaction
                .prepare_cached(
                    "UPDATE operation SET \
                     hold_until = CASE delivery WHEN 'held' THEN ?2 ELSE hold_until END, \
                     retry_at = CASE delivery WHEN 'waiting' THEN ?2 ELSE retry_at END \
                     WHERE seq = ?1",
                )?
                .execute(params![seq, moment.0])?;
        }
        Ok(transaction.commit()?)
    }

    /// Marks an operation as being sent.
    pub(super) fn begin(&mut self, op: OpId) -> Step<bool> {
        self.change_one(
            "UPDATE operation SET delivery = 'sending', begun = 1, attempts = attempts + 1, \
             retry_at = NULL WHERE id = ? AND delivery IN ('held', 'waiting', 'sending')",
            op,
        )
    }

    /// Records the answer, also when the reviewer has dropped the operation meanwhile: it happened.
    /// What is still to be sent about a new issue or comment speaks of it by its new id.
    pub(super) fn finish(&mut self, op: OpId, applied: &Applied) -> Step<()> {
        let answer = encode(applied, "the answer")?;
        let transaction = self.transaction()?;
        let changed = transaction
            .prepare_cached(
                "UPDATE operation SET delivery = 'done', applied = ?2, error = NULL, \
                 retry_at = NULL WHERE id = ?1 AND begun = 1 AND delivery <> 'done'",
            )?
            .execute(params![op.to_string(), answer])?;
        let own = Id::name(&op.to_string());
        if let Some(new) = applied.created.as_ref().filter(|new| **new != own) {
            retarget(&transaction, op, &own, new)?;
        }
        transaction.commit()?;
        if changed == 0 && self.delivery(op)? != Some(Delivery::Done) {
            return Err(Fault::Unstorable(format!("operation {op} was never begun")));
        }
        Ok(())
    }

    /// Records a failure.
    pub(super) fn fail(&mut self, op: OpId, error: &Text, retry_at: Option<Timestamp>) -> Step<()> {
        let delivery = match retry_at {
            Some(_) => Delivery::Waiting,
            None => Delivery::Failed,
        };
        self.connection()
            .prepare_cached(
                "UPDATE operation SET delivery = :delivery, error = :error, retry_at = :retry_at \
                 WHERE id = :id AND delivery IN ('held', 'waiting', 'sending')",
            )?
            .execute(named_params! {
                ":id": op.to_string(),
                ":delivery": delivery.word(),
                ":error": error.as_str(),
                ":retry_at": retry_at.map(|moment| moment.0),
            })?;
        Ok(())
    }

    /// Makes a failed or waiting operation due at once, with all its attempts anew.
    pub(super) fn retry(&mut self, op: OpId) -> Step<bool> {
        let transaction = self.transaction()?;
        if let Some(newer) = overtaken(&transaction, op)? {
            return Err(Fault::Conflict(format!(
                "'{newer}' was decided later and has been sent: sending this again would undo it, \
                 drop it instead"
            )));
        }
        let changed = transaction
            .prepare_cached(
                "UPDATE operation SET delivery = 'waiting', attempts = 0, retry_at = NULL \
                 WHERE id = ? AND delivery IN ('failed', 'waiting')",
            )?
            .execute([op.to_string()])?;
        transaction.commit()?;
        Ok(changed > 0)
    }

    /// Gives an operation up.
    pub(super) fn drop_entry(&mut self, op: OpId) -> Step<bool> {
        let sql = format!(
            "UPDATE operation SET delivery = 'dropped', retry_at = NULL WHERE id = ? AND {OPEN}"
        );
        self.change_one(&sql, op)
    }

    fn change_one(&self, sql: &str, op: OpId) -> Step<bool> {
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.execute([op.to_string()])? > 0)
    }

    fn delivery(&self, op: OpId) -> Step<Option<Delivery>> {
        let word: Option<String> = self
            .connection()
            .prepare_cached("SELECT delivery FROM operation WHERE id = ?")?
            .query_row([op.to_string()], |row| row.get(0))
            .optional()?;
        Ok(word.and_then(|word| delivery_of(&word)))
    }
}

/// Gives the open operations of an account the new id of what one of them has made.
fn retarget(transaction: &Transaction<'_>, op: OpId, old: &Id, new: &Id) -> Step<()> {
    let sql = format!(
        "SELECT seq, change FROM operation WHERE {OPEN} AND instr(change, ?1) > 0 \
         AND account = (SELECT account FROM operation WHERE id = ?1)"
    );
    let mut statement = transaction.prepare_cached(&sql)?;
    let mut rows = statement.query([op.to_string()])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = column(row, "seq")?;
        let raw: String = column(row, "change")?;
        let mut change: Change = decode(&raw, || format!("operation number {seq}, field change"))?;
        if change.retarget(old, new) {
            transaction
                .prepare_cached("UPDATE operation SET change = ?2 WHERE seq = ?1")?
                .execute(params![seq, encode(&change, "the change")?])?;
        }
    }
    Ok(())
}

type Scan = (Vec<Entry>, Option<Timestamp>, Vec<(i64, Timestamp)>);

/// When an open operation may be sent.
struct Wait {
    moment: Timestamp,
    /// The row, when the stored moment lies further ahead than it ever can.
    too_far: Option<i64>,
}

/// None for an operation that waits for the reviewer.
fn wait(row: &rusqlite::Row<'_>, now: Timestamp) -> Step<Option<Wait>> {
    let delivery: String = column(row, "delivery")?;
    let (stored, longest) = match delivery_of(&delivery) {
        Some(Delivery::Held) => (column(row, "hold_until")?, column(row, "hold_ms")?),
        Some(Delivery::Waiting) => {
            let retry_at: Option<i64> = column(row, "retry_at")?;
            (retry_at.unwrap_or(now.0), RETRY_AHEAD_MS)
        }
        Some(Delivery::Sending) => (now.0, 0),
        _ => return Ok(None),
    };
    let farthest = now.plus_ms(longest);
    let too_far = Timestamp(stored) > farthest;
    Ok(Some(Wait {
        moment: farthest.min(Timestamp(stored)),
        too_far: match too_far {
            true => Some(column(row, "seq")?),
            false => None,
        },
    }))
}

pub(super) fn insert(
    transaction: &Transaction<'_>,
    decision: &Decision,
    op: &Operation,
) -> Step<()> {
    let result = transaction
        .prepare_cached(
            "INSERT INTO operation (id, decision, account, who, at, target, name, change, hash, \
             guard, title, undo_of, hold_until, hold_ms) VALUES (:id, :decision, :account, :who, \
             :at, :target, :name, :change, :hash, :guard, :title, :undo_of, :hold_until, :hold_ms)",
        )?
        .execute(named_params! {
            ":id": op.id.to_string(),
            ":decision": decision.id.to_string(),
            ":account": &*op.account().0,
            ":who": op.who.as_str(),
            ":at": op.at.0,
            ":target": encode(&op.target, "the target")?,
            ":name": op.name.as_str(),
            ":change": encode(&op.change, "the change")?,
            ":hash": content_hash(&op.change),
            ":guard": guard_word(decision.guard),
            ":title": decision.title.as_str(),
            ":undo_of": decision.undo_of.map(|id| id.to_string()),
            ":hold_until": decision.hold_until.0,
            ":hold_ms": decision.hold_until.since(op.at).max(0),
        });
    match result {
        Err(error)
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            Err(Fault::Unstorable(format!(
                "operation {} is there already",
                op.id
            )))
        }
        result => Ok(result.map(|_| ())?),
    }
}

/// What exactly an operation sets, so that two operations setting the same thing are recognised.
#[derive(PartialEq)]
enum Subject {
    Item,
    Annotation(Id),
    State,
    Person(crate::model::Role),
    Issue(Id),
    Verified(Id),
    Comment(Id),
    Mark(Id, crate::model::ResultMark),
    Flag,
}

fn subject(change: &Change) -> Option<Subject> {
    match change {
        Change::JudgeItem { .. } => Some(Subject::Item),
        Change::JudgeAnnotation { annotation, .. } => Some(Subject::Annotation(annotation.clone())),
        Change::Transition { .. } => Some(Subject::State),
        Change::Assign { role, .. } => Some(Subject::Person(*role)),
        Change::Resolve { issue, .. } => Some(Subject::Issue(issue.clone())),
        Change::Verify { issue, .. } => Some(Subject::Verified(issue.clone())),
        Change::EditComment { comment, .. } => Some(Subject::Comment(comment.clone())),
        Change::Flag { .. } => Some(Subject::Flag),
        Change::MarkResult { result, mark, .. } => Some(Subject::Mark(result.clone(), *mark)),
        // These add or remove something of their own and overwrite nothing.
        Change::OpenIssue { .. }
        | Change::DeleteIssue { .. }
        | Change::RestoreIssue { .. }
        | Change::Comment { .. }
        | Change::DeleteComment { .. }
        | Change::Submit { .. }
        | Change::DeleteResult { .. }
        | Change::Act { .. } => None,
    }
}

/// The title of a later decision on the same subject that has been sent already.
fn overtaken(transaction: &Transaction<'_>, op: OpId) -> Step<Option<String>> {
    let own: Option<(String, String)> = transaction
        .prepare_cached("SELECT target, change FROM operation WHERE id = ?")?
        .query_row([op.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((target, change)) = own else {
        return Ok(None);
    };
    let field = || format!("operation {op}, field change");
    let Some(own) = subject(&decode(&change, field)?) else {
        return Ok(None);
    };
    let mut statement = transaction.prepare_cached(
        "SELECT title, change FROM operation WHERE target = ?2 \
         AND delivery IN ('done', 'sending') \
         AND seq > (SELECT seq FROM operation WHERE id = ?1) \
         AND account = (SELECT account FROM operation WHERE id = ?1)",
    )?;
    let mut rows = statement.query(params![op.to_string(), target])?;
    while let Some(row) = rows.next()? {
        let change: String = column(row, "change")?;
        if subject(&decode(&change, field)?).as_ref() == Some(&own) {
            return Ok(Some(column(row, "title")?));
        }
    }
    Ok(None)
}
