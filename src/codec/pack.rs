//! Annotations packed into a few large blocks of bytes, so that millions of them can be known.
//!
//! Numbers are stored in variable length, coordinates as four bytes, texts once each. What is
//! packed is read back whole, or by label and author alone for filters and counts.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::geometry::{Joint, KeyFrame, Visibility};
use crate::model::{Attribute, Id, Mask, Point, Rect, Shape, Source, Text};

use super::draft::{Draft, Form};
use super::rle::Columns;

/// Bytes of one block.
const BLOCK: usize = 1 << 18;

/// A store of packed drafts. They are numbered in the order of arrival and form chains: each
/// knows the one before it on the same image.
#[derive(Debug, Default)]
pub struct Pack {
    blocks: Vec<Vec<u8>>,
    records: Vec<Record>,
    words: Vec<Text>,
    numbers: HashMap<Text, u32>,
    /// Where a record is written before it goes into a block.
    scratch: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Record {
    block: u32,
    start: u32,
    previous: u32,
}

/// No record before.
pub const NONE: u32 = u32::MAX;

/// What filters and counts ask of a packed draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief<'a> {
    /// The label's number, as it was packed.
    pub label: Option<u32>,
    /// Who made it.
    pub author: Option<&'a Text>,
}

impl Pack {
    /// Packs a draft. Its label is given as a number of the caller's; `previous` is the number of
    /// the draft before it on its image, or [`NONE`]. Answers the new draft's number, none when
    /// four billion are full.
    pub fn push(&mut self, draft: &Draft, label: Option<u32>, previous: u32) -> Option<u32> {
        let number = u32::try_from(self.records.len())
            .ok()
            .filter(|&n| n != NONE)?;
        // Taken out while it is written to, for the next one to use again.
        let mut out = std::mem::take(&mut self.scratch);
        out.clear();
        self.write(draft, label, &mut out);
        let pushed = self.keep(&out, previous);
        self.scratch = out;
        pushed.map(|()| number)
    }

    /// Puts a record at the end of the last block.
    fn keep(&mut self, out: &[u8], previous: u32) -> Option<()> {
        if self
            .blocks
            .last()
            .is_none_or(|block| block.len() + out.len() > block.capacity())
        {
            self.blocks.push(Vec::with_capacity(out.len().max(BLOCK)));
        }
        let block = self.blocks.last_mut()?;
        let start = u32::try_from(block.len()).ok()?;
        block.extend_from_slice(out);
        self.records.push(Record {
            block: u32::try_from(self.blocks.len() - 1).ok()?,
            start,
            previous,
        });
        Some(())
    }

    /// Drafts held.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Bytes held, texts aside.
    pub fn bytes(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(Vec::capacity).sum();
        blocks + self.records.capacity() * size_of::<Record>()
    }

    /// Gives back what only packing needs.
    pub fn finish(&mut self) {
        self.numbers = HashMap::new();
        self.scratch = Vec::new();
        self.records.shrink_to_fit();
        self.words.shrink_to_fit();
        if let Some(last) = self.blocks.last_mut() {
            last.shrink_to_fit();
        }
    }

    /// The drafts of a chain that ends in `last`, newest first.
    pub fn chain(&self, last: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = last;
        std::iter::from_fn(move || {
            let record = self.record(next)?;
            // A chain only ever leads backwards, so it ends.
            let number = next;
            next = if record.previous < number {
                record.previous
            } else {
                NONE
            };
            Some(number)
        })
    }

    /// Label and author of a draft.
    pub fn brief(&self, number: u32) -> Option<Brief<'_>> {
        let mut from = self.reader(number)?;
        let label = from.optional()?;
        let author = from.optional()?;
        Some(Brief {
            label,
            author: author.and_then(|word| self.word(word)),
        })
    }

    /// A draft as it was packed, with its label's number. Skeletons come back without edges:
    /// those belong to the label.
    pub fn get(&self, number: u32) -> Option<(Draft, Option<u32>)> {
        let mut from = self.reader(number)?;
        let label = from.optional()?;
        let author = from.optional()?.and_then(|word| self.word(word)).cloned();
        let flags = from.number()?;
        let has = |bit: u32| flags >> bit & 1 == 1;
        let id = match (has(0), has(1)) {
            (false, _) => None,
            (true, false) => Some(Id::Number(from.long()?)),
            (true, true) => Some(Id::name(self.word(from.number()?)?)),
        };
        let score = if has(2) { Some(from.float()?) } else { None };
        let source = match (has(3), has(4)) {
            (false, _) => Source::Manual,
            (true, false) => Source::Model,
            (true, true) => Source::Other(self.word(from.number()?)?.clone()),
        };
        let group = if has(5) { Some(from.number()?) } else { None };
        let z = if has(6) {
            from.number()?.cast_signed()
        } else {
            0
        };
        let mut attributes = Vec::new();
        if has(7) {
            for _ in 0..from.number()? {
                attributes.push(Attribute {
                    name: self.word(from.number()?)?.clone(),
                    value: self.word(from.number()?)?.clone(),
                });
            }
        }
        let draft = Draft {
            id,
            label: None,
            form: self.form(&mut from)?,
            attributes,
            score,
            author,
            source,
            group,
            occluded: has(8),
            crowd: has(9),
            z,
        };
        Some((draft, label))
    }

    fn record(&self, number: u32) -> Option<&Record> {
        self.records.get(usize::try_from(number).ok()?)
    }

    fn reader(&self, number: u32) -> Option<Reader<'_>> {
        let record = self.record(number)?;
        let block = self.blocks.get(usize::try_from(record.block).ok()?)?;
        Some(Reader(block.get(usize::try_from(record.start).ok()?..)?))
    }

    fn word(&self, number: u32) -> Option<&Text> {
        self.words.get(usize::try_from(number).ok()?)
    }

    /// The number of a text, added when new.
    fn number_of(&mut self, text: &Text) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        // Each word costs bytes of a record, so there are fewer than four billion.
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(text.clone());
        self.numbers.insert(text.clone(), number);
        number
    }

    fn write(&mut self, draft: &Draft, label: Option<u32>, out: &mut Vec<u8>) {
        put_optional(out, label);
        let author = draft.author.as_ref().map(|author| self.number_of(author));
        put_optional(out, author);
        let named = matches!(draft.id, Some(Id::Name(_)));
        let flags = [
            draft.id.is_some(),
            named,
            draft.score.is_some(),
            draft.source != Source::Manual,
            matches!(draft.source, Source::Other(_)),
            draft.group.is_some(),
            draft.z != 0,
            !draft.attributes.is_empty(),
            draft.occluded,
            draft.crowd,
        ];
        let bits = flags
            .iter()
            .enumerate()
            .map(|(bit, &set)| u64::from(set) << bit);
        put(out, bits.sum());
        match &draft.id {
            Some(Id::Number(number)) => put(out, *number),
            Some(Id::Name(name)) => {
                let word = self.number_of(&Text::line(name));
                put(out, u64::from(word));
            }
            None => {}
        }
        if let Some(score) = draft.score {
            put_floats(out, [score]);
        }
        if let Source::Other(word) = &draft.source {
            let word = self.number_of(word);
            put(out, u64::from(word));
        }
        if let Some(group) = draft.group {
            put(out, u64::from(group));
        }
        if draft.z != 0 {
            put(out, u64::from(draft.z.cast_unsigned()));
        }
        if !draft.attributes.is_empty() {
            put_len(out, draft.attributes.len());
            for attribute in &draft.attributes {
                for text in [&attribute.name, &attribute.value] {
                    let word = self.number_of(text);
                    put(out, u64::from(word));
                }
            }
        }
        self.write_form(&draft.form, out);
    }

    fn write_form(&mut self, form: &Form, out: &mut Vec<u8>) {
        match form {
            Form::Shape(shape) => self.write_shape(shape, out),
            Form::Columns(columns) => {
                out.push(kind::COLUMNS);
                let (height, width) = columns.size();
                put(out, u64::from(height));
                put(out, u64::from(width));
                put_len(out, columns.runs().len());
                columns
                    .runs()
                    .iter()
                    .for_each(|&run| put(out, u64::from(run)));
            }
            Form::Corners(corners) => {
                out.push(kind::CORNERS);
                put_floats(out, corners.iter().flat_map(|p| [p.x, p.y]));
            }
        }
    }

    fn write_shape(&mut self, shape: &Shape, out: &mut Vec<u8>) {
        match shape {
            Shape::Box { rect } => {
                out.push(kind::BOX);
                put_floats(out, [rect.x, rect.y, rect.width, rect.height]);
            }
            Shape::RotatedBox { rect, degrees } => {
                out.push(kind::ROTATED);
                put_floats(out, [rect.x, rect.y, rect.width, rect.height, *degrees]);
            }
            Shape::Polygon { rings } => {
                out.push(kind::POLYGON);
                put_len(out, rings.len());
                rings.iter().for_each(|ring| put_points(out, ring));
            }
            Shape::Polyline { points } => {
                out.push(kind::POLYLINE);
                put_points(out, points);
            }
            Shape::Points { points } => {
                out.push(kind::POINTS);
                put_points(out, points);
            }
            Shape::Ellipse {
                center,
                rx,
                ry,
                degrees,
            } => {
                out.push(kind::ELLIPSE);
                put_floats(out, [center.x, center.y, *rx, *ry, *degrees]);
            }
            Shape::Mask { mask } => {
                out.push(kind::MASK);
                for side in [mask.x, mask.y, mask.width, mask.height] {
                    put(out, u64::from(side));
                }
                put_len(out, mask.runs.len());
                mask.runs.iter().for_each(|&run| put(out, u64::from(run)));
            }
            Shape::Cuboid { points } => {
                out.push(kind::CUBOID);
                put_floats(out, points.iter().flat_map(|p| [p.x, p.y]));
            }
            Shape::Skeleton { joints, .. } => {
                out.push(kind::SKELETON);
                put_len(out, joints.len());
                for joint in joints {
                    put_floats(out, [joint.point.x, joint.point.y]);
                    out.push(match joint.visibility {
                        Visibility::Absent => 0,
                        Visibility::Hidden => 1,
                        Visibility::Visible => 2,
                    });
                }
            }
            Shape::Tag => out.push(kind::TAG),
            Shape::Span { start, end, text } => {
                out.push(kind::SPAN);
                let word = self.number_of(text);
                [*start, *end, word]
                    .iter()
                    .for_each(|&n| put(out, u64::from(n)));
            }
            Shape::Segment {
                start,
                end,
                channel,
            } => {
                out.push(kind::SEGMENT);
                put(out, start.to_bits());
                put(out, end.to_bits());
                put(out, channel.map_or(0, |channel| u64::from(channel) + 1));
            }
            Shape::Track { frames } => {
                out.push(kind::TRACK);
                put_len(out, frames.len());
                for frame in frames {
                    put(out, u64::from(frame.frame));
                    out.push(u8::from(frame.outside));
                    self.write_shape(&frame.shape, out);
                }
            }
            Shape::Unknown { kind: word, raw } => {
                out.push(kind::UNKNOWN);
                for text in [word, raw] {
                    let word = self.number_of(text);
                    put(out, u64::from(word));
                }
            }
        }
    }

    fn form(&self, from: &mut Reader<'_>) -> Option<Form> {
        match from.byte()? {
            kind::COLUMNS => {
                let (height, width) = (from.number()?, from.number()?);
                let count = from.number()?;
                let runs = (0..count).map(|_| from.number()).collect::<Option<_>>()?;
                Some(Form::Columns(Columns::new(height, width, runs).ok()?))
            }
            kind::CORNERS => Some(Form::Corners(from.corners()?)),
            tag => Some(Form::Shape(self.shape(tag, from, 0)?)),
        }
    }

    fn shape(&self, tag: u8, from: &mut Reader<'_>, depth: usize) -> Option<Shape> {
        Some(match tag {
            kind::BOX => Shape::Box { rect: from.rect()? },
            kind::ROTATED => Shape::RotatedBox {
                rect: from.rect()?,
                degrees: from.float()?,
            },
            kind::POLYGON => {
                let count = from.number()?;
                Shape::Polygon {
                    rings: (0..count).map(|_| from.points()).collect::<Option<_>>()?,
                }
            }
            kind::POLYLINE => Shape::Polyline {
                points: from.points()?,
            },
            kind::POINTS => Shape::Points {
                points: from.points()?,
            },
            kind::ELLIPSE => Shape::Ellipse {
                center: from.point()?,
                rx: from.float()?,
                ry: from.float()?,
                degrees: from.float()?,
            },
            kind::MASK => {
                let (x, y, width, height) = (
                    from.number()?,
                    from.number()?,
                    from.number()?,
                    from.number()?,
                );
                let count = from.number()?;
                let runs: Vec<u32> = (0..count).map(|_| from.number()).collect::<Option<_>>()?;
                Shape::Mask {
                    mask: Mask {
                        x,
                        y,
                        width,
                        height,
                        runs: Arc::from(runs),
                    },
                }
            }
            kind::CUBOID => {
                let [a, b, c, d] = from.corners()?;
                let [e, f, g, h] = from.corners()?;
                Shape::Cuboid {
                    points: [a, b, c, d, e, f, g, h],
                }
            }
            kind::SKELETON => {
                let count = from.number()?;
                Shape::Skeleton {
                    joints: (0..count).map(|_| from.joint()).collect::<Option<_>>()?,
                    edges: Arc::from([]),
                }
            }
            kind::TAG => Shape::Tag,
            kind::SPAN => Shape::Span {
                start: from.number()?,
                end: from.number()?,
                text: self.word(from.number()?)?.clone(),
            },
            kind::SEGMENT => Shape::Segment {
                start: f64::from_bits(from.long()?),
                end: f64::from_bits(from.long()?),
                channel: from
                    .optional()?
                    .and_then(|channel| u16::try_from(channel).ok()),
            },
            kind::TRACK if depth == 0 => {
                let count = from.number()?;
                let frames = (0..count)
                    .map(|_| self.key_frame(from))
                    .collect::<Option<_>>()?;
                Shape::Track { frames }
            }
            kind::UNKNOWN => Shape::Unknown {
                kind: self.word(from.number()?)?.clone(),
                raw: self.word(from.number()?)?.clone(),
            },
            _ => return None,
        })
    }

    fn key_frame(&self, from: &mut Reader<'_>) -> Option<KeyFrame> {
        let (frame, outside, tag) = (from.number()?, from.byte()? != 0, from.byte()?);
        Some(KeyFrame {
            frame,
            outside,
            shape: self.shape(tag, from, 1)?,
        })
    }
}

/// Bytes that tell shapes apart. They live in memory only.
mod kind {
    pub const BOX: u8 = 0;
    pub const ROTATED: u8 = 1;
    pub const POLYGON: u8 = 2;
    pub const POLYLINE: u8 = 3;
    pub const POINTS: u8 = 4;
    pub const ELLIPSE: u8 = 5;
    pub const MASK: u8 = 6;
    pub const CUBOID: u8 = 7;
    pub const SKELETON: u8 = 8;
    pub const TAG: u8 = 9;
    pub const SPAN: u8 = 10;
    pub const TRACK: u8 = 11;
    pub const UNKNOWN: u8 = 12;
    pub const SEGMENT: u8 = 13;
    pub const COLUMNS: u8 = 13;
    pub const CORNERS: u8 = 14;
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        // The low seven bits.
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_len(out: &mut Vec<u8>, len: usize) {
    put(out, u64::try_from(len).unwrap_or(u64::MAX));
}

/// Nothing is zero, a number is itself plus one.
fn put_optional(out: &mut Vec<u8>, value: Option<u32>) {
    put(out, value.map_or(0, |value| u64::from(value) + 1));
}

fn put_floats(out: &mut Vec<u8>, values: impl IntoIterator<Item = f32>) {
    let values = values.into_iter();
    out.reserve(values.size_hint().0 * 4);
    for value in values {
        out.extend_from_slice(&value.to_le_bytes());
    }
}

fn put_points(out: &mut Vec<u8>, points: &[Point]) {
    put_len(out, points.len());
    out.reserve(points.len() * 8);
    for point in points {
        let [a, b, c, d] = point.x.to_le_bytes();
        let [e, f, g, h] = point.y.to_le_bytes();
        out.extend_from_slice(&[a, b, c, d, e, f, g, h]);
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn long(&mut self) -> Option<u64> {
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

    fn number(&mut self) -> Option<u32> {
        u32::try_from(self.long()?).ok()
    }

    fn optional(&mut self) -> Option<Option<u32>> {
        match self.long()?.checked_sub(1) {
            None => Some(None),
            Some(value) => Some(Some(u32::try_from(value).ok()?)),
        }
    }

    fn float(&mut self) -> Option<f32> {
        let (bytes, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*bytes))
    }

    fn point(&mut self) -> Option<Point> {
        Some(Point::new(self.float()?, self.float()?))
    }

    fn corners(&mut self) -> Option<[Point; 4]> {
        Some([self.point()?, self.point()?, self.point()?, self.point()?])
    }

    fn points(&mut self) -> Option<Vec<Point>> {
        let count = self.number()?;
        (0..count).map(|_| self.point()).collect()
    }

    fn rect(&mut self) -> Option<Rect> {
        Some(Rect::new(
            self.float()?,
            self.float()?,
            self.float()?,
            self.float()?,
        ))
    }

    fn joint(&mut self) -> Option<Joint> {
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

#[cfg(test)]
mod tests;
