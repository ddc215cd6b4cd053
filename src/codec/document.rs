//! What readers of one document an image have in common: problems that are told once the image is.

use crate::model::{Id, Text};

use super::broken::Broken;
use super::draft::{Position, Problem, Sink};
use super::frames::Frame;

/// What is wrong with a document.
pub(super) struct Problems {
    /// The key of its list.
    key: &'static str,
    /// What an element of the list is called.
    one: &'static str,
    all: Vec<(Position, String)>,
}

impl Problems {
    /// None yet, in a document with a list under this key.
    pub(super) fn new(key: &'static str, one: &'static str) -> Self {
        let all = Vec::new();
        Self { key, one, all }
    }

    /// A field or an element of the list that cannot be used.
    pub(super) fn frame(&mut self, frame: &Frame<'_>, broken: &Broken) {
        let at = broken.place(frame.at);
        match frame.key == self.key {
            true => self.left_out(at, broken),
            false => self.add(at, format!("field '{}': {}", frame.key, broken.what())),
        }
    }

    /// An element of the list that cannot be used.
    pub(super) fn left_out(&mut self, at: Position, broken: &Broken) {
        self.add(at, format!("{} left out: {}", self.one, broken.what()));
    }

    /// Anything else.
    pub(super) fn add(&mut self, at: Position, what: String) {
        self.all.push((at, what));
    }

    /// Tells all of them.
    pub(super) fn tell(self, image: &Id, sink: &mut dyn Sink) {
        for (at, what) in self.all {
            sink.problem(Problem {
                at,
                image: Some(image.clone()),
                what: Text::line(&what),
            });
        }
    }
}
