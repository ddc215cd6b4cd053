//! Answers before they are bytes, and the errors that the real server words.

use super::frames::Picture;
use serde_json::{Value, json};

pub enum Reply {
    Json(u16, String),
    /// Not from the API layer: Django's own pages.
    Html(u16),
    Text(u16, String),
    Empty(u16),
    Bytes {
        kind: Option<&'static str>,
        body: Vec<u8>,
        headers: Vec<(&'static str, String)>,
    },
    /// Drawn after the state is let go.
    Picture(Picture),
    /// JSON with headers of its own.
    With(u16, String, Vec<(&'static str, String)>),
}

/// The error side is an answer as well: `?` ends a route early.
pub type Answer = Result<Reply, Reply>;

pub fn ok(value: &Value) -> Answer {
    Ok(Reply::Json(200, value.to_string()))
}

pub fn created(value: &Value) -> Answer {
    Ok(Reply::Json(201, value.to_string()))
}

pub fn detail(status: u16, text: &str) -> Reply {
    Reply::Json(status, json!({ "detail": text }).to_string())
}

pub fn forbidden() -> Reply {
    detail(403, "You do not have permission to perform this action.")
}

pub fn missing(model: &str) -> Reply {
    detail(404, &format!("No {model} matches the given query."))
}

pub fn field(name: &str, text: &str) -> Reply {
    Reply::Json(400, json!({ name: [text] }).to_string())
}

pub fn list_error(text: &str) -> Reply {
    Reply::Json(400, json!([text]).to_string())
}

pub fn wrong_method(method: &str) -> Reply {
    detail(405, &format!("Method \"{method}\" not allowed."))
}

pub fn crash() -> Reply {
    Reply::Html(500)
}

pub fn html(status: u16) -> String {
    let title = match status {
        404 => "Not Found",
        500 => "Server Error (500)",
        502 => "502 Bad Gateway",
        503 => "503 Service Temporarily Unavailable",
        _ => "Sign in",
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n  \
         <h1>{title}</h1><p></p>\n</body>\n</html>\n"
    )
}
