//! The screen in ASCII: a last pass that replaces typographic signs, and pictures of half blocks
//! by cells of one colour. Letters of other scripts stay: they are data, and a reader knows them.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

use super::palette;

/// Replaces what is not ASCII in a finished frame.
pub fn plain(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        if cell.symbol() == "▀" {
            merge(cell);
        } else if let Some(sign) = stand_in(cell.symbol()) {
            cell.set_symbol(sign);
        }
    }
}

/// One cell of one colour for two pixels.
fn merge(cell: &mut Cell) {
    cell.set_symbol(" ");
    if let (Some(upper), Some(lower)) = (palette::fixed(cell.fg), palette::fixed(cell.bg)) {
        let both = palette::blend(upper, lower, 50);
        cell.bg = match (cell.fg, cell.bg) {
            // The terminal may have no others.
            (Color::Indexed(_), Color::Indexed(_)) => Color::Indexed(palette::index(both)),
            _ => palette::exact(both),
        };
    }
    cell.fg = Color::Reset;
}

/// What a sign is written as in one ASCII cell.
fn stand_in(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "·" | "–" | "—" | "−" | "─" | "━" | "┅" | "•" => "-",
        "…" => "~",
        "×" => "x",
        "→" | "›" | "»" => ">",
        "←" | "‹" | "«" => "<",
        "↔" => "=",
        "↑" => "^",
        "↓" => "v",
        "≤" => "<",
        "≥" => ">",
        "│" | "┃" | "▏" | "▌" => "|",
        "┬" | "┴" | "├" | "┤" | "┼" | "╭" | "╮" | "╰" | "╯" => "+",
        "“" | "”" | "„" => "\"",
        "‘" | "’" => "'",
        "°" => "o",
        "±" => "+",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// The ground of a cell that two half blocks of these colours become.
    fn ground(upper: Color, lower: Color) -> Color {
        let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
        buf.set_string(0, 0, "▀", Style::new().fg(upper).bg(lower));
        plain(&mut buf);
        assert_eq!((buf[(0, 0)].symbol(), buf[(0, 0)].fg), (" ", Color::Reset));
        buf[(0, 0)].bg
    }

    #[test]
    fn two_pixels_are_one_of_the_colour_between_them() {
        let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
        assert_eq!(ground(black, white), Color::Rgb(127, 127, 127));
        // What has no other colours gets none: 16 is black, 231 white, 244 a grey of 128.
        let between = ground(Color::Indexed(16), Color::Indexed(231));
        assert_eq!(between, Color::Indexed(244));
        let between = ground(Color::Indexed(16), white);
        assert_eq!(between, Color::Rgb(127, 127, 127));
        // Of the theme's own nobody knows what they look like.
        assert_eq!(ground(Color::Red, Color::Blue), Color::Blue);
    }
}
