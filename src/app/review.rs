//! The review screen's state: the item of a job that is being judged.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::picture::{Layers, Look, OverlayStyle, Picture, View};
use crate::model::session::Before;
use crate::model::{Annotation, Detail, Id, Issue, ItemDetail, NodeRef, Shape, Text, VideoFrame};

use super::actions::Action;
use super::befores::{Between, Blink};
use super::browser::Load;
use super::content::{Contents, Sight};
use super::msg::Generation;
use super::results::Compare;
use super::sieve::{Sieve, Sieved};

/// What to select on an item as soon as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aim {
    /// The annotation.
    pub annotation: Option<Id>,
    /// The issue.
    pub issue: Option<Id>,
    /// What is then done with it: a key of lists that needs the item open.
    pub then: Option<Action>,
}

/// The track that stays selected from frame to frame of a video.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// Its annotation, in every frame.
    pub id: Id,
    /// Places of its key frames, rising.
    pub keys: Arc<[u32]>,
}

/// An item under review. The list it belongs to is the browser's item column; its cursor is the
/// item's place.
#[derive(Clone, Debug)]
pub struct Review {
    /// The browser column that holds the items.
    pub column: usize,
    /// The browser column to return to.
    pub came_from: usize,
    /// The item on screen.
    pub item: Option<NodeRef>,
    /// Which item and view is current; older answers are dropped.
    pub generation: Generation,
    /// Its annotations.
    pub detail: Option<Arc<ItemDetail>>,
    /// How far they are.
    pub load: Load,
    /// The selected annotation; none means that the item itself is the target.
    pub selected: Option<usize>,
    /// The track that was selected in the frame stepped from: where it is gone for some frames, it
    /// is selected again when it comes back.
    pub followed: Option<Followed>,
    /// The frame stepped to, before the item itself says which frame it is.
    pub stepped: Option<VideoFrame>,
    /// First visible row of the annotation list.
    pub top: usize,
    /// The result picked, where the item has several; the first one that is judged otherwise.
    pub picked: Option<Id>,
    /// The result that it is compared with, if one is.
    pub compare: Option<Compare>,
    /// The part of the picture looked at; kept between items.
    pub view: View,
    /// The view before zooming to the target.
    pub unzoomed: Option<View>,
    /// Whether annotations are drawn.
    pub overlay: bool,
    /// Every pixel of the item on screen is wanted, whatever the line.
    pub exact: bool,
    /// How they are drawn.
    pub look: Look,
    /// What the filter leaves of them; none where it leaves all.
    pub sieved: Option<Sieved>,
    /// The picture blinks between two states.
    pub blink: Option<Blink>,
    /// The item's picture.
    pub picture: Option<Arc<Picture>>,
    /// The place marked on it.
    pub marked: Option<Shape>,
    /// A picture is on its way.
    pub picture_loading: bool,
    /// Why there is no picture.
    pub picture_problem: Option<Text>,
    /// The item has been seen: its picture (or its text) is on the terminal.
    pub drawn: bool,
    /// All issues of the job, oldest first.
    pub issues: Vec<Issue>,
    /// How far they are.
    pub issues_load: Load,
    /// The selected issue.
    pub issue: Option<Id>,
    /// Facts of the job: state and transitions.
    pub job: Option<Box<Detail>>,
    /// The item is known, but its row is not: the list is still being read.
    pub sought: Option<NodeRef>,
    /// What to select once it is known.
    pub aim: Aim,
    /// Which of the item's pictures is shown; 0 is its own.
    pub number: u8,
    /// Its texts and time lines, and which of them is shown in place of a picture.
    pub contents: Contents,
    /// Annotations of items around, so that the next one shows at once.
    pub ahead: HashMap<NodeRef, Arc<ItemDetail>>,
}

impl Review {
    /// An empty review of the items in a column.
    pub fn new(column: usize, came_from: usize) -> Self {
        Self {
            column,
            came_from,
            item: None,
            generation: Generation::default(),
            detail: None,
            load: Load::Idle,
            selected: None,
            followed: None,
            stepped: None,
            top: 0,
            picked: None,
            compare: None,
            view: View::default(),
            unzoomed: None,
            overlay: true,
            exact: false,
            look: Look::default(),
            sieved: None,
            blink: None,
            picture: None,
            marked: None,
            picture_loading: false,
            picture_problem: None,
            drawn: false,
            issues: Vec::new(),
            issues_load: Load::Idle,
            issue: None,
            job: None,
            sought: None,
            aim: Aim::default(),
            number: 0,
            contents: Contents::default(),
            ahead: HashMap::new(),
        }
    }

    /// The selected annotation.
    pub fn annotation(&self) -> Option<&Annotation> {
        self.detail.as_ref()?.annotations.get(self.selected?)
    }

    /// The number of an annotation of the item on screen.
    pub fn number_of(&self, id: &Id) -> Option<usize> {
        let mut all = self.detail.as_ref()?.annotations.iter();
        all.position(|one| one.id == *id)
    }

    /// Issues on the item on screen.
    pub fn item_issues(&self) -> impl Iterator<Item = &Issue> {
        let item = self.item.as_ref();
        self.issues
            .iter()
            .filter(move |issue| item.is_some_and(|item| item.same(&issue.item)))
    }

    /// Whether a node is the item on screen.
    pub fn is_on(&self, node: &NodeRef) -> bool {
        self.item.as_ref().is_some_and(|item| item.same(node))
    }

    /// The issue that issue keys are about: the selected one, else that of the selected
    /// annotation, else the item's first open one, else its first.
    pub fn target_issue(&self) -> Option<&Issue> {
        let chosen = self
            .item_issues()
            .find(|issue| Some(&issue.id) == self.issue.as_ref());
        let annotation = self
            .annotation()
            .map(|annotation| &annotation.id)
            .or_else(|| self.judged_result().map(|result| &result.id));
        chosen
            .or_else(|| {
                annotation.and_then(|id| {
                    self.item_issues()
                        .find(|issue| issue.annotation.as_ref() == Some(id))
                })
            })
            .or_else(|| self.item_issues().find(|issue| !issue.resolved))
            .or_else(|| self.item_issues().next())
    }

    /// The place of the target issue, where it is not that of an annotation and still matters.
    pub fn mark(&self) -> Option<Shape> {
        if let Some((before, _)) = self.earlier() {
            return before.shape.clone();
        }
        let issue = self.target_issue()?;
        let selected = Some(&issue.id) == self.issue.as_ref();
        let matters = issue.annotation.is_none() && (selected || !issue.resolved);
        let shown = self.overlay && self.number == 0 && self.contents.shown.is_none();
        issue.place.shape().filter(|_| matters && shown)
    }

    /// What an annotation was like, while that is on screen, and the number it has now.
    pub fn earlier(&self) -> Option<(&Before, Option<usize>)> {
        match self.blink.as_ref()? {
            Blink {
                between: Between::Shapes(before, now),
                earlier: true,
                ..
            } => Some((before, *now)),
            _ => None,
        }
    }

    /// Sifts the annotations.
    pub fn sift(&mut self, sieve: &Sieve) {
        let detail = self.detail.as_deref().filter(|_| self.compare.is_none());
        self.sieved = detail.and_then(|detail| sieve.apply(detail, self.selected));
    }

    /// Annotations that are not drawn: what the filter leaves out, and what is shown as it was.
    fn hidden(&self) -> Option<Arc<[bool]>> {
        let sieved = self.sieved.as_ref().map(|sieved| &sieved.hidden);
        let Some(number) = self.earlier().and_then(|(_, number)| number) else {
            return sieved.cloned();
        };
        let mut hidden = sieved.map_or_else(Vec::new, |hidden| hidden.to_vec());
        if hidden.len() <= number {
            hidden.resize(number + 1, false);
        }
        if let Some(one) = hidden.get_mut(number) {
            *one = true;
        }
        Some(hidden.into())
    }

    /// Whose annotations are drawn: of two that are compared only one while the picture blinks.
    fn drawn_layers(&self) -> Layers {
        match (self.layers(), &self.blink) {
            (
                Layers::Two(left, right),
                Some(Blink {
                    between: Between::Sides,
                    earlier,
                    ..
                }),
            ) => Layers::One(if *earlier { left } else { right }),
            (layers, _) => layers,
        }
    }

    /// What is looked at.
    pub fn sight(&self) -> Sight {
        match self.contents.shown {
            Some(content) => Sight::Content(content),
            None => Sight::Picture(self.number),
        }
    }

    /// Whether the item has a picture to show; before anything is known of it, it may.
    pub fn shows_picture(&self) -> bool {
        let there = |detail: &ItemDetail| match self.number {
            0 => detail.pictured,
            further => usize::from(further) <= detail.pictures.len(),
        };
        self.contents.shown.is_none() && self.detail.as_deref().is_none_or(there)
    }

    /// What the overlay of the main picture shows.
    pub fn style(&self) -> OverlayStyle {
        OverlayStyle {
            shown: self.overlay && (self.number == 0 || self.marks_picture()),
            selected: self.selected,
            partner: self.partner(),
            layers: self.drawn_layers(),
            on: self.number,
            look: self.look,
            hidden: self.hidden(),
            ..OverlayStyle::default()
        }
    }

    /// Whether anything is marked on the picture looked at.
    fn marks_picture(&self) -> bool {
        let here = |one: &Annotation| one.on == self.number && one.shape.bounds().is_some();
        let detail = self.detail.as_ref();
        detail.is_some_and(|detail| detail.annotations.iter().any(here))
    }
}
