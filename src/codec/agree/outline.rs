//! Areas as stretches along rows of a grid, so that any two of them can be laid over each other.

use crate::limits::{AGREE_POINTS, AGREE_ROWS};
use crate::model::{Point, Rect, Shape};

/// Sides of the polygon that stands for an ellipse: its area is right to a two-thousandth.
const ELLIPSE_SIDES: u16 = 128;

/// An area whose overlap with others can be measured.
pub(super) enum Outline {
    /// Closed rings, filled by the even-odd rule.
    Rings(Vec<Vec<Point>>),
    /// A bitmap, its stretches sorted by rows.
    Bitmap(Vec<(u32, u32, u32)>),
}

/// A stretch `from..to` along a row.
type Stretch = (f64, f64);

impl Outline {
    /// The outline of a shape with an area; none for others.
    pub(super) fn of(shape: &Shape) -> Option<Self> {
        Some(match shape {
            Shape::Box { rect } => Self::Rings(vec![rect.corners().to_vec()]),
            Shape::RotatedBox { rect, degrees } => {
                let corners = rect.corners().map(|p| p.turned(rect.center(), *degrees));
                Self::Rings(vec![corners.to_vec()])
            }
            Shape::Polygon { rings } => Self::Rings(rings.iter().map(|ring| thin(ring)).collect()),
            Shape::Ellipse {
                center,
                rx,
                ry,
                degrees,
            } => {
                let point = |step: u16| {
                    let angle = f32::from(step) / f32::from(ELLIPSE_SIDES) * std::f32::consts::TAU;
                    let (sin, cos) = angle.sin_cos();
                    Point::new(center.x + rx * cos, center.y + ry * sin).turned(*center, *degrees)
                };
                Self::Rings(vec![(0..ELLIPSE_SIDES).map(point).collect()])
            }
            Shape::Mask { mask } => Self::Bitmap(mask.spans().collect()),
            Shape::Cuboid { .. } => Self::Rings(vec![shape.bounds()?.corners().to_vec()]),
            _ => return None,
        })
    }

    fn is_bitmap(&self) -> bool {
        matches!(self, Self::Bitmap(_))
    }

    /// Its stretches on each row of a grid.
    fn rows(&self, grid: &Grid) -> Vec<Vec<Stretch>> {
        let mut rows = vec![Vec::new(); grid.count];
        match self {
            Self::Rings(rings) => crossings(rings, grid, &mut rows),
            Self::Bitmap(spans) => {
                for (number, row) in rows.iter_mut().enumerate() {
                    let at = grid.middle(number).floor();
                    let first = spans.partition_point(|(y, ..)| f64::from(*y) < at);
                    let here = spans.iter().skip(first);
                    let here = here.take_while(|(y, ..)| f64::from(*y) <= at);
                    row.extend(here.map(|(_, from, to)| (f64::from(*from), f64::from(*to))));
                }
            }
        }
        rows
    }
}

/// At most so many points of a ring, evenly taken.
fn thin(ring: &[Point]) -> Vec<Point> {
    let step = ring.len().div_ceil(AGREE_POINTS).max(1);
    ring.iter().step_by(step).copied().collect()
}

/// Rows of equal height from a top edge on, looked at in their middles.
struct Grid {
    top: f64,
    step: f64,
    count: usize,
}

impl Grid {
    /// A grid over two areas. Rows of a bitmap fall on whole rows of the grid, where there are not
    /// too many of them.
    fn over(a: (&Outline, Rect), b: (&Outline, Rect)) -> Option<Self> {
        let both = a.1.union(b.1);
        let (top, bottom) = (f64::from(both.y), f64::from(both.y + both.height));
        if !(a.0.is_bitmap() || b.0.is_bitmap()) {
            return Self::between(top, bottom, AGREE_ROWS);
        }
        let (top, bottom) = (top.floor(), bottom.ceil());
        let pixels = bottom - top;
        if !(1.0..=AGREE_ROWS as f64).contains(&pixels) {
            return Self::between(top, bottom, AGREE_ROWS);
        }
        // Between 1 and the bound just checked.
        let pixels = pixels as usize;
        Self::between(top, bottom, AGREE_ROWS / pixels * pixels)
    }

    fn between(top: f64, bottom: f64, count: usize) -> Option<Self> {
        let step = (bottom - top) / count as f64;
        let sound = step.is_finite() && step > 0.0;
        sound.then_some(Self { top, step, count })
    }

    fn middle(&self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * self.step
    }

    /// The rows whose middle lies between two heights.
    fn rows(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let row = |y: f64| {
            let at = ((y - self.top) / self.step - 0.5).ceil();
            // Clamped to the grid.
            at.clamp(0.0, self.count as f64) as usize
        };
        row(from)..row(to)
    }
}

/// Where rings cross the rows, as stretches between an odd and an even crossing.
fn crossings(rings: &[Vec<Point>], grid: &Grid, rows: &mut [Vec<Stretch>]) {
    let mut found: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
    for ring in rings {
        let ends = ring.iter().skip(1).chain(ring.first());
        for (a, b) in ring.iter().zip(ends) {
            let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
            let (from, to) = (f64::from(low.y), f64::from(high.y));
            for number in grid.rows(from, to) {
                let part = (grid.middle(number) - from) / (to - from);
                let x = f64::from(low.x) + part * (f64::from(high.x) - f64::from(low.x));
                if let Some(row) = found.get_mut(number) {
                    row.push(x);
                }
            }
        }
    }
    for (row, mut found) in rows.iter_mut().zip(found) {
        found.sort_by(f64::total_cmp);
        let (pairs, _) = found.as_chunks::<2>();
        row.extend(pairs.iter().map(|[from, to]| (*from, *to)));
    }
}

/// Intersection over union of two areas with their bounds.
pub(super) fn intersection_over_union(a: (&Outline, Rect), b: (&Outline, Rect)) -> f32 {
    let Some(grid) = Grid::over(a, b) else {
        return 0.0;
    };
    let (left, right) = (a.0.rows(&grid), b.0.rows(&grid));
    let length = |row: &[Stretch]| row.iter().map(|(from, to)| to - from).sum::<f64>();
    let (mut shared, mut total) = (0.0, 0.0);
    for (left, right) in left.iter().zip(&right) {
        let both = common(left, right);
        shared += both;
        total += length(left) + length(right) - both;
    }
    // A quotient of lengths, the smaller over the larger.
    if total > 0.0 {
        (shared / total) as f32
    } else {
        0.0
    }
}

/// Length that two sorted rows of stretches share.
fn common(left: &[Stretch], right: &[Stretch]) -> f64 {
    let (mut l, mut r) = (left.iter().peekable(), right.iter().peekable());
    let mut sum = 0.0;
    while let (Some(a), Some(b)) = (l.peek(), r.peek()) {
        sum += (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
        if a.1 <= b.1 {
            l.next();
        } else {
            r.next();
        }
    }
    sum
}
