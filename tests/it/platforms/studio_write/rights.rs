//! What the client foretells is what the server answers: every role of Enterprise against every
//! verb; and the open-source edition, where everybody may do everything.

use serde_json::json;
use vidimus::model::{Change, Id, Place, ResultMark, Role, Verb, Verdict};
use vidimus::platform::{Attempt, Platform, PlatformError};

use super::*;

struct Asked {
    verb: Verb,
    target: NodeRef,
    change: Change,
}

/// A change for each verb that is sent, on a task that everybody sees; the second result is Bob's.
fn questions(hash: ContentHash) -> Vec<Asked> {
    let item = task(STREET, 1);
    let on_item = |verb, change| Asked {
        verb,
        target: item.clone(),
        change,
    };
    vec![
        on_item(
            Verb::JudgeAnnotation,
            Change::JudgeAnnotation {
                annotation: Id::Number(2),
                before: None,
                after: Some(judgement(Verdict::Accepted, None, hash)),
            },
        ),
        on_item(
            Verb::Assign,
            Change::Assign {
                role: Role::Assignee,
                before: None,
                after: Some("Bob Boxer".into()),
            },
        ),
        on_item(
            Verb::AssignReviewer,
            Change::Assign {
                role: Role::Reviewer,
                before: None,
                after: Some("Erin Reviewer".into()),
            },
        ),
        on_item(Verb::MarkResult, Change::Submit { draft: None }),
        Asked {
            verb: Verb::Act,
            target: view(STREET),
            change: Change::Act {
                action: "retrieve_tasks_predictions".into(),
                title: "Retrieve Predictions".into(),
                items: vec![Id::Number(1)],
                inputs: Vec::new(),
                destroys: false,
            },
        },
    ]
}

#[tokio::test]
async fn roles_are_refused_by_the_server_what_they_are_told_beforehand() {
    let sim = Sim::start(Options {
        bulk: 0,
        ..Options::enterprise()
    });
    let dora = known(&sim, DORA).await;
    let hash = hash_of(&dora, &task(STREET, 1), 2).await;
    let mut refused = 0;
    for user in [ADMIN, ALICE, BOB, CAROL, DORA, VICTOR, ERIN] {
        for asked in questions(hash) {
            sim.reset();
            let studio = known(&sim, user).await;
            let rights = studio.permissions(&asked.target).await.unwrap();
            let foretold = rights.check(asked.verb).is_ok();
            let op = operation(1, asked.target, asked.change);
            let answer = studio.apply(&op, Attempt::First).await;
            let what = format!("user {user}, {:?}: {answer:?}", asked.verb);
            match &answer {
                Ok(_) => assert!(foretold, "{what}"),
                Err(PlatformError::Denied(_)) => {
                    refused += 1;
                    assert!(!foretold, "{what}");
                }
                Err(_) => panic!("{what}"),
            }
        }
    }
    assert!(refused >= 9, "{refused}");
}

#[tokio::test]
async fn a_right_lost_meanwhile_is_told_by_the_server() {
    let sim = Sim::start(Options::enterprise());
    let studio = known(&sim, CAROL).await;
    let item = task(STREET, 1);
    let hash = hash_of(&studio, &item, 2).await;
    assert!(
        studio
            .permissions(&item)
            .await
            .unwrap()
            .check(Verb::JudgeAnnotation)
            .is_ok()
    );
    sim.edit("user", CAROL, json!({"role": "AN"})).unwrap();
    let change = Change::JudgeAnnotation {
        annotation: Id::Number(2),
        before: None,
        after: Some(judgement(Verdict::Accepted, None, hash)),
    };
    let why = denied(send(&studio, item, change).await);
    assert!(why.contains("permission"), "{why}");
}

#[tokio::test]
async fn everybody_may_do_everything_in_the_open_source_edition() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, BOB);
    let rights = studio.permissions(&task(STREET, 1)).await.unwrap();
    let verbs: Vec<Verb> = rights.denied.iter().map(|(verb, _)| *verb).collect();
    for verb in [
        Verb::JudgeItem,
        Verb::JudgeAnnotation,
        Verb::OpenIssue,
        Verb::Comment,
        Verb::Resolve,
        Verb::MarkResult,
        Verb::DeleteResult,
        Verb::Flag,
    ] {
        assert!(!verbs.contains(&verb), "{verb:?}");
    }
    let change = Change::MarkResult {
        result: Id::Number(1),
        mark: ResultMark::Truth,
        before: false,
        after: true,
    };
    send(&studio, task(STREET, 1), change).await.unwrap();
    let on_view = studio.permissions(&view(STREET)).await.unwrap();
    assert!(on_view.check(Verb::Act).is_ok() && on_view.check(Verb::JudgeItem).is_err());
    let open = Change::OpenIssue {
        place: Place::Item,
        annotation: None,
        text: "loose".into(),
        assignee: None,
    };
    let op = operation(1, task(STREET, 1), open);
    assert_eq!(studio.keeping(&op), vidimus::platform::Keeping::Here);
}

#[tokio::test]
async fn offers_say_why_not() {
    let sim = Sim::start(Options::default());
    sim.edit("project", STREET, json!({"show_skip_button": false}))
        .unwrap();
    let studio = client(&sim, CAROL);
    let offers = studio.offers(&task(STREET, 1)).await.unwrap();
    let denied = |words: &str| {
        let found = offers.iter().find(|offer| offer.summary.starts_with(words));
        let found = found.unwrap_or_else(|| panic!("{words}: {offers:?}"));
        found.denied.as_ref().map(|why| why.to_string())
    };
    assert_eq!(denied("mark as ground truth: result 1 of Alice"), None);
    let why = "somebody else's work; delete your own only";
    assert_eq!(denied("delete for good: result 1").as_deref(), Some(why));
    assert_eq!(denied("delete for good: result 3"), None);
    let why = "tasks of this project are not skipped";
    assert_eq!(denied("skip this task").as_deref(), Some(why));
    assert!(
        studio
            .offers(&project(STREET).parent().unwrap())
            .await
            .unwrap()
            .is_empty()
    );
}
