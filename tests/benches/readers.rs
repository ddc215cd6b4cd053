//! How fast annotation files are read and large lists answered, each beside its floor in the same
//! run: `cargo bench --bench readers`.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use vidimus::codec::coco;
use vidimus::codec::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use vidimus::codec::pack::{Loose, NONE, Pack};
use vidimus::codec::plain::Plain;
use vidimus::model::{Id, Query};
use vidimus::platform::local::bench::Big;

fn main() {
    divan::main();
}

/// A COCO file of about 50 MB: 20,000 images with ten polygons each.
static FILE: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::from("{\"images\": [");
    for image in 0..20_000 {
        let comma = if image > 0 { ", " } else { "" };
        let _ = write!(
            text,
            "{comma}{{\"id\": {image}, \"file_name\": \"{image:012}.jpg\", \"width\": 640, \"height\": 480}}"
        );
    }
    text.push_str("], \"categories\": [{\"id\": 1, \"name\": \"car\"}], \"annotations\": [");
    for number in 0..200_000 {
        let comma = if number > 0 { ", " } else { "" };
        let _ = write!(
            text,
            "{comma}{{\"id\": {number}, \"image_id\": {}, \"category_id\": 1, \"iscrowd\": 0, \"area\": 702.1057499999998, \"bbox\": [473.07, 395.93, 38.65, 28.67], \"segmentation\": [[510.66, 423.01, 511.72, 420.03, 510.45, 416.0, 510.34, 413.02, 510.77, 410.26, 510.77, 407.5, 510.34, 405.16, 511.51, 402.83]]}}",
            number / 10
        );
    }
    text.push_str("]}");
    text
});

/// Packs annotations as the local platform does.
#[derive(Default)]
struct Packing(Pack, Loose);

impl Sink for Packing {
    fn image(&mut self, image: ImageEntry) {
        black_box(image);
    }
    fn label(&mut self, label: LabelEntry) {
        black_box(label);
    }
    fn annotation(&mut self, _: Id, draft: Draft) {
        self.0.push(&draft, Some(0), NONE);
    }
    fn plain(&mut self, _: u64, plain: &Plain<'_>) {
        self.1.clear();
        let end = self.1.push(plain);
        let written = self.1.get(0, end);
        written.and_then(|one| self.0.push_written(one, Some(0), NONE));
    }
    fn problem(&mut self, problem: Problem) {
        black_box(problem);
    }
    fn stopped(&self) -> bool {
        false
    }
}

#[divan::bench(sample_count = 5)]
fn coco_read(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(FILE.as_str()))
        .bench(|| {
            let mut sink = Packing::default();
            let _ = coco::read(&mut FILE.as_bytes(), &mut sink);
            assert_eq!(sink.0.len(), 200_000);
            sink.0.bytes()
        });
}

/// The floors: what serde_json needs for the same fields as types, and a pass over the bytes.
#[derive(serde::Deserialize)]
struct Whole<'a> {
    #[serde(borrow)]
    images: Vec<Image<'a>>,
    annotations: Vec<Annotation>,
}

#[derive(serde::Deserialize)]
struct Image<'a> {
    id: u64,
    file_name: &'a str,
}

#[derive(serde::Deserialize)]
struct Annotation {
    id: u64,
    image_id: u64,
    category_id: u64,
    bbox: [f32; 4],
    segmentation: Vec<Vec<f32>>,
}

#[divan::bench(sample_count = 3)]
fn coco_floor_typed(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(FILE.as_str()))
        .bench(|| {
            let whole = serde_json::from_str::<Whole<'_>>(&FILE);
            let whole = black_box(whole.ok());
            let ids = whole.iter().flat_map(|whole| {
                let images = whole
                    .images
                    .iter()
                    .map(|one| one.id + one.file_name.len() as u64);
                let all = whole.annotations.iter().map(|one| {
                    one.id
                        + one.image_id
                        + one.category_id
                        + one.bbox.len() as u64
                        + one.segmentation.len() as u64
                });
                images.chain(all)
            });
            ids.fold(0, u64::wrapping_add)
        });
}

#[divan::bench(sample_count = 5)]
fn coco_floor_pass(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(FILE.as_str()))
        .bench(|| {
            FILE.bytes()
                .filter(|&byte| byte == black_box(b'\n'))
                .count()
        });
}

/// serde_json's generic value.
#[divan::bench(sample_count = 3)]
fn coco_floor_value(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(FILE.as_str()))
        .bench(|| serde_json::from_str::<serde_json::Value>(&FILE).is_ok());
}

#[divan::bench(args = [0, 500_000, 999_800])]
fn list_window_of_a_million(bencher: Bencher<'_, '_>, offset: u64) {
    let big = Big::new(1_000_000);
    bencher.bench_local(|| big.window(black_box(offset), 200));
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 20)]
fn filter(bencher: Bencher<'_, '_>, items: u32) {
    let big = Big::new(items);
    let Ok(query) = Query::parse("7777") else {
        return;
    };
    bencher
        .counter(ItemsCount::new(items))
        .bench_local(|| big.filter(black_box(&query)));
}

/// The floor: a plain substring search through the same names.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 20)]
fn filter_floor_substring(bencher: Bencher<'_, '_>, items: u32) {
    let names: Vec<String> = (0..items)
        .map(|number| format!("{number:09}.jpg"))
        .collect();
    bencher.counter(ItemsCount::new(items)).bench_local(|| {
        names
            .iter()
            .filter(|name| name.contains(black_box("7777")))
            .count()
    });
}
