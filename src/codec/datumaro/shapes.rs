//! Datumaro's shape types and how each becomes one of ours.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;

use crate::codec::attributes::{Attributes, Flag, Key};
use crate::codec::broken::{Broken, finite};
use crate::codec::coco::flat_points;
use crate::codec::draft::Form;
use crate::codec::orient::from_corners;
use crate::codec::rle::Columns;
use crate::limits::SHAPE_POINTS;
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Point, Rect, Shape, Text};

#[derive(Deserialize)]
pub struct Wire<'a> {
    pub id: Option<Key>,
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    pub label_id: Option<u64>,
    #[serde(default)]
    pub attributes: Attributes,
    pub group: Option<u32>,
    pub z_order: Option<i32>,
    pub score: Option<f32>,
    pub bbox: Option<Vec<f32>>,
    pub points: Option<Numbers>,
    pub visibility: Option<Vec<u8>>,
    #[serde(borrow)]
    pub rle: Option<Rle<'a>>,
    pub elements: Option<Vec<Element>>,
    #[serde(borrow)]
    pub caption: Option<Cow<'a, str>>,
}

/// Coordinates, flat or in a list of lists (rings, or points).
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Numbers {
    Flat(Vec<f32>),
    Nested(Vec<Vec<f32>>),
}

impl Numbers {
    fn flat(&self) -> Cow<'_, [f32]> {
        match self {
            Self::Flat(flat) => Cow::Borrowed(flat),
            Self::Nested(nested) => Cow::Owned(nested.concat()),
        }
    }
}

#[derive(Deserialize)]
pub struct Rle<'a> {
    #[serde(borrow)]
    counts: Counts<'a>,
    size: [u32; 2],
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Counts<'a> {
    #[serde(borrow)]
    Text(Cow<'a, str>),
    List(Vec<f64>),
}

/// One joint of a skeleton.
#[derive(Deserialize)]
pub struct Element {
    #[serde(default)]
    points: Vec<f32>,
    #[serde(default)]
    visibility: Vec<u8>,
    #[serde(default)]
    attributes: ElementAttributes,
}

#[derive(Default, Deserialize)]
struct ElementAttributes {
    #[serde(default)]
    occluded: Flag,
    #[serde(default)]
    outside: Flag,
}

/// The shape of an annotation; an unknown type is kept as such. `joints` is how many its label has
/// where that is one of skeletons: their points are written as loose ones.
pub fn form(wire: &mut Wire<'_>, joints: Option<usize>) -> Result<Form, Broken> {
    let shape = match &*wire.kind {
        "bbox" | "rotated_bbox" => boxed(wire)?,
        "polygon" => polygon(wire)?,
        "polyline" => Shape::Polyline {
            points: points(wire, 2)?,
        },
        "points" => {
            let points = points(wire, 1)?;
            match joints == Some(points.len()) {
                true => skeleton(wire)?,
                false => Shape::Points { points },
            }
        }
        "ellipse" => ellipse(wire)?,
        "mask" => return mask(wire),
        "cuboid_2d" | "cuboid" => cuboid(wire)?,
        "skeleton" => skeleton(wire)?,
        "label" | "caption" => Shape::Tag,
        other => Shape::Unknown {
            kind: Text::line(other),
            raw: Text::default(),
        },
    };
    finite(shape, "points")
}

fn flat<'w>(wire: &'w Wire<'_>) -> Result<Cow<'w, [f32]>, Broken> {
    let numbers = wire
        .points
        .as_ref()
        .ok_or_else(|| Broken::field("points", "is missing"))?;
    let flat = numbers.flat();
    if flat.len() > SHAPE_POINTS * 2 {
        return Err(Broken::field("points", "has more points than the limit"));
    }
    Ok(flat)
}

fn points(wire: &Wire<'_>, least: usize) -> Result<Vec<Point>, Broken> {
    let flat = flat(wire)?;
    if flat.len() % 2 == 1 || flat.len() < least * 2 {
        return Err(Broken::field(
            "points",
            "does not have enough pairs of numbers",
        ));
    }
    Ok(flat_points(&flat))
}

/// `bbox` [x, y, width, height] with `attributes.rotation`, or `points` [centre x, centre y,
/// width, height, degrees], or four corners.
fn boxed(wire: &mut Wire<'_>) -> Result<Shape, Broken> {
    let rotation = wire
        .attributes
        .take_number("rotation")
        .map(|degrees| degrees as f32);
    if let Some(bbox) = &wire.bbox {
        let &[x, y, width, height] = bbox.as_slice() else {
            return Err(Broken::field("bbox", "does not have four numbers"));
        };
        return turned(Rect::new(x, y, width, height), rotation, "bbox");
    }
    match *flat(wire)? {
        [cx, cy, width, height, degrees] => {
            let rect = Rect::new(cx - width / 2.0, cy - height / 2.0, width, height);
            turned(rect, Some(degrees), "points")
        }
        [ax, ay, bx, by, cx, cy, dx, dy] => Ok(from_corners([
            Point::new(ax, ay),
            Point::new(bx, by),
            Point::new(cx, cy),
            Point::new(dx, dy),
        ])),
        _ => Err(Broken::field(
            "points",
            "does not have five or eight numbers",
        )),
    }
}

fn turned(rect: Rect, rotation: Option<f32>, field: &str) -> Result<Shape, Broken> {
    if rect.width < 0.0 || rect.height < 0.0 {
        return Err(Broken::field(field, "has a negative size"));
    }
    Ok(match rotation.filter(|&degrees| degrees != 0.0) {
        Some(degrees) => Shape::RotatedBox { rect, degrees },
        None => Shape::Box { rect },
    })
}

fn polygon(wire: &Wire<'_>) -> Result<Shape, Broken> {
    flat(wire)?;
    let rings: Vec<&[f32]> = match wire.points.as_ref() {
        Some(Numbers::Nested(rings)) => rings.iter().map(Vec::as_slice).collect(),
        Some(Numbers::Flat(ring)) => vec![ring],
        None => Vec::new(),
    };
    if rings.is_empty()
        || rings
            .iter()
            .any(|ring| ring.len() < 6 || ring.len() % 2 == 1)
    {
        return Err(Broken::field(
            "points",
            "has a ring of fewer than three points",
        ));
    }
    Ok(Shape::Polygon {
        rings: rings.into_iter().map(flat_points).collect(),
    })
}

/// The corners of the box around the ellipse, left top and right bottom.
fn ellipse(wire: &mut Wire<'_>) -> Result<Shape, Broken> {
    let degrees = wire.attributes.take_number("rotation").unwrap_or(0.0) as f32;
    let [x1, y1, x2, y2] = *flat(wire)? else {
        return Err(Broken::field("points", "does not have four numbers"));
    };
    Ok(Shape::Ellipse {
        center: Point::new((x1 + x2) / 2.0, (y1 + y2) / 2.0),
        rx: (x2 - x1).abs() / 2.0,
        ry: (y2 - y1).abs() / 2.0,
        degrees,
    })
}

fn mask(wire: &Wire<'_>) -> Result<Form, Broken> {
    let rle = wire
        .rle
        .as_ref()
        .ok_or_else(|| Broken::field("rle", "is missing"))?;
    let [height, width] = rle.size;
    let columns = match &rle.counts {
        Counts::Text(text) => Columns::from_text(height, width, text),
        Counts::List(counts) => Columns::from_counts(height, width, counts),
    };
    let columns = columns.map_err(|error| Broken::field("rle", &error.to_string()))?;
    Ok(Form::Columns(columns))
}

/// Datumaro goes round the top first (front left, back left, back right, front right), then round
/// the bottom (back left, back right, front right, front left).
fn cuboid(wire: &Wire<'_>) -> Result<Shape, Broken> {
    let points = points(wire, 8)?;
    let [
        front_tl,
        back_tl,
        back_tr,
        front_tr,
        back_bl,
        back_br,
        front_br,
        front_bl,
    ] = points[..]
    else {
        return Err(Broken::field("points", "does not have eight corners"));
    };
    Ok(Shape::Cuboid {
        points: [
            front_tl, front_tr, front_br, front_bl, back_tl, back_tr, back_br, back_bl,
        ],
    })
}

fn skeleton(wire: &Wire<'_>) -> Result<Shape, Broken> {
    let joints = if let Some(elements) = &wire.elements {
        elements.iter().map(joint).collect::<Result<_, _>>()?
    } else {
        let seen = wire.visibility.as_deref().unwrap_or_default();
        let points = points(wire, 1)?;
        let joint = |(index, point): (usize, Point)| Joint {
            point,
            visibility: visibility(seen.get(index).copied()),
        };
        points.into_iter().enumerate().map(joint).collect()
    };
    Ok(Shape::Skeleton {
        joints,
        edges: Arc::from([]),
    })
}

fn joint(element: &Element) -> Result<Joint, Broken> {
    let [x, y, ..] = element.points[..] else {
        return Err(Broken::field("elements", "has a joint without a place"));
    };
    let mut visibility = visibility(element.visibility.first().copied());
    if element.attributes.outside.0 {
        visibility = Visibility::Absent;
    } else if element.attributes.occluded.0 {
        visibility = Visibility::Hidden;
    }
    Ok(Joint {
        point: Point::new(x, y),
        visibility,
    })
}

fn visibility(number: Option<u8>) -> Visibility {
    match number {
        Some(0) => Visibility::Absent,
        Some(1) => Visibility::Hidden,
        _ => Visibility::Visible,
    }
}
