//! Labels, issues, comments and annotations at the start.

use super::bulk;
use super::seed::{at, recorded};
use super::state::{Comment, Issue};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

fn label(
    id: u64,
    name: &str,
    color: &str,
    kind: &str,
    project: Option<u64>,
    task: Option<u64>,
) -> Value {
    json!({
        "id": id, "name": name, "color": color, "attributes": [], "type": kind, "sublabels": [],
        "project_id": project, "task_id": task, "parent_id": null, "has_parent": false,
    })
}

pub fn labels() -> BTreeMap<u64, Value> {
    let mut all: Vec<Value> = recorded("labels_project")["results"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let more = [
        (15, "cell", "#2080ff", "polygon", Some(2), None),
        (16, "nucleus", "#ff8020", "ellipse", Some(2), None),
        (17, "dirt", "#808080", "mask", Some(2), None),
        (18, "thing", "#20c040", "any", Some(3), None),
        (26, "body", "#c040c0", "rectangle", None, Some(4)),
        (27, "silhouette", "#40c0c0", "mask", None, Some(4)),
        (28, "object", "#c0c040", "rectangle", None, Some(8)),
        (29, "moving", "#4040c0", "rectangle", None, Some(12)),
        (
            100,
            "item",
            "#3366cc",
            "rectangle",
            Some(bulk::PROJECT),
            None,
        ),
    ];
    all.extend(
        more.map(|(id, name, color, kind, project, task)| {
            label(id, name, color, kind, project, task)
        }),
    );
    if !all.iter().any(|one| one["id"] == 10) {
        all.push(recorded("label_skeleton"));
    }
    all.into_iter()
        .filter_map(|one| Some((one["id"].as_u64()?, one)))
        .collect()
}

pub fn issues() -> (BTreeMap<u64, Issue>, BTreeMap<u64, Comment>) {
    let mut issues = BTreeMap::new();
    for one in recorded("issues_list")["results"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let issue = Issue {
            id: one["id"].as_u64().unwrap_or(0),
            job: one["job"].as_u64().unwrap_or(1),
            frame: one["frame"].as_u64().unwrap_or(0),
            position: one["position"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_f64)
                .collect(),
            owner: one["owner"]["id"].as_u64(),
            assignee: one["assignee"]["id"].as_u64(),
            resolved: one["resolved"].as_bool().unwrap_or(false),
            created: one["created_date"].as_str().unwrap_or_default().into(),
            updated: one["updated_date"].as_str().unwrap_or_default().into(),
        };
        issues.insert(issue.id, issue);
    }
    for (id, job, frame, owner) in [(5, 2, 12, 5), (6, 19, 3, 5), (7, 20, 1, 5), (8, 4, 2, 4)] {
        let issue = Issue {
            id,
            job,
            frame,
            position: vec![10.0, 20.0, 110.0, 80.0],
            owner: Some(owner),
            assignee: None,
            resolved: false,
            created: at(290 + id),
            updated: at(290 + id),
        };
        issues.insert(id, issue);
    }
    let mut comments = BTreeMap::new();
    let mut add = |id: u64, issue: u64, owner: u64, message: &str, created: &str| {
        let comment = Comment {
            id,
            issue,
            owner: Some(owner),
            message: message.into(),
            created: created.into(),
            updated: created.into(),
        };
        comments.insert(id, comment);
    };
    for one in recorded("comments_list_issue")["results"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let number = |value: &Value| value.as_u64().unwrap_or(0);
        add(
            number(&one["id"]),
            number(&one["issue"]),
            number(&one["owner"]["id"]),
            &text("message"),
            &text("created_date"),
        );
    }
    let rows = [
        (4, 2, 5, "Missed a person here"),
        (5, 3, 5, "Road edge is too coarse\nplease follow the kerb"),
        (6, 3, 3, "Done"),
        (7, 4, 5, "Child, not adult"),
        (8, 5, 5, "Lane ends too early"),
        (9, 6, 5, "Two cells merged"),
        (10, 7, 5, "Note to self"),
        (11, 8, 4, "Is this a truck?"),
    ];
    for (id, issue, owner, message) in rows {
        add(id, issue, owner, message, &at(290 + id));
    }
    (issues, comments)
}

pub fn annotations() -> HashMap<u64, Value> {
    let mut all = HashMap::from([
        (1, recorded("job_annotations_all_shape_types")),
        (9, recorded("job_annotations_tracks")),
        (14, recorded("job_annotations_small_mask")),
    ]);
    let shape = |id: u64, label: u64, frame: u64, kind: &str, points: Value| {
        json!({
            "id": id, "label_id": label, "type": kind, "frame": frame, "group": null,
            "source": "manual", "occluded": false, "outside": false, "z_order": 0, "rotation": 0.0,
            "points": points, "attributes": [], "elements": [],
        })
    };
    let boxed = |id, label, frame| {
        shape(
            id,
            label,
            frame,
            "rectangle",
            json!([50.0, 60.0, 180.0, 200.0]),
        )
    };
    // The objects that the recorded quality conflicts name.
    let tag = |id: u64, frame: u64| json!({"id": id, "label_id": 9, "frame": frame, "group": null, "source": "manual", "attributes": []});
    let set = |tags: Vec<Value>, shapes: Vec<Value>| json!({"version": 0, "tags": tags, "shapes": shapes, "tracks": []});
    all.insert(
        2,
        set(
            vec![tag(12, 11), tag(14, 13), tag(17, 16)],
            vec![
                boxed(59, 1, 11),
                boxed(79, 1, 16),
                shape(81, 7, 16, "points", json!([20.0, 20.0])),
            ],
        ),
    );
    all.insert(
        29,
        set(
            vec![],
            vec![boxed(308, 1, 11), boxed(314, 1, 16), boxed(315, 1, 22)],
        ),
    );
    all.insert(
        15,
        set(
            vec![],
            vec![shape(
                400,
                16,
                1,
                "ellipse",
                json!([100.0, 100.0, 140.0, 80.0]),
            )],
        ),
    );
    all.insert(
        19,
        set(
            vec![],
            vec![shape(
                410,
                15,
                0,
                "polygon",
                json!([10.0, 10.0, 60.0, 12.0, 50.0, 70.0]),
            )],
        ),
    );
    all.insert(20, set(vec![], vec![boxed(420, 18, 0), boxed(421, 18, 1)]));
    all.insert(24, set(vec![], vec![boxed(430, 28, 0)]));
    all.insert(
        34,
        set(
            vec![],
            vec![shape(
                440,
                29,
                0,
                "rectangle",
                json!([200.0, 300.0, 1200.0, 1100.0]),
            )],
        ),
    );
    all
}
