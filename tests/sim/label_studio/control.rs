//! The side door: faults, the log, tokens, roles, edits behind the client's back.

use super::faults::Fault;
use super::history;
use super::reply::{Answer, Reply};
use super::serve::{Shared, lock};
use super::state::State;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

fn json_reply(value: &Value) -> Answer {
    Ok(Reply::Json(200, value.to_string()))
}

/// `what` is what follows `/__control/`.
pub fn answer(shared: &Shared, method: &str, what: &str, body: &Value) -> Answer {
    let bad = |text: String| Reply::Json(400, json!({ "error": text }).to_string());
    match (method, what) {
        ("POST", "fault") => {
            let mut body = body.clone();
            if body.get("times").is_none() && body.is_object() {
                body["times"] = 1.into();
            }
            let fault: Fault = serde_json::from_value(body).map_err(|e| bad(e.to_string()))?;
            lock(&shared.faults).push(fault);
        }
        ("GET", "fault") => return json_reply(&json!(*lock(&shared.faults))),
        ("DELETE", "fault") => lock(&shared.faults).clear(),
        ("POST", "reset") => shared.reset(),
        ("GET", "log") => return json_reply(&json!(*lock(&shared.log))),
        ("GET", "foreign") => return json_reply(&json!(*lock(&shared.foreign_log))),
        ("DELETE", "log") => shared.clear_log(),
        ("GET", "count") => return json_reply(&count(shared)),
        ("POST", "latency") => {
            let ms = body["ms"].as_u64().unwrap_or(0);
            shared.latency_ms.store(ms, Ordering::SeqCst);
        }
        ("GET", "secrets") => return json_reply(&secrets(&lock(&shared.state))),
        ("POST", _) => {
            let mut state = lock(&shared.state);
            side(&mut state, what, body).map_err(bad)?;
            state.touch();
        }
        _ => return Err(bad(format!("no control route {method} {what}"))),
    }
    json_reply(&json!({}))
}

fn side(state: &mut State, what: &str, body: &Value) -> Result<(), String> {
    let user = body["user"].as_u64().unwrap_or(0);
    match what {
        "edit" => {
            let kind = body["kind"].as_str().unwrap_or_default();
            edit(state, kind, body["id"].as_u64().unwrap_or(0), &body["set"])
        }
        // Another person changes an annotation.
        "meddle" => meddle(
            state,
            body["annotation"].as_u64().unwrap_or(0),
            user,
            &body["set"],
        ),
        "expire-access" => {
            expire_access(state);
            Ok(())
        }
        "revoke-pat" => {
            let own = state.pats.values_mut().filter(|pat| pat.user == user);
            own.for_each(|pat| pat.blacklisted = true);
            Ok(())
        }
        "tokens" => {
            state.api_tokens = body["api"].as_bool().unwrap_or(state.api_tokens);
            state.legacy_tokens = body["legacy"].as_bool().unwrap_or(state.legacy_tokens);
            Ok(())
        }
        "role" => {
            let role = body["role"].as_str().ok_or("a role is a text")?.to_owned();
            state.users.get_mut(&user).ok_or("no such user")?.role = role;
            Ok(())
        }
        "clock" => {
            state.clock_s = body["seconds"].as_i64().unwrap_or(0);
            Ok(())
        }
        "fsm" => {
            state.options.fsm = body["on"] == true;
            Ok(())
        }
        // Enterprise: after so many requests one is refused with 429.
        "quota" => {
            state.quota = body["requests"].as_u64();
            Ok(())
        }
        other => Err(format!("no control route POST {other}")),
    }
}

fn secrets(state: &State) -> Value {
    let users = state.users.values().map(|user| {
        let pat = state
            .pats
            .values()
            .find(|pat| pat.user == user.id && !pat.blacklisted);
        json!({
            "id": user.id, "email": user.email, "password": user.password, "legacy": user.key,
            "pat": pat.map(|pat| pat.value.clone()), "role": user.role,
        })
    });
    users.collect()
}

fn count(shared: &Shared) -> Value {
    let log = lock(&shared.log);
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for seen in log.iter() {
        let route: Vec<&str> = seen
            .path
            .split('/')
            .map(|part| {
                if part.parse::<u64>().is_ok() {
                    "{id}"
                } else {
                    part
                }
            })
            .collect();
        *counts
            .entry(format!("{} {}", seen.method, route.join("/")))
            .or_default() += 1;
    }
    let most = shared.most.load(Ordering::SeqCst);
    json!({"total": log.len(), "max_parallel": most, "routes": counts})
}

pub fn expire_access(state: &mut State) {
    let next = state.next_id("access");
    state.access_floor = next + 1;
}

/// What another person does to an annotation: keys are set, dates and author of the change follow.
pub fn meddle(state: &mut State, id: u64, user: u64, set: &Value) -> Result<(), String> {
    let mut one = merged(&state.annotation(id).ok_or("no such annotation")?, set)?;
    one.updated_at = state.now();
    one.updated_by = Some(user);
    history::note(state, &one, "updated", user, None);
    let task = one.task;
    state.put_annotation(one);
    state.task_written(task, Some(user));
    Ok(())
}

/// Merges keys into an object as the state keeps it; `null` for `set` removes it.
pub fn edit(state: &mut State, kind: &str, id: u64, set: &Value) -> Result<(), String> {
    let gone = set.is_null();
    match kind {
        "task" if gone => state.remove_task(id),
        "task" => {
            let mut task = merged(&state.task(id).ok_or("no such task")?, set)?;
            if set.get("updated_at").is_none() {
                task.updated_at = state.now();
            }
            state.put_task(task);
        }
        "annotation" if gone => state.remove_annotation(id),
        "annotation" => {
            let one = merged(&state.annotation(id).ok_or("no such annotation")?, set)?;
            state.put_annotation(one);
        }
        "draft" if gone => state.remove_draft(id),
        "prediction" if gone => state.remove_prediction(id),
        "project" => {
            // Keys that are not the state's own go into what is shown.
            let project = state.projects.get_mut(&id).ok_or("no such project")?;
            for (key, value) in set.as_object().into_iter().flatten() {
                match key.as_str() {
                    "closed_to" | "members" | "manual" | "workspace" => {
                        *project = merged(project, &json!({ key: value }))?;
                    }
                    _ => drop(project.body.insert(key.clone(), value.clone())),
                }
            }
            if gone {
                state.projects.remove(&id);
            }
        }
        "user" => change(&mut state.users, id, set)?,
        "view" => change(&mut state.views, id, set)?,
        "pat" => change(&mut state.pats, id, set)?,
        "comment" => value(&mut state.comments, id, set),
        "review" => value(&mut state.reviews, id, set),
        "assignment" => value(&mut state.assignments, id, set),
        "workspace" => value(&mut state.workspaces, id, set),
        "version" => {
            let text = set.as_str().ok_or("a version is a text")?;
            text.clone_into(&mut state.options.version);
            let mut numbers = text.split('.').map(|part| part.parse().unwrap_or(0));
            let mut number = || numbers.next().unwrap_or(0);
            state.version = (number(), number(), number());
        }
        other => return Err(format!("no kind {other}")),
    }
    state.touch();
    Ok(())
}

fn value(table: &mut BTreeMap<u64, Value>, id: u64, set: &Value) {
    if set.is_null() {
        table.remove(&id);
        return;
    }
    let one = table.entry(id).or_insert_with(|| json!({ "id": id }));
    for (key, new) in set.as_object().into_iter().flatten() {
        one[key.as_str()] = new.clone();
    }
}

/// Removes, changes, or (when there was none) adds.
fn change<T: Serialize + DeserializeOwned>(
    table: &mut BTreeMap<u64, T>,
    id: u64,
    set: &Value,
) -> Result<(), String> {
    if set.is_null() {
        table.remove(&id);
        return Ok(());
    }
    let changed = match table.get(&id) {
        Some(old) => merged(old, set)?,
        None => serde_json::from_value(set.clone()).map_err(|e| e.to_string())?,
    };
    table.insert(id, changed);
    Ok(())
}

fn merged<T: Serialize + DeserializeOwned>(old: &T, set: &Value) -> Result<T, String> {
    let mut value = serde_json::to_value(old).map_err(|e| e.to_string())?;
    for (key, new) in set.as_object().ok_or("set is an object")? {
        if value.get(key).is_none() {
            return Err(format!("no key {key}"));
        }
        value[key.as_str()] = new.clone();
    }
    serde_json::from_value(value).map_err(|e| e.to_string())
}
