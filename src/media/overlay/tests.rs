//! Tests of `overlay`.

use std::sync::Arc;

use super::*;
use crate::model::geometry::{Joint, KeyFrame, Visibility};
use crate::model::{Mask, Point, Text};

const WHOLE: Rect = Rect::new(0.0, 0.0, 100.0, 60.0);

fn p(x: f32, y: f32) -> Point {
    Point::new(x, y)
}

/// Pixels changed by a shape on a black ground of 100 × 60, as a list.
fn drawn(shape: &Shape, ink: &Ink) -> Vec<(usize, usize)> {
    let rgb = vec![0; 100 * 60 * 3];
    let mut canvas = Canvas::new(&rgb, (100, 60)).unwrap();
    paint(&mut canvas, &Frame::new(WHOLE, (100, 60)), shape, ink);
    let rgb = canvas.into_rgb(rgb);
    let lit = rgb
        .chunks_exact(3)
        .enumerate()
        .filter(|(_, pixel)| pixel[0] > 100);
    lit.map(|(at, _)| (at % 100, at / 100)).collect()
}

fn shapes() -> Vec<Shape> {
    let rect = Rect::new(20.0, 10.0, 40.0, 30.0);
    let points = vec![p(20.0, 10.0), p(60.0, 10.0), p(40.0, 40.0)];
    vec![
        Shape::Box { rect },
        Shape::RotatedBox {
            rect,
            degrees: 30.0,
        },
        Shape::Polygon {
            rings: vec![points.clone()],
        },
        Shape::Polyline {
            points: points.clone(),
        },
        Shape::Points {
            points: points.clone(),
        },
        Shape::Ellipse {
            center: p(40.0, 30.0),
            rx: 20.0,
            ry: 10.0,
            degrees: 45.0,
        },
        Shape::Mask {
            mask: Mask {
                x: 20,
                y: 10,
                width: 30,
                height: 20,
                runs: Arc::from([30, 500]),
            },
        },
        Shape::Cuboid {
            points: [
                p(20.0, 20.0),
                p(50.0, 20.0),
                p(50.0, 50.0),
                p(20.0, 50.0),
                p(30.0, 10.0),
                p(60.0, 10.0),
                p(60.0, 40.0),
                p(30.0, 40.0),
            ],
        },
        Shape::Skeleton {
            joints: points
                .iter()
                .map(|&point| Joint {
                    point,
                    visibility: Visibility::Visible,
                })
                .collect(),
            edges: Arc::from([(0, 1), (1, 2), (7, 9)]),
        },
    ]
}

#[test]
fn every_shape_with_a_place_is_drawn() {
    for shape in shapes() {
        let lines = drawn(&shape, &Ink::outline(1.0));
        assert!(lines.len() > 10, "{}: {} pixels", shape.word(), lines.len());
        let track = Shape::Track {
            frames: vec![
                KeyFrame {
                    frame: 0,
                    shape: Shape::Tag,
                    outside: true,
                },
                KeyFrame {
                    frame: 5,
                    shape: shape.clone(),
                    outside: false,
                },
            ],
        };
        assert_eq!(
            drawn(&track, &Ink::outline(1.0)),
            lines,
            "track of {}",
            shape.word()
        );
    }
    let unseen = [
        Shape::Tag,
        Shape::Span {
            start: 0,
            end: 3,
            text: Text::line("abc"),
        },
        Shape::Unknown {
            kind: Text::line("x"),
            raw: Text::line("y"),
        },
        Shape::Track { frames: Vec::new() },
    ];
    for shape in unseen {
        assert!(
            drawn(&shape, &Ink::outline(2.0)).is_empty(),
            "{}",
            shape.word()
        );
    }
}

#[test]
fn thin_boxes_are_one_whole_pixel_wide() {
    let shape = Shape::Box {
        rect: Rect::new(10.3, 5.2, 20.0, 10.0),
    };
    let lit = drawn(&shape, &Ink::outline(1.0));
    assert_eq!(lit.len(), 2 * 20 + 2 * 8, "{lit:?}");
    assert!(lit.contains(&(10, 5)) && lit.contains(&(29, 14)) && !lit.contains(&(11, 6)));
    let point = Shape::Box {
        rect: Rect::new(50.0, 50.0, 0.0, 0.0),
    };
    assert_eq!(drawn(&point, &Ink::outline(1.0)), [(50, 50)]);
}

#[test]
fn hidden_joints_are_hollow_and_absent_ones_missing() {
    let joint = |visibility| Shape::Skeleton {
        joints: vec![Joint {
            point: p(50.5, 30.5),
            visibility,
        }],
        edges: Arc::from([]),
    };
    let ink = Ink::outline(3.0);
    assert!(drawn(&joint(Visibility::Visible), &ink).contains(&(50, 30)));
    let hollow = drawn(&joint(Visibility::Hidden), &ink);
    assert!(
        !hollow.is_empty() && !hollow.contains(&(50, 30)),
        "{hollow:?}"
    );
    assert!(drawn(&joint(Visibility::Absent), &ink).is_empty());
}

#[test]
fn rejected_ones_are_dashed() {
    for shape in shapes() {
        let solid = drawn(&shape, &Ink::outline(1.0)).len();
        let ink = Ink {
            dash: Dash::Dashed,
            ..Ink::outline(1.0)
        };
        let dashed = drawn(&shape, &ink).len();
        if !matches!(shape, Shape::Points { .. }) {
            assert!(
                dashed * 10 < solid * 9 && dashed * 5 > solid,
                "{}",
                shape.word()
            );
        }
    }
}

#[test]
fn plain_lines_lie_where_smooth_ones_do() {
    for shape in shapes() {
        let smooth = drawn(&shape, &Ink::outline(3.0));
        let ink = Ink {
            plain: true,
            ..Ink::outline(2.0)
        };
        let plain = drawn(&shape, &ink);
        let word = shape.word();
        assert!(
            plain.len() * 3 > smooth.len(),
            "{word}: {} pixels",
            plain.len()
        );
        let near = |&(x, y): &&(usize, usize)| {
            let close = |to: &(usize, usize)| to.0.abs_diff(*x) <= 1 && to.1.abs_diff(*y) <= 1;
            smooth.iter().any(close)
        };
        let off = plain.iter().filter(|place| !near(place)).count();
        assert!(off == 0, "{word}: {off} pixels are elsewhere");
    }
}

#[test]
fn absurd_coordinates_are_harmless() {
    let rgb = vec![9; 100 * 60 * 3];
    let values = [
        0.0,
        -1e30,
        1e30,
        f32::MAX,
        f32::MIN,
        f32::MIN_POSITIVE,
        f32::NAN,
        f32::INFINITY,
    ];
    let frame = Frame::new(WHOLE, (100, 60));
    let mut canvas = Canvas::new(&rgb, (100, 60)).unwrap();
    for ink in [
        Ink::outline(1.0),
        Ink::outline(2.0).bare(),
        Ink::coverage(),
        Ink {
            dash: Dash::Dashed,
            ..Ink::outline(4.0)
        },
    ] {
        for a in values {
            for b in values {
                let rect = Rect::new(a, b, b.abs(), a.abs());
                for shape in [
                    Shape::Box { rect },
                    Shape::RotatedBox { rect, degrees: a },
                    Shape::Polygon {
                        rings: vec![vec![p(a, b), p(b, 3.0), p(3.0, a)], vec![], vec![p(a, a)]],
                    },
                    Shape::Polyline {
                        points: vec![p(a, b), p(b, a), p(5.0, 5.0)],
                    },
                    Shape::Points {
                        points: vec![p(a, b)],
                    },
                    Shape::Ellipse {
                        center: p(5.0, a),
                        rx: b,
                        ry: a,
                        degrees: b,
                    },
                    Shape::Cuboid {
                        points: [p(a, b); 8],
                    },
                ] {
                    paint(&mut canvas, &frame, &shape, &ink);
                }
            }
        }
        let mask = Mask {
            x: u32::MAX,
            y: 0,
            width: u32::MAX,
            height: 9,
            runs: Arc::from([0, u32::MAX]),
        };
        paint(&mut canvas, &frame, &Shape::Mask { mask }, &ink);
    }
    assert_eq!(canvas.into_rgb(rgb).len(), 100 * 60 * 3);
    let nowhere = Frame::new(Rect::new(f32::NAN, 0.0, 0.0, f32::INFINITY), (100, 60));
    let mut canvas = Canvas::new(&vec![0; 100 * 60 * 3], (100, 60)).unwrap();
    for shape in shapes() {
        paint(&mut canvas, &nowhere, &shape, &Ink::outline(2.0));
    }
}

#[test]
fn wrong_sizes_are_refused() {
    assert!(Canvas::new(&[0; 12], (3, 2)).is_err());
    assert!(Canvas::new(&[], (0, 0)).is_err());
}

/// An item with a triangle and a box, of a label.
fn item() -> crate::model::ItemDetail {
    use crate::model::{
        AccountId, ContentHash, Id, ItemDetail, Label, LabelSet, Level, NodeRef, Source,
    };
    let triangle = Shape::Polygon {
        rings: vec![vec![p(20.0, 10.0), p(60.0, 10.0), p(20.0, 50.0)]],
    };
    let box_right = Shape::Box {
        rect: Rect::new(70.0, 20.0, 20.0, 20.0),
    };
    let annotation = |(number, shape)| Annotation {
        id: Id::Number(number),
        label: 0,
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
        hash: ContentHash(number),
        verdict: None,
    };
    let label = Label {
        id: None,
        name: Text::line("streetcar"),
        color: None,
        parent: None,
        joints: Vec::new(),
    };
    ItemDetail {
        node: NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(1)),
        name: "1".into(),
        size: Some((100, 60)),
        annotations: (0..).zip([triangle, box_right]).map(annotation).collect(),
        labels: Arc::new(LabelSet {
            labels: vec![label],
        }),
        facts: Vec::new(),
        pictures: Vec::new(),
        contents: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
        pictured: true,
        video: None,
        problems: Vec::new(),
        hash: ContentHash(1),
        verdict: None,
        flagged: false,
    }
}

/// Whether a pixel is changed by the item's annotations in a style.
fn touched(style: &OverlayStyle, (x, y): (usize, usize)) -> bool {
    let made = draw(
        vec![0; 100 * 60 * 3],
        (100, 60),
        WHOLE,
        &item().annotations,
        &[],
        style,
        &|| false,
    );
    made.unwrap()[(y * 100 + x) * 3] > 0
}

#[test]
fn a_look_draws_what_it_says() {
    use crate::model::picture::Look;
    // In the triangle, on its slanted side, at the free corner of the box around it, and in the
    // middle of that box.
    let places = [(25, 15), (45, 25), (59, 49), (40, 30)];
    for (look, there) in [
        (Look::Full, [true, true, false, true]),
        (Look::Outlines, [false, true, false, true]),
        (Look::Labels, [false, true, false, true]),
        (Look::Boxes, [false, false, true, false]),
        (Look::Dots, [false, false, false, true]),
    ] {
        let style = OverlayStyle {
            look,
            line: 1.0,
            ..OverlayStyle::default()
        };
        assert_eq!(
            places.map(|place| touched(&style, place)),
            there,
            "{look:?}"
        );
    }
    let judged = OverlayStyle {
        look: Look::Dots,
        line: 1.0,
        selected: Some(0),
        ..OverlayStyle::default()
    };
    assert!(
        touched(&judged, (45, 25)),
        "what is judged keeps its outline"
    );
    assert!(!touched(&judged, (70, 25)) && touched(&judged, (80, 30)));
}

#[test]
fn what_is_left_out_has_neither_lines_nor_a_badge() {
    let style = OverlayStyle {
        line: 1.0,
        hidden: Some(Arc::from([true])),
        ..OverlayStyle::default()
    };
    assert!(!touched(&style, (45, 25)) && touched(&style, (70, 25)));
    let numbers = |style: &OverlayStyle| -> Vec<usize> {
        let badges = badges(&item(), &[], WHOLE, (50, 15), style);
        badges.iter().map(|badge| badge.annotation).collect()
    };
    assert_eq!(numbers(&style), [1]);
    assert_eq!(numbers(&OverlayStyle::default()), [0, 1]);
}

#[test]
fn badges_say_numbers_or_labels() {
    use crate::model::picture::Look;
    let said = |look| -> Vec<String> {
        let style = OverlayStyle {
            look,
            ..OverlayStyle::default()
        };
        let badges = badges(&item(), &[], WHOLE, (50, 15), &style);
        badges.iter().map(|badge| badge.text.to_string()).collect()
    };
    assert_eq!(said(Look::Full), ["1", "2"]);
    assert_eq!(said(Look::Labels), ["streetcar", "streetcar"]);
}
