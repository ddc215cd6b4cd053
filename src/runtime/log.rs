//! The log: one file that is rotated by size, and nothing on the terminal.
//!
//! Off unless a level is asked for, and then no subscriber exists: an event costs one comparison.
//! A state directory that cannot be written is no error; `doctor` tells. No token and no image
//! data may be logged, which is the duty of whoever logs.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing::Level;

use crate::limits::LOG_BYTES;

/// Name of the log file in the state directory; the one before it ends in `.old`.
pub const LOG_FILE: &str = "vidimus.log";

/// Whether there is a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogState {
    /// Events of the level go to this file.
    On(PathBuf),
    /// Nobody asked for one.
    NotWanted,
    /// It was asked for, but cannot be written; the system's word.
    Impossible(String),
}

/// Starts the log of a level in the state directory, once per process.
pub fn start(directory: &Path, level: Option<Level>) -> LogState {
    let Some(level) = level else {
        return LogState::NotWanted;
    };
    let path = directory.join(LOG_FILE);
    let file = match RotatingFile::open(&path, LOG_BYTES) {
        Ok(file) => file,
        Err(e) => return LogState::Impossible(format!("{}: {e}", path.display())),
    };
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .finish();
    match tracing::subscriber::set_global_default(subscriber) {
        Ok(()) => LogState::On(path),
        Err(e) => LogState::Impossible(e.to_string()),
    }
}

/// A file (mode 0600) that is renamed to `….old` when it has reached a size.
struct RotatingFile {
    path: PathBuf,
    file: File,
    written: u64,
    limit: u64,
}

impl RotatingFile {
    fn open(path: &Path, limit: u64) -> io::Result<Self> {
        let file = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)?;
        let written = file.metadata()?.len();
        Ok(Self {
            path: path.into(),
            file,
            written,
            limit,
        })
    }

    fn rotate(&mut self) -> io::Result<()> {
        let mut old = self.path.clone().into_os_string();
        old.push(".old");
        std::fs::rename(&self.path, old)?;
        *self = Self::open(&self.path, self.limit)?;
        Ok(())
    }
}

impl Write for RotatingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        if self.written > 0 && self.written.saturating_add(length) > self.limit {
            self.rotate()?;
        }
        let count = self.file.write(bytes)?;
        self.written = self.written.saturating_add(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_file_is_private_and_rotates_once() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join(LOG_FILE);
        let mut file = RotatingFile::open(&path, 10).unwrap();
        for line in ["12345\n", "abcde\n", "67890\n"] {
            file.write_all(line.as_bytes()).unwrap();
        }
        drop(file);
        let mut again = RotatingFile::open(&path, 10).unwrap();
        again.write_all(b"x").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "67890\nx");
        let old = place.path().join("vidimus.log.old");
        assert_eq!(std::fs::read_to_string(old).unwrap(), "abcde\n");
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 2);
    }

    #[test]
    fn no_log_is_no_error() {
        assert_eq!(start(Path::new("/nonexistent"), None), LogState::NotWanted);
        let state = start(Path::new("/nonexistent"), Some(Level::DEBUG));
        assert!(matches!(state, LogState::Impossible(why) if why.contains("/nonexistent")));
    }
}
