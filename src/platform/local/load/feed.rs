//! Takes what a reader of an annotation file finds into the library, in batches.

mod take;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hashbrown::HashMap;

use crate::codec::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use crate::codec::pack::Loose;
use crate::codec::plain::Plain;
use crate::model::{Id, Text};

use super::super::again::Again;
use super::super::detect::Plan;
use super::super::files::Tree;
use super::super::items::NO_SLOT;
use super::{BATCH, Claims, Lookup, Pace, Shared};
use take::{News, take};

/// Counts bytes and ends early when asked to stop.
pub struct Counted<'s> {
    stream: Box<dyn Read + Send>,
    done: Arc<AtomicU64>,
    shared: &'s Shared,
}

impl<'s> Counted<'s> {
    /// Counts what is read of a stream.
    pub fn new(stream: Box<dyn Read + Send>, shared: &'s Shared) -> Self {
        Self {
            stream,
            done: Arc::default(),
            shared,
        }
    }

    /// Bytes read so far.
    pub fn done(&self) -> impl Fn() -> u64 + use<> {
        let done = Arc::clone(&self.done);
        move || done.load(Ordering::Relaxed)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.shared.stopped() {
            return Err(io::Error::other("stopped"));
        }
        let read = self.stream.read(buffer)?;
        self.done
            .fetch_add(u64::try_from(read).unwrap_or(0), Ordering::Relaxed);
        Ok(read)
    }
}

/// Slots by an image's id; numbers and names apart, because numbers are many.
#[derive(Default)]
struct Slots {
    numbers: HashMap<u64, u32>,
    names: HashMap<Arc<str>, u32>,
}

impl Slots {
    fn get(&self, id: &Id) -> Option<u32> {
        match id {
            Id::Number(number) => self.numbers.get(number),
            Id::Name(name) => self.names.get(name),
        }
        .copied()
    }

    fn add(&mut self, id: Id, slot: u32) {
        match id {
            Id::Number(number) => self.numbers.insert(number, slot),
            Id::Name(name) => self.names.insert(name, slot),
        };
    }
}

/// The receiver of what a reader finds.
pub struct Feed<'f, 't> {
    shared: &'f Shared,
    claims: &'f mut Claims<'t>,
    file: &'f str,
    /// The file that is read now, where the plan has one for each image.
    part: Option<String>,
    /// Where pictures of the document at hand are looked for first.
    near: Near,
    /// The next image's picture is written into the document.
    embedded: bool,
    place: (usize, usize),
    lookup: Lookup<'t>,
    slots: Slots,
    /// The image asked for last: annotations of one image mostly follow each other.
    latest: Option<(u64, u32)>,
    /// By slot: whether an image was named for it.
    named: Vec<bool>,
    waiting: Vec<News>,
    /// Annotations that wait, as they are packed.
    written: Loose,
    /// Rough size of what waits.
    weight: usize,
    pace: Pace<'f>,
    done: Arc<AtomicU64>,
    total: u64,
    left_out: usize,
}

/// Where the pictures of one document of many are looked for before anywhere else.
#[derive(Default)]
struct Near {
    /// Paths relative to this folder.
    folder: Option<String>,
    /// Files that are meant whatever the document says.
    beside: Vec<String>,
}

/// Problems of one file that are told one by one; the rest is counted.
const TOLD: usize = 200;
/// Ids of images that never came which are told.
const ORPHANS: usize = 5;

impl<'f, 't> Feed<'f, 't> {
    /// A receiver for one annotation file (or folder) of `total` bytes (or files).
    pub fn new(
        shared: &'f Shared,
        tree: &'t Tree,
        plan: &'f Plan,
        place: (usize, usize),
        claims: &'f mut Claims<'t>,
        total: u64,
    ) -> Self {
        Self {
            shared,
            claims,
            file: &plan.from,
            part: None,
            near: Near::default(),
            embedded: false,
            place,
            lookup: Lookup::new(tree, &plan.from, &plan.split),
            slots: Slots::default(),
            latest: None,
            named: Vec::new(),
            waiting: Vec::new(),
            written: Loose::default(),
            weight: 0,
            pace: Pace::new(shared, &plan.from),
            done: Arc::default(),
            total,
            left_out: 0,
        }
    }

    /// A stream that counts what was read of it for the progress, and ends early when asked to.
    pub fn counted(&self, stream: Box<dyn Read + Send>) -> Counted<'f> {
        Counted {
            stream,
            done: Arc::clone(&self.done),
            shared: self.shared,
        }
    }

    /// From here on another file is read, one of the plan's many; those before it are done.
    pub fn next_file(&mut self, file: &str) {
        if self.part.replace(file.to_owned()).is_some() {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The file that problems are about.
    fn name(&self) -> &str {
        self.part.as_deref().unwrap_or(self.file)
    }

    /// Begins one document of many: problems name it, and pictures are looked for below a folder
    /// and among the given paths before anywhere else.
    pub fn begin(&mut self, file: &str, folder: &str, beside: Vec<String>) {
        self.next_file(file);
        self.near = Near {
            folder: Some(folder.to_owned()),
            beside,
        };
    }

    /// The picture that a document means by a name.
    fn find(&mut self, name: &str) -> Option<u32> {
        let images = &self.claims.tree.images;
        if let Some(folder) = &self.near.folder {
            let path = super::super::detect::normal(&format!("{folder}/{name}"));
            let near = images.find(&path);
            let beside = || self.near.beside.iter().find_map(|path| images.find(path));
            if let Some(found) = near.or_else(beside) {
                return Some(found);
            }
        }
        // A picture in the document is surer than a file elsewhere that is called the same.
        match self.embedded {
            true => None,
            false => self.lookup.find(name),
        }
    }

    /// Everything was found: takes the rest over and tells what never came.
    pub fn finish(mut self) {
        self.flush();
        self.conclude();
    }

    /// The slot of an image id, made at first sight.
    fn slot(&mut self, id: Id) -> u32 {
        if let Some(slot) = self.slots.get(&id) {
            return slot;
        }
        // Slots are made here alone, in the order in which `flush` makes them in the split.
        let slot = u32::try_from(self.named.len()).unwrap_or(NO_SLOT);
        self.named.push(false);
        self.slots.add(id, slot);
        slot
    }

    fn wait(&mut self, news: News, weight: usize) {
        self.waiting.push(news);
        self.weight += weight;
        if self.waiting.len() >= BATCH || self.weight > 1 << 20 {
            self.flush();
        }
    }

    /// Takes what waits into the library.
    fn flush(&mut self) {
        self.weight = 0;
        let (d, s) = self.place;
        {
            let mut library = self.shared.write();
            library.version += 1;
            let slots = self.named.len();
            if let Some(split) = library.split_mut(d, s) {
                while split.slots.len() < slots {
                    split.add_slot();
                }
            }
            take(&mut library, (d, s), self.waiting.drain(..), &self.written);
            self.written.clear();
        }
        self.pace
            .tell(self.done.load(Ordering::Relaxed), self.total);
    }

    fn say(&mut self, line: &str) {
        let file = self.name().to_owned();
        self.say_of(&file, line);
    }

    /// Tells what is wrong with a file; beyond a limit it is only counted.
    pub fn say_of(&mut self, file: &str, line: &str) {
        self.left_out += 1;
        if self.left_out <= TOLD {
            self.shared.problem(Text::line(&format!("{file}: {line}")));
        }
    }

    /// What is only known at the end: images and labels that never came.
    fn conclude(&mut self) {
        self.part = None;
        if self.left_out > TOLD {
            let more = self.left_out - TOLD;
            self.shared
                .problem(Text::line(&format!("{}: {more} more problems", self.file)));
        }
        let (d, s) = self.place;
        // The first ones by their place in the file, whatever order the tables have.
        let (mut orphans, mut all): (BTreeMap<u32, String>, usize) = (BTreeMap::new(), 0);
        let (mut lost, undefined) = (0_u64, {
            let library = self.shared.read();
            library
                .split(d, s)
                .map(|split| split.legend.undefined())
                .unwrap_or_default()
        });
        {
            let library = self.shared.read();
            let count = |slot: u32| {
                library
                    .split(d, s)
                    .and_then(|split| split.slots.get(slot as usize))
                    .map_or(0, |slot| slot.count)
            };
            let ids = self
                .slots
                .numbers
                .iter()
                .map(|(id, slot)| (id.to_string(), *slot));
            let names = self
                .slots
                .names
                .iter()
                .map(|(id, slot)| (id.to_string(), *slot));
            for (id, slot) in ids.chain(names) {
                if !self.named.get(slot as usize).copied().unwrap_or(true) {
                    lost += u64::from(count(slot));
                    all += 1;
                    orphans.insert(slot, id);
                    if orphans.len() > ORPHANS {
                        orphans.pop_last();
                    }
                }
            }
        }
        if self.shared.stopped() {
            return;
        }
        if !orphans.is_empty() {
            let refer = match lost {
                1 => "annotation refers",
                _ => "annotations refer",
            };
            let more = if orphans.len() < all { " …" } else { "" };
            let orphans: Vec<String> = orphans.into_values().collect();
            self.shared.problem(Text::line(&format!(
                "{}: {lost} {refer} to images that the file does not name (field 'image_id': {}{more})",
                self.file,
                orphans.join(", ")
            )));
        }
        if !undefined.is_empty() {
            let ids: Vec<&str> = undefined.iter().take(10).map(Text::as_str).collect();
            self.shared.problem(Text::line(&format!(
                "{}: categories that are not defined are shown as unknown (field 'category_id': {})",
                self.file,
                ids.join(", ")
            )));
        }
    }
}

impl Sink for Feed<'_, '_> {
    fn image(&mut self, image: ImageEntry) {
        let slot = self.slot(image.id.clone());
        let Some(named @ false) = self.named.get_mut(slot as usize) else {
            self.say(&format!(
                "image left out: field 'id': {} is taken (file '{}')",
                image.id, image.file
            ));
            return;
        };
        *named = true;
        let found = self.find(&image.file);
        let within = std::mem::take(&mut self.embedded) && found.is_none();
        let path = match found {
            Some(number) => {
                let (d, s) = self.place;
                self.claims.claim_for(number, d, s);
                self.claims.tree.images.path(number)
            }
            None => match super::super::detect::as_normal(&image.file) {
                Cow::Borrowed(_) => image.file,
                Cow::Owned(path) => path,
            },
        };
        let weight = 100 + path.len();
        let news = News::Item {
            path,
            size: image.size,
            slot,
            missing: found.is_none() && !within,
        };
        self.wait(news, weight);
        if within {
            let file = Arc::from(self.name());
            self.wait(News::Again(slot, Again::Picture(file)), 100);
        }
    }

    fn embedded(&mut self, _image: &Id) {
        self.embedded = true;
    }

    fn label(&mut self, label: LabelEntry) {
        self.wait(News::Label(label), 100);
    }

    fn annotation(&mut self, image: Id, draft: Draft) {
        let slot = self.slot(image);
        // Long shapes are taken over sooner.
        let weight = draft.weight();
        self.wait(News::Annotation(slot, Box::new(draft)), weight);
    }

    fn plain(&mut self, image: u64, plain: &Plain<'_>) {
        let slot = match self.latest {
            Some((latest, slot)) if latest == image => slot,
            _ => self.slot(Id::Number(image)),
        };
        self.latest = Some((image, slot));
        let before = self.written.len();
        let end = self.written.push(plain);
        self.wait(News::Written(slot, plain.label, end), end - before);
    }

    fn problem(&mut self, problem: Problem) {
        let line = format!("{}: {}", problem.at, problem.what);
        if let Some(image) = problem.image {
            let slot = self.slot(image);
            let told = Text::line(&format!("{}: {line}", self.name()));
            let weight = 100 + told.len();
            self.wait(News::Trouble(slot, told), weight);
        }
        self.say(&line);
    }

    fn stopped(&self) -> bool {
        self.shared.stopped()
    }
}
