//! Lines that are slow or silent: how much of a picture is on its way, and that keys stay live.

use std::time::Duration;

use image::{Rgb, RgbImage};

use super::{ATTRIBUTES, KITTY_OK, count, open_with, prepare, quit};
use crate::program::place::Place;
use crate::terminal::session::Session;

/// Images of noise, which no format makes small, without a small picture first.
fn noisy() -> Place {
    noisy_with("sharp")
}

fn noisy_with(preview: &str) -> Place {
    let place = Place::new();
    place.configure(&format!("[ui]\npreview = \"{preview}\"\n"));
    let mut seed = 7_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    let names = ["0001.png", "0002.png"];
    for name in names {
        let picture = RgbImage::from_fn(640, 480, |_, _| Rgb([next(), next(), next()]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        place.write(name, bytes.into_inner());
    }
    place.write("instances.json", crate::program::place::coco(&names));
    place
}

/// Bytes of commands that carry a picture.
fn picture_bytes(written: &[u8]) -> usize {
    let text = String::from_utf8_lossy(written).into_owned();
    let commands = text.split("\x1b_G").skip(1);
    let bodies = commands.filter_map(|command| command.split_once("\x1b\\"));
    let carries = |body: &&str| body.starts_with("a=T,") || body.starts_with("m=");
    bodies
        .map(|(body, _)| body)
        .filter(carries)
        .map(str::len)
        .sum()
}

/// Waits until a picture has begun, and shows that this terminal answers.
fn begin(session: &mut Session) {
    let begun = |written: &[u8]| {
        let begins = |part: &[u8]| part == b"a=T,U=1";
        written.windows(7).position(begins)
    };
    let asked = |written: &[u8]| count(written, b"\x1b[5n");
    session.wait_written(|written| begun(written).is_some_and(|at| asked(&written[at..]) > 0));
    // What was asked before is answered too, as any terminal does.
    let before = asked(&session.written()[..begun(session.written()).unwrap()]);
    session.wait_bytes(b"a=T,U=1");
    session.wait_bytes(b"\x1b[5n");
    for _ in 0..=before {
        session.send(b"\x1b[0n");
    }
}

/// Answers what the terminal was asked since the last time.
fn answer_questions(session: &mut Session, answered: &mut usize) {
    let asked = count(session.written(), b"\x1b[5n");
    for _ in *answered..asked {
        session.send(b"\x1b[0n");
    }
    *answered = asked;
}

#[test]
fn keys_stay_live_while_a_picture_is_on_a_slow_line() {
    let place = noisy();
    let remote = [("SSH_CONNECTION", Some("192.0.2.1 1 192.0.2.2 22"))];
    let mut session = open_with(&place, &remote);
    session.wait_bytes(b"\x1b[c");
    session.send(KITTY_OK);
    session.wait("items 1");
    session.forget_written();
    session.type_until("\r", "0001.png");
    begin(&mut session);
    // No further answer: the line has what it may have, and no more.
    session.watch(Duration::from_millis(100));
    let first = picture_bytes(session.written());
    assert!(first > 0, "nothing is on its way");
    assert!(first < 64 * 1024, "{first} bytes are on their way");
    // The key is not behind the picture.
    session.type_until("?", "Keys here");
    crate::program::place::escape(&mut session, "Keys here");
    // It goes on as answers come, to its end.
    let mut answered = 0;
    for _ in 0..2_000 {
        answer_questions(&mut session, &mut answered);
        session.watch(Duration::from_millis(2));
        if count(session.written(), b"\x1b_Gm=0;") > 0 {
            break;
        }
    }
    let all = picture_bytes(session.written());
    assert!(all > 100 * 1024, "{all} bytes of noise");
    assert!(
        count(session.written(), b"\x1b_Gm=0;") > 0,
        "{all} bytes so far"
    );
    quit(session);
}

#[test]
fn a_terminal_that_answers_nothing_gets_its_picture_all_the_same() {
    let place = noisy();
    let mut session = open_with(&place, &[]);
    session.wait_bytes(b"\x1b[c");
    session.send(KITTY_OK);
    session.wait("items 1");
    session.type_until("\r", "0001.png");
    session.wait_written(|written| count(written, b"\x1b_Gm=0;") > 0);
    quit(session);
}

#[test]
fn the_newest_picture_wins_over_one_that_is_on_its_way() {
    let place = noisy();
    let remote = [("SSH_CONNECTION", Some("192.0.2.1 1 192.0.2.2 22"))];
    let mut session = open_with(&place, &remote);
    session.wait_bytes(b"\x1b[c");
    session.send(KITTY_OK);
    session.wait("items 1");
    session.type_until("\r", "0001.png");
    begin(&mut session);
    session.type_until("j", "0002.png");
    // While nothing is answered the old one goes no further, and the new one gets made.
    session.watch(Duration::from_millis(1_500));
    // The old one is broken off and deleted before the next begins.
    let mut answered = 0;
    for _ in 0..2_000 {
        answer_questions(&mut session, &mut answered);
        session.watch(Duration::from_millis(2));
        if count(session.written(), b"a=T,U=1") > 0 {
            break;
        }
    }
    let written = session.written();
    assert_eq!(count(written, b"\x1b_Gm=0,q=2;\x1b\\\x1b_Ga=d,d=I,i="), 1);
    assert_eq!(count(written, b"a=T,U=1"), 1);
    quit(session);
}

/// How many cells of half blocks there are, and how many of them have a colour of 24 bits.
fn half_blocks_on(screen: &vt100::Screen) -> (usize, usize) {
    let (rows, columns) = screen.size();
    let of_row = |row| (0..columns.get()).filter_map(move |column| screen.cell(row, column));
    let blocks = (0..rows.get()).flat_map(of_row);
    let blocks = blocks.filter(|cell| cell.contents() == "▀");
    blocks.fold((0, 0), |(all, exact), cell| {
        let is_exact = matches!(cell.fgcolor(), vt100::Color::Rgb(..));
        (all + 1, exact + usize::from(is_exact))
    })
}

fn half_blocks(session: &Session) -> (usize, usize) {
    session.screen_value(half_blocks_on)
}

#[test]
fn half_blocks_get_all_their_colours_a_few_rows_at_a_time() {
    let place = noisy_with("auto");
    let mut command = place.command(&["open", place.data().to_str().unwrap()]);
    let remote = [("SSH_CONNECTION", Some("192.0.2.1 1 192.0.2.2 22"))];
    prepare(&mut command, &remote);
    let mut session = Session::launch(command, 160, 50);
    session.wait_bytes(b"\x1b[c");
    session.send(ATTRIBUTES);
    session.wait("items 1");
    // How long the line takes is asked at once.
    session.wait_bytes(b"\x1b[5n");
    session.send(b"\x1b[0n");
    session.forget_written();
    session.type_until("\r", "0001.png");
    // The first picture is whole, in the palette's colours, but for a few that themes may change.
    session.wait_for("a picture", |screen| half_blocks_on(screen).0 > 2_000);
    let (all, exact) = half_blocks(&session);
    assert!(all > 2_000 && exact < all / 5, "{exact} of {all}");
    // What is asked behind it is answered as over a slow line; then nothing more is.
    session.watch(Duration::from_millis(1_200));
    let mut answered = 0;
    answer_questions(&mut session, &mut answered);
    session.wait_for("rows in all colours", |screen| {
        half_blocks_on(screen).1 > exact + 100
    });
    session.watch(Duration::from_millis(300));
    let (all, some) = half_blocks(&session);
    assert!(some < all / 2, "{some} of {all}");
    // The key is not behind the rows that are still to come, and a verdict is given.
    session.type_until("?", "Keys here");
    crate::program::place::escape(&mut session, "Keys here");
    session.type_until("a", "accepted 0001.png");
    session.type_until("k", "ACCEPTED");
    for _ in 0..2_000 {
        answer_questions(&mut session, &mut answered);
        session.watch(Duration::from_millis(5));
        let (all, exact) = half_blocks(&session);
        if all > 2_000 && exact == all {
            break;
        }
    }
    let (all, exact) = half_blocks(&session);
    assert!(all > 2_000 && exact == all, "{exact} of {all}");
    quit(session);
}
