//! Pictures on the line to the terminal: whole ones wait for the last one, those in pieces go on
//! while keys are looked at in between.

use crate::app::effect::PictureSlot;
use crate::app::msg::Msg;
use crate::model::picture::Pixels;

use super::super::terminal::TerminalError;
use super::Loop;

/// Bytes of a picture written between two looks at the keys.
const PIECE_BYTES: usize = 32 * 1024;
/// The same over a remote line.
const PIECE_REMOTE_BYTES: usize = 8 * 1024;

impl Loop {
    /// Lets a picture through when the terminal has got the last one.
    pub(super) fn gate(&mut self, msg: Msg) {
        match &msg {
            Msg::Picture {
                slot,
                result: Ok(picture),
                ..
            } if !matches!(picture.pixels, Pixels::Png(_))
                && !matches!(slot, PictureSlot::Ahead(_)) =>
            {
                self.gated.insert(*slot, msg);
            }
            _ => self.queue.push_back(msg),
        }
    }

    pub(super) fn open_gate(&mut self) {
        let now = self.ms();
        if !self.gated.is_empty() && self.in_flight.ready(now) {
            let waiting: Vec<_> = self.gated.drain().map(|(_, msg)| msg).collect();
            for msg in waiting {
                self.let_through(msg);
            }
        }
        self.unveil();
        // A frame that keeps its distance must not hold it up.
        self.redraw |= self.unpainted && self.in_flight.ready(now);
    }

    /// Asks the terminal to say when it has got so many bytes of a picture that were just written.
    pub(super) fn ask_for_arrival(&mut self, bytes: usize) -> Result<(), TerminalError> {
        // What understands no sequences would show the question.
        if !self.facts.takes_sequences() {
            return Ok(());
        }
        let now = self.ms();
        let question = self.in_flight.sent(bytes, now);
        self.screen.write_between_frames(question)
    }

    /// Bytes of a picture between two looks at the keys.
    pub(super) fn piece(&self) -> usize {
        match self.facts.remote {
            true => PIECE_REMOTE_BYTES,
            false => PIECE_BYTES,
        }
    }

    /// Writes the next piece of a kitty picture, as far as the line takes it at once; keys are
    /// looked at before the one after.
    pub(super) fn send_piece(&mut self) -> Result<(), TerminalError> {
        let now = self.ms();
        if !self.showing.kitty.busy(now) {
            return Ok(());
        }
        let room = self.in_flight.room(self.piece(), now);
        if room == 0 {
            return Ok(());
        }
        let kitty = &mut self.showing.kitty;
        let bytes = self.screen.send_pictures(kitty, room, now)?;
        self.check_memory()?;
        if bytes == 0 || !self.facts.takes_sequences() {
            return Ok(());
        }
        let more = self.showing.kitty.busy(now);
        let question = self.in_flight.sent_piece(bytes, more, now);
        self.screen.write_between_frames(question)
    }
}
