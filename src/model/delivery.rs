//! The way of an operation through outbox and journal.

use serde::{Deserialize, Serialize};

use super::{Applied, DecisionId, Guard, Operation, Text, Timestamp};

/// Where an operation is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Held for undo until its moment comes.
    Held,
    /// On its way right now; after a crash it is re-read before it is repeated.
    Sending,
    /// Failed for now, will be tried again.
    Waiting,
    /// Done.
    Done,
    /// Failed for good: waits for the reviewer (retry or drop).
    Failed,
    /// Taken back before it was sent.
    Withdrawn,
    /// Dropped by the reviewer.
    Dropped,
}

impl Delivery {
    /// Every state, in the order of its life.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Sending,
        Self::Waiting,
        Self::Done,
        Self::Failed,
        Self::Withdrawn,
        Self::Dropped,
    ];

    /// The word on screen, in reports and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Sending => "sending",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
            Self::Dropped => "dropped",
        }
    }

    /// Whether it still has to be sent.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Held | Self::Sending | Self::Waiting | Self::Failed
        )
    }
}

/// One operation with its way through the outbox: a row of the outbox and of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The operation: who, when, what, before and after.
    pub operation: Operation,
    /// The decision it belongs to.
    pub decision: DecisionId,
    /// That decision's title.
    pub title: Text,
    /// That decision's guard.
    pub guard: Guard,
    /// The decision that this one undoes or repeats.
    pub undo_of: Option<DecisionId>,
    /// Not sent before.
    pub hold_until: Timestamp,
    /// Where it is.
    pub delivery: Delivery,
    /// Attempts so far.
    pub attempts: u32,
    /// Next attempt, when waiting.
    pub retry_at: Option<Timestamp>,
    /// The last failure.
    pub error: Option<Text>,
    /// What the platform answered.
    pub applied: Option<Applied>,
}

impl Entry {
    /// Whether an attempt was begun whose outcome nobody recorded (the program was killed in
    /// between): a platform that cannot tell repeats apart has to be read before it is sent again.
    pub fn is_uncertain(&self) -> bool {
        self.delivery == Delivery::Sending && self.attempts > 0
    }
}
