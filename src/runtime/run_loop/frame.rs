//! One frame: when it may come, what it draws, and what state learns from it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::msg::{Generation, Msg, Slots};
use crate::app::state::App;
use crate::limits::{FRAME_MS, FRAME_REMOTE_MS};
use crate::model::NodeRef;
use crate::model::picture::Pixels;
use crate::ui;

use super::super::terminal::TerminalError;
use super::super::terminal::graphics::thin;
use super::super::terminal::links::Links;
use super::super::terminal::placed::Settled;
use super::super::terminal::probe::Facts;
use super::{FIRST_ANSWERS, Loop};

/// How long the program is starting.
const STARTING: Duration = Duration::from_millis(100);

impl Loop {
    /// Frames that no key asked for keep their distance from the last one. The first one after a
    /// key's own is what the key has brought in (filtered rows, annotations): it comes at once.
    pub(super) fn must_wait(&mut self, by_key: bool) -> bool {
        // At the start frames are short and follow what is read, until there is something to see.
        let starts = !self.facts.remote && self.started.elapsed() < STARTING;
        let distance = match starts {
            true => FIRST_ANSWERS,
            false => frame_distance(&self.facts),
        };
        let due = self.last_frame + distance;
        let answer = std::mem::replace(&mut self.answer_due, by_key) && !by_key;
        if by_key || answer || self.redraw || Instant::now() >= due {
            self.frame_due = None;
            return false;
        }
        self.frame_due = Some(due);
        true
    }

    pub(super) fn draw(&mut self) -> Result<(), TerminalError> {
        let now = self.ms();
        let ready = self.in_flight.ready(now);
        let Self {
            executor,
            links,
            app,
            theme,
            showing,
            screen,
            ..
        } = self;
        let mut on_its_way = false;
        let mut settled = Settled::default();
        let mut shown = None;
        screen.draw_over(|frame| {
            let whole = frame.area();
            showing.begin_frame(whole, about(app));
            let mut place = |picture: &Arc<_>, area, buffer: &mut _| {
                on_its_way |= !showing.place(picture, area, buffer);
            };
            let drawn = ui::draw(app, theme, frame.buffer_mut(), &mut place);
            thin(frame.buffer_mut(), whole);
            if let Some((x, y)) = drawn.cursor {
                frame.set_cursor_position((x, y));
            }
            let mut leading = Links::default();
            for (area, node) in drawn.links.iter().filter(|_| *links) {
                if let Some(address) = executor.web(node) {
                    leading.add(*area, &address);
                }
            }
            shown = Some(drawn);
            settled = showing.settle(frame.buffer_mut(), ready);
            (std::mem::take(&mut settled.bytes), leading)
        })?;
        self.last_frame = Instant::now();
        self.redraw = false;
        self.unpainted = settled.waiting;
        let Some(mut shown) = shown else {
            return Ok(());
        };
        self.hits = std::mem::take(&mut shown.hits);
        self.acknowledge(&shown, settled.painted)?;
        let seen = !on_its_way && !settled.waiting;
        self.report(shown.slots, shown.item.filter(|_| seen));
        self.report_page(shown.page.filter(|_| seen));
        Ok(())
    }

    /// Asks the terminal to say when it has got a new picture that was written with the frame.
    fn acknowledge(&mut self, shown: &ui::Shown, painted: bool) -> Result<(), TerminalError> {
        let blocks = shown
            .pictures
            .iter()
            .find_map(|placed| match placed.picture.pixels {
                Pixels::Blocks(_) => Some(placed.picture.serial),
                Pixels::Png(_) | Pixels::Escape(_) => None,
            });
        if painted || blocks.is_some() && blocks != self.shown {
            self.ask_for_arrival(self.screen.frame_bytes())?;
        }
        self.shown = blocks;
        Ok(())
    }

    fn report_page(&mut self, page: Option<Generation>) {
        let sheet = self.app.sheet.as_ref();
        let unseen = sheet.is_some_and(|sheet| !sheet.page.drawn);
        if let Some(page) = page.filter(|_| unseen) {
            self.queue.push_back(Msg::PageDrawn(page));
        }
    }

    fn report(&mut self, slots: Slots, item: Option<NodeRef>) {
        if slots != self.app.slots {
            self.queue.push_back(Msg::Slots(slots));
        }
        let unseen = self.app.review.as_ref().is_some_and(|review| !review.drawn);
        if let Some(item) = item.filter(|_| unseen) {
            self.queue.push_back(Msg::Drawn(item));
        }
    }
}

/// A number for the item under review and which of its pictures is shown.
fn about(app: &App) -> Option<u64> {
    // Rows of a contact sheet never stand in for each other.
    if app.in_sheet() {
        return None;
    }
    let review = app.review.as_ref()?;
    let mut hasher = DefaultHasher::new();
    (review.item.as_ref()?, review.number).hash(&mut hasher);
    Some(hasher.finish())
}

/// How long a frame stands that no key ends.
pub(super) fn frame_distance(facts: &Facts) -> Duration {
    Duration::from_millis(if facts.remote {
        FRAME_REMOTE_MS
    } else {
        FRAME_MS
    })
}
