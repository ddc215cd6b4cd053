//! Reads LabelMe JSON: one file an image.

use crate::codec::labelme;
use crate::codec::seen::Seen;
use crate::limits::JSON_BYTES;

use super::super::detect::Plan;
use super::super::files::Tree;
use super::each::{self, Document};
use super::{Claims, Shared};

/// Reads one split.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    let mut seen = Seen::default();
    let each = each::Files {
        what: "LabelMe",
        limit: JSON_BYTES,
        near: &|path| {
            let (folder, base) = path.rsplit_once('/').unwrap_or(("", path));
            let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
            (folder.to_owned(), each::pictures(folder, stem))
        },
    };
    each::read(
        shared,
        tree,
        plan,
        place,
        claims,
        &each,
        |document, feed| {
            let Document { text, id, path } = document;
            let base = path.rsplit('/').next().unwrap_or(path);
            labelme::read(text, id, base, &mut seen, feed)
        },
    );
}
