//! Annotations as most files say them: a few polygons or a box, told in numbers. They are handed
//! over without anything being allocated for them, so that files of a gigabyte are read quickly.

use crate::model::{Id, Point, Rect, Shape};

use super::draft::{Draft, Form};

/// An annotation that is told whole by numbers, in the file's own coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain<'a> {
    /// The file's id, if it gives one.
    pub id: Option<u64>,
    /// The file's id of the label (category id).
    pub label: Option<u64>,
    /// Its shape.
    pub outline: Outline<'a>,
    /// Score, 0 to 1, finite.
    pub score: Option<f32>,
    /// Marked as hidden behind something.
    pub occluded: bool,
    /// A region full of objects.
    pub crowd: bool,
}

/// The shape of a plain annotation. All numbers are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outline<'a> {
    /// A box.
    Box(Rect),
    /// A box turned by degrees, clockwise.
    Turned(Rect, f32),
    /// A polygon.
    Rings(Rings<'a>),
}

/// Rings that lie one after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rings<'a> {
    /// The points of all of them.
    pub points: &'a [Point],
    /// For each ring, the place behind its last point.
    pub ends: &'a [usize],
}

impl<'a> Rings<'a> {
    /// One ring after the other.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a [Point]> {
        let mut from = 0;
        self.ends.iter().map(move |&end| {
            let ring = self.points.get(from..end).unwrap_or_default();
            from = end;
            ring
        })
    }
}

impl Plain<'_> {
    /// The same as a draft.
    pub fn to_draft(&self) -> Draft {
        let mut draft = Draft::new(Form::Shape(match self.outline {
            Outline::Box(rect) => Shape::Box { rect },
            Outline::Turned(rect, degrees) => Shape::RotatedBox { rect, degrees },
            Outline::Rings(rings) => Shape::Polygon {
                rings: rings.iter().map(<[Point]>::to_vec).collect(),
            },
        }));
        draft.id = self.id.map(Id::Number);
        draft.label = self.label.map(Id::Number);
        draft.score = self.score;
        draft.occluded = self.occluded;
        draft.crowd = self.crowd;
        draft
    }
}
