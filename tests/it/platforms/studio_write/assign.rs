//! Who annotates and reviews a task.

use serde_json::json;
use vidimus::model::{Change, Role, Verb};
use vidimus::platform::{Attempt, Platform, PlatformError};

use super::*;

fn give(role: Role, before: Option<&str>, after: Option<&str>) -> Change {
    Change::Assign {
        role,
        before: before.map(Text::line),
        after: after.map(Text::line),
    }
}

fn held(sim: &Sim, task: u64, kind: &str) -> Vec<u64> {
    let state = sim.state();
    let all = state.assignments.values();
    all.filter(|one| one["task"] == task && one["type"] == kind)
        .map(|one| one["assignee"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
async fn the_open_source_edition_says_that_it_has_none() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let why = denied(
        send(
            &studio,
            task(STREET, 1),
            give(Role::Assignee, None, Some("x")),
        )
        .await,
    );
    assert_eq!(why, "Label Studio's open-source edition has no assignment");
    let rights = studio.permissions(&task(STREET, 1)).await.unwrap();
    for verb in [Verb::Assign, Verb::AssignReviewer] {
        assert_eq!(rights.check(verb).unwrap_err().as_str(), why);
    }
    // The people are there all the same, to filter by.
    let people = studio.members(&project(STREET), "ali").await.unwrap();
    assert_eq!(people[0].name.as_str(), "Alice Annotator");
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn both_roles_are_given_taken_and_given_back() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, DORA);
    for (role, kind, first, second) in [
        (
            Role::Assignee,
            "AN",
            ("Alice Annotator", ALICE),
            ("Bob Boxer", BOB),
        ),
        (
            Role::Reviewer,
            "RE",
            ("Carol Reviewer", CAROL),
            ("Erin Reviewer", ERIN),
        ),
    ] {
        let there = operation(1, task(STREET, 3), give(role, None, Some(first.0)));
        studio.apply(&there, Attempt::First).await.unwrap();
        assert_eq!(last_body(&sim), json!({"users": [first.1], "type": kind}));
        assert!(studio.apply(&there, Attempt::Again).await.unwrap().repeated);
        let on = operation(
            2,
            task(STREET, 3),
            give(role, Some(first.0), Some(second.0)),
        );
        studio.apply(&on, Attempt::First).await.unwrap();
        assert_eq!(held(&sim, 3, kind), [second.1]);
        let back = operation(3, task(STREET, 3), on.inverse(None).unwrap());
        studio.apply(&back, Attempt::First).await.unwrap();
        assert_eq!(held(&sim, 3, kind), [first.1]);
        let away = operation(4, task(STREET, 3), there.inverse(None).unwrap());
        studio.apply(&away, Attempt::First).await.unwrap();
        assert!(held(&sim, 3, kind).is_empty());
    }
}

#[tokio::test]
async fn others_who_hold_the_task_too_keep_it() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, DORA);
    // Task 42 is Alice's to annotate and Carol's to review.
    for (id, kind, user) in [(900, "AN", BOB), (901, "RE", ERIN)] {
        let set = json!({"task": 42, "assignee": user, "type": kind});
        sim.edit("assignment", id, set).unwrap();
    }
    let item = task(WEATHER, 42);
    let change = give(Role::Reviewer, Some("Erin Reviewer"), None);
    send(&studio, item.clone(), change).await.unwrap();
    assert_eq!(
        (held(&sim, 42, "RE"), held(&sim, 42, "AN")),
        (vec![CAROL], vec![ALICE, BOB])
    );
    // As a row names both, both are meant.
    let both = give(
        Role::Assignee,
        Some("Alice Annotator, Bob Boxer"),
        Some("Dora Manager"),
    );
    let there = operation(2, item.clone(), both);
    studio.apply(&there, Attempt::First).await.unwrap();
    assert_eq!(held(&sim, 42, "AN"), [DORA]);
    send(&studio, item, there.inverse(None).unwrap())
        .await
        .unwrap();
    let mut back = held(&sim, 42, "AN");
    back.sort_unstable();
    assert_eq!(back, [ALICE, BOB]);
}

#[tokio::test]
async fn who_was_assigned_meanwhile_is_named() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, DORA);
    let item = task(WEATHER, 42);
    let taken = send(
        &studio,
        item.clone(),
        give(Role::Assignee, None, Some("Bob Boxer")),
    )
    .await;
    let why = conflict(taken);
    assert_eq!(
        why,
        "now assignee Alice Annotator, was nobody; yours: Bob Boxer"
    );
    let change = give(Role::Assignee, Some("Dora Manager"), Some("Bob Boxer"));
    let why = conflict(send(&studio, item.clone(), change).await);
    assert_eq!(
        why,
        "now assignee Alice Annotator, was Dora Manager; yours: Bob Boxer"
    );
    let change = give(
        Role::Assignee,
        Some("Alice Annotator"),
        Some("Nobody Known"),
    );
    let unknown = send(&studio, item, change).await;
    assert!(
        matches!(unknown, Err(PlatformError::NotFound(_))),
        "{unknown:?}"
    );
    assert!(writes(&sim).is_empty());
    let on_view = send(&studio, view(STREET), give(Role::Assignee, None, None)).await;
    assert!(matches!(on_view, Err(PlatformError::Unsupported(_))));
}

#[tokio::test]
async fn a_hand_over_cut_in_the_middle_is_gone_on_with() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, DORA);
    let change = give(Role::Assignee, Some("Alice Annotator"), Some("Bob Boxer"));
    let op = operation(1, task(WEATHER, 42), change);
    sim.fault(Fault::new(
        "DELETE /api/projects/2/tasks/42/assignees",
        "drop",
    ));
    studio.apply(&op, Attempt::First).await.unwrap_err();
    assert_eq!(held(&sim, 42, "AN"), [ALICE, BOB]);
    let restarted = client(&sim, DORA);
    assert!(!restarted.apply(&op, Attempt::Again).await.unwrap().repeated);
    assert_eq!(held(&sim, 42, "AN"), [BOB]);
    assert!(restarted.apply(&op, Attempt::Again).await.unwrap().repeated);
}

#[tokio::test]
async fn members_are_found_by_name_and_told_with_their_role() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, CAROL);
    let all = studio.members(&task(STREET, 1), "").await.unwrap();
    assert!(all.is_sorted_by_key(|one| one.name.clone()) && all.len() >= 6);
    let found = studio.members(&project(STREET), "erin").await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name.as_str(), "Erin Reviewer");
    assert!(found[0].about.starts_with("reviewer"), "{}", found[0].about);
}
