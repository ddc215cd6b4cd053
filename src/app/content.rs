//! What of an item's texts and time lines is on screen: which of them, from where on, and what was
//! worked out once so that drawing only reads.

pub mod lines;
pub mod stretches;
pub mod text;
pub mod time;

use crate::limits::DOCUMENT_COLUMNS;
use crate::model::{Annotation, Content, ItemDetail, Shape, TimelineKind};

pub use lines::{Cluster, Lines};
pub use stretches::Stretches;
pub use text::{TextPage, TextView};
pub use time::{TimePage, TimeView};

/// One thing to look at on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// One of its pictures; 0 is its own.
    Picture(u8),
    /// One of its contents.
    Content(u8),
}

/// The state of one content.
#[derive(Clone, Debug)]
pub enum Page {
    /// A text.
    Text(TextPage),
    /// A time line.
    Time(TimePage),
}

/// The contents of the item under review.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The one shown in place of a picture.
    pub shown: Option<u8>,
    /// The state of each, in the item's order.
    pub pages: Vec<Page>,
    /// The item is known, and with it what is shown first.
    pub begun: bool,
    /// The selection that the view has moved to.
    pub followed: Option<usize>,
    /// Which annotations the pages know: they are looked through again when it changes.
    pub known: (usize, usize, u64),
}

impl Contents {
    /// The page on screen.
    pub fn page(&self) -> Option<&Page> {
        self.pages.get(usize::from(self.shown?))
    }

    /// The page on screen, to change it.
    pub fn page_mut(&mut self) -> Option<&mut Page> {
        self.pages.get_mut(usize::from(self.shown?))
    }
}

/// Everything there is to look at on an item, in the order in which `v` goes through it.
pub fn sights(detail: &ItemDetail) -> Vec<Sight> {
    let number = |at: usize| u8::try_from(at).ok();
    let own = detail.pictured.then_some(Sight::Picture(0));
    let further = (1..=detail.pictures.len()).filter_map(number);
    let contents = (0..detail.contents.len()).filter_map(number);
    own.into_iter()
        .chain(further.map(Sight::Picture))
        .chain(contents.map(Sight::Content))
        .collect()
}

/// What an item shows first: its picture, else its first text or time line, else a further picture.
pub fn first_sight(detail: &ItemDetail) -> Option<Sight> {
    let all = sights(detail);
    let content = all.iter().find(|sight| matches!(sight, Sight::Content(_)));
    match all.first() {
        Some(Sight::Picture(0)) | None => all.first().copied(),
        first => content.or(first).copied(),
    }
}

/// What an annotation lies on; none for one about the whole item.
pub fn sight_of(detail: &ItemDetail, annotation: &Annotation) -> Option<Sight> {
    match &annotation.shape {
        Shape::Span { .. } | Shape::Segment { .. } => Some(Sight::Content(annotation.on)),
        // What moves through a video lies on its frames; its pictures are not shown.
        Shape::Track { .. } if !detail.pictured => video(detail, annotation.on).map(Sight::Content),
        shape => shape.bounds().map(|_| Sight::Picture(annotation.on)),
    }
}

/// The time line of a video that tracks of this number lie on.
fn video(detail: &ItemDetail, on: u8) -> Option<u8> {
    let is_video = |content: &Content| matches!(content, Content::Timeline(timeline) if timeline.kind == TimelineKind::Video);
    if detail.contents.get(usize::from(on)).is_some_and(is_video) {
        return Some(on);
    }
    let first = detail.contents.iter().position(is_video)?;
    u8::try_from(first).ok()
}

/// Narrowest pane, in cells, in which two texts stand side by side.
const SIDE_BY_SIDE: u16 = 80;

/// Whether an item's two texts are shown beside each other: two answers to compare.
pub fn side_by_side(detail: &ItemDetail, pane: (u16, u16)) -> bool {
    let texts = matches!(
        detail.contents.as_slice(),
        [Content::Document(_), Content::Document(_)]
    );
    texts && !detail.pictured && detail.pictures.is_empty() && pane.0 >= SIDE_BY_SIDE
}

/// Cells of a text within its pane: a blank before it, a blank and the scroll bar after it.
pub fn text_room(detail: &ItemDetail, pane: (u16, u16), missing: bool) -> (u16, u16) {
    let beside = side_by_side(detail, pane);
    let wide = if beside { (pane.0 - 1) / 2 } else { pane.0 };
    let lines = u16::from(beside) + u16::from(missing && pane.1 > 3);
    (
        wide.saturating_sub(3).clamp(1, DOCUMENT_COLUMNS),
        pane.1.saturating_sub(lines).max(1),
    )
}
