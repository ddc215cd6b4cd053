//! Several results of the item under review: picking one, comparing two.

use crate::app::results::{Compare, first, is_decided, layers, live, place};
use crate::app::review::Review;
use crate::app::state::App;
use crate::model::picture::Layers;
use crate::model::{Id, ItemDetail, NodeRef};

use super::{Effects, refuse, review};

/// The item's annotations are known (again): what was picked and compared stays as far as it is
/// still there; a disputed item shows its two results.
pub(super) fn settle(app: &mut App) {
    let disputed = app.disputes.as_ref().and_then(|queue| queue.current());
    let disputed = disputed.map(|entry| {
        let node = entry.detail.node.clone();
        (node, entry.left.clone(), entry.right.clone())
    });
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(detail) = review.detail.clone() else {
        return;
    };
    if let Some((_, left, right)) = disputed.filter(|(node, ..)| node.same(&detail.node))
        && review.compare.is_none()
    {
        return set_against(review, &detail, &left, &right);
    }
    review.picked = review
        .picked
        .take()
        .filter(|id| place(&detail, id).is_some());
    let left = review.result().map(|(at, _)| at);
    let right = review.right().map(|(at, _)| at);
    let pair = review.compare.as_ref().and_then(|compare| compare.pair);
    review.compare = left
        .zip(right)
        .and_then(|(left, right)| Compare::new(&detail, left, right));
    if let Some(compare) = &mut review.compare {
        compare.pair = pair.filter(|at| *at < compare.agreement.pairs.len());
    }
    // What was selected may be of another result by now.
    let selected = review.selected;
    review.selected = selected.filter(|number| review.shown_place(*number).is_some());
}

fn set_against(review: &mut Review, detail: &ItemDetail, left: &Id, right: &Id) {
    review.picked = Some(left.clone());
    let places = place(detail, left).zip(place(detail, right));
    review.compare = places.and_then(|(left, right)| Compare::new(detail, left, right));
}

/// Shows a result from its first row on.
fn show(review: &mut Review) {
    (review.selected, review.issue, review.top) = (None, None, 0);
    if let Some(compare) = &mut review.compare {
        compare.pair = None;
    }
}

/// The place before or after another in a ring.
fn around(at: usize, count: usize, forward: bool) -> usize {
    let step = if forward { 1 } else { count.saturating_sub(1) };
    (at + step) % count.max(1)
}

/// `p` and `P`: the next (previous) result; while comparing, that of the right side.
pub(super) fn next(app: &mut App, forward: bool, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let (Some(detail), Some(left)) = (review.detail.clone(), review.result().map(|(at, _)| at))
    else {
        return;
    };
    let count = detail.results.len();
    match review.right().map(|(at, _)| at) {
        Some(right) => {
            let mut to = around(right, count, forward);
            if to == left {
                to = around(to, count, forward);
            }
            review.compare = Compare::new(&detail, left, to);
        }
        None => {
            let to = detail.results.get(around(left, count, forward));
            review.picked = to.map(|result| result.id.clone());
        }
    }
    show(review);
    review::wish_picture(app, out);
}

/// `D`: the result on screen against the next one that is judged (else the next of any kind), and
/// back.
pub(super) fn compare(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let (Some(detail), Some(left)) = (review.detail.clone(), review.result().map(|(at, _)| at))
    else {
        return;
    };
    if review.compare.take().is_none() {
        let count = detail.results.len();
        let later = (1..count).map(|step| (left + step) % count);
        let judged = |at: &usize| live(&detail).any(|(live, _)| live == *at);
        let right = later.clone().find(judged).or_else(|| later.clone().next());
        let Some(right) = right else {
            return refuse(app, "there is one result only: nothing to compare it with");
        };
        // What is picked by itself stays picked.
        review.picked = detail.results.get(left).map(|result| result.id.clone());
        review.compare = Compare::new(&detail, left, right);
    }
    show(review);
    review::wish_picture(app, out);
}

/// While comparing: the next (previous) pair; beyond either end none is chosen.
pub(super) fn select_pair(app: &mut App, forward: bool) {
    let rows = usize::from(app.slots.side_rows.max(1));
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(compare) = &mut review.compare else {
        return;
    };
    let count = compare.agreement.pairs.len();
    compare.pair = match (compare.pair, forward) {
        (None, true) if count > 0 => Some(0),
        (None, false) => count.checked_sub(1),
        (Some(at), true) if at + 1 < count => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
        _ => None,
    };
    let pair = compare.pair.and_then(|at| compare.agreement.pairs.get(at));
    review.selected = pair.and_then(|pair| pair.left.or(pair.right));
    review.issue = None;
    let at = compare.pair.unwrap_or(0);
    review.top = review.top.min(at).max((at + 1).saturating_sub(rows));
}

/// While comparing: chooses a pair by its place.
pub(super) fn pick_pair(app: &mut App, number: usize) {
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(compare) = &mut review.compare else {
        return;
    };
    if let Some(pair) = compare.agreement.pairs.get(number) {
        review.selected = pair.left.or(pair.right);
        compare.pair = Some(number);
        review.issue = None;
    }
}

/// Shows one of the item's results by its place; while comparing, beside the left one.
pub(super) fn pick(app: &mut App, number: usize, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let (Some(detail), Some(left)) = (review.detail.clone(), review.result().map(|(at, _)| at))
    else {
        return;
    };
    let Some(result) = detail.results.get(number) else {
        return;
    };
    if review.compare.is_none() {
        review.picked = Some(result.id.clone());
    } else if number != left {
        review.compare = Compare::new(&detail, left, number);
    }
    show(review);
    review::wish_picture(app, out);
}

/// Puts an annotation or a whole result on screen, and selects it where it is an annotation.
pub(super) fn reveal(review: &mut Review, id: &Id) {
    let Some(detail) = review.detail.clone() else {
        return;
    };
    if place(&detail, id).is_some() {
        review.picked = Some(id.clone());
        review.compare = None;
        return show(review);
    }
    let mut annotations = detail.annotations.iter();
    let number = annotations.position(|found| found.id == *id);
    let found = number.and_then(|number| detail.annotations.get(number));
    if let Some(found) = found.filter(|found| !review.shows(found)) {
        let result = detail.results.get(usize::from(found.result));
        review.picked = result.map(|result| result.id.clone());
        (review.compare, review.top) = (None, 0);
    }
    review.selected = number;
}

/// The next result that has no verdict yet; after the last, the next item.
pub(super) fn next_undecided(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(detail) = review.detail.clone() else {
        return;
    };
    let here = review.result().map(|(at, _)| at).or(first(&detail));
    let here = here.unwrap_or(0);
    let open = || live(&detail).filter(|(_, result)| !is_decided(result));
    let next = open().find(|(at, _)| *at > here).or_else(|| open().next());
    match next {
        None => review::go_by(app, 1, out),
        Some((_, result)) => {
            review.picked = Some(result.id.clone());
            review.compare = None;
            show(review);
            review::wish_picture(app, out);
        }
    }
}

/// What will be drawn of an item that is shown later.
pub(super) fn layers_ahead(app: &App, item: &NodeRef) -> Layers {
    let detail = app
        .review
        .as_ref()
        .and_then(|review| review.ahead.get(item));
    let queue = app.disputes.iter().flat_map(|queue| &queue.entries);
    let disputed = queue.into_iter().find(|e| e.detail.node.same(item));
    let two = disputed.zip(detail).and_then(|(entry, detail)| {
        let of = |id| u16::try_from(place(detail, id)?).ok();
        Some(Layers::Two(of(&entry.left)?, of(&entry.right)?))
    });
    two.unwrap_or_else(|| layers(detail.map(|detail| &**detail)))
}
