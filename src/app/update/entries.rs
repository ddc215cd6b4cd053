//! The outbox and journal: what earlier runs decided, and the rows of the activity view.

use crate::app::msg::Failure;
use crate::app::notices::Weight;
use crate::app::overlay::{ActivityTab, Overlay};
use crate::app::state::App;
use crate::model::{Decision, Delivery, Entry};

use super::{Effects, activity, browse, commit};

/// The outbox and journal came: at the start they bring back what is still to be sent and what
/// can be undone; later they fill the activity view.
pub(super) fn entries(
    app: &mut App,
    open_only: bool,
    result: Result<Vec<Entry>, Failure>,
    out: &mut Effects,
) {
    let entries = match result {
        Ok(entries) => entries,
        Err(error) => return app.say(Weight::Error, error),
    };
    let wanted = if open_only {
        ActivityTab::Outbox
    } else {
        ActivityTab::History
    };
    if let Some(Overlay::Activity(activity)) = app.overlays.last_mut() {
        if activity.tab == wanted {
            // Entries come and go: the cursor stays on its own.
            let chosen = activity.entries.get(activity.cursor);
            let chosen = chosen.map(|entry| entry.operation.id);
            let at = entries
                .iter()
                .position(|entry| Some(entry.operation.id) == chosen);
            let last = entries.len().saturating_sub(1);
            activity.entries = entries;
            activity.loaded = true;
            let at = at.unwrap_or(activity.cursor).min(last);
            activity::put_cursor(app, at);
        }
        return;
    }
    if !app.history.done.is_empty() || !app.open_ops.is_empty() {
        return;
    }
    remember(app, entries);
    browse::refresh(app, out);
}

/// Takes over what earlier runs decided.
fn remember(app: &mut App, entries: Vec<Entry>) {
    for entry in entries.iter().rev() {
        let stands = !matches!(entry.delivery, Delivery::Withdrawn | Delivery::Dropped);
        if stands {
            commit::note_verified(app, &entry.operation);
        }
    }
    let mut decisions: Vec<Decision> = Vec::new();
    let mut undone = std::collections::HashSet::new();
    for entry in entries {
        undone.extend(entry.undo_of);
        if entry.delivery.is_open() {
            app.open_ops.push_back(entry.operation.clone());
        }
        if entry.delivery == Delivery::Failed {
            app.failed_ops.insert(entry.operation.id);
        }
        if let Some(id) = entry
            .applied
            .as_ref()
            .and_then(|applied| applied.created.clone())
        {
            app.history.created.insert(entry.operation.id, id);
        }
        let gone = matches!(entry.delivery, Delivery::Withdrawn | Delivery::Dropped);
        // What this run brought along (the demo's seed) is no decision of the reviewer's.
        let who = &entry.operation.who;
        let remote = app
            .account_of(&entry.operation.target)
            .is_some_and(|account| account.is_remote());
        let foreign =
            (*who != app.settings.user && !remote) || entry.operation.id.session == app.session();
        if gone || foreign || entry.undo_of.is_some() {
            continue;
        }
        match decisions.last_mut() {
            Some(decision) if decision.id == entry.decision => decision.ops.push(entry.operation),
            _ => decisions.push(Decision {
                id: entry.decision,
                title: entry.title,
                ops: vec![entry.operation],
                guard: entry.guard,
                hold_until: entry.hold_until,
                undo_of: None,
            }),
        }
    }
    app.open_ops.make_contiguous().reverse();
    decisions.retain(|decision| !undone.contains(&decision.id));
    for mut decision in decisions.into_iter().rev() {
        decision.ops.reverse();
        app.history.push_done(decision);
    }
    if !app.failed_ops.is_empty() {
        let count = app.failed_ops.len();
        app.say(
            Weight::Warning,
            app.told(&format!(
                "{count} decisions could not be delivered: {{outbox}} shows them"
            )),
        );
    }
}
