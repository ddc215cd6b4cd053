//! Quality, settings, consensus and background work as tables: pure, from what the server said.

use serde_json::Value;

use crate::model::{Id, NodeRef, StatusClass, Table, TableRow, Text, Timestamp, Work};

use super::super::issues::when;
use super::super::{Job, workflow};
use super::wire::{Conflict, Party, Report, Request, Requirement, Settings};

/// The name of the one work that is started here.
pub const REPORT_WORK: &str = "quality report";

fn percent(share: f64) -> String {
    match share.is_finite() {
        true => format!("{:.1} %", share * 100.0),
        false => "–".into(),
    }
}

fn count(number: Option<u64>) -> Option<String> {
    number.map(|number| number.to_string())
}

fn row(name: &str, value: &str) -> TableRow {
    vec![Text::line(name), Text::line(value)].into()
}

/// A date of the server down to the second.
fn date(raw: Option<&str>) -> Option<String> {
    let raw = raw?;
    let end = raw.find('.').unwrap_or(raw.len());
    Some(raw.get(..end)?.trim_end_matches('Z').replace('T', " "))
}

fn passed(passes: bool) -> Option<StatusClass> {
    Some(match passes {
        true => StatusClass::Accepted,
        false => StatusClass::Rejected,
    })
}

/// A measured share against its bar.
fn measured(name: &str, share: f64, bar: Option<f64>) -> TableRow {
    let value = match bar {
        Some(bar) => format!("{} (at least {})", percent(share), percent(bar)),
        None => percent(share),
    };
    TableRow {
        class: bar.and_then(|bar| passed(share >= bar)),
        ..row(name, &value)
    }
}

/// The bar of the measure that counts, in settings of before 2.74.
fn bar(settings: Option<&Settings>) -> Option<(&str, f64)> {
    let settings = settings?;
    let metric = settings.get("target_metric")?.as_str()?;
    Some((metric, settings.get("target_metric_threshold")?.as_f64()?))
}

/// The summary of a report: of what, how good, how many conflicts.
pub fn report(
    title: &str,
    report: &Report,
    settings: Option<&Settings>,
    work: Option<Work>,
) -> Table {
    let summary = &report.summary;
    let mut rows = Vec::new();
    let bar = bar(settings);
    for (name, share) in [
        ("accuracy", summary.accuracy),
        ("precision", summary.precision),
        ("recall", summary.recall),
    ] {
        let own = bar.filter(|(metric, _)| *metric == name);
        let own = own.map(|(_, bar)| bar);
        rows.extend(share.map(|share| measured(name, share, own)));
    }
    if let Some(requirements) = &summary.requirements {
        rows.extend(requirements.items.iter().map(requirement));
        let open = count(requirements.not_computed.filter(|open| *open > 0));
        rows.extend(open.map(|open| row("not computed", &open)));
    }
    let jobs = summary.jobs.clone().unwrap_or_default();
    let validated = summary.validation_frames.or(summary.frame_count);
    let facts = [
        ("frames", count(summary.total_frames)),
        ("frames with ground truth", count(validated)),
        ("annotations that agree", count(summary.valid_count)),
        ("annotations", count(summary.ds_count)),
        ("annotations of the ground truth", count(summary.gt_count)),
        ("conflicts", count(summary.conflict_count)),
        ("errors", count(summary.error_count)),
        ("warnings", count(summary.warning_count)),
        ("jobs measured", count(jobs.included)),
        (
            "jobs left out",
            count(jobs.excluded.filter(|left| *left > 0)),
        ),
        ("computed", date(report.created_date.as_deref())),
        (
            "from the state of",
            date(report.target_last_updated.as_deref()),
        ),
        ("ground truth of", date(report.gt_last_updated.as_deref())),
    ];
    let facts = facts
        .iter()
        .filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    rows.extend(facts.map(|(name, value)| row(name, value)));
    for (kind, number) in summary.conflicts_by_type.iter().flatten() {
        rows.push(row(&words(kind), &number.to_string()));
    }
    Table {
        title: Text::line(title),
        head: vec!["measure".into(), "value".into()],
        rows,
        work,
    }
}

/// Says so when what was measured has changed since: the server computes nothing by itself.
pub fn note_age(table: &mut Table, report: &Report, changed: Option<Timestamp>) {
    let measured = report.target_last_updated.as_deref().map(when);
    if let (Some(measured), Some(changed)) = (measured, changed)
        && changed.since(measured) > 1_000
    {
        let line = TableRow {
            class: Some(StatusClass::Doing),
            ..row("age", "changed since it was measured")
        };
        table.rows.insert(0, line);
    }
}

/// The replicas of a job.
pub fn replicas(jobs: &[Job]) -> Option<Table> {
    if jobs.is_empty() {
        return None;
    }
    let rows = jobs.iter().map(|job| {
        let state = workflow::of_job(&job.stage, &job.state);
        let assignee = job.assignee.as_ref().map_or("", |who| &who.username);
        TableRow {
            cells: vec![
                Text::line(&format!("job {}", job.id)),
                Text::line(&state.words()),
                Text::line(assignee),
            ],
            to: None,
            class: Some(state.class),
        }
    });
    Some(Table {
        title: "Replicas".into(),
        head: ["job", "state", "assignee"].map(Text::from).to_vec(),
        rows: rows.collect(),
        work: None,
    })
}

/// `missing_annotation` as words.
fn words(raw: &str) -> String {
    raw.replace('_', " ")
}

fn requirement(item: &Requirement) -> TableRow {
    let name = item
        .name
        .as_deref()
        .or(item.metric.as_deref())
        .unwrap_or("requirement");
    match (item.score, &item.calculation) {
        (Some(score), _) => measured(name, score, item.threshold),
        (None, Some(calculation)) => {
            let why = calculation
                .reason
                .as_deref()
                .or(calculation.status.as_deref());
            row(
                name,
                &format!("not computed: {}", why.unwrap_or("no reason given")),
            )
        }
        (None, None) => row(name, "not computed"),
    }
}

/// The one figure of a report that a list of jobs shows.
fn figure(report: &Report, bar: Option<(&str, f64)>) -> (String, Option<StatusClass>) {
    let summary = &report.summary;
    if let Some(requirements) = &summary.requirements {
        let scored = requirements
            .items
            .iter()
            .filter_map(|item| Some((item.score?, item.threshold)));
        let lowest = scored.min_by(|a, b| a.0.total_cmp(&b.0));
        return match lowest {
            Some((score, bar)) => (percent(score), bar.and_then(|bar| passed(score >= bar))),
            None => ("–".into(), None),
        };
    }
    let share = match bar {
        Some(("precision", _)) => summary.precision,
        Some(("recall", _)) => summary.recall,
        _ => summary.accuracy,
    };
    // Nothing to measure is not bad.
    let empty = summary.validation_frames.or(summary.frame_count) == Some(0)
        || (summary.ds_count, summary.gt_count) == (Some(0), Some(0));
    match share.filter(|_| !empty) {
        Some(share) => (
            percent(share),
            bar.and_then(|(_, bar)| passed(share >= bar)),
        ),
        None => ("–".into(), None),
    }
}

/// The reports of a task's jobs, worst first.
pub fn jobs(reports: &[Report], settings: Option<&Settings>) -> Option<Table> {
    if reports.is_empty() {
        return None;
    }
    let bar = bar(settings);
    let mut lines: Vec<_> = reports.iter().map(|one| (one, figure(one, bar))).collect();
    lines.sort_by_key(|(one, (_, class))| (*class != Some(StatusClass::Rejected), one.job_id));
    let rows = lines.into_iter().map(|(one, (figure, class))| TableRow {
        cells: vec![
            Text::line(&one.job_id.map_or("–".into(), |id| format!("job {id}"))),
            Text::line(&figure),
            Text::line(&count(one.summary.conflict_count).unwrap_or_default()),
            Text::line(one.assignee.as_ref().map_or("", |who| &who.username)),
        ],
        to: None,
        class,
    });
    Some(Table {
        title: "Quality by job".into(),
        head: vec![
            "job".into(),
            "score".into(),
            "conflicts".into(),
            "assignee".into(),
        ],
        rows: rows.collect(),
        work: None,
    })
}

/// The conflicts of a report, each leading to its frame and, where the annotation is one of the
/// job's own, to that. `job_of` tells the job of a report; `node` the node of a frame in a job;
/// `annotation` what an annotation is called here.
pub fn conflicts(
    all: &[Conflict],
    job_of: &dyn Fn(u64) -> Option<u64>,
    node: &dyn Fn(u64, u64) -> Option<NodeRef>,
    annotation: &dyn Fn(&Party) -> Id,
) -> Option<Table> {
    if all.is_empty() {
        return None;
    }
    let rows = all.iter().map(|one| {
        let job = job_of(one.report_id);
        let own = |party: &&Party| Some(party.job_id) == job;
        let own = one.annotation_ids.iter().find(own);
        let shown = own.or_else(|| one.annotation_ids.first());
        let shape = shown.map_or(String::new(), |party| {
            words(party.shape_type.as_deref().unwrap_or(&party.kind))
        });
        let names = one
            .attribute_names
            .as_deref()
            .unwrap_or_default()
            .join(", ");
        let what = match names.is_empty() {
            true => words(&one.kind),
            false => format!("{}: {names}", words(&one.kind)),
        };
        let to = job.and_then(|job| node(job, one.frame));
        TableRow {
            cells: vec![
                Text::line(&job.map_or(String::new(), |job| format!("job {job}"))),
                Text::line(&one.frame.to_string()),
                Text::line(&what),
                Text::line(&shape),
                Text::line(&one.severity),
            ],
            to: to.map(|node| (node, own.map(annotation))),
            class: (one.severity == "error").then_some(StatusClass::Rejected),
        }
    });
    Some(Table {
        title: "Conflicts with the ground truth".into(),
        head: ["job", "frame", "conflict", "shape", "severity"]
            .map(Text::from)
            .to_vec(),
        rows: rows.collect(),
        work: None,
    })
}

/// Keys of settings that say nothing to a reviewer.
const UNTOLD: [&str; 8] = [
    "id",
    "task_id",
    "project_id",
    "created_date",
    "updated_date",
    "requirements",
    "target_metric",
    "target_metric_threshold",
];

/// How quality is measured: the bar first, then everything else by its name.
pub fn settings(title: &str, settings: &Settings) -> Table {
    let mut rows = Vec::new();
    if let Some((metric, bar)) = bar(Some(settings)) {
        rows.push(row("bar", &format!("{metric} at least {}", percent(bar))));
    }
    let requirements = settings.get("requirements").and_then(Value::as_array);
    for raw in requirements.into_iter().flatten() {
        let Ok(item) = serde_json::from_value::<Requirement>(raw.clone()) else {
            continue;
        };
        let name = item.name.as_deref().unwrap_or("requirement");
        let metric = words(item.metric.as_deref().unwrap_or("score"));
        let bar = item.required_score.or(item.threshold);
        let bar = bar.map_or(String::new(), |bar| format!(" at least {}", percent(bar)));
        let off = if item.enabled == Some(false) {
            " (off)"
        } else {
            ""
        };
        rows.push(row(name, &format!("{metric}{bar}{off}")));
    }
    let plain = settings
        .iter()
        .filter(|(name, _)| !UNTOLD.contains(&name.as_str()));
    for (name, value) in plain {
        let told = match value {
            Value::Bool(true) => "yes".into(),
            Value::Bool(false) => "no".into(),
            Value::Number(number) => number.to_string(),
            Value::String(text) if !text.is_empty() => words(text),
            _ => continue,
        };
        rows.push(row(&words(name), &told));
    }
    Table {
        title: Text::line(title),
        head: vec!["setting".into(), "value".into()],
        rows,
        work: None,
    }
}

/// The caller's background work, newest first as the server lists it.
pub fn requests(all: &[Request]) -> Option<Table> {
    if all.is_empty() {
        return None;
    }
    let rows = all.iter().map(|one| {
        let work = one.operation.clone().unwrap_or_default();
        let target = [
            ("job", work.job_id),
            ("task", work.task_id),
            ("project", work.project_id),
        ];
        let target = target
            .iter()
            .find_map(|(word, id)| Some(format!("{word} {}", (*id)?)));
        let class = match one.status.as_str() {
            "finished" => Some(StatusClass::Accepted),
            "failed" => Some(StatusClass::Rejected),
            _ => Some(StatusClass::Doing),
        };
        let message = one.message.as_deref().unwrap_or_default().trim();
        TableRow {
            cells: vec![
                Text::line(&work.kind.replace(':', " ")),
                Text::line(&target.unwrap_or_default()),
                Text::line(&one.status),
                Text::line(&date(one.created_date.as_deref()).unwrap_or_default()),
                Text::line(message),
            ],
            to: None,
            class,
        }
    });
    Some(Table {
        title: "Background work".into(),
        head: ["work", "of", "status", "begun", "message"]
            .map(Text::from)
            .to_vec(),
        rows: rows.collect(),
        work: None,
    })
}

/// A table of one line that says why there is none.
pub fn none(title: &str, why: &str, work: Option<Work>) -> Table {
    Table {
        title: Text::line(title),
        head: vec!["".into()],
        rows: vec![vec![Text::line(why)].into()],
        work,
    }
}

/// A title, what is counted and how often, largest first.
pub fn counted(title: &str, what: &str, mut counts: Vec<(Text, u64)>) -> Option<Table> {
    if counts.is_empty() {
        return None;
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rows = counts
        .into_iter()
        .map(|(name, number)| row(&name, &number.to_string()));
    Some(Table {
        title: Text::line(title),
        head: vec![Text::line(what), "count".into()],
        rows: rows.collect(),
        work: None,
    })
}

#[cfg(test)]
mod tests;
