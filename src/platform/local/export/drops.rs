//! What the verdicts of a split leave out, and the verdicts that no longer fit.

use std::collections::BTreeMap;

use crate::model::{Id, Level, Verdict};
use crate::platform::local::library::{Library, Split};

use super::Why;

/// What goes of one item.
#[derive(Debug, Default)]
pub(super) struct ItemDrops {
    /// All of it.
    pub whole: bool,
    /// Annotations: the how-manieth that was read, and its id.
    pub annotations: Vec<(u32, Id)>,
}

/// What goes of a split, by item number.
#[derive(Debug, Default)]
pub(super) struct SplitDrops {
    pub items: BTreeMap<u32, ItemDrops>,
    /// Rejections that are not applied.
    pub unapplied: Vec<(u32, Option<Id>, Why)>,
}

impl SplitDrops {
    /// What was rejected in a split.
    pub(super) fn of(library: &Library, (d, s): (usize, usize), drop_items: bool) -> Self {
        let mut drops = Self::default();
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
            let rejected = decided.judgement.as_ref();
            let rejected = rejected.filter(|one| drop_items && one.verdict == Verdict::Rejected);
            if let Some(judgement) = rejected {
                match judgement.is_stale(split.item_hash(item)) {
                    true => drops.unapplied.push((item, None, Why::Changed)),
                    false => own.whole = true,
                }
            }
            let rejected = |verdict| verdict == Verdict::Rejected;
            if decided
                .annotations
                .values()
                .any(|one| rejected(one.verdict))
            {
                let known = split.drafts(item);
                for (id, judgement) in &decided.annotations {
                    if !rejected(judgement.verdict) {
                        continue;
                    }
                    let place = known.iter().position(|(_, own, _)| own == id);
                    let Some((at, (draft, id, label))) =
                        place.zip(place.and_then(|at| known.get(at)))
                    else {
                        drops.unapplied.push((item, Some(id.clone()), Why::Gone));
                        continue;
                    };
                    let annotation = draft.clone().into_annotation(id.clone(), *label);
                    match judgement.is_stale(split.hash(&annotation)) {
                        true => drops.unapplied.push((item, Some(id.clone()), Why::Changed)),
                        false => own
                            .annotations
                            .push((u32::try_from(at).unwrap_or(u32::MAX), id.clone())),
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
}

impl SplitDrops {
    /// Keeps those of an item's annotations that can be left out; the others are told.
    pub(super) fn keep(&mut self, item: u32, can: impl Fn(u32) -> bool) {
        let Some(own) = self.items.get_mut(&item) else {
            return;
        };
        let (kept, other): (Vec<_>, Vec<_>) = std::mem::take(&mut own.annotations)
            .into_iter()
            .partition(|(place, _)| can(*place));
        own.annotations = kept;
        let empty = own.annotations.is_empty() && !own.whole;
        let other = other
            .into_iter()
            .map(|(_, id)| (item, Some(id), Why::Elsewhere));
        self.unapplied.extend(other);
        if empty {
            self.items.remove(&item);
        }
    }

    /// Keeps an item and all its annotations, which no file could leave out; that is told.
    pub(super) fn keep_all(&mut self, item: u32) {
        self.keep(item, |_| false);
        if self.items.remove(&item).is_some() {
            self.unapplied.push((item, None, Why::Elsewhere));
        }
    }
}

/// The numbers of a split's items with decisions or issues.
pub(super) fn decided(library: &Library, (d, s): (usize, usize)) -> Vec<u32> {
    let Some(split) = library.split(d, s) else {
        return Vec::new();
    };
    let prefix = prefix(library, d, split);
    let keys = library.state.items.keys();
    let mut items: Vec<u32> = keys
        .filter_map(|key| split.items.find(key.strip_prefix(&prefix)?))
        .collect();
    let part = |node: &crate::model::NodeRef, level| node.id_at(level).map(ToString::to_string);
    for issue in &library.state.issues {
        let project = part(&issue.item, Level::Project).unwrap_or_default();
        let task = part(&issue.item, Level::Task).unwrap_or_default();
        if Library::item_key(&project, &task, "") == prefix {
            let path = part(&issue.item, Level::Item);
            items.extend(path.and_then(|path| split.items.find(&path)));
        }
    }
    items.sort_unstable();
    items.dedup();
    items
}

pub(super) fn prefix(library: &Library, d: usize, split: &Split) -> String {
    let dataset = library.datasets.get(d).map_or("", |dataset| &dataset.id);
    Library::item_key(dataset, &split.id, "")
}
