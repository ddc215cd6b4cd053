//! What must break nothing: broken configurations and views, results and data that are not right.

use super::media::resolved;
use super::seed_content::{ALICE, BOB, Seed, rectangle, relation, said, shape};
use serde_json::{Value, json};

pub const BROKEN_CONFIG: u64 = 21;
pub const BROKEN_VIEW: u64 = 22;
pub const ODD_RESULTS: u64 = 23;
pub const ODD_DATA: u64 = 24;
pub const HUGE_CONFIG: u64 = 30;
/// The saved view that answers 500 in Community.
pub const VIEW: u64 = 40;

const CONFIG: &str = "<View><Image name=\"image\" value=\"$image\"/><RectangleLabels name=\"box\" toName=\"image\">\
    <Label value=\"Car\" background=\"#d62728\"/></RectangleLabels><BrushLabels name=\"brush\" toName=\"image\"><Label value=\"Sky\"/></BrushLabels>\
    <Text name=\"text\" value=\"$text\"/><Labels name=\"ner\" toName=\"text\"><Label value=\"PER\"/></Labels></View>";

pub fn all(seed: &mut Seed) {
    configs(seed);
    view(seed);
    results(seed);
    data(seed);
}

fn configs(seed: &mut Seed) {
    let broken =
        "<View><Image name=\"image\" value=\"$image\"><RectangleLabels name=box toName=\"image\"";
    seed.project(BROKEN_CONFIG, "Broken config", "Not XML", broken);
    seed.task(
        21_001,
        BROKEN_CONFIG,
        json!({"image": "/data/upload/21/00000001-frame_000.png"}),
    );
    seed.annotate(
        21_001,
        ALICE,
        json!([rectangle("r1", "Car", [10.0, 10.0, 20.0, 20.0])]),
    );
    let mut huge = String::from(
        "<View><Image name=\"image\" value=\"$image\"/><Sparkle name=\"new\" toName=\"image\" glow=\"1\"/><RectangleLabels name=\"box\" toName=\"image\">",
    );
    for n in 0..2_000 {
        huge.push_str(&format!(
            "<Label value=\"Label {n}\" background=\"#{:06x}\"/>",
            n * 7_919 % 0xff_ffff
        ));
    }
    huge.push_str("</RectangleLabels></View>");
    seed.project(
        HUGE_CONFIG,
        "Huge config",
        "2,000 labels and a tag nobody knows",
        &huge,
    );
    seed.task(
        30_001,
        HUGE_CONFIG,
        json!({"image": "/data/upload/30/00000001-frame_000.png"}),
    );
    seed.annotate(
        30_001,
        ALICE,
        json!([rectangle("r1", "Label 1999", [10.0, 10.0, 20.0, 20.0])]),
    );
}

fn view(seed: &mut Seed) {
    seed.project(
        BROKEN_VIEW,
        "Broken view",
        "A view of columns that are not here",
        CONFIG,
    );
    for n in 1..=3_u64 {
        let image = format!("/data/upload/22/0000000{n}-frame_000.png");
        seed.task(
            22_000 + n,
            BROKEN_VIEW,
            json!({"image": image, "text": "fine"}),
        );
    }
    seed.view(VIEW, BROKEN_VIEW, json!({
        "title": "Reviewed", "type": "list", "target": "tasks",
        "filters": {"conjunction": "and", "items": [
            {"filter": "filter:tasks:reviewed", "operator": "equal", "type": "Boolean", "value": true},
        ]},
    }));
    seed.view(41, BROKEN_VIEW, json!({
        "title": "By agreement", "type": "list", "target": "tasks", "ordering": ["-tasks:agreement"],
    }));
    seed.view(
        42,
        BROKEN_VIEW,
        json!({ "title": "Default", "type": "list", "target": "tasks" }),
    );
    seed.view(43, BROKEN_VIEW, json!(["not", "an", "object"]));
}

fn results(seed: &mut Seed) {
    seed.project(
        ODD_RESULTS,
        "Odd results",
        "Results that are not right",
        CONFIG,
    );
    let brush = |id: &str, rle: Value| {
        shape(
            id,
            "brush",
            "brushlabels",
            json!({"format": "rle", "rle": rle, "brushlabels": ["Sky"]}),
        )
    };
    let span = |id: &str, start: Value, end: Value| {
        said(
            id,
            "ner",
            "text",
            "labels",
            json!({"start": start, "end": end, "labels": ["PER"]}),
        )
    };
    let cases = [
        json!([{"foo": 1}]),
        json!([shape(
            "u1",
            "nowhere",
            "rectanglelabels",
            json!({"x": 10, "y": 10, "width": 5, "height": 5, "rotation": 0, "rectanglelabels": ["Ghost"]})
        )]),
        json!([
            span("o1", json!(5), json!(9_999)),
            span("o2", json!(9_000), json!(9_001)),
            span("o3", json!(8), json!(3)),
            span("o4", json!(-4), json!(2)),
            span("o5", json!("2"), json!("6"))
        ]),
        json!([
            rectangle("p1", "Car", [90.0, 95.0, 150.0, 40.0]),
            rectangle("p2", "Car", [-20.0, -5.0, 30.0, 30.0]),
            rectangle("p3", "Car", [1e12, 1e12, 1e12, 1e12])
        ]),
        json!([
            brush("b1", json!([0, 0, 0, 24, 57, 27])),
            brush("b2", json!([255, 255, 255, 255, 57, 27, 252, 96])),
            brush("b3", json!("not a list")),
            brush(
                "b4",
                json!([0, 0, 0, 24, 57, 27, 252, 96, 22, 255, 231, 0, 0])
            ),
            brush("b5", json!([]))
        ]),
        Value::Null,
        json!([shape("t1", "box", "hologramlabels", json!({"depth": 3, "hologramlabels": ["Car"]})), null, 7, "text",
            {"id": 12, "type": [], "value": null, "from_name": {}, "to_name": 4}]),
        json!([
            relation("gone", "away", "right", json!(["x"])),
            rectangle("same", "Car", [1.0, 1.0, 5.0, 5.0]),
            shape(
                "same",
                "box",
                "rectanglelabels",
                json!({"x": "wide", "y": null, "width": [], "height": {}, "rectanglelabels": "Car"})
            )
        ]),
        json!([shape(
            "n1",
            "box",
            "polygonlabels",
            json!({"points": [[1], [2, "x"], null], "polygonlabels": [1, null]})
        )]),
    ];
    for (n, result) in cases.into_iter().enumerate() {
        let n = n as u64 + 1;
        let task = seed.task(23_000 + n, ODD_RESULTS, json!({
            "image": format!("/data/upload/23/0000000{n}-frame_000.png"), "text": "A short text.",
        }));
        seed.annotate(task, BOB, result);
    }
}

fn data(seed: &mut Seed) {
    seed.project(ODD_DATA, "Odd data", "Addresses of every kind", CONFIG);
    let foreign = seed.state.foreign.clone();
    let prefix = seed.state.options.prefix.clone();
    let old = !seed.state.at_least(1, 17);
    let pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let stored = |n: u64, uri: &str| json!({ "image": resolved(24_000 + n, uri, old) });
    let cases = [
        json!({"other": "nothing that the configuration names"}),
        json!({"image": "just some words"}),
        json!({ "image": pixel }),
        json!({"image": format!("{foreign}/pictures/street.png")}),
        stored(5, "s3://bucket/street.png"),
        stored(6, "s3://proxy/street.png"),
        json!({"image": "s3://nobody/knows.png"}),
        json!({"image": "/data/upload/24/00000008-missing.png"}),
        json!({"image": "/data/local-files/?d=street.png"}),
        json!({"image": "/samples/sample.jpg"}),
        json!({"image": 12, "text": {"a": 1}}),
        json!({"image": null, "text": null}),
        stored(13, "s3://unknown/street.png"),
        json!({"image": "/data/upload/24/00000014-picture.broken"}),
        json!({"image": "javascript:alert(1)"}),
        json!({"image": format!("{foreign}/gone")}),
        // As the server writes it once it knows the path that it stands behind.
        json!({ "image": format!("{prefix}/data/upload/24/00000017-frame_000.png") }),
        json!({}),
    ];
    for (n, data) in cases.into_iter().enumerate() {
        seed.task(24_001 + n as u64, ODD_DATA, data);
    }
    seed.annotate(
        24_003,
        ALICE,
        json!([rectangle("r1", "Car", [10.0, 10.0, 20.0, 20.0])]),
    );
}
