//! Tests of `export`, on what real servers sent.

use serde_json::json;

use super::super::fixtures::fixture;
use super::*;
use crate::model::{AccountId, Content, Level, ResultKind, Shape};

/// Files that are not there.
struct Nothing;

impl Media for Nothing {
    fn size(&self, _value: &str) -> Option<(u32, u32)> {
        None
    }

    fn text(&self, value: &str, _most: usize) -> Result<Vec<u8>, Text> {
        Err(Text::line(value))
    }
}

fn node() -> NodeRef {
    NodeRef::root(AccountId::new("local")).child(Level::Item, crate::model::Id::name("x"))
}

fn looked_at(task: &str) -> (Glance, ItemDetail) {
    let glance = glance(task.as_bytes(), None).unwrap();
    let detail = detail(task.as_bytes(), None, &Nothing, node()).unwrap();
    assert_eq!(glance.hash, detail.hash);
    (glance, detail)
}

#[test]
fn texts_come_with_their_spans_relations_and_choices() {
    let (glance, detail) = looked_at(&fixture("task-text.json"));
    assert!(glance.title.starts_with("task "), "{}", glance.title);
    assert!(!glance.pictured && !detail.pictured);
    assert!(detail.problems.is_empty(), "{:?}", detail.problems);
    let Content::Document(document) = &detail.contents[0] else {
        panic!()
    };
    assert!(document.text.starts_with("Ben Okafor"));
    let spans: Vec<&str> = detail
        .annotations
        .iter()
        .filter_map(|one| match &one.shape {
            Shape::Span { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(spans[..3], ["Ben Okafor", "Globex", "Nairobi"]);
    assert_eq!(detail.relations.len(), 2);
    assert_eq!(glance.regions.len(), detail.annotations.len());
}

#[test]
fn pictures_come_with_every_region_of_every_person() {
    let (glance, detail) = looked_at(&fixture("task-image.json"));
    assert!(glance.pictured && detail.pictured);
    assert_eq!(glance.regions.len(), detail.annotations.len());
    let mut kinds: Vec<&str> = detail
        .annotations
        .iter()
        .map(|one| one.shape.word())
        .collect();
    kinds.dedup();
    for kind in [
        "box",
        "rotated box",
        "points",
        "ellipse",
        "polygon",
        "mask",
        "tag",
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    let labels: Vec<Option<&str>> = glance
        .regions
        .iter()
        .map(|(label, _)| label.as_deref())
        .collect();
    assert_eq!(labels[..2], [Some("Sign"), Some("Car")]);
    assert!(detail.results.iter().all(|result| !result.mine));
    assert!(detail.problems.is_empty(), "{:?}", detail.problems);
}

#[test]
fn the_flat_export_becomes_the_full_one() {
    let region = json!({"x": 10, "y": 20, "width": 30, "height": 40, "rotation": 0,
        "rectanglelabels": ["Car"], "original_width": 200, "original_height": 100});
    let entry = json!({"id": 7, "image": "/data/upload/1/12345678-a.png", "label": [region],
        "scene": "night", "annotator": 3, "annotation_id": 9, "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z", "lead_time": 1.5});
    let (glance, detail) = looked_at(&entry.to_string());
    assert_eq!(glance.title, "task 7, annotation 9");
    assert_eq!(glance.files, ["/data/upload/1/12345678-a.png"]);
    let shown: Vec<(String, &str)> = detail
        .annotations
        .iter()
        .map(|one| (detail.label_name(one).to_owned(), one.shape.word()))
        .collect();
    assert_eq!(
        shown,
        [("Car".to_owned(), "box"), ("night".to_owned(), "tag")]
    );
    assert_eq!(detail.annotations[0].author.as_deref(), Some("user 3"));
    let text = json!({"id": 1, "text": "Ana lives in Rome", "annotator": 1, "annotation_id": 2, "lead_time": 1,
        "ner": [{"start": 0, "end": 3, "text": "Ana", "labels": ["Person"]}]});
    let (_, detail) = looked_at(&text.to_string());
    assert_eq!(detail.annotations[0].shape.word(), "span");
    assert_eq!(detail.label_name(&detail.annotations[0]), "Person");
}

#[test]
fn predictions_and_skipped_results_are_apart() {
    let task = json!({"id": 1, "data": {"text": "Ana lives in Rome, far away"},
        "annotations": [{"id": 5, "completed_by": {"id": 2, "email": "bo@example.com"}, "was_cancelled": true, "result": []}],
        "predictions": [{"id": 6, "model_version": "v1", "score": 0.5, "result": [
            {"id": "a", "type": "labels", "from_name": "l", "to_name": "text", "value": {"start": 0, "end": 3, "labels": ["Person"]}}]}]});
    let (glance, detail) = looked_at(&task.to_string());
    let kinds: Vec<(ResultKind, bool)> = detail
        .results
        .iter()
        .map(|one| (one.kind, one.skipped))
        .collect();
    assert_eq!(
        kinds,
        [
            (ResultKind::Submitted, true),
            (ResultKind::Prediction, false)
        ]
    );
    assert_eq!(glance.regions, [(Some("Person".into()), Some("v1".into()))]);
}

#[test]
fn names_of_files_are_the_likeliest_first() {
    for (value, all) in [
        (
            "/data/upload/1/12345678-a%20b.png",
            &[
                "data/upload/1/12345678-a b.png",
                "data/upload/1/12345678-a%20b.png",
                "a b.png",
                "12345678-a b.png",
            ][..],
        ),
        ("/data/local-files/?d=x/a.png", &["x/a.png", "a.png"]),
        ("s3://bucket/x/a.png", &["x/a.png", "a.png"]),
        ("a.png", &["a.png"]),
        ("data:image/png;base64,AA", &[]),
    ] {
        assert_eq!(candidates(value), all, "{value}");
    }
}

#[test]
fn what_is_no_task_says_so() {
    for raw in [
        "7",
        "{}",
        "[]",
        "{\"data\":",
        "{\"id\":1,\"x\":2}",
        "\u{fffd}",
    ] {
        assert!(glance(raw.as_bytes(), None).is_err(), "{raw}");
    }
    assert!(glance(b"{\"data\": {}}", None).is_ok());
    assert!(glance(b"\xff", None).is_err());
    let old = json!({"id": 1, "data": {"image": "a.png"}, "completions": [{"id": 2, "result": [
        {"id": "a", "type": "choices", "from_name": "c", "to_name": "image", "value": {"choices": ["x"]}}]}]});
    assert_eq!(
        glance(old.to_string().as_bytes(), None)
            .unwrap()
            .regions
            .len(),
        1
    );
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = glance(&bytes, None);
    }

    #[test]
    fn no_change_of_a_good_task_panics(at in 0_usize..600, byte in proptest::num::u8::ANY, cut in 0_usize..400) {
        let mut bytes = br#"{"id":1,"data":{"text":"Ana lives in Rome","image":"a.png"},"annotations":[{"id":2,"completed_by":1,"result":[{"id":"a","type":"labels","from_name":"l","to_name":"text","value":{"start":0,"end":3,"labels":["P"]}},{"id":"b","type":"rectanglelabels","from_name":"r","to_name":"image","original_width":9,"original_height":9,"value":{"x":1,"y":1,"width":1,"height":1,"rectanglelabels":["C"]}}]}]}"#.to_vec();
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut));
        if glance(&bytes, None).is_ok() {
            let _ = detail(&bytes, None, &Nothing, node());
        }
    }
}
