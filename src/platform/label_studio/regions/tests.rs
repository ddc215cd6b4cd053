//! Tests of the geometry of regions.

use super::*;
use serde_json::json;

fn of(form: Form, value: Value, size: (f64, f64)) -> Result<Shape, Text> {
    shape(form, value.as_object().unwrap(), size)
}

fn near(a: Point, x: f64, y: f64) -> bool {
    (f64::from(a.x) - x).abs() < 0.01 && (f64::from(a.y) - y).abs() < 0.01
}

#[test]
fn boxes_turn_about_their_left_top_corner() {
    let value = json!({"x": 40, "y": 40, "width": 20, "height": 10, "rotation": 30});
    let Shape::RotatedBox { rect, degrees } = of(Form::Rectangle, value, (640.0, 480.0)).unwrap()
    else {
        panic!();
    };
    let corners = rect.corners().map(|p| p.turned(rect.center(), degrees));
    // The corners by the rule of the contract.
    let (x, y, w, h) = (256.0, 192.0, 128.0, 48.0);
    let (sin, cos) = 30_f64.to_radians().sin_cos();
    assert!(near(corners[0], x, y), "{corners:?}");
    assert!(near(corners[1], x + w * cos, y + w * sin));
    assert!(near(
        corners[2],
        x + w * cos - h * sin,
        y + w * sin + h * cos
    ));
    assert!(near(corners[3], x - h * sin, y + h * cos));
    let upright = json!({"x": -10, "y": 0, "width": 150, "height": 50, "rotation": 360});
    assert_eq!(
        of(Form::Rectangle, upright, (100.0, 200.0)).unwrap(),
        Shape::Box {
            rect: Rect::new(-10.0, 0.0, 150.0, 100.0)
        }
    );
}

#[test]
fn every_other_form_is_placed_by_percents() {
    let size = (200.0, 100.0);
    assert_eq!(
        of(
            Form::Ellipse,
            json!({"x": 50, "y": 50, "radiusX": 10, "radiusY": 20, "rotation": 20}),
            size
        )
        .unwrap(),
        Shape::Ellipse {
            center: Point::new(100.0, 50.0),
            rx: 20.0,
            ry: 20.0,
            degrees: 20.0
        }
    );
    let points = json!([[0, 0], [50, 0], [50, 100]]);
    let triangle = vec![
        Point::new(0.0, 0.0),
        Point::new(100.0, 0.0),
        Point::new(100.0, 100.0),
    ];
    assert_eq!(
        of(Form::Polygon, json!({"points": points}), size).unwrap(),
        Shape::Polygon {
            rings: vec![triangle.clone()]
        }
    );
    assert_eq!(
        of(
            Form::Polygon,
            json!({"points": points, "closed": false}),
            size
        )
        .unwrap(),
        Shape::Polyline { points: triangle }
    );
    assert_eq!(
        of(
            Form::KeyPoint,
            json!({"x": "25", "y": 150, "width": 1}),
            size
        )
        .unwrap(),
        Shape::Points {
            points: vec![Point::new(50.0, 150.0)]
        }
    );
}

#[test]
fn vectors_follow_their_curves() {
    let vertices = json!([
        {"id": "a", "x": 0, "y": 0, "isBezier": true, "controlPoint2": {"x": 0, "y": 50}},
        {"id": "b", "x": 100, "y": 0, "isBezier": true, "controlPoint1": {"x": 100, "y": 50}},
        {"id": "c", "x": 100, "y": 100}
    ]);
    let open = of(Form::Vector, json!({"vertices": vertices}), (100.0, 100.0)).unwrap();
    let Shape::Polyline { points } = open else {
        panic!("{open:?}");
    };
    assert_eq!(points.len(), 3 + usize::from(CURVE_STEPS) - 1);
    assert!(near(points[6], 50.0, 37.5), "{points:?}");
    let closed = json!({"vertices": vertices, "closed": true});
    let Shape::Polygon { rings } = of(Form::Vector, closed, (100.0, 100.0)).unwrap() else {
        panic!();
    };
    assert_eq!(rings[0].len(), points.len());
}

#[test]
fn boxes_of_videos_are_tracks_that_may_leave() {
    let key = |frame: u32, enabled: bool| json!({"frame": frame, "x": 10, "y": 10, "width": 5, "height": 5, "rotation": 0, "enabled": enabled});
    let value =
        json!({"framesCount": 50, "sequence": [key(10, false), key(1, true), key(30, true)]});
    let Shape::Track { frames } = of(Form::VideoRectangle, value, (100.0, 100.0)).unwrap() else {
        panic!();
    };
    let seen: Vec<(u32, bool)> = frames.iter().map(|key| (key.frame, key.outside)).collect();
    assert_eq!(seen, [(0, false), (9, false), (10, true), (29, false)]);
}

#[test]
fn what_has_no_numbers_is_refused_in_words() {
    let size = (10.0, 10.0);
    for (form, value) in [
        (Form::Rectangle, json!({"x": 1, "y": 2, "width": 3})),
        (
            Form::Rectangle,
            json!({"x": 1e300, "y": 1e300, "width": 1e300, "height": 1}),
        ),
        (Form::Polygon, json!({"points": []})),
        (Form::Polygon, json!({"points": [[1]]})),
        (Form::Vector, json!({"vertices": [1]})),
        (Form::VideoRectangle, json!({"sequence": [{"x": 1}]})),
        (
            Form::Ellipse,
            json!({"x": null, "y": 1, "radiusX": 1, "radiusY": 1}),
        ),
        (Form::Stretch, json!({"start": 1, "end": 2})),
    ] {
        let refused = of(form, value.clone(), size).unwrap_err();
        assert!(!refused.is_empty(), "{value}");
    }
}

proptest::proptest! {
    #[test]
    fn any_numbers_are_survived(x in proptest::num::f64::ANY, w in proptest::num::f64::ANY, r in proptest::num::f64::ANY, frame in proptest::num::f64::ANY) {
        let value = json!({"x": x, "y": w, "width": w, "height": x, "rotation": r, "radiusX": w, "radiusY": x, "frame": frame, "points": [[x, w], [w, r], [r, x]]});
        let value = json!({"x": x, "y": w, "width": w, "height": x, "rotation": r, "radiusX": w, "radiusY": x,
            "points": [[x, w], [w, r], [r, x]], "vertices": [value, value], "sequence": [value, value]});
        for form in [Form::Rectangle, Form::Ellipse, Form::Polygon, Form::KeyPoint, Form::Vector, Form::VideoRectangle, Form::VideoVector] {
            if let Ok(shape) = of(form, value.clone(), (640.0, 480.0)) {
                proptest::prop_assert!(shape.is_finite());
            }
        }
    }
}
