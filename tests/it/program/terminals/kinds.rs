//! Kinds of terminals by what their environment says.

use super::{count, enter_review, open_with, quit};
use crate::program::place::{Place, wait_drawn};

/// All parameters of all attribute sequences (SGR).
fn attributes(written: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(written).into_owned();
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences
        .flat_map(|all| {
            all.split(';')
                .filter_map(|one| one.parse().ok())
                .collect::<Vec<u16>>()
        })
        .collect()
}

#[test]
fn the_linux_console_gets_half_blocks_in_its_16_colours() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[("TERM", Some("linux")), ("COLORTERM", None)]);
    enter_review(&mut session);
    wait_drawn(&mut session);
    let written = session.written();
    // What it would show as text is not asked.
    for string in [
        &b"\x1b_"[..],
        b"\x1b]",
        b"\x1bP",
        b"38;5;",
        b"38;2;",
        b"48;2;",
    ] {
        assert_eq!(count(written, string), 0, "{}", string.escape_ascii());
    }
    quit(session);
}

#[test]
fn fewer_colours_make_half_blocks_in_those() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[("COLORTERM", None)]);
    enter_review(&mut session);
    wait_drawn(&mut session);
    assert_eq!(count(session.written(), b"8;2;"), 0);
    assert!(count(session.written(), b"48;5;") > 0);
    quit(session);
}

#[test]
fn a_dumb_terminal_gets_text_without_colours_or_modes() {
    for term in [Some("dumb"), None] {
        let place = Place::with_images(3);
        // Without one at all, what the test harness sets must not come in.
        let variables = [("TERM", Some(term.unwrap_or(""))), ("COLORTERM", None)];
        let mut session = open_with(&place, &variables);
        enter_review(&mut session);
        session.wait("pictures are off");
        session.wait("objects 2");
        session.type_until("a", "accepted 0001.png");
        let written = session.written();
        for sequence in [
            &b"\x1b[?"[..],
            b"\x1b_",
            b"\x1b]",
            b"\x1bP",
            b"\x1b[5n",
            b"\x1b[c",
        ] {
            assert_eq!(count(written, sequence), 0, "{}", sequence.escape_ascii());
        }
        let colored = attributes(written).into_iter();
        let colored: Vec<u16> = colored
            .filter(|code| (30..=49).contains(code) || *code >= 90)
            .collect();
        assert!(colored.is_empty(), "{colored:?}");
        quit(session);
        assert_eq!(place.journal().len(), 1);
    }
}

#[test]
fn a_terminal_nobody_knows_is_asked_carefully() {
    let place = Place::with_images(3);
    let unknown = [("TERM", Some("no-such-terminal")), ("COLORTERM", None)];
    let mut session = open_with(&place, &unknown);
    enter_review(&mut session);
    wait_drawn(&mut session);
    for string in [&b"\x1b_"[..], b"\x1b]", b"\x1bP"] {
        assert_eq!(count(session.written(), string), 0);
    }
    // Once it has shown that it answers, it is asked the rest.
    session.send(b"\x1b[?62;22c");
    session.wait_bytes(b"\x1b_Gi=31,");
    session.send(super::KITTY_OK);
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    quit(session);
}

#[test]
fn no_colour_is_written_where_none_is_wanted() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[("NO_COLOR", Some("1"))]);
    enter_review(&mut session);
    session.wait("pictures are off");
    assert_eq!(count(session.written(), b"38;"), 0);
    // kitty's pictures are no colours of text.
    session.send(super::KITTY_OK);
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    quit(session);
}
