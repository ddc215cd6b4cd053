//! Verdicts on items and annotations.

use std::sync::Arc;

use crate::app::msg::{Plan, TransitionTo};
use crate::app::overlay::{After, Overlay, Reason, Target};
use crate::app::repeat::Deed;
use crate::app::results::{annotations_of, is_decided, judged_singly, live, owner, place};
use crate::app::state::App;
use crate::model::{
    Annotation, Change, ContentHash, Id, ItemDetail, ItemResult, Judgement, Level, NodeRef, Place,
    Text, Verdict,
};

use super::{Effects, aim, bulk, commit, marks, review, sheet, sieve};

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

/// The verdict on a whole result.
pub(super) fn judge_result(
    app: &App,
    detail: &ItemDetail,
    result: &ItemResult,
    verdict: Verdict,
    reason: Option<&Text>,
) -> Change {
    Change::JudgeAnnotation {
        annotation: result.id.clone(),
        before: result.verdict.clone(),
        after: Some(judgement(app, &detail.node, verdict, reason, result.hash)),
    }
}

/// The verdict of the item that follows once each result which is judged has one, the `given` ones
/// included: it is right as soon as one of them is. None while some are open, or when it is so already.
pub(super) fn whole(
    app: &App,
    detail: &ItemDetail,
    given: &[(Id, Verdict)],
    reason: Option<&Text>,
) -> Option<Change> {
    let verdict_of = |result: &ItemResult| {
        let now = given.iter().find(|(id, _)| *id == result.id);
        let before = result.verdict.as_ref().filter(|_| is_decided(result));
        now.map(|(_, verdict)| *verdict)
            .or_else(|| before.map(|given| given.verdict))
    };
    let all: Option<Vec<Verdict>> = live(detail).map(|(_, result)| verdict_of(result)).collect();
    let right = |verdict: &Verdict| matches!(verdict, Verdict::Accepted | Verdict::VerifiedEmpty);
    let (verdict, reason) = match all?.iter().any(right) {
        true => (acceptance(detail), None),
        false => (Verdict::Rejected, reason),
    };
    let stands = detail.verdict.as_ref();
    let stands = stands.is_some_and(|v| v.verdict == verdict && !v.is_stale(detail.hash));
    (!stands).then(|| judge_item(app, detail, verdict, reason))
}

/// What a verdict is about when nothing is selected: the result on screen, where several are judged.
/// One that is not judged (a prediction, a draft) is refused.
fn result_on_screen(app: &mut App) -> Option<Option<ItemResult>> {
    let review = app.review.as_ref()?;
    let result = review.judged_result().cloned();
    match result {
        Some(result) if !result.is_live() => {
            let word = if result.skipped {
                "skipped result"
            } else {
                result.kind.word()
            };
            super::refuse(
                app,
                format!(
                    "a {word} is not judged; {{next-result}} goes to the next result, {{accept-all}} and {{reject-item}} judge the item"
                ),
            );
            None
        }
        other => Some(other),
    }
}

fn accept_result(
    app: &mut App,
    detail: &ItemDetail,
    result: &ItemResult,
    out: &mut Effects,
) -> bool {
    let verdict = Verdict::Accepted;
    let mut changes = vec![judge_result(app, detail, result, verdict, None)];
    changes.extend(whole(app, detail, &[(result.id.clone(), verdict)], None));
    let title = format!(
        "accepted the result of {} on {}",
        owner(result),
        detail.name
    );
    commit::decide_one(app, &title, detail, changes, After::NextResult, out)
}

/// `a`: accepts the selected annotation, else the result on screen where there are several, else
/// the item, and goes on.
pub(super) fn accept(app: &mut App, out: &mut Effects) {
    if accepted(app, out) {
        app.repeat.review = Some(Deed::Accept);
    }
}

/// Says whether that is on its way.
fn accepted(app: &mut App, out: &mut Effects) -> bool {
    let Some(detail) = on_screen(app) else {
        return false;
    };
    if selected(app).is_none() && sieve::warns(app) {
        return false;
    }
    let Some(result) = result_on_screen(app) else {
        return false;
    };
    if let Some(result) = result {
        return accept_result(app, &detail, &result, out);
    }
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
            )
        }
        None => {
            let verdict = acceptance(&detail);
            let change = judge_item(app, &detail, verdict, None);
            let title = format!("{} {}", verdict.word(), detail.name);
            commit::decide_one(app, &title, &detail, vec![change], After::NextItem, out)
        }
    }
}

/// `A`: accepts the item and every annotation that has no verdict; where several results are
/// judged, each of them that has none.
pub(super) fn accept_all(app: &mut App, out: &mut Effects) {
    let Some(detail) = on_screen(app) else { return };
    if sieve::warns(app) {
        return;
    }
    let several = judged_singly(&detail);
    let mut changes: Vec<_> = if several {
        let open = live(&detail).filter(|(_, result)| !is_decided(result));
        open.map(|(_, result)| judge_result(app, &detail, result, Verdict::Accepted, None))
            .collect()
    } else {
        // Of what a model proposed or somebody began nothing is judged.
        let only = live(&detail)
            .next()
            .map(|(at, _)| annotations_of(&detail, at));
        let only = only.unwrap_or(0..detail.annotations.len());
        let open = detail.annotations.get(only).unwrap_or_default().iter();
        open.filter(|annotation| annotation.verdict.is_none())
            .map(|annotation| judge_annotation(app, &detail, annotation, Verdict::Accepted, None))
            .collect()
    };
    let what = if several { "results" } else { "annotations" };
    let hidden = match sieve::hidden(app) {
        0 => String::new(),
        hidden => format!(", also what the filter hides ({hidden} objects)"),
    };
    let title = format!(
        "accepted {} with {} {what}{hidden}",
        detail.name,
        changes.len()
    );
    changes.push(judge_item(app, &detail, acceptance(&detail), None));
    if commit::decide_one(app, &title, &detail, changes, After::NextItem, out) {
        app.repeat.review = Some(Deed::AcceptAll);
    }
}

/// `x`: asks for the reason. With `whole`, the item is meant whatever is selected.
pub(super) fn reject(app: &mut App, whole: bool) {
    if let Some(target) = target(app, whole) {
        app.overlays.push(Overlay::Reason(Reason { target }));
    }
}

/// What a rejection is about: the selected annotation, else the result on screen, else the item.
pub(super) fn target(app: &mut App, whole: bool) -> Option<Target> {
    match selected(app) {
        Some(annotation) if !whole => Some(Target::Annotation(annotation.id)),
        _ if sieve::warns(app) => None,
        _ if whole => Some(Target::Item),
        _ => match result_on_screen(app)? {
            Some(result) => Some(Target::Annotation(result.id)),
            None => Some(Target::Item),
        },
    }
}

/// The reason is chosen: rejects the target. A reason becomes an issue at the target's place, so
/// that the annotator finds it; a rejected annotation makes the item rejected too.
pub(super) fn rejected(app: &mut App, target: Target, reason: Option<Text>, out: &mut Effects) {
    let one = app
        .review
        .as_ref()
        .is_some_and(|review| review.annotation().is_some() || review.judged_result().is_some());
    let whole = target == Target::Item && one;
    if reject_target(app, target, reason.as_ref(), out) {
        app.repeat.review = Some(Deed::Reject { whole, reason });
    }
}

/// Says whether a rejection of something on screen is on its way.
fn reject_target(app: &mut App, target: Target, reason: Option<&Text>, out: &mut Effects) -> bool {
    match target {
        Target::Place(place) => {
            if let Some(text) = reason {
                aim::opened(app, place, text.clone(), out);
            }
            false
        }
        Target::Rows(nodes) => {
            let plan = Plan::Judge {
                verdict: Some(Verdict::Rejected),
                reason: reason.cloned(),
            };
            bulk::gather(app, plan, nodes, out);
            false
        }
        Target::Tiles => {
            sheet::file(app, reason.cloned(), out);
            false
        }
        Target::Item => {
            let Some(detail) = on_screen(app) else {
                return false;
            };
            let mut changes = vec![judge_item(app, &detail, Verdict::Rejected, reason)];
            changes.extend(issue(app, &detail, None, Place::Item, reason));
            let title = format!("rejected {}{}", detail.name, because(reason));
            commit::decide_one(app, &title, &detail, changes, After::NextItem, out)
        }
        Target::Annotation(id) => {
            let Some(detail) = on_screen(app) else {
                return false;
            };
            if let Some(result) = place(&detail, &id).and_then(|at| detail.results.get(at)) {
                return reject_result(app, &detail, result, reason, out);
            }
            let Some(annotation) = detail.annotations.iter().find(|found| found.id == id) else {
                return false;
            };
            let changes = rejection(app, &detail, annotation, reason);
            let label = detail.label_name(annotation);
            let title = format!("rejected {label} on {}{}", detail.name, because(reason));
            commit::decide_one(app, &title, &detail, changes, After::Stay, out)
        }
    }
}

/// What rejecting an annotation comes to: its verdict, the issue that a reason becomes, and the
/// verdict of what it is part of.
pub(super) fn rejection(
    app: &App,
    detail: &ItemDetail,
    annotation: &Annotation,
    reason: Option<&Text>,
) -> Vec<Change> {
    let verdict = Verdict::Rejected;
    let mut changes = vec![judge_annotation(app, detail, annotation, verdict, reason)];
    let bounds = annotation.shape.bounds();
    let place = bounds.map_or(Place::Item, |rect| Place::Within { rect });
    changes.extend(issue(app, detail, Some(&annotation.id), place, reason));
    changes.extend(what_it_is_part_of(app, detail, annotation, reason));
    changes
}

/// A rejected annotation makes the item rejected too, or of several results the one it is part of.
fn what_it_is_part_of(
    app: &App,
    detail: &ItemDetail,
    annotation: &Annotation,
    reason: Option<&Text>,
) -> Vec<Change> {
    let rejected = |given: &Option<Judgement>| {
        given
            .as_ref()
            .is_some_and(|v| v.verdict == Verdict::Rejected)
    };
    let result = detail.results.get(usize::from(annotation.result));
    match result.filter(|result| judged_singly(detail) && result.is_live()) {
        Some(result) if rejected(&result.verdict) => Vec::new(),
        Some(result) => {
            let verdict = Verdict::Rejected;
            let own = judge_result(app, detail, result, verdict, reason);
            let item = whole(app, detail, &[(result.id.clone(), verdict)], reason);
            [own].into_iter().chain(item).collect()
        }
        None if rejected(&detail.verdict) => Vec::new(),
        None => vec![judge_item(app, detail, Verdict::Rejected, reason)],
    }
}

fn reject_result(
    app: &mut App,
    detail: &ItemDetail,
    result: &ItemResult,
    reason: Option<&Text>,
    out: &mut Effects,
) -> bool {
    let verdict = Verdict::Rejected;
    let mut changes = vec![judge_result(app, detail, result, verdict, reason)];
    changes.extend(issue(app, detail, Some(&result.id), Place::Item, reason));
    changes.extend(whole(app, detail, &[(result.id.clone(), verdict)], reason));
    let (name, because) = (owner(result), because(reason));
    let title = format!("rejected the result of {name} on {}{because}", detail.name);
    commit::decide_one(app, &title, detail, changes, After::NextResult, out)
}

fn because(reason: Option<&Text>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {reason}"))
}

/// The issue that a reason becomes, unless the same one is open already.
fn issue(
    app: &App,
    detail: &ItemDetail,
    annotation: Option<&Id>,
    place: Place,
    reason: Option<&Text>,
) -> Option<Change> {
    let text = reason?.clone();
    let listed = app.review.iter().flat_map(|review| &review.issues);
    let mut of_item = listed.filter(|issue| issue.item.same(&detail.node));
    let known = of_item.any(|issue| {
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
        app.repeat.review = Some(Deed::Skip);
        return review::go_by(app, 1, out);
    }
    let change = judge_item(app, &detail, Verdict::Skipped, None);
    let title = format!("skipped {}", detail.name);
    if commit::decide_one(app, &title, &detail, vec![change], After::NextItem, out) {
        app.repeat.review = Some(Deed::Skip);
    }
}

/// `e`: the target has no verdict any more.
pub(super) fn clear(app: &mut App, out: &mut Effects) {
    if cleared(app, out) {
        app.repeat.review = Some(Deed::Clear);
    }
}

/// Says whether that is on its way.
fn cleared(app: &mut App, out: &mut Effects) -> bool {
    let Some(detail) = on_screen(app) else {
        return false;
    };
    let result = app.review.as_ref().and_then(|r| r.judged_result().cloned());
    if let Some(result) = result.filter(|result| result.verdict.is_some()) {
        return clear_result(app, &detail, result, out);
    }
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
        super::refuse(app, "it has no verdict");
        return false;
    }
    let title = format!("cleared the verdict of {what}");
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out)
}

/// The verdict of a result goes, and with it that of the item, which followed from it.
fn clear_result(app: &mut App, detail: &ItemDetail, result: ItemResult, out: &mut Effects) -> bool {
    let title = format!(
        "cleared the verdict of {} on {}",
        owner(&result),
        detail.name
    );
    let mut changes = vec![Change::JudgeAnnotation {
        annotation: result.id,
        before: result.verdict,
        after: None,
    }];
    changes.extend(detail.verdict.clone().map(|before| Change::JudgeItem {
        before: Some(before),
        after: None,
    }));
    commit::decide_one(app, &title, detail, changes, After::Stay, out)
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

/// Whether verdicts on rows go to items.
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
            seen: marks::seen_state(app),
        },
    };
    bulk::gather(app, plan, marks::targets(app), out);
}

/// `x` in lists: items ask for the reason, jobs go to their rejected state.
pub(super) fn reject_rows(app: &mut App, out: &mut Effects) {
    let nodes = marks::targets(app);
    match rows_level(app) {
        Some(Level::Item) => {
            app.overlays.push(Overlay::Reason(Reason {
                target: Target::Rows(nodes),
            }));
        }
        _ => {
            let plan = Plan::Transition {
                to: TransitionTo::Rejected,
                seen: marks::seen_state(app),
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
    bulk::gather(app, plan, marks::targets(app), out);
}
