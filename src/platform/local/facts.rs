//! What is said of a place beside its rows.

use crate::model::Text;

use super::files::Files;
use super::library::Library;
use super::nodes::Spot;

/// Facts about a library, dataset, split, job or item.
pub(super) fn facts(library: &Library, spot: Spot, files: &Files) -> Vec<(Text, Text)> {
    let mut facts: Vec<(Text, Text)> = Vec::new();
    let mut add = |name: &str, value: String| facts.push((name.into(), Text::line(&value)));
    match spot {
        Spot::Root | Spot::Library => {
            add("folder", files.place().to_string());
            add("datasets", library.datasets.len().to_string());
            add(
                "problems",
                (library.problems.len() + library.more_problems).to_string(),
            );
        }
        Spot::Dataset(d) => {
            if let Some(dataset) = library.datasets.get(d) {
                add("format", dataset.format.word().into());
                add("splits", dataset.splits.len().to_string());
            }
        }
        Spot::Split(d, s) | Spot::Job(d, s, _) => {
            if let Some(split) = library.split(d, s) {
                add("read from", split.from.to_string());
                add("labels", split.legend.labels.labels.len().to_string());
            }
        }
        Spot::Item(d, s, item) => {
            if let Some(split) = library.split(d, s) {
                add("file", split.items.path(item));
                add("annotations", split.count(item).to_string());
            }
        }
    }
    if library.stopped {
        add("reading", "stopped before the end".into());
    }
    facts
}
