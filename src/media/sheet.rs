//! A row of a contact sheet: crops of several pictures side by side, as one picture.

use std::sync::Arc;

use super::decode::Decoded;
use super::error::MediaError;
use super::render::{drawn, encode};
use super::request::{Layout, RenderRequest, Shows, Tile};
use crate::model::picture::{Badge, Picture};
use crate::model::{Rect, Rgb, Text};

/// What a tile says whose bytes have not come yet.
pub const WAITING: &str = "…";

/// Makes the row that a request's tiles form. `decoded` gives the picture that one of them is cut
/// from. A tile that cannot be shown says why by a badge with its number; it spoils no other one.
///
/// # Errors
/// [`MediaError::Stopped`], [`MediaError::Off`], [`MediaError::Fault`].
pub fn compose(
    request: &RenderRequest,
    tiles: &[Tile],
    decoded: &dyn Fn(&RenderRequest) -> Result<Arc<Decoded>, MediaError>,
    stop: &dyn Fn() -> bool,
) -> Result<Picture, MediaError> {
    let (columns, rows) = request.pane;
    let whole = Layout {
        crop: Rect::new(0.0, 0.0, 1.0, 1.0),
        columns,
        rows,
        output: request.output(columns, rows),
    };
    let mut sheet = Raster::new(whole.output);
    let mut badges = Vec::new();
    for (number, tile) in tiles.iter().enumerate() {
        if stop() {
            return Err(MediaError::Stopped);
        }
        let problem = match &tile.shows {
            Shows::Waiting => Text::line(WAITING),
            Shows::Nothing(why) => why.clone(),
            Shows::Picture(part) => match crop(part, decoded, stop) {
                Ok((rgb, layout)) => {
                    sheet.put(&rgb, &layout, place(tile.at, part, &layout), &whole);
                    continue;
                }
                Err(MediaError::Stopped) => return Err(MediaError::Stopped),
                Err(why) => Text::line(&why.to_string()),
            },
        };
        badges.push(Badge {
            annotation: number,
            cell: (tile.at, 0),
            text: problem,
            color: Rgb(0, 0, 0),
        });
    }
    let key = request.key();
    Ok(Picture {
        serial: key.serial(),
        base: key.base(),
        columns,
        rows,
        pixels: encode(&sheet.rgb, &whole, request)?,
        image: whole.output,
        crop: whole.crop,
        badges,
    })
}

fn crop(
    part: &RenderRequest,
    decoded: &dyn Fn(&RenderRequest) -> Result<Arc<Decoded>, MediaError>,
    stop: &dyn Fn() -> bool,
) -> Result<(Vec<u8>, Layout), MediaError> {
    let decoded = decoded(part)?;
    let layout = part.layout(part.measured(decoded.full));
    Ok((drawn(&decoded, part, &layout, stop)?, layout))
}

/// The cell of a crop's left top: a crop that is smaller than its tile stands in the middle.
fn place(at: u16, part: &RenderRequest, layout: &Layout) -> (u16, u16) {
    (
        at.saturating_add(part.pane.0.saturating_sub(layout.columns) / 2),
        part.pane.1.saturating_sub(layout.rows) / 2,
    )
}

/// The pixels of the row, three bytes each.
struct Raster {
    rgb: Vec<u8>,
    size: (u32, u32),
}

impl Raster {
    fn new(size: (u32, u32)) -> Self {
        let pixels = u64::from(size.0) * u64::from(size.1);
        // Within `OUTPUT_PIXELS`.
        let bytes = usize::try_from(pixels * 3).unwrap_or(0);
        Self {
            rgb: vec![0; bytes],
            size,
        }
    }

    /// Puts a crop at a cell; what would lie beyond an edge is left out.
    fn put(&mut self, rgb: &[u8], layout: &Layout, cell: (u16, u16), whole: &Layout) {
        let at = |cell: u16, pixels: u32, cells: u16| {
            u64::from(cell) * u64::from(pixels) / u64::from(cells.max(1))
        };
        let left = at(cell.0, self.size.0, whole.columns);
        let top = at(cell.1, self.size.1, whole.rows);
        let width = u64::from(layout.output.0);
        let shown = width.min(u64::from(self.size.0).saturating_sub(left));
        let index = |pixels: u64| usize::try_from(pixels * 3).unwrap_or(usize::MAX);
        for row in 0..u64::from(layout.output.1) {
            if top + row >= u64::from(self.size.1) {
                break;
            }
            let to = index((top + row) * u64::from(self.size.0) + left);
            let from = index(row * width);
            let bytes = index(shown);
            let source = rgb.get(from..from.saturating_add(bytes));
            let target = self.rgb.get_mut(to..to.saturating_add(bytes));
            if let (Some(source), Some(target)) = (source, target) {
                target.copy_from_slice(source);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::{self, Reduction};
    use super::super::encode::kitty::png_file;
    use super::super::request::tests::request;
    use super::*;
    use crate::model::picture::Pixels;

    fn picture(color: [u8; 3], size: (u32, u32)) -> Vec<u8> {
        let pixels = usize::try_from(size.0 * size.1).unwrap();
        png_file(&color.repeat(pixels), size).unwrap()
    }

    fn tile(at: u16, file: &[u8], around: Rect) -> Tile {
        let mut part = request(file, (4, 2));
        part.item = at.to_string();
        part.around = Some(around);
        Tile {
            at,
            shows: Shows::Picture(Box::new(part)),
        }
    }

    fn made(tiles: Vec<Tile>) -> Picture {
        let mut row = request(b"", (14, 2));
        let tiles: Arc<[Tile]> = tiles.into();
        row.tiles = Some(Arc::clone(&tiles));
        let decoded = |part: &RenderRequest| {
            decode::decode(&part.bytes, Reduction::for_ratio(1.0)).map(Arc::new)
        };
        compose(&row, &tiles, &decoded, &|| false).unwrap()
    }

    #[test]
    fn crops_stand_side_by_side_and_what_fails_spoils_no_other() {
        let (red, blue) = ([250, 0, 0], [0, 0, 250]);
        let part = Rect::new(10.0, 10.0, 20.0, 20.0);
        let sheet = made(vec![
            tile(0, &picture(red, (64, 64)), part),
            tile(5, b"no picture", part),
            tile(10, &picture(blue, (64, 64)), part),
        ]);
        assert_eq!((sheet.columns, sheet.rows), (14, 2));
        let Pixels::Blocks(cells) = &sheet.pixels else {
            panic!("half blocks");
        };
        let color = |column: usize| cells[column].upper;
        assert_eq!((color(0), color(3)), (Rgb(250, 0, 0), Rgb(250, 0, 0)));
        assert_eq!((color(4), color(6)), (Rgb(0, 0, 0), Rgb(0, 0, 0)));
        assert_eq!((color(10), color(13)), (Rgb(0, 0, 250), Rgb(0, 0, 250)));
        assert_eq!(sheet.badges.len(), 1);
        assert_eq!(sheet.badges[0].annotation, 1);
    }

    #[test]
    fn a_tile_that_has_not_come_makes_another_picture_than_one_that_has() {
        let part = Rect::new(0.0, 0.0, 8.0, 8.0);
        let file = picture([9, 9, 9], (16, 16));
        let waiting = Tile {
            at: 0,
            shows: Shows::Waiting,
        };
        let before = made(vec![waiting]);
        assert_eq!(before.badges[0].text.as_str(), WAITING);
        let after = made(vec![tile(0, &file, part)]);
        assert_ne!(before.serial, after.serial);
        let other = made(vec![tile(0, &file, Rect::new(8.0, 8.0, 8.0, 8.0))]);
        assert_ne!(after.serial, other.serial);
    }

    #[test]
    fn context_is_shown_around_a_crop_and_stays_in_the_picture() {
        let asked = |around| {
            let mut part = request(b"", (8, 4));
            part.around = Some(around);
            part.layout((1_000, 800)).crop
        };
        let middle = asked(Rect::new(480.0, 390.0, 40.0, 20.0));
        assert!(
            middle.x < 470.0 && middle.x + middle.width > 530.0,
            "{middle:?}"
        );
        // A dot has some pixels around it all the same.
        assert!(asked(Rect::new(500.0, 400.0, 0.0, 0.0)).width >= 16.0);
        let corner = asked(Rect::new(960.0, 780.0, 40.0, 20.0));
        assert!(corner.x + corner.width <= 1_000.0 && corner.y + corner.height <= 800.0);
        // The shape of the tile is kept: 8 by 4 cells of 8 by 16 pixels are square.
        assert!((corner.width - corner.height).abs() < 0.5, "{corner:?}");
    }
}
