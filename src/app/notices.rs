//! What the program tells the reviewer in one line, and the history of it.

use std::collections::VecDeque;

use crate::limits::{INFO_MS, MESSAGE_HISTORY};
use crate::model::{Text, Timestamp};

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
                if self.history.len() == MESSAGE_HISTORY {
                    self.history.pop_front();
                }
                self.history.push_back(Notice {
                    weight,
                    text,
                    at,
                    times: 1,
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
