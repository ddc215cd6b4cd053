//! Numbers in variable length, coordinates as four bytes.

use crate::model::geometry::{Joint, Visibility};
use crate::model::{Point, Rect};

pub(super) fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        // The low seven bits.
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn put_len(out: &mut Vec<u8>, len: usize) {
    put(out, u64::try_from(len).unwrap_or(u64::MAX));
}

/// Nothing is zero, a number is itself plus one.
pub(super) fn put_optional(out: &mut Vec<u8>, value: Option<u32>) {
    put(out, value.map_or(0, |value| u64::from(value) + 1));
}

pub(super) fn put_floats(out: &mut Vec<u8>, values: impl IntoIterator<Item = f32>) {
    let values = values.into_iter();
    out.reserve(values.size_hint().0 * 4);
    for value in values {
        out.extend_from_slice(&value.to_le_bytes());
    }
}

pub(super) fn put_points(out: &mut Vec<u8>, points: &[Point]) {
    put_len(out, points.len());
    let start = out.len();
    out.resize(start + points.len() * 8, 0);
    let room = out.get_mut(start..).unwrap_or_default();
    for (bytes, point) in room.as_chunks_mut::<8>().0.iter_mut().zip(points) {
        let [a, b, c, d] = point.x.to_le_bytes();
        let [e, f, g, h] = point.y.to_le_bytes();
        *bytes = [a, b, c, d, e, f, g, h];
    }
}

/// A record on its way back.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    pub(super) fn long(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0_u64, 0_u32);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            shift += 7;
        }
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        u32::try_from(self.long()?).ok()
    }

    pub(super) fn optional(&mut self) -> Option<Option<u32>> {
        match self.long()?.checked_sub(1) {
            None => Some(None),
            Some(value) => Some(Some(u32::try_from(value).ok()?)),
        }
    }

    pub(super) fn float(&mut self) -> Option<f32> {
        let (bytes, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*bytes))
    }

    pub(super) fn point(&mut self) -> Option<Point> {
        Some(Point::new(self.float()?, self.float()?))
    }

    pub(super) fn corners(&mut self) -> Option<[Point; 4]> {
        Some([self.point()?, self.point()?, self.point()?, self.point()?])
    }

    pub(super) fn points(&mut self) -> Option<Vec<Point>> {
        let count = self.number()?;
        (0..count).map(|_| self.point()).collect()
    }

    pub(super) fn rect(&mut self) -> Option<Rect> {
        Some(Rect::new(
            self.float()?,
            self.float()?,
            self.float()?,
            self.float()?,
        ))
    }

    pub(super) fn joint(&mut self) -> Option<Joint> {
        Some(Joint {
            point: self.point()?,
            visibility: match self.byte()? {
                0 => Visibility::Absent,
                1 => Visibility::Hidden,
                _ => Visibility::Visible,
            },
        })
    }
}
