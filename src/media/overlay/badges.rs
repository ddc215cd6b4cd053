//! Where the numbers (or labels) of annotations go: at the left top of each shape, on cells of
//! their own.

use unicode_width::UnicodeWidthStr;

use crate::limits::{BADGE_CELLS, PICTURE_BADGES};
use crate::model::picture::{Badge, Look, OverlayStyle};
use crate::model::{Annotation, ItemDetail, Point, Rect, Rgb, Text};

use super::PLAIN;
use super::frame::Frame;

/// Places tried for one badge, in cells to the right and down from its corner.
const TRIES: [(u16, u16); 8] = [
    (0, 0),
    (0, 1),
    (2, 0),
    (2, 1),
    (0, 2),
    (4, 0),
    (4, 1),
    (2, 2),
];

/// Badges for what is in view, on a picture of `columns` × `rows` cells that shows `crop` (image
/// pixels). A badge covers the cells that its text takes, at most [`BADGE_CELLS`]. The
/// selected annotation has the first choice; a badge that finds no free place is left out.
pub fn badges(
    item: &ItemDetail,
    colors: &[Rgb],
    crop: Rect,
    (columns, rows): (u16, u16),
    style: &OverlayStyle,
) -> Vec<Badge> {
    let frame = Frame::new(crop, (columns.into(), rows.into()));
    let mut taken = vec![false; usize::from(columns) * usize::from(rows)];
    let (annotations, selected) = (&item.annotations, style.selected);
    let others = (0..annotations.len()).filter(|&number| Some(number) != selected);
    let mut out = Vec::new();
    for number in selected.into_iter().chain(others) {
        if out.len() >= PICTURE_BADGES {
            break;
        }
        let drawn = |one: &&Annotation| style.draws(number, one);
        let Some(annotation) = annotations.get(number).filter(drawn) else {
            continue;
        };
        let dot = style.look == Look::Dots && Some(number) != selected;
        let Some(corner) = corner(annotation, dot, &frame) else {
            continue;
        };
        let text = text(item, annotation, number, style.look);
        if let Some(cell) = place(corner, width(&text), (columns, rows), &mut taken) {
            out.push(Badge {
                annotation: number,
                cell,
                text,
                color: colors.get(number).copied().unwrap_or(PLAIN),
            });
        }
    }
    out
}

/// What a badge says.
fn text(item: &ItemDetail, annotation: &Annotation, number: usize, look: Look) -> Text {
    let label = item.labels.get(annotation.label);
    match label.filter(|_| look == Look::Labels) {
        Some(label) => label.name.clone(),
        None => Text::line(&number.saturating_add(1).to_string()),
    }
}

/// The cell of a shape's left top (beside its middle, where only a dot is drawn), pulled into view;
/// none when it is out of view.
fn corner(annotation: &Annotation, dot: bool, frame: &Frame) -> Option<(u16, u16)> {
    let bounds = annotation.shape.bounds()?;
    if !annotation.shape.is_finite() || !frame.may_show(bounds, 0.0) {
        return None;
    }
    let middle = frame.spot(bounds.center());
    let spot = match dot {
        true => (middle.0 + 1.0, middle.1),
        false => frame.spot(Point::new(bounds.x, bounds.y)),
    };
    let (columns, rows) = frame.size();
    // Clamped to the picture, whose sides are 16 bits.
    let cell = |at: f64, side: u32| at.floor().clamp(0.0, f64::from(side.saturating_sub(1))) as u16;
    Some((cell(spot.0, columns), cell(spot.1, rows)))
}

fn place(
    corner: (u16, u16),
    width: u16,
    (columns, rows): (u16, u16),
    taken: &mut [bool],
) -> Option<(u16, u16)> {
    let last_column = columns.checked_sub(width)?;
    let last_row = rows.checked_sub(1)?;
    for (right, down) in TRIES {
        let cell = (
            corner.0.saturating_add(right).min(last_column),
            corner.1.saturating_add(down).min(last_row),
        );
        let start = usize::from(cell.1) * usize::from(columns) + usize::from(cell.0);
        let cells = taken.get_mut(start..start + usize::from(width))?;
        if !cells.contains(&true) {
            cells.fill(true);
            return Some(cell);
        }
    }
    None
}

/// Cells that are kept free for a text.
fn width(text: &Text) -> u16 {
    let cells = u16::try_from(text.as_str().width()).unwrap_or(BADGE_CELLS);
    cells.clamp(1, BADGE_CELLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_counted_in_cells() {
        for (text, cells) in [("", 1), ("12", 2), ("信号", 4), ("e\u{301}", 1)] {
            assert_eq!(width(&Text::line(text)), cells, "{text}");
        }
        assert_eq!(width(&Text::line(&"信".repeat(1_000))), BADGE_CELLS);
    }
}
