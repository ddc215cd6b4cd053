//! What a picture is asked for with, and where it goes.

mod key;

use std::sync::Arc;

use super::encode::Quality;
use super::encode::sixel::STRIP;
use crate::limits::{OUTPUT_PIXELS, PICTURE_CELLS};
use crate::model::picture::{Graphics, OverlayStyle, View};
use crate::model::{ItemDetail, Rect, Rgb, Shape, Text};

pub use key::RenderKey;

/// Pixels of a cell where the terminal does not tell.
pub const USUAL_CELL: (u16, u16) = (8, 16);

/// Everything that one picture is made from.
#[derive(Clone, Debug)]
pub struct RenderRequest {
    /// The item (and which of its pictures), uniquely over all accounts.
    pub item: String,
    /// Changes with the bytes.
    pub revision: u64,
    /// The encoded file.
    pub bytes: Arc<[u8]>,
    /// The item's annotations, where they are known.
    pub detail: Option<Arc<ItemDetail>>,
    /// The colour of each annotation, by its number.
    pub colors: Arc<[Rgb]>,
    /// The part looked at.
    pub view: View,
    /// What is looked at in its stead, with some context around it, in image pixels.
    pub around: Option<Rect>,
    /// The crops that a row of a contact sheet is made of; then no bytes of its own are shown.
    pub tiles: Option<Arc<[Tile]>>,
    /// Columns and rows of the pane.
    pub pane: (u16, u16),
    /// Width and height of a cell in pixels, where the terminal told.
    pub cell: Option<(u16, u16)>,
    /// How pictures reach the terminal.
    pub graphics: Graphics,
    /// How true it is to its pixels.
    pub quality: Quality,
    /// What the overlay shows.
    pub style: OverlayStyle,
    /// A place pointed at (that of an issue), drawn over everything where the overlay is shown.
    pub mark: Option<Shape>,
    /// The generation of the view that asks; comes back with the answer, not part of the key.
    pub generation: u64,
}

/// One crop of a row of a contact sheet.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Columns of cells from the row's left.
    pub at: u16,
    /// What is there.
    pub shows: Shows,
}

/// What a tile shows.
#[derive(Clone, Debug)]
pub enum Shows {
    /// A part of a picture.
    Picture(Box<RenderRequest>),
    /// Its bytes have not come yet.
    Waiting,
    /// Nothing, and why.
    Nothing(Text),
}

impl RenderRequest {
    /// The size in which coordinates on this picture are measured, given its own.
    pub fn measured(&self, full: (u32, u32)) -> (u32, u32) {
        measured(full, self.known_size())
    }

    /// The size that coordinates are measured in, as far as known beforehand: only that of an item's
    /// own picture is, others tell theirs themselves.
    fn known_size(&self) -> Option<(u32, u32)> {
        let detail = self.detail.as_ref().filter(|_| self.style.on == 0);
        detail.and_then(|detail| detail.size)
    }

    /// Width and height of a cell in pixels, the usual ones where unknown.
    pub fn cell_size(&self) -> (u16, u16) {
        match self.cell {
            Some((width, height)) if width > 0 && height > 0 => (width, height),
            _ => USUAL_CELL,
        }
    }

    /// Size of the pane in pixels of the terminal: what `View` reckons with.
    pub fn pane_pixels(&self) -> (u32, u32) {
        let cell = self.cell_size();
        let side =
            |cells: u16, pixels: u16| u32::from(cells.clamp(1, PICTURE_CELLS)) * u32::from(pixels);
        (side(self.pane.0, cell.0), side(self.pane.1, cell.1))
    }

    /// Where the picture goes, given the displayed size of the whole image.
    pub fn layout(&self, image: (u32, u32)) -> Layout {
        let (pane, cell) = (self.pane_pixels(), self.cell_size());
        let asked = match self.around {
            Some(part) => View::around(part, image, pane),
            None => self.view,
        };
        let view = View {
            zoom: if asked.zoom.is_finite() {
                asked.zoom
            } else {
                1.0
            },
            center: (fraction(asked.center.0), fraction(asked.center.1)),
        };
        let crop = view.crop(image, pane);
        let across = f64::from(pane.0) / f64::from(crop.width);
        let scale = across.min(f64::from(pane.1) / f64::from(crop.height));
        let cells = |side: f32, cell: u16, most: u16| {
            let cells = (f64::from(side) * scale / f64::from(cell)).round();
            // Within 1 and the limit.
            cells.clamp(1.0, f64::from(most.clamp(1, PICTURE_CELLS))) as u16
        };
        let columns = cells(crop.width, cell.0, self.pane.0);
        let rows = cells(crop.height, cell.1, self.pane.1);
        Layout {
            crop,
            columns,
            rows,
            output: self.output(columns, rows),
        }
    }

    /// Pixels made for so many cells: two a cell for half blocks, else the cell's own.
    pub(super) fn output(&self, columns: u16, rows: u16) -> (u32, u32) {
        let cell = self.cell_size();
        let (columns, rows) = (u32::from(columns), u32::from(rows));
        let whole = (columns * u32::from(cell.0), rows * u32::from(cell.1));
        let divisor = self.quality.on(self.graphics).divisor();
        match self.graphics {
            Graphics::Blocks | Graphics::Blocks256 | Graphics::Blocks16 | Graphics::Off => {
                (columns, rows * 2)
            }
            Graphics::Kitty | Graphics::Iterm2 => {
                within_limit((whole.0.div_ceil(divisor), whole.1.div_ceil(divisor)))
            }
            // A strip that the last row of cells has no room for would scroll the screen.
            Graphics::Sixel => {
                let (width, height) = within_limit(whole);
                (width, (height / STRIP).max(1) * STRIP)
            }
        }
    }
}

/// A size halved until it fits the limit.
fn within_limit(mut size: (u32, u32)) -> (u32, u32) {
    while u64::from(size.0) * u64::from(size.1) > OUTPUT_PIXELS {
        size = (size.0.div_ceil(2), size.1.div_ceil(2));
    }
    size
}

/// By how much the shapes of two sizes may differ and still be of one picture: a server rounds the
/// sides of what it scales.
const SHAPE_SLACK: f64 = 0.03;

/// The size in which coordinates on a picture are measured: what its item says, where the picture
/// is the same at another scale (a video frame made smaller), else its own.
pub fn measured(full: (u32, u32), item: Option<(u32, u32)>) -> (u32, u32) {
    let Some(item) = item.filter(|size| size.0 > 0 && size.1 > 0) else {
        return full;
    };
    let shape = |size: (u32, u32)| f64::from(size.0.max(1)) / f64::from(size.1.max(1));
    let ratio = shape(full) / shape(item);
    // A side of few pixels is rounded by much more than the slack.
    let pixel = 1.0 / f64::from(full.0.min(full.1).max(1));
    if (ratio - 1.0).abs() <= SHAPE_SLACK.max(pixel) {
        item
    } else {
        full
    }
}

/// The place and size of one picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The part shown, in image pixels.
    pub crop: Rect,
    /// Cells used.
    pub columns: u16,
    /// Cells used.
    pub rows: u16,
    /// Pixels made.
    pub output: (u32, u32),
}

fn fraction(value: f32) -> f32 {
    if value.is_finite() {
        value.clamp(0.0, 1.0)
    } else {
        0.5
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A request without annotations for a pane of half-blocks.
    pub(in crate::media) fn request(bytes: &[u8], pane: (u16, u16)) -> RenderRequest {
        RenderRequest {
            item: "item".into(),
            revision: 1,
            bytes: bytes.into(),
            detail: None,
            colors: Arc::from([]),
            view: View::default(),
            around: None,
            tiles: None,
            pane,
            cell: None,
            graphics: Graphics::Blocks,
            quality: Quality::Exact,
            style: OverlayStyle::default(),
            mark: None,
            generation: 0,
        }
    }

    #[test]
    fn pictures_keep_their_aspect_and_fit() {
        let cases = [
            ((4_000, 3_000), (160, 48), None, (128, 48)),
            ((3_000, 4_000), (160, 48), None, (72, 48)),
            ((4_000, 3_000), (40, 48), None, (40, 15)),
            ((1, 1), (160, 48), None, (96, 48)),
            ((60_000, 1), (160, 48), None, (160, 1)),
            ((100, 100), (80, 40), Some((10, 10)), (40, 40)),
            ((100, 100), (80, 40), Some((0, 9)), (80, 40)),
            ((100, 100), (0, 0), None, (1, 1)),
        ];
        for (image, pane, cell, cells) in cases {
            let mut asked = request(b"", pane);
            asked.cell = cell;
            let layout = asked.layout(image);
            assert_eq!(
                (layout.columns, layout.rows),
                cells,
                "{image:?} in {pane:?}"
            );
        }
    }

    #[test]
    fn absurd_panes_stay_small() {
        let mut asked = request(b"", (u16::MAX, u16::MAX));
        asked.cell = Some((u16::MAX, u16::MAX));
        asked.view = View {
            zoom: f32::NAN,
            center: (f32::INFINITY, f32::NAN),
        };
        for graphics in [
            Graphics::Blocks,
            Graphics::Kitty,
            Graphics::Iterm2,
            Graphics::Sixel,
        ] {
            asked.graphics = graphics;
            let (width, height) = asked.layout((100, 100)).output;
            assert!(u64::from(width) * u64::from(height) <= OUTPUT_PIXELS);
        }
    }

    #[test]
    fn sixel_pictures_end_above_the_last_line() {
        for cell in [(8, 16), (10, 20), (9, 19), (7, 13)] {
            for pane in [(80, 24), (33, 7), (5, 1)] {
                let mut asked = request(b"", pane);
                (asked.cell, asked.graphics) = (Some(cell), Graphics::Sixel);
                let layout = asked.layout((400, 300));
                let (width, height) = layout.output;
                assert_eq!(height % 6, 0);
                assert_eq!(width, u32::from(layout.columns) * u32::from(cell.0));
                let room = u32::from(layout.rows) * u32::from(cell.1);
                assert!(height <= room && room - height < 6, "{height} in {room}");
            }
        }
    }

    #[test]
    fn a_first_picture_is_small_and_qualities_that_are_the_same_have_one_key() {
        let mut asked = request(b"x", (80, 24));
        (asked.cell, asked.graphics) = (Some((10, 20)), Graphics::Kitty);
        let key = |asked: &RenderRequest, quality| {
            let asked = RenderRequest {
                quality,
                ..asked.clone()
            };
            asked.key()
        };
        assert_eq!(asked.layout((800, 480)).output, (800, 480));
        assert_eq!(key(&asked, Quality::Exact), key(&asked, Quality::Full));
        assert_ne!(key(&asked, Quality::Exact), key(&asked, Quality::Unpacked));
        assert_ne!(key(&asked, Quality::Lean), key(&asked, Quality::First));
        asked.quality = Quality::First;
        assert_eq!(asked.layout((800, 480)).output, (400, 240));
        asked.graphics = Graphics::Blocks;
        assert_eq!(key(&asked, Quality::Exact), key(&asked, Quality::First));
    }
}
