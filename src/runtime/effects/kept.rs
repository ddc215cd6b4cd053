//! Effects on the store: decisions, and what is remembered of accounts and of the program.

use std::sync::Arc;

use crate::app::effect::{Effect, KEPT_FILTERS, KEPT_HISTORY, KEPT_MACROS, KEPT_SAMPLES};
use crate::app::msg::Msg;
use crate::limits::{REMEMBERED_BYTES, UNDO_DEPTH};
use crate::model::session::{Before, Session};
use crate::model::{AccountId, InboxEntry, Text, Timestamp};
use crate::store::{EntryFilter, Withdrawn};

use super::words::store_words;
use super::{Event, Executor};

/// The name under which an inbox is kept.
const INBOX: &str = "inbox";
/// The same of how lists were left.
const SESSION: &str = "session";
/// The same of what annotations were like.
const BEFORES: &str = "befores";

/// Under this name the program keeps what belongs to no account: no account's name is empty.
fn program() -> AccountId {
    AccountId::new("")
}

impl Executor {
    /// Effects on the store.
    pub(super) fn write(&mut self, effect: Effect) -> Option<Effect> {
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

    /// Asks what was remembered of the accounts' last places and inboxes, and of the program.
    pub fn recall(&self, accounts: impl Iterator<Item = AccountId>) {
        let (store, events) = (self.store.clone(), self.events.clone());
        self.after(async move {
            let mut kept = Vec::new();
            for name in [KEPT_MACROS, KEPT_FILTERS, KEPT_HISTORY, KEPT_SAMPLES] {
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
