//! What waits for a reviewer, quality as tables, and work in the background.

use serde_json::json;
use vidimus::model::{AccountId, Id, InboxGroup, Level, NodeRef, StatusClass, Timestamp};
use vidimus::platform::{Platform, PlatformError, PlatformEvent};

use super::cvat_world::*;

fn when(raw: &str) -> Timestamp {
    vidimus::platform::cvat::issues::when(raw)
}

fn task(id: u64) -> NodeRef {
    NodeRef::root(AccountId::new("road")).child(Level::Task, Id::Number(id))
}

#[tokio::test]
async fn the_inbox_knows_every_group_over_all_organizations_in_few_requests() {
    let sim = Sim::start(Options::default());
    sim.edit("job", 15, json!({"assignee": 5})).unwrap();
    sim.edit("job", 7, json!({"state": "rejected"})).unwrap();
    sim.edit("job", 10, json!({"stage": "validation"})).unwrap();
    let cvat = client(&sim, key(REVIEWER));
    let since = when("2026-11-21T00:00:00Z");
    cvat.inbox(since).await.unwrap();
    sim.clear_log();
    let entries = cvat.inbox(since).await.unwrap();
    assert!(sim.log().len() <= 6, "{} requests", sim.log().len());
    let of = |group: InboxGroup| -> Vec<Id> {
        let mine = entries.iter().filter(|entry| entry.group == group);
        mine.map(|entry| match &entry.issue {
            Some(issue) => issue.clone(),
            None => entry.node.id().unwrap().clone(),
        })
        .collect()
    };
    let numbers = |all: &[u64]| -> Vec<Id> { all.iter().copied().map(Id::Number).collect() };
    let mut to_review = of(InboxGroup::ToReview);
    to_review.sort();
    assert_eq!(to_review, numbers(&[15, 20]));
    assert_eq!(of(InboxGroup::Returned), numbers(&[7]));
    assert!(of(InboxGroup::Unassigned).contains(&Id::Number(10)));
    let fixed = of(InboxGroup::Fixed);
    assert!(
        fixed.contains(&Id::Number(4)) && fixed.contains(&Id::Number(3)),
        "{fixed:?}"
    );
    assert!(of(InboxGroup::Replies).contains(&Id::Number(1)));
    assert!(entries.is_sorted_by_key(|entry| (entry.group, entry.at)));
    let replied = entries
        .iter()
        .find(|entry| entry.issue == Some(Id::Number(1)))
        .unwrap();
    assert_eq!(
        replied.name.as_str(),
        "Wrong attribute: colour should be red"
    );
    assert_eq!(replied.by.as_deref(), Some("annot1"));
    assert!(replied.place.starts_with("Road Lab"), "{}", replied.place);
    assert_eq!(replied.node.level(), Level::Item);
    let later = cvat.inbox(when("2100-01-01T00:00:00Z")).await.unwrap();
    assert!(later.iter().all(|entry| entry.issue.is_none()));
}

#[tokio::test]
async fn quality_is_told_with_conflicts_that_lead_to_their_frames() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let tables = cvat.insights(&task(1)).await.unwrap();
    let titles: Vec<&str> = tables.iter().map(|table| table.title.as_str()).collect();
    assert_eq!(
        titles[..4],
        [
            "Quality of task 1 (report 25)",
            "Quality by job",
            "Conflicts with the ground truth",
            "Quality settings",
        ]
    );
    let work = tables[0].work.as_ref().unwrap();
    assert_eq!(
        (work.name.as_str(), &work.denied),
        ("quality report", &None)
    );
    let accuracy = tables[0]
        .rows
        .iter()
        .find(|row| row.cells[0].as_str() == "accuracy")
        .unwrap();
    assert_eq!(accuracy.class, Some(StatusClass::Rejected));
    let (node, annotation) = tables[2].rows[0].to.clone().unwrap();
    assert_eq!(node.level(), Level::Item);
    assert!(annotation.is_some());
    let of_job = cvat.insights(&job(1)).await.unwrap();
    let titles: Vec<&str> = of_job.iter().map(|table| table.title.as_str()).collect();
    assert!(titles.contains(&"Annotations by label"), "{titles:?}");
    let counted = of_job
        .iter()
        .find(|table| table.title.as_str() == "Annotations")
        .unwrap();
    let shapes = counted
        .rows
        .iter()
        .find(|row| row.cells[0].as_str() == "shapes")
        .unwrap();
    let stored = sim.state().annotations[&1]["shapes"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(shapes.cells[1].as_str(), stored.to_string());
}

#[tokio::test]
async fn quality_of_newer_servers_has_requirements() {
    let options = Options {
        version: "2.76.0".into(),
        ..Options::default()
    };
    let sim = Sim::start(options);
    let cvat = client(&sim, key(REVIEWER));
    let tables = cvat.insights(&task(1)).await.unwrap();
    let line = |table: usize, row: usize| {
        let cells = tables[table].rows[row].cells.iter();
        cells
            .map(|cell| cell.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    let all: Vec<String> = (0..tables[0].rows.len()).map(|row| line(0, row)).collect();
    assert!(
        all.iter().any(|line| line.starts_with("Accuracy | 76.2 %")),
        "{all:?}"
    );
    let settings = tables
        .iter()
        .position(|table| table.title.as_str() == "Quality settings");
    assert_eq!(
        line(settings.unwrap(), 0),
        "Accuracy | accuracy at least 80.0 %"
    );
}

#[tokio::test]
async fn whoever_may_not_see_quality_is_told_why() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(ANNOTATOR));
    let tables = cvat.insights(&job(1)).await.unwrap();
    assert_eq!(tables[0].title.as_str(), "Quality");
    assert!(tables[0].rows[0].cells[0].starts_with("only the task's or project's staff"));
    assert!(
        !sim.log()
            .iter()
            .any(|seen| seen.status == 403 && seen.path.contains("quality"))
    );
}

#[tokio::test]
async fn a_report_is_computed_and_followed_to_its_end() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let mut events = cvat.events().unwrap();
    cvat.start_work(&task(1), "quality report").await.unwrap();
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        told.push(event);
    }
    let finished =
        |event: &PlatformEvent| matches!(event, PlatformEvent::Finished { stopped: false, .. });
    assert!(told.iter().any(finished), "{told:?}");
    let tables = cvat.insights(&task(1)).await.unwrap();
    assert_ne!(tables[0].title.as_str(), "Quality of task 1 (report 25)");
    let unknown = cvat.start_work(&task(1), "coffee").await;
    assert!(matches!(unknown, Err(PlatformError::Unsupported(_))));
    let refused = cvat.start_work(&task(2), "quality report").await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn a_report_can_be_stopped_and_old_servers_do_not_offer_it() {
    let options = Options {
        polls: 1_000,
        ..Options::default()
    };
    let sim = Sim::start(options);
    let cvat = client(&sim, key(REVIEWER));
    let working = {
        let cvat = cvat.clone();
        tokio::spawn(async move { cvat.start_work(&task(1), "quality report").await })
    };
    while !writes(&sim).iter().any(|line| line.starts_with("POST")) {
        tokio::task::yield_now().await;
    }
    // It listens once the answer has come; stopping is harmless before that.
    let stopped = loop {
        cvat.stop();
        if working.is_finished() {
            break working.await.unwrap();
        }
        tokio::task::yield_now().await;
    };
    assert!(
        matches!(stopped, Err(PlatformError::Stopped)),
        "{stopped:?}"
    );
    assert!(writes(&sim).iter().any(|line| line.ends_with("/cancel")));
    sim.edit("version", 0, json!("2.15.0")).unwrap();
    let old = client(&sim, key(REVIEWER));
    let tables = old.insights(&task(1)).await.unwrap();
    assert!(tables[0].work.as_ref().unwrap().denied.is_some());
    let refused = old.start_work(&task(1), "quality report").await;
    assert!(matches!(refused, Err(PlatformError::Unsupported(_))));
}
