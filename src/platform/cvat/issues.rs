//! Issues with their threads: one request for the issues and one for the comments, whatever the
//! scope, and what each of them allows.

mod frames;
pub mod place;

pub use frames::size_on;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::limits::CVAT_IDS;
use crate::model::{Comment, Id, Issue, Level, NodeRef, Place, Rect, Text, Timestamp};
use crate::platform::http::Ask;
use crate::platform::{PlatformError, PlatformEvent};

use super::client::{ask, number, with, within};
use super::rights::Standing;
use super::{CvatPlatform, Job, filter, standing, wire};

/// Reads an issue from an element of a list.
///
/// # Errors
/// Names the field.
pub fn read_issue(raw: &str) -> Result<wire::Issue<'static>, serde_json::Error> {
    let issue: wire::Issue<'_> = serde_json::from_str(raw)?;
    Ok(wire::Issue {
        id: issue.id,
        frame: issue.frame,
        job: issue.job,
        position: issue.position,
        owner: issue.owner.map(wire::User::into_owned),
        assignee: issue.assignee.map(wire::User::into_owned),
        resolved: issue.resolved,
        comments: issue.comments,
        created_date: issue.created_date.into_owned(),
        updated_date: issue.updated_date.into_owned(),
    })
}

/// Reads a comment from an element of a list.
///
/// # Errors
/// Names the field.
pub fn read_comment(raw: &str) -> Result<wire::Comment<'static>, serde_json::Error> {
    let comment: wire::Comment<'_> = serde_json::from_str(raw)?;
    Ok(wire::Comment {
        id: comment.id,
        issue: comment.issue,
        owner: comment.owner.map(wire::User::into_owned),
        message: comment.message.into_owned(),
        created_date: comment.created_date.into_owned(),
        updated_date: comment.updated_date.into_owned(),
    })
}

/// Reads a job from an element of a list.
///
/// # Errors
/// Names the field.
pub fn read_job(raw: &str) -> Result<Job, serde_json::Error> {
    let job: wire::Job<'_> = serde_json::from_str(raw)?;
    Ok(job.into_owned())
}

/// The moment of a date of the server; 1970 for one that cannot be read.
pub fn when(raw: &str) -> Timestamp {
    raw.parse::<jiff::Timestamp>()
        .map_or(Timestamp(0), |moment| Timestamp(moment.as_millisecond()))
}

/// The name of a user, empty for one that was deleted.
pub fn user(user: Option<&wire::User<'_>>) -> Text {
    user.map_or_else(Text::default, |user| Text::line(&user.username))
}

/// One of these numbers, for lists that are filtered by ids.
pub fn among(field: &str, ids: &[u64]) -> Value {
    json!({"in": [{"var": field}, ids]})
}

/// Comments by the number of their issue, oldest first.
fn threads(comments: Vec<wire::Comment<'static>>) -> HashMap<u64, Vec<wire::Comment<'static>>> {
    let mut threads: HashMap<u64, Vec<_>> = HashMap::new();
    for comment in comments {
        threads.entry(comment.issue).or_default().push(comment);
    }
    for thread in threads.values_mut() {
        thread.sort_by_key(|comment| comment.id);
    }
    threads
}

/// An issue in our words. `item` is its item, `size` that item's picture's, where known.
pub fn told(
    issue: &wire::Issue<'_>,
    thread: &[wire::Comment<'_>],
    item: NodeRef,
    size: Option<(u32, u32)>,
    standing: &Standing,
) -> Issue {
    let said = |comment: &wire::Comment<'_>| Comment {
        id: Id::Number(comment.id),
        author: user(comment.owner.as_ref()),
        at: when(&comment.created_date),
        text: Text::block(&comment.message),
    };
    Issue {
        id: Id::Number(issue.id),
        item,
        place: place::of_position(&issue.position, size).unwrap_or(Place::Item),
        annotation: None,
        assignee: issue.assignee.as_ref().map(|who| Text::line(&who.username)),
        owner: user(issue.owner.as_ref()),
        at: when(&issue.created_date),
        resolved: issue.resolved,
        comments: thread.iter().map(said).collect(),
        rights: standing.issue_permissions(&standing::of_issue(issue)),
    }
}

/// Issues on a node and everything below it, oldest first.
///
/// # Errors
/// Those of the requests.
pub async fn list(cvat: &CvatPlatform, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
    cvat.issues_on(scope).await
}

impl CvatPlatform {
    async fn issues_on(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        let (issues, comments) = match scope.level() {
            Level::Item | Level::Job => self.of_job(scope).await?,
            _ => self.of_many(scope).await?,
        };
        let threads = threads(comments);
        let ids: BTreeSet<u64> = issues.iter().map(|issue| issue.job).collect();
        let jobs = self.jobs_by_id(ids).await?;
        let mut standings: HashMap<u64, Standing> = HashMap::new();
        let mut bounds: HashMap<(u64, u32), Vec<(Id, Rect)>> = HashMap::new();
        let mut all = Vec::with_capacity(issues.len());
        for issue in &issues {
            // A job that vanished between the requests took its issues along.
            let (Some(job), Some(frame)) = (jobs.get(&issue.job), issue.frame) else {
                continue;
            };
            let frame = u32::try_from(frame).unwrap_or(job.start_frame);
            let standing = match standings.entry(job.id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => free.insert(self.job_standing(job).await?),
            };
            let thread = threads.get(&issue.id).map_or(&[][..], Vec::as_slice);
            let size = frames::known_size(self, job, frame);
            let item = self.item_node(job, frame);
            let mut told = told(issue, thread, item, size, standing);
            if matches!(told.place, Place::Within { .. }) {
                let there = bounds
                    .entry((job.id, frame))
                    .or_insert_with(|| frames::known_bounds(self, job, frame));
                told.annotation = place::annotation_at(&told.place, there.iter().cloned());
            }
            self.tell_odd(issue);
            all.push(told);
        }
        all.sort_by_key(|issue| issue.at);
        Ok(all)
    }

    /// Says once that the place of an issue means nothing.
    fn tell_odd(&self, issue: &wire::Issue<'_>) {
        let odd = place::of_position(&issue.position, None).is_none();
        if odd && self.odd_issues.get(&issue.id).is_none() {
            self.odd_issues.put(issue.id, ());
            self.tell(PlatformEvent::Problem(Text::line(&format!(
                "issue {}: its place ({} numbers) cannot be read, it is shown on the whole frame",
                issue.id,
                issue.position.len()
            ))));
        }
    }

    /// Issues and comments of a job or of one of its frames, together.
    async fn of_job(
        &self,
        scope: &NodeRef,
    ) -> Result<(Vec<wire::Issue<'static>>, Vec<wire::Comment<'static>>), PlatformError> {
        let job = number(scope, Level::Job)?;
        let frame = match scope.level() {
            Level::Item => Some(number(scope, Level::Item)?),
            _ => None,
        };
        let narrowed = |path: &str| {
            let asked = with(with(ask(path), "job_id", job), "sort", "id");
            match frame {
                Some(frame) => with(asked, "frame_id", frame),
                None => asked,
            }
        };
        let (issues, comments) = tokio::try_join!(
            self.whole(narrowed("api/issues"), read_issue),
            self.whole(narrowed("api/comments"), read_comment),
        )?;
        Ok((issues.all, comments.all))
    }

    /// Issues and comments below a task, project, organization or account: comments know no tasks,
    /// so they are asked for by the jobs that have issues.
    async fn of_many(
        &self,
        scope: &NodeRef,
    ) -> Result<(Vec<wire::Issue<'static>>, Vec<wire::Comment<'static>>), PlatformError> {
        let mut issues = Vec::new();
        for asked in self.issue_lists(scope).await? {
            issues.extend(self.whole(asked, read_issue).await?.all);
        }
        let jobs: BTreeSet<u64> = issues.iter().map(|issue| issue.job).collect();
        let comments = self.by_ids("api/comments", "job_id", jobs, read_comment);
        Ok((issues, comments.await?))
    }

    /// The lists that together hold the issues below a node.
    async fn issue_lists(&self, scope: &NodeRef) -> Result<Vec<Ask>, PlatformError> {
        let sorted = || with(ask("api/issues"), "sort", "id");
        let organization = scope.id_at(Level::Organization);
        match (scope.level(), scope.id()) {
            (Level::Task, _) => Ok(vec![with(sorted(), "task_id", number(scope, Level::Task)?)]),
            (Level::Project, Some(Id::Number(project))) => {
                let tasks = with(ask("api/tasks"), "project_id", project);
                let tasks = self.whole(tasks, |raw| {
                    serde_json::from_str::<wire::Task<'_>>(raw).map(|task| task.id)
                });
                let ids = tasks.await?.all;
                let some = ids.chunks(CVAT_IDS);
                Ok(some
                    .map(|ids| with(sorted(), "filter", among("task_id", ids)))
                    .collect())
            }
            _ => Ok(vec![within(sorted(), organization)]),
        }
    }

    /// The elements of a list whose field is one of these ids, some hundred ids a request.
    pub(super) async fn by_ids<T>(
        &self,
        path: &str,
        field: &str,
        ids: BTreeSet<u64>,
        read: impl Fn(&str) -> Result<T, serde_json::Error> + Copy,
    ) -> Result<Vec<T>, PlatformError> {
        let ids: Vec<u64> = ids.into_iter().collect();
        let mut all = Vec::new();
        for ids in ids.chunks(CVAT_IDS) {
            let condition = match ids {
                [only] => filter::equals(field, *only),
                ids => among(field, ids),
            };
            let asked = with(with(ask(path), "filter", condition), "sort", "id");
            all.extend(self.whole(asked, read).await?.all);
        }
        Ok(all)
    }

    /// Jobs by their numbers, those that are known already without a request.
    pub(super) async fn jobs_by_id(
        &self,
        ids: BTreeSet<u64>,
    ) -> Result<HashMap<u64, Arc<Job>>, PlatformError> {
        let mut jobs = HashMap::new();
        let mut unknown = BTreeSet::new();
        for id in ids {
            match self.jobs.get(&id) {
                Some(job) => drop(jobs.insert(id, job)),
                None => drop(unknown.insert(id)),
            }
        }
        for job in self.by_ids("api/jobs", "id", unknown, read_job).await? {
            let job = self.learn_job(job);
            jobs.insert(job.id, job);
        }
        Ok(jobs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, Verb};

    fn item() -> NodeRef {
        NodeRef::root(AccountId::new("a"))
            .child(Level::Job, Id::Number(1))
            .child(Level::Item, Id::Number(0))
    }

    #[test]
    fn an_issue_is_told_with_its_thread_and_rights() {
        let raw = r#"{"id": 4, "frame": 0, "position": [300, 170, 330, 260], "job": 1,
            "owner": {"id": 5, "username": "review1"}, "assignee": null, "resolved": true,
            "created_date": "2026-11-21T08:24:24.776036Z", "comments": {"count": 2}, "new": 1}"#;
        let issue = read_issue(raw).unwrap();
        let comments = [
            r#"{"id": 9, "issue": 4, "owner": {"id": 3, "username": "annot1"}, "message": "fixed"}"#,
            r#"{"id": 8, "issue": 4, "owner": {"id": 5, "username": "review1"},
                "message": "Too\nloose", "created_date": "2026-11-21T08:24:24Z"}"#,
            r#"{"id": 10, "issue": 5, "owner": null, "message": "of another"}"#,
        ];
        let comments = comments.map(|raw| read_comment(raw).unwrap());
        let threads = threads(comments.to_vec());
        let thread = threads.get(&4).unwrap();
        let standing = Standing {
            me: 3,
            ..Standing::default()
        };
        let told = told(&issue, thread, item(), Some((640, 480)), &standing);
        assert_eq!((told.text(), told.comments.len()), ("Too\nloose", 2));
        assert_eq!(told.at, Timestamp(1_795_249_464_776));
        assert!(told.resolved && matches!(told.place, Place::Within { .. }));
        assert!(told.rights.check(Verb::DeleteIssue).is_err());
    }

    #[test]
    fn odd_answers_cost_no_issue() {
        let issue = read_issue(r#"{"id": 1, "position": [1, 2, 3], "owner": null}"#).unwrap();
        let told = told(&issue, &[], item(), None, &Standing::default());
        assert_eq!((told.place, told.at), (Place::Item, Timestamp(0)));
        assert_eq!(told.owner, Text::default());
    }

    #[test]
    fn dates_come_with_and_without_fractions() {
        let whole = when("2026-11-21T08:30:00Z");
        assert_eq!(when("2026-11-21T08:30:00.000001Z"), whole);
        assert_eq!(when("yesterday"), Timestamp(0));
        assert_eq!(when(""), Timestamp(0));
    }
}
