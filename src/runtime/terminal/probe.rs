//! What this terminal can do: guessed from the environment at once, corrected by its answers.
//!
//! The questions are written after the first frame and nobody waits for the answers. Nothing in
//! the terminal's or tmux's settings is changed to get them. Environment variables are handed in.

mod ask;

pub use ask::{Probed, probe_blocking};

use super::decode::Reply;
use super::graphics::passthrough;
use crate::limits::{ANSWER_MS, REMOTE_ANSWER_MS};
use crate::model::picture::Graphics;

/// How many colours can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colors {
    /// None wanted or possible.
    Mono,
    /// The 16 of the terminal's own palette.
    Palette16,
    /// xterm's 256.
    Palette256,
    /// 24 bits.
    TrueColor,
}

/// The id of the image that the question about graphics names; no picture ever gets it.
pub const PROBE_IMAGE: u8 = 31;

/// kitty's question: would you take this pixel? `a=q` stores and shows nothing.
const ASK_KITTY: &[u8] = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
/// Cell size in pixels (XTWINOPS 16).
const ASK_CELL: &[u8] = b"\x1b[16t";
/// Background colour (OSC 11).
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";
/// Primary device attributes: answered by all, in order, so it comes last.
const ASK_ATTRIBUTES: &[u8] = b"\x1b[c";

/// What is known of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How pictures reach it.
    pub graphics: Graphics,
    /// How many colours it shows.
    pub colors: Colors,
    /// A cell's width and height in pixels.
    pub cell_px: Option<(u16, u16)>,
    /// Its background, 8 bits a channel.
    pub background: Option<(u8, u8, u8)>,
    /// The reviewer sits at another machine.
    pub remote: bool,
    /// Inside tmux.
    pub tmux: bool,
    /// Inside GNU screen.
    pub screen: bool,
    /// Where this knowledge comes from, one line each, for `doctor` and crash reports.
    pub how: Vec<String>,
    /// The way of showing pictures that the reviewer has chosen.
    chosen: Option<Graphics>,
    /// The terminal has answered that it takes kitty pictures.
    kitty: bool,
    asks: Asks,
    follow_up: FollowUp,
}

/// Asking about pictures once more inside tmux: it drops what passes through while it has to
/// redraw a window, as it has after we entered the alternate screen. When it has answered the
/// attributes, it has drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FollowUp {
    Later,
    Now,
    Done,
}

/// Which questions may be asked without writing garbage on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// It understands no sequences at all.
    Nothing,
    /// It may print the text of control strings (Linux console, old terminals).
    Attributes,
    /// All of them.
    All,
}

impl Asks {
    fn of(term: &str) -> Self {
        match term {
            "" | "dumb" => Self::Nothing,
            "linux" | "ansi" | "cygwin" => Self::Attributes,
            _ if term.starts_with("vt1") || term.starts_with("vt2") => Self::Attributes,
            _ => Self::All,
        }
    }
}

impl Facts {
    /// What the environment tells. `var` looks up a variable; `chosen` is the reviewer's own
    /// choice of graphics (flag or configuration), which nothing overrides.
    pub fn guess(var: &dyn Fn(&str) -> Option<String>, chosen: Option<Graphics>) -> Self {
        let set = |name: &str| var(name).is_some_and(|value| !value.is_empty());
        let term = var("TERM").unwrap_or_default();
        let remote = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]
            .into_iter()
            .any(set);
        let (colors, why) = colors(&term, var);
        let mut facts = Self {
            graphics: Graphics::Off,
            colors,
            cell_px: None,
            background: None,
            remote,
            tmux: set("TMUX") || term.starts_with("tmux"),
            screen: set("STY"),
            how: vec![format!("TERM is {}", shown(&term)), why],
            chosen,
            kitty: false,
            asks: Asks::of(&term),
            follow_up: FollowUp::Later,
        };
        facts.choose_graphics();
        if remote {
            facts.note("remote: an SSH or mosh session".into());
        }
        if facts.tmux {
            facts.note("inside tmux: kitty pictures need `set -g allow-passthrough on`".into());
        }
        if facts.screen {
            facts.note("inside GNU screen: half blocks only".into());
        }
        match chosen {
            Some(chosen) => facts.note(format!("graphics: {chosen:?}, as chosen")),
            None => facts.note(format!("graphics: {:?} until it answers", facts.graphics)),
        }
        facts
    }

    /// The questions, in one piece, to be written after the first frame. Empty where nothing
    /// that answers understands them.
    pub fn questions(&self) -> Vec<u8> {
        match self.asks {
            Asks::Nothing => return Vec::new(),
            Asks::Attributes => return ASK_ATTRIBUTES.to_vec(),
            Asks::All => {}
        }
        let mut bytes = Vec::new();
        let wanted = self.asks_kitty();
        if wanted && self.tmux {
            bytes.extend(passthrough(ASK_KITTY));
        } else if wanted {
            bytes.extend_from_slice(ASK_KITTY);
        }
        bytes.extend_from_slice(ASK_CELL);
        if !self.screen {
            bytes.extend_from_slice(ASK_BACKGROUND);
        }
        bytes.extend_from_slice(ASK_ATTRIBUTES);
        bytes
    }

    /// A further question that the last answer gives rise to; to be written at once, empty mostly.
    pub fn follow_up(&mut self) -> Vec<u8> {
        if self.follow_up != FollowUp::Now {
            return Vec::new();
        }
        self.follow_up = FollowUp::Done;
        if self.tmux && self.asks_kitty() {
            passthrough(ASK_KITTY)
        } else {
            Vec::new()
        }
    }

    /// Takes an answer in (then see [`Facts::follow_up`]); true when something of use has changed.
    pub fn learn(&mut self, reply: &Reply) -> bool {
        let before = (self.graphics, self.cell_px, self.background);
        match *reply {
            Reply::Kitty { image, ok } if image == u32::from(PROBE_IMAGE) => {
                self.kitty = ok;
                self.follow_up = FollowUp::Done;
                let word = if ok { "takes" } else { "refuses" };
                self.note(format!("it answered that it {word} kitty pictures"));
                self.choose_graphics();
            }
            Reply::CellSize { width, height } => {
                self.cell_px = Some((width, height));
                self.note(format!(
                    "it answered that a cell is {width}×{height} pixels"
                ));
            }
            Reply::Background { red, green, blue } => {
                self.background = Some((red, green, blue));
                self.note(format!("its background is #{red:02x}{green:02x}{blue:02x}"));
            }
            Reply::Attributes(ref numbers) => {
                self.note(format!("its attributes (DA1) are {numbers:?}"));
                if self.follow_up == FollowUp::Later {
                    self.follow_up = FollowUp::Now;
                }
            }
            _ => {}
        }
        before != (self.graphics, self.cell_px, self.background)
    }

    /// The size of a cell by the window's size in pixels, when the terminal gave none itself.
    pub fn fall_back_to_window(&mut self, cell: Option<(u16, u16)>) {
        if let (None, Some((width, height))) = (self.cell_px, cell) {
            self.cell_px = Some((width, height));
            self.note(format!(
                "by the window's size a cell is {width}×{height} pixels"
            ));
        }
    }

    /// The terminal does not show the kitty pictures it said it takes: half blocks from now on.
    pub fn distrust_kitty(&mut self) {
        self.kitty = false;
        self.note("kitty pictures failed: half blocks instead".into());
        self.choose_graphics();
    }

    /// Whether it understands control sequences at all.
    pub fn takes_sequences(&self) -> bool {
        self.asks != Asks::Nothing
    }

    /// Whether it reads control strings (OSC and the like) instead of printing them.
    pub fn takes_strings(&self) -> bool {
        self.asks == Asks::All
    }

    /// Whether pictures pass through tmux.
    pub fn through_tmux(&self) -> bool {
        self.tmux && self.graphics == Graphics::Kitty
    }

    /// How long an answer may take, milliseconds.
    pub fn patience_ms(&self) -> u64 {
        if self.remote {
            REMOTE_ANSWER_MS
        } else {
            ANSWER_MS
        }
    }

    fn asks_kitty(&self) -> bool {
        matches!(self.chosen, None | Some(Graphics::Kitty)) && !self.screen
    }

    fn choose_graphics(&mut self) {
        let blocks = match self.colors {
            Colors::TrueColor => Graphics::Blocks,
            Colors::Palette256 => Graphics::Blocks256,
            Colors::Palette16 | Colors::Mono => Graphics::Off,
        };
        self.graphics = match self.chosen {
            Some(chosen) => chosen,
            None if self.kitty => Graphics::Kitty,
            None => blocks,
        };
    }

    fn note(&mut self, line: String) {
        // Repeated answers (after each stop, say) must not make this grow.
        if !self.how.contains(&line) && self.how.len() < 32 {
            self.how.push(line);
        }
    }
}

/// A variable's value for a person, cut short and without control characters.
fn shown(value: &str) -> String {
    if value.is_empty() {
        return "not set".into();
    }
    value.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Terminals that show 24-bit colour even where COLORTERM is lost, as over SSH: by TERM.
const TRUE_COLOR_TERMS: [&str; 8] = [
    "direct",
    "truecolor",
    "kitty",
    "ghostty",
    "wezterm",
    "alacritty",
    "foot",
    "contour",
];
/// The same by TERM_PROGRAM.
const TRUE_COLOR_PROGRAMS: [&str; 5] = ["iTerm.app", "WezTerm", "ghostty", "vscode", "rio"];

fn colors(term: &str, var: &dyn Fn(&str) -> Option<String>) -> (Colors, String) {
    let value = |name: &str| var(name).filter(|value| !value.is_empty());
    if value("NO_COLOR").is_some() {
        return (Colors::Mono, "no colours: NO_COLOR is set".into());
    }
    if matches!(term, "" | "dumb") || term.starts_with("vt1") || term.starts_with("vt2") {
        return (Colors::Mono, "no colours by TERM".into());
    }
    if let Some(word) = value("COLORTERM")
        && (word == "truecolor" || word == "24bit")
    {
        return (Colors::TrueColor, "24-bit colour by COLORTERM".into());
    }
    if TRUE_COLOR_TERMS.iter().any(|name| term.contains(name)) {
        return (Colors::TrueColor, "24-bit colour by TERM".into());
    }
    // Inside tmux and screen the program outside may have been another one.
    if let Some(program) = value("TERM_PROGRAM")
        && TRUE_COLOR_PROGRAMS.contains(&program.as_str())
        && value("TMUX").is_none()
        && value("STY").is_none()
    {
        return (Colors::TrueColor, "24-bit colour by TERM_PROGRAM".into());
    }
    // iTerm2 hands this one on over SSH.
    if value("LC_TERMINAL").is_some_and(|name| name == "iTerm2") && value("TMUX").is_none() {
        return (Colors::TrueColor, "24-bit colour by LC_TERMINAL".into());
    }
    let few = ["linux", "xterm-color", "xterm-16color", "ansi", "cygwin"];
    if few.contains(&term) {
        return (Colors::Palette16, "16 colours by TERM".into());
    }
    (
        Colors::Palette256,
        "256 colours, as nothing says 24 bits".into(),
    )
}

#[cfg(test)]
mod tests;
