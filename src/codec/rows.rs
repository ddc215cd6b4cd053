//! CVAT's masks: run lengths row by row within a box, background first, then the box's own four
//! inclusive edges. The server checks nothing of them.

use std::sync::Arc;

use crate::limits::{MASK_PIXELS, MASK_RUNS};
use crate::model::Mask;

/// A mask as far as it can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The mask.
    pub mask: Mask,
    /// Why it is not all that was sent, if so.
    pub damage: Option<&'static str>,
}

/// Reads the numbers of a mask: runs, then left, top, right and bottom, inclusive. Runs past the
/// end of the box are cut, those missing are background.
///
/// # Errors
/// A box that is none, or above the limits.
pub fn mask(numbers: &[f64]) -> Result<Rows, &'static str> {
    let (runs, edges) = numbers
        .split_last_chunk::<4>()
        .ok_or("a mask needs its box")?;
    let edges = edges.map(whole);
    let [Some(left), Some(top), Some(right), Some(bottom)] = edges else {
        return Err("the mask's box is no box of pixels");
    };
    let side = |from: u32, to: u32| Some(to.checked_sub(from)?.saturating_add(1));
    let (Some(width), Some(height)) = (side(left, right), side(top, bottom)) else {
        return Err("the mask's box ends before it begins");
    };
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MASK_PIXELS || runs.len() > MASK_RUNS {
        return Err("the mask is above the limit");
    }
    let (mut kept, mut at, mut damage) = (Vec::with_capacity(runs.len()), 0_u64, None);
    for run in runs {
        let run = whole(*run).unwrap_or_else(|| {
            damage = Some("a run of the mask is no number of pixels");
            0
        });
        let fits = u64::from(run).min(pixels - at);
        if fits < u64::from(run) {
            damage = Some("the mask's runs go past its box");
        }
        at += fits;
        // At most `run`, which is a u32.
        kept.push(u32::try_from(fits).unwrap_or(u32::MAX));
        if at == pixels {
            break;
        }
    }
    if at < pixels && damage.is_none() {
        damage = Some("the mask's runs end before its box");
    }
    let mask = Mask {
        x: left,
        y: top,
        width,
        height,
        runs: Arc::from(kept),
    };
    Ok(Rows { mask, damage })
}

fn whole(number: f64) -> Option<u32> {
    let fits = number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    // Checked to be a whole number within u32.
    fits.then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_rows_of_the_box() {
        let numbers = [0., 2., 4., 4., 2., 4., 2., 6., 100., 50., 105., 53.];
        let rows = mask(&numbers).unwrap();
        assert_eq!(rows.damage, None);
        let spans: Vec<_> = rows.mask.spans().collect();
        assert_eq!(
            spans,
            [
                (50, 100, 102),
                (51, 100, 104),
                (52, 100, 104),
                (53, 100, 106)
            ]
        );
    }

    #[test]
    fn a_mask_that_is_not_consistent_is_read_as_far_as_it_goes() {
        let long = mask(&[1., 99., 7., 10., 10., 11., 11.]).unwrap();
        assert_eq!((long.mask.area(), long.damage.is_some()), (3, true));
        let short = mask(&[1., 1., 10., 10., 19., 19.]).unwrap();
        assert_eq!((short.mask.area(), short.damage.is_some()), (1, true));
        assert!(
            mask(&[1., -1., 2., 0., 0., 3., 3.])
                .unwrap()
                .damage
                .is_some()
        );
        assert!(mask(&[0., 0., 1.]).is_err());
        assert!(mask(&[4., 9., 9., 3., 3.]).is_err());
        assert!(mask(&[4., 0., 0., 4e9, 4e9]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_numbers_are_survived(numbers in proptest::collection::vec(-5.0_f64..200.0, 0..40)) {
            let numbers: Vec<f64> = numbers.into_iter().map(f64::trunc).collect();
            if let Ok(rows) = mask(&numbers) {
                let pixels = u64::from(rows.mask.width) * u64::from(rows.mask.height);
                proptest::prop_assert!(rows.mask.area() <= pixels);
            }
        }
    }
}
