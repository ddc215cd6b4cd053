//! Issues: located, resolvable complaints with a thread of comments.

use serde::{Deserialize, Serialize};

use super::{Id, NodeRef, Permissions, Point, Rect, Shape, Text, Timestamp};

/// Where on the item an issue is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    /// The whole item.
    #[default]
    Item,
    /// A point in image pixels.
    At {
        /// The point.
        point: Point,
    },
    /// A box in image pixels.
    Within {
        /// The box.
        rect: Rect,
    },
    /// An outline of three or more points in image pixels.
    Outline {
        /// The points; the last joins the first.
        points: Vec<Point>,
    },
}

impl Place {
    /// What marks the place on a picture; none for the whole item.
    pub fn shape(&self) -> Option<Shape> {
        Some(match self {
            Self::Item => return None,
            Self::At { point } => Shape::Points {
                points: vec![*point],
            },
            Self::Within { rect } => Shape::Box { rect: *rect },
            Self::Outline { points } => Shape::Polygon {
                rings: vec![points.clone()],
            },
        })
    }

    /// The box to look at; a point has none of its own size.
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Item => None,
            Self::At { point } => Some(Rect::new(point.x, point.y, 0.0, 0.0)),
            Self::Within { rect } => Some(*rect),
            Self::Outline { points } => Rect::around(points.iter().copied()),
        }
    }
}

/// One message of a thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// The platform's id.
    pub id: Id,
    /// Who wrote it.
    pub author: Text,
    /// When, UTC.
    pub at: Timestamp,
    /// What.
    pub text: Text,
}

/// A complaint about an item, a place on it or one annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// The platform's id.
    pub id: Id,
    /// The item it is on.
    pub item: NodeRef,
    /// Where on the item.
    pub place: Place,
    /// The annotation it is about, if any.
    pub annotation: Option<Id>,
    /// Who should see to it.
    pub assignee: Option<Text>,
    /// Who opened it.
    pub owner: Text,
    /// When it was opened, UTC.
    pub at: Timestamp,
    /// Whether it is said to be fixed.
    pub resolved: bool,
    /// The thread, oldest first; the first comment is the issue's own text.
    pub comments: Vec<Comment>,
    /// What may not be done with this issue, beyond what its item forbids.
    #[serde(default)]
    pub rights: Permissions,
}

impl Issue {
    /// The issue's own text.
    pub fn text(&self) -> &str {
        self.comments
            .first()
            .map_or("", |comment| comment.text.as_str())
    }
}
