//! Statuses: the platform's own word, and the class that colours, sorts and reports use.

use serde::{Deserialize, Serialize};

use super::Text;

/// What a status means for the work, whatever the platform calls it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum StatusClass {
    /// Nobody has begun.
    #[default]
    Todo,
    /// Somebody is at it.
    Doing,
    /// Waits for a reviewer.
    ToReview,
    /// Reviewed and right.
    Accepted,
    /// Reviewed and sent back.
    Rejected,
    /// Archived, cancelled, stuck.
    Stopped,
}

impl StatusClass {
    /// Every class in working order.
    pub const ALL: [Self; 6] = [
        Self::Todo,
        Self::Doing,
        Self::ToReview,
        Self::Accepted,
        Self::Rejected,
        Self::Stopped,
    ];

    /// The word of the class, as filters and reports use it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Doing => "doing",
            Self::ToReview => "to review",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Stopped => "stopped",
        }
    }
}

/// Where a job or task is: the stage of the pipeline, where the platform has stages, and the
/// state within it, each in the platform's own word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct State {
    /// For example `validation`; none on platforms without stages.
    pub stage: Option<Text>,
    /// For example `in progress`.
    pub state: Text,
    /// What it means.
    pub class: StatusClass,
}

impl State {
    /// Both words in one: `validation · in progress`.
    pub fn words(&self) -> String {
        match &self.stage {
            Some(stage) => format!("{stage} · {}", self.state),
            None => self.state.to_string(),
        }
    }
}

/// A state that can be reached from here, as the transition menu lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Where it leads.
    pub to: State,
    /// What it is for, in a few words: `hand back to the annotator`.
    pub summary: Text,
    /// Why it cannot be taken now, if so.
    pub denied: Option<Text>,
    /// A hand-back also gives the job to somebody: who that will be.
    #[serde(default)]
    pub assignee: Option<Text>,
}
