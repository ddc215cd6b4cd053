//! A Supervisely project as files: `meta.json` with classes and tags, and one JSON an image.
//!
//! Coordinates come in two kinds. Newer exports are continuous; older ones are numbers of pixels,
//! in which corners of rectangles are inclusive. They are told apart by what a file holds: whole
//! numbers throughout are numbers of pixels.

mod geometry;
mod meta;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;

use crate::model::{Attribute, Id, Shape, Source, Text};

use super::attributes::Key;
use super::broken::{Broken, parsed};
use super::document::Problems;
use super::draft::{Draft, Form, ImageEntry, Position, Sink};
use super::frames::{Frame, FrameError, Want, frames};

pub use meta::Meta;

use geometry::Geometry;

/// What a file is about.
#[derive(Default)]
struct Whole<'a> {
    size: Option<(u32, u32)>,
    description: String,
    tags: Vec<Tag>,
    objects: Vec<(Position, ObjectWire<'a>)>,
    /// It has the marks of such a file.
    ours: bool,
}

/// Reads the annotations of one image, which is called `file`. Broken objects are reported and
/// left out. False for a file that is no annotation of an image.
///
/// # Errors
/// When the file breaks off; what came before is kept.
pub fn read(
    text: &[u8],
    id: &Id,
    file: &str,
    meta: &mut Meta,
    sink: &mut dyn Sink,
) -> Result<bool, FrameError> {
    let mut whole = Whole::default();
    let mut problems = Problems::new("objects", "object");
    let result = gather(text, &mut whole, &mut problems);
    if !whole.ours {
        return result.map(|()| false);
    }
    sink.image(ImageEntry {
        id: id.clone(),
        file: file.to_owned(),
        size: whole.size,
    });
    about_image(&whole, id, meta, sink);
    let pixels = whole
        .objects
        .iter()
        .all(|(_, object)| object.geometry.is_whole());
    let mut groups: HashMap<String, u32> = HashMap::new();
    for (at, object) in &whole.objects {
        match draft(object, pixels, meta, &mut groups) {
            Ok(mut draft) => {
                draft.label = Some(meta.class(&object.title(), sink));
                sink.annotation(id.clone(), draft);
            }
            Err(broken) => problems.left_out(*at, &broken),
        }
    }
    problems.tell(id, sink);
    result.map(|()| true)
}

fn gather<'a>(
    text: &'a [u8],
    whole: &mut Whole<'a>,
    problems: &mut Problems,
) -> Result<(), FrameError> {
    let mut reader = text;
    let mut want = |key: &str, _| match key {
        "objects" => Want::Elements,
        "size" | "tags" | "description" => Want::Whole,
        _ => Want::Skip,
    };
    frames(&mut reader, Position::START, &mut want, &mut |frame| {
        if let Err(broken) = take(&frame, whole) {
            problems.frame(&frame, &broken);
        }
        ControlFlow::Continue(())
    })
}

#[derive(Deserialize)]
struct SizeWire {
    height: f64,
    width: f64,
}

fn take(frame: &Frame<'_>, whole: &mut Whole<'_>) -> Result<(), Broken> {
    let body = frame.body.map_err(Broken::whole)?;
    match frame.key {
        "size" => {
            whole.ours = true;
            let size: SizeWire = parsed(body)?;
            // Sides beyond u32 are cut off, NaN becomes zero.
            let size = (size.width as u32, size.height as u32);
            whole.size = Some(size).filter(|size| size.0 > 0 && size.1 > 0);
        }
        "tags" => whole.tags = parsed::<Option<Vec<Tag>>>(body)?.unwrap_or_default(),
        "description" => whole.description = parsed::<Option<String>>(body)?.unwrap_or_default(),
        _ if frame.element => {
            whole.ours = true;
            whole.objects.push((frame.at, object(body)?));
        }
        _ => return Err(Broken::whole("is not an array")),
    }
    Ok(())
}

fn object(body: &[u8]) -> Result<ObjectWire<'static>, Broken> {
    parsed::<ObjectWire<'_>>(body).map(ObjectWire::into_owned)
}

/// A tag of an image or object.
#[derive(Debug, Deserialize)]
struct Tag {
    name: String,
    #[serde(default)]
    value: Value,
}

impl Tag {
    fn value(&self) -> Option<Text> {
        match &self.value {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(Text::line(text)),
            other => Some(Text::line(&other.to_string())),
        }
    }
}

#[derive(Deserialize)]
struct ObjectWire<'a> {
    id: Option<Key>,
    #[serde(borrow, rename = "classTitle")]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "labelerLogin")]
    author: Option<Cow<'a, str>>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    tags: Option<Vec<Tag>>,
    #[serde(rename = "nnCreated")]
    model_made: Option<bool>,
    #[serde(rename = "nnUpdated")]
    model_last: Option<bool>,
    #[serde(borrow, rename = "bindingKey")]
    binding: Option<Cow<'a, str>>,
    #[serde(flatten)]
    geometry: Geometry,
}

impl ObjectWire<'_> {
    fn into_owned(self) -> ObjectWire<'static> {
        let owned = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        ObjectWire {
            title: owned(self.title),
            author: owned(self.author),
            description: owned(self.description),
            binding: owned(self.binding),
            id: self.id,
            tags: self.tags,
            model_made: self.model_made,
            model_last: self.model_last,
            geometry: self.geometry,
        }
    }

    fn title(&self) -> Cow<'_, str> {
        self.title.as_deref().unwrap_or("unknown").into()
    }
}

/// Tags of the image are labels of the whole picture; its description is a fact.
fn about_image(whole: &Whole<'_>, id: &Id, meta: &mut Meta, sink: &mut dyn Sink) {
    if !whole.description.is_empty() {
        let mut fact = Draft::new(Form::Shape(Shape::Tag));
        fact.attributes.push(Attribute {
            name: "description".into(),
            value: Text::block(&whole.description),
        });
        sink.annotation(id.clone(), fact);
    }
    for tag in &whole.tags {
        let mut draft = Draft::new(Form::Shape(Shape::Tag));
        draft.label = Some(meta.tag(&tag.name, sink));
        draft.attributes.extend(tag.value().map(|value| Attribute {
            name: "value".into(),
            value,
        }));
        sink.annotation(id.clone(), draft);
    }
}

fn draft(
    object: &ObjectWire<'_>,
    pixels: bool,
    meta: &Meta,
    groups: &mut HashMap<String, u32>,
) -> Result<Draft, Broken> {
    let form = object.geometry.form(pixels, meta.joints(&object.title()))?;
    let mut draft = Draft::new(form);
    draft.id = object.id.as_ref().map(|key| key.0.clone());
    let author = object.author.as_deref().map(Text::line);
    draft.author = author.filter(|author| !author.is_empty());
    draft.source = match (object.model_made, object.model_last) {
        (Some(true), Some(true)) => Source::Model,
        (Some(true), _) => Source::Other("model, changed".into()),
        _ => Source::Manual,
    };
    for tag in object.tags.iter().flatten() {
        draft.attributes.push(Attribute {
            name: Text::line(&tag.name),
            value: tag.value().unwrap_or_else(|| "yes".into()),
        });
    }
    if let Some(text) = object
        .description
        .as_deref()
        .filter(|text| !text.is_empty())
    {
        draft.attributes.push(Attribute {
            name: "description".into(),
            value: Text::block(text),
        });
    }
    if let Some(key) = object.binding.as_deref().filter(|key| !key.is_empty()) {
        let next = u32::try_from(groups.len() + 1).unwrap_or(u32::MAX);
        draft.group = Some(*groups.entry(key.to_owned()).or_insert(next));
    }
    Ok(draft)
}

#[cfg(test)]
mod tests;
