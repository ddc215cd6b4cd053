//! The geometry of regions (Label Studio API, result items): from percents of a picture's natural
//! size to pixels, with the pivots that the editor turns about; key frames of videos.

use serde_json::{Map, Value};

use crate::limits::SHAPE_POINTS;
use crate::model::geometry::KeyFrame;
use crate::model::{Point, Rect, Shape, Text};

use super::results::number;

/// What kind of place a region has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A box, possibly turned about its left top corner.
    Rectangle,
    /// An ellipse about its centre.
    Ellipse,
    /// A polygon.
    Polygon,
    /// A point.
    KeyPoint,
    /// A mask of run lengths.
    Brush,
    /// A mask that is a picture.
    Bitmask,
    /// A line of points, closed or not, some joined by curves.
    Vector,
    /// A box that moves.
    VideoRectangle,
    /// A line of points that moves.
    VideoVector,
    /// Ranges of frames.
    Ranges,
    /// A stretch of a text, a dialogue, a page or a time line.
    Stretch,
}

/// The form by the type of an item; none for values without a place.
pub fn form_of_kind(kind: &str) -> Option<Form> {
    Some(match kind.strip_suffix("labels").unwrap_or(kind) {
        "rectangle" | "ocr" => Form::Rectangle,
        "ellipse" => Form::Ellipse,
        "polygon" => Form::Polygon,
        "keypoint" => Form::KeyPoint,
        "brush" | "magicwand" => Form::Brush,
        "bitmask" => Form::Bitmask,
        "vector" => Form::Vector,
        "videorectangle" => Form::VideoRectangle,
        "videovector" => Form::VideoVector,
        "timeline" => Form::Ranges,
        "hypertext" | "paragraph" | "timeseries" => Form::Stretch,
        _ => return None,
    })
}

/// The form by what a value holds: per-region values repeat the geometry, and labels of a text
/// have no type of their own.
pub fn form_of_value(value: &Map<String, Value>, mask: bool) -> Option<Form> {
    let has = |name: &str| value.get(name).is_some_and(|field| !field.is_null());
    if mask {
        Some(Form::Brush)
    } else if has("sequence") {
        Some(Form::VideoRectangle)
    } else if has("imageDataURL") {
        Some(Form::Bitmask)
    } else if has("radiusX") && has("radiusY") {
        Some(Form::Ellipse)
    } else if has("points") {
        Some(Form::Polygon)
    } else if has("vertices") {
        Some(Form::Vector)
    } else if has("x") && has("y") && has("height") {
        Some(Form::Rectangle)
    } else if has("ranges") {
        Some(Form::Ranges)
    } else if has("start") && has("end") {
        Some(Form::Stretch)
    } else if has("x") && has("y") {
        Some(Form::KeyPoint)
    } else {
        None
    }
}

/// A shape in a picture of this size in pixels; masks and stretches are none of these. The text
/// says what is wrong with it.
///
/// # Errors
/// Values that are missing, no numbers, or not finite.
pub fn shape(form: Form, value: &Map<String, Value>, size: (f64, f64)) -> Result<Shape, Text> {
    let shape = match form {
        Form::Rectangle => rectangle(value, size)?,
        Form::Ellipse => ellipse(value, size)?,
        Form::Polygon => polygon(value, size)?,
        Form::KeyPoint => Shape::Points {
            points: vec![point(value, size)?],
        },
        Form::Vector => vector(value, size)?,
        Form::VideoRectangle | Form::VideoVector => track(form, value, size)?,
        Form::Brush | Form::Bitmask | Form::Ranges | Form::Stretch => {
            return Err("it has no place in a picture".into());
        }
    };
    match shape.is_finite() {
        true => Ok(shape),
        false => Err("a coordinate is out of all bounds".into()),
    }
}

fn field(value: &Map<String, Value>, name: &str) -> Result<f64, Text> {
    value
        .get(name)
        .and_then(number)
        .ok_or_else(|| Text::line(&format!("{name} is no number")))
}

fn or_zero(value: &Map<String, Value>, name: &str) -> f64 {
    value.get(name).and_then(number).unwrap_or(0.0)
}

/// Pixels of any picture are far within f32.
fn at(x: f64, y: f64) -> Point {
    Point::new(x as f32, y as f32)
}

fn point(value: &Map<String, Value>, (width, height): (f64, f64)) -> Result<Point, Text> {
    let (x, y) = (field(value, "x")?, field(value, "y")?);
    Ok(at(x * width / 100.0, y * height / 100.0))
}

fn rectangle(value: &Map<String, Value>, size: (f64, f64)) -> Result<Shape, Text> {
    let x = field(value, "x")? * size.0 / 100.0;
    let y = field(value, "y")? * size.1 / 100.0;
    let width = field(value, "width")? * size.0 / 100.0;
    let height = field(value, "height")? * size.1 / 100.0;
    let degrees = or_zero(value, "rotation") % 360.0;
    // It is turned about its left top corner; the centre goes round with it.
    let (sin, cos) = degrees.to_radians().sin_cos();
    let center = (
        x + width / 2.0 * cos - height / 2.0 * sin,
        y + width / 2.0 * sin + height / 2.0 * cos,
    );
    let (width, height) = (width.abs(), height.abs());
    let rect = Rect::new(
        (center.0 - width / 2.0) as f32,
        (center.1 - height / 2.0) as f32,
        width as f32,
        height as f32,
    );
    Ok(match degrees == 0.0 {
        true => Shape::Box { rect },
        false => Shape::RotatedBox {
            rect,
            degrees: degrees as f32,
        },
    })
}

fn ellipse(value: &Map<String, Value>, size: (f64, f64)) -> Result<Shape, Text> {
    Ok(Shape::Ellipse {
        center: point(value, size)?,
        rx: (field(value, "radiusX")? * size.0 / 100.0).abs() as f32,
        ry: (field(value, "radiusY")? * size.1 / 100.0).abs() as f32,
        degrees: (or_zero(value, "rotation") % 360.0) as f32,
    })
}

fn list<'a>(value: &'a Map<String, Value>, name: &str) -> Result<&'a [Value], Text> {
    let list = value.get(name).and_then(Value::as_array);
    let list = list.ok_or_else(|| Text::line(&format!("{name} is no list")))?;
    match list.len() {
        0 => Err(Text::line(&format!("{name} is empty"))),
        1..=SHAPE_POINTS => Ok(list),
        _ => Err(Text::line(&format!(
            "{name} has more points than the limit"
        ))),
    }
}

fn is_closed(value: &Map<String, Value>, usual: bool) -> bool {
    value
        .get("closed")
        .and_then(Value::as_bool)
        .unwrap_or(usual)
}

fn outline(points: Vec<Point>, closed: bool) -> Shape {
    match closed && points.len() > 2 {
        true => Shape::Polygon {
            rings: vec![points],
        },
        false => Shape::Polyline { points },
    }
}

fn polygon(value: &Map<String, Value>, size: (f64, f64)) -> Result<Shape, Text> {
    let pair = |pair: &Value| {
        let (x, y) = (pair.get(0).and_then(number)?, pair.get(1).and_then(number)?);
        Some(at(x * size.0 / 100.0, y * size.1 / 100.0))
    };
    let points: Option<Vec<Point>> = list(value, "points")?.iter().map(pair).collect();
    let points = points.ok_or("a point is no pair of numbers")?;
    Ok(outline(points, is_closed(value, true)))
}

/// Steps of one curve: enough for the eye.
const CURVE_STEPS: u8 = 12;

fn vector(value: &Map<String, Value>, size: (f64, f64)) -> Result<Shape, Text> {
    let vertices = list(value, "vertices")?;
    let spot = |vertex: &Value| {
        let vertex = vertex.as_object().ok_or("a vertex is no object")?;
        point(vertex, size)
    };
    let control = |vertex: &Value, name: &str| {
        let control = vertex.get(name)?.as_object()?;
        point(control, size).ok()
    };
    let mut points = Vec::with_capacity(vertices.len());
    let closed = is_closed(value, false);
    let mut pairs: Vec<(&Value, &Value)> = vertices.iter().zip(vertices.iter().skip(1)).collect();
    if let (true, [first, .., last]) = (closed, vertices) {
        pairs.push((last, first));
    }
    if let Some(first) = vertices.first() {
        points.push(spot(first)?);
    }
    for (from, to) in pairs {
        let (a, d) = (spot(from)?, spot(to)?);
        let (b, c) = (control(from, "controlPoint2"), control(to, "controlPoint1"));
        if (b.is_some() || c.is_some()) && points.len() < SHAPE_POINTS {
            // As the editor does where only one end is curved.
            let near = |from: Point, to: Point| {
                Point::new(
                    from.x + (to.x - from.x) * 0.3,
                    from.y + (to.y - from.y) * 0.3,
                )
            };
            let (b, c) = (b.unwrap_or(near(a, d)), c.unwrap_or(near(d, a)));
            points.extend((1..CURVE_STEPS).map(|step| curve([a, b, c, d], step)));
        }
        points.push(d);
    }
    if closed && points.len() > 1 {
        points.pop();
    }
    Ok(match points.len() {
        1 => Shape::Points { points },
        _ => outline(points, closed),
    })
}

/// A point of a cubic Bézier curve.
fn curve([a, b, c, d]: [Point; 4], step: u8) -> Point {
    let t = f32::from(step) / f32::from(CURVE_STEPS);
    let s = 1.0 - t;
    let mix = |a: f32, b: f32, c: f32, d: f32| {
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    Point::new(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y))
}

fn track(form: Form, value: &Map<String, Value>, size: (f64, f64)) -> Result<Shape, Text> {
    let mut frames: Vec<(KeyFrame, bool)> = Vec::new();
    for key in list(value, "sequence")? {
        let Some(key) = key.as_object() else {
            return Err("a key frame is no object".into());
        };
        // The server counts from one.
        let number = field(key, "frame")?.round().clamp(1.0, f64::from(u32::MAX));
        let frame = KeyFrame {
            frame: number as u32 - 1,
            shape: match form {
                Form::VideoVector => vector(key, size)?,
                _ => rectangle(key, size)?,
            },
            outside: false,
        };
        let enabled = key.get("enabled").and_then(Value::as_bool).unwrap_or(true);
        frames.push((frame, enabled));
    }
    frames.sort_by_key(|(frame, _)| frame.frame);
    frames.dedup_by_key(|(frame, _)| frame.frame);
    Ok(Shape::Track {
        frames: with_ends(frames),
    })
}

/// A key frame that is not enabled is the last one that is seen: the object is gone after it.
fn with_ends(keys: Vec<(KeyFrame, bool)>) -> Vec<KeyFrame> {
    let mut frames: Vec<KeyFrame> = Vec::with_capacity(keys.len());
    let mut keys = keys.into_iter().peekable();
    while let Some((key, enabled)) = keys.next() {
        let after = key.frame.saturating_add(1);
        let next = keys.peek().map(|(next, _)| next.frame);
        let gone = (!enabled && next != Some(after)).then(|| KeyFrame {
            frame: after,
            shape: key.shape.clone(),
            outside: true,
        });
        frames.push(key);
        frames.extend(gone);
    }
    frames
}

/// Ranges of frames: first and last, as the server counts.
///
/// # Errors
/// What is no list of ranges.
pub fn ranges(value: &Map<String, Value>, most: usize) -> Result<Vec<(f64, f64)>, Text> {
    let range = |range: &Value| {
        let range = range.as_object().ok_or("a range is no object")?;
        Ok((field(range, "start")?, field(range, "end")?))
    };
    list(value, "ranges")?
        .iter()
        .take(most)
        .map(range)
        .collect()
}

#[cfg(test)]
mod tests;
