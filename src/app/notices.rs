//! What the program tells the reviewer in one line, and the history of it.

use std::collections::VecDeque;

use crate::limits::{INFO_MS, MESSAGE_HISTORY};
use crate::model::{Text, Timestamp};

/// Failed requests whose words are looked for in what is said.
const REQUESTS: usize = 32;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Fades by itself.
    Info,
    /// Stays until a key is pressed after it was seen.
    Warning,
    /// The same, louder.
    Error,
}

/// One line with its weight and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How much it matters.
    pub weight: Weight,
    /// What happened, why, what to do.
    pub text: Text,
    /// When, UTC.
    pub at: Timestamp,
    /// How often the same was said in a row.
    pub times: u32,
    /// The request to a server that failed with these words, if it was one.
    pub request: Option<Text>,
}

/// The line on screen and the last [`MESSAGE_HISTORY`] notices.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// The one to show, if any.
    pub current: Option<Notice>,
    /// Oldest first.
    pub history: VecDeque<Notice>,
    /// Warnings and errors since the history was last looked at.
    pub unseen: u32,
    /// Requests that failed lately, with the words of their errors: either comes first.
    requests: VecDeque<(Text, Text)>,
}

impl Notices {
    /// Says something. A warning or error on screen is not covered by mere information.
    pub fn say(&mut self, weight: Weight, text: Text, at: Timestamp) {
        if weight > Weight::Info {
            self.unseen = self.unseen.saturating_add(1);
        }
        match self.history.back_mut() {
            Some(last) if last.text == text && last.weight == weight => {
                last.times += 1;
                last.at = at;
            }
            _ => {
                let request = self.requests.iter().rev();
                let request = request
                    .filter(|_| weight > Weight::Info)
                    .find(|(words, _)| text.contains(words.as_str()))
                    .map(|(_, request)| request.clone());
                if self.history.len() == MESSAGE_HISTORY {
                    self.history.pop_front();
                }
                self.history.push_back(Notice {
                    weight,
                    text,
                    at,
                    times: 1,
                    request,
                });
            }
        }
        let newest = self.history.back().cloned();
        if self
            .current
            .as_ref()
            .is_none_or(|shown| shown.weight <= weight)
        {
            self.current = newest;
        }
    }

    /// A request failed with these words: what is said by them is about it.
    pub fn refused(&mut self, request: Text, words: Text) {
        if words.is_empty() {
            return;
        }
        let latest = self.history.iter_mut().rev().take(REQUESTS);
        let about = |notice: &&mut Notice| {
            notice.weight > Weight::Info
                && notice.request.is_none()
                && notice.text.contains(words.as_str())
        };
        if let Some(notice) = latest.into_iter().find(about) {
            notice.request = Some(request.clone());
        }
        if self.requests.len() == REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back((words, request));
    }

    /// Removes information whose time is over; says when to look again.
    pub fn fade(&mut self, now: Timestamp) -> Option<Timestamp> {
        let shown = self.current.as_ref()?;
        if shown.weight > Weight::Info {
            return None;
        }
        let end = shown.at.plus_ms(INFO_MS);
        if now >= end {
            self.current = None;
            return None;
        }
        Some(end)
    }

    /// The reviewer has pressed a key and so seen what was there.
    pub fn seen(&mut self, now: Timestamp) {
        if self
            .current
            .as_ref()
            .is_some_and(|shown| now.since(shown.at) > 300)
        {
            self.current = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_fades_and_errors_stay() {
        let mut notices = Notices::default();
        notices.say(Weight::Info, "saved".into(), Timestamp(0));
        assert_eq!(notices.fade(Timestamp(10)), Some(Timestamp(INFO_MS)));
        assert_eq!(notices.fade(Timestamp(INFO_MS)), None);
        assert!(notices.current.is_none());
        notices.say(Weight::Error, "broken".into(), Timestamp(0));
        notices.say(Weight::Info, "saved".into(), Timestamp(1));
        assert_eq!(notices.fade(Timestamp(99_999)), None);
        assert_eq!(notices.current.as_ref().unwrap().text.as_str(), "broken");
        notices.seen(Timestamp(100));
        assert!(
            notices.current.is_some(),
            "a key typed at the same moment does not hide it"
        );
        notices.seen(Timestamp(1_000));
        assert!(notices.current.is_none());
        assert_eq!(notices.history.len(), 3);
    }

    #[test]
    fn a_failed_request_belongs_to_what_is_said_by_its_words() {
        let mut notices = Notices::default();
        let words = || Text::line("the jobs: the server failed (500)");
        notices.refused("GET https://h/api/jobs".into(), words());
        notices.say(Weight::Error, words(), Timestamp(0));
        notices.say(Weight::Error, "something else".into(), Timestamp(0));
        notices.refused("GET https://h/api/labels".into(), "something".into());
        let requests: Vec<_> = notices
            .history
            .iter()
            .map(|n| n.request.as_deref())
            .collect();
        assert_eq!(
            requests,
            [
                Some("GET https://h/api/jobs"),
                Some("GET https://h/api/labels")
            ]
        );
    }

    #[test]
    fn repetition_is_counted_and_history_is_bounded() {
        let mut notices = Notices::default();
        for n in 0..2 * MESSAGE_HISTORY {
            notices.say(Weight::Warning, Text::line(&n.to_string()), Timestamp(0));
            notices.say(Weight::Warning, Text::line(&n.to_string()), Timestamp(0));
        }
        assert_eq!(notices.history.len(), MESSAGE_HISTORY);
        assert_eq!(notices.history.back().unwrap().times, 2);
    }
}
