//! The server goes away, the program is killed, the token ends: nothing is lost, nothing is sent
//! twice, and the screen says what it is.

use std::time::Duration;

use rustix::process::Signal;
use serde_json::json;

use super::desk::{Desk, NO_HOLD, Options, reject_second, wait_frame, writes};
use crate::program::place::escape;
use crate::terminal::session::Session;

/// The first frame is rejected and its issue has arrived; the next three are here already.
fn in_the_middle(desk: &Desk) -> Session {
    let mut session = desk.review();
    reject_second(&mut session, 1);
    desk.wait_writes(&mut session, "POST /api/issues", 1);
    session.send(b"f");
    wait_frame(&mut session, 2);
    desk.wait_log(&mut session, "frame 4", |log| {
        log.iter().any(|seen| seen.query.contains("number=3&"))
    });
    // The answers to what the server has noted are on their way yet.
    session.watch(Duration::from_millis(500));
    session
}

/// Two frames without a server.
fn without_server(session: &mut Session) {
    session.type_until("a", "accepted 0002.png");
    wait_frame(session, 3);
    reject_second(session, 3);
    session.wait("offline");
}

fn verdicts(desk: &Desk) -> Vec<(String, String)> {
    let listed = desk.json(&["item", "list", "--job", "50", "--limit", "0"]);
    let items = listed["items"].as_array().unwrap();
    items
        .iter()
        .filter_map(|item| {
            let verdict = item["verdict"].as_str()?;
            Some((item["name"].as_str()?.to_owned(), verdict.to_owned()))
        })
        .collect()
}

fn arrived_once(desk: &Desk) {
    let issues = desk.issues();
    let found: Vec<(u64, &str)> = issues
        .iter()
        .map(|(frame, text, ..)| (*frame, text.as_str()))
        .collect();
    assert_eq!(found, [(1, "loose box"), (3, "loose box")]);
    assert_eq!(writes(&desk.sim.log(), "POST /api/issues").len(), 2);
    let verdicts = verdicts(desk);
    let words: Vec<&str> = verdicts.iter().map(|(_, word)| word.as_str()).collect();
    assert_eq!(words, ["rejected", "accepted", "rejected"], "{verdicts:?}");
}

#[test]
fn a_server_that_goes_away_in_the_middle_stops_no_key_and_loses_nothing() {
    let mut desk = Desk::with_job(12, Options::default(), NO_HOLD);
    let mut session = in_the_middle(&desk);
    desk.sim.stop();
    without_server(&mut session);
    session.type_until("?", "Keys here");
    escape(&mut session, "Keys here");
    desk.sim.restart();
    desk.wait_writes(&mut session, "POST /api/issues", 2);
    session.wait_for("no trouble any more", |screen| {
        !screen.contents().contains("offline")
    });
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    arrived_once(&desk);
}

#[test]
fn a_program_killed_without_its_server_sends_the_rest_when_it_runs_again() {
    let mut desk = Desk::with_job(12, Options::default(), NO_HOLD);
    let mut session = in_the_middle(&desk);
    desk.sim.stop();
    without_server(&mut session);
    session.kill(Signal::KILL);
    session.bury();
    desk.sim.restart();
    let mut session = desk.start();
    desk.wait_writes(&mut session, "POST /api/issues", 2);
    session.wait("Inbox");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    arrived_once(&desk);
}

#[test]
fn a_token_that_ends_in_the_middle_keeps_the_queue_until_the_next_sign_in() {
    let desk = Desk::with_job(12, Options::default(), NO_HOLD);
    let mut session = in_the_middle(&desk);
    let tokens: Vec<u64> = desk.sim.state().access_tokens.keys().copied().collect();
    for token in tokens {
        desk.sim
            .edit("token", token, json!({"revoked": true}))
            .unwrap();
    }
    session.type_until("l", "[1]");
    session.type_until("l", "[2]");
    session.type_until("x", "reject person");
    session.type_until("2", "✗ REJECTED");
    session.wait("not signed in");
    session.wait("account add");
    session.send(b"f");
    wait_frame(&mut session, 3);
    session.type_until("a", "3/12 decided");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(desk.issues().len(), 1);
    desk.sign_in("review1");
    let mut session = desk.start();
    desk.wait_log(&mut session, "second issue", |_| desk.issues().len() == 2);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let words: Vec<String> = verdicts(&desk).into_iter().map(|(_, word)| word).collect();
    assert_eq!(words, ["rejected", "rejected", "accepted"]);
}
