//! Changes: what a reviewer does to one thing, as data with the values before and after, how it is
//! guarded, and what it is called.

use serde::{Deserialize, Serialize};

use super::{Id, Issue, Judgement, Place, ResultMark, State, Text, Verb};

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
