//! Frames: ratatui's cells to bytes, each frame whole inside synchronized output.
//!
//! A frame that changes nothing writes nothing, not even the marks. Bytes are counted, so that
//! tests and `doctor` can tell what a key costs. Colours are written as the interface chose them;
//! mapping them to what the terminal can show is not done here.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use super::cells;
use super::graphics::KittyImages;
use super::guard::Restorer;
use super::links::Links;
use super::tty::TerminalError;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The screen, while the terminal is ours.
pub struct Screen {
    terminal: Terminal<Bytes>,
    restorer: Restorer,
    under: Rc<RefCell<Vec<u8>>>,
    frame_bytes: usize,
    total_bytes: u64,
    /// Links of the frame that is drawn last; the backend writes them around their cells.
    links: Rc<RefCell<Links>>,
}

impl Screen {
    /// A screen of which nothing has been drawn yet.
    ///
    /// # Errors
    /// [`TerminalError::Io`], in practice never: nothing is written.
    pub fn new(restorer: Restorer) -> Result<Self, TerminalError> {
        let under = Rc::new(RefCell::new(Vec::new()));
        let links = Rc::default();
        let bytes = Bytes {
            links: Rc::clone(&links),
            restorer: restorer.clone(),
            under: Rc::clone(&under),
            frame: Vec::with_capacity(16 * 1024),
            shown: false,
            cursor: None,
        };
        let terminal = Terminal::new(bytes).map_err(|e| TerminalError::io("drawing", e))?;
        Ok(Self {
            terminal,
            restorer,
            under,
            frame_bytes: 0,
            total_bytes: 0,
            links,
        })
    }

    /// Draws one frame and writes what differs from the last one; answers the bytes written.
    /// Writes nothing while the terminal is not ours (suspended, an editor, restored).
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<usize, TerminalError> {
        self.draw_over(|frame| {
            draw(frame);
            (Vec::new(), Links::default())
        })
    }

    /// The same, where `draw` answers what is to be written before the frame's text: pictures
    /// that text lies over (they are written with plain attributes, and leave them so); and the
    /// frame's links: where they are and where they lead.
    ///
    /// # Errors
    /// As [`Screen::draw`].
    pub fn draw_over(
        &mut self,
        draw: impl FnOnce(&mut Frame<'_>) -> (Vec<u8>, Links),
    ) -> Result<usize, TerminalError> {
        if !self.restorer.entered() {
            return Ok(0);
        }
        let under = &self.under;
        let kept = Rc::clone(&self.links);
        let drawn = self.terminal.draw(|frame| {
            let (below, links) = draw(frame);
            *under.borrow_mut() = below;
            let before = kept.replace(links);
            kept.borrow().mark_changed(&before, frame.buffer_mut());
        });
        drawn.map_err(|e| TerminalError::io("drawing", e))?;
        let backend = self.terminal.backend_mut();
        self.frame_bytes = 0;
        if backend.frame.is_empty() {
            return Ok(0);
        }
        let mut whole = Vec::with_capacity(BEGIN.len() + backend.frame.len() + END.len());
        let (begin, end) = if self.restorer.plain() {
            (&[][..], &[][..])
        } else {
            (BEGIN, END)
        };
        for part in [begin, &backend.frame, end] {
            whole.extend_from_slice(part);
        }
        backend.frame.clear();
        self.frame_bytes = whole.len();
        self.write(&whole)?;
        Ok(whole.len())
    }

    /// Makes the next frame draw everything: after a stop, an editor, or on demand.
    ///
    /// # Errors
    /// [`TerminalError::Io`], in practice never: nothing is written before the next frame.
    pub fn redraw(&mut self) -> Result<(), TerminalError> {
        let backend = self.terminal.backend_mut();
        backend.frame.clear();
        backend.shown = false;
        backend.cursor = None;
        self.terminal
            .clear()
            .map_err(|e| TerminalError::io("drawing", e))
    }

    /// Writes bytes that are no text of a frame: questions, pieces of pictures.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn write_between_frames(&mut self, bytes: &[u8]) -> Result<(), TerminalError> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.write(bytes)
    }

    /// Writes the next piece of a picture, if there is one now; answers its bytes. Keeps the
    /// restore routine informed of what is to be deleted from the terminal.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when it is.
    pub fn send_pictures(
        &mut self,
        images: &mut KittyImages,
        budget: usize,
        now: u64,
    ) -> Result<usize, TerminalError> {
        if !self.restorer.entered() || !images.busy(now) {
            return Ok(0);
        }
        let bytes = images.next_chunk(budget, now);
        // Before they are written: a restore in between deletes too much rather than too little.
        self.restorer.set_farewell(images.farewell());
        self.write(&bytes)?;
        Ok(bytes.len())
    }

    /// Columns and rows of the terminal now.
    pub fn size(&self) -> (u16, u16) {
        self.restorer.tty().size()
    }

    /// Bytes of the last frame; 0 when it changed nothing.
    pub fn frame_bytes(&self) -> usize {
        self.frame_bytes
    }

    /// Bytes written since the start, pictures included.
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), TerminalError> {
        if self.restorer.write(bytes)? {
            self.total_bytes = self.total_bytes.saturating_add(bytes.len() as u64);
        }
        Ok(())
    }
}

/// A ratatui backend that collects a frame's bytes and leaves out what changes nothing.
struct Bytes {
    links: Rc<RefCell<Links>>,
    restorer: Restorer,
    frame: Vec<u8>,
    /// What comes before the text of the frame being drawn.
    under: Rc<RefCell<Vec<u8>>>,
    /// Whether the cursor is visible.
    shown: bool,
    /// Where the cursor is, when that is known.
    cursor: Option<Position>,
}

impl Bytes {
    fn crossterm(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.frame)
    }
}

impl Backend for Bytes {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut under = self.under.borrow_mut();
        if !under.is_empty() {
            self.cursor = None;
            self.frame.append(&mut under);
        }
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.cursor = None;
        cells::write(&mut self.frame, content, &self.links.borrow());
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.shown, false) && !self.restorer.plain() {
            self.crossterm().hide_cursor()?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.shown, true) && !self.restorer.plain() {
            self.crossterm().show_cursor()?;
        }
        Ok(())
    }

    /// Where this program put it last: the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor != Some(position) {
            self.crossterm().set_cursor_position(position)?;
            self.cursor = Some(position);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.crossterm().clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.crossterm().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.restorer.tty().size().into())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = self.size()?;
        let (width, height) = self.restorer.tty().cell_pixels().unwrap_or((0, 0));
        Ok(WindowSize {
            columns_rows: size,
            pixels: Size::new(
                width.saturating_mul(size.width),
                height.saturating_mul(size.height),
            ),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        // The frame is written whole by `Screen::draw`.
        Ok(())
    }
}
