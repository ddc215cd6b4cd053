//! Tests of `pack`.

use std::sync::Arc;

use super::*;
use crate::codec::draft::Form;
use crate::codec::plain::{Outline, Plain, Rings};
use crate::codec::rle::Columns;
use crate::model::geometry::{Joint, KeyFrame, Visibility};
use crate::model::{Mask, Point, Rect, Shape};

fn points(count: u8) -> Vec<Point> {
    (0..count)
        .map(|n| Point::new(f32::from(n) * 1.5, f32::from(n)))
        .collect()
}

fn shapes() -> Vec<Form> {
    let rect = Rect::new(1.0, 2.0, 3.5, 4.0);
    let [a, b, c, d] = rect.corners();
    let mask = Mask {
        x: 1,
        y: 2,
        width: 300,
        height: 4,
        runs: Arc::from([0, 700, 3]),
    };
    let joints =
        [Visibility::Absent, Visibility::Hidden, Visibility::Visible].map(|visibility| Joint {
            point: a,
            visibility,
        });
    let key_frame = KeyFrame {
        frame: 900,
        shape: Shape::Box { rect },
        outside: true,
    };
    let shapes = vec![
        Shape::Box { rect },
        Shape::RotatedBox {
            rect,
            degrees: -30.0,
        },
        Shape::Polygon {
            rings: vec![points(4), points(200)],
        },
        Shape::Polyline { points: points(2) },
        Shape::Points { points: points(0) },
        Shape::Ellipse {
            center: a,
            rx: 2.0,
            ry: 1.0,
            degrees: 9.0,
        },
        Shape::Mask { mask },
        Shape::Cuboid {
            points: [a, b, c, d, d, c, b, a],
        },
        Shape::Skeleton {
            joints: joints.to_vec(),
            edges: Arc::from([]),
        },
        Shape::Tag,
        Shape::Segment {
            start: 1.25,
            end: 1e9,
            channel: Some(3),
        },
        Shape::Span {
            start: 3,
            end: 70_000,
            text: "word".into(),
        },
        Shape::Track {
            frames: vec![key_frame],
        },
        Shape::Unknown {
            kind: "splat".into(),
            raw: "{}".into(),
        },
    ];
    let mut forms: Vec<Form> = shapes.into_iter().map(Form::Shape).collect();
    forms.push(Form::Columns(Columns::new(9, 9, vec![1, 80]).unwrap()));
    forms.push(Form::Corners([a, b, c, d]));
    forms
}

#[test]
fn everything_comes_back_as_it_was() {
    let mut pack = Pack::default();
    let mut drafts = Vec::new();
    for (index, form) in shapes().into_iter().enumerate() {
        let mut draft = Draft::new(form);
        if index % 2 == 0 {
            draft.id = Some(if index % 4 == 0 {
                Id::Number(u64::MAX)
            } else {
                Id::name("x y")
            });
            draft.score = Some(0.25);
            draft.author = Some("ana".into());
            draft.source = if index % 4 == 0 {
                Source::Model
            } else {
                Source::Other("tool".into())
            };
            draft.group = Some(7);
            draft.z = -3;
            draft.occluded = true;
            draft.crowd = index % 4 == 0;
            draft.attributes = vec![Attribute {
                name: "color".into(),
                value: "red".into(),
            }];
        }
        let label = (index % 3 != 0).then_some(index as u32);
        let previous = if index > 0 { index as u32 - 1 } else { NONE };
        assert_eq!(pack.push(&draft, label, previous), Some(index as u32));
        drafts.push((draft, label));
    }
    pack.finish();
    for (index, expect) in drafts.iter().enumerate() {
        assert_eq!(pack.get(index as u32).as_ref(), Some(expect), "{index}");
        let brief = pack.brief(index as u32).unwrap();
        assert_eq!(
            (brief.label, brief.author),
            (expect.1, expect.0.author.as_ref())
        );
    }
    let last = drafts.len() as u32 - 1;
    assert_eq!(pack.chain(last).count(), drafts.len());
    assert_eq!(pack.chain(NONE).count(), 0);
    assert!(pack.get(99).is_none());
}

#[test]
fn a_box_costs_little() {
    let mut pack = Pack::default();
    let rect = Rect::new(1.0, 2.0, 3.0, 4.0);
    for n in 0..100_000_u32 {
        let mut draft = Draft::new(Form::Shape(Shape::Box { rect }));
        draft.id = Some(Id::Number(u64::from(n)));
        pack.push(&draft, Some(3), NONE).unwrap();
    }
    pack.finish();
    let each = pack.bytes() / pack.len();
    assert!(each <= 40, "{each} bytes a box");
}

#[test]
fn long_shapes_get_their_own_block() {
    let mut pack = Pack::default();
    let ring: Vec<Point> = vec![Point::new(1.0, 1.0); 100_000];
    let draft = Draft::new(Form::Shape(Shape::Polygon { rings: vec![ring] }));
    pack.push(&draft, None, NONE).unwrap();
    pack.push(&draft, None, 0).unwrap();
    assert_eq!(pack.get(1), Some((draft, None)));
}

proptest::proptest! {
    #[test]
    fn what_is_written_loose_is_what_its_draft_packs_to(
        rings in proptest::collection::vec(proptest::collection::vec((-1e6_f32..1e6, -1e6_f32..1e6), 0..9), 0..4),
        form in 0..3_u8,
        numbers in (proptest::option::of(0..u64::MAX), proptest::option::of(0..400_u32), proptest::option::of(0.0_f32..1.0)),
        flags in (proptest::bool::ANY, proptest::bool::ANY),
    ) {
        let points: Vec<Point> = rings.iter().flatten().map(|&(x, y)| Point::new(x, y)).collect();
        let mut end = 0;
        let ends: Vec<usize> = rings.iter().map(|ring| { end += ring.len(); end }).collect();
        let rect = Rect::new(1.0, 2.5, -0.0, 7.0);
        let plain = Plain {
            id: numbers.0,
            label: Some(7),
            outline: match form {
                0 => Outline::Box(rect),
                1 => Outline::Turned(rect, -30.5),
                _ => Outline::Rings(Rings { points: &points, ends: &ends }),
            },
            score: numbers.2,
            occluded: flags.0,
            crowd: flags.1,
        };
        let (mut loose, mut one, mut other) = (Loose::default(), Pack::default(), Pack::default());
        let before = loose.push(&Plain { id: Some(1), ..plain });
        let end = loose.push(&plain);
        let written = loose.get(before, end).expect("was written");
        assert_eq!(one.push_written(written, numbers.1, NONE), Some(0));
        assert_eq!(other.push(&plain.to_draft(), numbers.1, NONE), Some(0));
        assert_eq!(one.blocks, other.blocks);
        assert_eq!(one.get(0), other.get(0));
        assert!(one.get(0).is_some());
    }
}
