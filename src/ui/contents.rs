//! The main area of the review where a text or time line stands in place of a picture.

use ratatui::layout::Rect;

use crate::app::content::{self, Page, TextPage, TextView, TimeView, sights};
use crate::app::review::Review;
use crate::model::{Content, Document, ItemDetail};

use super::canvas::{Canvas, Pen, below, head, inset};
use super::{document, fit, gist, timeline};

/// Draws the content on screen. Says whether the item can be judged by what is shown.
pub fn draw(canvas: &mut Canvas, review: &Review, area: Rect) -> bool {
    let Some(detail) = super::review::own_detail(review) else {
        let text = format!("reading the item {}", canvas.theme.glyphs.ellipsis);
        canvas.middle(area, &text, canvas.theme.dim);
        return false;
    };
    let pages = &review.contents.pages;
    if content::side_by_side(detail, (area.width, area.height))
        && let [Page::Text(left), Page::Text(right)] = pages.as_slice()
    {
        return pair(canvas, review, [left, right], area);
    }
    match review.contents.page() {
        Some(Page::Text(page)) => text(canvas, review, page, area),
        Some(Page::Time(page)) => match TimeView::new(review, page) {
            Some(view) => timeline::draw(canvas, &view, inset(area, 1, 1)),
            None => false,
        },
        None => false,
    }
}

/// Two texts beside each other, each under its name.
fn pair(canvas: &mut Canvas, review: &Review, pages: [&TextPage; 2], area: Rect) -> bool {
    let wide = (area.width - 1) / 2;
    let mut judged = true;
    for (page, number) in pages.into_iter().zip(0_u8..) {
        let place = Rect {
            x: area.x + u16::from(number) * (wide + 1),
            width: wide,
            ..area
        };
        let theme = canvas.theme;
        let style = match review.contents.shown == Some(number) {
            true => theme.focus,
            false => theme.dim,
        };
        let mut pen = canvas.pen(inset(head(place, 1), 1, 1));
        if let Some(view) = TextView::new(review, page) {
            part(&mut pen, &view);
        }
        pen.put(name(&page.document), style);
        judged &= text(canvas, review, page, below(place, 1));
        if number > 0 {
            canvas.rule(place.x - 1, place);
        }
    }
    judged
}

fn name(document: &Document) -> &str {
    match document.name.is_empty() {
        true => "text",
        false => &document.name,
    }
}

/// A text, its scroll bar, and what is missing of it.
fn text(canvas: &mut Canvas, review: &Review, page: &TextPage, area: Rect) -> bool {
    let Some(view) = TextView::new(review, page) else {
        return false;
    };
    let mut area = area;
    if let Some(missing) = &page.document.missing {
        if page.document.text.is_empty() {
            canvas.middle(area, missing, canvas.theme.warning);
            return true;
        }
        if area.height > 3 {
            area.height -= 1;
            let mut pen = canvas.pen(Rect {
                y: area.bottom(),
                height: 1,
                ..inset(area, 1, 1)
            });
            let theme = pen.theme();
            pen.put(theme.glyphs.warning, theme.warning)
                .gap(1)
                .put(missing, theme.warning);
        }
    }
    if page.document.text.is_empty() {
        canvas.middle(area, "this text is empty", canvas.theme.dim);
        return true;
    }
    document::draw(canvas, &view, inset(area, 1, 2));
    let rows = u64::from(area.height);
    canvas.thumb(area, page.top as u64, view.last_top() as u64 + rows);
    true
}

/// How far a text is scrolled, at the right of a line.
fn part(pen: &mut Pen, view: &TextView) {
    let dim = pen.theme().dim;
    let all = view.page.top == 0 && view.bottom() >= view.lines.count();
    if !all {
        pen.right(&format!("{}%", view.percent()), dim);
    }
}

/// Which content is shown, and which part of it, at the right of the item's line.
pub fn look(pen: &mut Pen, review: &Review) {
    let Some(detail) = review.detail.as_deref() else {
        return;
    };
    let theme = pen.theme();
    match review.contents.page() {
        Some(Page::Text(page)) => {
            if let Some(view) = TextView::new(review, page) {
                part(pen, &view);
            }
        }
        Some(Page::Time(page)) if page.part.is_some() => {
            let (from, to) = page.window();
            let text = timeline::axis::stretch(page.timeline.unit, from, to);
            pen.right(&gist::plain(theme, &text), theme.accent);
        }
        _ => {}
    }
    which(pen, review, detail);
}

/// The name of what is shown, where there is more to look at.
fn which(pen: &mut Pen, review: &Review, detail: &ItemDetail) {
    let count = sights(detail).len();
    let shown = review.contents.shown.map(usize::from);
    let Some((number, content)) =
        shown.and_then(|number| Some((number, detail.contents.get(number)?)))
    else {
        return;
    };
    if count < 2 {
        return;
    }
    let kind = match content {
        Content::Document(_) => "text",
        Content::Timeline(_) => "time line",
    };
    let of = detail.contents.len();
    let text = match (of, content.name().is_empty()) {
        (1, true) => format!("{kind} (v)"),
        (1, false) => format!("{} (v)", content.name()),
        (_, _) => format!("{} of {of}: {} (v)", number + 1, content.name()),
    };
    if fit::width(&text) < pen.room() / 2 {
        pen.right(&text, pen.theme().accent);
    } else {
        pen.right("(v)", pen.theme().accent);
    }
}

/// The beginning of an item's first content, for the preview pane.
pub fn preview(canvas: &mut Canvas, detail: &ItemDetail, area: Rect) {
    match detail.contents.first() {
        Some(Content::Document(text)) => document::beginning(canvas, detail, text, area),
        Some(Content::Timeline(line)) => timeline::overview(canvas, detail, line, area),
        None => canvas.middle(area, "no picture", canvas.theme.dim),
    }
}
