//! What is only read: states, figures, what waits, what was changed.

use serde_json::json;
use vidimus::model::{Change, Id, InboxGroup, State, StatusClass, Table};
use vidimus::platform::{Platform, PlatformError};

use super::*;

fn state(word: &str) -> State {
    State {
        stage: None,
        state: word.into(),
        class: StatusClass::Doing,
    }
}

fn to(before: &str, after: &str) -> Change {
    Change::Transition {
        before: state(before),
        after: state(after),
        handover: None,
    }
}

#[tokio::test]
async fn a_server_that_records_no_states_moves_nothing() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let detail = studio.detail(&task(STREET, 3)).await.unwrap();
    assert!(detail.transitions.is_empty());
    let refused = send(&studio, task(STREET, 3), to("created", "completed")).await;
    let Err(PlatformError::Unsupported(why)) = refused else {
        panic!("{refused:?}")
    };
    assert!(why.contains("records no states"), "{why}");
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn a_recorded_state_is_moved_by_hand_and_back() {
    let sim = Sim::start(Options {
        fsm: true,
        ..Options::default()
    });
    let studio = client(&sim, CAROL);
    let item = task(STREET, 40);
    let detail = studio.detail(&item).await.unwrap();
    assert_eq!(detail.state.as_ref().unwrap().state.as_str(), "created");
    assert_eq!(detail.transitions.len(), 2);
    send(&studio, item.clone(), to("created", "completed"))
        .await
        .unwrap();
    assert_eq!(
        last_body(&sim),
        json!({"transition_name": "task_completed"})
    );
    let again = send(&studio, item.clone(), to("created", "completed")).await;
    assert!(again.unwrap().repeated);
    let why = conflict(send(&studio, item.clone(), to("created", "in progress")).await);
    assert_eq!(why, "now completed, was created; yours: in progress");
    send(&studio, item.clone(), to("completed", "in progress"))
        .await
        .unwrap();
    for odd in ["created", "asleep"] {
        let refused = send(&studio, item.clone(), to("in progress", odd)).await;
        assert!(
            matches!(refused, Err(PlatformError::Unsupported(_))),
            "{odd}"
        );
    }
    let on_view = send(&studio, view(STREET), to("created", "completed")).await;
    assert!(matches!(on_view, Err(PlatformError::Unsupported(_))));
}

fn titles(tables: &[Table]) -> Vec<&str> {
    tables.iter().map(|table| table.title.as_str()).collect()
}

#[tokio::test]
async fn a_project_is_told_in_tables() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    let tables = studio.insights(&view(STREET)).await.unwrap();
    let expected = [
        "Counts",
        "Labels given",
        "Regions by control",
        "Annotators",
        "Predictions by model version",
    ];
    assert_eq!(titles(&tables), expected);
    let people = tables
        .iter()
        .find(|table| *table.title == *"Annotators")
        .unwrap();
    let alice = people
        .rows
        .iter()
        .find(|row| *row.cells[0] == *"Alice Annotator")
        .unwrap();
    assert!(alice.cells[1].parse::<u64>().unwrap() > 5);
}

#[tokio::test]
async fn enterprise_tells_agreement_and_history_with_jumps() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, CAROL);
    let tables = studio.insights(&project(STREET)).await.unwrap();
    assert!(
        titles(&tables).contains(&"Agreement"),
        "{:?}",
        titles(&tables)
    );
    let item = task(STREET, 2);
    let tables = studio.insights(&item).await.unwrap();
    let history = tables
        .iter()
        .find(|table| *table.title == *"History")
        .unwrap();
    let rejected = history
        .rows
        .iter()
        .find(|row| *row.cells[1] == *"rejected")
        .unwrap();
    assert_eq!(rejected.to, Some((item, Some(Id::Number(5)))));
    assert_eq!(rejected.class, Some(StatusClass::Rejected));
}

#[tokio::test]
async fn figures_that_are_refused_cost_only_themselves() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, CAROL);
    for path in ["summary", "model-versions", "annotators"] {
        let mut fault = Fault::new(&format!("GET /api/projects/1/{path}/"), "status");
        (fault.status, fault.times) = (Some(403), 0);
        sim.fault(fault);
    }
    let tables = studio.insights(&project(STREET)).await.unwrap();
    assert_eq!(titles(&tables), ["Counts"]);
}

#[tokio::test]
async fn nothing_waits_in_the_open_source_edition() {
    let sim = Sim::start(Options::default());
    let studio = known(&sim, CAROL).await;
    sim.clear_log();
    assert!(studio.inbox(Timestamp(0)).await.unwrap().is_empty());
    assert!(sim.log().is_empty());
}

#[tokio::test]
async fn comments_that_were_resolved_and_answered_wait() {
    let sim = Sim::start(Options::enterprise());
    let studio = client(&sim, CAROL);
    let all = studio.inbox(Timestamp(0)).await.unwrap();
    assert!(all.is_sorted_by_key(|entry| (entry.group, entry.at)));
    let in_group = |group: InboxGroup| all.iter().filter(move |entry| entry.group == group);
    let fixed: Vec<&str> = in_group(InboxGroup::Fixed)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(fixed, ["Nice work."]);
    let replies: Vec<_> = in_group(InboxGroup::Replies).collect();
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0].name.as_str(), "I shall make it smaller.");
    assert_eq!(replies[0].by.as_deref(), Some("Bob Boxer"));
    assert!(replies[0].node.id() == Some(&Id::Number(2)) && replies[0].issue.is_some());
    assert!(in_group(InboxGroup::Unassigned).count() > 0);
    // What was seen is news no more.
    let later = Timestamp(jiff::Timestamp::now().as_millisecond() + 60_000);
    let later = studio.inbox(later).await.unwrap();
    assert!(later.iter().all(|entry| entry.issue.is_none()));
}

#[tokio::test]
async fn what_others_changed_since_is_touched_and_ones_own_is_not() {
    let sim = Sim::start(Options::default());
    let studio = known(&sim, CAROL).await;
    let now = Timestamp(jiff::Timestamp::now().as_millisecond() - 1);
    let items: Vec<(NodeRef, Timestamp)> = (1..=44).map(|id| (task(STREET, id), now)).collect();
    assert!(studio.touched(&items).await.unwrap().is_empty());
    sim.meddle(1, BOB, &json!({"result": []}));
    sim.meddle(5, CAROL, &json!({"result": []}));
    sim.clear_log();
    let touched = studio.touched(&items).await.unwrap();
    assert_eq!(touched.len(), 1, "{touched:?}");
    assert!(touched[0].node == task(STREET, 1) && touched[0].at > now);
    assert_eq!(touched[0].by.as_deref(), Some("Bob Boxer"));
    assert_eq!(sim.log().len(), 1);
    assert!(studio.touched(&[]).await.unwrap().is_empty());
}
