//! Tracks and joints from the wire (CVAT REST API, annotations).

use crate::codec::cvat::shapes::Placed;
use crate::codec::cvat::tracks::{Mark, Parts};
use crate::codec::track::Key;
use crate::model::{Point, Text};

use super::frames::Frames;
use super::wire::{self, AttributeValue, Drawn};

pub use crate::codec::cvat::tracks::{Track, all_keys};

/// From the wire. Key frames on deleted frames do not count.
pub fn track(track: &wire::Track<'_>, frames: &Frames, raw: &str) -> Track {
    let keyed: Vec<(Key, Mark, &str)> = track
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
    let first = keyed.iter().min_by_key(|(key, ..)| key.frame);
    let kind = first.map_or("", |(.., kind)| *kind).to_owned();
    let joints = track.elements.iter();
    Track::new(Parts {
        id: track.id,
        label: track.label_id,
        group: track.group,
        source: Text::line(&track.source),
        kind,
        keys: keyed
            .into_iter()
            .map(|(key, mark, _)| (key, mark))
            .collect(),
        fixed: values(&track.attributes),
        joints: joints.map(|joint| self::track(joint, frames, "")).collect(),
        raw: raw.to_owned(),
    })
}

/// The joint that an element of a skeleton is.
pub fn placed(element: &Drawn<'_>, points: &[f64]) -> Option<Placed> {
    let at = Point::new(*points.first()? as f32, *points.get(1)? as f32);
    Some(Placed {
        label: element.label_id?,
        at,
        outside: element.outside,
        occluded: element.occluded,
    })
}

/// The values of attributes by their numbers.
pub fn values(attributes: &[AttributeValue<'_>]) -> Vec<(u64, Text)> {
    let value = |one: &AttributeValue<'_>| (one.spec_id, Text::line(&one.value));
    attributes.iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::super::labels::Labels;
    use super::*;
    use crate::codec::cvat::labels::Spec;
    use crate::model::Shape;

    fn spec(id: u64, mutable: bool) -> Spec {
        Spec {
            id,
            name: "it".into(),
            default: "default".into(),
            mutable,
        }
    }

    fn read(raw: &str, meta: &str) -> Track {
        let job = super::super::Job {
            stop_frame: 20,
            ..Default::default()
        };
        let frames = Frames::new(&job, serde_json::from_str(meta).unwrap());
        track(&serde_json::from_str(raw).unwrap(), &frames, raw)
    }

    const BOX: &str = r#"{"id":1,"label_id":1,"frame":2,"attributes":[{"spec_id":1,"value":"red"}],"shapes":[
        {"type":"rectangle","frame":9,"points":[4,4,8,8],"attributes":[{"spec_id":2,"value":"late"}]},
        {"type":"rectangle","frame":2,"points":[0,0,4,4],"occluded":true,"z_order":3,"attributes":[{"spec_id":2,"value":"early"},{"spec_id":3,"value":"kept"}]},
        {"type":"rectangle","frame":12,"points":[4,4,8,8],"outside":true}]}"#;

    #[test]
    fn attributes_that_change_carry_over() {
        let track = read(BOX, "{}");
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
        let track = read(BOX, r#"{"deleted_frames":[9]}"#);
        let moment = track.at(7, &Labels::default()).unwrap();
        assert_eq!(&*moment.how, "between the key frames 2 and 12");
    }

    #[test]
    fn a_type_that_is_not_known_is_listed() {
        let raw = r#"{"id":4,"shapes":[{"type":"blob","frame":0,"points":[1,2]}]}"#;
        let moment = read(raw, "{}").at(3, &Labels::default()).unwrap();
        assert!(matches!(moment.read.shape, Shape::Unknown { kind, .. } if &*kind == "blob"));
    }
}
