//! Shapes moved from stored to displayed pixels, and from fractions of a picture to pixels.

use std::sync::Arc;

use crate::model::geometry::{Joint, KeyFrame};
use crate::model::{Mask, Orientation, Point, Rect, Shape};

use super::bitmap::{Bits, empty_mask};

/// A shape in stored pixels of a `width` × `height` picture, as it lies in the displayed picture.
pub fn turn(shape: &Shape, orientation: Orientation, width: u32, height: u32) -> Shape {
    if orientation == Orientation::Normal {
        return shape.clone();
    }
    // Picture sides are far below 2^24, where f32 is exact.
    let (w, h) = (width as f32, height as f32);
    let map = |p: Point| orientation.apply(p, w, h);
    match shape {
        Shape::Mask { mask } => Shape::Mask {
            mask: turn_mask(mask, orientation, w, h),
        },
        other => mapped(other, &map),
    }
}

/// A shape in fractions of the picture (0 to 1), in pixels.
pub fn scale(shape: &Shape, width: f32, height: f32) -> Shape {
    match shape {
        Shape::Box { rect } => Shape::Box {
            rect: Rect::new(
                rect.x * width,
                rect.y * height,
                rect.width * width,
                rect.height * height,
            ),
        },
        other => mapped(other, &|p| Point::new(p.x * width, p.y * height)),
    }
}

/// Four corners in order, as a box turned about its centre when they are one (to within a
/// hundredth of its sides or half a pixel), else as a polygon.
pub fn from_corners(corners: [Point; 4]) -> Shape {
    let [a, b, c, d] = corners;
    let (width, height) = ((b.x - a.x).hypot(b.y - a.y), (c.x - b.x).hypot(c.y - b.y));
    let center = Point::new((a.x + b.x + c.x + d.x) / 4.0, (a.y + b.y + c.y + d.y) / 4.0);
    let degrees = (b.y - a.y).atan2(b.x - a.x).to_degrees();
    let rect = Rect::new(
        center.x - width / 2.0,
        center.y - height / 2.0,
        width,
        height,
    );
    // Either handedness: corners may run clockwise or not.
    let close = |at: [Point; 4]| {
        at.iter()
            .zip(corners)
            .all(|(p, q)| (p.x - q.x).hypot(p.y - q.y) <= (width.max(height) / 100.0).max(0.5))
    };
    let turned = rect.corners().map(|p| p.turned(center, degrees));
    let [ta, tb, tc, td] = turned;
    if close(turned) || close([td, tc, tb, ta]) {
        Shape::RotatedBox { rect, degrees }
    } else {
        Shape::Polygon {
            rings: vec![corners.to_vec()],
        }
    }
}

/// The shape with every point moved. The map keeps right angles or the shape has none.
fn mapped(shape: &Shape, map: &dyn Fn(Point) -> Point) -> Shape {
    let all = |points: &[Point]| points.iter().map(|&p| map(p)).collect::<Vec<_>>();
    match shape {
        Shape::Box { rect } => Shape::Box {
            rect: Rect::around(rect.corners().map(map)).unwrap_or_default(),
        },
        Shape::RotatedBox { rect, degrees } => {
            let (rect, degrees) = turned_rect(*rect, *degrees, map);
            Shape::RotatedBox { rect, degrees }
        }
        Shape::Polygon { rings } => Shape::Polygon {
            rings: rings.iter().map(|ring| all(ring)).collect(),
        },
        Shape::Polyline { points } => Shape::Polyline {
            points: all(points),
        },
        Shape::Points { points } => Shape::Points {
            points: all(points),
        },
        Shape::Ellipse {
            center,
            rx,
            ry,
            degrees,
        } => {
            let around = Rect::new(center.x - rx, center.y - ry, rx * 2.0, ry * 2.0);
            let (rect, degrees) = turned_rect(around, *degrees, map);
            Shape::Ellipse {
                center: rect.center(),
                rx: rect.width / 2.0,
                ry: rect.height / 2.0,
                degrees,
            }
        }
        Shape::Cuboid { points } => Shape::Cuboid {
            points: points.map(map),
        },
        Shape::Skeleton { joints, edges } => Shape::Skeleton {
            joints: joints
                .iter()
                .map(|joint| Joint {
                    point: map(joint.point),
                    visibility: joint.visibility,
                })
                .collect(),
            edges: Arc::clone(edges),
        },
        Shape::Track { frames } => Shape::Track {
            frames: frames
                .iter()
                .map(|frame| KeyFrame {
                    shape: mapped(&frame.shape, map),
                    ..frame.clone()
                })
                .collect(),
        },
        Shape::Mask { .. }
        | Shape::Tag
        | Shape::Span { .. }
        | Shape::Segment { .. }
        | Shape::Unknown { .. } => shape.clone(),
    }
}

fn turned_rect(rect: Rect, degrees: f32, map: &dyn Fn(Point) -> Point) -> (Rect, f32) {
    let center = rect.center();
    let [a, b, c, _] = rect.corners().map(|p| map(p.turned(center, degrees)));
    let middle = map(center);
    let (width, height) = ((b.x - a.x).hypot(b.y - a.y), (c.x - b.x).hypot(c.y - b.y));
    let degrees = if width > 0.0 {
        (b.y - a.y).atan2(b.x - a.x).to_degrees()
    } else {
        degrees
    };
    let turned = Rect::new(
        middle.x - width / 2.0,
        middle.y - height / 2.0,
        width,
        height,
    );
    (turned, degrees)
}

fn turn_mask(mask: &Mask, orientation: Orientation, width: f32, height: f32) -> Mask {
    let rect = Rect::new(
        mask.x as f32,
        mask.y as f32,
        mask.width as f32,
        mask.height as f32,
    );
    let map = |p: Point| orientation.apply(p, width, height);
    let around = Rect::around(rect.corners().map(map)).unwrap_or_default();
    let (mask_w, mask_h) = if orientation.swaps_sides() {
        (mask.height, mask.width)
    } else {
        (mask.width, mask.height)
    };
    // A mask that reaches beyond its picture is cut at the edge.
    let (left, top) = (around.x, around.y);
    let Some(mut bits) = Bits::new(mask_w, mask_h) else {
        return empty_mask();
    };
    for (y, from, to) in mask.spans() {
        for x in from..to {
            let at = map(Point::new(x as f32 + 0.5, y as f32 + 0.5));
            // `as` saturates; what is negative was outside.
            if at.x >= left && at.y >= top {
                bits.set((at.x - left) as u32, (at.y - top) as u32);
            }
        }
    }
    bits.to_mask(left.max(0.0) as u32, top.max(0.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_moves_every_shape_type() {
        // A stored picture of 100 × 40, shown turned clockwise: 40 × 100.
        let turned = |shape: Shape| turn(&shape, Orientation::Turn90, 100, 40);
        let rect = Rect::new(10.0, 5.0, 20.0, 10.0);
        let expect = Rect::new(25.0, 10.0, 10.0, 20.0);
        assert_eq!(turned(Shape::Box { rect }), Shape::Box { rect: expect });
        let rotated = turned(Shape::RotatedBox { rect, degrees: 0.0 });
        let bounds = rotated.bounds().unwrap();
        assert!((bounds.x - 25.0).abs() < 1e-3 && (bounds.height - 20.0).abs() < 1e-3);
        let mask = Mask {
            x: 10,
            y: 5,
            width: 2,
            height: 3,
            runs: Arc::from([0, 1, 1, 4]),
        };
        let Shape::Mask { mask: after } = turned(Shape::Mask { mask: mask.clone() }) else {
            unreachable!()
        };
        assert_eq!(
            (after.x, after.y, after.width, after.height),
            (32, 10, 3, 2)
        );
        assert_eq!(after.area(), mask.area());
        let points = vec![Point::new(0.0, 0.0)];
        assert_eq!(
            turned(Shape::Points { points }),
            Shape::Points {
                points: vec![Point::new(40.0, 0.0)]
            }
        );
        let ellipse = Shape::Ellipse {
            center: Point::new(20.0, 10.0),
            rx: 10.0,
            ry: 5.0,
            degrees: 0.0,
        };
        let bounds = turned(ellipse).bounds().unwrap();
        assert!((bounds.width - 10.0).abs() < 1e-3 && (bounds.y - 10.0).abs() < 1e-3);
    }

    #[test]
    fn all_eight_orientations_keep_masks_and_boxes_together() {
        for number in 1..=8 {
            let orientation = Orientation::from_exif(number);
            let mask = Mask {
                x: 3,
                y: 1,
                width: 4,
                height: 2,
                runs: Arc::from([0, 8]),
            };
            let boxed = Shape::Box {
                rect: Rect::new(3.0, 1.0, 4.0, 2.0),
            };
            let a = turn(&Shape::Mask { mask }, orientation, 10, 6);
            let b = turn(&boxed, orientation, 10, 6);
            assert_eq!(a.bounds(), b.bounds(), "orientation {number}");
        }
    }

    #[test]
    fn corners_become_a_turned_box_or_stay_a_polygon() {
        let center = Point::new(50.0, 40.0);
        let rect = Rect::new(30.0, 30.0, 40.0, 20.0);
        let corners = rect.corners().map(|p| p.turned(center, 30.0));
        let Shape::RotatedBox {
            rect: back,
            degrees,
        } = from_corners(corners)
        else {
            unreachable!()
        };
        assert!((degrees - 30.0).abs() < 1e-3 && (back.width - 40.0).abs() < 1e-3);
        let [a, b, c, d] = corners;
        assert!(matches!(
            from_corners([d, c, b, a]),
            Shape::RotatedBox { .. }
        ));
        let skewed = [a, b, c, Point::new(d.x + 9.0, d.y)];
        assert!(matches!(from_corners(skewed), Shape::Polygon { .. }));
    }
}
