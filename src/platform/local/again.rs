//! What is read again from its file when an item is looked at: whole tasks of Label Studio exports,
//! whose texts, results and relations would fill the memory, and pictures that are written into
//! annotation files.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use crate::codec::{labelme, raster};
use crate::limits::{JSON_BYTES, PICTURE_BYTES};
use crate::model::{ContentHash, ItemDetail, NodeRef, Text};
use crate::platform::PlatformError;
use crate::platform::label_studio::config::Config;
use crate::platform::label_studio::export;

use super::detail;
use super::files::Files;

/// Where the content of an item stands, beyond what is packed.
#[derive(Clone, Debug)]
pub enum Again {
    /// Its picture is written into this LabelMe file.
    Picture(Arc<str>),
    /// It is a task of an export.
    Task(Arc<Task>),
}

/// A value of a task's data, and the file here that it stands for.
pub type Linked = (Box<str>, Option<Box<str>>);

/// A task of an export.
#[derive(Debug)]
pub struct Task {
    /// The file.
    pub file: Arc<str>,
    /// Where its text begins, in bytes.
    pub at: u64,
    /// How long its text is.
    pub len: u64,
    /// The hash over its results.
    pub hash: ContentHash,
    /// The label configuration that lies beside the file.
    pub config: Option<Arc<Config>>,
    /// Values of its data in order, pictures first, each with the file here that it stands for.
    pub media: Box<[Linked]>,
}

impl Task {
    /// Its text. The file may have changed since.
    ///
    /// # Errors
    /// In words, when the file cannot be read.
    pub fn text(&self, files: &Files) -> Result<Vec<u8>, Text> {
        let words = |error: io::Error| Text::line(&format!("{}: {error}", self.file));
        let (mut stream, _) = files.open_at(&self.file, self.at).map_err(words)?;
        let mut bytes = Vec::new();
        stream
            .by_ref()
            .take(self.len.min(JSON_BYTES))
            .read_to_end(&mut bytes)
            .map_err(words)?;
        Ok(bytes)
    }

    /// The file that a value of its data stands for.
    fn file_of(&self, value: &str) -> Option<&str> {
        let found = self.media.iter().find(|(own, _)| **own == *value);
        found?.1.as_deref()
    }

    /// Everything on it, without the reviewer's decisions.
    ///
    /// # Errors
    /// In words, when the file cannot be read or is another by now.
    pub fn detail(&self, files: &Files, node: NodeRef) -> Result<ItemDetail, Text> {
        let text = self.text(files)?;
        let media = Media { task: self, files };
        let detail = export::detail(&text, self.config.clone(), &media, node)
            .map_err(|why| Text::line(&format!("{}: {}: {why}", self.file, changed())))?;
        match detail.hash == self.hash {
            true => Ok(detail),
            false => Err(Text::line(&format!("{}: {}", self.file, changed()))),
        }
    }

    /// Its picture of a number: bytes, and what changes with them.
    fn picture(&self, files: &Files, number: u8) -> Result<(Vec<u8>, u64), PlatformError> {
        let nothing = || PlatformError::Unsupported("a picture of this task".into());
        let (value, file) = self.media.get(usize::from(number)).ok_or_else(nothing)?;
        if let Some(file) = file {
            return Ok((files.read(file, PICTURE_BYTES)?, files.revision(file)));
        }
        if value.starts_with("data:") {
            return self.inline(files, number);
        }
        Err(PlatformError::NotFound(Text::line(value)))
    }

    /// A picture that is written into the data.
    fn inline(&self, files: &Files, number: u8) -> Result<(Vec<u8>, u64), PlatformError> {
        let broken = |why: Text| PlatformError::Malformed(why);
        let text = self.text(files).map_err(broken)?;
        let values = export::pictures(&text, self.config.as_deref()).map_err(broken)?;
        let value = values.get(usize::from(number));
        let bytes = value.and_then(|value| export::inline(value));
        let bytes = bytes
            .ok_or_else(|| broken("the picture that stands in the data cannot be read".into()))?;
        Ok((bytes, files.revision(&self.file)))
    }
}

fn changed() -> &'static str {
    "the file has changed since it was opened; open the folder again"
}

/// The picture of an item that has none in a file of its own.
///
/// # Errors
/// When it cannot be read.
pub fn picture(again: &Again, files: &Files, number: u8) -> Result<(Vec<u8>, u64), PlatformError> {
    match again {
        Again::Task(task) => task.picture(files, number),
        Again::Picture(file) => {
            let text = files.read(file, JSON_BYTES)?;
            let bytes = labelme::picture(&text)
                .map_err(|why| PlatformError::Malformed(Text::line(&format!("{file}: {why}"))))?;
            Ok((bytes, files.revision(file)))
        }
    }
}

/// The files of a task.
struct Media<'m> {
    task: &'m Task,
    files: &'m Files,
}

impl export::Media for Media<'_> {
    fn size(&self, value: &str) -> Option<(u32, u32)> {
        if let Some(bytes) = export::inline(value) {
            return raster::size(&bytes).ok();
        }
        let file = self.task.file_of(value)?;
        detail::header(self.files, file)
            .ok()
            .map(detail::Header::displayed)
    }

    fn text(&self, value: &str, most: usize) -> Result<Vec<u8>, Text> {
        let file = self.task.file_of(value);
        let file = file.ok_or_else(|| Text::line(&format!("{value} is not in the folder")))?;
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        self.files
            .read(file, most)
            .map_err(|error| Text::line(&error.to_string()))
    }
}

/// What is read again, by an item's slot.
pub type Agains = HashMap<u32, Again>;
