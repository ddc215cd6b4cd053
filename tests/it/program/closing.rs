//! Ends from outside, whatever is on the screen at that moment: the terminal as it was, and what was
//! typed is there again.

use std::time::Duration;

use rustix::process::Signal;

use super::place::{Place, assert_alive, wait_drawn};
use crate::terminal::session::Session;

const SIGNALS: [(Signal, u32); 2] = [(Signal::TERM, 143), (Signal::HUP, 129)];

fn type_a_text(session: &mut Session) {
    session.type_until("i", "New issue");
    session.type_until("unsent words", "unsent words");
}

/// The next start tells of the text.
fn assert_text_kept(place: &Place) {
    let mut session = place.open();
    session.wait("not sent yet: an issue on");
    session.wait("unsent words");
    session.wait("items 1");
    assert_alive(session);
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    let windows = bytes.windows(wanted.len());
    windows.filter(|part| *part == wanted).count()
}

#[test]
fn with_the_mouse() {
    for (signal, code) in SIGNALS {
        let place = Place::with_images(3);
        let mut session = place.review();
        session.wait_for("mouse reports", |screen| {
            screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        type_a_text(&mut session);
        session.kill(signal);
        assert_eq!(session.exit_code(), code);
        session.assert_restored();
        assert_text_kept(&place);
    }
}

/// A review in a kitty whose first picture has come, or is being sent.
fn with_pictures(place: &Place, whole: bool) -> Session {
    let mut session = place.open();
    session.wait("items 1");
    for answer in [
        &b"\x1b_Gi=31;OK\x1b\\"[..],
        b"\x1b[6;20;10t",
        b"\x1b[?62;22c",
    ] {
        session.send(answer);
    }
    session.send(b"\r");
    session.wait_written(|written| count(written, b"\x1b_Ga=T,U=1,f=100,i=") > 0);
    if whole {
        session.wait_written(|written| count(written, b"m=0;") > 0);
        session.wait("\u{10eeee}");
    }
    session
}

#[test]
fn with_pictures_in_the_terminals_memory() {
    for (signal, code) in SIGNALS {
        for whole in [true, false] {
            let place = Place::with_images(3);
            let mut session = with_pictures(&place, whole);
            if whole {
                type_a_text(&mut session);
            }
            session.kill(signal);
            assert_eq!(session.exit_code(), code);
            session.assert_restored();
            let written = session.written();
            let deleted = count(written, b"\x1b_Ga=d,d=I,i=");
            assert!(deleted > 0, "{}", written.escape_ascii());
            if whole {
                assert_text_kept(&place);
            }
        }
    }
}

#[test]
fn with_an_editor_over_pictures_and_the_mouse() {
    for (signal, code) in SIGNALS {
        let place = Place::with_images(3);
        let editor = place.tmp().join("editor");
        let script = "#!/bin/sh\ntrap 'echo the editor ends; exit 0' TERM HUP\n\
            echo 'the editor begins'\nwhile :; do sleep 0.01; done\n";
        std::fs::write(&editor, script).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&editor, mode).unwrap();
        let data = place.data();
        let mut command = place.command(&["open", data.to_str().unwrap()]);
        command.env("EDITOR", &editor);
        let mut session = Session::launch(command, 100, 30);
        session.wait("items 1");
        session.send(b"\r");
        wait_drawn(&mut session);
        type_a_text(&mut session);
        session.send(b"\x0f");
        session.wait("the editor begins");
        session.kill(signal);
        assert_eq!(session.exit_code(), code);
        // It has been waited for: what it says at its end comes before the shell goes on.
        session.wait("the editor ends");
        session.assert_restored();
        assert_text_kept(&place);
        // What it left may be more than what was typed before: its file is kept.
        let left = std::fs::read_dir(place.state()).unwrap();
        let kept = left.filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with("draft-")
        });
        assert_eq!(kept.count(), 1);
    }
}

/// A frame that waits for a terminal which takes nothing is told of its end by that write, before
/// any signal is looked at.
#[test]
fn with_a_line_that_drops_in_the_middle_of_a_frame() {
    let place = Place::with_images(3);
    let mut session = place.review();
    type_a_text(&mut session);
    session.stall(true);
    for turn in 0..12 {
        session.resize(150 + turn % 2, 50);
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(session.drop_line(), 129);
    assert_text_kept(&place);
}
