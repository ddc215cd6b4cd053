//! Every format through the `image` crate, within its own limits too.

use std::io::Cursor;

use image::{ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::{Reduction, Stored, byte_count, check_size, malformed, rgb};
use crate::limits::PICTURE_ALLOC_BYTES;
use crate::media::error::{Format, MediaError};
use crate::media::scale;
use crate::model::{Orientation, Rect, Text};

/// Value of the bytes that a cut file leaves unwritten: mid-grey.
const UNREAD: u8 = 0x80;

/// Decodes the first frame and reduces it afterwards.
pub(super) fn decode(
    bytes: &[u8],
    format: Format,
    reduction: Reduction,
) -> Result<Stored, MediaError> {
    let mut decoder = open(bytes, format)?;
    let full = decoder.dimensions();
    check_size(format, full.0, full.1)?;
    let orientation = decoder.orientation().map_or(Orientation::Normal, |o| {
        Orientation::from_exif(o.to_exif().into())
    });
    let color = decoder.color_type();
    let length = byte_count(full, usize::from(color.bytes_per_pixel()));
    if length > PICTURE_ALLOC_BYTES || usize::try_from(decoder.total_bytes()) != Ok(length) {
        return Err(MediaError::TooMuchMemory(format));
    }
    let mut data = vec![UNREAD; length];
    let mut problem = None;
    if let Err(why) = decoder.read_image(&mut data) {
        if data.iter().all(|&byte| byte == UNREAD) {
            return Err(plain_error(format, why));
        }
        problem = Some(Text::line(&format!(
            "the {format} is damaged or cut off: a part is missing"
        )));
    }
    let rgb = rgb::from_color_type(data, color)
        .filter(|rgb| rgb.len() == byte_count(full, 3))
        .ok_or_else(|| MediaError::Unsupported {
            format,
            why: Text::line("its kind of pixels is unknown"),
        })?;
    let stored = Stored {
        full,
        size: full,
        divisor: 1,
        rgb,
        orientation,
        problem,
    };
    reduce(stored, reduction)
}

/// The displayed size, from the header.
pub(super) fn dimensions(bytes: &[u8], format: Format) -> Result<(u32, u32), MediaError> {
    let mut decoder = open(bytes, format)?;
    let (width, height) = decoder.dimensions();
    check_size(format, width, height)?;
    let orientation = decoder.orientation().map_or(Orientation::Normal, |o| {
        Orientation::from_exif(o.to_exif().into())
    });
    Ok(if orientation.swaps_sides() {
        (height, width)
    } else {
        (width, height)
    })
}

/// Shrinks what was decoded whole, so that a kept picture is as small as its use allows.
fn reduce(stored: Stored, reduction: Reduction) -> Result<Stored, MediaError> {
    let divisor = reduction.divisor();
    let size = (stored.full.0 / divisor, stored.full.1 / divisor);
    if divisor == 1 || size.0 == 0 || size.1 == 0 {
        return Ok(stored);
    }
    // Only whole blocks, so that every held pixel stands for exactly divisor × divisor.
    let crop = Rect::new(
        0.0,
        0.0,
        (size.0 * divisor) as f32,
        (size.1 * divisor) as f32,
    );
    let rgb = scale::scale_rgb(&stored.rgb, stored.full, crop, size)?;
    Ok(Stored {
        size,
        divisor,
        rgb,
        ..stored
    })
}

fn open(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, MediaError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), crate_format(format));
    let mut limits = Limits::default();
    limits.max_alloc = u64::try_from(PICTURE_ALLOC_BYTES).ok();
    reader.limits(limits);
    reader
        .into_decoder()
        .map_err(|why| plain_error(format, why))
}

fn crate_format(format: Format) -> ImageFormat {
    match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
        Format::Bmp => ImageFormat::Bmp,
        Format::Tiff => ImageFormat::Tiff,
        Format::Gif => ImageFormat::Gif,
    }
}

fn plain_error(format: Format, error: ImageError) -> MediaError {
    let words = error.to_string();
    let lower = words.to_lowercase();
    let ended = [
        "unexpected end",
        "unexpected eof",
        "failed to fill whole buffer",
        "exhausted",
    ]
    .iter()
    .any(|sign| lower.contains(sign));
    match error {
        ImageError::Limits(_) => MediaError::TooMuchMemory(format),
        ImageError::IoError(why) if why.kind() == std::io::ErrorKind::UnexpectedEof => {
            MediaError::Truncated(format)
        }
        _ if ended => MediaError::Truncated(format),
        ImageError::Unsupported(_) => MediaError::Unsupported {
            format,
            why: Text::line(&words),
        },
        _ => malformed(format, &words),
    }
}
