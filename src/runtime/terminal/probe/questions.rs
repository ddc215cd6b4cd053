//! What a terminal is asked, and when. Nothing is asked that it would print.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::graphics::passthrough;
use super::{Facts, colors};

/// The id of the image that the question about graphics names; no picture ever gets it.
pub const PROBE_IMAGE: u8 = 31;

/// kitty's question: would you take this pixel? `a=q` stores and shows nothing.
const ASK_KITTY: &[u8] = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
/// The id that the question about shared memory names.
pub(super) const PROBE_MEMORY: u8 = 30;
/// Cell size in pixels (XTWINOPS 16).
const ASK_CELL: &[u8] = b"\x1b[16t";
/// Background colour (OSC 11).
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";
/// Name and version (XTVERSION): first, as it tells how to take what follows.
const ASK_VERSION: &[u8] = b"\x1b[>q";
/// How many colours a sixel picture may have at once, and how large it may be (XTSMGRAPHICS).
pub(super) const ASK_SIXEL: &[u8] = b"\x1b[?1;1;0S\x1b[?2;4;0S";
/// As many colours as a picture of ours uses, where fewer are set: a VT340 has 16.
pub(super) const WANT_SIXEL_COLORS: &[u8] = b"\x1b[?1;3;256S";
const SIXEL_COLORS: u16 = 256;
/// Primary device attributes: answered by all, in order, so it comes last.
const ASK_ATTRIBUTES: &[u8] = b"\x1b[c";

/// Asking once more, when the attributes have come: about sixel where they name it, of terminals
/// that were not trusted before, and about pictures inside tmux, which drops what passes through
/// while it has to redraw a window, as it has after we entered the alternate screen. When it has
/// answered the attributes, it has drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FollowUp {
    Later,
    Now,
    Done,
}

/// Which questions may be asked without writing garbage on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// It understands no sequences at all.
    Nothing,
    /// It may print the text of control strings (Linux console, old terminals).
    Attributes,
    /// Nobody knows it: the others once it has answered these.
    AttributesFirst,
    /// All of them.
    All,
}

impl Asks {
    pub(super) fn of(term: &str) -> Self {
        match term {
            "" | "dumb" => Self::Nothing,
            "linux" | "ansi" | "cygwin" => Self::Attributes,
            _ if term.starts_with("vt1") || term.starts_with("vt2") => Self::Attributes,
            _ if colors::is_modern(term) => Self::All,
            _ => Self::AttributesFirst,
        }
    }
}

impl Facts {
    /// The questions, in one piece, to be written after the first frame. Empty where nothing
    /// that answers understands them.
    pub fn questions(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.asks {
            Asks::Nothing => return bytes,
            Asks::Attributes | Asks::AttributesFirst => {}
            Asks::All => self.ask_all(&mut bytes),
        }
        bytes.extend_from_slice(ASK_ATTRIBUTES);
        bytes
    }

    fn ask_all(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(ASK_VERSION);
        // GNU screen shows control strings as messages.
        if !self.screen {
            if self.tmux {
                bytes.extend(passthrough(ASK_KITTY));
            } else {
                bytes.extend_from_slice(ASK_KITTY);
                if let Some(name) = &self.memory {
                    let name = STANDARD.encode(name);
                    let ask =
                        format!("\x1b_Gi={PROBE_MEMORY},s=1,v=1,a=q,t=s,f=24,S=3;{name}\x1b\\");
                    bytes.extend(ask.into_bytes());
                }
            }
            bytes.extend_from_slice(ASK_BACKGROUND);
        }
        bytes.extend_from_slice(ASK_CELL);
    }

    /// Further questions that the last answer gives rise to; to be written at once, empty mostly.
    pub fn follow_up(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let few = self
            .sixel_colors
            .is_some_and(|colors| colors < SIXEL_COLORS);
        if few && !std::mem::replace(&mut self.wanted_colors, true) {
            bytes.extend_from_slice(WANT_SIXEL_COLORS);
            bytes.extend_from_slice(ASK_ATTRIBUTES);
        }
        if self.follow_up != FollowUp::Now {
            return bytes;
        }
        self.follow_up = FollowUp::Done;
        if self.asks == Asks::AttributesFirst {
            self.asks = Asks::All;
            self.follow_up = FollowUp::Later;
            return self.questions();
        }
        if self.tmux && !self.kitty && self.asks == Asks::All {
            bytes.extend(passthrough(ASK_KITTY));
        }
        if self.sixel && !self.tmux {
            bytes.extend_from_slice(ASK_SIXEL);
            // So that whoever waits for answers knows that these have come.
            bytes.extend_from_slice(ASK_ATTRIBUTES);
        }
        bytes
    }

    /// How many of these questions are the one that is always answered.
    pub(in super::super) fn answers_owed(questions: &[u8]) -> usize {
        let windows = questions.windows(ASK_ATTRIBUTES.len());
        windows.filter(|part| *part == ASK_ATTRIBUTES).count()
    }

    /// What to ask when the window has another size: it may be its letters that have. Empty where
    /// that is no question to ask.
    pub fn resize_question(&self) -> &'static [u8] {
        match self.asks {
            Asks::All => ASK_CELL,
            _ => b"",
        }
    }
}
