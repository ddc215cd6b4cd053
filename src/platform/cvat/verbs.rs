//! The one door for writes: every operation, compared with what the server has before anything is
//! sent.
//!
//! CVAT knows no revisions and no idempotency keys: the last writer wins. So the object is read
//! first; what is there already is answered as repeated, what somebody else has changed meanwhile
//! is a conflict that names theirs and ours, and only the rest is sent, once. An attempt after one
//! with an unknown outcome looks for what the first may have made.

mod comments;
mod issues;
mod jobs;

use crate::model::{Applied, Change, Id, Level, OpId, Operation, Role, Text};
use crate::platform::{Attempt, PlatformError, PlatformEvent};

use super::CvatPlatform;
use super::client::number;

/// Nothing was there to do.
fn repeated() -> Applied {
    Applied {
        repeated: true,
        ..Applied::default()
    }
}

/// Something new has this number.
fn created(id: u64) -> Applied {
    Applied {
        created: Some(Id::Number(id)),
        ..Applied::default()
    }
}

/// Something that a POST made, by its number on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Made {
    /// An issue.
    Issue(u64),
    /// A comment.
    Comment(u64),
}

/// The server refuses what says nothing; so do we, in better words.
fn spoken(text: &str) -> Result<(), PlatformError> {
    match text.trim().is_empty() {
        true => Err(PlatformError::Unsupported(
            "an issue or comment without words".into(),
        )),
        false => Ok(()),
    }
}

/// The server's number of an issue or comment. One that only has its operation's id was never
/// sent: the outbox gives the number to what waits as soon as there is one.
fn numbered(id: &Id, what: &str) -> Result<u64, PlatformError> {
    match id {
        Id::Number(number) => Ok(*number),
        Id::Name(_) => Err(PlatformError::NotFound(Text::line(&format!(
            "{what}, which was not sent itself,"
        )))),
    }
}

/// Sends one operation; see [`crate::platform::Platform::apply`].
///
/// # Errors
/// What was refused, changed meanwhile or not answered.
pub async fn apply(
    cvat: &CvatPlatform,
    operation: &Operation,
    attempt: Attempt,
) -> Result<Applied, PlatformError> {
    if let Some(reason) = &cvat.who().await?.read_only {
        return Err(PlatformError::Denied(reason.clone()));
    }
    let answer = cvat.dispatch(operation, attempt).await;
    // Also after a refusal: what we believed of the object led to it.
    let unheard = matches!(
        answer,
        Err(PlatformError::Unreachable(_) | PlatformError::SignIn(_) | PlatformError::Stopped)
    );
    if !unheard {
        cvat.touched(operation);
    }
    answer
}

impl CvatPlatform {
    /// Whether something may be what an operation made: no other one is known to have.
    fn may_be_of(&self, made: Made, operation: OpId) -> bool {
        self.made.get(&made).is_none_or(|by| by == operation)
    }

    async fn dispatch(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        match &operation.change {
            Change::Transition {
                before,
                after,
                handover,
            } => {
                self.transition(&operation.target, before, after, handover.as_ref())
                    .await
            }
            Change::Assign {
                role: Role::Assignee,
                before,
                after,
            } => {
                self.assign(&operation.target, before.as_ref(), after.as_ref())
                    .await
            }
            Change::OpenIssue { .. } => self.open_issue(operation, attempt).await,
            Change::RestoreIssue { issue } => self.restore_issue(operation, issue, attempt).await,
            Change::DeleteIssue { issue } => self.delete_issue(issue).await,
            Change::Resolve { issue, after, .. } => self.resolve(issue, *after).await,
            Change::Comment { issue, text } => self.comment(operation, issue, text, attempt).await,
            Change::EditComment {
                comment,
                before,
                after,
                ..
            } => self.edit_comment(comment, before, after).await,
            Change::DeleteComment { comment, text, .. } => self.delete_comment(comment, text).await,
            Change::Assign { .. } => Err(PlatformError::Unsupported(
                "a reviewer beside the assignee".into(),
            )),
            Change::JudgeItem { .. }
            | Change::JudgeAnnotation { .. }
            | Change::Verify { .. }
            | Change::MarkResult { .. }
            | Change::Submit { .. }
            | Change::DeleteResult { .. }
            | Change::Act { .. }
            | Change::Flag { .. } => Err(PlatformError::Unsupported(Text::line(&format!(
                "a field for '{}'",
                operation.change.words()
            )))),
        }
    }

    /// What a write was about is read anew, and whoever shows it is told. The pictures and
    /// annotations of a job stay: no operation changes them.
    fn touched(&self, operation: &Operation) {
        let target = &operation.target;
        let shown = target
            .ancestor(Level::Job)
            .unwrap_or_else(|| target.clone());
        match number(&shown, shown.level()) {
            Ok(id) if shown.level() == Level::Job => self.forget_issues(id),
            Ok(id) if shown.level() == Level::Task => self.forget_task(id),
            Ok(id) if shown.level() == Level::Project => self.forget_project(id),
            _ => {}
        }
        self.forget_lists();
        self.tell(PlatformEvent::Changed(shown));
    }
}
