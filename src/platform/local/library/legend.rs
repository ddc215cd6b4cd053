//! The labels of a split. Annotations may name one before it is defined, or one that never is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::codec::draft::LabelEntry;
use crate::model::{Id, LabelSet, Text};

/// The labels of a split, with what the file calls them.
#[derive(Debug, Default)]
pub struct Legend {
    /// The labels in the file's order.
    pub labels: Arc<LabelSet>,
    edges: Vec<Arc<[(u16, u16)]>>,
    /// Number given at first sight, by the file's id.
    numbers: HashMap<Id, u32>,
    /// Place in `labels`, by number.
    places: Vec<Option<u32>>,
}

impl Legend {
    /// The number of a label, by the file's id; given at first sight.
    pub fn number(&mut self, id: &Id) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(None);
        self.numbers.insert(id.clone(), number);
        number
    }

    /// Adds a label; false when the id is taken.
    pub fn define(&mut self, entry: LabelEntry) -> bool {
        let number = self.number(&entry.id);
        let place = u32::try_from(self.labels.labels.len()).ok();
        let Some(known @ None) = self.places.get_mut(number as usize) else {
            return false;
        };
        *known = place;
        Arc::make_mut(&mut self.labels).labels.push(entry.label);
        self.edges.push(entry.edges);
        true
    }

    /// The number of a label that was met before, by the file's id.
    pub fn known(&self, id: &Id) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The place of a numbered label in the set; `u32::MAX` when it was never defined.
    pub fn place(&self, number: Option<u32>) -> u32 {
        let place = number.and_then(|number| self.places.get(number as usize));
        place.copied().flatten().unwrap_or(u32::MAX)
    }

    /// The name of a numbered label.
    pub fn name(&self, number: Option<u32>) -> Option<&Text> {
        self.labels.get(self.place(number)).map(|label| &label.name)
    }

    /// The edges of a label by its place.
    pub(super) fn edges(&self, place: u32) -> Option<&Arc<[(u16, u16)]>> {
        self.edges.get(usize::try_from(place).ok()?)
    }

    /// Ids that annotations use and nothing defines.
    pub fn undefined(&self) -> Vec<Text> {
        let unknown = |number: u32| {
            self.places
                .get(number as usize)
                .is_some_and(Option::is_none)
        };
        let ids = self.numbers.iter().filter(|(_, number)| unknown(**number));
        let mut ids: Vec<Text> = ids.map(|(id, _)| Text::line(&id.to_string())).collect();
        ids.sort();
        ids
    }
}
