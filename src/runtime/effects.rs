//! Carries effects out as tasks and answers them with messages. A read replaces the one before
//! in its slot; a write is never cancelled.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};

use crate::app::effect::{Effect, KEPT_FILTERS, KEPT_HISTORY, KEPT_MACROS, LoadSlot};
use crate::app::msg::{Failure, Found, Hindrance, Msg, Plan, Present};
use crate::config::settings::Settings;
use crate::limits::{GATHER_TOGETHER, REMEMBERED_BYTES, UNDO_DEPTH};
use crate::media::pool::Done;
use crate::model::session::{Before, Session};
use crate::model::{
    AccountId, Change, Identity, InboxEntry, Level, NodeRef, Operation, Text, Timestamp,
};
use crate::platform::{ImageBytes, ImageWant, Platform, PlatformError, PlatformEvent};
use crate::store::{EntryFilter, Store, StoreError, Withdrawn};

use super::pictures::{File, Outcome, Pictures};
use super::sender::{Program, Sender, SenderEvent};
use super::terminal::editor::Edited;
use super::terminal::probe::tmux::TmuxFacts;

/// What tasks and workers tell the loop.
#[derive(Debug)]
pub enum Event {
    /// A message for `update`.
    Msg(Msg),
    /// The bytes of an item's picture.
    Bytes(File, Result<ImageBytes, Text>),
    /// A worker finished a picture.
    Rendered(Done),
    /// tmux told of itself.
    Tmux(TmuxFacts),
    /// The reviewer's editor has ended: its text, or what went wrong, in words.
    Edited(Result<Edited, String>),
    /// Bytes that make the terminal copy something, and where it goes, in words.
    Copied(Vec<u8>, Text),
}

/// One account's backend.
pub struct Backend {
    /// The platform.
    pub platform: Arc<dyn Platform>,
    /// Its sender.
    pub sender: Sender,
}

/// The name under which an inbox is kept.
const INBOX: &str = "inbox";
/// The same of how lists were left.
const SESSION: &str = "session";
/// The same of what annotations were like.
const BEFORES: &str = "befores";

/// Reads the configuration again, with the flags of the command line.
pub type Reload = Arc<dyn Fn() -> Result<Settings, Text> + Send + Sync>;

/// Under this name the program keeps what belongs to no account: no account's name is empty.
fn program() -> AccountId {
    AccountId::new("")
}

type Answer = Pin<Box<dyn Future<Output = Event> + Send>>;

/// Runs effects.
pub struct Executor {
    backends: HashMap<AccountId, Backend>,
    store: Store,
    pictures: Pictures,
    events: mpsc::Sender<Event>,
    loads: HashMap<LoadSlot, AbortHandle>,
    /// Pictures on their way.
    fetches: HashMap<File, AbortHandle>,
    /// Answers that were there at once; the loop takes them before it draws.
    ready: Vec<Event>,
    reload: Reload,
}

impl Executor {
    /// An executor that answers through `events`.
    pub fn new(
        backends: HashMap<AccountId, Backend>,
        store: Store,
        pictures: Pictures,
        events: mpsc::Sender<Event>,
        reload: Reload,
    ) -> Self {
        Self {
            reload,
            backends,
            store,
            pictures,
            events,
            loads: HashMap::new(),
            fetches: HashMap::new(),
            ready: Vec::new(),
        }
    }

    /// The pictures, to tell them about the terminal.
    pub fn pictures(&mut self) -> &mut Pictures {
        &mut self.pictures
    }

    /// Answers that need no waiting.
    pub fn take_ready(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.ready)
    }

    /// Starts a read or write. Effects of the loop itself (drawing, timers, ending) are not run
    /// here and are given back.
    pub fn run(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Identity(account) => {
                if let Some(platform) = self.platform(&account) {
                    self.start(None, async move {
                        let identity = platform.identity().await.map_err(words);
                        let result = identity.map(|identity| Identity {
                            // Known for certain only now: it may hang on the server's edition.
                            kept_here: Some(platform.kept_here()),
                            ..identity
                        });
                        Msg::Identity(account, result)
                    });
                }
            }
            Effect::List {
                slot,
                generation,
                column,
                request,
            } => {
                let platform = self.platform(&request.parent.account)?;
                self.start(Some(slot), async move {
                    let result = platform.list(&request).await.map_err(words);
                    Msg::Page {
                        column,
                        generation,
                        offset: request.page.offset,
                        result,
                    }
                });
            }
            Effect::GatherRows {
                column,
                generation,
                request,
            } => {
                let platform = self.platform(&request.parent.account)?;
                self.start(None, async move {
                    let result = platform.list(&request).await.map_err(words);
                    Msg::GatheredRows {
                        column,
                        generation,
                        result,
                    }
                });
            }
            Effect::Detail {
                slot,
                generation,
                node,
            } => {
                let platform = self.platform(&node.account)?;
                self.start(Some(slot), async move {
                    let result = platform.detail(&node).await.map(Box::new).map_err(words);
                    Msg::Detail {
                        generation,
                        node,
                        result,
                    }
                });
            }
            Effect::Permissions { node } => {
                let platform = self.platform(&node.account)?;
                self.start(None, async move {
                    let result = platform.permissions(&node).await.map_err(words);
                    Msg::Permissions { node, result }
                });
            }
            Effect::Annotations {
                slot,
                generation,
                item,
            } => {
                let platform = self.platform(&item.account)?;
                self.start(Some(slot), async move {
                    let result = platform.annotations(&item).await.map_err(words);
                    Msg::Annotations {
                        generation,
                        item,
                        result,
                    }
                });
            }
            Effect::Issues {
                slot,
                generation,
                scope,
            } => {
                let platform = self.platform(&scope.account)?;
                self.start(Some(slot), async move {
                    let result = platform.issues(&scope).await.map_err(words);
                    Msg::Issues {
                        generation,
                        scope,
                        result,
                    }
                });
            }
            Effect::Members { generation, scope } => {
                let platform = self.platform(&scope.account)?;
                self.start(Some(LoadSlot::Menu), async move {
                    let result = platform.members(&scope, "").await.map_err(words);
                    Msg::Members { generation, result }
                });
            }
            Effect::Offers { generation, node } => {
                let platform = self.platform(&node.account)?;
                let slot = match node.level() {
                    Level::Item => LoadSlot::Menu,
                    _ => LoadSlot::Commands,
                };
                self.start(Some(slot), async move {
                    let result = platform.offers(&node).await.map_err(words);
                    Msg::Offers {
                        generation,
                        node,
                        result,
                    }
                });
            }
            Effect::Signal {
                generation,
                item,
                content,
            } => {
                let platform = self.platform(&item.account)?;
                self.start(Some(LoadSlot::Signal), async move {
                    let result = platform.signal(&item, content).await.map_err(words);
                    Msg::Signal {
                        generation,
                        item,
                        content,
                        result,
                    }
                });
            }
            Effect::Insights { generation, node } => {
                let platform = self.platform(&node.account)?;
                self.start(Some(LoadSlot::Menu), async move {
                    let result = platform.insights(&node).await.map_err(words);
                    Msg::Insights {
                        generation,
                        node,
                        result,
                    }
                });
            }
            Effect::Gather { plan, nodes } => self.gather(plan, nodes),
            Effect::Inbox {
                account,
                generation,
                since,
            } => {
                let platform = self.platform(&account)?;
                let slot = LoadSlot::Inbox(account.clone());
                self.start(Some(slot), async move {
                    let result = platform.inbox(since).await.map_err(words);
                    Msg::Inbox {
                        account,
                        generation,
                        result,
                    }
                });
            }
            Effect::FindWeb { address } => self.find_web(address),
            Effect::LookAgain(operation) => {
                let platform = self.platform(&operation.target.account)?;
                self.start(None, async move {
                    let op = operation.id;
                    let present = Box::new(look_again(&*platform, &operation).await);
                    Msg::LookedAgain { op, present }
                });
            }
            Effect::StartWork { node, work } => {
                let platform = self.platform(&node.account)?;
                self.start(None, async move {
                    let result = platform.start_work(&node, &work).await.map_err(words);
                    Msg::Worked { node, work, result }
                });
            }
            Effect::Fetch(item) => {
                let bytes = self.pictures.foresee(item);
                self.follow(Outcome {
                    bytes,
                    ..Outcome::default()
                });
            }
            Effect::Picture(wish) => {
                let outcome = self.pictures.wish(wish);
                self.follow(outcome);
            }
            Effect::Cancel(slot) => {
                if let Some(task) = self.loads.remove(&slot) {
                    task.abort();
                }
            }
            Effect::CancelPicture(slot) => {
                self.pictures.cancel(slot);
                self.give_up_unwanted();
            }
            Effect::StopLong(account) => {
                if let Some(platform) = self.platform(&account) {
                    platform.stop();
                }
            }
            other => return self.write(other),
        }
        None
    }

    /// Effects on the store.
    fn write(&mut self, effect: Effect) -> Option<Effect> {
        let store = self.store.clone();
        match effect {
            Effect::Commit(decision) => {
                let id = decision.id;
                self.start(None, async move {
                    let result = store.commit(decision).await.map_err(store_words);
                    Msg::Committed {
                        decision: id,
                        result,
                    }
                });
            }
            Effect::Withdraw(decision) => self.start(None, async move {
                let result = store.withdraw(decision).await.map_err(store_words);
                let result = result.map(|withdrawn| withdrawn == Withdrawn::All);
                Msg::Withdrawn { decision, result }
            }),
            Effect::Entries { open_only } => self.start(None, async move {
                let filter = EntryFilter {
                    account: None,
                    open_only,
                    limit: UNDO_DEPTH,
                };
                let result = store.entries(filter).await.map_err(store_words);
                Msg::Entries { open_only, result }
            }),
            Effect::Retry(op) => {
                let news: Vec<_> = self
                    .backends
                    .values()
                    .map(|backend| backend.sender.news())
                    .collect();
                self.after(async move {
                    let _known = store.retry(op).await;
                    news.iter().for_each(|news| news.notify_one());
                });
            }
            Effect::Drop(op) => self.after(async move {
                let _known = store.drop_entry(op).await;
            }),
            Effect::Remember {
                account,
                name,
                text,
            } => self.after(async move {
                if let Err(error) = store.remember(&account, name, &text).await {
                    tracing::warn!(%error, name, "not remembered");
                }
            }),
            Effect::Keep { name, text } => self.after(async move {
                if let Err(error) = store.remember(&program(), name, &text).await {
                    tracing::warn!(%error, name, "not kept");
                }
            }),
            Effect::Reload => {
                let reload = Arc::clone(&self.reload);
                self.start(None, async move {
                    let read = tokio::task::spawn_blocking(move || reload().map(Arc::new)).await;
                    let failed = |_| Err(Text::line("the configuration could not be read"));
                    Msg::Settings(read.unwrap_or_else(failed))
                });
            }
            Effect::RememberInbox { account, entries } => self.after(async move {
                let text = inbox_text(&entries);
                if let Err(error) = store.remember(&account, INBOX, &text).await {
                    tracing::warn!(%error, "inbox not remembered");
                }
            }),
            Effect::RememberSession { account, session } => self.after(async move {
                let text = session_text(&session);
                if let Err(error) = store.remember(&account, SESSION, &text).await {
                    tracing::warn!(%error, "session not remembered");
                }
            }),
            Effect::RememberBefores { account, befores } => self.after(async move {
                let text = befores_text(&befores);
                if let Err(error) = store.remember(&account, BEFORES, &text).await {
                    tracing::warn!(%error, "earlier states not remembered");
                }
            }),
            other => return Some(other),
        }
        None
    }

    /// The outbox of every account has news.
    pub fn wake_senders(&self) {
        self.backends
            .values()
            .for_each(|backend| backend.sender.wake());
    }

    fn platform(&self, account: &AccountId) -> Option<Arc<dyn Platform>> {
        self.backends
            .get(account)
            .map(|backend| Arc::clone(&backend.platform))
    }

    /// The page of a node in its platform's web interface, as far as it follows from the node.
    pub fn web(&self, node: &NodeRef) -> Option<Text> {
        self.backends.get(&node.account)?.platform.web(node)
    }

    /// Asks what was remembered of the accounts' last places and inboxes, and of the program.
    pub fn recall(&self, accounts: impl Iterator<Item = AccountId>) {
        let (store, events) = (self.store.clone(), self.events.clone());
        self.after(async move {
            let mut kept = Vec::new();
            for name in [KEPT_MACROS, KEPT_FILTERS, KEPT_HISTORY] {
                let text = store.recall(&program(), name).await.ok().flatten();
                kept.extend(text.map(|text| (name, text)));
            }
            if !kept.is_empty() {
                let _ended = events.send(Event::Msg(Msg::Kept(kept))).await;
            }
        });
        for account in accounts {
            let (store, events) = (self.store.clone(), self.events.clone());
            self.after(async move {
                let recall = async |name| store.recall(&account, name).await.ok().flatten();
                let place = recall("place").await;
                // What cannot be read any more is as good as nothing: the server is asked anyway.
                let inbox = recall(INBOX).await;
                let inbox = inbox.and_then(|text| serde_json::from_str(&text).ok());
                let seen = recall("inbox-seen").await;
                let seen = seen.and_then(|text| text.parse().ok()).map(Timestamp);
                let session = recall(SESSION).await;
                let session = session.and_then(|text| serde_json::from_str(&text).ok());
                let befores = recall(BEFORES).await;
                let befores = befores.and_then(|text| serde_json::from_str(&text).ok());
                let drafts = recall("drafts").await;
                let recalled = Msg::Recalled {
                    session,
                    befores: befores.unwrap_or_default(),
                    drafts: drafts.unwrap_or_default(),
                    account,
                    place,
                    inbox: inbox.unwrap_or_default(),
                    seen: seen.unwrap_or_default(),
                };
                let _ended = events.send(Event::Msg(recalled)).await;
            });
        }
    }

    /// Asks every account whether an address is one of its server's; the first that knows it
    /// answers.
    fn find_web(&mut self, address: Text) {
        let platforms: Vec<_> = self
            .backends
            .values()
            .map(|backend| Arc::clone(&backend.platform))
            .collect();
        self.start(Some(LoadSlot::Menu), async move {
            let mut result = Ok(None);
            for platform in platforms {
                match platform.find_web(&address).await {
                    Ok(Some(node)) => {
                        result = Ok(Some(node));
                        break;
                    }
                    Ok(None) => {}
                    Err(error) => result = Err(words(error)),
                }
            }
            Msg::FoundWeb { address, result }
        });
    }

    /// Finds out whether another program has a screen open on the same state.
    pub fn look_for_others(&self, program: Program) {
        for account in self.backends.keys() {
            let (store, events) = (self.store.clone(), self.events.clone());
            let screen = AccountId::new(&format!("screen of {account}"));
            self.after(async move {
                let alone = store
                    .claim_sender(&screen, program.session, program.pid)
                    .await;
                if let Ok(false) = alone {
                    let _ended = events.send(Event::Msg(Msg::OtherSender(true))).await;
                }
            });
        }
    }

    /// Polls a read once: what needs no waiting is answered within the same batch, so that one
    /// frame shows the key and its effect. What does wait becomes a task.
    fn start(&mut self, slot: Option<LoadSlot>, work: impl Future<Output = Msg> + Send + 'static) {
        let mut answer: Answer = Box::pin(async move { Event::Msg(work.await) });
        if let Some(slot) = &slot
            && let Some(before) = self.loads.remove(slot)
        {
            before.abort();
        }
        match answer
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(event) => self.ready.push(event),
            Poll::Pending => {
                let events = self.events.clone();
                let task = tokio::spawn(async move {
                    let event = answer.await;
                    // Nobody listens only when the program has ended.
                    let _ended = events.send(event).await;
                });
                if let Some(slot) = slot {
                    self.loads.insert(slot, task.abort_handle());
                }
            }
        }
    }

    /// Work without an answer.
    fn after(&self, work: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(work);
    }

    /// Takes the answers that are there and fetches what is missing; what nobody waits for any
    /// more gives up its place on the line.
    fn follow(&mut self, outcome: Outcome) {
        let answers = outcome.answers.into_iter().map(Event::Msg);
        self.ready.extend(answers);
        self.give_up_unwanted();
        if let Some((file, want)) = outcome.bytes {
            self.fetch(file, want);
        }
    }

    fn give_up_unwanted(&mut self) {
        let pictures = &mut self.pictures;
        self.fetches.retain(|file, task| {
            let keep = pictures.wanted(file);
            if !keep {
                task.abort();
                pictures.given_up(file);
            }
            keep
        });
    }

    /// The bytes of a picture came.
    pub fn bytes(&mut self, file: &File, result: Result<ImageBytes, Text>) -> Vec<Msg> {
        self.fetches.remove(file);
        let outcome = self.pictures.bytes(file, result);
        if let Some((file, want)) = outcome.bytes {
            self.fetch(file, want);
        }
        outcome.answers
    }

    fn fetch(&mut self, file: File, want: ImageWant) {
        let Some(platform) = self.platform(&file.item.account) else {
            return;
        };
        let (events, known) = (self.events.clone(), file.clone());
        let task = tokio::spawn(async move {
            let result = platform.image(&file.item, want).await.map_err(words);
            let _ended = events.send(Event::Bytes(file, result)).await;
        });
        // The same picture fetched for later goes on: whichever comes first is taken.
        self.fetches.insert(known, task.abort_handle());
    }

    /// Reads the present values of nodes, a few together, and answers in the order asked.
    fn gather(&mut self, plan: Plan, nodes: Vec<NodeRef>) {
        let account = nodes.first().map(|node| node.account.clone());
        let Some(platform) = account.and_then(|account| self.platform(&account)) else {
            return;
        };
        let events = self.events.clone();
        // State and people of an item are facts about it, verdicts are not.
        let facts = matches!(plan, Plan::Transition { .. } | Plan::Assign { .. });
        tokio::spawn(async move {
            let mut found: Vec<Option<Found>> = vec![None; nodes.len()];
            let mut waiting = nodes.into_iter().enumerate();
            let mut running = JoinSet::new();
            loop {
                while running.len() < GATHER_TOGETHER
                    && let Some((at, node)) = waiting.next()
                {
                    let platform = Arc::clone(&platform);
                    running.spawn(async move { (at, look(&*platform, node, facts).await) });
                }
                let Some(done) = running.join_next().await else {
                    break;
                };
                if let Ok((at, value)) = done
                    && let Some(place) = found.get_mut(at)
                {
                    *place = Some(value);
                }
            }
            let found = found.into_iter().flatten().collect();
            let _ended = events.send(Event::Msg(Msg::Gathered { plan, found })).await;
        });
    }

    /// Ends: what is due is sent, the rest stays in the outbox.
    pub async fn close(self, within: std::time::Duration) {
        for task in self.loads.values().chain(self.fetches.values()) {
            task.abort();
        }
        for backend in self.backends.values() {
            backend.platform.stop();
            backend.sender.flush(within).await;
        }
        for backend in self.backends.into_values() {
            backend.sender.stop().await;
        }
    }
}

/// The inbox as it is kept: of too many rows, those that come first.
fn inbox_text(entries: &[InboxEntry]) -> String {
    let mut kept = entries.len();
    loop {
        let part = entries.get(..kept).unwrap_or_default();
        let text = serde_json::to_string(part).unwrap_or_else(|_| "[]".into());
        if text.len() <= REMEMBERED_BYTES || kept == 0 {
            return text;
        }
        kept /= 2;
    }
}

/// A session as it is kept: with too many marks, without them all.
fn session_text(session: &Session) -> String {
    let text = serde_json::to_string(session).unwrap_or_default();
    if text.len() <= REMEMBERED_BYTES {
        return text;
    }
    let mut bare = session.clone();
    for list in &mut bare.lists {
        list.marks.clear();
    }
    serde_json::to_string(&bare).unwrap_or_default()
}

/// Earlier states as they are kept: of too many, the newest.
fn befores_text(befores: &[Before]) -> String {
    let mut from = 0;
    loop {
        let part = befores.get(from..).unwrap_or_default();
        let text = serde_json::to_string(part).unwrap_or_else(|_| "[]".into());
        if text.len() <= REMEMBERED_BYTES || part.is_empty() {
            return text;
        }
        from += part.len().div_ceil(2);
    }
}

/// What there is now where an operation was refused.
async fn look_again(platform: &dyn Platform, operation: &Operation) -> Present {
    let facts = matches!(
        operation.change,
        Change::Transition { .. } | Change::Assign { .. }
    );
    let found = look(platform, operation.target.clone(), facts).await;
    let about = match &operation.change {
        Change::Comment { issue, .. }
        | Change::DeleteComment { issue, .. }
        | Change::EditComment { issue, .. }
        | Change::Verify { issue, .. }
        | Change::Resolve { issue, .. } => Some(issue),
        Change::DeleteIssue { issue } | Change::RestoreIssue { issue } => Some(&issue.id),
        _ => None,
    };
    let mut issue = None;
    if let Some(id) = about
        && let Ok(issues) = platform.issues(&operation.target).await
    {
        issue = issues.into_iter().find(|found| found.id == *id);
    }
    Present { found, issue }
}

async fn look(platform: &dyn Platform, node: NodeRef, facts: bool) -> Found {
    let result = match node.level() {
        Level::Item if !facts => platform.annotations(&node).await.map(Found::Item),
        _ => match platform.detail(&node).await {
            Ok(detail) => {
                // Rights that cannot be read are not denied: the platform itself will answer.
                let permissions = platform.permissions(&node).await.unwrap_or_default();
                Ok(Found::Node(Box::new(detail), permissions))
            }
            Err(error) => Err(error),
        },
    };
    result.unwrap_or_else(|error| Found::Failed(node, words(error)))
}

/// An error in one line for the screen; all of it is in the log.
fn words(error: PlatformError) -> Failure {
    tracing::info!(%error, "platform");
    Text::line(&error.to_string())
}

fn store_words(error: StoreError) -> Failure {
    tracing::error!(%error, "store");
    Text::line(&error.to_string())
}

/// What a platform said unasked, as a message.
pub fn news(account: &AccountId, event: PlatformEvent) -> Msg {
    match event {
        PlatformEvent::Progress { what, done, total } => Msg::Progress {
            account: account.clone(),
            what,
            done,
            total,
        },
        PlatformEvent::Finished { what, stopped } => Msg::Finished {
            account: account.clone(),
            what,
            stopped,
        },
        PlatformEvent::Changed(node) => Msg::Changed(node),
        PlatformEvent::Problem(text) => Msg::Problem(text),
        PlatformEvent::Health(trouble) => Msg::Health {
            account: account.clone(),
            trouble,
        },
        PlatformEvent::Refused { request, words } => Msg::Refused { request, words },
        PlatformEvent::Wait(until) => Msg::Wait {
            account: account.clone(),
            until,
        },
    }
}

/// What a sender said, as a message; none for mere quiet.
pub fn sent(event: SenderEvent) -> Option<Msg> {
    match event {
        SenderEvent::Delivered { op, applied } => Some(Msg::Delivered { op, applied }),
        SenderEvent::Failed {
            op,
            error,
            is_final,
        } => Some(Msg::Undelivered {
            op,
            why: match &error {
                PlatformError::Conflict(_) => Hindrance::Conflict,
                PlatformError::SignIn(_) => Hindrance::SignIn,
                _ => Hindrance::Other,
            },
            error: words(error),
            fatal: is_final,
        }),
        SenderEvent::Stuck { error } => Some(Msg::Problem(store_words(error))),
        SenderEvent::Idle => None,
    }
}
