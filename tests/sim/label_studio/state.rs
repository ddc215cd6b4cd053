//! What the server knows: objects by id, the clock, and the numbers of the next ones.

use super::Options;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
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
    /// The legacy token.
    pub key: String,
    /// Enterprise: OW, AD, MA, RE, AN, VO, NO, DI.
    pub role: String,
    pub joined: String,
}

impl User {
    pub fn initials(&self) -> String {
        let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        if self.first_name.is_empty() && self.last_name.is_empty() {
            return self.email.chars().take(2).collect();
        }
        first(&self.first_name) + &first(&self.last_name)
    }

    pub fn created_username(&self) -> String {
        let name = format!("{} {}", self.first_name, self.last_name);
        format!("{} {}, {}", name.trim_end(), self.email, self.id)
    }
}

/// A personal access token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pat {
    pub id: u64,
    pub user: u64,
    pub value: String,
    pub blacklisted: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Project {
    pub id: u64,
    /// Everything that is stored and shown as it is; counts are added on the wire.
    pub body: Map<String, Value>,
    pub workspace: u64,
    /// Enterprise: who may work in it.
    pub members: Vec<u64>,
    /// Enterprise: roles that may not list its tasks.
    pub closed_to: Vec<String>,
    /// Enterprise: annotators see assigned tasks only.
    pub manual: bool,
}

impl Project {
    pub fn text(&self, key: &str) -> &str {
        self.body
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub fn number(&self, key: &str) -> u64 {
        self.body.get(key).and_then(Value::as_u64).unwrap_or(0)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct View {
    pub id: u64,
    pub project: u64,
    pub user: Option<u64>,
    pub order: u64,
    /// With `filters` and `ordering` merged in.
    pub data: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    pub id: u64,
    pub project: u64,
    pub inner_id: u64,
    pub data: Value,
    pub meta: Value,
    pub overlap: u64,
    pub created_at: String,
    pub updated_at: String,
    pub updated_by: Option<u64>,
    pub file_upload: Option<String>,
    pub storage_filename: Option<String>,
    /// Of the finite state machine, when it is on.
    pub state: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Annotation {
    pub id: u64,
    pub task: u64,
    pub project: u64,
    pub result: Value,
    pub completed_by: u64,
    pub was_cancelled: bool,
    pub ground_truth: bool,
    pub created_at: String,
    pub updated_at: String,
    pub draft_created_at: Option<String>,
    pub lead_time: Option<f64>,
    pub last_action: Option<String>,
    pub updated_by: Option<u64>,
    pub parent_prediction: Option<u64>,
    pub parent_annotation: Option<u64>,
    pub unique_id: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    pub id: u64,
    pub task: u64,
    pub annotation: Option<u64>,
    pub user: u64,
    pub result: Value,
    pub lead_time: Option<f64>,
    pub was_postponed: bool,
    pub created_at: String,
    pub updated_at: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Prediction {
    pub id: u64,
    pub task: u64,
    pub project: u64,
    pub result: Value,
    pub model_version: Option<String>,
    pub score: Option<f64>,
    pub created_at: String,
    pub updated_at: String,
}

pub struct State {
    pub options: Options,
    pub version: (u32, u32, u32),
    /// Where pictures of another origin are.
    pub foreign: String,
    pub users: BTreeMap<u64, User>,
    pub pats: BTreeMap<u64, Pat>,
    /// Access tokens with a lower number have been expired by hand.
    pub access_floor: u64,
    pub sessions: HashMap<String, u64>,
    pub api_tokens: bool,
    pub legacy_tokens: bool,
    /// Seconds that a test has put the clock ahead since the start.
    pub clock_s: i64,
    pub projects: BTreeMap<u64, Project>,
    pub views: BTreeMap<u64, View>,
    pub tasks: BTreeMap<u64, Task>,
    pub annotations: BTreeMap<u64, Annotation>,
    pub drafts: BTreeMap<u64, Draft>,
    pub predictions: BTreeMap<u64, Prediction>,
    /// Ids of bulk objects that were deleted.
    pub removed: BTreeSet<u64>,
    pub webhooks: BTreeMap<u64, Value>,
    /// Snapshots for download.
    pub exports: BTreeMap<u64, Value>,
    /// Tasks handed out by the label stream: user, project, task.
    pub stream: Vec<(u64, u64, u64)>,
    pub fsm: Vec<Value>,
    pub workspaces: BTreeMap<u64, Value>,
    pub assignments: BTreeMap<u64, Value>,
    pub reviews: BTreeMap<u64, Value>,
    pub comments: BTreeMap<u64, Value>,
    pub history: BTreeMap<u64, Value>,
    /// Requests left before a 429, Enterprise; `None` is no limit.
    pub quota: Option<u64>,
    pub next: HashMap<&'static str, u64>,
    /// Numbers of the annotations, drafts and predictions of a task.
    pub by_task: HashMap<u64, [Vec<u64>; 3]>,
    pub of_project: HashMap<u64, Vec<u64>>,
    /// Goes up with each write: what lists are cached by.
    pub generation: u64,
    pub cache: HashMap<String, (u64, Arc<super::filter::Listing>)>,
    pub counts: std::sync::Mutex<HashMap<u64, (u64, [u64; 8])>>,
}

pub const ANNOTATIONS: usize = 0;
pub const DRAFTS: usize = 1;
pub const PREDICTIONS: usize = 2;

impl State {
    pub fn unix(&self) -> i64 {
        jiff::Timestamp::now().as_second() + self.options.clock_s + self.clock_s
    }

    /// The server's time as Django writes it.
    pub fn now(&self) -> String {
        let clock = jiff::SignedDuration::from_secs(self.options.clock_s + self.clock_s);
        (jiff::Timestamp::now() + clock)
            .strftime("%Y-%m-%dT%H:%M:%S.%6fZ")
            .to_string()
    }

    pub fn enterprise(&self) -> bool {
        self.options.edition == "Enterprise"
    }

    pub fn at_least(&self, major: u32, minor: u32) -> bool {
        (self.version.0, self.version.1) >= (major, minor)
    }

    pub fn next_id(&mut self, kind: &'static str) -> u64 {
        let id = self.next.entry(kind).or_insert(1);
        *id += 1;
        *id - 1
    }

    pub fn touch(&mut self) {
        self.generation += 1;
    }

    pub fn task(&self, id: u64) -> Option<Task> {
        if self.removed.contains(&id) {
            return None;
        }
        self.tasks.get(&id).cloned().or_else(|| self.bulk_task(id))
    }

    pub fn annotation(&self, id: u64) -> Option<Annotation> {
        if self.removed.contains(&id) {
            return None;
        }
        self.annotations
            .get(&id)
            .cloned()
            .or_else(|| self.bulk_annotation(id))
    }

    /// All tasks of a project by number, ascending.
    pub fn tasks_of(&self, project: u64) -> Vec<u64> {
        let mut ids = self.of_project.get(&project).cloned().unwrap_or_default();
        if project == super::bulk::PROJECT {
            let known: BTreeSet<u64> = ids.iter().copied().collect();
            ids.extend(self.bulk_tasks().filter(|id| !known.contains(id)));
        }
        ids.retain(|id| !self.removed.contains(id));
        ids.sort_unstable();
        ids
    }

    fn ids(&self, task: u64, kind: usize) -> &[u64] {
        self.by_task
            .get(&task)
            .map_or(&[], |all| all[kind].as_slice())
    }

    /// With skipped ones, by number.
    pub fn annotations_of(&self, task: u64) -> Vec<Annotation> {
        let mut found: Vec<Annotation> = self
            .ids(task, ANNOTATIONS)
            .iter()
            .filter_map(|id| self.annotations.get(id).cloned())
            .collect();
        if let Some(bulk) = super::bulk::annotation_of(task)
            && !self.annotations.contains_key(&bulk)
        {
            found.extend(self.annotation(bulk));
        }
        found.sort_by_key(|one| one.id);
        found
    }

    pub fn drafts_of(&self, task: u64) -> Vec<&Draft> {
        let ids = self.ids(task, DRAFTS).iter();
        ids.filter_map(|id| self.drafts.get(id)).collect()
    }

    pub fn predictions_of(&self, task: u64) -> Vec<Prediction> {
        let mut found: Vec<Prediction> = self
            .ids(task, PREDICTIONS)
            .iter()
            .filter_map(|id| self.predictions.get(id).cloned())
            .collect();
        found.extend(self.bulk_prediction(task));
        found
    }

    pub fn put_task(&mut self, task: Task) {
        let ids = self.of_project.entry(task.project).or_default();
        if !ids.contains(&task.id) {
            ids.push(task.id);
        }
        self.tasks.insert(task.id, task);
        self.touch();
    }

    pub fn put_annotation(&mut self, one: Annotation) {
        if let Some(old) = self.annotations.get(&one.id)
            && old.task != one.task
        {
            let (task, id) = (old.task, one.id);
            self.forget(task, ANNOTATIONS, id);
        }
        self.index(one.task, ANNOTATIONS, one.id);
        self.annotations.insert(one.id, one);
        self.touch();
    }

    pub fn put_draft(&mut self, one: Draft) {
        self.index(one.task, DRAFTS, one.id);
        self.drafts.insert(one.id, one);
        self.touch();
    }

    pub fn put_prediction(&mut self, one: Prediction) {
        self.index(one.task, PREDICTIONS, one.id);
        self.predictions.insert(one.id, one);
        self.touch();
    }

    pub fn remove_annotation(&mut self, id: u64) {
        if let Some(one) = self.annotations.remove(&id) {
            self.forget(one.task, ANNOTATIONS, id);
        }
        self.removed.insert(id);
        let drafts: Vec<u64> = self
            .drafts
            .values()
            .filter(|draft| draft.annotation == Some(id))
            .map(|draft| draft.id)
            .collect();
        drafts.into_iter().for_each(|id| self.remove_draft(id));
        self.touch();
    }

    pub fn remove_draft(&mut self, id: u64) {
        if let Some(one) = self.drafts.remove(&id) {
            self.forget(one.task, DRAFTS, id);
        }
        self.touch();
    }

    pub fn remove_prediction(&mut self, id: u64) {
        if let Some(one) = self.predictions.remove(&id) {
            self.forget(one.task, PREDICTIONS, id);
        }
        self.touch();
    }

    pub fn remove_task(&mut self, id: u64) {
        for one in self.annotations_of(id) {
            self.remove_annotation(one.id);
        }
        let drafts: Vec<u64> = self.ids(id, DRAFTS).to_vec();
        drafts.into_iter().for_each(|id| self.remove_draft(id));
        if let Some(task) = self.tasks.remove(&id)
            && let Some(ids) = self.of_project.get_mut(&task.project)
        {
            ids.retain(|one| *one != id);
        }
        self.by_task.remove(&id);
        self.removed.insert(id);
        self.touch();
    }

    fn index(&mut self, task: u64, kind: usize, id: u64) {
        let ids = &mut self.by_task.entry(task).or_default()[kind];
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn forget(&mut self, task: u64, kind: usize, id: u64) {
        if let Some(all) = self.by_task.get_mut(&task) {
            all[kind].retain(|one| *one != id);
        }
    }

    /// After a write of a person on something of the task.
    pub fn task_written(&mut self, id: u64, by: Option<u64>) {
        if let Some(mut task) = self.task(id) {
            task.updated_at = self.now();
            if by.is_some() {
                task.updated_by = by;
            }
            self.put_task(task);
        }
    }
}

/// Live annotations have reached the overlap.
pub fn is_labeled(task: &Task, annotations: &[Annotation]) -> bool {
    let live = annotations.iter().filter(|one| !one.was_cancelled).count() as u64;
    live > 0 && live >= task.overlap
}

pub fn completed_at(task: &Task, annotations: &[Annotation]) -> Option<String> {
    if !is_labeled(task, annotations) {
        return None;
    }
    annotations
        .iter()
        .max_by_key(|one| one.id)
        .map(|one| one.created_at.clone())
}
