//! Tests of `render`.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::*;
use crate::media::encode::Quality;
use crate::media::request::tests::request;
use crate::model::picture::View;

/// A picture whose left half is red and right half is blue.
fn halves(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 {
            [250, 0, 0]
        } else {
            [0, 0, 250]
        })
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut out, ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

#[test]
fn half_blocks_fill_the_cells() {
    let made = render(&request(&halves(800, 400), (80, 40))).unwrap();
    assert_eq!((made.columns, made.rows, made.image), (80, 20, (800, 400)));
    let Pixels::Blocks(cells) = &made.pixels else {
        panic!("{made:?}")
    };
    assert_eq!(cells.len(), 80 * 20);
    assert_eq!(cells[0].upper, Rgb(250, 0, 0));
    assert_eq!(cells[79].lower, Rgb(0, 0, 250));
    assert_eq!(
        made.serial,
        render(&request(&halves(800, 400), (80, 40)))
            .unwrap()
            .serial
    );
}

#[test]
fn zoom_shows_a_part() {
    let mut asked = request(&halves(800, 400), (80, 40));
    asked.view = View {
        zoom: 4.0,
        center: (0.9, 0.5),
    };
    let made = render(&asked).unwrap();
    assert_eq!(made.crop, Rect::new(600.0, 100.0, 200.0, 200.0));
    let Pixels::Blocks(cells) = &made.pixels else {
        panic!("{made:?}")
    };
    assert!(cells.iter().all(|cell| cell.upper == Rgb(0, 0, 250)));
}

#[test]
fn kitty_gets_a_png_of_the_cells_size() {
    let mut asked = request(&halves(800, 400), (80, 40));
    asked.graphics = Graphics::Kitty;
    asked.cell = Some((10, 20));
    for quality in [Quality::Exact, Quality::Palette] {
        asked.quality = quality;
        let made = render(&asked).unwrap();
        let Pixels::Png(file) = &made.pixels else {
            panic!("{made:?}")
        };
        let picture = image::load_from_memory(file).unwrap();
        assert_eq!((picture.width(), picture.height()), (800, 400));
    }
    asked.graphics = Graphics::Off;
    assert_eq!(render(&asked).unwrap_err(), MediaError::Off);
}

#[test]
fn files_keep_or_limit_their_size() {
    let bytes = halves(300, 100);
    for (most, size) in [
        (None, (300, 100)),
        (Some(1_000), (300, 100)),
        (Some(150), (150, 50)),
        (Some(0), (1, 1)),
    ] {
        let file = to_png(&bytes, None, &[], most).unwrap();
        let picture = image::load_from_memory(&file).unwrap();
        assert_eq!((picture.width(), picture.height()), size);
    }
    assert_eq!(to_png(b"", None, &[], None), Err(MediaError::Empty));
}
