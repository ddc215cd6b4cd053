//! Going through all items of a list: the list itself, and its items some at a time.

use crate::app::browser::Column;
use crate::app::state::App;
use crate::limits::DISPUTE_BATCH;
use crate::model::{Level, ListRequest, PageRequest};

use super::{Effects, browse};

/// Whether a list of items is in front; one below the row under the cursor is opened.
pub(super) fn items_in_front(app: &mut App, out: &mut Effects) -> bool {
    let items = |app: &App| {
        let column = app.browser.column();
        column.is_some_and(|column| column.level == Level::Item)
    };
    !app.inbox.shown && (items(app) || (browse::open(app, out) && items(app)))
}

/// Asks for the rows of a list under its filter, at most so many.
pub(super) fn rows_of(column: &Column, limit: u32) -> ListRequest {
    ListRequest {
        parent: column.parent.clone(),
        level: column.level,
        query: column.query.clone(),
        page: PageRequest { offset: 0, limit },
    }
}

/// The next of those that wait, last first, in the order of the list.
pub(super) fn some_of<T>(waiting: &mut Vec<T>) -> Vec<T> {
    let rest = waiting.len().saturating_sub(DISPUTE_BATCH);
    let mut some = waiting.split_off(rest);
    some.reverse();
    some
}
