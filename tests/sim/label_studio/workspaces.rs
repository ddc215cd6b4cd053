//! Enterprise: workspaces and who belongs to them.

use super::reply::{Answer, Reply, created, field, forbidden, missing, ok, wrong_method};
use super::routes::{Cx, number};
use super::state::State;
use super::{query, rights, wire};
use serde_json::{Value, json};

fn shown(state: &State, one: &Value) -> Value {
    let mut body = one.clone();
    let of = state
        .projects
        .values()
        .filter(|project| one["id"] == project.workspace);
    body["projects_count"] = of.count().into();
    body["created_by_user"] = one["created_by"]
        .as_u64()
        .map_or(Value::Null, |id| wire::person(state, id));
    if let Some(map) = body.as_object_mut() {
        map.remove("members");
    }
    body
}

fn members(state: &State, one: &Value) -> Vec<Value> {
    let ids = one["members"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64);
    ids.map(|id| json!({"id": id, "user": wire::person(state, id), "workspace": one["id"]}))
        .collect()
}

pub fn workspaces(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    let found = |id: &str| -> Result<Value, Reply> {
        let one = state.workspaces.get(&number(id)?);
        let one = one.cloned().ok_or_else(|| missing("Workspace"))?;
        let inside = one["members"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|id| *id == me);
        if rights::manages(state, me) || inside {
            Ok(one)
        } else {
            Err(forbidden())
        }
    };
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let list: Vec<Value> = state
                .workspaces
                .keys()
                .filter_map(|id| found(&id.to_string()).ok())
                .filter(|one| {
                    ["is_archived", "is_personal"]
                        .iter()
                        .all(|key| cx.query.truth(key).is_none_or(|want| one[*key] == want))
                })
                .map(|one| shown(state, &one))
                .collect();
            ok(&json!(list))
        }
        ("GET", [id]) => ok(&shown(state, &found(id)?)),
        ("GET", [id, "projects"]) => {
            let one = found(id)?;
            let list: Vec<Value> = state
                .projects
                .values()
                .filter(|project| {
                    one["id"] == project.workspace && rights::sees_project(state, me, project)
                })
                .map(|project| wire::project(state, project, me))
                .collect();
            ok(&json!(list))
        }
        ("GET", [id, "memberships"]) => ok(&json!(members(state, &found(id)?))),
        ("GET", [id, "memberships", "paginated"]) => {
            query::pages(cx, members(state, &found(id)?), 20, 1000)
        }
        ("POST", [id, "memberships"]) => {
            rights::manager(state, me)?;
            let mut one = found(id)?;
            let user = cx.body["user"]
                .as_u64()
                .ok_or_else(|| field("user", "This field is required."))?;
            if let Some(list) = one["members"].as_array_mut() {
                list.push(user.into());
            }
            state.workspaces.insert(number(id)?, one);
            created(&json!({"id": user, "user": user, "workspace": number(id)?}))
        }
        ("POST", []) => {
            rights::manager(state, me)?;
            let title = cx.body["title"]
                .as_str()
                .ok_or_else(|| field("title", "This field is required."))?;
            let id = state.next_id("workspace");
            let one = json!({
                "id": id, "title": title, "color": cx.body["color"], "description": cx.body["description"],
                "created_by": me, "is_archived": false, "is_personal": false, "membership": null,
                "created_at": state.now(), "members": [me],
            });
            state.workspaces.insert(id, one.clone());
            created(&shown(state, &one))
        }
        ("PATCH", [id]) => {
            rights::manager(state, me)?;
            let mut one = found(id)?;
            for key in ["title", "color", "description", "is_archived"] {
                if let Some(value) = cx.body.get(key) {
                    one[key] = value.clone();
                }
            }
            state.workspaces.insert(number(id)?, one.clone());
            ok(&shown(state, &one))
        }
        ("DELETE", [id]) => {
            rights::manager(state, me)?;
            found(id)?;
            state.workspaces.remove(&number(id)?);
            Ok(Reply::Empty(204))
        }
        (method, [] | [_]) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}
