//! How the shape of a draft is packed: a byte that tells it apart, then its numbers.

use std::sync::Arc;

use crate::codec::draft::Form;
use crate::codec::rle::Columns;
use crate::model::geometry::{KeyFrame, Visibility};
use crate::model::{Mask, Shape};

use super::Pack;
use super::bytes::{Reader, put, put_floats, put_len, put_points};

impl Pack {
    pub(super) fn write_form(&mut self, form: &Form, out: &mut Vec<u8>) {
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

    pub(super) fn form(&self, from: &mut Reader<'_>) -> Option<Form> {
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
pub(super) mod kind {
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
    pub const COLUMNS: u8 = 14;
    pub const CORNERS: u8 = 15;
}
