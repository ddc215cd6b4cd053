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
    let other = || generic::decode(bytes, Format::Jpeg, reduction);
    let stored = match open(bytes) {
        Err(why) => other().map_err(|_| why),
        Ok((decoder, head)) => {
            check_size(Format::Jpeg, head.size.0, head.size.1)?;
            let plain = matches!(head.pixels, PixelFormat::L8 | PixelFormat::RGB24)
                && head.process != CodingProcess::Lossless;
            if plain && (reduction == Reduction::NONE || cut) {
                other().or_else(|_| reduced(decoder, &head, reduction))
            } else {
                reduced(decoder, &head, reduction).or_else(|why| other().map_err(|_| why))
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

/// The displayed size, from the header.
pub(super) fn dimensions(bytes: &[u8]) -> Result<(u32, u32), MediaError> {
    let Ok((decoder, head)) = open(bytes) else {
        return generic::dimensions(bytes, Format::Jpeg);
    };
    let (width, height) = head.size;
    check_size(Format::Jpeg, width, height)?;
    Ok(if orientation(&decoder).swaps_sides() {
        (height, width)
    } else {
        (width, height)
    })
}

struct Head {
    size: (u32, u32),
    pixels: PixelFormat,
    process: CodingProcess,
}

type Reading<'a> = Decoder<Cursor<&'a [u8]>>;

/// A decoder that has read the header.
fn open(bytes: &[u8]) -> Result<(Reading<'_>, Head), MediaError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_max_decoding_buffer_size(PICTURE_ALLOC_BYTES);
    decoder.read_info().map_err(plain_error)?;
    let info = decoder
        .info()
        .ok_or_else(|| super::malformed(Format::Jpeg, "it has no header"))?;
    let head = Head {
        size: (info.width.into(), info.height.into()),
        pixels: info.pixel_format,
        process: info.coding_process,
    };
    Ok((decoder, head))
}

/// Decodes with `jpeg-decoder` at a reduced scale.
fn reduced(
    mut decoder: Reading<'_>,
    head: &Head,
    reduction: Reduction,
) -> Result<Stored, MediaError> {
    let full = head.size;
    let mut divisor = 1;
    if reduction != Reduction::NONE && head.process != CodingProcess::Lossless {
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
    let rgb = match head.pixels {
        PixelFormat::RGB24 => data,
        PixelFormat::L8 => rgb::from_grey(&data),
        PixelFormat::L16 => rgb::from_grey_wide(&data),
        PixelFormat::CMYK32 => rgb::from_cmyk(&data),
    };
    if rgb.len() != byte_count(size, 3) {
        return Err(super::malformed(Format::Jpeg, "pixels are missing"));
    }
    Ok(Stored {
        full,
        size,
        divisor,
        rgb,
        orientation: orientation(&decoder),
        problem: None,
    })
}

fn orientation(decoder: &Reading<'_>) -> Orientation {
    decoder
        .exif_data()
        .and_then(ExifOrientation::from_exif_chunk)
        .map_or(Orientation::Normal, |found| {
            Orientation::from_exif(found.to_exif().into())
        })
}

fn size_of(decoder: &Reading<'_>) -> Result<(u32, u32), MediaError> {
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
