//! Smaller until it fits: pictures for slow lines, which the terminal spreads over their cells.

use crate::media::error::MediaError;
use crate::media::scale;
use crate::model::Rect;

/// Attempts before the last one is taken as it is.
const ATTEMPTS: usize = 6;
/// A side is not made shorter than this, in pixels.
const LEAST_SIDE: u32 = 16;

/// Encodes red, green, blue pixels of a size by `encode`, and scaled down until at most so many
/// bytes come out.
///
/// # Errors
/// Whatever `encode` brings, and [`MediaError::Fault`] when pixels and size do not fit together.
pub fn fitted(
    rgb: &[u8],
    size: (u32, u32),
    most: usize,
    mut encode: impl FnMut(&[u8], (u32, u32)) -> Result<Vec<u8>, MediaError>,
) -> Result<Vec<u8>, MediaError> {
    let mut out = encode(rgb, size)?;
    let mut sides = (f64::from(size.0), f64::from(size.1));
    for _ in 0..ATTEMPTS {
        if out.len() <= most || sides.0.min(sides.1) <= f64::from(LEAST_SIDE) {
            break;
        }
        // Bytes go with the area; a little less, so that the first attempt mostly is the last.
        let share = (most as f64 / out.len() as f64).sqrt() * 0.94;
        sides = (sides.0 * share.min(0.9), sides.1 * share.min(0.9));
        let to = (pixels(sides.0, size.0), pixels(sides.1, size.1));
        let whole = Rect::new(0.0, 0.0, size.0 as f32, size.1 as f32);
        out = encode(&scale::scale_rgb(rgb, size, whole, to)?, to)?;
    }
    Ok(out)
}

/// A side in whole pixels, at least the least one, never more than it was.
fn pixels(side: f64, before: u32) -> u32 {
    // Within 0 and the side before.
    (side.round() as u32).max(LEAST_SIDE).min(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_smaller_until_it_fits() {
        let rgb = vec![7; 200 * 100 * 3];
        let mut tried = Vec::new();
        let made = fitted(&rgb, (200, 100), 5_000, |rgb, size| {
            tried.push(size);
            Ok(rgb.to_vec())
        })
        .unwrap();
        assert!(made.len() <= 5_000 && made.len() > 3_000, "{}", made.len());
        assert!(tried.len() == 2 && tried[0] == (200, 100), "{tried:?}");
        let all = fitted(&rgb, (200, 100), usize::MAX, |rgb, _| Ok(rgb.to_vec())).unwrap();
        assert_eq!(all.len(), rgb.len());
        // Nothing fits into nothing: it ends all the same.
        assert!(fitted(&rgb, (200, 100), 0, |rgb, _| Ok(rgb.to_vec())).is_ok());
    }
}
