//! What a task is called in lists: the file it shows, else the first words of its text, else its
//! number in the project.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::limits;
use crate::model::Text;

use super::wire::{Str, Task};

/// The top-level fields of a task's data, in their order, values not read yet.
#[derive(Clone, Debug, Default)]
pub struct Fields<'a>(pub Vec<(Str<'a>, &'a RawValue)>);

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data of a task")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = map.next_entry()? {
            all.push(one);
        }
        Ok(Fields(all))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(FieldsVisitor)
    }
}

impl<'a> Fields<'a> {
    /// The fields of a task's data; none for data that is no object or was not asked for.
    pub fn of(task: &Task<'a>) -> Self {
        let raw = task.data.map(RawValue::get);
        raw.and_then(|raw| serde_json::from_str(raw).ok())
            .unwrap_or_default()
    }

    /// The texts among the values, numbers as they are written.
    pub fn texts(&self) -> impl Iterator<Item = (&str, Cow<'a, str>)> {
        self.0
            .iter()
            .filter_map(|(key, raw)| Some((&**key, text(raw)?)))
    }

    /// What the task is called; none for a task without anything to name it by.
    pub fn name(&self) -> Option<Text> {
        let file = self.texts().find_map(|(_, text)| file_name(&text));
        if file.is_some() {
            return file;
        }
        let words = self.0.iter().find_map(|(_, raw)| first_words(raw));
        words.filter(|words| !words.is_empty())
    }
}

/// A value as text; none for lists and objects.
fn text<'a>(raw: &'a RawValue) -> Option<Cow<'a, str>> {
    match raw.get().as_bytes().first()? {
        b'"' => Some(serde_json::from_str::<Str<'a>>(raw.get()).ok()?.0),
        b'[' | b'{' | b'n' => None,
        _ => Some(Cow::Borrowed(raw.get())),
    }
}

/// The name of a task for lists.
pub fn of_task(task: &Task<'_>) -> Text {
    Fields::of(task).name().unwrap_or_else(|| numbered(task))
}

/// `task 12`, by the number within the project.
pub fn numbered(task: &Task<'_>) -> Text {
    Text::line(&format!("task {}", task.inner_id.unwrap_or(task.id)))
}

const SCHEMES: [&str; 7] = [
    "http://",
    "https://",
    "s3://",
    "gs://",
    "azure-blob://",
    "redis://",
    "file://",
];

/// The file's name of an address or path of the server; none for anything else.
pub fn file_name(value: &str) -> Option<Text> {
    let value = value.trim();
    if value.starts_with("data:") {
        return None;
    }
    let rooted = value.starts_with('/') && !value.contains(char::is_whitespace);
    if !rooted && !SCHEMES.iter().any(|scheme| value.starts_with(scheme)) {
        return None;
    }
    let (path, query) = value.split_once('?').unwrap_or((value, ""));
    let param = |name: &str| {
        let mut pairs = query.split(['&', '#']);
        pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    };
    // Storages: the address is written into a parameter.
    if let Some(hidden) = param("fileuri") {
        let plain = percent_decoded(hidden);
        let bytes = URL_SAFE
            .decode(plain.as_bytes())
            .or_else(|_| URL_SAFE_NO_PAD.decode(plain.as_bytes()));
        let address = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        return address.and_then(|address| last_part(&address));
    }
    if let Some(local) = param("d").filter(|_| path.contains("/data/local-files")) {
        return last_part(&percent_decoded(local));
    }
    let path = path.split('#').next().unwrap_or_default();
    let name = last_part(&percent_decoded(path))?;
    if path.contains("/data/upload/") {
        return Some(uploaded(name));
    }
    Some(name)
}

/// Uploads are stored with eight hexadecimal digits and a dash before their name.
fn uploaded(name: Text) -> Text {
    let digits = name.chars().take_while(char::is_ascii_hexdigit).count();
    match name.get(digits..).and_then(|rest| rest.strip_prefix('-')) {
        Some(rest) if digits == 8 && !rest.is_empty() => Text::line(rest),
        _ => name,
    }
}

fn last_part(path: &str) -> Option<Text> {
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let name = parts.next().unwrap_or_default();
    // A host alone is no file.
    let is_host = parts.next().is_some_and(str::is_empty) && path.contains("://");
    (!name.is_empty() && !is_host).then(|| Text::line(name))
}

/// Text with its `%20` resolved, for showing.
pub fn percent_decoded(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = raw.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The first words of a text, or of the first turn of a dialogue.
fn first_words(raw: &RawValue) -> Option<Text> {
    match raw.get().as_bytes().first()? {
        b'"' => Some(opening(&text(raw)?)).filter(|words| !words.is_empty()),
        b'[' => {
            let all: Vec<Value> = serde_json::from_str(raw.get()).ok()?;
            let words = all.iter().find_map(|turn| match turn {
                Value::String(text) => Some(opening(text)),
                Value::Object(turn) => turn.get("text")?.as_str().map(opening),
                _ => None,
            });
            words.filter(|words| !words.is_empty())
        }
        _ => None,
    }
}

/// The beginning of a text as one line, cut between words where there are any. Tags of HTML are
/// left out.
fn opening(text: &str) -> Text {
    if text.starts_with("data:") {
        return Text::default();
    }
    let mut plain = String::new();
    let (mut tag, mut kept) = (false, 0);
    // Far beyond the beginning nothing is looked at.
    let html = text.trim_start().starts_with('<');
    for c in text.chars().take(limits::STUDIO_NAME_CHARS * 50) {
        match c {
            '<' if html => tag = true,
            '>' if tag => {
                tag = false;
                plain.push(' ');
            }
            _ if tag => {}
            c => {
                plain.push(if c.is_whitespace() { ' ' } else { c });
                kept += 1;
            }
        }
        if kept > limits::STUDIO_NAME_CHARS * 2 {
            break;
        }
    }
    let mut name = String::new();
    for word in plain.split_whitespace() {
        let more = name.chars().count() + 1 + word.chars().count();
        if more > limits::STUDIO_NAME_CHARS && !name.is_empty() {
            name.push('…');
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word.chars().take(limits::STUDIO_NAME_CHARS));
    }
    Text::line(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(data: &str) -> String {
        let raw = format!(r#"{{"id":7,"inner_id":3,"data":{data}}}"#);
        of_task(&serde_json::from_str(&raw).unwrap()).to_string()
    }

    #[test]
    fn tasks_are_named_by_what_they_show() {
        let cases = [
            (
                r#"{"image":"/data/upload/1/36ca861b-frame_000.jpg"}"#,
                "frame_000.jpg",
            ),
            (
                r#"{"title":"A street","image":"/ls/data/upload/1/36ca861b-a%20b.jpg"}"#,
                "a b.jpg",
            ),
            (r#"{"image":"/data/local-files/?d=set/one/x.png"}"#, "x.png"),
            (
                r#"{"image":"/tasks/3/resolve/?fileuri=czM6Ly9idWNrZXQvYS9iLmpwZw=="}"#,
                "b.jpg",
            ),
            (
                r#"{"image":"/tasks/3/presign/?fileuri=czM6Ly9idWNrZXQvYS9iLmpwZw%3D%3D"}"#,
                "b.jpg",
            ),
            (r#"{"image":"s3://bucket/dir/c.tif"}"#, "c.tif"),
            (
                r#"{"image":"https://host/x/d.jpg?sig=1&d=zzz.png#frag"}"#,
                "d.jpg",
            ),
            (r#"{"image":"https://host"}"#, "https://host"),
            (r#"{"image":"data:image/png;base64,AAAA"}"#, "task 3"),
            (
                r#"{"text":"Ben Okafor\njoined  Globex."}"#,
                "Ben Okafor joined Globex.",
            ),
            (r#"{"html":"<div><b>Hello</b> you</div>"}"#, "Hello you"),
            (
                r#"{"dialogue":[{"author":"A","text":"Hi there"},{"text":"x"}]}"#,
                "Hi there",
            ),
            (r#"{"number":5}"#, "task 3"),
            (r#"{}"#, "task 3"),
            ("null", "task 3"),
            ("[1]", "task 3"),
        ];
        for (data, expected) in cases {
            assert_eq!(name(data), expected, "{data}");
        }
        let long = format!(r#"{{"text":"{}"}}"#, "word ".repeat(10_000));
        let long = name(&long);
        assert!(
            long.ends_with("word…") && long.chars().count() <= 81,
            "{long}"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_value_panics(raw in "\\PC{0,60}") {
            let json = serde_json::to_string(&serde_json::json!({"a": raw, "b": [raw]})).unwrap();
            let _ = name(&json);
            let _ = file_name(&format!("/data/upload/1/{raw}"));
            let _ = file_name(&format!("https://h/?fileuri={raw}"));
        }
    }
}
