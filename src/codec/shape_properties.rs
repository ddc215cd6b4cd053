//! What must hold of any geometry: transforms, areas, masks, comparisons. Tests only.

use proptest::prelude::*;

use super::agree::agreement;
use super::draft::{Draft, Form};
use super::orient::{from_corners, scale, turn};
use super::polygon::{area, contains, to_mask};
use super::rle::Columns;
use crate::model::{Id, Orientation, Point, Rect, Shape};

const W: u32 = 48;
const H: u32 = 32;

fn orientation() -> impl Strategy<Value = Orientation> {
    (1_u32..9).prop_map(Orientation::from_exif)
}

fn point() -> impl Strategy<Value = Point> {
    (0_u8..=48, 0_u8..=32).prop_map(|(x, y)| Point::new(f32::from(x), f32::from(y)))
}

/// A box with whole corners inside the picture.
fn rect() -> impl Strategy<Value = Rect> {
    (0_u8..40, 0_u8..24, 1_u8..9, 1_u8..9)
        .prop_map(|(x, y, w, h)| Rect::new(f32::from(x), f32::from(y), f32::from(w), f32::from(h)))
}

/// A polygon without crossings: points by their angle around the middle, far ends alternating.
fn star() -> impl Strategy<Value = Vec<Point>> {
    proptest::collection::vec(2_u8..15, 3..12).prop_map(|radii| {
        let count = radii.len() as f32;
        (0_u8..)
            .zip(radii)
            .map(|(n, radius)| {
                let angle = f32::from(n) / count * std::f32::consts::TAU;
                Point::new(
                    24.0 + f32::from(radius) * angle.cos(),
                    16.0 + f32::from(radius) * angle.sin(),
                )
            })
            .collect()
    })
}

fn back(orientation: Orientation) -> Orientation {
    match orientation {
        Orientation::Turn90 => Orientation::Turn270,
        Orientation::Turn270 => Orientation::Turn90,
        other => other,
    }
}

fn close(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by
}

fn boxed(rect: Rect) -> crate::model::Annotation {
    Draft::new(Form::Shape(Shape::Box { rect })).into_annotation(Id::Number(1), 0)
}

proptest! {
    #[test]
    fn turning_back_is_where_one_began(shape in star(), orientation in orientation()) {
        let shape = Shape::Polygon { rings: vec![shape] };
        let there = turn(&shape, orientation, W, H);
        let (w, h) = if orientation.swaps_sides() { (H, W) } else { (W, H) };
        let again = turn(&there, back(orientation), w, h);
        let (Some(one), Some(other)) = (shape.bounds(), again.bounds()) else { panic!("no bounds") };
        for (a, b) in one.corners().into_iter().zip(other.corners()) {
            prop_assert!((a.x - b.x).abs() < 1e-3 && (a.y - b.y).abs() < 1e-3);
        }
    }

    #[test]
    fn turning_keeps_areas_and_stays_in_the_picture(ring in star(), orientation in orientation()) {
        let there = turn(&Shape::Polygon { rings: vec![ring.clone()] }, orientation, W, H);
        let Shape::Polygon { rings } = there else { panic!("no polygon") };
        prop_assert!(close(area(&[ring]), area(&rings), 1e-2));
        let (w, h) = if orientation.swaps_sides() { (H, W) } else { (W, H) };
        prop_assert!(rings[0].iter().all(|p| p.x >= -1e-3 && p.y >= -1e-3 && p.x <= w as f32 + 1e-3 && p.y <= h as f32 + 1e-3));
    }

    #[test]
    fn a_mask_turns_with_its_outline(rect in rect(), orientation in orientation()) {
        let ring = rect.corners().to_vec();
        let mask = to_mask(std::slice::from_ref(&ring), W, H).unwrap();
        let masked = turn(&Shape::Mask { mask }, orientation, W, H);
        let Shape::Polygon { rings } = turn(&Shape::Polygon { rings: vec![ring] }, orientation, W, H) else { panic!("no polygon") };
        let (w, h) = if orientation.swaps_sides() { (H, W) } else { (W, H) };
        let Shape::Mask { mask } = masked else { panic!("no mask") };
        prop_assert_eq!(mask, to_mask(&rings, w, h).unwrap());
    }

    #[test]
    fn areas_of_boxes_agree_however_they_are_told(rect in rect()) {
        let ring = rect.corners().to_vec();
        let mask = to_mask(std::slice::from_ref(&ring), W, H).unwrap();
        prop_assert!(close(area(&[ring]), f64::from(rect.area()), 1e-3));
        prop_assert_eq!(mask.area() as f64, f64::from(rect.area()));
        let columns = Columns::of_mask(&mask, H, W).unwrap();
        prop_assert_eq!(columns.to_mask(), mask);
    }

    #[test]
    fn a_mask_is_the_pixels_whose_middle_is_inside(ring in star(), x in 0_u8..48, y in 0_u8..32) {
        let mask = to_mask(std::slice::from_ref(&ring), W, H).unwrap();
        let middle = Point::new(f32::from(x) + 0.5, f32::from(y) + 0.5);
        let within = mask.spans().any(|(row, from, to)| row == u32::from(y) && (from..to).contains(&u32::from(x)));
        // Rounding may go either way on the outline itself.
        let near = ring.iter().zip(ring.iter().cycle().skip(1)).any(|(a, b)| {
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let along = ((middle.x - a.x) * dx + (middle.y - a.y) * dy) / (dx * dx + dy * dy).max(1e-6);
            let along = along.clamp(0.0, 1.0);
            (middle.x - a.x - along * dx).hypot(middle.y - a.y - along * dy) < 1e-2
        });
        prop_assert!(near || within == contains(&[ring], middle));
    }

    #[test]
    fn the_part_of_a_polygon_outside_the_picture_is_cut_off(ring in star(), dx in -60_i16..60, dy in -40_i16..40) {
        let moved: Vec<Point> = ring.iter().map(|p| Point::new(p.x + f32::from(dx), p.y + f32::from(dy))).collect();
        let mask = to_mask(std::slice::from_ref(&moved), W, H).unwrap();
        prop_assert!(mask.spans().all(|(y, from, to)| y < H && from < to && to <= W));
        prop_assert!(mask.area() as f64 <= f64::from(W * H));
    }

    #[test]
    fn corners_of_a_turned_box_are_that_box(rect in rect(), degrees in -180_i16..180) {
        let degrees = f32::from(degrees);
        let around = rect.center();
        let corners = rect.corners().map(|p| p.turned(around, degrees));
        let Some(one) = (Shape::RotatedBox { rect, degrees }).bounds() else { panic!("no bounds") };
        let Some(other) = from_corners(corners).bounds() else { panic!("no bounds") };
        prop_assert!(close(f64::from(one.x), f64::from(other.x), 0.02) && close(f64::from(one.width), f64::from(other.width), 0.04));
    }

    #[test]
    fn fractions_become_the_same_part_of_the_picture(point in point(), w in 1_u16..5000, h in 1_u16..5000) {
        let (w, h) = (f32::from(w), f32::from(h));
        let whole = Shape::Points { points: vec![Point::new(point.x / W as f32, point.y / H as f32)] };
        let Shape::Points { points } = scale(&whole, w, h) else { panic!("no points") };
        prop_assert!(points[0].x >= 0.0 && points[0].x <= w * 1.0001 && points[0].y <= h * 1.0001);
    }

    #[test]
    fn what_boxes_have_in_common_is_their_intersection_over_their_union(a in rect(), b in rect()) {
        let score = |one: Rect, other: Rect| {
            let pairs = agreement(&[boxed(one)], &[boxed(other)], Some((W, H))).pairs;
            pairs.iter().find(|pair| !pair.is_alone()).map_or(0.0, |pair| f64::from(pair.score()))
        };
        let side = |a: f32, w: f32, b: f32, v: f32| ((a + w).min(b + v) - a.max(b)).max(0.0);
        let both = side(a.x, a.width, b.x, b.width) * side(a.y, a.height, b.y, b.height);
        let expected = f64::from(both / (a.area() + b.area() - both));
        let found = score(a, b);
        prop_assert!((0.0..=1.0).contains(&found));
        prop_assert!(close(found, score(b, a), 1e-6), "both ways the same");
        prop_assert!(close(score(a, a), 1.0, 1e-6));
        // Little in common counts as nothing in common.
        prop_assert!(found == 0.0 || close(found, expected, 1e-3), "{found} {expected}");
    }
}
