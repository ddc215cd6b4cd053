//! What a reader has found, on its way into the library.

use crate::codec::draft::{Draft, LabelEntry};
use crate::codec::pack::Loose;
use crate::model::Text;

use super::super::super::again::Again;
use super::super::super::library::Library;

/// What waits to be taken into the library.
pub(super) enum News {
    Item {
        path: String,
        size: Option<(u32, u32)>,
        slot: u32,
        missing: bool,
    },
    Label(LabelEntry),
    Annotation(u32, Box<Draft>),
    /// The next one of the written, with its end there and the file's id of its label.
    Written(u32, Option<u64>, usize),
    Trouble(u32, Text),
    Again(u32, Again),
}

/// Takes what has waited into a split, in its order. `written` has the annotations that are packed
/// already.
pub(super) fn take(
    library: &mut Library,
    place: (usize, usize),
    waiting: impl Iterator<Item = News>,
    written: &Loose,
) {
    let mut from = 0;
    for news in waiting {
        match news {
            News::Written(slot, label, end) => {
                let one = written.get(from, end);
                from = end;
                let Some(split) = library.split_mut(place.0, place.1) else {
                    continue;
                };
                if !one.is_some_and(|one| split.add_written(slot, label, one)) {
                    too_many(library, place);
                }
            }
            news => take_one(library, place, news),
        }
    }
}

fn take_one(library: &mut Library, (d, s): (usize, usize), news: News) {
    let Some(split) = library.split_mut(d, s) else {
        return;
    };
    match news {
        News::Item {
            path,
            size,
            slot,
            missing,
        } => {
            let Some(number) = split.items.push(&path) else {
                let line = format!(
                    "{}: {path} is named twice; one set of annotations is not shown",
                    split.from
                );
                library.add_problem(Text::line(&line));
                return;
            };
            if let Some(item) = split.items.get_mut(number) {
                item.size = size.unwrap_or_default();
                item.slot = slot;
                item.missing = missing;
            }
            // Looked up only where something was decided; issues are counted when all is read.
            let decided = !library.state.items.is_empty()
                && library.datasets.get(d).is_some_and(|dataset| {
                    let split = dataset.splits.get(s).map_or("", |split| &split.id);
                    let key = Library::item_key(&dataset.id, split, &path);
                    library.state.items.contains_key(&key)
                });
            if decided {
                library.mark_item(d, s, number);
            }
        }
        News::Label(entry) => {
            let name = entry.label.name.clone();
            if !split.legend.define(entry) {
                let line = format!(
                    "{}: category '{name}' has an id that is taken; it is left out",
                    split.from
                );
                library.add_problem(Text::line(&line));
            }
        }
        News::Annotation(slot, draft) => {
            if !split.add(slot, &draft) {
                too_many(library, (d, s));
            }
        }
        // Taken with what was written.
        News::Written(..) => {}
        News::Again(slot, again) => {
            split.agains.insert(slot, again);
        }
        News::Trouble(slot, line) => {
            let lines = split.troubles.entry(slot).or_default();
            if lines.len() < 100 {
                lines.push(line);
            }
        }
    }
}

fn too_many(library: &mut Library, (d, s): (usize, usize)) {
    let from = library.split(d, s).map(|split| split.from.clone());
    let line = format!(
        "{}: an image has more annotations than the limit",
        from.unwrap_or_default()
    );
    library.add_problem(Text::line(&line));
}
