//! Objects over several frames. Exports write a shape for every frame; only key frames count, as
//! the server itself reads them: what lies between is worked out when it is looked at.

use std::collections::HashMap;

use crate::codec::cvat::shapes;
use crate::codec::cvat::tracks::{Mark, Parts, Track};
use crate::codec::track::Key;
use crate::codec::xml::{Node, Step, Tag, XmlError};
use crate::limits::VIDEO_KEYS;
use crate::model::Text;

use super::shape::{self, Numbers};
use super::{Reading, attributes};

/// Key frames as they come.
#[derive(Default)]
struct Keys {
    keys: Vec<(Key, Mark)>,
    /// Shapes that are no key frames, as long as there is none.
    loose: Vec<(Key, Mark)>,
}

impl Keys {
    fn add(&mut self, key: Key, mark: Mark, is_key: bool) {
        if is_key {
            self.keys.push((key, mark));
        } else if self.loose.len() < VIDEO_KEYS {
            self.loose.push((key, mark));
        }
    }

    /// The key frames. Where a tool marked none, every shape is one, and frames without a shape
    /// are those in which the object is not there.
    fn finish(mut self, step: u32, last: Option<u32>) -> Vec<(Key, Mark)> {
        let first = self.keys.iter().map(|(key, _)| key.frame).min();
        let Some(first) = first else {
            return with_gaps(self.loose, step, last);
        };
        // It is there before its first key frame: from then on.
        let early = self.loose.into_iter().min_by_key(|(key, _)| key.frame);
        self.keys.extend(early.filter(|(key, _)| key.frame < first));
        self.keys
    }
}

fn with_gaps(mut shapes: Vec<(Key, Mark)>, step: u32, last: Option<u32>) -> Vec<(Key, Mark)> {
    shapes.sort_by_key(|(key, _)| key.frame);
    let mut all: Vec<(Key, Mark)> = Vec::with_capacity(shapes.len());
    let mut shapes = shapes.into_iter().peekable();
    while let Some((key, mark)) = shapes.next() {
        let after = key.frame.saturating_add(step);
        let gone = match shapes.peek() {
            Some((next, _)) => next.frame > after,
            None => last.is_some_and(|last| last >= after),
        };
        let away = Key {
            frame: after,
            outside: true,
            ..key.clone()
        };
        all.push((key, mark.clone()));
        if gone {
            all.push((away, mark));
        }
    }
    all
}

impl Reading<'_> {
    pub(super) fn track(&mut self, tag: Tag) -> Result<(), XmlError> {
        if !self.out.wants(&tag) {
            return self.xml.skip();
        }
        let label = self.label(tag.get("label"));
        let mut object = Object {
            name: format!("track {}", tag.get("id").unwrap_or("without id")),
            label,
            kind: String::new(),
            raw: String::new(),
            keys: Keys::default(),
            joints: HashMap::new(),
            order: Vec::new(),
            fixed: Vec::new(),
        };
        loop {
            match self.xml.step()? {
                Step::Open(tag) => {
                    let node = self.xml.node(tag)?;
                    if let Err(why) = self.moment(&node, &mut object) {
                        let what = format!("{}: {} left out: {why}", object.name, node.tag.name);
                        self.problem(node.tag.at, None, &what);
                    }
                }
                Step::Close | Step::End => break,
                Step::Text(_) => {}
            }
        }
        self.finish(&tag, object);
        Ok(())
    }

    /// One shape of a track.
    fn moment(&mut self, node: &Node, object: &mut Object) -> Result<(), String> {
        let tag = &node.tag;
        if tag.name == "attribute" {
            let name = tag.get("name").unwrap_or_default();
            if let Some(id) = self.spec(object.label, name) {
                object.fixed.push((id, Text::line(&node.text)));
            }
            return Ok(());
        }
        let frame = shape::whole(tag, "frame")?;
        if self.about.deleted.contains(&frame) {
            return Ok(());
        }
        let numbers = match shape::is_known(&tag.name) {
            true => shape::numbers(tag)?,
            false => Numbers {
                kind: tag.name.clone(),
                ..Numbers::default()
            },
        };
        if object.kind.is_empty() {
            object.kind.clone_from(&numbers.kind);
            object.raw = shape::raw(tag);
        } else if object.kind != numbers.kind {
            return Err(format!("the track is made of {}", object.kind));
        }
        if numbers.kind == "skeleton" {
            return self.skeleton_moment(node, frame, object);
        }
        if let Err(Some(why)) = shapes::of_points(&numbers.kind, numbers.rotation, &numbers.points)
        {
            return Err(format!("frame {frame}: {why}"));
        }
        let mark = self.mark(node, object.label);
        let key = Key {
            frame,
            outside: tag.is("outside"),
            rotation: numbers.rotation,
            points: numbers.points,
        };
        object.keys.add(key, mark, is_key(tag));
        Ok(())
    }

    fn skeleton_moment(
        &mut self,
        node: &Node,
        frame: u32,
        object: &mut Object,
    ) -> Result<(), String> {
        let (mut key_of_one, mut gone, mut joints) = (false, true, Vec::new());
        for joint in node.all("points") {
            let name = joint.tag.get("label").unwrap_or_default();
            let told = |why: String| format!("frame {frame}, joint '{name}': {why}");
            let numbers = shape::numbers(&joint.tag).map_err(told)?;
            if numbers.points.len() < 2 {
                return Err(told("field 'points' is empty".to_owned()));
            }
            let is_key = is_key(&joint.tag);
            let outside = joint.tag.is("outside");
            key_of_one |= is_key;
            gone &= outside;
            joints.push((name, joint, numbers, outside, is_key));
        }
        let mut mark = self.mark(node, object.label);
        mark.occluded |=
            !joints.is_empty() && joints.iter().all(|(_, joint, ..)| joint.tag.is("occluded"));
        let key = Key {
            frame,
            // A skeleton is gone when all its joints are.
            outside: node.tag.is("outside") || (gone && !joints.is_empty()),
            rotation: 0.0,
            points: Vec::new(),
        };
        object.keys.add(key, mark, key_of_one || is_key(&node.tag));
        for (name, joint, numbers, outside, is_key) in joints {
            let own = self.joint(object.label, Some(name));
            let mark = self.mark(joint, own);
            let key = Key {
                frame,
                outside,
                rotation: 0.0,
                points: numbers.points,
            };
            if !object.joints.contains_key(name) {
                object.order.push(name.to_owned());
            }
            let keys = object.joints.entry(name.to_owned()).or_default();
            keys.add(key, mark, is_key);
        }
        Ok(())
    }

    fn mark(&mut self, node: &Node, label: Option<u64>) -> Mark {
        let tag = &node.tag;
        let own = attributes(node).into_iter();
        Mark {
            occluded: tag.is("occluded"),
            z: tag.get("z_order").and_then(|z| z.parse().ok()).unwrap_or(0),
            attributes: own
                .filter_map(|one| Some((self.spec(label, &one.name)?, one.value)))
                .collect(),
        }
    }

    fn finish(&mut self, tag: &Tag, mut object: Object) {
        let step = self.about.step.max(1);
        let last = self.about.stop;
        let source = Text::line(tag.get("source").unwrap_or_default());
        let mut joints = Vec::new();
        for (at, name) in (1_u64..).zip(&object.order) {
            let keys = object.joints.remove(name).unwrap_or_default();
            joints.push(Track::new(Parts {
                // A joint that its label does not know is told apart by a number of its own.
                label: self.joint(object.label, Some(name)).or(Some(u64::MAX - at)),
                kind: "points".to_owned(),
                keys: keys.finish(step, last),
                ..Parts::default()
            }));
        }
        let keys = object.keys.finish(step, last);
        if keys.is_empty() {
            let what = format!("{} left out: it has no shape", object.name);
            return self.problem(tag.at, None, &what);
        }
        if !self.room(keys.len()) {
            let what = format!(
                "{} left out: more tracks or key frames than the limit",
                object.name
            );
            return self.problem(tag.at, None, &what);
        }
        self.out.track(Track::new(Parts {
            id: tag.get("id").and_then(|id| id.trim().parse().ok()),
            label: object.label,
            group: tag
                .get("group_id")
                .and_then(|group| group.trim().parse().ok()),
            source,
            kind: object.kind,
            keys,
            fixed: object.fixed,
            joints,
            raw: object.raw,
        }));
    }
}

/// A track while it is read.
struct Object {
    name: String,
    label: Option<u64>,
    kind: String,
    raw: String,
    keys: Keys,
    joints: HashMap<String, Keys>,
    /// Joints in the file's order.
    order: Vec<String>,
    fixed: Vec<(u64, Text)>,
}

/// A shape without the mark is a key frame.
fn is_key(tag: &Tag) -> bool {
    tag.get("keyframe").is_none() || tag.is("keyframe")
}
