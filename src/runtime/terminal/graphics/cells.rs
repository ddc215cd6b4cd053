//! The cells that show a kitty picture: placeholder characters whose marks tell row and column.
//!
//! They are text like any other, so they scroll, are covered by windows, and pass through tmux.
//! The picture's id is the foreground colour by palette index, which tmux keeps in every mode.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

/// The placeholder character of the kitty graphics protocol.
const PLACEHOLDER: char = '\u{10eeee}';
/// Rows and columns that a placeholder can name.
pub const MAX_CELLS: u16 = 297;

/// Combining marks that number rows and columns, in the protocol's order (its list of class-230
/// marks without decomposition), as ranges.
#[rustfmt::skip]
const RANGES: [(u32, u32); 86] = [
    (0x305, 0x305), (0x30d, 0x30e), (0x310, 0x310), (0x312, 0x312),
    (0x33d, 0x33f), (0x346, 0x346), (0x34a, 0x34c), (0x350, 0x352),
    (0x357, 0x357), (0x35b, 0x35b), (0x363, 0x36f), (0x483, 0x487),
    (0x592, 0x595), (0x597, 0x599), (0x59c, 0x5a1), (0x5a8, 0x5a9),
    (0x5ab, 0x5ac), (0x5af, 0x5af), (0x5c4, 0x5c4), (0x610, 0x617),
    (0x657, 0x65b), (0x65d, 0x65e), (0x6d6, 0x6dc), (0x6df, 0x6e2),
    (0x6e4, 0x6e4), (0x6e7, 0x6e8), (0x6eb, 0x6ec), (0x730, 0x730),
    (0x732, 0x733), (0x735, 0x736), (0x73a, 0x73a), (0x73d, 0x73d),
    (0x73f, 0x741), (0x743, 0x743), (0x745, 0x745), (0x747, 0x747),
    (0x749, 0x74a), (0x7eb, 0x7f1), (0x7f3, 0x7f3), (0x816, 0x819),
    (0x81b, 0x823), (0x825, 0x827), (0x829, 0x82d), (0x951, 0x951),
    (0x953, 0x954), (0xf82, 0xf83), (0xf86, 0xf87), (0x135d, 0x135f),
    (0x17dd, 0x17dd), (0x193a, 0x193a), (0x1a17, 0x1a17), (0x1a75, 0x1a7c),
    (0x1b6b, 0x1b6b), (0x1b6d, 0x1b73), (0x1cd0, 0x1cd2), (0x1cda, 0x1cdb),
    (0x1ce0, 0x1ce0), (0x1dc0, 0x1dc1), (0x1dc3, 0x1dc9), (0x1dcb, 0x1dcc),
    (0x1dd1, 0x1de6), (0x1dfe, 0x1dfe), (0x20d0, 0x20d1), (0x20d4, 0x20d7),
    (0x20db, 0x20dc), (0x20e1, 0x20e1), (0x20e7, 0x20e7), (0x20e9, 0x20e9),
    (0x20f0, 0x20f0), (0x2cef, 0x2cf1), (0x2de0, 0x2dff), (0xa66f, 0xa66f),
    (0xa67c, 0xa67d), (0xa6f0, 0xa6f1), (0xa8e0, 0xa8f1), (0xaab0, 0xaab0),
    (0xaab2, 0xaab3), (0xaab7, 0xaab8), (0xaabe, 0xaabf), (0xaac1, 0xaac1),
    (0xfe20, 0xfe26), (0x10a0f, 0x10a0f), (0x10a38, 0x10a38), (0x1d185, 0x1d189),
    (0x1d1aa, 0x1d1ad), (0x1d242, 0x1d244),
];
/// The marks one by one.
const MARKS: [char; MAX_CELLS as usize] = marks();

const fn marks() -> [char; MAX_CELLS as usize] {
    let mut marks = ['\0'; MAX_CELLS as usize];
    let (mut range, mut count) = (0, 0);
    while range < RANGES.len() {
        let (mut code, last) = RANGES[range];
        while code <= last {
            if let Some(mark) = char::from_u32(code) {
                marks[count] = mark;
            }
            count += 1;
            code += 1;
        }
        range += 1;
    }
    marks
}

/// Fills the left top of an area with the cells of picture `id`, which was sent for so many
/// columns and rows. What does not fit into the area or the buffer is left out.
pub fn fill(buffer: &mut Buffer, area: Rect, id: u8, columns: u16, rows: u16) {
    let area = area.intersection(buffer.area);
    let mut symbol = String::with_capacity(16);
    for (row, row_mark) in (0..rows.min(area.height)).zip(MARKS) {
        for (column, column_mark) in (0..columns.min(area.width)).zip(MARKS) {
            let Some(cell) = buffer.cell_mut((area.x + column, area.y + row)) else {
                continue;
            };
            symbol.clear();
            symbol.extend([PLACEHOLDER, row_mark, column_mark]);
            cell.reset();
            cell.set_symbol(&symbol);
            cell.set_style(Style::new().fg(Color::Indexed(id)));
            cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        }
    }
}

/// Halves the bytes of a finished frame's placeholders: a cell right of the one that shows the
/// column before needs no marks, by the protocol. Call it last, after windows were drawn over
/// the picture, so that the cells right of them keep theirs.
pub fn thin(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        let mut left: Option<Placed> = None;
        for x in area.left()..area.right() {
            let Some(cell) = buffer.cell_mut((x, y)) else {
                continue;
            };
            let placed = Placed::of(cell.symbol(), cell.fg);
            if let (Some(left), Some(here)) = (left, placed)
                && left.is_before(here)
            {
                cell.set_char(PLACEHOLDER);
            }
            left = placed;
        }
    }
}

/// Which part of which picture a cell shows.
#[derive(Clone, Copy)]
struct Placed {
    id: Color,
    row: char,
    column: usize,
}

impl Placed {
    fn of(symbol: &str, id: Color) -> Option<Self> {
        let mut chars = symbol.chars();
        if chars.next() != Some(PLACEHOLDER) {
            return None;
        }
        let row = chars.next()?;
        let mark = chars.next()?;
        let column = MARKS.iter().position(|known| *known == mark)?;
        Some(Self { id, row, column })
    }

    fn is_before(self, other: Self) -> bool {
        self.id == other.id && self.row == other.row && self.column + 1 == other.column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_are_the_protocols() {
        assert_eq!(MARKS[0], '\u{305}');
        assert_eq!(MARKS[1], '\u{30d}');
        assert_eq!(MARKS[4], '\u{312}');
        assert_eq!(MARKS[296], '\u{1d244}');
        assert!(MARKS.is_sorted());
    }

    #[test]
    fn cells_name_row_and_column_and_stay_inside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 3));
        fill(&mut buffer, Rect::new(3, 1, 10, 10), 40, 4, 4);
        assert_eq!(buffer[(3, 1)].symbol(), "\u{10eeee}\u{305}\u{305}");
        assert_eq!(buffer[(4, 2)].symbol(), "\u{10eeee}\u{30d}\u{30d}");
        assert_eq!(buffer[(4, 2)].fg, Color::Indexed(40));
        assert_eq!(buffer[(2, 1)].symbol(), " ");
        assert_eq!(buffer[(3, 0)].symbol(), " ");
        // Larger than the protocol can name, or than the screen: no panic.
        let mut wide = Buffer::empty(Rect::new(0, 0, 400, 2));
        fill(&mut wide, Rect::new(0, 0, 400, 400), 40, 400, 400);
        assert_eq!(wide[(297, 0)].symbol(), " ");
    }

    #[test]
    fn thinning_keeps_the_marks_right_of_a_window() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        fill(&mut buffer, Rect::new(0, 0, 6, 1), 40, 6, 1);
        buffer[(3, 0)].reset();
        thin(&mut buffer, Rect::new(0, 0, 6, 1));
        let counts: Vec<usize> = buffer
            .content
            .iter()
            .map(|cell| cell.symbol().chars().count())
            .collect();
        assert_eq!(counts, [3, 1, 1, 1, 3, 1]);
        assert_eq!(buffer[(3, 0)].symbol(), " ");
        // A second pass changes nothing.
        let before = buffer.clone();
        thin(&mut buffer, Rect::new(0, 0, 6, 1));
        assert_eq!(buffer, before);
    }
}
