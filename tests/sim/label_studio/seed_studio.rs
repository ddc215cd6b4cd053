//! What only Enterprise has at the start: workspaces, assignments, reviews, comments, rules.

use super::seed_content::{ALICE, BOB, CAROL};
use super::seed_street::{EMPTY, NEWS, STREET, WEATHER};
use super::state::State;
use super::{comments, history};
use serde_json::json;

pub fn all(state: &mut State) {
    for (id, title, personal) in [
        (1, "My sandbox", true),
        (2, "Cities", false),
        (3, "Everything else", false),
    ] {
        let one = json!({
            "id": id, "title": title, "color": "#617ADA", "description": "", "created_by": 1,
            "is_archived": false, "is_personal": personal, "membership": null,
            "created_at": "2026-11-21T07:52:57.677736Z", "members": if personal { json!([1]) } else { json!([1, 2, 3, 4]) },
        });
        state.workspaces.insert(id, one);
    }
    for project in state.projects.values_mut() {
        project.body.insert(
            "review_settings".into(),
            json!({
                "id": project.id, "review_criteria": "one", "require_comment_on_reject": false,
                "allowed_reject_actions": ["requeue", "remove"], "default_reject_action": "requeue",
                "show_agreement_to_reviewers": true, "instruction": "", "show_instruction": false,
                "review_only_manual_assignments": false, "anonymize_annotations": false,
            }),
        );
        project
            .body
            .insert("require_comment_on_skip".into(), false.into());
        project
            .body
            .insert("comment_classification_config".into(), "".into());
    }
    strict(state);
    assign(state);
    judge(state);
    state.touch();
}

fn strict(state: &mut State) {
    if let Some(street) = state.projects.get_mut(&STREET) {
        let settings = street.body.get_mut("review_settings").expect("just set");
        settings["review_criteria"] = "all".into();
        settings["require_comment_on_reject"] = true.into();
        settings["allowed_reject_actions"] = json!(["remove", "requeue", "redistribute"]);
    }
    if let Some(news) = state.projects.get_mut(&NEWS) {
        news.closed_to = vec!["AN".into()];
    }
    if let Some(weather) = state.projects.get_mut(&WEATHER) {
        weather.manual = true;
    }
    if let Some(empty) = state.projects.get_mut(&EMPTY) {
        empty.members.clear();
    }
}

fn assign(state: &mut State) {
    for task in 41..=50_u64 {
        for (user, kind) in [(ALICE, "AN"), (CAROL, "RE")] {
            let id = state.next_id("assignment");
            let one = json!({
                "id": id, "task": task, "assignee": user, "type": kind,
                "created_at": "2026-11-21T09:00:00.000000Z", "state": "CREATED",
            });
            state.assignments.insert(id, one);
        }
    }
}

fn judge(state: &mut State) {
    let all: Vec<_> = state.annotations.values().cloned().collect();
    for one in &all {
        history::note(state, one, "submitted", one.completed_by, None);
    }
    let shown = [(4_u64, true), (5, false)];
    for (annotation, accepted) in shown {
        let Some(one) = state.annotation(annotation) else {
            continue;
        };
        let id = state.next_id("review");
        state.reviews.insert(id, json!({
            "id": id, "annotation": annotation, "accepted": accepted, "created_by": CAROL,
            "created_at": "2026-11-21T10:00:00.000000Z", "started_at": null, "result": null,
            "remove_from_queue": false, "reject_action": if accepted { json!(null) } else { json!("requeue") },
            "last_annotation_history": null, "fixed_annotation_history": null,
            "previous_annotation_history": null, "state": if accepted { "ACCEPTED" } else { "REJECTED" },
            "project": one.project, "task": one.task,
        }));
        let word = if accepted { "accepted" } else { "rejected" };
        history::note(
            state,
            &one,
            word,
            CAROL,
            (!accepted).then_some("The box is too large."),
        );
    }
    if let Some(one) = state.annotation(5) {
        let body = json!({"region_ref": {"region_id": "b8ewCISuYC"}});
        comments::add(state, &one, CAROL, "The box is too large.", &body);
        comments::add(state, &one, BOB, "I shall make it smaller.", &json!({}));
    }
    let first = state.annotations_of(20_001).into_iter().next();
    if let Some(one) = first {
        comments::add(
            state,
            &one,
            CAROL,
            "Nice work.",
            &json!({"is_resolved": true}),
        );
    }
}
