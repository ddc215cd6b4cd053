//! Decisions on their way: written first, shown when written, undone and redone.

use std::collections::HashSet;

use crate::app::actions::Action;
use crate::app::effect::Effect;
use crate::app::msg::{Failure, Hindrance};
use crate::app::notices::Weight;
use crate::app::overlay::{ActivityTab, After, HistoryStep, Overlay, Pending};
use crate::app::state::App;
use crate::model::{
    Applied, Change, Decision, DecisionId, Guard, Id, ItemDetail, NodeRef, OpId, Operation, Text,
};

use super::{
    Effects, batch, blink, browse, disputes, inbox, refuse, results, review, sampled, sheet,
};

/// Builds a decision. The guard is that of its strongest change unless another is given.
pub(super) fn decision(
    app: &mut App,
    title: &str,
    changes: Vec<(NodeRef, Text, Change)>,
    guard: Option<Guard>,
    undo_of: Option<DecisionId>,
) -> Decision {
    let strongest = changes.iter().map(|(_, _, change)| change.guard()).max();
    let guard = guard.or(strongest).unwrap_or(Guard::Local);
    let ops: Vec<_> = changes
        .into_iter()
        .map(|(target, name, change)| Operation {
            id: app.op_id(),
            at: app.now,
            who: app.signer(&target.account),
            target,
            name,
            change,
        })
        .collect();
    let id = DecisionId(ops.first().map_or_else(|| app.op_id(), |op| op.id));
    // Taking something back is itself not held: the reviewer waits to see it gone.
    let hold_ms = if undo_of.is_some() {
        0
    } else {
        app.settings.hold_ms(guard)
    };
    Decision {
        id,
        title: Text::line(title),
        ops,
        guard,
        hold_until: app.now.plus_ms(hold_ms),
        undo_of,
    }
}

/// A decision about the item on screen. Says whether it is on its way.
pub(super) fn decide_one(
    app: &mut App,
    title: &str,
    detail: &ItemDetail,
    changes: Vec<Change>,
    after: After,
    out: &mut Effects,
) -> bool {
    let changes = changes
        .into_iter()
        .map(|change| (detail.node.clone(), detail.name.clone(), change))
        .collect();
    let decision = decision(app, title, changes, None, None);
    commit(app, decision, after, HistoryStep::New, out)
}

/// Sends a decision to the disk. Nothing of it is shown before it is there. Says whether it is on
/// its way.
pub(super) fn commit(
    app: &mut App,
    decision: Decision,
    after: After,
    history: HistoryStep,
    out: &mut Effects,
) -> bool {
    let refused = decision
        .ops
        .iter()
        .find_map(|op| super::writable(app, &op.target).err());
    if let Some(reason) = refused {
        refuse(app, &*reason);
        return false;
    }
    out.push(Effect::Commit(decision.clone()));
    app.pending.insert(
        decision.id,
        Pending {
            decision,
            after,
            history,
        },
    );
    true
}

/// The disk has answered.
pub(super) fn committed(
    app: &mut App,
    id: DecisionId,
    result: Result<(), Failure>,
    out: &mut Effects,
) {
    let Some(Pending {
        decision,
        after,
        history,
    }) = app.pending.remove(&id)
    else {
        return;
    };
    let again = app.repeat.again.take() == Some(id);
    if let Err(error) = result {
        app.held.clear();
        batch::withdrawn(app, id);
        let text = format!("NOT saved: {}: {error}", decision.title);
        if history == HistoryStep::Redo {
            app.history.undone.push(decision);
        }
        return app.say(Weight::Error, text);
    }
    show(app, &decision.ops);
    app.open_ops.extend(decision.ops.iter().cloned());
    if decision.hold_until > app.now {
        app.hold_until = Some((id, decision.hold_until));
    }
    let title = decision.title.clone();
    match history {
        HistoryStep::New => {
            app.decisions = app.decisions.saturating_add(1);
            blink::keep(app, &decision, out);
            app.history.push_new(decision);
            let again = if again { "again: " } else { "" };
            app.say(Weight::Info, format!("{again}{title}"));
        }
        HistoryStep::Redo => {
            blink::keep(app, &decision, out);
            app.history.push_done(decision);
            app.say(Weight::Info, format!("redone: {title}"));
        }
        HistoryStep::Undo(undone) => {
            taken_back(app, undone, out);
            app.say(Weight::Info, &*title);
        }
    }
    follow(app, after, out);
}

fn follow(app: &mut App, after: After, out: &mut Effects) {
    match after {
        After::Stay => review::wish_picture(app, out),
        After::Unmark(list) => {
            let columns = app.browser.columns.iter_mut();
            for column in columns.filter(|column| column.parent == list) {
                column.marks.clear();
            }
        }
        After::NextItem => review::go_by(app, 1, out),
        After::NextPage => sheet::accepted(app, out),
        After::NextAnnotation => review::select(app, true, out),
        After::LeaveReview => review::leave(app, out),
        After::NextResult => results::next_undecided(app, out),
        After::NextDispute(choice) => disputes::chosen(app, choice, out),
        After::NextInQueue => inbox::next(app, out),
    }
}

/// Shows operations everywhere they can be seen.
fn show(app: &mut App, ops: &[Operation]) {
    for column in 0..app.browser.columns.len() {
        browse::show(app, column, ops.iter());
    }
    for op in ops {
        note_verified(app, op);
        sampled::note(app, op);
        review::show(app, op);
        sheet::show(app, op);
    }
}

/// Remembers whether an issue's fix is verified.
pub(super) fn note_verified(app: &mut App, op: &Operation) {
    match &op.change {
        Change::Verify {
            issue, after: true, ..
        } => {
            app.verified.insert(issue.clone());
        }
        Change::Verify { issue, .. }
        | Change::Resolve {
            issue,
            after: false,
            ..
        } => {
            app.verified.remove(issue);
        }
        _ => {}
    }
}

/// `u`: takes the last decision back. What has not been sent is withdrawn; what has been sent is
/// answered by its inverse.
pub(super) fn undo(app: &mut App, out: &mut Effects) {
    let Some(last) = app.history.done.last() else {
        return;
    };
    app.withdrawing = Some(last.id);
    out.push(Effect::Withdraw(last.id));
}

/// The store has tried to withdraw a decision.
pub(super) fn withdrawn(
    app: &mut App,
    id: DecisionId,
    result: Result<bool, Failure>,
    out: &mut Effects,
) {
    app.withdrawing = None;
    if result == Ok(true) {
        batch::withdrawn(app, id);
    }
    let Some(decision) = app
        .history
        .done
        .iter()
        .rfind(|decision| decision.id == id)
        .cloned()
    else {
        return;
    };
    match result {
        Err(error) => app.say(
            Weight::Error,
            format!("NOT undone: {}: {error}", decision.title),
        ),
        Ok(true) => {
            let gone: HashSet<OpId> = decision.ops.iter().map(|op| op.id).collect();
            app.open_ops.retain(|op| !gone.contains(&op.id));
            let inverses = decision.ops.iter().rev().filter_map(|op| {
                Some(Operation {
                    change: op.inverse(None)?,
                    ..op.clone()
                })
            });
            show(app, &inverses.collect::<Vec<_>>());
            if decision.ops.iter().any(|op| remakes_results(&op.change)) {
                review::reread(app, out);
            }
            if app.hold_until.is_some_and(|(held, _)| held == id) {
                app.hold_until = None;
            }
            app.history.undo(id);
            app.say(
                Weight::Info,
                format!("undone, nothing was sent: {}", decision.title),
            );
            go_back_to(app, &decision, out);
        }
        Ok(false) => {
            let title = format!("undone: {}", decision.title);
            let mut changes = Vec::with_capacity(decision.ops.len());
            // What the platform never took needs no answer.
            let done = decision.ops.iter().rev();
            for op in done.filter(|op| !app.failed_ops.contains(&op.id)) {
                let Some(change) = op.inverse(app.created(op.id)) else {
                    // What came before it can be.
                    app.history.done.retain(|done| done.id != id);
                    let title = &decision.title;
                    return app.say(
                        Weight::Warning,
                        format!("this cannot be taken back any more: {title}"),
                    );
                };
                changes.push((op.target.clone(), op.name.clone(), change));
            }
            if changes.is_empty() {
                taken_back(app, id, out);
                return app.say(Weight::Info, title);
            }
            let inverse = self::decision(app, &title, changes, Some(decision.guard), Some(id));
            commit(app, inverse, After::Stay, HistoryStep::Undo(id), out);
            go_back_to(app, &decision, out);
        }
    }
}

/// A decision is answered by its inverse on disk: what the platform never took of it is not tried
/// any more. Until then all of it stays as it was, so that undo can be tried again.
fn taken_back(app: &mut App, id: DecisionId, out: &mut Effects) {
    let known = app.history.done.iter().rfind(|known| known.id == id);
    for op in known.into_iter().flat_map(|decision| &decision.ops) {
        if app.failed_ops.remove(&op.id) {
            out.push(Effect::Drop(op.id));
        }
    }
    batch::withdrawn(app, id);
    app.history.undo(id);
}

/// Whether results come, go or change their marks: what is shown in advance is only a guess of what
/// the platform makes of it.
fn remakes_results(change: &Change) -> bool {
    matches!(
        change,
        Change::MarkResult { .. }
            | Change::Submit { .. }
            | Change::DeleteResult { .. }
            | Change::Act { .. }
    )
}

/// Puts an undone item back on screen, when it is of the list under review.
fn go_back_to(app: &mut App, decision: &Decision, out: &mut Effects) {
    // The sheet stays where it is: what was taken back shows on its tiles.
    let elsewhere = app.in_sheet()
        || inbox::undone(app, decision, out)
        || disputes::undone(app, decision, out)
        || sampled::undone(app, decision, out);
    if elsewhere {
        return;
    }
    let Some(review) = &app.review else { return };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let target = decision.ops.first().map(|op| &op.target);
    let at = target
        .filter(|node| column.parent.contains(node) && !review.is_on(node))
        .and_then(|node| column.position(node));
    match at {
        Some(at) => review::go_to(app, i128::from(at), out),
        None => review::wish_picture(app, out),
    }
}

/// `Ctrl-r`: makes the last undone decision again, as a new one.
pub(super) fn redo(app: &mut App, out: &mut Effects) {
    let Some(undone) = app.history.undone.pop() else {
        return;
    };
    let changes = undone
        .ops
        .iter()
        .map(|op| (op.target.clone(), op.name.clone(), op.change.clone()))
        .collect();
    let redone = decision(app, &undone.title, changes, Some(undone.guard), None);
    // Later undone comments speak of the issue by the id it had: it has another one now.
    let made = |op: &Operation| {
        let change = &op.change;
        matches!(change, Change::OpenIssue { .. } | Change::Comment { .. })
    };
    let pairs = undone.ops.iter().zip(&redone.ops);
    for (old, new) in pairs.filter(|(old, _)| made(old)) {
        let (old, new) = (Id::name(&old.id.to_string()), Id::name(&new.id.to_string()));
        for later in &mut app.history.undone {
            later.ops.iter_mut().for_each(|op| {
                op.change.retarget(&old, &new);
            });
        }
    }
    go_back_to(app, &redone, out);
    commit(app, redone, After::Stay, HistoryStep::Redo, out);
}

/// The platform has an operation.
pub(super) fn delivered(app: &mut App, op: OpId, applied: Applied, out: &mut Effects) {
    // The oldest are sent first: most are found, and leave, at the front.
    let at = app.open_ops.iter().position(|open| open.id == op);
    let done = at.and_then(|at| app.open_ops.remove(at));
    let remade = done.is_some_and(|open| remakes_results(&open.change));
    app.failed_ops.remove(&op);
    batch::done(app, op);
    if remade {
        if let Some(review) = &mut app.review {
            review.ahead.clear();
        }
        review::reread(app, out);
    }
    if let Some(id) = applied.created {
        adopt(app, op, &id);
        app.history.created.insert(op, id);
    }
    refresh_activity(app, out);
    if app.review.is_none() && app.open_ops.is_empty() {
        let focus = app.browser.focus;
        browse::reload(app, focus, out);
    }
}

/// An issue or comment shown under its operation's id gets the platform's.
fn adopt(app: &mut App, op: OpId, id: &Id) {
    let own = Id::name(&op.to_string());
    let Some(review) = &mut app.review else {
        return;
    };
    for issue in &mut review.issues {
        if issue.id == own {
            issue.id.clone_from(id);
        }
        for comment in issue
            .comments
            .iter_mut()
            .filter(|comment| comment.id == own)
        {
            comment.id.clone_from(id);
        }
    }
    if review.issue.as_ref() == Some(&own) {
        review.issue = Some(id.clone());
    }
}

/// The platform does not have an operation.
pub(super) fn undelivered(
    app: &mut App,
    op: OpId,
    error: &Text,
    fatal: bool,
    why: Hindrance,
    out: &mut Effects,
) {
    let refused = app.open_ops.iter().find(|open| open.id == op).cloned();
    if fatal {
        let name = refused.as_ref().map(|op| op.name.clone());
        if let Some(refused) = &refused {
            sampled::unnote(app, refused);
        }
        app.failed_ops.insert(op);
        if why == Hindrance::Conflict {
            app.conflicts.extend(refused);
        }
        if !batch::failed(app, op, error) {
            let show = app.key(Action::GotoOutbox);
            app.say(
                Weight::Error,
                format!(
                    "{}: {error}; {show} shows it, to try again or give it up",
                    name.unwrap_or_default()
                ),
            );
        }
        // What was shown in advance is not so: read what is.
        app.open_ops.retain(|open| open.id != op);
        if let Some(review) = &mut app.review {
            review.ahead.clear();
        }
        browse::refresh(app, out);
        review::reread(app, out);
    } else if why == Hindrance::SignIn {
        let account = refused.map(|op| op.target.account.to_string());
        let account = account.unwrap_or_else(|| "NAME".into());
        let words = error.trim_end_matches('.');
        app.say(
            Weight::Error,
            format!(
                "{words}; nothing is lost: vidimus account add {account} signs in again, and then it is sent"
            ),
        );
    } else {
        app.say(
            Weight::Warning,
            format!("not sent yet: {error}; it is kept and tried again"),
        );
    }
    refresh_activity(app, out);
}

fn refresh_activity(app: &App, out: &mut Effects) {
    if let Some(Overlay::Activity(activity)) = app.overlays.last()
        && activity.tab != ActivityTab::Messages
    {
        out.push(Effect::Entries {
            open_only: activity.tab == ActivityTab::Outbox,
        });
    }
}
