//! What two shapes of one kind have in common, 0 to 1.

use crate::limits::{AGREE_FRAMES, AGREE_LINE_POINTS};
use crate::model::geometry::{Joint, KeyFrame, Visibility};
use crate::model::{Point, Rect, Shape};

use super::outline::{Outline, intersection_over_union};

/// The part of a picture's diagonal at which points have nothing in common any more.
const POINT_REACH: f32 = 0.05;
/// The part of an object's diagonal at which joints have nothing in common any more.
const JOINT_REACH: f32 = 0.1;

/// How far apart points may lie, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Reach(f32);

impl Reach {
    pub(super) fn of(surroundings: Rect) -> Self {
        let diagonal = surroundings.width.hypot(surroundings.height);
        Self((diagonal * POINT_REACH).max(1.0))
    }

    fn share(self, distance: f32) -> f32 {
        (1.0 - distance / self.0).clamp(0.0, 1.0)
    }
}

/// A shape with what its comparisons share.
pub(super) struct Prepared<'a> {
    shape: &'a Shape,
    bounds: Option<Rect>,
    outline: Option<Outline>,
}

impl<'a> Prepared<'a> {
    pub(super) fn of(shape: &'a Shape) -> Self {
        let finite = shape.is_finite();
        Self {
            shape,
            bounds: shape.bounds().filter(|_| finite),
            outline: Outline::of(shape).filter(|_| finite),
        }
    }
}

/// What two shapes have in common. Shapes that are equal have everything in common, whatever they
/// are; shapes of different kinds have nothing.
pub(super) fn measure(a: &Prepared, b: &Prepared, reach: Reach) -> f32 {
    if a.shape == b.shape {
        return 1.0;
    }
    let value = match (a.shape, b.shape) {
        (
            Shape::Span { start, end, .. },
            Shape::Span {
                start: from,
                end: to,
                ..
            },
        ) => {
            let of = |start: u32, end: u32| (f64::from(start), f64::from(end));
            stretches(of(*start, *end), of(*from, *to))
        }
        (
            Shape::Segment {
                start,
                end,
                channel,
            },
            Shape::Segment {
                start: from,
                end: to,
                channel: other,
            },
        ) if channel == other => stretches((*start, *end), (*from, *to)),
        (Shape::Points { points: a }, Shape::Points { points: b }) => reach.share(chamfer(a, b)),
        (Shape::Polyline { points: a }, Shape::Polyline { points: b }) => {
            reach.share(chamfer(&along(a), &along(b)))
        }
        (Shape::Skeleton { joints: a, .. }, Shape::Skeleton { joints: b, .. }) => joints(a, b),
        (Shape::Track { frames: a }, Shape::Track { frames: b }) => tracks(a, b, reach),
        _ => areas(a, b),
    };
    if value.is_finite() {
        value.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

fn areas(a: &Prepared, b: &Prepared) -> f32 {
    let (Some(left), Some(right)) = (a.bounds, b.bounds) else {
        return 0.0;
    };
    let shared = shared(left, right);
    if shared <= 0.0 {
        return 0.0;
    }
    if let (Shape::Box { rect: a }, Shape::Box { rect: b }) = (a.shape, b.shape) {
        return shared / (a.area() + b.area() - shared);
    }
    match (&a.outline, &b.outline) {
        (Some(a), Some(b)) => intersection_over_union((a, left), (b, right)),
        _ => 0.0,
    }
}

/// Area that two upright rectangles share.
fn shared(a: Rect, b: Rect) -> f32 {
    let wide = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
    let tall = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
    wide.max(0.0) * tall.max(0.0)
}

/// Intersection over union of two stretches.
fn stretches(a: (f64, f64), b: (f64, f64)) -> f32 {
    let shared = (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
    let total = (a.1 - a.0).max(0.0) + (b.1 - b.0).max(0.0) - shared;
    // A quotient of lengths, the smaller over the larger. Instants are the same or are not.
    match total > 0.0 {
        true => (shared / total) as f32,
        false if a == b => 1.0,
        false => 0.0,
    }
}

/// Mean distance to the nearest point of the other side, over both sides.
fn chamfer(a: &[Point], b: &[Point]) -> f32 {
    let nearest = |p: &Point, others: &[Point]| {
        let away = others.iter().map(|q| (p.x - q.x).hypot(p.y - q.y));
        away.fold(f32::INFINITY, f32::min)
    };
    let thin = |points: &[Point]| -> Vec<Point> {
        let step = points.len().div_ceil(AGREE_LINE_POINTS).max(1);
        points.iter().step_by(step).copied().collect()
    };
    let (a, b) = (thin(a), thin(b));
    let one_way = |from: &[Point], to: &[Point]| -> f32 {
        let sum: f32 = from.iter().map(|p| nearest(p, to)).sum();
        sum / from.len().max(1) as f32
    };
    (one_way(&a, &b) + one_way(&b, &a)) / 2.0
}

/// Points at equal distances along a line, so that it does not matter where its corners were set.
fn along(line: &[Point]) -> Vec<Point> {
    let length = |(a, b): (&Point, &Point)| (b.x - a.x).hypot(b.y - a.y);
    let total: f32 = line.iter().zip(line.iter().skip(1)).map(length).sum();
    if !total.is_finite() || total <= 0.0 {
        return line.to_vec();
    }
    let step = total / (AGREE_LINE_POINTS - 1) as f32;
    let (mut out, mut walked, mut next) = (Vec::new(), 0.0, 0.0);
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        let piece = length((a, b));
        while next <= walked + piece && out.len() < AGREE_LINE_POINTS {
            let part = if piece > 0.0 {
                (next - walked) / piece
            } else {
                0.0
            };
            out.push(Point::new(
                a.x + part * (b.x - a.x),
                a.y + part * (b.y - a.y),
            ));
            next += step;
        }
        walked += piece;
    }
    // Sums of small numbers may fall short of the end by a hair.
    if out.len() < AGREE_LINE_POINTS {
        out.extend(line.last().copied());
    }
    out
}

/// Mean over the joints that either side has; one that a side lacks has nothing in common.
fn joints(a: &[Joint], b: &[Joint]) -> f32 {
    let seen = |joint: &&Joint| joint.visibility != Visibility::Absent;
    let all = a.iter().chain(b).filter(seen).map(|joint| joint.point);
    let size = Rect::around(all).unwrap_or_default();
    let reach = Reach((size.width.hypot(size.height) * JOINT_REACH).max(1.0));
    let (mut sum, mut count) = (0.0, 0.0);
    for at in 0..a.len().max(b.len()) {
        match (a.get(at).filter(seen), b.get(at).filter(seen)) {
            (Some(a), Some(b)) => {
                let (a, b) = (a.point, b.point);
                sum += reach.share((a.x - b.x).hypot(a.y - b.y));
            }
            (None, None) => continue,
            _ => {}
        }
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 1.0 }
}

/// Mean over the key frames of both in which either object is there.
fn tracks(a: &[KeyFrame], b: &[KeyFrame], reach: Reach) -> f32 {
    let mut frames: Vec<u32> = a.iter().chain(b).map(|key| key.frame).collect();
    frames.sort_unstable();
    frames.dedup();
    let step = frames.len().div_ceil(AGREE_FRAMES).max(1);
    let (mut sum, mut count) = (0.0, 0.0);
    for frame in frames.into_iter().step_by(step) {
        match (shape_at(a, frame), shape_at(b, frame)) {
            (Some(a), Some(b)) => sum += measure(&Prepared::of(&a), &Prepared::of(&b), reach),
            (None, None) => continue,
            _ => {}
        }
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// A track's shape at a frame: boxes move evenly between key frames, other shapes stay as they were.
fn shape_at(keys: &[KeyFrame], frame: u32) -> Option<Shape> {
    let after = keys.partition_point(|key| key.frame <= frame);
    let from = keys.get(after.checked_sub(1)?).filter(|key| !key.outside)?;
    let shape = match (
        &from.shape,
        keys.get(after).map(|key| (&key.shape, key.frame)),
    ) {
        (Shape::Box { rect: a }, Some((Shape::Box { rect: b }, end))) => {
            let part = (frame - from.frame) as f32 / (end - from.frame).max(1) as f32;
            let mix = |a: f32, b: f32| a + (b - a) * part;
            Shape::Box {
                rect: Rect::new(
                    mix(a.x, b.x),
                    mix(a.y, b.y),
                    mix(a.width, b.width),
                    mix(a.height, b.height),
                ),
            }
        }
        (Shape::Track { .. }, _) => return None,
        (shape, _) => shape.clone(),
    };
    Some(shape)
}
