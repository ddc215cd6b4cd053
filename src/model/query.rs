//! The filter language: `state:rejected assignee:ana issues>0 !label:car bare words`.
//!
//! A query is pure data. A platform pushes down what its server understands and evaluates the
//! rest with [`Query::matches`].

pub mod text;

use std::cmp::Ordering;

use super::Text;
use text::Misread;

/// A parsed filter. Every term must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The terms, in the order typed.
    pub terms: Vec<Term>,
    /// The order wanted: `sort:updated`, `sort:-updated` for the other way round; the platform's
    /// own order without it.
    pub sort: Option<Sort>,
}

/// An order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Largest, newest or last in the alphabet first.
    pub descending: bool,
}

/// What rows are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// The platform's id.
    Id,
    /// The name.
    Name,
    /// The last change.
    Updated,
    /// The stage's word.
    Stage,
    /// The state's word.
    State,
    /// Who holds it.
    Assignee,
}

const SORTS: [(&str, SortKey); 6] = [
    ("id", SortKey::Id),
    ("name", SortKey::Name),
    ("updated", SortKey::Updated),
    ("stage", SortKey::Stage),
    ("state", SortKey::State),
    ("assignee", SortKey::Assignee),
];

/// One condition, possibly negated with `!`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Whether the condition must not hold.
    pub negated: bool,
    /// The condition.
    pub test: Test,
}

/// What a term asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A bare word: part of the name, letter case ignored.
    Word(Text),
    /// `field:value`: part of the field's text (of `id:` all of it), letter case ignored; `none`
    /// means empty.
    Field(Field, Text),
    /// `count>3`, `count=0`, `count<10`.
    Count(Count, Ordering, u64),
}

/// A field of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `name:`
    Name,
    /// `state:` (the platform's word or the class)
    State,
    /// `stage:`
    Stage,
    /// `assignee:`
    Assignee,
    /// `reviewer:`
    Reviewer,
    /// `verdict:` accepted, rejected, skipped, empty, none, stale
    Verdict,
    /// `label:` a label used on the item
    Label,
    /// `is:` flagged, stale, missing, troubled, deleted, truth
    Is,
    /// `id:` the platform's own id
    Id,
    /// `type:` what kind of job or task it is (annotation, ground truth, video, 3d)
    Type,
    /// `task:` the task's name or id
    Task,
    /// `project:` the project's name or id
    Project,
    /// `owner:` who made it
    Owner,
}

/// A field of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// `issues`
    Issues,
    /// `annotations`
    Annotations,
    /// `items`
    Items,
    /// `rejected`
    Rejected,
    /// `done`
    Done,
}

/// What a query asks a row about. Implemented by whoever holds the rows.
pub trait Facts {
    /// Calls `found` with each text of the field until it answers true; says whether it did.
    /// A field without a value is offered as the empty text.
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool;
    /// The number of a count.
    fn count(&self, count: Count) -> u64;
}

const FIELDS: [(&str, Field); 13] = [
    ("id", Field::Id),
    ("type", Field::Type),
    ("task", Field::Task),
    ("project", Field::Project),
    ("owner", Field::Owner),
    ("name", Field::Name),
    ("state", Field::State),
    ("stage", Field::Stage),
    ("assignee", Field::Assignee),
    ("reviewer", Field::Reviewer),
    ("verdict", Field::Verdict),
    ("label", Field::Label),
    ("is", Field::Is),
];

const COUNTS: [(&str, Count); 5] = [
    ("issues", Count::Issues),
    ("annotations", Count::Annotations),
    ("items", Count::Items),
    ("rejected", Count::Rejected),
    ("done", Count::Done),
];

/// A term that means nothing, and what would.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// `colour:red`
    #[error(
        "no field '{0}'; there are name, state, stage, assignee, reviewer, verdict, label, is, id, type, task, project, owner, sort"
    )]
    Field(Text),
    /// `sort:colour`
    #[error("no order '{0}'; there are id, name, updated, stage, state, assignee, each with - too")]
    Sort(Text),
    /// `colours>3`
    #[error("no count '{0}'; there are issues, annotations, items, rejected, done")]
    Count(Text),
    /// `issues>many`
    #[error("'{0}' is not a number")]
    Number(Text),
}

impl Query {
    /// Reads a query. Values with blanks are quoted: `assignee:"ana maria"`.
    ///
    /// # Errors
    /// Names the field, count or number that is not one.
    pub fn parse(raw: &str) -> Result<Self, QueryError> {
        Self::read(raw).map_err(|misread| misread.error)
    }

    /// The same, with the place of what means nothing.
    ///
    /// # Errors
    /// The first word that means nothing, and why.
    pub fn read(raw: &str) -> Result<Self, Misread> {
        let mut query = Self::default();
        for word in text::words(raw) {
            let read = match word.text.strip_prefix("sort:") {
                Some(order) => Sort::parse(order).map(|order| query.sort = Some(order)),
                None => Term::parse(&word.text).map(|term| query.take(term)),
            };
            if let Err(error) = read {
                return Err(Misread { word, error });
            }
        }
        Ok(query)
    }

    /// Adds a condition; one that says nothing once it is cleaned is none.
    fn take(&mut self, term: Term) {
        let empty = matches!(&term.test, Test::Word(word) if word.trim().is_empty());
        if !empty {
            self.terms.push(term);
        }
    }

    /// Whether nothing is asked: every row fits, in the platform's own order.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.sort.is_none()
    }

    /// Whether a row fulfils every term.
    pub fn matches(&self, facts: &dyn Facts) -> bool {
        self.terms
            .iter()
            .all(|term| term.test.holds(facts) != term.negated)
    }
}

impl Sort {
    fn parse(raw: &str) -> Result<Self, QueryError> {
        let (descending, name) = match raw.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, raw),
        };
        let key = SORTS.iter().find(|(known, _)| *known == name);
        let (_, key) = key.ok_or_else(|| QueryError::Sort(Text::line(raw)))?;
        Ok(Self {
            key: *key,
            descending,
        })
    }
}

impl Term {
    fn parse(word: &str) -> Result<Self, QueryError> {
        let (negated, word) = match word.strip_prefix('!') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, word),
        };
        if let Some((name, value)) = word.split_once(':')
            && !name.is_empty()
            && name.chars().all(char::is_alphabetic)
        {
            let field = FIELDS
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, field)| *field);
            let field = field.ok_or_else(|| QueryError::Field(Text::line(name)))?;
            return Ok(Self {
                negated,
                test: Test::Field(field, Text::line(&value.to_lowercase())),
            });
        }
        if let Some(at) = word.find(['>', '<', '='])
            && at > 0
        {
            let (name, rest) = word.split_at(at);
            let count = COUNTS
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, count)| *count);
            let count = count.ok_or_else(|| QueryError::Count(Text::line(name)))?;
            let order = match rest.as_bytes().first() {
                Some(b'>') => Ordering::Greater,
                Some(b'<') => Ordering::Less,
                _ => Ordering::Equal,
            };
            let number = rest.get(1..).unwrap_or_default();
            let number = number
                .parse()
                .map_err(|_| QueryError::Number(Text::line(number)))?;
            return Ok(Self {
                negated,
                test: Test::Count(count, order, number),
            });
        }
        Ok(Self {
            negated,
            test: Test::Word(Text::line(&word.to_lowercase())),
        })
    }
}

impl Test {
    fn holds(&self, facts: &dyn Facts) -> bool {
        match self {
            Self::Word(word) => {
                facts.any_text(Field::Name, &mut |text| contains_ignoring_case(text, word))
            }
            Self::Field(field, value) if &**value == "none" => {
                facts.any_text(*field, &mut str::is_empty)
            }
            // A part of a number is another number.
            Self::Field(Field::Id, value) => {
                facts.any_text(Field::Id, &mut |text| text.eq_ignore_ascii_case(value))
            }
            Self::Field(field, value) => {
                facts.any_text(*field, &mut |text| contains_ignoring_case(text, value))
            }
            Self::Count(count, order, number) => facts.count(*count).cmp(number) == *order,
        }
    }
}

/// Whether `needle` (already lower case) is part of `text`, letter case ignored, without
/// allocating for ASCII.
pub fn contains_ignoring_case(text: &str, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    if text.is_ascii() {
        let (text, needle) = (text.as_bytes(), needle.as_bytes());
        let Some(&first) = needle.first() else {
            return true;
        };
        return text.len() >= needle.len()
            && text.windows(needle.len()).any(|window| {
                window[0].to_ascii_lowercase() == first && window.eq_ignore_ascii_case(needle)
            });
    }
    text.to_lowercase().contains(needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sample;

    impl Facts for Sample {
        fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
            match field {
                Field::Name => found("Street_0007.JPG"),
                Field::Assignee => found("Ana Maria"),
                Field::Label => ["car", "bicycle"].into_iter().any(found),
                _ => found(""),
            }
        }
        fn count(&self, count: Count) -> u64 {
            if count == Count::Issues { 3 } else { 0 }
        }
    }

    #[test]
    fn terms_hold_or_not() {
        let cases = [
            ("", true),
            ("street", true),
            ("STREET 0007", true),
            ("street !0007", false),
            ("assignee:ana", true),
            ("assignee:\"ana maria\"", true),
            ("assignee:bo", false),
            ("reviewer:none", true),
            ("assignee:none", false),
            ("label:bicycle", true),
            ("!label:bus", true),
            ("issues>2", true),
            ("issues=3 annotations=0", true),
            ("issues<3", false),
        ];
        for (raw, holds) in cases {
            assert_eq!(Query::parse(raw).unwrap().matches(&Sample), holds, "{raw}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        assert!(matches!(Query::parse("colour:red"), Err(QueryError::Field(f)) if &*f == "colour"));
        assert!(matches!(Query::parse("cars>3"), Err(QueryError::Count(_))));
        assert!(matches!(
            Query::parse("issues>x"),
            Err(QueryError::Number(_))
        ));
        assert_eq!(Query::parse("12:30").unwrap().terms.len(), 1);
        assert!(matches!(
            Query::parse("sort:colour"),
            Err(QueryError::Sort(_))
        ));
        let sorted = Query::parse("car sort:-updated").unwrap();
        let newest = Sort {
            key: SortKey::Updated,
            descending: true,
        };
        assert_eq!((sorted.sort, sorted.terms.len()), (Some(newest), 1));
    }

    proptest::proptest! {
        #[test]
        fn parsing_never_panics(raw in "\\PC{0,60}") {
            let _ = Query::parse(&raw).map(|query| query.matches(&Sample));
        }
    }
}
