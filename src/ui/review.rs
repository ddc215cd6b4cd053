//! The review screen: an item's verdict, its neighbours, its picture (or its text).

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::befores::{Between, Blink};
use crate::app::browser::{Column, Load};
use crate::app::pointer::Hit;
use crate::app::results::owner;
use crate::app::review::Review;
use crate::app::state::App;
use crate::codec::colors::overlay_color;
use crate::limits::PAGE_ROWS;
use crate::model::{Annotation, ItemDetail, ItemResult, Judgement, Row, Verb, VideoFrame};

use super::canvas::{Canvas, Pen, below, inset};
use super::layout::ReviewAreas;
use super::picture::{self, Placeholders};
use super::{Placed, Shown, contents, crosshair, fit, gist, review_results, review_side, row};

/// Columns and rows below which a picture or text is too small for a verdict to be about it.
const LEAST_JUDGED: (u16, u16) = (8, 3);

/// Draws the screen and notes in `shown` what it shows.
pub fn draw(
    canvas: &mut Canvas,
    app: &App,
    review: &Review,
    areas: &ReviewAreas,
    placeholders: Placeholders,
    shown: &mut Shown,
) {
    item_line(canvas, app, review, areas.item);
    if let Some(column) = app.browser.columns.get(review.column) {
        strip(canvas, column, areas.strip);
    }
    let main = areas.main;
    shown.slots.main = (!main.is_empty()).then_some((main.width, main.height));
    let judged = main_area(canvas, app, review, main, placeholders, shown);
    if judged && main.width >= LEAST_JUDGED.0 && main.height >= LEAST_JUDGED.1 {
        shown.item.clone_from(&review.item);
    }
    review_side::draw(canvas, app, review, areas, shown);
}

/// Verdict, name, size, zoom, peek.
fn item_line(canvas: &mut Canvas, app: &App, review: &Review, area: Rect) {
    let mut pen = canvas.pen(inset(area, 0, 1));
    let theme = pen.theme();
    let detail = own_detail(review);
    let column = app.browser.columns.get(review.column);
    let row = column.and_then(Column::row);
    let judgement = detail.and_then(|detail| detail.verdict.as_ref());
    let stale = detail
        .zip(judgement)
        .is_some_and(|(detail, given)| given.is_stale(detail.hash));
    verdict_block(&mut pen, judgement, stale);
    let here = review.item.as_ref();
    if here.is_some_and(|item| app.is_kept_here(item, Verb::JudgeItem)) {
        // The server knows nothing of it: nobody should take it for more.
        pen.gap(1).put("local", theme.dim);
    }
    look(&mut pen, app, review);
    review_results::legend(&mut pen, review);
    pen.gap(1);
    match (detail, row) {
        (Some(detail), _) => pen.name(&detail.name, &detail.node, theme.title),
        (None, Some(row)) => pen.put(&row.name, theme.title),
        (None, None) => pen.put("no item", theme.dim),
    };
    if detail.is_some_and(|detail| detail.flagged) || row.is_some_and(|row| row.flags.flagged) {
        pen.gap(1).put(theme.glyphs.flag, theme.warning);
    }
    if let Some(video) = detail.and_then(|detail| detail.video.as_deref()) {
        frame_words(&mut pen, video);
    }
    // The state of a folder's item is its verdict, which stands first.
    let remote = here
        .and_then(|item| app.account_of(item))
        .is_some_and(|account| account.is_remote());
    if remote {
        marks(&mut pen, column, row);
    }
    let size = review.picture.as_ref().map(|picture| picture.image);
    if let Some((wide, tall)) = size.or_else(|| detail.and_then(|detail| detail.size)) {
        let text = format!("  {wide}{}{tall}", theme.glyphs.times);
        pen.put(&text, theme.dim);
    }
    if let Some(reason) = judgement.and_then(|judgement| judgement.reason.as_ref()) {
        pen.gap(2)
            .put(reason, theme.verdict(judgement.map(|given| given.verdict)));
    }
}

/// Which frame of how many, whether some object is placed in it, and how many frames of the video
/// one step is.
fn frame_words(pen: &mut Pen, video: &VideoFrame) {
    let theme = pen.theme();
    // The number is what the platform and the key frames go by, the place what is stepped through.
    let place = video.place + 1;
    let text = format!("  frame {} ({place} of {})", video.number, video.count);
    pen.put(&text, theme.text);
    if video.step > 1 {
        pen.put(&format!(", every {}", nth(video.step)), theme.dim);
    }
    if video.keys.binary_search(&video.place).is_ok() {
        let text = format!(" {} key frame", theme.glyphs.key_frame);
        pen.put(&text, theme.accent);
    }
}

/// `2nd`, `3rd`, `4th`.
fn nth(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// What the platform says of the item: its state, that it is deleted, that it is ground truth.
fn marks(pen: &mut Pen, column: Option<&Column>, row: Option<&Row>) {
    let theme = pen.theme();
    let Some((column, row)) = column.zip(row) else {
        return;
    };
    if row.flags.deleted {
        pen.gap(1).put("deleted", theme.warning);
    }
    if row.flags.truth {
        let text = format!("{} ground truth", theme.glyphs.truth);
        pen.gap(1).put(&text, theme.accent);
    }
    if let Some(state) = column.list.word_some(row.state) {
        pen.gap(1).put(state, theme.class(row.class));
    }
}

/// The verdict as a block that is seen at once.
fn verdict_block(pen: &mut Pen, judgement: Option<&Judgement>, stale: bool) {
    let theme = pen.theme();
    let verdict = judgement.map(|judgement| judgement.verdict);
    let word = verdict.map_or("undecided", |verdict| verdict.word());
    let text = format!(
        " {} {} ",
        theme.glyphs.verdict(verdict),
        word.to_uppercase()
    );
    let bold = ratatui::style::Modifier::BOLD | ratatui::style::Modifier::REVERSED;
    pen.put(&text, theme.verdict(verdict).add_modifier(bold));
    if stale {
        let text = format!(" {} stale ", theme.glyphs.stale);
        pen.put(&text, theme.warning);
    }
}

/// What part is looked at, and how, at the right.
fn look(pen: &mut Pen, app: &App, review: &Review) {
    let theme = pen.theme();
    if let Some(blink) = &review.blink {
        let words = blink_words(app, review, blink);
        pen.right(&words, theme.focus);
    }
    if review.sieved.is_some() {
        let words = format!("F {}", app.sieve.text);
        pen.right(&words, theme.warning);
    }
    if review.view.zoom > 1.005 {
        let text = format!("zoom {:.1}{}", review.view.zoom, theme.glyphs.times);
        pen.right(&text, theme.accent);
    }
    if !review.overlay {
        pen.right("peek: objects hidden", theme.warning);
    }
    contents::look(pen, review);
    let further = review.contents.shown.is_none();
    if let Some(number) = usize::from(review.number)
        .checked_sub(1)
        .filter(|_| further)
    {
        let pictures = review.detail.as_ref().map(|detail| &detail.pictures);
        let name = pictures.and_then(|pictures| pictures.get(number));
        let name = name.map_or("", |name| name.as_str());
        pen.right(&format!("context {}: {name} (v)", number + 1), theme.accent);
    }
    if review.picture_loading && review.picture.is_some() {
        pen.right("sharpening", theme.dim);
    }
}

/// Which of two states is on screen: `BEFORE 3 d ago: car`, `NOW`, `LEFT ana`.
fn blink_words(app: &App, review: &Review, blink: &Blink) -> String {
    let of = |result: Option<(usize, &ItemResult)>| {
        result.map_or_else(String::new, |(_, result)| owner(result))
    };
    match (&blink.between, blink.earlier) {
        (Between::Shapes(before, _), true) => {
            format!(" BEFORE {}: {} ", before.at.ago(app.now), before.label)
        }
        (Between::Shapes(_, Some(_)), false) => " NOW ".into(),
        (Between::Shapes(_, None), false) => " NOW: it is gone ".into(),
        (Between::Sides, true) => format!(" LEFT {} ", of(review.result())),
        (Between::Sides, false) => format!(" RIGHT {} ", of(review.right())),
    }
}

/// The annotations, if they are those of the item on screen.
pub fn own_detail(review: &Review) -> Option<&crate::app::overlay::SharedItem> {
    let detail = review.detail.as_ref()?;
    review.is_on(&detail.node).then_some(detail)
}

/// One sign per item around the cursor, and how many are decided.
fn strip(canvas: &mut Canvas, column: &Column, area: Rect) {
    if area.height == 0 || column.list.total == 0 {
        return;
    }
    let mut pen = canvas.pen(inset(area, 1, 1));
    let theme = pen.theme();
    let total = column.list.total;
    if total <= u64::from(PAGE_ROWS) {
        let rows = || (0..total).filter_map(|index| column.list.get(index));
        let gone = rows().filter(|row| row.flags.deleted).count() as u64;
        let decided = rows()
            .filter(|row| !row.flags.deleted)
            .filter(|row| row.verdict.is_some_and(|given| given.decides()))
            .count();
        pen.right(&format!("{decided}/{} decided", total - gone), theme.dim);
    }
    let room = u64::from(pen.room().saturating_sub(2));
    if room == 0 {
        return;
    }
    let cursor = column.cursor.min(total - 1);
    let mut signs = Vec::new();
    let first = cursor
        .saturating_sub(room / 2)
        .min(total.saturating_sub(room));
    for index in first..total.min(first + room) {
        let here = index == cursor;
        let from = pen.column();
        let (sign, style) = match column.list.get(index) {
            Some(row) => row::sign(theme, column.level, row),
            None => (" ", theme.dim),
        };
        if here {
            pen.put("[", theme.focus)
                .put(sign, style.patch(theme.title))
                .put("]", theme.focus);
        } else {
            pen.put(sign, style);
        }
        let place = Rect {
            x: from,
            width: pen.column() - from,
            height: 1,
            ..area
        };
        signs.push((place, Hit::Item(index)));
    }
    for (place, hit) in signs {
        canvas.hits.add(place, hit);
    }
}

/// Draws the picture or what stands for it. Says whether the item can be judged by it.
fn main_area(
    canvas: &mut Canvas,
    app: &App,
    review: &Review,
    area: Rect,
    placeholders: Placeholders,
    shown: &mut Shown,
) -> bool {
    let known = own_detail(review).is_some();
    if area.is_empty() {
        return false;
    }
    if review.contents.shown.is_some() {
        canvas.hits.add(area, Hit::Content);
        return contents::draw(canvas, review, area);
    }
    if !review.shows_picture() {
        let why = "This item has no picture.";
        return described(canvas, app, review, area, why, canvas.theme.dim);
    }
    if super::pictures_off(app) {
        let why = if app.settings.text_only {
            "text-only review"
        } else {
            "pictures are off"
        };
        return described(canvas, app, review, area, why, canvas.theme.dim);
    }
    if let Some(problem) = &review.picture_problem {
        let why = format!("No picture: {problem}");
        return described(canvas, app, review, area, &why, canvas.theme.warning);
    }
    let Some(picture) = &review.picture else {
        let text = match review.item {
            Some(_) => format!("reading the picture {}", canvas.theme.glyphs.ellipsis),
            None => "no item to review".to_owned(),
        };
        canvas.middle(area, &text, canvas.theme.dim);
        return false;
    };
    let place = picture::draw(canvas, picture, area, app.terminal.graphics, placeholders);
    if place.is_empty() {
        return false;
    }
    canvas.hits.picture(place, picture.crop);
    if review.overlay {
        picture::badges(
            canvas,
            picture,
            place,
            review.selected,
            review.detail.as_deref(),
        );
    }
    if let Some(cross) = crate::app::crosshair::of(app) {
        crosshair::draw(canvas, picture, place, cross);
    }
    shown.pictures.push(Placed {
        area: place,
        picture: Arc::clone(picture),
    });
    known
}

/// The item in words, where there is no picture: each annotation with its place.
fn described(
    canvas: &mut Canvas,
    app: &App,
    review: &Review,
    area: Rect,
    why: &str,
    style: ratatui::style::Style,
) -> bool {
    let area = inset(area, 1, 1);
    let left = canvas.paragraph(area, why, style);
    let left = below(left, u16::from(left.height > 2));
    let theme = canvas.theme;
    let Some(detail) = own_detail(review) else {
        let text = match &review.load {
            Load::Failed(why) => app.told(&format!(
                "Annotations could not be read: {why}. {{refresh}} tries again"
            )),
            _ => format!("reading annotations {}", theme.glyphs.ellipsis),
        };
        canvas.paragraph(left, &text, theme.dim);
        return false;
    };
    if review.shown_count() == 0 {
        let text = match review.sieved {
            Some(_) => "No object fits the filter; {cancel} shows all.",
            None => "No objects on this item.",
        };
        canvas.paragraph(left, &app.told(text), theme.text);
        return left.height > 0;
    }
    let rows = usize::from(left.height);
    let chosen = review
        .selected
        .and_then(|number| review.shown_place(number));
    let chosen = chosen.unwrap_or(0);
    let first = if chosen < rows { 0 } else { chosen + 1 - rows };
    let visible = (first..)
        .map_while(|nth| review.shown_at(nth))
        .filter_map(|number| Some((number, detail.annotations.get(number)?)))
        .take(rows);
    for (line, (number, annotation)) in (0_u16..).zip(visible) {
        let place = Rect {
            y: left.y + line,
            height: 1,
            ..left
        };
        let mut pen = canvas.pen(place);
        let number_text = (number + 1).to_string();
        pen.column_of(4, &number_text, true, theme.dim).gap(1);
        pen.put(
            theme.glyphs.swatch,
            theme.label(overlay_color(
                theme.labels,
                review.layers(),
                &detail.labels,
                annotation,
            )),
        )
        .gap(1);
        pen.put(gist::label(detail, annotation), theme.title).gap(1);
        let there = whereabouts(detail, annotation, theme.glyphs.times);
        pen.put(&gist::plain(theme, &there), theme.text);
        for attribute in annotation.attributes.iter().take(8) {
            pen.gap(2)
                .put(&attribute.name, theme.dim)
                .gap(1)
                .put(&attribute.value, theme.text);
        }
        canvas.hits.add(place, Hit::Annotation(number));
        if review.selected == Some(number) {
            canvas.tint(place, theme.cursor);
        }
    }
    left.height > 0
}

/// A shape's kind and place: `box at 100,50, 40×30`, `span characters 3–9`.
pub fn whereabouts(detail: &ItemDetail, annotation: &Annotation, times: &str) -> String {
    let shape = &annotation.shape;
    match shape.bounds() {
        Some(bounds) => format!(
            "{} at {:.0},{:.0} {:.0}{times}{:.0}",
            shape.word(),
            bounds.x,
            bounds.y,
            bounds.width,
            bounds.height
        ),
        None => {
            let place = gist::place(detail, annotation);
            format!("{} {place}", shape.word()).trim_end().to_owned()
        }
    }
}

/// Cells of a number's text.
pub fn digits(number: usize) -> u16 {
    fit::width(&number.to_string())
}
