//! What waits for this login.
//!
//! In Enterprise: tasks of the review queues that it is to review or may take, comments of its own
//! that were resolved, and what others have said since on results that it has commented on. The
//! open-source edition gives nobody anything to do and knows no reviews: nothing waits there but
//! answers to complaints kept on this machine, and those are found by [`super::touched`].

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::json;

use crate::limits::{STUDIO_INBOX_PROJECTS, STUDIO_INBOX_TASKS};
use crate::model::{Id, InboxGroup, NodeRef, State, StatusClass, Text, Timestamp};
use crate::platform::{InboxEntry, PlatformError};

use super::LabelStudioPlatform;
use super::client::{ask, with};
use super::comments;
use super::records::{self, Comment, lenient, users, when};
use super::who::Who;

/// A project as its queues tell of it.
#[derive(Clone, Debug, Default, Deserialize)]
struct Queue {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    title: String,
    /// Tasks that wait for this reviewer, as far as that is told.
    #[serde(default, deserialize_with = "lenient")]
    reviewer_queue_total: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    workspace_title: Option<String>,
}

/// A task of a review queue.
#[derive(Clone, Debug, Default, Deserialize)]
struct Waiting {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    inner_id: Option<u64>,
    #[serde(default, deserialize_with = "users")]
    reviewers: Vec<u64>,
    #[serde(default, deserialize_with = "users")]
    annotators: Vec<u64>,
    #[serde(default, deserialize_with = "lenient")]
    reviewed: bool,
    #[serde(default, deserialize_with = "lenient")]
    reviews_rejected: u64,
    #[serde(default, deserialize_with = "lenient")]
    total_annotations: u32,
    #[serde(default, deserialize_with = "lenient")]
    unresolved_comment_count: u32,
    #[serde(default, deserialize_with = "lenient")]
    updated_at: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    completed_at: Option<String>,
}

/// What waits for this login.
///
/// # Errors
/// Those of the requests.
pub async fn inbox(
    studio: &LabelStudioPlatform,
    since: Timestamp,
) -> Result<Vec<InboxEntry>, PlatformError> {
    let me = studio.who().await?;
    if !me.is_enterprise() {
        return Ok(Vec::new());
    }
    let queues = studio.queues().await?;
    let mut all = Vec::new();
    // Without the part of a reviewer there are no queues, but comments all the same.
    for queue in queues
        .iter()
        .filter(|queue| queue.reviewer_queue_total != Some(0))
        .take(STUDIO_INBOX_PROJECTS)
    {
        all.extend(studio.waiting_in(queue, &me).await?);
    }
    let ids: Vec<u64> = queues.iter().map(|queue| queue.id).collect();
    let said = studio.comments_of_projects(&ids).await?;
    all.extend(studio.said_entries(said, &queues, &me, since).await?);
    all.sort_by_key(|entry| (entry.group, entry.at));
    Ok(all)
}

/// Why a task stands in the inbox, if it does.
fn group(task: &Waiting, me: u64) -> Option<InboxGroup> {
    if task.reviewed {
        return None;
    }
    if task.annotators.contains(&me) && task.reviews_rejected > 0 {
        return Some(InboxGroup::Returned);
    }
    match task.reviewers[..] {
        [] => Some(InboxGroup::Unassigned),
        _ if task.reviewers.contains(&me) => Some(InboxGroup::ToReview),
        _ => None,
    }
}

impl LabelStudioPlatform {
    /// The projects that this login sees, with how much waits in each.
    async fn queues(&self) -> Result<Vec<Queue>, PlatformError> {
        let asked = with(ask("api/projects/"), "page", 1);
        let asked = with(asked, "page_size", STUDIO_INBOX_PROJECTS);
        let include = "id,title,reviewer_queue_total,workspace_title";
        let body = self.client().read(with(asked, "include", include)).await?;
        records::listed(&body)
    }

    /// Tasks of a project's review queue; none where this login has no access to it.
    async fn waiting_in(&self, queue: &Queue, me: &Who) -> Result<Vec<InboxEntry>, PlatformError> {
        let query = json!({
            "filters": {"conjunction": "and", "items": [
                {"filter": "filter:tasks:reviewed", "operator": "equal", "type": "Boolean",
                 "value": false},
                {"filter": "filter:tasks:total_annotations", "operator": "greater",
                 "type": "Number", "value": 0},
            ]},
            "ordering": ["tasks:completed_at"],
        });
        let asked = with(ask("api/tasks/"), "project", queue.id);
        let asked = with(with(asked, "page", 1), "page_size", STUDIO_INBOX_TASKS);
        let asked = with(with(asked, "review", "true"), "query", query);
        let body = match self.client().read(asked).await {
            Ok(body) => body,
            Err(failure) if matches!(failure.status, Some(403 | 404)) => return Ok(Vec::new()),
            // A column that this server does not know: nothing is said to wait.
            Err(failure) if failure.status == Some(500) => {
                tracing::warn!(error = %failure, "the review queue of a project");
                return Ok(Vec::new());
            }
            Err(failure) => return Err(failure.error),
        };
        let tasks: Vec<Waiting> = records::of_field(&body, "tasks")?;
        let mut all = Vec::new();
        for task in tasks {
            if let Some(group) = group(&task, me.id) {
                let node = self.item_node(queue.id, None, task.id);
                all.push(entry(&task, group, node, place(queue)));
            }
        }
        Ok(all)
    }

    /// Comments of this login that were resolved, and what others have said on results that it has
    /// commented on before.
    async fn said_entries(
        &self,
        said: Vec<Comment>,
        queues: &[Queue],
        me: &Who,
        since: Timestamp,
    ) -> Result<Vec<InboxEntry>, PlatformError> {
        let places: HashMap<u64, Text> = queues
            .iter()
            .map(|queue| (queue.id, place(queue)))
            .collect();
        let first = first_words(&said, me.id);
        let people = self.people().await?;
        let mut all = Vec::new();
        for comment in &said {
            let Some((group, at)) = said_group(comment, me.id, &first, since) else {
                continue;
            };
            let (Some(project), Some(task)) = (comment.project, comment.task) else {
                continue;
            };
            let node = self.item_node(project, None, task);
            let issue = comments::told(comment, node.clone(), me, &people);
            all.push(InboxEntry {
                group,
                node,
                issue: Some(Id::Number(comment.id)),
                name: Text::line(issue.text()),
                place: places.get(&project).cloned().unwrap_or_default(),
                state: None,
                items: 1,
                issues: 0,
                // The server does not say who resolved it.
                by: (group == InboxGroup::Replies).then(|| issue.owner.clone()),
                at,
            });
        }
        Ok(all)
    }
}

/// The first comment of this login on each annotation: later ones have higher numbers.
fn first_words(said: &[Comment], me: u64) -> BTreeMap<u64, u64> {
    let mut first: BTreeMap<u64, u64> = BTreeMap::new();
    for comment in said.iter().filter(|one| one.created_by == Some(me)) {
        if let Some(annotation) = comment.annotation {
            let known = first.entry(annotation).or_insert(comment.id);
            *known = comment.id.min(*known);
        }
    }
    first
}

/// Why a comment stands in the inbox, if it does, and since when.
fn said_group(
    comment: &Comment,
    me: u64,
    first: &BTreeMap<u64, u64>,
    since: Timestamp,
) -> Option<(InboxGroup, Timestamp)> {
    if comment.created_by == Some(me) {
        let raw = comment.resolved_at.as_deref();
        let at = when(raw.or(comment.updated_at.as_deref()));
        return (comment.is_resolved && at >= since).then_some((InboxGroup::Fixed, at));
    }
    let at = when(comment.created_at.as_deref());
    let mine = first.get(&comment.annotation?)?;
    let answers = comment.id > *mine && !comment.is_resolved;
    (at >= since && answers).then_some((InboxGroup::Replies, at))
}

fn place(queue: &Queue) -> Text {
    let workspace = queue.workspace_title.as_deref().unwrap_or_default();
    match workspace {
        "" => Text::line(&queue.title),
        workspace => Text::line(&format!("{workspace} · {}", queue.title)),
    }
}

fn entry(task: &Waiting, group: InboxGroup, node: NodeRef, place: Text) -> InboxEntry {
    let (state, class) = match group {
        InboxGroup::Returned => ("rejected", StatusClass::Rejected),
        _ => ("completed", StatusClass::ToReview),
    };
    let at = task.completed_at.as_deref().or(task.updated_at.as_deref());
    InboxEntry {
        group,
        node,
        issue: None,
        name: Text::line(&format!("task {}", task.inner_id.unwrap_or(task.id))),
        place,
        state: Some(State {
            stage: None,
            state: state.into(),
            class,
        }),
        items: task.total_annotations.max(1),
        issues: task.unresolved_comment_count,
        by: None,
        at: when(at),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn waiting(raw: Value) -> Waiting {
        serde_json::from_value(raw).unwrap()
    }

    #[test]
    fn queues_tell_mine_from_free_and_returned() {
        let group = |raw| group(&waiting(raw), 4);
        let mine = json!({"id": 1, "reviewers": [{"user_id": 4}]});
        assert_eq!(group(mine), Some(InboxGroup::ToReview));
        assert_eq!(group(json!({"id": 1})), Some(InboxGroup::Unassigned));
        assert_eq!(group(json!({"id": 1, "reviewers": [5]})), None);
        assert_eq!(group(json!({"id": 1, "reviewed": true})), None);
        let back = json!({"id": 1, "annotators": [4], "reviews_rejected": 1});
        assert_eq!(group(back), Some(InboxGroup::Returned));
    }

    #[test]
    fn comments_wait_while_they_are_news() {
        let comment = |raw: Value| -> Comment { serde_json::from_value(raw).unwrap() };
        let at = "2026-11-21T08:00:00Z";
        let later = "2026-11-21T09:00:00Z";
        let mine = comment(
            json!({"id": 1, "annotation": 7, "created_by": 4, "created_at": at,
            "is_resolved": true, "resolved_at": later}),
        );
        let answer = comment(json!({"id": 2, "annotation": 7, "created_by": 3,
            "created_at": later}));
        let elsewhere = comment(json!({"id": 3, "annotation": 8, "created_by": 3,
            "created_at": later}));
        let first = first_words(&[mine.clone(), answer.clone(), elsewhere.clone()], 4);
        let told = |one: &Comment, since: &str| {
            said_group(one, 4, &first, when(Some(since))).map(|(group, _)| group)
        };
        assert_eq!(told(&mine, at), Some(InboxGroup::Fixed));
        assert_eq!(told(&mine, "2026-11-21T09:00:01Z"), None);
        assert_eq!(told(&answer, at), Some(InboxGroup::Replies));
        assert_eq!(told(&elsewhere, at), None);
    }
}
