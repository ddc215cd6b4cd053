//! The frames of a video and the objects that move through them. Tracks are kept once; what they
//! are in a frame is worked out when the frame is asked for.

use std::collections::HashSet;
use std::sync::Arc;

use crate::codec::cvat::labels::{Labels, group, source};
use crate::codec::cvat::tracks::{Moment, Track, all_keys};
use crate::codec::draft::{Draft, Form};
use crate::model::video::{Trace, VideoFrame};
use crate::model::{Id, Text};

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
    /// Tracks in each item.
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
        self.counts = self.count_all(&tracks);
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

    fn count_all(&self, tracks: &[Track]) -> Vec<u32> {
        // Where tracks come and go, summed up afterwards.
        let mut steps = vec![0_i64; self.frames.len() + 1];
        let (Some(&first), Some(&last)) = (self.frames.first(), self.frames.last()) else {
            return Vec::new();
        };
        for track in tracks {
            for (from, to) in track.visible(first, last) {
                let before = |frame| self.frames.partition_point(|own| *own < frame);
                for (place, change) in [(before(from), 1), (before(to.saturating_add(1)), -1)] {
                    if let Some(step) = steps.get_mut(place) {
                        *step += change;
                    }
                }
            }
        }
        let mut there = 0;
        steps.pop();
        steps
            .into_iter()
            .map(|step| {
                there += step;
                u32::try_from(there).unwrap_or(0)
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
        let frame = self.frame(item);
        let there = move |track: &&Track| {
            frame.is_some_and(|frame| !track.visible(frame, frame).is_empty())
        };
        // Most frames of long videos have few tracks: those without any are not looked through.
        let all = (self.count(item) > 0).then_some(&self.tracks);
        all.into_iter()
            .flatten()
            .filter(there)
            .map(|track| track.label)
    }

    fn moments(&self, item: u32) -> impl Iterator<Item = (usize, &Track, Moment)> {
        let frame = self.frame(item).filter(|_| self.count(item) > 0);
        let all = self.tracks.iter().enumerate();
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
