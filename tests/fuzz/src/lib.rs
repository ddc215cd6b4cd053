//! The parsers of the program, and what every target does with what they find.
#![allow(dead_code, missing_docs)]

#[path = "../../../src"]
mod parsers {
    pub mod codec;
    pub mod config;
    pub mod limits;
    pub mod model;
}
/// What reads a Label Studio export: the modules that know no request.
#[path = "../../../src/platform/label_studio"]
pub mod label_studio {
    pub mod config;
    pub mod documents;
    pub mod media;
    pub mod names;
    pub mod placing;
    pub mod regions;
    pub mod results;
    pub mod wire;
    pub mod export {
        pub mod min;
        pub mod spans;
    }
}
#[path = "../../../src/runtime/terminal"]
mod terminal {
    pub mod decode;
}

// Where the sources look for each other.
pub mod platform {
    pub use super::label_studio;
}
pub use parsers::{codec, config, limits, model};
pub use terminal::decode;

use std::io::Read;

use codec::draft::{Draft, Form, ImageEntry, LabelEntry, Problem, Sink};
use codec::pack::{NONE, Pack};
use model::{Id, Shape, Text};

/// Keeps everything, and checks that what is packed comes back.
#[derive(Default)]
pub struct Kept {
    pub images: Vec<ImageEntry>,
    pub labels: Vec<LabelEntry>,
    pub drafts: Vec<(Id, Draft)>,
    pub problems: Vec<Problem>,
    pack: Pack,
}

impl Sink for Kept {
    fn image(&mut self, image: ImageEntry) {
        self.images.push(image);
    }
    fn label(&mut self, label: LabelEntry) {
        self.labels.push(label);
    }
    fn annotation(&mut self, image: Id, draft: Draft) {
        check(&draft, &mut self.pack);
        self.drafts.push((image, draft));
    }
    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
    fn stopped(&self) -> bool {
        self.drafts.len() > 100_000
    }
}

/// What holds of every draft of every reader.
pub fn check(draft: &Draft, pack: &mut Pack) {
    if let Form::Shape(shape) = &draft.form {
        assert!(shape.is_finite(), "{shape:?}");
    }
    let number = pack.push(draft, Some(3), NONE).expect("room");
    let (back, label) = pack.get(number).expect("what was packed");
    assert_eq!(label, Some(3));
    let mut expected = draft.clone();
    expected.label = None;
    // Names are kept clean.
    if let Some(Id::Name(name)) = &draft.id {
        expected.id = Some(Id::name(&Text::line(name)));
    }
    // Edges belong to the label.
    if let Form::Shape(Shape::Skeleton { edges, .. }) = &mut expected.form {
        *edges = [].into();
    }
    // NaN is not itself; nothing of a draft is compared where it has one.
    if expected == expected.clone() {
        assert_eq!(back, expected);
    }
}

/// Reads a byte at a time.
pub struct Drip<'a>(pub &'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.len().min(1).min(buffer.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}
