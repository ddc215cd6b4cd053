//! Comments of Enterprise as issues.

use serde_json::json;
use vidimus::model::{Change, Id, Issue, Place, Point, Rect, Verb, Verdict};
use vidimus::platform::{Attempt, Platform, PlatformError};

use super::*;

fn open(annotation: Option<Id>, place: Place, words: &str) -> Change {
    Change::OpenIssue {
        place,
        annotation,
        text: Text::block(words),
        assignee: None,
    }
}

async fn issue(studio: &LabelStudioPlatform, scope: &NodeRef, id: u64) -> Issue {
    let all = studio.issues(scope).await.unwrap();
    let found = all.into_iter().find(|issue| issue.id == Id::Number(id));
    found.unwrap()
}

fn texts(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(Issue::text).collect()
}

#[tokio::test]
async fn the_open_source_edition_has_none() {
    let sim = Sim::start(Options::default());
    let studio = known(&sim, CAROL).await;
    sim.clear_log();
    assert!(studio.issues(&task(STREET, 2)).await.unwrap().is_empty());
    assert!(sim.log().is_empty());
    for verb in [
        Verb::OpenIssue,
        Verb::Comment,
        Verb::Resolve,
        Verb::DeleteIssue,
    ] {
        assert!(!studio.stores(verb));
    }
}

#[tokio::test]
async fn comments_are_listed_for_a_task_its_project_and_its_workspace() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let of_task = studio.issues(&task(STREET, 2)).await.unwrap();
    assert_eq!(
        texts(&of_task),
        ["The box is too large.", "I shall make it smaller."]
    );
    assert_eq!(of_task[0].annotation, Some(Id::name("5/b8ewCISuYC")));
    assert_eq!(of_task[1].annotation, Some(Id::Number(5)));
    assert_eq!(of_task[0].owner.as_str(), "Carol Reviewer");
    // One's own can be changed, others' only resolved.
    assert!(of_task[0].rights.check(Verb::DeleteIssue).is_ok());
    assert!(of_task[1].rights.check(Verb::DeleteIssue).is_err());
    assert!(of_task[1].rights.check(Verb::Resolve).is_ok());
    for (scope, count) in [
        (view(STREET), 2),
        (project(STREET), 2),
        (workspace(2), 2),
        (account(), 3),
    ] {
        let below = studio.issues(&scope).await.unwrap();
        assert_eq!(below.len(), count, "{scope}");
        let on_task = |issue: &Issue| issue.item.id() == Some(&Id::Number(2));
        assert!(below.iter().any(on_task));
        assert_eq!(below.iter().any(|issue| issue.resolved), count == 3);
    }
    assert!(studio.issues(&project(WEATHER)).await.unwrap().is_empty());
}

fn account() -> NodeRef {
    NodeRef::root(AccountId::new("studio"))
}

fn workspace(id: u64) -> NodeRef {
    account().child(Level::Organization, Id::Number(id))
}

#[tokio::test]
async fn an_issue_is_about_a_result_a_region_or_a_place() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let point = Point::new(12.5, 99.0);
    let rect = Rect::new(6.0, 20.0, 100.0, 60.0);
    for (annotation, place) in [
        (Id::Number(1), Place::Item),
        (Id::name("1/Y5ubiheyEd"), Place::Item),
        (Id::Number(2), Place::At { point }),
        (Id::Number(2), Place::Within { rect }),
    ] {
        let change = open(Some(annotation.clone()), place.clone(), "missing car");
        let applied = send(&studio, task(STREET, 1), change).await.unwrap();
        let told = issue(&studio, &task(STREET, 1), created(&applied)).await;
        assert_eq!((told.text(), &told.place), ("missing car", &place));
        assert_eq!(told.annotation, Some(annotation));
    }
    assert_eq!(last_body(&sim)["annotation"], json!(2));
    let on_region = sim.log().into_iter().filter_map(|seen| seen.body);
    let refs: Vec<Value> = on_region.map(|body| body["region_ref"].clone()).collect();
    assert!(refs.contains(&json!({"region_id": "Y5ubiheyEd"})));
}

#[tokio::test]
async fn an_issue_on_the_whole_task_is_on_its_only_result() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let why = denied(send(&studio, task(STREET, 1), open(None, Place::Item, "loose")).await);
    assert!(why.contains("choose which"), "{why}");
    let why = denied(send(&studio, task(STREET, 40), open(None, Place::Item, "empty")).await);
    assert!(why.contains("this task has none"), "{why}");
    let applied = send(&studio, task(STREET, 6), open(None, Place::Item, "loose")).await;
    created(&applied.unwrap());
    let on_draft = open(Some(Id::name("draft-4")), Place::Item, "loose");
    let refused = send(&studio, task(STREET, 1), on_draft).await;
    assert!(matches!(refused, Err(PlatformError::Unsupported(_))));
    let blank = send(&studio, task(STREET, 6), open(None, Place::Item, " \n")).await;
    assert!(matches!(blank, Err(PlatformError::Unsupported(_))));
}

#[tokio::test]
async fn a_comment_that_may_have_arrived_is_looked_for_first() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let change = open(Some(Id::Number(1)), Place::Item, " Box too loose\n");
    let op = operation(4, task(STREET, 1), change.clone());
    sim.fault(Fault::new("POST /api/comments/", "uncertain"));
    let first = studio.apply(&op, Attempt::First).await;
    assert!(
        matches!(first, Err(PlatformError::Uncertain(_))),
        "{first:?}"
    );
    let again = studio.apply(&op, Attempt::Again).await.unwrap();
    assert!(again.repeated && writes(&sim).len() == 1);
    // Saying the same twice is twice.
    let second = operation(5, task(STREET, 1), change);
    let other = studio.apply(&second, Attempt::Again).await.unwrap();
    assert!(!other.repeated && other.created != again.created);
    assert_eq!(writes(&sim).len(), 2);
}

#[tokio::test]
async fn an_answer_is_a_further_comment_of_the_same_region() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let before = studio.issues(&task(STREET, 2)).await.unwrap();
    let Id::Number(first) = before[0].id else {
        panic!("no number")
    };
    let answer = Change::Comment {
        issue: Id::Number(first),
        text: "still too large".into(),
    };
    let op = operation(6, task(STREET, 2), answer);
    let applied = studio.apply(&op, Attempt::First).await.unwrap();
    let told = issue(&studio, &task(STREET, 2), created(&applied)).await;
    assert_eq!(told.annotation, before[0].annotation);
    assert!(told.at >= before[0].at && told.comments.len() == 1);
    let undo = op.inverse(applied.created.as_ref()).unwrap();
    send(&studio, task(STREET, 2), undo).await.unwrap();
    let after = studio.issues(&task(STREET, 2)).await.unwrap();
    assert_eq!(texts(&after), texts(&before));
}

#[tokio::test]
async fn comments_are_resolved_edited_and_deleted_only_as_we_know_them() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let place = Place::At {
        point: Point::new(3.0, 4.0),
    };
    let there = operation(
        1,
        task(STREET, 1),
        open(Some(Id::Number(1)), place, "loose"),
    );
    let made = studio.apply(&there, Attempt::First).await.unwrap();
    let id = Id::Number(created(&made));
    let resolve = |after: bool| Change::Resolve {
        issue: id.clone(),
        before: !after,
        after,
    };
    for after in [true, false] {
        let change = resolve(after);
        assert!(
            !send(&studio, task(STREET, 1), change.clone())
                .await
                .unwrap()
                .repeated
        );
        assert_eq!(last_body(&sim), json!({ "is_resolved": after }));
        assert!(
            send(&studio, task(STREET, 1), change)
                .await
                .unwrap()
                .repeated
        );
    }
    let edit = |before: &str, after: &str| Change::EditComment {
        issue: id.clone(),
        comment: id.clone(),
        before: before.into(),
        after: after.into(),
    };
    send(&studio, task(STREET, 1), edit("loose", "tight"))
        .await
        .unwrap();
    assert_eq!(last_body(&sim), json!({"text": "tight\n(at 3, 4)"}));
    assert!(
        send(&studio, task(STREET, 1), edit("loose", "tight"))
            .await
            .unwrap()
            .repeated
    );
    let why = conflict(send(&studio, task(STREET, 1), edit("loose", "red")).await);
    assert_eq!(why, "the comment says 'tight' now; yours: 'red'");
    // The undo of opening it is stopped as well: it says something else by now.
    let undo = there.inverse(made.created.as_ref()).unwrap();
    conflict(send(&studio, task(STREET, 1), undo.clone()).await);
    send(&studio, task(STREET, 1), edit("tight", "loose"))
        .await
        .unwrap();
    assert!(
        !send(&studio, task(STREET, 1), undo.clone())
            .await
            .unwrap()
            .repeated
    );
    assert!(send(&studio, task(STREET, 1), undo).await.unwrap().repeated);
}

#[tokio::test]
async fn a_deleted_comment_comes_back_as_it_was() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let all = studio.issues(&task(STREET, 2)).await.unwrap();
    let known_issue = all[0].clone();
    let delete = Change::DeleteIssue {
        issue: Box::new(known_issue.clone()),
    };
    let op = operation(9, task(STREET, 2), delete);
    studio.apply(&op, Attempt::First).await.unwrap();
    assert_eq!(studio.issues(&task(STREET, 2)).await.unwrap().len(), 1);
    let restore = operation(10, task(STREET, 2), op.inverse(None).unwrap());
    sim.fault(Fault::new("POST /api/comments/", "uncertain"));
    studio.apply(&restore, Attempt::First).await.unwrap_err();
    let back = studio.apply(&restore, Attempt::Again).await.unwrap();
    let back = issue(&studio, &task(STREET, 2), created(&back)).await;
    assert_eq!(back.text(), "The box is too large.");
    assert_eq!(back.annotation, known_issue.annotation);
    assert_eq!(studio.issues(&task(STREET, 2)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn others_comments_are_not_deleted() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let all = studio.issues(&task(STREET, 2)).await.unwrap();
    let delete = Change::DeleteIssue {
        issue: Box::new(all[1].clone()),
    };
    let why = denied(send(&studio, task(STREET, 2), delete).await);
    assert_eq!(why, "somebody else's comment");
    assert!(writes(&sim).is_empty());
}

#[tokio::test]
async fn rejecting_with_a_reason_makes_one_comment_and_not_two() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let item = task(STREET, 1);
    let hash = hash_of(&studio, &item, 2).await;
    let verdict = Change::JudgeAnnotation {
        annotation: Id::Number(2),
        before: None,
        after: Some(judgement(Verdict::Rejected, Some("too loose"), hash)),
    };
    studio
        .apply(&operation(1, item.clone(), verdict), Attempt::First)
        .await
        .unwrap();
    let change = open(Some(Id::Number(2)), Place::Item, "too loose");
    let opened = operation(2, item.clone(), change);
    let opened = studio.apply(&opened, Attempt::First).await.unwrap();
    let all = studio.issues(&item).await.unwrap();
    let said: Vec<&Issue> = all
        .iter()
        .filter(|issue| issue.text() == "too loose")
        .collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].id, Id::Number(created(&opened)));
}
