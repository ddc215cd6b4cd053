//! Bytes of the terminal to keys, pastes, mouse events and replies. Pure: time is handed in.
//!
//! A terminal's answers arrive among the keys, late and in pieces. They are cut out here before
//! anything is taken for a key, so that `ESC _ G i=31;OK ESC \` can never be typed into the
//! program. Whole key sequences are then read by termina's parser. Formats: ECMA-48 and xterm's
//! control sequences, the kitty graphics protocol.

mod reply;
mod translate;

use crate::config::keys::{Key, KeyCode, Mouse};
use crate::limits::{
    ESCAPE_MS, PASTE_BYTES, PASTE_HOLD_MS, REPLY_BURST_BYTES, REPLY_BYTES, REPLY_HOLD_MS,
    REPLY_REST_MS,
};

/// What comes from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; line ends are `\n`, nothing else is cleaned.
    Paste(String),
    /// The mouse was used (only while reports are on).
    Mouse(Mouse),
    /// The size has changed; ask for it.
    Resize,
    /// The terminal answers a question.
    Reply(Reply),
    /// The terminal is gone. Nothing follows.
    Hangup,
}

/// Answers of a terminal to questions this program asks. Others are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Primary device attributes: every terminal answers this one, in the order asked.
    Attributes(Vec<u16>),
    /// What became of a kitty graphics command.
    Kitty {
        /// The image's id; 0 when the answer names none.
        image: u32,
        /// Whether it worked.
        ok: bool,
    },
    /// The size of a cell, pixels.
    CellSize {
        /// Width in pixels.
        width: u16,
        /// Height in pixels.
        height: u16,
    },
    /// The terminal has got as far as the question was written.
    StatusOk,
    /// The background colour, 8 bits a channel.
    Background {
        /// Red.
        red: u8,
        /// Green.
        green: u8,
        /// Blue.
        blue: u8,
    },
    /// The terminal's name and version as it writes them (XTVERSION), not cleaned.
    Version(String),
    /// Sixel: an item (1 colour registers, 2 the largest picture) and its values (XTSMGRAPHICS).
    SixelLimit {
        /// Which item.
        item: u16,
        /// Its values; empty when it does not tell.
        values: Vec<u16>,
    },
    /// Where the cursor is, from zero.
    Cursor {
        /// Column.
        column: u16,
        /// Row.
        row: u16,
    },
}

const ESC: u8 = 0x1b;
const PASTE_END: &[u8; 6] = b"\x1b[201~";

/// Where in a sequence the decoder is; the bytes of it so far are in `held`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between sequences.
    Ground,
    /// Inside a character of so many bytes in all, an Esc before it included.
    Utf8(usize),
    /// After an escape byte.
    Escape,
    /// In `ESC [ …`.
    Csi,
    /// In one of the old forms that go on after their final byte, with so many bytes to come.
    Extra(usize),
    /// After `ESC O`.
    Ss3,
    /// In a control string (APC, OSC, DCS).
    Text,
    /// In a control string after an escape byte that may end it.
    TextEnd,
    /// In a paste, with so many bytes of its end mark seen.
    Paste(usize),
}

/// A sequence that was given up, in case its rest still comes.
#[derive(Debug)]
struct Rest {
    state: State,
    held: Vec<u8>,
    until: u64,
}

/// The decoder. Feed it what was read, and tell it when time passes without input.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    held: Vec<u8>,
    pasted: Vec<u8>,
    deadline: Option<u64>,
    rest: Option<Rest>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            state: State::Ground,
            held: Vec::with_capacity(64),
            pasted: Vec::new(),
            deadline: None,
            rest: None,
        }
    }
}

impl Decoder {
    /// Takes bytes read at a moment (milliseconds of any steady clock).
    pub fn feed(&mut self, bytes: &[u8], now: u64, out: &mut Vec<Input>) {
        self.expire(now, out);
        self.resume(bytes, now);
        for &byte in bytes {
            let before = self.state;
            self.byte(byte, out);
            self.time(before, now);
        }
        if is_burst(bytes) && matches!(self.state, State::Csi | State::Text | State::TextEnd) {
            // Nobody types that fast: the answer goes on, however long it takes.
            self.deadline = Some(now.saturating_add(REPLY_HOLD_MS));
        }
    }

    /// When [`Decoder::expire`] has to be called if nothing comes; none while nothing is open.
    pub fn deadline(&self) -> Option<u64> {
        self.deadline
    }

    /// Ends what has been open too long at a moment.
    pub fn expire(&mut self, now: u64, out: &mut Vec<Input>) {
        if self.deadline.is_none_or(|deadline| now < deadline) {
            return;
        }
        let state = std::mem::replace(&mut self.state, State::Ground);
        self.deadline = None;
        if let State::Paste(_) = state {
            self.finish_paste(out);
            return;
        }
        let held = std::mem::take(&mut self.held);
        match (state, held.as_slice()) {
            (State::Escape, _) => out.push(Input::Key(Key::plain(KeyCode::Esc))),
            // `Alt` with a key that looks like the start of a sequence.
            (_, [ESC, byte]) => out.push(alt(*byte)),
            _ => {}
        }
        if matches!(
            state,
            State::Escape | State::Csi | State::Text | State::TextEnd
        ) {
            let until = now.saturating_add(REPLY_REST_MS);
            self.rest = Some(Rest { state, held, until });
        }
    }

    /// Goes on with a sequence that was given up, when these bytes can only be its rest.
    fn resume(&mut self, bytes: &[u8], now: u64) {
        if self.state != State::Ground {
            return;
        }
        self.rest = self.rest.take().filter(|rest| now < rest.until);
        if let Some(rest) = self.rest.take_if(|rest| rest.fits(bytes)) {
            self.state = rest.state;
            self.held = rest.held;
            self.deadline = Some(now.saturating_add(REPLY_HOLD_MS));
        }
    }

    /// Sets the deadline of a sequence when it begins (for a paste: with every byte).
    fn time(&mut self, before: State, now: u64) {
        let hold = match self.state {
            State::Ground => None,
            State::Escape | State::Ss3 => Some(ESCAPE_MS),
            State::Paste(_) => Some(PASTE_HOLD_MS),
            _ if self.deadline.is_some()
                && !matches!(before, State::Ground | State::Escape | State::Paste(_)) =>
            {
                return;
            }
            _ => Some(REPLY_HOLD_MS),
        };
        self.deadline = hold.map(|hold| now.saturating_add(hold));
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, out),
            State::Utf8(length) => self.utf8(byte, length, out),
            State::Escape => self.escape(byte, out),
            State::Csi => self.csi(byte, out),
            State::Extra(left) => {
                self.held.push(byte);
                match left {
                    0 | 1 => self.finish_keys(out),
                    _ => self.state = State::Extra(left - 1),
                }
            }
            State::Ss3 if byte == ESC => {
                out.push(alt(b'O'));
                self.begin();
            }
            State::Ss3 => {
                self.held.push(byte);
                self.finish_keys(out);
            }
            State::Text => self.text(byte, out),
            State::TextEnd => {
                if byte == b'\\' {
                    self.finish_text(out);
                } else {
                    // The string was broken off by another sequence.
                    self.begin();
                    self.escape(byte, out);
                }
            }
            State::Paste(matched) => self.paste(byte, matched, out),
        }
    }

    /// Starts a sequence with its escape byte.
    fn begin(&mut self) {
        self.held.clear();
        self.held.push(ESC);
        self.state = State::Escape;
    }

    fn ground(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.held.clear();
        self.state = State::Ground;
        match byte {
            ESC => self.begin(),
            0x20..=0x7e => out.push(Input::Key(Key::char(char::from(byte)))),
            0..=0x7f => {
                self.held.push(byte);
                self.finish_keys(out);
            }
            _ => self.begin_char(byte),
        }
    }

    fn begin_char(&mut self, byte: u8) {
        let length = match byte {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            // No character begins so.
            _ => {
                self.state = State::Ground;
                return;
            }
        };
        self.state = State::Utf8(self.held.len() + length);
        self.held.push(byte);
    }

    fn utf8(&mut self, byte: u8, length: usize, out: &mut Vec<Input>) {
        if !(0x80..0xc0).contains(&byte) {
            self.ground(byte, out);
            return;
        }
        self.held.push(byte);
        if self.held.len() >= length {
            self.finish_keys(out);
        }
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            ESC => {
                out.push(Input::Key(Key::plain(KeyCode::Esc)));
                self.begin();
            }
            0x80.. => self.begin_char(byte),
            b'[' | b'O' | b'_' | b']' | b'P' => {
                self.held.push(byte);
                self.state = match byte {
                    b'[' => State::Csi,
                    b'O' => State::Ss3,
                    _ => State::Text,
                };
            }
            0x20..=0x7e => {
                self.state = State::Ground;
                out.push(alt(byte));
            }
            _ => {
                self.held.push(byte);
                self.finish_keys(out);
            }
        }
    }

    fn csi(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            ESC => self.begin(),
            // Old forms: `ESC [ [ A` (function keys of the Linux console), `ESC [ M b x y`.
            b'[' | b'M' if self.held.len() == 2 => {
                self.held.push(byte);
                self.state = State::Extra(if byte == b'[' { 1 } else { 3 });
            }
            0x20..=0x3f => self.hold(byte),
            0x40..=0x7e => {
                self.hold(byte);
                self.finish_csi(out);
            }
            _ => self.ground(byte, out),
        }
    }

    fn text(&mut self, byte: u8, out: &mut Vec<Input>) {
        if let [ESC, kind] = *self.held.as_slice()
            && !reply::may_begin(kind, byte)
        {
            // Somebody typed Alt-_ or the like, and then this.
            out.push(alt(kind));
            self.ground(byte, out);
            return;
        }
        match byte {
            ESC => self.state = State::TextEnd,
            0x07 => self.finish_text(out),
            // CAN and SUB break a string off.
            0x18 | 0x1a => self.state = State::Ground,
            _ => self.hold(byte),
        }
    }

    /// Keeps a byte up to the limit; what is longer is not ours and is dropped at its end.
    fn hold(&mut self, byte: u8) {
        if self.held.len() <= REPLY_BYTES {
            self.held.push(byte);
        }
    }

    fn paste(&mut self, byte: u8, matched: usize, out: &mut Vec<Input>) {
        if PASTE_END.get(matched) == Some(&byte) {
            self.state = State::Paste(matched + 1);
            if matched + 1 == PASTE_END.len() {
                self.finish_paste(out);
            }
            return;
        }
        let again = byte == ESC;
        let seen = PASTE_END.iter().take(matched).copied();
        let all = seen.chain((!again).then_some(byte));
        let room = PASTE_BYTES.saturating_sub(self.pasted.len());
        self.pasted.extend(all.take(room));
        self.state = State::Paste(usize::from(again));
    }

    fn finish_paste(&mut self, out: &mut Vec<Input>) {
        self.state = State::Ground;
        let bytes = std::mem::take(&mut self.pasted);
        let text = String::from_utf8_lossy(&bytes);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        out.push(Input::Paste(text));
    }

    fn finish_csi(&mut self, out: &mut Vec<Input>) {
        self.state = State::Ground;
        if self.held.len() > REPLY_BYTES {
            return;
        }
        if self.held == b"\x1b[200~" {
            self.state = State::Paste(0);
            self.pasted.clear();
            return;
        }
        match reply::csi(&self.held) {
            reply::Csi::Reply(reply) => out.push(Input::Reply(reply)),
            reply::Csi::Key(key) => out.push(Input::Key(key)),
            reply::Csi::Dropped => {}
            reply::Csi::Other => self.finish_keys(out),
        }
    }

    fn finish_text(&mut self, out: &mut Vec<Input>) {
        self.state = State::Ground;
        if self.held.len() <= REPLY_BYTES {
            out.extend(reply::text(&self.held).map(Input::Reply));
        }
    }

    fn finish_keys(&mut self, out: &mut Vec<Input>) {
        self.state = State::Ground;
        translate::keys(&self.held, out);
    }
}

impl Rest {
    /// Whether bytes can only be the rest of this sequence, not something typed: a reply's end
    /// arrives in one piece, and nobody types its characters within one read.
    fn fits(&self, bytes: &[u8]) -> bool {
        let parameters = |bytes: &[u8]| {
            let count = bytes
                .iter()
                .take_while(|byte| matches!(byte, b'0'..=b'9' | b';' | b':' | b'?'))
                .count();
            let ended = bytes
                .get(count)
                .is_some_and(|byte| matches!(byte, 0x40..0x7f));
            count > 0 && ended
        };
        match (self.state, bytes) {
            (State::Escape, [b'[', rest @ ..]) => parameters(rest),
            (State::Escape, [kind @ (b'_' | b']' | b'P'), first, ..]) => {
                reply::may_begin(*kind, *first)
            }
            (State::Csi, rest) => parameters(rest),
            (State::Text, rest) if is_burst(rest) => true,
            (State::Text, rest) => {
                let part = rest.get(..REPLY_BYTES).unwrap_or(rest);
                part.contains(&0x07) || part.windows(2).any(|pair| pair == b"\x1b\\")
            }
            (State::TextEnd, [b'\\', ..]) => true,
            _ => false,
        }
    }
}

/// More bytes at once than keys can be typed between two reads, and no sequence among the first of
/// them: a part of a control string.
fn is_burst(bytes: &[u8]) -> bool {
    let first = bytes.get(..REPLY_BURST_BYTES);
    first.is_some_and(|first| !first.contains(&ESC))
}

/// A printable ASCII character with Alt.
fn alt(byte: u8) -> Input {
    Input::Key(Key {
        alt: true,
        ..Key::char(char::from(byte))
    })
}

#[cfg(test)]
mod tests;
