//! The contact sheet: rows of crops with a line of text below each, or a table where there are no
//! pictures.

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::actions::Action;
use crate::app::pointer::Hit;
use crate::app::sheet::{Grid, Sheet, Tile, grid_in, hint, is_waiting};
use crate::app::state::App;
use crate::codec::colors::label_color;
use crate::model::Verdict;

use super::canvas::{Canvas, Pen, below, head, inset};
use super::picture::{self, Placeholders};
use super::theme::Theme;
use super::{Placed, Shown, fit};

/// Draws the screen and notes its room and tiles.
pub fn draw(
    canvas: &mut Canvas,
    app: &App,
    body: Rect,
    placeholders: Placeholders,
    shown: &mut Shown,
) {
    let Some(sheet) = &app.sheet else { return };
    let room = below(body, 1);
    shown.slots.sheet = (!room.is_empty()).then_some((room.width, room.height));
    if room.is_empty() {
        return;
    }
    let grid = grid_in(app, sheet, (room.width, room.height));
    title(canvas, app, sheet, grid, head(body, 1));
    if sheet.label.is_none() || sheet.tiles.is_empty() {
        let words = match (sheet.total, sheet.done) {
            (0, _) => "reading the list".to_owned(),
            (total, done) => format!("{done} of {total} items looked through"),
        };
        return canvas.middle(room, &words, canvas.theme.dim);
    }
    let (from, tiles) = sheet.on_page(grid);
    if grid.height == 0 {
        table(canvas, sheet, grid, room);
    } else {
        pictures(canvas, app, sheet, grid, room, placeholders, shown);
    }
    let asked = sheet.page.of == Some((from, tiles.len(), grid));
    shown.page = (asked && sheet.page.is_whole()).then_some(sheet.page.generation);
}

/// `bicycle · 1–24 of 400 · 3 marked`.
fn title(canvas: &mut Canvas, app: &App, sheet: &Sheet, grid: Grid, area: Rect) {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    let dot = format!(" {} ", theme.glyphs.dot);
    pen.gap(1);
    let Some(label) = &sheet.label else {
        pen.put("contact sheet", theme.title);
        return;
    };
    if let Some(tile) = sheet.tiles.first() {
        let color = label_color(theme.labels, &tile.labels, tile.annotation.label);
        pen.put(theme.glyphs.swatch, theme.label(color)).gap(1);
    }
    pen.put(label, theme.title);
    let (from, tiles) = sheet.on_page(grid);
    let to = from + tiles.len();
    let all = sheet.tiles.len();
    let more = if sheet.is_gathering() { "+" } else { "" };
    let dash = if theme.ascii { "-" } else { "–" };
    if all > 0 {
        let place = format!("{}{dash}{to} of {all}{more}", from + 1);
        pen.put(&dot, theme.dim).put(&place, theme.text);
    }
    let marked = sheet.marked();
    let reason = sheet.reason.and_then(|at| app.settings.templates.get(at));
    if let Some(reason) = reason {
        let enter = app.key(Action::Enter);
        let words = format!("{enter} rejects {marked}: {}", reason.text);
        pen.put(&dot, theme.dim).put(&words, theme.warning);
    } else if marked > 0 {
        let words = format!("{marked} marked");
        pen.put(&dot, theme.dim)
            .put(&words, theme.verdict(Some(Verdict::Rejected)));
    }
    if let Some(typed) = &sheet.hint {
        let words = format!("hint: {typed}");
        pen.put(&dot, theme.dim).put(&words, theme.accent);
    }
    let rest = sheet.left_out;
    if sheet.full {
        pen.put(&dot, theme.dim)
            .put("more are left out", theme.warning);
    } else if rest > 0 {
        let words = format!("{rest} further items are left out");
        pen.put(&dot, theme.dim).put(&words, theme.warning);
    }
}

fn pictures(
    canvas: &mut Canvas,
    app: &App,
    sheet: &Sheet,
    grid: Grid,
    room: Rect,
    placeholders: Placeholders,
    shown: &mut Shown,
) {
    let (from, tiles) = sheet.on_page(grid);
    let columns = usize::from(grid.columns.max(1));
    let rows = tiles.chunks(columns);
    for ((number, tiles), y) in rows
        .enumerate()
        .zip((room.y..).step_by(usize::from(grid.height) + 1))
    {
        let line = Rect {
            y,
            height: grid.height + 1,
            ..room
        };
        let known = sheet.page.rows.get(number).and_then(Option::as_ref);
        if let Some(Ok(picture)) = known {
            let area = Rect {
                width: picture.columns.min(line.width),
                height: grid.height,
                ..line
            };
            let fits = (picture.columns, picture.rows) == (area.width, area.height);
            let place = match fits {
                true => picture::draw(
                    canvas,
                    picture,
                    area,
                    app.terminal.graphics,
                    &mut *placeholders,
                ),
                false => Rect::default(),
            };
            if !place.is_empty() {
                shown.pictures.push(Placed {
                    area: place,
                    picture: Arc::clone(picture),
                });
            }
        }
        let first = number * columns;
        for ((nth, tile), x) in tiles
            .iter()
            .enumerate()
            .zip((room.x..).step_by(usize::from(grid.width) + 1))
        {
            let at = first + nth;
            let area = Rect {
                x,
                width: grid.width,
                ..line
            };
            // The ground of the screen between two crops.
            if nth > 0 {
                canvas.clear(Rect {
                    x: x - 1,
                    width: 1,
                    height: grid.height,
                    ..area
                });
            }
            let problem = match known {
                None => Some(canvas.theme.glyphs.ellipsis),
                Some(_) => sheet.page.problem(at).map(|why| match is_waiting(why) {
                    true => canvas.theme.glyphs.ellipsis,
                    false => why.as_str(),
                }),
            };
            if let Some(problem) = problem {
                let style = match problem == canvas.theme.glyphs.ellipsis {
                    true => canvas.theme.dim,
                    false => canvas.theme.warning,
                };
                let crop = head(area, grid.height);
                canvas.clear(crop);
                canvas.middle(crop, problem, style);
            }
            let caption = below(area, grid.height);
            self::caption(canvas, sheet, tile, (from + at, at, grid), caption);
            canvas.hits.add(area, Hit::Tile(from + at));
        }
    }
}

/// Hint, what was said of the object, and the item's name.
fn caption(
    canvas: &mut Canvas,
    sheet: &Sheet,
    tile: &Tile,
    (place, at, grid): (usize, usize, Grid),
    area: Rect,
) {
    let here = place == sheet.cursor;
    if here {
        canvas.tint(area, canvas.theme.cursor);
    }
    let mut pen = canvas.pen(area);
    begin(&mut pen, sheet, here, &hint(at, grid.page()));
    said(&mut pen, tile);
    let theme = pen.theme();
    pen.name(&tile.name, &tile.item, theme.text);
}

/// The cursor's sign and the hint.
fn begin(pen: &mut Pen, sheet: &Sheet, here: bool, hint: &str) {
    let theme = pen.theme();
    pen.put(if here { theme.glyphs.cursor } else { " " }, theme.focus);
    let style = match &sheet.hint {
        Some(typed) if hint.starts_with(typed.as_str()) => theme
            .accent
            .add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Some(_) => theme.dim,
        None => theme.accent,
    };
    pen.put(hint, style).gap(1);
}

/// Mark or verdict by sign and word; nothing of an object of which nothing was said.
fn said(pen: &mut Pen, tile: &Tile) {
    let theme = pen.theme();
    if let Some((sign, word, style)) = word(theme, tile) {
        pen.put(sign, style).gap(1).put(word, style).gap(1);
    }
}

fn word(theme: &Theme, tile: &Tile) -> Option<(&'static str, &'static str, Style)> {
    let wrong = theme.verdict(Some(Verdict::Rejected));
    if tile.marked {
        let style = wrong.add_modifier(Modifier::BOLD);
        return Some((theme.glyphs.mark, "marked", style));
    }
    let given = tile.annotation.verdict.as_ref()?;
    if given.is_stale(tile.annotation.hash) {
        return Some((theme.glyphs.stale, "stale", theme.warning));
    }
    let verdict = Some(given.verdict);
    Some((
        theme.glyphs.verdict(verdict),
        given.verdict.word(),
        theme.verdict(verdict),
    ))
}

/// One object a line: what a crop would show in words.
fn table(canvas: &mut Canvas, sheet: &Sheet, grid: Grid, room: Rect) {
    let (from, tiles) = sheet.on_page(grid);
    let shown = tiles.iter().zip(room.y..room.bottom());
    let shown: Vec<_> = shown
        .map(|(tile, y)| (tile, y, place_in_words(tile, canvas.theme.glyphs.times)))
        .collect();
    // As wide as the widest, so that what stands before it lines up.
    let places = shown.iter().map(|(_, _, place)| fit::width(place)).max();
    let places = usize::from(places.unwrap_or(0));
    for (at, (tile, y, place)) in shown.into_iter().enumerate() {
        let area = Rect {
            y,
            height: 1,
            ..room
        };
        let here = from + at == sheet.cursor;
        if here {
            canvas.tint(area, canvas.theme.cursor);
        }
        let mut pen = canvas.pen(inset(area, 0, 1));
        begin(&mut pen, sheet, here, &hint(at, grid.page()));
        let theme = pen.theme();
        let (sign, word, style) =
            word(theme, tile).unwrap_or((theme.glyphs.undecided, "undecided", theme.dim));
        pen.put(sign, style)
            .gap(1)
            .column_of(10, word, false, style);
        pen.right(&format!("{place:>places$}"), theme.dim);
        if let Some(score) = tile.annotation.score {
            pen.right(&format!("{score:.2}"), theme.text);
        }
        let names = pen.room() / 2;
        let start = pen.column();
        pen.name(&tile.name, &tile.item, theme.text);
        let taken = pen.column() - start;
        pen.gap(names.saturating_sub(taken).max(2));
        let attributes = &tile.annotation.attributes;
        let attributes = attributes
            .iter()
            .map(|one| format!("{}={}", one.name, one.value));
        let attributes: Vec<_> = attributes.collect();
        let room = pen.room();
        if fit::width(tile.annotation.shape.word()) < room {
            pen.put(tile.annotation.shape.word(), theme.dim).gap(1);
        }
        pen.put(&attributes.join(" "), theme.text);
        canvas.hits.add(area, Hit::Tile(from + at));
    }
}

/// Size and left top of an object, in whole pixels.
fn place_in_words(tile: &Tile, times: &str) -> String {
    let place = tile.place();
    // Adding zero makes the zero that lies a little below it one without a sign.
    let whole = |pixels: f32| pixels.round() + 0.0;
    format!(
        "{}{times}{} at {},{}",
        whole(place.width),
        whole(place.height),
        whole(place.x),
        whole(place.y)
    )
}
