//! Enterprise: comments on annotations and drafts.

use super::reply::{Answer, Reply, created, field, forbidden, missing, ok, wrong_method};
use super::routes::{Cx, number};
use super::state::{Annotation, State};
use super::{rights, wire};
use serde_json::{Value, json};

pub fn add(state: &mut State, on: &Annotation, by: u64, text: &str, body: &Value) -> Value {
    let id = state.next_id("comment");
    let now = state.now();
    let resolved = body["is_resolved"] == true;
    let one = json!({
        "id": id, "text": text, "annotation": on.id, "draft": null, "task": on.task,
        "project": on.project, "created_by": by, "created_at": now, "updated_at": now,
        "is_resolved": resolved, "resolved_at": if resolved { json!(now) } else { Value::Null },
        "region_ref": body["region_ref"], "classifications": body["classifications"], "state": "CREATED",
    });
    state.comments.insert(id, one.clone());
    state.touch();
    one
}

fn shown(cx: &Cx, state: &State, one: &Value) -> Value {
    let mut body = one.clone();
    if cx.query.truth("expand_created_by") == Some(true) {
        body["created_by"] = one["created_by"]
            .as_u64()
            .map_or(Value::Null, |id| wire::person(state, id));
    }
    body
}

pub fn comments(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let annotation = cx.query.number("annotation");
            let draft = cx.query.number("draft");
            let projects = cx.query.numbers("projects");
            let annotators = cx.query.numbers("annotators");
            let mut found: Vec<&Value> = state
                .comments
                .values()
                .filter(|one| annotation.is_none_or(|id| one["annotation"] == id))
                .filter(|one| draft.is_none_or(|id| one["draft"] == id))
                .filter(|one| {
                    projects
                        .as_ref()
                        .is_none_or(|list| list.iter().any(|id| one["project"] == *id))
                })
                .filter(|one| {
                    let on = one["annotation"].as_u64().unwrap_or(0);
                    let on = rights::annotation(state, me, on).ok();
                    let by = |list: &Vec<u64>| {
                        on.as_ref()
                            .is_some_and(|on| list.contains(&on.completed_by))
                    };
                    on.is_some() && annotators.as_ref().is_none_or(by)
                })
                .collect();
            if cx.query.get("ordering") == Some("-id") {
                found.reverse();
            }
            let list: Vec<Value> = found.into_iter().map(|one| shown(cx, state, one)).collect();
            ok(&json!(list))
        }
        ("POST", []) => {
            let text = cx.body["text"].as_str().unwrap_or_default().to_owned();
            if text.trim().is_empty() {
                return Err(field("text", "This field may not be blank."));
            }
            let on = cx.body["annotation"].as_u64();
            let on =
                on.ok_or_else(|| field("annotation", "Either annotation or draft is required."))?;
            let on = rights::annotation(state, me, on)?;
            let one = add(state, &on, me, &text, &cx.body);
            created(&shown(cx, state, &one))
        }
        (method, [id]) => one(cx, state, me, method, number(id)?),
        (method, []) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

fn one(cx: &Cx, state: &mut State, me: u64, method: &str, id: u64) -> Answer {
    let mut found = state
        .comments
        .get(&id)
        .cloned()
        .ok_or_else(|| missing("Comment"))?;
    rights::annotation(state, me, found["annotation"].as_u64().unwrap_or(0))?;
    let own = found["created_by"] == me || rights::manages(state, me);
    match method {
        "GET" => ok(&shown(cx, state, &found)),
        "DELETE" if !own => Err(forbidden()),
        "DELETE" => {
            state.comments.remove(&id);
            state.touch();
            Ok(Reply::Empty(204))
        }
        "PATCH" | "PUT" => {
            let now = state.now();
            if let Some(text) = cx.body["text"].as_str() {
                if !own {
                    return Err(forbidden());
                }
                found["text"] = text.into();
            }
            if let Some(resolved) = cx.body["is_resolved"].as_bool() {
                found["is_resolved"] = resolved.into();
                found["resolved_at"] = if resolved { json!(now) } else { Value::Null };
            }
            if let Some(place) = cx.body.get("region_ref") {
                found["region_ref"] = place.clone();
            }
            found["updated_at"] = now.into();
            state.comments.insert(id, found.clone());
            state.touch();
            ok(&shown(cx, state, &found))
        }
        other => Err(wrong_method(other)),
    }
}
