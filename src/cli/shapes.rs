//! The JSON shapes of the command line: a public promise that `tests/it/cli/shapes.json` states
//! and a test keeps.
//!
//! `snake_case` fields in the vocabulary's words, ids as strings, times in RFC 3339 UTC, geometry
//! in image pixels of the displayed orientation.

use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::model::{
    Annotation, Content, Detail, Entry, Id, Issue, ItemDetail, ItemResult, Judgement, Level,
    NodeRef, Permissions, Relation, Row, Shape, State, StatusClass, Text, Timestamp, Verdict,
    Words,
};

/// Numbers of 32 bits with the digits that they need: 201.42, not 201.4199981689453.
fn exact(value: &impl Serialize) -> Value {
    serde_json::to_string(value)
        .and_then(|text| serde_json::from_str(&text))
        .unwrap_or(Value::Null)
}

/// What prints itself, without a text of its own.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A row of a list, written without a value in between: a list may have a million. Every level
/// has the same fields.
#[derive(Serialize)]
pub struct RowShape<'a> {
    annotations: u32,
    assignee: Option<&'a Text>,
    class: StatusClass,
    deleted: bool,
    done: u32,
    flagged: bool,
    id: Shown<&'a Id>,
    issues: u16,
    items: u32,
    level: Level,
    link: Shown<&'a NodeRef>,
    missing: bool,
    name: &'a Text,
    rejected: u32,
    reviewer: Option<&'a Text>,
    stage: Option<&'a Text>,
    stale: bool,
    state: Option<&'a Text>,
    troubled: bool,
    truth: bool,
    updated: Option<Shown<Timestamp>>,
    verdict: Option<Verdict>,
}

impl<'a> RowShape<'a> {
    /// The shape of a row at its place.
    pub fn new(node: &'a NodeRef, row: &'a Row, words: &'a Words) -> Self {
        let word = |id| words.get_some(id);
        Self {
            annotations: row.annotations,
            assignee: word(row.assignee),
            class: row.class,
            deleted: row.flags.deleted,
            done: row.done,
            flagged: row.flags.flagged,
            id: Shown(&row.id),
            issues: row.issues,
            items: row.items,
            level: node.level(),
            link: Shown(node),
            missing: row.flags.missing,
            name: &row.name,
            rejected: row.rejected,
            reviewer: word(row.reviewer),
            stage: word(row.stage),
            stale: row.flags.stale,
            state: word(row.state),
            troubled: row.flags.troubled,
            truth: row.flags.truth,
            updated: (row.updated_s != 0).then(|| Shown(Timestamp::from_seconds(row.updated_s))),
            verdict: row.verdict,
        }
    }
}

/// `show` of anything but an item: the row's fields and more.
pub fn node(detail: &Detail, permissions: &Permissions) -> Value {
    let mut value = match detail.page.rows.first() {
        Some(first) => json!(RowShape::new(&detail.node, first, &detail.page.words)),
        None => json!({"link": detail.node.to_string(), "level": detail.node.level()}),
    };
    let facts: Vec<Value> = detail
        .facts
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    let transitions: Vec<Value> = detail
        .transitions
        .iter()
        .map(|transition| {
            json!({
                "to": to_word(&transition.to),
                "stage": transition.to.stage,
                "state": transition.to.state,
                "class": transition.to.class,
                "summary": transition.summary,
                "assignee": transition.assignee,
                "denied": transition.denied,
            })
        })
        .collect();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("facts".into(), facts.into());
        fields.insert("transitions".into(), transitions.into());
        fields.insert("guide".into(), json!(detail.guide));
        fields.insert("web".into(), json!(detail.web));
        fields.insert("denied".into(), denied(permissions));
        fields.insert("errors".into(), json!([]));
    }
    value
}

/// A state as `--to` takes it: `stage/state`.
pub fn to_word(state: &State) -> String {
    match &state.stage {
        Some(stage) => format!("{stage}/{}", state.state),
        None => state.state.to_string(),
    }
}

/// Verbs that are refused, with the reason.
pub fn denied(permissions: &Permissions) -> Value {
    permissions
        .denied
        .iter()
        .map(|(verb, reason)| json!({"verb": verb, "reason": reason}))
        .collect()
}

/// A verdict; `null` without one.
pub fn judgement(judgement: Option<&Judgement>) -> Value {
    judgement.map_or(Value::Null, |judgement| {
        json!({
            "verdict": judgement.verdict,
            "reason": judgement.reason,
            "by": judgement.by,
            "at": judgement.at.to_string(),
        })
    })
}

/// One annotation of an item. Its id is `ITEM#ANNOTATION`, as `annotation accept` takes it.
pub fn annotation(detail: &ItemDetail, annotation: &Annotation) -> Value {
    let known = detail.labels.get(annotation.label);
    let stale = annotation
        .verdict
        .as_ref()
        .is_some_and(|verdict| verdict.is_stale(annotation.hash));
    json!({
        "id": annotation_id(detail, annotation),
        "annotation": annotation.id.to_string(),
        "item": detail.node.to_string(),
        "result": own_result(detail, annotation).map(|one| one.id.to_string()),
        "on": annotation.on,
        "content": content(detail, annotation),
        "label": known.map(|label| &label.name),
        "shape": exact(&annotation.shape),
        "bounds": exact(&annotation.shape.bounds()),
        "attributes": annotation.attributes,
        "score": exact(&annotation.score),
        "author": annotation.author,
        "source": annotation.source,
        "group": annotation.group,
        "occluded": annotation.occluded,
        "crowd": annotation.crowd,
        "z": annotation.z,
        "hash": annotation.hash.to_string(),
        "judgement": judgement(annotation.verdict.as_ref()),
        "stale": stale,
    })
}

/// The result that an annotation is part of, where there are several.
fn own_result<'d>(detail: &'d ItemDetail, annotation: &Annotation) -> Option<&'d ItemResult> {
    detail.results.get(usize::from(annotation.result))
}

/// The name of the document or time line that a span or segment lies on.
fn content<'d>(detail: &'d ItemDetail, annotation: &Annotation) -> Option<&'d Text> {
    match annotation.shape {
        Shape::Span { .. } | Shape::Segment { .. } => {
            let content = detail.contents.get(usize::from(annotation.on));
            content.map(Content::name)
        }
        _ => None,
    }
}

/// How many annotations a result has.
pub fn parts(detail: &ItemDetail, result: &ItemResult) -> usize {
    let place = detail.results.iter().position(|one| one.id == result.id);
    let own = |one: &&Annotation| Some(usize::from(one.result)) == place;
    detail.annotations.iter().filter(own).count()
}

/// One whole result of an item. Its id is `ITEM#RESULT`, as `result accept` takes it.
pub fn result(detail: &ItemDetail, result: &ItemResult) -> Value {
    let verdict = result.verdict.as_ref();
    json!({
        "id": format!("{}#{}", detail.node, result.id),
        "result": result.id.to_string(),
        "item": detail.node.to_string(),
        "kind": result.kind,
        "author": result.author,
        "mine": result.mine,
        "at": result.at.to_string(),
        "truth": result.truth,
        "skipped": result.skipped,
        "score": exact(&result.score),
        "annotations": parts(detail, result),
        "facts": result.facts,
        "hash": result.hash.to_string(),
        "judgement": judgement(verdict),
        "stale": verdict.is_some_and(|verdict| verdict.is_stale(result.hash)),
    })
}

/// All results of an item.
pub fn results(detail: &ItemDetail) -> Value {
    detail
        .results
        .iter()
        .map(|one| result(detail, one))
        .collect()
}

/// Which annotations of an item belong together.
pub fn relations(detail: &ItemDetail) -> Value {
    let shape = |one: &Relation| {
        let result = detail.results.get(usize::from(one.result));
        json!({
            "from": one.from.to_string(),
            "to": one.to.to_string(),
            "direction": one.direction,
            "labels": one.labels,
            "result": result.map(|result| result.id.to_string()),
        })
    };
    detail.relations.iter().map(shape).collect()
}

/// `ITEM#ANNOTATION` with the item's full link.
pub fn annotation_id(detail: &ItemDetail, annotation: &Annotation) -> String {
    format!("{}#{}", detail.node, annotation.id)
}

/// `show` of an item: annotations, issues and facts.
pub fn item(detail: &ItemDetail, issues: &[Issue], permissions: &Permissions) -> Value {
    let stale = detail
        .verdict
        .as_ref()
        .is_some_and(|verdict| verdict.is_stale(detail.hash));
    let annotations: Vec<Value> = detail
        .annotations
        .iter()
        .map(|one| annotation(detail, one))
        .collect();
    json!({
        "id": detail.node.id().map(ToString::to_string),
        "link": detail.node.to_string(),
        "level": detail.node.level(),
        "name": detail.name,
        "width": detail.size.map(|(width, _)| width),
        "height": detail.size.map(|(_, height)| height),
        "judgement": judgement(detail.verdict.as_ref()),
        "stale": stale,
        "hash": detail.hash.to_string(),
        "facts": detail.facts,
        "pictured": detail.pictured,
        "pictures": detail.pictures,
        "contents": contents(detail),
        "results": results(detail),
        "annotations": annotations,
        "relations": relations(detail),
        "issues": issues.iter().map(issue).collect::<Vec<_>>(),
        "denied": denied(permissions),
        "problems": detail.problems,
        "errors": [],
    })
}

/// Documents and time lines by name and kind; `item text` has what they say.
fn contents(detail: &ItemDetail) -> Value {
    let shape = |one: &Content| json!({"name": one.name(), "kind": super::reading::kind(one)});
    detail.contents.iter().map(shape).collect()
}

/// An issue with its thread.
pub fn issue(issue: &Issue) -> Value {
    let comments: Vec<Value> = issue
        .comments
        .iter()
        .map(|comment| {
            json!({
                "id": comment.id.to_string(),
                "author": comment.author,
                "at": comment.at.to_string(),
                "text": comment.text,
            })
        })
        .collect();
    json!({
        "id": issue.id.to_string(),
        "item": issue.item.to_string(),
        "place": exact(&issue.place),
        "annotation": issue.annotation.as_ref().map(ToString::to_string),
        "assignee": issue.assignee,
        "owner": issue.owner,
        "at": issue.at.to_string(),
        "resolved": issue.resolved,
        "text": issue.text(),
        "denied": denied(&issue.rights),
        "comments": comments,
    })
}

/// A row of outbox and journal.
pub fn entry(entry: &Entry) -> Value {
    let operation = &entry.operation;
    json!({
        "id": operation.id.to_string(),
        "decision": entry.decision.to_string(),
        "account": operation.account(),
        "link": operation.target.to_string(),
        "name": operation.name,
        "who": operation.who,
        "at": operation.at.to_string(),
        "title": entry.title,
        "change": operation.change.words(),
        "guard": entry.guard,
        "delivery": entry.delivery,
        "attempts": entry.attempts,
        "hold_until": entry.hold_until.to_string(),
        "retry_at": entry.retry_at.map(|at| at.to_string()),
        "error": entry.error,
        "created": entry.applied.as_ref()
            .and_then(|applied| applied.created.as_ref())
            .map(ToString::to_string),
    })
}
