//! The store's behaviour as tables, and against a simple model.

use super::*;
use crate::model::{Change, Guard, Level, NodeRef, Verdict};

mod files;
mod local;
mod outbox;
mod properties;

/// Runs a test's future to its end.
pub(super) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

pub(super) fn account() -> AccountId {
    AccountId::new("demo")
}

pub(super) fn op_id(number: u64) -> OpId {
    OpId {
        session: 0xfeed_0000_0000_0001,
        number,
    }
}

pub(super) fn item(number: u64) -> NodeRef {
    NodeRef::root(account()).child(Level::Item, Id::Number(number))
}

pub(super) fn judgement(reason: &str) -> Judgement {
    Judgement {
        verdict: Verdict::Rejected,
        reason: Some(reason.into()),
        hash: crate::model::ContentHash(u64::MAX),
        by: "ana".into(),
        at: Timestamp(1),
    }
}

pub(super) fn judge(reason: &str) -> Change {
    Change::JudgeItem {
        before: None,
        after: Some(judgement(reason)),
    }
}

pub(super) fn operation(number: u64, target: NodeRef, change: Change) -> Operation {
    Operation {
        id: op_id(number),
        at: Timestamp(1_000),
        who: "ana".into(),
        name: "one.jpg".into(),
        target,
        change,
    }
}

/// A decision with one verdict per number, on the item of the same number.
pub(super) fn decision(numbers: &[u64], hold_until: i64) -> Decision {
    let verdict = |number: &u64| operation(*number, item(*number), judge("loose"));
    Decision {
        id: DecisionId(op_id(numbers[0])),
        title: "rejected one.jpg".into(),
        ops: numbers.iter().map(verdict).collect(),
        guard: Guard::Local,
        hold_until: Timestamp(hold_until),
        undo_of: None,
    }
}

/// A fresh store in a directory that lives as long as the test.
pub(super) fn fresh() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("state.db")).unwrap();
    (directory, store)
}

pub(super) async fn delivery(store: &Store, number: u64) -> Delivery {
    let entries = store.entries(EntryFilter::default()).await.unwrap();
    let found = entries.iter().find(|e| e.operation.id == op_id(number));
    found.unwrap().delivery
}
