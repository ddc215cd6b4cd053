//! Menus and views: help, palette, filter, activity, figures; and the search within menus.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use crate::app::actions::{ACTIONS, Action, ActionSpec, Scope};
use crate::app::effect::Effect;
use crate::app::msg::Failure;
use crate::app::notices::Weight;
use crate::app::overlay::{
    Activity, ActivityTab, Menu, MenuAct, MenuItem, MenuKind, Overlay, Prompt, PromptKind,
};
use crate::app::state::App;
use crate::model::{Level, NodeRef, Text};

use super::{
    Effects, accounts, complete, drafts, enabled, goal, issues, macros, offers, quit, refuse, run,
    sample, saved, share, sheet,
};

impl Menu {
    /// A menu with everything shown.
    pub fn new(kind: MenuKind, title: &str, items: Vec<MenuItem>) -> Self {
        let mut menu = Self {
            kind,
            title: Text::line(title),
            input: Input::default(),
            items,
            shown: Vec::new(),
            cursor: 0,
            top: 0,
            loading: false,
            waits: 0,
            targets: Vec::new(),
            seen: None,
        };
        search(&mut menu);
        menu
    }
}

/// Opens a menu.
pub(super) fn push(app: &mut App, menu: Menu) {
    app.overlays.push(Overlay::Menu(menu));
}

/// Finds the entries that fit what was typed, best first. Name, second column and keys are
/// searched at once; an exact key wins, so that `?` answers "what does z do".
pub(super) fn search(menu: &mut Menu) {
    let typed = menu.input.value();
    let typed = match menu.kind {
        // With several names (`bo,cy`) the last one is being typed.
        MenuKind::People(_) => typed.rsplit(',').next().unwrap_or(typed).trim(),
        // `:accept` and what follows a place in the palette.
        MenuKind::Help if typed.len() > 1 => typed.trim().trim_start_matches(':'),
        MenuKind::Palette => complete::place_of(typed),
        _ => typed.trim(),
    };
    menu.cursor = 0;
    menu.top = 0;
    if typed.is_empty() {
        menu.shown = (0..menu.items.len()).collect();
        return;
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed, CaseMatching::Smart, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (index, item) in menu.items.iter().enumerate() {
        let exact = item
            .keys
            .split(' ')
            .any(|key| key == typed)
            .then_some(10_000);
        let whole = item.label.to_lowercase().starts_with(&typed.to_lowercase());
        let label = score(&item.label).map(|score| score * 2 + if whole { 1_000 } else { 0 });
        let about = score(&item.about);
        let keys = item.keys.to_lowercase().contains(&typed.to_lowercase());
        let keys = keys.then_some(1);
        if let Some(best) = [exact, label, about, keys].into_iter().flatten().max() {
            found.push((best, index));
        }
    }
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    menu.shown = found.into_iter().map(|(_, index)| index).collect();
}

/// The entry that fits a text best.
pub(super) fn best<'a>(menu: &'a Menu, text: &str) -> Option<&'a MenuAct> {
    let mut probe = Menu {
        input: Input::new(text.into()),
        ..menu.clone()
    };
    search(&mut probe);
    let index = *probe.shown.first()?;
    menu.items.get(index).map(|item| &item.act)
}

/// What an action does, in the platform's own words for its levels.
fn summary(app: &App, row: &ActionSpec) -> String {
    let many = |level| app.current().map(|account| account.many(level));
    let level = match row.action {
        Action::GotoOrganizations => Some(Level::Organization),
        Action::GotoProjects => Some(Level::Project),
        Action::GotoTasks => Some(Level::Task),
        Action::GotoJobs => Some(Level::Job),
        Action::GotoItems => Some(Level::Item),
        _ => None,
    };
    if let Some(many) = level.and_then(many) {
        return format!("Go to the {many}");
    }
    let piece = app.piece_level().zip(app.current());
    let piece = piece.map(|(level, account)| account.one(level));
    match (row.action, piece) {
        (Action::NextJob, Some(one)) => format!("Next {one} of this list"),
        (Action::PreviousJob, Some(one)) => format!("Previous {one} of this list"),
        _ => row.summary.to_owned(),
    }
}

fn action_item(app: &App, row: &ActionSpec) -> MenuItem {
    let shown = app.keymap.keys(app.scope(), row.action);
    let keys: Vec<_> = shown.iter().map(|shown| shown.pretty.as_str()).collect();
    MenuItem {
        label: Text::line(&summary(app, row)),
        about: Text::line(row.name),
        keys: Text::line(&keys.join(" ")),
        denied: enabled(app, row.action).err(),
        act: MenuAct::Run(row.action),
    }
}

/// `?`: every action that means something here.
pub(super) fn help(app: &mut App) {
    let scope = app.scope();
    let rows = ACTIONS.iter().filter(|row| row.is_in(scope));
    let items = rows.map(|row| action_item(app, row)).collect();
    let runs = app.key_in(Scope::Menu, Action::Submit);
    let title = format!("Keys here · type to search, {runs} runs");
    push(app, Menu::new(MenuKind::Help, &title, items));
}

/// `:`: every action by name, also those without a key here, and commands.
pub(super) fn palette(app: &mut App) {
    let scope = app.scope();
    let items = ACTIONS
        .iter()
        .filter(|row| row.is_in(scope))
        .map(|row| {
            let item = action_item(app, row);
            MenuItem {
                label: item.about,
                about: item.label,
                ..item
            }
        })
        .collect();
    push(app, Menu::new(MenuKind::Palette, "Command", items));
}

/// What was typed in the palette, when it is a command and not the name of an action.
pub(super) fn command(app: &mut App, typed: &str, out: &mut Effects) -> bool {
    let typed = typed.trim();
    if typed.starts_with("https://") || typed.starts_with("http://") {
        out.push(Effect::FindWeb {
            address: Text::line(typed),
        });
        return true;
    }
    if typed.starts_with("vidimus://") {
        match NodeRef::parse(typed) {
            Ok(node) => goal::go(app, node, out),
            Err(error) => refuse(app, error.to_string()),
        }
        return true;
    }
    let (word, rest) = typed.split_once(' ').unwrap_or((typed, ""));
    match word {
        "q" | "q!" | "wq" | "x" => quit(app, out),
        "delete" => issues::delete(app, rest, out),
        "delete-comment" => issues::delete_comment(app, rest, out),
        "copy" => share::copy(app, rest, out),
        "draft" => drafts::go(app, out),
        "edit" => run::run(app, Action::EditComment, None, out),
        "sample" => sample::command(app, rest, out),
        "macro" => return play_named(app, rest),
        place => return saved::place(app, place, rest, out),
    }
    true
}

/// Runs what a menu entry stands for.
pub(super) fn choose(app: &mut App, menu: Menu, item: MenuItem, out: &mut Effects) {
    if let Some(reason) = &item.denied {
        return refuse(app, &**reason);
    }
    match item.act {
        MenuAct::Run(action) => run::run(app, action, None, out),
        MenuAct::Transition(transition) => super::jobs::moved(app, menu, transition, out),
        MenuAct::Assign(role, name) => super::jobs::assigned(app, menu, role, name, out),
        MenuAct::Offer(asking) | MenuAct::Fill(asking) => offers::ask(app, *asking, out),
        MenuAct::Issue(item, id) => issues::chosen(app, &item, id, out),
        MenuAct::Account(account) => accounts::show(app, &account, out),
        MenuAct::Filter(name) => {
            saved::apply(app, &name, out);
        }
        MenuAct::Macro(letter) => macros::play(app, letter, None),
        MenuAct::Label(label) => sheet::chosen(app, label, out),
    }
}

/// `:macro a`.
fn play_named(app: &mut App, name: &str) -> bool {
    let mut letters = name.trim().chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return false;
    };
    macros::play(app, letter, None);
    true
}

/// What the chosen entry stands for, where it can be deleted and renamed.
fn own_entry(app: &App) -> Option<MenuAct> {
    let Some(Overlay::Menu(menu)) = app.overlays.last() else {
        return None;
    };
    let act = menu.chosen().map(|item| item.act.clone())?;
    matches!(act, MenuAct::Filter(_) | MenuAct::Macro(_)).then_some(act)
}

/// Deletes the chosen entry, where it is one of the reviewer's. Says whether it is.
pub(super) fn delete_entry(app: &mut App, out: &mut Effects) -> bool {
    let Some(act) = own_entry(app) else {
        return false;
    };
    app.overlays.pop();
    match act {
        MenuAct::Filter(name) => saved::delete(app, &name, out),
        MenuAct::Macro(letter) => macros::delete(app, letter, out),
        _ => {}
    }
    true
}

/// Asks for another name of the chosen entry, where it is one of the reviewer's.
pub(super) fn rename_entry(app: &mut App) {
    let Some(act) = own_entry(app) else { return };
    app.overlays.pop();
    match act {
        MenuAct::Filter(name) => saved::rename(app, name),
        MenuAct::Macro(letter) => macros::rename(app, letter),
        _ => {}
    }
}

/// The node of a web address is known, or it is none of ours.
pub(super) fn found_web(
    app: &mut App,
    address: &Text,
    result: Result<Option<NodeRef>, Failure>,
    out: &mut Effects,
) {
    match result {
        Err(error) => app.say(Weight::Error, error),
        Ok(None) => refuse(app, format!("no account here knows {address}")),
        Ok(Some(node)) => goal::go(app, node, out),
    }
}

/// `/`: asks for the filter of the list.
pub(super) fn filter_prompt(app: &mut App) {
    let column = app
        .review
        .as_ref()
        .map_or(app.browser.focus, |review| review.column);
    let Some(filter) = app
        .browser
        .columns
        .get(column)
        .map(|column| column.filter.clone())
    else {
        return;
    };
    app.overlays.push(Overlay::Prompt(Prompt {
        kind: PromptKind::Filter,
        title: Text::line("Filter"),
        input: Input::new(filter.to_string()),
        error: None,
    }));
    app.browser.filter_before = filter;
}

/// Opens the activity view at a part.
pub(super) fn activity(app: &mut App, tab: ActivityTab, out: &mut Effects) {
    if tab == ActivityTab::Messages {
        app.notices.unseen = 0;
    } else {
        out.push(Effect::Entries {
            open_only: tab == ActivityTab::Outbox,
        });
    }
    let loaded = tab == ActivityTab::Messages;
    let fresh = Activity {
        tab,
        entries: Vec::new(),
        loaded,
        cursor: 0,
        top: 0,
    };
    match app.overlays.last_mut() {
        Some(Overlay::Activity(open)) => *open = fresh,
        _ => app.overlays.push(Overlay::Activity(fresh)),
    }
}
