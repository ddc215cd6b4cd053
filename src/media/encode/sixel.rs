//! Sixel: strips of six rows of pixels, each colour of a strip by itself, in one escape sequence.
//!
//! Own code beside a library for it: that one takes many times as long to choose its colours, and
//! knows no bound of bytes. Tests read what comes out with the library.

use std::io::Write as _;

use super::reduce::Palette;
use super::{Quality, quality};
use crate::media::error::MediaError;
use crate::media::scale;
use crate::model::Rect;

/// Rows of pixels in a strip.
pub const STRIP: u32 = 6;

/// One whole escape sequence that shows red, green, blue pixels of a size, or none when that needs
/// more bytes than a slow line has.
///
/// # Errors
/// [`MediaError::Fault`] when bytes and size do not fit together.
pub fn escape(
    rgb: &[u8],
    size: (u32, u32),
    quality: Quality,
) -> Result<Option<Vec<u8>>, MediaError> {
    let Some(most) = quality::escape_bytes(quality) else {
        return Ok(Some(encode(rgb, size, 256)));
    };
    for (divisor, colors) in SMALLER {
        let made = match divisor {
            1 => encode(rgb, size, colors),
            _ => encode(&softened(rgb, size, divisor)?, size, colors),
        };
        if made.len() <= most {
            return Ok(Some(made));
        }
    }
    Ok(None)
}

/// What is tried for slow lines: detail given up (its sides divided so often), and colours. With
/// still less of either, half blocks show more.
const SMALLER: [(u32, u16); 4] = [(1, 96), (1, 24), (2, 16), (4, 16)];

/// The picture without its fine detail, which makes long runs of one colour.
fn softened(rgb: &[u8], size: (u32, u32), divisor: u32) -> Result<Vec<u8>, MediaError> {
    let whole = |size: (u32, u32)| Rect::new(0.0, 0.0, size.0 as f32, size.1 as f32);
    let small = (size.0.div_ceil(divisor), size.1.div_ceil(divisor));
    let reduced = scale::scale_rgb(rgb, size, whole(size), small)?;
    scale::scale_smooth(&reduced, small, size)
}

/// The sequence in at most so many colours.
fn encode(rgb: &[u8], size: (u32, u32), colors: u16) -> Vec<u8> {
    let palette = Palette::of(rgb, colors);
    let indices = palette.indices(rgb);
    let mut out = Vec::with_capacity(indices.len() / 2);
    // Square pixels; what is not painted stays as it is.
    write(
        &mut out,
        format_args!("\x1bP0;1;0q\"1;1;{};{}", size.0, size.1),
    );
    for (number, color) in palette.colors.iter().enumerate() {
        let [red, green, blue] = color.map(|value| (u32::from(value) * 100 + 127) / 255);
        write(&mut out, format_args!("#{number};2;{red};{green};{blue}"));
    }
    let width = usize::try_from(size.0).unwrap_or(1).max(1);
    let mut strip = Strip::new(palette.colors.len());
    let strips = indices.chunks(width * 6);
    let last = strips.len().saturating_sub(1);
    for (number, rows) in strips.enumerate() {
        strip.read(rows, width);
        strip.write(&mut out);
        if number < last {
            out.push(b'-');
        }
    }
    out.extend_from_slice(b"\x1b\\");
    out
}

/// Writing to memory does not fail.
fn write(out: &mut Vec<u8>, words: std::fmt::Arguments) {
    let _never_fails = out.write_fmt(words);
}

/// The colours of one strip: for each the columns it is in, with a bit for each row.
struct Strip {
    columns: Vec<Vec<(u32, u8)>>,
}

impl Strip {
    fn new(colors: usize) -> Self {
        Self {
            columns: vec![Vec::new(); colors],
        }
    }

    fn read(&mut self, rows: &[u8], width: usize) {
        self.columns.iter_mut().for_each(Vec::clear);
        let mut rest = rows;
        let mut lines = [&[][..]; 6];
        for line in &mut lines {
            let (first, others) = rest.split_at(width.min(rest.len()));
            (*line, rest) = (first, others);
        }
        for (column, x) in (0_u32..).zip(0..width) {
            for (row, line) in lines.iter().enumerate() {
                let Some(color) = line.get(x) else { break };
                let Some(columns) = self.columns.get_mut(usize::from(*color)) else {
                    continue;
                };
                match columns.last_mut() {
                    Some((at, bits)) if *at == column => *bits |= 1 << row,
                    _ => columns.push((column, 1 << row)),
                }
            }
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let mut begun = false;
        for (number, columns) in self.columns.iter().enumerate() {
            if columns.is_empty() {
                continue;
            }
            if begun {
                out.push(b'$');
            }
            begun = true;
            out.push(b'#');
            decimal(out, number);
            runs(columns, out);
        }
    }
}

/// The columns of a colour as runs of equal ones; blanks up to the next one.
fn runs(columns: &[(u32, u8)], out: &mut Vec<u8>) {
    let (mut next, mut run) = (0, (0, 0_u32));
    for &(at, bits) in columns {
        if at == next && bits == run.0 {
            run.1 += 1;
        } else {
            repeat(out, run);
            if at > next {
                repeat(out, (0, at - next));
            }
            run = (bits, 1);
        }
        next = at + 1;
    }
    repeat(out, run);
}

fn repeat(out: &mut Vec<u8>, (bits, times): (u8, u32)) {
    let sign = b'?' + bits;
    if times > 3 {
        out.push(b'!');
        decimal(out, usize::try_from(times).unwrap_or(0));
        out.push(sign);
    } else {
        (0..times).for_each(|_| out.push(sign));
    }
}

fn decimal(out: &mut Vec<u8>, value: usize) {
    if value >= 10 {
        decimal(out, value / 10);
    }
    // One digit.
    out.push(b'0' + (value % 10) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::encode::tests::{drawing, photo};

    /// Reads a sequence with the library and compares it with its pixels: the worst difference.
    fn worst(escape: &[u8], rgb: &[u8], size: (u32, u32)) -> u8 {
        let back = icy_sixel::SixelImage::decode(escape).unwrap();
        // The library counts whole strips.
        let strips = size.1.div_ceil(STRIP) * STRIP;
        assert_eq!((back.width as u32, back.height as u32), (size.0, strips));
        let pixels = back.pixels.chunks_exact(4).zip(rgb.chunks_exact(3));
        let differences = pixels.flat_map(|(to, from)| {
            assert_eq!(to[3], 255, "a pixel was not painted");
            [0, 1, 2].map(|at| to[at].abs_diff(from[at]))
        });
        differences.max().unwrap()
    }

    #[test]
    fn what_is_read_back_is_the_picture() {
        for size in [(90, 60), (91, 61), (1, 1), (7, 5), (300, 6)] {
            let rgb = drawing(size.0, size.1);
            let made = escape(&rgb, size, Quality::Full).unwrap().unwrap();
            // Colours are told in hundredths.
            assert!(worst(&made, &rgb, size) <= 2, "{size:?}");
        }
        let rgb = photo(200, 150);
        let made = escape(&rgb, (200, 150), Quality::Full).unwrap().unwrap();
        assert!(worst(&made, &rgb, (200, 150)) <= 48);
    }

    #[test]
    fn nothing_in_it_ends_it_early() {
        let made = escape(&photo(64, 48), (64, 48), Quality::Full)
            .unwrap()
            .unwrap();
        assert!(made.starts_with(b"\x1bP") && made.ends_with(b"\x1b\\"));
        let inner = &made[2..made.len() - 2];
        assert!(inner.iter().all(|byte| (0x20..0x7f).contains(byte)));
        assert!(!inner.ends_with(b"-"), "a last strip feed would scroll");
    }

    #[test]
    fn a_slow_line_gets_what_fits_or_nothing() {
        let drawn = escape(&drawing(400, 300), (400, 300), Quality::Lean).unwrap();
        let drawn = drawn.unwrap();
        assert!(drawn.len() <= quality::escape_bytes(Quality::Lean).unwrap());
        let noise: Vec<u8> = (0..1_000 * 750 * 3_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        if let Some(made) = escape(&noise, (1_000, 750), Quality::Lean).unwrap() {
            assert!(made.len() <= quality::escape_bytes(Quality::Lean).unwrap());
        }
    }
}
