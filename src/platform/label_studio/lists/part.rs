//! Rows that were read, and what all lists need to make them.

use crate::limits;
use crate::model::query::{Count, Facts, Field};
use crate::model::{
    NodeRef, Page, PageRequest, Row, RowFacts, Sort, SortKey, Text, Timestamp, Words,
};

/// Rows that were read, with their words and parents.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Rows there are in all, by the server or after the filter.
    pub count: u64,
    /// The rows.
    pub rows: Vec<Row>,
    /// Their words.
    pub words: Words,
    /// Where each is, in lists that leave levels out.
    pub parents: Vec<NodeRef>,
    /// Elements that could not be read.
    pub problems: Vec<Text>,
}

impl Part {
    /// A window of it.
    pub fn slice(&self, page: PageRequest) -> Self {
        let from = usize::try_from(page.offset).unwrap_or(usize::MAX);
        let most = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let mut part = Self {
            count: self.count,
            problems: self.problems.clone(),
            ..Self::default()
        };
        let rows = self.rows.iter().skip(from).take(most);
        part.rows = rows
            .map(|row| row.clone().reworded(&self.words, &mut part.words))
            .collect();
        part.parents = self.parents.iter().skip(from).take(most).cloned().collect();
        part
    }

    /// The page of a list.
    pub fn into_page(self, page: PageRequest, unfiltered: u64, here: Text) -> Page {
        Page {
            offset: page.offset,
            rows: self.rows,
            words: self.words,
            total: self.count,
            unfiltered: unfiltered.max(self.count),
            growing: false,
            problems: self.problems,
            parents: self.parents,
            worked_here: here,
        }
    }

    /// Notes something that could not be read.
    pub fn problem(&mut self, words: &Text) {
        if self.problems.len() < limits::LOCAL_PROBLEMS {
            self.problems.push(words.clone());
        }
    }

    /// Orders the rows.
    pub fn sort(&mut self, order: Sort) {
        let words = &self.words;
        let text = |row: &Row| match order.key {
            SortKey::Name => row.name.to_lowercase(),
            SortKey::Stage => words.get(row.stage).to_lowercase(),
            SortKey::State => words.get(row.state).to_lowercase(),
            SortKey::Assignee => words.get(row.assignee).to_lowercase(),
            SortKey::Id | SortKey::Updated => String::new(),
        };
        let number = |row: &Row| match order.key {
            SortKey::Updated => row.updated_s,
            _ => 0,
        };
        let mut places: Vec<usize> = (0..self.rows.len()).collect();
        places.sort_by_cached_key(|place| {
            let row = self.rows.get(*place);
            row.map(|row| (text(row), number(row), row.id.clone()))
        });
        if order.descending {
            places.reverse();
        }
        let rows = places.iter().filter_map(|place| self.rows.get(*place));
        let rows = rows.cloned().collect();
        let parents = places.iter().filter_map(|place| self.parents.get(*place));
        self.parents = parents.cloned().collect();
        self.rows = rows;
    }
}

/// What a query may ask about a row that has little more than its name.
pub struct Named<'a>(pub &'a Row);

impl Facts for Named<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        match field {
            Field::Name | Field::Id => {
                let words = &Words::default();
                RowFacts { row: self.0, words }.any_text(field, found)
            }
            _ => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        match count {
            Count::Items => u64::from(self.0.items),
            _ => 0,
        }
    }
}

/// Pages of one size that cover a window of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Rows of a page.
    pub size: u64,
    /// The first page, from one.
    pub first: u64,
    /// The last one.
    pub last: u64,
}

impl Cover {
    /// Pages of so many rows at most.
    pub fn of(page: PageRequest, most: u64) -> Self {
        let limit = u64::from(page.limit).max(1);
        let size = limit.min(most.max(1));
        Self {
            size,
            first: page.offset / size + 1,
            last: (page.offset.saturating_add(limit) - 1) / size + 1,
        }
    }

    /// The last page that there is of so many rows.
    pub fn end(self, count: u64) -> u64 {
        self.last.min(count.div_ceil(self.size).max(1))
    }

    /// The place of a page's first row.
    pub fn start(self, page: u64) -> u64 {
        page.saturating_sub(1).saturating_mul(self.size)
    }
}

/// A number as rows keep it.
pub fn capped(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The moment of a date of the server, UTC; 1970 for none.
pub fn time(raw: &str) -> Timestamp {
    let stamp = raw.trim().parse::<jiff::Timestamp>().or_else(|_| {
        let zoned = format!("{}Z", raw.trim());
        zoned.parse::<jiff::Timestamp>()
    });
    Timestamp(stamp.map_or(0, |stamp| stamp.as_millisecond()))
}

/// The same in seconds, as rows keep it.
pub fn seconds(raw: &str) -> u32 {
    match raw.is_empty() {
        true => 0,
        false => time(raw).seconds(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_any_window() {
        let cover = |offset, limit| Cover::of(PageRequest { offset, limit }, 100);
        let is = |size, first, last| Cover { size, first, last };
        assert_eq!(cover(0, 50), is(50, 1, 1));
        assert_eq!(cover(100, 50), is(50, 3, 3));
        assert_eq!(cover(97, 50), is(50, 2, 3));
        assert_eq!(cover(0, 200), is(100, 1, 2));
        assert_eq!(cover(0, 0), is(1, 1, 1));
        assert_eq!(cover(0, 1_000).end(350), 4);
        assert_eq!(cover(u64::MAX, 5).end(0), 1);
        assert_eq!(cover(0, 200).start(2), 100);
    }

    #[test]
    fn dates_are_utc() {
        assert_eq!(seconds("2026-11-21T08:09:02.138682Z"), 1_795_248_542);
        assert_eq!(seconds("2026-11-21T08:09:02"), 1_795_248_542);
        assert_eq!((seconds(""), seconds("soon")), (0, 0));
    }
}
