//! Frames, labels and annotations.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Str, null};

/// `GET /api/jobs/{id}/data/meta`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DataMeta {
    /// Changes with the pictures; missing before 2.21.
    #[serde(deserialize_with = "null")]
    pub chunks_updated_date: String,
    /// Frames that the job owns.
    #[serde(deserialize_with = "null")]
    pub size: u32,
    /// First frame, by its number in the media.
    #[serde(deserialize_with = "null")]
    pub start_frame: u64,
    /// Last frame, by its number in the media.
    #[serde(deserialize_with = "null")]
    pub stop_frame: u64,
    /// `step=3`, or empty.
    #[serde(deserialize_with = "null")]
    pub frame_filter: String,
    /// One entry a frame, or one for all.
    #[serde(deserialize_with = "null")]
    pub frames: Vec<FrameMeta>,
    /// By their numbers in the task.
    #[serde(deserialize_with = "null")]
    pub deleted_frames: Vec<u32>,
    /// Frames that a ground-truth job owns, by their numbers in the media.
    pub included_frames: Option<Vec<u64>>,
}

/// One picture of a [`DataMeta`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FrameMeta {
    /// Pixels.
    #[serde(deserialize_with = "null")]
    pub width: u32,
    /// Pixels.
    #[serde(deserialize_with = "null")]
    pub height: u32,
    /// File name.
    #[serde(deserialize_with = "null")]
    pub name: String,
    /// Context images.
    #[serde(deserialize_with = "null")]
    pub related_files: u32,
}

/// `GET /api/jobs/{id}/validation_layout`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// By their numbers in the task.
    #[serde(deserialize_with = "null")]
    pub honeypot_frames: Vec<u32>,
    /// What each of them is a copy of.
    #[serde(deserialize_with = "null")]
    pub honeypot_real_frames: Vec<u32>,
}

/// A label with all that hangs on it (`GET /api/labels`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Label {
    /// Its number.
    pub id: u64,
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub name: String,
    /// `#rrggbb`.
    #[serde(deserialize_with = "null")]
    pub color: String,
    /// What it is meant for.
    #[serde(rename = "type", deserialize_with = "null")]
    pub kind: String,
    /// Its attributes.
    #[serde(deserialize_with = "null")]
    pub attributes: Vec<AttributeSpec>,
    /// The joints of a skeleton.
    #[serde(deserialize_with = "null")]
    pub sublabels: Vec<Label>,
    /// How the joints of a skeleton are joined.
    #[serde(deserialize_with = "null")]
    pub svg: String,
    /// Whether it is a joint.
    #[serde(deserialize_with = "null")]
    pub has_parent: bool,
}

/// An attribute of a label.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AttributeSpec {
    /// The number that annotations name it by.
    pub id: u64,
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub name: String,
    /// Whether it changes along a track.
    #[serde(deserialize_with = "null")]
    pub mutable: bool,
    /// The value where none is given.
    #[serde(deserialize_with = "null")]
    pub default_value: String,
}

/// `GET /api/jobs/{id}/annotations`, its elements not read yet.
#[derive(Debug, Deserialize)]
pub struct LabeledData<'a> {
    /// Tags of whole frames.
    #[serde(borrow, default)]
    pub tags: Vec<&'a RawValue>,
    /// Shapes on single frames. Always there: an answer of another kind must not look like a job
    /// without annotations.
    #[serde(borrow)]
    pub shapes: Vec<&'a RawValue>,
    /// Objects over several frames.
    #[serde(borrow, default)]
    pub tracks: Vec<&'a RawValue>,
    /// Stretches of sound, from 2.66 on.
    #[serde(borrow, default)]
    pub intervals: Vec<&'a RawValue>,
}

/// What is read of each shape and tag when a job is opened.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Head {
    /// Number in the task.
    pub frame: Option<i64>,
    /// Its label.
    pub label_id: Option<u64>,
}

/// The value of an attribute.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AttributeValue<'a> {
    /// Which attribute.
    #[serde(deserialize_with = "null")]
    pub spec_id: u64,
    /// Its value, always as text.
    #[serde(borrow)]
    pub value: Str<'a>,
}

/// A shape, a tag, a key frame of a track or a joint of a skeleton.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Drawn<'a> {
    /// Its number; missing in what was never saved.
    pub id: Option<u64>,
    /// `rectangle`, `polygon`, …; empty for a tag.
    #[serde(borrow, rename = "type")]
    pub kind: Str<'a>,
    /// Number in the task.
    pub frame: Option<i64>,
    /// Its label.
    pub label_id: Option<u64>,
    /// Shapes of one group belong together; 0 is none.
    pub group: Option<i64>,
    /// `manual`, `auto`, `semi-auto`, `file`, `consensus` and what will come.
    #[serde(borrow)]
    pub source: Str<'a>,
    /// From 2.56 on.
    pub score: Option<f32>,
    /// Hidden behind something.
    #[serde(deserialize_with = "null")]
    pub occluded: bool,
    /// Left the picture (tracks), or not visible (joints).
    #[serde(deserialize_with = "null")]
    pub outside: bool,
    /// Higher is nearer.
    #[serde(deserialize_with = "null")]
    pub z_order: i32,
    /// Degrees clockwise.
    #[serde(deserialize_with = "null")]
    pub rotation: f64,
    /// Numbers by type (CVAT REST API, annotations).
    #[serde(deserialize_with = "null")]
    pub points: Vec<f64>,
    /// Attributes.
    #[serde(borrow, deserialize_with = "null")]
    pub attributes: Vec<AttributeValue<'a>>,
    /// Joints.
    #[serde(borrow, deserialize_with = "null")]
    pub elements: Vec<Drawn<'a>>,
}

/// An object over several frames.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Track<'a> {
    /// Its number.
    pub id: Option<u64>,
    /// First frame.
    pub frame: Option<i64>,
    /// Its label.
    pub label_id: Option<u64>,
    /// Tracks of one group belong together; 0 is none.
    pub group: Option<i64>,
    /// As for shapes.
    #[serde(borrow)]
    pub source: Str<'a>,
    /// Attributes that stay the same.
    #[serde(borrow, deserialize_with = "null")]
    pub attributes: Vec<AttributeValue<'a>>,
    /// Key frames, with the attributes that change.
    #[serde(borrow, deserialize_with = "null")]
    pub shapes: Vec<Drawn<'a>>,
    /// A track for each joint.
    #[serde(borrow, deserialize_with = "null")]
    pub elements: Vec<Track<'a>>,
}

/// `GET /api/guides/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Guide {
    /// Its text.
    #[serde(deserialize_with = "null")]
    pub markdown: String,
}

/// A cloud storage, as far as it is named here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudStorage {
    /// Its name on screen.
    #[serde(deserialize_with = "null")]
    pub display_name: String,
    /// Bucket or container.
    #[serde(deserialize_with = "null")]
    pub resource: String,
}
