//! What a task's answer holds, free of it: results with their regions not yet placed, facts,
//! problems.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::limits::{LOCAL_PROBLEMS, STUDIO_FACT_CHARS, STUDIO_FACTS, STUDIO_RESULTS};
use crate::model::content::TimelineKind;
use crate::model::{Attribute, ContentHash, Id, ItemResult, ResultKind, Text, Timestamp};
use crate::platform::PlatformError;
use crate::platform::http::Body;

use super::super::documents::Plan;
use super::super::lists::time;
use super::super::marker;
use super::super::names;
use super::super::objects::Task;
use super::super::results::{self, Regions, words};
use super::super::wire::{self, Annotation, Draft, Person, Prediction};
use super::{Asked, data_of};

/// A result and its regions.
#[derive(Debug)]
pub struct Whole {
    /// The result, without its hash.
    pub result: ItemResult,
    /// Its regions.
    pub regions: Regions,
    /// Who changed it last.
    pub changed_by: Option<u64>,
}

/// What was read.
#[derive(Debug)]
pub struct Reading {
    /// What the task is called.
    pub name: Text,
    /// What it shows.
    pub plan: Plan,
    /// Results: live, skipped, predictions, drafts.
    pub results: Vec<Whole>,
    /// What else is known of the task.
    pub facts: Vec<Attribute>,
    /// What could not be read.
    pub problems: Vec<Text>,
}

impl Reading {
    /// Reads a task; `bodies` are those of annotations that it has only the heads of.
    ///
    /// # Errors
    /// An answer of another shape.
    pub fn new(
        task: &Task,
        bodies: &HashMap<u64, Body>,
        asked: &Asked,
    ) -> Result<Self, PlatformError> {
        Ok(Self::of(&task.read()?, bodies, asked))
    }

    /// Reads a task that was told already.
    pub fn of(told: &wire::Task<'_>, bodies: &HashMap<u64, Body>, asked: &Asked) -> Self {
        let data = data_of(told);
        let mut reading = Self {
            name: names::of_task(told),
            plan: Plan::new(&asked.config, &data),
            results: Vec::new(),
            facts: facts(told, &data, asked),
            problems: Vec::new(),
        };
        reading.annotations(told, bodies, asked);
        let (predictions, broken) = told.predictions.read::<Prediction<'_>>("predictions");
        reading.problems.extend(broken);
        for prediction in &predictions {
            reading.add(prediction_result(prediction), prediction.result, None);
        }
        let (drafts, broken) = told.drafts.read::<Draft<'_>>("drafts");
        reading.problems.extend(broken);
        for draft in &drafts {
            reading.add(draft_result(draft, asked), draft.result, None);
        }
        reading.problems.truncate(LOCAL_PROBLEMS);
        reading
    }

    fn annotations(&mut self, told: &wire::Task<'_>, bodies: &HashMap<u64, Body>, asked: &Asked) {
        let (mut heads, broken) = told.annotations.read::<Annotation<'_>>("annotations");
        self.problems.extend(broken);
        heads.sort_by_key(|one| (one.was_cancelled, one.id));
        heads.dedup_by_key(|one| one.id);
        for head in &heads {
            let body = bodies.get(&head.id).filter(|_| head.is_stub);
            let whole = body.map(|body| body.json::<Annotation<'_>>());
            match (head.is_stub, whole) {
                (true, Some(Ok(whole))) => {
                    // Who it was stands in the head, too, and more fully.
                    let result = annotation_result(&whole, &head.completed_by, asked);
                    self.add(result, whole.result, whole.updated_by.number());
                }
                (true, other) => {
                    let why = match other {
                        Some(Err(error)) => error.to_string(),
                        _ => "it is not there any more".into(),
                    };
                    let line = format!("result {}: {why}", head.id);
                    self.problems.push(Text::line(&line));
                }
                (false, _) => {
                    let result = annotation_result(head, &head.completed_by, asked);
                    self.add(result, head.result, head.updated_by.number());
                }
            }
        }
    }

    fn add(&mut self, result: ItemResult, raw: Option<&RawValue>, changed_by: Option<u64>) {
        if self.results.len() < STUDIO_RESULTS {
            let regions = results::read(raw);
            self.results.push(Whole {
                result,
                regions,
                changed_by,
            });
        } else if self.results.len() == STUDIO_RESULTS {
            self.problems
                .push("the task has more results than the limit".into());
        }
    }

    /// How long the time lines are, as regions say: seconds, or frames of a video.
    pub fn lengths(&self) -> Vec<Option<f64>> {
        let mut lengths: Vec<Option<f64>> = vec![None; self.plan.contents.len()];
        let groups = self.results.iter().flat_map(|one| &one.regions.groups);
        for part in groups.flat_map(|group| &group.parts) {
            let Some(place) = self.plan.content(&part.to) else {
                continue;
            };
            let video = self
                .plan
                .contents
                .get(place)
                .is_some_and(|planned| planned.timeline == Some(TimelineKind::Video));
            let said = match video {
                true => part.value.get("framesCount").and_then(results::number),
                false => part.length,
            };
            if let (Some(length), Some(known)) =
                (said.filter(|length| *length > 0.0), lengths.get_mut(place))
            {
                *known = Some(known.map_or(length, |known| known.max(length)));
            }
        }
        lengths
    }
}

fn fact(name: &str, value: &str) -> Attribute {
    let short: String = value.chars().take(STUDIO_FACT_CHARS).collect();
    Attribute {
        name: Text::line(name),
        value: Text::line(&short),
    }
}

fn changed(updated: &str, created: &str) -> Timestamp {
    match updated.is_empty() {
        true => time(created),
        false => time(updated),
    }
}

fn lead_time(seconds: Option<f64>) -> Option<Attribute> {
    let seconds = seconds.filter(|seconds| seconds.is_finite())?;
    Some(fact("time", &format!("{seconds:.0} s")))
}

/// `First Last mail, 12` without the number.
fn without_number(raw: &str) -> Text {
    let name = match raw.rsplit_once(", ") {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => raw,
    };
    Text::line(name.trim())
}

fn annotation_result(one: &Annotation<'_>, by: &Person<'_>, asked: &Asked) -> ItemResult {
    let author = asked
        .people
        .of(by)
        .unwrap_or_else(|| without_number(&one.created_username));
    let mut facts = Vec::new();
    facts.extend(lead_time(one.lead_time));
    let last = one.updated_by.number();
    if let Some(last) = last.filter(|last| by.number() != Some(*last)) {
        facts.push(fact("changed by", &asked.people.name(last)));
    }
    let called = |id| asked.people.name(id);
    match marker::fact_of(Some(&one.last_action), by.number(), last, called) {
        Some(marker) => facts.push(marker),
        None if one.last_action.is_empty() => {}
        None => facts.push(fact("last action", &one.last_action)),
    }
    if let Some(from) = one.parent_prediction {
        facts.push(fact("from prediction", &from.to_string()));
    }
    if let Some(from) = one.parent_annotation {
        facts.push(fact("from result", &from.to_string()));
    }
    if !one.state.is_empty() {
        facts.push(fact("state", &one.state));
    }
    ItemResult {
        id: Id::Number(one.id),
        kind: ResultKind::Submitted,
        author,
        mine: asked.me != 0 && by.number() == Some(asked.me),
        at: changed(&one.updated_at, &one.created_at),
        truth: one.ground_truth,
        skipped: one.was_cancelled,
        score: None,
        facts,
        hash: ContentHash(0),
        verdict: None,
    }
}

fn prediction_result(one: &Prediction<'_>) -> ItemResult {
    let version = one.model_version.trim();
    ItemResult {
        id: Id::name(&format!("prediction-{}", one.id)),
        kind: ResultKind::Prediction,
        author: match version.is_empty() {
            true => "a model".into(),
            false => Text::line(version),
        },
        mine: false,
        at: changed(&one.updated_at, &one.created_at),
        truth: false,
        skipped: false,
        // Scores lie between 0 and 1.
        score: one.score.map(|score| score as f32),
        facts: Vec::new(),
        hash: ContentHash(0),
        verdict: None,
    }
}

fn draft_result(one: &Draft<'_>, asked: &Asked) -> ItemResult {
    let mut facts = Vec::new();
    if let Some(of) = one.annotation {
        facts.push(fact("of result", &of.to_string()));
    }
    if one.was_postponed {
        facts.push(fact("put off", "yes"));
    }
    facts.extend(lead_time(one.lead_time));
    ItemResult {
        id: Id::name(&format!("draft-{}", one.id)),
        kind: ResultKind::Draft,
        author: asked
            .people
            .of(&one.user)
            .unwrap_or_else(|| asked.my_name.clone()),
        // A task has the login's own drafts only.
        mine: true,
        at: changed(&one.updated_at, &one.created_at),
        truth: false,
        skipped: false,
        score: None,
        facts,
        hash: ContentHash(0),
        verdict: None,
    }
}

/// What is known of a task beside what it shows: its numbers, and data that nothing shows.
fn facts(told: &wire::Task<'_>, data: &Value, asked: &Asked) -> Vec<Attribute> {
    let mut facts = Vec::new();
    facts.push(fact("task", &told.id.to_string()));
    if let Some(inner) = told.inner_id.filter(|inner| *inner != told.id) {
        facts.push(fact("number", &inner.to_string()));
    }
    if let Some(overlap) = told.overlap.filter(|overlap| *overlap > 1) {
        let made = told.total_annotations;
        facts.push(fact("results", &format!("{made} of {overlap}")));
    }
    if let Some(agreement) = told.agreement {
        facts.push(fact("agreement", &format!("{agreement:.0}%")));
    }
    let shown = |key: &str| {
        let by = |text: &str| {
            let at = text.match_indices('$').map(|(at, _)| at + 1);
            at.filter_map(|at| text.get(at..)).any(|rest| {
                rest.strip_prefix(key).is_some_and(|after| {
                    !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            })
        };
        let mut objects = asked.config.objects.iter();
        objects.any(|object| by(&object.value) || object.list.as_deref().is_some_and(by))
    };
    if let Value::Object(fields) = data {
        let beside = fields.iter().filter(|(key, _)| !shown(key));
        facts.extend(beside.map(|(key, value)| fact(key, &words(value))));
    }
    let meta = told.meta.map(RawValue::get);
    let meta = meta.and_then(|raw| serde_json::from_str::<Value>(raw).ok());
    if let Some(Value::Object(fields)) = meta {
        let beside = fields.iter();
        facts.extend(beside.map(|(key, value)| fact(&format!("meta {key}"), &words(value))));
    }
    facts.truncate(STUDIO_FACTS);
    facts
}
