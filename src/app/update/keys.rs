//! From keys to actions: sequences, counts, and keys that wait for a commit.

use crate::app::actions::{Meaning, lookup};
use crate::app::overlay::Overlay;
use crate::app::state::App;
use crate::config::keys::{Key, KeyCode};
use crate::limits::{HELD_KEYS, PASTE_BYTES};

use super::{Effects, overlays, quit, refuse, run};

/// A key came. While a decision is on its way to the disk, keys wait in order, so that none is
/// applied to an item that the reviewer did not mean.
pub(super) fn key(app: &mut App, key: Key, out: &mut Effects) {
    if !app.is_busy() && app.held.is_empty() {
        return handle(app, key, out);
    }
    if key.ctrl && key.code == KeyCode::Char('c') && app.held.len() > 2 {
        // A way out when the disk does not answer.
        app.held.clear();
        return quit(app, out);
    }
    if app.held.len() == HELD_KEYS {
        return refuse(
            app,
            "the last decision is still being written; this key was dropped",
        );
    }
    app.held.push_back(key);
}

/// Applies keys that waited, until one of them starts another decision.
pub(super) fn replay(app: &mut App, out: &mut Effects) {
    while !app.is_busy() {
        let Some(key) = app.held.pop_front() else {
            return;
        };
        handle(app, key, out);
    }
}

fn handle(app: &mut App, key: Key, out: &mut Effects) {
    if !app.overlays.is_empty() {
        return overlays::key(app, key, out);
    }
    if app.keys.is_empty() && count(app, key) {
        return;
    }
    if app.keys.is_empty() {
        app.keys_at = app.now;
    }
    app.keys.push(key);
    match lookup(app.scope(), &app.keys) {
        Meaning::Run(action) => {
            app.keys.clear();
            let count = app.count.take();
            run::run(app, action, count, out);
        }
        Meaning::Prefix => {}
        Meaning::Nothing => {
            let unfinished = app.keys.len() > 1;
            app.keys.clear();
            app.count = None;
            // A cancelled prefix is quiet; an unknown key says where help is.
            if !unfinished && !matches!(key.code, KeyCode::Esc) {
                refuse(app, "that key does nothing here; ? shows every key");
            }
        }
    }
}

/// Digits before an action are its count.
fn count(app: &mut App, key: Key) -> bool {
    let KeyCode::Char(c) = key.code else {
        return false;
    };
    let Some(digit) = c.to_digit(10).filter(|_| !key.ctrl && !key.alt) else {
        return false;
    };
    if digit == 0 && app.count.is_none() {
        return false;
    }
    app.count = Some(
        app.count
            .unwrap_or(0)
            .saturating_mul(10)
            .saturating_add(digit)
            .min(999_999),
    );
    true
}

/// Pasted text goes into the open prompt or menu, never to actions.
pub(super) fn paste(app: &mut App, text: &str, out: &mut Effects) {
    let end = (0..=text.len().min(PASTE_BYTES))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    let text = text.get(..end.unwrap_or(0)).unwrap_or_default();
    match app.overlays.last() {
        Some(Overlay::Prompt(_) | Overlay::Menu(_)) => overlays::insert(app, text, out),
        _ => refuse(app, "pasted text is only taken where text is typed"),
    }
}
