//! Hands a text to the reviewer's own editor: a private file in the state directory, `$VISUAL` or
//! `$EDITOR` run as a shell would, and what the file holds afterwards. A text that an editor leaves
//! behind by failing stays in its file, which is named.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use super::super::leftovers::forget_old;
use super::tty::Tty;
use crate::limits::{DRAFT_FILES, TEXT_BLOCK_CHARS};

/// What is run when nothing is set, as everywhere.
const FALLBACK: &str = "vi";
/// Exit statuses of a shell that found no such command, or could not run it.
const NOT_FOUND: [i32; 2] = [126, 127];
/// What files of texts are called: this, a number, and `.txt`.
const PREFIX: &str = "draft-";

/// The editor's command line.
pub fn command(var: &dyn Fn(&str) -> Option<String>) -> String {
    let set = |name: &str| var(name).filter(|value| !value.trim().is_empty());
    let chosen = set("VISUAL").or_else(|| set("EDITOR"));
    chosen.unwrap_or_else(|| FALLBACK.to_owned())
}

/// An editor that runs.
#[derive(Debug)]
pub struct Editing {
    child: Child,
    command: String,
    path: PathBuf,
}

impl Editing {
    /// Writes the text into a file of the state directory and starts the editor on it. The caller
    /// has given the terminal back, and its reader is paused.
    ///
    /// # Errors
    /// In words: no file could be written, or no shell started.
    pub fn start(text: &str, state: &Path, command: String, tty: &Tty) -> Result<Self, String> {
        let path = write(text, state).map_err(|error| {
            format!(
                "no file for the editor could be written in {}: {error}",
                state.display()
            )
        })?;
        let input = tty.input().try_clone_to_owned();
        let child = input.and_then(|input| {
            Command::new("sh")
                .arg("-c")
                .arg(script(&command))
                .arg(&command)
                .arg(&path)
                .stdin(Stdio::from(input))
                .spawn()
        });
        match child {
            Ok(child) => Ok(Self {
                child,
                command,
                path,
            }),
            Err(error) => {
                // Nothing has been written into it.
                let _kept = fs::remove_file(&path);
                Err(format!("the editor could not be started: {error}"))
            }
        }
    }

    /// The process, to end it with the program.
    pub fn process(&self) -> Option<Pid> {
        let id = self.child.id()?;
        Pid::from_raw(i32::try_from(id).ok()?)
    }

    /// Waits for the editor's end and reads what it left. The file stays until the text is taken
    /// over ([`Edited::take`]): where the program ends meanwhile, it is all there is.
    ///
    /// # Errors
    /// In words, with the file that holds what was written.
    pub async fn finish(mut self) -> Result<Edited, String> {
        let status = self.child.wait().await;
        let status = status.map_err(|error| format!("the editor was lost: {error}"))?;
        if !status.success() {
            return Err(self.failed(status));
        }
        let text = read(&self.path).map_err(|error| {
            format!(
                "the editor's file {} cannot be read: {error}",
                self.path.display()
            )
        })?;
        let Some(text) = text else {
            return Err(format!(
                "more than {TEXT_BLOCK_CHARS} characters; they are in {}",
                self.path.display()
            ));
        };
        let path = self.path;
        Ok(Edited { text, path })
    }

    fn failed(&self, status: ExitStatus) -> String {
        let Self { command, path, .. } = self;
        if status.code().is_some_and(|code| NOT_FOUND.contains(&code)) {
            let _kept = fs::remove_file(path);
            return format!("there is no editor '{command}': set $VISUAL or $EDITOR");
        }
        let how = match (status.code(), status.signal()) {
            (Some(code), _) => format!("ended with status {code}"),
            (None, Some(signal)) => format!("was ended by signal {signal}"),
            (None, None) => "ended somehow".to_owned(),
        };
        format!(
            "the editor '{command}' {how}: the text is as before; what was written is in {}",
            path.display()
        )
    }
}

/// What an editor left.
#[derive(Debug)]
pub struct Edited {
    text: String,
    path: PathBuf,
}

impl Edited {
    /// The text, whose file is not needed any more.
    pub fn take(self) -> String {
        let _kept = fs::remove_file(&self.path);
        self.text
    }
}

/// Tells an editor that the program ends.
pub fn end(process: Pid, hangup: bool) {
    let signal = if hangup { Signal::HUP } else { Signal::TERM };
    // It may have ended by itself.
    let _gone = kill_process(process, signal);
}

/// What the shell runs: the command with the file behind it. A plain command takes the shell's
/// place, so that ending it ends the editor.
fn script(command: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " -_./+:,@".contains(c);
    match command.chars().all(plain) {
        true => format!("exec {command} \"$@\""),
        false => format!("{command} \"$@\""),
    }
}

fn write(text: &str, state: &Path) -> io::Result<PathBuf> {
    let mut directory = fs::DirBuilder::new();
    directory.recursive(true).mode(0o700).create(state)?;
    forget_old(state, PREFIX, DRAFT_FILES);
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let moment = since.unwrap_or_default().as_nanos();
    let path = state.join(format!("{PREFIX}{moment:020}-{}.txt", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let written = file.write_all(format!("{text}{end}").as_bytes());
    if written.is_err() {
        let _kept = fs::remove_file(&path);
    }
    written.map(|()| path)
}

/// What the file holds, without the blank lines at its end; none when that is too much.
fn read(path: &Path) -> io::Result<Option<String>> {
    let most = TEXT_BLOCK_CHARS * 4;
    let mut bytes = Vec::new();
    let file = fs::File::open(path)?;
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_end();
    let fits = bytes.len() <= most && text.chars().count() <= TEXT_BLOCK_CHARS;
    Ok(fits.then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_editor_is_visual_then_editor_then_vi() {
        let with = |pairs: &'static [(&str, &str)]| {
            command(&move |name: &str| {
                let found = pairs.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[("VISUAL", "a"), ("EDITOR", "b")]), "a");
        assert_eq!(with(&[("VISUAL", " "), ("EDITOR", "b -w")]), "b -w");
        assert_eq!(with(&[]), "vi");
        assert_eq!(script("vim -f"), "exec vim -f \"$@\"");
        assert_eq!(script("X=1 'my ed'"), "X=1 'my ed' \"$@\"");
    }

    #[test]
    fn its_file_is_private_and_only_some_are_kept() {
        let place = tempfile::tempdir().unwrap();
        let state = place.path().join("state");
        for _ in 0..2 * DRAFT_FILES {
            let path = write("one\ntwo", &state).unwrap();
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
            assert_eq!(read(&path).unwrap().as_deref(), Some("one\ntwo"));
        }
        assert_eq!(fs::read_dir(&state).unwrap().count(), DRAFT_FILES);
    }

    #[test]
    fn what_is_too_much_is_not_cut() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("large");
        fs::write(&path, "ü".repeat(TEXT_BLOCK_CHARS)).unwrap();
        assert!(read(&path).unwrap().is_some());
        fs::write(&path, "ü".repeat(TEXT_BLOCK_CHARS + 1)).unwrap();
        assert!(read(&path).unwrap().is_none());
        fs::write(&path, b"a\xffb").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some("a\u{fffd}b"));
    }
}
