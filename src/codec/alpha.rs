//! Masks as brushes write them (Label Studio): a run-length coded bit stream of RGBA bytes, of
//! which only the alpha byte of each pixel counts. They are read straight into a [`Mask`]; the
//! picture of four bytes a pixel is never made.

use std::sync::Arc;

use crate::limits::{MASK_PIXELS, MASK_RUNS};
use crate::model::Mask;

use super::bitmap::{Bits, empty_mask};

/// Why a brush's mask cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlphaError {
    /// More pixels than [`MASK_PIXELS`].
    #[error("the mask has {0} pixels, more than the limit")]
    TooLarge(u64),
    /// More runs than [`MASK_RUNS`].
    #[error("the mask has more runs than the limit")]
    TooManyRuns,
    /// It holds another number of bytes than its picture.
    #[error("the mask holds {found} bytes, its picture {expected}")]
    Size {
        /// Bytes that the mask says it has.
        found: u64,
        /// Bytes of the picture, four a pixel.
        expected: u64,
    },
    /// A run goes past the end of the picture.
    #[error("the mask goes on past its {0} bytes")]
    Overrun(u64),
    /// The bytes end before the picture is full.
    #[error("the mask ends after {at} of {of} bytes")]
    Cut {
        /// Bytes that are there.
        at: u64,
        /// Bytes of the picture.
        of: u64,
    },
}

/// Reads the mask of a picture of this size. Whatever alpha is above zero is foreground.
///
/// # Errors
/// Sizes that do not fit, runs past the end, bytes that end early, sizes above the limits.
pub fn mask(bytes: &[u8], width: u32, height: u32) -> Result<Mask, AlphaError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MASK_PIXELS {
        return Err(AlphaError::TooLarge(pixels));
    }
    let mut set = Ranges::default();
    let found = decode(bytes, Some(pixels * 4), |from, to, value| {
        // The alpha byte of pixel p is byte 4p + 3, so these are the pixels whose alpha lies within.
        if value > 0 {
            set.add(from / 4, to / 4)?;
        }
        Ok(())
    })?;
    debug_assert_eq!(found, pixels * 4);
    Ok(set.into_mask(u64::from(width.max(1))))
}

/// The number of values that a stream says it holds: four times the pixels of its picture.
pub fn values(bytes: &[u8]) -> Option<u64> {
    Bits32::new(bytes).take(32)
}

/// Walks the stream: stretches `(from, to, value)` of bytes, `to` exclusive.
fn decode(
    bytes: &[u8],
    expected: Option<u64>,
    mut stretch: impl FnMut(u64, u64, u64) -> Result<(), AlphaError>,
) -> Result<u64, AlphaError> {
    let mut bits = Bits32::new(bytes);
    let total = bits.take(32).unwrap_or(0);
    if let Some(expected) = expected.filter(|expected| *expected != total) {
        let found = total;
        return Err(AlphaError::Size { found, expected });
    }
    let mut at = 0;
    let cut = |at| AlphaError::Cut { at, of: total };
    let word = bits.size(5).ok_or(cut(0))?;
    let mut sizes = [0_u32; 4];
    for size in &mut sizes {
        *size = bits.size(4).ok_or(cut(0))?;
    }
    while at < total {
        let run = bits.take(1).ok_or(cut(at))? == 1;
        let which = usize::try_from(bits.take(2).ok_or(cut(at))?).unwrap_or(0);
        let field = sizes.get(which).copied().unwrap_or(1);
        let length = bits.take(field).ok_or(cut(at))? + 1;
        if at + length > total {
            return Err(AlphaError::Overrun(total));
        }
        if run {
            let value = bits.take(word).ok_or(cut(at))?;
            stretch(at, at + length, value)?;
            at += length;
        } else {
            for _ in 0..length {
                let value = bits.take(word).ok_or(cut(at))?;
                stretch(at, at + 1, value)?;
                at += 1;
            }
        }
    }
    Ok(at)
}

/// Bits, the highest of each byte first.
struct Bits32<'a> {
    rest: std::slice::Iter<'a, u8>,
    held: u64,
    count: u32,
}

impl<'a> Bits32<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes.iter(),
            held: 0,
            count: 0,
        }
    }

    /// The next bits, at most 32, as a number.
    fn take(&mut self, bits: u32) -> Option<u64> {
        while self.count < bits {
            self.held = self.held << 8 | u64::from(*self.rest.next()?);
            self.count += 8;
        }
        self.count -= bits;
        let value = self.held >> self.count & ((1 << bits) - 1);
        Some(value)
    }

    /// A size, which is written less one.
    fn size(&mut self, bits: u32) -> Option<u32> {
        u32::try_from(self.take(bits)? + 1).ok()
    }
}

/// Foreground in reading order, neighbours joined.
#[derive(Default)]
struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    fn add(&mut self, from: u64, to: u64) -> Result<(), AlphaError> {
        if from >= to {
            return Ok(());
        }
        let full = self.0.len() >= MASK_RUNS / 2;
        match self.0.last_mut() {
            Some(last) if last.1 == from => last.1 = to,
            _ if full => return Err(AlphaError::TooManyRuns),
            _ => self.0.push((from, to)),
        }
        Ok(())
    }

    /// Cropped to what is set.
    fn into_mask(self, width: u64) -> Mask {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else {
            return empty_mask();
        };
        let (top, bottom) = (first.0 / width, (last.1 - 1) / width);
        let (mut left, mut right) = (width, 0);
        for (from, to) in &self.0 {
            if from / width == (to - 1) / width {
                left = left.min(from % width);
                right = right.max((to - 1) % width + 1);
            } else {
                (left, right) = (0, width);
            }
        }
        let inner = right - left;
        // Pixels are bounded by `MASK_PIXELS`, below u32::MAX.
        let cast = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        let mut runs: Vec<u32> = Vec::with_capacity(self.0.len() * 2);
        let mut end = 0;
        for (from, to) in self.0 {
            let place = |at: u64| (at / width - top) * inner + (at % width - left);
            let (start, stop) = (place(from), place(to - 1) + 1);
            match runs.last_mut() {
                // Neighbours once the margin between them is cropped away.
                Some(last) if start == end => *last += cast(stop - start),
                _ => runs.extend([cast(start - end), cast(stop - start)]),
            }
            end = stop;
        }
        Mask {
            x: cast(left),
            y: cast(top),
            width: cast(inner),
            height: cast(bottom - top + 1),
            runs: Arc::from(runs),
        }
    }
}

/// A mask of a picture of one size on the same picture at another: each pixel from the nearest
/// one. None above the limits.
pub fn stretched(mask: &Mask, from: (u32, u32), to: (u32, u32)) -> Option<Mask> {
    if from == to {
        return Some(mask.clone());
    }
    if from.0 == 0 || from.1 == 0 || mask.width == 0 || mask.height == 0 {
        return Some(empty_mask());
    }
    let source = Bits::of_mask(mask)?;
    let edge = |at: u32, from: u32, to: u32| {
        u32::try_from(u64::from(at) * u64::from(to) / u64::from(from)).unwrap_or(u32::MAX)
    };
    let (left, top) = (edge(mask.x, from.0, to.0), edge(mask.y, from.1, to.1));
    let right = edge(mask.x.saturating_add(mask.width), from.0, to.0).saturating_add(1);
    let bottom = edge(mask.y.saturating_add(mask.height), from.1, to.1).saturating_add(1);
    let (right, bottom) = (right.min(to.0), bottom.min(to.1));
    let mut bits = Bits::new(right.checked_sub(left)?, bottom.checked_sub(top)?)?;
    for y in 0..bits.height() {
        let row = edge(top + y, to.1, from.1);
        for x in 0..bits.width() {
            let column = edge(left + x, to.0, from.0);
            let inside = (column.checked_sub(mask.x), row.checked_sub(mask.y));
            if let (Some(column), Some(row)) = inside
                && source.get(column, row)
            {
                bits.set(x, y);
            }
        }
    }
    Some(bits.to_mask(left, top))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Result<Vec<u8>, AlphaError> {
        let mut out = Vec::new();
        decode(bytes, None, |from, to, value| {
            out.extend((from..to).map(|_| u8::try_from(value).unwrap_or(u8::MAX)));
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn the_known_streams_are_read() {
        let six = [0, 0, 0, 24, 57, 27, 252, 96, 22, 255, 231, 0, 0];
        let read = mask(&six, 3, 2).unwrap();
        assert_eq!(
            read.spans().collect::<Vec<_>>(),
            [(0, 1, 3), (1, 0, 1)],
            "{read:?}"
        );
        assert_eq!(values(&six), Some(24));
        for stream in [
            &[0, 0, 0, 7, 57, 27, 248, 32, 32, 81, 129, 128, 18][..],
            &[0, 0, 0, 7, 57, 27, 248, 0, 32, 1, 70, 6, 0, 72],
        ] {
            assert_eq!(all(stream).unwrap(), [1, 2, 3, 3, 3, 3, 9]);
        }
        let mixed = [0, 0, 0, 16, 57, 27, 252, 96, 17, 133, 70, 41, 31, 248];
        let repeated: Vec<u8> = [0, 10, 20, 255]
            .into_iter()
            .flat_map(|value| [value; 4])
            .collect();
        let sequence: Vec<u8> = [0_u8, 10, 20, 255].repeat(4);
        let found = all(&mixed).unwrap();
        assert!(found == repeated || found == sequence, "{found:?}");
    }

    #[test]
    fn streams_of_another_size_and_broken_ones_are_refused() {
        let six = [0, 0, 0, 24, 57, 27, 252, 96, 22, 255, 231, 0, 0];
        assert_eq!(
            mask(&six, 2, 2),
            Err(AlphaError::Size {
                found: 24,
                expected: 16
            })
        );
        assert_eq!(
            mask(&six[..9], 3, 2),
            Err(AlphaError::Cut { at: 4, of: 24 })
        );
        // A run of 16 bytes where the picture has 4: run, second field, 15 + 1, 255.
        let over = [0, 0, 0, 4, 57, 27, 0b1111_1101, 0b1111_1111, 0b1111_1000];
        assert_eq!(mask(&over, 1, 1), Err(AlphaError::Overrun(4)));
        assert!(matches!(
            mask(&[255; 64], u32::MAX, u32::MAX),
            Err(AlphaError::TooLarge(_))
        ));
        assert!(mask(&[], 1, 1).is_err());
        assert_eq!(mask(&[0; 9], 0, 0).unwrap(), empty_mask());
    }

    #[test]
    fn masks_follow_their_picture_to_another_scale() {
        let six = [0, 0, 0, 24, 57, 27, 252, 96, 22, 255, 231, 0, 0];
        let read = mask(&six, 3, 2).unwrap();
        let large = stretched(&read, (3, 2), (6, 4)).unwrap();
        assert_eq!(large.area(), read.area() * 4);
        assert_eq!(stretched(&large, (6, 4), (3, 2)).unwrap(), read);
        assert_eq!(
            stretched(&empty_mask(), (3, 2), (9, 9)).unwrap(),
            empty_mask()
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(mut bytes in proptest::collection::vec(0_u8..=255, 0..200), w in 0_u32..40, h in 0_u32..40) {
            let _ = mask(&bytes, w, h);
            // The size as it should be, so that the rest is looked at too.
            if bytes.len() > 4 {
                bytes[..4].copy_from_slice(&(w * h * 4).to_be_bytes());
            }
            if let Ok(mask) = mask(&bytes, w, h) {
                proptest::prop_assert!(mask.area() <= u64::from(w) * u64::from(h));
                proptest::prop_assert!(mask.spans().all(|(y, from, to)| y < h && from < to && to <= w));
                let _ = stretched(&mask, (w, h), (h, w));
            }
        }
    }
}
