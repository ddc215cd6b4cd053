//! Reads Dataloop JSON: `json/…/NAME.json` beside `items/…/NAME`, one file an item.

use crate::codec::dataloop;
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
        what: "Dataloop",
        limit: JSON_BYTES,
        near: &|path| {
            let (folder, base) = path.rsplit_once('/').unwrap_or(("", path));
            let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
            // The item's own path begins at the folder of items.
            let whole = format!("/{folder}/");
            let (root, below) = whole.split_once("/json/").unwrap_or((&whole, ""));
            let items = format!("{root}/items");
            let mirrored = format!("{items}/{below}");
            let mut beside = each::pictures(mirrored.trim_matches('/'), stem);
            beside.extend(each::pictures(folder, stem));
            (items, beside)
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
            dataloop::read(text, id, base, &mut seen, feed)
        },
    );
}
