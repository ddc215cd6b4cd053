//! What commands print: tables for people, tab-separated lines for pipes, JSON for programs.
//! Data goes to standard output, everything said about it to standard error.

use std::io::{BufWriter, IsTerminal, Stdout, Write};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::model::Text;

use super::args::Global;
use super::error::{CliError, Kind, exit_code};

/// The form of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Aligned columns with a head, on a terminal.
    Table,
    /// Tab-separated, no head: the first column can be fed to another command's `-`.
    Tabs,
    /// One object.
    Json,
    /// One object a line.
    JsonLines,
}

impl Form {
    /// The form that the flags and the kind of standard output ask for.
    pub fn choose(global: &Global) -> Self {
        match (global.json, global.jsonl) {
            (true, _) => Self::Json,
            (_, true) => Self::JsonLines,
            _ if std::io::stdout().is_terminal() => Self::Table,
            _ => Self::Tabs,
        }
    }

    /// Whether a program reads along.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }
}

/// Says something beside the data.
pub fn say(message: &Text) {
    // Nothing can be done when standard error is gone.
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// A failure as JSON: `{"id", "kind", "error"}`.
pub fn error_json(error: &CliError) -> Value {
    json!({
        "id": error.id,
        "kind": error.kind.word(),
        "error": error.message,
    })
}

/// All failures as JSON.
pub fn errors_json(errors: &[CliError]) -> Value {
    errors.iter().map(error_json).collect()
}

/// Prints failures on standard error, one line each.
pub fn say_errors(errors: &[CliError]) {
    for error in errors {
        say(&Text::block(&format!("vidimus: {error}")));
    }
}

/// A value as JSON in which every character shows: names keep all of theirs, but what would move
/// the cursor, reorder a line or hide is written as `\uXXXX`.
pub fn json_text(value: &Value, pretty: bool) -> String {
    let text = if pretty {
        format!("{value:#}")
    } else {
        value.to_string()
    };
    if text.is_ascii() && !text.contains('\x7f') {
        return text;
    }
    shown(&text)
}

/// JSON with everything that would not show as an escape.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Outside of strings a line feed is the only control character, inside there is none.
        if c == '\n' || Text::keeps(c) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// Prints one object: as it is for programs, by `lines` for people.
///
/// # Errors
/// When standard output is gone.
pub fn object(form: Form, value: &Value, lines: &[Text]) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    match form {
        Form::Json => writeln!(out, "{}", json_text(value, true))?,
        Form::JsonLines => writeln!(out, "{}", json_text(value, false))?,
        Form::Table | Form::Tabs => {
            for line in lines {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(out.flush()?)
}

/// Bytes of a list that are written together.
const OUTPUT_BYTES: usize = 64 * 1024;

/// A list on its way out. Rows are written as they come, except for the aligned table.
pub struct Listing {
    form: Form,
    out: BufWriter<Stdout>,
    head: &'static [&'static str],
    table: Vec<Vec<Text>>,
    rows: u64,
    buffer: Vec<u8>,
}

impl Listing {
    /// Begins a list with these columns.
    ///
    /// # Errors
    /// When standard output is gone.
    pub fn begin(form: Form, head: &'static [&'static str]) -> Result<Self, CliError> {
        let mut out = BufWriter::with_capacity(OUTPUT_BYTES, std::io::stdout());
        if form == Form::Json {
            write!(out, "{{\"items\":[")?;
        }
        Ok(Self {
            form,
            out,
            head,
            table: Vec::new(),
            rows: 0,
            buffer: Vec::new(),
        })
    }

    /// One row: the object for programs; the first column for pipes, where an id that is
    /// unambiguous everywhere is wanted; the cells for people.
    ///
    /// # Errors
    /// When standard output is gone.
    pub fn row(
        &mut self,
        object: &impl Serialize,
        key: impl FnOnce() -> String,
        cells: impl FnOnce() -> Vec<Text>,
    ) -> Result<(), CliError> {
        match self.form {
            Form::Json => {
                let comma = if self.rows == 0 { "\n" } else { ",\n" };
                write!(self.out, "{comma}")?;
                self.json(object)?;
            }
            Form::JsonLines => {
                self.json(object)?;
                writeln!(self.out)?;
            }
            Form::Tabs => {
                write!(self.out, "{}", Text::line(&key()))?;
                for cell in &cells() {
                    // A line feed or tab inside a cell would be a false row or column.
                    write!(self.out, "\t{}", Text::line(cell))?;
                }
                writeln!(self.out)?;
            }
            Form::Table => self.table.push(cells()),
        }
        self.rows += 1;
        Ok(())
    }

    /// A row as JSON, through one buffer for all of them.
    fn json(&mut self, object: &impl Serialize) -> Result<(), CliError> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, object).map_err(std::io::Error::from)?;
        // Names of jobs hold a dash that is no ASCII: rows that show as they are go out as they are.
        let shows = |c: char| match c.is_ascii() {
            true => c != '\x7f',
            false => Text::keeps(c),
        };
        match std::str::from_utf8(&self.buffer) {
            Ok(text) if text.chars().all(shows) => self.out.write_all(&self.buffer)?,
            _ => {
                let shown = shown(&String::from_utf8_lossy(&self.buffer));
                self.out.write_all(shown.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Ends the list: `total` rows there are, of which some may not have been printed. Problems
    /// are told beside the rows; they are a failure only when they have left nothing to list:
    /// neither a row nor `others`, rows that were merely not asked for.
    ///
    /// # Errors
    /// When standard output is gone.
    pub fn end(
        self,
        total: u64,
        others: bool,
        problems: &[CliError],
    ) -> Result<ExitCode, CliError> {
        self.end_with(total, others, problems, &[])
    }

    /// The same, with more fields beside the rows of the one object.
    ///
    /// # Errors
    /// When standard output is gone.
    pub fn end_with(
        self,
        total: u64,
        others: bool,
        problems: &[CliError],
        more: &[(&str, Value)],
    ) -> Result<ExitCode, CliError> {
        let listed = self.rows > 0 || others;
        self.close(total, problems, more)?;
        Ok(match listed {
            true => ExitCode::SUCCESS,
            false => exit_code(problems, false),
        })
    }

    /// Ends a list that broke off, so that its JSON is whole all the same.
    ///
    /// # Errors
    /// When standard output is gone.
    pub fn break_off(
        self,
        error: CliError,
        mut problems: Vec<CliError>,
    ) -> Result<ExitCode, CliError> {
        if error.kind == Kind::ReaderGone {
            return Err(error);
        }
        let rows = self.rows;
        let code = exit_code(std::slice::from_ref(&error), rows > 0);
        problems.push(error);
        self.close(rows, &problems, &[])?;
        Ok(code)
    }

    fn close(
        mut self,
        total: u64,
        errors: &[CliError],
        more: &[(&str, Value)],
    ) -> Result<(), CliError> {
        match self.form {
            Form::Json => {
                write!(self.out, "\n],\"total\":{total}")?;
                for (name, value) in more {
                    write!(self.out, ",\n\"{name}\":{}", json_text(value, false))?;
                }
                let errors = json_text(&errors_json(errors), false);
                writeln!(self.out, ",\"errors\":{errors}}}")?;
            }
            Form::Table => self.print_table()?,
            Form::Tabs | Form::JsonLines => {}
        }
        self.out.flush()?;
        if self.form == Form::Table {
            let note = match (self.rows, total) {
                (0, 0) => Some("nothing there".to_owned()),
                (rows, total) if rows < total => {
                    Some(format!("{rows} of {total}; --limit 0 lists all"))
                }
                _ => None,
            };
            if let Some(note) = note {
                say(&Text::line(&note));
            }
        }
        say_errors(errors);
        Ok(())
    }

    fn print_table(&mut self) -> std::io::Result<()> {
        if self.table.is_empty() {
            return Ok(());
        }
        let head: Vec<Text> = self.head.iter().map(|name| Text::line(name)).collect();
        let lines = align(std::iter::once(&head).chain(&self.table));
        for line in lines {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}

/// Rows of cells as lines with aligned columns; wide characters count as two.
pub fn align<'a>(rows: impl Iterator<Item = &'a Vec<Text>> + Clone) -> Vec<Text> {
    /// A column wider than this does not push the others away.
    const WIDEST: usize = 60;
    let mut widths: Vec<usize> = Vec::new();
    for row in rows.clone() {
        for (column, cell) in row.iter().enumerate() {
            let width = cell.width().min(WIDEST);
            match widths.get_mut(column) {
                Some(known) => *known = width.max(*known),
                None => widths.push(width),
            }
        }
    }
    rows.map(|row| {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&Text::line(cell));
            let gap = width.saturating_sub(cell.width()) + 2;
            line.extend(std::iter::repeat_n(' ', gap));
        }
        Text::line(line.trim_end())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_every_character_and_shows_it() {
        let name = "a\u{202e}\x1b[31m\n\u{7f}\u{9b}日本\u{e0041}é\u{2028}";
        for pretty in [false, true] {
            let text = json_text(&json!({ "name": name }), pretty);
            assert!(
                text.chars().all(|c| c == '\n' || Text::keeps(c)),
                "{text:?}"
            );
            assert!(text.contains("日本"), "{text}");
            let back: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(back["name"], name);
        }
    }

    #[test]
    fn columns_align_with_wide_characters() {
        let rows = [
            vec![Text::line("name"), Text::line("state")],
            vec![Text::line("日本"), Text::line("new")],
            vec![Text::line("a\nb"), Text::line("x")],
        ];
        let lines = align(rows.iter());
        let lines: Vec<&str> = lines.iter().map(Text::as_str).collect();
        assert_eq!(lines, ["name  state", "日本  new", "a b   x"]);
    }
}
