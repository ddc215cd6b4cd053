//! The server itself, its organization, its people; webhooks beside them.

use super::reply::{Answer, Reply, created, field, missing, ok, wrong_method};
use super::routes::{Cx, number, only};
use super::state::State;
use super::{query, rights, seed, wire};
use serde_json::{Value, json};

pub fn version(state: &State) -> Answer {
    let mut body = if state.at_least(1, 17) {
        seed::recorded("version")
    } else {
        seed::recorded("version-1.13.1")
    };
    if state.enterprise() {
        body["edition"] = "Enterprise".into();
        body["label-studio-enterprise-package"] = json!({ "version": state.options.version });
    }
    body["release"] = state.options.version.clone().into();
    ok(&body)
}

pub fn people(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    let user = |id: u64| state.users.get(&id).ok_or_else(|| missing("User"));
    match (cx.method.as_str(), rest) {
        ("GET", ["current-user", "whoami"] | ["current-user"]) => {
            ok(&wire::whoami(state, user(me)?))
        }
        ("PATCH", ["current-user"]) => {
            let user = state.users.get_mut(&me).ok_or_else(|| missing("User"))?;
            for (key, place) in [
                ("first_name", &mut user.first_name),
                ("last_name", &mut user.last_name),
                ("username", &mut user.username),
            ] {
                if let Some(text) = cx.body[key].as_str() {
                    text.clone_into(place);
                }
            }
            let user = state.users[&me].clone();
            ok(&wire::whoami(state, &user))
        }
        ("GET", ["users"]) => {
            let all: Vec<Value> = state
                .users
                .values()
                .map(|one| wire::user(state, one))
                .collect();
            ok(&json!(all))
        }
        ("GET", ["users", id]) => ok(&wire::user(state, user(number(id)?)?)),
        ("GET", ["organizations"]) => {
            let mut body = json!([{
                "id": 1, "title": "Label Studio", "contact_info": null,
                "created_at": "2026-11-21T07:52:57.677736Z",
            }]);
            if !state.at_least(1, 17)
                && let Some(map) = body[0].as_object_mut()
            {
                map.remove("created_at");
            }
            ok(&body)
        }
        (_, ["organizations", id, ..]) if *id != "1" => Err(missing("Organization")),
        ("GET", ["organizations", _]) => {
            let mut body = seed::recorded("organization");
            body["users"] = json!(state.users.keys().collect::<Vec<_>>());
            ok(&body)
        }
        ("GET", ["organizations", _, "memberships"]) => memberships(cx, state),
        ("GET", ["organizations", _, "memberships", id]) if state.at_least(1, 17) => {
            let id = user(number(id)?)?.id;
            let mine = state
                .annotations
                .values()
                .filter(|one| one.completed_by == id);
            let mut projects: Vec<u64> = mine.clone().map(|one| one.project).collect();
            projects.sort_unstable();
            projects.dedup();
            ok(&json!({
                "user": id, "organization": 1, "contributed_projects_count": projects.len(),
                "annotations_count": mine.count(), "created_at": "2026-11-21T08:03:33.369685Z",
                "created_projects": null, "contributed_to_projects": null,
            }))
        }
        ("PATCH", ["organizations", _, "memberships", id]) if state.enterprise() => {
            rights::manager(state, me)?;
            let id = number(id)?;
            let role = cx.body["role"].as_str().unwrap_or_default().to_owned();
            let user = state.users.get_mut(&id).ok_or_else(|| missing("User"))?;
            user.role = role;
            ok(&json!({"user": id, "organization": 1, "role": user.role}))
        }
        ("DELETE", ["organizations", _, "memberships", id]) => {
            if number(id)? == me {
                let said = json!({"detail": "User cannot soft delete self"}).to_string();
                return Err(Reply::Json(405, said));
            }
            state.users.remove(&number(id)?);
            Ok(Reply::Empty(204))
        }
        ("GET", ["invite"]) => ok(&json!({
            "token": "inviteTokenInviteTokenInviteTokenInvite",
            "invite_url": "/user/signup/?token=inviteTokenInviteTokenInviteTokenInvite",
        })),
        ("GET", ["session-policy"]) => ok(&json!({
            "max_session_age": 11520, "max_time_between_activity": 4320,
            "created_at": "2026-11-21T07:52:57.677736Z", "updated_at": "2026-11-21T07:52:57.677736Z",
        })),
        (method, _) => Err(wrong_method(method)),
    }
}

fn memberships(cx: &Cx, state: &State) -> Answer {
    let wide = cx.query.truth("contributed_to_projects") == Some(true);
    let search = cx.query.get("search").filter(|_| state.enterprise());
    let role = cx.query.get("role").filter(|_| state.enterprise());
    let all = state.users.values().filter(|user| {
        let text = format!("{} {} {}", user.first_name, user.last_name, user.email).to_lowercase();
        search.is_none_or(|want| text.contains(&want.to_lowercase()))
            && role.is_none_or(|want| want.split(',').any(|one| one == user.role))
    });
    let rows: Vec<Value> = all
        .map(|user| {
            let projects: Vec<Value> = state
                .projects
                .values()
                .map(|project| json!({"id": project.id, "title": project.text("title")}))
                .collect();
            let (made, worked) = match wide {
                true => (json!(projects), json!(projects)),
                false => (Value::Null, Value::Null),
            };
            let mut row = json!({
                "id": user.id, "organization": 1, "user": wire::user(state, user),
                "created_projects": made, "contributed_to_projects": worked,
            });
            if state.enterprise() {
                row["role"] = user.role.clone().into();
            }
            row
        })
        .collect();
    query::pages(cx, rows, 20, 10_000)
}

pub fn webhooks(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let project = cx.query.number("project");
            if project.is_some_and(|id| !state.projects.contains_key(&id)) {
                let said =
                    "Select a valid choice. That choice is not one of the available choices.";
                return Err(field("project", said));
            }
            let all: Vec<&Value> = state
                .webhooks
                .values()
                .filter(|one| project.is_none_or(|id| one["project"] == id))
                .collect();
            ok(&json!(all))
        }
        ("GET", ["info"]) => ok(&seed::recorded("webhooks-info")),
        ("POST", []) => {
            let url = cx.body["url"].as_str().unwrap_or_default();
            if url.is_empty() {
                return Err(field("url", "This field is required."));
            }
            let id = state.next_id("webhook");
            let mut body = seed::recorded("webhook");
            body["id"] = id.into();
            body["url"] = url.into();
            body["project"] = cx.body["project"].clone();
            state.webhooks.insert(id, body.clone());
            created(&body)
        }
        ("GET", [id]) => {
            let found = state.webhooks.get(&number(id)?);
            ok(found.ok_or_else(|| missing("Webhook"))?)
        }
        ("DELETE", [id]) => {
            let gone = state.webhooks.remove(&number(id)?);
            gone.ok_or_else(|| missing("Webhook"))?;
            Ok(Reply::Empty(204))
        }
        _ => {
            only(cx, &["GET", "POST", "DELETE"])?;
            Err(Reply::Html(404))
        }
    }
}
