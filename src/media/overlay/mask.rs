//! Bitmaps: how much of each output pixel they cover, then a light fill and an edge.

use super::canvas::{self, Canvas};
use super::frame::Frame;
use super::ink::{Dash, Ink};
use crate::model::{Mask, Rgb};

/// Coverage from which an output pixel counts as inside.
const INSIDE: f32 = 0.5;

/// How much of each output pixel in a window a bitmap covers.
struct Coverage {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    /// 0 to 1, row by row.
    values: Vec<f32>,
    /// Whether the bitmap's rectangle goes on past the left, top, right and bottom of the picture:
    /// no edge is drawn there.
    beyond: [bool; 4],
}

/// Draws a bitmap.
pub(super) fn paint(canvas: &mut Canvas, frame: &Frame, mask: &Mask, ink: &Ink) {
    let Some(coverage) = Coverage::of(mask, frame, ink) else {
        return;
    };
    if ink.fill > 0.0 {
        coverage.fill(canvas, ink);
    }
    if ink.line > 0.0 {
        coverage.edge(canvas, ink);
    }
}

impl Coverage {
    /// Sums up the runs, each as a step up and a step down along its row, so that a run costs the
    /// same however long it is.
    fn of(mask: &Mask, frame: &Frame, ink: &Ink) -> Option<Self> {
        let size = frame.size();
        // Clamped to the output by `range`; casts of large floats saturate.
        let edge = |value: f64| value.clamp(-1e6, 1e6).floor() as i32;
        // The edge lies within the bitmap; only its halo reaches beyond.
        let reach = edge(ink.halo.into()) + 2;
        let far = |at: u32, length: u32| f64::from(at) + f64::from(length);
        let (left, right) = (
            frame.across(mask.x.into()),
            frame.across(far(mask.x, mask.width)),
        );
        let (top, bottom) = (
            frame.down(mask.y.into()),
            frame.down(far(mask.y, mask.height)),
        );
        let columns = canvas::range(edge(left) - reach, edge(right) + 1 + reach, size.0);
        let rows = canvas::range(edge(top) - reach, edge(bottom) + 1 + reach, size.1);
        if columns.is_empty() || rows.is_empty() {
            return None;
        }
        let mut coverage = Self {
            left: columns.start,
            top: rows.start,
            width: columns.len(),
            height: rows.len(),
            values: vec![0.0; columns.len() * rows.len()],
            beyond: [
                left < -0.5,
                top < -0.5,
                right > f64::from(size.0) + 0.5,
                bottom > f64::from(size.1) + 0.5,
            ],
        };
        for (y, from, to) in mask.spans() {
            let top = frame.down(y.into()) - rows.start as f64;
            let bottom = frame.down(f64::from(y) + 1.0) - rows.start as f64;
            if bottom <= 0.0 || top >= rows.len() as f64 {
                continue;
            }
            let left = frame.across(from.into()) - columns.start as f64;
            let right = frame.across(to.into()) - columns.start as f64;
            coverage.add((left, right), (top, bottom));
        }
        coverage.sum_up();
        Some(coverage)
    }

    fn add(&mut self, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
        let width = self.width as f64;
        let (left, right) = (left.clamp(0.0, width), right.clamp(0.0, width));
        let (top, bottom) = (top.max(0.0), bottom.min(self.height as f64));
        if left >= right || top >= bottom {
            return;
        }
        // All within the window now.
        let last = (bottom.ceil() as usize).min(self.height);
        for row in top.floor() as usize..last {
            let part = bottom.min(row as f64 + 1.0) - top.max(row as f64);
            self.step(row, left, part as f32);
            self.step(row, right, -part as f32);
        }
    }

    /// Raises everything right of a place, smoothly within its pixel.
    fn step(&mut self, row: usize, at: f64, by: f32) {
        let column = at.floor() as usize;
        let inner = (at - at.floor()) as f32;
        let start = row * self.width;
        let Some(values) = self.values.get_mut(start..start + self.width) else {
            return;
        };
        if let Some(value) = values.get_mut(column) {
            *value += by * (1.0 - inner);
        }
        if let Some(value) = values.get_mut(column + 1) {
            *value += by * inner;
        }
    }

    fn sum_up(&mut self) {
        for row in self.values.chunks_exact_mut(self.width) {
            let mut sum = 0.0;
            for value in row {
                sum += *value;
                *value = sum;
            }
        }
    }

    fn fill(&self, canvas: &mut Canvas, ink: &Ink) {
        let hatched = ink.dash == Dash::Dotted;
        for (row, values) in self.values.chunks_exact(self.width).enumerate() {
            let y = self.top + row;
            let Some(pixels) = canvas.row(y, self.left..self.left + self.width) else {
                continue;
            };
            for (column, (pixel, &value)) in pixels.iter_mut().zip(values).enumerate() {
                let light = if hatched && (self.left + column + y) % 6 > 2 {
                    0.3
                } else {
                    1.0
                };
                let weight = canvas::weight(value * ink.fill * light);
                if weight > 0 {
                    canvas::mix(pixel, ink.color, weight);
                }
            }
        }
    }

    /// The edge lies within the bitmap, its halo outside.
    fn edge(&self, canvas: &mut Canvas, ink: &Ink) {
        let inside: Vec<u8> = self
            .values
            .iter()
            .map(|&value| u8::from(value >= INSIDE))
            .collect();
        // Widths are at most 64 × 1.7.
        let line = ink.line.floor().max(1.0) as usize;
        let halo = ink.halo.round().max(0.0) as usize;
        let core = self.eroded(inside.clone(), line, self.beyond);
        let outside: Vec<u8> = inside.iter().map(|&is| 1 - is).collect();
        let away = self.eroded(outside, halo, [true; 4]);
        let (line_weight, shade) = (canvas::weight(ink.strength), canvas::weight(ink.shade));
        let dash = ink.dash_lengths();
        for row in 0..self.height {
            let y = self.top + row;
            let start = row * self.width;
            let Some(pixels) = canvas.row(y, self.left..self.left + self.width) else {
                continue;
            };
            let flags = inside.iter().zip(&core).zip(&away).skip(start);
            for (column, (pixel, ((&inside, &core), &away))) in
                pixels.iter_mut().zip(flags).enumerate()
            {
                if inside == core && away != 0 {
                    continue;
                }
                let on = dash.is_none_or(|lengths| canvas::is_on(self.left + column + y, lengths));
                if !on {
                    continue;
                }
                if inside > core {
                    canvas::mix(pixel, ink.color, line_weight);
                } else if inside == 0 && away == 0 && shade > 0 {
                    canvas::mix(pixel, Rgb(0, 0, 0), shade);
                }
            }
        }
    }

    /// Flags (0 or 1) that stay when those within `by` pixels of an unset one go. `beyond` tells for
    /// left, top, right and bottom whether the flags go on past the window's border.
    fn eroded(&self, mut flags: Vec<u8>, by: usize, beyond: [bool; 4]) -> Vec<u8> {
        let [left, top, right, bottom] = beyond.map(u8::from);
        let mut rows = vec![0; flags.len()];
        for _ in 0..by {
            for (from, to) in flags
                .chunks_exact(self.width)
                .zip(rows.chunks_exact_mut(self.width))
            {
                thinned(from, to, left, right);
            }
            let above = |y: usize| y.checked_sub(1).map(|above| above * self.width);
            for (y, to) in flags.chunks_exact_mut(self.width).enumerate() {
                let row = |start: usize| rows.get(start..start + self.width);
                to.copy_from_slice(row(y * self.width).unwrap_or(&[]));
                lessened(to, above(y).and_then(row), top);
                lessened(to, row((y + 1) * self.width), bottom);
            }
        }
        flags
    }
}

/// Each flag with both of its neighbours; `left` and `right` are those of the ends.
fn thinned(from: &[u8], to: &mut [u8], left: u8, right: u8) {
    let (Some(&first), Some(&last)) = (from.first(), from.last()) else {
        return;
    };
    let inner = to.iter_mut().skip(1);
    for (to, window) in inner.zip(from.windows(3)) {
        *to = window.iter().fold(1, |all, flag| all & flag);
    }
    let second = from.get(1).copied().unwrap_or(right);
    let last_but_one = from.len().checked_sub(2).and_then(|at| from.get(at));
    if let Some(to) = to.first_mut() {
        *to = first & left & second;
    }
    if from.len() > 1
        && let Some(to) = to.last_mut()
    {
        *to = last & right & last_but_one.copied().unwrap_or(left);
    }
}

/// Flags with those of another row, or of what lies beyond the border.
fn lessened(flags: &mut [u8], other: Option<&[u8]>, beyond: u8) {
    match other {
        Some(other) => flags
            .iter_mut()
            .zip(other)
            .for_each(|(flag, other)| *flag &= other),
        None => flags.iter_mut().for_each(|flag| *flag &= beyond),
    }
}
