//! What was refused because something changed meanwhile: ours and theirs side by side, and only
//! then overwritten or dropped.

use crate::app::actions::Action;
use crate::app::effect::Effect;
use crate::app::msg::{Found, Present};
use crate::app::notices::Weight;
use crate::app::overlay::{After, Conflict, HistoryStep, Overlay, Theirs};
use crate::app::state::App;
use crate::model::{
    Change, Detail, Handover, Issue, ItemDetail, Judgement, OpId, Operation, ResultMark, Role, Text,
};

use super::{Effects, close, commit, refuse};

/// For so long after it opened by itself, keys are not meant for it.
const QUIET_MS: i64 = 800;

/// Opens the next conflict that waits, where nothing else lies over the screen.
pub(super) fn follow(app: &mut App, out: &mut Effects) {
    if !app.overlays.is_empty() || app.is_busy() || !app.keys.is_empty() || app.ending {
        return;
    }
    if let Some(operation) = app.conflicts.pop_front() {
        let quiet_until = app.now.plus_ms(QUIET_MS);
        open(app, operation, quiet_until, out);
    }
}

/// Shows a refused operation and asks what the platform has.
pub(super) fn open(
    app: &mut App,
    operation: Operation,
    quiet_until: crate::model::Timestamp,
    out: &mut Effects,
) {
    out.push(Effect::LookAgain(Box::new(operation.clone())));
    app.overlays.push(Overlay::Conflict(Box::new(Conflict {
        operation,
        theirs: None,
        quiet_until,
    })));
}

/// The platform's present value came.
pub(super) fn looked_again(app: &mut App, op: OpId, present: &Present) {
    for overlay in &mut app.overlays {
        if let Overlay::Conflict(conflict) = overlay
            && conflict.operation.id == op
        {
            conflict.theirs = Some(theirs(&conflict.operation.change, present));
        }
    }
}

/// An action while the conflict is shown.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    let Some(Overlay::Conflict(conflict)) = app.overlays.last() else {
        return;
    };
    if conflict.quiet_until > app.now {
        return;
    }
    match action {
        Action::Apply => overwrite(app, out),
        Action::Drop => {
            let id = conflict.operation.id;
            let name = conflict.operation.name.clone();
            close(app, out);
            drop_ours(app, id, out);
            app.say(
                Weight::Info,
                format!("ours is dropped: {name} stays as it is there"),
            );
        }
        Action::Back => close(app, out),
        _ => {}
    }
}

fn drop_ours(app: &mut App, id: OpId, out: &mut Effects) {
    app.failed_ops.remove(&id);
    app.open_ops.retain(|open| open.id != id);
    out.push(Effect::Drop(id));
}

/// Makes the decision anew from what the platform has now.
fn overwrite(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Conflict(conflict)) = app.overlays.last() else {
        return;
    };
    let Conflict {
        operation, theirs, ..
    } = &**conflict;
    let operation = operation.clone();
    match theirs.clone() {
        None => refuse(app, "what is there now is still being read"),
        Some(Theirs::Unknown(why)) => {
            refuse(
                app,
                format!("cannot be overwritten: {why}; {{drop}} drops ours"),
            );
        }
        Some(Theirs::Is(_, None)) => {
            close(app, out);
            drop_ours(app, operation.id, out);
            app.say(Weight::Info, "it is as we want it already");
        }
        Some(Theirs::Is(_, Some(change))) => {
            close(app, out);
            drop_ours(app, operation.id, out);
            let title = format!("{} after all: {}", operation.name, change.words());
            let changes = vec![(operation.target, operation.name, change)];
            let decision = commit::decision(app, &title, changes, None, None);
            commit::commit(app, decision, After::Stay, HistoryStep::New, out);
        }
    }
}

/// What the platform has in words, and our change based on it.
fn theirs(ours: &Change, present: &Present) -> Theirs {
    let built = match (&present.found, ours) {
        (Found::Failed(_, why), _) => return Theirs::Unknown(why.clone()),
        (Found::Item(detail), _) => on_item(ours, detail, present.issue.as_ref()),
        (Found::Node(detail, _), _) => on_node(ours, detail),
    };
    built.unwrap_or_else(|| Theirs::Unknown(Text::line("it is not there any more")))
}

fn verdict(given: Option<&Judgement>) -> Text {
    match given {
        None => Text::line("no verdict"),
        Some(given) => Text::line(&format!("{} by {}", given.verdict.word(), given.by)),
    }
}

fn on_item(ours: &Change, detail: &ItemDetail, issue: Option<&Issue>) -> Option<Theirs> {
    Some(match ours {
        Change::JudgeItem { after, .. } => Theirs::Is(
            verdict(detail.verdict.as_ref()),
            (detail.verdict != *after).then(|| Change::JudgeItem {
                before: detail.verdict.clone(),
                after: after.clone(),
            }),
        ),
        Change::JudgeAnnotation {
            annotation, after, ..
        } => {
            let mut annotations = detail.annotations.iter();
            let found = annotations.find(|found| found.id == *annotation);
            let mut results = detail.results.iter();
            let whole = results.find(|found| found.id == *annotation);
            let before = match (found, whole) {
                (Some(found), _) => found.verdict.clone(),
                (None, Some(whole)) => whole.verdict.clone(),
                (None, None) => return None,
            };
            Theirs::Is(
                verdict(before.as_ref()),
                (before != *after).then(|| Change::JudgeAnnotation {
                    annotation: annotation.clone(),
                    before,
                    after: after.clone(),
                }),
            )
        }
        Change::MarkResult {
            result,
            mark,
            after,
            ..
        } => {
            let found = detail.results.iter().find(|found| found.id == *result)?;
            let before = match mark {
                ResultMark::Truth => found.truth,
                ResultMark::Skipped => found.skipped,
            };
            let words = match before {
                true => mark.word().to_owned(),
                false => format!("not {}", mark.word()),
            };
            let ours = Change::MarkResult {
                result: result.clone(),
                mark: *mark,
                before,
                after: *after,
            };
            Theirs::Is(Text::line(&words), (before != *after).then_some(ours))
        }
        Change::DeleteResult { result, author } => {
            let mut results = detail.results.iter();
            results.find(|found| found.id == *result)?;
            let words = format!("the result of {author} is still there, changed meanwhile");
            Theirs::Is(Text::line(&words), Some(ours.clone()))
        }
        Change::Submit { .. } => Theirs::Is(
            Text::line(&format!("{} results", detail.results.len())),
            Some(ours.clone()),
        ),
        Change::Flag { after, .. } => Theirs::Is(
            Text::line(if detail.flagged {
                "flagged"
            } else {
                "not flagged"
            }),
            (detail.flagged != *after).then_some(Change::Flag {
                before: detail.flagged,
                after: *after,
            }),
        ),
        Change::OpenIssue { .. } | Change::RestoreIssue { .. } => {
            Theirs::Is(Text::line("no such issue"), Some(ours.clone()))
        }
        _ => on_issue(ours, issue?)?,
    })
}

fn on_issue(ours: &Change, issue: &Issue) -> Option<Theirs> {
    let words = |resolved: bool| if resolved { "resolved" } else { "open" };
    Some(match ours {
        Change::Resolve {
            issue: id, after, ..
        } => Theirs::Is(
            Text::line(words(issue.resolved)),
            (issue.resolved != *after).then(|| Change::Resolve {
                issue: id.clone(),
                before: issue.resolved,
                after: *after,
            }),
        ),
        Change::EditComment {
            issue: id,
            comment,
            after,
            ..
        } => {
            let found = issue.comments.iter().find(|found| found.id == *comment)?;
            Theirs::Is(
                found.text.clone(),
                (found.text != *after).then(|| Change::EditComment {
                    issue: id.clone(),
                    comment: comment.clone(),
                    before: found.text.clone(),
                    after: after.clone(),
                }),
            )
        }
        Change::DeleteComment {
            issue: id, comment, ..
        } => {
            let found = issue.comments.iter().find(|found| found.id == *comment)?;
            Theirs::Is(
                found.text.clone(),
                Some(Change::DeleteComment {
                    issue: id.clone(),
                    comment: comment.clone(),
                    text: found.text.clone(),
                }),
            )
        }
        Change::DeleteIssue { .. } => Theirs::Is(
            Text::line(&format!("{} comments", issue.comments.len())),
            Some(Change::DeleteIssue {
                issue: Box::new(issue.clone()),
            }),
        ),
        _ => Theirs::Is(Text::line(words(issue.resolved)), Some(ours.clone())),
    })
}

fn on_node(ours: &Change, detail: &Detail) -> Option<Theirs> {
    let row = detail.page.rows.first();
    let person = |role: Role| {
        let row = row?;
        let word = match role {
            Role::Assignee => row.assignee,
            Role::Reviewer => row.reviewer,
        };
        detail.page.words.get_some(word).cloned()
    };
    let name = |person: &Option<Text>| person.clone().unwrap_or_else(|| Text::line("nobody"));
    Some(match ours {
        Change::Transition {
            after, handover, ..
        } => {
            let state = detail.state.clone()?;
            let holder = person(Role::Assignee);
            let words = match handover {
                Some(_) => format!("{}, held by {}", state.words(), name(&holder)),
                None => state.words(),
            };
            let handover = handover.as_ref().map(|handover| Handover {
                before: holder.clone(),
                after: handover.after.clone(),
            });
            let same = state == *after && handover.as_ref().is_none_or(|h| h.after == h.before);
            Theirs::Is(
                Text::line(&words),
                (!same).then(|| Change::Transition {
                    before: state,
                    after: after.clone(),
                    handover,
                }),
            )
        }
        Change::Assign { role, after, .. } => {
            let before = person(*role);
            Theirs::Is(
                name(&before),
                (before != *after).then(|| Change::Assign {
                    role: *role,
                    before: before.clone(),
                    after: after.clone(),
                }),
            )
        }
        Change::Flag { after, .. } => {
            let flagged = row.is_some_and(|row| row.flags.flagged);
            Theirs::Is(
                Text::line(if flagged { "flagged" } else { "not flagged" }),
                (flagged != *after).then_some(Change::Flag {
                    before: flagged,
                    after: *after,
                }),
            )
        }
        _ => return None,
    })
}
