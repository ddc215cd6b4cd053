//! Validation layouts: which frames are ground truth, which are honeypots.

use super::reply::{Answer, Reply, field, forbidden, list_error, missing, ok, wrong_method};
use super::routes::Cx;
use super::state::{State, Task};
use super::{jobs, rights, seed, tasks};
use serde_json::{Value, json};

/// The task of a layout, a report or a conflict, when the one who asks leads it.
pub fn led(cx: &Cx, state: &State, task: &Value) -> Result<Task, Reply> {
    let task = task
        .as_u64()
        .and_then(|id| state.task(id))
        .ok_or_else(|| missing("Task"))?;
    if rights::sees_task(state, cx.me()?, &task) {
        Ok(task)
    } else {
        Err(forbidden())
    }
}

pub fn route(cx: &Cx, state: &mut State, kind: &str, id: &str) -> Answer {
    let honeypots = seed::recorded("validation_layout_task_gt_pool");
    if kind == "jobs" {
        let job = jobs::seen(cx, state, id)?;
        let task = led(cx, state, &job.task.into())?;
        if cx.method != "GET" {
            return Err(wrong_method(&cx.method));
        }
        if task.validation_mode.as_deref() != Some("gt_pool") {
            return ok(&json!({}));
        }
        let pick = |key: &str| honeypots[key].as_array().cloned().unwrap_or_default();
        let own: Vec<(Value, Value)> = pick("honeypot_frames")
            .into_iter()
            .zip(pick("honeypot_real_frames"))
            .filter(|(frame, _)| frame.as_u64().is_some_and(|n| job.owns(n)))
            .collect();
        let (frames, real): (Vec<Value>, Vec<Value>) = own.into_iter().unzip();
        return ok(&json!({
            "honeypot_count": frames.len(), "honeypot_frames": frames, "honeypot_real_frames": real,
        }));
    }
    let mut task = tasks::seen(cx, state, id)?;
    let (start, step) = task
        .data
        .as_ref()
        .map_or((0, 1), |data| (data.start, data.step));
    let truth = state
        .jobs_of(task.id)
        .into_iter()
        .find(|job| job.kind == "ground_truth");
    if cx.method == "PATCH" {
        let wanted: Vec<u64> = cx.body["disabled_frames"]
            .as_array()
            .ok_or_else(|| field("disabled_frames", "This field is required."))?
            .iter()
            .filter_map(Value::as_u64)
            .collect();
        // A defect of the real server: with start or step neither form of number passes.
        let known = truth
            .as_ref()
            .is_some_and(|job| wanted.iter().all(|n| job.owns(*n)));
        if !known || start > 0 || step > 1 {
            return Err(list_error("Some frames are not validation frames"));
        }
        task.disabled_frames = wanted.into_iter().collect();
        state.tasks.insert(task.id, task.clone());
        state.touch();
    } else if cx.method != "GET" {
        return Err(wrong_method(&cx.method));
    }
    let disabled: Vec<u64> = task
        .disabled_frames
        .iter()
        .map(|n| start + n * step)
        .collect();
    match task.validation_mode.as_deref() {
        Some("gt_pool") => {
            let mut value = honeypots;
            value["disabled_frames"] = json!(disabled);
            ok(&value)
        }
        Some(mode) => {
            let frames: Vec<u64> = truth
                .and_then(|job| job.frames)
                .unwrap_or_default()
                .iter()
                .map(|n| start + n * step)
                .collect();
            ok(&json!({
                "mode": mode, "frames_per_job_count": null, "validation_frames": frames,
                "disabled_frames": disabled,
            }))
        }
        None => ok(&json!({"mode": null})),
    }
}
