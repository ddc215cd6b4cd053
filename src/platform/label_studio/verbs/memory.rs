//! What is remembered between looking and writing: what an item looked like, which operation made
//! something, what was in a marker before, and which attempts surely never arrived.

use crate::limits::STUDIO_REMEMBERED;
use crate::model::{ContentHash, Id, ItemDetail, OpId, ResultKind, Timestamp};
use crate::platform::{Attempt, PlatformError};

use crate::platform::recent::Recent;

/// Something that a POST made, by its number on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Made {
    /// An annotation.
    Annotation(u64),
    /// A comment.
    Comment(u64),
}

/// A result as it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenResult {
    /// When it had been changed last.
    pub changed: Timestamp,
    /// Hash over what it holds; none after a write of ours, whose outcome was not decoded.
    pub hash: Option<ContentHash>,
}

/// An item as it was last seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenItem {
    /// Its live results.
    pub live: Vec<u64>,
    /// Every submitted result, skipped ones too.
    pub submitted: Vec<u64>,
    /// Hash over all of it.
    pub hash: Option<ContentHash>,
}

/// What is remembered; all of it bounded, none of it needed for being right, only for needing no
/// further look.
pub struct Memory {
    made: Recent<Made, OpId>,
    /// Whether every attempt of an operation so far surely never arrived.
    unsent: Recent<OpId, bool>,
    items: Recent<u64, SeenItem>,
    results: Recent<u64, SeenResult>,
    markers: Recent<u64, Option<String>>,
    /// What reviews of ours said, by annotation: the server makes comments of it.
    reasons: Recent<(u64, String), ()>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            made: Recent::new(STUDIO_REMEMBERED),
            unsent: Recent::new(STUDIO_REMEMBERED),
            items: Recent::new(STUDIO_REMEMBERED),
            results: Recent::new(STUDIO_REMEMBERED),
            markers: Recent::new(STUDIO_REMEMBERED),
            reasons: Recent::new(STUDIO_REMEMBERED),
        }
    }
}

impl Memory {
    /// Remembers what an item looks like. Whoever reads an item tells it here.
    pub fn saw(&self, task: u64, detail: &ItemDetail) {
        let mut seen = SeenItem {
            hash: Some(detail.hash),
            ..SeenItem::default()
        };
        for result in &detail.results {
            let (ResultKind::Submitted, Id::Number(id)) = (result.kind, &result.id) else {
                continue;
            };
            seen.submitted.push(*id);
            if result.is_live() {
                seen.live.push(*id);
            }
            let known = SeenResult {
                changed: result.at,
                hash: Some(result.hash),
            };
            self.results.put(*id, known);
        }
        self.items.put(task, seen);
    }

    /// An item as it was last seen, if it was.
    pub fn item(&self, task: u64) -> Option<SeenItem> {
        self.items.get(&task)
    }

    /// A result as it was last seen, if it was.
    pub fn result(&self, annotation: u64) -> Option<SeenResult> {
        self.results.get(&annotation)
    }

    /// A write of ours has changed a result; what it holds stays as it was.
    pub fn wrote(&self, annotation: u64, changed: Timestamp) {
        let hash = self.results.get(&annotation).and_then(|seen| seen.hash);
        self.results.put(annotation, SeenResult { changed, hash });
    }

    /// An item has other results than it had.
    pub fn forget_item(&self, task: u64) {
        self.items.forget(&task);
    }

    /// Whether something may be what an operation made: no other one is known to have.
    pub fn may_be_of(&self, made: Made, operation: OpId) -> bool {
        self.made.get(&made).is_none_or(|by| by == operation)
    }

    /// An operation has made something.
    pub fn made(&self, made: Made, operation: OpId) {
        self.made.put(made, operation);
    }

    /// Remembers what an attempt came to: one that the server surely has not taken in may be
    /// repeated without a look.
    pub fn came_to(&self, operation: OpId, attempt: Attempt, error: &PlatformError) {
        let unsure = matches!(error, PlatformError::Uncertain(_) | PlatformError::Stopped);
        let before = match attempt {
            Attempt::First => true,
            Attempt::Again => self.surely_unsent(operation),
        };
        self.unsent.put(operation, before && !unsure);
    }

    /// Whether every earlier attempt of an operation surely was not taken in.
    pub fn surely_unsent(&self, operation: OpId) -> bool {
        self.unsent.get(&operation) == Some(true)
    }

    /// Remembers what a marker said before ours.
    pub fn keep_marker(&self, annotation: u64, before: Option<String>) {
        self.markers.put(annotation, before);
    }

    /// What a marker said before ours; none when that is not known.
    pub fn marker(&self, annotation: u64) -> Option<Option<String>> {
        self.markers.get(&annotation)
    }

    /// A review of ours gave a reason, of which the server made a comment.
    pub fn gave_reason(&self, annotation: u64, reason: &str) {
        self.reasons.put((annotation, reason.trim().to_owned()), ());
    }

    /// Whether a review of ours has said this, once.
    pub fn take_reason(&self, annotation: u64, said: &str) -> bool {
        let key = (annotation, said.trim().to_owned());
        let known = self.reasons.get(&key).is_some();
        self.reasons.forget(&key);
        known
    }
}
