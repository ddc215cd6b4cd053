//! The inbox: what waits for the reviewer, over all accounts, in groups with the oldest first.

use std::collections::HashSet;

use crate::model::{AccountId, Id, InboxEntry, InboxGroup, NodeRef, Timestamp};

use super::browser::Load;
use super::msg::Generation;

/// What one account has to say.
#[derive(Clone, Debug)]
pub struct Part {
    /// The account.
    pub account: AccountId,
    /// Its rows, as they came last (or as they were remembered).
    pub entries: Vec<InboxEntry>,
    /// How far the newest look is.
    pub load: Load,
    /// Whether an answer of this run is shown, and not what was remembered.
    pub fresh: bool,
    /// Issues resolved and threads answered count from here on, UTC.
    pub since: Timestamp,
    /// When the newest look was begun, UTC.
    pub asked_at: Timestamp,
    /// Which look is current.
    pub generation: Generation,
}

impl Part {
    /// An account that was not asked yet.
    pub fn new(account: AccountId) -> Self {
        Self {
            account,
            entries: Vec::new(),
            load: Load::Idle,
            fresh: false,
            since: Timestamp::default(),
            asked_at: Timestamp::default(),
            generation: Generation::default(),
        }
    }
}

/// What tells one row from another.
pub type Key = (InboxGroup, NodeRef, Option<Id>);

/// The key of a row.
pub fn key(entry: &InboxEntry) -> Key {
    (entry.group, entry.node.clone(), entry.issue.clone())
}

/// The screen of the inbox.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// Whether it is on screen (below a review that was opened from it, it is not).
    pub shown: bool,
    /// Leaving the review leads back to it.
    pub back: bool,
    /// One part for each account.
    pub parts: Vec<Part>,
    /// The rows of all accounts: by group, oldest first.
    pub rows: Vec<InboxEntry>,
    /// The chosen row.
    pub cursor: usize,
    /// The reviewer has moved the cursor: it keeps its row. Until then it stays on the first one.
    pub moved: bool,
    /// First visible line, heads counted.
    pub top: usize,
    /// Rows that were dealt with in this run; they do not come back by themselves.
    pub handled: HashSet<Key>,
}

/// A line of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The head of a group with its number of rows.
    Head(InboxGroup, usize),
    /// A row, by its number.
    Row(usize),
}

impl Inbox {
    /// The chosen row.
    pub fn chosen(&self) -> Option<&InboxEntry> {
        self.rows.get(self.cursor)
    }

    /// An account's part, made when it is new.
    pub fn part(&mut self, account: &AccountId) -> Option<&mut Part> {
        let at = match self.parts.iter().position(|part| part.account == *account) {
            Some(at) => at,
            None => {
                self.parts.push(Part::new(account.clone()));
                self.parts.len() - 1
            }
        };
        self.parts.get_mut(at)
    }

    /// Whether some account has not answered yet.
    pub fn loading(&self) -> bool {
        self.parts.iter().any(|part| part.load == Load::Loading)
    }

    /// Puts the rows of all accounts in order; the cursor stays on its row, or near it.
    pub fn arrange(&mut self) {
        let before = self.chosen().filter(|_| self.moved).map(key);
        let handled = &self.handled;
        let mut rows: Vec<InboxEntry> = self
            .parts
            .iter()
            .flat_map(|part| &part.entries)
            .filter(|entry| !handled.contains(&key(entry)))
            .cloned()
            .collect();
        rows.sort_by_key(|row| (row.group, row.at));
        self.rows = rows;
        let at = before.and_then(|before| self.rows.iter().position(|row| key(row) == before));
        let near = if self.moved { self.cursor } else { 0 };
        self.cursor = at.unwrap_or(near).min(self.rows.len().saturating_sub(1));
    }

    /// Heads and rows, top to bottom.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.rows.len() + InboxGroup::ALL.len());
        for group in InboxGroup::ALL {
            let of_group = || {
                let rows = self.rows.iter().enumerate();
                rows.filter(move |(_, row)| row.group == group)
            };
            let count = of_group().count();
            if count > 0 {
                lines.push(Line::Head(group, count));
                lines.extend(of_group().map(|(at, _)| Line::Row(at)));
            }
        }
        lines
    }

    /// Moves the first visible line so that the cursor is seen, with its head where it is the
    /// first of its group.
    pub fn scroll(&mut self, visible: u16) {
        let lines = self.lines();
        let visible = usize::from(visible.max(2));
        let at = lines
            .iter()
            .position(|line| *line == Line::Row(self.cursor));
        let at = at.unwrap_or(0);
        let head = match at.checked_sub(1).and_then(|above| lines.get(above)) {
            Some(Line::Head(..)) => at - 1,
            _ => at,
        };
        if head < self.top {
            self.top = head;
        } else if at >= self.top + visible {
            self.top = at + 1 - visible;
        }
        self.top = self.top.min(lines.len().saturating_sub(visible));
    }
}

/// Rows that are looked at one after the other: the fixed issues.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// The rows, as they were when the queue was opened.
    pub entries: Vec<InboxEntry>,
    /// The one on screen.
    pub at: usize,
}

impl Queue {
    /// The row on screen.
    pub fn current(&self) -> Option<&InboxEntry> {
        self.entries.get(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;

    fn entry(group: InboxGroup, number: u64, at: i64) -> InboxEntry {
        let root = NodeRef::root(AccountId::new("a"));
        InboxEntry {
            group,
            node: root.child(Level::Job, Id::Number(number)),
            issue: None,
            name: "job".into(),
            place: "org".into(),
            state: None,
            items: 0,
            issues: 0,
            by: None,
            at: Timestamp(at),
        }
    }

    #[test]
    fn groups_in_order_oldest_first_and_the_cursor_keeps_its_row() {
        let mut inbox = Inbox::default();
        let part = inbox.part(&AccountId::new("a")).unwrap();
        part.entries = vec![
            entry(InboxGroup::ToReview, 1, 50),
            entry(InboxGroup::ToReview, 2, 20),
            entry(InboxGroup::Fixed, 3, 90),
        ];
        inbox.arrange();
        let ids = |inbox: &Inbox| -> Vec<String> {
            let rows = inbox.rows.iter();
            rows.map(|row| row.node.id().unwrap().to_string()).collect()
        };
        assert_eq!(ids(&inbox), ["3", "2", "1"]);
        assert_eq!(inbox.lines().len(), 5);
        (inbox.cursor, inbox.moved) = (2, true);
        let part = inbox.part(&AccountId::new("a")).unwrap();
        part.entries.push(entry(InboxGroup::Fixed, 4, 10));
        inbox.arrange();
        assert_eq!((ids(&inbox).len(), inbox.cursor), (4, 3));
        inbox.handled.insert(key(&entry(InboxGroup::Fixed, 4, 10)));
        inbox.arrange();
        assert_eq!(inbox.cursor, 2);
        inbox.scroll(2);
        assert_eq!(inbox.top, 3);
        inbox.cursor = 0;
        inbox.scroll(2);
        assert_eq!(inbox.top, 0, "the head comes with the first row");
    }
}
