//! A sparse list: knows its total, holds the pages that were seen.

use std::collections::{BTreeMap, HashMap};

use crate::limits::{LIST_PAGES, PAGE_ROWS};
use crate::model::{Id, Page, PageRequest, Row, Text, WordId, Words};

/// Rows of one list, as far as they were looked at. A million rows cost what was seen.
#[derive(Clone, Debug, Default)]
pub struct SparseList {
    /// Rows that match the filter, as far as known.
    pub total: u64,
    /// Rows there are without the filter.
    pub unfiltered: u64,
    /// The source is still being read.
    pub growing: bool,
    /// What could not be read.
    pub problems: Vec<Text>,
    /// The part of the filter or order that the server does not know, in words.
    pub worked_here: Text,
    /// Whether any page has come yet.
    pub known: bool,
    words: Words,
    pages: BTreeMap<u64, Vec<Row>>,
}

impl SparseList {
    /// The row at an index, if its page is held.
    pub fn get(&self, index: u64) -> Option<&Row> {
        let rows = self.pages.get(&(index / u64::from(PAGE_ROWS)))?;
        rows.get(usize::try_from(index % u64::from(PAGE_ROWS)).ok()?)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, index: u64) -> Option<&mut Row> {
        let rows = self.pages.get_mut(&(index / u64::from(PAGE_ROWS)))?;
        rows.get_mut(usize::try_from(index % u64::from(PAGE_ROWS)).ok()?)
    }

    /// The index of a row by its id, among the pages held.
    pub fn position(&self, id: &Id) -> Option<u64> {
        self.pages.iter().find_map(|(page, rows)| {
            let at = rows.iter().position(|row| row.id == *id)?;
            Some(page * u64::from(PAGE_ROWS) + u64::try_from(at).ok()?)
        })
    }

    /// The indices of all rows held, by id.
    pub fn places(&self) -> HashMap<Id, u64> {
        let mut places = HashMap::new();
        for (at, row) in self.held() {
            places.entry(row.id.clone()).or_insert(at);
        }
        places
    }

    /// All rows held, with their indices.
    pub fn held(&self) -> impl Iterator<Item = (u64, &Row)> {
        self.pages
            .iter()
            .flat_map(|(page, rows)| (page * u64::from(PAGE_ROWS)..).zip(rows))
    }

    /// How many rows are held.
    pub fn rows_held(&self) -> u64 {
        self.pages.values().map(|rows| rows.len() as u64).sum()
    }

    /// The text of a row's word.
    pub fn word(&self, word: WordId) -> &Text {
        self.words.get(word)
    }

    /// The text of a row's word, none when it is empty.
    pub fn word_some(&self, word: WordId) -> Option<&Text> {
        self.words.get_some(word)
    }

    /// The number of a text for rows of this list.
    pub fn add_word(&mut self, text: Option<&Text>) -> WordId {
        self.words.add_some(text)
    }

    /// Takes a page in. Pages far from it are dropped when too many are held.
    pub fn insert(&mut self, page: Page) {
        self.known = true;
        self.total = page.total;
        self.unfiltered = page.unfiltered;
        self.growing = page.growing;
        self.problems = page.problems;
        self.worked_here = page.worked_here;
        let number = page.offset / u64::from(PAGE_ROWS);
        let rows = page
            .rows
            .into_iter()
            .map(|row| row.reworded(&page.words, &mut self.words))
            .collect();
        self.pages.insert(number, rows);
        while self.pages.len() > LIST_PAGES {
            let Some((&first, &last)) = self.pages.keys().next().zip(self.pages.keys().next_back())
            else {
                return;
            };
            let far = if number.abs_diff(first) > number.abs_diff(last) {
                first
            } else {
                last
            };
            self.pages.remove(&far);
        }
    }

    /// The pages that hold these rows (`from` to `to`, exclusive) and are not held yet.
    pub fn missing(&self, from: u64, to: u64) -> Vec<PageRequest> {
        let to = if self.known { to.min(self.total) } else { to };
        if to <= from {
            return Vec::new();
        }
        let size = u64::from(PAGE_ROWS);
        (from / size..=(to - 1) / size)
            .filter(|page| !self.pages.contains_key(page))
            .map(|page| PageRequest {
                offset: page * size,
                limit: PAGE_ROWS,
            })
            .collect()
    }

    /// The pages that show these rows, held or not: for a refresh that keeps the old rows.
    pub fn covering(from: u64, to: u64) -> Vec<PageRequest> {
        let size = u64::from(PAGE_ROWS);
        (from / size..=to.max(from + 1).saturating_sub(1) / size)
            .map(|page| PageRequest {
                offset: page * size,
                limit: PAGE_ROWS,
            })
            .collect()
    }

    /// Forgets pages other than those that show these rows, after the rows changed.
    pub fn keep_only(&mut self, from: u64, to: u64) {
        let size = u64::from(PAGE_ROWS);
        self.pages
            .retain(|page, _| (from / size..=to / size).contains(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(offset: u64, count: u64, total: u64) -> Page {
        let mut words = Words::default();
        let state = words.add(&Text::line("new"));
        let rows = (offset..offset + count)
            .map(|n| Row {
                state,
                ..Row::new(Id::Number(n), Text::line(&n.to_string()))
            })
            .collect();
        Page {
            offset,
            rows,
            words,
            total,
            unfiltered: total,
            ..Page::default()
        }
    }

    #[test]
    fn pages_come_in_any_order() {
        let mut list = SparseList::default();
        assert_eq!(
            list.missing(0, 50).len(),
            1,
            "nothing known: the first page is wanted"
        );
        list.insert(page(400, 200, 1_000_000));
        list.insert(page(0, 200, 1_000_000));
        assert_eq!(list.get(401).map(|row| &row.id), Some(&Id::Number(401)));
        assert_eq!(list.get(300), None);
        assert_eq!(
            list.missing(190, 410),
            [PageRequest {
                offset: 200,
                limit: 200
            }]
        );
        assert_eq!(list.position(&Id::Number(599)), Some(599));
        assert_eq!(list.word(list.get(5).unwrap().state).as_str(), "new");
    }

    #[test]
    fn far_pages_are_dropped() {
        let mut list = SparseList::default();
        for n in 0..200 {
            list.insert(page(n * 200, 200, 1_000_000));
        }
        assert_eq!(list.pages.len(), LIST_PAGES);
        assert!(list.get(199 * 200).is_some() && list.get(0).is_none());
    }

    #[test]
    fn a_short_list_asks_for_nothing_beyond_its_end() {
        let mut list = SparseList::default();
        list.insert(page(0, 3, 3));
        assert!(list.missing(0, 40).is_empty());
    }
}
