//! Files that their paths alone do not lead to.

use std::collections::HashMap;
use std::path::PathBuf;

/// Real places of files and folders whose names are not UTF-8, and of masks that lie beside
/// annotations while pictures lie apart. What lies below such a folder is found by the folder.
#[derive(Debug, Default)]
pub(super) struct Odd {
    /// Within the source.
    pub(super) source: HashMap<String, PathBuf>,
    /// Of pictures that lie apart, by their paths below the folder of pictures.
    pub(super) apart: HashMap<String, PathBuf>,
}

impl Odd {
    fn table(&self, apart: bool) -> &HashMap<String, PathBuf> {
        match apart {
            true => &self.apart,
            false => &self.source,
        }
    }

    pub(super) fn table_mut(&mut self, apart: bool) -> &mut HashMap<String, PathBuf> {
        match apart {
            true => &mut self.apart,
            false => &mut self.source,
        }
    }

    /// Where a path leads by its own name or that of a folder above it.
    pub(super) fn place(&self, path: &str, apart: bool) -> Option<PathBuf> {
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
