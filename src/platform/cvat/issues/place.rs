//! Where an issue is: CVAT's flat list of numbers in image pixels ⇄ our places.
//!
//! Two numbers are a point, four a box, six or more an outline. The server checks nothing of it:
//! what it stores is looked at with care, what is sent lies within the image.

use crate::model::{Id, Place, Point, Rect};

/// Pixels by which two positions may differ and still be the same: numbers are sent with two
/// decimals.
const SAME_PX: f64 = 0.02;
/// Pixels by which an issue's box may differ from its annotation's: web clients round.
const ANNOTATION_PX: f32 = 0.51;

/// The place of a position; none for one that means nothing. `size` is the frame's, where known: a
/// box around all of it is the whole item.
pub fn of_position(numbers: &[f32], size: Option<(u32, u32)>) -> Option<Place> {
    if numbers.iter().any(|number| !number.is_finite()) {
        return None;
    }
    let points: Vec<Point> = numbers
        .chunks_exact(2)
        .map(|pair| match *pair {
            [x, y] => Point::new(x, y),
            _ => Point::default(),
        })
        .collect();
    match (&points[..], numbers.len() % 2) {
        ([point], 0) => Some(Place::At { point: *point }),
        ([_, _], 0) => {
            let rect = Rect::around(points.iter().copied())?;
            let whole = size.is_some_and(|size| is_whole(rect, size));
            Some(if whole {
                Place::Item
            } else {
                Place::Within { rect }
            })
        }
        ([_, _, _, ..], 0) => Some(Place::Outline { points }),
        _ => None,
    }
}

fn is_whole(rect: Rect, (width, height): (u32, u32)) -> bool {
    let [left_top, _, right_bottom, _] = rect.corners();
    let near = |a: f32, b: f32| (a - b).abs() <= 1.0;
    near(left_top.x, 0.0)
        && near(left_top.y, 0.0)
        && near(right_bottom.x, pixels(width))
        && near(right_bottom.y, pixels(height))
}

#[allow(clippy::cast_precision_loss)]
fn pixels(length: u32) -> f32 {
    length as f32
}

/// The position of a place on a frame of that size, within the image, with two decimals.
pub fn to_position(place: &Place, size: (u32, u32)) -> Vec<f64> {
    let (width, height) = (pixels(size.0), pixels(size.1));
    let within = |value: f32, most: f32| {
        let value = if value.is_finite() { value } else { 0.0 };
        (f64::from(value.clamp(0.0, most)) * 100.0).round() / 100.0
    };
    let flat = |point: &Point| [within(point.x, width), within(point.y, height)];
    match place {
        Place::Item => vec![0.0, 0.0, f64::from(size.0), f64::from(size.1)],
        Place::At { point } => flat(point).to_vec(),
        Place::Within { rect } => {
            let [left_top, _, right_bottom, _] = rect.corners();
            [flat(&left_top), flat(&right_bottom)].concat()
        }
        Place::Outline { points } => match Rect::around(points.iter().copied()) {
            // Fewer points than an outline has would be read as something else.
            Some(rect) if points.len() < 3 => to_position(&Place::Within { rect }, size),
            Some(_) => points.iter().flat_map(flat).collect(),
            None => to_position(&Place::Item, size),
        },
    }
}

/// Whether two positions are the same one.
pub fn is_same(ours: &[f64], theirs: &[f32]) -> bool {
    let near = |(a, b): (&f64, &f32)| (a - f64::from(*b)).abs() <= SAME_PX;
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(near)
}

/// The annotation that an issue is about: CVAT has no field for it, so it is the one whose bounds
/// are the issue's box.
pub fn annotation_at(
    place: &Place,
    annotations: impl IntoIterator<Item = (Id, Rect)>,
) -> Option<Id> {
    let Place::Within { rect } = place else {
        return None;
    };
    let near = |a: f32, b: f32| (a - b).abs() <= ANNOTATION_PX;
    let same = |other: &Rect| {
        near(rect.x, other.x)
            && near(rect.y, other.y)
            && near(rect.width, other.width)
            && near(rect.height, other.height)
    };
    let mut annotations = annotations.into_iter();
    annotations
        .find(|(_, bounds)| same(bounds))
        .map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (u32, u32) = (640, 480);

    #[test]
    fn positions_are_places_and_garbage_is_none() {
        let point = Point::new(30.5, 40.25);
        let cases: [(&[f32], Option<Place>); 10] = [
            (&[30.5, 40.25], Some(Place::At { point })),
            (
                &[110.0, 80.0, 10.0, 20.0],
                Some(Place::Within {
                    rect: Rect::new(10.0, 20.0, 100.0, 60.0),
                }),
            ),
            (&[0.0, 0.0, 640.0, 480.0], Some(Place::Item)),
            (
                &[0.0, 0.0, 5.0, 0.0, 5.0, 5.0],
                Some(Place::Outline {
                    points: vec![
                        Point::new(0.0, 0.0),
                        Point::new(5.0, 0.0),
                        Point::new(5.0, 5.0),
                    ],
                }),
            ),
            (&[], None),
            (&[1.0], None),
            (&[1.0, 2.0, 3.0], None),
            (&[1.0, 2.0, 3.0, 4.0, 5.0], None),
            (&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], None),
            (&[f32::NAN, 2.0], None),
        ];
        for (numbers, place) in cases {
            assert_eq!(of_position(numbers, Some(SIZE)), place, "{numbers:?}");
        }
        let unknown = of_position(&[0.0, 0.0, 640.0, 480.0], None);
        assert!(matches!(unknown, Some(Place::Within { .. })));
    }

    #[test]
    fn what_is_sent_lies_within_the_image() {
        let place = Place::Within {
            rect: Rect::new(-5.0, 470.333_3, 1_000.0, 20.0),
        };
        assert_eq!(to_position(&place, SIZE), [0.0, 470.33, 640.0, 480.0]);
        assert_eq!(to_position(&Place::Item, SIZE), [0.0, 0.0, 640.0, 480.0]);
        let point = Point::new(f32::NAN, 9_999.0);
        assert_eq!(to_position(&Place::At { point }, SIZE), [0.0, 480.0]);
        let two = Place::Outline {
            points: vec![Point::new(1.0, 2.0), Point::new(0.5, 9.0)],
        };
        assert_eq!(to_position(&two, SIZE), [0.5, 2.0, 1.0, 9.0]);
    }

    #[test]
    fn an_issue_finds_its_annotation_by_its_box() {
        let rect = Rect::new(10.0, 20.0, 100.0, 60.0);
        let all = [
            (Id::Number(1), Rect::new(10.0, 20.0, 90.0, 60.0)),
            (Id::Number(2), Rect::new(10.2, 19.8, 100.0, 60.0)),
        ];
        let found = annotation_at(&Place::Within { rect }, all.clone());
        assert_eq!(found, Some(Id::Number(2)));
        assert_eq!(annotation_at(&Place::Item, all), None);
    }

    proptest::proptest! {
        #[test]
        fn a_place_within_the_image_survives_the_server(
            points in proptest::collection::vec((0_u16..640, 0_u16..480), 1..9)
        ) {
            let points: Vec<Point> = points
                .into_iter()
                .map(|(x, y)| Point::new(f32::from(x), f32::from(y)))
                .collect();
            let place = match points[..] {
                [point] => Place::At { point },
                [a, b] => Place::Within { rect: Rect::around([a, b]).unwrap() },
                _ => Place::Outline { points },
            };
            let sent = to_position(&place, SIZE);
            let stored: Vec<f32> = sent.iter().map(|number| *number as f32).collect();
            proptest::prop_assert!(is_same(&sent, &stored));
            let read = of_position(&stored, None).unwrap();
            proptest::prop_assert_eq!(read, place);
        }
    }
}
