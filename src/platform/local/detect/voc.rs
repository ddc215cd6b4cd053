//! How a Pascal VOC dataset lies in its folder: which items each split has, where their XML files
//! and pictures are.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::codec::voc::item_list;
use crate::limits::{LIST_BYTES, XML_FOLDER_SNIFFS};

use super::super::files::{Files, Tree, extension};
use super::super::library::Format;
use super::xml::is_other;
use super::{Plan, folder_names, is_split};

/// The folder of a VOC dataset by one with annotations: what stands before `Annotations`.
pub fn root_of(folder: &str) -> &str {
    let folder = folder.trim_end_matches('/');
    match annotations_at(folder) {
        Some(at) => folder.get(..at).unwrap_or_default().trim_end_matches('/'),
        None => folder,
    }
}

/// Where the folder `Annotations` begins in a path.
fn annotations_at(folder: &str) -> Option<usize> {
    let mut at = 0;
    for part in folder.split('/') {
        if part.eq_ignore_ascii_case("annotations") {
            return Some(at);
        }
        at += part.len() + 1;
    }
    None
}

/// The kinds of lists of a VOC dataset, the one that counts most first.
const SETS: [&str; 4] = ["Main", "Segmentation", "Layout", "Action"];

/// Folders that hold `ImageSets` and masks: items without boxes have no annotation file.
pub fn folders(tree: &Tree) -> HashSet<String> {
    let mut roots = HashSet::new();
    for at in 0..tree.others.len() {
        let folder = format!("/{}", tree.others.folder(at));
        for set in SETS {
            if let Some(root) = folder.strip_suffix(&format!("/ImageSets/{set}/")) {
                roots.insert(root.trim_start_matches('/').to_owned());
            }
        }
    }
    roots
}

/// Plans for the splits of the dataset in a folder.
pub fn plans(files: &Files, tree: &Tree, root: &str, plans: &mut Vec<Plan>) {
    let layout = Layout::new(files, tree, root);
    for (split, entries) in &layout.splits {
        if entries.is_empty() {
            continue;
        }
        plans.push(Plan {
            dataset: layout.dataset.clone(),
            split: split.clone(),
            format: Format::Voc,
            from: root.to_owned(),
            images: Vec::new(),
            yaml: None,
            subset: None,
            files: Vec::new(),
        });
    }
}

/// One item of a VOC dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VocEntry {
    /// Its name: the path below `Annotations` without the extension.
    pub stem: String,
    /// The number of its XML file among the tree's other files, if it has one.
    pub xml: Option<u32>,
}

/// The splits of a VOC dataset with their items.
#[derive(Debug, Default)]
pub struct Layout {
    dataset: String,
    /// Splits by name.
    splits: Vec<(String, Vec<VocEntry>)>,
}

impl Layout {
    /// Of the dataset in a folder.
    pub fn new(files: &Files, tree: &Tree, root: &str) -> Self {
        let (dataset, alone) = folder_names(&format!("{root}/"));
        let mut xmls = XmlFiles::new(files, tree, root);
        let mut splits: Vec<(String, Vec<VocEntry>)> = Vec::new();
        for (split, lists) in split_lists(tree, root) {
            let entries = xmls.listed(files, tree, root, &lists);
            if !entries.is_empty() {
                splits.push((split, entries));
            }
        }
        let listed = !splits.is_empty();
        let mut rest: BTreeMap<String, Vec<VocEntry>> = BTreeMap::new();
        for entry in xmls.rest() {
            let folder = entry
                .stem
                .split('/')
                .next()
                .filter(|first| entry.stem.len() > first.len() && is_split(first) && !listed);
            let split = match (folder, listed) {
                (Some(folder), _) => folder.to_owned(),
                (None, true) => "unlisted".to_owned(),
                (None, false) => alone.clone(),
            };
            rest.entry(split).or_default().push(entry);
        }
        splits.extend(rest);
        // A folder called like a split is one of its dataset, if it is nothing more.
        let dataset = match (splits.as_slice(), root.is_empty()) {
            (_, true) => "dataset".to_owned(),
            ([(only, _)], false) if *only == alone && is_split(&alone) => dataset,
            (_, false) => root.to_owned(),
        };
        Self { dataset, splits }
    }

    /// The items of a split by the name that its plan has.
    pub fn split(&self, name: &str) -> &[VocEntry] {
        let same = |(split, _): &&(String, Vec<VocEntry>)| {
            // Splits of one name got a number behind it.
            name == split
                || name
                    .strip_prefix(split.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        let found = self.splits.iter().find(|(split, _)| name == split);
        let found = found.or_else(|| self.splits.iter().find(same));
        found.map_or(&[], |(_, entries)| entries)
    }
}

/// Lists of a split, those of the most important kind first; lists of single labels are none.
fn split_lists(tree: &Tree, root: &str) -> Vec<(String, Vec<String>)> {
    let mut splits: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for set in SETS {
        let paths = lists_of(tree, root, set);
        let names: HashSet<&str> = paths.iter().map(|(name, _)| name.as_str()).collect();
        for (name, path) in &paths {
            let of_label = name.match_indices('_').any(|(at, _)| {
                name.get(at + 1..)
                    .is_some_and(|rest| names.contains(rest) || is_split(rest))
            });
            if of_label {
                continue;
            }
            let known = places.get(name).and_then(|at| splits.get_mut(*at));
            match known {
                Some((_, lists)) => lists.push(path.clone()),
                None => {
                    places.insert(name.clone(), splits.len());
                    splits.push((name.clone(), vec![path.clone()]));
                }
            }
        }
    }
    let parts = splits
        .iter()
        .any(|(name, _)| name == "train" || name == "val");
    splits.retain(|(name, _)| !(parts && name == "trainval"));
    splits
}

/// The lists of one kind: name without the extension, path.
pub fn lists_of(tree: &Tree, root: &str, set: &str) -> Vec<(String, String)> {
    let folder = match root.is_empty() {
        true => format!("ImageSets/{set}/"),
        false => format!("{root}/ImageSets/{set}/"),
    };
    (0..tree.others.len())
        .filter(|&at| tree.others.folder(at) == folder)
        .filter_map(|at| {
            let name = tree.others.base(at).strip_suffix(".txt")?;
            Some((name.to_owned(), tree.others.path(at)))
        })
        .collect()
}

/// An XML file that may be that of an item.
struct XmlFile {
    stem: String,
    number: u32,
    /// It lies below `Annotations`, not beside the pictures.
    proper: bool,
}

/// The XML files of a dataset's folder.
fn below(tree: &Tree, root: &str) -> Vec<XmlFile> {
    let prefix = match root.is_empty() {
        true => String::new(),
        false => format!("{root}/"),
    };
    let mut found = Vec::new();
    for number in 0..tree.others.len() {
        if extension(tree.others.base(number)) != "xml" {
            continue;
        }
        let Some(below) = tree.others.folder(number).strip_prefix(&prefix) else {
            continue;
        };
        let at = annotations_at(below);
        let folder = match at {
            Some(0) => below.split_once('/').map_or("", |(_, rest)| rest),
            None if below.is_empty() => "",
            _ => continue,
        };
        let base = tree.others.base(number);
        let base = base.rsplit_once('.').map_or(base, |(base, _)| base);
        found.push(XmlFile {
            stem: format!("{folder}{base}"),
            number,
            proper: at.is_some(),
        });
    }
    found
}

/// The XML files of a dataset by their item, and which of them are taken by a split.
struct XmlFiles {
    numbers: HashMap<String, u32>,
    order: Vec<String>,
    taken: HashSet<String>,
}

impl XmlFiles {
    fn new(files: &Files, tree: &Tree, root: &str) -> Self {
        let mut found = below(tree, root);
        // What lies in a folder called `Annotations` is all there is.
        if found.iter().any(|file| file.proper) {
            found.retain(|file| file.proper);
        }
        let (mut numbers, mut order) = (HashMap::new(), Vec::new());
        for folder in
            found.chunk_by(|a, b| tree.others.folder(a.number) == tree.others.folder(b.number))
        {
            let few = folder.len() <= XML_FOLDER_SNIFFS;
            for file in folder {
                if few && is_other(files, &tree.others.path(file.number)) {
                    continue;
                }
                if numbers.insert(file.stem.clone(), file.number).is_none() {
                    order.push(file.stem.clone());
                }
            }
        }
        Self {
            numbers,
            order,
            taken: HashSet::new(),
        }
    }

    /// The items of a split's lists that no other split has.
    fn listed(
        &mut self,
        files: &Files,
        tree: &Tree,
        root: &str,
        lists: &[String],
    ) -> Vec<VocEntry> {
        let mut entries = Vec::new();
        for path in lists {
            let Ok(bytes) = files.read(path, LIST_BYTES) else {
                continue;
            };
            for name in item_list(&String::from_utf8_lossy(&bytes)) {
                let Some(entry) = self.entry(tree, root, &name) else {
                    continue;
                };
                if self.taken.insert(entry.stem.clone()) {
                    entries.push(entry);
                }
            }
        }
        entries
    }

    /// The item of a line, which may have a number behind the name. An item without XML file must
    /// have a picture.
    fn entry(&self, tree: &Tree, root: &str, line: &str) -> Option<VocEntry> {
        let bare = line.split_ascii_whitespace().next().unwrap_or(line);
        for name in [line, bare] {
            if let Some(xml) = self.numbers.get(name) {
                return Some(VocEntry {
                    stem: name.to_owned(),
                    xml: Some(*xml),
                });
            }
        }
        let there = |name: &&str| picture(tree, root, name).is_some();
        [line, bare]
            .iter()
            .copied()
            .find(|name| there(name))
            .map(|name| VocEntry {
                stem: name.to_owned(),
                xml: None,
            })
    }

    fn rest(&self) -> impl Iterator<Item = VocEntry> + '_ {
        let free = self.order.iter().filter(|stem| !self.taken.contains(*stem));
        free.map(|stem| VocEntry {
            stem: stem.clone(),
            xml: self.numbers.get(stem).copied(),
        })
    }
}

/// Endings of pictures, as they are written most often.
const ENDINGS: [&str; 12] = [
    "jpg", "png", "jpeg", "JPG", "PNG", "JPEG", "bmp", "webp", "tif", "tiff", "gif", "BMP",
];

/// Folders below a dataset in which pictures lie.
const FOLDERS: [&str; 6] = ["JPEGImages", "", "images", "Images", "JPEGImage", "imgs"];

/// The picture of an item, by its name without an ending: its number among the images.
pub fn picture(tree: &Tree, root: &str, stem: &str) -> Option<u32> {
    FOLDERS.iter().find_map(|folder| {
        let below = super::normal(&format!("{root}/{folder}/{stem}"));
        with_ending(tree, &below)
    })
}

/// The picture of an item by its file's name.
pub fn picture_named(tree: &Tree, root: &str, name: &str) -> Option<u32> {
    FOLDERS.iter().find_map(|folder| {
        let path = super::normal(&format!("{root}/{folder}/{name}"));
        tree.images.find(&path)
    })
}

/// The picture with a path that lacks its ending.
pub fn with_ending(tree: &Tree, path: &str) -> Option<u32> {
    ENDINGS
        .iter()
        .find_map(|ending| tree.images.find(&format!("{path}.{ending}")))
}
