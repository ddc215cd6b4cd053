//! Several results of one item: which one is looked at, and two of them beside each other.

use std::ops::Range;

use crate::codec::agree::{Agreement, agreement};
use crate::model::picture::Layers;
use crate::model::{Annotation, Id, ItemDetail, ItemResult};

use super::review::Review;

/// The results that a reviewer judges, with their places.
pub fn live(detail: &ItemDetail) -> impl DoubleEndedIterator<Item = (usize, &ItemResult)> {
    let results = detail.results.iter().enumerate();
    results.filter(|(_, result)| result.is_live())
}

/// Whether verdicts are given to each result: there are several that wait for one.
pub fn judged_singly(detail: &ItemDetail) -> bool {
    live(detail).nth(1).is_some()
}

/// Whether a result has a verdict on what it holds now.
pub fn is_decided(result: &ItemResult) -> bool {
    let given = result.verdict.as_ref();
    given.is_some_and(|given| given.verdict.decides() && !given.is_stale(result.hash))
}

/// The result that is shown first: the first that is judged, else the first of all.
pub fn first(detail: &ItemDetail) -> Option<usize> {
    let judged = live(detail).next().map(|(at, _)| at);
    judged.or_else(|| (!detail.results.is_empty()).then_some(0))
}

/// The place of a result by its id.
pub fn place(detail: &ItemDetail, id: &Id) -> Option<usize> {
    detail.results.iter().position(|result| result.id == *id)
}

/// The annotations of a result: they stand together, in the order of the results.
pub fn annotations_of(detail: &ItemDetail, result: usize) -> Range<usize> {
    let before = |last: usize| {
        detail
            .annotations
            .partition_point(|annotation| usize::from(annotation.result) < last)
    };
    before(result)..before(result.saturating_add(1))
}

/// What is drawn of an item that nobody has picked a result of.
pub fn layers(detail: Option<&ItemDetail>) -> Layers {
    let only = detail.and_then(first).and_then(|at| u16::try_from(at).ok());
    only.map_or(Layers::All, Layers::One)
}

/// Whose a result is, in a word or two: `ana`, `model v2 0.93`.
pub fn owner(result: &ItemResult) -> String {
    let author = match result.author.as_str() {
        "" => result.kind.word(),
        author => author,
    };
    match result.score {
        Some(score) => format!("{author} {score:.2}"),
        None => author.to_owned(),
    }
}

/// Two results beside each other. The left one is the one picked.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The right one.
    pub right: Id,
    /// How far they agree; numbers are places among the item's annotations.
    pub agreement: Agreement,
    /// The chosen pair.
    pub pair: Option<usize>,
}

impl Compare {
    /// Compares two results of an item by their places; none when one is missing.
    pub fn new(detail: &ItemDetail, left: usize, right: usize) -> Option<Self> {
        let id = detail.results.get(right)?.id.clone();
        let (left, right) = (annotations_of(detail, left), annotations_of(detail, right));
        let of = |range: &Range<usize>| detail.annotations.get(range.clone()).unwrap_or_default();
        let mut agreement = agreement(of(&left), of(&right), detail.size);
        for pair in &mut agreement.pairs {
            pair.left = pair.left.map(|at| at + left.start);
            pair.right = pair.right.map(|at| at + right.start);
        }
        Some(Self {
            right: id,
            agreement,
            pair: None,
        })
    }
}

impl Review {
    /// The result on screen, with its place; none where the platform knows only one state. While two
    /// are compared it is the left one.
    pub fn result(&self) -> Option<(usize, &ItemResult)> {
        let detail = self.detail.as_deref()?;
        let picked = self.picked.as_ref().and_then(|id| place(detail, id));
        let at = picked.or_else(|| first(detail))?;
        Some((at, detail.results.get(at)?))
    }

    /// The right one of two that are compared.
    pub fn right(&self) -> Option<(usize, &ItemResult)> {
        let detail = self.detail.as_deref()?;
        let at = place(detail, &self.compare.as_ref()?.right)?;
        Some((at, detail.results.get(at)?))
    }

    /// The result that a verdict would be about: the one on screen, where several are judged and
    /// nothing of it is selected.
    pub fn judged_result(&self) -> Option<&ItemResult> {
        let detail = self.detail.as_deref().filter(|d| judged_singly(d))?;
        if self.annotation().is_some() || detail.results.is_empty() {
            return None;
        }
        self.result().map(|(_, result)| result)
    }

    /// Whether an annotation is of a result on screen.
    pub fn shows(&self, annotation: &Annotation) -> bool {
        self.layers_hold(usize::from(annotation.result))
    }

    fn layers_hold(&self, result: usize) -> bool {
        match (self.result(), self.right()) {
            (None, _) => true,
            (Some((left, _)), right) => {
                left == result || right.is_some_and(|(right, _)| right == result)
            }
        }
    }

    /// What is drawn.
    pub fn layers(&self) -> Layers {
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        match (self.result(), self.right()) {
            (Some((left, _)), Some((right, _))) => Layers::Two(number(left), number(right)),
            (Some((only, _)), None) => Layers::One(number(only)),
            (None, _) => Layers::All,
        }
    }

    /// Places of the annotations on screen among all of the item's, in rising order, as one or two
    /// stretches.
    pub fn shown(&self) -> [Range<usize>; 2] {
        let Some(detail) = self.detail.as_deref() else {
            return [0..0, 0..0];
        };
        let mut of = [self.result(), self.right()].map(|at| at.map(|(at, _)| at));
        of.sort_unstable();
        match of {
            [None, None] => [0..detail.annotations.len(), 0..0],
            [None, Some(only)] => [annotations_of(detail, only), 0..0],
            [left, right] => [left, right].map(|at| annotations_of(detail, at.unwrap_or(0))),
        }
    }

    /// How many annotations there would be on screen without the filter.
    pub fn all_count(&self) -> usize {
        let [first, second] = self.shown();
        first.len() + second.len()
    }

    /// The parts of a stretch of annotations that the filter leaves, as places in what it leaves.
    fn left_of(&self, stretch: Range<usize>) -> Range<usize> {
        match &self.sieved {
            None => stretch,
            Some(sieved) => {
                let at = |number: usize| sieved.visible.partition_point(|shown| *shown < number);
                at(stretch.start)..at(stretch.end)
            }
        }
    }

    /// The annotation at a place of what the filter leaves.
    fn number_at(&self, place: usize) -> Option<usize> {
        match &self.sieved {
            None => Some(place),
            Some(sieved) => sieved.visible.get(place).copied(),
        }
    }

    /// Whether the filter leaves an annotation out.
    pub fn hides(&self, number: usize) -> bool {
        let sieved = self.sieved.as_ref();
        sieved.is_some_and(|sieved| sieved.hidden.get(number) == Some(&true))
    }

    /// How many annotations are on screen.
    pub fn shown_count(&self) -> usize {
        let [first, second] = self.shown().map(|stretch| self.left_of(stretch));
        first.len() + second.len()
    }

    /// The place among all annotations of the n-th on screen.
    pub fn shown_at(&self, nth: usize) -> Option<usize> {
        let [mut first, mut second] = self.shown().map(|stretch| self.left_of(stretch));
        let place = match nth.checked_sub(first.len()) {
            None => first.nth(nth),
            Some(rest) => second.nth(rest),
        };
        self.number_at(place?)
    }

    /// Which of those on screen an annotation is.
    pub fn shown_place(&self, number: usize) -> Option<usize> {
        if self.hides(number) {
            return None;
        }
        let [all_first, all_second] = self.shown();
        let first = self.left_of(all_first.clone());
        let before = |start: usize| self.left_of(start..number).len();
        if all_first.contains(&number) {
            return Some(before(all_first.start));
        }
        let later = all_second.contains(&number);
        later.then(|| first.len() + before(all_second.start))
    }

    /// The annotation of the other side that belongs to the selected one.
    pub fn partner(&self) -> Option<usize> {
        let compare = self.compare.as_ref()?;
        let pair = compare.agreement.pairs.get(compare.pair?)?;
        let selected = self.selected?;
        [pair.left, pair.right]
            .into_iter()
            .flatten()
            .find(|at| *at != selected)
    }
}
