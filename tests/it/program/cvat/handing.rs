//! Somebody is away: his jobs over all organizations go to others by six keys and two texts.

use serde_json::json;

use super::desk::{ANNOTATOR, Desk, NO_HOLD, Options, writes};

const OTHERS: [u64; 2] = [2, 4];

fn held_by(desk: &Desk, who: &[u64]) -> Vec<u64> {
    let state = desk.sim.state();
    let jobs = state.jobs.values();
    jobs.filter(|job| job.assignee.is_some_and(|holder| who.contains(&holder)))
        .map(|job| job.id)
        .collect()
}

#[test]
fn the_jobs_of_somebody_who_is_away_are_handed_out() {
    let desk = Desk::of("review1", Options::default(), NO_HOLD);
    for (id, user) in [(20, OTHERS[0]), (21, OTHERS[1])] {
        let member = json!({
            "id": id, "user": user, "org": 2, "role": "worker", "is_active": true,
            "joined": null, "invitation": null,
        });
        desk.sim.edit("membership", id, member).unwrap();
    }
    // In the sandbox nobody else can be named: that one is refused.
    for id in [6, 7, 10, 11, 12, 16, 17, 21] {
        desk.sim
            .edit("job", id, json!({"assignee": ANNOTATOR}))
            .unwrap();
    }
    for id in [4, 5] {
        desk.sim.edit("job", id, json!({"assignee": null})).unwrap();
    }
    let before = held_by(&desk, &[ANNOTATOR]);
    desk.sim.clear_log();
    let mut session = desk.start();
    session.wait("Inbox");
    session.type_until("q", "All jobs");
    session.send(b"ggj");
    session.type_until("l", "#19 task");
    session.type_until("/", "/");
    session.send(b"assignee:annot1");
    session.wait("assignee:annot1");
    session.type_until("\r", "#21 task");
    session.wait("#1 task");
    session.type_until("*", "marked");
    session.type_until("w", "Assignee of");
    session.wait("annot2");
    session.type_until("annot2,owner1", "annot2,owner1");
    session.send(b"\r");
    session.wait_for("a preview", |screen| {
        let shown = screen.contents();
        shown.contains("y applies it") && shown.contains("16 are changed")
    });
    assert!(writes(&desk.sim.log(), "PATCH").is_empty());
    let preview = session.text();
    session.send(b"y");
    desk.wait_log(&mut session, "handed out jobs", |_| {
        held_by(&desk, &[ANNOTATOR]).len() <= 2
    });
    let left = held_by(&desk, &[ANNOTATOR]);
    assert!(left.contains(&21), "{left:?}\n{preview}");
    let sent = writes(&desk.sim.log(), "PATCH").len();
    assert_eq!(sent, before.len() - left.len());
    session.send(b"u");
    desk.wait_log(&mut session, "jobs given back", |_| {
        held_by(&desk, &[ANNOTATOR]) == before
    });
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let strangers = held_by(&desk, &OTHERS);
    assert!(
        strangers.iter().all(|id| !before.contains(id)),
        "{strangers:?}"
    );
}
