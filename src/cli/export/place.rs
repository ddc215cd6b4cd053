//! Where an export goes: a new directory or file, never within what is reviewed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::cli::error::{CliError, Kind};
use crate::model::Text;

/// What temporary names begin with.
const PREFIX: &str = ".vidimus-export-";

/// A place that nothing is at yet, by its real path.
#[derive(Debug)]
pub(super) struct Target {
    path: PathBuf,
    parent: PathBuf,
}

/// What is being made under another name; it is gone when it is dropped unfinished.
pub(super) struct Fresh {
    dir: TempDir,
}

impl Target {
    /// A directory that is new or empty, outside these folders.
    pub(super) fn directory(output: &Path, roots: &[PathBuf]) -> Result<Self, CliError> {
        let target = match fs::symlink_metadata(output) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::new(output)?,
            Err(error) => return Err(failed(output, &error)),
            Ok(_) => {
                // Through links, to where it really is.
                let path = fs::canonicalize(output).map_err(|error| failed(output, &error))?;
                let mut entries = fs::read_dir(&path).map_err(|error| match error.kind() {
                    io::ErrorKind::NotADirectory => taken(output),
                    _ => failed(output, &error),
                })?;
                if entries.next().is_some() {
                    return Err(CliError::usage(&format!(
                        "{} is not empty: name a new directory",
                        output.display()
                    )));
                }
                Self::new(&path)?
            }
        };
        target.outside(output, roots)
    }

    /// A file that is not there yet, outside these folders: within, it would be read as one of
    /// theirs the next time.
    pub(super) fn file(output: &Path, roots: &[PathBuf]) -> Result<Self, CliError> {
        match fs::symlink_metadata(output) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Self::new(output)?.outside(output, roots)
            }
            Err(error) => Err(failed(output, &error)),
            Ok(_) => Err(taken(output)),
        }
    }

    fn outside(self, output: &Path, roots: &[PathBuf]) -> Result<Self, CliError> {
        for root in roots {
            let root = fs::canonicalize(root).unwrap_or_else(|_| root.clone());
            if self.path.starts_with(&root) || root.starts_with(&self.path) {
                return Err(CliError::usage(&format!(
                    "{} lies in the folder that is reviewed, which is never written into: name a place outside {}",
                    output.display(),
                    root.display()
                )));
            }
        }
        Ok(self)
    }

    fn new(output: &Path) -> Result<Self, CliError> {
        let Some(name) = output.file_name() else {
            return Err(CliError::usage(&format!(
                "{} names nothing new",
                output.display()
            )));
        };
        let above = output
            .parent()
            .filter(|above| !above.as_os_str().is_empty());
        let above = above.unwrap_or(Path::new("."));
        let parent = fs::canonicalize(above).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                CliError::not_found(&format!("there is no directory {}", above.display()))
            }
            _ => failed(above, &error),
        })?;
        Ok(Self {
            path: parent.join(name),
            parent,
        })
    }

    /// Begins a directory under another name beside it.
    pub(super) fn begin(&self) -> Result<Fresh, CliError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(rights(0o777));
        let dir = builder.tempdir_in(&self.parent);
        Ok(Fresh {
            dir: dir.map_err(|error| failed(&self.path, &error))?,
        })
    }

    /// Writes a file under another name and gives it its own when it is whole.
    pub(super) fn write(
        &self,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<(), CliError> {
        let failed = |error: &dyn std::fmt::Display| failed(&self.path, error);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(rights(0o666));
        let file: NamedTempFile = builder
            .tempfile_in(&self.parent)
            .map_err(|error| failed(&error))?;
        let mut out = io::BufWriter::new(file);
        write(&mut out).map_err(|error| failed(&error))?;
        let file = out.into_inner().map_err(|error| failed(error.error()))?;
        file.as_file().sync_all().map_err(|error| failed(&error))?;
        file.persist_noclobber(&self.path)
            .map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => taken(&self.path),
                _ => failed(&error.error),
            })?;
        sync(&self.parent).map_err(|error| failed(&error))
    }
}

/// Rights of what is made, before the user's mask.
#[cfg(unix)]
fn rights(mode: u32) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(mode)
}

/// Names in a directory are on disk when it is.
fn sync(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> CliError {
    CliError::new(Kind::Failed, &error.to_string()).about(&Text::line(&path.to_string_lossy()))
}

fn taken(path: &Path) -> CliError {
    CliError::usage(&format!(
        "{} exists already: name a new place",
        path.display()
    ))
}

impl Fresh {
    /// A new file at a path within, with the folders above it.
    pub(super) fn file(&self, relative: &Path) -> io::Result<File> {
        File::create_new(self.place(relative)?)
    }

    /// A second name for a file that is somewhere else.
    pub(super) fn link(&self, original: &Path, relative: &Path) -> io::Result<()> {
        fs::hard_link(original, self.place(relative)?)
    }

    fn place(&self, relative: &Path) -> io::Result<PathBuf> {
        let inwards = |part| matches!(part, std::path::Component::Normal(_));
        if !relative.components().all(inwards) {
            return Err(io::Error::other("a path that leads out of the copy"));
        }
        let path = self.dir.path().join(relative);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        Ok(path)
    }

    /// Everything is there: it gets its name.
    pub(super) fn finish(self, target: &Target) -> Result<(), CliError> {
        let mut folders = BTreeSet::new();
        let all = walk(self.dir.path(), &mut folders);
        let named = all
            .and_then(|()| folders.iter().try_for_each(|folder| sync(folder)))
            // Onto an empty directory too, but onto nothing else.
            .and_then(|()| fs::rename(self.dir.path(), &target.path));
        named.map_err(|error| match error.kind() {
            io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory => taken(&target.path),
            _ => failed(&target.path, &error),
        })?;
        // Its temporary name is gone already.
        let _ = self.dir.keep();
        sync(&target.parent).map_err(|error| failed(&target.path, &error))
    }
}

/// All directories at and below one.
fn walk(directory: &Path, found: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    found.insert(directory.to_owned());
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), found)?;
        }
    }
    Ok(())
}
