//! The list below a time line: each segment with its exact times and, wrapped, what was written
//! down for it.

use ratatui::layout::Rect;

use crate::app::content::TimeView;
use crate::codec::colors::overlay_color;
use crate::model::picture::Layers;
use crate::model::{Annotation, Shape};
use crate::ui::canvas::{Canvas, below, head, inset};
use crate::ui::{fit, gist};

/// Lines of one segment's words.
const WORDS_LINES: u16 = 6;

/// Draws the list from its first shown segment on.
pub fn draw(canvas: &mut Canvas, view: &TimeView, area: Rect) {
    let listed = view.listed();
    let theme = canvas.theme;
    let total = listed.len();
    if total == 0 && area.height > 0 {
        canvas.pen(area).put("no segments", theme.dim);
        return;
    }
    let first = view.page.top.min(total.saturating_sub(1));
    let mut left = inset(area, 0, 2);
    let mut last = first;
    for (number, annotation) in listed.into_iter().skip(first) {
        if left.height == 0 {
            break;
        }
        left = one(canvas, view, (number, annotation), left);
        last += 1;
    }
    if first > 0 || last < total || left.height == 0 {
        let rows = u64::from(area.height);
        canvas.thumb(area, first as u64, (total as u64 - 1) + rows);
    }
}

fn one(
    canvas: &mut Canvas,
    view: &TimeView,
    (number, annotation): (usize, &Annotation),
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let selected = view.selected() == Some(number);
    let row = head(area, 1);
    let mut pen = canvas.pen(row);
    let layers = view.review.map_or(Layers::All, |review| review.layers());
    let color = overlay_color(theme.labels, layers, &view.detail.labels, annotation);
    pen.gap(1)
        .column_of(4, &(number + 1).to_string(), true, theme.dim)
        .gap(1)
        .put(theme.glyphs.swatch, theme.label(color))
        .gap(1);
    let time = match &annotation.shape {
        Shape::Track { .. } => lifespan(view, number),
        _ => gist::place(view.detail, annotation),
    };
    let time = gist::plain(theme, &time);
    pen.right(&time, if selected { theme.accent } else { theme.dim });
    pen.put(gist::label(view.detail, annotation), theme.title);
    if selected {
        canvas.tint(row, theme.cursor);
        canvas.put(row.x, row.y, 1, theme.glyphs.cursor, theme.focus);
    }
    let mut left = below(area, 1);
    let said = annotation.attributes.iter();
    for attribute in said.filter(|attribute| !attribute.value.is_empty()) {
        let text = inset(head(left, WORDS_LINES), 8, 0);
        if text.height == 0 {
            break;
        }
        let lead = fit::width(&attribute.name).min(text.width / 3);
        canvas.put(text.x, text.y, lead, &attribute.name, theme.dim);
        let words = inset(text, lead + 1, 0);
        let after = canvas.paragraph(words, &attribute.value, theme.text);
        left = below(left, (words.height - after.height).max(1));
    }
    left
}

/// The frames in which a track is seen.
fn lifespan(view: &TimeView, number: usize) -> String {
    let parts = view.page.marks.all().iter().filter(|mark| mark.2 == number);
    let mut words: Vec<String> = parts
        .take(4)
        .map(|(from, to, _)| format!("{from:.0}–{to:.0}"))
        .collect();
    words.insert(0, "frames".into());
    words.join(" ")
}
