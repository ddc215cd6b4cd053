//! How the program ends, pauses and comes back: the terminal as it was, nothing lost.

use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::place::Place;
use crate::terminal::session::Session;

/// Ending may take 200 ms; a busy machine gets more.
const SOON: Duration = Duration::from_secs(2);

fn titles(place: &Place) -> Vec<String> {
    let journal = place.journal();
    journal
        .iter()
        .map(|entry| entry.title.to_string())
        .collect()
}

#[test]
fn quitting_by_key_restores_the_terminal() {
    let place = Place::with_images(3);
    let mut session = place.review();
    assert!(session.screen(|screen| screen.alternate_screen() && screen.hide_cursor()));
    session.type_until("a", "accepted 0001.png");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    assert_eq!(titles(&place), ["accepted 0001.png"]);
}

#[test]
fn what_is_held_is_counted_on_quitting() {
    let place = Place::with_images(3);
    let mut session = place.review();
    session.type_until("ihello\r", "issue on 0001.png: hello");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    let said = session.text();
    assert!(said.contains("in the outbox"), "{said}");
}

#[test]
fn signals_end_soon_and_lose_nothing() {
    let signals = [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
    ];
    for (signal, code) in signals {
        let place = Place::with_images(3);
        let mut session = place.review();
        session.type_until("a", "accepted 0001.png");
        let started = Instant::now();
        session.kill(signal);
        assert_eq!(session.exit_code(), code);
        assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
        session.assert_restored();
        assert_eq!(titles(&place), ["accepted 0001.png"]);
    }
}

#[test]
fn signals_end_a_program_that_is_still_opening() {
    for wait in [0, 2, 5, 10, 20, 40, 80] {
        let place = Place::with_images(50);
        let mut session = place.open();
        session.wait_for("the first frame", vt100::Screen::alternate_screen);
        session.watch(Duration::from_millis(wait));
        let started = Instant::now();
        session.kill(Signal::TERM);
        assert_eq!(session.exit_code(), 143, "{wait} ms");
        assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
        session.assert_restored();
    }
}

#[test]
fn keys_typed_while_it_opens_are_not_lost() {
    let place = Place::with_images(3);
    let mut session = place.open();
    session.wait_for("the first frame", vt100::Screen::alternate_screen);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}

#[test]
fn a_decision_shown_right_before_a_signal_is_kept() {
    for wait in [0, 1, 2, 4, 8, 16, 32] {
        let place = Place::with_images(3);
        let mut session = place.review();
        session.send(b"a");
        session.watch(Duration::from_millis(wait));
        session.kill(Signal::TERM);
        let shown = session.screen(|screen| screen.contents().contains("accepted 0001.png"));
        assert_eq!(session.exit_code(), 143);
        session.assert_restored();
        let kept = titles(&place);
        assert!(
            !shown || kept == ["accepted 0001.png"],
            "{wait} ms: {kept:?}"
        );
    }
}

#[test]
fn a_dropped_line_ends_the_program_and_loses_nothing() {
    let place = Place::with_images(3);
    let mut session = place.review();
    session.type_until("a", "accepted 0001.png");
    let started = Instant::now();
    assert_eq!(session.drop_line(), 129);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    assert_eq!(titles(&place), ["accepted 0001.png"]);
}

#[test]
fn suspended_under_a_shell_and_brought_back() {
    let bash = ["/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash"];
    let Some(bash) = bash.into_iter().find(|path| Path::new(path).exists()) else {
        return;
    };
    let place = Place::with_images(3);
    let mut command = CommandBuilder::new(bash);
    command.args(["--norc", "--noprofile", "--noediting", "-i"]);
    place.prepare(&mut command);
    command.env("PS1", "shell$ ");
    let mut session = Session::launch(command, 100, 30);
    session.wait("shell$");
    let (program, data) = (env!("CARGO_BIN_EXE_vidimus"), place.data());
    let line = format!("'{program}' open '{}'\n", data.display());
    session.send(line.as_bytes());
    session.wait("Enter review");
    session.wait("items 1");
    session.type_until("\r", "UNDECIDED");
    super::place::wait_drawn(&mut session);
    session.type_until("a", "accepted 0001.png");
    session.send(b"\x1a");
    session.wait("Stopped");
    session.wait_for("the shell's screen", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
    session.send(b"fg\n");
    session.wait_for("the program's screen", |screen| {
        screen.alternate_screen() && screen.contents().contains("0002.png")
    });
    super::place::wait_drawn(&mut session);
    session.type_until("a", "accepted 0002.png");
    session.send(b"gx");
    session.wait_for("the shell", |screen| !screen.alternate_screen());
    session.send(b"echo status $?\n");
    session.wait("status 0");
    session.send(b"exit\n");
    session.exit_code();
    session.assert_restored();
    assert_eq!(titles(&place), ["accepted 0001.png", "accepted 0002.png"]);
}
