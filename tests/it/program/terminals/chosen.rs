//! Pictures shown in a way that the reviewer chose: followed where it can do no harm.

use super::{ATTRIBUTES, count, prepare, quit};
use crate::program::place::Place;
use crate::terminal::session::Session;

fn opened(place: &Place, how: &str, variables: &[(&str, Option<&str>)]) -> Session {
    let data = place.data();
    let mut command = place.command(&["open", data.to_str().unwrap(), "--graphics", how]);
    prepare(&mut command, variables);
    let mut session = Session::launch(command, 100, 30);
    session.wait("items 1");
    session.send(ATTRIBUTES);
    session
}

#[test]
fn what_would_be_printed_as_text_is_not_sent_and_that_is_said() {
    let screen = [("TERM", Some("screen")), ("STY", Some("1.pts"))];
    for (how, variables, said) in [
        ("kitty", &screen[..], "GNU screen"),
        ("iterm2", &screen[..], "GNU screen"),
        (
            "sixel",
            &[("TERM", Some("linux"))][..],
            "print them as text",
        ),
    ] {
        let place = Place::with_images(2);
        let mut session = opened(&place, how, variables);
        session.wait(said);
        session.type_until("\r", "UNDECIDED");
        session.wait("▀");
        for start in [&b"\x1b_G"[..], b"\x1b]1337;", b"\x1bP"] {
            assert_eq!(count(session.written(), start), 0, "{how}");
        }
        quit(session);
    }
}

#[test]
fn a_terminal_that_nobody_knows_gets_what_was_chosen() {
    let place = Place::with_images(2);
    let mut session = opened(&place, "kitty", &[]);
    session.type_until("\r", "UNDECIDED");
    session.wait_written(|written| count(written, b"\x1b_Ga=T,U=1,f=100,i=") > 0);
    quit(session);
}
