//! Filters kept under a name, and those used before.

use crate::app::actions::{Action, Scope};
use crate::app::effect::{Effect, KEPT_FILTERS, KEPT_HISTORY};
use crate::app::notices::Weight;
use crate::app::overlay::{Menu, MenuAct, MenuItem, MenuKind, Overlay, Prompt, PromptKind};
use crate::app::state::App;
use crate::limits::FILTERS;
use crate::model::query::Test;
use crate::model::{Query, Text};

use super::{Effects, browse, complete, goal, menus, refuse};

/// Who reviews, in a filter: `assignee:@me`.
const ME: &str = "@me";

/// `:save-filter`: asks for a name for the filter of the list.
pub(super) fn save(app: &mut App) {
    let filter = app.browser.column().map(|column| column.filter.clone());
    let Some(filter) = filter.filter(|filter| !filter.is_empty()) else {
        let key = app.key(Action::Filter);
        return refuse(app, format!("the list has no filter; {key} sets one"));
    };
    app.overlays.push(Overlay::Prompt(Prompt {
        title: Text::line(&format!("Name for {filter}")),
        kind: PromptKind::SaveFilter(filter),
        input: Default::default(),
        error: None,
    }));
}

/// The name was typed.
pub(super) fn named(app: &mut App, query: Text, name: &Text, out: &mut Effects) {
    let name = Text::line(name.trim());
    if name.is_empty() {
        return refuse(app, "a filter is kept under a name");
    }
    if app.filters.kept.len() == FILTERS && !app.filters.kept.contains_key(&name) {
        return refuse(app, format!("{FILTERS} filters are kept: delete one first"));
    }
    app.say(Weight::Info, format!("filter {name}: {query}"));
    app.filters.kept.insert(name, query);
    keep(app, out);
}

pub(super) fn keep(app: &App, out: &mut Effects) {
    out.push(Effect::Keep {
        name: KEPT_FILTERS,
        text: app.filters.text(),
    });
}

/// `g/`: the filters kept under a name.
pub(super) fn menu(app: &mut App) {
    let items: Vec<MenuItem> = app
        .filters
        .all()
        .into_iter()
        .map(|(name, (query, given))| MenuItem {
            label: name.clone(),
            about: query.clone(),
            keys: Text::line(if given { "configuration" } else { "" }),
            denied: None,
            act: MenuAct::Filter(name.clone()),
        })
        .collect();
    if items.is_empty() {
        let key = app.key(Action::SaveFilter);
        return refuse(
            app,
            format!("no filter is kept under a name; {key} keeps one"),
        );
    }
    let keymap = &app.keymap;
    let key = |action| keymap.key(Scope::Menu, action).unwrap_or("").to_owned();
    let title = format!(
        "Filters · {} another name, {} deletes",
        key(Action::RenameEntry),
        key(Action::DeleteEntry)
    );
    menus::push(app, Menu::new(MenuKind::Filters, &title, items));
}

/// Sets a filter that is kept under a name. Says whether there is one.
pub(super) fn apply(app: &mut App, name: &str, out: &mut Effects) -> bool {
    let Some(query) = app.filters.get(name).cloned() else {
        return false;
    };
    match browse::filter(app, &query, out) {
        Ok(()) => used(app, &query, out),
        Err(error) => refuse(app, &*error),
    }
    true
}

/// Deletes a filter.
pub(super) fn delete(app: &mut App, name: &Text, out: &mut Effects) {
    if app.filters.kept.remove(name).is_none() {
        return refuse(
            app,
            format!("{name} stands in the configuration: [filters]"),
        );
    }
    keep(app, out);
    app.say(Weight::Info, format!("filter {name} is deleted"));
}

/// Asks for another name.
pub(super) fn rename(app: &mut App, name: Text) {
    app.overlays.push(Overlay::Prompt(Prompt {
        title: Text::line(&format!("Another name for {name}")),
        kind: PromptKind::RenameFilter(name),
        input: Default::default(),
        error: None,
    }));
}

/// Another name was typed.
pub(super) fn renamed(app: &mut App, name: &Text, to: &Text, out: &mut Effects) {
    let to = Text::line(to.trim());
    if to.is_empty() || (app.filters.kept.contains_key(&to) && to != *name) {
        return refuse(app, "that is no free name");
    }
    match app.filters.kept.remove(name) {
        Some(query) => {
            app.filters.kept.insert(to, query);
            keep(app, out);
        }
        None => refuse(
            app,
            format!("{name} stands in the configuration: [filters]"),
        ),
    }
}

/// A filter was set by the reviewer: it can be found again.
pub(super) fn used(app: &mut App, query: &Text, out: &mut Effects) {
    let query = Text::line(query.trim());
    if query.is_empty() || app.filters.history.last() == Some(&query) {
        return;
    }
    app.filters.used(query);
    out.push(Effect::Keep {
        name: KEPT_HISTORY,
        text: app.filters.history_text(),
    });
}

/// `:jobs stage:validation car`: goes to the list of a level and filters it; `:filter` filters the
/// list that is open, by a query or by a name. Says whether the word is a place.
pub(super) fn place(app: &mut App, word: &str, rest: &str, out: &mut Effects) -> bool {
    let Some(level) = complete::place_named(app, word) else {
        return false;
    };
    let rest = rest.trim();
    if level.is_none() && apply(app, rest, out) {
        return true;
    }
    // Nothing moves for a filter that means nothing.
    if let Err(misread) = Query::read(rest) {
        refuse(app, misread.to_string());
        return true;
    }
    if let Some(level) = level {
        goal::to_level(app, level, out);
        let there = app
            .browser
            .column()
            .is_some_and(|column| column.level == level);
        if !there {
            return true;
        }
    }
    match browse::filter(app, rest, out) {
        Ok(()) => used(app, &Text::line(rest), out),
        Err(error) => refuse(app, &*error),
    }
    true
}

/// A query with the reviewer's own name in place of `@me`.
pub(super) fn with_me(app: &App, mut query: Query) -> Query {
    for term in &mut query.terms {
        if let Test::Field(_, value) = &mut term.test
            && &**value == ME
            && let Some(account) = app.current()
        {
            *value = Text::line(&app.signer(&account.id).to_lowercase());
        }
    }
    query
}
