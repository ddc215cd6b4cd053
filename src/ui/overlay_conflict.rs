//! A refused decision: ours and what the platform has, side by side.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::overlay::{Conflict, Theirs};
use crate::app::state::App;

use super::bottom::hint;
use super::canvas::{Canvas, below, head, inset};
use super::layout;

/// Draws the box.
pub fn draw(canvas: &mut Canvas, app: &App, conflict: &Conflict, body: Rect) {
    let theme = canvas.theme;
    let operation = &conflict.operation;
    let inner = canvas.frame(layout::centered(body, 72, 12), "Changed meanwhile");
    let area = inset(inner, 2, 2);
    let mut pen = canvas.pen(area);
    pen.put(&operation.name, theme.title);
    pen.right(&format!("decided {}", operation.at.ago(app.now)), theme.dim);
    let area = below(area, 2);
    let half = area.width / 2;
    let rows = area.height.saturating_sub(3);
    let left = head(inset(area, 0, area.width - half + 1), rows);
    let right = head(inset(area, half + 1, 0), rows);
    canvas.rule(area.x + half, left);
    side(
        canvas,
        left,
        "ours",
        &operation.change.words(),
        theme.accent,
    );
    let (text, style) = match &conflict.theirs {
        None => (format!("reading {}", theme.glyphs.ellipsis), theme.dim),
        Some(Theirs::Is(words, _)) => (words.to_string(), theme.text),
        Some(Theirs::Unknown(why)) => (why.to_string(), theme.warning),
    };
    side(canvas, right, "there now", &text, style);
    let keys = below(area, area.height.saturating_sub(1));
    let mut pen = canvas.pen(keys);
    let apply = app.key(Action::Apply);
    match &conflict.theirs {
        Some(Theirs::Is(_, Some(_))) => hint(&mut pen, &apply, "ours after all"),
        Some(Theirs::Is(_, None)) => hint(&mut pen, &apply, "it is as we want it: done"),
        _ => {}
    }
    hint(&mut pen, &app.key(Action::Drop), "drop ours");
    hint(
        &mut pen,
        &app.key(Action::Cancel),
        &app.told("later ({outbox})"),
    );
}

fn side(canvas: &mut Canvas, area: Rect, title: &str, text: &str, style: ratatui::style::Style) {
    let dim = canvas.theme.dim;
    canvas.pen(area).put(title, dim);
    canvas.paragraph(below(area, 1), text, style);
}
