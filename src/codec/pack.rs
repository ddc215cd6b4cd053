//! Annotations packed into a few large blocks of bytes, so that millions of them can be known.
//!
//! Numbers are stored in variable length, coordinates as four bytes, texts once each. What is
//! packed is read back whole, or by label and author alone for filters and counts.

mod bytes;
mod forms;
mod loose;

use std::collections::HashMap;

use crate::model::{Attribute, Id, Source, Text};

use super::draft::Draft;
use bytes::{Reader, put, put_floats, put_len, put_optional};
pub use loose::{Loose, Written};

/// Bytes of one block.
const BLOCK: usize = 1 << 18;

/// A store of packed drafts. They are numbered in the order of arrival and form chains: each
/// knows the one before it on the same image.
#[derive(Debug, Default)]
pub struct Pack {
    blocks: Vec<Vec<u8>>,
    records: Vec<Record>,
    words: Vec<Text>,
    numbers: HashMap<Text, u32>,
    /// Where a record is written before it goes into a block.
    scratch: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Record {
    block: u32,
    start: u32,
    previous: u32,
}

/// No record before.
pub const NONE: u32 = u32::MAX;

/// Bits that tell what a record has.
mod flag {
    pub const ID: u32 = 0;
    pub const NAMED: u32 = 1;
    pub const SCORE: u32 = 2;
    pub const SOURCE: u32 = 3;
    pub const OTHER: u32 = 4;
    pub const GROUP: u32 = 5;
    pub const Z: u32 = 6;
    pub const ATTRIBUTES: u32 = 7;
    pub const OCCLUDED: u32 = 8;
    pub const CROWD: u32 = 9;
}

/// What filters and counts ask of a packed draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief<'a> {
    /// The label's number, as it was packed.
    pub label: Option<u32>,
    /// Who made it.
    pub author: Option<&'a Text>,
}

impl Pack {
    /// Packs a draft. Its label is given as a number of the caller's; `previous` is the number of
    /// the draft before it on its image, or [`NONE`]. Answers the new draft's number, none when
    /// four billion are full.
    pub fn push(&mut self, draft: &Draft, label: Option<u32>, previous: u32) -> Option<u32> {
        self.add(previous, |pack, out| pack.write(draft, label, out))
    }

    /// Adds a record that is written by a function.
    fn add(&mut self, previous: u32, write: impl FnOnce(&mut Self, &mut Vec<u8>)) -> Option<u32> {
        let number = u32::try_from(self.records.len())
            .ok()
            .filter(|&n| n != NONE)?;
        // Taken out while it is written to, for the next one to use again.
        let mut out = std::mem::take(&mut self.scratch);
        out.clear();
        write(self, &mut out);
        let pushed = self.keep(&out, previous);
        self.scratch = out;
        pushed.map(|()| number)
    }

    /// Puts a record at the end of the last block.
    fn keep(&mut self, out: &[u8], previous: u32) -> Option<()> {
        if self
            .blocks
            .last()
            .is_none_or(|block| block.len() + out.len() > block.capacity())
        {
            self.blocks.push(Vec::with_capacity(out.len().max(BLOCK)));
        }
        let block = self.blocks.last_mut()?;
        let start = u32::try_from(block.len()).ok()?;
        block.extend_from_slice(out);
        self.records.push(Record {
            block: u32::try_from(self.blocks.len() - 1).ok()?,
            start,
            previous,
        });
        Some(())
    }

    /// Drafts held.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Bytes held, texts aside.
    pub fn bytes(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(Vec::capacity).sum();
        blocks + self.records.capacity() * size_of::<Record>()
    }

    /// Gives back what only packing needs.
    pub fn finish(&mut self) {
        self.numbers = HashMap::new();
        self.scratch = Vec::new();
        self.records.shrink_to_fit();
        self.words.shrink_to_fit();
        if let Some(last) = self.blocks.last_mut() {
            last.shrink_to_fit();
        }
    }

    /// The drafts of a chain that ends in `last`, newest first.
    pub fn chain(&self, last: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = last;
        std::iter::from_fn(move || {
            let record = self.record(next)?;
            // A chain only ever leads backwards, so it ends.
            let number = next;
            next = if record.previous < number {
                record.previous
            } else {
                NONE
            };
            Some(number)
        })
    }

    /// Label and author of a draft.
    pub fn brief(&self, number: u32) -> Option<Brief<'_>> {
        let mut from = self.reader(number)?;
        let label = from.optional()?;
        let author = from.optional()?;
        Some(Brief {
            label,
            author: author.and_then(|word| self.word(word)),
        })
    }

    /// A draft as it was packed, with its label's number. Skeletons come back without edges:
    /// those belong to the label.
    pub fn get(&self, number: u32) -> Option<(Draft, Option<u32>)> {
        let mut from = self.reader(number)?;
        let label = from.optional()?;
        let author = from.optional()?.and_then(|word| self.word(word)).cloned();
        let flags = from.number()?;
        let has = |bit: u32| flags >> bit & 1 == 1;
        let id = match (has(flag::ID), has(flag::NAMED)) {
            (false, _) => None,
            (true, false) => Some(Id::Number(from.long()?)),
            (true, true) => Some(Id::name(self.word(from.number()?)?)),
        };
        let score = if has(flag::SCORE) {
            Some(from.float()?)
        } else {
            None
        };
        let source = match (has(flag::SOURCE), has(flag::OTHER)) {
            (false, _) => Source::Manual,
            (true, false) => Source::Model,
            (true, true) => Source::Other(self.word(from.number()?)?.clone()),
        };
        let group = if has(flag::GROUP) {
            Some(from.number()?)
        } else {
            None
        };
        let z = if has(flag::Z) {
            from.number()?.cast_signed()
        } else {
            0
        };
        let mut attributes = Vec::new();
        if has(flag::ATTRIBUTES) {
            for _ in 0..from.number()? {
                attributes.push(Attribute {
                    name: self.word(from.number()?)?.clone(),
                    value: self.word(from.number()?)?.clone(),
                });
            }
        }
        let draft = Draft {
            id,
            label: None,
            form: self.form(&mut from)?,
            attributes,
            score,
            author,
            source,
            group,
            occluded: has(flag::OCCLUDED),
            crowd: has(flag::CROWD),
            z,
        };
        Some((draft, label))
    }

    fn record(&self, number: u32) -> Option<&Record> {
        self.records.get(usize::try_from(number).ok()?)
    }

    fn reader(&self, number: u32) -> Option<Reader<'_>> {
        let record = self.record(number)?;
        let block = self.blocks.get(usize::try_from(record.block).ok()?)?;
        Some(Reader(block.get(usize::try_from(record.start).ok()?..)?))
    }

    fn word(&self, number: u32) -> Option<&Text> {
        self.words.get(usize::try_from(number).ok()?)
    }

    /// The number of a text, added when new.
    fn number_of(&mut self, text: &Text) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        // Each word costs bytes of a record, so there are fewer than four billion.
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(text.clone());
        self.numbers.insert(text.clone(), number);
        number
    }

    fn write(&mut self, draft: &Draft, label: Option<u32>, out: &mut Vec<u8>) {
        put_optional(out, label);
        let author = draft.author.as_ref().map(|author| self.number_of(author));
        put_optional(out, author);
        let named = matches!(draft.id, Some(Id::Name(_)));
        let flags = [
            (flag::ID, draft.id.is_some()),
            (flag::NAMED, named),
            (flag::SCORE, draft.score.is_some()),
            (flag::SOURCE, draft.source != Source::Manual),
            (flag::OTHER, matches!(draft.source, Source::Other(_))),
            (flag::GROUP, draft.group.is_some()),
            (flag::Z, draft.z != 0),
            (flag::ATTRIBUTES, !draft.attributes.is_empty()),
            (flag::OCCLUDED, draft.occluded),
            (flag::CROWD, draft.crowd),
        ];
        let bits = flags.map(|(bit, set)| u64::from(set) << bit);
        put(out, bits.iter().sum());
        match &draft.id {
            Some(Id::Number(number)) => put(out, *number),
            Some(Id::Name(name)) => {
                let word = self.number_of(&Text::line(name));
                put(out, u64::from(word));
            }
            None => {}
        }
        if let Some(score) = draft.score {
            put_floats(out, [score]);
        }
        if let Source::Other(word) = &draft.source {
            let word = self.number_of(word);
            put(out, u64::from(word));
        }
        if let Some(group) = draft.group {
            put(out, u64::from(group));
        }
        if draft.z != 0 {
            put(out, u64::from(draft.z.cast_unsigned()));
        }
        if !draft.attributes.is_empty() {
            put_len(out, draft.attributes.len());
            for attribute in &draft.attributes {
                for text in [&attribute.name, &attribute.value] {
                    let word = self.number_of(text);
                    put(out, u64::from(word));
                }
            }
        }
        self.write_form(&draft.form, out);
    }
}

#[cfg(test)]
mod tests;
