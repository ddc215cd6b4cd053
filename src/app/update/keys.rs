//! From keys to actions: sequences, counts, layouts, and keys that wait for a commit.

use crate::app::actions::{Action, Scope};
use crate::app::keymap::Meaning;
use crate::app::overlay::Overlay;
use crate::app::state::App;
use crate::config::keys::{Key, KeyCode};
use crate::limits::{HELD_KEYS, MACRO_STEPS, ODD_LETTERS, PASTE_BYTES};

use super::{Effects, line, macros, overlays, quit, refuse, run, sheet};

/// A key came. While a decision is on its way to the disk, keys wait in order, so that none is
/// applied to an item that the reviewer did not mean. While a macro plays, they wait for its end.
pub(super) fn key(app: &mut App, key: Key, out: &mut Effects) {
    let playing = app.macros.playing.is_some();
    if !app.is_busy() && app.held.is_empty() && !playing {
        return handle(app, key, out);
    }
    if playing && is_cancel(app, key) {
        return macros::stop(app, "you stopped it");
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

fn is_cancel(app: &App, key: Key) -> bool {
    let cancel = Meaning::Run(Action::Cancel);
    app.keymap.meaning(app.key_scope(), &[key]) == cancel
}

/// Applies the keys of a macro and then keys that waited, until one of them starts another
/// decision.
pub(super) fn replay(app: &mut App, out: &mut Effects) {
    let mut steps = 0;
    while !app.is_busy() && !app.ending {
        if app.macros.playing.is_some() {
            // A long macro lets the screen and the reviewer in between.
            if steps == MACRO_STEPS || !macros::is_settled(app, out) {
                app.macros.again = steps == MACRO_STEPS;
                return;
            }
            steps += 1;
            if let Some(key) = macros::next(app, out) {
                handle(app, key, out);
            }
            continue;
        }
        let Some(key) = app.held.pop_front() else {
            return;
        };
        handle(app, key, out);
    }
}

fn handle(app: &mut App, key: Key, out: &mut Effects) {
    if app.overlays.is_empty() && app.keys.is_empty() && app.count.is_none() {
        macros::begins(app);
    }
    macros::record(app, key);
    if !app.overlays.is_empty() {
        return overlays::key(app, key, out);
    }
    if sheet::typed(app, key, out) || app.keys.is_empty() && sheet::digit(app, key) {
        return;
    }
    let scope = app.key_scope();
    if app.keys.is_empty() && count(app, key) {
        return;
    }
    let began = app.keys.is_empty();
    match resolve(app, scope, key) {
        Resolved::Waits => {}
        Resolved::Run(Action::PlayMacro, Some(letter)) => {
            let count = app.count.take();
            macros::play(app, letter, count);
        }
        Resolved::Run(Action::RecordMacro, letter) => macros::toggle(app, letter, out),
        Resolved::Run(action, _) => {
            let count = app.count.take();
            run::run(app, action, count, out);
        }
        Resolved::Unbound(key) => {
            app.count = None;
            // A cancelled prefix is quiet; an unknown key says where help is.
            if began && !odd(app, key) {
                let help = app.key(Action::Help);
                refuse(
                    app,
                    format!("that key does nothing here; {help} shows every key"),
                );
            }
        }
    }
}

/// What became of a key.
pub(super) enum Resolved {
    /// It begins a sequence.
    Waits,
    /// It completes one; with the letter that the action takes.
    Run(Action, Option<char>),
    /// It means nothing here; as it was typed.
    Unbound(Key),
}

/// Adds a key to what was typed and looks the whole up.
pub(super) fn resolve(app: &mut App, scope: Scope, key: Key) -> Resolved {
    let placed = app.keymap.placed(scope, &app.keys, key);
    if app.keys.is_empty() {
        app.keys_at = app.now;
    }
    app.keys.push(placed);
    let resolved = match app.keymap.meaning(scope, &app.keys) {
        Meaning::Prefix => return Resolved::Waits,
        // What ends a recording needs no letter.
        Meaning::Letter(Action::RecordMacro) if app.macros.recording.is_some() => {
            macros::cut(app);
            Resolved::Run(Action::RecordMacro, None)
        }
        Meaning::Letter(_) => return Resolved::Waits,
        Meaning::Run(action) => Resolved::Run(action, None),
        Meaning::RunWith(action, letter) => {
            if action == Action::PlayMacro {
                macros::cut(app);
            }
            Resolved::Run(action, Some(letter))
        }
        // On another layout a letter may still be one of the row of reasons.
        Meaning::Nothing if app.keys.len() == 1 && scope == Scope::Reason => {
            Resolved::Unbound(reason_letter(app, key, placed))
        }
        Meaning::Nothing => Resolved::Unbound(key),
    };
    app.keys.clear();
    if matches!(resolved, Resolved::Run(..)) {
        app.odd_letters = 0;
    }
    resolved
}

fn reason_letter(app: &App, key: Key, placed: Key) -> Key {
    let is_own = |key: Key| {
        let mut letters = app.settings.templates.iter().map(|one| one.letter);
        letters.any(|letter| key == Key::char(letter))
    };
    if is_own(key) { key } else { placed }
}

/// A letter that is no key here. Several of them one after the other come from another layout or
/// an input method: says so. Answers whether it did.
pub(super) fn odd(app: &mut App, key: Key) -> bool {
    let KeyCode::Char(c) = key.code else {
        return false;
    };
    if c.is_ascii() {
        app.odd_letters = 0;
        return false;
    }
    app.odd_letters = app.odd_letters.saturating_add(1);
    if app.odd_letters < ODD_LETTERS {
        return false;
    }
    refuse(
        app,
        format!(
            "letters come as '{c}', from another layout or an input method; arrows, Enter and Tab still work, ui.langmap maps letters"
        ),
    );
    true
}

/// Digits before an action are its count, unless a digit is bound.
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
        Some(Overlay::Prompt(_) | Overlay::Menu(_)) => {
            macros::record_paste(app, text);
            line::insert(app, text, out);
        }
        _ => refuse(app, "pasted text is only taken where text is typed"),
    }
}
