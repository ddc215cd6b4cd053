//! What is drawn along a time line of a task: sounds and series, fetched within bounds and decoded
//! beside the loop.

use std::sync::Arc;

use serde_json::Value;

use crate::codec::{series, sound};
use crate::limits::DOCUMENT_BYTES;
use crate::model::content::TimelineKind;
use crate::model::{Level, NodeRef, Signal, Text};
use crate::platform::PlatformError;
use crate::platform::http::Urgency;

use super::LabelStudioPlatform;
use super::client::number;
use super::config::Object;
use super::documents::Planned;
use super::pictures::{guarded, hash_of, plan};

/// The signal of one content of an item.
///
/// # Errors
/// Those of the requests; what cannot be decoded, in words.
pub async fn signal(
    studio: &LabelStudioPlatform,
    item: &NodeRef,
    content: u8,
) -> Result<Arc<Signal>, PlatformError> {
    let id = number(item, Level::Item)?;
    let plan = plan(studio, item).await?;
    let planned = plan.contents.into_iter().nth(usize::from(content));
    let nothing = || PlatformError::Unsupported("a signal of this content".into());
    let planned = planned.ok_or_else(nothing)?;
    let kind = planned.timeline.ok_or_else(nothing)?;
    if kind == TimelineKind::Video {
        return Err(PlatformError::Unsupported("a drawing of a video".into()));
    }
    let key = (id, hash_of(&(content, planned.value.to_string())));
    if let Some(signal) = studio.kept.signals.get(&key) {
        return Ok(signal);
    }
    let bytes = match planned.value.as_str() {
        // A table that stands in the data as a text.
        Some(table)
            if kind == TimelineKind::Series && table.trim_start().starts_with(['{', '[']) =>
        {
            Some(table.as_bytes().into())
        }
        Some(address) => {
            let place = format!("content {content}");
            let fetched = studio.media(id, &place, address, Urgency::Visible).await?;
            if kind == TimelineKind::Series && fetched.len() > DOCUMENT_BYTES {
                return Err(PlatformError::TooLarge("the series".into()));
            }
            Some(fetched)
        }
        None => None,
    };
    let made = guarded(move || decode(kind, &planned, bytes.as_deref()));
    let signal = Arc::new(made.await??);
    studio.kept.signals.put(key, Arc::clone(&signal));
    Ok(signal)
}

fn decode(
    kind: TimelineKind,
    planned: &Planned,
    bytes: Option<&[u8]>,
) -> Result<Signal, PlatformError> {
    let name = &planned.object.name;
    let broken = |why: &dyn std::fmt::Display| {
        PlatformError::Malformed(Text::line(&format!("{name}: {why}")))
    };
    match (kind, bytes) {
        (TimelineKind::Audio, Some(bytes)) => {
            sound::signal(bytes.to_vec()).map_err(|error| broken(&error))
        }
        (TimelineKind::Series, Some(bytes)) => {
            let read = series::read(bytes, &wanted(&planned.object));
            Ok(read.map_err(|error| broken(&error))?.signal)
        }
        (TimelineKind::Series, None) if planned.value != Value::Null => {
            let read = series::json(&planned.value, &wanted(&planned.object));
            Ok(read.map_err(|error| broken(&error))?.signal)
        }
        _ => Err(broken(&"the task has no data for it")),
    }
}

/// How a series is laid out, by the attributes of its tag.
fn wanted(object: &Object) -> series::Wanted {
    let separator = object.attribute("sep").map(|sep| match sep {
        "\\t" | "tab" => '\t',
        sep => sep.chars().next().unwrap_or(','),
    });
    series::Wanted {
        time: object.attribute("timecolumn").map(str::to_owned),
        format: object.attribute("timeformat").map(str::to_owned),
        separator,
        columns: object.channels.clone(),
    }
}
