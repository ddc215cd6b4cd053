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
    for quality in [Quality::Exact, Quality::Lean] {
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

/// An item measured in 800 × 400 pixels with one box.
fn measured_item() -> std::sync::Arc<ItemDetail> {
    use crate::model::{
        AccountId, Annotation, ContentHash, Id, LabelSet, Level, NodeRef, Shape, Source,
    };
    let rect = Rect::new(500.0, 100.0, 200.0, 160.0);
    let annotation = Annotation {
        id: Id::Number(1),
        label: 0,
        shape: Shape::Box { rect },
        attributes: Vec::new(),
        score: None,
        author: None,
        source: Source::Manual,
        group: None,
        occluded: false,
        crowd: false,
        z: 0,
        result: 0,
        on: 0,
        hash: ContentHash(1),
        verdict: None,
    };
    std::sync::Arc::new(ItemDetail {
        node: NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(1)),
        name: "1".into(),
        size: Some((800, 400)),
        annotations: vec![annotation],
        labels: std::sync::Arc::new(LabelSet::default()),
        facts: Vec::new(),
        pictures: Vec::new(),
        contents: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
        pictured: true,
        video: None,
        problems: Vec::new(),
        hash: ContentHash(1),
        verdict: None,
        flagged: false,
    })
}

#[test]
fn a_frame_made_smaller_shows_its_shapes_where_they_belong() {
    // The shapes of the whole, the zoomed and the panned view fall on the same cells, whether
    // the picture comes in its own size or at a quarter of it.
    for (zoom, center) in [(1.0, (0.5, 0.5)), (3.0, (0.75, 0.45)), (8.0, (1.0, 0.0))] {
        let views = [(800, 400), (400, 200), (201, 100)].map(|size| {
            let mut asked = request(&halves(size.0, size.1), (80, 40));
            asked.detail = Some(measured_item());
            asked.colors = std::sync::Arc::from([Rgb(0, 255, 0)]);
            asked.view = View { zoom, center };
            render(&asked).unwrap()
        });
        let [whole, half, quarter] = &views;
        for other in [half, quarter] {
            assert_eq!(other.image, (800, 400));
            assert_eq!(
                (other.crop, other.columns, other.rows),
                (whole.crop, whole.columns, whole.rows)
            );
            assert_eq!(other.badges, whole.badges);
            let corner = crate::model::Point::new(500.0, 100.0);
            assert_eq!(other.cell_of(corner), whole.cell_of(corner));
        }
        let green = |made: &Picture| -> Vec<usize> {
            let Pixels::Blocks(cells) = &made.pixels else {
                panic!("{made:?}")
            };
            let lit = |color: Rgb| color.1 > 120;
            let cells = cells.iter().enumerate();
            cells
                .filter(|(_, cell)| lit(cell.upper) || lit(cell.lower))
                .map(|(at, _)| at)
                .collect()
        };
        assert_eq!(green(half), green(whole), "zoom {zoom}");
        assert_eq!(green(quarter), green(whole), "zoom {zoom}");
    }
}

#[test]
fn files_draw_on_smaller_frames_too() {
    let colors = [Rgb(0, 255, 0)];
    let item = measured_item();
    let [whole, half] = [(800, 400), (400, 200)].map(|size| {
        let file = to_png(&halves(size.0, size.1), Some(&item), &colors, Some(400)).unwrap();
        image::load_from_memory(&file).unwrap().to_rgb8()
    });
    assert_eq!(whole.dimensions(), half.dimensions());
    let lit = |picture: &RgbImage| -> Vec<bool> {
        picture.pixels().map(|pixel| pixel.0[1] > 120).collect()
    };
    let (whole, half) = (lit(&whole), lit(&half));
    let apart = whole.iter().zip(&half).filter(|(a, b)| a != b).count();
    assert!(apart < 8, "{apart} pixels differ");
}

#[test]
fn a_picture_of_another_shape_keeps_its_own_measure() {
    for (full, item, expected) in [
        ((400, 200), Some((800, 400)), (800, 400)),
        ((401, 200), Some((800, 400)), (800, 400)),
        ((400, 200), Some((400, 800)), (400, 200)),
        ((400, 200), Some((0, 0)), (400, 200)),
        ((400, 200), None, (400, 200)),
        ((3, 2), Some((1_920, 1_080)), (1_920, 1_080)),
    ] {
        assert_eq!(measured(full, item), expected, "{full:?} {item:?}");
    }
}
