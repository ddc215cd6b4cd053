//! Annotations and predictions: lists, one, made, changed, deleted.

use super::reply::{Answer, Reply, created, error, field, missing, ok, wrong_method};
use super::routes::{Cx, number, only};
use super::state::{Annotation, Draft, Prediction, State};
use super::{fsm, history, rights, wire};
use serde_json::{Value, json};

pub const ACTIONS: [&str; 10] = [
    "prediction",
    "propagated_annotation",
    "imported",
    "submitted",
    "updated",
    "skipped",
    "accepted",
    "rejected",
    "fixed_and_accepted",
    "deleted_review",
];

/// `result` of a body: an array, or a text of JSON that is one.
fn result(body: &Value) -> Result<Option<Value>, Reply> {
    let wrong = || {
        field(
            "result",
            "annotation \"result\" field in annotation must be list",
        )
    };
    match body.get("result") {
        None => Ok(None),
        Some(Value::Array(list)) => Ok(Some(Value::Array(list.clone()))),
        Some(Value::String(text)) => match serde_json::from_str(text) {
            Ok(Value::Array(list)) => Ok(Some(Value::Array(list))),
            Ok(_) => Err(wrong()),
            Err(_) => Err(error(
                500,
                "annotation \"result\" can't be parse from str to JSON",
            )),
        },
        Some(_) => Err(wrong()),
    }
}

fn member(state: &State, body: &Value) -> Result<Option<u64>, Reply> {
    let Some(id) = body.get("completed_by").and_then(Value::as_u64) else {
        return Ok(None);
    };
    if state.users.contains_key(&id) {
        Ok(Some(id))
    } else {
        let said = format!("Invalid pk \"{id}\" - object does not exist.");
        Err(field("completed_by", &said))
    }
}

fn clear_truth(state: &mut State, task: u64, except: u64) {
    for mut other in state.annotations_of(task) {
        if other.ground_truth && other.id != except {
            other.ground_truth = false;
            state.put_annotation(other);
        }
    }
}

pub fn of_task(cx: &Cx, state: &mut State, task: u64) -> Answer {
    only(cx, &["GET", "POST"])?;
    let me = cx.me()?;
    rights::task(state, me, task)?;
    if cx.method == "GET" {
        let list: Vec<Value> = state
            .annotations_of(task)
            .iter()
            .filter(|one| !one.was_cancelled && rights::sees_annotation(state, me, one))
            .map(|one| wire::annotation(state, one, false))
            .collect();
        return ok(&json!(list));
    }
    make(cx, state, me, task)
}

fn make(cx: &Cx, state: &mut State, me: u64, task: u64) -> Answer {
    if rights::role(state, me) == "VO" {
        return Err(super::reply::forbidden());
    }
    let body = &cx.body;
    if body.is_array() {
        let said = "Invalid data. Expected a dictionary, but got list.";
        return Err(field("non_field_errors", said));
    }
    let result = result(body)?.unwrap_or(Value::Null);
    let author = member(state, body)?.unwrap_or(me);
    if author != me {
        rights::manager(state, me)?;
    }
    let project = state.task(task).map_or(0, |task| task.project);
    let cancelled = cx.query.truth("was_cancelled") == Some(true) || body["was_cancelled"] == true;
    let skips = state
        .projects
        .get(&project)
        .is_none_or(|one| one.body.get("show_skip_button") != Some(&json!(false)));
    if cancelled && !skips {
        return Err(error(400, "This task cannot be skipped."));
    }
    if let Some(text) = body["unique_id"].as_str() {
        if text.len() != 36 {
            return Err(error(500, "badly formed hexadecimal UUID string"));
        }
        if state.annotations.values().any(|one| one.unique_id == text) {
            return Err(error(409, "Annotation with this unique id already exists"));
        }
    }
    let mut draft_made = None;
    if let Some(draft) = body["draft_id"].as_u64() {
        match state.drafts.get(&draft) {
            // One that is gone is no reason to refuse.
            None => {}
            Some(one) if one.user != me => {
                let said = format!("You have no permission to draft id:{draft}");
                return Err(error(403, said));
            }
            Some(one) => draft_made = Some(one.created_at.clone()),
        }
        state.remove_draft(draft);
    }
    let now = state.now();
    let id = state.next_id("annotation");
    let one = Annotation {
        id,
        task,
        project,
        result,
        completed_by: author,
        was_cancelled: cancelled,
        ground_truth: body["ground_truth"] == true,
        created_at: now.clone(),
        updated_at: now,
        draft_created_at: draft_made,
        lead_time: body["lead_time"].as_f64(),
        last_action: body["last_action"].as_str().map(str::to_owned),
        updated_by: Some(me),
        parent_prediction: body["parent_prediction"].as_u64(),
        parent_annotation: body["parent_annotation"].as_u64(),
        unique_id: body["unique_id"].as_str().map_or_else(
            || format!("00000000-0000-4000-9000-{id:012x}"),
            str::to_owned,
        ),
    };
    if one.ground_truth {
        clear_truth(state, task, id);
    }
    let sent = wire::annotation(state, &one, false);
    state.put_annotation(one.clone());
    state.task_written(task, Some(me));
    fsm::annotated(state, &one, me);
    history::note(
        state,
        &one,
        if cancelled { "skipped" } else { "submitted" },
        me,
        None,
    );
    created(&sent)
}

pub fn one(cx: &Cx, state: &mut State, id: u64) -> Answer {
    let me = cx.me()?;
    if !["GET", "PATCH", "PUT", "DELETE"].contains(&cx.method.as_str()) {
        return Err(wrong_method(&cx.method));
    }
    let one = rights::annotation(state, me, id)?;
    match cx.method.as_str() {
        "GET" => {
            let expand = cx.query.get("expand") == Some("completed_by");
            ok(&wire::annotation(state, &one, expand))
        }
        "DELETE" => {
            rights::may_change(state, me, &one)?;
            state.remove_annotation(id);
            state.task_written(one.task, Some(me));
            Ok(Reply::Empty(204))
        }
        _ => change(cx, state, me, one),
    }
}

/// Values that are not what their key takes.
fn typed(body: &Value) -> Result<(), Reply> {
    if body.is_array() {
        return Err(error(500, "'list' object has no attribute 'get'"));
    }
    for key in ["ground_truth", "was_cancelled"] {
        if body.get(key).is_some_and(|value| !value.is_boolean()) {
            return Err(field(key, "Must be a valid boolean."));
        }
    }
    let seconds = body.get("lead_time");
    if seconds.is_some_and(|value| !value.is_number() && !value.is_null()) {
        return Err(field("lead_time", "A valid number is required."));
    }
    Ok(())
}

fn change(cx: &Cx, state: &mut State, me: u64, mut one: Annotation) -> Answer {
    rights::may_change(state, me, &one)?;
    let body = &cx.body;
    typed(body)?;
    if let Some(result) = result(body)? {
        one.result = result;
        history::note(state, &one, "updated", me, None);
    }
    if let Some(author) = member(state, body)? {
        one.completed_by = author;
    }
    if let Some(truth) = body["ground_truth"].as_bool() {
        if truth {
            clear_truth(state, one.task, one.id);
        }
        one.ground_truth = truth;
    }
    if let Some(cancelled) = body["was_cancelled"].as_bool() {
        one.was_cancelled = cancelled;
    }
    if let Some(seconds) = body.get("lead_time") {
        one.lead_time = seconds.as_f64();
    }
    match body.get("last_action") {
        None => {}
        Some(Value::String(word)) if ACTIONS.contains(&word.as_str()) => {
            one.last_action = Some(word.clone());
        }
        Some(Value::Null) => one.last_action = None,
        Some(other) => {
            return Err(field(
                "last_action",
                &format!("{other} is not a valid choice."),
            ));
        }
    }
    let from = one.task;
    if let Some(task) = body["task"].as_u64() {
        let target = state.task(task);
        let target = target.ok_or_else(|| field("task", "object does not exist."))?;
        (one.task, one.project) = (task, target.project);
    }
    one.updated_at = state.now();
    one.updated_by = Some(me);
    let sent = wire::annotation(state, &one, false);
    state.put_annotation(one.clone());
    for task in [from, one.task] {
        state.task_written(task, Some(me));
    }
    ok(&sent)
}

/// The annotation goes, and what it held is a draft of whoever asked.
pub fn to_draft(cx: &Cx, state: &mut State, id: u64) -> Answer {
    only(cx, &["POST"])?;
    let me = cx.me()?;
    let one = rights::annotation(state, me, id)?;
    rights::may_change(state, me, &one)?;
    let now = state.now();
    let draft = Draft {
        id: state.next_id("draft"),
        task: one.task,
        annotation: None,
        user: me,
        result: one.result,
        lead_time: one.lead_time,
        was_postponed: false,
        created_at: now.clone(),
        updated_at: now,
    };
    state.remove_annotation(id);
    let sent = wire::draft(state, &draft);
    state.put_draft(draft);
    state.task_written(one.task, Some(me));
    created(&sent)
}

pub fn predictions(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let (task, project) = (cx.query.number("task"), cx.query.number("project"));
            let found: Vec<Prediction> = match task {
                Some(task) => state.predictions_of(task),
                None => state.predictions.values().cloned().collect(),
            };
            let list: Vec<Value> = found
                .iter()
                .filter(|one| project.is_none_or(|id| one.project == id))
                .map(wire::prediction)
                .collect();
            ok(&json!(list))
        }
        ("POST", []) => {
            let task = cx.body["task"].as_u64();
            let task = task.ok_or_else(|| field("task", "This field is required."))?;
            let project = rights::task(state, me, task)?.project;
            let now = state.now();
            let one = Prediction {
                id: state.next_id("prediction"),
                task,
                project,
                result: result(&cx.body)?.unwrap_or(json!([])),
                model_version: cx.body["model_version"].as_str().map(str::to_owned),
                score: cx.body["score"].as_f64(),
                created_at: now.clone(),
                updated_at: now,
            };
            let sent = wire::prediction(&one);
            state.put_prediction(one);
            created(&sent)
        }
        (method, [id]) => {
            let id = number(id)?;
            let mut one = state
                .predictions
                .get(&id)
                .cloned()
                .ok_or_else(|| missing("Prediction"))?;
            match method {
                "GET" => ok(&wire::prediction(&one)),
                "DELETE" => {
                    state.remove_prediction(id);
                    Ok(Reply::Empty(204))
                }
                "PATCH" | "PUT" => {
                    if let Some(result) = result(&cx.body)? {
                        one.result = result;
                    }
                    if let Some(score) = cx.body["score"].as_f64() {
                        one.score = Some(score);
                    }
                    one.updated_at = state.now();
                    state.put_prediction(one.clone());
                    ok(&wire::prediction(&one))
                }
                other => Err(wrong_method(other)),
            }
        }
        (method, []) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

/// Enterprise: the same annotation on many tasks, and many deleted at once.
pub fn bulk(cx: &Cx, state: &mut State, what: &str) -> Answer {
    only(cx, &["POST"])?;
    let me = cx.me()?;
    rights::manager(state, me)?;
    let numbers = |key: &str| -> Vec<u64> {
        let all = cx.body[key].as_array().into_iter().flatten();
        all.filter_map(Value::as_u64).collect()
    };
    if what == "bulk-delete" {
        let ids = numbers("ids");
        if ids.len() > 100 {
            return Err(field(
                "ids",
                "Ensure this field has no more than 100 elements.",
            ));
        }
        ids.iter().for_each(|id| state.remove_annotation(*id));
        return ok(&json!({ "deleted": ids.len() }));
    }
    let mut made = Vec::new();
    for task in numbers("tasks") {
        if let Ok(Reply::Json(201, text)) = make(cx, state, me, task)
            && let Ok(one) = serde_json::from_str::<Value>(&text)
        {
            made.push(json!({ "id": one["id"] }));
        }
    }
    created(&json!(made))
}
