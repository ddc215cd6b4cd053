//! Finds Pascal VOC and CVAT XML by the root element of files. Of a folder with many files only
//! the first ones are looked at: the reader looks at each anyway.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;

use crate::codec::cvat_xml::{self, Kind};
use crate::codec::voc::item_list;
use crate::codec::xml::{Step, Xml};
use crate::limits::{LIST_BYTES, LOCAL_SNIFFS, XML_FOLDER_SNIFFS};
use crate::model::Text;

use super::super::files::{Files, Tree, extension};
use super::super::library::Format;
use super::{Plan, folder_names, is_split, names_of};

/// What an XML file is.
enum Root {
    Voc,
    Cvat(Kind),
    Other(String),
}

/// Finds the splits of VOC and CVAT XML.
pub fn plans(
    files: &Files,
    tree: &Tree,
    stopped: &dyn Fn() -> bool,
    problem: &mut dyn FnMut(Text),
) -> Vec<Plan> {
    let mut sniffed = 0;
    let (mut plans, mut roots) = (Vec::new(), voc_folders(tree));
    for (folder, paths) in xml_folders(tree) {
        let many = paths.len() > XML_FOLDER_SNIFFS;
        for path in &paths {
            if stopped() {
                return plans;
            }
            if sniffed >= LOCAL_SNIFFS {
                problem(Text::line(&format!(
                    "{path}: more XML files than the limit, the rest is left out"
                )));
                break;
            }
            sniffed += 1;
            match sniff(files, path) {
                Ok(Root::Voc) => {
                    roots.insert(voc_root(&folder).to_owned());
                    if many {
                        break;
                    }
                }
                Ok(Root::Cvat(kind)) => cvat_plans(path, &kind, &mut plans),
                Ok(Root::Other(name)) => problem(Text::line(&format!(
                    "{path}: no Pascal VOC or CVAT annotations (its root: <{name}>)"
                ))),
                Err(why) => problem(Text::line(&format!("{path}: {why}"))),
            }
        }
    }
    let mut roots: Vec<String> = roots.into_iter().collect();
    roots.sort();
    for root in roots {
        voc_plans(files, tree, &root, &mut plans);
    }
    plans
}

/// XML files by folder, in the order of the tree. They are gathered by number first.
fn xml_folders(tree: &Tree) -> Vec<(String, Vec<String>)> {
    let mut folders: Vec<(String, Vec<String>)> = Vec::new();
    for at in 0..tree.others.len() {
        if extension(tree.others.base(at)) != "xml" {
            continue;
        }
        let folder = tree.others.folder(at);
        match folders.last_mut() {
            // Of a folder full of files one more than are looked at says that it is full.
            Some((last, paths)) if last == folder => {
                if paths.len() <= LOCAL_SNIFFS {
                    paths.push(tree.others.path(at));
                }
            }
            _ => folders.push((folder.to_owned(), vec![tree.others.path(at)])),
        }
    }
    folders
}

fn sniff(files: &Files, path: &str) -> Result<Root, String> {
    let (stream, _) = files.open(path).map_err(|error| error.to_string())?;
    let mut head = stream.take(cvat_xml::KIND_BYTES);
    let mut xml = Xml::new(&mut head);
    loop {
        match xml.step().map_err(|error| error.to_string())? {
            Step::Open(tag) => {
                return Ok(match tag.name.as_str() {
                    "annotation" => Root::Voc,
                    // What is wrong further on is told when it is read.
                    "annotations" => Root::Cvat(cvat_xml::kind(&mut xml).unwrap_or_default()),
                    _ => Root::Other(tag.name),
                });
            }
            Step::End => return Err("the file is empty".to_owned()),
            Step::Text(_) | Step::Close => {}
        }
    }
}

/// A plan for each subset of a CVAT file that names several.
fn cvat_plans(path: &str, kind: &Kind, plans: &mut Vec<Plan>) {
    let (dataset, split) = names_of(path);
    let splits = match kind.subsets.len() {
        0 | 1 => vec![split],
        _ => kind.subsets.clone(),
    };
    let format = match kind.video {
        true => Format::CvatVideo,
        false => Format::CvatImages,
    };
    plans.extend(splits.into_iter().map(|split| Plan {
        dataset: dataset.clone(),
        split,
        format,
        from: path.to_owned(),
        images: Vec::new(),
        yaml: None,
        files: Vec::new(),
    }));
}

/// The folder of a VOC dataset by one with annotations: what stands before `Annotations`.
fn voc_root(folder: &str) -> &str {
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
fn voc_folders(tree: &Tree) -> HashSet<String> {
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

fn voc_plans(files: &Files, tree: &Tree, root: &str, plans: &mut Vec<Plan>) {
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
        let mut xmls = XmlFiles::new(tree, root);
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
            match splits.iter_mut().find(|(known, _)| known == name) {
                Some((_, lists)) => lists.push(path.clone()),
                None => splits.push((name.clone(), vec![path.clone()])),
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

/// The XML files of a dataset by their item, and which of them are taken by a split.
struct XmlFiles {
    numbers: HashMap<String, u32>,
    order: Vec<String>,
    taken: HashSet<String>,
}

impl XmlFiles {
    fn new(tree: &Tree, root: &str) -> Self {
        let prefix = match root.is_empty() {
            true => String::new(),
            false => format!("{root}/"),
        };
        let (mut numbers, mut order) = (HashMap::new(), Vec::new());
        for at in 0..tree.others.len() {
            if extension(tree.others.base(at)) != "xml" {
                continue;
            }
            let Some(below) = tree.others.folder(at).strip_prefix(&prefix) else {
                continue;
            };
            let folder = match annotations_at(below) {
                Some(0) => below.split_once('/').map_or("", |(_, rest)| rest),
                // Beside the pictures, if the dataset is nothing but this folder.
                None if below.is_empty() => "",
                _ => continue,
            };
            let base = tree.others.base(at);
            let base = base.rsplit_once('.').map_or(base, |(base, _)| base);
            let stem = format!("{folder}{base}");
            if !numbers.contains_key(&stem) {
                order.push(stem.clone());
            }
            numbers.insert(stem, at);
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
