//! A searchable list: help, palette, transitions, people, issues.

use ratatui::layout::Rect;
use tui_input::Input;

use crate::app::overlay::{Menu, MenuItem, MenuKind};
use crate::app::pointer::Hit;
use crate::app::state::App;

use super::bottom::plain_key;
use super::canvas::{Canvas, below, head, inset};
use super::{Shown, fit, layout, overlay_small};

/// Draws the menu and notes its rows and the place of the text cursor.
pub fn draw(canvas: &mut Canvas, app: &App, menu: &Menu, body: Rect, shown: &mut Shown) {
    // Its height follows from all entries, not from those that fit, so that typing does not move it.
    let entries = u16::try_from(menu.items.len().max(1)).unwrap_or(u16::MAX);
    let wide = if body.width < 60 {
        body.width
    } else {
        body.width.saturating_sub(6).min(110)
    };
    let area = layout::centered(body, wide, entries.saturating_add(4));
    canvas.hits.add(area, Hit::Overlay);
    let inner = canvas.frame(area, &menu.title);
    let (line, list) = (head(inner, 1), below(inner, 1));
    search(canvas, menu, line, shown);
    let list = if list.height > 3 {
        canvas.line(head(list, 1));
        below(list, 1)
    } else {
        list
    };
    shown.slots.overlay_rows = list.height;
    // What follows a place in the palette is completed where its entries stood.
    if menu.kind == MenuKind::Palette && !app.completion.options.is_empty() {
        let list = inset(list, 2, 1);
        return overlay_small::candidates(canvas, &app.completion, list);
    }
    entries_of(canvas, menu, list);
}

fn search(canvas: &mut Canvas, menu: &Menu, area: Rect, shown: &mut Shown) {
    let theme = canvas.theme;
    let mut pen = canvas.pen(area);
    pen.gap(1).put(theme.glyphs.prompt, theme.accent).gap(1);
    if !menu.items.is_empty() && menu.shown.len() < menu.items.len() {
        let count = format!("{} of {} ", menu.shown.len(), menu.items.len());
        pen.right(&count, theme.dim);
    }
    let field = Rect {
        x: pen.column(),
        width: pen.room(),
        ..area
    };
    input(canvas, &menu.input, field, "type to search", shown);
}

/// One line of typed text, scrolled so that its cursor is in sight.
pub fn input(canvas: &mut Canvas, input: &Input, area: Rect, hint: &str, shown: &mut Shown) {
    if area.is_empty() {
        return;
    }
    let theme = canvas.theme;
    // An editor may have put line ends into it: one sign for each, so that the cursor stays.
    let ends = if theme.ascii { "|" } else { "↵" };
    let line = input.value().replace('\n', ends);
    let (text, cursor) = (line.as_str(), input.cursor());
    let before = text
        .char_indices()
        .nth(cursor)
        .map_or(text.len(), |(at, _)| at);
    let (left, right) = text.split_at_checked(before).unwrap_or((text, ""));
    let room = area.width - 1;
    let left = tail(left, room);
    let x = area.x + canvas.put(area.x, area.y, room, left, theme.text);
    canvas.put(x, area.y, area.right() - x, right, theme.text);
    if text.is_empty() {
        canvas.put(area.x, area.y, area.width, hint, theme.dim);
    }
    shown.cursor = Some((x, area.y));
}

/// The end of a text that fits into some cells.
fn tail(text: &str, room: u16) -> &str {
    if text.len() <= usize::from(room) {
        return text;
    }
    let mut excess = fit::width(text).saturating_sub(room);
    let mut rest = text;
    while excess > 0 {
        let Some((cluster, wide)) = fit::cells(rest).next() else {
            break;
        };
        let end = rest.find(cluster).unwrap_or(0) + cluster.len();
        rest = rest.get(end..).unwrap_or("");
        excess = excess.saturating_sub(wide);
    }
    rest
}

fn entries_of(canvas: &mut Canvas, menu: &Menu, area: Rect) {
    let theme = canvas.theme;
    if menu.shown.is_empty() {
        let text = if menu.loading {
            "reading"
        } else {
            "nothing fits"
        };
        canvas.pen(inset(area, 3, 0)).put(text, theme.dim);
        return;
    }
    let rows = usize::from(area.height);
    let top = menu
        .top
        .min(menu.cursor)
        .max((menu.cursor + 1).saturating_sub(rows));
    let visible: Vec<(usize, &MenuItem)> = menu
        .shown
        .iter()
        .enumerate()
        .skip(top)
        .take(rows)
        .filter_map(|(place, index)| Some((place, menu.items.get(*index)?)))
        .collect();
    let widest = visible
        .iter()
        .map(|(_, item)| fit::width(&item.label))
        .max();
    let labels = widest
        .unwrap_or(0)
        .clamp(12, (area.width / 2).max(12))
        .min(match menu.kind {
            // What is offered is named by its platform, and says more than what stands beside it.
            MenuKind::Offers => 40,
            // What a key does is what is looked for.
            MenuKind::Help => 52,
            _ => 30,
        });
    for (line, (place, item)) in (0_u16..).zip(visible) {
        let row = Rect {
            y: area.y + line,
            height: 1,
            ..area
        };
        canvas.hits.add(row, Hit::Entry(place));
        entry(canvas, item, labels, row);
        if place == menu.cursor {
            canvas.tint(inset(row, 0, 1), theme.cursor);
            canvas.put(row.x, row.y, 1, theme.glyphs.cursor, theme.focus);
        }
    }
    canvas.thumb(area, top as u64, menu.shown.len() as u64);
}

fn entry(canvas: &mut Canvas, item: &MenuItem, labels: u16, row: Rect) {
    let mut pen = canvas.pen(inset(row, 2, 2));
    let theme = pen.theme();
    let denied = item.denied.as_ref();
    let (label, keys) = match denied {
        Some(_) => (theme.dim, theme.dim),
        None => (theme.text, theme.accent),
    };
    if pen.room() > 24 {
        pen.right(&plain_key(&item.keys, theme.ascii), keys);
    }
    pen.column_of(labels, &item.label, false, label).gap(2);
    match denied {
        Some(why) => pen.put("not here: ", theme.warning).put(why, theme.dim),
        None => pen.put(&item.about, theme.dim),
    };
}
