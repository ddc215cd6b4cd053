//! Tests of `datumaro`.

use super::*;
use crate::codec::coco::tests::Kept;
use crate::model::geometry::Visibility;
use crate::model::{Point, Rect, Source};

fn kept(text: &str) -> (Kept, Result<(), FrameError>) {
    let mut sink = Kept::default();
    let result = read(&mut text.as_bytes(), &mut sink);
    (sink, result)
}

fn shape(fields: &str) -> Result<Shape, String> {
    let text = format!("{{\"items\": [\n{{\"annotations\": [{{{fields}}}], \"id\": \"a\"}}]}}");
    let (mut sink, result) = kept(&text);
    assert_eq!(result, Ok(()), "{text}");
    match (sink.drafts.pop(), sink.problems.pop()) {
        (Some((_, draft)), None) => Ok(draft.form.into_shape()),
        (None, Some(problem)) => {
            assert_eq!(
                (problem.at.line, problem.image),
                (2, Some(Id::name("a"))),
                "{text}"
            );
            Err(problem.what.to_string())
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn every_shape_type_is_read() {
    let p = Point::new;
    let rect = Rect::new(1.0, 2.0, 4.0, 6.0);
    let ring = vec![p(0.0, 0.0), p(9.0, 0.0), p(9.0, 9.0)];
    let hole = vec![p(5.0, 2.0), p(6.0, 2.0), p(6.0, 3.0)];
    let cases = [
        (r#""type":"bbox","bbox":[1,2,4,6]"#, Shape::Box { rect }),
        (
            r#""type":"bbox","bbox":[1,2,4,6],"attributes":{"rotation":15}"#,
            Shape::RotatedBox {
                rect,
                degrees: 15.0,
            },
        ),
        (
            r#""type":"rotated_bbox","points":[3,5,4,6,15]"#,
            Shape::RotatedBox {
                rect,
                degrees: 15.0,
            },
        ),
        (
            r#""type":"rotated_bbox","points":[1,2,5,2,5,8,1,8]"#,
            Shape::RotatedBox { rect, degrees: 0.0 },
        ),
        (
            r#""type":"polygon","points":[0,0,9,0,9,9]"#,
            Shape::Polygon {
                rings: vec![ring.clone()],
            },
        ),
        (
            r#""type":"polygon","points":[[0,0,9,0,9,9],[5,2,6,2,6,3]]"#,
            Shape::Polygon {
                rings: vec![ring, hole],
            },
        ),
        (
            r#""type":"polyline","points":[0,0,9,0]"#,
            Shape::Polyline {
                points: vec![p(0.0, 0.0), p(9.0, 0.0)],
            },
        ),
        (
            r#""type":"points","points":[3,4],"visibility":[2]"#,
            Shape::Points {
                points: vec![p(3.0, 4.0)],
            },
        ),
        (
            r#""type":"ellipse","points":[0,0,4,2],"attributes":{"rotation":10}"#,
            Shape::Ellipse {
                center: p(2.0, 1.0),
                rx: 2.0,
                ry: 1.0,
                degrees: 10.0,
            },
        ),
        (r#""type":"label","label_id":1"#, Shape::Tag),
        (
            r#""type":"splat","x":[1]"#,
            Shape::Unknown {
                kind: "splat".into(),
                raw: Text::default(),
            },
        ),
    ];
    for (fields, expect) in cases {
        assert_eq!(shape(fields), Ok(expect), "{fields}");
    }
    let mask = shape(r#""type":"mask","rle":{"counts":"42","size":[2,3]}"#).unwrap();
    assert_eq!(
        mask,
        shape(r#""type":"mask","rle":{"counts":[4,2],"size":[2,3]}"#).unwrap()
    );
    assert_eq!(mask.bounds(), Some(Rect::new(2.0, 0.0, 1.0, 2.0)));
    let cuboid =
        shape(r#""type":"cuboid_2d","points":[[0,0],[1,0],[1,1],[0,1],[2,2],[3,2],[3,3],[2,3]]"#)
            .unwrap();
    assert_eq!(cuboid.bounds(), Some(Rect::new(0.0, 0.0, 3.0, 3.0)));
    let flat = shape(r#""type":"skeleton","points":[1,1,2,2],"visibility":[2,0]"#).unwrap();
    let parts = shape(
        r#""type":"skeleton","elements":[{"points":[1,1]},{"points":[2,2],"attributes":{"outside":true}}]"#,
    )
    .unwrap();
    assert_eq!(flat, parts);
    let Shape::Skeleton { joints, .. } = flat else {
        panic!()
    };
    assert_eq!(joints[1].visibility, Visibility::Absent);
}

#[test]
fn labels_authors_and_broken_parts() {
    let text = r#"{"info":{}, "categories":{"label":{"labels":[{"name":"cat","parent":"pet"},{"name":"dog","parent":""}]},
  "points":{"items":[{"label_id":1,"labels":["nose","tail"],"joints":[[1,2]]}]},
  "mask":{"colormap":[{"label_id":0,"r":1,"g":2,"b":3}]}},
 "items":[{"id":"x/1","annotations":[
   {"id":3,"type":"bbox","bbox":[0,0,1,1],"label_id":0,"group":2,"z_order":-1,
    "attributes":{"author":"bo","source":"auto","score":0.25,"track_id":4}},
   {"id":4,"type":"bbox","bbox":[0,0,NaN,1]},
   {"id":5,"type":"bbox","bbox":[0,0,-1,1]},
   {"id":6,"type":"caption","caption":"hello"}],
   "attr":{"weather":"fog"}, "image":{"path":"x/1.png","size":[480,640]}},
  {"annotations":[]}, 5, {"id":"y","annotations":7}]}"#;
    let (sink, result) = kept(text);
    assert_eq!(result, Ok(()));
    let names: Vec<_> = sink
        .labels
        .iter()
        .map(|l| (l.label.name.to_string(), l.edges.len(), l.label.color))
        .collect();
    assert_eq!(
        names,
        [
            ("cat".into(), 0, Some(Rgb(1, 2, 3))),
            ("dog".into(), 1, None)
        ]
    );
    assert_eq!(sink.images[0].file, "x/1.png");
    assert_eq!(
        (sink.images[0].size, sink.images.len()),
        (Some((640, 480)), 2)
    );
    let draft = &sink.drafts[0].1;
    assert_eq!(
        (draft.author.as_deref(), draft.source.clone(), draft.score),
        (Some("bo"), Source::Model, Some(0.25))
    );
    assert_eq!(
        (draft.group, draft.z, draft.attributes.len()),
        (Some(2), -1, 1)
    );
    assert_eq!(sink.drafts.len(), 3);
    let said: Vec<_> = sink
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.at.line, problem.what))
        .collect();
    let expect = [
        "7 annotation left out: field 'bbox': a value is NaN or infinite",
        "8 annotation left out: field 'bbox' has a negative size",
        "11 item left out: missing field 'id'",
        "11 item left out: missing field 'id'",
        "11 annotation left out: field 'annotations' is not an array",
    ];
    assert_eq!(said, expect);
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut sink = Kept::default();
        let _ = read(&mut &bytes[..], &mut sink);
    }

    #[test]
    fn no_change_of_a_good_file_panics(at in 0_usize..400, byte in proptest::num::u8::ANY, cut in 0_usize..300) {
        let mut bytes = br#"{"categories":{"label":{"labels":[{"name":"a"}]}},"items":[{"id":"a","image":{"path":"a.jpg","size":[1,2]},"annotations":[{"id":1,"type":"skeleton","elements":[{"points":[1,2]}]},{"type":"mask","rle":{"counts":"42","size":[2,3]}},{"type":"ellipse","points":[1,2,3,4]}]}]}"#.to_vec();
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut));
        let mut sink = Kept::default();
        let _ = read(&mut &bytes[..], &mut sink);
    }
}
