//! [`App`]: everything the program knows.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::config::keys::Key;
use crate::config::settings::Settings;
use crate::model::{
    AccountId, Decision, DecisionId, Guard, Id, Identity, Level, LevelName, NodeRef, OpId,
    Operation, Permissions, Text, Timestamp,
};

use super::actions::Scope;
use super::browser::Browser;
use super::msg::{Generation, Slots, TerminalFacts};
use super::notices::{Notices, Weight};
use super::overlay::{Overlay, Pending};
use super::review::Review;
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
}

impl Account {
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

/// The state of the program. Only [`super::update::update`] changes it.
#[derive(Debug)]
pub struct App {
    /// What is set.
    pub settings: Arc<Settings>,
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
    /// A decision that is being taken back.
    pub withdrawing: Option<DecisionId>,
    /// The timer that is set.
    pub wake_at: Option<Timestamp>,
    /// Decisions on their way to the disk.
    pub pending: HashMap<DecisionId, Pending>,
    /// Undo and redo.
    pub history: History,
    /// Operations on disk that no platform has confirmed, oldest first.
    pub open_ops: Vec<Operation>,
    /// Those of them whose last attempt failed for good.
    pub failed_ops: HashSet<OpId>,
    /// When the newest decision that can still be withdrawn is sent.
    pub hold_until: Option<(DecisionId, Timestamp)>,
    /// What may be done, by node, as far as known.
    pub permissions: HashMap<NodeRef, Permissions>,
    /// Decisions made since the start, for the tour line.
    pub decisions: u32,
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
        });
        Self {
            settings,
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
            withdrawing: None,
            wake_at: None,
            pending: HashMap::new(),
            history: History::default(),
            open_ops: Vec::new(),
            failed_ops: HashSet::new(),
            hold_until: None,
            permissions: HashMap::new(),
            decisions: 0,
            ending: false,
            session,
            next_op: numbered,
            next_generation: 0,
        }
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
        if self.review.is_some() {
            Scope::Review
        } else {
            Scope::List
        }
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

    /// Says something in the status line.
    pub fn say(&mut self, weight: Weight, text: impl AsRef<str>) {
        self.notices
            .say(weight, Text::line(text.as_ref()), self.now);
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
