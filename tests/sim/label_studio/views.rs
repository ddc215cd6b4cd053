//! Saved views (tabs): made, changed, ordered, deleted; they belong to the project, not to a user.

use super::reply::{Answer, Reply, created, error, field, invalid, missing, ok, wrong_method};
use super::routes::{Cx, number};
use super::state::{State, View};
use super::{filter, rights};
use serde_json::{Value, json};

fn wire(view: &View) -> Value {
    json!({
        "id": view.id, "data": view.data, "order": view.order, "user": view.user,
        "project": view.project,
    })
}

pub fn views(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let project = cx.query.number("project");
            if let Some(project) = project {
                if !state.projects.contains_key(&project) {
                    return Err(field(
                        "project",
                        "Select a valid choice. That choice is not one of the available choices.",
                    ));
                }
                rights::opens_data(state, me, project)?;
            }
            let mut found: Vec<&View> = state
                .views
                .values()
                .filter(|view| project.is_none_or(|id| view.project == id))
                .collect();
            found.sort_by_key(|view| (view.order, view.id));
            let list: Vec<Value> = found.into_iter().map(wire).collect();
            ok(&json!(list))
        }
        ("POST", []) => make(cx, state, me),
        ("POST", ["order"]) => {
            let project = cx.body["project"].as_u64().unwrap_or(0);
            rights::project(state, me, project)?;
            let ids: Vec<u64> = cx.body["ids"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_u64)
                .collect();
            for (at, id) in ids.iter().enumerate() {
                if let Some(view) = state
                    .views
                    .get_mut(id)
                    .filter(|view| view.project == project)
                {
                    view.order = at as u64;
                }
            }
            Ok(Reply::Empty(200))
        }
        ("DELETE", ["reset"]) => {
            let asked = cx.body["project"].as_u64().or(cx.query.number("project"));
            let project = asked.ok_or_else(|| field("project", "This field is required."))?;
            rights::manager(state, me)?;
            state.views.retain(|_, view| view.project != project);
            Ok(Reply::Empty(204))
        }
        (method, [id]) => one(cx, state, me, method, number(id)?),
        (method, []) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

fn one(cx: &Cx, state: &mut State, me: u64, method: &str, id: u64) -> Answer {
    let view = state.views.get(&id).ok_or_else(|| missing("View"))?.clone();
    rights::opens_data(state, me, view.project)?;
    match method {
        "GET" => ok(&wire(&view)),
        "DELETE" => {
            state.views.remove(&id);
            Ok(Reply::Empty(204))
        }
        "PATCH" | "PUT" => {
            let mut data = cx
                .body
                .get("data")
                .filter(|data| data.is_object())
                .cloned()
                .ok_or_else(|| error(500, "'data'"))?;
            check(&data)?;
            // Filters and order are kept apart: left out they stay, and no order does not clear one.
            let keeps_filters = data.get("filters").is_none();
            let keeps_order = data["ordering"].as_array().is_none_or(Vec::is_empty);
            for (key, keeps) in [("filters", keeps_filters), ("ordering", keeps_order)] {
                if keeps && let Some(old) = view.data.get(key) {
                    data[key] = old.clone();
                }
            }
            let view = state.views.get_mut(&id).expect("seen above");
            view.data = data;
            let body = wire(view);
            state.touch();
            ok(&body)
        }
        other => Err(wrong_method(other)),
    }
}

fn make(cx: &Cx, state: &mut State, me: u64) -> Answer {
    let project = cx.body["project"].as_u64();
    let project = project.ok_or_else(|| field("project", "This field is required."))?;
    rights::opens_data(state, me, project)?;
    let data = cx.body.get("data").cloned().unwrap_or(json!({}));
    check(&data)?;
    let id = state.next_id("view");
    let order = state
        .views
        .values()
        .filter(|view| view.project == project)
        .count() as u64;
    let view = View {
        id,
        project,
        user: Some(me),
        order,
        data,
    };
    let body = wire(&view);
    state.views.insert(id, view);
    created(&body)
}

/// Columns that no edition may have are refused; those of another edition are taken.
fn check(data: &Value) -> Result<(), Reply> {
    let items = data["filters"]["items"].as_array();
    let mut said = Vec::new();
    let mut bad = false;
    for item in items.into_iter().flatten() {
        let raw = item["filter"].as_str().unwrap_or_default();
        match filter::column(raw) {
            Err(_) => {
                bad = true;
                said.push(json!({"column": ["\"__\" is not generally allowed in filters."]}));
            }
            Ok(_) => said.push(json!({})),
        }
    }
    if bad {
        return Err(invalid(json!({"filter_group": {"filters": said}})));
    }
    Ok(())
}
