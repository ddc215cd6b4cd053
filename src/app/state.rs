//! [`App`]: everything the program knows.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::config::keys::Key;
use crate::config::settings::Settings;
use crate::limits::CRASH_ACTIONS;
use crate::model::picture::Look;
use crate::model::{
    AccountId, Decision, DecisionId, Guard, Id, Identity, Level, LevelName, NodeRef, OpId,
    Operation, Permissions, Text, Timestamp, Verb,
};

use super::actions::{Action, Scope, named, spec};
use super::batch::Batch;
use super::befores::Befores;
use super::browser::Browser;
use super::disputes::{Disputes, Sifting};
use super::drafts::Drafts;
use super::filters::{Completion, Filters};
use super::inbox::{Inbox, Queue};
use super::keymap::Keymap;
use super::macros::Macros;
use super::msg::{Generation, Slots, TerminalFacts};
use super::notices::{Notices, Weight};
use super::overlay::{Overlay, Pending};
use super::repeat::Repeat;
use super::review::Review;
use super::sample::{Sampled, Samples};
use super::session::Sessions;
use super::sheet::Sheet;
use super::sieve::Sieve;
use super::trail::Trail;
use super::undo::History;

/// One account as the screen knows it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its name in links.
    pub id: AccountId,
    /// Its levels with the platform's words.
    pub levels: Vec<LevelName>,
    /// Who we are there, once known.
    pub identity: Option<Identity>,
    /// Long work under way: what, done, total.
    pub progress: Option<(Text, u64, u64)>,
    /// Another program sends for it.
    pub other_sender: bool,
    /// Why its server cannot be reached or asked just now, if so.
    pub trouble: Option<Text>,
    /// Its server asked to be left alone until then, UTC.
    pub wait_until: Option<Timestamp>,
    /// What its platform has no field for: kept on this machine only.
    pub local_verbs: Vec<Verb>,
}

impl Account {
    /// Whether others can change what is there: a server, and not a folder.
    pub fn is_remote(&self) -> bool {
        let polled = self
            .identity
            .as_ref()
            .and_then(|identity| identity.poll_s)
            .is_some();
        polled || !self.local_verbs.is_empty()
    }

    /// Why nothing can be changed with this login, if so.
    pub fn read_only(&self) -> Option<&Text> {
        self.identity.as_ref()?.read_only.as_ref()
    }

    /// Milliseconds until the server may be asked again, if it asked for quiet.
    pub fn waits_ms(&self, now: Timestamp) -> Option<i64> {
        let left = self.wait_until?.since(now);
        (left > 0).then_some(left)
    }

    /// Whether a level's rows hold the items: jobs, or views where there are none.
    pub fn holds_items(&self, level: Level) -> bool {
        self.below(level) == Some(Level::Item)
    }

    /// The level below another, skipping those that the platform lacks.
    pub fn below(&self, level: Level) -> Option<Level> {
        // A view lists jobs, whatever levels lie between.
        let least = match level {
            Level::View => Level::Task,
            level => level,
        };
        self.levels
            .iter()
            .map(|name| name.level)
            .find(|found| *found > least)
    }

    /// The platform's word for several of a level.
    pub fn many(&self, level: Level) -> Text {
        let name = self.levels.iter().find(|name| name.level == level);
        name.map_or_else(|| Text::line(level.word()), |name| name.many.clone())
    }

    /// The platform's word for one of a level.
    pub fn one(&self, level: Level) -> Text {
        let name = self.levels.iter().find(|name| name.level == level);
        name.map_or_else(|| Text::line(level.word()), |name| name.one.clone())
    }
}

/// The last actions by their names in the table, for a crash report; never what they were about.
#[derive(Clone, Debug, Default)]
pub struct Ran {
    /// How many there were.
    pub count: u64,
    names: VecDeque<&'static str>,
}

impl Ran {
    /// Notes that an action is run.
    pub fn note(&mut self, name: &'static str) {
        self.count = self.count.saturating_add(1);
        if self.names.len() >= CRASH_ACTIONS {
            self.names.pop_front();
        }
        self.names.push_back(name);
    }

    /// Those after the first `count`, oldest first, as far as they are kept.
    pub fn since(&self, count: u64) -> impl Iterator<Item = &'static str> + '_ {
        let fresh = usize::try_from(self.count.saturating_sub(count)).unwrap_or(usize::MAX);
        let skip = self.names.len().saturating_sub(fresh);
        self.names.iter().skip(skip).copied()
    }
}

/// The state of the program. Only [`super::update::update`] changes it.
#[derive(Debug)]
pub struct App {
    /// What is set.
    pub settings: Arc<Settings>,
    /// The keys as they are bound now.
    pub keymap: Arc<Keymap>,
    /// The present time, as the last message had it.
    pub now: Timestamp,
    /// Accounts; a local folder is one.
    pub accounts: Vec<Account>,
    /// Size of the terminal in cells.
    pub size: (u16, u16),
    /// Sizes that drawing found.
    pub slots: Slots,
    /// What the terminal can do.
    pub terminal: TerminalFacts,
    /// Lists.
    pub browser: Browser,
    /// The item under review, when that screen is open.
    pub review: Option<Review>,
    /// What lies over the screen, topmost last.
    pub overlays: Vec<Overlay>,
    /// What was said.
    pub notices: Notices,
    /// Keys of an unfinished sequence.
    pub keys: Vec<Key>,
    /// When the first of them came.
    pub keys_at: Timestamp,
    /// A count typed before an action.
    pub count: Option<u32>,
    /// Keys typed while a commit is in flight, in order.
    pub held: VecDeque<Key>,
    /// Letters in a row that meant nothing and are not Latin.
    pub odd_letters: u8,
    /// Recorded keys.
    pub macros: Macros,
    /// Filters kept under a name, and those used before.
    pub filters: Filters,
    /// How the line being typed could go on.
    pub completion: Completion,
    /// A decision that is being taken back.
    pub withdrawing: Option<DecisionId>,
    /// The timer that is set.
    pub wake_at: Option<Timestamp>,
    /// Decisions on their way to the disk.
    pub pending: HashMap<DecisionId, Pending>,
    /// Undo and redo.
    pub history: History,
    /// Operations on disk that no platform has confirmed, oldest first.
    pub open_ops: VecDeque<Operation>,
    /// Those of them whose last attempt failed for good.
    pub failed_ops: HashSet<OpId>,
    /// When the newest decision that can still be withdrawn is sent.
    pub hold_until: Option<(DecisionId, Timestamp)>,
    /// What may be done, by node, as far as known.
    pub permissions: HashMap<NodeRef, Permissions>,
    /// What waits for the reviewer.
    pub inbox: Inbox,
    /// Fixed issues that are looked at one after the other.
    pub queue: Option<Queue>,
    /// The comparison of a list's items that is under way.
    pub sifting: Option<Sifting>,
    /// Items on which two results disagree, looked at one after the other.
    pub disputes: Option<Disputes>,
    /// The sample that the review goes through.
    pub sample: Option<Sampled>,
    /// What is kept of samples.
    pub samples: Samples,
    /// The contact sheet: on screen, or kept for coming back.
    pub sheet: Option<Sheet>,
    /// What is marked as wrong on contact sheets, by item and annotation.
    pub sheet_marks: HashSet<(NodeRef, Id)>,
    /// The browsers of the accounts that are not on screen.
    pub shelved: HashMap<AccountId, Browser>,
    /// Where the accounts were left at the end of the last session.
    pub places: HashMap<AccountId, NodeRef>,
    /// Refused operations that wait to be shown beside what the platform has.
    pub conflicts: VecDeque<Operation>,
    /// Issues whose fix the reviewer has verified, as far as this run knows.
    pub verified: HashSet<Id>,
    /// When what is on screen is read again by itself.
    pub poll_at: Option<Timestamp>,
    /// The last look that nobody asked for: its failures are not said.
    pub quiet: Generation,
    /// When the last key came.
    pub typed_at: Timestamp,
    /// The answer that will hold the web address asked for.
    pub web_asked: Option<Generation>,
    /// Slow work on a server that was started from here: the place and the work's name.
    pub working: Option<(NodeRef, Text)>,
    /// Which annotations are shown, kept from item to item.
    pub sieve: Sieve,
    /// The filter and the selected annotation before its prompt was opened, to go back to.
    pub sieve_before: (Sieve, Option<Id>),
    /// A word that is being completed: what was typed, which completion, what it made.
    pub completing: Option<(String, usize, String)>,
    /// How annotations are drawn.
    pub look: Look,
    /// What `.` repeats.
    pub repeat: Repeat,
    /// Where the reviewer has been.
    pub trail: Trail,
    /// What annotations were like when something was said of them.
    pub befores: Befores,
    /// The last decision about several rows.
    pub batch: Option<Batch>,
    /// What is kept of the session.
    pub sessions: Sessions,
    /// Decisions made since the start, for the tour line.
    pub decisions: u32,
    /// Texts that were typed and not sent.
    pub drafts: Drafts,
    /// The web address that was said last, until the next action.
    pub web: Option<Text>,
    /// Actions that were run.
    pub ran: Ran,
    /// The mouse is ours; else it is the terminal's.
    pub mouse: bool,
    /// The program is ending.
    pub ending: bool,
    session: u64,
    next_op: u64,
    next_generation: u64,
}

impl App {
    /// A program that has not begun. `session` is a random number unique to this run, of whose
    /// operations `numbered` have been made already (the demo's seed).
    pub fn new(
        settings: Arc<Settings>,
        accounts: Vec<(AccountId, Vec<LevelName>)>,
        session: u64,
        numbered: u64,
    ) -> Self {
        let accounts = accounts.into_iter().map(|(id, levels)| Account {
            id,
            levels,
            identity: None,
            progress: None,
            other_sender: false,
            trouble: None,
            wait_until: None,
            local_verbs: Vec::new(),
        });
        let mut app = Self {
            settings: Arc::clone(&settings),
            keymap: Arc::default(),
            now: Timestamp::default(),
            accounts: accounts.collect(),
            size: (80, 24),
            slots: Slots::default(),
            terminal: TerminalFacts::default(),
            browser: Browser::default(),
            review: None,
            overlays: Vec::new(),
            notices: Notices::default(),
            keys: Vec::new(),
            keys_at: Timestamp::default(),
            count: None,
            held: VecDeque::new(),
            odd_letters: 0,
            macros: Macros::default(),
            filters: Filters::default(),
            completion: Completion::default(),
            withdrawing: None,
            wake_at: None,
            pending: HashMap::new(),
            history: History::default(),
            open_ops: VecDeque::new(),
            failed_ops: HashSet::new(),
            hold_until: None,
            permissions: HashMap::new(),
            inbox: Inbox::default(),
            queue: None,
            sifting: None,
            disputes: None,
            sample: None,
            samples: Samples::default(),
            sheet: None,
            sheet_marks: HashSet::new(),
            shelved: HashMap::new(),
            places: HashMap::new(),
            conflicts: VecDeque::new(),
            verified: HashSet::new(),
            poll_at: None,
            quiet: Generation::default(),
            typed_at: Timestamp::default(),
            web_asked: None,
            working: None,
            sieve: Sieve::default(),
            sieve_before: Default::default(),
            completing: None,
            look: Look::default(),
            repeat: Repeat::default(),
            trail: Trail::default(),
            befores: Befores::default(),
            batch: None,
            sessions: Sessions::default(),
            decisions: 0,
            drafts: Drafts::default(),
            web: None,
            ran: Ran::default(),
            mouse: false,
            ending: false,
            session,
            next_op: numbered,
            next_generation: 0,
        };
        app.take_settings(settings);
        app
    }

    /// Takes settings over: keys, macros and filters follow from them. Bindings that cannot be
    /// are said, and the ones before stay.
    pub fn take_settings(&mut self, settings: Arc<Settings>) {
        match Keymap::resolve(&settings) {
            Ok(keymap) => self.keymap = Arc::new(keymap),
            Err(problems) => {
                let first = problems.into_iter().next();
                let text = first.map(|problem| problem.problem).unwrap_or_default();
                self.say(Weight::Error, format!("keys of the configuration: {text}"));
            }
        }
        self.macros.given = settings.keys.macros.iter().cloned().collect();
        let filters = settings.keys.filters.iter();
        let filters = filters.map(|(name, query)| (Text::line(name), Text::line(query)));
        self.filters.given = filters.collect();
        self.settings = settings;
    }

    /// The random number of this run, as in its operation ids.
    pub fn session(&self) -> u64 {
        self.session
    }

    /// Whether a decision is on its way to the disk; keys wait until it is there.
    pub fn is_busy(&self) -> bool {
        !self.pending.is_empty() || self.withdrawing.is_some()
    }

    /// Which keys count now.
    pub fn scope(&self) -> Scope {
        match (&self.review, self.inbox.shown) {
            _ if self.in_sheet() => Scope::Sheet,
            (Some(_), _) if self.disputes.is_some() => Scope::Dispute,
            (Some(_), _) => Scope::Review,
            (None, true) => Scope::Inbox,
            (None, false) => Scope::List,
        }
    }

    /// Where the next key means something: in the topmost overlay, or on the screen.
    pub fn key_scope(&self) -> Scope {
        match self.overlays.last() {
            Some(overlay) => overlay.scope(),
            None => self.scope(),
        }
    }

    /// The key of an action as people say it: where keys count now, else on the screen, else its
    /// name for the palette.
    pub fn key(&self, action: Action) -> String {
        let bound = [self.key_scope(), self.scope()]
            .into_iter()
            .find_map(|scope| self.keymap.key(scope, action));
        bound.map_or_else(|| format!(":{}", spec(action).name), str::to_owned)
    }

    /// The key of an action in a scope that is about to count, as people say it; else its name for
    /// the palette.
    pub fn key_in(&self, scope: Scope, action: Action) -> String {
        let bound = self.keymap.key(scope, action);
        bound.map_or_else(|| format!(":{}", spec(action).name), str::to_owned)
    }

    /// A text in which the names of actions in braces stand for their keys: `{undo} takes it back`.
    pub fn told(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let name = after.split_once('}');
            let action = name.and_then(|(name, later)| Some((named(name)?.action, later)));
            rest = match action {
                Some((action, later)) => {
                    out.push_str(&self.key(action));
                    later
                }
                None => {
                    out.push('{');
                    after
                }
            };
        }
        out.push_str(rest);
        out
    }

    /// Whether the contact sheet is on screen.
    pub fn in_sheet(&self) -> bool {
        self.sheet.as_ref().is_some_and(|sheet| sheet.shown)
    }

    /// Whether the inbox is on screen.
    pub fn in_inbox(&self) -> bool {
        self.scope() == Scope::Inbox
    }

    /// The account that the browser shows.
    pub fn current(&self) -> Option<&Account> {
        match self.browser.columns.first() {
            Some(column) => self.account_of(&column.parent),
            None => self.accounts.first(),
        }
    }

    /// The name that decisions about an account's nodes carry.
    pub fn signer(&self, account: &AccountId) -> Text {
        let found = self.accounts.iter().find(|found| found.id == *account);
        let user = found
            .filter(|account| account.is_remote())
            .and_then(|account| account.identity.as_ref())
            .map(|identity| identity.user.clone())
            .filter(|user| !user.is_empty());
        user.unwrap_or_else(|| self.settings.user.clone())
    }

    /// What may be done on a node, as far as known, by whatever path it was asked about.
    pub fn rights(&self, node: &NodeRef) -> Option<&Permissions> {
        self.permissions.get(node).or_else(|| {
            let mut known = self.permissions.iter();
            known
                .find(|(other, _)| other.same(node))
                .map(|(_, rights)| rights)
        })
    }

    /// Whether what a verb makes is kept on this machine only.
    pub fn is_kept_here(&self, node: &NodeRef, verb: Verb) -> bool {
        self.account_of(node)
            .is_some_and(|account| account.local_verbs.contains(&verb))
    }

    /// The level whose rows are reviewed as a whole: the one above the items.
    pub fn piece_level(&self) -> Option<Level> {
        let levels = self.current()?.levels.iter().map(|name| name.level);
        levels.filter(|level| *level < Level::Item).max()
    }

    /// What state and people keys are about: the job, or where there are none the item itself.
    pub fn piece(&self) -> Option<NodeRef> {
        let node = match &self.review {
            Some(review) => review.item.clone()?,
            None if self.inbox.shown => self.inbox.chosen()?.node.clone(),
            None => self.browser.column()?.node()?,
        };
        match node.ancestor(Level::Job) {
            Some(job) => Some(job),
            None if self.is_own_piece(&node) => Some(node),
            None => None,
        }
    }

    /// Whether a node is an item of a platform without jobs: it has state and people of its own.
    pub fn is_own_piece(&self, node: &NodeRef) -> bool {
        let account = self.account_of(node);
        let jobs = account.is_some_and(|a| a.levels.iter().any(|name| name.level == Level::Job));
        node.level() == Level::Item && !jobs
    }

    /// What is reviewed as a whole here: the job under review or under the cursor, else what holds
    /// the items under review.
    pub fn whole(&self) -> Option<NodeRef> {
        if let Some(review) = &self.review {
            let column = self.browser.columns.get(review.column)?;
            let job = review
                .item
                .as_ref()
                .and_then(|item| item.ancestor(Level::Job));
            return Some(job.unwrap_or_else(|| column.parent.clone()));
        }
        self.job()
    }

    /// The account that a node belongs to.
    pub fn account_of(&self, node: &NodeRef) -> Option<&Account> {
        self.accounts
            .iter()
            .find(|account| account.id == node.account)
    }

    /// The job that state and people keys are about: the one under review, or the one under the
    /// cursor (of which an item under the cursor is part).
    pub fn job(&self) -> Option<NodeRef> {
        let node = match &self.review {
            Some(review) => review.item.clone()?,
            None if self.inbox.shown => self.inbox.chosen()?.node.clone(),
            None => self.browser.column()?.node()?,
        };
        node.ancestor(Level::Job)
    }

    /// A new generation number.
    pub fn generation(&mut self) -> Generation {
        self.next_generation += 1;
        Generation(self.next_generation)
    }

    /// A new operation id.
    pub fn op_id(&mut self) -> OpId {
        self.next_op += 1;
        OpId {
            session: self.session,
            number: self.next_op,
        }
    }

    /// Says something in the status line. What went wrong ends a macro.
    pub fn say(&mut self, weight: Weight, text: impl AsRef<str>) {
        let mut text = Text::line(text.as_ref());
        if weight == Weight::Error
            && let Some(playing) = self.macros.playing.take()
        {
            text = Text::line(&format!("{text} (macro {} stopped)", playing.letter));
        }
        self.notices.say(weight, text, self.now);
    }

    /// The id that a platform gave to what an operation created.
    pub fn created(&self, op: OpId) -> Option<&Id> {
        self.history.created.get(&op)
    }

    /// Whether a decision is still held and what guards it.
    pub fn held_guard(&self, decision: &Decision) -> Option<Guard> {
        (decision.hold_until > self.now).then_some(decision.guard)
    }
}
