//! What waits in the morning: known at once, refreshed in few requests, opened by one key.

use std::collections::BTreeMap;

use serde_json::json;

use super::desk::{Desk, JOB, NO_HOLD, Options, REVIEWER, fresh, wait_frame};

#[test]
fn the_inbox_is_first_and_its_oldest_is_one_key_away() {
    let mut desk = Desk::with_job(4, Options::default(), NO_HOLD);
    // Something of the second organization waits as well.
    desk.sim
        .edit("job", 15, json!({"assignee": REVIEWER}))
        .unwrap();
    desk.sim.clear_log();
    let mut session = desk.start();
    session.wait("To review 3");
    session.wait_for("the server's answer", fresh);
    let text = session.text();
    let place = |name: &str| {
        text.find(name)
            .unwrap_or_else(|| panic!("no {name}:\n{text}"))
    };
    assert!(place(&format!("job {JOB}")) < place("job 15"), "{text}");
    assert!(
        text.contains("Road Lab") && text.contains("Cell Bio"),
        "{text}"
    );
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for seen in desk.sim.log() {
        *asked
            .entry(format!("{} {}", seen.method, seen.path))
            .or_default() += 1;
    }
    for (kind, most) in [
        ("jobs", 1),
        ("issues", 1),
        ("comments", 1),
        ("organizations", 3),
    ] {
        let count = asked.get(&format!("GET /api/{kind}")).copied().unwrap_or(0);
        assert!(count <= most, "{kind}: {asked:?}");
    }
    // The one key.
    session.send(b"\r");
    wait_frame(&mut session, 1);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    // The next morning the server is down: what is known is shown, and that it is old.
    desk.sim.stop();
    let mut session = desk.start();
    session.wait("old data");
    session.wait("To review 3");
    session.wait(&format!("job {JOB}"));
    // It comes back, and the inbox with it.
    desk.sim.edit("job", 15, json!({"assignee": null})).unwrap();
    desk.sim.restart();
    session.send(b"R");
    session.wait("To review 2");
    session.wait_for("a fresh inbox", fresh);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}
