//! Tests of `dataloop`, on what a real server sent where it is recorded.

use super::*;
use crate::codec::coco::tests::Kept;
use crate::model::{Point, Rect};

fn kept(text: &str) -> (Kept, Result<bool, FrameError>) {
    let mut sink = Kept::default();
    let result = read(
        text.as_bytes(),
        &Id::Number(7),
        "f.png",
        &mut Seen::default(),
        &mut sink,
    );
    (sink, result)
}

fn shape(fields: &str) -> Result<Shape, String> {
    let text =
        format!("{{\"filename\":\"/a.png\",\"annotations\":[\n{{\"label\":\"a\",{fields}}}]}}");
    let (mut sink, result) = kept(&text);
    assert_eq!(result, Ok(true), "{text}");
    match (sink.drafts.pop(), sink.problems.pop()) {
        (Some((_, draft)), None) => Ok(draft.form.into_shape()),
        (None, Some(problem)) => Err(format!("{} {}", problem.at.line, problem.what)),
        other => panic!("{text}: {other:?}"),
    }
}

const WHITE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==";

#[test]
fn every_type_is_read() {
    let p = Point::new;
    let rect = Rect::new(30.0, 40.0, 90.0, 70.0);
    let ring = vec![p(10.0, 10.0), p(60.0, 12.0), p(58.0, 70.0)];
    let flat = r#"[{"x":10,"y":10},{"x":60,"y":12},{"x":58,"y":70}]"#;
    for (fields, expect) in [
        (
            r#""type":"box","coordinates":[{"x":120,"y":40,"z":0},{"x":30,"y":110,"z":0}]"#.to_owned(),
            Shape::Box { rect },
        ),
        (
            r#""type":"box","coordinates":[{"x":30,"y":40,"z":0},{"x":120,"y":110,"z":0},30.0]"#.to_owned(),
            Shape::RotatedBox { rect, degrees: 30.0 },
        ),
        (
            r#""type":"box","coordinates":[{"x":30,"y":40},{"x":120,"y":40},{"x":120,"y":110},{"x":30,"y":110}]"#.to_owned(),
            Shape::RotatedBox { rect, degrees: 0.0 },
        ),
        (
            format!(r#""type":"segment","coordinates":[{flat}]"#),
            Shape::Polygon { rings: vec![ring.clone()] },
        ),
        (
            format!(r#""type":"segment","coordinates":{flat}"#),
            Shape::Polygon { rings: vec![ring.clone()] },
        ),
        (
            format!(r#""type":"polyline","coordinates":[{flat}]"#),
            Shape::Polyline { points: ring },
        ),
        (
            r#""type":"point","coordinates":{"x":3,"y":4,"z":0}"#.to_owned(),
            Shape::Points { points: vec![p(3.0, 4.0)] },
        ),
        (
            r#""type":"ellipse","coordinates":{"center":{"x":5,"y":6,"z":0},"rx":3,"ry":2,"angle":45}"#.to_owned(),
            Shape::Ellipse { center: p(5.0, 6.0), rx: 3.0, ry: 2.0, degrees: 45.0 },
        ),
        (r#""type":"class""#.to_owned(), Shape::Tag),
        (
            r#""type":"subtitle","coordinates":{"text":"hi"}"#.to_owned(),
            Shape::Unknown { kind: "subtitle".into(), raw: r#"{"text":"hi"}"#.into() },
        ),
        (
            r#""type":"text","coordinates":"hi""#.to_owned(),
            Shape::Unknown { kind: "text".into(), raw: "hi".into() },
        ),
    ] {
        assert_eq!(shape(&fields), Ok(expect), "{fields}");
    }
    for mask in [format!("\"{WHITE}\""), format!("{{\"data\":\"{WHITE}\"}}")] {
        let read = shape(&format!(r#""type":"binary","coordinates":{mask}"#)).unwrap();
        assert_eq!(read.bounds(), Some(Rect::new(0.0, 0.0, 1.0, 1.0)));
    }
    let corners: Vec<String> = [
        "front_tl", "front_tr", "front_br", "front_bl", "back_tl", "back_tr", "back_br", "back_bl",
    ]
    .iter()
    .enumerate()
    .map(|(at, name)| format!(r#""{name}":{{"x":{at},"y":0,"z":0}}"#))
    .collect();
    let Ok(Shape::Cuboid { points }) = shape(&format!(
        r#""type":"cube","coordinates":{{{}}}"#,
        corners.join(",")
    )) else {
        panic!()
    };
    assert_eq!(points[5], p(5.0, 0.0));
}

#[test]
fn what_is_broken_costs_itself_and_says_where() {
    for (fields, why) in [
        (
            r#""type":"box","coordinates":[]"#,
            "does not have two corners",
        ),
        (r#""type":"box""#, "is no list of corners"),
        (
            r#""type":"segment","coordinates":[[{"x":1,"y":2}]]"#,
            "does not have enough points",
        ),
        (r#""type":"point","coordinates":{"x":1}"#, "is no point"),
        (r#""type":"binary","coordinates":"%""#, "is no base64"),
        (
            r#""type":"cube","coordinates":{}"#,
            "does not have all eight corners",
        ),
    ] {
        let why = format!("2 annotation left out: field 'coordinates' {why}");
        assert_eq!(shape(fields), Err(why), "{fields}");
    }
}

#[test]
fn heads_attributes_models_and_poses_are_read() {
    let text = r#"{"filename":"/day/a.png","metadata":{"system":{"width":160,"height":120,"mimetype":"image/png"}},"annotations":[
      {"id":"a1","type":"box","label":"vehicle.car","coordinates":[{"x":1,"y":1},{"x":2,"y":2}],"attributes":[],"creator":"ana",
       "metadata":{"system":{"attributes":{"1":false,"2":"red","occluded":true},"objectId":"4","status":"issue"},"user":{}}},
      {"id":"a2","type":"class","label":"night","attributes":["old","kind"],"metadata":{"user":{"model":{"name":"yolo","confidence":0.5}}}},
      {"id":"a3","type":"pose","label":"p","coordinates":{"templateId":"t"},"metadata":{}},
      {"id":"a4","type":"point","label":"p","coordinates":{"x":1,"y":1},"metadata":{"system":{"parentId":"a3"}}}]}"#;
    let (sink, result) = kept(text);
    assert_eq!(result, Ok(true), "{:?}", sink.problems);
    assert_eq!(sink.images[0].file, "/day/a.png");
    assert_eq!(sink.images[0].size, Some((160, 120)));
    let drafts: Vec<&Draft> = sink.drafts.iter().map(|(_, draft)| draft).collect();
    let said = |draft: &Draft| -> Vec<String> {
        let all = draft.attributes.iter();
        all.map(|one| format!("{}={}", one.name, one.value))
            .collect()
    };
    assert_eq!(
        said(drafts[0]),
        ["1=false", "2=red", "status=issue", "object=4"]
    );
    assert!(drafts[0].occluded);
    assert_eq!(drafts[0].author.as_deref(), Some("ana"));
    assert_eq!(said(drafts[1]), ["old=yes", "kind=yes"]);
    assert_eq!(
        (drafts[1].source.clone(), drafts[1].score),
        (Source::Model, Some(0.5))
    );
    assert_eq!((drafts[2].group, drafts[3].group), (Some(1), Some(1)));
    assert_eq!(sink.labels.len(), 3);
}

#[test]
fn other_files_and_videos_are_told() {
    assert_eq!(kept(r#"{"shapes":[]}"#).1, Ok(false));
    assert!(kept("[").1.is_err());
    let (sink, _) = kept(r#"{"annotations":[],"metadata":{"system":{"mimetype":"video/mp4"}}}"#);
    assert!(sink.problems[0].what.contains("video"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut sink = Kept::default();
        let _ = read(&bytes, &Id::Number(1), "f", &mut Seen::default(), &mut sink);
    }

    #[test]
    fn no_change_of_a_good_file_panics(at in 0_usize..400, byte in proptest::num::u8::ANY, cut in 0_usize..300) {
        let mut bytes = br#"{"filename":"/a.png","annotations":[{"id":"1","type":"segment","label":"a","coordinates":[[{"x":1,"y":2},{"x":3,"y":4},{"x":5,"y":1}]],"metadata":{"system":{"attributes":{"k":[1]},"parentId":"9"}}},{"type":"ellipse","label":"a","coordinates":{"center":{"x":1,"y":2},"rx":1,"ry":2}}]}"#.to_vec();
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut));
        let mut sink = Kept::default();
        let _ = read(&bytes, &Id::Number(1), "f", &mut Seen::default(), &mut sink);
    }
}
