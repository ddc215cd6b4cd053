//! A text on screen: its lines, the spans on it, from which line on it is shown.

use std::sync::Arc;

use crate::app::review::Review;
use crate::model::{Annotation, Document, ItemDetail, Shape};

use super::{Lines, Stretches};

/// Rows of a pane from which lines have a row of labels above them.
const LABELLED_ROWS: u16 = 6;

/// The state of one text.
#[derive(Clone, Debug)]
pub struct TextPage {
    /// The text.
    pub document: Arc<Document>,
    /// Its lines, once the pane is known.
    pub lines: Option<Arc<Lines>>,
    /// Spans on it, by the numbers of their annotations.
    pub spans: Stretches<u32>,
    /// The first line shown.
    pub top: usize,
    /// The first line before jumping to the target.
    pub back: Option<usize>,
    /// Rows there are.
    pub rows: u16,
}

impl TextPage {
    /// A text from its beginning.
    pub fn new(document: &Arc<Document>) -> Self {
        Self {
            document: Arc::clone(document),
            lines: None,
            spans: Stretches::default(),
            top: 0,
            back: None,
            rows: 1,
        }
    }

    /// Breaks the text into lines, unless that is done; what was at the top stays there.
    pub fn lay_out(&mut self, (width, rows): (u16, u16)) {
        self.rows = rows;
        let fits = |lines: &Arc<Lines>| lines.fits(&self.document, width);
        if self.lines.as_ref().is_some_and(fits) {
            return;
        }
        let top = self.lines.take().map_or(0, |old| old.chars(self.top).0);
        let lines = Lines::new(&self.document, width, usize::MAX);
        self.top = lines.line_of(top);
        self.back = None;
        self.lines = Some(Arc::new(lines));
    }

    /// Finds the spans among an item's annotations.
    pub fn find_spans(&mut self, detail: &ItemDetail, on: u8) {
        let all = detail.annotations.iter().enumerate();
        let spans = all.filter(|(_, one)| one.on == on);
        self.spans = Stretches::new(spans.filter_map(|(number, one)| match one.shape {
            Shape::Span { start, end, .. } => Some((start, end, number)),
            _ => None,
        }));
    }
}

/// A text together with what is drawn over it.
#[derive(Clone, Copy, Debug)]
pub struct TextView<'a> {
    /// The text's state.
    pub page: &'a TextPage,
    /// Its lines.
    pub lines: &'a Lines,
    /// The item.
    pub detail: &'a ItemDetail,
    /// The review it is part of.
    pub review: &'a Review,
}

impl<'a> TextView<'a> {
    /// The view of one content; none before its lines are made.
    pub fn new(review: &'a Review, page: &'a TextPage) -> Option<Self> {
        Some(Self {
            page,
            lines: page.lines.as_deref()?,
            detail: review.detail.as_deref()?,
            review,
        })
    }

    /// The annotation of a span, if it is shown.
    pub fn shown(&self, number: usize) -> Option<&'a Annotation> {
        let found = self.detail.annotations.get(number);
        let hides = self.review.hides(number);
        found.filter(|one| self.review.overlay && !hides && self.review.shows(one))
    }

    /// Whether lines have a row of labels above them where spans begin.
    fn labelled(&self) -> bool {
        self.page.rows >= LABELLED_ROWS
    }

    /// The shown spans that begin on a line: first character and number of the annotation.
    pub fn beginning(&self, line: usize) -> impl Iterator<Item = (u32, usize)> + '_ {
        let (from, to) = self.lines.places(line);
        let found = match self.labelled() && self.review.overlay {
            true => self.page.spans.starting(from, to),
            false => &[],
        };
        let shown = found.iter().filter(|(_, _, at)| self.shown(*at).is_some());
        shown.map(|(start, _, number)| (*start, *number))
    }

    /// Rows that a line takes: its own, and one for labels where spans begin.
    pub fn height(&self, line: usize) -> usize {
        1 + usize::from(self.beginning(line).next().is_some())
    }

    /// The first line of the last page.
    pub fn last_top(&self) -> usize {
        self.above(self.lines.count(), usize::from(self.page.rows))
    }

    /// The line after the last one that is shown whole.
    pub fn bottom(&self) -> usize {
        let rows = usize::from(self.page.rows);
        let mut used = 0;
        let fits = |line: &usize| {
            used += self.height(*line);
            used <= rows
        };
        let shown = (self.page.top..self.lines.count()).take_while(fits).count();
        self.page.top + shown.max(1)
    }

    /// The first of the lines before one that fit into some rows.
    fn above(&self, line: usize, rows: usize) -> usize {
        let mut used = 0;
        let fits = |line: &usize| {
            used += self.height(*line);
            used <= rows
        };
        let fitting = (0..line).rev().take_while(fits).count();
        line - fitting.max(usize::from(line > 0))
    }

    /// The top after scrolling by rows, down where they are positive.
    pub fn scrolled(&self, rows: i64) -> usize {
        let wanted = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        if rows < 0 {
            return self.above(self.page.top, wanted);
        }
        let last = self.last_top();
        let mut used = 0;
        let passed = |line: &usize| {
            let before = used;
            used += self.height(*line);
            before < wanted
        };
        let lines = (self.page.top..last).take_while(passed).count();
        self.page.top + lines
    }

    /// The top that shows a span: the present one where it is in sight, else one that has the span
    /// in the middle.
    pub fn revealing(&self, start: u32) -> usize {
        let line = self.lines.line_of(start);
        if (self.page.top..self.bottom()).contains(&line) {
            return self.page.top;
        }
        self.centering(start)
    }

    /// The top that has a place in the middle.
    pub fn centering(&self, start: u32) -> usize {
        let half = usize::from(self.page.rows) / 2;
        let top = self.above(self.lines.line_of(start), half);
        top.min(self.last_top())
    }

    /// How much of the text lies above the end of what is shown, in percent.
    pub fn percent(&self) -> usize {
        self.bottom() * 100 / self.lines.count().max(1)
    }
}
