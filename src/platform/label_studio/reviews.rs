//! Verdicts on whole results as reviews of the server, where it has reviews (Label Studio
//! Enterprise API, annotation reviews).
//!
//! What counts is the newest review of an annotation. Accepting and rejecting makes one, changing
//! one's own verdict changes one's own review, clearing withdraws it. What somebody else has said
//! since the reviewer looked is a conflict.

use serde_json::{Map, Value};

use crate::model::{Applied, ContentHash, Judgement, Level, Operation, Text, Timestamp, Verdict};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::client::{ask, number, with};
use super::records::{Held, Review, when};
use super::verbs::{conflict, repeated};
use super::wire::Project;

/// Milliseconds by which the server may touch an annotation after its review was made, by making
/// it.
const SAME_STROKE_MS: i64 = 60_000;

/// The newest of some reviews: the one that counts.
pub fn latest(reviews: &[Review]) -> Option<&Review> {
    reviews.iter().max_by_key(|review| review.id)
}

fn word(accepted: bool) -> &'static str {
    match accepted {
        true => Verdict::Accepted.word(),
        false => Verdict::Rejected.word(),
    }
}

/// What an annotation looked like to whoever reads its reviews.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// Its reviews, in any order.
    pub reviews: &'a [Review],
    /// Hash over what it holds now.
    pub hash: ContentHash,
    /// It holds nothing.
    pub empty: bool,
    /// When it was changed last, UTC.
    pub changed: Timestamp,
    /// By whom.
    pub changed_by: Option<u64>,
}

/// The verdict that the server keeps of an annotation. One on what was changed afterwards by
/// somebody else is stale: it has another hash than what is there now.
pub fn verdict_of(
    reviewed: &Reviewed<'_>,
    called: impl Fn(Option<u64>) -> Text,
) -> Option<Judgement> {
    let review = latest(reviewed.reviews)?;
    let at = when(review.created_at.as_deref());
    let later = reviewed.changed.since(at) > SAME_STROKE_MS;
    let stale = later && reviewed.changed_by != review.created_by;
    let said = review.comment.as_deref().map(str::trim);
    Some(Judgement {
        verdict: match (review.accepted, reviewed.empty) {
            (true, true) => Verdict::VerifiedEmpty,
            (true, false) => Verdict::Accepted,
            (false, _) => Verdict::Rejected,
        },
        reason: said.filter(|said| !said.is_empty()).map(Text::block),
        hash: match stale {
            // Any other one.
            true => ContentHash(!reviewed.hash.0),
            false => reviewed.hash,
        },
        by: called(review.created_by),
        at,
    })
}

/// How rejections go in a project (Label Studio Enterprise API, review settings).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rules {
    needs_comment: bool,
    action: Option<String>,
}

impl Rules {
    fn of(project: &Project) -> Self {
        let settings = project.review_settings.as_ref().unwrap_or(&Value::Null);
        let needed = settings.get("require_comment_on_reject");
        let allowed = settings.get("allowed_reject_actions");
        let allowed: Option<Vec<&str>> = allowed
            .and_then(Value::as_array)
            .map(|all| all.iter().filter_map(Value::as_str).collect());
        let default = settings
            .get("default_reject_action")
            .and_then(Value::as_str);
        let fits = |action: &&str| allowed.as_ref().is_none_or(|all| all.contains(action));
        let first = || allowed.as_ref().and_then(|all| all.first().copied());
        Self {
            needs_comment: needed.and_then(Value::as_bool).unwrap_or(false),
            action: default.filter(fits).or_else(first).map(str::to_owned),
        }
    }
}

/// Gives, changes or withdraws the verdict on an annotation.
///
/// # Errors
/// What was refused, changed meanwhile or not answered.
pub async fn judge(
    studio: &LabelStudioPlatform,
    operation: &Operation,
    annotation: u64,
    before: Option<&Judgement>,
    after: Option<&Judgement>,
) -> Result<Applied, PlatformError> {
    let decided = after.filter(|after| after.verdict.decides());
    match decided {
        Some(after) => studio.review(operation, annotation, before, after).await,
        None => studio.withdraw(annotation).await,
    }
}

impl LabelStudioPlatform {
    /// The reviews of an annotation.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn reviews_of(&self, annotation: u64) -> Result<Vec<Review>, PlatformError> {
        let asked = with(ask("api/annotation-reviews/"), "annotation", annotation);
        let asked = with(asked, "ordering", "-id");
        let body = self.client().read(asked).await?;
        let mut all = super::records::listed::<Review>(&body)?;
        all.retain(|review| review.annotation.is_none_or(|of| of == annotation));
        Ok(all)
    }

    async fn review(
        &self,
        operation: &Operation,
        annotation: u64,
        before: Option<&Judgement>,
        after: &Judgement,
    ) -> Result<Applied, PlatformError> {
        let me = self.who().await?.id;
        let (held, reviews) = tokio::try_join!(self.held(annotation), self.reviews_of(annotation))?;
        let accepted = after.verdict != Verdict::Rejected;
        let ours = word(accepted);
        let newest = latest(&reviews);
        let mine = newest.filter(|review| review.created_by == Some(me));
        if mine.is_some_and(|mine| mine.accepted == accepted) {
            return Ok(repeated());
        }
        if let (Some(theirs), None) = (newest, mine) {
            let by = self.called(theirs.created_by).await;
            let seen = before.is_some_and(|before| {
                before.by == by && (before.verdict != Verdict::Rejected) == theirs.accepted
            });
            if !seen {
                let theirs = format!("{} by {by} meanwhile", word(theirs.accepted));
                return Err(conflict(&theirs, ours));
            }
        }
        self.judged_as_it_is(operation, &held, after.hash, ours)
            .await?;
        let mut body = Map::new();
        body.insert("accepted".into(), accepted.into());
        let project = self.project_of(&operation.target).await?;
        let rules = match accepted {
            true => Rules::default(),
            false => Rules::of(&self.recent_project(project).await?.told),
        };
        let reason = after.reason.as_deref().map(str::trim).unwrap_or_default();
        if reason.is_empty() && rules.needs_comment {
            return Err(PlatformError::Denied(
                "this project wants words with every rejection: reject with a reason".into(),
            ));
        }
        if !accepted && !reason.is_empty() {
            body.insert("comment".into(), reason.into());
        }
        match mine {
            Some(mine) => {
                let path = ask(format!("api/annotation-reviews/{}/", mine.id));
                self.send_review("PATCH", path, body, rules.action).await?;
            }
            None => {
                body.insert("annotation".into(), annotation.into());
                let path = ask("api/annotation-reviews/");
                self.send_review("POST", path, body, rules.action).await?;
            }
        }
        if !accepted && !reason.is_empty() {
            self.memory.gave_reason(annotation, reason);
        }
        self.touch(annotation).await;
        Ok(Applied::default())
    }

    /// Sends a review. Servers that do not know `reject_action` yet say so and get its forerunner.
    async fn send_review(
        &self,
        method: &'static str,
        path: crate::platform::http::Ask,
        body: Map<String, Value>,
        action: Option<String>,
    ) -> Result<(), PlatformError> {
        let Some(action) = action else {
            self.client().write(method, path, Some(body.into())).await?;
            return Ok(());
        };
        let mut named = body.clone();
        named.insert("reject_action".into(), action.as_str().into());
        match self
            .client()
            .write(method, path.clone(), Some(named.into()))
            .await
        {
            Err(failure) if failure.status == Some(400) => {
                let mut older = body;
                older.insert("remove_from_queue".into(), (action == "remove").into());
                self.client()
                    .write(method, path, Some(older.into()))
                    .await?;
            }
            Err(failure) => return Err(failure.error),
            Ok(_) => {}
        }
        Ok(())
    }

    /// Takes our own review back, if ours is the one that counts.
    async fn withdraw(&self, annotation: u64) -> Result<Applied, PlatformError> {
        let me = self.who().await?.id;
        let reviews = self.reviews_of(annotation).await?;
        let newest = latest(&reviews).filter(|review| review.created_by == Some(me));
        let Some(mine) = newest else {
            return Ok(repeated());
        };
        let path = ask(format!("api/annotation-reviews/{}/", mine.id));
        match self.client().write("DELETE", path, None).await {
            Err(failure) if failure.status == Some(404) => Ok(repeated()),
            Err(failure) => Err(failure.error),
            Ok(_) => {
                self.touch(annotation).await;
                Ok(Applied::default())
            }
        }
    }

    /// A review may move the date of its annotation; that is no change by somebody else.
    async fn touch(&self, annotation: u64) {
        if let Ok(now) = self.held(annotation).await {
            self.memory.wrote(annotation, now.changed());
        }
    }

    /// Stops a verdict on what is not there any more: the annotation has other content than what
    /// was judged.
    pub(super) async fn judged_as_it_is(
        &self,
        operation: &Operation,
        held: &Held,
        judged: ContentHash,
        ours: &str,
    ) -> Result<(), PlatformError> {
        let task = number(&operation.target, Level::Item)?;
        let hashes = || {
            let seen = self.memory.result(held.id)?;
            let item = self.memory.item(task).and_then(|item| item.hash);
            (seen.changed == held.changed()).then_some([seen.hash, item])
        };
        let mut known = hashes();
        if known.is_none_or(|known| !known.contains(&Some(judged))) {
            self.forget_task(task);
            self.look_at(&operation.target).await?;
            known = hashes();
        }
        if known.is_some_and(|known| known.contains(&Some(judged))) {
            return Ok(());
        }
        let by = self.called(held.updated_by).await;
        let theirs = format!("result {} was changed by {by} since it was judged", held.id);
        Err(conflict(&theirs, ours))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn review(id: u64, accepted: bool, by: u64, at: &str) -> Review {
        Review {
            id,
            accepted,
            created_by: Some(by),
            created_at: Some(at.into()),
            ..Review::default()
        }
    }

    fn facts(settings: Value) -> Project {
        Project {
            review_settings: Some(settings),
            ..Project::default()
        }
    }

    #[test]
    fn the_newest_review_counts_and_goes_stale_with_a_later_change() {
        let reviews = [
            review(4, false, 4, "2026-11-21T08:00:00.5Z"),
            review(9, true, 5, "2026-11-21T09:00:00Z"),
        ];
        let told = |changed: &str, by: u64| {
            let reviewed = Reviewed {
                reviews: &reviews,
                hash: ContentHash(7),
                empty: false,
                changed: when(Some(changed)),
                changed_by: Some(by),
            };
            verdict_of(&reviewed, |id| Text::line(&format!("user {id:?}"))).unwrap()
        };
        let now = told("2026-11-21T08:30:00Z", 3);
        assert_eq!(
            (now.verdict, now.by.as_str()),
            (Verdict::Accepted, "user Some(5)")
        );
        assert!(!now.is_stale(ContentHash(7)));
        assert!(told("2026-11-21T09:30:00Z", 3).is_stale(ContentHash(7)));
        assert!(!told("2026-11-21T09:30:00Z", 5).is_stale(ContentHash(7)));
        assert!(!told("2026-11-21T09:00:01Z", 3).is_stale(ContentHash(7)));
    }

    #[test]
    fn a_rejection_goes_the_way_that_the_project_allows() {
        for (settings, action) in [
            (json!(null), None),
            (json!({"default_reject_action": "requeue"}), Some("requeue")),
            (
                json!({"default_reject_action": "remove", "allowed_reject_actions": ["requeue"]}),
                Some("requeue"),
            ),
            (json!({"allowed_reject_actions": []}), None),
        ] {
            assert_eq!(Rules::of(&facts(settings)).action.as_deref(), action);
        }
        let strict = facts(json!({"require_comment_on_reject": true}));
        assert!(Rules::of(&strict).needs_comment);
    }
}
