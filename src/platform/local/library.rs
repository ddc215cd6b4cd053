//! What is known of an opened folder: datasets, their splits, items and annotations, and the
//! decisions on them. Plain memory: no files, no clock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::codec::draft::{Draft, LabelEntry};
use crate::codec::hash;
use crate::codec::pack::{NONE, Pack};
use crate::limits::ITEM_ANNOTATIONS;
use crate::model::{
    Annotation, ContentHash, Id, Issue, Judgement, LabelSet, Shape, Text, Verdict, VideoFrame,
};
use crate::store::LocalState;

use super::again::{Again, Agains};
use super::items::{Items, NO_SLOT};
use super::video::Video;

/// How a dataset's annotations came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// COCO JSON.
    Coco,
    /// Datumaro JSON.
    Datumaro,
    /// YOLO text files.
    Yolo,
    /// Pascal VOC XML, one file an image.
    Voc,
    /// CVAT for images 1.1 XML.
    CvatImages,
    /// CVAT for video 1.1 XML.
    CvatVideo,
    /// Label Studio JSON.
    LabelStudio,
    /// LabelMe JSON, one file an image.
    LabelMe,
    /// A Supervisely project folder.
    Supervisely,
    /// Dataloop JSON, one file an image.
    Dataloop,
    /// No annotations.
    Images,
}

impl Format {
    /// Every format with its name for `--format`.
    pub const NAMES: [(&'static str, Self); 11] = [
        ("coco", Self::Coco),
        ("datumaro", Self::Datumaro),
        ("yolo", Self::Yolo),
        ("voc", Self::Voc),
        ("cvat-images", Self::CvatImages),
        ("cvat-video", Self::CvatVideo),
        ("label-studio", Self::LabelStudio),
        ("labelme", Self::LabelMe),
        ("supervisely", Self::Supervisely),
        ("dataloop", Self::Dataloop),
        ("images", Self::Images),
    ];

    /// The format of a name as `--format` takes it.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Coco => "COCO",
            Self::Datumaro => "Datumaro",
            Self::Yolo => "YOLO",
            Self::Voc => "Pascal VOC",
            Self::CvatImages => "CVAT for images",
            Self::CvatVideo => "CVAT for video",
            Self::LabelStudio => "Label Studio",
            Self::LabelMe => "LabelMe",
            Self::Supervisely => "Supervisely",
            Self::Dataloop => "Dataloop",
            Self::Images => "images only",
        }
    }
}

/// The opened folder.
#[derive(Debug, Default)]
pub struct Library {
    /// Its datasets.
    pub datasets: Vec<Dataset>,
    /// Still being read.
    pub growing: bool,
    /// Reading was stopped by the user.
    pub stopped: bool,
    /// Changes with everything that lists show.
    pub version: u64,
    /// What could not be read, one line each.
    pub problems: Vec<Text>,
    /// How many more there were.
    pub more_problems: usize,
    /// The decisions.
    pub state: LocalState,
}

/// A dataset: splits that belong together.
#[derive(Debug)]
pub struct Dataset {
    /// Its id and name.
    pub id: String,
    /// How it came.
    pub format: Format,
    /// Its splits.
    pub splits: Vec<Split>,
}

/// A split or subfolder.
#[derive(Debug)]
pub struct Split {
    /// Its id and name.
    pub id: String,
    /// The annotation file or folder it was read from.
    pub from: Text,
    /// Its items.
    pub items: Items,
    /// Chains of annotations, by an item's slot.
    pub slots: Vec<Slot>,
    /// The annotations.
    pub pack: Pack,
    /// The labels.
    pub legend: Legend,
    /// Coordinates are fractions of the picture.
    pub fractions: bool,
    /// Everything of it has been read.
    pub complete: bool,
    /// Who made annotations.
    pub authors: BTreeSet<Text>,
    /// Problems by slot.
    pub troubles: HashMap<u32, Vec<Text>>,
    /// What is read again when it is looked at, by slot.
    pub agains: Agains,
    /// Its items are the frames of a video, with the objects that move through them.
    pub video: Option<Video>,
    /// Items with decisions.
    marks: BTreeMap<u32, Mark>,
    /// Their sums.
    pub tally: Tally,
}

/// One item's chain of annotations.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The last annotation.
    pub last: u32,
    /// How many.
    pub count: u32,
}

/// The labels of a split, with what the file calls them.
#[derive(Debug, Default)]
pub struct Legend {
    /// The labels in the file's order.
    pub labels: Arc<LabelSet>,
    edges: Vec<Arc<[(u16, u16)]>>,
    /// Number given at first sight, by the file's id.
    numbers: HashMap<Id, u32>,
    /// Place in `labels`, by number.
    places: Vec<Option<u32>>,
}

/// Decisions on one item, as rows show them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mark {
    /// The verdict with the hash it was given to.
    pub verdict: Option<(Verdict, ContentHash)>,
    /// When it was given, seconds.
    pub at_s: i64,
    /// Bookmarked.
    pub flagged: bool,
    /// Open issues.
    pub issues: u16,
}

/// Sums over items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items with a deciding verdict.
    pub done: u32,
    /// Items rejected.
    pub rejected: u32,
    /// Open issues.
    pub issues: u32,
}

impl Tally {
    /// With one item's mark added.
    pub fn plus(self, mark: &Mark) -> Self {
        let verdict = mark.verdict.map(|(verdict, _)| verdict);
        Self {
            done: self.done + u32::from(verdict.is_some_and(Verdict::decides)),
            rejected: self.rejected + u32::from(verdict == Some(Verdict::Rejected)),
            issues: self.issues.saturating_add(u32::from(mark.issues)),
        }
    }

    fn minus(self, mark: &Mark) -> Self {
        let one = Self::default().plus(mark);
        Self {
            done: self.done.saturating_sub(one.done),
            rejected: self.rejected.saturating_sub(one.rejected),
            issues: self.issues.saturating_sub(one.issues),
        }
    }

    /// Both together.
    pub fn sum(self, other: Self) -> Self {
        Self {
            done: self.done.saturating_add(other.done),
            rejected: self.rejected.saturating_add(other.rejected),
            issues: self.issues.saturating_add(other.issues),
        }
    }
}

impl Legend {
    /// The number of a label, by the file's id; given at first sight.
    pub fn number(&mut self, id: &Id) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(None);
        self.numbers.insert(id.clone(), number);
        number
    }

    /// Adds a label; false when the id is taken.
    pub fn define(&mut self, entry: LabelEntry) -> bool {
        let number = self.number(&entry.id);
        let place = u32::try_from(self.labels.labels.len()).ok();
        let Some(known @ None) = self.places.get_mut(number as usize) else {
            return false;
        };
        *known = place;
        Arc::make_mut(&mut self.labels).labels.push(entry.label);
        self.edges.push(entry.edges);
        true
    }

    /// The number of a label that was met before, by the file's id.
    pub fn known(&self, id: &Id) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The place of a numbered label in the set; `u32::MAX` when it was never defined.
    pub fn place(&self, number: Option<u32>) -> u32 {
        let place = number.and_then(|number| self.places.get(number as usize));
        place.copied().flatten().unwrap_or(u32::MAX)
    }

    /// The name of a numbered label.
    pub fn name(&self, number: Option<u32>) -> Option<&Text> {
        self.labels.get(self.place(number)).map(|label| &label.name)
    }

    /// The edges of a label by its place.
    fn edges(&self, place: u32) -> Option<&Arc<[(u16, u16)]>> {
        self.edges.get(usize::try_from(place).ok()?)
    }

    /// Ids that annotations use and nothing defines.
    pub fn undefined(&self) -> Vec<Text> {
        let unknown = |number: u32| {
            self.places
                .get(number as usize)
                .is_some_and(Option::is_none)
        };
        let ids = self.numbers.iter().filter(|(_, number)| unknown(**number));
        let mut ids: Vec<Text> = ids.map(|(id, _)| Text::line(&id.to_string())).collect();
        ids.sort();
        ids
    }
}

impl Split {
    /// An empty split.
    pub fn new(id: &str, from: Text) -> Self {
        Self {
            id: id.into(),
            from,
            items: Items::default(),
            slots: Vec::new(),
            pack: Pack::default(),
            legend: Legend::default(),
            fractions: false,
            complete: false,
            authors: BTreeSet::new(),
            troubles: HashMap::new(),
            agains: Agains::new(),
            video: None,
            marks: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// A new chain of annotations.
    pub fn add_slot(&mut self) -> u32 {
        self.slots.push(Slot {
            last: NONE,
            count: 0,
        });
        u32::try_from(self.slots.len() - 1).unwrap_or(NO_SLOT)
    }

    /// Adds an annotation to a chain; false when the chain or the store is full.
    pub fn add(&mut self, slot: u32, draft: &Draft) -> bool {
        let label = draft.label.as_ref().map(|id| self.legend.number(id));
        let Some(chain) = self.slots.get_mut(slot as usize) else {
            return false;
        };
        if chain.count as usize >= ITEM_ANNOTATIONS {
            return false;
        }
        let Some(number) = self.pack.push(draft, label, chain.last) else {
            return false;
        };
        chain.last = number;
        chain.count += 1;
        if let Some(author) = &draft.author
            && !self.authors.contains(author)
        {
            self.authors.insert(author.clone());
        }
        true
    }

    /// The slot of an item.
    pub fn slot(&self, item: u32) -> Option<&Slot> {
        self.slots.get(self.items.get(item)?.slot as usize)
    }

    /// Annotations of an item.
    pub fn count(&self, item: u32) -> u32 {
        let single = self.slot(item).map_or(0, |slot| slot.count);
        let moving = self.video.as_ref().map_or(0, |video| video.count(item));
        single.saturating_add(moving)
    }

    /// The numbers of the labels of an item's annotations, one for each annotation.
    pub fn label_numbers(&self, item: u32) -> impl Iterator<Item = Option<u32>> + '_ {
        let single = self
            .numbers(item)
            .filter_map(|number| Some(self.pack.brief(number)?.label));
        let moving = self.video.iter().flat_map(move |video| video.labels(item));
        single.chain(moving.map(|label| self.legend.known(&Id::Number(label?))))
    }

    /// Takes over the video that its items are the frames of. Says whether they are.
    pub fn take_video(&mut self, video: Video) -> bool {
        let fits = video.fits(self.items.len());
        if fits {
            self.video = Some(video);
        }
        fits
    }

    /// Where an item is among the frames of its video.
    pub fn video_frame(&self, item: u32) -> Option<VideoFrame> {
        self.video.as_ref()?.place(item)
    }

    /// Numbers of an item's annotations in the pack, newest first.
    pub fn numbers(&self, item: u32) -> impl Iterator<Item = u32> + '_ {
        self.pack
            .chain(self.slot(item).map_or(NONE, |slot| slot.last))
    }

    /// An item's annotations in the file's order and coordinates, as forms; the label is the
    /// place in the label set. Ids are unique.
    pub fn drafts(&self, item: u32) -> Vec<(Draft, Id, u32)> {
        let mut numbers: Vec<u32> = self.numbers(item).collect();
        numbers.reverse();
        let mut seen: HashMap<Id, usize> = HashMap::new();
        let mut out = Vec::with_capacity(numbers.len());
        for (index, number) in numbers.into_iter().enumerate() {
            let Some((mut draft, label)) = self.pack.get(number) else {
                continue;
            };
            let place = self.legend.place(label);
            if let crate::codec::draft::Form::Shape(Shape::Skeleton { edges, joints }) =
                &mut draft.form
                && let Some(known) = self.legend.edges(place)
            {
                let inside = |joint: u16| usize::from(joint) < joints.len();
                *edges = if known.iter().all(|&(a, b)| inside(a) && inside(b)) {
                    Arc::clone(known)
                } else {
                    known
                        .iter()
                        .copied()
                        .filter(|&(a, b)| inside(a) && inside(b))
                        .collect()
                };
            }
            let id = draft
                .id
                .take()
                .unwrap_or_else(|| Id::name(&format!("#{}", index + 1)));
            let times = seen.entry(id.clone()).or_default();
            *times += 1;
            let id = if *times > 1 {
                Id::name(&format!("{id}#{times}"))
            } else {
                id
            };
            out.push((draft, id, place));
        }
        for (draft, id) in self.video.iter().flat_map(|video| video.drafts(item)) {
            let label = draft.label.as_ref().and_then(|id| self.legend.known(id));
            out.push((draft, id, self.legend.place(label)));
        }
        out
    }

    /// The hash of an annotation in the file's coordinates: turning or scaling the picture later
    /// does not make verdicts stale, another content does.
    pub fn hash(&self, annotation: &Annotation) -> ContentHash {
        let label = self
            .legend
            .labels
            .get(annotation.label)
            .map(|label| label.name.as_str());
        hash::annotation(label, annotation)
    }

    /// What of an item is read again when it is looked at.
    pub fn again(&self, item: u32) -> Option<&Again> {
        self.agains.get(&self.items.get(item)?.slot)
    }

    /// The hash of an item's whole content.
    pub fn item_hash(&self, item: u32) -> ContentHash {
        if let Some(Again::Task(task)) = self.again(item) {
            return task.hash;
        }
        let drafts = self.drafts(item).into_iter();
        hash::item(drafts.map(|(draft, id, label)| self.hash(&draft.into_annotation(id, label))))
    }

    /// Decisions on an item.
    pub fn mark(&self, item: u32) -> Option<&Mark> {
        self.marks.get(&item)
    }

    /// Decisions on a range of items.
    pub fn tally_of(&self, from: u32, to: u32) -> Tally {
        if from == 0 && to >= self.items.len() {
            return self.tally;
        }
        self.marks
            .range(from..to)
            .fold(Tally::default(), |sum, (_, mark)| sum.plus(mark))
    }

    /// All items with decisions.
    pub fn marks(&self) -> impl Iterator<Item = (u32, &Mark)> {
        self.marks.iter().map(|(item, mark)| (*item, mark))
    }

    /// Replaces the decisions on an item.
    pub fn set_mark(&mut self, item: u32, mark: Mark) {
        let before = if mark == Mark::default() {
            self.marks.remove(&item)
        } else {
            self.marks.insert(item, mark)
        };
        self.tally = self.tally.minus(&before.unwrap_or_default()).plus(&mark);
    }

    fn clear_marks(&mut self) {
        self.marks.clear();
        self.tally = Tally::default();
    }

    /// Whether the item's content differs from what its verdict was given to. Unknown (no) while
    /// the split is being read.
    pub fn is_stale(&self, item: u32) -> bool {
        let Some((_, hash)) = self.mark(item).and_then(|mark| mark.verdict) else {
            return false;
        };
        self.complete && hash != self.item_hash(item)
    }
}

impl Library {
    /// The key under which decisions on an item are kept; the job does not count.
    pub fn item_key(dataset: &str, split: &str, path: &str) -> String {
        format!("{dataset}/{split}/{path}")
    }

    /// The split at its place.
    pub fn split(&self, dataset: usize, split: usize) -> Option<&Split> {
        self.datasets.get(dataset)?.splits.get(split)
    }

    /// The same, to be changed.
    pub fn split_mut(&mut self, dataset: usize, split: usize) -> Option<&mut Split> {
        self.datasets.get_mut(dataset)?.splits.get_mut(split)
    }

    /// Keeps a line about something that cannot be read.
    pub fn add_problem(&mut self, line: Text) {
        if self.problems.len() < crate::limits::LOCAL_PROBLEMS {
            self.problems.push(line);
        } else {
            self.more_problems += 1;
        }
    }

    /// Takes over all decisions anew. `locate` finds the item of an issue.
    pub fn set_state(&mut self, state: LocalState) {
        self.state = state;
        self.version += 1;
        for dataset in 0..self.datasets.len() {
            let splits = self
                .datasets
                .get(dataset)
                .map_or(0, |dataset| dataset.splits.len());
            (0..splits).for_each(|split| self.mark_split(dataset, split));
        }
    }

    /// Sets the marks of one split from the decisions.
    pub fn mark_split(&mut self, dataset: usize, split: usize) {
        let Some(prefix) = self.prefix(dataset, split) else {
            return;
        };
        let Some(target) = self
            .datasets
            .get_mut(dataset)
            .and_then(|d| d.splits.get_mut(split))
        else {
            return;
        };
        target.clear_marks();
        for (key, decided) in &self.state.items {
            let path = key.strip_prefix(&prefix);
            if let Some(item) = path.and_then(|path| target.items.find(path)) {
                let mark = mark_of(decided.judgement.as_ref(), decided.flagged, 0);
                target.set_mark(item, mark);
            }
        }
        let found: Vec<u32> = self
            .state
            .issues
            .iter()
            .filter(|issue| !issue.resolved)
            .filter_map(|issue| issue_item(issue, &prefix, target))
            .collect();
        for item in found {
            let mut mark = target.mark(item).copied().unwrap_or_default();
            mark.issues = mark.issues.saturating_add(1);
            target.set_mark(item, mark);
        }
    }

    /// Sets the marks of one item from the decisions.
    pub fn mark_item(&mut self, dataset: usize, split: usize, item: u32) {
        let Some(prefix) = self.prefix(dataset, split) else {
            return;
        };
        let Some(target) = self
            .datasets
            .get_mut(dataset)
            .and_then(|d| d.splits.get_mut(split))
        else {
            return;
        };
        let decided = self
            .state
            .items
            .get(&format!("{prefix}{}", target.items.path(item)));
        let open = self.state.issues.iter().filter(|issue| !issue.resolved);
        let issues = open
            .filter(|issue| issue_item(issue, &prefix, target) == Some(item))
            .count();
        let mark = mark_of(
            decided.and_then(|decided| decided.judgement.as_ref()),
            decided.is_some_and(|decided| decided.flagged),
            u16::try_from(issues).unwrap_or(u16::MAX),
        );
        target.set_mark(item, mark);
        self.version += 1;
    }

    /// `dataset/split/`.
    fn prefix(&self, dataset: usize, split: usize) -> Option<String> {
        let dataset = self.datasets.get(dataset)?;
        Some(Self::item_key(
            &dataset.id,
            &dataset.splits.get(split)?.id,
            "",
        ))
    }
}

fn mark_of(judgement: Option<&Judgement>, flagged: bool, issues: u16) -> Mark {
    Mark {
        verdict: judgement.map(|judgement| (judgement.verdict, judgement.hash)),
        at_s: judgement.map_or(0, |judgement| judgement.at.0.div_euclid(1_000)),
        flagged,
        issues,
    }
}

/// The item an issue is on, when it lies in the split with this key prefix.
fn issue_item(issue: &Issue, prefix: &str, split: &Split) -> Option<u32> {
    use crate::model::Level;
    let part = |level| issue.item.id_at(level).map(ToString::to_string);
    let here = format!("{}/{}/", part(Level::Project)?, part(Level::Task)?);
    if here != prefix {
        return None;
    }
    split.items.find(&part(Level::Item)?)
}
