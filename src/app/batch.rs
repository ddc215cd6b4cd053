//! What became of each row of a decision about several.

use std::collections::HashMap;

use crate::model::{Decision, DecisionId, NodeRef, OpId, Text};

/// What became of one row, the worst first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The platform refused it, and why.
    Failed(Text),
    /// It was left out beforehand, and why.
    Refused(Text),
    /// It is on its way.
    Waiting,
    /// The platform has it.
    Done,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchRow {
    /// Its name.
    pub name: Text,
    /// Its node; none for one that was left out.
    pub node: Option<NodeRef>,
    /// What was done to it, each with what became of it.
    pub ops: Vec<(OpId, Fate)>,
    /// Why it was left out, if it was.
    pub refused: Option<Text>,
}

impl BatchRow {
    /// What became of it: the worst of what was done to it.
    pub fn fate(&self) -> Fate {
        if let Some(why) = &self.refused {
            return Fate::Refused(why.clone());
        }
        let fates = self.ops.iter().map(|(_, fate)| fate);
        fates.min().cloned().unwrap_or(Fate::Done)
    }
}

/// The last decision about several rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The decision.
    pub decision: DecisionId,
    /// What it was.
    pub title: Text,
    /// Its rows, in the order of the decision; those left out last.
    pub rows: Vec<BatchRow>,
    /// It was said what became of it.
    pub told: bool,
    /// Row and number in it of each operation: thousands of answers come, one by one.
    places: HashMap<OpId, (usize, usize)>,
    /// The fates of all rows, counted as they come.
    tally: Tally,
}

/// How many rows had which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The platform has them.
    pub done: usize,
    /// On their way.
    pub waiting: usize,
    /// Refused by the platform.
    pub failed: usize,
    /// Left out beforehand.
    pub refused: usize,
}

impl Batch {
    /// The rows of a decision and those left out of it.
    pub fn new(decision: &Decision, refused: Vec<(Text, Text)>) -> Self {
        let mut rows: Vec<BatchRow> = Vec::new();
        for op in &decision.ops {
            let own = (op.id, Fate::Waiting);
            match rows.last_mut() {
                Some(row) if row.node.as_ref() == Some(&op.target) => row.ops.push(own),
                _ => rows.push(BatchRow {
                    name: op.name.clone(),
                    node: Some(op.target.clone()),
                    ops: vec![own],
                    refused: None,
                }),
            }
        }
        rows.extend(refused.into_iter().map(|(name, why)| BatchRow {
            name,
            node: None,
            ops: Vec::new(),
            refused: Some(why),
        }));
        let mut places = HashMap::with_capacity(decision.ops.len());
        let mut tally = Tally::default();
        for (at, row) in rows.iter().enumerate() {
            let ops = row.ops.iter().enumerate();
            places.extend(ops.map(|(number, (id, _))| (*id, (at, number))));
            *tally.of(&row.fate()) += 1;
        }
        Self {
            decision: decision.id,
            title: decision.title.clone(),
            rows,
            told: false,
            places,
            tally,
        }
    }

    /// Notes what became of an operation. Says whether it is one of these.
    pub fn note(&mut self, op: OpId, fate: Fate) -> bool {
        let Some((at, number)) = self.places.get(&op).copied() else {
            return false;
        };
        let Some(row) = self.rows.get_mut(at) else {
            return false;
        };
        let before = row.fate();
        if let Some((_, known)) = row.ops.get_mut(number) {
            *known = fate;
        }
        let after = row.fate();
        let count = self.tally.of(&before);
        *count = count.saturating_sub(1);
        *self.tally.of(&after) += 1;
        true
    }

    /// How many rows had which fate.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// What has failed.
    pub fn failed(&self) -> Vec<OpId> {
        let ops = self.rows.iter().flat_map(|row| &row.ops);
        let failed = ops.filter(|(_, fate)| matches!(fate, Fate::Failed(_)));
        failed.map(|(id, _)| *id).collect()
    }

    /// The rows, those first that need a look.
    pub fn sorted(&self) -> Vec<&BatchRow> {
        let rank = |row: &&BatchRow| match row.fate() {
            Fate::Failed(_) => 0,
            Fate::Refused(_) => 1,
            Fate::Waiting => 2,
            Fate::Done => 3,
        };
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by_key(rank);
        rows
    }
}

impl Tally {
    /// The count of a fate.
    fn of(&mut self, fate: &Fate) -> &mut usize {
        match fate {
            Fate::Done => &mut self.done,
            Fate::Waiting => &mut self.waiting,
            Fate::Failed(_) => &mut self.failed,
            Fate::Refused(_) => &mut self.refused,
        }
    }

    /// In words: `35 done, 2 failed, 1 left out`.
    pub fn words(&self) -> String {
        let parts = [
            (self.done, "done"),
            (self.waiting, "on their way"),
            (self.failed, "failed"),
            (self.refused, "left out"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<_> = parts
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        parts.join(", ")
    }
}

/// The list of it on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// First visible row.
    pub top: usize,
}
