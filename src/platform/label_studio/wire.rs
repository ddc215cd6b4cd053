//! What Label Studio sends (its REST API, 1.13 to 1.23, and Enterprise as it is documented), as far
//! as it is used.
//!
//! Everything but an id may be missing or null, unknown fields are passed over, and words (states,
//! roles, kinds) stay text. What is read in lists borrows from the answer; results stay as they came
//! until somebody looks at them.

mod review;
mod text;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

pub use review::{Comment, RegionRef, Review};
pub use text::{Person, Raws, Str, null, owned_person};

/// `GET /api/version`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Version {
    /// `1.23.2`.
    #[serde(deserialize_with = "null")]
    pub release: String,
    /// `Community`, `Enterprise`; missing on old servers.
    pub edition: Option<String>,
}

/// `GET /api/jwt/settings`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TokenSettings {
    /// Personal access tokens are taken.
    pub api_tokens_enabled: bool,
    /// Legacy tokens are taken.
    pub legacy_api_tokens_enabled: bool,
}

/// A user (`GET /api/current-user/whoami`, `GET /api/users/`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct User {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// First name, may be empty.
    #[serde(deserialize_with = "null")]
    pub first_name: String,
    /// Last name, may be empty.
    #[serde(deserialize_with = "null")]
    pub last_name: String,
    /// User name, may be empty.
    #[serde(deserialize_with = "null")]
    pub username: String,
    /// Mail address, by which people sign in.
    #[serde(deserialize_with = "null")]
    pub email: String,
    /// The organization that the login is in at present.
    pub active_organization: Option<u64>,
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub active_organization_meta: OrganizationMeta,
    /// What the login may do: `annotations.change`.
    #[serde(deserialize_with = "null")]
    pub permissions: Vec<String>,
    /// Enterprise: the role, in one of several forms.
    pub org_membership: Option<Value>,
    /// Enterprise: the same under another name.
    pub organization_membership: Option<Value>,
    /// Enterprise: the role as one word.
    pub role: Option<Value>,
}

impl User {
    /// The role's code (`OW`, `AD`, `MA`, `RE`, `AN`, `NO`, `DI`, `VO`), where one is told.
    pub fn role_code(&self) -> Option<String> {
        let forms = [
            &self.org_membership,
            &self.organization_membership,
            &self.role,
        ];
        forms.into_iter().flatten().find_map(role_in)
    }
}

/// A code in whatever holds it: a text, an object with `role`, a list of such.
fn role_in(value: &Value) -> Option<String> {
    match value {
        Value::String(code) if !code.is_empty() => Some(code.clone()),
        Value::Object(all) => role_in(all.get("role")?),
        Value::Array(all) => all.iter().find_map(role_in),
        _ => None,
    }
}

/// An organization's name beside a user.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OrganizationMeta {
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub title: String,
}

/// An organization (`GET /api/organizations/`) or workspace (`GET /api/workspaces/`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Organization {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub title: String,
    /// What it is (workspaces).
    #[serde(deserialize_with = "null")]
    pub description: String,
    /// Whom to ask (organizations).
    #[serde(deserialize_with = "null")]
    pub contact_info: String,
    /// When it was made.
    #[serde(deserialize_with = "null")]
    pub created_at: String,
    /// Put away (workspaces).
    #[serde(deserialize_with = "null")]
    pub is_archived: bool,
    /// Somebody's own (workspaces).
    #[serde(deserialize_with = "null")]
    pub is_personal: bool,
    /// Projects in it (workspaces).
    pub projects_count: Option<u64>,
}

/// A project (`GET /api/projects/`, `GET /api/projects/{id}/`). A password for its data may come
/// along; it is not read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Project {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub title: String,
    /// What it is.
    #[serde(deserialize_with = "null")]
    pub description: String,
    /// The labelling configuration as XML; only of one project.
    #[serde(deserialize_with = "null")]
    pub label_config: String,
    /// The same as JSON: controls by name. May be missing.
    pub parsed_label_config: Option<Box<RawValue>>,
    /// The guide for annotators, HTML.
    #[serde(deserialize_with = "null")]
    pub expert_instruction: String,
    /// `#617ADA`.
    #[serde(deserialize_with = "null")]
    pub color: String,
    /// Its organization.
    pub organization: Option<u64>,
    /// Enterprise: its workspace.
    pub workspace: Option<Workplace>,
    /// Who made it.
    #[serde(deserialize_with = "owned_person")]
    pub created_by: Person<'static>,
    /// When it was made.
    #[serde(deserialize_with = "null")]
    pub created_at: String,
    /// Annotators see it.
    pub is_published: Option<bool>,
    /// Annotations that a task needs.
    pub maximum_annotations: Option<u64>,
    /// Percent of the tasks that need so many.
    pub overlap_cohort_percentage: Option<u64>,
    /// `Sequential sampling`, …
    #[serde(deserialize_with = "null")]
    pub sampling: String,
    /// What becomes of skipped tasks: `REQUEUE_FOR_OTHERS`, …
    #[serde(deserialize_with = "null")]
    pub skip_queue: String,
    /// Annotators may skip.
    pub show_skip_button: Option<bool>,
    /// Empty results may be handed in.
    pub enable_empty_annotation: Option<bool>,
    /// The version of predictions that is shown.
    #[serde(deserialize_with = "null")]
    pub model_version: String,
    /// State of the project's own state machine, where it is on.
    #[serde(deserialize_with = "null")]
    pub state: String,
    /// Tasks.
    pub task_number: Option<u64>,
    /// Tasks with all the annotations they need.
    pub finished_task_number: Option<u64>,
    /// Annotations that are not skipped.
    pub total_annotations_number: Option<u64>,
    /// Skipped ones.
    pub skipped_annotations_number: Option<u64>,
    /// Ground truths.
    pub ground_truth_number: Option<u64>,
    /// Predictions.
    pub total_predictions_number: Option<u64>,
    /// Enterprise: tasks that were reviewed.
    pub reviewed_number: Option<u64>,
    /// Enterprise: how reviews work here.
    pub review_settings: Option<Value>,
    /// Enterprise: what the login may do here.
    #[serde(deserialize_with = "null")]
    pub permissions: Vec<String>,
    /// Enterprise: skipping wants a comment.
    pub require_comment_on_skip: Option<bool>,
}

/// A workspace as a project names it: its number, or an object with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Workplace {
    /// The number.
    Id(u64),
    /// An object with it.
    Of {
        /// The number.
        id: u64,
    },
}

impl Workplace {
    /// The number.
    pub fn id(self) -> u64 {
        match self {
            Self::Id(id) | Self::Of { id } => id,
        }
    }
}

/// A view (`GET /api/dm/views/`): a saved filter and order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct View {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its project.
    pub project: Option<u64>,
    /// Its place among the tabs.
    pub order: Option<i64>,
    /// Filter, order, columns.
    pub data: ViewData,
}

/// What a view holds, as anybody may have written it: anything but an object is a view without
/// conditions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Value")]
pub struct ViewData {
    /// Its name.
    pub title: String,
    /// `{"conjunction", "items"}`.
    pub filters: Option<Value>,
    /// Columns, the first one counts: `-tasks:completed_at`.
    pub ordering: Option<Value>,
    /// How columns are shown and, for data, compared: `{"tasks:data.x": "Number"}`.
    pub columns_display_type: Option<Value>,
}

impl From<Value> for ViewData {
    fn from(mut raw: Value) -> Self {
        let mut part = |name: &str| raw.get_mut(name).map(Value::take);
        Self {
            title: match part("title") {
                Some(Value::String(title)) => title,
                Some(Value::Number(number)) => number.to_string(),
                _ => String::new(),
            },
            filters: part("filters"),
            ordering: part("ordering"),
            columns_display_type: part("columnsDisplayType"),
        }
    }
}

/// One page of tasks (`GET /api/tasks/`), its elements not read yet.
#[derive(Debug, Default, Deserialize)]
pub struct TaskPage<'a> {
    /// Tasks that the filter leaves.
    #[serde(default, deserialize_with = "null")]
    pub total: u64,
    /// Those of this page.
    #[serde(borrow, default)]
    pub tasks: Raws<'a>,
}

/// One page of any other list, its elements not read yet.
#[derive(Debug, Default, Deserialize)]
pub struct Listed<'a> {
    /// Elements there are in all.
    #[serde(default, deserialize_with = "null")]
    pub count: u64,
    /// Those of this page.
    #[serde(borrow, default)]
    pub results: Raws<'a>,
}

/// A task, the thing that is annotated (`GET /api/tasks/`, `GET /api/tasks/{id}/`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Task<'a> {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its number within the project.
    pub inner_id: Option<u64>,
    /// Its project.
    pub project: Option<u64>,
    /// Annotations that it needs.
    pub overlap: Option<u64>,
    /// What is annotated: an object of any shape.
    #[serde(borrow)]
    pub data: Option<&'a RawValue>,
    /// Anything; writable.
    #[serde(borrow)]
    pub meta: Option<&'a RawValue>,
    /// It has the annotations that it needs.
    #[serde(deserialize_with = "null")]
    pub is_labeled: bool,
    /// Annotations that are not skipped.
    #[serde(deserialize_with = "null")]
    pub total_annotations: u64,
    /// Skipped ones.
    #[serde(deserialize_with = "null")]
    pub cancelled_annotations: u64,
    /// Predictions.
    #[serde(deserialize_with = "null")]
    pub total_predictions: u64,
    /// Annotations, skipped ones too: [`Annotation`]. In lists only when asked for.
    #[serde(borrow)]
    pub annotations: Raws<'a>,
    /// Predictions: [`Prediction`].
    #[serde(borrow)]
    pub predictions: Raws<'a>,
    /// The login's own drafts: [`Draft`].
    #[serde(borrow)]
    pub drafts: Raws<'a>,
    /// Who annotated it: [`Person`], or numbers. Empty in plain lists.
    #[serde(borrow)]
    pub annotators: Raws<'a>,
    /// Enterprise: who is to annotate it, where told.
    #[serde(borrow)]
    pub assignees: Raws<'a>,
    /// Enterprise: who reviewed it.
    #[serde(borrow)]
    pub reviewers: Raws<'a>,
    /// Who changed it last.
    #[serde(borrow)]
    pub updated_by: Person<'a>,
    /// Name of the uploaded file.
    #[serde(borrow)]
    pub file_upload: Str<'a>,
    /// Name in a storage.
    #[serde(borrow)]
    pub storage_filename: Str<'a>,
    /// When its newest annotation was made; only of labelled tasks.
    #[serde(borrow)]
    pub completed_at: Str<'a>,
    /// Average score of the predictions of the project's model version.
    pub predictions_score: Option<f64>,
    /// Average seconds of its annotations.
    pub avg_lead_time: Option<f64>,
    /// Somebody has begun and not handed in.
    pub draft_exists: Option<bool>,
    /// When it was made.
    #[serde(borrow)]
    pub created_at: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_at: Str<'a>,
    /// Enterprise: comments.
    pub comment_count: Option<u64>,
    /// Enterprise: comments that are not resolved.
    pub unresolved_comment_count: Option<u64>,
    /// State, where the server's state machine is on.
    #[serde(borrow)]
    pub state: Str<'a>,
    /// Enterprise: its review is over.
    pub reviewed: Option<bool>,
    /// Enterprise: reviews that accepted.
    pub reviews_accepted: Option<u64>,
    /// Enterprise: reviews that rejected.
    pub reviews_rejected: Option<u64>,
    /// Enterprise: one of its annotations is a ground truth.
    pub ground_truth: Option<bool>,
    /// Enterprise: agreement of its annotations, percent.
    pub agreement: Option<f64>,
    /// Enterprise: it may be skipped.
    pub allow_skip: Option<bool>,
}

/// One person's result on a task (`GET /api/annotations/{id}/` and within tasks).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Annotation<'a> {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its task.
    pub task: Option<u64>,
    /// Its project.
    pub project: Option<u64>,
    /// A list of regions, not read yet.
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    /// Who made it.
    #[serde(borrow)]
    pub completed_by: Person<'a>,
    /// `First Last mail, id`.
    #[serde(borrow)]
    pub created_username: Str<'a>,
    /// Skipped.
    #[serde(deserialize_with = "null")]
    pub was_cancelled: bool,
    /// Marked as ground truth.
    #[serde(deserialize_with = "null")]
    pub ground_truth: bool,
    /// When it was made.
    #[serde(borrow)]
    pub created_at: Str<'a>,
    /// Last change, microseconds: the guard of writes.
    #[serde(borrow)]
    pub updated_at: Str<'a>,
    /// Who changed it last.
    #[serde(borrow)]
    pub updated_by: Person<'a>,
    /// Seconds of work.
    pub lead_time: Option<f64>,
    /// The review marker: `accepted`, `rejected`, `fixed_and_accepted`, or what else was done last.
    #[serde(borrow)]
    pub last_action: Str<'a>,
    /// The prediction that it began with.
    pub parent_prediction: Option<u64>,
    /// The annotation that it began with.
    pub parent_annotation: Option<u64>,
    /// State, where the server's state machine is on.
    #[serde(borrow)]
    pub state: Str<'a>,
    /// Only its head: the result has to be fetched by its number.
    #[serde(deserialize_with = "null")]
    pub is_stub: bool,
    /// Enterprise: its reviews, where told: [`Review`].
    #[serde(borrow)]
    pub reviews: Raws<'a>,
}

/// Work that was not handed in (`GET /api/drafts/{id}/` and within tasks).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Draft<'a> {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Whose it is: a mail address.
    #[serde(borrow)]
    pub user: Person<'a>,
    /// `First Last mail, id`.
    #[serde(borrow)]
    pub created_username: Str<'a>,
    /// A list of regions, not read yet.
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    /// The annotation that it would change.
    pub annotation: Option<u64>,
    /// Its task.
    pub task: Option<u64>,
    /// Put off.
    #[serde(deserialize_with = "null")]
    pub was_postponed: bool,
    /// Seconds of work.
    pub lead_time: Option<f64>,
    /// When it was begun.
    #[serde(borrow)]
    pub created_at: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_at: Str<'a>,
}

/// What a model says (`GET /api/predictions/` and within tasks).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Prediction<'a> {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its task.
    pub task: Option<u64>,
    /// A list of regions, not read yet.
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    /// Which model.
    #[serde(borrow)]
    pub model_version: Str<'a>,
    /// 0 to 1.
    pub score: Option<f64>,
    /// When it was made.
    #[serde(borrow)]
    pub created_at: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_at: Str<'a>,
}

#[cfg(test)]
mod tests;
