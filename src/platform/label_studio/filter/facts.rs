//! What a query may ask about one task: the measure of what can be pushed to the server.

use std::borrow::Cow;

use crate::model::query::{Count, Facts, Field};
use crate::model::{StatusClass, Text};

use super::super::names::Fields;
use super::super::wire::Task;
use super::Key;

/// One task, as queries ask about it.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// The number.
    pub id: u64,
    /// What names and words are looked for in.
    pub texts: Vec<Cow<'a, str>>,
    /// The status.
    pub state: &'a str,
    /// What that means.
    pub class: StatusClass,
    /// Who annotated it; in Enterprise who is to.
    pub assignees: &'a [Text],
    /// Who reviewed it.
    pub reviewers: &'a [Text],
    /// It has a ground truth, as far as known.
    pub truth: bool,
    /// Annotations.
    pub annotations: u64,
    /// Comments that are not resolved.
    pub issues: u64,
    /// The project's number and name.
    pub project: (u64, &'a str),
}

impl<'a> Asked<'a> {
    /// The texts of a task that words are looked for in: those of the keys that the configuration
    /// shows, or all where it tells none.
    pub fn texts_of(task: &Task<'a>, keys: &[Key], name: &str) -> Vec<Cow<'a, str>> {
        let fields = Fields::of(task);
        if keys.is_empty() {
            let all = fields.texts().map(|(_, text)| text);
            return all.chain([Cow::Owned(name.to_owned())]).collect();
        }
        let mut found = Vec::new();
        for (key, raw) in &fields.0 {
            let Some(known) = keys.iter().find(|known| known.name == **key) else {
                continue;
            };
            match known.plain {
                true => found.extend(
                    fields
                        .texts()
                        .filter(|(name, _)| **name == **key)
                        .map(|(_, text)| text),
                ),
                // Dialogues and tables: whatever text is in them.
                false => {
                    let value = serde_json::from_str(raw.get()).unwrap_or_default();
                    collect(&value, &mut found);
                }
            }
        }
        found
    }
}

fn collect(value: &serde_json::Value, found: &mut Vec<Cow<'_, str>>) {
    match value {
        serde_json::Value::String(text) => found.push(Cow::Owned(text.clone())),
        serde_json::Value::Array(all) => all.iter().for_each(|one| collect(one, found)),
        serde_json::Value::Object(all) => all.values().for_each(|one| collect(one, found)),
        _ => {}
    }
}

impl Facts for Asked<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let mut people = |all: &[Text]| match all.is_empty() {
            true => found(""),
            false => all.iter().any(|name| found(name)),
        };
        match field {
            Field::Assignee => people(self.assignees),
            Field::Reviewer => people(self.reviewers),
            Field::Name => self.texts.iter().any(|text| found(text)),
            Field::State => found(self.state) || found(self.class.word()),
            Field::Id => found(&self.id.to_string()),
            Field::Is => self.truth && found("truth"),
            Field::Project => found(self.project.1) || found(&self.project.0.to_string()),
            _ => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        match count {
            Count::Annotations => self.annotations,
            Count::Issues => self.issues,
            Count::Items => 1,
            Count::Rejected | Count::Done => 0,
        }
    }
}
