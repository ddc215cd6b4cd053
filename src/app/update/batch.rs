//! What became of each row of the last decision about several: told once it is over, listed on
//! request, and what failed is tried again from there.

use crate::app::actions::Action;
use crate::app::batch::{Batch, Fate, Outcome};
use crate::app::effect::Effect;
use crate::app::notices::Weight;
use crate::app::overlay::Overlay;
use crate::app::state::App;
use crate::model::{DecisionId, OpId, Text};

use super::{Effects, close, overlays, refuse, run};

/// A decision about several rows is on its way.
pub(super) fn begin(app: &mut App, batch: Batch) {
    if batch.rows.len() > 1 {
        app.batch = Some(batch);
    }
}

/// `gc`: the rows.
pub(super) fn open(app: &mut App) {
    match app.batch {
        Some(_) => app.overlays.push(Overlay::Outcome(Outcome::default())),
        None => refuse(app, "nothing was done to several rows yet"),
    }
}

/// The platform has an operation.
pub(super) fn done(app: &mut App, op: OpId) {
    if let Some(batch) = &mut app.batch {
        batch.note(op, Fate::Done);
    }
    tell(app);
}

/// The platform refused an operation. Says whether it is told with the others of its decision.
pub(super) fn failed(app: &mut App, op: OpId, why: &Text) -> bool {
    let Some(batch) = &mut app.batch else {
        return false;
    };
    let ours = batch.note(op, Fate::Failed(why.clone()));
    if ours {
        batch.told = false;
        tell(app);
    }
    ours
}

/// A decision was taken back: there is nothing to list any more.
pub(super) fn withdrawn(app: &mut App, decision: DecisionId) {
    if app
        .batch
        .as_ref()
        .is_some_and(|batch| batch.decision == decision)
    {
        app.batch = None;
        let listed = |overlay: &Overlay| matches!(overlay, Overlay::Outcome(_));
        app.overlays.retain(|overlay| !listed(overlay));
    }
}

/// Says what became of all rows, once nothing of it is on its way.
fn tell(app: &mut App) {
    let Some(batch) = &mut app.batch else { return };
    let tally = batch.tally();
    if batch.told || tally.waiting > 0 {
        return;
    }
    batch.told = true;
    let (weight, hint) = match tally.failed {
        0 => (Weight::Info, ""),
        _ => (
            Weight::Error,
            "; {bulk-results} shows which, and tries them again",
        ),
    };
    let text = format!("{}: {}{hint}", batch.title, tally.words());
    app.say(weight, app.told(&text));
}

/// An action in the list.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    let count = app.batch.as_ref().map_or(0, |batch| batch.rows.len());
    let Some(Overlay::Outcome(view)) = app.overlays.last_mut() else {
        return;
    };
    let last = count.saturating_sub(rows);
    match action {
        Action::Back => close(app, out),
        Action::Retry => retry(app, out),
        Action::Undo => undo(app, out),
        reading => {
            if let Some(top) = overlays::scrolled(view.top, reading, rows) {
                view.top = top.min(last);
            }
        }
    }
}

/// `r`: what failed, and nothing else, once more.
fn retry(app: &mut App, out: &mut Effects) {
    let Some(batch) = &mut app.batch else { return };
    let failed = batch.failed();
    if failed.is_empty() {
        return refuse(app, "nothing of it failed");
    }
    batch.told = false;
    for op in &failed {
        batch.note(*op, Fate::Waiting);
        out.push(Effect::Retry(*op));
    }
    for op in &failed {
        app.failed_ops.remove(op);
    }
    app.say(Weight::Info, format!("{} tried again", failed.len()));
}

/// `u`: takes the whole of it back, when it was the last thing done.
fn undo(app: &mut App, out: &mut Effects) {
    let last = app.history.done.last().map(|decision| decision.id);
    let this = app.batch.as_ref().map(|batch| batch.decision);
    if last != this {
        return refuse(
            app,
            "something was decided since: {undo} takes that back first",
        );
    }
    close(app, out);
    run::run(app, Action::Undo, None, out);
}
