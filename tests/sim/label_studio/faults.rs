//! What goes wrong on purpose: which requests it hits and what becomes of their answers.

use super::frames;
use super::reply::{Reply, html};
use super::routes::{Cx, Query};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A request as the log keeps it; never a secret.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: String,
    pub accept: Option<String>,
    pub content_type: Option<String>,
    pub user_agent: Option<String>,
    pub host: Option<String>,
    /// The scheme of the Authorization header alone.
    pub authorization: Option<String>,
    pub cookie: bool,
    pub body: Option<Value>,
    pub status: u16,
    pub fault: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fault {
    /// `METHOD /path`, `*` for anything; with a `?` the query counts as well.
    #[serde(rename = "match")]
    pub pattern: String,
    /// status, slow, cut, drop, uncertain, truncated, hostile, html, redirect, empty, endless,
    /// huge, wrong_type.
    pub kind: String,
    pub status: Option<u16>,
    /// Seconds, or `"date"` for an HTTP date two seconds ahead.
    pub retry_after: Option<Value>,
    /// How often; 0 for ever.
    pub times: u32,
    /// Requests let through first.
    pub skip: u32,
    pub delay_ms: u64,
    /// hostile: deep, types, element, enum, missing, control, null. endless: fresh. huge: image.
    pub variant: String,
    pub bytes: Option<u64>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub location: Option<String>,
    pub text: Option<String>,
    #[serde(skip)]
    pub used: u32,
}

impl Fault {
    pub fn new(pattern: &str, kind: &str) -> Fault {
        Fault {
            pattern: pattern.into(),
            kind: kind.into(),
            times: 1,
            ..Fault::default()
        }
    }
}

fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Takes the first fault that fits; spent ones go.
pub fn take(faults: &mut Vec<Fault>, method: &str, path: &str, query: &str) -> Option<Fault> {
    let plain = format!("{method} {path}");
    let full = format!("{plain}?{query}");
    for at in 0..faults.len() {
        let fault = &mut faults[at];
        let text = if fault.pattern.contains('?') {
            &full
        } else {
            &plain
        };
        if !glob(&fault.pattern, text) {
            continue;
        }
        if fault.skip > 0 {
            fault.skip -= 1;
            continue;
        }
        fault.used += 1;
        let found = fault.clone();
        if fault.times > 0 && fault.used >= fault.times {
            faults.remove(at);
        }
        return Some(found);
    }
    None
}

/// Faults that answer without asking the server at all.
pub fn instead(fault: &Fault, path: &str, query: &str, clock_s: i64) -> Option<Reply> {
    Some(match fault.kind.as_str() {
        "status" => {
            let status = fault.status.unwrap_or(503);
            let text = fault.text.clone().unwrap_or_else(|| wording(status).into());
            let mut headers = Vec::new();
            match &fault.retry_after {
                Some(Value::String(kind)) if kind == "date" => {
                    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2 + clock_s);
                    headers.push((
                        "retry-after",
                        at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
                    ));
                }
                Some(Value::Null) | None => {}
                Some(value) => headers.push(("retry-after", value.to_string().replace('"', ""))),
            }
            let body = json!({
                "id": "00000000-0000-4000-8000-00000000fa17", "status_code": status,
                "version": "1.23.2", "detail": text, "exc_info": null,
            });
            Reply::With(status, body.to_string(), headers)
        }
        "html" => Reply::With(
            fault.status.unwrap_or(200),
            html(fault.status.unwrap_or(200)),
            vec![("content-type", "text/html; charset=utf-8".into())],
        ),
        "redirect" => {
            let place = fault
                .location
                .clone()
                .unwrap_or_else(|| "http://127.0.0.2:9".into());
            let query = if query.is_empty() {
                String::new()
            } else {
                format!("?{query}")
            };
            let to = if place.contains("/api/") {
                place
            } else {
                format!("{place}{path}{query}")
            };
            Reply::With(
                fault.status.unwrap_or(302),
                String::new(),
                vec![("location", to)],
            )
        }
        "empty" => Reply::With(fault.status.unwrap_or(200), String::new(), Vec::new()),
        "huge" if fault.variant == "image" => Reply::Bytes {
            kind: "image/png",
            body: frames::claimed(
                fault.width.unwrap_or(60_000),
                fault.height.unwrap_or(60_000),
            ),
            headers: Vec::new(),
        },
        _ => return None,
    })
}

fn wording(status: u16) -> &'static str {
    match status {
        401 => "Invalid token.",
        403 => "You do not have permission to perform this action.",
        404 => "No Task matches the given query.",
        409 => "The object was changed by someone else.",
        429 => "Request was throttled. Expected available in 2 seconds.",
        _ => "Service unavailable.",
    }
}

/// Changes the text of an answer that the server has made.
pub fn spoil(fault: &Fault, body: String, query: &Query, cx: &Cx) -> String {
    match fault.kind.as_str() {
        "truncated" => body.chars().take(body.chars().count() / 2).collect(),
        "endless" => endless(fault, &body, query, cx),
        "hostile" => hostile(&fault.variant, &body),
        _ => body,
    }
}

fn endless(fault: &Fault, body: &str, query: &Query, cx: &Cx) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(body) else {
        return body.to_owned();
    };
    let page: u64 = query
        .get("page")
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let (total, rows) = if value.get("tasks").is_some() {
        ("total", "tasks")
    } else {
        value["next"] = cx.link_to_page(page as usize + 1).into();
        ("count", "results")
    };
    value[total] = 1_000_000_000_u64.into();
    if fault.variant == "fresh" {
        let list = value[rows].as_array_mut();
        for (at, row) in list.into_iter().flatten().enumerate() {
            row["id"] = (1_000_000_000 + page * 10_000 + at as u64).into();
        }
    }
    value.to_string()
}

/// Where lists stand in an answer, and in what it holds.
const LISTS: [&str; 6] = [
    "results",
    "tasks",
    "annotations",
    "predictions",
    "drafts",
    "columns",
];

fn hostile(variant: &str, body: &str) -> String {
    if variant == "deep" {
        let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
        return format!(
            "{{\"count\":1,\"total\":1,\"results\":[],\"tasks\":[],\"deep\":{open}{close}}}"
        );
    }
    let Ok(mut value) = serde_json::from_str::<Value>(body) else {
        return body.to_owned();
    };
    match variant {
        // One element of a list is not what the others are.
        "element" => {
            let bad = json!({"id": "not a number", "data": [1, 2], "result": {}, "total_annotations": {}});
            if let Some(list) = value.as_array_mut() {
                list.insert(list.len() / 2, bad.clone());
            }
            for key in LISTS {
                if let Some(list) = value.get_mut(key).and_then(Value::as_array_mut) {
                    list.insert(list.len() / 2, bad.clone());
                }
            }
        }
        other => each(&mut value, &|map| change(other, map)),
    }
    value.to_string()
}

fn each(value: &mut Value, change: &impl Fn(&mut Map<String, Value>)) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| each(one, change)),
        Value::Object(map) => {
            for key in LISTS {
                if let Some(list) = map.get_mut(key) {
                    each(list, change);
                }
            }
            if !map.contains_key("results") && !map.contains_key("tasks") {
                change(map);
            }
        }
        _ => {}
    }
}

fn change(variant: &str, map: &mut Map<String, Value>) {
    match variant {
        "types" => {
            for (key, value) in map.iter_mut() {
                let changed = match &*value {
                    Value::Number(_) if key != "id" => json!("12"),
                    Value::String(_) => json!(12),
                    Value::Bool(_) => json!("maybe"),
                    Value::Array(_) => json!({}),
                    Value::Object(_) => json!([]),
                    other => other.clone(),
                };
                *value = changed;
            }
        }
        "enum" => {
            for key in [
                "state",
                "type",
                "last_action",
                "sampling",
                "role",
                "action",
                "operator",
            ] {
                if let Some(value) = map.get_mut(key) {
                    *value = json!("brand new kind");
                }
            }
        }
        "missing" => map.retain(|key, _| ["id", "title", "email"].contains(&key.as_str())),
        "null" => {
            for (key, value) in map.iter_mut() {
                if key != "id" {
                    *value = Value::Null;
                }
            }
        }
        // Escape sequences, line breaks and direction marks where names stand.
        "control" => {
            let nasty = "a\u{1b}[31mred\u{7}\u{202e}drow\u{200b}\r\nline\t\u{9b}2J\u{feff}é👩‍👩‍👧";
            for key in [
                "title",
                "description",
                "expert_instruction",
                "first_name",
                "last_name",
                "username",
                "email",
                "text",
                "created_username",
                "model_version",
                "queue",
                "detail",
            ] {
                if let Some(value) = map.get_mut(key) {
                    *value = json!(nasty);
                }
            }
            if let Some(data) = map.get_mut("data").and_then(Value::as_object_mut) {
                data.insert("text".into(), json!(nasty));
                data.insert("title".into(), json!(nasty));
            }
        }
        _ => {}
    }
}
