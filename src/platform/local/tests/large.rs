//! A file large enough to be read ahead of its parser.

use std::fmt::Write as _;

use super::*;

const IMAGES: usize = 40;
const ANNOTATIONS: usize = 3_200;

/// An instances file of some 20 MB: polygons of 400 points, one image after the other.
fn instances() -> String {
    let images: Vec<String> = (0..IMAGES)
        .map(|n| format!(r#"{{"id": {n}, "file_name": "{n}.png", "width": 900, "height": 900}}"#))
        .collect();
    let mut text = format!(
        r#"{{"categories": [{{"id": 1, "name": "car"}}], "images": [{}], "annotations": ["#,
        images.join(", ")
    );
    for number in 0..ANNOTATIONS {
        let points: Vec<String> = (0..400)
            .map(|point| format!("{}.25, {}.50", (number + point) % 900, 100 + point))
            .collect();
        let comma = if number > 0 { ", " } else { "" };
        write!(
            text,
            r#"{comma}{{"id": {number}, "image_id": {}, "category_id": 1, "segmentation": [[{}]]}}"#,
            number % IMAGES,
            points.join(", ")
        )
        .unwrap();
    }
    // Of an image that the file does not name.
    text.push_str(r#", {"id": 9000, "image_id": 777, "category_id": 1, "bbox": [1, 2, 3, 4]}]}"#);
    text
}

#[test]
fn a_large_file_is_whole_when_it_is_read() {
    let text = instances();
    assert!(text.len() > 16 << 20);
    let opened = open(&[("annotations/instances_train.json", text.as_bytes())], 0);
    for image in [0, 7, IMAGES - 1] {
        let (_, detail) = opened.item(&format!("{image}.png"));
        let ids: Vec<Id> = detail
            .annotations
            .iter()
            .map(|one| one.id.clone())
            .collect();
        let wanted = (image..ANNOTATIONS).step_by(IMAGES);
        let wanted: Vec<Id> = wanted.map(|number| Id::Number(number as u64)).collect();
        assert_eq!(ids, wanted, "in the order of the file");
        let last = detail.annotations.last().unwrap();
        let Shape::Polygon { rings } = &last.shape else {
            panic!("{:?}", last.shape);
        };
        let number = wanted.len().saturating_sub(1) * IMAGES + image;
        assert_eq!(rings[0].len(), 400);
        assert_eq!(rings[0][399].x, ((number + 399) % 900) as f32 + 0.25);
        assert_eq!(rings[0][399].y, 499.5);
    }
    // What is only known at the end counts what was taken in till then.
    let problems = opened.problems();
    let told = |line: &&String| line.contains("1 annotation refers") && line.contains("777");
    assert_eq!(problems.iter().filter(told).count(), 1, "{problems:?}");
}
