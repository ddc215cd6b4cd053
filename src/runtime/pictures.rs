//! Pictures for the screen: fetches their bytes once, hands them to the workers, and answers from
//! memory what was made ahead.

mod refine;
mod sheet;
mod slots;
mod way;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::effect::{PictureSlot, PictureWish};
use crate::app::msg::{Generation, Msg};
use crate::codec::colors::overlay_color;
use crate::limits::{KITTY_RING, PICTURE_FILES_BYTES};
use crate::media::encode::Quality;
use crate::media::pool::{Done, Pool};
use crate::media::request::{RenderKey, RenderRequest};
use crate::model::picture::{Graphics, Picture, View};
use crate::model::{NodeRef, Rect, Rgb, Text};
use crate::platform::{ImageBytes, ImageWant};

use sheet::Rows;
use slots::{app_slot, pool_slot};

pub use way::Way;

/// Bytes older than this are read again when their item is opened: the file may have changed.
const FRESH: Duration = Duration::from_secs(2);

/// One encoded picture: of which item, which of its pictures, and whether as it was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct File {
    /// The item.
    pub item: NodeRef,
    /// Which of its pictures; 0 is its own.
    pub number: u8,
    /// The best there is, and not only a sufficient one.
    pub original: bool,
}

/// What follows from a wish or from bytes that came.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Answers that are there already.
    pub answers: Vec<Msg>,
    /// A picture whose bytes are needed; `Pictures::bytes` is told when they come.
    pub bytes: Option<(File, ImageWant)>,
    /// The same, of several at once.
    pub more: Vec<(File, ImageWant)>,
}

/// The pictures asked for, and what is kept of them.
pub struct Pictures {
    pool: Pool,
    way: Way,
    wishes: HashMap<PictureSlot, PictureWish>,
    /// The last wish for the screen, to make it again when better bytes come.
    main: Option<PictureWish>,
    /// Wishes that were answered by a first picture, while a truer one waits or is made.
    again: HashMap<PictureSlot, PictureWish>,
    /// Rows of the contact sheet that are not made whole yet.
    rows: Rows,
    /// The picture on screen, and what it was made from.
    shown: Option<(RenderKey, Arc<Picture>)>,
    /// Serials of pictures answered last: the terminal's memory may hold them. Newest last.
    recent: VecDeque<u64>,
    /// The item whose bytes are fetched before its picture is wished for.
    foreseen: Option<NodeRef>,
    /// Newest last.
    files: VecDeque<(File, ImageBytes, Instant)>,
    /// What is on its way, and whether only for later.
    fetching: HashMap<File, bool>,
    /// Pictures of which better bytes could not be had.
    no_better: HashSet<(NodeRef, u8)>,
    /// Pixels last wanted for the screen.
    usual: (u32, u32),
}

/// Pixels that a picture should have where no size was asked for yet.
const USUAL_PIXELS: (u32, u32) = (1_280, 960);
/// Refused originals remembered; beyond, all are tried again.
const REFUSED: usize = 1_000;

impl Pictures {
    /// Pictures made by a pool.
    pub fn new(pool: Pool, way: Way) -> Self {
        Self {
            pool,
            way,
            wishes: HashMap::new(),
            main: None,
            again: HashMap::new(),
            rows: Rows::default(),
            shown: None,
            recent: VecDeque::new(),
            foreseen: None,
            files: VecDeque::new(),
            fetching: HashMap::new(),
            no_better: HashSet::new(),
            usual: USUAL_PIXELS,
        }
    }

    /// The terminal shows pictures in another way from now on.
    pub fn set_way(&mut self, way: Way) {
        self.way = way;
    }

    /// A picture is wanted.
    pub fn wish(&mut self, wish: PictureWish) -> Outcome {
        let slot = wish.slot;
        self.leave_as_it_is(slot);
        let file = own_file(&wish);
        let want = self.want(&wish);
        if slot == PictureSlot::Main {
            if self
                .main
                .as_ref()
                .is_some_and(|main| own_file(main) != file)
            {
                self.shown = None;
            }
            self.main = Some(wish.clone());
            self.usual = (want.width, want.height);
        }
        self.wishes.insert(slot, wish);
        let (here, answer) = self.submit(slot);
        let bytes = if here {
            self.better()
        } else {
            self.fetch(file, want)
        };
        Outcome {
            answers: answer.into_iter().collect(),
            bytes,
            more: Vec::new(),
        }
    }

    /// The bytes of an item will be wanted for the screen: what to fetch, if anything.
    pub fn foresee(&mut self, item: NodeRef) -> Option<(File, ImageWant)> {
        let fresh = self
            .files
            .iter()
            .any(|(known, _, at)| known.item == item && known.number == 0 && at.elapsed() < FRESH);
        self.foreseen = Some(item.clone());
        // What was on screen before is not waited for any more.
        if self.main.as_ref().is_some_and(|main| main.item != item) {
            self.main = None;
            self.shown = None;
            self.wishes.remove(&PictureSlot::Main);
            self.leave_as_it_is(PictureSlot::Main);
        }
        if fresh {
            return None;
        }
        let file = File {
            item,
            number: 0,
            original: false,
        };
        let want = ImageWant {
            width: self.usual.0,
            height: self.usual.1,
            number: 0,
            ahead: false,
            original: false,
        };
        self.fetch(file, want)
    }

    /// Notes a fetch; none when it is on its way already, and as urgent.
    fn fetch(&mut self, file: File, want: ImageWant) -> Option<(File, ImageWant)> {
        match self.fetching.get(&file) {
            Some(&for_later) if !for_later || want.ahead => return None,
            _ => {}
        }
        self.fetching.insert(file.clone(), want.ahead);
        Some((file, want))
    }

    /// The original of what is looked at closely, where the bytes at hand are not the best.
    fn better(&mut self) -> Option<(File, ImageWant)> {
        let main = self.main.as_ref()?;
        if main.view.zoom <= 1.0 {
            return None;
        }
        let key = (main.item.clone(), main.number);
        let (_, held, _) = self.held(&main.item, main.number)?;
        if held.best || self.no_better.contains(&key) {
            return None;
        }
        let want = ImageWant {
            original: true,
            ..self.want(main)
        };
        let (item, number) = key;
        let file = File {
            item,
            number,
            original: true,
        };
        self.fetch(file, want)
    }

    fn held(&self, item: &NodeRef, number: u8) -> Option<&(File, ImageBytes, Instant)> {
        self.files
            .iter()
            .rfind(|(known, _, _)| known.item == *item && known.number == number)
    }

    /// Whether somebody still waits for a picture that is on its way.
    pub fn wanted(&self, file: &File) -> bool {
        let fits = |wish: &PictureWish| wish.item == file.item && wish.number == file.number;
        if file.original {
            return self
                .main
                .as_ref()
                .is_some_and(|main| fits(main) && main.view.zoom > 1.0);
        }
        let foreseen = file.number == 0 && self.foreseen.as_ref() == Some(&file.item);
        foreseen || self.wishes.values().any(fits) || self.rows.wait_for(file)
    }

    /// A fetch was given up.
    pub fn given_up(&mut self, file: &File) {
        self.fetching.remove(file);
    }

    /// Nobody waits for a slot's picture any more.
    pub fn cancel(&mut self, slot: PictureSlot) {
        if slot == PictureSlot::Main {
            self.main = None;
            self.foreseen = None;
            self.shown = None;
        }
        self.wishes.remove(&slot);
        self.rows.cancel(slot);
        self.leave_as_it_is(slot);
        self.pool.cancel(pool_slot(slot));
    }

    /// The bytes of a picture came, or could not be had: answers for the wishes that waited.
    pub fn bytes(&mut self, file: &File, result: Result<ImageBytes, Text>) -> Outcome {
        let of_rows = self.rows.take(file, &result);
        let outcome = self.bytes_for_one(file, result);
        Outcome {
            more: self.follow_rows(&of_rows),
            ..outcome
        }
    }

    fn bytes_for_one(&mut self, file: &File, result: Result<ImageBytes, Text>) -> Outcome {
        self.fetching.remove(file);
        if self.foreseen.as_ref() == Some(&file.item) && !file.original {
            self.foreseen = None;
        }
        match (result, file.original) {
            (Ok(bytes), _) => self.arrived(file, bytes),
            (Err(_), true) => {
                // What is shown stays: it was sufficient so far.
                if self.no_better.len() >= REFUSED {
                    self.no_better.clear();
                }
                self.no_better.insert((file.item.clone(), file.number));
                Outcome::default()
            }
            (Err(error), false) => {
                let waiting: Vec<_> = self.waiting(file).collect();
                let answers = waiting
                    .into_iter()
                    .filter_map(|slot| self.wishes.remove(&slot))
                    .map(|wish| answer(wish, Err(error.clone())))
                    .collect();
                Outcome {
                    answers,
                    ..Outcome::default()
                }
            }
        }
    }

    fn arrived(&mut self, file: &File, bytes: ImageBytes) -> Outcome {
        self.files
            .retain(|(known, _, _)| known.item != file.item || known.number != file.number);
        self.files.push_back((file.clone(), bytes, Instant::now()));
        self.forget_old();
        let again = self
            .main
            .as_ref()
            .filter(|main| file.original && own_file(main).item == file.item);
        if let Some(main) = again.filter(|main| main.number == file.number).cloned() {
            self.wishes.entry(PictureSlot::Main).or_insert(main);
        }
        let waiting: Vec<_> = self.waiting(file).collect();
        let answers = waiting
            .into_iter()
            .filter_map(|slot| self.submit(slot).1)
            .collect();
        Outcome {
            answers,
            bytes: self.better(),
            more: Vec::new(),
        }
    }

    /// A worker is done: the answer, unless nobody waits for it any more.
    pub fn done(&mut self, done: Done) -> Option<Msg> {
        let (slot, again) = app_slot(done.slot);
        if matches!(slot, PictureSlot::Sheet(_)) {
            return self.row_done(slot, done);
        }
        let waiting = if again { &self.again } else { &self.wishes };
        let current = waiting
            .get(&slot)
            .is_some_and(|wish| wish.generation == Generation(done.generation));
        if !current {
            return None;
        }
        if again {
            let wish = self.again.remove(&slot)?;
            // What is shown stays when it cannot be made better.
            let picture = done.result.ok()?;
            let (_, best) = self.way.qualities(wish.exact);
            return Some(self.answer_with(wish, best, picture));
        }
        let wish = self.wishes.remove(&slot)?;
        match done.result {
            Ok(picture) => {
                let quality = self.quality_of(&wish, &picture);
                self.refine(&wish, quality);
                Some(self.answer_with(wish, quality, picture))
            }
            Err(error) => Some(answer(wish, Err(Text::line(&error.to_string())))),
        }
    }

    /// Answers, and remembers what is on screen.
    fn answer_with(&mut self, wish: PictureWish, quality: Quality, picture: Arc<Picture>) -> Msg {
        if wish.slot == PictureSlot::Main
            && let Some((_, file, _)) = self.held(&wish.item, wish.number)
        {
            let key = self.request(&wish, file, quality).key();
            self.shown = Some((key, Arc::clone(&picture)));
        }
        if !matches!(wish.slot, PictureSlot::Ahead(_)) {
            self.recent.retain(|serial| *serial != picture.serial);
            if self.recent.len() >= KITTY_RING {
                self.recent.pop_front();
            }
            self.recent.push_back(picture.serial);
        }
        answer(wish, Ok(picture))
    }

    fn waiting(&self, file: &File) -> impl Iterator<Item = PictureSlot> + '_ {
        let (item, number) = (file.item.clone(), file.number);
        self.wishes
            .iter()
            .filter(move |(_, wish)| wish.item == item && wish.number == number)
            .map(|(slot, _)| *slot)
    }

    /// Hands a wish to the workers, or answers it from memory. Says whether its bytes are here.
    fn submit(&mut self, slot: PictureSlot) -> (bool, Option<Msg>) {
        self.leave_as_it_is(slot);
        let Some(wish) = self.wishes.get(&slot) else {
            return (false, None);
        };
        let Some((_, file, _)) = self.held(&wish.item, wish.number) else {
            return (false, None);
        };
        let (_, best) = self.way.qualities(wish.exact);
        let first = self.first_quality(wish);
        let request = self.request(wish, file, first);
        let truer = self.request(wish, file, best);
        if let Some((picture, sharp)) = self.but_for_verdicts(slot, &truer, &request) {
            // Where bytes cost nothing it is drawn anew, and made sharp where it is not yet.
            let anew = Some(truer).filter(|_| !sharp || !self.way.remote);
            return (true, self.keep(slot, anew, picture));
        }
        let serial = truer.key().serial();
        let on_screen = self.shown.as_ref().filter(|_| slot == PictureSlot::Main);
        let on_screen = on_screen.is_some_and(|(_, picture)| picture.serial == serial);
        // Of those that are not on screen the terminal keeps kitty's alone.
        let kept = self.way.graphics == Graphics::Kitty && self.recent.contains(&serial);
        let there = !self.way.remote || on_screen || kept;
        let ready = [(best, &truer), (first, &request)]
            .into_iter()
            .filter(|(quality, _)| *quality == first || there)
            .find_map(|(quality, request)| Some((quality, self.pool.cached(request)?)));
        if let Some((quality, picture)) = ready {
            self.pool.cancel(pool_slot(slot));
            let Some(wish) = self.wishes.remove(&slot) else {
                return (true, None);
            };
            self.refine(&wish, quality);
            return (true, Some(self.answer_with(wish, quality, picture)));
        }
        self.pool.submit(pool_slot(slot), request);
        (true, None)
    }

    fn request(&self, wish: &PictureWish, file: &ImageBytes, quality: Quality) -> RenderRequest {
        let graphics = self.way.graphics_of(quality);
        let colors: Arc<[Rgb]> = wish.detail.as_ref().map_or_else(
            || Arc::from([]),
            |detail| {
                let annotations = detail.annotations.iter();
                annotations
                    .map(|annotation| {
                        overlay_color(
                            self.way.labels,
                            wish.style.layers,
                            &detail.labels,
                            annotation,
                        )
                    })
                    .collect()
            },
        );
        let mut style = wish.style.clone();
        if matches!(
            graphics,
            Graphics::Blocks | Graphics::Blocks256 | Graphics::Blocks16
        ) {
            // A pixel of half blocks is eight of the screen's: one is a full line.
            style.line = 1.0;
        }
        style.on = wish.number;
        // `#` stands in no link.
        let item = match wish.number {
            0 => wish.item.to_string(),
            other => format!("{}#{other}", wish.item),
        };
        RenderRequest {
            item,
            revision: file.revision,
            bytes: Arc::clone(&file.bytes),
            detail: wish.detail.clone(),
            colors,
            view: wish.view,
            around: wish.around,
            tiles: None,
            // The same cells for what comes first.
            pane: self.way.pane(wish.pane, self.way.graphics),
            cell: self.way.cell,
            graphics,
            quality,
            style,
            mark: wish.mark.clone().filter(|_| wish.number == 0),
            generation: wish.generation.0,
        }
    }

    /// Pixels that fill the pane at the wish's zoom.
    fn want(&self, wish: &PictureWish) -> ImageWant {
        let cell = match self.way.graphics {
            Graphics::Kitty | Graphics::Iterm2 | Graphics::Sixel => {
                self.way.cell.unwrap_or(crate::media::request::USUAL_CELL)
            }
            _ => (1, 2),
        };
        let zoom = match wish.around {
            Some(part) => zoom_around(part, wish, cell),
            None => wish.view.zoom,
        };
        let side = |cells: u16, pixels: u16| {
            // Bounded by two u16 and the largest zoom.
            (f32::from(cells) * f32::from(pixels) * zoom.clamp(1.0, 64.0)) as u32
        };
        ImageWant {
            width: side(wish.pane.0, cell.0),
            height: side(wish.pane.1, cell.1),
            number: wish.number,
            ahead: matches!(wish.slot, PictureSlot::Ahead(_)),
            original: false,
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

/// The zoom at which a part of a picture fills the pane of its wish; where the size of the whole is
/// not known, one that most parts need.
fn zoom_around(part: Rect, wish: &PictureWish, cell: (u16, u16)) -> f32 {
    const USUAL_ZOOM: f32 = 4.0;
    let size = wish.detail.as_ref().and_then(|detail| detail.size);
    let side = |cells: u16, pixels: u16| u32::from(cells) * u32::from(pixels);
    let pane = (side(wish.pane.0, cell.0), side(wish.pane.1, cell.1));
    size.map_or(USUAL_ZOOM, |size| View::around(part, size, pane).zoom)
}

/// The sufficient picture of a wish.
fn own_file(wish: &PictureWish) -> File {
    File {
        item: wish.item.clone(),
        number: wish.number,
        original: false,
    }
}

fn answer(wish: PictureWish, result: Result<Arc<Picture>, Text>) -> Msg {
    Msg::Picture {
        slot: wish.slot,
        generation: wish.generation,
        item: wish.item,
        result,
    }
}

#[cfg(test)]
mod tests;
