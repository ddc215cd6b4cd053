//! Reads one dataset of a Supervisely project: `ann/NAME.json` beside `img/NAME`.

use crate::codec::supervisely::{self, Meta};
use crate::limits::JSON_BYTES;
use crate::model::Text;

use super::super::detect::Plan;
use super::super::files::Tree;
use super::each::{self, Document};
use super::{Claims, Shared};

/// Reads one split. `plan.from` is the project's `meta.json`.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    // Annotations alone, without the project around them, are read as they are.
    let mut meta = (!plan.from.ends_with("meta.json")).then(Meta::default);
    let each = each::Files {
        what: "Supervisely",
        limit: JSON_BYTES,
        near: &|path| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let dataset = folder.strip_suffix("ann").unwrap_or(folder);
            (format!("{dataset}img"), Vec::new())
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
            let meta = meta.get_or_insert_with(|| {
                let bytes = shared.files.read(&plan.from, JSON_BYTES);
                let bytes = bytes.map_err(|error| Text::line(&error.to_string()));
                bytes
                    .and_then(|bytes| Meta::read(&bytes, feed))
                    .unwrap_or_else(|why| {
                        shared.problem(Text::line(&format!("{}: {why}", plan.from)));
                        Meta::default()
                    })
            });
            let base = path.rsplit('/').next().unwrap_or(path);
            // The name of the picture with its extension; very old files leave that out.
            let name = base.strip_suffix(".json").unwrap_or(base);
            supervisely::read(text, id, name, meta, feed)
        },
    );
}
