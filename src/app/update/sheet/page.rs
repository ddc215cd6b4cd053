//! The page of the contact sheet on screen: its pictures, the cursor, turning it.

use std::sync::Arc;

use crate::app::effect::{Effect, PictureSlot, PictureWish, SheetWish};
use crate::app::msg::{Failure, Generation};
use crate::app::sheet::{Grid, Page, Tile, grid};
use crate::app::state::App;
use crate::model::picture::{Look, OverlayStyle, Picture, View};

use super::super::{Effects, refuse};
use super::file;

/// Nothing of the sheet is on screen any more, and nothing of it is waited for.
pub(in crate::app::update) fn put_away(app: &mut App, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    sheet.shown = false;
    (sheet.hint, sheet.reason) = (None, None);
    let page = std::mem::take(&mut sheet.page);
    cancel(&page, out);
}

fn cancel(page: &Page, out: &mut Effects) {
    for row in 0..page.asked {
        out.push(Effect::CancelPicture(PictureSlot::Sheet(row)));
    }
}

/// Everything on the page is made anew: the way of showing it has changed, or it comes back.
pub(in crate::app::update) fn shown_anew(app: &mut App, out: &mut Effects) {
    if let Some(sheet) = &mut app.sheet {
        let page = std::mem::take(&mut sheet.page);
        cancel(&page, out);
    }
    follow(app, out);
}

/// Asks for what the page lacks: another one is on screen, or it has grown.
pub(in crate::app::update) fn follow(app: &mut App, out: &mut Effects) {
    let Some(grid) = grid(app) else { return };
    let fresh = app.generation();
    let look = look_of(app);
    let Some(sheet) = &mut app.sheet else { return };
    if !sheet.shown || sheet.label.is_none() {
        return;
    }
    let (from, tiles) = sheet.on_page(grid);
    let count = tiles.len();
    let before = sheet
        .page
        .of
        .filter(|(at, _, known)| (*at, *known) == (from, grid));
    if before.is_some_and(|(_, known, _)| known == count) {
        return look_ahead(app, out);
    }
    // Of a page that has grown only the rows that have.
    let known = before.map_or(0, |(_, known, _)| known);
    if before.is_none() {
        cancel(&sheet.page, out);
        sheet.page = Page {
            generation: fresh,
            ..Page::default()
        };
    }
    sheet.page.of = Some((from, count, grid));
    (sheet.page.drawn, sheet.page.ahead) = (false, false);
    if grid.height == 0 {
        return;
    }
    let generation = sheet.page.generation;
    let columns = usize::from(grid.columns);
    let (_, tiles) = sheet.on_page(grid);
    let rows = tiles.chunks(columns.max(1)).count();
    let unchanged = known / columns.max(1);
    let wishes = wishes(tiles, grid, 0, generation, look);
    out.extend(wishes.skip(unchanged).map(Effect::Sheet));
    sheet.page.rows.truncate(unchanged);
    sheet.page.rows.resize(rows, None);
    sheet.page.asked = u8::try_from(rows).unwrap_or(u8::MAX);
}

/// How the objects are drawn: a crop has its label in the title.
fn look_of(app: &App) -> Look {
    match app.look {
        Look::Labels => Look::Outlines,
        look => look,
    }
}

/// The rows of some tiles, in slots from a number on.
fn wishes(
    tiles: &[Tile],
    grid: Grid,
    first: usize,
    generation: Generation,
    look: Look,
) -> impl Iterator<Item = SheetWish> + '_ {
    let rows = tiles.chunks(usize::from(grid.columns.max(1)));
    rows.enumerate().map(move |(row, tiles)| {
        let slot = PictureSlot::Sheet(u8::try_from(first + row).unwrap_or(u8::MAX));
        let step = grid.width + 1;
        let across = u16::try_from(tiles.len()).unwrap_or(grid.columns);
        let places = (0..across).map(|at| at * step);
        SheetWish {
            slot,
            generation,
            cells: (across * step - 1, grid.height),
            tiles: places
                .zip(tiles)
                .map(|(at, tile)| (at, wish(tile, slot, generation, grid, look)))
                .collect(),
        }
    })
}

fn wish(
    tile: &Tile,
    slot: PictureSlot,
    generation: Generation,
    grid: Grid,
    look: Look,
) -> PictureWish {
    PictureWish {
        slot,
        generation,
        item: tile.item.clone(),
        number: tile.annotation.on,
        detail: Some(Arc::new(tile.alone())),
        view: View::default(),
        around: Some(tile.place()),
        pane: (grid.width, grid.height),
        exact: false,
        style: OverlayStyle {
            look,
            ..OverlayStyle::default()
        },
        mark: None,
    }
}

/// Makes the page after this one ready, once this one is.
fn look_ahead(app: &mut App, out: &mut Effects) {
    let (Some(grid), look) = (grid(app), look_of(app)) else {
        return;
    };
    let Some(sheet) = &mut app.sheet else { return };
    if sheet.page.ahead || grid.height == 0 || !sheet.page.is_whole() {
        return;
    }
    sheet.page.ahead = true;
    let (from, _) = sheet.on_page(grid);
    let next = from + grid.page();
    let to = (next + grid.page()).min(sheet.tiles.len());
    let tiles = sheet.tiles.get(next..to).unwrap_or_default();
    let first = sheet.page.rows.len();
    let wishes: Vec<_> = wishes(tiles, grid, first, sheet.page.generation, look).collect();
    sheet.page.asked = u8::try_from(first + wishes.len()).unwrap_or(u8::MAX);
    out.extend(wishes.into_iter().map(Effect::Sheet));
}

/// A row of crops came: of this page, or of the one after it, which is only kept ready.
pub(in crate::app::update) fn picture(
    app: &mut App,
    row: u8,
    generation: Generation,
    result: Result<Arc<Picture>, Failure>,
    out: &mut Effects,
) {
    let Some(sheet) = &mut app.sheet else { return };
    if !sheet.shown || sheet.page.generation != generation {
        return;
    }
    if let Some(known) = sheet.page.rows.get_mut(usize::from(row)) {
        *known = Some(result);
        look_ahead(app, out);
    }
}

/// The page has been put on the terminal: verdicts may be given.
pub(in crate::app::update) fn drawn(app: &mut App, generation: Generation) {
    if let Some(sheet) = &mut app.sheet
        && sheet.page.generation == generation
    {
        sheet.page.drawn = true;
    }
}

/// A step of the cursor: tiles across and down.
pub(super) fn step(app: &mut App, across: isize, down: isize, out: &mut Effects) {
    let columns = grid(app).map_or(1, |grid| isize::try_from(grid.columns).unwrap_or(1));
    let Some(sheet) = &app.sheet else { return };
    let by = across + down * columns;
    let last = sheet.tiles.len().saturating_sub(1);
    if let Some(at) = sheet.cursor.checked_add_signed(by)
        && (at <= last || down > 0)
    {
        to(app, at, out);
    }
}

/// Puts the cursor on a tile; beyond the last one on the last one.
pub(super) fn to(app: &mut App, at: usize, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    sheet.cursor = at.min(sheet.tiles.len().saturating_sub(1));
    follow(app, out);
}

/// The next page, or the one before.
pub(in crate::app::update) fn turn(app: &mut App, forward: bool, out: &mut Effects) {
    let Some(grid) = grid(app) else { return };
    let Some(sheet) = &app.sheet else { return };
    let (from, tiles) = sheet.on_page(grid);
    let next = from + tiles.len();
    let page = grid.page();
    match forward {
        true if next < sheet.tiles.len() => to(app, next, out),
        true => last_page(app),
        false if from > 0 => to(app, from.saturating_sub(page), out),
        false => refuse(app, "this is the first page"),
    }
}

/// There is no page after this one: says what is left to do.
pub(super) fn last_page(app: &mut App) {
    let Some(sheet) = &app.sheet else { return };
    let text = match (sheet.is_gathering(), sheet.marked()) {
        (true, _) => "the next page is still being looked for".to_owned(),
        (false, 0) => "this is the last page; {back} leaves".to_owned(),
        (false, marked) => format!(
            "this is the last page: a digit and {{review}} rejects the {marked} marked for a reason, {{reject-marked}} shows the reasons"
        ),
    };
    refuse(app, text);
}

/// Larger or smaller tiles.
pub(super) fn resize(app: &mut App, larger: bool, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    if !sheet.resize(larger) {
        return refuse(
            app,
            if larger {
                "this is the largest size"
            } else {
                "this is the smallest size"
            },
        );
    }
    follow(app, out);
}

/// A tile of the page was clicked: it is marked, or not any more.
pub(in crate::app::update) fn click(app: &mut App, at: usize, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    if sheet.shown && at < sheet.tiles.len() {
        sheet.cursor = at;
        file::toggle_here(app, out);
    }
}
