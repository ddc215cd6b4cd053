//! Broken, hostile and vanishing input: said on the screen, and the rest works.

use std::time::Duration;

use super::place::{Place, assert_alive, coco, escape, png, wait_drawn};

/// A PNG that says it has 30,000×30,000 pixels, and nothing more.
fn huge() -> Vec<u8> {
    let mut bytes = png(1);
    let side = 30_000_u32.to_be_bytes();
    bytes[16..20].copy_from_slice(&side);
    bytes[20..24].copy_from_slice(&side);
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

/// The checksum of PNG chunks.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn each_broken_picture_says_what_is_wrong_with_it() {
    let place = Place::new();
    let whole = png(3);
    place.write("1cut.png", &whole[..whole.len() / 2]);
    place.write("2empty.png", b"");
    place.write("3text.png", b"this is no picture at all");
    place.write("4huge.png", huge());
    // 5gone.png is not there.
    place.write("6good.png", &whole);
    let names = [
        "1cut.png",
        "2empty.png",
        "3text.png",
        "4huge.png",
        "5gone.png",
        "6good.png",
    ];
    place.write("instances.json", coco(&names));
    let mut session = place.review_again(&[], 100, 30);
    for (number, (name, message)) in names
        .iter()
        .zip(["cut off", "empty", "not a picture", "30000", "missing", ""])
        .enumerate()
    {
        if number > 0 {
            session.send(b"f");
        }
        session.wait(name);
        session.wait_for(name, |screen| {
            let shown = screen.contents();
            shown.lines().nth(1).is_some_and(|line| line.contains(name))
                && !shown.contains("reading ")
        });
        session.wait(message);
    }
    wait_drawn(&mut session);
    session.type_until("a", "looked at");
    escape(&mut session, "looked at");
    assert_alive(session);
}

#[test]
fn a_picture_is_known_by_its_content_not_its_name() {
    let place = Place::new();
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([200, 30, 30]));
    let formats = [
        ("a.png", image::ImageFormat::Jpeg),
        ("b.jpg", image::ImageFormat::Png),
        ("c.jpg", image::ImageFormat::Bmp),
    ];
    for (name, format) in formats {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        place.write(name, bytes.into_inner());
    }
    place.write("instances.json", coco(&formats.map(|(name, _)| name)));
    let mut session = place.review();
    for (name, _) in formats {
        session.wait(&format!("{name}  64×48"));
        wait_drawn(&mut session);
        session.send(b"a");
    }
    session.wait("looked at");
    escape(&mut session, "looked at");
    assert_alive(session);
}

#[test]
fn hostile_names_never_reach_the_terminal() {
    let place = Place::new();
    let names = [
        "a\x1b]0;owned\x07b.png",
        "c\nnew line.png",
        "d\u{202e}gnp.exe.png",
        "e\x1b[2Jcleared.png",
        "f\u{9b}31mred.png",
    ];
    for name in names {
        place.write(name, png(1));
    }
    let text = coco(&names)
        .replace("\"car\"", "\"car\\u001b]0;owned\\u0007\"")
        .replace("\"person\"", "\"per\\u202eson\\n\\u001b[2J\"");
    place.write("instances.json", text);
    let mut session = place.review_again(&[], 100, 30);
    for _ in names {
        wait_drawn(&mut session);
        session.type_until("l", "[1]");
        session.type_until("x", "reject car");
        escape(&mut session, "reject car");
        session.type_until("i", "New issue on car");
        session.send(b"\x1b[200~\x1b]0;owned\x07\x1b[201~");
        escape(&mut session, "New issue on car");
        session.send(b"f");
        session.wait_for("the next item", |screen| {
            !screen.contents().contains("[1]") || screen.contents().contains("looked at")
        });
    }
    for bad in [
        &b"]0;owned"[..],
        b"\x1b[2Jc",
        "\u{202e}".as_bytes(),
        "\u{9b}".as_bytes(),
    ] {
        // A title command is harmful only as a command: the words alone may be shown.
        let command = [b"\x1b".as_slice(), bad].concat();
        let bad = if bad.starts_with(b"]") {
            &command[..]
        } else {
            bad
        };
        assert!(!session.has_written(bad), "{}", bad.escape_ascii());
    }
    escape(&mut session, "looked at");
    assert_alive(session);
}

#[test]
fn a_broken_dataset_is_named_and_the_good_one_works() {
    let place = Place::new();
    for number in 1..=2 {
        place.write(format!("good/{number:04}.png"), png(number));
    }
    place.write("good/instances.json", coco(&["0001.png", "0002.png"]));
    place.write("bad/0001.png", png(1));
    place.write("bad/instances.json", "{\"images\": [{\"id\": 1, \"file_name\": \"0001.png\"},\n {\"id\": }],\n \"annotations\": [], \"categories\": []}");
    let mut session = place.open();
    session.wait("good");
    session.wait("line 2");
    assert_alive(session);
}

#[test]
fn files_deleted_while_open_are_said_to_be_missing() {
    let place = Place::with_images(6);
    let mut session = place.review();
    session.type_until("a", "accepted 0001.png");
    for number in 2..=6 {
        std::fs::remove_file(place.data().join(format!("{number:04}.png"))).unwrap();
    }
    session.send(b"ffff");
    session.wait("0006.png");
    session.send(b"R");
    session.wait("No picture");
    assert_alive(session);
    assert_eq!(place.journal().len(), 1);
}

#[test]
fn any_size_of_terminal_is_survived() {
    let place = Place::with_images(3);
    let mut session = place.open_with(&[], 1, 1);
    session.watch(Duration::from_millis(300));
    session.resize(120, 36);
    session.wait("items 1");
    session.type_until("\r", "UNDECIDED");
    wait_drawn(&mut session);
    for step in 0..36 {
        session.resize(120 - step * 3, 36 - step);
        session.watch(Duration::from_millis(3));
    }
    session.resize(1, 1);
    session.watch(Duration::from_millis(100));
    // The first item has been seen and is judged; the next one has not.
    session.send(b"aa");
    session.watch(Duration::from_millis(100));
    for step in (0..36).rev() {
        session.resize(120 - step * 3, 36 - step);
    }
    session.wait("0002.png  64×48");
    session.wait("1/3 decided");
    session.resize(20, 5);
    session.watch(Duration::from_millis(50));
    session.resize(100, 30);
    session.wait("1/3 decided");
    wait_drawn(&mut session);
    session.type_until("a", "2/3 decided");
    assert_alive(session);
}

#[test]
fn a_state_directory_that_cannot_be_written_allows_looking() {
    let place = Place::with_images(3);
    // A file in its place keeps even the system's administrator out.
    place.write("blocked", b"");
    let state = place.data().join("blocked/state");
    let mut session = place.open_with(&["--state", state.to_str().unwrap()], 100, 30);
    session.wait("read-only");
    session.wait("items 1");
    session.type_until("\r", "UNDECIDED");
    wait_drawn(&mut session);
    session.send(b"a");
    session.wait("cannot");
    session.wait("0/3 decided");
    session.type_until("f", "0002.png  64×48");
    assert_alive(session);
}
