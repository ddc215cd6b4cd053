//! Datumaro JSON: one format that carries every shape type, with authors, sources and scores.
//!
//! Read item by item. Beyond what Datumaro writes, polygon `points` may be a list of rings, so
//! that holes can be told. Format: <https://open-edge-platform.github.io/datumaro/>.

mod shapes;

use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;

use serde::Deserialize;

use crate::model::{Attribute, Id, Label, Rgb, Shape, Text};

use super::attributes::{Attributes, Key};
use super::broken::{Broken, parsed};
use super::coco::skeleton_edges;
use super::draft::{Draft, Form, ImageEntry, LabelEntry, Position, Problem, Sink};
use super::frames::{FrameError, Want, frames};

/// Reads a file into a sink. Broken items and annotations are reported and left out.
///
/// # Errors
/// When the file itself breaks off or reading is stopped; what came before stays good.
pub fn read(reader: &mut dyn Read, sink: &mut dyn Sink) -> Result<(), FrameError> {
    let mut skeletons = Skeletons::new();
    let mut want = |key: &str, _| match key {
        "items" => Want::Elements,
        "categories" => Want::Whole,
        _ => Want::Skip,
    };
    frames(reader, Position::START, &mut want, &mut |frame| {
        match (frame.key, frame.body) {
            (_, Err(why)) => problem(
                sink,
                frame.at,
                None,
                &format!("{} left out: {why}", frame.key),
            ),
            ("categories", Ok(body)) => match categories(body, sink) {
                Ok(known) => skeletons = known,
                Err(broken) => {
                    let at = broken.place(frame.at);
                    problem(sink, at, None, &format!("categories: {}", broken.what()));
                }
            },
            (_, Ok(body)) if frame.element => item(body, frame.at, &skeletons, sink),
            _ => problem(sink, frame.at, None, "field 'items' is not an array"),
        }
        if sink.stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
}

fn problem(sink: &mut dyn Sink, at: Position, image: Option<Id>, what: &str) {
    sink.problem(Problem {
        at,
        image,
        what: Text::line(what),
    });
}

#[derive(Deserialize)]
struct Categories {
    label: Option<LabelCategories>,
    points: Option<PointCategories>,
    mask: Option<MaskCategories>,
}

#[derive(Deserialize)]
struct LabelCategories {
    #[serde(default)]
    labels: Vec<LabelWire>,
}

#[derive(Deserialize)]
struct LabelWire {
    name: String,
    parent: Option<String>,
}

#[derive(Deserialize)]
struct PointCategories {
    #[serde(default)]
    items: Vec<PointWire>,
}

#[derive(Deserialize)]
struct PointWire {
    label_id: u64,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    joints: Vec<[i64; 2]>,
}

#[derive(Deserialize)]
struct MaskCategories {
    #[serde(default)]
    colormap: Vec<ColorWire>,
}

#[derive(Deserialize)]
struct ColorWire {
    label_id: u64,
    r: u8,
    g: u8,
    b: u8,
}

/// How many joints labels of skeletons have, by label number.
type Skeletons = HashMap<u64, usize>;

fn categories(body: &[u8], sink: &mut dyn Sink) -> Result<Skeletons, Broken> {
    let wire: Categories = parsed(body)?;
    let points = wire.points.map(|points| points.items).unwrap_or_default();
    let points: HashMap<u64, PointWire> = points.into_iter().map(|p| (p.label_id, p)).collect();
    let colors = wire.mask.map(|mask| mask.colormap).unwrap_or_default();
    let colors: HashMap<u64, Rgb> = colors
        .iter()
        .map(|c| (c.label_id, Rgb(c.r, c.g, c.b)))
        .collect();
    let labels = wire.label.map(|label| label.labels).unwrap_or_default();
    for (number, label) in (0_u64..).zip(labels) {
        let skeleton = points.get(&number);
        let joints = skeleton.map(|p| p.labels.as_slice()).unwrap_or_default();
        let pairs = skeleton.map(|p| p.joints.as_slice()).unwrap_or_default();
        sink.label(LabelEntry {
            id: Id::Number(number),
            edges: skeleton_edges(pairs, joints.len()),
            label: Label {
                id: Some(Id::Number(number)),
                name: Text::line(&label.name),
                color: colors.get(&number).copied(),
                parent: label
                    .parent
                    .filter(|parent| !parent.is_empty())
                    .map(|p| Text::line(&p)),
                joints: joints.iter().map(|joint| Text::line(joint)).collect(),
            },
        });
    }
    Ok(points
        .iter()
        .map(|(label, points)| (*label, points.labels.len()))
        .collect())
}

#[derive(Default, Deserialize)]
struct ImageWire {
    path: Option<String>,
    /// Height, then width.
    size: Option<[f64; 2]>,
}

/// An item is cut up once more, so that a broken annotation costs only itself.
fn item(body: &[u8], at: Position, skeletons: &Skeletons, sink: &mut dyn Sink) {
    let (mut id, mut image) = (None, None);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut problems: Vec<(Position, String)> = Vec::new();
    let mut want = |key: &str, _| match key {
        "id" | "image" | "attr" => Want::Whole,
        "annotations" => Want::Elements,
        _ => Want::Skip,
    };
    let mut text = body;
    let result = frames(&mut text, at, &mut want, &mut |frame| {
        let read = frame
            .body
            .map_err(|why| Broken::field(frame.key, why))
            .and_then(|body| {
                match frame.key {
                    "id" => id = Some(parsed::<Key>(body)?.0),
                    "image" => image = parsed::<Option<ImageWire>>(body)?,
                    "attr" => {
                        let mut tag = Draft::new(Form::Shape(Shape::Tag));
                        parsed::<Attributes>(body)?.put_into(&mut tag);
                        if !tag.attributes.is_empty() {
                            drafts.push(tag);
                        }
                    }
                    _ if frame.element => drafts.push(annotation(body, skeletons)?),
                    _ => return Err(Broken::field("annotations", "is not an array")),
                }
                Ok(())
            });
        if let Err(broken) = read {
            let what = match frame.key {
                "annotations" => format!("annotation left out: {}", broken.what()),
                key => format!("item: field '{key}': {}", broken.what()),
            };
            problems.push((broken.place(frame.at), what));
        }
        ControlFlow::Continue(())
    });
    if let Err(error) = result {
        problems.push((at, format!("item left out: {error}")));
    }
    let Some(id) = id else {
        problem(sink, at, None, "item left out: missing field 'id'");
        return;
    };
    let image = image.unwrap_or_default();
    let size = image
        .size
        .map(|[height, width]| (pixels(width), pixels(height)));
    sink.image(ImageEntry {
        file: image.path.unwrap_or_else(|| id.to_string()),
        id: id.clone(),
        size: size.filter(|size| size.0 > 0 && size.1 > 0),
    });
    for draft in drafts {
        sink.annotation(id.clone(), draft);
    }
    for (at, what) in problems {
        problem(sink, at, Some(id.clone()), &what);
    }
}

/// Sides beyond u32 are cut off, NaN becomes zero.
fn pixels(side: f64) -> u32 {
    side as u32
}

/// How many drafts the reader makes of a value of an item: of its attributes (`attr`), or of one
/// of its annotations.
pub(super) fn drafts_of(key: &str, body: &[u8]) -> u32 {
    let read = match key {
        "attr" => parsed::<Attributes>(body).is_ok_and(|attributes| {
            let mut tag = Draft::new(Form::Shape(Shape::Tag));
            attributes.put_into(&mut tag);
            !tag.attributes.is_empty()
        }),
        // Labels decide what points are, not whether they can be read.
        _ => annotation(body, &Skeletons::new()).is_ok(),
    };
    u32::from(read)
}

fn annotation(body: &[u8], skeletons: &Skeletons) -> Result<Draft, Broken> {
    let mut wire: shapes::Wire<'_> = parsed(body)?;
    let joints = wire.label_id.and_then(|label| skeletons.get(&label));
    let form = shapes::form(&mut wire, joints.copied())?;
    let mut draft = Draft::new(form);
    draft.id = wire.id.map(|key| key.0);
    draft.label = wire.label_id.map(Id::Number);
    draft.group = wire.group.filter(|&group| group != 0);
    draft.z = wire.z_order.unwrap_or(0);
    draft.score = wire.score.filter(|score| score.is_finite());
    wire.attributes.put_into(&mut draft);
    if let Some(caption) = wire.caption {
        draft.attributes.push(Attribute {
            name: "caption".into(),
            value: Text::block(&caption),
        });
    }
    Ok(draft)
}

#[cfg(test)]
mod tests;
