//! What is kept of a session for the next start: lists as they were left, shapes as they were when
//! something was said of them.

use serde::{Deserialize, Serialize};

use super::{
    Annotation, ContentHash, Id, ItemDetail, Level, NodeRef, OpId, Place, Shape, Text, Timestamp,
};

/// An account's part of a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The open lists, outermost first.
    pub lists: Vec<ListState>,
    /// The node under the cursor of a list was left, and not an item under review.
    pub listed: bool,
    /// The name of the overlay's look; empty for the usual one.
    pub look: String,
}

/// A list as it was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListState {
    /// Whose children it lists.
    pub parent: NodeRef,
    /// Their level.
    pub level: Level,
    /// The row under the cursor.
    #[serde(default)]
    pub cursor: Option<Id>,
    /// The filter as typed, with its order.
    #[serde(default)]
    pub filter: Text,
    /// Marked rows, and whether each is a view.
    #[serde(default)]
    pub marks: Vec<(Id, bool)>,
}

/// What an annotation or place was like when something was said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// The operation that said it.
    pub op: OpId,
    /// When, UTC.
    pub at: Timestamp,
    /// The item.
    pub item: NodeRef,
    /// The annotation; none for a place or the whole item.
    pub annotation: Option<Id>,
    /// Its label.
    pub label: Text,
    /// Its shape; none for what has no place on a picture.
    pub shape: Option<Shape>,
    /// Hash of the annotation's content, or of the item's.
    pub hash: ContentHash,
    /// The text of the issue; empty for a verdict.
    pub text: Text,
    /// The place of the issue.
    pub place: Place,
}

impl Before {
    /// An annotation of an item as it is now. A shape of very many points is kept as its box.
    pub fn of(detail: &ItemDetail, one: &Annotation, most_points: usize) -> Self {
        let shape = match points(&one.shape) > most_points {
            true => one.shape.bounds().map(|rect| Shape::Box { rect }),
            false => Some(one.shape.clone()),
        };
        Self {
            op: OpId {
                session: 0,
                number: 0,
            },
            at: Timestamp::default(),
            item: detail.node.clone(),
            annotation: Some(one.id.clone()),
            label: Text::line(detail.label_name(one)),
            shape: shape.filter(|shape| shape.bounds().is_some()),
            hash: one.hash,
            text: Text::default(),
            place: Place::Item,
        }
    }
}

/// About how many points a shape is written with.
fn points(shape: &Shape) -> usize {
    match shape {
        Shape::Polygon { rings } => rings.iter().map(Vec::len).sum(),
        Shape::Polyline { points, .. } | Shape::Points { points } => points.len(),
        Shape::Mask { mask } => mask.spans().count(),
        Shape::Track { .. } => usize::MAX,
        _ => 8,
    }
}
