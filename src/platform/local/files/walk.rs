//! Finds every file below a folder, in the order of people.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::limits::{FOLDER_DEPTH, FOLDER_FILES};
use crate::model::Text;

use super::natural::sort;
use super::{Files, Tree, is_image, is_mask};

/// Which files of a folder are kept.
#[derive(Clone, Copy)]
pub(super) enum Takes<'w> {
    All,
    /// Pictures below this path, and everything else.
    PicturesBelow(&'w str),
    Pictures,
    Others,
}

/// A folder on its way into a tree.
pub(super) struct Walk<'w> {
    pub(super) files: &'w Files,
    /// The folder that is walked.
    pub(super) root: &'w Path,
    pub(super) takes: Takes<'w>,
    pub(super) tree: Tree,
    /// Folders entered, by their real place, so that links never lead in circles.
    pub(super) seen: HashSet<PathBuf>,
    pub(super) stopped: &'w dyn Fn() -> bool,
    pub(super) problem: &'w mut dyn FnMut(Text),
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
    pub(super) fn root(&mut self, root: &'w Path, takes: Takes<'w>) {
        (self.root, self.takes) = (root, takes);
        let canonical = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        // Each root is entered whatever the other has seen: they take different files.
        self.seen = HashSet::from([canonical.clone()]);
        self.folder(root, &canonical, "", 0);
    }

    pub(super) fn add(&mut self, path: &str) {
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
