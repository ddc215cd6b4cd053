//! Keys while something lies over the screen.

use tui_input::{Input, InputRequest};

use crate::app::actions::{Action, Scope};
use crate::app::effect::Effect;
use crate::app::overlay::{Menu, MenuKind, Overlay, Prompt, PromptKind, Reason, Target};
use crate::app::state::App;
use crate::config::keys::{Key, KeyCode};
use crate::model::Text;

use super::keys::Resolved;
use super::{
    Effects, activity, aim, batch, browse, bulk, close, complete, conflicts, drafts, inbox,
    insights, issues, jobs, judge, keys, line, macros, menus, offers, review, run, sample, sampled,
    saved, sheet, sieve,
};

/// A key for the topmost overlay.
pub(super) fn key(app: &mut App, key: Key, out: &mut Effects) {
    let scope = app.key_scope();
    match keys::resolve(app, scope, key) {
        Resolved::Waits => {}
        Resolved::Run(action, ..) => act(app, action, out),
        Resolved::Unbound(key) => typed(app, scope, key, out),
    }
}

/// Runs an action of the topmost overlay.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    match action {
        Action::Suspend => return out.push(Effect::Suspend),
        Action::Redraw => return out.push(Effect::Redraw),
        Action::Cancel => return cancel(app, out),
        _ => {}
    }
    match app.overlays.last() {
        Some(Overlay::Menu(_)) => menu(app, action, out),
        Some(Overlay::Reason(_)) => reason(app, action, out),
        Some(Overlay::Prompt(_)) => prompt(app, action, out),
        Some(Overlay::Summary(_)) => summary(app, action, out),
        Some(Overlay::Bulk(_)) => bulk::act(app, action, out),
        Some(Overlay::Activity(_)) => activity::act(app, action, out),
        Some(Overlay::Insights(_)) => insights::act(app, action, out),
        Some(Overlay::Pager(_)) => insights::pager_act(app, action, out),
        Some(Overlay::Disputed) => at_end(app, action, out),
        Some(Overlay::Sample(_)) => sample::act(app, action, out),
        Some(Overlay::Sampled) => sampled::act(app, action, out),
        Some(Overlay::Outcome(_)) => batch::act(app, action, out),
        Some(Overlay::Crosshair(_)) => aim::act(app, action, out),
        Some(Overlay::Conflict(_)) => conflicts::act(app, action, out),
        None => {}
    }
}

/// `Esc`, or whatever leads out.
fn cancel(app: &mut App, out: &mut Effects) {
    match app.overlays.last() {
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            ..
        })) => {
            let before = app.browser.filter_before.clone();
            close(app, out);
            // The filter before had been valid.
            let _ = browse::filter(app, &before, out);
        }
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Sieve,
            ..
        })) => sieve::cancel(app, out),
        Some(Overlay::Crosshair(_)) => aim::cancel(app, out),
        Some(Overlay::Menu(menu)) if menu.kind == MenuKind::Labels => {
            close(app, out);
            sheet::leave(app, out);
        }
        Some(Overlay::Insights(_)) if app.working.is_some() => insights::stop_work(app, out),
        _ => {
            drafts::dropped(app);
            close(app, out);
        }
    }
}

/// A key that is bound to nothing: text where text is typed, else a reason or a digit.
fn typed(app: &mut App, scope: Scope, key: Key, out: &mut Effects) {
    let KeyCode::Char(c) = key.code else { return };
    if key.ctrl || key.alt {
        return;
    }
    match scope {
        Scope::Prompt | Scope::Menu => line::request(app, InputRequest::InsertChar(c), out),
        Scope::Reason => template(app, c, out),
        Scope::Confirm => bulk::typed(app, c),
        Scope::Sample => sample::typed(app, c, out),
        Scope::Aim => aim::typed(app, c),
        _ => {
            keys::odd(app, key);
        }
    }
}

fn menu(app: &mut App, action: Action, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    let Some(Overlay::Menu(menu)) = app.overlays.last_mut() else {
        return;
    };
    let page = isize::try_from(rows).unwrap_or(isize::MAX);
    match action {
        Action::Submit => enter(app, out),
        Action::Next => step(menu, 1, rows),
        Action::Previous => step(menu, -1, rows),
        Action::PageDown => step(menu, page, rows),
        Action::PageUp => step(menu, -page, rows),
        Action::Complete | Action::CompleteBack => {
            let forward = action == Action::Complete;
            if !complete::cycle(app, forward, out)
                && let Some(Overlay::Menu(menu)) = app.overlays.last_mut()
            {
                step(menu, if forward { page } else { -page }, rows);
            }
        }
        Action::DeleteEntry => {
            if !menus::delete_entry(app, out) {
                line::request(app, InputRequest::DeleteNextChar, out);
            }
        }
        Action::RenameEntry => menus::rename_entry(app),
        _ => {
            if let Some(wanted) = line::edit(action) {
                line::request(app, wanted, out);
            }
        }
    }
}

fn step(menu: &mut Menu, by: isize, rows: usize) {
    let last = menu.shown.len().saturating_sub(1);
    let to = menu.cursor.saturating_add_signed(by).min(last);
    put_cursor(menu, to, rows);
}

/// Puts the cursor of a menu on an entry, in sight.
pub(super) fn put_cursor(menu: &mut Menu, to: usize, rows: usize) {
    menu.cursor = to;
    if menu.cursor < menu.top {
        menu.top = menu.cursor;
    } else if menu.cursor >= menu.top + rows {
        menu.top = menu.cursor + 1 - rows;
    }
}

fn enter(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Menu(menu)) = app.overlays.last() else {
        return;
    };
    let chosen = menu.chosen().cloned();
    if menu.kind == MenuKind::Palette {
        let typed = menu.input.value().to_owned();
        let is_command = typed.contains(' ') || typed.contains("://") || chosen.is_none();
        let short = matches!(
            typed.as_str(),
            "q" | "q!" | "wq" | "x" | "delete" | "delete-comment" | "edit" | "draft" | "copy"
        );
        if is_command || short {
            close(app, out);
            if menus::command(app, &typed, out) {
                return;
            }
            return match chosen {
                Some(item) => {
                    menus::choose(app, Menu::new(MenuKind::Palette, "", Vec::new()), item, out)
                }
                None => {
                    let lists = app.key(Action::Palette);
                    super::refuse(app, format!("no command '{typed}'; {lists} lists them"));
                }
            };
        }
    }
    choose(app, out);
}

/// Does what the chosen entry of the open menu stands for.
pub(super) fn choose(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Menu(menu)) = app.overlays.last() else {
        return;
    };
    let Some(item) = menu.chosen().cloned() else {
        return;
    };
    if item.denied.is_some() {
        // The menu stays open: the reason is said and another entry can be chosen.
        let menu = Menu::new(MenuKind::Help, "", Vec::new());
        return menus::choose(app, menu, item, out);
    }
    let Some(Overlay::Menu(menu)) = app.overlays.pop() else {
        return;
    };
    menus::choose(app, menu, item, out);
}

fn reason(app: &mut App, action: Action, out: &mut Effects) {
    let Some(Overlay::Reason(Reason { target })) = app.overlays.last().cloned() else {
        return;
    };
    match action {
        // A place alone says nothing.
        Action::NoReason if !matches!(target, Target::Place(_)) => {
            app.overlays.pop();
            judge::rejected(app, target, None, out);
        }
        Action::NoReason | Action::OwnWords => {
            app.overlays.pop();
            if let Target::Place(place) = target {
                return aim::own_words(app, place);
            }
            app.overlays.push(Overlay::Prompt(Prompt {
                kind: PromptKind::RejectReason(target),
                title: Text::line("Reason of the rejection"),
                input: Input::default(),
                error: None,
            }));
        }
        _ => {}
    }
}

/// A digit or letter of the row of reasons.
fn template(app: &mut App, c: char, out: &mut Effects) {
    let Some(Overlay::Reason(Reason { target })) = app.overlays.last().cloned() else {
        return;
    };
    let templates = &app.settings.templates;
    let by_digit = c
        .to_digit(10)
        .and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
        .and_then(|at| templates.get(at));
    let picked = by_digit.or_else(|| templates.iter().find(|t| t.letter == c));
    let Some(picked) = picked.map(|template| template.text.clone()) else {
        let own = app.key(Action::OwnWords);
        let none = app.key(Action::NoReason);
        let out_of = app.key(Action::Cancel);
        return super::refuse(
            app,
            format!("a digit or letter of the row, {own}, {none} or {out_of}"),
        );
    };
    app.overlays.pop();
    judge::rejected(app, target, Some(picked), out);
}

fn prompt(app: &mut App, action: Action, out: &mut Effects) {
    match action {
        Action::Submit => submit(app, out),
        Action::Complete | Action::CompleteBack => {
            let sieve = matches!(app.overlays.last(), Some(Overlay::Prompt(p)) if p.kind == PromptKind::Sieve);
            match sieve {
                true => sieve::complete(app),
                false => {
                    complete::cycle(app, action == Action::Complete, out);
                }
            }
        }
        Action::OlderText | Action::NewerText => {
            complete::history(app, action == Action::OlderText, out);
        }
        Action::Editor => drafts::editor(app, out),
        _ => {
            if let Some(wanted) = line::edit(action) {
                line::request(app, wanted, out);
            }
        }
    }
}

fn submit(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() else {
        return;
    };
    let text = Text::block(prompt.input.value().trim());
    if prompt.error.is_some() {
        return;
    }
    let kind = prompt.kind.clone();
    let must_say = matches!(
        kind,
        PromptKind::NewIssue(_)
            | PromptKind::NewIssueAt(_)
            | PromptKind::Comment(_)
            | PromptKind::EditComment(..)
    );
    if text.is_empty() && must_say {
        let nothing = format!("nothing typed; {} drops it", app.key(Action::Cancel));
        if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
            prompt.error = Some(Text::line(&nothing));
        }
        return;
    }
    drafts::sent(app);
    app.overlays.pop();
    match kind {
        PromptKind::Filter => saved::used(app, &text, out),
        PromptKind::SaveFilter(query) => saved::named(app, query, &text, out),
        PromptKind::RecordMacro => macros::named(app, &text, out),
        PromptKind::RenameMacro(letter) => macros::renamed(app, letter, &text, out),
        PromptKind::RenameFilter(name) => saved::renamed(app, &name, &text, out),
        PromptKind::Sieve => sieve::kept(app, out),
        PromptKind::NewIssueAt(place) => aim::opened(app, place, text, out),
        PromptKind::RejectReason(target) => {
            judge::rejected(app, target, Some(text).filter(|text| !text.is_empty()), out);
        }
        PromptKind::NewIssue(annotation) => issues::opened(app, annotation, text, out),
        PromptKind::Comment(issue) => issues::commented(app, issue, text, out),
        PromptKind::EditComment(issue, comment, before) => {
            issues::edited(app, (issue, comment, before), text, out);
        }
        PromptKind::Fill(asking) => offers::typed(app, *asking, Text::line(&text), out),
        PromptKind::Reopen(_) => inbox::reopened(app, text, out),
    }
}

fn summary(app: &mut App, action: Action, out: &mut Effects) {
    match action {
        Action::Submit => {
            if let Some(Overlay::Summary(summary)) = app.overlays.pop() {
                jobs::conclude(app, summary, out);
            }
        }
        Action::Back | Action::Previous => close(app, out),
        Action::Undo | Action::Transition => {
            close(app, out);
            run::run(app, action, None, out);
        }
        _ => {}
    }
}

/// The end of a queue: back to the list, to its last item, or the last word taken back.
pub(super) fn at_end(app: &mut App, action: Action, out: &mut Effects) {
    match action {
        Action::Submit | Action::Back => {
            close(app, out);
            review::leave(app, out);
        }
        Action::Previous => close(app, out),
        Action::Undo => {
            close(app, out);
            run::run(app, Action::Undo, None, out);
        }
        _ => {}
    }
}

/// Where a view of lines is after one of the keys for reading; none after other keys.
pub(super) fn scrolled(at: usize, action: Action, rows: usize) -> Option<usize> {
    let leap = rows.saturating_sub(1).max(1);
    Some(match action {
        Action::Next => at.saturating_add(1),
        Action::Previous => at.saturating_sub(1),
        Action::PageDown => at.saturating_add(leap),
        Action::PageUp => at.saturating_sub(leap),
        Action::First => 0,
        Action::Last => usize::MAX,
        _ => return None,
    })
}
