//! The reviewer's own editor: gets the terminal and all keys, and what it leaves is what counts.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::{Pid, Signal, test_kill_process};

use super::place::{Place, assert_alive, wait_drawn};
use crate::terminal::PATIENCE;
use crate::terminal::session::Session;

/// A review whose editor is this shell script.
fn review(place: &Place, script: &str) -> Session {
    let path = place.tmp().join("editor");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    review_by(place, path.to_str().unwrap())
}

fn review_by(place: &Place, editor: &str) -> Session {
    let mut command = place.command(&["open", place.data().to_str().unwrap()]);
    command.env("EDITOR", editor);
    let mut session = Session::launch(command, 100, 30);
    session.wait("items 1");
    session.send(b"\r");
    wait_drawn(&mut session);
    session
}

/// Files that editors left in the state directory.
fn left(place: &Place) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(place.state()).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("draft-"))
        .collect()
}

#[test]
fn a_text_is_written_in_it_and_kept_by_enter() {
    let place = Place::with_images(3);
    let mut session = review(
        &place,
        "grep -q begun \"$1\" && printf 'first line\\nsecond\\033[2J\\n\\n' > \"$1\"",
    );
    session.type_until("i", "New issue");
    session.type_until("begun", "begun");
    session.send(b"\x0f");
    session.wait("first line↵second");
    session.send(b"\r");
    session.wait("issue on 0001.png: first line");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    let words = place.journal()[0].operation.change.words().to_string();
    assert!(
        words.contains("first line") && !words.contains('\x1b'),
        "{words}"
    );
    assert_eq!(left(&place), Vec::<PathBuf>::new());
}

#[test]
fn it_gets_every_key_and_the_terminal_as_it_was() {
    let place = Place::with_images(3);
    let mut session = review(
        &place,
        "trap '' INT\nprintf 'editor: '\nread one\nread two\necho \"$one+$two\" > \"$1\"",
    );
    session.type_until("i", "New issue");
    session.send(b"\x0f");
    session.wait("editor: ");
    assert!(session.screen(|screen| {
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }));
    session.resize(90, 28);
    // Ctrl-C is the editor's: it ends neither.
    session.send(b"aaxq\x03");
    session.watch(Duration::from_millis(50));
    session.send(b"hello\nworld\n");
    session.wait("hello+world");
    session.wait_for("our screen", |screen| {
        screen.alternate_screen() && screen.bracketed_paste()
    });
    session.send(b"\r");
    session.wait("hello+world");
    session.wait_for("no prompt", |screen| {
        !screen.contents().contains("New issue")
    });
    assert_eq!(place_titles(session, &place).len(), 1);
}

fn place_titles(session: Session, place: &Place) -> Vec<String> {
    assert_alive(session);
    let journal = place.journal();
    journal
        .iter()
        .map(|entry| entry.title.to_string())
        .collect()
}

#[test]
fn a_failed_editor_changes_nothing_and_its_file_is_named() {
    for (script, said) in [
        ("echo half > \"$1\"\nexit 3", "ended with status 3"),
        ("echo half > \"$1\"\nkill -KILL $$", "was ended by signal 9"),
    ] {
        let place = Place::with_images(3);
        let mut session = review(&place, script);
        session.type_until("i", "New issue");
        session.type_until("as it was", "as it was");
        session.send(b"\x0f");
        session.wait(said);
        session.wait("as it was");
        let files = left(&place);
        assert_eq!(files.len(), 1);
        assert_eq!(std::fs::read_to_string(&files[0]).unwrap(), "half\n");
        let mode = std::fs::metadata(&files[0]).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        // All of the message, with the file, is among the messages.
        session.send(b"\r");
        session.wait_for("no prompt", |screen| {
            !screen.contents().contains("New issue")
        });
        assert_eq!(
            place_titles(session, &place),
            ["issue on 0001.png: as it was"]
        );
    }
}

#[test]
fn an_editor_that_is_not_there_is_named() {
    let place = Place::with_images(3);
    let mut session = review_by(&place, "no-such-editor --wait");
    session.type_until("xc", "Reason");
    session.type_until("kept", "kept");
    session.send(b"\x0f");
    session.wait("there is no editor 'no-such-editor --wait'");
    session.wait("kept");
    session.send(b"\r");
    session.wait("1/3 decided");
    assert_eq!(left(&place), Vec::<PathBuf>::new());
    assert_eq!(place_titles(session, &place), ["rejected 0001.png: kept"]);
}

/// Waits until a process has ended.
fn ended(pid: i32) -> bool {
    let pid = Pid::from_raw(pid).unwrap();
    let deadline = std::time::Instant::now() + PATIENCE;
    while std::time::Instant::now() < deadline {
        let state = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
        let dead = state.is_ok_and(|state| state.contains(") Z "));
        if dead || test_kill_process(pid).is_err() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn waiting(place: &Place) -> (Session, i32) {
    let mut session = review(place, "echo \"editor is $$ .\"\nexec sleep 1000");
    session.type_until("a", "accepted 0001.png");
    wait_drawn(&mut session);
    session.type_until("i", "New issue");
    session.type_until("unsent words", "unsent words");
    session.send(b"\x0f");
    session.wait_for("the editor's number", |screen| {
        let shown = screen.contents();
        let number = shown.split("editor is ").nth(1);
        number.is_some_and(|rest| rest.contains(" ."))
    });
    let pid = session.text();
    let pid = pid.split("editor is ").nth(1).unwrap();
    let pid = pid.split(' ').next().unwrap().parse().unwrap();
    (session, pid)
}

#[test]
fn signals_end_both_and_lose_nothing() {
    for (signal, code) in [(Signal::HUP, 129), (Signal::TERM, 143)] {
        let place = Place::with_images(3);
        let (mut session, editor) = waiting(&place);
        session.kill(signal);
        assert_eq!(session.exit_code(), code);
        assert!(ended(editor), "{signal:?}");
        session.assert_restored();
        assert_eq!(place.journal().len(), 1);
        // What was typed before is there again.
        let mut session = place.open();
        session.wait("not sent yet: an issue on");
        session.wait("unsent words");
        session.wait("items 1");
        assert_alive(session);
    }
}

#[test]
fn a_dropped_line_ends_both() {
    let place = Place::with_images(3);
    let (mut session, editor) = waiting(&place);
    assert_eq!(session.drop_line(), 129);
    assert!(ended(editor));
    assert_eq!(place.journal().len(), 1);
}
