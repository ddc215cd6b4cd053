//! One picture at a time on a slow line: whether the terminal has got as far as the last one.
//!
//! A program cannot see how much of its output still waits in sockets and buffers; only an answer
//! tells. After a frame that carried a picture the question `CSI 5 n` is written, and the next
//! picture waits for `CSI 0 n`. Pure: time is handed in, in milliseconds of any steady clock.

use crate::limits::{ANSWER_MS, SLOW_ANSWER_MS};

/// Asks for the terminal's status (DSR, ECMA-48): it answers when it has got so far.
pub const ASK: &[u8] = b"\x1b[5n";

/// Whether this terminal answers at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answers {
    /// Not known yet.
    Unknown,
    /// It has answered.
    Yes,
    /// It let the time pass: it is not waited for again until it answers after all.
    No,
}

/// The acknowledgement of half-block pictures.
#[derive(Clone, Debug)]
pub struct InFlight {
    answers: Answers,
    /// When the questions without an answer were written, oldest first; at most a few.
    asked: Vec<u64>,
    round_trip: Option<u64>,
}

/// Questions remembered; a terminal that owes more answers is not waited for anyway.
const ASKED: usize = 8;

impl Default for InFlight {
    fn default() -> Self {
        Self {
            answers: Answers::Unknown,
            asked: Vec::new(),
            round_trip: None,
        }
    }
}

impl InFlight {
    /// A frame with a picture was just written: what to write behind it.
    pub fn sent(&mut self, now: u64) -> &'static [u8] {
        if self.asked.len() >= ASKED {
            self.asked.remove(0);
        }
        self.asked.push(now);
        ASK
    }

    /// The terminal has answered [`ASK`].
    pub fn acknowledged(&mut self, now: u64) {
        self.answers = Answers::Yes;
        if !self.asked.is_empty() {
            let asked = self.asked.remove(0);
            self.round_trip = Some(now.saturating_sub(asked));
        }
    }

    /// Whether the next picture may be written now; otherwise see [`InFlight::deadline`].
    pub fn ready(&mut self, now: u64) -> bool {
        match self.deadline() {
            None => true,
            Some(at) if now < at => false,
            Some(_) => {
                if self.answers == Answers::Unknown {
                    self.answers = Answers::No;
                }
                // An answer that is still owed is not waited for by later pictures.
                self.asked.clear();
                true
            }
        }
    }

    /// When to ask [`InFlight::ready`] again though no answer has come; none when nothing is
    /// waited for.
    pub fn deadline(&self) -> Option<u64> {
        let last = *self.asked.last()?;
        match self.answers {
            Answers::No => None,
            Answers::Unknown => Some(last.saturating_add(ANSWER_MS)),
            Answers::Yes => Some(last.saturating_add(SLOW_ANSWER_MS)),
        }
    }

    /// How long the last answer took, milliseconds: the line's delay and the picture's transfer.
    pub fn round_trip(&self) -> Option<u64> {
        self.round_trip
    }

    /// Forgets what is owed: after a stop, an editor, or another terminal.
    pub fn forget(&mut self) {
        self.asked.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_picture_waits_for_the_answer_to_the_last() {
        let mut line = InFlight::default();
        assert!(line.ready(0));
        assert_eq!(line.sent(0), ASK);
        assert!(!line.ready(50));
        line.acknowledged(120);
        assert!(line.ready(120));
        assert_eq!(line.round_trip(), Some(120));
        // A terminal that is known to answer is given the time a slow line needs.
        line.sent(200);
        assert!(!line.ready(200 + ANSWER_MS));
        assert_eq!(line.deadline(), Some(200 + SLOW_ANSWER_MS));
        assert!(line.ready(200 + SLOW_ANSWER_MS));
    }

    #[test]
    fn a_silent_terminal_is_waited_for_once() {
        let mut line = InFlight::default();
        line.sent(0);
        assert!(!line.ready(ANSWER_MS - 1));
        assert!(line.ready(ANSWER_MS));
        for now in [400, 500, 600] {
            line.sent(now);
            assert_eq!(line.deadline(), None);
            assert!(line.ready(now));
        }
        // Until it answers after all.
        line.acknowledged(700);
        line.sent(800);
        assert!(!line.ready(801));
    }

    #[test]
    fn what_is_owed_stays_bounded_and_can_be_forgotten() {
        let mut line = InFlight::default();
        for now in 0..100 {
            line.sent(now);
        }
        assert_eq!(line.asked.len(), ASKED);
        line.forget();
        assert!(line.ready(100));
        line.acknowledged(101);
        assert_eq!(line.round_trip(), None);
    }
}
