//! What is in a job: its frames, its annotations and its labels, asked for together and kept while
//! the job stays the same.
//!
//! The annotations of a job come in one answer. Only the frame of each shape is looked at then;
//! shapes are read when their frame is. Tracks are read at once, as they concern many frames.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Instant;

use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::OnceCell;

use crate::limits;
use crate::model::Text;
use crate::platform::PlatformError;
use crate::platform::http::Body;

use super::client::{ask, with};
use super::frames::{Frames, is_audio};
use super::labels::{self, Labels};
use super::tracks::{self, Track};
use super::wire::{self, DataMeta, Head, LabeledData};
use super::{CvatPlatform, Job};

/// What is kept of one job; each part is asked for once, whoever asks first.
#[derive(Debug, Default)]
pub struct Slot {
    /// Frames: what pictures need.
    pub media: OnceCell<Arc<Media>>,
    /// Everything.
    pub content: OnceCell<Arc<Content>>,
}

/// The frames of a job.
#[derive(Debug)]
pub struct Media {
    /// The job as it was when they were asked for.
    pub job: Arc<Job>,
    /// Its frames.
    pub frames: Frames,
    /// Changes with the pictures.
    pub revision: u64,
}

impl Media {
    /// From the answers.
    pub(super) fn new(job: Arc<Job>, meta: DataMeta) -> Self {
        let mut hasher = DefaultHasher::new();
        (job.id, &meta.chunks_updated_date).hash(&mut hasher);
        Self {
            frames: Frames::new(&job, meta),
            job,
            revision: hasher.finish(),
        }
    }
}

/// The content of one job.
#[derive(Debug)]
pub struct Content {
    /// Frames and job.
    pub media: Arc<Media>,
    /// Labels of its task.
    pub labels: Arc<Labels>,
    /// Objects over several frames.
    pub tracks: Vec<Track>,
    /// Places of each track's key frames among the job's frames, beside `tracks`.
    pub track_keys: Vec<Arc<[u32]>>,
    /// Those of all tracks, rising.
    pub keys: Arc<[u32]>,
    /// The frames are those of a video.
    pub video: bool,
    /// Stretches of sound, in words.
    pub intervals: Vec<Text>,
    /// What could not be read, of any frame.
    pub problems: Vec<Text>,
    /// When it was read.
    pub at: Instant,
    body: Body,
    /// Sorted by frame.
    entries: Vec<Entry>,
    /// Annotations of each frame, in the order of the frames.
    counts: Vec<u32>,
}

/// Where in the answer a shape or tag of a frame is.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    frame: u32,
    /// The number of its label.
    pub label: Option<u64>,
    /// A tag of the whole frame.
    pub tag: bool,
    from: u32,
    to: u32,
}

impl Content {
    /// Shapes and tags of a frame, in the order of the answer.
    pub fn entries(&self, frame: u32) -> &[Entry] {
        let from = self.entries.partition_point(|entry| entry.frame < frame);
        let rest = self.entries.get(from..).unwrap_or_default();
        let count = rest.partition_point(|entry| entry.frame == frame);
        rest.get(..count).unwrap_or_default()
    }

    /// The JSON of a shape or tag.
    pub fn raw(&self, entry: &Entry) -> &str {
        let at = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let bytes = self.body.bytes.get(at(entry.from)..at(entry.to));
        // It was read as JSON before, so it is UTF-8.
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    /// Annotations of the frame at a place of the job's order.
    pub fn count(&self, place: usize) -> u32 {
        self.counts.get(place).copied().unwrap_or(0)
    }

    /// Annotations of the whole job.
    pub fn annotations(&self) -> usize {
        self.entries.len() + self.tracks.len()
    }

    /// The JSON of a shape, tag or track by its kind (`shape`, `tag`, `track`) and number, as the
    /// server sent it.
    pub fn raw_of(&self, kind: &str, id: u64) -> Option<&str> {
        let data: LabeledData<'_> = serde_json::from_slice(&self.body.bytes).ok()?;
        let list = match kind {
            "shape" => data.shapes,
            "tag" => data.tags,
            _ => data.tracks,
        };
        #[derive(Deserialize)]
        struct Numbered {
            id: Option<u64>,
        }
        list.into_iter()
            .map(RawValue::get)
            .find(|raw| serde_json::from_str::<Numbered>(raw).is_ok_and(|one| one.id == Some(id)))
    }

    /// From the answers.
    ///
    /// # Errors
    /// Annotations that cannot be read at all; more frames than the limit.
    pub(super) fn new(
        media: Arc<Media>,
        labels: Arc<Labels>,
        body: Body,
    ) -> Result<Self, PlatformError> {
        let frames = media.frames.len();
        if frames > limits::CVAT_FRAMES {
            let what = format!("a job of {frames} frames");
            return Err(PlatformError::TooLarge(Text::line(&what)));
        }
        let media_is_video = media.frames.is_video();
        let mut content = Self {
            media,
            labels,
            tracks: Vec::new(),
            track_keys: Vec::new(),
            keys: Arc::default(),
            video: media_is_video,
            intervals: Vec::new(),
            problems: Vec::new(),
            at: Instant::now(),
            body: body.clone(),
            entries: Vec::new(),
            counts: vec![0; frames],
        };
        let data: LabeledData<'_> = match serde_json::from_slice(&body.bytes) {
            Ok(data) => data,
            // Again, for the words of the error.
            Err(_) => body.json()?,
        };
        content.index(&body, &data.tags, true);
        content.index(&body, &data.shapes, false);
        content.entries.sort_by_key(|entry| entry.frame);
        content.read_tracks(&data.tracks);
        content.count_all();
        content.place_keys();
        content.hear(&data.intervals);
        Ok(content)
    }

    fn problem(&mut self, words: &str) {
        if self.problems.len() < limits::LOCAL_PROBLEMS {
            self.problems.push(Text::line(words));
        }
    }

    fn index(&mut self, body: &Body, list: &[&RawValue], tag: bool) {
        let start = body.bytes.as_ptr() as usize;
        self.entries.reserve(list.len());
        for (number, raw) in list.iter().enumerate() {
            let head: Result<Head, _> = serde_json::from_str(raw.get());
            let frame = match &head {
                Ok(head) => head.frame.and_then(|frame| u32::try_from(frame).ok()),
                Err(_) => None,
            };
            let (Ok(head), Some(frame)) = (head, frame) else {
                let list = if tag { "tags" } else { "shapes" };
                self.problem(&format!("{list}[{number}] names no frame"));
                continue;
            };
            // The server stores annotations of frames that are not the job's.
            if !self.media.frames.owns(frame) {
                continue;
            }
            // Both point into the body, which is below 4 GiB.
            let from = raw.get().as_ptr() as usize - start;
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            self.entries.push(Entry {
                frame,
                label: head.label_id,
                tag,
                from: place(from),
                to: place(from + raw.get().len()),
            });
        }
    }

    fn read_tracks(&mut self, list: &[&RawValue]) {
        let media = Arc::clone(&self.media);
        for (number, raw) in list.iter().enumerate() {
            match serde_json::from_str::<wire::Track<'_>>(raw.get()) {
                Ok(track) => self
                    .tracks
                    .push(tracks::track(&track, &media.frames, raw.get())),
                Err(error) => self.problem(&format!("tracks[{number}]: {error}")),
            }
        }
    }

    fn count_all(&mut self) {
        let media = Arc::clone(&self.media);
        let frames = &media.frames;
        for entry in &self.entries {
            let place = frames.place(entry.frame);
            if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
                *count = count.saturating_add(1);
            }
        }
        // Where tracks come and go, summed up afterwards.
        let mut steps = vec![0_i64; self.counts.len() + 1];
        let Some((first, last)) = frames.ends() else {
            return;
        };
        for track in &self.tracks {
            for (from, to) in track.visible(first, last) {
                let (from, to) = (frames.places_before(from), frames.places_before(to + 1));
                if let Some(step) = steps.get_mut(from) {
                    *step += 1;
                }
                if let Some(step) = steps.get_mut(to) {
                    *step -= 1;
                }
            }
        }
        let mut there = 0_i64;
        for (count, step) in self.counts.iter_mut().zip(steps) {
            there += step;
            *count = count.saturating_add(u32::try_from(there).unwrap_or(0));
        }
    }

    fn place_keys(&mut self) {
        let frames = &self.media.frames;
        let place = |frame: u32| u32::try_from(frames.place(frame)?).ok();
        let keys = |track: &Track| track.key_frames().filter_map(place).collect();
        self.track_keys = self.tracks.iter().map(keys).collect();
        self.keys = tracks::all_keys(&self.track_keys);
    }

    fn hear(&mut self, list: &[&RawValue]) {
        for raw in list.iter().take(limits::ITEM_ANNOTATIONS) {
            let head: Head = serde_json::from_str(raw.get()).unwrap_or_default();
            let label = head.label_id.and_then(|id| self.labels.get(id));
            let name = label.map_or("unknown label", |label| label.name.as_str());
            let words = format!("{name}: {}", raw.get());
            self.intervals.push(Text::line(&words));
        }
    }
}

impl CvatPlatform {
    fn slot(&self, job: u64) -> Arc<Slot> {
        self.contents.get_or(&job, Arc::default)
    }

    /// The frames of a job.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn media(&self, job: u64) -> Result<Arc<Media>, PlatformError> {
        let slot = self.slot(job);
        let media = slot.media.get_or_try_init(|| self.ask_media(job)).await?;
        Ok(Arc::clone(media))
    }

    async fn ask_media(&self, id: u64) -> Result<Arc<Media>, PlatformError> {
        let meta = self.http.get(ask(format!("api/jobs/{id}/data/meta")));
        let (job, body) = tokio::try_join!(self.job(id), meta)?;
        let meta: DataMeta = body.json()?;
        // An answer of another kind must not look like a job without frames.
        if meta.size == 0 && meta.frames.is_empty() && !is_audio(&job) {
            let what = format!("{}: no frames in it", body.what);
            return Err(PlatformError::Malformed(Text::line(&what)));
        }
        Ok(Arc::new(Media::new(job, meta)))
    }

    /// Frames, annotations and labels of a job: three requests that run together, the first time.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn content(&self, job: u64) -> Result<Arc<Content>, PlatformError> {
        let slot = self.slot(job);
        let content = slot
            .content
            .get_or_try_init(|| self.ask_content(job, &slot))
            .await?;
        Ok(Arc::clone(content))
    }

    async fn ask_content(&self, id: u64, slot: &Slot) -> Result<Arc<Content>, PlatformError> {
        let media = slot.media.get_or_try_init(|| self.ask_media(id));
        let body = self.http.get(ask(format!("api/jobs/{id}/annotations")));
        let (media, body, labels) = tokio::try_join!(media, body, self.labels(id))?;
        let media = Arc::clone(media);
        Ok(Arc::new(Content::new(media, labels, body)?))
    }

    /// The content of a job that is on screen: if it was read some time ago, the job is asked
    /// whether it has changed since.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn current_content(&self, job: u64) -> Result<Arc<Content>, PlatformError> {
        let age = |content: &Arc<Content>| content.at.elapsed().as_secs();
        let age = self.slot(job).content.get().map(age);
        match age {
            Some(age) if age > limits::CVAT_CONTENT_S => self.contents.forget(&job),
            Some(age) if age > limits::CVAT_FRESH_S => {
                self.fresh_job(job).await?;
            }
            _ => {}
        }
        self.content(job).await
    }

    /// Whether the frames of a job are known already.
    pub(super) fn is_open(&self, job: u64) -> bool {
        let slot = self.contents.get(&job);
        slot.is_some_and(|slot| slot.media.get().is_some())
    }

    /// Drops the content of a job that is another than when it was read.
    pub(super) fn compare(&self, job: &Job) {
        let slot = self.contents.get(&job.id);
        let known = slot.as_ref().and_then(|slot| slot.media.get());
        if known.is_some_and(|media| media.job.updated_date != job.updated_date) {
            self.contents.forget(&job.id);
        }
    }

    /// The labels of a job's task. They are kept by project or task: jobs share them.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn labels(&self, job: u64) -> Result<Arc<Labels>, PlatformError> {
        let owner = |job: &Job| match job.project_id {
            Some(project) => (true, project),
            None => (false, job.task_id),
        };
        if let Some(job) = self.jobs.get(&job) {
            let cell = self.labels.get_or(&owner(&job), Arc::default);
            let labels = cell.get_or_try_init(|| self.ask_labels(job.id)).await?;
            return Ok(Arc::clone(labels));
        }
        // Nothing is known of the job yet: no time is lost by asking where it is first.
        let (known, labels) = tokio::try_join!(self.job(job), self.ask_labels(job))?;
        let cell = self.labels.get_or(&owner(&known), Arc::default);
        let _ = cell.set(Arc::clone(&labels));
        Ok(labels)
    }

    async fn ask_labels(&self, job: u64) -> Result<Arc<Labels>, PlatformError> {
        let read = |raw: &str| serde_json::from_str::<wire::Label>(raw);
        let ask = with(ask("api/labels"), "job_id", job);
        let labels = self.whole(ask, read).await?;
        Ok(Arc::new(labels::labels(labels.all)))
    }
}

/// Whether there are pictures at all; in words why not.
pub fn no_picture(job: &Job) -> Option<&'static str> {
    if is_audio(job) {
        return Some(
            "a picture of a recording: listen to it in the web page; its annotations are listed",
        );
    }
    super::frames::is_spatial(job).then_some(
        "a picture of a point cloud: look at it in the web page; its annotations are listed",
    )
}
