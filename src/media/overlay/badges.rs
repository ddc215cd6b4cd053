//! Where the numbers of annotations go: at the left top of each shape, on cells of their own.

use crate::limits::PICTURE_BADGES;
use crate::model::picture::{Badge, OverlayStyle};
use crate::model::{Annotation, Point, Rect, Rgb};

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
/// pixels). A badge covers as many cells as its number, counted from one, has digits. The selected
/// annotation has the first choice; a badge that finds no free place is left out.
pub fn badges(
    annotations: &[Annotation],
    colors: &[Rgb],
    crop: Rect,
    (columns, rows): (u16, u16),
    style: &OverlayStyle,
) -> Vec<Badge> {
    let frame = Frame::new(crop, (columns.into(), rows.into()));
    let mut taken = vec![false; usize::from(columns) * usize::from(rows)];
    let selected = style.selected;
    let others = (0..annotations.len()).filter(|&number| Some(number) != selected);
    let mut out = Vec::new();
    for number in selected.into_iter().chain(others) {
        if out.len() >= PICTURE_BADGES {
            break;
        }
        let Some(corner) = annotations
            .get(number)
            .filter(|annotation| style.draws(annotation))
            .and_then(|annotation| corner(annotation, &frame))
        else {
            continue;
        };
        if let Some(cell) = place(corner, digits(number), (columns, rows), &mut taken) {
            out.push(Badge {
                annotation: number,
                cell,
                color: colors.get(number).copied().unwrap_or(PLAIN),
            });
        }
    }
    out
}

/// The cell of a shape's left top, pulled into view; none when it is out of view.
fn corner(annotation: &Annotation, frame: &Frame) -> Option<(u16, u16)> {
    let bounds = annotation.shape.bounds()?;
    if !annotation.shape.is_finite() || !frame.may_show(bounds, 0.0) {
        return None;
    }
    let spot = frame.spot(Point::new(bounds.x, bounds.y));
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

fn digits(number: usize) -> u16 {
    let digits = number.saturating_add(1).checked_ilog10().unwrap_or(0) + 1;
    u16::try_from(digits).unwrap_or(u16::MAX)
}
