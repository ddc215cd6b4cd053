//! Annotations of jobs and tasks: read, replaced, created, updated, deleted.

use super::reply::{Answer, Reply, forbidden, list_error, missing, ok, wrong_method};
use super::routes::Cx;
use super::state::{Job, State};
use super::{jobs, rights, tasks};
use serde_json::{Map, Value, json};

const KINDS: [&str; 3] = ["tags", "shapes", "tracks"];

fn empty() -> Value {
    json!({"version": 0, "tags": [], "shapes": [], "tracks": []})
}

/// What a job holds. Bulk jobs have one box a frame, so that there is something to see.
pub fn of_job(state: &State, job: &Job) -> Value {
    let mut all = match state.annotations.get(&job.id) {
        Some(all) => all.clone(),
        None if job.id >= super::bulk::FIRST => bulk(state, job),
        None => empty(),
    };
    if state.at_least(2, 56)
        && let Some(shapes) = all["shapes"].as_array_mut()
    {
        for shape in shapes.iter_mut().filter_map(Value::as_object_mut) {
            shape.entry("score").or_insert_with(|| json!(1.0));
        }
    }
    if state.at_least(2, 66) {
        all["intervals"] = json!([]);
    }
    all
}

fn bulk(state: &State, job: &Job) -> Value {
    let label = state
        .task(job.task)
        .and_then(|task| state.labels_of(&task).first().copied())
        .unwrap_or(1);
    let shapes: Vec<Value> = (job.start..=job.stop)
        .map(|frame| {
            let x = (frame * 37 % 400) as f64;
            json!({
                "id": job.id * 1000 + frame, "label_id": label, "type": "rectangle", "frame": frame,
                "group": null, "source": "manual", "occluded": false, "outside": false,
                "z_order": 0, "rotation": 0.0, "points": [x, 100.0, x + 120.0, 220.0],
                "attributes": [], "elements": [],
            })
        })
        .collect();
    json!({"version": 0, "tags": [], "shapes": shapes, "tracks": []})
}

pub fn route(cx: &Cx, state: &mut State, kind: &str, id: &str) -> Answer {
    if kind == "tasks" {
        return task(cx, state, id);
    }
    let job = jobs::seen(cx, state, id)?;
    match cx.method.as_str() {
        "GET" if cx.query.get("format").is_some() && state.at_least(2, 32) => Err(Reply::Text(
            410,
            "This endpoint is no longer supported".into(),
        )),
        "GET" => ok(&of_job(state, &job)),
        "PUT" => {
            check(state, &job, &cx.body, true)?;
            let fresh = with_ids(state, &cx.body, true);
            let answer = fresh.clone();
            store(state, job, fresh);
            ok(&answer)
        }
        "DELETE" => {
            store(state, job, empty());
            Ok(Reply::Empty(204))
        }
        "PATCH" => patch(cx, state, job),
        other => Err(wrong_method(other)),
    }
}

fn patch(cx: &Cx, state: &mut State, job: Job) -> Answer {
    let action = cx.query.get("action").unwrap_or_default().to_owned();
    if !["create", "update", "delete"].contains(&action.as_str()) {
        return Err(list_error(&format!("Unknown or missing action: {action}")));
    }
    check(state, &job, &cx.body, action == "create")?;
    let mut all = of_job(state, &job);
    let given = match action.as_str() {
        "delete" => cx.body.clone(),
        _ => with_ids(state, &cx.body, action == "create"),
    };
    for kind in KINDS {
        let (Some(list), Some(given)) = (all[kind].as_array_mut(), given[kind].as_array()) else {
            continue;
        };
        for one in given {
            let id = &one["id"];
            let at = list.iter().position(|old| old["id"] == *id);
            match (action.as_str(), at) {
                ("delete", Some(at)) => {
                    list.remove(at);
                }
                ("delete", None) => {}
                (_, Some(at)) => list[at] = one.clone(),
                (_, None) => list.push(one.clone()),
            }
        }
    }
    store(state, job, all);
    ok(&given)
}

fn store(state: &mut State, mut job: Job, all: Value) {
    state.annotations.insert(job.id, all);
    job.updated = state.now();
    state.set_job(job);
}

/// Gives new numbers to what has none, and the defaults of the server to what is left out.
fn with_ids(state: &mut State, body: &Value, all_new: bool) -> Value {
    let mut out = empty();
    for kind in KINDS {
        let Some(list) = body[kind].as_array() else {
            continue;
        };
        out[kind] = list
            .iter()
            .map(|one| complete(state, one, kind, all_new))
            .collect();
    }
    out
}

fn complete(state: &mut State, one: &Value, kind: &str, fresh: bool) -> Value {
    let mut map = one.as_object().cloned().unwrap_or_default();
    if fresh || map.get("id").is_none_or(Value::is_null) {
        let id = state.next_id("annotation");
        map.insert("id".into(), id.into());
    }
    let mut default = |key: &str, value: Value| {
        map.entry(key).or_insert(value);
    };
    default("group", Value::Null);
    default("source", "manual".into());
    default("attributes", json!([]));
    if kind != "tags" {
        default("elements", json!([]));
    }
    if kind == "shapes" {
        for key in ["occluded", "outside"] {
            default(key, false.into());
        }
        default("z_order", 0.into());
        default("rotation", json!(0.0));
        if state.at_least(2, 56) {
            map.entry("score").or_insert(json!(1.0));
        }
    }
    for nested in ["elements", "shapes"] {
        if let Some(Value::Array(list)) = map.get(nested).cloned() {
            let inner = if kind == "tracks" && nested == "elements" {
                "tracks"
            } else {
                "shapes"
            };
            let list = list
                .iter()
                .map(|one| complete(state, one, inner, fresh))
                .collect();
            map.insert(nested.into(), list);
        }
    }
    Value::Object(map)
}

fn check(state: &State, job: &Job, body: &Value, ids_absent: bool) -> Result<(), Reply> {
    if !body.is_object() {
        return Err(Reply::Json(
            400,
            json!({"non_field_errors": ["Invalid data. Expected a dictionary."]}).to_string(),
        ));
    }
    let labels = state
        .task(job.task)
        .map(|task| state.labels_of(&task))
        .unwrap_or_default();
    for kind in KINDS {
        let list = body[kind].as_array().map(Vec::as_slice).unwrap_or_default();
        let errors: Vec<Value> = list
            .iter()
            .map(|one| errors(one, kind, ids_absent))
            .collect();
        if errors
            .iter()
            .any(|error| error.as_object().is_some_and(|map| !map.is_empty()))
        {
            return Err(Reply::Json(400, json!({ kind: errors }).to_string()));
        }
        for one in list {
            let label = one["label_id"].as_u64().unwrap_or(0);
            if !labels.contains(&label) {
                return Err(list_error(&format!("label_id `{label}` is invalid")));
            }
            let specs: Vec<u64> = state.labels[&label]["attributes"]
                .as_array()
                .map(|list| list.iter().filter_map(|a| a["id"].as_u64()).collect())
                .unwrap_or_default();
            for attribute in one["attributes"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default()
            {
                let spec = attribute["spec_id"].as_u64().unwrap_or(0);
                if !specs.contains(&spec) {
                    return Err(list_error(&format!("spec_id `{spec}` is invalid")));
                }
            }
        }
    }
    Ok(())
}

fn errors(one: &Value, kind: &str, ids_absent: bool) -> Value {
    let mut found = Map::new();
    let mut required = |key: &str| {
        if one.get(key).is_none() {
            found.insert(key.into(), json!(["This field is required."]));
        }
    };
    required("label_id");
    required("frame");
    if kind == "shapes" {
        required("type");
    }
    if kind == "tracks" {
        required("shapes");
    }
    if ids_absent && one.get("id").is_some_and(|id| !id.is_null()) {
        found.insert("id".into(), json!(["must be absent"]));
    }
    if kind == "shapes"
        && let (Some(shape), Some(points)) = (one["type"].as_str(), one["points"].as_array())
    {
        let n = points.len();
        let good = match shape {
            "rectangle" | "ellipse" => n == 4,
            "polygon" => n >= 6 && n.is_multiple_of(2),
            "polyline" => n >= 4 && n.is_multiple_of(2),
            "points" => n >= 2 && n.is_multiple_of(2),
            "cuboid" => n == 16,
            "mask" => n >= 5,
            "skeleton" => n == 0,
            other => {
                found.insert(
                    "type".into(),
                    json!([format!("\"{other}\" is not a valid choice.")]),
                );
                true
            }
        };
        if !good {
            found.insert(
                "points".into(),
                json!([format!("invalid length for shape type '{shape}'")]),
            );
        }
    }
    Value::Object(found)
}

fn task(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let task = tasks::seen(cx, state, id)?;
    if cx.method != "GET" {
        return Err(if rights::admin(cx.me()?) {
            wrong_method(&cx.method)
        } else {
            forbidden()
        });
    }
    if task.data.is_none() {
        return Err(missing("Task"));
    }
    let mut all = empty();
    for job in state.jobs_of(task.id) {
        // Ground truth and replicas are not part of the task's own annotations.
        if job.kind != "annotation" {
            continue;
        }
        let mut one = of_job(state, &job);
        for kind in KINDS {
            let Some(list) = one[kind].as_array_mut() else {
                continue;
            };
            if let Some(into) = all[kind].as_array_mut() {
                into.append(list);
            }
        }
    }
    ok(&all)
}
