//! A long text over the whole body: the guide for annotators.

use ratatui::layout::Rect;

use crate::app::actions::{Action, Scope};
use crate::app::overlay::Pager;
use crate::app::pointer::Hit;
use crate::app::state::App;
use crate::limits::TEXT_BLOCK_CHARS;

use super::canvas::{Canvas, inset};
use super::{Shown, fit};

/// Widest column of text that is read with ease.
const WIDEST: u16 = 100;

/// Draws the text, wrapped, and notes its rows.
pub fn draw(canvas: &mut Canvas, app: &App, pager: &Pager, body: Rect, shown: &mut Shown) {
    canvas.hits.add(body, Hit::Overlay);
    let inner = canvas.frame(body, &pager.title);
    let area = inset(inner, 2, 2);
    let spare = area.width.saturating_sub(WIDEST);
    let column = inset(area, spare / 2, spare - spare / 2);
    shown.slots.overlay_rows = area.height;
    let theme = canvas.theme;
    let text = match &pager.text {
        None => {
            let text = format!("reading {}", theme.glyphs.ellipsis);
            return canvas.middle(area, &text, theme.dim);
        }
        Some(Err(why)) => {
            let closes = app.key_in(Scope::Pager, Action::Back);
            return canvas.middle(area, &format!("{why}\n\n{closes} closes"), theme.text);
        }
        Some(Ok(text)) => text,
    };
    let lines = fit::wrap(text, column.width, TEXT_BLOCK_CHARS);
    let last = lines.len().saturating_sub(usize::from(area.height));
    shown.slots.overlay_last = u16::try_from(last).unwrap_or(u16::MAX);
    let top = pager.top.min(last);
    for (y, line) in (column.top()..column.bottom()).zip(lines.iter().skip(top)) {
        // Guides are written in Markdown: a heading stands out.
        let style = if line.starts_with('#') {
            theme.title
        } else {
            theme.text
        };
        canvas.put(column.x, y, column.width, line, style);
    }
    canvas.thumb(inner, top as u64, lines.len() as u64);
}
