//! A whole QA pass by keys alone, counted: 100 frames, of which 8 have one wrong object.

use super::place::{Place, boxes, wait_drawn};
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

    /// Waits until a frame is on screen with its picture.
    fn frame(&mut self, frame: usize) {
        self.session.wait(&format!("{frame:04}.png  64×48"));
        wait_drawn(&mut self.session);
    }

    fn bad(&mut self, frame: usize, words: Option<&str>) {
        self.key("l", "[1]");
        self.key("l", "[2]");
        self.key("x", "reject person");
        match words {
            None => self.key(
                "2",
                &format!("rejected person on {frame:04}.png: loose box"),
            ),
            Some(words) => {
                self.key("c", "Enter keep");
                // Free text is not counted.
                self.session.type_until(words, words);
                self.key("\r", &format!("rejected person on {frame:04}.png: {words}"));
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

#[test]
fn a_hundred_frames_take_137_keys_and_leave_100_verdicts() {
    let place = Place::with_images(FRAMES);
    let mut session = place.open();
    session.wait("Enter review");
    session.wait("items 1–100");
    let mut typist = Typist { session, keys: 0 };
    typist.key("\r", "0/100 decided");
    for frame in 1..=FRAMES {
        typist.frame(frame);
        let words = WORDED.iter().find(|(bad, _)| *bad == frame);
        match words {
            Some((_, words)) => typist.bad(frame, Some(words)),
            None if LOOSE.contains(&frame) => typist.bad(frame, None),
            None => typist.key("a", &format!("• accepted {frame:04}.png")),
        }
    }
    let summary = typist.session.text();
    assert!(summary.contains("annotation · rejected"), "{summary}");
    typist.key("\r", "items 1–100 to annotation · rejected");
    assert_eq!(typist.keys, 137);
    typist.session.send(b"gx");
    assert_eq!(typist.session.exit_code(), 0);
    typist.session.assert_restored();
    // What is still held for undo goes out.
    let data = place.data();
    let pushed = place.run(&["outbox", "push", "--dir", data.to_str().unwrap()]);
    assert!(pushed.status.success(), "{pushed:?}");
    verdicts(&place);
    issues(&place);
    let jobs = place.json(&["job", "list"]);
    assert_eq!(jobs["items"][0]["state"], "rejected", "{jobs}");
    assert_eq!(jobs["items"][0]["stage"], "annotation", "{jobs}");
}

fn bad_frames() -> Vec<(String, String, usize)> {
    let loose = LOOSE.iter().map(|frame| (*frame, "loose box"));
    let mut all: Vec<_> = loose
        .chain(WORDED)
        .map(|(frame, text)| (format!("{frame:04}.png"), text.to_owned(), frame))
        .collect();
    all.sort();
    all
}

fn verdicts(place: &Place) {
    let listed = place.json(&["item", "list", "--limit", "0"]);
    let items = listed["items"].as_array().unwrap();
    assert_eq!(items.len(), FRAMES);
    let bad = bad_frames();
    for item in items {
        let name = item["name"].as_str().unwrap();
        let is_bad = bad.iter().any(|(frame, _, _)| frame == name);
        let wanted = if is_bad { "rejected" } else { "accepted" };
        assert_eq!(item["verdict"], wanted, "{item}");
    }
    let rejected: Vec<_> = place
        .journal()
        .into_iter()
        .filter_map(|entry| match entry.operation.change {
            vidimus::model::Change::JudgeAnnotation {
                annotation, after, ..
            } => Some((
                entry.operation.name.to_string(),
                annotation.to_string(),
                after.unwrap().verdict,
            )),
            _ => None,
        })
        .collect();
    let mut frames: Vec<_> = rejected.iter().map(|(name, ..)| name.clone()).collect();
    frames.sort();
    let wanted: Vec<_> = bad.iter().map(|(name, ..)| name.clone()).collect();
    assert_eq!(frames, wanted);
    for (name, _, verdict) in rejected {
        assert_eq!(verdict, vidimus::model::Verdict::Rejected, "{name}");
    }
}

fn issues(place: &Place) {
    let listed = place.json(&["issue", "list", "--limit", "0"]);
    let issues = listed["items"].as_array().unwrap();
    let mut found: Vec<_> = issues
        .iter()
        .map(|issue| {
            let item = issue["item"].as_str().unwrap();
            let name = item.rsplit("i:").next().unwrap().to_owned();
            (name, issue["text"].as_str().unwrap().to_owned(), issue)
        })
        .collect();
    found.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    let bad = bad_frames();
    assert_eq!(found.len(), bad.len(), "{listed}");
    for ((name, text, issue), (wanted, words, frame)) in found.into_iter().zip(bad) {
        assert_eq!((&name, &text), (&wanted, &words));
        assert_eq!(issue["resolved"], false);
        let rect = &issue["place"]["rect"];
        let numbers: Vec<f64> = ["x", "y", "width", "height"]
            .map(|side| rect[side].as_f64().unwrap_or_else(|| panic!("{issue:#}")))
            .into();
        let near = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-4;
        assert!(numbers.iter().zip(&boxes(frame)[1]).all(near), "{issue}");
    }
}
