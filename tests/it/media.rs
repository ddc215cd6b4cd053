//! Pictures against an independent drawing: `tests/golden/overlay.py` (PIL, numpy, pycocotools)
//! made the files in `tests/golden`.

// Helpers of tests may stop a test.

use std::collections::BTreeMap;
use std::path::PathBuf;

use vidimus::media::decode::decode;
use vidimus::media::overlay::{Canvas, Frame, Ink, paint};
use vidimus::media::{MediaError, Reduction, to_png};
use vidimus::model::{Rect, Shape};

const IMAGE: Rect = Rect::new(0.0, 0.0, 400.0, 280.0);
const WIDTH: usize = 200;
const HEIGHT: usize = 140;
const OUTPUT: (u32, u32) = (200, 140);

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(golden(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn shapes() -> BTreeMap<String, Shape> {
    serde_json::from_slice(&read("shapes.json")).unwrap()
}

/// The golden flags of a kind (`fill`, `line`) of shape, if there are any, so many a pixel's side.
fn flags(kind: &str, name: &str, fine: u32) -> Option<Vec<bool>> {
    let file = std::fs::read(golden(&format!("{kind}_{name}.png"))).ok()?;
    let picture = image::load_from_memory(&file).unwrap().to_luma8();
    assert_eq!(picture.dimensions(), (OUTPUT.0 * fine, OUTPUT.1 * fine));
    Some(picture.pixels().map(|pixel| pixel.0[0] > 127).collect())
}

/// The pixels that a shape lights on a black ground.
fn drawn(shape: &Shape, ink: &Ink) -> Vec<bool> {
    let rgb = vec![0; WIDTH * HEIGHT * 3];
    let mut canvas = Canvas::new(&rgb, OUTPUT).unwrap();
    paint(&mut canvas, &Frame::new(IMAGE, OUTPUT), shape, ink);
    let rgb = canvas.into_rgb(rgb);
    rgb.chunks_exact(3).map(|pixel| pixel[0] > 127).collect()
}

fn count(flags: impl Iterator<Item = bool>) -> usize {
    flags.filter(|&flag| flag).count()
}

/// The middles of the set flags, so many a pixel's side, in pixels.
fn places(flags: &[bool], fine: usize) -> Vec<(f64, f64)> {
    let middle = |at: usize| (at as f64 + 0.5) / fine as f64;
    let set = flags.iter().enumerate().filter(|(_, set)| **set);
    set.map(|(at, _)| (middle(at % (WIDTH * fine)), middle(at / (WIDTH * fine))))
        .collect()
}

/// The farthest that one of `a` lies from all of `b`, in pixels.
fn farthest(a: &[(f64, f64)], b: &[(f64, f64)]) -> f64 {
    let nearest = |(x, y): &(f64, f64)| {
        let apart = b.iter().map(|(u, v)| (x - u).hypot(y - v));
        apart.fold(f64::INFINITY, f64::min)
    };
    a.iter().map(nearest).fold(0.0, f64::max)
}

#[test]
fn fills_cover_what_the_independent_drawing_covers() {
    let mut compared = 0;
    for (name, shape) in shapes() {
        let Some(wanted) = flags("fill", &name, 1) else {
            continue;
        };
        let made = drawn(&shape, &Ink::coverage());
        let both = count(made.iter().zip(&wanted).map(|(a, b)| *a && *b));
        let any = count(made.iter().zip(&wanted).map(|(a, b)| *a || *b));
        assert!(any > 1_000, "{name} covers hardly anything");
        let iou = both as f64 / any as f64;
        assert!(iou >= 0.97, "{name}: IoU {iou:.4}");
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn outlines_lie_where_the_independent_drawing_has_them() {
    let mut compared = 0;
    for (name, shape) in shapes() {
        let Some(wanted) = flags("line", &name, 4) else {
            continue;
        };
        let wanted = places(&wanted, 4);
        for width in [1.0, 1.5] {
            let made = places(&drawn(&shape, &Ink::outline(width)), 1);
            assert!(made.len() > 8, "{name}");
            let (over, missing) = (farthest(&made, &wanted), farthest(&wanted, &made));
            assert!(over <= 1.5, "{name}, width {width}: drawn {over:.2} px off");
            assert!(
                missing <= 1.5,
                "{name}, width {width}: missing by {missing:.2} px"
            );
        }
        compared += 1;
    }
    assert_eq!(compared, 9);
}

/// Mean and worst difference of two pictures' bytes.
fn difference(a: &[u8], b: &[u8]) -> (f64, u8) {
    assert_eq!(a.len(), b.len());
    let apart = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b));
    let sum: f64 = apart.clone().map(f64::from).sum();
    (sum / a.len() as f64, apart.max().unwrap_or(0))
}

#[test]
fn all_eight_orientations_are_displayed_upright() {
    let upright = decode(&read("exif_upright.png"), Reduction::NONE).unwrap();
    let jpegs = (1..=8).map(|number| (format!("exif_{number}.jpg"), 4.0));
    let others = ["png", "webp", "tif"]
        .into_iter()
        .flat_map(|kind| [5, 6].map(|number| (format!("exif_{number}.{kind}"), 0.0)));
    for (name, tolerance) in jpegs.chain(others) {
        let made = decode(&read(&name), Reduction::NONE).unwrap();
        assert_eq!(made.full, upright.full, "{name}");
        let (mean, _) = difference(&made.rgb, &upright.rgb);
        assert!(mean <= tolerance, "{name}: {mean}");
    }
}

#[test]
fn reduced_pictures_are_turned_too() {
    let reduction = Reduction::for_ratio(4.0);
    let upright = decode(&read("exif_1.jpg"), reduction).unwrap();
    for number in 2..=8 {
        let made = decode(&read(&format!("exif_{number}.jpg")), reduction).unwrap();
        assert_eq!((made.full, made.size), ((60, 40), (15, 10)), "{number}");
        let (mean, _) = difference(&made.rgb, &upright.rgb);
        assert!(mean < 6.0, "{number}: {mean}");
    }
}

#[test]
fn unusual_kinds_are_read() {
    let plain = decode(&read("kinds/plain.png"), Reduction::NONE).unwrap();
    let grey: Vec<u8> = image::load_from_memory(&read("kinds/plain.png"))
        .unwrap()
        .to_luma8()
        .pixels()
        .flat_map(|pixel| [pixel.0[0]; 3])
        .collect();
    let cases = [
        ("cmyk.jpg", &plain.rgb, 6.0),
        ("progressive.jpg", &plain.rgb, 4.0),
        ("mislabelled.png", &plain.rgb, 4.0),
        ("palette.png", &plain.rgb, 6.0),
        ("animated.gif", &plain.rgb, 6.0),
        ("animated.webp", &plain.rgb, 0.0),
        ("plain.bmp", &plain.rgb, 0.0),
        ("interlaced.png", &plain.rgb, 0.0),
        ("rgb16.png", &plain.rgb, 0.6),
        ("rgb16.tif", &plain.rgb, 0.6),
        ("cmyk.tif", &plain.rgb, 6.0),
        ("grey.jpg", &grey, 6.0),
        ("grey16.png", &grey, 6.0),
        ("grey16.tif", &grey, 6.0),
    ];
    for (name, wanted, tolerance) in cases {
        let made = decode(&read(&format!("kinds/{name}")), Reduction::NONE).unwrap();
        assert_eq!((made.size, &made.problem), ((60, 40), &None), "{name}");
        let (mean, _) = difference(&made.rgb, wanted);
        assert!(mean <= tolerance, "{name}: {mean}");
    }
    let clear = decode(&read("kinds/clear.png"), Reduction::NONE).unwrap();
    assert_eq!(clear.rgb[..3], [230, 20, 20], "opaque stays");
    let middle = (38 * 60 + 55) * 3;
    assert_eq!(clear.rgb[middle..middle + 3], [128; 3], "clear is mid-grey");
}

#[test]
fn cmyk_looks_the_same_reduced() {
    let half = Reduction::for_ratio(2.0);
    let plain = decode(&read("kinds/plain.png"), half).unwrap();
    let cmyk = decode(&read("kinds/cmyk.jpg"), half).unwrap();
    let (mean, _) = difference(&plain.rgb, &cmyk.rgb);
    assert!(mean < 8.0, "{mean}");
}

#[test]
fn not_pictures_are_told_in_plain_words() {
    let cases: [(&[u8], &str); 3] = [
        (b"", "the file is empty"),
        (b"<html><body>404", "it looks like a web page"),
        (b"GIF89a\x05", "this GIF is cut off"),
    ];
    for (bytes, words) in cases {
        let why = to_png(bytes, None, &[], None).unwrap_err().to_string();
        assert!(why.contains(words), "{why}");
    }
    let empty = MediaError::Empty;
    assert_eq!(decode(b"", Reduction::NONE), Err(empty));
}
