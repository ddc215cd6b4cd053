//! How fast a Label Studio task becomes an item: `cargo bench --bench label_studio`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use vidimus::model::{Id, ResultKind};
use vidimus::platform::label_studio::config::Config;
use vidimus::platform::label_studio::documents::Plan;
use vidimus::platform::label_studio::placing::{Placer, Scene, Whose};
use vidimus::platform::label_studio::results;

fn main() {
    divan::main();
}

const CONFIG: &str = r##"<View><Image name="image" value="$image"/><Text name="text" value="$text"/>
    <RectangleLabels name="box" toName="image"><Label value="Car" background="#d62728"/></RectangleLabels>
    <PolygonLabels name="poly" toName="image"><Label value="Roof"/></PolygonLabels>
    <BrushLabels name="brush" toName="image"><Label value="Sky"/></BrushLabels>
    <Choices name="occl" toName="image" perRegion="true"><Choice value="occluded"/></Choices>
    <Labels name="ner" toName="text"><Label value="PER"/><Label value="ORG"/></Labels></View>"##;

/// From the bytes of a result to annotations in their place.
fn decode(config: &Config, data: &Value, size: (u32, u32), raw: &RawValue) -> usize {
    let plan = Plan::new(config, data);
    let built = plan.build(&HashMap::new());
    let sizes = vec![size; plan.pictures.len()];
    let scene = Scene {
        config,
        plan: &plan,
        built: &built,
        sizes: &sizes,
    };
    let mut placer = Placer::new(&scene);
    let whose = Whose {
        id: Id::Number(1),
        index: 0,
        kind: ResultKind::Submitted,
        author: "somebody".into(),
    };
    placer.add(&results::read(Some(raw)), &whose);
    placer.finish().annotations.len()
}

fn raw(text: String) -> Box<RawValue> {
    RawValue::from_string(text).unwrap_or_default()
}

/// An item with 5,000 objects, boxes and polygons with per-region choices, is decoded (bar: 20 ms).
#[divan::bench]
fn item_of_5000_objects(bencher: Bencher<'_, '_>) {
    let mut text = "[".to_owned();
    for number in 0..5_000 {
        let comma = if number > 0 { "," } else { "" };
        let x = f64::from(number % 90) + 0.501_3;
        let place = match number % 2 {
            0 => format!("\"x\":{x},\"y\":{x},\"width\":4.25,\"height\":3.5,\"rotation\":0"),
            _ => format!(
                "\"points\":[[{x},10.25],[90.125,{x}],[20.5,60.25],[{x},44.5],[70.5,{x}]],\"closed\":true"
            ),
        };
        let (from, kind, label) = match number % 2 {
            0 => ("box", "rectanglelabels", "Car"),
            _ => ("poly", "polygonlabels", "Roof"),
        };
        let head = "\"original_width\":640,\"original_height\":480,\"image_rotation\":0,\"to_name\":\"image\",\"origin\":\"manual\"";
        let _ = write!(
            text,
            "{comma}{{{head},\"id\":\"r{number}\",\"from_name\":\"{from}\",\"type\":\"{kind}\",\"value\":{{{place},\"{kind}\":[\"{label}\"]}}}}"
        );
        if number % 5 == 0 {
            let _ = write!(
                text,
                ",{{{head},\"id\":\"r{number}\",\"from_name\":\"occl\",\"type\":\"choices\",\"value\":{{{place},\"choices\":[\"occluded\"]}}}}"
            );
        }
    }
    text.push(']');
    let (config, data) = (
        Config::read(CONFIG, None),
        json!({"image": "/a.jpg", "text": ""}),
    );
    let raw = raw(text);
    bencher
        .counter(ItemsCount::new(5_000_usize))
        .counter(BytesCount::new(raw.get().len()))
        .bench_local(|| decode(&config, &data, (640, 480), black_box(&raw)));
}

/// The run lengths of a brush: a frame of a disc in a picture, as RGBA.
fn brush(width: u32, height: u32) -> Vec<u8> {
    let mut bits = Vec::new();
    let mut put = |value: u32, count: u32| {
        bits.extend((0..count).rev().map(|at| value >> at & 1 == 1));
    };
    put(width * height * 4, 32);
    put(7, 5);
    for size in [3_u32, 4, 8, 16] {
        put(size - 1, 4);
    }
    let mut run = |length: u32, value: u32| {
        let mut rest = length;
        while rest > 0 {
            let some = rest.min(65_536);
            put(1, 1);
            put(3, 2);
            put(some - 1, 16);
            put(value, 8);
            rest -= some;
        }
    };
    let radius = i64::from(height) / 2 - 4;
    for y in 0..height {
        let away = i64::from(y) - i64::from(height) / 2;
        let half = (radius * radius - away * away).max(0).isqrt();
        let wide = u32::try_from(half * 2).unwrap_or(0);
        let left = (width - wide) / 2;
        run(left * 4, 0);
        run(wide * 4, 255);
        run((width - wide - left) * 4, 0);
    }
    bits.chunks(8)
        .map(|byte| {
            byte.iter()
                .enumerate()
                .fold(0, |all, (at, bit)| all | u8::from(*bit) << (7 - at))
        })
        .collect()
}

/// An item with one full-HD brush is decoded (bar: 5 ms).
#[divan::bench]
fn brush_of_full_hd(bencher: Bencher<'_, '_>) {
    let item = json!([{
        "id": "b", "from_name": "brush", "to_name": "image", "type": "brushlabels",
        "original_width": 1_920, "original_height": 1_080,
        "value": {"format": "rle", "rle": brush(1_920, 1_080), "brushlabels": ["Sky"]},
    }]);
    let (config, data) = (Config::read(CONFIG, None), json!({"image": "/a.jpg"}));
    let raw = raw(item.to_string());
    bencher
        .counter(BytesCount::new(raw.get().len()))
        .bench_local(|| decode(&config, &data, (1_920, 1_080), black_box(&raw)));
}

/// A text of 200,000 characters with 5,000 spans is decoded.
#[divan::bench]
fn text_of_5000_spans(bencher: Bencher<'_, '_>) {
    let text = "Mara \u{d1}and\u{fa} met Li \u{4f1f} in T\u{f3}rshavn \u{1f680}.\n".repeat(6_061);
    let mut items = "[".to_owned();
    for number in 0..5_000_u32 {
        let comma = if number > 0 { "," } else { "" };
        let (start, end) = (number * 40, number * 40 + 17);
        let _ = write!(
            items,
            "{comma}{{\"id\":\"s{number}\",\"from_name\":\"ner\",\"to_name\":\"text\",\"type\":\"labels\",\"origin\":\"manual\",\
             \"value\":{{\"start\":{start},\"end\":{end},\"labels\":[\"PER\"]}}}}"
        );
    }
    items.push(']');
    let (config, data) = (
        Config::read(CONFIG, None),
        json!({"image": "/a.jpg", "text": text}),
    );
    let raw = raw(items);
    bencher
        .counter(ItemsCount::new(5_000_usize))
        .bench_local(|| decode(&config, &data, (1, 1), black_box(&raw)));
}
