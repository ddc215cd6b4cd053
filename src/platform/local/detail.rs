//! One item with everything on it, in displayed pixels.
//!
//! Whether an annotation tool meant stored or displayed pixels is told by the size it states:
//! when that is the stored size of a picture whose orientation swaps its sides, coordinates are
//! turned with the picture; else they are taken as displayed, which is what tools show.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use image::{ImageDecoder, ImageReader};

use crate::codec::draft::Form;
use crate::codec::orient;
use crate::limits::PICTURE_BYTES;
use crate::model::{
    Annotation, Attribute, Id, ItemDetail, Judgement, NodeRef, Orientation, Shape, Text,
};

use super::again::{self, Again};
use super::files::Files;
use super::library::{Library, Split};

/// Bytes of a JPEG that hold its header nearly always.
const HEADER_BYTES: u64 = 256 * 1024;

/// What a picture's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Stored width and height in pixels.
    pub stored: (u32, u32),
    /// How stored pixels become the displayed picture.
    pub orientation: Orientation,
}

impl Header {
    /// Width and height as displayed.
    pub fn displayed(self) -> (u32, u32) {
        let (width, height) = self.stored;
        if self.orientation.swaps_sides() {
            (height, width)
        } else {
            (width, height)
        }
    }
}

/// Reads a picture's header; of a long JPEG only the beginning.
///
/// # Errors
/// In words for the item's problem line.
pub fn header(files: &Files, path: &str) -> Result<Header, Text> {
    let short = files
        .head(path, HEADER_BYTES)
        .map_err(|error| Text::line(&error.to_string()))?;
    if let (bytes, complete) = &short
        && (*complete || bytes.starts_with(&[0xff, 0xd8]))
    {
        let read = header_of(bytes);
        if read.is_ok() || *complete {
            return read;
        }
    }
    let bytes = files
        .read(path, PICTURE_BYTES)
        .map_err(|error| Text::line(&error.to_string()))?;
    header_of(&bytes)
}

fn header_of(bytes: &[u8]) -> Result<Header, Text> {
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    let text = |error: &dyn std::fmt::Display| Text::line(&error.to_string());
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| text(&error))?;
    let mut decoder = reader.into_decoder().map_err(|error| text(&error))?;
    // A picture without readable EXIF is shown as stored.
    let exif = decoder
        .orientation()
        .map_or(1, |orientation| orientation.to_exif());
    Ok(Header {
        stored: decoder.dimensions(),
        orientation: Orientation::from_exif(u32::from(exif)),
    })
}

/// What is read under the library's lock; the picture's header is added afterwards.
pub struct Raw {
    node: NodeRef,
    name: Text,
    /// The file.
    pub path: String,
    stated: Option<(u32, u32)>,
    /// The file is known not to be there.
    pub missing: bool,
    fractions: bool,
    annotations: Vec<(Annotation, Form)>,
    detail: ItemDetail,
    again: Option<Again>,
    /// Verdicts on single annotations.
    verdicts: HashMap<Id, Judgement>,
}

/// Gathers an item without touching files. `key` is the item's, for its decisions.
pub fn gather(library: &Library, split: &Split, item: u32, node: NodeRef, key: &str) -> Raw {
    let decided = library.state.items.get(key);
    let mut facts = Vec::new();
    let mut annotations = Vec::new();
    let mut hashes = Vec::new();
    let video = split.video_frame(item);
    let again = split.again(item).cloned();
    let drafts = match &again {
        Some(Again::Task(_)) => Vec::new(),
        _ => split.drafts(item),
    };
    for (draft, id, label) in drafts {
        let form = draft.form.clone();
        let mut annotation = draft.into_annotation(id, label);
        annotation.hash = split.hash(&annotation);
        hashes.push(annotation.hash);
        if annotation.shape == Shape::Tag && annotation.label == u32::MAX {
            facts.append(&mut annotation.attributes);
            continue;
        }
        // How it comes to be there is no content: other key frames do not make a verdict stale.
        let trace = video.as_ref().and_then(|video| video.trace(&annotation.id));
        annotation.attributes.extend(trace.map(|trace| Attribute {
            name: "track".into(),
            value: trace.how.clone(),
        }));
        annotation.verdict = decided
            .and_then(|decided| decided.annotations.get(&annotation.id))
            .cloned();
        annotations.push((annotation, form));
    }
    annotations.sort_by_key(|(annotation, _)| annotation.z);
    let known = split.items.get(item);
    let mut problems = known
        .and_then(|known| split.troubles.get(&known.slot))
        .cloned()
        .unwrap_or_default();
    if !split.complete && library.growing {
        problems.push("annotations are still being read".into());
    } else if library.stopped && !split.complete {
        problems.push("reading was stopped: annotations may be missing".into());
    }
    let name = Text::line(&split.items.name(item));
    Raw {
        path: split.items.path(item),
        stated: known.map(|known| known.size).filter(|size| size.0 > 0),
        missing: known.is_some_and(|known| known.missing),
        fractions: split.fractions,
        annotations,
        detail: ItemDetail {
            node: node.clone(),
            name: name.clone(),
            size: None,
            annotations: Vec::new(),
            labels: Arc::clone(&split.legend.labels),
            facts,
            pictures: Vec::new(),
            contents: Vec::new(),
            results: Vec::new(),
            relations: Vec::new(),
            pictured: true,
            video: video.map(Box::new),
            problems,
            hash: crate::codec::hash::item(hashes),
            verdict: decided.and_then(|decided| decided.judgement.clone()),
            flagged: decided.is_some_and(|decided| decided.flagged),
        },
        node,
        name,
        verdicts: match &again {
            Some(Again::Task(_)) => decided
                .map(|decided| decided.annotations.clone())
                .unwrap_or_default(),
            _ => HashMap::new(),
        },
        again,
    }
}

/// A task of an export with the reviewer's decisions.
fn finish_task(raw: Raw, task: &again::Task, files: &Files) -> ItemDetail {
    let mut known = raw.detail;
    match task.detail(files, raw.node) {
        Ok(mut detail) => {
            for annotation in &mut detail.annotations {
                annotation.verdict = raw.verdicts.get(&annotation.id).cloned();
            }
            for result in &mut detail.results {
                result.verdict = raw.verdicts.get(&result.id).cloned();
            }
            known.problems.append(&mut detail.problems);
            if raw.missing {
                let line = format!("{}: the picture is missing", raw.path);
                known.problems.push(Text::line(&line));
            }
            ItemDetail {
                name: raw.name,
                problems: known.problems,
                verdict: known.verdict,
                flagged: known.flagged,
                ..detail
            }
        }
        Err(why) => {
            known.problems.push(why);
            known.pictured = false;
            known
        }
    }
}

/// Puts the annotations into displayed pixels.
pub fn finish(raw: Raw, files: &Files) -> ItemDetail {
    if let Some(Again::Task(task)) = raw.again.clone() {
        return finish_task(raw, &task, files);
    }
    let Raw {
        node,
        name,
        path,
        stated,
        missing,
        fractions,
        annotations,
        mut detail,
        again,
        verdicts: _,
    } = raw;
    (detail.node, detail.name) = (node, name);
    let header = match again {
        Some(again) => again::picture(&again, files, 0)
            .map_err(|error| Text::line(&error.to_string()))
            .and_then(|(bytes, _)| header_of(&bytes)),
        None if missing => Err("the picture is missing".into()),
        None => header(files, &path),
    };
    let place = match &header {
        Ok(header) => *header,
        Err(why) => {
            detail.problems.push(Text::line(&format!("{path}: {why}")));
            let stored = stated.unwrap_or((0, 0));
            Header {
                stored,
                orientation: Orientation::Normal,
            }
        }
    };
    let displayed = place.displayed();
    detail.size = Some(displayed).filter(|size| size.0 > 0);
    let stored_pixels = place.orientation.swaps_sides()
        && stated == Some(place.stored)
        && stated != Some(displayed);
    if let (Some((width, height)), Ok(_)) = (stated, &header)
        && stated != Some(displayed)
        && !stored_pixels
    {
        detail.problems.push(Text::line(&format!(
            "{path}: the annotations state {width} × {height} pixels, the picture has {} × {}",
            displayed.0, displayed.1
        )));
    }
    if fractions && detail.size.is_none() && !annotations.is_empty() {
        detail
            .problems
            .push("without the picture's size, places are fractions of it".into());
    }
    for (mut annotation, form) in annotations {
        if fractions && detail.size.is_some() {
            // Picture sides are far below 2^24, where f32 is exact.
            let (width, height) = (displayed.0 as f32, displayed.1 as f32);
            annotation.shape = match form {
                Form::Corners(corners) => {
                    let scaled =
                        corners.map(|p| crate::model::Point::new(p.x * width, p.y * height));
                    orient::from_corners(scaled)
                }
                _ => orient::scale(&annotation.shape, width, height),
            };
        } else if stored_pixels {
            annotation.shape = orient::turn(
                &annotation.shape,
                place.orientation,
                place.stored.0,
                place.stored.1,
            );
        }
        detail.annotations.push(annotation);
    }
    if place.orientation != Orientation::Normal {
        detail.facts.push(Attribute {
            name: "orientation".into(),
            value: Text::line(match stored_pixels {
                true => "turned by EXIF, annotations with it",
                false => "turned by EXIF",
            }),
        });
    }
    detail
}
