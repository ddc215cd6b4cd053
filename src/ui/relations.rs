//! What the selected annotation is related to: the other ends, which way, and in which words.

use crate::app::overlay::SharedItem;
use crate::app::review::Review;
use crate::model::result::Direction;
use crate::model::{Annotation, Id, ItemDetail, Relation};

use super::gist;
use super::theme::Theme;

/// Relations of one annotation that are looked for; more are not read by anybody at once.
const MOST: usize = 32;

/// Which way a relation points, seen from the selected end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the other end.
    To,
    /// From the other end.
    From,
    /// Both ways.
    Both,
    /// Neither.
    Plain,
}

impl Way {
    fn of(relation: &Relation, from_here: bool) -> Self {
        match (relation.direction, from_here) {
            (Direction::Both, _) => Self::Both,
            (Direction::None, _) => Self::Plain,
            (Direction::Forth, true) | (Direction::Back, false) => Self::To,
            (Direction::Forth, false) | (Direction::Back, true) => Self::From,
        }
    }

    /// Its sign, one cell wide.
    pub fn sign(self, theme: &Theme) -> &'static str {
        match (self, theme.ascii) {
            (Self::To, false) => "→",
            (Self::From, false) => "←",
            (Self::Both, false) => "↔",
            (Self::Plain, false) => "─",
            (Self::To, true) => ">",
            (Self::From, true) => "<",
            (Self::Both, true) => "=",
            (Self::Plain, true) => "-",
        }
    }
}

/// One relation of the selected annotation.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// Which way it points.
    pub way: Way,
    /// The relation.
    pub relation: &'a Relation,
    /// Number of the other annotation; none when the item does not have it.
    pub other: Option<usize>,
}

/// The relations of an annotation.
pub fn links<'a>(detail: &'a ItemDetail, annotation: &Annotation) -> Vec<Link<'a>> {
    let result = annotation.result;
    let here = |relation: &&Relation| {
        let ends = relation.from == annotation.id || relation.to == annotation.id;
        ends && relation.result == result
    };
    let found = detail.relations.iter().filter(here).take(MOST);
    let link = |relation: &'a Relation| {
        let from_here = relation.from == annotation.id;
        let other = if from_here {
            &relation.to
        } else {
            &relation.from
        };
        Link {
            way: Way::of(relation, from_here),
            relation,
            other: position(detail, other),
        }
    };
    found.map(link).collect()
}

fn position(detail: &ItemDetail, id: &Id) -> Option<usize> {
    detail.annotations.iter().position(|one| one.id == *id)
}

/// How many relations an annotation has, as far as they are listed.
pub fn count(detail: &ItemDetail, annotation: &Annotation) -> usize {
    let ends = |relation: &&Relation| {
        relation.result == annotation.result
            && (relation.from == annotation.id || relation.to == annotation.id)
    };
    detail.relations.iter().filter(ends).take(MOST).count()
}

/// What the selected annotation of a review is related to.
pub fn of_selected(review: &Review) -> Vec<Link<'_>> {
    match (review.detail.as_deref(), review.annotation()) {
        (Some(detail), Some(annotation)) => links(detail, annotation),
        _ => Vec::new(),
    }
}

/// A relation in words: `→ works for → 3 Org: ACME`.
pub fn words(theme: &Theme, detail: &SharedItem, link: &Link) -> String {
    let sign = link.way.sign(theme);
    let labels: Vec<&str> = link.relation.labels.iter().map(|text| &**text).collect();
    let name = match labels.is_empty() {
        true => String::new(),
        false => format!("{} {sign} ", labels.join(", ")),
    };
    let Some((number, other)) = link
        .other
        .and_then(|number| Some((number, detail.annotations.get(number)?)))
    else {
        return format!("{sign} {name}something that is not here");
    };
    let gist = gist::gist(detail, other);
    let colon = if gist.is_empty() { "" } else { ": " };
    let label = gist::label(detail, other);
    format!("{sign} {name}{} {label}{colon}{gist}", number + 1)
}
