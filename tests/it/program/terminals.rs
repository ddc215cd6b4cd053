//! The program in all kinds of terminals: what they answer, when, and what stands between.

mod answers;
mod chosen;
mod kinds;
mod line;
mod multiplexers;
mod placed;
mod resized;

use portable_pty::CommandBuilder;

use super::place::Place;
use crate::terminal::session::{OTHER_TERM, Session};

/// What a kitty answers about pictures, and about itself.
const KITTY_OK: &[u8] = b"\x1b_Gi=31;OK\x1b\\";
const ATTRIBUTES: &[u8] = b"\x1b[?62;22c";
const SIXEL_ATTRIBUTES: &[u8] = b"\x1b[?63;4;22c";
const CELL: &[u8] = b"\x1b[6;20;10t";

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .filter(|part| *part == wanted)
        .count()
}

/// Opens the data folder with variables set, or taken away, before the terminal's own.
fn open_with(place: &Place, variables: &[(&str, Option<&str>)]) -> Session {
    let data = place.data();
    let mut command = place.command(&["open", data.to_str().unwrap()]);
    prepare(&mut command, variables);
    Session::launch(command, 100, 30)
}

fn prepare(command: &mut CommandBuilder, variables: &[(&str, Option<&str>)]) {
    for (name, value) in variables {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        }
        if *name == "TERM" {
            command.env(OTHER_TERM, "1");
        }
    }
}

/// Goes from the list of jobs into the review of the first.
fn enter_review(session: &mut Session) {
    session.wait("items 1");
    session.type_until("\r", "UNDECIDED");
}

fn quit(mut session: Session) {
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}
