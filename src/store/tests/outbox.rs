//! Commit, withdraw, send, fail, retry, drop.

use super::*;
use crate::model::Guard;

#[test]
fn a_commit_is_there_after_reopening_exactly_as_it_was() {
    let (_directory, store) = fresh();
    wait(async {
        let mut first = decision(&[1, 2], 6_000);
        first.guard = Guard::Bulk;
        first.undo_of = Some(DecisionId(op_id(77)));
        first.ops[1].target = NodeRef::root(account())
            .child(Level::Job, Id::name("42"))
            .child(Level::Item, Id::name("a/ü \n\u{1f600}.jpg"));
        first.ops[1].name = Text::block("two\nlines");
        store.commit(first.clone()).await.unwrap();
        store.close().await;
        assert!(matches!(
            store.commit(first.clone()).await,
            Err(StoreError::Closed)
        ));
        let store = Store::open(store.path()).unwrap();
        let entries = store.entries(EntryFilter::default()).await.unwrap();
        assert_eq!(entries.len(), 2);
        for (entry, op) in entries.iter().rev().zip(&first.ops) {
            assert_eq!(&entry.operation, op);
            assert_eq!(entry.decision, first.id);
            assert_eq!((entry.guard, entry.undo_of), (first.guard, first.undo_of));
            assert_eq!((&entry.title, entry.attempts), (&first.title, 0));
            assert_eq!(entry.hold_until, Timestamp(6_000));
            assert_eq!(entry.delivery, Delivery::Held);
            assert!(!entry.is_uncertain());
        }
    });
}

#[test]
fn a_decision_that_cannot_be_stored_leaves_nothing() {
    let (_directory, store) = fresh();
    wait(async {
        store.commit(decision(&[2], 0)).await.unwrap();
        let twice = store.commit(decision(&[1, 2], 0)).await;
        assert!(matches!(&twice, Err(StoreError::Write(why)) if why.contains("already")));
        let mut odd = decision(&[5], 0);
        odd.ops[0].change = Change::OpenIssue {
            place: crate::model::Place::At {
                point: crate::model::Point::new(f32::NAN, 1.0),
            },
            annotation: None,
            text: "odd".into(),
            assignee: None,
        };
        assert!(matches!(store.commit(odd).await, Err(StoreError::Write(_))));
        let entries = store.entries(EntryFilter::default()).await.unwrap();
        assert_eq!(entries.len(), 1);
    });
}

#[test]
fn entries_are_filtered_and_newest_first() {
    let (_directory, store) = fresh();
    wait(async {
        for number in 1..=4 {
            store.commit(decision(&[number], 0)).await.unwrap();
        }
        let mut other = decision(&[5], 0);
        other.ops[0].target = NodeRef::root(AccountId::new("other"));
        store.commit(other).await.unwrap();
        store.begin(op_id(2)).await.unwrap();
        store.finish(op_id(2), Applied::default()).await.unwrap();
        let numbers = async |account: Option<&str>, open_only: bool, limit: usize| {
            let filter = EntryFilter {
                account: account.map(AccountId::new),
                open_only,
                limit,
            };
            let entries = store.entries(filter).await.unwrap();
            let number = |entry: &Entry| entry.operation.id.number;
            entries.iter().map(number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(None, false, 0).await, [5, 4, 3, 2, 1]);
        assert_eq!(numbers(None, true, 3).await, [5, 4, 3]);
        assert_eq!(numbers(Some("demo"), true, 0).await, [4, 3, 1]);
        assert_eq!(numbers(Some("demo"), false, 1).await, [4]);
        assert!(numbers(Some("nobody"), false, 0).await.is_empty());
    });
}

#[test]
fn a_decision_is_withdrawn_whole_or_not_at_all() {
    let (_directory, store) = fresh();
    wait(async {
        store.commit(decision(&[1, 2], 0)).await.unwrap();
        store.commit(decision(&[3, 4], 0)).await.unwrap();
        let first = DecisionId(op_id(1));
        let second = DecisionId(op_id(3));
        for _ in 0..2 {
            assert_eq!(store.withdraw(first).await.unwrap(), Withdrawn::All);
        }
        assert!(!store.begin(op_id(2)).await.unwrap());
        assert!(store.begin(op_id(4)).await.unwrap());
        assert_eq!(store.withdraw(second).await.unwrap(), Withdrawn::TooLate);
        assert_eq!(delivery(&store, 3).await, Delivery::Held);
        // Failed for now, but it may have arrived: still too late.
        let later = Some(Timestamp(9));
        store.fail(op_id(4), "cut".into(), later).await.unwrap();
        assert_eq!(store.withdraw(second).await.unwrap(), Withdrawn::TooLate);
        store.fail(op_id(4), "refused".into(), None).await.unwrap();
        assert!(store.retry(op_id(4)).await.unwrap());
        assert_eq!(store.withdraw(second).await.unwrap(), Withdrawn::TooLate);
        let unknown = store.withdraw(DecisionId(op_id(99))).await;
        assert!(matches!(unknown, Err(StoreError::Write(_))));
    });
}

async fn due(store: &Store, now: i64) -> (Vec<u64>, Option<i64>) {
    let (due, next) = store.due(&account(), Timestamp(now)).await.unwrap();
    let number = |entry: &Entry| entry.operation.id.number;
    (due.iter().map(number).collect(), next.map(|next| next.0))
}

#[test]
fn what_is_due_follows_hold_retry_and_order_on_a_target() {
    let (_directory, store) = fresh();
    wait(async {
        store.commit(decision(&[1], 5_000)).await.unwrap();
        let mut second = decision(&[2], 2_000);
        second.ops[0].target = item(1);
        store.commit(second).await.unwrap();
        store.commit(decision(&[3], 3_000)).await.unwrap();
        assert_eq!(due(&store, 1_000).await, (vec![], Some(3_000)));
        assert_eq!(due(&store, 3_000).await, (vec![3], Some(5_000)));
        assert_eq!(due(&store, 5_000).await, (vec![1, 2, 3], None));
        // Waiting for a retry: what follows on the same target waits as well, nothing else does.
        store.begin(op_id(1)).await.unwrap();
        let retry_at = Some(Timestamp(8_000));
        store.fail(op_id(1), "cut".into(), retry_at).await.unwrap();
        assert_eq!(due(&store, 5_000).await, (vec![3], Some(8_000)));
        // What waits for the reviewer holds nothing up.
        store.begin(op_id(1)).await.unwrap();
        store.fail(op_id(1), "no".into(), None).await.unwrap();
        assert_eq!(due(&store, 5_000).await, (vec![2, 3], None));
    });
}

#[test]
fn a_cut_off_attempt_is_due_again_and_known_to_be_uncertain() {
    let (_directory, store) = fresh();
    wait(async {
        store.commit(decision(&[1], 0)).await.unwrap();
        assert!(store.begin(op_id(1)).await.unwrap());
        store.close().await;
        let store = Store::open(store.path()).unwrap();
        let (due, _) = store.due(&account(), Timestamp(1_000)).await.unwrap();
        assert!(due[0].is_uncertain());
        assert_eq!((due[0].delivery, due[0].attempts), (Delivery::Sending, 1));
        assert!(store.begin(op_id(1)).await.unwrap());
        store.finish(op_id(1), Applied::default()).await.unwrap();
        assert!(!store.begin(op_id(1)).await.unwrap());
        store.fail(op_id(1), "late".into(), None).await.unwrap();
        store.finish(op_id(1), Applied::default()).await.unwrap();
        assert_eq!(delivery(&store, 1).await, Delivery::Done);
    });
}

#[test]
fn a_clock_that_goes_back_prolongs_no_wait_beyond_its_length() {
    let (_directory, store) = fresh();
    let day = 86_400_000;
    wait(async {
        // Decided at 1,000 with a hold of 5,000 milliseconds; the clock then shows the day before.
        store.commit(decision(&[1], 6_000)).await.unwrap();
        let now = 1_000 - day;
        assert_eq!(due(&store, now).await, (vec![], Some(now + 5_000)));
        assert_eq!(
            due(&store, now + 4_000).await,
            (vec![], Some(now + 5_000)),
            "the hold does not begin anew"
        );
        assert_eq!(due(&store, now + 5_000).await, (vec![1], None));
        store.begin(op_id(1)).await.unwrap();
        let retry_at = Some(Timestamp(day));
        store.fail(op_id(1), "cut".into(), retry_at).await.unwrap();
        let hour = crate::limits::RETRY_AHEAD_MS;
        assert_eq!(due(&store, now).await, (vec![], Some(now + hour)));
        assert_eq!(due(&store, now + 9).await, (vec![], Some(now + hour)));
        assert_eq!(due(&store, now + hour).await, (vec![1], None));
        // The far ends of time are harmless.
        store.commit(decision(&[2], i64::MAX)).await.unwrap();
        for now in [i64::MIN, -1, 0, i64::MAX] {
            due(&store, now).await;
        }
    });
}

#[test]
fn more_than_a_batch_is_asked_for_again_at_once() {
    let (_directory, store) = fresh();
    let many: Vec<u64> = (1..=300).collect();
    wait(async {
        store.commit(decision(&many, 0)).await.unwrap();
        let (due, next) = due(&store, 1_000).await;
        assert_eq!(due, many[..crate::limits::DUE_BATCH]);
        assert_eq!(next, Some(1_000));
    });
}

#[test]
fn retry_and_drop_act_on_what_is_open() {
    let (_directory, store) = fresh();
    wait(async {
        store.commit(decision(&[1], 0)).await.unwrap();
        assert!(!store.retry(op_id(1)).await.unwrap(), "held");
        store.begin(op_id(1)).await.unwrap();
        store.fail(op_id(1), "refused".into(), None).await.unwrap();
        let open = store.entries(EntryFilter::default()).await.unwrap();
        assert_eq!(open[0].error.as_deref(), Some("refused"));
        assert!(store.retry(op_id(1)).await.unwrap());
        assert_eq!(due(&store, 1_000).await, (vec![1], None));
        assert!(store.drop_entry(op_id(1)).await.unwrap());
        assert!(!store.drop_entry(op_id(1)).await.unwrap());
        assert!(!store.retry(op_id(1)).await.unwrap());
        assert!(!store.begin(op_id(1)).await.unwrap());
        // The answer of an attempt that was under way when it was dropped: it did happen.
        store.finish(op_id(1), Applied::default()).await.unwrap();
        assert_eq!(delivery(&store, 1).await, Delivery::Done);
        let never = store.finish(op_id(9), Applied::default()).await;
        assert!(matches!(never, Err(StoreError::Write(_))));
    });
}

#[test]
fn an_old_failure_is_not_sent_over_a_newer_decision() {
    let (_directory, store) = fresh();
    wait(async {
        for number in [1, 2, 3] {
            let mut decision = decision(&[number], 0);
            decision.ops[0].target = item(1);
            if number == 3 {
                decision.ops[0].change = Change::Flag {
                    before: false,
                    after: true,
                };
            }
            store.commit(decision).await.unwrap();
            store.begin(op_id(number)).await.unwrap();
        }
        store.fail(op_id(1), "refused".into(), None).await.unwrap();
        store.finish(op_id(3), Applied::default()).await.unwrap();
        store.fail(op_id(2), "refused".into(), None).await.unwrap();
        assert!(
            store.retry(op_id(1)).await.unwrap(),
            "nothing newer is sent"
        );
        store.fail(op_id(1), "refused".into(), None).await.unwrap();
        store.retry(op_id(2)).await.unwrap();
        store.begin(op_id(2)).await.unwrap();
        store.finish(op_id(2), Applied::default()).await.unwrap();
        let refused = store.retry(op_id(1)).await;
        assert!(matches!(refused, Err(StoreError::Conflict(why)) if why.contains("rejected")));
    });
}

#[test]
fn one_program_at_a_time_sends() {
    let (_directory, store) = fresh();
    let (own, account) = (std::process::id(), account());
    wait(async {
        let other = Store::open(store.path()).unwrap();
        assert!(store.claim_sender(&account, 1, own).await.unwrap());
        assert!(store.claim_sender(&account, 1, own).await.unwrap());
        assert!(!other.claim_sender(&account, 2, own).await.unwrap());
        let elsewhere = AccountId::new("other");
        assert!(other.claim_sender(&elsewhere, 2, own).await.unwrap());
        other.release_sender(&account, 2).await.unwrap();
        assert!(!other.claim_sender(&account, 2, own).await.unwrap());
        store.release_sender(&account, 1).await.unwrap();
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        assert!(other.claim_sender(&account, 2, child.id()).await.unwrap());
        assert!(!store.claim_sender(&account, 1, own).await.unwrap());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(store.claim_sender(&account, 1, own).await.unwrap());
    });
}

#[test]
fn the_sender_s_question_uses_its_index() {
    let (_directory, store) = fresh();
    let connection = rusqlite::Connection::open(store.path()).unwrap();
    let sql = format!(
        "EXPLAIN QUERY PLAN SELECT id FROM operation WHERE account = ? AND {} ORDER BY seq",
        super::super::journal::OPEN
    );
    let plan: String = connection
        .query_row(&sql, ["demo"], |row| row.get(3))
        .unwrap();
    assert!(plan.contains("operation_open"), "{plan}");
}
