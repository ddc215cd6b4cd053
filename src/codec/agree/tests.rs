//! Numbers worked out by hand, and what holds for any two results.

use proptest::prelude::*;

use super::{Agreement, Pair, agreement};
use crate::model::geometry::{Joint, KeyFrame, Visibility};
use crate::model::{
    Annotation, Attribute, ContentHash, Id, Mask, Point, Rect, Shape, Source, Text,
};

fn made(label: u32, shape: Shape) -> Annotation {
    Annotation {
        id: Id::Number(1),
        label,
        shape,
        attributes: Vec::new(),
        score: None,
        author: None,
        source: Source::Manual,
        group: None,
        occluded: false,
        crowd: false,
        z: 0,
        result: 0,
        on: 0,
        hash: ContentHash(1),
        verdict: None,
    }
}

fn rect(label: u32, x: f32, y: f32, width: f32, height: f32) -> Annotation {
    let rect = Rect::new(x, y, width, height);
    made(label, Shape::Box { rect })
}

fn tag(label: u32, answer: &str) -> Annotation {
    let mut tag = made(label, Shape::Tag);
    tag.attributes = vec![Attribute {
        name: "mood".into(),
        value: answer.into(),
    }];
    tag
}

fn compare(left: &[Annotation], right: &[Annotation]) -> Agreement {
    agreement(left, right, Some((300, 400)))
}

/// The overlap of two lone shapes.
fn two(left: Shape, right: Shape) -> f32 {
    let found = compare(&[made(0, left)], &[made(0, right)]);
    match found.pairs[..] {
        [pair] => pair.overlap,
        _ => 0.0,
    }
}

fn near(found: f32, wanted: f32) {
    assert!((found - wanted).abs() < 0.004, "{found}, wanted {wanted}");
}

#[test]
fn boxes_by_area() {
    // 10×10 and 10×10, shifted by half: 50 shared of 150.
    let found = compare(
        &[rect(0, 0.0, 0.0, 10.0, 10.0)],
        &[rect(0, 5.0, 0.0, 10.0, 10.0)],
    );
    near(found.score, 1.0 / 3.0);
    // A 4×4 within a 10×10: 16 of 100.
    let found = compare(
        &[rect(0, 0.0, 0.0, 10.0, 10.0)],
        &[rect(0, 3.0, 3.0, 4.0, 4.0)],
    );
    near(found.score, 0.16);
}

#[test]
fn any_area_with_any_other() {
    let square = || Shape::Box {
        rect: Rect::new(0.0, 0.0, 10.0, 10.0),
    };
    let turned = Shape::RotatedBox {
        rect: Rect::new(0.0, 0.0, 10.0, 10.0),
        degrees: 90.0,
    };
    near(two(square(), turned), 1.0);
    // Turned by 45°, the shared octagon is 8·(√2−1)/2·100/4 = 82.84 of 117.16.
    let turned = Shape::RotatedBox {
        rect: Rect::new(0.0, 0.0, 10.0, 10.0),
        degrees: 45.0,
    };
    near(two(square(), turned), 82.843 / 117.157);
    let triangle = Shape::Polygon {
        rings: vec![vec![
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(0.0, 10.0),
        ]],
    };
    near(two(square(), triangle), 0.5);
    let circle = Shape::Ellipse {
        center: Point::new(5.0, 5.0),
        rx: 5.0,
        ry: 5.0,
        degrees: 30.0,
    };
    near(two(square(), circle), std::f32::consts::PI / 4.0);
    // A hole of a quarter.
    let ring = |from: f32, to: f32| {
        Rect::new(from, from, to - from, to - from)
            .corners()
            .to_vec()
    };
    let frame = Shape::Polygon {
        rings: vec![ring(0.0, 10.0), ring(2.5, 7.5)],
    };
    near(two(square(), frame), 0.75);
    // Rows 0 and 1 of ten pixels each, of a square of ten.
    let mask = Shape::Mask {
        mask: Mask {
            x: 0,
            y: 0,
            width: 10,
            height: 10,
            runs: vec![0, 20].into(),
        },
    };
    near(two(square(), mask), 0.2);
    let away = Shape::Box {
        rect: Rect::new(50.0, 50.0, 1.0, 1.0),
    };
    near(two(square(), away), 0.0);
}

#[test]
fn spans_by_characters_and_segments_by_time() {
    let span = |start, end| Shape::Span {
        start,
        end,
        text: Text::default(),
    };
    // 10 to 20 and 15 to 25: 5 shared of 15.
    near(two(span(10, 20), span(15, 25)), 1.0 / 3.0);
    near(two(span(0, 5), span(5, 9)), 0.0);
    let segment = |start, end, channel| Shape::Segment {
        start,
        end,
        channel,
    };
    near(two(segment(0.0, 4.0, None), segment(1.0, 4.0, None)), 0.75);
    near(
        two(segment(0.0, 4.0, Some(0)), segment(0.0, 3.0, Some(1))),
        0.0,
    );
    near(two(segment(2.0, 2.0, None), segment(2.0, 2.5, None)), 0.0);
}

#[test]
fn points_by_distance() {
    // The picture's diagonal is 500, a twentieth of it 25.
    let point = |x, y| Shape::Points {
        points: vec![Point::new(x, y)],
    };
    near(two(point(10.0, 10.0), point(13.0, 14.0)), 0.8);
    near(two(point(10.0, 10.0), point(10.0, 60.0)), 0.0);
    let line = |points: &[(f32, f32)]| Shape::Polyline {
        points: points.iter().map(|(x, y)| Point::new(*x, *y)).collect(),
    };
    // The same line with one more corner on it.
    let same = two(
        line(&[(0.0, 0.0), (100.0, 0.0)]),
        line(&[(0.0, 0.0), (30.0, 0.0), (100.0, 0.0)]),
    );
    assert!(same > 0.99, "{same}");
    near(
        two(
            line(&[(0.0, 0.0), (100.0, 0.0)]),
            line(&[(0.0, 5.0), (100.0, 5.0)]),
        ),
        0.8,
    );
}

#[test]
fn skeletons_by_joint_and_tracks_by_frame() {
    let joint = |x, y, visibility| Joint {
        point: Point::new(x, y),
        visibility,
    };
    let skeleton = |joints: Vec<Joint>| Shape::Skeleton {
        joints,
        edges: Vec::new().into(),
    };
    use Visibility::{Absent, Visible};
    // An object of 30×40: joints may be 5 apart. One is right, one is 1 off, one is missing.
    let left = skeleton(vec![
        joint(0.0, 0.0, Visible),
        joint(30.0, 40.0, Visible),
        joint(0.0, 40.0, Visible),
        joint(9.0, 9.0, Absent),
    ]);
    let right = skeleton(vec![
        joint(0.0, 0.0, Visible),
        joint(29.0, 40.0, Visible),
        joint(0.0, 40.0, Absent),
        joint(1.0, 1.0, Absent),
    ]);
    near(two(left, right), (1.0 + 0.8 + 0.0) / 3.0);
    let key = |frame, x, outside| KeyFrame {
        frame,
        shape: Shape::Box {
            rect: Rect::new(x, 0.0, 10.0, 10.0),
        },
        outside,
    };
    // Frame 5 is between the left one's key frames; at frame 10 the right one has left.
    let left = Shape::Track {
        frames: vec![key(0, 0.0, false), key(10, 10.0, false)],
    };
    let right = Shape::Track {
        frames: vec![key(0, 0.0, false), key(5, 5.0, false), key(10, 0.0, true)],
    };
    near(two(left, right), 2.0 / 3.0);
}

#[test]
fn tags_are_the_same_or_are_not() {
    let found = compare(&[tag(0, "good"), tag(1, "x")], &[tag(0, "good")]);
    near(found.score, 0.5);
    let found = compare(&[tag(0, "good")], &[tag(1, "bad")]);
    assert_eq!(
        (found.score, found.mislabelled(), found.alone()),
        (0.0, 1, 0)
    );
    // Another text under the same question is one difference and not two.
    let found = compare(&[tag(u32::MAX, "a cat")], &[tag(u32::MAX, "a dog")]);
    assert_eq!((found.score, found.pairs.len()), (0.0, 1));
}

#[test]
fn what_has_no_partner_counts_as_nothing() {
    let left = [
        rect(0, 0.0, 0.0, 10.0, 10.0),
        rect(0, 100.0, 0.0, 10.0, 10.0),
    ];
    let found = compare(&left, &left[..1]);
    near(found.score, 0.5);
    assert_eq!(found.alone(), 1);
    assert_eq!(
        found.pairs[0],
        Pair {
            left: Some(1),
            right: None,
            overlap: 0.0,
            same_label: false
        }
    );
    assert_eq!(compare(&[], &[]).score, 1.0);
    assert_eq!(compare(&left, &[]).score, 0.0);
}

#[test]
fn another_label_on_the_same_object_is_one_difference() {
    let found = compare(
        &[
            rect(0, 0.0, 0.0, 10.0, 10.0),
            rect(1, 50.0, 0.0, 10.0, 10.0),
        ],
        &[
            rect(2, 0.0, 0.0, 10.0, 10.0),
            rect(1, 50.0, 0.0, 10.0, 10.0),
        ],
    );
    assert_eq!(
        (found.pairs.len(), found.mislabelled(), found.alone()),
        (2, 1, 0)
    );
    near(found.score, 0.5);
    near(found.pairs[0].overlap, 1.0);
}

#[test]
fn the_best_pairing_is_found_and_not_the_first() {
    // The left one fits the first on the right by 0.6, but leaves the other then with nothing.
    let left = [rect(0, 0.0, 0.0, 10.0, 10.0), rect(0, 4.0, 0.0, 10.0, 10.0)];
    let right = [
        rect(0, 2.5, 0.0, 10.0, 10.0),
        rect(0, -6.0, 0.0, 10.0, 10.0),
    ];
    let found = compare(&left, &right);
    // 4 of 16 and 8.5 of 11.5.
    near(found.score, (4.0 / 16.0 + 8.5 / 11.5) / 2.0);
}

#[test]
fn many_annotations_are_paired_without_waiting() {
    let row = |by: f32| -> Vec<Annotation> {
        let number = 0..900_u16;
        number
            .map(|n| rect(0, f32::from(n) * 20.0 + by, 0.0, 10.0, 10.0))
            .collect()
    };
    let found = compare(&row(0.0), &row(5.0));
    assert_eq!(found.pairs.len(), 900);
    near(found.score, 1.0 / 3.0);
    let all: Vec<_> = (0..1_200).map(|_| rect(0, 0.0, 0.0, 1.0, 1.0)).collect();
    assert!(compare(&all, &all).cut);
}

#[test]
fn broken_shapes_have_nothing_in_common() {
    let bad = rect(0, f32::NAN, 0.0, 10.0, f32::INFINITY);
    let found = compare(&[bad], &[rect(0, 0.0, 0.0, 1.0, 1.0)]);
    assert_eq!((found.score, found.alone()), (0.0, 2));
    let flat = rect(0, 5.0, 5.0, 0.0, 0.0);
    assert_eq!(
        compare(std::slice::from_ref(&flat), std::slice::from_ref(&flat)).score,
        1.0
    );
}

fn any_shape() -> impl Strategy<Value = Shape> {
    let spot = || (0_u8..60).prop_map(f32::from);
    let side = || (0_u8..40).prop_map(f32::from);
    let rect = (spot(), spot(), side(), side()).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h));
    let points = prop::collection::vec((spot(), spot()).prop_map(|(x, y)| Point::new(x, y)), 1..6);
    prop_oneof![
        rect.clone().prop_map(|rect| Shape::Box { rect }),
        (rect, 0_u16..360).prop_map(|(rect, turn)| Shape::RotatedBox {
            rect,
            degrees: f32::from(turn)
        }),
        points
            .clone()
            .prop_map(|ring| Shape::Polygon { rings: vec![ring] }),
        points.clone().prop_map(|points| Shape::Points { points }),
        points.prop_map(|points| Shape::Polyline { points }),
        (0_u32..30, 0_u32..30).prop_map(|(start, long)| Shape::Span {
            start,
            end: start + long,
            text: Text::default()
        }),
        Just(Shape::Tag),
    ]
}

fn any_result() -> impl Strategy<Value = Vec<Annotation>> {
    let one = (0_u32..3, any_shape()).prop_map(|(label, shape)| made(label, shape));
    prop::collection::vec(one, 0..7)
}

proptest! {
    #[test]
    fn agreement_is_symmetric_and_within_bounds(left in any_result(), right in any_result()) {
        let (there, back) = (compare(&left, &right), compare(&right, &left));
        prop_assert!((0.0..=1.0).contains(&there.score));
        prop_assert!((there.score - back.score).abs() < 1e-4, "{} {}", there.score, back.score);
        prop_assert_eq!(there.pairs.len(), back.pairs.len());
        let left_ones = there.pairs.iter().filter(|pair| pair.left.is_some()).count();
        let right_ones = there.pairs.iter().filter(|pair| pair.right.is_some()).count();
        prop_assert_eq!((left_ones, right_ones), (left.len(), right.len()));
        let rising = there.pairs.windows(2).all(|two| two[0].score() <= two[1].score());
        prop_assert!(rising);
    }

    #[test]
    fn a_result_agrees_with_itself(result in any_result()) {
        let found = compare(&result, &result);
        prop_assert!((found.score - 1.0).abs() < 1e-6, "{:?}", found);
    }
}
