//! A window of rows and a filter, measured without a platform around them. For benches only.

use crate::model::{Level, PageRequest, Query};

use super::library::{Dataset, Format, Library, Split};
use super::lists::Listing;
use super::nodes::Spot;

/// A library of so many items in one split.
pub struct Big(Library);

impl Big {
    /// Items `images/000000001.jpg` and so on.
    pub fn new(count: u32) -> Self {
        let mut split = Split::new("train", "bench".into());
        for number in 0..count {
            split.items.push(&format!("images/{number:09}.jpg"));
        }
        split.complete = true;
        Self(Library {
            datasets: vec![Dataset {
                id: "big".into(),
                format: Format::Images,
                splits: vec![split],
            }],
            ..Library::default()
        })
    }

    /// One window of all items.
    pub fn window(&self, offset: u64, limit: u32) -> usize {
        let listing = Listing::new(&self.0, Spot::Root, Level::Item, 100);
        listing.page(PageRequest { offset, limit }, None).rows.len()
    }

    /// How many items match.
    pub fn filter(&self, query: &Query) -> usize {
        Listing::new(&self.0, Spot::Root, Level::Item, 100)
            .matches(query)
            .len()
    }
}
