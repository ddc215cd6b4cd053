//! A document broken into lines of cells: made once for a width, then only read.
//!
//! Lines divide the document's characters among them: each character is in exactly one line, also
//! where it takes no cell (a line feed, blanks at a line's end, blanks that a page collapses). What
//! is seen as one character stays together, and a place in the text (an offset in Unicode code
//! points) and a cell of a line lead to each other.

mod breaker;
mod cells;

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use crate::model::{Document, Emphasis};

use super::stretches::Stretches;
use breaker::Breaker;
use cells::{Cells, Clusters, code};

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

#[cfg(test)]
mod tests;
