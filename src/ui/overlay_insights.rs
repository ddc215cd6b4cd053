//! Figures about a place: titled tables, one below the other.

use ratatui::layout::Rect;

use crate::app::actions::{Action, Scope};
use crate::app::overlay::Insights;
use crate::app::pointer::Hit;
use crate::app::state::App;
use crate::model::{Table, Text};

use super::canvas::{Canvas, inset};
use super::{Shown, fit};

/// Rows of a table that its column widths are taken from.
const MEASURED: usize = 100;
/// Widest column.
const COLUMN_MOST: u16 = 40;

/// Draws the view over the whole body and notes its rows.
pub fn draw(canvas: &mut Canvas, app: &App, insights: &Insights, body: Rect, shown: &mut Shown) {
    canvas.hits.add(body, Hit::Overlay);
    let inner = canvas.frame(body, &insights.title);
    let area = inset(inner, 1, 1);
    shown.slots.overlay_rows = area.height;
    let theme = canvas.theme;
    let tables = match &insights.tables {
        None => {
            let text = format!("reading {}", theme.glyphs.ellipsis);
            return canvas.middle(area, &text, theme.dim);
        }
        Some(Err(why)) => {
            let closes = app.key_in(Scope::Figures, Action::Back);
            let text = format!("Could not be read: {why}\n\n{closes} closes");
            return canvas.middle(area, &text, theme.error);
        }
        Some(Ok(tables)) => tables,
    };
    if tables.is_empty() {
        return canvas.middle(area, "There are no figures about this place.", theme.dim);
    }
    let mut line = 0_usize;
    for (number, table) in tables.iter().enumerate() {
        let chosen = insights.cursor.filter(|(at, _)| *at == number);
        let chosen = chosen.map(|(_, row)| row);
        line = one(
            canvas,
            app,
            (number, table),
            area,
            (insights.top, line),
            chosen,
        );
    }
    canvas.thumb(inner, insights.top as u64, line as u64);
}

/// Draws the visible lines of a table that begins at a line of the page; answers the line after it.
fn one(
    canvas: &mut Canvas,
    app: &App,
    (nth, table): (usize, &Table),
    area: Rect,
    (top, line): (usize, usize),
    chosen: Option<usize>,
) -> usize {
    let end = line + table.rows.len() + 3;
    if end <= top || line >= top + usize::from(area.height) {
        return end;
    }
    let theme = canvas.theme;
    let place = |line: usize| {
        let row = u16::try_from(line.checked_sub(top)?).ok()?;
        (row < area.height).then_some(Rect {
            y: area.y + row,
            height: 1,
            ..area
        })
    };
    if let Some(at) = place(line) {
        let mut pen = canvas.pen(at);
        pen.put(&table.title, theme.focus);
        if let Some(work) = &table.work {
            pen.gap(2);
            match &work.denied {
                None => pen
                    .put(&app.key_in(Scope::Figures, Action::Work), theme.accent)
                    .gap(1)
                    .put(&work.summary, theme.dim),
                Some(why) => pen
                    .put(&work.summary, theme.dim)
                    .put(": ", theme.dim)
                    .put(why, theme.warning),
            };
        }
    }
    let columns = columns(table);
    if let Some(at) = place(line + 1) {
        cells(canvas, &table.head, &columns, inset(at, 2, 0), theme.dim);
    }
    let hidden = top.saturating_sub(line + 2);
    for (number, row) in table.rows.iter().enumerate().skip(hidden) {
        match place(line + 2 + number) {
            Some(at) => {
                canvas.hits.add(at, Hit::Figure(nth, number));
                let style = row.class.map_or(theme.text, |class| theme.class(class));
                cells(canvas, &row.cells, &columns, inset(at, 2, 0), style);
                if let Some(class) = row.class {
                    canvas.put(at.x, at.y, 1, theme.glyphs.class(class), style);
                }
                if chosen == Some(number) {
                    canvas.tint(at, theme.cursor);
                    canvas.put(at.x, at.y, 1, theme.glyphs.cursor, theme.focus);
                }
            }
            None => break,
        }
    }
    end
}

/// Width of each column, and whether it holds numbers.
fn columns(table: &Table) -> Vec<(u16, bool)> {
    let count = table
        .rows
        .iter()
        .take(MEASURED)
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    (0..count.max(table.head.len()))
        .map(|at| {
            let below = table
                .rows
                .iter()
                .take(MEASURED)
                .filter_map(|row| row.cells.get(at));
            let title = table.head.get(at);
            let widths = below.clone().chain(title).map(|cell| fit::width(cell));
            let wide = widths.max().unwrap_or(0).min(COLUMN_MOST);
            let number = |cell: &Text| {
                cell.chars()
                    .all(|sign| sign.is_ascii_digit() || ".,%-+ ".contains(sign))
            };
            (wide, at > 0 && below.clone().all(number))
        })
        .collect()
}

fn cells(
    canvas: &mut Canvas,
    row: &[Text],
    columns: &[(u16, bool)],
    area: Rect,
    style: ratatui::style::Style,
) {
    let mut pen = canvas.pen(area);
    for (cell, (wide, right)) in row.iter().zip(columns) {
        pen.column_of(*wide, cell, *right, style).gap(2);
    }
}
