//! Which frames a job has, by which numbers (CVAT REST API, `data/meta`).
//!
//! A frame has a number in its task, which annotations, issues and pictures use and which is the
//! id of the item, and another one in the media, which the lists of ground-truth frames use: with
//! a start and a step they differ.

use std::collections::HashSet;

use super::Job;
use super::wire::{self, DataMeta, FrameMeta};
use crate::model::Text;

/// The frames of one job.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    owned: Owned,
    /// The number of the first entry of `entries`.
    first: u32,
    entries: Vec<FrameMeta>,
    deleted: HashSet<u32>,
    video: bool,
    step: u32,
}

/// Numbers in the task, ascending.
#[derive(Clone, Debug)]
enum Owned {
    Range(u32, u32),
    Listed(Vec<u32>),
}

impl Default for Owned {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

impl Frames {
    /// The frames of a job by what its meta data says.
    pub fn new(job: &Job, meta: DataMeta) -> Self {
        let owned = match &meta.included_frames {
            Some(media) => {
                let step = step(&meta.frame_filter);
                let relative = |number: &u64| {
                    let steps = number.checked_sub(meta.start_frame)? / step;
                    u32::try_from(steps).ok()?.checked_add(job.start_frame)
                };
                let mut numbers: Vec<u32> = media.iter().filter_map(relative).collect();
                numbers.sort_unstable();
                numbers.dedup();
                Owned::Listed(numbers)
            }
            None => Owned::Range(job.start_frame, job.stop_frame),
        };
        let mut frames = Self {
            owned,
            first: job.start_frame,
            deleted: meta.deleted_frames.into_iter().collect(),
            entries: meta.frames,
            video: false,
            step: u32::try_from(step(&meta.frame_filter)).unwrap_or(1),
        };
        frames.video = is_video(job) || (frames.entries.len() == 1 && frames.len() > 1);
        frames
    }

    /// Whether they are those of a video.
    pub fn is_video(&self) -> bool {
        self.video
    }

    /// How many frames of the media it is from one to the next.
    pub fn step(&self) -> u32 {
        self.step.max(1)
    }

    /// How many the job owns.
    pub fn len(&self) -> usize {
        match &self.owned {
            Owned::Range(from, to) => usize::try_from(to.saturating_sub(*from))
                .unwrap_or(usize::MAX)
                .saturating_add(usize::from(from <= to)),
            Owned::Listed(numbers) => numbers.len(),
        }
    }

    /// Whether the job owns none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of the frame at a place in the job's order.
    pub fn at(&self, place: usize) -> Option<u32> {
        match &self.owned {
            Owned::Range(from, to) => {
                let number = from.checked_add(u32::try_from(place).ok()?)?;
                (number <= *to).then_some(number)
            }
            Owned::Listed(numbers) => numbers.get(place).copied(),
        }
    }

    /// The place of a frame in the job's order.
    pub fn place(&self, number: u32) -> Option<usize> {
        self.owns(number).then(|| self.places_before(number))
    }

    /// How many frames of the job come before a number.
    pub fn places_before(&self, number: u32) -> usize {
        match &self.owned {
            Owned::Range(from, _) => {
                let before = number.saturating_sub(*from);
                usize::try_from(before)
                    .unwrap_or(usize::MAX)
                    .min(self.len())
            }
            Owned::Listed(numbers) => numbers.partition_point(|own| *own < number),
        }
    }

    /// Whether the job owns the frame.
    pub fn owns(&self, number: u32) -> bool {
        match &self.owned {
            Owned::Range(from, to) => (*from..=*to).contains(&number),
            Owned::Listed(numbers) => numbers.binary_search(&number).is_ok(),
        }
    }

    /// The first and the last one.
    pub fn ends(&self) -> Option<(u32, u32)> {
        match &self.owned {
            Owned::Range(from, to) => (from <= to).then_some((*from, *to)),
            Owned::Listed(numbers) => Some((*numbers.first()?, *numbers.last()?)),
        }
    }

    /// Whether it is deleted, though still there.
    pub fn is_deleted(&self, number: u32) -> bool {
        self.deleted.contains(&number)
    }

    /// How many are deleted.
    pub fn deleted(&self) -> usize {
        self.deleted.len()
    }

    /// What the meta data says of it: one entry for each, or one for all.
    pub fn meta(&self, number: u32) -> Option<&FrameMeta> {
        if self.entries.len() == 1 {
            return self.entries.first();
        }
        let place = number.checked_sub(self.first)?;
        self.entries.get(usize::try_from(place).ok()?)
    }

    /// Width and height in pixels: what coordinates are measured in.
    pub fn size(&self, number: u32) -> Option<(u32, u32)> {
        let meta = self.meta(number)?;
        (meta.width > 0 && meta.height > 0).then_some((meta.width, meta.height))
    }

    /// Its name: that of the file, or its number in a video.
    pub fn name(&self, number: u32) -> Text {
        match self.file(number) {
            Some(file) if !self.video => Text::line(file),
            _ => Text::line(&format!("frame {number}")),
        }
    }

    /// The file that it is, or is part of.
    pub fn file(&self, number: u32) -> Option<&str> {
        let name = self.meta(number)?.name.as_str();
        (!name.is_empty()).then_some(name)
    }

    /// Context images beside it.
    pub fn related(&self, number: u32) -> u32 {
        self.meta(number).map_or(0, |meta| meta.related_files)
    }
}

/// `step=3` is 3; anything else is 1.
fn step(filter: &str) -> u64 {
    let mut parts = filter.split([';', ',', ' ']);
    let step = parts.find_map(|part| part.trim().strip_prefix("step="));
    step.and_then(|step| step.trim().parse().ok())
        .filter(|step| *step > 0)
        .unwrap_or(1)
}

/// Whether the frames are those of a video.
pub fn is_video(job: &wire::Job<'_>) -> bool {
    &*job.mode == "interpolation"
}

/// Whether it is a ground-truth job: a part of the frames of all others, annotated to compare with.
pub fn is_truth(job: &wire::Job<'_>) -> bool {
    &*job.kind == "ground_truth"
}

/// Whether it repeats another job.
pub fn is_replica(job: &wire::Job<'_>) -> bool {
    matches!(&*job.kind, "consensus_replica" | "replica")
}

/// Whether it is sound; there are no pictures then.
pub fn is_audio(job: &wire::Job<'_>) -> bool {
    [&*job.media_type, &*job.mode, &*job.dimension]
        .iter()
        .any(|word| word.contains("audio"))
}

/// Whether it is a point cloud; there are no pictures then.
pub fn is_spatial(job: &wire::Job<'_>) -> bool {
    &*job.dimension == "3d"
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! recorded {
        ($name:literal) => {
            include_str!(concat!("../../../tests/sim/cvat/recorded/", $name, ".json"))
        };
    }

    fn frames(start: u32, stop: u32, mode: &'static str, meta: &str) -> Frames {
        let job = Job {
            start_frame: start,
            stop_frame: stop,
            mode: mode.into(),
            ..Job::default()
        };
        Frames::new(&job, serde_json::from_str(meta).unwrap())
    }

    fn all(frames: &Frames) -> Vec<u32> {
        (0..frames.len())
            .filter_map(|place| frames.at(place))
            .collect()
    }

    #[test]
    fn pictures_have_one_entry_each_counted_from_the_jobs_start() {
        let frames = frames(4, 9, "annotation", recorded!("data_meta_job_images"));
        assert_eq!(all(&frames), [4, 5, 6, 7, 8, 9]);
        assert_eq!(frames.name(5).as_str(), "street1_0005.jpg");
        assert_eq!(frames.size(5), Some((480, 720)), "sizes differ by frame");
        assert_eq!((frames.place(9), frames.place(10)), (Some(5), None));
        assert_eq!(frames.ends(), Some((4, 9)));
    }

    #[test]
    fn a_video_has_one_entry_for_all() {
        let frames = frames(
            6,
            14,
            "interpolation",
            recorded!("data_meta_job_video_step"),
        );
        assert_eq!(frames.len(), 9);
        assert_eq!(frames.name(7).as_str(), "frame 7");
        assert_eq!(
            (frames.file(14), frames.size(14)),
            (Some("clip.mp4"), Some((480, 270)))
        );
    }

    #[test]
    fn ground_truth_owns_frames_by_their_media_numbers() {
        let meta = recorded!("data_meta_job_ground_truth_video");
        let video = frames(0, 17, "interpolation", meta);
        assert_eq!(all(&video), [2, 5, 11]);
        assert!(video.owns(5) && !video.owns(3));
        assert_eq!((video.places_before(5), video.place(11)), (1, Some(2)));
        let images = frames(0, 29, "annotation", recorded!("data_meta_job_ground_truth"));
        let named = all(&images).into_iter().map(|number| images.name(number));
        assert!(named.into_iter().all(|name| &*name != "placeholder.jpg"));
    }

    #[test]
    fn deleted_frames_stay_and_are_marked() {
        let frames = frames(0, 9, "annotation", recorded!("data_meta_job_deleted"));
        assert_eq!(frames.deleted(), 2);
        assert!(frames.is_deleted(2) && frames.owns(2) && !frames.is_deleted(3));
    }

    #[test]
    fn odd_meta_data_is_survived() {
        let none = frames(3, 2, "", "{}");
        assert!(none.is_empty() && none.at(0).is_none() && none.ends().is_none());
        let huge = frames(0, u32::MAX, "", "{}");
        assert!(huge.len() > 4_000_000_000 && huge.size(7).is_none());
        let early = r#"{"start_frame":9,"frame_filter":"step=0","included_frames":[3,9,10,10]}"#;
        assert_eq!(all(&frames(0, 9, "", early)), [0, 1]);
    }
}
