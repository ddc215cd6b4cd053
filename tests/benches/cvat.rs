//! How fast a CVAT server's answers become rows and items: `cargo bench --bench cvat`.

use std::fmt::Write as _;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use vidimus::platform::cvat::bench::{Opened, answer, client, rows};

fn main() {
    divan::main();
}

const JOB: &str = include_str!("../sim/cvat/recorded/job_detail.json");
const LABELS: &str = r##"[{"id":1,"name":"car","color":"#ff0000","attributes":[
    {"id":1,"name":"color","mutable":false,"input_type":"text","default_value":"red","values":[]}]}]"##;

/// One page of jobs becomes rows with their parents: a long screen, and one of a whole list.
#[divan::bench(args = [500, 2_000])]
fn page_of_jobs(bencher: Bencher<'_, '_>, count: usize) {
    let mut page = String::from("{\"count\":100000,\"next\":null,\"previous\":null,\"results\":[");
    for number in 0..count {
        let comma = if number > 0 { "," } else { "" };
        let job = JOB.replacen("\"id\": 1,", &format!("\"id\": {},", number + 1), 1);
        let _ = write!(page, "{comma}{job}");
    }
    page.push_str("]}");
    let (page, cvat) = (answer(&page), client());
    let Ok(cvat) = cvat else { return };
    bencher
        .counter(ItemsCount::new(count))
        .counter(BytesCount::new(page.bytes.len()))
        .bench_local(|| rows(&cvat, black_box(&page)).map_or(0, |count| count));
}

fn shapes(count: u32, frames: u32) -> String {
    let mut all = String::from("{\"version\":0,\"tags\":[],\"shapes\":[");
    for number in 0..count {
        let comma = if number > 0 { "," } else { "" };
        let x = f64::from(number % 1_000) + 0.501_3;
        let _ = write!(
            all,
            "{comma}{{\"id\":{number},\"label_id\":1,\"type\":\"polygon\",\"frame\":{},\"group\":null,\
             \"source\":\"manual\",\"occluded\":false,\"outside\":false,\"z_order\":0,\"rotation\":0.0,\
             \"points\":[{x},10.25,{x},90.125,120.5,{x},140.75,60.0,10.0,{x},70.5,{x}],\
             \"attributes\":[{{\"spec_id\":1,\"value\":\"blue\"}}],\"elements\":[]}}",
            number % frames
        );
    }
    all.push_str("],\"tracks\":[]}");
    all
}

/// The answer of a job of 500 frames with 20,000 shapes is looked through.
#[divan::bench]
fn open_20000_shapes(bencher: Bencher<'_, '_>) {
    let (labels, body) = (answer(LABELS), answer(&shapes(20_000, 500)));
    bencher
        .counter(BytesCount::new(body.bytes.len()))
        .bench_local(|| Opened::new(500, &labels, black_box(body.clone())).is_ok());
}

/// The same up to the first frame with what is on it.
#[divan::bench]
fn first_item_of_20000_shapes(bencher: Bencher<'_, '_>) {
    let (labels, body) = (answer(LABELS), answer(&shapes(20_000, 500)));
    bencher
        .counter(BytesCount::new(body.bytes.len()))
        .bench_local(|| {
            let opened = Opened::new(500, &labels, black_box(body.clone()));
            opened.map(|opened| opened.item(0)).ok()
        });
}

/// An item with 5,000 objects is decoded (bar: 20 ms).
#[divan::bench]
fn item_of_5000_objects(bencher: Bencher<'_, '_>) {
    let opened = Opened::new(1, &answer(LABELS), answer(&shapes(5_000, 1)));
    let Ok(opened) = opened else { return };
    bencher
        .counter(ItemsCount::new(5_000_usize))
        .bench_local(|| opened.item(0));
}

/// An item with one full-HD mask of 40,000 runs is decoded (bar: 5 ms).
#[divan::bench]
fn mask_of_full_hd(bencher: Bencher<'_, '_>) {
    let mut runs = String::new();
    // 20,000 pairs; the rest of the box is one run.
    for _ in 0..20_000 {
        runs.push_str("51,40,");
    }
    let rest = 1_920 * 1_080 - 20_000 * 91;
    let body = format!(
        "{{\"tags\":[],\"shapes\":[{{\"id\":1,\"label_id\":1,\"type\":\"mask\",\"frame\":0,\
         \"points\":[{runs}{rest},0,0,1919,1079]}}],\"tracks\":[]}}"
    );
    let Ok(opened) = Opened::new(1, &answer(LABELS), answer(&body)) else {
        return;
    };
    bencher.bench_local(|| opened.item(0));
}
