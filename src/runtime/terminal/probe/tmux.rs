//! What tmux tells of itself by its own command: the terminal around it, whether it lets pictures
//! through, and where on that terminal our pane lies.
//!
//! Its answers to questions written to the pane are about itself alone. Nothing is changed, and
//! nobody waits for the command before a frame.

use std::process::{Command, Stdio};

use super::brand::Brand;

/// The line of a `tmux.conf` that lets pictures through.
pub const PASSTHROUGH_LINE: &str = "set -g allow-passthrough on";

/// What tmux told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TmuxFacts {
    /// The terminal around it.
    pub outer: Option<Brand>,
    /// Whether it lets a program reach that terminal.
    pub passthrough: bool,
    /// Column and row of the pane on that terminal, where the pane is on it.
    pub origin: Option<(u16, u16)>,
}

/// What is asked for, one a line; unknown ones come back empty.
const FORMAT: &str = "#{client_termtype}\n#{client_termname}\n#{allow-passthrough}\n\
    #{pane_left}\n#{pane_top}\n#{status}\n#{status-position}";

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `$TMUX_PANE`; without it (in a popup) the pane's place is not known.
    pub pane: Option<String>,
}

impl Question {
    /// Asks tmux; blocks for some milliseconds. None where there is none to ask.
    pub fn ask(&self) -> Option<TmuxFacts> {
        let mut command = Command::new("tmux");
        command.args(["display-message", "-p"]);
        if let Some(pane) = &self.pane {
            command.args(["-t", pane]);
        }
        let output = command
            .arg(FORMAT)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        if !output.status.success() {
            return None;
        }
        let text = String::from_utf8_lossy(&output.stdout);
        read(&text, self.pane.is_some())
    }
}

fn read(text: &str, in_pane: bool) -> Option<TmuxFacts> {
    let lines: Vec<&str> = text.lines().collect();
    let &[kind, name, passthrough, left, top, status, position] = lines.get(..7)?.first_chunk()?;
    let outer = Brand::answered(kind).or_else(|| Brand::guessed(name, &|_| None));
    // `status` is on, off or a number of lines.
    let above = match (position, status) {
        ("top", "off") | ("bottom" | "", _) => Some(0),
        (_, "on") => Some(1),
        (_, lines) => lines.parse().ok(),
    };
    let origin = match (in_pane, left.parse(), top.parse::<u16>(), above) {
        (true, Ok(left), Ok(top), Some(above)) => Some((left, top.saturating_add(above))),
        _ => None,
    };
    Some(TmuxFacts {
        outer,
        passthrough: matches!(passthrough, "on" | "all" | "1"),
        origin,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_answers_are_read() {
        let told = read("kitty(0.31.0)\nxterm-kitty\non\n41\n2\non\ntop\n", true).unwrap();
        assert_eq!(told.outer, Brand::answered("kitty(0.31.0)"));
        assert!(told.passthrough);
        assert_eq!(told.origin, Some((41, 3)));
        let told = read("\nxterm-kitty\noff\n0\n0\n2\nbottom\n", true).unwrap();
        assert_eq!(told.outer, Brand::answered("kitty"));
        assert!(!told.passthrough);
        assert_eq!(told.origin, Some((0, 0)));
        // A popup has no place that is told.
        let popup = read("\nxterm\nall\n0\n0\n2\ntop\n", false).unwrap();
        assert_eq!((popup.outer, popup.origin), (None, None));
        assert_eq!(read("", true), None);
    }
}
