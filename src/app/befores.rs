//! What annotations were like when something was said of them, and the blink between then and now.

use crate::limits::BEFORES;
use crate::model::session::Before;
use crate::model::{Annotation, ContentHash, Id, Issue, NodeRef, OpId, Timestamp};

use super::msg::Generation;

/// What is kept, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Befores {
    kept: Vec<Before>,
}

impl Befores {
    /// Keeps one more; of an account's many the oldest goes.
    pub fn keep(&mut self, before: Before) {
        let account = before.item.account.clone();
        let of_account = |kept: &&Before| kept.item.account == account;
        if self.kept.iter().filter(of_account).count() >= BEFORES
            && let Some(at) = self.kept.iter().position(|kept| of_account(&kept))
        {
            self.kept.remove(at);
        }
        self.kept.push(before);
    }

    /// Takes over what earlier runs kept.
    pub fn recall(&mut self, recalled: Vec<Before>) {
        let newer = std::mem::take(&mut self.kept);
        for before in recalled.into_iter().chain(newer) {
            self.keep(before);
        }
    }

    /// What is kept of an account.
    pub fn of_account(&self, account: &crate::model::AccountId) -> Vec<Before> {
        let kept = self.kept.iter();
        let own = kept.filter(|before| before.item.account == *account);
        own.cloned().collect()
    }

    /// What an issue's annotation was like when it was opened. `created` knows the ids that
    /// platforms gave to what operations made.
    pub fn of_issue<'a>(
        &'a self,
        issue: &Issue,
        created: impl Fn(OpId) -> Option<&'a Id>,
    ) -> Option<&'a Before> {
        let about = |before: &&Before| before.item.same(&issue.item);
        let made = |before: &&Before| {
            created(before.op) == Some(&issue.id) || Id::name(&before.op.to_string()) == issue.id
        };
        let alike = |before: &&Before| {
            let on = issue.annotation.is_none() || before.annotation == issue.annotation;
            on && !before.text.is_empty() && before.text.as_str() == issue.text()
        };
        let kept = || self.kept.iter().rev().filter(about);
        kept().find(made).or_else(|| kept().find(alike))
    }

    /// What an annotation was like when something was last said of it, if it has changed since.
    pub fn of_annotation(&self, item: &NodeRef, now: &Annotation) -> Option<&Before> {
        let about = |before: &&Before| {
            before.annotation.as_ref() == Some(&now.id) && before.item.same(item)
        };
        let last = self.kept.iter().rev().find(about);
        last.filter(|before| before.hash != now.hash)
    }
}

/// Between which two states the picture blinks.
#[derive(Clone, Debug, PartialEq)]
pub enum Between {
    /// An annotation as it was, and the number it has now, if it is still there.
    Shapes(Box<Before>, Option<usize>),
    /// The left and the right result of two that are compared.
    Sides,
}

/// A blink that is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Blink {
    /// Between what.
    pub between: Between,
    /// The state before (or the left result) is on screen.
    pub earlier: bool,
    /// When it changes by itself; none where a key changes it.
    pub next: Option<Timestamp>,
    /// What was on screen and selected when it began: with anything else it ends.
    pub about: (Generation, Option<usize>, Option<Id>),
}

impl Blink {
    /// Whether an annotation has changed since.
    pub fn changed(before: &Before, now: Option<ContentHash>) -> bool {
        now != Some(before.hash)
    }
}
