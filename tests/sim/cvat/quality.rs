//! Quality reports, conflicts and settings, in both shapes.

use super::layout::led;
use super::lists::{self, Shape};
use super::reply::{Answer, Reply, crash, field, list_error, missing, ok, wrong_method};
use super::routes::Cx;
use super::state::{State, Work};
use super::{rights, seed, tasks, wire};
use serde_json::{Value, json};

const REPORTS: Shape = Shape {
    simple: &["job_id", "task_id", "project_id", "parent_id", "target"],
    extra: &[
        "id",
        "created_date",
        "gt_last_updated",
        "target_last_updated",
    ],
    search: &[],
    sort: "-id",
    not_equal: false,
};

const CONFLICTS: Shape = Shape {
    simple: &[
        "report_id",
        "type",
        "frame",
        "job_id",
        "task_id",
        "project_id",
        "severity",
    ],
    extra: &["id"],
    search: &[],
    sort: "-id",
    not_equal: false,
};

const SETTINGS: Shape = Shape {
    simple: &["task_id", "project_id", "parent_type", "inherit"],
    extra: &["id", "created_date", "updated_date"],
    search: &[],
    sort: "-id",
    not_equal: false,
};

/// A report as this version shows it.
fn report(state: &State, cx: &Cx, raw: &Value) -> Value {
    let mut value = raw.clone();
    if let Some(id) = raw["assignee"]["id"].as_u64() {
        value["assignee"] = wire::user(state, cx, Some(id));
    }
    let Some(summary) = value["summary"].as_object_mut() else {
        return value;
    };
    if !state.at_least(2, 37) {
        for key in ["validation_frames", "validation_frame_share"] {
            summary.remove(key);
        }
    }
    if state.at_least(2, 74)
        && let Some(jobs) = summary.get_mut("jobs").and_then(Value::as_object_mut)
    {
        let included = jobs["included"].clone();
        jobs.insert("completed".into(), included);
    }
    if state.at_least(2, 74) {
        let mut take = |key: &str| summary.remove(key).unwrap_or(Value::Null);
        let accuracy = take("accuracy");
        let (valid, truth, seen) = (take("valid_count"), take("gt_count"), take("ds_count"));
        for key in [
            "total_count",
            "precision",
            "recall",
            "warning_count",
            "frame_count",
            "frame_share",
        ] {
            take(key);
        }
        let count = |value: &Value| value.as_u64().unwrap_or(0);
        let items = json!([
            {
                "requirement_id": 1, "name": "Accuracy", "metric": "accuracy", "score": accuracy,
                "score_components": {
                    "valid_count": valid,
                    "missing_count": count(&truth).saturating_sub(count(&valid)),
                    "extra_count": count(&seen).saturating_sub(count(&valid)),

                },
                "calculation": {"status": "computed", "reason": null}, "threshold": 0.8,
            },
            {
                "requirement_id": 2, "name": "Recall of people", "metric": "recall", "score": null,
                "score_components": {"valid_count": 0, "missing_count": 0, "extra_count": 0},
                "calculation": {"status": "not_computed", "reason": "no_annotations"},
                "threshold": 0.9,
            },
        ]);
        summary.insert(
            "requirements".into(),
            json!({"total": 3, "enabled": 2, "completed": 1, "not_computed": 1, "items": items}),
        );
    }
    value
}

fn conflict(state: &State, raw: &Value) -> Option<Value> {
    let mut value = raw.clone();
    if state.at_least(2, 74) {
        if value["type"] == "low_overlap" {
            return None;
        }
        value["severity"] = "error".into();
        value["attribute_names"] = json!([]);
    }
    Some(value)
}

fn settings(state: &State, raw: &Value) -> Value {
    let mut value = raw.clone();
    let Some(map) = value.as_object_mut() else {
        return value;
    };
    if !state.at_least(2, 44) {
        map.remove("job_filter");
    }
    if !state.at_least(2, 37) {
        map.remove("inherit");
        map.remove("project_id");
    }
    if state.at_least(2, 74) {
        let keep = [
            "id",
            "task_id",
            "project_id",
            "inherit",
            "job_filter",
            "max_validations_per_job",
            "created_date",
            "updated_date",
        ];
        map.retain(|key, _| keep.contains(&key.as_str()));
        let task = map["task_id"].clone();
        let requirement = |id: u64, name: &str, metric: &str, score: f64, enabled: bool| {
            json!({
                "id": id, "settings_id": map["id"], "task_id": task, "project_id": null,
                "name": name, "is_base": id == 1, "sort_order": id, "filter": "",
                "enabled": enabled, "metric": metric, "required_score": score,
                "parent_requirement": null,
            })
        };
        let all = json!([
            requirement(1, "Accuracy", "accuracy", 0.8, true),
            requirement(2, "Recall of people", "recall", 0.9, true),
            requirement(3, "Precision", "precision", 0.8, false),
        ]);
        map.insert("requirements".into(), all);
    }
    value
}

pub fn route(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    match (cx.method.as_str(), rest) {
        ("GET", ["reports"]) => {
            lists::member(cx, state)?;
            let legacy = |raw: &Value| raw["summary"].get("requirements").is_none();
            let all = state
                .reports
                .values()
                .filter(|raw| {
                    led(cx, state, &raw["task_id"])
                        .is_ok_and(|t| lists::in_context(cx.context, t.org))
                })
                .map(|raw| report(state, cx, raw))
                .filter(|value| {
                    !state.at_least(2, 74)
                        || !legacy(value)
                        || cx.query.get("include_legacy") == Some("true")
                })
                .collect();
            lists::filtered(cx, &REPORTS, all)
        }
        ("POST", ["reports"]) => compute(cx, state),
        ("GET", ["reports", id, more @ ..]) => {
            let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
            let raw = state
                .reports
                .get(&id)
                .ok_or_else(|| missing("QualityReport"))?;
            led(cx, state, &raw["task_id"])?;
            if more.is_empty() {
                return ok(&report(state, cx, raw));
            }
            let mut data = seed::recorded("quality_report_data");
            data["id"] = id.into();
            ok(&data)
        }
        ("GET", ["conflicts"]) => {
            let wanted = cx
                .query
                .get("report_id")
                .and_then(|id| id.parse::<u64>().ok());
            let all: Vec<Value> = state
                .conflicts
                .values()
                .filter(|raw| {
                    let id = raw["report_id"].as_u64().unwrap_or(0);
                    let Some(report) = state.reports.get(&id) else {
                        return false;
                    };
                    // The report of a task stands for those of its jobs.
                    let fits = wanted.is_none_or(|w| w == id || report["parent_id"] == w);
                    fits && led(cx, state, &report["task_id"]).is_ok()
                })
                .filter_map(|raw| conflict(state, raw))
                .map(|mut value| {
                    let id = value["report_id"].as_u64().unwrap_or(0);
                    for key in ["job_id", "task_id", "project_id"] {
                        value[key] = state.reports[&id][key].clone();
                    }
                    if let Some(wanted) = wanted {
                        value["shown_for"] = wanted.into();
                    }
                    value
                })
                .collect();
            conflicts(cx, all)
        }
        ("GET", ["settings"]) => {
            lists::member(cx, state)?;
            if cx
                .query
                .get("task_id")
                .is_some_and(|id| id.parse::<u64>().is_ok())
            {
                led(
                    cx,
                    state,
                    &json!(
                        cx.query
                            .get("task_id")
                            .and_then(|id| id.parse::<u64>().ok())
                    ),
                )?;
            }
            let all = state
                .settings
                .values()
                .filter(|raw| led(cx, state, &raw["task_id"]).is_ok())
                .map(|raw| settings(state, raw))
                .collect();
            lists::filtered(cx, &SETTINGS, all)
        }
        (method @ ("GET" | "PATCH"), ["settings", id]) => {
            let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
            let mut raw = state
                .settings
                .get(&id)
                .cloned()
                .ok_or_else(|| missing("QualitySettings"))?;
            led(cx, state, &raw["task_id"])?;
            if method == "PATCH" {
                for (key, value) in cx.body.as_object().ok_or_else(crash)? {
                    raw[key.as_str()] = value.clone();
                }
                raw["updated_date"] = state.now().into();
                state.settings.insert(id, raw.clone());
            }
            ok(&settings(state, &raw))
        }
        (method, _) => Err(wrong_method(method)),
    }
}

/// Helper keys serve the filters alone and are taken out before the rows leave.
fn conflicts(cx: &Cx, mut all: Vec<Value>) -> Answer {
    for value in &mut all {
        if let Some(wanted) = value["shown_for"].as_u64() {
            value["true_report"] = value["report_id"].clone();
            value["report_id"] = wanted.into();
        }
    }
    let numbers: Vec<u64> = (0..all.len() as u64).collect();
    let picked = lists::pick(cx, &CONFLICTS, numbers, &|at, term| {
        all[at as usize][term].clone()
    })?;
    let rows = picked
        .into_iter()
        .map(|at| {
            let mut value = all[at as usize].clone();
            if value.get("true_report").is_some() {
                value["report_id"] = value["true_report"].clone();
            }
            if let Some(map) = value.as_object_mut() {
                for key in [
                    "job_id",
                    "task_id",
                    "project_id",
                    "shown_for",
                    "true_report",
                ] {
                    map.remove(key);
                }
            }
            value
        })
        .collect();
    lists::values(cx, rows)
}

fn compute(cx: &Cx, state: &mut State) -> Answer {
    let me = cx.me()?.clone();
    let (task, target) = match (cx.body["task_id"].as_u64(), cx.body["project_id"].as_u64()) {
        (Some(id), _) => (led(cx, state, &id.into())?, "task"),
        (None, Some(id)) if state.at_least(2, 37) => {
            tasks::seen_project(cx, state, &id.to_string())?;
            let task = state
                .tasks_of(id)
                .into_iter()
                .next()
                .ok_or_else(|| missing("Task"))?;
            (task, "project")
        }
        _ => return Err(field("task_id", "This field is required.")),
    };
    rights::posts(
        state,
        &me,
        cx.context.org(),
        task.org,
        rights::task_staff(state, &me, &task),
    )?;
    let ready = state
        .jobs_of(task.id)
        .iter()
        .any(|job| job.kind == "ground_truth" && job.status() == "completed");
    if !ready {
        return Err(list_error(
            "Quality reports require a Ground Truth job in the task at the acceptance stage and in the completed state",
        ));
    }
    let target_id = if target == "task" {
        task.id
    } else {
        task.project.unwrap_or(0)
    };
    let rq_id =
        format!("action=calculate&target={target}&target_id={target_id}&subresource=quality");
    let now = state.now();
    state.work.insert(
        rq_id.clone(),
        Work {
            rq_id: rq_id.clone(),
            owner: me.id,
            kind: "calculate:quality".into(),
            target: target.into(),
            project: task.project,
            task: Some(task.id),
            job: None,
            format: None,
            message: String::new(),
            status: "queued".into(),
            polls_left: state.options.polls,
            created: now,
            finished: None,
            result_id: None,
            downloadable: false,
        },
    );
    if !state.at_least(2, 16) {
        super::work::finish(state, &rq_id);
    }
    Ok(Reply::Json(202, json!({ "rq_id": rq_id }).to_string()))
}

/// Makes the reports that a computation ends in, as copies of the recorded ones with new ids.
pub fn new_reports(state: &mut State, task: u64) -> Option<u64> {
    let now = state.now();
    let mut parent = seed::recorded("quality_report_task");
    let id = state.next_id("report");
    let task = state.task(task)?;
    let mut jobs: Vec<(u64, Value)> = Vec::new();
    for job in state
        .jobs_of(task.id)
        .into_iter()
        .filter(|job| job.kind == "annotation")
    {
        let mut child = seed::recorded("quality_reports_list_jobs")["results"][0].clone();
        let child_id = state.next_id("report");
        child["id"] = child_id.into();
        child["parent_id"] = id.into();
        child["job_id"] = job.id.into();
        child["task_id"] = task.id.into();
        child["project_id"] = json!(task.project);
        child["created_date"] = now.clone().into();
        child["assignee"] = job
            .assignee
            .map_or(Value::Null, |user| json!({ "id": user }));
        jobs.push((child_id, child));
    }
    parent["id"] = id.into();
    parent["task_id"] = task.id.into();
    parent["project_id"] = json!(task.project);
    parent["created_date"] = now.into();
    parent["target_last_updated"] = task.updated.clone().into();
    state.reports.insert(id, parent);
    for old in seed::recorded("quality_conflicts")["results"]
        .as_array()
        .cloned()
        .unwrap_or_default()
    {
        let owner = old["annotation_ids"][0]["job_id"].clone();
        let found = jobs
            .iter()
            .find(|(_, child)| child["job_id"] == owner)
            .map(|(id, _)| *id);
        if let Some(report) = found {
            let mut fresh = old;
            let number = state.next_id("conflict");
            fresh["id"] = number.into();
            fresh["report_id"] = report.into();
            state.conflicts.insert(number, fresh);
        }
    }
    state.reports.extend(jobs);
    Some(id)
}
