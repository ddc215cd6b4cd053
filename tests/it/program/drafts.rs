//! Texts that were typed and not sent: still there after the program ended, however it did.

use std::time::Instant;

use rustix::process::Signal;

use super::place::{Place, assert_alive, escape, wait_drawn};
use crate::terminal::PATIENCE;
use crate::terminal::session::Session;

/// Waits until a text is remembered in the state database.
fn wait_remembered(place: &Place, text: &str) {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let database = rusqlite::Connection::open_with_flags(
            place.state().join("state.db"),
            rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
        );
        let known = database.and_then(|database| {
            database.query_row("SELECT text FROM memory WHERE name = 'drafts'", [], |row| {
                row.get::<_, String>(0)
            })
        });
        if known.is_ok_and(|known| known.contains(text)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("'{text}' was never remembered");
}

fn typed(place: &Place) -> Session {
    let mut session = place.review();
    session.type_until("i", "New issue");
    session.type_until("half a thought", "half a thought");
    session
}

#[test]
fn a_killed_program_finds_its_text_again_and_sends_it() {
    let place = Place::with_images(3);
    let mut session = typed(&place);
    wait_remembered(&place, "half a thought");
    session.kill(Signal::KILL);
    session.exit_code();
    let mut session = place.open();
    session.wait("not sent yet: an issue on");
    session.wait("\"half a thought\"");
    session.wait("items 1");
    session.send(b":draft\r");
    wait_drawn(&mut session);
    session.type_until("i", "half a thought");
    session.send(b" more\r");
    session.wait_for("the issue in its thread", |screen| {
        let shown = screen.contents();
        !shown.contains("New issue") && shown.contains("half a thought more")
    });
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    // Sent is sent.
    let mut session = place.open();
    session.wait("items 1");
    session.type_until(":draft\r", "every text has been sent");
    assert_alive(session);
    assert_eq!(place.journal().len(), 1);
}

#[test]
fn what_esc_drops_is_gone_and_other_prompts_stay_empty() {
    let place = Place::with_images(3);
    let mut session = typed(&place);
    escape(&mut session, "New issue");
    session.type_until("i", "New issue");
    assert!(!session.text().contains("half a thought"));
    session.type_until("second", "second");
    session.kill(Signal::TERM);
    assert_eq!(session.exit_code(), 143);
    let mut session = place.open();
    session.wait("not sent yet");
    session.wait("items 1");
    session.send(b"\r");
    wait_drawn(&mut session);
    session.type_until("i", "New issue");
    session.wait("second");
    escape(&mut session, "New issue");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    let mut session = place.open();
    session.wait("items 1");
    session.type_until(":draft\r", "every text has been sent");
    assert_alive(session);
}
