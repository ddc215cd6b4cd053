//! Tests of `decode`.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::*;

/// A picture of slow ramps, encoded.
fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 90])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

fn crc(data: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 {
            0xedb8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    !data
        .iter()
        .fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

/// A PNG that claims a size and holds next to nothing.
fn claimed_png(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    out.extend(&header);
    out.extend(crc(&header).to_be_bytes());
    out.extend(b"\0\0\0\0IDAT");
    out.extend(crc(b"IDAT").to_be_bytes());
    out
}

#[test]
fn reduction_never_falls_below_the_output() {
    let cases = [
        (0.2, 1),
        (1.0, 1),
        (1.9, 1),
        (2.0, 2),
        (7.9, 4),
        (8.0, 8),
        (99.0, 8),
    ];
    for (ratio, divisor) in cases {
        assert_eq!(Reduction::for_ratio(ratio).divisor(), divisor, "{ratio}");
    }
    assert_eq!(Reduction::for_ratio(f64::NAN), Reduction::NONE);
}

#[test]
fn every_format_decodes_at_every_reduction() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::Gif,
    ] {
        let bytes = file(150, 90, format);
        for reduction in Reduction::ALL {
            let picture = decode(&bytes, reduction).unwrap();
            let (width, height) = picture.size;
            assert_eq!(picture.full, (150, 90));
            assert!(
                width.abs_diff(150 / reduction.divisor()) <= 1,
                "{format:?} {reduction:?}"
            );
            assert_eq!(picture.rgb.len(), byte_count(picture.size, 3));
            assert_eq!(picture.problem, None);
            let middle = (byte_count((width, height / 2), 3)) + width as usize / 2 * 3;
            let (red, green) = (picture.rgb[middle], picture.rgb[middle + 1]);
            assert!(
                red.abs_diff(127) < 25 && green.abs_diff(127) < 25,
                "{format:?}: {red} {green}"
            );
        }
    }
}

#[test]
fn huge_claims_are_refused_before_decoding() {
    let refused = MediaError::TooManyPixels {
        width: 30_000,
        height: 30_000,
    };
    assert_eq!(
        decode(&claimed_png(30_000, 30_000), Reduction::NONE),
        Err(refused.clone())
    );
    assert_eq!(
        refused.to_string(),
        "30000 × 30000 pixels, the limit is 200 megapixels"
    );
    let mut jpeg = file(16, 16, ImageFormat::Jpeg);
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    for reduction in Reduction::ALL {
        assert!(matches!(
            decode(&jpeg, reduction),
            Err(MediaError::TooManyPixels {
                width: 65_535,
                height: 65_535
            })
        ));
    }
    assert!(matches!(
        dimensions(&claimed_png(0, 5)),
        Err(MediaError::Malformed { .. } | MediaError::Unsupported { .. })
    ));
}

/// A small picture of a format whose header claims a size far beyond the limit.
fn bomb(format: ImageFormat) -> Vec<u8> {
    let mut bytes = file(16, 16, format);
    match format {
        ImageFormat::Bmp => {
            bytes[18..22].copy_from_slice(&30_000_u32.to_le_bytes());
            bytes[22..26].copy_from_slice(&30_000_u32.to_le_bytes());
        }
        ImageFormat::Gif => bytes[6..10].fill(0xff),
        ImageFormat::WebP => {
            assert_eq!(&bytes[12..16], b"VP8L");
            // Sides less one in 14 bits each.
            let sides = 16_382_u32 | 16_382 << 14;
            bytes[21..25].copy_from_slice(&sides.to_le_bytes());
        }
        ImageFormat::Tiff => {
            assert_eq!(&bytes[..4], b"II*\0");
            let entries = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize + 2;
            for at in 0..12 {
                let entry = &mut bytes[entries + at * 12..][..12];
                if matches!(entry[..2], [0, 1] | [1, 1]) {
                    entry[8..10].copy_from_slice(&60_000_u16.to_le_bytes());
                }
            }
        }
        other => panic!("{other:?}"),
    }
    bytes
}

#[test]
fn every_format_refuses_a_huge_claim() {
    for format in [
        ImageFormat::Bmp,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Tiff,
    ] {
        let bytes = bomb(format);
        for reduction in [Reduction::NONE, Reduction(8)] {
            let why = decode(&bytes, reduction).unwrap_err();
            // That the strips of a TIFF do not add up to its size is found even before.
            let named = match why {
                MediaError::TooManyPixels { .. } | MediaError::TooMuchMemory(_) => true,
                MediaError::Malformed { .. } => format == ImageFormat::Tiff,
                _ => false,
            };
            assert!(named, "{format:?}: {why:?}");
        }
        assert!(dimensions(&bytes).is_err(), "{format:?}");
    }
}

#[test]
fn cut_files_show_what_they_have_or_say_so() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Bmp] {
        let bytes = file(400, 300, format);
        for reduction in [Reduction::NONE, Reduction(4)] {
            let half = decode(&bytes[..bytes.len() / 2], reduction).unwrap();
            assert_eq!(half.full, (400, 300));
            assert!(half.problem.is_some(), "{format:?}");
        }
        assert!(matches!(
            decode(&bytes[..30], Reduction::NONE),
            Err(MediaError::Truncated(_) | MediaError::Malformed { .. })
        ));
    }
    let why = decode(&claimed_png(50, 50), Reduction::NONE).unwrap_err();
    assert!(matches!(why, MediaError::Truncated(Format::Png)), "{why:?}");
}

#[test]
fn no_cut_and_no_flipped_byte_panics() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::Gif,
    ] {
        let bytes = file(40, 30, format);
        for at in 0..bytes.len().min(220) {
            let mut broken = bytes.clone();
            broken[at] ^= 0xff;
            for part in [&broken[..], &bytes[..at]] {
                if let Ok(picture) = decode(part, Reduction(2)) {
                    assert_eq!(picture.rgb.len(), byte_count(picture.size, 3));
                }
            }
        }
    }
}
