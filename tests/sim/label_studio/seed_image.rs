//! Pictures: every kind of region, pages, video, pairs, rankings, and two people who disagree.

use super::seed::recorded;
use super::seed_content::{ALICE, BOB, CAROL, Seed, rectangle, relation, said, shape};
use base64::Engine;
use serde_json::{Value, json};

pub const VIDEO: u64 = 16;
pub const PAIRS: u64 = 17;
pub const RANKS: u64 = 18;
pub const REGIONS: u64 = 19;
pub const DISAGREE: u64 = 20;
pub const PAGES: u64 = 27;

const REGION_CONFIG: &str = r##"<View>
  <Image name="image" value="$image"/>
  <Labels name="free" toName="image"><Label value="Left" background="#aa0000"/><Label value="Right"/></Labels>
  <Rectangle name="rect" toName="image"/><Ellipse name="oval" toName="image"/><Polygon name="outline" toName="image"/>
  <KeyPoint name="point" toName="image"/><Brush name="paint" toName="image"/>
  <RectangleLabels name="box" toName="image" canRotate="true"><Label value="Car" background="#d62728"/><Label value="Sign"/></RectangleLabels>
  <EllipseLabels name="ell" toName="image"><Label value="Head" background="#9467bd"/></EllipseLabels>
  <PolygonLabels name="poly" toName="image"><Label value="Roof" background="#17becf"/><Label value="Road"/></PolygonLabels>
  <KeyPointLabels name="kp" toName="image"><Label value="Nose" background="#00ff00"/></KeyPointLabels>
  <BrushLabels name="brush" toName="image"><Label value="Sky" background="#1f77b4"/></BrushLabels>
  <BitmaskLabels name="mask" toName="image"><Label value="Tree" background="#2ca02c"/></BitmaskLabels>
  <VectorLabels name="line" toName="image"><Label value="Wire" background="#bcbd22"/></VectorLabels>
  <Relations><Relation value="left of"/><Relation value="part of" background="#8c564b"/></Relations>
  <Choices name="occl" toName="image" perRegion="true" choice="multiple"><Choice value="occluded"/><Choice value="truncated"/></Choices>
  <Rating name="sure" toName="image" perRegion="true" maxRating="5"/>
  <TextArea name="note" toName="image" perRegion="true"/>
  <Choices name="quality" toName="image"><Choice value="good"/><Choice value="blurry"/></Choices>
</View>"##;

/// The brush of the recorded task: 640 to 480, 12,910 pixels set.
pub fn brush() -> Value {
    let task = recorded("task-image");
    let all = task["annotations"][0]["result"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let found = all.iter().find(|one| one["type"] == "brushlabels");
    found.map_or(Value::Null, |one| one["value"]["rle"].clone())
}

/// A grey picture with alpha whose upper left quarter is set, as an address.
fn bitmask() -> String {
    use image::ImageEncoder;
    let (width, height) = (64_u32, 48_u32);
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let set = x < width / 2 && y < height / 2;
            pixels.extend([255, 255, 255, if set { 255 } else { 0 }]);
        }
    }
    let mut out = Vec::new();
    image::codecs::png::PngEncoder::new(&mut out)
        .write_image(&pixels, width, height, image::ExtendedColorType::Rgba8)
        .expect("a small picture");
    let text = base64::engine::general_purpose::STANDARD.encode(out);
    format!("data:image/png;base64,{text}")
}

fn every_region() -> Value {
    let points = json!([[10, 10], [35.5, 12], [30, 40], [12, 33.3]]);
    let vertices = json!([
        {"id": "v1", "x": 5, "y": 80}, {"id": "v2", "x": 30, "y": 70, "isBezier": true,
         "controlPoint1": {"x": 20, "y": 60}, "controlPoint2": {"x": 40, "y": 60}, "prevPointId": "v1"},
        {"id": "v3", "x": 60, "y": 85, "prevPointId": "v2"},
    ]);
    let boxed = json!({"x": 50, "y": 10, "width": 20, "height": 15, "rotation": 0});
    let with = |extra: Value| {
        let mut value = boxed.clone();
        for (key, one) in extra.as_object().into_iter().flatten() {
            value[key.as_str()] = one.clone();
        }
        value
    };
    let plain = shape(
        "rl",
        "rect",
        "rectangle",
        json!({"x": 50, "y": 10, "width": 20, "height": 15, "rotation": 0}),
    );
    json!([
        rectangle("r1", "Car", [10.0, 10.0, 20.0, 30.0]),
        shape(
            "r2",
            "box",
            "rectanglelabels",
            json!({"x": 40, "y": 40, "width": 20, "height": 10, "rotation": 30, "rectanglelabels": ["Sign"]})
        ),
        plain,
        shape("rl", "free", "labels", with(json!({"labels": ["Left"]}))),
        shape(
            "rl",
            "occl",
            "choices",
            with(json!({"choices": ["occluded", "truncated"]}))
        ),
        shape("rl", "sure", "rating", with(json!({"rating": 4}))),
        shape(
            "rl",
            "note",
            "textarea",
            with(json!({"text": ["behind a pole", "moving"]}))
        ),
        shape(
            "e1",
            "ell",
            "ellipselabels",
            json!({"x": 60, "y": 55, "radiusX": 12, "radiusY": 7, "rotation": 20, "ellipselabels": ["Head"]})
        ),
        shape(
            "e2",
            "oval",
            "ellipse",
            json!({"x": 20, "y": 70, "radiusX": 5, "radiusY": 9, "rotation": 0})
        ),
        shape(
            "p1",
            "poly",
            "polygonlabels",
            json!({"points": points, "closed": true, "polygonlabels": ["Roof"]})
        ),
        shape(
            "p2",
            "outline",
            "polygon",
            json!({"points": [[70, 70], [90, 72], [80, 95]]})
        ),
        shape(
            "k1",
            "kp",
            "keypointlabels",
            json!({"x": 25.5, "y": 30.25, "width": 0.6, "keypointlabels": ["Nose"]})
        ),
        shape(
            "k2",
            "point",
            "keypoint",
            json!({"x": 75, "y": 15, "width": 1})
        ),
        shape(
            "b1",
            "brush",
            "brushlabels",
            json!({"format": "rle", "rle": brush(), "brushlabels": ["Sky"]})
        ),
        shape(
            "b2",
            "paint",
            "brush",
            json!({"format": "rle", "rle": brush()})
        ),
        shape(
            "m1",
            "mask",
            "bitmasklabels",
            json!({"imageDataURL": bitmask(), "bitmasklabels": ["Tree"]})
        ),
        shape(
            "v1",
            "line",
            "vectorlabels",
            json!({"vertices": vertices, "closed": false, "vectorlabels": ["Wire"]})
        ),
        shape(
            "o1",
            "ocr",
            "ocrlabels",
            json!({"x": 5, "y": 5, "width": 30, "height": 4, "ocrtext": "STOP", "pageIndex": 0, "ocrlabels": ["Word"]})
        ),
        relation("r1", "r2", "right", json!(["left of"])),
        relation("k1", "e1", "bi", json!(["part of"])),
        shape("q1", "quality", "choices", json!({"choices": ["good"]})),
    ])
}

pub fn all(seed: &mut Seed) {
    regions(seed);
    disagree(seed);
    pages(seed);
    video(seed);
    pairs(seed);
}

fn regions(seed: &mut Seed) {
    seed.project(
        REGIONS,
        "All regions",
        "Every kind of region on pictures",
        REGION_CONFIG,
    );
    seed.task(
        19_001,
        REGIONS,
        json!({"image": "/data/upload/19/00000001-frame_000.png"}),
    );
    seed.annotate(19_001, ALICE, every_region());
    seed.predict(19_001, "seg-1", 0.61, json!([
        {"original_width": 640, "original_height": 480, "image_rotation": 0, "score": 0.61,
         "value": {"x": 11, "y": 11, "width": 19, "height": 29, "rotation": 0, "rectanglelabels": ["Car"]},
         "id": "pr1", "from_name": "box", "to_name": "image", "type": "rectanglelabels", "origin": "prediction"},
    ]));
    seed.task(
        19_002,
        REGIONS,
        json!({"image": "/data/upload/19/00000002-tiny.png"}),
    );
    let small = json!([0, 0, 0, 24, 57, 27, 252, 96, 22, 255, 231, 0, 0]);
    seed.annotate(19_002, ALICE, json!([{
        "original_width": 3, "original_height": 2, "image_rotation": 0,
        "value": {"format": "rle", "rle": small, "brushlabels": ["Sky"]},
        "id": "s1", "from_name": "brush", "to_name": "image", "type": "brushlabels", "origin": "manual",
    }]));
    seed.task(
        19_003,
        REGIONS,
        json!({"image": "/data/upload/19/00000003-large.jpg"}),
    );
    seed.draft(
        19_003,
        None,
        ALICE,
        json!([shape(
            "d1",
            "paint",
            "brush",
            json!({"touches": [{"type": "add", "points": [1, 2, 3, 4]}], "maskDataURL": bitmask()})
        )]),
    );
}

/// 50 tasks of two people; twelve of them agree in less than half of the area.
fn disagree(seed: &mut Seed) {
    let config = "<View>\n  <Image name=\"image\" value=\"$image\"/>\n  <RectangleLabels name=\"box\" toName=\"image\">\
                  <Label value=\"Car\" background=\"#d62728\"/><Label value=\"Person\"/></RectangleLabels>\n</View>";
    seed.project(
        DISAGREE,
        "Disagreement",
        "Two people on the same pictures",
        config,
    );
    seed.set(DISAGREE, "maximum_annotations", 2.into());
    for n in 1..=50_u64 {
        let task = seed.task(
            20_000 + n,
            DISAGREE,
            json!({
                "image": format!("/data/upload/20/{:08x}-pair_{n:02}.png", n * 4_099),
            }),
        );
        // Of 20 wide boxes: 2 of shift leave 0.82 in common, 10 leave 0.33.
        let shift = if n % 4 == 0 { 10.0 } else { 2.0 };
        let x = 10.0 + (n % 5) as f64;
        seed.annotate(
            task,
            ALICE,
            json!([rectangle(&format!("da{n}"), "Car", [x, 20.0, 20.0, 20.0])]),
        );
        seed.annotate(
            task,
            BOB,
            json!([rectangle(
                &format!("db{n}"),
                "Car",
                [x + shift, 20.0, 20.0, 20.0]
            )]),
        );
    }
}

fn pages(seed: &mut Seed) {
    let config = "<View><Image name=\"image\" valueList=\"$pages\"/>\
                  <RectangleLabels name=\"box\" toName=\"image\"><Label value=\"Title\"/><Label value=\"Figure\"/></RectangleLabels></View>";
    seed.project(
        PAGES,
        "Pages of one document",
        "Several pictures in a task",
        config,
    );
    let pages: Vec<String> = (1..=3)
        .map(|n| format!("/data/upload/27/0000000{n}-page_{n}.png"))
        .collect();
    seed.task(27_001, PAGES, json!({ "pages": pages }));
    let on = |id: &str, label: &str, page: u64| {
        let mut one = rectangle(id, label, [10.0, 10.0, 60.0, 12.0]);
        one["item_index"] = page.into();
        one["original_width"] = 420.into();
        one["original_height"] = 594.into();
        one
    };
    seed.annotate(
        27_001,
        CAROL,
        json!([
            on("t0", "Title", 0),
            on("f1", "Figure", 1),
            on("f2", "Figure", 2)
        ]),
    );
}

fn video(seed: &mut Seed) {
    let config = "<View><Labels name=\"who\" toName=\"video\"><Label value=\"Cat\" background=\"#ff7f0e\"/></Labels>\
                  <Video name=\"video\" value=\"$video\" framerate=\"25\"/><VideoRectangle name=\"track\" toName=\"video\"/>\
                  <TimelineLabels name=\"scene\" toName=\"video\"><Label value=\"Indoor\"/></TimelineLabels></View>";
    seed.project(VIDEO, "Video", "Tracks and scenes", config);
    seed.task(
        16_001,
        VIDEO,
        json!({"video": "/data/upload/16/00000001-cat.mp4"}),
    );
    let frame = |frame: u64, x: f64, enabled: bool| {
        json!({"frame": frame, "time": frame as f64 / 25.0, "x": x, "y": 20, "width": 10, "height": 10,
               "rotation": 0, "enabled": enabled})
    };
    let sequence = json!([
        frame(1, 10.0, true),
        frame(26, 60.0, false),
        frame(51, 30.0, true)
    ]);
    let value =
        json!({"framesCount": 75, "duration": 3.0, "sequence": sequence, "labels": ["Cat"]});
    seed.annotate(
        16_001,
        ALICE,
        json!([
            said("tr1", "track", "video", "videorectangle", value),
            said(
                "sc1",
                "scene",
                "video",
                "timelinelabels",
                json!({"ranges": [{"start": 1, "end": 40}], "timelinelabels": ["Indoor"]})
            ),
        ]),
    );
}

fn pairs(seed: &mut Seed) {
    let config = "<View><Pairwise name=\"better\" toName=\"left,right\" leftClass=\"left\" rightClass=\"right\"/>\
                  <Text name=\"left\" value=\"$left\"/><Text name=\"right\" value=\"$right\"/></View>";
    seed.project(PAIRS, "Pairwise", "Which answer is better", config);
    for n in 1..=4_u64 {
        let task = seed.task(
            17_000 + n,
            PAIRS,
            json!({
                "left": format!("Answer {n}, the short one."),
                "right": format!("Answer {n}, which takes its time before it says anything."),
            }),
        );
        let side = if n.is_multiple_of(2) { "left" } else { "right" };
        let mut one = said(
            &format!("pw{n}"),
            "better",
            "left",
            "pairwise",
            json!({ "selected": side }),
        );
        one["to_name"] = "left,right".into();
        seed.annotate(task, BOB, json!([one]));
    }
    let config = "<View><List name=\"results\" value=\"$items\" title=\"Search results\"/>\
                  <Ranker name=\"rank\" toName=\"results\"><Bucket name=\"good\" title=\"Good\"/><Bucket name=\"bad\" title=\"Bad\"/></Ranker></View>";
    seed.project(RANKS, "Ranker", "Order of search results", config);
    let items: Vec<Value> = ["a", "b", "c"]
        .iter()
        .map(|id| json!({"id": id, "title": format!("Result {id}"), "body": "Some lines of text."}))
        .collect();
    seed.task(18_001, RANKS, json!({ "items": items }));
    seed.annotate(
        18_001,
        ALICE,
        json!([said(
            "rk1",
            "rank",
            "results",
            "ranker",
            json!({"ranker": {"good": ["b", "a"], "bad": ["c"]}})
        ),]),
    );
    seed.annotate(
        18_001,
        BOB,
        json!([said(
            "rk2",
            "rank",
            "results",
            "ranker",
            json!({"ranker": ["a", "b", "c"]})
        ),]),
    );
}
