//! Issues and their comments.

use super::jobs::assignee;
use super::lists::{self, Shape};
use super::reply::{Answer, Reply, crash, created, field, forbidden, missing, ok, wrong_method};
use super::routes::{Context, Cx};
use super::state::{Comment, Issue, State};
use super::{rights, wire};
use serde_json::Value;

const ISSUES: Shape = Shape {
    simple: &[
        "owner", "assignee", "job_id", "task_id", "resolved", "frame_id",
    ],
    extra: &["id"],
    search: &["owner", "assignee"],
    sort: "-id",
    not_equal: false,
};

const COMMENTS: Shape = Shape {
    simple: &["owner", "issue_id", "frame_id", "job_id"],
    extra: &["id"],
    search: &["owner"],
    sort: "-id",
    not_equal: false,
};

fn org_of(state: &State, issue: &Issue) -> Option<u64> {
    state
        .job(issue.job)
        .and_then(|job| rights::job_org(state, &job))
}

fn term(state: &State, issue: &Issue, name: &str) -> Value {
    match name {
        "id" => issue.id.into(),
        "owner" => state.username(issue.owner),
        "assignee" => state.username(issue.assignee),
        "job_id" => issue.job.into(),
        "task_id" => state.job(issue.job).map(|job| job.task).into(),
        "resolved" => issue.resolved.into(),
        "frame_id" => issue.frame.into(),
        _ => Value::Null,
    }
}

fn visible(cx: &Cx, state: &State, issue: &Issue) -> bool {
    lists::in_context(cx.context, org_of(state, issue))
        && cx
            .me()
            .is_ok_and(|me| rights::lists_issue(state, me, issue))
}

pub fn issues(cx: &Cx, state: &mut State) -> Answer {
    match cx.method.as_str() {
        "GET" => {
            lists::member(cx, state)?;
            let ids = state
                .issues
                .values()
                .filter(|i| visible(cx, state, i))
                .map(|i| i.id)
                .collect();
            let ids = lists::pick(cx, &ISSUES, ids, &|id, name| {
                term(state, &state.issues[&id], name)
            })?;
            lists::values(
                cx,
                ids.iter()
                    .map(|id| wire::issue(state, cx, &state.issues[id]))
                    .collect(),
            )
        }
        "POST" => create(cx, state),
        other => Err(wrong_method(other)),
    }
}

fn position(value: &Value) -> Result<Vec<f64>, Reply> {
    let Some(list) = value.as_array() else {
        return Err(field("position", "This field is required."));
    };
    if list.is_empty() {
        return Err(field("position", "This list may not be empty."));
    }
    list.iter()
        .map(|n| {
            n.as_f64()
                .ok_or_else(|| field("position", "A valid number is required."))
        })
        .collect()
}

fn message(value: &Value) -> Result<String, Reply> {
    match value.as_str() {
        None => Err(field("message", "This field is required.")),
        Some(text) if text.trim().is_empty() => {
            Err(field("message", "This field may not be blank."))
        }
        Some(text) => Ok(text.trim().to_owned()),
    }
}

fn create(cx: &Cx, state: &mut State) -> Answer {
    let me = cx.me()?.clone();
    let body = &cx.body;
    let job = body["job"]
        .as_u64()
        .ok_or_else(|| field("job", "This field is required."))?;
    let job = state.job(job).ok_or_else(|| missing("Job"))?;
    let staff = rights::job_staff(state, &me, &job);
    rights::posts(
        state,
        &me,
        cx.context.org(),
        rights::job_org(state, &job),
        staff,
    )?;
    let frame = body["frame"]
        .as_u64()
        .ok_or_else(|| field("frame", "This field is required."))?;
    let position = position(&body["position"])?;
    let message = message(&body["message"])?;
    let wanted = assignee(state, body.get("assignee").unwrap_or(&Value::Null))?;
    rights::names_user(&me, cx.context.org(), wanted)?;
    let now = state.now();
    let issue = Issue {
        id: state.next_id("issue"),
        job: job.id,
        frame,
        position,
        owner: Some(me.id),
        assignee: wanted,
        resolved: body["resolved"].as_bool().unwrap_or(false),
        created: now.clone(),
        updated: now.clone(),
    };
    let comment = Comment {
        id: state.next_id("comment"),
        issue: issue.id,
        owner: Some(me.id),
        message,
        created: now.clone(),
        updated: now,
    };
    state.comments.insert(comment.id, comment);
    state.issues.insert(issue.id, issue.clone());
    *state.issue_counts.entry(job.id).or_default() += 1;
    state.touch();
    created(&wire::issue(state, cx, &issue))
}

/// Takes an issue away, its comments as well.
pub fn remove(state: &mut State, id: u64) {
    if let Some(issue) = state.issues.remove(&id)
        && let Some(count) = state.issue_counts.get_mut(&issue.job)
    {
        *count = count.saturating_sub(1);
    }
    state.comments.retain(|_, comment| comment.issue != id);
    state.touch();
}

pub fn issue(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
    let me = cx.me()?.clone();
    let mut issue = state
        .issues
        .get(&id)
        .cloned()
        .ok_or_else(|| missing("Issue"))?;
    if !rights::sees_issue(state, &me, &issue) {
        return Err(forbidden());
    }
    match cx.method.as_str() {
        "GET" => ok(&wire::issue(state, cx, &issue)),
        "PATCH" => {
            let body = cx.body.as_object().ok_or_else(crash)?;
            if let Some(value) = body.get("assignee") {
                let wanted = assignee(state, value)?;
                rights::names_user(&me, org_of(state, &issue), wanted)?;
                issue.assignee = wanted;
            }
            if let Some(value) = body.get("resolved") {
                issue.resolved = value
                    .as_bool()
                    .ok_or_else(|| field("resolved", "Must be a valid boolean."))?;
            }
            if let Some(value) = body.get("position") {
                issue.position = position(value)?;
            }
            if !body.is_empty() {
                issue.updated = state.now();
            }
            state.issues.insert(id, issue.clone());
            state.touch();
            ok(&wire::issue(state, cx, &issue))
        }
        "DELETE" => {
            if !rights::deletes_issue(state, &me, &issue) {
                return Err(forbidden());
            }
            remove(state, id);
            Ok(Reply::Empty(204))
        }
        other => Err(wrong_method(other)),
    }
}

pub fn comments(cx: &Cx, state: &mut State) -> Answer {
    match cx.method.as_str() {
        "GET" => {
            lists::member(cx, state)?;
            let ids = state
                .comments
                .values()
                .filter(|c| {
                    state
                        .issues
                        .get(&c.issue)
                        .is_some_and(|i| visible(cx, state, i))
                })
                .map(|c| c.id)
                .collect();
            let ids = lists::pick(cx, &COMMENTS, ids, &|id, name| {
                let comment = &state.comments[&id];
                match name {
                    "id" => id.into(),
                    "owner" => state.username(comment.owner),
                    "issue_id" => comment.issue.into(),
                    name => term(state, &state.issues[&comment.issue], name),
                }
            })?;
            lists::values(
                cx,
                ids.iter()
                    .map(|id| wire::comment(state, cx, &state.comments[id]))
                    .collect(),
            )
        }
        "POST" => {
            let me = cx.me()?.clone();
            let id = cx.body["issue"]
                .as_u64()
                .ok_or_else(|| field("issue", "This field is required."))?;
            let Some(issue) = state.issues.get(&id).cloned() else {
                return Err(field(
                    "issue",
                    &format!("Invalid pk \"{id}\" - object does not exist."),
                ));
            };
            let message = message(&cx.body["message"])?;
            let staff = rights::issue_staff(state, &me, &issue);
            rights::posts(state, &me, cx.context.org(), org_of(state, &issue), staff)?;
            let now = state.now();
            let comment = Comment {
                id: state.next_id("comment"),
                issue: id,
                owner: Some(me.id),
                message,
                created: now.clone(),
                updated: now.clone(),
            };
            state.comments.insert(comment.id, comment.clone());
            if let Some(issue) = state.issues.get_mut(&id) {
                issue.updated = now;
            }
            state.touch();
            created(&wire::comment(state, cx, &comment))
        }
        other => Err(wrong_method(other)),
    }
}

pub fn comment(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
    let me = cx.me()?.clone();
    let mut comment = state
        .comments
        .get(&id)
        .cloned()
        .ok_or_else(|| missing("Comment"))?;
    let seen = state
        .issues
        .get(&comment.issue)
        .is_some_and(|issue| rights::sees_issue(state, &me, issue));
    if !seen && comment.owner != Some(me.id) {
        return Err(forbidden());
    }
    match cx.method.as_str() {
        "GET" => ok(&wire::comment(state, cx, &comment)),
        "PATCH" => {
            if let Some(value) = cx.body.get("message") {
                comment.message = message(value)?;
                comment.updated = state.now();
            }
            state.comments.insert(id, comment.clone());
            state.touch();
            ok(&wire::comment(state, cx, &comment))
        }
        "DELETE" => {
            state.comments.remove(&id);
            state.touch();
            Ok(Reply::Empty(204))
        }
        other => Err(wrong_method(other)),
    }
}

impl Context {
    pub fn org(self) -> Option<u64> {
        match self {
            Context::Org(id) => Some(id),
            Context::All | Context::Sandbox => None,
        }
    }
}
