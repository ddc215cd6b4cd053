//! Tracks (CVAT REST API, annotations, tracks): key frames with their flags and attributes, and
//! what they make of one frame.

use crate::codec::track::{self, Key, Motion};
use crate::model::{Shape, Text};

use super::frames::Frames;
use super::labels::{Labels, Spec};
use super::shapes::{self, Placed, Read};
use super::wire::{self, AttributeValue};

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

#[derive(Debug)]
struct Mark {
    occluded: bool,
    z: i32,
    attributes: Vec<(u64, Text)>,
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
    /// How it comes to be there, in words.
    pub how: Text,
    key: usize,
}

impl Track {
    /// From the wire. Key frames on deleted frames do not count.
    pub fn new(track: &wire::Track<'_>, frames: &Frames, raw: &str) -> Self {
        let mut keyed: Vec<(Key, Mark, &str)> = track
            .shapes
            .iter()
            .filter_map(|shape| {
                let frame = u32::try_from(shape.frame?).ok()?;
                let key = Key {
                    frame,
                    outside: shape.outside,
                    rotation: shape.rotation,
                    points: shape.points.clone(),
                };
                let mark = Mark {
                    occluded: shape.occluded,
                    z: shape.z_order,
                    attributes: values(&shape.attributes),
                };
                Some((key, mark, &*shape.kind))
            })
            .filter(|(key, ..)| !frames.is_deleted(key.frame))
            .collect();
        keyed.sort_by_key(|(key, ..)| key.frame);
        keyed.dedup_by_key(|(key, ..)| key.frame);
        let kind = keyed.first().map_or("", |(.., kind)| *kind).to_owned();
        let motion = motion(&kind);
        let (mut keys, mut marks) = (Vec::new(), Vec::new());
        for (key, mark, _) in keyed {
            keys.push(key);
            marks.push(mark);
        }
        let joints = track.elements.iter();
        Self {
            id: track.id,
            label: track.label_id,
            group: track.group,
            source: Text::line(&track.source),
            raw: motion.is_none().then(|| shapes::unknown(&kind, raw)),
            motion: motion.unwrap_or(Motion::Held),
            kind,
            keys,
            marks,
            fixed: values(&track.attributes),
            joints: joints.map(|joint| Self::new(joint, frames, "")).collect(),
        }
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
            how: Text::line(&self.how(&at)),
            key: at.key,
        })
    }

    fn how(&self, at: &track::At<'_>) -> String {
        let frame = |key: usize| self.keys.get(key).map_or(0, |key| key.frame);
        let from = frame(at.key);
        let after = self.keys.get(at.key + 1).map(|key| key.frame);
        let about = if at.approximate { ", about" } else { "" };
        match (at.between, after) {
            (true, Some(to)) => format!("between the key frames {from} and {to}{about}"),
            _ => format!("key frame {from} of {}", self.keys.len()),
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

    /// The joints with their numbers' values at a frame, for their own attributes.
    pub fn joint_values(&self, frame: u32) -> Vec<(u64, Vec<(u64, Text)>)> {
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

/// The values of attributes by their numbers.
pub fn values(attributes: &[AttributeValue<'_>]) -> Vec<(u64, Text)> {
    let value = |one: &AttributeValue<'_>| (one.spec_id, Text::line(&one.value));
    attributes.iter().map(value).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(id: u64, mutable: bool) -> Spec {
        Spec {
            id,
            name: "it".into(),
            default: "default".into(),
            mutable,
        }
    }

    fn track(raw: &str, meta: &str) -> Track {
        let job = super::super::Job {
            stop_frame: 20,
            ..Default::default()
        };
        let frames = Frames::new(&job, serde_json::from_str(meta).unwrap());
        Track::new(&serde_json::from_str(raw).unwrap(), &frames, raw)
    }

    const BOX: &str = r#"{"id":1,"label_id":1,"frame":2,"attributes":[{"spec_id":1,"value":"red"}],"shapes":[
        {"type":"rectangle","frame":9,"points":[4,4,8,8],"attributes":[{"spec_id":2,"value":"late"}]},
        {"type":"rectangle","frame":2,"points":[0,0,4,4],"occluded":true,"z_order":3,"attributes":[{"spec_id":2,"value":"early"},{"spec_id":3,"value":"kept"}]},
        {"type":"rectangle","frame":12,"points":[4,4,8,8],"outside":true}]}"#;

    #[test]
    fn attributes_that_change_carry_over() {
        let track = track(BOX, "{}");
        let labels = Labels::default();
        assert!(track.at(1, &labels).is_none() && track.at(12, &labels).is_none());
        let early = track.at(5, &labels).unwrap();
        assert_eq!((early.occluded, early.z), (true, 3));
        let late = track.at(10, &labels).unwrap();
        let value = |moment, id, mutable| {
            let value = track.value(moment, &spec(id, mutable));
            value.map(|value| value.to_string())
        };
        assert_eq!(value(&early, 1, false).as_deref(), Some("red"));
        assert_eq!(value(&early, 2, true).as_deref(), Some("early"));
        assert_eq!(value(&late, 2, true).as_deref(), Some("late"));
        assert_eq!(value(&late, 3, true).as_deref(), Some("kept"));
        assert_eq!(value(&late, 4, true), None);
        assert_eq!(track.visible(0, 20), [(2, 11)]);
    }

    #[test]
    fn key_frames_on_deleted_frames_do_not_count() {
        let track = track(BOX, r#"{"deleted_frames":[9]}"#);
        let moment = track.at(7, &Labels::default()).unwrap();
        assert_eq!(&*moment.how, "between the key frames 2 and 12");
    }

    #[test]
    fn a_type_that_is_not_known_is_listed() {
        let raw = r#"{"id":4,"shapes":[{"type":"blob","frame":0,"points":[1,2]}]}"#;
        let moment = track(raw, "{}").at(3, &Labels::default()).unwrap();
        assert!(matches!(moment.read.shape, Shape::Unknown { kind, .. } if &*kind == "blob"));
    }
}
