//! Issues, comments, quality and work in the background.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Count, Str, User, null};

/// An issue; its text is the first comment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Issue<'a> {
    /// Its number.
    pub id: u64,
    /// Number in the task.
    pub frame: Option<i64>,
    /// Its job.
    #[serde(deserialize_with = "null")]
    pub job: u64,
    /// A point, a box, or the points of an outline, in pixels of the picture.
    #[serde(deserialize_with = "null")]
    pub position: Vec<f32>,
    /// Who opened it.
    #[serde(borrow)]
    pub owner: Option<User<'a>>,
    /// Who should see to it.
    #[serde(borrow)]
    pub assignee: Option<User<'a>>,
    /// Whether it is said to be fixed.
    #[serde(deserialize_with = "null")]
    pub resolved: bool,
    /// Its comments.
    #[serde(deserialize_with = "null")]
    pub comments: Count,
    /// When it was opened.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_date: Str<'a>,
}

/// One message of an issue.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Comment<'a> {
    /// Its number.
    pub id: u64,
    /// Its issue.
    #[serde(deserialize_with = "null")]
    pub issue: u64,
    /// Who wrote it.
    #[serde(borrow)]
    pub owner: Option<User<'a>>,
    /// What.
    #[serde(borrow)]
    pub message: Str<'a>,
    /// When.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_date: Str<'a>,
}

/// A quality report. Its summary has an older and a newer form (2.74).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QualityReport<'a> {
    /// Its number.
    pub id: u64,
    /// Job, if it is of one.
    pub job_id: Option<u64>,
    /// Task, if it is of one or of a job.
    pub task_id: Option<u64>,
    /// The report that this one is part of.
    pub parent_id: Option<u64>,
    /// `job`, `task`, `project`.
    #[serde(borrow)]
    pub target: Str<'a>,
    /// When it was computed.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change of what it measures, when it was computed.
    #[serde(borrow)]
    pub target_last_updated: Str<'a>,
    /// Last change of the ground truth, when it was computed.
    #[serde(borrow)]
    pub gt_last_updated: Str<'a>,
    /// Counts and scores.
    #[serde(borrow)]
    pub summary: Option<&'a RawValue>,
}

/// One finding of a quality report.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct QualityConflict<'a> {
    /// Its number.
    pub id: u64,
    /// Number in the task.
    pub frame: Option<i64>,
    /// `missing_annotation`, `low_overlap`, …
    #[serde(borrow, rename = "type")]
    pub kind: Str<'a>,
    /// `warning`, `error`.
    #[serde(borrow)]
    pub severity: Str<'a>,
    /// The report it belongs to.
    pub report_id: Option<u64>,
    /// What it is about.
    #[serde(borrow, deserialize_with = "null")]
    pub annotation_ids: Vec<ConflictPart<'a>>,
    /// From 2.74 on.
    #[serde(borrow, deserialize_with = "null")]
    pub attribute_names: Vec<Str<'a>>,
}

/// An annotation of a [`QualityConflict`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConflictPart<'a> {
    /// The annotation's number within its kind.
    #[serde(deserialize_with = "null")]
    pub obj_id: u64,
    /// The job it is in.
    #[serde(deserialize_with = "null")]
    pub job_id: u64,
    /// `tag`, `shape`, `track`.
    #[serde(borrow, rename = "type")]
    pub kind: Str<'a>,
    /// `rectangle`, …
    #[serde(borrow)]
    pub shape_type: Str<'a>,
}

/// `{"rq_id": …}`: work has begun.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Started {
    /// The work's id: opaque, with characters that a path must encode.
    #[serde(deserialize_with = "null")]
    pub rq_id: String,
}

/// `GET /api/requests/{rq_id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Request<'a> {
    /// Its id.
    #[serde(borrow)]
    pub id: Str<'a>,
    /// `queued`, `started`, `failed`, `finished`.
    #[serde(borrow)]
    pub status: Str<'a>,
    /// Why it failed.
    #[serde(borrow)]
    pub message: Str<'a>,
    /// 0 to 1, as far as it is told.
    pub progress: Option<f32>,
    /// What came out, for a report.
    pub result_id: Option<u64>,
}
