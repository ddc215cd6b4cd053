//! Compact rows, pages and the words they share.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::query::{Count, Facts, Field};
use super::{Id, StatusClass, Text, Verdict};

/// A text that many rows share (a state, a person), by its number in [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WordId(u16);

impl WordId {
    /// No word: an empty text.
    pub const NONE: Self = Self(0);
}

/// The shared texts of the rows of one page or list. Number 0 is the empty text.
#[derive(Clone, Debug)]
pub struct Words {
    texts: Vec<Text>,
    index: HashMap<Text, u16>,
}

impl Default for Words {
    fn default() -> Self {
        let empty = Text::default();
        Self {
            texts: vec![empty.clone()],
            index: HashMap::from([(empty, 0)]),
        }
    }
}

impl Words {
    /// The number of a text, added when new. The 65,536th different text is not kept and
    /// becomes the empty one.
    pub fn add(&mut self, text: &Text) -> WordId {
        if let Some(&number) = self.index.get(text) {
            return WordId(number);
        }
        let Ok(number) = u16::try_from(self.texts.len()) else {
            return WordId::NONE;
        };
        self.texts.push(text.clone());
        self.index.insert(text.clone(), number);
        WordId(number)
    }

    /// The number of an optional text.
    pub fn add_some(&mut self, text: Option<&Text>) -> WordId {
        text.map_or(WordId::NONE, |text| self.add(text))
    }

    /// The text of a number; empty for one from elsewhere.
    pub fn get(&self, word: WordId) -> &Text {
        self.texts
            .get(usize::from(word.0))
            .unwrap_or(&self.texts[0])
    }

    /// The text of a number, none when it is empty.
    pub fn get_some(&self, word: WordId) -> Option<&Text> {
        Some(self.get(word)).filter(|text| !text.is_empty())
    }
}

/// Small yes-or-no facts of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFlags {
    /// Bookmarked by the reviewer.
    pub flagged: bool,
    /// The verdict belongs to older content.
    pub stale: bool,
    /// The item is deleted or its file is missing.
    pub missing: bool,
    /// Something of it could not be read; details say what.
    pub troubled: bool,
    /// Deleted on its platform but still there: struck through, passed over, not counted.
    pub deleted: bool,
    /// Ground truth or a honeypot, as far as the reviewer may know.
    pub truth: bool,
    /// Not a node but a view ([`super::Level::View`]) that lists jobs.
    pub view: bool,
}

/// One line of a list: an organization, project, task, job or item. At most 60 bytes beyond its
/// name, because a million of them may be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The platform's id, below the list's parent.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Last change in seconds since 1970 UTC; 0 when unknown. (Four bytes last until 2106.)
    pub updated_s: u32,
    /// Items within (1 for an item).
    pub items: u32,
    /// Items with a deciding verdict.
    pub done: u32,
    /// Items rejected.
    pub rejected: u32,
    /// Annotations within.
    pub annotations: u32,
    /// Open issues within (saturating).
    pub issues: u16,
    /// The pipeline stage's word.
    pub stage: WordId,
    /// The state's word.
    pub state: WordId,
    /// Who holds it.
    pub assignee: WordId,
    /// Who judges it.
    pub reviewer: WordId,
    /// What the state means.
    pub class: StatusClass,
    /// The item's verdict.
    pub verdict: Option<Verdict>,
    /// Small facts.
    pub flags: RowFlags,
}

impl Row {
    /// A row with a name and nothing else known.
    pub fn new(id: Id, name: Text) -> Self {
        Self {
            id,
            name,
            updated_s: 0,
            items: 0,
            done: 0,
            rejected: 0,
            annotations: 0,
            issues: 0,
            stage: WordId::NONE,
            state: WordId::NONE,
            assignee: WordId::NONE,
            reviewer: WordId::NONE,
            class: StatusClass::Todo,
            verdict: None,
            flags: RowFlags::default(),
        }
    }

    /// The same row with its words renumbered from one table into another.
    pub fn reworded(mut self, from: &Words, to: &mut Words) -> Self {
        for word in [
            &mut self.stage,
            &mut self.state,
            &mut self.assignee,
            &mut self.reviewer,
        ] {
            *word = to.add(from.get(*word));
        }
        self
    }
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    /// Rows before the first wanted one.
    pub offset: u64,
    /// Rows wanted at most.
    pub limit: u32,
}

/// Rows of a list, with the words they use.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Place of the first row in the (filtered) list.
    pub offset: u64,
    /// The rows.
    pub rows: Vec<Row>,
    /// Their words.
    pub words: Words,
    /// Rows that match in all, as far as known.
    pub total: u64,
    /// Rows there are without the filter.
    pub unfiltered: u64,
    /// The source is still being read, so the totals will grow.
    pub growing: bool,
    /// Rows left out because they could not be read, and a word why.
    pub problems: Vec<Text>,
    /// For a list that leaves levels out (all jobs of an account): the full parent of each row, in
    /// the order of the rows. Empty when every row lies directly below the parent asked about.
    pub parents: Vec<super::NodeRef>,
    /// The part of the filter or order that the server does not know and that was worked out here,
    /// in words for the title; empty when the server did all of it.
    pub worked_here: Text,
}

/// A finished row as filters ask about it.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts<'r> {
    /// The row.
    pub row: &'r Row,
    /// Its words.
    pub words: &'r Words,
}

impl Facts for RowFacts<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let Self { row, words } = self;
        match field {
            Field::Name => found(&row.name),
            Field::Id => found(&row.id.to_string()),
            Field::State => found(words.get(row.state)) || found(row.class.word()),
            Field::Stage => found(words.get(row.stage)),
            Field::Assignee => found(words.get(row.assignee)),
            Field::Reviewer => found(words.get(row.reviewer)),
            Field::Verdict => {
                let stale = row.verdict.is_some() && row.flags.stale;
                found(row.verdict.map_or("", Verdict::word))
                    // The word of `--json`.
                    || (row.verdict == Some(Verdict::VerifiedEmpty) && found("verified_empty"))
                    || (stale && found("stale"))
            }
            Field::Is => {
                let flags = row.flags;
                [
                    (flags.flagged, "flagged"),
                    (flags.stale, "stale"),
                    (flags.missing, "missing"),
                    (flags.troubled, "troubled"),
                    (flags.deleted, "deleted"),
                    (flags.truth, "truth"),
                ]
                .into_iter()
                .any(|(on, word)| on && found(word))
            }
            _ => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        let row = self.row;
        u64::from(match count {
            Count::Issues => u32::from(row.issues),
            Count::Annotations => row.annotations,
            Count::Items => row.items,
            Count::Rejected => row.rejected,
            Count::Done => row.done,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_small() {
        assert!(
            size_of::<Row>() - size_of::<Text>() <= 60,
            "{} bytes",
            size_of::<Row>()
        );
    }

    #[test]
    fn words_are_shared_and_renumbered() {
        let (mut page, mut list) = (Words::default(), Words::default());
        let mut row = Row::new(Id::Number(1), "one".into());
        row.assignee = page.add(&"ana".into());
        assert_eq!(page.add(&"ana".into()), row.assignee);
        list.add(&"other".into());
        let row = row.reworded(&page, &mut list);
        assert_eq!(list.get(row.assignee).as_str(), "ana");
        assert_eq!(list.get_some(row.reviewer), None);
        for n in 0..70_000 {
            list.add(&Text::line(&n.to_string()));
        }
        assert_eq!(list.add(&"one more".into()), WordId::NONE);
    }
}
