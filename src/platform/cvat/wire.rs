//! What CVAT sends (CVAT REST API 2.15 to 2.80), as far as it is used.
//!
//! Everything but an id may be missing or null: servers of other versions leave fields out, and a
//! task without data has none of its own. Words (states, types, roles) stay text, since new ones
//! come with every version. Texts borrow from the answer; `into_owned` cuts the tie.

mod content;
mod review;

use std::borrow::Cow;
use std::ops::Deref;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

pub use content::*;
pub use review::*;

/// A text of an answer, borrowed where it has no escapes. Missing and null are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Str<'a>(pub Cow<'a, str>);

impl Str<'_> {
    /// The same text, free of the answer.
    pub fn into_owned(self) -> Str<'static> {
        Str(Cow::Owned(self.0.into_owned()))
    }
}

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a str> for Str<'a> {
    fn from(raw: &'a str) -> Self {
        Str(Cow::Borrowed(raw))
    }
}

struct StrVisitor;

impl<'de> serde::de::Visitor<'de> for StrVisitor {
    type Value = Str<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, raw: &'de str) -> Result<Self::Value, E> {
        Ok(Str(Cow::Borrowed(raw)))
    }

    fn visit_str<E>(self, raw: &str) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(raw.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(number.to_string())))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Str(Cow::Borrowed(if yes { "true" } else { "false" })))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Str::default())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StrVisitor)
    }
}

/// Null means the same as a missing field.
pub(super) fn null<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}

/// One page of any list, its elements not read yet, so that a broken one costs only itself.
#[derive(Debug, Deserialize)]
pub struct Listed<'a> {
    /// Elements there are in all.
    #[serde(default, deserialize_with = "null")]
    pub count: u64,
    /// Those of this page.
    #[serde(borrow, default)]
    pub results: Vec<&'a RawValue>,
}

/// The same, its elements read as they pass: for pages without a broken element.
#[derive(Debug, Deserialize)]
pub struct ListedAs<T> {
    /// Elements there are in all.
    #[serde(default, deserialize_with = "null")]
    pub count: u64,
    /// Those of this page.
    #[serde(default = "Vec::new")]
    pub results: Vec<T>,
}

/// `{"count": 4, "url": …}`: a nested list.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Count {
    /// How many.
    #[serde(deserialize_with = "null")]
    pub count: u64,
}

/// A user as other objects name one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct User<'a> {
    /// The number that writes name a person by.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// The name to sign in with, by which people are known here.
    #[serde(borrow)]
    pub username: Str<'a>,
    /// First name.
    #[serde(borrow)]
    pub first_name: Str<'a>,
    /// Last name.
    #[serde(borrow)]
    pub last_name: Str<'a>,
}

impl User<'_> {
    /// The same user, free of the answer.
    pub fn into_owned(self) -> User<'static> {
        User {
            id: self.id,
            username: self.username.into_owned(),
            first_name: self.first_name.into_owned(),
            last_name: self.last_name.into_owned(),
        }
    }
}

/// `GET /api/users/self`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Myself {
    /// The login's number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Its name.
    #[serde(deserialize_with = "null")]
    pub username: String,
    /// `admin`, `user`, `worker`.
    #[serde(deserialize_with = "null")]
    pub groups: Vec<String>,
    /// An administrator of the server's own pages.
    #[serde(deserialize_with = "null")]
    pub is_superuser: bool,
}

/// `GET /api/server/about`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct About {
    /// The product's name.
    #[serde(deserialize_with = "null")]
    pub name: String,
    /// `2.54.1`.
    #[serde(deserialize_with = "null")]
    pub version: String,
}

/// A personal access token (`/api/auth/access_tokens`).
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AccessToken {
    /// Whether it can only read.
    #[serde(deserialize_with = "null")]
    pub read_only: bool,
    /// The secret: only in the answer that creates it.
    pub value: Option<String>,
    /// When it ends.
    pub expiry_date: Option<String>,
}

/// `POST /api/auth/login`.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct LoginKey {
    /// The user's only key, shared by all clients.
    #[serde(deserialize_with = "null")]
    pub key: String,
}

/// An organization.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Organization<'a> {
    /// Its number.
    pub id: u64,
    /// Its short name, by which it is addressed.
    #[serde(borrow)]
    pub slug: Str<'a>,
    /// Its name.
    #[serde(borrow)]
    pub name: Str<'a>,
    /// What it is.
    #[serde(borrow)]
    pub description: Str<'a>,
    /// Who owns it.
    #[serde(borrow)]
    pub owner: Option<User<'a>>,
    /// When it was made.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_date: Str<'a>,
}

/// Somebody's part in an organization.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Membership<'a> {
    /// Its number.
    #[serde(deserialize_with = "null")]
    pub id: u64,
    /// Who.
    #[serde(borrow)]
    pub user: Option<User<'a>>,
    /// Where.
    pub organization: Option<u64>,
    /// `owner`, `maintainer`, `supervisor`, `worker`.
    #[serde(borrow)]
    pub role: Str<'a>,
    /// False for an invitation that is not accepted yet.
    pub is_active: Option<bool>,
}

/// A project.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Project<'a> {
    /// Its number.
    pub id: u64,
    /// Its name.
    #[serde(borrow)]
    pub name: Str<'a>,
    /// Where it is; none in a personal workspace.
    pub organization: Option<u64>,
    /// Who made it.
    #[serde(borrow)]
    pub owner: Option<User<'a>>,
    /// Who holds it.
    #[serde(borrow)]
    pub assignee: Option<User<'a>>,
    /// What follows from its jobs.
    #[serde(borrow)]
    pub status: Str<'a>,
    /// Its tasks.
    #[serde(deserialize_with = "null")]
    pub tasks: Count,
    /// `2d`, `3d`; null while empty.
    #[serde(borrow)]
    pub dimension: Str<'a>,
    /// Address of a bug tracker.
    #[serde(borrow)]
    pub bug_tracker: Str<'a>,
    /// Its guide.
    pub guide_id: Option<u64>,
    /// When it was made.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_date: Str<'a>,
}

/// The jobs of a task in numbers.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JobCounts {
    /// All, also ground truth and replicas.
    #[serde(deserialize_with = "null")]
    pub count: u64,
    /// At acceptance and completed.
    #[serde(deserialize_with = "null")]
    pub completed: u64,
    /// At validation.
    #[serde(deserialize_with = "null")]
    pub validation: u64,
}

/// A task.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Task<'a> {
    /// Its number.
    pub id: u64,
    /// Its name.
    #[serde(borrow)]
    pub name: Str<'a>,
    /// Its project.
    pub project_id: Option<u64>,
    /// Where it is; none in a personal workspace.
    pub organization: Option<u64>,
    /// Who made it.
    #[serde(borrow)]
    pub owner: Option<User<'a>>,
    /// Who holds it.
    #[serde(borrow)]
    pub assignee: Option<User<'a>>,
    /// What follows from its jobs.
    #[serde(borrow)]
    pub status: Str<'a>,
    /// Its jobs.
    #[serde(deserialize_with = "null")]
    pub jobs: JobCounts,
    /// Frames; missing without data.
    pub size: Option<u64>,
    /// `annotation` (images), `interpolation` (video), empty without data.
    #[serde(borrow)]
    pub mode: Str<'a>,
    /// `2d`, `3d`.
    #[serde(borrow)]
    pub dimension: Str<'a>,
    /// `audio` and others, from 2.65 on.
    #[serde(borrow)]
    pub media_type: Str<'a>,
    /// Train, test, …
    #[serde(borrow)]
    pub subset: Str<'a>,
    /// Address of a bug tracker.
    #[serde(borrow)]
    pub bug_tracker: Str<'a>,
    /// Its own guide.
    pub guide_id: Option<u64>,
    /// `gt`, `gt_pool`.
    #[serde(borrow)]
    pub validation_mode: Str<'a>,
    /// Where its data is, if not on the server.
    pub data_cloud_storage_id: Option<u64>,
    /// Frames that neighbouring jobs share.
    pub overlap: Option<u64>,
    /// Frames of a job.
    pub segment_size: Option<u64>,
    /// Quality of compressed pictures, 0 to 100.
    pub image_quality: Option<u64>,
    /// Whether jobs have replicas, up to 2.79.
    pub consensus_enabled: Option<bool>,
    /// When it was made.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change.
    #[serde(borrow)]
    pub updated_date: Str<'a>,
}

/// A job: the piece of a task that one person is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Job<'a> {
    /// Its number.
    pub id: u64,
    /// Its task.
    #[serde(deserialize_with = "null")]
    pub task_id: u64,
    /// Its task's project.
    pub project_id: Option<u64>,
    /// Where it is; none in a personal workspace.
    pub organization: Option<u64>,
    /// Who holds it.
    #[serde(borrow)]
    pub assignee: Option<User<'a>>,
    /// `annotation`, `ground_truth`, `consensus_replica`, `replica` and what will come.
    #[serde(borrow, rename = "type")]
    pub kind: Str<'a>,
    /// `annotation`, `validation`, `acceptance`.
    #[serde(borrow)]
    pub stage: Str<'a>,
    /// `new`, `in progress`, `completed`, `rejected`.
    #[serde(borrow)]
    pub state: Str<'a>,
    /// First frame, by its number in the task.
    #[serde(deserialize_with = "null")]
    pub start_frame: u32,
    /// Last frame, by its number in the task.
    #[serde(deserialize_with = "null")]
    pub stop_frame: u32,
    /// Frames that it owns; missing in old answers.
    pub frame_count: Option<u32>,
    /// Its issues.
    pub issues: Option<Count>,
    /// `annotation` (images), `interpolation` (video).
    #[serde(borrow)]
    pub mode: Str<'a>,
    /// `2d`, `3d`.
    #[serde(borrow)]
    pub dimension: Str<'a>,
    /// `audio` and others, from 2.65 on.
    #[serde(borrow)]
    pub media_type: Str<'a>,
    /// The task's guide, else the project's.
    pub guide_id: Option<u64>,
    /// Address of a bug tracker.
    #[serde(borrow)]
    pub bug_tracker: Str<'a>,
    /// The job that this one repeats.
    pub parent_job_id: Option<u64>,
    /// Jobs that repeat this one, up to 2.79.
    pub consensus_replicas: Option<u64>,
    /// The same from 2.59 on.
    pub replicas_count: Option<u64>,
    /// From 2.59 on.
    #[serde(borrow)]
    pub task_name: Str<'a>,
    /// From 2.59 on.
    #[serde(borrow)]
    pub project_name: Str<'a>,
    /// When it was made.
    #[serde(borrow)]
    pub created_date: Str<'a>,
    /// Last change of state, stage, assignee or annotations.
    #[serde(borrow)]
    pub updated_date: Str<'a>,
    /// When it was given to who holds it.
    #[serde(borrow)]
    pub assignee_updated_date: Str<'a>,
}

/// Implements `into_owned` field by field: texts are copied, the rest moves.
macro_rules! owned {
    ($name:ident { $($text:ident),* ; $($user:ident),* ; $($plain:ident),* }) => {
        impl $name<'_> {
            /// The same, free of the answer.
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($text: self.$text.into_owned(),)*
                    $($user: self.$user.map(User::into_owned),)*
                    $($plain: self.$plain,)*
                }
            }
        }
    };
}

owned!(Organization { slug, name, description, created_date, updated_date; owner; id });
owned!(Project {
    name, status, dimension, bug_tracker, created_date, updated_date;
    owner, assignee;
    id, organization, tasks, guide_id
});
owned!(Task {
    name, status, mode, dimension, media_type, subset, bug_tracker, validation_mode, created_date,
    updated_date;
    owner, assignee;
    id, project_id, organization, jobs, size, guide_id, data_cloud_storage_id, overlap,
    segment_size, image_quality, consensus_enabled
});
owned!(Job {
    kind, stage, state, mode, dimension, media_type, bug_tracker, task_name, project_name,
    created_date, updated_date, assignee_updated_date;
    assignee;
    id, task_id, project_id, organization, start_frame, stop_frame, frame_count, issues, guide_id,
    parent_job_id, consensus_replicas, replicas_count
});
