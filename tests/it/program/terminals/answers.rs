//! A terminal's answers: none, early, late, among keys.

use std::time::Duration;

use super::{ATTRIBUTES, CELL, KITTY_OK, count, enter_review, open_with, quit};
use crate::program::place::{Place, wait_drawn};

#[test]
fn a_silent_terminal_is_not_waited_for_and_no_key_is_lost() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[]);
    // Typed before anything could have been answered.
    session.send(b"\r");
    wait_drawn(&mut session);
    session.type_until("a", "accepted 0001.png");
    quit(session);
    assert_eq!(place.journal().len(), 1);
}

#[test]
fn answers_before_the_program_listens_type_nothing() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[]);
    // The terminal is still as the shell left it.
    session.send(KITTY_OK);
    session.send(ATTRIBUTES);
    session.send(b"\x1b[0n");
    enter_review(&mut session);
    session.wait_bytes(b"a=T,U=1,f=100,i=");
    assert!(!session.text().contains("New issue"));
    quit(session);
    assert!(place.journal().is_empty());
}

#[test]
fn an_answer_after_two_seconds_upgrades_and_types_nothing() {
    let place = Place::with_images(3);
    let mut session = place.review();
    session.watch(Duration::from_millis(2_000));
    session.forget_written();
    session.send(KITTY_OK);
    session.wait_bytes(b"a=T,U=1,f=100,i=");
    let text = session.text();
    assert!(
        text.contains("0001.png") && !text.contains("New issue"),
        "{text}"
    );
    quit(session);
    assert!(place.journal().is_empty());
}

#[test]
fn keys_in_one_packet_with_answers_are_all_taken() {
    let place = Place::with_images(5);
    let mut session = place.review();
    let mut packet = Vec::new();
    for part in [&b"j"[..], KITTY_OK, b"j", CELL, b"j", ATTRIBUTES, b"j"] {
        packet.extend_from_slice(part);
    }
    session.send(&packet);
    session.wait("0005.png");
    session.wait_bytes(b"a=T,U=1,f=100,i=");
    assert!(!session.text().contains("New issue"));
    quit(session);
    assert!(place.journal().is_empty());
}

#[test]
fn an_old_kitty_gets_its_pictures_at_the_cursor() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[]);
    session.wait_bytes(b"\x1b[c");
    for answer in [
        &b"\x1bP>|kitty(0.26.5)\x1b\\"[..],
        KITTY_OK,
        CELL,
        ATTRIBUTES,
    ] {
        session.send(answer);
    }
    enter_review(&mut session);
    session.wait_bytes(b"\x1b_Ga=t,f=100,i=");
    session.wait_written(|written| count(written, b"m=0;") > 0);
    session.wait_bytes(b"\x1b_Ga=p,i=");
    // A window over it: the picture is cut, and whole again afterwards.
    session.forget_written();
    session.type_until("?", "Keys here");
    session.wait_bytes(b"\x1b_Ga=d,d=i,i=");
    session.wait_bytes(b",p=2,");
    session.forget_written();
    crate::program::place::escape(&mut session, "Keys here");
    session.wait_bytes(b",p=1,c=");
    assert_eq!(count(session.written(), "\u{10eeee}".as_bytes()), 0);
    quit(session);
}

#[test]
fn a_terminal_that_lost_an_image_gets_it_again() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[]);
    session.wait_bytes(b"\x1b[c");
    session.send(KITTY_OK);
    enter_review(&mut session);
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    let first = id(session.written());
    session.wait_written(|written| count(written, b"m=0;") > 0);
    session.send(format!("\x1b_Gi={first};OK\x1b\\").as_bytes());
    session.wait("\u{10eeee}");
    session.forget_written();
    session.send(format!("\x1b_Gi={first};ENOENT:no such image\x1b\\").as_bytes());
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    session.wait_written(|written| count(written, b"m=0;") > 0);
    // And when the reviewer asks for a new screen.
    let second = id(session.written());
    session.send(format!("\x1b_Gi={second};OK\x1b\\").as_bytes());
    session.wait("\u{10eeee}");
    session.forget_written();
    session.send(b"\x0c");
    session.wait_bytes(format!("\x1b_Ga=d,d=I,i={second},q=2\x1b\\").as_bytes());
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    quit(session);
}

/// The number that the bytes begin with.
fn id(bytes: &[u8]) -> String {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    digits.map(|digit| char::from(*digit)).collect()
}

#[test]
fn the_key_goes_through_all_ways_and_cleans_up() {
    let place = Place::with_images(3);
    let mut session = open_with(&place, &[]);
    session.wait_bytes(b"\x1b[c");
    session.send(KITTY_OK);
    session.send(ATTRIBUTES);
    enter_review(&mut session);
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    let first = id(session.written());
    session.wait_written(|written| count(written, b"m=0;") > 0);
    session.send(format!("\x1b_Gi={first};OK\x1b\\").as_bytes());
    session.wait("\u{10eeee}");
    session.type_until("gv", "pictures: half blocks in 24-bit colour (2 of 3)");
    session.wait_bytes(format!("\x1b_Ga=d,d=I,i={first},q=2\x1b\\").as_bytes());
    session.wait("▀");
    session.type_until("gv", "pictures: off, text only (3 of 3)");
    session.wait("pictures are off");
    session.forget_written();
    session.type_until("gv", "pictures: kitty graphics (1 of 3)");
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    quit(session);
}
