//! The sender against a platform with scripted faults, in paused time: the clock only moves while
//! everything sleeps, so that it also shows whether a timer was running.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::*;
use crate::model::*;
use crate::platform::{
    Detail, Identity, ImageBytes, ImageWant, ListRequest, Member, PlatformEvent, Table,
};
use crate::store::EntryFilter;

const PROGRAM: Program = Program { session: 1, pid: 0 };

/// One thing that the fake platform does on `apply`.
enum Fault {
    Answer(PlatformError),
    Panic,
}

struct Fake {
    account: AccountId,
    clock: Clock,
    faults: Mutex<VecDeque<Fault>>,
    /// What was applied or tried, and when.
    seen: Mutex<Vec<(u64, i64)>>,
    /// Each `apply` takes one.
    permits: Semaphore,
    /// What was applied.
    changes: Mutex<Vec<Change>>,
    /// Ids given to what operations of these numbers make.
    numbers: Mutex<HashMap<u64, u64>>,
    /// Bookmarks are kept locally, beside this server.
    keeps_flags: AtomicBool,
}

impl Fake {
    fn seen(&self) -> Vec<(u64, i64)> {
        self.seen.lock().unwrap().clone()
    }
}

#[async_trait]
impl Platform for Fake {
    fn account(&self) -> &AccountId {
        &self.account
    }
    async fn apply(&self, operation: &Operation, _: Attempt) -> Result<Applied, PlatformError> {
        self.permits.acquire().await.unwrap().forget();
        let at = (self.clock)().0;
        self.seen.lock().unwrap().push((operation.id.number, at));
        let fault = match self.stores(operation.change.verb()) {
            true => self.faults.lock().unwrap().pop_front(),
            false => None,
        };
        match fault {
            None => {
                self.changes.lock().unwrap().push(operation.change.clone());
                let numbers = self.numbers.lock().unwrap();
                Ok(Applied {
                    created: numbers.get(&operation.id.number).copied().map(Id::Number),
                    ..Applied::default()
                })
            }
            Some(Fault::Answer(error)) => Err(error),
            Some(Fault::Panic) => panic!("a platform's mistake"),
        }
    }
    fn levels(&self) -> &[LevelName] {
        &[]
    }
    async fn identity(&self) -> Result<Identity, PlatformError> {
        unreachable!()
    }
    async fn list(&self, _: &ListRequest) -> Result<Page, PlatformError> {
        unreachable!()
    }
    async fn detail(&self, _: &NodeRef) -> Result<Detail, PlatformError> {
        unreachable!()
    }
    async fn annotations(&self, _: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        unreachable!()
    }
    async fn image(&self, _: &NodeRef, _: ImageWant) -> Result<ImageBytes, PlatformError> {
        unreachable!()
    }
    async fn issues(&self, _: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        unreachable!()
    }
    async fn members(&self, _: &NodeRef, _: &str) -> Result<Vec<Member>, PlatformError> {
        unreachable!()
    }
    async fn permissions(&self, _: &NodeRef) -> Result<Permissions, PlatformError> {
        unreachable!()
    }
    async fn insights(&self, _: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        unreachable!()
    }
    fn stores(&self, verb: Verb) -> bool {
        verb != Verb::Flag || !self.keeps_flags.load(Ordering::Relaxed)
    }
    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>> {
        None
    }
    fn stop(&self) {}
}

struct Scene {
    _directory: tempfile::TempDir,
    store: Store,
    fake: Arc<Fake>,
    clock: Clock,
    events: mpsc::Receiver<SenderEvent>,
    sender: Sender,
}

impl Scene {
    /// A running sender; `commits` are (operation, item, hold until) and were made before it.
    async fn new(commits: &[(u64, u64, i64)], faults: Vec<Fault>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&directory.path().join("state.db")).unwrap();
        let start = Instant::now();
        let clock: Clock =
            Arc::new(move || Timestamp(i64::try_from(start.elapsed().as_millis()).unwrap()));
        let fake = Arc::new(Fake {
            account: AccountId::new("demo"),
            clock: Arc::clone(&clock),
            faults: Mutex::new(faults.into()),
            seen: Mutex::default(),
            permits: Semaphore::new(1_000),
            changes: Mutex::default(),
            numbers: Mutex::default(),
            keeps_flags: AtomicBool::default(),
        });
        for (number, item, hold) in commits {
            commit(&store, *number, *item, *hold).await;
        }
        let (out, events) = mpsc::channel(128);
        let platform: Arc<dyn Platform> = fake.clone();
        let sender = Sender::start(platform, store.clone(), program(), clock.clone(), out);
        Self {
            _directory: directory,
            store,
            fake,
            clock,
            events,
            sender,
        }
    }

    /// Events up to and including the next `Idle`, as words.
    async fn until_idle(&mut self) -> Vec<String> {
        let mut words = Vec::new();
        loop {
            match self.events.recv().await.unwrap() {
                SenderEvent::Idle => return words,
                event => words.push(word(&event)),
            }
        }
    }

    /// Lets the sender run; asking the store sleeps without a timer, so that time can move on.
    async fn let_run(&self) {
        for _ in 0..60 {
            self.store.entries(EntryFilter::default()).await.unwrap();
        }
    }

    fn now(&self) -> i64 {
        (self.clock)().0
    }
}

fn program() -> Program {
    Program {
        pid: std::process::id(),
        ..PROGRAM
    }
}

fn word(event: &SenderEvent) -> String {
    match event {
        SenderEvent::Delivered { op, .. } => format!("{} done", op.number),
        SenderEvent::Failed {
            op, is_final: true, ..
        } => format!("{} failed", op.number),
        SenderEvent::Failed { op, .. } => format!("{} later", op.number),
        SenderEvent::Stuck { error } => error.to_string(),
        SenderEvent::Idle => "idle".into(),
    }
}

fn op_id(number: u64) -> OpId {
    OpId { session: 9, number }
}

async fn commit(store: &Store, number: u64, item: u64, hold_until: i64) {
    let flag = Change::Flag {
        before: false,
        after: true,
    };
    commit_change(store, number, item, hold_until, flag).await;
}

async fn commit_change(store: &Store, number: u64, item: u64, hold_until: i64, change: Change) {
    let operation = Operation {
        id: op_id(number),
        at: Timestamp(0),
        who: "ana".into(),
        target: NodeRef::root(AccountId::new("demo")).child(Level::Item, Id::Number(item)),
        name: "one.jpg".into(),
        change,
    };
    let decision = Decision {
        id: DecisionId(op_id(number)),
        title: "flagged".into(),
        ops: vec![operation],
        guard: Guard::Local,
        hold_until: Timestamp(hold_until),
        undo_of: None,
    };
    store.commit(decision).await.unwrap();
}

async fn deliveries(store: &Store) -> Vec<(u64, Delivery)> {
    let entries = store.entries(EntryFilter::default()).await.unwrap();
    let pairs = entries.iter().rev();
    pairs.map(|e| (e.operation.id.number, e.delivery)).collect()
}

fn io() -> Fault {
    Fault::Answer(PlatformError::Io("cut".into()))
}

#[tokio::test(start_paused = true)]
async fn what_is_due_is_sent_in_order_and_the_rest_when_its_hold_is_over() {
    let mut scene = Scene::new(&[(1, 1, 0), (2, 2, 5_000), (3, 3, 0)], vec![]).await;
    assert_eq!(scene.until_idle().await, ["1 done", "3 done"]);
    assert_eq!(scene.until_idle().await, ["2 done"]);
    assert_eq!(scene.fake.seen(), [(1, 0), (3, 0), (2, 5_000)]);
    // Nothing is open: no timer runs, so that paused time cannot move.
    scene.let_run().await;
    assert_eq!(scene.now(), 5_000);
    commit(&scene.store, 4, 4, 0).await;
    scene.sender.wake();
    assert_eq!(scene.until_idle().await, ["4 done"]);
}

#[tokio::test(start_paused = true)]
async fn a_withdrawn_decision_is_not_sent() {
    let mut scene = Scene::new(&[(1, 1, 5_000), (2, 2, 0)], vec![]).await;
    scene.store.withdraw(DecisionId(op_id(1))).await.unwrap();
    scene.sender.wake();
    assert_eq!(scene.until_idle().await, ["2 done"]);
    scene.let_run().await;
    assert_eq!(scene.fake.seen(), [(2, 0)]);
}

#[tokio::test(start_paused = true)]
async fn failures_follow_their_class() {
    // (fault, what is reported of operation 1)
    let table = [
        (io(), "1 later"),
        (Fault::Answer(PlatformError::Stopped), "1 later"),
        (Fault::Panic, "1 later"),
        (
            Fault::Answer(PlatformError::Conflict("changed".into())),
            "1 failed",
        ),
        (
            Fault::Answer(PlatformError::Denied("no".into())),
            "1 failed",
        ),
    ];
    for (fault, reported) in table {
        let mut scene = Scene::new(&[(1, 1, 0), (2, 1, 0), (3, 2, 0)], vec![fault]).await;
        let words = scene.until_idle().await;
        if reported == "1 later" {
            // What follows on the same item waits for it, another item does not.
            assert_eq!(words, [reported, "3 done"]);
            assert_eq!(scene.until_idle().await, ["1 done", "2 done"]);
            assert_eq!(scene.fake.seen()[2..], [(1, 1_000), (2, 1_000)]);
        } else {
            assert_eq!(words, [reported, "2 done", "3 done"]);
            let first = deliveries(&scene.store).await[0];
            assert_eq!(first, (1, Delivery::Failed));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_are_spaced_out_and_end() {
    let faults = (0..20).map(|_| io()).collect();
    let mut scene = Scene::new(&[(1, 1, 0)], faults).await;
    for _ in 1..SEND_ATTEMPTS {
        assert_eq!(scene.until_idle().await, ["1 later"]);
    }
    assert_eq!(scene.until_idle().await, ["1 failed"]);
    let at: Vec<_> = scene.fake.seen().iter().map(|(_, at)| *at).collect();
    assert_eq!(at, [0, 1_000, 3_000, 7_000, 15_000, 31_000]);
    assert_eq!((backoff(7), backoff(u32::MAX)), (60_000, 60_000));
    scene.let_run().await;
    assert_eq!(scene.now(), 31_000, "it waits for the reviewer");
    assert!(scene.store.retry(op_id(1)).await.unwrap());
    scene.sender.wake();
    assert_eq!(scene.until_idle().await, ["1 later"]);
}

#[tokio::test(start_paused = true)]
async fn another_program_that_sends_is_left_alone_until_it_is_done() {
    let mut scene = Scene::new(&[], vec![]).await;
    let other = Store::open(scene.store.path()).unwrap();
    let account = AccountId::new("demo");
    let claimed = other.claim_sender(&account, 2, std::process::id()).await;
    assert!(claimed.unwrap());
    scene.let_run().await;
    assert_eq!(scene.now(), 0, "nothing to send: nothing is asked");
    commit(&scene.store, 1, 1, 0).await;
    scene.sender.wake();
    scene.let_run().await;
    assert!(scene.now() >= 3_000, "it asks again");
    assert!(scene.fake.seen().is_empty());
    other.release_sender(&account, 2).await.unwrap();
    assert_eq!(scene.until_idle().await, ["1 done"]);
    // And it gives the claim back, so that the other program can send.
    let claimed = other.claim_sender(&account, 2, std::process::id()).await;
    assert!(claimed.unwrap());
}

#[tokio::test(start_paused = true)]
async fn two_programs_that_both_decide_send_everything_once() {
    let here = Scene::new(&[], vec![]).await;
    let store = Store::open(here.store.path()).unwrap();
    let (out, _unheard) = mpsc::channel(256);
    let platform: Arc<dyn Platform> = here.fake.clone();
    let other = Program {
        session: 2,
        ..program()
    };
    let there = Sender::start(platform, store.clone(), other, here.clock.clone(), out);
    for number in 1..=30 {
        commit(&here.store, number, number % 5, 0).await;
        here.sender.wake();
        commit(&store, number + 30, number % 7, 0).await;
        there.wake();
    }
    let open = || EntryFilter {
        open_only: true,
        ..EntryFilter::default()
    };
    while !store.entries(open()).await.unwrap().is_empty() {}
    let mut sent: Vec<u64> = here.fake.seen().iter().map(|(op, _)| *op).collect();
    sent.sort_unstable();
    assert_eq!(sent, (1..=60).collect::<Vec<_>>());
    there.stop().await;
    here.sender.stop().await;
}

#[tokio::test(start_paused = true)]
async fn stop_finishes_the_operation_at_hand_and_keeps_the_rest() {
    let commits = [(1, 1, 0), (2, 2, 0), (3, 3, 5_000)];
    let mut scene = Scene::new(&[], vec![]).await;
    scene.fake.permits.forget_permits(1_000);
    for (number, item, hold) in commits {
        commit(&scene.store, number, item, hold).await;
    }
    scene.sender.wake();
    while deliveries(&scene.store).await[0].1 != Delivery::Sending {
        tokio::task::yield_now().await;
    }
    let fake = Arc::clone(&scene.fake);
    let (stop, _) = tokio::join!(scene.sender.stop(), async { fake.permits.add_permits(9) });
    assert_eq!(stop, ());
    let left = [
        (1, Delivery::Done),
        (2, Delivery::Held),
        (3, Delivery::Held),
    ];
    assert_eq!(deliveries(&scene.store).await, left);
    assert!(
        scene
            .events
            .recv()
            .await
            .is_none_or(|e| word(&e) == "1 done")
    );
}

#[tokio::test(start_paused = true)]
async fn flush_sends_what_is_due_even_when_nobody_takes_the_events() {
    let commits: Vec<_> = (1..=100).map(|number| (number, number, 0)).collect();
    let scene = Scene::new(&commits, vec![]).await;
    commit(&scene.store, 101, 101, i64::MAX).await;
    // A span that paused time cannot run through: the far hold is no timer of this test.
    assert!(scene.sender.flush(Duration::from_secs(u64::MAX)).await);
    let left = deliveries(&scene.store).await;
    assert!(left[..100].iter().all(|(_, at)| *at == Delivery::Done));
    assert_eq!(left[100], (101, Delivery::Held));
    scene.sender.stop().await;
}

#[tokio::test(start_paused = true)]
async fn flush_gives_up_at_its_deadline() {
    let scene = Scene::new(&[], vec![]).await;
    scene.fake.permits.forget_permits(1_000);
    commit(&scene.store, 1, 1, 0).await;
    scene.sender.wake();
    assert!(!scene.sender.flush(Duration::from_millis(150)).await);
}

#[tokio::test(start_paused = true)]
async fn a_closed_store_ends_the_sender_with_a_word() {
    let mut scene = Scene::new(&[], vec![]).await;
    scene.store.close().await;
    scene.sender.wake();
    let word = word(&scene.events.recv().await.unwrap());
    assert_eq!(word, "the state database is closed");
    assert!(scene.events.recv().await.is_none());
}

fn resolve(issue: Id) -> Change {
    Change::Resolve {
        issue,
        before: false,
        after: true,
    }
}

#[tokio::test(start_paused = true)]
async fn an_unreachable_server_is_waited_for_while_local_decisions_go_on() {
    let nobody = || Fault::Answer(PlatformError::Unreachable("nobody answers".into()));
    let faults = (0..9).map(|_| nobody()).collect();
    let mut scene = Scene::new(&[], faults).await;
    scene.fake.keeps_flags.store(true, Ordering::Relaxed);
    commit_change(&scene.store, 1, 1, 0, resolve(Id::Number(5))).await;
    commit_change(&scene.store, 2, 2, 0, resolve(Id::Number(6))).await;
    scene.sender.wake();
    assert_eq!(scene.until_idle().await, ["1 later"]);
    // Nothing else is tried at the server, but what is kept here is done at once.
    commit(&scene.store, 3, 3, 0).await;
    scene.sender.wake();
    let mut words = scene.until_idle().await;
    assert!(
        words.contains(&"3 done".into()) && !words.contains(&"1 done".into()),
        "{words:?}"
    );
    while !words.contains(&"2 done".to_owned()) {
        words.extend(scene.until_idle().await);
    }
    assert!(
        words.ends_with(&["1 done".into(), "2 done".into()]),
        "{words:?}"
    );
    // More attempts than any other failure gets, each later than the one before.
    assert!(words.len() > usize::try_from(SEND_ATTEMPTS).unwrap());
    assert!(
        words.iter().all(|word| !word.contains("failed")),
        "{words:?}"
    );
    let moments: Vec<i64> = scene.fake.seen().iter().map(|(_, at)| *at).collect();
    assert!(moments.last().unwrap() > &60_000, "{moments:?}");
}

#[tokio::test(start_paused = true)]
async fn what_follows_a_new_issue_speaks_of_it_by_the_number_it_got() {
    let mut scene = Scene::new(&[], vec![]).await;
    scene
        .fake
        .numbers
        .lock()
        .unwrap()
        .extend([(1, 77), (2, 88)]);
    let own = |number| Id::name(&op_id(number).to_string());
    let open = Change::OpenIssue {
        place: crate::model::Place::Item,
        annotation: None,
        text: "loose".into(),
        assignee: None,
    };
    let comment = Change::Comment {
        issue: own(1),
        text: "still".into(),
    };
    let edit = Change::EditComment {
        issue: own(1),
        comment: own(2),
        before: "still".into(),
        after: "yet".into(),
    };
    // Of one batch, and one that was held until later.
    commit_change(&scene.store, 1, 1, 0, open).await;
    commit_change(&scene.store, 2, 1, 0, comment).await;
    commit_change(&scene.store, 3, 1, 0, edit).await;
    commit_change(&scene.store, 4, 1, 9_000, resolve(own(1))).await;
    scene.sender.wake();
    assert_eq!(scene.until_idle().await, ["1 done", "2 done", "3 done"]);
    assert_eq!(scene.until_idle().await, ["4 done"]);
    let changes = scene.fake.changes.lock().unwrap();
    assert!(matches!(&changes[1], Change::Comment { issue, .. } if *issue == Id::Number(77)));
    assert!(
        matches!(&changes[2], Change::EditComment { issue, comment, .. }
        if *issue == Id::Number(77) && *comment == Id::Number(88))
    );
    assert_eq!(changes[3], resolve(Id::Number(77)));
}
