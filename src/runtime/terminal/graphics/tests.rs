//! Tests of `graphics`.

use super::*;
use crate::model::Rect;

const ENOUGH: usize = 1 << 30;

fn picture(serial: u64, bytes: usize) -> Picture {
    let png: Vec<u8> = (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect();
    Picture {
        serial,
        base: 0,
        columns: 40,
        rows: 20,
        pixels: Pixels::Png(png.into()),
        image: (400, 200),
        crop: Rect::new(0.0, 0.0, 400.0, 200.0),
        badges: Vec::new(),
    }
}

/// The commands in bytes, each as (control, payload).
fn commands(bytes: &[u8]) -> Vec<(String, String)> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut parts: Vec<&str> = text.split("\x1b\\").collect();
    assert_eq!(parts.pop(), Some(""), "ends with a whole command");
    parts
        .into_iter()
        .map(|part| {
            let body = part.strip_prefix("\x1b_G").unwrap();
            let (control, payload) = body.split_once(';').unwrap_or((body, ""));
            (control.to_owned(), payload.to_owned())
        })
        .collect()
}

/// A frame with this picture alone.
fn want(images: &mut KittyImages, wanted: &Picture) -> Option<u8> {
    images.begin_frame();
    images.want(wanted)
}

fn sent(images: &mut KittyImages, wanted: &Picture, now: u64) -> u8 {
    assert_eq!(want(images, wanted), None);
    images.next_chunk(ENOUGH, now);
    let id = want(images, wanted).unwrap();
    images.answered(id.into(), true);
    id
}

#[test]
fn pieces_make_the_whole_picture() {
    for size in [1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7] {
        let wanted = picture(1, size);
        let mut images = KittyImages::new(0, false);
        want(&mut images, &wanted);
        let mut bytes = Vec::new();
        while images.busy(0) {
            let chunk = images.next_chunk(1, 0);
            assert_eq!(
                commands(&chunk).len(),
                1,
                "one command is over a budget of 1"
            );
            bytes.extend(chunk);
        }
        let commands = commands(&bytes);
        assert_eq!(commands.len(), size.div_ceil(PIECE));
        let first = &commands[0].0;
        assert!(
            first.starts_with("a=T,U=1,f=100,i=32,c=40,r=20,q=0,m="),
            "{first}"
        );
        let last = commands.len() - 1;
        for (number, (control, payload)) in commands.iter().enumerate() {
            assert!(control.ends_with(if number == last { "m=0" } else { "m=1" }));
            assert!(payload.len() <= KITTY_CHUNK);
        }
        let all: String = commands.into_iter().map(|(_, payload)| payload).collect();
        let Pixels::Png(png) = &wanted.pixels else {
            unreachable!()
        };
        assert_eq!(STANDARD.decode(all).unwrap(), **png);
    }
}

#[test]
fn a_picture_in_the_terminal_is_not_sent_again() {
    let mut images = KittyImages::new(0, false);
    let id = sent(&mut images, &picture(7, 100), 0);
    assert_eq!(want(&mut images, &picture(7, 100)), Some(id));
    assert!(!images.busy(5_000));
    assert!(images.next_chunk(ENOUGH, 5_000).is_empty());
}

#[test]
fn the_next_waits_for_the_answer_or_its_time() {
    let mut images = KittyImages::new(0, false);
    want(&mut images, &picture(1, 100));
    images.next_chunk(ENOUGH, 0);
    want(&mut images, &picture(2, 100));
    assert!(!images.busy(10));
    assert!(images.next_chunk(ENOUGH, 10).is_empty());
    assert_eq!(images.deadline(10), Some(KITTY_ANSWER_MS));
    // What has passed wakes nobody again and again: there is something to do instead.
    assert_eq!(images.deadline(KITTY_ANSWER_MS), None);
    assert!(images.busy(KITTY_ANSWER_MS));
    // An answer about something else does not count.
    images.answered(31, true);
    assert!(!images.busy(20));
    images.answered(32, true);
    assert!(images.busy(20));
    assert_eq!(commands(&images.next_chunk(ENOUGH, 20)).len(), 1);
    // No answer: after its time.
    want(&mut images, &picture(3, 100));
    assert!(images.next_chunk(ENOUGH, 30).is_empty());
    assert!(!images.next_chunk(ENOUGH, 20 + KITTY_ANSWER_MS).is_empty());
    assert_eq!(images.deadline(30), None);
}

#[test]
fn the_newest_wins() {
    let mut images = KittyImages::new(0, false);
    want(&mut images, &picture(1, 100));
    images.next_chunk(ENOUGH, 0);
    for serial in 2..10 {
        want(&mut images, &picture(serial, 100));
    }
    images.answered(32, true);
    images.next_chunk(ENOUGH, 1);
    assert_eq!(images.id_of(9), Some(33));
    assert_eq!(images.id_of(5), None);
    images.answered(33, true);

    // A long one that has begun is broken off cleanly, a short rest is finished.
    want(&mut images, &picture(20, 100 * PIECE));
    images.next_chunk(1, 2);
    want(&mut images, &picture(21, 3 * PIECE));
    let broken = commands(&images.next_chunk(1, 3));
    let controls: Vec<&str> = broken.iter().map(|(control, _)| control.as_str()).collect();
    assert_eq!(controls[..2], ["m=0,q=2", "a=d,d=I,i=34,q=2"]);
    assert!(controls[2].starts_with("a=T,U=1,f=100,i=35,"));
    want(&mut images, &picture(22, 100));
    let rest = commands(&images.next_chunk(ENOUGH, 4));
    assert_eq!(rest.last().unwrap().0, "m=0");
    assert_eq!(images.id_of(21), Some(35));
}

#[test]
fn going_back_to_the_one_under_way_goes_on_with_it() {
    let mut images = KittyImages::new(0, false);
    want(&mut images, &picture(1, 20 * PIECE));
    images.next_chunk(1, 0);
    want(&mut images, &picture(2, 100));
    assert_eq!(want(&mut images, &picture(1, 20 * PIECE)), None);
    let rest = commands(&images.next_chunk(ENOUGH, 0));
    assert_eq!(rest.len(), 19);
    assert_eq!(images.id_of(1), Some(32));
}

#[test]
fn the_ring_deletes_before_it_reuses() {
    let mut images = KittyImages::new(3, false);
    let first = 32 + 3 * 16;
    for serial in 0..16 {
        let id = sent(&mut images, &picture(serial, 10), 0);
        assert_eq!(u64::from(id), first + serial);
    }
    want(&mut images, &picture(100, 10));
    let again = commands(&images.next_chunk(ENOUGH, 0));
    assert_eq!(again[0].0, format!("a=d,d=I,i={first},q=2"));
    assert!(again[1].0.starts_with("a=T,"));
    assert_eq!(images.id_of(0), None);
    assert_eq!(images.id_of(1), Some(81));
    assert_eq!(commands(&images.farewell()).len(), 16);
    images.forget();
    assert!(images.farewell().is_empty());
    assert_eq!(images.id_of(100), None);
    assert_eq!(KittyImages::new(13, false).first, 240);
}

#[test]
fn a_refused_picture_is_sent_again_once() {
    let mut images = KittyImages::new(0, false);
    want(&mut images, &picture(1, 100));
    images.next_chunk(ENOUGH, 0);
    assert!(images.answered(32, false));
    assert!(!images.failed());
    assert_eq!(want(&mut images, &picture(1, 100)), None);
    assert!(!images.next_chunk(ENOUGH, 1).is_empty());
    assert!(images.answered(33, false));
    assert!(images.failed());
    // Refused in the middle: nothing more of it is sent.
    let mut images = KittyImages::new(0, false);
    want(&mut images, &picture(1, 100 * PIECE));
    images.next_chunk(1, 0);
    assert!(images.answered(32, false));
    assert_eq!(commands(&images.next_chunk(ENOUGH, 1)).len(), 2);
    assert!(!images.busy(2));
    // Answers about images of others change nothing.
    assert!(!images.answered(9_999, false));
}

#[test]
fn leaving_in_the_middle_ends_the_transfer_and_deletes() {
    let mut images = KittyImages::new(0, false);
    sent(&mut images, &picture(1, 10), 0);
    want(&mut images, &picture(2, 100 * PIECE));
    images.next_chunk(1, 0);
    let last: Vec<String> = commands(&images.farewell())
        .into_iter()
        .map(|(c, _)| c)
        .collect();
    assert_eq!(last, ["m=0,q=2", "a=d,d=I,i=32,q=2", "a=d,d=I,i=33,q=2"]);
}

#[test]
fn tmux_gets_every_command_wrapped() {
    let mut images = KittyImages::new(0, true);
    want(&mut images, &picture(1, PIECE + 1));
    let bytes = images.next_chunk(ENOUGH, 0);
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches("\x1bPtmux;\x1b\x1b_G").count(), 2);
    assert_eq!(text.matches("\x1b\x1b\\\x1b\\").count(), 2);
}

#[test]
fn half_blocks_are_not_sent_as_images() {
    let mut images = KittyImages::new(0, false);
    let mut blocks = picture(1, 10);
    blocks.pixels = Pixels::Blocks(Vec::new().into());
    assert_eq!(want(&mut images, &blocks), None);
    assert!(!images.busy(0));
}

#[test]
fn several_pictures_of_a_frame_all_come_in_its_order() {
    let mut images = KittyImages::new(0, false);
    let all: Vec<Picture> = (1..4).map(|serial| picture(serial, 10)).collect();
    for round in 0..3 {
        images.begin_frame();
        let missing = all.iter().filter(|one| images.want(one).is_none()).count();
        assert_eq!(missing, 3 - round);
        images.next_chunk(1, 0);
        images.answered(32 + round as u32, true);
    }
    images.begin_frame();
    assert!(all.iter().all(|one| images.want(one).is_some()));
    assert!(!images.busy(0));
}

#[test]
fn without_placeholders_pictures_are_only_stored() {
    let mut images = KittyImages::new(0, false);
    sent(&mut images, &picture(1, 10), 0);
    let last = commands(&images.set_way(false, false));
    assert_eq!(last[0].0, "a=d,d=I,i=32,q=2");
    assert_eq!(images.id_of(1), None);
    want(&mut images, &picture(1, 2 * PIECE));
    let sent = commands(&images.next_chunk(ENOUGH, 0));
    assert_eq!(sent[0].0, "a=t,f=100,i=32,q=0,m=1");
    assert!(images.set_way(false, false).is_empty());
}

fn near(place: &std::path::Path) -> KittyImages {
    let mut images = KittyImages::new(0, false);
    images.set_memory(Handed::within(place, 7));
    images.set_shares(true);
    images
}

fn files(place: &std::path::Path) -> usize {
    std::fs::read_dir(place).unwrap().count()
}

#[test]
fn a_terminal_that_shares_memory_is_told_a_name() {
    let place = tempfile::tempdir().unwrap();
    let mut images = near(place.path());
    let wanted = picture(1, 5 * PIECE);
    want(&mut images, &wanted);
    let bytes = images.next_chunk(1, 0);
    let size = 5 * PIECE;
    let name = STANDARD.encode("/vidimus-7-1");
    let control = format!("a=T,U=1,f=100,i=32,c=40,r=20,q=0,t=s,S={size}");
    assert_eq!(commands(&bytes), [(control, name)]);
    let Pixels::Png(png) = &wanted.pixels else {
        unreachable!()
    };
    let file = std::fs::read(place.path().join("vidimus-7-1")).unwrap();
    assert_eq!(file, png[..]);
    assert!(!images.busy(0));
    images.answered(32, true);
    assert_eq!(files(place.path()), 0, "what the terminal left is gone");
    // What it holds is not sent again, and forgetting does not change the way.
    assert_eq!(want(&mut images, &wanted), Some(32));
    images.forget();
    want(&mut images, &wanted);
    let again = images.next_chunk(1, 0);
    assert!(commands(&again)[0].0.ends_with(&format!("t=s,S={size}")));
    assert_eq!(files(place.path()), 1);
    images.forget();
    assert_eq!(files(place.path()), 0, "what is left to nobody is gone");
}

#[test]
fn what_was_not_read_from_memory_goes_through_the_line() {
    for late in [false, true] {
        let place = tempfile::tempdir().unwrap();
        let mut images = near(place.path());
        let wanted = picture(1, PIECE);
        want(&mut images, &wanted);
        images.next_chunk(ENOUGH, 0);
        let now = if late {
            // No answer, and another picture is wanted.
            want(&mut images, &picture(2, PIECE));
            KITTY_ANSWER_MS
        } else {
            assert!(images.answered(32, false));
            0
        };
        assert!(!images.failed());
        images.next_chunk(ENOUGH, now);
        images.answered(33, true);
        assert_eq!(files(place.path()), 0);
        assert_eq!(want(&mut images, &wanted), None, "it is sent anew");
        let bytes = images.next_chunk(ENOUGH, now);
        assert!(
            commands(&bytes)
                .iter()
                .any(|(control, _)| { control.starts_with("a=T") && control.ends_with("m=0") })
        );
    }
}

#[test]
fn without_room_in_memory_the_line_is_taken() {
    let place = tempfile::tempdir().unwrap();
    let mut images = near(place.path());
    std::fs::write(place.path().join("vidimus-7-1"), "").unwrap();
    want(&mut images, &picture(1, 10));
    assert!(
        commands(&images.next_chunk(ENOUGH, 0))[0]
            .0
            .ends_with("m=0")
    );
    let mut through_tmux = near(place.path());
    through_tmux.set_way(true, true);
    want(&mut through_tmux, &picture(1, 10));
    let text = through_tmux.next_chunk(ENOUGH, 0);
    assert!(!text.escape_ascii().to_string().contains("t=s"));
}
