//! Colours as terminals have them: 24-bit values mapped to the 256-colour palette, and text that
//! stays readable on a ground.

use ratatui::style::Color;

use crate::model::Rgb;
use crate::model::picture::USUAL_16;

/// The six levels of each channel of the palette's colour cube (indices 16 to 231).
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The index of the nearest colour among the fixed ones of the 256-colour palette (the first 16
/// belong to the user's theme and are never used).
pub fn index(color: Rgb) -> u8 {
    let Rgb(red, green, blue) = color;
    let (r, g, b) = (level(red), level(green), level(blue));
    let cube = Rgb(value(r), value(g), value(b));
    let mean = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    // The grey ramp is 8, 18, … 238 at indices 232 to 255.
    let step = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let shade = 8 + 10 * step;
    if distance(color, Rgb(shade, shade, shade)) < distance(color, cube) {
        232 + step
    } else {
        16 + 36 * r + 6 * g + b
    }
}

/// Number (0 to 5) of the nearest level.
fn level(channel: u8) -> u8 {
    match channel {
        0..=47 => 0,
        48..=114 => 1,
        _ => (channel - 35) / 40,
    }
}

fn value(level: u8) -> u8 {
    LEVELS.get(usize::from(level)).copied().unwrap_or(255)
}

fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    square(a.0, b.0) + square(a.1, b.1) + square(a.2, b.2)
}

/// Black or white, whichever is read better on the ground.
pub fn ink_on(ground: Rgb) -> Rgb {
    let Rgb(red, green, blue) = ground;
    let light = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    if light > 140_000 {
        Rgb(0, 0, 0)
    } else {
        Rgb(255, 255, 255)
    }
}

/// A colour laid over a ground, so much of it in a hundred.
pub fn blend(color: Rgb, ground: Rgb, percent: u8) -> Rgb {
    let share = u16::from(percent.min(100));
    let mix = |a: u8, b: u8| {
        let sum = u16::from(a) * share + u16::from(b) * (100 - share);
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    Rgb(
        mix(color.0, ground.0),
        mix(color.1, ground.1),
        mix(color.2, ground.2),
    )
}

/// A colour as the screen library names it.
pub fn exact(Rgb(red, green, blue): Rgb) -> Color {
    Color::Rgb(red, green, blue)
}

/// The same, by its number where the 256-colour palette has exactly this colour: that takes half the
/// bytes. Of the fixed ones the first six are left out, which some themes change as well.
pub fn exact_in_few_bytes(color: Rgb) -> Color {
    const CHANGED_BY_THEMES: u8 = 21;
    let Rgb(red, green, blue) = color;
    let grey = red == green && green == blue && red % 10 == 8 && red < 240;
    let level = |channel: u8| LEVELS.contains(&channel);
    let known = grey || level(red) && level(green) && level(blue);
    match known.then(|| index(color)) {
        Some(index) if index > CHANGED_BY_THEMES => Color::Indexed(index),
        _ => exact(color),
    }
}

/// What a colour looks like, unless it belongs to the user's theme.
pub fn fixed(color: Color) -> Option<Rgb> {
    match color {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(index @ 232..) => {
            let shade = 8 + 10 * (index - 232);
            Some(Rgb(shade, shade, shade))
        }
        Color::Indexed(index @ 16..) => {
            let cube = index - 16;
            Some(Rgb(value(cube / 36), value(cube / 6 % 6), value(cube % 6)))
        }
        _ => None,
    }
}

/// One of the terminal's own 16 colours, by how it usually looks.
pub fn usual(color: Rgb) -> Color {
    const NAMES: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let found = USUAL_16
        .iter()
        .zip(NAMES)
        .find(|(usual, _)| **usual == color);
    found.map_or(Color::Black, |(_, name)| name)
}

/// The nearest of the basic eight colours of a terminal, for swatches in 16 colours.
pub fn basic(Rgb(red, green, blue): Rgb) -> Color {
    let top = red.max(green).max(blue);
    let half = top / 2;
    let bits = u8::from(red > half) | u8::from(green > half) << 1 | u8::from(blue > half) << 2;
    match bits {
        1 => Color::Red,
        2 => Color::Green,
        3 => Color::Yellow,
        4 => Color::Blue,
        5 => Color::Magenta,
        6 => Color::Cyan,
        7 if top > 127 => Color::White,
        _ => Color::DarkGray,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(index: u8) -> Rgb {
        fixed(Color::Indexed(index)).unwrap()
    }

    #[test]
    fn palette_colours_map_to_themselves() {
        for wanted in 16..=255 {
            assert_eq!(shown(index(shown(wanted))), shown(wanted), "{wanted}");
        }
    }

    #[test]
    fn a_colour_that_the_palette_has_exactly_goes_by_its_number_and_no_other_does() {
        for number in 16..=255 {
            let given = exact_in_few_bytes(shown(number));
            match given {
                Color::Indexed(index) => assert_eq!(shown(index), shown(number)),
                _ => assert!(number < 22 && given == exact(shown(number)), "{number}"),
            }
        }
        let palette: Vec<_> = (16..=255).map(shown).collect();
        for (red, green, blue) in [(8, 8, 9), (248, 248, 248), (95, 95, 96), (0, 0, 0)] {
            let color = Rgb(red, green, blue);
            assert!(!palette.contains(&color) || color == Rgb(0, 0, 0));
            assert_eq!(exact_in_few_bytes(color), exact(color));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_palette_colour_is_much_nearer(r: u8, g: u8, b: u8) {
            let color = Rgb(r, g, b);
            let best = (16..=255).map(|n| distance(color, shown(n))).min().unwrap();
            proptest::prop_assert!(distance(color, shown(index(color))) <= best + 64);
        }
    }
}
