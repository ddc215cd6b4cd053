//! Items on which two results disagree, looked at one after the other.

use std::sync::Arc;

use crate::model::{Id, ItemDetail, NodeRef, Text};

use super::msg::Generation;
use super::results::{Compare, is_decided, live, owner};

/// Results of one item that are compared with each other at most: 28 pairs.
const COMPARED_RESULTS: usize = 8;

/// Who is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// Neither.
    Neither,
    /// Left for later.
    Skipped,
}

/// One item on which two results disagree.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// The item as it was compared.
    pub detail: Arc<ItemDetail>,
    /// The left result.
    pub left: Id,
    /// The right result.
    pub right: Id,
    /// How far they agree, 0 to 1.
    pub score: f32,
    /// What was decided.
    pub choice: Option<Choice>,
}

impl Dispute {
    /// Whose the two results are.
    pub fn owners(&self) -> (String, String) {
        let of = |id: &Id| {
            let found = self.detail.results.iter().find(|result| result.id == *id);
            found.map_or_else(String::new, owner)
        };
        (of(&self.left), of(&self.right))
    }
}

/// What came of comparing one item.
pub enum Compared {
    /// Nobody's results are told apart on it.
    None,
    /// Fewer than two results are judged on it.
    Single,
    /// Every pair has its verdicts already.
    Decided,
    /// The two that agree least.
    Least(Box<Dispute>),
}

/// Compares all results of an item that are judged, and keeps the two that agree least.
pub fn compare(detail: &Arc<ItemDetail>) -> Compared {
    if detail.results.is_empty() {
        return Compared::None;
    }
    let results: Vec<_> = live(detail).take(COMPARED_RESULTS).collect();
    if results.len() < 2 {
        return Compared::Single;
    }
    let mut least: Option<Dispute> = None;
    for (number, (left, a)) in results.iter().enumerate() {
        for (right, b) in results.iter().skip(number + 1) {
            if is_decided(a) && is_decided(b) {
                continue;
            }
            let Some(found) = Compare::new(detail, *left, *right) else {
                continue;
            };
            let score = found.agreement.score;
            if least.as_ref().is_none_or(|least| score < least.score) {
                least = Some(Dispute {
                    detail: Arc::clone(detail),
                    left: a.id.clone(),
                    right: b.id.clone(),
                    score,
                    choice: None,
                });
            }
        }
    }
    least.map_or(Compared::Decided, |least| Compared::Least(Box::new(least)))
}

/// What was compared, for the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Items with at least two results that were compared.
    pub compared: usize,
    /// Items with fewer.
    pub single: usize,
    /// Those of them on which nobody's results are told apart.
    pub plain: usize,
    /// Items whose results all have their verdicts.
    pub decided: usize,
    /// Items that could not be read.
    pub failed: usize,
    /// Items that were not looked at: there is a limit.
    pub left_out: u64,
    /// Sum of the agreements of those compared.
    pub sum: f64,
}

impl Tally {
    /// Mean agreement of what was compared; none where nothing was.
    pub fn mean(&self) -> Option<f64> {
        (self.compared > 0).then(|| self.sum / self.compared as f64)
    }
}

/// The comparison of a list's items that is under way.
#[derive(Clone, Debug)]
pub struct Sifting {
    /// The list's parent.
    pub scope: NodeRef,
    /// The browser column with the list.
    pub column: usize,
    /// Answers of an older one are dropped.
    pub generation: Generation,
    /// Items not asked for yet, last first.
    pub waiting: Vec<NodeRef>,
    /// Items in all; 0 until the rows are known.
    pub total: usize,
    /// Items that have been looked at.
    pub done: usize,
    /// What is disputed so far.
    pub found: Vec<Dispute>,
    /// The counts so far.
    pub tally: Tally,
}

/// The queue of disputed items, worst first.
#[derive(Clone, Debug)]
pub struct Disputes {
    /// The list's parent.
    pub scope: NodeRef,
    /// The list's name.
    pub name: Text,
    /// The disputed items.
    pub entries: Vec<Dispute>,
    /// The one on screen.
    pub at: usize,
    /// What was compared.
    pub tally: Tally,
}

impl Disputes {
    /// The one on screen.
    pub fn current(&self) -> Option<&Dispute> {
        self.entries.get(self.at)
    }

    /// How often each choice was made: left, right, neither, left for later.
    pub fn counts(&self) -> [usize; 4] {
        [
            Choice::Left,
            Choice::Right,
            Choice::Neither,
            Choice::Skipped,
        ]
        .map(|choice| {
            let entries = self.entries.iter();
            entries.filter(|entry| entry.choice == Some(choice)).count()
        })
    }

    /// Who was found right how often, most often first.
    pub fn right_by_owner(&self) -> Vec<(String, usize)> {
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for entry in &self.entries {
            let (left, right) = entry.owners();
            match entry.choice {
                Some(Choice::Left) => *counts.entry(left).or_default() += 1,
                Some(Choice::Right) => *counts.entry(right).or_default() += 1,
                _ => {}
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }
}
