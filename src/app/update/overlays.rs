//! Keys while something lies over the screen.

use tui_input::{Input, InputRequest};

use crate::app::actions::Action;
use crate::app::effect::Effect;
use crate::app::notices::Weight;
use crate::app::overlay::{
    Activity, ActivityTab, Menu, MenuKind, Overlay, Pager, Prompt, PromptKind, Reason, Target,
};
use crate::app::state::App;
use crate::config::keys::{Key, KeyCode};
use crate::limits::TEXT_BLOCK_CHARS;
use crate::model::{Delivery, Text};

use super::{
    Effects, aim, batch, browse, bulk, close, conflicts, drafts, inbox, insights, issues, jobs,
    judge, menus, offers, review, run, sieve,
};

/// Digits of a count that is typed: more than there can be objects.
const COUNT_DIGITS: usize = 9;

/// A key for the topmost overlay.
pub(super) fn key(app: &mut App, key: Key, out: &mut Effects) {
    let cancel = key.code == KeyCode::Esc || (key.ctrl && key.code == KeyCode::Char('c'));
    if key.ctrl && key.code == KeyCode::Char('z') {
        return out.push(Effect::Suspend);
    }
    match app.overlays.last() {
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            ..
        })) if cancel => {
            let before = app.browser.filter_before.clone();
            close(app, out);
            // The filter before had been valid.
            let _ = browse::filter(app, &before, out);
        }
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Sieve,
            ..
        })) if cancel => sieve::cancel(app, out),
        Some(Overlay::Crosshair(_)) => aim::key(app, key, out),
        Some(Overlay::Insights(_)) if cancel && app.working.is_some() => {
            insights::stop_work(app, out);
        }
        Some(_) if cancel => {
            drafts::dropped(app);
            close(app, out);
        }
        Some(Overlay::Menu(_)) => menu(app, key, out),
        Some(Overlay::Reason(_)) => reason(app, key, out),
        Some(Overlay::Prompt(_)) => prompt(app, key, out),
        Some(Overlay::Summary(_)) => summary(app, key, out),
        Some(Overlay::Bulk(_)) => confirm(app, key, out),
        Some(Overlay::Activity(_)) => activity(app, key, out),
        Some(Overlay::Insights(_)) => insights::key(app, key, out),
        Some(Overlay::Pager(_)) => insights::pager_key(app, key, out),
        Some(Overlay::Disputed) => disputed(app, key, out),
        Some(Overlay::Outcome(_)) => batch::key(app, key, out),
        Some(Overlay::Conflict(_)) => conflicts::key(app, key, out),
        None => {}
    }
}

/// What an editing key asks of a line of text; none for other keys.
fn edit(key: Key) -> Option<InputRequest> {
    use InputRequest as R;
    if key.ctrl {
        return Some(match key.code {
            KeyCode::Char('a') => R::GoToStart,
            KeyCode::Char('e') => R::GoToEnd,
            KeyCode::Char('b') => R::GoToPrevChar,
            KeyCode::Char('f') => R::GoToNextChar,
            KeyCode::Char('w') | KeyCode::Backspace => R::DeletePrevWord,
            KeyCode::Char('u') => R::DeleteLine,
            KeyCode::Char('k') => R::DeleteTillEnd,
            KeyCode::Char('d') => R::DeleteNextChar,
            KeyCode::Char('h') => R::DeletePrevChar,
            KeyCode::Left => R::GoToPrevWord,
            KeyCode::Right => R::GoToNextWord,
            _ => return None,
        });
    }
    if key.alt {
        return Some(match key.code {
            KeyCode::Char('b') | KeyCode::Left => R::GoToPrevWord,
            KeyCode::Char('f') | KeyCode::Right => R::GoToNextWord,
            KeyCode::Char('d') => R::DeleteNextWord,
            KeyCode::Backspace => R::DeletePrevWord,
            _ => return None,
        });
    }
    Some(match key.code {
        KeyCode::Char(c) => R::InsertChar(c),
        KeyCode::Backspace => R::DeletePrevChar,
        KeyCode::Delete => R::DeleteNextChar,
        KeyCode::Left => R::GoToPrevChar,
        KeyCode::Right => R::GoToNextChar,
        KeyCode::Home => R::GoToStart,
        KeyCode::End => R::GoToEnd,
        _ => return None,
    })
}

/// Puts pasted text into the open line, as one line.
pub(super) fn insert(app: &mut App, text: &str, out: &mut Effects) {
    let clean = Text::line(text);
    let input = match app.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => &mut prompt.input,
        Some(Overlay::Menu(menu)) => &mut menu.input,
        _ => return,
    };
    let room = TEXT_BLOCK_CHARS.saturating_sub(input.value().chars().count());
    // Rebuilt at once: inserting a large paste character by character is quadratic.
    let cursor = input.cursor();
    let before: String = input.value().chars().take(cursor).collect();
    let after: String = input.value().chars().skip(cursor).collect();
    let pasted: String = clean.chars().take(room).collect();
    let at = cursor + pasted.chars().count();
    *input = Input::new(format!("{before}{pasted}{after}")).with_cursor(at);
    edited(app, out);
}

/// The text of the topmost overlay changed.
fn edited(app: &mut App, out: &mut Effects) {
    match app.overlays.last_mut() {
        Some(Overlay::Menu(menu)) => menus::search(menu),
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            input,
            ..
        })) => {
            let typed = input.value().to_owned();
            let error = browse::filter(app, &typed, out).err();
            if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
                prompt.error = error;
            }
        }
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Sieve,
            input,
            ..
        })) => {
            let typed = input.value().to_owned();
            let error = sieve::typed(app, &typed).err();
            if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
                prompt.error = error;
            }
        }
        _ => {}
    }
}

fn menu(app: &mut App, key: Key, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    let Some(Overlay::Menu(menu)) = app.overlays.last_mut() else {
        return;
    };
    match key.code {
        KeyCode::Enter => enter(app, out),
        KeyCode::Down => step(menu, 1, rows),
        KeyCode::Char('n') | KeyCode::Char('j') if key.ctrl => step(menu, 1, rows),
        KeyCode::Up => step(menu, -1, rows),
        KeyCode::Char('p') if key.ctrl => step(menu, -1, rows),
        KeyCode::PageDown | KeyCode::Tab => step(menu, rows as isize, rows),
        KeyCode::PageUp | KeyCode::BackTab => step(menu, -(rows as isize), rows),
        _ => {
            if let Some(request) = edit(key)
                && menu
                    .input
                    .handle(request)
                    .is_some_and(|change| change.value)
            {
                edited(app, out);
            }
        }
    }
}

fn step(menu: &mut Menu, by: isize, rows: usize) {
    let last = menu.shown.len().saturating_sub(1);
    menu.cursor = menu.cursor.saturating_add_signed(by).min(last);
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
                None => super::refuse(app, format!("no command '{typed}'; : lists them")),
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

fn reason(app: &mut App, key: Key, out: &mut Effects) {
    let Some(Overlay::Reason(Reason { target })) = app.overlays.last().cloned() else {
        return;
    };
    let templates = &app.settings.templates;
    let placed = matches!(target, Target::Place(_));
    let picked = match key.code {
        KeyCode::Enter if !placed => None,
        KeyCode::Char('c') | KeyCode::Enter => {
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
            return;
        }
        KeyCode::Char(c) => {
            let by_digit = c
                .to_digit(10)
                .and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
                .and_then(|at| templates.get(at));
            let template = by_digit.or_else(|| templates.iter().find(|t| t.letter == c));
            match template {
                Some(template) => Some(template.text.clone()),
                None => return super::refuse(app, "a digit or letter of the row, c, Enter or Esc"),
            }
        }
        _ => return,
    };
    app.overlays.pop();
    judge::rejected(app, target, picked, out);
}

fn prompt(app: &mut App, key: Key, out: &mut Effects) {
    if drafts::editor_key(app, key, out) {
        return;
    }
    let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() else {
        return;
    };
    if key.code == KeyCode::Tab && prompt.kind == PromptKind::Sieve {
        return sieve::complete(app);
    }
    if key.code != KeyCode::Enter {
        let room = prompt.input.value().len() < TEXT_BLOCK_CHARS;
        if let Some(request) =
            edit(key).filter(|r| room || !matches!(r, InputRequest::InsertChar(_)))
            && prompt
                .input
                .handle(request)
                .is_some_and(|change| change.value)
        {
            prompt.error = None;
            edited(app, out);
        }
        return;
    }
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
        prompt.error = Some(Text::line("nothing typed; Esc drops it"));
        return;
    }
    drafts::sent(app);
    app.overlays.pop();
    match kind {
        PromptKind::Filter => {}
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

fn summary(app: &mut App, key: Key, out: &mut Effects) {
    match key.code {
        KeyCode::Enter => {
            if let Some(Overlay::Summary(summary)) = app.overlays.pop() {
                jobs::conclude(app, summary, out);
            }
        }
        KeyCode::Char('q' | 'd' | 'k' | 'h') | KeyCode::Up => close(app, out),
        KeyCode::Char('u' | 'Z') => {
            close(app, out);
            run::run(app, Action::Undo, None, out);
        }
        KeyCode::Char('t') => {
            close(app, out);
            run::run(app, Action::Transition, None, out);
        }
        _ => {}
    }
}

/// The end of the disagreements: back to the list, to the last one, or the last word taken back.
fn disputed(app: &mut App, key: Key, out: &mut Effects) {
    match key.code {
        KeyCode::Enter | KeyCode::Char('q') => {
            close(app, out);
            review::leave(app, out);
        }
        KeyCode::Char('d' | 'k') | KeyCode::Up => close(app, out),
        KeyCode::Char('u' | 'Z') => {
            close(app, out);
            run::run(app, Action::Undo, None, out);
        }
        _ => {}
    }
}

fn confirm(app: &mut App, key: Key, out: &mut Effects) {
    let Some(Overlay::Bulk(bulk)) = app.overlays.last() else {
        return;
    };
    let typed = bulk.typed.clone();
    match key.code {
        KeyCode::Char('y' | 'Y') if typed.is_none() => {
            if let Some(Overlay::Bulk(bulk)) = app.overlays.pop() {
                bulk::confirmed(app, bulk, out);
            }
        }
        KeyCode::Char('n' | 'N' | 'q') => close(app, out),
        code => {
            if let Some(typed) = typed {
                type_count(app, typed, code, out);
            }
        }
    }
}

/// What cannot be taken back is done once the number of objects has been typed.
fn type_count(app: &mut App, mut typed: String, code: KeyCode, out: &mut Effects) {
    let Some(Overlay::Bulk(bulk)) = app.overlays.last_mut() else {
        return;
    };
    let objects = bulk.objects().to_string();
    match code {
        KeyCode::Char(digit) if digit.is_ascii_digit() && typed.len() < COUNT_DIGITS => {
            typed.push(digit);
        }
        KeyCode::Backspace => {
            typed.pop();
        }
        KeyCode::Enter if typed == objects => {
            if let Some(Overlay::Bulk(bulk)) = app.overlays.pop() {
                bulk::confirmed(app, bulk, out);
            }
            return;
        }
        KeyCode::Enter => {
            return super::refuse(
                app,
                format!("this cannot be taken back: type {objects}, then Enter; Esc cancels"),
            );
        }
        _ => return,
    }
    bulk.typed = Some(typed);
}

fn activity(app: &mut App, key: Key, out: &mut Effects) {
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
    let leap = rows.saturating_sub(1).max(1);
    let to = match key.code {
        KeyCode::Char('q' | 'h') | KeyCode::Left => return close(app, out),
        KeyCode::Tab | KeyCode::Char('l') | KeyCode::Right => {
            let tab = match view.tab {
                ActivityTab::Outbox => ActivityTab::History,
                ActivityTab::History => ActivityTab::Messages,
                ActivityTab::Messages => ActivityTab::Outbox,
            };
            return menus::activity(app, tab, out);
        }
        KeyCode::Char('j' | 'f') | KeyCode::Down => view.cursor.saturating_add(1),
        KeyCode::Char('k' | 'd') | KeyCode::Up => view.cursor.saturating_sub(1),
        KeyCode::PageDown => view.cursor.saturating_add(leap),
        KeyCode::PageUp => view.cursor.saturating_sub(leap),
        KeyCode::Home => 0,
        KeyCode::Char('G') | KeyCode::End => usize::MAX,
        KeyCode::Char('r') => return outbox_act(app, Effect::Retry, out),
        KeyCode::Char('x') => return outbox_act(app, Effect::Drop, out),
        KeyCode::Char('u') => return run::run(app, Action::Undo, None, out),
        KeyCode::Enter if view.tab == ActivityTab::Messages => {
            let chosen = view.cursor;
            return show_message(app, chosen);
        }
        KeyCode::Enter => return open_conflict(app, out),
        _ => return,
    };
    scroll(view, to.min(count.saturating_sub(1)), rows);
}

/// Puts the cursor of the open activity view on a row.
pub(super) fn activity_row(app: &mut App, row: usize) {
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
        None => super::refuse(app, "only what failed is compared with what is there now"),
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
        None => super::refuse(
            app,
            "only what failed or waits is retried or given up; u undoes",
        ),
    }
}
