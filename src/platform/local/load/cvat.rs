//! Reads CVAT for images and for video XML. The frames of a video are pictures with numbers beside
//! the file; objects that move through them go into the split's [`Video`].

use std::collections::HashSet;

use crate::codec::cvat::tracks::Track;
use crate::codec::cvat_xml::{self, About, Receiver};
use crate::codec::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use crate::codec::xml::{Tag, XmlError};
use crate::limits::CVAT_FRAMES;
use crate::model::{Id, Text};

use super::super::detect::Plan;
use super::super::detect::voc::with_ending;
use super::super::files::{Tree, extension, is_image};
use super::super::library::Format;
use super::super::video::Video;
use super::ahead::ahead;
use super::feed::Feed;
use super::{Claims, Shared};

/// Reads one split.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    let (stream, total) = match shared.files.open(&plan.from) {
        Ok(opened) => opened,
        Err(error) => {
            shared.problem(Text::line(&format!("{}: {error}", plan.from)));
            return;
        }
    };
    let feed = Feed::new(shared, tree, plan, place, claims, total);
    let mut stream = feed.counted(ahead(stream, total));
    let mut taking = Taking {
        shared,
        tree,
        plan,
        feed,
        about: About::default(),
        strange: 0,
        frames: Vec::new(),
        tracks: Vec::new(),
        tasks: HashSet::new(),
    };
    let (labels, result) = cvat_xml::read(&mut stream, &mut taking);
    taking.late_frames();
    // Once for the file, not for each of its splits.
    if taking.strange > 0 && taking.about.subsets.first() == plan.subset.as_ref() {
        shared.problem(Text::line(&format!(
            "{}: {} pictures or tracks are of subsets that the file does not name, and not shown",
            plan.from, taking.strange
        )));
    }
    if taking.tasks.len() > 1 {
        shared.problem(Text::line(&format!(
            "{}: holds the tracks of {} videos, whose frames have the same numbers: they are shown on one; export each task for itself",
            plan.from,
            taking.tasks.len()
        )));
    }
    let Taking {
        feed,
        about,
        frames,
        tracks,
        ..
    } = taking;
    feed.finish();
    let moving = !tracks.is_empty();
    if moving || about.video || plan.format == Format::CvatVideo {
        let mut video = Video::new(frames, about.step);
        video.set(tracks, labels);
        let mut library = shared.write();
        let split = library.split_mut(place.0, place.1);
        let taken = split.is_some_and(|split| split.take_video(video));
        library.version += 1;
        drop(library);
        if moving && !taken && !shared.stopped() {
            shared.problem(Text::line(&format!(
                "{}: its tracks are not shown: the pictures do not have rising frame numbers",
                plan.from
            )));
        }
    }
    match result {
        Err(_) if shared.stopped() => {}
        Err(XmlError::Stopped) | Ok(()) => {}
        Err(error) => shared.problem(Text::line(&format!(
            "{}: {error}; what came before was read",
            plan.from
        ))),
    }
}

struct Taking<'f, 't> {
    shared: &'f Shared,
    tree: &'t Tree,
    plan: &'f Plan,
    feed: Feed<'f, 't>,
    about: About,
    /// Pictures of subsets that the file does not name, which are in no split.
    strange: u64,
    /// Numbers of the frames that are items, in the order of the items.
    frames: Vec<u32>,
    tracks: Vec<Track>,
    /// Tasks that tracks are of; their frames are not told apart.
    tasks: HashSet<String>,
}

impl Sink for Taking<'_, '_> {
    fn image(&mut self, mut image: ImageEntry) {
        // Frames of a video are named without an ending.
        if !is_image(&image.file)
            && let Some(found) = self.with_ending(&image.file)
        {
            image.file = self.tree.images.path(found);
        }
        self.feed.image(image);
    }

    fn label(&mut self, label: LabelEntry) {
        self.feed.label(label);
    }

    fn annotation(&mut self, image: Id, draft: Draft) {
        self.feed.annotation(image, draft);
    }

    fn problem(&mut self, problem: Problem) {
        self.feed.problem(problem);
    }

    fn stopped(&self) -> bool {
        self.feed.stopped()
    }
}

impl Receiver for Taking<'_, '_> {
    fn begin(&mut self, about: &About) {
        self.about = about.clone();
        if self.plan.format == Format::CvatVideo {
            self.lay_out();
        }
    }

    fn wants(&mut self, tag: &Tag) -> bool {
        let fits = match (&self.plan.subset, tag.get("subset")) {
            (Some(wanted), Some(subset)) => {
                let known = wanted == subset || self.about.subsets.iter().any(|one| one == subset);
                self.strange += u64::from(!known);
                wanted == subset
            }
            _ => true,
        };
        if let Some(task) = tag.get("task_id")
            && fits
            && tag.name == "track"
            && !self.tasks.contains(task)
        {
            self.tasks.insert(task.to_owned());
        }
        if fits && tag.name == "image" && self.plan.format != Format::CvatVideo {
            // In the order of the items; what has no number is not stepped through.
            let number = tag.get("id").and_then(|id| id.trim().parse().ok());
            self.frames.push(number.unwrap_or(0));
        }
        fits
    }

    fn track(&mut self, track: Track) {
        self.tracks.push(track);
    }
}

/// Endings of videos.
const VIDEOS: [&str; 7] = ["mp4", "avi", "mov", "mkv", "webm", "m4v", "mpg"];

impl Taking<'_, '_> {
    /// Folders in which pictures of this file may lie.
    fn folders(&self) -> Vec<String> {
        let file = self.plan.from.as_str();
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let stem = |path: &str| {
            let base = path.rsplit('/').next().unwrap_or(path).to_owned();
            base.rsplit_once('.')
                .map_or(base.clone(), |(stem, _)| stem.to_owned())
        };
        let source = self.about.source.as_deref().map(stem).unwrap_or_default();
        let split = &self.plan.split;
        let mut all: Vec<String> = Vec::new();
        for below in [
            "images".to_owned(),
            format!("images/{split}"),
            format!("images/{source}"),
            "frames".to_owned(),
            stem(file),
            source.clone(),
            String::new(),
            "../images".to_owned(),
            format!("../images/{}", stem(file)),
        ] {
            let path = super::detect::normal(&format!("{folder}/{below}"));
            if !all.contains(&path) {
                all.push(path);
            }
        }
        all
    }

    fn with_ending(&self, name: &str) -> Option<u32> {
        self.folders().iter().find_map(|folder| {
            with_ending(
                self.tree,
                &super::detect::normal(&format!("{folder}/{name}")),
            )
        })
    }

    /// Makes an item of each frame of the video: the pictures with numbers, and those that the
    /// file counts but nobody has extracted.
    fn lay_out(&mut self) {
        let pictures = self.numbered();
        let size = self.about.size.unwrap_or(0);
        let step = self.about.step.max(1);
        // It ends where numbers do, whatever the file counts.
        let numbers =
            (0..size).map_while(|nth| nth.checked_mul(step)?.checked_add(self.about.start));
        let counted = numbers.filter(|number| !self.about.deleted.contains(number));
        let mut frames: Vec<u32> = counted.take(CVAT_FRAMES).collect();
        frames.extend(pictures.iter().map(|(number, _)| *number));
        frames.sort_unstable();
        frames.dedup();
        self.items(frames, &pictures);
    }

    /// Without pictures and without a count the frames are those between the first and the last
    /// key frame.
    fn late_frames(&mut self) {
        if self.plan.format != Format::CvatVideo || !self.frames.is_empty() {
            return;
        }
        let keys = || self.tracks.iter().flat_map(Track::key_frames);
        if let (Some(first), Some(last)) = (keys().min(), keys().max()) {
            let step = usize::try_from(self.about.step.max(1)).unwrap_or(1);
            let frames = (first..=last).step_by(step).take(CVAT_FRAMES).collect();
            self.items(frames, &[]);
        }
    }

    fn items(&mut self, frames: Vec<u32>, pictures: &[(u32, u32)]) {
        let mut missing = 0_usize;
        let place = self.folders().into_iter().next().unwrap_or_default();
        for &frame in &frames {
            let at = pictures.binary_search_by_key(&frame, |(number, _)| *number);
            let file = match at.ok().and_then(|at| pictures.get(at)) {
                Some((_, image)) => self.tree.images.path(*image),
                None => {
                    missing += 1;
                    format!("{place}/frame_{frame:06}.PNG")
                }
            };
            self.feed.image(ImageEntry {
                id: Id::Number(u64::from(frame)),
                file,
                size: self.about.picture,
            });
        }
        if missing > 0 {
            self.say_missing(missing, frames.len());
        }
        self.frames = frames;
    }

    fn say_missing(&self, missing: usize, all: usize) {
        let folder = self
            .plan
            .from
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let video = (0..self.tree.others.len()).find(|&at| {
            self.tree.others.folder(at).trim_end_matches('/') == folder
                && VIDEOS.contains(&extension(self.tree.others.base(at)).as_str())
        });
        let how = video.map_or(String::new(), |video| {
            let name = self.tree.others.base(video);
            match is_plain(name) {
                true => {
                    format!(": `ffmpeg -i {name} -start_number 0 images/frame_%06d.png` makes them")
                }
                // What a shell would read in it is not known: it is not to be pasted.
                false => format!(
                    ": they are made of {name} with ffmpeg, as images/frame_%06d.png from 0"
                ),
            }
        });
        self.shared.problem(Text::line(&format!(
            "{}: {missing} of {all} frames are not here as pictures{how}",
            self.plan.from
        )));
    }

    /// Pictures with a number at the end of their name, by frame: `(frame, image)`, rising.
    fn numbered(&self) -> Vec<(u32, u32)> {
        for folder in self.folders() {
            let mut found: Vec<(u32, u32)> = (0..self.tree.images.len())
                .filter(|&image| self.tree.images.folder(image).trim_end_matches('/') == folder)
                .filter_map(|image| Some((number(self.tree.images.base(image))?, image)))
                .collect();
            if found.is_empty() {
                continue;
            }
            found.sort_unstable();
            found.dedup_by_key(|(number, _)| *number);
            found.truncate(CVAT_FRAMES);
            self.count_from_zero(&mut found);
            return found;
        }
        Vec::new()
    }

    /// Other tools than CVAT count frames from one.
    fn count_from_zero(&self, found: &mut [(u32, u32)]) {
        let ends = found.first().zip(found.last());
        let Some(((1, _), (last, _))) = ends else {
            return;
        };
        if self.about.start == 0 && self.about.step <= 1 && Some(*last) == self.about.size {
            found.iter_mut().for_each(|(number, _)| *number -= 1);
        }
    }
}

/// Whether a name means nothing but itself to a shell, nor an option to a program.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-+=@".contains(c);
    !name.starts_with(['-', '+', '=', '@']) && name.chars().all(plain)
}

/// The number at the end of a file's name.
fn number(base: &str) -> Option<u32> {
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let name = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.get(name.len()..)?.parse().ok()
}
