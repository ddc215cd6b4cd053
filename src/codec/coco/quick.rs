//! The short way through the elements that nearly every COCO file is made of: plain numbers,
//! polygons, run lengths, no field that needs more care. Framing and parsing are one pass over the
//! bytes.
//!
//! It takes an element only when it is certain of it. For everything else it answers nothing, and
//! the whole way is taken, which alone knows what is wrong with an element. Both make the same
//! drafts of the same bytes.

use crate::limits::{MASK_RUNS, SHAPE_POINTS};
use crate::model::geometry::{Joint, Visibility};
use crate::model::{Id, Point, Rect, Shape};

use crate::codec::draft::{Draft, Form, ImageEntry};
use crate::codec::rle::Columns;

/// An annotation at the beginning of a text: how long it is, its image, and what it says.
pub fn annotation(text: &[u8]) -> Option<(usize, Id, Draft)> {
    let mut from = Scan { text, at: 0 };
    let mut fields = Fields::default();
    from.object(|from, key| fields.take(from, key))?;
    let (image, draft) = fields.finish()?;
    Some((from.at, image, draft))
}

/// An image at the beginning of a text, and how long it is.
pub fn image(text: &[u8]) -> Option<(usize, ImageEntry)> {
    let mut from = Scan { text, at: 0 };
    let (mut id, mut file, mut width, mut height) = (None, None, None, None);
    from.object(|from, key| match key {
        b"id" => once(&mut id, from.whole()?),
        b"file_name" => once(&mut file, from.plain()?),
        b"width" => once(&mut width, from.whole()?),
        b"height" => once(&mut height, from.whole()?),
        _ => from.skip(),
    })?;
    let side = |side: Option<u64>| side.map(u32::try_from).transpose().ok();
    let (width, height) = (side(width)?, side(height)?);
    let file: &str = file.filter(|file: &&str| !file.is_empty())?;
    let entry = ImageEntry {
        id: Id::Number(id?),
        file: file.to_owned(),
        size: width.zip(height).filter(|size| size.0 > 0 && size.1 > 0),
    };
    Some((from.at, entry))
}

/// Keeps a value; a second one of the same field is not for here.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    match place.replace(value) {
        None => Some(()),
        Some(_) => None,
    }
}

/// What an annotation is made of.
#[derive(Default)]
struct Fields {
    id: Option<u64>,
    image: Option<u64>,
    category: Option<u64>,
    bbox: Option<[f32; 4]>,
    segmentation: Option<Segmentation>,
    joints: Option<Vec<Joint>>,
    seen: bool,
    crowd: Option<bool>,
    score: Option<f32>,
    attributes: Option<(bool, f64)>,
}

enum Segmentation {
    Rings(Vec<Vec<Point>>),
    Columns(Columns),
}

impl Fields {
    fn take(&mut self, from: &mut Scan<'_>, key: &[u8]) -> Option<()> {
        match key {
            b"id" => once(&mut self.id, from.whole()?),
            b"image_id" => once(&mut self.image, from.whole()?),
            b"category_id" => once(&mut self.category, from.whole()?),
            b"bbox" => {
                let mut sides = [0.0; 4];
                let mut count = 0;
                from.array(|from| {
                    *sides.get_mut(count)? = from.number()?;
                    count += 1;
                    Some(())
                })?;
                once(&mut self.bbox, sides).filter(|()| count == 4)
            }
            b"segmentation" => {
                let value = from.segmentation()?;
                once(&mut self.segmentation, value)
            }
            b"keypoints" => {
                let joints = from.joints()?;
                self.seen = joints.1;
                once(&mut self.joints, joints.0)
            }
            b"iscrowd" => once(&mut self.crowd, from.whole()? != 0),
            b"score" => {
                let score = from.number()?;
                once(&mut self.score, score).filter(|()| score.is_finite())
            }
            b"attributes" => {
                let value = from.attributes()?;
                once(&mut self.attributes, value)
            }
            b"caption" | b"segments_info" => None,
            _ => from.skip(),
        }
    }

    fn finish(self) -> Option<(Id, Draft)> {
        let (occluded, rotation) = self.attributes.unwrap_or_default();
        let form = match (self.joints, self.segmentation) {
            (Some(joints), _) if self.seen => Form::Shape(Shape::Skeleton {
                joints,
                edges: std::sync::Arc::from([]),
            }),
            (_, Some(Segmentation::Rings(rings))) if !rings.is_empty() => {
                Form::Shape(Shape::Polygon { rings })
            }
            (_, Some(Segmentation::Columns(columns))) => Form::Columns(columns),
            _ => {
                let [x, y, width, height] = self.bbox?;
                if width < 0.0 || height < 0.0 {
                    return None;
                }
                let rect = Rect::new(x, y, width, height);
                Form::Shape(match rotation == 0.0 {
                    true => Shape::Box { rect },
                    false => Shape::RotatedBox {
                        rect,
                        degrees: rotation as f32,
                    },
                })
            }
        };
        if let Form::Shape(shape) = &form
            && !shape.is_finite()
        {
            return None;
        }
        let mut draft = Draft::new(form);
        draft.id = self.id.map(Id::Number);
        draft.label = self.category.map(Id::Number);
        draft.crowd = self.crowd.unwrap_or_default();
        draft.score = self.score;
        draft.occluded = occluded;
        Some((Id::Number(self.image?), draft))
    }
}

/// Powers of ten that are exact.
const POWERS: [f64; 19] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18,
];

/// A number as it is written.
#[derive(Debug, PartialEq, Eq)]
struct Short {
    digits: u64,
    /// How many of them are behind the point, where there is one.
    places: Option<usize>,
    /// Bytes, the point included.
    length: usize,
}

struct Scan<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The next byte that is not blank, which is not passed.
    fn token(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.token()? == byte).then(|| self.at += 1)
    }

    /// An object, each value of which `take` passes.
    fn object(&mut self, mut take: impl FnMut(&mut Self, &'t [u8]) -> Option<()>) -> Option<()> {
        self.expect(b'{')?;
        if self.token()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            let key = self.string()?;
            // Others may be written in more than one way.
            if !key.is_ascii() {
                return None;
            }
            self.expect(b':')?;
            self.token()?;
            take(self, key)?;
            match self.token()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// An array, each element of which `take` passes.
    fn array(&mut self, mut take: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.expect(b'[')?;
        if self.token()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.token()?;
            take(self)?;
            match self.token()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// A text without escapes, as its bytes.
    fn string(&mut self) -> Option<&'t [u8]> {
        self.expect(b'"')?;
        let rest = self.text.get(self.at..)?;
        let stops = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        let length = rest.iter().position(stops)?;
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at += length + 1;
        rest.get(..length)
    }

    fn plain(&mut self) -> Option<&'t str> {
        std::str::from_utf8(self.string()?).ok()
    }

    /// Digits as a number of at most 18 of them; `into` goes on where another number ended.
    fn digits(&mut self, into: u64, left: usize) -> Option<(u64, usize)> {
        let mut value = into;
        let mut count = 0;
        for byte in self.text.get(self.at..)? {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            count += 1;
        }
        self.at += count;
        (count > 0 && count <= left).then_some((value, count))
    }

    /// A whole number from zero.
    fn whole(&mut self) -> Option<u64> {
        if let Some(short) = self.short().filter(|short| short.places.is_none()) {
            self.at += short.length;
            return Some(short.digits);
        }
        let first = self.peek()?;
        let (value, count) = self.digits(0, 18)?;
        self.ends().filter(|()| count == 1 || first != b'0')?;
        Some(value)
    }

    /// A number without a sign that ends within eight bytes, as nearly all coordinates do: looked
    /// at at once, since a loop over three digits is mostly a guess at where it ends.
    fn short(&self) -> Option<Short> {
        let bytes = *self.text.get(self.at..)?.first_chunk::<8>()?;
        let word = u64::from_le_bytes(bytes) ^ 0x3030_3030_3030_3030;
        // The high bit of each byte that is no digit; no sum of two bytes reaches the next.
        let others = (((word & 0x7f7f_7f7f_7f7f_7f7f) + 0x7676_7676_7676_7676) | word)
            & 0x8080_8080_8080_8080;
        let first = |others: u64| others.trailing_zeros() as usize / 8;
        let whole = first(others);
        let after = *bytes.get(whole)?;
        if whole == 0 || (whole > 1 && bytes[0] == b'0') {
            return None;
        }
        let (word, digits, places, length) = if after == b'.' {
            let end = first(others & (others - 1));
            if end == whole + 1 {
                return None;
            }
            // The digits behind the point move up to those before it.
            let before = (1 << (whole * 8)) - 1;
            let word = (word & before) | ((word >> 8) & !before);
            (word, end - 1, Some(end - 1 - whole), end)
        } else {
            (word, whole, None, whole)
        };
        if matches!(bytes.get(length)?, b'.' | b'e' | b'E' | b'-' | b'+') {
            return None;
        }
        // Zeros before them make eight; pairs, fours and the eight are summed side by side.
        let word = word << ((8 - digits) * 8);
        let word = (word & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(2_561) >> 8;
        let word = (word & 0x00ff_00ff_00ff_00ff).wrapping_mul(6_553_601) >> 16;
        let word = (word & 0x0000_ffff_0000_ffff).wrapping_mul(42_949_672_960_001) >> 32;
        Some(Short {
            digits: word,
            places,
            length,
        })
    }

    /// What follows is no part of the number.
    fn ends(&self) -> Option<()> {
        let goes_on = matches!(self.peek(), Some(b'.' | b'e' | b'E' | b'-' | b'+') | None);
        (!goes_on).then_some(())
    }

    /// A number without an exponent, as the whole way rounds it.
    fn decimal(&mut self) -> Option<f64> {
        let negative = self.peek()? == b'-';
        self.at += usize::from(negative);
        if let Some(short) = self.short() {
            self.at += short.length;
            let value = short.digits as f64 / POWERS.get(short.places.unwrap_or(0))?;
            return Some(if negative { -value } else { value });
        }
        let first = self.peek()?;
        let (whole, count) = self.digits(0, 18)?;
        if count > 1 && first == b'0' {
            return None;
        }
        // 18 digits are far below 2^63.
        let mut value = whole as f64;
        if self.peek()? == b'.' {
            self.at += 1;
            let (all, places) = self.digits(whole, 18 - count)?;
            value = all as f64 / POWERS.get(places)?;
        }
        self.ends()?;
        Some(if negative { -value } else { value })
    }

    fn number(&mut self) -> Option<f32> {
        // A coordinate needs no more than the precision of f32.
        self.decimal().map(|value| value as f32)
    }

    fn segmentation(&mut self) -> Option<Segmentation> {
        if self.token()? == b'{' {
            return self.columns().map(Segmentation::Columns);
        }
        let (mut rings, mut points) = (Vec::new(), 0);
        self.array(|from| {
            let ring = from.ring()?;
            points += ring.len();
            rings.push(ring);
            (points <= SHAPE_POINTS).then_some(())
        })?;
        Some(Segmentation::Rings(rings))
    }

    fn ring(&mut self) -> Option<Vec<Point>> {
        let mut points = Vec::with_capacity(32);
        let mut x = None;
        self.array(|from| {
            let number = from.number()?;
            match x.take() {
                None => x = Some(number),
                Some(x) => points.push(Point::new(x, number)),
            }
            Some(())
        })?;
        (x.is_none() && points.len() >= 3).then_some(points)
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
    fn joints(&mut self) -> Option<(Vec<Joint>, bool)> {
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
    fn attributes(&mut self) -> Option<(bool, f64)> {
        let (mut occluded, mut rotation) = (None, None);
        self.object(|from, key| match key {
            b"occluded" => once(&mut occluded, from.flag()?),
            b"rotation" => once(&mut rotation, from.decimal()?),
            _ => None,
        })?;
        Some((occluded.unwrap_or_default(), rotation.unwrap_or_default()))
    }

    fn flag(&mut self) -> Option<bool> {
        for (word, value) in [(&b"true"[..], true), (b"false", false)] {
            if self.text.get(self.at..)?.starts_with(word) {
                self.at += word.len();
                return Some(value);
            }
        }
        None
    }

    /// A value that does not matter: a number, a flag, a plain text.
    fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.string().map(drop),
            b't' | b'f' => self.flag().map(drop),
            b'-' | b'0'..=b'9' => self.decimal().map(drop),
            _ => None,
        }
    }
}
