//! The side door: faults, the log, counts, edits behind the client's back.

use super::faults::Fault;
use super::reply::{Answer, Reply};
use super::serve::Shared;
use super::state::State;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

pub fn answer(shared: &Shared, method: &str, path: &str, body: &Value) -> Answer {
    let bad = |text: String| Reply::Json(400, json!({ "error": text }).to_string());
    let fine = || Ok(Reply::Json(200, "{}".into()));
    match (method, path) {
        ("POST", "/control/fault") => {
            let mut body = body.clone();
            if body.get("times").is_none() && body.is_object() {
                body["times"] = 1.into();
            }
            let fault: Fault = serde_json::from_value(body).map_err(|e| bad(e.to_string()))?;
            shared
                .faults
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(fault);
            fine()
        }
        ("GET", "/control/fault") => {
            let faults = shared.faults.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(Reply::Json(200, json!(*faults).to_string()))
        }
        ("DELETE", "/control/fault") => {
            shared
                .faults
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clear();
            fine()
        }
        ("POST", "/control/reset") => {
            shared.reset();
            fine()
        }
        ("GET", "/control/log") => {
            let log = shared.log.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(Reply::Json(200, json!(*log).to_string()))
        }
        ("DELETE", "/control/log") => {
            shared.clear_log();
            fine()
        }
        ("GET", "/control/count") => {
            let log = shared.log.lock().unwrap_or_else(PoisonError::into_inner);
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
            let total = log.len();
            let most = shared.most.load(Ordering::SeqCst);
            Ok(Reply::Json(
                200,
                json!({"total": total, "max_parallel": most, "routes": counts}).to_string(),
            ))
        }
        ("POST", "/control/edit") => {
            let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            let kind = body["kind"].as_str().unwrap_or_default();
            let id = body["id"].as_u64().unwrap_or(0);
            edit(&mut state, kind, id, &body["set"]).map_err(bad)?;
            fine()
        }
        ("POST", "/control/latency") => {
            shared
                .latency_ms
                .store(body["ms"].as_u64().unwrap_or(0), Ordering::SeqCst);
            fine()
        }
        _ => Err(bad(format!("no control route {method} {path}"))),
    }
}

/// Merges keys into an object as the state keeps it; `null` for `set` removes it.
pub fn edit(state: &mut State, kind: &str, id: u64, set: &Value) -> Result<(), String> {
    let now = state.now();
    match kind {
        "job" if set.is_null() => {
            state.jobs.remove(&id);
            state.removed_jobs.insert(id);
        }
        "job" => {
            let mut job = merged(&state.job(id).ok_or("no such job")?, set)?;
            if set.get("updated").is_none() {
                job.updated = now;
            }
            state.set_job(job);
        }
        "task" if set.is_null() => drop(state.tasks.remove(&id)),
        "task" => {
            let task = merged(&state.task(id).ok_or("no such task")?, set)?;
            state.tasks.insert(id, task);
        }
        "issue" if set.is_null() => super::issues::remove(state, id),
        "project" => change(&mut state.projects, id, set)?,
        "issue" => {
            change(&mut state.issues, id, set)?;
            state.issue_counts.clear();
            let jobs: Vec<u64> = state.issues.values().map(|issue| issue.job).collect();
            for job in jobs {
                *state.issue_counts.entry(job).or_default() += 1;
            }
        }
        "comment" => change(&mut state.comments, id, set)?,
        "user" => change(&mut state.users, id, set)?,
        "token" => change(&mut state.access_tokens, id, set)?,
        "org" => change(&mut state.orgs, id, set)?,
        "membership" => change(&mut state.members, id, set)?,
        "label" => drop(state.labels.insert(id, set.clone())),
        // The annotations of the job with this number, whole.
        "annotations" => drop(state.annotations.insert(id, set.clone())),
        "guide" => drop(state.guides.insert(id, set.clone())),
        "report" => drop(state.reports.insert(id, set.clone())),
        "conflict" => drop(state.conflicts.insert(id, set.clone())),
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
