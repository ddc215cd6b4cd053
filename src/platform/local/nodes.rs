//! Places in the library and the ids that name them.
//!
//! The full path of an item is library → dataset → split → job → item. Lists of deeper levels
//! leave levels out; there the ids of datasets and splits stand before the id (`dataset/split`),
//! so that an id is unique below its parent. An item's id is its path within the folder.

use crate::model::{AccountId, Id, Level, NodeRef};

use super::library::{Library, Split};

/// The id of the one organization.
pub const LIBRARY: &str = "library";

/// A place, by numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The account.
    Root,
    /// The opened folder.
    Library,
    /// A dataset.
    Dataset(usize),
    /// A split of a dataset.
    Split(usize, usize),
    /// A job: its number from zero.
    Job(usize, usize, u32),
    /// An item: its number in the split.
    Item(usize, usize, u32),
}

impl Spot {
    /// The level of the place.
    pub fn level(self) -> Level {
        match self {
            Self::Root => Level::Account,
            Self::Library => Level::Organization,
            Self::Dataset(_) => Level::Project,
            Self::Split(..) => Level::Task,
            Self::Job(..) => Level::Job,
            Self::Item(..) => Level::Item,
        }
    }

    /// Dataset and split numbers, where it lies in a split.
    pub fn split(self) -> Option<(usize, usize)> {
        match self {
            Self::Split(d, s) | Self::Job(d, s, _) | Self::Item(d, s, _) => Some((d, s)),
            _ => None,
        }
    }
}

/// How many jobs a split has.
pub fn job_count(split: &Split, batch: u32) -> u32 {
    split.items.len().div_ceil(batch.max(1))
}

/// The id of a job: its first and last item as numbered from one. The last job keeps the id of a
/// full one, so that it does not change while a folder grows.
pub fn job_id(job: u32, batch: u32) -> String {
    let from = u64::from(job) * u64::from(batch);
    format!("{}-{}", from + 1, from + u64::from(batch))
}

/// The items of a job.
pub fn job_items(split: &Split, job: u32, batch: u32) -> (u32, u32) {
    let from = job.saturating_mul(batch);
    (from, from.saturating_add(batch).min(split.items.len()))
}

impl Library {
    /// Every split with its numbers, below a place.
    pub fn splits_below(&self, spot: Spot) -> Vec<(usize, usize)> {
        if let Some(one) = spot.split() {
            return vec![one];
        }
        let wanted = |dataset: usize| !matches!(spot, Spot::Dataset(only) if only != dataset);
        let datasets = self.datasets.iter().enumerate().filter(|(d, _)| wanted(*d));
        datasets
            .flat_map(|(d, dataset)| (0..dataset.splits.len()).map(move |s| (d, s)))
            .collect()
    }

    /// The place that a node names.
    pub fn resolve(&self, node: &NodeRef, batch: u32) -> Option<Spot> {
        node.path()
            .iter()
            .try_fold(Spot::Root, |spot, (level, id)| {
                self.step(spot, *level, &id.to_string(), batch)
            })
    }

    fn step(&self, spot: Spot, level: Level, id: &str, batch: u32) -> Option<Spot> {
        match level {
            Level::Account | Level::View => None,
            Level::Organization => (id == LIBRARY).then_some(Spot::Library),
            Level::Project => self
                .datasets
                .iter()
                .position(|d| d.id == id)
                .map(Spot::Dataset),
            Level::Task => {
                let splits = self.splits_below(spot);
                let full = |&(d, s): &(usize, usize)| self.prefix_below(spot, d, s) == id;
                let short =
                    |&(d, s): &(usize, usize)| self.split(d, s).is_some_and(|split| split.id == id);
                let found = splits
                    .iter()
                    .copied()
                    .find(full)
                    .or_else(|| splits.iter().copied().find(short));
                found.map(|(d, s)| Spot::Split(d, s))
            }
            Level::Job => self.splits_below(spot).into_iter().find_map(|(d, s)| {
                let own = below(id, &self.prefix_below(spot, d, s))?;
                Some(Spot::Job(d, s, self.job_number(d, s, own, batch)?))
            }),
            Level::Item => self.find_item(spot, id),
        }
    }

    fn job_number(&self, d: usize, s: usize, id: &str, batch: u32) -> Option<u32> {
        let (first, _) = id.split_once('-')?;
        let job = first.parse::<u32>().ok()?.checked_sub(1)? / batch.max(1);
        let split = self.split(d, s)?;
        (job < job_count(split, batch) && job_id(job, batch) == id).then_some(job)
    }

    fn find_item(&self, spot: Spot, id: &str) -> Option<Spot> {
        let splits = self.splits_below(spot);
        let at = |(d, s): (usize, usize), path: &str| {
            Some(Spot::Item(d, s, self.split(d, s)?.items.find(path)?))
        };
        splits.iter().find_map(|&place| at(place, id)).or_else(|| {
            let full =
                |&(d, s): &(usize, usize)| at((d, s), below(id, &self.prefix_below(spot, d, s))?);
            splits.iter().find_map(full)
        })
    }

    /// The ids of the levels between a place and a split's children, joined by `/`.
    fn prefix_below(&self, spot: Spot, d: usize, s: usize) -> String {
        let dataset = self.datasets.get(d);
        let split = dataset.and_then(|dataset| dataset.splits.get(s));
        let (dataset, split) = (dataset.map_or("", |d| &d.id), split.map_or("", |s| &s.id));
        match spot {
            Spot::Root | Spot::Library => format!("{dataset}/{split}"),
            Spot::Dataset(_) => split.to_owned(),
            _ => String::new(),
        }
    }

    /// The id of a place as a child of another.
    pub fn id_below(&self, parent: Spot, spot: Spot, batch: u32) -> Id {
        let id = match spot {
            Spot::Root | Spot::Library => LIBRARY.to_owned(),
            Spot::Dataset(d) => self
                .datasets
                .get(d)
                .map_or(String::new(), |dataset| dataset.id.clone()),
            Spot::Split(d, s) => match parent {
                Spot::Dataset(_) => self
                    .split(d, s)
                    .map_or(String::new(), |split| split.id.clone()),
                _ => self.prefix_below(parent, d, s),
            },
            Spot::Job(d, s, job) => join(&self.prefix_below(parent, d, s), &job_id(job, batch)),
            Spot::Item(d, s, item) => {
                let path = self
                    .split(d, s)
                    .map_or(String::new(), |split| split.items.path(item));
                // The path alone finds the first split that has it.
                match self.find_item(parent, &path) {
                    Some(found) if found != spot => join(&self.prefix_below(parent, d, s), &path),
                    _ => path,
                }
            }
        };
        Id::parse(&id)
    }

    /// The full node of a place.
    pub fn node(&self, account: &AccountId, spot: Spot, batch: u32) -> NodeRef {
        let mut node = NodeRef::root(account.clone());
        let mut above = Spot::Root;
        let chain = match spot {
            Spot::Root => vec![],
            Spot::Library => vec![spot],
            Spot::Dataset(_) => vec![Spot::Library, spot],
            Spot::Split(d, _) => vec![Spot::Library, Spot::Dataset(d), spot],
            Spot::Job(d, s, _) => vec![Spot::Library, Spot::Dataset(d), Spot::Split(d, s), spot],
            Spot::Item(d, s, item) => {
                let job = Spot::Job(d, s, item / batch.max(1));
                vec![
                    Spot::Library,
                    Spot::Dataset(d),
                    Spot::Split(d, s),
                    job,
                    spot,
                ]
            }
        };
        for spot in chain {
            node = node.child(spot.level(), self.id_below(above, spot, batch));
            above = spot;
        }
        node
    }

    /// The key under which decisions on a place are kept.
    pub fn key(&self, spot: Spot, batch: u32) -> String {
        match spot {
            Spot::Item(d, s, item) => {
                let path = self
                    .split(d, s)
                    .map_or(String::new(), |split| split.items.path(item));
                join(&self.prefix_below(Spot::Root, d, s), &path)
            }
            other => self.id_below(Spot::Root, other, batch).to_string(),
        }
    }

    /// Every place that an id as typed on the command line may mean: a full or partial path of an
    /// item, a job, a split, a dataset.
    pub fn locate(&self, raw: &str, batch: u32) -> Vec<Spot> {
        let mut spots = Vec::new();
        if raw == LIBRARY {
            spots.push(Spot::Library);
        }
        for (d, dataset) in self.datasets.iter().enumerate() {
            if dataset.id == raw {
                spots.push(Spot::Dataset(d));
            }
            for s in 0..dataset.splits.len() {
                self.locate_in_split(d, s, raw, batch, &mut spots);
            }
        }
        if spots.is_empty() {
            self.locate_by_name(raw, &mut spots);
        }
        spots
    }

    fn locate_in_split(&self, d: usize, s: usize, raw: &str, batch: u32, spots: &mut Vec<Spot>) {
        let Some(split) = self.split(d, s) else {
            return;
        };
        for spot in [Spot::Root, Spot::Dataset(d), Spot::Split(d, s)] {
            let prefix = self.prefix_below(spot, d, s);
            if prefix == raw {
                spots.push(Spot::Split(d, s));
            }
            let Some(own) = below(raw, &prefix) else {
                continue;
            };
            spots.extend(
                self.job_number(d, s, own, batch)
                    .map(|job| Spot::Job(d, s, job)),
            );
            let item = split.items.find(own).map(|item| Spot::Item(d, s, item));
            spots.extend(item.filter(|item| !spots.contains(item)));
        }
    }

    /// Items by their name alone.
    fn locate_by_name(&self, raw: &str, spots: &mut Vec<Spot>) {
        for (d, s) in self.splits_below(Spot::Root) {
            let Some(split) = self.split(d, s) else {
                continue;
            };
            let named = (0..split.items.len())
                .filter(|&item| split.items.base(item) == raw || split.items.name(item) == raw);
            spots.extend(named.take(100).map(|item| Spot::Item(d, s, item)));
        }
    }
}

fn join(prefix: &str, id: &str) -> String {
    if prefix.is_empty() {
        id.to_owned()
    } else {
        format!("{prefix}/{id}")
    }
}

/// An id without the prefix that `join` put before it.
fn below<'i>(id: &'i str, prefix: &str) -> Option<&'i str> {
    if prefix.is_empty() {
        Some(id)
    } else {
        id.strip_prefix(prefix)?.strip_prefix('/')
    }
}
