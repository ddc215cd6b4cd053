//! A finished picture into cells: half blocks here, kitty's placeholders by the runtime, and the
//! annotations' numbers over either.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::app::overlay::SharedItem;
use crate::codec::colors::{LabelColors, label_color};
use crate::limits::BADGE_CELLS;
use crate::model::picture::{Badge, BlockCell, Graphics, Picture, Pixels};
use crate::model::{Annotation, ItemDetail, Rgb};

use super::canvas::Canvas;
use super::{fit, palette};

/// Fills the cells of a picture that the terminal itself shows.
pub type Placeholders<'a> = &'a mut dyn FnMut(&Arc<Picture>, Rect, &mut Buffer);

/// Draws a picture into the middle of an area; answers the cells it takes.
pub fn draw(
    canvas: &mut Canvas,
    picture: &Arc<Picture>,
    area: Rect,
    graphics: Graphics,
    placeholders: Placeholders,
) -> Rect {
    let area = area.intersection(canvas.buf.area);
    let (columns, rows) = (
        picture.columns.min(area.width),
        picture.rows.min(area.height),
    );
    let place = Rect {
        x: area.x + (area.width - columns) / 2,
        y: area.y + (area.height - rows) / 2,
        width: columns,
        height: rows,
    };
    if place.is_empty() {
        return place;
    }
    match &picture.pixels {
        Pixels::Blocks(cells) => blocks(canvas.buf, cells, picture.columns, place, graphics),
        Pixels::Png(_) | Pixels::Escape(_) => placeholders(picture, place, canvas.buf),
    }
    place
}

fn blocks(buf: &mut Buffer, cells: &[BlockCell], columns: u16, place: Rect, graphics: Graphics) {
    let color = |rgb: Rgb| match graphics {
        Graphics::Blocks => palette::exact_in_few_bytes(rgb),
        Graphics::Blocks16 => palette::usual(rgb),
        // Where half blocks stand in for another way, they are of the palette's colours.
        _ => Color::Indexed(palette::index(rgb)),
    };
    let lines = cells.chunks(usize::from(columns.max(1)));
    for (y, line) in (place.top()..place.bottom()).zip(lines) {
        for (x, cell) in (place.left()..place.right()).zip(line) {
            if let Some(target) = buf.cell_mut((x, y)) {
                target.set_symbol("▀");
                target.set_fg(color(cell.upper)).set_bg(color(cell.lower));
            }
        }
    }
}

/// Draws the annotations' numbers or labels over a picture, with the verdicts that `item` knows of
/// by now: they need no new picture.
pub fn badges(
    canvas: &mut Canvas,
    picture: &Picture,
    place: Rect,
    selected: Option<usize>,
    item: Option<&ItemDetail>,
) {
    let chosen = |badge: &&Badge| Some(badge.annotation) == selected;
    // The selected one last, so that no other lies over it.
    let others = picture.badges.iter().filter(|badge| !chosen(badge));
    for badge in others.chain(picture.badges.iter().filter(chosen)) {
        let (column, row) = badge.cell;
        if column >= place.width || row >= place.height {
            continue;
        }
        let mut style = canvas.theme.badge(badge.color);
        // A cell that a verdict gives back would have such a picture written again, whole.
        let keeps_room = matches!(picture.pixels, Pixels::Escape(_));
        let mut text = words(canvas, badge, item, keeps_room);
        if Some(badge.annotation) == selected {
            style = style.add_modifier(Modifier::UNDERLINED);
            text = format!("[{text}]");
        }
        let wide = fit::width(&text).min(place.width);
        let x = place.x + column.min(place.width - wide);
        let cells = Rect {
            x,
            y: place.y + row,
            width: wide,
            height: 1,
        };
        canvas.clear(cells);
        canvas.put(x, cells.y, wide, &text, style);
    }
}

/// What a badge says, cut to its cells, and the verdict on its annotation (or the room for one).
fn words(canvas: &Canvas, badge: &Badge, item: Option<&ItemDetail>, keeps_room: bool) -> String {
    let glyphs = canvas.theme.glyphs;
    let (kept, longer) = fit::cut(badge.text.as_str(), BADGE_CELLS);
    let annotation = item.and_then(|item| item.annotations.get(badge.annotation));
    let given = annotation.and_then(|annotation| annotation.verdict.as_ref());
    let verdict = match given {
        Some(given) => glyphs.verdict(Some(given.verdict)),
        None if keeps_room => " ",
        None => "",
    };
    [kept, if longer { glyphs.ellipsis } else { "" }, verdict].concat()
}

/// The colour that an annotation has in the picture.
pub fn color(colors: LabelColors, item: &SharedItem, annotation: &Annotation) -> Rgb {
    label_color(colors, &item.labels, annotation.label)
}
