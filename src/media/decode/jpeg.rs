//! JPEG: reduced in the decoder's cosine transform when less than full size is wanted.
//!
//! `jpeg-decoder` reads every kind (grey, RGB, CMYK and YCCK, lossless 16 bit) and can reduce, the
//! `image` crate's decoder is faster at full size and tolerates cut files. Whichever suits goes
//! first, the other one is the fallback.

use std::io::Cursor;

use image::metadata::Orientation as ExifOrientation;
use jpeg_decoder::{CodingProcess, Decoder, Error, PixelFormat};

use super::{Reduction, Stored, byte_count, check_size, generic, rgb};
use crate::limits::PICTURE_ALLOC_BYTES;
use crate::media::error::{Format, MediaError};
use crate::model::{Orientation, Text};

/// Decodes; see the module.
pub(super) fn decode(bytes: &[u8], reduction: Reduction) -> Result<Stored, MediaError> {
    let cut = is_cut(bytes);
    let stored = match header(bytes) {
        Err(why) => generic::decode(bytes, Format::Jpeg, reduction).map_err(|_| why),
        Ok(head) => {
            check_size(Format::Jpeg, head.width, head.height)?;
            let plain = matches!(head.pixels, PixelFormat::L8 | PixelFormat::RGB24)
                && head.process != CodingProcess::Lossless;
            if plain && (reduction == Reduction::NONE || cut) {
                generic::decode(bytes, Format::Jpeg, reduction)
                    .or_else(|_| reduced(bytes, reduction, head.process))
            } else {
                reduced(bytes, reduction, head.process)
                    .or_else(|why| generic::decode(bytes, Format::Jpeg, reduction).map_err(|_| why))
            }
        }
    };
    match stored {
        Ok(mut stored) => {
            if cut && stored.problem.is_none() {
                stored.problem = Some(Text::line("the JPEG is cut off: the rest is missing"));
            }
            Ok(stored)
        }
        Err(MediaError::Malformed { .. }) if cut => Err(MediaError::Truncated(Format::Jpeg)),
        Err(why) => Err(why),
    }
}

struct Head {
    width: u32,
    height: u32,
    pixels: PixelFormat,
    process: CodingProcess,
}

fn header(bytes: &[u8]) -> Result<Head, MediaError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.read_info().map_err(plain_error)?;
    let info = decoder
        .info()
        .ok_or_else(|| super::malformed(Format::Jpeg, "it has no header"))?;
    Ok(Head {
        width: info.width.into(),
        height: info.height.into(),
        pixels: info.pixel_format,
        process: info.coding_process,
    })
}

/// Decodes with `jpeg-decoder` at a reduced scale.
fn reduced(
    bytes: &[u8],
    reduction: Reduction,
    process: CodingProcess,
) -> Result<Stored, MediaError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_max_decoding_buffer_size(PICTURE_ALLOC_BYTES);
    decoder.read_info().map_err(plain_error)?;
    let full = size_of(&decoder)?;
    let mut divisor = 1;
    if reduction != Reduction::NONE && process != CodingProcess::Lossless {
        let part =
            |side: u32| u16::try_from(side.div_ceil(reduction.divisor())).unwrap_or(u16::MAX);
        let (width, _) = decoder
            .scale(part(full.0), part(full.1))
            .map_err(plain_error)?;
        // The decoder offers 1/8, 1/4, 1/2 and 1, rounded up.
        divisor = Reduction::ALL
            .into_iter()
            .map(Reduction::divisor)
            .find(|divisor| full.0.div_ceil(*divisor) == u32::from(width))
            .unwrap_or(1);
    }
    let data = decoder.decode().map_err(plain_error)?;
    let size = size_of(&decoder)?;
    let format = decoder.info().map(|info| info.pixel_format);
    let rgb = match format {
        Some(PixelFormat::RGB24) => data,
        Some(PixelFormat::L8) => rgb::from_grey(&data),
        Some(PixelFormat::L16) => rgb::from_grey_wide(&data),
        Some(PixelFormat::CMYK32) => rgb::from_cmyk(&data),
        None => Vec::new(),
    };
    if rgb.len() != byte_count(size, 3) {
        return Err(super::malformed(Format::Jpeg, "pixels are missing"));
    }
    let orientation = decoder
        .exif_data()
        .and_then(ExifOrientation::from_exif_chunk)
        .map_or(Orientation::Normal, |found| {
            Orientation::from_exif(found.to_exif().into())
        });
    Ok(Stored {
        full,
        size,
        divisor,
        rgb,
        orientation,
        problem: None,
    })
}

fn size_of<R: std::io::Read>(decoder: &Decoder<R>) -> Result<(u32, u32), MediaError> {
    decoder
        .info()
        .map(|info| (info.width.into(), info.height.into()))
        .ok_or_else(|| super::malformed(Format::Jpeg, "it has no header"))
}

fn plain_error(error: Error) -> MediaError {
    match error {
        Error::Io(why) if why.kind() == std::io::ErrorKind::UnexpectedEof => {
            MediaError::Truncated(Format::Jpeg)
        }
        Error::Unsupported(_) => MediaError::Unsupported {
            format: Format::Jpeg,
            why: Text::line(&error.to_string()),
        },
        other => super::malformed(Format::Jpeg, &other.to_string()),
    }
}

/// Whether the end marker is missing after the last scan. Inside a scan neither marker can occur,
/// so that this needs no decoding; a thumbnail's own end does not count.
fn is_cut(bytes: &[u8]) -> bool {
    let last = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xff, marker]);
    match last(0xd9) {
        None => true,
        Some(end) => bytes
            .get(end..)
            .is_some_and(|rest| rest.windows(2).any(|pair| pair == [0xff, 0xda])),
    }
}
