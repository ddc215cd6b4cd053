//! Where the files are: a folder of the file system or files built into the program, behind one
//! small set of questions. Nothing is ever written.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::time::UNIX_EPOCH;

use crate::limits::{FOLDER_DEPTH, FOLDER_FILES};
use crate::model::Text;
use crate::platform::PlatformError;

use super::Source;
use super::detect::label_paths;
use super::items::Items;

/// The files of a source, by relative path with `/`.
#[derive(Debug)]
pub struct Files {
    source: Source,
    pictures: Pictures,
    /// Real places of what its path alone does not lead to.
    odd: RwLock<Odd>,
}

/// Real places of files and folders whose names are not UTF-8, and of masks that lie beside
/// annotations while pictures lie apart. What lies below such a folder is found by the folder.
#[derive(Debug, Default)]
struct Odd {
    /// Within the source.
    source: HashMap<String, PathBuf>,
    /// Of pictures that lie apart, by their paths below the folder of pictures.
    apart: HashMap<String, PathBuf>,
}

impl Odd {
    fn table(&self, apart: bool) -> &HashMap<String, PathBuf> {
        match apart {
            true => &self.apart,
            false => &self.source,
        }
    }

    fn table_mut(&mut self, apart: bool) -> &mut HashMap<String, PathBuf> {
        match apart {
            true => &mut self.apart,
            false => &mut self.source,
        }
    }

    /// Where a path leads by its own name or that of a folder above it.
    fn place(&self, path: &str, apart: bool) -> Option<PathBuf> {
        let table = self.table(apart);
        if table.is_empty() {
            return None;
        }
        if let Some(place) = table.get(path) {
            return Some(place.clone());
        }
        // The innermost one knows where those above it lead.
        path.rmatch_indices('/').find_map(|(at, _)| {
            let (folder, below) = (path.get(..at)?, path.get(at + 1..)?);
            Some(table.get(folder)?.join(below))
        })
    }
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
        let (root, apart) = match &self.pictures {
            Pictures::Apart(folder) if is_image(path) => (folder, true),
            _ => (root, false),
        };
        let odd = self.odd.read().ok()?.place(path, apart);
        Some(odd.unwrap_or_else(|| root.join(path)))
    }

    /// The real path of a file below its root, whatever its name is made of.
    pub fn relative(&self, path: &str) -> PathBuf {
        let real = self.real(path);
        let below = real.and_then(|real| {
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

/// Which files of a folder are kept.
#[derive(Clone, Copy)]
enum Takes<'w> {
    All,
    /// Pictures below this path, and everything else.
    PicturesBelow(&'w str),
    Pictures,
    Others,
}

struct Walk<'w> {
    files: &'w Files,
    /// The folder that is walked.
    root: &'w Path,
    takes: Takes<'w>,
    tree: Tree,
    /// Folders entered, by their real place, so that links never lead in circles.
    seen: HashSet<PathBuf>,
    stopped: &'w dyn Fn() -> bool,
    problem: &'w mut dyn FnMut(Text),
}

/// What a folder holds.
#[derive(Default)]
struct Found {
    files: Vec<String>,
    folders: Vec<String>,
    /// Names that are not UTF-8: as they are shown, where they are, whether it is a folder.
    odd: Vec<(String, PathBuf, bool)>,
}

impl<'w> Walk<'w> {
    fn root(&mut self, root: &'w Path, takes: Takes<'w>) {
        (self.root, self.takes) = (root, takes);
        let canonical = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        // Each root is entered whatever the other has seen: they take different files.
        self.seen = HashSet::from([canonical.clone()]);
        self.folder(root, &canonical, "", 0);
    }

    fn add(&mut self, path: &str) {
        let picture = is_image(path);
        let taken = match self.takes {
            Takes::All => true,
            Takes::PicturesBelow(below) => !picture || path.starts_with(below),
            Takes::Pictures => picture,
            Takes::Others => !picture,
        };
        let table = match (picture, taken) {
            (true, true) => &mut self.tree.images,
            (false, true) => &mut self.tree.others,
            // Masks belong to annotations, wherever pictures are.
            (true, false) if is_mask(path) => &mut self.tree.masks,
            (_, false) => return,
        };
        if table.push(path).is_none() {
            (self.problem)(Text::line(&format!(
                "{path}: left out: its name is too long or known already"
            )));
            return;
        }
        if picture && !taken && matches!(self.takes, Takes::Others) {
            let real = self.place(path);
            if let Ok(mut odd) = self.files.odd.write() {
                odd.apart.insert(path.to_owned(), real);
            }
        }
    }

    /// Whether the folder of pictures is walked that lie apart.
    fn is_apart(&self) -> bool {
        matches!(self.takes, Takes::Pictures)
    }

    /// Where a path of the folder that is walked leads.
    fn place(&self, path: &str) -> PathBuf {
        let odd = self.files.odd.read().ok();
        let odd = odd.and_then(|odd| odd.place(path, self.is_apart()));
        odd.unwrap_or_else(|| self.root.join(path))
    }

    fn folder(&mut self, real: &Path, canonical: &Path, path: &str, depth: usize) {
        if depth > FOLDER_DEPTH {
            (self.problem)(Text::line(&format!(
                "{path}: folders nest too deeply, not entered"
            )));
            return;
        }
        let entries = match fs::read_dir(real) {
            Ok(entries) => entries,
            Err(error) => {
                (self.problem)(Text::line(&format!("{path}: {error}")));
                return;
            }
        };
        let mut found = Found::default();
        for entry in entries {
            if found.files.len() % 4_096 == 0 && (self.stopped)() {
                return;
            }
            match entry {
                Ok(entry) => self.entry(&entry, path, &mut found),
                Err(error) => (self.problem)(Text::line(&format!("{path}: {error}"))),
            }
        }
        self.odd_names(&mut found);
        let Found {
            mut files,
            mut folders,
            ..
        } = found;
        sort(&mut files);
        sort(&mut folders);
        for name in files {
            if (self.tree.images.len() as usize + self.tree.others.len() as usize) >= FOLDER_FILES {
                (self.problem)(Text::line(&format!(
                    "{path}: more files than the limit, the rest is left out"
                )));
                return;
            }
            self.add(&name);
        }
        for name in folders {
            self.enter(canonical, &name, depth);
        }
    }

    /// Takes names in that are not UTF-8. Two that look the same, or like another name, cannot be
    /// told apart by their paths: one of them is shown, the same one each time.
    fn odd_names(&mut self, found: &mut Found) {
        if found.odd.is_empty() {
            return;
        }
        found.odd.sort();
        let mut known: HashSet<String> = HashSet::new();
        known.extend(found.files.iter().chain(&found.folders).cloned());
        for (path, real, is_folder) in std::mem::take(&mut found.odd) {
            if !known.insert(path.clone()) {
                (self.problem)(Text::line(&format!(
                    "{path}: left out: its name is not UTF-8 and looks like that of another"
                )));
                continue;
            }
            if let Ok(mut odd) = self.files.odd.write() {
                odd.table_mut(self.is_apart()).insert(path.clone(), real);
            }
            match is_folder {
                true => found.folders.push(path),
                false => found.files.push(path),
            }
        }
    }

    fn entry(&mut self, entry: &fs::DirEntry, path: &str, found: &mut Found) {
        let os_name = entry.file_name();
        let name = os_name.to_string_lossy();
        if name.starts_with('.') || name == "__MACOSX" {
            return;
        }
        let full = format!("{path}{name}");
        // Known without asking the file system again, except for links.
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_symlink() => {
                fs::metadata(entry.path()).map(|meta| meta.file_type())
            }
            other => other,
        };
        match kind {
            Ok(kind) if (kind.is_dir() || kind.is_file()) && os_name.to_str().is_none() => {
                found.odd.push((full, entry.path(), kind.is_dir()));
            }
            Ok(kind) if kind.is_dir() => found.folders.push(full),
            Ok(kind) if kind.is_file() => found.files.push(full),
            Ok(_) => {}
            Err(error) => (self.problem)(Text::line(&format!("{full}: {error}"))),
        }
    }

    fn enter(&mut self, above: &Path, name: &str, depth: usize) {
        let real = self.place(name);
        let linked = fs::symlink_metadata(&real).is_ok_and(|meta| meta.is_symlink());
        let canonical = match (linked, real.file_name()) {
            (false, Some(base)) => above.join(base),
            _ => fs::canonicalize(&real).unwrap_or_else(|_| real.clone()),
        };
        if self.seen.insert(canonical.clone()) {
            self.folder(&real, &canonical, &format!("{name}/"), depth + 1);
        } else {
            (self.problem)(Text::line(&format!(
                "{name}: leads to a folder that is read already"
            )));
        }
    }
}

/// Sorts naturally, cheaply when names have one length or are plain.
fn sort(names: &mut [String]) {
    if !names.is_sorted_by(|a, b| natural(a, b) != Ordering::Greater) {
        names.sort_unstable_by(|a, b| natural(a, b));
    }
}

/// As people sort: digits by their number, letters whatever their case; ties by bytes.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a.as_bytes(), b.as_bytes());
    loop {
        match (x.split_first(), y.split_first()) {
            (Some((p, rest_x)), Some((q, rest_y))) => {
                if p.is_ascii_digit() && q.is_ascii_digit() {
                    let ((n, after_x), (m, after_y)) = (digits(x), digits(y));
                    match n.len().cmp(&m.len()).then(n.cmp(m)) {
                        Ordering::Equal => (x, y) = (after_x, after_y),
                        other => return other,
                    }
                    continue;
                }
                match p.to_ascii_lowercase().cmp(&q.to_ascii_lowercase()) {
                    Ordering::Equal => (x, y) = (rest_x, rest_y),
                    other => return other,
                }
            }
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
        }
    }
}

/// Leading digits without their zeros, and the rest.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let zeros = number.iter().take_while(|&&byte| byte == b'0').count();
    (number.get(zeros..).unwrap_or_default(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_do() {
        let mut names = ["b10", "B9", "b010", "a", "b9x", "b", "é", "10", "9"].map(String::from);
        sort(&mut names);
        assert_eq!(
            names,
            ["9", "10", "a", "b", "B9", "b9x", "b010", "b10", "é"]
        );
    }

    #[test]
    fn masks_stay_with_their_annotations_wherever_pictures_are() {
        let dir = tempfile::tempdir().unwrap();
        let (root, apart) = (dir.path().join("V"), dir.path().join("pictures"));
        let mask = "SegmentationClass/b.png";
        for folder in ["SegmentationClass", "JPEGImages"] {
            fs::create_dir_all(root.join(folder)).unwrap();
            fs::write(root.join(folder).join("b.png"), folder).unwrap();
        }
        fs::create_dir_all(&apart).unwrap();
        fs::write(apart.join("b.png"), "apart").unwrap();
        let walk = |pictures: PathBuf| {
            let files = Files::new(Source::Folder(root.clone())).unwrap();
            let files = files.with_pictures(pictures).unwrap();
            let tree = files.walk(&|| false, &mut |problem| panic!("{problem}"));
            (files, tree)
        };
        for pictures in [apart.clone(), root.join("JPEGImages")] {
            let (files, tree) = walk(pictures);
            assert_eq!((tree.images.len(), tree.masks.len()), (1, 1));
            assert_eq!(tree.masks.path(0), mask);
            assert_eq!(files.read(mask, 99).unwrap(), b"SegmentationClass");
            assert_eq!(files.relative(mask), Path::new(mask));
        }
        let (files, _) = walk(apart);
        assert_eq!(files.read("b.png", 99).unwrap(), b"apart");
    }

    #[cfg(unix)]
    #[test]
    fn links_in_circles_odd_names_and_holes_do_no_harm() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/2.jpg"), "x").unwrap();
        fs::write(root.join("a/b/10.JPG"), "xy").unwrap();
        fs::write(root.join(".hidden.jpg"), "x").unwrap();
        fs::write(root.join(OsStr::from_bytes(b"odd\xff.jpg")), "odd").unwrap();
        for (name, text) in [(&b"x\xff"[..], "other"), (b"x\xfe", "below")] {
            let folder = root.join(OsStr::from_bytes(name)).join("y");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("in.txt"), text).unwrap();
        }
        std::os::unix::fs::symlink(root, root.join("a/loop")).unwrap();
        std::os::unix::fs::symlink(root.join("nowhere"), root.join("dead.jpg")).unwrap();
        std::os::unix::fs::symlink(root.join("a/b/2.jpg"), root.join("link.jpg")).unwrap();
        let files = Files::new(Source::Folder(root.into())).unwrap();
        let mut problems = Vec::new();
        let tree = files.walk(&|| false, &mut |problem| problems.push(problem));
        let paths: Vec<String> = (0..tree.images.len())
            .map(|n| tree.images.path(n))
            .collect();
        assert_eq!(
            paths,
            ["link.jpg", "odd\u{fffd}.jpg", "a/b/2.jpg", "a/b/10.JPG"]
        );
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert_eq!(files.read("x\u{fffd}/y/in.txt", 9).unwrap(), b"below");
        assert_eq!(
            files.relative("x\u{fffd}/y/in.txt").as_os_str(),
            OsStr::from_bytes(b"x\xfe/y/in.txt")
        );
        assert_eq!(files.read("odd\u{fffd}.jpg", 10).unwrap(), b"odd");
        assert!(matches!(
            files.read("a/b/10.JPG", 1),
            Err(PlatformError::TooLarge(_))
        ));
        assert!(matches!(
            files.read("gone.jpg", 1),
            Err(PlatformError::NotFound(_))
        ));
        assert!(matches!(files.read("a", 1), Err(PlatformError::Io(_))));
        assert!(Files::new(Source::Folder(root.join("nowhere"))).is_err());
    }
}
