//! Tests of rows of the contact sheet.

use super::*;
use crate::app::effect::SheetWish;

/// A row of crops of these items.
fn row(number: u8, generation: u64, items: &[u64]) -> SheetWish {
    let slot = PictureSlot::Sheet(number);
    let tile = |item_number: u64| PictureWish {
        slot,
        generation: Generation(generation),
        item: item(item_number),
        number: 0,
        detail: Some(detail(None)),
        view: View::default(),
        around: Some(Rect::new(100.0, 100.0, 200.0, 160.0)),
        pane: (10, 5),
        style: OverlayStyle::default(),
        exact: false,
        mark: None,
    };
    SheetWish {
        slot,
        generation: Generation(generation),
        cells: (11 * items.len() as u16 - 1, 5),
        tiles: (0..)
            .step_by(11)
            .zip(items.iter().copied().map(tile))
            .collect(),
    }
}

impl Desk {
    fn file(&mut self, number: u64) -> Outcome {
        let bytes = ImageBytes {
            bytes: grainy(),
            revision: number,
            best: true,
        };
        self.pictures.bytes(&file(number), Ok(bytes))
    }

    fn done(&self) -> Done {
        self.done.recv_timeout(Duration::from_secs(60)).unwrap()
    }
}

fn file(number: u64) -> File {
    File {
        item: item(number),
        number: 0,
        original: false,
    }
}

fn asked(outcome: &Outcome) -> Vec<NodeRef> {
    let files = outcome.more.iter().map(|(file, _)| file.item.clone());
    files.collect()
}

#[test]
fn a_row_is_shown_in_part_and_then_whole() {
    let mut desk = Desk::new(way(Graphics::Kitty, false));
    let outcome = desk.pictures.wish_row(row(0, 1, &[1, 2, 1]));
    assert!(outcome.answers.is_empty());
    assert_eq!(asked(&outcome), [item(1), item(2)], "each file once");
    desk.file(1);
    let part = desk.next();
    assert_eq!(part.badges.len(), 1, "one crop is waited for");
    desk.file(2);
    let whole = desk.next();
    assert!(whole.badges.is_empty());
    assert!(desk.pictures.rows.0.is_empty(), "nothing is kept of it");
    // The page comes back: it is held.
    let again = desk.pictures.wish_row(row(0, 2, &[1, 2, 1]));
    let Some(Msg::Picture {
        result: Ok(held), ..
    }) = again.answers.first()
    else {
        panic!("made again");
    };
    assert_eq!(held.serial, whole.serial);
}

#[test]
fn a_part_that_comes_behind_the_last_file_does_not_take_the_place_of_the_whole() {
    let mut desk = Desk::new(way(Graphics::Kitty, false));
    desk.pictures.wish_row(row(0, 1, &[1, 2]));
    desk.file(1);
    let part = desk.done();
    desk.file(2);
    assert!(desk.pictures.done(part).is_none());
    assert!(desk.next().badges.is_empty());
}

#[test]
fn a_file_that_cannot_be_had_leaves_a_word_in_its_place() {
    let mut desk = Desk::new(way(Graphics::Kitty, false));
    desk.pictures.wish_row(row(0, 1, &[1, 2]));
    desk.pictures
        .bytes(&file(1), Err(Text::line("the server says no")));
    desk.file(2);
    let whole = desk.next();
    let said: Vec<&str> = whole.badges.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(said, ["the server says no"]);
}

#[test]
fn files_are_asked_for_some_rows_at_a_time_and_not_for_rows_that_nobody_wants() {
    let mut desk = Desk::new(way(Graphics::Kitty, false));
    let mut wanted = Vec::new();
    for number in 0..4 {
        let items = [u64::from(number) * 2 + 1, u64::from(number) * 2 + 2];
        wanted.extend(asked(&desk.pictures.wish_row(row(number, 1, &items))));
    }
    assert_eq!(wanted, [item(1), item(2), item(3), item(4)]);
    desk.pictures.cancel(PictureSlot::Sheet(2));
    desk.file(1);
    let next = desk.file(2);
    assert_eq!(
        asked(&next),
        [item(7), item(8)],
        "the row after the one given up"
    );
}

#[test]
fn over_a_line_a_row_is_small_first_and_true_after_some_rest() {
    let mut desk = Desk::new(way(Graphics::Kitty, true));
    desk.pictures.wish_row(row(0, 1, &[1, 2]));
    desk.file(1);
    desk.file(2);
    let mut first = desk.next();
    if !first.badges.is_empty() {
        first = desk.next();
    }
    let sharp = desk.next();
    assert!(size(&first).0 < size(&sharp).0);
    assert!(desk.pictures.rows.0.is_empty() && desk.rests());
    // Coming back is as cheap as the first time.
    let Some(msg) = desk.pictures.wish_row(row(0, 2, &[1, 2])).answers.pop() else {
        panic!("what was made is not there");
    };
    assert_eq!(shown(msg).serial, first.serial);
    assert_eq!(desk.next().serial, sharp.serial);
    desk.pictures.wish_row(row(0, 3, &[1, 2]));
    desk.pictures.cancel(PictureSlot::Sheet(0));
    assert!(desk.rests(), "nobody waits for the true one");
}

#[test]
fn a_row_of_half_blocks_comes_in_256_colours_first() {
    let made = |way: Way| {
        let mut desk = Desk::new(way);
        desk.pictures.wish_row(row(0, 1, &[1]));
        desk.file(1);
        cells(&desk.next())
    };
    let [few, all] = [way(Graphics::Blocks256, true), way(Graphics::Blocks, false)].map(made);
    assert_ne!(few, all);
    let mut desk = Desk::new(way(Graphics::Blocks, true));
    desk.pictures.wish_row(row(0, 1, &[1]));
    desk.file(1);
    assert_eq!(cells(&desk.next()), few);
    assert_eq!(cells(&desk.next()), all);
    assert!(desk.pictures.rows.0.is_empty() && desk.rests());
    // Few colours are not made twice.
    let mut desk = Desk::new(way(Graphics::Blocks256, true));
    desk.pictures.wish_row(row(0, 1, &[1]));
    desk.file(1);
    desk.next();
    assert!(desk.pictures.rows.0.is_empty() && desk.rests());
}
