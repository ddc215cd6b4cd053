//! What parts say beside their place: labels, choices, ratings, texts.

use serde_json::Value;

use crate::model::{Attribute, Text};

use super::super::config::Config;
use super::super::regions::form_of_kind;
use super::super::results::{Part, strings, words};

/// The labels of a part, as its result has them.
pub fn labels(part: &Part) -> Vec<String> {
    let own = part
        .value
        .get(&part.kind)
        .filter(|_| part.kind.ends_with("labels"))
        .or_else(|| part.value.get("labels"));
    own.map(|labels| strings(labels).filter(|one| !one.is_empty()).collect())
        .unwrap_or_default()
}

/// Whether a part is a value that is known here: not a region, and no kind nobody knows.
pub fn is_value(part: &Part) -> bool {
    matches!(
        &*part.kind,
        "choices"
            | "taxonomy"
            | "textarea"
            | "rating"
            | "number"
            | "datetime"
            | "pairwise"
            | "ranker"
            | "labels"
    )
}

/// The choice of a part that has exactly one, at any depth.
pub fn only_choice(part: &Part) -> Option<String> {
    let name = match &*part.kind {
        kind @ ("choices" | "taxonomy") => kind,
        "labels" => "labels",
        _ => return None,
    };
    match part.value.get(name)? {
        Value::String(only) => Some(only.clone()),
        Value::Array(all) => match &all[..] {
            // Of a path the last is what is meant.
            [Value::Array(path)] => path.last().map(words),
            [only] => Some(words(only)),
            _ => None,
        },
        _ => None,
    }
}

/// What a part says, under the name of its control; nothing for parts that only have a place.
pub fn attribute_of(part: &Part, config: &Config) -> Option<Attribute> {
    let shown = |value: &Value| match value {
        Value::Array(path) => {
            let path: Vec<String> = path
                .iter()
                .map(|step| config.shown(&part.from, &words(step)).to_string())
                .collect();
            path.join(" / ")
        }
        value => config.shown(&part.from, &words(value)).to_string(),
    };
    let get = |name: &str| part.value.get(name);
    let value = match &*part.kind {
        kind @ ("choices" | "taxonomy") => match get(kind)? {
            Value::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(", "),
            one => shown(one),
        },
        "textarea" => strings(get("text")?).collect::<Vec<_>>().join(" | "),
        "pairwise" => words(get("selected")?),
        "ranker" => ranked(get("ranker")?),
        // A place alone says nothing more.
        kind if form_of_kind(kind).is_some() => return None,
        kind => words(get(kind)?),
    };
    Some(Attribute {
        name: Text::line(match part.from.is_empty() {
            true => &part.kind,
            false => &part.from,
        }),
        value: Text::line(&value),
    })
}

/// The text that was read off a picture within a region.
pub fn printed(part: &Part) -> Option<Attribute> {
    let text = part.value.get("ocrtext").map(words)?;
    (!text.is_empty()).then(|| Attribute {
        name: "text".into(),
        value: Text::line(&text),
    })
}

fn ranked(value: &Value) -> String {
    let list = |value: &Value| strings(value).collect::<Vec<_>>().join(", ");
    match value {
        Value::Object(buckets) => buckets
            .iter()
            .map(|(name, ranked)| format!("{name}: {}", list(ranked)))
            .collect::<Vec<_>>()
            .join("; "),
        value => list(value),
    }
}
