//! Rows and lists of any level below any place, filtered or not.
//!
//! Rows are made for the wanted window only. A filter is evaluated once over numbers and its
//! result kept, so that paging through a filtered list does not evaluate it again.

use crate::model::query::{Count, Facts, Field};
use crate::model::{
    Level, Page, PageRequest, Query, Row, RowFacts, State, StatusClass, Text, Verdict, Words,
};
use crate::store::LocalJob;

use super::library::{Library, Split, Tally};
use super::nodes::{Spot, job_count, job_id, job_items};
use super::workflow;

/// Children of one kind in a row: `dataset`, `split`, and how many places they have.
#[derive(Clone, Copy, Debug)]
struct Segment {
    d: usize,
    s: usize,
    from: u32,
    to: u32,
}

/// Places that match a filter, as number of the segment and place within it.
pub type Matches = Vec<(u32, u32)>;

/// A level below a place, ready to be counted and read.
pub struct Listing<'l> {
    library: &'l Library,
    batch: u32,
    parent: Spot,
    level: Level,
    segments: Vec<Segment>,
}

impl<'l> Listing<'l> {
    /// The rows of a level below a place; none when the level does not lie below.
    pub fn new(library: &'l Library, parent: Spot, level: Level, batch: u32) -> Self {
        let mut listing = Self {
            library,
            batch: batch.max(1),
            parent,
            level,
            segments: Vec::new(),
        };
        if level > parent.level() {
            listing.segments = listing.segments();
        }
        listing
    }

    fn segments(&self) -> Vec<Segment> {
        let one = |d, s| Segment {
            d,
            s,
            from: 0,
            to: 1,
        };
        let in_split = |d: usize, s: usize| self.library.split(d, s);
        let splits = || self.library.splits_below(self.parent).into_iter();
        match self.level {
            Level::Account | Level::View => Vec::new(),
            Level::Organization => vec![one(0, 0)],
            Level::Project => (0..self.library.datasets.len())
                .map(|d| one(d, 0))
                .collect(),
            Level::Task => splits().map(|(d, s)| one(d, s)).collect(),
            Level::Job => splits()
                .map(|(d, s)| Segment {
                    to: in_split(d, s).map_or(0, |split| job_count(split, self.batch)),
                    ..one(d, s)
                })
                .collect(),
            Level::Item => splits()
                .map(|(d, s)| {
                    let split = in_split(d, s);
                    let (from, to) = match self.parent {
                        Spot::Job(_, _, job) => {
                            split.map_or((0, 0), |split| job_items(split, job, self.batch))
                        }
                        _ => (0, split.map_or(0, |split| split.items.len())),
                    };
                    Segment { d, s, from, to }
                })
                .collect(),
        }
    }

    /// Rows there are without a filter.
    pub fn len(&self) -> u64 {
        self.segments
            .iter()
            .map(|segment| u64::from(segment.to.saturating_sub(segment.from)))
            .sum()
    }

    fn spot(&self, segment: &Segment, at: u32) -> Spot {
        match self.level {
            Level::Account | Level::View => Spot::Root,
            Level::Organization => Spot::Library,
            Level::Project => Spot::Dataset(segment.d),
            Level::Task => Spot::Split(segment.d, segment.s),
            Level::Job => Spot::Job(segment.d, segment.s, at),
            Level::Item => Spot::Item(segment.d, segment.s, at),
        }
    }

    /// Every place that fulfils a query.
    pub fn matches(&self, query: &Query) -> Matches {
        let mut out = Vec::new();
        for (number, segment) in (0_u32..).zip(&self.segments) {
            for at in segment.from..segment.to {
                let fits = match self.spot(segment, at) {
                    Spot::Item(d, s, item) => self
                        .library
                        .split(d, s)
                        .is_some_and(|split| query.matches(&ItemFacts { split, item })),
                    spot => {
                        let mut words = Words::default();
                        let row = self.row(spot, &mut words);
                        query.matches(&RowFacts {
                            row: &row,
                            words: &words,
                        })
                    }
                };
                if fits {
                    out.push((number, at));
                }
            }
        }
        out
    }

    /// A window of the list, of all rows or of those that match.
    pub fn page(&self, request: PageRequest, matches: Option<&Matches>) -> Page {
        let mut page = Page {
            offset: request.offset,
            total: matches.map_or(self.len(), |matches| matches.len() as u64),
            unfiltered: self.len(),
            growing: self.library.growing,
            ..Page::default()
        };
        let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
        let spots: Vec<Spot> = match matches {
            Some(matches) => {
                let skip = usize::try_from(request.offset).unwrap_or(usize::MAX);
                let window = matches.iter().skip(skip).take(limit);
                let spot = |&(number, at): &(u32, u32)| {
                    Some(self.spot(self.segments.get(number as usize)?, at))
                };
                window.filter_map(spot).collect()
            }
            None => self.window(request.offset, limit),
        };
        page.rows = spots
            .into_iter()
            .map(|spot| self.row(spot, &mut page.words))
            .collect();
        page
    }

    fn window(&self, offset: u64, limit: usize) -> Vec<Spot> {
        let mut skip = offset;
        let mut out = Vec::new();
        for segment in &self.segments {
            let len = u64::from(segment.to.saturating_sub(segment.from));
            if skip >= len {
                skip -= len;
                continue;
            }
            let from = segment.from + u32::try_from(skip).unwrap_or(u32::MAX);
            skip = 0;
            let room = u32::try_from(limit - out.len()).unwrap_or(u32::MAX);
            let to = segment.to.min(from.saturating_add(room));
            out.extend((from..to).map(|at| self.spot(segment, at)));
            if out.len() >= limit {
                break;
            }
        }
        out
    }

    /// The row of one place.
    pub fn row(&self, spot: Spot, words: &mut Words) -> Row {
        let id = self.library.id_below(self.parent, spot, self.batch);
        let name = match spot {
            Spot::Job(d, s, job) => {
                let (from, to) = self
                    .library
                    .split(d, s)
                    .map_or((0, 0), |split| job_items(split, job, self.batch));
                Text::line(&format!("items {}–{to}", from + 1))
            }
            Spot::Item(d, s, item) => self
                .library
                .split(d, s)
                .map_or(Text::default(), |split| Text::line(&split.items.name(item))),
            Spot::Split(d, s) => self
                .library
                .split(d, s)
                .map_or(Text::default(), |split| Text::line(&split.id)),
            _ => Text::line(&id.to_string()),
        };
        let mut row = Row::new(id, name);
        match spot {
            Spot::Item(d, s, item) => self.fill_item(&mut row, d, s, item, words),
            Spot::Job(d, s, job) => self.fill_job(&mut row, d, s, job, words),
            _ => self.fill_group(&mut row, spot, words),
        }
        row
    }

    fn fill_item(&self, row: &mut Row, d: usize, s: usize, item: u32, words: &mut Words) {
        row.items = 1;
        let Some(split) = self.library.split(d, s) else {
            return;
        };
        row.annotations = split.count(item);
        if let Some(known) = split.items.get(item) {
            row.flags.missing = known.missing;
            row.flags.troubled = known.troubled || split.troubles.contains_key(&known.slot);
        }
        row.class = StatusClass::ToReview;
        let Some(mark) = split.mark(item) else {
            return;
        };
        fill_tally(row, Tally::default().plus(mark));
        row.flags.flagged = mark.flagged;
        row.flags.stale = split.is_stale(item);
        row.updated_s = u32::try_from(mark.at_s).unwrap_or(0);
        row.verdict = mark.verdict.map(|(verdict, _)| verdict);
        row.state = words.add_some(row.verdict.map(|verdict| verdict.word().into()).as_ref());
        row.class = match row.verdict {
            Some(Verdict::Accepted | Verdict::VerifiedEmpty) => StatusClass::Accepted,
            Some(Verdict::Rejected) => StatusClass::Rejected,
            Some(Verdict::Skipped) | None => StatusClass::ToReview,
        };
    }

    fn fill_job(&self, row: &mut Row, d: usize, s: usize, job: u32, words: &mut Words) {
        let Some(split) = self.library.split(d, s) else {
            return;
        };
        let (from, to) = job_items(split, job, self.batch);
        row.items = to.saturating_sub(from);
        row.annotations = (from..to).fold(0, |sum, item| sum.saturating_add(split.count(item)));
        fill_tally(row, split.tally_of(from, to));
        let own = self
            .library
            .state
            .jobs
            .get(&self.library.key(Spot::Job(d, s, job), self.batch));
        let task = self
            .library
            .state
            .jobs
            .get(&self.library.key(Spot::Split(d, s), self.batch));
        let state = own
            .and_then(|own| own.state.clone())
            .unwrap_or_else(workflow::initial);
        fill_state(row, &state, words);
        row.flags.flagged = own.is_some_and(|own| own.flagged);
        // Who holds the split holds its jobs, unless a job says otherwise.
        let person = |pick: fn(&LocalJob) -> Option<&Text>| {
            own.and_then(pick).or_else(|| task.and_then(pick))
        };
        row.assignee = words.add_some(person(|job| job.assignee.as_ref()));
        row.reviewer = words.add_some(person(|job| job.reviewer.as_ref()));
    }

    /// A split, a dataset or the library: the sums of its splits.
    fn fill_group(&self, row: &mut Row, spot: Spot, words: &mut Words) {
        let mut sum = Tally::default();
        let mut classes = Vec::new();
        for (d, s) in self.library.splits_below(spot) {
            let Some(split) = self.library.split(d, s) else {
                continue;
            };
            row.items = row.items.saturating_add(split.items.len());
            let annotations = u32::try_from(split.pack.len()).unwrap_or(u32::MAX);
            row.annotations = row.annotations.saturating_add(annotations);
            row.flags.troubled |= !split.troubles.is_empty();
            sum = sum.sum(split.tally);
            classes.extend(job_classes(self.library, d, s, split, self.batch));
        }
        fill_tally(row, sum);
        fill_state(row, &workflow::of_jobs(classes), words);
        if let Some(own) = self
            .library
            .state
            .jobs
            .get(&self.library.key(spot, self.batch))
        {
            row.assignee = words.add_some(own.assignee.as_ref());
            row.reviewer = words.add_some(own.reviewer.as_ref());
            row.flags.flagged = own.flagged;
        }
    }
}

/// The state of a place, where it has one.
pub fn state_of(library: &Library, spot: Spot, batch: u32) -> Option<State> {
    match spot {
        Spot::Job(..) => {
            let own = library.state.jobs.get(&library.key(spot, batch));
            Some(
                own.and_then(|own| own.state.clone())
                    .unwrap_or_else(workflow::initial),
            )
        }
        Spot::Split(d, s) => {
            let split = library.split(d, s)?;
            Some(workflow::of_jobs(job_classes(library, d, s, split, batch)))
        }
        _ => None,
    }
}

/// The classes of a split's jobs; only those that were moved are looked up.
fn job_classes(
    library: &Library,
    d: usize,
    s: usize,
    split: &Split,
    batch: u32,
) -> Vec<StatusClass> {
    let jobs = job_count(split, batch);
    let initial = workflow::initial().class;
    if library.state.jobs.is_empty() {
        return if jobs == 0 { Vec::new() } else { vec![initial] };
    }
    let prefix = library.key(Spot::Split(d, s), batch);
    let class = |job| {
        let own = library
            .state
            .jobs
            .get(&format!("{prefix}/{}", job_id(job, batch)));
        own.and_then(|own| own.state.as_ref())
            .map_or(initial, |state| state.class)
    };
    (0..jobs).map(class).collect()
}

fn fill_tally(row: &mut Row, tally: Tally) {
    row.done = tally.done;
    row.rejected = tally.rejected;
    row.issues = u16::try_from(tally.issues).unwrap_or(u16::MAX);
}

fn fill_state(row: &mut Row, state: &State, words: &mut Words) {
    row.stage = words.add_some(state.stage.as_ref());
    row.state = words.add(&state.state);
    row.class = state.class;
}

/// An item as filters ask about it, without making a row.
struct ItemFacts<'l> {
    split: &'l Split,
    item: u32,
}

impl Facts for ItemFacts<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let mark = self.split.mark(self.item);
        let verdict = mark
            .and_then(|mark| mark.verdict)
            .map(|(verdict, _)| verdict);
        match field {
            Field::Name => found(&self.split.items.name(self.item)),
            Field::Verdict => {
                found(verdict.map_or("", Verdict::word))
                    // The word of `--json`.
                    || (verdict == Some(Verdict::VerifiedEmpty) && found("verified_empty"))
                    || (verdict.is_some() && self.split.is_stale(self.item) && found("stale"))
            }
            Field::State => found(verdict.map_or("to review", Verdict::word)),
            Field::Label => self.labels(found),
            Field::Is => {
                let item = self.split.items.get(self.item);
                let troubled = |item: &super::items::Item| {
                    item.troubled || self.split.troubles.contains_key(&item.slot)
                };
                (mark.is_some_and(|mark| mark.flagged) && found("flagged"))
                    || (item.is_some_and(|item| item.missing) && found("missing"))
                    || (item.is_some_and(troubled) && found("troubled"))
                    || (verdict.is_some() && self.split.is_stale(self.item) && found("stale"))
            }
            Field::Id => found(&self.split.items.path(self.item)),
            _ => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        let tally = self
            .split
            .mark(self.item)
            .map_or(Tally::default(), |mark| Tally::default().plus(mark));
        match count {
            Count::Issues => u64::from(tally.issues),
            Count::Annotations => u64::from(self.split.count(self.item)),
            Count::Items => 1,
            Count::Rejected => u64::from(tally.rejected),
            Count::Done => u64::from(tally.done),
        }
    }
}

impl ItemFacts<'_> {
    fn labels(&self, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let mut any = false;
        for label in self.split.label_numbers(self.item) {
            any = true;
            if found(self.split.legend.name(label).map_or("", |name| name)) {
                return true;
            }
        }
        !any && found("")
    }
}
