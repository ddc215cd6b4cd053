//! Breaks a text into lines: at line feeds, where a document says so, and where a line is full.

use std::iter::Peekable;

use unicode_width::UnicodeWidthStr;

use crate::model::{Document, Turn};

use super::cells::{Cells, Clusters, Raw, is_blank, size};
use super::{BEGINNING, Start};

/// A place at which a line may end.
#[derive(Clone, Copy)]
struct Chance {
    char: u32,
    byte: u32,
    column: u16,
}

/// Breaks a text into lines.
pub(super) struct Breaker<'a> {
    document: &'a Document,
    room: u16,
    cells: Cells<'a>,
    starts: Vec<Start>,
    chance: Option<Chance>,
    /// Something is seen on the present line.
    ink: bool,
    forced: Peekable<Forced<'a>>,
}

/// Characters before which a line begins, rising; with the turn that does.
struct Forced<'a> {
    breaks: Peekable<std::slice::Iter<'a, u32>>,
    turns: Peekable<std::iter::Zip<std::slice::Iter<'a, Turn>, std::ops::RangeFrom<u32>>>,
}

impl Iterator for Forced<'_> {
    type Item = (u32, Option<u32>);

    fn next(&mut self) -> Option<(u32, Option<u32>)> {
        let turn = self.turns.peek().map(|(turn, _)| turn.start);
        match (self.breaks.peek(), turn) {
            (Some(at), Some(turn)) if **at < turn => self.breaks.next().map(|at| (*at, None)),
            (Some(_), None) => self.breaks.next().map(|at| (*at, None)),
            (_, _) => self
                .turns
                .next()
                .map(|(turn, number)| (turn.start, Some(number))),
        }
    }
}

impl<'a> Breaker<'a> {
    pub(super) fn new(document: &'a Document, code: &'a [(u32, u32)], room: u16) -> Self {
        let forced = Forced {
            breaks: document.breaks.iter().peekable(),
            turns: document.turns.iter().zip(0..).peekable(),
        };
        Self {
            document,
            room,
            cells: Cells::new(document, code),
            starts: vec![BEGINNING],
            chance: None,
            ink: false,
            forced: forced.peekable(),
        }
    }

    /// The beginnings of lines, and where the last of them ends.
    pub(super) fn run(mut self, most: usize) -> (Vec<Start>, Start) {
        let mut before: Option<Raw> = None;
        for raw in Clusters::new(&self.document.text, 0) {
            self.meet_forced(&raw);
            if before.is_some_and(|before| before.text == "\n") {
                self.begin(raw.first, raw.byte, None, true);
            }
            if self.starts.len() > most {
                break;
            }
            self.take(&raw, before.as_ref());
            before = Some(raw);
        }
        let end = before.map_or(BEGINNING, |last| Start {
            char: last.after,
            byte: last.byte.saturating_add(size(last.text)),
            turn: None,
        });
        if before.is_some_and(|last| last.text == "\n") {
            self.begin(end.char, end.byte, None, true);
        }
        if let Some(cut) = self.starts.get(most).copied() {
            self.starts.truncate(most);
            return (self.starts, cut);
        }
        self.drop_blank_end();
        (self.starts, end)
    }

    /// A page that ends in blanks has no line of nothing at its end.
    fn drop_blank_end(&mut self) {
        let unseen = self.cells.collapse && !self.ink && self.starts.len() > 1;
        if unseen && self.starts.last().is_some_and(|last| last.turn.is_none()) {
            self.starts.pop();
        }
    }

    /// Lines that begin here whatever the text says.
    fn meet_forced(&mut self, raw: &Raw) {
        let mut found = None;
        while let Some((_, turn)) = self.forced.next_if(|(at, _)| *at <= raw.first) {
            found = Some(turn.or(found.flatten()));
        }
        if let Some(turn) = found {
            self.begin(raw.first, raw.byte, turn, turn.is_some());
        }
    }

    /// Begins a line. Blocks of a page that show nothing make no line, unless it is `firm`.
    fn begin(&mut self, char: u32, byte: u32, turn: Option<u32>, firm: bool) {
        let unseen = self.cells.collapse && !self.ink && !firm;
        let last = self.starts.last_mut();
        if let Some(last) = last.filter(|last| last.char == char || unseen) {
            last.turn = turn.or(last.turn);
        } else {
            self.starts.push(Start { char, byte, turn });
        }
        self.cells.begin_line();
        self.chance = None;
        self.ink = false;
    }

    /// One more cluster for the present line, or the first of the next.
    fn take(&mut self, raw: &Raw, before: Option<&Raw>) {
        let blank = is_blank(raw.text);
        if before.is_some_and(|before| may_part(before.text, raw.text)) && self.cells.column > 0 {
            self.chance = Some(Chance {
                char: raw.first,
                byte: raw.byte,
                column: self.cells.column,
            });
        }
        let mut wide = self.cells.measure(raw);
        if !blank && self.cells.column.saturating_add(wide) > self.room && self.cells.column > 0 {
            self.wrap(raw);
            wide = self.cells.measure(raw);
            // What went on to the new line may fill it by itself.
            if self.cells.column.saturating_add(wide) > self.room && self.cells.column > 0 {
                self.wrap(raw);
                wide = self.cells.measure(raw);
            }
        }
        self.ink |= !blank && wide > 0;
        self.cells.advance(raw, wide);
    }

    /// Ends the line at its last chance, or right before a cluster.
    fn wrap(&mut self, raw: &Raw) {
        let column = self.cells.column;
        let chance = self.chance.take().unwrap_or(Chance {
            char: raw.first,
            byte: raw.byte,
            column,
        });
        let blank = self.cells.blank;
        self.starts.push(Start {
            char: chance.char,
            byte: chance.byte,
            turn: None,
        });
        self.cells.begin_line();
        self.cells.column = column.saturating_sub(chance.column);
        self.cells.blank = if self.cells.column == 0 { true } else { blank };
        self.ink = self.cells.column > 0;
    }
}

/// Whether a line may end between two clusters.
fn may_part(before: &str, after: &str) -> bool {
    if is_blank(after) {
        return false;
    }
    if is_blank(before) || matches!(before, "-" | "–" | "—" | "/") {
        return true;
    }
    let ideographic = |text: &str| !text.is_ascii() && text.width() > 1;
    (ideographic(before) || ideographic(after)) && !closes(after) && !opens(before)
}

/// Punctuation that begins no line.
fn closes(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| "、。，．・：；？！）〕］｝〉》」』】ー…,.:;?!)]}".contains(c))
}

/// Punctuation that ends no line.
fn opens(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| "（〔［｛〈《「『【([{".contains(c))
}
