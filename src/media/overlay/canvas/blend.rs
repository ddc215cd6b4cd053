//! Mixing colours into opaque pixels, and the bounds of rows and columns.

use std::ops::Range;

use crate::model::Rgb;

/// An opacity of 0 to 1 as 0 to 255.
pub(in crate::media::overlay) fn weight(alpha: f32) -> u8 {
    // Clamped, and NaN becomes 0.
    (alpha.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

/// Moves a pixel towards a colour by a weight of 0 to 255.
pub(in crate::media::overlay) fn mix(pixel: &mut [u8; 4], Rgb(red, green, blue): Rgb, weight: u8) {
    let weight = u32::from(weight);
    let toward = |from: u8, to: u8| {
        let sum = u32::from(from) * (255 - weight) + u32::from(to) * weight + 127;
        // At most 255 × 255 + 127, divided by 255 (exact for this range).
        ((sum + (sum >> 8) + 1) >> 8) as u8
    };
    let [r, g, b, _] = *pixel;
    *pixel = [toward(r, red), toward(g, green), toward(b, blue), 255];
}

/// The part of a stretch of pixels that lies on a canvas side.
pub(in crate::media::overlay) fn range(from: i32, to: i32, side: u32) -> Range<usize> {
    let inside =
        |value: i32| usize::try_from(u32::try_from(value).unwrap_or(0).min(side)).unwrap_or(0);
    inside(from)..inside(to).max(inside(from))
}

/// The pixels of a row between two columns.
pub(in crate::media::overlay) fn row(
    pixels: &mut [[u8; 4]],
    width: u32,
    y: usize,
    columns: Range<usize>,
) -> Option<&mut [[u8; 4]]> {
    let start = y.checked_mul(usize::try_from(width).ok()?)?;
    pixels.get_mut(start + columns.start..start + columns.end)
}

/// Whether a place along a dashed line is on a dash.
pub(in crate::media::overlay) fn is_on(at: usize, (on, off): (f32, f32)) -> bool {
    // Both are small positive lengths.
    let (on, off) = (on.max(1.0) as usize, off.max(1.0) as usize);
    at % (on + off) < on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_reaches_both_ends() {
        for (from, to, by, made) in [
            (0, 255, 255, 255),
            (0, 255, 0, 0),
            (255, 0, 255, 0),
            (255, 255, 77, 255),
            (0, 255, 128, 128),
            (10, 20, 128, 15),
        ] {
            let mut pixel = [from, from, from, 255];
            mix(&mut pixel, Rgb(to, to, to), by);
            assert_eq!(pixel, [made, made, made, 255], "{from} to {to} by {by}");
        }
        assert_eq!((weight(f32::NAN), weight(-1.0), weight(9.0)), (0, 0, 255));
    }

    #[test]
    fn ranges_are_clipped() {
        assert_eq!(range(-5, 3, 10), 0..3);
        assert_eq!(range(8, 99, 10), 8..10);
        assert!(range(12, 20, 10).is_empty() && range(5, -5, 10).is_empty());
    }
}
