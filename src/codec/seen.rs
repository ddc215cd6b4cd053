//! Labels of formats that define none: each is told when it is first seen.

use std::collections::HashSet;

use crate::model::Id;

use super::draft::{LabelEntry, Sink};

/// The labels seen so far, over all files of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Seen(HashSet<String>);

impl Seen {
    /// The id of a label, by its name; told to the sink at first sight.
    pub fn label(&mut self, name: &str, sink: &mut dyn Sink) -> Id {
        let id = Id::name(name);
        if !self.0.contains(name) {
            self.0.insert(name.to_owned());
            let mut entry = LabelEntry::named(id.clone(), name);
            entry.label.id = Some(id.clone());
            sink.label(entry);
        }
        id
    }

    /// Takes note of a label that was told in another way; false when it is known already.
    pub fn note(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }
}
