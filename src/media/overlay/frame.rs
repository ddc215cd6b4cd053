//! From image pixels to output pixels, with clipping and thinning on the way.

use crate::limits::DRAWN_POINTS;
use crate::model::{Point, Rect};

/// Output pixels around the picture that shapes are clipped to; more than any line is wide.
const MARGIN: f64 = 96.0;
/// Points closer to the last one than this, in output pixels, are left out.
const APART: f64 = 0.3;

/// Places farther away than this, in output pixels, are brought nearer along their direction: what
/// is seen does not change, and clipping keeps its precision.
const FAR: f64 = 1e9;

/// A place in output pixels, before it is clipped.
type Spot = (f64, f64);

/// Where the shown part of the image lies in the output.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    crop: Rect,
    size: (u32, u32),
    scale: (f64, f64),
}

impl Frame {
    /// Shows `crop` (image pixels) in an output of `size` pixels.
    pub fn new(crop: Rect, size: (u32, u32)) -> Self {
        let per = |out: u32, side: f32| f64::from(out) / f64::from(side.max(f32::MIN_POSITIVE));
        Self {
            crop,
            size,
            scale: (per(size.0, crop.width), per(size.1, crop.height)),
        }
    }

    /// Output pixels.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// Output pixels per image pixel, across and down.
    pub fn scale(&self) -> (f64, f64) {
        self.scale
    }

    /// A point in output pixels, unclipped.
    pub fn spot(&self, p: Point) -> Spot {
        (self.across(p.x.into()), self.down(p.y.into()))
    }

    /// A horizontal place in output pixels.
    pub fn across(&self, x: f64) -> f64 {
        (x - f64::from(self.crop.x)) * self.scale.0
    }

    /// A vertical place in output pixels.
    pub fn down(&self, y: f64) -> f64 {
        (y - f64::from(self.crop.y)) * self.scale.1
    }

    /// Whether something in these bounds (image pixels), drawn `reach` output pixels beyond them,
    /// could be seen.
    pub fn may_show(&self, bounds: Rect, reach: f32) -> bool {
        let reach = f64::from(reach);
        let low = self.spot(Point::new(bounds.x, bounds.y));
        let right = self.across(f64::from(bounds.x) + f64::from(bounds.width));
        let bottom = self.down(f64::from(bounds.y) + f64::from(bounds.height));
        low.0 <= f64::from(self.size.0) + reach
            && low.1 <= f64::from(self.size.1) + reach
            && right >= -reach
            && bottom >= -reach
    }

    /// A point pulled into the surroundings of the output.
    pub fn near(&self, spot: Spot) -> Point {
        let (low, high) = self.window();
        point((spot.0.clamp(low.0, high.0), spot.1.clamp(low.1, high.1)))
    }

    /// Whether a point lies in the surroundings of the output.
    pub fn is_near(&self, spot: Spot) -> bool {
        let (low, high) = self.window();
        (low.0..=high.0).contains(&spot.0) && (low.1..=high.1).contains(&spot.1)
    }

    /// A closed ring, thinned and clipped (Sutherland and Hodgman); empty when out of sight. Edges
    /// that clipping adds lie in the margin, where they are not seen.
    pub fn ring(&self, points: impl Iterator<Item = Point>) -> Vec<Point> {
        let mut spots = thinned(points.map(|p| drawn_in(self.spot(p))));
        if spots.iter().any(|&spot| !self.is_near(spot)) {
            let (low, high) = self.window();
            spots = cut(&spots, |s| s.0 - low.0);
            spots = cut(&spots, |s| high.0 - s.0);
            spots = cut(&spots, |s| s.1 - low.1);
            spots = cut(&spots, |s| high.1 - s.1);
        }
        spots.into_iter().map(point).collect()
    }

    /// An open line, thinned and clipped into the stretches that are near the output.
    pub fn line(&self, points: impl Iterator<Item = Point>) -> Vec<Vec<Point>> {
        let spots = thinned(points.map(|p| drawn_in(self.spot(p))));
        if let [only] = spots.as_slice() {
            return if self.is_near(*only) {
                vec![vec![point(*only)]]
            } else {
                Vec::new()
            };
        }
        let mut lines: Vec<Vec<Point>> = Vec::new();
        let mut open = false;
        for pair in spots.windows(2) {
            let &[from, to] = pair else { continue };
            let Some((enter, leave)) = self.stretch(from, to) else {
                open = false;
                continue;
            };
            match lines.last_mut() {
                Some(line) if open => line.push(point(leave)),
                _ => lines.push(vec![point(enter), point(leave)]),
            }
            open = leave == to;
        }
        lines
    }

    /// The part of a segment within the surroundings (Liang and Barsky).
    fn stretch(&self, from: Spot, to: Spot) -> Option<(Spot, Spot)> {
        let (low, high) = self.window();
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut start, mut end) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, from.0 - low.0),
            (dx, high.0 - from.0),
            (-dy, from.1 - low.1),
            (dy, high.1 - from.1),
        ];
        for (slope, distance) in sides {
            if slope == 0.0 {
                if distance < 0.0 {
                    return None;
                }
            } else if slope < 0.0 {
                start = start.max(distance / slope);
            } else {
                end = end.min(distance / slope);
            }
        }
        let at = |t: f64| (from.0 + dx * t, from.1 + dy * t);
        (start <= end).then(|| {
            let enter = if start == 0.0 { from } else { at(start) };
            (enter, if end == 1.0 { to } else { at(end) })
        })
    }

    fn window(&self) -> (Spot, Spot) {
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        ((-MARGIN, -MARGIN), (width + MARGIN, height + MARGIN))
    }
}

/// Brings a far place nearer.
fn drawn_in((x, y): Spot) -> Spot {
    let far = x.abs().max(y.abs());
    if far > FAR {
        (x / far * FAR, y / far * FAR)
    } else {
        (x, y)
    }
}

/// Leaves out points that fall on their neighbour, then every nth if there still are too many. The
/// first and the last stay.
fn thinned(spots: impl Iterator<Item = Spot>) -> Vec<Spot> {
    let mut kept: Vec<Spot> = Vec::new();
    let mut last = None;
    for spot in spots {
        last = Some(spot);
        let apart = kept
            .last()
            .is_none_or(|k| (k.0 - spot.0).abs().max((k.1 - spot.1).abs()) >= APART);
        if apart {
            kept.push(spot);
        }
    }
    if kept.len() > DRAWN_POINTS {
        let step = kept.len().div_ceil(DRAWN_POINTS);
        kept = kept.into_iter().step_by(step).collect();
    }
    if last != kept.last().copied() {
        kept.extend(last);
    }
    kept
}

/// Cuts a ring along the line where `depth` is zero and keeps the side where it is positive.
fn cut(ring: &[Spot], depth: impl Fn(Spot) -> f64) -> Vec<Spot> {
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(&last) = ring.last() else {
        return out;
    };
    let mut before = last;
    for &spot in ring {
        let (was, is) = (depth(before), depth(spot));
        if (was < 0.0) != (is < 0.0) {
            let t = was / (was - is);
            out.push((
                before.0 + (spot.0 - before.0) * t,
                before.1 + (spot.1 - before.1) * t,
            ));
        }
        if is >= 0.0 {
            out.push(spot);
        }
        before = spot;
    }
    out
}

/// Rounds to single precision; the values have been clipped to a few thousand.
fn point(spot: Spot) -> Point {
    Point::new(spot.0 as f32, spot.1 as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        Frame::new(Rect::new(10.0, 20.0, 100.0, 50.0), (200, 100))
    }

    #[test]
    fn image_points_become_output_points() {
        assert_eq!(frame().spot(Point::new(10.0, 20.0)), (0.0, 0.0));
        assert_eq!(frame().spot(Point::new(60.0, 45.0)), (100.0, 50.0));
    }

    #[test]
    fn absurd_rings_still_cover_the_picture() {
        let far = 1e30;
        let ring = frame().ring(
            Rect::new(-far, -far, 2.0 * far, 2.0 * far)
                .corners()
                .into_iter(),
        );
        let around = Rect::around(ring).unwrap();
        assert!(
            around.x < 0.0 && around.width > 200.0 && around.width < 1_000.0,
            "{around:?}"
        );
        let away = frame().ring(Rect::new(1e20, 0.0, 5.0, 5.0).corners().into_iter());
        assert!(away.is_empty());
    }

    #[test]
    fn lines_leave_and_come_back() {
        let through = [(0.0, 45.0), (1e9, 45.0), (1e9, 46.0), (-1e9, 46.0)];
        let lines = frame().line(through.into_iter().map(|(x, y)| Point::new(x, y)));
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().flatten().all(|p| p.x.abs() < 400.0));
    }

    #[test]
    fn a_million_points_are_thinned() {
        let circle = (0..1_000_000).map(|at| {
            let (sin, cos) = (at as f32 / 1e6 * std::f32::consts::TAU).sin_cos();
            Point::new(60.0 + 20.0 * cos, 45.0 + 20.0 * sin)
        });
        let ring = frame().ring(circle);
        assert!((100..1_500).contains(&ring.len()), "{}", ring.len());
        let noise = (0..1_000_000_u32).map(|at| {
            let at = at.wrapping_mul(2_654_435_761);
            Point::new(
                10.0 + (at >> 16) as f32 / 700.0,
                20.0 + (at & 0xffff) as f32 / 1_400.0,
            )
        });
        assert!(frame().ring(noise).len() <= DRAWN_POINTS + 8);
    }

    proptest::proptest! {
        #[test]
        fn clipping_stays_near_and_never_panics(
            points in proptest::collection::vec((proptest::num::f32::ANY, proptest::num::f32::ANY), 0..12)
        ) {
            let points: Vec<_> = points
                .into_iter()
                .map(|(x, y)| Point::new(x, y))
                .filter(|p| p.x.is_finite() && p.y.is_finite())
                .collect();
            let ring = frame().ring(points.iter().copied());
            let lines = frame().line(points.iter().copied());
            for p in ring.iter().chain(lines.iter().flatten()) {
                proptest::prop_assert!(p.x.abs() < 400.0 && p.y.abs() < 400.0, "{p:?}");
            }
        }
    }
}
