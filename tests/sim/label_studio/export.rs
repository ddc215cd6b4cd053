//! Exports: JSON at once, snapshots in the background that are done at once as well.

use super::reply::{Answer, Reply, created, error, missing, ok};
use super::routes::{Cx, number, only};
use super::state::{Annotation, State};
use super::{rights, wire};
use serde_json::{Value, json};

fn exported(one: &Annotation, state: &State) -> Value {
    let mut body = wire::annotation(state, one, false);
    if let Some(map) = body.as_object_mut() {
        map.remove("created_username");
        map.remove("created_ago");
    }
    body["prediction"] = json!({});
    body["result_count"] = one.result.as_array().map_or(0, Vec::len).into();
    body["unique_id"] = one.unique_id.clone().into();
    body
}

fn tasks(cx: &Cx, state: &State, project: u64) -> Vec<Value> {
    let wanted: Vec<u64> = cx
        .query
        .0
        .iter()
        .filter(|(key, _)| key == "ids" || key == "ids[]")
        .flat_map(|(_, value)| {
            value
                .split(',')
                .filter_map(|one| one.parse().ok())
                .collect::<Vec<u64>>()
        })
        .collect();
    let all = cx.query.truth("download_all_tasks") == Some(true);
    let shape = wire::Shape {
        bodies: true,
        expand: false,
        columns: None,
        results: false,
        me: 0,
    };
    let mut out = Vec::new();
    for id in state.tasks_of(project) {
        let annotations = state.annotations_of(id);
        let picked = wanted.is_empty() || wanted.contains(&id);
        if !picked || (annotations.is_empty() && !all) {
            continue;
        }
        let Some(task) = state.task(id) else { continue };
        let mut row = wire::task(state, &task, &shape);
        row["annotations"] = annotations.iter().map(|one| exported(one, state)).collect();
        row["drafts"] = state
            .drafts_of(id)
            .into_iter()
            .map(|one| wire::draft(state, one))
            .collect();
        row["predictions"] = state
            .predictions_of(id)
            .iter()
            .map(wire::prediction)
            .collect();
        row["updated_by"] = json!(task.updated_by);
        row["allow_skip"] = true.into();
        if let Some(map) = row.as_object_mut() {
            for key in [
                "annotators",
                "completed_at",
                "annotations_results",
                "predictions_results",
                "predictions_score",
                "annotations_ids",
                "predictions_model_versions",
                "avg_lead_time",
                "draft_exists",
                "is_labeled",
                "overlap",
                "storage_filename",
            ] {
                map.remove(key);
            }
        }
        out.push(row);
    }
    out
}

pub fn export(cx: &Cx, state: &mut State, project: u64, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    rights::project(state, me, project)?;
    rights::reviewer(state, me)?;
    only(cx, &["GET"])?;
    match rest {
        [] => {
            let kind = cx
                .query
                .get("exportType")
                .or(cx.query.get("export_type"))
                .unwrap_or("JSON");
            let list = tasks(cx, state, project);
            let (kind, text) = match kind {
                "JSON" => ("application/.json", json!(list).to_string()),
                "JSON_MIN" => ("application/json", least(&list).to_string()),
                "CSV" => ("text/csv", "id,annotator,annotation_id\n".to_owned()),
                other => return Err(error(500, format!("{other} is not supported"))),
            };
            let name = format!("attachment; filename=project-{project}.json");
            let headers = vec![
                ("content-type", kind.to_owned()),
                ("content-disposition", name),
            ];
            Ok(Reply::With(200, text, headers))
        }
        ["formats"] => ok(&json!([
            {"name": "JSON", "title": "JSON", "description": "List of items in raw JSON format", "link": ""},
            {"name": "JSON_MIN", "title": "JSON-MIN", "description": "from_name and to_name", "link": ""},
        ])),
        _ => Err(Reply::Html(404)),
    }
}

fn least(list: &[Value]) -> Value {
    let rows = list.iter().map(|task| {
        let mut row = task["data"].clone();
        row["id"] = task["id"].clone();
        row["annotation_id"] = task["annotations"][0]["id"].clone();
        row["annotator"] = task["annotations"][0]["completed_by"].clone();
        row
    });
    rows.collect()
}

/// `…/exports/`: snapshots.
pub fn snapshots(cx: &Cx, state: &mut State, project: u64, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    rights::project(state, me, project)?;
    rights::reviewer(state, me)?;
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let of = state
                .exports
                .values()
                .filter(|one| one["project"] == project);
            ok(&json!(of.collect::<Vec<_>>()))
        }
        ("POST", []) => {
            let id = state.next_id("export");
            let now = state.now();
            let one = json!({
                "id": id, "title": cx.body["title"], "created_by": wire::person(state, me),
                "created_at": now, "finished_at": now, "status": "completed", "md5": "0",
                "counters": {"task_number": state.tasks_of(project).len()}, "project": project,
                "converted_formats": [],
            });
            state.exports.insert(id, one.clone());
            created(&one)
        }
        (method, [id, rest @ ..]) => {
            let id = number(id)?;
            let found = state.exports.get(&id).ok_or_else(|| missing("Export"))?;
            match (method, rest) {
                ("GET", []) => ok(found),
                ("GET", ["download"]) => {
                    let text = json!(tasks(cx, state, project)).to_string();
                    let name = format!("attachment; filename=project-{project}-snapshot-{id}.json");
                    let kind = ("content-type", "application/json".to_owned());
                    Ok(Reply::With(
                        200,
                        text,
                        vec![kind, ("content-disposition", name)],
                    ))
                }
                ("DELETE", []) => {
                    state.exports.remove(&id);
                    Ok(Reply::Empty(204))
                }
                _ => Err(Reply::Html(404)),
            }
        }
        (method, _) => Err(super::reply::wrong_method(method)),
    }
}
