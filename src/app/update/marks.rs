//! Marked rows: what a decision about several is about.

use crate::app::effect::Effect;
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::state::App;
use crate::limits::ITEM_ANNOTATIONS;
use crate::model::{ListRequest, NodeRef, Page, PageRequest, Row, State};

use super::{Effects, browse, refuse};

/// Rows that a bulk action can mark at once; the same bound as annotations of an item, since
/// each marked row becomes an operation.
const MARKED_ROWS: u32 = ITEM_ANNOTATIONS as u32;

/// Marks or unmarks the row under the cursor and goes on.
pub(super) fn mark(app: &mut App, out: &mut Effects) {
    let Some(column) = app.browser.column_mut() else {
        return;
    };
    let Some(row) = column.row().cloned() else {
        return;
    };
    column.anchor = Some(column.cursor);
    if column.marks.remove(&row.id).is_none() {
        column.marks.insert(row.id.clone(), row);
    }
    browse::move_by(app, 1, out);
}

/// Marks every row between the last mark and the cursor; what of them is not loaded is read.
pub(super) fn mark_range(app: &mut App, out: &mut Effects) {
    let focus = app.browser.focus;
    let Some(column) = app.browser.column_mut() else {
        return;
    };
    let anchor = column.anchor.unwrap_or(column.cursor);
    let (from, to) = (anchor.min(column.cursor), anchor.max(column.cursor));
    let count = to - from + 1;
    if count > u64::from(MARKED_ROWS) {
        return refuse(
            app,
            format!("{count} rows are too many: at most {MARKED_ROWS} are marked at once"),
        );
    }
    column.anchor = Some(column.cursor);
    let held = (from..=to).map(|at| column.list.get(at).cloned());
    if let Some(rows) = held.collect::<Option<Vec<_>>>() {
        let rows = rows.into_iter().map(|row| (row.id.clone(), row));
        return column.marks.extend(rows);
    }
    let page = PageRequest {
        offset: from,
        limit: u32::try_from(count).unwrap_or(MARKED_ROWS),
    };
    gather(app, focus, page, out);
}

fn gather(app: &mut App, column: usize, page: PageRequest, out: &mut Effects) {
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    out.push(Effect::GatherRows {
        column,
        generation: found.generation,
        request: ListRequest {
            parent: found.parent.clone(),
            level: found.level,
            query: found.query.clone(),
            page,
        },
    });
}

/// Marks all rows that match the filter, also those not loaded; when all are marked, none.
pub(super) fn mark_all(app: &mut App, out: &mut Effects) {
    let focus = app.browser.focus;
    let Some(column) = app.browser.column_mut() else {
        return;
    };
    let enough = column.marks.len() as u64 >= column.list.total && !column.marks.is_empty();
    // Marks may be of rows that the filter leaves out: only when these are marked, all go.
    let marked = |row: &Row| column.marks.contains_key(&row.id);
    let all = enough && column.list.held().all(|(_, row)| marked(row));
    if all {
        return column.marks.clear();
    }
    let page = PageRequest {
        offset: 0,
        limit: MARKED_ROWS,
    };
    gather(app, focus, page, out);
}

/// All rows of the filter came, to be marked.
pub(super) fn gathered_rows(
    app: &mut App,
    column: usize,
    generation: Generation,
    result: Result<Page, Failure>,
) {
    let page = match result {
        Ok(page) => page,
        Err(error) => return app.say(Weight::Error, error),
    };
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    if found.generation != generation {
        return;
    }
    // Of a range only a part was asked for.
    let all = page.offset == 0 && page.rows.len() as u64 >= u64::from(MARKED_ROWS);
    let missing = match all {
        true => page.total.saturating_sub(page.rows.len() as u64),
        false => 0,
    };
    found
        .marks
        .extend(page.rows.into_iter().map(|row| (row.id.clone(), row)));
    let marked = found.marks.len();
    if missing > 0 {
        app.say(
            Weight::Warning,
            format!("{marked} rows marked, the limit; {missing} are not"),
        );
    } else {
        app.say(Weight::Info, format!("{marked} rows marked"));
    }
}

/// The marked nodes of the focused list, or the one under its cursor.
pub(super) fn targets(app: &App) -> Vec<NodeRef> {
    let Some(column) = app.browser.column() else {
        return Vec::new();
    };
    if column.marks.is_empty() {
        return column.node().into_iter().collect();
    }
    column
        .marks
        .values()
        .map(|row| column.node_of(row))
        .collect()
}

/// The state that the single row which a key is about shows; none for marked rows.
pub(super) fn seen_state(app: &App) -> Option<State> {
    let column = app.browser.column()?;
    let row = column.row().filter(|_| column.marks.is_empty())?;
    Some(State {
        stage: column.list.word_some(row.stage).cloned(),
        state: column.list.word(row.state).clone(),
        class: row.class,
    })
}
