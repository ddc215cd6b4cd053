//! Before and now.

use crate::app::befores::{Between, Blink};
use crate::app::effect::Effect;
use crate::app::review::Review;
use crate::app::state::App;
use crate::limits::{BEFORE_POINTS, BLINK_MS};
use crate::model::session::Before;
use crate::model::{Change, Decision, Id, Text, Timestamp};

use super::{Effects, review, sheet};

/// Decisions about more than so many things keep nothing: they are not about single annotations.
const KEPT_OPS: usize = 8;

/// A decision is on disk: what it is about is kept as it is now.
pub(super) fn keep(app: &mut App, decision: &Decision, out: &mut Effects) {
    if sheet::keep_befores(app, decision, out) {
        return;
    }
    let detail = app.review.as_ref().and_then(|review| review.detail.clone());
    let Some(detail) = detail.filter(|_| decision.ops.len() <= KEPT_OPS) else {
        return;
    };
    let before = app.befores.of_account(&detail.node.account).len();
    let mut kept = false;
    for op in decision
        .ops
        .iter()
        .filter(|op| op.target.same(&detail.node))
    {
        let (annotation, text, place) = match &op.change {
            Change::OpenIssue {
                annotation: Some(id),
                text,
                place,
                ..
            } => (id, text.clone(), place.clone()),
            Change::JudgeAnnotation {
                annotation,
                after: Some(_),
                ..
            } => (annotation, Text::default(), Default::default()),
            _ => continue,
        };
        let found = detail.annotations.iter().find(|one| one.id == *annotation);
        if let Some(one) = found {
            app.befores.keep(Before {
                op: op.id,
                at: app.now,
                text,
                place,
                ..Before::of(&detail, one, BEFORE_POINTS)
            });
            kept = true;
        }
    }
    let account = detail.node.account.clone();
    let befores = app.befores.of_account(&account);
    if kept || befores.len() != before {
        out.push(Effect::RememberBefores { account, befores });
    }
}

/// What there is to blink between.
///
/// # Errors
/// The reason why there is nothing.
pub(super) fn subject(app: &App) -> Result<Between, Text> {
    let no = |reason: &str| Err(Text::line(reason));
    let (Some(review), Some(detail)) = (
        &app.review,
        app.review.as_ref().and_then(|r| r.detail.as_ref()),
    ) else {
        return no("there is no item on screen");
    };
    if review.compare.is_some() {
        return Ok(Between::Sides);
    }
    let number = |id: &Option<Id>| {
        let mut all = detail.annotations.iter();
        all.position(|one| Some(&one.id) == id.as_ref())
    };
    let issue = review.target_issue();
    let of_issue = issue.and_then(|issue| {
        let created = |op| app.history.created.get(&op);
        app.befores.of_issue(issue, created)
    });
    // What is selected goes before the item's issue, unless both are the same.
    let selected = review
        .annotation()
        .filter(|one| of_issue.is_none_or(|before| before.annotation.as_ref() != Some(&one.id)));
    if let Some(one) = selected {
        return match app.befores.of_annotation(&detail.node, one) {
            Some(before) => Ok(Between::Shapes(Box::new(before.clone()), review.selected)),
            None => no("no earlier state of this object is kept"),
        };
    }
    let Some(before) = of_issue else {
        return no("no earlier state is kept: it is from when an issue or a verdict is given here");
    };
    let at = number(&before.annotation);
    let now = at.and_then(|at| detail.annotations.get(at));
    if !Blink::changed(before, now.map(|one| one.hash)) {
        return no("it has not changed since the issue was opened");
    }
    Ok(Between::Shapes(Box::new(before.clone()), at))
}

fn about(review: &Review) -> (crate::app::msg::Generation, Option<usize>, Option<Id>) {
    (review.generation, review.selected, review.issue.clone())
}

/// `b`: shows what was before; then, where things may move, by turns by itself. `b` again: now.
pub(super) fn toggle(app: &mut App, out: &mut Effects) {
    // A remote line is not kept busy with pictures that nobody waits for.
    let moves = app.settings.motion && !app.terminal.remote;
    let (now, subject) = (app.now, subject(app));
    let Some(review) = &mut app.review else {
        return;
    };
    if review.blink.take().is_none()
        && let Ok(between) = subject
    {
        let about = about(review);
        review.blink = Some(Blink {
            between,
            earlier: true,
            next: moves.then(|| now.plus_ms(BLINK_MS)),
            about,
        });
    }
    review::wish_picture(app, out);
}

/// The picture blinks when it is time; another item or selection ends it. Says when to come back.
pub(super) fn follow(app: &mut App, out: &mut Effects) -> Option<Timestamp> {
    let now = app.now;
    let covered = !app.overlays.is_empty();
    let review = app.review.as_mut()?;
    let here = about(review);
    let blink = review.blink.as_mut()?;
    if blink.about != here {
        review.blink = None;
        review::wish_picture(app, out);
        return None;
    }
    let due = blink.next?;
    if due > now {
        return Some(due);
    }
    let next = now.plus_ms(BLINK_MS);
    blink.next = Some(next);
    // The next one is asked for only once the last one is there, and nothing lies over it.
    if !review.picture_loading && !covered {
        blink.earlier = !blink.earlier;
        review::wish_picture(app, out);
    }
    Some(next)
}
