//! LabelMe 5 JSON, one file an image: shapes with labels, groups and flags. The picture may be
//! written into the file. Older and derived versions are read as far as they agree.
//!
//! Format: <https://github.com/wkentaro/labelme>.

mod shapes;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Deserialize;

use crate::model::{Attribute, Id, Shape, Text};

use super::broken::{Broken, parsed};
use super::document::Problems;
use super::draft::{Draft, Form, ImageEntry, Position, Sink};
use super::frames::{Frame, FrameError, Want, frames};
use super::seen::Seen;

/// What a file is about, beside its shapes.
#[derive(Default)]
struct Head {
    path: Option<String>,
    embedded: bool,
    width: Option<f64>,
    height: Option<f64>,
    flags: Vec<Attribute>,
}

/// Reads one file into a sink, as the image `id`. `fallback` names the picture where the file
/// does not. Broken shapes are reported and left out. False for a file that is no LabelMe JSON.
///
/// # Errors
/// When the file breaks off; what came before is kept.
pub fn read(
    mut text: &[u8],
    id: &Id,
    fallback: &str,
    seen: &mut Seen,
    sink: &mut dyn Sink,
) -> Result<bool, FrameError> {
    let mut head = Head::default();
    let mut drafts: Vec<(Draft, String)> = Vec::new();
    let mut problems = Problems::new("shapes", "shape");
    // A picture in the file is not looked at now; the list of shapes may be empty.
    let (embedded, ours) = (Cell::new(false), Cell::new(false));
    let mut want = |key: &str, first: u8| match key {
        "shapes" => {
            ours.set(true);
            Want::Elements
        }
        "imagePath" | "imageWidth" | "imageHeight" | "flags" => Want::Whole,
        "imageData" => {
            embedded.set(first == b'"');
            Want::Skip
        }
        _ => Want::Skip,
    };
    let result = frames(&mut text, Position::START, &mut want, &mut |frame| {
        if let Err(broken) = take(&frame, &mut head, &mut drafts) {
            problems.frame(&frame, &broken);
        }
        ControlFlow::Continue(())
    });
    head.embedded = embedded.get();
    if !ours.get() {
        return result.map(|()| false);
    }
    tell(head, id, fallback, sink);
    for (mut draft, label) in drafts {
        draft.label = Some(seen.label(&label, sink));
        sink.annotation(id.clone(), draft);
    }
    problems.tell(id, sink);
    result.map(|()| true)
}

fn take(
    frame: &Frame<'_>,
    head: &mut Head,
    drafts: &mut Vec<(Draft, String)>,
) -> Result<(), Broken> {
    let body = frame.body.map_err(Broken::whole)?;
    match frame.key {
        "imagePath" => head.path = parsed::<Option<String>>(body)?,
        "imageWidth" => head.width = parsed(body)?,
        "imageHeight" => head.height = parsed(body)?,
        "flags" => head.flags = flags(&parsed::<Option<Flags>>(body)?.unwrap_or_default()),
        _ => {
            if !frame.element {
                return Err(Broken::whole("is not an array"));
            }
            drafts.push(shape(body)?);
        }
    }
    Ok(())
}

/// The image, with its flags as what is known of it.
fn tell(head: Head, id: &Id, fallback: &str, sink: &mut dyn Sink) {
    let path = head.path.filter(|path| !path.is_empty());
    if head.embedded {
        sink.embedded(id);
    }
    sink.image(ImageEntry {
        id: id.clone(),
        file: path.unwrap_or_else(|| fallback.to_owned()),
        size: pixels(head.width).zip(pixels(head.height)),
    });
    if !head.flags.is_empty() {
        let mut tag = Draft::new(Form::Shape(Shape::Tag));
        tag.attributes = head.flags;
        sink.annotation(id.clone(), tag);
    }
}

/// A side in pixels.
fn pixels(side: Option<f64>) -> Option<u32> {
    // Checked to lie within u32.
    side.filter(|side| (1.0..=f64::from(u32::MAX)).contains(side))
        .map(|side| side as u32)
}

type Flags = BTreeMap<String, serde_json::Value>;

/// Flags that are set.
fn flags(all: &Flags) -> Vec<Attribute> {
    let set = all.iter().filter(|(_, value)| **value != false);
    set.map(|(name, value)| Attribute {
        name: Text::line(name),
        value: Text::line(&match value {
            serde_json::Value::String(text) => text.clone(),
            value => value.to_string(),
        }),
    })
    .collect()
}

#[derive(Deserialize)]
struct ShapeWire<'a> {
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(default)]
    points: Vec<Vec<f32>>,
    group_id: Option<f64>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    #[serde(borrow)]
    shape_type: Option<Cow<'a, str>>,
    flags: Option<Flags>,
    #[serde(borrow)]
    mask: Option<Cow<'a, str>>,
    score: Option<f32>,
}

fn shape(body: &[u8]) -> Result<(Draft, String), Broken> {
    let wire: ShapeWire<'_> = parsed(body)?;
    // Files of old versions know polygons only.
    let kind = wire.shape_type.as_deref().unwrap_or("polygon");
    let form = shapes::form(kind, &wire.points, wire.mask.as_deref())?;
    let mut draft = Draft::new(form);
    // Groups are counted from zero or one.
    draft.group = wire
        .group_id
        .filter(|group| (0.0..=f64::from(u32::MAX)).contains(group))
        .map(|group| group as u32);
    draft.score = wire.score.filter(|score| score.is_finite());
    draft.attributes = wire.flags.as_ref().map(flags).unwrap_or_default();
    if let Some(text) = wire.description.filter(|text| !text.is_empty()) {
        draft.attributes.push(Attribute {
            name: "description".into(),
            value: Text::block(&text),
        });
    }
    Ok((draft, wire.label.into_owned()))
}

/// The picture that is written into a file.
///
/// # Errors
/// In words, for a file without one.
pub fn picture(mut text: &[u8]) -> Result<Vec<u8>, Text> {
    let mut found: Option<Result<Vec<u8>, Text>> = None;
    let mut want = |key: &str, _| match key {
        "imageData" => Want::Whole,
        _ => Want::Skip,
    };
    let result = frames(&mut text, Position::START, &mut want, &mut |frame| {
        let data = frame.body.map_err(Text::from);
        let data = data.and_then(|body| {
            serde_json::from_slice::<Cow<'_, str>>(body)
                .map_err(|error| Text::line(&error.to_string()))
        });
        found = Some(data.and_then(|data| super::embedded::bytes(&data)));
        ControlFlow::Break(())
    });
    match (found, result) {
        (Some(Ok(bytes)), _) => Ok(bytes),
        (Some(Err(why)), _) => Err(Text::line(&format!("field 'imageData': {why}"))),
        (None, Err(error)) => Err(Text::line(&error.to_string())),
        (None, Ok(())) => Err("no picture is written into the file".into()),
    }
}

#[cfg(test)]
mod tests;
