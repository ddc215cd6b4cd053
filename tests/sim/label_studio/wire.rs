//! Objects as they are sent.

use super::state::{
    Annotation, Draft, Prediction, Project, State, Task, User, completed_at, is_labeled,
};
use super::{config, insight, reviews, rights};
use serde_json::{Map, Value, json};

pub fn user(state: &State, user: &User) -> Value {
    let mut body = json!({
        "id": user.id, "first_name": user.first_name, "last_name": user.last_name,
        "username": user.username, "email": user.email,
        "last_activity": "2026-11-21T08:28:05.135184Z", "avatar": null,
        "initials": user.initials(), "phone": "", "active_organization": 1,
        "allow_newsletters": if user.id == 1 { Value::Null } else { false.into() },
    });
    if state.at_least(1, 17) {
        body["custom_hotkeys"] = json!({});
        body["active_organization_meta"] =
            json!({"title": "Label Studio", "email": "admin@example.com"});
        body["date_joined"] = user.joined.clone().into();
    }
    if state.enterprise() {
        body["lse_fields"] = json!({
            "invite_activated": true, "invite_expired": false, "trial_role": null,
            "social_auth_finished": false,
        });
        body["org_membership"] = json!([{"role": user.role, "active": true, "organization_id": 1}]);
        body["organization_membership"] =
            json!({"role": user.role, "active": true, "organization_id": 1});
        body["pause"] = Value::Null;
    }
    body
}

pub fn whoami(state: &State, user: &User) -> Value {
    let mut body = self::user(state, user);
    if state.at_least(1, 17) {
        let all = super::seed::recorded("whoami")["permissions"].clone();
        body["permissions"] = match rights::role(state, user.id) {
            "OW" | "AD" | "MA" => all,
            "RE" => json!([
                "projects.view",
                "tasks.view",
                "annotations.create",
                "annotations.view",
                "annotations.change",
                "actions.perform",
                "views.view"
            ]),
            _ => json!([
                "projects.view",
                "tasks.view",
                "annotations.create",
                "annotations.view",
                "annotations.change"
            ]),
        };
    }
    body
}

/// A user as annotations and projects hold one.
pub fn person(state: &State, id: u64) -> Value {
    let Some(user) = state.users.get(&id) else {
        return Value::Null;
    };
    json!({
        "id": user.id, "first_name": user.first_name, "last_name": user.last_name,
        "avatar": null, "email": user.email, "initials": user.initials(),
    })
}

/// Tasks of a project that a user has annotated.
fn done_by(state: &State, project: u64, user: u64) -> u64 {
    let own = state.annotations.values();
    let own =
        own.filter(|one| one.project == project && one.completed_by == user && !one.was_cancelled);
    let tasks: std::collections::BTreeSet<u64> = own.map(|one| one.task).collect();
    tasks.len() as u64
}

/// What a task adds to the counts of its project.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub live: u64,
    pub cancelled: u64,
    pub predictions: u64,
    pub truth: u64,
    pub useful: u64,
    pub labeled: bool,
}

pub fn tally(state: &State, task: u64) -> Tally {
    if let Some(fast) = state.bulk_tally(task) {
        return fast;
    }
    let annotations = state.annotations_of(task);
    let live = annotations.iter().filter(|one| !one.was_cancelled);
    Tally {
        live: live.clone().count() as u64,
        cancelled: annotations.iter().filter(|one| one.was_cancelled).count() as u64,
        predictions: state.predictions_of(task).len() as u64,
        truth: annotations.iter().filter(|one| one.ground_truth).count() as u64,
        useful: live
            .filter(|one| !one.ground_truth && !one.result.is_null())
            .count() as u64,
        labeled: state
            .task(task)
            .is_some_and(|task| is_labeled(&task, &annotations)),
    }
}

pub const COUNTS: [&str; 8] = [
    "task_number",
    "finished_task_number",
    "total_predictions_number",
    "total_annotations_number",
    "num_tasks_with_annotations",
    "useful_annotation_number",
    "ground_truth_number",
    "skipped_annotations_number",
];

/// The counts, in the order of `COUNTS`; kept until something is written.
pub fn counts(state: &State, project: u64) -> [u64; 8] {
    let mut cache = state
        .counts
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((generation, known)) = cache.get(&project)
        && *generation == state.generation
    {
        return *known;
    }
    let ids = state.tasks_of(project);
    let mut sum = [0; 8];
    sum[0] = ids.len() as u64;
    for id in ids {
        let one = tally(state, id);
        sum[1] += u64::from(one.labeled);
        sum[2] += one.predictions;
        sum[3] += one.live;
        sum[4] += u64::from(one.useful > 0);
        sum[5] += one.useful;
        sum[6] += one.truth;
        sum[7] += one.cancelled;
    }
    cache.insert(project, (state.generation, sum));
    sum
}

pub fn project(state: &State, project: &Project, me: u64) -> Value {
    let mut body = project.body.clone();
    let sums = counts(state, project.id);
    for (name, sum) in COUNTS.iter().zip(sums) {
        body.insert((*name).into(), sum.into());
    }
    let done = done_by(state, project.id, me);
    body.insert("queue_done".into(), done.into());
    body.insert("queue_total".into(), (sums[0] - sums[1]).max(done).into());
    let parsed = config::parse(project.text("label_config"));
    body.insert(
        "config_has_control_tags".into(),
        (!parsed.is_empty()).into(),
    );
    body.insert("control_weights".into(), config::weights(&parsed));
    body.insert("parsed_label_config".into(), Value::Object(parsed));
    body.insert("id".into(), project.id.into());
    let owner = body.get("created_by").and_then(Value::as_u64).unwrap_or(1);
    let mut creator = person(state, owner);
    if let Some(map) = creator.as_object_mut() {
        map.remove("initials");
        if state.enterprise() {
            let name = state.users.get(&owner).map(|user| user.username.clone());
            map.insert("username".into(), json!(name));
        }
    }
    body.insert("created_by".into(), creator);
    if !state.at_least(1, 17) {
        for key in [
            "state",
            "annotator_evaluation_enabled",
            "config_suitable_for_bulk_annotation",
        ] {
            body.remove(key);
        }
    } else if state.options.fsm || state.enterprise() {
        let done = sums[0] > 0 && sums[1] == sums[0];
        let word = if done {
            "COMPLETED"
        } else if sums[3] > 0 {
            "IN_PROGRESS"
        } else {
            "CREATED"
        };
        body.insert("state".into(), word.into());
    }
    if state.enterprise() {
        enterprise_project(state, project, me, sums, &mut body);
    }
    Value::Object(body)
}

fn enterprise_project(
    state: &State,
    project: &Project,
    me: u64,
    sums: [u64; 8],
    body: &mut Map<String, Value>,
) {
    let members: Vec<Value> = project
        .members
        .iter()
        .map(|id| person(state, *id))
        .collect();
    let reviewed = |accepted: bool| {
        let of = |one: &&Value| one["project"] == project.id && one["accepted"] == accepted;
        state.reviews.values().filter(of).count()
    };
    let workspace = state.workspaces.get(&project.workspace);
    let extra = json!({
        "workspace": project.workspace,
        "workspace_title": workspace.map_or(&Value::Null, |one| &one["title"]),
        "members": members, "members_count": members.len(),
        "reviewed_number": reviewed(true), "rejected": reviewed(false),
        "review_total_tasks": sums[1], "reviewer_queue_total": sums[1], "queue_left": sums[0] - sums[1],
        "blueprints": [], "has_blueprints": false, "ready": true, "archived_at": null,
        "permissions": if rights::manages(state, me) {
            json!(["project_import", "project_export", "dm_assign", "review"])
        } else if rights::may_review(state, me) {
            json!(["review"])
        } else {
            json!([])
        },
        "assignment_settings": {
            "id": project.id,
            "label_stream_task_distribution": if project.manual { "assigned_only" } else { "auto_distribution" },
        },
    });
    if let Value::Object(extra) = extra {
        body.extend(extra);
    }
}

pub fn annotation(state: &State, one: &Annotation, expand: bool) -> Value {
    let author = state.users.get(&one.completed_by);
    let mut body = json!({
        "id": one.id, "result": one.result,
        "created_username": author.map(User::created_username).unwrap_or_default(),
        "created_ago": "23\u{a0}minutes",
        "completed_by": if expand { person(state, one.completed_by) } else { one.completed_by.into() },
        "was_cancelled": one.was_cancelled, "ground_truth": one.ground_truth,
        "created_at": one.created_at, "updated_at": one.updated_at,
        "draft_created_at": one.draft_created_at, "lead_time": one.lead_time, "import_id": null,
        "last_action": one.last_action, "task": one.task, "project": one.project,
        "updated_by": one.updated_by, "parent_prediction": one.parent_prediction,
        "parent_annotation": one.parent_annotation, "last_created_by": null,
    });
    if state.at_least(1, 17) {
        body["bulk_created"] = false.into();
    }
    if state.options.fsm || state.enterprise() {
        body["state"] = "CREATED".into();
    }
    if state.enterprise() {
        let of: Vec<&Value> = state
            .reviews
            .values()
            .filter(|review| review["annotation"] == one.id)
            .collect();
        body["reviews"] = json!(of);
        body["comment_count"] = state
            .comments
            .values()
            .filter(|comment| comment["annotation"] == one.id)
            .count()
            .into();
    }
    body
}

pub fn draft(state: &State, one: &Draft) -> Value {
    let author = state.users.get(&one.user);
    json!({
        "id": one.id, "user": author.map(|user| user.email.clone()),
        "created_username": author.map(User::created_username).unwrap_or_default(),
        "created_ago": "0\u{a0}minutes", "result": one.result, "lead_time": one.lead_time,
        "was_postponed": one.was_postponed, "import_id": null, "created_at": one.created_at,
        "updated_at": one.updated_at, "task": one.task, "annotation": one.annotation,
    })
}

pub fn prediction(one: &Prediction) -> Value {
    json!({
        "id": one.id, "result": one.result, "model_version": one.model_version,
        "created_ago": "23\u{a0}minutes", "score": one.score, "cluster": null, "neighbors": null,
        "mislabeling": 0.0, "created_at": one.created_at, "updated_at": one.updated_at,
        "model": null, "model_run": null, "task": one.task, "project": one.project,
    })
}

/// How much of a task is wanted.
pub struct Shape<'a> {
    /// With annotations, predictions and the caller's drafts.
    pub bodies: bool,
    /// Authors of annotations as objects.
    pub expand: bool,
    /// Lazy columns that are computed; `None` is every one.
    pub columns: Option<&'a [String]>,
    pub results: bool,
    pub me: u64,
}

pub fn task(state: &State, task: &Task, shape: &Shape) -> Value {
    let mut annotations = state.annotations_of(task.id);
    let all = annotations.clone();
    annotations.retain(|one| rights::sees_annotation(state, shape.me, one));
    let predictions = state.predictions_of(task.id);
    let has = |name: &str| {
        shape
            .columns
            .is_none_or(|list| list.iter().any(|one| one == name))
    };
    let mut people: Vec<u64> = annotations.iter().map(|one| one.completed_by).collect();
    people.sort_unstable();
    people.dedup();
    let live = all.iter().filter(|one| !one.was_cancelled).count();
    let own: Vec<Value> = state
        .drafts_of(task.id)
        .into_iter()
        .filter(|one| one.user == shape.me)
        .map(|one| draft(state, one))
        .collect();
    let mut body = json!({
        "id": task.id, "drafts": if shape.bodies { json!(own) } else { json!([]) },
        "annotators": if has("annotators") { json!(people) } else { json!([]) },
        "inner_id": task.inner_id, "cancelled_annotations": all.len() - live,
        "total_annotations": live, "total_predictions": predictions.len(),
        "annotations_results": if shape.results && has("annotations_results") {
            display(annotations.iter().map(|one| &one.result))
        } else { String::new() },
        "predictions_results": if shape.results && has("predictions_results") {
            display(predictions.iter().map(|one| &one.result))
        } else { String::new() },
        "file_upload": if has("file_upload") { json!(task.file_upload) } else { Value::Null },
        "storage_filename": task.storage_filename,
        "annotations_ids": if has("annotations_ids") {
            annotations.iter().rev().map(|one| one.id.to_string()).collect::<Vec<_>>().join(",")
        } else { String::new() },
        "predictions_model_versions": if has("predictions_model_versions") {
            let versions = predictions.iter().filter_map(|one| one.model_version.clone());
            versions.collect::<Vec<_>>().join(",")
        } else { String::new() },
        "updated_by": task.updated_by.map_or(json!([]), |id| json!([{ "user_id": id }])),
        "data": task.data, "meta": task.meta, "created_at": task.created_at,
        "updated_at": task.updated_at, "is_labeled": is_labeled(task, &all),
        "overlap": task.overlap, "comment_count": 0, "unresolved_comment_count": 0,
        "last_comment_updated_at": null, "project": task.project, "comment_authors": [],
    });
    if has("completed_at") {
        body["completed_at"] = json!(completed_at(task, &all));
    }
    if has("predictions_score") {
        body["predictions_score"] = json!(score(state, task.project, &predictions));
    }
    if has("avg_lead_time") {
        body["avg_lead_time"] = json!(lead_time(&annotations));
    }
    if has("draft_exists") {
        body["draft_exists"] = (!state.drafts_of(task.id).is_empty()).into();
    }
    if state.options.fsm || state.enterprise() {
        body["state"] = task.state.clone().into();
    }
    if state.enterprise() {
        enterprise_task(state, task, &all, &people, &mut body);
    }
    if shape.bodies {
        body["annotations"] = annotations
            .iter()
            .map(|one| annotation(state, one, shape.expand))
            .collect();
        body["predictions"] = predictions.iter().map(prediction).collect();
    }
    body
}

fn enterprise_task(
    state: &State,
    task: &Task,
    all: &[Annotation],
    people: &[u64],
    body: &mut Value,
) {
    let comments: Vec<&Value> = state
        .comments
        .values()
        .filter(|one| one["task"] == task.id)
        .collect();
    let open = comments
        .iter()
        .filter(|one| one["is_resolved"] == false)
        .count();
    let mut authors: Vec<u64> = comments
        .iter()
        .filter_map(|one| one["created_by"].as_u64())
        .collect();
    authors.sort_unstable();
    authors.dedup();
    let standing = reviews::of_task(state, task);
    body["annotators"] = people
        .iter()
        .map(|id| json!({"user_id": id, "annotated": true, "review": null, "reviewed": false}))
        .collect();
    body["comment_count"] = comments.len().into();
    body["unresolved_comment_count"] = open.into();
    body["comment_authors"] = authors.iter().map(|id| json!({ "user_id": id })).collect();
    body["comment_authors_count"] = authors.len().into();
    body["comments"] = comments
        .iter()
        .filter_map(|one| one["text"].as_str())
        .collect::<Vec<_>>()
        .join(",")
        .into();
    body["last_comment_updated_at"] = comments
        .last()
        .map_or(Value::Null, |one| one["updated_at"].clone());
    body["reviewed"] = standing.reviewed.into();
    body["reviewed_at"] = standing.at;
    body["reviewers"] = standing
        .by
        .iter()
        .map(|id| json!({ "user_id": id }))
        .collect();
    body["reviewers_count"] = standing.by.len().into();
    body["annotators_count"] = people.len().into();
    body["reviews_accepted"] = standing.accepted.into();
    body["reviews_rejected"] = standing.rejected.into();
    body["ground_truth"] = all.iter().any(|one| one.ground_truth).into();
    body["agreement"] = json!(insight::agreement(all).map(|share| share * 100.0));
    body["agreement_selected"] = Value::Null;
    body["allow_skip"] = true.into();
}

fn display<'a>(results: impl Iterator<Item = &'a Value>) -> String {
    let text: Vec<String> = results.map(Value::to_string).collect();
    let text = text
        .join(",")
        .replace('"', "")
        .replace(':', ": ")
        .replace(',', ", ");
    text.chars().take(500).collect()
}

/// The mean over the predictions of the project's own model version.
pub fn score(state: &State, project: u64, predictions: &[Prediction]) -> Option<f64> {
    let version = state.projects.get(&project)?.text("model_version");
    let of: Vec<f64> = predictions
        .iter()
        .filter(|one| one.model_version.as_deref() == Some(version))
        .filter_map(|one| one.score)
        .collect();
    (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64)
}

pub fn lead_time(annotations: &[Annotation]) -> Option<f64> {
    let of: Vec<f64> = annotations.iter().filter_map(|one| one.lead_time).collect();
    (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64)
}
