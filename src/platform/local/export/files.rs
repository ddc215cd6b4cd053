//! Which files a copy has, and what each leaves out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;

use crate::codec::without::{Chains, Drops};
use crate::codec::{coco, datumaro};
use crate::model::{Id, NodeRef, Text};
use crate::platform::PlatformError;
use crate::platform::local::files::{Tree, extension};
use crate::platform::local::items::NO_SLOT;

use super::{
    CopyFile, Format, How, Library, Plan, Shared, SplitDrops, Spot, Stale, chosen, detect,
};

/// What makes a plan.
pub(super) struct Planner<'p> {
    pub shared: &'p Shared,
    pub node: &'p dyn Fn(&Library, Spot) -> NodeRef,
    pub drop_items: bool,
}

/// A plan in the making.
#[derive(Default)]
pub(super) struct Planned {
    pub datasets: Vec<(Text, &'static str)>,
    pub files: Vec<CopyFile>,
    pub pictures: Vec<String>,
    pub stale: Vec<Stale>,
    pub annotations: u64,
    pub items: u64,
}

/// Names of files that tell the classes of label files.
const CLASSES: [&str; 3] = ["classes.txt", "obj.names", "notes.json"];

impl Planner<'_> {
    pub(super) fn plan(&self, dataset: Option<&str>) -> Result<Planned, PlatformError> {
        let shared = self.shared;
        let tree = shared.files.walk(&|| shared.stopped(), &mut |_| {});
        let plans = detect::plans(&shared.files, &tree, &|| shared.stopped(), &mut |_| {});
        let library = shared.read();
        let mut planned = Planned::default();
        let mut files: BTreeMap<String, How> = BTreeMap::new();
        for d in chosen(&library, dataset)? {
            let Some(set) = library.datasets.get(d) else {
                continue;
            };
            if set.format == Format::Images {
                continue;
            }
            planned
                .datasets
                .push((Text::line(&set.id), set.format.word()));
            for (s, split) in set.splits.iter().enumerate() {
                let fits = |plan: &&Plan| plan.dataset == set.id && plan.split == split.id;
                let Some(plan) = plans.iter().find(fits) else {
                    return Err(PlatformError::Conflict(Text::line(&format!(
                        "{} has changed since it was read",
                        split.from
                    ))));
                };
                if !split.complete {
                    return Err(PlatformError::Stopped);
                }
                let drops = SplitDrops::of(&library, (d, s), self.drop_items);
                self.tell(&library, (d, s), &drops, &mut planned);
                pictures(&library, (d, s), &drops, &mut planned);
                self.split(&library, (d, s), &tree, plan, &drops, &mut files)?;
            }
        }
        if planned.datasets.is_empty() {
            return Err(PlatformError::NotFound(
                "annotations that could be written again".into(),
            ));
        }
        planned.files = files
            .into_iter()
            .map(|(path, how)| CopyFile { path, how })
            .collect();
        planned.pictures.sort();
        planned.pictures.dedup();
        Ok(planned)
    }

    /// Counts what goes and keeps what does not.
    fn tell(
        &self,
        library: &Library,
        (d, s): (usize, usize),
        drops: &SplitDrops,
        planned: &mut Planned,
    ) {
        for own in drops.items.values() {
            match own.whole {
                true => planned.items += 1,
                false => planned.annotations += own.annotations.len() as u64,
            }
        }
        for (item, annotation, gone) in &drops.stale {
            planned.stale.push(Stale {
                item: (self.node)(library, Spot::Item(d, s, *item)),
                annotation: annotation.clone(),
                gone: *gone,
            });
        }
    }

    /// The files of one split.
    fn split(
        &self,
        library: &Library,
        (d, s): (usize, usize),
        tree: &Tree,
        plan: &Plan,
        drops: &SplitDrops,
        files: &mut BTreeMap<String, How>,
    ) -> Result<(), PlatformError> {
        match plan.format {
            Format::Coco | Format::Datumaro => {
                let drops = self.by_id(library, (d, s), plan, drops)?;
                files.insert(plan.from.clone(), How::Elements(plan.format, drops));
            }
            Format::Yolo => label_files(library, (d, s), tree, plan, drops, files),
            other => {
                return Err(PlatformError::Unsupported(Text::line(&format!(
                    "writing {} again",
                    other.word()
                ))));
            }
        }
        Ok(())
    }

    /// The same drops by the ids that the file gives its images.
    fn by_id(
        &self,
        library: &Library,
        (d, s): (usize, usize),
        plan: &Plan,
        drops: &SplitDrops,
    ) -> Result<Drops, PlatformError> {
        let mut by_id = Drops::default();
        let Some(split) = library.split(d, s).filter(|_| !drops.items.is_empty()) else {
            return Ok(by_id);
        };
        let slot = |item: u32| split.items.get(item).map_or(NO_SLOT, |item| item.slot);
        let wanted: HashSet<u32> = drops.items.keys().map(|&item| slot(item)).collect();
        let ids = self.ids(plan, &wanted)?;
        for (&item, own) in &drops.items {
            // An image that no file names has no annotations, and is not in the file to begin with.
            let Some(id) = ids.get(&slot(item)) else {
                continue;
            };
            if own.whole {
                by_id.images.insert(id.clone());
            } else {
                let places = own.annotations.iter().map(|(place, _)| *place);
                by_id.annotations.insert(id.clone(), places.collect());
            }
        }
        Ok(by_id)
    }

    /// The ids of these chains of annotations, from the file once more.
    fn ids(&self, plan: &Plan, wanted: &HashSet<u32>) -> Result<HashMap<u32, Id>, PlatformError> {
        let io = |error: &dyn std::fmt::Display| {
            PlatformError::Io(Text::line(&format!("{}: {error}", plan.from)))
        };
        let (mut stream, _) = self.shared.files.open(&plan.from).map_err(|e| io(&e))?;
        let stream: &mut dyn Read = &mut stream;
        let mut chains = Chains::default();
        let read = match plan.format {
            Format::Datumaro => datumaro::read(stream, &mut chains),
            _ => coco::read(stream, &mut chains),
        };
        read.map_err(|error| io(&format!("{error}; a copy would be broken, too")))?;
        Ok(chains.ids(wanted))
    }
}

/// The pictures of a split that are in the copy.
fn pictures(library: &Library, (d, s): (usize, usize), drops: &SplitDrops, planned: &mut Planned) {
    let Some(split) = library.split(d, s) else {
        return;
    };
    for item in 0..split.items.len() {
        let gone = drops.items.get(&item).is_some_and(|own| own.whole);
        let missing = split.items.get(item).is_none_or(|item| item.missing);
        if !gone && !missing {
            planned.pictures.push(split.items.path(item));
        }
    }
}

/// The files of a YOLO split: `data.yaml` and whatever text lies beside it, the label files of its
/// images, the names of its classes.
fn label_files(
    library: &Library,
    (d, s): (usize, usize),
    tree: &Tree,
    plan: &Plan,
    drops: &SplitDrops,
    files: &mut BTreeMap<String, How>,
) {
    let Some(split) = library.split(d, s) else {
        return;
    };
    let mut labels: HashSet<String> = HashSet::new();
    for image in 0..split.items.len() {
        let Some(path) = tree.labels_of(&split.items.path(image)) else {
            continue;
        };
        let how = match drops.items.get(&image) {
            Some(own) if own.whole => None,
            Some(own) => {
                let line = |(_, id): &(u32, Id)| match id {
                    Id::Number(line) => Some(*line),
                    Id::Name(_) => None,
                };
                Some(How::Lines(
                    own.annotations.iter().filter_map(line).collect(),
                ))
            }
            None => Some(How::Whole),
        };
        labels.insert(path.clone());
        if let Some(how) = how {
            files.insert(path, how);
        }
    }
    let folder = plan.from.rsplit_once('/').map_or("", |(folder, _)| folder);
    for number in 0..tree.others.len() {
        let path = tree.others.path(number);
        let beside = match plan.yaml {
            Some(_) => {
                let below = tree.others.folder(number);
                let below = below.trim_end_matches('/');
                // Lists of images and notes, but no label files of other splits.
                path == plan.from || below == folder && extension(&path) == "txt"
            }
            None => false,
        };
        let classes = CLASSES.contains(&tree.others.base(number));
        if (beside || classes) && !labels.contains(&path) {
            files.entry(path).or_insert(How::Whole);
        }
    }
}
