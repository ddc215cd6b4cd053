//! Queries in words, for titles and messages.

use std::cmp::Ordering;

use crate::model::query::{Term, Test};
use crate::model::{Query, Sort, Text};

/// A query as it is typed.
pub fn words(query: &Query) -> Text {
    let mut words: Vec<String> = query.terms.iter().map(term_words).collect();
    if let Some(Sort { descending, key }) = query.sort {
        let sign = if descending { "-" } else { "" };
        words.push(format!("sort:{sign}{}", format!("{key:?}").to_lowercase()));
    }
    Text::line(&words.join(" "))
}

/// A term as it is typed.
pub(super) fn term_words(term: &Term) -> String {
    let sign = if term.negated { "!" } else { "" };
    let quoted = |value: &Text| match value.contains(' ') {
        true => format!("\"{value}\""),
        false => value.to_string(),
    };
    match &term.test {
        Test::Word(word) => format!("{sign}{}", quoted(word)),
        Test::Field(field, value) => {
            let name = format!("{field:?}").to_lowercase();
            format!("{sign}{name}:{}", quoted(value))
        }
        Test::Count(count, order, number) => {
            let name = format!("{count:?}").to_lowercase();
            let order = match order {
                Ordering::Less => '<',
                Ordering::Equal => '=',
                Ordering::Greater => '>',
            };
            format!("{sign}{name}{order}{number}")
        }
    }
}
