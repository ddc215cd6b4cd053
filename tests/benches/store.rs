//! One verdict made durable, beside the least that SQLite needs for it with the same pragmas, and
//! opening a database with a long journal.
#![allow(clippy::unwrap_used, reason = "a bench that fails is to stop")]

use std::path::{Path, PathBuf};

use divan::Bencher;
use tokio::runtime::{Builder, Runtime};
use vidimus::model::{
    AccountId, Applied, Change, ContentHash, Decision, DecisionId, Guard, Id, Judgement, Level,
    NodeRef, OpId, Operation, Timestamp, Verdict,
};
use vidimus::store::Store;

const JOURNAL: u64 = 100_000;

fn main() {
    divan::main();
}

fn runtime() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

fn operation(number: u64) -> Operation {
    Operation {
        id: OpId { session: 1, number },
        at: Timestamp(1_795_255_200_000),
        who: "ana".into(),
        target: NodeRef::root(AccountId::new("demo"))
            .child(Level::Project, Id::name("street"))
            .child(Level::Task, Id::name("train"))
            .child(Level::Job, Id::name("1-100"))
            .child(Level::Item, Id::name(&format!("images/{number:06}.jpg"))),
        name: "000123.jpg".into(),
        change: Change::JudgeItem {
            before: None,
            after: Some(Judgement {
                verdict: Verdict::Rejected,
                reason: Some("loose box".into()),
                hash: ContentHash(number),
                by: "ana".into(),
                at: Timestamp(1_795_255_200_000),
            }),
        },
    }
}

fn verdict(numbers: std::ops::Range<u64>) -> Decision {
    Decision {
        id: DecisionId(OpId {
            session: 1,
            number: numbers.start,
        }),
        title: "rejected 000123.jpg".into(),
        ops: numbers.map(operation).collect(),
        guard: Guard::Local,
        hold_until: Timestamp(0),
        undo_of: None,
    }
}

/// The verdict key's wait: until the operation is on disk.
#[divan::bench(sample_count = 2_000, sample_size = 1)]
fn commit_verdict(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("state.db")).unwrap();
    let runtime = runtime();
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            verdict(number..number + 1)
        })
        .bench_local_values(|decision| runtime.block_on(store.commit(decision)).unwrap());
}

/// The floor: one row of the same size in a plain table, WAL and full sync.
#[divan::bench(sample_count = 2_000, sample_size = 1)]
fn floor_insert(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let connection = rusqlite::Connection::open(directory.path().join("plain.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE plain (seq INTEGER PRIMARY KEY, body TEXT);",
        )
        .unwrap();
    let body = serde_json::to_string(&verdict(1..2)).unwrap();
    bencher.bench_local(|| {
        let sql = "INSERT INTO plain (body) VALUES (?)";
        connection
            .prepare_cached(sql)
            .unwrap()
            .execute([&body])
            .unwrap();
    });
}

/// A closed database with a long journal and a few entries still open.
fn long_journal(directory: &Path) -> PathBuf {
    let path = directory.join("long.db");
    let store = Store::open(&path).unwrap();
    runtime().block_on(async {
        store.commit(verdict(1..JOURNAL + 1)).await.unwrap();
        store.close().await;
    });
    let connection = rusqlite::Connection::open(&path).unwrap();
    let applied = serde_json::to_string(&Applied::default()).unwrap();
    connection
        .execute(
            "UPDATE operation SET delivery = 'done', begun = 1, attempts = 1, applied = ? \
             WHERE seq % 1000",
            [applied],
        )
        .unwrap();
    path
}

/// Opening, as every start of the program does.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn open_100k(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let path = long_journal(directory.path());
    bencher.bench_local(|| Store::open(&path).unwrap());
}

/// Opening a small database, which is checked whole.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn open_small(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("small.db");
    let store = Store::open(&path).unwrap();
    runtime().block_on(async {
        store.commit(verdict(1..200)).await.unwrap();
        store.close().await;
    });
    bencher.bench_local(|| Store::open(&path).unwrap());
}

/// The floor of opening: SQLite alone, reading the version.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn floor_open_100k(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let path = long_journal(directory.path());
    bencher.bench_local(|| {
        let connection = rusqlite::Connection::open(&path).unwrap();
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        (connection, version)
    });
}

/// What the sender asks after every decision, beside a long journal.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn due_100k(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&long_journal(directory.path())).unwrap();
    let runtime = runtime();
    let account = AccountId::new("demo");
    bencher.bench_local(|| runtime.block_on(store.due(&account, Timestamp(1))).unwrap());
}
