//! The review marker of the open-source edition, where the settings ask for it.

use serde_json::json;
use vidimus::model::{Change, Id, Verdict};
use vidimus::platform::{Attempt, Keeping, Platform};

use super::*;

const MARKING: Wish = Wish {
    marker: true,
    read_only: false,
};

fn judge(result: u64, before: Option<Judgement>, after: Option<Judgement>) -> Change {
    Change::JudgeAnnotation {
        annotation: Id::Number(result),
        before,
        after,
    }
}

fn marker(sim: &Sim, result: u64) -> Option<String> {
    sim.state().annotation(result).unwrap().last_action
}

#[tokio::test]
async fn verdicts_stay_here_unless_the_marker_is_asked_for() {
    let sim = Sim::start(Options::default());
    let plain = known(&sim, CAROL).await;
    let marking = wished(&sim, CAROL, MARKING);
    marking.identity().await.unwrap();
    let item = task(STREET, 1);
    let hash = hash_of(&marking, &item, 1).await;
    let accepted = judgement(Verdict::Accepted, None, hash);
    let whole = operation(1, item.clone(), judge(1, None, Some(accepted.clone())));
    assert_eq!(plain.keeping(&whole), Keeping::Here);
    assert_eq!(marking.keeping(&whole), Keeping::Both);
    for other in ["1/575yx8xm5M", "prediction-1", "draft-4"] {
        let change = Change::JudgeAnnotation {
            annotation: Id::name(other),
            before: None,
            after: Some(accepted.clone()),
        };
        let part = operation(2, item.clone(), change);
        assert_eq!(marking.keeping(&part), Keeping::Here, "{other}");
    }
    // Three results: the verdict on the item is on none of them.
    let on_item = Change::JudgeItem {
        before: None,
        after: Some(accepted),
    };
    let on_item = operation(3, item, on_item);
    assert_eq!(marking.keeping(&on_item), Keeping::Here);
}

#[tokio::test]
async fn a_marker_goes_there_and_back() {
    let sim = Sim::start(Options::default());
    sim.edit("annotation", 1, json!({"last_action": "updated"}))
        .unwrap();
    let studio = wished(&sim, CAROL, MARKING);
    let item = task(STREET, 1);
    let hash = hash_of(&studio, &item, 1).await;
    let accepted = judgement(Verdict::Accepted, None, hash);
    let rejected = judgement(Verdict::Rejected, Some("loose"), hash);
    let there = operation(1, item.clone(), judge(1, None, Some(accepted.clone())));
    studio.apply(&there, Attempt::First).await.unwrap();
    assert_eq!(last_body(&sim), json!({"last_action": "accepted"}));
    assert!(studio.apply(&there, Attempt::Again).await.unwrap().repeated);
    let change = judge(1, Some(accepted.clone()), Some(rejected.clone()));
    send(&studio, item.clone(), change).await.unwrap();
    assert_eq!(marker(&sim, 1).as_deref(), Some("rejected"));
    // Taken back step by step, down to what was there before.
    let change = judge(1, Some(rejected), Some(accepted));
    send(&studio, item.clone(), change).await.unwrap();
    assert_eq!(marker(&sim, 1).as_deref(), Some("accepted"));
    let back = there.inverse(None).unwrap();
    send(&studio, item, back).await.unwrap();
    assert_eq!(marker(&sim, 1).as_deref(), Some("updated"));
    assert_eq!(writes(&sim), ["PATCH /api/annotations/1/"; 4]);
    assert_eq!(sim.state().annotation(1).unwrap().completed_by, ALICE);
}

#[tokio::test]
async fn after_a_restart_a_marker_taken_back_says_so() {
    let sim = Sim::start(Options::default());
    let item = task(STREET, 1);
    let studio = wished(&sim, CAROL, MARKING);
    let hash = hash_of(&studio, &item, 2).await;
    let accepted = judgement(Verdict::Accepted, None, hash);
    let there = judge(2, None, Some(accepted.clone()));
    send(&studio, item.clone(), there).await.unwrap();
    let restarted = wished(&sim, CAROL, MARKING);
    send(&restarted, item, judge(2, Some(accepted), None))
        .await
        .unwrap();
    assert_eq!(marker(&sim, 2).as_deref(), Some("deleted_review"));
}

#[tokio::test]
async fn the_marker_of_somebody_else_is_not_overwritten_unseen() {
    let sim = Sim::start(Options::default());
    let item = task(STREET, 1);
    let studio = wished(&sim, CAROL, MARKING);
    let hash = hash_of(&studio, &item, 1).await;
    sim.meddle(1, BOB, &json!({"last_action": "rejected"}));
    let accepted = judgement(Verdict::Accepted, None, hash);
    let change = judge(1, None, Some(accepted.clone()));
    let why = conflict(send(&studio, item.clone(), change).await);
    assert_eq!(
        why,
        "marked as rejected by Bob Boxer meanwhile; yours: accepted"
    );
    // And one that is not ours is not taken back.
    let clear = judge(1, Some(accepted), None);
    assert!(send(&studio, item, clear).await.unwrap().repeated);
    assert_eq!(marker(&sim, 1).as_deref(), Some("rejected"));
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn what_was_changed_since_it_was_judged_is_not_marked() {
    let sim = Sim::start(Options::default());
    let item = task(STREET, 1);
    let studio = wished(&sim, CAROL, MARKING);
    let hash = hash_of(&studio, &item, 1).await;
    sim.meddle(1, BOB, &json!({"result": []}));
    let accepted = judgement(Verdict::Accepted, None, hash);
    let why = conflict(send(&studio, item, judge(1, None, Some(accepted))).await);
    assert!(
        why.contains("was changed by Bob Boxer since it was judged"),
        "{why}"
    );
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn a_verdict_on_an_item_with_one_result_marks_that() {
    let sim = Sim::start(Options::default());
    // Task 6 has one live result.
    let item = task(STREET, 6);
    let studio = wished(&sim, CAROL, MARKING);
    studio.identity().await.unwrap();
    let detail = studio.annotations(&item).await.unwrap();
    let live: Vec<&Id> = detail
        .results
        .iter()
        .filter(|one| one.is_live())
        .map(|one| &one.id)
        .collect();
    let [Id::Number(only)] = live[..] else {
        panic!("{live:?}")
    };
    let change = Change::JudgeItem {
        before: None,
        after: Some(judgement(Verdict::Accepted, None, detail.hash)),
    };
    let op = operation(1, item, change);
    assert_eq!(studio.keeping(&op), Keeping::Both);
    studio.apply(&op, Attempt::First).await.unwrap();
    assert_eq!(marker(&sim, *only).as_deref(), Some("accepted"));
}
