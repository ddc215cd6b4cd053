//! Bitmaps: one bit a pixel, and their way to and from run-length [`Mask`]s.
//!
//! Memory is bounded by [`MASK_PIXELS`]; nothing here decodes picture files.

use std::sync::Arc;

use crate::limits::MASK_PIXELS;
use crate::model::Mask;

/// A rectangle of pixels that are set or not. Coordinates outside read as unset and are ignored
/// when set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    width: u32,
    height: u32,
    stride: usize,
    words: Vec<u64>,
}

impl Bits {
    /// An empty bitmap; none above [`MASK_PIXELS`].
    pub fn new(width: u32, height: u32) -> Option<Self> {
        if u64::from(width) * u64::from(height) > MASK_PIXELS {
            return None;
        }
        let stride = usize::try_from(width.div_ceil(64)).ok()?;
        let words = stride.checked_mul(usize::try_from(height).ok()?)?;
        // A tall, narrow bitmap still takes a word a row.
        (words <= usize::try_from(MASK_PIXELS / 16).ok()?).then(|| Self {
            width,
            height,
            stride,
            words: vec![0; words],
        })
    }

    /// From bytes, row by row; any byte but zero is foreground. None when the sizes disagree.
    pub fn from_bytes(width: u32, height: u32, bytes: &[u8]) -> Option<Self> {
        if u64::from(width) * u64::from(height) != u64::try_from(bytes.len()).ok()? {
            return None;
        }
        let mut bits = Self::new(width, height)?;
        let rows = bytes.chunks_exact(usize::try_from(width.max(1)).ok()?);
        for (y, row) in (0..height).zip(rows) {
            for (x, &byte) in (0..width).zip(row) {
                if byte != 0 {
                    bits.set(x, y);
                }
            }
        }
        Some(bits)
    }

    /// The foreground of a mask, in the mask's own rectangle. None when it is too large.
    pub fn of_mask(mask: &Mask) -> Option<Self> {
        let mut bits = Self::new(mask.width, mask.height)?;
        for (y, from, to) in mask.spans() {
            let y = y.saturating_sub(mask.y);
            for x in from.saturating_sub(mask.x)..to.saturating_sub(mask.x) {
                bits.set(x, y);
            }
        }
        Some(bits)
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Whether a pixel is set.
    pub fn get(&self, x: u32, y: u32) -> bool {
        self.place(x, y)
            .and_then(|(word, bit)| Some(self.words.get(word)? >> bit & 1 == 1))
            .unwrap_or(false)
    }

    /// Sets a pixel.
    pub fn set(&mut self, x: u32, y: u32) {
        if let Some((word, bit)) = self.place(x, y)
            && let Some(word) = self.words.get_mut(word)
        {
            *word |= 1 << bit;
        }
    }

    fn place(&self, x: u32, y: u32) -> Option<(usize, u32)> {
        (x < self.width && y < self.height).then(|| {
            // Both below u32::MAX; a usize has at least as many bits here.
            (y as usize * self.stride + (x / 64) as usize, x % 64)
        })
    }

    /// The foreground as a mask cropped to what is set, with this bitmap's corner at `x`, `y` of
    /// the image. A bitmap without foreground becomes a mask of no size.
    pub fn to_mask(&self, x: u32, y: u32) -> Mask {
        of_spans(self.row_spans(), x, y)
    }

    /// Foreground as `(row, from, to)`, `to` exclusive, in reading order.
    fn row_spans(&self) -> Vec<(u32, u32, u32)> {
        let mut spans = Vec::new();
        for (y, row) in (0..self.height).zip(self.words.chunks_exact(self.stride.max(1))) {
            let mut x = 0;
            while let Some(from) = self.next(row, x, false) {
                let to = self.next(row, from, true).unwrap_or(self.width);
                spans.push((y, from, to));
                x = to;
            }
        }
        spans
    }

    /// The first pixel at or after `x` that is set (or unset, with `unset`), by whole words.
    fn next(&self, row: &[u64], x: u32, unset: bool) -> Option<u32> {
        let mut index = (x / 64) as usize;
        let mut mask = u64::MAX << (x % 64);
        while let Some(&word) = row.get(index) {
            let word = if unset { !word } else { word } & mask;
            if word != 0 {
                let found = u32::try_from(index).ok()? * 64 + word.trailing_zeros();
                return (found < self.width).then_some(found);
            }
            mask = u64::MAX;
            index += 1;
        }
        None
    }
}

/// A mask of spans `(row, from, to)`, `to` exclusive, in reading order and apart from each other,
/// whose corner lies at `x`, `y` of the image. No spans make a mask of no size.
pub fn of_spans(spans: Vec<(u32, u32, u32)>, x: u32, y: u32) -> Mask {
    let Some(left) = spans.iter().map(|span| span.1).min() else {
        return empty_mask();
    };
    let right = spans.iter().map(|span| span.2).max().unwrap_or(left);
    let top = spans.first().map_or(0, |span| span.0);
    let bottom = spans.last().map_or(top, |span| span.0);
    let width = right - left;
    let mut runs: Vec<u32> = Vec::with_capacity(spans.len() * 2);
    let mut end = 0_u64;
    for (row, from, to) in spans {
        let start = u64::from(row - top) * u64::from(width) + u64::from(from - left);
        if start == end && !runs.is_empty() {
            // Joined over the row's edge.
            if let Some(last) = runs.last_mut() {
                *last += to - from;
            }
        } else {
            runs.push(u32::try_from(start - end).unwrap_or(u32::MAX));
            runs.push(to - from);
        }
        end = start + u64::from(to - from);
    }
    Mask {
        x: x.saturating_add(left),
        y: y.saturating_add(top),
        width,
        height: bottom - top + 1,
        runs: Arc::from(runs),
    }
}

/// A mask without foreground.
pub fn empty_mask() -> Mask {
    Mask {
        x: 0,
        y: 0,
        width: 0,
        height: 0,
        runs: Arc::from([]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bitmaps_are_cropped_and_joined() {
        #[rustfmt::skip]
        let bytes = [
            0, 0, 0, 0, 0,
            0, 0, 1, 1, 0,
            0, 1, 1, 1, 0,
            0, 0, 0, 0, 0,
        ];
        let mask = Bits::from_bytes(5, 4, &bytes).unwrap().to_mask(10, 20);
        assert_eq!((mask.x, mask.y, mask.width, mask.height), (11, 21, 3, 2));
        assert_eq!(&*mask.runs, [1, 5]);
        assert_eq!(Bits::of_mask(&mask).unwrap().to_mask(11, 21), mask);
    }

    #[test]
    fn sizes_that_disagree_or_burst_are_refused() {
        assert!(Bits::from_bytes(3, 3, &[0; 8]).is_none());
        assert!(Bits::new(u32::MAX, u32::MAX).is_none());
        assert!(Bits::new(1, 150_000_000).is_none());
        assert_eq!(Bits::new(0, 9).unwrap().to_mask(0, 0), empty_mask());
        assert_eq!(Bits::new(70, 2).unwrap().to_mask(0, 0), empty_mask());
    }

    proptest::proptest! {
        #[test]
        fn masks_hold_exactly_the_pixels(width in 1_u32..150, bytes in proptest::collection::vec(0_u8..2, 0..600)) {
            let height = u32::try_from(bytes.len()).unwrap() / width;
            let bytes = &bytes[..(width * height) as usize];
            let mask = Bits::from_bytes(width, height, bytes).unwrap().to_mask(0, 0);
            let mut drawn = vec![0_u8; bytes.len()];
            for (y, from, to) in mask.spans() {
                for x in from..to {
                    drawn[(y * width + x) as usize] = 1;
                }
            }
            proptest::prop_assert_eq!(&drawn[..], bytes);
        }
    }
}
