//! The annotations of a job in numbers: by label, by kind, and how they lie on its frames.

use std::collections::HashMap;

use crate::model::{Table, Text};
use crate::platform::PlatformError;

use super::super::content::Content;
use super::super::{CvatPlatform, Job};
use super::tables::counted;

/// What is counted of a job.
#[derive(Debug, Default)]
struct Counts {
    labels: HashMap<Option<u64>, u64>,
    tags: u64,
    shapes: u64,
    tracks: u64,
    with_some: u64,
    /// The frame with the most tags and shapes, and how many.
    most: Option<(u32, u64)>,
}

impl Counts {
    fn of(content: &Content) -> Self {
        let mut counts = Self::default();
        let frames = &content.media.frames;
        for frame in (0..frames.len()).filter_map(|place| frames.at(place)) {
            let entries = content.entries(frame);
            for entry in entries {
                *counts.labels.entry(entry.label).or_default() += 1;
                match entry.tag {
                    true => counts.tags += 1,
                    false => counts.shapes += 1,
                }
            }
            let number = entries.len() as u64;
            counts.with_some += u64::from(number > 0);
            if number > counts.most.map_or(0, |(_, most)| most) {
                counts.most = Some((frame, number));
            }
        }
        for track in &content.tracks {
            *counts.labels.entry(track.label).or_default() += 1;
            counts.tracks += 1;
        }
        counts
    }

    fn tables(self, content: &Content) -> Vec<Table> {
        let name = |id: Option<u64>| match id.and_then(|id| content.labels.get(id)) {
            Some(label) => label.name.clone(),
            None => "unknown label".into(),
        };
        let labels = self.labels.into_iter();
        let labels = labels.map(|(id, number)| (name(id), number)).collect();
        let some = |(name, number): (&str, u64)| (number > 0).then(|| (Text::from(name), number));
        let mut rest: Vec<(Text, u64)> = [
            ("tags", self.tags),
            ("shapes", self.shapes),
            ("tracks", self.tracks),
            ("frames", content.media.frames.len() as u64),
            ("frames with tags or shapes", self.with_some),
        ]
        .into_iter()
        .filter_map(some)
        .collect();
        if let Some((frame, number)) = self.most {
            let what = format!("most on one frame (frame {frame})");
            rest.push((Text::line(&what), number));
        }
        [
            counted("Annotations by label", "label", labels),
            counted("Annotations", "what", rest),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The tables of a job's annotations.
///
/// # Errors
/// Those of the requests.
pub async fn tables(cvat: &CvatPlatform, job: &Job) -> Result<Vec<Table>, PlatformError> {
    let content = cvat.content(job.id).await?;
    Ok(Counts::of(&content).tables(&content))
}
