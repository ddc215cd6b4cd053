//! Elements of JSON files that cannot be used: why, in which field, and where in the file.

use serde::Deserialize;

use crate::model::Shape;

use super::draft::{Form, Position};
use super::frames::field_at;

/// Why an element is left out, and where in its text.
#[derive(Debug)]
pub(super) struct Broken {
    what: String,
    line: u64,
    column: u64,
}

impl Broken {
    /// Something without a place of its own.
    pub(super) fn whole(why: &str) -> Self {
        Self {
            what: why.into(),
            line: 1,
            column: 1,
        }
    }

    /// A field with an unusable value.
    pub(super) fn field(field: &str, why: &str) -> Self {
        Self::whole(&format!("field '{field}' {why}"))
    }

    /// A parser's error, with the field in which it struck.
    pub(super) fn parse(body: &[u8], error: &serde_json::Error) -> Self {
        let skipped: usize = body
            .split_inclusive(|&byte| byte == b'\n')
            .take(error.line().saturating_sub(1))
            .map(<[u8]>::len)
            .sum();
        let offset = (skipped + error.column()).saturating_sub(1).min(body.len());
        let rest = body.get(offset..).unwrap_or_default();
        let reason = if ["NaN", "Infinity", "-Infinity"]
            .iter()
            .any(|bad| rest.starts_with(bad.as_bytes()))
        {
            "a value is NaN or infinite".to_owned()
        } else {
            let text = error.to_string();
            text.rsplit_once(" at line ")
                .map_or(text.clone(), |(what, _)| what.to_owned())
        };
        let what = match field_at(body, offset) {
            Some(field) if !reason.starts_with("missing field") => {
                format!("field '{field}': {reason}")
            }
            _ => reason,
        };
        Self {
            what,
            line: u64::try_from(error.line()).unwrap_or(1),
            column: u64::try_from(error.column()).unwrap_or(1),
        }
    }

    /// The words.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// The place in the file, for an element that starts at `start`.
    pub(super) fn place(&self, start: Position) -> Position {
        if self.line <= 1 {
            Position {
                line: start.line,
                column: start.column + self.column.saturating_sub(1),
            }
        } else {
            Position {
                line: start.line + self.line - 1,
                column: self.column,
            }
        }
    }
}

/// Reads an element.
pub(super) fn parsed<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Broken> {
    serde_json::from_slice(body).map_err(|error| Broken::parse(body, &error))
}

/// Refuses numbers beyond all bounds.
pub(super) fn finite(shape: Shape, field: &str) -> Result<Form, Broken> {
    if shape.is_finite() {
        Ok(Form::Shape(shape))
    } else {
        Err(Broken::field(field, "has a number that is too large"))
    }
}
