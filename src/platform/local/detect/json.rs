//! Tells JSON formats apart by content.
//!
//! One file of many thousands that hold an image each is looked at like the others until it is
//! clear what its folder holds; from then on a file beside its picture is taken for one of them,
//! and what it is is checked when it is read. Files that hold no annotations get one line a folder.

mod look;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::limits::LOCAL_SNIFFS;
use crate::model::Text;

use super::super::files::{Files, Tree, extension};
use super::super::library::Format;
use super::{Plan, folder_names, names_of};
use look::{Kind, look};

/// Files of a folder that are looked at before it is clear what the folder holds.
const ENOUGH: usize = 32;
/// Broken files of a folder that are named one by one.
const NAMED: usize = 10;

/// Files at the root of a Supervisely project that are no annotations.
const HELPERS: [&str; 3] = [
    "meta.json",
    "key_id_map.json",
    "obj_class_to_machine_color.json",
];

/// JSON files of a folder, by their numbers among the files that are no pictures.
type Folders = BTreeMap<String, Vec<u32>>;

/// Plans of everything that is JSON.
pub fn plans(
    files: &Files,
    tree: &Tree,
    stopped: &dyn Fn() -> bool,
    problem: &mut dyn FnMut(Text),
) -> Vec<Plan> {
    let mut folders = Folders::new();
    for at in 0..tree.others.len() {
        let base = tree.others.base(at);
        if matches!(extension(base).as_str(), "json" | "coco" | "datumaro") {
            let folder = tree.others.folder(at).to_owned();
            folders.entry(folder).or_default().push(at);
        }
    }
    let mut finding = Finding {
        files,
        tree,
        problem,
        looks: 0,
        left: (0, 0),
        stems: None,
        plans: Vec::new(),
    };
    finding.projects(&mut folders);
    for (folder, numbers) in folders {
        if stopped() {
            break;
        }
        finding.folder(&folder, &numbers);
    }
    finding.tell_left();
    finding.merge()
}

struct Finding<'f> {
    files: &'f Files,
    tree: &'f Tree,
    problem: &'f mut dyn FnMut(Text),
    looks: usize,
    /// Files that were not looked at, and their folders.
    left: (usize, usize),
    /// Paths of pictures without their extensions, made when they are needed.
    stems: Option<HashSet<String>>,
    plans: Vec<Plan>,
}

/// What a folder turned out to hold beside plans of single files.
#[derive(Default)]
struct Held {
    /// Documents of one image each, by format.
    each: Vec<(Format, Vec<u32>)>,
    /// Files of no known kind, and why the first is none.
    strange: usize,
    first: Option<(String, String)>,
    broken: Vec<String>,
}

impl Held {
    fn add(&mut self, format: Format, number: u32) {
        match self.each.iter_mut().find(|(known, _)| *known == format) {
            Some((_, numbers)) => numbers.push(number),
            None => self.each.push((format, vec![number])),
        }
    }

    /// The one format that documents of the folder have so far.
    fn only(&self) -> Option<Format> {
        match &self.each[..] {
            [(format, numbers)] if numbers.len() >= ENOUGH => Some(*format),
            _ => None,
        }
    }
}

impl Finding<'_> {
    /// Supervisely projects: a `meta.json` with classes, and folders `ann` below it. Everything
    /// else of theirs is no annotation.
    fn projects(&mut self, folders: &mut Folders) {
        let mut roots: Vec<(String, String, bool)> = Vec::new();
        for (folder, numbers) in folders.iter() {
            let mut bases = numbers.iter().map(|&number| self.tree.others.base(number));
            if bases.any(|base| base == "meta.json") {
                let path = format!("{folder}meta.json");
                if let Ok(Kind::Project { images }) = look(self.files, &path) {
                    roots.push((folder.clone(), path, images));
                }
            }
        }
        // A project within another is its own.
        roots.sort_by_key(|(folder, ..)| std::cmp::Reverse(folder.len()));
        for (root, meta, images) in roots {
            let found = self.project(&root, &meta, images, folders);
            let why = match (images, found) {
                (true, true) => continue,
                (true, false) => "without annotations (no folder 'ann' with JSON files)",
                (false, _) => {
                    "of videos, volumes or point clouds; only projects of images are read"
                }
            };
            let line = format!("{meta}: a Supervisely project {why}");
            (self.problem)(Text::line(&line));
        }
    }

    /// Takes the folders of a project out of those that are looked at, with plans for its
    /// datasets; false when it has none.
    fn project(&mut self, root: &str, meta: &str, images: bool, folders: &mut Folders) -> bool {
        let before = self.plans.len();
        let inside = folders.range(root.to_owned()..).map(|(folder, _)| folder);
        let inside = inside.take_while(|folder| folder.starts_with(root));
        let inside: Vec<String> = inside.cloned().collect();
        for folder in inside {
            // Other formats may lie below the folder of a project, but not within its datasets.
            let dataset = dataset_of(root, &folder);
            if folder == root {
                // What else lies beside `meta.json` may be of another format.
                if let Some(numbers) = folders.get_mut(&folder) {
                    numbers.retain(|&number| !HELPERS.contains(&self.tree.others.base(number)));
                }
            } else if folder.contains("/img_info/") {
                folders.remove(&folder);
            } else if let Some(split) = dataset {
                let files = folders.remove(&folder).unwrap_or_default();
                if images {
                    self.plans.push(Plan {
                        dataset: named(root),
                        split,
                        format: Format::Supervisely,
                        from: meta.to_owned(),
                        images: Vec::new(),
                        yaml: None,
                        subset: None,
                        files,
                    });
                }
            }
        }
        self.plans.len() > before
    }

    fn folder(&mut self, folder: &str, numbers: &[u32]) {
        let (mut held, mut left) = (Held::default(), 0);
        for &number in numbers {
            if let Some(format) = held.only()
                && (self.looks >= LOCAL_SNIFFS || self.beside_picture(number))
            {
                held.add(format, number);
                continue;
            }
            if self.looks >= LOCAL_SNIFFS {
                left += 1;
                continue;
            }
            self.looks += 1;
            self.one(number, &mut held);
        }
        self.left = (self.left.0 + left, self.left.1 + usize::from(left > 0));
        self.tell(folder, &held);
        for (format, files) in held.each {
            self.each(folder, format, files);
        }
    }

    fn one(&mut self, number: u32, held: &mut Held) {
        let path = self.tree.others.path(number);
        match look(self.files, &path) {
            Ok(Kind::Whole(format)) => {
                let (dataset, split) = names_of(&path);
                self.plans.push(Plan {
                    dataset,
                    split,
                    format,
                    from: path,
                    images: Vec::new(),
                    yaml: None,
                    subset: None,
                    files: Vec::new(),
                });
            }
            Ok(Kind::Each(format)) => held.add(format, number),
            Ok(Kind::Project { .. }) => {}
            Ok(Kind::Strange(why)) => {
                held.strange += 1;
                held.first.get_or_insert((path, why));
            }
            Err(why) => held.broken.push(format!("{path}: {why}")),
        }
    }

    /// Whether a picture of the same name lies beside a file.
    fn beside_picture(&mut self, number: u32) -> bool {
        let images = &self.tree.images;
        let stems = self.stems.get_or_insert_with(|| {
            let stem = |at| stem_of(&images.path(at)).to_owned();
            (0..images.len()).map(stem).collect()
        });
        stems.contains(stem_of(&self.tree.others.path(number)))
    }

    fn tell(&mut self, folder: &str, held: &Held) {
        let place = if folder.is_empty() { "./" } else { folder };
        let mut say = |line: String| (self.problem)(Text::line(&line));
        match (&held.first, held.strange) {
            (Some((path, why)), 1) => say(format!("{path}: {why}")),
            (Some((path, why)), count) => say(format!(
                "{place}: {count} JSON files are left out, the first one is {path}: {why}"
            )),
            (None, _) => {}
        }
        held.broken.iter().take(NAMED).cloned().for_each(&mut say);
        if held.broken.len() > NAMED {
            let more = held.broken.len() - NAMED;
            say(format!("{place}: {more} more JSON files cannot be read"));
        }
    }

    /// One line for all folders: there may be many of few files each.
    fn tell_left(&mut self) {
        let (files, folders) = self.left;
        if files > 0 {
            (self.problem)(Text::line(&format!(
                "{files} JSON files in {folders} folders were not looked at: {LOCAL_SNIFFS} files are; open a folder below by itself"
            )));
        }
    }

    /// A plan for documents of one image each.
    fn each(&mut self, folder: &str, format: Format, files: Vec<u32>) {
        let (dataset, split) = match format {
            // Folders of items are mirrored below `json`.
            Format::Dataloop => {
                let whole = format!("/{folder}");
                let (root, below) = whole.split_once("/json/").unwrap_or((&whole, ""));
                let split = below.trim_matches('/');
                let split = if split.is_empty() { "all" } else { split };
                (named(root), split.to_owned())
            }
            _ => folder_names(folder),
        };
        self.plans.push(Plan {
            dataset,
            split,
            format,
            from: if folder.is_empty() {
                "./".into()
            } else {
                folder.into()
            },
            images: Vec::new(),
            yaml: None,
            subset: None,
            files,
        });
    }

    /// Plans of one dataset, split and format of documents are one.
    fn merge(self) -> Vec<Plan> {
        let mut plans: Vec<Plan> = Vec::new();
        let mut places: HashMap<(&str, String, String), usize> = HashMap::new();
        for plan in self.plans {
            if plan.files.is_empty() {
                plans.push(plan);
                continue;
            }
            let key = (plan.format.word(), plan.dataset.clone(), plan.split.clone());
            let place = *places.entry(key).or_insert(plans.len());
            match plans.get_mut(place) {
                Some(known) => known.files.extend(plan.files),
                None => plans.push(plan),
            }
        }
        plans
    }
}

fn stem_of(path: &str) -> &str {
    let base = path.rfind('/').map_or(0, |at| at + 1);
    match path.rfind('.').filter(|&dot| dot > base) {
        Some(dot) => path.get(..dot).unwrap_or(path),
        None => path,
    }
}

/// The name of a dataset by its folder.
fn named(folder: &str) -> String {
    match folder.trim_matches('/') {
        "" => "dataset".to_owned(),
        folder => folder.to_owned(),
    }
}

/// The dataset that a folder `…/ann/` of a project belongs to; datasets within others lie below
/// `datasets`.
fn dataset_of(root: &str, folder: &str) -> Option<String> {
    let below = folder.strip_prefix(root)?;
    let dataset = below.strip_suffix("ann/")?;
    if !dataset.is_empty() && !dataset.ends_with('/') {
        return None;
    }
    let dataset = dataset.trim_end_matches('/');
    let steps = dataset.split('/').filter(|step| *step != "datasets");
    let name = steps.collect::<Vec<_>>().join("/");
    Some(if name.is_empty() { "all".into() } else { name })
}

#[cfg(test)]
mod tests;
