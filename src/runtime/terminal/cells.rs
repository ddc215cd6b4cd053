//! Cells to bytes: what differs from the cell before, in one escape sequence, and nothing that
//! cannot be seen.
//!
//! A key over a slow line costs what is written for it. Between cells only changed colours and
//! attributes are written (SGR, ECMA-48), both colours only when both change, and a blank takes
//! whatever foreground there is.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::links::Links;

/// Attributes that show on a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// What the terminal writes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    line: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    line: Color::Reset,
    modifier: Modifier::empty(),
};

/// Appends the bytes that draw cells, in any order, each with its column and row from 0. Begins
/// and ends with plain attributes; where the cursor is afterwards is not known.
///
/// Cells that lead somewhere are written within their link (OSC 8), which like an attribute takes
/// no room.
pub fn write<'a>(
    out: &mut Vec<u8>,
    cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
    links: &Links,
) {
    let mut pen = PLAIN;
    let mut next = None;
    let mut link = None;
    for (x, y, cell) in cells {
        if next != Some((x, y)) {
            // Rows and columns count from 1 (CUP). Writing to a vector cannot fail.
            let _ = write!(out, "\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1);
        }
        // The cell after a wide one is never handed out, so that it is not the next either.
        next = Some((x.saturating_add(1), y));
        let to = wanted(&pen, cell);
        change(out, &mut pen, to);
        let leads = links.at(x, y);
        if leads != link {
            lead(out, leads);
            link = leads;
        }
        out.extend_from_slice(cell.symbol().as_bytes());
    }
    if link.is_some() {
        lead(out, None);
    }
    if pen != PLAIN {
        out.extend_from_slice(b"\x1b[0m");
    }
}

/// Begins a link, or ends the one there is.
fn lead(out: &mut Vec<u8>, address: Option<&str>) {
    out.extend_from_slice(b"\x1b]8;;");
    out.extend_from_slice(address.unwrap_or_default().as_bytes());
    out.extend_from_slice(b"\x1b\\");
}

/// The pen for a cell: its own, except for what a blank does not show.
fn wanted(pen: &Pen, cell: &Cell) -> Pen {
    let own = Pen {
        fg: cell.fg,
        bg: cell.bg,
        line: cell.underline_color,
        modifier: cell.modifier,
    };
    let plain = !own.modifier.union(pen.modifier).intersects(SEEN_ON_BLANKS);
    if cell.symbol() == " " && plain {
        Pen { bg: own.bg, ..*pen }
    } else {
        own
    }
}

/// One sequence that turns one pen into another; nothing when they are the same.
fn change(out: &mut Vec<u8>, pen: &mut Pen, to: Pen) {
    if *pen == to {
        return;
    }
    out.extend_from_slice(b"\x1b[");
    let begin = out.len();
    if to == PLAIN {
        code(out, begin, 0);
    } else {
        modifiers(out, begin, pen.modifier, to.modifier);
        for (from, to, base) in [
            (pen.fg, to.fg, 30),
            (pen.bg, to.bg, 40),
            (pen.line, to.line, 50),
        ] {
            if from != to {
                color(out, begin, to, base);
            }
        }
    }
    out.push(b'm');
    *pen = to;
}

/// Attributes with the codes that turn them on and off. Bold and dim share the latter.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

fn modifiers(out: &mut Vec<u8>, begin: usize, from: Modifier, to: Modifier) {
    let mut held = from;
    let gone = from.difference(to);
    for (modifier, _, off) in MODIFIERS {
        if gone.contains(modifier) && held.contains(modifier) {
            code(out, begin, off);
            // The code turns off whatever shares it.
            for (other, _, same) in MODIFIERS {
                if same == off {
                    held.remove(other);
                }
            }
        }
    }
    for (modifier, on, _) in MODIFIERS {
        if to.contains(modifier) && !held.contains(modifier) {
            code(out, begin, on);
        }
    }
}

/// Appends a parameter, after a separator unless it is the first.
fn code(out: &mut Vec<u8>, begin: usize, value: u8) {
    if out.len() > begin {
        out.push(b';');
    }
    let _ = write!(out, "{value}");
}

/// The colour as parameters; `base` is 30 for the foreground, 40 for the background, 50 for the
/// line below, which has no short forms.
fn color(out: &mut Vec<u8>, begin: usize, color: Color, base: u8) {
    let short = |plain: u8| match (base, plain) {
        (50, _) => Err(plain),
        (_, 0..8) => Ok(base + plain),
        _ => Ok(base + 60 + plain - 8),
    };
    let named = match color {
        Color::Reset => return code(out, begin, base + 9),
        Color::Black => short(0),
        Color::Red => short(1),
        Color::Green => short(2),
        Color::Yellow => short(3),
        Color::Blue => short(4),
        Color::Magenta => short(5),
        Color::Cyan => short(6),
        Color::Gray => short(7),
        Color::DarkGray => short(8),
        Color::LightRed => short(9),
        Color::LightGreen => short(10),
        Color::LightYellow => short(11),
        Color::LightBlue => short(12),
        Color::LightMagenta => short(13),
        Color::LightCyan => short(14),
        Color::White => short(15),
        Color::Indexed(index) => Err(index),
        Color::Rgb(red, green, blue) => {
            let parts = [base + 8, 2, red, green, blue];
            return parts.into_iter().for_each(|part| code(out, begin, part));
        }
    };
    match named {
        Ok(short) => code(out, begin, short),
        Err(index) => [base + 8, 5, index]
            .into_iter()
            .for_each(|part| code(out, begin, part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn bytes(buffer: &Buffer) -> String {
        let empty = Buffer::empty(buffer.area);
        let mut out = Vec::new();
        write(&mut out, empty.diff(buffer).into_iter(), &Links::default());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_link_is_around_its_cells_and_nothing_else() {
        let buffer = line(&[("ab", Style::new().bold()), ("cd", Style::new())]);
        let mut links = Links::default();
        links.add(Rect::new(1, 0, 2, 1), "https://h/1");
        let empty = Buffer::empty(buffer.area);
        let mut out = Vec::new();
        write(&mut out, empty.diff(&buffer).into_iter(), &links);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\x1b[1;1H\x1b[1ma\x1b]8;;https://h/1\x1b\\b\x1b[0mc\x1b]8;;\x1b\\d"
        );
    }

    fn line(parts: &[(&str, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 2));
        let mut x = 0;
        for (text, style) in parts {
            (x, _) = buffer.set_stringn(x, 0, text, 20, *style);
        }
        buffer
    }

    #[test]
    fn only_changes_are_written_and_blanks_take_any_foreground() {
        let red = Style::new().fg(Color::Rgb(200, 0, 0)).bg(Color::Indexed(4));
        let bold = Style::new().bg(Color::Indexed(4)).bold();
        let drawn = bytes(&line(&[("a", red), (" ", bold), ("b", red), ("c", bold)]));
        assert_eq!(
            drawn,
            "\x1b[1;1H\x1b[38;2;200;0;0;48;5;4ma b\x1b[1;39mc\x1b[0m"
        );
    }

    #[test]
    fn what_shows_on_a_blank_is_kept() {
        let under = Style::new().underlined().fg(Color::Red);
        let drawn = bytes(&line(&[(" ", under), ("x", Style::new().reversed())]));
        assert_eq!(drawn, "\x1b[1;1H\x1b[4;31m \x1b[24;7;39mx\x1b[0m");
    }

    #[test]
    fn bold_and_dim_end_together() {
        let drawn = bytes(&line(&[
            ("a", Style::new().bold().dim()),
            ("b", Style::new().dim()),
        ]));
        assert_eq!(drawn, "\x1b[1;1H\x1b[1;2ma\x1b[22;2mb\x1b[0m");
    }

    #[test]
    fn a_gap_moves_the_cursor() {
        let mut buffer = line(&[("a", Style::new())]);
        buffer.set_string(5, 1, "世b", Style::new());
        assert_eq!(bytes(&buffer), "\x1b[1;1Ha\x1b[2;6H世\x1b[2;8Hb");
    }

    fn style() -> impl Strategy<Value = Style> {
        let color = prop_oneof![
            Just(Color::Reset),
            Just(Color::LightBlue),
            Just(Color::Gray),
            any::<u8>().prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ];
        let modifier = prop_oneof![
            Just(Modifier::empty()),
            Just(Modifier::BOLD),
            Just(Modifier::DIM),
            Just(Modifier::ITALIC | Modifier::UNDERLINED),
            Just(Modifier::REVERSED | Modifier::BOLD),
        ];
        (color.clone(), color, modifier)
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
    }

    proptest! {
        /// A terminal shows what the plain way of writing cells shows.
        #[test]
        fn a_terminal_sees_no_difference(
            parts in prop::collection::vec(("[a-c ]{1,4}", style()), 1..8)
        ) {
            let parts: Vec<_> = parts.iter().map(|(text, style)| (text.as_str(), *style)).collect();
            let buffer = line(&parts);
            let mut screen = vt100::Parser::new(
                2.try_into().unwrap(),
                20.try_into().unwrap(),
                0,
            );
            screen.process(bytes(&buffer).as_bytes());
            for x in 0..20 {
                let (cell, seen) = (&buffer[(x, 0)], screen.screen().cell(0, x).unwrap());
                let blank = cell.symbol() == " ";
                prop_assert_eq!(if seen.has_contents() { seen.contents() } else { " " }, cell.symbol());
                prop_assert_eq!(seen.bgcolor(), seen_as(cell.bg));
                let shows = !blank || cell.modifier.intersects(SEEN_ON_BLANKS);
                prop_assert_eq!(seen.underline(), cell.modifier.contains(Modifier::UNDERLINED));
                prop_assert_eq!(seen.inverse(), cell.modifier.contains(Modifier::REVERSED));
                if shows {
                    prop_assert_eq!(seen.fgcolor(), seen_as(cell.fg));
                    prop_assert_eq!(seen.bold(), cell.modifier.contains(Modifier::BOLD));
                    prop_assert_eq!(seen.italic(), cell.modifier.contains(Modifier::ITALIC));
                }
            }
        }
    }

    fn seen_as(color: Color) -> vt100::Color {
        match color {
            Color::LightBlue => vt100::Color::Idx(12),
            Color::Gray => vt100::Color::Idx(7),
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        }
    }
}
