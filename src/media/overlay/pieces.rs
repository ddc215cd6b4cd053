//! Taking shapes apart into the few things that can be drawn, in output pixels.

use super::frame::Frame;
use super::ink::{Ink, Weight};
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Mask, Point, Rect, Shape};

/// Tracks within tracks that are followed.
const TRACK_DEPTH: usize = 4;

/// Something that can be drawn; all points in output pixels, near the output.
pub(super) enum Piece<'a> {
    /// An upright box between two corners.
    Upright { low: Point, high: Point },
    /// Closed rings, filled by the even-odd rule and outlined.
    Region { rings: Vec<Vec<Point>> },
    /// Open lines.
    Lines {
        lines: Vec<Vec<Point>>,
        weight: Weight,
    },
    /// Points, filled or hollow.
    Dots { dots: Vec<(Point, bool)> },
    /// A bitmap.
    Bitmap(&'a Mask),
}

/// What stands for a shape in a single picture: a track shows its first key frame in view.
pub(super) fn visible_shape(shape: &Shape) -> &Shape {
    let mut shape = shape;
    for _ in 0..TRACK_DEPTH {
        match shape {
            Shape::Track { frames } => match frames.iter().find(|frame| !frame.outside) {
                Some(frame) => shape = &frame.shape,
                None => return shape,
            },
            _ => return shape,
        }
    }
    shape
}

/// The pieces of a shape, in drawing order.
pub(super) fn pieces<'a>(shape: &'a Shape, frame: &Frame, ink: &Ink) -> Vec<Piece<'a>> {
    match shape {
        Shape::Box { rect } => vec![upright(*rect, frame)],
        Shape::RotatedBox { rect, degrees } => {
            let center = rect.center();
            let corners = rect.corners().map(|p| p.turned(center, *degrees));
            vec![region([corners.into_iter()], frame)]
        }
        Shape::Polygon { rings } => {
            vec![region(rings.iter().map(|ring| ring.iter().copied()), frame)]
        }
        Shape::Polyline { points } => vec![Piece::Lines {
            lines: frame.line(points.iter().copied()),
            weight: Weight::Full,
        }],
        Shape::Points { points } => vec![Piece::Dots {
            dots: dots(points.iter().map(|p| (*p, true)), frame),
        }],
        Shape::Ellipse {
            center,
            rx,
            ry,
            degrees,
        } => vec![region([ellipse(*center, *rx, *ry, *degrees, frame)], frame)],
        Shape::Mask { mask } => vec![Piece::Bitmap(mask)],
        Shape::Cuboid { points } => cuboid(points, frame),
        Shape::Skeleton { joints, edges } => skeleton(joints, edges, frame, ink),
        Shape::Tag
        | Shape::Span { .. }
        | Shape::Segment { .. }
        | Shape::Track { .. }
        | Shape::Unknown { .. } => Vec::new(),
    }
}

fn upright<'a>(rect: Rect, frame: &Frame) -> Piece<'a> {
    let low = frame.spot(Point::new(rect.x, rect.y));
    let right = f64::from(rect.x) + f64::from(rect.width);
    let bottom = f64::from(rect.y) + f64::from(rect.height);
    let high = (frame.across(right), frame.down(bottom));
    // Pulling the corners near moves no edge that can be seen.
    Piece::Upright {
        low: frame.near((low.0.min(high.0), low.1.min(high.1))),
        high: frame.near((low.0.max(high.0), low.1.max(high.1))),
    }
}

fn region<'a, R: Iterator<Item = Point>>(
    rings: impl IntoIterator<Item = R>,
    frame: &Frame,
) -> Piece<'a> {
    Piece::Region {
        rings: rings
            .into_iter()
            .map(|ring| frame.ring(ring))
            .filter(|ring| !ring.is_empty())
            .collect(),
    }
}

fn dots(points: impl Iterator<Item = (Point, bool)>, frame: &Frame) -> Vec<(Point, bool)> {
    points
        .map(|(point, filled)| (frame.spot(point), filled))
        .filter(|(spot, _)| frame.is_near(*spot))
        .map(|(spot, filled)| (frame.near(spot), filled))
        .take(crate::limits::DRAWN_POINTS)
        .collect()
}

/// Enough points around an ellipse that the chords stay a quarter of an output pixel from it.
fn ellipse(
    center: Point,
    rx: f32,
    ry: f32,
    degrees: f32,
    frame: &Frame,
) -> impl Iterator<Item = Point> {
    let scale = frame.scale();
    let radius = f64::from(rx.abs().max(ry.abs())) * scale.0.max(scale.1);
    // At most 2,048, so the cast is exact.
    let steps = (std::f64::consts::PI * (radius * 2.0).sqrt()).clamp(12.0, 2_048.0) as u16;
    (0..steps).map(move |step| {
        let angle = f32::from(step) / f32::from(steps) * std::f32::consts::TAU;
        let (sin, cos) = angle.sin_cos();
        Point::new(center.x + rx * cos, center.y + ry * sin).turned(center, degrees)
    })
}

fn cuboid<'a>(points: &[Point; 8], frame: &Frame) -> Vec<Piece<'a>> {
    let [a, b, c, d, e, f, g, h] = *points;
    let mut behind = frame.line([e, f, g, h, e].into_iter());
    for (front, back) in [(a, e), (b, f), (c, g), (d, h)] {
        behind.extend(frame.line([front, back].into_iter()));
    }
    vec![
        Piece::Lines {
            lines: behind,
            weight: Weight::Thin,
        },
        region([[a, b, c, d].into_iter()], frame),
    ]
}

fn skeleton<'a>(
    joints: &[Joint],
    edges: &[(u16, u16)],
    frame: &Frame,
    ink: &Ink,
) -> Vec<Piece<'a>> {
    let seen = |number: u16| {
        joints
            .get(usize::from(number))
            .filter(|joint| joint.visibility != Visibility::Absent)
    };
    let radius = f64::from(ink.dot_radius());
    let lines = edges
        .iter()
        .filter_map(|&(from, to)| Some((seen(from)?, seen(to)?)))
        .flat_map(|(from, to)| {
            // An edge ends at the rim of a hollow joint, so that the joint stays hollow.
            let ends = (
                shortened(from, to.point, radius, frame),
                shortened(to, from.point, radius, frame),
            );
            frame.line([ends.0, ends.1].into_iter())
        })
        .collect();
    let joints = joints
        .iter()
        .filter(|joint| joint.visibility != Visibility::Absent)
        .map(|joint| (joint.point, joint.visibility == Visibility::Visible));
    vec![
        Piece::Lines {
            lines,
            weight: Weight::Full,
        },
        Piece::Dots {
            dots: dots(joints, frame),
        },
    ]
}

/// Where the edge from a joint towards a place begins, in image pixels.
fn shortened(joint: &Joint, towards: Point, radius: f64, frame: &Frame) -> Point {
    let (at, to) = (frame.spot(joint.point), frame.spot(towards));
    let length = (to.0 - at.0).hypot(to.1 - at.1);
    if joint.visibility == Visibility::Visible || !length.is_finite() || length <= radius * 2.0 {
        return joint.point;
    }
    let part = (radius / length) as f32;
    Point::new(
        joint.point.x + (towards.x - joint.point.x) * part,
        joint.point.y + (towards.y - joint.point.y) * part,
    )
}
