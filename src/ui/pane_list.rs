//! The pane of a list: title, column heads, visible rows, and what is wrong or still going on.

use ratatui::layout::Rect;

use crate::app::browser::{Column, Load};
use crate::app::pointer::Hit;
use crate::app::state::App;
use crate::model::{Level, Row};

use super::canvas::{Canvas, Pen, head, inset};
use super::glyph::Glyphs;
use super::layout::{self, ListAreas};
use super::row::{self, Columns};

/// Draws a list; answers the rows that it shows at most.
pub fn draw(canvas: &mut Canvas, app: &App, column: &Column, pane: Rect, focused: bool) -> u16 {
    let note = focused && has_note(app, column);
    let areas = layout::list(pane, note);
    let number = app.browser.focus.saturating_sub(usize::from(!focused));
    canvas.hits.add(pane, Hit::List(number));
    title(canvas, app, column, areas.title, focused);
    if column.list.total == 0 {
        let area = Rect {
            y: areas.head.y,
            height: areas.head.height + areas.rows.height,
            ..areas.rows
        };
        nothing(canvas, app, column, area);
    } else {
        rows(canvas, app, column, &areas, focused);
    }
    if note {
        note_line(canvas, app, column, areas.note);
    }
    areas.rows.height
}

/// The place of the first row drawn: the column's own, unless the cursor would be out of sight
/// (in a pane of another height than the one it was scrolled for).
fn first(column: &Column, rows: u16) -> u64 {
    let visible = u64::from(rows.max(1));
    let top = column.top.min(column.cursor);
    top.max(column.cursor.saturating_add(1).saturating_sub(visible))
}

fn title(canvas: &mut Canvas, app: &App, column: &Column, area: Rect, focused: bool) {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    let name = app
        .account_of(&column.parent)
        .map(|account| account.many(column.level))
        .unwrap_or_else(|| column.level.word().into());
    let style = if focused { theme.focus } else { theme.title };
    // The panes by number: g1, g2, g3 go there.
    pen.right(if focused { "2" } else { "1" }, theme.dim);
    pen.gap(1).put(&name, style).gap(1);
    let marks = column.marks.len();
    if marks > 0 {
        let text = format!("{} {marks} marked ", theme.glyphs.mark);
        pen.right(&text, theme.marked);
    }
    let server = app.account_of(&column.parent);
    let server = server.is_some_and(|account| account.is_remote());
    pen.put(&counts(column, server, theme.glyphs), theme.dim);
    if let Load::Loading = column.load
        && column.list.known
        && !column.quiet
    {
        let sign = format!(" {}", theme.glyphs.ellipsis);
        pen.put(&sign, theme.dim);
    }
    let here = &column.list.worked_here;
    if !column.filter.is_empty() {
        let sign = format!(" {} filter", theme.glyphs.dot);
        pen.put(&sign, theme.dim);
        if !here.is_empty() {
            // The server knows nothing of it: its rows are read and sorted out on this side.
            pen.put(" here", theme.warning);
        }
        pen.put(": ", theme.dim).put(&column.filter, theme.accent);
    }
    if !here.is_empty() && !column.filter.contains(here.as_str()) {
        let text = format!(" {} worked out here: {here}", theme.glyphs.dot);
        pen.put(&text, theme.warning);
    }
}

/// `12 of 340`, with an ellipsis while the source is still being read. Of a server also how many
/// of the rows that fit are here, and how many there are: `200 of 340 loaded · 2,150 on server`.
fn counts(column: &Column, server: bool, glyphs: &Glyphs) -> String {
    let list = &column.list;
    if !list.known {
        return String::new();
    }
    let growing = if list.growing { glyphs.ellipsis } else { "" };
    let held = list.rows_held().min(list.total);
    if server {
        let loaded = match held < list.total {
            true => format!("{} of {} loaded", grouped(held), grouped(list.total)),
            false => grouped(list.total),
        };
        let narrowed = !column.filter.is_empty() || list.total != list.unfiltered;
        return match narrowed {
            true => format!(
                "{loaded}{growing} {} {} on server",
                glyphs.dot,
                grouped(list.unfiltered)
            ),
            false => format!("{loaded}{growing}"),
        };
    }
    if column.filter.is_empty() && list.total == list.unfiltered {
        return format!("{}{growing}", grouped(list.total));
    }
    format!(
        "{} of {}{growing}",
        grouped(list.total),
        grouped(list.unfiltered)
    )
}

fn rows(canvas: &mut Canvas, app: &App, column: &Column, areas: &ListAreas, focused: bool) {
    let area = areas.rows;
    let top = first(column, area.height);
    let shown = (top..top + u64::from(area.height)).filter_map(|at| column.list.get(at));
    // The state of a folder's item is its verdict, which has a column of its own.
    let remote = app
        .account_of(&column.parent)
        .is_some_and(|account| account.is_remote());
    let (mut states, mut people) = (false, false);
    for row in shown.filter(|_| remote) {
        let has = |word| column.list.word_some(word).is_some();
        states |= has(row.state);
        people |= has(row.assignee) || has(row.reviewer);
    }
    let columns = Columns::choose(column.level, area.width, !focused, (states, people));
    let items = column
        .parent
        .child(column.level, crate::model::Id::Number(0));
    let columns = match remote && app.is_own_piece(&items) {
        true => columns.of_results(),
        false => columns,
    };
    if areas.head.height > 0 && focused {
        row::head(&mut canvas.pen(areas.head), &columns);
    }
    for line in 0..area.height {
        let index = top + u64::from(line);
        if index >= column.list.total {
            break;
        }
        let place = Rect {
            y: area.y + line,
            height: 1,
            ..area
        };
        match column.list.get(index) {
            Some(row) => one(canvas, app, column, &columns, row, place),
            None => {
                let style = canvas.theme.dim;
                let sign = canvas.theme.glyphs.ellipsis;
                canvas.put(place.x + 4, place.y, 1, sign, style);
            }
        }
        let number = app.browser.focus.saturating_sub(usize::from(!focused));
        canvas.hits.add(place, Hit::Row(number, index));
        if index == column.cursor {
            cursor(canvas, place, focused);
        }
    }
    canvas.thumb(area, top, column.list.total);
}

fn cursor(canvas: &mut Canvas, place: Rect, focused: bool) {
    let theme = canvas.theme;
    let (row, sign) = if focused {
        (theme.cursor, theme.focus)
    } else {
        (theme.resting, theme.dim)
    };
    // The last column belongs to the scroll thumb.
    canvas.tint(inset(place, 0, 1), row);
    canvas.put(place.x, place.y, 1, theme.glyphs.cursor, sign);
}

fn one(canvas: &mut Canvas, app: &App, column: &Column, columns: &Columns, row: &Row, place: Rect) {
    let mut pen = canvas.pen(inset(place, 1, 1));
    let theme = pen.theme();
    let marked = !column.marks.is_empty() && column.marks.contains_key(&row.id);
    pen.column_of(
        1,
        if marked { theme.glyphs.mark } else { "" },
        false,
        theme.marked,
    );
    let (sign, style) = row::sign(theme, column.level, row);
    pen.put(sign, style).gap(1);
    if row.flags.view {
        // A view of jobs has a name and nothing to count.
        pen.put(&row.name, theme.accent);
        return;
    }
    name(&mut pen, columns, row, column.level);
    row::fields(&mut pen, columns, &column.list, row, app.now);
}

fn name(pen: &mut Pen, columns: &Columns, row: &Row, level: Level) {
    let theme = pen.theme();
    let style = match row.flags {
        flags if flags.deleted => theme
            .dim
            .add_modifier(ratatui::style::Modifier::CROSSED_OUT),
        flags if flags.missing => theme.dim,
        _ => theme.text,
    };
    let text = if row.name.is_empty() {
        "(no name)"
    } else {
        row.name.as_str()
    };
    if columns.others.is_empty() && level != Level::Item && row.items > 0 {
        let counts = format!("{}/{}", row.done, row.items);
        if pen.room() >= 20 {
            pen.right(&counts, theme.dim);
        }
    }
    pen.column_of(columns.name, text, false, style);
}

/// What stands in place of rows: nothing known yet, nothing there, nothing that fits.
fn nothing(canvas: &mut Canvas, app: &App, column: &Column, area: Rect) {
    let theme = canvas.theme;
    let what = app
        .account_of(&column.parent)
        .map(|account| account.many(column.level))
        .unwrap_or_else(|| column.level.word().into());
    match &column.load {
        Load::Failed(why) => {
            let text = format!("Could not read the {what}.\n{why}\n\n{{refresh}} tries again");
            let text = app.told(&text);
            canvas.middle(area, &text, theme.error);
        }
        _ if !column.list.known => {
            let text = format!("reading {what} {}", theme.glyphs.ellipsis);
            canvas.middle(area, &text, theme.dim);
        }
        _ if column.list.growing => {
            canvas.middle(area, &format!("no {what} found yet"), theme.dim);
        }
        _ if !column.filter.is_empty() => {
            let ways = app.told("{filter} changes the filter, {cancel} drops it");
            let text = format!(
                "None of {} {what} fits\n{}\n\n{ways}",
                grouped(column.list.unfiltered),
                column.filter
            );
            canvas.middle(area, &text, theme.text);
        }
        _ => {
            let ways = app.told("{back} goes back, {refresh} reads again");
            let text = format!("No {what} here\n\n{ways}");
            canvas.middle(area, &text, theme.text);
        }
    }
}

fn has_note(app: &App, column: &Column) -> bool {
    let old = matches!(column.load, Load::Failed(_)) && column.list.total > 0;
    old || !column.list.problems.is_empty() || progress(app, column).is_some()
}

fn progress<'a>(app: &'a App, column: &Column) -> Option<&'a (crate::model::Text, u64, u64)> {
    app.account_of(&column.parent)?.progress.as_ref()
}

fn note_line(canvas: &mut Canvas, app: &App, column: &Column, area: Rect) {
    let mut pen = canvas.pen(head(inset(area, 1, 1), 1));
    let theme = pen.theme();
    if let Load::Failed(why) = &column.load {
        pen.put(theme.glyphs.warning, theme.warning);
        pen.put(" old data: ", theme.warning)
            .put(why, theme.warning);
        pen.put(&app.told("; {refresh} tries again"), theme.dim);
    } else if let Some((what, done, total)) = progress(app, column) {
        let stop = app.told("{cancel} stops");
        long_work(&mut pen, what, (*done, *total), &stop);
    } else if let Some(problem) = column.list.problems.first() {
        let count = column.list.problems.len();
        let text = match count {
            1 => " 1 problem: ".to_owned(),
            _ => format!(" {count} problems, the first: "),
        };
        pen.put(theme.glyphs.warning, theme.warning);
        pen.put(&text, theme.warning).put(problem, theme.text);
    }
}

fn long_work(pen: &mut Pen, what: &str, (done, total): (u64, u64), stop: &str) {
    let theme = pen.theme();
    pen.right(stop, theme.dim);
    let amount = match total {
        0 => short(done),
        _ => format!("{} of {}", short(done), short(total)),
    };
    pen.right(&amount, theme.text);
    if total > 0 && pen.room() > 24 {
        let percent = done.min(total).saturating_mul(100) / total;
        pen.right(&format!("{percent:>3}%"), theme.text);
        let bar = 10.min(pen.room() / 3);
        let text = pen.room() - bar - 1;
        pen.column_of(text, what, false, theme.dim);
        pen.gap(1).bar(bar, (done, total), theme.accent);
    } else {
        pen.put(what, theme.dim);
    }
}

/// A large number in three or four signs: `312M`.
pub fn short(number: u64) -> String {
    let units = [
        (1_000_000_000_000, "T"),
        (1_000_000_000, "G"),
        (1_000_000, "M"),
        (10_000, "k"),
    ];
    for (size, unit) in units {
        let size: u64 = size;
        if number >= size {
            let size = if unit == "k" { 1_000 } else { size };
            let whole = number / size;
            return match whole {
                0..=9 => format!("{whole}.{}{unit}", number % size * 10 / size),
                _ => format!("{whole}{unit}"),
            };
        }
    }
    number.to_string()
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_or_grouped() {
        let cases = [
            (0, "0"),
            (9_999, "9999"),
            (12_345, "12k"),
            (1_040_000_000, "1.0G"),
        ];
        for (number, word) in cases {
            assert_eq!(short(number), word);
        }
        assert_eq!(short(u64::MAX), "18446744T");
        let cases = [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345_678, "12,345,678"),
        ];
        for (number, word) in cases {
            assert_eq!(grouped(number), word);
        }
    }
}
