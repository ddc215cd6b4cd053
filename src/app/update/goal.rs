//! Going to a place: levels, neighbouring jobs, links, the place of the last session.

use crate::app::effect::Effect;
use crate::app::notices::Weight;
use crate::app::state::App;
use crate::model::{Level, NodeRef};

use super::{Effects, browse, preview, refuse, review};

/// The name under which the place is remembered.
const PLACE: &str = "place";

/// Goes to a node as soon as the lists on the way are known.
pub(super) fn go(app: &mut App, node: NodeRef, out: &mut Effects) {
    if app
        .accounts
        .iter()
        .all(|account| account.id != node.account)
    {
        return refuse(app, format!("no account '{}' is open here", node.account));
    }
    if app.review.is_some() {
        review::leave(app, out);
    }
    app.browser.goal = Some(node);
    app.browser.focus = 0;
    pursue(app, out);
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
            let next = column
                .list
                .missing(0, column.list.total)
                .first()
                .map(|page| page.offset);
            match next {
                // A long list: the row is on a page that is not held yet.
                Some(offset) if !column.in_flight.contains(&offset) && offset < 10_000 => {
                    browse::move_to(app, offset, out);
                }
                Some(_) if !column.in_flight.is_empty() || column.list.growing => {}
                None if column.list.growing => {}
                _ => {
                    app.browser.goal = None;
                    app.say(Weight::Warning, "that place is not there any more");
                }
            }
            return;
        };
        browse::move_to(app, at, out);
        let level = goal.level();
        let here = app.browser.columns.get(focus).map(|column| column.level);
        if here == Some(level) {
            app.browser.goal = None;
            if level == Level::Item {
                review::open(app, focus, focus, out);
            }
            return;
        }
        if !browse::open(app, out) {
            app.browser.goal = None;
            return;
        }
    }
}

/// Focuses the list of a level; where it is not open yet, opens lists on the way.
pub(super) fn to_level(app: &mut App, level: Level, out: &mut Effects) {
    if app.review.is_some() {
        review::leave(app, out);
    }
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

/// `>` and `<`: the next or previous job of its list, in review its items.
pub(super) fn next_job(app: &mut App, forward: bool, out: &mut Effects) {
    let jobs = app
        .browser
        .columns
        .iter()
        .position(|column| column.level == Level::Job);
    let Some(jobs) = jobs else {
        return refuse(app, "no list of jobs is open; gj goes there");
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
            if forward {
                "this is the last job"
            } else {
                "this is the first job"
            },
        );
    }
    let reviewing = app.review.is_some();
    let depth = app.browser.focus;
    if reviewing {
        review::leave(app, out);
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

/// Remembers the place for the next start.
pub(super) fn remember(app: &App, out: &mut Effects) {
    let reviewed = app.review.as_ref().and_then(|review| review.item.clone());
    let node = reviewed.or_else(|| app.browser.column().and_then(|column| column.node()));
    if let Some(node) = node {
        let (account, text) = (node.account.clone(), node.to_string());
        out.push(Effect::Remember {
            account,
            name: PLACE,
            text,
        });
    }
}

/// The place of the last session came: go there, to the list and not into the review, so that
/// the first key is never a verdict on an item that the reviewer did not open.
pub(super) fn recalled(app: &mut App, place: Option<&str>, out: &mut Effects) {
    let Some(node) = place.and_then(|link| NodeRef::parse(link).ok()) else {
        return;
    };
    let known = app
        .accounts
        .iter()
        .any(|account| account.id == node.account);
    if !known || !app.browser.descend {
        return;
    }
    let place = match node.level() {
        Level::Item => node.parent(),
        _ => Some(node),
    };
    if let Some(place) = place.filter(|place| place.level() > Level::Account) {
        app.browser.descend = false;
        app.browser.goal = Some(place);
        pursue(app, out);
    }
}
