//! Verdicts on whole results as reviews of Enterprise.

use serde_json::json;
use vidimus::model::{Change, Id, Verb, Verdict};
use vidimus::platform::{Attempt, Keeping, Platform, PlatformError};

use super::*;

/// A task of Alice's, with one result: no rules about reviews.
async fn scene(sim: &Sim, user: u64) -> (Arc<LabelStudioPlatform>, NodeRef, u64, ContentHash) {
    let studio = known(sim, user).await;
    let id = only_result(sim, WEATHER);
    let item = task(WEATHER, sim.state().annotation(id).unwrap().task);
    let hash = hash_of(&studio, &item, id).await;
    (studio, item, id, hash)
}

/// A result that is the only one of its task, and was never reviewed.
fn only_result(sim: &Sim, project: u64) -> u64 {
    let state = sim.state();
    let of = state.tasks_of(project).into_iter();
    let mut all = of.map(|task| state.annotations_of(task));
    let reviewed = |id: u64| state.reviews.values().any(|one| one["annotation"] == id);
    all.find_map(|all| match &all[..] {
        [only] if !only.was_cancelled && !reviewed(only.id) => Some(only.id),
        _ => None,
    })
    .unwrap()
}

fn judge(result: u64, before: Option<&Judgement>, after: Option<&Judgement>) -> Change {
    Change::JudgeAnnotation {
        annotation: Id::Number(result),
        before: before.cloned(),
        after: after.cloned(),
    }
}

fn verdicts(sim: &Sim, result: u64) -> Vec<(bool, u64)> {
    let state = sim.state();
    let all = state.reviews.values();
    all.filter(|one| one["annotation"] == result)
        .map(|one| {
            let accepted = one["accepted"].as_bool().unwrap();
            (accepted, one["created_by"].as_u64().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn a_verdict_is_made_changed_and_withdrawn() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    let accepted = judgement(Verdict::Accepted, None, hash);
    let rejected = judgement(Verdict::Rejected, Some("blurred"), hash);
    let there = operation(1, item.clone(), judge(id, None, Some(&accepted)));
    assert_eq!(studio.keeping(&there), Keeping::There);
    let applied = studio.apply(&there, Attempt::First).await.unwrap();
    assert!(!applied.repeated && !applied.local_only);
    assert_eq!(last_body(&sim), json!({"annotation": id, "accepted": true}));
    assert!(studio.apply(&there, Attempt::Again).await.unwrap().repeated);
    let other = operation(2, item.clone(), judge(id, Some(&accepted), Some(&rejected)));
    studio.apply(&other, Attempt::First).await.unwrap();
    let body = json!({"accepted": false, "comment": "blurred", "reject_action": "requeue"});
    assert_eq!(last_body(&sim), body);
    assert_eq!(verdicts(&sim, id), [(false, CAROL)]);
    let back = operation(3, item.clone(), other.inverse(None).unwrap());
    studio.apply(&back, Attempt::First).await.unwrap();
    assert_eq!(verdicts(&sim, id), [(true, CAROL)]);
    let away = operation(4, item, there.inverse(None).unwrap());
    studio.apply(&away, Attempt::First).await.unwrap();
    assert!(verdicts(&sim, id).is_empty());
    assert!(studio.apply(&away, Attempt::Again).await.unwrap().repeated);
    assert_eq!(writes(&sim).len(), 4);
}

#[tokio::test]
async fn the_verdict_on_an_item_with_one_result_is_a_review_of_it() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, _) = scene(&sim, CAROL).await;
    let detail = studio.annotations(&item).await.unwrap();
    let change = Change::JudgeItem {
        before: None,
        after: Some(judgement(Verdict::Accepted, None, detail.hash)),
    };
    let op = operation(1, item.clone(), change);
    assert_eq!(studio.keeping(&op), Keeping::There);
    studio.apply(&op, Attempt::First).await.unwrap();
    assert_eq!(verdicts(&sim, id), [(true, CAROL)]);
    let shown = studio.annotations(&item).await.unwrap();
    let verdict = shown.results[0].verdict.as_ref().unwrap();
    assert_eq!(verdict.by.as_str(), "Carol Reviewer");
    assert!(verdict.verdict.decides() && !verdict.is_stale(shown.results[0].hash));
    // Three results: no review can say that.
    let many = task(STREET, 1);
    studio.annotations(&many).await.unwrap();
    let op = operation(2, many, op.change);
    assert_eq!(studio.keeping(&op), Keeping::Here);
}

#[tokio::test]
async fn skipping_and_regions_are_the_journals() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    let skipped = judgement(Verdict::Skipped, None, hash);
    let accepted = judgement(Verdict::Accepted, None, hash);
    for (change, keeping) in [
        (judge(id, None, Some(&skipped)), Keeping::Here),
        (judge(id, Some(&skipped), None), Keeping::Here),
        (judge(id, Some(&skipped), Some(&accepted)), Keeping::There),
        (judge(id, Some(&accepted), None), Keeping::There),
    ] {
        assert_eq!(studio.keeping(&operation(1, item.clone(), change)), keeping);
    }
    let region = Change::JudgeAnnotation {
        annotation: Id::name(&format!("{id}/abc")),
        before: None,
        after: Some(accepted),
    };
    let region = operation(2, item, region);
    assert_eq!(studio.keeping(&region), Keeping::Here);
    assert!(studio.stores(Verb::OpenIssue) && !studio.stores(Verb::Flag));
}

#[tokio::test]
async fn a_verdict_of_somebody_else_meanwhile_is_a_conflict() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    let erin = known(&sim, ERIN).await;
    let rejected = judgement(Verdict::Rejected, None, hash_of(&erin, &item, id).await);
    send(&erin, item.clone(), judge(id, None, Some(&rejected)))
        .await
        .unwrap();
    let accepted = judgement(Verdict::Accepted, None, hash);
    let why = conflict(send(&studio, item.clone(), judge(id, None, Some(&accepted))).await);
    assert_eq!(why, "rejected by Erin Reviewer meanwhile; yours: accepted");
    assert_eq!(verdicts(&sim, id), [(false, ERIN)]);
    // Having seen it, one may say otherwise: that is a second review.
    let seen = studio.annotations(&item).await.unwrap();
    let before = seen.results[0].verdict.clone().unwrap();
    send(
        &studio,
        item.clone(),
        judge(id, Some(&before), Some(&accepted)),
    )
    .await
    .unwrap();
    assert_eq!(verdicts(&sim, id), [(false, ERIN), (true, CAROL)]);
    // Taking one's own back leaves the other's.
    send(&studio, item, judge(id, Some(&accepted), Some(&before)))
        .await
        .unwrap();
    assert_eq!(verdicts(&sim, id).first(), Some(&(false, ERIN)));
}

#[tokio::test]
async fn what_was_changed_since_it_was_judged_is_not_reviewed() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    sim.meddle(id, BOB, &json!({"result": []}));
    let accepted = judgement(Verdict::Accepted, None, hash);
    let op = operation(1, item, judge(id, None, Some(&accepted)));
    for studio in [studio, known(&sim, CAROL).await] {
        let why = conflict(studio.apply(&op, Attempt::First).await);
        assert!(
            why.contains("was changed by Bob Boxer since it was judged"),
            "{why}"
        );
    }
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn a_mark_of_somebody_else_changes_nothing_that_was_judged() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    sim.meddle(id, BOB, &json!({"ground_truth": true}));
    let accepted = judgement(Verdict::Accepted, None, hash);
    send(&studio, item, judge(id, None, Some(&accepted)))
        .await
        .unwrap();
    assert_eq!(verdicts(&sim, id), [(true, CAROL)]);
}

#[tokio::test]
async fn a_rejection_needs_the_words_that_the_project_wants() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let item = task(STREET, 1);
    let hash = hash_of(&studio, &item, 1).await;
    let silent = judgement(Verdict::Rejected, Some("  "), hash);
    let why = denied(send(&studio, item.clone(), judge(1, None, Some(&silent))).await);
    assert!(why.contains("reject with a reason"), "{why}");
    assert!(writes(&sim).is_empty());
    let spoken = judgement(Verdict::Rejected, Some("too loose"), hash);
    send(&studio, item, judge(1, None, Some(&spoken)))
        .await
        .unwrap();
    assert_eq!(last_body(&sim)["comment"], json!("too loose"));
}

#[tokio::test]
async fn older_servers_get_the_forerunner_of_the_reject_action() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    let mut fault = Fault::new("POST /api/annotation-reviews/", "status");
    fault.status = Some(400);
    sim.fault(fault);
    let rejected = judgement(Verdict::Rejected, None, hash);
    send(&studio, item, judge(id, None, Some(&rejected)))
        .await
        .unwrap();
    let body = json!({"annotation": id, "accepted": false, "remove_from_queue": false});
    assert_eq!(last_body(&sim), body);
    assert_eq!(verdicts(&sim, id), [(false, CAROL)]);
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_review() {
    let sim = Sim::start(Options::enterprise());
    let (studio, item, id, hash) = scene(&sim, CAROL).await;
    let accepted = judgement(Verdict::Accepted, None, hash);
    let op = operation(1, item, judge(id, None, Some(&accepted)));
    sim.fault(Fault::new("POST /api/annotation-reviews/", "uncertain"));
    let first = studio.apply(&op, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    let restarted = known(&sim, CAROL).await;
    assert!(restarted.apply(&op, Attempt::Again).await.unwrap().repeated);
    assert_eq!(verdicts(&sim, id), [(true, CAROL)]);
}

#[tokio::test]
async fn whatever_comes_before_the_edition_is_known_is_not_lost() {
    let sim = Sim::start(Options::enterprise());
    let id = only_result(&sim, WEATHER);
    let item = task(WEATHER, sim.state().annotation(id).unwrap().task);
    let studio = client(&sim, CAROL);
    let open = Change::OpenIssue {
        place: vidimus::model::Place::Item,
        annotation: Some(Id::Number(id)),
        text: "blurred".into(),
        assignee: None,
    };
    let op = operation(1, item.clone(), open.clone());
    assert_eq!(studio.keeping(&op), Keeping::There);
    studio.apply(&op, Attempt::First).await.unwrap();
    // In the open-source edition it turns out to belong into the journal: tried again, not lost.
    let open_source = Sim::start(Options::default());
    let studio = client(&open_source, CAROL);
    let op = operation(2, item, open);
    let answer = studio.apply(&op, Attempt::First).await.unwrap_err();
    assert_eq!(answer.retry(), vidimus::platform::Retry::Later);
    assert_eq!(studio.keeping(&op), Keeping::Here);
    assert!(writes(&open_source).is_empty());
}
