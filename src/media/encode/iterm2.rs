//! iTerm2's inline pictures: a file in base64 inside one `OSC 1337`, scaled by the terminal to a
//! box of cells.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Quality, fit, kitty, quality};
use crate::media::error::MediaError;
use crate::model::Text;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// One whole escape sequence that shows red, green, blue pixels in so many cells: a PNG, or a JPEG
/// where that is smaller. The cursor stays where it is.
///
/// # Errors
/// [`MediaError::Fault`] when bytes and size do not fit together.
pub fn escape(
    rgb: &[u8],
    size: (u32, u32),
    cells: (u16, u16),
    quality: Quality,
) -> Result<Vec<u8>, MediaError> {
    let most = quality::escape_bytes(quality).map_or(usize::MAX, |bytes| {
        // Three bytes are four of base64; the rest is for the words around them.
        bytes.saturating_sub(FRAME) / 4 * 3
    });
    let file = fit::fitted(rgb, size, most, |rgb, size| file(rgb, size, quality))?;
    Ok(wrapped(&file, cells))
}

/// Bytes that are kept for the words around the base64.
const FRAME: usize = 160;

/// The smaller file. PNG comes first: drawings are smaller and exact in it.
fn file(rgb: &[u8], size: (u32, u32), quality: Quality) -> Result<Vec<u8>, MediaError> {
    let png = kitty::file(rgb, size, quality)?;
    let Some((percent, sampling)) = jpeg_quality(quality) else {
        return Ok(png);
    };
    let jpeg = jpeg(rgb, size, percent, sampling)?;
    Ok(if png.len() <= jpeg.len() { png } else { jpeg })
}

/// Percent, and how coarse colours are beside brightness: thin coloured lines would smear where the
/// line has bytes to spare. None where no pixel may change.
fn jpeg_quality(quality: Quality) -> Option<(u8, SamplingFactor)> {
    match quality {
        Quality::Unpacked | Quality::Exact => None,
        Quality::Full => Some((88, SamplingFactor::F_1_1)),
        Quality::Lean => Some((75, SamplingFactor::F_2_2)),
        Quality::First => Some((60, SamplingFactor::F_2_2)),
    }
}

fn jpeg(
    rgb: &[u8],
    size: (u32, u32),
    percent: u8,
    sampling: SamplingFactor,
) -> Result<Vec<u8>, MediaError> {
    let fault = |why: &str| MediaError::Fault(Text::line(why));
    let side = |side: u32| u16::try_from(side).map_err(|_| fault("the picture is too large"));
    let mut out = Vec::with_capacity(rgb.len() / 8);
    let mut encoder = Encoder::new(&mut out, percent);
    encoder.set_sampling_factor(sampling);
    encoder
        .encode(rgb, side(size.0)?, side(size.1)?, ColorType::Rgb)
        .map_err(|why| fault(&why.to_string()))?;
    Ok(out)
}

fn wrapped(file: &[u8], (columns, rows): (u16, u16)) -> Vec<u8> {
    let mut out = format!(
        "\x1b]1337;File=inline=1;size={};width={columns};height={rows};preserveAspectRatio=0;doNotMoveCursor=1:",
        file.len()
    );
    STANDARD.encode_string(file, &mut out);
    out.push('\x07');
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::encode::tests::{drawing, photo};

    /// The file within an escape sequence.
    fn unwrapped(escape: &[u8]) -> Vec<u8> {
        let words = std::str::from_utf8(escape).unwrap();
        let inner = words.strip_prefix("\x1b]1337;File=inline=1;size=").unwrap();
        let (head, payload) = inner.strip_suffix('\x07').unwrap().split_once(':').unwrap();
        let (length, rest) = head.split_once(';').unwrap();
        assert_eq!(
            rest,
            "width=40;height=15;preserveAspectRatio=0;doNotMoveCursor=1"
        );
        let file = STANDARD.decode(payload).unwrap();
        assert_eq!(length, file.len().to_string());
        file
    }

    #[test]
    fn photos_are_jpeg_and_drawings_png() {
        for (rgb, format) in [
            (photo(400, 300), image::ImageFormat::Jpeg),
            (drawing(400, 300), image::ImageFormat::Png),
        ] {
            for quality in [Quality::Full, Quality::Lean] {
                let file = unwrapped(&escape(&rgb, (400, 300), (40, 15), quality).unwrap());
                assert_eq!(image::guess_format(&file).unwrap(), format, "{quality:?}");
                let back = image::load_from_memory(&file).unwrap().to_rgb8();
                assert_eq!(back.dimensions(), (400, 300));
                let off: u64 = rgb
                    .iter()
                    .zip(back.as_raw())
                    .map(|(a, b)| u64::from(a.abs_diff(*b)))
                    .sum();
                assert!(off < 12 * rgb.len() as u64, "{quality:?} is off by {off}");
            }
        }
    }

    #[test]
    fn exact_ones_lose_nothing() {
        let rgb = photo(200, 120);
        let file = unwrapped(&escape(&rgb, (200, 120), (40, 15), Quality::Exact).unwrap());
        let back = image::load_from_memory(&file).unwrap().to_rgb8().into_raw();
        assert_eq!(back, rgb);
    }

    #[test]
    fn a_slow_line_gets_what_fits() {
        let rgb = photo(1_600, 900);
        for quality in [Quality::First, Quality::Lean] {
            let made = escape(&rgb, (1_600, 900), (40, 15), quality).unwrap();
            let most = quality::escape_bytes(quality).unwrap();
            assert!(
                made.len() <= most && made.len() > most / 3,
                "{quality:?}: {}",
                made.len()
            );
            let back = image::load_from_memory(&unwrapped(&made)).unwrap();
            let shape = f64::from(back.width()) / f64::from(back.height());
            assert!((shape - 16.0 / 9.0).abs() < 0.05);
        }
    }
}
