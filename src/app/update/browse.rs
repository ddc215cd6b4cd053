//! Lists: opening, paging, moving, filtering.

use crate::app::browser::{Column, Load};
use crate::app::effect::{Effect, LoadSlot};
use crate::app::list::SparseList;
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::project::{patch_counts, patch_row};
use crate::app::state::App;
use crate::limits::PAGE_ROWS;
use crate::model::{
    AccountId, Level, ListRequest, NodeRef, Operation, Page, PageRequest, Query, Text,
};

use super::{Effects, goal, preview, review, saved, session};

/// Operations whose rows are sought one by one; for more, the places of all rows are noted.
const SOUGHT_OPS: usize = 8;

/// Opens the outermost list of an account.
pub(super) fn open_roots(app: &mut App, account: &AccountId, out: &mut Effects) {
    let account = app.accounts.iter().find(|found| found.id == *account);
    let Some(account) = account else {
        return;
    };
    let root = NodeRef::root(account.id.clone());
    let Some(level) = account.below(Level::Account) else {
        return;
    };
    app.browser.columns = vec![Column::new(root, Text::default(), level)];
    app.browser.focus = 0;
    session::dress(app, 0);
    load(app, 0, out);
}

/// Rows of the focused list. Where none is drawn (in review, and until the first frame after it)
/// they are reckoned from the screen, so that the rows before the cursor stay in sight.
fn visible(app: &App) -> u16 {
    match app.slots.list_rows {
        rows if rows > 0 && app.review.is_none() => rows,
        _ => app.size.1.saturating_sub(6),
    }
}

/// Asks for the rows that the column shows and the page after them.
pub(super) fn load(app: &mut App, column: usize, out: &mut Effects) {
    let rows = u64::from(visible(app).max(20));
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    let wanted = found
        .list
        .missing(found.top.saturating_sub(rows), found.top + rows * 2);
    ask(app, column, wanted, out);
}

/// Reads the visible rows of a column again; what is shown stays until the answer comes.
pub(super) fn reload(app: &mut App, column: usize, out: &mut Effects) {
    let rows = u64::from(visible(app).max(20));
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    if !found.in_flight.is_empty() {
        found.again = true;
        return;
    }
    let (from, to) = (found.top, found.top + rows);
    if found.wanted.is_none() {
        // Rows may come and go: the cursor stays on its own.
        found.wanted = found.row().map(|row| row.id.clone());
    }
    found.list.keep_only(from, to);
    let mut wanted = SparseList::covering(from, to.min(found.list.total.max(1)));
    let cursor_page = PageRequest {
        offset: found.cursor / u64::from(PAGE_ROWS) * u64::from(PAGE_ROWS),
        limit: PAGE_ROWS,
    };
    if !wanted.contains(&cursor_page) {
        wanted.push(cursor_page);
    }
    ask(app, column, wanted, out);
}

/// The same unasked: nothing on screen says so, and a failure only marks the rows as old.
pub(super) fn reload_quietly(app: &mut App, column: usize, out: &mut Effects) {
    let idle = app.browser.columns.get(column);
    if idle.is_none_or(|found| !found.in_flight.is_empty() || !found.list.known) {
        return;
    }
    reload(app, column, out);
    if let Some(found) = app.browser.columns.get_mut(column) {
        found.quiet = true;
    }
}

/// Asks for pages of a column's list, except those that are on their way.
pub(super) fn ask(app: &mut App, column: usize, wanted: Vec<PageRequest>, out: &mut Effects) {
    let fresh = app.generation();
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    if !wanted.is_empty() {
        found.quiet = false;
    }
    if found.generation == Generation::default() {
        found.generation = fresh;
    }
    for page in wanted {
        if !found.in_flight.insert(page.offset) {
            continue;
        }
        if !matches!(found.load, Load::Failed(_)) || !found.list.known {
            found.load = Load::Loading;
        }
        out.push(Effect::List {
            slot: slot(column, page.offset),
            generation: found.generation,
            column,
            request: ListRequest {
                parent: found.parent.clone(),
                level: found.level,
                query: found.query.clone(),
                page,
            },
        });
    }
}

fn slot(column: usize, offset: u64) -> LoadSlot {
    LoadSlot::Column(u8::try_from(column).unwrap_or(u8::MAX), offset)
}

/// A page came.
pub(super) fn page(
    app: &mut App,
    column: usize,
    generation: Generation,
    offset: u64,
    result: Result<Page, Failure>,
    out: &mut Effects,
) {
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    if found.generation != generation {
        return;
    }
    found.in_flight.remove(&offset);
    match result {
        Err(error) => {
            let (quiet, outer) = (found.quiet, column != app.browser.focus);
            found.load = Load::Failed(error.clone());
            let remote = app.current().is_some_and(|account| account.is_remote());
            // A list that only leads to the place on screen may be refused.
            let unheard = quiet || (outer && remote);
            if !unheard {
                app.notices.say(Weight::Error, error, app.now);
            }
            return goal::retreat(app, out);
        }
        Ok(page) => {
            found.list.insert(page);
            found.load = if found.in_flight.is_empty() {
                Load::Ready
            } else {
                Load::Loading
            };
        }
    }
    let open_ops = std::mem::take(&mut app.open_ops);
    show(app, column, open_ops.iter());
    app.open_ops = open_ops;
    settle(app, column, out);
    goal::seek(app, column, out);
    name_below(app, column);
    if app
        .browser
        .columns
        .get(column)
        .is_some_and(|c| c.again && c.in_flight.is_empty())
    {
        app.browser.columns[column].again = false;
        reload(app, column, out);
    }
    goal::pursue(app, out);
    goal::descend(app, column, out);
    review::rows_came(app, column, out);
    goal::retreat(app, out);
}

/// Keeps the cursor on its row after rows came or the list shrank.
fn settle(app: &mut App, column: usize, out: &mut Effects) {
    let visible = visible(app);
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    if let Some(at) = found.wanted.as_ref().and_then(|id| found.list.position(id)) {
        found.cursor = at;
        found.seeking = false;
        // Pages that are still to come may move it once more.
        if found.in_flight.is_empty() {
            found.wanted = None;
        }
    }
    found.cursor = found.cursor.min(found.list.total.saturating_sub(1));
    found.scroll(visible);
    load(app, column, out);
    if column == app.browser.focus {
        preview::cursor_moved(app);
    }
}

/// A list that was opened before its parent's row was known gets the parent's name.
fn name_below(app: &mut App, column: usize) {
    let Some([above, below]) = app.browser.columns.get_mut(column..column + 2) else {
        return;
    };
    if let Some(row) = above.row()
        && above.node_of(row) == below.parent
    {
        below.parent_name = row.name.clone();
    }
}

/// `Esc`: gives up waiting for rows. Says whether some were on their way.
pub(super) fn give_up(app: &mut App, out: &mut Effects) -> bool {
    let focus = app.browser.focus;
    let waiting = app
        .browser
        .columns
        .get(focus)
        .is_some_and(|found| !found.in_flight.is_empty() && !found.quiet);
    if !waiting {
        return false;
    }
    cancel(app, focus, out);
    if let Some(found) = app.browser.columns.get_mut(focus) {
        found.in_flight.clear();
        (found.again, found.seeking) = (false, false);
        found.load = Load::Failed(Text::line("waiting was given up"));
    }
    true
}

/// Shows committed operations in the rows of a column, as far as they are there.
pub(super) fn show<'a>(app: &mut App, column: usize, ops: impl Iterator<Item = &'a Operation>) {
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    let ops: Vec<_> = ops.filter(|op| found.parent.contains(&op.target)).collect();
    // Thousands of rows may be decided at once: then their places are noted, not sought.
    let places = (ops.len() > SOUGHT_OPS).then(|| found.list.places());
    for op in ops {
        let id = op.target.id_at(found.level);
        let index = id.and_then(|id| match &places {
            Some(places) => places.get(id).copied(),
            None => found.list.position(id),
        });
        let Some(index) = index else { continue };
        if op.target.level() == found.level {
            patch_row(&mut found.list, index, op);
        } else if let Some(row) = found.list.get_mut(index) {
            patch_counts(row, op);
        }
    }
}

/// Opens the list below the row under the cursor. Says whether there was one.
pub(super) fn open(app: &mut App, out: &mut Effects) -> bool {
    let Some((column, row)) = app.browser.column().and_then(|c| Some((c, c.row()?))) else {
        return false;
    };
    let (node, name) = (column.node_of(row), row.name.clone());
    let level = node.level();
    let Some(below) = app
        .account_of(&node)
        .and_then(|account| account.below(level))
    else {
        return false;
    };
    let next = app.browser.focus + 1;
    if app
        .browser
        .columns
        .get(next)
        .is_none_or(|kept| kept.parent != node)
    {
        for gone in next..app.browser.columns.len() {
            cancel(app, gone, out);
        }
        app.browser.columns.truncate(next);
        app.browser.columns.push(Column::new(node, name, below));
        session::dress(app, next);
        load(app, next, out);
    } else {
        reload(app, next, out);
    }
    app.browser.focus = next;
    preview::cursor_moved(app);
    true
}

pub(super) fn cancel(app: &App, column: usize, out: &mut Effects) {
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    out.extend(
        found
            .in_flight
            .iter()
            .map(|&offset| Effect::Cancel(slot(column, offset))),
    );
}

/// Goes to the list on the left.
pub(super) fn back(app: &mut App, out: &mut Effects) -> bool {
    if app.browser.focus == 0 {
        return false;
    }
    app.browser.focus -= 1;
    reload(app, app.browser.focus, out);
    preview::cursor_moved(app);
    true
}

/// Puts the cursor on a row (clamped) of the focused list.
pub(super) fn move_to(app: &mut App, index: u64, out: &mut Effects) {
    let visible = visible(app);
    let focus = app.browser.focus;
    let Some(column) = app.browser.column_mut() else {
        return;
    };
    let index = index.min(column.list.total.saturating_sub(1));
    if index != column.cursor {
        column.cursor = index;
        column.wanted = None;
        column.scroll(visible);
        preview::cursor_moved(app);
    }
    load(app, focus, out);
}

/// Moves the cursor by rows, backwards when negative.
pub(super) fn move_by(app: &mut App, rows: i64, out: &mut Effects) {
    let Some(column) = app.browser.column() else {
        return;
    };
    let index = column.cursor.saturating_add_signed(rows);
    move_to(app, index, out);
}

/// Moves the rows of the focused list, and the cursor with them where it would leave the pane.
pub(super) fn roll(app: &mut App, rows: i64, out: &mut Effects) {
    let visible = visible(app);
    let focus = app.browser.focus;
    let Some(column) = app.browser.column_mut() else {
        return;
    };
    let before = column.cursor;
    column.roll(rows, visible);
    if column.cursor != before {
        column.wanted = None;
        preview::cursor_moved(app);
    }
    load(app, focus, out);
}

/// The pane sizes changed.
pub(super) fn resized(app: &mut App, out: &mut Effects) {
    let visible = visible(app);
    for column in &mut app.browser.columns {
        column.scroll(visible);
    }
    load(app, app.browser.focus, out);
}

/// Reads everything that is shown again.
pub(super) fn refresh(app: &mut App, out: &mut Effects) {
    for column in 0..app.browser.columns.len() {
        reload(app, column, out);
    }
    preview::forget(app);
}

/// Rows below a node changed: read what is shown of them again.
pub(super) fn changed(app: &mut App, node: &NodeRef, out: &mut Effects) {
    for column in 0..app.browser.columns.len() {
        let touched = app
            .browser
            .columns
            .get(column)
            .is_some_and(|found| found.parent.contains(node) || node.contains(&found.parent));
        if touched {
            reload(app, column, out);
        }
    }
}

/// Sets the filter of the focused list. The old rows stay until the first filtered page comes.
pub(super) fn filter(app: &mut App, text: &str, out: &mut Effects) -> Result<(), Text> {
    let query = Query::read(text).map_err(|misread| Text::line(&misread.to_string()))?;
    let query = saved::with_me(app, query);
    let focus = app
        .review
        .as_ref()
        .map_or(app.browser.focus, |review| review.column);
    let Some(column) = app.browser.columns.get_mut(focus) else {
        return Ok(());
    };
    column.wanted = column.row().map(|row| row.id.clone());
    column.filter = Text::line(text);
    column.query = query;
    restart(app, focus, out);
    Ok(())
}

/// Reads a list from its beginning, by its present filter.
pub(super) fn restart(app: &mut App, column: usize, out: &mut Effects) {
    let fresh = app.generation();
    cancel(app, column, out);
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    found.generation = fresh;
    found.in_flight.clear();
    found.again = false;
    (found.top, found.cursor) = (0, 0);
    // Rows have other places now: a range begins anew.
    found.anchor = None;
    let first = PageRequest {
        offset: 0,
        limit: PAGE_ROWS,
    };
    found.list.keep_only(0, 0);
    ask(app, column, vec![first], out);
}
