//! Issues that the annotator says are fixed are looked at one after the other.

use serde_json::{Value, json};

use super::desk::{ANNOTATOR, Desk, JOB, NO_HOLD, Options, REVIEWER, fresh};

/// Fixed ones that are not fixed, by their place in the queue.
const NOT_FIXED: [usize; 2] = [3, 6];

fn add_fixed(desk: &Desk) {
    let now = jiff::Timestamp::now();
    for number in 1..=8_u64 {
        // The oldest is looked at first.
        let ago = jiff::SignedDuration::from_secs(60 - number as i64);
        let now = (now - ago).strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string();
        let (id, frame) = (700 + number, number - 1);
        let issue = json!({
            "id": id, "job": JOB, "frame": frame, "position": [10.0, 20.0, 40.0, 36.0],
            "owner": REVIEWER, "assignee": null, "resolved": true, "created": now, "updated": now,
        });
        desk.sim.edit("issue", id, issue).unwrap();
        for (at, owner, text) in [(0, REVIEWER, "too loose"), (1, ANNOTATOR, "done")] {
            let comment = 7_000 + number * 2 + at;
            let row = json!({
                "id": comment, "issue": id, "owner": owner, "message": format!("{text} {number}"),
                "created": now, "updated": now,
            });
            desk.sim.edit("comment", comment, row).unwrap();
        }
    }
}

#[test]
fn eight_fixed_issues_are_verified_or_reopened_with_eleven_keys() {
    let desk = Desk::with_job(8, Options::default(), NO_HOLD);
    add_fixed(&desk);
    let mut session = desk.start();
    session.wait("Fixed — verify 8");
    session.wait_for("a fresh inbox", fresh);
    session.type_until("\r", "fixed 1/8");
    let mut keys = 1;
    for at in 1..=8 {
        session.wait(&format!("fixed {at}/8"));
        session.wait(&format!("done {at}"));
        let then = if at < 8 {
            format!("fixed {}/8", at + 1)
        } else {
            "Inbox".to_owned()
        };
        if NOT_FIXED.contains(&at) {
            session.type_until("o", "Enter");
            let words = format!("still loose {at}");
            session.type_until(&words, &words);
            session.type_until("\r", &then);
            keys += 2;
        } else {
            session.type_until("r", &then);
            keys += 1;
        }
    }
    assert_eq!(keys, 11);
    desk.wait_log(&mut session, "reopened issues", |_| {
        let state = desk.sim.state();
        let open = state.issues.values().filter(|issue| !issue.resolved);
        open.count() == NOT_FIXED.len()
    });
    desk.wait_writes(&mut session, "POST /api/comments", NOT_FIXED.len());
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    {
        let state = desk.sim.state();
        for issue in state.issues.values() {
            let at = usize::try_from(issue.id - 700).unwrap();
            assert_eq!(issue.resolved, !NOT_FIXED.contains(&at), "{at}");
        }
        let said = state.comments.values();
        let said = said.filter(|comment| comment.message.starts_with("still loose"));
        assert_eq!(said.count(), NOT_FIXED.len());
    }
    let mut session = desk.start();
    session.wait("To review");
    session.wait_for("a fresh inbox", fresh);
    let text = session.text();
    assert!(!text.contains("Fixed — verify"), "{text}");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let _: Value = desk.json(&["inbox"]);
}
