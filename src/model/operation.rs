//! Operations: every change a reviewer makes, as data, with its inverse.
//!
//! An operation is written to the outbox before the screen shows it, sent by the sender through
//! the one door `Platform::apply`, and kept in the journal. A [`Decision`] groups the operations
//! of one key (rejecting an annotation with a reason is a verdict and an issue) and is what undo
//! takes back.

use serde::{Deserialize, Serialize};

use super::{
    AccountId, DecisionId, Id, Issue, Judgement, NodeRef, OpId, Place, ResultMark, State, Text,
    Timestamp, Verb,
};

/// Which of a job's people is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who holds the job.
    Assignee,
    /// Who judges it.
    Reviewer,
}

impl Role {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assignee => "assignee",
            Self::Reviewer => "reviewer",
        }
    }
}

/// The assignee before and after a hand-back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Who held the job.
    pub before: Option<Text>,
    /// Who gets it.
    pub after: Option<Text>,
}

/// What is changed, with the value before it, so that it can be undone and checked for conflicts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The verdict of the target item; `after: None` clears it.
    JudgeItem {
        /// The verdict before.
        before: Option<Judgement>,
        /// The verdict after.
        after: Option<Judgement>,
    },
    /// The verdict of one annotation on the target item.
    JudgeAnnotation {
        /// The annotation.
        annotation: Id,
        /// The verdict before.
        before: Option<Judgement>,
        /// The verdict after.
        after: Option<Judgement>,
    },
    /// Stage and state of the target job or task.
    Transition {
        /// Where it was.
        before: State,
        /// Where it goes.
        after: State,
        /// A hand-back changes the assignee in the same step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handover: Option<Handover>,
    },
    /// The assignee or reviewer of the target.
    Assign {
        /// Which of the two.
        role: Role,
        /// Who it was.
        before: Option<Text>,
        /// Who it becomes.
        after: Option<Text>,
    },
    /// A new issue on the target item. Until the platform answers, its id is the operation's.
    OpenIssue {
        /// Where on the item.
        place: Place,
        /// About which annotation.
        annotation: Option<Id>,
        /// What is wrong.
        text: Text,
        /// Who should see to it.
        assignee: Option<Text>,
    },
    /// The issue and its thread go away. Remembered whole, so that it can come back.
    DeleteIssue {
        /// The issue as it was.
        issue: Box<Issue>,
    },
    /// Brings a deleted issue back as it was.
    RestoreIssue {
        /// The issue as it was.
        issue: Box<Issue>,
    },
    /// A new comment in an issue's thread. Until the platform answers, its id is the operation's.
    Comment {
        /// The issue.
        issue: Id,
        /// What is said.
        text: Text,
    },
    /// A comment goes away.
    DeleteComment {
        /// The issue.
        issue: Id,
        /// The comment.
        comment: Id,
        /// What it said.
        text: Text,
    },
    /// A comment says something else.
    EditComment {
        /// The issue.
        issue: Id,
        /// The comment.
        comment: Id,
        /// What it said.
        before: Text,
        /// What it says.
        after: Text,
    },
    /// The reviewer has seen that an issue is really fixed, or takes that back. Kept locally.
    Verify {
        /// The issue.
        issue: Id,
        /// Whether it was verified.
        before: bool,
        /// Whether it becomes verified.
        after: bool,
    },
    /// An issue becomes resolved or open again.
    Resolve {
        /// The issue.
        issue: Id,
        /// Whether it was resolved.
        before: bool,
        /// Whether it becomes resolved.
        after: bool,
    },
    /// Sets a mark on a whole result of the target item, or takes it off.
    MarkResult {
        /// The result.
        result: Id,
        /// Which mark.
        mark: ResultMark,
        /// Whether it had it.
        before: bool,
        /// Whether it gets it.
        after: bool,
    },
    /// The target item gets a result of the reviewer's own: an empty one that says "skipped", or
    /// what a draft of theirs holds. The platform's id of it is the answer's `created`.
    Submit {
        /// The draft handed in; without one the item is skipped.
        draft: Option<Id>,
    },
    /// A whole result of the target item goes away, for good.
    DeleteResult {
        /// The result.
        result: Id,
        /// Whose it was, for the journal.
        author: Text,
    },
    /// A command of the platform on items of the target (a project, task or view). It runs on
    /// exactly these items; without any it is refused.
    Act {
        /// Its name for the platform.
        action: Text,
        /// Its name for the reviewer.
        title: Text,
        /// The items.
        items: Vec<Id>,
        /// What was filled in, by name.
        inputs: Vec<(Text, Text)>,
        /// It takes something away for good.
        destroys: bool,
    },
    /// The local bookmark of the target.
    Flag {
        /// Whether it was flagged.
        before: bool,
        /// Whether it becomes flagged.
        after: bool,
    },
}

/// How a decision is guarded (`undo instead of dialogs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Class 0: local, at once, undo without limit.
    Local,
    /// Class 1: remote and reversible, held some seconds.
    Reversible,
    /// Class 2: others get notified, held longer, with a countdown.
    Notifying,
    /// Class 3: many objects, previewed, held longest.
    Bulk,
    /// Class 4: cannot be taken back; no key, a typed command with the count.
    Irreversible,
}

impl Change {
    /// The guard of this change on its own (bulk is decided by the count, not here).
    pub fn guard(&self) -> Guard {
        match self {
            Self::JudgeItem { .. }
            | Self::JudgeAnnotation { .. }
            | Self::Flag { .. }
            | Self::Verify { .. } => Guard::Local,
            Self::Transition { handover: None, .. }
            | Self::Assign { .. }
            | Self::Resolve { .. }
            | Self::EditComment { .. } => Guard::Reversible,
            Self::MarkResult { .. } | Self::Submit { .. } => Guard::Reversible,
            Self::Act {
                destroys: false, ..
            } => Guard::Bulk,
            Self::DeleteResult { .. } | Self::Act { .. } => Guard::Irreversible,
            Self::Transition { .. } => Guard::Notifying,
            Self::OpenIssue { .. } | Self::Comment { .. } | Self::RestoreIssue { .. } => {
                Guard::Notifying
            }
            Self::DeleteIssue { .. } | Self::DeleteComment { .. } => Guard::Irreversible,
        }
    }

    /// What the reviewer does with it.
    pub fn verb(&self) -> Verb {
        match self {
            Self::JudgeItem { .. } => Verb::JudgeItem,
            Self::JudgeAnnotation { .. } => Verb::JudgeAnnotation,
            Self::Transition { .. } => Verb::Transition,
            Self::Assign {
                role: Role::Assignee,
                ..
            } => Verb::Assign,
            Self::Assign { .. } => Verb::AssignReviewer,
            Self::OpenIssue { .. } | Self::RestoreIssue { .. } => Verb::OpenIssue,
            Self::DeleteIssue { .. } | Self::DeleteComment { .. } => Verb::DeleteIssue,
            Self::Comment { .. } => Verb::Comment,
            Self::EditComment { .. } => Verb::EditComment,
            Self::Resolve { .. } | Self::Verify { .. } => Verb::Resolve,
            Self::MarkResult { .. } | Self::Submit { .. } => Verb::MarkResult,
            Self::DeleteResult { .. } => Verb::DeleteResult,
            Self::Act { .. } => Verb::Act,
            Self::Flag { .. } => Verb::Flag,
        }
    }

    /// Speaks of an issue or comment by its new id from now on: the platform has numbered what was
    /// known by its operation's id, or it was made anew. Says whether that changed anything.
    pub fn retarget(&mut self, old: &Id, new: &Id) -> bool {
        let mut changed = false;
        let mut swap = |id: &mut Id| {
            if id == old {
                id.clone_from(new);
                changed = true;
            }
        };
        match self {
            Self::Comment { issue, .. }
            | Self::Resolve { issue, .. }
            | Self::Verify { issue, .. } => swap(issue),
            Self::EditComment { issue, comment, .. }
            | Self::DeleteComment { issue, comment, .. } => {
                swap(issue);
                swap(comment);
            }
            Self::DeleteResult { result, .. } | Self::MarkResult { result, .. } => swap(result),
            Self::DeleteIssue { issue } | Self::RestoreIssue { issue } => {
                swap(&mut issue.id);
                issue.comments.iter_mut().for_each(|c| swap(&mut c.id));
            }
            _ => {}
        }
        changed
    }

    /// A few words for the activity view and the journal: `accept`, `assign to ana`.
    pub fn words(&self) -> String {
        let verdict = |after: &Option<Judgement>| match after {
            Some(judgement) => judgement.verdict.word().to_owned(),
            None => "verdict cleared".to_owned(),
        };
        match self {
            Self::JudgeItem { after, .. } => verdict(after),
            Self::JudgeAnnotation {
                annotation, after, ..
            } => {
                format!(
                    "annotation {} {}",
                    Text::line(&annotation.to_string()),
                    verdict(after)
                )
            }
            Self::Transition {
                after,
                handover:
                    Some(Handover {
                        after: Some(name), ..
                    }),
                ..
            } => format!("handed back to {name}, {}", after.words()),
            Self::Transition { after, .. } => format!("to {}", after.words()),
            Self::Assign {
                role,
                after: Some(name),
                ..
            } => format!("{} {name}", role.word()),
            Self::Assign {
                role, after: None, ..
            } => format!("no {}", role.word()),
            Self::OpenIssue { text, .. } => format!("issue: {}", Text::line(text)),
            Self::DeleteIssue { .. } => "issue deleted".into(),
            Self::RestoreIssue { .. } => "issue restored".into(),
            Self::Comment { text, .. } => format!("comment: {}", Text::line(text)),
            Self::DeleteComment { .. } => "comment deleted".into(),
            Self::EditComment { after, .. } => format!("comment now: {}", Text::line(after)),
            Self::Verify { after: true, .. } => "fix verified".into(),
            Self::Verify { after: false, .. } => "verification taken back".into(),
            Self::Resolve { after: true, .. } => "issue resolved".into(),
            Self::Resolve { after: false, .. } => "issue reopened".into(),
            Self::MarkResult { mark, after, .. } => match after {
                true => format!("marked as {}", mark.word()),
                false => format!("no longer {}", mark.word()),
            },
            Self::Submit { draft: None } => "skipped, without a result".into(),
            Self::Submit { draft: Some(_) } => "draft handed in".into(),
            Self::DeleteResult { author, .. } => format!("result of {author} deleted"),
            Self::Act { title, items, .. } => match items.len() {
                1 => format!("{title}: 1 item"),
                count => format!("{title}: {count} items"),
            },
            Self::Flag { after: true, .. } => "flagged".into(),
            Self::Flag { after: false, .. } => "flag removed".into(),
        }
    }
}

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
    use crate::model::{AccountId, Level, Verdict};

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
