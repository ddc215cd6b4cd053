//! Turning stored pixels into the displayed picture, for all eight EXIF orientations.

use super::{Decoded, Stored};
use crate::model::{Orientation, Point, Rect};

/// Applies the stored orientation.
pub(super) fn displayed(stored: Stored) -> Decoded {
    let swap = |(width, height): (u32, u32)| {
        if stored.orientation.swaps_sides() {
            (height, width)
        } else {
            (width, height)
        }
    };
    let (full, size) = (swap(stored.full), swap(stored.size));
    Decoded {
        full,
        size,
        covers: covered(&stored).unwrap_or_default(),
        rgb: oriented(stored.rgb, stored.size, stored.orientation),
        problem: stored.problem,
    }
}

/// Where the held pixels lie in the displayed picture.
fn covered(stored: &Stored) -> Option<Rect> {
    let end = |side: u32| side.saturating_mul(stored.divisor) as f32;
    let corners = [
        Point::default(),
        Point::new(end(stored.size.0), end(stored.size.1)),
    ];
    let (width, height) = (stored.full.0 as f32, stored.full.1 as f32);
    Rect::around(corners.map(|corner| stored.orientation.apply(corner, width, height)))
}

/// Moves the pixels of a stored picture of this size.
fn oriented(rgb: Vec<u8>, size: (u32, u32), orientation: Orientation) -> Vec<u8> {
    let width = usize::try_from(size.0).unwrap_or(0);
    let (pixels, _) = rgb.as_chunks::<3>();
    if width == 0 || orientation == Orientation::Normal {
        return rgb;
    }
    let rows = || pixels.chunks_exact(width);
    let columns = |reverse_columns: bool, reverse_rows: bool| {
        let mut out = Vec::with_capacity(rgb.len());
        for step in 0..width {
            let column = if reverse_columns {
                width - 1 - step
            } else {
                step
            };
            let mut push = |row: &[[u8; 3]]| {
                if let Some(pixel) = row.get(column) {
                    out.extend_from_slice(pixel);
                }
            };
            if reverse_rows {
                rows().rev().for_each(&mut push);
            } else {
                rows().for_each(&mut push);
            }
        }
        out
    };
    match orientation {
        Orientation::Normal => Vec::new(),
        Orientation::MirrorHorizontal => rows()
            .flat_map(|row| row.iter().rev())
            .flatten()
            .copied()
            .collect(),
        Orientation::Turn180 => pixels.iter().rev().flatten().copied().collect(),
        Orientation::MirrorVertical => rows().rev().flatten().flatten().copied().collect(),
        Orientation::Transpose => columns(false, false),
        Orientation::Turn90 => columns(false, true),
        Orientation::Transverse => columns(true, true),
        Orientation::Turn270 => columns(true, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_go_where_points_go() {
        let size = (5, 3);
        let rgb: Vec<u8> = (0..15).flat_map(|value| [value, 0, 0]).collect();
        for number in 1..=8 {
            let orientation = Orientation::from_exif(number);
            let out = oriented(rgb.clone(), size, orientation);
            let width = if orientation.swaps_sides() { 3 } else { 5 };
            for y in 0..3_u8 {
                for x in 0..5_u8 {
                    let middle = Point::new(f32::from(x) + 0.5, f32::from(y) + 0.5);
                    let to = orientation.apply(middle, 5.0, 3.0);
                    let at = (to.y as usize * width + to.x as usize) * 3;
                    assert_eq!(out[at], y * 5 + x, "orientation {number}, pixel {x},{y}");
                }
            }
        }
    }
}
