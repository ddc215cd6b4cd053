//! What one JSON file is, by its first keys.

use std::io::Read;
use std::ops::ControlFlow;

use crate::codec::draft::Position;
use crate::codec::frames::{FrameError, Want, frames, list};
use crate::limits::JSON_BYTES;
use crate::platform::label_studio::export;

use super::super::super::files::Files;
use super::super::super::library::Format;

/// What a file is.
pub enum Kind {
    /// A whole dataset or split.
    Whole(Format),
    /// The annotations of one image.
    Each(Format),
    /// The head of a Supervisely project.
    Project {
        /// Of images, not of anything else.
        images: bool,
    },
    /// Something else, for this reason.
    Strange(String),
}

/// Keys of one object that are looked at.
const KEYS: usize = 24;

/// Looks at a file.
///
/// # Errors
/// In words, for files that cannot be read or are broken where it matters.
pub fn look(files: &Files, path: &str) -> Result<Kind, String> {
    let (mut head, _) = files.head(path, 64).map_err(|error| error.to_string())?;
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    match head.trim_ascii_start().first() {
        Some(b'[') => listed(files, path),
        _ => object(files, path),
    }
}

/// What is known of an object so far.
#[derive(Default)]
struct Seen {
    keys: Vec<String>,
    kind: Option<Kind>,
    project: Option<String>,
}

impl Seen {
    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|known| known == key)
    }

    /// What a key means, by the first byte of its value.
    fn key(&mut self, key: &str, first: u8) -> Want {
        if self.keys.len() < KEYS {
            self.keys.push(key.to_owned());
        }
        self.kind = match (key, first) {
            ("images", b'[') => Some(Kind::Whole(Format::Coco)),
            ("items", b'[') | ("categories", b'{') => Some(Kind::Whole(Format::Datumaro)),
            ("shapes", b'[') => Some(Kind::Each(Format::LabelMe)),
            ("objects", b'[') if self.has("size") || self.has("tags") => {
                Some(Kind::Each(Format::Supervisely))
            }
            ("size", b'{') if self.has("objects") => Some(Kind::Each(Format::Supervisely)),
            _ => None,
        };
        match (key, &self.kind) {
            (_, Some(_)) => Want::Stop,
            ("annotations", _) if first == b'[' => Want::Elements,
            ("projectType", _) if first == b'"' => Want::Whole,
            _ => Want::Skip,
        }
    }

    /// What the first annotation means.
    fn annotation(&mut self, body: &[u8]) -> ControlFlow<()> {
        let keys = keys(body);
        let has = |key: &str| keys.iter().any(|known| known == key);
        self.kind = if has("image_id") {
            Some(Kind::Whole(Format::Coco))
        } else if has("type") && (has("coordinates") || has("metadata")) {
            Some(Kind::Each(Format::Dataloop))
        } else if has("result") {
            Some(Kind::Strange(
                "one task of Label Studio; only lists of tasks are read".into(),
            ))
        } else {
            // Whatever it is, it is called as COCO calls it; the reader says what is wrong.
            Some(Kind::Whole(Format::Coco))
        };
        ControlFlow::Break(())
    }

    /// What it is, after all keys.
    fn concluded(self) -> Kind {
        if let Some(kind) = self.kind {
            return kind;
        }
        if self.has("classes") && (self.has("tags") || self.project.is_some()) {
            let images = self.project.is_none_or(|kind| kind == "images");
            return Kind::Project { images };
        }
        let item = self.has("filename") || self.has("itemMetadata") || self.has("datasetId");
        match (self.has("annotations"), item) {
            (true, true) => Kind::Each(Format::Dataloop),
            (true, false) => Kind::Whole(Format::Coco),
            (false, _) => Kind::Strange(format!(
                "no annotations of a known format (its keys: {})",
                self.keys
                    .iter()
                    .take(8)
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        }
    }
}

fn object(files: &Files, path: &str) -> Result<Kind, String> {
    let (stream, length) = files.open(path).map_err(|error| error.to_string())?;
    let seen = std::cell::RefCell::new(Seen::default());
    let result = frames(
        &mut stream.take(JSON_BYTES),
        Position::START,
        &mut |key, first| seen.borrow_mut().key(key, first),
        &mut |frame| match (frame.key, frame.body) {
            ("annotations", Ok(body)) if frame.element => seen.borrow_mut().annotation(body),
            ("projectType", Ok(body)) => {
                let kind = serde_json::from_slice(body).unwrap_or_default();
                seen.borrow_mut().project = Some(kind);
                ControlFlow::Continue(())
            }
            _ => ControlFlow::Continue(()),
        },
    );
    let seen = seen.into_inner();
    match result {
        // Of a longer file only the beginning was looked at: there the end is no mistake.
        Err(error @ FrameError::Syntax { .. }) if seen.kind.is_none() && length <= JSON_BYTES => {
            Err(format!("not read: {error}"))
        }
        Err(FrameError::Io(error)) if seen.kind.is_none() => Err(error.to_string()),
        _ => Ok(seen.concluded()),
    }
}

/// A list: of tasks, or of something that is not read.
fn listed(files: &Files, path: &str) -> Result<Kind, String> {
    let (stream, length) = files.open(path).map_err(|error| error.to_string())?;
    let mut first: Option<Vec<String>> = None;
    let result = list(
        &mut stream.take(JSON_BYTES),
        Position::START,
        &mut |frame| {
            first = Some(frame.body.map(keys).unwrap_or_default());
            ControlFlow::Break(())
        },
    );
    let Some(keys) = first else {
        return match result {
            Err(error) if length <= JSON_BYTES => Err(format!("not read: {error}")),
            _ => Ok(Kind::Strange("no annotations (an empty list)".into())),
        };
    };
    let has = |key: &str| keys.iter().any(|known| known == key);
    let names: Vec<&str> = keys.iter().map(String::as_str).collect();
    let tasks = has("annotations") || has("predictions") || has("completions");
    Ok(
        if (has("data") && (tasks || names.len() <= 3)) || export::is_min(&names) {
            Kind::Whole(Format::LabelStudio)
        } else if has("image_id") && has("category_id") {
            Kind::Strange("results of COCO without their images; they are not read".into())
        } else {
            let names = names.iter().take(8).copied().collect::<Vec<_>>();
            Kind::Strange(format!(
                "a list of no known format (keys of its first element: {})",
                names.join(", ")
            ))
        },
    )
}

/// The keys of an object.
fn keys(body: &[u8]) -> Vec<String> {
    let mut keys = Vec::new();
    let mut text = body;
    // Whatever is broken later is the reader's to say.
    let _ = frames(
        &mut text,
        Position::START,
        &mut |key, _| {
            keys.push(key.to_owned());
            match keys.len() < KEYS {
                true => Want::Skip,
                false => Want::Stop,
            }
        },
        &mut |_| ControlFlow::Continue(()),
    );
    keys
}
