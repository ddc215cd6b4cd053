//! Texts that are typed and not sent: issues, comments, reasons. They are kept as they are typed,
//! so that neither quitting nor a crash loses one.

use std::collections::BTreeSet;

use crate::limits::{DRAFTS, REMEMBERED_BYTES};
use crate::model::{AccountId, Change, Decision, Id, NodeRef, Text, Timestamp};

use super::overlay::{PromptKind, Target};

/// What a text was going to be.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftKind {
    /// The reason of a rejection of the item or of one annotation.
    Reject(Option<Id>),
    /// The reason of a rejection of so many rows.
    RejectRows(usize),
    /// A new issue on the item or on one annotation.
    Issue(Option<Id>),
    /// A new issue at some place of the item: wherever that is when it is opened again.
    IssueAt,
    /// A comment on an issue.
    Comment(Id),
    /// Other words for a comment: the issue, the comment.
    EditComment(Id, Id),
    /// Why an issue is reopened.
    Reopen(Id),
}

impl DraftKind {
    /// In a few words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Reject(_) | Self::RejectRows(_) => "a reason",
            Self::Issue(_) | Self::IssueAt => "an issue",
            Self::Comment(_) => "a comment",
            Self::EditComment(..) => "other words for a comment",
            Self::Reopen(_) => "a reason to reopen",
        }
    }
}

/// A text and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The item; of rows the first.
    pub node: NodeRef,
    /// What it was going to be there.
    pub kind: DraftKind,
    /// What was typed.
    pub text: String,
}

impl Draft {
    /// The draft in an open prompt over the item on screen; none for prompts whose text is soon
    /// typed again.
    pub fn of(kind: &PromptKind, item: Option<&NodeRef>, text: &str) -> Option<Self> {
        let (node, kind) = match kind {
            PromptKind::RejectReason(Target::Rows(rows)) => {
                (rows.first(), DraftKind::RejectRows(rows.len()))
            }
            PromptKind::RejectReason(Target::Item) => (item, DraftKind::Reject(None)),
            PromptKind::RejectReason(Target::Annotation(id)) => {
                (item, DraftKind::Reject(Some(id.clone())))
            }
            PromptKind::NewIssue(id) => (item, DraftKind::Issue(id.clone())),
            PromptKind::NewIssueAt(_) => (item, DraftKind::IssueAt),
            PromptKind::Comment(issue) => (item, DraftKind::Comment(issue.clone())),
            PromptKind::EditComment(issue, comment, _) => {
                (item, DraftKind::EditComment(issue.clone(), comment.clone()))
            }
            PromptKind::Reopen(issue) => (item, DraftKind::Reopen(issue.clone())),
            _ => return None,
        };
        Some(Self {
            node: node?.clone(),
            kind,
            text: text.to_owned(),
        })
    }

    /// Whether both are for the same prompt.
    pub fn belongs_with(&self, other: &Self) -> bool {
        self.node.same(&other.node) && self.kind == other.kind
    }

    /// Whether a decision says it, and is about what it was written for.
    pub fn is_said_by(&self, decision: &Decision) -> bool {
        let text = Text::block(self.text.trim());
        let here = |node: &NodeRef| match self.kind {
            // The first row may have been left out of the decision.
            DraftKind::RejectRows(_) => node.account == self.node.account,
            _ => node.same(&self.node),
        };
        let mut ops = decision.ops.iter();
        ops.any(|op| here(&op.target) && said(&op.change) == Some(&text))
    }

    /// One line: kind, node, two ids, text, with tabs between.
    fn line(&self) -> String {
        let id = |id: &Option<Id>| id.as_ref().map_or_else(String::new, written);
        let (word, first, second) = match &self.kind {
            DraftKind::Reject(on) => ("reject", id(on), String::new()),
            DraftKind::RejectRows(rows) => ("reject-rows", rows.to_string(), String::new()),
            DraftKind::Issue(on) => ("issue", id(on), String::new()),
            DraftKind::IssueAt => ("issue-at", String::new(), String::new()),
            DraftKind::Comment(issue) => ("comment", written(issue), String::new()),
            DraftKind::EditComment(issue, comment) => ("edit", written(issue), written(comment)),
            DraftKind::Reopen(issue) => ("reopen", written(issue), String::new()),
        };
        let node = self.node.to_string();
        [word, &node, &first, &second, &self.text]
            .map(escape)
            .join("\t")
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t').map(unescape);
        let word = fields.next()?;
        let node = NodeRef::parse(&fields.next()?).ok()?;
        let (first, second, text) = (fields.next()?, fields.next()?, fields.next()?);
        let on = read(&first);
        let kind = match word.as_str() {
            "reject" => DraftKind::Reject(on),
            "reject-rows" => DraftKind::RejectRows(first.parse().ok()?),
            "issue" => DraftKind::Issue(on),
            "issue-at" => DraftKind::IssueAt,
            "comment" => DraftKind::Comment(on?),
            "edit" => DraftKind::EditComment(on?, read(&second)?),
            "reopen" => DraftKind::Reopen(on?),
            _ => return None,
        };
        Some(Self { node, kind, text })
    }
}

/// What a change says to people.
fn said(change: &Change) -> Option<&Text> {
    match change {
        Change::OpenIssue { text, .. } | Change::Comment { text, .. } => Some(text),
        Change::EditComment { after, .. } => Some(after),
        Change::JudgeItem { after, .. } | Change::JudgeAnnotation { after, .. } => {
            after.as_ref()?.reason.as_ref()
        }
        _ => None,
    }
}

/// An id with a letter before it that tells a number from a name that looks like one.
fn written(id: &Id) -> String {
    match id {
        Id::Number(number) => format!("n{number}"),
        Id::Name(name) => format!("s{name}"),
    }
}

fn read(text: &str) -> Option<Id> {
    match text.split_at_checked(1)? {
        ("n", number) => number.parse().ok().map(Id::Number),
        ("s", name) => Some(Id::name(name)),
        _ => None,
    }
}

fn escape(field: &str) -> String {
    field
        .replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
}

fn unescape(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            (c, false) => out.push(c),
        }
    }
    out
}

/// All of them, and what is still to be kept on disk.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// Oldest first.
    pub kept: Vec<Draft>,
    /// The open prompt as it was last seen.
    pub seen: Option<Draft>,
    /// The one that was sent and is not on disk yet.
    pub sent: Option<Draft>,
    /// When what changed is kept for the next start.
    pub due: Option<Timestamp>,
    /// Accounts of which something changed.
    pub changed: BTreeSet<AccountId>,
}

impl Drafts {
    /// Puts a text in place of an older one for the same prompt; an empty one removes it.
    pub fn put(&mut self, draft: Draft) {
        self.changed.insert(draft.node.account.clone());
        self.kept.retain(|kept| !kept.belongs_with(&draft));
        if !draft.text.trim().is_empty() {
            self.kept.push(draft);
        }
    }

    /// The text kept for the same prompt.
    pub fn find(&self, draft: &Draft) -> Option<&Draft> {
        self.kept.iter().find(|kept| kept.belongs_with(draft))
    }

    /// An account's texts as they are remembered: the newest, as far as there is room.
    pub fn remembered(&self, account: &AccountId) -> String {
        let own = self
            .kept
            .iter()
            .filter(|kept| kept.node.account == *account);
        let mut room = REMEMBERED_BYTES;
        let mut lines: Vec<String> = own
            .rev()
            .take(DRAFTS)
            .map(Draft::line)
            .filter(|line| match room.checked_sub(line.len() + 1) {
                Some(left) => {
                    room = left;
                    true
                }
                // One that is too long costs itself and none of the others.
                None => false,
            })
            .collect();
        lines.reverse();
        lines.join("\n")
    }

    /// Takes what an account had remembered; answers how many there were. Broken lines are left out.
    pub fn recall(&mut self, account: &AccountId, text: &str) -> usize {
        let known = text.lines().filter_map(Draft::parse);
        let own: Vec<Draft> = known
            .filter(|draft| draft.node.account == *account)
            .take(DRAFTS)
            .collect();
        let count = own.len();
        // Before what was typed since, in their order.
        for draft in own.into_iter().rev() {
            // What is being typed is newer.
            if self.find(&draft).is_none() {
                self.kept.insert(0, draft);
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;
    use proptest::prelude::*;

    fn item(number: u64) -> NodeRef {
        NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(number))
    }

    fn draft(number: u64, text: &str) -> Draft {
        Draft {
            node: item(number),
            kind: DraftKind::Issue(None),
            text: text.into(),
        }
    }

    fn kinds() -> impl Strategy<Value = DraftKind> {
        let id = || {
            prop_oneof![
                any::<u64>().prop_map(Id::Number),
                "[0-9a-z\t ]{0,5}".prop_map(|name| Id::name(&name)),
            ]
        };
        prop_oneof![
            prop::option::of(id()).prop_map(DraftKind::Reject),
            (1_usize..40_000).prop_map(DraftKind::RejectRows),
            prop::option::of(id()).prop_map(DraftKind::Issue),
            Just(DraftKind::IssueAt),
            id().prop_map(DraftKind::Comment),
            (id(), id()).prop_map(|(issue, comment)| DraftKind::EditComment(issue, comment)),
            id().prop_map(DraftKind::Reopen),
        ]
    }

    proptest! {
        #[test]
        fn what_is_remembered_comes_back(kind in kinds(), text in "[a-z\\\\\t\nü]{1,40}") {
            let draft = Draft { node: item(1), kind, text: format!("x{text}") };
            let mut before = Drafts::default();
            before.put(draft.clone());
            let text = before.remembered(&AccountId::new("a"));
            prop_assert_eq!(text.lines().count(), 1);
            let mut after = Drafts::default();
            prop_assert_eq!(after.recall(&AccountId::new("a"), &text), 1);
            prop_assert_eq!(after.kept, vec![draft]);
        }

        #[test]
        fn no_text_breaks_the_reading(text in "\\PC{0,80}") {
            Drafts::default().recall(&AccountId::new("a"), &text);
        }
    }

    #[test]
    fn the_order_stays_and_a_long_text_costs_only_itself() {
        let account = AccountId::new("a");
        let mut drafts = Drafts::default();
        drafts.put(draft(1, "one"));
        drafts.put(draft(2, &"x".repeat(REMEMBERED_BYTES)));
        drafts.put(draft(3, "three"));
        let mut after = Drafts::default();
        after.put(draft(4, "typed since"));
        after.recall(&account, &drafts.remembered(&account));
        let order = [draft(1, "one"), draft(3, "three"), draft(4, "typed since")];
        assert_eq!(after.kept, order);
    }

    #[test]
    fn only_the_newest_are_remembered_and_only_their_accounts() {
        let mut drafts = Drafts::default();
        for number in 0..2 * DRAFTS as u64 {
            drafts.put(draft(number, "text"));
        }
        drafts.put(draft(3, "other words"));
        drafts.put(draft(4, "  "));
        let account = AccountId::new("a");
        let mut after = Drafts::default();
        assert_eq!(after.recall(&account, &drafts.remembered(&account)), DRAFTS);
        assert!(after.kept.contains(&draft(3, "other words")));
        assert!(drafts.find(&draft(4, "")).is_none());
        assert_eq!(drafts.remembered(&AccountId::new("b")), "");
        let large = "x".repeat(REMEMBERED_BYTES / 3);
        for number in 0..5 {
            drafts.put(draft(number, &large));
        }
        assert!(drafts.remembered(&account).len() <= REMEMBERED_BYTES);
    }
}
