//! A reviewer's desk: a home of its own, a server, and a job that waits for review.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub use crate::platforms::cvat_world::sim::{Options, Seen, Sim};
use crate::program::place::{Place, boxes, wait_drawn};
use crate::terminal::PATIENCE;
use crate::terminal::session::Session;

/// The job that is reviewed, and its task.
pub const JOB: u64 = 50;
pub const REVIEWER: u64 = 5;
pub const ANNOTATOR: u64 = 3;
/// Undo windows would only make tests wait.
pub const NO_HOLD: &str = "[ui]\nhold = [0, 0, 0]\n";

pub struct Desk {
    pub place: Place,
    pub sim: Sim,
}

impl Desk {
    /// The account `cvat` of this user, added by a password.
    pub fn of(user: &str, options: Options, config: &str) -> Self {
        let desk = Self {
            place: Place::new(),
            sim: Sim::start(Options {
                anonymous_per_minute: None,
                ..options
            }),
        };
        desk.place.configure(config);
        desk.sign_in(user);
        desk
    }

    /// With one job of so many frames that waits for the reviewer, and nothing else that is older.
    pub fn with_job(frames: usize, options: Options, config: &str) -> Self {
        let desk = Self::of("review1", options, config);
        let issues: Vec<u64> = desk.sim.state().issues.keys().copied().collect();
        for issue in issues {
            desk.sim.edit("issue", issue, Value::Null).unwrap();
        }
        desk.add_job(frames);
        // The reviewer has seen who annotates it, before it was his.
        let job = JOB.to_string();
        desk.ends_well(&["job", "show", &job, "--account", "cvat"]);
        let waits = json!({
            "stage": "validation", "state": "new", "assignee": REVIEWER,
            "updated": "2026-11-20T08:00:00.000001Z",
        });
        desk.sim.edit("job", JOB, waits).unwrap();
        desk.sim.clear_log();
        desk
    }

    pub fn sign_in(&self, user: &str) {
        let url = self.sim.url();
        let password = format!("{user}-pass");
        let arguments = [
            "account",
            "add",
            "cvat",
            "--url",
            &url,
            "--username",
            user,
            "--password-env",
            "PW",
        ];
        let ran = self.place.run_with(&[("PW", &password)], &arguments);
        assert!(ran.status.success(), "{ran:?}");
    }

    fn ends_well(&self, arguments: &[&str]) -> Vec<u8> {
        let ran = self.place.run(arguments);
        assert!(ran.status.success(), "{arguments:?}: {ran:?}");
        ran.stdout
    }

    /// What a command prints with `--json`.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.extend(["--account", "cvat", "--json"]);
        serde_json::from_slice(&self.ends_well(&all)).unwrap()
    }

    fn add_job(&self, frames: usize) {
        for (id, name) in [(900, "car"), (901, "person")] {
            let label = json!({
                "id": id, "name": name, "color": "#3366cc", "attributes": [], "type": "rectangle",
                "sublabels": [], "project_id": null, "task_id": JOB, "parent_id": null,
                "has_parent": false,
            });
            self.sim.edit("label", id, label).unwrap();
        }
        let mut state = self.sim.state();
        let mut task = state.tasks[&4].clone();
        task.id = JOB;
        task.name = "crossing".into();
        task.segment_size = frames as u64;
        let data = task.data.as_mut().unwrap();
        data.id = JOB;
        data.size = frames as u64;
        let mut frame = data.frames[0].clone();
        (frame.width, frame.height, frame.related) = (64, 48, 0);
        let named = (1..=frames).map(|number| {
            let mut frame = frame.clone();
            frame.name = format!("{number:04}.png");
            frame
        });
        data.frames = Arc::new(named.collect());
        state.tasks.insert(JOB, task);
        let mut job = state.jobs[&14].clone();
        job.id = JOB;
        job.task = JOB;
        (job.start, job.stop) = (0, frames as u64 - 1);
        state.set_job(job);
        let shapes: Vec<Value> = (0..frames).flat_map(shapes).collect();
        let all = json!({"version": 0, "tags": [], "shapes": shapes, "tracks": []});
        state.annotations.insert(JOB, all);
        state.touch();
    }

    /// The program in a terminal of 100×30 cells.
    pub fn start(&self) -> Session {
        Session::launch(self.place.command(&[]), 100, 30)
    }

    /// The job in review, its first picture drawn.
    pub fn review(&self) -> Session {
        let mut session = self.start();
        session.wait(&format!("job {JOB}"));
        session.wait_for("a fresh inbox", fresh);
        session.send(b"\r");
        wait_drawn(&mut session);
        session
    }

    /// Waits until the server has seen as wanted, while the program goes on.
    pub fn wait_log(&self, session: &mut Session, what: &str, wanted: impl Fn(&[Seen]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let log = self.sim.log();
            if wanted(&log) {
                return;
            }
            if Instant::now() > deadline {
                let seen: Vec<_> = log.iter().map(line).collect();
                panic!("no {what}: {seen:#?}\n{}", session.text());
            }
            session.watch(Duration::from_millis(5));
        }
    }

    /// Waits until that many requests changed something at a path, and answers them.
    pub fn wait_writes(&self, session: &mut Session, what: &str, count: usize) -> Vec<Seen> {
        self.wait_log(session, what, |log| writes(log, what).len() >= count);
        writes(&self.sim.log(), what)
    }

    /// Issues of the job at the server: frame from 1, text, bounds, owner.
    pub fn issues(&self) -> Vec<(u64, String, Vec<f64>, u64)> {
        let state = self.sim.state();
        let mine = state.issues.values().filter(|issue| issue.job == JOB);
        let mut all: Vec<_> = mine
            .map(|issue| {
                let comments = state.comments.values();
                let texts: Vec<&str> = comments
                    .filter(|comment| comment.issue == issue.id)
                    .map(|comment| comment.message.as_str())
                    .collect();
                let owner = issue.owner.unwrap();
                (
                    issue.frame + 1,
                    texts.join("|"),
                    issue.position.clone(),
                    owner,
                )
            })
            .collect();
        all.sort_by_key(|issue| issue.0);
        all
    }

    /// Stage, state and assignee of a job at the server.
    pub fn job(&self, id: u64) -> (String, String, Option<u64>) {
        let job = self.sim.state().job(id).unwrap();
        (job.stage, job.state, job.assignee)
    }
}

/// Corners of the boxes of a frame, by its number from 0.
pub fn corners(frame: usize) -> [[f64; 4]; 2] {
    boxes(frame + 1).map(|[x, y, width, height]| [x, y, x + width, y + height])
}

fn shapes(frame: usize) -> Vec<Value> {
    let both = corners(frame).into_iter().enumerate();
    both.map(|(at, points)| {
        json!({
            "id": 10_000 + frame * 2 + at, "label_id": 900 + at, "type": "rectangle",
            "frame": frame, "group": null, "source": "manual", "occluded": false,
            "outside": false, "z_order": 0, "rotation": 0.0, "points": points,
            "attributes": [], "elements": [],
        })
    })
    .collect()
}

/// Requests that changed something, as `METHOD path` begins.
pub fn writes(log: &[Seen], what: &str) -> Vec<Seen> {
    let fits = |seen: &&Seen| format!("{} {}", seen.method, seen.path).starts_with(what);
    log.iter().filter(fits).cloned().collect()
}

/// One line of the log.
pub fn line(seen: &Seen) -> String {
    format!(
        "{} {} {} {}",
        seen.method, seen.path, seen.query, seen.status
    )
}

/// The inbox is what the servers say now.
pub fn fresh(screen: &vt100::Screen) -> bool {
    let shown = screen.contents();
    shown.contains("Inbox") && !shown.contains("as of the last look") && !shown.contains("old data")
}

/// Waits until the frame with this number from 1 is on screen with its picture.
pub fn wait_frame(session: &mut Session, frame: usize) {
    session.wait(&format!("{frame:04}.png  64×48"));
    wait_drawn(session);
}

/// Rejects the second object of the frame on screen because its box is loose.
pub fn reject_second(session: &mut Session, frame: usize) {
    session.type_until("l", "[1]");
    session.type_until("l", "[2]");
    session.type_until("x", "reject person");
    session.type_until(
        "2",
        &format!("rejected person on {frame:04}.png: loose box"),
    );
}
