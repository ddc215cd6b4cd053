//! Undo and redo over decisions.

use std::collections::HashMap;

use crate::limits::UNDO_DEPTH;
use crate::model::{Decision, DecisionId, Id, OpId};

/// What can be undone and redone, newest last, and the ids that platforms gave to what
/// operations created (needed to take an issue back).
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Decisions that stand.
    pub done: Vec<Decision>,
    /// Decisions that were undone.
    pub undone: Vec<Decision>,
    /// New ids by operation.
    pub created: HashMap<OpId, Id>,
}

impl History {
    /// A new decision stands; nothing can be redone any more.
    pub fn push_new(&mut self, decision: Decision) {
        self.undone.clear();
        self.push_done(decision);
    }

    /// A decision stands (again).
    pub fn push_done(&mut self, decision: Decision) {
        if self.done.len() == UNDO_DEPTH {
            let oldest = self.done.remove(0);
            for op in &oldest.ops {
                self.created.remove(&op.id);
            }
        }
        self.done.push(decision);
    }

    /// A decision has been undone.
    pub fn undo(&mut self, id: DecisionId) {
        if let Some(at) = self.done.iter().rposition(|decision| decision.id == id) {
            let decision = self.done.remove(at);
            self.undone.push(decision);
        }
    }
}
