//! The words of an error answer (Label Studio API, errors): complaints about fields, else `detail`,
//! never the traceback that older servers send along, and never a page of HTML.

use serde_json::{Map, Value};

/// Characters of an explanation; the rest of a long one says nothing new.
const MOST: usize = 400;

/// What is no complaint: parts of an error answer that are not for people.
const SILENT: [&str; 5] = [
    "id",
    "status_code",
    "version",
    "exc_info",
    "display_context",
];

/// Refusals whose words do not say what to do: part of theirs, and ours.
const REFUSALS: [(&str, &str); 3] = [
    (
        "legacy token authentication has been disabled",
        "legacy tokens are switched off for this organization: make a personal access token at \
         Account & Settings, or have legacy tokens switched on",
    ),
    (
        "Invalid token.",
        "the server does not know this token: it was reset, or belongs to another server",
    ),
    (
        "Authentication credentials were not provided",
        "the server does not take the token; it may have expired",
    ),
];

/// Takes the words out of an error answer: status and body. None where there are none to show.
pub fn explain(status: u16, body: &[u8]) -> Option<String> {
    let words = match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(all)) => of_answer(&all),
        Ok(other) => words_of(&other),
        // A page, or a text of a gateway: the status says as much.
        Err(_) => None,
    }?;
    let plain = REFUSALS.iter().find(|(part, _)| words.contains(part));
    match plain.filter(|_| status == 401) {
        Some((_, ours)) => Some((*ours).to_owned()),
        None => Some(shortened(words)),
    }
}

fn of_answer(all: &Map<String, Value>) -> Option<String> {
    let complaints = all.get("validation_errors").and_then(words_of);
    let detail = || all.get("detail").and_then(words_of);
    complaints.or_else(detail).or_else(|| fields(all))
}

fn fields(all: &Map<String, Value>) -> Option<String> {
    let said = all.iter().filter_map(|(field, value)| {
        if SILENT.contains(&field.as_str()) {
            return None;
        }
        let words = words_of(value)?;
        Some(match field.as_str() {
            "non_field_errors" => words,
            field => format!("{field}: {words}"),
        })
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(all) => fields(all),
        Value::Array(all) => {
            let said: Vec<String> = all.iter().filter_map(words_of).collect();
            (!said.is_empty()).then(|| said.join("; "))
        }
        Value::String(text) => {
            // Of a traceback that came as a text its last line names the error.
            let text = text.trim();
            let line = match text.starts_with("Traceback (most recent call last)") {
                true => text.lines().last().unwrap_or_default(),
                false => text,
            };
            Some(line.trim().to_owned()).filter(|text| !text.is_empty())
        }
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn shortened(words: String) -> String {
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_error_says_its_words() {
        let cases: [(u16, &str, Option<&str>); 12] = [
            (
                400,
                r#"{"id":"x","status_code":400,"version":"1.23.2","detail":"Validation error","exc_info":null,"validation_errors":{"result":["must be list"]}}"#,
                Some("result: must be list"),
            ),
            (
                400,
                r#"{"detail":"Validation error","validation_errors":{"filter_group":{"filters":[{"column":["unknown"]}]},"non_field_errors":["odd"]}}"#,
                Some("filter_group: filters: column: unknown; odd"),
            ),
            (404, r#"{"detail":"Invalid page."}"#, Some("Invalid page.")),
            (
                500,
                r#"{"id":"x","status_code":500,"version":"1.13.1","detail":"'data'","exc_info":"Traceback …\n secret path"}"#,
                Some("'data'"),
            ),
            (
                500,
                r#"{"detail":"Traceback (most recent call last):\n  File x\nKeyError: 'data'"}"#,
                Some("KeyError: 'data'"),
            ),
            (
                400,
                r#"{"label_config":["Label config is invalid"]}"#,
                Some("label_config: Label config is invalid"),
            ),
            (
                401,
                r#"{"detail":"Authentication token no longer valid: legacy token authentication has been disabled for this organization"}"#,
                Some(REFUSALS[0].1),
            ),
            (
                403,
                r#"{"detail":"Feature not enabled"}"#,
                Some("Feature not enabled"),
            ),
            (404, "<!doctype html><html><title>404</title></html>", None),
            (502, "Bad Gateway", None),
            (400, "", None),
            (400, "{}", None),
        ];
        for (status, body, expected) in cases {
            let words = explain(status, body.as_bytes());
            assert_eq!(words.as_deref(), expected, "{body}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_body_panics(body in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = explain(400, &body);
        }
    }
}
