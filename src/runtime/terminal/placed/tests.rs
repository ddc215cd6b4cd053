//! Tests of `placed`: frames on a screen of 20×10 cells, with a picture at its column 2 and row 1.

use super::*;
use ratatui::style::Style;

const SCREEN: Rect = Rect::new(0, 0, 20, 10);
const AREA: Rect = Rect::new(2, 1, 6, 4);

fn escape(text: &str) -> Ink {
    Ink::Escape(text.as_bytes().into())
}

/// Draws a frame with a picture and a text over it at a column and row.
fn frame(
    placed: &mut Placed,
    ink: Ink,
    over: Option<(u16, u16, &str)>,
    ready: bool,
) -> (Settled, Buffer) {
    let mut buffer = Buffer::empty(SCREEN);
    placed.begin_frame(SCREEN);
    assert!(placed.wish(&mut buffer, AREA, 7, ink));
    if let Some((x, y, text)) = over {
        buffer.set_string(x, y, text, Style::new());
    }
    let settled = placed.settle(&mut buffer, ready);
    (settled, buffer)
}

fn text(settled: &Settled) -> String {
    String::from_utf8(settled.bytes.clone()).unwrap()
}

#[test]
fn a_picture_is_written_once_at_its_place() {
    let mut placed = Placed::default();
    let (first, _) = frame(&mut placed, escape("PICTURE"), None, true);
    assert!(text(&first).ends_with("\x1b[2;3HPICTURE"), "{first:?}");
    assert_eq!(text(&first).matches("\x1b[6X").count(), 4);
    assert!(first.painted && !first.waiting && placed.stands(7, AREA));
    let (again, _) = frame(&mut placed, escape("PICTURE"), None, true);
    assert_eq!(again, Settled::default());
    placed.forget();
    let (anew, _) = frame(&mut placed, escape("PICTURE"), None, true);
    assert!(anew.painted);
    // Another size has cleared the screen.
    placed.begin_frame(Rect::new(0, 0, 30, 10));
    assert!(!placed.stands(7, AREA));
}

#[test]
fn its_cells_are_left_out_and_text_comes_after_it() {
    let mut placed = Placed::default();
    let (first, buffer) = frame(&mut placed, escape("PICTURE"), Some((3, 2, "世x")), true);
    assert!(
        text(&first).ends_with("PICTURE\x1b[3;4H世\x1b[3;6Hx"),
        "{first:?}"
    );
    let written: Vec<_> = Buffer::empty(SCREEN).diff(&buffer);
    let places: Vec<_> = written.iter().map(|(x, y, _)| (*x, *y)).collect();
    assert_eq!(places, [(3, 2), (5, 2)]);
    // When the picture goes, every cell of it is written; the second half of the wide character
    // goes with its first.
    assert_eq!(buffer.diff(&Buffer::empty(SCREEN)).len(), 6 * 4 - 1);
}

#[test]
fn what_comes_to_light_is_painted_again() {
    let mut placed = Placed::default();
    frame(&mut placed, escape("PICTURE"), None, true);
    let (covered, _) = frame(&mut placed, escape("PICTURE"), Some((3, 2, "menu")), true);
    assert_eq!(
        covered,
        Settled::default(),
        "the text of the frame covers it"
    );
    let (back, _) = frame(&mut placed, escape("PICTURE"), None, true);
    assert!(back.painted && text(&back).contains("PICTURE"));
    assert_eq!(
        text(&back).matches("\x1b[6X").count(),
        4,
        "no text stays below"
    );
    let (still, _) = frame(&mut placed, escape("PICTURE"), None, true);
    assert!(!still.painted);
}

#[test]
fn a_line_that_is_not_free_shows_blanks_meanwhile() {
    let mut placed = Placed::default();
    let (first, buffer) = frame(&mut placed, escape("PICTURE"), None, false);
    assert!(first.waiting && first.bytes.is_empty() && !placed.stands(7, AREA));
    assert_eq!(buffer, Buffer::empty(SCREEN));
    frame(&mut placed, escape("PICTURE"), Some((3, 2, "menu")), true);
    // The menu goes: what stands stays, only its own cells turn blank.
    let (waits, buffer) = frame(&mut placed, escape("PICTURE"), None, false);
    assert!(waits.waiting && waits.bytes.is_empty());
    assert_eq!(buffer[(3, 2)].symbol(), " ");
    assert_eq!(buffer[(2, 1)].symbol(), LEFT_OUT);
    let (then, _) = frame(&mut placed, escape("PICTURE"), None, true);
    assert!(then.painted && !then.waiting);
}

#[test]
fn the_last_line_is_never_written_on() {
    let mut placed = Placed::default();
    let mut buffer = Buffer::empty(SCREEN);
    placed.begin_frame(SCREEN);
    assert!(!placed.wish(&mut buffer, Rect::new(0, 5, 6, 5), 7, escape("P")));
    assert!(!placed.wish(&mut buffer, Rect::new(15, 5, 6, 2), 7, escape("P")));
    assert!(!placed.wish(&mut buffer, Rect::new(1, 1, 0, 2), 7, escape("P")));
    assert!(placed.wish(&mut buffer, Rect::new(0, 5, 6, 4), 7, escape("P")));
}

#[test]
fn through_tmux_the_cursor_is_moved_by_the_terminal_around_it() {
    let mut placed = Placed::default();
    placed.set_origin(Some((40, 1)));
    let (first, _) = frame(&mut placed, escape("\x1b]1337;P\x07"), None, true);
    let passed = "\x1bPtmux;\x1b\x1b7\x1b\x1b[3;43H\x1b\x1b]1337;P\x07\x1b\x1b8\x1b\\";
    assert!(text(&first).ends_with(passed), "{first:?}");
}

#[test]
fn stored_images_are_put_around_what_lies_over_them() {
    let mut placed = Placed::default();
    let ink = || Ink::Stored(40, (60, 40));
    let (first, _) = frame(&mut placed, ink(), None, false);
    let whole = "\x1b[2;3H\x1b_Ga=p,i=40,p=1,c=6,r=4,C=1,q=1\x1b\\";
    assert_eq!(text(&first), whole);
    assert!(
        !first.painted && !first.waiting,
        "a few bytes wait for nothing"
    );
    let (same, _) = frame(&mut placed, ink(), None, true);
    assert!(same.bytes.is_empty());
    // A window in its second row, columns 3 and 4.
    let (cut, _) = frame(&mut placed, ink(), Some((3, 2, "ab")), true);
    let shown = text(&cut);
    assert!(shown.starts_with("\x1b_Ga=d,d=i,i=40,q=2\x1b\\"), "{shown}");
    for part in [
        "p=1,x=0,y=0,w=60,h=10,c=6,r=1",
        "p=2,x=0,y=10,w=10,h=10,c=1,r=1",
        "p=3,x=30,y=10,w=30,h=10,c=3,r=1",
        "p=4,x=0,y=20,w=60,h=20,c=6,r=2",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    // Another picture: the new one first, then the old one goes.
    let (next, _) = frame(&mut placed, Ink::Stored(41, (60, 40)), None, true);
    let shown = text(&next);
    assert!(
        shown.contains("i=41") && shown.ends_with("a=d,d=i,i=40,q=2\x1b\\"),
        "{shown}"
    );
    // None any more; and after a clearing of the screen, which need not take images away.
    placed.forget();
    placed.begin_frame(SCREEN);
    let left = placed.settle(&mut Buffer::empty(SCREEN), true);
    assert_eq!(text(&left), "\x1b_Ga=d,d=i,i=41,q=2\x1b\\");
}

#[test]
fn a_png_tells_its_size() {
    let file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\xf0rest";
    assert_eq!(png_size(file), Some((320, 240)));
    assert_eq!(png_size(b"\x89PNG"), None);
}
