//! The pictures of a frame: each goes the way that the terminal takes, and one that is not there
//! yet leaves its place to the one before it of the same thing.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::graphics::{KittyImages, fill};
use super::placed::{Ink, Placed, Settled, png_size};
use super::probe::Facts;
use crate::model::picture::{Graphics, Picture, Pixels};

/// A picture of the last frame, in kitty's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    id: u8,
    area: Rect,
    columns: u16,
    rows: u16,
}

/// What shows pictures, but for half blocks, which are text.
#[derive(Clone, Debug)]
pub struct Showing {
    /// kitty's.
    pub kitty: KittyImages,
    placed: Placed,
    placeholders: bool,
    /// What the frame is about, and what the last one was.
    about: Option<u64>,
    /// The pictures of this frame and of the last one.
    now: Vec<Shown>,
    before: Vec<Shown>,
}

impl Showing {
    /// Nothing shown yet. `process` is the process id.
    pub fn new(process: u32, facts: &Facts) -> Self {
        let mut showing = Self {
            kitty: KittyImages::new(process, facts.through_tmux()),
            placed: Placed::default(),
            placeholders: true,
            about: None,
            now: Vec::new(),
            before: Vec::new(),
        };
        showing.set_way(facts);
        showing
    }

    /// The terminal shows pictures in another way, perhaps: what to write so that none of the
    /// former way stays.
    pub fn set_way(&mut self, facts: &Facts) -> Vec<u8> {
        self.placeholders = facts.placeholders();
        let mut last = Vec::new();
        if facts.graphics != Graphics::Kitty {
            last = self.kitty.farewell();
            self.kitty.forget();
        }
        last.extend(self.kitty.set_way(facts.through_tmux(), self.placeholders));
        let passes = facts.through_tmux() && facts.graphics == Graphics::Iterm2;
        self.placed.set_origin(facts.origin().filter(|_| passes));
        last
    }

    /// A frame begins; `about` is a number for the one thing that it shows a picture of, if it is
    /// one.
    pub fn begin_frame(&mut self, screen: Rect, about: Option<u64>) {
        self.kitty.begin_frame();
        self.placed.begin_frame(screen);
        self.before = std::mem::take(&mut self.now);
        // Several, or of something else: none of them may stand for another.
        if about.is_none() || about != self.about || self.before.len() > 1 {
            self.before.clear();
        }
        self.about = about;
    }

    /// Puts a picture into an area of the frame; false when it is not there to be seen yet.
    pub fn place(&mut self, picture: &Arc<Picture>, area: Rect, buffer: &mut Buffer) -> bool {
        let whole = (area.width, area.height) == (picture.columns, picture.rows);
        match &picture.pixels {
            Pixels::Blocks(_) => false,
            // It cannot be cut.
            Pixels::Escape(bytes) => {
                let ink = Ink::Escape(Arc::clone(bytes));
                whole && self.placed.wish(buffer, area, picture.serial, ink)
            }
            Pixels::Png(png) => {
                let (columns, rows) = (picture.columns, picture.rows);
                let id = self.kitty.want(picture);
                let there = id.is_some();
                let shown = id.map(|id| Shown {
                    id,
                    area,
                    columns,
                    rows,
                });
                let Some(shown) = shown.or_else(|| self.stand_in(area)) else {
                    return false;
                };
                if self.placeholders {
                    fill(buffer, area, shown.id, shown.columns, shown.rows);
                } else if let Some(size) = png_size(png).filter(|_| whole) {
                    let ink = Ink::Stored(shown.id, size);
                    // By its number in the terminal: that of the one it stands for is not there.
                    let placed = self.placed.wish(buffer, area, shown.id.into(), ink);
                    return placed && there && self.remember(shown);
                }
                self.remember(shown) && there
            }
        }
    }

    fn remember(&mut self, shown: Shown) -> bool {
        self.now.push(shown);
        true
    }

    /// What was shown there of the same thing, while the terminal still holds it.
    fn stand_in(&self, area: Rect) -> Option<Shown> {
        let before = self.before.first().copied()?;
        let fits =
            before.area == area && (before.columns, before.rows) == (area.width, area.height);
        (fits && self.kitty.holds(before.id)).then_some(before)
    }

    /// The frame is complete, whatever lies over its pictures included. `ready` is whether the
    /// line takes a whole picture now.
    pub fn settle(&mut self, buffer: &mut Buffer, ready: bool) -> Settled {
        self.placed.settle(buffer, ready)
    }

    /// The screen is to be drawn anew from nothing: what takes all pictures away first.
    pub fn clear(&mut self) -> Vec<u8> {
        let last = self.kitty.farewell();
        self.forget();
        last
    }

    /// The terminal was left, which took all pictures away.
    pub fn forget(&mut self) {
        self.kitty.forget();
        self.placed.forget();
        self.now.clear();
    }
}
