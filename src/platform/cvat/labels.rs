//! Labels with their attributes and joints (CVAT REST API, labels).

use std::collections::HashMap;
use std::sync::Arc;

use crate::codec::joints;
use crate::model::{Id, Label, LabelSet, Rgb, Text};

use super::wire;

/// The labels of a task, as annotations need them.
#[derive(Debug, Default)]
pub struct Labels {
    /// Labels, each followed by its joints.
    pub set: Arc<LabelSet>,
    known: HashMap<u64, Known>,
}

/// A label by its number.
#[derive(Debug)]
pub struct Known {
    /// Its place in the set.
    pub index: u32,
    /// Its name.
    pub name: Text,
    /// Its attributes, in the server's order.
    pub specs: Vec<Spec>,
    /// The numbers of its joints, in order.
    pub joints: Vec<u64>,
    /// Pairs of joints that are joined.
    pub edges: Arc<[(u16, u16)]>,
}

/// An attribute of a label.
#[derive(Debug)]
pub struct Spec {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: Text,
    /// Its value where none is given.
    pub default: Text,
    /// Whether it changes along a track.
    pub mutable: bool,
}

impl Labels {
    /// From the labels of the server, in its order.
    pub fn new(labels: Vec<wire::Label>) -> Self {
        let mut all = Self::default();
        let mut set = LabelSet::default();
        for label in labels {
            all.add(&mut set, &label, None);
            for joint in &label.sublabels {
                all.add(&mut set, joint, Some(&label.name));
            }
        }
        all.set = Arc::new(set);
        all
    }

    /// A label by its number.
    pub fn get(&self, id: u64) -> Option<&Known> {
        self.known.get(&id)
    }

    fn add(&mut self, set: &mut LabelSet, label: &wire::Label, parent: Option<&str>) {
        let joints: Vec<(u64, &str)> = label
            .sublabels
            .iter()
            .map(|joint| (joint.id, joint.name.as_str()))
            .collect();
        let name = Text::line(&label.name);
        let known = Known {
            index: u32::try_from(set.labels.len()).unwrap_or(u32::MAX),
            name: name.clone(),
            specs: label.attributes.iter().map(Spec::new).collect(),
            joints: joints.iter().map(|(id, _)| *id).collect(),
            edges: joints::edges(&label.svg, &joints).into(),
        };
        set.labels.push(Label {
            id: Some(Id::Number(label.id)),
            name,
            color: color(&label.color),
            parent: parent.map(Text::line),
            joints: joints.iter().map(|(_, name)| Text::line(name)).collect(),
        });
        self.known.insert(label.id, known);
    }
}

impl Spec {
    fn new(spec: &wire::AttributeSpec) -> Self {
        Self {
            id: spec.id,
            name: Text::line(&spec.name),
            default: Text::line(&spec.default_value),
            mutable: spec.mutable,
        }
    }
}

/// `#rrggbb`.
fn color(raw: &str) -> Option<Rgb> {
    let hex = raw.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let part = |from: usize| u8::from_str_radix(hex.get(from..from + 2)?, 16).ok();
    Some(Rgb(part(0)?, part(2)?, part(4)?))
}
