//! Labels, annotations and the annotated item.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Content, Id, ItemResult, Judgement, NodeRef, Relation, Shape, Text, VideoFrame};

/// A colour as red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A class that annotations carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The platform's id, where it has one.
    pub id: Option<Id>,
    /// Its name.
    pub name: Text,
    /// The colour of the platform's own interface, where it has one; else one of the
    /// colour-blind-safe cycle is used (`codec::colors`).
    pub color: Option<Rgb>,
    /// The group or parent above it.
    pub parent: Option<Text>,
    /// Names of the joints of a skeleton label, in order.
    pub joints: Vec<Text>,
}

/// The labels of a project, in the platform's order. Annotations point into it by index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelSet {
    /// The labels.
    pub labels: Vec<Label>,
}

impl LabelSet {
    /// The label at an index; none for an annotation whose label is unknown.
    pub fn get(&self, index: u32) -> Option<&Label> {
        self.labels.get(usize::try_from(index).ok()?)
    }
}

/// A further property of an annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: Text,
    /// Its value as text.
    pub value: Text,
}

/// Who or what made an annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A person.
    #[default]
    Manual,
    /// A model; usually with a score.
    Model,
    /// A person with a tool, or an import: the platform's word.
    Other(Text),
}

/// A short hash of an annotation's (or a whole item's) content. A verdict remembers it and shows
/// as stale once the content has another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(pub u64);

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One labelled object, region, span or tag on an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// The platform's id; unique within the item.
    pub id: Id,
    /// Index into the item's [`LabelSet`]; `u32::MAX` when the label is unknown.
    pub label: u32,
    /// Its shape in image pixels.
    pub shape: Shape,
    /// Attributes in the platform's order.
    pub attributes: Vec<Attribute>,
    /// The model's score, 0 to 1.
    pub score: Option<f32>,
    /// Who made it.
    pub author: Option<Text>,
    /// What made it.
    pub source: Source,
    /// Annotations of one group belong together.
    pub group: Option<u32>,
    /// Marked as hidden behind something.
    pub occluded: bool,
    /// A region full of objects not labelled singly (COCO `iscrowd`).
    pub crowd: bool,
    /// Drawing order: higher is nearer.
    pub z: i32,
    /// Index into `ItemDetail::results` of the one it is part of; 0 where there are none.
    pub result: u16,
    /// What it lies on: a shape with a place in a picture on the picture of this number, a span or
    /// segment on `ItemDetail::contents` at this index.
    pub on: u8,
    /// Hash of label, shape, attributes and score.
    pub hash: ContentHash,
    /// The verdict stored for it, if any.
    pub verdict: Option<Judgement>,
}

/// An item with everything that is reviewed on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemDetail {
    /// The item.
    pub node: NodeRef,
    /// Its name.
    pub name: Text,
    /// Width and height of the displayed orientation in pixels, as far as known beforehand. It is
    /// what coordinates are measured in; the picture that is drawn may come at another scale.
    pub size: Option<(u32, u32)>,
    /// Annotations in drawing order.
    pub annotations: Vec<Annotation>,
    /// The labels they point into.
    pub labels: Arc<LabelSet>,
    /// Tags of the whole item and other facts worth a line.
    pub facts: Vec<Attribute>,
    /// Names of further pictures that belong to it (context images), after its own one.
    pub pictures: Vec<Text>,
    /// What is to be looked at beside pictures: documents, time lines. Shown instead of a picture
    /// where there is none (`pictured`).
    pub contents: Vec<Content>,
    /// What several people and models made of it; empty where the platform knows only one state.
    pub results: Vec<ItemResult>,
    /// Which annotations belong together.
    pub relations: Vec<Relation>,
    /// There is a picture of its own, for `Platform::image` with number 0.
    pub pictured: bool,
    /// Where it is among the frames of a video, if it is one.
    pub video: Option<Box<VideoFrame>>,
    /// What could not be read, one line each; shown, never hidden.
    pub problems: Vec<Text>,
    /// Hash over all annotations: an item verdict goes stale with it.
    pub hash: ContentHash,
    /// The verdict stored for the item, if any.
    pub verdict: Option<Judgement>,
    /// Bookmarked by the reviewer.
    pub flagged: bool,
}

impl ItemDetail {
    /// The label's name of an annotation, or a plain word when it has none.
    pub fn label_name(&self, annotation: &Annotation) -> &str {
        self.labels
            .get(annotation.label)
            .map_or("unknown label", |label| label.name.as_str())
    }

    /// An item without anything on it.
    pub fn empty(node: NodeRef, name: Text) -> Self {
        Self {
            node,
            name,
            size: None,
            annotations: Vec::new(),
            labels: Arc::default(),
            facts: Vec::new(),
            pictures: Vec::new(),
            contents: Vec::new(),
            results: Vec::new(),
            relations: Vec::new(),
            pictured: true,
            video: None,
            problems: Vec::new(),
            hash: ContentHash(0),
            verdict: None,
            flagged: false,
        }
    }
}
