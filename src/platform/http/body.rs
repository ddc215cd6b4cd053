//! An answer's body: JSON read by type, lists read element by element when one of them is broken,
//! and words for what is no JSON at all.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::limits::{HTTP_QUOTE_CHARS, JSON_DEPTH};
use crate::model::Text;

use super::{Body, PlatformError};

/// A list of an answer, without the elements that cannot be read.
#[derive(Clone, Debug)]
pub struct Elements<T> {
    /// The elements that can be read, in order.
    pub items: Vec<T>,
    /// How many cannot.
    pub broken: usize,
    /// What is wrong with the first of them: its place and why.
    pub why: Option<Text>,
}

impl fmt::Debug for Body {
    /// Without the bytes: an answer to a login holds a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("what", &self.what)
            .field("status", &self.status)
            .field("kind", &self.kind)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl Body {
    /// Reads the JSON. The error names the field by its path (`results[3].state`), or says that
    /// this is an HTML page, empty, or nested too deeply.
    ///
    /// # Errors
    /// [`PlatformError::Malformed`], [`PlatformError::TooLarge`].
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, PlatformError> {
        // The plain reader is the faster one; the path is worked out when it is needed.
        serde_json::from_slice(&self.bytes).map_err(|error| {
            let mut reader = serde_json::Deserializer::from_slice(&self.bytes);
            match serde_path_to_error::deserialize::<_, T>(&mut reader) {
                Err(found) => self.unreadable(&found.path().to_string(), found.inner()),
                // What follows the value is at fault.
                Ok(_) => self.unreadable(".", &error),
            }
        })
    }

    /// Reads a list: the field of that name of the answer's object, or the answer itself for "".
    /// A broken element costs itself only. `null` is an empty list.
    ///
    /// # Errors
    /// As [`Body::json`], when the answer as a whole cannot be read or has no such field.
    pub fn elements<T>(&self, field: &str) -> Result<Elements<T>, PlatformError>
    where
        T: for<'a> Deserialize<'a>,
    {
        if let Ok(items) = self.list::<T>(field) {
            return Ok(Elements {
                items,
                broken: 0,
                why: None,
            });
        }
        let raw = self
            .list::<&RawValue>(field)
            .map_err(|error| self.unreadable(field, &error))?;
        let mut found = Elements {
            items: Vec::with_capacity(raw.len()),
            broken: 0,
            why: None,
        };
        for (at, one) in raw.into_iter().enumerate() {
            let mut reader = serde_json::Deserializer::from_str(one.get());
            match serde_path_to_error::deserialize(&mut reader) {
                Ok(item) => found.items.push(item),
                Err(error) => {
                    found.broken += 1;
                    found.why.get_or_insert_with(|| {
                        let path = match error.path().to_string().as_str() {
                            "." => format!("{field}[{at}]"),
                            inner => format!("{field}[{at}].{inner}"),
                        };
                        Text::line(&format!("{}: {path}: {}", self.what, brief(error.inner())))
                    });
                }
            }
        }
        Ok(found)
    }

    fn list<'a, T: Deserialize<'a>>(&'a self, field: &str) -> Result<Vec<T>, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_slice(&self.bytes);
        let list = match field {
            "" => Option::<Vec<T>>::deserialize(&mut reader)?.unwrap_or_default(),
            field => Field(field, PhantomData).deserialize(&mut reader)?,
        };
        reader.end()?;
        Ok(list)
    }

    /// Says what this is instead of what was expected.
    fn unreadable(&self, path: &str, error: &serde_json::Error) -> PlatformError {
        let what = &self.what;
        if error.to_string().starts_with("recursion limit exceeded") {
            return PlatformError::TooLarge(Text::line(&format!(
                "{what} is nested more than {JSON_DEPTH} levels deep"
            )));
        }
        let why = match self.instead() {
            Some(instead) => instead,
            None if path.is_empty() || path == "." => brief(error),
            None => format!("{path}: {}", brief(error)),
        };
        PlatformError::Malformed(Text::line(&format!("{what}: {why}")))
    }

    /// What this is if it is no JSON at all.
    fn instead(&self) -> Option<String> {
        let start = self.bytes.trim_ascii_start();
        if start.is_empty() {
            return Some("an empty answer instead of data".into());
        }
        if is_html(self.kind.as_deref(), start) {
            return Some(
                "an HTML page instead of data: is this the address of the server, \
                 or does a sign-in page stand in between?"
                    .into(),
            );
        }
        let kind = self.kind.as_deref().unwrap_or("");
        if !kind.is_empty() && !kind.contains("json") {
            return Some(format!("{} instead of JSON", short(kind)));
        }
        None
    }
}

/// Whether a body is a page for people, by its type or its first bytes.
pub(super) fn is_html(kind: Option<&str>, start: &[u8]) -> bool {
    kind.is_some_and(|kind| kind.contains("html"))
        || [&b"<!doctype html"[..], b"<html"].iter().any(|tag| {
            start
                .get(..tag.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(tag))
        })
}

/// serde's words, which may quote the body at any length, with their middle cut out.
fn brief(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let count = words.chars().count();
    // Beginning (`invalid type: string "abc…`) and end (`…, expected u64 at line 1`) say the most.
    let (head, tail) = (HTTP_QUOTE_CHARS, HTTP_QUOTE_CHARS);
    if count <= head + tail {
        return words;
    }
    let start: String = words.chars().take(head).collect();
    let end: String = words.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

fn short(words: &str) -> String {
    words.chars().take(HTTP_QUOTE_CHARS).collect()
}

/// Reads one field of an object as a list and skips the others.
struct Field<'n, T>(&'n str, PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Field<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Vec<T>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Field<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the list {}", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
        let mut list = None;
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if key == self.0 {
                list = Some(map.next_value::<Option<Vec<T>>>()?.unwrap_or_default());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        list.ok_or_else(|| A::Error::custom(format_args!("no list {}", self.0)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Vec<T>, A::Error> {
        Err(A::Error::custom(format_args!(
            "a list, expected an object with the list {}",
            self.0
        )))
    }
}
