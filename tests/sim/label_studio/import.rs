//! Import of a JSON array of tasks, with annotations and predictions.

use super::reply::{Answer, created, error, invalid};
use super::routes::{Cx, only};
use super::state::{Annotation, Prediction, State};
use super::{rights, tasks};
use serde_json::{Value, json};

pub fn import(cx: &Cx, state: &mut State, project: u64) -> Answer {
    only(cx, &["POST"])?;
    let me = cx.me()?;
    rights::project(state, me, project)?;
    rights::manager(state, me)?;
    let list: Vec<Value> = match &cx.body {
        Value::Array(list) => list.clone(),
        Value::Object(one) if !one.is_empty() => vec![cx.body.clone()],
        _ => return Err(error(400, "load_tasks: No data found in DATA or in FILES")),
    };
    if list.is_empty() {
        return Err(invalid(json!({"non_field_errors": ["tasks is empty"]})));
    }
    let mut ids = Vec::new();
    let (mut annotations, mut predictions) = (0, 0);
    for one in &list {
        let data = if one["data"].is_object() {
            one["data"].clone()
        } else {
            one.clone()
        };
        if !data.is_object() {
            return Err(invalid(json!({"non_field_errors": ["Task is not a dict"]})));
        }
        let id = tasks::add(state, project, data, one["meta"].clone());
        ids.push(id);
        for given in one["annotations"].as_array().into_iter().flatten() {
            annotate(state, me, project, id, given);
            annotations += 1;
        }
        for given in one["predictions"].as_array().into_iter().flatten() {
            predict(state, project, id, given);
            version(state, project, given);
            predictions += 1;
        }
    }
    let mut body = json!({
        "task_count": ids.len(), "annotation_count": annotations, "prediction_count": predictions,
        "duration": 0.25, "file_upload_ids": [], "could_be_tasks_list": false, "found_formats": [],
        "data_columns": [],
    });
    if cx.query.truth("return_task_ids") == Some(true) {
        body["task_ids"] = json!(ids);
    }
    if state.enterprise() {
        body["import"] = ids.first().copied().into();
    }
    created(&body)
}

fn annotate(state: &mut State, me: u64, project: u64, task: u64, given: &Value) {
    let now = state.now();
    let id = state.next_id("annotation");
    let author = match &given["completed_by"] {
        Value::Number(n) => n.as_u64(),
        Value::Object(map) => map.get("email").and_then(|mail| {
            let found = state.users.values().find(|user| *mail == user.email);
            found.map(|user| user.id)
        }),
        _ => None,
    };
    state.put_annotation(Annotation {
        id,
        task,
        project,
        result: given["result"].clone(),
        completed_by: author
            .filter(|id| state.users.contains_key(id))
            .unwrap_or(me),
        was_cancelled: given["was_cancelled"] == true,
        // What is imported is the truth unless it says otherwise.
        ground_truth: given["ground_truth"] != false,
        created_at: now.clone(),
        updated_at: now,
        draft_created_at: None,
        lead_time: given["lead_time"].as_f64(),
        last_action: None,
        updated_by: None,
        parent_prediction: None,
        parent_annotation: None,
        unique_id: format!("00000000-0000-4000-9000-{id:012x}"),
    });
}

/// A project without a version of its own takes that of the predictions.
fn version(state: &mut State, project: u64, given: &Value) {
    let version = &given["model_version"];
    if let Some(project) = state.projects.get_mut(&project)
        && project.text("model_version").is_empty()
        && version.is_string()
    {
        project.body.insert("model_version".into(), version.clone());
    }
}

fn predict(state: &mut State, project: u64, task: u64, given: &Value) {
    let now = state.now();
    let id = state.next_id("prediction");
    state.put_prediction(Prediction {
        id,
        task,
        project,
        result: given["result"].clone(),
        model_version: given["model_version"].as_str().map(str::to_owned),
        score: given["score"].as_f64(),
        created_at: now.clone(),
        updated_at: now,
    });
}
