//! The end of a sample: what its verdicts say of the whole, and of each stratum.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::state::App;
use crate::model::StatusClass;
use crate::model::sample::By;

use super::bottom::hint;
use super::canvas::{Canvas, below, footed, head, inset};
use super::layout;

/// Cells of a number of the table.
const NUMBERS: u16 = 8;
/// Cells of a rate: `100 % (99–100)`.
const RATES: u16 = 16;

/// Draws the box.
pub fn draw(canvas: &mut Canvas, app: &App, body: Rect) {
    let Some(queue) = &app.sample else { return };
    let apart = queue.recipe.by != By::Nothing;
    let strata = if apart {
        queue.strata.len().min(12) + 2
    } else {
        0
    };
    let tall = 13 + u16::try_from(strata).unwrap_or(0);
    let inner = canvas.frame(layout::centered(body, 66, tall), &queue.name);
    let inner = inset(inner, 2, 2);
    let (mut area, keys) = footed(inner, 1);
    let theme = canvas.theme;
    let all = queue.entries.len();
    let words = format!("A sample of {all}: {}", queue.recipe);
    canvas.pen(area).put(&words, theme.text);
    area = below(area, 2);
    let rate = queue.rate();
    let undecided = queue.undecided();
    let rejected = rate.decided - rate.accepted;
    let lines = [
        (
            theme.glyphs.accepted,
            theme.class(StatusClass::Accepted),
            rate.accepted as usize,
            "accepted",
        ),
        (
            theme.glyphs.rejected,
            theme.class(StatusClass::Rejected),
            rejected as usize,
            "rejected",
        ),
        (theme.glyphs.undecided, theme.dim, undecided, "undecided"),
    ];
    for (sign, style, count, words) in lines {
        canvas
            .pen(area)
            .put(sign, style)
            .column_of(6, &count.to_string(), true, style)
            .gap(1)
            .put(words, style);
        area = below(area, 1);
    }
    area = below(area, 1);
    let words = match rate.decided {
        0 => "nothing is decided yet".to_owned(),
        _ => format!("accept rate {rate}"),
    };
    canvas.pen(area).put(&words, theme.title);
    area = below(area, 1);
    // Where small strata are drawn from more than others, the rate of all leans towards them.
    let words = match queue.recipe.least() {
        0 => "in brackets: the 95 % interval (Wilson)",
        _ => "in brackets: 95 % (Wilson); the minimum lifts small strata",
    };
    let words = if rate.decided > 0 { words } else { "" };
    canvas.pen(area).put(words, theme.dim);
    area = below(area, 2);
    if apart {
        table(canvas, app, area);
    }
    let mut pen = canvas.pen(keys);
    if undecided > 0 {
        hint(&mut pen, &app.key(Action::Submit), "first undecided");
    }
    hint(&mut pen, &app.key(Action::Back), "back to the list");
    hint(&mut pen, &app.key(Action::Undo), "takes it back");
}

/// Each stratum with its own rate.
fn table(canvas: &mut Canvas, app: &App, area: Rect) {
    let Some(queue) = &app.sample else { return };
    let theme = canvas.theme;
    let names = area.width.saturating_sub(3 * NUMBERS + RATES);
    let line = |canvas: &mut Canvas, area: Rect, cells: [&str; 5], style| {
        let [name, of, drawn, decided, rate] = cells;
        canvas
            .pen(area)
            .column_of(names, name, false, style)
            .column_of(NUMBERS, of, true, style)
            .column_of(NUMBERS, drawn, true, style)
            .column_of(NUMBERS, decided, true, style)
            .column_of(RATES, rate, true, style);
    };
    let by = queue.recipe.by.word();
    let heads = [by, "of", "drawn", "decided", "accepted"];
    line(canvas, head(area, 1), heads, theme.dim);
    let mut at = below(area, 1);
    for (number, stratum) in queue.strata.iter().enumerate() {
        let left = queue.strata.len() - number;
        if at.height == 1 && left > 1 {
            canvas.pen(at).put(&format!("and {left} more"), theme.dim);
            return;
        }
        let rate = queue.rate_within(number);
        let interval = match rate.decided {
            0 => "-".to_owned(),
            _ => rate.short(),
        };
        let cells = [
            &*stratum.name,
            &stratum.of.to_string(),
            &stratum.drawn.to_string(),
            &rate.decided.to_string(),
            &interval,
        ];
        line(canvas, head(at, 1), cells, theme.text);
        at = below(at, 1);
    }
}
