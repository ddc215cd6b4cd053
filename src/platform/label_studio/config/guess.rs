//! A label configuration for tasks that come without one (exports carry none): controls and labels
//! are those that results name, objects what the data look like.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::names;
use super::super::regions::{Form, form_of_kind, form_of_value};
use super::super::results::{Part, Regions, strings};
use super::{Building, Config, Control, New, Object};

/// Extensions of pictures.
const PICTURES: [&str; 10] = [
    "jpg", "jpeg", "jfif", "png", "webp", "bmp", "tif", "tiff", "gif", "svg",
];
const SOUNDS: [&str; 6] = ["wav", "mp3", "flac", "ogg", "m4a", "aac"];
const VIDEOS: [&str; 5] = ["mp4", "webm", "avi", "mov", "mkv"];
const SERIES: [&str; 2] = ["csv", "tsv"];
const PAGES: [&str; 3] = ["txt", "html", "htm"];
/// Characters from which a text of the data is to be read and no mere fact.
const READ_CHARS: usize = 24;

/// What kind of object a value of the data is by its looks: its tag, and whether it is an address.
pub fn looks_like(value: &Value) -> Option<(&'static str, bool)> {
    match value {
        Value::String(text) => of_text(text),
        Value::Array(all) => match all.first()? {
            Value::String(first) => of_text(first).filter(|(kind, _)| *kind == "image"),
            Value::Object(_) => Some(("paragraphs", false)),
            _ => None,
        },
        _ => None,
    }
}

fn of_text(text: &str) -> Option<(&'static str, bool)> {
    let text = text.trim();
    if text.starts_with("data:image") {
        return Some(("image", false));
    }
    let bare = !text.contains(['\n', '<']) && text.len() < 4_096;
    let file = names::file_name(text).map(|name| name.to_string());
    let file = file.or_else(|| bare.then(|| text.to_owned()))?;
    let extension = file.rsplit_once('.')?.1.to_ascii_lowercase();
    let is = |known: &[&str]| known.contains(&extension.as_str());
    match () {
        () if is(&PICTURES) => Some(("image", true)),
        () if is(&SOUNDS) => Some(("audio", true)),
        () if is(&VIDEOS) => Some(("video", true)),
        () if is(&SERIES) => Some(("timeseries", true)),
        // A sentence may end in anything.
        () if is(&PAGES) && !text.contains(' ') => Some(("text", true)),
        () => None,
    }
}

/// The kind of object that a part is on, by its type and value; none for values that may be about
/// anything.
fn object_of(part: &Part) -> Option<&'static str> {
    let form = form_of_kind(&part.kind).or_else(|| form_of_value(&part.value, part.rle.is_some()));
    let has = |name: &str| part.value.contains_key(name);
    Some(match (form?, &*part.kind) {
        (Form::VideoRectangle | Form::VideoVector | Form::Ranges, _) => "video",
        (Form::Stretch, "hypertextlabels" | "hypertext") => "hypertext",
        (Form::Stretch, "paragraphlabels" | "paragraph") => "paragraphs",
        (Form::Stretch, "timeserieslabels" | "timeseries") => "timeseries",
        (Form::Stretch, _) if has("channel") || part.length.is_some() => "audio",
        (Form::Stretch, _) if has("globalOffsets") => "hypertext",
        (Form::Stretch, _) => "text",
        _ => "image",
    })
}

impl Config {
    /// What the results of a task and its data make likely.
    pub fn guess(data: &Value, results: &[Regions]) -> Self {
        let mut building = Building::default();
        let mut wanted: Vec<(String, Option<&'static str>)> = Vec::new();
        let groups = results.iter().flat_map(|one| &one.groups);
        for part in groups.flat_map(|group| &group.parts) {
            building.seen(part);
            let kind = object_of(part);
            match wanted.iter_mut().find(|(name, _)| *name == part.to) {
                Some((_, known)) => *known = known.or(kind),
                None if part.to.is_empty() => {}
                None => wanted.push((part.to.clone(), kind)),
            }
        }
        let empty = Map::new();
        let fields = data.as_object().unwrap_or(&empty);
        building.config.objects = objects(fields, &wanted);
        let mut config = building.config;
        config.labels = std::sync::Arc::new(building.set);
        config
    }
}

impl Building {
    /// The control of a part, and the labels and choices that it names.
    fn seen(&mut self, part: &Part) {
        if part.from.is_empty() {
            return;
        }
        let control = Control {
            name: part.from.clone(),
            kind: part.kind.clone(),
            to: vec![part.to.clone()],
            ..Control::default()
        };
        let Some(place) = self.control(control) else {
            return;
        };
        let named = match &*part.kind {
            kind @ ("choices" | "taxonomy") => part.value.get(kind),
            kind if kind.ends_with("labels") => {
                part.value.get(kind).or_else(|| part.value.get("labels"))
            }
            _ => part.value.get("labels"),
        };
        for key in named.into_iter().flat_map(strings) {
            let color = super::named_color(&key);
            let new = New {
                control: &part.from,
                key: &key,
                shown: &key,
                color: Some(color),
                parent: None,
            };
            self.label(place, &new);
        }
    }
}

/// Objects for the names that results use, each with the field of the data that fits best, and
/// for pictures and texts that no result names.
fn objects(fields: &Map<String, Value>, wanted: &[(String, Option<&'static str>)]) -> Vec<Object> {
    let mut objects: Vec<Object> = Vec::new();
    let mut used: Vec<&str> = Vec::new();
    for (name, kind) in wanted {
        let free = |key: &&String| !used.contains(&key.as_str());
        let fits = |key: &&String| match (kind, fields.get(key.as_str()).and_then(looks_like)) {
            (Some("text" | "hypertext"), None | Some(("text", _))) => {
                fields.get(key.as_str()).is_some_and(Value::is_string)
            }
            (Some(kind), Some((looks, _))) => *kind == looks,
            (Some(kind), None) => *kind == "paragraphs" || *kind == "timeseries",
            (None, Some(_)) => true,
            (None, None) => fields.get(key.as_str()).is_some_and(is_read),
        };
        let same = fields.keys().find(|key| *key == name && free(key));
        let key = same
            .or_else(|| fields.keys().find(|key| free(key) && fits(key)))
            .or_else(|| fields.keys().find(|key| free(key)));
        if let Some(key) = key {
            used.push(key);
            objects.push(object(name, key, *kind, fields.get(key)));
        }
    }
    let pictures = fields
        .iter()
        .filter(|(_, value)| looks_like(value).is_some_and(|(kind, _)| kind != "text"));
    for (key, value) in pictures {
        if !used.contains(&key.as_str()) {
            used.push(key);
            objects.push(object(key, key, None, Some(value)));
        }
    }
    if objects.is_empty() {
        let longest = fields.values().filter(|value| value.is_string()).count() == 1;
        let texts = fields
            .iter()
            .filter(|(_, value)| is_read(value) || (longest && value.is_string()));
        objects.extend(texts.map(|(key, value)| object(key, key, None, Some(value))));
    }
    objects
}

/// A text that is long enough to be what is looked at.
fn is_read(value: &Value) -> bool {
    let long = |text: &str| text.chars().nth(READ_CHARS).is_some();
    looks_like(value).is_some() || value.as_str().is_some_and(long)
}

fn object(name: &str, key: &str, kind: Option<&str>, value: Option<&Value>) -> Object {
    let looks = value.and_then(looks_like);
    let page = |text: &str| text.trim_start().starts_with('<') && text.contains("</");
    let html = value.and_then(Value::as_str).is_some_and(page);
    let kind = match (kind, looks) {
        (Some(kind), _) => kind,
        (None, Some((kind, _))) => kind,
        (None, None) if html => "hypertext",
        (None, None) => "text",
    };
    let mut attributes = HashMap::new();
    if let Some(("text", true)) = looks {
        attributes.insert("valuetype".to_owned(), "url".to_owned());
    }
    if kind == "paragraphs" {
        attributes.extend(speakers(value));
    }
    let listed = kind == "image" && value.is_some_and(Value::is_array);
    Object {
        name: name.to_owned(),
        kind: kind.to_owned(),
        value: format!("${key}"),
        list: listed.then(|| format!("${key}")),
        attributes,
        channels: Vec::new(),
    }
}

/// Under which keys a dialogue has who speaks and what is said.
fn speakers(value: Option<&Value>) -> Vec<(String, String)> {
    let first = value.and_then(|value| value.get(0));
    let has = |key: &&&str| first.is_some_and(|turn| turn.get(**key).is_some());
    let name = ["author", "speaker", "name", "role"].iter().find(has);
    let text = ["text", "content", "message", "utterance"].iter().find(has);
    let pair = |attribute: &str, key: &&str| (attribute.to_owned(), (*key).to_owned());
    let name = name.map(|key| pair("namekey", key));
    name.into_iter()
        .chain(text.map(|key| pair("textkey", key)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_told_apart_by_their_looks() {
        for (value, kind) in [
            (json!("/data/upload/1/abcd1234-a b.png"), Some("image")),
            (json!("/data/local-files/?d=x%2Fa.JPG"), Some("image")),
            (json!("s3://bucket/a.webp"), Some("image")),
            (json!("images/a.png"), Some("image")),
            (json!("data:image/png;base64,AA"), Some("image")),
            (json!(["a.png", "b.png"]), Some("image")),
            (json!("https://h/a.wav?x=1"), Some("audio")),
            (json!("https://h/a.csv"), Some("timeseries")),
            (json!("/data/upload/1/a.txt"), Some("text")),
            (json!([{"author": "a", "text": "b"}]), Some("paragraphs")),
            (json!("We saw it at example.txt"), None),
            (json!("A sentence. Another"), None),
            (json!(3), None),
            (json!([]), None),
        ] {
            assert_eq!(looks_like(&value).map(|(kind, _)| kind), kind, "{value}");
        }
    }

    #[test]
    fn objects_are_found_for_names_of_results() {
        let data = json!({"source": "web", "img": "/data/upload/1/a.png", "caption": "A long caption of it all"});
        let fields = data.as_object().unwrap();
        let found = objects(fields, &[("image".into(), Some("image"))]);
        let of = |objects: &[Object]| {
            let said = |one: &Object| format!("{} {} {}", one.name, one.kind, one.value);
            objects.iter().map(said).collect::<Vec<_>>()
        };
        assert_eq!(of(&found), ["image image $img"]);
        let text = json!({"id": "x", "body": "Ben Okafor works for Globex in Nairobi"});
        let fields = text.as_object().unwrap();
        assert_eq!(of(&objects(fields, &[])), ["body text $body"]);
        let page = json!({"html": "<p>Hello</p> <p>there, all of you</p>"});
        let fields = page.as_object().unwrap();
        assert_eq!(of(&objects(fields, &[])), ["html hypertext $html"]);
    }
}
