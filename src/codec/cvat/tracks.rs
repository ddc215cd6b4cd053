//! Objects over several frames: key frames with their flags and attributes, and what they make of
//! one frame (CVAT REST API, annotations, tracks; CVAT for video XML 1.1).

use std::sync::Arc;

use crate::codec::track::{self, Key, Motion};
use crate::model::video::Standing;
use crate::model::{Attribute, Shape, Text};

use super::labels::{Labels, Spec, joint_attributes};
use super::shapes::{self, Placed, Read};

/// One object over several frames.
#[derive(Debug)]
pub struct Track {
    /// Its number.
    pub id: Option<u64>,
    /// The number of its label.
    pub label: Option<u64>,
    /// Its group; 0 is none.
    pub group: Option<i64>,
    /// What made it.
    pub source: Text,
    kind: String,
    motion: Motion,
    /// Sorted, without those of deleted frames.
    keys: Vec<Key>,
    /// Beside each key.
    marks: Vec<Mark>,
    /// Attributes that stay the same.
    fixed: Vec<(u64, Text)>,
    /// A track for each joint.
    joints: Vec<Track>,
    /// Shortened, of a type that is not known.
    raw: Option<Shape>,
}

/// What a track is made of.
#[derive(Debug, Default)]
pub struct Parts {
    /// Its number.
    pub id: Option<u64>,
    /// The number of its label.
    pub label: Option<u64>,
    /// Its group; 0 is none.
    pub group: Option<i64>,
    /// What made it.
    pub source: Text,
    /// The type of its shapes as the server calls it: `rectangle`, `polygon`, …
    pub kind: String,
    /// Key frames in any order, without those on deleted frames; of two on one frame the first
    /// counts.
    pub keys: Vec<(Key, Mark)>,
    /// Attributes that stay the same.
    pub fixed: Vec<(u64, Text)>,
    /// A track for each joint.
    pub joints: Vec<Track>,
    /// As it was written, for a type that is not known.
    pub raw: String,
}

/// What a key frame says beside the place.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Hidden behind something.
    pub occluded: bool,
    /// Drawing order.
    pub z: i32,
    /// Attributes that change, by their numbers.
    pub attributes: Vec<(u64, Text)>,
}

/// A track at one frame.
#[derive(Debug)]
pub struct Moment {
    /// Its shape.
    pub read: Read,
    /// Hidden behind something.
    pub occluded: bool,
    /// Drawing order.
    pub z: i32,
    /// How it comes to be there.
    pub standing: Standing,
    /// The same in words.
    pub how: Text,
    key: usize,
}

impl Track {
    /// Of its parts.
    pub fn new(parts: Parts) -> Self {
        let mut keyed = parts.keys;
        keyed.sort_by_key(|(key, _)| key.frame);
        keyed.dedup_by_key(|(key, _)| key.frame);
        let motion = motion(&parts.kind);
        let (keys, marks) = keyed.into_iter().unzip();
        Self {
            id: parts.id,
            label: parts.label,
            group: parts.group,
            source: parts.source,
            raw: motion
                .is_none()
                .then(|| shapes::unknown(&parts.kind, &parts.raw)),
            motion: motion.unwrap_or(Motion::Held),
            kind: parts.kind,
            keys,
            marks,
            fixed: parts.fixed,
            joints: parts.joints,
        }
    }

    /// The frames on which somebody placed it, or took it away, rising.
    pub fn key_frames(&self) -> impl Iterator<Item = u32> + '_ {
        self.keys.iter().map(|key| key.frame)
    }

    /// The stretches of frames in which it is there.
    pub fn visible(&self, from: u32, to: u32) -> Vec<(u32, u32)> {
        track::visible(&self.keys, from, to)
    }

    /// The track at a frame; none where it is not in the picture.
    pub fn at(&self, frame: u32, labels: &Labels) -> Option<Moment> {
        let at = track::at(self.motion, &self.keys, frame)?;
        let mark = self.marks.get(at.key)?;
        let read = match &self.raw {
            Some(raw) => Read::from(raw.clone()),
            None if self.kind == "skeleton" => self.skeleton(frame, labels),
            None => {
                shapes::of_points(&self.kind, at.rotation, &at.points).unwrap_or_else(|why| Read {
                    shape: shapes::unknown(&self.kind, &format!("{:?}", at.points)),
                    problem: why.map(str::to_owned),
                })
            }
        };
        Some(Moment {
            read,
            occluded: mark.occluded,
            z: mark.z,
            standing: self.standing(&at, frame),
            how: Text::line(&self.how(&at)),
            key: at.key,
        })
    }

    fn standing(&self, at: &track::At<'_>, frame: u32) -> Standing {
        let here = self.keys.get(at.key).is_some_and(|key| key.frame == frame);
        match (here, at.between, at.approximate) {
            (true, ..) => Standing::Key,
            (false, true, true) => Standing::About,
            (false, true, false) => Standing::Between,
            (false, false, _) => Standing::Held,
        }
    }

    fn how(&self, at: &track::At<'_>) -> String {
        let frame = |key: usize| self.keys.get(key).map_or(0, |key| key.frame);
        let from = frame(at.key);
        let after = self.keys.get(at.key + 1).map(|key| key.frame);
        let about = if at.approximate { ", about" } else { "" };
        match (at.between, after) {
            (true, Some(to)) => format!("between the key frames {from} and {to}{about}"),
            _ => format!("key frame {from}, one of {}", self.keys.len()),
        }
    }

    fn skeleton(&self, frame: u32, labels: &Labels) -> Read {
        let placed: Vec<Placed> = self
            .joints
            .iter()
            .filter_map(|joint| {
                let at = track::at(Motion::Point, &joint.keys, frame)?;
                let mark = joint.marks.get(at.key)?;
                let [x, y] = *at.points.first_chunk::<2>()?;
                Some(Placed {
                    label: joint.label?,
                    at: crate::model::Point::new(x as f32, y as f32),
                    outside: false,
                    occluded: mark.occluded,
                })
            })
            .collect();
        shapes::skeleton(self.label.and_then(|id| labels.get(id)), &placed)
    }

    /// The value of an attribute at a moment: those that change carry over from earlier key
    /// frames.
    pub fn value(&self, moment: &Moment, spec: &Spec) -> Option<&Text> {
        let find = |values: &'_ [(u64, Text)]| values.iter().position(|(id, _)| *id == spec.id);
        let earlier = self.marks.get(..=moment.key).unwrap_or_default();
        let mut earlier = earlier.iter().rev().map(|mark| mark.attributes.as_slice());
        let of = |values: &'_ [(u64, Text)]| find(values).is_some();
        let holding = match spec.mutable {
            true => earlier.find(|values| of(values)).unwrap_or(&self.fixed),
            false if of(&self.fixed) => &self.fixed,
            false => earlier.find(|values| of(values))?,
        };
        holding.get(find(holding)?).map(|(_, value)| value)
    }

    /// The attributes at a moment of a frame: those of the label, then those of its joints.
    pub fn attributes(&self, moment: &Moment, frame: u32, labels: &Labels) -> Vec<Attribute> {
        let label = self.label.and_then(|id| labels.get(id));
        let specs = label.map_or(&[][..], |label| label.specs.as_slice());
        let value = |spec: &Spec| Attribute {
            name: spec.name.clone(),
            value: self.value(moment, spec).unwrap_or(&spec.default).clone(),
        };
        let mut all: Vec<Attribute> = specs.iter().map(value).collect();
        for (joint, own) in self.joint_values(frame) {
            all.extend(joint_attributes(labels.get(joint), &own));
        }
        all
    }

    /// The joints with their numbers' values at a frame, for their own attributes.
    fn joint_values(&self, frame: u32) -> Vec<(u64, Vec<(u64, Text)>)> {
        self.joints
            .iter()
            .filter_map(|joint| {
                let at = track::at(Motion::Held, &joint.keys, frame)?;
                let mut values = joint.fixed.clone();
                for mark in joint.marks.get(..=at.key)? {
                    for (id, value) in &mark.attributes {
                        values.retain(|(known, _)| known != id);
                        values.push((*id, value.clone()));
                    }
                }
                Some((joint.label?, values))
            })
            .collect()
    }
}

/// The places of several tracks' key frames together, rising.
pub fn all_keys(tracks: &[Arc<[u32]>]) -> Arc<[u32]> {
    let mut all: Vec<u32> = tracks
        .iter()
        .flat_map(|keys| keys.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// How a type moves; none for one that is not known.
fn motion(kind: &str) -> Option<Motion> {
    Some(match kind {
        "rectangle" | "ellipse" | "cuboid" => Motion::Linear,
        "points" => Motion::Point,
        "polyline" => Motion::Line,
        "polygon" => Motion::Ring,
        "mask" | "skeleton" | "" => Motion::Held,
        _ => return None,
    })
}
