//! What the login may not do is said before anything is sent; what changed meanwhile is shown
//! side by side; a web address leads to its frame.

use serde_json::json;

use super::desk::{ANNOTATOR, Desk, JOB, NO_HOLD, Options, REVIEWER, fresh, writes};
use crate::program::place::wait_drawn;
use crate::terminal::session::Session;

/// Time enough for somebody else.
const HOLD: &str = "[ui]\nhold = [3, 3, 3]\n";

/// The menu of states over the job in the inbox.
fn menu(desk: &Desk) -> Session {
    let mut session = desk.start();
    session.wait(&format!("job {JOB}"));
    session.wait_for("a fresh inbox", fresh);
    session.type_until("t", "acceptance · completed");
    session
}

/// Types until only one state is left, and takes it.
fn choose(session: &mut Session, words: &str) {
    session.type_until(words, words);
    session.send(b"\r");
}

#[test]
fn an_annotator_is_told_before_anything_is_sent() {
    let desk = Desk::of("annot1", Options::default(), NO_HOLD);
    let url = format!("{}/tasks/4/jobs/14", desk.sim.url());
    let mut session = Session::launch(desk.place.command(&["open", &url]), 100, 30);
    session.wait("#14 frames 0–11");
    session.wait("leads to 3 other states");
    desk.sim.clear_log();
    session.send(b"t");
    session.wait("validation");
    session.send("validation · new".as_bytes());
    session.send(b"\r");
    session.wait("maintainer of the organization may move the stage");
    assert!(writes(&desk.sim.log(), "PATCH").is_empty());
    session.kill(rustix::process::Signal::TERM);
    session.bury();
    assert_eq!(desk.job(14).0, "annotation");
}

#[test]
fn rights_that_ended_meanwhile_take_the_change_back() {
    let desk = Desk::with_job(4, Options::default(), NO_HOLD);
    let mut session = menu(&desk);
    desk.sim
        .edit("membership", 3, json!({"role": "worker"}))
        .unwrap();
    choose(&mut session, "acceptance · completed");
    desk.wait_log(&mut session, "refused change", |log| {
        log.iter()
            .any(|seen| seen.method == "PATCH" && seen.status == 403)
            || log.iter().any(|seen| seen.path.contains("memberships"))
    });
    session.wait("Error");
    session.wait_for("the old state", |screen| {
        screen
            .contents()
            .lines()
            .any(|line| line.contains(&format!("job {JOB}")) && line.contains(" new "))
    });
    assert_eq!(
        desk.job(JOB),
        ("validation".into(), "new".into(), Some(REVIEWER))
    );
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
}

fn conflict(desk: &Desk) -> Session {
    let mut session = menu(desk);
    choose(&mut session, "acceptance · completed");
    session.wait("u undoes, sends in");
    let theirs = json!({"stage": "annotation", "state": "in progress", "assignee": ANNOTATOR});
    desk.sim.edit("job", JOB, theirs).unwrap();
    session.wait("Changed meanwhile");
    session.wait("there now");
    session.wait("annotation · in progress");
    session
}

#[test]
fn a_job_moved_by_somebody_else_is_overwritten_on_demand_alone() {
    let desk = Desk::with_job(4, Options::default(), HOLD);
    let mut session = conflict(&desk);
    session.wait("ours after all");
    assert_eq!(desk.job(JOB).0, "annotation");
    // Keys are not taken in the first moment after it opened by itself.
    for _ in 0..200 {
        session.send(b"y");
        session.watch(std::time::Duration::from_millis(50));
        if desk.job(JOB).0 == "acceptance" {
            break;
        }
    }
    assert_eq!(desk.job(JOB).0, "acceptance");
    session.kill(rustix::process::Signal::TERM);
    session.bury();
}

#[test]
fn a_job_moved_by_somebody_else_stays_when_ours_is_dropped() {
    let desk = Desk::with_job(4, Options::default(), HOLD);
    let mut session = conflict(&desk);
    for _ in 0..200 {
        if session.screen(|screen| !screen.contents().contains("Changed meanwhile")) {
            break;
        }
        session.send(b"x");
        session.watch(std::time::Duration::from_millis(50));
    }
    session.kill(rustix::process::Signal::TERM);
    session.bury();
    assert_eq!(desk.job(JOB).0, "annotation");
    assert!(writes(&desk.sim.log(), "PATCH").is_empty());
}

#[test]
fn a_web_address_leads_to_its_frame() {
    let desk = Desk::with_job(8, Options::default(), NO_HOLD);
    let url = format!("{}/tasks/{JOB}/jobs/{JOB}?frame=5", desk.sim.url());
    let mut session = Session::launch(desk.place.command(&["open", &url]), 100, 30);
    session.wait("0006.png  64×48");
    wait_drawn(&mut session);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn names_are_links_to_their_pages_where_that_is_wanted() {
    for (wish, linked) in [("on", true), ("off", false)] {
        let config = format!("[ui]\nhold = [0, 0, 0]\nlinks = \"{wish}\"\n");
        let desk = Desk::of("annot1", Options::default(), &config);
        let url = format!("{}/tasks/4/jobs/14", desk.sim.url());
        let mut session = Session::launch(desk.place.command(&["open", &url]), 100, 30);
        session.wait("#14 frames 0–11");
        // The names that stand beside it in the list of its task.
        session.type_until("q", "jobs");
        session.wait("#14 frames 0–11");
        let page = format!("\x1b]8;;{url}\x1b\\");
        assert_eq!(session.has_written(page.as_bytes()), linked, "{wish}");
        assert_eq!(session.has_written(b"\x1b]8;;http"), linked, "{wish}");
        session.send(b"gx");
        assert_eq!(session.exit_code(), 0);
    }
}
