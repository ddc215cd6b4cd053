//! Items on which two results disagree: comparing a list, and deciding item by item who is right.

use std::sync::Arc;

use crate::app::browser::Column;
use crate::app::disputes::{Choice, Compared, Dispute, Disputes, Sifting, Tally, compare};
use crate::app::effect::Effect;
use crate::app::msg::{Failure, Found, Generation, Plan};
use crate::app::notices::Weight;
use crate::app::overlay::{After, Overlay};
use crate::app::results::owner;
use crate::app::review::Review;
use crate::app::state::App;
use crate::limits::{DISPUTE_BATCH, DISPUTE_ITEMS, DISPUTED_BELOW};
use crate::model::{
    Change, Decision, ItemDetail, ItemResult, Level, NodeRef, Page, Place, Text, Verb, Verdict,
};

use super::{Effects, allowed, commit, gather, judge, refuse, review};

/// `D` in lists: compares the results of the list's items, or of those below the row under the
/// cursor; of marked ones only those.
pub(super) fn begin(app: &mut App, out: &mut Effects) {
    if app.sifting.is_some() {
        return refuse(app, "comparing already; {cancel} stops it");
    }
    if !gather::items_in_front(app, out) {
        return refuse(
            app,
            "open a list of items first: {disagreements} compares their results",
        );
    }
    let generation = app.generation();
    let focus = app.browser.focus;
    let Some(column) = app.browser.columns.get(focus) else {
        return;
    };
    let marked: Vec<NodeRef> = column.marks.values().map(|r| column.node_of(r)).collect();
    let request = gather::rows_of(column, DISPUTE_ITEMS);
    app.sifting = Some(Sifting {
        scope: column.parent.clone(),
        column: focus,
        generation,
        waiting: Vec::new(),
        total: 0,
        done: 0,
        found: Vec::new(),
        tally: Tally::default(),
    });
    if marked.is_empty() {
        return out.push(Effect::GatherRows {
            column: focus,
            generation,
            request,
        });
    }
    compare_all(app, marked, out);
}

/// The list's rows came. Says whether they were asked for here.
pub(super) fn rows(
    app: &mut App,
    generation: Generation,
    result: &Result<Page, Failure>,
    out: &mut Effects,
) -> bool {
    let Some(sifting) = app.sifting.as_mut().filter(|s| s.generation == generation) else {
        return false;
    };
    match result {
        Err(error) => {
            app.sifting = None;
            app.say(Weight::Error, error);
        }
        Ok(page) => {
            let held = page.rows.len();
            sifting.tally.left_out = page.total.saturating_sub(held as u64);
            // Where the platform counts annotations in its lists, items with fewer than two need not
            // be read.
            let counted = page.rows.iter().any(|row| row.annotations > 0);
            let column = Column::new(sifting.scope.clone(), Text::default(), Level::Item);
            let several = page.rows.iter();
            let several = several.filter(|row| !counted || row.annotations > 1);
            let nodes: Vec<_> = several.map(|row| column.node_of(row)).collect();
            sifting.tally.single = held - nodes.len();
            compare_all(app, nodes, out);
        }
    }
    true
}

fn compare_all(app: &mut App, mut nodes: Vec<NodeRef>, out: &mut Effects) {
    nodes.reverse();
    if let Some(sifting) = &mut app.sifting {
        sifting.total = nodes.len();
        sifting.waiting = nodes;
    }
    ask(app, out);
}

/// Asks for some more items, or ends when there are none.
fn ask(app: &mut App, out: &mut Effects) {
    let Some(sifting) = &mut app.sifting else {
        return;
    };
    let nodes = gather::some_of(&mut sifting.waiting);
    if nodes.is_empty() {
        return finish(app, out);
    }
    let plan = Plan::Compare(sifting.generation);
    out.push(Effect::Gather { plan, nodes });
}

/// Some items came.
pub(super) fn gathered(
    app: &mut App,
    generation: Generation,
    found: Vec<Found>,
    out: &mut Effects,
) {
    let current = |sifting: &Sifting| sifting.generation == generation;
    if !app.sifting.as_ref().is_some_and(current) {
        return;
    }
    for found in found {
        let compared = match found {
            Found::Item(detail) => Some(compare(&review::projected(app, detail))),
            Found::Node(..) | Found::Failed(..) => None,
        };
        let Some(sifting) = &mut app.sifting else {
            return;
        };
        sifting.done += 1;
        match compared {
            None => sifting.tally.failed += 1,
            Some(Compared::None) => {
                sifting.tally.single += 1;
                sifting.tally.plain += 1;
            }
            Some(Compared::Single) => sifting.tally.single += 1,
            Some(Compared::Decided) => sifting.tally.decided += 1,
            Some(Compared::Least(least)) => {
                sifting.tally.compared += 1;
                sifting.tally.sum += f64::from(least.score);
                if least.score < DISPUTED_BELOW {
                    sifting.found.push(*least);
                }
            }
        }
    }
    // A platform that tells nobody's results apart is not read on: it would be for nothing.
    let plain = |s: &Sifting| s.done >= DISPUTE_BATCH && s.tally.plain == s.done;
    if let Some(sifting) = app.sifting.as_mut().filter(|sifting| plain(sifting)) {
        sifting.waiting.clear();
    }
    ask(app, out);
}

/// `Esc`: gives the comparison up. Says whether one was under way.
pub(super) fn stop(app: &mut App) -> bool {
    let Some(sifting) = app.sifting.take() else {
        return false;
    };
    let (done, total) = (sifting.done, sifting.total);
    app.say(
        Weight::Info,
        format!("comparing was stopped after {done} of {total} items"),
    );
    true
}

/// Everything is compared: the queue opens, worst first.
fn finish(app: &mut App, out: &mut Effects) {
    let Some(sifting) = app.sifting.take() else {
        return;
    };
    let column = app.browser.columns.get(sifting.column);
    let column = column.filter(|column| column.parent == sifting.scope);
    let Some(name) = column.map(|column| column.parent_name.clone()) else {
        return;
    };
    let here = app.review.is_none()
        && !app.inbox.shown
        && app.overlays.is_empty()
        && app.browser.focus == sifting.column;
    let tally = sifting.tally;
    if sifting.found.is_empty() {
        return app.say(Weight::Info, nothing_disputed(&tally));
    }
    if !here {
        let count = sifting.found.len();
        return app.say(
            Weight::Info,
            app.told(&format!(
                "{count} items of {name} are disputed; {{disagreements}} in its list goes through them"
            )),
        );
    }
    let mut entries = sifting.found;
    // Equal ones stay in the list's order.
    entries.sort_by(|a, b| a.score.total_cmp(&b.score));
    app.disputes = Some(Disputes {
        scope: sifting.scope,
        name,
        entries,
        at: 0,
        tally,
    });
    if tally_warns(app) {
        app.say(
            Weight::Warning,
            "some items could not be read; they are left out",
        );
    }
    let mut review = Review::new(sifting.column, sifting.column);
    prepare(app, &mut review);
    review::begin(app, review, out);
}

fn tally_warns(app: &App) -> bool {
    let queue = app.disputes.as_ref();
    queue.is_some_and(|queue| queue.tally.failed > 0)
}

fn nothing_disputed(tally: &Tally) -> String {
    let mean = tally.mean();
    let failed = match tally.failed {
        0 => String::new(),
        some => format!("; {some} could not be read"),
    };
    match (mean, tally.decided) {
        (Some(mean), _) => format!(
            "{} items compared, none agrees by less than {DISPUTED_BELOW}; on average {mean:.2}{failed}",
            tally.compared
        ),
        (None, 0) => format!("no item here has two results to compare{failed}"),
        (None, decided) => format!("all {decided} items with several results are decided{failed}"),
    }
}

/// Hands the item on screen to the review before it is read again: it has just been.
fn prepare(app: &App, review: &mut Review) {
    let Some(queue) = &app.disputes else { return };
    let Some(entry) = queue.current() else { return };
    let Some(node) = node_of(app, review.column, entry) else {
        return;
    };
    let detail = review::projected(app, Arc::clone(&entry.detail));
    review.ahead.insert(node.clone(), detail);
    review.sought = Some(node);
}

/// An item by the way through its list.
fn node_of(app: &App, column: usize, entry: &Dispute) -> Option<NodeRef> {
    let column = app.browser.columns.get(column)?;
    let id = entry.detail.node.id()?;
    Some(column.parent.child(Level::Item, id.clone()))
}

/// The items that come next, for reading ahead.
pub(super) fn upcoming(app: &App) -> Option<Vec<NodeRef>> {
    let queue = app.disputes.as_ref()?;
    let column = app.review.as_ref()?.column;
    let later = queue.entries.iter().skip(queue.at + 1);
    Some(
        later
            .filter_map(|entry| node_of(app, column, entry))
            .collect(),
    )
}

/// What was compared of an item that comes next.
pub(super) fn known(app: &App, node: &NodeRef) -> Option<Arc<ItemDetail>> {
    let entries = app.disputes.as_ref()?.entries.iter();
    let mut details = entries.map(|entry| &entry.detail);
    let found = details.find(|detail| detail.node.same(node))?;
    Some(review::projected(app, Arc::clone(found)))
}

/// Shows the current entry.
fn show(app: &mut App, out: &mut Effects) {
    let Some(mut review) = app.review.take() else {
        return;
    };
    prepare(app, &mut review);
    let column = app.browser.columns.get_mut(review.column);
    // Leaving leads to its row, where that is known.
    if let (Some(column), Some(node)) = (column, &review.sought)
        && let Some(at) = column.position(node)
    {
        column.cursor = at;
        review.sought = None;
    }
    app.review = Some(review);
    review::load_item(app, out);
}

/// `f` and `d`: another entry, without a word.
pub(super) fn step(app: &mut App, by: i64, out: &mut Effects) {
    let Some(queue) = &mut app.disputes else {
        return;
    };
    let by = isize::try_from(by).unwrap_or(0);
    match queue.at.checked_add_signed(by) {
        Some(at) if at < queue.entries.len() => {
            queue.at = at;
            show(app, out);
        }
        Some(_) => app.overlays.push(Overlay::Disputed),
        None => refuse(app, "this is the worst one"),
    }
}

/// `h`, `l`, `x`, `s`: who is right.
pub(super) fn choose(app: &mut App, choice: Choice, out: &mut Effects) {
    if choice == Choice::Skipped {
        return chosen(app, choice, out);
    }
    let Some(detail) = app.review.as_ref().and_then(|review| review.detail.clone()) else {
        return;
    };
    let review = app.review.as_ref();
    let (left, right) = (
        review.and_then(Review::result).map(|(_, result)| result),
        review.and_then(Review::right).map(|(_, result)| result),
    );
    let (Some(left), Some(right)) = (left.cloned(), right.cloned()) else {
        return refuse(
            app,
            "one of the two results is not there any more; {skip} goes on",
        );
    };
    let by = review.and_then(|review| Some(review.compare.as_ref()?.agreement.score));
    let agreed = by.unwrap_or(0.0);
    let (left_right, right_right) = (choice == Choice::Left, choice == Choice::Right);
    let mut changes = Vec::new();
    let mut given = Vec::new();
    for (own, other, is_right, other_right) in [
        (&left, &right, left_right, right_right),
        (&right, &left, right_right, left_right),
    ] {
        let verdict = match is_right {
            true => Verdict::Accepted,
            false => Verdict::Rejected,
        };
        let why = (!is_right).then(|| complaint(other, other_right, agreed));
        let change = judge::judge_result(app, &detail, own, verdict, why.as_ref());
        changes.push(change);
        changes.extend(why.and_then(|why| issue(app, &detail, own, why)));
        given.push((own.id.clone(), verdict));
    }
    changes.extend(judge::whole(app, &detail, &given, None));
    let title = match choice {
        Choice::Left => format!(
            "{} right, {} wrong on {}",
            owner(&left),
            owner(&right),
            detail.name
        ),
        Choice::Right => format!(
            "{} right, {} wrong on {}",
            owner(&right),
            owner(&left),
            detail.name
        ),
        _ => format!("both results of {} wrong", detail.name),
    };
    commit::decide_one(
        app,
        &title,
        &detail,
        changes,
        After::NextDispute(choice),
        out,
    );
}

/// What the loser is told.
fn complaint(other: &ItemResult, other_right: bool, agreed: f32) -> Text {
    let name = owner(other);
    Text::line(&match other_right {
        true => format!("wrong: the result of {name} is right (agreement {agreed:.2})"),
        false => format!("wrong, and so is the result of {name} (agreement {agreed:.2})"),
    })
}

/// The issue on the losing result, where issues may be opened and the same one is not open already.
fn issue(app: &App, detail: &ItemDetail, on: &ItemResult, text: Text) -> Option<Change> {
    allowed(app, &detail.node, Verb::OpenIssue).ok()?;
    let review = app.review.as_ref()?;
    let known = review.item_issues().any(|issue| {
        !issue.resolved
            && issue.annotation.as_ref() == Some(&on.id)
            && issue.text() == text.as_str()
    });
    (!known).then(|| Change::OpenIssue {
        place: Place::Item,
        annotation: Some(on.id.clone()),
        text,
        assignee: None,
    })
}

/// It is decided: the next one, and after the last what came of all.
pub(super) fn chosen(app: &mut App, choice: Choice, out: &mut Effects) {
    let Some(queue) = &mut app.disputes else {
        return;
    };
    let at = queue.at;
    if let Some(entry) = queue.entries.get_mut(at) {
        entry.choice = Some(choice);
    }
    step(app, 1, out);
}

/// A decision was taken back: its item is shown again. Says whether it is one of the queue.
pub(super) fn undone(app: &mut App, decision: &Decision, out: &mut Effects) -> bool {
    let Some(target) = decision.ops.first().map(|op| &op.target) else {
        return false;
    };
    let Some(queue) = &mut app.disputes else {
        return false;
    };
    let mut entries = queue.entries.iter();
    let Some(at) = entries.position(|entry| entry.detail.node.same(target)) else {
        return false;
    };
    queue.at = at;
    if let Some(entry) = queue.entries.get_mut(at) {
        entry.choice = None;
    }
    app.overlays
        .retain(|overlay| !matches!(overlay, Overlay::Disputed));
    show(app, out);
    true
}
