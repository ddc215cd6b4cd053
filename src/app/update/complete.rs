//! Completion and history of the line being typed: filters, and the palette's `:jobs …`.

use tui_input::Input;

use crate::app::actions::{ACTIONS, Action};
use crate::app::browser::Column;
use crate::app::filters::{self, Candidate, Completion};
use crate::app::overlay::{Menu, MenuKind, Overlay, Prompt, PromptKind};
use crate::app::state::App;
use crate::model::Level;

use super::{Effects, line, sample};

/// The text changed: what could the word at the cursor become?
pub(super) fn look(app: &mut App) {
    app.filters.looked = None;
    app.completion = find(app, false).unwrap_or_default();
}

/// Nothing is completed once its line is gone.
pub(super) fn tidy(app: &mut App) {
    let typed = match app.overlays.last() {
        Some(Overlay::Prompt(prompt)) => prompt.kind == PromptKind::Filter,
        Some(Overlay::Menu(menu)) => menu.kind == MenuKind::Palette,
        _ => false,
    };
    if !typed && !app.completion.options.is_empty() {
        app.completion = Completion::default();
    }
}

/// What could follow; without a beginning only where it is asked for.
fn find(app: &App, asked: bool) -> Option<Completion> {
    match app.overlays.last()? {
        Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            input,
            ..
        }) => {
            let column = filtered(app);
            let (line, cursor) = (input.value(), input.cursor());
            Some(filters::complete(app, column, (line, cursor), asked))
        }
        Overlay::Menu(Menu {
            kind: MenuKind::Palette,
            input,
            ..
        }) => {
            let (word, rest) = input.value().split_once(' ')?;
            if word == SAMPLE {
                return sample_word(rest, input.cursor(), asked);
            }
            let level = place_named(app, word)?;
            let mut columns = app.browser.columns.iter();
            let column = columns.find(|column| level.is_none_or(|level| column.level == level));
            let before = word.chars().count() + 1;
            let cursor = input.cursor().checked_sub(before)?;
            let mut found = filters::complete(app, column, (rest, cursor), asked);
            found.start += before;
            Some(found)
        }
        _ => None,
    }
}

/// The command whose recipe is completed.
const SAMPLE: &str = "sample";

/// What the word at the cursor of `:sample …` could become.
fn sample_word(rest: &str, cursor: usize, asked: bool) -> Option<Completion> {
    let head = SAMPLE.len() + 1;
    let typed: String = rest.chars().take(cursor.checked_sub(head)?).collect();
    let begun = typed.chars().rev().take_while(|sign| *sign != ' ').count();
    let before = typed.chars().count() - begun;
    let word: String = typed.chars().skip(before).collect();
    let said: String = typed.chars().take(before).collect();
    let fits = |(text, _): &(&str, &str)| text.starts_with(&word) && *text != word;
    let words = sample::words_after(&said).into_iter();
    let options = words.filter(fits).filter(|_| asked || !word.is_empty());
    Some(Completion {
        options: options
            .map(|(text, about)| Candidate {
                text: text.to_owned(),
                about,
            })
            .collect(),
        start: head + before,
        chosen: None,
    })
}

/// The list that `/` is about.
fn filtered(app: &App) -> Option<&Column> {
    let reviewed = app.review.as_ref().map(|review| review.column);
    app.browser
        .columns
        .get(reviewed.unwrap_or(app.browser.focus))
}

/// The level of a place that is named with a filter after it: by the action's name or by the
/// platform's own word. `filter` means the list that is open (no level).
pub(super) fn place_named(app: &App, word: &str) -> Option<Option<Level>> {
    if word == "filter" {
        return Some(None);
    }
    let levels = [
        (Action::GotoOrganizations, Level::Organization),
        (Action::GotoProjects, Level::Project),
        (Action::GotoTasks, Level::Task),
        (Action::GotoJobs, Level::Job),
        (Action::GotoItems, Level::Item),
    ];
    let own = |level| app.current().map(|account| account.many(level));
    let found = levels.into_iter().find(|(action, level)| {
        let named = ACTIONS.iter().find(|row| row.action == *action);
        let own = own(*level).map(|many| many.to_lowercase().replace(' ', "-"));
        named.is_some_and(|row| row.name == word) || own.as_deref() == Some(word)
    });
    found.map(|(_, level)| Some(level))
}

/// The part of a palette's line that names an entry: what follows a place is its filter.
pub(super) fn place_of(typed: &str) -> &str {
    const PLACES: [&str; 7] = [
        "organizations",
        "projects",
        "tasks",
        "jobs",
        "items",
        "filter",
        SAMPLE,
    ];
    match typed.split_once(' ') {
        Some((word, _)) if PLACES.contains(&word) => word,
        _ => typed,
    }
}

/// `Tab`: puts the next candidate (or the one before) in place of the word. Says whether there was
/// anything to complete.
pub(super) fn cycle(app: &mut App, forward: bool, out: &mut Effects) -> bool {
    if app.completion.options.is_empty() {
        app.completion = find(app, true).unwrap_or_default();
    }
    app.filters.looked = None;
    let count = app.completion.options.len();
    if count == 0 {
        return place_word(app, out);
    }
    let next = match (app.completion.chosen, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    let mut completion = app.completion.clone();
    completion.chosen = Some(next);
    let Some(word) = completion.options.get(next).map(|one| one.text.clone()) else {
        return false;
    };
    put(app, completion.start, &word, out);
    // One candidate that wants a value goes on to its values.
    if count > 1 || !word.ends_with(':') {
        app.completion = completion;
    }
    true
}

/// Puts a word between its beginning and the cursor.
fn put(app: &mut App, start: usize, word: &str, out: &mut Effects) {
    let input = match app.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => &mut prompt.input,
        Some(Overlay::Menu(menu)) => &mut menu.input,
        _ => return,
    };
    let before: String = input.value().chars().take(start).collect();
    let after: String = input.value().chars().skip(input.cursor()).collect();
    let cursor = start + word.chars().count();
    *input = Input::new(format!("{before}{word}{after}")).with_cursor(cursor);
    line::edited(app, out);
}

/// In the palette: the place under the cursor, whose list can be filtered in the same line.
fn place_word(app: &mut App, out: &mut Effects) -> bool {
    let Some(Overlay::Menu(menu)) = app.overlays.last() else {
        return false;
    };
    if menu.kind != MenuKind::Palette || menu.input.value().is_empty() {
        return false;
    }
    let word = menu.chosen().map(|item| item.label.to_string());
    let goes_on = |word: &String| word == SAMPLE || place_named(app, word).is_some();
    let Some(word) = word.filter(goes_on) else {
        return false;
    };
    line::rewrite(app, &format!("{word} "), out);
    true
}

/// `↑` and `↓`: filters that were used before.
pub(super) fn history(app: &mut App, older: bool, out: &mut Effects) {
    let Some(Overlay::Prompt(Prompt {
        kind: PromptKind::Filter,
        input,
        ..
    })) = app.overlays.last()
    else {
        return;
    };
    let count = app.filters.history.len();
    let (at, typed) = match app.filters.looked.clone() {
        Some(looked) => looked,
        None => (count, input.value().to_owned()),
    };
    let to = match older {
        true => at.checked_sub(1),
        false => (at < count).then_some(at + 1),
    };
    let Some(to) = to else { return };
    let text = app.filters.history.get(to).map(|query| query.to_string());
    let text = text.unwrap_or_else(|| typed.clone());
    line::rewrite(app, &text, out);
    app.filters.looked = Some((to, typed));
}
