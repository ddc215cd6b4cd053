//! Where the files are: a folder of the file system or files built into the program, behind one
//! small set of questions. Nothing is ever written.

mod natural;
mod odd;
mod walk;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::time::UNIX_EPOCH;

use crate::model::Text;
use crate::platform::PlatformError;

use super::Source;
use super::detect::label_paths;
use super::items::Items;
use odd::Odd;
use walk::{Takes, Walk};

pub use natural::natural;

/// The files of a source, by relative path with `/`.
#[derive(Debug)]
pub struct Files {
    source: Source,
    pictures: Pictures,
    /// Real places of what its path alone does not lead to.
    odd: RwLock<Odd>,
}

/// Where pictures are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Pictures {
    /// Beside everything else.
    #[default]
    Everywhere,
    /// Only below this folder of the source: its path with `/` at the end.
    Below(String),
    /// In a folder of their own; their paths are relative to it.
    Apart(PathBuf),
}

/// Everything found in a source, sorted as people sort (2 before 10).
#[derive(Debug, Default)]
pub struct Tree {
    /// Picture files, by extension.
    pub images: Items,
    /// All other files.
    pub others: Items,
    /// Masks beside annotations, where pictures were said to lie elsewhere.
    pub masks: Items,
    /// Where pictures were looked for, when that was said: a path within the source with `/` at
    /// the end, empty for a folder of their own.
    pub pictures: Option<String>,
    /// With pictures apart from everything else: other files by their base name, where only one
    /// has it.
    by_name: HashMap<String, Option<u32>>,
}

/// Extensions of pictures.
pub const IMAGE_EXTENSIONS: [&str; 9] = [
    "jpg", "jpeg", "jfif", "png", "webp", "bmp", "tif", "tiff", "gif",
];

/// The extension in lower case.
pub fn extension(path: &str) -> String {
    let base = path.rsplit('/').next().unwrap_or(path);
    base.rsplit_once('.')
        .map_or(String::new(), |(_, extension)| {
            extension.to_ascii_lowercase()
        })
}

/// Folders of a Pascal VOC dataset whose pictures are masks.
pub const MASK_FOLDERS: [&str; 2] = ["SegmentationClass", "SegmentationObject"];

/// Whether a picture is a mask, by a folder above it.
fn is_mask(path: &str) -> bool {
    let mut folders = path.split('/').rev().skip(1);
    folders.any(|folder| MASK_FOLDERS.contains(&folder))
}

/// Whether a file is a picture, by its name.
pub fn is_image(path: &str) -> bool {
    let base = path.rsplit('/').next().unwrap_or(path);
    base.rsplit_once('.').is_some_and(|(_, extension)| {
        IMAGE_EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

impl Files {
    /// The files of a source.
    ///
    /// # Errors
    /// When a folder is not there, is none or cannot be listed.
    pub fn new(source: Source) -> Result<Self, PlatformError> {
        if let Source::Folder(root) = &source {
            let place = Text::line(&root.to_string_lossy());
            let list = fs::read_dir(root);
            list.map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => PlatformError::NotFound(place),
                io::ErrorKind::PermissionDenied => {
                    PlatformError::Denied(Text::line(&format!("{place}: {error}")))
                }
                _ => PlatformError::Io(Text::line(&format!("{place}: {error}"))),
            })?;
        }
        Ok(Self {
            source,
            pictures: Pictures::Everywhere,
            odd: RwLock::default(),
        })
    }

    /// The same with pictures looked for in one folder alone, within the source or elsewhere.
    ///
    /// # Errors
    /// As [`Files::new`]; a bundle has its own pictures.
    pub fn with_pictures(mut self, folder: PathBuf) -> Result<Self, PlatformError> {
        let Source::Folder(root) = &self.source else {
            return Err(PlatformError::Unsupported(
                "other pictures for files that are built in".into(),
            ));
        };
        Self::new(Source::Folder(folder.clone()))?;
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (root, folder) = (real(root), real(&folder));
        self.pictures = match folder.strip_prefix(&root).map(Path::to_str) {
            Ok(Some("")) => Pictures::Everywhere,
            Ok(Some(below)) => Pictures::Below(format!("{below}/")),
            _ => Pictures::Apart(folder),
        };
        Ok(self)
    }

    /// The place, for people.
    pub fn place(&self) -> Text {
        match &self.source {
            Source::Folder(root) => Text::line(&root.to_string_lossy()),
            Source::Bundle(_) => "bundled".into(),
        }
    }

    fn real(&self, path: &str) -> Option<PathBuf> {
        let Source::Folder(root) = &self.source else {
            return None;
        };
        let root = match &self.pictures {
            Pictures::Apart(folder) if is_image(path) => folder,
            _ => root,
        };
        Some(self.odd_place(path).unwrap_or_else(|| root.join(path)))
    }

    /// Where a path leads that does not tell it by itself.
    fn odd_place(&self, path: &str) -> Option<PathBuf> {
        let apart = matches!(&self.pictures, Pictures::Apart(_)) && is_image(path);
        self.odd.read().ok()?.place(path, apart)
    }

    /// The real path of a file below its root, whatever its name is made of.
    pub fn relative(&self, path: &str) -> PathBuf {
        let below = self.odd_place(path).and_then(|real| {
            let mut roots = self.roots().into_iter();
            roots.find_map(|root| real.strip_prefix(root).map(Path::to_owned).ok())
        });
        below.unwrap_or_else(|| PathBuf::from(path))
    }

    /// Folders that are read from, which nothing is ever written into.
    pub fn roots(&self) -> Vec<PathBuf> {
        let source = match &self.source {
            Source::Folder(root) => Some(root.clone()),
            Source::Bundle(_) => None,
        };
        let pictures = match &self.pictures {
            Pictures::Apart(folder) => Some(folder.clone()),
            _ => None,
        };
        source.into_iter().chain(pictures).collect()
    }

    /// Where a file of the file system is.
    pub fn place_of(&self, path: &str) -> Option<PathBuf> {
        self.real(path)
    }

    /// A file's stream and length.
    ///
    /// # Errors
    /// The system's; also for what is no regular file.
    pub fn open(&self, path: &str) -> io::Result<(Box<dyn Read + Send>, u64)> {
        if let Source::Bundle(files) = &self.source {
            let found = files.iter().find(|(name, _)| *name == path);
            let (_, bytes) = found.ok_or(io::ErrorKind::NotFound)?;
            return Ok((Box::new(*bytes), bytes.len() as u64));
        }
        let real = self.real(path).ok_or(io::ErrorKind::NotFound)?;
        let meta = fs::metadata(&real)?;
        if !meta.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        Ok((Box::new(fs::File::open(&real)?), meta.len()))
    }

    /// A file's stream from an offset on, and the file's length.
    ///
    /// # Errors
    /// The system's; also for what is no regular file.
    pub fn open_at(&self, path: &str, at: u64) -> io::Result<(Box<dyn Read + Send>, u64)> {
        if let Some(real) = self.real(path) {
            let meta = fs::metadata(&real)?;
            if !meta.is_file() {
                return Err(io::Error::other("not a regular file"));
            }
            let mut file = fs::File::open(&real)?;
            file.seek(io::SeekFrom::Start(at))?;
            return Ok((Box::new(file), meta.len()));
        }
        let (mut stream, len) = self.open(path)?;
        io::copy(&mut stream.by_ref().take(at), &mut io::sink())?;
        Ok((stream, len))
    }

    /// The first bytes of a file, and whether they are all.
    ///
    /// # Errors
    /// The system's.
    pub fn head(&self, path: &str, limit: u64) -> io::Result<(Vec<u8>, bool)> {
        let (stream, len) = self.open(path)?;
        let mut bytes = Vec::with_capacity(usize::try_from(len.min(limit)).unwrap_or(0));
        stream.take(limit).read_to_end(&mut bytes)?;
        Ok((bytes, len <= limit))
    }

    /// A whole file.
    ///
    /// # Errors
    /// Not there, unreadable, or longer than the limit.
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, PlatformError> {
        let name = Text::line(path);
        match self.head(path, limit) {
            Ok((bytes, true)) => Ok(bytes),
            Ok((_, false)) => Err(PlatformError::TooLarge(Text::line(&format!(
                "{name} is larger than {} MB",
                limit / 1_048_576
            )))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(PlatformError::NotFound(name))
            }
            Err(error) => Err(PlatformError::Io(Text::line(&format!("{name}: {error}")))),
        }
    }

    /// Changes whenever the file does: from its time and length.
    pub fn revision(&self, path: &str) -> u64 {
        let Some(meta) = self.real(path).and_then(|real| fs::metadata(real).ok()) else {
            return 0;
        };
        let modified = meta
            .modified()
            .ok()
            .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let nanos = modified.map_or(0, |since| {
            u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
        });
        nanos.rotate_left(24) ^ meta.len()
    }

    /// Finds every file. `stopped` is asked now and then; `problem` hears of what cannot be
    /// entered.
    pub fn walk(&self, stopped: &dyn Fn() -> bool, problem: &mut dyn FnMut(Text)) -> Tree {
        let mut walk = Walk {
            files: self,
            root: Path::new(""),
            takes: Takes::All,
            tree: Tree::default(),
            seen: HashSet::new(),
            stopped,
            problem,
        };
        match (&self.source, &self.pictures) {
            (Source::Folder(root), Pictures::Everywhere) => walk.root(root, Takes::All),
            (Source::Folder(root), Pictures::Below(below)) => {
                walk.root(root, Takes::PicturesBelow(below));
                walk.tree.pictures = Some(below.clone());
            }
            (Source::Folder(root), Pictures::Apart(folder)) => {
                walk.root(root, Takes::Others);
                walk.root(folder, Takes::Pictures);
                walk.tree.pictures = Some(String::new());
                walk.tree.name_others();
            }
            (Source::Bundle(files), _) => {
                let mut names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
                names.sort_by(|a, b| natural(a, b));
                names.into_iter().for_each(|name| walk.add(name));
            }
        }
        walk.tree
    }
}

impl Tree {
    /// The label file of an image, from the first usual place that has one. Where pictures lie
    /// apart also from anywhere, when only one file has its name.
    pub fn labels_of(&self, image: &str) -> Option<String> {
        let beside = label_paths(image);
        let found = beside
            .into_iter()
            .find(|path| self.others.find(path).is_some());
        found.or_else(|| {
            let base = image.rsplit('/').next()?;
            let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
            let number = self.by_name.get(&format!("{stem}.txt"))?;
            number.map(|number| self.others.path(number))
        })
    }

    fn name_others(&mut self) {
        for number in 0..self.others.len() {
            let base = self.others.base(number).to_owned();
            self.by_name
                .entry(base)
                .and_modify(|known| *known = None)
                .or_insert(Some(number));
        }
    }
}

#[cfg(test)]
mod tests;
