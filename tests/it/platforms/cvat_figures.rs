//! What opening a large job costs in requests.

use std::time::Duration;

use serde_json::{Value, json};
use vidimus::model::{Level, NodeRef, PageRequest, Query};
use vidimus::platform::{ImageWant, ListRequest, Platform};

use super::cvat_world::{OWNER, Options, Sim, client, frame, key};

/// The first two of the test server's many jobs.
const JOBS: [u64; 2] = [100_000, 100_001];

fn shapes(job: u64, first: u64) -> Value {
    let shape = |number: u64| {
        json!({
            "id": job * 100 + number, "label_id": 100, "type": "rectangle",
            "frame": first + number % 500, "group": null, "source": "manual", "occluded": false,
            "outside": false, "z_order": 0, "rotation": 0.0,
            "points": [10.0, 20.0, 110.0, 120.0], "attributes": [], "elements": [],
        })
    };
    let all: Vec<Value> = (0..20_000).map(shape).collect();
    json!({"version": 0, "tags": [], "shapes": all, "tracks": []})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_of_20000_shapes_is_drawn_after_three_requests_that_run_together() {
    let sim = Sim::start(Options {
        jobs: 2,
        frames_per_job: 500,
        latency: Duration::from_millis(100),
        ..Options::default()
    });
    for (job, first) in JOBS.into_iter().zip([0, 500]) {
        sim.edit("annotations", job, shapes(job, first)).unwrap();
    }
    let cvat = client(&sim, key(OWNER));
    let task = NodeRef::parse("vidimus://road/o:1/p:100/t:100000").unwrap();
    let seen = ListRequest {
        parent: task,
        level: Level::Job,
        query: Query::default(),
        page: PageRequest {
            offset: 0,
            limit: 200,
        },
    };
    assert_eq!(cvat.list(&seen).await.unwrap().rows.len(), 2);
    let want = ImageWant {
        width: 800,
        height: 600,
        number: 0,
        ahead: false,
        original: false,
    };
    // The labels of a project are asked for once, beside the others.
    for (job, first, more) in [(JOBS[0], 0, Some("/api/labels")), (JOBS[1], 500, None)] {
        sim.clear_log();
        let item = frame(job, first);
        let (drawn, picture) = tokio::join!(cvat.annotations(&item), cvat.image(&item, want));
        assert_eq!(drawn.unwrap().annotations.len(), 40);
        assert!(picture.unwrap().bytes.len() > 100);
        let mut paths: Vec<String> = sim.log().into_iter().map(|seen| seen.path).collect();
        paths.sort();
        let own = ["annotations", "data", "data/meta"];
        let mut expected: Vec<String> = own.map(|end| format!("/api/jobs/{job}/{end}")).to_vec();
        expected.extend(more.map(str::to_owned));
        assert_eq!(paths, expected);
        assert_eq!(sim.max_parallel(), paths.len(), "one round trip");
        // Every other frame of the job needs its picture only.
        sim.clear_log();
        let next = frame(job, first + 499);
        assert_eq!(cvat.annotations(&next).await.unwrap().annotations.len(), 40);
        assert!(sim.log().is_empty());
    }
}

/// As the screen opens a job: its list of frames first, then the first of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_picture_of_a_job_comes_with_its_frames() {
    let sim = Sim::start(Options {
        jobs: 2,
        frames_per_job: 500,
        latency: Duration::from_millis(100),
        ..Options::default()
    });
    let cvat = client(&sim, key(OWNER));
    let page = |parent: NodeRef, level| ListRequest {
        parent,
        level,
        query: Query::default(),
        page: PageRequest {
            offset: 0,
            limit: 200,
        },
    };
    let task = NodeRef::parse("vidimus://road/o:1/p:100/t:100000").unwrap();
    cvat.list(&page(task.clone(), Level::Job)).await.unwrap();
    for (job, first) in JOBS.into_iter().zip([0, 500]) {
        sim.clear_log();
        let node = frame(job, first).parent().unwrap();
        cvat.list(&page(node, Level::Item)).await.unwrap();
        let asked = sim.log().len();
        let want = ImageWant {
            width: 800,
            height: 600,
            number: 0,
            ahead: false,
            original: false,
        };
        let item = frame(job, first);
        let (drawn, picture) = tokio::join!(cvat.annotations(&item), cvat.image(&item, want));
        assert!(drawn.is_ok() && picture.unwrap().bytes.len() > 100);
        // The picture may still have been on its way, but was not asked for again.
        let paths: Vec<String> = sim.log().into_iter().map(|seen| seen.path).collect();
        let data = format!("/api/jobs/{job}/data");
        assert_eq!(
            paths.iter().filter(|path| **path == data).count(),
            1,
            "{paths:?}"
        );
        assert_eq!(paths.len().max(asked), paths.len());
        assert!(sim.max_parallel() >= 3, "together");
    }
}
