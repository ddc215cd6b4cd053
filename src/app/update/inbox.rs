//! The inbox: looking, choosing, and going through the fixed issues one after the other.

use tui_input::Input;

use crate::app::actions::{Action, Scope};
use crate::app::browser::Load;
use crate::app::effect::{Effect, LoadSlot};
use crate::app::inbox::{Queue, key};
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::overlay::{After, HistoryStep, Overlay, Prompt, PromptKind};
use crate::app::review::Aim;
use crate::app::state::App;
use crate::model::{
    AccountId, Change, Decision, Id, InboxEntry, InboxGroup, NodeRef, Text, Timestamp,
};

use super::{Effects, accounts, commit, goal, issues, preview, refuse, review};

/// The name under which the moment of the last look is kept.
const SEEN: &str = "inbox-seen";

/// `gi`, and the first screen where there is no better one: shows what is known and looks again.
pub(super) fn open(app: &mut App, out: &mut Effects) {
    review::close(app, out);
    app.queue = None;
    (app.inbox.shown, app.inbox.back) = (true, false);
    out.push(Effect::Cancel(LoadSlot::Preview));
    look(app, out);
}

/// Asks every account what waits; what is shown stays until the answers come.
pub(super) fn look(app: &mut App, out: &mut Effects) {
    let ids: Vec<AccountId> = app
        .accounts
        .iter()
        .map(|account| account.id.clone())
        .collect();
    app.inbox.parts.retain(|part| ids.contains(&part.account));
    for account in ids {
        let generation = app.generation();
        let now = app.now;
        let Some(part) = app.inbox.part(&account) else {
            continue;
        };
        (part.generation, part.asked_at, part.load) = (generation, now, Load::Loading);
        out.push(Effect::Inbox {
            account,
            generation,
            since: part.since,
        });
    }
    app.inbox.arrange();
}

/// What was kept of an account's inbox: shown until the server has answered.
pub(super) fn recalled(
    app: &mut App,
    account: &AccountId,
    entries: Vec<InboxEntry>,
    seen: Timestamp,
    out: &mut Effects,
) {
    let Some(part) = app.inbox.part(account) else {
        return;
    };
    // A look that is on its way was begun without knowing since when.
    let again = part.load == Load::Loading && seen > part.since;
    part.since = part.since.max(seen);
    if !part.fresh {
        part.entries = entries;
    }
    app.inbox.arrange();
    if again {
        look(app, out);
    }
}

/// An account has answered.
pub(super) fn came(
    app: &mut App,
    account: &AccountId,
    generation: Generation,
    result: Result<Vec<InboxEntry>, Failure>,
    out: &mut Effects,
) {
    let Some(part) = app
        .inbox
        .part(account)
        .filter(|part| part.generation == generation)
    else {
        return;
    };
    match result {
        Err(error) => part.load = Load::Failed(error),
        Ok(entries) => {
            (part.load, part.fresh) = (Load::Ready, true);
            if part.entries != entries {
                part.entries = entries;
                out.push(Effect::RememberInbox {
                    account: account.clone(),
                    entries: part.entries.clone(),
                });
            }
        }
    }
    app.inbox.arrange();
    settle(app);
    note_seen(app, account, out);
}

fn settle(app: &mut App) {
    let rows = rows(app);
    app.inbox.scroll(rows);
}

fn rows(app: &App) -> u16 {
    match app.slots.list_rows {
        0 => app.size.1.saturating_sub(6),
        rows => rows,
    }
}

/// Once everything that came since the last look is dealt with, the next look begins here. Until
/// then nothing is forgotten, however often the inbox is opened.
fn note_seen(app: &mut App, account: &AccountId, out: &mut Effects) {
    let handled = app.inbox.handled.clone();
    let Some(part) = app.inbox.part(account) else {
        return;
    };
    let news = |entry: &&InboxEntry| {
        matches!(entry.group, InboxGroup::Fixed | InboxGroup::Replies)
            && !handled.contains(&key(entry))
    };
    let done = part.fresh && part.load == Load::Ready && !part.entries.iter().any(|e| news(&e));
    if done && part.asked_at > part.since {
        part.since = part.asked_at;
        out.push(Effect::Remember {
            account: account.clone(),
            name: SEEN,
            text: part.asked_at.0.to_string(),
        });
    }
}

/// Puts the cursor on a row (clamped).
pub(super) fn move_to(app: &mut App, row: usize) {
    app.inbox.cursor = row.min(app.inbox.rows.len().saturating_sub(1));
    app.inbox.moved = true;
    settle(app);
}

/// Moves the cursor by rows.
pub(super) fn move_by(app: &mut App, rows: i64) {
    let rows = isize::try_from(rows).unwrap_or(isize::MAX);
    let row = app.inbox.cursor.saturating_add_signed(rows);
    move_to(app, row);
}

/// `Enter`: a job or thread opens for review; fixed issues open as a queue.
pub(super) fn enter(app: &mut App, out: &mut Effects) {
    let Some(entry) = app.inbox.chosen().cloned() else {
        return refuse(
            app,
            "nothing waits for you; {projects} goes to the projects",
        );
    };
    if app.account_of(&entry.node).is_none() {
        return refuse(
            app,
            format!("no account '{}' is open here", entry.node.account),
        );
    }
    if entry.group == InboxGroup::Fixed {
        let rows = app.inbox.rows.iter();
        let entries: Vec<_> = rows
            .filter(|row| row.group == InboxGroup::Fixed)
            .cloned()
            .collect();
        let at = entries.iter().position(|row| key(row) == key(&entry));
        app.queue = Some(Queue {
            entries,
            at: at.unwrap_or(0),
        });
    } else {
        app.queue = None;
        if entry.group == InboxGroup::Replies {
            // It has been read once it is open.
            handled(app, &entry, out);
        }
    }
    show(app, &entry, out);
}

fn show(app: &mut App, entry: &InboxEntry, out: &mut Effects) {
    let aim = Aim {
        issue: entry.issue.clone(),
        ..Aim::default()
    };
    goal::open_review(app, entry.node.clone(), aim, out);
    app.inbox.back = true;
}

fn handled(app: &mut App, entry: &InboxEntry, out: &mut Effects) {
    app.inbox.handled.insert(key(entry));
    app.inbox.arrange();
    settle(app);
    note_seen(app, &entry.node.account, out);
}

/// `q`: the lists.
pub(super) fn leave(app: &mut App, out: &mut Effects) {
    app.inbox.shown = false;
    if !accounts::unroll(app, out) {
        let focus = app.browser.focus;
        super::browse::reload(app, focus, out);
    }
    preview::cursor_moved(app);
}

/// The issue of the queue that is on screen, when it is the selected one.
pub(super) fn queued(app: &App) -> Option<&InboxEntry> {
    let entry = app.queue.as_ref()?.current()?;
    let issue = app.review.as_ref()?.target_issue()?;
    (Some(&issue.id) == entry.issue.as_ref()).then_some(entry)
}

/// `r` in the queue: the fix is confirmed.
pub(super) fn confirm(app: &mut App, out: &mut Effects) {
    let Some((target, name, issue, resolved)) = subject(app) else {
        return;
    };
    let mut changes = vec![Change::Verify {
        issue: issue.clone(),
        before: app.verified.contains(&issue),
        after: true,
    }];
    if !resolved {
        changes.push(Change::Resolve {
            issue,
            before: false,
            after: true,
        });
    }
    decide(app, "verified", target, name, changes, out);
}

/// `o` in the queue: asks what is still wrong.
pub(super) fn reopen_prompt(app: &mut App) {
    let Some((_, name, issue, _)) = subject(app) else {
        return;
    };
    let submit = app.key_in(Scope::Prompt, Action::Submit);
    app.overlays.push(Overlay::Prompt(Prompt {
        kind: PromptKind::Reopen(issue),
        title: Text::line(&format!(
            "Reopen: {name} · what is still wrong? {submit}: nothing to say"
        )),
        input: Input::default(),
        error: None,
    }));
}

/// The reason is typed (or left out): the issue is open again.
pub(super) fn reopened(app: &mut App, text: Text, out: &mut Effects) {
    let Some((target, name, issue, resolved)) = subject(app) else {
        return;
    };
    let mut changes = Vec::new();
    if resolved {
        changes.push(Change::Resolve {
            issue: issue.clone(),
            before: true,
            after: false,
        });
    }
    if !text.is_empty() {
        changes.push(Change::Comment { issue, text });
    }
    if changes.is_empty() {
        return refuse(app, "the issue is open already; type what is still wrong");
    }
    decide(app, "reopened", target, name, changes, out);
}

/// Item, name, issue of the queue's row, and whether the issue is resolved.
fn subject(app: &App) -> Option<(NodeRef, Text, Id, bool)> {
    let entry = queued(app)?;
    let issue = app.review.as_ref()?.target_issue()?;
    Some((
        entry.node.clone(),
        Text::line(issue.text()),
        issue.id.clone(),
        issue.resolved,
    ))
}

fn decide(
    app: &mut App,
    word: &str,
    target: NodeRef,
    name: Text,
    changes: Vec<Change>,
    out: &mut Effects,
) {
    let title = format!("{word}: {name}");
    let changes = changes
        .into_iter()
        .map(|change| (target.clone(), name.clone(), change))
        .collect();
    let decision = commit::decision(app, &title, changes, None, None);
    commit::commit(app, decision, After::NextInQueue, HistoryStep::New, out);
}

/// The row on screen is dealt with: the next one, or back to the inbox after the last.
pub(super) fn next(app: &mut App, out: &mut Effects) {
    let Some(done) = app
        .queue
        .as_ref()
        .and_then(|queue| queue.current())
        .cloned()
    else {
        return;
    };
    handled(app, &done, out);
    let Some(queue) = &mut app.queue else { return };
    let handled = &app.inbox.handled;
    let open = |entry: &InboxEntry| !handled.contains(&key(entry));
    let entries = queue.entries.iter();
    let later = entries.enumerate().skip(queue.at + 1);
    let found = later
        .chain(queue.entries.iter().enumerate().take(queue.at))
        .find(|(_, entry)| open(entry))
        .map(|(at, entry)| (at, entry.clone()));
    match found {
        Some((at, entry)) => {
            queue.at = at;
            step_to(app, &entry, out);
        }
        None => {
            let count = queue.entries.len();
            review::leave(app, out);
            app.say(
                Weight::Info,
                app.told(&format!(
                    "all {count} fixed issues looked at; {{undo}} takes back"
                )),
            );
        }
    }
}

/// Shows another row of the queue: within the open review where it can, else anew.
fn step_to(app: &mut App, entry: &InboxEntry, out: &mut Effects) {
    let here = app.review.as_ref().and_then(|review| {
        let column = app.browser.columns.get(review.column)?;
        let inside = column.parent.contains(&entry.node);
        inside.then(|| column.position(&entry.node)).flatten()
    });
    match (here, &entry.issue) {
        (Some(_), Some(issue)) => issues::chosen(app, &entry.node, issue.clone(), out),
        _ => show(app, entry, out),
    }
}

/// A decision was taken back: its issue waits again, and is shown where the queue is still open.
/// Says whether it is.
pub(super) fn undone(app: &mut App, decision: &Decision, out: &mut Effects) -> bool {
    let issue = decision.ops.iter().find_map(|op| match &op.change {
        Change::Verify { issue, .. } | Change::Resolve { issue, .. } => Some(issue.clone()),
        _ => None,
    });
    let Some(issue) = issue else { return false };
    app.inbox
        .handled
        .retain(|(_, _, known)| known.as_ref() != Some(&issue));
    app.inbox.arrange();
    let Some(queue) = &mut app.queue else {
        return false;
    };
    let at = queue
        .entries
        .iter()
        .position(|entry| entry.issue.as_ref() == Some(&issue));
    let Some((at, entry)) = at.and_then(|at| Some((at, queue.entries.get(at)?.clone()))) else {
        return false;
    };
    queue.at = at;
    step_to(app, &entry, out);
    true
}
