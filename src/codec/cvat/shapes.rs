//! Points by type as shapes (CVAT REST API, annotations, points by type; CVAT XML 1.1 writes the
//! same numbers in the same order).

use crate::codec::rows;
use crate::limits::SHAPE_POINTS;
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Point, Rect, Shape, Text};

use super::labels::Known;

/// The model's corners of a cuboid among the server's: front face clockwise from its left top, then
/// the back face. The server has upright edges, each with its top before its bottom.
const CORNERS: [usize; 8] = [0, 2, 3, 1, 6, 4, 5, 7];

/// A shape, and what is wrong with it, if anything.
#[derive(Debug)]
pub struct Read {
    /// The shape; of an unknown type where it cannot be read.
    pub shape: Shape,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl From<Shape> for Read {
    fn from(shape: Shape) -> Self {
        Self {
            shape,
            problem: None,
        }
    }
}

/// Makes a shape of its numbers.
///
/// # Errors
/// What is wrong with the numbers; `None` for a type that is not known.
pub fn of_points(kind: &str, rotation: f64, points: &[f64]) -> Result<Read, Option<&'static str>> {
    if kind == "mask" {
        let rows = rows::mask(points).map_err(Some)?;
        return Ok(Read {
            shape: Shape::Mask { mask: rows.mask },
            problem: rows.damage.map(str::to_owned),
        });
    }
    if points.len() > SHAPE_POINTS * 2 {
        return Err(Some("more points than the limit"));
    }
    // What is too large for an f32 is no place in a picture.
    let numbers: Vec<f32> = points.iter().map(|value| *value as f32).collect();
    if !numbers.iter().all(|value| value.is_finite()) {
        return Err(Some("a coordinate is no number of pixels"));
    }
    let degrees = (rotation as f32).rem_euclid(360.0);
    let shape = match kind {
        "rectangle" => {
            let [x1, y1, x2, y2] = four(&numbers)?;
            let rect = Rect::new(x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs());
            match degrees == 0.0 || !degrees.is_finite() {
                true => Shape::Box { rect },
                false => Shape::RotatedBox { rect, degrees },
            }
        }
        "ellipse" => {
            let [x, y, right, top] = four(&numbers)?;
            Shape::Ellipse {
                center: Point::new(x, y),
                rx: (right - x).abs(),
                ry: (y - top).abs(),
                degrees: if degrees.is_finite() { degrees } else { 0.0 },
            }
        }
        "polygon" => Shape::Polygon {
            rings: vec![pairs(&numbers, 3)?],
        },
        "polyline" => Shape::Polyline {
            points: pairs(&numbers, 2)?,
        },
        "points" => Shape::Points {
            points: pairs(&numbers, 1)?,
        },
        "cuboid" => cuboid(&numbers)?,
        _ => return Err(None),
    };
    Ok(shape.into())
}

fn four(numbers: &[f32]) -> Result<[f32; 4], Option<&'static str>> {
    numbers
        .try_into()
        .map_err(|_| Some("it has not four numbers"))
}

fn pairs(numbers: &[f32], least: usize) -> Result<Vec<Point>, Option<&'static str>> {
    let (pairs, rest) = numbers.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Some("its last point has no y"));
    }
    if pairs.len() < least {
        return Err(Some("it has too few points"));
    }
    Ok(pairs.iter().map(|[x, y]| Point::new(*x, *y)).collect())
}

fn cuboid(numbers: &[f32]) -> Result<Shape, Option<&'static str>> {
    let corners = pairs(numbers, 8)?;
    if corners.len() != 8 {
        return Err(Some("it has not eight corners"));
    }
    let mut points = [Point::default(); 8];
    for (point, from) in points.iter_mut().zip(CORNERS) {
        *point = corners.get(from).copied().unwrap_or_default();
    }
    Ok(Shape::Cuboid { points })
}

/// A joint of a skeleton, where it is at the frame looked at.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// The number of its label.
    pub label: u64,
    /// Where it is.
    pub at: Point,
    /// Not visible.
    pub outside: bool,
    /// Hidden behind something.
    pub occluded: bool,
}

/// A skeleton of its joints, in the label's order. Joints that the label does not know stand after
/// the others.
pub fn skeleton(label: Option<&Known>, placed: &[Placed]) -> Read {
    let (ids, edges) = match label {
        Some(label) => (label.joints.as_slice(), label.edges.clone()),
        None => (&[][..], [].into()),
    };
    let joint = |placed: &Placed| Joint {
        point: placed.at,
        visibility: match (placed.outside, placed.occluded) {
            (true, _) => Visibility::Absent,
            (false, true) => Visibility::Hidden,
            (false, false) => Visibility::Visible,
        },
    };
    let absent = Joint {
        point: Point::default(),
        visibility: Visibility::Absent,
    };
    let of = |id: &u64| placed.iter().find(|placed| placed.label == *id);
    let mut joints: Vec<Joint> = ids
        .iter()
        .map(|id| of(id).map_or_else(|| absent.clone(), joint))
        .collect();
    let strange = || placed.iter().filter(|placed| !ids.contains(&placed.label));
    joints.extend(strange().map(joint));
    let problem = match strange().count() {
        0 => None,
        count => Some(format!("{count} of its joints are not those of its label")),
    };
    Read {
        shape: Shape::Skeleton { joints, edges },
        problem,
    }
}

/// A shape that this program does not know or cannot read: listed with its raw value.
pub fn unknown(kind: &str, raw: &str) -> Shape {
    /// Characters of a raw value that are shown.
    const RAW: usize = 200;
    let end = raw.char_indices().nth(RAW).map(|(end, _)| end);
    let raw = match end {
        Some(end) => format!("{}…", raw.get(..end).unwrap_or_default()),
        None => raw.to_owned(),
    };
    Shape::Unknown {
        kind: Text::line(kind),
        raw: Text::line(&raw),
    }
}
