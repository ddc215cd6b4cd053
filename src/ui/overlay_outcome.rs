//! What became of each row of a decision about several.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::batch::{Batch, Fate, Outcome};
use crate::app::state::App;

use super::bottom::hint;
use super::canvas::{Canvas, below, footed, inset};
use super::{Shown, fit, layout};

/// Counts, then a line a row: first those that failed or were left out, with the reason.
pub fn draw(
    canvas: &mut Canvas,
    app: &App,
    batch: &Batch,
    view: Outcome,
    body: Rect,
    shown: &mut Shown,
) {
    let height = u16::try_from(batch.rows.len()).unwrap_or(u16::MAX);
    let area = layout::centered(body, 84, height.saturating_add(5));
    let inner = inset(canvas.frame(area, &batch.title), 1, 1);
    let theme = canvas.theme;
    let tally = batch.tally();
    canvas.pen(inner).put(&tally.words(), theme.title);
    let list = below(inner, 1);
    let list = Rect {
        height: list.height.saturating_sub(1),
        ..list
    };
    shown.slots.overlay_rows = list.height;
    let rows = batch.sorted();
    let visible = usize::from(list.height);
    let top = view.top.min(rows.len().saturating_sub(visible));
    let seen = || rows.iter().skip(top).take(visible);
    let widest = seen().map(|row| fit::width(&row.name)).max().unwrap_or(0);
    let widest = widest.min(list.width / 2);
    for (line, row) in (0_u16..).zip(seen()) {
        let place = Rect {
            y: list.y + line,
            height: 1,
            ..inset(list, 0, 1)
        };
        let mut pen = canvas.pen(place);
        let (sign, word, style) = match row.fate() {
            Fate::Done => (theme.glyphs.accepted, "done".to_owned(), theme.dim),
            Fate::Waiting => (theme.glyphs.waiting, "on its way".to_owned(), theme.accent),
            Fate::Failed(why) => (theme.glyphs.error, format!("failed: {why}"), theme.error),
            Fate::Refused(why) => {
                let word = format!("left out: {why}");
                (theme.glyphs.rejected, word, theme.warning)
            }
        };
        pen.put(sign, style).gap(1);
        pen.column_of(widest, &row.name, false, theme.text).gap(2);
        pen.put(&word, style);
    }
    canvas.thumb(list, top as u64, rows.len() as u64);
    let (_, keys) = footed(inner, 0);
    let mut pen = canvas.pen(keys);
    if tally.failed > 0 {
        hint(&mut pen, &app.key(Action::Retry), "tries what failed again");
    }
    hint(&mut pen, &app.key(Action::Undo), "takes all of it back");
    hint(&mut pen, &app.key(Action::Back), "closes");
}
