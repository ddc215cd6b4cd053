//! PNG files for the kitty graphics protocol (format 100) and for files on disk.

use crate::media::error::MediaError;
use crate::model::Text;

/// How true to the pixels a PNG is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quality {
    /// Untouched colours, compressed fast: local terminals, and on demand.
    #[default]
    Exact,
    /// A fixed palette of 252 colours: a seventh of the bytes, for remote lines.
    Palette,
}

/// Steps of red, green and blue in the fixed palette; eyes tell greens apart best.
const STEPS: [u8; 3] = [6, 7, 6];

/// Encodes red, green, blue bytes.
///
/// # Errors
/// [`MediaError::Fault`] when bytes and size do not fit together.
pub fn png(rgb: &[u8], size: (u32, u32), quality: Quality) -> Result<Vec<u8>, MediaError> {
    match quality {
        Quality::Exact => encode(rgb, size, png::Compression::Fast, None),
        Quality::Palette => {
            let (pixels, _) = rgb.as_chunks::<3>();
            let tables = STEPS.map(step_table);
            let indexed: Vec<u8> = pixels.iter().map(|pixel| index(&tables, *pixel)).collect();
            encode(&indexed, size, png::Compression::Balanced, Some(palette()))
        }
    }
}

/// Encodes for a file that is kept: exact and small.
///
/// # Errors
/// As [`png()`].
pub fn png_file(rgb: &[u8], size: (u32, u32)) -> Result<Vec<u8>, MediaError> {
    encode(rgb, size, png::Compression::Balanced, None)
}

fn encode(
    data: &[u8],
    size: (u32, u32),
    compression: png::Compression,
    palette: Option<Vec<u8>>,
) -> Result<Vec<u8>, MediaError> {
    let fault = |why: png::EncodingError| MediaError::Fault(Text::line(&why.to_string()));
    let mut out = Vec::with_capacity(data.len() / 3);
    let mut encoder = png::Encoder::new(&mut out, size.0, size.1);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(compression);
    match palette {
        Some(palette) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            // Differences between palette numbers mean nothing.
            encoder.set_filter(png::Filter::NoFilter);
        }
        None => encoder.set_color(png::ColorType::Rgb),
    }
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(data).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(out)
}

/// The nearest step of each byte value.
fn step_table(steps: u8) -> [u8; 256] {
    let last = u16::from(steps) - 1;
    std::array::from_fn(|value| {
        let value = u16::try_from(value).unwrap_or(255);
        u8::try_from((value * last + 127) / 255).unwrap_or(0)
    })
}

fn index(tables: &[[u8; 256]; 3], pixel: [u8; 3]) -> u8 {
    let [red, green, blue] = [0, 1, 2].map(|at| tables[at][usize::from(pixel[at])]);
    (red * STEPS[1] + green) * STEPS[2] + blue
}

fn palette() -> Vec<u8> {
    let level = |step: u8, steps: u8| {
        u8::try_from(u16::from(step) * 255 / (u16::from(steps) - 1)).unwrap_or(255)
    };
    let [reds, greens, blues] = STEPS;
    (0..reds * greens * blues)
        .flat_map(|index| {
            [
                level(index / blues / greens, reds),
                level(index / blues % greens, greens),
                level(index % blues, blues),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_qualities_come_back() {
        let rgb: Vec<u8> = (0..16 * 16_u32)
            .flat_map(|at| [(at % 16 * 17) as u8, (at / 16 * 17) as u8, 128])
            .collect();
        for (quality, tolerance) in [(Quality::Exact, 0), (Quality::Palette, 26)] {
            let file = png(&rgb, (16, 16), quality).unwrap();
            let back = image::load_from_memory(&file).unwrap().to_rgb8().into_raw();
            let worst = rgb.iter().zip(&back).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(worst.unwrap() <= tolerance, "{quality:?}: {worst:?}");
        }
        assert!(png(&rgb, (17, 16), Quality::Exact).is_err());
        assert!(png(&[], (0, 0), Quality::Palette).is_err());
    }

    #[test]
    fn the_palette_has_252_colours_that_stay() {
        let colors = palette();
        assert_eq!(colors.len(), 252 * 3);
        let tables = STEPS.map(step_table);
        for (at, color) in colors.chunks_exact(3).enumerate() {
            assert_eq!(
                usize::from(index(&tables, [color[0], color[1], color[2]])),
                at
            );
        }
    }
}
