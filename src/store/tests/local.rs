//! Local decisions: last writer wins for verdicts, conflicts for states, every operation once.

use super::*;
use crate::model::{Place, Role, StatusClass};

fn job() -> NodeRef {
    NodeRef::root(account()).child(Level::Job, Id::name("1-100"))
}

fn state(word: &str) -> State {
    State {
        stage: Some("validation".into()),
        state: word.into(),
        class: StatusClass::Doing,
    }
}

async fn apply(store: &Store, number: u64, target: NodeRef, change: Change) -> Applied {
    try_apply(store, number, target, change).await.unwrap()
}

async fn try_apply(
    store: &Store,
    number: u64,
    target: NodeRef,
    change: Change,
) -> Result<Applied, StoreError> {
    let key = match target.level() {
        Level::Item => "set/one.jpg",
        _ => "set/1-100",
    };
    let op = operation(number, target, change);
    store.local_apply(op, key.into()).await
}

async fn state_of(store: &Store) -> LocalState {
    store.local_state(&account()).await.unwrap()
}

#[test]
fn verdicts_and_flags_take_the_last_word() {
    let (_directory, store) = fresh();
    wait(async {
        let annotation = |id: Id, reason: Option<&str>| Change::JudgeAnnotation {
            annotation: id,
            before: None,
            after: reason.map(judgement),
        };
        let flag = |after: bool| Change::Flag {
            before: !after,
            after,
        };
        apply(&store, 1, item(1), judge("first")).await;
        apply(&store, 2, item(1), judge("second")).await;
        apply(
            &store,
            3,
            item(1),
            annotation(Id::Number(4), Some("number")),
        )
        .await;
        apply(&store, 4, item(1), annotation(Id::name("4"), Some("name"))).await;
        apply(&store, 5, item(1), flag(true)).await;
        apply(&store, 6, job(), flag(true)).await;
        let seen = state_of(&store).await;
        let one = &seen.items["set/one.jpg"];
        assert_eq!(one.judgement, Some(judgement("second")));
        assert_eq!(one.annotations[&Id::Number(4)], judgement("number"));
        assert_eq!(one.annotations[&Id::name("4")], judgement("name"));
        assert!(one.flagged && seen.jobs["set/1-100"].flagged);

        let cleared = Change::JudgeItem {
            before: None,
            after: None,
        };
        apply(&store, 7, item(1), cleared).await;
        apply(&store, 8, item(1), annotation(Id::Number(4), None)).await;
        apply(&store, 9, item(1), annotation(Id::name("4"), None)).await;
        apply(&store, 10, item(1), flag(false)).await;
        assert!(state_of(&store).await.items.is_empty());
        let other = store.local_state(&AccountId::new("other")).await.unwrap();
        assert!(other.jobs.is_empty());
    });
}

#[test]
fn an_operation_is_applied_once_also_after_reopening() {
    let (_directory, store) = fresh();
    wait(async {
        let open = Change::OpenIssue {
            place: Place::Item,
            annotation: None,
            text: Text::block("missed\ntwo"),
            assignee: Some("bo".into()),
        };
        let first = apply(&store, 1, item(1), open.clone()).await;
        assert_eq!(first.created, Some(Id::name(&op_id(1).to_string())));
        assert!(!first.repeated);
        apply(&store, 2, item(1), judge("old")).await;
        apply(&store, 3, item(1), judge("new")).await;
        store.close().await;
        let store = Store::open(store.path()).unwrap();
        let again = apply(&store, 1, item(1), open).await;
        assert_eq!((again.created, again.repeated), (first.created, true));
        assert!(apply(&store, 2, item(1), judge("old")).await.repeated);
        let seen = state_of(&store).await;
        assert_eq!(seen.issues.len(), 1);
        assert_eq!(seen.issues[0].text(), "missed\ntwo");
        assert_eq!(seen.items["set/one.jpg"].judgement, Some(judgement("new")));
    });
}

#[test]
fn states_and_people_conflict_when_they_changed_meanwhile() {
    let (_directory, store) = fresh();
    wait(async {
        let go = |before: &str, after: &str| Change::Transition {
            handover: None,
            before: state(before),
            after: state(after),
        };
        let assign = |role: Role, before: Option<&str>, after: Option<&str>| Change::Assign {
            role,
            before: before.map(Text::from),
            after: after.map(Text::from),
        };
        // (change, words of the conflict)
        let table: [(Change, Option<[&str; 2]>); 9] = [
            (go("new", "completed"), None),
            (
                go("new", "rejected"),
                Some(["'validation · completed'", "'validation · new'"]),
            ),
            (go("completed", "rejected"), None),
            (assign(Role::Assignee, Some("default"), Some("ana")), None),
            (
                assign(Role::Assignee, Some("bo"), Some("cy")),
                Some(["'ana'", "'bo'"]),
            ),
            (assign(Role::Assignee, Some("ana"), None), None),
            (
                assign(Role::Assignee, Some("ana"), Some("cy")),
                Some(["'nobody'", "'ana'"]),
            ),
            (assign(Role::Assignee, None, Some("cy")), None),
            (assign(Role::Reviewer, None, Some("dee")), None),
        ];
        for (number, (change, conflict)) in (1..).zip(table) {
            let result = try_apply(&store, number, job(), change.clone()).await;
            match conflict {
                None => assert!(result.is_ok(), "{change:?}: {result:?}"),
                Some(both) => {
                    let Err(StoreError::Conflict(why)) = &result else {
                        panic!("{change:?}: {result:?}");
                    };
                    assert!(both.iter().all(|word| why.contains(word)), "{why}");
                    // Nothing was noted as applied: it conflicts again.
                    assert!(try_apply(&store, number, job(), change).await.is_err());
                }
            }
        }
        let seen = state_of(&store).await.jobs["set/1-100"].clone();
        assert_eq!(seen.state, Some(state("rejected")));
        let names = (seen.assignee.as_deref(), seen.reviewer.as_deref());
        assert_eq!(names, (Some("cy"), Some("dee")));
    });
}

#[test]
fn a_thread_is_opened_answered_resolved_deleted_and_brought_back() {
    let (_directory, store) = fresh();
    wait(async {
        let open = operation(
            1,
            item(1),
            Change::OpenIssue {
                place: Place::Item,
                annotation: Some(Id::Number(7)),
                text: "missed".into(),
                assignee: None,
            },
        );
        let key = || "set/one.jpg".to_owned();
        let made = store.local_apply(open.clone(), key()).await.unwrap();
        let issue = made.created.clone().unwrap();
        let comment = Change::Comment {
            issue: issue.clone(),
            text: "fixed?".into(),
        };
        let said = apply(&store, 2, item(1), comment.clone()).await;
        let resolve = |before: bool, after: bool| Change::Resolve {
            issue: issue.clone(),
            before,
            after,
        };
        apply(&store, 3, item(1), resolve(false, true)).await;
        let twice = try_apply(&store, 4, item(1), resolve(false, true)).await;
        assert!(matches!(&twice, Err(StoreError::Conflict(why)) if why.contains("resolved")));
        let seen = state_of(&store).await.issues[0].clone();
        assert!(seen.resolved);
        let ids: Vec<_> = seen.comments.iter().map(|c| c.id.to_string()).collect();
        assert_eq!(ids, [format!("{}-c", op_id(1)), op_id(2).to_string()]);
        assert_eq!(seen.comments[1].id, said.created.unwrap());

        // Undoing the issue would throw away a comment that its inverse does not know.
        let undo = open.inverse(made.created.as_ref()).unwrap();
        let refused = try_apply(&store, 5, item(1), undo.clone()).await;
        assert!(matches!(refused, Err(StoreError::Conflict(_))));
        let whole = Box::new(seen.clone());
        let delete = Change::DeleteIssue {
            issue: whole.clone(),
        };
        apply(&store, 6, item(1), delete.clone()).await;
        apply(&store, 7, item(1), delete).await;
        assert!(state_of(&store).await.issues.is_empty());
        let lost = try_apply(&store, 8, item(1), comment).await;
        assert!(matches!(lost, Err(StoreError::Conflict(why)) if why.contains("not there")));
        let restore = Change::RestoreIssue { issue: whole };
        let back = apply(&store, 9, item(1), restore.clone()).await;
        assert_eq!(back.created, Some(issue.clone()));
        apply(&store, 10, item(1), restore).await;
        assert_eq!(state_of(&store).await.issues, std::slice::from_ref(&seen));

        let unsay = Change::DeleteComment {
            issue,
            comment: seen.comments[1].id.clone(),
            text: "fixed?".into(),
        };
        apply(&store, 11, item(1), unsay).await;
        apply(&store, 12, item(1), undo).await;
        assert!(state_of(&store).await.issues.is_empty());
    });
}

#[test]
fn issues_come_oldest_first() {
    let (_directory, store) = fresh();
    wait(async {
        for (number, at) in [(1, 50), (2, 10), (3, 50), (4, 20)] {
            let change = Change::OpenIssue {
                place: Place::Item,
                annotation: None,
                text: "missed".into(),
                assignee: None,
            };
            let mut op = operation(number, item(number), change);
            op.at = Timestamp(at);
            store.local_apply(op, number.to_string()).await.unwrap();
        }
        let issues = state_of(&store).await.issues;
        let order: Vec<_> = issues
            .iter()
            .map(|i| i.item.id().cloned().unwrap())
            .collect();
        assert_eq!(order, [2, 4, 1, 3].map(Id::Number));
    });
}

#[test]
fn small_texts_are_remembered_by_account_and_name() {
    let (_directory, store) = fresh();
    let (one, two) = (account(), AccountId::new("two"));
    wait(async {
        store.remember(&one, "place", "a").await.unwrap();
        store
            .remember(&one, "place", "vidimus://x\n\0")
            .await
            .unwrap();
        store.remember(&two, "place", "b").await.unwrap();
        store.remember(&one, "draft", "c").await.unwrap();
        store.remember(&one, "draft", "").await.unwrap();
        let huge = "x".repeat(crate::limits::REMEMBERED_BYTES + 1);
        assert!(matches!(
            store.remember(&one, "draft", &huge).await,
            Err(StoreError::Write(_))
        ));
        for (account, name, text) in [
            (&one, "place", Some("vidimus://x\n\0")),
            (&two, "place", Some("b")),
            (&one, "draft", None),
        ] {
            assert_eq!(store.recall(account, name).await.unwrap().as_deref(), text);
        }
    });
}
