//! COCO JSON: instances, key points, captions, and what CVAT and others add to it.
//!
//! Read as a stream in any order of its top-level arrays. Format: <https://cocodataset.org/#format-data>.

mod quick;
mod wire;

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::limits::SHAPE_POINTS;
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Attribute, Id, Label, Point, Rect, Shape, Text};

use super::attributes::Key;
use super::broken::{Broken, finite, parsed};
use super::colors;
use super::draft::{Draft, Form, ImageEntry, LabelEntry, Position, Problem, Sink};
use super::frames::{Frame, FrameError, Passed, Taker, Want, cut};
use super::rle::Columns;
use quick::Said;
use wire::{Annotation, Category, Counts, Image, Segmentation};

/// Reads a file into a sink. Broken elements are reported to the sink and left out.
///
/// # Errors
/// When the file itself breaks off or reading is stopped; what came before stays good.
pub fn read(reader: &mut dyn Read, sink: &mut dyn Sink) -> Result<(), FrameError> {
    let room = quick::Room::default();
    cut(reader, Position::START, &mut Into { sink, room })
}

/// From the file's elements into a sink.
struct Into<'s> {
    sink: &'s mut dyn Sink,
    room: quick::Room,
}

impl Taker for Into<'_> {
    fn want(&mut self, key: &str, _: u8) -> Want {
        match key {
            "images" | "annotations" | "categories" => Want::Elements,
            _ => Want::Skip,
        }
    }

    fn quick(&mut self, key: &str, text: &[u8]) -> Option<Passed> {
        match key {
            "annotations" => {
                let (passed, image, said) = quick::annotation(text, &mut self.room)?;
                match said {
                    Said::Plain(plain) => self.sink.plain(image, &plain),
                    Said::Draft(draft) => self.sink.annotation(Id::Number(image), *draft),
                }
                Some(passed)
            }
            "images" => {
                let (passed, image) = quick::image(text)?;
                self.sink.image(image);
                Some(passed)
            }
            _ => None,
        }
    }

    fn stopped(&self) -> bool {
        self.sink.stopped()
    }

    fn found(&mut self, frame: Frame<'_>) -> ControlFlow<()> {
        take(&frame, self.sink);
        match self.sink.stopped() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

fn take(frame: &Frame<'_>, sink: &mut dyn Sink) {
    let one = match frame.key {
        "images" => "image",
        "annotations" => "annotation",
        _ => "category",
    };
    let result = if !frame.element {
        Err(Broken::field(frame.key, "is not an array"))
    } else {
        frame
            .body
            .map_err(Broken::whole)
            .and_then(|body| match frame.key {
                "images" => image(body).map(|image| sink.image(image)),
                "annotations" => {
                    annotation(body).map(|(image, draft)| sink.annotation(image, draft))
                }
                _ => category(body, frame.at, sink),
            })
    };
    if let Err(broken) = result {
        let image = frame
            .body
            .ok()
            .filter(|_| frame.key == "annotations")
            .and_then(image_of);
        sink.problem(Problem {
            at: broken.place(frame.at),
            image,
            what: Text::line(&format!("{one} left out: {}", broken.what())),
        });
    }
}

/// Whether the reader takes an annotation.
pub(super) fn is_readable(body: &[u8]) -> bool {
    annotation(body).is_ok()
}

/// The image of an annotation that may be otherwise broken, as far as it can be told.
pub(super) fn image_of(body: &[u8]) -> Option<Id> {
    let name = b"\"image_id\"";
    let at = body.windows(name.len()).position(|window| window == name)?;
    let rest = body
        .get(at + name.len()..)?
        .trim_ascii_start()
        .strip_prefix(b":")?;
    let end = rest.iter().position(|byte| matches!(byte, b',' | b'}'))?;
    serde_json::from_slice::<Key>(rest.get(..end)?)
        .ok()
        .map(|key| key.0)
}

fn image(body: &[u8]) -> Result<ImageEntry, Broken> {
    let image: Image<'_> = parsed(body)?;
    let side = |name: &str, value: Option<f64>| match value {
        None => Ok(None),
        // Checked to lie within u32.
        Some(value) if (0.0..=f64::from(u32::MAX)).contains(&value) => Ok(Some(value as u32)),
        Some(_) => Err(Broken::field(name, "is no size in pixels")),
    };
    let (width, height) = (side("width", image.width)?, side("height", image.height)?);
    if image.file_name.is_empty() {
        return Err(Broken::field("file_name", "is empty"));
    }
    Ok(ImageEntry {
        id: image.id.0,
        file: image.file_name.into_owned(),
        size: width.zip(height).filter(|size| size.0 > 0 && size.1 > 0),
    })
}

fn category(body: &[u8], at: Position, sink: &mut dyn Sink) -> Result<(), Broken> {
    let category: Category = parsed(body)?;
    let joints = category.keypoints.unwrap_or_default();
    let pairs = category.skeleton.unwrap_or_default();
    let edges = skeleton_edges(&pairs, joints.len());
    if edges.len() < pairs.len() {
        sink.problem(Problem {
            at,
            image: None,
            what: Text::line(&format!(
                "category '{}': field 'skeleton' names joints that it does not have",
                category.name
            )),
        });
    }
    sink.label(LabelEntry {
        id: category.id.0.clone(),
        edges,
        label: Label {
            id: Some(category.id.0),
            name: Text::line(&category.name),
            color: category.color.as_deref().and_then(colors::hex),
            parent: category
                .supercategory
                .filter(|parent| !parent.is_empty())
                .map(|p| Text::line(&p)),
            joints: joints.iter().map(|joint| Text::line(joint)).collect(),
        },
    });
    Ok(())
}

/// Edges as pairs from one (or, where a zero occurs, from zero), as pairs from zero; those that
/// leave the joints are left out. Without joint names any number goes.
pub fn skeleton_edges(pairs: &[[i64; 2]], joints: usize) -> Arc<[(u16, u16)]> {
    let first = i64::from(!pairs.iter().flatten().any(|&joint| joint == 0));
    let known = if joints == 0 {
        usize::from(u16::MAX)
    } else {
        joints
    };
    let joint = |raw: i64| {
        u16::try_from(raw.checked_sub(first)?)
            .ok()
            .filter(|&at| usize::from(at) < known)
    };
    pairs
        .iter()
        .filter_map(|[a, b]| Some((joint(*a)?, joint(*b)?)))
        .collect()
}

fn annotation(body: &[u8]) -> Result<(Id, Draft), Broken> {
    let mut wire: Annotation<'_> = parsed(body)?;
    if wire.segments_info.is_some() {
        return Err(Broken::field(
            "segments_info",
            "is of the panoptic format, which is not read",
        ));
    }
    let rotation = wire.attributes.take_number("rotation");
    let form = form(&wire, rotation)?;
    let mut draft = Draft::new(form);
    draft.id = wire.id.map(|key| key.0);
    draft.label = wire.category_id.map(|key| key.0);
    draft.crowd = wire.iscrowd.0;
    draft.score = wire.score.filter(|score| score.is_finite());
    wire.attributes.put_into(&mut draft);
    if let Some(caption) = wire.caption {
        draft.attributes.push(Attribute {
            name: "caption".into(),
            value: Text::block(&caption),
        });
    }
    Ok((wire.image_id.0, draft))
}

/// The richest shape that an annotation gives: key points, else its segmentation, else its box;
/// with none of them it is a tag of the whole image.
fn form(wire: &Annotation<'_>, rotation: Option<f64>) -> Result<Form, Broken> {
    if let Some(values) = &wire.keypoints
        && values.iter().skip(2).step_by(3).any(|&seen| seen > 0.0)
    {
        return finite(keypoints(values)?, "keypoints");
    }
    match &wire.segmentation {
        Some(Segmentation::Rings(rings)) if !rings.is_empty() => {
            return finite(polygon(rings)?, "segmentation");
        }
        Some(Segmentation::Mask { counts, size }) => {
            let [height, width] = *size;
            let columns = match counts {
                Counts::List(counts) => Columns::from_counts(height, width, counts),
                Counts::Text(text) => Columns::from_text(height, width, text),
            };
            return match columns {
                Ok(columns) => Ok(Form::Columns(columns)),
                Err(error) => Err(Broken::whole(&format!("field 'segmentation': {error}"))),
            };
        }
        _ => {}
    }
    match wire.bbox.as_deref() {
        Some(&[x, y, width, height]) => {
            if width < 0.0 || height < 0.0 {
                return Err(Broken::field("bbox", "has a negative size"));
            }
            let rect = Rect::new(x, y, width, height);
            let shape = match rotation.filter(|&degrees| degrees != 0.0) {
                // CVAT: the box before turning, degrees clockwise.
                Some(degrees) => Shape::RotatedBox {
                    rect,
                    degrees: degrees as f32,
                },
                None => Shape::Box { rect },
            };
            finite(shape, "bbox")
        }
        Some([]) | None if wire.keypoints.is_some() => Err(Broken::field(
            "keypoints",
            "has no visible point, and there is no box",
        )),
        Some([]) | None => Ok(Form::Shape(Shape::Tag)),
        Some(_) => Err(Broken::field("bbox", "does not have four numbers")),
    }
}

/// A flat list x, y, x, y … as points.
pub(super) fn flat_points(flat: &[f32]) -> Vec<Point> {
    let pairs = flat.as_chunks::<2>().0;
    pairs.iter().map(|&[x, y]| Point::new(x, y)).collect()
}

fn polygon(rings: &[Vec<f32>]) -> Result<Shape, Broken> {
    if rings.iter().map(Vec::len).sum::<usize>() > SHAPE_POINTS * 2 {
        return Err(Broken::field(
            "segmentation",
            "has more points than the limit",
        ));
    }
    for ring in rings {
        if ring.len() % 2 == 1 {
            return Err(Broken::field(
                "segmentation",
                "has an odd number of coordinates",
            ));
        }
        if ring.len() < 6 {
            return Err(Broken::field(
                "segmentation",
                "has a part of fewer than three points",
            ));
        }
    }
    Ok(Shape::Polygon {
        rings: rings.iter().map(|ring| flat_points(ring)).collect(),
    })
}

fn keypoints(values: &[f32]) -> Result<Shape, Broken> {
    if !values.len().is_multiple_of(3) {
        return Err(Broken::field("keypoints", "is not made of triples"));
    }
    if values.len() > SHAPE_POINTS {
        return Err(Broken::field("keypoints", "has more points than the limit"));
    }
    let joints = values.as_chunks::<3>().0.iter().map(|&[x, y, seen]| Joint {
        point: Point::new(x, y),
        visibility: match seen {
            seen if seen >= 2.0 => Visibility::Visible,
            seen if seen >= 1.0 => Visibility::Hidden,
            _ => Visibility::Absent,
        },
    });
    Ok(Shape::Skeleton {
        joints: joints.collect(),
        edges: Arc::from([]),
    })
}

#[cfg(test)]
pub(crate) mod tests;
