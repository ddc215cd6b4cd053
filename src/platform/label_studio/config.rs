//! The label configuration of a project (Label Studio, labelling configuration): its controls with
//! their labels, the objects that are looked at, and the words of relations.
//!
//! The server's own reading (`parsed_label_config`) is preferred for controls; the XML has what
//! is missing there: objects with their attributes, nesting of choices, per-region controls,
//! relations. Whatever cannot be read is said in a line and costs only itself.

mod color;
mod guess;
mod xml;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::limits::{STUDIO_CONFIG_BYTES, STUDIO_LABELS, STUDIO_TAGS};
use crate::model::{Id, Label, LabelSet, Rgb, Text};

use super::names::Fields;

pub use color::{named_color, parse_color};
use xml::{Found, Tag};

/// What a project is annotated with.
#[derive(Debug, Default)]
pub struct Config {
    /// Controls, in order.
    pub controls: Vec<Control>,
    /// What they are about, in order.
    pub objects: Vec<Object>,
    /// All labels.
    pub labels: Arc<LabelSet>,
    /// What relations can be called.
    pub relations: Vec<Text>,
    /// What could not be read, one line each.
    pub problems: Vec<Text>,
    places: HashMap<String, usize>,
    anywhere: HashMap<String, u32>,
}

/// A control: what makes regions, or gives them and tasks further values.
#[derive(Debug, Default)]
pub struct Control {
    /// Its name; results have it as `from_name`.
    pub name: String,
    /// Its tag, in lower case: `rectanglelabels`.
    pub kind: String,
    /// The names of the objects it is about.
    pub to: Vec<String>,
    /// It is about single regions.
    pub per_region: bool,
    /// Its labels by what results have (alias or value): the place in the set.
    pub labels: HashMap<String, u32>,
}

/// Something that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// Its name; results have it as `to_name`.
    pub name: String,
    /// Its tag, in lower case: `image`, `hypertext`.
    pub kind: String,
    /// Where its value comes from: `$image`, or a text as it is.
    pub value: String,
    /// Where its values come from, of an object of several pages.
    pub list: Option<String>,
    /// Further attributes, their names in lower case.
    pub attributes: HashMap<String, String>,
    /// Columns of a series, of the channels within.
    pub channels: Vec<String>,
}

impl Object {
    /// An attribute that is there and not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty())
    }

    /// The value is an address to fetch from, not the content itself.
    pub fn is_address(&self) -> bool {
        self.attribute("valuetype")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("url"))
    }
}

/// A control as the server has read it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Parsed {
    r#type: Option<String>,
    to_name: Vec<String>,
    inputs: Vec<Input>,
    labels: Vec<String>,
    labels_attrs: HashMap<String, HashMap<String, Value>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Input {
    r#type: Option<String>,
    value: Option<String>,
    #[serde(rename = "valueType")]
    value_type: Option<String>,
}

/// A label on its way into the set.
struct New<'a> {
    control: &'a str,
    key: &'a str,
    shown: &'a str,
    color: Option<Rgb>,
    parent: Option<&'a str>,
}

impl Config {
    /// Reads a configuration: the XML, and what the server made of it where it says so.
    pub fn read(xml: &str, parsed: Option<&RawValue>) -> Self {
        let mut building = Building::default();
        let found = match xml.len() > STUDIO_CONFIG_BYTES {
            true => {
                building.problem("the label configuration is longer than the limit");
                Found::default()
            }
            false => xml::read(xml),
        };
        if let Some(problem) = &found.problem {
            building.problem(problem);
        }
        building.parsed(parsed, &found);
        for tag in &found.tags {
            building.tag(tag);
        }
        building.objects_of(parsed);
        let mut config = building.config;
        config.relations = found.relations.iter().map(|one| Text::line(one)).collect();
        config.labels = Arc::new(building.set);
        config
    }

    /// A control by its name.
    pub fn control(&self, name: &str) -> Option<&Control> {
        self.controls.get(*self.places.get(name)?)
    }

    /// An object by its name.
    pub fn object(&self, name: &str) -> Option<&Object> {
        self.objects.iter().find(|object| object.name == name)
    }

    /// The place of a label that a result of a control has; that of another control's where its own
    /// does not have it (any more).
    pub fn label(&self, control: &str, key: &str) -> Option<u32> {
        let own = self.control(control);
        own.and_then(|control| control.labels.get(key))
            .or_else(|| self.anywhere.get(key))
            .copied()
    }

    /// A label as a control shows it: its value where results have its alias.
    pub fn shown(&self, control: &str, key: &str) -> Text {
        let own = self.control(control).and_then(|own| own.labels.get(key));
        match own.and_then(|place| self.labels.get(*place)) {
            Some(label) => label.name.clone(),
            None => Text::line(key),
        }
    }
}

#[derive(Default)]
struct Building {
    config: Config,
    set: LabelSet,
    full: bool,
}

impl Building {
    fn problem(&mut self, words: &str) {
        self.config.problems.push(Text::line(words));
    }

    fn control(&mut self, control: Control) -> Option<usize> {
        if let Some(place) = self.config.places.get(&control.name) {
            return Some(*place);
        }
        if self.config.controls.len() >= STUDIO_TAGS {
            return None;
        }
        let place = self.config.controls.len();
        self.config.places.insert(control.name.clone(), place);
        self.config.controls.push(control);
        Some(place)
    }

    fn label(&mut self, place: usize, new: &New<'_>) {
        if self.set.labels.len() >= STUDIO_LABELS {
            if !std::mem::replace(&mut self.full, true) {
                self.problem("the label configuration has more labels than the limit");
            }
            return;
        }
        let Some(control) = self.config.controls.get_mut(place) else {
            return;
        };
        if control.labels.contains_key(new.key) {
            return;
        }
        let index = u32::try_from(self.set.labels.len()).unwrap_or(u32::MAX);
        control.labels.insert(new.key.to_owned(), index);
        self.config
            .anywhere
            .entry(new.key.to_owned())
            .or_insert(index);
        self.set.labels.push(Label {
            id: Some(Id::name(&format!("{}/{}", new.control, new.key))),
            name: Text::line(new.shown),
            color: new.color,
            parent: new.parent.map(Text::line),
            joints: Vec::new(),
        });
    }

    /// The controls as the server has read them.
    fn parsed(&mut self, parsed: Option<&RawValue>, found: &Found) {
        for (name, control) in controls(parsed) {
            let Ok(control) = serde_json::from_str::<Parsed>(control.get()) else {
                self.problem(&format!(
                    "control {name} is not as expected in the label configuration"
                ));
                continue;
            };
            let tag = found.tags.iter().find(|tag| tag.name == name);
            let kind = control.r#type.unwrap_or_default().to_lowercase();
            let made = Control {
                name: name.clone(),
                kind: kind.clone(),
                to: control.to_name,
                per_region: tag.is_some_and(Tag::is_per_region),
                labels: HashMap::new(),
            };
            let Some(place) = self.control(made) else {
                break;
            };
            for key in &control.labels {
                let attributes = control.labels_attrs.get(key);
                let said = |attribute: &str| {
                    let value = attributes.and_then(|all| all.get(attribute));
                    value.and_then(Value::as_str).filter(|one| !one.is_empty())
                };
                let parent = tag.and_then(|tag| {
                    let label = tag.labels.iter().find(|label| label.key() == key)?;
                    label.parent.as_deref()
                });
                self.label(
                    place,
                    &New {
                        control: &name,
                        key,
                        shown: said("value").unwrap_or(key),
                        color: said("background").and_then(parse_color),
                        parent,
                    },
                );
            }
        }
    }

    /// A tag of the XML: an object, or a control that the server has not told of.
    fn tag(&mut self, tag: &Tag) {
        if tag.to.is_empty() {
            self.object(tag);
            return;
        }
        let known = self.config.places.contains_key(&tag.name);
        let control = Control {
            name: tag.name.clone(),
            kind: tag.kind.clone(),
            to: tag.to.clone(),
            per_region: tag.is_per_region(),
            labels: HashMap::new(),
        };
        let Some(place) = self.control(control).filter(|_| !known) else {
            return;
        };
        for label in &tag.labels {
            self.label(
                place,
                &New {
                    control: &tag.name,
                    key: label.key(),
                    shown: &label.value,
                    color: label.background.as_deref().and_then(parse_color),
                    parent: label.parent.as_deref(),
                },
            );
        }
    }

    fn object(&mut self, tag: &Tag) {
        let known = self.config.object(&tag.name).is_some();
        if known || self.config.objects.len() >= STUDIO_TAGS {
            return;
        }
        let attribute = |name: &str| tag.attributes.get(name).cloned();
        self.config.objects.push(Object {
            name: tag.name.clone(),
            kind: tag.kind.clone(),
            value: attribute("value").unwrap_or_default(),
            list: attribute("valuelist").filter(|list| !list.is_empty()),
            attributes: tag.attributes.clone(),
            channels: tag.channels.clone(),
        });
    }

    /// Objects that only the server's reading names.
    fn objects_of(&mut self, parsed: Option<&RawValue>) {
        for (_, control) in controls(parsed) {
            let Ok(control) = serde_json::from_str::<Parsed>(control.get()) else {
                continue;
            };
            for (name, input) in control.to_name.iter().zip(control.inputs) {
                if self.config.object(name).is_some() {
                    continue;
                }
                let value = input.value.unwrap_or_default();
                let mut attributes = HashMap::new();
                if let Some(kind) = input.value_type {
                    attributes.insert("valuetype".to_owned(), kind);
                }
                self.config.objects.push(Object {
                    name: name.clone(),
                    kind: input.r#type.unwrap_or_default().to_lowercase(),
                    value: format!("${}", value.trim_start_matches('$')),
                    attributes,
                    ..Object::default()
                });
            }
        }
    }
}

/// The server's reading, control by control and in its order.
fn controls(parsed: Option<&RawValue>) -> Vec<(String, &RawValue)> {
    let Some(parsed) = parsed else {
        return Vec::new();
    };
    let read = serde_json::from_str::<Fields<'_>>(parsed.get());
    let all = read.map(|read| read.0).unwrap_or_default();
    all.into_iter()
        .take(STUDIO_TAGS)
        .map(|(name, raw)| (name.to_string(), raw))
        .collect()
}

#[cfg(test)]
mod tests;
