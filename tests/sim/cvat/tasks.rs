//! `/api/tasks` and `/api/projects`: lists, details, assignment and the other small changes.

use super::jobs::assignee;
use super::lists::{self, Shape};
use super::reply::{Answer, Reply, crash, detail, forbidden, missing, ok, wrong_method};
use super::routes::Cx;
use super::state::{Project, State, Task};
use super::{bulk, rights, wire};
use serde_json::Value;
use std::fmt::Write;

const TASKS: Shape = Shape {
    simple: &[
        "project_name",
        "name",
        "owner",
        "status",
        "assignee",
        "subset",
        "mode",
        "dimension",
        "tracker_link",
        "validation_mode",
        "project_id",
    ],
    extra: &["id", "updated_date"],
    search: &[
        "project_name",
        "name",
        "owner",
        "status",
        "assignee",
        "subset",
        "mode",
        "dimension",
        "tracker_link",
        "validation_mode",
    ],
    sort: "-id",
    not_equal: false,
};

const NEWER_TASKS: Shape = Shape {
    search: &[
        "name",
        "project_name",
        "owner",
        "assignee",
        "subset",
        "tracker_link",
    ],
    ..TASKS
};

const PROJECTS: Shape = Shape {
    simple: &["name", "owner", "assignee", "status"],
    extra: &["id", "updated_date"],
    search: &["name", "owner", "assignee", "status"],
    sort: "-id",
    not_equal: false,
};

fn term(state: &State, task: &Task, name: &str) -> Value {
    match name {
        "id" => task.id.into(),
        "name" => task.name.clone().into(),
        "project_id" | "project" => task.project.into(),
        "project_name" => task
            .project
            .and_then(|id| state.projects.get(&id).map(|p| p.name.clone()))
            .into(),
        "owner" => state.username(task.owner),
        "assignee" => state.username(task.assignee),
        "status" => wire::task_status(state, task).into(),
        "subset" => task.subset.clone().into(),
        "mode" => task.mode().into(),
        "dimension" => "2d".into(),
        "tracker_link" => task.bug_tracker.clone().into(),
        "validation_mode" => task.validation_mode.clone().into(),
        "updated_date" => task.updated.clone().into(),
        _ => Value::Null,
    }
}

pub fn list(cx: &Cx, state: &mut State) -> Answer {
    let me = cx.me()?.clone();
    let ids = lists::cached(cx, state, |state| {
        lists::member(cx, state)?;
        let mut ids = state.task_ids();
        ids.retain(|id| {
            state.task(*id).is_some_and(|task| {
                lists::in_context(cx.context, task.org) && rights::lists_task(state, &me, &task)
            })
        });
        let shape = if state.at_least(2, 65) {
            &NEWER_TASKS
        } else {
            &TASKS
        };
        lists::pick(cx, shape, ids, &|id, name| {
            state
                .task(id)
                .map_or(Value::Null, |task| term(state, &task, name))
        })
    })?;
    let page = lists::page(cx, ids.len())?;
    let body = lists::envelope(&page, ids.len(), |out, at| {
        if let Some(task) = state.task(ids[at]) {
            write!(out, "{}", wire::task(state, cx, &task)).expect("a string");
        }
    });
    Ok(Reply::Json(200, body))
}

pub fn seen(cx: &Cx, state: &State, id: &str) -> Result<Task, Reply> {
    let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
    let task = state.task(id).ok_or_else(|| missing("Task"))?;
    if rights::sees_task(state, cx.me()?, &task) {
        Ok(task)
    } else {
        Err(forbidden())
    }
}

pub fn one(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let mut task = seen(cx, state, id)?;
    let me = cx.me()?.clone();
    match cx.method.as_str() {
        "GET" => ok(&wire::task(state, cx, &task)),
        "DELETE" => {
            if !rights::owns_task(state, &me, &task) {
                return Err(forbidden());
            }
            state.tasks.remove(&task.id);
            let jobs: Vec<u64> = state.jobs_of(task.id).iter().map(|job| job.id).collect();
            for job in jobs {
                state.jobs.remove(&job);
                state.annotations.remove(&job);
            }
            state.touch();
            Ok(Reply::Empty(204))
        }
        "PATCH" => {
            let body = cx.body.as_object().ok_or_else(crash)?.clone();
            let known = [
                "assignee_id",
                "owner_id",
                "name",
                "subset",
                "bug_tracker",
                "project_id",
                "labels",
                "organization_id",
                "target_storage",
                "source_storage",
            ];
            if body.keys().any(|key| !known.contains(&key.as_str())) {
                return Err(detail(403, "Attempted to update an unknown field"));
            }
            let leads = ["assignee_id", "owner_id", "project_id", "organization_id"];
            if leads.iter().any(|key| body.contains_key(*key))
                && !rights::owns_task(state, &me, &task)
            {
                return Err(forbidden());
            }
            if let Some(value) = body.get("assignee_id") {
                let wanted = assignee(state, value)?;
                rights::names_user(&me, task.org, wanted)?;
                if wanted != task.assignee {
                    task.assignee_updated = Some(state.now());
                }
                task.assignee = wanted;
            }
            if let Some(value) = body.get("owner_id") {
                task.owner = assignee(state, value)?;
            }
            for (key, slot) in [
                ("name", &mut task.name),
                ("subset", &mut task.subset),
                ("bug_tracker", &mut task.bug_tracker),
            ] {
                if let Some(text) = body.get(key).and_then(Value::as_str) {
                    text.clone_into(slot);
                }
            }
            if let Some(value) = body.get("project_id") {
                task.project = value.as_u64();
            }
            if !body.is_empty() {
                task.updated = state.now();
            }
            state.tasks.insert(task.id, task.clone());
            state.touch();
            ok(&wire::task(state, cx, &task))
        }
        other => Err(wrong_method(other)),
    }
}

pub fn projects(cx: &Cx, state: &mut State) -> Answer {
    lists::member(cx, state)?;
    let me = cx.me()?;
    let ids: Vec<u64> = state
        .projects
        .values()
        .filter(|p| p.id != bulk::PROJECT || state.options.jobs > 0)
        .filter(|p| lists::in_context(cx.context, p.org) && rights::lists_project(state, me, p))
        .map(|p| p.id)
        .collect();
    let ids = lists::pick(cx, &PROJECTS, ids, &|id, name| {
        let project = &state.projects[&id];
        match name {
            "id" => id.into(),
            "name" => project.name.clone().into(),
            "owner" => state.username(project.owner),
            "assignee" => state.username(project.assignee),
            "status" => "annotation".into(),
            "updated_date" => project.updated.clone().into(),
            _ => Value::Null,
        }
    })?;
    let page = lists::page(cx, ids.len())?;
    let body = lists::envelope(&page, ids.len(), |out, at| {
        write!(
            out,
            "{}",
            wire::project(state, cx, &state.projects[&ids[at]])
        )
        .expect("a string");
    });
    Ok(Reply::Json(200, body))
}

pub fn seen_project(cx: &Cx, state: &State, id: &str) -> Result<Project, Reply> {
    let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
    let project = state
        .projects
        .get(&id)
        .cloned()
        .ok_or_else(|| missing("Project"))?;
    if rights::sees_project(state, cx.me()?, &project) {
        Ok(project)
    } else {
        Err(forbidden())
    }
}

pub fn project(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let mut project = seen_project(cx, state, id)?;
    let me = cx.me()?.clone();
    match cx.method.as_str() {
        "GET" => ok(&wire::project(state, cx, &project)),
        "PATCH" => {
            let body = cx.body.as_object().ok_or_else(crash)?.clone();
            let known = [
                "assignee_id",
                "owner_id",
                "name",
                "bug_tracker",
                "labels",
                "organization_id",
                "target_storage",
                "source_storage",
            ];
            if body.keys().any(|key| !known.contains(&key.as_str())) {
                return Err(detail(403, "Attempted to update an unknown field"));
            }
            let leads = ["assignee_id", "owner_id", "organization_id"];
            if leads.iter().any(|key| body.contains_key(*key))
                && !rights::owns_project(state, &me, &project)
            {
                return Err(forbidden());
            }
            if let Some(value) = body.get("assignee_id") {
                let wanted = assignee(state, value)?;
                rights::names_user(&me, project.org, wanted)?;
                if wanted != project.assignee {
                    project.assignee_updated = Some(state.now());
                }
                project.assignee = wanted;
            }
            if let Some(value) = body.get("owner_id") {
                project.owner = assignee(state, value)?;
            }
            for (key, slot) in [
                ("name", &mut project.name),
                ("bug_tracker", &mut project.bug_tracker),
            ] {
                if let Some(text) = body.get(key).and_then(Value::as_str) {
                    text.clone_into(slot);
                }
            }
            if !body.is_empty() {
                project.updated = state.now();
            }
            state.projects.insert(project.id, project.clone());
            state.touch();
            ok(&wire::project(state, cx, &project))
        }
        "DELETE" if !rights::owns_project(state, &me, &project) => Err(forbidden()),
        "DELETE" => {
            state.projects.remove(&project.id);
            state.touch();
            Ok(Reply::Empty(204))
        }
        other => Err(wrong_method(other)),
    }
}
