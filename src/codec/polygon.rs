//! Polygons with holes: closed rings filled by the even-odd rule.

use crate::model::{Mask, Point};

use super::bitmap::Bits;

/// Area in square pixels. Rings inside an odd number of others count as holes, which is right for
/// rings that do not cross.
pub fn area(rings: &[Vec<Point>]) -> f64 {
    rings
        .iter()
        .enumerate()
        .map(|(index, ring)| {
            let depth = ring.first().map_or(0, |&first| {
                let others = rings
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != index);
                others.filter(|(_, other)| inside(other, first)).count()
            });
            let area = ring_area(ring).abs();
            if depth % 2 == 0 { area } else { -area }
        })
        .sum()
}

/// Whether a point lies in the filled part.
pub fn contains(rings: &[Vec<Point>], point: Point) -> bool {
    rings.iter().filter(|ring| inside(ring, point)).count() % 2 == 1
}

/// The pixels of a `width` × `height` image whose centres lie in the filled part. None above the
/// pixel limit.
pub fn to_mask(rings: &[Vec<Point>], width: u32, height: u32) -> Option<Mask> {
    let mut bits = Bits::new(width, height)?;
    let mut crossings: Vec<f64> = Vec::new();
    for y in 0..height {
        let center = f64::from(y) + 0.5;
        crossings.clear();
        for (a, b) in rings.iter().flat_map(|ring| edges(ring)) {
            let (ay, by) = (f64::from(a.y), f64::from(b.y));
            if (ay <= center) != (by <= center) {
                let along = (center - ay) / (by - ay);
                crossings.push(f64::from(a.x) + along * (f64::from(b.x) - f64::from(a.x)));
            }
        }
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            if let [from, to] = *pair {
                // Clamped to the image, so the casts keep their values.
                let first = (from - 0.5).ceil().clamp(0.0, f64::from(width)) as u32;
                let end = (to - 0.5).ceil().clamp(0.0, f64::from(width)) as u32;
                (first..end).for_each(|x| bits.set(x, y));
            }
        }
    }
    Some(bits.to_mask(0, 0))
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    let ends = ring.iter().skip(1).chain(ring.first());
    ring.iter().copied().zip(ends.copied())
}

fn ring_area(ring: &[Point]) -> f64 {
    let cross =
        |(a, b): (Point, Point)| f64::from(a.x) * f64::from(b.y) - f64::from(b.x) * f64::from(a.y);
    edges(ring).map(cross).sum::<f64>() / 2.0
}

fn inside(ring: &[Point], p: Point) -> bool {
    let crosses = |&(a, b): &(Point, Point)| {
        (a.y <= p.y) != (b.y <= p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)
    };
    edges(ring).filter(crosses).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f32, to: f32) -> Vec<Point> {
        [(from, from), (to, from), (to, to), (from, to)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec()
    }

    #[test]
    fn a_ring_in_a_ring_is_a_hole() {
        let rings = [square(0.0, 10.0), square(2.0, 6.0)];
        assert_eq!(area(&rings), 84.0);
        assert!(contains(&rings, Point::new(1.0, 1.0)));
        assert!(!contains(&rings, Point::new(3.0, 3.0)));
        let mask = to_mask(&rings, 8, 20).unwrap();
        assert_eq!((mask.width, mask.height, mask.area()), (8, 10, 64));
        let island = [square(0.0, 10.0), square(2.0, 8.0), square(4.0, 6.0)];
        assert_eq!(area(&island), 68.0);
    }

    #[test]
    fn odd_rings_do_no_harm() {
        let nan = vec![
            Point::new(f32::NAN, 1.0),
            Point::new(f32::INFINITY, 2.0),
            Point::default(),
        ];
        for rings in [
            vec![],
            vec![vec![]],
            vec![vec![Point::default()]],
            vec![nan],
        ] {
            let _ = (area(&rings), contains(&rings, Point::default()));
            assert!(to_mask(&rings, 4, 4).is_some());
        }
        assert!(to_mask(&[], u32::MAX, u32::MAX).is_none());
    }
}
