//! Pages of the server as windows of rows: which pages cover a window, read together and kept in
//! order, each element straight from the answer to its row.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::limits;
use crate::model::query::SortKey;
use crate::model::{Level, NodeRef, PageRequest, Query, Row, Sort, Text};
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Body};

use super::super::CvatPlatform;
use super::super::client::with;
use super::super::map::{Element, Style, Worded};
use super::super::wire::{Job, Listed, ListedAs, Organization, Project, Task};
use super::Source;

/// What the elements of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Organizations.
    Organizations,
    /// Projects.
    Projects,
    /// Tasks.
    Tasks,
    /// Jobs.
    Jobs,
}

impl Kind {
    /// The level of the rows.
    pub fn level(self) -> Level {
        match self {
            Self::Organizations => Level::Organization,
            Self::Projects => Level::Project,
            Self::Tasks => Level::Task,
            Self::Jobs => Level::Job,
        }
    }
}

/// Rows that were read, with their words and parents.
#[derive(Debug, Default)]
pub struct Part {
    /// Rows there are in all, by the server or after the filter.
    pub count: u64,
    /// The rows.
    pub rows: Vec<Row>,
    /// Their words.
    pub worded: Worded,
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
        let words = &mut part.worded.words;
        part.rows = rows
            .map(|row| row.clone().reworded(&self.worded.words, words))
            .collect();
        part.parents = self.parents.iter().skip(from).take(most).cloned().collect();
        part
    }

    fn problem(&mut self, words: &str) {
        if self.problems.len() < limits::LOCAL_PROBLEMS {
            self.problems.push(Text::line(words));
        }
    }
}

/// Pages of one size that cover a window of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cover {
    size: u64,
    /// From one.
    first: u64,
    last: u64,
}

impl Cover {
    fn of(page: PageRequest) -> Self {
        let limit = u64::from(page.limit).max(1);
        let size = limit.min(limits::CVAT_LIST_PAGE);
        Self {
            size,
            first: page.offset / size + 1,
            last: (page.offset + limit - 1) / size + 1,
        }
    }

    /// The last page that there is of so many rows.
    fn end(self, count: u64) -> u64 {
        self.last.min(count.div_ceil(self.size).max(1))
    }
}

/// What is made of the elements that pass.
struct Reading<'a> {
    cvat: &'a CvatPlatform,
    kind: Kind,
    deep: bool,
    style: Style,
    /// What must hold of them.
    rest: Option<&'a Query>,
    /// Rows of the server to keep, by their places.
    window: std::ops::Range<u64>,
    /// Elements are few and somebody looks at them: remembered, for details.
    learn: bool,
    part: Part,
    seen: HashSet<u64>,
    parents: HashMap<(Option<u64>, Option<u64>, u64), NodeRef>,
}

impl Reading<'_> {
    /// Takes one page of the server, whose first row has this place.
    fn page(&mut self, body: &Body, place: u64) -> Result<(), PlatformError> {
        match self.kind {
            Kind::Organizations => self.typed::<Organization<'_>>(body, place),
            Kind::Projects => self.typed::<Project<'_>>(body, place),
            Kind::Tasks => self.typed::<Task<'_>>(body, place),
            Kind::Jobs => self.typed::<Job<'_>>(body, place),
        }
    }

    fn typed<'b, E>(&mut self, body: &'b Body, place: u64) -> Result<(), PlatformError>
    where
        E: Element + Learned + Deserialize<'b>,
    {
        // Nearly every page has only whole elements: read in one pass.
        if let Ok(listed) = serde_json::from_slice::<ListedAs<E>>(&body.bytes) {
            self.part.count = listed.count;
            self.part.rows.reserve(listed.results.len());
            for (number, element) in listed.results.into_iter().enumerate() {
                self.element(element, place + u64::try_from(number).unwrap_or(0));
            }
            return Ok(());
        }
        let listed: Listed<'b> = body.json()?;
        self.part.count = listed.count;
        for (number, raw) in listed.results.iter().enumerate() {
            match serde_json::from_str::<E>(raw.get()) {
                Ok(element) => self.element(element, place + u64::try_from(number).unwrap_or(0)),
                Err(error) => {
                    let what = format!("{}, results[{number}]: {error}", body.what);
                    self.part.problem(&what);
                }
            }
        }
        Ok(())
    }

    fn element<E: Element + Learned>(&mut self, element: E, place: u64) {
        if element.id() == 0 {
            let word = self.kind.level().word();
            self.part.problem(&format!("a {word} without an id"));
            return;
        }
        let asked = |query: &Query| element.asked(&mut |facts| query.matches(facts));
        let wanted = self.window.contains(&place) && self.rest.is_none_or(asked);
        // Rows move between pages when some are added meanwhile.
        if !wanted || !self.seen.insert(element.id()) {
            return;
        }
        self.part
            .rows
            .push(element.row(&mut self.part.worded, self.style));
        if self.deep {
            let cvat = self.cvat;
            let parent = self.parents.entry(element.place());
            let parent = parent.or_insert_with(|| element.parent(cvat));
            self.part.parents.push(parent.clone());
        }
        if self.learn {
            element.learn(self.cvat);
        }
    }
}

/// Elements whose details are worth remembering.
trait Learned {
    /// Remembers it.
    fn learn(self, cvat: &CvatPlatform);
}

impl Learned for Organization<'_> {
    fn learn(self, _cvat: &CvatPlatform) {}
}

impl Learned for Project<'_> {
    fn learn(self, cvat: &CvatPlatform) {
        cvat.projects.put(self.id, Some(self.into_owned().into()));
    }
}

impl Learned for Task<'_> {
    fn learn(self, cvat: &CvatPlatform) {
        cvat.tasks.put(self.id, Some(self.into_owned().into()));
    }
}

impl Learned for Job<'_> {
    fn learn(self, cvat: &CvatPlatform) {
        cvat.learn_job(self.into_owned());
    }
}

impl CvatPlatform {
    fn reading<'a>(&'a self, source: &Source, page: PageRequest) -> Reading<'a> {
        let most = u64::from(page.limit);
        Reading {
            cvat: self,
            kind: source.kind,
            deep: source.deep,
            style: source.style,
            rest: None,
            window: page.offset..page.offset.saturating_add(most),
            learn: page.limit <= limits::PAGE_ROWS,
            part: Part::default(),
            seen: HashSet::new(),
            parents: HashMap::new(),
        }
    }

    /// The rows of one page.
    pub(super) fn read_page(&self, source: &Source, body: &Body) -> Result<Part, PlatformError> {
        let all = PageRequest {
            offset: 0,
            limit: u32::MAX,
        };
        let mut reading = self.reading(source, all);
        reading.page(body, 0)?;
        Ok(reading.part)
    }

    /// The rows of a window: the pages that cover it, those beyond the first together.
    pub(super) async fn window(
        &self,
        source: &Source,
        asked: Ask,
        page: PageRequest,
        known: Option<u64>,
    ) -> Result<Part, PlatformError> {
        let cover = Cover::of(page);
        let mut reading = self.reading(source, page);
        let ask = |number: u64| paged(&asked, number, cover.size);
        let start = |number: u64| (number - 1) * cover.size;
        let mut next = cover.first;
        // Without a total it is not known how many pages there are.
        if known.is_none() || cover.first == cover.last {
            let first = match self.http.get(ask(cover.first)).await {
                Ok(body) => body,
                Err(PlatformError::NotFound(_)) if cover.first > 1 => {
                    return self.only_total(source, &asked).await;
                }
                Err(error) => return Err(error),
            };
            reading.page(&first, start(cover.first))?;
            next += 1;
        }
        let count = known.unwrap_or(reading.part.count);
        let numbers: Vec<u64> = (next..=cover.end(count)).collect();
        let asks = numbers.iter().map(|number| ask(*number)).collect();
        let mut places = numbers.iter().map(|number| start(*number));
        let took = self.in_order(asks, |body| {
            reading.page(&body, places.next().unwrap_or(u64::MAX))
        });
        let took = took.await?;
        if took == 0 && next == cover.first {
            return self.only_total(source, &asked).await;
        }
        Ok(reading.part)
    }

    /// There is no such page (any more): the total says how far the list goes now.
    async fn only_total(&self, source: &Source, asked: &Ask) -> Result<Part, PlatformError> {
        let none = PageRequest {
            offset: 0,
            limit: 0,
        };
        let mut reading = self.reading(source, none);
        let body = self.http.get(paged(asked, 1, 1)).await?;
        reading.page(&body, 0)?;
        Ok(reading.part)
    }

    /// All rows of a list that pass what the server cannot ask, in the order it cannot make.
    pub(super) async fn filtered(
        &self,
        source: &Source,
        asked: Ask,
        rest: &Query,
    ) -> Result<Part, PlatformError> {
        let size = limits::CVAT_LIST_PAGE;
        let all = PageRequest {
            offset: 0,
            limit: u32::MAX,
        };
        let mut reading = self.reading(source, all);
        reading.rest = Some(rest);
        let first = self.http.get(paged(&asked, 1, size)).await?;
        reading.page(&first, 0)?;
        let count = reading.part.count;
        if count > limits::CVAT_WORKED_ROWS {
            let what = format!(
                "{count} rows to filter here, since the server does not know this filter; \
                 narrow it by state, stage or assignee first"
            );
            return Err(PlatformError::TooLarge(Text::line(&what)));
        }
        let pages = (2..=count.div_ceil(size)).map(|number| paged(&asked, number, size));
        let mut place = 0;
        self.in_order(pages.collect(), |body| {
            place += size;
            reading.page(&body, place)
        })
        .await?;
        let mut part = reading.part;
        if let Some(order) = rest.sort {
            sort(&mut part, order);
        }
        part.count = u64::try_from(part.rows.len()).unwrap_or(u64::MAX);
        Ok(part)
    }
}

fn paged(asked: &Ask, number: u64, size: u64) -> Ask {
    let ask = with(asked.clone(), "page", number);
    with(ask, "page_size", size)
}

fn sort(part: &mut Part, order: Sort) {
    let words = &part.worded.words;
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
    let mut order_of: Vec<usize> = (0..part.rows.len()).collect();
    let key = |place: &usize| {
        let row = part.rows.get(*place);
        row.map(|row| (text(row), number(row), row.id.clone()))
    };
    order_of.sort_by_cached_key(key);
    if order.descending {
        order_of.reverse();
    }
    let rows = order_of.iter().filter_map(|place| part.rows.get(*place));
    let rows = rows.cloned().collect();
    let parents = order_of
        .iter()
        .filter_map(|place| part.parents.get(*place))
        .cloned()
        .collect();
    (part.rows, part.parents) = (rows, parents);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_any_window() {
        let cover = |offset, limit| Cover::of(PageRequest { offset, limit });
        let is = |size, first, last| Cover { size, first, last };
        assert_eq!(cover(0, 200), is(200, 1, 1));
        assert_eq!(cover(400, 200), is(200, 3, 3));
        assert_eq!(cover(397, 200), is(200, 2, 3));
        assert_eq!(cover(0, 2_000), is(2_000, 1, 1));
        assert_eq!(cover(0, 100_000), is(2_000, 1, 50));
        assert_eq!(cover(0, 0), is(1, 1, 1));
        assert_eq!(cover(0, 100_000).end(3_500), 2);
        assert_eq!(cover(0, 100_000).end(0), 1);
    }
}
