//! The labels of an item: those of the project, and those that only its results name.

use std::collections::HashMap;
use std::sync::Arc;

use crate::limits::STUDIO_LABELS;
use crate::model::{Id, Label, LabelSet, Text};

use super::super::config::{Config, named_color};

/// Labels under way.
pub struct Labels<'a> {
    config: &'a Config,
    extra: Vec<Label>,
    places: HashMap<String, u32>,
}

impl<'a> Labels<'a> {
    /// Those of the project.
    pub fn new(config: &'a Config) -> Self {
        Self {
            config,
            extra: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// The label that a result of a control has. One that the configuration does not have is drawn
    /// all the same.
    pub fn of(&mut self, control: &str, key: &str) -> u32 {
        match self.config.label(control, key) {
            Some(place) => place,
            None => self.extra(&format!("{control}/{key}"), key),
        }
    }

    /// A label that stands for a control.
    pub fn of_control(&mut self, control: &str) -> u32 {
        match control.is_empty() {
            true => u32::MAX,
            false => self.extra(&format!("{control}/"), control),
        }
    }

    fn extra(&mut self, id: &str, name: &str) -> u32 {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        let place = self.config.labels.labels.len() + self.extra.len();
        let Some(place) = u32::try_from(place)
            .ok()
            .filter(|_| self.extra.len() < STUDIO_LABELS)
        else {
            return u32::MAX;
        };
        self.places.insert(id.to_owned(), place);
        self.extra.push(Label {
            id: Some(Id::name(id)),
            name: Text::line(name),
            color: Some(named_color(name)),
            parent: None,
            joints: Vec::new(),
        });
        place
    }

    fn get(&self, place: u32) -> Option<&Label> {
        let known = self.config.labels.labels.len();
        let place = usize::try_from(place).ok()?;
        match place.checked_sub(known) {
            Some(extra) => self.extra.get(extra),
            None => self.config.labels.labels.get(place),
        }
    }

    /// The name of a label, if it has one.
    pub fn text(&self, place: u32) -> Option<Text> {
        self.get(place).map(|label| label.name.clone())
    }

    /// The name of a label in any case.
    pub fn name(&self, place: u32) -> Text {
        self.text(place).unwrap_or_else(|| "a region".into())
    }

    /// All of them.
    pub fn finish(self) -> Arc<LabelSet> {
        if self.extra.is_empty() {
            return Arc::clone(&self.config.labels);
        }
        let mut labels = self.config.labels.labels.clone();
        labels.extend(self.extra);
        Arc::new(LabelSet { labels })
    }
}
