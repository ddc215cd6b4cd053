//! Whole results: ground truth, skipped, handed in, deleted.

use serde_json::json;
use vidimus::model::{Change, Id, ResultMark};
use vidimus::platform::{Attempt, Platform, PlatformError};

use super::*;

fn mark(result: u64, mark: ResultMark, after: bool) -> Change {
    Change::MarkResult {
        result: Id::Number(result),
        mark,
        before: !after,
        after,
    }
}

fn delete(result: Id) -> Change {
    Change::DeleteResult {
        result,
        author: "Carol Reviewer".into(),
    }
}

#[tokio::test]
async fn a_mark_sends_its_own_field_alone_and_its_undo_takes_it_off() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    for (kind, field) in [
        (ResultMark::Truth, "ground_truth"),
        (ResultMark::Skipped, "was_cancelled"),
    ] {
        let there = operation(1, task(STREET, 1), mark(1, kind, true));
        let applied = studio.apply(&there, Attempt::First).await.unwrap();
        assert!(!applied.repeated && !applied.local_only);
        assert_eq!(last_body(&sim), json!({ field: true }));
        assert!(studio.apply(&there, Attempt::Again).await.unwrap().repeated);
        let back = operation(2, task(STREET, 1), there.inverse(None).unwrap());
        studio.apply(&back, Attempt::First).await.unwrap();
        assert_eq!(last_body(&sim), json!({ field: false }));
    }
    assert_eq!(writes(&sim), ["PATCH /api/annotations/1/"; 4]);
    let kept = sim.state().annotation(1).unwrap();
    assert_eq!((kept.completed_by, kept.task), (ALICE, 1));
}

#[tokio::test]
async fn a_ground_truth_takes_the_place_of_another() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    for result in [1, 2] {
        let change = mark(result, ResultMark::Truth, true);
        send(&studio, task(STREET, 1), change).await.unwrap();
    }
    let truths: Vec<u64> = [1, 2]
        .into_iter()
        .filter(|id| sim.state().annotation(*id).unwrap().ground_truth)
        .collect();
    assert_eq!(truths, [2]);
}

#[tokio::test]
async fn a_result_that_somebody_changed_since_it_was_read_is_not_marked() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    studio.annotations(&task(STREET, 1)).await.unwrap();
    sim.meddle(1, BOB, &json!({"result": []}));
    let why = conflict(send(&studio, task(STREET, 1), mark(1, ResultMark::Truth, true)).await);
    assert_eq!(
        why,
        "result 1 was changed by Bob Boxer since it was read; yours: marked as ground truth"
    );
    assert!(writes(&sim).is_empty());
    // Having looked again, it is marked.
    studio.annotations(&task(STREET, 1)).await.unwrap();
    send(&studio, task(STREET, 1), mark(1, ResultMark::Truth, true))
        .await
        .unwrap();
    // One's own changes stop nobody.
    send(&studio, task(STREET, 1), mark(1, ResultMark::Skipped, true))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_result_that_was_moved_to_another_task_is_left_alone() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    sim.edit("annotation", 1, json!({"task": 3})).unwrap();
    let why = conflict(send(&studio, task(STREET, 1), mark(1, ResultMark::Truth, true)).await);
    assert!(why.starts_with("result 1 belongs to task 3 now"), "{why}");
    let why = conflict(send(&studio, task(STREET, 1), delete(Id::Number(1))).await);
    assert!(why.starts_with("result 1 belongs to task 3 now"), "{why}");
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn predictions_and_drafts_have_no_marks() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    for result in ["prediction-1", "draft-4", "0000000000000009-3"] {
        let change = Change::MarkResult {
            result: Id::name(result),
            mark: ResultMark::Truth,
            before: false,
            after: true,
        };
        let refused = send(&studio, task(STREET, 1), change).await;
        assert!(
            matches!(
                refused,
                Err(PlatformError::Unsupported(_) | PlatformError::NotFound(_))
            ),
            "{result}: {refused:?}"
        );
    }
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn skipping_a_task_makes_an_empty_result_once_and_undo_takes_it_away() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let op = operation(3, task(STREET, 40), Change::Submit { draft: None });
    sim.fault(Fault::new("POST /api/tasks/40/annotations/", "uncertain"));
    let first = studio.apply(&op, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    let again = studio.apply(&op, Attempt::Again).await.unwrap();
    assert!(again.repeated);
    assert_eq!(writes(&sim), ["POST /api/tasks/40/annotations/"]);
    assert_eq!(last_body(&sim), json!({"result": []}));
    let id = created(&again);
    let kept = sim.state().annotation(id).unwrap();
    assert!(kept.was_cancelled && kept.completed_by == CAROL);
    let undo = op.inverse(again.created.as_ref()).unwrap();
    send(&studio, task(STREET, 40), undo).await.unwrap();
    assert!(sim.state().annotation(id).is_none());
    // What never arrived is sent anew, also by a program that was restarted meanwhile.
    sim.fault(Fault::new("POST /api/tasks/41/annotations/", "drop"));
    let op = operation(4, task(STREET, 41), Change::Submit { draft: None });
    studio.apply(&op, Attempt::First).await.unwrap_err();
    let again = client(&sim, CAROL)
        .apply(&op, Attempt::Again)
        .await
        .unwrap();
    assert!(!again.repeated);
}

#[tokio::test]
async fn an_older_skip_of_mine_is_not_taken_for_this_one() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, BOB);
    // Task 31 was skipped by Bob days ago.
    let op = operation(5, task(STREET, 31), Change::Submit { draft: None });
    let again = studio.apply(&op, Attempt::Again).await.unwrap();
    assert!(!again.repeated);
}

#[tokio::test]
async fn a_project_without_skipping_says_so() {
    let sim = Sim::start(Options::default());
    sim.edit("project", STREET, json!({"show_skip_button": false}))
        .unwrap();
    let studio = client(&sim, CAROL);
    let why = denied(send(&studio, task(STREET, 40), Change::Submit { draft: None }).await);
    assert!(why.contains("cannot be skipped"), "{why}");
}

/// A new draft of a user, and of which annotation.
fn draft(sim: &Sim, user: u64, on: u64, annotation: Option<u64>) -> u64 {
    let mut state = sim.state();
    let id = state.next_id("draft");
    let now = state.now();
    let body = json!({
        "id": id, "task": on, "annotation": annotation, "user": user,
        "result": [{"id": "d", "from_name": "box", "to_name": "image", "type": "rectanglelabels",
            "value": {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0,
                "rectanglelabels": ["Car"]}}],
        "lead_time": 4.5, "was_postponed": false, "created_at": now, "updated_at": now
    });
    state.put_draft(serde_json::from_value(body).unwrap());
    id
}

fn hand_in(draft: u64) -> Change {
    Change::Submit {
        draft: Some(Id::name(&format!("draft-{draft}"))),
    }
}

#[tokio::test]
async fn a_draft_is_handed_in_whole_and_once() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let id = draft(&sim, CAROL, 40, None);
    let op = operation(6, task(STREET, 40), hand_in(id));
    sim.fault(Fault::new("POST /api/tasks/40/annotations/", "uncertain"));
    studio.apply(&op, Attempt::First).await.unwrap_err();
    let body = last_body(&sim);
    assert_eq!(
        (&body["draft_id"], &body["lead_time"]),
        (&json!(id), &json!(4.5))
    );
    assert_eq!(
        body["result"][0]["value"]["rectanglelabels"],
        json!(["Car"])
    );
    for forbidden in ["task", "project", "completed_by"] {
        assert!(body.get(forbidden).is_none());
    }
    let again = studio.apply(&op, Attempt::Again).await.unwrap();
    assert!(again.repeated);
    assert_eq!(writes(&sim).len(), 1);
    let kept = sim.state().annotation(created(&again)).unwrap();
    assert!(!kept.was_cancelled && kept.draft_created_at.is_some());
    // For the first time there is no draft to find.
    let gone = send(&studio, task(STREET, 40), hand_in(id)).await;
    assert!(matches!(gone, Err(PlatformError::NotFound(_))), "{gone:?}");
}

#[tokio::test]
async fn others_drafts_are_not_mine_to_hand_in_or_throw_away() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let id = draft(&sim, ALICE, 40, None);
    let why = denied(send(&studio, task(STREET, 40), hand_in(id)).await);
    assert_eq!(why, "somebody else's draft");
    let draft_id = Id::name(&format!("draft-{id}"));
    denied(send(&studio, task(STREET, 40), delete(draft_id)).await);
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn a_draft_of_a_result_changes_it_unless_somebody_else_has() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    // Result 3 is Carol's.
    let id = draft(&sim, CAROL, 1, Some(3));
    let applied = send(&studio, task(STREET, 1), hand_in(id)).await.unwrap();
    assert_eq!(created(&applied), 3);
    assert_eq!(writes(&sim), ["PATCH /api/annotations/3/"]);
    let body = last_body(&sim);
    assert_eq!(body.as_object().unwrap().len(), 1);
    let id = draft(&sim, CAROL, 1, Some(3));
    sim.state().clock_s += 60;
    sim.meddle(3, BOB, &json!({"result": []}));
    let why = conflict(send(&studio, task(STREET, 1), hand_in(id)).await);
    assert!(
        why.starts_with("result 3 was changed by Bob Boxer"),
        "{why}"
    );
    let of_alice = draft(&sim, CAROL, 1, Some(1));
    denied(send(&studio, task(STREET, 1), hand_in(of_alice)).await);
}

#[tokio::test]
async fn only_my_own_results_are_deleted() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let why = denied(send(&studio, task(STREET, 1), delete(Id::Number(1))).await);
    assert_eq!(why, "somebody else's work; delete your own only");
    assert!(writes(&sim).is_empty());
    let op = operation(7, task(STREET, 1), delete(Id::Number(3)));
    sim.fault(Fault::new("DELETE /api/annotations/3/", "uncertain"));
    studio.apply(&op, Attempt::First).await.unwrap_err();
    assert!(studio.apply(&op, Attempt::Again).await.unwrap().repeated);
    assert_eq!(writes(&sim), ["DELETE /api/annotations/3/"]);
    assert!(op.inverse(None).is_none());
    let draft = draft(&sim, CAROL, 40, None);
    let draft = delete(Id::name(&format!("draft-{draft}")));
    assert!(
        !send(&studio, task(STREET, 40), draft.clone())
            .await
            .unwrap()
            .repeated
    );
    assert!(
        send(&studio, task(STREET, 40), draft)
            .await
            .unwrap()
            .repeated
    );
}

#[tokio::test]
async fn a_page_of_something_in_between_is_not_taken_for_gone() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let mut fault = Fault::new("GET /api/annotations/3/", "html");
    fault.status = Some(404);
    sim.fault(fault);
    let answer = send(&studio, task(STREET, 1), delete(Id::Number(3))).await;
    assert!(
        matches!(answer, Err(PlatformError::NotFound(_))),
        "{answer:?}"
    );
    assert!(sim.state().annotation(3).is_some());
}
