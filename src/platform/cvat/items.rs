//! Frames as rows and, with their annotations, as items.

use std::collections::HashMap;
use std::sync::Arc;

use crate::codec::cvat::labels::{attributes, group, joint_attributes, source};
use crate::codec::cvat::shapes::{self, Placed, Read};
use crate::codec::hash;
use crate::limits;
use crate::model::query::{Count, Facts, Field};
use crate::model::video::Trace;
use crate::model::{
    Annotation, Attribute, ContentHash, Id, ItemDetail, Level, NodeRef, Page, PageRequest, Query,
    Row, Shape, Text, VideoFrame, Words,
};
use crate::platform::PlatformError;

use super::client::number;
use super::content::{Content, Entry, no_picture};
use super::frames::{is_spatial, is_truth};
use super::labels::{Known, Labels};
use super::map::{ITEM_CLASS, seconds};
use super::tracks::{Track, placed, values};
use super::wire::Drawn;
use super::{CvatPlatform, filter};

/// What is known of a job's frames beside their content.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Open issues by frame.
    pub issues: Arc<HashMap<u32, u16>>,
    /// Honeypots, and the frame that each is a copy of.
    pub honeypots: Arc<HashMap<u32, u32>>,
}

/// The id of an annotation: shapes, tags and tracks are numbered apart, so only shapes have their
/// bare number. `kind` is `shape`, `tag` or `track`.
pub fn annotation_id(kind: &str, number: u64) -> Id {
    match kind {
        "tag" | "track" => Id::name(&format!("{kind}:{number}")),
        _ => Id::Number(number),
    }
}

/// Kind and number of an annotation by its id.
pub fn annotation_number(id: &Id) -> Option<(&str, u64)> {
    match id {
        Id::Number(number) => Some(("shape", *number)),
        Id::Name(name) => {
            let (kind, number) = name.split_once(':')?;
            Some((kind, number.parse().ok()?))
        }
    }
}

/// One frame as the query language asks about it.
struct Asked<'a> {
    content: &'a Content,
    marks: &'a Marks,
    frame: u32,
    place: usize,
}

impl Asked<'_> {
    fn truth(&self) -> bool {
        is_truth(&self.content.media.job) || self.marks.honeypots.contains_key(&self.frame)
    }

    fn labels(&self, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let labels = &self.content.labels;
        let mut named = |id: Option<u64>| {
            let label = id.and_then(|id| labels.get(id));
            found(label.map_or("", |label| label.name.as_str()))
        };
        let entries = self.content.entries(self.frame);
        if entries.iter().any(|entry| named(entry.label)) {
            return true;
        }
        let there = |track: &&Track| !track.visible(self.frame, self.frame).is_empty();
        let mut tracks = self.content.tracks.iter().filter(there);
        tracks.any(|track| named(track.label))
    }
}

impl Facts for Asked<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let frames = &self.content.media.frames;
        match field {
            Field::Name => found(&frames.name(self.frame)),
            Field::Id => found(&self.frame.to_string()),
            Field::Label => self.labels(found),
            Field::State => found(state_word(&self.content.media.job, self.marks, self.frame)),
            Field::Is => {
                let deleted = frames.is_deleted(self.frame) && found("deleted");
                deleted || (self.truth() && found("truth"))
            }
            _ => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        match count {
            Count::Annotations => u64::from(self.content.count(self.place)),
            Count::Issues => self
                .marks
                .issues
                .get(&self.frame)
                .copied()
                .map_or(0, u64::from),
            Count::Items => 1,
            Count::Rejected | Count::Done => 0,
        }
    }
}

fn state_word(job: &super::Job, marks: &Marks, frame: u32) -> &'static str {
    if is_truth(job) {
        "ground truth"
    } else if marks.honeypots.contains_key(&frame) {
        "honeypot"
    } else {
        ""
    }
}

/// The rows of a job's frames. The server knows no filter of frames: all of it is worked out here.
pub fn rows(content: &Content, marks: &Marks, query: &Query, page: PageRequest) -> Page {
    let frames = &content.media.frames;
    let offset = usize::try_from(page.offset).unwrap_or(usize::MAX);
    let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
    let mut words = Words::default();
    let asked = |place: usize| {
        let frame = frames.at(place)?;
        Some(Asked {
            content,
            marks,
            frame,
            place,
        })
    };
    let (total, places): (usize, Vec<usize>) = if query.is_empty() {
        let end = offset.saturating_add(limit).min(frames.len());
        (frames.len(), (offset..end.max(offset)).collect())
    } else {
        let mut fits: Vec<usize> = (0..frames.len())
            .filter(|place| asked(*place).is_some_and(|facts| query.matches(&facts)))
            .collect();
        sort(&mut fits, content, query);
        let some = fits.iter().copied().skip(offset).take(limit).collect();
        (fits.len(), some)
    };
    let rows = places.into_iter().filter_map(|place| {
        let facts = asked(place)?;
        Some(row(&facts, &mut words))
    });
    let rows = rows.collect();
    Page {
        offset: page.offset,
        rows,
        words,
        total: u64::try_from(total).unwrap_or(u64::MAX),
        unfiltered: u64::try_from(frames.len()).unwrap_or(u64::MAX),
        problems: content.problems.clone(),
        worked_here: filter::split(Level::Item, query, (0, 0)).here,
        ..Page::default()
    }
}

fn sort(places: &mut [usize], content: &Content, query: &Query) {
    use crate::model::query::SortKey;
    let Some(order) = query.sort else {
        return;
    };
    let frames = &content.media.frames;
    if order.key == SortKey::Name {
        places.sort_by_cached_key(|place| frames.at(*place).map(|frame| frames.name(frame)));
    }
    if order.descending {
        places.reverse();
    }
}

fn row(facts: &Asked<'_>, words: &mut Words) -> Row {
    let media = &facts.content.media;
    let mut row = Row::new(
        Id::Number(u64::from(facts.frame)),
        media.frames.name(facts.frame),
    );
    row.items = 1;
    row.annotations = facts.content.count(facts.place);
    row.issues = facts.marks.issues.get(&facts.frame).copied().unwrap_or(0);
    row.updated_s = seconds(&media.job.updated_date);
    row.class = ITEM_CLASS;
    row.flags.deleted = media.frames.is_deleted(facts.frame);
    row.flags.truth = facts.truth();
    row.state = words.add(&Text::line(state_word(
        &media.job,
        facts.marks,
        facts.frame,
    )));
    row
}

/// One frame with everything on it.
pub fn detail(content: &Content, marks: &Marks, node: NodeRef, frame: u32) -> ItemDetail {
    let frames = &content.media.frames;
    let mut drawing = Drawing {
        content,
        labels: &content.labels,
        annotations: Vec::new(),
        facts: facts(content, marks, frame),
        problems: Vec::new(),
        video: video_frame(content, frame),
    };
    let entries = content.entries(frame);
    drawing.annotations.reserve(entries.len());
    for entry in entries.iter().take(limits::ITEM_ANNOTATIONS) {
        drawing.entry(entry);
    }
    if entries.len() > limits::ITEM_ANNOTATIONS {
        let left = entries.len() - limits::ITEM_ANNOTATIONS;
        drawing.problem(&format!("{left} more annotations than the limit"));
    }
    for (track, keys) in content.tracks.iter().zip(&content.track_keys) {
        drawing.track(track, keys, frame);
    }
    let mut annotations = drawing.annotations;
    // The server's order within a layer is by number.
    annotations.sort_by(|a, b| a.z.cmp(&b.z).then_with(|| a.id.cmp(&b.id)));
    let pictures = (0..frames.related(frame).min(u32::from(u8::MAX)))
        .map(|number| Text::line(&format!("context image {}", number + 1)));
    ItemDetail {
        node,
        name: frames.name(frame),
        size: frames.size(frame),
        hash: hash::item(annotations.iter().map(|annotation| annotation.hash)),
        annotations,
        labels: Arc::clone(&content.labels.set),
        facts: drawing.facts,
        pictures: pictures.collect(),
        contents: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
        pictured: true,
        video: content.video.then(|| Box::new(drawing.video)),
        problems: drawing.problems,
        verdict: None,
        flagged: false,
    }
}

/// What is known of a frame itself.
pub fn facts(content: &Content, marks: &Marks, frame: u32) -> Vec<Attribute> {
    let (job, frames) = (&content.media.job, &content.media.frames);
    let mut facts = Vec::new();
    let mut add = |name: &str, value: &str| {
        facts.push(Attribute {
            name: name.into(),
            value: Text::line(value),
        });
    };
    add("frame", &frame.to_string());
    if let Some(file) = frames.file(frame) {
        add("file", file);
    }
    if frames.is_deleted(frame) {
        add("deleted", "taken out of the job; it still can be looked at");
    }
    if let Some(real) = marks.honeypots.get(&frame) {
        add("honeypot", &format!("a copy of frame {real}"));
    } else if is_truth(job) {
        add("ground truth", "what others are compared with");
    }
    if let Some(why) = no_picture(job) {
        add("not shown", why);
    }
    for interval in &content.intervals {
        add("interval", interval);
    }
    facts
}

/// Where a frame is in its job, without its tracks.
fn video_frame(content: &Content, frame: u32) -> VideoFrame {
    let frames = &content.media.frames;
    let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    VideoFrame {
        place: place(frames.places_before(frame)),
        count: place(frames.len()),
        number: frame,
        step: frames.step(),
        keys: Arc::clone(&content.keys),
        tracks: Vec::new(),
    }
}

/// What an item is made in.
struct Drawing<'a> {
    content: &'a Content,
    labels: &'a Labels,
    annotations: Vec<Annotation>,
    facts: Vec<Attribute>,
    problems: Vec<Text>,
    video: VideoFrame,
}

/// The parts that every annotation has.
struct Made<'a> {
    id: Id,
    label: Option<u64>,
    attributes: Vec<Attribute>,
    score: Option<f32>,
    source: &'a str,
    group: Option<i64>,
    occluded: bool,
    z: i32,
}

impl Drawing<'_> {
    fn problem(&mut self, words: &str) {
        if self.problems.len() < limits::LOCAL_PROBLEMS {
            self.problems.push(Text::line(words));
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let raw = self.content.raw(entry);
        let kind = if entry.tag { "tag" } else { "shape" };
        let drawn: Drawn<'_> = match serde_json::from_str(raw) {
            Ok(drawn) => drawn,
            Err(error) => {
                self.problem(&format!("a {kind}: {error}"));
                self.broken(entry, kind, raw);
                return;
            }
        };
        let label = entry.label.and_then(|id| self.labels.get(id));
        let read = match entry.tag {
            true => Read::from(Shape::Tag),
            // Points of a point cloud are no pixels.
            false if is_spatial(&self.content.media.job) => {
                Read::from(shapes::unknown(&drawn.kind, raw))
            }
            false => shape(&drawn, label, raw),
        };
        let mut attributes = attributes(label, &values(&drawn.attributes));
        if &*drawn.kind == "skeleton" {
            for element in &drawn.elements {
                let own = values(&element.attributes);
                let joint = element.label_id.and_then(|id| self.labels.get(id));
                attributes.extend(joint_attributes(joint, &own));
            }
        }
        let made = Made {
            id: annotation_id(kind, drawn.id.unwrap_or_default()),
            label: entry.label,
            attributes,
            score: drawn.score,
            source: &drawn.source,
            group: drawn.group,
            occluded: drawn.occluded,
            z: drawn.z_order,
        };
        self.add(made, read);
    }

    /// What cannot be read is listed all the same, by what is known of it.
    fn broken(&mut self, entry: &Entry, kind: &str, raw: &str) {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Numbered {
            id: Option<u64>,
        }
        let numbered: Numbered = serde_json::from_str(raw).unwrap_or_default();
        let made = Made {
            id: annotation_id(kind, numbered.id.unwrap_or_default()),
            label: entry.label,
            attributes: Vec::new(),
            score: None,
            source: "",
            group: None,
            occluded: false,
            z: 0,
        };
        self.add(made, Read::from(shapes::unknown(kind, raw)));
    }

    fn track(&mut self, track: &Track, keys: &Arc<[u32]>, frame: u32) {
        let Some(moment) = track.at(frame, self.labels) else {
            return;
        };
        let attributes = track.attributes(&moment, frame, self.labels);
        let id = annotation_id("track", track.id.unwrap_or_default());
        self.video.tracks.push(Trace {
            annotation: id.clone(),
            keys: Arc::clone(keys),
            here: moment.standing,
            how: moment.how.clone(),
        });
        let made = Made {
            id,
            label: track.label,
            attributes,
            score: None,
            source: &track.source,
            group: track.group,
            occluded: moment.occluded,
            z: moment.z,
        };
        self.add(made, moment.read);
        // How it comes to be there is no content: other key frames do not make a verdict stale.
        if let Some(last) = self.annotations.last_mut() {
            last.attributes.push(Attribute {
                name: "track".into(),
                value: moment.how,
            });
        }
    }

    fn add(&mut self, made: Made<'_>, read: Read) {
        let label = made.label.and_then(|id| self.labels.get(id));
        let name = label.map(|label| &*label.name);
        let word = read.shape.word();
        if let Some(problem) = read.problem {
            self.problem(&format!("{word} {}: {problem}", made.id));
        }
        if matches!(read.shape, Shape::Tag) {
            self.facts.push(Attribute {
                name: "tag".into(),
                value: name.map_or_else(|| "unknown label".into(), Text::line),
            });
        }
        self.annotations.push(Annotation {
            hash: content_hash(name, &read.shape, &made.attributes, made.score),
            id: made.id,
            label: label.map_or(u32::MAX, |label| label.index),
            shape: read.shape,
            attributes: made.attributes,
            score: made.score,
            author: None,
            source: source(made.source),
            group: group(made.group),
            occluded: made.occluded,
            crowd: false,
            z: made.z,
            result: 0,
            on: 0,
            verdict: None,
        });
    }
}

fn content_hash(
    label: Option<&str>,
    shape: &Shape,
    attributes: &[Attribute],
    score: Option<f32>,
) -> ContentHash {
    hash::content(label, shape, attributes, score)
}

fn shape(drawn: &Drawn<'_>, label: Option<&Known>, raw: &str) -> Read {
    if &*drawn.kind == "skeleton" {
        let joint = |element: &Drawn<'_>| placed(element, &element.points);
        let placed: Vec<Placed> = drawn.elements.iter().filter_map(joint).collect();
        return shapes::skeleton(label, &placed);
    }
    shapes::of_points(&drawn.kind, drawn.rotation, &drawn.points).unwrap_or_else(|why| Read {
        shape: shapes::unknown(&drawn.kind, raw),
        problem: why.map(str::to_owned),
    })
}

impl CvatPlatform {
    /// The frames of a job as rows.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn list_items(
        &self,
        job: u64,
        query: &Query,
        page: PageRequest,
    ) -> Result<Page, PlatformError> {
        // A screen's page of a job that was not open before; commands ask for more at a time.
        if page.offset == 0 && page.limit == limits::PAGE_ROWS && !self.is_open(job) {
            self.foresee(job);
        }
        let (content, issues) = tokio::try_join!(self.current_content(job), self.open_issues(job))?;
        let job = &content.media.job;
        // Whoever asks for more than a screen does not look again when more is known.
        let honeypots = match page.limit > limits::PAGE_ROWS {
            true => self.all_honeypots(job).await?,
            false => self.honeypots(job),
        };
        let marks = Marks { issues, honeypots };
        Ok(rows(&content, &marks, query, page))
    }

    /// A frame with its annotations.
    ///
    /// # Errors
    /// Those of the requests; a frame that the job does not own.
    pub async fn item(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        let (job, frame) = (number(item, Level::Job)?, frame_number(item)?);
        let content = self.content(job).await?;
        if !content.media.frames.owns(frame) {
            let what = format!("frame {frame} of job {job}");
            return Err(PlatformError::NotFound(Text::line(&what)));
        }
        let marks = Marks {
            issues: Arc::default(),
            honeypots: self.known_honeypots(job),
        };
        let node = self.item_node(&content.media.job, frame);
        let work = move || Arc::new(detail(&content, &marks, node, frame));
        let item = tokio::task::spawn_blocking(work).await;
        item.map_err(|_| PlatformError::Malformed("annotations of a kind not foreseen".into()))
    }
}

/// The number of a frame in its task.
///
/// # Errors
/// An id that is no frame's.
pub fn frame_number(item: &NodeRef) -> Result<u32, PlatformError> {
    let number = number(item, Level::Item)?;
    u32::try_from(number)
        .map_err(|_| PlatformError::NotFound(Text::line(&format!("frame {number}"))))
}
