//! What Enterprise sends of reviews and comments.

use serde::Deserialize;

use super::{Person, Str, null};

/// Enterprise: a reviewer's judgement of an annotation (`GET /api/annotation-reviews/`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Review<'a> {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// The annotation.
    pub annotation: Option<u64>,
    /// Whether it was accepted.
    #[serde(deserialize_with = "null")]
    pub accepted: bool,
    /// Who judged.
    #[serde(borrow)]
    pub created_by: Person<'a>,
    /// When.
    #[serde(borrow)]
    pub created_at: Str<'a>,
    /// Why it was rejected, where told.
    #[serde(borrow)]
    pub comment: Str<'a>,
}

/// Enterprise: a comment on an annotation (`GET /api/comments/`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Comment<'a> {
    /// The number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// What it says.
    #[serde(borrow)]
    pub text: Str<'a>,
    /// The annotation it is about.
    pub annotation: Option<u64>,
    /// The draft it is about.
    pub draft: Option<u64>,
    /// Its task.
    pub task: Option<u64>,
    /// Its project.
    pub project: Option<u64>,
    /// Who wrote it.
    #[serde(borrow)]
    pub created_by: Person<'a>,
    /// When.
    #[serde(borrow)]
    pub created_at: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_at: Str<'a>,
    /// Done.
    #[serde(deserialize_with = "null")]
    pub is_resolved: bool,
    /// When it was done.
    #[serde(borrow)]
    pub resolved_at: Str<'a>,
    /// The region it is about, where told.
    #[serde(deserialize_with = "null")]
    pub region_ref: RegionRef<'a>,
}

/// A region that a comment is about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegionRef<'a> {
    /// The region's id within the annotation.
    #[serde(borrow)]
    pub region_id: Str<'a>,
    /// The control.
    #[serde(borrow)]
    pub control_name: Str<'a>,
}
