//! The 240 fixed colours of the xterm palette: a cube of 6 × 6 × 6 and 24 greys. The first 16 are
//! left out, since every terminal has its own.

use crate::model::Rgb;

/// Levels of the cube's sides.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The palette number (16 to 255) of the nearest colour. Colours of the palette itself come back
/// as a number with exactly that colour.
pub fn palette_index(color: Rgb) -> u8 {
    let Rgb(red, green, blue) = color;
    let cube = [red, green, blue].map(nearest_level);
    let cube_index = 16 + 36 * cube[0] + 6 * cube[1] + cube[2];
    let mean = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    // Greys are 8, 18, … 238; the difference fits a byte.
    let grey = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let grey_index = 232 + grey;
    if distance(color, palette_color(grey_index)) < distance(color, palette_color(cube_index)) {
        grey_index
    } else {
        cube_index
    }
}

/// The colour of a palette number; those below 16, which no palette fixes, count as black.
pub fn palette_color(index: u8) -> Rgb {
    match index {
        0..=15 => Rgb(0, 0, 0),
        16..=231 => {
            let cube = index - 16;
            let level = |at: u8| LEVELS.get(usize::from(at % 6)).copied().unwrap_or(0);
            Rgb(level(cube / 36), level(cube / 6), level(cube))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            Rgb(grey, grey, grey)
        }
    }
}

fn nearest_level(value: u8) -> u8 {
    match value {
        0..=47 => 0,
        48..=114 => 1,
        115..=154 => 2,
        155..=194 => 3,
        195..=234 => 4,
        235.. => 5,
    }
}

/// Squared distance with green weighing most, as eyes do.
fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    2 * square(a.0, b.0) + 4 * square(a.1, b.1) + 3 * square(a.2, b.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn palette_colours_keep_their_colour() {
        for index in 16..=255 {
            let color = palette_color(index);
            assert_eq!(palette_color(palette_index(color)), color, "{index}");
        }
    }

    #[test]
    fn near_colours_are_near() {
        for (color, index) in [
            (Rgb(0, 0, 0), 16),
            (Rgb(255, 255, 255), 231),
            (Rgb(254, 1, 2), 196),
            (Rgb(120, 118, 119), 243),
            (Rgb(9, 8, 7), 232),
            (Rgb(0, 90, 0), 22),
        ] {
            assert_eq!(palette_index(color), index, "{color:?}");
        }
        for value in 0..=255_u8 {
            let Rgb(red, ..) = palette_color(palette_index(Rgb(value, value, value)));
            assert!(red.abs_diff(value) <= 10, "grey {value} became {red}");
        }
    }
}
