//! Kills a program that decides and applies, at random moments, and looks at what it left behind.
//!
//! The program is this test binary itself, started again with an environment variable.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vidimus::model::{
    AccountId, Applied, Change, ContentHash, Decision, DecisionId, Guard, Id, Judgement, Level,
    NodeRef, OpId, Operation, Place, State, Timestamp, Verdict,
};
use vidimus::store::{Delivery, Entry, EntryFilter, LocalState, Store};

const CHILD: &str = "VIDIMUS_CRASH_STATE";
const SCRIPT: u64 = 300;
const KILLS: usize = 200;

fn account() -> AccountId {
    AccountId::new("demo")
}

fn op_id(number: u64) -> OpId {
    OpId { session: 5, number }
}

fn state(number: u64) -> State {
    State {
        state: number.to_string().as_str().into(),
        ..State::default()
    }
}

/// The script: verdicts that overwrite each other, issues with comments, and transitions that
/// each need the one before, so that anything out of order, missing or applied twice is seen.
fn operation(number: u64) -> Operation {
    let text = number.to_string().as_str().into();
    let change = match number % 8 {
        1 => Change::JudgeItem {
            before: None,
            after: Some(Judgement {
                verdict: Verdict::Accepted,
                reason: Some(text),
                hash: ContentHash(number),
                by: "ana".into(),
                at: Timestamp(0),
            }),
        },
        3 => Change::OpenIssue {
            place: Place::Item,
            annotation: None,
            text,
            assignee: None,
        },
        5 | 7 => Change::Comment {
            issue: Id::name(&op_id(number - number % 8 + 3).to_string()),
            text,
        },
        _ => Change::Transition {
            handover: None,
            before: state(number - 2),
            after: state(number),
        },
    };
    Operation {
        id: op_id(number),
        at: Timestamp(0),
        who: "ana".into(),
        target: NodeRef::root(account()).child(Level::Item, Id::Number(7)),
        name: "one.jpg".into(),
        change,
    }
}

fn decision(number: u64) -> Decision {
    Decision {
        id: DecisionId(op_id(number)),
        title: "decided".into(),
        ops: vec![operation(number)],
        guard: Guard::Local,
        hold_until: Timestamp(0),
        undo_of: None,
    }
}

/// Sends everything that is due, as the sender does.
async fn drain(store: &Store) {
    loop {
        let (due, _) = store.due(&account(), Timestamp(1)).await.unwrap();
        if due.is_empty() {
            return;
        }
        for entry in due {
            let op = entry.operation;
            assert!(store.begin(op.id).await.unwrap());
            let id = op.id;
            let applied: Applied = store.local_apply(op, "one.jpg".into()).await.unwrap();
            // Widens the moment in which the effect is there and its record is not.
            std::thread::sleep(Duration::from_micros(200));
            store.finish(id, applied).await.unwrap();
        }
    }
}

async fn committed(store: &Store) -> Vec<u64> {
    let entries = store.entries(EntryFilter::default()).await.unwrap();
    let newest_last = entries.iter().rev();
    newest_last.map(|entry| entry.operation.id.number).collect()
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

/// The program that gets killed: goes on where the journal ends, and says what it has committed.
#[test]
fn child() {
    let Some(path) = std::env::var_os(CHILD) else {
        return;
    };
    let store = Store::open(Path::new(&path)).unwrap();
    wait(async {
        let next = committed(&store).await.len() as u64 + 1;
        for number in next..=SCRIPT {
            store.commit(decision(number)).await.unwrap();
            let mut out = std::io::stdout().lock();
            writeln!(out, "\ncommitted {number}").unwrap();
            out.flush().unwrap();
            drop(out);
            drain(&store).await;
        }
        drain(&store).await;
    });
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child", "--nocapture", "--test-threads=1"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets a child run for a random number of commits and microseconds, kills it, and returns the
/// last number that it said was committed.
fn run_and_kill(path: &Path, random: &mut Random) -> Option<u64> {
    let mut child = start(path);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: std::io::Result<String>| -> Option<u64> {
        line.ok()?.strip_prefix("committed ")?.parse().ok()
    };
    let mut said = None;
    let before = random.below(7);
    for _ in 0..before {
        match lines.by_ref().find_map(number) {
            Some(number) => said = Some(number),
            None => break,
        }
    }
    let until = Instant::now() + Duration::from_micros(random.below(3_000));
    while Instant::now() < until {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    lines.filter_map(number).last().or(said)
}

/// A reproducible sequence (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// What the first so many operations of the script come to.
fn check_effects(state: &LocalState, count: u64) {
    let judged = (1..=count).rev().find(|number| number % 8 == 1);
    let item = state.items.get("one.jpg");
    let stored = item.and_then(|item| item.judgement.as_ref());
    assert_eq!(stored.map(|judgement| judgement.hash.0), judged);
    let moved = (1..=count).rev().find(|number| number % 2 == 0);
    let job = state.jobs.get("one.jpg");
    assert_eq!(
        job.and_then(|job| job.state.clone()),
        moved.map(self::state)
    );
    let threads: Vec<Vec<u64>> = state
        .issues
        .iter()
        .map(|issue| {
            let texts = issue.comments.iter().map(|comment| comment.text.parse());
            texts.map(Result::unwrap).collect()
        })
        .collect();
    let mut expected: Vec<Vec<u64>> = Vec::new();
    for number in 1..=count {
        let op = operation(number);
        match op.change {
            Change::OpenIssue { .. } => expected.push(vec![number]),
            Change::Comment { issue, .. } => {
                let opened =
                    |thread: &&mut Vec<u64>| Id::name(&op_id(thread[0]).to_string()) == issue;
                expected.iter_mut().find(opened).unwrap().push(number);
            }
            _ => {}
        }
    }
    assert_eq!(threads, expected);
}

#[test]
fn a_killed_program_has_lost_and_repeated_nothing() {
    if std::env::var_os(CHILD).is_some() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let mut random = Random(0x5eed);
    let (mut round, mut kills, mut scripts, mut uncertain) = (0, 0, 0, 0);
    while kills < KILLS {
        let path = directory.path().join(format!("{round}.db"));
        let said = run_and_kill(&path, &mut random);
        kills += 1;
        let store = Store::open(&path).unwrap();
        wait(async {
            let journal = committed(&store).await;
            let count = journal.len() as u64;
            assert_eq!(
                journal,
                (1..=count).collect::<Vec<_>>(),
                "no gap, no double"
            );
            assert!(said.is_none_or(|said| said <= count), "{said:?} of {count}");
            let last = store.entries(EntryFilter::default()).await.unwrap();
            uncertain += usize::from(last.first().is_some_and(Entry::is_uncertain));
            // Half of the time the next child has to clean up, half of the time this program.
            if random.below(2) == 0 || count == SCRIPT || kills == KILLS {
                drain(&store).await;
                check_effects(&store.local_state(&account()).await.unwrap(), count);
                let entries = store.entries(EntryFilter::default()).await.unwrap();
                assert!(entries.iter().all(|entry| entry.delivery == Delivery::Done));
            }
            if count == SCRIPT {
                (round, scripts) = (round + 1, scripts + 1);
            }
            store.close().await;
        });
    }
    assert!(scripts > 0, "the script was never finished");
    assert!(uncertain > 0, "no kill ever hit an operation on its way");
}
