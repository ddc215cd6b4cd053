//! Keeping the session while the reviewer rests, so that even a kill loses next to nothing, and
//! opening lists as they were left.

use crate::app::browser::Column;
use crate::app::effect::Effect;
use crate::app::notices::Weight;
use crate::app::state::App;
use crate::limits::{SESSION_LISTS, SESSION_MARKS, SESSION_MOST_MS, SESSION_REST_MS};
use crate::model::picture::Look;
use crate::model::session::{ListState, Session};
use crate::model::{AccountId, Query, Row, Text, Timestamp};

use super::{Effects, browse, goal, saved};

/// Keeps the session once the keys rest; says when to come back.
pub(super) fn follow(app: &mut App, out: &mut Effects) -> Option<Timestamp> {
    let since = app.sessions.since?;
    let rest = app.typed_at.plus_ms(SESSION_REST_MS);
    let due = rest.min(since.plus_ms(SESSION_MOST_MS));
    if due > app.now && !app.ending {
        return Some(due);
    }
    keep(app, out);
    None
}

/// Keeps what has changed of the session.
pub(super) fn keep(app: &mut App, out: &mut Effects) {
    app.sessions.since = None;
    let look = match app.look {
        Look::Full => String::new(),
        look => look.word().to_owned(),
    };
    let reviewed = app.review.is_some();
    let browsers = std::iter::once((&app.browser, !reviewed));
    let shelved = app.shelved.values().map(|browser| (browser, true));
    let mut kept = Vec::new();
    for (browser, listed) in browsers.chain(shelved) {
        let Some(first) = browser.columns.first() else {
            continue;
        };
        let account = first.parent.account.clone();
        // Lists that were not opened this time stay as they were left.
        let open = browser.columns.iter().map(state);
        let mut lists: Vec<_> = open.collect();
        let unopened = app.sessions.recalled.get(&account).into_iter().flatten();
        let unopened = unopened.filter(|old| !browser.columns.iter().any(|c| is_of(c, old)));
        lists.extend(unopened.cloned());
        lists.truncate(SESSION_LISTS);
        let session = Session {
            lists,
            listed,
            look: look.clone(),
        };
        kept.push((account, session));
    }
    let places = goal::places(app);
    for (account, session) in kept {
        let place = places.iter().find(|node| node.account == account);
        let place = place.map_or_else(String::new, ToString::to_string);
        let new = (session, place);
        let old = app.sessions.written.get(&account);
        if old == Some(&new) {
            continue;
        }
        if old.map(|old| &old.1) != Some(&new.1) && !new.1.is_empty() {
            out.push(Effect::Remember {
                account: account.clone(),
                name: goal::PLACE,
                text: new.1.clone(),
            });
        }
        if old.map(|old| &old.0) != Some(&new.0) {
            out.push(Effect::RememberSession {
                account: account.clone(),
                session: new.0.clone(),
            });
        }
        app.sessions.written.insert(account, new);
    }
}

fn state(column: &Column) -> ListState {
    let wanted = column.wanted.clone();
    let cursor = wanted.or_else(|| column.row().map(|row| row.id.clone()));
    // A part of the marks would be a trap: all or none.
    let few = column.marks.len() <= SESSION_MARKS;
    let marks = column.marks.iter().filter(|_| few);
    ListState {
        parent: column.parent.clone(),
        level: column.level,
        cursor,
        filter: column.filter.clone(),
        marks: marks
            .map(|(id, row)| (id.clone(), row.flags.view))
            .collect(),
    }
}

fn is_of(column: &Column, state: &ListState) -> bool {
    column.level == state.level && column.parent == state.parent
}

/// The last session came.
pub(super) fn recalled(app: &mut App, account: &AccountId, session: Session, out: &mut Effects) {
    if let Some(look) = Look::of_word(&session.look)
        && app.look == Look::Full
    {
        app.look = look;
    }
    let mut lists = session.lists;
    lists.truncate(SESSION_LISTS);
    app.sessions.recalled.insert(account.clone(), lists);
    app.sessions.listed.insert(account.clone(), session.listed);
    // What has opened by itself, and is untouched, opens once more as it was left.
    let remembered = app.sessions.recalled.get(account);
    let remembered = remembered.is_some_and(|lists| !lists.is_empty());
    let alone = app.accounts.len() == 1 && app.browser.descend && !app.inbox.shown;
    if remembered && alone && !app.browser.columns.is_empty() {
        for at in 0..app.browser.columns.len() {
            browse::cancel(app, at, out);
        }
        browse::open_roots(app, account, out);
    }
}

/// A list that was opened is as it was left in the last session.
pub(super) fn dress(app: &mut App, column: usize) {
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    let Some(lists) = app.sessions.recalled.get_mut(&found.parent.account) else {
        return;
    };
    let Some(at) = lists.iter().position(|state| is_of(found, state)) else {
        return;
    };
    let state = lists.remove(at);
    put(found, state);
    let mut said = Vec::new();
    if !found.filter.is_empty() {
        said.push(format!("filter {}", found.filter));
    }
    if !found.marks.is_empty() {
        said.push(format!("{} marked", found.marks.len()));
    }
    if !said.is_empty() {
        let text = format!("as you left it: {}; {{cancel}} drops it", said.join(", "));
        app.say(Weight::Info, app.told(&text));
    }
    // `@me` in the filter is whoever signs in now.
    let query = app
        .browser
        .columns
        .get(column)
        .map(|found| found.query.clone());
    let query = query.map(|query| saved::with_me(app, query));
    if let (Some(query), Some(found)) = (query, app.browser.columns.get_mut(column)) {
        found.query = query;
    }
}

fn put(column: &mut Column, state: ListState) {
    if let Ok(query) = Query::parse(&state.filter) {
        column.filter = state.filter;
        column.query = query;
    }
    if column.wanted.is_none() {
        column.wanted = state.cursor;
    }
    for (id, view) in state.marks.into_iter().take(SESSION_MARKS) {
        let mut row = Row::new(id.clone(), Text::default());
        row.flags.view = view;
        column.marks.insert(id, row);
    }
}
