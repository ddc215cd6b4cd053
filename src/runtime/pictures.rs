//! Pictures for the screen: fetches their bytes once, hands them to the workers, and answers from
//! memory what was made ahead.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::effect::{PictureSlot, PictureWish};
use crate::app::msg::{Generation, Msg};
use crate::codec::colors::label_color;
use crate::limits::PICTURE_FILES_BYTES;
use crate::media::encode::Quality;
use crate::media::pool::{Done, Pool, Slot};
use crate::media::request::RenderRequest;
use crate::model::picture::Graphics;
use crate::model::{NodeRef, Rgb, Text};
use crate::platform::{ImageBytes, ImageWant};

/// Bytes older than this are read again when their item is opened: the file may have changed.
const FRESH: Duration = Duration::from_secs(2);

/// What the terminal allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// How pictures are shown.
    pub graphics: Graphics,
    /// Width and height of a cell in pixels, where the terminal told.
    pub cell: Option<(u16, u16)>,
    /// How true a PNG is.
    pub quality: Quality,
}

/// What a wish still needs.
#[derive(Debug)]
pub enum Need {
    /// Nothing: the answer is here.
    Answer(Box<Msg>),
    /// The bytes of this item; `Pictures::bytes` is told when they come.
    Bytes(NodeRef, ImageWant),
    /// Nothing from outside: a worker is at it, or the bytes are on their way.
    Patience,
}

/// The pictures asked for, and what is kept of them.
pub struct Pictures {
    pool: Pool,
    way: Way,
    wishes: HashMap<PictureSlot, PictureWish>,
    /// Newest last.
    files: VecDeque<(NodeRef, ImageBytes, Instant)>,
    fetching: HashSet<NodeRef>,
}

impl Pictures {
    /// Pictures made by a pool.
    pub fn new(pool: Pool, way: Way) -> Self {
        Self {
            pool,
            way,
            wishes: HashMap::new(),
            files: VecDeque::new(),
            fetching: HashSet::new(),
        }
    }

    /// The terminal shows pictures in another way from now on.
    pub fn set_way(&mut self, way: Way) {
        self.way = way;
    }

    /// A picture is wanted.
    pub fn wish(&mut self, wish: PictureWish) -> Need {
        let (slot, item) = (wish.slot, wish.item.clone());
        let want = self.want(&wish);
        self.wishes.insert(slot, wish);
        if let Some(answer) = self.submit(slot) {
            return answer;
        }
        if !self.fetching.insert(item.clone()) {
            return Need::Patience;
        }
        Need::Bytes(item, want)
    }

    /// The bytes of an item will be wanted: what to fetch, if anything.
    pub fn foresee(&mut self, item: NodeRef) -> Option<NodeRef> {
        let fresh = self
            .files
            .iter()
            .any(|(known, _, at)| *known == item && at.elapsed() < FRESH);
        (!fresh && self.fetching.insert(item.clone())).then_some(item)
    }

    /// Nobody waits for a slot's picture any more.
    pub fn cancel(&mut self, slot: PictureSlot) {
        self.wishes.remove(&slot);
        self.pool.cancel(pool_slot(slot));
    }

    /// The bytes of an item came, or could not be had: answers for the wishes that waited.
    pub fn bytes(&mut self, item: &NodeRef, result: Result<ImageBytes, Text>) -> Vec<Msg> {
        self.fetching.remove(item);
        match result {
            Ok(bytes) => {
                self.files.retain(|(known, _, _)| known != item);
                self.files.push_back((item.clone(), bytes, Instant::now()));
                self.forget_old();
                let waiting: Vec<_> = self.waiting(item).collect();
                waiting
                    .into_iter()
                    .filter_map(|slot| match self.submit(slot) {
                        Some(Need::Answer(msg)) => Some(*msg),
                        _ => None,
                    })
                    .collect()
            }
            Err(error) => {
                let waiting: Vec<_> = self.waiting(item).collect();
                waiting
                    .into_iter()
                    .filter_map(|slot| self.wishes.remove(&slot))
                    .map(|wish| answer(wish, Err(error.clone())))
                    .collect()
            }
        }
    }

    /// A worker is done: the answer, unless nobody waits for it any more.
    pub fn done(&mut self, done: Done) -> Option<Msg> {
        let slot = app_slot(done.slot);
        let current = self
            .wishes
            .get(&slot)
            .is_some_and(|wish| wish.generation == Generation(done.generation));
        if !current {
            return None;
        }
        let wish = self.wishes.remove(&slot)?;
        let result = done.result.map_err(|error| Text::line(&error.to_string()));
        Some(answer(wish, result))
    }

    fn waiting(&self, item: &NodeRef) -> impl Iterator<Item = PictureSlot> + '_ {
        let item = item.clone();
        self.wishes
            .iter()
            .filter(move |(_, wish)| wish.item == item)
            .map(|(slot, _)| *slot)
    }

    /// Hands a wish to the workers, or answers it from memory; none without its bytes.
    fn submit(&mut self, slot: PictureSlot) -> Option<Need> {
        let wish = self.wishes.get(&slot)?;
        let (_, file, _) = self
            .files
            .iter()
            .rfind(|(known, _, _)| *known == wish.item)?;
        let request = self.request(wish, file);
        if let Some(picture) = self.pool.cached(&request) {
            self.pool.cancel(pool_slot(slot));
            let wish = self.wishes.remove(&slot)?;
            return Some(Need::Answer(Box::new(answer(wish, Ok(picture)))));
        }
        self.pool.submit(pool_slot(slot), request);
        Some(Need::Patience)
    }

    fn request(&self, wish: &PictureWish, file: &ImageBytes) -> RenderRequest {
        let colors: Arc<[Rgb]> = wish.detail.as_ref().map_or_else(
            || Arc::from([]),
            |detail| {
                let annotations = detail.annotations.iter();
                annotations
                    .map(|annotation| label_color(&detail.labels, annotation.label))
                    .collect()
            },
        );
        let mut style = wish.style;
        if matches!(self.way.graphics, Graphics::Blocks | Graphics::Blocks256) {
            // A pixel of half blocks is eight of the screen's: one is a full line.
            style.line = 1.0;
        }
        RenderRequest {
            item: wish.item.to_string(),
            revision: file.revision,
            bytes: Arc::clone(&file.bytes),
            detail: wish.detail.clone(),
            colors,
            view: wish.view,
            pane: wish.pane,
            cell: self.way.cell,
            graphics: self.way.graphics,
            quality: self.way.quality,
            style,
            generation: wish.generation.0,
        }
    }

    /// Pixels that fill the pane at the wish's zoom.
    fn want(&self, wish: &PictureWish) -> ImageWant {
        let cell = match self.way.graphics {
            Graphics::Kitty => self.way.cell.unwrap_or(crate::media::request::USUAL_CELL),
            _ => (1, 2),
        };
        let side = |cells: u16, pixels: u16| {
            // Bounded by two u16 and the largest zoom.
            (f32::from(cells) * f32::from(pixels) * wish.view.zoom.clamp(1.0, 64.0)) as u32
        };
        ImageWant {
            width: side(wish.pane.0, cell.0),
            height: side(wish.pane.1, cell.1),
            number: 0,
            ahead: false,
            original: wish.view.zoom > 1.0,
        }
    }

    fn forget_old(&mut self) {
        let mut held: usize = self.files.iter().map(|(_, file, _)| file.bytes.len()).sum();
        while held > PICTURE_FILES_BYTES && self.files.len() > 1 {
            if let Some((_, file, _)) = self.files.pop_front() {
                held -= file.bytes.len();
            }
        }
    }
}

fn answer(wish: PictureWish, result: Result<Arc<crate::model::picture::Picture>, Text>) -> Msg {
    Msg::Picture {
        slot: wish.slot,
        generation: wish.generation,
        item: wish.item,
        result,
    }
}

fn pool_slot(slot: PictureSlot) -> Slot {
    match slot {
        PictureSlot::Main => Slot::Main,
        PictureSlot::Preview => Slot::Preview,
        PictureSlot::Ahead(number) => Slot::Ahead(number),
    }
}

fn app_slot(slot: Slot) -> PictureSlot {
    match slot {
        Slot::Main => PictureSlot::Main,
        Slot::Preview => PictureSlot::Preview,
        Slot::Ahead(number) => PictureSlot::Ahead(number),
    }
}
