//! Half-block cells: two pixels, one above the other, in each cell.

use std::sync::Arc;

use super::palette::{palette_color, palette_index};
use crate::model::Rgb;
use crate::model::picture::BlockCell;

/// Pairs the rows of a picture that is `columns` pixels wide; an odd last row stays out.
pub fn cells(rgb: &[u8], columns: usize) -> Arc<[BlockCell]> {
    paired(rgb, columns, |color| color)
}

/// The same in the fixed colours of the 256-colour palette; [`palette_index`] gives the number of
/// each.
pub fn cells_256(rgb: &[u8], columns: usize) -> Arc<[BlockCell]> {
    paired(rgb, columns, |color| palette_color(palette_index(color)))
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
    fn rows_are_paired() {
        let rgb: Vec<u8> = (0..4).flat_map(|value| [value * 60, 0, 0]).collect();
        let made = cells(&rgb, 2);
        assert_eq!(made.len(), 2);
        assert_eq!(made[1].upper, Rgb(60, 0, 0));
        assert_eq!(made[1].lower, Rgb(180, 0, 0));
        assert_eq!(cells_256(&rgb, 2)[1].lower, Rgb(175, 0, 0));
        assert!(cells(&rgb, 4).is_empty() && cells(&[], 0).is_empty());
    }
}
