//! Recording and playing keys. What is played goes through the same door as what is typed: it
//! waits for commits and for what is still on its way, and stops at the first refusal.

use std::collections::VecDeque;

use crate::app::actions::{Action, Scope};
use crate::app::browser::Load;
use crate::app::effect::{Effect, KEPT_MACROS};
use crate::app::macros::{Playing, notation};
use crate::app::msg::Msg;
use crate::app::notices::Weight;
use crate::app::overlay::{Menu, MenuAct, MenuItem, MenuKind, Overlay, Prompt, PromptKind};
use crate::app::state::App;
use crate::config::keys::Key;
use crate::limits::MACRO_KEYS;
use crate::model::{Id, NodeRef, Text};

use super::{Effects, browse, menus, refuse};

/// `,,` and a letter begins, `,,` ends.
pub(super) fn toggle(app: &mut App, letter: Option<char>, out: &mut Effects) {
    match (app.macros.recording.take(), letter) {
        (Some((letter, keys)), _) => {
            if keys.is_empty() {
                return refuse(app, format!("nothing was recorded under {letter}"));
            }
            let text = notation(&keys);
            app.macros.kept.insert(letter, keys);
            keep(app, out);
            app.say(Weight::Info, format!("macro {letter}: {text}"));
        }
        (None, Some(letter)) => app.macros.recording = Some((letter, Vec::new())),
        (None, None) => {}
    }
}

/// `:record-macro`: asks for a letter, or ends the recording.
pub(super) fn by_name(app: &mut App, out: &mut Effects) {
    let began = app.macros.began;
    if let Some((_, keys)) = &mut app.macros.recording {
        keys.truncate(began);
        return toggle(app, None, out);
    }
    let ends = app.key(Action::RecordMacro);
    app.overlays.push(Overlay::Prompt(Prompt {
        kind: PromptKind::RecordMacro,
        title: Text::line(&format!("Record a macro under a letter · {ends} ends it")),
        input: Default::default(),
        error: None,
    }));
}

/// The letter for a recording was typed.
pub(super) fn named(app: &mut App, text: &Text, out: &mut Effects) {
    match letter_in(text) {
        Some(letter) => toggle(app, Some(letter), out),
        None => refuse(app, NO_LETTER),
    }
}

/// What is said of a name that cannot be one.
const NO_LETTER: &str = "the name of a macro is one letter";

/// The letter that was typed, where it is one and nothing else.
fn letter_in(text: &str) -> Option<char> {
    let mut chars = text.trim().chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(letter),
        _ => None,
    }
}

/// A sequence of keys begins.
pub(super) fn begins(app: &mut App) {
    let recorded = app.macros.recording.as_ref();
    app.macros.began = recorded.map_or(0, |(_, keys)| keys.len());
}

/// Adds a typed key to the recording; played ones are not typed.
pub(super) fn record(app: &mut App, key: Key) {
    if app.macros.playing.is_some() {
        return;
    }
    let Some((letter, keys)) = &mut app.macros.recording else {
        return;
    };
    keys.push(key);
    if keys.len() > MACRO_KEYS {
        let letter = *letter;
        app.macros.recording = None;
        app.say(
            Weight::Warning,
            format!("macro {letter} was dropped: it has more than {MACRO_KEYS} keys"),
        );
    }
}

/// Pasted text is recorded as if it had been typed.
pub(super) fn record_paste(app: &mut App, text: &str) {
    for c in Text::line(text).chars().take(MACRO_KEYS + 1) {
        record(app, Key::char(c));
    }
}

/// The sequence just typed is about macros and no part of the recording.
pub(super) fn cut(app: &mut App) {
    let typed = app.keys.len();
    if let Some((_, keys)) = &mut app.macros.recording {
        keys.truncate(keys.len().saturating_sub(typed));
    }
}

/// `,` and a letter: plays its macro, with a count so often; over marked rows each once.
pub(super) fn play(app: &mut App, letter: char, count: Option<u32>) {
    if app.macros.playing.is_some() {
        return refuse(app, "a macro plays no macros");
    }
    if app.macros.recording.is_some() {
        return refuse(app, "a macro is being recorded: it plays no macros");
    }
    let Some(keys) = app.macros.get(letter).map(<[Key]>::to_vec) else {
        let record = app.key(Action::RecordMacro);
        return refuse(
            app,
            format!("there is no macro {letter}; {record} records one"),
        );
    };
    let rows = marked(app);
    let runs = match &rows {
        Some((_, rows)) => rows.len() as u64,
        None => u64::from(count.unwrap_or(1)),
    };
    app.macros.owed = 0;
    app.macros.playing = Some(Playing {
        letter,
        keys,
        left: Default::default(),
        run: 0,
        runs,
        rows,
    });
}

/// The marked rows in the order of the list; the marks go, so that the macro acts on single rows.
fn marked(app: &mut App) -> Option<(NodeRef, VecDeque<Id>)> {
    if app.key_scope() != Scope::List {
        return None;
    }
    let column = app
        .browser
        .column_mut()
        .filter(|column| !column.marks.is_empty())?;
    let marks = std::mem::take(&mut column.marks);
    column.anchor = None;
    let places = column.list.places();
    let mut rows: Vec<_> = marks
        .into_keys()
        .map(|id| (places.get(&id).copied().unwrap_or(u64::MAX), id))
        .collect();
    rows.sort();
    let ids = rows.into_iter().map(|(_, id)| id).collect();
    Some((column.parent.clone(), ids))
}

/// The next key of the macro that plays; none when it is over or cannot go on.
pub(super) fn next(app: &mut App, out: &mut Effects) -> Option<Key> {
    let playing = app.macros.playing.as_mut()?;
    if let Some(key) = playing.left.pop_front() {
        return Some(key);
    }
    if playing.run == playing.runs {
        let (letter, runs) = (playing.letter, playing.runs);
        app.macros.playing = None;
        if runs > 1 {
            app.say(
                Weight::Info,
                format!("macro {letter} is done, {runs} times"),
            );
        }
        return None;
    }
    playing.run += 1;
    playing.left = playing.keys.iter().copied().collect();
    let row = playing.rows.as_mut().and_then(|(parent, rows)| {
        let id = rows.pop_front()?;
        Some((parent.clone(), id))
    });
    if let Some((parent, id)) = row {
        let column = app
            .browser
            .column()
            .filter(|column| column.parent == parent);
        let here = app.key_scope() == Scope::List;
        match column
            .filter(|_| here)
            .map(|column| column.list.position(&id))
        {
            None => stop(app, "it did not come back to the list of the marked rows"),
            Some(None) => stop(app, format!("the row {id} is not among those read")),
            Some(Some(at)) => browse::move_to(app, at, out),
        }
    }
    None
}

/// Ends a macro before its end and says why.
pub(super) fn stop(app: &mut App, reason: impl AsRef<str>) {
    let Some(playing) = app.macros.playing.take() else {
        return;
    };
    app.keys.clear();
    app.count = None;
    let done = playing.keys.len() - playing.left.len();
    let runs = match playing.runs {
        1 => String::new(),
        runs => format!(" of run {} of {runs}", playing.run),
    };
    let text = format!(
        "macro {} stopped at key {done}{runs}: {}",
        playing.letter,
        reason.as_ref()
    );
    app.say(Weight::Warning, text);
}

/// Whether everything that the last key asked for is there, so that the next one meets what a
/// reviewer would have waited for.
pub(super) fn is_settled(app: &App, out: &Effects) -> bool {
    let gathers =
        |effect: &Effect| matches!(effect, Effect::Gather { .. } | Effect::GatherRows { .. });
    if app.macros.owed > 0 || out.iter().any(gathers) || app.browser.goal.is_some() {
        return false;
    }
    match app.overlays.last() {
        Some(Overlay::Menu(menu)) => return !menu.loading && menu.waits == 0,
        Some(Overlay::Activity(view)) => return view.loaded,
        Some(_) => return true,
        None => {}
    }
    let column = match &app.review {
        Some(review) => app.browser.columns.get(review.column),
        None => app.browser.column(),
    };
    let reading = column.is_some_and(|column| !column.in_flight.is_empty() && !column.quiet);
    let Some(review) = &app.review else {
        return !reading;
    };
    let seen = review.detail.is_some() && review.drawn && review.aim.then.is_none();
    match (&review.load, &review.item) {
        (Load::Failed(_), _) => true,
        (_, None) => !reading,
        _ => seen,
    }
}

/// One of the awaited answers came.
pub(super) fn answered(app: &mut App, msg: &Msg) {
    if matches!(msg, Msg::Gathered { .. } | Msg::GatheredRows { .. }) {
        app.macros.owed = app.macros.owed.saturating_sub(1);
    }
}

/// Answers that decisions about rows wait for: counted, so that a macro waits too.
pub(super) fn await_answers(app: &mut App, out: &Effects) {
    let asked = out
        .iter()
        .filter(|effect| matches!(effect, Effect::Gather { .. } | Effect::GatherRows { .. }));
    let asked = u32::try_from(asked.count()).unwrap_or(u32::MAX);
    app.macros.owed = app.macros.owed.saturating_add(asked);
}

/// `:macros`: all of them, with their keys as text.
pub(super) fn menu(app: &mut App) {
    let items: Vec<MenuItem> = app
        .macros
        .all()
        .into_iter()
        .map(|(letter, (keys, given))| MenuItem {
            label: Text::line(&format!("{letter}  {}", notation(keys))),
            about: Text::line(if given {
                "in the configuration"
            } else {
                "recorded"
            }),
            keys: Text::default(),
            denied: None,
            act: MenuAct::Macro(letter),
        })
        .collect();
    if items.is_empty() {
        let record = app.key(Action::RecordMacro);
        return refuse(app, format!("no macros yet; {record} records one"));
    }
    let keymap = &app.keymap;
    let key = |action| keymap.key(Scope::Menu, action).unwrap_or("").to_owned();
    let title = format!(
        "Macros · {} plays, {} another letter, {} deletes",
        key(Action::Submit),
        key(Action::RenameEntry),
        key(Action::DeleteEntry)
    );
    menus::push(app, Menu::new(MenuKind::Macros, &title, items));
}

/// Deletes a recorded macro.
pub(super) fn delete(app: &mut App, letter: char, out: &mut Effects) {
    if app.macros.kept.remove(&letter).is_none() {
        return refuse(
            app,
            format!("macro {letter} stands in the configuration: [macros]"),
        );
    }
    keep(app, out);
    app.say(Weight::Info, format!("macro {letter} is deleted"));
}

/// Asks for another letter.
pub(super) fn rename(app: &mut App, letter: char) {
    app.overlays.push(Overlay::Prompt(Prompt {
        kind: PromptKind::RenameMacro(letter),
        title: Text::line(&format!("Another letter for macro {letter}")),
        input: Default::default(),
        error: None,
    }));
}

/// Another letter was typed.
pub(super) fn renamed(app: &mut App, letter: char, text: &Text, out: &mut Effects) {
    let Some(to) = letter_in(text) else {
        return refuse(app, NO_LETTER);
    };
    if app.macros.kept.contains_key(&to) && to != letter {
        return refuse(app, format!("macro {to} is there already"));
    }
    match app.macros.kept.remove(&letter) {
        Some(keys) => {
            app.macros.kept.insert(to, keys);
            keep(app, out);
            app.say(Weight::Info, format!("macro {letter} is now {to}"));
        }
        None => refuse(
            app,
            format!("macro {letter} stands in the configuration: [macros]"),
        ),
    }
}

/// Keeps what was recorded for the next start.
pub(super) fn keep(app: &App, out: &mut Effects) {
    out.push(Effect::Keep {
        name: KEPT_MACROS,
        text: app.macros.text(),
    });
}
