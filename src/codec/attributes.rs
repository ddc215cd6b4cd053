//! JSON values as the formats' exporters write them: ids that are numbers or texts, flags that
//! are booleans or numbers, and the attribute object with its well-known names.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::model::{Attribute, Id, Source, Text};

use super::draft::Draft;

/// An id that may be a number or a text; `"5"` and `5` are one id.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(pub Id);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id (a number or a text)")
    }

    fn visit_u64<E>(self, value: u64) -> Result<Id, E> {
        Ok(Id::Number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Id, E> {
        Ok(Id::parse(&value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Id, E> {
        Ok(Id::parse(&value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Id, E> {
        Ok(Id::parse(value))
    }
}

/// A yes or no written as a boolean or a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FlagVisitor)
    }
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = Flag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("0, 1, true or false")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Flag, E> {
        Ok(Flag(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Flag, E> {
        Ok(Flag(value != 0))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Flag, E> {
        Ok(Flag(value != 0))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Flag, E> {
        Ok(Flag(value != 0.0))
    }

    fn visit_unit<E>(self) -> Result<Flag, E> {
        Ok(Flag(false))
    }
}

/// An object of attributes, in the file's order; anything but an object is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes(pub Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AttributesVisitor)
    }
}

struct AttributesVisitor;

impl<'de> Visitor<'de> for AttributesVisitor {
    type Value = Attributes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of attributes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Attributes(pairs))
    }
}

impl Attributes {
    /// A number by its name, taken out.
    pub fn take_number(&mut self, name: &str) -> Option<f64> {
        let at = self
            .0
            .iter()
            .position(|(key, value)| key == name && value.is_number())?;
        self.0.remove(at).1.as_f64()
    }

    /// Puts the attributes into a draft: author, source, score and occlusion into their own
    /// places, the others as text.
    pub fn put_into(self, draft: &mut Draft) {
        for (name, value) in self.0 {
            match (name.as_str(), &value) {
                ("author" | "annotator", Value::String(who)) if draft.author.is_none() => {
                    draft.author = Some(Text::line(who)).filter(|who| !who.is_empty());
                }
                ("source", Value::String(word)) => draft.source = source(word),
                ("score" | "confidence", Value::Number(number)) if draft.score.is_none() => {
                    // Scores lie between 0 and 1.
                    draft.score = number.as_f64().map(|score| score as f32);
                }
                ("occluded", Value::Bool(occluded)) => draft.occluded = *occluded,
                _ => draft.attributes.push(Attribute {
                    name: Text::line(&name),
                    value: text_of(&value),
                }),
            }
        }
    }
}

/// What made an annotation, from an exporter's word.
fn source(word: &str) -> Source {
    match word.to_ascii_lowercase().as_str() {
        "manual" | "human" | "" => Source::Manual,
        "auto" | "automatic" | "model" | "prediction" => Source::Model,
        _ => Source::Other(Text::line(word)),
    }
}

fn text_of(value: &Value) -> Text {
    match value {
        Value::String(text) => Text::block(text),
        Value::Null => Text::default(),
        other => Text::line(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::draft::Form;
    use crate::model::Shape;

    #[test]
    fn ids_and_flags_come_in_many_forms() {
        let key = |raw: &str| serde_json::from_str::<Key>(raw).map(|key| key.0).ok();
        assert_eq!(key("5"), Some(Id::Number(5)));
        assert_eq!(key("\"5\""), Some(Id::Number(5)));
        assert_eq!(key("5.0"), Some(Id::Number(5)));
        assert_eq!(key("-1"), Some(Id::name("-1")));
        assert_eq!(key("\"a\""), Some(Id::name("a")));
        assert_eq!(key("[1]"), None);
        for (raw, flag) in [
            ("0", false),
            ("1", true),
            ("true", true),
            ("null", false),
            ("1.0", true),
        ] {
            assert_eq!(serde_json::from_str::<Flag>(raw).unwrap().0, flag, "{raw}");
        }
    }

    #[test]
    fn known_attributes_find_their_places() {
        let raw = r#"{"author":"ana","source":"auto","score":0.5,"occluded":true,"color":"red","n":2.0,"x":null,"l":[1]}"#;
        let attributes: Attributes = serde_json::from_str(raw).unwrap();
        let mut draft = Draft::new(Form::Shape(Shape::Tag));
        attributes.put_into(&mut draft);
        assert_eq!(draft.author.as_deref(), Some("ana"));
        assert_eq!(
            (draft.source, draft.score, draft.occluded),
            (Source::Model, Some(0.5), true)
        );
        let rest: Vec<_> = draft
            .attributes
            .iter()
            .map(|a| format!("{}={}", a.name, a.value))
            .collect();
        assert_eq!(rest, ["color=red", "n=2.0", "x=", "l=[1]"]);
    }
}
