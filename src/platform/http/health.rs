//! What is told to whoever watches: the server's health when it changes, and waits it asks for.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::model::{Text, Timestamp};

use super::super::PlatformEvent;
use super::{HttpFailure, PlatformError};

/// The server as the last answers show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It answers.
    #[default]
    Well,
    /// It does not answer.
    Away,
    /// It does not take the secret.
    SignIn,
}

/// Tells changes; nobody may be listening.
#[derive(Debug, Default)]
pub(super) struct News(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    to: Option<mpsc::Sender<PlatformEvent>>,
    state: State,
    wait: Option<Timestamp>,
}

impl News {
    fn lock(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this is told to.
    pub(super) fn to(&self, sender: mpsc::Sender<PlatformEvent>) {
        self.lock().to = Some(sender);
    }

    /// The server has answered; `taken` when it took the secret with it.
    pub(super) fn answered(&self, taken: bool) {
        let mut told = self.lock();
        // A refusal to somebody unknown does not mean that the secret is good again.
        if told.state == State::Away || taken {
            told.tell(State::Well, None);
        }
    }

    /// A request was given up, or is about to be.
    pub(super) fn failed(&self, failure: &HttpFailure) {
        match &failure.error {
            // Told to come later (429) is an answer; the wait is told by itself.
            PlatformError::Unreachable(words) if failure.status != Some(429) => {
                self.lock().tell(State::Away, Some(words));
            }
            PlatformError::Uncertain(words) if failure.status != Some(500) => {
                self.lock().tell(State::Away, Some(words));
            }
            error @ PlatformError::SignIn(_) => {
                let words = Text::line(&error.to_string());
                self.lock().tell(State::SignIn, Some(&words));
            }
            _ if failure.status.is_some() => self.answered(false),
            _ => {}
        }
    }

    /// A request was given up: which, for whoever wants to know more than the error's words.
    pub(super) fn refused(&self, request: &str, failure: &HttpFailure) {
        // Told to nobody when there is no room: it is no more than a hint.
        self.lock().send(PlatformEvent::Refused {
            request: Text::line(request),
            words: Text::line(&failure.error.to_string()),
        });
    }

    /// The server asks to be left alone so long. Several requests that wait together tell it once.
    pub(super) fn wait(&self, wait: Duration) {
        let until = now().plus_ms(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        let mut told = self.lock();
        if told.wait.is_some_and(|before| until.since(before) < 1_000) {
            return;
        }
        if told.send(PlatformEvent::Wait(until)) {
            told.wait = Some(until);
        }
    }
}

impl Told {
    fn tell(&mut self, state: State, words: Option<&Text>) {
        // When there is no room it stays a change, and the next request tells it.
        if state != self.state && self.send(PlatformEvent::Health(words.cloned())) {
            self.state = state;
        }
    }

    fn send(&self, event: PlatformEvent) -> bool {
        !matches!(
            self.to.as_ref().map(|to| to.try_send(event)),
            Some(Err(mpsc::error::TrySendError::Full(_)))
        )
    }
}

/// The system's clock.
pub(super) fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(error: PlatformError) -> HttpFailure {
        HttpFailure {
            error,
            status: None,
            words: Text::default(),
        }
    }

    #[test]
    fn only_changes_are_told() {
        let news = News::default();
        let (sender, mut told) = mpsc::channel(8);
        news.to(sender);
        let mut next = || match told.try_recv() {
            Ok(PlatformEvent::Health(words)) => words.map_or("well".into(), |w| w.to_string()),
            other => format!("{other:?}"),
        };
        news.answered(true);
        assert_eq!(next(), "Err(Empty)");
        news.failed(&failure(PlatformError::Unreachable("gone".into())));
        news.failed(&failure(PlatformError::Unreachable("still gone".into())));
        assert_eq!((next(), next()), ("gone".into(), "Err(Empty)".into()));
        news.answered(false);
        assert_eq!(next(), "well");
        news.failed(&failure(PlatformError::SignIn("expired".into())));
        assert_eq!(next(), "not signed in: expired");
        // Another object's refusal does not make the secret good; an answer does.
        news.answered(false);
        assert_eq!(next(), "Err(Empty)");
        news.answered(true);
        assert_eq!(next(), "well");
    }

    #[test]
    fn what_found_no_room_is_told_later() {
        let news = News::default();
        let (sender, mut told) = mpsc::channel(1);
        news.to(sender);
        news.wait(Duration::from_secs(5));
        news.wait(Duration::from_secs(5));
        news.failed(&failure(PlatformError::Unreachable("gone".into())));
        assert!(matches!(told.try_recv(), Ok(PlatformEvent::Wait(_))));
        news.failed(&failure(PlatformError::Unreachable("gone".into())));
        assert!(matches!(
            told.try_recv(),
            Ok(PlatformEvent::Health(Some(_)))
        ));
    }
}
