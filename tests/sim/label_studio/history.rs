//! Enterprise: what has happened to annotations.

use super::reply::{Answer, ok};
use super::routes::{Cx, only};
use super::state::{Annotation, State};
use super::{query, rights};
use serde_json::{Value, json};

pub fn note(state: &mut State, one: &Annotation, action: &str, by: u64, comment: Option<&str>) {
    if !state.enterprise() {
        return;
    }
    let id = state.next_id("history");
    let row = json!({
        "id": id, "action": action, "annotation_id": one.id, "task_id": one.task,
        "draft_id": null, "review_id": null, "comment": comment, "comment_id": null,
        "created_by": by, "created_at": state.now(), "lead_time": one.lead_time, "started_at": null,
        "result": one.result, "project_id": one.project,
    });
    state.history.insert(id, row);
}

fn rows(cx: &Cx, state: &State, of: impl Fn(&Value) -> bool) -> Vec<Value> {
    let mut rows: Vec<Value> = state
        .history
        .values()
        .filter(|one| of(one))
        .cloned()
        .collect();
    if cx
        .query
        .get("ordering")
        .is_some_and(|order| order.starts_with('-'))
    {
        rows.reverse();
    }
    for row in &mut rows {
        if let Some(map) = row.as_object_mut() {
            map.remove("project_id");
        }
    }
    rows
}

pub fn of_annotation(cx: &Cx, state: &State) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    let id = cx.query.number("annotation").unwrap_or(0);
    rights::annotation(state, me, id)?;
    ok(&json!(rows(cx, state, |one| one["annotation_id"] == id)))
}

pub fn of_project(cx: &Cx, state: &State, project: u64) -> Answer {
    only(cx, &["GET"])?;
    let me = cx.me()?;
    rights::project(state, me, project)?;
    rights::reviewer(state, me)?;
    query::pages(
        cx,
        rows(cx, state, |one| one["project_id"] == project),
        100,
        1000,
    )
}
