//! The columns of the data manager.

use super::reply::{Answer, error, ok};
use super::routes::{Cx, only};
use super::state::State;
use super::{config, rights, seed};
use serde_json::{Value, json};

pub fn columns(cx: &Cx, state: &State) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    let id = cx
        .query
        .number("project")
        .ok_or_else(|| error(500, "'project'"))?;
    let project = rights::project(state, me, id)?;
    rights::opens_data(state, me, id)?;
    let parsed = config::parse(project.text("label_config"));
    let mut keys: Vec<String> = Vec::new();
    for task in state
        .tasks_of(id)
        .into_iter()
        .take(20)
        .filter_map(|id| state.task(id))
    {
        for key in task
            .data
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key)
        {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
    }
    let kind = |key: &str| {
        parsed
            .values()
            .flat_map(|control| control["inputs"].as_array().into_iter().flatten())
            .find(|input| input["value"] == key)
            .and_then(|input| input["type"].as_str())
            .map(|tag| match tag {
                "Image" | "Audio" | "AudioPlus" | "Video" => tag,
                _ => "String",
            })
    };
    // What the configuration names comes first.
    keys.sort_by_key(|key| kind(key).is_none());
    let mut list: Vec<Value> = keys
        .iter()
        .map(|key| {
            let kind = kind(key);
            json!({
                "id": key, "title": key, "type": kind.unwrap_or("Unknown"), "target": "tasks",
                "parent": "data", "project_defined": true,
                "visibility_defaults": {"explore": true, "labeling": kind.is_some()},
            })
        })
        .collect();
    let users: Vec<u64> = state.users.keys().copied().collect();
    let recorded = seed::recorded("columns");
    let own = recorded["columns"].as_array().into_iter().flatten();
    for mut one in own
        .filter(|one| one["project_defined"] == false && one["id"] != "data")
        .cloned()
    {
        if one["schema"]["items"].is_array() {
            one["schema"]["items"] = match one["id"].as_str() {
                Some("predictions_model_versions") => json!(versions(state, id)),
                _ => json!(users),
            };
        }
        if one["id"] == "avg_lead_time" && !state.at_least(1, 17) {
            one["type"] = "Number".into();
        }
        list.push(one);
    }
    if state.options.fsm || state.enterprise() {
        list.push(plain("state", "State", "TaskState"));
    }
    if state.enterprise() {
        for (id, title, kind) in [
            ("ground_truth", "Ground truth", "Boolean"),
            ("agreement", "Agreement", "Number"),
            ("reviewed", "Reviewed", "Boolean"),
            ("reviewers", "Reviewed by", "List"),
            ("reviews_accepted", "Reviews accepted", "Number"),
            ("reviews_rejected", "Reviews rejected", "Number"),
            ("comments", "Comments", "String"),
            ("comment_count", "Number of comments", "Number"),
            ("unresolved_comment_count", "Unresolved comments", "Number"),
        ] {
            list.push(plain(id, title, kind));
        }
    }
    list.push(json!({
        "id": "data", "title": "data", "type": "List", "target": "tasks", "children": keys,
        "project_defined": false,
    }));
    ok(&json!({ "columns": list }))
}

fn plain(id: &str, title: &str, kind: &str) -> Value {
    json!({
        "id": id, "title": title, "type": kind, "target": "tasks", "project_defined": false,
        "visibility_defaults": {"explore": false, "labeling": false},
    })
}

pub fn versions(state: &State, project: u64) -> Vec<String> {
    let mut found: Vec<String> = state
        .predictions
        .values()
        .filter(|one| one.project == project)
        .filter_map(|one| one.model_version.clone())
        .collect();
    if project == super::bulk::PROJECT {
        found.push("yolo-1".into());
    }
    found.sort();
    found.dedup();
    found
}
