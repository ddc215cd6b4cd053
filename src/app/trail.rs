//! Where the reviewer has been: places to go back to and forward again.

use crate::limits::TRAIL_PLACES;
use crate::model::NodeRef;

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// The inbox.
    Inbox,
    /// A list, with the row under its cursor.
    List(NodeRef),
    /// An item under review.
    Review(NodeRef),
}

impl Spot {
    /// The node that it is at; none for the inbox.
    pub fn node(&self) -> Option<&NodeRef> {
        match self {
            Self::Inbox => None,
            Self::List(node) | Self::Review(node) => Some(node),
        }
    }

    /// Whether both are the same place; of lists and jobs under review, whatever row is chosen.
    pub fn is_at(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Inbox, Self::Inbox) => true,
            (Self::List(a), Self::List(b)) | (Self::Review(a), Self::Review(b)) => {
                a.level() == b.level() && a.parent() == b.parent()
            }
            _ => false,
        }
    }
}

/// Where to go when a place is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// To the place before.
    Back,
    /// To the place after.
    Forward,
}

/// Places by time, newest last.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// Those before.
    pub back: Vec<Spot>,
    /// Those gone back from, the nearest last.
    pub forward: Vec<Spot>,
    /// A place is being gone to: where to go on when it is gone.
    pub heading: Option<Heading>,
}

impl Trail {
    /// A place is left by a jump.
    pub fn leave(&mut self, spot: Spot) {
        self.forward.clear();
        push(&mut self.back, spot);
    }
}

/// Adds a place to an end; one in which only another row was chosen is replaced.
pub fn push(places: &mut Vec<Spot>, spot: Spot) {
    if places.last().is_some_and(|last| last.is_at(&spot)) {
        places.pop();
    }
    if places.len() == TRAIL_PLACES {
        places.remove(0);
    }
    places.push(spot);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, Id, Level};

    #[test]
    fn places_are_bounded_and_a_list_counts_once() {
        let root = NodeRef::root(AccountId::new("a"));
        let job = |project: u64, job: u64| {
            let project = root.child(Level::Project, Id::Number(project));
            Spot::List(project.child(Level::Job, Id::Number(job)))
        };
        let mut trail = Trail::default();
        trail.forward.push(Spot::Inbox);
        trail.leave(job(1, 1));
        trail.leave(job(1, 2));
        assert_eq!((trail.back.len(), trail.forward.len()), (1, 0));
        assert_eq!(trail.back.last(), Some(&job(1, 2)));
        for number in 0..2 * TRAIL_PLACES as u64 {
            trail.leave(job(number, 1));
        }
        assert_eq!(trail.back.len(), TRAIL_PLACES);
    }
}
