//! The mouse: a click puts the cursor on what was clicked, a double click opens it, the wheel
//! scrolls what lies under it. Everything it does has a key.

use crate::app::actions::Action;
use crate::app::content;
use crate::app::msg::MouseDeed;
use crate::app::overlay::Overlay;
use crate::app::pointer::{self, Hit};
use crate::app::state::App;
use crate::config::settings::Switch;
use crate::limits::WHEEL_ROWS;
use crate::model::Point;

use super::content::Step;
use super::{
    Effects, activity, aim, browse, inbox, look, macros, overlays, preview, refuse, results,
    review, run, sheet,
};

/// How far a notch of the wheel zooms.
const WHEEL_ZOOM: f32 = 1.25;

/// Whether the mouse is taken from the start: it takes the terminal's own selection away, and over
/// a line that is slow every report costs.
pub(super) fn wanted(app: &App) -> bool {
    match app.settings.mouse {
        Switch::On => true,
        Switch::Off => false,
        Switch::Auto => !app.terminal.remote,
    }
}

/// The mouse did something.
pub(super) fn mouse(app: &mut App, deed: MouseDeed, hit: Hit, out: &mut Effects) {
    if !app.mouse {
        return;
    }
    if app.macros.playing.is_some() {
        return macros::stop(app, "the mouse was used");
    }
    if app.is_busy() || !app.held.is_empty() {
        return refuse(
            app,
            "the last decision is still being written; the click was dropped",
        );
    }
    app.keys.clear();
    app.count = None;
    match deed {
        MouseDeed::Press => press(app, hit, out),
        MouseDeed::Double => open(app, hit, out),
        MouseDeed::WheelUp => wheel(app, hit, false, out),
        MouseDeed::WheelDown => wheel(app, hit, true, out),
    }
}

fn press(app: &mut App, hit: Hit, out: &mut Effects) {
    if let Some(Overlay::Crosshair(_)) = app.overlays.last() {
        if let Hit::Picture(at, _) = hit {
            aim::point_at(app, at);
        }
        return;
    }
    match hit {
        Hit::Row(column, row) => {
            focus(app, column, out);
            browse::move_to(app, row, out);
        }
        Hit::List(column) => focus(app, column, out),
        Hit::Waiting(row) => inbox::move_to(app, row),
        // In a queue the next thing is not the next item of the list.
        Hit::Item(index)
            if app.disputes.is_none() && app.queue.is_none() && app.sample.is_none() =>
        {
            review::go_to(app, index.into(), out);
        }
        Hit::Picture(at, cell) => point(app, at, cell, out),
        Hit::Result(number) => results::pick(app, number, out),
        Hit::Annotation(number) => select(app, number, out),
        Hit::Pair(number) => {
            results::pick_pair(app, number);
            review::selection_changed(app, out);
        }
        Hit::Entry(place) => {
            if let Some(Overlay::Menu(menu)) = app.overlays.last_mut()
                && place < menu.shown.len()
            {
                menu.cursor = place;
                overlays::choose(app, out);
            }
        }
        Hit::Tile(at) => sheet::click(app, at, out),
        Hit::Line(row) => activity::put_cursor(app, row),
        Hit::Figure(table, row) => {
            if let Some(Overlay::Insights(view)) = app.overlays.last_mut()
                && view.choices().contains(&(table, row))
            {
                view.cursor = Some((table, row));
            }
        }
        Hit::Nothing | Hit::Inbox | Hit::Item(_) | Hit::Content | Hit::Side | Hit::Overlay => {}
    }
}

/// A double click, whose first press has put the cursor there.
fn open(app: &mut App, hit: Hit, out: &mut Effects) {
    match hit {
        Hit::Row(..) | Hit::Waiting(_) if app.overlays.is_empty() => {
            run::run(app, Action::Enter, None, out);
        }
        Hit::Annotation(_) | Hit::Pair(_) | Hit::Picture(..) if app.overlays.is_empty() => {
            let selected = app
                .review
                .as_ref()
                .is_some_and(|r| r.annotation().is_some());
            if selected {
                run::run(app, Action::ZoomTarget, None, out);
            }
        }
        // Two clicks in a row are two clicks.
        Hit::Tile(at) => sheet::click(app, at, out),
        Hit::Line(_) | Hit::Figure(..) => overlays::act(app, Action::Submit, out),
        _ => {}
    }
}

fn focus(app: &mut App, column: usize, out: &mut Effects) {
    if column != app.browser.focus && column < app.browser.columns.len() {
        app.browser.focus = column;
        browse::reload(app, column, out);
        preview::cursor_moved(app);
    }
}

/// A point of the picture was clicked: the smallest annotation there is selected, and when it is
/// already, the next larger one.
fn point(app: &mut App, at: Point, cell: f32, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let Some(detail) = review.detail.as_deref() else {
        return;
    };
    let style = review.style();
    let drawn = (0..review.shown_count())
        .filter_map(|nth| review.shown_at(nth))
        .filter(|number| {
            let found = detail.annotations.get(*number);
            style.shown && found.is_some_and(|found| style.draws(*number, found))
        });
    let under = pointer::under(detail, drawn, at, cell);
    let before = under
        .iter()
        .position(|number| Some(*number) == review.selected);
    let next = match before {
        Some(place) => under.get((place + 1) % under.len()),
        None => under.first(),
    };
    match next {
        Some(number) => select(app, *number, out),
        // Beside every shape the item itself is meant.
        None if review.selected.is_some() => {
            if let Some(review) = &mut app.review {
                review.selected = None;
            }
            review::selection_changed(app, out);
        }
        None => {}
    }
}

fn select(app: &mut App, number: usize, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let compared = review.compare.as_ref().and_then(|compare| {
        let mut pairs = compare.agreement.pairs.iter();
        pairs.position(|pair| pair.left == Some(number) || pair.right == Some(number))
    });
    if let Some(pair) = compared {
        results::pick_pair(app, pair);
    }
    if let Some(review) = &mut app.review
        && review.shown_place(number).is_some()
    {
        review.selected = Some(number);
        review.issue = None;
    }
    review::selection_changed(app, out);
}

fn wheel(app: &mut App, hit: Hit, down: bool, out: &mut Effects) {
    let crosshair = matches!(app.overlays.last(), Some(Overlay::Crosshair(_)));
    if crosshair && !matches!(hit, Hit::Picture(..)) {
        return;
    }
    let rows = i64::from(WHEEL_ROWS) * if down { 1 } else { -1 };
    match hit {
        // Another list's cursor says which rows the focused one has.
        Hit::Row(column, _) | Hit::List(column) if column == app.browser.focus => {
            browse::roll(app, rows, out);
        }
        Hit::Waiting(_) | Hit::Inbox => inbox::move_by(app, rows),
        Hit::Picture(at, _) => {
            let factor = if down { 1.0 / WHEEL_ZOOM } else { WHEEL_ZOOM };
            look::zoom_about(app, factor, at, out);
        }
        Hit::Tile(_) => sheet::turn(app, down, out),
        Hit::Content => match app.review.as_ref().and_then(|r| r.contents.page()) {
            Some(content::Page::Text(_)) => super::content::scroll(app, Step::Lines(rows)),
            Some(content::Page::Time(_)) => super::content::zoom(app, if down { -1 } else { 1 }),
            None => {}
        },
        Hit::Annotation(_) | Hit::Pair(_) | Hit::Side => review::select(app, down, out),
        Hit::Entry(_) | Hit::Line(_) | Hit::Figure(..) | Hit::Overlay => {
            overlay_wheel(app, down, out);
        }
        _ => {}
    }
}

/// Overlays that scroll go by rows.
fn overlay_wheel(app: &mut App, down: bool, out: &mut Effects) {
    let scrolls = matches!(
        app.overlays.last(),
        Some(Overlay::Menu(_) | Overlay::Activity(_) | Overlay::Insights(_) | Overlay::Pager(_))
    );
    let action = if down { Action::Next } else { Action::Previous };
    for _ in 0..if scrolls { WHEEL_ROWS } else { 0 } {
        overlays::act(app, action, out);
    }
}
