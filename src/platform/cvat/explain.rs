//! The words of an error answer (CVAT REST API, errors): an object with `detail`, an object of
//! fields with their complaints, a list of texts, a bare text, plain text, or a page of HTML.

use serde_json::Value;

/// Characters of an explanation; the rest of a long one says nothing new.
const MOST: usize = 400;

/// Takes the words out of an error answer: status and body. None where there are none to show.
pub fn explain(status: u16, body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..64 * 1024).unwrap_or(body));
    let words = match serde_json::from_slice::<Value>(body) {
        Ok(value) => of_json(&value),
        Err(_) if is_html(&text) => (status < 500).then(|| title(&text)).flatten(),
        Err(_) => text.trim().to_owned().into(),
    };
    words.filter(|words| !words.is_empty()).map(shortened)
}

fn of_json(value: &Value) -> Option<String> {
    if let Some(detail) = value.get("detail") {
        return of_json(detail);
    }
    match value {
        Value::Object(fields) => {
            let said = fields.iter().filter_map(|(field, value)| {
                let words = of_json(value)?;
                // Complaints of no field stand under this word.
                Some(match field.as_str() {
                    "non_field_errors" => words,
                    field => format!("{field}: {words}"),
                })
            });
            let said: Vec<String> = said.collect();
            (!said.is_empty()).then(|| said.join("; "))
        }
        Value::Array(all) => {
            let said: Vec<String> = all.iter().filter_map(of_json).collect();
            (!said.is_empty()).then(|| said.join("; "))
        }
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn is_html(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<h1")
}

/// The title of a page; server errors have none worth showing.
fn title(text: &str) -> Option<String> {
    let from = text.find("<title>")? + "<title>".len();
    let rest = text.get(from..)?;
    Some(rest.get(..rest.find('<')?)?.trim().to_owned())
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
        let cases: [(&[u8], Option<&str>); 9] = [
            (br#"{"detail":"Invalid page."}"#, Some("Invalid page.")),
            (
                br#"{"state":["\"done\" is not a valid choice."]}"#,
                Some("state: \"done\" is not a valid choice."),
            ),
            (
                br#"{"shapes":[{"points":["invalid length"]},{}]}"#,
                Some("shapes: points: invalid length"),
            ),
            (
                br#"{"non_field_errors":["Unable to log in."]}"#,
                Some("Unable to log in."),
            ),
            (
                br#"["filter shouldn't be empty"]"#,
                Some("filter shouldn't be empty"),
            ),
            (
                br#""Incorrect requested frame number: 10""#,
                Some("Incorrect requested frame number: 10"),
            ),
            (b"There is no request", Some("There is no request")),
            (
                b"<!doctype html><html><title>Not Found</title>",
                Some("Not Found"),
            ),
            (b"", None),
        ];
        for (body, words) in cases {
            assert_eq!(explain(400, body).as_deref(), words);
        }
        assert_eq!(explain(500, b"<h1>Server Error (500)</h1>"), None);
        assert!(
            explain(400, "ä".repeat(1_000).as_bytes())
                .unwrap()
                .ends_with('…')
        );
    }
}
