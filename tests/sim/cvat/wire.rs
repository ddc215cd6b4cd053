//! Objects as the server writes them, by version.

use super::routes::Cx;
use super::state::{Comment, Issue, Job, Membership, Org, Project, State, Task, User};
use serde_json::{Value, json};
use std::fmt::Write;

pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

pub fn user(state: &State, cx: &Cx, id: Option<u64>) -> Value {
    let Some(user) = id.and_then(|id| state.users.get(&id)) else {
        return Value::Null;
    };
    json!({
        "url": format!("{}/api/users/{}", cx.base, user.id), "id": user.id,
        "username": user.username, "first_name": user.first_name, "last_name": user.last_name,
    })
}

pub fn user_self(state: &State, cx: &Cx, user: &User) -> Value {
    let mut value = json!({
        "url": format!("{}/api/users/{}", cx.base, user.id), "id": user.id,
        "username": user.username, "first_name": user.first_name, "last_name": user.last_name,
        "email": user.email, "groups": user.groups, "is_staff": user.is_superuser,
        "is_superuser": user.is_superuser, "is_active": user.is_active,
        "last_login": "2026-11-21T08:43:50.093974Z", "date_joined": "2026-11-21T08:19:29.367062Z",
        "has_analytics_access": user.is_superuser,
    });
    if state.at_least(2, 76) {
        value["profile"] = Value::Null;
    }
    value
}

pub fn org(state: &State, cx: &Cx, org: &Org) -> Value {
    json!({
        "id": org.id, "slug": org.slug, "name": org.name, "description": org.description,
        "created_date": org.created, "updated_date": org.updated, "contact": org.contact,
        "owner": user(state, cx, Some(org.owner)),
    })
}

pub fn membership(state: &State, cx: &Cx, member: &Membership) -> Value {
    json!({
        "id": member.id, "user": user(state, cx, Some(member.user)), "organization": member.org,
        "is_active": member.is_active, "joined_date": member.joined, "role": member.role,
        "invitation": member.invitation,
    })
}

/// Storages are shown to those who see the task; none is set here.
fn object(value: Value) -> serde_json::Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => serde_json::Map::new(),
    }
}

/// Legacy status of a set of jobs.
fn status_of(jobs: &[Job]) -> &'static str {
    if jobs.is_empty() || jobs.iter().any(|job| job.status() == "annotation") {
        "annotation"
    } else if jobs.iter().all(|job| job.status() == "completed") {
        "completed"
    } else {
        "validation"
    }
}

pub fn project(state: &State, cx: &Cx, project: &Project) -> Value {
    let base = &cx.base;
    let id = project.id;
    let tasks = state.tasks_of(id);
    let mut subsets: Vec<&str> = tasks.iter().map(|task| task.subset.as_str()).collect();
    subsets.sort_unstable();
    subsets.dedup();
    subsets.retain(|subset| !subset.is_empty());
    let mut value = json!({
        "url": format!("{base}/api/projects/{id}"), "id": id, "name": project.name,
        "owner": user(state, cx, project.owner), "assignee": user(state, cx, project.assignee),
        "guide_id": project.guide_id, "bug_tracker": project.bug_tracker,
        "created_date": project.created, "updated_date": project.updated,
        "status": "annotation", "dimension": if tasks.is_empty() { Value::Null } else { "2d".into() },
        "organization": project.org, "target_storage": null, "source_storage": null,
        "tasks": {"count": tasks.len(), "url": format!("{base}/api/tasks?project_id={id}")},
        "labels": {"url": format!("{base}/api/labels?project_id={id}")},
        "task_subsets": subsets,
    });
    if state.at_least(2, 16) {
        value["assignee_updated_date"] = json!(project.assignee_updated);
    }
    if state.at_least(2, 44) {
        value["organization_id"] = json!(project.org);
    }
    value
}

pub fn task_status(state: &State, task: &Task) -> &'static str {
    status_of(&state.jobs_of(task.id))
}

pub fn task(state: &State, cx: &Cx, task: &Task) -> Value {
    let base = &cx.base;
    let id = task.id;
    let jobs = state.jobs_of(id);
    let done = jobs
        .iter()
        .filter(|job| job.status() == "completed")
        .count();
    let validation = jobs.iter().filter(|job| job.stage == "validation").count();
    let mut map = object(json!({
        "url": format!("{base}/api/tasks/{id}"), "id": id, "name": task.name,
        "project_id": task.project, "mode": task.mode(),
        "owner": user(state, cx, task.owner), "assignee": user(state, cx, task.assignee),
        "bug_tracker": task.bug_tracker, "created_date": task.created, "updated_date": task.updated,
        "overlap": task.overlap, "segment_size": task.segment_size, "status": status_of(&jobs),
        "guide_id": task.guide_id, "dimension": "2d", "subset": task.subset,
        "organization": task.org, "target_storage": null, "source_storage": null,
        "jobs": {"count": jobs.len(), "completed": done, "validation": validation,
                 "url": format!("{base}/api/jobs?task_id={id}")},
        "labels": {"url": format!("{base}/api/labels?task_id={id}")},
    }));
    let mut set = |key: &str, value: Value| map.insert(key.into(), value);
    if let Some(data) = &task.data {
        let original = if data.video { "video" } else { "imageset" };
        set("data_chunk_size", data.chunk_size.into());
        set("data_original_chunk_type", original.into());
        set("data_compressed_chunk_type", "imageset".into());
        set("data_cloud_storage_id", Value::Null);
        set("size", data.size.into());
        set("image_quality", data.image_quality.into());
        set("data", data.id.into());
    }
    if state.at_least(2, 16) {
        set("assignee_updated_date", json!(task.assignee_updated));
    }
    if state.at_least(2, 20) {
        set("validation_mode", json!(task.validation_mode));
    }
    if state.at_least(2, 80) {
        set(
            "initial_replicas",
            json!(if task.consensus { 2 } else { 0 }),
        );
    } else if state.at_least(2, 27) {
        set("consensus_enabled", task.consensus.into());
    }
    if state.at_least(2, 44) {
        set("organization_id", json!(task.org));
    }
    if state.at_least(2, 65)
        && let Some(data) = &task.data
    {
        let kind = if data.video { "video" } else { "image" };
        set("media_type", kind.into());
    }
    Value::Object(map)
}

/// What all jobs of one task share, so that a page of them is written without looking twice.
pub struct JobFrame {
    task: u64,
    head: String,
    tail: String,
    names: String,
    chunk: String,
}

fn user_text(state: &State, cx: &Cx, id: Option<u64>) -> String {
    user(state, cx, id).to_string()
}

fn job_frame(state: &State, task: &Task) -> JobFrame {
    let project = task.project.and_then(|id| state.projects.get(&id));
    let guide = task.guide_id.or(project.and_then(|p| p.guide_id));
    let bug = match project {
        Some(project) if !project.bug_tracker.is_empty() => quoted(&project.bug_tracker),
        _ if !task.bug_tracker.is_empty() => quoted(&task.bug_tracker),
        _ => "null".into(),
    };
    let number = |value: Option<u64>| value.map_or("null".to_owned(), |n| n.to_string());
    let data = task.data.as_ref();
    let original = if data.is_some_and(|data| data.video) {
        "video"
    } else {
        "imageset"
    };
    let mut names = String::new();
    if state.at_least(2, 59) {
        let project = project.map_or("null".to_owned(), |p| quoted(&p.name));
        names = format!(
            ",\"task_name\":{},\"project_name\":{project}",
            quoted(&task.name)
        );
    }
    if state.at_least(2, 65) {
        let kind = if data.is_some_and(|data| data.video) {
            "video"
        } else {
            "image"
        };
        write!(names, ",\"media_type\":\"{kind}\"").expect("a string");
    }
    let mut chunk = format!(
        "\"data_chunk_size\":{},\"data_compressed_chunk_type\":\"imageset\"",
        data.map_or(72, |data| data.chunk_size)
    );
    if state.at_least(2, 16) {
        write!(chunk, ",\"data_original_chunk_type\":\"{original}\"").expect("a string");
    }
    JobFrame {
        task: task.id,
        head: format!(
            "\"task_id\":{},\"project_id\":{}",
            task.id,
            number(task.project)
        ),
        tail: format!(
            "\"guide_id\":{},\"dimension\":\"2d\",\"bug_tracker\":{bug},\"mode\":\"{}\"",
            number(guide),
            task.mode()
        ),
        names: format!(
            ",\"organization\":{},\"target_storage\":null,\"source_storage\":null{names}",
            number(task.org)
        ),
        chunk,
    }
}

/// Writes jobs one after the other; a template string, since a page may hold a thousand.
pub struct JobWriter<'a> {
    state: &'a State,
    cx: &'a Cx,
    frame: Option<JobFrame>,
    users: Vec<(Option<u64>, String)>,
}

impl<'a> JobWriter<'a> {
    pub fn new(state: &'a State, cx: &'a Cx) -> Self {
        JobWriter {
            state,
            cx,
            frame: None,
            users: Vec::new(),
        }
    }

    pub fn write(&mut self, out: &mut String, job: &Job) {
        let state = self.state;
        if self
            .frame
            .as_ref()
            .is_none_or(|frame| frame.task != job.task)
        {
            self.frame = state.task(job.task).map(|task| job_frame(state, &task));
        }
        if !self.users.iter().any(|(id, _)| *id == job.assignee) {
            let text = user_text(state, self.cx, job.assignee);
            self.users.push((job.assignee, text));
        }
        let (Some(frame), Some((_, assignee))) = (
            &self.frame,
            self.users.iter().find(|(id, _)| *id == job.assignee),
        ) else {
            return;
        };
        let base = &self.cx.base;
        let id = job.id;
        let kind = match job.kind.as_str() {
            "consensus_replica" if state.at_least(2, 80) => "replica",
            kind => kind,
        };
        write!(
            out,
            "{{\"url\":\"{base}/api/jobs/{id}\",\"id\":{id},{},\"assignee\":{assignee},{},\
             \"status\":\"{}\",\"stage\":{},\"state\":{},\"frame_count\":{},\"start_frame\":{},\
             \"stop_frame\":{},{},\"created_date\":\"{}\",\"updated_date\":\"{}\",\
             \"issues\":{{\"url\":\"{base}/api/issues?job_id={id}\",\"count\":{}}},\
             \"labels\":{{\"url\":\"{base}/api/labels?job_id={id}\"}},\"type\":{}{}",
            frame.head,
            frame.tail,
            job.status(),
            Quoted(&job.stage),
            Quoted(&job.state),
            job.frame_count(),
            job.start,
            job.stop,
            frame.chunk,
            job.created,
            job.updated,
            state.issue_counts.get(&id).copied().unwrap_or(0),
            Quoted(kind),
            frame.names,
        )
        .expect("a string");
        if state.at_least(2, 16) {
            match &job.assignee_updated {
                Some(date) => {
                    write!(out, ",\"assignee_updated_date\":\"{date}\"").expect("a string")
                }
                None => out.push_str(",\"assignee_updated_date\":null"),
            }
        }
        if state.at_least(2, 27) {
            let replicas = if job.task < super::bulk::FIRST && job.kind == "annotation" {
                state
                    .jobs
                    .values()
                    .filter(|other| other.parent == Some(id))
                    .count()
            } else {
                0
            };
            match job.parent {
                Some(parent) => write!(out, ",\"parent_job_id\":{parent}").expect("a string"),
                None => out.push_str(",\"parent_job_id\":null"),
            }
            if !state.at_least(2, 80) {
                write!(out, ",\"consensus_replicas\":{replicas}").expect("a string");
            }
            if state.at_least(2, 59) {
                write!(out, ",\"replicas_count\":{replicas}").expect("a string");
            }
        }
        out.push('}');
    }
}

/// A text that rarely needs escapes: enum values may be edited to anything by the control route.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self
            .0
            .bytes()
            .all(|b| (b' '..=b'~').contains(&b) && b != b'"' && b != b'\\')
        {
            write!(f, "\"{}\"", self.0)
        } else {
            f.write_str(&quoted(self.0))
        }
    }
}

pub fn job(state: &State, cx: &Cx, job: &Job) -> String {
    let mut out = String::with_capacity(1200);
    JobWriter::new(state, cx).write(&mut out, job);
    out
}

pub fn issue(state: &State, cx: &Cx, issue: &Issue) -> Value {
    let comments = state
        .comments
        .values()
        .filter(|c| c.issue == issue.id)
        .count();
    json!({
        "id": issue.id, "frame": issue.frame, "position": issue.position, "job": issue.job,
        "owner": user(state, cx, issue.owner), "assignee": user(state, cx, issue.assignee),
        "created_date": issue.created, "updated_date": issue.updated, "resolved": issue.resolved,
        "comments": {"count": comments,
                     "url": format!("{}/api/comments?issue_id={}", cx.base, issue.id)},
    })
}

pub fn comment(state: &State, cx: &Cx, comment: &Comment) -> Value {
    json!({
        "id": comment.id, "issue": comment.issue, "owner": user(state, cx, comment.owner),
        "message": comment.message, "created_date": comment.created,
        "updated_date": comment.updated,
    })
}
