//! The box that shows how an unfinished key sequence can go on.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::macros::notation;
use crate::app::state::App;
use crate::app::update::enabled;
use crate::limits::HINT_MS;

use super::bottom::plain_key;
use super::canvas::{Canvas, inset};
use super::fit;

/// Draws the box once the sequence has waited long enough.
pub fn draw(canvas: &mut Canvas, app: &App, body: Rect) {
    if app.keys.is_empty() || app.now.since(app.keys_at) < HINT_MS {
        return;
    }
    let mut rows = app.keymap.continuations(app.key_scope(), &app.keys);
    if rows.len() + 2 > usize::from(body.height) {
        // Where not all fit, those that can work here stay.
        rows.retain(|(_, row)| enabled(app, row.action).is_ok());
    }
    if rows.is_empty() || body.height < 3 {
        return;
    }
    let theme = canvas.theme;
    let mut lines: Vec<(String, String)> = rows
        .iter()
        .map(|(rest, row)| (plain_key(rest, theme.ascii), row.summary.to_owned()))
        .collect();
    if rows
        .iter()
        .any(|(rest, row)| row.action == Action::PlayMacro && rest == "letter")
    {
        let macros = app.macros.all().into_iter();
        lines.extend(macros.map(|(letter, (keys, _))| (letter.to_string(), notation(keys))));
    }
    let keys = lines
        .iter()
        .map(|(key, _)| fit::width(key))
        .max()
        .unwrap_or(1);
    let words = lines
        .iter()
        .map(|(_, word)| fit::width(word))
        .max()
        .unwrap_or(1);
    let wide = keys.saturating_add(words).saturating_add(6).min(body.width);
    let tall = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(body.height);
    let area = Rect {
        x: body.right() - wide,
        y: body.bottom() - tall,
        width: wide,
        height: tall,
    };
    let inner = canvas.frame(area, "goes on with");
    for (y, (key, word)) in (inner.top()..inner.bottom()).zip(&lines) {
        let mut pen = canvas.pen(inset(
            Rect {
                y,
                height: 1,
                ..inner
            },
            1,
            1,
        ));
        pen.column_of(keys, key, true, theme.accent)
            .gap(2)
            .put(word, theme.text);
    }
}
