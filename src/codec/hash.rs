//! Content hashes: what a verdict remembers of the content it was given to.
//!
//! The hash is the first eight bytes of a SHA-256 over a fixed byte form, so it is the same on
//! every machine and in every release; changing the byte form makes every verdict stale.

use sha2::{Digest, Sha256};

use crate::model::geometry::{Joint, Visibility};
use crate::model::{Annotation, Attribute, ContentHash, Point, Rect, Shape};

/// The hash of an annotation's content: label name, shape, attributes, score. Its id, author and
/// verdict do not count.
pub fn annotation(label: Option<&str>, annotation: &Annotation) -> ContentHash {
    content(
        label,
        &annotation.shape,
        &annotation.attributes,
        annotation.score,
    )
}

/// The same from its parts.
pub fn content(
    label: Option<&str>,
    shape: &Shape,
    attributes: &[Attribute],
    score: Option<f32>,
) -> ContentHash {
    let mut bytes = Bytes::default();
    bytes.text(label.unwrap_or("\u{0}"));
    bytes.shape(shape);
    bytes.number(attributes.len());
    for attribute in attributes {
        bytes.text(&attribute.name);
        bytes.text(&attribute.value);
    }
    match score {
        Some(score) => bytes.floats([score]),
        None => bytes.word("-"),
    }
    bytes.finish()
}

/// The hash of an item's whole content, whatever the order of its annotations.
pub fn item(annotations: impl IntoIterator<Item = ContentHash>) -> ContentHash {
    let mut hashes: Vec<u64> = annotations.into_iter().map(|hash| hash.0).collect();
    hashes.sort_unstable();
    let mut bytes = Bytes::default();
    bytes.number(hashes.len());
    for hash in hashes {
        bytes.0.update(hash.to_le_bytes());
    }
    bytes.finish()
}

/// The hash of a text as it is.
pub fn text(raw: &str) -> ContentHash {
    let mut bytes = Bytes::default();
    bytes.text(raw);
    bytes.finish()
}

/// The place of an item in the lottery of a sample, lowest first: the same for a seed and an id on
/// every machine and in every release.
pub fn rank(seed: u64, id: &str) -> u64 {
    let mut bytes = Bytes::default();
    bytes.0.update(seed.to_le_bytes());
    bytes.text(id);
    bytes.finish().0
}

#[derive(Default)]
struct Bytes(Sha256);

impl Bytes {
    fn number(&mut self, number: usize) {
        self.0
            .update(u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes());
    }

    fn word(&mut self, word: &str) {
        self.0.update(word.as_bytes());
    }

    /// With its length before it, so that two texts never run together.
    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.word(text);
    }

    fn floats(&mut self, values: impl IntoIterator<Item = f32>) {
        for value in values {
            // The two zeros are one number.
            let value = if value == 0.0 { 0.0 } else { value };
            self.0.update(value.to_bits().to_le_bytes());
        }
    }

    fn points(&mut self, points: &[Point]) {
        self.number(points.len());
        self.floats(points.iter().flat_map(|p| [p.x, p.y]));
    }

    fn rect(&mut self, rect: &Rect) {
        self.floats([rect.x, rect.y, rect.width, rect.height]);
    }

    fn shape(&mut self, shape: &Shape) {
        self.text(shape.word());
        match shape {
            Shape::Box { rect } => self.rect(rect),
            Shape::RotatedBox { rect, degrees } => {
                self.rect(rect);
                self.floats([*degrees]);
            }
            Shape::Polygon { rings } => {
                self.number(rings.len());
                rings.iter().for_each(|ring| self.points(ring));
            }
            Shape::Polyline { points } | Shape::Points { points } => self.points(points),
            Shape::Ellipse {
                center,
                rx,
                ry,
                degrees,
            } => self.floats([center.x, center.y, *rx, *ry, *degrees]),
            Shape::Mask { mask } => {
                for value in [mask.x, mask.y, mask.width, mask.height] {
                    self.0.update(value.to_le_bytes());
                }
                self.number(mask.runs.len());
                mask.runs
                    .iter()
                    .for_each(|run| self.0.update(run.to_le_bytes()));
            }
            Shape::Cuboid { points } => self.points(points),
            Shape::Skeleton { joints, .. } => self.joints(joints),
            Shape::Tag => {}
            Shape::Span { start, end, text } => {
                self.0.update(start.to_le_bytes());
                self.0.update(end.to_le_bytes());
                self.text(text);
            }
            Shape::Segment {
                start,
                end,
                channel,
            } => {
                self.0.update(start.to_bits().to_le_bytes());
                self.0.update(end.to_bits().to_le_bytes());
                self.number(channel.map_or(0, |channel| usize::from(channel) + 1));
            }
            Shape::Track { frames } => {
                self.number(frames.len());
                for frame in frames {
                    self.0.update(frame.frame.to_le_bytes());
                    self.number(usize::from(frame.outside));
                    self.shape(&frame.shape);
                }
            }
            Shape::Unknown { kind, raw } => {
                self.text(kind);
                self.text(raw);
            }
        }
    }

    fn joints(&mut self, joints: &[Joint]) {
        self.number(joints.len());
        for joint in joints {
            self.floats([joint.point.x, joint.point.y]);
            self.word(match joint.visibility {
                Visibility::Absent => "0",
                Visibility::Hidden => "1",
                Visibility::Visible => "2",
            });
        }
    }

    fn finish(self) -> ContentHash {
        let digest = self.0.finalize();
        let mut first = [0_u8; 8];
        first
            .iter_mut()
            .zip(digest.iter())
            .for_each(|(to, from)| *to = *from);
        ContentHash(u64::from_be_bytes(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(x: f32) -> Shape {
        Shape::Box {
            rect: Rect::new(x, 2.0, 3.0, 4.0),
        }
    }

    #[test]
    fn hashes_never_change_between_releases() {
        let attribute = Attribute {
            name: "color".into(),
            value: "red".into(),
        };
        let hash = content(Some("car"), &boxed(1.0), &[attribute], Some(0.5));
        assert_eq!(hash.to_string(), "f872ca11aa526b3d");
        assert_eq!(item([hash, ContentHash(1)]).to_string(), "59722bce819263b9");
        assert_eq!(item([ContentHash(1), hash]), item([hash, ContentHash(1)]));
    }

    /// Also those of another SHA-256 over the same bytes: seed and length as eight bytes each, the
    /// lowest first, and the id.
    #[test]
    fn places_in_the_lottery_never_change_between_releases() {
        let known = [
            ((7, "a.jpg"), 0x8200_3087_713f_18ac),
            ((7, "b.jpg"), 0x61c6_e71a_d4af_825e),
            ((8, "a.jpg"), 0xc9de_1cd6_311a_6fa1),
            ((0, ""), 0x3747_08ff_f771_9dd5),
        ];
        for ((seed, id), place) in known {
            assert_eq!(rank(seed, id), place, "{seed} {id}");
        }
    }

    #[test]
    fn every_part_of_the_content_counts() {
        let attribute = |name: &str, value: &str| Attribute {
            name: name.into(),
            value: value.into(),
        };
        let hashes = [
            content(Some("car"), &boxed(1.0), &[], None),
            content(Some("bus"), &boxed(1.0), &[], None),
            content(None, &boxed(1.0), &[], None),
            content(Some("car"), &boxed(1.5), &[], None),
            content(Some("car"), &boxed(1.0), &[attribute("a", "bc")], None),
            content(Some("car"), &boxed(1.0), &[attribute("ab", "c")], None),
            content(Some("car"), &boxed(1.0), &[], Some(0.0)),
            content(Some("car"), &Shape::Tag, &[], None),
            item([]),
            item([ContentHash(7)]),
            item([ContentHash(7), ContentHash(7)]),
        ];
        let mut distinct = hashes.to_vec();
        distinct.sort_by_key(|hash| hash.0);
        distinct.dedup();
        assert_eq!(distinct.len(), hashes.len());
        assert_eq!(
            content(None, &boxed(0.0), &[], None),
            content(None, &boxed(-0.0), &[], None)
        );
    }
}
