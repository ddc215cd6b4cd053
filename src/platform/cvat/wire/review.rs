//! Issues, comments and work in the background.

use serde::Deserialize;

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
