//! Labels with their attributes and joints.

use std::collections::HashMap;
use std::sync::Arc;

use crate::codec::{colors, joints};
use crate::model::{Attribute, Id, Label, LabelSet, Source, Text};

/// The labels of a task, as annotations need them.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Labels, each followed by its joints.
    pub set: Arc<LabelSet>,
    known: HashMap<u64, Known>,
}

/// A label as a server or file describes it.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: Text,
    /// `#rrggbb`, or nothing.
    pub color: String,
    /// Its attributes.
    pub specs: Vec<Spec>,
    /// The labels of its joints.
    pub joints: Vec<Described>,
    /// The drawing that joins them.
    pub svg: String,
}

/// A label by its number.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its place in the set.
    pub index: u32,
    /// Its name.
    pub name: Text,
    /// Its attributes, in the given order.
    pub specs: Vec<Spec>,
    /// The numbers of its joints, in order.
    pub joints: Vec<u64>,
    /// Pairs of joints that are joined.
    pub edges: Arc<[(u16, u16)]>,
}

/// An attribute of a label.
#[derive(Clone, Debug)]
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
    /// Of descriptions, in their order.
    pub fn new(labels: impl IntoIterator<Item = Described>) -> Self {
        let mut all = Self::default();
        labels.into_iter().for_each(|label| all.add(&label));
        all
    }

    /// Adds a label and its joints.
    pub fn add(&mut self, label: &Described) {
        self.one(label, None);
        for joint in &label.joints {
            self.one(joint, Some(&label.name));
        }
    }

    /// A label by its number.
    pub fn get(&self, id: u64) -> Option<&Known> {
        self.known.get(&id)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: u64) -> Option<&mut Known> {
        self.known.get_mut(&id)
    }

    fn one(&mut self, label: &Described, parent: Option<&Text>) {
        let joints: Vec<(u64, &str)> = label
            .joints
            .iter()
            .map(|joint| (joint.id, joint.name.as_str()))
            .collect();
        let set = Arc::make_mut(&mut self.set);
        let known = Known {
            index: u32::try_from(set.labels.len()).unwrap_or(u32::MAX),
            name: label.name.clone(),
            specs: label.specs.clone(),
            joints: joints.iter().map(|(id, _)| *id).collect(),
            edges: joints::edges(&label.svg, &joints).into(),
        };
        set.labels.push(Label {
            id: Some(Id::Number(label.id)),
            name: label.name.clone(),
            color: colors::hex(&label.color),
            parent: parent.cloned(),
            joints: joints.iter().map(|(_, name)| Text::line(name)).collect(),
        });
        self.known.insert(label.id, known);
    }
}

/// The attributes of a label with the values given, in the label's order; then those given that
/// the label does not know.
pub fn attributes(label: Option<&Known>, given: &[(u64, Text)]) -> Vec<Attribute> {
    let specs = label.map_or(&[][..], |label| label.specs.as_slice());
    let mut all: Vec<Attribute> = specs
        .iter()
        .map(|spec| {
            let value = given.iter().find(|(id, _)| *id == spec.id);
            Attribute {
                name: spec.name.clone(),
                value: value.map_or_else(|| spec.default.clone(), |(_, value)| value.clone()),
            }
        })
        .collect();
    let strange = |id: &u64| !specs.iter().any(|spec| spec.id == *id);
    all.extend(
        given
            .iter()
            .filter(|(id, _)| strange(id))
            .map(|(id, value)| Attribute {
                name: Text::line(&format!("attribute {id}")),
                value: value.clone(),
            }),
    );
    all
}

/// A joint's own attributes, under its name.
pub fn joint_attributes(label: Option<&Known>, own: &[(u64, Text)]) -> Vec<Attribute> {
    let named = |one: Attribute| {
        let joint = label.map_or("joint", |label| label.name.as_str());
        Attribute {
            name: Text::line(&format!("{joint}: {}", one.name)),
            ..one
        }
    };
    attributes(label, own).into_iter().map(named).collect()
}

/// What made an annotation, from CVAT's word.
pub fn source(word: &str) -> Source {
    match word {
        "" | "manual" => Source::Manual,
        "auto" => Source::Model,
        other => Source::Other(Text::line(other)),
    }
}

/// The number of a group; zero and below are none.
pub fn group(number: Option<i64>) -> Option<u32> {
    number
        .and_then(|number| u32::try_from(number).ok())
        .filter(|number| *number > 0)
}
