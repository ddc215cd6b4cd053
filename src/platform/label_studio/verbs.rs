//! The one door for writes: from operations to requests, each compared with what the server has
//! before anything is sent.
//!
//! Label Studio knows no revisions and no idempotency keys: the last writer wins. So the object is
//! read first; what is there already is answered as repeated, what somebody else has changed since
//! it was looked at is a conflict that names theirs and ours, and only the rest is sent, once, with
//! nothing in it but what changes: a `task` or `completed_by` in a PATCH would move an annotation
//! or give it to somebody else. An attempt after one with an unknown outcome looks for what the
//! first may have made.

pub mod memory;
mod results;

use std::sync::Arc;

use crate::model::{
    Applied, Change, Id, ItemDetail, Judgement, Level, NodeRef, Operation, Role, Text,
};
use crate::platform::{Attempt, Keeping, PlatformError, PlatformEvent};

use super::client::{ask, number};
use super::records::Held;
use super::{
    LabelStudioPlatform, actions, assign, comments, items, marker, reviews, rights, workflow,
};

pub use memory::{Made, Memory};
pub(super) use results::{NOT_MINE, new_id};

/// Nothing was there to do.
pub(super) fn repeated() -> Applied {
    Applied {
        repeated: true,
        ..Applied::default()
    }
}

/// Something new has this number.
pub(super) fn created(id: u64) -> Applied {
    Applied {
        created: Some(Id::Number(id)),
        ..Applied::default()
    }
}

/// What stands against what was expected, and what we wanted.
pub(super) fn conflict(theirs: &str, ours: &str) -> PlatformError {
    PlatformError::Conflict(Text::line(&format!("{theirs}; yours: {ours}")))
}

/// The server's number of a result or comment. One that only has its operation's id was never
/// sent: the outbox gives the number to what waits as soon as there is one.
pub(super) fn numbered(id: &Id, what: &str) -> Result<u64, PlatformError> {
    match id {
        Id::Number(number) => Ok(*number),
        Id::Name(_) => Err(PlatformError::NotFound(Text::line(&format!(
            "{what}, which was not sent itself,"
        )))),
    }
}

/// Carries an operation out; see [`crate::platform::Platform::apply`].
///
/// # Errors
/// What was refused, changed meanwhile or not answered.
pub async fn apply(
    studio: &LabelStudioPlatform,
    operation: &Operation,
    attempt: Attempt,
) -> Result<Applied, PlatformError> {
    let answer = studio.carry_out(operation, attempt).await;
    match &answer {
        // Nothing was heard of the server: what is shown is as good as before.
        Err(
            error @ (PlatformError::Unreachable(_)
            | PlatformError::SignIn(_)
            | PlatformError::Stopped),
        ) => studio.memory.came_to(operation.id, attempt, error),
        Err(error) => {
            studio.memory.came_to(operation.id, attempt, error);
            studio.refresh_after(operation);
        }
        Ok(_) => studio.refresh_after(operation),
    }
    answer
}

impl LabelStudioPlatform {
    async fn carry_out(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        if let Some(reason) = &self.options.read_only {
            return Err(PlatformError::Denied(reason.clone()));
        }
        // Where what it makes is kept goes by the edition.
        self.who().await?;
        // It came here before the edition was known, and belongs into the journal: the next attempt
        // finds its way.
        if rights::keeping(self, operation) == Keeping::Here {
            return Err(PlatformError::Io(Text::line(&format!(
                "'{}' is kept on this machine, the server has no field for it",
                operation.change.words()
            ))));
        }
        self.dispatch(operation, attempt).await
    }

    async fn dispatch(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        match &operation.change {
            Change::JudgeItem { before, after } => {
                self.judge(operation, None, before.as_ref(), after.as_ref())
                    .await
            }
            Change::JudgeAnnotation {
                annotation,
                before,
                after,
            } => {
                self.judge(operation, Some(annotation), before.as_ref(), after.as_ref())
                    .await
            }
            Change::Transition { before, after, .. } => {
                workflow::transition(self, &operation.target, before, after).await
            }
            Change::Assign {
                role,
                before,
                after,
            } => {
                self.give(operation, *role, before.as_ref(), after.as_ref())
                    .await
            }
            Change::OpenIssue { .. }
            | Change::RestoreIssue { .. }
            | Change::DeleteIssue { .. }
            | Change::Comment { .. }
            | Change::DeleteComment { .. }
            | Change::EditComment { .. }
            | Change::Resolve { .. } => comments::write(self, operation, attempt).await,
            Change::MarkResult {
                result,
                mark,
                before,
                after,
            } => {
                self.mark_result(operation, result, *mark, (*before, *after))
                    .await
            }
            Change::Submit { draft: None } => self.skip_task(operation, attempt).await,
            Change::Submit { draft: Some(draft) } => self.hand_in(operation, draft, attempt).await,
            Change::DeleteResult { result, .. } => self.delete_result(operation, result).await,
            Change::Act { .. } => actions::run(self, operation, attempt).await,
            Change::Verify { .. } | Change::Flag { .. } => Err(PlatformError::Unsupported(
                Text::line(&format!("a field for '{}'", operation.change.words())),
            )),
        }
    }

    /// A verdict on a whole result: a review in Enterprise, the review marker elsewhere. Without an
    /// annotation it is the one on the item, which has exactly one live result.
    async fn judge(
        &self,
        operation: &Operation,
        annotation: Option<&Id>,
        before: Option<&Judgement>,
        after: Option<&Judgement>,
    ) -> Result<Applied, PlatformError> {
        let annotation = match annotation {
            Some(id) => numbered(id, "the result")?,
            None => match self.single_live(operation).await? {
                Some(only) => only,
                // The journal has kept it where it is kept in both places.
                None if rights::keeping(self, operation) == Keeping::Both => {
                    return Ok(Applied {
                        local_only: true,
                        ..Applied::default()
                    });
                }
                None => {
                    return Err(PlatformError::Conflict(
                        "the task has not exactly one result now: judge each of them".into(),
                    ));
                }
            },
        };
        match self.who().await?.is_enterprise() {
            true => reviews::judge(self, operation, annotation, before, after).await,
            false => marker::judge(self, operation, annotation, before, after).await,
        }
    }

    async fn give(
        &self,
        operation: &Operation,
        role: Role,
        before: Option<&Text>,
        after: Option<&Text>,
    ) -> Result<Applied, PlatformError> {
        if !self.who().await?.is_enterprise() {
            return Err(PlatformError::Denied(assign::NO_ASSIGNMENT.into()));
        }
        assign::assign(self, &operation.target, role, before, after).await
    }

    /// The one live result of the operation's item, as the item is now; none where there is none or
    /// more than one.
    async fn single_live(&self, operation: &Operation) -> Result<Option<u64>, PlatformError> {
        let task = number(&operation.target, Level::Item)?;
        let known = self.memory.item(task).map(|seen| seen.live);
        let live = match known {
            Some(live) => live,
            None => {
                let now = self.held_task(task).await?;
                let live = now.annotations.iter().filter(|one| !one.was_cancelled);
                live.map(|one| one.id).collect()
            }
        };
        match live[..] {
            [only] => Ok(Some(only)),
            _ => Ok(None),
        }
    }

    /// An item as it is shown, remembered for the writes that follow from it.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn look_at(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        let detail = items::annotations(self, item).await?;
        self.memory.saw(number(item, Level::Item)?, &detail);
        Ok(detail)
    }

    /// An annotation as it is now.
    ///
    /// # Errors
    /// Those of the request.
    pub(super) async fn held(&self, annotation: u64) -> Result<Held, PlatformError> {
        self.get_as(ask(format!("api/annotations/{annotation}/")))
            .await
    }

    /// Stops what is based on an older look at a result: somebody else has changed it since, and
    /// the reviewer has not seen how. What was never looked at by this program is not stopped.
    pub(super) async fn unchanged_since_seen(
        &self,
        held: &Held,
        ours: &str,
    ) -> Result<(), PlatformError> {
        let Some(seen) = self.memory.result(held.id) else {
            return Ok(());
        };
        let mine = held.updated_by == Some(self.who().await?.id);
        if seen.changed == held.changed() || mine {
            return Ok(());
        }
        let by = self.called(held.updated_by).await;
        Err(conflict(
            &format!("result {} was changed by {by} since it was read", held.id),
            ours,
        ))
    }

    /// A person's name, or a word for somebody who is not known.
    pub(super) async fn called(&self, user: Option<u64>) -> Text {
        let Some(user) = user else {
            return "somebody".into();
        };
        match self.people().await {
            Ok(people) => people.name(user),
            Err(_) => Text::line(&format!("user {user}")),
        }
    }

    /// What a write was about is read anew, and whoever shows it is told.
    fn refresh_after(&self, operation: &Operation) {
        let target = &operation.target;
        if let Ok(task) = number(target, Level::Item) {
            self.forget_task(task);
        } else if let Ok(project) = number(target, Level::Project) {
            self.forget_project(project);
        }
        self.tell(PlatformEvent::Changed(target.clone()));
    }
}
