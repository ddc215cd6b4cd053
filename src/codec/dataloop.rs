//! Dataloop JSON, one file an item: the item's head and its annotations.
//!
//! Coordinates are pixels of the displayed picture. Types of which nothing can be drawn are kept
//! and listed.

mod shapes;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;

use crate::model::{Attribute, Id, Shape, Source, Text};

use super::attributes::{Attributes, Flag, Key};
use super::broken::{Broken, parsed};
use super::document::Problems;
use super::draft::{Draft, Form, ImageEntry, Position, Sink};
use super::frames::{Frame, FrameError, Want, frames};
use super::seen::Seen;

/// What a file says of its item.
#[derive(Default)]
struct Head {
    file: Option<String>,
    name: Option<String>,
    size: Option<(u32, u32)>,
    video: bool,
}

/// Reads one file into a sink, as the image `id`. `fallback` names the picture where the file
/// does not. Broken annotations are reported and left out. False for a file that is no item.
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
    let mut problems = Problems::new("annotations", "annotation");
    let mut poses = Poses::default();
    // The list may be empty.
    let ours = Cell::new(false);
    let mut want = |key: &str, first: u8| match key {
        "annotations" => {
            ours.set(first == b'[');
            Want::Elements
        }
        "filename" | "name" | "metadata" | "itemMetadata" => Want::Whole,
        _ => Want::Skip,
    };
    let result = frames(&mut text, Position::START, &mut want, &mut |frame| {
        if let Err(broken) = take(&frame, &mut head, &mut drafts, &mut poses) {
            problems.frame(&frame, &broken);
        }
        ControlFlow::Continue(())
    });
    if !ours.get() {
        return result.map(|()| false);
    }
    if head.video {
        let what = "it is a video: annotations are shown as they are on their first frame";
        problems.add(Position::START, what.to_owned());
    }
    let file = head.file.or(head.name);
    sink.image(ImageEntry {
        id: id.clone(),
        file: file.unwrap_or_else(|| fallback.to_owned()),
        size: head.size,
    });
    for (mut draft, label) in drafts {
        poses.group(&mut draft);
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
    poses: &mut Poses,
) -> Result<(), Broken> {
    let body = frame.body.map_err(Broken::whole)?;
    match frame.key {
        "filename" => head.file = parsed::<Option<String>>(body)?.filter(|file| !file.is_empty()),
        "name" => head.name = parsed::<Option<String>>(body)?.filter(|name| !name.is_empty()),
        "metadata" | "itemMetadata" => about(&parsed::<Value>(body)?, head),
        _ => {
            if !frame.element {
                return Err(Broken::whole("is not an array"));
            }
            drafts.push(annotation(body, poses)?);
        }
    }
    Ok(())
}

/// Size and kind of an item.
fn about(metadata: &Value, head: &mut Head) {
    let Some(system) = metadata.get("system") else {
        return;
    };
    let side = |name: &str| {
        let side = system.get(name).and_then(Value::as_f64)?;
        // Checked to lie within u32.
        (1.0..=f64::from(u32::MAX))
            .contains(&side)
            .then_some(side as u32)
    };
    head.size = side("width").zip(side("height")).or(head.size);
    let kind = system.get("mimetype").and_then(Value::as_str);
    head.video |= kind.is_some_and(|kind| kind.starts_with("video"));
}

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(alias = "_id")]
    id: Option<Key>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    label: Option<Cow<'a, str>>,
    #[serde(default)]
    coordinates: Value,
    #[serde(default)]
    attributes: Value,
    #[serde(default)]
    metadata: Option<Metadata>,
    #[serde(borrow)]
    creator: Option<Cow<'a, str>>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    system: Option<System>,
    user: Option<User>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct System {
    attributes: Option<Attributes>,
    #[serde(rename = "objectId")]
    object: Option<Key>,
    #[serde(rename = "parentId")]
    parent: Option<Key>,
    automated: Option<Flag>,
    status: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct User {
    model: Option<Model>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Model {
    name: Option<String>,
    confidence: Option<f32>,
}

fn annotation(body: &[u8], poses: &mut Poses) -> Result<(Draft, String), Broken> {
    let wire: Wire<'_> = parsed(body)?;
    let form = shapes::form(&wire.kind, &wire.coordinates)?;
    let mut draft = Draft::new(form);
    draft.id = wire.id.map(|key| key.0);
    let author = wire.creator.as_deref().map(Text::line);
    draft.author = author.filter(|author| !author.is_empty());
    let metadata = wire.metadata.unwrap_or_default();
    let system = metadata.system.unwrap_or_default();
    if let Some(attributes) = system.attributes {
        attributes.put_into(&mut draft);
    }
    if draft.attributes.is_empty() {
        old_attributes(&wire.attributes, &mut draft);
    }
    if let Some(model) = metadata.user.unwrap_or_default().model {
        draft.source = Source::Model;
        draft.score = model.confidence.filter(|score| score.is_finite());
        draft.author = model.name.as_deref().map(Text::line).or(draft.author);
    } else if system.automated.is_some_and(|automated| automated.0) {
        // By a model or by a script: it does not say which.
        draft.source = Source::Other("automated".into());
    }
    let mut say = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            draft.attributes.push(Attribute {
                name: name.into(),
                value: Text::block(value),
            });
        }
    };
    say("status", system.status.as_deref());
    say("description", wire.description.as_deref());
    let object = system.object.map(|key| key.0.to_string());
    say("object", object.as_deref());
    poses.note(&draft, &wire.kind, system.parent.map(|key| key.0));
    Ok((draft, wire.label.unwrap_or("unknown".into()).into_owned()))
}

/// Attributes of the older kind: words alone.
fn old_attributes(raw: &Value, draft: &mut Draft) {
    let words = raw.as_array().into_iter().flatten();
    for word in words.filter_map(Value::as_str) {
        draft.attributes.push(Attribute {
            name: Text::line(word),
            value: "yes".into(),
        });
    }
}

/// Points that belong to a pose are annotations of their own; they are one group with it.
#[derive(Default)]
struct Poses {
    groups: HashMap<Id, u32>,
    parents: HashMap<Id, Id>,
}

impl Poses {
    fn note(&mut self, draft: &Draft, kind: &str, parent: Option<Id>) {
        let Some(own) = draft.id.clone() else {
            return;
        };
        let next = u32::try_from(self.groups.len() + 1).unwrap_or(u32::MAX);
        if let Some(parent) = parent {
            self.groups.entry(parent.clone()).or_insert(next);
            self.parents.insert(own, parent);
        } else if kind == "pose" {
            self.groups.entry(own).or_insert(next);
        }
    }

    fn group(&self, draft: &mut Draft) {
        let Some(own) = &draft.id else {
            return;
        };
        let key = self.parents.get(own).unwrap_or(own);
        draft.group = self.groups.get(key).copied();
    }
}

/// A form that is listed and not drawn.
fn listed(kind: &str, raw: &str) -> Form {
    Form::Shape(Shape::Unknown {
        kind: Text::line(kind),
        raw: Text::line(raw),
    })
}

#[cfg(test)]
mod tests;
