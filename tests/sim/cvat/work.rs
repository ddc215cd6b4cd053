//! Background requests: exports and quality, one status on with each poll.

use super::lists::{self, Shape};
use super::reply::{Answer, Reply, forbidden, list_error, missing, wrong_method};
use super::routes::Cx;
use super::state::{State, Work};
use super::{jobs, quality, tasks};
use serde_json::{Value, json};

const SHAPE: Shape = Shape {
    simple: &[
        "status",
        "project_id",
        "task_id",
        "job_id",
        "action",
        "target",
        "subresource",
        "format",
    ],
    extra: &["id"],
    search: &[],
    sort: "-created_date",
    not_equal: true,
};

fn encoded(rq_id: &str) -> String {
    url::form_urlencoded::byte_serialize(rq_id.as_bytes()).collect()
}

fn show(state: &State, cx: &Cx, work: &Work) -> Value {
    let place = work
        .job
        .map(|id| format!("jobs/{id}"))
        .or(work.task.map(|id| format!("tasks/{id}")));
    let done = work.status == "finished";
    let url = place.filter(|_| done && work.downloadable).map(|place| {
        format!(
            "{}/api/{place}/dataset/download?rq_id={}",
            cx.base,
            encoded(&work.rq_id)
        )
    });
    let mut operation = json!({
        "type": work.kind, "target": work.target, "project_id": work.project,
        "task_id": work.task, "job_id": work.job, "lightweight": null,
    });
    // Quality has no such key; an import has it without a value.
    if !work.kind.starts_with("calculate") {
        operation["format"] = json!(work.format);
    }
    let mut value = json!({
        "status": work.status, "message": work.message, "id": work.rq_id, "operation": operation,
        "progress": 0.0, "created_date": work.created,
        "started_date": if work.status == "queued" { Value::Null } else { work.created.clone().into() },
        "finished_date": work.finished,
        "expiry_date": if done { json!("2027-11-21T08:28:10.745308Z") } else { Value::Null },
        "owner": {"id": work.owner, "username": state.username(Some(work.owner))},
        "result_url": url, "result_id": work.result_id,
    });
    if state.at_least(2, 65) {
        let org = work
            .task
            .and_then(|id| state.task(id))
            .and_then(|task| task.org);
        value["org_id"] = json!(org);
    }
    value
}

/// One status on: queued, started, finished.
fn advance(state: &mut State, rq_id: &str) {
    let Some(work) = state.work.get_mut(rq_id) else {
        return;
    };
    if work.polls_left > 0 {
        work.polls_left -= 1;
        return;
    }
    match work.status.as_str() {
        "queued" => work.status = "started".into(),
        "started" => finish(state, rq_id),
        _ => {}
    }
}

pub fn finish(state: &mut State, rq_id: &str) {
    let Some(work) = state.work.get(rq_id) else {
        return;
    };
    let result = match (work.kind.as_str(), work.task) {
        ("calculate:quality", Some(task)) => quality::new_reports(state, task),
        _ => None,
    };
    let now = state.now();
    if let Some(work) = state.work.get_mut(rq_id) {
        work.status = "finished".into();
        work.finished = Some(now);
        work.result_id = result;
    }
}

pub fn route(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?.clone();
    let gone = || Reply::Text(404, "There is no request with specified id".into());
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            lists::member(cx, state)?;
            let mut own: Vec<&Work> = state
                .work
                .values()
                .filter(|work| work.owner == me.id)
                .collect();
            own.sort_by(|a, b| b.created.cmp(&a.created));
            let all = own
                .into_iter()
                .map(|work| {
                    let mut value = show(state, cx, work);
                    for key in ["project_id", "task_id", "job_id", "target", "format"] {
                        value[key] = value["operation"][key].clone();
                    }
                    let (action, what) = work.kind.split_once(':').unwrap_or_default();
                    value["action"] = action.into();
                    value["subresource"] = what.into();
                    value
                })
                .collect::<Vec<_>>();
            let numbers: Vec<u64> = (0..all.len() as u64).collect();
            let mut picked = lists::pick(cx, &SHAPE, numbers, &|at, term| {
                all[at as usize][term].clone()
            })?;
            picked.sort_unstable();
            let rows = picked
                .into_iter()
                .map(|at| {
                    let mut value = all[at as usize].clone();
                    if let Some(map) = value.as_object_mut() {
                        for key in [
                            "project_id",
                            "task_id",
                            "job_id",
                            "target",
                            "format",
                            "action",
                            "subresource",
                        ] {
                            map.remove(key);
                        }
                    }
                    value
                })
                .collect();
            lists::values(cx, rows)
        }
        ("GET", [id]) => {
            let work = state.work.get(*id).ok_or_else(gone)?;
            if work.owner != me.id && !super::rights::admin(&me) {
                return Err(forbidden());
            }
            advance(state, id);
            let work = state.work.get(*id).ok_or_else(gone)?;
            Ok(Reply::Json(200, show(state, cx, work).to_string()))
        }
        ("POST", [id, "cancel"]) => {
            let work = state.work.get(*id).ok_or_else(gone)?;
            if work.owner != me.id {
                return Err(forbidden());
            }
            if work.status != "queued" {
                return Err(Reply::Text(
                    400,
                    "Only requests that have not yet been started can be cancelled".into(),
                ));
            }
            state.work.remove(*id);
            Ok(Reply::Empty(200))
        }
        (method, _) => Err(wrong_method(method)),
    }
}

pub fn export(cx: &Cx, state: &mut State, kind: &str, id: &str) -> Answer {
    let me = cx.me()?.clone();
    let (target, project, task, job) = match kind {
        "jobs" => {
            let job = jobs::seen(cx, state, id)?;
            let project = state.task(job.task).and_then(|task| task.project);
            ("job", project, Some(job.task), Some(job.id))
        }
        "tasks" => {
            let task = tasks::seen(cx, state, id)?;
            ("task", task.project, Some(task.id), None)
        }
        _ => (
            "project",
            Some(tasks::seen_project(cx, state, id)?.id),
            None,
            None,
        ),
    };
    let Some(format) = cx.query.get("format").map(str::to_owned) else {
        return Err(list_error("format must be specified"));
    };
    let images = cx.query.get("save_images") == Some("true");
    let what = if images { "dataset" } else { "annotations" };
    let rq_id = format!(
        "action=export&target={target}&target_id={id}&user_id={}&format={}&subresource={what}",
        me.id,
        format.replace(' ', "_").replace('.', "~")
    );
    let now = state.now();
    state.work.insert(
        rq_id.clone(),
        Work {
            rq_id: rq_id.clone(),
            owner: me.id,
            kind: format!("export:{what}"),
            target: target.into(),
            project,
            task,
            job,
            format: Some(format),
            message: String::new(),
            status: "queued".into(),
            polls_left: state.options.polls,
            created: now,
            finished: None,
            result_id: None,
            downloadable: true,
        },
    );
    Ok(Reply::Json(202, json!({ "rq_id": rq_id }).to_string()))
}

pub fn download(cx: &Cx, state: &mut State, _kind: &str, _id: &str) -> Answer {
    let me = cx.me()?;
    let work = cx
        .query
        .get("rq_id")
        .and_then(|id| state.work.get(id))
        .ok_or_else(|| missing("Request"))?;
    if work.owner != me.id {
        return Err(forbidden());
    }
    Ok(Reply::Bytes {
        kind: Some("application/zip"),
        body: super::frames::context_zip(work.task.unwrap_or(0), 0, 1),
        headers: vec![(
            "content-disposition",
            "attachment; filename=\"annotations.zip\"".into(),
        )],
    })
}
