//! What the reviewer may do here, known before a key is pressed.

use serde::{Deserialize, Serialize};

use super::Text;

/// What a reviewer does, in the vocabulary's words. Each platform maps a verb to its own requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Accept, reject, skip or clear the verdict of an item.
    JudgeItem,
    /// The same for one annotation.
    JudgeAnnotation,
    /// Move a job or task to another stage or state.
    Transition,
    /// Change the assignee.
    Assign,
    /// Change the reviewer.
    AssignReviewer,
    /// Open an issue.
    OpenIssue,
    /// Comment on an issue.
    Comment,
    /// Resolve or reopen an issue.
    Resolve,
    /// Delete an issue or comment.
    DeleteIssue,
    /// Change the text of a comment.
    EditComment,
    /// Start work on the server (computing a quality report).
    Work,
    /// Mark a whole result (ground truth, skipped), hand in a draft, skip an item.
    MarkResult,
    /// Delete a whole result.
    DeleteResult,
    /// Run a command of the platform on chosen items.
    Act,
    /// Bookmark locally.
    Flag,
}

/// The verbs that cannot be used on a node, each with the reason; every other verb is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// Verbs that are refused, and why, in words for the reviewer.
    pub denied: Vec<(Verb, Text)>,
}

impl Permissions {
    /// Everything is refused for one reason (read-only mode, for example).
    pub fn none(reason: &Text) -> Self {
        use Verb::*;
        let all = [
            JudgeItem,
            JudgeAnnotation,
            Transition,
            Assign,
            AssignReviewer,
            OpenIssue,
            Comment,
            Resolve,
            DeleteIssue,
            EditComment,
            Work,
            MarkResult,
            DeleteResult,
            Act,
            Flag,
        ];
        Self {
            denied: all.into_iter().map(|verb| (verb, reason.clone())).collect(),
        }
    }

    /// Whether a verb may be used.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self, verb: Verb) -> Result<(), &Text> {
        match self.denied.iter().find(|(denied, _)| *denied == verb) {
            Some((_, reason)) => Err(reason),
            None => Ok(()),
        }
    }
}
