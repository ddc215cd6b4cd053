//! Opening, restoring, deleting and resolving issues.

use serde_json::{Value, json};

use crate::model::{Applied, Change, Id, Issue, Level, OpId, Operation, Place, Text, Timestamp};
use crate::platform::{Attempt, Platform, PlatformError};

use super::super::client::{ask, number, organization_id, with, within};
use super::super::issues::{place, read_comment, read_issue, size_on, when};
use super::super::items::frame_number;
use super::super::{CvatPlatform, Job, wire};
use super::{Made, created, numbered, repeated, spoken};
use crate::platform::same::{is_same_text, may_come_from};

/// An issue as it is to be on the server.
struct Wanted<'o> {
    job: &'o Job,
    frame: u32,
    position: Vec<f64>,
    text: &'o str,
    operation: OpId,
    decided: Timestamp,
}

impl CvatPlatform {
    pub(super) async fn open_issue(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let Change::OpenIssue {
            place,
            annotation,
            text,
            assignee,
        } = &operation.change
        else {
            return Err(PlatformError::Unsupported("no issue to open".into()));
        };
        let job = self.job(number(&operation.target, Level::Job)?).await?;
        let frame = frame_number(&operation.target)?;
        let place = self.place_of(operation, place, annotation.as_ref()).await?;
        let wanted = Wanted {
            position: self.position_on(&job, frame, &place).await?,
            job: &job,
            frame,
            text,
            operation: operation.id,
            decided: operation.at,
        };
        if attempt == Attempt::Again
            && let Some(id) = self.made_before(&wanted).await?
        {
            return Ok(Applied {
                repeated: true,
                ..created(id)
            });
        }
        let id = self.post_issue(&wanted, assignee.as_ref()).await?;
        Ok(created(id))
    }

    /// An issue about an annotation, but without a place of its own, is where the annotation is.
    async fn place_of(
        &self,
        operation: &Operation,
        place: &Place,
        annotation: Option<&Id>,
    ) -> Result<Place, PlatformError> {
        let (Place::Item, Some(id)) = (place, annotation) else {
            return Ok(place.clone());
        };
        let detail = self.annotations(&operation.target).await?;
        let drawn = detail.annotations.iter().find(|drawn| drawn.id == *id);
        let bounds = drawn.and_then(|drawn| drawn.shape.bounds());
        Ok(bounds.map_or(Place::Item, |rect| Place::Within { rect }))
    }

    async fn position_on(
        &self,
        job: &Job,
        frame: u32,
        wanted: &Place,
    ) -> Result<Vec<f64>, PlatformError> {
        let size = size_on(self, job, frame).await?;
        Ok(place::to_position(wanted, size))
    }

    async fn post_issue(
        &self,
        wanted: &Wanted<'_>,
        assignee: Option<&Text>,
    ) -> Result<u64, PlatformError> {
        spoken(wanted.text)?;
        let context = self.context_of(wanted.job).await?;
        let mut body = json!({
            "job": wanted.job.id,
            "frame": wanted.frame,
            "position": wanted.position,
            "message": wanted.text,
        });
        if let Some(name) = assignee {
            let organization = organization_id(wanted.job.organization);
            let who = self.assignee(&organization, Some(name)).await?;
            if let Value::Object(fields) = &mut body {
                fields.insert("assignee".into(), who);
            }
        }
        let path = within(ask("api/issues"), context.as_ref());
        let answer = self.http.send("POST", path, Some(body)).await?;
        let id = self.new_id(&answer)?;
        self.made.put(Made::Issue(id), wanted.operation);
        Ok(id)
    }

    /// The number in the answer to a POST. Without one it was made all the same: the next attempt
    /// finds it.
    pub(super) fn new_id(
        &self,
        answer: &crate::platform::http::Body,
    ) -> Result<u64, PlatformError> {
        #[derive(serde::Deserialize)]
        struct Made {
            id: u64,
        }
        match answer.json::<Made>() {
            Ok(made) => Ok(made.id),
            Err(error) => Err(PlatformError::Uncertain(Text::line(&error.to_string()))),
        }
    }

    /// The issue that an earlier attempt has made, if it has: ours, on the frame, at the place, with
    /// the text, not made long before the decision.
    async fn made_before(&self, wanted: &Wanted<'_>) -> Result<Option<u64>, PlatformError> {
        let who = self.who().await?;
        let mine = |path: &str| {
            let asked = with(ask(path), "job_id", wanted.job.id);
            let asked = with(asked, "frame_id", wanted.frame);
            with(with(asked, "owner", &*who.name), "sort", "id")
        };
        let (issues, texts) = tokio::try_join!(
            self.whole(mine("api/issues"), read_issue),
            self.whole(mine("api/comments"), read_comment),
        )?;
        let text = |id: u64| texts.all.iter().find(|comment| comment.issue == id);
        let found = issues.all.iter().rev().find(|issue| {
            place::is_same(&wanted.position, &issue.position)
                && may_come_from(wanted.decided, when(&issue.created_date))
                && self.may_be_of(Made::Issue(issue.id), wanted.operation)
                && text(issue.id).is_some_and(|first| is_same_text(wanted.text, &first.message))
        });
        Ok(found.map(|issue| issue.id))
    }

    /// Posts a deleted issue and its thread anew. What others wrote is ours now, with their names
    /// in front: the server takes nobody's word but the writer's.
    pub(super) async fn restore_issue(
        &self,
        operation: &Operation,
        issue: &Issue,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let job = self.job(number(&issue.item, Level::Job)?).await?;
        let frame = frame_number(&issue.item)?;
        let who = self.who().await?;
        let mut texts = issue
            .comments
            .iter()
            .map(|comment| match comment.author == who.name {
                true => comment.text.to_string(),
                false => format!("{}: {}", comment.author, comment.text),
            });
        let text = texts.next().unwrap_or_else(|| "restored".into());
        let wanted = Wanted {
            position: self.position_on(&job, frame, &issue.place).await?,
            job: &job,
            frame,
            text: &text,
            operation: operation.id,
            decided: operation.at,
        };
        let again = match attempt {
            Attempt::Again => self.made_before(&wanted).await?,
            Attempt::First => None,
        };
        let id = match again {
            Some(id) => id,
            None => self.post_issue(&wanted, issue.assignee.as_ref()).await?,
        };
        let rest: Vec<String> = texts.collect();
        // The issue is there from here on: whatever fails now is gone on with, not begun anew.
        let goes_on = |error: PlatformError| match error {
            PlatformError::Denied(why) => PlatformError::Denied(why),
            other => PlatformError::Uncertain(Text::line(&other.to_string())),
        };
        self.fill_thread((&job, id), &rest, operation.id, again.is_some())
            .await
            .map_err(goes_on)?;
        if issue.resolved {
            self.resolve(&Id::Number(id), true).await.map_err(goes_on)?;
        }
        Ok(created(id))
    }

    pub(super) async fn delete_issue(&self, issue: &Issue) -> Result<Applied, PlatformError> {
        let id = numbered(&issue.id, "the issue")?;
        let path = format!("api/issues/{id}");
        let thread = with(with(ask("api/comments"), "issue_id", id), "sort", "id");
        let there = self.http.get(ask(&*path)).await;
        if let Err(PlatformError::NotFound(_)) = there {
            return Ok(repeated());
        }
        there?;
        let comments = self.whole(thread, read_comment).await?;
        if comments.all.len() > issue.comments.len() {
            let last = comments.all.last();
            let by = last.and_then(|last| last.owner.as_ref());
            let by = by.map_or("somebody".into(), |by| by.username.to_string());
            let said = last.map_or(String::new(), |last| last.message.to_string());
            return Err(PlatformError::Conflict(Text::line(&format!(
                "{by} has answered meanwhile: {said}; yours: delete the issue"
            ))));
        }
        match self.http.send("DELETE", ask(path), None).await {
            Ok(_) => Ok(Applied::default()),
            Err(PlatformError::NotFound(_)) => Ok(repeated()),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn resolve(&self, issue: &Id, after: bool) -> Result<Applied, PlatformError> {
        let id = numbered(issue, "the issue")?;
        let path = format!("api/issues/{id}");
        let body = self.http.get(ask(&*path)).await?;
        let now: wire::Issue<'_> = body.json()?;
        if now.resolved == after {
            return Ok(repeated());
        }
        let body = json!({ "resolved": after });
        self.http.send("PATCH", ask(path), Some(body)).await?;
        Ok(Applied::default())
    }
}
