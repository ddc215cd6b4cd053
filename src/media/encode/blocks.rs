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

/// The same in the [`USUAL_16`] colours; what one is off by is made up for by its neighbours.
pub fn cells_16(rgb: &[u8], columns: usize) -> Arc<[BlockCell]> {
    let columns = columns.max(1);
    let mut out = rgb.to_vec();
    let (mut here, mut below) = (vec![[0; 3]; columns + 2], vec![[0; 3]; columns + 2]);
    let (pixels, _) = out.as_chunks_mut::<3>();
    for (y, row) in pixels.chunks_mut(columns).enumerate() {
        // Every other row backwards: else the pattern leans to one side.
        let forwards = y % 2 == 0;
        for step in 0..row.len() {
            let x = if forwards { step } else { row.len() - 1 - step };
            let Some(pixel) = row.get_mut(x) else { break };
            let owed = here.get(x + 1).copied().unwrap_or_default();
            let off = usual(pixel, owed);
            let (next, last) = if forwards { (x + 2, x) } else { (x, x + 2) };
            owe(&mut here, next, off, 7);
            owe(&mut below, last, off, 3);
            owe(&mut below, x + 1, off, 5);
            owe(&mut below, next, off, 1);
        }
        std::mem::swap(&mut here, &mut below);
        below.fill([0; 3]);
    }
    cells(&out, columns)
}

/// Hundredths of what a colour is off by that are made up for: all of it makes noise of dark areas.
const MADE_UP: i32 = 85;
/// How far what is owed may lead beyond black and white.
const BEYOND: i32 = 40;

/// Puts the nearest of the usual colours for a pixel and what is owed to it (in sixteenths); answers
/// what it is off by.
fn usual(pixel: &mut [u8; 3], owed: [i32; 3]) -> [i32; 3] {
    let wanted: [i32; 3] = std::array::from_fn(|channel| {
        let value = i32::from(pixel[channel]) + owed[channel] / 16;
        value.clamp(-BEYOND, 255 + BEYOND)
    });
    let parts = |color: &Rgb| [color.0, color.1, color.2];
    let off = |color: &Rgb| {
        let parts = parts(color);
        std::array::from_fn(|channel| wanted[channel] - i32::from(parts[channel]))
    };
    // Eyes tell greens apart best.
    let apart = |color: &&Rgb| {
        let [red, green, blue]: [i32; 3] = off(color);
        2 * red * red + 4 * green * green + 3 * blue * blue
    };
    let nearest = USUAL_16.iter().min_by_key(apart).unwrap_or(&USUAL_16[0]);
    *pixel = parts(nearest);
    off(nearest).map(|off| off * MADE_UP / 100)
}

/// Adds sixteenths of what a pixel is off by to what a neighbour is owed (Floyd and Steinberg).
fn owe(row: &mut [[i32; 3]], at: usize, off: [i32; 3], sixteenths: i32) {
    if let Some(owed) = row.get_mut(at) {
        for (owed, off) in owed.iter_mut().zip(off) {
            *owed += off * sixteenths;
        }
    }
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
