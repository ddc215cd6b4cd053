//! The review screen: opening items, selecting annotations, the picture.

use std::sync::Arc;

use crate::app::browser::{Column, Load, Preview};
use crate::app::effect::{Effect, LoadSlot, PictureSlot, PictureWish};
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::project::{patch_issues, patch_item};
use crate::app::review::{Aim, Review};
use crate::app::state::App;
use crate::limits::PREFETCH_ITEMS;
use crate::model::picture::{Graphics, Picture};
use crate::model::{Id, ItemDetail, Level, NodeRef};

use super::{
    Effects, ahead, browse, content, issues, jobs, look, preview, results, sampled, sheet,
};

/// Opens the review of the items in a column, at its cursor.
pub(super) fn open(app: &mut App, column: usize, came_from: usize, out: &mut Effects) {
    open_at(app, column, came_from, None, Aim::default(), out);
}

/// The same with something to select. A known item is read beside its list, not after it.
pub(super) fn open_at(
    app: &mut App,
    column: usize,
    came_from: usize,
    item: Option<&NodeRef>,
    aim: Aim,
    out: &mut Effects,
) {
    // Whatever else is opened is no part of a sample.
    app.sample = None;
    let mut review = Review::new(column, came_from);
    review.sought = item.filter(|item| item.level() == Level::Item).cloned();
    review.aim = aim;
    begin(app, review, out);
}

/// Shows a review.
pub(super) fn begin(app: &mut App, review: Review, out: &mut Effects) {
    sheet::hide(app, out);
    let column = review.column;
    app.review = Some(Review {
        look: app.look,
        ..review
    });
    app.browser.focus = column;
    out.push(Effect::Cancel(LoadSlot::Preview));
    out.push(Effect::CancelPicture(PictureSlot::Preview));
    browse::load(app, column, out);
    load_item(app, out);
    load_job(app, out);
}

/// Reads the facts of the job (or of what else holds the items) and its issues.
pub(super) fn load_job(app: &mut App, out: &mut Effects) {
    let generation = app.generation();
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let scope = column.parent.clone();
    review.issues_load = Load::Loading;
    out.push(Effect::Issues {
        slot: LoadSlot::Issues,
        generation,
        scope: scope.clone(),
    });
    if scope.level() > Level::View {
        out.push(Effect::Detail {
            slot: LoadSlot::Job,
            generation,
            node: scope.clone(),
        });
        out.push(Effect::Permissions { node: scope });
    }
}

/// Rows of the reviewed list came: open the item if it waited for them.
pub(super) fn rows_came(app: &mut App, column: usize, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    if review.column != column {
        return;
    }
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    let here = found.node();
    let same = match (&here, &review.item) {
        (Some(here), Some(item)) => here.same(item),
        (None, None) => true,
        _ => false,
    };
    let sought = review.sought.is_some();
    match (same, sought) {
        // Its row is known from now on.
        (true, true) => {
            if let Some(review) = &mut app.review {
                review.sought = None;
            }
            ahead::look_ahead(app, out);
        }
        // Looked for still, or not in the list: what is on screen stays there.
        (false, true) | (true, false) => {}
        (false, false) => load_item(app, out),
    }
}

/// Shows the item under the cursor of the reviewed list.
pub(super) fn load_item(app: &mut App, out: &mut Effects) {
    let generation = app.generation();
    let Some(review) = &mut app.review else {
        return;
    };
    let under_cursor = app
        .browser
        .columns
        .get(review.column)
        .and_then(|column| column.node());
    let item = review.sought.clone().or(under_cursor);
    review.generation = generation;
    review.number = 0;
    let pictured = foreseen(&app.browser.preview, review, item.as_ref());
    let same = item.is_some() && review.item == item;
    let other = match (&review.item, &item) {
        (Some(before), Some(now)) => !before.same(now),
        (before, _) => before.is_some(),
    };
    content::reset(review, same, out);
    review.item.clone_from(&item);
    (review.selected, review.issue, review.top) = (None, None, 0);
    (review.picked, review.compare) = (None, None);
    (review.sieved, review.blink, review.exact) = (None, None, false);
    review.picture = None;
    review.picture_problem = None;
    review.picture_loading = false;
    review.drawn = false;
    if let Some(view) = review.unzoomed.take() {
        review.view = view;
    }
    review.detail = None;
    review.load = Load::Loading;
    if other {
        uncover(app);
    }
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(item) = item else {
        review.load = Load::Idle;
        return;
    };
    if let Some(detail) = review.ahead.get(&item).cloned() {
        review.detail = Some(detail);
        review.load = Load::Ready;
        results::settle(app);
        aim_at_annotation(app);
        wish_picture(app, out);
        return ahead::look_on(app, out);
    }
    if pictured {
        out.push(Effect::Fetch(item.clone()));
    }
    out.push(Effect::Annotations {
        slot: LoadSlot::Item,
        generation,
        item: item.clone(),
    });
    if app.rights(&item).is_none() {
        out.push(Effect::Permissions { node: item });
    }
}

/// What was asked about the item that was on screen is not answered about another one: it is put
/// away. What was typed is kept with its item.
fn uncover(app: &mut App) {
    let before = app.overlays.len();
    app.overlays.retain(|overlay| !overlay.is_about_item());
    if app.overlays.len() < before {
        app.keys.clear();
        app.say(
            Weight::Warning,
            "its item has left the screen: what was asked about it is put away, what was typed is kept",
        );
    }
}

/// Whether an item of which nothing is known yet probably has a picture: as the preview of it has,
/// or the item before it.
fn foreseen(preview: &Preview, review: &Review, item: Option<&NodeRef>) -> bool {
    let known = preview.item.as_ref();
    let known = known.filter(|detail| item.is_some_and(|item| item.same(&detail.node)));
    let known = known.or(review.detail.as_ref());
    known.is_none_or(|detail| detail.pictured)
}

/// Selects the annotation that the item was opened for, once it is known.
fn aim_at_annotation(app: &mut App) {
    let Some(review) = &mut app.review else {
        return;
    };
    if review.detail.is_some()
        && let Some(wanted) = review.aim.annotation.take()
    {
        results::reveal(review, &wanted);
    }
}

/// Annotations came: of the item under review, of one ahead, or for the preview.
pub(super) fn annotations(
    app: &mut App,
    generation: Generation,
    item: &NodeRef,
    result: Result<Arc<ItemDetail>, Failure>,
    out: &mut Effects,
) {
    let result = result.map(|detail| projected(app, detail));
    if app.browser.preview.generation == generation
        && app.browser.preview.node.as_ref() == Some(item)
    {
        match result {
            Ok(detail) => {
                app.browser.preview.item = Some(detail);
                app.browser.preview.load = Load::Ready;
            }
            Err(error) => app.browser.preview.load = Load::Failed(error),
        }
        return preview::wish_picture(app, out);
    }
    let Some(review) = &mut app.review else {
        return;
    };
    if review.item.as_ref() == Some(item) && review.generation == generation {
        match result {
            Ok(detail) => {
                // Annotations may come and go: what is selected stays so by its id.
                let selected = review.annotation().map(|one| one.id.clone());
                review.ahead.insert(item.clone(), Arc::clone(&detail));
                review.detail = Some(detail);
                let at = |id: Id| review.number_of(&id);
                review.selected = selected.and_then(at);
                review.load = Load::Ready;
            }
            Err(error) => review.load = Load::Failed(error),
        }
        results::settle(app);
        aim_at_annotation(app);
        wish_picture(app, out);
        ahead::look_on(app, out);
        return issues::follow_up(app, out);
    }
    if let Ok(detail) = result {
        review.ahead.insert(item.clone(), detail);
        ahead::wish_ahead(app, item, out);
    }
}

/// An item with the decisions shown that its platform does not know yet.
pub(super) fn projected(app: &App, detail: Arc<ItemDetail>) -> Arc<ItemDetail> {
    let about = |op: &&crate::model::Operation| op.target.same(&detail.node);
    if !app.open_ops.iter().any(|op| about(&op)) {
        return detail;
    }
    let mut shown = (*detail).clone();
    for op in app.open_ops.iter().filter(about) {
        patch_item(&mut shown, op);
    }
    Arc::new(shown)
}

/// Shows a committed operation in what is known of its item.
pub(super) fn show(app: &mut App, op: &crate::model::Operation) {
    let created = app.history.created.get(&op.id).cloned();
    if let Some(detail) = &mut app.browser.preview.item
        && detail.node.same(&op.target)
    {
        patch_item(Arc::make_mut(detail), op);
    }
    let Some(review) = &mut app.review else {
        return;
    };
    if let Some(detail) = &mut review.detail
        && detail.node.same(&op.target)
    {
        patch_item(Arc::make_mut(detail), op);
    }
    // Named by the way through the open lists, which may be another than the operation's.
    for (item, detail) in &mut review.ahead {
        if item.same(&op.target) {
            patch_item(Arc::make_mut(detail), op);
        }
    }
    patch_issues(&mut review.issues, op, created.as_ref());
}

/// Asks for the picture of the item under review, once its annotations are known or lost.
pub(super) fn wish_picture(app: &mut App, out: &mut Effects) {
    let off = app.settings.text_only || app.terminal.graphics == Graphics::Off;
    let pane = app.slots.main;
    let Some(review) = &mut app.review else {
        return;
    };
    content::begin(review);
    review.sift(&app.sieve);
    if !review.shows_picture() {
        review.picture_loading = false;
        return;
    }
    let (Some(item), Some(pane)) = (review.item.clone(), pane) else {
        return;
    };
    let known = review.detail.is_some() || matches!(review.load, Load::Failed(_));
    if off || !known {
        return;
    }
    review.picture_loading = true;
    let mark = review.mark();
    review.marked.clone_from(&mark);
    out.push(Effect::Picture(PictureWish {
        slot: PictureSlot::Main,
        generation: review.generation,
        item,
        number: review.number,
        detail: review.detail.clone(),
        view: review.view,
        around: None,
        pane,
        exact: review.exact,
        style: review.style(),
        mark,
    }));
}

/// A picture came.
pub(super) fn picture(
    app: &mut App,
    slot: PictureSlot,
    generation: Generation,
    item: &NodeRef,
    result: Result<Arc<Picture>, Failure>,
    out: &mut Effects,
) {
    match slot {
        PictureSlot::Ahead(_) => {}
        PictureSlot::Sheet(row) => sheet::picture(app, row, generation, result, out),
        PictureSlot::Preview => {
            let preview = &mut app.browser.preview;
            if preview.generation == generation && preview.node.as_ref() == Some(item) {
                match result {
                    Ok(picture) => preview.picture = Some(picture),
                    Err(error) => preview.picture_problem = Some(error),
                }
            }
        }
        PictureSlot::Main => {
            let Some(review) = &mut app.review else {
                return;
            };
            if review.generation != generation || review.item.as_ref() != Some(item) {
                return;
            }
            review.picture_loading = false;
            match result {
                Ok(picture) => {
                    review.picture = Some(picture);
                    review.picture_problem = None;
                }
                Err(error) => review.picture_problem = Some(error),
            }
            ahead::look_ahead(app, out);
        }
    }
}

/// The item has been put on the terminal: verdicts may be given.
pub(super) fn drawn(app: &mut App, item: &NodeRef) {
    if let Some(review) = &mut app.review
        && review.item.as_ref() == Some(item)
    {
        review.drawn = true;
    }
}

/// Goes to the item at an index. Beyond the last one the job's summary opens.
pub(super) fn go_to(app: &mut App, index: i128, out: &mut Effects) {
    if let Some(review) = &mut app.review {
        (review.followed, review.stepped) = (None, None);
    }
    go_aiming(app, index, Aim::default(), out);
}

/// The same with something to select there.
pub(super) fn go_aiming(app: &mut App, index: i128, aim: Aim, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let last = i128::from(column.list.total) - 1;
    if index > last {
        return jobs::summarize(app);
    }
    let index = u64::try_from(index.max(0)).unwrap_or(0);
    if index == column.cursor && review.sought.is_none() {
        return;
    }
    if let Some(review) = &mut app.review {
        review.sought = None;
        review.aim = aim;
    }
    browse::move_to(app, index, out);
    load_item(app, out);
}

/// Goes some items on or back: in a sample those that were drawn.
pub(super) fn go_by(app: &mut App, items: i64, out: &mut Effects) {
    if sampled::is_open(app) {
        return sampled::step(app, items, out);
    }
    let Some(review) = &app.review else { return };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let at = i128::from(column.cursor) + i128::from(items);
    let last = i128::from(column.list.total) - 1;
    // A leap lands on the last item first; only a step from there ends the job.
    let at = if items > 1 && i128::from(column.cursor) < last {
        at.min(last)
    } else {
        at
    };
    match past_deleted(column, at, items >= 0) {
        Some(at) => go_to(app, at, out),
        None => super::refuse(app, "there is nothing before but deleted items"),
    }
}

/// The nearest place in a direction whose item is not deleted on its platform; beyond the last
/// item there is the summary, before the first there is nothing.
pub(super) fn past_deleted(column: &Column, from: i128, forward: bool) -> Option<i128> {
    let mut at = from;
    loop {
        let row = u64::try_from(at).ok().and_then(|at| column.list.get(at));
        if !row.is_some_and(|row| row.flags.deleted) {
            return Some(at);
        }
        at += if forward { 1 } else { -1 };
        if at < 0 {
            return None;
        }
    }
}

/// Selects the next (or previous) annotation; beyond either end the item is the target again.
pub(super) fn select(app: &mut App, forward: bool, out: &mut Effects) {
    let rows = usize::from(app.slots.side_rows.max(1));
    let Some(review) = &mut app.review else {
        return;
    };
    if review.compare.is_some() {
        results::select_pair(app, forward);
    } else {
        let count = review.shown_count();
        let at = review
            .selected
            .and_then(|number| review.shown_place(number));
        let next = match (at, forward) {
            (None, true) if count > 0 => Some(0),
            (None, false) => count.checked_sub(1),
            (Some(at), true) if at + 1 < count => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
            _ => None,
        };
        review.selected = next.and_then(|at| review.shown_at(at));
        review.issue = None;
        let at = next.unwrap_or(0);
        review.top = review.top.min(at).max((at + 1).saturating_sub(rows));
    }
    selection_changed(app, out);
}

/// Another annotation (or none) is the target: the picture shows it.
pub(super) fn selection_changed(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    if review.unzoomed.is_some() {
        look::zoom_to_target(app);
    }
    wish_picture(app, out);
}

/// `Esc`: gives up waiting for the item. Says whether it was on its way.
pub(super) fn give_up(app: &mut App, out: &mut Effects) -> bool {
    let Some(review) = &mut app.review else {
        return false;
    };
    let why = || crate::model::Text::line("waiting was given up");
    let item = review.load == Load::Loading;
    let picture = review.picture_loading && review.picture.is_none();
    if !item && !picture {
        return false;
    }
    if item {
        review.load = Load::Failed(why());
        out.push(Effect::Cancel(LoadSlot::Item));
    }
    review.picture_loading = false;
    review.picture_problem = Some(why());
    out.push(Effect::CancelPicture(PictureSlot::Main));
    true
}

/// Leaves the review for the list (or the inbox) it came from; counts there have changed.
pub(super) fn leave(app: &mut App, out: &mut Effects) {
    if app.review.is_none() {
        return;
    }
    close(app, out);
    app.queue = None;
    if app.inbox.back {
        return super::inbox::open(app, out);
    }
    browse::refresh(app, out);
}

/// Puts the review away; what follows says what is shown instead.
pub(super) fn close(app: &mut App, out: &mut Effects) {
    let Some(review) = app.review.take() else {
        return;
    };
    uncover(app);
    app.disputes = None;
    app.sample = None;
    if let Some(sheet) = &mut app.sheet {
        sheet.visiting = false;
    }
    for slot in [
        LoadSlot::Item,
        LoadSlot::Signal,
        LoadSlot::Issues,
        LoadSlot::Job,
    ] {
        out.push(Effect::Cancel(slot));
    }
    out.push(Effect::CancelPicture(PictureSlot::Main));
    for number in 0..u8::try_from(PREFETCH_ITEMS).unwrap_or(u8::MAX) {
        out.push(Effect::Cancel(LoadSlot::Ahead(number)));
        out.push(Effect::CancelPicture(PictureSlot::Ahead(number)));
    }
    app.browser.focus = review
        .came_from
        .min(app.browser.columns.len().saturating_sub(1));
}

/// Reads the item under review again, keeping what is shown until the answer comes.
pub(super) fn reread(app: &mut App, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let Some(item) = review.item.clone() else {
        return;
    };
    out.push(Effect::Annotations {
        slot: LoadSlot::Item,
        generation: review.generation,
        item,
    });
    load_job(app, out);
}
