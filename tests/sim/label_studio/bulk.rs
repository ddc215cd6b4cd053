//! A project of any number of tasks, computed from their numbers: every third has an annotation,
//! every fifth a prediction, every fiftieth was skipped.

use super::state::{Annotation, Prediction, State, Task};
use serde_json::{Value, json};

pub const PROJECT: u64 = 100;
const TASK: u64 = 1_000_000;
const ANNOTATION: u64 = 10_000_000;
const PREDICTION: u64 = 20_000_000;
const START: i64 = 1_790_000_000;

fn at(inner: u64, plus: i64) -> String {
    let time = jiff::Timestamp::from_second(START + inner as i64 * 7 + plus);
    time.expect("a time of this century")
        .strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        .to_string()
}

fn mixed(inner: u64, by: u64) -> f64 {
    (inner.wrapping_mul(2_654_435_761).rotate_right(by as u32) % 1000) as f64 / 1000.0
}

fn boxes(inner: u64, count: u64) -> Value {
    let regions = (0..count).map(|n| {
        let labels = ["Car", "Person", "Sign"];
        json!({
            "original_width": 640, "original_height": 480, "image_rotation": 0,
            "value": {
                "x": (mixed(inner, n) * 70.0).round(), "y": (mixed(inner, n + 3) * 60.0).round(),
                "width": 12.5, "height": 20.0, "rotation": 0,
                "rectanglelabels": [labels[((inner + n) % 3) as usize]],
            },
            "id": format!("b{inner}_{n}"), "from_name": "box", "to_name": "image",
            "type": "rectanglelabels", "origin": "manual",
        })
    });
    Value::Array(regions.collect())
}

/// The number of the annotation that a bulk task has, when it has one.
pub fn annotation_of(task: u64) -> Option<u64> {
    let inner = task.checked_sub(TASK)?;
    (task < ANNOTATION && inner > 0 && (inner.is_multiple_of(3) || inner.is_multiple_of(50)))
        .then_some(ANNOTATION + inner)
}

impl State {
    pub fn bulk_tasks(&self) -> impl Iterator<Item = u64> {
        (1..=self.options.bulk).map(|inner| TASK + inner)
    }

    fn inner(&self, id: u64, base: u64) -> Option<u64> {
        id.checked_sub(base)
            .filter(|inner| (1..=self.options.bulk).contains(inner))
    }

    pub fn bulk_task(&self, id: u64) -> Option<Task> {
        let inner = self.inner(id, TASK)?;
        let annotated = annotation_of(id).is_some();
        Some(Task {
            id,
            project: PROJECT,
            inner_id: inner,
            data: json!({
                "image": format!("/data/upload/100/{:08x}-street_{inner:06}.png", inner * 7919),
                "city": (["Accra", "Lima", "Oslo", "Turin"][(inner % 4) as usize]),
                "number": inner,
            }),
            meta: json!({}),
            overlap: 1,
            created_at: at(inner, 0),
            updated_at: at(inner, if annotated { 3600 } else { 0 }),
            updated_by: annotated.then_some(2 + inner % 2),
            file_upload: Some(format!("{:08x}-street_{inner:06}.png", inner * 7919)),
            storage_filename: None,
            state: if annotated { "COMPLETED" } else { "CREATED" }.into(),
        })
    }

    pub fn bulk_annotation(&self, id: u64) -> Option<Annotation> {
        let mut one = self.bulk_head(id)?;
        let inner = id - ANNOTATION;
        one.result = if one.was_cancelled {
            json!([])
        } else {
            boxes(inner, 1 + inner % 4)
        };
        Some(one)
    }

    /// Without its result, for filters that do not ask for it.
    pub fn bulk_head(&self, id: u64) -> Option<Annotation> {
        let inner = self.inner(id, ANNOTATION)?;
        annotation_of(TASK + inner)?;
        let skipped = inner.is_multiple_of(50);
        Some(Annotation {
            id,
            task: TASK + inner,
            project: PROJECT,
            result: Value::Null,
            completed_by: 2 + inner % 2,
            was_cancelled: skipped,
            ground_truth: inner.is_multiple_of(300) && !skipped,
            created_at: at(inner, 3600),
            updated_at: at(inner, 3600),
            draft_created_at: None,
            lead_time: Some((mixed(inner, 5) * 900.0).round() / 10.0),
            last_action: None,
            updated_by: Some(2 + inner % 2),
            parent_prediction: None,
            parent_annotation: None,
            unique_id: format!("00000000-0000-4000-8000-{inner:012x}"),
        })
    }

    pub fn bulk_prediction(&self, task: u64) -> Option<Prediction> {
        let inner = self.inner(task, TASK)?;
        let id = PREDICTION + inner;
        if !inner.is_multiple_of(5) || self.removed.contains(&id) {
            return None;
        }
        Some(Prediction {
            id,
            task,
            project: PROJECT,
            result: boxes(inner + 1, 2),
            model_version: Some("yolo-1".into()),
            score: Some(mixed(inner, 9)),
            created_at: at(inner, 60),
            updated_at: at(inner, 60),
        })
    }
}

impl State {
    /// What a bulk task counts, without making its bodies, while nobody has touched it.
    pub fn bulk_tally(&self, task: u64) -> Option<super::wire::Tally> {
        let inner = self.inner(task, TASK)?;
        let untouched = !self.tasks.contains_key(&task)
            && !self.by_task.contains_key(&task)
            && !self.removed.contains(&(ANNOTATION + inner))
            && !self.removed.contains(&(PREDICTION + inner));
        let skipped = inner.is_multiple_of(50);
        let live = !skipped && annotation_of(task).is_some();
        let truth = u64::from(live && inner.is_multiple_of(300));
        untouched.then(|| super::wire::Tally {
            live: u64::from(live),
            cancelled: u64::from(skipped),
            predictions: u64::from(inner.is_multiple_of(5)),
            truth,
            useful: u64::from(live) - truth,
            labeled: live,
        })
    }
}
