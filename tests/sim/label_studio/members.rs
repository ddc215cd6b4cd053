//! Enterprise: people of a project and their roles.

use super::reply::{Answer, Reply, created, field, ok, wrong_method};
use super::routes::{Cx, number};
use super::state::State;
use super::{query, rights, wire};
use serde_json::{Value, json};

/// Members by name, and everybody who manages all projects.
fn people(state: &State, project: u64) -> Vec<(u64, bool)> {
    let named = state
        .projects
        .get(&project)
        .map(|one| one.members.clone())
        .unwrap_or_default();
    state
        .users
        .keys()
        .filter(|id| named.contains(id) || rights::manages(state, **id))
        .map(|id| (*id, !named.contains(id)))
        .collect()
}

pub fn members(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", ["projects", "roles"]) => {
            let ids = cx
                .query
                .numbers("ids")
                .unwrap_or_else(|| state.projects.keys().copied().collect());
            let list: Vec<Value> = ids
                .into_iter()
                .filter(|id| rights::project(state, me, *id).is_ok())
                .map(|id| json!({"id": id, "project_id": id, "user": me, "role": rights::role(state, me)}))
                .collect();
            ok(&json!(list))
        }
        ("GET", ["projects", id, "roles"]) => {
            let project = number(id)?;
            rights::project(state, me, project)?;
            let list: Vec<Value> = people(state, project)
                .into_iter()
                .map(|(user, _)| {
                    json!({"id": user, "project": project, "user": user, "role": rights::role(state, user)})
                })
                .collect();
            ok(&json!(list))
        }
        ("POST", ["projects", id, "roles"]) => {
            rights::manager(state, me)?;
            let project = number(id)?;
            created(
                &json!({"id": 1, "project": project, "user": cx.body["user"], "role": cx.body["role"]}),
            )
        }
        ("GET", ["projects", id, "members", "paginated"]) => {
            let project = number(id)?;
            rights::project(state, me, project)?;
            rights::reviewer(state, me)?;
            let search = cx.query.get("search").unwrap_or_default().to_lowercase();
            let roles = query::words(cx, "role");
            let rows: Vec<Value> = people(state, project)
                .into_iter()
                .filter_map(|(id, implicit)| Some((state.users.get(&id)?, implicit)))
                .filter(|(user, _)| {
                    let text = format!("{} {} {}", user.first_name, user.last_name, user.email);
                    text.to_lowercase().contains(&search)
                        && roles.as_ref().is_none_or(|list| list.contains(&user.role))
                })
                .map(|(user, implicit)| {
                    let mut body = wire::user(state, user);
                    body["implicit_member"] = implicit.into();
                    body["project_role"] = user.role.clone().into();
                    body["project_role_source"] = "organization".into();
                    body["user_type"] = "HUMAN".into();
                    body
                })
                .collect();
            query::pages(cx, rows, 20, 1000)
        }
        ("GET", ["projects", id, "members"]) => {
            let project = number(id)?;
            rights::project(state, me, project)?;
            let list: Vec<Value> = people(state, project)
                .into_iter()
                .filter_map(|(id, _)| state.users.get(&id).map(|user| wire::user(state, user)))
                .collect();
            ok(&json!(list))
        }
        ("POST", ["projects", id, "members"]) => {
            rights::manager(state, me)?;
            let user = cx.body["user"]
                .as_u64()
                .ok_or_else(|| field("user", "This field is required."))?;
            let id = number(id)?;
            rights::project(state, me, id)?;
            if let Some(project) = state.projects.get_mut(&id)
                && !project.members.contains(&user)
            {
                project.members.push(user);
            }
            created(&json!({ "user": user }))
        }
        ("DELETE", ["projects", id, "members"]) => {
            rights::manager(state, me)?;
            let id = number(id)?;
            let user = cx.query.number("user").or(cx.body["user"].as_u64());
            if let Some(project) = state.projects.get_mut(&id) {
                project.members.retain(|one| Some(*one) != user);
            }
            Ok(Reply::Empty(204))
        }
        (method, ["projects", ..]) if rest.len() < 5 => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}
