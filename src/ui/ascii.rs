//! The screen in ASCII: a last pass that replaces typographic signs, and pictures of half blocks
//! by cells of one colour. Letters of other scripts stay: they are data, and a reader knows them.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

use super::palette;
use crate::model::Rgb;

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
    if let (Color::Rgb(a, b, c), Color::Rgb(d, e, f)) = (cell.fg, cell.bg) {
        cell.bg = palette::exact(palette::blend(Rgb(a, b, c), Rgb(d, e, f), 50));
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
