//! Columns of times: numbers, or dates in the manner of strptime.

use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use crate::model::content::TimeUnit;

use super::Cell;

/// The times of a column and what they count. Dates without a format are tried as ISO 8601.
pub fn column(cells: &[Cell], format: Option<&str>) -> (Vec<Option<f64>>, TimeUnit) {
    let format = format.filter(|format| !format.is_empty());
    let dated = format.is_some() || cells.iter().any(|cell| matches!(cell, Cell::Words(_)));
    let read = |cell: &Cell| match cell {
        // `%s` and the like: a number is what the format is for.
        Cell::Number(number) if dated => {
            moment(&number.to_string(), format).or(Some(*number).filter(|at| at.is_finite()))
        }
        Cell::Number(number) => Some(*number).filter(|at| at.is_finite()),
        Cell::Words(words) => moment(words, format),
        Cell::Nothing => None,
    };
    let unit = match dated {
        true => TimeUnit::Date,
        false => TimeUnit::Number,
    };
    (cells.iter().map(read).collect(), unit)
}

/// Seconds since 1970, UTC, of a date in a format of strptime; without one in ISO 8601. What names
/// no offset is taken for UTC.
pub fn moment(raw: &str, format: Option<&str>) -> Option<f64> {
    let raw = raw.trim();
    match format.filter(|format| !format.is_empty()) {
        Some(format) => formatted(raw, format),
        None => iso(raw),
    }
}

fn formatted(raw: &str, format: &str) -> Option<f64> {
    // Browsers' formats know milliseconds (%L) and no fraction after %S in its own right.
    let format = format.replace("%L", "%f");
    let parts = strtime::parse(&format, raw).ok()?;
    if let Ok(at) = parts.to_timestamp() {
        return Some(at.as_duration().as_secs_f64());
    }
    if let Ok(at) = parts.to_datetime() {
        return utc(at);
    }
    parts
        .to_date()
        .ok()
        .and_then(|date| utc(date.to_datetime(jiff::civil::Time::midnight())))
}

fn iso(raw: &str) -> Option<f64> {
    if let Ok(at) = raw.parse::<jiff::Timestamp>() {
        return Some(at.as_duration().as_secs_f64());
    }
    raw.parse::<DateTime>().ok().and_then(utc)
}

fn utc(at: DateTime) -> Option<f64> {
    let zoned = at.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_duration().as_secs_f64())
}
