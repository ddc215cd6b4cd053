//! What a reader hands over: images, labels, annotations and problems, one at a time.
//!
//! Drafts keep the file's own coordinates. Whoever receives them knows the picture's size and
//! orientation and makes finished annotations.

use std::fmt;
use std::sync::Arc;

use crate::model::geometry::Joint;
use crate::model::{Annotation, Attribute, ContentHash, Id, Label, Point, Shape, Source, Text};

use super::plain::Plain;
use super::rle::Columns;

/// A place in a text file, both from one. Columns count bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: u64,
    /// Byte within the line.
    pub column: u64,
}

impl Position {
    /// The start of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// The shape as the file gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A finished shape, in pixels or fractions as the format has it.
    Shape(Shape),
    /// A COCO run-length mask, decoded when it is looked at.
    Columns(Columns),
    /// Four corners of a turned box, which only pixels make rectangular again.
    Corners([Point; 4]),
}

impl Form {
    /// The shape in the file's coordinates: masks are decoded, corners become a polygon.
    pub fn into_shape(self) -> Shape {
        match self {
            Self::Shape(shape) => shape,
            Self::Columns(columns) => Shape::Mask {
                mask: columns.to_mask(),
            },
            Self::Corners(corners) => Shape::Polygon {
                rings: vec![corners.to_vec()],
            },
        }
    }
}

impl Form {
    /// Roughly the bytes that it holds beyond its own size.
    fn weight(&self) -> usize {
        const POINT: usize = size_of::<Point>();
        match self {
            Self::Columns(columns) => size_of_val(columns.runs()),
            Self::Corners(_) => 0,
            Self::Shape(shape) => match shape {
                Shape::Polygon { rings } => rings
                    .iter()
                    .map(|ring| size_of::<Vec<Point>>() + ring.len() * POINT)
                    .sum(),
                Shape::Polyline { points } | Shape::Points { points } => points.len() * POINT,
                Shape::Mask { mask } => mask.runs.len() * size_of::<u32>(),
                Shape::Skeleton { joints, edges } => {
                    joints.len() * size_of::<Joint>() + edges.len() * 4
                }
                Shape::Span { text, .. } => text.len(),
                Shape::Track { frames } => frames.len() * 4 * size_of::<Shape>(),
                Shape::Unknown { kind, raw } => kind.len() + raw.len(),
                Shape::Box { .. }
                | Shape::RotatedBox { .. }
                | Shape::Ellipse { .. }
                | Shape::Cuboid { .. }
                | Shape::Tag
                | Shape::Segment { .. } => 0,
            },
        }
    }
}

/// An annotation as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The file's id, if it gives one.
    pub id: Option<Id>,
    /// The file's id of the label (category id, class number).
    pub label: Option<Id>,
    /// Its shape.
    pub form: Form,
    /// Attributes in the file's order.
    pub attributes: Vec<Attribute>,
    /// Score, 0 to 1.
    pub score: Option<f32>,
    /// Who made it.
    pub author: Option<Text>,
    /// What made it.
    pub source: Source,
    /// Its group.
    pub group: Option<u32>,
    /// Marked as hidden behind something.
    pub occluded: bool,
    /// A region full of objects.
    pub crowd: bool,
    /// Drawing order.
    pub z: i32,
}

impl Draft {
    /// A draft with a shape and nothing else.
    pub fn new(form: Form) -> Self {
        Self {
            id: None,
            label: None,
            form,
            attributes: Vec::new(),
            score: None,
            author: None,
            source: Source::Manual,
            group: None,
            occluded: false,
            crowd: false,
            z: 0,
        }
    }

    /// Roughly the bytes that it holds in memory.
    pub fn weight(&self) -> usize {
        let attributes = self.attributes.iter();
        let texts: usize = attributes
            .map(|one| size_of::<Attribute>() + one.name.len() + one.value.len())
            .sum();
        size_of::<Self>() + self.form.weight() + texts
    }

    /// The annotation in the file's coordinates, without hash and verdict.
    pub fn into_annotation(self, id: Id, label: u32) -> Annotation {
        Annotation {
            id,
            label,
            shape: self.form.into_shape(),
            attributes: self.attributes,
            score: self.score,
            author: self.author,
            source: self.source,
            group: self.group,
            occluded: self.occluded,
            crowd: self.crowd,
            z: self.z,
            result: 0,
            on: 0,
            hash: ContentHash(0),
            verdict: None,
        }
    }
}

/// An image that a file names.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageEntry {
    /// The id that annotations refer to.
    pub id: Id,
    /// The file name or path as written.
    pub file: String,
    /// Stated width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// A label that a file defines.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelEntry {
    /// The id that annotations refer to.
    pub id: Id,
    /// The label.
    pub label: Label,
    /// Pairs of joint numbers (from zero) that are joined.
    pub edges: Arc<[(u16, u16)]>,
}

impl LabelEntry {
    /// A label of which no more than its name is known.
    pub fn named(id: Id, name: &str) -> Self {
        Self {
            id,
            edges: Arc::from([]),
            label: Label {
                id: None,
                name: Text::line(name),
                color: None,
                parent: None,
                joints: Vec::new(),
            },
        }
    }
}

/// Something that could not be read, in words that name the field; the file is the receiver's to
/// name.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where in the file.
    pub at: Position,
    /// On which image, where that much could be read.
    pub image: Option<Id>,
    /// What is wrong and what became of it.
    pub what: Text,
}

/// Receives what a reader finds, in the file's order: annotations may come before their image or
/// label.
pub trait Sink {
    /// An image.
    fn image(&mut self, image: ImageEntry);
    /// The picture of the image that comes next is written into the file itself.
    fn embedded(&mut self, _image: &Id) {}
    /// A label.
    fn label(&mut self, label: LabelEntry);
    /// An annotation of an image.
    fn annotation(&mut self, image: Id, draft: Draft);
    /// An annotation that most are like, for receivers that need no draft of it. The image is told
    /// by its number.
    fn plain(&mut self, image: u64, plain: &Plain<'_>) {
        self.annotation(Id::Number(image), plain.to_draft());
    }
    /// Something was left out.
    fn problem(&mut self, problem: Problem);
    /// Whether reading should end early.
    fn stopped(&self) -> bool;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_shapes_weigh_what_they_hold() {
        let weight = |shape| Draft::new(Form::Shape(shape)).weight();
        let points = vec![Point::default(); 10_000];
        let plain = weight(Shape::Tag);
        let mask = crate::model::Mask {
            x: 0,
            y: 0,
            width: 1,
            height: 1,
            runs: vec![0; 10_000].into(),
        };
        assert!(plain < 1_000);
        let rings = vec![points.clone(), points.clone()];
        assert!(weight(Shape::Polygon { rings }) > 160_000);
        assert!(weight(Shape::Polyline { points }) > 80_000);
        assert!(weight(Shape::Mask { mask }) > 40_000);
    }
}
