//! A Label Studio export without what was rejected: regions with everything said of them, whole
//! results, whole tasks.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::ControlFlow;

use crate::codec::draft::Position;
use crate::codec::frames::{FrameError, list};
use crate::codec::without::{Array, Cuts};
use crate::model::{Id, ItemDetail, Judgement, Verdict};
use crate::platform::label_studio::export::spans::{self, Element};
use crate::platform::local::again::Again;
use crate::platform::local::library::Library;

use super::Why;
use super::drops::{ItemDrops, SplitDrops, prefix};
use super::files::Planner;
use crate::platform::local::nodes::Spot;

/// What goes of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Goes {
    /// All of it.
    pub whole: bool,
    /// Its results and regions.
    pub ids: BTreeSet<Id>,
}

/// What was rejected in a split, told by reading each task with a decision once more.
pub(super) fn drops(
    planner: &Planner<'_>,
    library: &Library,
    (d, s): (usize, usize),
) -> SplitDrops {
    let mut drops = SplitDrops::default();
    let Some(split) = library.split(d, s) else {
        return drops;
    };
    let prefix = prefix(library, d, split);
    for (key, decided) in &library.state.items {
        let path = key.strip_prefix(&prefix);
        let Some(item) = path.and_then(|path| split.items.find(path)) else {
            continue;
        };
        let mut own = ItemDrops::default();
        let whole = decided.judgement.as_ref().filter(|one| rejects(one));
        if let Some(judgement) = whole.filter(|_| planner.drop_items) {
            match judgement.is_stale(split.item_hash(item)) {
                true => drops.unapplied.push((item, None, Why::Changed)),
                false => own.whole = true,
            }
        }
        let rejected: Vec<_> = decided
            .annotations
            .iter()
            .filter(|(_, judgement)| rejects(judgement))
            .collect();
        if !rejected.is_empty() {
            let slot = split.items.get(item).map(|known| known.slot);
            let task = match slot.and_then(|slot| split.agains.get(&slot)) {
                Some(Again::Task(task)) => Some(task),
                _ => None,
            };
            let node = (planner.node)(library, Spot::Item(d, s, item));
            let files = &planner.shared.files;
            let detail = task.and_then(|task| task.detail(files, node).ok());
            let text = task.and_then(|task| task.text(files).ok());
            let mut fits = BTreeSet::new();
            for (id, judgement) in rejected {
                match misfit(detail.as_ref(), id, judgement) {
                    None => {
                        fits.insert(id.clone());
                    }
                    Some(why) => drops.unapplied.push((item, Some(id.clone()), why)),
                }
            }
            let places = Places::new(&text.unwrap_or_default(), detail.as_ref());
            for id in &fits {
                match places.of(id, &fits) {
                    Some(written) => {
                        let number = u32::try_from(own.annotations.len()).unwrap_or(u32::MAX);
                        own.annotations.push((number, written));
                    }
                    None => drops
                        .unapplied
                        .push((item, Some(id.clone()), Why::Elsewhere)),
                }
            }
        }
        if own.whole || !own.annotations.is_empty() {
            drops.items.insert(item, own);
        }
    }
    drops.unapplied.sort();
    drops
}

fn rejects(judgement: &Judgement) -> bool {
    judgement.verdict == Verdict::Rejected
}

/// Why a rejection does not fit what is there; none when it does.
fn misfit(detail: Option<&ItemDetail>, id: &Id, judgement: &Judgement) -> Option<Why> {
    let Some(detail) = detail else {
        return Some(Why::Changed);
    };
    let region = detail.annotations.iter().find(|one| one.id == *id);
    let result = detail.results.iter().find(|one| one.id == *id);
    let hash = region.map(|one| one.hash).or(result.map(|one| one.hash));
    match hash {
        None => Some(Why::Gone),
        Some(hash) => judgement.is_stale(hash).then_some(Why::Changed),
    }
}

/// Where in its text the results and regions of a task stand. Not all do: entries of JSON-MIN have
/// values in their place, and what has no id of its own may be one of several that are called the
/// same.
#[derive(Default)]
struct Places {
    /// How many elements of a task a result or region stands in.
    elements: BTreeMap<Id, usize>,
    /// The shapes of each region, by its id as it is written.
    shapes: BTreeMap<Id, Vec<Id>>,
}

impl Places {
    fn new(task: &[u8], detail: Option<&ItemDetail>) -> Self {
        let mut places = Self::default();
        for result in spans::results(task).iter().flatten() {
            let within = result.within.iter().flat_map(|item| &item.of);
            let all: BTreeSet<&Id> = result.of.iter().chain(within).collect();
            for id in all {
                *places.elements.entry(id.clone()).or_default() += 1;
            }
        }
        for shape in detail.iter().flat_map(|detail| &detail.annotations) {
            if let Some(region) = places.written(&shape.id) {
                let shapes = places.shapes.entry(region).or_default();
                shapes.push(shape.id.clone());
            }
        }
        places
    }

    /// The id as the export has it: further shapes of one region are numbered when they are read.
    fn written(&self, id: &Id) -> Option<Id> {
        if self.elements.contains_key(id) {
            return Some(id.clone());
        }
        let Id::Name(name) = id else {
            return None;
        };
        let (region, number) = name.rsplit_once('#')?;
        number.parse::<u32>().ok()?;
        let region = Id::name(region);
        self.elements.contains_key(&region).then_some(region)
    }

    /// What is to be left out for a rejection; none where that would be something else as well, as
    /// another shape of the same region that was not rejected.
    fn of(&self, id: &Id, rejected: &BTreeSet<Id>) -> Option<Id> {
        let written = self.written(id)?;
        let alone = self.elements.get(&written) == Some(&1);
        let shapes = self.shapes.get(&written).map_or(&[][..], Vec::as_slice);
        let twice = shapes.iter().filter(|one| *one == id).count() > 1;
        let all = shapes.iter().all(|one| rejected.contains(one));
        (alone && all && !twice).then_some(written)
    }
}

/// What goes of the tasks of one file, by where their text begins.
pub(super) fn goes(library: &Library, (d, s): (usize, usize), drops: &SplitDrops) -> Tasks {
    let mut tasks = Tasks::new();
    let Some(split) = library.split(d, s) else {
        return tasks;
    };
    for (&item, own) in &drops.items {
        let slot = split.items.get(item).map(|known| known.slot);
        if let Some(Again::Task(task)) = slot.and_then(|slot| split.agains.get(&slot)) {
            let goes = Goes {
                whole: own.whole,
                ids: own.annotations.iter().map(|(_, id)| id.clone()).collect(),
            };
            tasks.insert(task.at, goes);
        }
    }
    tasks
}

/// What goes, by where a task's text begins in its file.
pub(super) type Tasks = BTreeMap<u64, Goes>;

/// How many annotations and whole tasks go.
pub(super) fn count(tasks: &Tasks) -> (usize, usize) {
    let ids = |goes: &Goes| if goes.whole { 0 } else { goes.ids.len() };
    let whole = tasks.values().filter(|goes| goes.whole).count();
    (tasks.values().map(ids).sum(), whole)
}

/// Where the tasks, results and regions of an export lie that go.
///
/// # Errors
/// A file that breaks off.
pub(super) fn cuts(reader: &mut dyn Read, tasks: &Tasks) -> Result<Cuts, FrameError> {
    let (mut cuts, mut array) = (Cuts::default(), Array::default());
    list(reader, Position::START, &mut |frame| {
        if let Ok(body) = frame.body {
            let goes = tasks.get(&frame.offset);
            let whole = goes.is_some_and(|goes| goes.whole);
            let to = frame.offset + u64::try_from(body.len()).unwrap_or(0);
            array.element(&mut cuts, frame.offset, to, whole);
            cuts.images += u64::from(whole);
            if let Some(goes) = goes.filter(|goes| !goes.whole) {
                within(body, frame.offset, &goes.ids, &mut cuts);
            }
        }
        ControlFlow::Continue(())
    })?;
    array.close(&mut cuts);
    Ok(cuts)
}

/// The cuts within one task whose text begins at `base`. Each id counts once, however many items of
/// a result say something of it.
fn within(task: &[u8], base: u64, ids: &BTreeSet<Id>, cuts: &mut Cuts) {
    let goes = |element: &Element| element.of.iter().any(|id| ids.contains(id));
    let mut found: BTreeSet<&Id> = BTreeSet::new();
    let arrays = spans::results(task);
    for results in &arrays {
        let mut outer = Array::default();
        for result in results {
            let whole = goes(result);
            outer.element(cuts, base + result.from, base + result.to, whole);
            found.extend(result.of.iter().filter(|id| ids.contains(id)));
            let mut inner = Array::default();
            for item in &result.within {
                found.extend(item.of.iter().filter(|id| ids.contains(id)));
                if !whole {
                    inner.element(cuts, base + item.from, base + item.to, goes(item));
                }
            }
            inner.close(cuts);
        }
        outer.close(cuts);
    }
    cuts.annotations += u64::try_from(found.len()).unwrap_or(0);
}
