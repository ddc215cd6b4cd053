//! Cropping and scaling of red, green, blue pixels in one step.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::decode::Decoded;
use super::error::MediaError;
use crate::model::{Rect, Text};

/// Enlargements beyond this show plain squares, so that single pixels can be judged; below it
/// squares of uneven size would mislead, and a smooth curve is used.
const SQUARES_FROM: f64 = 3.0;

/// Cuts a part (in pixels of the whole picture) out of a decoded picture and scales it to a size.
///
/// # Errors
/// [`MediaError::Fault`] when the scaler refuses, which a valid picture cannot cause.
pub fn scale(picture: &Decoded, crop: Rect, to: (u32, u32)) -> Result<Vec<u8>, MediaError> {
    let covers = picture.covers;
    let across = picture.size.0 as f32 / covers.width.max(1.0);
    let down = picture.size.1 as f32 / covers.height.max(1.0);
    let crop = Rect::new(
        (crop.x - covers.x) * across,
        (crop.y - covers.y) * down,
        crop.width * across,
        crop.height * down,
    );
    scale_rgb(&picture.rgb, picture.size, crop, to)
}

/// The same for bare pixels of a size, with the part in these pixels.
pub(super) fn scale_rgb(
    rgb: &[u8],
    size: (u32, u32),
    crop: Rect,
    to: (u32, u32),
) -> Result<Vec<u8>, MediaError> {
    let (_, width) = inside(crop.x, crop.width, size.0);
    let (_, height) = inside(crop.y, crop.height, size.1);
    let shrink = (width / f64::from(to.0.max(1))).min(height / f64::from(to.1.max(1)));
    let algorithm = if shrink >= 2.0 {
        ResizeAlg::Convolution(FilterType::Box)
    } else if shrink >= 1.0 {
        ResizeAlg::Convolution(FilterType::Bilinear)
    } else if shrink > 1.0 / SQUARES_FROM {
        ResizeAlg::Convolution(FilterType::CatmullRom)
    } else {
        ResizeAlg::Nearest
    };
    resize(rgb, size, crop, to, algorithm)
}

/// All of bare pixels, smoothly, however much they are enlarged.
pub(super) fn scale_smooth(
    rgb: &[u8],
    size: (u32, u32),
    to: (u32, u32),
) -> Result<Vec<u8>, MediaError> {
    let whole = Rect::new(0.0, 0.0, size.0 as f32, size.1 as f32);
    let smooth = ResizeAlg::Convolution(FilterType::Bilinear);
    resize(rgb, size, whole, to, smooth)
}

fn resize(
    rgb: &[u8],
    size: (u32, u32),
    crop: Rect,
    to: (u32, u32),
    algorithm: ResizeAlg,
) -> Result<Vec<u8>, MediaError> {
    let fault = |why: String| MediaError::Fault(Text::line(&why));
    let to = (to.0.max(1), to.1.max(1));
    let source = ImageRef::new(size.0, size.1, rgb, PixelType::U8x3)
        .map_err(|why| fault(why.to_string()))?;
    let (left, width) = inside(crop.x, crop.width, size.0);
    let (top, height) = inside(crop.y, crop.height, size.1);
    let options = ResizeOptions::new()
        .crop(left, top, width, height)
        .resize_alg(algorithm)
        .use_alpha(false);
    let mut out = Image::new(to.0, to.1, PixelType::U8x3);
    Resizer::new()
        .resize(&source, &mut out, &options)
        .map_err(|why| fault(why.to_string()))?;
    Ok(out.into_vec())
}

/// A stretch within 0 to `side`, of at least a tiny length; NaN counts as the whole side.
fn inside(from: f32, length: f32, side: u32) -> (f64, f64) {
    let side = f64::from(side.max(1));
    let length = if length > 0.0 {
        f64::from(length).min(side)
    } else {
        side
    };
    let from = f64::from(from).clamp(0.0, side - length);
    (if from.is_nan() { 0.0 } else { from }, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(width: u32, height: u32) -> Decoded {
        let rgb = (0..width * height)
            .flat_map(|at| [(at % width * 10) as u8, (at / width * 10) as u8, 0])
            .collect();
        Decoded {
            full: (width, height),
            size: (width, height),
            covers: Rect::new(0.0, 0.0, width as f32, height as f32),
            rgb,
            problem: None,
        }
    }

    #[test]
    fn shrinking_averages_and_enlarging_keeps_pixels() {
        let picture = steps(8, 8);
        let whole = Rect::new(0.0, 0.0, 8.0, 8.0);
        let small = scale(&picture, whole, (2, 2)).unwrap();
        assert_eq!(&small[..6], [15, 15, 0, 55, 15, 0]);
        let part = scale(&picture, Rect::new(2.0, 3.0, 2.0, 2.0), (8, 8)).unwrap();
        assert_eq!(&part[..3], [20, 30, 0]);
        assert_eq!(&part[3 * 4..3 * 5], [30, 30, 0]);
        assert_eq!(&part[8 * 8 * 3 - 3..], [30, 40, 0]);
    }

    #[test]
    fn odd_crops_never_fail() {
        let picture = steps(5, 3);
        for crop in [
            Rect::new(-4.0, 9.0, 100.0, 0.0),
            Rect::new(f32::NAN, f32::NAN, f32::NAN, f32::INFINITY),
            Rect::new(4.9, 2.9, 0.001, 0.001),
            Rect::new(1e30, 1e30, 1e30, 1e30),
        ] {
            assert_eq!(
                scale(&picture, crop, (7, 4)).unwrap().len(),
                7 * 4 * 3,
                "{crop:?}"
            );
        }
    }
}
