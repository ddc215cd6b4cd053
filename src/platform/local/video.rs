//! The frames of a video and the objects that move through them. Tracks are kept once; what they
//! are in a frame is worked out when the frame is asked for.

mod there;

use std::collections::HashSet;
use std::sync::Arc;

use crate::codec::cvat::labels::{Labels, group, source};
use crate::codec::cvat::tracks::{Moment, Track, all_keys};
use crate::codec::draft::{Draft, Form};
use crate::model::video::{Trace, VideoFrame};
use crate::model::{Id, Text};

use there::There;

/// The video that a split's items are the frames of.
#[derive(Debug, Default)]
pub struct Video {
    /// The number of each item's frame, rising.
    frames: Vec<u32>,
    /// From one frame's number to the next one's.
    step: u32,
    labels: Labels,
    tracks: Vec<Track>,
    /// Beside each track: the annotation's id, the same in every frame.
    ids: Vec<Id>,
    /// Beside each track: the items that are its key frames.
    keys: Vec<Arc<[u32]>>,
    all_keys: Arc<[u32]>,
    /// Which tracks are in which item.
    there: There,
    /// How many.
    counts: Vec<u32>,
}

impl Video {
    /// Of the numbers of its frames, rising; the items of the split from its first on.
    pub fn new(frames: Vec<u32>, step: u32) -> Self {
        Self {
            counts: vec![0; frames.len()],
            frames,
            step: step.max(1),
            ..Self::default()
        }
    }

    /// Whether so many items are its frames: each has a number, and they rise.
    pub fn fits(&self, items: u32) -> bool {
        usize::try_from(items) == Ok(self.frames.len()) && self.frames.is_sorted_by(|a, b| a < b)
    }

    /// Takes over the tracks, and the labels that they point into.
    pub fn set(&mut self, tracks: Vec<Track>, labels: Labels) {
        self.labels = labels;
        self.ids = ids(&tracks);
        self.keys = tracks
            .iter()
            .map(|track| {
                track
                    .key_frames()
                    .filter_map(|frame| self.item(frame))
                    .collect()
            })
            .collect();
        self.all_keys = all_keys(&self.keys);
        let numbered = tracks.iter().enumerate();
        let stretches = numbered.flat_map(|(number, track)| self.stretches(number, track));
        self.there = There::new(stretches);
        self.counts = self.there.counts(self.frames.len());
        self.tracks = tracks;
    }

    /// The item of a frame.
    fn item(&self, frame: u32) -> Option<u32> {
        let at = self.frames.binary_search(&frame).ok()?;
        u32::try_from(at).ok()
    }

    fn frame(&self, item: u32) -> Option<u32> {
        self.frames.get(usize::try_from(item).ok()?).copied()
    }

    /// The stretches of items in which a track is there.
    fn stretches(&self, number: usize, track: &Track) -> Vec<(u32, u32, u32)> {
        let ends = self.frames.first().zip(self.frames.last());
        let (Some((&first, &last)), Ok(number)) = (ends, u32::try_from(number)) else {
            return Vec::new();
        };
        let before = |frame: u64| {
            let at = self.frames.partition_point(|own| u64::from(*own) < frame);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let stretches = track.visible(first, last).into_iter();
        stretches
            .filter_map(|(from, to)| {
                let from = before(u64::from(from));
                // None of the items may be within.
                let to = before(u64::from(to) + 1).checked_sub(1)?;
                (from <= to).then_some((from, to, number))
            })
            .collect()
    }

    /// Tracks in an item.
    pub fn count(&self, item: u32) -> u32 {
        let count = self.counts.get(item as usize);
        count.copied().unwrap_or(0)
    }

    /// The labels of the tracks in an item, by their numbers.
    pub fn labels(&self, item: u32) -> impl Iterator<Item = Option<u64>> + '_ {
        self.tracks_in(item).map(|(_, track)| track.label)
    }

    /// The tracks in an item, with their places. Most frames of long videos have few.
    fn tracks_in(&self, item: u32) -> impl Iterator<Item = (usize, &Track)> + '_ {
        let numbers = match self.count(item) {
            0 => Vec::new(),
            _ => self.there.tracks(item),
        };
        numbers.into_iter().filter_map(|number| {
            let number = usize::try_from(number).ok()?;
            Some((number, self.tracks.get(number)?))
        })
    }

    fn moments(&self, item: u32) -> impl Iterator<Item = (usize, &Track, Moment)> {
        let frame = self.frame(item);
        let all = self.tracks_in(item);
        all.filter_map(move |(at, track)| Some((at, track, track.at(frame?, &self.labels)?)))
    }

    /// What the tracks are in an item, with their ids.
    pub fn drafts(&self, item: u32) -> Vec<(Draft, Id)> {
        let frame = self.frame(item).unwrap_or(0);
        self.moments(item)
            .map(|(at, track, moment)| {
                let attributes = track.attributes(&moment, frame, &self.labels);
                let mut draft = Draft::new(Form::Shape(moment.read.shape));
                draft.label = track.label.map(Id::Number);
                draft.attributes = attributes;
                draft.source = source(&track.source);
                draft.group = group(track.group);
                draft.occluded = moment.occluded;
                draft.z = moment.z;
                let id = self.ids.get(at).cloned();
                (draft, id.unwrap_or_else(|| Id::name("track")))
            })
            .collect()
    }

    /// Where an item is among the frames; none for one that is no frame of the video.
    pub fn place(&self, item: u32) -> Option<VideoFrame> {
        let number = self.frame(item)?;
        let traces = self.moments(item).filter_map(|(at, _, moment)| {
            Some(Trace {
                annotation: self.ids.get(at)?.clone(),
                keys: Arc::clone(self.keys.get(at)?),
                here: moment.standing,
                how: moment.how,
            })
        });
        Some(VideoFrame {
            place: item,
            count: u32::try_from(self.frames.len()).unwrap_or(u32::MAX),
            number,
            step: self.step,
            keys: Arc::clone(&self.all_keys),
            tracks: traces.collect(),
        })
    }
}

/// `track:7`; tracks that share a number, or have none, are told apart by their place.
fn ids(tracks: &[Track]) -> Vec<Id> {
    let mut seen = HashSet::new();
    let id = |(at, track): (usize, &Track)| match track.id.filter(|id| seen.insert(*id)) {
        Some(id) => Id::name(&format!("track:{id}")),
        None => Id::name(&Text::line(&format!("track:#{}", at + 1))),
    };
    tracks.iter().enumerate().map(id).collect()
}
