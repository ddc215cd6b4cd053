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
            let detail = task.and_then(|task| task.detail(&planner.shared.files, node).ok());
            for (id, judgement) in rejected {
                match hash_of(detail.as_ref(), id, judgement) {
                    None => own.annotations.push((
                        u32::try_from(own.annotations.len()).unwrap_or(0),
                        id.clone(),
                    )),
                    Some(why) => drops.unapplied.push((item, Some(id.clone()), why)),
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

/// Why a rejection cannot be applied; none when it can.
fn hash_of(detail: Option<&ItemDetail>, id: &Id, judgement: &Judgement) -> Option<Why> {
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
                ids: own.annotations.iter().map(|(_, id)| written(id)).collect(),
            };
            tasks.insert(task.at, goes);
        }
    }
    tasks
}

/// The id as the export has it: further shapes of one region are numbered when they are read.
fn written(id: &Id) -> Id {
    let Id::Name(name) = id else {
        return id.clone();
    };
    match name.rsplit_once('#') {
        Some((region, number)) if number.parse::<u32>().is_ok() => Id::name(region),
        _ => id.clone(),
    }
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
