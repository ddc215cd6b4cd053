//! Finds what a folder holds, by content: annotation files by their first keys, YOLO by
//! `data.yaml` or by labels beside images, and names datasets and splits.

mod json;
pub mod voc;
mod xml;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::codec::yolo::{DataYaml, parse_data_yaml};
use crate::limits::{CONFIG_BYTES, JSON_BYTES, LOCAL_SNIFFS};
use crate::model::Text;

use super::files::{Files, Tree, extension, natural};
use super::library::Format;

/// A split to be read.
#[derive(Debug)]
pub struct Plan {
    /// The dataset's id.
    pub dataset: String,
    /// The split's id.
    pub split: String,
    /// How it is read.
    pub format: Format,
    /// The JSON file, the `data.yaml` or the folder.
    pub from: String,
    /// For YOLO: numbers of its images in the tree.
    pub images: Vec<u32>,
    /// For YOLO: what its `data.yaml` says.
    pub yaml: Option<DataYaml>,
    /// For CVAT: the subset of the file that the split is of, where the file has several.
    pub subset: Option<String>,
    /// For formats of one document an image: numbers of the documents among the files that are no
    /// pictures.
    pub files: Vec<u32>,
}

/// Finds the annotated splits. Images that belong to none are the caller's to show.
pub fn plans(
    files: &Files,
    tree: &Tree,
    stopped: &dyn Fn() -> bool,
    problem: &mut dyn FnMut(Text),
) -> Vec<Plan> {
    let mut plans = json::plans(files, tree, stopped, problem);
    plans.extend(xml::plans(files, tree, stopped, problem));
    plans.extend(yolo_plans(files, tree, problem));
    unique_names(&mut plans);
    plans.sort_by(|a, b| {
        natural(&a.dataset, &b.dataset)
            .then(split_order(&a.split).cmp(&split_order(&b.split)))
            .then(natural(&a.split, &b.split))
    });
    plans
}

fn others(tree: &Tree) -> impl Iterator<Item = String> + '_ {
    (0..tree.others.len()).map(|at| tree.others.path(at))
}

const SPLIT_WORDS: [&str; 9] = [
    "train",
    "trainval",
    "val",
    "valid",
    "validation",
    "test",
    "minival",
    "dev",
    "default",
];

/// Whether a word names a split, possibly with a year: `train2017`.
fn is_split(word: &str) -> bool {
    let word = word
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_ascii_lowercase();
    SPLIT_WORDS.contains(&word.trim_end_matches(['-', '_']))
}

fn split_order(split: &str) -> usize {
    let word = split
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_ascii_lowercase();
    SPLIT_WORDS
        .iter()
        .position(|known| *known == word)
        .unwrap_or(SPLIT_WORDS.len())
}

/// Dataset and split from the place of a JSON file: `d/annotations/instances_train.json` is the
/// split `train` of `d/instances`; `d/train/_annotations.coco.json` is the split `train` of `d`.
fn names_of(path: &str) -> (String, String) {
    let mut folders: Vec<&str> = path.split('/').collect();
    let base = folders.pop().unwrap_or(path);
    let stem = base.split_once('.').map_or(base, |(stem, _)| stem);
    let words: Vec<&str> = stem
        .split(['_', '-', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let (split, rest) = match words.as_slice() {
        [rest @ .., last] if is_split(last) => (Some(*last), rest.join("_")),
        [first, rest @ ..] if is_split(first) => (Some(*first), rest.join("_")),
        all => (None, all.join("_")),
    };
    if folders.last() == Some(&"annotations") {
        folders.pop();
    }
    let mut split = split.map(str::to_owned);
    if split.is_none()
        && let Some(folder) = folders.pop_if(|folder| is_split(folder))
    {
        split = Some(folder.to_owned());
    }
    let plain = ["", "annotations", "coco", "labels"].contains(&rest.as_str());
    let dataset = match (folders.join("/"), plain) {
        (folder, true) if folder.is_empty() => "dataset".to_owned(),
        (folder, true) => folder,
        (folder, false) if folder.is_empty() => rest,
        (folder, false) => format!("{folder}/{rest}"),
    };
    (dataset, split.unwrap_or_else(|| "all".to_owned()))
}

/// Gives splits that would have one name, and datasets of different formats, names of their own.
fn unique_names(plans: &mut [Plan]) {
    let mut formats: HashMap<String, Format> = HashMap::new();
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    for plan in plans {
        let format = *formats.entry(plan.dataset.clone()).or_insert(plan.format);
        if format != plan.format {
            plan.dataset = format!("{} ({})", plan.dataset, plan.format.word());
        }
        let times = seen
            .entry((plan.dataset.clone(), plan.split.clone()))
            .or_default();
        *times += 1;
        if *times > 1 {
            plan.split = format!("{} {times}", plan.split);
        }
    }
}

fn yolo_plans(files: &Files, tree: &Tree, problem: &mut dyn FnMut(Text)) -> Vec<Plan> {
    let mut claimed = vec![false; tree.images.len() as usize];
    let mut plans = Vec::new();
    let yamls: Vec<String> = others(tree)
        .filter(|path| matches!(extension(path).as_str(), "yaml" | "yml"))
        .collect();
    if let Some(more) = yamls
        .len()
        .checked_sub(LOCAL_SNIFFS)
        .filter(|more| *more > 0)
    {
        problem(Text::line(&format!(
            "{more} YAML files were not looked at: {LOCAL_SNIFFS} are; open a folder below by itself"
        )));
    }
    for path in yamls.iter().take(LOCAL_SNIFFS) {
        let text = match files.read(path, CONFIG_BYTES) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                problem(Text::line(&error.to_string()));
                continue;
            }
        };
        let Some(yaml) = parse_data_yaml(&text) else {
            continue;
        };
        yaml.problems
            .iter()
            .for_each(|error| problem(Text::line(&format!("{path}: {error}"))));
        yaml_plans(files, tree, path, &yaml, &mut claimed, &mut plans, problem);
    }
    plans.extend(paired_plans(files, tree, &mut claimed));
    plans
}

fn yaml_plans(
    files: &Files,
    tree: &Tree,
    path: &str,
    yaml: &DataYaml,
    claimed: &mut [bool],
    plans: &mut Vec<Plan>,
    problem: &mut dyn FnMut(Text),
) {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let dataset = if folder.is_empty() { "dataset" } else { folder };
    for (split, places) in &yaml.splits {
        let mut images: Vec<u32> = Vec::new();
        for place in places {
            let found = places_of(yaml, folder, place)
                .into_iter()
                .find_map(|at| images_at(files, tree, &at).or_else(|| labelled_below(tree, &at)));
            match found {
                Some(found) => images.extend(found),
                None => problem(Text::line(&format!(
                    "{path}: '{split}' names {place}, which has no images here"
                ))),
            }
        }
        images.sort_unstable();
        images.dedup();
        if images.is_empty() {
            continue;
        }
        claim(claimed, &images);
        plans.push(Plan {
            dataset: dataset.into(),
            split: split.clone(),
            format: Format::Yolo,
            from: path.into(),
            images,
            yaml: Some(yaml.clone()),
            subset: None,
            files: Vec::new(),
        });
    }
}

fn claim(claimed: &mut [bool], images: &[u32]) {
    for &image in images {
        if let Some(place) = claimed.get_mut(image as usize) {
            *place = true;
        }
    }
}

/// Where a place named in a `data.yaml` may lie: below `path`, beside the file, or (as exports
/// have it) without its leading `..`.
fn places_of(yaml: &DataYaml, folder: &str, place: &str) -> Vec<String> {
    let join = |a: &str, b: &str| normal(&format!("{a}/{b}"));
    let mut out = Vec::new();
    if let Some(root) = &yaml.path {
        out.push(join(&join(folder, root), place));
        out.push(join(root, place));
    }
    out.push(join(folder, place));
    out.push(join(
        folder,
        place.trim_start_matches("../").trim_start_matches("./"),
    ));
    // The last part alone, for absolute paths of another machine.
    let parts: Vec<&str> = place.split('/').filter(|part| !part.is_empty()).collect();
    for from in 1..parts.len() {
        out.push(join(
            folder,
            &parts.get(from..).unwrap_or_default().join("/"),
        ));
    }
    out
}

/// A path with `/`, without `.`, `..` and a leading `/`; it never leads above the root.
pub fn normal(path: &str) -> String {
    as_normal(path).into_owned()
}

/// The same, which most paths are already.
pub fn as_normal(path: &str) -> Cow<'_, str> {
    let odd = |part: &str| matches!(part, "" | "." | "..");
    if path.is_empty() || !(path.contains('\\') || path.split('/').any(odd)) {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    let path = path.replace('\\', "/");
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Cow::Owned(parts.join("/"))
}

/// The images of a folder or of a list file.
fn images_at(files: &Files, tree: &Tree, place: &str) -> Option<Vec<u32>> {
    if tree.others.find(place).is_some() && extension(place) == "txt" {
        let bytes = files.read(place, JSON_BYTES).ok()?;
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = String::from_utf8_lossy(&bytes);
        let find = |line: &str| {
            let direct = [normal(&format!("{folder}/{line}")), normal(line)];
            direct
                .iter()
                .find_map(|path| tree.images.find(path))
                .or_else(|| {
                    let path = normal(line);
                    path.match_indices('/')
                        .find_map(|(at, _)| tree.images.find(path.get(at + 1..)?))
                })
        };
        let found: Vec<u32> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .filter_map(find)
            .collect();
        return (!found.is_empty()).then_some(found);
    }
    let prefix = if place.is_empty() {
        String::new()
    } else {
        format!("{place}/")
    };
    let found: Vec<u32> = (0..tree.images.len())
        .filter(|&at| tree.images.folder(at).starts_with(&prefix))
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The images that belong to the labels of a folder of images, where pictures lie apart.
fn labelled_below(tree: &Tree, place: &str) -> Option<Vec<u32>> {
    tree.pictures.as_ref()?;
    let slashed = format!("/{place}/");
    let at = slashed.rfind("/images/")?;
    let (before, after) = (slashed.get(1..=at)?, slashed.get(at + "/images/".len()..)?);
    let labels = format!("{before}labels/{after}");
    let belongs = |at: &u32| {
        let path = tree.labels_of(&tree.images.path(*at));
        path.is_some_and(|path| path.starts_with(&labels))
    };
    let found: Vec<u32> = (0..tree.images.len()).filter(belongs).collect();
    (!found.is_empty()).then_some(found)
}

/// Folders of images with label files, without a `data.yaml`.
fn paired_plans(files: &Files, tree: &Tree, claimed: &mut [bool]) -> Vec<Plan> {
    let mut folders: Vec<(String, Vec<u32>)> = Vec::new();
    for at in 0..tree.images.len() {
        if claimed.get(at as usize).copied().unwrap_or(true) {
            continue;
        }
        let folder = tree.images.folder(at);
        match folders.last_mut() {
            Some((last, images)) if last == folder => images.push(at),
            _ => folders.push((folder.to_owned(), vec![at])),
        }
    }
    let mut plans = Vec::new();
    for (folder, images) in folders {
        let labelled = images.iter().take(50).any(|&at| {
            let labels = tree.labels_of(&tree.images.path(at));
            labels.is_some_and(|path| looks_like_labels(files, &path))
        });
        if !labelled {
            continue;
        }
        claim(claimed, &images);
        let (dataset, split) = folder_names(&folder);
        plans.push(Plan {
            dataset,
            split,
            format: Format::Yolo,
            from: folder,
            images,
            yaml: None,
            subset: None,
            files: Vec::new(),
        });
    }
    plans
}

fn looks_like_labels(files: &Files, path: &str) -> bool {
    let Ok((head, _)) = files.head(path, 4_096) else {
        return false;
    };
    let text = String::from_utf8_lossy(&head);
    let row = |line: &str| {
        let mut words = line.split_ascii_whitespace();
        words
            .next()
            .is_some_and(|class| class.parse::<u32>().is_ok())
            && words.clone().count() >= 4
            && words.all(|word| word.parse::<f32>().is_ok())
    };
    text.lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(row)
}

/// `d/images/train/` or `d/train/images/` is the split `train` of `d`.
fn folder_names(folder: &str) -> (String, String) {
    let mut parts: Vec<&str> = folder
        .split('/')
        .filter(|part| !part.is_empty() && *part != "images")
        .collect();
    let split = parts
        .pop_if(|part| is_split(part))
        .unwrap_or("all")
        .to_owned();
    let dataset = if parts.is_empty() {
        "dataset".to_owned()
    } else {
        parts.join("/")
    };
    (dataset, split)
}

/// Where the labels of an image may be: `labels` instead of `images`, or beside it.
pub fn label_paths(image: &str) -> Vec<String> {
    let stem = image.rsplit_once('.').map_or(image, |(stem, _)| stem);
    let mut paths = Vec::new();
    let slashed = format!("/{stem}");
    if let Some(at) = slashed.rfind("/images/") {
        let (before, after) = (slashed.get(..at), slashed.get(at + "/images/".len()..));
        let path = format!(
            "{}/labels/{}.txt",
            before.unwrap_or_default(),
            after.unwrap_or_default()
        );
        paths.push(path.trim_start_matches('/').to_owned());
    }
    paths.push(format!("{stem}.txt"));
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datasets_and_splits_are_named_by_their_place() {
        for (path, dataset, split) in [
            (
                "annotations/instances_train2017.json",
                "instances",
                "train2017",
            ),
            ("d/annotations/instances_val.json", "d/instances", "val"),
            ("d/annotations/train.json", "d", "train"),
            ("train/_annotations.coco.json", "dataset", "train"),
            ("rf/valid/_annotations.coco.json", "rf", "valid"),
            ("street.json", "street", "all"),
            ("annotations/default.json", "dataset", "default"),
            ("val-faces.json", "faces", "val"),
        ] {
            assert_eq!(names_of(path), (dataset.into(), split.into()), "{path}");
        }
        assert_eq!(
            folder_names("d/images/train/"),
            ("d".into(), "train".into())
        );
        assert_eq!(
            folder_names("train/images/"),
            ("dataset".into(), "train".into())
        );
    }

    #[test]
    fn labels_lie_in_the_usual_places() {
        assert_eq!(
            label_paths("images/train/a.b.jpg"),
            ["labels/train/a.b.txt", "images/train/a.b.txt"]
        );
        assert_eq!(label_paths("x/a.jpg"), ["x/a.txt"]);
        assert_eq!(normal("/a/./b/../../../c\\d"), "c/d");
    }
}
