//! A time line in cells: what is drawn along it, an axis, segments in lanes, and below them a list
//! with exact times and words.

pub mod axis;
mod lanes;
mod list;
mod wave;

use ratatui::layout::Rect;

use crate::app::browser::Load;
use crate::app::content::{TimePage, TimeView};
use crate::model::{ItemDetail, Timeline, TimelineKind};

use super::canvas::{Canvas, below, head};

use axis::Scale;

/// The rows of a time line's parts.
struct Parts {
    wave: Rect,
    axis: Rect,
    lanes: Rect,
    list: Rect,
}

/// Divides an area; `lanes` are wanted for segments.
fn parts(area: Rect, drawn: bool, lanes: u16) -> Parts {
    let tall = area.height;
    let wave = match drawn {
        true => (tall / 3).min(16),
        false => u16::from(tall > 3),
    };
    let wave = head(area, wave);
    let rest = below(area, wave.height);
    let axis = head(rest, 1);
    let rest = below(rest, 1);
    let lanes = head(rest, lanes.clamp(1, (tall / 3).max(1)));
    let rest = below(rest, lanes.height);
    let list = below(rest, u16::from(rest.height > 3));
    Parts {
        wave,
        axis,
        lanes,
        list,
    }
}

/// Draws the time line on screen. Says whether the item can be judged by it.
pub fn draw(canvas: &mut Canvas, view: &TimeView, area: Rect) -> bool {
    let page = view.page;
    let stacked = lanes::stack(view);
    let drawn = page.signal.is_some() || page.load == Load::Loading;
    let parts = parts(area, drawn, stacked.count());
    let scale = Scale::new(page.window(), parts.axis);
    signal(canvas, page, &scale, parts.wave);
    axis::draw(canvas, page.timeline.unit, &scale, parts.axis);
    lanes::draw(canvas, view, &stacked, &scale, parts.lanes);
    chosen(canvas, view, &scale, parts.wave);
    list::draw(canvas, view, parts.list);
    area.height >= 3
}

/// What is drawn along it, or why there is nothing.
fn signal(canvas: &mut Canvas, page: &TimePage, scale: &Scale, area: Rect) {
    let theme = canvas.theme;
    if let Some(signal) = &page.signal {
        wave::draw(canvas, signal, scale, area);
        return;
    }
    let what = match page.timeline.kind {
        TimelineKind::Audio => "sound",
        TimelineKind::Series => "values",
        TimelineKind::Video => "moving picture",
    };
    let text = match (&page.load, &page.timeline.silent) {
        (Load::Loading, _) => format!("reading the {what} {}", theme.glyphs.ellipsis),
        (Load::Failed(why), _) | (_, Some(why)) => format!("no {what}: {why}"),
        _ => return,
    };
    canvas.middle(area, &text, theme.dim);
}

/// The selected segment's part of what is drawn, on a ground of its own.
fn chosen(canvas: &mut Canvas, view: &TimeView, scale: &Scale, area: Rect) {
    let selected = view.selected();
    let ground = canvas.theme.cursor;
    let ground = ratatui::style::Style {
        add_modifier: ratatui::style::Modifier::empty(),
        ..ground
    };
    for (from, to, number, _) in view.shown() {
        if selected == Some(number)
            && view.page.signal.is_some()
            && let Some((x, wide)) = scale.cells(from, to)
        {
            let place = Rect {
                x,
                width: wide,
                ..area
            };
            canvas.tint(place, ground);
        }
    }
}

/// A time line with its segments, for the preview pane.
pub fn overview(canvas: &mut Canvas, detail: &ItemDetail, timeline: &Timeline, area: Rect) {
    let mut page = TimePage::new(timeline);
    page.find_marks(detail, 0);
    let view = TimeView {
        page: &page,
        detail,
        review: None,
    };
    draw(canvas, &view, area);
}
