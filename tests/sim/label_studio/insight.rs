//! Summaries: labels and columns of a project, model versions, annotators, agreement.

use super::reply::{Answer, Reply, error, forbidden, ok};
use super::routes::{Cx, only};
use super::state::{Annotation, State};
use super::{columns, rights, wire};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub fn project(cx: &Cx, state: &State, id: u64, rest: &[&str]) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    rights::project(state, me, id)?;
    match rest {
        ["summary"] => summary(state, id),
        ["model-versions"] => {
            let list: Vec<Value> = columns::versions(state, id)
                .into_iter()
                .map(|version| {
                    let of = state.predictions.values().filter(|one| {
                        one.project == id && one.model_version.as_ref() == Some(&version)
                    });
                    let latest = of.clone().map(|one| one.created_at.as_str()).max();
                    json!({"model_version": version, "count": of.count(), "latest": latest})
                })
                .collect();
            if cx.query.truth("extended") == Some(true) {
                return ok(&json!({"static": list, "live": null}));
            }
            let plain: Map<String, Value> = list
                .iter()
                .map(|one| {
                    (
                        one["model_version"].as_str().unwrap_or_default().into(),
                        one["count"].clone(),
                    )
                })
                .collect();
            ok(&Value::Object(plain))
        }
        ["annotators"] => {
            let people: BTreeSet<u64> = state
                .annotations
                .values()
                .filter(|one| one.project == id)
                .map(|one| one.completed_by)
                .collect();
            let list: Vec<Value> = people
                .into_iter()
                .map(|id| {
                    let mut one = wire::person(state, id);
                    if let Some(map) = one.as_object_mut() {
                        map.remove("initials");
                    }
                    one
                })
                .collect();
            ok(&json!(list))
        }
        ["agreement-matrix"] | ["stats", "agreement_annotator"] | ["stats", "IAA"] => {
            matrix(state, id)
        }
        ["stats"] | ["stats", ..] => stats(state, id),
        ["pauses"] | ["pauses", ..] | ["review-routing-rules", ..] => ok(&json!([])),
        _ => Err(Reply::Html(404)),
    }
}

fn summary(state: &State, id: u64) -> Answer {
    let tasks = state.tasks_of(id);
    let mut keys: BTreeMap<String, u64> = BTreeMap::new();
    let mut labels: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for task in tasks.iter().take(2_000).filter_map(|id| state.task(*id)) {
        for key in task
            .data
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key)
        {
            *keys.entry(key.clone()).or_default() += 1;
        }
        for one in state.annotations_of(task.id) {
            for region in one.result.as_array().into_iter().flatten() {
                let (Some(from), Some(to), Some(kind)) = (
                    region["from_name"].as_str(),
                    region["to_name"].as_str(),
                    region["type"].as_str(),
                ) else {
                    continue;
                };
                *kinds.entry(format!("{from}|{to}|{kind}")).or_default() += 1;
                let of = labels.entry(from.into()).or_default();
                for label in region["value"][kind].as_array().into_iter().flatten() {
                    if let Some(label) = label.as_str().filter(|_| kind != "textarea") {
                        *of.entry(label.into()).or_default() += 1;
                    }
                }
            }
        }
    }
    let common: Vec<&String> = keys.keys().collect();
    ok(&json!({
        "project": id, "created_at": "2026-11-21T08:09:00.658859Z", "all_data_columns": keys,
        "common_data_columns": common, "created_annotations": kinds, "created_labels": labels,
        "created_labels_drafts": {},
    }))
}

pub fn task_agreement(cx: &Cx, state: &State, id: u64) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    rights::task(state, me, id)?;
    if !state.at_least(1, 17) {
        return Err(Reply::Html(404));
    }
    if !state.enterprise() {
        return Err(error(403, "Feature not enabled"));
    }
    let all = state.annotations_of(id);
    let mut labels: BTreeMap<String, u64> = BTreeMap::new();
    for region in all
        .iter()
        .flat_map(|one| one.result.as_array().into_iter().flatten())
    {
        for label in region["value"]["rectanglelabels"]
            .as_array()
            .into_iter()
            .flatten()
        {
            *labels
                .entry(label.as_str().unwrap_or_default().into())
                .or_default() += 1;
        }
    }
    ok(&json!({
        "total_annotations": all.len(),
        "distributions": {"box": {"type": "rectanglelabels", "labels": labels}},
    }))
}

fn rectangle(one: &Annotation) -> Option<[f64; 4]> {
    let first = one
        .result
        .as_array()?
        .iter()
        .find(|region| region["type"] == "rectanglelabels")?;
    let side = |key: &str| first["value"][key].as_f64();
    Some([side("x")?, side("y")?, side("width")?, side("height")?])
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    let width = ((a[0] + a[2]).min(b[0] + b[2]) - a[0].max(b[0])).max(0.0);
    let height = ((a[1] + a[3]).min(b[1] + b[3]) - a[1].max(b[1])).max(0.0);
    let both = width * height;
    both / (a[2] * a[3] + b[2] * b[3] - both)
}

/// Share of agreement of a task, 0 to 1: of first rectangles, else of whole results.
pub fn agreement(all: &[Annotation]) -> Option<f64> {
    let live: Vec<&Annotation> = all.iter().filter(|one| !one.was_cancelled).collect();
    let mut sum = Vec::new();
    for (at, a) in live.iter().enumerate() {
        for b in &live[at + 1..] {
            sum.push(match (rectangle(a), rectangle(b)) {
                (Some(a), Some(b)) => overlap(a, b),
                _ => f64::from(u8::from(a.result == b.result)),
            });
        }
    }
    (!sum.is_empty()).then(|| sum.iter().sum::<f64>() / sum.len() as f64)
}

fn matrix(state: &State, id: u64) -> Answer {
    let mut users: BTreeSet<u64> = BTreeSet::new();
    let mut pairs: BTreeMap<(u64, u64), Vec<f64>> = BTreeMap::new();
    for task in state.tasks_of(id).into_iter().take(2_000) {
        let all = state.annotations_of(task);
        for a in &all {
            users.insert(a.completed_by);
            for b in all.iter().filter(|b| b.completed_by != a.completed_by) {
                let share = agreement(&[a.clone(), b.clone()]);
                pairs
                    .entry((a.completed_by, b.completed_by))
                    .or_default()
                    .extend(share);
            }
        }
    }
    let mean = |a: &u64, b: &u64| {
        if a == b {
            return json!(1.0);
        }
        let of = pairs.get(&(*a, *b)).filter(|of| !of.is_empty());
        json!(of.map(|of| of.iter().sum::<f64>() / of.len() as f64))
    };
    let rows: Vec<Vec<Value>> = users
        .iter()
        .map(|a| users.iter().map(|b| mean(a, b)).collect())
        .collect();
    let people: Vec<Value> = users.iter().map(|id| wire::person(state, *id)).collect();
    ok(&json!({"IAA": rows, "matrix": rows, "users": people, "std": 0.0}))
}

fn stats(state: &State, id: u64) -> Answer {
    let shares: Vec<f64> = state
        .tasks_of(id)
        .into_iter()
        .take(2_000)
        .filter_map(|task| agreement(&state.annotations_of(task)))
        .collect();
    let mean = (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64);
    ok(&json!({"agreement": mean, "total_agreement": mean, "tasks": shares.len()}))
}

pub fn activity(cx: &Cx, state: &State) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    if !rights::manages(state, me) {
        return Err(forbidden());
    }
    let rows = state.history.values().cloned().collect();
    super::query::pages(cx, rows, 30, 100)
}
