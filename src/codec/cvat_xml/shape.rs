//! Shapes: their numbers as CVAT orders them, and the annotation of one picture.

use crate::codec::bitmap::of_spans;
use crate::codec::cvat::labels::{group, source};
use crate::codec::cvat::shapes::{self, Placed, Read};
use crate::codec::draft::{Draft, Form};
use crate::codec::xml::{Node, Tag};
use crate::limits::{MASK_RUNS, SHAPE_POINTS};
use crate::model::{Attribute, Id, Point, Shape, Text};

use super::{Reading, attributes};

/// Corners of a cuboid in the order of CVAT's numbers.
const CUBOID: [(&str, &str); 8] = [
    ("xtl1", "ytl1"),
    ("xbl1", "ybl1"),
    ("xtr1", "ytr1"),
    ("xbr1", "ybr1"),
    ("xtl2", "ytl2"),
    ("xbl2", "ybl2"),
    ("xtr2", "ytr2"),
    ("xbr2", "ybr2"),
];

/// The numbers of a shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Its type as the server calls it.
    pub kind: String,
    /// Degrees clockwise.
    pub rotation: f64,
    /// Its numbers.
    pub points: Vec<f64>,
}

/// A number in an attribute.
///
/// # Errors
/// In words: missing, or no number.
pub fn number(tag: &Tag, name: &str) -> Result<f64, String> {
    let raw = tag.get(name).ok_or(format!("field '{name}' is missing"))?;
    let value: f64 = raw
        .trim()
        .parse()
        .map_err(|_| format!("field '{name}': '{}' is no number", short(raw)))?;
    match value.is_finite() {
        true => Ok(value),
        false => Err(format!("field '{name}': '{}' is no number", short(raw))),
    }
}

/// A number from zero in an attribute.
///
/// # Errors
/// In words: missing, or no whole number.
pub fn whole(tag: &Tag, name: &str) -> Result<u32, String> {
    let raw = tag.get(name).ok_or(format!("field '{name}' is missing"))?;
    raw.trim()
        .parse()
        .map_err(|_| format!("field '{name}': '{}' is no whole number", short(raw)))
}

fn short(raw: &str) -> Text {
    let end = raw.char_indices().nth(40).map_or(raw.len(), |(end, _)| end);
    Text::line(raw.get(..end).unwrap_or_default())
}

/// The numbers of a shape's element.
///
/// # Errors
/// In words that name the field.
pub fn numbers(tag: &Tag) -> Result<Numbers, String> {
    let all = |names: &[&str]| -> Result<Vec<f64>, String> {
        names.iter().map(|name| number(tag, name)).collect()
    };
    let (kind, points) = match tag.name.as_str() {
        "box" => ("rectangle", all(&["xtl", "ytl", "xbr", "ybr"])?),
        "ellipse" => {
            let numbers = all(&["cx", "cy", "rx", "ry"])?;
            let [cx, cy, rx, ry] = *numbers.first_chunk().ok_or("has no numbers")?;
            ("ellipse", vec![cx, cy, cx + rx, cy - ry])
        }
        "cuboid" => {
            let corners = CUBOID.iter().flat_map(|(x, y)| [*x, *y]);
            ("cuboid", all(&corners.collect::<Vec<_>>())?)
        }
        "mask" => ("mask", mask(tag)?),
        "skeleton" => ("skeleton", Vec::new()),
        kind => (kind, points(tag)?),
    };
    let rotation = match tag.get("rotation") {
        Some(_) => number(tag, "rotation")?,
        None => 0.0,
    };
    Ok(Numbers {
        kind: kind.to_owned(),
        rotation,
        points,
    })
}

/// `x,y;x,y`.
fn points(tag: &Tag) -> Result<Vec<f64>, String> {
    let raw = tag.get("points").ok_or("field 'points' is missing")?;
    let mut numbers = Vec::new();
    for (at, pair) in raw.split(';').enumerate() {
        if pair.trim().is_empty() {
            continue;
        }
        if at >= SHAPE_POINTS {
            return Err(format!(
                "field 'points' has more points than the limit of {SHAPE_POINTS}"
            ));
        }
        let mut sides = pair.split(',').map(|side| side.trim().parse::<f64>());
        match (sides.next(), sides.next(), sides.next()) {
            (Some(Ok(x)), Some(Ok(y)), None) if x.is_finite() && y.is_finite() => {
                numbers.extend([x, y]);
            }
            _ => {
                return Err(format!(
                    "field 'points': point {} is '{}', not two numbers",
                    at + 1,
                    short(pair)
                ));
            }
        }
    }
    Ok(numbers)
}

/// Runs, then the inclusive edges of the box.
fn mask(tag: &Tag) -> Result<Vec<f64>, String> {
    let raw = tag.get("rle").ok_or("field 'rle' is missing")?;
    let (left, top) = (whole(tag, "left")?, whole(tag, "top")?);
    let (width, height) = (whole(tag, "width")?, whole(tag, "height")?);
    if width == 0 || height == 0 {
        return Err("fields 'width' and 'height' of a mask are above zero".to_owned());
    }
    let mut numbers = Vec::new();
    for (at, run) in raw.split(',').enumerate() {
        if at >= MASK_RUNS {
            return Err("field 'rle' has more runs than the limit".to_owned());
        }
        let run: u32 = run
            .trim()
            .parse()
            .map_err(|_| format!("field 'rle': run {} is no number of pixels", at + 1))?;
        numbers.push(f64::from(run));
    }
    let far = |from: u32, side: u32| f64::from(from) + f64::from(side) - 1.0;
    numbers.extend([
        f64::from(left),
        f64::from(top),
        far(left, width),
        far(top, height),
    ]);
    Ok(numbers)
}

/// Whether an element's name is that of a shape.
pub fn is_known(name: &str) -> bool {
    matches!(
        name,
        "box" | "ellipse" | "cuboid" | "mask" | "skeleton" | "polygon" | "polyline" | "points"
    )
}

/// An element that is not known, in words.
pub fn raw(tag: &Tag) -> String {
    let said = tag.attributes().iter().take(12);
    let words: Vec<String> = said
        .map(|(name, value)| format!("{name}={}", short(value)))
        .collect();
    words.join(" ")
}

impl Reading<'_> {
    /// The annotation of one picture, and what is wrong with it, if anything.
    pub(super) fn draft(&mut self, node: &Node) -> Result<(Draft, Option<String>), String> {
        let tag = &node.tag;
        let label = self.label(tag.get("label"));
        let mut own = attributes(node);
        let Read { shape, problem } = match tag.name.as_str() {
            "tag" => Read::from(Shape::Tag),
            "skeleton" => self.skeleton(node, label, &mut own)?,
            name if !is_known(name) => Read::from(shapes::unknown(name, &raw(tag))),
            _ => {
                let numbers = numbers(tag)?;
                shapes::of_points(&numbers.kind, numbers.rotation, &numbers.points)
                    .map_err(|why| why.unwrap_or("its type is not known").to_owned())?
            }
        };
        let shape = match shape {
            // Some tools write a mask as large as the picture: only what is set counts.
            Shape::Mask { mask } => Shape::Mask {
                mask: of_spans(mask.spans().collect(), 0, 0),
            },
            shape => shape,
        };
        let mut draft = Draft::new(Form::Shape(shape));
        draft.label = label.map(Id::Number);
        draft.attributes = own;
        draft.occluded = tag.is("occluded");
        draft.source = source(tag.get("source").unwrap_or_default());
        draft.group = group(tag.get("group_id").and_then(|group| group.parse().ok()));
        draft.z = tag.get("z_order").and_then(|z| z.parse().ok()).unwrap_or(0);
        let score: Option<f32> = tag.get("score").and_then(|score| score.parse().ok());
        draft.score = score.filter(|score| score.is_finite());
        Ok((draft, problem))
    }

    /// Joints with their own attributes under their names.
    fn skeleton(
        &mut self,
        node: &Node,
        label: Option<u64>,
        own: &mut Vec<Attribute>,
    ) -> Result<Read, String> {
        let mut placed = Vec::new();
        for joint in node.all("points") {
            let name = joint.tag.get("label").unwrap_or_default();
            let points = points(&joint.tag).map_err(|why| format!("joint '{name}': {why}"))?;
            let [x, y] = *points
                .first_chunk()
                .ok_or(format!("joint '{name}': field 'points' is empty"))?;
            placed.push(Placed {
                label: self.joint(label, Some(name)).unwrap_or(0),
                at: Point::new(x as f32, y as f32),
                outside: joint.tag.is("outside"),
                occluded: joint.tag.is("occluded"),
            });
            own.extend(attributes(joint).into_iter().map(|one| Attribute {
                name: Text::line(&format!("{name}: {}", one.name)),
                ..one
            }));
        }
        let known = label.and_then(|label| self.labels.get(label));
        let mut read = shapes::skeleton(known, &placed);
        if known.is_none_or(|known| known.joints.is_empty()) {
            // A file that does not say which joints there are has them all.
            read.problem = None;
        }
        Ok(read)
    }
}
