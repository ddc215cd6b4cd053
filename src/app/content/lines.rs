//! A document broken into lines of cells: made once for a width, then only read.
//!
//! Lines divide the document's characters among them: each character is in exactly one line, also
//! where it takes no cell (a line feed, blanks at a line's end, blanks that a page collapses). What
//! is seen as one character stays together, and a place in the text (an offset in Unicode code
//! points) and a cell of a line lead to each other.

use std::iter::Peekable;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::model::{Document, DocumentKind, Emphasis};

use super::stretches::Stretches;

/// Cells from one tab stop to the next.
const TAB: u16 = 4;
/// Widest column of speakers, in cells.
const SPEAKER_MOST: u16 = 18;
/// Narrowest text that is laid out, in cells: a wide character must fit.
const LEAST: u16 = 2;

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    /// Its first character.
    char: u32,
    /// The same in bytes.
    byte: u32,
    /// The turn that begins here.
    turn: Option<u32>,
}

const BEGINNING: Start = Start {
    char: 0,
    byte: 0,
    turn: None,
};

/// One cluster of characters and the cells it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// What is written; a tab is blanks, and what takes no cell is not drawn.
    pub text: &'a str,
    /// Its first character.
    pub first: u32,
    /// The character after it.
    pub after: u32,
    /// Its first cell, from the line's own first.
    pub column: u16,
    /// Cells it takes; 0 for what is not seen.
    pub width: u16,
}

/// A document's lines at a width.
#[derive(Clone, Debug)]
pub struct Lines {
    document: Arc<Document>,
    width: u16,
    speaker: u16,
    /// The lines, and where the last of them ends.
    starts: Vec<Start>,
    end: Start,
    emphasis: Stretches<u32>,
    code: Vec<(u32, u32)>,
}

impl Lines {
    /// Breaks a document into lines of at most `width` cells, the column of speakers included; at
    /// most `most` lines of it, for those who show only the beginning.
    pub fn new(document: &Arc<Document>, width: u16, most: usize) -> Self {
        let speaker = speaker_column(document, width);
        let room = width.saturating_sub(speaker).max(LEAST);
        let code = code(document);
        let (starts, end) = Breaker::new(document, &code, room).run(most.max(1));
        let stretches = document.emphasis.iter().zip(0..);
        Self {
            document: Arc::clone(document),
            width,
            speaker,
            starts,
            end,
            emphasis: Stretches::new(stretches.map(|((from, to, _), at)| (*from, *to, at))),
            code,
        }
    }

    /// Whether these are the lines of this document at this width.
    pub fn fits(&self, document: &Arc<Document>, width: u16) -> bool {
        self.width == width && Arc::ptr_eq(&self.document, document)
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// How many lines there are; an empty document has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Cells before the text, for names of speakers; with a blank at its end.
    pub fn speaker(&self) -> u16 {
        self.speaker
    }

    /// Cells of the text.
    pub fn room(&self) -> u16 {
        self.width.saturating_sub(self.speaker).max(LEAST)
    }

    /// The line of a character; the last one for what lies beyond the text.
    pub fn line_of(&self, char: u32) -> usize {
        let after = self.starts.partition_point(|start| start.char <= char);
        after.saturating_sub(1)
    }

    /// The characters of a line: the first, and the one after the last.
    pub fn chars(&self, line: usize) -> (u32, u32) {
        (self.start(line).char, self.start(line + 1).char)
    }

    fn start(&self, line: usize) -> &Start {
        self.starts.get(line).unwrap_or(&self.end)
    }

    /// The characters of a line as places at which something may begin: the last line takes what
    /// begins at or beyond the end of the text too.
    pub fn places(&self, line: usize) -> (u32, u32) {
        let (from, to) = self.chars(line);
        match line + 1 < self.starts.len() {
            true => (from, to),
            false => (from, u32::MAX),
        }
    }

    /// The number of the turn that begins with a line.
    pub fn turn(&self, line: usize) -> Option<usize> {
        let turn = self.starts.get(line)?.turn?;
        usize::try_from(turn).ok()
    }

    /// The clusters of a line from left to right.
    pub fn clusters(&self, line: usize) -> impl Iterator<Item = Cluster<'_>> {
        let (from, to) = (self.start(line), self.start(line + 1));
        let byte = |start: &Start| usize::try_from(start.byte).unwrap_or(usize::MAX);
        let part = self.document.text.get(byte(from)..byte(to)).unwrap_or("");
        let first = from.char;
        let mut cells = Cells::new(&self.document, &self.code);
        Clusters::new(part, first).map(move |cluster| cells.place(cluster))
    }

    /// What stands out at a line: `(first, after the last, how)`.
    pub fn emphasis(&self, line: usize) -> impl Iterator<Item = (u32, u32, Emphasis)> + '_ {
        let (from, to) = self.chars(line);
        let found = self.emphasis.within(from, to);
        found.filter_map(|(from, to, at)| Some((from, to, self.document.emphasis.get(at)?.2)))
    }

    /// The cell at which a character of a line is: of the cluster that it is part of, else the end.
    pub fn column(&self, line: usize, char: u32) -> u16 {
        let mut end = 0;
        for cluster in self.clusters(line) {
            if cluster.after > char {
                return cluster.column;
            }
            end = cluster.column + cluster.width;
        }
        end
    }
}

/// Cells for speakers: as wide as the longest name, at most a quarter of all.
fn speaker_column(document: &Document, width: u16) -> u16 {
    let names = document.turns.iter().take(1_000);
    let widest = names.map(|turn| turn.author.width()).max().unwrap_or(0);
    if document.turns.is_empty() || width < 12 {
        return 0;
    }
    let widest = u16::try_from(widest).unwrap_or(SPEAKER_MOST);
    widest.clamp(1, SPEAKER_MOST.min(width / 4)) + 2
}

/// A cluster before its cells are known.
#[derive(Clone, Copy, Debug)]
struct Raw<'a> {
    text: &'a str,
    first: u32,
    after: u32,
    byte: u32,
}

/// The clusters of a text. Between two ASCII characters there is always a boundary, so that most
/// texts need no tables.
struct Clusters<'a> {
    text: &'a str,
    at: usize,
    char: u32,
}

impl<'a> Clusters<'a> {
    fn new(text: &'a str, char: u32) -> Self {
        Self { text, at: 0, char }
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Raw<'a>;

    fn next(&mut self) -> Option<Raw<'a>> {
        let bytes = self.text.as_bytes();
        let here = bytes.get(self.at)?;
        let next = bytes.get(self.at + 1);
        let plain = here.is_ascii() && next.is_none_or(u8::is_ascii);
        let rest = self.text.get(self.at..)?;
        let text = match plain {
            true => rest.get(..1)?,
            false => rest.graphemes(true).next()?,
        };
        let chars = match plain {
            true => 1,
            false => u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        };
        let raw = Raw {
            text,
            first: self.char,
            after: self.char.saturating_add(chars),
            byte: u32::try_from(self.at).unwrap_or(u32::MAX),
        };
        self.at += text.len();
        self.char = raw.after;
        Some(raw)
    }
}

/// Bytes of a cluster.
fn size(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Cells of one cluster that is no blank.
fn width(text: &str) -> u16 {
    match text.as_bytes() {
        [0x20..0x7f] => 1,
        _ => u16::try_from(text.width()).unwrap_or(u16::MAX),
    }
}

fn is_blank(text: &str) -> bool {
    matches!(text, " " | "\t" | "\n")
}

/// The stretches of fixed pitch of a page, joined where they touch. Other texts need none: all
/// their blanks are seen.
fn code(document: &Document) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    if document.kind != DocumentKind::Html {
        return found;
    }
    for (from, to, how) in &document.emphasis {
        match found.last_mut() {
            _ if *how != Emphasis::Code => {}
            Some(last) if *from <= last.1 => last.1 = last.1.max(*to),
            _ => found.push((*from, *to)),
        }
    }
    found
}

/// What a line's clusters take, one after the other.
struct Cells<'a> {
    column: u16,
    /// Blanks after a blank are not seen: a page.
    collapse: bool,
    /// The one before was a blank, or there is none.
    blank: bool,
    code: &'a [(u32, u32)],
}

impl<'a> Cells<'a> {
    fn new(document: &Document, code: &'a [(u32, u32)]) -> Self {
        Self {
            column: 0,
            collapse: document.kind == DocumentKind::Html,
            blank: true,
            code,
        }
    }

    fn begin_line(&mut self) {
        (self.column, self.blank) = (0, true);
    }

    /// Whether a character is in a stretch of fixed pitch, whose blanks are all seen.
    fn in_code(&self, char: u32) -> bool {
        let after = self.code.partition_point(|(from, _)| *from <= char);
        let last = after.checked_sub(1).and_then(|at| self.code.get(at));
        last.is_some_and(|(_, to)| char < *to)
    }

    /// Whether a line feed is one.
    fn breaks(&self, raw: &Raw) -> bool {
        raw.text == "\n" && (!self.collapse || self.in_code(raw.first))
    }

    fn measure(&self, raw: &Raw) -> u16 {
        if !is_blank(raw.text) {
            return width(raw.text);
        }
        if self.collapse && !self.in_code(raw.first) {
            return u16::from(!self.blank);
        }
        match raw.text {
            "\t" => TAB - self.column % TAB,
            "\n" => 0,
            _ => 1,
        }
    }

    fn advance(&mut self, raw: &Raw, width: u16) {
        self.column = self.column.saturating_add(width);
        self.blank = is_blank(raw.text);
    }

    fn place<'t>(&mut self, raw: Raw<'t>) -> Cluster<'t> {
        let width = self.measure(&raw);
        let column = self.column;
        self.advance(&raw, width);
        Cluster {
            text: if is_blank(raw.text) { " " } else { raw.text },
            first: raw.first,
            after: raw.after,
            column,
            width,
        }
    }
}

/// A place at which a line may end.
#[derive(Clone, Copy)]
struct Chance {
    char: u32,
    byte: u32,
    column: u16,
}

/// Breaks a text into lines.
struct Breaker<'a> {
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
    turns: Peekable<
        std::iter::Zip<std::slice::Iter<'a, crate::model::Turn>, std::ops::RangeFrom<u32>>,
    >,
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
    fn new(document: &'a Document, code: &'a [(u32, u32)], room: u16) -> Self {
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
    fn run(mut self, most: usize) -> (Vec<Start>, Start) {
        let mut before: Option<Raw> = None;
        for raw in Clusters::new(&self.document.text, 0) {
            self.meet_forced(&raw);
            if before.is_some_and(|before| self.cells.breaks(&before)) {
                self.begin(raw.first, raw.byte, None);
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
        if before.is_some_and(|last| self.cells.breaks(&last)) {
            self.begin(end.char, end.byte, None);
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
            self.begin(raw.first, raw.byte, turn);
        }
    }

    fn begin(&mut self, char: u32, byte: u32, turn: Option<u32>) {
        // A page shows no line without anything on it.
        let unseen = self.cells.collapse && !self.ink && turn.is_none();
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

#[cfg(test)]
mod tests;
