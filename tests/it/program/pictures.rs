//! kitty graphics and a terminal's late answers.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::place::{Place, escape, wait_drawn};
use crate::terminal::session::Session;

const OK: &[u8] = b"\x1b_Gi=31;OK\x1b\\";
const PROBE: &[u8] = b"i=31,s=1,v=1,a=q";

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .filter(|part| *part == wanted)
        .count()
}

/// A key that always shows itself, typed after an answer: whatever the answer had typed would
/// have come before.
fn nothing_was_typed(session: &mut Session) {
    session.type_until("?", "Keys here");
    escape(session, "Keys here");
    let text = session.text();
    assert!(text.contains("0/3 decided"), "{text}");
    assert!(text.contains("0001.png  64×48"), "{text}");
    assert!(!text.contains("New issue"), "{text}");
}

#[test]
fn answers_that_come_late_and_in_pieces_type_nothing() {
    let place = Place::with_images(3);
    let mut session = place.review();
    for pause in [5, 60, 300] {
        for at in [2, 3, 6, 9, OK.len() - 1] {
            session.send(&OK[..at]);
            session.watch(Duration::from_millis(pause));
            session.send(&OK[at..]);
            session.watch(Duration::from_millis(5));
        }
    }
    for reply in [
        &b"\x1b[?62;4;22c"[..],
        b"\x1b[0n",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b[6;20;10t",
    ] {
        for at in 2..reply.len() {
            session.send(&reply[..at]);
            session.watch(Duration::from_millis(2));
            session.send(&reply[at..]);
        }
    }
    nothing_was_typed(&mut session);
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    assert!(place.journal().is_empty());
}

/// Waits until a picture is sent whole, answers that it has come, and gives its id.
fn take_picture(session: &mut Session) -> u32 {
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    session.wait_written(|written| count(written, b"m=0;") > 0);
    let written = session.written().iter();
    let digits = written.copied().take_while(u8::is_ascii_digit).collect();
    let id = String::from_utf8(digits).unwrap().parse().unwrap();
    session.send(format!("\x1b_Gi={id};OK\x1b\\").as_bytes());
    session.wait("\u{10eeee}");
    id
}

#[test]
fn kitty_gets_each_picture_once_and_loses_it_at_the_end() {
    let place = Place::with_images(3);
    let mut session = place.open();
    session.wait("Enter review");
    assert!(count(session.written(), PROBE) > 0);
    session.send(OK);
    session.send(b"\x1b[6;20;10t");
    session.send(b"\x1b[?62;4;22c");
    session.wait("items 1");
    session.send(b"\r");
    let id = take_picture(&mut session);
    session.watch(Duration::from_millis(200));
    session.forget_written();
    // Keys that change nothing about the picture send none.
    session.type_until("m", " • flagged 0001.png");
    session.type_until("ihello\r", "issue on 0001.png: hello");
    session.watch(Duration::from_millis(200));
    let written = session.written();
    assert_eq!(count(written, b"\x1b_G"), 0, "{}", written.escape_ascii());
    assert!(written.len() < 16_384, "{} bytes", written.len());
    session.forget_written();
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
    let deletion = format!("a=d,d=I,i={id}");
    let written = session.written();
    assert!(
        count(written, deletion.as_bytes()) > 0,
        "{deletion} in {}",
        written.escape_ascii()
    );
}

#[test]
fn half_blocks_are_not_drawn_again_for_a_flag() {
    let place = Place::with_images(3);
    let mut session = place.review();
    wait_drawn(&mut session);
    session.watch(Duration::from_millis(200));
    session.forget_written();
    session.type_until("m", " • flagged 0001.png");
    session.watch(Duration::from_millis(50));
    let bytes = session.written().len();
    assert!(bytes < 2_048, "{bytes} bytes");
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
}

/// The file behind a name in base64 at the beginning of what was written.
fn named(written: &[u8]) -> PathBuf {
    let name: Vec<u8> = written
        .iter()
        .copied()
        .take_while(|&byte| byte != 0x1b)
        .collect();
    let name = String::from_utf8(STANDARD.decode(name).unwrap()).unwrap();
    Path::new("/dev/shm").join(name.trim_start_matches('/'))
}

#[test]
fn a_terminal_on_this_machine_reads_pictures_from_memory() {
    // Where the system has no such place it is not asked.
    if !Path::new("/dev/shm").is_dir() {
        return;
    }
    let place = Place::with_images(3);
    let mut session = place.open();
    session.wait_bytes(b"a=q,t=s,f=24,S=3;");
    session.wait_written(|written| count(written, b"\x1b\\") > 0);
    let pixel = named(session.written());
    assert_eq!(fs::read(&pixel).unwrap(), [0; 3]);
    fs::remove_file(&pixel).unwrap();
    session.send(OK);
    session.send(b"\x1b_Gi=30;OK\x1b\\\x1b[6;20;10t\x1b[?62;22c");
    session.wait("items 1");
    session.send(b"\r");
    session.wait_bytes(b"\x1b_Ga=T,U=1,f=100,i=");
    session.wait_written(|written| count(written, b"\x1b\\") > 0);
    let written = String::from_utf8_lossy(session.written()).into_owned();
    let (control, name) = written.split_once(';').unwrap();
    let (id, size) = control.split_once(',').unwrap();
    let file = named(name.as_bytes());
    let png = fs::read(&file).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    assert!(
        size.ends_with(&format!(",q=0,t=s,S={}", png.len())),
        "{size}"
    );
    // It refuses after all: the picture comes through its line, and nothing is left in memory.
    session.forget_written();
    session.send(format!("\x1b_Gi={id};EBADF:cannot be read\x1b\\").as_bytes());
    session.wait_bytes(b",q=0,m=");
    session.wait("\u{10eeee}");
    assert!(!file.exists());
    session.send(b"gx");
    assert_eq!(session.exit_code(), 0);
    session.assert_restored();
}
