//! A world for the pure core: answers effects at once from plain tables, so that a test is a
//! string of keys and a look at what became of it.

use std::collections::HashMap;
use std::sync::Arc;

use vidimus::app::browser::Column;
use vidimus::app::effect::Effect;
use vidimus::app::msg::{Found, Msg, Plan, Present, Slots};
use vidimus::app::review::Review;
use vidimus::app::state::App;
use vidimus::app::update::update;
use vidimus::config::keys::parse_sequence;
use vidimus::config::settings::Settings;
use vidimus::model::picture::{BlockCell, Picture, Pixels};
use vidimus::model::*;

/// Results of an item and their annotations, by the item's number.
pub type Made = fn(u64) -> (Vec<ItemResult>, Vec<Annotation>);

/// A library of one project with one task of `jobs` jobs with `items` items each.
pub struct World {
    pub app: App,
    pub now: i64,
    pub jobs: u64,
    pub items: u64,
    /// Annotations of each item.
    pub annotations: usize,
    /// Decisions that reached the disk, in order.
    pub disk: Vec<Decision>,
    /// Whether the disk takes anything.
    pub disk_full: bool,
    /// Commits are answered only by `answer_commits`.
    pub slow_disk: bool,
    /// Pictures are answered only by hand.
    pub slow_pictures: bool,
    pub waiting_commits: Vec<DecisionId>,
    /// Everything that was asked for.
    pub asked: Vec<Effect>,
    /// Whether withdrawing comes early enough.
    pub withdrawable: bool,
    /// State words of jobs as the platform has them.
    pub states: HashMap<NodeRef, State>,
    /// Rights by node.
    pub denied: Permissions,
    /// Projects have a view of jobs above them, and whatever is read names its canonical path.
    pub views: bool,
    /// What waits, by account.
    pub inbox: Vec<InboxEntry>,
    /// Issues of all items.
    pub issues: Vec<Issue>,
    /// Transitions of jobs, in place of the usual ones.
    pub transitions: Option<Vec<Transition>>,
    /// Items deleted on the platform, by number.
    pub deleted: Vec<u64>,
    /// Names of context pictures.
    pub pictures: Vec<Text>,
    /// Tables for the insights.
    pub tables: Vec<Table>,
    /// Lists are answered only by hand.
    pub slow_lists: bool,
    /// The guide and web address of every node.
    pub guide: Option<Text>,
    /// What several people made of an item, by its number, in place of the usual annotations.
    pub made: Option<Made>,
    /// What can be done with nodes, by their level.
    pub offers: HashMap<Level, Vec<Offer>>,
    /// Items are read only by hand, for decisions and comparisons.
    pub slow_gather: bool,
    /// Rows of items show the verdicts that are on the disk.
    pub rows_judged: bool,
    /// What items are beyond boxes on a picture.
    pub change: fn(&mut ItemDetail),
}

/// The path that a platform itself gives: levels in place of a view.
pub fn canonical(node: &NodeRef) -> NodeRef {
    if node.id_at(Level::View).is_none() {
        return node.clone();
    }
    let root = NodeRef::root(node.account.clone());
    node.path()
        .iter()
        .fold(root, |node, (level, id)| match level {
            Level::View => node
                .child(Level::Project, Id::name("project0"))
                .child(Level::Task, Id::name("task0")),
            level => node.child(*level, id.clone()),
        })
}

fn level_names() -> Vec<LevelName> {
    let name = |level, one: &str| LevelName {
        level,
        one: one.into(),
        many: Text::line(&format!("{one}s")),
    };
    vec![
        name(Level::Organization, "library"),
        name(Level::Project, "dataset"),
        name(Level::Task, "split"),
        name(Level::Job, "job"),
        name(Level::Item, "image"),
    ]
}

pub fn state(stage: &str, state: &str, class: StatusClass) -> State {
    State {
        stage: Some(stage.into()),
        state: state.into(),
        class,
    }
}

impl World {
    pub fn new(jobs: u64, items: u64, annotations: usize) -> Self {
        Self::with(Settings::default(), jobs, items, annotations)
    }

    pub fn with(settings: Settings, jobs: u64, items: u64, annotations: usize) -> Self {
        let mut world = Self::unstarted(settings, &["test"], jobs, items, annotations);
        world.start();
        world
    }

    /// Accounts on servers: others change things there, and verdicts are kept here.
    pub fn servers(names: &[&str], jobs: u64, items: u64, annotations: usize) -> Self {
        let mut world = Self::unstarted(Settings::default(), names, jobs, items, annotations);
        for account in &mut world.app.accounts {
            account.local_verbs = vec![Verb::JudgeItem, Verb::JudgeAnnotation, Verb::Flag];
        }
        world
    }

    fn unstarted(
        settings: Settings,
        accounts: &[&str],
        jobs: u64,
        items: u64,
        annotations: usize,
    ) -> Self {
        let settings = Settings {
            user: "rev".into(),
            ..settings
        };
        let accounts = accounts
            .iter()
            .map(|name| (AccountId::new(name), level_names()));
        Self {
            app: App::new(Arc::new(settings), accounts.collect(), 0xabc, 0),
            now: 1_000_000,
            jobs,
            items,
            annotations,
            disk: Vec::new(),
            disk_full: false,
            slow_disk: false,
            slow_pictures: false,
            waiting_commits: Vec::new(),
            asked: Vec::new(),
            withdrawable: true,
            states: HashMap::new(),
            denied: Permissions::default(),
            views: false,
            inbox: Vec::new(),
            issues: Vec::new(),
            transitions: None,
            deleted: Vec::new(),
            pictures: Vec::new(),
            tables: Vec::new(),
            slow_lists: false,
            guide: None,
            made: None,
            offers: HashMap::new(),
            slow_gather: false,
            rows_judged: false,
            change: |_| {},
        }
    }

    /// A server without jobs: views hold the items, of which several people made something.
    pub fn studio(
        views: u64,
        items: u64,
        made: fn(u64) -> (Vec<ItemResult>, Vec<Annotation>),
    ) -> Self {
        let mut world = Self::servers(&["studio"], views, items, 0);
        let names = [
            (Level::Organization, "organization"),
            (Level::Project, "project"),
            (Level::Task, "view"),
            (Level::Item, "task"),
        ];
        let name = |(level, one): (Level, &str)| LevelName {
            level,
            one: one.into(),
            many: Text::line(&format!("{one}s")),
        };
        world.app.accounts[0].levels = names.into_iter().map(name).collect();
        world.made = Some(made);
        world.start();
        world
    }

    /// The program begins.
    pub fn start(&mut self) -> &mut Self {
        let slots = Slots {
            list_rows: 20,
            main: Some((80, 20)),
            preview: Some((30, 10)),
            side_rows: 10,
            overlay_rows: 10,
            overlay_last: 0,
            sheet: Some((120, 31)),
        };
        self.send(Msg::Start);
        self.send(Msg::Slots(slots));
        self
    }

    /// Types keys in key notation.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse_sequence(keys).expect("key notation") {
            self.now += 1_000;
            self.send(Msg::Key(key));
            self.wait(100);
        }
        self
    }

    /// Lets time pass, in milliseconds.
    pub fn wait(&mut self, ms: i64) -> &mut Self {
        self.now += ms;
        self.send(Msg::Tick);
        self
    }

    pub fn send(&mut self, msg: Msg) {
        self.run(msg);
        while self.draw() {}
    }

    fn run(&mut self, msg: Msg) {
        let mut queue = std::collections::VecDeque::from([msg]);
        while let Some(msg) = queue.pop_front() {
            for effect in update(&mut self.app, msg, Timestamp(self.now)) {
                self.asked.push(effect.clone());
                queue.extend(self.answer(effect));
            }
        }
    }

    /// The screen shows the item as soon as its picture is there. Says whether it did.
    fn draw(&mut self) -> bool {
        let page = self.app.sheet.as_ref().map(|sheet| &sheet.page);
        let whole = page.filter(|page| page.of.is_some() && page.is_whole() && !page.drawn);
        if let Some(generation) = whole.map(|page| page.generation) {
            self.run(Msg::PageDrawn(generation));
            return false;
        }
        let shown = self.app.review.as_ref().filter(|review| {
            let content = review.contents.shown.is_some();
            let picture = review.picture.is_some() || review.picture_problem.is_some();
            !review.drawn && (picture || content)
        });
        let Some(item) = shown.and_then(|review| review.item.clone()) else {
            return false;
        };
        // What a macro does then may have another item on screen.
        let playing = self.app.macros.playing.is_some();
        self.run(Msg::Drawn(item));
        playing
    }

    fn count(&self, level: Level) -> u64 {
        match level {
            Level::Job => self.jobs,
            Level::Item => self.items,
            Level::Task if self.made.is_some() => self.jobs,
            _ => 1,
        }
    }

    fn page(&self, parent: &NodeRef, level: Level, query: &Query, page: PageRequest) -> Page {
        let mut words = Words::default();
        let all: Vec<Row> = (0..self.count(level))
            .map(|n| {
                let id = Id::name(&format!("{}{n}", level.word()));
                let node = parent.child(level, id.clone());
                let mut row = Row::new(id, Text::line(&format!("{} {n}", level.word())));
                row.flags.deleted = level == Level::Item && self.deleted.contains(&n);
                if self.rows_judged && level == Level::Item {
                    row.verdict = self.item(&node).verdict.map(|given| given.verdict);
                }
                if let Some(state) = self.state_of(&node) {
                    row.state = words.add(&state.state);
                    row.class = state.class;
                }
                row
            })
            .filter(|row| {
                query.terms.iter().all(|term| match &term.test {
                    query::Test::Word(word) => row.name.contains(word.as_str()),
                    _ => true,
                })
            })
            .collect();
        let mut all = all;
        if self.views && level == Level::Project {
            let mut view = Row::new(Id::name("mine"), "My jobs".into());
            view.flags.view = true;
            all.insert(0, view);
        }
        let total = all.len() as u64;
        let rows = all
            .into_iter()
            .skip(page.offset as usize)
            .take(page.limit as usize)
            .collect();
        Page {
            offset: page.offset,
            rows,
            words,
            total,
            unfiltered: self.count(level),
            ..Page::default()
        }
    }

    pub fn state_of(&self, node: &NodeRef) -> Option<State> {
        (node.level() == Level::Job).then(|| {
            self.states
                .get(node)
                .cloned()
                .unwrap_or_else(|| state("validation", "new", StatusClass::ToReview))
        })
    }

    pub fn item(&self, node: &NodeRef) -> ItemDetail {
        let labels = LabelSet {
            labels: vec![Label {
                id: None,
                name: "car".into(),
                color: None,
                parent: None,
                joints: Vec::new(),
            }],
        };
        let annotations = (0..self.annotations).map(|n| Annotation {
            id: Id::Number(n as u64 + 1),
            label: 0,
            shape: Shape::Box {
                rect: Rect::new(n as f32 * 10.0, 5.0, 8.0, 8.0),
            },
            attributes: Vec::new(),
            score: None,
            author: None,
            source: Source::Manual,
            group: None,
            occluded: false,
            crowd: false,
            z: 0,
            result: 0,
            on: 0,
            hash: ContentHash(n as u64 + 100),
            verdict: None,
        });
        let mut detail = ItemDetail {
            pictures: self.pictures.clone(),
            contents: Vec::new(),
            results: Vec::new(),
            relations: Vec::new(),
            pictured: true,
            video: None,
            node: self.named(node),
            name: Text::line(&node.id().expect("an id").to_string()),
            size: Some((640, 480)),
            annotations: annotations.collect(),
            labels: Arc::new(labels),
            facts: Vec::new(),
            problems: Vec::new(),
            hash: ContentHash(7),
            verdict: None,
            flagged: false,
        };
        if let Some(made) = self.made {
            let id = node.id().expect("an id").to_string();
            let number = id.trim_start_matches("item").parse().expect("a number");
            (detail.results, detail.annotations) = made(number);
        }
        (self.change)(&mut detail);
        for op in self.disk.iter().flat_map(|decision| &decision.ops) {
            if op.target.same(node) {
                vidimus::app::project::patch_item(&mut detail, op);
            }
        }
        detail
    }

    fn named(&self, node: &NodeRef) -> NodeRef {
        if self.views {
            canonical(node)
        } else {
            node.clone()
        }
    }

    fn detail(&self, node: &NodeRef) -> Detail {
        let mut row = Row::new(node.id().expect("an id").clone(), Text::line("row"));
        let mut words = Words::default();
        row.assignee = words.add(&"ana".into());
        let transition = |to: State, summary: &str| Transition {
            assignee: None,
            to,
            summary: summary.into(),
            denied: None,
        };
        Detail {
            web: self.guide.as_ref().map(|_| "https://server/jobs/1".into()),
            node: self.named(node),
            page: Page {
                rows: vec![row],
                words,
                total: 1,
                ..Page::default()
            },
            facts: Vec::new(),
            state: self.state_of(node),
            transitions: self.transitions.clone().unwrap_or(vec![
                transition(
                    state("acceptance", "completed", StatusClass::Accepted),
                    "accept",
                ),
                transition(
                    state("annotation", "rejected", StatusClass::Rejected),
                    "hand back",
                ),
            ]),
            guide: self.guide.clone(),
        }
    }

    fn answer(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::List { .. } if self.slow_lists => Vec::new(),
            Effect::List {
                generation,
                column,
                request,
                ..
            } => {
                let page = self.page(&request.parent, request.level, &request.query, request.page);
                vec![Msg::Page {
                    column,
                    generation,
                    offset: request.page.offset,
                    result: Ok(page),
                }]
            }
            Effect::GatherRows {
                column,
                generation,
                request,
            } => {
                let page = self.page(&request.parent, request.level, &request.query, request.page);
                vec![Msg::GatheredRows {
                    column,
                    generation,
                    result: Ok(page),
                }]
            }
            Effect::Detail {
                generation, node, ..
            } => {
                let result = Ok(Box::new(self.detail(&node)));
                vec![Msg::Detail {
                    generation,
                    node,
                    result,
                }]
            }
            Effect::Permissions { node } => {
                vec![Msg::Permissions {
                    node,
                    result: Ok(self.denied.clone()),
                }]
            }
            Effect::Annotations {
                generation, item, ..
            } => {
                let result = Ok(Arc::new(self.item(&item)));
                vec![Msg::Annotations {
                    generation,
                    item,
                    result,
                }]
            }
            Effect::Issues {
                generation, scope, ..
            } => {
                vec![Msg::Issues {
                    generation,
                    result: Ok(self
                        .issues
                        .iter()
                        .filter(|issue| scope.contains(&issue.item))
                        .cloned()
                        .collect()),
                    scope,
                }]
            }
            Effect::Members { generation, .. } => {
                let member = |name: &str| Member {
                    name: name.into(),
                    about: "annotator".into(),
                };
                let people = ["ana", "bo", "cy"].into_iter().map(member).collect();
                vec![Msg::Members {
                    generation,
                    result: Ok(people),
                }]
            }
            Effect::Gather { .. } if self.slow_gather => Vec::new(),
            Effect::Offers { generation, node } => vec![Msg::Offers {
                generation,
                result: Ok(self.offers.get(&node.level()).cloned().unwrap_or_default()),
                node,
            }],
            Effect::Gather { plan, nodes } => {
                let facts = matches!(plan, Plan::Transition { .. } | Plan::Assign { .. });
                let look = |node: NodeRef| match node.level() {
                    Level::Item if !facts => Found::Item(Arc::new(self.item(&node))),
                    _ => Found::Node(Box::new(self.detail(&node)), self.denied.clone()),
                };
                vec![Msg::Gathered {
                    plan,
                    found: nodes.into_iter().map(look).collect(),
                }]
            }
            Effect::Picture(wish) if !self.slow_pictures => {
                let picture = Picture {
                    serial: 1,
                    base: 0,
                    columns: 10,
                    rows: 5,
                    pixels: Pixels::Blocks(Arc::from([])),
                    image: (640, 480),
                    crop: wish.view.crop((640, 480), (80, 40)),
                    badges: Vec::new(),
                };
                let (slot, generation, item) = (wish.slot, wish.generation, wish.item);
                vec![Msg::Picture {
                    slot,
                    generation,
                    item,
                    result: Ok(Arc::new(picture)),
                }]
            }
            Effect::Sheet(wish) if !self.slow_pictures => {
                let (columns, rows) = wish.cells;
                let cells = usize::from(columns) * usize::from(rows);
                let black = Rgb(0, 0, 0);
                let cell = BlockCell {
                    upper: black,
                    lower: black,
                };
                let picture = Picture {
                    serial: 1,
                    base: 0,
                    columns,
                    rows,
                    pixels: Pixels::Blocks(vec![cell; cells].into()),
                    image: (1, 1),
                    crop: Rect::new(0.0, 0.0, 1.0, 1.0),
                    badges: Vec::new(),
                };
                vec![Msg::Picture {
                    slot: wish.slot,
                    generation: wish.generation,
                    item: wish.tiles[0].1.item.clone(),
                    result: Ok(Arc::new(picture)),
                }]
            }
            Effect::Commit(decision) if self.slow_disk => {
                self.waiting_commits.push(decision.id);
                self.disk.push(decision);
                Vec::new()
            }
            Effect::Commit(decision) => {
                let id = decision.id;
                if self.disk_full {
                    return vec![Msg::Committed {
                        decision: id,
                        result: Err("disk full".into()),
                    }];
                }
                self.disk.push(decision);
                vec![Msg::Committed {
                    decision: id,
                    result: Ok(()),
                }]
            }
            Effect::Withdraw(id) => {
                if self.withdrawable {
                    self.disk.retain(|decision| decision.id != id);
                }
                vec![Msg::Withdrawn {
                    decision: id,
                    result: Ok(self.withdrawable),
                }]
            }
            Effect::Inbox {
                account,
                generation,
                since,
            } => {
                let rows = self.inbox.iter();
                let news = |entry: &&InboxEntry| {
                    entry.node.account == account
                        && (entry.group == InboxGroup::ToReview || entry.at >= since)
                };
                vec![Msg::Inbox {
                    result: Ok(rows.filter(news).cloned().collect()),
                    account,
                    generation,
                }]
            }
            Effect::LookAgain(operation) => {
                let node = operation.target.clone();
                let found = match node.level() {
                    Level::Item => Found::Item(Arc::new(self.item(&node))),
                    _ => Found::Node(Box::new(self.detail(&node)), self.denied.clone()),
                };
                vec![Msg::LookedAgain {
                    op: operation.id,
                    present: Box::new(Present { found, issue: None }),
                }]
            }
            Effect::Insights { generation, node } => vec![Msg::Insights {
                generation,
                node,
                result: Ok(self.tables.clone()),
            }],
            Effect::Entries { open_only } => vec![Msg::Entries {
                open_only,
                result: Ok(Vec::new()),
            }],
            _ => Vec::new(),
        }
    }

    pub fn answer_commits(&mut self) {
        for id in std::mem::take(&mut self.waiting_commits) {
            self.send(Msg::Committed {
                decision: id,
                result: Ok(()),
            });
        }
    }

    pub fn review(&self) -> &Review {
        self.app.review.as_ref().expect("a review is open")
    }

    pub fn column(&self) -> &Column {
        self.app.browser.column().expect("a column")
    }

    /// The index of the item under review.
    pub fn at(&self) -> u64 {
        self.app.browser.columns[self.review().column].cursor
    }

    /// Names of what was asked for since the last call.
    pub fn asked_now(&mut self) -> Vec<&'static str> {
        let asked = std::mem::take(&mut self.asked);
        asked.iter().map(Effect::name).collect()
    }

    /// What is on the disk, one line a decision.
    pub fn said(&self) -> Vec<String> {
        let words = |d: &Decision| {
            d.ops
                .iter()
                .map(|op| op.change.words())
                .collect::<Vec<_>>()
                .join(", ")
        };
        self.disk.iter().map(words).collect()
    }

    /// The line that the reviewer reads.
    pub fn notice(&self) -> &str {
        self.app
            .notices
            .current
            .as_ref()
            .map_or("", |notice| notice.text.as_str())
    }
}
