//! The world at the start: the recorded answers of a real server, and what stood around them.

use super::state::{
    AccessToken, Comment, Data, Frame, Issue, Job, Membership, Org, Project, State, Task, User,
    Work,
};
use super::{Options, bulk};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A recorded answer by its file name.
pub fn recorded(name: &str) -> Value {
    let text = match name {
        "cloudstorages_list" => include_str!("recorded/cloudstorages_list.json"),
        "comments_list_issue" => include_str!("recorded/comments_list_issue.json"),
        "consensus_settings" => include_str!("recorded/consensus_settings.json"),
        "events_post_response" => include_str!("recorded/events_post_response.json"),
        "guide" => include_str!("recorded/guide.json"),
        "issues_list" => include_str!("recorded/issues_list.json"),
        "job_annotations_all_shape_types" => {
            include_str!("recorded/job_annotations_all_shape_types.json")
        }
        "job_annotations_small_mask" => include_str!("recorded/job_annotations_small_mask.json"),
        "job_annotations_tracks" => include_str!("recorded/job_annotations_tracks.json"),
        "label_skeleton" => include_str!("recorded/label_skeleton.json"),
        "labels_project" => include_str!("recorded/labels_project.json"),
        "lambda_functions_unavailable" => {
            include_str!("recorded/lambda_functions_unavailable.json")
        }
        "quality_conflicts" => include_str!("recorded/quality_conflicts.json"),
        "quality_report_data" => include_str!("recorded/quality_report_data.json"),
        "quality_report_task" => include_str!("recorded/quality_report_task.json"),
        "quality_reports_list_jobs" => include_str!("recorded/quality_reports_list_jobs.json"),
        "quality_settings" => include_str!("recorded/quality_settings.json"),
        "request_task_import_failed" => include_str!("recorded/request_task_import_failed.json"),
        "server_about" => include_str!("recorded/server_about.json"),
        "server_formats" => include_str!("recorded/server_formats.json"),
        "server_plugins" => include_str!("recorded/server_plugins.json"),
        "validation_layout_task_gt_pool" => {
            include_str!("recorded/validation_layout_task_gt_pool.json")
        }
        "webhook_events" => include_str!("recorded/webhook_events.json"),
        "webhooks_list" => include_str!("recorded/webhooks_list.json"),
        other => panic!("no recording {other}"),
    };
    serde_json::from_str(text).expect("recorded JSON")
}

const DAY: &str = "2026-11-21T08:2";

fn at(n: u64) -> String {
    format!(
        "{DAY}{}:{:02}.{:06}Z",
        n / 60 % 10,
        n % 60,
        n * 7919 % 1_000_000
    )
}

fn users() -> BTreeMap<u64, User> {
    let rows: [(u64, &str, &str, &str, &[&str]); 9] = [
        (1, "admin", "Ada", "Min", &["admin"]),
        (2, "owner1", "Olga", "Owner", &["user"]),
        (3, "annot1", "Ann", "Otator", &["user"]),
        (4, "annot2", "Bob", "Worker", &["worker"]),
        (5, "review1", "Rita", "Reviewer", &["user"]),
        (6, "outsider", "Otto", "Side", &["user"]),
        (7, "newcomer@example.com", "", "", &["user"]),
        (8, "super1", "Sue", "Visor", &["user"]),
        (9, "crowd1", "Cleo", "Crowd", &["worker"]),
    ];
    rows.into_iter()
        .map(|(id, username, first, last, groups)| {
            let user = User {
                id,
                username: username.into(),
                first_name: first.into(),
                last_name: last.into(),
                email: if username.contains('@') {
                    username.into()
                } else {
                    format!("{username}@example.com")
                },
                // Fakes of this test server; nothing else knows them.
                password: format!("{username}-pass"),
                key: Some(format!("{:040x}", 0x5eed_0000 + id)),
                groups: groups.iter().map(|&group| group.into()).collect(),
                is_superuser: id == 1,
                is_active: true,
            };
            (id, user)
        })
        .collect()
}

fn access_tokens() -> BTreeMap<u64, AccessToken> {
    // Number, user, read-only, end.
    let rows = [
        (1, 5, false, None),
        (2, 5, true, None),
        (3, 3, false, None),
        (4, 1, false, None),
        (5, 5, false, Some("2026-01-01T00:00:00Z")),
        (6, 2, false, None),
    ];
    rows.into_iter()
        .map(|(id, user, read_only, expiry)| {
            let token = AccessToken {
                id,
                user,
                name: if read_only {
                    "read only"
                } else {
                    "vidimus test"
                }
                .into(),
                value: format!("simpat{id:02}.{:032x}", 0xace0_0000_u64 + id),
                read_only,
                expiry: expiry.map(str::to_owned),
                created: at(300),
                updated: at(300),
                last_used: None,
                revoked: false,
            };
            (id, token)
        })
        .collect()
}

fn orgs() -> BTreeMap<u64, Org> {
    let rows = [
        (
            1,
            "roadlab",
            "Road Lab",
            "Street scenes QA",
            2,
            json!({"email": "owner1@example.com"}),
        ),
        (2, "cellbio", "Cell Biology", "", 5, json!({})),
    ];
    rows.into_iter()
        .map(|(id, slug, name, description, owner, contact)| {
            let org = Org {
                id,
                slug: slug.into(),
                name: name.into(),
                description: description.into(),
                owner,
                contact,
                created: at(89 + id),
                updated: at(89 + id),
            };
            (id, org)
        })
        .collect()
}

fn members() -> BTreeMap<u64, Membership> {
    let rows = [
        (1, 2, 1, "owner", true),
        (2, 5, 2, "owner", true),
        (3, 5, 1, "maintainer", true),
        (4, 3, 1, "worker", true),
        (5, 4, 1, "worker", true),
        (6, 7, 1, "supervisor", false),
        (7, 8, 1, "supervisor", true),
        (8, 3, 2, "worker", true),
    ];
    rows.into_iter()
        .map(|(id, user, org, role, active)| {
            let member = Membership {
                id,
                user,
                org,
                role: role.into(),
                is_active: active,
                joined: active.then(|| at(90 + id)),
                invitation: (role != "owner").then(|| format!("INVITATIONKEY{id:051}")),
            };
            (id, member)
        })
        .collect()
}

fn projects() -> BTreeMap<u64, Project> {
    let rows = [
        (
            1,
            "Street scenes",
            2,
            Some(5),
            Some(1),
            "https://bugs.example.com/street",
            Some(1),
        ),
        (2, "Cells", 5, None, None, "", Some(2)),
        (3, "My sandbox", 5, None, None, "", None),
        (bulk::PROJECT, "Bulk", 2, None, None, "", Some(1)),
    ];
    rows.into_iter()
        .map(|(id, name, owner, assignee, guide_id, bug_tracker, org)| {
            let project = Project {
                id,
                name: name.into(),
                owner: Some(owner),
                assignee,
                assignee_updated: assignee.map(|_| at(91)),
                guide_id,
                bug_tracker: bug_tracker.into(),
                created: at(91),
                updated: at(200 + id),
                org,
            };
            (id, project)
        })
        .collect()
}

fn pictures(prefix: &str, count: u64, sizes: &[(u32, u32)], related: u32) -> Arc<Vec<Frame>> {
    let frames = (0..count).map(|n| {
        let (width, height) = sizes[n as usize % sizes.len()];
        Frame {
            width,
            height,
            name: format!("{prefix}_{n:04}.jpg"),
            related,
        }
    });
    Arc::new(frames.collect())
}

fn video(name: &str, width: u32, height: u32) -> Arc<Vec<Frame>> {
    Arc::new(vec![Frame {
        width,
        height,
        name: name.into(),
        related: 0,
    }])
}

struct Media {
    frames: Arc<Vec<Frame>>,
    size: u64,
    start: u64,
    step: u64,
    video: bool,
    deleted: &'static [u64],
}

fn stills(
    prefix: &str,
    size: u64,
    sizes: &[(u32, u32)],
    related: u32,
    deleted: &'static [u64],
) -> Media {
    Media {
        frames: pictures(prefix, size, sizes, related),
        size,
        start: 0,
        step: 1,
        video: false,
        deleted,
    }
}

type TaskRow = (
    u64,
    &'static str,
    Option<u64>,
    u64,
    Option<u64>,
    Option<u64>,
    &'static str,
    Option<&'static str>,
    (u64, u64),
    Option<Media>,
);

fn tasks() -> BTreeMap<u64, Task> {
    let road = [(640, 480)];
    let mixed = [(800, 450), (640, 480), (480, 720)];
    let clip = Media {
        frames: video("clip.mp4", 480, 270),
        size: 50,
        start: 0,
        step: 1,
        video: true,
        deleted: &[],
    };
    let third = Media {
        frames: video("clip.mp4", 480, 270),
        size: 18,
        start: 6,
        step: 3,
        video: true,
        deleted: &[],
    };
    let big = Media {
        frames: video("big.mp4", 2560, 1440),
        size: 6,
        start: 0,
        step: 1,
        video: true,
        deleted: &[],
    };
    // Number, name, project, owner, assignee, organization, subset, validation, (overlap, segment), media.
    let rows: [TaskRow; 11] = [
        (
            1,
            "street-000 morning",
            Some(1),
            2,
            Some(5),
            Some(1),
            "Train",
            Some("gt"),
            (0, 10),
            Some(stills("street0", 30, &road, 0, &[7])),
        ),
        (
            2,
            "street-001 evening",
            Some(1),
            2,
            None,
            Some(1),
            "Validation",
            None,
            (2, 6),
            Some(stills("street1", 22, &mixed, 0, &[])),
        ),
        (
            3,
            "clip-000 video",
            Some(1),
            2,
            None,
            Some(1),
            "Train",
            None,
            (5, 15),
            Some(clip),
        ),
        (
            4,
            "poses",
            None,
            2,
            None,
            Some(1),
            "",
            None,
            (0, 12),
            Some(stills("pose", 12, &road, 2, &[])),
        ),
        (
            5,
            "cells-000 honeypots",
            Some(2),
            5,
            None,
            Some(2),
            "",
            Some("gt_pool"),
            (0, 0),
            Some(stills("cells0", 30, &[(400, 300)], 0, &[])),
        ),
        (
            6,
            "cells-001",
            Some(2),
            5,
            None,
            Some(2),
            "",
            None,
            (0, 10),
            Some(stills("cells1", 10, &[(400, 300)], 0, &[2, 5])),
        ),
        (
            7,
            "sandbox task",
            Some(3),
            5,
            None,
            None,
            "",
            None,
            (0, 5),
            Some(stills("mine", 15, &mixed, 0, &[])),
        ),
        (
            8,
            "consensus task",
            None,
            2,
            None,
            None,
            "",
            None,
            (0, 6),
            Some(stills("vote", 12, &road, 0, &[])),
        ),
        (
            9,
            "clip-001 every third frame",
            Some(1),
            2,
            None,
            Some(1),
            "Train",
            Some("gt"),
            (3, 9),
            Some(third),
        ),
        (
            10,
            "empty task (no data)",
            None,
            2,
            None,
            Some(1),
            "",
            None,
            (0, 0),
            None,
        ),
        (
            12,
            "big video",
            None,
            5,
            None,
            None,
            "",
            None,
            (0, 6),
            Some(big),
        ),
    ];
    rows.into_iter()
        .map(
            |(id, name, project, owner, assignee, org, subset, mode, (overlap, segment), media)| {
                let data = media.map(|media| Data {
                    id,
                    size: media.size,
                    image_quality: if media.video { 70 } else { 80 },
                    chunk_size: 72,
                    start: media.start,
                    step: media.step,
                    video: media.video,
                    frames: media.frames,
                    deleted: media.deleted.iter().copied().collect(),
                    chunks_updated: at(180 + id),
                });
                let task = Task {
                    id,
                    name: name.into(),
                    project,
                    owner: Some(owner),
                    assignee,
                    assignee_updated: assignee.map(|_| at(92)),
                    bug_tracker: String::new(),
                    created: at(92 + id),
                    updated: at(240 + id),
                    overlap: data.as_ref().map(|_| overlap),
                    segment_size: segment,
                    subset: subset.into(),
                    org,
                    guide_id: None,
                    validation_mode: mode.map(str::to_owned),
                    consensus: id == 8,
                    data,
                    disabled_frames: BTreeSet::new(),
                };
                (id, task)
            },
        )
        .collect()
}

type JobRow = (
    u64,
    u64,
    &'static str,
    &'static str,
    &'static str,
    Option<u64>,
    u64,
    u64,
    Option<u64>,
);

fn jobs() -> BTreeMap<u64, Job> {
    let (a, g, c) = ("annotation", "ground_truth", "consensus_replica");
    let (v, x) = ("validation", "acceptance");
    let rows: [JobRow; 35] = [
        (1, 1, a, v, "in progress", Some(3), 0, 9, None),
        (2, 1, a, x, "completed", Some(3), 10, 19, None),
        (3, 1, a, a, "new", Some(3), 20, 29, None),
        (4, 2, a, v, "new", Some(4), 0, 5, None),
        (5, 2, a, v, "rejected", Some(4), 4, 9, None),
        (6, 2, a, a, "new", None, 8, 13, None),
        (7, 2, a, a, "completed", Some(5), 12, 17, None),
        (8, 2, a, a, "in progress", Some(6), 16, 21, None),
        (9, 3, a, v, "new", Some(3), 0, 14, None),
        (10, 3, a, a, "new", None, 10, 24, None),
        (11, 3, a, a, "new", None, 20, 34, None),
        (12, 3, a, a, "new", Some(9), 30, 44, None),
        (13, 3, a, a, "new", Some(3), 40, 49, None),
        (14, 4, a, a, "in progress", Some(3), 0, 11, None),
        (15, 5, a, v, "new", Some(3), 0, 7, None),
        (16, 5, a, a, "new", None, 8, 15, None),
        (17, 5, a, a, "new", None, 16, 23, None),
        (18, 5, g, x, "completed", None, 24, 29, None),
        (19, 6, a, v, "in progress", Some(3), 0, 9, None),
        (20, 7, a, v, "new", Some(5), 0, 4, None),
        (21, 7, a, a, "new", None, 5, 9, None),
        (22, 7, a, a, "completed", None, 10, 14, None),
        (23, 8, a, a, "new", None, 0, 5, None),
        (24, 8, c, a, "completed", Some(3), 0, 5, Some(23)),
        (25, 8, c, a, "new", Some(4), 0, 5, Some(23)),
        (26, 8, a, a, "new", None, 6, 11, None),
        (27, 8, c, a, "new", None, 6, 11, Some(26)),
        (28, 8, c, a, "new", None, 6, 11, Some(26)),
        (29, 1, g, x, "completed", None, 0, 29, None),
        (30, 9, a, a, "new", None, 0, 8, None),
        (31, 9, a, a, "new", None, 6, 14, None),
        (32, 9, a, a, "new", None, 12, 17, None),
        (33, 9, g, a, "new", None, 0, 17, None),
        (34, 12, a, v, "new", None, 0, 5, None),
        (35, 12, a, a, "new", None, 0, 5, None),
    ];
    rows.into_iter()
        .filter(|row| row.0 != 35)
        .map(
            |(id, task, kind, stage, state, assignee, start, stop, parent)| {
                let job = Job {
                    id,
                    task,
                    kind: kind.into(),
                    stage: stage.into(),
                    state: state.into(),
                    assignee,
                    assignee_updated: assignee.map(|_| at(200 + id)),
                    start,
                    stop,
                    frames: match id {
                        29 => Some(vec![1, 11, 13, 16, 22, 23]),
                        33 => Some(vec![2, 5, 11]),
                        _ => None,
                    },
                    parent,
                    created: at(93 + id),
                    updated: at(260 + id),
                };
                (id, job)
            },
        )
        .collect()
}

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

fn labels() -> BTreeMap<u64, Value> {
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

fn issues() -> (BTreeMap<u64, Issue>, BTreeMap<u64, Comment>) {
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

fn annotations() -> HashMap<u64, Value> {
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

/// Everything anew.
pub fn state(options: Options) -> State {
    let rows = |name: &str| -> BTreeMap<u64, Value> {
        let value = recorded(name);
        let list = value["results"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()]);
        list.into_iter()
            .filter_map(|one| Some((one["id"].as_u64()?, one)))
            .collect()
    };
    let (issues, comments) = issues();
    let mut issue_counts = HashMap::new();
    for issue in issues.values() {
        *issue_counts.entry(issue.job).or_default() += 1;
    }
    let mut reports = rows("quality_reports_list_jobs");
    reports.extend(rows("quality_report_task"));
    let failed = recorded("request_task_import_failed");
    let rq_id = failed["id"].as_str().unwrap_or_default().to_owned();
    let work = Work {
        rq_id: rq_id.clone(),
        owner: 2,
        kind: "create:task".into(),
        target: "task".into(),
        project: None,
        task: Some(11),
        job: None,
        format: None,
        message: failed["message"].as_str().unwrap_or_default().into(),
        status: "failed".into(),
        polls_left: 0,
        created: at(490),
        finished: Some(at(491)),
        result_id: None,
        downloadable: false,
    };
    let mut numbers = options
        .version
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    let mut number = || numbers.next().unwrap_or(0);
    State {
        version: (number(), number(), number()),
        users: users(),
        access_tokens: access_tokens(),
        sessions: HashMap::new(),
        orgs: orgs(),
        members: members(),
        projects: projects(),
        tasks: tasks(),
        jobs: jobs(),
        issues,
        comments,
        labels: labels(),
        annotations: annotations(),
        guides: rows("guide"),
        reports,
        conflicts: rows("quality_conflicts"),
        settings: rows("quality_settings"),
        work: BTreeMap::from([(rq_id, work)]),
        issue_counts,
        next: HashMap::from([
            ("job", 1000),
            ("issue", 17),
            ("comment", 26),
            ("annotation", 500),
            ("access_token", 20),
            ("report", 40),
            ("conflict", 100),
        ]),
        generation: 0,
        cache: HashMap::new(),
        anonymous: Vec::new(),
        removed_jobs: BTreeSet::new(),
        options,
    }
}
