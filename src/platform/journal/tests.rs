//! The journal over a platform that stores states and issues, but no verdicts.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::model::{
    ContentHash, Id, InboxGroup, Judgement, LabelSet, OpId, PageRequest, Query, Row, State,
    Verdict, Words,
};

/// One job of three items, all of it in memory.
struct Server {
    account: AccountId,
    levels: Vec<LevelName>,
    hash: Mutex<u64>,
    applied: Mutex<Vec<Change>>,
    holder: Mutex<Option<Text>>,
    resolved: AtomicBool,
    /// It has a field for verdicts.
    judges: AtomicBool,
}

fn job() -> NodeRef {
    NodeRef::root(AccountId::new("work"))
        .child(Level::Organization, Id::Number(1))
        .child(Level::Project, Id::Number(2))
        .child(Level::Task, Id::Number(3))
        .child(Level::Job, Id::Number(4))
}

/// The same job as a view leads to it.
fn viewed() -> NodeRef {
    NodeRef::root(AccountId::new("work"))
        .child(Level::View, Id::name("mine"))
        .child(Level::Job, Id::Number(4))
}

fn state(stage: &str, word: &str, class: StatusClass) -> State {
    State {
        stage: Some(stage.into()),
        state: word.into(),
        class,
    }
}

#[async_trait]
impl Platform for Server {
    fn account(&self) -> &AccountId {
        &self.account
    }
    fn levels(&self) -> &[LevelName] {
        &self.levels
    }
    async fn identity(&self) -> Result<Identity, PlatformError> {
        Ok(Identity {
            user: "rita".into(),
            ..Identity::default()
        })
    }
    async fn list(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        let count = if request.level == Level::Item { 3 } else { 1 };
        let first = request.page.offset.min(count);
        let last = (first + u64::from(request.page.limit)).min(count);
        let row = |n: u64| match request.level {
            Level::Item => Row::new(Id::Number(n), Text::line(&format!("{n}.jpg"))),
            _ => Row {
                items: 3,
                ..Row::new(Id::Number(4), "#4".into())
            },
        };
        Ok(Page {
            offset: first,
            rows: (first..last).map(row).collect(),
            total: count,
            unfiltered: count,
            ..Page::default()
        })
    }
    async fn detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        let mut words = Words::default();
        let holder = self.holder.lock().unwrap().clone();
        let row = Row {
            assignee: words.add_some(holder.as_ref()),
            ..Row::new(Id::Number(4), "#4".into())
        };
        Ok(Detail {
            node: node.clone(),
            page: Page {
                rows: vec![row],
                words,
                ..Page::default()
            },
            facts: Vec::new(),
            state: Some(state("validation", "new", StatusClass::ToReview)),
            transitions: ["annotation", "validation", "acceptance"]
                .map(|stage| Transition {
                    to: state(stage, "rejected", StatusClass::Rejected),
                    summary: "reject".into(),
                    denied: None,
                    assignee: None,
                })
                .to_vec(),
            guide: None,
            web: None,
        })
    }
    async fn annotations(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        Ok(Arc::new(ItemDetail {
            node: job().child(Level::Item, item.id().unwrap().clone()),
            name: "0.jpg".into(),
            size: None,
            annotations: Vec::new(),
            labels: Arc::new(LabelSet::default()),
            facts: Vec::new(),
            pictures: Vec::new(),
            contents: Vec::new(),
            results: Vec::new(),
            relations: Vec::new(),
            pictured: true,
            video: None,
            problems: Vec::new(),
            hash: ContentHash(*self.hash.lock().unwrap()),
            verdict: None,
            flagged: false,
        }))
    }
    async fn image(&self, _: &NodeRef, _: ImageWant) -> Result<ImageBytes, PlatformError> {
        Err(PlatformError::Unsupported("pictures".into()))
    }
    async fn issues(&self, _: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        Ok(Vec::new())
    }
    async fn members(&self, _: &NodeRef, _: &str) -> Result<Vec<Member>, PlatformError> {
        Ok(Vec::new())
    }
    async fn permissions(&self, _: &NodeRef) -> Result<Permissions, PlatformError> {
        Ok(Permissions::default())
    }
    async fn insights(&self, _: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        Ok(Vec::new())
    }
    async fn inbox(&self, _: Timestamp) -> Result<Vec<InboxEntry>, PlatformError> {
        let fixed = self.resolved.load(Ordering::Relaxed);
        let entry = InboxEntry {
            group: InboxGroup::Fixed,
            node: job().child(Level::Item, Id::Number(0)),
            issue: Some(Id::Number(11)),
            name: "loose box".into(),
            place: "lab".into(),
            state: None,
            items: 0,
            issues: 0,
            by: None,
            at: Timestamp(100),
        };
        Ok(fixed.then_some(entry).into_iter().collect())
    }
    fn stores(&self, verb: Verb) -> bool {
        match verb {
            Verb::Flag => false,
            Verb::JudgeItem | Verb::JudgeAnnotation => self.judges.load(Ordering::Relaxed),
            _ => true,
        }
    }
    async fn apply(&self, operation: &Operation, _: Attempt) -> Result<Applied, PlatformError> {
        self.applied.lock().unwrap().push(operation.change.clone());
        Ok(Applied::default())
    }
    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>> {
        None
    }
    fn stop(&self) {}
}

struct World {
    platform: Arc<Journaled>,
    server: Arc<Server>,
    store: Store,
    number: u64,
    _dir: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("state.db")).unwrap();
        let server = Arc::new(Server {
            account: AccountId::new("work"),
            levels: Vec::new(),
            hash: Mutex::new(7),
            applied: Mutex::default(),
            holder: Mutex::default(),
            resolved: AtomicBool::new(true),
            judges: AtomicBool::new(false),
        });
        Self {
            platform: Journaled::new(server.clone(), store.clone()),
            server,
            store,
            number: 0,
            _dir: dir,
        }
    }

    async fn decide(&mut self, target: &NodeRef, change: Change) -> Applied {
        self.number += 1;
        let operation = Operation {
            id: OpId {
                session: 1,
                number: self.number,
            },
            at: Timestamp(200),
            who: "rita".into(),
            target: target.clone(),
            name: "x".into(),
            change,
        };
        let applied = self.platform.apply(&operation, Attempt::First).await;
        applied.unwrap()
    }

    async fn rows(&self, parent: &NodeRef, level: Level, query: &str) -> Page {
        let request = ListRequest {
            parent: parent.clone(),
            level,
            query: Query::parse(query).unwrap(),
            page: PageRequest {
                offset: 0,
                limit: 200,
            },
        };
        self.platform.list(&request).await.unwrap()
    }
}

fn verdict(verdict: Verdict) -> Change {
    Change::JudgeItem {
        before: None,
        after: Some(Judgement {
            verdict,
            reason: None,
            hash: ContentHash(7),
            by: "rita".into(),
            at: Timestamp(200),
        }),
    }
}

#[tokio::test]
async fn verdicts_are_kept_here_and_shown_whichever_path_is_taken() {
    let mut world = World::new();
    let item = |n| job().child(Level::Item, Id::Number(n));
    let applied = world.decide(&item(0), verdict(Verdict::Rejected)).await;
    assert!(applied.local_only && !applied.repeated);
    let by_view = viewed().child(Level::Item, Id::Number(1));
    world.decide(&by_view, verdict(Verdict::Accepted)).await;
    assert!(world.server.applied.lock().unwrap().is_empty());

    for parent in [job(), viewed()] {
        let page = world.rows(&parent, Level::Item, "").await;
        let verdicts: Vec<_> = page.rows.iter().map(|row| row.verdict).collect();
        let expected = [Some(Verdict::Rejected), Some(Verdict::Accepted), None];
        assert_eq!(verdicts, expected);
    }
    let task = job().parent().unwrap();
    let page = world.rows(&task, Level::Job, "").await;
    assert_eq!((page.rows[0].done, page.rows[0].rejected), (2, 1));

    // Another program with the same database sees the same.
    let again = Journaled::new(world.server.clone(), world.store.clone());
    let detail = again.annotations(&item(0)).await.unwrap();
    assert_eq!(detail.verdict.as_ref().unwrap().verdict, Verdict::Rejected);
    let tables = again.insights(&job()).await.unwrap();
    assert_eq!(tables[0].rows.len(), 2);
}

#[tokio::test]
async fn figures_of_a_view_count_the_verdicts_on_its_projects_items() {
    let mut world = World::new();
    let root = NodeRef::root(AccountId::new("work")).child(Level::Organization, Id::Number(1));
    let view = |project| {
        root.child(Level::Project, Id::Number(project))
            .child(Level::Task, Id::name("all"))
    };
    for (number, given) in [(1, Verdict::Accepted), (2, Verdict::Rejected)] {
        let item = view(1).child(Level::Item, Id::Number(number));
        world.decide(&item, verdict(given)).await;
    }
    // Decisions come through the outbox, whose record says where an item lies.
    let tables = world.platform.insights(&view(1)).await.unwrap();
    assert!(tables.is_empty(), "nothing is known of where they lie");
    for number in [1, 2] {
        let id = OpId { session: 2, number };
        let operation = Operation {
            id,
            at: Timestamp(200),
            who: "rita".into(),
            target: view(1).child(Level::Item, Id::Number(number)),
            name: "x".into(),
            change: verdict(Verdict::Accepted),
        };
        let decision = crate::model::Decision {
            id: crate::model::DecisionId(id),
            title: "x".into(),
            ops: vec![operation],
            guard: crate::model::Guard::Local,
            hold_until: Timestamp(200),
            undo_of: None,
        };
        world.store.commit(decision).await.unwrap();
    }
    let tables = world.platform.insights(&view(1)).await.unwrap();
    let cells: Vec<_> = tables[0].rows.iter().map(|row| row.cells.clone()).collect();
    let row = |word: &str| vec![Text::line(word), Text::line("1")];
    assert_eq!(cells, [row("accepted"), row("rejected")]);
    assert!(world.platform.insights(&view(2)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_verdict_that_the_server_takes_replaces_the_one_kept_here() {
    let mut world = World::new();
    let item = job().child(Level::Item, Id::Number(0));
    world.decide(&item, verdict(Verdict::Skipped)).await;
    world.server.judges.store(true, Ordering::Relaxed);
    world.decide(&item, verdict(Verdict::Accepted)).await;
    // What stands there now is the server's own, which says nothing in this test.
    let detail = world.platform.annotations(&item).await.unwrap();
    assert_eq!(detail.verdict, None);
    assert_eq!(world.server.applied.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_verdict_is_stale_in_rows_once_the_content_is_seen_to_have_changed() {
    let mut world = World::new();
    let item = job().child(Level::Item, Id::Number(0));
    world.decide(&item, verdict(Verdict::Accepted)).await;
    world.platform.annotations(&item).await.unwrap();
    assert!(
        !world.rows(&job(), Level::Item, "").await.rows[0]
            .flags
            .stale
    );
    *world.server.hash.lock().unwrap() = 8;
    world.platform.annotations(&item).await.unwrap();
    assert!(
        world.rows(&job(), Level::Item, "").await.rows[0]
            .flags
            .stale
    );
}

#[tokio::test]
async fn filters_by_verdict_are_answered_by_the_journal() {
    let mut world = World::new();
    let item = job().child(Level::Item, Id::Number(2));
    world.decide(&item, verdict(Verdict::Rejected)).await;
    let flag = Change::Flag {
        before: false,
        after: true,
    };
    world.decide(&item, flag).await;
    for (query, ids) in [
        ("verdict:rejected", vec![2]),
        ("verdict:none", vec![0, 1]),
        ("is:flagged", vec![2]),
        ("!is:flagged", vec![0, 1]),
        ("verdict:rejected is:flagged", vec![2]),
    ] {
        let page = world.rows(&job(), Level::Item, query).await;
        let found: Vec<_> = page.rows.iter().map(|row| row.id.clone()).collect();
        let wanted: Vec<_> = ids.into_iter().map(Id::Number).collect();
        assert_eq!(found, wanted, "{query}");
        assert_eq!(page.total, wanted.len() as u64);
        assert_eq!((page.unfiltered, page.worked_here.is_empty()), (3, false));
    }
}

#[tokio::test]
async fn a_hand_back_goes_to_whoever_annotated() {
    let mut world = World::new();
    // Nobody is known: the transition stays without a name.
    let detail = world.platform.detail(&job()).await.unwrap();
    assert_eq!(detail.transitions[0].assignee, None);
    // The reviewer takes the job over from the annotator.
    let take = Change::Assign {
        role: Role::Assignee,
        before: Some("ann".into()),
        after: Some("rita".into()),
    };
    world.decide(&job(), take).await;
    *world.server.holder.lock().unwrap() = Some("rita".into());
    let detail = world.platform.detail(&viewed()).await.unwrap();
    assert_eq!(detail.transitions[0].assignee.as_deref(), Some("ann"));
    assert!(detail.transitions[1..].iter().all(|t| t.assignee.is_none()));
    // It is remembered over restarts.
    let again = Journaled::new(world.server.clone(), world.store.clone());
    let detail = again.detail(&job()).await.unwrap();
    assert_eq!(detail.transitions[0].assignee.as_deref(), Some("ann"));
}

#[test]
fn a_complaint_kept_here_may_be_fixed_once_its_item_has_changed() {
    let item = |id| job().child(Level::Item, Id::Number(id));
    let issue = |id, at| Issue {
        id: Id::Number(id),
        item: item(id),
        place: crate::model::Place::Item,
        annotation: None,
        assignee: None,
        owner: "rita".into(),
        at: Timestamp(at),
        resolved: false,
        comments: vec![crate::model::Comment {
            id: Id::Number(id),
            author: "rita".into(),
            at: Timestamp(at + 5),
            text: "loose box".into(),
        }],
        rights: Permissions::default(),
    };
    let touched = |id, at| Touched {
        node: item(id),
        name: "0.jpg".into(),
        at: Timestamp(at),
        by: Some("ann".into()),
    };
    // One changed after the last word about it, one between its first and last word, one not at all.
    let open = [issue(1, 100), issue(2, 100), issue(3, 100)];
    let entries = overlay::fixed(&open, &[touched(1, 106), touched(2, 103)]);
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!((entry.group, &entry.node), (InboxGroup::Fixed, &item(1)));
    assert_eq!(entry.name.as_str(), "loose box");
    assert_eq!(entry.by.as_deref(), Some("ann"));
}

#[tokio::test]
async fn a_verified_fix_leaves_the_inbox_until_it_is_reopened() {
    let mut world = World::new();
    let item = job().child(Level::Item, Id::Number(0));
    assert_eq!(world.platform.inbox(Timestamp(0)).await.unwrap().len(), 1);
    let verify = Change::Verify {
        issue: Id::Number(11),
        before: false,
        after: true,
    };
    let applied = world.decide(&item, verify).await;
    assert!(applied.local_only);
    assert!(world.platform.inbox(Timestamp(0)).await.unwrap().is_empty());
    let reopen = Change::Resolve {
        issue: Id::Number(11),
        before: true,
        after: false,
    };
    world.decide(&item, reopen.clone()).await;
    assert_eq!(*world.server.applied.lock().unwrap(), [reopen]);
    assert_eq!(world.platform.inbox(Timestamp(0)).await.unwrap().len(), 1);
}
