//! Whole results: ground truth, skipped, handed in, deleted.

use serde_json::{Map, Value, json};

use crate::model::{Applied, Id, Level, Operation, ResultMark, Text};
use crate::platform::same::may_come_from;
use crate::platform::{Attempt, PlatformError};

use super::super::LabelStudioPlatform;
use super::super::client::{ask, number, with};
use super::super::records::{Draft, Held, HeldTask, user_number, when};
use super::{Made, conflict, created, numbered, repeated};

/// Why a result of somebody else's stays.
pub const NOT_MINE: &str = "somebody else's work; delete your own only";

/// What the id of a result names on the server.
enum Named {
    Annotation(u64),
    Prediction,
    Draft(u64),
}

fn named(id: &Id) -> Result<Named, PlatformError> {
    let Id::Name(name) = id else {
        return Ok(Named::Annotation(numbered(id, "the result")?));
    };
    if name.starts_with("prediction-") {
        return Ok(Named::Prediction);
    }
    match name.strip_prefix("draft-").map(str::parse) {
        Some(Ok(draft)) => Ok(Named::Draft(draft)),
        _ => Err(numbered(id, "the result").map_or_else(|error| error, |_| gone("the result"))),
    }
}

fn gone(what: &str) -> PlatformError {
    PlatformError::NotFound(what.into())
}

/// An answer that says in so many words that the object is not there: a page for people may come
/// from anything in between.
fn is_gone(failure: &crate::platform::http::HttpFailure) -> bool {
    failure.status == Some(404) && !failure.words.is_empty()
}

impl LabelStudioPlatform {
    /// A task with its annotations as it is now, without what they hold.
    ///
    /// # Errors
    /// Those of the request.
    pub(in super::super) async fn held_task(&self, task: u64) -> Result<HeldTask, PlatformError> {
        self.get_as(ask(format!("api/tasks/{task}/"))).await
    }

    /// Sets or takes off the mark of a result. The server takes the ground truth off the other
    /// results of the task by itself.
    pub(super) async fn mark_result(
        &self,
        operation: &Operation,
        result: &Id,
        mark: ResultMark,
        (before, after): (bool, bool),
    ) -> Result<Applied, PlatformError> {
        let Named::Annotation(id) = named(result)? else {
            return Err(PlatformError::Unsupported(
                "a mark on anything but a result that was handed in".into(),
            ));
        };
        let now = self.held(id).await?;
        self.belongs(&now, operation)?;
        let (field, has) = match mark {
            ResultMark::Truth => ("ground_truth", now.ground_truth),
            ResultMark::Skipped => ("was_cancelled", now.was_cancelled),
        };
        if has == after {
            return Ok(repeated());
        }
        let ours = operation.change.words();
        if has != before {
            let said = if has { mark.word() } else { "not marked" };
            return Err(conflict(&format!("result {id} is {said} now"), &ours));
        }
        self.unchanged_since_seen(&now, &ours).await?;
        self.patch_annotation(id, field, after.into()).await?;
        if mark == ResultMark::Skipped {
            self.memory
                .forget_item(number(&operation.target, Level::Item)?);
        }
        Ok(Applied::default())
    }

    /// Changes one field of an annotation, and nothing else.
    ///
    /// # Errors
    /// Those of the request.
    pub(in super::super) async fn patch_annotation(
        &self,
        id: u64,
        field: &str,
        value: Value,
    ) -> Result<(), PlatformError> {
        let body = Value::Object(Map::from_iter([(field.to_owned(), value)]));
        let path = format!("api/annotations/{id}/");
        let answer = self.client().write("PATCH", ask(path), Some(body)).await?;
        // It was done, whatever the answer looks like.
        if let Ok(now) = answer.json::<Held>() {
            self.memory.wrote(id, now.changed());
        }
        Ok(())
    }

    /// The annotation is still of the operation's task: somebody may have moved it.
    fn belongs(&self, held: &Held, operation: &Operation) -> Result<(), PlatformError> {
        let task = number(&operation.target, Level::Item)?;
        match held.task {
            Some(other) if other != task => Err(conflict(
                &format!("result {} belongs to task {other} now", held.id),
                &operation.change.words(),
            )),
            _ => Ok(()),
        }
    }

    /// Skips a task: an empty result of ours that says so.
    pub(super) async fn skip_task(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let task = number(&operation.target, Level::Item)?;
        if attempt == Attempt::Again {
            let made = self.made_before(operation, task, |one| one.was_cancelled);
            if let Some(id) = made.await? {
                return Ok(Applied {
                    repeated: true,
                    ..created(id)
                });
            }
        }
        let path = with(
            ask(format!("api/tasks/{task}/annotations/")),
            "was_cancelled",
            "1",
        );
        self.post_annotation(operation, task, path, json!({"result": []}))
            .await
    }

    /// Hands a draft of ours in: a new result, or the one that the draft changes.
    pub(super) async fn hand_in(
        &self,
        operation: &Operation,
        draft: &Id,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let task = number(&operation.target, Level::Item)?;
        let Named::Draft(number) = named(draft)? else {
            return Err(PlatformError::Unsupported(
                "handing in anything but a draft".into(),
            ));
        };
        let Some(held) = self.draft(number).await? else {
            // It goes away by being handed in.
            return self.handed_in_before(operation, task, attempt).await;
        };
        self.own_draft(&held).await?;
        if held.task.is_some_and(|of| of != task) {
            return Err(gone("a draft of this task"));
        }
        if !held.result.is_array() {
            return Err(PlatformError::Malformed(Text::line(&format!(
                "draft {number}: its result is no list"
            ))));
        }
        if let Some(annotation) = held.annotation {
            return self.hand_in_change(operation, annotation, held).await;
        }
        let mut body = json!({"result": held.result, "draft_id": number});
        if let (Some(lead), Value::Object(fields)) = (held.lead_time, &mut body) {
            fields.insert("lead_time".into(), lead.into());
        }
        let path = ask(format!("api/tasks/{task}/annotations/"));
        self.post_annotation(operation, task, path, body).await
    }

    /// Puts what a draft holds in the place of what was handed in before.
    async fn hand_in_change(
        &self,
        operation: &Operation,
        annotation: u64,
        draft: Draft,
    ) -> Result<Applied, PlatformError> {
        let now = self.held(annotation).await?;
        self.belongs(&now, operation)?;
        let me = self.who().await?.id;
        if now.completed_by != Some(me) {
            return Err(PlatformError::Denied(
                "the draft changes a result of somebody else's".into(),
            ));
        }
        let changed = now.changed() > when(draft.updated_at.as_deref());
        if changed && now.updated_by != Some(me) {
            let by = self.called(now.updated_by).await;
            return Err(conflict(
                &format!("result {annotation} was changed by {by} after the draft"),
                &operation.change.words(),
            ));
        }
        self.patch_annotation(annotation, "result", draft.result)
            .await?;
        Ok(created(annotation))
    }

    /// What an earlier attempt has made of a draft that is not there any more.
    async fn handed_in_before(
        &self,
        operation: &Operation,
        task: u64,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let found = match attempt {
            Attempt::First => None,
            Attempt::Again => {
                let fits = |one: &Held| !one.was_cancelled;
                self.made_before(operation, task, fits).await?
            }
        };
        match found {
            Some(id) => Ok(Applied {
                repeated: true,
                ..created(id)
            }),
            None => Err(gone("the draft")),
        }
    }

    /// A draft; none when it is gone.
    async fn draft(&self, id: u64) -> Result<Option<Draft>, PlatformError> {
        match self.client().read(ask(format!("api/drafts/{id}/"))).await {
            Ok(body) => body.json().map(Some),
            Err(failure) if is_gone(&failure) => Ok(None),
            Err(failure) => Err(failure.error),
        }
    }

    /// Drafts of others can be read and written by anybody; we leave them alone.
    async fn own_draft(&self, draft: &Draft) -> Result<(), PlatformError> {
        let me = self.who().await?;
        let by_number = user_number(&draft.user);
        let by_mail = draft.user.as_str().map(|mail| mail == &*me.email);
        match by_number.map(|id| id == me.id).or(by_mail) {
            Some(true) => Ok(()),
            _ => Err(PlatformError::Denied("somebody else's draft".into())),
        }
    }

    async fn post_annotation(
        &self,
        operation: &Operation,
        task: u64,
        path: crate::platform::http::Ask,
        body: Value,
    ) -> Result<Applied, PlatformError> {
        let answer = self.client().write("POST", path, Some(body)).await?;
        self.memory.forget_item(task);
        let id = new_id(&answer)?;
        self.memory.made(Made::Annotation(id), operation.id);
        Ok(created(id))
    }

    /// The annotation that an earlier attempt has made, if it has: ours, of that kind, not made long
    /// before the decision.
    async fn made_before(
        &self,
        operation: &Operation,
        task: u64,
        fits: impl Fn(&Held) -> bool,
    ) -> Result<Option<u64>, PlatformError> {
        let me = self.who().await?.id;
        let now = self.held_task(task).await?;
        let mut newest: Vec<&Held> = now.annotations.iter().collect();
        newest.sort_by_key(|one| std::cmp::Reverse(one.id));
        let found = newest.into_iter().find(|one| {
            let made = when(one.created_at.as_deref());
            one.completed_by == Some(me)
                && fits(one)
                && may_come_from(operation.at, made)
                && self
                    .memory
                    .may_be_of(Made::Annotation(one.id), operation.id)
        });
        Ok(found.map(|one| one.id))
    }

    /// Deletes a result or draft of ours.
    pub(super) async fn delete_result(
        &self,
        operation: &Operation,
        result: &Id,
    ) -> Result<Applied, PlatformError> {
        let path = match named(result)? {
            Named::Prediction => {
                return Err(PlatformError::Denied(
                    "a model's work is not deleted here".into(),
                ));
            }
            Named::Draft(id) => {
                let Some(held) = self.draft(id).await? else {
                    return Ok(repeated());
                };
                self.own_draft(&held).await?;
                format!("api/drafts/{id}/")
            }
            Named::Annotation(id) => {
                let path = format!("api/annotations/{id}/");
                let now: Held = match self.client().read(ask(&*path)).await {
                    Ok(body) => body.json()?,
                    Err(failure) if is_gone(&failure) => return Ok(repeated()),
                    Err(failure) => return Err(failure.error),
                };
                self.belongs(&now, operation)?;
                if now.completed_by != Some(self.who().await?.id) {
                    return Err(PlatformError::Denied(NOT_MINE.into()));
                }
                self.unchanged_since_seen(&now, &operation.change.words())
                    .await?;
                path
            }
        };
        let answer = self.client().write("DELETE", ask(path), None).await;
        self.memory
            .forget_item(number(&operation.target, Level::Item)?);
        match answer {
            Ok(_) => Ok(Applied::default()),
            Err(failure) if is_gone(&failure) => Ok(repeated()),
            Err(failure) => Err(failure.error),
        }
    }
}

/// The number in the answer to a POST. Without one it was made all the same: the next attempt finds
/// it.
///
/// # Errors
/// [`PlatformError::Uncertain`].
pub(in super::super) fn new_id(answer: &crate::platform::http::Body) -> Result<u64, PlatformError> {
    #[derive(serde::Deserialize)]
    struct Made {
        id: u64,
    }
    match answer.json::<Made>() {
        Ok(made) => Ok(made.id),
        Err(error) => Err(PlatformError::Uncertain(Text::line(&error.to_string()))),
    }
}
