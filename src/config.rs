//! Settings: raw (as written) → resolved (validated, complete); key notation; paths.
//!
//! This layer reads the configuration file, nothing else; it knows no terminal and no network.

pub mod account;
pub mod bindings;
pub mod credentials;
pub mod edit;
pub mod keys;
pub mod langmap;
pub mod paths;
pub mod raw;
pub mod settings;
pub mod theme;

use std::path::{Path, PathBuf};

use crate::limits::CONFIG_BYTES;
use crate::model::Text;

/// What is wrong with the configuration file: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {problem}", path.display(), place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default())]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// Line and column, from 1, where the error has a place; columns count characters.
    pub place: Option<(usize, usize)>,
    /// What is wrong and what would be right.
    pub problem: Text,
}

/// Reads the configuration file. A file that is not there is an empty one.
///
/// # Errors
/// [`ConfigError`] for a file that cannot be read, is too large, or says something unknown.
pub fn read(path: &Path) -> Result<raw::Raw, ConfigError> {
    match text(path)? {
        Some(text) => parsed(path, &text, raw::parse),
        None => Ok(raw::Raw::default()),
    }
}

/// Reads a theme file.
///
/// # Errors
/// [`ConfigError`], also when it is not there.
pub fn read_theme(path: &Path) -> Result<theme::CustomTheme, ConfigError> {
    match text(path)? {
        Some(text) => parsed(path, &text, theme::parse),
        None => Err(ConfigError {
            path: path.into(),
            place: None,
            problem: "the theme file is not there (field 'ui.theme')".into(),
        }),
    }
}

fn parsed<T>(
    path: &Path,
    text: &str,
    parse: fn(&str) -> Result<T, raw::Fault>,
) -> Result<T, ConfigError> {
    parse(text).map_err(|fault| ConfigError {
        path: path.into(),
        place: Some(raw::place(text, fault.at)),
        problem: Text::line(&fault.problem),
    })
}

/// The text of a file; none when it is not there.
fn text(path: &Path) -> Result<Option<String>, ConfigError> {
    let whole = |problem: String| ConfigError {
        path: path.into(),
        place: None,
        problem: Text::line(&problem),
    };
    let meta = match std::fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(whole(format!("cannot be read: {error}"))),
    };
    if !meta.is_file() {
        return Err(whole("is not a file".into()));
    }
    if meta.len() > CONFIG_BYTES {
        return Err(whole(format!("is larger than {CONFIG_BYTES} bytes")));
    }
    let bytes = std::fs::read(path).map_err(|error| whole(format!("cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let place = raw::place(&String::from_utf8_lossy(before), at);
        ConfigError {
            path: path.into(),
            place: Some(place),
            problem: Text::line("is not UTF-8 from here on"),
        }
    })?;
    Ok(Some(text))
}
