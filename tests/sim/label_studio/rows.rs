//! What a filter or an order looks at: the cells of a task, each made when it is asked for.

use super::reply::{Reply, error};
use super::state::{Annotation, Prediction, State, Task, completed_at, is_labeled};
use super::{insight, reviews, wire};
use serde_json::{Value, json};
use std::cell::OnceCell;

const FIELDS: &str = "allow_skip, annotations, cancelled_annotations, comment_authors, \
    comment_count, created_at, data, drafts, failed_predictions, file_upload, file_upload_id, \
    fsm_states, id, inner_id, is_labeled, last_comment_updated_at, meta, overlap, predictions, \
    project, project_id, total_annotations, total_predictions, unresolved_comment_count, updated_at";

/// A task, of which only what a filter asks for is looked up.
pub struct Row<'a> {
    state: &'a State,
    id: u64,
    task: OnceCell<Task>,
    annotations: OnceCell<Vec<Annotation>>,
    predictions: OnceCell<Vec<Prediction>>,
}

pub enum Cell {
    Number(Option<f64>),
    Text(Option<String>),
    Date(Option<String>),
    Bool(bool),
    People(Vec<u64>),
    Words(Vec<String>),
    Json(Value),
}

impl<'a> Row<'a> {
    pub fn new(state: &'a State, id: u64) -> Self {
        Row {
            state,
            id,
            task: OnceCell::new(),
            annotations: OnceCell::new(),
            predictions: OnceCell::new(),
        }
    }

    fn task(&self) -> &Task {
        self.task
            .get_or_init(|| self.state.task(self.id).expect("a listed task"))
    }

    fn annotations(&self) -> &[Annotation] {
        self.annotations.get_or_init(|| {
            if self.state.bulk_tally(self.id).is_none() {
                return self.state.annotations_of(self.id);
            }
            let id = super::bulk::annotation_of(self.id);
            id.and_then(|id| self.state.bulk_head(id))
                .into_iter()
                .collect()
        })
    }

    fn predictions(&self) -> &[Prediction] {
        self.predictions
            .get_or_init(|| self.state.predictions_of(self.id))
    }

    fn results(&self, which: &str) -> String {
        let all: Vec<String> = match which {
            "annotations_results" => {
                let all = self.state.annotations_of(self.id);
                all.iter().map(|one| spaced(&one.result)).collect()
            }
            _ => self
                .predictions()
                .iter()
                .map(|one| spaced(&one.result))
                .collect(),
        };
        all.join("\n")
    }

    pub fn cell(&self, name: &str) -> Result<Cell, Reply> {
        let number = |n: u64| Cell::Number(Some(n as f64));
        let tally = || wire::tally(self.state, self.id);
        if let Some(key) = name.strip_prefix("data.") {
            return Ok(Cell::Json(
                self.task().data.get(key).cloned().unwrap_or_default(),
            ));
        }
        Ok(match name {
            "id" => number(self.id),
            "inner_id" => number(self.task().inner_id),
            "total_annotations" => number(tally().live),
            "cancelled_annotations" => number(tally().cancelled),
            "total_predictions" => number(tally().predictions),
            "overlap" => number(self.task().overlap),
            "comment_count" | "unresolved_comment_count" => {
                let of = self
                    .state
                    .comments
                    .values()
                    .filter(|one| one["task"] == self.id);
                let open = of.filter(|one| name == "comment_count" || one["is_resolved"] == false);
                number(open.count() as u64)
            }
            "predictions_score" => Cell::Number(wire::score(
                self.state,
                self.task().project,
                self.predictions(),
            )),
            "avg_lead_time" => Cell::Number(wire::lead_time(self.annotations())),
            "completed_at" => Cell::Date(completed_at(self.task(), self.annotations())),
            "created_at" => Cell::Date(Some(self.task().created_at.clone())),
            "updated_at" => Cell::Date(Some(self.task().updated_at.clone())),
            "annotators" => Cell::People(
                self.annotations()
                    .iter()
                    .map(|one| one.completed_by)
                    .collect(),
            ),
            "updated_by" => Cell::People(self.task().updated_by.into_iter().collect()),
            "predictions_model_versions" => {
                let versions = self.predictions().iter();
                Cell::Words(
                    versions
                        .filter_map(|one| one.model_version.clone())
                        .collect(),
                )
            }
            "annotations_results" | "predictions_results" => Cell::Text(Some(self.results(name))),
            "annotations_ids" => Cell::Json(self.annotations().iter().map(|one| one.id).collect()),
            "file_upload" => Cell::Text(self.task().file_upload.clone()),
            "storage_filename" => Cell::Text(self.task().storage_filename.clone()),
            "draft_exists" => Cell::Bool(!self.state.drafts_of(self.id).is_empty()),
            "is_labeled" => Cell::Bool(is_labeled(self.task(), self.annotations())),
            "meta" => Cell::Json(self.task().meta.clone()),
            "state" if self.state.options.fsm || self.state.enterprise() => {
                Cell::Text(Some(self.task().state.clone()))
            }
            _ if self.state.enterprise() => return self.enterprise(name),
            _ => return Err(unknown(name)),
        })
    }

    fn enterprise(&self, name: &str) -> Result<Cell, Reply> {
        let standing = reviews::of_task(self.state, self.task());
        Ok(match name {
            "ground_truth" => Cell::Bool(self.annotations().iter().any(|one| one.ground_truth)),
            "reviewed" => Cell::Bool(standing.reviewed),
            "reviews_accepted" => Cell::Number(Some(standing.accepted as f64)),
            "reviews_rejected" => Cell::Number(Some(standing.rejected as f64)),
            "reviewers" => Cell::People(standing.by),
            "agreement" => Cell::Number(insight::agreement(self.annotations()).map(|a| a * 100.0)),
            "comments" => {
                let of = self
                    .state
                    .comments
                    .values()
                    .filter(|one| one["task"] == self.id);
                let texts: Vec<&str> = of.filter_map(|one| one["text"].as_str()).collect();
                Cell::Text(Some(texts.join(",")))
            }
            _ => return Err(unknown(name)),
        })
    }
}

fn unknown(name: &str) -> Reply {
    error(
        500,
        format!("Cannot resolve keyword '{name}' into field. Choices are: {FIELDS}"),
    )
}

/// JSON as Python writes it, with a space after each comma and colon.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            let all: Vec<String> = list.iter().map(spaced).collect();
            format!("[{}]", all.join(", "))
        }
        Value::Object(map) => {
            let all: Vec<String> = map
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), spaced(value)))
                .collect();
            format!("{{{}}}", all.join(", "))
        }
        other => other.to_string(),
    }
}

pub fn text_of(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) | Cell::Date(text) => text.clone(),
        Cell::Number(n) => n.map(|n| n.to_string()),
        Cell::Bool(is) => Some(is.to_string()),
        Cell::People(list) => Some(json!(list).to_string()),
        Cell::Words(list) => Some(list.join(",")),
        Cell::Json(Value::Null) => None,
        Cell::Json(Value::String(text)) => Some(text.clone()),
        Cell::Json(other) => Some(other.to_string()),
    }
}
