//! Verdicts on items and annotations.

use std::sync::Arc;

use crate::app::msg::{Plan, TransitionTo};
use crate::app::overlay::{After, Overlay, Reason, Target};
use crate::app::state::App;
use crate::model::{
    Annotation, Change, ContentHash, Id, ItemDetail, Judgement, Level, NodeRef, Place, Text,
    Verdict,
};

use super::{Effects, browse, bulk, commit, review};

/// A verdict given now.
pub(super) fn judgement(
    app: &App,
    node: &NodeRef,
    verdict: Verdict,
    reason: Option<&Text>,
    hash: ContentHash,
) -> Judgement {
    Judgement {
        verdict,
        reason: reason.cloned(),
        hash,
        by: app.signer(&node.account),
        at: app.now,
    }
}

/// What accepting an item says: an item rightly without annotations is verified empty.
pub(super) fn acceptance(detail: &ItemDetail) -> Verdict {
    if detail.annotations.is_empty() {
        Verdict::VerifiedEmpty
    } else {
        Verdict::Accepted
    }
}

fn on_screen(app: &App) -> Option<Arc<ItemDetail>> {
    app.review.as_ref()?.detail.clone()
}

fn selected(app: &App) -> Option<Annotation> {
    app.review.as_ref()?.annotation().cloned()
}

fn judge_item(app: &App, detail: &ItemDetail, verdict: Verdict, reason: Option<&Text>) -> Change {
    Change::JudgeItem {
        before: detail.verdict.clone(),
        after: Some(judgement(app, &detail.node, verdict, reason, detail.hash)),
    }
}

fn judge_annotation(
    app: &App,
    detail: &ItemDetail,
    annotation: &Annotation,
    verdict: Verdict,
    reason: Option<&Text>,
) -> Change {
    Change::JudgeAnnotation {
        annotation: annotation.id.clone(),
        before: annotation.verdict.clone(),
        after: Some(judgement(
            app,
            &detail.node,
            verdict,
            reason,
            annotation.hash,
        )),
    }
}

/// `a`: accepts the selected annotation, else the item, and goes on.
pub(super) fn accept(app: &mut App, out: &mut Effects) {
    let Some(detail) = on_screen(app) else { return };
    match selected(app) {
        Some(annotation) => {
            let change = judge_annotation(app, &detail, &annotation, Verdict::Accepted, None);
            let title = format!(
                "accepted {} on {}",
                detail.label_name(&annotation),
                detail.name
            );
            commit::decide_one(
                app,
                &title,
                &detail,
                vec![change],
                After::NextAnnotation,
                out,
            );
        }
        None => {
            let verdict = acceptance(&detail);
            let change = judge_item(app, &detail, verdict, None);
            let title = format!("{} {}", verdict.word(), detail.name);
            commit::decide_one(app, &title, &detail, vec![change], After::NextItem, out);
        }
    }
}

/// `A`: accepts the item and every annotation that has no verdict.
pub(super) fn accept_all(app: &mut App, out: &mut Effects) {
    let Some(detail) = on_screen(app) else { return };
    let open = detail
        .annotations
        .iter()
        .filter(|annotation| annotation.verdict.is_none());
    let mut changes: Vec<_> = open
        .map(|annotation| judge_annotation(app, &detail, annotation, Verdict::Accepted, None))
        .collect();
    let title = format!(
        "accepted {} with {} annotations",
        detail.name,
        changes.len()
    );
    changes.push(judge_item(app, &detail, acceptance(&detail), None));
    commit::decide_one(app, &title, &detail, changes, After::NextItem, out);
}

/// `x`: asks for the reason. With `whole`, the item is meant whatever is selected.
pub(super) fn reject(app: &mut App, whole: bool) {
    let target = match selected(app) {
        Some(annotation) if !whole => Target::Annotation(annotation.id),
        _ => Target::Item,
    };
    app.overlays.push(Overlay::Reason(Reason { target }));
}

/// The reason is chosen: rejects the target. A reason becomes an issue at the target's place, so
/// that the annotator finds it; a rejected annotation makes the item rejected too.
pub(super) fn rejected(app: &mut App, target: Target, reason: Option<Text>, out: &mut Effects) {
    match target {
        Target::Rows(nodes) => {
            let plan = Plan::Judge {
                verdict: Some(Verdict::Rejected),
                reason,
            };
            bulk::gather(app, plan, nodes, out);
        }
        Target::Item => {
            let Some(detail) = on_screen(app) else { return };
            let mut changes = vec![judge_item(app, &detail, Verdict::Rejected, reason.as_ref())];
            changes.extend(issue(app, None, Place::Item, reason.as_ref()));
            let title = format!("rejected {}{}", detail.name, because(reason.as_ref()));
            commit::decide_one(app, &title, &detail, changes, After::NextItem, out);
        }
        Target::Annotation(id) => {
            let Some(detail) = on_screen(app) else { return };
            let Some(annotation) = detail.annotations.iter().find(|found| found.id == id) else {
                return;
            };
            let mut changes = vec![judge_annotation(
                app,
                &detail,
                annotation,
                Verdict::Rejected,
                reason.as_ref(),
            )];
            let place = annotation
                .shape
                .bounds()
                .map_or(Place::Item, |rect| Place::Within { rect });
            changes.extend(issue(app, Some(&id), place, reason.as_ref()));
            let stands = detail
                .verdict
                .as_ref()
                .is_some_and(|v| v.verdict == Verdict::Rejected);
            if !stands {
                changes.push(judge_item(app, &detail, Verdict::Rejected, reason.as_ref()));
            }
            let label = detail.label_name(annotation);
            let title = format!(
                "rejected {label} on {}{}",
                detail.name,
                because(reason.as_ref())
            );
            commit::decide_one(app, &title, &detail, changes, After::Stay, out);
        }
    }
}

fn because(reason: Option<&Text>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {reason}"))
}

/// The issue that a reason becomes, unless the same one is open already.
fn issue(
    app: &App,
    annotation: Option<&Id>,
    place: Place,
    reason: Option<&Text>,
) -> Option<Change> {
    let text = reason?.clone();
    let review = app.review.as_ref()?;
    let known = review.item_issues().any(|issue| {
        !issue.resolved && issue.annotation.as_ref() == annotation && issue.text() == text.as_str()
    });
    (!known).then(|| Change::OpenIssue {
        place,
        annotation: annotation.cloned(),
        text,
        assignee: None,
    })
}

/// `s`: goes on without a decision; the item is remembered as skipped unless it has a verdict.
pub(super) fn skip(app: &mut App, out: &mut Effects) {
    let Some(detail) = on_screen(app) else { return };
    if detail.verdict.is_some() {
        return review::go_by(app, 1, out);
    }
    let change = judge_item(app, &detail, Verdict::Skipped, None);
    let title = format!("skipped {}", detail.name);
    commit::decide_one(app, &title, &detail, vec![change], After::NextItem, out);
}

/// `e`: the target has no verdict any more.
pub(super) fn clear(app: &mut App, out: &mut Effects) {
    let Some(detail) = on_screen(app) else { return };
    let (before, change, what) = match selected(app) {
        Some(annotation) => {
            let before = annotation.verdict.clone();
            let what = detail.label_name(&annotation).to_owned();
            let change = Change::JudgeAnnotation {
                annotation: annotation.id,
                before: before.clone(),
                after: None,
            };
            (before, change, what)
        }
        None => {
            let before = detail.verdict.clone();
            (
                before.clone(),
                Change::JudgeItem {
                    before,
                    after: None,
                },
                detail.name.to_string(),
            )
        }
    };
    if before.is_none() {
        return super::refuse(app, "it has no verdict");
    }
    let title = format!("cleared the verdict of {what}");
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

/// `m`: sets or removes the bookmark of the item on screen.
pub(super) fn flag(app: &mut App, out: &mut Effects) {
    let Some(detail) = on_screen(app) else { return };
    let Some(review) = &app.review else { return };
    let row = app
        .browser
        .columns
        .get(review.column)
        .and_then(|column| column.row());
    let before = row.is_some_and(|row| row.flags.flagged);
    let title = format!(
        "{} {}",
        if before { "unflagged" } else { "flagged" },
        detail.name
    );
    let change = Change::Flag {
        before,
        after: !before,
    };
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

fn rows_level(app: &App) -> Option<Level> {
    app.browser.column().map(|column| column.level)
}

/// `a` in lists: items are accepted, jobs go to their accepted state.
pub(super) fn accept_rows(app: &mut App, out: &mut Effects) {
    let plan = match rows_level(app) {
        Some(Level::Item) => Plan::Judge {
            verdict: Some(Verdict::Accepted),
            reason: None,
        },
        _ => Plan::Transition {
            to: TransitionTo::Accepted,
            seen: browse::seen_state(app),
        },
    };
    bulk::gather(app, plan, browse::targets(app), out);
}

/// `x` in lists: items ask for the reason, jobs go to their rejected state.
pub(super) fn reject_rows(app: &mut App, out: &mut Effects) {
    let nodes = browse::targets(app);
    match rows_level(app) {
        Some(Level::Item) => {
            app.overlays.push(Overlay::Reason(Reason {
                target: Target::Rows(nodes),
            }));
        }
        _ => {
            let plan = Plan::Transition {
                to: TransitionTo::Rejected,
                seen: browse::seen_state(app),
            };
            bulk::gather(app, plan, nodes, out);
        }
    }
}

/// `e` in item lists: no verdict any more.
pub(super) fn clear_rows(app: &mut App, out: &mut Effects) {
    let plan = Plan::Judge {
        verdict: None,
        reason: None,
    };
    bulk::gather(app, plan, browse::targets(app), out);
}
