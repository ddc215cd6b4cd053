//! Every operation against the test server: what is sent, what is compared first, what an unknown
//! outcome leads to.

use serde_json::json;
use vidimus::model::{Change, Handover, Id, Level, NodeRef, Place, Point, Rect, Role};
use vidimus::platform::{Attempt, Platform, PlatformError, PlatformEvent};

use super::cvat_world::*;

fn conflict(answer: Result<vidimus::model::Applied, PlatformError>) -> String {
    match answer {
        Err(PlatformError::Conflict(why)) => why.to_string(),
        other => panic!("no conflict: {other:?}"),
    }
}

fn to(before: (&str, &str), after: (&str, &str)) -> Change {
    Change::Transition {
        before: state(before.0, before.1),
        after: state(after.0, after.1),
        handover: None,
    }
}

fn assign(before: Option<&str>, after: Option<&str>) -> Change {
    Change::Assign {
        role: Role::Assignee,
        before: before.map(text),
        after: after.map(text),
    }
}

fn open(place: Place, words: &str) -> Change {
    Change::OpenIssue {
        place,
        annotation: None,
        text: text(words),
        assignee: None,
    }
}

#[tokio::test]
async fn stage_and_state_go_together_and_a_stage_that_stays_is_not_named() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let change = to(("validation", "in progress"), ("acceptance", "completed"));
    let applied = send(&cvat, job(1), change.clone()).await.unwrap();
    assert!(!applied.repeated && !applied.local_only);
    assert_eq!(
        last_body(&sim),
        json!({"stage": "acceptance", "state": "completed"})
    );
    let again = cvat
        .apply(&operation(1, job(1), change), Attempt::Again)
        .await;
    assert!(again.unwrap().repeated);
    assert_eq!(writes(&sim), ["PATCH /api/jobs/1"]);
    let stays = to(("acceptance", "completed"), ("acceptance", "rejected"));
    send(&cvat, job(1), stays).await.unwrap();
    assert_eq!(last_body(&sim), json!({"state": "rejected"}));
    let mut events = cvat.events().unwrap();
    assert!(is_changed(&events.recv().await.unwrap(), 1));
}

#[tokio::test]
async fn a_hand_back_is_one_request_and_so_is_its_undo() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    send(&cvat, job(1), assign(Some("annot1"), Some("review1")))
        .await
        .unwrap();
    sim.clear_log();
    let change = Change::Transition {
        before: state("validation", "in progress"),
        after: state("annotation", "rejected"),
        handover: Some(Handover {
            before: Some(text("review1")),
            after: Some(text("annot1")),
        }),
    };
    let there = operation(2, job(1), change);
    cvat.apply(&there, Attempt::First).await.unwrap();
    assert_eq!(writes(&sim), ["PATCH /api/jobs/1"]);
    assert_eq!(
        last_body(&sim),
        json!({"stage": "annotation", "state": "rejected", "assignee": 3})
    );
    let back = operation(3, job(1), there.inverse(None).unwrap());
    cvat.apply(&back, Attempt::First).await.unwrap();
    assert_eq!(writes(&sim).len(), 2);
    assert_eq!(
        last_body(&sim),
        json!({"stage": "validation", "state": "in progress", "assignee": 5})
    );
    let kept = sim.state().job(1).unwrap();
    assert_eq!(
        (kept.stage.as_str(), kept.assignee),
        ("validation", Some(5))
    );
}

#[tokio::test]
async fn what_somebody_else_changed_is_a_conflict_that_names_both() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    sim.edit("job", 1, json!({"stage": "acceptance", "state": "new"}))
        .unwrap();
    let change = to(("validation", "in progress"), ("acceptance", "completed"));
    let why = conflict(send(&cvat, job(1), change).await);
    assert_eq!(
        why,
        "now acceptance · new, was validation · in progress; yours: acceptance · completed"
    );
    let why = conflict(send(&cvat, job(1), assign(Some("annot2"), Some("review1"))).await);
    assert_eq!(why, "now assigned to annot1, was annot2; yours: review1");
    let handed = Change::Transition {
        before: state("acceptance", "new"),
        after: state("annotation", "rejected"),
        handover: Some(Handover {
            before: Some(text("review1")),
            after: Some(text("annot1")),
        }),
    };
    let why = conflict(send(&cvat, job(1), handed).await);
    assert!(why.contains("acceptance · new (annot1)"), "{why}");
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn each_level_names_its_assignee_as_its_server_wants() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let root = NodeRef::root(vidimus::model::AccountId::new("road"));
    let task = root.child(Level::Task, Id::Number(1));
    let project = root.child(Level::Project, Id::Number(1));
    for (target, before, key) in [
        (job(1), Some("annot1"), "assignee"),
        (task, Some("review1"), "assignee_id"),
        (project, Some("review1"), "assignee_id"),
    ] {
        send(&cvat, target.clone(), assign(before, Some("super1")))
            .await
            .unwrap();
        assert_eq!(last_body(&sim), json!({ key: 8 }), "{target}");
        let same = send(&cvat, target.clone(), assign(before, Some("super1"))).await;
        assert!(same.unwrap().repeated);
        send(&cvat, target, assign(Some("super1"), None))
            .await
            .unwrap();
        assert_eq!(last_body(&sim), json!({ key: null }));
    }
    let nobody = send(&cvat, job(1), assign(None, Some("nobody"))).await;
    assert!(
        matches!(nobody, Err(PlatformError::NotFound(_))),
        "{nobody:?}"
    );
    let reviewer = Change::Assign {
        role: Role::Reviewer,
        before: None,
        after: Some(text("annot1")),
    };
    let refused = send(&cvat, job(1), reviewer).await;
    assert!(matches!(refused, Err(PlatformError::Unsupported(_))));
}

#[tokio::test]
async fn issues_are_opened_within_the_image_and_the_job() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let point = Point::new(12.5, 9_999.0);
    let triangle = vec![
        Point::new(1.0, 2.0),
        Point::new(30.0, 4.0),
        Point::new(5.0, 60.0),
    ];
    let rect = Rect::new(600.0, 20.0, 100.0, 60.0);
    for (place, position) in [
        (Place::Item, json!([0.0, 0.0, 640.0, 480.0])),
        (Place::At { point }, json!([12.5, 480.0])),
        (Place::Within { rect }, json!([600.0, 20.0, 640.0, 80.0])),
        (
            Place::Outline { points: triangle },
            json!([1.0, 2.0, 30.0, 4.0, 5.0, 60.0]),
        ),
    ] {
        let applied = send(&cvat, frame(1, 4), open(place, "loose"))
            .await
            .unwrap();
        let body = last_body(&sim);
        assert_eq!(body["position"], position);
        assert_eq!((&body["job"], &body["frame"]), (&json!(1), &json!(4)));
        let Some(Id::Number(id)) = applied.created else {
            panic!("no number")
        };
        let told = issue(&cvat, &frame(1, 4), id).await;
        assert_eq!((told.text(), told.owner.as_str()), ("loose", "review1"));
    }
    sim.clear_log();
    let outside = send(&cvat, frame(1, 40), open(Place::Item, "loose")).await;
    assert!(
        matches!(outside, Err(PlatformError::NotFound(_))),
        "{outside:?}"
    );
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn an_issue_about_an_annotation_has_its_box_and_finds_it_again() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let mut found = None;
    for number in 0..10 {
        let item = cvat.annotations(&frame(1, number)).await.unwrap();
        let drawn = item.annotations.iter();
        let mut boxed = drawn.filter_map(|one| Some((one.id.clone(), one.shape.bounds()?)));
        found = boxed
            .find(|(_, rect)| rect.area() > 100.0)
            .map(|one| (number, one));
        if found.is_some() {
            break;
        }
    }
    let (number, (annotation, rect)) = found.unwrap();
    sim.clear_log();
    let change = Change::OpenIssue {
        place: Place::Item,
        annotation: Some(annotation.clone()),
        text: text("too loose"),
        assignee: None,
    };
    let applied = send(&cvat, frame(1, number), change).await.unwrap();
    // What is known of the job is not asked for again.
    let of_job = |path: &str| path.starts_with("/api/jobs") || path.starts_with("/api/labels");
    assert!(!sim.log().iter().any(|seen| of_job(&seen.path)));
    let Some(Id::Number(id)) = applied.created else {
        panic!("no number")
    };
    let told = issue(&cvat, &frame(1, number), id).await;
    assert_eq!(told.annotation, Some(annotation));
    let bounds = told.place.bounds().unwrap();
    assert!((bounds.width - rect.width).abs() < 0.1);
    sim.clear_log();
    cvat.annotations(&frame(1, number)).await.unwrap();
    assert!(
        !sim.log()
            .iter()
            .any(|seen| seen.path.ends_with("/annotations"))
    );
}

#[tokio::test]
async fn an_issue_goes_to_the_organization_of_its_job_also_with_an_assignee() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    for (target, who) in [
        (frame(1, 0), "annot1"),
        (frame(15, 0), "annot1"),
        (frame(20, 0), "review1"),
    ] {
        let change = Change::OpenIssue {
            place: Place::Item,
            annotation: None,
            text: text("missing car"),
            assignee: Some(text(who)),
        };
        send(&cvat, target, change).await.unwrap();
    }
    assert_eq!(writes(&sim).len(), 3);
}

#[tokio::test]
async fn an_issue_that_may_have_arrived_is_looked_for_before_it_is_sent_again() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let rect = Rect::new(10.0, 20.0, 30.25, 40.0);
    let change = open(Place::Within { rect }, " Box too loose\n");
    let op = operation(4, frame(1, 4), change);
    sim.fault(Fault::new("POST /api/issues", "uncertain"));
    let first = cvat.apply(&op, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    let again = cvat.apply(&op, Attempt::Again).await.unwrap();
    assert!(again.repeated && again.created == Some(Id::Number(17)));
    assert_eq!(writes(&sim).len(), 1);
    // One that was cut off before the server looked at it is sent.
    sim.fault(Fault::new("POST /api/issues", "drop"));
    let other = operation(5, frame(1, 5), op.change.clone());
    let first = cvat.apply(&other, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    let again = cvat.apply(&other, Attempt::Again).await.unwrap();
    assert!(!again.repeated && again.created == Some(Id::Number(18)));
}

#[tokio::test]
async fn neither_older_nor_others_issues_are_taken_for_ours() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    // Issue 1 of the recorded ones is ours, but days old; annot1 writes the same just now.
    let theirs = client(&sim, key(ANNOTATOR));
    let change = open(Place::Item, "empty?");
    send(&theirs, frame(1, 4), change.clone()).await.unwrap();
    let again = cvat
        .apply(&operation(6, frame(1, 4), change), Attempt::Again)
        .await
        .unwrap();
    assert!(!again.repeated);
    let old = issue(&cvat, &frame(1, 0), 1).await;
    let change = open(old.place.clone(), old.text());
    let again = cvat
        .apply(&operation(7, frame(1, 0), change), Attempt::Again)
        .await
        .unwrap();
    assert!(!again.repeated);
}

#[tokio::test]
async fn a_comment_that_may_have_arrived_is_not_written_twice() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let comment = Change::Comment {
        issue: Id::Number(1),
        text: text("still\nblue"),
    };
    let op = operation(8, frame(1, 0), comment);
    sim.fault(Fault::new("POST /api/comments", "uncertain"));
    assert!(matches!(
        cvat.apply(&op, Attempt::First).await,
        Err(PlatformError::Uncertain(_))
    ));
    let again = cvat.apply(&op, Attempt::Again).await.unwrap();
    assert!(again.repeated && again.created.is_some());
    assert_eq!(writes(&sim), ["POST /api/comments"]);
    let told = issue(&cvat, &job(1), 1).await;
    assert_eq!(told.comments.last().unwrap().text.as_str(), "still\nblue");
}

#[tokio::test]
async fn saying_the_same_twice_is_twice() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let change = open(Place::Item, "loose");
    let first = operation(12, frame(1, 4), change.clone());
    let made = cvat.apply(&first, Attempt::First).await.unwrap();
    let second = operation(13, frame(1, 4), change);
    let other = cvat.apply(&second, Attempt::Again).await.unwrap();
    assert!(!other.repeated && other.created != made.created);
    let same = cvat.apply(&first, Attempt::Again).await.unwrap();
    assert!(same.repeated && same.created == made.created);
    let blank = send(&cvat, frame(1, 4), open(Place::Item, " \n")).await;
    assert!(matches!(blank, Err(PlatformError::Unsupported(_))));
    assert_eq!(writes(&sim).len(), 2);
}

#[tokio::test]
async fn in_a_personal_workspace_only_oneself_is_assigned() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let refused = send(&cvat, job(20), assign(Some("review1"), Some("annot1"))).await;
    assert!(
        matches!(refused, Err(PlatformError::Denied(_))),
        "{refused:?}"
    );
    assert!(writes(&sim).is_empty());
    send(&cvat, job(21), assign(None, Some("review1")))
        .await
        .unwrap();
}

#[tokio::test]
async fn comments_are_edited_and_deleted_only_as_we_know_them() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let edit = |before: &str, after: &str| Change::EditComment {
        issue: Id::Number(1),
        comment: Id::Number(3),
        before: text(before),
        after: text(after),
    };
    let known = "Still blue on the second car";
    send(&cvat, frame(1, 0), edit(known, "Still blue"))
        .await
        .unwrap();
    let repeated = send(&cvat, frame(1, 0), edit(known, "Still blue"))
        .await
        .unwrap();
    assert!(repeated.repeated);
    let why = conflict(send(&cvat, frame(1, 0), edit(known, "Red")).await);
    assert_eq!(why, "the comment says 'Still blue' now; yours: 'Red'");
    let delete = |said: &str| Change::DeleteComment {
        issue: Id::Number(1),
        comment: Id::Number(3),
        text: text(said),
    };
    conflict(send(&cvat, frame(1, 0), delete(known)).await);
    assert!(
        !send(&cvat, frame(1, 0), delete("Still blue"))
            .await
            .unwrap()
            .repeated
    );
    assert!(
        send(&cvat, frame(1, 0), delete("Still blue"))
            .await
            .unwrap()
            .repeated
    );
}

#[tokio::test]
async fn issues_are_resolved_and_reopened_once() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(ANNOTATOR));
    let resolve = |after: bool| Change::Resolve {
        issue: Id::Number(1),
        before: !after,
        after,
    };
    for after in [true, false] {
        assert!(
            !send(&cvat, frame(1, 0), resolve(after))
                .await
                .unwrap()
                .repeated
        );
        assert_eq!(last_body(&sim), json!({ "resolved": after }));
        assert!(
            send(&cvat, frame(1, 0), resolve(after))
                .await
                .unwrap()
                .repeated
        );
    }
    assert_eq!(writes(&sim).len(), 2);
    let unsent = Change::Resolve {
        issue: Id::name("0000000000000007-3"),
        before: false,
        after: true,
    };
    let refused = send(&cvat, frame(1, 0), unsent).await;
    assert!(matches!(refused, Err(PlatformError::NotFound(_))));
}

#[tokio::test]
async fn a_deleted_issue_comes_back_with_its_thread() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let known = issue(&cvat, &frame(1, 0), 1).await;
    let delete = Change::DeleteIssue {
        issue: Box::new(known.clone()),
    };
    let op = operation(9, frame(1, 0), delete);
    cvat.apply(&op, Attempt::First).await.unwrap();
    assert!(cvat.apply(&op, Attempt::First).await.unwrap().repeated);
    let restore = operation(10, frame(1, 0), op.inverse(None).unwrap());
    // The second comment of the thread is cut off: what is there is gone on with.
    let mut fault = Fault::new("POST /api/comments", "uncertain");
    fault.skip = 1;
    sim.fault(fault);
    let first = cvat.apply(&restore, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    let applied = cvat.apply(&restore, Attempt::Again).await.unwrap();
    let Some(Id::Number(id)) = applied.created else {
        panic!("no number")
    };
    let back = issue(&cvat, &frame(1, 0), id).await;
    assert_eq!((&back.place, back.resolved), (&known.place, known.resolved));
    assert_eq!(back.assignee, known.assignee);
    let texts: Vec<&str> = back.comments.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Wrong attribute: colour should be red",
            "annot1: Fixed, please check",
            "Still blue on the second car",
        ]
    );
}

#[tokio::test]
async fn an_issue_that_was_answered_meanwhile_is_not_deleted() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let known = issue(&cvat, &frame(1, 0), 1).await;
    let theirs = client(&sim, key(ANNOTATOR));
    let answer = Change::Comment {
        issue: Id::Number(1),
        text: text("now it is red"),
    };
    send(&theirs, frame(1, 0), answer).await.unwrap();
    let delete = Change::DeleteIssue {
        issue: Box::new(known),
    };
    let why = conflict(send(&cvat, frame(1, 0), delete).await);
    assert!(
        why.starts_with("annot1 has answered meanwhile: now it is red"),
        "{why}"
    );
}

#[tokio::test]
async fn a_lost_answer_to_a_transition_is_found_done() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let change = to(("validation", "in progress"), ("annotation", "rejected"));
    let op = operation(11, job(1), change);
    sim.fault(Fault::new("PATCH /api/jobs/1", "uncertain"));
    assert!(matches!(
        cvat.apply(&op, Attempt::First).await,
        Err(PlatformError::Uncertain(_))
    ));
    assert!(cvat.apply(&op, Attempt::Again).await.unwrap().repeated);
    assert_eq!(writes(&sim).len(), 1);
}

#[tokio::test]
async fn a_refusal_is_told_and_the_job_read_anew() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(ANNOTATOR));
    let change = to(("validation", "in progress"), ("acceptance", "completed"));
    let refused = send(&cvat, job(1), change).await;
    assert!(
        matches!(refused, Err(PlatformError::Denied(_))),
        "{refused:?}"
    );
    let mut events = cvat.events().unwrap();
    // The refused request itself is told first.
    let mut told = events.recv().await.unwrap();
    while matches!(told, PlatformEvent::Refused { .. }) {
        told = events.recv().await.unwrap();
    }
    assert!(is_changed(&told, 1));
    // The state alone is whoever holds the job's to change.
    let state_only = to(("validation", "in progress"), ("validation", "completed"));
    send(&cvat, job(1), state_only).await.unwrap();
}

#[tokio::test]
async fn a_token_that_only_reads_sends_nothing() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, token(2));
    let change = to(("validation", "in progress"), ("acceptance", "completed"));
    let refused = send(&cvat, job(1), change).await;
    assert!(
        matches!(refused, Err(PlatformError::Denied(_))),
        "{refused:?}"
    );
    assert!(writes(&sim).is_empty());
    let rights = cvat.permissions(&job(1)).await.unwrap();
    assert!(rights.check(vidimus::model::Verb::Transition).is_err());
    let writing = client(&sim, token(1));
    let change = to(("validation", "in progress"), ("acceptance", "completed"));
    send(&writing, job(1), change).await.unwrap();
}

#[tokio::test]
async fn odd_positions_of_others_are_shown_on_the_whole_frame_and_told_once() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    sim.edit("issue", 2, json!({"position": [1.0, 2.0, 3.0]}))
        .unwrap();
    for _ in 0..2 {
        assert_eq!(issue(&cvat, &job(1), 2).await.place, Place::Item);
    }
    let mut events = cvat.events().unwrap();
    let told = events.try_recv().unwrap();
    assert!(format!("{told:?}").contains("issue 2"), "{told:?}");
    assert!(events.try_recv().is_err());
}

#[tokio::test]
async fn issues_of_a_job_take_two_requests_and_come_oldest_first() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    cvat.issues(&job(1)).await.unwrap();
    sim.clear_log();
    let issues = cvat.issues(&job(1)).await.unwrap();
    assert_eq!(sim.log().len(), 2);
    assert!(issues.len() >= 4);
    assert!(issues.is_sorted_by_key(|issue| issue.at));
    let task = issues[0].item.ancestor(Level::Task).unwrap();
    let below = cvat.issues(&task).await.unwrap();
    assert!(below.len() >= issues.len());
    assert!(below.iter().all(|issue| task.contains(&issue.item)));
    assert!(below.iter().all(|issue| !issue.comments.is_empty()));
}
