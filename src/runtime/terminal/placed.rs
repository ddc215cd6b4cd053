//! Pictures that lie on the screen and not in its cells: sixel, iTerm2's, and kitty's where
//! placeholders are not known.
//!
//! The terminal draws them where the cursor is, and text that is written later covers them. So
//! a frame leaves their cells out, writes pictures before its text, and after a picture the text
//! of those cells that something lies over. A picture is written again when a part of it comes
//! to light; where the line is not free for that, blanks stand there until it is. Nothing is
//! written on the last line of the screen, where a picture would scroll it. Pure: bytes come out.

use std::io::Write as _;
use std::sync::Arc;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

use super::cells;
use super::graphics::passthrough;
use super::links::Links;

/// What a cell holds that is left to a picture. It is never written; it differs from all text,
/// so that text is written over it.
const LEFT_OUT: &str = "\u{f8ff}\u{305}";

/// How a picture gets onto the screen.
#[derive(Clone, Debug)]
pub enum Ink {
    /// By one escape sequence.
    Escape(Arc<[u8]>),
    /// From the terminal's memory: its id there, and its size in pixels.
    Stored(u8, (u32, u32)),
}

/// A picture of the frame being drawn.
#[derive(Clone, Debug)]
struct Wish {
    serial: u64,
    area: Rect,
    ink: Ink,
}

/// A picture on the screen.
#[derive(Clone, Debug)]
struct Standing {
    serial: u64,
    area: Rect,
    /// Its id in the terminal's memory, where it comes from there.
    stored: Option<u8>,
    /// Which of its cells show it, row by row.
    free: Vec<bool>,
}

/// What a frame's pictures come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// To be written before the frame's text, with plain attributes.
    pub bytes: Vec<u8>,
    /// Pictures among them were written whole by an escape sequence.
    pub painted: bool,
    /// A picture waits until the line is free.
    pub waiting: bool,
}

/// A frame whose pictures are settled.
struct Frame<'a> {
    buffer: &'a mut Buffer,
    /// The line takes a whole picture now.
    ready: bool,
    settled: Settled,
}

/// The pictures on the screen.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    screen: Rect,
    wishes: Vec<Wish>,
    standing: Vec<Standing>,
    /// Ids whose places on the screen are to be taken away.
    gone: Vec<u8>,
    /// Where our left top is on the terminal around tmux, when pictures pass through it.
    origin: Option<(u16, u16)>,
}

impl Placed {
    /// Pictures are to pass through tmux, to our left top on the terminal around it; or not.
    pub fn set_origin(&mut self, origin: Option<(u16, u16)>) {
        if self.origin != origin {
            self.origin = origin;
            self.forget();
        }
    }

    /// A frame begins on a screen of this size. Another size than before has cleared it.
    pub fn begin_frame(&mut self, screen: Rect) {
        if self.screen != screen {
            self.forget();
            self.screen = screen;
        }
        self.wishes.clear();
    }

    /// Leaves an area of the frame to a picture. False where it cannot be: then it stays blank.
    pub fn wish(&mut self, buffer: &mut Buffer, area: Rect, serial: u64, ink: Ink) -> bool {
        let last = buffer.area.bottom().saturating_sub(1);
        if area.is_empty() || area.bottom() > last || area.right() > buffer.area.right() {
            return false;
        }
        for place in area.positions() {
            if let Some(cell) = buffer.cell_mut(place) {
                cell.reset();
                cell.set_symbol(LEFT_OUT);
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
        self.wishes.push(Wish { serial, area, ink });
        true
    }

    /// Whether a picture of this number stands in this area.
    pub fn stands(&self, serial: u64, area: Rect) -> bool {
        let same = |standing: &Standing| standing.serial == serial && standing.area == area;
        self.standing.iter().any(same)
    }

    /// The frame is complete, whatever lies over its pictures included. `ready` is whether the
    /// line takes a whole picture now.
    pub fn settle(&mut self, buffer: &mut Buffer, ready: bool) -> Settled {
        let mut frame = Frame {
            buffer,
            ready,
            settled: Settled::default(),
        };
        let before = std::mem::take(&mut self.standing);
        for wish in std::mem::take(&mut self.wishes) {
            let free = free_cells(frame.buffer, wish.area);
            let old = before
                .iter()
                .find(|old| old.serial == wish.serial && old.area == wish.area);
            let standing = match &wish.ink {
                Ink::Escape(bytes) => {
                    // Text that was over a part of it would stay in the cells below.
                    let shown = |old: &Standing| {
                        let mut pairs = free.iter().zip(&old.free);
                        old.area == wish.area && pairs.all(|(now, before)| *before || !now)
                    };
                    let afresh = !before.iter().any(shown);
                    self.escape(&wish, bytes, free, (old, afresh), &mut frame)
                }
                Ink::Stored(id, size) => {
                    let out = &mut frame.settled.bytes;
                    Some(stored(&wish, *id, *size, free, old, out))
                }
            };
            self.standing.extend(standing);
        }
        let mut settled = frame.settled;
        // After the new ones have been put there: nothing flickers.
        let kept = |id: u8| self.standing.iter().any(|now| now.stored == Some(id));
        let ended = before.iter().filter_map(|old| old.stored);
        let gone = std::mem::take(&mut self.gone).into_iter().chain(ended);
        for id in gone.filter(|id| !kept(*id)) {
            settled.bytes.extend(removal(id));
        }
        settled
    }

    /// A picture that one escape sequence draws; none when nothing of it is on the screen.
    /// `afresh` is whether its place held something else than a picture before.
    fn escape(
        &self,
        wish: &Wish,
        bytes: &[u8],
        mut free: Vec<bool>,
        (old, afresh): (Option<&Standing>, bool),
        frame: &mut Frame<'_>,
    ) -> Option<Standing> {
        let stands = |at: usize| old.is_some_and(|old| old.free.get(at) == Some(&true));
        let missing = free
            .iter()
            .enumerate()
            .any(|(at, free)| *free && !stands(at));
        if missing && frame.ready {
            let out = &mut frame.settled.bytes;
            self.paint(wish.area, bytes, afresh, out);
            let covering = covering(frame.buffer, wish.area, &free);
            cells::write(out, covering.into_iter(), &Links::default());
            frame.settled.painted = true;
        } else if missing {
            frame.settled.waiting = true;
            for (at, (place, free)) in wish.area.positions().zip(&mut free).enumerate() {
                if *free && !stands(at) {
                    *free = false;
                    if let Some(cell) = frame.buffer.cell_mut(place) {
                        cell.reset();
                    }
                }
            }
        }
        free.contains(&true).then_some(Standing {
            serial: wish.serial,
            area: wish.area,
            stored: None,
            free,
        })
    }

    fn paint(&self, area: Rect, bytes: &[u8], afresh: bool, out: &mut Vec<u8>) {
        // What a picture does not cover to the last pixel must not show what was there before.
        let rows = area.top()..area.bottom();
        for y in rows.skip(if afresh {
            0
        } else {
            usize::from(area.height) - 1
        }) {
            go_to(out, area.x, y);
            let _ = write!(out, "\x1b[{}X", area.width);
        }
        match self.origin {
            None => {
                go_to(out, area.x, area.y);
                out.extend_from_slice(bytes);
            }
            Some((left, top)) => {
                // tmux does not know that the cursor moves: it has to be back before it writes.
                let mut passed = b"\x1b7".to_vec();
                go_to(
                    &mut passed,
                    area.x.saturating_add(left),
                    area.y.saturating_add(top),
                );
                passed.extend_from_slice(bytes);
                passed.extend_from_slice(b"\x1b8");
                out.extend(passthrough(&passed));
            }
        }
    }

    /// The screen was cleared, or pictures are not shown in this way any more.
    pub fn forget(&mut self) {
        let stored = self.standing.drain(..).filter_map(|old| old.stored);
        self.gone.extend(stored);
    }
}

/// Puts the cursor at a column and row, from zero (CUP). Writing to a vector cannot fail.
fn go_to(out: &mut Vec<u8>, x: u16, y: u16) {
    let _ = write!(out, "\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1);
}

/// Which cells of an area are still left to the picture. Text that was put into one without
/// clearing it first is made visible.
fn free_cells(buffer: &mut Buffer, area: Rect) -> Vec<bool> {
    let mut free = Vec::with_capacity(usize::from(area.width) * usize::from(area.height));
    for place in area.positions() {
        let cell = buffer.cell_mut(place);
        free.push(cell.is_some_and(|cell| {
            let left_out = cell.symbol() == LEFT_OUT;
            if !left_out && cell.diff_option == CellDiffOption::Skip {
                cell.set_diff_option(CellDiffOption::None);
            }
            left_out
        }));
    }
    free
}

/// The cells that lie over a picture, without the second halves of wide characters.
fn covering<'a>(
    buffer: &'a Buffer,
    area: Rect,
    free: &[bool],
) -> Vec<(u16, u16, &'a ratatui::buffer::Cell)> {
    let mut cells = Vec::new();
    let mut next = (0, 0);
    for (place, free) in area.positions().zip(free) {
        let half = (place.y, place.x) < next && place.y == next.0;
        if let Some(cell) = buffer.cell(place).filter(|_| !free && !half) {
            next = (place.y, place.x.saturating_add(cell.cell_width()));
            cells.push((place.x, place.y, cell));
        }
    }
    cells
}

/// A picture out of the terminal's memory: one place for each part of it that is in sight.
fn stored(
    wish: &Wish,
    id: u8,
    size: (u32, u32),
    free: Vec<bool>,
    old: Option<&Standing>,
    out: &mut Vec<u8>,
) -> Standing {
    let area = wish.area;
    if old.is_none_or(|old| old.free != free || old.stored != Some(id)) {
        if old.is_some_and(|old| old.stored == Some(id)) {
            out.extend(removal(id));
        }
        for (number, part) in (1_u32..).zip(parts(area, &free)) {
            go_to(out, part.x, part.y);
            let _ = write!(out, "\x1b_Ga=p,i={id},p={number},");
            if part != area {
                let across = |cells: u16| u32::from(cells) * size.0 / u32::from(area.width.max(1));
                let down = |cells: u16| u32::from(cells) * size.1 / u32::from(area.height.max(1));
                let (left, right) = (across(part.x - area.x), across(part.right() - area.x));
                let (top, bottom) = (down(part.y - area.y), down(part.bottom() - area.y));
                let (width, height) = ((right - left).max(1), (bottom - top).max(1));
                let _ = write!(out, "x={left},y={top},w={width},h={height},");
            }
            // The cursor stays; an image that is not there any more is told.
            let (columns, rows) = (part.width, part.height);
            let _ = write!(out, "c={columns},r={rows},C=1,q=1\x1b\\");
        }
    }
    Standing {
        serial: wish.serial,
        area,
        stored: Some(id),
        free,
    }
}

/// The parts of an area that are in sight: runs of cells, those of one extent in rows that follow
/// each other made one.
fn parts(area: Rect, free: &[bool]) -> Vec<Rect> {
    let mut parts: Vec<Rect> = Vec::new();
    let lines = free.chunks(usize::from(area.width.max(1)));
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        let mut x = area.x;
        for run in line.chunk_by(|a, b| a == b) {
            let width = u16::try_from(run.len()).unwrap_or(u16::MAX);
            if run.first() == Some(&true) {
                let above = parts
                    .iter_mut()
                    .find(|part| (part.x, part.width, part.bottom()) == (x, width, y));
                match above {
                    Some(above) => above.height += 1,
                    None => parts.push(Rect::new(x, y, width, 1)),
                }
            }
            x = x.saturating_add(width);
        }
    }
    parts
}

/// Takes an image off the screen and leaves it in the terminal's memory.
fn removal(id: u8) -> Vec<u8> {
    format!("\x1b_Ga=d,d=i,i={id},q=2\x1b\\").into_bytes()
}

/// Width and height of a PNG file, by its header.
pub fn png_size(file: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| {
        let bytes = file.get(at..at + 4)?.first_chunk()?;
        Some(u32::from_be_bytes(*bytes))
    };
    Some((side(16)?, side(20)?))
}

#[cfg(test)]
mod tests;
