//! Segments in lanes: those that overlap lie below each other.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::content::TimeView;
use crate::codec::colors::overlay_color;
use crate::model::picture::Layers;
use crate::model::{Annotation, Shape};
use crate::ui::canvas::{Canvas, inset};
use crate::ui::theme::{ColorDepth, Strength};
use crate::ui::{fit, gist};

use super::axis::Scale;

/// Lanes at most; what would lie deeper shares the last.
const LANES: usize = 12;

/// Marks with their lanes.
pub struct Stacked<'a> {
    marks: Vec<(f64, f64, usize, &'a Annotation, u16)>,
    count: u16,
}

impl Stacked<'_> {
    /// How many lanes are needed.
    pub fn count(&self) -> u16 {
        self.count
    }
}

/// Gives each mark the first lane that is free where it begins. All parts of a track share one.
pub fn stack<'a>(view: &TimeView<'a>) -> Stacked<'a> {
    let mut ends: Vec<f64> = Vec::new();
    let mut tracks: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
    let marks: Vec<_> = view
        .shown()
        .map(|(from, to, number, annotation)| {
            let free = || ends.iter().position(|end| *end <= from);
            let known = tracks.get(&number).copied();
            let lane = known.or_else(free).unwrap_or(ends.len()).min(LANES - 1);
            // Until the whole track is over, nobody else gets its lane.
            let end = match &annotation.shape {
                Shape::Track { .. } => view.page.place(number).map_or(to, |(_, end)| end),
                _ => to,
            };
            tracks.insert(number, lane);
            match ends.get_mut(lane) {
                Some(last) => *last = last.max(end),
                None => ends.push(end),
            }
            (
                from,
                to,
                number,
                annotation,
                u16::try_from(lane).unwrap_or(0),
            )
        })
        .collect();
    Stacked {
        marks,
        count: u16::try_from(ends.len()).unwrap_or(1),
    }
}

/// Draws the lanes that fit; the selected mark last, so that nothing lies over it.
pub fn draw(canvas: &mut Canvas, view: &TimeView, stacked: &Stacked, scale: &Scale, area: Rect) {
    let selected = view.selected();
    let others = stacked.marks.iter().filter(|mark| Some(mark.2) != selected);
    let chosen = stacked.marks.iter().filter(|mark| Some(mark.2) == selected);
    for (from, to, number, annotation, lane) in others.chain(chosen) {
        let Some((x, width)) = scale.cells(*from, *to) else {
            continue;
        };
        // What has no lane of its own is seen in the last one.
        let lane = (*lane).min(area.height.saturating_sub(1));
        let place = Rect {
            x,
            y: area.y + lane,
            width,
            height: 1.min(area.height),
        };
        mark(canvas, view, (*number, annotation), place);
        key_frames(canvas, annotation, scale, place);
    }
    let hidden = stacked.count.saturating_sub(area.height);
    if hidden > 0 && area.height > 0 {
        let row = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let mut pen = canvas.pen(inset(row, 0, 0));
        let dim = pen.theme().dim;
        pen.right(&format!("+{hidden} lanes"), dim);
    }
}

fn mark(canvas: &mut Canvas, view: &TimeView, (number, one): (usize, &Annotation), place: Rect) {
    if place.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let strength = match view.selected() == Some(number) {
        true => Strength::Selected,
        false => Strength::Soft,
    };
    let layers = view.review.map_or(Layers::All, |review| review.layers());
    let color = overlay_color(theme.labels, layers, &view.detail.labels, one);
    let mut style = theme.span(color, strength);
    if theme.colors == ColorDepth::P16 && strength == Strength::Soft {
        style = style.add_modifier(Modifier::REVERSED);
    }
    canvas.clear(place);
    let mut label = String::new();
    if let Some(given) = &one.verdict {
        label.push_str(theme.glyphs.verdict(Some(given.verdict)));
    }
    label.push_str(gist::label(view.detail, one));
    // The first cell shows where a segment begins, beside another of its colour too.
    let edge = if theme.ascii { "[" } else { "▏" };
    let instant = if theme.ascii { "|" } else { "┃" };
    for x in place.left()..place.right() {
        canvas.put(x, place.y, 1, " ", style);
    }
    match place.width {
        1 => canvas.put(
            place.x,
            place.y,
            1,
            instant,
            theme.label(color).patch(style),
        ),
        wide => {
            canvas.put(place.x, place.y, 1, edge, style);
            let room = wide - 1;
            let shown = fit::width(&label) <= room || room > 3;
            canvas.put(
                place.x + 1,
                place.y,
                if shown { room } else { 0 },
                &label,
                style,
            )
        }
    };
}

/// The key frames of a track.
fn key_frames(canvas: &mut Canvas, annotation: &Annotation, scale: &Scale, place: Rect) {
    let Shape::Track { frames } = &annotation.shape else {
        return;
    };
    let sign = if canvas.theme.ascii { "o" } else { "◆" };
    let label = fit::width(sign);
    for frame in frames.iter().filter(|frame| !frame.outside) {
        let Some(x) = scale.column(f64::from(frame.frame) + 1.0) else {
            continue;
        };
        // The label stays readable.
        let free = x >= place.left() && x < place.right();
        let blank = canvas
            .buf
            .cell((x, place.y))
            .is_some_and(|cell| cell.symbol() == " ");
        if free && blank && label == 1 {
            let style = canvas.buf.cell((x, place.y)).map(|cell| cell.style());
            canvas.put(x, place.y, 1, sign, style.unwrap_or_default());
        }
    }
}
