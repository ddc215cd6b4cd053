//! Answers before they are bytes, and the errors that the real server words.

use super::frames::Picture;
use serde_json::{Value, json};

pub enum Reply {
    Json(u16, String),
    /// A page of Django, such as the long one that says "not found".
    Html(u16),
    Text(u16, &'static str, String),
    Empty(u16),
    Bytes {
        kind: &'static str,
        body: Vec<u8>,
        headers: Vec<(&'static str, String)>,
    },
    /// Drawn after the state is let go.
    Picture(Picture),
    /// With headers of its own.
    With(u16, String, Vec<(&'static str, String)>),
    /// An error of the API layer; number, version and traceback are added on the way out.
    Error {
        status: u16,
        detail: String,
        fields: Option<Value>,
    },
}

/// The error side is an answer as well: `?` ends a route early.
pub type Answer = Result<Reply, Reply>;

pub fn ok(value: &Value) -> Answer {
    Ok(Reply::Json(200, value.to_string()))
}

pub fn created(value: &Value) -> Answer {
    Ok(Reply::Json(201, value.to_string()))
}

pub fn error(status: u16, detail: impl Into<String>) -> Reply {
    Reply::Error {
        status,
        detail: detail.into(),
        fields: None,
    }
}

/// What is not wrapped: `{"detail": …}` alone.
pub fn bare(status: u16, detail: &str) -> Reply {
    Reply::Json(status, json!({ "detail": detail }).to_string())
}

pub fn forbidden() -> Reply {
    error(403, "You do not have permission to perform this action.")
}

pub fn missing(model: &str) -> Reply {
    error(404, format!("No {model} matches the given query."))
}

pub fn field(name: &str, text: &str) -> Reply {
    invalid(json!({ name: [text] }))
}

pub fn invalid(fields: Value) -> Reply {
    Reply::Error {
        status: 400,
        detail: "Validation error".into(),
        fields: Some(fields),
    }
}

pub fn wrong_method(method: &str) -> Reply {
    error(405, format!("Method \"{method}\" not allowed."))
}

pub fn html(status: u16) -> String {
    let title = match status {
        404 => "Page not found",
        500 => "Server Error (500)",
        502 => "502 Bad Gateway",
        503 => "503 Service Temporarily Unavailable",
        _ => "Label Studio",
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n  \
         <h1>{title}</h1><p></p>\n</body>\n</html>\n"
    )
}

/// The page for a route that does not exist: 170,734 bytes, of which the title is the least.
pub fn not_found(bytes: usize) -> String {
    let mut page = html(404);
    let end = "</body>\n</html>\n";
    page.truncate(page.len() - end.len());
    page.push_str("<script>\n");
    let room = bytes - "</script>\n".len() - end.len();
    let line =
        "  window.APP_SETTINGS = Object.assign(window.APP_SETTINGS || {}, {\"flags\": {}});\n";
    while page.len() + line.len() < room {
        page.push_str(line);
    }
    while page.len() < room {
        page.push(' ');
    }
    page.push_str("</script>\n");
    page.push_str(end);
    page
}
