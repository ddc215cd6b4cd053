//! The contact sheet: crops of one label across a list, page by page.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::limits::{SHEET_OBJECTS, SHEET_ROWS};
use crate::model::picture::{Graphics, Picture};
use crate::model::{Annotation, Id, ItemDetail, LabelSet, NodeRef, Rect, Text};

use super::msg::Generation;
use super::results::live;
use super::state::App;

/// Letters of the hints: those under the fingers first.
const HINT_LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";
/// Widths of tiles to choose from, in cells.
const WIDTHS: [u16; 6] = [12, 15, 18, 24, 36, 56];
/// Which of them counts at first.
const USUAL_WIDTH: usize = 2;

/// One object.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Its item, by the way through the list.
    pub item: NodeRef,
    /// The same by the platform's own path.
    pub node: NodeRef,
    /// The item's name.
    pub name: Text,
    /// The object as it was read.
    pub annotation: Annotation,
    /// The labels that it points into.
    pub labels: Arc<LabelSet>,
    /// Size of the item's picture, as far as known.
    pub size: Option<(u32, u32)>,
    /// It is marked as wrong.
    pub marked: bool,
    /// It was rejected from here: taken back, it is marked again.
    pub filed: bool,
}

impl Tile {
    /// The object's label.
    pub fn label(&self) -> &str {
        let label = self.labels.get(self.annotation.label);
        label.map_or("unknown label", |label| label.name.as_str())
    }

    /// Where it is in its picture.
    pub fn place(&self) -> Rect {
        let bounds = self.annotation.shape.bounds();
        bounds.unwrap_or_else(|| Rect::new(0.0, 0.0, 0.0, 0.0))
    }

    /// What it is known by.
    pub fn key(&self) -> (NodeRef, Id) {
        (self.item.clone(), self.annotation.id.clone())
    }

    /// Its item with nothing but it: what its crop is drawn from.
    pub fn alone(&self) -> ItemDetail {
        ItemDetail {
            size: self.size,
            annotations: vec![self.annotation.clone()],
            labels: Arc::clone(&self.labels),
            ..ItemDetail::empty(self.item.clone(), self.name.clone())
        }
    }
}

/// How a page is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Tiles side by side.
    pub columns: u16,
    /// Rows of tiles.
    pub rows: u16,
    /// Columns of cells of one.
    pub width: u16,
    /// Rows of cells of its picture; 0 where the page is a table.
    pub height: u16,
}

impl Grid {
    /// The grid that a room gives with a width of tiles and the pixels of a cell; without pictures
    /// it is a table with one object a row.
    pub fn new(room: (u16, u16), width: usize, cell: (u16, u16), pictures: bool) -> Self {
        let (columns, rows) = (room.0.max(1), room.1.max(1));
        // Below the least size a picture says nothing.
        if !pictures || columns < WIDTHS[0] || rows < 4 {
            return Self {
                columns: 1,
                rows,
                width: columns,
                height: 0,
            };
        }
        let wanted = WIDTHS.get(width).copied().unwrap_or(columns).min(columns);
        let across = ((columns + 1) / (wanted + 1)).max(1);
        // One free column between two tiles.
        let width = (columns + 1) / across - 1;
        // Four to three, and a line of text below.
        let ratio = u32::from(cell.0.max(1)) * 3;
        let tall = u32::from(width) * ratio / (u32::from(cell.1.max(1)) * 4);
        let tall = u16::try_from(tall).unwrap_or(rows).clamp(3, rows - 1);
        let down = (rows / (tall + 1)).clamp(1, SHEET_ROWS);
        Self {
            columns: across,
            rows: down,
            width,
            height: rows / down - 1,
        }
    }

    /// Tiles of a page.
    pub fn page(&self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }
}

/// The sheet of one label.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The list's parent.
    pub scope: NodeRef,
    /// The list's name.
    pub name: Text,
    /// The browser column with the list.
    pub column: usize,
    /// The list's filter.
    pub filter: Text,
    /// The label; none until it is chosen.
    pub label: Option<Text>,
    /// What it was opened for: its object is put under the cursor when it comes.
    pub wanted: Option<(NodeRef, Id)>,
    /// Answers of an older gathering are dropped.
    pub generation: Generation,
    /// The rows of the list have come.
    pub listed: bool,
    /// Items not asked for yet, last first.
    pub waiting: Vec<NodeRef>,
    /// Items on their way.
    pub asked: usize,
    /// Items in all.
    pub total: usize,
    /// Items looked through.
    pub done: usize,
    /// Items that could not be read.
    pub failed: usize,
    /// Items beyond the limit.
    pub left_out: u64,
    /// Objects that have no place in a picture: spans, segments, tags.
    pub placeless: usize,
    /// There were more objects than are kept.
    pub full: bool,
    /// The objects, in the list's order from the item on that it was opened at.
    pub tiles: Vec<Tile>,
    /// The one under the cursor.
    pub cursor: usize,
    /// How wide tiles are, an index into the widths.
    pub width: usize,
    /// It is on screen; else it is kept for coming back.
    pub shown: bool,
    /// An item was opened from it: back leads to it.
    pub visiting: bool,
    /// That item's review was open before.
    pub over_review: bool,
    /// Letters of a hint that is being typed.
    pub hint: Option<String>,
    /// The reason chosen for the marked ones, by its place in the row of reasons.
    pub reason: Option<usize>,
    /// The page on screen.
    pub page: Page,
}

/// What is known of the page on screen.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its first tile and how it is divided; none before anything was asked for.
    pub of: Option<(usize, usize, Grid)>,
    /// Pictures of an older one are dropped.
    pub generation: Generation,
    /// Its rows: the picture, or why there is none.
    pub rows: Vec<Option<Result<Arc<Picture>, Text>>>,
    /// The rows of the page after it have been asked for.
    pub ahead: bool,
    /// Rows asked for.
    pub asked: u8,
    /// It has been seen.
    pub drawn: bool,
}

impl Page {
    /// Whether every row is there, whole.
    pub fn is_whole(&self) -> bool {
        let whole = |row: &Option<Result<Arc<Picture>, Text>>| match row {
            None => false,
            Some(Err(_)) => true,
            Some(Ok(picture)) => picture.badges.iter().all(|badge| !is_waiting(&badge.text)),
        };
        self.rows.iter().all(whole)
    }

    /// Why a tile of the page is not seen, if it is not.
    pub fn problem(&self, at: usize) -> Option<&Text> {
        let (_, _, grid) = self.of?;
        if grid.height == 0 {
            return None;
        }
        let columns = usize::from(grid.columns.max(1));
        match self.rows.get(at / columns)?.as_ref()? {
            Err(why) => Some(why),
            Ok(picture) => {
                let mut badges = picture.badges.iter();
                let badge = badges.find(|badge| badge.annotation == at % columns);
                badge.map(|badge| &badge.text)
            }
        }
    }
}

/// Whether a tile only waits for its picture.
pub fn is_waiting(problem: &Text) -> bool {
    problem.as_str() == "…"
}

impl Sheet {
    /// A sheet of a list of which nothing is known yet.
    pub fn new(scope: NodeRef, name: Text, column: usize, filter: Text) -> Self {
        Self {
            scope,
            name,
            column,
            filter,
            label: None,
            wanted: None,
            generation: Generation::default(),
            listed: false,
            waiting: Vec::new(),
            asked: 0,
            total: 0,
            done: 0,
            failed: 0,
            left_out: 0,
            placeless: 0,
            full: false,
            tiles: Vec::new(),
            cursor: 0,
            width: USUAL_WIDTH,
            shown: true,
            visiting: false,
            over_review: false,
            hint: None,
            reason: None,
            page: Page::default(),
        }
    }

    /// One of the same list, with tiles as wide, of which nothing is known yet.
    pub fn anew(&self) -> Self {
        let (scope, name) = (self.scope.clone(), self.name.clone());
        Self {
            width: self.width,
            ..Self::new(scope, name, self.column, self.filter.clone())
        }
    }

    /// Whether items are still being looked through.
    pub fn is_gathering(&self) -> bool {
        !self.listed || self.asked > 0
    }

    /// How many tiles are marked.
    pub fn marked(&self) -> usize {
        self.tiles.iter().filter(|tile| tile.marked).count()
    }

    /// The labels and how many objects carry each, most first.
    pub fn labels(&self) -> Vec<(Text, usize)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for tile in &self.tiles {
            *counts.entry(tile.label()).or_default() += 1;
        }
        let mut counts: Vec<_> = counts
            .into_iter()
            .map(|(label, count)| (Text::line(label), count))
            .collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    }

    /// Takes the objects of an item over, as far as they have a place in a picture and, where the
    /// label is chosen, carry it.
    pub fn take(&mut self, item: &NodeRef, detail: &ItemDetail, marks: &HashSet<(NodeRef, Id)>) {
        // Of what a model proposed or somebody began only where nobody made more of it.
        let judged = live(detail).next().is_some();
        for one in &detail.annotations {
            let result = detail.results.get(usize::from(one.result));
            if judged && result.is_some_and(|result| !result.is_live()) {
                continue;
            }
            if self
                .label
                .as_ref()
                .is_some_and(|label| detail.label_name(one) != label.as_str())
            {
                continue;
            }
            let pictured = detail.pictured || one.on > 0;
            if !pictured || one.shape.bounds().is_none() {
                self.placeless += 1;
                continue;
            }
            if self.tiles.len() >= SHEET_OBJECTS {
                self.full = true;
                return;
            }
            let tile = Tile {
                item: item.clone(),
                node: detail.node.clone(),
                name: detail.name.clone(),
                annotation: one.clone(),
                labels: Arc::clone(&detail.labels),
                // What it lies on may be another picture, whose size nobody told.
                size: detail.size.filter(|_| one.on == 0),
                marked: false,
                filed: false,
            };
            let marked = !marks.is_empty() && marks.contains(&tile.key());
            self.tiles.push(Tile { marked, ..tile });
        }
    }

    /// The tiles of the page with the cursor: the first one's place, and they.
    pub fn on_page(&self, grid: Grid) -> (usize, &[Tile]) {
        let page = grid.page().max(1);
        let from = self.cursor / page * page;
        let to = (from + page).min(self.tiles.len());
        (from, self.tiles.get(from..to).unwrap_or_default())
    }

    /// One width more or less; false at either end.
    pub fn resize(&mut self, larger: bool) -> bool {
        let next = match larger {
            true => self
                .width
                .checked_add(1)
                .filter(|width| *width < WIDTHS.len()),
            false => self.width.checked_sub(1),
        };
        if let Some(width) = next {
            self.width = width;
        }
        next.is_some()
    }
}

/// The hint of the n-th of so many tiles: two letters, no two alike, of as few letters as do.
pub fn hint(number: usize, of: usize) -> String {
    let letters = HINT_LETTERS.len();
    let base = (9..=letters)
        .find(|base| base * base >= of)
        .unwrap_or(letters);
    let letter = |at: usize| {
        HINT_LETTERS
            .get(at % base)
            .map_or('?', |byte| char::from(*byte))
    };
    // The second letter changes first.
    [letter(number / base), letter(number)].iter().collect()
}

/// The grid of the sheet on screen, once its room is known.
pub fn grid(app: &App) -> Option<Grid> {
    let sheet = app.sheet.as_ref()?;
    Some(grid_in(app, sheet, app.slots.sheet?))
}

/// The grid of a sheet in a room: columns and rows of cells.
pub fn grid_in(app: &App, sheet: &Sheet, room: (u16, u16)) -> Grid {
    const USUAL_CELL: (u16, u16) = (8, 16);
    let cell = app.terminal.cell.filter(|cell| cell.0 > 0 && cell.1 > 0);
    let pictures = !app.settings.text_only && app.terminal.graphics != Graphics::Off;
    Grid::new(room, sheet.width, cell.unwrap_or(USUAL_CELL), pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_two_letters_and_no_two_alike() {
        for count in [1, 24, 81, 82, 144, 676] {
            let hints: HashSet<String> = (0..count).map(|at| hint(at, count)).collect();
            assert_eq!(hints.len(), count, "{count}");
            assert!(hints.iter().all(|hint| hint.len() == 2));
        }
        assert_eq!(
            (hint(0, 24), hint(1, 24), hint(9, 24)),
            ("aa".into(), "as".into(), "sa".into())
        );
    }

    #[test]
    fn grids_fit_their_room() {
        for room in [
            (120, 31),
            (80, 20),
            (60, 16),
            (200, 55),
            (13, 4),
            (1, 1),
            (1_000, 400),
        ] {
            for width in 0..WIDTHS.len() {
                for cell in [(8, 16), (10, 20), (7, 15), (1, 1)] {
                    let grid = Grid::new(room, width, cell, true);
                    let wide = grid.columns * (grid.width + 1) - 1;
                    let tall = grid.rows * (grid.height + 1);
                    assert!(wide <= room.0, "{room:?} {width} {grid:?}");
                    assert!(
                        grid.height == 0 || tall <= room.1,
                        "{room:?} {width} {grid:?}"
                    );
                    assert!(grid.page() > 0);
                }
            }
        }
        let usual = Grid::new((120, 31), USUAL_WIDTH, (8, 16), true);
        assert_eq!(usual.page(), 18);
        assert_eq!(Grid::new((120, 31), USUAL_WIDTH, (8, 16), false).page(), 31);
    }
}
