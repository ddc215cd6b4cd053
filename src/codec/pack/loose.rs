//! Plain annotations on their way into a [`Pack`], written as it keeps them.

use super::bytes::{put, put_floats, put_len, put_optional, put_points};
use super::{Pack, flag, forms};
use crate::codec::plain::{Outline, Plain};

/// Annotations written one after the other, all but their labels, whose numbers only the pack's
/// owner knows.
#[derive(Debug, Default)]
pub struct Loose {
    bytes: Vec<u8>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a>(&'a [u8]);

impl Loose {
    /// Writes one behind the others. Answers where it ends, in bytes.
    pub fn push(&mut self, plain: &Plain<'_>) -> usize {
        let out = &mut self.bytes;
        // No author.
        put_optional(out, None);
        let flags = [
            (flag::ID, plain.id.is_some()),
            (flag::SCORE, plain.score.is_some()),
            (flag::OCCLUDED, plain.occluded),
            (flag::CROWD, plain.crowd),
        ];
        let bits = flags.map(|(bit, set)| u64::from(set) << bit);
        put(out, bits.iter().sum());
        if let Some(id) = plain.id {
            put(out, id);
        }
        if let Some(score) = plain.score {
            put_floats(out, [score]);
        }
        match plain.outline {
            Outline::Box(rect) => {
                out.push(forms::kind::BOX);
                put_floats(out, [rect.x, rect.y, rect.width, rect.height]);
            }
            Outline::Turned(rect, degrees) => {
                out.push(forms::kind::ROTATED);
                put_floats(out, [rect.x, rect.y, rect.width, rect.height, degrees]);
            }
            Outline::Rings(rings) => {
                out.push(forms::kind::POLYGON);
                put_len(out, rings.ends.len());
                rings.iter().for_each(|ring| put_points(out, ring));
            }
        }
        out.len()
    }

    /// The one that begins where another ended.
    pub fn get(&self, from: usize, end: usize) -> Option<Written<'_>> {
        self.bytes.get(from..end).map(Written)
    }

    /// Bytes of all of them.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Forgets them, to be used again.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }
}

impl Pack {
    /// Takes over a written annotation. Label, `previous` and answer are as for [`Pack::push`].
    pub fn push_written(
        &mut self,
        written: Written<'_>,
        label: Option<u32>,
        previous: u32,
    ) -> Option<u32> {
        self.add(previous, |_, out| {
            put_optional(out, label);
            out.extend_from_slice(written.0);
        })
    }
}
