//! Going to a place: levels, neighbouring jobs, links, the place of the last session; and the rows
//! that are read, opened or given up on the way there.

use crate::app::browser::{Column, Load};
use crate::app::notices::Weight;
use crate::app::review::Aim;
use crate::app::state::App;
use crate::model::{AccountId, Id, Level, NodeRef, Text};

use super::{Effects, accounts, browse, places, preview, refuse, review, session, sheet};

/// The name under which the place is remembered.
pub(super) const PLACE: &str = "place";

/// Rows read at most on the way to a row that is sought.
const SEEK_ROWS: u64 = 10_000;

/// Goes to a node: an item opens for review, anything else stands under the cursor of its list.
pub(super) fn go(app: &mut App, node: NodeRef, out: &mut Effects) {
    places::note(app);
    app.queue = None;
    app.inbox.back = false;
    let aim = (node.level() == Level::Item).then(Aim::default);
    place(app, node, aim, out);
}

/// Shows a node's row in its list.
pub(super) fn show_list(app: &mut App, node: NodeRef, out: &mut Effects) {
    app.queue = None;
    app.inbox.back = false;
    place(app, node, None, out);
}

/// Opens an item for review that had been left.
pub(super) fn resume(app: &mut App, item: NodeRef, out: &mut Effects) {
    app.queue = None;
    app.inbox.back = false;
    place(app, item, Some(Aim::default()), out);
}

/// Opens a job or an item for review, with something selected on it.
pub(super) fn open_review(app: &mut App, node: NodeRef, aim: Aim, out: &mut Effects) {
    place(app, node, Some(aim), out);
}

fn place(app: &mut App, node: NodeRef, aim: Option<Aim>, out: &mut Effects) {
    let Some(account) = app.account_of(&node) else {
        return refuse(app, format!("no account '{}' is open here", node.account));
    };
    let remote = account.is_remote();
    sheet::hide(app, out);
    review::close(app, out);
    app.inbox.shown = false;
    app.browser.descend = false;
    accounts::switch(app, &node.account, out);
    if remote && node.level() > Level::Account {
        return at_once(app, &node, aim, out);
    }
    if app.browser.columns.is_empty() {
        browse::open_roots(app, &node.account, out);
    }
    app.browser.goal = Some(node).filter(|node| node.level() > Level::Account);
    app.browser.goal_review = aim;
    app.browser.focus = 0;
    pursue(app, out);
}

/// Opens the lists of all ancestors together and the deepest at once: on a server the rows on the
/// way need not be known, and an outer list may even be refused.
fn at_once(app: &mut App, node: &NodeRef, aim: Option<Aim>, out: &mut Effects) {
    let mut parent = NodeRef::root(node.account.clone());
    let mut fresh = Vec::new();
    for (depth, (level, id)) in node.path().iter().enumerate() {
        let rows = match level {
            Level::View => app
                .account_of(node)
                .and_then(|account| account.below(parent.level())),
            level => Some(*level),
        };
        let Some(rows) = rows else { return };
        if hold(app, depth, &parent, rows, Some(id), out) {
            fresh.push(depth);
        }
        parent = parent.child(*level, id.clone());
    }
    let mut focus = node.path().len().saturating_sub(1);
    let inner = app
        .account_of(node)
        .is_some_and(|account| account.holds_items(node.level()));
    let reviewed = match (node.level(), &aim) {
        (Level::Item, Some(_)) => Some(focus),
        (_, Some(_)) if inner => {
            if hold(app, focus + 1, node, Level::Item, None, out) {
                fresh.push(focus + 1);
            }
            Some(focus + 1)
        }
        _ => None,
    };
    app.browser
        .columns
        .truncate(reviewed.unwrap_or(focus).saturating_add(1));
    app.browser.focus = focus;
    if let (Some(column), Some(aim)) = (reviewed, aim) {
        if node.level() == Level::Item {
            focus = column;
        }
        review::open_at(app, column, focus, Some(node), aim, out);
    }
    // What is on screen was asked for first; the lists around it follow.
    for depth in fresh.into_iter().rev() {
        browse::load(app, depth, out);
    }
    preview::cursor_moved(app);
}

/// Makes the column at a depth list the rows of a level below a parent, with the cursor on a row.
/// Says whether its rows must be read.
fn hold(
    app: &mut App,
    depth: usize,
    parent: &NodeRef,
    level: Level,
    wanted: Option<&Id>,
    out: &mut Effects,
) -> bool {
    let kept = app.browser.columns.get_mut(depth);
    let kept = kept.filter(|kept| kept.parent == *parent && kept.level == level);
    if let Some(kept) = kept {
        let Some(id) = wanted else { return false };
        if let Some(at) = kept.list.position(id) {
            kept.cursor = at;
            (kept.wanted, kept.seeking) = (None, false);
            kept.scroll(20);
            return false;
        }
    }
    for gone in depth..app.browser.columns.len() {
        browse::cancel(app, gone, out);
    }
    app.browser.columns.truncate(depth);
    let above = depth
        .checked_sub(1)
        .and_then(|at| app.browser.columns.get(at));
    let row = above.and_then(|above| {
        let at = above.position(parent)?;
        above.list.get(at)
    });
    let name = match row {
        Some(row) => row.name.clone(),
        None => Text::line(&parent.id().map_or_else(String::new, ToString::to_string)),
    };
    let mut column = Column::new(parent.clone(), name, level);
    column.wanted = wanted.cloned();
    column.seeking = wanted.is_some();
    column.load = Load::Loading;
    app.browser.columns.push(column);
    session::dress(app, depth);
    true
}

/// Walks towards the goal as far as the lists are known.
pub(super) fn pursue(app: &mut App, out: &mut Effects) {
    while let Some(goal) = app.browser.goal.clone() {
        let focus = app.browser.focus;
        let Some(column) = app.browser.columns.get(focus) else {
            return;
        };
        if !column.list.known {
            return;
        }
        let Some(id) = goal.id_at(column.level) else {
            app.browser.goal = None;
            return;
        };
        let Some(at) = column.list.position(id) else {
            return look_further(app, focus, out);
        };
        browse::move_to(app, at, out);
        let level = goal.level();
        let here = app.browser.columns.get(focus).map(|column| column.level);
        if here == Some(level) {
            app.browser.goal = None;
            return arrive(app, level, focus, out);
        }
        if !browse::open(app, out) {
            app.browser.goal = None;
            return;
        }
    }
}

/// The goal's row is not among those held: reads on, or gives up.
fn look_further(app: &mut App, focus: usize, out: &mut Effects) {
    let Some(column) = app.browser.columns.get(focus) else {
        return;
    };
    let next = column
        .list
        .missing(0, column.list.total)
        .first()
        .map(|page| page.offset);
    match next {
        // A long list: the row is on a page that is not held yet.
        Some(offset) if !column.in_flight.contains(&offset) && offset < SEEK_ROWS => {
            browse::move_to(app, offset, out);
        }
        Some(_) if !column.in_flight.is_empty() || column.list.growing => {}
        None if column.list.growing => {}
        _ => {
            app.browser.goal = None;
            app.browser.goal_review = None;
            gone(app, out);
        }
    }
}

/// Reads on towards a row that is a place to go to. Lists of a server are not walked: they may be
/// long, and what lies below the row is open already; only items are, since keys move among them.
pub(super) fn seek(app: &mut App, column: usize, out: &mut Effects) {
    let Some(found) = app.browser.columns.get_mut(column) else {
        return;
    };
    if !found.seeking || !found.in_flight.is_empty() {
        return;
    }
    let next = found.list.missing(0, found.list.total).first().copied();
    let next = next.filter(|page| found.level == Level::Item && page.offset < SEEK_ROWS);
    match next {
        Some(page) => browse::ask(app, column, vec![page], out),
        None if found.list.growing => {}
        None => {
            (found.seeking, found.wanted) = (false, None);
            let reviewed = app.review.as_ref().map(|review| review.column);
            if reviewed.unwrap_or(app.browser.focus) == column {
                app.say(Weight::Warning, "that row is not in its list (any more)");
            }
        }
    }
}

/// The list on screen cannot be read, and the list above it, which is complete, has no row for it
/// any more: that place is gone, and the list above is shown.
pub(super) fn retreat(app: &mut App, out: &mut Effects) {
    let focus = app.browser.focus;
    let Some(above) = focus.checked_sub(1) else {
        return;
    };
    let Some([outer, inner]) = app.browser.columns.get(above..=focus) else {
        return;
    };
    let unread = matches!(inner.load, Load::Failed(_)) && !inner.list.known;
    let whole = outer.list.known
        && !outer.list.growing
        && outer.filter.is_empty()
        && outer.list.missing(0, outer.list.total).is_empty();
    if !unread || !whole || outer.position(&inner.parent).is_some() || app.review.is_some() {
        return;
    }
    app.browser.columns.truncate(focus);
    app.browser.focus = above;
    if !gone(app, out) {
        preview::cursor_moved(app);
    }
}

/// A place is not there any more: the history's next one is gone to, or the list that it was in,
/// which is open, stays. Says whether there was a next one.
fn gone(app: &mut App, out: &mut Effects) -> bool {
    let skipped = places::skip(app, out);
    if !skipped {
        app.say(
            Weight::Warning,
            "that place is not there any more; this is the list it was in",
        );
    }
    skipped
}

/// Opens single rows by themselves at the start, so that a folder with one dataset begins at its
/// jobs.
pub(super) fn descend(app: &mut App, column: usize, out: &mut Effects) {
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    let single = found.list.total == 1 && !found.list.growing;
    let inner = app
        .current()
        .is_some_and(|account| account.holds_items(found.level));
    if app.browser.descend
        && app.browser.goal.is_none()
        && column == app.browser.focus
        && single
        && found.level < Level::Job
        && !inner
    {
        browse::open(app, out);
    }
}

fn arrive(app: &mut App, level: Level, focus: usize, out: &mut Effects) {
    let aim = app.browser.goal_review.take();
    match (level, aim) {
        (Level::Item, Some(aim)) => {
            review::open_at(app, focus, focus, None, aim, out);
        }
        (level, Some(aim))
            if app.current().is_some_and(|a| a.holds_items(level)) && browse::open(app, out) =>
        {
            review::open_at(app, focus + 1, focus, None, aim, out);
        }
        _ => {}
    }
}

/// `gj`: the jobs, or where there are none what is reviewed as a whole in their place.
pub(super) fn to_jobs(app: &mut App, out: &mut Effects) {
    let level = app.piece_level().unwrap_or(Level::Job);
    if level != Level::Job
        && let Some(account) = app.current()
    {
        let many = account.many(level);
        app.say(Weight::Info, format!("there are no jobs here but {many}"));
    }
    to_level(app, level, out);
}

/// Focuses the list of a level; where it is not open yet, opens lists on the way.
pub(super) fn to_level(app: &mut App, level: Level, out: &mut Effects) {
    review::close(app, out);
    app.queue = None;
    (app.inbox.shown, app.inbox.back) = (false, false);
    accounts::unroll(app, out);
    if let Some(at) = app
        .browser
        .columns
        .iter()
        .position(|column| column.level == level)
    {
        app.browser.focus = at;
        browse::reload(app, at, out);
        return preview::cursor_moved(app);
    }
    app.browser.focus = app.browser.columns.len().saturating_sub(1);
    while app
        .browser
        .column()
        .is_some_and(|column| column.level < level)
    {
        if !browse::open(app, out) {
            return refuse(app, "open a row first: the list below it is not known yet");
        }
    }
}

/// `>` and `<`: the next or previous job (view, where there are no jobs) of its list, in review its
/// items.
pub(super) fn next_job(app: &mut App, forward: bool, out: &mut Effects) {
    let level = app.piece_level().unwrap_or(Level::Job);
    let (one, many) = match app.current() {
        Some(account) => (account.one(level), account.many(level)),
        None => (Text::line("job"), Text::line("jobs")),
    };
    let jobs = app
        .browser
        .columns
        .iter()
        .position(|column| column.level == level);
    let Some(jobs) = jobs else {
        return refuse(
            app,
            format!("no list of {many} is open; {{jobs}} goes there"),
        );
    };
    let Some(column) = app.browser.columns.get(jobs) else {
        return;
    };
    let at = match forward {
        true => column.cursor.saturating_add(1),
        false => column.cursor.wrapping_sub(1),
    };
    if at >= column.list.total {
        return refuse(
            app,
            match forward {
                true => format!("this is the last {one}"),
                false => format!("this is the first {one}"),
            },
        );
    }
    let reviewing = app.review.is_some();
    let depth = app.browser.focus;
    if reviewing {
        review::close(app, out);
        app.queue = None;
    }
    app.browser.focus = jobs;
    browse::move_to(app, at, out);
    if reviewing {
        if browse::open(app, out) {
            review::open(app, jobs + 1, jobs, out);
        }
    } else if depth > jobs {
        browse::open(app, out);
    }
}

/// The places where the accounts are now, for the next start.
pub(super) fn places(app: &App) -> Vec<NodeRef> {
    let reviewed = app.review.as_ref().and_then(|review| review.item.clone());
    let node = reviewed.or_else(|| app.browser.column().and_then(|column| column.node()));
    let others = app
        .shelved
        .values()
        .filter_map(|browser| browser.column()?.node());
    // What was recalled and not gone to yet stays.
    let recalled = app.places.values().cloned();
    node.into_iter().chain(others).chain(recalled).collect()
}

/// The place where an account was left, as a list and not a review, so that the first key is
/// never a verdict on an item that the reviewer did not open. A list of items that was left as one
/// opens as one.
fn list_of(place: Option<&str>, listed: bool) -> Option<NodeRef> {
    let node = place.and_then(|link| NodeRef::parse(link).ok())?;
    let place = match node.level() {
        Level::Item if !listed => node.parent(),
        _ => Some(node),
    };
    place.filter(|place| place.level() > Level::Account)
}

/// The place of the last session came: go there, unless a key was pressed, a place asked for, or
/// the account begins with its inbox.
/// Says whether that is where we are.
pub(super) fn recalled(
    app: &mut App,
    account: &AccountId,
    place: Option<&str>,
    out: &mut Effects,
) -> bool {
    let listed = app.sessions.listed.get(account).copied().unwrap_or(false);
    let Some(node) = list_of(place, listed).filter(|node| node.account == *account) else {
        return false;
    };
    app.places.insert(account.clone(), node.clone());
    let Some(known) = app.account_of(&node) else {
        return false;
    };
    let remote = known.is_remote();
    if !app.browser.descend || app.accounts.len() > 1 {
        return false;
    }
    if remote {
        // It begins with its inbox; its lists open at the place once they are gone to.
        for column in 0..app.browser.columns.len() {
            browse::cancel(app, column, out);
        }
        app.browser.columns.clear();
        return false;
    }
    self::place(app, node, None, out);
    true
}
