//! Writing, changing and deleting comments.

use serde_json::json;

use crate::model::{Applied, Id, Level, OpId, Operation, Text};
use crate::platform::{Attempt, PlatformError};

use super::super::client::{ask, number, with, within};
use super::super::issues::{read_comment, when};
use super::super::{CvatPlatform, Job, wire};
use super::{Made, created, numbered, repeated, spoken};
use crate::platform::same::{is_same_text, may_come_from};

impl CvatPlatform {
    pub(super) async fn comment(
        &self,
        operation: &Operation,
        issue: &Id,
        text: &Text,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let issue = numbered(issue, "the issue")?;
        let job = self.job(number(&operation.target, Level::Job)?).await?;
        if attempt == Attempt::Again {
            let who = self.who().await?;
            let mine = with(ask("api/comments"), "issue_id", issue);
            let mine = with(with(mine, "owner", &*who.name), "sort", "id");
            let comments = self.whole(mine, read_comment).await?;
            let made = comments.all.iter().rev().find(|comment| {
                is_same_text(text, &comment.message)
                    && may_come_from(operation.at, when(&comment.created_date))
                    && self.may_be_of(Made::Comment(comment.id), operation.id)
            });
            if let Some(made) = made {
                return Ok(Applied {
                    repeated: true,
                    ..created(made.id)
                });
            }
        }
        let id = self.post_comment((&job, issue), text, operation.id).await?;
        Ok(created(id))
    }

    /// Writes a comment in the thread of an issue of a job.
    async fn post_comment(
        &self,
        (job, issue): (&Job, u64),
        text: &str,
        operation: OpId,
    ) -> Result<u64, PlatformError> {
        spoken(text)?;
        let context = self.context_of(job).await?;
        let body = json!({ "issue": issue, "message": text });
        let path = within(ask("api/comments"), context.as_ref());
        let answer = self.http.send("POST", path, Some(body)).await?;
        let id = self.new_id(&answer)?;
        self.made.put(Made::Comment(id), operation);
        Ok(id)
    }

    /// Writes the comments after the first one. With `again` those that an earlier attempt wrote
    /// are left out.
    pub(super) async fn fill_thread(
        &self,
        (job, issue): (&Job, u64),
        texts: &[String],
        operation: OpId,
        again: bool,
    ) -> Result<(), PlatformError> {
        let mut there = Vec::new();
        if again {
            let thread = with(with(ask("api/comments"), "issue_id", issue), "sort", "id");
            there = self.whole(thread, read_comment).await?.all;
        }
        let mut there = there.iter().skip(1).peekable();
        for text in texts {
            let written = there.next_if(|comment| is_same_text(text, &comment.message));
            if written.is_none() {
                self.post_comment((job, issue), text, operation).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn edit_comment(
        &self,
        comment: &Id,
        before: &Text,
        after: &Text,
    ) -> Result<Applied, PlatformError> {
        spoken(after)?;
        let id = numbered(comment, "the comment")?;
        let path = format!("api/comments/{id}");
        let body = self.http.get(ask(&*path)).await?;
        let now: wire::Comment<'_> = body.json()?;
        if is_same_text(after, &now.message) {
            return Ok(repeated());
        }
        if !is_same_text(before, &now.message) {
            return Err(PlatformError::Conflict(Text::line(&format!(
                "the comment says '{}' now; yours: '{after}'",
                &*now.message
            ))));
        }
        let body = json!({ "message": after.as_str() });
        self.http.send("PATCH", ask(path), Some(body)).await?;
        Ok(Applied::default())
    }

    pub(super) async fn delete_comment(
        &self,
        comment: &Id,
        text: &Text,
    ) -> Result<Applied, PlatformError> {
        let id = numbered(comment, "the comment")?;
        let path = format!("api/comments/{id}");
        let body = match self.http.get(ask(&*path)).await {
            Ok(body) => body,
            Err(PlatformError::NotFound(_)) => return Ok(repeated()),
            Err(error) => return Err(error),
        };
        let now: wire::Comment<'_> = body.json()?;
        if !is_same_text(text, &now.message) {
            return Err(PlatformError::Conflict(Text::line(&format!(
                "the comment says '{}' now; yours: delete it",
                &*now.message
            ))));
        }
        match self.http.send("DELETE", ask(path), None).await {
            Ok(_) => Ok(Applied::default()),
            Err(PlatformError::NotFound(_)) => Ok(repeated()),
            Err(error) => Err(error),
        }
    }
}
