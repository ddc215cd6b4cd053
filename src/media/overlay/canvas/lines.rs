//! Lines by distance: each pixel remembers how near the nearest line is, then halo and colour are
//! mixed in once.

use super::blend;
use crate::media::overlay::ink::Ink;
use crate::model::{Point, Rgb};

/// Nearness of every pixel to the lines collected: 0 is out of reach, 255 is on the line.
pub(super) struct Nearness {
    size: (u32, u32),
    values: Vec<u8>,
    /// Columns and rows touched since the last drawing: left, top, right, bottom (exclusive).
    touched: Option<[usize; 4]>,
    /// Opacity of halo and line for each nearness, and the ink they are for.
    weights: (Option<Ink>, [(u8, u8); 256]),
}

impl Nearness {
    pub(super) fn new(size: (u32, u32)) -> Self {
        let side = |value: u32| usize::try_from(value).unwrap_or(0);
        Self {
            size,
            values: vec![0; side(size.0) * side(size.1)],
            touched: None,
            weights: (None, [(0, 0); 256]),
        }
    }

    /// Collects a line, broken into dashes where the ink says so.
    pub(super) fn trace(&mut self, points: &[Point], closed: bool, ink: &Ink) {
        let snap = |p: &Point| {
            if ink.is_crisp() {
                // Pixel centres: whole pixels on upright lines, no gaps on others.
                Point::new(p.x.floor() + 0.5, p.y.floor() + 0.5)
            } else {
                *p
            }
        };
        let mut dashes = Dashes::new(ink);
        let mut draw = |from: Point, to: Point| match &mut dashes {
            None => self.segment(from, to, ink),
            Some(dashes) => dashes.walk(from, to, |a, b| self.segment(a, b, ink)),
        };
        if let [only] = points {
            draw(snap(only), snap(only));
        }
        for pair in points.windows(2) {
            if let [from, to] = pair {
                draw(snap(from), snap(to));
            }
        }
        if let (true, [first, .., last]) = (closed, points) {
            draw(snap(last), snap(first));
        }
    }

    /// Collects a filled disc or a hollow ring.
    pub(super) fn dot(&mut self, at: Point, radius: f32, filled: bool, ink: &Ink) {
        let half = ink.line / 2.0;
        self.mark(at, at, radius + reach(ink), reach(ink), |distance| {
            if filled {
                (distance - (radius - half)).max(0.0)
            } else {
                (distance - radius).abs()
            }
        });
    }

    fn segment(&mut self, from: Point, to: Point, ink: &Ink) {
        let reach = reach(ink);
        self.mark(from, to, reach, reach, |distance| distance);
    }

    /// Marks the pixels within `spread` of a segment by their distance, seen through `shape`.
    fn mark(
        &mut self,
        from: Point,
        to: Point,
        spread: f32,
        reach: f32,
        shape: impl Fn(f32) -> f32,
    ) {
        // Clipped to a few thousand beforehand.
        let cell = |value: f32| value.floor() as i32;
        let (low_x, high_x) = (from.x.min(to.x) - spread, from.x.max(to.x) + spread);
        let (low_y, high_y) = (from.y.min(to.y) - spread, from.y.max(to.y) + spread);
        let columns = blend::range(cell(low_x), cell(high_x) + 1, self.size.0);
        let rows = blend::range(cell(low_y), cell(high_y) + 1, self.size.1);
        if columns.is_empty() || rows.is_empty() {
            return;
        }
        self.touch([columns.start, rows.start, columns.end, rows.end]);
        let width = usize::try_from(self.size.0).unwrap_or(0);
        let along = (to.x - from.x, to.y - from.y);
        let length = along.0.hypot(along.1);
        let per_length2 = if length > 0.0 {
            1.0 / (length * length)
        } else {
            0.0
        };
        let nearness = 255.0 / reach;
        for y in rows {
            let down = y as f32 + 0.5 - from.y;
            // On a slanted line only a short stretch of the row is near.
            let (mut left, mut right) = (low_x, high_x);
            if along.1.abs() > 1e-3 {
                let middle = from.x + down * along.0 / along.1;
                let wide = spread * length / along.1.abs();
                left = left.max(middle - wide);
                right = right.min(middle + wide);
            }
            let stretch = blend::range(cell(left), cell(right) + 1, self.size.0);
            let start = y * width;
            let Some(values) = self
                .values
                .get_mut(start + stretch.start..start + stretch.end)
            else {
                continue;
            };
            for (x, value) in stretch.zip(values) {
                let across = x as f32 + 0.5 - from.x;
                let t = ((across * along.0 + down * along.1) * per_length2).clamp(0.0, 1.0);
                let (dx, dy) = (across - along.0 * t, down - along.1 * t);
                let distance = shape((dx * dx + dy * dy).sqrt());
                // At most 255; what is out of reach becomes 0.
                *value = (*value).max((nearness * (reach - distance)) as u8);
            }
        }
    }

    fn touch(&mut self, area: [usize; 4]) {
        self.touched = Some(match self.touched {
            None => area,
            Some([left, top, right, bottom]) => [
                left.min(area[0]),
                top.min(area[1]),
                right.max(area[2]),
                bottom.max(area[3]),
            ],
        });
    }

    /// Mixes halo and colour into the pixels and forgets the lines.
    pub(super) fn draw(&mut self, pixels: &mut [[u8; 4]], width: u32, ink: &Ink) {
        let Some([left, top, right, bottom]) = self.touched.take() else {
            return;
        };
        // Inks differ mostly in colour, which the weights do not depend on.
        let plain = Ink {
            color: Rgb(0, 0, 0),
            ..*ink
        };
        if self.weights.0 != Some(plain) {
            self.weights = (Some(plain), weights(ink));
        }
        let weights = &self.weights.1;
        let row_length = usize::try_from(self.size.0).unwrap_or(0);
        for y in top..bottom {
            let start = y * row_length;
            let (Some(values), Some(row)) = (
                self.values.get_mut(start + left..start + right),
                blend::row(pixels, width, y, left..right),
            ) else {
                continue;
            };
            // Most of what a shape spans is empty: eight pixels are passed over at once.
            for (values, pixels) in values.chunks_mut(8).zip(row.chunks_mut(8)) {
                if values.iter().fold(0, |any, value| any | value) == 0 {
                    continue;
                }
                for (value, pixel) in values.iter_mut().zip(pixels) {
                    let (shade, line) = weights[usize::from(*value)];
                    if *value == 0 {
                        continue;
                    }
                    *value = 0;
                    if line < 255 && shade > 0 {
                        blend::mix(pixel, Rgb(0, 0, 0), shade);
                    }
                    blend::mix(pixel, ink.color, line);
                }
            }
        }
    }
}

/// How far from its middle a line with its halo is seen.
fn reach(ink: &Ink) -> f32 {
    ink.line / 2.0 + ink.halo + 0.5
}

/// Opacity of halo and line for each nearness.
fn weights(ink: &Ink) -> [(u8, u8); 256] {
    let (reach, half) = (reach(ink), ink.line / 2.0);
    let crisp = ink.is_crisp();
    std::array::from_fn(|near| {
        let distance = reach - (near as f32 + 0.5) / 255.0 * reach;
        let soft = |edge: f32| {
            if crisp {
                f32::from(u8::from(distance <= edge))
            } else {
                (edge + 0.5 - distance).clamp(0.0, 1.0)
            }
        };
        (
            blend::weight(soft(half + ink.halo) * ink.shade),
            blend::weight(soft(half) * ink.strength),
        )
    })
}

/// Where on the pattern of a dashed line we are; it runs on around corners.
struct Dashes {
    on: f32,
    period: f32,
    at: f32,
}

impl Dashes {
    fn new(ink: &Ink) -> Option<Self> {
        ink.dash_lengths().map(|(on, off)| Self {
            // Round ends reach out by half a line width.
            on: (on - ink.line).max(0.1),
            period: on + off,
            at: 0.0,
        })
    }

    /// Hands the dashes of one segment to `draw`.
    fn walk(&mut self, from: Point, to: Point, mut draw: impl FnMut(Point, Point)) {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx.hypot(dy);
        let place = |at: f32| Point::new(from.x + dx * at / length, from.y + dy * at / length);
        let mut done = 0.0;
        while done < length {
            let step = if self.at < self.on {
                let step = (self.on - self.at).min(length - done);
                draw(place(done), place(done + step));
                step
            } else {
                (self.period - self.at).min(length - done)
            }
            // Always forward, whatever rounding does.
            .max(0.05);
            done += step;
            self.at += step;
            if self.at >= self.period {
                self.at = 0.0;
            }
        }
    }
}
