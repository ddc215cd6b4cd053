//! Commands of the server on chosen tasks: never on everything by accident.

use serde_json::json;
use vidimus::model::{Change, Id, NodeRef, Offer};
use vidimus::platform::{Attempt, Platform, PlatformError};

use super::*;

fn act(action: &str, items: &[u64], inputs: &[(&str, &str)]) -> Change {
    Change::Act {
        action: action.into(),
        title: action.into(),
        items: items.iter().map(|id| Id::Number(*id)).collect(),
        inputs: inputs
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect(),
        destroys: action.starts_with("delete"),
    }
}

fn offered<'o>(offers: &'o [Offer], id: &str) -> &'o Offer {
    let is =
        |offer: &&Offer| matches!(&offer.change, Change::Act { action, .. } if **action == *id);
    offers.iter().find(is).unwrap()
}

#[tokio::test]
async fn an_empty_selection_sends_nothing_at_all() {
    let sim = Sim::start(Options::default());
    let studio = known(&sim, CAROL).await;
    sim.clear_log();
    for target in [view(STREET), project(STREET)] {
        for attempt in [Attempt::First, Attempt::Again] {
            let op = operation(1, target.clone(), act("delete_tasks", &[], &[]));
            let why = denied(studio.apply(&op, attempt).await);
            assert!(why.contains("no task is chosen"), "{why}");
        }
    }
    assert!(sim.log().is_empty());
    assert_eq!(sim.state().tasks_of(STREET).len(), 44);
}

#[tokio::test]
async fn only_the_chosen_tasks_are_named_and_never_a_view() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let own_view: NodeRef = project(STREET).child(vidimus::model::Level::Task, Id::Number(1));
    let change = act(
        "delete_tasks",
        &[277, 276, 277],
        &[("view", "1"), ("filters", "x")],
    );
    send(&studio, own_view, change).await.unwrap();
    let log = sim.log();
    let run = log
        .iter()
        .find(|seen| seen.method == "POST" && seen.path == "/api/dm/actions/");
    let run = run.unwrap();
    assert_eq!(run.query, "id=delete_tasks&project=1");
    let selection = json!({"selectedItems": {"all": false, "included": [276, 277]}});
    assert_eq!(run.body.as_ref().unwrap(), &selection);
    assert_eq!(sim.state().tasks_of(STREET).len(), 42);
}

#[tokio::test]
async fn thousands_of_tasks_go_in_the_body() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let ids: Vec<u64> = (1..=20_000).collect();
    send(
        &studio,
        view(STREET),
        act("retrieve_tasks_predictions", &ids, &[]),
    )
    .await
    .unwrap();
    assert_eq!(writes(&sim), ["POST /api/dm/actions/"]);
    let body = last_body(&sim);
    assert_eq!(
        body["selectedItems"]["included"].as_array().unwrap().len(),
        20_000
    );
    let many: Vec<u64> = (1..=100_001).collect();
    let refused = send(&studio, view(STREET), act("delete_tasks", &many, &[])).await;
    assert!(
        matches!(refused, Err(PlatformError::TooLarge(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_the_server_does_not_list_is_not_run() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    for hidden in ["next_task", "rename_labels", "delete_reviewers", "no_such"] {
        let why = denied(send(&studio, view(STREET), act(hidden, &[1], &[])).await);
        assert!(why.contains("does not offer"), "{why}");
    }
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn commands_are_offered_with_their_questions_and_forms() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let offers = studio.offers(&view(STREET)).await.unwrap();
    assert_eq!(offers.len(), 6);
    for offer in &offers {
        let Change::Act { items, inputs, .. } = &offer.change else {
            panic!("{offer:?}")
        };
        assert!(items.is_empty() && inputs.is_empty() && offer.question.is_some());
    }
    let destroying = |offer: &Offer| matches!(offer.change, Change::Act { destroys: true, .. });
    assert!(destroying(offered(&offers, "delete_tasks")));
    assert!(destroying(offered(&offers, "remove_duplicates")));
    assert!(!destroying(offered(&offers, "predictions_to_annotations")));
    let versions = &offered(&offers, "predictions_to_annotations").inputs[0];
    assert_eq!(versions.name.as_str(), "model_version");
    assert!(
        versions
            .choices
            .iter()
            .any(|(value, _)| **value == *"yolo-1")
    );
    let people = &offered(&offers, "delete_tasks_annotations").inputs[0];
    assert!(people.optional && people.choices.iter().any(|(value, _)| **value == *"2"));
}

#[tokio::test]
async fn what_was_filled_in_goes_along() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let change = act("delete_tasks_annotations", &[1], &[("annotator", "2")]);
    send(&studio, view(STREET), change).await.unwrap();
    assert_eq!(last_body(&sim)["annotator"], json!("2"));
    let left: Vec<u64> = sim
        .state()
        .annotations_of(1)
        .iter()
        .map(|one| one.id)
        .collect();
    assert_eq!(left, [2, 3]);
}

#[tokio::test]
async fn a_lost_answer_is_repeated_only_where_that_makes_nothing_twice() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, ADMIN).await;
    let op = operation(2, view(STREET), act("delete_tasks", &[277], &[]));
    sim.fault(Fault::new("POST /api/dm/actions/", "uncertain"));
    let first = studio.apply(&op, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    studio.apply(&op, Attempt::Again).await.unwrap();
    assert_eq!(sim.state().tasks_of(STREET).len(), 43);
}
