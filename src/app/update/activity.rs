//! The activity view: outbox, history and messages.

use crate::app::actions::Action;
use crate::app::effect::Effect;
use crate::app::notices::Weight;
use crate::app::overlay::{Activity, ActivityTab, Overlay, Pager};
use crate::app::state::App;
use crate::model::{Delivery, Text};

use super::{Effects, close, conflicts, menus, overlays, refuse, run};

/// An action in the view.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    let messages = app.notices.history.len();
    let Some(Overlay::Activity(view)) = app.overlays.last_mut() else {
        return;
    };
    let count = if view.tab == ActivityTab::Messages {
        messages
    } else {
        view.entries.len()
    };
    let to = match action {
        Action::Back => return close(app, out),
        Action::NextPart => {
            let tab = match view.tab {
                ActivityTab::Outbox => ActivityTab::History,
                ActivityTab::History => ActivityTab::Messages,
                ActivityTab::Messages => ActivityTab::Outbox,
            };
            return menus::activity(app, tab, out);
        }
        Action::Retry => return outbox_act(app, Effect::Retry, out),
        Action::Drop => return outbox_act(app, Effect::Drop, out),
        Action::Undo => return run::run(app, Action::Undo, None, out),
        Action::Submit if view.tab == ActivityTab::Messages => {
            let chosen = view.cursor;
            return show_message(app, chosen);
        }
        Action::Submit => return open_conflict(app, out),
        reading => match overlays::scrolled(view.cursor, reading, rows) {
            Some(to) => to,
            None => return,
        },
    };
    scroll(view, to.min(count.saturating_sub(1)), rows);
}

/// Puts the cursor of the open activity view on a row.
pub(super) fn put_cursor(app: &mut App, row: usize) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    if let Some(Overlay::Activity(view)) = app.overlays.last_mut() {
        scroll(view, row, rows);
    }
}

fn scroll(view: &mut Activity, to: usize, rows: usize) {
    view.cursor = to;
    if to < view.top {
        view.top = to;
    } else if to >= view.top + rows {
        view.top = to + 1 - rows;
    }
}

/// `Enter` on a message: all of it, with its moment and the request that it is about.
fn show_message(app: &mut App, chosen: usize) {
    // The newest stands first.
    let Some(notice) = app.notices.history.iter().rev().nth(chosen) else {
        return;
    };
    let word = match notice.weight {
        Weight::Info => "info",
        Weight::Warning => "warning",
        Weight::Error => "error",
    };
    let mut text = format!("{word}, {}", notice.at);
    if notice.times > 1 {
        text.push_str(&format!(", {} times, the last then", notice.times));
    }
    text.push_str(&format!("\n\n{}", notice.text));
    if let Some(request) = &notice.request {
        text.push_str(&format!("\n\nrequest: {request}"));
    }
    let generation = app.generation();
    app.overlays.push(Overlay::Pager(Pager {
        title: Text::line("message"),
        text: Some(Ok(Text::block(&text))),
        generation,
        top: 0,
    }));
}

/// `Enter`: shows a refused decision beside what the platform has.
fn open_conflict(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Activity(view)) = app.overlays.last() else {
        return;
    };
    let entry = view.entries.get(view.cursor);
    match entry.filter(|entry| entry.delivery == Delivery::Failed) {
        Some(entry) => {
            let operation = entry.operation.clone();
            let now = app.now;
            conflicts::open(app, operation, now, out);
        }
        None => refuse(app, "only what failed is compared with what is there now"),
    }
}

/// Retries or drops the chosen entry, when it is one that failed or waits.
fn outbox_act(app: &mut App, act: fn(crate::model::OpId) -> Effect, out: &mut Effects) {
    let Some(Overlay::Activity(view)) = app.overlays.last() else {
        return;
    };
    let entry = view.entries.get(view.cursor);
    let open = entry.filter(|e| matches!(e.delivery, Delivery::Failed | Delivery::Waiting));
    match open {
        Some(entry) => {
            out.push(act(entry.operation.id));
            out.push(Effect::Entries {
                open_only: view.tab == ActivityTab::Outbox,
            });
        }
        None => refuse(app, "only what failed or waits is retried or given up"),
    }
}
