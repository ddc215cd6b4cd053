//! An annotation in a few words: its label, and what it is about where that is no place in a
//! picture.

use std::borrow::Cow;

use crate::model::{Annotation, Content, ItemDetail, Shape};

use super::theme::Theme;
use super::timeline::axis;

/// Characters of a span that are quoted: more than any row shows.
const QUOTED: usize = 120;

/// The label, or what an annotation of the whole item is called where its label says nothing.
pub fn label<'a>(detail: &'a ItemDetail, annotation: &'a Annotation) -> &'a str {
    match (&annotation.shape, annotation.attributes.first()) {
        (Shape::Tag, Some(first)) if detail.labels.get(annotation.label).is_none() => &first.name,
        _ => detail.label_name(annotation),
    }
}

/// What it is about: the words of a span, the time of a segment, the value of a tag.
pub fn gist<'a>(detail: &'a ItemDetail, annotation: &'a Annotation) -> Cow<'a, str> {
    match &annotation.shape {
        Shape::Span { start, end, text } if text.is_empty() => {
            quoted(detail, annotation.on, *start, *end).into()
        }
        Shape::Span { text, .. } => one_line(text.chars()).into(),
        Shape::Segment { .. } => place(detail, annotation).into(),
        Shape::Tag => {
            let mut values = annotation.attributes.iter().map(|one| one.value.as_str());
            let Some(first) = values.next() else {
                return "".into();
            };
            // A choice is its own value.
            if first == label(detail, annotation) {
                return values.next().unwrap_or("").into();
            }
            first.into()
        }
        _ => "".into(),
    }
}

/// The words between two characters of a document.
fn quoted(detail: &ItemDetail, on: u8, start: u32, end: u32) -> String {
    let Some(Content::Document(document)) = detail.contents.get(usize::from(on)) else {
        return String::new();
    };
    let at = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
    let length = at(end).saturating_sub(at(start));
    one_line(document.text.chars().skip(at(start)).take(length))
}

fn one_line(chars: impl Iterator<Item = char>) -> String {
    let plain = |c: char| if c.is_whitespace() { ' ' } else { c };
    chars.take(QUOTED).map(plain).collect()
}

/// Words of ours without the dashes that a terminal of ASCII alone does not show.
pub fn plain<'a>(theme: &Theme, text: &'a str) -> Cow<'a, str> {
    match theme.ascii && text.contains('–') {
        true => text.replace('–', "-").into(),
        false => text.into(),
    }
}

/// Where an annotation is in a text or on a time line, exactly; empty for other shapes.
pub fn place(detail: &ItemDetail, annotation: &Annotation) -> String {
    match &annotation.shape {
        Shape::Span { start, end, .. } => format!("characters {start}–{end}"),
        Shape::Segment {
            start,
            end,
            channel,
        } => {
            let content = detail.contents.get(usize::from(annotation.on));
            let unit = match content {
                Some(Content::Timeline(timeline)) => timeline.unit,
                _ => Default::default(),
            };
            let mut text = axis::stretch(unit, *start, *end);
            if let Some(channel) = channel {
                text.push_str(&format!(" channel {}", channel.saturating_add(1)));
            }
            text
        }
        _ => String::new(),
    }
}
