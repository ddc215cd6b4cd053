//! The queue that goes through a sample, and what its verdicts say.

use crate::model::sample::{Rate, Recipe, Stratum};
use crate::model::{Id, Level, NodeRef, Text, Verdict};

/// A drawn item.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Its id.
    pub id: Id,
    /// Its place in the list, if that is known.
    pub place: Option<u64>,
    /// Its verdict, as far as this run knows.
    pub verdict: Option<Verdict>,
    /// The strata it belongs to.
    pub within: Vec<u16>,
}

impl Drawn {
    /// Whether it is accepted; none while it is undecided.
    fn accepted(&self) -> Option<bool> {
        match self.verdict? {
            Verdict::Accepted | Verdict::VerifiedEmpty => Some(true),
            Verdict::Rejected => Some(false),
            Verdict::Skipped => None,
        }
    }
}

/// What the verdicts on some drawn items say.
fn rate_of<'d>(drawn: impl Iterator<Item = &'d Drawn>) -> Rate {
    drawn
        .filter_map(Drawn::accepted)
        .fold(Rate::default(), |rate, accepted| Rate {
            accepted: rate.accepted + u32::from(accepted),
            decided: rate.decided + 1,
        })
}

/// A sample that is looked through.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// The list's parent.
    pub scope: NodeRef,
    /// The browser column with the list.
    pub column: usize,
    /// The list's name.
    pub name: Text,
    /// How it was drawn.
    pub recipe: Recipe,
    /// The one on screen.
    pub at: usize,
    /// The drawn items, in the order of the list.
    pub entries: Vec<Drawn>,
    /// The strata, largest first.
    pub strata: Vec<Stratum>,
}

impl Sampled {
    /// An item by the way through its list.
    pub fn node_of(&self, drawn: &Drawn) -> NodeRef {
        self.scope.child(Level::Item, drawn.id.clone())
    }

    /// The one on screen.
    pub fn current(&self) -> Option<NodeRef> {
        self.entries.get(self.at).map(|drawn| self.node_of(drawn))
    }

    /// The place of a node among the drawn items.
    pub fn position(&self, node: &NodeRef) -> Option<usize> {
        let id = node.id()?;
        let mut entries = self.entries.iter();
        entries.position(|drawn| drawn.id == *id && self.node_of(drawn).same(node))
    }

    /// The first item without a verdict that decides.
    pub fn first_undecided(&self) -> Option<usize> {
        let mut entries = self.entries.iter();
        entries.position(|drawn| drawn.accepted().is_none())
    }

    /// What the verdicts say so far.
    pub fn rate(&self) -> Rate {
        rate_of(self.entries.iter())
    }

    /// What they say of one stratum.
    pub fn rate_within(&self, stratum: usize) -> Rate {
        let of = |drawn: &&Drawn| drawn.within.iter().any(|one| usize::from(*one) == stratum);
        rate_of(self.entries.iter().filter(of))
    }

    /// Items without a verdict that decides.
    pub fn undecided(&self) -> usize {
        self.entries.len() - self.rate().decided as usize
    }
}
