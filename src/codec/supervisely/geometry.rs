//! Supervisely's geometries and how each becomes one of our shapes.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use crate::codec::broken::{Broken, finite};
use crate::codec::draft::Form;
use crate::codec::embedded;
use crate::limits::SHAPE_POINTS;
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Point, Rect, Shape, Text};

/// The fields of an object that say where it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Geometry {
    #[serde(rename = "geometryType")]
    kind: Option<String>,
    /// An object with rings, or (of legacy cuboids and turned boxes) a list of points.
    points: Value,
    bitmap: Option<Bitmap>,
    nodes: Option<BTreeMap<String, Node>>,
    vertices: Option<BTreeMap<String, Node>>,
    parts: Option<Vec<Rings>>,
    angle: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Bitmap {
    data: String,
    origin: [f64; 2],
}

#[derive(Debug, Deserialize)]
struct Node {
    loc: [f64; 2],
    #[serde(default)]
    disabled: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Rings {
    exterior: Vec<[f64; 2]>,
    interior: Vec<Vec<[f64; 2]>>,
}

/// Corners of a cuboid by their names, the front face first, clockwise from its left top.
const CORNERS: [&str; 8] = [
    "face1-topleft",
    "face1-topright",
    "face1-bottomright",
    "face1-bottomleft",
    "face2-topleft",
    "face2-topright",
    "face2-bottomright",
    "face2-bottomleft",
];

impl Geometry {
    /// Whether every coordinate is a whole number.
    pub fn is_whole(&self) -> bool {
        let nodes = self.nodes.iter().chain(&self.vertices);
        let mut nodes = nodes.flat_map(BTreeMap::values);
        let parts = self.parts.iter().flatten();
        let rings = |rings: &Rings| {
            let inner = rings.interior.iter().flatten();
            rings.exterior.iter().chain(inner).flatten().all(is_whole)
        };
        values_whole(&self.points)
            && nodes.all(|node| node.loc.iter().all(is_whole))
            && parts.into_iter().all(rings)
    }

    /// The shape; `pixels` says that coordinates are numbers of pixels, `joints` are the keys of
    /// the class's joints. An unknown type is kept as such.
    ///
    /// # Errors
    /// Fields that are missing or not as the type has them.
    pub fn form(&self, pixels: bool, joints: &[String]) -> Result<Form, Broken> {
        let at = Scale { pixels };
        let kind = self.kind.as_deref().unwrap_or_else(|| self.guessed());
        let shape = match kind {
            "rectangle" => self.rectangle(at)?,
            "polygon" => at.rings(&self.rings()?, "points")?,
            "multipolygon" => self.parts(at)?,
            "line" | "polyline" => Shape::Polyline {
                points: at.line(&self.rings()?, 2)?,
            },
            "point" => Shape::Points {
                points: at.line(&self.rings()?, 1)?,
            },
            "bitmap" | "alpha_mask" => self.bitmap()?,
            "graph" => self.graph(at, joints)?,
            "oriented_bbox" => self.turned(at)?,
            "cuboid_2d" => self.cuboid(at)?,
            other => Shape::Unknown {
                kind: Text::line(other),
                raw: Text::default(),
            },
        };
        finite(shape, "points")
    }

    /// Very old files do not name the type.
    fn guessed(&self) -> &'static str {
        match (&self.bitmap, &self.nodes) {
            (Some(_), _) => "bitmap",
            (_, Some(_)) => "graph",
            _ => "polygon",
        }
    }

    fn rings(&self) -> Result<Rings, Broken> {
        let rings = Rings::deserialize(&self.points);
        let rings = rings.map_err(|_| Broken::field("points", "has no rings of points"))?;
        let inner: usize = rings.interior.iter().map(Vec::len).sum();
        if rings.exterior.len() + inner > SHAPE_POINTS {
            return Err(Broken::field("points", "has more points than the limit"));
        }
        Ok(rings)
    }

    fn flat(&self) -> Result<Vec<[f64; 2]>, Broken> {
        Vec::deserialize(&self.points).map_err(|_| Broken::field("points", "is no list of points"))
    }

    fn rectangle(&self, at: Scale) -> Result<Shape, Broken> {
        let [a, b] = self.rings()?.exterior[..] else {
            return Err(Broken::field("points", "does not have two corners"));
        };
        Ok(Shape::Box {
            rect: at.rect(a, b),
        })
    }

    fn turned(&self, at: Scale) -> Result<Shape, Broken> {
        let [a, b] = self.flat()?[..] else {
            return Err(Broken::field("points", "does not have two corners"));
        };
        let angle = self.angle.unwrap_or(0.0);
        let rect = at.rect(a, b);
        Ok(match angle == 0.0 {
            true => Shape::Box { rect },
            false => Shape::RotatedBox {
                rect,
                degrees: angle.to_degrees() as f32,
            },
        })
    }

    fn parts(&self, at: Scale) -> Result<Shape, Broken> {
        let mut rings = Vec::new();
        for part in self.parts.iter().flatten() {
            if let Shape::Polygon { rings: own } = at.rings(part, "parts")? {
                rings.extend(own);
            }
        }
        match rings.iter().map(Vec::len).sum::<usize>() {
            0 => Err(Broken::field("parts", "is missing")),
            1..=SHAPE_POINTS => Ok(Shape::Polygon { rings }),
            _ => Err(Broken::field("parts", "has more points than the limit")),
        }
    }

    fn bitmap(&self) -> Result<Shape, Broken> {
        let bitmap = self.bitmap.as_ref();
        let bitmap = bitmap.ok_or_else(|| Broken::field("bitmap", "is missing"))?;
        let (mask, _) =
            embedded::mask(&bitmap.data).map_err(|why| Broken::field("bitmap", &why))?;
        let [x, y] = bitmap.origin;
        if !x.is_finite() || !y.is_finite() {
            return Err(Broken::field("bitmap", "has an origin that is too large"));
        }
        // Finite, and cut off at the bounds of i64.
        let placed = embedded::placed(&mask, x.round() as i64, y.round() as i64);
        let mask = placed.ok_or_else(|| Broken::field("bitmap", "lies out of all bounds"))?;
        Ok(Shape::Mask { mask })
    }

    fn graph(&self, at: Scale, joints: &[String]) -> Result<Shape, Broken> {
        let nodes = self.nodes.as_ref();
        let nodes = nodes.ok_or_else(|| Broken::field("nodes", "is missing"))?;
        if nodes.len() > SHAPE_POINTS {
            return Err(Broken::field("nodes", "has more points than the limit"));
        }
        let joint = |node: Option<&Node>| Joint {
            point: node.map_or(Point::default(), |node| at.vertex(node.loc)),
            visibility: match node {
                None => Visibility::Absent,
                Some(node) if node.disabled == Some(true) => Visibility::Hidden,
                Some(_) => Visibility::Visible,
            },
        };
        let known = joints.iter().map(|key| joint(nodes.get(key)));
        // Joints that the class does not have (any more) follow.
        let keys: HashSet<&String> = joints.iter().collect();
        let odd = nodes.iter().filter(|(key, _)| !keys.contains(key));
        Ok(Shape::Skeleton {
            joints: known
                .chain(odd.map(|(_, node)| joint(Some(node))))
                .collect(),
            edges: Arc::from([]),
        })
    }

    fn cuboid(&self, at: Scale) -> Result<Shape, Broken> {
        let corners = self.vertices.as_ref();
        let corners = corners.ok_or_else(|| Broken::field("vertices", "is missing"))?;
        let points = CORNERS.map(|name| corners.get(name).map(|node| at.vertex(node.loc)));
        let points: Option<Vec<Point>> = points.into_iter().collect();
        let points = points.and_then(|points| <[Point; 8]>::try_from(points).ok());
        let points =
            points.ok_or_else(|| Broken::field("vertices", "does not have all eight corners"))?;
        Ok(Shape::Cuboid { points })
    }
}

fn is_whole(value: &f64) -> bool {
    value.fract() == 0.0
}

fn values_whole(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|number| is_whole(&number)),
        Value::Array(all) => all.iter().all(values_whole),
        Value::Object(all) => all.values().all(values_whole),
        _ => true,
    }
}

/// What coordinates mean.
#[derive(Clone, Copy)]
struct Scale {
    /// They are numbers of pixels.
    pixels: bool,
}

impl Scale {
    /// A vertex lies in the middle of its pixel. Pixels of any picture are far within f32.
    fn vertex(self, [x, y]: [f64; 2]) -> Point {
        let by = if self.pixels { 0.5 } else { 0.0 };
        Point::new((x + by) as f32, (y + by) as f32)
    }

    /// A rectangle by two opposite corners, whose last pixels belong to it.
    fn rect(self, a: [f64; 2], b: [f64; 2]) -> Rect {
        let by = if self.pixels { 1.0 } else { 0.0 };
        let side = |a: f64, b: f64| (a.min(b), (a.max(b) + by) - a.min(b));
        let ((x, width), (y, height)) = (side(a[0], b[0]), side(a[1], b[1]));
        Rect::new(x as f32, y as f32, width as f32, height as f32)
    }

    fn line(self, rings: &Rings, least: usize) -> Result<Vec<Point>, Broken> {
        if rings.exterior.len() < least {
            return Err(Broken::field("points", "does not have enough points"));
        }
        Ok(rings.exterior.iter().map(|&at| self.vertex(at)).collect())
    }

    fn rings(self, rings: &Rings, field: &str) -> Result<Shape, Broken> {
        let all = std::iter::once(&rings.exterior).chain(&rings.interior);
        let rings: Vec<Vec<Point>> = all
            .map(|ring| ring.iter().map(|&at| self.vertex(at)).collect())
            .collect();
        if rings.iter().any(|ring| ring.len() < 3) {
            return Err(Broken::field(
                field,
                "has a ring of fewer than three points",
            ));
        }
        Ok(Shape::Polygon { rings })
    }
}
