//! Operations: every change a reviewer makes, as data, with its inverse.
//!
//! An operation is written to the outbox before the screen shows it, sent by the sender through
//! the one door `Platform::apply`, and kept in the journal. A [`Decision`] groups the operations
//! of one key (rejecting an annotation with a reason is a verdict and an issue) and is what undo
//! takes back.

use serde::{Deserialize, Serialize};

use super::{
    AccountId, Change, DecisionId, Guard, Handover, Id, Issue, NodeRef, OpId, Text, Timestamp,
};

/// One change to one target, ready to be stored and sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Unique; a platform that has applied it once ignores it the second time.
    pub id: OpId,
    /// When the reviewer decided, UTC.
    pub at: Timestamp,
    /// Who decided.
    pub who: Text,
    /// What it is about: an item, job or task.
    pub target: NodeRef,
    /// The target's name, for lists of operations.
    pub name: Text,
    /// The change.
    #[serde(flatten)]
    pub change: Change,
}

impl Operation {
    /// The account that the operation is sent to.
    pub fn account(&self) -> &AccountId {
        &self.target.account
    }

    /// The change that takes this one back. `created` is the id that the platform gave to a new
    /// issue, comment or result, and the operation's own id where it gave none. None for what
    /// cannot be taken back once it is done.
    pub fn inverse(&self, created: Option<&Id>) -> Option<Change> {
        let own = || {
            created
                .cloned()
                .unwrap_or_else(|| Id::name(&self.id.to_string()))
        };
        Some(match &self.change {
            Change::JudgeItem { before, after } => Change::JudgeItem {
                before: after.clone(),
                after: before.clone(),
            },
            Change::JudgeAnnotation {
                annotation,
                before,
                after,
            } => Change::JudgeAnnotation {
                annotation: annotation.clone(),
                before: after.clone(),
                after: before.clone(),
            },
            Change::Transition {
                before,
                after,
                handover,
            } => Change::Transition {
                before: after.clone(),
                after: before.clone(),
                handover: handover.as_ref().map(|handover| Handover {
                    before: handover.after.clone(),
                    after: handover.before.clone(),
                }),
            },
            Change::Assign {
                role,
                before,
                after,
            } => Change::Assign {
                role: *role,
                before: after.clone(),
                after: before.clone(),
            },
            Change::OpenIssue {
                place,
                annotation,
                text,
                assignee,
            } => Change::DeleteIssue {
                issue: Box::new(Issue {
                    id: own(),
                    item: self.target.clone(),
                    place: place.clone(),
                    annotation: annotation.clone(),
                    assignee: assignee.clone(),
                    owner: self.who.clone(),
                    at: self.at,
                    resolved: false,
                    comments: vec![super::Comment {
                        id: own(),
                        author: self.who.clone(),
                        at: self.at,
                        text: text.clone(),
                    }],
                    rights: super::Permissions::default(),
                }),
            },
            Change::DeleteIssue { issue } => Change::RestoreIssue {
                issue: issue.clone(),
            },
            Change::RestoreIssue { issue } => Change::DeleteIssue {
                issue: issue.clone(),
            },
            Change::Comment { issue, text } => Change::DeleteComment {
                issue: issue.clone(),
                comment: own(),
                text: text.clone(),
            },
            Change::DeleteComment { issue, text, .. } => Change::Comment {
                issue: issue.clone(),
                text: text.clone(),
            },
            Change::EditComment {
                issue,
                comment,
                before,
                after,
            } => Change::EditComment {
                issue: issue.clone(),
                comment: comment.clone(),
                before: after.clone(),
                after: before.clone(),
            },
            Change::Verify {
                issue,
                before,
                after,
            } => Change::Verify {
                issue: issue.clone(),
                before: *after,
                after: *before,
            },
            Change::Resolve {
                issue,
                before,
                after,
            } => Change::Resolve {
                issue: issue.clone(),
                before: *after,
                after: *before,
            },
            Change::MarkResult {
                result,
                mark,
                before,
                after,
            } => Change::MarkResult {
                result: result.clone(),
                mark: *mark,
                before: *after,
                after: *before,
            },
            // An empty result can go again; a draft that was handed in is not there any more.
            Change::Submit { draft: None } => Change::DeleteResult {
                result: own(),
                author: self.who.clone(),
            },
            Change::Submit { .. } | Change::DeleteResult { .. } | Change::Act { .. } => {
                return None;
            }
            Change::Flag { before, after } => Change::Flag {
                before: *after,
                after: *before,
            },
        })
    }
}

/// The operations that one key (or command) caused: committed together, undone together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Unique.
    pub id: DecisionId,
    /// What it is called in the activity view: `rejected 0007.jpg`.
    pub title: Text,
    /// Its operations, in order.
    pub ops: Vec<Operation>,
    /// How it is guarded.
    pub guard: Guard,
    /// Not sent before this moment, UTC; until then undo withdraws it.
    pub hold_until: Timestamp,
    /// The decision that this one takes back or repeats, if any.
    pub undo_of: Option<DecisionId>,
}

/// What a platform says of an operation that it has applied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Applied {
    /// The id given to a new issue or comment.
    pub created: Option<Id>,
    /// Kept here only, since the platform has no field for it.
    pub local_only: bool,
    /// It had been applied before (a retry found it there).
    pub repeated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Judgement, Level, Place, ResultMark, Role, State, Verdict};

    fn op(change: Change) -> Operation {
        Operation {
            id: OpId {
                session: 1,
                number: 2,
            },
            at: Timestamp(5),
            who: "ana".into(),
            target: NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(1)),
            name: "one".into(),
            change,
        }
    }

    #[test]
    fn the_inverse_of_the_inverse_is_the_change() {
        let judgement = Judgement {
            verdict: Verdict::Rejected,
            reason: Some("loose".into()),
            hash: crate::model::ContentHash(9),
            by: "ana".into(),
            at: Timestamp(5),
        };
        let state = |word: &str| State {
            state: word.into(),
            ..State::default()
        };
        let changes = [
            Change::JudgeItem {
                before: None,
                after: Some(judgement.clone()),
            },
            Change::JudgeAnnotation {
                annotation: Id::Number(4),
                before: Some(judgement),
                after: None,
            },
            Change::Transition {
                before: state("new"),
                after: state("completed"),
                handover: Some(Handover {
                    before: Some("bo".into()),
                    after: None,
                }),
            },
            Change::Assign {
                role: Role::Reviewer,
                before: None,
                after: Some("bo".into()),
            },
            Change::Resolve {
                issue: Id::Number(1),
                before: false,
                after: true,
            },
            Change::Flag {
                before: false,
                after: true,
            },
            Change::MarkResult {
                result: Id::Number(3),
                mark: ResultMark::Truth,
                before: false,
                after: true,
            },
        ];
        for change in changes {
            let there = op(change.clone());
            let back = op(there.inverse(None).unwrap());
            assert_eq!(back.inverse(None), Some(change));
        }
    }

    #[test]
    fn operations_survive_their_storage_form() {
        let open = op(Change::OpenIssue {
            place: Place::Item,
            annotation: None,
            text: "missed".into(),
            assignee: None,
        });
        let json = serde_json::to_string(&open).unwrap();
        assert_eq!(serde_json::from_str::<Operation>(&json).unwrap(), open);
        assert!(
            matches!(open.inverse(None), Some(Change::DeleteIssue { issue }) if issue.text() == "missed")
        );
    }
}
