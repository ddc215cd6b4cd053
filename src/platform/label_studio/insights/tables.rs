//! Figures of Label Studio as tables: pure, from what the server said.

use serde_json::Value;

use crate::model::{Id, NodeRef, StatusClass, Table, TableRow, Text, Timestamp};

use super::super::people::People;
use super::super::records::{Step, user_number, when};

fn name(people: &People, user: Option<u64>) -> Text {
    match user {
        Some(user) => people.name(user),
        None => Text::default(),
    }
}

fn row(cells: &[&str]) -> TableRow {
    let cells: Vec<Text> = cells.iter().map(|cell| Text::line(cell)).collect();
    cells.into()
}

fn table(title: &str, head: &[&str], rows: Vec<TableRow>) -> Option<Table> {
    (!rows.is_empty()).then(|| Table {
        title: title.into(),
        head: head.iter().map(|cell| Text::from(*cell)).collect(),
        rows,
        work: None,
    })
}

/// A number as it is read: whole ones without a fraction, others with two digits of one.
fn figure(value: &Value) -> Option<String> {
    if let Some(whole) = value.as_u64() {
        return Some(whole.to_string());
    }
    let number = value.as_f64().filter(|number| number.is_finite())?;
    Some(format!("{number:.2}"))
}

/// A share, which comes as 0 to 1 or as 0 to 100.
fn percent(value: &Value) -> Option<String> {
    let number = value.as_f64().filter(|number| number.is_finite())?;
    let share = if number.abs() <= 1.0 {
        number * 100.0
    } else {
        number
    };
    Some(format!("{share:.1} %"))
}

fn moment(raw: Option<&str>) -> String {
    match when(raw) {
        Timestamp(0) => String::new(),
        at => at
            .to_string()
            .replace('T', " ")
            .trim_end_matches('Z')
            .to_owned(),
    }
}

/// The counts of a project (Label Studio API, projects).
pub fn counts(project: &Value) -> Table {
    let fields = [
        ("tasks", "task_number"),
        ("labelled tasks", "finished_task_number"),
        ("tasks with a result", "num_tasks_with_annotations"),
        ("results", "total_annotations_number"),
        ("skipped results", "skipped_annotations_number"),
        ("ground truths", "ground_truth_number"),
        ("predictions", "total_predictions_number"),
        ("results a task needs", "maximum_annotations"),
        ("reviewed tasks", "reviewed_number"),
        ("rejected", "rejected"),
        ("tasks to review", "review_total_tasks"),
        ("waiting for you to review", "reviewer_queue_total"),
        ("waiting for you to annotate", "queue_left"),
    ];
    let rows = fields.iter().filter_map(|(title, field)| {
        let value = figure(project.get(*field)?)?;
        Some(row(&[title, &value]))
    });
    Table {
        title: "Counts".into(),
        head: vec!["what".into(), "count".into()],
        rows: rows.collect(),
        work: None,
    }
}

fn fields(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// How often each label was given (Label Studio API, project summary).
pub fn labels(summary: &Value, most: usize) -> Option<Table> {
    let mut found: Vec<(u64, &str, &str, String)> = Vec::new();
    let drafts = summary.get("created_labels_drafts");
    for (control, labels) in fields(summary.get("created_labels")) {
        for (label, count) in fields(Some(labels)) {
            let begun = drafts.and_then(|all| all.get(control)?.get(label));
            let begun = begun.and_then(figure).unwrap_or_default();
            found.push((count.as_u64().unwrap_or(0), control, label, begun));
        }
    }
    found.sort_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)));
    let rows = found
        .into_iter()
        .take(most)
        .map(|(count, control, label, begun)| row(&[control, label, &count.to_string(), &begun]));
    table(
        "Labels given",
        &["control", "label", "results", "drafts"],
        rows.collect(),
    )
}

/// How often each control was used (`box|image|rectanglelabels`).
pub fn controls(summary: &Value, most: usize) -> Option<Table> {
    let rows = fields(summary.get("created_annotations"))
        .take(most)
        .filter_map(|(key, count)| {
            let mut parts = key.split('|');
            let mut part = || parts.next().unwrap_or_default();
            let (control, object, kind) = (part(), part(), part());
            Some(row(&[control, object, kind, &figure(count)?]))
        });
    table(
        "Regions by control",
        &["control", "on", "kind", "regions"],
        rows.collect(),
    )
}

/// Who annotates, with how many tasks each.
pub fn annotators(people: &[(Text, Option<u64>)]) -> Option<Table> {
    let rows = people.iter().map(|(name, tasks)| {
        let tasks = tasks.map_or_else(String::new, |tasks| tasks.to_string());
        row(&[name, &tasks])
    });
    table("Annotators", &["who", "tasks"], rows.collect())
}

/// Versions of models with how much each predicted.
pub fn models(versions: &Value) -> Option<Table> {
    let listed = versions.get("static").unwrap_or(versions).as_array()?;
    let rows = listed.iter().filter_map(|one| {
        let version = one.get("model_version").unwrap_or(one).as_str()?;
        let count = one.get("count").and_then(figure).unwrap_or_default();
        let latest = moment(one.get("latest").and_then(Value::as_str));
        Some(row(&[version, &count, &latest]))
    });
    table(
        "Predictions by model version",
        &["version", "predictions", "latest"],
        rows.collect(),
    )
}

/// How far each pair of people agrees (Label Studio Enterprise API, IAA).
pub fn matrix(answer: &Value, total: Option<&Value>, people: &People) -> Option<Table> {
    let users: Vec<Text> = answer
        .get("users")?
        .as_array()?
        .iter()
        .map(|user| name(people, user_number(user)))
        .collect();
    let cells = answer
        .get("IAA")
        .or_else(|| answer.get("iaa"))?
        .as_array()?;
    let common = answer.get("common_tasks");
    let mut rows = Vec::new();
    for (at, line) in cells.iter().enumerate() {
        for (other, value) in line.as_array().into_iter().flatten().enumerate() {
            // Each pair once, and nobody with oneself.
            let (Some(one), Some(two)) = (users.get(at), users.get(other)) else {
                continue;
            };
            let Some(share) = percent(value).filter(|_| other > at) else {
                continue;
            };
            let tasks = common.and_then(|all| all.get(at)?.get(other));
            let tasks = tasks.and_then(figure).unwrap_or_default();
            rows.push(row(&[one, two, &share, &tasks]));
        }
    }
    if let Some(total) = total.and_then(|total| percent(total.get("total_agreement")?)) {
        rows.push(row(&["all together", "", &total, ""]));
    }
    table(
        "Agreement",
        &["who", "with", "agreement", "common tasks"],
        rows,
    )
}

/// How long people take (Label Studio Enterprise API, lead time).
pub fn times(answer: &Value, people: &People) -> Option<Table> {
    let all = answer.get("lead_time_stats")?.as_array()?;
    let seconds = |one: &Value, field: &str| {
        let value = one.get(field).and_then(Value::as_f64);
        value.map_or_else(String::new, |seconds| format!("{seconds:.0} s"))
    };
    let rows = all.iter().map(|one| {
        let who = name(people, one.get("user_id").and_then(user_number));
        let times = ["mean_time", "median_time", "sum_lead_time"].map(|field| seconds(one, field));
        row(&[&who, &times[0], &times[1], &times[2]])
    });
    table(
        "Time per result",
        &["who", "mean", "median", "in all"],
        rows.collect(),
    )
}

/// How the results of a task differ (Label Studio API, label distribution of a task).
pub fn spread(answer: &Value) -> Option<Table> {
    let mut rows = Vec::new();
    for (control, told) in fields(answer.get("distributions")) {
        for (label, count) in fields(told.get("labels")) {
            rows.push(row(&[control, label, &figure(count)?]));
        }
        if let Some(average) = told.get("average").and_then(figure) {
            rows.push(row(&[control, "average", &average]));
        }
    }
    table(
        "Labels over all results",
        &["control", "label", "results"],
        rows,
    )
}

/// One step in the history of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    at: Timestamp,
    when: String,
    annotation: Option<u64>,
    action: String,
    by: Option<u64>,
    comment: String,
}

/// The steps of an annotation's history (Label Studio Enterprise API, annotation history).
pub fn events(answer: &Value) -> Vec<Event> {
    let list = answer.get("results").unwrap_or(answer).as_array();
    let text = |one: &Value, field: &str| {
        let text = one.get(field).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    list.into_iter()
        .flatten()
        .map(|one| Event {
            at: when(one.get("created_at").and_then(Value::as_str)),
            when: moment(one.get("created_at").and_then(Value::as_str)),
            annotation: one.get("annotation_id").and_then(user_number),
            action: text(one, "action").replace('_', " "),
            by: one.get("created_by").and_then(user_number),
            comment: text(one, "comment"),
        })
        .collect()
}

/// What became of a task, newest first; each row leads to its result.
pub fn history(mut events: Vec<Event>, item: &NodeRef, people: &People) -> Option<Table> {
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    let rows = events.iter().map(|event| {
        let result = event
            .annotation
            .map_or_else(String::new, |id| id.to_string());
        let who = name(people, event.by);
        TableRow {
            to: event
                .annotation
                .map(|id| (item.clone(), Some(Id::Number(id)))),
            class: class(&event.action),
            ..row(&[&event.when, &event.action, &who, &result, &event.comment])
        }
    });
    table(
        "History",
        &["when", "what", "who", "result", "said"],
        rows.collect(),
    )
}

fn class(action: &str) -> Option<StatusClass> {
    match action {
        "accepted" | "fixed and accepted" => Some(StatusClass::Accepted),
        "rejected" => Some(StatusClass::Rejected),
        _ => None,
    }
}

/// The states that a task went through, newest first.
pub fn states(steps: &[Step], people: &People) -> Option<Table> {
    let word = |raw: &Option<String>| {
        let raw = raw.as_deref().unwrap_or_default();
        raw.to_lowercase().replace('_', " ")
    };
    let rows = steps.iter().map(|step| {
        let who = name(people, step.triggered_by);
        row(&[
            &moment(step.created_at.as_deref()),
            &word(&step.previous_state),
            &word(&step.state),
            &who,
            step.reason.as_deref().unwrap_or_default(),
        ])
    });
    table(
        "States",
        &["when", "from", "to", "who", "why"],
        rows.collect(),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{AccountId, Level};

    fn people() -> People {
        let users = r#"[{"id": 2, "first_name": "Ann"}, {"id": 3, "first_name": "Bo"}]"#;
        People::new(&serde_json::from_str::<Vec<_>>(users).unwrap())
    }

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        let rows = table.rows.iter();
        rows.map(|row| row.cells.iter().map(Text::as_str).collect())
            .collect()
    }

    #[test]
    fn labels_are_counted_by_control_most_first() {
        let summary = json!({
            "created_labels": {"box": {"Sign": 71, "Car": 5}, "plate": {}},
            "created_labels_drafts": {"box": {"Sign": 4}},
            "created_annotations": {"box|image|rectanglelabels": 185},
        });
        let told = labels(&summary, 10).unwrap();
        assert_eq!(
            cells(&told),
            [["box", "Sign", "71", "4"], ["box", "Car", "5", ""]]
        );
        let told = controls(&summary, 10).unwrap();
        assert_eq!(cells(&told), [["box", "image", "rectanglelabels", "185"]]);
        assert!(labels(&json!(null), 10).is_none());
    }

    #[test]
    fn each_pair_agrees_once() {
        let people = people();
        let answer = json!({"users": [{"id": 2}, {"id": 3}], "IAA": [[1, 0.75], [0.75, 1]],
            "common_tasks": [[9, 4], [4, 8]]});
        let told = matrix(&answer, Some(&json!({"total_agreement": 0.8})), &people).unwrap();
        assert_eq!(
            cells(&told),
            [
                ["Ann", "Bo", "75.0 %", "4"],
                ["all together", "", "80.0 %", ""]
            ]
        );
        assert!(matrix(&json!({"users": 5}), None, &people).is_none());
        let odd = json!({"users": [{"id": 2}], "IAA": [[null, 3], "x"]});
        assert!(matrix(&odd, None, &people).is_none());
    }

    #[test]
    fn a_history_leads_to_its_results() {
        let item = NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(1));
        let answer = json!([
            {"action": "submitted", "annotation_id": 7, "created_by": 2,
             "created_at": "2026-11-21T08:00:00Z"},
            {"action": "rejected", "annotation_id": 7, "created_by": 9, "comment": "loose",
             "created_at": "2026-11-21T09:00:00.5Z"},
        ]);
        let people = people();
        let told = history(events(&answer), &item, &people).unwrap();
        assert_eq!(
            cells(&told)[0],
            ["2026-11-21 09:00:00", "rejected", "user 9", "7", "loose"]
        );
        assert_eq!(told.rows[1].to, Some((item, Some(Id::Number(7)))));
        assert_eq!(told.rows[0].class, Some(StatusClass::Rejected));
    }
}
