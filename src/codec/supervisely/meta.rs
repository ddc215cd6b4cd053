//! `meta.json` of a Supervisely project: classes, tags, the kind of the project.

use std::collections::HashMap;

use serde::Deserialize;

use crate::codec::attributes::{Attributes, Key};
use crate::codec::broken::Broken;
use crate::codec::colors;
use crate::codec::draft::{LabelEntry, Sink};
use crate::codec::seen::Seen;
use crate::model::{Id, Label, Text};

/// What is known of a project.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// `images`, `videos`, `volumes`, `point_clouds`, …
    pub kind: String,
    classes: Seen,
    tags: Seen,
    /// Keys of the joints of a skeleton class, in order.
    joints: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    classes: Vec<Class>,
    #[serde(default)]
    tags: Vec<TagWire>,
    #[serde(default, rename = "projectType")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Class {
    #[serde(alias = "name")]
    title: String,
    color: Option<String>,
    id: Option<Key>,
    geometry_config: Option<Config>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Config {
    nodes: Attributes,
    edges: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    src: String,
    dst: String,
}

#[derive(Deserialize)]
struct TagWire {
    name: String,
    color: Option<String>,
    id: Option<Key>,
}

impl Meta {
    /// Reads a `meta.json`, telling its classes to the sink. Classes come with their colours,
    /// those of skeletons with joints and edges.
    ///
    /// # Errors
    /// In words with the field, for a file of another shape.
    pub fn read(text: &[u8], sink: &mut dyn Sink) -> Result<Self, Text> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let wire: Wire = serde_json::from_slice(text).map_err(|error| {
            let broken = Broken::parse(text, &error);
            let at = broken.place(crate::codec::draft::Position::START);
            Text::line(&format!("{at}: {}", broken.what()))
        })?;
        let mut meta = Self {
            kind: wire.kind.unwrap_or_default(),
            ..Self::default()
        };
        for class in wire.classes {
            meta.define(class, sink);
        }
        for tag in wire.tags {
            if meta.tags.note(&tag.name) {
                let mut entry = LabelEntry::named(tag_id(&tag.name), &tag.name);
                entry.label.id = tag.id.map(|key| key.0);
                entry.label.color = tag.color.as_deref().and_then(colors::hex);
                sink.label(entry);
            }
        }
        Ok(meta)
    }

    fn define(&mut self, class: Class, sink: &mut dyn Sink) {
        if !self.classes.note(&class.title) {
            return;
        }
        let config = class.geometry_config.unwrap_or_default();
        let keys: Vec<String> = config.nodes.0.iter().map(|(key, _)| key.clone()).collect();
        let names = config.nodes.0.iter().map(|(key, node)| {
            let label = node.get("label").and_then(serde_json::Value::as_str);
            Text::line(label.filter(|label| !label.is_empty()).unwrap_or(key))
        });
        let places: HashMap<&str, usize> = keys.iter().map(String::as_str).zip(0..).collect();
        let place = |key: &str| u16::try_from(*places.get(key)?).ok();
        let edges = config.edges.iter();
        sink.label(LabelEntry {
            id: Id::name(&class.title),
            edges: edges
                .filter_map(|edge| Some((place(&edge.src)?, place(&edge.dst)?)))
                .collect(),
            label: Label {
                id: class.id.map(|key| key.0),
                name: Text::line(&class.title),
                color: class.color.as_deref().and_then(colors::hex),
                parent: None,
                joints: names.collect(),
            },
        });
        if !keys.is_empty() {
            self.joints.insert(class.title, keys);
        }
    }

    /// The id of a class; one that the project does not define is told now.
    pub fn class(&mut self, title: &str, sink: &mut dyn Sink) -> Id {
        self.classes.label(title, sink)
    }

    /// The id of a tag of images; one that the project does not define is told now.
    pub fn tag(&mut self, name: &str, sink: &mut dyn Sink) -> Id {
        if self.tags.note(name) {
            sink.label(LabelEntry::named(tag_id(name), name));
        }
        tag_id(name)
    }

    /// The keys of a skeleton's joints in order; none for other classes.
    pub fn joints(&self, title: &str) -> &[String] {
        self.joints.get(title).map_or(&[], Vec::as_slice)
    }
}

/// Tags and classes may have one name.
fn tag_id(name: &str) -> Id {
    Id::name(&format!("tag {name}"))
}
