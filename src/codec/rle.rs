//! COCO's run-length masks: column by column, background first, as a list of counts or as
//! pycocotools' compressed text, and their way to and from [`Mask`].

use crate::limits::{MASK_PIXELS, MASK_RUNS};
use crate::model::Mask;

use super::bitmap::{Bits, empty_mask};

/// Why a run-length mask cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RleError {
    /// More pixels than [`MASK_PIXELS`].
    #[error("the mask has {0} pixels, more than the limit")]
    TooLarge(u64),
    /// More runs than [`MASK_RUNS`].
    #[error("the mask has more runs than the limit")]
    TooManyRuns,
    /// The runs go past the end of the mask.
    #[error("run {run} goes past the mask's {pixels} pixels")]
    Overrun {
        /// Number of the run, from one.
        run: usize,
        /// Pixels of the mask.
        pixels: u64,
    },
    /// A run is negative or no whole number.
    #[error("run {0} is no whole number from zero")]
    Run(usize),
    /// A character that compressed text never has.
    #[error("character {0} of the compressed mask is not one of its 64 characters")]
    Character(usize),
    /// The compressed text ends within a number.
    #[error("the compressed mask ends within a run")]
    Cut,
}

/// A mask as COCO has it: runs down the columns, background first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    height: u32,
    width: u32,
    runs: Vec<u32>,
}

impl Columns {
    /// From a height, a width and run lengths. Runs that end early leave background.
    ///
    /// # Errors
    /// Sizes above the limits, runs past the end.
    pub fn new(height: u32, width: u32, runs: Vec<u32>) -> Result<Self, RleError> {
        let pixels = u64::from(height) * u64::from(width);
        if pixels > MASK_PIXELS {
            return Err(RleError::TooLarge(pixels));
        }
        if runs.len() > MASK_RUNS {
            return Err(RleError::TooManyRuns);
        }
        let mut sum = 0_u64;
        for (index, &run) in runs.iter().enumerate() {
            sum += u64::from(run);
            if sum > pixels {
                return Err(RleError::Overrun {
                    run: index + 1,
                    pixels,
                });
            }
        }
        Ok(Self {
            height,
            width,
            runs,
        })
    }

    /// From the uncompressed form, a list of counts.
    ///
    /// # Errors
    /// As [`Columns::new`], and for counts that are negative, broken or not finite.
    pub fn from_counts(height: u32, width: u32, counts: &[f64]) -> Result<Self, RleError> {
        let whole = |(index, &count): (usize, &f64)| {
            let fits = count >= 0.0 && count <= f64::from(u32::MAX) && count.fract() == 0.0;
            // Checked to be a whole number within u32.
            if fits {
                Ok(count as u32)
            } else {
                Err(RleError::Run(index + 1))
            }
        };
        let runs = counts.iter().enumerate().map(whole);
        Self::new(height, width, runs.collect::<Result<_, _>>()?)
    }

    /// From pycocotools' compressed text: each number in groups of five bits, lowest first, in
    /// characters from `0`; from the fourth on the difference to the number two before.
    ///
    /// # Errors
    /// As [`Columns::new`], and for characters that do not belong, negative runs, cut text.
    pub fn from_text(height: u32, width: u32, text: &str) -> Result<Self, RleError> {
        let mut runs: Vec<u32> = Vec::new();
        let (mut value, mut shift) = (0_i64, 0_u32);
        for (index, byte) in text.bytes().enumerate() {
            if !(48..48 + 64).contains(&byte) {
                return Err(RleError::Character(index + 1));
            }
            let group = i64::from(byte - 48);
            if shift > 40 {
                return Err(RleError::Run(runs.len() + 1));
            }
            value |= (group & 0x1f) << shift;
            shift += 5;
            if group & 0x20 != 0 {
                continue;
            }
            if group & 0x10 != 0 {
                value |= -1_i64 << shift;
            }
            if let Some(before) = runs.len().checked_sub(2).filter(|&at| at > 0) {
                value += runs.get(before).copied().map_or(0, i64::from);
            }
            let run = u32::try_from(value).map_err(|_| RleError::Run(runs.len() + 1))?;
            if runs.len() >= MASK_RUNS {
                return Err(RleError::TooManyRuns);
            }
            runs.push(run);
            (value, shift) = (0, 0);
        }
        if shift > 0 {
            return Err(RleError::Cut);
        }
        Self::new(height, width, runs)
    }

    /// The compressed text, as pycocotools writes it.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.runs.len() * 2);
        for (index, &run) in self.runs.iter().enumerate() {
            let before = index.checked_sub(2).filter(|&at| at > 0);
            let before = before.and_then(|at| self.runs.get(at)).copied();
            let mut value = i64::from(run) - before.map_or(0, i64::from);
            loop {
                let group = value & 0x1f;
                value >>= 5;
                let more = if group & 0x10 != 0 {
                    value != -1
                } else {
                    value != 0
                };
                let byte = u8::try_from(group).unwrap_or(0) | if more { 0x20 } else { 0 };
                text.push(char::from(byte + 48));
                if !more {
                    break;
                }
            }
        }
        text
    }

    /// Height and width in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.height, self.width)
    }

    /// The runs down the columns, background first.
    pub fn runs(&self) -> &[u32] {
        &self.runs
    }

    /// Foreground as column-major ranges.
    fn ranges(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        let mut at = 0_u64;
        self.runs
            .iter()
            .enumerate()
            .filter_map(move |(index, &run)| {
                let from = at;
                at += u64::from(run);
                (index % 2 == 1 && run > 0).then_some((from, at))
            })
    }

    /// The same pixels row by row, cropped to the foreground.
    pub fn to_mask(&self) -> Mask {
        let height = u64::from(self.height.max(1));
        // Offsets stay below MASK_PIXELS, so columns and rows fit u32.
        let cast = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        let (mut left, mut right, mut top, mut bottom) = (u64::MAX, 0, u64::MAX, 0);
        for (from, to) in self.ranges() {
            let (first, last) = (from / height, (to - 1) / height);
            left = left.min(first);
            right = right.max(last);
            if first == last {
                top = top.min(from % height);
                bottom = bottom.max((to - 1) % height);
            } else {
                (top, bottom) = (0, height - 1);
            }
        }
        if left == u64::MAX {
            return empty_mask();
        }
        let Some(mut bits) = Bits::new(cast(right - left + 1), cast(bottom - top + 1)) else {
            return empty_mask();
        };
        for (from, to) in self.ranges() {
            for at in from..to {
                bits.set(cast(at / height - left), cast(at % height - top));
            }
        }
        bits.to_mask(cast(left), cast(top))
    }

    /// A mask as COCO has it, on an image of this size; pixels outside are left out.
    ///
    /// # Errors
    /// An image above the limits.
    pub fn of_mask(mask: &Mask, height: u32, width: u32) -> Result<Self, RleError> {
        let pixels = u64::from(height) * u64::from(width);
        // Turned over the diagonal, rows become columns.
        let mut turned = Bits::new(height, width).ok_or(RleError::TooLarge(pixels))?;
        for (y, from, to) in mask.spans() {
            for x in from..to.min(width) {
                turned.set(y, x);
            }
        }
        let turned = turned.to_mask(0, 0);
        let mut runs = Vec::new();
        let mut end = 0_u64;
        for (column, from, to) in turned.spans() {
            let start = u64::from(column) * u64::from(height) + u64::from(from);
            if start == end && !runs.is_empty() {
                if let Some(last) = runs.last_mut() {
                    *last += to - from;
                }
            } else {
                runs.push(u32::try_from(start - end).unwrap_or(u32::MAX));
                runs.push(to - from);
            }
            end = start + u64::from(to - from);
        }
        if end < pixels || runs.is_empty() {
            runs.push(u32::try_from(pixels - end).unwrap_or(u32::MAX));
        }
        Self::new(height, width, runs)
    }
}

#[cfg(test)]
mod tests;
