//! kitty graphics: pictures sent in small pieces between frames, one at a time, newest first.
//! Where placeholders are known, a picture is shown by text cells; elsewhere it is only stored
//! by what is sent here, and put at the cursor by [`super::placed`].
//!
//! A picture that the terminal still holds is never sent again, and every picture of ours is
//! deleted when its place is needed or the terminal is left. Pure: bytes come out, time goes in.
//! Format: the kitty graphics protocol, unicode placeholders; PNG in base64.

mod cells;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use cells::{MAX_CELLS, fill, thin};

use crate::limits::{KITTY_ANSWER_MS, KITTY_CHUNK, KITTY_RING};
use crate::model::picture::{Picture, Pixels};

/// Bytes of a PNG that make one piece: base64 turns three into four.
const PIECE: usize = KITTY_CHUNK / 4 * 3;
/// A picture nobody wants any more is broken off when more than this is left of it, in bytes.
const WORTH_BREAKING_OFF: usize = 8 * PIECE;
/// Failures in a row after which the terminal is not believed any more.
const FAILURES: u8 = 2;
/// Ids below are left to others; 31 is the probe's.
const FIRST_ID: u8 = 32;
/// Programs on one terminal (in tmux panes, say) use different parts of the ids by their pid.
const PARTS: u32 = 14;

/// A graphics command as tmux hands it through: inside `DCS tmux;`, escapes doubled.
pub fn passthrough(command: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x1bPtmux;".to_vec();
    for &byte in command {
        if byte == 0x1b {
            bytes.push(0x1b);
        }
        bytes.push(byte);
    }
    bytes.extend_from_slice(b"\x1b\\");
    bytes
}

/// A picture to be sent.
#[derive(Clone, Debug)]
struct Wanted {
    serial: u64,
    columns: u16,
    rows: u16,
    png: Arc<[u8]>,
}

/// A picture being sent.
#[derive(Clone, Debug)]
struct Transfer {
    id: u8,
    picture: Wanted,
    offset: usize,
    refused: bool,
    /// The frame under way wants it still.
    wanted: bool,
}

/// A picture that was sent whole and is not answered yet.
#[derive(Clone, Copy, Debug)]
struct Unanswered {
    id: u8,
    since: u64,
}

/// A picture the terminal holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    serial: u64,
    id: u8,
}

/// The pictures of ours in the terminal's memory, and the one on its way.
#[derive(Clone, Debug)]
pub struct KittyImages {
    first: u8,
    tmux: bool,
    /// Pictures are only stored.
    stored: bool,
    /// Oldest first.
    held: Vec<Held>,
    /// Ids that have ever been written and not deleted since.
    used: Vec<u8>,
    next: u8,
    sending: Option<Transfer>,
    unanswered: Option<Unanswered>,
    /// Of the last frame, in its order.
    wanted: Vec<Wanted>,
    failures: u8,
}

impl KittyImages {
    /// No pictures yet. `process` is the process id; `tmux` wraps every command for tmux.
    pub fn new(process: u32, tmux: bool) -> Self {
        let part = u8::try_from(process % PARTS).unwrap_or(0);
        Self {
            first: FIRST_ID.saturating_add(part.saturating_mul(ring())),
            tmux,
            stored: false,
            held: Vec::new(),
            used: Vec::new(),
            next: 0,
            sending: None,
            unanswered: None,
            wanted: Vec::new(),
            failures: 0,
        }
    }

    /// Whether commands go through tmux ([`super::probe::Facts::through_tmux`]), and whether
    /// pictures are shown by placeholders or only stored. What the terminal holds is of no use
    /// when that changes: it is forgotten, and the answer deletes it.
    pub fn set_way(&mut self, tmux: bool, placeholders: bool) -> Vec<u8> {
        if (self.tmux, self.stored) == (tmux, !placeholders) {
            return Vec::new();
        }
        let last = self.farewell();
        self.tmux = tmux;
        self.stored = !placeholders;
        self.forget();
        last
    }

    /// A frame begins: what the last one wanted and was not begun is forgotten.
    pub fn begin_frame(&mut self) {
        self.wanted.clear();
        if let Some(transfer) = &mut self.sending {
            transfer.wanted = false;
        }
    }

    /// This picture is to be shown in the frame that has begun: its id when the terminal has it,
    /// else none, and it will be sent.
    pub fn want(&mut self, picture: &Picture) -> Option<u8> {
        if let Some(id) = self.id_of(picture.serial) {
            return Some(id);
        }
        let is = |transfer: &&mut Transfer| transfer.picture.serial == picture.serial;
        if let Some(under_way) = self.sending.as_mut().filter(is) {
            under_way.wanted = true;
            return None;
        }
        if let Pixels::Png(png) = &picture.pixels {
            self.wanted.push(Wanted {
                serial: picture.serial,
                columns: picture.columns.min(MAX_CELLS),
                rows: picture.rows.min(MAX_CELLS),
                png: Arc::clone(png),
            });
        }
        None
    }

    /// The id of a picture that the terminal holds.
    pub fn id_of(&self, serial: u64) -> Option<u8> {
        let found = self.held.iter().find(|held| held.serial == serial);
        found.map(|held| held.id)
    }

    /// Whether the terminal holds an image of this id.
    pub fn holds(&self, id: u8) -> bool {
        self.held.iter().any(|held| held.id == id)
    }

    /// The next bytes to write between two frames: whole commands, at least one when something is
    /// to be sent now, and no further one once `budget` bytes are reached. Text may be written
    /// between two calls, other graphics commands may not.
    pub fn next_chunk(&mut self, budget: usize, now: u64) -> Vec<u8> {
        let mut out = Vec::new();
        self.break_off(&mut out);
        if self.sending.is_none() {
            self.begin(now, &mut out);
        }
        while let Some(mut transfer) = self.sending.take() {
            self.command(&piece(&mut transfer, self.stored), &mut out);
            if transfer.offset < transfer.picture.png.len() {
                self.sending = Some(transfer);
            } else {
                let (serial, id) = (transfer.picture.serial, transfer.id);
                self.held.push(Held { serial, id });
                self.unanswered = Some(Unanswered { id, since: now });
            }
            if out.len() >= budget {
                break;
            }
        }
        out
    }

    /// Whether [`KittyImages::next_chunk`] has something to write at this moment.
    pub fn busy(&self, now: u64) -> bool {
        self.sending.is_some() || !self.wanted.is_empty() && self.answered_by(now)
    }

    /// When a wanted picture may be begun though no answer has come; none once that has passed,
    /// when [`KittyImages::busy`] tells.
    pub fn deadline(&self, now: u64) -> Option<u64> {
        let waiting = self.unanswered.filter(|_| !self.wanted.is_empty())?;
        let at = waiting.since.saturating_add(KITTY_ANSWER_MS);
        (at > now).then_some(at)
    }

    /// Breaks off what is being sent, for a graphics command that cannot wait for its end; it is
    /// begun anew afterwards where it is still wanted. Empty when nothing is being sent.
    pub fn interrupt(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        if let Some(transfer) = self.sending.take() {
            self.command(BROKEN_OFF, &mut out);
            self.delete(transfer.id, &mut out);
            if transfer.wanted && !transfer.refused {
                self.wanted.insert(0, transfer.picture);
            }
        }
        out
    }

    /// The terminal's answer about an image; true when the screen has to be drawn again because
    /// it does not hold that image (any more).
    pub fn answered(&mut self, image: u32, ok: bool) -> bool {
        let is = |id: u8| u32::from(id) == image;
        if self.unanswered.is_some_and(|waiting| is(waiting.id)) {
            self.unanswered = None;
        }
        if ok {
            self.failures = 0;
            return false;
        }
        let mut lost = false;
        if let Some(transfer) = self.sending.as_mut().filter(|transfer| is(transfer.id)) {
            transfer.refused = true;
            lost = true;
        }
        let before = self.held.len();
        self.held.retain(|held| !is(held.id));
        lost |= self.held.len() < before;
        if lost {
            self.failures = self.failures.saturating_add(1);
        }
        lost
    }

    /// Whether the terminal refuses what it said it takes: half blocks are the way then.
    pub fn failed(&self) -> bool {
        self.failures >= FAILURES
    }

    /// What deletes all pictures of ours and ends the one on its way.
    pub fn farewell(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.sending.is_some() {
            self.command(BROKEN_OFF, &mut out);
        }
        for &id in &self.used {
            self.command(&deletion(id), &mut out);
        }
        out
    }

    /// The terminal holds none of our pictures any more: it was left, or was another one.
    pub fn forget(&mut self) {
        let fresh = Self {
            first: self.first,
            stored: self.stored,
            wanted: std::mem::take(&mut self.wanted),
            ..Self::new(0, self.tmux)
        };
        *self = fresh;
    }

    /// Ends a transfer that was refused, or that is long and has been superseded.
    fn break_off(&mut self, out: &mut Vec<u8>) {
        let superseded = !self.wanted.is_empty();
        let ends = |transfer: &Transfer| {
            let left = transfer.picture.png.len().saturating_sub(transfer.offset);
            transfer.refused || superseded && left > WORTH_BREAKING_OFF
        };
        if self.sending.as_ref().is_some_and(ends)
            && let Some(transfer) = self.sending.take()
        {
            self.command(BROKEN_OFF, out);
            self.delete(transfer.id, out);
        }
    }

    /// Begins the wanted picture when the last one is answered or its time is up.
    fn begin(&mut self, now: u64, out: &mut Vec<u8>) {
        if self.wanted.is_empty() || !self.answered_by(now) {
            return;
        }
        self.unanswered = None;
        let picture = self.wanted.remove(0);
        let id = self.first.saturating_add(self.next);
        self.next = (self.next + 1) % ring();
        self.held.retain(|held| held.id != id);
        if self.used.contains(&id) {
            self.delete(id, out);
        }
        self.used.push(id);
        self.sending = Some(Transfer {
            id,
            picture,
            offset: 0,
            refused: false,
            wanted: true,
        });
    }

    fn answered_by(&self, now: u64) -> bool {
        self.unanswered
            .is_none_or(|waiting| now >= waiting.since.saturating_add(KITTY_ANSWER_MS))
    }

    fn delete(&mut self, id: u8, out: &mut Vec<u8>) {
        self.command(&deletion(id), out);
        self.used.retain(|used| *used != id);
    }

    fn command(&self, command: &[u8], out: &mut Vec<u8>) {
        if self.tmux {
            out.extend(passthrough(command));
        } else {
            out.extend_from_slice(command);
        }
    }
}

/// Ends a picture in the middle; the terminal drops it, silently.
const BROKEN_OFF: &[u8] = b"\x1b_Gm=0,q=2;\x1b\\";

fn ring() -> u8 {
    u8::try_from(KITTY_RING).unwrap_or(1)
}

fn deletion(id: u8) -> Vec<u8> {
    format!("\x1b_Ga=d,d=I,i={id},q=2\x1b\\").into_bytes()
}

/// The next command of a transfer.
fn piece(transfer: &mut Transfer, stored: bool) -> Vec<u8> {
    let Wanted {
        columns, rows, png, ..
    } = &transfer.picture;
    let end = transfer.offset.saturating_add(PIECE).min(png.len());
    let more = u8::from(end < png.len());
    let mut command = if transfer.offset == 0 {
        let id = transfer.id;
        if stored {
            format!("\x1b_Ga=t,f=100,i={id},q=0,m={more};")
        } else {
            format!("\x1b_Ga=T,U=1,f=100,i={id},c={columns},r={rows},q=0,m={more};")
        }
    } else {
        format!("\x1b_Gm={more};")
    };
    STANDARD.encode_string(png.get(transfer.offset..end).unwrap_or(&[]), &mut command);
    command.push_str("\x1b\\");
    transfer.offset = end;
    command.into_bytes()
}

#[cfg(test)]
mod tests;
