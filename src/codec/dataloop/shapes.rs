//! Dataloop's annotation types and how each becomes one of our shapes.

use serde::Deserialize;
use serde_json::Value;

use crate::codec::broken::{Broken, finite};
use crate::codec::draft::Form;
use crate::codec::embedded;
use crate::codec::orient::from_corners;
use crate::limits::SHAPE_POINTS;
use crate::model::{Point, Rect, Shape};

use super::listed;

#[derive(Clone, Copy, Deserialize)]
struct Spot {
    x: f64,
    y: f64,
}

impl Spot {
    /// Pixels of any picture are far within f32.
    fn point(self) -> Point {
        Point::new(self.x as f32, self.y as f32)
    }
}

#[derive(Deserialize)]
struct EllipseWire {
    center: Spot,
    rx: f64,
    ry: f64,
    #[serde(default)]
    angle: f64,
}

/// Corners of a cube, the front face clockwise from its left top, then the back face.
const CORNERS: [&str; 8] = [
    "front_tl", "front_tr", "front_br", "front_bl", "back_tl", "back_tr", "back_br", "back_bl",
];

/// Characters of raw coordinates that are shown.
const RAW_CHARS: usize = 300;

/// The form of an annotation; of an unknown type what it says is kept.
pub fn form(kind: &str, at: &Value) -> Result<Form, Broken> {
    let shape = match kind {
        "box" => boxed(at)?,
        "segment" | "polygon" => polygon(at)?,
        "polyline" => Shape::Polyline {
            points: first_ring(at, 2)?,
        },
        "point" => Shape::Points {
            points: vec![spot(at)?.point()],
        },
        "ellipse" => ellipse(at)?,
        "binary" => mask(at)?,
        "cube" => cube(at)?,
        "class" => Shape::Tag,
        // A complaint with its talk; its box is what can be drawn.
        "note" => boxed(at.get("box").unwrap_or(&Value::Null))?,
        other => {
            let raw = match at {
                Value::Null => String::new(),
                Value::String(text) => text.chars().take(RAW_CHARS).collect(),
                other => other.to_string().chars().take(RAW_CHARS).collect(),
            };
            return Ok(listed(other, &raw));
        }
    };
    finite(shape, "coordinates")
}

fn broken(why: &str) -> Broken {
    Broken::field("coordinates", why)
}

fn spot(at: &Value) -> Result<Spot, Broken> {
    Spot::deserialize(at).map_err(|_| broken("is no point"))
}

/// Two opposite corners, possibly with the degrees that the box is turned by; or four corners.
fn boxed(at: &Value) -> Result<Shape, Broken> {
    let all = at
        .as_array()
        .ok_or_else(|| broken("is no list of corners"))?;
    let corners = all.iter().filter(|value| value.is_object());
    let corners: Vec<Point> = corners
        .map(|value| spot(value).map(Spot::point))
        .collect::<Result<_, _>>()?;
    let degrees = all.iter().find_map(Value::as_f64).unwrap_or(0.0);
    match corners[..] {
        [a, b] => {
            let rect = Rect::around([a, b]).unwrap_or_default();
            Ok(match degrees == 0.0 {
                true => Shape::Box { rect },
                false => Shape::RotatedBox {
                    rect,
                    degrees: degrees as f32,
                },
            })
        }
        [a, b, c, d] => Ok(from_corners([a, b, c, d])),
        _ => Err(broken("does not have two corners")),
    }
}

/// Rings of points; a flat list is one ring.
fn rings(at: &Value, least: usize) -> Result<Vec<Vec<Point>>, Broken> {
    let all = at
        .as_array()
        .ok_or_else(|| broken("is no list of points"))?;
    let nested = all.first().is_some_and(Value::is_array);
    let rings: Vec<&Vec<Value>> = match nested {
        true => all.iter().filter_map(Value::as_array).collect(),
        false => vec![all],
    };
    if rings.iter().map(|ring| ring.len()).sum::<usize>() > SHAPE_POINTS {
        return Err(broken("has more points than the limit"));
    }
    if rings.is_empty() || rings.iter().any(|ring| ring.len() < least) {
        return Err(broken("does not have enough points"));
    }
    let ring = |ring: &Vec<Value>| ring.iter().map(|at| Ok(spot(at)?.point())).collect();
    rings.into_iter().map(ring).collect()
}

fn polygon(at: &Value) -> Result<Shape, Broken> {
    Ok(Shape::Polygon {
        rings: rings(at, 3)?,
    })
}

fn first_ring(at: &Value, least: usize) -> Result<Vec<Point>, Broken> {
    let all = rings(at, least)?;
    all.into_iter().next().ok_or_else(|| broken("is empty"))
}

fn ellipse(at: &Value) -> Result<Shape, Broken> {
    let wire =
        EllipseWire::deserialize(at).map_err(|_| broken("does not have a centre and two radii"))?;
    Ok(Shape::Ellipse {
        center: wire.center.point(),
        rx: wire.rx.abs() as f32,
        ry: wire.ry.abs() as f32,
        degrees: wire.angle as f32,
    })
}

/// A picture of the size of the item: what is not transparent.
fn mask(at: &Value) -> Result<Shape, Broken> {
    let data = at
        .as_str()
        .or_else(|| at.get("data").and_then(Value::as_str));
    let data = data.ok_or_else(|| broken("has no mask"))?;
    let (mask, _) = embedded::mask(data).map_err(|why| broken(&why))?;
    Ok(Shape::Mask { mask })
}

fn cube(at: &Value) -> Result<Shape, Broken> {
    let corner = |name: &str| spot(at.get(name)?).ok();
    let points: Option<Vec<Point>> = CORNERS
        .iter()
        .map(|name| corner(name).map(Spot::point))
        .collect();
    let points = points.and_then(|points| <[Point; 8]>::try_from(points).ok());
    let points = points.ok_or_else(|| broken("does not have all eight corners"))?;
    Ok(Shape::Cuboid { points })
}
