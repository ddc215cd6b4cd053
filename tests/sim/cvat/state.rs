//! What the server knows: objects by id, the clock, and the numbers of the next ones.

use super::Options;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    pub id: u64,
    pub username: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub password: String,
    /// The legacy API key; `None` after a logout has deleted it.
    pub key: Option<String>,
    pub groups: Vec<String>,
    pub is_superuser: bool,
    pub is_active: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccessToken {
    pub id: u64,
    pub user: u64,
    pub name: String,
    pub value: String,
    pub read_only: bool,
    pub expiry: Option<String>,
    pub created: String,
    pub updated: String,
    pub last_used: Option<String>,
    pub revoked: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Org {
    pub id: u64,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub owner: u64,
    pub contact: Value,
    pub created: String,
    pub updated: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Membership {
    pub id: u64,
    pub user: u64,
    pub org: u64,
    pub role: String,
    pub is_active: bool,
    pub joined: Option<String>,
    pub invitation: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Project {
    pub id: u64,
    pub name: String,
    pub owner: Option<u64>,
    pub assignee: Option<u64>,
    pub assignee_updated: Option<String>,
    pub guide_id: Option<u64>,
    pub bug_tracker: String,
    pub created: String,
    pub updated: String,
    pub org: Option<u64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    pub width: u32,
    pub height: u32,
    pub name: String,
    pub related: u32,
}

/// The media of a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Data {
    pub id: u64,
    pub size: u64,
    pub image_quality: u64,
    pub chunk_size: u64,
    /// Number of the first frame in the medium itself.
    pub start: u64,
    pub step: u64,
    pub video: bool,
    /// One per frame; a single one for a video.
    pub frames: Arc<Vec<Frame>>,
    pub deleted: BTreeSet<u64>,
    pub chunks_updated: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    pub id: u64,
    pub name: String,
    pub project: Option<u64>,
    pub owner: Option<u64>,
    pub assignee: Option<u64>,
    pub assignee_updated: Option<String>,
    pub bug_tracker: String,
    pub created: String,
    pub updated: String,
    pub overlap: Option<u64>,
    pub segment_size: u64,
    pub subset: String,
    pub org: Option<u64>,
    pub guide_id: Option<u64>,
    pub validation_mode: Option<String>,
    pub consensus: bool,
    pub data: Option<Data>,
    pub disabled_frames: BTreeSet<u64>,
}

impl Task {
    pub fn mode(&self) -> &'static str {
        match &self.data {
            None => "",
            Some(data) if data.video => "interpolation",
            Some(_) => "annotation",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    pub id: u64,
    pub task: u64,
    /// `annotation`, `ground_truth` or `consensus_replica`; the newer name is made on the wire.
    pub kind: String,
    pub stage: String,
    pub state: String,
    pub assignee: Option<u64>,
    pub assignee_updated: Option<String>,
    pub start: u64,
    pub stop: u64,
    /// The frames it owns, when these are not all from start to stop.
    pub frames: Option<Vec<u64>>,
    pub parent: Option<u64>,
    pub created: String,
    pub updated: String,
}

impl Job {
    pub fn status(&self) -> &'static str {
        match (self.stage.as_str(), self.state.as_str()) {
            ("annotation", _) => "annotation",
            ("acceptance", "completed") => "completed",
            _ => "validation",
        }
    }

    pub fn frame_count(&self) -> u64 {
        match &self.frames {
            Some(frames) => frames.len() as u64,
            None => self.stop + 1 - self.start,
        }
    }

    pub fn owns(&self, frame: u64) -> bool {
        match &self.frames {
            Some(frames) => frames.contains(&frame),
            None => (self.start..=self.stop).contains(&frame),
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issue {
    pub id: u64,
    pub job: u64,
    pub frame: u64,
    pub position: Vec<f64>,
    pub owner: Option<u64>,
    pub assignee: Option<u64>,
    pub resolved: bool,
    pub created: String,
    pub updated: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comment {
    pub id: u64,
    pub issue: u64,
    pub owner: Option<u64>,
    pub message: String,
    pub created: String,
    pub updated: String,
}

/// A piece of work in the background, as `/api/requests` shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Work {
    pub rq_id: String,
    pub owner: u64,
    pub kind: String,
    pub target: String,
    pub project: Option<u64>,
    pub task: Option<u64>,
    pub job: Option<u64>,
    pub format: Option<String>,
    pub message: String,
    /// `queued`, `started`, `finished`, `failed`.
    pub status: String,
    /// Polls that it takes to go one status on.
    pub polls_left: u32,
    pub created: String,
    pub finished: Option<String>,
    pub result_id: Option<u64>,
    pub downloadable: bool,
}

pub struct State {
    pub options: Options,
    pub version: (u32, u32, u32),
    pub users: BTreeMap<u64, User>,
    pub access_tokens: BTreeMap<u64, AccessToken>,
    pub sessions: HashMap<String, u64>,
    pub orgs: BTreeMap<u64, Org>,
    pub members: BTreeMap<u64, Membership>,
    pub projects: BTreeMap<u64, Project>,
    pub tasks: BTreeMap<u64, Task>,
    pub jobs: BTreeMap<u64, Job>,
    pub issues: BTreeMap<u64, Issue>,
    pub comments: BTreeMap<u64, Comment>,
    pub labels: BTreeMap<u64, Value>,
    pub annotations: HashMap<u64, Value>,
    pub guides: BTreeMap<u64, Value>,
    pub reports: BTreeMap<u64, Value>,
    pub conflicts: BTreeMap<u64, Value>,
    pub settings: BTreeMap<u64, Value>,
    pub work: BTreeMap<String, Work>,
    /// Open and resolved issues of a job, kept so that a list of jobs need not count them.
    pub issue_counts: HashMap<u64, u64>,
    pub next: HashMap<&'static str, u64>,
    /// Goes up with each write: what lists are cached by.
    pub generation: u64,
    pub cache: HashMap<String, (u64, Arc<Vec<u64>>)>,
    /// Times of anonymous requests within the last minute, for the throttle.
    pub anonymous: Vec<std::time::Instant>,
    /// Added to the numbers of bulk objects by `control/edit`.
    pub removed_jobs: BTreeSet<u64>,
}

impl State {
    /// The server's time as Django writes it.
    pub fn now(&self) -> String {
        let clock = jiff::SignedDuration::from_secs(self.options.clock_s);
        (jiff::Timestamp::now() + clock)
            .strftime("%Y-%m-%dT%H:%M:%S.%6fZ")
            .to_string()
    }

    pub fn at_least(&self, major: u32, minor: u32) -> bool {
        (self.version.0, self.version.1) >= (major, minor)
    }

    pub fn next_id(&mut self, kind: &'static str) -> u64 {
        let id = self.next.entry(kind).or_insert(1000);
        *id += 1;
        *id - 1
    }

    pub fn touch(&mut self) {
        self.generation += 1;
    }

    pub fn user_named(&self, name: &str) -> Option<&User> {
        self.users.values().find(|user| user.username == name)
    }

    pub fn username(&self, id: Option<u64>) -> Value {
        id.and_then(|id| self.users.get(&id))
            .map_or(Value::Null, |user| user.username.clone().into())
    }

    /// The active membership of a user in an organization.
    pub fn role(&self, user: u64, org: u64) -> Option<&str> {
        self.members
            .values()
            .find(|member| member.user == user && member.org == org && member.is_active)
            .map(|member| member.role.as_str())
    }

    pub fn job(&self, id: u64) -> Option<Job> {
        if self.removed_jobs.contains(&id) {
            return None;
        }
        self.jobs.get(&id).cloned().or_else(|| self.bulk_job(id))
    }

    pub fn task(&self, id: u64) -> Option<Task> {
        self.tasks.get(&id).cloned().or_else(|| self.bulk_task(id))
    }

    /// All job numbers, ascending: kept ones and computed ones.
    pub fn job_ids(&self) -> Vec<u64> {
        let mut ids: Vec<u64> = self.jobs.keys().copied().collect();
        ids.extend(self.bulk_jobs().filter(|id| !self.jobs.contains_key(id)));
        ids.retain(|id| !self.removed_jobs.contains(id));
        ids.sort_unstable();
        ids
    }

    pub fn task_ids(&self) -> Vec<u64> {
        let mut ids: Vec<u64> = self.tasks.keys().copied().collect();
        ids.extend(self.bulk_tasks().filter(|id| !self.tasks.contains_key(id)));
        ids.sort_unstable();
        ids
    }

    pub fn jobs_of(&self, task: u64) -> Vec<Job> {
        let mut jobs: Vec<Job> = self
            .jobs
            .values()
            .filter(|job| job.task == task)
            .cloned()
            .collect();
        for id in self.bulk_jobs_of(task) {
            if !self.jobs.contains_key(&id) && !self.removed_jobs.contains(&id) {
                jobs.extend(self.bulk_job(id));
            }
        }
        jobs.sort_by_key(|job| job.id);
        jobs
    }

    pub fn tasks_of(&self, project: u64) -> Vec<Task> {
        self.task_ids()
            .into_iter()
            .filter_map(|id| self.task(id))
            .filter(|task| task.project == Some(project))
            .collect()
    }

    pub fn labels_of(&self, task: &Task) -> Vec<u64> {
        self.labels
            .values()
            .filter(|label| match task.project {
                Some(project) => label["project_id"] == project,
                None => label["task_id"] == task.id,
            })
            .filter_map(|label| label["id"].as_u64())
            .collect()
    }

    pub fn set_job(&mut self, job: Job) {
        let (task, updated) = (job.task, job.updated.clone());
        self.jobs.insert(job.id, job);
        // The dates of what is above move as well.
        if let Some(task) = self.tasks.get_mut(&task) {
            task.updated.clone_from(&updated);
            let project = task.project;
            if let Some(project) = project.and_then(|id| self.projects.get_mut(&id)) {
                project.updated = updated;
            }
        }
        self.touch();
    }
}
