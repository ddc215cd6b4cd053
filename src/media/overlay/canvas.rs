//! The surface that shapes are drawn on, in output pixels.
//!
//! Lines are first collected as distances ("how near is this pixel to a line of the shape"), then
//! turned into halo and colour in one pass, so that crossing lines of one shape look like one.

mod blend;
mod lines;
mod plain;

use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, Transform};

use super::ink::{Dash, Ink};
use crate::media::error::MediaError;
use crate::model::{Point, Rgb, Text};

use lines::Nearness;

/// A picture being drawn on.
pub struct Canvas {
    pixmap: Pixmap,
    near: Nearness,
}

impl Canvas {
    /// A canvas on red, green, blue pixels of a size.
    ///
    /// # Errors
    /// [`MediaError::Fault`] when pixels and size do not fit together.
    pub fn new(rgb: &[u8], size: (u32, u32)) -> Result<Self, MediaError> {
        let (pixels, _) = rgb.as_chunks::<3>();
        let mut pixmap = Pixmap::new(size.0, size.1)
            .filter(|pixmap| pixmap.pixels().len() == pixels.len())
            .ok_or_else(|| MediaError::Fault(Text::line("pixels and size differ")))?;
        let (to, _) = pixmap.data_mut().as_chunks_mut::<4>();
        for (to, &[red, green, blue]) in to.iter_mut().zip(pixels) {
            *to = [red, green, blue, 255];
        }
        Ok(Self {
            pixmap,
            near: Nearness::new(size),
        })
    }

    /// The pixels, written into a buffer that is used again.
    pub fn into_rgb(self, mut rgb: Vec<u8>) -> Vec<u8> {
        let (from, _) = self.pixmap.data().as_chunks::<4>();
        let (to, _) = rgb.as_chunks_mut::<3>();
        for (to, &[red, green, blue, _]) in to.iter_mut().zip(from) {
            *to = [red, green, blue];
        }
        rgb
    }

    /// Fills rings by the even-odd rule.
    pub(super) fn fill_rings(&mut self, rings: &[Vec<Point>], ink: &Ink) {
        if ink.fill <= 0.0 {
            return;
        }
        let mut path = PathBuilder::new();
        for ring in rings.iter().filter(|ring| ring.len() > 2) {
            let mut points = ring.iter();
            if let Some(first) = points.next() {
                path.move_to(first.x, first.y);
                points.for_each(|p| path.line_to(p.x, p.y));
                path.close();
            }
        }
        let Some(path) = path.finish() else { return };
        let mut paint = Paint {
            // The smooth edge is the line's business, which covers this one.
            anti_alias: false,
            ..Paint::default()
        };
        let Rgb(red, green, blue) = ink.color;
        paint.set_color_rgba8(red, green, blue, blend::weight(ink.fill));
        self.pixmap.fill_path(
            &path,
            &paint,
            FillRule::EvenOdd,
            Transform::identity(),
            None,
        );
    }

    /// Collects a line through points; `closed` joins the last to the first.
    pub(super) fn trace(&mut self, points: &[Point], closed: bool, ink: &Ink) {
        if ink.line <= 0.0 {
            return;
        }
        if ink.plain && ink.dash == Dash::Solid {
            self.plain_line(points, closed, ink);
        } else {
            self.near.trace(points, closed, ink);
        }
    }

    /// Collects a point mark, filled or hollow.
    pub(super) fn dot(&mut self, at: Point, filled: bool, ink: &Ink) {
        if ink.line <= 0.0 {
            return;
        }
        if ink.plain && filled {
            self.plain_dot(at, ink);
        } else {
            self.near.dot(at, ink.dot_radius(), filled, ink);
        }
    }

    /// Draws the lines collected since the last call.
    pub(super) fn finish_lines(&mut self, ink: &Ink) {
        let width = self.pixmap.width();
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut::<4>();
        self.near.draw(pixels, width, ink);
    }

    /// Draws an upright box: by far the commonest shape, so its edges are whole pixels, crisp at
    /// any resolution.
    pub(super) fn upright_box(&mut self, low: Point, high: Point, ink: &Ink) {
        let (left, top) = (whole(low.x), whole(low.y));
        let right = whole(high.x).max(left + 1);
        let bottom = whole(high.y).max(top + 1);
        let outer = |by: i32| [left - by, top - by, right + by, bottom + by];
        self.blend_rect(outer(0), ink.color, ink.fill, None);
        if ink.line <= 0.0 {
            return;
        }
        let width = whole(ink.line).max(1);
        let out = width / 2;
        let dash = ink.dash_lengths();
        if ink.shade > 0.0 && ink.halo > 0.0 {
            let halo = whole(ink.halo).max(1);
            self.ring(outer(out + halo), halo, Rgb(0, 0, 0), ink.shade, dash);
            self.ring(outer(out - width), halo, Rgb(0, 0, 0), ink.shade, dash);
        }
        self.ring(outer(out), width, ink.color, ink.strength, dash);
    }

    /// A frame of some thickness just inside a rectangle.
    fn ring(
        &mut self,
        [left, top, right, bottom]: [i32; 4],
        thick: i32,
        color: Rgb,
        alpha: f32,
        dash: Option<(f32, f32)>,
    ) {
        if left >= right || top >= bottom {
            return;
        }
        let inner_top = (top + thick).min(bottom);
        let inner_bottom = (bottom - thick).max(inner_top);
        let inner_left = (left + thick).min(right);
        let inner_right = (right - thick).max(inner_left);
        let sides = [
            [left, top, right, inner_top],
            [left, inner_bottom, right, bottom],
            [left, inner_top, inner_left, inner_bottom],
            [inner_right, inner_top, right, inner_bottom],
        ];
        for side in sides {
            self.blend_rect(side, color, alpha, dash);
        }
    }

    /// Mixes a colour into a rectangle, clipped to the canvas.
    fn blend_rect(
        &mut self,
        [left, top, right, bottom]: [i32; 4],
        color: Rgb,
        alpha: f32,
        dash: Option<(f32, f32)>,
    ) {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let columns = blend::range(left, right, width);
        let rows = blend::range(top, bottom, height);
        let weight = blend::weight(alpha);
        if weight == 0 || columns.is_empty() || rows.is_empty() {
            return;
        }
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut::<4>();
        for y in rows {
            let Some(row) = blend::row(pixels, width, y, columns.clone()) else {
                continue;
            };
            match dash {
                None => row
                    .iter_mut()
                    .for_each(|pixel| blend::mix(pixel, color, weight)),
                Some(lengths) => {
                    for (x, pixel) in columns.clone().zip(row) {
                        if blend::is_on(x + y, lengths) {
                            blend::mix(pixel, color, weight);
                        }
                    }
                }
            }
        }
    }

    /// The pixels of a row between two columns; none when they are not all on the canvas.
    pub(super) fn row(
        &mut self,
        y: usize,
        columns: std::ops::Range<usize>,
    ) -> Option<&mut [[u8; 4]]> {
        let width = self.pixmap.width();
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut::<4>();
        blend::row(pixels, width, y, columns)
    }
}

pub(super) use blend::{is_on, mix, range, weight};

/// The nearest whole pixel edge; clipped coordinates are far below the limits of `i32`.
fn whole(value: f32) -> i32 {
    value.round() as i32
}
