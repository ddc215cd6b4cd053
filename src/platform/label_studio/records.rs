//! Small objects that are read before they are written: annotations without their results, drafts,
//! reviews, comments, assignments. Everything that may be missing, null or of another type (the
//! editions differ) is read leniently.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::model::Timestamp;
use crate::platform::PlatformError;
use crate::platform::http::Body;

/// The moment of a date of the server; 1970 for one that is missing or cannot be read.
pub fn when(raw: Option<&str>) -> Timestamp {
    raw.and_then(|raw| raw.parse::<jiff::Timestamp>().ok())
        .map_or(Timestamp(0), |moment| Timestamp(moment.as_millisecond()))
}

/// The number of a user however it is written: a number, a text of one, an object with it, a list
/// with one of these.
pub fn user_number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        Value::Object(fields) => ["id", "user_id", "user"]
            .iter()
            .find_map(|name| fields.get(*name).and_then(user_number)),
        Value::Array(list) => list.first().and_then(user_number),
        _ => None,
    }
}

/// Reads a user by [`user_number`].
///
/// # Errors
/// Broken JSON only.
pub fn user<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<u64>, D::Error> {
    Ok(user_number(&Value::deserialize(reader)?))
}

/// Reads users, numbers or objects, by [`user_number`].
///
/// # Errors
/// Broken JSON only.
pub fn users<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<u64>, D::Error> {
    Ok(match Value::deserialize(reader)? {
        Value::Array(list) => list.iter().filter_map(user_number).collect(),
        one => user_number(&one).into_iter().collect(),
    })
}

/// Reads a value; null, and what is of another type, is the default.
///
/// # Errors
/// Broken JSON only.
pub fn lenient<'de, D, T>(reader: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned + Default,
{
    let value = Value::deserialize(reader)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// The elements of a list: an array, or a page with `results`. A broken element costs itself only.
///
/// # Errors
/// An answer that is no list.
pub fn listed<T>(body: &Body) -> Result<Vec<T>, PlatformError>
where
    T: for<'a> Deserialize<'a>,
{
    let field = match body.bytes.trim_ascii_start().first() {
        Some(b'{') => "results",
        _ => "",
    };
    of_field(body, field)
}

/// The elements of the list in a field of an answer; a broken element costs itself only.
///
/// # Errors
/// An answer without that list.
pub fn of_field<T>(body: &Body, field: &str) -> Result<Vec<T>, PlatformError>
where
    T: for<'a> Deserialize<'a>,
{
    let found = body.elements(field)?;
    if let Some(why) = &found.why {
        tracing::warn!(%why, broken = found.broken, "left out of a list");
    }
    Ok(found.items)
}

/// An annotation as a write looks at it (Label Studio API, annotations).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Held {
    /// Its number.
    pub id: u64,
    /// The task it is of.
    #[serde(default, deserialize_with = "user")]
    pub task: Option<u64>,
    /// Who made it.
    #[serde(default, deserialize_with = "user")]
    pub completed_by: Option<u64>,
    /// Who changed it last.
    #[serde(default, deserialize_with = "user")]
    pub updated_by: Option<u64>,
    /// Skipped.
    #[serde(default, deserialize_with = "lenient")]
    pub was_cancelled: bool,
    /// The star of the web interface.
    #[serde(default, deserialize_with = "lenient")]
    pub ground_truth: bool,
    /// What was done last; the review marker, where a reviewer wrote it.
    #[serde(default, deserialize_with = "lenient")]
    pub last_action: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<String>,
    /// When the draft was begun that it was made of.
    #[serde(default, deserialize_with = "lenient")]
    pub draft_created_at: Option<String>,
}

impl Held {
    /// When it was changed last.
    pub fn changed(&self) -> Timestamp {
        when(self.updated_at.as_deref())
    }
}

/// A task with its annotations as a write looks at it; results are not read.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct HeldTask {
    /// Its project.
    #[serde(default, deserialize_with = "user")]
    pub project: Option<u64>,
    /// Everybody's annotations, skipped ones too.
    #[serde(default, deserialize_with = "lenient")]
    pub annotations: Vec<Held>,
    /// Comments on it, where there are any.
    #[serde(default, deserialize_with = "lenient")]
    pub comment_count: Option<u64>,
    /// Its state, where the server records states.
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
}

/// A draft (Label Studio API, drafts).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Draft {
    /// Whose it is: a mail address, a number on some servers.
    #[serde(default)]
    pub user: Value,
    /// What it holds, as it is.
    #[serde(default)]
    pub result: Value,
    /// Seconds worked on it.
    #[serde(default, deserialize_with = "lenient")]
    pub lead_time: Option<f64>,
    /// The task.
    #[serde(default, deserialize_with = "user")]
    pub task: Option<u64>,
    /// The annotation that it changes, if it is no new one.
    #[serde(default, deserialize_with = "user")]
    pub annotation: Option<u64>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<String>,
}

/// A review of an annotation (Label Studio Enterprise API, annotation reviews).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Review {
    /// Its number; later ones are higher.
    #[serde(default, deserialize_with = "lenient")]
    pub id: u64,
    /// The annotation.
    #[serde(default, deserialize_with = "user")]
    pub annotation: Option<u64>,
    /// Accepted, or rejected.
    #[serde(default, deserialize_with = "lenient")]
    pub accepted: bool,
    /// Who reviewed.
    #[serde(default, deserialize_with = "user")]
    pub created_by: Option<u64>,
    /// When.
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
    /// What was said with it, where that is told.
    #[serde(default, deserialize_with = "lenient")]
    pub comment: Option<String>,
}

/// A comment (Label Studio Enterprise API, comments).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Comment {
    /// Its number.
    pub id: u64,
    /// What it says.
    #[serde(default, deserialize_with = "lenient")]
    pub text: String,
    /// The annotation it is on; none for one on a draft.
    #[serde(default, deserialize_with = "user")]
    pub annotation: Option<u64>,
    /// The task.
    #[serde(default, deserialize_with = "user")]
    pub task: Option<u64>,
    /// The project.
    #[serde(default, deserialize_with = "user")]
    pub project: Option<u64>,
    /// Who wrote it.
    #[serde(default, deserialize_with = "user")]
    pub created_by: Option<u64>,
    /// When.
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<String>,
    /// Said to be done.
    #[serde(default, deserialize_with = "lenient")]
    pub is_resolved: bool,
    /// Since when.
    #[serde(default, deserialize_with = "lenient")]
    pub resolved_at: Option<String>,
    /// The region or control it is about.
    #[serde(default, deserialize_with = "lenient")]
    pub region_ref: Option<RegionRef>,
}

/// What of an annotation a comment is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RegionRef {
    /// The region, by its id in the result.
    #[serde(default, deserialize_with = "lenient")]
    pub region_id: Option<String>,
    /// The control of the label configuration.
    #[serde(default, deserialize_with = "lenient")]
    pub control_name: Option<String>,
}

/// Somebody who was given a task (Label Studio Enterprise API, assignees).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Assignee {
    /// The person.
    #[serde(default, deserialize_with = "user", alias = "user")]
    pub assignee: Option<u64>,
    /// `AN` annotates, `RE` reviews.
    #[serde(default, rename = "type", deserialize_with = "lenient")]
    pub kind: String,
}

/// One step of a state machine (Label Studio API, FSM history).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Step {
    /// Where it led.
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
    /// Where it came from.
    #[serde(default, deserialize_with = "lenient")]
    pub previous_state: Option<String>,
    /// What led there.
    #[serde(default, deserialize_with = "lenient")]
    pub transition_name: Option<String>,
    /// By whom.
    #[serde(default, deserialize_with = "user")]
    pub triggered_by: Option<u64>,
    /// Why.
    #[serde(default, deserialize_with = "lenient")]
    pub reason: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_read_in_every_form() {
        for (raw, id) in [
            ("3", Some(3)),
            ("\"3\"", Some(3)),
            (r#"{"id": 3, "email": "x"}"#, Some(3)),
            (r#"[{"user_id": 3}]"#, Some(3)),
            ("[]", None),
            ("null", None),
            ("\"ana@example.com\"", None),
        ] {
            let raw = format!(r#"{{"id": 1, "updated_by": {raw}}}"#);
            let held: Held = serde_json::from_str(&raw).unwrap();
            assert_eq!(held.updated_by, id, "{raw}");
        }
    }

    #[test]
    fn odd_fields_cost_only_themselves() {
        let raw = r#"{"id": 7, "was_cancelled": null, "last_action": 5, "updated_at": "soon",
            "ground_truth": "yes", "result": [{"foo": 1}]}"#;
        let held: Held = serde_json::from_str(raw).unwrap();
        assert_eq!(
            (held.id, held.was_cancelled, held.ground_truth),
            (7, false, false)
        );
        assert_eq!(
            (held.last_action.clone(), held.changed()),
            (None, Timestamp(0))
        );
        let comment: Comment = serde_json::from_str(r#"{"id": 1, "region_ref": {}}"#).unwrap();
        assert_eq!(comment.region_ref, Some(RegionRef::default()));
    }
}
