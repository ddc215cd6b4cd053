//! Reads a folder in the background: finds files, makes datasets, streams annotations in, so that
//! lists can be looked at meanwhile. Runs on a thread of its own and can be stopped within
//! milliseconds.

mod ahead;
mod cvat;
mod dataloop;
mod each;
mod feed;
mod json;
mod label_studio;
mod labelme;
mod lookup;
mod supervisely;
mod voc;
mod yolo;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::limits::PROGRESS_MS;
use crate::model::{AccountId, NodeRef, Text};
use crate::platform::PlatformEvent;

use super::detect::{self, Plan};
use super::files::{Files, Tree};
use super::library::{Dataset, Format, Library, Split};
use lookup::Lookup;

/// What the reading thread and the platform share.
#[derive(Debug)]
pub struct Shared {
    /// The files.
    pub files: Files,
    /// The one format that is taken, when that was said.
    pub only: Option<Format>,
    /// The library's name.
    pub name: Text,
    /// The account, for events.
    pub account: AccountId,
    library: RwLock<Library>,
    stop: AtomicBool,
    events: mpsc::Sender<PlatformEvent>,
}

/// Slots of the event channel that only the last event may use.
const RESERVED: usize = 16;
/// Elements taken into the library at a time, so that lists never wait long.
const BATCH: usize = 512;

impl Shared {
    /// Nothing read yet.
    pub fn new(
        files: Files,
        only: Option<Format>,
        name: Text,
        account: AccountId,
        events: mpsc::Sender<PlatformEvent>,
    ) -> Self {
        let library = Library {
            growing: true,
            ..Library::default()
        };
        Self {
            files,
            only,
            name,
            account,
            library: RwLock::new(library),
            stop: AtomicBool::new(false),
            events,
        }
    }

    /// The library, to be read. A panic elsewhere does not make it unreadable.
    pub fn read(&self) -> RwLockReadGuard<'_, Library> {
        self.library.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The library, to be changed.
    pub fn write(&self) -> RwLockWriteGuard<'_, Library> {
        self.library.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the reading thread to end.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Sends an event unless nobody takes them any more.
    fn tell(&self, event: PlatformEvent) {
        if self.events.capacity() > RESERVED {
            let _ = self.events.try_send(event);
        }
    }

    /// Keeps and tells a problem.
    pub fn problem(&self, line: Text) {
        self.write().add_problem(line.clone());
        self.tell(PlatformEvent::Problem(line));
    }

    fn changed(&self) {
        self.tell(PlatformEvent::Changed(NodeRef::root(self.account.clone())));
    }
}

/// Tells progress and change at most ten times a second.
struct Pace<'s> {
    shared: &'s Shared,
    what: Text,
    last: Option<Instant>,
}

impl<'s> Pace<'s> {
    fn new(shared: &'s Shared, what: &str) -> Self {
        Self {
            shared,
            what: Text::line(what),
            last: None,
        }
    }

    fn tell(&mut self, done: u64, total: u64) {
        let pause = Duration::from_millis(PROGRESS_MS);
        if self.last.is_some_and(|last| last.elapsed() < pause) {
            return;
        }
        self.last = Some(Instant::now());
        self.shared.tell(PlatformEvent::Progress {
            what: self.what.clone(),
            done,
            total,
        });
        self.shared.changed();
    }
}

/// Reads everything. Returns when done or stopped.
pub fn run(shared: &Shared) {
    let tree = shared
        .files
        .walk(&|| shared.stopped(), &mut |line| shared.problem(line));
    let plans = plans(shared, &tree);
    // Where nothing is of the format that was asked for, nothing is shown.
    let pictures = plans.is_some();
    let plans = plans.unwrap_or_default();
    let places = announce(shared, &plans);
    let mut claims = Claims::new(&tree);
    for plan in plans.iter().filter(|plan| plan.format == Format::Yolo) {
        plan.images.iter().for_each(|&image| claims.claim(image));
    }
    if plans.is_empty() && pictures {
        images_only(shared, &tree, &claims);
    }
    for (plan, &(d, s)) in plans.iter().zip(&places) {
        if !shared.stopped() {
            match plan.format {
                Format::Yolo => yolo::read(shared, &tree, plan, d, s),
                Format::Coco | Format::Datumaro => {
                    json::read(shared, &tree, plan, (d, s), &mut claims);
                }
                Format::Voc => voc::read(shared, &tree, plan, (d, s), &mut claims),
                Format::CvatImages | Format::CvatVideo => {
                    cvat::read(shared, &tree, plan, (d, s), &mut claims);
                }
                Format::LabelStudio => {
                    label_studio::read(shared, &tree, plan, (d, s), &mut claims);
                }
                Format::LabelMe => labelme::read(shared, &tree, plan, (d, s), &mut claims),
                Format::Supervisely => {
                    supervisely::read(shared, &tree, plan, (d, s), &mut claims);
                }
                Format::Dataloop => dataloop::read(shared, &tree, plan, (d, s), &mut claims),
                Format::Images => {}
            }
        }
        finish_split(shared, d, s);
    }
    if !plans.is_empty() {
        claims.hand_out(shared);
        images_only(shared, &tree, &claims);
    }
    let stopped = shared.stopped();
    {
        let mut library = shared.write();
        library.growing = false;
        library.stopped = stopped;
        library.version += 1;
    }
    shared.changed();
    let finished = PlatformEvent::Finished {
        what: shared.name.clone(),
        stopped,
    };
    let _ = shared.events.try_send(finished);
}

/// What is to be read: everything that is found, or what is of the format that was asked for.
/// None when that is nothing, which is told.
fn plans(shared: &Shared, tree: &Tree) -> Option<Vec<Plan>> {
    if shared.stopped() || shared.only == Some(Format::Images) {
        return Some(Vec::new());
    }
    let stopped = || shared.stopped();
    let mut plans = detect::plans(&shared.files, tree, &stopped, &mut |line| {
        shared.problem(line);
    });
    let Some(only) = shared.only else {
        return Some(plans);
    };
    let mut others: Vec<&str> = plans.iter().map(|plan| plan.format.word()).collect();
    others.sort_unstable();
    others.dedup();
    let others = match others.as_slice() {
        [] => "no annotations of any known format".to_owned(),
        some => some.join(", "),
    };
    plans.retain(|plan| plan.format == only);
    if plans.is_empty() {
        shared.problem(Text::line(&format!(
            "nothing here is {} (found: {others})",
            only.word()
        )));
        return None;
    }
    Some(plans)
}

/// Makes empty datasets and splits, so that they can be seen at once.
fn announce(shared: &Shared, plans: &[Plan]) -> Vec<(usize, usize)> {
    let mut library = shared.write();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let places = plans.iter().map(|plan| {
        let d = *known.entry(&plan.dataset).or_insert_with(|| {
            library.datasets.push(Dataset {
                id: plan.dataset.clone(),
                format: plan.format,
                splits: Vec::new(),
            });
            library.datasets.len() - 1
        });
        let split = Split::new(&plan.split, Text::line(&plan.from));
        let splits = library
            .datasets
            .get_mut(d)
            .map(|dataset| &mut dataset.splits);
        let s = splits.map_or(0, |splits| {
            splits.push(split);
            splits.len() - 1
        });
        (d, s)
    });
    let places = places.collect();
    library.version += 1;
    drop(library);
    shared.changed();
    places
}

fn finish_split(shared: &Shared, d: usize, s: usize) {
    let mut library = shared.write();
    if let Some(split) = library.split_mut(d, s) {
        split.pack.finish();
        split.items.finish();
        split.slots.shrink_to_fit();
        // A split that was not read to its end says nothing about staleness.
        split.complete = !shared.stopped();
    }
    library.mark_split(d, s);
    library.version += 1;
}

/// Which images of the tree belong to a split, and which folders splits draw on.
pub struct Claims<'t> {
    tree: &'t Tree,
    taken: Vec<bool>,
    /// Splits that have images of a folder.
    folders: HashMap<String, Vec<(usize, usize)>>,
}

impl<'t> Claims<'t> {
    fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            taken: vec![false; tree.images.len() as usize],
            folders: HashMap::new(),
        }
    }

    fn claim(&mut self, image: u32) {
        if let Some(taken) = self.taken.get_mut(image as usize) {
            *taken = true;
        }
    }

    /// An image that an annotation file names.
    fn claim_for(&mut self, image: u32, d: usize, s: usize) {
        self.claim(image);
        let folder = self.tree.images.folder(image);
        match self.folders.get_mut(folder) {
            Some(splits) if splits.contains(&(d, s)) => {}
            Some(splits) => splits.push((d, s)),
            None => {
                self.folders.insert(folder.to_owned(), vec![(d, s)]);
            }
        }
    }

    fn free(&self) -> impl Iterator<Item = u32> + '_ {
        let taken = |image: &u32| self.taken.get(*image as usize).copied().unwrap_or(true);
        (0..self.tree.images.len()).filter(move |image| !taken(image))
    }

    /// Images that an annotation file leaves out but whose folder it alone draws on are items of
    /// that split, without annotations.
    fn hand_out(&mut self, shared: &Shared) {
        let mut given: Vec<(u32, usize, usize)> = Vec::new();
        for image in self.free() {
            if let Some(&[(d, s)]) = self
                .folders
                .get(self.tree.images.folder(image))
                .map(Vec::as_slice)
            {
                given.push((image, d, s));
            }
        }
        for chunk in given.chunks(BATCH) {
            let mut library = shared.write();
            for &(image, d, s) in chunk {
                if let Some(split) = library.split_mut(d, s) {
                    split.items.push(&self.tree.images.path(image));
                }
            }
        }
        let mut splits: Vec<(usize, usize)> = given.iter().map(|&(_, d, s)| (d, s)).collect();
        splits.sort_unstable();
        splits.dedup();
        let mut library = shared.write();
        library.mark_splits(&splits);
        library.version += 1;
        drop(library);
        given.iter().for_each(|&(image, ..)| self.claim(image));
    }
}

/// Images without any annotations, each folder a split.
fn images_only(shared: &Shared, tree: &Tree, claims: &Claims<'_>) {
    let mut splits: Vec<(String, Vec<u32>)> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for image in claims.free() {
        let folder = tree.images.folder(image);
        let number = *numbers.entry(folder).or_insert_with(|| {
            let id = folder.trim_end_matches('/');
            splits.push((
                if id.is_empty() { "all" } else { id }.to_owned(),
                Vec::new(),
            ));
            splits.len() - 1
        });
        if let Some((_, images)) = splits.get_mut(number) {
            images.push(image);
        }
    }
    if splits.is_empty() {
        return;
    }
    let splits = splits.into_iter().map(|(id, images)| {
        let mut split = Split::new(&id, Text::line(&id));
        for image in images {
            split.items.push(&tree.images.path(image));
        }
        split.items.finish();
        split.complete = !shared.stopped();
        split
    });
    let dataset = Dataset {
        id: if tree_is_plain(shared) {
            "images"
        } else {
            "unannotated"
        }
        .into(),
        format: Format::Images,
        splits: splits.collect(),
    };
    let mut library = shared.write();
    library.datasets.push(dataset);
    let d = library.datasets.len() - 1;
    let count = library
        .datasets
        .get(d)
        .map_or(0, |dataset| dataset.splits.len());
    let all: Vec<(usize, usize)> = (0..count).map(|s| (d, s)).collect();
    library.mark_splits(&all);
    library.version += 1;
}

fn tree_is_plain(shared: &Shared) -> bool {
    shared.read().datasets.is_empty()
}

/// Starts the reading thread.
///
/// # Errors
/// The system's, when it has no thread to give.
pub fn start(shared: Arc<Shared>) -> std::io::Result<()> {
    let thread = std::thread::Builder::new().name("local-read".into());
    thread.spawn(move || run(&shared)).map(drop)
}
