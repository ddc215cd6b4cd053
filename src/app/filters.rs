//! Filters kept under a name, those typed before, and what the filter being typed could go on with.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::{CANDIDATES, FILTER_HISTORY, FILTERS};
use crate::model::query::{Field, text};
use crate::model::{Level, Query, Text, WordId};

use super::browser::Column;
use super::state::App;

/// What is kept of filters.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Kept here under a name, over restarts.
    pub kept: BTreeMap<Text, Text>,
    /// Those of the configuration; a kept one of the same name counts more.
    pub given: BTreeMap<Text, Text>,
    /// Typed before, newest last.
    pub history: Vec<Text>,
    /// Which of them stands in the prompt, and what was typed before it did.
    pub looked: Option<(usize, String)>,
}

impl Filters {
    /// The filter of a name.
    pub fn get(&self, name: &str) -> Option<&Text> {
        let of =
            |map: &'_ BTreeMap<Text, Text>| map.keys().find(|known| &***known == name).cloned();
        let kept = of(&self.kept).and_then(|name| self.kept.get(&name));
        kept.or_else(|| of(&self.given).and_then(|name| self.given.get(&name)))
    }

    /// All names with their filters, and whether they stand in the configuration only.
    pub fn all(&self) -> BTreeMap<&Text, (&Text, bool)> {
        let given = self.given.iter().map(|(name, query)| (name, (query, true)));
        let kept = self.kept.iter().map(|(name, query)| (name, (query, false)));
        given.chain(kept).collect()
    }

    /// Remembers a filter that was used.
    pub fn used(&mut self, query: Text) {
        self.history.retain(|known| *known != query);
        self.history.push(query);
        let excess = self.history.len().saturating_sub(FILTER_HISTORY);
        self.history.drain(..excess);
    }

    /// What is kept, as text: a line each, the name, a tab, the filter.
    pub fn text(&self) -> String {
        let lines = self
            .kept
            .iter()
            .map(|(name, query)| format!("{name}\t{query}\n"));
        lines.collect()
    }

    /// Reads [`Filters::text`]; what cannot be read is left out.
    pub fn read_kept(&mut self, kept: &str) {
        for line in kept.lines().take(FILTERS) {
            if let Some((name, query)) = line.split_once('\t')
                && Query::parse(query).is_ok()
            {
                let entry = self.kept.entry(Text::line(name));
                entry.or_insert(Text::line(query));
            }
        }
    }

    /// The history as text, a line each, oldest first.
    pub fn history_text(&self) -> String {
        self.history
            .iter()
            .map(|query| format!("{query}\n"))
            .collect()
    }

    /// Reads [`Filters::history_text`] before what was typed since.
    pub fn read_history(&mut self, kept: &str) {
        let since = std::mem::take(&mut self.history);
        for query in kept.lines().map(Text::line).chain(since) {
            self.used(query);
        }
    }
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The whole word as it would be typed.
    pub text: String,
    /// What it is: a field, a count, a value.
    pub about: &'static str,
}

/// What the word being typed could become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The candidates, best first.
    pub options: Vec<Candidate>,
    /// Where the word begins, in characters.
    pub start: usize,
    /// The one that stands in the line, if it was put there.
    pub chosen: Option<usize>,
}

/// What the word at a place (in characters) of a filter could become, in a list. Where no word has
/// begun, all fields, if that is `asked` for.
pub fn complete(
    app: &App,
    column: Option<&Column>,
    (line, cursor): (&str, usize),
    asked: bool,
) -> Completion {
    let (start, word) = text::word_at(line, cursor);
    let (sign, bare) = match word.strip_prefix('!') {
        Some(rest) => ("!", rest),
        None => ("", word.as_str()),
    };
    let mut options = Vec::new();
    match bare.split_once(':') {
        Some((name, begun)) => values(app, column, name, begun, &mut options),
        None if bare.is_empty() && !asked => {}
        None => fields(bare, &mut options),
    }
    let typed = |option: &Candidate| option.text == bare;
    if let [only] = options.as_slice()
        && typed(only)
    {
        options.clear();
    }
    for option in &mut options {
        option.text.insert_str(0, sign);
    }
    options.truncate(CANDIDATES);
    Completion {
        options,
        start,
        chosen: None,
    }
}

fn fields(begun: &str, options: &mut Vec<Candidate>) {
    let (fields, counts) = text::names();
    let begun = begun.to_lowercase();
    let fits = |word: &&str| word.starts_with(&begun);
    options.extend(fields.filter(fits).map(|word| Candidate {
        text: format!("{word}:"),
        about: "field",
    }));
    options.extend(counts.filter(fits).map(|word| Candidate {
        text: format!("{word}>0"),
        about: "count",
    }));
}

/// The values that a field is known to have: those of the rows that were read, of the item in
/// sight, and those that never change.
fn values(
    app: &App,
    column: Option<&Column>,
    name: &str,
    begun: &str,
    options: &mut Vec<Candidate>,
) {
    let mut found: Vec<String> = Vec::new();
    if name == "sort" {
        let orders = text::orders().flat_map(|order| [order.to_owned(), format!("-{order}")]);
        found.extend(orders);
    } else if let Some(field) = text::field_named(name) {
        let (fixed, known) = match field {
            Field::Verdict => (
                &["accepted", "rejected", "skipped", "empty", "none", "stale"][..],
                BTreeSet::new(),
            ),
            Field::Is => (
                &[
                    "flagged", "stale", "missing", "troubled", "deleted", "truth",
                ][..],
                BTreeSet::new(),
            ),
            Field::Assignee | Field::Reviewer | Field::Owner => {
                (&["@me", "none"][..], people(app, column))
            }
            Field::State => (
                &[][..],
                words(column, |row| row.state, &|class| Some(class.word())),
            ),
            Field::Stage => (&[][..], words(column, |row| row.stage, &|_| None)),
            Field::Label => (&["none"][..], labels(app)),
            Field::Project => (&[][..], names_of(app, Level::Project)),
            Field::Task => (&[][..], names_of(app, Level::Task)),
            Field::Name | Field::Id | Field::Type => (&[][..], BTreeSet::new()),
        };
        found.extend(fixed.iter().map(|word| (*word).to_owned()));
        found.extend(known);
    }
    let begun = begun.to_lowercase();
    let fits = found
        .iter()
        .filter(|value| value.to_lowercase().contains(&begun));
    let mut fits: Vec<_> = fits.collect();
    fits.sort_by_key(|value| !value.to_lowercase().starts_with(&begun));
    options.extend(fits.into_iter().map(|value| Candidate {
        text: format!("{name}:{}", text::quoted(value)),
        about: "value",
    }));
}

/// The words of the rows that were read, and the words of their classes.
fn words(
    column: Option<&Column>,
    of: fn(&crate::model::Row) -> WordId,
    class: &dyn Fn(crate::model::StatusClass) -> Option<&'static str>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Some(column) = column else { return found };
    for (_, row) in column.list.held() {
        found.extend(column.list.word_some(of(row)).map(|word| word.to_string()));
        if column.list.word_some(row.state).is_some() {
            found.extend(class(row.class).map(str::to_owned));
        }
    }
    found
}

fn people(app: &App, column: Option<&Column>) -> BTreeSet<String> {
    let mut found = words(column, |row| row.assignee, &|_| None);
    found.extend(words(column, |row| row.reviewer, &|_| None));
    let own = app.current().map(|account| app.signer(&account.id));
    found.extend(own.map(|name| name.to_string()));
    found
}

fn labels(app: &App) -> BTreeSet<String> {
    let reviewed = app
        .review
        .as_ref()
        .and_then(|review| review.detail.as_ref());
    let detail = reviewed.or(app.browser.preview.item.as_ref());
    let labels = detail.map(|detail| detail.labels.labels.iter());
    let labels = labels.into_iter().flatten();
    labels.map(|label| label.name.to_string()).collect()
}

fn names_of(app: &App, level: Level) -> BTreeSet<String> {
    let mut columns = app.browser.columns.iter();
    let column = columns.find(|column| column.level == level);
    let rows = column.map(|column| column.list.held());
    let rows = rows.into_iter().flatten().take(CANDIDATES);
    rows.map(|(_, row)| row.name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_newest_filters_are_remembered_once() {
        let mut filters = Filters::default();
        for n in 0..FILTER_HISTORY + 5 {
            filters.used(Text::line(&format!("name:{n}")));
        }
        filters.used(Text::line("name:50"));
        assert_eq!(filters.history.len(), FILTER_HISTORY);
        assert_eq!(filters.history.last().map(|q| q.as_str()), Some("name:50"));
        let mut again = Filters::default();
        again.used(Text::line("fresh"));
        again.read_history(&filters.history_text());
        assert_eq!(again.history.last().map(|q| q.as_str()), Some("fresh"));
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_as_it_was(
            filters in proptest::collection::btree_map("[a-z]{1,8}", "[a-z]{0,8}( issues>[0-9])?", 0..8),
        ) {
            let mut kept = Filters::default();
            for (name, query) in filters {
                kept.kept.insert(Text::line(&name), Text::line(&query));
            }
            let mut again = Filters::default();
            again.read_kept(&kept.text());
            prop_assert_eq!(again.kept, kept.kept);
        }
    }
}
