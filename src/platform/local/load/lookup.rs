//! Finds the files that annotation files name, which often lie elsewhere than the file says.

use std::collections::HashMap;

use super::super::detect;
use super::super::files::Tree;
use super::super::items::{Items, split};

/// The images of a folder, as one annotation file means them.
pub struct Lookup<'t> {
    images: &'t Items,
    /// Folders below which a name is looked for, in this order.
    prefixes: Vec<String>,
    /// The place of the prefix under which the last one was found, which is tried first.
    last: usize,
    /// The folder that was named last, and where it is.
    named: Option<(String, Vec<Place>)>,
    by_name: Option<HashMap<&'t str, Option<u32>>>,
}

/// A folder of pictures that is meant by a name below a prefix.
#[derive(Clone, Copy, Debug)]
struct Place {
    prefix: usize,
    folder: u32,
}

impl<'t> Lookup<'t> {
    /// For an annotation file and its split.
    pub fn new(tree: &'t Tree, file: &str, split: &str) -> Self {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        let mut prefixes: Vec<String> = Vec::new();
        // Where pictures were said to be comes first.
        for root in [
            tree.pictures.as_deref().unwrap_or(folder),
            folder,
            above,
            "",
        ] {
            for tail in [
                "".to_owned(),
                format!("images/{split}"),
                "images".to_owned(),
                split.to_owned(),
                format!("{split}/images"),
            ] {
                let prefix = detect::normal(&format!("{root}/{tail}"));
                if !prefixes.contains(&prefix) {
                    prefixes.push(prefix);
                }
            }
        }
        Self {
            images: &tree.images,
            prefixes,
            last: 0,
            named: None,
            by_name: None,
        }
    }

    /// The image that a file name means, by place or by a base name that only one image has.
    pub fn find(&mut self, file: &str) -> Option<u32> {
        let file = detect::as_normal(file);
        let (folder, base) = split(&file);
        self.look_at(folder);
        let places = self.named.as_ref().map_or(&[][..], |(_, places)| places);
        let found = |place: &Place| Some((place.prefix, self.images.find_in(place.folder, base)?));
        let first = places.iter().filter(|place| place.prefix == self.last);
        if let Some((prefix, image)) = first.chain(places).find_map(found) {
            self.last = prefix;
            return Some(image);
        }
        let images = self.images;
        let names = self.by_name.get_or_insert_with(|| {
            let mut names = HashMap::new();
            for image in 0..images.len() {
                names
                    .entry(images.base(image))
                    .and_modify(|known| *known = None)
                    .or_insert(Some(image));
            }
            names
        });
        names.get(base).copied().flatten()
    }

    /// Finds out where a folder may be, unless it was the last one that was asked for: most images
    /// of a file are in one.
    fn look_at(&mut self, folder: &str) {
        if self.named.as_ref().is_some_and(|(last, _)| last == folder) {
            return;
        }
        let places = self.prefixes.iter().enumerate();
        let places = places.filter_map(|(prefix, above)| {
            let number = if above.is_empty() {
                self.images.folder_number(folder)
            } else {
                self.images.folder_number(&format!("{above}/{folder}"))
            };
            let folder = number?;
            Some(Place { prefix, folder })
        });
        self.named = Some((folder.to_owned(), places.collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[&str]) -> Tree {
        let mut tree = Tree::default();
        for path in paths {
            tree.images.push(path);
        }
        tree
    }

    #[test]
    fn names_are_found_below_the_usual_folders_and_where_the_last_one_was() {
        let tree = tree(&[
            "a.jpg",
            "set/images/train/a.jpg",
            "set/images/train/deep/b.jpg",
            "set/train/a.jpg",
            "set/train/c.jpg",
            "elsewhere/d.jpg",
            "elsewhere/e.jpg",
            "other/e.jpg",
        ]);
        let mut lookup = Lookup::new(&tree, "set/annotations/train.json", "train");
        let mut path = |name: &str| lookup.find(name).map(|image| tree.images.path(image));
        let some = |path: &str| Some(path.to_owned());
        assert_eq!(path("deep/b.jpg"), some("set/images/train/deep/b.jpg"));
        assert_eq!(path("a.jpg"), some("set/images/train/a.jpg"));
        assert_eq!(path("c.jpg"), some("set/train/c.jpg"));
        assert_eq!(path("./a.jpg"), some("set/train/a.jpg"));
        assert_eq!(path("..\\deep\\b.jpg"), some("set/images/train/deep/b.jpg"));
        assert_eq!(path("any/where/d.jpg"), some("elsewhere/d.jpg"));
        // Two are called so.
        assert_eq!(path("any/where/e.jpg"), None);
        assert_eq!(path("f.jpg"), None);
    }
}
