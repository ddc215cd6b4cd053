//! From positions on a time line to cells and words.

use ratatui::layout::Rect;

use crate::model::{TimeUnit, Timestamp};
use crate::ui::canvas::Canvas;
use crate::ui::fit;

/// Cells between two marks of the axis at least.
const APART: f64 = 14.0;
/// Distances between marks in seconds, then days.
const SECONDS: [f64; 22] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0,
    120.0, 300.0, 600.0, 1_800.0, 3_600.0, 21_600.0,
];
const DAY: f64 = 86_400.0;
/// Marks of one axis at most.
const MARKS: usize = 200;

/// Positions from `from` to `to` spread over the columns of an area.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    from: f64,
    to: f64,
    area: Rect,
}

impl Scale {
    /// A part of a time line over an area's columns.
    pub fn new((from, to): (f64, f64), area: Rect) -> Self {
        Self { from, to, area }
    }

    /// First and last position.
    pub fn window(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// The place of a position in columns from the left edge, unclipped.
    fn place(&self, at: f64) -> f64 {
        let all = (self.to - self.from).max(f64::MIN_POSITIVE);
        (at - self.from) / all * f64::from(self.area.width)
    }

    /// The first column and the number of columns of a stretch; at least one, none out of sight.
    pub fn cells(&self, from: f64, to: f64) -> Option<(u16, u16)> {
        let wide = f64::from(self.area.width);
        let (left, right) = (self.place(from), self.place(to));
        if right < 0.0 || left >= wide || wide < 1.0 || left.is_nan() || right.is_nan() {
            return None;
        }
        // Within the area, whose sides are 16 bits.
        let left = left.clamp(0.0, wide - 1.0).floor() as u16;
        let right = right.clamp(0.0, wide).ceil() as u16;
        Some((self.area.x + left, (right.max(left + 1)) - left))
    }

    /// The column of a position, if it is in sight.
    pub fn column(&self, at: f64) -> Option<u16> {
        let inside = (self.from..=self.to).contains(&at);
        self.cells(at, at).filter(|_| inside).map(|(x, _)| x)
    }

    /// The distance between two marks of the axis.
    fn step(&self, unit: TimeUnit) -> f64 {
        let wanted = (self.to - self.from) / f64::from(self.area.width.max(1)) * APART;
        let decimal = |least: f64| {
            let ten = 10_f64.powf(wanted.max(f64::MIN_POSITIVE).log10().floor());
            let fits = |step: &f64| *step >= wanted;
            let steps = [1.0, 2.0, 5.0].map(|one| one * ten);
            steps
                .into_iter()
                .find(fits)
                .unwrap_or(ten * 10.0)
                .max(least)
        };
        match unit {
            TimeUnit::Frames => decimal(1.0),
            TimeUnit::Number => decimal(0.0),
            TimeUnit::Seconds | TimeUnit::Date if wanted > DAY / 4.0 => {
                let days = (wanted / DAY).ceil().max(1.0);
                let ten = 10_f64.powf(days.log10().floor());
                let steps = [1.0, 2.0, 5.0, 10.0].map(|one| one * ten);
                steps.into_iter().find(|step| *step >= days).unwrap_or(days) * DAY
            }
            TimeUnit::Seconds | TimeUnit::Date => {
                let fits = |step: &f64| *step >= wanted;
                SECONDS.into_iter().find(fits).unwrap_or(DAY)
            }
        }
    }
}

/// Draws marks and their positions in words.
pub fn draw(canvas: &mut Canvas, unit: TimeUnit, scale: &Scale, area: Rect) {
    if area.height == 0 || area.width == 0 {
        return;
    }
    canvas.line(area);
    let theme = canvas.theme;
    let step = scale.step(unit);
    if !(step.is_finite() && step > 0.0) {
        return;
    }
    let first = (scale.from / step).ceil();
    let mark = if theme.ascii { "+" } else { "┬" };
    for number in 0..MARKS {
        let at = (first + number as f64) * step;
        let Some(x) = scale.column(at) else { break };
        canvas.put(x, area.y, 1, mark, theme.border);
        let words = moment(unit, at, step);
        let room = area.right().saturating_sub(x + 1);
        if fit::width(&words) <= room {
            canvas.put(x + 1, area.y, room, &words, theme.dim);
        }
    }
}

/// A position in words, as exactly as a step asks for.
pub fn moment(unit: TimeUnit, at: f64, step: f64) -> String {
    let digits = match step {
        step if step >= 1.0 => 0,
        step if step >= 0.1 => 1,
        step if step >= 0.01 => 2,
        _ => 3,
    };
    match unit {
        TimeUnit::Seconds => clock(at, digits),
        TimeUnit::Frames => format!("{at:.0}"),
        TimeUnit::Number => number(at, step),
        TimeUnit::Date => date(at, step, digits),
    }
}

/// Hours, minutes and seconds: `0:07`, `1:02:03.500`.
fn clock(at: f64, digits: usize) -> String {
    let sign = if at < 0.0 { "-" } else { "" };
    let unit = 10_f64.powi(i32::try_from(digits).unwrap_or(0));
    // Rounded first, so that no minute has sixty seconds.
    let at = (at.abs() * unit).round() / unit;
    let (hours, minutes) = ((at / 3_600.0).floor(), (at % 3_600.0 / 60.0).floor());
    let seconds = at % 60.0;
    let wide = if digits == 0 { 2 } else { digits + 3 };
    match hours >= 1.0 {
        true => format!("{sign}{hours:.0}:{minutes:02.0}:{seconds:0wide$.digits$}"),
        false => format!("{sign}{minutes:.0}:{seconds:0wide$.digits$}"),
    }
}

/// A number with the digits that tell two marks apart, and no zeros at its end.
fn number(at: f64, step: f64) -> String {
    if at != 0.0 && !(1e-6..1e12).contains(&at.abs()) {
        return format!("{at:.4e}");
    }
    let places = (1.0 - step.max(1e-9).log10().floor()).clamp(0.0, 9.0);
    let text = format!("{at:.*}", places as usize);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// `2026-03-04`, with the time of day where the step is shorter than a day.
fn date(at: f64, step: f64, digits: usize) -> String {
    let limit = 1e14;
    if !at.is_finite() || at.abs() > limit {
        return number(at, step);
    }
    let whole = Timestamp((at * 1_000.0) as i64).to_string();
    let day = whole.get(..10).unwrap_or(&whole);
    let time = whole.get(11..19).unwrap_or("");
    match step {
        step if step >= DAY => day.to_owned(),
        step if step >= 60.0 => format!("{day} {}", time.get(..5).unwrap_or(time)),
        _ if digits == 0 => format!("{day} {time}"),
        _ => {
            let part = format!("{:.digits$}", at.rem_euclid(1.0));
            format!("{day} {time}{}", part.get(1..).unwrap_or(""))
        }
    }
}

/// A stretch exactly: where it begins, where it ends, how long it is.
pub fn stretch(unit: TimeUnit, from: f64, to: f64) -> String {
    let step = match unit {
        TimeUnit::Seconds => 0.001,
        TimeUnit::Date => 1.0,
        TimeUnit::Frames => 1.0,
        TimeUnit::Number => 1e-4 * (to - from).abs().max(1e-3),
    };
    let begin = moment(unit, from, step);
    if from == to {
        return format!("at {begin}");
    }
    let end = moment(unit, to, step);
    match unit {
        TimeUnit::Seconds => format!("{begin}–{end} ({})", seconds(to - from)),
        TimeUnit::Date => format!("{begin}–{}", later(&begin, &end)),
        _ => format!("{begin}–{end}"),
    }
}

/// A length in seconds, without zeros at its end.
fn seconds(length: f64) -> String {
    let text = format!("{length:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} s")
}

/// The end of a stretch of dates: only its time where the day is the same.
fn later<'a>(begin: &str, end: &'a str) -> &'a str {
    let same = begin.get(..10).is_some_and(|day| end.starts_with(day));
    let time = end.get(11..).filter(|time| same && !time.is_empty());
    time.unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_said_in_their_unit() {
        use TimeUnit::*;
        let cases = [
            (Seconds, 7.0, 1.0, "0:07"),
            (Seconds, 59.9996, 0.001, "1:00.000"),
            (Seconds, 3_723.5, 0.1, "1:02:03.5"),
            (Seconds, -5.0, 1.0, "-0:05"),
            (Frames, 120.0, 10.0, "120"),
            (Number, 0.25, 0.05, "0.25"),
            (Number, 1_500.0, 500.0, "1500"),
            (Number, 1e20, 1e19, "1.0000e20"),
            (Date, 1_795_255_200.0, 60.0, "2026-11-21 10:00"),
            (Date, 1_795_255_200.0, 86_400.0, "2026-11-21"),
            (Date, 1_795_255_200.25, 0.01, "2026-11-21 10:00:00.25"),
            (Date, f64::INFINITY, 1.0, "inf"),
        ];
        for (unit, at, step, words) in cases {
            let said = moment(unit, at, step);
            assert!(said == words || !at.is_finite(), "{unit:?} {at}: {said}");
        }
        assert_eq!(stretch(Seconds, 1.5, 3.25), "0:01.500–0:03.250 (1.75 s)");
        assert_eq!(stretch(Frames, 3.0, 3.0), "at 3");
        assert_eq!(
            stretch(Date, 1_795_255_200.0, 1_795_255_260.0),
            "2026-11-21 10:00:00–10:01:00"
        );
    }

    proptest::proptest! {
        #[test]
        fn stretches_stay_within_the_area(
            from in -1e6_f64..1e6,
            length in 0.0_f64..1e6,
            a in -1e7_f64..1e7,
            b in 0.0_f64..1e7,
            width in 0_u16..300,
        ) {
            let area = Rect::new(3, 0, width, 1);
            let scale = Scale::new((from, from + length), area);
            if let Some((x, wide)) = scale.cells(a, a + b) {
                proptest::prop_assert!(x >= area.left() && x + wide <= area.right() && wide > 0);
            }
            for unit in [TimeUnit::Seconds, TimeUnit::Frames, TimeUnit::Number, TimeUnit::Date] {
                proptest::prop_assert!(scale.step(unit) >= 0.0);
            }
        }
    }
}
