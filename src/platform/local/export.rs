//! A dataset written again in its own format without what was rejected, and the items on which
//! anything was decided.
//!
//! Here only streams are made: where they go is the caller's to choose, and never the folder that
//! is reviewed. A verdict that was given to other content than there is now is not applied; it is
//! told.

mod documents;
mod drops;
mod files;
mod studio;

use std::collections::HashSet;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use crate::codec::without::{self, CutError, Cuts, Drops, json, lines, xml};
use crate::limits::JSON_BYTES;
use crate::model::{Id, NodeRef, Text};
use crate::platform::PlatformError;

use super::detect::{self, Plan};
use super::library::{Format, Library};
use super::load::Shared;
use super::nodes::Spot;
use super::{LocalPlatform, blocking};
use drops::SplitDrops;

/// A copy that can be written.
pub struct Copy {
    shared: Arc<Shared>,
    /// Names of the datasets in it, with their formats.
    pub datasets: Vec<(Text, &'static str)>,
    /// The annotation files.
    pub files: Vec<CopyFile>,
    /// Pictures of the items in it, as the library names them.
    pub pictures: Vec<String>,
    /// Rejections that are not applied.
    pub unapplied: Vec<Unapplied>,
    /// Rejected annotations that are left out.
    pub annotations: u64,
    /// Rejected items that are left out.
    pub items: u64,
}

/// One annotation file of a copy.
pub struct CopyFile {
    /// Its path, as the library names it.
    pub path: String,
    how: How,
}

/// A rejection that is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unapplied {
    /// The item.
    pub item: NodeRef,
    /// The annotation; none when it is the item's own verdict.
    pub annotation: Option<Id>,
    /// Why not.
    pub why: Why,
}

/// Why a rejection is not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The content is no longer what was judged.
    Changed,
    /// There is no such annotation any more.
    Gone,
    /// It is not a piece of an annotation file that could be left out alone: a part of a track, a
    /// mask in a picture, a line of a list, a tag of a whole image, one shape of a region.
    Elsewhere,
}

impl Why {
    /// The word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// How a file is copied.
#[derive(Debug)]
enum How {
    Whole,
    /// Without these lines.
    Lines(HashSet<u64>),
    /// Without what is dropped of a JSON file of many images.
    Elements(Format, Drops),
    /// Without what is dropped of a CVAT file, by the subset that a split is of.
    Subsets(Vec<(Option<String>, Drops)>),
    /// Without these objects and parts of a VOC file.
    Objects(HashSet<u32>),
    /// Without these tasks, results and regions of a Label Studio export.
    Tasks(studio::Tasks),
    /// Without these annotations of a JSON document of one image.
    Document(documents::Reader, HashSet<u32>),
}

impl LocalPlatform {
    /// Plans a copy of one dataset, or of all that have annotations. With `drop_items`, rejected
    /// items go too, with their pictures.
    ///
    /// # Errors
    /// No such dataset, a format that cannot be written, files that cannot be read.
    pub async fn copy_of(
        &self,
        dataset: Option<&str>,
        drop_items: bool,
    ) -> Result<Copy, PlatformError> {
        self.refresh().await;
        let shared = Arc::clone(&self.shared);
        let (account, batch) = (self.options.account.clone(), self.options.batch);
        let dataset = dataset.map(str::to_owned);
        blocking(move || {
            let planner = files::Planner {
                shared: &shared,
                node: &|library: &Library, spot: Spot| library.node(&account, spot, batch),
                drop_items,
            };
            let planned = planner.plan(dataset.as_deref())?;
            Ok(Copy {
                shared: Arc::clone(&shared),
                datasets: planned.datasets,
                files: planned.files,
                pictures: planned.pictures,
                unapplied: planned.unapplied,
                annotations: planned.annotations,
                items: planned.items,
            })
        })
        .await
    }

    /// The items of a dataset (or of all) on which anything was decided or an issue was opened, in
    /// the order of the library.
    ///
    /// # Errors
    /// No such dataset.
    pub async fn decided(&self, dataset: Option<&str>) -> Result<Vec<NodeRef>, PlatformError> {
        self.refresh().await;
        let library = self.shared.read();
        let chosen = chosen(&library, dataset)?;
        let mut nodes = Vec::new();
        for d in chosen {
            let splits = library.datasets.get(d).map_or(0, |set| set.splits.len());
            for s in 0..splits {
                let items = drops::decided(&library, (d, s));
                let node = |item| self.node(&library, Spot::Item(d, s, item));
                nodes.extend(items.into_iter().map(node));
            }
        }
        Ok(nodes)
    }

    /// Folders that are read and therefore never written into.
    pub fn roots(&self) -> Vec<PathBuf> {
        self.shared.files.roots()
    }
}

/// The numbers of the datasets that are meant.
fn chosen(library: &Library, dataset: Option<&str>) -> Result<Vec<usize>, PlatformError> {
    let Some(wanted) = dataset else {
        return Ok((0..library.datasets.len()).collect());
    };
    let found = library.datasets.iter().position(|set| set.id == wanted);
    found.map(|at| vec![at]).ok_or_else(|| {
        let names: Vec<&str> = library.datasets.iter().map(|set| set.id.as_str()).collect();
        PlatformError::NotFound(Text::line(&format!(
            "dataset {wanted} (there are: {})",
            names.join(", ")
        )))
    })
}

impl Copy {
    /// Writes one file. Answers how many annotations were left out.
    ///
    /// # Errors
    /// Reading or writing fails, the file is broken or has changed since it was read.
    pub fn write(&self, file: &CopyFile, out: &mut dyn Write) -> Result<u64, CutError> {
        let cuts = match &file.how {
            How::Whole => Cuts::default(),
            How::Lines(numbers) => {
                let cuts = lines::cuts(&self.text(&file.path)?, numbers);
                unchanged(numbers.len(), 0, &cuts)?
            }
            How::Elements(format, drops) => {
                let mut stream = self.open(&file.path)?;
                let cuts = match format {
                    Format::Datumaro => json::datumaro_cuts(&mut stream, drops)?,
                    _ => json::coco_cuts(&mut stream, drops)?,
                };
                unchanged(drops.count(), drops.images.len(), &cuts)?
            }
            How::Subsets(subsets) => {
                let (mut all, mut count, mut images) = (Cuts::default(), 0, 0);
                for (subset, drops) in subsets {
                    let mut stream = self.open(&file.path)?;
                    all = all.and(xml::cvat_cuts(&mut stream, subset.as_deref(), drops)?);
                    count += drops.count();
                    images += drops.images.len();
                }
                unchanged(count, images, &all)?
            }
            How::Objects(wanted) => {
                let cuts = xml::voc_cuts(&self.text(&file.path)?, wanted);
                unchanged(wanted.len(), 0, &cuts)?
            }
            How::Tasks(tasks) => {
                let cuts = studio::cuts(&mut self.open(&file.path)?, tasks)?;
                let (annotations, whole) = studio::count(tasks);
                unchanged(annotations, whole, &cuts)?
            }
            How::Document(reader, wanted) => {
                let text = self.text(&file.path)?;
                let mut reader = reader.clone();
                let key = reader.key();
                let mut count = |text: &[u8]| reader.count(text);
                let cuts = json::document_cuts(&text, key, wanted, &mut count)?;
                unchanged(wanted.len(), 0, &cuts)?
            }
        };
        without::copy(&mut self.open(&file.path)?, &cuts, out)?;
        Ok(cuts.annotations)
    }

    /// A file of one image, which is read whole.
    fn text(&self, path: &str) -> std::io::Result<Vec<u8>> {
        let mut text = Vec::new();
        self.open(path)?.take(JSON_BYTES).read_to_end(&mut text)?;
        Ok(text)
    }

    fn open(&self, path: &str) -> std::io::Result<Box<dyn Read + Send>> {
        self.shared.files.open(path).map(|(stream, _)| stream)
    }

    /// The path of a file or picture in the copy.
    pub fn relative(&self, path: &str) -> PathBuf {
        self.shared.files.relative(path)
    }

    /// Where a picture lies in the file system, if it does.
    pub fn place_of(&self, picture: &str) -> Option<PathBuf> {
        self.shared.files.place_of(picture)
    }

    /// The bytes of a picture.
    ///
    /// # Errors
    /// The system's.
    pub fn picture(&self, picture: &str) -> std::io::Result<Box<dyn Read + Send>> {
        self.open(picture)
    }
}

/// The cuts, if they are as many as were decided on.
fn unchanged(annotations: usize, images: usize, cuts: &Cuts) -> Result<Cuts, CutError> {
    let same = |count: u64, wanted: usize| usize::try_from(count) == Ok(wanted);
    match same(cuts.annotations, annotations) && same(cuts.images, images) {
        true => Ok(cuts.clone()),
        false => Err(CutError::Changed),
    }
}
