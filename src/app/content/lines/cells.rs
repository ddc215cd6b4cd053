//! Clusters of a text and the cells they take, one after the other.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::model::{Document, DocumentKind, Emphasis};

use super::Cluster;

/// Cells from one tab stop to the next.
const TAB: u16 = 4;

/// A cluster before its cells are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    pub(super) text: &'a str,
    pub(super) first: u32,
    pub(super) after: u32,
    pub(super) byte: u32,
}

/// The clusters of a text. Between two ASCII characters there is always a boundary, so that most
/// texts need no tables.
pub(super) struct Clusters<'a> {
    text: &'a str,
    at: usize,
    char: u32,
}

impl<'a> Clusters<'a> {
    pub(super) fn new(text: &'a str, char: u32) -> Self {
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
pub(super) fn size(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Cells of one cluster that is no blank.
fn width(text: &str) -> u16 {
    match text.as_bytes() {
        [0x20..0x7f] => 1,
        _ => u16::try_from(text.width()).unwrap_or(u16::MAX),
    }
}

pub(super) fn is_blank(text: &str) -> bool {
    matches!(text, " " | "\t" | "\n")
}

/// The stretches of fixed pitch of a page, joined where they touch. Other texts need none: all
/// their blanks are seen.
pub(super) fn code(document: &Document) -> Vec<(u32, u32)> {
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
pub(super) struct Cells<'a> {
    pub(super) column: u16,
    /// Blanks after a blank are not seen: a page.
    pub(super) collapse: bool,
    /// The one before was a blank, or there is none.
    pub(super) blank: bool,
    pub(super) code: &'a [(u32, u32)],
}

impl<'a> Cells<'a> {
    pub(super) fn new(document: &Document, code: &'a [(u32, u32)]) -> Self {
        Self {
            column: 0,
            collapse: document.kind == DocumentKind::Html,
            blank: true,
            code,
        }
    }

    pub(super) fn begin_line(&mut self) {
        (self.column, self.blank) = (0, true);
    }

    /// Whether a character is in a stretch of fixed pitch, whose blanks are all seen.
    fn in_code(&self, char: u32) -> bool {
        let after = self.code.partition_point(|(from, _)| *from <= char);
        let last = after.checked_sub(1).and_then(|at| self.code.get(at));
        last.is_some_and(|(_, to)| char < *to)
    }

    pub(super) fn measure(&self, raw: &Raw) -> u16 {
        if !is_blank(raw.text) {
            return width(raw.text);
        }
        if self.collapse && raw.text != "\n" && !self.in_code(raw.first) {
            return u16::from(!self.blank);
        }
        match raw.text {
            "\t" => TAB - self.column % TAB,
            "\n" => 0,
            _ => 1,
        }
    }

    pub(super) fn advance(&mut self, raw: &Raw, width: u16) {
        self.column = self.column.saturating_add(width);
        self.blank = is_blank(raw.text);
    }

    pub(super) fn place<'t>(&mut self, raw: Raw<'t>) -> Cluster<'t> {
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
