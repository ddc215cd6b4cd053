//! `/api/jobs`: list, detail, transitions, assignment, ground-truth jobs made and removed.

use super::lists::{self, Shape};
use super::reply::{Answer, Reply, crash, detail, field, forbidden, list_error, missing};
use super::rights;
use super::routes::Cx;
use super::state::{Job, State};
use super::{bulk, wire};
use serde_json::Value;

const SHAPE: Shape = Shape {
    simple: &[
        "task_name",
        "project_name",
        "assignee",
        "state",
        "stage",
        "task_id",
        "project_id",
        "dimension",
        "type",
        "parent_job_id",
    ],
    extra: &["id", "updated_date"],
    search: &["task_name", "project_name", "assignee", "state", "stage"],
    sort: "-id",
    not_equal: false,
};

/// From 2.65 on.
const NEWER: Shape = Shape {
    simple: &[
        "task_name",
        "project_name",
        "assignee",
        "state",
        "stage",
        "task_id",
        "project_id",
        "dimension",
        "type",
        "parent_job_id",
        "media_type",
        "mode",
    ],
    search: &["task_name", "project_name", "assignee"],
    ..SHAPE
};

fn term(state: &State, job: &Job, name: &str) -> Value {
    let task = || state.task(job.task);
    match name {
        "id" => job.id.into(),
        "task_id" => job.task.into(),
        "state" => job.state.clone().into(),
        "stage" => job.stage.clone().into(),
        "assignee" => state.username(job.assignee),
        "updated_date" => job.updated.clone().into(),
        "dimension" => "2d".into(),
        "type" if job.kind == "consensus_replica" && state.at_least(2, 80) => "replica".into(),
        "type" => job.kind.clone().into(),
        "parent_job_id" => job.parent.into(),
        "project_id" | "project" => task().and_then(|task| task.project).into(),
        "task_name" => task().map(|task| task.name).into(),
        "mode" => task().map(|task| task.mode()).into(),
        "media_type" => task()
            .and_then(|task| task.data)
            .map(|data| if data.video { "video" } else { "image" })
            .into(),
        "project_name" => task()
            .and_then(|task| state.projects.get(&task.project?).map(|p| p.name.clone()))
            .into(),
        _ => Value::Null,
    }
}

fn visible(cx: &Cx, state: &State) -> Result<Vec<u64>, Reply> {
    lists::member(cx, state)?;
    let me = cx.me()?;
    // One task of the bulk answers for all of them: they differ in the assignees alone.
    let bulk = state.bulk_tasks().next().and_then(|id| state.bulk_task(id));
    let sees_bulk = bulk.is_some_and(|task| rights::lists_task(state, me, &task));
    let bulk_here = lists::in_context(cx.context, Some(1));
    let mut ids = state.job_ids();
    ids.retain(|id| {
        if *id >= bulk::FIRST && !state.jobs.contains_key(id) {
            bulk_here
                && (sees_bulk
                    || state
                        .bulk_job(*id)
                        .is_some_and(|job| job.assignee == Some(me.id)))
        } else {
            state.job(*id).is_some_and(|job| {
                lists::in_context(cx.context, rights::job_org(state, &job))
                    && rights::lists_job(state, me, &job)
            })
        }
    });
    Ok(ids)
}

pub fn list(cx: &Cx, state: &mut State) -> Answer {
    let ids = lists::cached(cx, state, |state| {
        let shape = if state.at_least(2, 65) {
            &NEWER
        } else {
            &SHAPE
        };
        let mut ids = visible(cx, state)?;
        // A task's jobs are few: no need to ask all the others.
        if let Some(task) = cx.query.get("task_id").and_then(|id| id.parse().ok()) {
            let own: Vec<u64> = state.jobs_of(task).iter().map(|job| job.id).collect();
            ids.retain(|id| own.binary_search(id).is_ok());
        }
        lists::pick(cx, shape, ids, &|id, name| {
            state
                .job(id)
                .map_or(Value::Null, |job| term(state, &job, name))
        })
    })?;
    let page = lists::page(cx, ids.len())?;
    let mut writer = wire::JobWriter::new(state, cx);
    let body = lists::envelope(&page, ids.len(), |out, at| {
        if let Some(job) = state.job(ids[at]) {
            writer.write(out, &job);
        }
    });
    Ok(Reply::Json(200, body))
}

/// The job, when the one who asks may see it.
pub fn seen(cx: &Cx, state: &State, id: &str) -> Result<Job, Reply> {
    let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
    let job = state.job(id).ok_or_else(|| missing("Job"))?;
    if rights::sees_job(state, cx.me()?, &job) {
        Ok(job)
    } else {
        Err(forbidden())
    }
}

pub fn get(cx: &Cx, state: &State, id: &str) -> Answer {
    let job = seen(cx, state, id)?;
    Ok(Reply::Json(200, wire::job(state, cx, &job)))
}

/// The id in an assignee key. Anything but a known integer or null crashes the real server.
pub fn assignee(state: &State, value: &Value) -> Result<Option<u64>, Reply> {
    match value {
        Value::Null => Ok(None),
        value => value
            .as_u64()
            .filter(|id| state.users.contains_key(id))
            .map(Some)
            .ok_or_else(crash),
    }
}

pub fn choice(value: &Value, name: &str, known: &[&str]) -> Result<String, Reply> {
    match value.as_str() {
        Some(text) if known.contains(&text) => Ok(text.to_owned()),
        Some(text) => Err(field(name, &format!("\"{text}\" is not a valid choice."))),
        None => Err(field(name, &format!("\"{value}\" is not a valid choice."))),
    }
}

pub fn patch(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let mut job = seen(cx, state, id)?;
    let me = cx.me()?.clone();
    let body = cx.body.as_object().ok_or_else(crash)?;
    if body
        .keys()
        .any(|key| !["stage", "state", "assignee"].contains(&key.as_str()))
    {
        return Err(detail(403, "Attempted to update an unknown field"));
    }
    let leads = ["stage", "assignee"]
        .iter()
        .any(|key| body.contains_key(*key));
    if leads && !rights::leads_job(state, &me, &job) {
        return Err(forbidden());
    }
    let before = job.clone();
    if let Some(value) = body.get("assignee") {
        let wanted = assignee(state, value)?;
        rights::names_user(&me, rights::job_org(state, &job), wanted)?;
        job.assignee = wanted;
    }
    let stage = body
        .get("stage")
        .map(|value| choice(value, "stage", &["annotation", "validation", "acceptance"]))
        .transpose()?;
    let wanted = body
        .get("state")
        .map(|value| {
            choice(
                value,
                "state",
                &["new", "in progress", "completed", "rejected"],
            )
        })
        .transpose()?;
    if let Some(stage) = stage {
        if stage != job.stage {
            job.state = "new".into();
        }
        job.stage = stage;
    }
    if let Some(wanted) = wanted {
        job.state = wanted;
    }
    if !body.is_empty() {
        job.updated = state.now();
    }
    if job.assignee != before.assignee {
        job.assignee_updated = Some(job.updated.clone());
    }
    let answer = wire::job(state, cx, &job);
    if !body.is_empty() {
        state.set_job(job);
    }
    Ok(Reply::Json(200, answer))
}

/// Ground-truth jobs alone can be made.
pub fn create(cx: &Cx, state: &mut State) -> Answer {
    let me = cx.me()?.clone();
    let body = &cx.body;
    choice(&body["type"], "type", &["ground_truth"])?;
    let task = body["task_id"]
        .as_u64()
        .ok_or_else(|| field("task_id", "This field is required."))?;
    let task = state.task(task).ok_or_else(|| missing("Task"))?;
    let staff = rights::task_staff(state, &me, &task);
    rights::posts(state, &me, cx.context.org(), task.org, staff)?;
    let data = task.data.clone().ok_or_else(|| {
        list_error("This task has no data attached yet. Please set up task data and try again")
    })?;
    if state
        .jobs_of(task.id)
        .iter()
        .any(|job| job.kind == "ground_truth")
    {
        return Err(list_error(&format!(
            "Task {} already has a Ground Truth job",
            task.id
        )));
    }
    let mut frames: Vec<u64> = match body["frame_selection_method"].as_str() {
        Some("manual") => body["frames"]
            .as_array()
            .map(|list| list.iter().filter_map(Value::as_u64).collect())
            .unwrap_or_default(),
        Some("random_uniform" | "random_per_job") => {
            let count = body["frame_count"]
                .as_u64()
                .or_else(|| body["frames_per_job_count"].as_u64());
            let count = count.unwrap_or(1).clamp(1, data.size);
            (0..count).map(|n| n * data.size / count).collect()
        }
        _ => return Err(field("frame_selection_method", "This field is required.")),
    };
    frames.sort_unstable();
    frames.dedup();
    if frames.is_empty() || frames.iter().any(|frame| *frame >= data.size) {
        return Err(list_error("Unexpected frame numbers requested"));
    }
    let now = state.now();
    let job = Job {
        id: state.next_id("job"),
        task: task.id,
        kind: "ground_truth".into(),
        stage: "annotation".into(),
        state: "new".into(),
        assignee: None,
        assignee_updated: None,
        start: 0,
        stop: data.size - 1,
        frames: Some(frames),
        parent: None,
        created: now.clone(),
        updated: now,
    };
    if let Some(task) = state.tasks.get_mut(&task.id) {
        task.validation_mode = Some("gt".into());
    }
    let answer = wire::job(state, cx, &job);
    state.set_job(job);
    Ok(Reply::Json(201, answer))
}

pub fn delete(cx: &Cx, state: &mut State, id: &str) -> Answer {
    let job = seen(cx, state, id)?;
    if !rights::leads_job(state, cx.me()?, &job) {
        return Err(forbidden());
    }
    let honeypots = state
        .task(job.task)
        .is_some_and(|task| task.validation_mode.as_deref() == Some("gt_pool"));
    if job.kind != "ground_truth" || honeypots {
        return Err(list_error("Only ground truth jobs can be removed"));
    }
    state.jobs.remove(&job.id);
    let gone: Vec<u64> = state
        .issues
        .values()
        .filter(|i| i.job == job.id)
        .map(|i| i.id)
        .collect();
    for issue in gone {
        super::issues::remove(state, issue);
    }
    if let Some(task) = state.tasks.get_mut(&job.task) {
        task.validation_mode = None;
    }
    state.touch();
    Ok(Reply::Empty(204))
}
