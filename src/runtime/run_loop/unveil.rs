//! Half blocks that become truer. They are text, and all of a picture's in 24 bits are some 160 kB,
//! which a slow line has for most of a second: over a line they come a few rows at a time over the
//! less true ones, as far as the line takes them at once, so that no key waits behind all of them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::app::effect::PictureSlot;
use crate::app::msg::{Generation, Msg};
use crate::app::state::App;
use crate::model::picture::{Picture, Pixels};

use super::Loop;

/// Bytes of a cell whose two colours of 24 bits change, at most.
const CELL_BYTES: usize = 40;
/// Fewer bytes are not worth a frame: the line is waited for.
const LEAST_BYTES: usize = 4 * 1024;

/// Pictures of which not every row is on screen yet: of each slot the message that brings all of it,
/// and of which generation it is.
pub(super) type Veiled = BTreeMap<PictureSlot, (Generation, Msg)>;

impl Loop {
    /// Lets a message through to the app: at once, or, of a picture, a few rows at a time.
    pub(super) fn let_through(&mut self, msg: Msg) {
        if let Msg::Picture {
            slot, generation, ..
        } = &msg
        {
            let (slot, generation) = (*slot, *generation);
            let veiled = self.veiled.get(&slot);
            if veiled.is_some_and(|(newer, _)| *newer > generation) {
                // It waited for the line longer than the app for it.
                return;
            }
            self.veiled.remove(&slot);
            if self.facts.remote && needs_rows(&self.app, &msg) {
                self.veiled.insert(slot, (generation, msg));
                return;
            }
        }
        self.queue.push_back(msg);
    }

    /// Bytes of rows that may be written now; 0 when there are none, or later.
    pub(super) fn room_for_rows(&mut self) -> usize {
        // What came last has not been drawn yet; another program may have the terminal.
        let drawn = self.frame_due.is_none() && self.guard.restorer().entered();
        if self.veiled.is_empty() || !drawn {
            return 0;
        }
        let now = self.ms();
        let room = self.in_flight.room(usize::MAX, now);
        if room < LEAST_BYTES { 0 } else { room }
    }

    /// Hands the app the next rows, as far as the line takes them.
    pub(super) fn unveil(&mut self) {
        let room = self.room_for_rows();
        if room == 0 {
            return;
        }
        // Rows of a contact sheet from above.
        let Some((slot, (generation, whole))) = self.veiled.pop_first() else {
            return;
        };
        // Of what is not looked at any more no rows are missed.
        let Some((old, new)) = lies_over(&self.app, &whole) else {
            return;
        };
        let part = some_rows(old, new, room).and_then(|part| with_picture(&whole, part));
        let Some(part) = part else {
            self.queue.push_back(whole);
            return;
        };
        self.queue.push_back(part);
        self.veiled.insert(slot, (generation, whole));
    }
}

/// The picture on screen that one of a message lies over cell by cell, and that one.
fn lies_over<'a>(app: &'a App, msg: &'a Msg) -> Option<(&'a Picture, &'a Picture)> {
    let Msg::Picture {
        slot,
        generation,
        result: Ok(new),
        ..
    } = msg
    else {
        return None;
    };
    let old = app.picture_in(*slot, *generation)?;
    let alike = |picture: &Picture| (picture.base, picture.columns, picture.rows);
    (alike(old) == alike(new)).then_some((&**old, &**new))
}

/// Whether a message's picture differs from the one on screen in several rows of cells.
fn needs_rows(app: &App, msg: &Msg) -> bool {
    lies_over(app, msg).is_some_and(|(old, new)| some_rows(old, new, 0).is_some())
}

/// The same message with another picture.
fn with_picture(msg: &Msg, picture: Picture) -> Option<Msg> {
    match msg {
        Msg::Picture {
            slot,
            generation,
            item,
            ..
        } => Some(Msg::Picture {
            slot: *slot,
            generation: *generation,
            item: item.clone(),
            result: Ok(Arc::new(picture)),
        }),
        _ => None,
    }
}

/// A new picture's upper rows over an old one, so many that the cells that differ fit into `room`
/// bytes, and at least one of them. None where that is all of it.
fn some_rows(old: &Picture, new: &Picture, room: usize) -> Option<Picture> {
    let (Pixels::Blocks(under), Pixels::Blocks(over)) = (&old.pixels, &new.pixels) else {
        return None;
    };
    let columns = usize::from(new.columns.max(1));
    if under.len() != over.len() {
        return None;
    }
    let mut bytes = 0;
    let mut rows = 0;
    for (before, after) in under.chunks(columns).zip(over.chunks(columns)) {
        let cells = before.iter().zip(after);
        let differ = cells.filter(|(before, after)| before != after).count();
        let cost = differ * CELL_BYTES;
        if bytes > 0 && bytes + cost > room {
            break;
        }
        bytes += cost;
        rows += 1;
    }
    let split = rows * columns;
    let (Some(upper), Some(lower)) = (over.get(..split), under.get(split..)) else {
        return None;
    };
    if lower.is_empty() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    (new.serial, rows).hash(&mut hasher);
    Some(Picture {
        serial: hasher.finish(),
        pixels: Pixels::Blocks([upper, lower].concat().into()),
        ..new.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::picture::BlockCell;
    use crate::model::{Rect, Rgb};

    const COLUMNS: u16 = 10;
    const ROWS: u16 = 8;

    /// A picture whose cells have these shades, row by row.
    fn picture(serial: u64, shade: impl Fn(usize) -> u8) -> Picture {
        let cells = (0..usize::from(COLUMNS * ROWS)).map(|cell| {
            let shade = shade(cell / usize::from(COLUMNS));
            BlockCell {
                upper: Rgb(shade, 0, 0),
                lower: Rgb(0, shade, 0),
            }
        });
        Picture {
            serial,
            base: 1,
            columns: COLUMNS,
            rows: ROWS,
            pixels: Pixels::Blocks(cells.collect()),
            image: (10, 16),
            crop: Rect::new(0.0, 0.0, 10.0, 16.0),
            badges: Vec::new(),
        }
    }

    /// The shade of each row.
    fn shades(picture: &Picture) -> Vec<u8> {
        let Pixels::Blocks(cells) = &picture.pixels else {
            panic!("{picture:?}");
        };
        let rows = cells.chunks(usize::from(COLUMNS));
        rows.map(|row| {
            assert!(row.iter().all(|cell| *cell == row[0]));
            row[0].upper.0
        })
        .collect()
    }

    #[test]
    fn rows_come_from_above_as_far_as_there_is_room() {
        let (old, new) = (picture(1, |_| 1), picture(2, |_| 2));
        let row = usize::from(COLUMNS) * CELL_BYTES;
        let three = some_rows(&old, &new, 3 * row + 1).unwrap();
        assert_eq!(shades(&three), [2, 2, 2, 1, 1, 1, 1, 1]);
        // The next ones are reckoned from what is on screen.
        let five = some_rows(&three, &new, 2 * row).unwrap();
        assert_eq!(shades(&five), [2, 2, 2, 2, 2, 1, 1, 1]);
        let serials = [old.serial, three.serial, five.serial, new.serial];
        for (number, serial) in serials.iter().enumerate() {
            assert!(!serials[..number].contains(serial));
        }
        assert!(some_rows(&five, &new, 3 * row).is_none(), "all of it");
        assert!(some_rows(&old, &new, usize::MAX).is_none(), "all of it");
    }

    #[test]
    fn there_is_an_end_however_little_room_there_is() {
        let (mut now, new) = (picture(1, |_| 1), picture(2, |_| 2));
        for rows in 1..ROWS {
            now = some_rows(&now, &new, 1).unwrap();
            let true_rows = shades(&now).iter().filter(|shade| **shade == 2).count();
            assert_eq!(true_rows, usize::from(rows));
        }
        assert!(some_rows(&now, &new, 1).is_none());
    }

    #[test]
    fn rows_that_stay_the_same_cost_nothing() {
        let (old, new) = (picture(1, |_| 1), picture(2, |row| (row > 6).into()));
        let old = Picture {
            pixels: picture(1, |row| u8::from(row > 6) * 9).pixels,
            ..old
        };
        assert!(some_rows(&old, &new, 1).is_none());
    }

    #[test]
    fn what_is_no_half_blocks_comes_whole() {
        let (old, new) = (picture(1, |_| 1), picture(2, |_| 2));
        let png = Picture {
            pixels: Pixels::Png(Arc::from([])),
            ..picture(3, |_| 3)
        };
        assert!(some_rows(&old, &png, 1).is_none());
        assert!(some_rows(&png, &new, 1).is_none());
    }
}
