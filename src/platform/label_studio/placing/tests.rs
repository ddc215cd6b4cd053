//! Tests of regions in their place.

use std::collections::HashMap;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::super::fixtures::{fixture, project};
use super::super::results;
use super::*;
use crate::model::{Direction, Point, Rect};

/// The annotations of a result of a task of this configuration and data.
fn place(config: &Config, data: &Value, size: (u32, u32), result: &Value) -> Placed {
    let plan = Plan::new(config, data);
    let built = plan.build(&HashMap::new());
    let scene = Scene {
        config,
        plan: &plan,
        built: &built,
        sizes: &vec![size; plan.pictures.len()],
    };
    let mut placer = Placer::new(&scene);
    let raw = RawValue::from_string(result.to_string()).unwrap();
    placer.add(
        &results::read(Some(&raw)),
        &Whose {
            id: Id::Number(12),
            index: 0,
            kind: ResultKind::Submitted,
            author: "Alice".into(),
        },
    );
    placer.finish()
}

fn recorded(task: &str, config: &str) -> Placed {
    let task: Value = serde_json::from_str(&fixture(task)).unwrap();
    let result = &task["annotations"][0]["result"];
    place(&project(config), &task["data"], (640, 480), result)
}

fn mixed() -> Config {
    Config::read(
        r#"<View><Audio name="audio" value="$audio"/><HyperText name="html" value="$html"/>
        <TimeSeries name="series" value="$csv" valueType="url" timeColumn="time"><Channel column="sensor1"/></TimeSeries>
        <Paragraphs name="dlg" value="$dialogue"/>
        <Labels name="seg" toName="audio"><Label value="Speech"/></Labels><TextArea name="transcript" toName="audio" perRegion="true"/>
        <HyperTextLabels name="hl" toName="html"><Label value="Title"/></HyperTextLabels>
        <TimeSeriesLabels name="ts" toName="series"><Label value="Peak"/></TimeSeriesLabels>
        <ParagraphLabels name="pl" toName="dlg"><Label value="Question"/></ParagraphLabels></View>"#,
        None,
    )
}

#[test]
fn every_region_of_a_recorded_picture_is_placed() {
    let placed = recorded("task-image.json", "project-detail.json");
    assert!(placed.problems.is_empty(), "{:?}", placed.problems);
    let kinds: Vec<(&str, &str)> = placed
        .annotations
        .iter()
        .map(|one| {
            let label = placed.labels.get(one.label).unwrap();
            (one.shape.word(), label.name.as_str())
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("box", "Sign"),
            ("box", "Car"),
            ("rotated box", "Sign"),
            ("points", "Nose"),
            ("ellipse", "Head"),
            ("polygon", "Roof"),
            ("mask", "Sky"),
            ("tag", "good")
        ]
    );
    let car = &placed.annotations[1];
    assert_eq!(car.id, Id::name("12/Y5ubiheyEd"));
    let said: Vec<(&str, &str)> = car
        .attributes
        .iter()
        .map(|one| (one.name.as_str(), one.value.as_str()))
        .collect();
    assert_eq!(said, [("plate", "AB-239"), ("note", "needs a second look")]);
    assert_eq!(
        placed.annotations[5].attributes,
        [attribute("part of", "Sign")]
    );
    let Shape::Mask { mask } = &placed.annotations[6].shape else {
        panic!();
    };
    assert_eq!(mask.area(), 12_910);
    assert_eq!((mask.x, mask.y), (65, 60));
    assert_eq!(
        (mask.x + mask.width - 1, mask.y + mask.height - 1),
        (319, 119)
    );
    let relation = &placed.relations[0];
    assert_eq!(relation.from, Id::name("12/-ak6J0kGOD"));
    assert_eq!(relation.direction, Direction::Forth);
}

#[test]
fn hashes_do_not_depend_on_the_size_of_the_picture() {
    let task: Value = serde_json::from_str(&fixture("task-image.json")).unwrap();
    let result = &task["annotations"][0]["result"];
    let config = project("project-detail.json");
    let hashes = |size| {
        let placed = place(&config, &task["data"], size, result);
        placed
            .annotations
            .iter()
            .map(|one| one.hash)
            .collect::<Vec<_>>()
    };
    assert_eq!(hashes((640, 480)), hashes((1_280, 960)));
}

#[test]
fn recorded_spans_lie_where_their_words_are() {
    let placed = recorded("task-text.json", "project-detail-text.json");
    let spans: Vec<(u32, u32, &str)> = placed
        .annotations
        .iter()
        .filter_map(|one| match &one.shape {
            Shape::Span { start, end, text } => Some((*start, *end, text.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        spans,
        [
            (0, 10, "Ben Okafor"),
            (18, 24, "Globex"),
            (28, 35, "Nairobi")
        ]
    );
    assert_eq!(placed.relations.len(), 2);
    assert_eq!(placed.relations[1].direction, Direction::Both);
    let topic = placed.annotations.last().unwrap();
    assert_eq!(topic.shape, Shape::Tag);
    assert_eq!(
        topic.attributes,
        [attribute("topic", "News / Sport / Football, Other")]
    );
    assert_eq!(
        placed.labels.get(topic.label).unwrap().name.as_str(),
        "topic"
    );
}

#[test]
fn recorded_values_of_a_task_are_tags() {
    let placed = recorded(
        "task-classification.json",
        "project-detail-classification.json",
    );
    let said: Vec<(&str, &str)> = placed
        .annotations
        .iter()
        .map(|one| {
            let label = placed.labels.get(one.label).unwrap();
            (label.name.as_str(), one.attributes[0].value.as_str())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("snow", "snow"),
            ("tags", "urban, night"),
            ("caption", "a street scene | with boxes"),
            ("stars", "4"),
            ("count", "2"),
            ("when", "2026-03-04T10:30"),
        ]
    );
}

#[test]
fn recorded_stretches_lie_on_their_sound_page_series_and_dialogue() {
    let task: Value = serde_json::from_str(&fixture("task-mixed.json")).unwrap();
    let result = &task["annotations"][0]["result"];
    let placed = place(&mixed(), &task["data"], (1, 1), result);
    assert!(placed.problems.is_empty(), "{:?}", placed.problems);
    let places: Vec<(u8, String)> = placed
        .annotations
        .iter()
        .map(|one| match &one.shape {
            Shape::Span { start, end, text } => (one.on, format!("{start}-{end} {text}")),
            Shape::Segment {
                start,
                end,
                channel,
            } => (one.on, format!("{start}-{end} {channel:?}")),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        places,
        [
            (0, "0.25-1.1 Some(0)".to_owned()),
            (1, "0-11 Hello World".to_owned()),
            (2, "10-40 None".to_owned()),
            (3, "0-12 How are you?".to_owned()),
        ]
    );
    assert_eq!(
        placed.annotations[0].attributes,
        [attribute("transcript", "hello")]
    );
}

#[test]
fn spans_beyond_the_text_are_clamped_and_counted() {
    let config = Config::read(
        r#"<View><Text name="t" value="$t"/><Labels name="l" toName="t"><Label value="A"/></Labels></View>"#,
        None,
    );
    let span = |id: &str, start: i64, end: i64| json!({"id": id, "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": start, "end": end, "labels": ["A"]}});
    let placed = place(
        &config,
        &json!({"t": "caf\u{e9} \u{1f680}!"}),
        (1, 1),
        &json!([
            span("a", 0, 4),
            span("b", 5, 90),
            span("c", -4, 2),
            span("d", 90, 80)
        ]),
    );
    let spans: Vec<(u32, u32, &str)> = placed
        .annotations
        .iter()
        .map(|one| match &one.shape {
            Shape::Span { start, end, text } => (*start, *end, text.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        spans,
        [
            (0, 4, "caf\u{e9}"),
            (5, 7, "\u{1f680}!"),
            (0, 2, "ca"),
            (7, 7, "")
        ]
    );
    assert_eq!(placed.problems.len(), 1, "{:?}", placed.problems);
    assert!(placed.problems[0].contains("2 spans"));
}

#[test]
fn pages_of_a_picture_and_masks_of_drafts_are_placed() {
    let config = Config::read(
        r#"<View><Image name="i" valueList="$p"/><RectangleLabels name="r" toName="i"><Label value="A"/></RectangleLabels>
           <BitmaskLabels name="b" toName="i"><Label value="M"/></BitmaskLabels></View>"#,
        None,
    );
    let rect = |id: &str, page: u32| {
        json!({"id": id, "type": "rectanglelabels", "from_name": "r", "to_name": "i", "item_index": page,
        "value": {"x": 50, "y": 50, "width": 150, "height": 10, "rectanglelabels": ["A"]}})
    };
    // A picture of 2 × 1 pixels, the second of them set.
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGNgYGBg+M/A8B8ABQMB/7jzOT4AAAAASUVORK5CYII=";
    let mask = |kind: &str, key: &str| {
        let mut value = json!({"bitmasklabels": ["M"]});
        value[key] = json!(format!("data:image/png;base64,{png}"));
        json!({"id": kind, "type": kind, "from_name": "b", "to_name": "i", "value": value})
    };
    let placed = place(
        &config,
        &json!({"p": ["/0.jpg", "/1.jpg"]}),
        (200, 100),
        &json!([rect("x", 0), rect("y", 1), rect("z", 2), mask("bitmasklabels", "imageDataURL"), mask("brush", "maskDataURL"),
                {"id": "t", "type": "brush", "from_name": "b", "to_name": "i", "value": {"touches": []}}]),
    );
    let on: Vec<(u8, &str)> = placed
        .annotations
        .iter()
        .map(|one| (one.on, one.shape.word()))
        .collect();
    assert_eq!(on[..3], [(0, "box"), (1, "box"), (0, "unknown")]);
    assert_eq!(
        placed.annotations[1].shape,
        Shape::Box {
            rect: Rect::new(100.0, 50.0, 300.0, 10.0)
        }
    );
    assert_eq!(on[5], (0, "unknown"));
    assert!(placed.problems.len() >= 2, "{:?}", placed.problems);
}

#[test]
fn labels_and_controls_that_the_configuration_lacks_are_shown_all_the_same() {
    let config = project("project-detail.json");
    let data = json!({"image": "/a.jpg"});
    let item = |id: &str, from: &str, label: &str| {
        json!({"id": id, "type": "rectanglelabels", "from_name": from, "to_name": "renamed",
        "value": {"x": 0, "y": 0, "width": 10, "height": 10, "rectanglelabels": [label, "Sign"]}})
    };
    let result = json!([item("a", "gone", "Dragon"), item("b", "box", "Dragon"), item("c", "gone", "Car"),
        {"id": "d", "type": "hologram", "from_name": "h", "to_name": "image", "value": {"deep": {"x": 1}}},
        {"id": "e", "type": "brushlabels", "from_name": "brush", "to_name": "image", "original_width": 2, "original_height": 2, "value": {"rle": [0, 0, 0, 9, 1]}}]);
    let placed = place(&config, &data, (100, 100), &result);
    let names: Vec<(&str, &str)> = placed
        .annotations
        .iter()
        .map(|one| {
            let label = placed.labels.get(one.label);
            (
                label.map_or("", |label| label.name.as_str()),
                one.shape.word(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("Dragon", "box"),
            ("Dragon", "box"),
            ("Car", "box"),
            ("", "unknown"),
            ("", "unknown")
        ]
    );
    assert!(
        placed
            .labels
            .get(placed.annotations[0].label)
            .unwrap()
            .color
            .is_some()
    );
    assert_eq!(
        placed.annotations[1].attributes,
        [attribute("box", "Dragon, Sign")]
    );
    assert!(placed.problems.iter().any(|one| one.ends_with("gone, h")));
}

#[test]
fn curves_and_ranges_have_their_places() {
    let config = Config::read(
        r#"<View><Video name="v" value="$v"/><TimelineLabels name="l" toName="v"><Label value="A"/></TimelineLabels>
           <VideoRectangle name="b" toName="v"/><Labels name="vl" toName="v"><Label value="Car"/></Labels></View>"#,
        None,
    );
    let result = json!([{"id": "r", "type": "timelinelabels", "from_name": "l", "to_name": "v", "value": {"ranges": [{"start": 2, "end": 5}, {"start": 9, "end": 9}], "timelinelabels": ["A"]}},
        {"id": "b", "type": "videorectangle", "from_name": "b", "to_name": "v", "value": {"labels": ["Car"], "sequence": [{"frame": 1, "x": 10, "y": 10, "width": 5, "height": 5, "enabled": true}]}},
        {"id": "b", "type": "labels", "from_name": "vl", "to_name": "v", "value": {"labels": ["Car"], "sequence": []}}]);
    let placed = place(&config, &json!({"v": "/v.mp4"}), (1, 1), &result);
    let ids: Vec<(String, &str)> = placed
        .annotations
        .iter()
        .map(|one| (one.id.to_string(), one.shape.word()))
        .collect();
    assert_eq!(
        ids,
        [
            ("12/r".to_owned(), "segment"),
            ("12/r#2".to_owned(), "segment"),
            ("12/b".to_owned(), "track")
        ]
    );
    let Shape::Track { frames } = &placed.annotations[2].shape else {
        panic!();
    };
    assert_eq!(
        frames[0].shape.bounds().unwrap().corners()[0],
        Point::new(10.0, 10.0)
    );
    assert_eq!(
        placed
            .labels
            .get(placed.annotations[2].label)
            .unwrap()
            .name
            .as_str(),
        "Car"
    );
}

proptest::proptest! {
    #[test]
    fn any_values_are_survived(kind in "(rectangle|labels|brushlabels|hypertextlabels|paragraphlabels|choices|timelinelabels|textarea|timeseries|relation)",
        to in "(audio|html|series|dlg|image|none)", key in "(start|end|x|points|ranges|rle|text|choices|globalOffsets)", value in "(-?[0-9]{1,12}|\"[a-z/0-9\\[\\]]{0,8}\"|\\[[0-9,]{0,3}\\]|\\{\\}|null)") {
        let raw = format!(r#"{{"{key}":{value},"end":"3","start":1,"startOffset":2,"endOffset":1}}"#);
        if let Ok(value) = serde_json::from_str::<Value>(&raw) {
            let result = json!([{"id": "a", "type": kind, "from_name": "seg", "to_name": to, "value": value}]);
            let data = json!({"audio": "/a.wav", "html": "<p>x</p>", "csv": "/c", "dialogue": [{"author": "a", "text": "b"}]});
            let placed = place(&mixed(), &data, (9, 9), &result);
            proptest::prop_assert!(placed.annotations.iter().all(|one| one.shape.is_finite()));
        }
    }
}
