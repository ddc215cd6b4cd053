//! The label stream: it hands out tasks, locks them, and remembers.

use super::reply::{Answer, error, ok};
use super::routes::{Cx, only};
use super::state::{State, is_labeled};
use super::{rights, wire};
use serde_json::{Value, json};

pub fn next(cx: &Cx, state: &mut State, project: u64) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    rights::project(state, me, project)?;
    let ids = state.tasks_of(project);
    hand_out(state, me, project, &ids)
}

pub fn hand_out(state: &mut State, me: u64, project: u64, ids: &[u64]) -> Answer {
    let free = ids.iter().copied().find(|id| {
        let annotations = state.annotations_of(*id);
        let own = annotations.iter().any(|one| one.completed_by == me);
        let locked = state
            .stream
            .iter()
            .any(|(user, _, task)| task == id && *user != me);
        let task = state.task(*id);
        !own && !locked
            && task.is_some_and(|task| {
                !is_labeled(&task, &annotations) && rights::sees_task(state, me, &task)
            })
    });
    let Some(task) = free.and_then(|id| state.task(id)) else {
        let mail = state
            .users
            .get(&me)
            .map(|user| user.email.clone())
            .unwrap_or_default();
        return Err(error(404, format!("There are no tasks for {mail}")));
    };
    state.stream.retain(|one| *one != (me, project, task.id));
    state.stream.push((me, project, task.id));
    let shape = wire::Shape {
        bodies: true,
        expand: false,
        columns: Some(&[]),
        results: false,
        me,
    };
    let mut body = wire::task(state, &task, &shape);
    body["annotations"] = json!([]);
    body["file_upload"] = task
        .file_upload
        .as_ref()
        .map_or(Value::Null, |_| task.id.into());
    body["unique_lock_id"] = format!("ef6739dc-fd12-4f12-900b-{:012x}", task.id).into();
    body["queue"] = "Sequence queue".into();
    if let Some(map) = body.as_object_mut() {
        for key in [
            "annotators",
            "annotations_results",
            "predictions_results",
            "annotations_ids",
            "predictions_model_versions",
            "storage_filename",
        ] {
            map.remove(key);
        }
    }
    ok(&body)
}

pub fn handed_out(cx: &Cx, state: &State, project: u64) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    rights::project(state, me, project)?;
    let own = state
        .stream
        .iter()
        .filter(|(user, of, _)| *user == me && *of == project);
    let list: Vec<Value> = own
        .map(|(_, _, task)| {
            let done = state
                .annotations_of(*task)
                .into_iter()
                .find(|one| one.completed_by == me);
            json!({"taskId": task, "annotationId": done.map(|one| one.id)})
        })
        .collect();
    ok(&json!(list[list.len().saturating_sub(100)..]))
}
