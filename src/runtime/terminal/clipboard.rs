//! Copies to the clipboard of the reviewer's own machine: through the terminal (OSC 52) where the
//! line is remote, through tmux inside tmux, by the desktop's programs where it is local.
//!
//! A terminal that refuses does so silently; what is said names the way, not the success.

use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::probe::Facts;
use crate::limits::{CLIPBOARD_BYTES, CLIPBOARD_MS};

/// How a text gets into the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Programs that take it on their standard input, tried in order, each with the place's name.
    pub programs: Vec<(&'static [&'static str], &'static str)>,
    /// Bytes for the terminal, when there is no such program or none works, and the place's name.
    pub sequence: Option<(Vec<u8>, &'static str)>,
}

const TMUX: &[(&[&str], &str)] = &[
    (
        &["tmux", "load-buffer", "-w", "-"],
        "tmux and the terminal's clipboard",
    ),
    // Before tmux 3.2 it could not hand it on.
    (&["tmux", "load-buffer", "-"], "tmux's buffer"),
];
const WAYLAND: &[(&[&str], &str)] = &[(&["wl-copy"], "the clipboard")];
const X11: &[(&[&str], &str)] = &[
    (&["xclip", "-selection", "clipboard"], "the clipboard"),
    (&["xsel", "--clipboard", "--input"], "the clipboard"),
];
const MACOS: &[(&[&str], &str)] = &[(&["pbcopy"], "the clipboard")];
/// Part of a control string that GNU screen passes on at once.
const SCREEN_PART: usize = 240;

/// Finds the way for a text.
///
/// # Errors
/// In words: it is too large, or there is no clipboard to be reached.
pub fn route(
    text: &str,
    facts: &Facts,
    var: &dyn Fn(&str) -> Option<String>,
) -> Result<Route, String> {
    if text.len() > CLIPBOARD_BYTES {
        return Err(format!(
            "it has {} bytes, a terminal's clipboard takes {CLIPBOARD_BYTES}",
            text.len()
        ));
    }
    let set = |name: &str| var(name).is_some_and(|value| !value.is_empty());
    let mut programs = Vec::new();
    if set("TMUX") {
        programs.extend(TMUX);
    } else if !facts.remote {
        if cfg!(target_os = "macos") {
            programs.extend(MACOS);
        }
        if set("WAYLAND_DISPLAY") {
            programs.extend(WAYLAND);
        }
        if set("DISPLAY") {
            programs.extend(X11);
        }
    }
    let sequence = facts.takes_strings().then(|| sequence(text, facts));
    if programs.is_empty() && sequence.is_none() {
        return Err("this terminal has no clipboard".into());
    }
    Ok(Route { programs, sequence })
}

/// OSC 52 with the text in base64, cut for GNU screen, which passes control strings on in parts.
fn sequence(text: &str, facts: &Facts) -> (Vec<u8>, &'static str) {
    let whole = format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes();
    let place = match facts.tmux {
        true => "the terminal's clipboard (tmux needs `set -g set-clipboard on`)",
        false => "the terminal's clipboard",
    };
    if !facts.screen || facts.tmux {
        return (whole, place);
    }
    let mut parts = Vec::with_capacity(whole.len() + whole.len() / SCREEN_PART * 4 + 8);
    for part in whole.chunks(SCREEN_PART) {
        parts.extend_from_slice(b"\x1bP");
        parts.extend_from_slice(part);
        parts.extend_from_slice(b"\x1b\\");
    }
    (parts, place)
}

/// Hands a text to the first program that takes it; answers the place's name.
///
/// # Errors
/// Why the last one did not, in words.
pub async fn hand_over(
    text: &str,
    programs: &[(&'static [&'static str], &'static str)],
) -> Result<&'static str, String> {
    let mut why = "no clipboard program is installed".to_owned();
    for (command, place) in programs {
        let within = Duration::from_millis(CLIPBOARD_MS);
        match tokio::time::timeout(within, feed(command, text)).await {
            Ok(Ok(())) => return Ok(place),
            Ok(Err(error)) => why = error,
            Err(_) => why = format!("{} does not answer", command.first().unwrap_or(&"")),
        }
    }
    Err(why)
}

async fn feed(command: &[&str], text: &str) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("no program")?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        // What stays behind to serve the clipboard must not hold the terminal.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        let written = input.write_all(text.as_bytes()).await;
        written.map_err(|error| format!("{program}: {error}"))?;
    }
    match child.wait().await {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} failed ({status})")),
        Err(error) => Err(format!("{program}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routed(pairs: &[(&str, &str)], text: &str) -> Result<Route, String> {
        let var = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        route(text, &Facts::guess(&var, None), &var)
    }

    fn names(route: &Route) -> Vec<&'static str> {
        let programs = route.programs.iter();
        programs.map(|(command, _)| command[0]).collect()
    }

    #[test]
    fn over_a_remote_line_only_the_terminal_is_asked() {
        let remote = [
            ("TERM", "xterm-256color"),
            ("SSH_CONNECTION", "a b c d"),
            ("DISPLAY", ":0"),
        ];
        let route = routed(&remote, "hé").unwrap();
        assert!(route.programs.is_empty());
        assert_eq!(route.sequence.unwrap().0, b"\x1b]52;c;aMOp\x07");
    }

    #[test]
    fn local_desktops_have_programs_and_the_terminal_as_the_last_way() {
        let local = [
            ("TERM", "xterm"),
            ("DISPLAY", ":0"),
            ("WAYLAND_DISPLAY", "w"),
        ];
        let route = routed(&local, "x").unwrap();
        if cfg!(target_os = "linux") {
            assert_eq!(names(&route), ["wl-copy", "xclip", "xsel"]);
        }
        assert!(route.sequence.is_some());
        // The Linux console has neither.
        assert!(routed(&[("TERM", "linux")], "x").is_err() || cfg!(target_os = "macos"));
    }

    #[test]
    fn tmux_is_asked_itself() {
        let inside = [
            ("TERM", "tmux-256color"),
            ("TMUX", "/tmp/s,1,0"),
            ("DISPLAY", ":0"),
        ];
        let route = routed(&inside, "x").unwrap();
        assert_eq!(names(&route), ["tmux", "tmux"]);
    }

    #[test]
    fn screen_gets_it_in_parts_and_too_much_is_refused() {
        let screen = [("TERM", "screen-256color"), ("STY", "1.x")];
        let text = "a".repeat(1_000);
        let (bytes, _) = routed(&screen, &text).unwrap().sequence.unwrap();
        let parts: Vec<_> = bytes.split(|byte| *byte == 0x1b).collect();
        assert!(parts.iter().all(|part| part.len() <= SCREEN_PART + 1));
        let most = "a".repeat(CLIPBOARD_BYTES);
        let local = [("TERM", "xterm")];
        let (bytes, _) = routed(&local, &most).unwrap().sequence.unwrap();
        assert!(bytes.len() <= 100_000, "{}", bytes.len());
        let error = routed(&local, &format!("{most}a")).unwrap_err();
        assert!(error.contains("74994"), "{error}");
    }
}
