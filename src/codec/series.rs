//! Series of measured values: tables with a column of times, as CSV or as JSON, and the envelope
//! that a time line draws of them.

mod times;

use csv::{ReaderBuilder, StringRecord};
use serde_json::Value;

use crate::limits::{SERIES_ROWS, SIGNAL_CHANNELS, SIGNAL_PARTS};
use crate::model::Text;
use crate::model::content::{Channel, Signal, TimeUnit};

pub use times::moment;

/// What is known of a table beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The column of times, by its name (or its number from zero where there are no names); rows
    /// are counted without it.
    pub time: Option<String>,
    /// How times are written, in the manner of strptime; they are numbers without it.
    pub format: Option<String>,
    /// What stands between the cells of a CSV line; found out without it.
    pub separator: Option<char>,
    /// The columns to draw; every column of numbers where there are none.
    pub columns: Vec<String>,
}

/// A series as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The envelope of each column.
    pub signal: Signal,
    /// What its positions count.
    pub unit: TimeUnit,
}

/// Why a series cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// It is no table.
    #[error("no table: {0}")]
    Broken(Text),
    /// The column of times is not there.
    #[error("there is no column {0}")]
    NoColumn(Text),
    /// No row has a time that can be read.
    #[error("no row has a time in column {0}")]
    NoTimes(Text),
    /// No column of numbers, or no rows.
    #[error("there are no numbers in it")]
    Empty,
}

/// Columns by name, all of the same length.
#[derive(Debug, Default)]
struct Table {
    names: Vec<String>,
    columns: Vec<Vec<Cell>>,
    cut: bool,
}

#[derive(Clone, Debug)]
enum Cell {
    Number(f64),
    Words(String),
    Nothing,
}

impl Cell {
    fn of(raw: &str) -> Self {
        let raw = raw.trim();
        match raw.parse::<f64>() {
            Ok(number) => Self::Number(number),
            Err(_) if raw.is_empty() => Self::Nothing,
            Err(_) => Self::Words(raw.to_owned()),
        }
    }

    fn of_json(value: &Value) -> Self {
        match value {
            Value::Number(number) => number.as_f64().map_or(Self::Nothing, Self::Number),
            Value::String(raw) => Self::of(raw),
            Value::Bool(yes) => Self::Number(f64::from(u8::from(*yes))),
            _ => Self::Nothing,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number).filter(|number| number.is_finite()),
            _ => None,
        }
    }
}

/// Reads a table: JSON where it begins like that, else CSV.
///
/// # Errors
/// What is no table, or has no such columns.
pub fn read(bytes: &[u8], wanted: &Wanted) -> Result<Series, SeriesError> {
    let start = bytes.trim_ascii_start();
    if matches!(start.first(), Some(b'{' | b'[')) {
        let value: Value = serde_json::from_slice(start).map_err(broken)?;
        return json(&value, wanted);
    }
    if start.first() == Some(&b'<') {
        return Err(SeriesError::Broken("it is a page".into()));
    }
    draw(&of_csv(bytes, wanted.separator)?, wanted)
}

/// Reads a table that is JSON: an object of columns, a list of objects, or a list of rows.
///
/// # Errors
/// As [`read`].
pub fn json(value: &Value, wanted: &Wanted) -> Result<Series, SeriesError> {
    draw(&of_json(value)?, wanted)
}

fn broken(error: impl std::fmt::Display) -> SeriesError {
    SeriesError::Broken(Text::line(&error.to_string()))
}

fn of_csv(bytes: &[u8], separator: Option<char>) -> Result<Table, SeriesError> {
    let separator = separator
        .and_then(|c| u8::try_from(c).ok())
        .unwrap_or_else(|| likely_separator(bytes));
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(bytes);
    let mut table = Table::default();
    let mut record = StringRecord::new();
    let mut first = true;
    while reader.read_record(&mut record).map_err(broken)? {
        if first {
            first = false;
            table.columns = record.iter().map(|_| Vec::new()).collect();
            // Without names the first line is of values already.
            let named = record
                .iter()
                .any(|cell| matches!(Cell::of(cell), Cell::Words(_)))
                && !record
                    .iter()
                    .any(|cell| matches!(Cell::of(cell), Cell::Number(_)));
            let name = |(at, cell): (usize, &str)| match named {
                true => cell.trim().trim_start_matches('\u{feff}').to_owned(),
                false => at.to_string(),
            };
            table.names = record.iter().enumerate().map(name).collect();
            if named {
                continue;
            }
        }
        if table
            .columns
            .first()
            .is_some_and(|one| one.len() >= SERIES_ROWS)
        {
            table.cut = true;
            break;
        }
        for (at, column) in table.columns.iter_mut().enumerate() {
            column.push(record.get(at).map_or(Cell::Nothing, Cell::of));
        }
    }
    Ok(table)
}

/// The separator that stands most often in the first line.
fn likely_separator(bytes: &[u8]) -> u8 {
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |separator: &u8| line.iter().filter(|byte| *byte == separator).count();
    let best = [b'\t', b';', b','].into_iter().max_by_key(count);
    best.filter(|separator| count(separator) > 0)
        .unwrap_or(b',')
}

fn of_json(value: &Value) -> Result<Table, SeriesError> {
    let mut table = Table::default();
    match value {
        Value::Object(columns) => {
            for (name, column) in columns {
                let cells: Vec<Cell> = match column {
                    Value::Array(cells) => cells.iter().take(SERIES_ROWS).map(Cell::of_json),
                    _ => continue,
                }
                .collect();
                table.names.push(name.clone());
                table.columns.push(cells);
            }
        }
        Value::Array(rows) => {
            table.cut = rows.len() > SERIES_ROWS;
            for (at, row) in rows.iter().take(SERIES_ROWS).enumerate() {
                add_row(&mut table, at, row);
            }
        }
        _ => return Err(SeriesError::Broken("neither columns nor rows".into())),
    }
    let longest = table.columns.iter().map(Vec::len).max().unwrap_or(0);
    for column in &mut table.columns {
        column.resize(longest, Cell::Nothing);
    }
    Ok(table)
}

fn add_row(table: &mut Table, at: usize, row: &Value) {
    let mut put = |name: &str, value: &Value| {
        let place = table.names.iter().position(|own| own == name);
        let place = match place {
            Some(place) => place,
            // A series has few columns; more would be a matrix of nothing.
            None if table.names.len() > SIGNAL_CHANNELS => return,
            None => {
                table.names.push(name.to_owned());
                table.columns.push(Vec::new());
                table.names.len() - 1
            }
        };
        if let Some(column) = table.columns.get_mut(place) {
            column.resize(at, Cell::Nothing);
            column.push(Cell::of_json(value));
        }
    };
    match row {
        Value::Object(cells) => cells.iter().for_each(|(name, value)| put(name, value)),
        Value::Array(cells) => cells
            .iter()
            .enumerate()
            .for_each(|(number, value)| put(&number.to_string(), value)),
        value => put("0", value),
    }
}

fn draw(table: &Table, wanted: &Wanted) -> Result<Series, SeriesError> {
    let find = |name: &str| {
        let exact = table.names.iter().position(|own| own == name);
        exact.or_else(|| {
            table
                .names
                .iter()
                .position(|own| own.eq_ignore_ascii_case(name))
        })
    };
    let missing = |name: &str| SeriesError::NoColumn(Text::line(name));
    let rows = table.columns.first().map_or(0, Vec::len);
    let time = wanted.time.as_deref().filter(|name| !name.is_empty());
    let place = match time {
        Some(name) => Some(find(name).ok_or_else(|| missing(name))?),
        None => None,
    };
    let (times, unit) = match place.and_then(|place| table.columns.get(place)) {
        Some(column) => times::column(column, wanted.format.as_deref()),
        None => (
            (0..rows).map(|row| Some(row as f64)).collect(),
            TimeUnit::Number,
        ),
    };
    let some = || times.iter().flatten().copied();
    let (start, end) = some().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
        (low.min(at), high.max(at))
    });
    if !start.is_finite() {
        return Err(match (rows, time) {
            (1.., Some(name)) => SeriesError::NoTimes(Text::line(name)),
            _ => SeriesError::Empty,
        });
    }
    let chosen: Vec<usize> = match wanted.columns.is_empty() {
        true => (0..table.columns.len())
            .filter(|at| Some(*at) != place)
            .collect(),
        false => wanted
            .columns
            .iter()
            .filter_map(|name| find(name))
            .collect(),
    };
    let count = rows.clamp(1, SIGNAL_PARTS);
    let channels: Vec<Channel> = chosen
        .into_iter()
        .filter_map(|at| {
            let parts = parts(table.columns.get(at)?, &times, (start, end), count)?;
            Some(channel(table.names.get(at)?, parts))
        })
        .take(SIGNAL_CHANNELS)
        .collect();
    if channels.is_empty() {
        return Err(SeriesError::Empty);
    }
    let cut = table
        .cut
        .then(|| Text::line(&format!("only the first {SERIES_ROWS} rows are drawn")));
    let signal = Signal {
        start,
        end,
        channels,
        cut,
    };
    Ok(Series { signal, unit })
}

/// Least and greatest value in equally long parts; none without any number.
fn parts(
    column: &[Cell],
    times: &[Option<f64>],
    (start, end): (f64, f64),
    count: usize,
) -> Option<Vec<(f32, f32)>> {
    let mut parts = vec![(f32::NAN, f32::NAN); count];
    let long = (end - start).max(f64::MIN_POSITIVE);
    let mut any = false;
    for (cell, time) in column.iter().zip(times) {
        let (Some(value), Some(time)) = (cell.number(), time) else {
            continue;
        };
        // Between zero and the count, by how `start` and `end` were found.
        let place = ((time - start) / long * count as f64) as usize;
        if let Some(part) = parts.get_mut(place.min(count - 1)) {
            let value = value as f32;
            *part = (part.0.min(value), part.1.max(value));
            any = true;
        }
    }
    any.then_some(parts)
}

fn channel(name: &str, parts: Vec<(f32, f32)>) -> Channel {
    let low = parts
        .iter()
        .fold(f32::INFINITY, |low, part| low.min(part.0));
    let high = parts
        .iter()
        .fold(f32::NEG_INFINITY, |high, part| high.max(part.1));
    Channel {
        name: Text::line(name),
        low,
        high,
        parts: parts.into(),
    }
}

#[cfg(test)]
mod tests;
