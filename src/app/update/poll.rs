//! What others changed: what is on screen is read again from time to time, where others can
//! change anything, and never while the reviewer is in the middle of something.

use crate::app::effect::{Effect, LoadSlot};
use crate::app::state::App;
use crate::limits::POLL_LEAST_S;
use crate::model::Timestamp;

use super::{Effects, browse, inbox};

/// How much later a look is tried that came at a bad moment, in milliseconds.
const LATER_MS: i64 = 1_500;

/// Looks again when it is time; says when it will be.
pub(super) fn follow(app: &mut App, out: &mut Effects) -> Option<Timestamp> {
    let every_ms = interval_ms(app)?;
    let next = app.now.plus_ms(every_ms);
    // A screen with a shorter interval is not left waiting for that of the one before.
    let due = app.poll_at.unwrap_or(next).min(next);
    app.poll_at = Some(due);
    if due > app.now {
        return app.poll_at;
    }
    app.poll_at = Some(if is_bad_moment(app) {
        app.now.plus_ms(LATER_MS)
    } else {
        look(app, out);
        next
    });
    app.poll_at
}

/// Milliseconds between two looks at the present screen; none where nobody else changes it.
fn interval_ms(app: &App) -> Option<i64> {
    if app.ending {
        return None;
    }
    let seconds = |account: &crate::app::state::Account| account.identity.as_ref()?.poll_s;
    let least = if app.in_inbox() {
        app.accounts.iter().filter_map(seconds).min()
    } else {
        app.current().and_then(seconds)
    };
    Some(i64::from(least?.max(POLL_LEAST_S)) * 1_000)
}

/// Keys are held or being typed, a decision is on its way, something lies over the screen.
fn is_bad_moment(app: &App) -> bool {
    let typing = app.now.since(app.typed_at) < 1_000;
    typing
        || app.is_busy()
        || !app.keys.is_empty()
        || !app.held.is_empty()
        || app.count.is_some()
        || !app.overlays.is_empty()
}

fn look(app: &mut App, out: &mut Effects) {
    if app.in_inbox() {
        return inbox::look(app, out);
    }
    let generation = app.generation();
    app.quiet = generation;
    let Some(review) = &app.review else {
        let focus = app.browser.focus;
        return browse::reload_quietly(app, focus, out);
    };
    let Some(scope) = app
        .browser
        .columns
        .get(review.column)
        .map(|column| column.parent.clone())
    else {
        return;
    };
    out.push(Effect::Issues {
        slot: LoadSlot::Issues,
        generation,
        scope: scope.clone(),
    });
    if scope.level() > crate::model::Level::View {
        out.push(Effect::Detail {
            slot: LoadSlot::Job,
            generation,
            node: scope,
        });
    }
}
