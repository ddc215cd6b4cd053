//! Enterprise: reviews of annotations, and how a task stands by them.

use super::reply::{Answer, Reply, created, field, forbidden, missing, ok, wrong_method};
use super::routes::{Cx, number};
use super::state::{State, Task};
use super::{history, rights};
use serde_json::{Value, json};

pub struct Standing {
    pub reviewed: bool,
    pub accepted: u64,
    pub rejected: u64,
    pub by: Vec<u64>,
    pub at: Value,
}

/// By the latest review of each live annotation; the project says whether one is enough.
pub fn of_task(state: &State, task: &Task) -> Standing {
    let mut standing = Standing {
        reviewed: false,
        accepted: 0,
        rejected: 0,
        by: Vec::new(),
        at: Value::Null,
    };
    let live: Vec<u64> = state
        .annotations_of(task.id)
        .iter()
        .filter(|one| !one.was_cancelled)
        .map(|one| one.id)
        .collect();
    let mut fine = 0;
    for id in &live {
        let of: Vec<&Value> = state
            .reviews
            .values()
            .filter(|one| one["annotation"] == *id)
            .collect();
        for one in &of {
            match one["accepted"].as_bool() {
                Some(true) => standing.accepted += 1,
                _ => standing.rejected += 1,
            }
            standing.by.extend(one["created_by"].as_u64());
            standing.at = one["created_at"].clone();
        }
        fine += usize::from(of.last().is_some_and(|one| one["accepted"] == true));
    }
    standing.by.sort_unstable();
    standing.by.dedup();
    let settings = state
        .projects
        .get(&task.project)
        .and_then(|one| one.body.get("review_settings"));
    let all = settings.is_some_and(|one| one["review_criteria"] == "all");
    standing.reviewed = if all {
        fine > 0 && fine == live.len()
    } else {
        fine > 0
    };
    standing
}

pub fn reviews(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let annotation = cx.query.number("annotation");
            let project = cx.query.number("annotation__task__project");
            let mut found: Vec<&Value> = state
                .reviews
                .values()
                .filter(|one| annotation.is_none_or(|id| one["annotation"] == id))
                .filter(|one| project.is_none_or(|id| one["project"] == id))
                .filter(|one| {
                    let id = one["annotation"].as_u64().unwrap_or(0);
                    rights::annotation(state, me, id).is_ok()
                })
                .collect();
            if cx.query.get("ordering") == Some("-id") {
                found.reverse();
            }
            let list: Vec<Value> = found.into_iter().map(shown).collect();
            ok(&json!(list))
        }
        ("POST", []) => make(cx, state, me),
        (method, [id]) => one(cx, state, me, method, number(id)?),
        (method, []) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

fn shown(one: &Value) -> Value {
    let mut one = one.clone();
    if let Some(map) = one.as_object_mut() {
        for key in ["project", "task", "before"] {
            map.remove(key);
        }
    }
    one
}

/// What the project's settings say against a review.
fn allowed(state: &State, project: u64, body: &Value) -> Result<Value, Reply> {
    let settings = state
        .projects
        .get(&project)
        .and_then(|one| one.body.get("review_settings"));
    let settings = settings.cloned().unwrap_or_default();
    if let Some(text) = body.get("comment")
        && text.as_str().is_none_or(|text| text.trim().is_empty())
    {
        return Err(field("comment", "This field may not be blank."));
    }
    if body["accepted"] == false
        && settings["require_comment_on_reject"] == true
        && body.get("comment").is_none()
    {
        return Err(field(
            "comment",
            "A comment is required to reject an annotation.",
        ));
    }
    let action = match (&body["reject_action"], &body["remove_from_queue"]) {
        (Value::String(word), _) => word.clone(),
        (_, Value::Bool(true)) => "remove".into(),
        (_, Value::Bool(false)) => "requeue".into(),
        _ => settings["default_reject_action"]
            .as_str()
            .unwrap_or("requeue")
            .into(),
    };
    let list = settings["allowed_reject_actions"].as_array();
    if body["accepted"] == false && list.is_some_and(|list| !list.iter().any(|one| *one == action))
    {
        return Err(field(
            "reject_action",
            &format!("\"{action}\" is not a valid choice."),
        ));
    }
    Ok(action.into())
}

fn make(cx: &Cx, state: &mut State, me: u64) -> Answer {
    let body = &cx.body;
    let id = body["annotation"].as_u64();
    let id = id.ok_or_else(|| field("annotation", "This field is required."))?;
    let accepted = body["accepted"].as_bool();
    let accepted = accepted.ok_or_else(|| field("accepted", "This field is required."))?;
    let mut annotation = rights::annotation(state, me, id)?;
    rights::reviewer(state, me)?;
    let action = allowed(state, annotation.project, body)?;
    let fixes = body["result"].is_array();
    let before = annotation.result.clone();
    let number = state.next_id("review");
    let review = json!({
        "id": number, "annotation": id, "accepted": accepted, "created_by": me,
        "created_at": state.now(), "started_at": body["started_at"], "result": if fixes { before.clone() } else { Value::Null },
        "remove_from_queue": !accepted && action == "remove",
        "reject_action": if accepted { Value::Null } else { action },
        "last_annotation_history": null, "fixed_annotation_history": null,
        "previous_annotation_history": null, "state": if accepted { "ACCEPTED" } else { "REJECTED" },
        "project": annotation.project, "task": annotation.task, "before": before,
    });
    state.reviews.insert(number, review.clone());
    let word = match (accepted, fixes) {
        (true, true) => "fixed_and_accepted",
        (true, false) => "accepted",
        (false, _) => "rejected",
    };
    if fixes {
        annotation.result = body["result"].clone();
    }
    annotation.last_action = Some(word.into());
    annotation.updated_at = state.now();
    annotation.updated_by = Some(me);
    history::note(state, &annotation, word, me, body["comment"].as_str());
    if let Some(text) = body["comment"].as_str() {
        super::comments::add(state, &annotation, me, text, &Value::Null);
    }
    let task = annotation.task;
    state.put_annotation(annotation);
    state.task_written(task, Some(me));
    created(&shown(&review))
}

fn one(cx: &Cx, state: &mut State, me: u64, method: &str, id: u64) -> Answer {
    let mut found = state
        .reviews
        .get(&id)
        .cloned()
        .ok_or_else(|| missing("AnnotationReview"))?;
    let annotation = rights::annotation(state, me, found["annotation"].as_u64().unwrap_or(0))?;
    if method != "GET"
        && (!rights::may_review(state, me)
            || (found["created_by"] != me && !rights::manages(state, me)))
    {
        return Err(forbidden());
    }
    match method {
        "GET" => ok(&shown(&found)),
        "DELETE" => {
            state.reviews.remove(&id);
            history::note(state, &annotation, "deleted_review", me, None);
            state.task_written(annotation.task, Some(me));
            Ok(Reply::Empty(204))
        }
        "PATCH" | "PUT" => {
            if let Some(accepted) = cx.body["accepted"].as_bool() {
                found["accepted"] = accepted.into();
                found["state"] = if accepted { "ACCEPTED" } else { "REJECTED" }.into();
                let word = if accepted { "accepted" } else { "rejected" };
                history::note(state, &annotation, word, me, cx.body["comment"].as_str());
            }
            state.reviews.insert(id, found.clone());
            state.task_written(annotation.task, Some(me));
            ok(&shown(&found))
        }
        other => Err(wrong_method(other)),
    }
}
