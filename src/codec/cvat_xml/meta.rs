//! What a file says of itself: its task with its labels.

use std::collections::{HashMap, HashSet};

use crate::codec::cvat::labels::{Described, Spec};
use crate::codec::xml::{Node, yes};
use crate::model::Text;

/// The task, job or project of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// It calls itself a video.
    pub video: bool,
    /// Frames that it has.
    pub size: Option<u32>,
    /// Number of the first frame.
    pub start: u32,
    /// Number of the last frame, as written: some tools write the number after it.
    pub stop: Option<u32>,
    /// From one frame's number to the next one's.
    pub step: u32,
    /// Width and height of its frames in pixels.
    pub picture: Option<(u32, u32)>,
    /// The file that its frames are from.
    pub source: Option<String>,
    /// Names of subsets.
    pub subsets: Vec<String>,
    /// Numbers of frames that were taken out.
    pub deleted: HashSet<u32>,
}

impl About {
    /// Of the `meta` element.
    pub fn new(meta: &Node) -> Self {
        let Some(about) = owner(meta) else {
            return Self {
                step: 1,
                ..Self::default()
            };
        };
        let number = |name: &str| about.text_of(name).and_then(|text| text.parse().ok());
        let original = about.child("original_size").or(meta.child("original_size"));
        let side = |name: &str| original?.text_of(name)?.parse::<u32>().ok();
        let deleted = about.text_of("deleted_frames").unwrap_or_default();
        Self {
            video: about.text_of("mode") == Some("interpolation"),
            size: number("size"),
            start: number("start_frame").unwrap_or(0),
            stop: number("stop_frame"),
            step: step(about.text_of("frame_filter").unwrap_or_default()),
            picture: side("width").zip(side("height")),
            source: about
                .text_of("source")
                .or(meta.text_of("source"))
                .map(str::to_owned),
            subsets: subsets(about),
            deleted: deleted
                .split([',', ' ', '\n'])
                .filter_map(|frame| frame.trim().parse().ok())
                .collect(),
        }
    }
}

fn owner(meta: &Node) -> Option<&Node> {
    ["task", "job", "project"]
        .iter()
        .find_map(|name| meta.child(name))
}

/// Subsets of which each is a split of its own; a file that names more is read as one.
const SUBSETS: usize = 256;

/// A project names its subsets, one a line; a task may name the one it belongs to.
fn subsets(about: &Node) -> Vec<String> {
    let lines = about.text_of("subsets").unwrap_or_default().lines();
    let mut seen = HashSet::new();
    let names: Vec<String> = lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && seen.insert(*line))
        .take(SUBSETS + 1)
        .map(str::to_owned)
        .collect();
    match names.len() {
        0..=SUBSETS => names,
        _ => Vec::new(),
    }
}

/// `step=3` is 3; anything else is 1.
fn step(filter: &str) -> u32 {
    let mut parts = filter.split([';', ',', ' ', '&']);
    let step = parts.find_map(|part| part.trim().strip_prefix("step="));
    step.and_then(|step| step.trim().parse().ok())
        .filter(|step| *step > 0)
        .unwrap_or(1)
}

/// The labels of the `meta` element. Joints are written as labels with a parent.
pub fn labels(meta: &Node) -> Vec<Described> {
    let Some(labels) = owner(meta).and_then(|about| about.child("labels")) else {
        return Vec::new();
    };
    let mut all: Vec<Described> = Vec::new();
    let (mut joints, mut known) = (Vec::new(), HashMap::new());
    for label in labels.all("label") {
        let described = described(label);
        match label.text_of("parent") {
            Some(parent) => joints.push((Text::line(parent), described)),
            None if known.contains_key(&described.name) => {}
            None => {
                known.insert(described.name.clone(), all.len());
                all.push(described);
            }
        }
    }
    for (parent, joint) in joints {
        let label = known.get(&parent).and_then(|at| all.get_mut(*at));
        if let Some(label) = label {
            label.joints.push(joint);
        }
    }
    all
}

fn described(label: &Node) -> Described {
    let specs = label.child("attributes").into_iter();
    let joints = label.child("sublabels").into_iter();
    Described {
        id: 0,
        name: Text::line(label.text_of("name").unwrap_or_default()),
        color: label.text_of("color").unwrap_or_default().to_owned(),
        specs: specs
            .flat_map(|all| all.all("attribute"))
            .map(spec)
            .collect(),
        joints: joints
            .flat_map(|all| all.all("label"))
            .map(described)
            .collect(),
        svg: label.text_of("svg").unwrap_or_default().to_owned(),
    }
}

fn spec(attribute: &Node) -> Spec {
    let text = |name: &str| Text::line(attribute.text_of(name).unwrap_or_default());
    Spec {
        id: 0,
        name: text("name"),
        default: text("default_value"),
        mutable: attribute.text_of("mutable").is_some_and(yes),
    }
}
