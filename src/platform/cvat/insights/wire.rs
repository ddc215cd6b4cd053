//! What CVAT says about quality, consensus and background work (CVAT REST API, quality, consensus,
//! requests). Everything may be missing: servers before 2.74 speak of one summary, later ones of
//! requirements.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// A quality report of a project, task or job.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Report {
    pub id: u64,
    #[serde(default)]
    pub job_id: Option<u64>,
    #[serde(default)]
    pub summary: Summary,
    #[serde(default)]
    pub created_date: Option<String>,
    #[serde(default)]
    pub target_last_updated: Option<String>,
    #[serde(default)]
    pub gt_last_updated: Option<String>,
    #[serde(default)]
    pub assignee: Option<Named>,
}

/// A user, of whom only the name matters here.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Named {
    #[serde(default)]
    pub username: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Summary {
    pub total_frames: Option<u64>,
    pub validation_frames: Option<u64>,
    /// Until 2.73 the word for `validation_frames` of before 2.37.
    pub frame_count: Option<u64>,
    pub conflict_count: Option<u64>,
    pub warning_count: Option<u64>,
    pub error_count: Option<u64>,
    pub conflicts_by_type: Option<BTreeMap<String, u64>>,
    pub valid_count: Option<u64>,
    pub ds_count: Option<u64>,
    pub gt_count: Option<u64>,
    pub accuracy: Option<f64>,
    pub precision: Option<f64>,
    pub recall: Option<f64>,
    pub jobs: Option<JobCounts>,
    pub requirements: Option<Requirements>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JobCounts {
    pub total: Option<u64>,
    pub excluded: Option<u64>,
    pub not_checkable: Option<u64>,
    pub included: Option<u64>,
}

/// From 2.74 on: several measures, each with its own bar.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Requirements {
    pub not_computed: Option<u64>,
    pub items: Vec<Requirement>,
}

/// One measure, in a report with its score, in settings without.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Requirement {
    pub name: Option<String>,
    pub metric: Option<String>,
    pub score: Option<f64>,
    pub threshold: Option<f64>,
    /// The same in settings.
    pub required_score: Option<f64>,
    pub enabled: Option<bool>,
    pub calculation: Option<Calculation>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Calculation {
    pub status: Option<String>,
    pub reason: Option<String>,
}

/// A difference between annotations and ground truth.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Conflict {
    #[serde(default)]
    pub frame: u64,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub severity: String,
    #[serde(default)]
    pub report_id: u64,
    #[serde(default)]
    pub annotation_ids: Vec<Party>,
    #[serde(default)]
    pub attribute_names: Option<Vec<String>>,
}

/// One annotation that a conflict is about.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Party {
    pub obj_id: u64,
    #[serde(default)]
    pub job_id: u64,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub shape_type: Option<String>,
}

/// Settings: the names of all of them differ between servers, so they are kept as they come.
pub type Settings = Map<String, Value>;

/// Work that the server does in the background.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Request {
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default)]
    pub operation: Option<Work>,
    #[serde(default)]
    pub created_date: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Work {
    #[serde(rename = "type")]
    pub kind: String,
    pub target: Option<String>,
    pub project_id: Option<u64>,
    pub task_id: Option<u64>,
    pub job_id: Option<u64>,
}
