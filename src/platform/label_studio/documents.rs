//! What a task shows (Label Studio, object tags): which values of its data are pictures, documents
//! or time lines, and the documents made of them.

mod lookup;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::codec::page::{self, Page};
use crate::limits::{DOCUMENT_CHARS, DOCUMENT_TURNS, STUDIO_CONTENTS, STUDIO_PICTURES};
use crate::model::content::{
    Document, DocumentKind, DocumentText, TimeUnit, Timeline, TimelineKind, Turn,
};
use crate::model::{Content, Text};

use super::config::{Config, Object};
use super::results::words;

pub use lookup::lookup;

/// What a task shows, before anything is fetched.
#[derive(Debug, Default)]
pub struct Plan {
    /// Pictures by their numbers; the first is the task's own.
    pub pictures: Vec<Pictured>,
    /// Documents and time lines, by their index.
    pub contents: Vec<Planned>,
    /// Where the first picture of an object is, and how many it has.
    picture_places: HashMap<String, (usize, usize)>,
    content_places: HashMap<String, usize>,
    /// What could not be shown, one line each.
    pub problems: Vec<Text>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// Where in the data it stands: what its bytes are remembered by.
    pub key: String,
    /// Its address, or the picture itself.
    pub value: String,
}

/// A document or time line.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The object.
    pub object: Object,
    /// Its value.
    pub value: Value,
    /// What kind of time line it is; none for a document.
    pub timeline: Option<TimelineKind>,
}

impl Planned {
    /// The address that a document's text is to be fetched from.
    pub fn fetched_from(&self) -> Option<&str> {
        let address = self.value.as_str()?;
        (self.timeline.is_none() && self.object.is_address()).then_some(address)
    }
}

/// Tags that show nothing of the data.
const BARE: [&str; 7] = [
    "header", "filter", "shortcut", "collapse", "view", "style", "button",
];

impl Plan {
    /// Which parts of a task's data are looked at.
    pub fn new(config: &Config, data: &Value) -> Self {
        let mut plan = Self::default();
        let mut objects: Vec<&Object> = config.objects.iter().collect();
        // The picture that most is said about is the task's own.
        let said = |object: &Object| {
            let about = |control: &&super::config::Control| control.to.contains(&object.name);
            config.controls.iter().filter(about).count()
        };
        objects.sort_by_cached_key(|object| std::cmp::Reverse(said(object)));
        for object in objects.iter().filter(|object| object.kind == "image") {
            plan.pictures_of(object, data);
        }
        for object in &config.objects {
            if object.kind != "image" && !BARE.contains(&&*object.kind) {
                plan.content_of(object, data);
            }
        }
        if plan.pictures.is_empty() && plan.contents.is_empty() {
            plan.whatever(data);
        }
        plan
    }

    /// The number of the picture that a page of an object is.
    pub fn picture(&self, object: &str, page: usize) -> Option<usize> {
        let (first, count) = *self.picture_places.get(object)?;
        (page < count).then_some(first + page)
    }

    /// The index of the content that an object is.
    pub fn content(&self, object: &str) -> Option<usize> {
        self.content_places.get(object).copied()
    }

    /// The picture at a number.
    pub fn pictured(&self, number: usize) -> Option<&Pictured> {
        self.pictures.get(number)
    }

    fn pictures_of(&mut self, object: &Object, data: &Value) {
        let first = self.pictures.len();
        let expression = object.list.as_deref().unwrap_or(&object.value);
        let bare = expression.trim().trim_start_matches('$').to_owned();
        let value = lookup(data, expression);
        let mut add = |key: String, value: &Value| {
            if self.pictures.len() < STUDIO_PICTURES {
                let value = value.as_str().unwrap_or_default().to_owned();
                self.pictures.push(Pictured { key, value });
            } else if self.problems.is_empty() {
                self.problems
                    .push("the task has more pictures than the limit".into());
            }
        };
        match value.as_deref() {
            Some(Value::Array(pages)) => {
                for (page, value) in pages.iter().enumerate() {
                    add(format!("{bare}[{page}]"), value);
                }
            }
            Some(value) => add(bare, value),
            None => {
                self.missing(object, &bare);
                self.pictures.push(Pictured {
                    key: bare,
                    value: String::new(),
                });
            }
        }
        let count = self.pictures.len() - first;
        self.picture_places
            .insert(object.name.clone(), (first, count));
    }

    fn missing(&mut self, object: &Object, key: &str) {
        self.problems.push(Text::line(&format!(
            "the data of the task has no {key}, which {} shows",
            object.name
        )));
    }

    fn content_of(&mut self, object: &Object, data: &Value) {
        if self.contents.len() >= STUDIO_CONTENTS {
            return;
        }
        let timeline = match &*object.kind {
            "audio" | "audioplus" => Some(TimelineKind::Audio),
            "video" => Some(TimelineKind::Video),
            "timeseries" => Some(TimelineKind::Series),
            _ => None,
        };
        let expression = object.list.as_deref().unwrap_or(&object.value);
        let value = lookup(data, expression);
        if value.is_none() {
            let bare = expression.trim().trim_start_matches('$').to_owned();
            self.missing(object, &bare);
        }
        self.content_places
            .insert(object.name.clone(), self.contents.len());
        self.contents.push(Planned {
            object: object.clone(),
            value: value.map_or(Value::Null, |value| value.into_owned()),
            timeline,
        });
    }

    /// Without any object that can be read, the data itself.
    fn whatever(&mut self, data: &Value) {
        let object = Object {
            name: "data".into(),
            kind: "data".into(),
            ..Object::default()
        };
        self.contents.push(Planned {
            object,
            value: data.clone(),
            timeline: None,
        });
    }

    /// What could be fetched of a document, made into what is shown, with the pages that paths
    /// lead through. `fetched` are texts and reasons by index.
    pub fn build(&self, fetched: &HashMap<usize, Result<Arc<str>, Text>>) -> Built {
        let mut built = Built::default();
        for (at, planned) in self.contents.iter().enumerate() {
            let (content, page) = match planned.timeline {
                Some(kind) => (Content::Timeline(timeline(planned, kind)), None),
                None => {
                    let (document, page) = document(planned, fetched.get(&at));
                    (Content::Document(Arc::new(document)), page)
                }
            };
            built.contents.push(content);
            built.pages.push(page);
        }
        built
    }
}

/// Contents, ready to be shown.
#[derive(Debug, Default)]
pub struct Built {
    /// The contents.
    pub contents: Vec<Content>,
    /// The page behind each, where it is one.
    pub pages: Vec<Option<Page>>,
}

fn timeline(planned: &Planned, kind: TimelineKind) -> Timeline {
    let object = &planned.object;
    let unit = match kind {
        TimelineKind::Audio => TimeUnit::Seconds,
        TimelineKind::Video => TimeUnit::Frames,
        TimelineKind::Series if object.attribute("timeformat").is_some() => TimeUnit::Date,
        TimelineKind::Series => TimeUnit::Number,
    };
    let silent = match (kind, &planned.value) {
        (TimelineKind::Video, _) => Some("videos are not played here".into()),
        (_, Value::Null) => Some("the task has no data for it".into()),
        (TimelineKind::Audio, value) if value.as_str().is_none() => {
            Some("its data is no address".into())
        }
        _ => None,
    };
    Timeline {
        name: Text::line(&object.name),
        kind,
        unit,
        range: None,
        silent,
    }
}

fn document(
    planned: &Planned,
    fetched: Option<&Result<Arc<str>, Text>>,
) -> (Document, Option<Page>) {
    let name = Text::line(&planned.object.name);
    let parsed;
    let value = match fetched {
        Some(Ok(text)) => {
            // Lists of turns come as JSON from there, too.
            parsed = match serde_json::from_str(text) {
                Ok(value @ (Value::Array(_) | Value::Object(_))) if is_listed(planned) => value,
                _ => Value::String(text.to_string()),
            };
            &parsed
        }
        Some(Err(why)) => {
            let document = Document {
                name,
                missing: Some(why.clone()),
                ..Document::default()
            };
            return (document, None);
        }
        None => &planned.value,
    };
    let object = &planned.object;
    let (mut document, page) = match (&*object.kind, value) {
        (_, Value::Null) => (
            Document {
                missing: Some("the task has no data for it".into()),
                ..Document::default()
            },
            None,
        ),
        ("pdf", _) => (
            Document {
                missing: Some("documents of this kind (PDF) are not shown".into()),
                ..Document::default()
            },
            None,
        ),
        ("hypertext", Value::String(html)) => {
            let inline = object
                .attribute("inline")
                .is_some_and(|inline| inline.eq_ignore_ascii_case("true"));
            of_page(page::read(html, inline))
        }
        ("paragraphs", Value::Array(turns)) => (dialogue(turns, object, ["author", "text"]), None),
        ("chat", Value::Array(turns)) => (dialogue(turns, object, ["role", "content"]), None),
        (_, Value::String(text)) => (plain(text), None),
        (_, Value::Number(_) | Value::Bool(_)) => (plain(&words(value)), None),
        (_, value) => {
            let pretty = serde_json::to_string_pretty(value).unwrap_or_default();
            (plain(&pretty), None)
        }
    };
    document.name = name;
    (document, page)
}

fn is_listed(planned: &Planned) -> bool {
    matches!(
        &*planned.object.kind,
        "paragraphs" | "chat" | "table" | "list"
    )
}

const CUT: &str = "it is longer than the limit; the rest is not shown";

fn plain(text: &str) -> Document {
    let end = match text.len() > DOCUMENT_CHARS {
        true => text.char_indices().nth(DOCUMENT_CHARS).map(|(at, _)| at),
        false => None,
    };
    let kept = end.and_then(|end| text.get(..end)).unwrap_or(text);
    Document {
        text: DocumentText::new(&unix(kept)),
        missing: end.map(|_| CUT.into()),
        ..Document::default()
    }
}

/// Line ends of other systems, without a change in the count of characters.
fn unix(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => text.replace("\r\n", " \n").replace('\r', "\n").into(),
        false => text.into(),
    }
}

fn of_page(mut page: Page) -> (Document, Option<Page>) {
    let document = Document {
        kind: DocumentKind::Html,
        text: DocumentText::new(&page.text),
        breaks: std::mem::take(&mut page.breaks),
        emphasis: std::mem::take(&mut page.emphasis),
        missing: page.cut.then(|| CUT.into()),
        ..Document::default()
    };
    (document, Some(page))
}

/// Turns, joined without anything between; offsets within a turn count from its start.
fn dialogue(turns: &[Value], object: &Object, usual: [&str; 2]) -> Document {
    let [author, text] = usual;
    let author = object.attribute("namekey").unwrap_or(author);
    let key = object.attribute("textkey").unwrap_or(text);
    let mut document = Document {
        kind: DocumentKind::Dialogue,
        ..Document::default()
    };
    let (mut whole, mut at) = (String::new(), 0_u32);
    for (number, turn) in turns.iter().enumerate() {
        let said = match turn {
            Value::Object(_) => words(turn.get(key).unwrap_or(&Value::Null)),
            turn => words(turn),
        };
        let long = said.chars().count();
        let so_far = usize::try_from(at).unwrap_or(usize::MAX);
        if number >= DOCUMENT_TURNS || so_far.saturating_add(long) > DOCUMENT_CHARS {
            document.missing = Some(CUT.into());
            break;
        }
        document.turns.push(Turn {
            start: at,
            author: Text::line(&words(turn.get(author).unwrap_or(&Value::Null))),
        });
        whole.push_str(&said);
        at = at.saturating_add(u32::try_from(long).unwrap_or(u32::MAX));
    }
    document.text = DocumentText::new(&unix(&whole));
    document
}

#[cfg(test)]
mod tests;
