//! The local platform: a folder of images with exported annotations, reviewed in place.
//!
//! Levels: library (the folder) → dataset → split or subfolder → job (batch of items) → item.
//! The folder is only ever read; decisions live in the store.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{AccountId, Text};
use crate::store::Store;

use super::PlatformError;

/// Where the files come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder of the file system.
    Folder(PathBuf),
    /// Files built into the program: relative path with `/`, bytes.
    Bundle(&'static [(&'static str, &'static [u8])]),
}

/// How a folder is opened.
#[derive(Clone, Debug)]
pub struct LocalOptions {
    /// Account name for links and operations.
    pub account: AccountId,
    /// The library's name on screen.
    pub name: Text,
    /// Who decides.
    pub user: Text,
    /// Items in a job, at least 1.
    pub batch: u32,
    /// Nothing can be changed; the text says why.
    pub read_only: Option<Text>,
}

/// An opened folder.
pub struct LocalPlatform {
    _store: Store,
}

impl LocalPlatform {
    /// Opens a folder. Returns at once: the scan goes on in the background and reports through
    /// `Platform::events`; lists show what has been read so far.
    ///
    /// # Errors
    /// When the folder is not there or cannot be read at all.
    pub fn open(
        _source: Source,
        _options: LocalOptions,
        store: Store,
    ) -> Result<Arc<Self>, PlatformError> {
        Ok(Arc::new(Self { _store: store }))
    }
}
