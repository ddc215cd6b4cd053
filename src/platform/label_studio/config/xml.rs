//! The XML of a label configuration, as tags with their attributes. Names of attributes and tags
//! are read whatever their letter case, as the editor does.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{STUDIO_LABELS, STUDIO_TAGS};

/// What stands in it.
#[derive(Debug, Default)]
pub struct Found {
    /// Controls and objects.
    pub tags: Vec<Tag>,
    /// Names of relations.
    pub relations: Vec<String>,
    /// What is wrong with it, if anything; what stands before is read.
    pub problem: Option<String>,
}

/// A control (`toName`) or an object.
#[derive(Debug, Default)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its tag, in lower case.
    pub kind: String,
    /// What a control is about.
    pub to: Vec<String>,
    /// All attributes, their names in lower case.
    pub attributes: HashMap<String, String>,
    /// Labels within.
    pub labels: Vec<Labelled>,
    /// Columns of channels within.
    pub channels: Vec<String>,
}

/// A label or choice within a control.
#[derive(Debug, Default)]
pub struct Labelled {
    /// What is shown.
    pub value: String,
    /// What results have instead.
    pub alias: Option<String>,
    /// Its colour.
    pub background: Option<String>,
    /// The choice around it.
    pub parent: Option<String>,
}

impl Labelled {
    /// What results have.
    pub fn key(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.value)
    }
}

impl Tag {
    /// A control about single regions.
    pub fn is_per_region(&self) -> bool {
        self.attributes
            .get("perregion")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

/// What an element that is still open is to what stands within.
enum Open {
    Tag(usize),
    Choice(String),
    Plain,
}

/// Reads the tags, as far as the text is XML.
pub fn read(xml: &str) -> Found {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut found = Found::default();
    let mut open: Vec<Open> = Vec::new();
    let mut labels = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let what = found.element(&start, &open, &mut labels);
                open.push(what);
            }
            Ok(Event::Empty(start)) => {
                found.element(&start, &open, &mut labels);
            }
            Ok(Event::End(_)) => {
                open.pop();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position();
                found.problem = Some(format!(
                    "the label configuration is broken at byte {at}: {error}"
                ));
                break;
            }
        }
        if found.tags.len() > STUDIO_TAGS || labels >= STUDIO_LABELS {
            found.problem = Some("the label configuration has more tags than the limit".into());
            break;
        }
    }
    if found.problem.is_none() && !open.is_empty() {
        found.problem = Some("the label configuration ends within a tag".into());
    }
    found
}

impl Found {
    fn element(&mut self, start: &BytesStart<'_>, open: &[Open], labels: &mut usize) -> Open {
        let kind = String::from_utf8_lossy(start.local_name().as_ref()).to_lowercase();
        let mut attributes = attributes(start);
        let mut take = |name: &str| attributes.remove(name).filter(|value| !value.is_empty());
        match kind.as_str() {
            "label" | "choice" => {
                *labels += 1;
                let parent = open.iter().rev().find_map(|open| match open {
                    Open::Choice(value) => Some(value.clone()),
                    _ => None,
                });
                let label = Labelled {
                    value: take("value").unwrap_or_default(),
                    alias: take("alias"),
                    background: take("background"),
                    parent,
                };
                let value = label.value.clone();
                let owner = open.iter().rev().find_map(|open| match open {
                    Open::Tag(place) => Some(*place),
                    _ => None,
                });
                let owner = owner.and_then(|place| self.tags.get_mut(place));
                if let Some(tag) = owner.filter(|_| !label.key().is_empty()) {
                    tag.labels.push(label);
                }
                return match kind.as_str() {
                    "choice" => Open::Choice(value),
                    _ => Open::Plain,
                };
            }
            "relation" => {
                *labels += 1;
                self.relations
                    .extend(take("alias").or_else(|| take("value")));
                return Open::Plain;
            }
            "channel" => {
                *labels += 1;
                let owner = open.iter().rev().find_map(|open| match open {
                    Open::Tag(place) => Some(*place),
                    _ => None,
                });
                if let Some(tag) = owner.and_then(|place| self.tags.get_mut(place)) {
                    tag.channels.extend(take("column"));
                }
                return Open::Plain;
            }
            _ => {}
        }
        let Some(name) = attributes.get("name").filter(|name| !name.is_empty()) else {
            return Open::Plain;
        };
        let to = attributes.get("toname").map(String::as_str).unwrap_or("");
        let to: Vec<String> = to
            .split(',')
            .map(|one| one.trim().to_owned())
            .filter(|one| !one.is_empty())
            .collect();
        let object = attributes.contains_key("value") || attributes.contains_key("valuelist");
        if to.is_empty() && !object {
            return Open::Plain;
        }
        self.tags.push(Tag {
            name: name.clone(),
            kind,
            to,
            attributes,
            labels: Vec::new(),
            channels: Vec::new(),
        });
        Open::Tag(self.tags.len() - 1)
    }
}

/// Attributes, as far as they can be read.
fn attributes(start: &BytesStart<'_>) -> HashMap<String, String> {
    let mut all = HashMap::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let name = String::from_utf8_lossy(attribute.key.as_ref()).to_lowercase();
        let raw = String::from_utf8_lossy(&attribute.value);
        let value = match quick_xml::escape::unescape(&raw) {
            Ok(value) => value.into_owned(),
            // An entity that XML does not have stays as it is.
            Err(_) => raw.into_owned(),
        };
        all.entry(name).or_insert(value);
    }
    all
}
