//! The mouse in a real terminal: taken and given back, clicks on what is drawn.

use std::path::Path;

use portable_pty::CommandBuilder;
use vt100::{MouseProtocolEncoding, MouseProtocolMode};

use super::place::{Place, assert_alive};
use crate::terminal::session::Session;

fn ours(screen: &vt100::Screen) -> bool {
    screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease
        && screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr
}

/// A press and a release of the left button (SGR 1006).
fn click(session: &mut Session, (column, row): (u16, u16)) {
    let (column, row) = (column + 1, row + 1);
    session.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
}

/// The cell at which a text begins.
fn place_of(session: &Session, text: &str) -> (u16, u16) {
    let found = session.screen_value(|screen| {
        let (_, columns) = screen.size();
        let mut rows = (0..).zip(screen.rows(0, columns.get()));
        rows.find_map(|(row, line)| {
            let at = line.find(text)?;
            Some((u16::try_from(line[..at].chars().count()).unwrap(), row))
        })
    });
    found.unwrap_or_else(|| panic!("no {text} on\n{}", session.text()))
}

#[test]
fn it_is_ours_on_a_local_terminal_and_given_back_at_the_end() {
    let place = Place::with_images(6);
    let mut session = place.open_with(&["--batch", "2"], 100, 30);
    session.wait("items 5–6");
    session.wait_for("mouse reports", ours);
    let row = place_of(&session, "items 3–4");
    click(&mut session, row);
    session.wait("▌ ◆ items 3–4");
    // The wheel, towards the hand: the list is shorter than the pane and stays.
    session.send(format!("\x1b[<65;{};{}M", row.0 + 1, row.1 + 1).as_bytes());
    session.type_until("gM", "the mouse is the terminal's");
    session.wait_for("no reports", |screen| {
        screen.mouse_protocol_mode() == MouseProtocolMode::None
    });
    session.type_until("gM", "the mouse is ours");
    session.wait_for("mouse reports", ours);
    click(&mut session, row);
    click(&mut session, row);
    session.wait("0003.png  64×48");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}

/// The cells of the picture: column and row of its left top, columns, rows.
fn picture(screen: &vt100::Screen) -> (u16, u16, u16, u16) {
    let (rows, columns) = screen.size();
    let (mut left, mut top, mut right, mut bottom) = (u16::MAX, u16::MAX, 0, 0);
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            if screen.cell(row, column).unwrap().contents() == "▀" {
                (left, right) = (left.min(column), right.max(column + 1));
                (top, bottom) = (top.min(row), bottom.max(row + 1));
            }
        }
    }
    (
        left,
        top,
        right.saturating_sub(left),
        bottom.saturating_sub(top),
    )
}

#[test]
fn a_click_on_the_picture_selects_the_shape_under_it() {
    let place = Place::with_images(3);
    let mut session = place.review();
    // A frame comes in parts: the picture is whole when it fills the rows of its place.
    session.wait_for("the whole picture", |screen| picture(screen).3 >= 20);
    // The second box of the first image has its middle at 25, 28.
    let (left, top, wide, tall) = session.screen_value(picture);
    click(&mut session, (left + wide * 25 / 64, top + tall * 30 / 48));
    session.wait("[2]");
    click(&mut session, (left + wide * 8 / 64, top + tall * 6 / 48));
    session.wait("[1]");
    assert_alive(session);
}

#[test]
fn over_a_remote_line_it_is_the_terminals_until_asked_for() {
    let place = Place::with_images(2);
    let mut command = place.command(&["open", place.data().to_str().unwrap()]);
    command.env("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22");
    let mut session = Session::launch(command, 100, 30);
    session.wait("items 1");
    assert!(!session.has_written(b"\x1b[?1000h"));
    session.type_until("gM", "the mouse is ours");
    session.wait_for("mouse reports", ours);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}

#[test]
fn suspending_gives_it_back_again_and_again() {
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
    session.send(format!("'{program}' open '{}'\n", data.display()).as_bytes());
    session.wait("items 1");
    for _ in 0..4 {
        session.wait_for("our screen with the mouse", |screen| {
            screen.alternate_screen() && ours(screen)
        });
        session.wait("items 1");
        session.send(b"\x1a");
        session.wait_for("the shell's screen without it", |screen| {
            !screen.alternate_screen() && screen.mouse_protocol_mode() == MouseProtocolMode::None
        });
        session.wait("Stopped");
        session.send(b"clear; fg\n");
    }
    session.wait_for("our screen", vt100::Screen::alternate_screen);
    session.wait("items 1");
    let row = place_of(&session, "items 1–3      new");
    click(&mut session, row);
    click(&mut session, row);
    session.wait("0001.png  64×48");
    session.send(b"gx");
    session.wait_for("the shell", |screen| !screen.alternate_screen());
    session.send(b"exit\n");
    session.exit_code();
    session.assert_restored();
}
