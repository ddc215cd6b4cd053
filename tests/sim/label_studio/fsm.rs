//! The state machine: without its flags a transition says that it worked, and nothing happens.

use super::reply::{Answer, Reply, created, error, field, ok};
use super::routes::{Cx, number, only};
use super::state::{Annotation, State};
use super::{query, rights};
use serde_json::{Value, json};

fn on(state: &State) -> bool {
    state.options.fsm || state.enterprise()
}

/// The state that a transition leads to; `Err` for those that only the server makes.
fn target(name: &str) -> Option<Result<&'static str, ()>> {
    Some(match name {
        "task_completed" | "project_completed" => Ok("COMPLETED"),
        "task_in_progress" | "project_in_progress" | "project_in_progress_from_completed" => {
            Ok("IN_PROGRESS")
        }
        "task_created" | "annotation_created" | "annotation_updated" | "project_created" => Err(()),
        _ => return None,
    })
}

pub fn fsm(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match rest {
        ["entities", kind, id, "history"] => {
            only(cx, &["GET"])?;
            let id = number(id)?;
            known(state, me, kind, id).map_err(|_| Reply::Html(404))?;
            let mut rows: Vec<Value> = state
                .fsm
                .iter()
                .filter(|one| one["entity"] == *kind && one["entity_id"] == id)
                .filter(|one| {
                    ["state", "previous_state", "transition_name"]
                        .iter()
                        .all(|key| cx.query.get(key).is_none_or(|want| one[*key] == want))
                })
                .cloned()
                .collect();
            for row in &mut rows {
                if let Some(map) = row.as_object_mut() {
                    map.remove("entity");
                    map.remove("entity_id");
                }
            }
            if cx
                .query
                .get("ordering")
                .is_none_or(|order| order.starts_with('-'))
            {
                rows.reverse();
            }
            query::pages(cx, rows, 100, 1000)
        }
        ["entities", kind, id, "transition"] => {
            only(cx, &["POST"])?;
            let id = number(id)?;
            known(state, me, kind, id)?;
            transition(cx, state, me, kind, id)
        }
        ["backfill", ..] if state.enterprise() => created(&json!({ "success": true })),
        _ => Err(Reply::Html(404)),
    }
}

fn known(state: &State, me: u64, kind: &str, id: u64) -> Result<(), Reply> {
    match kind {
        "task" => rights::task(state, me, id).map(drop),
        "annotation" => rights::annotation(state, me, id).map(drop),
        "project" => rights::project(state, me, id).map(drop),
        _ => Err(error(404, "Not found.")),
    }
}

fn transition(cx: &Cx, state: &mut State, me: u64, kind: &str, id: u64) -> Answer {
    let Some(name) = cx.body["transition_name"].as_str().map(str::to_owned) else {
        return Err(field("transition_name", "This field is required."));
    };
    match target(&name) {
        Some(Ok(_)) if name.starts_with(kind) && !on(state) => {
            ok(&json!({"success": true, "new_state": null, "state_record": null}))
        }
        Some(Ok(to)) if name.starts_with(kind) => {
            record(state, kind, id, to, &name, Some(me), "Moved by hand");
            if kind == "task"
                && let Some(mut task) = state.task(id)
            {
                task.state = to.into();
                state.put_task(task);
            }
            let mut row = state.fsm.last().cloned().unwrap_or_default();
            if let Some(map) = row.as_object_mut() {
                map.remove("entity");
                map.remove("entity_id");
            }
            ok(&json!({"success": true, "new_state": to, "state_record": row}))
        }
        Some(Err(())) => Err(field(
            "transition_name",
            &format!("Transition {name} is auto-triggered"),
        )),
        _ => Err(field(
            "transition_name",
            "Unknown transition for this entity",
        )),
    }
}

pub fn record(
    state: &mut State,
    kind: &str,
    id: u64,
    to: &str,
    name: &str,
    by: Option<u64>,
    why: &str,
) {
    if !on(state) {
        return;
    }
    let previous = state
        .fsm
        .iter()
        .rev()
        .find(|one| one["entity"] == kind && one["entity_id"] == id)
        .map_or(Value::Null, |one| one["state"].clone());
    let by = by.and_then(|id| state.users.get(&id));
    let row = json!({
        "entity": kind, "entity_id": id,
        "id": format!("01a1fd34-0000-7000-8000-{:012x}", state.fsm.len()),
        "state": to, "previous_state": previous, "transition_name": name,
        "triggered_by": by.map(|user| json!({"id": user.id, "email": user.email})),
        "reason": why, "created_at": state.now(), "context_data": {},
    });
    state.fsm.push(row);
}

/// An annotation moves its task, whatever a hand has set before.
pub fn annotated(state: &mut State, one: &Annotation, by: u64) {
    if !on(state) {
        return;
    }
    record(
        state,
        "annotation",
        one.id,
        "CREATED",
        "annotation_created",
        Some(by),
        "Annotation created",
    );
    let why = "Task completed - annotation submitted";
    record(
        state,
        "task",
        one.task,
        "COMPLETED",
        "task_completed",
        Some(by),
        why,
    );
    if let Some(mut task) = state.task(one.task) {
        task.state = "COMPLETED".into();
        state.put_task(task);
    }
}
