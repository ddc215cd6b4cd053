//! How it looks by the configuration and by flags: a theme of one's own, and names as links.

use super::place::{Place, assert_alive};

/// A colour that no theme of ours has, as a terminal is told of it.
const OWN: &[u8] = b"38;2;18;52;86";

const THEME: &str = "base = \"dark\"\n[colours]\naccent = \"#123456\"\n";

#[test]
fn a_theme_file_gives_its_colours_and_a_flag_takes_them_back() {
    let place = Place::with_images(2);
    place.configure("[ui]\ntheme = \"own.toml\"\n");
    place.configure_beside("own.toml", THEME);
    let session = place.review();
    assert!(session.has_written(OWN), "the file's accent");
    assert_alive(session);
    let session = place.review_with(&["--theme", "dark"], 100, 30);
    assert!(!session.has_written(OWN), "the flag's theme");
    assert_alive(session);
}

#[test]
fn a_theme_file_that_is_wrong_is_an_error_with_its_place() {
    let place = Place::with_images(1);
    place.configure("[ui]\ntheme = \"own.toml\"\n");
    let ran = place.run(&["keys"]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(
        said.contains("own.toml") && said.contains("ui.theme"),
        "{said}"
    );
    place.configure_beside("own.toml", "[colours]\nacent = \"#123456\"\n");
    let ran = place.run(&["keys"]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("own.toml:2:1"), "{said}");
    assert!(said.contains("did you mean 'accent'"), "{said}");
}

#[test]
fn flags_leave_out_colours_signs_and_movement() {
    let place = Place::with_images(2);
    let flags = ["--ascii", "--theme", "mono", "--no-motion"];
    let mut session = place.open_with(&flags, 100, 30);
    session.wait("items 1");
    // The list alone: pictures keep their colours.
    for colour in [&b"\x1b[38;"[..], b";38;", b"\x1b[48;", b";48;", b"\x1b[5m"] {
        assert!(!session.has_written(colour), "{colour:?}");
    }
    session.type_until("\r", "UNDECIDED");
    session.wait_bytes(b"48;2;");
    session.type_until("a", "accepted 0001.png");
    assert!(session.written().is_ascii(), "{}", session.text());
    assert_alive(session);
}
