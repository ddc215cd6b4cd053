//! Tables from the recorded answers of a server, and from the later form of 2.74.

use serde_json::json;

use super::*;
use crate::model::{AccountId, Level};

fn cells(table: &Table) -> Vec<String> {
    let line = |row: &TableRow| {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.as_str()).collect();
        cells.join(" | ")
    };
    table.rows.iter().map(line).collect()
}

fn older_settings() -> Settings {
    let json = json!({
        "id": 4, "task_id": 1, "inherit": true, "target_metric": "accuracy",
        "target_metric_threshold": 0.8, "iou_threshold": 0.4, "job_filter": "",
        "point_size_base": "group_bbox_size", "created_date": "2026-11-21T08:21:32Z"
    });
    serde_json::from_value(json).unwrap()
}

fn older_report(id: u64, job: Option<u64>, accuracy: f64) -> Report {
    let json = json!({
        "id": id, "job_id": job, "target": "task",
        "summary": {
            "total_frames": 30, "frame_count": 6, "validation_frames": 6, "conflict_count": 7,
            "warning_count": 2, "error_count": 5, "conflicts_by_type": {"low_overlap": 2},
            "valid_count": 16, "ds_count": 21, "gt_count": 16, "total_count": 21,
            "accuracy": accuracy, "precision": 0.75, "recall": 1.0,
            "jobs": {"total": 3, "excluded": 0, "not_checkable": 0, "included": 3}
        },
        "created_date": "2026-11-21T08:43:55.242238Z",
        "target_last_updated": "2026-11-21T08:39:57Z",
        "assignee": {"id": 3, "username": "annot1"}
    });
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_report_is_measured_against_its_bar() {
    let settings = older_settings();
    let table = report(
        "Quality",
        &older_report(25, None, 0.762),
        Some(&settings),
        None,
    );
    let lines = cells(&table);
    assert_eq!(lines[0], "accuracy | 76.2 % (at least 80.0 %)");
    assert_eq!(table.rows[0].class, Some(StatusClass::Rejected));
    assert_eq!(
        (&*lines[1], table.rows[1].class),
        ("precision | 75.0 %", None)
    );
    for line in [
        "frames with ground truth | 6",
        "computed | 2026-11-21 08:43:55",
        "from the state of | 2026-11-21 08:39:57",
        "low overlap | 2",
        "jobs measured | 3",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line} in {lines:?}");
    }
    let good = report(
        "Quality",
        &older_report(25, None, 0.8),
        Some(&settings),
        None,
    );
    assert_eq!(good.rows[0].class, Some(StatusClass::Accepted));
}

#[test]
fn requirements_of_newer_servers_are_rows() {
    let json = json!({"id": 9, "summary": {"conflict_count": 1, "requirements": {
    "total": 3, "enabled": 2, "completed": 1, "not_computed": 1, "items": [
        {"requirement_id": 1, "name": "boxes", "metric": "accuracy", "score": 0.9, "threshold": 0.95},
        {"requirement_id": 2, "name": "labels", "metric": "recall", "score": 0.97, "threshold": 0.9},
        {"requirement_id": 3, "name": "words", "score": null,
         "calculation": {"status": "not_computed", "reason": "no ground truth"}}
    ]}}});
    let newer: Report = serde_json::from_value(json).unwrap();
    let table = report("Quality", &newer, None, None);
    assert_eq!(
        cells(&table)[..4],
        [
            "boxes | 90.0 % (at least 95.0 %)",
            "labels | 97.0 % (at least 90.0 %)",
            "words | not computed: no ground truth",
            "not computed | 1",
        ]
    );
    assert_eq!(table.rows[0].class, Some(StatusClass::Rejected));
    assert_eq!(table.rows[1].class, Some(StatusClass::Accepted));
    assert_eq!(figure(&newer, None).0, "90.0 %");
}

#[test]
fn settings_are_told_in_both_forms() {
    let older = settings("Settings", &older_settings());
    assert_eq!(
        cells(&older),
        [
            "bar | accuracy at least 80.0 %",
            "inherit | yes",
            "iou threshold | 0.4",
            "point size base | group bbox size",
        ]
    );
    let json = json!({"id": 1, "requirements": [
        {"name": "boxes", "metric": "accuracy", "required_score": 0.95, "enabled": true},
        {"name": "old", "metric": "recall", "enabled": false}, "garbage"]});
    let newer = settings("Settings", &serde_json::from_value(json).unwrap());
    assert_eq!(
        cells(&newer),
        ["boxes | accuracy at least 95.0 %", "old | recall (off)"]
    );
}

#[test]
fn jobs_that_fail_come_first_and_nothing_measured_is_not_bad() {
    let mut empty = older_report(3, Some(1), 0.0);
    empty.summary.ds_count = Some(0);
    empty.summary.gt_count = Some(0);
    let reports = [
        empty,
        older_report(1, Some(2), 0.9),
        older_report(2, Some(3), 0.1),
    ];
    let table = jobs(&reports, Some(&older_settings())).unwrap();
    assert_eq!(
        cells(&table),
        [
            "job 3 | 10.0 % | 7 | annot1",
            "job 1 | – | 7 | annot1",
            "job 2 | 90.0 % | 7 | annot1",
        ]
    );
    assert_eq!(jobs(&[], None), None);
}

#[test]
fn conflicts_lead_to_the_frame_and_the_jobs_own_annotation() {
    let json = json!([
        {"id": 73, "frame": 16, "type": "low_overlap", "severity": "warning", "report_id": 26,
         "annotation_ids": [
            {"obj_id": 314, "job_id": 29, "type": "shape", "shape_type": "rectangle"},
            {"obj_id": 79, "job_id": 2, "type": "shape", "shape_type": "rectangle"}]},
        {"id": 72, "frame": 13, "type": "missing_annotation", "severity": "error", "report_id": 26,
         "annotation_ids": [{"obj_id": 308, "job_id": 29, "type": "tag", "shape_type": null}]},
        {"id": 71, "frame": 2, "type": "mismatching_attributes", "severity": "error",
         "report_id": 99, "annotation_ids": [], "attribute_names": ["colour", "size"]}
    ]);
    let all: Vec<Conflict> = serde_json::from_value(json).unwrap();
    let root = NodeRef::root(AccountId::new("a"));
    let node = |job: u64, frame: u64| {
        let job = root.child(Level::Job, Id::Number(job));
        Some(job.child(Level::Item, Id::Number(frame)))
    };
    let job_of = |report: u64| (report == 26).then_some(2);
    let name = |party: &Party| Id::Number(party.obj_id);
    let table = conflicts(&all, &job_of, &node, &name).unwrap();
    assert_eq!(
        cells(&table),
        [
            "job 2 | 16 | low overlap | rectangle | warning",
            "job 2 | 13 | missing annotation | tag | error",
            " | 2 | mismatching attributes: colour, size |  | error",
        ]
    );
    assert_eq!(
        table.rows[0].to,
        Some((node(2, 16).unwrap(), Some(Id::Number(79))))
    );
    assert_eq!(table.rows[1].to, Some((node(2, 13).unwrap(), None)));
    assert_eq!(table.rows[2].to, None);
}

#[test]
fn background_work_says_what_became_of_it() {
    let json = json!([
        {"status": "failed", "message": "PIL.UnidentifiedImageError\n", "id": "action=create",
         "operation": {"type": "create:task", "target": "task", "task_id": 11, "job_id": null},
         "created_date": "2026-11-21T08:28:10.598211Z"},
        {"status": "queued"}
    ]);
    let all: Vec<Request> = serde_json::from_value(json).unwrap();
    let table = requests(&all).unwrap();
    assert_eq!(
        cells(&table),
        [
            "create task | task 11 | failed | 2026-11-21 08:28:10 | PIL.UnidentifiedImageError",
            " |  | queued |  | ",
        ]
    );
    assert_eq!(table.rows[0].class, Some(StatusClass::Rejected));
}
