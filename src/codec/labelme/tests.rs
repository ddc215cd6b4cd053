//! Tests of `labelme`.

use super::*;
use crate::codec::coco::tests::Kept;
use crate::model::{Point, Rect};

fn kept(text: &str) -> (Kept, Result<bool, FrameError>) {
    let mut sink = Kept::default();
    let mut seen = Seen::default();
    let result = read(
        text.as_bytes(),
        &Id::Number(7),
        "f.png",
        &mut seen,
        &mut sink,
    );
    (sink, result)
}

fn shape(fields: &str) -> Result<Shape, String> {
    let text = format!("{{\"shapes\": [\n{{\"label\": \"a\", {fields}}}]}}");
    let (mut sink, result) = kept(&text);
    assert_eq!(result, Ok(true), "{text}");
    match (sink.drafts.pop(), sink.problems.pop()) {
        (Some((_, draft)), None) => Ok(draft.form.into_shape()),
        (None, Some(problem)) => {
            assert_eq!((problem.at.line, problem.image), (2, Some(Id::Number(7))));
            Err(problem.what.to_string())
        }
        other => panic!("{text}: {other:?}"),
    }
}

/// A picture of one white pixel.
const WHITE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==";

#[test]
fn every_shape_type_is_read() {
    let p = Point::new;
    let ring = vec![p(0.0, 0.0), p(9.0, 0.0), p(9.0, 9.0)];
    let rect = Rect::new(1.0, 2.0, 4.0, 6.0);
    for (fields, expect) in [
        (
            r#""shape_type":"polygon","points":[[0,0],[9,0],[9,9]]"#,
            Shape::Polygon {
                rings: vec![ring.clone()],
            },
        ),
        (
            r#""points":[[0,0],[9,0],[9,9]]"#,
            Shape::Polygon {
                rings: vec![ring.clone()],
            },
        ),
        (
            r#""shape_type":"rectangle","points":[[5,8],[1,2]]"#,
            Shape::Box { rect },
        ),
        (
            r#""shape_type":"rectangle","points":[[1,2],[5,2],[5,8],[1,8]]"#,
            Shape::Box { rect },
        ),
        (
            r#""shape_type":"oriented_rectangle","points":[[1,2],[5,2],[5,8],[1,8]]"#,
            Shape::RotatedBox { rect, degrees: 0.0 },
        ),
        (
            r#""shape_type":"circle","points":[[5,5],[8,9]]"#,
            Shape::Ellipse {
                center: p(5.0, 5.0),
                rx: 5.0,
                ry: 5.0,
                degrees: 0.0,
            },
        ),
        (
            r#""shape_type":"line","points":[[0,0],[9,9]]"#,
            Shape::Polyline {
                points: vec![p(0.0, 0.0), p(9.0, 9.0)],
            },
        ),
        (
            r#""shape_type":"linestrip","points":[[0,0],[9,0],[9,9]]"#,
            Shape::Polyline {
                points: ring.clone(),
            },
        ),
        (
            r#""shape_type":"point","points":[[3,4]]"#,
            Shape::Points {
                points: vec![p(3.0, 4.0)],
            },
        ),
        (
            r#""shape_type":"points","points":[[0,0],[9,0],[9,9]]"#,
            Shape::Points { points: ring },
        ),
        (
            r#""shape_type":"splat","points":[[3,4]]"#,
            Shape::Unknown {
                kind: "splat".into(),
                raw: Text::default(),
            },
        ),
    ] {
        assert_eq!(shape(fields), Ok(expect), "{fields}");
    }
    let mask = format!(r#""shape_type":"mask","points":[[3,4],[3,4]],"mask":"{WHITE}""#);
    let bounds = shape(&mask).unwrap().bounds();
    assert_eq!(bounds, Some(Rect::new(3.0, 4.0, 1.0, 1.0)));
}

#[test]
fn what_is_broken_costs_itself_and_says_where() {
    for (fields, why) in [
        (
            r#""shape_type":"circle","points":[[1,1]]"#,
            "shape left out: field 'points' does not have the points of a circle",
        ),
        (
            r#""points":[[1,1],[2,2]]"#,
            "shape left out: field 'points' does not have the points of a polygon",
        ),
        (
            r#""points":[[1],[2,2],[3,3]]"#,
            "shape left out: field 'points' is not made of pairs",
        ),
        (
            r#""points":[[NaN,1],[2,2],[3,3]]"#,
            "shape left out: field 'points': a value is NaN or infinite",
        ),
        (
            r#""shape_type":"mask","points":[[1,1]]"#,
            "shape left out: field 'mask' is missing",
        ),
        (
            r#""shape_type":"mask","points":[[1,1]],"mask":"%""#,
            "shape left out: field 'mask' is no base64",
        ),
    ] {
        assert_eq!(shape(fields), Err(why.to_owned()), "{fields}");
    }
}

#[test]
fn heads_flags_groups_and_labels_are_read() {
    let text = r#"{"version":"5.5.0","flags":{"night":true,"rain":false},"shapes":[
      {"label":"a","points":[[1,1]],"shape_type":"point","group_id":2,"flags":{"hard":true,"x":false},"description":"look"},
      {"label":"a","points":[[1,1]],"shape_type":"point","group_id":null,"score":0.5}],
      "imagePath":"..\\x\\a.png","imageData":"QUJD","imageHeight":120,"imageWidth":160}"#;
    let (sink, result) = kept(text);
    assert_eq!(result, Ok(true));
    assert_eq!(sink.images[0].file, "..\\x\\a.png");
    assert_eq!(sink.images[0].size, Some((160, 120)));
    assert_eq!(sink.labels.len(), 1);
    let facts = &sink.drafts[0].1;
    assert_eq!((facts.label.clone(), facts.attributes.len()), (None, 1));
    let first = &sink.drafts[1].1;
    assert_eq!((first.group, first.attributes.len()), (Some(2), 2));
    assert_eq!(first.label, Some(Id::name("a")));
    assert_eq!(sink.drafts[2].1.score, Some(0.5));
    assert_eq!(picture(text.as_bytes()), Ok(b"ABC".to_vec()));
    assert!(picture(b"{\"imageData\": null}").is_err());
    assert!(picture(b"{}").is_err());
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(kept(r#"{"images":[],"annotations":[]}"#).1, Ok(false));
    assert_eq!(kept("{}").1, Ok(false));
    assert!(kept("").1.is_err());
    let (sink, result) =
        kept(r#"{"shapes":[{"label":"a","points":[[1,1]],"shape_type":"point"},{"la"#);
    assert!(result.is_err());
    assert_eq!((sink.images.len(), sink.drafts.len()), (1, 1));
    assert_eq!(sink.images[0].file, "f.png");
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut sink = Kept::default();
        let _ = read(&bytes, &Id::Number(1), "f", &mut Seen::default(), &mut sink);
        let _ = picture(&bytes);
    }

    #[test]
    fn no_change_of_a_good_file_panics(at in 0_usize..400, byte in proptest::num::u8::ANY, cut in 0_usize..300) {
        let mut bytes = format!(r#"{{"shapes":[{{"label":"a","points":[[1,1],[2,2],[3,1]],"group_id":1}},{{"label":"b","shape_type":"mask","points":[[1,1],[1,1]],"mask":"{WHITE}"}}],"imagePath":"a.png","imageWidth":3,"flags":{{"x":true}}}}"#).into_bytes();
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut));
        let mut sink = Kept::default();
        let _ = read(&bytes, &Id::Number(1), "f", &mut Seen::default(), &mut sink);
    }
}
