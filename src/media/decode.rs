//! Bytes to an oriented picture of red, green, blue bytes. The format is found by content, the
//! header is judged before anything is decoded, and JPEG is decoded at reduced scale.
//!
//! Never trusts a size, an extension or a decoder: limits come first, and a panic in a decoder
//! becomes an error.

mod generic;
mod jpeg;
mod orient;
mod rgb;
mod sniff;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::{Format, MediaError};
use crate::limits::{PICTURE_BYTES, PICTURE_PIXELS};
use crate::model::{Orientation, Rect, Text};

pub use sniff::sniff;

/// By how much each side may be smaller than the file's: 1, 2, 4 or 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reduction(u8);

impl Reduction {
    /// Every pixel.
    pub const NONE: Self = Self(1);
    /// From the strongest to none.
    pub const ALL: [Self; 4] = [Self(8), Self(4), Self(2), Self(1)];

    /// The strongest reduction that still leaves a pixel per output pixel, where `ratio` is image
    /// pixels per output pixel.
    pub fn for_ratio(ratio: f64) -> Self {
        Self::ALL
            .into_iter()
            .find(|reduction| f64::from(reduction.0) <= ratio)
            .unwrap_or(Self::NONE)
    }

    /// The divisor of the sides.
    pub fn divisor(self) -> u32 {
        u32::from(self.0)
    }
}

/// A decoded picture in displayed orientation, without transparency.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// Size of the whole picture in displayed orientation, pixels.
    pub full: (u32, u32),
    /// Size of the pixels held, in displayed orientation.
    pub size: (u32, u32),
    /// The part of the whole picture that the held pixels cover: all of it, give or take the
    /// fraction of a reduced pixel at an edge.
    pub covers: Rect,
    /// Red, green, blue of each pixel, row by row.
    pub rgb: Vec<u8>,
    /// What is wrong with it although it can be shown.
    pub problem: Option<Text>,
}

/// A picture as stored, before it is oriented.
struct Stored {
    full: (u32, u32),
    size: (u32, u32),
    divisor: u32,
    rgb: Vec<u8>,
    orientation: Orientation,
    problem: Option<Text>,
}

/// Decodes the first frame, at least so large that a side has `1 / reduction` of its pixels.
///
/// # Errors
/// Anything of [`MediaError`] but `Off` and `Stopped`. A picture that is cut off but partly
/// readable is no error: its `problem` says so.
pub fn decode(bytes: &[u8], reduction: Reduction) -> Result<Decoded, MediaError> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > PICTURE_BYTES {
        return Err(MediaError::TooManyBytes { bytes: length });
    }
    let format = sniff(bytes)?;
    let stored = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Jpeg => jpeg::decode(bytes, reduction),
        other => generic::decode(bytes, other, reduction),
    }))
    .unwrap_or_else(|_| Err(malformed(format, "the decoder failed inside")))?;
    Ok(orient::displayed(stored))
}

/// The displayed size of a picture in pixels, from its header alone.
///
/// # Errors
/// As [`decode`].
pub fn dimensions(bytes: &[u8]) -> Result<(u32, u32), MediaError> {
    let format = sniff(bytes)?;
    catch_unwind(AssertUnwindSafe(|| match format {
        Format::Jpeg => jpeg::dimensions(bytes),
        other => generic::dimensions(bytes, other),
    }))
    .unwrap_or_else(|_| Err(malformed(format, "the decoder failed inside")))
}

/// Refuses sizes that are zero or beyond the limit.
fn check_size(format: Format, width: u32, height: u32) -> Result<(), MediaError> {
    if width == 0 || height == 0 {
        return Err(malformed(format, "it has no pixels"));
    }
    if u64::from(width) * u64::from(height) > PICTURE_PIXELS {
        return Err(MediaError::TooManyPixels { width, height });
    }
    Ok(())
}

fn malformed(format: Format, why: &str) -> MediaError {
    MediaError::Malformed {
        format,
        why: Text::line(why),
    }
}

/// Bytes of a picture of this size with so many bytes a pixel.
fn byte_count(size: (u32, u32), per_pixel: usize) -> usize {
    let side = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
    side(size.0)
        .saturating_mul(side(size.1))
        .saturating_mul(per_pixel)
}

#[cfg(test)]
mod tests;
