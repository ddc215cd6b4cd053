//! The part of a filter that only the journal can answer.

use crate::model::query::{Count, Field, Term, Test};
use crate::model::{Level, ListRequest, Page, PageRequest, Query, RowFacts, Text};

/// Rows looked at for a filter that the journal answers: as many as a bulk action may mark.
const MOST: u32 = 100_000;

/// Splits a query into what the journal answers and what the platform does. `is:` with one of the
/// journal's words is the journal's, as are verdicts and their counts.
pub(super) fn split(level: Level, query: &Query) -> (Query, Query) {
    let judged = matches!(level, Level::Job | Level::Item);
    let own = |term: &Term| match &term.test {
        Test::Field(Field::Verdict, _) => true,
        Test::Field(Field::Is, word) => ["flagged", "stale"]
            .iter()
            .any(|known| known.contains(&**word)),
        Test::Count(Count::Rejected | Count::Done, ..) => judged,
        _ => false,
    };
    let (kept, passed) = query.terms.iter().cloned().partition(own);
    let kept = Query {
        terms: kept,
        sort: None,
    };
    let passed = Query {
        terms: passed,
        sort: query.sort,
    };
    (kept, passed)
}

/// The request for all rows that the platform's part of the filter leaves.
pub(super) fn everything(request: &ListRequest, query: Query) -> ListRequest {
    ListRequest {
        query,
        page: PageRequest {
            offset: 0,
            limit: MOST,
        },
        ..request.clone()
    }
}

/// The wanted part of the rows that fulfil the journal's part.
pub(super) fn keep(page: Page, kept: &Query, wanted: PageRequest) -> Page {
    let cut_off = page.total > page.rows.len() as u64;
    let words = &page.words;
    let fits: Vec<bool> = page
        .rows
        .iter()
        .map(|row| kept.matches(&RowFacts { row, words }))
        .collect();
    let total = fits.iter().filter(|fits| **fits).count() as u64;
    let skip = usize::try_from(wanted.offset).unwrap_or(usize::MAX);
    let take = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    fn part<T>(all: Vec<T>, fits: &[bool], skip: usize, take: usize) -> Vec<T> {
        all.into_iter()
            .zip(fits)
            .filter_map(|(one, fits)| fits.then_some(one))
            .skip(skip)
            .take(take)
            .collect()
    }
    let mut problems = page.problems;
    if cut_off {
        let most = format!("only the first {MOST} rows were looked at for this filter");
        problems.push(Text::line(&most));
    }
    Page {
        offset: wanted.offset,
        rows: part(page.rows, &fits, skip, take),
        parents: part(page.parents, &fits, skip, take),
        total,
        problems,
        worked_here: Text::line("by the journal"),
        ..page
    }
}
