//! Rows of the contact sheet: each waits for the files of its crops and is made with those that have
//! come, at last with all of them. Over a line a small picture comes first and a truer one after some
//! rest, as everywhere.
//!
//! Files are asked for two rows at a time, so that what waits in memory stays little however large
//! the pictures are.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use crate::app::effect::{PictureSlot, PictureWish, SheetWish};
use crate::app::msg::{Generation, Msg};
use crate::limits::{REFINE_REST_MS, SHEET_PART_MS, SHEET_ROWS_TOGETHER};
use crate::media::encode::Quality;
use crate::media::pool::Done;
use crate::media::request::{RenderRequest, Shows, Tile};
use crate::model::picture::{Graphics, OverlayStyle, Picture, View};
use crate::model::{NodeRef, Text};
use crate::platform::{ImageBytes, ImageWant};

use super::slots::pool_slot;
use super::{File, Outcome, Pictures, own_file};

/// Which picture of which item.
type Key = (NodeRef, u8);

/// A row that is not made whole yet.
pub(super) struct Row {
    wish: SheetWish,
    /// The files that came, or why they did not.
    files: HashMap<Key, Result<ImageBytes, Text>>,
    /// The serial of the picture of all of them that is being made; none while files are waited for.
    awaited: Option<u64>,
}

impl Row {
    /// Pictures that have not come.
    fn missing(&self) -> impl Iterator<Item = &PictureWish> {
        let wishes = self.wish.tiles.iter().map(|(_, wish)| wish);
        wishes.filter(|wish| !self.files.contains_key(&key_of(wish)))
    }

    fn is_whole(&self) -> bool {
        self.missing().next().is_none()
    }
}

fn key_of(wish: &PictureWish) -> Key {
    (wish.item.clone(), wish.number)
}

/// The rows that are not made whole yet, by their slots' numbers.
#[derive(Default)]
pub(super) struct Rows(pub(super) BTreeMap<u8, Row>);

impl Rows {
    /// Whether a row waits for a file.
    pub(super) fn wait_for(&self, file: &File) -> bool {
        let is = |wish: &PictureWish| wish.item == file.item && wish.number == file.number;
        !file.original && self.0.values().any(|row| row.missing().any(is))
    }

    /// Nobody waits for a row any more.
    pub(super) fn cancel(&mut self, slot: PictureSlot) {
        if let PictureSlot::Sheet(row) = slot {
            self.0.remove(&row);
        }
    }

    /// A file came, or could not be had: the rows that it is for.
    pub(super) fn take(&mut self, file: &File, result: &Result<ImageBytes, Text>) -> Vec<u8> {
        let key = (file.item.clone(), file.number);
        if file.original {
            return Vec::new();
        }
        let mut touched = Vec::new();
        for (number, row) in &mut self.0 {
            if row.missing().any(|wish| key_of(wish) == key) {
                row.files.insert(key.clone(), result.clone());
                touched.push(*number);
            }
        }
        touched
    }
}

impl Pictures {
    /// A row of crops is wanted.
    pub fn wish_row(&mut self, wish: SheetWish) -> Outcome {
        let PictureSlot::Sheet(number) = wish.slot else {
            return Outcome::default();
        };
        let mut files = HashMap::new();
        for (_, tile) in &wish.tiles {
            if let Some((_, file, _)) = self.held(&tile.item, tile.number) {
                files.insert(key_of(tile), Ok(file.clone()));
            }
        }
        let row = Row {
            wish,
            files,
            awaited: None,
        };
        let slot = PictureSlot::Sheet(number);
        // What it showed before is not made any more.
        self.pool.cancel(pool_slot(slot));
        let Some(picture) = self.ready(&row) else {
            self.rows.0.insert(number, row);
            return Outcome {
                more: self.follow_rows(&[number]),
                ..Outcome::default()
            };
        };
        let answer = Msg::Picture {
            slot,
            generation: row.wish.generation,
            item: item_of(&row.wish),
            result: Ok(Arc::clone(&picture)),
        };
        self.rows.0.insert(number, row);
        self.shown(number, picture.serial);
        Outcome {
            answers: vec![answer],
            more: self.ask_for_rows(),
            ..Outcome::default()
        }
    }

    /// The first picture of a row, where it was made before.
    fn ready(&self, row: &Row) -> Option<Arc<Picture>> {
        let (first, _) = self.way.qualities(false);
        match row.is_whole() {
            true => self.pool.cached(&self.row_request(row, first)),
            false => None,
        }
    }

    /// A row is shown whole: nothing is left to do, or a truer one is made after some rest.
    fn shown(&mut self, number: u8, serial: u64) {
        let (_, best) = self.way.qualities(false);
        let Some(row) = self.rows.0.get(&number) else {
            return;
        };
        let request = self.row_request(row, best);
        let last = request.key().serial();
        if serial == last {
            self.rows.0.remove(&number);
            return;
        }
        if let Some(row) = self.rows.0.get_mut(&number) {
            row.awaited = Some(last);
        }
        let slot = pool_slot(PictureSlot::Sheet(number));
        let rest = Duration::from_millis(REFINE_REST_MS);
        self.pool.submit_later(slot, request, rest);
    }

    /// Makes these rows with what has come, and asks for what comes next.
    pub(super) fn follow_rows(&mut self, rows: &[u8]) -> Vec<(File, ImageWant)> {
        for number in rows {
            let row = self.rows.0.get(number);
            let Some(row) = row.filter(|row| !row.files.is_empty()) else {
                continue;
            };
            let slot = pool_slot(PictureSlot::Sheet(*number));
            let (first, _) = self.way.qualities(false);
            let request = self.row_request(row, first);
            match row.is_whole() {
                true => {
                    if let Some(row) = self.rows.0.get_mut(number) {
                        row.awaited = Some(request.key().serial());
                    }
                    self.pool.submit(slot, request);
                }
                // The others may come at any moment.
                false => {
                    let rest = Duration::from_millis(SHEET_PART_MS);
                    self.pool.submit_later(slot, request, rest);
                }
            }
        }
        self.ask_for_rows()
    }

    /// The files of the first rows that lack some.
    fn ask_for_rows(&mut self) -> Vec<(File, ImageWant)> {
        let lacking = self.rows.0.values().filter(|row| !row.is_whole());
        let wishes = lacking.take(SHEET_ROWS_TOGETHER).flat_map(Row::missing);
        let wanted: Vec<_> = wishes
            .map(|wish| (own_file(wish), self.want(wish)))
            .collect();
        let asked = wanted
            .into_iter()
            .filter_map(|(file, want)| self.fetch(file, want));
        asked.collect()
    }

    /// A row is made: the answer, unless nobody waits for it any more.
    pub(super) fn row_done(&mut self, slot: PictureSlot, done: Done) -> Option<Msg> {
        let PictureSlot::Sheet(number) = slot else {
            return None;
        };
        let row = self.rows.0.get(&number)?;
        if row.wish.generation != Generation(done.generation) {
            return None;
        }
        let item = item_of(&row.wish);
        if let (Some(awaited), Ok(picture)) = (row.awaited, &done.result) {
            // One with fewer crops was under way when the last file came.
            if picture.serial != awaited {
                return None;
            }
            self.shown(number, awaited);
        }
        Some(Msg::Picture {
            slot,
            generation: Generation(done.generation),
            item,
            result: done.result.map_err(|why| Text::line(&why.to_string())),
        })
    }

    fn row_request(&self, row: &Row, quality: Quality) -> RenderRequest {
        let wish = &row.wish;
        let tiles: Arc<[Tile]> = wish
            .tiles
            .iter()
            .map(|(at, tile)| Tile {
                at: *at,
                shows: match row.files.get(&key_of(tile)) {
                    None => Shows::Waiting,
                    Some(Err(why)) => Shows::Nothing(why.clone()),
                    Some(Ok(file)) => Shows::Picture(Box::new(RenderRequest {
                        graphics: self.row_graphics(wish.cells, quality),
                        ..self.request(tile, file, quality)
                    })),
                },
            })
            .collect();
        RenderRequest {
            item: "contact sheet".into(),
            revision: 0,
            bytes: Arc::from([]),
            detail: None,
            colors: Arc::from([]),
            view: View::default(),
            around: None,
            tiles: Some(tiles),
            pane: wish.cells,
            cell: self.way.cell,
            graphics: self.row_graphics(wish.cells, quality),
            quality,
            style: OverlayStyle::default(),
            mark: None,
            generation: wish.generation.0,
        }
    }

    /// How a row is shown: what is too large for sixel is shown by half blocks.
    fn row_graphics(&self, cells: (u16, u16), quality: Quality) -> Graphics {
        let sixel = self.way.graphics == Graphics::Sixel;
        let fits = self.way.pane(cells, self.way.graphics) == cells;
        match sixel && !fits {
            true => Graphics::Blocks256,
            false => self.way.graphics_of(quality),
        }
    }
}

fn item_of(wish: &SheetWish) -> NodeRef {
    let first = wish.tiles.first();
    first.map_or_else(
        || NodeRef::root(crate::model::AccountId::new("")),
        |(_, tile)| tile.item.clone(),
    )
}
