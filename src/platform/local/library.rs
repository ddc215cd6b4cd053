//! What is known of an opened folder: datasets, their splits, items and annotations, and the
//! decisions on them. Plain memory: no files, no clock.

mod format;
mod legend;
mod marks;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::codec::draft::Draft;
use crate::codec::hash;
use crate::codec::pack::{NONE, Pack, Written};
use crate::limits::ITEM_ANNOTATIONS;
use crate::model::{Annotation, ContentHash, Id, Shape, Text, VideoFrame};
use crate::store::LocalState;

use super::again::{Again, Agains};
use super::items::{Items, NO_SLOT};
use super::video::Video;

pub use format::Format;
pub use legend::Legend;
pub use marks::{Mark, Tally};

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
        if !self.chain(slot, |pack, last| pack.push(draft, label, last)) {
            return false;
        }
        if let Some(author) = &draft.author
            && !self.authors.contains(author)
        {
            self.authors.insert(author.clone());
        }
        true
    }

    /// Adds one that is written already, with the file's id of its label.
    pub fn add_written(&mut self, slot: u32, label: Option<u64>, written: Written<'_>) -> bool {
        let label = label.map(|id| self.legend.number(&Id::Number(id)));
        self.chain(slot, |pack, last| pack.push_written(written, label, last))
    }

    fn chain(&mut self, slot: u32, push: impl FnOnce(&mut Pack, u32) -> Option<u32>) -> bool {
        let Some(chain) = self.slots.get_mut(slot as usize) else {
            return false;
        };
        if chain.count as usize >= ITEM_ANNOTATIONS {
            return false;
        }
        let Some(number) = push(&mut self.pack, chain.last) else {
            return false;
        };
        chain.last = number;
        chain.count += 1;
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
}
