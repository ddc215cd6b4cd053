//! The crosshair and its box as signs over a picture's cells: the picture itself stays as it is,
//! so that a step costs some cells and no new picture.

use ratatui::layout::Rect;

use crate::app::crosshair::{Crosshair, point};
use crate::model::picture::Picture;
use crate::model::{Point, Rgb};

use super::canvas::Canvas;

/// Stands out from nearly every picture, and from the cycle of label colours.
const COLOR: Rgb = Rgb(255, 238, 0);
/// Cells of an arm to the left and right; a cell is about twice as high as wide.
const ACROSS: i32 = 3;
/// Cells of an arm up and down.
const DOWN: i32 = 1;

/// Draws it over a picture that takes these cells.
pub fn draw(canvas: &mut Canvas, picture: &Picture, place: Rect, cross: &Crosshair) {
    if place.is_empty() {
        return;
    }
    let glyphs = canvas.theme.glyphs;
    let at = cell(picture, point(cross.at), place);
    if let Some(corner) = cross.corner {
        outline(canvas, place, cell(picture, point(corner), place), at);
    }
    for step in 1..=ACROSS {
        sign(canvas, place, (at.0 - step, at.1), glyphs.across);
        sign(canvas, place, (at.0 + step, at.1), glyphs.across);
    }
    for step in 1..=DOWN {
        sign(canvas, place, (at.0, at.1 - step), glyphs.down);
        sign(canvas, place, (at.0, at.1 + step), glyphs.down);
    }
    let middle = if canvas.theme.ascii { "+" } else { "┼" };
    sign(canvas, place, at, middle);
}

/// The cell of an image point from the picture's left top; the far edge counts to the last cell.
fn cell(picture: &Picture, p: Point, place: Rect) -> (i32, i32) {
    let (x, y) = picture.cell_of(p);
    let of = |value: f32, cells: u16| {
        let cell = value.floor() as i32;
        if cell == i32::from(cells) {
            cell - 1
        } else {
            cell
        }
    };
    (of(x, place.width), of(y, place.height))
}

/// A box of lines between two cells.
fn outline(canvas: &mut Canvas, place: Rect, a: (i32, i32), b: (i32, i32)) {
    let glyphs = canvas.theme.glyphs;
    let (left, right) = (a.0.min(b.0), a.0.max(b.0));
    let (top, bottom) = (a.1.min(b.1), a.1.max(b.1));
    // What lies outside of the picture is not walked through.
    let across = left.max(0)..=right.min(i32::from(place.width));
    let down = top.max(0)..=bottom.min(i32::from(place.height));
    for x in across {
        sign(canvas, place, (x, top), glyphs.across);
        sign(canvas, place, (x, bottom), glyphs.across);
    }
    for y in down {
        sign(canvas, place, (left, y), glyphs.down);
        sign(canvas, place, (right, y), glyphs.down);
    }
    let [left_top, right_top, left_bottom, right_bottom] = glyphs.corners;
    for (at, corner) in [
        ((left, top), left_top),
        ((right, top), right_top),
        ((left, bottom), left_bottom),
        ((right, bottom), right_bottom),
    ] {
        sign(canvas, place, at, corner);
    }
}

/// One sign, if its cell is within the picture.
fn sign(canvas: &mut Canvas, place: Rect, at: (i32, i32), text: &str) {
    let (Ok(x), Ok(y)) = (u16::try_from(at.0), u16::try_from(at.1)) else {
        return;
    };
    if x >= place.width || y >= place.height {
        return;
    }
    let cells = Rect {
        x: place.x + x,
        y: place.y + y,
        width: 1,
        height: 1,
    };
    canvas.clear(cells);
    let style = canvas.theme.badge(COLOR);
    canvas.put(cells.x, cells.y, 1, text, style);
}
