//! Tasks: pages of the data manager, one task whole, its writes.

use super::filter::{Listing, Wanted, column, select};
use super::reply::{Answer, Reply, bare, created, error, field, missing, ok, wrong_method};
use super::routes::{Cx, only};
use super::state::{State, Task};
use super::{query, rights, wire};
use serde_json::{Value, json};
use std::sync::Arc;

/// Columns that a plain list leaves out.
const LAZY: [&str; 13] = [
    "annotators",
    "annotations_results",
    "annotations_ids",
    "predictions_score",
    "predictions_model_versions",
    "predictions_results",
    "file_upload",
    "completed_at",
    "avg_lead_time",
    "draft_exists",
    "reviewed",
    "reviewers",
    "agreement",
];

/// Project, filters and order of a request: of its view, or its own.
pub fn prepared(cx: &Cx, state: &State) -> Result<(u64, Wanted, Value), Reply> {
    let asked = |name: &str| {
        let body = cx.body.get(name).and_then(Value::as_u64);
        cx.query.number(name).or(body).filter(|id| *id > 0)
    };
    let view = asked("view")
        .map(|id| state.views.get(&id).ok_or_else(|| missing("View")))
        .transpose()?;
    let project = match (asked("project"), view) {
        (Some(id), Some(view)) if view.project != id => {
            return Err(error(500, "Project and View mismatch"));
        }
        (Some(id), _) => id,
        (None, Some(view)) => view.project,
        (None, None) => return Err(bare(404, "Neither project nor view id specified")),
    };
    let data = match (view, cx.query.get("query")) {
        (Some(view), _) => view.data.clone(),
        (None, Some(text)) => {
            serde_json::from_str(text).map_err(|_| error(500, "Expected object or value"))?
        }
        (None, None) => cx.body.clone(),
    };
    if view.is_none() && !data["selectedItems"].is_null() && !data["selectedItems"].is_object() {
        let said = format!(
            "selectedItems must be JSON encoded string for dict: {{\"all\": [true|false], \"excluded | \
             included\": [...task_ids...]}}. Found: {}",
            data["selectedItems"]
        );
        return Err(error(500, said));
    }
    let wanted = Wanted {
        filters: data["filters"].clone(),
        ordering: data["ordering"].clone(),
        selected: match view {
            Some(_) => Value::Null,
            None => data["selectedItems"].clone(),
        },
        display: data["columnsDisplayType"].clone(),
    };
    Ok((project, wanted, data))
}

/// What a request lists; kept while nothing is written.
pub fn listing(
    state: &mut State,
    me: u64,
    project: u64,
    wanted: &Wanted,
) -> Result<Arc<Listing>, Reply> {
    let key = format!(
        "{me} {project} {} {} {} {}",
        wanted.filters, wanted.ordering, wanted.selected, wanted.display
    );
    if let Some((generation, known)) = state.cache.get(&key)
        && *generation == state.generation
    {
        return Ok(Arc::clone(known));
    }
    let mut ids = state.tasks_of(project);
    if rights::annotates_only(state, me) {
        ids.retain(|id| {
            state
                .task(*id)
                .is_some_and(|task| rights::sees_task(state, me, &task))
        });
    }
    let found = Arc::new(select(state, ids, wanted)?);
    if state.cache.len() > 64 {
        state.cache.clear();
    }
    let generation = state.generation;
    state.cache.insert(key, (generation, Arc::clone(&found)));
    Ok(found)
}

/// The lazy columns that are computed all the same.
fn evaluated(wanted: &Wanted, data: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for item in wanted.filters["items"].as_array().into_iter().flatten() {
        names.extend(item["filter"].as_str());
        names.extend(item["child_filter"]["filter"].as_str());
    }
    names.extend(wanted.ordering.get(0).and_then(Value::as_str));
    let mut out: Vec<String> = names
        .into_iter()
        .filter_map(|raw| column(raw).ok())
        .map(|(name, _)| name)
        .collect();
    let hidden = &data["hiddenColumns"];
    if hidden.is_object() {
        let hides = |side: &str, name: &str| {
            let wanted = format!("tasks:{name}");
            hidden[side]
                .as_array()
                .into_iter()
                .flatten()
                .any(|one| *one == wanted)
        };
        let shown = LAZY
            .iter()
            .filter(|name| !(hides("explore", name) && hides("labeling", name)));
        out.extend(shown.map(|name| (*name).to_owned()));
    }
    out
}

pub fn tasks(cx: &Cx, state: &mut State) -> Answer {
    only(cx, &["GET", "POST"])?;
    let me = cx.me()?;
    if cx.method == "POST" {
        return make(cx, state, me);
    }
    let (project, wanted, data) = prepared(cx, state)?;
    rights::opens_data(state, me, project)?;
    let found = listing(state, me, project, &wanted)?;
    let most = state
        .options
        .task_page_max
        .map_or(usize::MAX / 2, |most| most as usize);
    let range = query::slice(cx, found.ids.len(), 100, most, false)?;
    let all = cx.query.get("fields") == Some("all");
    let columns = evaluated(&wanted, &data);
    let shape = wire::Shape {
        bodies: all,
        expand: false,
        columns: (!all).then_some(columns.as_slice()),
        results: true,
        me,
    };
    let include = query::words(cx, "include");
    let omit = query::words(cx, "omit");
    let rows: Vec<Value> = found.ids[range]
        .iter()
        .filter_map(|id| state.task(*id))
        .map(|task| {
            let mut row = wire::task(state, &task, &shape);
            if cx.query.get("resolve_uri") == Some("false") {
                row["data"] = super::media::raw(&task.data);
            }
            query::keep(&mut row, include.as_deref(), omit.as_deref());
            if state.at_least(1, 17) && include.is_some() {
                nested(&mut row, include.as_deref());
            }
            row
        })
        .collect();
    ok(&json!({
        "total_annotations": found.annotations, "total_predictions": found.predictions,
        "total": found.ids.len(), "tasks": rows,
    }))
}

/// `include` drops keys of the annotations inside as well, but never their numbers.
fn nested(row: &mut Value, include: Option<&[String]>) {
    for one in row["annotations"].as_array_mut().into_iter().flatten() {
        let id = one["id"].clone();
        query::keep(one, include, None);
        one["id"] = id;
    }
    if row["annotations"].is_null()
        && let Some(map) = row.as_object_mut()
    {
        map.remove("annotations");
    }
}

fn make(cx: &Cx, state: &mut State, me: u64) -> Answer {
    let Some(project) = cx.body["project"].as_u64() else {
        return Err(field("project", "This field is required."));
    };
    rights::project(state, me, project)?;
    rights::manager(state, me)?;
    if !cx.body["data"].is_object() {
        return Err(field("data", "This field is required."));
    }
    let id = add(
        state,
        project,
        cx.body["data"].clone(),
        cx.body["meta"].clone(),
    );
    let mut task = state.task(id).expect("just made");
    // Only an import asks the project how many people shall see a task.
    task.overlap = 1;
    state.put_task(task.clone());
    created(&plain(state, &task, None))
}

/// A new task at the end of its project.
pub fn add(state: &mut State, project: u64, data: Value, meta: Value) -> u64 {
    let id = state.next_id("task");
    let now = state.now();
    let inner = state.of_project.get(&project).map_or(0, Vec::len) as u64 + 1;
    let overlap = state
        .projects
        .get(&project)
        .map_or(1, |one| one.number("maximum_annotations"));
    state.put_task(Task {
        id,
        project,
        inner_id: inner,
        data,
        meta: if meta.is_object() { meta } else { json!({}) },
        overlap: overlap.max(1),
        created_at: now.clone(),
        updated_at: now,
        updated_by: None,
        file_upload: None,
        storage_filename: None,
        state: "CREATED".into(),
    });
    super::fsm::record(
        state,
        "task",
        id,
        "CREATED",
        "task_created",
        None,
        "Task created in the system",
    );
    id
}

/// A task as all but the data manager show it: people and files as numbers, no lazy columns.
pub fn plain(state: &State, task: &Task, shape: Option<&wire::Shape>) -> Value {
    let bare = wire::Shape {
        bodies: false,
        expand: false,
        columns: Some(&[]),
        results: false,
        me: 0,
    };
    let mut body = wire::task(state, task, shape.unwrap_or(&bare));
    body["updated_by"] = json!(task.updated_by);
    body["file_upload"] = task
        .file_upload
        .as_ref()
        .map_or(Value::Null, |_| task.id.into());
    if let Some(map) = body.as_object_mut() {
        for key in [
            "drafts",
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
    body
}

pub fn task(cx: &Cx, state: &mut State, id: u64) -> Answer {
    let me = cx.me()?;
    if !["GET", "PATCH", "PUT", "DELETE"].contains(&cx.method.as_str()) {
        return Err(wrong_method(&cx.method));
    }
    let mut found = rights::task(state, me, id)?;
    match cx.method.as_str() {
        "GET" => {
            let shape = wire::Shape {
                bodies: true,
                expand: true,
                columns: None,
                results: false,
                me,
            };
            let mut body = wire::task(state, &found, &shape);
            if cx.query.get("resolve_uri") == Some("false") {
                body["data"] = super::media::raw(&found.data);
            }
            ok(&body)
        }
        "DELETE" => {
            rights::manager(state, me)?;
            state.remove_task(id);
            Ok(Reply::Empty(204))
        }
        _ => {
            rights::reviewer(state, me)?;
            let body = &cx.body;
            if let Some(meta) = body.get("meta") {
                found.meta = meta.clone();
            }
            if let Some(data) = body.get("data") {
                if !data.is_object() {
                    return Err(error(500, "'str' object has no attribute 'keys'"));
                }
                found.data = data.clone();
            }
            if let Some(overlap) = body["overlap"].as_u64() {
                found.overlap = overlap;
            }
            found.updated_at = state.now();
            state.put_task(found.clone());
            let shape = wire::Shape {
                bodies: true,
                expand: false,
                columns: Some(&[]),
                results: false,
                me,
            };
            ok(&plain(state, &found, Some(&shape)))
        }
    }
}
