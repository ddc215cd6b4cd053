//! Projects: lists, counts, one; made, changed and deleted.

use super::reply::{Answer, Reply, created, error, field, ok, wrong_method};
use super::routes::{Cx, number};
use super::state::{Project, State};
use super::{config, query, rights, seed, tasks, wire};
use serde_json::{Map, Value, json};

pub fn projects(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", []) => list(cx, state, me),
        ("POST", []) => make(cx, state, me),
        ("GET", ["counts"]) => counts(cx, state, me),
        ("GET", [id]) => {
            let found = rights::project(state, me, number(id)?)?;
            ok(&wire::project(state, found, me))
        }
        ("PATCH" | "PUT", [id]) => {
            let id = number(id)?;
            rights::project(state, me, id)?;
            rights::manager(state, me)?;
            config::check(&cx.body)?;
            title(&cx.body)?;
            let project = state.projects.get_mut(&id).expect("seen above");
            fill(project, &cx.body);
            state.touch();
            ok(&wire::project(state, &state.projects[&id], me))
        }
        ("DELETE", [id]) => {
            let id = number(id)?;
            rights::project(state, me, id)?;
            rights::manager(state, me)?;
            if id != super::bulk::PROJECT {
                let tasks = state.tasks_of(id);
                tasks.into_iter().for_each(|task| state.remove_task(task));
            }
            state.views.retain(|_, view| view.project != id);
            state.projects.remove(&id);
            state.touch();
            Ok(Reply::Empty(204))
        }
        ("GET", [id, "tasks"]) => {
            let id = number(id)?;
            rights::project(state, me, id)?;
            let shape = wire::Shape {
                bodies: true,
                expand: false,
                columns: Some(&[]),
                results: false,
                me,
            };
            let ids = state.tasks_of(id);
            let range = query::slice(cx, ids.len(), 30, 10_000, false)?;
            let rows: Vec<Value> = ids[range]
                .iter()
                .filter_map(|id| state.task(*id))
                .map(|task| tasks::plain(state, &task, Some(&shape)))
                .collect();
            ok(&json!(rows))
        }
        (method, [] | [_]) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

fn seen<'a>(cx: &Cx, state: &'a State, me: u64) -> Vec<&'a Project> {
    let ids = cx.query.numbers("ids");
    let title = cx.query.get("title").map(str::to_lowercase);
    let search = cx.query.get("search").filter(|_| state.enterprise());
    let spaces = cx
        .query
        .numbers("workspaces")
        .filter(|_| state.enterprise());
    let pinned = cx.query.get("filter").unwrap_or("all");
    let mut found: Vec<&Project> = state
        .projects
        .values()
        .filter(|one| rights::sees_project(state, me, one))
        .filter(|one| ids.as_ref().is_none_or(|list| list.contains(&one.id)))
        .filter(|one| {
            spaces
                .as_ref()
                .is_none_or(|list| list.contains(&one.workspace))
        })
        .filter(|one| {
            let name = one.text("title").to_lowercase();
            title.as_ref().is_none_or(|want| name.contains(want))
                && search.is_none_or(|want| name.contains(&want.to_lowercase()))
        })
        .filter(|one| {
            let is = one.body.get("pinned_at").is_some_and(|at| !at.is_null());
            match pinned {
                "pinned_only" => is,
                "exclude_pinned" => !is,
                _ => true,
            }
        })
        .collect();
    found.sort_by(|a, b| {
        let key = |one: &Project| {
            (
                one.text("pinned_at").to_owned(),
                one.text("created_at").to_owned(),
                one.id,
            )
        };
        key(b).cmp(&key(a))
    });
    if let Some(order) = cx.query.get("ordering") {
        let name = order.trim_start_matches('-');
        found.sort_by_key(|one| match one.body.get(name) {
            Some(Value::String(text)) => text.clone(),
            _ if name == "id" => format!("{:012}", one.id),
            _ => String::new(),
        });
        if order.starts_with('-') {
            found.reverse();
        }
    }
    found
}

fn list(cx: &Cx, state: &State, me: u64) -> Answer {
    let found = seen(cx, state, me);
    let range = query::slice(cx, found.len(), 30, 100, false)?;
    let include = query::words(cx, "include");
    let omit = query::words(cx, "omit");
    let rows = found[range.clone()]
        .iter()
        .map(|one| {
            let mut row = wire::project(state, one, me);
            query::keep(&mut row, include.as_deref(), omit.as_deref());
            row
        })
        .collect();
    query::envelope(cx, found.len(), range, rows)
}

fn counts(cx: &Cx, state: &State, me: u64) -> Answer {
    let found = seen(cx, state, me);
    let range = query::slice(cx, found.len(), 30, 100, false)?;
    let rows = found[range.clone()]
        .iter()
        .map(|one| {
            let mut row = json!({ "id": one.id });
            for (name, sum) in wire::COUNTS.iter().zip(wire::counts(state, one.id)) {
                row[*name] = sum.into();
            }
            row
        })
        .collect();
    query::envelope(cx, found.len(), range, rows)
}

fn title(body: &Value) -> Result<(), Reply> {
    match body.get("title").and_then(Value::as_str) {
        None => Ok(()),
        Some(text) if text.chars().count() < 3 => Err(field(
            "title",
            "Ensure this field has at least 3 characters.",
        )),
        Some(text) if text.chars().count() > 50 => Err(field(
            "title",
            "Ensure this field has no more than 50 characters.",
        )),
        Some(_) => Ok(()),
    }
}

/// Keys that a project takes from outside; counts and dates are its own.
fn fill(project: &mut Project, body: &Value) {
    for (key, value) in body.as_object().into_iter().flatten() {
        match key.as_str() {
            "id" | "created_by" | "created_at" | "organization" | "parsed_label_config" => {}
            "workspace" => project.workspace = value.as_u64().unwrap_or(project.workspace),
            _ => {
                project.body.insert(key.clone(), value.clone());
            }
        }
    }
}

fn make(cx: &Cx, state: &mut State, me: u64) -> Answer {
    rights::manager(state, me)?;
    title(&cx.body)?;
    config::check(&cx.body)?;
    let id = state.next_id("project");
    let mut project = Project {
        id,
        body: seed::project_body("New Project", "<View></View>"),
        workspace: 1,
        members: vec![me],
        closed_to: Vec::new(),
        manual: false,
    };
    project.body.insert("created_by".into(), me.into());
    project.body.insert("created_at".into(), state.now().into());
    fill(&mut project, &cx.body);
    state.projects.insert(id, project);
    state.touch();
    let mut body = wire::project(state, &state.projects[&id], me);
    uncounted(&mut body);
    created(&body)
}

/// Where the server has not counted, the counts are null.
fn uncounted(body: &mut Value) {
    for name in wire::COUNTS {
        body[name] = Value::Null;
    }
}

/// `GET /api/dm/project/`.
pub fn dm_project(cx: &Cx, state: &State) -> Answer {
    let me = cx.me()?;
    let id = cx
        .query
        .number("project")
        .ok_or_else(|| error(500, "'project'"))?;
    let found = rights::project(state, me, id)?;
    let mut body: Map<String, Value> = match wire::project(state, found, me) {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let extra = json!({
        "can_delete_tasks": rights::manages(state, me), "can_manage_annotations": rights::manages(state, me),
        "can_manage_tasks": rights::manages(state, me), "source_syncing": false, "target_syncing": false,
        "task_count": body["task_number"], "annotation_count": body["total_annotations_number"],
    });
    if let Value::Object(extra) = extra {
        body.extend(extra);
    }
    let mut body = Value::Object(body);
    uncounted(&mut body);
    ok(&body)
}
