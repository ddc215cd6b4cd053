//! What `.` repeats.

use crate::model::{DecisionId, Text};

use super::msg::Plan;

/// Something that was done in review.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// `a`.
    Accept,
    /// `A`.
    AcceptAll,
    /// `x` or, of the whole item, `X`, with the reason that was given.
    Reject {
        /// Whatever is selected, the item is meant.
        whole: bool,
        /// The reason.
        reason: Option<Text>,
    },
    /// `s`.
    Skip,
    /// `e`.
    Clear,
    /// An issue with these words.
    Issue(Text),
}

/// The last of each kind. What was undone counts too: undoing is never repeated.
#[derive(Clone, Debug, Default)]
pub struct Repeat {
    /// In review.
    pub review: Option<Deed>,
    /// In lists.
    pub rows: Option<Plan>,
    /// A decision about rows whose preview is open.
    pub proposed: Option<(DecisionId, Plan)>,
    /// A decision that is a repetition, so that its notice says so.
    pub again: Option<DecisionId>,
}
