//! What is taken from parts of a region as it is.

use std::collections::BTreeSet;

use crate::codec::raster;
use crate::model::{Attribute, Mask, ResultKind, Shape, Source, Text};

use super::super::media;
use super::super::results::{Group, Part, words};
use super::Whose;

/// A mask that is a picture in a `data:` address.
///
/// # Errors
/// Addresses and pictures that are none.
pub fn picture_mask(address: &str) -> Result<(Mask, (u32, u32)), Text> {
    let body = address.split_once(',').map(|(_, body)| body);
    let bytes = body
        .filter(|_| address.starts_with("data:"))
        .and_then(media::base64)
        .ok_or("its mask is no picture that stands in the data")?;
    raster::mask(&bytes)
}

/// Who or what made a region.
pub fn source(group: &Group, whose: &Whose) -> Source {
    let origin = group.parts.iter().map(|part| part.origin.as_str());
    let origin = origin.into_iter().find(|origin| !origin.is_empty());
    match (whose.kind, origin) {
        (ResultKind::Prediction, _) | (_, Some("prediction")) => Source::Model,
        (_, None | Some("manual")) => Source::Manual,
        (_, Some("prediction-changed")) => Source::Other("prediction, changed".into()),
        (_, Some(other)) => Source::Other(Text::line(other)),
    }
}

/// What people noted on a region.
pub fn notes(group: &Group) -> impl Iterator<Item = Attribute> + '_ {
    let notes = group.parts.iter().filter_map(|part| part.note.as_deref());
    let mut seen = BTreeSet::new();
    notes
        .filter(move |note| seen.insert(*note))
        .map(|note| attribute("note", note))
}

/// A name and a value.
pub fn attribute(name: &str, value: &str) -> Attribute {
    Attribute {
        name: Text::line(name),
        value: Text::line(value),
    }
}

/// A value as it came.
pub fn words_of(part: &Part) -> String {
    words(&serde_json::Value::Object(part.value.clone()))
}

/// Characters of a raw value that are shown.
const RAW_CHARS: usize = 300;

/// A shape that is none.
pub fn unknown(part: &Part, raw: &str) -> Shape {
    let short: String = raw.chars().take(RAW_CHARS).collect();
    Shape::Unknown {
        kind: Text::line(&part.kind),
        raw: Text::line(&short),
    }
}
