//! Projects, tasks and jobs at the start.

use super::bulk;
use super::seed::at;
use super::state::{Data, Frame, Job, Project, Task};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub fn projects() -> BTreeMap<u64, Project> {
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

pub fn tasks() -> BTreeMap<u64, Task> {
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

pub fn jobs() -> BTreeMap<u64, Job> {
    let (a, g, c) = ("annotation", "ground_truth", "consensus_replica");
    let (v, x) = ("validation", "acceptance");
    let rows: [JobRow; 34] = [
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
    ];
    rows.into_iter()
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
