//! Lines and dots of crowds: whole pixels, put down as they come.

use super::{Canvas, blend, whole};
use crate::media::overlay::ink::Ink;
use crate::model::{Point, Rgb};

/// Added before and taken away after rounding down, so that the cast does it for negative places
/// too; clipped coordinates are above it.
const SHIFT: f32 = 1_024.0;

impl Canvas {
    /// A line through points; `closed` joins the last to the first.
    pub(super) fn plain_line(&mut self, points: &[Point], closed: bool, ink: &Ink) {
        let ends = match points {
            [first, .., last] if closed => Some((*last, *first)),
            [only] => Some((*only, *only)),
            _ => None,
        };
        let pairs = points.windows(2).filter_map(|pair| match pair {
            [from, to] => Some((*from, *to)),
            _ => None,
        });
        for (from, to) in pairs.chain(ends) {
            self.plain_segment(from, to, ink);
        }
    }

    /// A filled square around a place.
    pub(super) fn plain_dot(&mut self, at: Point, ink: &Ink) {
        let radius = ink.dot_radius();
        let (left, top) = (whole(at.x - radius), whole(at.y - radius));
        let side = whole(radius * 2.0).max(1);
        let square = [left, top, left + side, top + side];
        self.blend_rect(square, ink.color, ink.strength, None);
    }

    /// A segment without its last pixel, which the next one begins with.
    fn plain_segment(&mut self, from: Point, to: Point, ink: &Ink) {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        // Clipped to a few thousand beforehand.
        let steps = (dx.abs().max(dy.abs()).ceil() as u16).max(1);
        let (right, down) = (dx / f32::from(steps), dy / f32::from(steps));
        let across = dx.abs() >= dy.abs();
        let width = whole(ink.line).max(1);
        let weight = blend::weight(ink.strength);
        let cell = |value: f32| (value + SHIFT) as i32 - SHIFT as i32;
        for step in 0..steps {
            let step = f32::from(step);
            let (x, y) = (cell(from.x + right * step), cell(from.y + down * step));
            for beside in -(width / 2)..width - width / 2 {
                match across {
                    true => self.plain_pixel(x, y + beside, ink.color, weight),
                    false => self.plain_pixel(x + beside, y, ink.color, weight),
                }
            }
        }
    }

    fn plain_pixel(&mut self, x: i32, y: i32, color: Rgb, weight: u8) {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        if x >= width || y >= height {
            return;
        }
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut::<4>();
        let at = usize::try_from(y * width + x).unwrap_or(usize::MAX);
        if let Some(pixel) = pixels.get_mut(at) {
            match weight {
                255 => *pixel = [color.0, color.1, color.2, 255],
                _ => blend::mix(pixel, color, weight),
            }
        }
    }
}
