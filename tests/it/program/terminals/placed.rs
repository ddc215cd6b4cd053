//! Pictures that lie on the screen: sixel and iTerm2's.

use super::{ATTRIBUTES, CELL, SIXEL_ATTRIBUTES, count, enter_review, open_with, quit};
use crate::program::place::{Place, escape};
use crate::terminal::session::Session;

/// How a sixel picture begins, up to what varies.
const SIXEL: &[u8] = b"\x1bP";
const ITERM2: &[u8] = b"\x1b]1337;File=";

fn sixel_terminal(place: &Place) -> Session {
    let mut session = open_with(place, &[]);
    session.wait_bytes(b"\x1b[c");
    session.send(CELL);
    session.send(SIXEL_ATTRIBUTES);
    session
}

/// Waits for a picture and says that it has arrived.
fn take(session: &mut Session, begin: &[u8]) {
    session.wait_bytes(begin);
    session.wait_bytes(b"\x1b[5n");
    session.send(b"\x1b[0n");
}

#[test]
fn sixel_comes_back_when_a_window_over_it_closes() {
    let place = Place::with_images(3);
    let mut session = sixel_terminal(&place);
    enter_review(&mut session);
    take(&mut session, SIXEL);
    session.forget_written();
    // The window's text alone is written; then the picture again.
    session.type_until("?", "Keys here");
    assert_eq!(count(session.written(), SIXEL), 0);
    escape(&mut session, "Keys here");
    take(&mut session, SIXEL);
    // A key that changes nothing about it sends none.
    session.forget_written();
    session.type_until("m", " • flagged 0001.png");
    assert_eq!(count(session.written(), SIXEL), 0);
    quit(session);
}

#[test]
fn sixel_is_overwritten_by_blanks_when_it_goes() {
    let place = Place::with_images(3);
    let mut session = sixel_terminal(&place);
    enter_review(&mut session);
    take(&mut session, SIXEL);
    session.forget_written();
    session.type_until("gv", "pictures: half blocks in 24-bit colour");
    session.wait("▀");
    session.type_until("gv", "pictures: off, text only");
    session.wait("pictures are off");
    session.type_until("gv", "pictures: sixel (1 of 3)");
    take(&mut session, SIXEL);
    quit(session);
}

#[test]
fn the_next_sixel_waits_until_the_last_has_arrived() {
    let place = Place::with_images(5);
    let mut session = sixel_terminal(&place);
    enter_review(&mut session);
    take(&mut session, SIXEL);
    session.forget_written();
    session.type_until("j", "0002.png");
    session.wait_bytes(SIXEL);
    session.wait_bytes(b"\x1b[5n");
    session.forget_written();
    // No answer yet: the keys go on, the pictures between are never written.
    session.type_until("j", "0003.png");
    session.type_until("j", "0004.png");
    assert_eq!(count(session.written(), SIXEL), 0);
    session.send(b"\x1b[0n");
    take(&mut session, SIXEL);
    quit(session);
}

#[test]
fn no_picture_is_written_on_the_last_line() {
    let place = Place::with_images(3);
    let mut session = sixel_terminal(&place);
    enter_review(&mut session);
    take(&mut session, SIXEL);
    let mut seen = 0;
    for rows in [12, 6, 4, 3, 2, 1] {
        session.forget_written();
        session.resize(60, rows);
        session.watch(std::time::Duration::from_millis(150));
        session.send(b"\x1b[0n");
        let text = String::from_utf8_lossy(session.written()).into_owned();
        for before in text
            .split("\x1bP")
            .map(|part| part.rsplit("\x1b[").next())
            .take(text.matches("\x1bP").count())
        {
            let at = before
                .and_then(|at| at.strip_suffix('H'))
                .and_then(|at| at.split_once(';'));
            let row: u16 = at.unwrap().0.parse().unwrap();
            assert!(row < rows, "begins on row {row} of {rows}");
            seen += 1;
        }
    }
    assert!(seen > 0, "no picture at all");
    session.resize(100, 30);
    session.wait("0001.png");
    quit(session);
}

#[test]
fn iterm2_gets_its_pictures_by_its_name_or_a_variable() {
    type Variables = &'static [(&'static str, Option<&'static str>)];
    let cases: [(Variables, &[u8]); 3] = [
        (&[("LC_TERMINAL", Some("iTerm2"))], b""),
        (&[("TERM_PROGRAM", Some("iTerm.app"))], b""),
        (&[], b"\x1bP>|mintty 3.6.4\x1b\\"),
    ];
    for (variables, name) in cases {
        let place = Place::with_images(3);
        let mut session = open_with(&place, variables);
        session.wait_bytes(b"\x1b[c");
        session.send(name);
        session.send(CELL);
        session.send(ATTRIBUTES);
        enter_review(&mut session);
        take(&mut session, ITERM2);
        // A tab that comes back may be empty: a new screen brings the picture too.
        session.send(b"\x0c");
        take(&mut session, ITERM2);
        quit(session);
    }
}
