//! Carries effects out as tasks and answers them with messages. A read replaces the one before
//! in its slot; a write is never cancelled.

mod fetched;
mod kept;
mod look;
mod words;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::app::effect::{Effect, LoadSlot};
use crate::app::msg::Msg;
use crate::config::settings::Settings;
use crate::media::pool::Done;
use crate::model::{AccountId, Identity, Level, NodeRef, Text};
use crate::platform::{ImageBytes, Platform};
use crate::store::Store;

use super::pictures::{File, Outcome, Pictures};
use super::sender::{Program, Sender};
use super::terminal::editor::Edited;
use super::terminal::probe::tmux::TmuxFacts;

pub use words::{news, sent};

use look::look_again;
use words::words;

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

/// Reads the configuration again, with the flags of the command line.
pub type Reload = Arc<dyn Fn() -> Result<Settings, Text> + Send + Sync>;

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
            Effect::Sheet(wish) => {
                let outcome = self.pictures.wish_row(wish);
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
