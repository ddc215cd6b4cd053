//! What a later run, or another one at the same time, finds.

use super::place::{Place, escape, wait_drawn};
use crate::terminal::PATIENCE;

#[test]
fn a_restart_finds_verdicts_and_can_undo_them() {
    let place = Place::with_images(5);
    let mut session = place.review();
    session.type_until("a", "accepted 0001.png");
    session.wait("0002.png  64×48");
    wait_drawn(&mut session);
    session.type_until("a", "accepted 0002.png");
    session.wait("0003.png  64×48");
    wait_drawn(&mut session);
    session.type_until("x1", "rejected 0003.png: wrong label");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);

    let mut session = place.review_again(&[], 100, 30);
    session.wait("3/5 decided");
    // The review goes on where it was left.
    session.wait("✓✓✗[·]");
    session.type_until("u", "rejected 0003.png: wrong label");
    session.wait(" • undone");
    session.wait("2/5 decided");
    session.type_until("u", "accepted 0002.png");
    session.wait("1/5 decided");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let mut session = place.review_again(&[], 100, 30);
    session.wait("1/5 decided");
    // Redo belongs to the run that undid; undo goes on where the last run stopped.
    session.type_until("u", "accepted 0001.png");
    session.wait("0/5 decided");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let items = place.json(&["item", "list"]);
    for item in items["items"].as_array().unwrap() {
        assert!(item["verdict"].is_null(), "{item}");
    }
}

#[test]
fn a_restart_finds_the_place() {
    let place = Place::with_images(9);
    let mut session = place.open_with(&["--batch", "3"], 100, 30);
    session.wait("items 7–9");
    session.type_until("jj", "▌ ◆ items 7–9");
    session.type_until("\r", "0007.png");
    session.type_until("f", "0008.png  64×48");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let mut session = place.open_with(&["--batch", "3"], 100, 30);
    session.wait("▌ ◆ items 7–9");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
}

/// Waits until the session is in the store: the screen does not show that.
fn wait_kept(place: &Place, wanted: &str) {
    wait_remembered(place, "session", wanted);
}

/// The same of what is kept under another name.
fn wait_remembered(place: &Place, name: &str, wanted: &str) {
    let path = place.state().join("state.db");
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let store = rusqlite::Connection::open_with_flags(path, flags).unwrap();
    let begun = std::time::Instant::now();
    loop {
        let mut query = store
            .prepare("SELECT text FROM memory WHERE name = ?1")
            .unwrap();
        let texts = query
            .query_map([name], |row| row.get::<_, String>(0))
            .unwrap();
        let texts: Vec<_> = texts.map(Result::unwrap).collect();
        if texts.iter().any(|text| text.contains(wanted)) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{wanted} in {texts:?}");
        std::thread::yield_now();
    }
}

#[test]
fn cursor_filter_and_marks_outlive_a_kill() {
    let place = Place::with_images(12);
    let flags = ["--batch", "3"];
    let mut session = place.open_with(&flags, 100, 30);
    session.wait("items 10–12");
    session.type_until("/1\r", "2 of 4");
    session.type_until(" ", "1 marked");
    session.wait("▌ ◆ items 10–12");
    wait_kept(&place, "\"marks\":[[");
    session.kill(rustix::process::Signal::KILL);
    session.bury();
    let mut session = place.open_with(&flags, 100, 30);
    session.wait("1 marked");
    session.wait("filter: 1");
    session.wait("▌ ◆ items 10–12");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn a_sample_outlives_a_kill() {
    let place = Place::with_images(40);
    let mut session = place.open_with(&[], 140, 30);
    session.wait("items 1–40");
    // Two keys for the usual sample: the recipe, and its beginning.
    session.type_until("S", "all items");
    session.type_until("\r", "sample 1 of 3");
    wait_drawn(&mut session);
    session.type_until("a", "sample 2 of 3");
    session.wait("accept rate 100 % (21–100), n = 1");
    wait_remembered(&place, "samples", "item");
    session.kill(rustix::process::Signal::KILL);
    session.bury();
    let mut session = place.open_with(&[], 140, 30);
    session.wait("items 1–40");
    session.type_until("S", "1 of 3 are decided");
    session.type_until("\r", "sample 2 of 3");
    wait_drawn(&mut session);
    session.type_until("a", "sample 3 of 3");
    wait_drawn(&mut session);
    session.type_until("a", "accept rate 100 % (44–100), n = 3");
    session.send(b"q");
    session.wait("items 1–40");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let items = place.json(&["item", "list"]);
    let judged = items["items"].as_array().unwrap().iter();
    let judged = judged.filter(|item| !item["verdict"].is_null());
    assert_eq!(judged.count(), 3);
}

#[test]
fn two_programs_on_one_state_both_keep_their_decisions() {
    let place = Place::with_images(4);
    let mut first = place.review();
    let mut second = place.review();
    second.wait("another program");
    first.type_until("a", "✓[·]··");
    second.type_until("f", "0002.png  64×48");
    wait_drawn(&mut second);
    second.type_until("a", "✓[·]·");
    first.type_until("f", "0003.png  64×48");
    wait_drawn(&mut first);
    first.type_until("a", "✓[·]");
    second.type_until("f", "0004.png  64×48");
    wait_drawn(&mut second);
    second.type_until("a", "looked at");
    escape(&mut second, "looked at");
    for session in [&mut first, &mut second] {
        session.send(b"gx");
        assert_eq!(session.exit_code(), 0);
    }
    let data = place.data();
    let pushed = place.run(&["outbox", "push", "--dir", data.to_str().unwrap()]);
    assert!(pushed.status.success(), "{pushed:?}");
    let items = place.json(&["item", "list"]);
    for item in items["items"].as_array().unwrap() {
        assert_eq!(item["verdict"], "accepted", "{item}");
    }
    let titles: Vec<_> = place
        .journal()
        .into_iter()
        .map(|entry| entry.title)
        .collect();
    assert_eq!(titles.len(), 4, "{titles:?}");
}

#[test]
fn a_restart_finds_macros() {
    let place = Place::with_images(3);
    let mut session = place.review();
    session.type_until(",,a", "recording a");
    session.type_until("G", "0003.png  64×48");
    session.type_until(",,", "macro a: G");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let mut session = place.review_again(&[], 100, 30);
    session.type_until("gg", "0001.png  64×48");
    session.type_until(":macros\r", "a  G");
    session.type_until("\r", "0003.png  64×48");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
}
