//! Actions of the data manager. A view beats the selection, and an empty selection is everything.

use super::reply::{Answer, Reply, bare, error, missing, ok};
use super::routes::{Cx, only};
use super::state::{Annotation, State};
use super::{columns, rights, seed, stream, tasks};
use serde_json::{Value, json};

const HIDDEN: [&str; 5] = [
    "next_task",
    "propagate_annotations",
    "rename_labels",
    "add_data_field",
    "cache_labels",
];

/// Only in Enterprise.
const MORE: [(&str, &str); 4] = [
    ("delete_ground_truths", "Delete Ground Truths"),
    ("delete_tasks_reviews", "Delete Reviews"),
    ("delete_reviewers", "Delete Review Assignments"),
    ("delete_annotators", "Delete Annotator Assignments"),
];

fn list(state: &State, me: u64) -> Value {
    if rights::annotates_only(state, me) {
        return json!([]);
    }
    let mut all = seed::recorded("actions");
    let deletes = rights::manages(state, me);
    if !state.at_least(1, 17) {
        // Its forms come with the list.
        all[1]["dialog"]["form"] = seed::recorded("action-form");
    }
    if let Some(list) = all.as_array_mut() {
        list.retain(|one| deletes || one["id"] == "retrieve_tasks_predictions");
        if state.enterprise() && deletes {
            for (at, (id, title)) in MORE.iter().enumerate() {
                list.push(json!({
                    "id": id, "title": title, "order": 110 + at, "permission": "tasks.delete",
                    "dialog": {"text": format!("{title} of the selected tasks?"), "type": "confirm"},
                }));
            }
        }
    }
    all
}

pub fn actions(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    if let [id, "form"] = rest
        && state.at_least(1, 17)
    {
        only(cx, &["GET"])?;
        return form(cx, state, id);
    }
    if !rest.is_empty() {
        return Err(Reply::Html(404));
    }
    only(cx, &["GET", "POST"])?;
    if cx.method == "GET" {
        let project = cx
            .query
            .number("project")
            .ok_or_else(|| error(500, "'project'"))?;
        rights::project(state, me, project)?;
        return ok(&list(state, me));
    }
    let Some(id) = cx.query.get("id").map(str::to_owned) else {
        return Err(bare(422, "No action id \"None\", use ?id=<action-id>"));
    };
    let known = HIDDEN.contains(&id.as_str())
        || seed::recorded("actions")
            .as_array()
            .into_iter()
            .flatten()
            .any(|one| one["id"] == id)
        || (state.enterprise() && MORE.iter().any(|(more, _)| *more == id));
    if !known {
        return Err(error(
            500,
            format!("Can't find '{id}' in registered actions"),
        ));
    }
    if cx.query.get("project").is_none() {
        return Err(missing("Project"));
    }
    let (project, wanted, _) = tasks::prepared(cx, state)?;
    rights::opens_data(state, me, project)?;
    let allowed = list(state, me)
        .as_array()
        .into_iter()
        .flatten()
        .any(|one| one["id"] == id);
    if state.enterprise() && !allowed && id != "next_task" {
        return Err(super::reply::forbidden());
    }
    let found = tasks::listing(state, me, project, &wanted)?;
    let ids = found.ids.clone();
    run(cx, state, me, project, &id, ids)
}

fn form(cx: &Cx, state: &State, id: &str) -> Answer {
    let project = cx.query.number("project").unwrap_or(0);
    match id {
        "predictions_to_annotations" => {
            let mut form = seed::recorded("action-form");
            form[0]["fields"][0]["options"] = json!(columns::versions(state, project));
            ok(&form)
        }
        "delete_tasks_annotations" => {
            let people: Vec<Value> = state
                .users
                .values()
                .map(|user| json!({"value": user.id.to_string(), "label": user.email}))
                .collect();
            ok(&json!([{"columnCount": 1, "fields": [{
                "type": "select", "name": "annotator", "label": "Select annotator or keep empty for all",
                "options": people,
            }]}]))
        }
        _ => ok(&json!([])),
    }
}

fn run(cx: &Cx, state: &mut State, me: u64, project: u64, id: &str, ids: Vec<u64>) -> Answer {
    let count = ids.len();
    let said = |text: String| ok(&json!({"processed_items": count, "detail": text}));
    match id {
        "next_task" => stream::hand_out(state, me, project, &ids),
        "retrieve_tasks_predictions" => said(format!("Retrieved {count} predictions")),
        "delete_tasks" => {
            ids.iter().for_each(|id| state.remove_task(*id));
            ok(&json!({
                "processed_items": count, "reload": state.tasks_of(project).is_empty(),
                "detail": format!("Deleted {count} tasks"),
            }))
        }
        "delete_tasks_annotations" => {
            let whom = &cx.body["annotator"];
            let whom = whom
                .as_u64()
                .or_else(|| whom.as_str().and_then(|text| text.parse().ok()));
            let mut gone = 0;
            for task in &ids {
                for one in state.annotations_of(*task) {
                    if whom.is_none_or(|id| one.completed_by == id) {
                        state.remove_annotation(one.id);
                        gone += 1;
                    }
                }
                let drafts: Vec<u64> = state
                    .drafts_of(*task)
                    .iter()
                    .filter(|one| whom.is_none_or(|id| one.user == id))
                    .map(|one| one.id)
                    .collect();
                drafts.into_iter().for_each(|id| state.remove_draft(id));
                state.task_written(*task, Some(me));
            }
            ok(&json!({"processed_items": gone, "detail": format!("Deleted {gone} annotations")}))
        }
        "delete_tasks_predictions" => {
            let mut gone = 0;
            for task in &ids {
                for one in state.predictions_of(*task) {
                    state.remove_prediction(one.id);
                    state.removed.insert(one.id);
                    gone += 1;
                }
            }
            ok(&json!({"processed_items": gone, "detail": format!("Deleted {gone} predictions")}))
        }
        "predictions_to_annotations" => from_predictions(cx, state, me, &ids),
        "delete_ground_truths" => {
            for mut one in ids
                .iter()
                .flat_map(|id| state.annotations_of(*id))
                .collect::<Vec<_>>()
            {
                if one.ground_truth {
                    one.ground_truth = false;
                    state.put_annotation(one);
                }
            }
            said("Ground truths deleted".into())
        }
        "delete_tasks_reviews" => {
            state
                .reviews
                .retain(|_, one| !ids.iter().any(|id| one["task"] == *id));
            said("Reviews deleted".into())
        }
        "delete_reviewers" | "delete_annotators" => {
            let kind = if id == "delete_reviewers" { "RE" } else { "AN" };
            state
                .assignments
                .retain(|_, one| one["type"] != kind || !ids.iter().any(|id| one["task"] == *id));
            said("Assignments deleted".into())
        }
        _ => ok(&json!({})),
    }
}

fn from_predictions(cx: &Cx, state: &mut State, me: u64, ids: &[u64]) -> Answer {
    let version = cx.body["model_version"].as_str().map(str::to_owned);
    let mut made = 0;
    for task in ids {
        let found = state.predictions_of(*task);
        for from in found.iter().filter(|one| one.model_version == version) {
            let now = state.now();
            let id = state.next_id("annotation");
            state.put_annotation(Annotation {
                id,
                task: *task,
                project: from.project,
                result: from.result.clone(),
                completed_by: me,
                was_cancelled: false,
                ground_truth: false,
                created_at: now.clone(),
                updated_at: now,
                draft_created_at: None,
                lead_time: None,
                last_action: Some("prediction".into()),
                updated_by: Some(me),
                parent_prediction: Some(from.id),
                parent_annotation: None,
                unique_id: format!("00000000-0000-4000-9000-{id:012x}"),
            });
            made += 1;
        }
        state.task_written(*task, Some(me));
    }
    ok(&json!({ "detail": format!("Created {made} annotations") }))
}
