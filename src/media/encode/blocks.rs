//! Half-block cells: two pixels, one above the other, in each cell.

use std::sync::Arc;

use super::palette::{palette_color, palette_index};
use crate::model::Rgb;
use crate::model::picture::{BlockCell, USUAL_16};

/// Pairs the rows of a picture that is `columns` pixels wide; an odd last row stays out.
pub fn cells(rgb: &[u8], columns: usize) -> Arc<[BlockCell]> {
    paired(rgb, columns, |color| color)
}

/// The same in the fixed colours of the 256-colour palette; [`palette_index`] gives the number of
/// each.
pub fn cells_256(rgb: &[u8], columns: usize) -> Arc<[BlockCell]> {
    paired(rgb, columns, |color| palette_color(palette_index(color)))
}

/// The same in the [`USUAL_16`] colours, in a pattern where a colour lies between two of them.
pub fn cells_16(rgb: &[u8], columns: usize) -> Arc<[BlockCell]> {
    let columns = columns.max(1);
    let (pixels, _) = rgb.as_chunks::<3>();
    let mut out = Vec::with_capacity(rgb.len());
    for (at, pixel) in pixels.iter().enumerate() {
        let Rgb(red, green, blue) = patterned(*pixel, at % columns, at / columns);
        out.extend([red, green, blue]);
    }
    cells(&out, columns)
}

/// Where in the pattern a pixel's threshold stands: of each two by two pixels every one another.
const PATTERN: [[i16; 2]; 2] = [[-3, 1], [3, -1]];
/// How far a step of the pattern moves a colour. The colours lie 85 apart; more than half of that
/// in all would make noise of even areas.
const STEP: i16 = 11;

/// The colour that stands for a pixel at a place.
fn patterned(pixel: [u8; 3], x: usize, y: usize) -> Rgb {
    let by = PATTERN[y % 2][x % 2] * STEP;
    // Within a byte.
    let [red, green, blue] = pixel.map(|value| (i16::from(value) + by).clamp(0, 255) as u8);
    let wanted = Rgb(red, green, blue);
    let nearest = USUAL_16
        .into_iter()
        .min_by_key(|color| apart(*color, wanted));
    nearest.unwrap_or(wanted)
}

/// How different two colours look: brightness tells most.
fn apart(a: Rgb, b: Rgb) -> i32 {
    let part = |x: u8, y: u8| i32::from(x) - i32::from(y);
    let (red, green, blue) = (part(a.0, b.0), part(a.1, b.1), part(a.2, b.2));
    let light = (red * 299 + green * 587 + blue * 114) / 1_000;
    2 * red * red + 4 * green * green + 3 * blue * blue + 9 * light * light
}

fn paired(rgb: &[u8], columns: usize, color: impl Fn(Rgb) -> Rgb) -> Arc<[BlockCell]> {
    let (pixels, _) = rgb.as_chunks::<3>();
    let of = |&[red, green, blue]: &[u8; 3]| color(Rgb(red, green, blue));
    let columns = columns.max(1);
    pixels
        .chunks_exact(columns * 2)
        .flat_map(|rows| {
            let (upper, lower) = rows.split_at(columns);
            upper.iter().zip(lower)
        })
        .map(|(upper, lower)| BlockCell {
            upper: of(upper),
            lower: of(lower),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_between_two_become_a_pattern_of_both() {
        let grey = |value: u8| {
            let cells = cells_16(&[value; 3 * 64], 8);
            let all = cells.iter().flat_map(|cell| [cell.upper.0, cell.lower.0]);
            all.map(u32::from).sum::<u32>() / 64
        };
        for value in [0, 42, 85, 128, 170, 212, 255] {
            assert!(
                grey(value).abs_diff(value.into()) <= 22,
                "{value} became {}",
                grey(value)
            );
        }
    }

    #[test]
    fn rows_are_paired() {
        let rgb: Vec<u8> = (0..4).flat_map(|value| [value * 60, 0, 0]).collect();
        let made = cells(&rgb, 2);
        assert_eq!(made.len(), 2);
        assert_eq!(made[1].upper, Rgb(60, 0, 0));
        assert_eq!(made[1].lower, Rgb(180, 0, 0));
        assert_eq!(cells_256(&rgb, 2)[1].lower, Rgb(175, 0, 0));
        let sixteen: Vec<u8> = USUAL_16.iter().flat_map(|c| [c.0, c.1, c.2]).collect();
        for (cell, colors) in cells_16(&sixteen, 1).iter().zip(USUAL_16.chunks(2)) {
            assert_eq!(
                [cell.upper, cell.lower],
                colors,
                "they stand for themselves"
            );
        }
        assert!(cells(&rgb, 4).is_empty() && cells(&[], 0).is_empty());
    }
}
