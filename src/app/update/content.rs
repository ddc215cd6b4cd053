//! Documents and time lines of the item under review: which is shown, scrolling, following the
//! selection, what is drawn along a time line.

use std::sync::Arc;

use crate::app::browser::Load;
use crate::app::content::{
    Contents, Page, Sight, TextPage, TextView, TimePage, TimeView, first_sight, sight_of, sights,
    text_room,
};
use crate::app::effect::{Effect, LoadSlot};
use crate::app::msg::{Failure, Generation};
use crate::app::review::Review;
use crate::app::state::App;
use crate::model::picture::View;
use crate::model::{Annotation, Content, ItemDetail, NodeRef, Shape, Signal};

use super::{Effects, refuse, review};

/// How far the zoom keys go at once on a time line.
const ZOOM_STEP: f64 = 2.0;
/// Room around a target that a time line is zoomed to: so many times its length in all.
const TARGET_ROOM: f64 = 3.0;

/// What is drawn along a time line has come.
pub(super) fn signal(
    app: &mut App,
    generation: Generation,
    item: &NodeRef,
    content: u8,
    result: Result<Arc<Signal>, Failure>,
) {
    let Some(review) = &mut app.review else {
        return;
    };
    let current = review.generation == generation && review.item.as_ref() == Some(item);
    let page = review.contents.pages.get_mut(usize::from(content));
    let Some(Page::Time(page)) = page.filter(|_| current) else {
        return;
    };
    match result {
        Ok(signal) => {
            page.signal = Some(signal);
            page.load = Load::Ready;
            page.measure();
        }
        Err(why) => page.load = Load::Failed(why),
    }
}

/// Another item comes, or the same one again, whose texts then stay where they are.
pub(super) fn reset(review: &mut Review, same: bool, out: &mut Effects) {
    let waits = |page: &Page| matches!(page, Page::Time(page) if page.load == Load::Loading);
    if review.contents.pages.iter().any(waits) {
        out.push(Effect::Cancel(LoadSlot::Signal));
    }
    if !same || review.contents.shown.is_none() {
        review.contents = Contents::default();
        return;
    }
    for page in &mut review.contents.pages {
        if let Page::Time(page) = page {
            page.load = Load::Idle;
        }
    }
}

/// What is shown first, as soon as the item is known.
pub(super) fn begin(review: &mut Review) {
    let Some(detail) = review.detail.as_deref() else {
        return;
    };
    if review.contents.begun {
        return;
    }
    let sight = first_sight(detail);
    review.contents = Contents {
        begun: true,
        ..Contents::default()
    };
    match sight {
        Some(Sight::Picture(number)) => review.number = number,
        Some(Sight::Content(content)) => review.contents.shown = Some(content),
        None => {}
    }
}

/// What follows from a new item, another size, another selection: lines are made, the view goes to
/// what is selected, what a time line needs is asked for.
pub(super) fn follow(app: &mut App, out: &mut Effects) {
    let pane = app.slots.main;
    let Some(review) = &mut app.review else {
        return;
    };
    let sight = review.sight();
    prepare(review, pane);
    let moved = review.sight() != sight;
    ask(review, out);
    if moved {
        review::wish_picture(app, out);
    }
}

/// Makes the state of a review's contents fit what is known of the item and a pane of cells.
pub fn prepare(review: &mut Review, pane: Option<(u16, u16)>) {
    begin(review);
    let Some(detail) = review.detail.clone() else {
        return;
    };
    let gone = |shown: u8| usize::from(shown) >= detail.contents.len();
    if review.contents.shown.is_some_and(gone) {
        // Read again, the item has fewer of them.
        review.contents = Contents::default();
        begin(review);
    }
    know(&mut review.contents, &detail);
    if let Some(pane) = pane {
        for page in &mut review.contents.pages {
            if let Page::Text(page) = page {
                let missing = page.document.missing.is_some();
                page.lay_out(text_room(&detail, pane, missing));
            }
        }
        keep_in_text(review);
    }
    follow_selection(review, &detail);
}

/// Looks through the annotations where they are others than before.
fn know(contents: &mut Contents, detail: &Arc<ItemDetail>) {
    let key = (
        Arc::as_ptr(detail).addr(),
        detail.annotations.len(),
        detail.hash.0,
    );
    if contents.known == key && contents.pages.len() == detail.contents.len() {
        return;
    }
    contents.known = key;
    let mut old = std::mem::take(&mut contents.pages).into_iter();
    for (content, number) in detail.contents.iter().zip(0..) {
        contents.pages.push(match (content, old.next()) {
            (Content::Document(document), Some(Page::Text(mut page))) => {
                page.document = Arc::clone(document);
                page.find_spans(detail, number);
                Page::Text(page)
            }
            (Content::Document(document), _) => {
                let mut page = TextPage::new(document);
                page.find_spans(detail, number);
                Page::Text(page)
            }
            (Content::Timeline(timeline), Some(Page::Time(mut page)))
                if page.timeline == *timeline =>
            {
                page.find_marks(detail, number);
                Page::Time(page)
            }
            (Content::Timeline(timeline), _) => {
                let mut page = TimePage::new(timeline);
                page.find_marks(detail, number);
                Page::Time(page)
            }
        });
    }
}

/// A text that has become shorter, or its pane taller, is not scrolled beyond its end.
fn keep_in_text(review: &mut Review) {
    for number in 0..review.contents.pages.len() {
        let Some(Page::Text(page)) = review.contents.pages.get(number) else {
            continue;
        };
        let last = match page.top {
            0 => None,
            _ => TextView::new(review, page).map(|view| view.last_top()),
        };
        if let (Some(last), Some(Page::Text(page))) = (last, review.contents.pages.get_mut(number))
        {
            page.top = page.top.min(last);
        }
    }
}

/// Goes to where the selected annotation is, when another one was selected.
fn follow_selection(review: &mut Review, detail: &ItemDetail) {
    if review.contents.followed == review.selected {
        return;
    }
    review.contents.followed = review.selected;
    let Some((number, annotation)) = review
        .selected
        .and_then(|number| Some((number, detail.annotations.get(number)?)))
    else {
        return;
    };
    let there = sight_of(detail, annotation).filter(|sight| sights(detail).contains(sight));
    if let Some(sight) = there {
        look_at(review, sight);
    }
    reveal(review, number, annotation);
}

/// Shows another picture or content. Another picture has another size: its view begins anew.
fn look_at(review: &mut Review, sight: Sight) {
    if review.sight() == sight {
        return;
    }
    match sight {
        Sight::Content(content) => review.contents.shown = Some(content),
        Sight::Picture(number) => {
            let content = review.contents.shown.take().is_some();
            if review.number != number {
                review.number = number;
                review.view = View::default();
                review.unzoomed = None;
                review.picture_problem = None;
                if content {
                    review.picture = None;
                }
            }
        }
    }
}

/// Scrolls so that an annotation is in sight.
fn reveal(review: &mut Review, number: usize, annotation: &Annotation) {
    match (review.contents.page(), &annotation.shape) {
        (Some(Page::Text(page)), Shape::Span { start, .. }) => {
            let top = TextView::new(review, page).map(|view| view.revealing(*start));
            if let (Some(top), Some(Page::Text(page))) = (top, review.contents.page_mut()) {
                page.top = top;
            }
        }
        (Some(Page::Time(page)), _) => {
            let listed = TimeView::new(review, page).map(|view| view.listed());
            let row = listed.and_then(|all| all.iter().position(|(at, _)| *at == number));
            if let Some(Page::Time(page)) = review.contents.page_mut() {
                if let Some(place) = page.place(number) {
                    page.reveal(place);
                }
                if let Some(row) = row {
                    page.top = row.saturating_sub(1);
                }
            }
        }
        _ => {}
    }
}

/// Asks for what is drawn along the time line on screen, once.
fn ask(review: &mut Review, out: &mut Effects) {
    let generation = review.generation;
    let (Some(item), Some(content)) = (review.item.clone(), review.contents.shown) else {
        return;
    };
    let Some(Page::Time(page)) = review.contents.page_mut() else {
        return;
    };
    if page.load == Load::Idle && page.timeline.silent.is_none() {
        page.load = Load::Loading;
        out.push(Effect::Signal {
            generation,
            item,
            content,
        });
    }
}

/// `v`: the next picture or content, after the last the first again.
pub(super) fn next(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(detail) = review.detail.clone() else {
        return;
    };
    let all = sights(&detail);
    let here = all.iter().position(|sight| *sight == review.sight());
    let next = here.map_or(0, |at| at + 1);
    let Some(sight) = all.get(next).or(all.first()) else {
        return;
    };
    look_at(review, *sight);
    review::wish_picture(app, out);
}

/// Whether a text or time line is on screen.
pub(super) fn is_shown(app: &App) -> bool {
    let page = app
        .review
        .as_ref()
        .and_then(|review| review.contents.page());
    page.is_some()
}

/// How far a key scrolls.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Some lines.
    Lines(i64),
    /// So many halves of a page.
    Halves(i64),
}

/// Scrolls the text on screen, or the list below a time line.
pub(super) fn scroll(app: &mut App, step: Step) {
    let Some(review) = &mut app.review else {
        return;
    };
    let (before, after, down) = match review.contents.page() {
        Some(Page::Text(page)) => {
            let rows = i64::from(page.rows);
            let by = match step {
                Step::Lines(lines) => lines,
                // A row of the page before stays in sight.
                Step::Halves(halves) if halves % 2 == 0 => (rows - 1).max(1) * (halves / 2),
                Step::Halves(halves) => (rows / 2).max(1) * halves,
            };
            let after = TextView::new(review, page).map_or(page.top, |view| view.scrolled(by));
            (page.top, after, by > 0)
        }
        Some(Page::Time(page)) => {
            let by = match step {
                Step::Lines(lines) => lines.signum(),
                Step::Halves(halves) => halves * 4,
            };
            let listed = TimeView::new(review, page).map_or(0, |view| view.listed().len());
            let last = i64::try_from(listed.saturating_sub(1)).unwrap_or(i64::MAX);
            let at = i64::try_from(page.top).unwrap_or(i64::MAX);
            let after = at.saturating_add(by).clamp(0, last);
            (page.top, usize::try_from(after).unwrap_or(0), by > 0)
        }
        None => return,
    };
    match review.contents.page_mut() {
        Some(Page::Text(page)) => page.top = after,
        Some(Page::Time(page)) => page.top = after,
        None => {}
    }
    if after == before {
        let end = if down { "end" } else { "beginning" };
        refuse(
            app,
            format!("this is the {end}; {{next}} and {{previous}} go to other items"),
        );
    }
}

/// `z`: to the target and back.
pub(super) fn toggle_target(app: &mut App) {
    let Some(review) = &mut app.review else {
        return;
    };
    let selected = review.selected;
    let start = review.annotation().and_then(|one| match one.shape {
        Shape::Span { start, .. } => Some(start),
        _ => None,
    });
    let target = match review.contents.page() {
        Some(Page::Text(page)) => start
            .zip(TextView::new(review, page))
            .map(|(start, view)| view.centering(start)),
        _ => None,
    };
    let found = match review.contents.page_mut() {
        Some(Page::Text(page)) => match (page.back.take(), target) {
            (Some(back), _) => {
                page.top = back;
                true
            }
            (None, Some(target)) => {
                page.back = Some(page.top);
                page.top = target;
                true
            }
            (None, None) => false,
        },
        Some(Page::Time(page)) => {
            match (page.back.take(), selected.and_then(|at| page.place(at))) {
                (Some(back), _) => {
                    page.part = back;
                    true
                }
                (None, Some((from, to))) => {
                    page.back = Some(page.part);
                    zoom_to(page, from, to);
                    true
                }
                (None, None) => false,
            }
        }
        None => true,
    };
    if !found {
        refuse(
            app,
            "nothing is selected here to go to; {next-annotation} selects",
        );
    }
}

fn zoom_to(page: &mut TimePage, from: f64, to: f64) {
    let (first, last) = page.whole;
    // An instant is shown with a hundredth of the whole around it.
    let length = ((to - from) * TARGET_ROOM).max((last - first) / 100.0);
    let center = from / 2.0 + to / 2.0;
    page.look_at(center - length / 2.0, center + length / 2.0);
}

/// Zooms the time line on screen, in where the steps are positive.
pub(super) fn zoom(app: &mut App, steps: i32) {
    let Some(review) = &mut app.review else {
        return;
    };
    let selected = review.selected;
    if let Some(Page::Time(page)) = review.contents.page_mut() {
        let about = selected.and_then(|number| page.place(number));
        page.back = None;
        page.zoom(ZOOM_STEP.powi(steps), about);
    }
}

/// Looks further along the time line on screen, by a share of what is seen.
pub(super) fn pan(app: &mut App, share: f64) {
    if let Some(review) = &mut app.review
        && let Some(Page::Time(page)) = review.contents.page_mut()
    {
        page.pan(share);
    }
}
