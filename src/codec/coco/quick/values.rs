//! The values of an annotation that are lists or objects.

use crate::limits::{MASK_RUNS, SHAPE_POINTS};
use crate::model::Point;
use crate::model::geometry::{Joint, Visibility};

use super::scan::Scan;
use super::{Room, Segmentation, once};
use crate::codec::rle::Columns;

impl Scan<'_> {
    /// Polygons, which go into `room`, or run lengths.
    pub(super) fn segmentation(&mut self, room: &mut Room) -> Option<Segmentation> {
        if self.token()? == b'{' {
            return self.columns().map(Segmentation::Columns);
        }
        self.array(|from| from.ring(room))?;
        Some(Segmentation::Rings)
    }

    fn ring(&mut self, room: &mut Room) -> Option<()> {
        let before = room.points.len();
        self.expect(b'[')?;
        self.token()?;
        loop {
            let (x, true) = self.listed()? else {
                return None;
            };
            let (y, more) = self.listed()?;
            if room.points.len() >= SHAPE_POINTS {
                return None;
            }
            room.points.push(Point::new(x, y));
            if !more {
                break;
            }
        }
        let now = room.points.len();
        room.ends.push(now);
        (now >= before + 3).then_some(())
    }

    fn columns(&mut self) -> Option<Columns> {
        let (mut runs, mut text, mut size) = (None, None, None);
        self.object(|from, key| match key {
            b"counts" if from.peek()? == b'"' => once(&mut text, from.plain()?),
            b"counts" => {
                let mut counts: Vec<u32> = Vec::with_capacity(32);
                from.array(|from| {
                    counts.push(u32::try_from(from.whole()?).ok()?);
                    (counts.len() <= MASK_RUNS).then_some(())
                })?;
                once(&mut runs, counts)
            }
            b"size" => {
                let mut sides = [0_u32; 2];
                let mut count = 0;
                from.array(|from| {
                    *sides.get_mut(count)? = u32::try_from(from.whole()?).ok()?;
                    count += 1;
                    Some(())
                })?;
                once(&mut size, sides).filter(|()| count == 2)
            }
            _ => None,
        })?;
        let [height, width] = size?;
        match (runs, text) {
            (Some(runs), None) => Columns::new(height, width, runs).ok(),
            (None, Some(text)) => Columns::from_text(height, width, text).ok(),
            _ => None,
        }
    }

    /// Joints, and whether one of them is to be seen.
    pub(super) fn joints(&mut self) -> Option<(Vec<Joint>, bool)> {
        let (mut joints, mut seen) = (Vec::with_capacity(17), false);
        let mut triple = [0.0_f32; 3];
        let mut count = 0;
        self.array(|from| {
            *triple.get_mut(count)? = from.number()?;
            count += 1;
            if count == 3 {
                let [x, y, visible] = triple;
                seen |= visible > 0.0;
                joints.push(Joint {
                    point: Point::new(x, y),
                    visibility: match visible {
                        visible if visible >= 2.0 => Visibility::Visible,
                        visible if visible >= 1.0 => Visibility::Hidden,
                        _ => Visibility::Absent,
                    },
                });
                count = 0;
            }
            (joints.len() <= SHAPE_POINTS / 3).then_some(())
        })?;
        (count == 0).then_some((joints, seen))
    }

    /// What CVAT writes with every shape: whether it is occluded, and by how much it is turned.
    pub(super) fn attributes(&mut self) -> Option<(bool, f64)> {
        let (mut occluded, mut rotation) = (None, None);
        self.object(|from, key| match key {
            b"occluded" => once(&mut occluded, from.flag()?),
            b"rotation" => once(&mut rotation, from.decimal()?),
            _ => None,
        })?;
        Some((occluded.unwrap_or_default(), rotation.unwrap_or_default()))
    }
}
