//! A time line on screen: the part looked at, what is drawn along it, the segments on it.

use std::sync::Arc;

use crate::app::browser::Load;
use crate::app::review::Review;
use crate::model::geometry::KeyFrame;
use crate::model::{Annotation, ItemDetail, Shape, Signal, Timeline};

use super::{Sight, Stretches, sight_of};

/// The shortest part of a time line that is looked at, as a share of the whole.
const LEAST_SHARE: f64 = 1e-6;

/// The state of one time line.
#[derive(Clone, Debug)]
pub struct TimePage {
    /// The time line.
    pub timeline: Timeline,
    /// All of it: first and last position.
    pub whole: (f64, f64),
    /// The part looked at; none for all of it.
    pub part: Option<(f64, f64)>,
    /// What was looked at before zooming to the target.
    pub back: Option<Option<(f64, f64)>>,
    /// What is drawn along it, once it came.
    pub signal: Option<Arc<Signal>>,
    /// How far that is.
    pub load: Load,
    /// Segments, and the frames that tracks are seen in, by the numbers of their annotations.
    pub marks: Stretches<f64>,
    /// The first mark of the list below.
    pub top: usize,
}

impl TimePage {
    /// A whole time line.
    pub fn new(timeline: &Timeline) -> Self {
        let mut page = Self {
            timeline: timeline.clone(),
            whole: (0.0, 1.0),
            part: None,
            back: None,
            signal: None,
            load: Load::Idle,
            marks: Stretches::default(),
            top: 0,
        };
        page.measure();
        page
    }

    /// Finds the marks among an item's annotations.
    pub fn find_marks(&mut self, detail: &ItemDetail, on: u8) {
        let all = detail.annotations.iter().enumerate();
        let here = all.filter(|(_, one)| sight_of(detail, one) == Some(Sight::Content(on)));
        self.marks = Stretches::new(here.flat_map(|(number, one)| {
            let parts = match &one.shape {
                Shape::Segment { start, end, .. } => vec![(*start, *end)],
                Shape::Track { frames } => lifespans(frames, self.timeline.range),
                _ => Vec::new(),
            };
            let finite = |(from, to): &(f64, f64)| from.is_finite() && to.is_finite();
            let parts = parts.into_iter().filter(finite);
            parts.map(move |(from, to)| (from, to, number))
        }));
        self.measure();
    }

    /// What the time line runs over: what it says, else what is drawn and marked on it.
    pub fn measure(&mut self) {
        let signal = self
            .signal
            .as_ref()
            .map(|signal| (signal.start, signal.end));
        let said = self
            .timeline
            .range
            .or(signal)
            .filter(|(from, to)| from < to);
        let marked = self.marks.all().iter().map(|(from, to, _)| (*from, *to));
        let known = said.into_iter().chain(marked);
        let joined = known.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        self.whole = match joined {
            Some((from, to)) if from < to => (from, to),
            Some((from, _)) => (from, from + 1.0),
            None => (0.0, 1.0),
        };
    }

    /// First and last position looked at.
    pub fn window(&self) -> (f64, f64) {
        self.part.unwrap_or(self.whole)
    }

    /// Looks at a part, kept within the whole; one as long as the whole is all of it.
    pub fn look_at(&mut self, from: f64, to: f64) {
        let (first, last) = self.whole;
        let all = last - first;
        let length = (to - from).clamp(all * LEAST_SHARE, all);
        if !length.is_finite() || length >= all * 0.999 {
            self.part = None;
            return;
        }
        let from = from.clamp(first, last - length);
        self.part = Some((from, from + length));
    }

    /// Zooms by a factor about the middle of a mark that is in sight, else of what is looked at.
    pub fn zoom(&mut self, factor: f64, about: Option<(f64, f64)>) {
        let (from, to) = self.window();
        let middle = |(a, b): (f64, f64)| a / 2.0 + b / 2.0;
        let inside = |at: &f64| (from..=to).contains(at);
        let center = about.map(middle).filter(inside);
        let center = center.unwrap_or_else(|| middle((from, to)));
        let half = (to - from) / factor / 2.0;
        self.look_at(center - half, center + half);
    }

    /// Looks further on, by a share of what is looked at.
    pub fn pan(&mut self, share: f64) {
        let (from, to) = self.window();
        let step = (to - from) * share;
        self.look_at(from + step, to + step);
    }

    /// Where a mark is: all parts of it together.
    pub fn place(&self, number: usize) -> Option<(f64, f64)> {
        let parts = self.marks.all().iter().filter(|(_, _, at)| *at == number);
        let parts = parts.map(|(from, to, _)| (*from, *to));
        parts.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Moves the part looked at so that a mark is in sight.
    pub fn reveal(&mut self, (start, end): (f64, f64)) {
        let (from, to) = self.window();
        if start >= from && end <= to {
            return;
        }
        let half = (to - from) / 2.0;
        let center = start / 2.0 + end / 2.0;
        self.look_at(center - half, center + half);
    }
}

/// The frames, counted from one, in which an object is seen.
pub fn lifespans(frames: &[KeyFrame], range: Option<(f64, f64)>) -> Vec<(f64, f64)> {
    let position = |frame: u32| f64::from(frame) + 1.0;
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut since = None;
    for frame in frames {
        match (frame.outside, since) {
            (false, None) => since = Some(position(frame.frame)),
            (true, Some(from)) => {
                found.push((from, position(frame.frame)));
                since = None;
            }
            _ => {}
        }
    }
    if let (Some(from), Some(last)) = (since, frames.last()) {
        let end = range.map_or(0.0, |(_, end)| end);
        found.push((from, position(last.frame).max(end)));
    }
    found
}

/// A time line together with what is drawn on it.
#[derive(Clone, Copy, Debug)]
pub struct TimeView<'a> {
    /// The time line's state.
    pub page: &'a TimePage,
    /// The item.
    pub detail: &'a ItemDetail,
    /// The review it is part of; none in a preview.
    pub review: Option<&'a Review>,
}

impl<'a> TimeView<'a> {
    /// The view of one content under review.
    pub fn new(review: &'a Review, page: &'a TimePage) -> Option<Self> {
        let detail = review.detail.as_deref()?;
        Some(Self {
            page,
            detail,
            review: Some(review),
        })
    }

    /// The selected annotation.
    pub fn selected(&self) -> Option<usize> {
        self.review.and_then(|review| review.selected)
    }

    /// The marks that are shown, by rising start.
    pub fn shown(&self) -> impl Iterator<Item = (f64, f64, usize, &'a Annotation)> + 'a {
        let Self {
            page,
            detail,
            review,
        } = *self;
        let all = page.marks.all().iter();
        let known = all.filter_map(|(from, to, number)| {
            let annotation = detail.annotations.get(*number)?;
            Some((*from, *to, *number, annotation))
        });
        known.filter(move |(_, _, number, one)| {
            review
                .is_none_or(|review| review.overlay && !review.hides(*number) && review.shows(one))
        })
    }

    /// The marks of the list below the time line: each annotation once, in order of time.
    pub fn listed(&self) -> Vec<(usize, &'a Annotation)> {
        let mut seen = std::collections::HashSet::new();
        let all = self.shown();
        all.filter(|(_, _, number, _)| seen.insert(*number))
            .map(|(_, _, number, annotation)| (number, annotation))
            .collect()
    }
}
