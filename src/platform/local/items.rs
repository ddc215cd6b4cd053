//! A table of paths with little beside each: the items of a split, the files of a folder.
//!
//! Base names lie in one string, folders are kept once, and a hash table of numbers finds a path
//! again, so that a million items cost about 40 bytes each beyond their names.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

/// Paths with `/`, numbered in the order they were added.
#[derive(Debug, Default)]
pub struct Items {
    names: String,
    folders: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    items: Vec<Item>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Bytes of each folder's name that all folders share and rows leave out.
    shared: usize,
}

/// What is known of one item beside its path.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    start: u32,
    len: u16,
    /// The file is not there.
    pub missing: bool,
    /// Something of it could not be read.
    pub troubled: bool,
    folder: u32,
    /// Stated width and height in pixels, zero when not stated.
    pub size: (u32, u32),
    /// Number of its chain of annotations.
    pub slot: u32,
}

/// No chain of annotations.
pub const NO_SLOT: u32 = u32::MAX;

/// A path's folder, which ends in `/` unless it is the root, and the file's own name.
pub fn split(path: &str) -> (&str, &str) {
    match path.rfind('/') {
        Some(at) => path.split_at(at + 1),
        None => ("", path),
    }
}

impl Items {
    /// Adds a path. None when it is there already, or the table is full.
    pub fn push(&mut self, path: &str) -> Option<u32> {
        let (folder, base) = split(path);
        let folder = match self.folder_number(folder) {
            Some(number) => number,
            None => self.add_folder(folder)?,
        };
        let number = u32::try_from(self.items.len())
            .ok()
            .filter(|&n| n != u32::MAX)?;
        let start = u32::try_from(self.names.len()).ok()?;
        let len = u16::try_from(base.len()).ok()?;
        start.checked_add(u32::from(len))?;
        let hash = self.hasher.hash_one((folder, base));
        if self
            .table
            .find(hash, |&at| self.is(at, folder, base))
            .is_some()
        {
            return None;
        }
        self.names.push_str(base);
        self.items.push(Item {
            start,
            len,
            missing: false,
            troubled: false,
            folder,
            size: (0, 0),
            slot: NO_SLOT,
        });
        let Self {
            table,
            hasher,
            items,
            names,
            ..
        } = self;
        table.insert_unique(hash, number, |&at| {
            let item = items.get(at as usize);
            hasher.hash_one(item.map_or((0, ""), |item| (item.folder, base_of(names, item))))
        });
        Some(number)
    }

    fn add_folder(&mut self, folder: &str) -> Option<u32> {
        let number = u32::try_from(self.folders.len()).ok()?;
        self.shared = match self.folders.first() {
            None => folder.len(),
            Some(first) => {
                let limit = self.shared.min(first.len());
                let same = first
                    .bytes()
                    .zip(folder.bytes())
                    .take(limit)
                    .take_while(|(a, b)| a == b)
                    .count();
                // Whole folder names only.
                first
                    .get(..same)
                    .and_then(|same| same.rfind('/'))
                    .map_or(0, |at| at + 1)
            }
        };
        self.folders.push(folder.into());
        self.numbers.insert(folder.into(), number);
        Some(number)
    }

    fn is(&self, at: u32, folder: u32, base: &str) -> bool {
        self.get(at)
            .is_some_and(|item| item.folder == folder && base_of(&self.names, item) == base)
    }

    /// The number of a path.
    pub fn find(&self, path: &str) -> Option<u32> {
        let (folder, base) = split(path);
        self.find_in(self.folder_number(folder)?, base)
    }

    /// The number of a folder, which is given with a `/` at its end unless it is the root.
    pub fn folder_number(&self, folder: &str) -> Option<u32> {
        self.numbers.get(folder).copied()
    }

    /// The number of a file in a numbered folder.
    pub fn find_in(&self, folder: u32, base: &str) -> Option<u32> {
        let hash = self.hasher.hash_one((folder, base));
        self.table
            .find(hash, |&at| self.is(at, folder, base))
            .copied()
    }

    /// Paths held.
    pub fn len(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    /// What is known of an item.
    pub fn get(&self, at: u32) -> Option<&Item> {
        self.items.get(usize::try_from(at).ok()?)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, at: u32) -> Option<&mut Item> {
        self.items.get_mut(usize::try_from(at).ok()?)
    }

    /// The path of an item; empty for a number from elsewhere.
    pub fn path(&self, at: u32) -> String {
        let base = self.base(at);
        let mut path = String::with_capacity(self.folder(at).len() + base.len());
        path.push_str(self.folder(at));
        path.push_str(base);
        path
    }

    /// The folder of an item, ending in `/` unless it is the root.
    pub fn folder(&self, at: u32) -> &str {
        let folder = self
            .get(at)
            .and_then(|item| self.folders.get(item.folder as usize));
        folder.map_or("", |folder| folder)
    }

    /// The file's own name.
    pub fn base(&self, at: u32) -> &str {
        self.get(at).map_or("", |item| base_of(&self.names, item))
    }

    /// The path without the folders that all items share.
    pub fn name(&self, at: u32) -> Cow<'_, str> {
        let below = self.folder(at).get(self.shared..).unwrap_or_default();
        if below.is_empty() {
            Cow::Borrowed(self.base(at))
        } else {
            Cow::Owned(format!("{below}{}", self.base(at)))
        }
    }

    /// Gives back spare room.
    pub fn finish(&mut self) {
        self.names.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    /// Bytes held for each item beyond its name.
    #[cfg(test)]
    pub fn overhead(&self) -> usize {
        let table = self.table.capacity() * 8 / 7 * (size_of::<u32>() + 1);
        (self.items.capacity() * size_of::<Item>() + table) / self.items.len().max(1)
    }
}

fn base_of<'n>(names: &'n str, item: &Item) -> &'n str {
    let start = item.start as usize;
    names
        .get(start..start + usize::from(item.len))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_and_named() {
        let mut items = Items::default();
        assert_eq!(items.push("d/images/train/a.jpg"), Some(0));
        assert_eq!(items.name(0), "a.jpg");
        assert_eq!(items.push("d/images/val/a.jpg"), Some(1));
        assert_eq!(items.push("d/images/val/a.jpg"), None);
        assert_eq!(items.name(1), "val/a.jpg");
        assert_eq!(items.push("top.jpg"), Some(2));
        assert_eq!(items.name(0), "d/images/train/a.jpg");
        assert_eq!(items.find("d/images/val/a.jpg"), Some(1));
        assert_eq!(items.find("top.jpg"), Some(2));
        assert_eq!((items.find("a.jpg"), items.path(9)), (None, String::new()));
    }

    #[test]
    fn a_million_items_stay_small() {
        let mut items = Items::default();
        for n in 0..1_000_000 {
            items.push(&format!("images/{n:09}.jpg")).unwrap();
        }
        items.finish();
        assert!(items.overhead() <= 48, "{} bytes", items.overhead());
        assert_eq!(items.find("images/000777777.jpg"), Some(777_777));
    }
}
