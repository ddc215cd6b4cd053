//! How much of a picture may be on its way to the terminal.
//!
//! A program cannot see how much of its output still waits in sockets and buffers; only an answer
//! tells. Behind picture bytes the question `CSI 5 n` is written, and what is not answered yet
//! is on its way. A whole picture waits for the answer to the last one; a picture in pieces goes
//! on while no more is on its way than the line takes in a moment, so that what a key changes is
//! never far behind it. A budget of bytes a second, where one is set, holds for both. Pure: time
//! is handed in, in milliseconds of any steady clock.

use std::collections::VecDeque;

use crate::app::msg::Line;
use crate::limits::{QUEUE_BYTES, QUEUE_MS, SLOW_ANSWER_MS};

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

/// A question without an answer.
#[derive(Clone, Copy, Debug)]
struct Asked {
    at: u64,
    /// Picture bytes written before it since the one before.
    bytes: u64,
    /// Picture bytes that were on their way, its own included.
    queue: u64,
}

/// What is on its way, and how fast it gets there.
#[derive(Clone, Debug)]
pub struct InFlight {
    answers: Answers,
    /// Milliseconds in which one that is not known to answer may do so.
    patience: u64,
    /// Oldest first; at most [`ASKED`].
    asked: VecDeque<Asked>,
    /// Bytes of a picture in pieces behind which nothing was asked yet.
    unasked: u64,
    /// How long the last answers took behind few bytes, oldest first; at most [`ROUND_TRIPS`].
    round_trips: VecDeque<u64>,
    /// When the last answer came.
    answered_at: u64,
    /// Bytes that got there since the last measurement, and the milliseconds they took.
    measured: (u64, u64),
    /// Bytes a second.
    speed: Option<f64>,
    budget: Option<Budget>,
    /// A multiplexer on this side of the line answers in the terminal's stead.
    stand_in: bool,
}

/// Questions remembered; a terminal that owes more answers is not waited for anyway.
const ASKED: usize = 64;
/// Answers of which the quickest counts: a line may get slower, and an answer that came too late
/// would pass for a quick one to the next question.
const ROUND_TRIPS: usize = 16;
/// Bytes from which the time they took says something about the line.
const TELLING_BYTES: u64 = 4_096;
/// Bytes on their way from which not every piece is asked about: each question costs the terminal an
/// answer, and us a turn. On a line that takes no more in a moment every answer counts.
const MANY_BYTES: u64 = QUEUE_BYTES * 4;
/// An answer within this time comes from a line whose round trip does not count.
const AT_ONCE_MS: u64 = 5;
/// How much of a new measurement goes into the speed.
const NEWEST: f64 = 0.3;

impl InFlight {
    /// Nothing on its way yet. A terminal that never answered is waited for so many milliseconds;
    /// `budget` is the most bytes of pictures a second.
    pub fn new(patience: u64, budget: Option<u32>) -> Self {
        Self {
            answers: Answers::Unknown,
            patience,
            asked: VecDeque::new(),
            unasked: 0,
            round_trips: VecDeque::new(),
            answered_at: 0,
            measured: (0, 0),
            speed: None,
            budget: budget.map(Budget::new),
            stand_in: false,
        }
    }

    /// Whether answers come from a multiplexer: how fast it is says nothing of the line behind it.
    pub fn set_stand_in(&mut self, stand_in: bool) {
        self.stand_in = stand_in;
    }

    /// So many bytes of a picture were just written: what to write behind them.
    pub fn sent(&mut self, bytes: usize, now: u64) -> &'static [u8] {
        self.sent_piece(bytes, false, now)
    }

    /// So many bytes of a picture in pieces were just written, and perhaps more follow: what to
    /// write behind them, which may be nothing.
    pub fn sent_piece(&mut self, bytes: usize, more: bool, now: u64) -> &'static [u8] {
        let bytes = bytes as u64;
        if let Some(budget) = &mut self.budget {
            budget.spend(bytes, now);
        }
        self.unasked = self.unasked.saturating_add(bytes);
        let window = self.window();
        let soon = window < MANY_BYTES || self.unasked >= window / 2;
        if more && !soon && !self.asked.is_empty() {
            return b"";
        }
        if self.asked.len() >= ASKED {
            self.asked.pop_front();
        }
        let queue = self.on_its_way();
        self.asked.push_back(Asked {
            at: now,
            bytes: std::mem::take(&mut self.unasked),
            queue,
        });
        ASK
    }

    /// The terminal has answered [`ASK`]; true when what is known of the line has changed.
    pub fn acknowledged(&mut self, now: u64) -> bool {
        self.answers = Answers::Yes;
        let before = self.line();
        if let Some(asked) = self.asked.pop_front() {
            let took = now.saturating_sub(asked.at);
            // Behind many bytes it takes longer than a round trip.
            let tells = asked.queue < TELLING_BYTES;
            if tells || self.round_trip().is_none_or(|best| took < best) {
                if self.round_trips.len() >= ROUND_TRIPS {
                    self.round_trips.pop_front();
                }
                self.round_trips.push_back(took);
            }
            let best = self.round_trip().unwrap_or(took);
            let before = std::mem::replace(&mut self.answered_at, now);
            if took <= AT_ONCE_MS && self.budget.is_none() {
                // On this machine what it took is all that can be told of it, and of few bytes nothing.
                self.measured = (0, 0);
                if asked.queue >= TELLING_BYTES {
                    self.measure(asked.queue, took.max(1));
                }
            } else {
                // A line takes one thing after the other: this one as soon as it was there (without
                // anything to write it would have taken a round trip) and the last one through.
                let there = asked.at.saturating_add(best);
                if there > before {
                    self.measured = (0, 0);
                }
                self.measure(asked.bytes, now.saturating_sub(there.max(before)));
            }
        }
        before != self.line()
    }

    /// Whether the next whole picture may be written now; otherwise see [`InFlight::deadline`].
    pub fn ready(&mut self, now: u64) -> bool {
        self.give_up(now);
        let free = self.on_its_way() == 0 || self.answers == Answers::No;
        free && self.affords_at(now).is_none()
    }

    /// How many bytes of a picture in pieces may be written now, at most `piece`. 0: later, see
    /// [`InFlight::deadline`].
    pub fn room(&mut self, piece: usize, now: u64) -> usize {
        self.give_up(now);
        if self.affords_at(now).is_some() {
            return 0;
        }
        let way = match self.answers {
            Answers::No => return piece,
            // Something has to be asked, or no answer would make room.
            _ if self.asked.is_empty() => 0,
            _ => self.on_its_way(),
        };
        let left = self.window().saturating_sub(way);
        usize::try_from(left).unwrap_or(piece).min(piece)
    }

    /// When to ask again though no answer has come; none when nothing is waited for.
    pub fn deadline(&self, now: u64) -> Option<u64> {
        [self.overdue_at(), self.affords_at(now)]
            .into_iter()
            .flatten()
            .min()
    }

    /// What is known of the line.
    pub fn line(&self) -> Option<Line> {
        let round_trip_ms = self.round_trip().filter(|_| !self.stand_in)?;
        // Coarse, so that it is not news all the time: two digits.
        let speed = self.speed.map(|speed| speed as u64);
        let coarse = |speed: u64| {
            let step = 10_u64.pow(speed.checked_ilog10().unwrap_or(0).saturating_sub(1));
            speed / step * step
        };
        Some(Line {
            round_trip_ms,
            bytes_s: speed.map(coarse),
        })
    }

    /// Forgets what is owed: after a stop, an editor, or another terminal.
    pub fn forget(&mut self) {
        self.asked.clear();
        self.unasked = 0;
        self.measured = (0, 0);
    }

    /// So many bytes more took so many milliseconds more.
    fn measure(&mut self, bytes: u64, took: u64) {
        let (bytes, took) = (self.measured.0 + bytes, self.measured.1 + took);
        if took == 0 || bytes < TELLING_BYTES {
            self.measured = (bytes, took);
            return;
        }
        self.measured = (0, 0);
        let speed = bytes as f64 * 1_000.0 / took as f64;
        let known = self.speed.unwrap_or(speed);
        self.speed = Some(known + (speed - known) * NEWEST);
    }

    fn round_trip(&self) -> Option<u64> {
        self.round_trips.iter().copied().min()
    }

    fn on_its_way(&self) -> u64 {
        let asked: u64 = self.asked.iter().map(|asked| asked.bytes).sum();
        asked.saturating_add(self.unasked)
    }

    /// Bytes that may be on their way: what the line holds, and what it takes in a moment.
    fn window(&self) -> u64 {
        let Some(speed) = self.speed else {
            return QUEUE_BYTES;
        };
        let moment = self.round_trip().unwrap_or(0).saturating_add(QUEUE_MS);
        let bytes = (speed * moment as f64 / 1_000.0) as u64;
        let most = match self.stand_in {
            true => QUEUE_BYTES,
            false => QUEUE_BYTES * 8,
        };
        bytes.clamp(TELLING_BYTES * 2, most)
    }

    fn overdue_at(&self) -> Option<u64> {
        let last = self.asked.back()?.at;
        match self.answers {
            Answers::No => None,
            Answers::Unknown => Some(last.saturating_add(self.patience)),
            Answers::Yes => Some(last.saturating_add(SLOW_ANSWER_MS)),
        }
    }

    /// An answer that is overdue is not waited for any more.
    fn give_up(&mut self, now: u64) {
        if self.overdue_at().is_some_and(|at| now >= at) {
            match self.answers {
                // Its first answer may be late: then it belongs to the first question.
                Answers::Unknown => self.answers = Answers::No,
                Answers::Yes | Answers::No => self.forget(),
            }
        }
    }

    fn affords_at(&self, now: u64) -> Option<u64> {
        let at = self.budget.as_ref()?.free_at();
        (at > now).then_some(at)
    }
}

/// Bytes a second, to be overdrawn by one piece and made up for afterwards.
#[derive(Clone, Debug)]
struct Budget {
    bytes_s: u64,
    /// When everything spent so far will have been earned.
    paid_at: u64,
}

/// Milliseconds of bytes that may be written at once after a rest.
const SAVED_MS: u64 = 250;

impl Budget {
    fn new(bytes_s: u32) -> Self {
        Self {
            bytes_s: u64::from(bytes_s.max(1)),
            paid_at: 0,
        }
    }

    fn spend(&mut self, bytes: u64, now: u64) {
        let takes = bytes.saturating_mul(1_000) / self.bytes_s;
        self.paid_at = self.paid_at.max(now).saturating_add(takes);
    }

    fn free_at(&self) -> u64 {
        self.paid_at.saturating_sub(SAVED_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::ANSWER_MS;

    fn local() -> InFlight {
        InFlight::new(ANSWER_MS, None)
    }

    #[test]
    fn one_picture_waits_for_the_answer_to_the_last() {
        let mut line = local();
        assert!(line.ready(0));
        assert_eq!(line.sent(100, 0), ASK);
        assert!(!line.ready(50));
        assert!(line.acknowledged(120));
        assert!(line.ready(120));
        assert_eq!(line.line().unwrap().round_trip_ms, 120);
        // What was asked behind no picture holds none up.
        line.sent(0, 150);
        assert!(line.ready(150));
        line.acknowledged(199);
        // A terminal that is known to answer is given the time a slow line needs.
        line.sent(100, 200);
        assert!(!line.ready(200 + ANSWER_MS));
        assert_eq!(line.deadline(300), Some(200 + SLOW_ANSWER_MS));
        assert!(line.ready(200 + SLOW_ANSWER_MS));
    }

    #[test]
    fn a_terminal_on_this_machine_is_given_many_pieces_at_once() {
        let mut line = local();
        assert_eq!(line.room(1 << 20, 0), QUEUE_BYTES as usize);
        line.sent(QUEUE_BYTES as usize, 0);
        line.acknowledged(1);
        assert_eq!(line.room(1 << 20, 1), QUEUE_BYTES as usize * 8);
        // Neither a slow line nor a remote one looks like that.
        let mut line = InFlight::new(ANSWER_MS, Some(1 << 30));
        line.sent(QUEUE_BYTES as usize, 0);
        line.acknowledged(1);
        assert_eq!(line.room(1 << 20, 1), QUEUE_BYTES as usize);
        let mut line = local();
        line.sent(QUEUE_BYTES as usize, 0);
        line.acknowledged(300);
        assert_eq!(line.room(1 << 20, 300), QUEUE_BYTES as usize);
    }

    #[test]
    fn a_picture_in_pieces_is_asked_about_now_and_then() {
        let mut line = local();
        let piece = QUEUE_BYTES as usize;
        assert_eq!(line.sent_piece(piece, true, 0), ASK);
        line.acknowledged(1);
        // Nothing is owed, so that something has to be asked; then again at half of the window.
        let asks = [ASK, b"", b"", b"", ASK];
        for wanted in asks {
            assert_eq!(line.sent_piece(piece, true, 1), wanted);
        }
        // All of it counts; the end is always asked for.
        assert_eq!(line.room(1 << 20, 1), piece * 3);
        assert_eq!(line.sent_piece(1, true, 1), b"");
        assert_eq!(line.sent_piece(1, false, 1), ASK);
        for now in 2..5 {
            line.acknowledged(now);
        }
        assert!(line.ready(5));
        assert_eq!(line.on_its_way(), 0);
    }

    #[test]
    fn a_silent_terminal_is_waited_for_once() {
        let mut line = local();
        line.sent(100, 0);
        assert!(!line.ready(ANSWER_MS - 1));
        assert!(line.ready(ANSWER_MS));
        for now in [400, 500, 600] {
            line.sent(1 << 30, now);
            assert_eq!(line.deadline(now), None);
            assert!(line.ready(now));
            assert_eq!(line.room(9_000, now), 9_000);
        }
        // Until it answers after all: to the first question, as the first that it has read.
        line.acknowledged(700);
        assert_eq!(line.line().unwrap().round_trip_ms, 700);
        line.sent(100, 800);
        assert!(!line.ready(801));
    }

    #[test]
    fn a_far_terminal_is_given_the_time_of_its_line() {
        let mut line = InFlight::new(1_000, None);
        line.sent(100, 0);
        assert!(!line.ready(ANSWER_MS));
        assert_eq!(line.deadline(ANSWER_MS), Some(1_000));
        assert!(line.ready(1_000));
    }

    #[test]
    fn a_line_that_gets_slower_is_noticed() {
        let mut line = local();
        for (now, took) in [(0, 3), (100, 80)] {
            line.sent(1, now);
            line.acknowledged(now + took);
        }
        assert_eq!(line.line().unwrap().round_trip_ms, 3);
        for now in (1..=16).map(|number| number * 1_000) {
            line.sent(1, now);
            line.acknowledged(now + 80);
        }
        assert_eq!(line.line().unwrap().round_trip_ms, 80);
    }

    #[test]
    fn answers_of_a_multiplexer_say_nothing_of_the_line() {
        let mut line = local();
        line.set_stand_in(true);
        line.sent(QUEUE_BYTES as usize, 0);
        assert!(!line.acknowledged(1));
        assert_eq!(line.line(), None);
        assert_eq!(line.room(1 << 20, 1), QUEUE_BYTES as usize);
    }

    #[test]
    fn what_is_owed_stays_bounded_and_can_be_forgotten() {
        let mut line = local();
        for now in 0..1_000 {
            line.sent(1, now);
        }
        assert_eq!(line.asked.len(), ASKED);
        line.forget();
        assert!(line.ready(1_000));
        line.acknowledged(1_001);
        assert_eq!(line.line(), None);
    }

    /// A line of so many bytes a second and so many milliseconds there and back, on which a
    /// picture of `total` bytes is sent in pieces. Answers the longest queue in milliseconds
    /// after the first second, and when all was there.
    fn stream(speed: u64, round_trip: u64, total: u64, budget: Option<u32>) -> (u64, u64) {
        let mut line = InFlight::new(ANSWER_MS, budget);
        let (mut left, mut free_at, mut longest) = (total, 0, 0);
        let mut answers: VecDeque<u64> = VecDeque::new();
        for now in 0.. {
            while answers.front().is_some_and(|at| *at <= now) {
                answers.pop_front();
                line.acknowledged(now);
            }
            let piece = line.room(8_192, now).min(usize::try_from(left).unwrap());
            if piece > 0 {
                left -= piece as u64;
                free_at = now.max(free_at) + piece as u64 * 1_000 / speed;
                if line.sent_piece(piece, left > 0, now) == ASK {
                    answers.push_back(free_at + round_trip);
                }
                if now > 1_000 {
                    longest = longest.max(free_at - now);
                }
            }
            if left == 0 && answers.is_empty() {
                return (longest, now);
            }
        }
        unreachable!()
    }

    #[test]
    fn a_slow_line_is_kept_busy_and_its_queue_short() {
        for (speed, round_trip) in [(250_000, 40), (100_000, 100), (1_000_000, 5)] {
            let (queue, took) = stream(speed, round_trip, 3 * speed, None);
            // What is on its way is known a round trip late.
            let most = 2 * (QUEUE_MS + round_trip);
            assert!(queue <= most, "{speed}: {queue} ms behind");
            assert!(took < 4_500, "{speed}: {took} ms for three seconds' worth");
        }
    }

    #[test]
    fn a_budget_holds_over_time() {
        let (_, took) = stream(100_000_000, 1, 1_000_000, Some(250_000));
        assert!((3_500..=4_200).contains(&took), "{took}");
        // A whole picture may be larger than what is saved: the next one waits for it.
        let mut line = InFlight::new(ANSWER_MS, Some(100_000));
        line.sent(60_000, 0);
        line.acknowledged(1);
        assert!(!line.ready(1));
        assert_eq!(line.deadline(1), Some(350));
        assert!(line.ready(350));
    }

    #[test]
    fn few_bytes_say_nothing_of_the_speed() {
        for took in [1, 3, 80] {
            let mut line = local();
            for now in (0..10_000).step_by(100) {
                line.sent(1_000, now);
                line.acknowledged(now + took);
            }
            assert_eq!(line.line().unwrap().bytes_s, None, "{took} ms");
        }
    }

    #[test]
    fn what_waits_behind_other_bytes_is_not_taken_for_quick() {
        let mut line = InFlight::new(ANSWER_MS, Some(1 << 30));
        line.sent(0, 0);
        line.acknowledged(80);
        // 100 bytes a millisecond: three pieces one after the other, 40 ms apart from each other.
        for now in [100, 110, 120] {
            line.sent(4_000, now);
        }
        for now in [220, 260, 300] {
            line.acknowledged(now);
        }
        assert_eq!(line.line().unwrap().bytes_s, Some(100_000));
    }

    #[test]
    fn the_speed_is_told_coarsely() {
        let mut line = local();
        line.sent(0, 0);
        line.acknowledged(10);
        assert_eq!(line.line().unwrap().bytes_s, None);
        line.sent(25_678, 100);
        line.acknowledged(210);
        let told = line.line().unwrap();
        assert_eq!((told.round_trip_ms, told.bytes_s), (10, Some(250_000)));
    }
}
