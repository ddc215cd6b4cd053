//! The envelope of a channel whose length is not known beforehand: parts are halved in number
//! whenever there are too many.

use crate::limits::SIGNAL_PARTS;

/// Least and greatest value of equally long parts, so far.
#[derive(Debug)]
pub struct Envelope {
    parts: Vec<(f32, f32)>,
    /// Values in one part.
    per: u64,
    /// Values in the last part.
    filled: u64,
}

impl Default for Envelope {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            per: 1,
            filled: 0,
        }
    }
}

impl Envelope {
    /// Adds the next value; what is not a number counts as none.
    pub fn add(&mut self, value: f32) {
        if self.filled == 0 {
            if self.parts.len() >= SIGNAL_PARTS {
                self.halve();
            }
            self.parts.push((value, value));
        } else if let Some(last) = self.parts.last_mut() {
            // The lesser and greater of a number and none is the number.
            *last = (last.0.min(value), last.1.max(value));
        }
        self.filled = (self.filled + 1) % self.per;
    }

    fn halve(&mut self) {
        let joined = self.parts.chunks(2).filter_map(|pair| {
            let mut pair = pair.iter().copied();
            let first = pair.next()?;
            Some(pair.fold(first, |all, one| (all.0.min(one.0), all.1.max(one.1))))
        });
        self.parts = joined.collect();
        self.per = self.per.saturating_mul(2);
    }

    /// The parts; the last may be of fewer values.
    pub fn into_parts(self) -> Vec<(f32, f32)> {
        self.parts
    }
}
