//! Bricks of the world at the start: projects, tasks, results, regions.

use super::seed;
use super::state::{Annotation, Draft, Prediction, Project, State, Task, View};
use serde_json::{Value, json};

pub const ADMIN: u64 = 1;
pub const ALICE: u64 = 2;
pub const BOB: u64 = 3;
pub const CAROL: u64 = 4;

pub struct Seed<'a> {
    pub state: &'a mut State,
    clock: i64,
    annotation: u64,
    prediction: u64,
    draft: u64,
}

impl<'a> Seed<'a> {
    pub fn new(state: &'a mut State) -> Self {
        Seed {
            state,
            clock: 1_795_248_600,
            annotation: 300,
            prediction: 100,
            draft: 20,
        }
    }

    /// Each call is a second later.
    pub fn now(&mut self) -> String {
        self.clock += 1;
        let time = jiff::Timestamp::from_second(self.clock).expect("a time of this century");
        time.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
    }

    pub fn project(&mut self, id: u64, title: &str, description: &str, config: &str) {
        let mut body = seed::project_body(title, config);
        body.insert("description".into(), description.into());
        body.insert("created_at".into(), self.now().into());
        let project = Project {
            id,
            body,
            workspace: if id <= 6 { 2 } else { 3 },
            members: vec![ALICE, BOB, CAROL, 6, 8],
            closed_to: Vec::new(),
            manual: false,
        };
        self.state.projects.insert(id, project);
    }

    pub fn set(&mut self, project: u64, key: &str, value: Value) {
        let project = self.state.projects.get_mut(&project).expect("made before");
        project.body.insert(key.into(), value);
    }

    pub fn view(&mut self, id: u64, project: u64, data: Value) {
        let order = self
            .state
            .views
            .values()
            .filter(|view| view.project == project)
            .count() as u64;
        let view = View {
            id,
            project,
            user: Some(ADMIN),
            order,
            data,
        };
        self.state.views.insert(id, view);
    }

    /// The next task of a project, by its own number.
    pub fn task(&mut self, id: u64, project: u64, data: Value) -> u64 {
        let inner = self.state.of_project.get(&project).map_or(0, Vec::len) as u64 + 1;
        let now = self.now();
        let upload = data
            .as_object()
            .into_iter()
            .flatten()
            .find_map(|(_, value)| value.as_str()?.strip_prefix("/data/upload/"))
            .and_then(|path| path.split_once('/'))
            .map(|(_, name)| name.to_owned());
        let overlap = self
            .state
            .projects
            .get(&project)
            .map_or(1, |one| one.number("maximum_annotations"));
        self.state.put_task(Task {
            id,
            project,
            inner_id: inner,
            data,
            meta: json!({}),
            overlap: overlap.max(1),
            created_at: now.clone(),
            updated_at: now,
            updated_by: None,
            file_upload: upload,
            storage_filename: None,
            state: "CREATED".into(),
        });
        id
    }

    pub fn change(&mut self, task: u64, change: impl FnOnce(&mut Task)) {
        let mut task = self.state.task(task).expect("made before");
        change(&mut task);
        self.state.put_task(task);
    }

    pub fn annotate(&mut self, task: u64, by: u64, result: Value) -> u64 {
        self.annotation += 1;
        let id = self.annotation;
        self.annotate_as(id, task, by, result);
        id
    }

    pub fn annotate_as(&mut self, id: u64, task: u64, by: u64, result: Value) {
        let now = self.now();
        let project = self.state.task(task).map_or(0, |task| task.project);
        self.state.put_annotation(Annotation {
            id,
            task,
            project,
            result,
            completed_by: by,
            was_cancelled: false,
            ground_truth: false,
            created_at: now.clone(),
            updated_at: now.clone(),
            draft_created_at: None,
            lead_time: Some(10.0 + (id % 17) as f64 * 1.5),
            last_action: None,
            updated_by: Some(by),
            parent_prediction: None,
            parent_annotation: None,
            unique_id: format!("00000000-0000-4000-a000-{id:012x}"),
        });
        self.change(task, |task| {
            task.updated_at = now;
            task.updated_by = Some(by);
            task.state = "COMPLETED".into();
        });
    }

    pub fn edit(&mut self, annotation: u64, change: impl FnOnce(&mut Annotation)) {
        let mut one = self.state.annotation(annotation).expect("made before");
        change(&mut one);
        self.state.put_annotation(one);
    }

    pub fn skip(&mut self, task: u64, by: u64) -> u64 {
        let id = self.annotate(task, by, json!([]));
        self.edit(id, |one| one.was_cancelled = true);
        id
    }

    pub fn predict(&mut self, task: u64, version: &str, score: f64, result: Value) -> u64 {
        self.prediction += 1;
        let now = self.now();
        let project = self.state.task(task).map_or(0, |task| task.project);
        self.state.put_prediction(Prediction {
            id: self.prediction,
            task,
            project,
            result,
            model_version: Some(version.into()),
            score: Some(score),
            created_at: now.clone(),
            updated_at: now,
        });
        self.prediction
    }

    pub fn draft(&mut self, task: u64, annotation: Option<u64>, by: u64, result: Value) -> u64 {
        self.draft += 1;
        let now = self.now();
        self.state.put_draft(Draft {
            id: self.draft,
            task,
            annotation,
            user: by,
            result,
            lead_time: Some(1.0),
            was_postponed: false,
            created_at: now.clone(),
            updated_at: now,
        });
        self.draft
    }
}

/// A region of a picture of 640 to 480 whose object is `image`.
pub fn shape(id: &str, from: &str, kind: &str, value: Value) -> Value {
    json!({
        "original_width": 640, "original_height": 480, "image_rotation": 0, "value": value,
        "id": id, "from_name": from, "to_name": "image", "type": kind, "origin": "manual",
    })
}

pub fn rectangle(id: &str, label: &str, at: [f64; 4]) -> Value {
    let [x, y, width, height] = at;
    let value = json!({
        "x": x, "y": y, "width": width, "height": height, "rotation": 0, "rectanglelabels": [label],
    });
    shape(id, "box", "rectanglelabels", value)
}

/// Something said of the whole task, or of a stretch of it.
pub fn said(id: &str, from: &str, to: &str, kind: &str, value: Value) -> Value {
    json!({
        "value": value, "id": id, "from_name": from, "to_name": to, "type": kind, "origin": "manual",
    })
}

pub fn relation(from: &str, to: &str, direction: &str, labels: Value) -> Value {
    json!({
        "from_id": from, "to_id": to, "type": "relation", "direction": direction, "labels": labels,
    })
}
