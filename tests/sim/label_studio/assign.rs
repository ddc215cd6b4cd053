//! Enterprise: who shall annotate or review a task.

use super::filter::Wanted;
use super::reply::{Answer, Reply, error, field, ok, wrong_method};
use super::routes::{Cx, only};
use super::state::State;
use super::{rights, tasks};
use serde_json::{Value, json};

fn kind(value: Option<&str>) -> Result<&'static str, Reply> {
    match value {
        Some("AN") | None => Ok("AN"),
        Some("RE") => Ok("RE"),
        Some(other) => Err(field(
            "type",
            &format!("\"{other}\" is not a valid choice."),
        )),
    }
}

fn users(cx: &Cx, state: &State, project: u64) -> Result<Vec<u64>, Reply> {
    let list = cx.body["users"].as_array();
    let list = list.ok_or_else(|| field("users", "This field is required."))?;
    let ids: Vec<u64> = list.iter().filter_map(Value::as_u64).collect();
    let inside = |id: &u64| {
        rights::manages(state, *id)
            || state
                .projects
                .get(&project)
                .is_some_and(|one| one.members.contains(id))
    };
    match ids
        .iter()
        .find(|id| !state.users.contains_key(id) || !inside(id))
    {
        Some(_) => Err(error(400, "Can't assign tasks")),
        None => Ok(ids),
    }
}

fn add(state: &mut State, task: u64, user: u64, kind: &str) -> Value {
    let same = |one: &&Value| one["task"] == task && one["assignee"] == user && one["type"] == kind;
    if let Some(known) = state.assignments.values().find(same) {
        return known.clone();
    }
    let id = state.next_id("assignment");
    let one = json!({
        "id": id, "task": task, "assignee": user, "type": kind, "created_at": state.now(),
        "state": "CREATED",
    });
    state.assignments.insert(id, one.clone());
    state.touch();
    one
}

pub fn one(cx: &Cx, state: &mut State, project: u64, task: u64) -> Answer {
    let me = cx.me()?;
    let found = rights::task(state, me, task)?;
    if found.project != project {
        return Err(super::reply::missing("Task"));
    }
    let body_kind = cx.body["type"].as_str();
    match cx.method.as_str() {
        "GET" => {
            let of: Vec<&Value> = state
                .assignments
                .values()
                .filter(|one| one["task"] == task)
                .collect();
            ok(&json!(of))
        }
        "POST" => {
            rights::manager(state, me)?;
            let kind = kind(body_kind)?;
            let users = users(cx, state, project)?;
            let made: Vec<Value> = users
                .into_iter()
                .map(|user| add(state, task, user, kind))
                .collect();
            ok(made.last().unwrap_or(&Value::Null))
        }
        "PATCH" => {
            rights::manager(state, me)?;
            let kind = kind(body_kind)?;
            let users = users(cx, state, project)?;
            state
                .assignments
                .retain(|_, one| one["task"] != task || one["type"] != kind);
            let made: Vec<Value> = users
                .into_iter()
                .map(|user| add(state, task, user, kind))
                .collect();
            state.touch();
            ok(made.last().unwrap_or(&json!({})))
        }
        "DELETE" => {
            rights::manager(state, me)?;
            let kind = cx.query.get("type").map(str::to_owned);
            let users = cx.query.numbers("users");
            state.assignments.retain(|_, one| {
                one["task"] != task
                    || kind.as_ref().is_some_and(|kind| one["type"] != *kind)
                    || users
                        .as_ref()
                        .is_some_and(|list| !list.iter().any(|id| one["assignee"] == *id))
            });
            state.touch();
            Ok(Reply::Empty(204))
        }
        other => Err(wrong_method(other)),
    }
}

pub fn bulk(cx: &Cx, state: &mut State, project: u64) -> Answer {
    only(cx, &["POST"])?;
    let me = cx.me()?;
    rights::project(state, me, project)?;
    rights::manager(state, me)?;
    let kind = kind(cx.body["type"].as_str())?;
    let users = users(cx, state, project)?;
    let wanted = Wanted {
        filters: cx.body["filters"].clone(),
        ordering: Value::Null,
        selected: cx.body["selectedItems"].clone(),
        display: Value::Null,
    };
    let ids = tasks::listing(state, me, project, &wanted)?.ids.clone();
    let mut made = 0;
    for task in &ids {
        for user in &users {
            add(state, *task, *user, kind);
            made += 1;
        }
    }
    let body = json!({"assignments": made, "async": false, "task_ids": ids});
    Ok(Reply::Json(201, body.to_string()))
}
