//! The review marker of the open-source edition: `last_action` of an annotation, which anybody may
//! write there and which stays until somebody writes another one. Only where the account's settings
//! ask for it, beside the verdict in the journal.
//!
//! A marker says less than it seems: whoever changes the annotation afterwards leaves it as it is.
//! So the marker of somebody else counts only while its writer was the last to touch the
//! annotation, and is no verdict of ours.

use serde_json::Value;

use crate::model::{Applied, Attribute, Judgement, Operation, Text, Verdict};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::records::Held;
use super::verbs::{conflict, repeated};

/// The marker of what was judged right.
const ACCEPTED: &str = "accepted";
/// The marker of what was judged wrong.
const REJECTED: &str = "rejected";
/// The marker that the server knows for a verdict that was taken back.
const TAKEN_BACK: &str = "deleted_review";

/// The marker of a verdict; none for one that decides nothing.
fn marker_of(judgement: Option<&Judgement>) -> Option<&'static str> {
    match judgement?.verdict {
        Verdict::Accepted | Verdict::VerifiedEmpty => Some(ACCEPTED),
        Verdict::Rejected => Some(REJECTED),
        Verdict::Skipped => None,
    }
}

/// The verdict that a marker stands for, if it is one of a reviewer.
pub fn verdict(last_action: Option<&str>) -> Option<Verdict> {
    match last_action? {
        ACCEPTED | "fixed_and_accepted" => Some(Verdict::Accepted),
        REJECTED => Some(Verdict::Rejected),
        _ => None,
    }
}

/// What an annotation's marker says, for its facts; none while it says nothing that counts: it is
/// no reviewer's, or the author was the last to touch the annotation.
pub fn fact_of(
    last_action: Option<&str>,
    author: Option<u64>,
    updated_by: Option<u64>,
    called: impl Fn(u64) -> Text,
) -> Option<Attribute> {
    let said = verdict(last_action)?;
    let by = updated_by.filter(|by| Some(*by) != author)?;
    Some(Attribute {
        name: "review marker".into(),
        value: Text::line(&format!("{} by {}", said.word(), called(by))),
    })
}

/// Writes the verdict on an annotation into its marker, or puts back what was there before.
///
/// # Errors
/// What was refused, changed meanwhile or not answered.
pub async fn judge(
    studio: &LabelStudioPlatform,
    operation: &Operation,
    annotation: u64,
    before: Option<&Judgement>,
    after: Option<&Judgement>,
) -> Result<Applied, PlatformError> {
    let me = studio.who().await?.id;
    let now = studio.held(annotation).await?;
    let standing = verdict(now.last_action.as_deref());
    let ours = marker_of(after);
    // Ours, or one of a person that is both author and reviewer.
    let mine = standing.is_some() && now.updated_by == Some(me);
    let by_others = standing.is_some() && !mine && now.updated_by != now.completed_by;
    match (ours, after) {
        (Some(ours), _) if now.last_action.as_deref() == Some(ours) => Ok(repeated()),
        (Some(ours), Some(after)) => {
            if by_others && marker_of(before) != now.last_action.as_deref() {
                return Err(by_another(studio, &now, ours).await);
            }
            studio
                .judged_as_it_is(operation, &now, after.hash, ours)
                .await?;
            if !mine {
                studio
                    .memory
                    .keep_marker(annotation, now.last_action.clone());
            }
            write(studio, annotation, Some(ours)).await
        }
        _ => put_back(studio, annotation, &now, marker_of(before)).await,
    }
}

/// Puts back what stood in the marker before ours. What somebody else has written since stays.
async fn put_back(
    studio: &LabelStudioPlatform,
    annotation: u64,
    now: &Held,
    ours: Option<&str>,
) -> Result<Applied, PlatformError> {
    let me = studio.who().await?.id;
    let is_ours = ours.is_some() && now.last_action.as_deref() == ours;
    if !is_ours || now.updated_by.is_some_and(|by| by != me) {
        return Ok(repeated());
    }
    match studio.memory.marker(annotation) {
        Some(before) => write(studio, annotation, before.as_deref()).await,
        // The program was restarted since: the server's own word for a verdict taken back.
        None => write(studio, annotation, Some(TAKEN_BACK)).await,
    }
}

async fn write(
    studio: &LabelStudioPlatform,
    annotation: u64,
    marker: Option<&str>,
) -> Result<Applied, PlatformError> {
    let value = marker.map_or(Value::Null, Value::from);
    studio
        .patch_annotation(annotation, "last_action", value)
        .await?;
    Ok(Applied::default())
}

async fn by_another(studio: &LabelStudioPlatform, now: &Held, ours: &str) -> PlatformError {
    let by = studio.called(now.updated_by).await;
    let said = now.last_action.as_deref().unwrap_or_default();
    conflict(&format!("marked as {said} by {by} meanwhile"), ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_counts_while_its_writer_was_the_last() {
        let told = |said: Option<&str>, updated_by: Option<u64>| {
            let name = |id: u64| Text::line(&format!("user {id}"));
            fact_of(said, Some(2), updated_by, name).map(|fact| fact.value.to_string())
        };
        let words = |raw: &str| Some(raw.to_owned());
        assert_eq!(told(Some("accepted"), Some(4)), words("accepted by user 4"));
        assert_eq!(told(Some("rejected"), Some(4)), words("rejected by user 4"));
        assert_eq!(told(Some("accepted"), Some(2)), None);
        assert_eq!(told(Some("updated"), Some(4)), None);
        assert_eq!(told(None, Some(4)), None);
        assert_eq!(told(Some("accepted"), None), None);
    }
}
