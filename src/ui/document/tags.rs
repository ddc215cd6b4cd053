//! The row above a line: the labels of the spans that begin on it, each over its first character.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::content::{Cluster, TextView};
use crate::codec::colors::overlay_color;
use crate::model::Annotation;
use crate::ui::canvas::Canvas;
use crate::ui::review_results::side_sign;
use crate::ui::theme::{ColorDepth, Strength};
use crate::ui::{fit, gist};

use super::Chosen;

/// One label and where it belongs.
struct Tag {
    column: u16,
    number: usize,
    label: String,
    style: Style,
    strength: Strength,
}

/// Draws the labels of a line. Each gets the cells up to the next one; the selected span's label is
/// shown whole, and the others give way to it.
pub fn draw(
    canvas: &mut Canvas,
    view: &TextView,
    chosen: &Chosen,
    clusters: &[Cluster],
    beginning: &[(u32, usize)],
    row: Rect,
) {
    let tags: Vec<Tag> = beginning
        .iter()
        .filter_map(|(start, number)| {
            let annotation = view.shown(*number)?;
            let column = column(clusters, *start).min(row.width.saturating_sub(1));
            Some(tag(canvas, view, chosen, annotation, *number, column))
        })
        .collect();
    let chosen = tags.iter().find(|tag| tag.strength == Strength::Selected);
    let taken = chosen.map(|tag| {
        let number = fit::width(&tag.number.saturating_add(1).to_string());
        let wide = (fit::width(&tag.label) + 1 + number).min(row.width);
        let x = tag.column.min(row.width - wide);
        (x, x + put(canvas, tag, x, wide, row))
    });
    let mut free = 0;
    for (at, tag) in tags.iter().enumerate() {
        if tag.strength == Strength::Selected {
            continue;
        }
        let mut x = tag.column.max(free);
        let later = tags.iter().skip(at + 1).map(|tag| tag.column);
        let next = later.into_iter().find(|column| *column > tag.column);
        let mut end = next.map_or(row.width, |next| next.saturating_sub(1));
        match taken {
            Some((from, _)) if x < from => end = end.min(from.saturating_sub(1)),
            Some((_, to)) => x = x.max(to + 1),
            None => {}
        }
        if x < end {
            free = x + put(canvas, tag, x, end - x, row) + 1;
        }
    }
}

/// Writes one label into so many cells, with its number where that fits.
fn put(canvas: &mut Canvas, tag: &Tag, x: u16, room: u16, row: Rect) -> u16 {
    let at = row.x + x;
    let mut used = canvas.put(at, row.y, room, &tag.label, tag.style);
    let number = format!(" {}", tag.number.saturating_add(1));
    if used + fit::width(&number) <= room {
        used += canvas.put(at + used, row.y, room - used, &number, tag.style);
    }
    used
}

fn column(clusters: &[Cluster], char: u32) -> u16 {
    let at = clusters.partition_point(|cluster| cluster.after <= char);
    match clusters.get(at) {
        Some(cluster) => cluster.column,
        None => clusters.last().map_or(0, |last| last.column + last.width),
    }
}

fn tag(
    canvas: &Canvas,
    view: &TextView,
    chosen: &Chosen,
    annotation: &Annotation,
    number: usize,
    column: u16,
) -> Tag {
    let theme = canvas.theme;
    let strength = chosen.strength(number);
    let mut label = String::new();
    if theme.colors == ColorDepth::Mono {
        label.push(if theme.ascii { '[' } else { '⟦' });
    }
    if let Some(way) = chosen.way(number) {
        label.push_str(way.sign(theme));
    }
    if let Some(given) = &annotation.verdict {
        label.push_str(theme.glyphs.verdict(Some(given.verdict)));
    }
    if let Some(sign) = side_sign(theme, view.review, annotation) {
        label.push_str(sign);
    }
    label.push_str(gist::label(view.detail, annotation));
    let color = overlay_color(
        theme.labels,
        view.review.layers(),
        &view.detail.labels,
        annotation,
    );
    let style = theme.span(color, strength);
    Tag {
        column,
        number,
        label,
        style: style.remove_modifier(Modifier::UNDERLINED),
        strength,
    }
}
