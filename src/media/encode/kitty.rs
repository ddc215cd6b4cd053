//! PNG files for the kitty graphics protocol (format 100) and for files on disk.

use super::reduce::Palette;
use super::{Quality, fit};
use crate::limits::FIRST_PICTURE_BYTES;
use crate::media::error::MediaError;
use crate::model::Text;

/// Colours of a PNG for a slow line, chosen for each picture: more cost bytes, and are hardly seen.
const COLORS: u16 = 64;

/// Encodes red, green, blue bytes for the terminal, which spreads them over their cells. The first
/// picture for a slow line is made smaller until it takes no more than it may.
///
/// # Errors
/// [`MediaError::Fault`] when bytes and size do not fit together.
pub fn png(rgb: &[u8], size: (u32, u32), quality: Quality) -> Result<Vec<u8>, MediaError> {
    let most = match quality {
        Quality::First => (FIRST_PICTURE_BYTES - PLACEHOLDERS) / 4 * 3 - FRAME,
        _ => usize::MAX,
    };
    fit::fitted(rgb, size, most, |rgb, size| file(rgb, size, quality))
}

/// Bytes that are kept for the commands around the base64.
const FRAME: usize = 512;
/// Bytes that are kept for the cells that stand for the picture: some seven for each of 3,700, and
/// the rest of the frame.
const PLACEHOLDERS: usize = 27 * 1024;

/// A PNG of exactly this size.
///
/// # Errors
/// As [`png()`].
pub(super) fn file(rgb: &[u8], size: (u32, u32), quality: Quality) -> Result<Vec<u8>, MediaError> {
    match quality {
        Quality::Unpacked => encode(rgb, size, png::Compression::NoCompression, None),
        Quality::Exact | Quality::Full => encode(rgb, size, png::Compression::Fast, None),
        Quality::Lean | Quality::First => {
            let palette = Palette::of(rgb, COLORS);
            let colors = palette.colors.concat();
            encode(
                &palette.indices(rgb),
                size,
                png::Compression::Balanced,
                Some(colors),
            )
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
    let room = match compression {
        png::Compression::NoCompression => data.len() + data.len() / 64 + 1_024,
        _ => data.len() / 3,
    };
    let mut out = Vec::with_capacity(room);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::encode::tests::{drawing, photo};

    fn back(file: &[u8]) -> (Vec<u8>, (u32, u32)) {
        let picture = image::load_from_memory(file).unwrap().to_rgb8();
        let size = picture.dimensions();
        (picture.into_raw(), size)
    }

    #[test]
    fn every_quality_comes_back() {
        let rgb = photo(320, 200);
        for (quality, tolerance) in [
            (Quality::Unpacked, 0),
            (Quality::Exact, 0),
            (Quality::Full, 0),
            (Quality::Lean, 60),
        ] {
            let (made, size) = back(&png(&rgb, (320, 200), quality).unwrap());
            let worst = rgb.iter().zip(&made).map(|(a, b)| a.abs_diff(*b)).max();
            assert_eq!(size, (320, 200));
            assert!(worst.unwrap() <= tolerance, "{quality:?}: {worst:?}");
        }
        let drawn = drawing(320, 200);
        let (made, _) = back(&png(&drawn, (320, 200), Quality::Lean).unwrap());
        assert_eq!(made, drawn, "few colours are kept as they are");
        assert!(png(&rgb, (321, 200), Quality::Exact).is_err());
        assert!(png(&rgb, (321, 200), Quality::Lean).is_err());
        assert!(png(&[], (0, 0), Quality::First).is_err());
    }

    #[test]
    fn the_first_picture_fits_a_slow_line() {
        let rgb = photo(1_000, 700);
        let file = png(&rgb, (1_000, 700), Quality::First).unwrap();
        let escaped = file.len().div_ceil(3) * 4;
        assert!(escaped <= FIRST_PICTURE_BYTES - PLACEHOLDERS, "{escaped}");
        let (_, (width, height)) = back(&file);
        assert!(width > 200 && width.abs_diff(height * 10 / 7) < 4);
        // What is small enough keeps its pixels.
        let (_, size) = back(&png(&drawing(300, 200), (300, 200), Quality::First).unwrap());
        assert_eq!(size, (300, 200));
    }
}
