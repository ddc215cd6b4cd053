//! Verdicts: what a reviewer says about an item or an annotation.

use serde::{Deserialize, Serialize};

use super::{ContentHash, Text, Timestamp};

/// The reviewer's word on an item or annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Right as it is.
    Accepted,
    /// Wrong.
    Rejected,
    /// Looked at, left undecided.
    Skipped,
    /// Looked at, rightly without annotations.
    VerifiedEmpty,
}

impl Verdict {
    /// The word on screen and in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Skipped => "skipped",
            Self::VerifiedEmpty => "verified empty",
        }
    }

    /// Whether it decides the item (a skip does not).
    pub fn decides(self) -> bool {
        self != Self::Skipped
    }
}

/// A verdict with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The reason given with a rejection.
    pub reason: Option<Text>,
    /// Hash of the content that was judged.
    pub hash: ContentHash,
    /// Who judged.
    pub by: Text,
    /// When, UTC.
    pub at: Timestamp,
}

impl Judgement {
    /// Whether the content has changed since it was judged.
    pub fn is_stale(&self, now: ContentHash) -> bool {
        self.hash != now
    }
}
