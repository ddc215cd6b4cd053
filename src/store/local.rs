//! Decisions on local accounts: where operations end up when there is no server.
//!
//! The effect of an operation and the note that it was applied are one transaction, so that
//! applying an operation again, after whatever crash, changes nothing.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::model::{
    AccountId, Applied, Change, Comment, Handover, Id, Issue, Judgement, Level, Operation,
    Permissions, Role, State, Text, Timestamp,
};

use super::fault::{Fault, Step};
use super::journal::{column, decode, encode};
use super::writer::Database;
use super::{LocalItem, LocalJob, LocalState};

impl Database {
    /// Applies an operation once.
    pub(super) fn local_apply(&mut self, op: &Operation, key: &str) -> Step<Applied> {
        let transaction = self.transaction()?;
        let answer = apply_once(&transaction, op, key)?;
        if !answer.repeated {
            transaction.commit()?;
        }
        Ok(answer)
    }

    /// Everything decided on an account.
    pub(super) fn local_state(&self, account: &AccountId) -> Step<LocalState> {
        let mut state = LocalState {
            jobs: jobs(self.connection(), account)?,
            issues: issues(self.connection(), account)?,
            verified: verified(self.connection(), account)?,
            ..LocalState::default()
        };
        items(self.connection(), account, &mut state.items)?;
        annotations(self.connection(), account, &mut state.items)?;
        Ok(state)
    }
}

/// Applies an operation within a transaction unless that was done before.
pub(super) fn apply_once(
    transaction: &Transaction<'_>,
    op: &Operation,
    key: &str,
) -> Step<Applied> {
    let id = op.id.to_string();
    let earlier: Option<String> = transaction
        .prepare_cached("SELECT answer FROM local_applied WHERE op = ?")?
        .query_row([&id], |row| row.get(0))
        .optional()?;
    if let Some(answer) = earlier {
        let answer: Applied = decode(&answer, || format!("answer to operation {id}"))?;
        return Ok(Applied {
            repeated: true,
            ..answer
        });
    }
    let place = Place {
        transaction,
        account: &op.account().0,
        key,
    };
    let answer = Applied {
        created: place.apply(op)?,
        ..Applied::default()
    };
    transaction
        .prepare_cached("INSERT INTO local_applied (op, answer) VALUES (?, ?)")?
        .execute(params![id, encode(&answer, "the answer")?])?;
    Ok(answer)
}

/// Where an operation's effect goes.
struct Place<'a> {
    transaction: &'a Transaction<'a>,
    account: &'a str,
    key: &'a str,
}

impl Place<'_> {
    /// Makes the change; the id of what it made, if anything.
    fn apply(&self, op: &Operation) -> Step<Option<Id>> {
        match &op.change {
            Change::JudgeItem { after, .. } => self.judge_item(after.as_ref())?,
            Change::JudgeAnnotation {
                annotation, after, ..
            } => self.judge_annotation(annotation, after.as_ref())?,
            Change::Transition {
                before,
                after,
                handover,
            } => {
                self.transition(before, after)?;
                if let Some(Handover { before, after }) = handover {
                    self.assign(Role::Assignee, before.as_ref(), after.as_ref())?;
                }
            }
            Change::Assign {
                role,
                before,
                after,
            } => self.assign(*role, before.as_ref(), after.as_ref())?,
            Change::OpenIssue {
                place,
                annotation,
                text,
                assignee,
            } => {
                let issue = Issue {
                    id: Id::name(&op.id.to_string()),
                    item: op.target.clone(),
                    place: place.clone(),
                    annotation: annotation.clone(),
                    assignee: assignee.clone(),
                    owner: op.who.clone(),
                    at: op.at,
                    resolved: false,
                    comments: vec![Comment {
                        id: Id::name(&format!("{}-c", op.id)),
                        author: op.who.clone(),
                        at: op.at,
                        text: text.clone(),
                    }],
                    rights: Permissions::default(),
                };
                self.insert_issue(&issue)?;
                return Ok(Some(issue.id));
            }
            Change::DeleteIssue { issue } => self.delete_issue(issue)?,
            Change::RestoreIssue { issue } => {
                self.insert_issue(issue)?;
                return Ok(Some(issue.id.clone()));
            }
            Change::Comment { issue, text } => {
                let comment = Comment {
                    id: Id::name(&op.id.to_string()),
                    author: op.who.clone(),
                    at: op.at,
                    text: text.clone(),
                };
                let (seq, _) = self.find_issue(issue)?;
                self.insert_comment(seq, &comment)?;
                return Ok(Some(comment.id));
            }
            Change::DeleteComment { issue, comment, .. } => self.delete_comment(issue, comment)?,
            Change::Resolve {
                issue,
                before,
                after,
            } => self.resolve(issue, *before, *after)?,
            Change::EditComment {
                issue,
                comment,
                before,
                after,
            } => self.edit_comment(issue, comment, before, after)?,
            Change::Verify { issue, after, .. } => self.verify(issue, after.then_some(op.at))?,
            Change::Flag { after, .. } => self.flag(op.target.level(), *after)?,
            // Whole results are kept by servers alone; a platform refuses before it comes to this.
            Change::MarkResult { .. }
            | Change::Submit { .. }
            | Change::DeleteResult { .. }
            | Change::Act { .. } => {}
        }
        Ok(None)
    }

    fn judge_item(&self, after: Option<&Judgement>) -> Step<()> {
        let judgement = after
            .map(|after| encode(after, "the verdict"))
            .transpose()?;
        self.transaction
            .prepare_cached(
                "INSERT INTO local_item (account, key, judgement) VALUES (?1, ?2, ?3) \
                 ON CONFLICT DO UPDATE SET judgement = ?3",
            )?
            .execute(params![self.account, self.key, judgement])?;
        Ok(())
    }

    fn judge_annotation(&self, annotation: &Id, after: Option<&Judgement>) -> Step<()> {
        let annotation = encode(annotation, "the annotation")?;
        match after {
            Some(after) => self
                .transaction
                .prepare_cached(
                    "INSERT INTO local_annotation (account, key, annotation, judgement) \
                     VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET judgement = ?4",
                )?
                .execute(params![
                    self.account,
                    self.key,
                    annotation,
                    encode(after, "the verdict")?
                ])?,
            None => self
                .transaction
                .prepare_cached(
                    "DELETE FROM local_annotation \
                     WHERE account = ? AND key = ? AND annotation = ?",
                )?
                .execute(params![self.account, self.key, annotation])?,
        };
        Ok(())
    }

    fn transition(&self, before: &State, after: &State) -> Step<()> {
        let stored: Option<State> = self.job_field("state")?;
        if let Some(stored) = stored
            && (&stored.stage, &stored.state) != (&before.stage, &before.state)
        {
            return Err(conflict(
                self.key,
                "state",
                &stored.words(),
                &before.words(),
            ));
        }
        self.set_job_field("state", &encode(after, "the state")?)
    }

    fn assign(&self, role: Role, before: Option<&Text>, after: Option<&Text>) -> Step<()> {
        // A stored "nobody" is JSON's null, nothing stored is SQL's.
        let stored: Option<Option<Text>> = self.job_field(role.word())?;
        if let Some(stored) = stored
            && stored.as_ref() != before
        {
            let name = |who: Option<&Text>| who.map_or("nobody", Text::as_str).to_owned();
            return Err(conflict(
                self.key,
                role.word(),
                &name(stored.as_ref()),
                &name(before),
            ));
        }
        self.set_job_field(role.word(), &encode(&after.cloned(), "the name")?)
    }

    fn job_field<T: serde::de::DeserializeOwned>(&self, field: &str) -> Step<Option<T>> {
        let sql = format!("SELECT {field} FROM local_job WHERE account = ? AND key = ?");
        let raw: Option<Option<String>> = self
            .transaction
            .prepare_cached(&sql)?
            .query_row(params![self.account, self.key], |row| row.get(0))
            .optional()?;
        raw.flatten()
            .map(|raw| decode(&raw, || format!("{} of {}", field, self.key)))
            .transpose()
    }

    fn set_job_field(&self, field: &str, value: &str) -> Step<()> {
        let sql = format!(
            "INSERT INTO local_job (account, key, {field}) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO UPDATE SET {field} = ?3"
        );
        self.transaction
            .prepare_cached(&sql)?
            .execute(params![self.account, self.key, value])?;
        Ok(())
    }

    fn flag(&self, level: Level, after: bool) -> Step<()> {
        let table = match level {
            Level::Item => "local_item",
            _ => "local_job",
        };
        let sql = format!(
            "INSERT INTO {table} (account, key, flagged) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO UPDATE SET flagged = ?3"
        );
        self.transaction
            .prepare_cached(&sql)?
            .execute(params![self.account, self.key, after])?;
        Ok(())
    }

    /// The row of an issue and whether it is resolved.
    fn find_issue(&self, issue: &Id) -> Step<(i64, bool)> {
        self.look_up_issue(issue)?
            .ok_or_else(|| Fault::Conflict(format!("issue {issue} is not there (any more)")))
    }

    fn look_up_issue(&self, issue: &Id) -> Step<Option<(i64, bool)>> {
        Ok(self
            .transaction
            .prepare_cached("SELECT seq, resolved FROM local_issue WHERE account = ? AND id = ?")?
            .query_row(params![self.account, issue.to_string()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    fn insert_issue(&self, issue: &Issue) -> Step<()> {
        if self.look_up_issue(&issue.id)?.is_some() {
            return Ok(());
        }
        let body = Issue {
            comments: Vec::new(),
            ..issue.clone()
        };
        self.transaction
            .prepare_cached(
                "INSERT INTO local_issue (account, id, key, at, resolved, body) \
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.account,
                issue.id.to_string(),
                self.key,
                issue.at.0,
                issue.resolved,
                encode(&body, "the issue")?
            ])?;
        let seq = self.transaction.last_insert_rowid();
        for comment in &issue.comments {
            self.insert_comment(seq, comment)?;
        }
        Ok(())
    }

    fn insert_comment(&self, issue: i64, comment: &Comment) -> Step<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO local_comment (issue, id, body) VALUES (?, ?, ?)",
            )?
            .execute(params![
                issue,
                comment.id.to_string(),
                encode(comment, "the comment")?
            ])?;
        Ok(())
    }

    /// Deletes an issue with its thread. Comments that the reviewer has not seen are not thrown
    /// away with it; an issue that is gone already is fine.
    fn delete_issue(&self, issue: &Issue) -> Step<()> {
        let Some((seq, _)) = self.look_up_issue(&issue.id)? else {
            return Ok(());
        };
        let stored: i64 = self
            .transaction
            .prepare_cached("SELECT count(*) FROM local_comment WHERE issue = ?")?
            .query_row([seq], |row| row.get(0))?;
        let seen = i64::try_from(issue.comments.len()).unwrap_or(i64::MAX);
        if stored > seen {
            return Err(Fault::Conflict(format!(
                "issue {} has {stored} comments, it had {seen} when it was deleted",
                issue.id
            )));
        }
        self.transaction
            .prepare_cached("DELETE FROM local_issue WHERE seq = ?")?
            .execute([seq])?;
        Ok(())
    }

    fn delete_comment(&self, issue: &Id, comment: &Id) -> Step<()> {
        if let Some((seq, _)) = self.look_up_issue(issue)? {
            self.transaction
                .prepare_cached("DELETE FROM local_comment WHERE issue = ? AND id = ?")?
                .execute(params![seq, comment.to_string()])?;
        }
        Ok(())
    }

    fn edit_comment(&self, issue: &Id, comment: &Id, before: &Text, after: &Text) -> Step<()> {
        let (seq, _) = self.find_issue(issue)?;
        let body: Option<String> = self
            .transaction
            .prepare_cached("SELECT body FROM local_comment WHERE issue = ? AND id = ?")?
            .query_row(params![seq, comment.to_string()], |row| row.get(0))
            .optional()?;
        let what = format!("comment {comment}");
        let Some(body) = body else {
            return Err(conflict(&what, "text", "deleted", before));
        };
        let mut stored: Comment = decode(&body, || what.clone())?;
        if stored.text != *before {
            return Err(conflict(&what, "text", &stored.text, before));
        }
        stored.text.clone_from(after);
        self.transaction
            .prepare_cached("UPDATE local_comment SET body = ?3 WHERE issue = ?1 AND id = ?2")?
            .execute(params![
                seq,
                comment.to_string(),
                encode(&stored, "the comment")?
            ])?;
        Ok(())
    }

    fn verify(&self, issue: &Id, at: Option<Timestamp>) -> Step<()> {
        let issue = encode(issue, "the issue")?;
        match at {
            Some(at) => self
                .transaction
                .prepare_cached(
                    "INSERT INTO local_verified (account, issue, at) VALUES (?1, ?2, ?3) \
                     ON CONFLICT DO UPDATE SET at = ?3",
                )?
                .execute(params![self.account, issue, at.0])?,
            None => self
                .transaction
                .prepare_cached("DELETE FROM local_verified WHERE account = ? AND issue = ?")?
                .execute(params![self.account, issue])?,
        };
        Ok(())
    }

    fn resolve(&self, issue: &Id, before: bool, after: bool) -> Step<()> {
        let (seq, stored) = self.find_issue(issue)?;
        if stored != before {
            let word = |resolved| if resolved { "resolved" } else { "open" };
            let what = format!("issue {issue}");
            return Err(conflict(&what, "state", word(stored), word(before)));
        }
        self.transaction
            .prepare_cached("UPDATE local_issue SET resolved = ? WHERE seq = ?")?
            .execute(params![after, seq])?;
        Ok(())
    }
}

fn conflict(what: &str, field: &str, stored: &str, expected: &str) -> Fault {
    Fault::Conflict(format!(
        "{what}: {field} is '{stored}', the decision was made on '{expected}'"
    ))
}

fn items(
    connection: &Connection,
    account: &AccountId,
    items: &mut HashMap<String, LocalItem>,
) -> Step<()> {
    let mut statement = connection.prepare_cached(
        "SELECT key, judgement, flagged FROM local_item \
         WHERE account = ? AND (judgement IS NOT NULL OR flagged)",
    )?;
    let mut rows = statement.query([&account.0])?;
    while let Some(row) = rows.next()? {
        let key: String = column(row, "key")?;
        let judgement: Option<String> = column(row, "judgement")?;
        let item = LocalItem {
            judgement: judgement
                .map(|raw| decode(&raw, || format!("verdict of {key}")))
                .transpose()?,
            flagged: column(row, "flagged")?,
            ..LocalItem::default()
        };
        items.insert(key, item);
    }
    Ok(())
}

fn annotations(
    connection: &Connection,
    account: &AccountId,
    items: &mut HashMap<String, LocalItem>,
) -> Step<()> {
    let mut statement = connection.prepare_cached(
        "SELECT key, annotation, judgement FROM local_annotation WHERE account = ?",
    )?;
    let mut rows = statement.query([&account.0])?;
    while let Some(row) = rows.next()? {
        let key: String = column(row, "key")?;
        let what = || format!("verdict of an annotation of {key}");
        let annotation: Id = decode(&column::<String>(row, "annotation")?, what)?;
        let judgement = decode(&column::<String>(row, "judgement")?, what)?;
        let item = items.entry(key).or_default();
        item.annotations.insert(annotation, judgement);
    }
    Ok(())
}

fn verified(connection: &Connection, account: &AccountId) -> Step<HashMap<Id, Timestamp>> {
    let mut statement =
        connection.prepare_cached("SELECT issue, at FROM local_verified WHERE account = ?")?;
    let mut rows = statement.query([account.to_string()])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        let raw: String = column(row, "issue")?;
        let issue = decode(&raw, || "a verified issue".into())?;
        found.insert(issue, Timestamp(column(row, "at")?));
    }
    Ok(found)
}

fn jobs(connection: &Connection, account: &AccountId) -> Step<HashMap<String, LocalJob>> {
    let mut statement = connection.prepare_cached(
        "SELECT key, state, assignee, reviewer, flagged FROM local_job WHERE account = ?",
    )?;
    let mut rows = statement.query([&account.0])?;
    let mut jobs = HashMap::new();
    while let Some(row) = rows.next()? {
        let key: String = column(row, "key")?;
        let raw = |name: &str| column::<Option<String>>(row, name);
        let person = |name: &str| -> Step<Option<Text>> {
            let raw = raw(name)?;
            let who = raw.map(|raw| decode(&raw, || format!("{name} of {key}")));
            Ok(who.transpose()?.flatten())
        };
        let state = raw("state")?.map(|raw| decode(&raw, || format!("state of {key}")));
        let job = LocalJob {
            state: state.transpose()?,
            assignee: person("assignee")?,
            reviewer: person("reviewer")?,
            flagged: column(row, "flagged")?,
        };
        jobs.insert(key, job);
    }
    Ok(jobs)
}

/// Issues with their threads, oldest first.
fn issues(connection: &Connection, account: &AccountId) -> Step<Vec<Issue>> {
    let mut statement = connection.prepare_cached(
        "SELECT i.seq, i.id, i.resolved, i.body, c.body AS comment \
         FROM local_issue i LEFT JOIN local_comment c ON c.issue = i.seq \
         WHERE i.account = ? ORDER BY i.at, i.seq, c.seq",
    )?;
    let mut rows = statement.query([&account.0])?;
    let mut issues: Vec<(i64, Issue)> = Vec::new();
    while let Some(row) = rows.next()? {
        let seq: i64 = column(row, "seq")?;
        let id: String = column(row, "id")?;
        if issues.last().is_none_or(|(last, _)| *last != seq) {
            let mut issue: Issue =
                decode(&column::<String>(row, "body")?, || format!("issue {id}"))?;
            issue.resolved = column(row, "resolved")?;
            issues.push((seq, issue));
        }
        let comment: Option<String> = column(row, "comment")?;
        if let (Some(raw), Some((_, issue))) = (comment, issues.last_mut()) {
            let comment = decode(&raw, || format!("a comment of issue {id}"))?;
            issue.comments.push(comment);
        }
    }
    Ok(issues.into_iter().map(|(_, issue)| issue).collect())
}
