//! Decisions on items as rows show them, and their sums.

use std::collections::{HashMap, HashSet};

use crate::model::{ContentHash, Issue, Judgement, Level, Verdict};
use crate::store::LocalState;

use super::{Library, Split};

/// Decisions on one item, as rows show them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mark {
    /// The verdict with the hash it was given to.
    pub verdict: Option<(Verdict, ContentHash)>,
    /// When it was given, seconds.
    pub at_s: i64,
    /// Bookmarked.
    pub flagged: bool,
    /// Open issues.
    pub issues: u16,
}

/// Sums over items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items with a deciding verdict.
    pub done: u32,
    /// Items rejected.
    pub rejected: u32,
    /// Open issues.
    pub issues: u32,
}

impl Tally {
    /// With one item's mark added.
    pub fn plus(self, mark: &Mark) -> Self {
        let verdict = mark.verdict.map(|(verdict, _)| verdict);
        Self {
            done: self.done + u32::from(verdict.is_some_and(Verdict::decides)),
            rejected: self.rejected + u32::from(verdict == Some(Verdict::Rejected)),
            issues: self.issues.saturating_add(u32::from(mark.issues)),
        }
    }

    fn minus(self, mark: &Mark) -> Self {
        let one = Self::default().plus(mark);
        Self {
            done: self.done.saturating_sub(one.done),
            rejected: self.rejected.saturating_sub(one.rejected),
            issues: self.issues.saturating_sub(one.issues),
        }
    }

    /// Both together.
    pub fn sum(self, other: Self) -> Self {
        Self {
            done: self.done.saturating_add(other.done),
            rejected: self.rejected.saturating_add(other.rejected),
            issues: self.issues.saturating_add(other.issues),
        }
    }
}

impl Split {
    /// Decisions on an item.
    pub fn mark(&self, item: u32) -> Option<&Mark> {
        self.marks.get(&item)
    }

    /// Decisions on a range of items.
    pub fn tally_of(&self, from: u32, to: u32) -> Tally {
        if from == 0 && to >= self.items.len() {
            return self.tally;
        }
        self.marks
            .range(from..to)
            .fold(Tally::default(), |sum, (_, mark)| sum.plus(mark))
    }

    /// All items with decisions.
    pub fn marks(&self) -> impl Iterator<Item = (u32, &Mark)> {
        self.marks.iter().map(|(item, mark)| (*item, mark))
    }

    /// Replaces the decisions on an item.
    pub fn set_mark(&mut self, item: u32, mark: Mark) {
        let before = if mark == Mark::default() {
            self.marks.remove(&item)
        } else {
            self.marks.insert(item, mark)
        };
        self.tally = self.tally.minus(&before.unwrap_or_default()).plus(&mark);
    }

    fn clear_marks(&mut self) {
        self.marks.clear();
        self.tally = Tally::default();
    }
}

impl Library {
    /// Takes over all decisions anew.
    pub fn set_state(&mut self, state: LocalState) {
        self.state = state;
        self.version += 1;
        let splits = self.datasets.iter().enumerate();
        let all: Vec<(usize, usize)> = splits
            .flat_map(|(d, dataset)| (0..dataset.splits.len()).map(move |s| (d, s)))
            .collect();
        self.mark_splits(&all);
    }

    /// Sets the marks of one split from the decisions.
    pub fn mark_split(&mut self, dataset: usize, split: usize) {
        self.mark_splits(&[(dataset, split)]);
    }

    /// Sets the marks of these splits from the decisions, which are gone through once for all of
    /// them.
    pub fn mark_splits(&mut self, wanted: &[(usize, usize)]) {
        let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        let mut lengths: HashSet<usize> = HashSet::new();
        for &(d, s) in wanted {
            if let (Some(prefix), Some(split)) = (self.prefix(d, s), self.split_mut(d, s)) {
                split.clear_marks();
                lengths.insert(prefix.len());
                places.entry(prefix).or_default().push((d, s));
            }
        }
        let mut marked: Vec<((usize, usize), u32, Mark)> = Vec::new();
        for (key, decided) in &self.state.items {
            // Names of datasets and splits may have slashes of their own.
            let ends = key.match_indices('/').map(|(at, _)| at + 1);
            for (prefix, path) in ends
                .filter(|end| lengths.contains(end))
                .map(|end| key.split_at(end))
            {
                for &(d, s) in places.get(prefix).into_iter().flatten() {
                    let item = self.split(d, s).and_then(|split| split.items.find(path));
                    let mark = mark_of(decided.judgement.as_ref(), decided.flagged, 0);
                    marked.extend(item.map(|item| ((d, s), item, mark)));
                }
            }
        }
        self.set_marks(marked);
        let mut open: Vec<((usize, usize), u32)> = Vec::new();
        for issue in self.state.issues.iter().filter(|issue| !issue.resolved) {
            let found = prefix_of(issue).and_then(|prefix| places.get(&prefix));
            for &(d, s) in found.into_iter().flatten() {
                let item = self.split(d, s).and_then(|split| item_of(issue, split));
                open.extend(item.map(|item| ((d, s), item)));
            }
        }
        for ((d, s), item) in open {
            if let Some(split) = self.split_mut(d, s) {
                let mut mark = split.mark(item).copied().unwrap_or_default();
                mark.issues = mark.issues.saturating_add(1);
                split.set_mark(item, mark);
            }
        }
    }

    fn set_marks(&mut self, marked: Vec<((usize, usize), u32, Mark)>) {
        for ((d, s), item, mark) in marked {
            if let Some(split) = self.split_mut(d, s) {
                split.set_mark(item, mark);
            }
        }
    }

    /// Sets the marks of one item from the decisions.
    pub fn mark_item(&mut self, dataset: usize, split: usize, item: u32) {
        let Some(prefix) = self.prefix(dataset, split) else {
            return;
        };
        let Some(target) = self
            .datasets
            .get_mut(dataset)
            .and_then(|d| d.splits.get_mut(split))
        else {
            return;
        };
        let decided = self
            .state
            .items
            .get(&format!("{prefix}{}", target.items.path(item)));
        let open = self.state.issues.iter().filter(|issue| !issue.resolved);
        let issues = open
            .filter(|issue| prefix_of(issue).as_ref() == Some(&prefix))
            .filter(|issue| item_of(issue, target) == Some(item))
            .count();
        let mark = mark_of(
            decided.and_then(|decided| decided.judgement.as_ref()),
            decided.is_some_and(|decided| decided.flagged),
            u16::try_from(issues).unwrap_or(u16::MAX),
        );
        target.set_mark(item, mark);
        self.version += 1;
    }

    /// `dataset/split/`.
    fn prefix(&self, dataset: usize, split: usize) -> Option<String> {
        let dataset = self.datasets.get(dataset)?;
        Some(Self::item_key(
            &dataset.id,
            &dataset.splits.get(split)?.id,
            "",
        ))
    }
}

fn mark_of(judgement: Option<&Judgement>, flagged: bool, issues: u16) -> Mark {
    Mark {
        verdict: judgement.map(|judgement| (judgement.verdict, judgement.hash)),
        at_s: judgement.map_or(0, |judgement| judgement.at.0.div_euclid(1_000)),
        flagged,
        issues,
    }
}

/// `dataset/split/` of an issue's item.
fn prefix_of(issue: &Issue) -> Option<String> {
    let part = |level| issue.item.id_at(level).map(ToString::to_string);
    Some(Library::item_key(
        &part(Level::Project)?,
        &part(Level::Task)?,
        "",
    ))
}

/// The item of a split that an issue is on.
fn item_of(issue: &Issue, split: &Split) -> Option<u32> {
    let path = issue.item.id_at(Level::Item)?.to_string();
    split.items.find(&path)
}
