//! The outbox over a server that goes away, forgets the login, or is changed by others: everything
//! arrives once, in order.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::timeout;
use vidimus::model::{
    Change, Decision, DecisionId, Guard, Id, NodeRef, OpId, Place, Role, Timestamp,
};
use vidimus::platform::cvat::CvatPlatform;
use vidimus::platform::journal::Journaled;
use vidimus::runtime::sender::{Program, Sender, SenderEvent};
use vidimus::store::{EntryFilter, Store};

use super::super::cvat_world::{Fault, REVIEWER, Sim, frame, job, key, operation, state, text};
use super::{Scene, hasty, http};

/// A program over a journal: its client, its outbox and its sender.
struct Running {
    cvat: Arc<CvatPlatform>,
    store: Store,
    sender: Sender,
    events: mpsc::Receiver<SenderEvent>,
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

impl Running {
    fn start(sim: &Sim, file: &Path, session: u64) -> Self {
        let cvat = hasty(http(sim));
        let store = Store::open(file).unwrap();
        let platform = Journaled::new(cvat.clone(), store.clone());
        let (tell, events) = mpsc::channel(256);
        let program = Program {
            session,
            pid: std::process::id(),
        };
        let sender = Sender::start(platform, store.clone(), program, Arc::new(now), tell);
        Self {
            cvat,
            store,
            sender,
            events,
        }
    }

    /// One decision of one operation.
    async fn decide(&self, number: u64, target: NodeRef, change: Change) {
        let op = operation(number, target, change);
        let decision = Decision {
            id: DecisionId(op.id),
            title: "decided".into(),
            guard: Guard::Local,
            hold_until: op.at,
            ops: vec![op],
            undo_of: None,
        };
        self.store.commit(decision).await.unwrap();
        self.sender.wake();
    }

    async fn next(&mut self) -> SenderEvent {
        let event = timeout(Duration::from_secs(60), self.events.recv()).await;
        event.expect("the sender is silent").unwrap()
    }

    /// The next failure: which, whether it is final, and its words.
    async fn failure(&mut self) -> (u64, bool, String) {
        loop {
            if let SenderEvent::Failed {
                op,
                error,
                is_final,
            } = self.next().await
            {
                return (op.number, is_final, error.to_string());
            }
        }
    }

    async fn delivered(&mut self, many: usize) {
        let mut seen = 0;
        while seen < many {
            if let SenderEvent::Delivered { .. } = self.next().await {
                seen += 1;
            }
        }
    }

    async fn open(&self) -> Vec<u64> {
        let filter = EntryFilter {
            open_only: true,
            ..EntryFilter::default()
        };
        let entries = self.store.entries(filter).await.unwrap();
        let mut numbers: Vec<u64> = entries.iter().map(|one| one.operation.id.number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Waits until nothing is left to send.
    async fn drained(&mut self) {
        while !self.open().await.is_empty() {
            self.next().await;
        }
    }
}

fn comment(words: &str) -> Change {
    Change::Comment {
        issue: Id::Number(5),
        text: text(words),
    }
}

fn open_issue(words: &str) -> Change {
    Change::OpenIssue {
        place: Place::Item,
        annotation: None,
        text: text(words),
        assignee: None,
    }
}

/// What was said in the thread of issue 5 by these tests, in the order of the server.
fn thread(sim: &Sim) -> Vec<String> {
    let state = sim.state();
    let all = state
        .comments
        .values()
        .filter(|one| one.issue == 5 && one.id != 8);
    all.map(|one| one.message.clone()).collect()
}

fn issues_on(sim: &Sim, number: u64) -> usize {
    let state = sim.state();
    state
        .issues
        .values()
        .filter(|one| one.frame == number)
        .count()
}

fn numbered(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|number| format!("note {number}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_and_a_program_that_end_in_the_middle_lose_and_double_nothing() {
    let mut scene = Scene::new();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("state.db");
    let mut first = Running::start(&scene.sim, &file, 1);
    for number in 0..30 {
        let words = format!("note {number}");
        first.decide(number, frame(2, 12), comment(&words)).await;
    }
    first.delivered(9).await;
    scene.sim.stop();
    let (_, is_final, words) = first.failure().await;
    assert!(!is_final, "{words}");
    assert!(first.open().await.len() >= 15);
    first.sender.stop().await;
    first.store.close().await;
    // The program starts anew while the server is still away.
    let mut second = Running::start(&scene.sim, &file, 2);
    let (_, is_final, words) = second.failure().await;
    assert!(
        !is_final && words.contains("refuses the connection"),
        "{words}"
    );
    scene.sim.restart();
    second.drained().await;
    assert_eq!(thread(&scene.sim), numbered(0..30));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_lost_doubles_no_kind_of_write() {
    let scene = Scene::new();
    let file = scene.directory.path().join("state.db");
    for at in [
        "POST /api/issues",
        "POST /api/comments",
        "PATCH /api/jobs/1",
        "PATCH /api/issues/5",
    ] {
        scene.sim.fault(Fault::new(at, "uncertain"));
    }
    let mut program = Running::start(&scene.sim, &file, 1);
    let to = Change::Transition {
        before: state("validation", "in progress"),
        after: state("acceptance", "completed"),
        handover: None,
    };
    let resolve = Change::Resolve {
        issue: Id::Number(5),
        before: false,
        after: true,
    };
    program.decide(1, frame(2, 13), open_issue("missed")).await;
    program.decide(2, frame(2, 12), comment("note 0")).await;
    program.decide(3, job(1), to).await;
    program.decide(4, frame(2, 14), resolve).await;
    program.drained().await;
    assert_eq!(
        (issues_on(&scene.sim, 13), thread(&scene.sim)),
        (1, numbered(0..1))
    );
    let kept = scene.sim.state().job(1).unwrap();
    assert_eq!(
        (kept.stage.as_str(), kept.state.as_str()),
        ("acceptance", "completed")
    );
    let log = scene.sim.log();
    let lost = log.iter().filter(|seen| seen.fault.is_some()).count();
    let writes = log.iter().filter(|seen| seen.method != "GET").count();
    assert_eq!((lost, writes), (4, 4), "each was sent once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_for_a_repetition_of_what_may_be_done_doubles_nothing() {
    let scene = Scene::new();
    let file = scene.directory.path().join("state.db");
    scene.sim.fault(Fault::new("POST /api/issues", "uncertain"));
    let mut program = Running::start(&scene.sim, &file, 1);
    program.decide(1, frame(2, 13), open_issue("missed")).await;
    let (_, is_final, words) = program.failure().await;
    assert!(!is_final && words.contains("not known"), "{words}");
    let op = OpId {
        session: 7,
        number: 1,
    };
    program.store.retry(op).await.unwrap();
    program.sender.wake();
    program.drained().await;
    assert_eq!(issues_on(&scene.sim, 13), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_revoked_keeps_the_queue_until_somebody_signs_in() {
    let scene = Scene::new();
    let file = scene.directory.path().join("state.db");
    let mut program = Running::start(&scene.sim, &file, 1);
    for number in 0..3 {
        let words = format!("note {number}");
        program.decide(number, frame(2, 12), comment(&words)).await;
    }
    program.delivered(3).await;
    scene
        .sim
        .edit("token", 1, json!({"revoked": true}))
        .unwrap();
    for number in 3..8 {
        let words = format!("note {number}");
        program.decide(number, frame(2, 12), comment(&words)).await;
    }
    let (_, is_final, words) = program.failure().await;
    assert!(!is_final && words.contains("not signed in"), "{words}");
    assert_eq!(program.open().await, [3, 4, 5, 6, 7]);
    program.cvat.http().sign_in(&key(REVIEWER)).unwrap();
    program.drained().await;
    assert_eq!(thread(&scene.sim), numbered(0..8));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_else_changed_stops_that_one_alone() {
    let scene = Scene::new();
    let file = scene.directory.path().join("state.db");
    scene.sim.edit("job", 4, json!({"assignee": 5})).unwrap();
    let mut program = Running::start(&scene.sim, &file, 1);
    let give = |before: &str| Change::Assign {
        role: Role::Assignee,
        before: Some(text(before)),
        after: Some(text("annot1")),
    };
    for (number, id, holder) in [(1, 4, "annot2"), (2, 5, "annot2"), (3, 7, "review1")] {
        program.decide(number, job(id), give(holder)).await;
    }
    let (number, is_final, words) = program.failure().await;
    assert_eq!((number, is_final), (1, true), "{words}");
    assert!(
        words.contains("review1") && words.contains("annot2"),
        "{words}"
    );
    program.delivered(2).await;
    let holder = |id| scene.sim.state().job(id).unwrap().assignee;
    assert_eq!([4, 5, 7].map(holder), [Some(5), Some(3), Some(3)]);
    // What waits for the reviewer is still there.
    let entries = program.store.entries(EntryFilter::default()).await.unwrap();
    assert!(
        entries
            .iter()
            .any(|one| one.operation.id.number == 1 && one.error.is_some())
    );
}
