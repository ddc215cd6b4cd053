//! Which files a copy has, and what each leaves out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;

use crate::codec::without::xml::CvatChains;
use crate::codec::without::{Chains, Drops, json};
use crate::codec::{coco, cvat_xml, datumaro, voc};
use crate::limits::JSON_BYTES;
use crate::model::{Id, NodeRef, Text};
use crate::platform::PlatformError;
use crate::platform::local::detect::voc::Layout;
use crate::platform::local::files::{MASK_FOLDERS, Tree, extension};
use crate::platform::local::items::NO_SLOT;
use crate::platform::local::library::Split;

use super::documents::Reader;
use super::studio;
use super::{
    CopyFile, Format, How, Library, Plan, Shared, SplitDrops, Spot, Unapplied, chosen, detect,
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
    pub unapplied: Vec<Unapplied>,
    pub annotations: u64,
    pub items: u64,
}

/// Names of files that lie beside label files: their classes, lists of images.
const CLASSES: [&str; 7] = [
    "classes.txt",
    "obj.names",
    "obj.data",
    "notes.json",
    "train.txt",
    "val.txt",
    "test.txt",
];

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
                let mut drops = match set.format {
                    Format::LabelStudio => studio::drops(self, &library, (d, s)),
                    _ => SplitDrops::of(&library, (d, s), self.drop_items),
                };
                match set.format {
                    Format::LabelStudio => {
                        let tasks = studio::goes(&library, (d, s), &drops);
                        tasks_of(plan, tasks, &tree, &mut files);
                    }
                    _ => self.split((split, &tree, plan), &mut drops, &mut files)?,
                }
                self.tell(&library, (d, s), &drops, &mut planned);
                pictures(split, &tree, &drops, &mut planned);
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
        for (item, annotation, why) in &drops.unapplied {
            planned.unapplied.push(Unapplied {
                item: (self.node)(library, Spot::Item(d, s, *item)),
                annotation: annotation.clone(),
                why: *why,
            });
        }
    }

    /// The files of one split, with what each leaves out. Drops that no file can leave out are
    /// taken out of `drops`.
    fn split(
        &self,
        (split, tree, plan): (&Split, &Tree, &Plan),
        drops: &mut SplitDrops,
        files: &mut BTreeMap<String, How>,
    ) -> Result<(), PlatformError> {
        match plan.format {
            Format::Coco | Format::Datumaro => {
                let drops = by_id(split, drops, self.chains(plan)?);
                files.insert(plan.from.clone(), How::Elements(plan.format, drops));
            }
            Format::Yolo => label_files(split, tree, plan, drops, files),
            Format::CvatImages => {
                self.keep_single(split, drops);
                let chains = self.cvat_chains(plan)?;
                let own = (plan.subset.clone(), by_id(split, drops, chains));
                match files.get_mut(&plan.from) {
                    Some(How::Subsets(subsets)) => subsets.push(own),
                    _ => {
                        files.insert(plan.from.clone(), How::Subsets(vec![own]));
                    }
                }
            }
            Format::CvatVideo => {
                let items: Vec<u32> = drops.items.keys().copied().collect();
                items.into_iter().for_each(|item| drops.keep_all(item));
                files.insert(plan.from.clone(), How::Whole);
            }
            Format::Voc => self.voc(split, tree, plan, drops, files),
            Format::LabelMe | Format::Supervisely | Format::Dataloop => {
                self.documents(split, tree, plan, drops, files)?;
            }
            Format::LabelStudio | Format::Images => {
                return Err(PlatformError::Unsupported(Text::line(&format!(
                    "writing {} again (export --what review writes what was decided)",
                    plan.format.word()
                ))));
            }
        }
        Ok(())
    }

    /// Objects that move through frames are no elements of one picture.
    fn keep_single(&self, split: &Split, drops: &mut SplitDrops) {
        let items: Vec<u32> = drops.items.keys().copied().collect();
        for item in items {
            let count = split.slot(item).map_or(0, |slot| slot.count);
            drops.keep(item, |place| place < count);
        }
    }

    fn io(plan: &Plan, error: &dyn std::fmt::Display) -> PlatformError {
        PlatformError::Io(Text::line(&format!("{}: {error}", plan.from)))
    }

    /// The chains of a JSON file of many images, from the file once more.
    fn chains(&self, plan: &Plan) -> Result<Chains, PlatformError> {
        let opened = self.shared.files.open(&plan.from);
        let (mut stream, _) = opened.map_err(|error| Self::io(plan, &error))?;
        let stream: &mut dyn Read = &mut stream;
        let mut chains = Chains::default();
        let read = match plan.format {
            Format::Datumaro => datumaro::read(stream, &mut chains),
            _ => coco::read(stream, &mut chains),
        };
        let broken = |error| Self::io(plan, &format!("{error}; a copy would be broken, too"));
        read.map_err(broken)?;
        Ok(chains)
    }

    fn cvat_chains(&self, plan: &Plan) -> Result<Chains, PlatformError> {
        let opened = self.shared.files.open(&plan.from);
        let (mut stream, _) = opened.map_err(|error| Self::io(plan, &error))?;
        let mut chains = CvatChains::new(plan.subset.as_deref());
        let (_, read) = cvat_xml::read(&mut stream, &mut chains);
        let broken = |error| Self::io(plan, &format!("{error}; a copy would be broken, too"));
        read.map_err(broken)?;
        Ok(chains.chains)
    }

    /// The XML files of a VOC split, its lists and its masks.
    fn voc(
        &self,
        split: &Split,
        tree: &Tree,
        plan: &Plan,
        drops: &mut SplitDrops,
        files: &mut BTreeMap<String, How>,
    ) {
        let below = |name: &str| match plan.from.is_empty() {
            true => name.to_owned(),
            false => format!("{}/{name}", plan.from),
        };
        let layout = Layout::new(&self.shared.files, tree, &plan.from);
        let by_slot: HashMap<u32, u32> = (0..split.items.len())
            .filter_map(|item| Some((split.items.get(item)?.slot, item)))
            .collect();
        for (slot, entry) in (0_u32..).zip(layout.split(&plan.split)) {
            let item = by_slot.get(&slot).copied().unwrap_or(u32::MAX);
            let Some(path) = entry.xml.map(|xml| tree.others.path(xml)) else {
                // It is named in a list and painted in masks, which are copied as they are.
                drops.keep_all(item);
                continue;
            };
            let Some(own) = drops.items.get(&item) else {
                files.insert(path, How::Whole);
                continue;
            };
            if own.whole {
                continue;
            }
            let text = self
                .shared
                .files
                .read(&path, JSON_BYTES)
                .unwrap_or_default();
            let (found, _) = voc::read(&mut text.as_slice());
            let objects = u32::try_from(found.drafts.len()).unwrap_or(u32::MAX);
            drops.keep(item, |place| place < objects);
            files.insert(path, How::Objects(places(drops, item)));
        }
        let lists = below("ImageSets/");
        for number in 0..tree.others.len() {
            let path = tree.others.path(number);
            if path.starts_with(&lists) || path == below("labelmap.txt") {
                files.insert(path, How::Whole);
            }
        }
        let masks = MASK_FOLDERS.map(|folder| below(&format!("{folder}/")));
        for pictures in [&tree.images, &tree.masks] {
            for number in 0..pictures.len() {
                let path = pictures.path(number);
                if masks.iter().any(|mask| path.starts_with(mask)) {
                    files.insert(path, How::Whole);
                }
            }
        }
    }

    /// The documents of a split, one for each image, and what lies beside a project's.
    fn documents(
        &self,
        split: &Split,
        tree: &Tree,
        plan: &Plan,
        drops: &mut SplitDrops,
        files: &mut BTreeMap<String, How>,
    ) -> Result<(), PlatformError> {
        let mut reader = Reader::new(plan, &self.shared.files);
        let mut chain = 0;
        let by_slot: HashMap<u32, u32> = drops
            .items
            .keys()
            .filter_map(|&item| Some((split.items.get(item)?.slot, item)))
            .collect();
        for &file in &plan.files {
            let path = tree.others.path(file);
            if by_slot.is_empty() {
                files.insert(path, How::Whole);
                continue;
            }
            let text = self.shared.files.read(&path, JSON_BYTES)?;
            // A document without an image has no chain.
            let is_image = reader.is_image(&text);
            let item = by_slot.get(&chain).copied().filter(|_| is_image);
            chain += u32::from(is_image);
            if let Some(item) = item {
                let key = reader.key();
                let head = json::document_head(&text, key, &mut |text| reader.count(text));
                // One that breaks off is told when it is written.
                let head = head.unwrap_or(0);
                drops.keep(item, |place| place >= head);
            }
            let how = match item.and_then(|item| Some((item, drops.items.get(&item)?))) {
                Some((_, own)) if own.whole => continue,
                Some((item, _)) => How::Document(reader.clone(), places(drops, item)),
                None => How::Whole,
            };
            files.insert(path, how);
        }
        if plan.format == Format::Supervisely {
            let folder = plan.from.rsplit_once('/').map_or("", |(folder, _)| folder);
            for number in 0..tree.others.len() {
                if tree.others.folder(number).trim_end_matches('/') == folder {
                    files.entry(tree.others.path(number)).or_insert(How::Whole);
                }
            }
        }
        Ok(())
    }
}

/// The places of what goes of an item.
fn places(drops: &SplitDrops, item: u32) -> HashSet<u32> {
    let own = drops.items.get(&item);
    let own = own.map_or(&[][..], |own| own.annotations.as_slice());
    own.iter().map(|(place, _)| *place).collect()
}

/// The drops of a split by the ids that its file gives images.
fn by_id(split: &Split, drops: &SplitDrops, chains: Chains) -> Drops {
    let mut by_id = Drops::default();
    let slot = |item: u32| split.items.get(item).map_or(NO_SLOT, |item| item.slot);
    let wanted: HashSet<u32> = drops.items.keys().map(|&item| slot(item)).collect();
    let ids = chains.ids(&wanted);
    for (&item, own) in &drops.items {
        // An image that no file names has no annotations, and is not in the file to begin with.
        let Some(id) = ids.get(&slot(item)) else {
            continue;
        };
        if own.whole {
            by_id.images.insert(id.clone());
        } else {
            by_id.annotations.insert(id.clone(), places(drops, item));
        }
    }
    by_id
}

/// The file of an export, and the label configuration beside it.
fn tasks_of(plan: &Plan, tasks: studio::Tasks, tree: &Tree, files: &mut BTreeMap<String, How>) {
    files.insert(plan.from.clone(), How::Tasks(tasks));
    let folder = plan.from.rsplit_once('/').map_or("", |(folder, _)| folder);
    for number in 0..tree.others.len() {
        let path = tree.others.path(number);
        let beside = tree.others.folder(number).trim_end_matches('/') == folder;
        if beside && path.ends_with(".label_config.xml") {
            files.entry(path).or_insert(How::Whole);
        }
    }
}

/// The pictures of a split that are in the copy.
fn pictures(split: &Split, tree: &Tree, drops: &SplitDrops, planned: &mut Planned) {
    for item in 0..split.items.len() {
        let gone = drops.items.get(&item).is_some_and(|own| own.whole);
        let path = split.items.path(item);
        // Some are written into their documents, some are missing.
        if !gone && tree.images.find(&path).is_some() {
            planned.pictures.push(path);
        }
    }
}

/// The files of a YOLO split: `data.yaml` and whatever text lies beside it, the label files of its
/// images, the names of its classes.
fn label_files(
    split: &Split,
    tree: &Tree,
    plan: &Plan,
    drops: &SplitDrops,
    files: &mut BTreeMap<String, How>,
) {
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
        let Some(how) = how else {
            continue;
        };
        // Pictures of one name and different kinds share their label file: it stays while one of
        // them does, without what was rejected on either.
        match (files.get_mut(&path), how) {
            (Some(How::Lines(known)), How::Lines(more)) => known.extend(more),
            (Some(How::Lines(_)), _) => {}
            (_, how) => {
                files.insert(path, how);
            }
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
