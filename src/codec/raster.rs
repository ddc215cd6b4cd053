//! What is needed of a picture file without drawing it: its size, and the mask that its
//! transparency is.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::limits::{MASK_PIXELS, PAINTED_PIXELS, PICTURE_ALLOC_BYTES};
use crate::model::{Mask, Orientation, Text};

use super::bitmap::Bits;

/// Width and height of the displayed orientation, read from the file's header.
///
/// # Errors
/// In words, for bytes that are no picture.
pub fn size(bytes: &[u8]) -> Result<(u32, u32), Text> {
    let mut decoder = reader(bytes)?.into_decoder().map_err(words)?;
    let exif = decoder.orientation().map_or(1, |found| found.to_exif());
    let (width, height) = decoder.dimensions();
    match Orientation::from_exif(u32::from(exif)).swaps_sides() {
        true => Ok((height, width)),
        false => Ok((width, height)),
    }
}

/// The pixels of a picture that are not wholly transparent, and its size. In a picture without
/// transparency those that are not black.
///
/// # Errors
/// In words, for bytes that are no picture and pictures above the limits.
pub fn mask(bytes: &[u8]) -> Result<(Mask, (u32, u32)), Text> {
    let mut reader = reader(bytes)?;
    let mut limits = Limits::default();
    limits.max_alloc = u64::try_from(PICTURE_ALLOC_BYTES).ok();
    reader.limits(limits);
    let (width, height) = size(bytes)?;
    if u64::from(width) * u64::from(height) > MASK_PIXELS {
        return Err("the mask has more pixels than the limit".into());
    }
    let picture = reader.decode().map_err(words)?;
    let size = (picture.width(), picture.height());
    let set: Vec<u8> = match picture.color().has_alpha() {
        true => alpha(&picture),
        false => picture.into_luma8().into_raw(),
    };
    let bits = Bits::from_bytes(size.0, size.1, &set).ok_or("the mask is larger than the limit")?;
    Ok((bits.to_mask(0, 0), size))
}

/// A picture in which colours are what counts, three bytes a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Painted {
    size: (u32, u32),
    pixels: Vec<u8>,
    gray: bool,
}

impl Painted {
    /// Decodes a picture.
    ///
    /// # Errors
    /// In words, for bytes that are no picture and pictures above the limits.
    pub fn new(bytes: &[u8]) -> Result<Self, Text> {
        let mut reader = reader(bytes)?;
        let mut limits = Limits::default();
        limits.max_alloc = u64::try_from(PICTURE_ALLOC_BYTES).ok();
        reader.limits(limits);
        let decoder = reader.into_decoder().map_err(words)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > PAINTED_PIXELS {
            return Err("the picture of masks has more pixels than the limit".into());
        }
        // A picture of levels has numbers instead of colours; a palette comes as colours.
        let gray = !decoder.color_type().has_color();
        let picture = DynamicImage::from_decoder(decoder).map_err(words)?;
        Ok(Self {
            size: (width, height),
            pixels: picture.into_rgb8().into_raw(),
            gray,
        })
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// It has levels of gray, whose value is their number.
    pub fn is_gray(&self) -> bool {
        self.gray
    }

    /// Its rows of red, green and blue.
    pub fn rows(&self) -> impl Iterator<Item = &[[u8; 3]]> {
        let width = usize::try_from(self.size.0.max(1)).unwrap_or(usize::MAX);
        self.pixels.as_chunks::<3>().0.chunks_exact(width)
    }

    /// One of its rows.
    pub fn row(&self, y: u32) -> Option<&[[u8; 3]]> {
        let width = usize::try_from(self.size.0).ok()?;
        let from = width.checked_mul(usize::try_from(y).ok()?)?;
        self.pixels
            .as_chunks::<3>()
            .0
            .get(from..from.checked_add(width)?)
    }
}

fn alpha(picture: &DynamicImage) -> Vec<u8> {
    let pixels = picture.to_rgba8();
    pixels.pixels().map(|pixel| pixel.0[3]).collect()
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, Text> {
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(words)
}

fn words(error: impl std::fmt::Display) -> Text {
    Text::line(&error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(picture: &RgbaImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_is_not_transparent_is_the_mask() {
        let mut picture = RgbaImage::new(5, 4);
        picture.put_pixel(1, 2, Rgba([0, 0, 0, 255]));
        picture.put_pixel(2, 2, Rgba([9, 9, 9, 1]));
        let bytes = png(&picture);
        assert_eq!(size(&bytes).unwrap(), (5, 4));
        let (mask, size) = mask(&bytes).unwrap();
        assert_eq!(size, (5, 4));
        assert_eq!(mask.spans().collect::<Vec<_>>(), [(2, 1, 3)]);
    }

    #[test]
    fn without_transparency_what_is_not_black_is_the_mask() {
        let mut picture = image::GrayImage::new(3, 2);
        picture.put_pixel(2, 1, image::Luma([200]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let (mask, _) = mask(&bytes.into_inner()).unwrap();
        assert_eq!(mask.spans().collect::<Vec<_>>(), [(1, 2, 3)]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(tail in proptest::collection::vec(0_u8..=255, 0..80)) {
            let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
            bytes.extend(tail);
            let _ = (size(&bytes), mask(&bytes));
        }
    }
}
