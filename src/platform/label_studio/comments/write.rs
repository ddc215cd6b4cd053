//! Writing, resolving, changing and deleting comments.

use serde_json::{Map, Value, json};

use crate::model::{Applied, Change, Id, Issue, Level, Operation, Text};
use crate::platform::same::{is_same_text, may_come_from};
use crate::platform::{Attempt, PlatformError};

use super::super::LabelStudioPlatform;
use super::super::client::{ask, number};
use super::super::records::{self, RegionRef, when};
use super::super::verbs::{Made, conflict, created, new_id, numbered, repeated};
use super::place;

/// Carries out what concerns issues.
///
/// # Errors
/// What was refused, changed meanwhile or not answered.
pub async fn write(
    studio: &LabelStudioPlatform,
    operation: &Operation,
    attempt: Attempt,
) -> Result<Applied, PlatformError> {
    match &operation.change {
        Change::OpenIssue {
            place,
            annotation,
            text,
            assignee,
        } => {
            if assignee.is_some() {
                return Err(PlatformError::Unsupported(
                    "an assignee of a comment".into(),
                ));
            }
            let wanted = Wanted {
                text: place::joined(text, place),
                resolved: false,
                about: studio.about(operation, annotation.as_ref()).await?,
            };
            studio.post_comment(operation, &wanted, attempt).await
        }
        Change::RestoreIssue { issue } => {
            let said = match issue.owner == operation.who || issue.owner.is_empty() {
                true => issue.text().to_owned(),
                // The server takes nobody's word but the writer's.
                false => format!("{}: {}", issue.owner, issue.text()),
            };
            let wanted = Wanted {
                text: place::joined(&said, &issue.place),
                resolved: issue.resolved,
                about: studio.about(operation, issue.annotation.as_ref()).await?,
            };
            studio.post_comment(operation, &wanted, attempt).await
        }
        Change::Comment { issue, text } => {
            let first = studio.comment(numbered(issue, "the issue")?).await?;
            let annotation = first.annotation.ok_or_else(on_a_draft)?;
            let wanted = Wanted {
                text: text.to_string(),
                resolved: false,
                about: About {
                    annotation,
                    region: first.region_ref,
                },
            };
            studio.post_comment(operation, &wanted, attempt).await
        }
        Change::Resolve { issue, after, .. } => studio.resolve_comment(issue, *after).await,
        Change::EditComment {
            comment,
            before,
            after,
            ..
        } => studio.edit_comment(comment, before, after).await,
        Change::DeleteComment { comment, text, .. } => {
            studio.delete_comment(comment, text, "the comment").await
        }
        Change::DeleteIssue { issue } => studio.delete_issue(issue).await,
        other => Err(PlatformError::Unsupported(Text::line(&other.words()))),
    }
}

/// What a comment is about.
struct About {
    annotation: u64,
    region: Option<RegionRef>,
}

/// A comment as it is to be on the server.
struct Wanted {
    text: String,
    resolved: bool,
    about: About,
}

fn on_a_draft() -> PlatformError {
    PlatformError::Unsupported("an answer to a comment on a draft".into())
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

/// The text of a comment now, as the reviewer knows it: without the place behind it.
fn said(comment: &records::Comment) -> &str {
    place::split(&comment.text).1
}

impl LabelStudioPlatform {
    /// The annotation and region that an issue is about. One on the item as a whole is about its
    /// only live result.
    async fn about(
        &self,
        operation: &Operation,
        annotation: Option<&Id>,
    ) -> Result<About, PlatformError> {
        match annotation {
            Some(Id::Number(annotation)) => Ok(About {
                annotation: *annotation,
                region: None,
            }),
            Some(Id::Name(name)) => {
                let (result, region) = name.split_once('/').unwrap_or((name, ""));
                let annotation = result.parse().map_err(|_| {
                    PlatformError::Unsupported(
                        "a comment on anything but a result that was handed in".into(),
                    )
                })?;
                let region = (!region.is_empty()).then(|| RegionRef {
                    region_id: Some(region.to_owned()),
                    control_name: None,
                });
                Ok(About { annotation, region })
            }
            None => {
                let task = number(&operation.target, Level::Item)?;
                let now = self.held_task(task).await?;
                let live: Vec<u64> = now
                    .annotations
                    .iter()
                    .filter(|one| !one.was_cancelled)
                    .map(|one| one.id)
                    .collect();
                match live[..] {
                    [annotation] => Ok(About {
                        annotation,
                        region: None,
                    }),
                    [] => Err(PlatformError::Denied(
                        "a comment belongs to a result, and this task has none".into(),
                    )),
                    _ => Err(PlatformError::Denied(
                        "a comment belongs to one result: choose which".into(),
                    )),
                }
            }
        }
    }

    async fn comment(&self, id: u64) -> Result<records::Comment, PlatformError> {
        self.get_as(ask(format!("api/comments/{id}/"))).await
    }

    async fn post_comment(
        &self,
        operation: &Operation,
        wanted: &Wanted,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        spoken(&wanted.text)?;
        // Rejecting with a reason is a review and an issue, and the server makes a comment of the
        // review's reason itself: that one is the issue.
        let said = self
            .memory
            .take_reason(wanted.about.annotation, &wanted.text);
        if (attempt == Attempt::Again || said)
            && let Some(id) = self.said_before(operation, wanted).await?
        {
            self.memory.made(Made::Comment(id), operation.id);
            return Ok(Applied {
                repeated: true,
                ..created(id)
            });
        }
        let mut body = Map::new();
        body.insert("annotation".into(), wanted.about.annotation.into());
        body.insert("text".into(), wanted.text.as_str().into());
        body.insert("is_resolved".into(), wanted.resolved.into());
        // Older servers want it, newer ones work it out.
        let project = self.project_of(&operation.target).await?;
        body.insert("project".into(), project.into());
        if let Some(region) = &wanted.about.region {
            let mut about = Map::new();
            if let Some(id) = &region.region_id {
                about.insert("region_id".into(), id.as_str().into());
            }
            if let Some(name) = &region.control_name {
                about.insert("control_name".into(), name.as_str().into());
            }
            body.insert("region_ref".into(), Value::Object(about));
        }
        let answer = self
            .client()
            .write("POST", ask("api/comments/"), Some(body.into()))
            .await?;
        let id = new_id(&answer)?;
        self.memory.made(Made::Comment(id), operation.id);
        Ok(created(id))
    }

    /// The comment that an earlier attempt has made, if it has: ours, on the annotation and region,
    /// with the text, not made long before the decision.
    async fn said_before(
        &self,
        operation: &Operation,
        wanted: &Wanted,
    ) -> Result<Option<u64>, PlatformError> {
        let me = self.who().await?.id;
        let region = |of: Option<&RegionRef>| of.and_then(|of| of.region_id.clone());
        let all = self.comments_of(wanted.about.annotation).await?;
        let found = all.iter().rev().find(|comment| {
            comment.created_by == Some(me)
                && is_same_text(&wanted.text, &comment.text)
                && region(comment.region_ref.as_ref()) == region(wanted.about.region.as_ref())
                && may_come_from(operation.at, when(comment.created_at.as_deref()))
                && self
                    .memory
                    .may_be_of(Made::Comment(comment.id), operation.id)
        });
        Ok(found.map(|comment| comment.id))
    }

    async fn resolve_comment(&self, issue: &Id, after: bool) -> Result<Applied, PlatformError> {
        let id = numbered(issue, "the issue")?;
        let now = self.comment(id).await?;
        if now.is_resolved == after {
            return Ok(repeated());
        }
        self.patch_comment(id, json!({"is_resolved": after})).await
    }

    async fn patch_comment(&self, id: u64, body: Value) -> Result<Applied, PlatformError> {
        let path = ask(format!("api/comments/{id}/"));
        self.client().write("PATCH", path, Some(body)).await?;
        Ok(Applied::default())
    }

    async fn edit_comment(
        &self,
        comment: &Id,
        before: &Text,
        after: &Text,
    ) -> Result<Applied, PlatformError> {
        spoken(after)?;
        let id = numbered(comment, "the comment")?;
        let now = self.comment(id).await?;
        if is_same_text(after, said(&now)) {
            return Ok(repeated());
        }
        if !is_same_text(before, said(&now)) {
            let theirs = format!("the comment says '{}' now", said(&now));
            return Err(conflict(&theirs, &format!("'{after}'")));
        }
        // The place behind the text stays.
        let (place, _) = place::split(&now.text);
        let text = place::joined(after, &place.unwrap_or_default());
        self.patch_comment(id, json!({"text": text})).await
    }

    async fn delete_issue(&self, issue: &Issue) -> Result<Applied, PlatformError> {
        let text: Text = Text::block(issue.text());
        self.delete_comment(&issue.id, &text, "the issue").await
    }

    async fn delete_comment(
        &self,
        comment: &Id,
        text: &Text,
        what: &str,
    ) -> Result<Applied, PlatformError> {
        let id = numbered(comment, what)?;
        let path = format!("api/comments/{id}/");
        let now: records::Comment = match self.client().read(ask(&*path)).await {
            Ok(body) => body.json()?,
            Err(failure) if failure.status == Some(404) => return Ok(repeated()),
            Err(failure) => return Err(failure.error),
        };
        if now.created_by.is_some() && now.created_by != Some(self.who().await?.id) {
            return Err(PlatformError::Denied(super::NOT_MINE.into()));
        }
        if !is_same_text(text, said(&now)) {
            let theirs = format!("the comment says '{}' now", said(&now));
            return Err(conflict(&theirs, "delete it"));
        }
        match self.client().write("DELETE", ask(path), None).await {
            Ok(_) => Ok(Applied::default()),
            Err(failure) if failure.status == Some(404) => Ok(repeated()),
            Err(failure) => Err(failure.error),
        }
    }
}
