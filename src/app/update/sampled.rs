//! The queue that goes through a sample: only the drawn items, in the order of their list.

use crate::app::actions::Action;
use crate::app::overlay::Overlay;
use crate::app::review::Review;
use crate::app::sample::Sampled;
use crate::app::state::App;
use crate::model::{Change, Decision, Judgement, NodeRef, Operation, Verdict};

use super::{Effects, browse, close, overlays, refuse, review};

/// Goes through a sample from its first undecided item on.
pub(super) fn begin(app: &mut App, mut queue: Sampled, out: &mut Effects) {
    queue.at = queue.first_undecided().unwrap_or(0);
    let came_from = match app.review.as_ref().map(|review| review.came_from) {
        Some(came_from) => {
            review::close(app, out);
            app.queue = None;
            came_from
        }
        None => queue.column,
    };
    let mut review = Review::new(queue.column, came_from);
    review.sought = queue.current();
    app.browser.focus = queue.column;
    place(app, &queue, &mut review, out);
    app.sample = Some(queue);
    review::begin(app, review, out);
}

/// The queue, where it is what the review goes through.
fn queue(app: &App) -> Option<&Sampled> {
    app.review.as_ref()?;
    app.sample.as_ref()
}

/// Whether the review goes through a sample.
pub(super) fn is_open(app: &App) -> bool {
    queue(app).is_some()
}

/// Puts the list's cursor on the item that is gone to, where its place is known: its row is read,
/// and leaving leads to it.
fn place(app: &mut App, queue: &Sampled, review: &mut Review, out: &mut Effects) {
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let Some(node) = &review.sought else { return };
    let held = column.position(node);
    let drawn = queue.entries.get(queue.at);
    // What is held at its place is another row: the list has changed, or its filter has.
    let kept = drawn.and_then(|drawn| drawn.place);
    let kept = kept.filter(|at| column.filter.is_empty() && column.list.get(*at).is_none());
    if held.is_some() {
        review.sought = None;
    }
    if let Some(at) = held.or(kept) {
        browse::move_to(app, at, out);
    }
}

/// Shows the current item.
fn show(app: &mut App, out: &mut Effects) {
    let (Some(mut review), Some(queue)) = (app.review.take(), app.sample.take()) else {
        return;
    };
    (review.followed, review.stepped) = (None, None);
    review.sought = queue.current();
    place(app, &queue, &mut review, out);
    app.review = Some(review);
    app.sample = Some(queue);
    review::load_item(app, out);
}

/// Whether the current item of the queue is the one on screen: other frames of a video, or items
/// with issues, may be looked at in between.
pub fn is_on_screen(app: &App) -> bool {
    let current = app.sample.as_ref().and_then(Sampled::current);
    let review = app.review.as_ref();
    current.is_some_and(|current| review.is_some_and(|review| review.is_on(&current)))
}

/// Some items on or back; from elsewhere to the current one. Beyond the last there is the summary.
pub(super) fn step(app: &mut App, by: i64, out: &mut Effects) {
    if !is_on_screen(app) {
        return show(app, out);
    }
    let Some(queue) = &app.sample else { return };
    let last = queue.entries.len().saturating_sub(1);
    let by = isize::try_from(by).unwrap_or(isize::MAX);
    let to = match queue.at.checked_add_signed(by) {
        // A leap lands on the last one first.
        Some(at) if at > last && by > 1 && queue.at < last => last,
        Some(at) => at,
        None if queue.at > 0 => 0,
        None => return refuse(app, "this is the first of the sample"),
    };
    go(app, to, out);
}

/// `gg`: the first drawn item, or with a count that one.
pub(super) fn first(app: &mut App, count: Option<u32>, out: &mut Effects) {
    let last = queue(app).map_or(0, |queue| queue.entries.len().saturating_sub(1));
    let to = count.and_then(|count| usize::try_from(count).ok());
    go(app, to.map_or(0, |to| to.saturating_sub(1)).min(last), out);
}

/// To the item of a place in the sample.
pub(super) fn go(app: &mut App, to: usize, out: &mut Effects) {
    let Some(queue) = &app.sample else { return };
    if to >= queue.entries.len() {
        return app.overlays.push(Overlay::Sampled);
    }
    if to != queue.at || !is_on_screen(app) {
        if let Some(queue) = &mut app.sample {
            queue.at = to;
        }
        show(app, out);
    }
}

/// The items that come next, for reading ahead.
pub(super) fn upcoming(app: &App) -> Option<Vec<NodeRef>> {
    let queue = queue(app)?;
    let later = queue.entries.iter().skip(queue.at + 1);
    let later = later.take(crate::limits::PREFETCH_ITEMS);
    Some(later.map(|drawn| queue.node_of(drawn)).collect())
}

/// A decision was taken back (or made again): its item is shown. Says whether it is in the sample.
pub(super) fn undone(app: &mut App, decision: &Decision, out: &mut Effects) -> bool {
    let target = decision.ops.first().map(|op| &op.target);
    let at = queue(app)
        .zip(target)
        .and_then(|(queue, target)| queue.position(target));
    let Some(at) = at else { return false };
    app.overlays
        .retain(|overlay| !matches!(overlay, Overlay::Sampled));
    if let Some(queue) = &mut app.sample {
        queue.at = at;
    }
    match is_on_screen(app) {
        true => review::wish_picture(app, out),
        false => show(app, out),
    }
    true
}

/// An operation is shown: the verdict of a drawn item may be another one.
pub(super) fn note(app: &mut App, op: &Operation) {
    if let Change::JudgeItem { after, .. } = &op.change {
        judged(app, &op.target, after.as_ref());
    }
}

/// An operation is not so after all.
pub(super) fn unnote(app: &mut App, op: &Operation) {
    if let Change::JudgeItem { before, .. } = &op.change {
        judged(app, &op.target, before.as_ref());
    }
}

fn judged(app: &mut App, target: &NodeRef, given: Option<&Judgement>) {
    let Some(queue) = &mut app.sample else { return };
    let verdict: Option<Verdict> = given.map(|given| given.verdict);
    if let Some(at) = queue.position(target)
        && let Some(drawn) = queue.entries.get_mut(at)
    {
        drawn.verdict = verdict;
    }
}

/// An action at the end: back to the list, to the last item, to the first undecided one, or the
/// last decision taken back.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    match action {
        Action::Submit => {
            close(app, out);
            let open = app.sample.as_ref().and_then(Sampled::first_undecided);
            match open {
                Some(at) => go(app, at, out),
                None => review::leave(app, out),
            }
        }
        other => overlays::at_end(app, other, out),
    }
}
