//! Drafts: of everybody in a list, of the caller in a task.

use super::reply::{Answer, Reply, created, field, missing, ok, wrong_method};
use super::routes::{Cx, only};
use super::state::{Draft, State};
use super::{rights, wire};
use serde_json::{Value, json};

/// The list names the task alone: drafts of other annotations come with it, as in the real one.
pub fn of_task(cx: &Cx, state: &mut State, task: u64, annotation: Option<u64>) -> Answer {
    only(cx, &["GET", "POST"])?;
    let me = cx.me()?;
    rights::task(state, me, task)?;
    if cx.method == "GET" {
        let list: Vec<Value> = state
            .drafts_of(task)
            .into_iter()
            .filter(|one| !rights::annotates_only(state, me) || one.user == me)
            .map(|one| wire::draft(state, one))
            .collect();
        return ok(&json!(list));
    }
    let Some(result) = cx.body.get("result") else {
        return Err(field("result", "This field is required."));
    };
    if let Some(id) = annotation {
        state.annotation(id).ok_or_else(|| missing("Annotation"))?;
    }
    let now = state.now();
    let draft = Draft {
        id: state.next_id("draft"),
        task,
        annotation: annotation.or(cx.body["annotation"].as_u64()),
        user: me,
        result: result.clone(),
        lead_time: cx.body["lead_time"].as_f64(),
        was_postponed: cx.body["was_postponed"] == true,
        created_at: now.clone(),
        updated_at: now,
    };
    let sent = wire::draft(state, &draft);
    state.put_draft(draft);
    created(&sent)
}

pub fn one(cx: &Cx, state: &mut State, id: u64) -> Answer {
    let me = cx.me()?;
    let mut draft = state
        .drafts
        .get(&id)
        .cloned()
        .ok_or_else(|| missing("AnnotationDraft"))?;
    if rights::annotates_only(state, me) && draft.user != me {
        return Err(super::reply::forbidden());
    }
    match cx.method.as_str() {
        "GET" => ok(&wire::draft(state, &draft)),
        "DELETE" => {
            state.remove_draft(id);
            Ok(Reply::Empty(204))
        }
        "PATCH" | "PUT" => {
            if let Some(result) = cx.body.get("result") {
                draft.result = result.clone();
            }
            if let Some(seconds) = cx.body["lead_time"].as_f64() {
                draft.lead_time = Some(seconds);
            }
            if let Some(postponed) = cx.body["was_postponed"].as_bool() {
                draft.was_postponed = postponed;
            }
            draft.updated_at = state.now();
            let sent = wire::draft(state, &draft);
            state.put_draft(draft);
            ok(&sent)
        }
        other => Err(wrong_method(other)),
    }
}
