//! Reads a split of Pascal VOC: one XML file an image, masks beside them, a label map.

use std::collections::{HashMap, HashSet};

use crate::codec::draft::{Draft, Form, ImageEntry, LabelEntry, Position, Problem, Sink};
use crate::codec::raster::Painted;
use crate::codec::voc::{self, Annotated, Entry, Segment};
use crate::limits::{LIST_BYTES, PICTURE_BYTES};
use crate::model::{Id, Rgb, Shape, Text};

use super::super::detect::Plan;
use super::super::detect::voc::{Layout, VocEntry, lists_of, picture, picture_named};
use super::super::files::{MASK_FOLDERS, Tree};
use super::feed::Feed;
use super::{Claims, Shared};

/// Labels of the challenge, by their numbers in its masks.
const CLASSES: [&str; 21] = [
    "background",
    "aeroplane",
    "bicycle",
    "bird",
    "boat",
    "bottle",
    "bus",
    "car",
    "cat",
    "chair",
    "cow",
    "diningtable",
    "dog",
    "horse",
    "motorbike",
    "person",
    "pottedplant",
    "sheep",
    "sofa",
    "train",
    "tvmonitor",
];

/// Reads one split.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    let layout = Layout::new(&shared.files, tree, &plan.from);
    let entries = layout.split(&plan.split);
    claim_masks(tree, &plan.from, claims);
    let total = u64::try_from(entries.len()).unwrap_or(0);
    let map = label_map(shared, &plan.from);
    let mut reading = Reading {
        shared,
        tree,
        root: &plan.from,
        tags: tags(shared, tree, plan),
        colors: colors(&map),
        known: HashSet::new(),
        feed: Feed::new(shared, tree, plan, place, claims, total),
    };
    if let Some(split) = shared.write().split_mut(place.0, place.1) {
        split.from = Text::line(&read_from(tree, entries, &plan.from));
    }
    reading.define_all(&map);
    for (number, entry) in (1_u64..).zip(entries) {
        if shared.stopped() {
            break;
        }
        reading.item(number, entry);
    }
    reading.feed.finish();
}

/// The folder of the XML files, for people.
fn read_from(tree: &Tree, entries: &[VocEntry], root: &str) -> String {
    let first = entries.iter().find_map(|entry| entry.xml);
    let folder = first.map_or(root, |xml| tree.others.folder(xml).trim_end_matches('/'));
    match folder.is_empty() {
        true => "XML beside the pictures".to_owned(),
        false => folder.to_owned(),
    }
}

/// Pictures of masks are no items.
fn claim_masks(tree: &Tree, root: &str, claims: &mut Claims<'_>) {
    let below = |name: &str| match root.is_empty() {
        true => format!("{name}/"),
        false => format!("{root}/{name}/"),
    };
    let folders = MASK_FOLDERS.map(below);
    for image in 0..tree.images.len() {
        let folder = tree.images.folder(image);
        if folders.iter().any(|mask| folder.starts_with(mask)) {
            claims.claim(image);
        }
    }
}

fn beside(root: &str, name: &str) -> String {
    match root.is_empty() {
        true => name.to_owned(),
        false => format!("{root}/{name}"),
    }
}

fn label_map(shared: &Shared, root: &str) -> Vec<Entry> {
    let path = beside(root, "labelmap.txt");
    let Ok(bytes) = shared.files.read(&path, LIST_BYTES) else {
        return Vec::new();
    };
    voc::label_map(&String::from_utf8_lossy(&bytes), &mut |line, what| {
        shared.problem(Text::line(&format!("{path}: line {line}: {what}")));
    })
}

/// Labels by their colour in masks. A label without one has that of its number.
fn colors(map: &[Entry]) -> HashMap<Rgb, String> {
    let numbered = |number: usize| voc::colormap(u8::try_from(number).unwrap_or(u8::MAX));
    if map.is_empty() {
        let classes = CLASSES.iter().enumerate();
        return classes
            .map(|(number, name)| (numbered(number), (*name).to_owned()))
            .collect();
    }
    let mut all = HashMap::new();
    for (number, entry) in map.iter().enumerate() {
        let color = entry.color.unwrap_or_else(|| numbered(number));
        all.entry(color).or_insert_with(|| entry.name.clone());
    }
    all
}

/// Labels that items carry as a whole, from the lists of single labels of a split.
fn tags(shared: &Shared, tree: &Tree, plan: &Plan) -> HashMap<String, Vec<String>> {
    let mut all: HashMap<String, Vec<String>> = HashMap::new();
    let end = format!("_{}", plan.split);
    for (name, path) in lists_of(tree, &plan.from, "Main") {
        let Some(label) = name.strip_suffix(&end).filter(|label| !label.is_empty()) else {
            continue;
        };
        let Ok(bytes) = shared.files.read(&path, LIST_BYTES) else {
            continue;
        };
        let Some(lines) = voc::presence(&String::from_utf8_lossy(&bytes)) else {
            continue;
        };
        for line in lines.into_iter().filter(|line| line.there) {
            all.entry(line.item).or_default().push(label.to_owned());
        }
    }
    all
}

struct Reading<'r, 't> {
    shared: &'r Shared,
    tree: &'t Tree,
    root: &'r str,
    /// Labels of whole items.
    tags: HashMap<String, Vec<String>>,
    /// Labels by colour.
    colors: HashMap<Rgb, String>,
    /// Labels told so far.
    known: HashSet<String>,
    feed: Feed<'r, 't>,
}

impl Reading<'_, '_> {
    fn define_all(&mut self, map: &[Entry]) {
        for (number, entry) in map.iter().enumerate() {
            let number = u8::try_from(number).ok();
            let color = entry.color.or_else(|| number.map(voc::colormap));
            self.define(&entry.name, color.filter(|_| entry.color.is_some()), None);
        }
        for entry in map {
            for part in &entry.parts {
                self.define(part, None, Some(&entry.name));
            }
        }
    }

    /// Tells a label at its first sight.
    fn define(&mut self, name: &str, color: Option<Rgb>, parent: Option<&str>) {
        if self.known.contains(name) {
            return;
        }
        self.known.insert(name.to_owned());
        let mut entry = LabelEntry::named(Id::name(name), name);
        entry.label.color = color;
        entry.label.parent = parent.map(Text::line);
        self.feed.label(entry);
    }

    fn problem(&mut self, at: Position, number: u64, what: Text) {
        self.feed.problem(Problem {
            at,
            image: Some(Id::Number(number)),
            what,
        });
    }

    fn item(&mut self, number: u64, entry: &VocEntry) {
        let path = entry.xml.map(|xml| self.tree.others.path(xml));
        self.feed.next_file(path.as_deref().unwrap_or(&entry.stem));
        let mut found = Annotated::default();
        if let Some(path) = &path {
            let result = match self.shared.files.open(path) {
                Ok((mut stream, _)) => {
                    let (all, result) = voc::read(&mut stream);
                    found = all;
                    result.map_err(|error| error.to_string())
                }
                Err(error) => Err(error.to_string()),
            };
            if let Err(error) = result {
                found.problems.push((Position::START, Text::line(&error)));
            }
        }
        let named = found.file.as_deref();
        let image = self.picture(path.as_deref(), &entry.stem, named);
        let file = match image {
            Some(image) => self.tree.images.path(image),
            None => named.map_or_else(|| format!("{}.jpg", entry.stem), str::to_owned),
        };
        self.feed.image(ImageEntry {
            id: Id::Number(number),
            file,
            size: found.size,
        });
        self.annotations(number, entry, found);
    }

    /// The picture of an item: that which its file names, else the one of its own name.
    fn picture(&self, xml: Option<&str>, stem: &str, named: Option<&str>) -> Option<u32> {
        let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = xml
            .and_then(|xml| xml.rsplit_once('/'))
            .map_or("", |(at, _)| at);
        let find = |name: &str| {
            let path = |folder: &str| super::detect::normal(&format!("{folder}/{name}"));
            picture_named(self.tree, self.root, &path(folder))
                .or_else(|| picture_named(self.tree, self.root, name))
                .or_else(|| self.tree.images.find(&path(beside)))
        };
        named
            .and_then(find)
            .or_else(|| picture(self.tree, self.root, stem))
    }

    fn annotations(&mut self, number: u64, entry: &VocEntry, found: Annotated) {
        for (at, what) in found.problems {
            self.problem(at, number, what);
        }
        let (segments, whole) = self.masks(number, &entry.stem);
        let objects: Vec<Option<Id>> = whole_objects(&found.drafts);
        let mut labels: HashSet<Id> = HashSet::new();
        let mut add = |reading: &mut Self, draft: Draft| {
            if let Some(id @ Id::Name(name)) = &draft.label {
                reading.define(name, None, None);
                labels.insert(id.clone());
            }
            reading.feed.annotation(Id::Number(number), draft);
        };
        for draft in found.drafts {
            add(self, draft);
        }
        for segment in segments {
            let label = match segment.label {
                Some(color) => self.label_of(number, color, whole),
                // Objects without a picture of labels are those of the file, in its order.
                None => segment
                    .object
                    .and_then(|object| usize::try_from(object).ok()?.checked_sub(1))
                    .and_then(|object| objects.get(object).cloned().flatten()),
            };
            let mut draft = Draft::new(Form::Shape(Shape::Mask { mask: segment.mask }));
            draft.label = label;
            draft.group = segment.object;
            add(self, draft);
        }
        for label in self.tags.remove(&entry.stem).unwrap_or_default() {
            let id = Id::name(&label);
            // What is marked on the picture is no label of the whole besides.
            if !labels.contains(&id) {
                let mut draft = Draft::new(Form::Shape(Shape::Tag));
                draft.label = Some(id);
                self.define(&label, None, None);
                self.feed.annotation(Id::Number(number), draft);
            }
        }
    }

    /// The objects in an item's masks, and whether levels stand for colours in that of labels.
    fn masks(&mut self, number: u64, stem: &str) -> (Vec<Segment>, bool) {
        let labels = self.painted(number, "SegmentationClass", stem);
        let objects = self.painted(number, "SegmentationObject", stem);
        let gray = labels.as_ref().is_some_and(Painted::is_gray);
        match voc::segments(labels.as_ref(), objects.as_ref()) {
            Ok(segments) => (segments, gray),
            Err(why) => {
                let what = format!("masks left out: {why}");
                self.problem(Position::START, number, Text::line(&what));
                (Vec::new(), gray)
            }
        }
    }

    fn painted(&mut self, number: u64, folder: &str, stem: &str) -> Option<Painted> {
        let path = super::detect::normal(&format!("{}/{folder}/{stem}.png", self.root));
        let there = self.tree.images.find(&path).or(self.tree.masks.find(&path));
        there?;
        let bytes = self.shared.files.read(&path, PICTURE_BYTES);
        let read = bytes
            .map_err(|error| Text::line(&error.to_string()))
            .and_then(|bytes| Painted::new(&bytes));
        match read {
            Ok(painted) => Some(painted),
            Err(why) => {
                let what = format!("{path}: {why}");
                self.problem(Position::START, number, Text::line(&what));
                None
            }
        }
    }

    /// The label of a colour, or of a level of gray.
    fn label_of(&mut self, number: u64, color: Rgb, gray: bool) -> Option<Id> {
        let shade = match gray {
            true => voc::colormap(color.0),
            false => color,
        };
        if let Some(name) = self.colors.get(&shade) {
            return Some(Id::name(name));
        }
        let Rgb(r, g, b) = color;
        let what = format!("the colour {r},{g},{b} of a mask is that of no label");
        self.problem(Position::START, number, Text::line(&what));
        None
    }
}

/// The labels of a file's objects by their numbers; parts are none. Parts follow their object and
/// share its group.
fn whole_objects(drafts: &[Draft]) -> Vec<Option<Id>> {
    let mut all = Vec::new();
    let mut last = None;
    for draft in drafts {
        if draft.group.is_none() || draft.group != last {
            all.push(draft.label.clone());
        }
        last = draft.group;
    }
    all
}
