//! Copies of annotation files without some of their annotations, byte by byte what the file was
//! everywhere else: unknown fields, order and blanks stay.
//!
//! A file is gone through twice: first its reader's own rules tell where the annotations lie that
//! are to go ([`Cuts`]), then [`copy`] streams it without those bytes. Neither keeps more of a
//! file in memory than one element of it.
//!
//! Annotations have no ids in many formats, and twice the same in some files. What is left out is
//! therefore named as readers count: the how-manieth that could be read of which image.

pub mod json;
pub mod lines;
pub mod xml;

use std::collections::{HashMap, HashSet};
use std::io::{self, Read, Write};

use crate::model::Id;

use super::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use super::frames::FrameError;
use super::xml::XmlError;

/// What a copy leaves out of one file.
#[derive(Clone, Debug, Default)]
pub struct Drops {
    /// Whole images.
    pub images: HashSet<Id>,
    /// By image: annotations, counted from zero among those that could be read.
    pub annotations: HashMap<Id, HashSet<u32>>,
}

impl Drops {
    /// Whether everything stays.
    pub fn is_empty(&self) -> bool {
        self.images.is_empty() && self.annotations.is_empty()
    }

    /// How many annotations go, beside those of whole images.
    pub fn count(&self) -> usize {
        self.annotations.values().map(HashSet::len).sum()
    }

    /// Whether anything of this image goes.
    fn concerns(&self, image: &Id) -> bool {
        self.images.contains(image) || self.annotations.contains_key(image)
    }
}

/// Byte ranges of a file that a copy leaves out, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    ranges: Vec<(u64, u64)>,
    /// Annotations within.
    pub annotations: u64,
    /// Images within, with whatever annotations were on them.
    pub images: u64,
}

/// Why a copy cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum CutError {
    /// The file is broken: a copy would be so, too.
    #[error("{0}; a copy would be broken, too")]
    Broken(#[from] FrameError),
    /// The same of an XML file.
    #[error("{0}; a copy would be broken, too")]
    BrokenXml(#[from] XmlError),
    /// What a reader found is no longer there.
    #[error("the file has changed since it was read")]
    Changed,
    /// Reading or writing failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Cuts {
    /// Leaves out from `from` up to `to`. Ranges come in order; one that overlaps the one before
    /// widens it.
    pub fn cut(&mut self, from: u64, to: u64) {
        if from >= to {
            return;
        }
        match self.ranges.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => self.ranges.push((from, to)),
        }
    }

    /// Both together: what either leaves out.
    pub fn and(mut self, other: Self) -> Self {
        self.annotations += other.annotations;
        self.images += other.images;
        let mut all = std::mem::take(&mut self.ranges);
        all.extend(other.ranges);
        all.sort_unstable();
        all.into_iter().for_each(|(from, to)| self.cut(from, to));
        self
    }

    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

/// Bytes copied at a time.
const CHUNK: usize = 256 * 1024;

/// Copies a file without what is cut.
///
/// # Errors
/// Reading or writing fails; the file ends before the last cut.
pub fn copy(reader: &mut dyn Read, cuts: &Cuts, out: &mut dyn Write) -> Result<(), CutError> {
    let mut buffer = vec![0; CHUNK];
    let mut ranges = cuts.ranges.iter().copied().peekable();
    let mut at = 0_u64;
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let chunk = buffer.get(..read).unwrap_or_default();
        let end = at + u64::try_from(read).unwrap_or(u64::MAX);
        let mut kept = at;
        while let Some(&(from, to)) = ranges.peek() {
            if from >= end {
                break;
            }
            out.write_all(within(chunk, at, kept, from))?;
            kept = to;
            if to > end {
                break;
            }
            ranges.next();
        }
        out.write_all(within(chunk, at, kept, end))?;
        at = end;
    }
    match ranges.next() {
        Some((_, to)) if to > at => Err(CutError::Changed),
        _ => Ok(()),
    }
}

/// The bytes from `from` up to `to` of a chunk that begins at `at`; none where they lie outside.
fn within(chunk: &[u8], at: u64, from: u64, to: u64) -> &[u8] {
    let place = |offset: u64| usize::try_from(offset.saturating_sub(at)).unwrap_or(usize::MAX);
    let to = place(to).min(chunk.len());
    chunk.get(place(from)..to).unwrap_or_default()
}

/// The elements of one array, of which some go. Where one goes, a comma goes with it.
#[derive(Debug, Default)]
pub struct Array {
    /// End of the element before.
    end: u64,
    /// Whether an element before stays.
    kept: bool,
    /// Start of the first element while none stays.
    open: Option<u64>,
}

impl Array {
    /// The next element, from `from` up to `to`.
    pub fn element(&mut self, cuts: &mut Cuts, from: u64, to: u64, goes: bool) {
        match (goes, self.kept) {
            (true, true) => cuts.cut(self.end, to),
            (true, false) => {
                self.open.get_or_insert(from);
            }
            (false, _) => {
                if let Some(open) = self.open.take() {
                    cuts.cut(open, from);
                }
                self.kept = true;
            }
        }
        self.end = to;
    }

    /// The array has ended.
    pub fn close(&mut self, cuts: &mut Cuts) {
        if let Some(open) = self.open.take() {
            cuts.cut(open, self.end);
        }
    }
}

/// Learns which id of an image belongs to which chain of annotations: chains are numbered at the
/// first sight of an id, by an image, an annotation or a problem.
#[derive(Debug, Default)]
pub struct Chains {
    seen: HashMap<Id, u32>,
}

impl Chains {
    fn see(&mut self, id: Id) {
        let next = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        self.seen.entry(id).or_insert(next);
    }

    /// The ids of these chains.
    pub fn ids(self, wanted: &HashSet<u32>) -> HashMap<u32, Id> {
        let seen = self.seen.into_iter().map(|(id, chain)| (chain, id));
        seen.filter(|(chain, _)| wanted.contains(chain)).collect()
    }
}

impl Sink for Chains {
    fn image(&mut self, image: ImageEntry) {
        self.see(image.id);
    }
    fn label(&mut self, _: LabelEntry) {}
    fn annotation(&mut self, image: Id, _: Draft) {
        self.see(image);
    }
    fn problem(&mut self, problem: Problem) {
        if let Some(image) = problem.image {
            self.see(image);
        }
    }
    fn stopped(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests;
