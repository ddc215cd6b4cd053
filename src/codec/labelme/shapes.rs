//! LabelMe's shape types and how each becomes one of ours.

use crate::codec::broken::{Broken, finite};
use crate::codec::draft::Form;
use crate::codec::embedded;
use crate::codec::orient::from_corners;
use crate::limits::SHAPE_POINTS;
use crate::model::{Point, Rect, Shape, Text};

/// The form of a shape; an unknown type is kept as such.
pub fn form(kind: &str, points: &[Vec<f32>], mask: Option<&str>) -> Result<Form, Broken> {
    if points.len() > SHAPE_POINTS {
        return Err(Broken::field("points", "has more points than the limit"));
    }
    let points: Vec<Point> = points
        .iter()
        .map(|pair| match pair[..] {
            [x, y, ..] => Ok(Point::new(x, y)),
            _ => Err(Broken::field("points", "is not made of pairs")),
        })
        .collect::<Result<_, _>>()?;
    let shape = match (kind, &points[..]) {
        ("mask", _) => painted(&points, mask)?,
        ("rectangle", &[a, b]) => Shape::Box {
            rect: Rect::around([a, b]).unwrap_or_default(),
        },
        ("rectangle", &[a, b, c, d]) => boxed([a, b, c, d]),
        ("rotation" | "oriented_rectangle", &[a, b, c, d]) => from_corners([a, b, c, d]),
        // The middle, and any point of the edge.
        ("circle", &[center, edge]) => {
            let radius = (edge.x - center.x).hypot(edge.y - center.y);
            Shape::Ellipse {
                center,
                rx: radius,
                ry: radius,
                degrees: 0.0,
            }
        }
        ("polygon", [_, _, _, ..]) => Shape::Polygon {
            rings: vec![points],
        },
        ("line" | "linestrip", [_, _, ..]) => Shape::Polyline { points },
        ("point" | "points", [_, ..]) => Shape::Points { points },
        (
            "rectangle" | "rotation" | "oriented_rectangle" | "circle" | "polygon" | "line"
            | "linestrip" | "point" | "points",
            _,
        ) => {
            let why = format!("does not have the points of a {kind}");
            return Err(Broken::field("points", &why));
        }
        (other, _) => Shape::Unknown {
            kind: Text::line(other),
            raw: Text::default(),
        },
    };
    finite(shape, "points")
}

/// Four corners: upright where they are.
fn boxed(corners: [Point; 4]) -> Shape {
    let around = Rect::around(corners).unwrap_or_default();
    let upright = corners.iter().all(|corner| {
        let x = (corner.x - around.x)
            .abs()
            .min((corner.x - around.x - around.width).abs());
        let y = (corner.y - around.y)
            .abs()
            .min((corner.y - around.y - around.height).abs());
        x < 1e-3 && y < 1e-3
    });
    match upright {
        true => Shape::Box { rect: around },
        false => from_corners(corners),
    }
}

/// A mask that is a picture, its left top corner at the first point.
fn painted(points: &[Point], mask: Option<&str>) -> Result<Shape, Broken> {
    let mask = mask.ok_or_else(|| Broken::field("mask", "is missing"))?;
    let (mask, _) = embedded::mask(mask).map_err(|why| Broken::field("mask", &why))?;
    let &[corner, ..] = points else {
        return Err(Broken::field(
            "points",
            "does not have the corner of the mask",
        ));
    };
    if !corner.x.is_finite() || !corner.y.is_finite() {
        return Err(Broken::field("points", "has a number that is too large"));
    }
    // Finite, and cut off at the bounds of i64.
    let (x, y) = (corner.x.round() as i64, corner.y.round() as i64);
    let placed = embedded::placed(&mask, x, y);
    let mask =
        placed.ok_or_else(|| Broken::field("points", "places the mask out of all bounds"))?;
    Ok(Shape::Mask { mask })
}
