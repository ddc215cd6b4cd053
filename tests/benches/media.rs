//! What pictures cost, each beside the floor or the peer measured in the same run.
//!
//! `cargo bench --bench media`; the ratios that matter: `render_12mp_to_half_blocks` to
//! `floor_12mp_reduced_decode_and_resize` at most 1.35, `overlay_5000_shapes` under 30 ms.

// A bench that cannot go on stops, like a test.
#![allow(clippy::unwrap_used)]

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};
use vidimus::media::decode::decode;
use vidimus::media::overlay;
use vidimus::media::render::finish;
use vidimus::media::scale::scale;
use vidimus::media::{Pool, Quality, Reduction, RenderRequest, Slot, render};
use vidimus::model::geometry::{Joint, Visibility};
use vidimus::model::picture::{Graphics, OverlayStyle, View};
use vidimus::model::{
    AccountId, Annotation, ContentHash, Id, ItemDetail, LabelSet, Mask, NodeRef, Point, Rect, Rgb,
    Shape, Source, Text,
};

fn main() {
    divan::main();
}

/// A grainy photograph-like picture: smooth colours with noise.
fn photo(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 28) as f32;
        let wave = |a: f32| ((a.sin() + 1.0) * 115.0 + grain) as u8;
        image::Rgb([
            wave(x as f32 / 90.0),
            wave(y as f32 / 70.0),
            wave((x + y) as f32 / 200.0),
        ])
    })
}

static PHOTO_12MP: LazyLock<RgbImage> = LazyLock::new(|| photo(4_000, 3_000));

static JPEG_12MP: LazyLock<Arc<[u8]>> = LazyLock::new(|| {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 88)
        .encode_image(&*PHOTO_12MP)
        .unwrap();
    out.into()
});

static PNG_2MP: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(photo(1_600, 1_200))
        .write_to(&mut out, ImageFormat::Png)
        .unwrap();
    out.into_inner()
});

#[divan::bench(args = [1, 2, 4, 8], sample_count = 10)]
fn decode_12mp_jpeg(bencher: Bencher, divisor: u32) {
    let reduction = Reduction::for_ratio(divisor.into());
    let bytes = &*JPEG_12MP;
    bencher.bench(|| decode(black_box(bytes), reduction).unwrap());
}

#[divan::bench(sample_count = 10)]
fn peer_image_crate_decode_12mp_jpeg(bencher: Bencher) {
    let bytes = &*JPEG_12MP;
    bencher.bench(|| image::load_from_memory(black_box(bytes)).unwrap());
}

#[divan::bench(sample_count = 10)]
fn decode_2mp_png(bencher: Bencher) {
    let bytes = &*PNG_2MP;
    bencher.bench(|| decode(black_box(bytes), Reduction::NONE).unwrap());
}

#[divan::bench(sample_count = 20)]
fn resize_12mp_to_1000(bencher: Bencher) {
    let picture = decode(&JPEG_12MP, Reduction::NONE).unwrap();
    let whole = Rect::new(0.0, 0.0, 4_000.0, 3_000.0);
    bencher.bench(|| scale(black_box(&picture), whole, (1_000, 750)).unwrap());
}

#[divan::bench(sample_count = 10)]
fn peer_image_crate_resize_12mp_to_1000(bencher: Bencher) {
    let picture = &*PHOTO_12MP;
    let filter = image::imageops::FilterType::Triangle;
    bencher.bench(|| image::imageops::resize(black_box(picture), 1_000, 750, filter));
}

/// The least that any program of this kind has to do.
#[divan::bench(sample_count = 20)]
fn floor_12mp_reduced_decode_and_resize(bencher: Bencher) {
    let bytes = &*JPEG_12MP;
    bencher.bench(|| {
        let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(&bytes[..]));
        let (width, height) = decoder.scale(500, 375).unwrap();
        let data = decoder.decode().unwrap();
        let from = ImageRef::new(width.into(), height.into(), &data, PixelType::U8x3).unwrap();
        let mut to = Image::new(128, 96, PixelType::U8x3);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box));
        Resizer::new().resize(&from, &mut to, &options).unwrap();
        to
    });
}

#[divan::bench(sample_count = 20)]
fn render_12mp_to_half_blocks(bencher: Bencher) {
    let request = request(Graphics::Blocks, 20);
    bencher.bench(|| render(black_box(&request)).unwrap());
}

/// Ways of showing pictures, each in a quality.
const WAYS: [&str; 10] = [
    "kitty full",
    "kitty lean",
    "kitty first",
    "iterm2 full",
    "iterm2 lean",
    "iterm2 first",
    "sixel full",
    "sixel lean",
    "blocks256 full",
    "blocks16 full",
];

/// A request for 100 × 38 cells of 10 × 20 pixels.
fn in_way(way: &str) -> RenderRequest {
    let (graphics, quality) = way.split_once(' ').unwrap();
    RenderRequest {
        pane: (100, 38),
        cell: Some((10, 20)),
        quality: match quality {
            "full" => Quality::Full,
            "lean" => Quality::Lean,
            _ => Quality::First,
        },
        ..request(
            match graphics {
                "kitty" => Graphics::Kitty,
                "iterm2" => Graphics::Iterm2,
                "sixel" => Graphics::Sixel,
                "blocks256" => Graphics::Blocks256,
                _ => Graphics::Blocks16,
            },
            20,
        )
    }
}

/// From a file of 12 megapixels to what the terminal takes, cold.
#[divan::bench(args = WAYS, sample_count = 10)]
fn render_12mp_cold(bencher: Bencher, way: &str) {
    let request = in_way(way);
    bencher.bench(|| render(black_box(&request)).unwrap());
}

/// The same from the decoded picture: zoom, pan, and a sharper one after the first.
#[divan::bench(args = WAYS, sample_count = 10)]
fn render_12mp_decoded(bencher: Bencher, way: &str) {
    let request = in_way(way);
    let decoded = decode(&JPEG_12MP, Reduction::for_ratio(4.0)).unwrap();
    let picture = finish(&decoded, &request, &|| false).unwrap();
    eprintln!("{way}: {} bytes", picture.bytes());
    bencher.bench(|| finish(black_box(&decoded), &request, &|| false).unwrap());
}

#[divan::bench(sample_count = 20)]
fn overlay_5000_shapes(bencher: Bencher) {
    let annotations = annotations(5_000);
    let colors = colors(5_000);
    let crop = Rect::new(0.0, 0.0, 4_000.0, 3_000.0);
    let ground = vec![90; 1_600 * 900 * 3];
    let style = OverlayStyle::default();
    bencher.with_inputs(|| ground.clone()).bench_values(|rgb| {
        overlay::draw(
            rgb,
            (1_600, 900),
            crop,
            &annotations,
            &colors,
            &style,
            &|| false,
        )
        .unwrap()
    });
}

/// The picture and nothing to draw on it: what the overlay costs before its first shape.
#[divan::bench(sample_count = 20)]
fn overlay_of_nothing(bencher: Bencher) {
    let crop = Rect::new(0.0, 0.0, 4_000.0, 3_000.0);
    let ground = vec![90; 1_600 * 900 * 3];
    let style = OverlayStyle::default();
    bencher.with_inputs(|| ground.clone()).bench_values(|rgb| {
        overlay::draw(rgb, (1_600, 900), crop, &[], &[], &style, &|| false).unwrap()
    });
}

/// Draws so many shapes of one kind, chosen from so many of all kinds.
fn overlay_of(bencher: Bencher, word: &str, from: usize, count: usize) {
    let annotations: Vec<_> = annotations(from)
        .into_iter()
        .filter(|annotation| annotation.shape.word() == word)
        .take(count)
        .collect();
    let crop = Rect::new(0.0, 0.0, 4_000.0, 3_000.0);
    let ground = vec![90; 1_600 * 900 * 3];
    let style = OverlayStyle::default();
    bencher.with_inputs(|| ground.clone()).bench_values(|rgb| {
        overlay::draw(rgb, (1_600, 900), crop, &annotations, &[], &style, &|| {
            false
        })
        .unwrap()
    });
}

#[divan::bench(args = ["box", "rotated box", "polygon", "ellipse", "mask", "skeleton"], sample_count = 10)]
fn overlay_1000_of(bencher: Bencher, word: &str) {
    overlay_of(bencher, word, 16_000, 1_000);
}

/// The same where they crowd: lines alone.
#[divan::bench(args = ["box", "rotated box", "polygon", "ellipse", "mask", "skeleton", "polyline"], sample_count = 10)]
fn overlay_crowd_1001_of(bencher: Bencher, word: &str) {
    overlay_of(bencher, word, 17_000, 1_001);
}

#[divan::bench]
fn cached_lookup(bencher: Bencher) {
    let (send, receive) = std::sync::mpsc::channel();
    let pool = Pool::new(1, move |done| {
        let _ = send.send(done);
    })
    .unwrap();
    let request = request(Graphics::Blocks, 20);
    pool.submit(Slot::Ahead(0), request.clone());
    receive.recv().unwrap();
    bencher.bench(|| pool.cached(black_box(&request)).unwrap());
}

fn request(graphics: Graphics, count: usize) -> RenderRequest {
    RenderRequest {
        item: "photo".into(),
        revision: 1,
        bytes: Arc::clone(&JPEG_12MP),
        detail: Some(Arc::new(ItemDetail {
            pictures: Vec::new(),
            contents: Vec::new(),
            results: Vec::new(),
            relations: Vec::new(),
            pictured: true,
            video: None,
            node: NodeRef::root(AccountId::new("bench")),
            name: Text::line("photo.jpg"),
            size: Some((4_000, 3_000)),
            annotations: annotations(count),
            labels: Arc::new(LabelSet::default()),
            facts: Vec::new(),
            problems: Vec::new(),
            hash: ContentHash(1),
            verdict: None,
            flagged: false,
        })),
        colors: colors(count).into(),
        view: View::default(),
        around: None,
        tiles: None,
        pane: (160, 48),
        cell: None,
        graphics,
        quality: Quality::Exact,
        style: OverlayStyle::default(),
        mark: None,
        generation: 1,
    }
}

fn colors(count: usize) -> Vec<Rgb> {
    (0..count)
        .map(|at| Rgb((at * 37 % 256) as u8, (at * 91 % 256) as u8, 200))
        .collect()
}

/// Shapes of the usual mix, about 100 image pixels large, spread over 4,000 × 3,000.
fn annotations(count: usize) -> Vec<Annotation> {
    (0..count)
        .map(|at| {
            let spot = at as u32;
            let x = (spot.wrapping_mul(2_654_435_761) >> 12) % 3_850;
            let y = (spot.wrapping_mul(2_246_822_519) >> 12) % 2_850;
            Annotation {
                id: Id::Number(at as u64),
                label: 0,
                shape: shape(at, x as f32, y as f32),
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
                hash: ContentHash(at as u64),
                verdict: None,
            }
        })
        .collect()
}

fn shape(at: usize, x: f32, y: f32) -> Shape {
    let rect = Rect::new(x, y, 60.0 + (at % 70) as f32, 50.0 + (at % 60) as f32);
    let center = rect.center();
    let ring = |points: usize| -> Vec<Point> {
        (0..points)
            .map(|step| {
                let angle = step as f32 / points as f32 * std::f32::consts::TAU;
                let radius = 45.0 + 12.0 * (angle * 5.0).sin();
                Point::new(
                    center.x + radius * angle.cos(),
                    center.y + radius * angle.sin(),
                )
            })
            .collect()
    };
    match at % 16 {
        0..=7 => Shape::Box { rect },
        8 => Shape::RotatedBox {
            rect,
            degrees: at as f32,
        },
        9..=11 => Shape::Polygon {
            rings: vec![ring(40)],
        },
        12 => Shape::Ellipse {
            center,
            rx: 50.0,
            ry: 30.0,
            degrees: at as f32,
        },
        13 => Shape::Mask {
            mask: Mask {
                x: x as u32,
                y: y as u32,
                width: 100,
                height: 90,
                runs: (0..180)
                    .map(|run| if run % 2 == 0 { 30 } else { 70 })
                    .collect(),
            },
        },
        14 => Shape::Skeleton {
            joints: ring(17)
                .into_iter()
                .map(|point| Joint {
                    point,
                    visibility: Visibility::Visible,
                })
                .collect(),
            edges: (0..16).map(|edge| (edge, edge + 1)).collect(),
        },
        _ => Shape::Polyline { points: ring(12) },
    }
}
