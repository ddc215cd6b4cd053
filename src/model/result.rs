//! Results: what one person or model made of an item, where a platform keeps several of them side
//! by side (Label Studio calls one an "annotation", its parts "regions").

use serde::{Deserialize, Serialize};

use super::{Attribute, ContentHash, Id, Judgement, Text, Timestamp};

/// What kind of result it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// Handed in by a person.
    #[default]
    Submitted,
    /// Made by a model.
    Prediction,
    /// Begun and not handed in.
    Draft,
}

impl ResultKind {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Submitted => "result",
            Self::Prediction => "prediction",
            Self::Draft => "draft",
        }
    }
}

/// One whole result. Annotations name theirs by its index ([`super::Annotation::result`]).
///
/// A result is judged like an annotation: its id is one of the item's annotation ids, and
/// `Change::JudgeAnnotation` with it is about the whole of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemResult {
    /// Its id; unique within the item, among annotations too.
    pub id: Id,
    /// What kind it is.
    pub kind: ResultKind,
    /// Who made it: a person, or a model's version.
    pub author: Text,
    /// The reviewer made it.
    pub mine: bool,
    /// When it was last changed, UTC.
    pub at: Timestamp,
    /// It stands for the truth that others are compared with.
    pub truth: bool,
    /// Its author found nothing to do: no result at all.
    pub skipped: bool,
    /// The model's score, 0 to 1.
    pub score: Option<f32>,
    /// Further facts in reading order: lead time, who changed it last, what the server says of it.
    pub facts: Vec<Attribute>,
    /// Hash over its annotations: a verdict on it goes stale with it.
    pub hash: ContentHash,
    /// The verdict on the whole of it, if any.
    pub verdict: Option<Judgement>,
}

impl ItemResult {
    /// Handed in and not skipped: what a reviewer judges.
    pub fn is_live(&self) -> bool {
        self.kind == ResultKind::Submitted && !self.skipped
    }
}

/// What can be set on or taken off a whole result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultMark {
    /// Ground truth: what others are compared with. At most one result of an item has it; setting
    /// it takes it off the others.
    Truth,
    /// Skipped: counts as no result.
    Skipped,
}

impl ResultMark {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Truth => "ground truth",
            Self::Skipped => "skipped",
        }
    }
}

/// Which way a relation points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the first to the second.
    #[default]
    Forth,
    /// From the second to the first.
    Back,
    /// Both ways.
    Both,
    /// Neither.
    None,
}

/// Two annotations of one result that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The first annotation.
    pub from: Id,
    /// The second.
    pub to: Id,
    /// Which way it points.
    pub direction: Direction,
    /// What it is called; may be empty.
    pub labels: Vec<Text>,
    /// Index of the result it belongs to.
    pub result: u16,
}
