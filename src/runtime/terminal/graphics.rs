//! kitty graphics: pictures sent in small pieces between frames, one at a time, newest first.
//! Where placeholders are known, a picture is shown by text cells; elsewhere it is only stored
//! by what is sent here, and put at the cursor by [`super::placed`].
//!
//! A picture that the terminal still holds is never sent again, and every picture of ours is
//! deleted when its place is needed or the terminal is left. Bytes come out, time goes in; a
//! terminal on this machine is told the name of shared memory instead of a picture's bytes.
//! Format: the kitty graphics protocol, unicode placeholders; PNG in base64.

mod cells;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use cells::{MAX_CELLS, fill, thin};

use super::handed::Handed;
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
    /// It went by shared memory.
    handed: bool,
}

/// A picture the terminal holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    serial: u64,
    id: u8,
}

/// The pictures of ours in the terminal's memory, and the one on its way.
#[derive(Debug)]
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
    /// The memory that is shared with the terminal, where there is some.
    memory: Option<Handed>,
    /// The terminal has read from it.
    shares: bool,
    /// It did not read a picture from it.
    memory_failed: bool,
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
            memory: None,
            shares: false,
            memory_failed: false,
        }
    }

    /// Memory by which pictures may be handed over once the terminal [`shares`](Self::set_shares)
    /// it.
    pub fn set_memory(&mut self, memory: Option<Handed>) {
        self.memory = memory;
    }

    /// Whether the terminal has read from that memory ([`super::probe::Facts::shares_memory`]).
    pub fn set_shares(&mut self, shares: bool) {
        self.shares = shares;
    }

    /// Whether the terminal did not read a picture from memory that it said it would: it is sent
    /// through its line from then on.
    pub fn memory_failed(&self) -> bool {
        self.memory_failed
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
            let name = self.hand_over(&transfer);
            let handed = name.is_some();
            let command = match name {
                Some(name) => whole(&mut transfer, self.stored, &name),
                None => piece(&mut transfer, self.stored),
            };
            self.command(&command, &mut out);
            if transfer.offset < transfer.picture.png.len() {
                self.sending = Some(transfer);
            } else {
                let (serial, id) = (transfer.picture.serial, transfer.id);
                let since = now;
                self.held.push(Held { serial, id });
                self.unanswered = Some(Unanswered { id, since, handed });
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
        let answered = self.unanswered.take_if(|waiting| is(waiting.id));
        let handed = answered.is_some_and(|waiting| waiting.handed);
        if handed {
            self.taken();
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
        if lost && handed {
            // It may still take what comes through its line.
            self.memory_failed = true;
        } else if lost {
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
        self.taken();
        let fresh = Self {
            first: self.first,
            stored: self.stored,
            wanted: std::mem::take(&mut self.wanted),
            memory: self.memory.take(),
            shares: self.shares,
            memory_failed: self.memory_failed,
            ..Self::new(0, self.tmux)
        };
        *self = fresh;
    }

    /// Puts a picture that is to be begun where the terminal can read it: the name for that.
    fn hand_over(&mut self, transfer: &Transfer) -> Option<String> {
        let near = self.shares && !self.memory_failed && !self.tmux && transfer.offset == 0;
        let memory = self.memory.as_mut().filter(|_| near)?;
        memory.put(&transfer.picture.png)
    }

    /// What was handed over has been read, or will not be any more.
    fn taken(&mut self) {
        if let Some(memory) = &mut self.memory {
            memory.taken();
        }
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
        if let Some(late) = self.unanswered.take().filter(|late| late.handed) {
            // Perhaps it was never read.
            self.taken();
            self.memory_failed = true;
            self.held.retain(|held| held.id != late.id);
        }
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

/// What begins a transfer: what is to become of the picture, and its format.
fn beginning(transfer: &Transfer, stored: bool) -> String {
    let Wanted { columns, rows, .. } = &transfer.picture;
    let id = transfer.id;
    if stored {
        format!("a=t,f=100,i={id},q=0")
    } else {
        format!("a=T,U=1,f=100,i={id},c={columns},r={rows},q=0")
    }
}

/// A transfer as one command: the picture lies in shared memory under a name.
fn whole(transfer: &mut Transfer, stored: bool, name: &str) -> Vec<u8> {
    let size = transfer.picture.png.len();
    let begin = beginning(transfer, stored);
    transfer.offset = size;
    let name = STANDARD.encode(name);
    format!("\x1b_G{begin},t=s,S={size};{name}\x1b\\").into_bytes()
}

/// The next command of a transfer.
fn piece(transfer: &mut Transfer, stored: bool) -> Vec<u8> {
    let png = &transfer.picture.png;
    let end = transfer.offset.saturating_add(PIECE).min(png.len());
    let more = u8::from(end < png.len());
    let mut command = if transfer.offset == 0 {
        let begin = beginning(transfer, stored);
        format!("\x1b_G{begin},m={more};")
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
