//! Queries as text: the words of a line with their places, and a query written out again.

use std::cmp::Ordering;
use std::fmt;

use super::{COUNTS, Count, FIELDS, Field, Query, QueryError, SORTS, Sort, Term, Test};

/// One word of a line: what it says without quotes, and where it begins and ends in the line, in
/// characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// Its first character.
    pub start: usize,
    /// The one after its last.
    pub end: usize,
}

/// Splits at blanks outside double quotes; the quotes go.
pub fn words(raw: &str) -> Vec<Word> {
    let (mut words, mut quoted) = (Vec::new(), false);
    let mut word: Option<Word> = None;
    let mut count = 0;
    for (at, c) in raw.chars().enumerate() {
        count = at + 1;
        if c.is_whitespace() && !quoted {
            words.extend(word.take());
            continue;
        }
        let open = word.get_or_insert(Word {
            text: String::new(),
            start: at,
            end: at,
        });
        open.end = count;
        match c {
            '"' => quoted = !quoted,
            c => open.text.push(c),
        }
    }
    if let Some(open) = &mut word {
        open.end = count;
    }
    words.extend(word);
    words.retain(|word| !word.text.is_empty());
    words
}

/// The beginning of the word at a place of a line: its first character's place, and what it says
/// up to the place. Between words it is an empty one.
pub fn word_at(raw: &str, cursor: usize) -> (usize, String) {
    let before: String = raw.chars().take(cursor).collect();
    let (mut start, mut quoted, mut text) = (cursor.min(before.chars().count()), false, None);
    for (at, c) in before.chars().enumerate() {
        if c.is_whitespace() && !quoted {
            text = None;
            continue;
        }
        if text.is_none() {
            (start, text) = (at, Some(String::new()));
        }
        match (c, &mut text) {
            ('"', _) => quoted = !quoted,
            (c, Some(text)) => text.push(c),
            _ => {}
        }
    }
    match text {
        Some(text) => (start, text),
        None => (before.chars().count(), String::new()),
    }
}

/// A value as it is written: with quotes where blanks are in it.
pub fn quoted(value: &str) -> String {
    match value.contains(char::is_whitespace) {
        true => format!("\"{value}\""),
        false => value.to_owned(),
    }
}

/// The word of a field, without its colon.
pub fn field_word(field: Field) -> &'static str {
    let found = FIELDS.iter().find(|(_, known)| *known == field);
    found.map_or("", |(word, _)| word)
}

/// The field of a word.
pub fn field_named(word: &str) -> Option<Field> {
    let found = FIELDS.iter().find(|(known, _)| *known == word);
    found.map(|(_, field)| *field)
}

/// What may stand before a colon, and the counts.
pub fn names() -> (
    impl Iterator<Item = &'static str>,
    impl Iterator<Item = &'static str>,
) {
    let fields = FIELDS.iter().map(|(word, _)| *word).chain(["sort"]);
    (fields, COUNTS.iter().map(|(word, _)| *word))
}

/// The words of orders, without their sign.
pub fn orders() -> impl Iterator<Item = &'static str> {
    SORTS.iter().map(|(word, _)| *word)
}

fn count_word(count: Count) -> &'static str {
    let found = COUNTS.iter().find(|(_, known)| *known == count);
    found.map_or("", |(word, _)| word)
}

/// What is wrong with a query, and at which characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The word that means nothing.
    pub word: Word,
    /// Why.
    pub error: QueryError,
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.word.start + 1, self.error)
    }
}

impl fmt::Display for Query {
    /// The query as it could have been typed: reading it gives the same query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, term) in self.terms.iter().enumerate() {
            if number > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{term}")?;
        }
        if let Some(sort) = &self.sort {
            let gap = if self.terms.is_empty() { "" } else { " " };
            write!(f, "{gap}{sort}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        let found = SORTS.iter().find(|(_, known)| *known == self.key);
        write!(f, "sort:{sign}{}", found.map_or("", |(word, _)| word))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("!")?;
        }
        match &self.test {
            Test::Word(word) => f.write_str(&quoted(word)),
            Test::Field(field, value) => write!(f, "{}:{}", field_word(*field), quoted(value)),
            Test::Count(count, order, number) => {
                let sign = match order {
                    Ordering::Less => '<',
                    Ordering::Equal => '=',
                    Ordering::Greater => '>',
                };
                write!(f, "{}{sign}{number}", count_word(*count))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_know_their_places() {
        let found = words("a  assignee:\"ana maria\" \"\" x");
        let places: Vec<_> = found.iter().map(|w| (&*w.text, w.start, w.end)).collect();
        assert_eq!(
            places,
            [("a", 0, 1), ("assignee:ana maria", 3, 23), ("x", 27, 28)]
        );
        assert_eq!(word_at("state:new as", 12), (10, "as".into()));
        assert_eq!(word_at("state:new as", 7), (0, "state:n".into()));
        assert_eq!(word_at("a ", 2), (2, String::new()));
        assert_eq!(
            word_at("x assignee:\"ana m", 17),
            (2, "assignee:ana m".into())
        );
        assert_eq!(word_at("", 0), (0, String::new()));
    }

    #[test]
    fn what_is_misread_has_its_place() {
        let misread = Query::read("car colour:red x").unwrap_err();
        assert_eq!((misread.word.start, misread.word.end), (4, 14));
        assert!(misread.to_string().starts_with("at 5: no field 'colour'"));
    }

    #[test]
    fn queries_are_written_as_they_could_be_typed() {
        let typed = "!car assignee:\"ana maria\" issues>2 done=0 sort:-updated";
        assert_eq!(Query::parse(typed).unwrap().to_string(), typed);
    }

    fn any_query() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-zA-Z0-9äß!<>=:\" -]{1,12}",
            "!?(state|assignee|label|is|id):[a-z\"@ ]{0,8}",
            "!?(issues|done|items)[<>=][0-9]{1,6}",
            "sort:-?(id|name|updated|stage|state|assignee)",
        ];
        proptest::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn reading_what_was_written_gives_the_same(raw in any_query()) {
            if let Ok(query) = Query::parse(&raw) {
                let written = query.to_string();
                prop_assert_eq!(Query::parse(&written), Ok(query), "{}", written);
            }
        }

        #[test]
        fn no_line_panics(raw in "\\PC{0,40}", cursor in 0usize..50) {
            let _ = word_at(&raw, cursor);
            if let Err(misread) = Query::read(&raw) {
                prop_assert!(misread.word.end <= raw.chars().count());
            }
        }
    }
}
