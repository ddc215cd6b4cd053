//! Envelopes of channels: two columns and four rows of dots in each cell, from the least value of
//! a column to its greatest.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::codec::colors::cycle_color;
use crate::model::{Channel, Signal};
use crate::ui::canvas::Canvas;
use crate::ui::fit;

use super::axis::Scale;

/// Rows of one channel at least.
const LEAST_ROWS: u16 = 2;

/// Draws a signal's channels below each other, as many as there is room for.
pub fn draw(canvas: &mut Canvas, signal: &Signal, scale: &Scale, area: Rect) {
    let fit_in = usize::from((area.height / LEAST_ROWS).max(1));
    let shown = signal.channels.len().min(fit_in);
    let Ok(count) = u16::try_from(shown) else {
        return;
    };
    if count == 0 || area.height == 0 {
        canvas.middle(area, "there is nothing in it", canvas.theme.dim);
        return;
    }
    let rows = area.height / count;
    for (channel, number) in signal.channels.iter().take(shown).zip(0_u16..) {
        let place = Rect {
            y: area.y + number * rows,
            height: rows,
            ..area
        };
        let style = match signal.channels.len() {
            1 => canvas.theme.accent,
            _ => canvas.theme.label(cycle_color(number.into())),
        };
        envelope(canvas, signal, channel, scale, (place, style));
        legend(canvas, channel, place, signal.channels.len() > 1);
    }
    let hidden = signal.channels.len() - shown;
    let mut notes = Vec::new();
    if hidden > 0 {
        notes.push(format!("{hidden} more channels"));
    }
    notes.extend(signal.cut.as_ref().map(|cut| cut.to_string()));
    if !notes.is_empty() {
        let mut pen = canvas.pen(Rect { height: 1, ..area });
        let style = pen.theme().warning;
        pen.right(&notes.join("; "), style);
    }
}

/// The name of a channel, and the values at its edges.
fn legend(canvas: &mut Canvas, channel: &Channel, area: Rect, named: bool) {
    let theme = canvas.theme;
    let high = value(channel.high);
    let low = value(channel.low);
    let top = match named && !channel.name.is_empty() {
        true => format!("{high} {}", channel.name),
        false => high,
    };
    let room = area.width / 2;
    canvas.put(area.x, area.y, room.min(fit::width(&top)), &top, theme.dim);
    if area.height > 1 {
        let y = area.bottom() - 1;
        canvas.put(area.x, y, room.min(fit::width(&low)), &low, theme.dim);
    }
}

fn value(at: f32) -> String {
    match at.abs() {
        0.0 => "0".into(),
        size if !(1e-3..1e6).contains(&size) => format!("{at:.1e}"),
        size if size >= 100.0 => format!("{at:.0}"),
        _ => {
            let text = format!("{at:.3}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

fn envelope(
    canvas: &mut Canvas,
    signal: &Signal,
    channel: &Channel,
    scale: &Scale,
    (area, style): (Rect, Style),
) {
    let columns = usize::from(area.width) * 2;
    let dots = i32::from(area.height) * 4;
    let spread = (channel.high - channel.low).max(f32::MIN_POSITIVE);
    let row = |value: f32| {
        let share = ((value - channel.low) / spread).clamp(0.0, 1.0);
        // Within the area's rows of dots.
        dots - 1 - (share * (dots - 1) as f32).round() as i32
    };
    let mut before: Option<(i32, i32)> = None;
    let ranges: Vec<Option<(i32, i32)>> = (0..columns)
        .map(|column| {
            let found = range(signal, channel, scale, column, columns);
            let mut dots = found.map(|(low, high)| (row(high), row(low)));
            // A line goes on from where the last column ended.
            if let (Some((top, bottom)), Some((was_top, was_bottom))) = (&mut dots, before) {
                *top = (*top).min(was_bottom + 1);
                *bottom = (*bottom).max(was_top - 1);
            }
            before = found.map(|(low, high)| (row(high), row(low)));
            dots
        })
        .collect();
    for (pair, x) in ranges.chunks(2).zip(area.left()..) {
        for y in 0..area.height {
            let sign = cell(pair, i32::from(y) * 4, canvas.theme.ascii);
            if sign != ' ' {
                let mut buffer = [0; 4];
                canvas.put(x, area.y + y, 1, sign.encode_utf8(&mut buffer), style);
            }
        }
    }
}

/// Least and greatest value in one column of dots.
fn range(
    signal: &Signal,
    channel: &Channel,
    scale: &Scale,
    column: usize,
    columns: usize,
) -> Option<(f32, f32)> {
    let (from, to) = scale.window();
    let all = signal.end - signal.start;
    let parts = channel.parts.len();
    if all.is_nan() || all <= 0.0 || parts == 0 {
        return None;
    }
    let at = |column: usize| {
        let position = from + (to - from) * column as f64 / columns as f64;
        (position - signal.start) / all * parts as f64
    };
    let (first, last) = (at(column), at(column + 1));
    if last <= 0.0 || first >= parts as f64 {
        return None;
    }
    // Both within the parts; a column narrower than a part shows that one.
    let first = first.max(0.0) as usize;
    let last = (last.ceil().max(0.0) as usize).clamp(first + 1, parts);
    let found = channel.parts.get(first..last)?;
    let real = found
        .iter()
        .filter(|(low, high)| low.is_finite() && high.is_finite());
    real.copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// The sign of a cell whose first row of dots is `top`: two columns, four rows.
fn cell(pair: &[Option<(i32, i32)>], top: i32, ascii: bool) -> char {
    const DOTS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
    let mut bits = 0;
    for (range, dots) in pair.iter().zip(DOTS) {
        let Some((first, last)) = range else { continue };
        for (dot, row) in dots.into_iter().zip(top..) {
            if (*first..=*last).contains(&row) {
                bits |= dot;
            }
        }
    }
    if !ascii {
        return match bits {
            0 => ' ',
            bits => char::from_u32(0x2800 + bits).unwrap_or(' '),
        };
    }
    let (upper, lower) = (bits & 0x1b != 0, bits & 0xe4 != 0);
    match (upper, lower) {
        (true, true) => ':',
        (true, false) => '\'',
        (false, true) => '.',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_fill_from_the_least_to_the_greatest() {
        assert_eq!(cell(&[Some((0, 3)), Some((0, 3))], 0, false), '⣿');
        assert_eq!(cell(&[Some((0, 0)), None], 0, false), '⠁');
        assert_eq!(cell(&[None, Some((7, 7))], 4, false), '⢀');
        assert_eq!(cell(&[None, None], 0, false), ' ');
        assert_eq!(cell(&[Some((0, 0)), None], 0, true), '\'');
        assert_eq!(cell(&[Some((0, 3)), None], 0, true), ':');
    }

    #[test]
    fn a_column_shows_the_parts_below_it() {
        let parts: Vec<(f32, f32)> = (0..100).map(|n| (n as f32, n as f32 + 0.5)).collect();
        let channel = Channel {
            name: "x".into(),
            low: 0.0,
            high: 100.0,
            parts: parts.into(),
        };
        let signal = Signal {
            start: 0.0,
            end: 100.0,
            ..Signal::default()
        };
        let scale = Scale::new((-10.0, 110.0), Rect::new(0, 0, 60, 1));
        let found = |column| range(&signal, &channel, &scale, column, 120);
        assert_eq!((found(9), found(110)), (None, None));
        assert_eq!(found(10), Some((0.0, 0.5)));
        assert_eq!(found(109), Some((99.0, 99.5)));
        let near = Scale::new((10.2, 10.4), Rect::new(0, 0, 60, 1));
        assert_eq!(range(&signal, &channel, &near, 3, 120), Some((10.0, 10.5)));
    }
}
