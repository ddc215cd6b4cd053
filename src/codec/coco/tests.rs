//! Tests of `coco`.

use super::*;
use crate::model::Rgb;

/// Keeps everything it is given.
#[derive(Default)]
pub struct Kept {
    pub images: Vec<ImageEntry>,
    pub labels: Vec<LabelEntry>,
    pub drafts: Vec<(Id, Draft)>,
    pub problems: Vec<Problem>,
}

impl Sink for Kept {
    fn image(&mut self, image: ImageEntry) {
        self.images.push(image);
    }
    fn label(&mut self, label: LabelEntry) {
        self.labels.push(label);
    }
    fn annotation(&mut self, image: Id, draft: Draft) {
        self.drafts.push((image, draft));
    }
    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
    fn stopped(&self) -> bool {
        false
    }
}

fn kept(text: &str) -> (Kept, Result<(), FrameError>) {
    let mut sink = Kept::default();
    let result = read(&mut text.as_bytes(), &mut sink);
    (sink, result)
}

/// One annotation's shape, or the problem's place and words.
fn shape(fields: &str) -> Result<Shape, String> {
    let text = format!("{{\"annotations\": [\n{{\"id\": 1, \"image_id\": 7, {fields}}}\n]}}");
    let (mut sink, result) = kept(&text);
    assert_eq!(result, Ok(()), "{text}");
    match (sink.drafts.pop(), sink.problems.pop()) {
        (Some((_, draft)), None) => Ok(draft.form.into_shape()),
        (None, Some(problem)) => {
            assert_eq!(
                (problem.at.line, problem.image),
                (2, Some(Id::Number(7))),
                "{text}"
            );
            Err(problem.what.to_string())
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn every_kind_of_annotation_finds_its_shape() {
    let rect = Rect::new(1.0, 2.0, 3.0, 4.5);
    let p = Point::new;
    let boxed = Shape::Box { rect };
    let triangle = vec![p(0.0, 0.0), p(4.0, 0.0), p(4.0, 4.0)];
    let cases = [
        (r#""bbox": [1, 2, 3, 4.5]"#, boxed.clone()),
        (
            r#""bbox": [1, 2, 3, 4.5], "segmentation": [], "keypoints": [0,0,0]"#,
            boxed.clone(),
        ),
        (
            r#""bbox": [1, 2, 3, 4.5], "segmentation": null, "score": null"#,
            boxed.clone(),
        ),
        (
            r#""bbox": [1, 2, 3, 4.5], "attributes": {"rotation": 0.0}"#,
            boxed,
        ),
        (
            r#""bbox": [1, 2, 3, 4.5], "attributes": {"rotation": 30.0}"#,
            Shape::RotatedBox {
                rect,
                degrees: 30.0,
            },
        ),
        (
            r#""bbox": [1,2,3,4], "segmentation": [[0,0,4,0,4,4],[0,0,4,0,4,4]]"#,
            Shape::Polygon {
                rings: vec![triangle.clone(), triangle.clone()],
            },
        ),
        (
            r#""segmentation": [0,0,4,0,4,4]"#,
            Shape::Polygon {
                rings: vec![triangle],
            },
        ),
        (r#""category_id": 4"#, Shape::Tag),
    ];
    for (fields, expect) in cases {
        assert_eq!(shape(fields), Ok(expect), "{fields}");
    }
    let listed =
        shape(r#""iscrowd": 1, "segmentation": {"counts": [4, 2], "size": [2, 3]}"#).unwrap();
    let text = shape(r#""segmentation": {"size": [2, 3], "counts": "42"}"#).unwrap();
    assert_eq!(listed, text);
    assert_eq!(listed.bounds(), Some(Rect::new(2.0, 0.0, 1.0, 2.0)));
    let Ok(Shape::Skeleton { joints, .. }) =
        shape(r#""keypoints": [1,2,2, 3,4,1, 0,0,0], "bbox": [0,0,1,1]"#)
    else {
        panic!()
    };
    let seen: Vec<_> = joints.iter().map(|joint| joint.visibility).collect();
    assert_eq!(
        seen,
        [Visibility::Visible, Visibility::Hidden, Visibility::Absent]
    );
}

#[test]
fn what_is_broken_is_named_and_left_out() {
    let cases = [
        (
            r#""bbox": [1, 2, NaN, 4]"#,
            "field 'bbox': a value is NaN or infinite",
        ),
        (
            r#""bbox": [1, 2, -Infinity, 4]"#,
            "field 'bbox': a value is NaN or infinite",
        ),
        (
            r#""bbox": [1, 2, 1e999, 4]"#,
            "field 'bbox': number out of range",
        ),
        (
            r#""bbox": [1, 2, 1e39, 4]"#,
            "field 'bbox' has a number that is too large",
        ),
        (
            r#""bbox": [1, 2, -3, 4]"#,
            "field 'bbox' has a negative size",
        ),
        (
            r#""bbox": [1, 2, 3]"#,
            "field 'bbox' does not have four numbers",
        ),
        (
            r#""bbox": [1, "2", 3, 4]"#,
            "field 'bbox': invalid type: string \"2\", expected f32",
        ),
        (
            r#""bbox": {"x": 1}"#,
            "field 'bbox': invalid type: map, expected a sequence",
        ),
        (
            r#""segmentation": [[1,2,3,4]]"#,
            "field 'segmentation' has a part of fewer than three points",
        ),
        (
            r#""segmentation": [[1,2,3,4,5,6,7]]"#,
            "field 'segmentation' has an odd number of coordinates",
        ),
        (
            r#""segmentation": {"counts": [9], "size": [2, 3]}"#,
            "field 'segmentation': run 1 goes past",
        ),
        (
            r#""segmentation": {"counts": [-1], "size": [2, 3]}"#,
            "field 'segmentation': run 1 is no whole",
        ),
        (
            r#""segmentation": {"counts": "é", "size": [2, 3]}"#,
            "field 'segmentation': character 1",
        ),
        (
            r#""segmentation": {"size": [2, 3]}"#,
            "missing field `segmentation.counts`",
        ),
        (
            r#""segmentation": {"counts": [1], "size": [99999, 99999]}"#,
            "field 'segmentation': the mask has",
        ),
        (
            r#""keypoints": [1,2,2,3], "bbox": [0,0,1,1]"#,
            "field 'keypoints' is not made of triples",
        ),
        (
            r#""keypoints": [0,0,0]"#,
            "field 'keypoints' has no visible point",
        ),
        (
            r#""segments_info": []"#,
            "field 'segments_info' is of the panoptic format",
        ),
        (r#""iscrowd": "maybe""#, "field 'iscrowd': invalid type"),
        (r#""id": 2"#, "duplicate field `id`"),
    ];
    for (fields, what) in cases {
        let said = shape(fields).unwrap_err();
        assert!(
            said.starts_with("annotation left out: ") && said.contains(what),
            "{fields}: {said}"
        );
    }
    let bomb = format!(r#""x": {}{}"#, "[".repeat(300), "]".repeat(300));
    let (sink, result) = kept(&format!(
        "{{\"annotations\": [{{{bomb}}}, {{\"image_id\": 1}}]}}"
    ));
    assert_eq!(
        (result, sink.drafts.len(), sink.problems.len()),
        (Ok(()), 1, 1)
    );
    assert!(sink.problems[0].what.contains("nested too deeply"));
}

#[test]
fn arrays_come_in_any_order_and_a_cut_file_keeps_what_it_had() {
    let text = r##"{"info": {"a": [1]},
 "annotations": [{"id": 5, "image_id": "7", "category_id": 2, "bbox": [0,0,1,1], "iscrowd": 1,
   "score": 0.5, "attributes": {"color": "red", "occluded": true, "author": "ana"}},
  {"id": 6, "image_id": 7, "caption": "two\nlines"}],
 "categories": [{"id": 2, "name": "person", "supercategory": "being", "color": "#0a141e",
   "keypoints": ["nose", "eye"], "skeleton": [[1, 2], [2, 3]]}],
 "images": [{"id": 7, "file_name": "a.jpg", "width": 640, "height": 480.0}, {"id": 8}, {"id": 9, "file_name": "b.jpg", "width": -1}"##;
    let (sink, result) = kept(text);
    assert!(
        matches!(result, Err(FrameError::Syntax { at, .. }) if at.line == 7),
        "{result:?}"
    );
    assert_eq!(
        sink.images,
        [ImageEntry {
            id: Id::Number(7),
            file: "a.jpg".into(),
            size: Some((640, 480))
        }]
    );
    let (image, draft) = &sink.drafts[0];
    assert_eq!(
        (image, &draft.label),
        (&Id::Number(7), &Some(Id::Number(2)))
    );
    assert!(draft.crowd && draft.occluded && draft.score == Some(0.5));
    assert_eq!(draft.author.as_deref(), Some("ana"));
    assert_eq!(sink.drafts[1].1.attributes[0].value.as_str(), "two\nlines");
    let label = &sink.labels[0];
    assert_eq!(
        (label.label.color, &*label.edges),
        (Some(Rgb(10, 20, 30)), &[(0, 1)][..])
    );
    assert_eq!(label.label.parent.as_deref(), Some("being"));
    let said: Vec<_> = sink
        .problems
        .iter()
        .map(|problem| problem.what.to_string())
        .collect();
    assert!(said[0].contains("'skeleton' names joints"), "{said:?}");
    assert!(said[1].contains("missing field `file_name`"), "{said:?}");
    assert!(said[2].contains("field 'width' is no size"), "{said:?}");
}

#[test]
fn edges_count_from_one_or_from_zero() {
    assert_eq!(&*skeleton_edges(&[[1, 2], [3, 4]], 3), [(0, 1)]);
    assert_eq!(&*skeleton_edges(&[[0, 1], [1, 2]], 3), [(0, 1), (1, 2)]);
    assert_eq!(&*skeleton_edges(&[[i64::MIN, 1], [-1, i64::MAX]], 0), []);
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut sink = Kept::default();
        let _ = read(&mut &bytes[..], &mut sink);
    }

    #[test]
    fn no_change_of_a_good_file_panics(at in 0_usize..400, byte in proptest::num::u8::ANY, cut in 0_usize..400) {
        let mut bytes = br#"{"images":[{"id":1,"file_name":"a.jpg","width":9,"height":9}],"categories":[{"id":1,"name":"a","keypoints":["x"],"skeleton":[[1,1]]}],"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[1,2,3,4],"segmentation":{"counts":"42","size":[2,3]},"keypoints":[1,2,2],"iscrowd":0,"score":0.5,"attributes":{"rotation":1.5}}]}"#.to_vec();
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut));
        let mut sink = Kept::default();
        let _ = read(&mut &bytes[..], &mut sink);
        for (_, draft) in sink.drafts {
            let _ = draft.form.into_shape();
        }
    }
}

/// Reads a byte at a time, so that no element is ever whole at hand and all go the whole way.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.len().min(1).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// Both ways through a file find the same; how many annotations there are.
#[track_caller]
fn both(text: &str) -> usize {
    let (mut quick, mut whole) = (Kept::default(), Kept::default());
    let one = read(&mut text.as_bytes(), &mut quick);
    let other = read(&mut Drip(text.as_bytes()), &mut whole);
    assert_eq!(one, other, "{text}");
    assert_eq!(quick.images, whole.images, "{text}");
    assert_eq!(quick.drafts, whole.drafts, "{text}");
    assert_eq!(quick.problems, whole.problems, "{text}");
    quick.drafts.len()
}

#[test]
fn the_short_way_takes_what_most_files_are_made_of() {
    for (element, short) in [
        (
            r#"{"id": 1, "image_id": 1, "bbox": [1, 2.50, 3, 4], "area": 12.1057499999998}"#,
            true,
        ),
        (
            r#"{"image_id": 1, "segmentation": [[1, 2, 3, 4, 5.5, 6]], "iscrowd": 0}"#,
            true,
        ),
        (
            r#"{"image_id": 1, "segmentation": {"counts": [1, 2], "size": [3, 4]}, "iscrowd": 1}"#,
            true,
        ),
        (
            r#"{"image_id": 1, "segmentation": {"counts": "04", "size": [3, 4]}}"#,
            true,
        ),
        (
            r#"{"image_id": 1, "keypoints": [1, 1, 2, 0, 0, 0], "num_keypoints": 1}"#,
            true,
        ),
        (
            r#"{"image_id": 1, "bbox": [1, 2, 3, 4], "attributes": {"occluded": false, "rotation": 30.0}}"#,
            true,
        ),
        (
            r#"{"image_id": 1, "bbox": [1, 2, 3, 4], "attributes": {"color": "red"}}"#,
            false,
        ),
        (
            r#"{"image_id": 1, "bbox": [1, 2, 3, 4], "caption": "x"}"#,
            false,
        ),
        (r#"{"image_id": 1, "bbox": [1e1, 2, 3, 4]}"#, false),
        (r#"{"image_id": 1, "bbox": [01, 2, 3, 4]}"#, false),
        (r#"{"image_id": 1, "bbox": [1, 2, -3, 4]}"#, false),
        (
            r#"{"image_id": 1, "image_id": 2, "bbox": [1, 2, 3, 4]}"#,
            false,
        ),
        (r#"{"image_id": "a", "bbox": [1, 2, 3, 4]}"#, false),
        (r#"{"image_id": 1, "bbox": [1, 2, 3, 4]"#, false),
        (
            r#"{"image_id": 12345678, "bbox": [1234567, 123456.7, 0.12345, 1.000001]}"#,
            true,
        ),
        (r#"{"image_id": 1, "bbox": [1., 2, 3, 4]}"#, false),
        (r#"{"image_id": 1, "bbox": [1.2.3, 2, 3, 4]}"#, false),
        (r#"{"image_id": 1, "bbox": [1.5e1, 2, 3, 4]}"#, false),
    ] {
        assert_eq!(
            quick::annotation(element.as_bytes(), &mut quick::Room::default()).is_some(),
            short,
            "{element}"
        );
        both(&format!("{{\"annotations\": [{element}]}}"));
    }
}

#[test]
fn lines_are_counted_on_the_short_way_too() {
    let text = "{\"annotations\": [\n{\"id\": 1,\n \"image_id\": 1, \"bbox\": [1, 2, 3, 4]}, {\"image_id\": 1, \"bbox\": 7}]}";
    assert_eq!(both(text), 1);
    let (sink, _) = kept(text);
    assert_eq!(sink.problems[0].at.line, 3);
}

proptest::proptest! {
    #[test]
    fn both_ways_read_the_same_numbers(
        sides in proptest::collection::vec("-?(0|[1-9][0-9]{0,9}|[0-9]{1,4})(\\.[0-9]{0,9})?[ ]?", 4),
    ) {
        let [x, y, width, height] = &sides[..] else { unreachable!("four were asked for") };
        let element = format!("{{\"image_id\": 1, \"bbox\": [{x},{y},{width},{height}], \"score\": {x}}}");
        both(&format!("{{\"annotations\": [{element}, {{\"image_id\": {y}, \"id\": {width}, \"bbox\": [{x},{x},1,1]}}]}}"));
    }

    #[test]
    fn both_ways_read_the_same(
        fields in proptest::collection::vec((
            proptest::sample::select(vec!["id", "image_id", "category_id", "bbox", "segmentation", "keypoints", "score", "iscrowd", "area", "attributes", "x\\u0041", "size"]),
            proptest::sample::select(vec![
                "1", "0", "-1", "1.5", "-0", "0.10", "123456789012345678", "1234567890123456789012", "12.345678901234567", "1e3", "01", "1.", ".5", "-", "true", "null", "\"a\"", "\"5\"",
                "[]", "[1, 2, 3, 4]", "[1.25,2.5,30.75,4e0]", "[1, 2, 3]", "[[1, 2, 3, 4, 5, 6]]", "[[1, 2, 3, 4, 5]]", "[[], [1, 1, 2, 2, 3, 1.1]]",
                "[1, 2, 2, 3, 4, 0]", "[1, 2, 0.5]", "[9999999999999999999999, 1, 1, 1]", "{\"counts\": [1, 2], \"size\": [3, 4]}", "{\"size\": [3, 4], \"counts\": \"04\"}",
                "{\"counts\": [100], \"size\": [3, 4]}", "{}", "{\"occluded\": true}", "{\"rotation\": 45, \"occluded\": false}", "{\"rotation\": \"x\"}", "[1, 2\n, 3, 4 ]",
            ]),
        ), 0..6),
        cut in 0_usize..200,
    ) {
        let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
        let element = format!("{{\"image_id\": 3, {}}}", fields.join(" , "));
        both(&format!("{{\"annotations\": [{element}, {element}]}}"));
        let images = element.replace("image_id", "id").replace("bbox", "file_name").replace("area", "width");
        both(&format!("{{\"images\": [{images}]}}"));
        let mut text = format!("{{\"annotations\": [{element}]}}");
        text.truncate(cut);
        both(&text);
    }
}
