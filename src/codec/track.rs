//! Objects over several frames: where they are between two key frames (CVAT's rules).
//!
//! Key frames are sorted, and those on deleted frames are gone before anything is asked.

use std::borrow::Cow;

/// One key frame, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Frame number.
    pub frame: u32,
    /// The object is not in the picture from here on.
    pub outside: bool,
    /// Degrees clockwise.
    pub rotation: f64,
    /// Numbers of the shape, as its type has them; points in pairs of x and y.
    pub points: Vec<f64>,
}

/// How a shape gets from one key frame to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// Number by number: boxes, ellipses, cuboids.
    Linear,
    /// Number by number where it is a single point, else it stays.
    Point,
    /// By the length along the line.
    Line,
    /// By the length along the closed line.
    Ring,
    /// It stays as it was at the key frame.
    Held,
}

/// Where an object is at a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct At<'a> {
    /// Number of the key frame that holds here: flags and attributes are its own.
    pub key: usize,
    /// The frame is between two key frames.
    pub between: bool,
    /// It moves in between, but how is not known: it is shown as it was.
    pub approximate: bool,
    /// Degrees clockwise.
    pub rotation: f64,
    /// Numbers of the shape.
    pub points: Cow<'a, [f64]>,
}

/// Where the object is at a frame; none where it is not in the picture.
pub fn at(motion: Motion, keys: &[Key], frame: u32) -> Option<At<'_>> {
    let after = keys.partition_point(|key| key.frame <= frame);
    let key = after.checked_sub(1)?;
    let from = keys.get(key).filter(|from| !from.outside)?;
    let still = |between, approximate| At {
        key,
        between,
        approximate,
        rotation: from.rotation,
        points: Cow::Borrowed(&from.points),
    };
    let Some(to) = keys.get(after).filter(|_| from.frame != frame) else {
        return Some(still(false, false));
    };
    let part = f64::from(frame - from.frame) / f64::from(to.frame - from.frame);
    let same = from.points.len() == to.points.len();
    let points = match motion {
        Motion::Linear if same => linear(&from.points, &to.points, part),
        Motion::Point if same && from.points.len() == 2 => linear(&from.points, &to.points, part),
        Motion::Line | Motion::Ring => match along(motion, &from.points, &to.points, part) {
            Some(points) => points,
            None => return Some(still(true, true)),
        },
        Motion::Held | Motion::Point => return Some(still(true, false)),
        Motion::Linear => return Some(still(true, true)),
    };
    Some(At {
        rotation: turned(from.rotation, to.rotation, part),
        points: Cow::Owned(points),
        ..still(true, false)
    })
}

/// The stretches of frames `(first, last)` within `from..=to` in which the object is there.
pub fn visible(keys: &[Key], from: u32, to: u32) -> Vec<(u32, u32)> {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for (number, key) in keys.iter().enumerate() {
        let end = keys
            .get(number + 1)
            .map_or(to, |next| next.frame.saturating_sub(1).min(to));
        let start = key.frame.max(from);
        if key.outside || start > end {
            continue;
        }
        match stretches.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(start) => *last = end,
            _ => stretches.push((start, end)),
        }
    }
    stretches
}

fn linear(from: &[f64], to: &[f64], part: f64) -> Vec<f64> {
    let pairs = from.iter().zip(to);
    pairs.map(|(from, to)| from + (to - from) * part).collect()
}

/// The shorter way round.
fn turned(from: f64, to: f64, part: f64) -> f64 {
    let shortest = (to - from + 180.0).rem_euclid(360.0) - 180.0;
    (from + shortest * part + 360.0).rem_euclid(360.0)
}

type Spot = (f64, f64);

/// Pairs of points compared for one line between key frames: two lines of 3,000 points.
const COMPARED: usize = 9_000_000;

/// Each point goes to the one that lies nearest to it by its part of the whole length, in both
/// directions; where that makes crowds they are thinned out again.
fn along(motion: Motion, from: &[f64], to: &[f64], part: f64) -> Option<Vec<f64>> {
    let ring = motion == Motion::Ring;
    let (left, right) = (spots(from, ring), spots(to, ring));
    if left.is_empty() || right.is_empty() || left.len() * right.len() > COMPARED {
        return None;
    }
    let pairs = pairs(&offsets(&left), &offsets(&right));
    let moved: Vec<Vec<Spot>> = left
        .iter()
        .zip(&pairs)
        .map(|(from, to)| {
            let to = to.iter().filter_map(|&number| right.get(number));
            to.map(|to| {
                (
                    from.0 + (to.0 - from.0) * part,
                    from.1 + (to.1 - from.1) * part,
                )
            })
            .collect()
        })
        .collect();
    let mut thin = thinned(&left, &right, &pairs, &moved);
    if ring {
        thin.pop();
    }
    Some(thin.into_iter().flat_map(|(x, y)| [x, y]).collect())
}

fn spots(points: &[f64], ring: bool) -> Vec<Spot> {
    let mut spots: Vec<Spot> = points
        .chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        .collect();
    if ring {
        spots.extend(spots.first().copied());
    }
    spots
}

fn distance(a: Spot, b: Spot) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn length(spots: &[Spot]) -> f64 {
    let steps = spots.windows(2);
    steps
        .filter_map(|step| Some(distance(*step.first()?, *step.get(1)?)))
        .sum()
}

/// How far along each point is, from 0 to 1.
fn offsets(spots: &[Spot]) -> Vec<f64> {
    let whole = length(spots).max(f64::MIN_POSITIVE);
    let mut so_far = 0.0;
    let mut last = spots.first().copied().unwrap_or_default();
    spots
        .iter()
        .map(|spot| {
            so_far += distance(last, *spot);
            last = *spot;
            so_far / whole
        })
        .collect()
}

fn nearest(value: f64, all: &[f64]) -> usize {
    let mut best = (0, f64::INFINITY);
    for (number, other) in all.iter().enumerate() {
        let distance = (value - other).abs();
        if distance < best.1 {
            best = (number, distance);
        }
    }
    best.0
}

/// For each left point the right points it goes to, one at least.
fn pairs(left: &[f64], right: &[f64]) -> Vec<Vec<usize>> {
    let mut taken = vec![false; right.len()];
    let mut pairs: Vec<Vec<usize>> = Vec::with_capacity(left.len());
    for value in left {
        let found = nearest(*value, right);
        if let Some(taken) = taken.get_mut(found) {
            *taken = true;
        }
        pairs.push(vec![found]);
    }
    for (number, value) in right.iter().enumerate() {
        if !taken.get(number).copied().unwrap_or(true)
            && let Some(pair) = pairs.get_mut(nearest(*value, left))
        {
            pair.push(number);
        }
    }
    pairs.iter_mut().for_each(|pair| pair.sort_unstable());
    pairs
}

/// Without the crowds that arise where several left points go to one right point, or one left
/// point to several right ones.
fn thinned(left: &[Spot], right: &[Spot], pairs: &[Vec<usize>], moved: &[Vec<Spot>]) -> Vec<Spot> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(pair) = pairs.get(start) {
        if pair.len() > 1 {
            let (first, last) = (pair.first().copied(), pair.last().copied());
            let base = match (first, last) {
                (Some(first), Some(last)) => right.get(first..=last).unwrap_or_default(),
                _ => &[],
            };
            out.extend(spaced(base, moved.get(start).map_or(&[], Vec::as_slice)));
            start += 1;
            continue;
        }
        // All left points that go to the same right point.
        let run = pairs.iter().skip(start).take_while(|other| *other == pair);
        let end = start + run.count();
        let base = left.get(start..end).unwrap_or_default();
        let some = moved.get(start..end).unwrap_or_default();
        let points: Vec<Spot> = some.iter().flatten().copied().collect();
        out.extend(spaced(base, &points));
        start = end;
    }
    out
}

/// The points without those nearer to the one before than half a mean step of what they come from.
fn spaced(base: &[Spot], points: &[Spot]) -> Vec<Spot> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    if points.len() == 1 {
        return vec![*first];
    }
    let near = length(base) / (2.0 * base.len().max(1) as f64);
    let mut kept = vec![*first];
    let mut latest = *first;
    for point in points.get(1..points.len() - 1).unwrap_or_default() {
        if distance(latest, *point) >= near {
            kept.push(*point);
            latest = *point;
        }
    }
    if kept.len() == 1 && distance(*first, *last) < near {
        return vec![((first.0 + last.0) / 2.0, (first.1 + last.1) / 2.0)];
    }
    kept.push(*last);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(frame: u32, outside: bool, rotation: f64, points: &[f64]) -> Key {
        Key {
            frame,
            outside,
            rotation,
            points: points.to_vec(),
        }
    }

    /// Key frames and values of a server's own export.
    #[test]
    fn a_turning_box_moves_as_the_server_says() {
        let keys = [
            key(0, false, 0.0, &[44.0, 150.0, 104.0, 186.0]),
            key(7, false, 10.0, &[86.0, 190.0, 146.0, 226.0]),
            key(12, true, 0.0, &[116.0, 170.0, 176.0, 206.0]),
        ];
        let near = |frame, points: [f64; 4], rotation: f64| {
            let at = at(Motion::Linear, &keys, frame).unwrap();
            let off = at.points.iter().zip(points).map(|(a, b)| (a - b).abs());
            assert!(off.fold(0.0, f64::max) < 0.01, "{at:?}");
            assert!((at.rotation - rotation).abs() < 0.01, "{at:?}");
            assert_eq!(at.between, frame % 7 != 0);
        };
        near(0, [44.0, 150.0, 104.0, 186.0], 0.0);
        near(1, [50.0, 155.71, 110.0, 191.71], 1.43);
        near(2, [56.0, 161.43, 116.0, 197.43], 2.86);
        near(7, [86.0, 190.0, 146.0, 226.0], 10.0);
        assert_eq!(at(Motion::Linear, &keys, 12), None);
        assert_eq!(at(Motion::Linear, &keys, 99), None);
        assert_eq!(visible(&keys, 0, 17), [(0, 11)]);
        assert_eq!(visible(&keys, 5, 9), [(5, 9)]);
        assert_eq!(at(Motion::Linear, &keys[..2], 99).unwrap().key, 1);
    }

    #[test]
    fn angles_take_the_shorter_way() {
        assert_eq!(turned(350.0, 10.0, 0.5), 0.0);
        assert_eq!(turned(10.0, 350.0, 0.25), 5.0);
        assert_eq!(turned(0.0, 90.0, 0.5), 45.0);
    }

    #[test]
    fn several_points_stay_and_one_moves() {
        let one = [
            key(0, false, 0.0, &[0.0, 0.0]),
            key(2, false, 0.0, &[4.0, 2.0]),
        ];
        assert_eq!(*at(Motion::Point, &one, 1).unwrap().points, [2.0, 1.0]);
        let two = [
            key(0, false, 0.0, &[0.0, 0.0, 1.0, 1.0]),
            key(2, false, 0.0, &[4.0, 2.0, 5.0, 5.0]),
        ];
        assert_eq!(
            *at(Motion::Point, &two, 1).unwrap().points,
            [0.0, 0.0, 1.0, 1.0]
        );
    }

    #[test]
    fn outlines_move_by_their_length() {
        let square = [0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0];
        let shifted: Vec<f64> = square.iter().map(|value| value + 4.0).collect();
        let keys = [key(0, false, 0.0, &square), key(4, false, 0.0, &shifted)];
        let half = at(Motion::Ring, &keys, 2).unwrap();
        let expected: Vec<f64> = square.iter().map(|value| value + 2.0).collect();
        assert_eq!(*half.points, expected);
        // A point more on one side of the square.
        let more = [0.0, 0.0, 10.0, 0.0, 10.0, 5.0, 10.0, 10.0, 0.0, 10.0];
        let keys = [key(0, false, 0.0, &square), key(4, false, 0.0, &more)];
        let half = at(Motion::Ring, &keys, 2).unwrap();
        assert!(half.points.len() >= square.len(), "{half:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_track_can_be_asked_at_any_frame(
            keys in proptest::collection::vec(
                (0_u32..50, proptest::bool::ANY, 0.0_f64..360.0, proptest::collection::vec(-50.0_f64..50.0, 0..12)),
                0..8,
            ),
            frame in 0_u32..60,
            motion in 0_usize..5,
        ) {
            let mut keys: Vec<Key> = keys
                .into_iter()
                .map(|(frame, outside, rotation, points)| Key { frame, outside, rotation, points })
                .collect();
            keys.sort_by_key(|key| key.frame);
            keys.dedup_by_key(|key| key.frame);
            let motion = [Motion::Linear, Motion::Point, Motion::Line, Motion::Ring, Motion::Held][motion];
            let there = visible(&keys, 0, 100).iter().any(|(first, last)| (*first..=*last).contains(&frame));
            match at(motion, &keys, frame) {
                Some(at) => {
                    proptest::prop_assert!(there);
                    proptest::prop_assert!((0.0..=360.0).contains(&at.rotation));
                    proptest::prop_assert!(at.points.iter().all(|value| value.abs() <= 50.0 + 1e-6));
                }
                None => proptest::prop_assert!(!there),
            }
        }
    }
}
