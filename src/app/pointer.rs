//! What the mouse points at, and which annotation lies under a point of a picture.

use crate::codec::polygon;
use crate::limits::POINTED_ANNOTATIONS;
use crate::model::geometry::{Joint, Visibility};
use crate::model::{ItemDetail, Mask, Point, Rect, Shape};

/// What was drawn in the cell under the mouse. Drawing notes it, so that a click means what was
/// seen, whatever has changed since.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Hit {
    /// Nothing that the mouse means anything to.
    #[default]
    Nothing,
    /// A row of a list: the browser's column, and its place there.
    Row(usize, u64),
    /// A list beside its rows: the browser's column.
    List(usize),
    /// A row of the inbox.
    Waiting(usize),
    /// The inbox beside its rows.
    Inbox,
    /// An item's sign in the strip of its list, by its place.
    Item(u64),
    /// A point of the picture under review, in its pixels, and the width of a cell in them.
    Picture(Point, f32),
    /// A text or time line under review.
    Content,
    /// One of the item's results, by its place.
    Result(usize),
    /// A row of the annotation list: the annotation's number in the item's list.
    Annotation(usize),
    /// A row of the list of pairs while two results are compared.
    Pair(usize),
    /// The annotation list beside its rows.
    Side,
    /// A tile of the contact sheet, by its place among all.
    Tile(usize),
    /// An entry of the open menu, among those that fit.
    Entry(usize),
    /// A line of the open activity view.
    Line(usize),
    /// A row of the open figures: table and row.
    Figure(usize, usize),
    /// Any other part of what lies over the screen.
    Overlay,
}

/// Numbers of the annotations that lie under a point, smallest first; `candidates` are the numbers
/// of those that are drawn. Lines and points count within `reach` pixels.
pub fn under(
    detail: &ItemDetail,
    candidates: impl Iterator<Item = usize>,
    at: Point,
    reach: f32,
) -> Vec<usize> {
    let mut found: Vec<(f32, usize)> = candidates
        .take(POINTED_ANNOTATIONS)
        .filter_map(|number| {
            let shape = &detail.annotations.get(number)?.shape;
            Some((size_under(shape, at, reach)?, number))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, number)| number).collect()
}

/// The area of a shape, square pixels, if a point lies in it.
fn size_under(shape: &Shape, at: Point, reach: f32) -> Option<f32> {
    let bounds = shape.bounds()?;
    if !within(grown(bounds, reach), at) {
        return None;
    }
    let inside = match shape {
        Shape::Box { rect } => within(*rect, at),
        Shape::RotatedBox { rect, degrees } => within(*rect, at.turned(rect.center(), -degrees)),
        Shape::Polygon { rings } => polygon::contains(rings, at),
        Shape::Ellipse {
            center,
            rx,
            ry,
            degrees,
        } => {
            let flat = at.turned(*center, -degrees);
            let (dx, dy) = ((flat.x - center.x) / rx, (flat.y - center.y) / ry);
            dx * dx + dy * dy <= 1.0
        }
        Shape::Mask { mask } => holds(mask, at),
        Shape::Cuboid { .. } => true,
        Shape::Polyline { points } => near_line(points, at, reach),
        Shape::Points { points } => points.iter().any(|point| near(*point, at, reach)),
        Shape::Skeleton { joints, edges } => near_skeleton(joints, edges, at, reach),
        Shape::Track { frames } => {
            let shown = frames.iter().find(|frame| !frame.outside)?;
            return size_under(&shown.shape, at, reach);
        }
        Shape::Tag | Shape::Span { .. } | Shape::Segment { .. } | Shape::Unknown { .. } => false,
    };
    // What is thinner than a cell can be aimed at all the same.
    let thin = bounds.width < reach * 2.0 || bounds.height < reach * 2.0;
    (inside || thin).then(|| match shape {
        Shape::Mask { mask } => mask.area() as f32,
        Shape::Polygon { rings } => polygon::area(rings) as f32,
        Shape::Polyline { .. } | Shape::Points { .. } | Shape::Skeleton { .. } => 0.0,
        _ => bounds.area(),
    })
}

fn grown(rect: Rect, by: f32) -> Rect {
    Rect::new(
        rect.x - by,
        rect.y - by,
        rect.width + 2.0 * by,
        rect.height + 2.0 * by,
    )
}

fn within(rect: Rect, at: Point) -> bool {
    at.x >= rect.x && at.y >= rect.y && at.x <= rect.x + rect.width && at.y <= rect.y + rect.height
}

fn near(one: Point, other: Point, reach: f32) -> bool {
    (one.x - other.x).hypot(one.y - other.y) <= reach
}

fn near_line(points: &[Point], at: Point, reach: f32) -> bool {
    points.windows(2).any(|pair| match pair {
        [from, to] => near(closest(*from, *to, at), at, reach),
        _ => false,
    })
}

/// The point of a stretch that is closest to another point.
fn closest(from: Point, to: Point, at: Point) -> Point {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx * dx + dy * dy;
    let share = match length > 0.0 {
        true => (((at.x - from.x) * dx + (at.y - from.y) * dy) / length).clamp(0.0, 1.0),
        false => 0.0,
    };
    Point {
        x: from.x + dx * share,
        y: from.y + dy * share,
    }
}

fn near_skeleton(joints: &[Joint], edges: &[(u16, u16)], at: Point, reach: f32) -> bool {
    let seen = |number: u16| {
        let joint = joints.get(usize::from(number))?;
        (joint.visibility != Visibility::Absent).then_some(joint.point)
    };
    let on_edge = edges.iter().any(|(from, to)| {
        let ends = seen(*from).zip(seen(*to));
        ends.is_some_and(|(from, to)| near_line(&[from, to], at, reach))
    });
    let on_joint =
        |joint: &Joint| joint.visibility != Visibility::Absent && near(joint.point, at, reach);
    on_edge || joints.iter().any(on_joint)
}

/// Whether a pixel belongs to a mask.
fn holds(mask: &Mask, at: Point) -> bool {
    let (x, y) = (at.x - mask.x as f32, at.y - mask.y as f32);
    let width = u64::from(mask.width);
    if x < 0.0 || y < 0.0 || x >= mask.width as f32 || y >= mask.height as f32 {
        return false;
    }
    // Within the mask's own sides, so that the cast keeps the value.
    let pixel = y as u64 * width + x as u64;
    let mut end = 0_u64;
    for (index, run) in mask.runs.iter().enumerate() {
        end = end.saturating_add(u64::from(*run));
        if pixel < end {
            return index % 2 == 1;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    fn hit(shape: &Shape, x: f32, y: f32) -> bool {
        size_under(shape, at(x, y), 1.0).is_some()
    }

    #[test]
    fn shapes_hold_what_lies_in_them() {
        let rect = Rect::new(10.0, 10.0, 20.0, 10.0);
        let upright = Shape::Box { rect };
        assert!(hit(&upright, 12.0, 19.0) && !hit(&upright, 12.0, 22.0));
        let turned = Shape::RotatedBox {
            rect,
            degrees: 90.0,
        };
        assert!(hit(&turned, 20.0, 24.0) && !hit(&turned, 12.0, 15.0));
        let ring = |from: f32, side: f32| {
            let to = from + side;
            vec![at(from, from), at(to, from), at(to, to), at(from, to)]
        };
        let holed = Shape::Polygon {
            rings: vec![ring(0.0, 30.0), ring(10.0, 10.0)],
        };
        assert!(hit(&holed, 5.0, 5.0) && !hit(&holed, 15.0, 15.0));
        let ellipse = Shape::Ellipse {
            center: at(50.0, 50.0),
            rx: 20.0,
            ry: 5.0,
            degrees: 0.0,
        };
        assert!(hit(&ellipse, 65.0, 50.0) && !hit(&ellipse, 65.0, 54.5));
        let mask = Shape::Mask {
            mask: Mask {
                x: 5,
                y: 5,
                width: 4,
                height: 4,
                runs: vec![4, 3, 9].into(),
            },
        };
        assert!(hit(&mask, 6.5, 6.5) && !hit(&mask, 8.5, 6.5) && !hit(&mask, 5.5, 5.5));
    }

    #[test]
    fn lines_points_and_skeletons_are_hit_within_reach() {
        let line = Shape::Polyline {
            points: vec![at(0.0, 0.0), at(20.0, 20.0)],
        };
        assert!(hit(&line, 10.5, 10.0) && !hit(&line, 15.0, 10.0));
        let joint = |x, y, visibility| Joint {
            point: at(x, y),
            visibility,
        };
        let body = Shape::Skeleton {
            joints: vec![
                joint(0.0, 0.0, Visibility::Visible),
                joint(20.0, 0.0, Visibility::Hidden),
                joint(20.0, 20.0, Visibility::Absent),
            ],
            edges: vec![(0, 1), (1, 2), (7, 9)].into(),
        };
        assert!(hit(&body, 10.0, 0.5) && !hit(&body, 20.0, 10.0));
    }
}
