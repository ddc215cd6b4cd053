//! The database's files on disk: made for their owner alone.
//!
//! An existing database file is never opened here, only looked at by name: closing any descriptor
//! of it would drop the locks that another connection of this process holds on it
//! (<https://www.sqlite.org/howtocorrupt.html>, "posix advisory locks").

use std::collections::hash_map::RandomState;
use std::fs::{DirBuilder, OpenOptions, Permissions};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::model::Text;

use super::StoreError;

const OWNER_FILE: u32 = 0o600;
const OWNER_DIRECTORY: u32 = 0o700;
const OTHERS: u32 = 0o077;

/// Makes sure that the file is there and that only its owner can read it.
pub(super) fn prepare(path: &Path) -> Result<(), StoreError> {
    let refuse = |why: String| StoreError::Open {
        path: path.into(),
        why: Text::line(&why),
    };
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(refuse("it is not a file".into())),
        Ok(_) => protect(path)
            .map_err(|error| refuse(format!("others can read it, and it stays so: {error}"))),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            create(path).map_err(|error| refuse(format!("it cannot be made: {error}")))
        }
        Err(error) => Err(refuse(error.to_string())),
    }
}

/// The name of a file that SQLite keeps beside the database.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Takes the rights of others away. SQLite gives its side files the database's mode when it makes
/// them, so they only need mending together with it.
fn protect(path: &Path) -> io::Result<()> {
    // Behind a link, the side files stand beside what it leads to.
    let path = path.canonicalize()?;
    for file in [path.clone(), beside(&path, "-wal"), beside(&path, "-shm")] {
        match std::fs::metadata(&file) {
            Ok(found) if found.permissions().mode() & OTHERS == 0 => {}
            Ok(_) => std::fs::set_permissions(&file, Permissions::from_mode(OWNER_FILE))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes an empty file under another name and then links it into place: it is private from the
/// first moment, and no descriptor of it is open once others can find it.
fn create(path: &Path) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(OWNER_DIRECTORY)
            .create(directory)?;
    }
    // The standard library's only source of randomness; two programs may start at once.
    let number = RandomState::new().build_hasher().finish();
    let draft = beside(path, &format!(".new-{number:016x}"));
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(OWNER_FILE)
        .open(&draft)?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => create_in_place(path),
        _ => Ok(()),
    }
}

/// For file systems without hard links: there the name itself is made.
fn create_in_place(path: &Path) -> io::Result<()> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(OWNER_FILE)
        .open(path);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
