//! A whole QA pass by keys alone, counted: 100 frames, of which 8 have one wrong object; then
//! the job goes back to whoever annotated it.

use std::time::Duration;

use serde_json::json;
use vidimus::model::Change;

use super::desk::{
    ANNOTATOR, Desk, JOB, NO_HOLD, Options, REVIEWER, corners, reject_second, wait_frame, writes,
};
use crate::terminal::session::Session;

const FRAMES: usize = 100;
/// Bad frames whose complaint is a template.
const LOOSE: [usize; 5] = [7, 23, 41, 68, 100];
/// Bad frames that need own words.
const WORDED: [(usize, &str); 3] = [
    (12, "this is a statue"),
    (50, "two people in one box"),
    (77, "the car's shadow"),
];

/// Types and counts keys; every key is followed by its effect on the screen.
struct Typist {
    session: Session,
    keys: usize,
}

impl Typist {
    fn key(&mut self, key: &str, effect: &str) {
        self.keys += 1;
        self.session.type_until(key, effect);
    }

    fn bad(&mut self, frame: usize, words: Option<&str>) {
        self.key("l", "[1]");
        self.key("l", "[2]");
        self.key("x", "reject person");
        let rejected = format!("rejected person on {frame:04}.png: ");
        match words {
            None => self.key("2", &format!("{rejected}loose box")),
            Some(words) => {
                self.key("c", "Enter keep");
                // Free text is not counted.
                self.session.type_until(words, words);
                self.key("\r", &format!("{rejected}{words}"));
            }
        }
        self.session.wait("✗ REJECTED");
        if frame < FRAMES {
            self.key("f", &format!("{:04}.png  64×48", frame + 1));
        } else {
            self.key("f", "Every item has been looked at");
        }
    }
}

fn bad_frames() -> Vec<(usize, &'static str)> {
    let loose = LOOSE.iter().map(|frame| (*frame, "loose box"));
    let mut all: Vec<_> = loose.chain(WORDED).collect();
    all.sort_unstable();
    all
}

#[test]
fn a_pass_over_a_hundred_frames_takes_137_keys_and_hands_the_job_back() {
    let desk = Desk::with_job(FRAMES, Options::default(), NO_HOLD);
    let mut session = desk.start();
    session.wait(&format!("job {JOB}"));
    session.wait_for("a fresh inbox", super::desk::fresh);
    let mut typist = Typist { session, keys: 0 };
    typist.key("\r", "0/100 decided");
    for frame in 1..=FRAMES {
        wait_frame(&mut typist.session, frame);
        let words = WORDED.iter().find(|(bad, _)| *bad == frame);
        match words {
            Some((_, words)) => typist.bad(frame, Some(words)),
            None if LOOSE.contains(&frame) => typist.bad(frame, None),
            None => typist.key("a", &format!("accepted {frame:04}.png")),
        }
    }
    let summary = typist.session.text();
    assert!(summary.contains("annotation · rejected"), "{summary}");
    assert!(summary.contains("annot1"), "{summary}");
    typist.key("\r", "to annotation · rejected");
    assert_eq!(typist.keys, 137);
    let mut session = typist.session;
    let path = format!("PATCH /api/jobs/{JOB}");
    let handed = desk.wait_writes(&mut session, &path, 1);
    let body = json!({"stage": "annotation", "state": "rejected", "assignee": ANNOTATOR});
    assert_eq!(handed[0].body, Some(body));
    assert_eq!(
        desk.wait_writes(&mut session, "POST /api/issues", 8).len(),
        8
    );
    let now = ("annotation".into(), "rejected".into(), Some(ANNOTATOR));
    assert_eq!(desk.job(JOB), now);
    issues(&desk);
    // Undone by one more.
    session.send(b"u");
    let both = desk.wait_writes(&mut session, &path, 2);
    let body = json!({"stage": "validation", "state": "new", "assignee": REVIEWER});
    assert_eq!(both[1].body, Some(body));
    session.wait("undone");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    assert_eq!(writes(&desk.sim.log(), &path).len(), 2);
    assert_eq!(desk.job(JOB).0, "validation");
    verdicts(&desk);
}

fn issues(desk: &Desk) {
    let found = desk.issues();
    assert_eq!(found.len(), 8, "{found:?}");
    for ((frame, text, position, owner), (bad, words)) in found.into_iter().zip(bad_frames()) {
        assert_eq!((frame, text.as_str(), owner), (bad as u64, words, REVIEWER));
        let wanted = corners(bad - 1)[1];
        let near = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-3;
        assert!(
            position.iter().zip(&wanted).all(near),
            "{position:?} {wanted:?}"
        );
    }
}

fn verdicts(desk: &Desk) {
    let bad: Vec<String> = bad_frames()
        .iter()
        .map(|(frame, _)| format!("{frame:04}.png"))
        .collect();
    let mut judged = 0;
    for entry in desk.place.journal() {
        if let Change::JudgeItem { after, .. } = &entry.operation.change {
            judged += 1;
            let name = entry.operation.name.to_string();
            let wanted = if bad.contains(&name) {
                "rejected"
            } else {
                "accepted"
            };
            assert_eq!(after.as_ref().unwrap().verdict.word(), wanted, "{name}");
        }
    }
    assert_eq!(judged, FRAMES);
    let report = desk.json(&["report", "--job", &JOB.to_string()]);
    assert_eq!(report["verdicts_local"], true, "{report}");
    assert_eq!(report["summary"]["rejected"], 8, "{report}");
}

#[test]
fn no_verdict_waits_for_a_server_that_is_far_away() {
    let far = Options {
        latency: Duration::from_millis(200),
        ..Options::default()
    };
    let mut desk = Desk::with_job(12, far, NO_HOLD);
    let mut session = desk.review();
    for frame in 1..=6 {
        wait_frame(&mut session, frame);
        session.type_until("a", &format!("accepted {frame:04}.png"));
    }
    // What comes next is here already: the server may as well be gone.
    wait_frame(&mut session, 7);
    desk.wait_log(&mut session, "frame 9", |log| {
        log.iter().any(|seen| seen.query.contains("number=8&"))
    });
    desk.sim.stop();
    desk.sim.clear_log();
    reject_second(&mut session, 7);
    session.send(b"f");
    wait_frame(&mut session, 8);
    session.type_until("a", "accepted 0008.png");
    assert!(desk.sim.log().is_empty());
    desk.sim.restart();
    let sent = desk.wait_writes(&mut session, "POST /api/issues", 1);
    assert_eq!(sent[0].body.as_ref().unwrap()["frame"], 6);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(desk.issues().len(), 1);
}
