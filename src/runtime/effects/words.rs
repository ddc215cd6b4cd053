//! What platforms, senders and the store say, as messages and in words for the screen.

use crate::app::msg::{Failure, Hindrance, Msg};
use crate::model::{AccountId, Text};
use crate::platform::{PlatformError, PlatformEvent};
use crate::store::StoreError;

use super::super::sender::SenderEvent;

/// An error in one line for the screen; all of it is in the log.
pub(super) fn words(error: PlatformError) -> Failure {
    tracing::info!(%error, "platform");
    Text::line(&error.to_string())
}

pub(super) fn store_words(error: StoreError) -> Failure {
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
