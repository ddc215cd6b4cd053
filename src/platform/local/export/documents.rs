//! Documents of one image, read as their formats' readers read them: to learn what each makes of
//! an annotation.

use crate::codec::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use crate::codec::seen::Seen;
use crate::codec::supervisely::Meta;
use crate::codec::{dataloop, labelme, supervisely};
use crate::limits::JSON_BYTES;
use crate::model::Id;
use crate::platform::local::detect::Plan;
use crate::platform::local::files::Files;
use crate::platform::local::library::Format;

/// The reader of a format, with what it knows beforehand.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    format: Format,
    /// The project's description (Supervisely), read once for all documents of a split.
    meta: Meta,
}

impl Reader {
    pub(super) fn new(plan: &Plan, files: &Files) -> Self {
        let described = (plan.format == Format::Supervisely)
            .then(|| files.read(&plan.from, JSON_BYTES).ok())
            .flatten();
        let meta = described.and_then(|text| Meta::read(&text, &mut Found::default()).ok());
        Self {
            format: plan.format,
            meta: meta.unwrap_or_default(),
        }
    }

    /// The array of annotations in a document.
    pub(super) fn key(&self) -> &'static str {
        match self.format {
            Format::LabelMe => "shapes",
            Format::Supervisely => "objects",
            _ => "annotations",
        }
    }

    /// Whether a document is one of an image.
    pub(super) fn is_image(&mut self, text: &[u8]) -> bool {
        self.found(text).images > 0
    }

    /// How many drafts are made of a document.
    pub(super) fn count(&mut self, text: &[u8]) -> u32 {
        self.found(text).drafts
    }

    fn found(&mut self, text: &[u8]) -> Found {
        let mut found = Found::default();
        let (id, mut seen) = (Id::Number(0), Seen::default());
        let _ = match self.format {
            Format::LabelMe => labelme::read(text, &id, "", &mut seen, &mut found),
            Format::Supervisely => supervisely::read(text, &id, "", &mut self.meta, &mut found),
            _ => dataloop::read(text, &id, "", &mut seen, &mut found),
        };
        found
    }
}

#[derive(Default)]
struct Found {
    images: u32,
    drafts: u32,
}

impl Sink for Found {
    fn image(&mut self, _: ImageEntry) {
        self.images += 1;
    }
    fn label(&mut self, _: LabelEntry) {}
    fn annotation(&mut self, _: Id, _: Draft) {
        self.drafts += 1;
    }
    fn problem(&mut self, _: Problem) {}
    fn stopped(&self) -> bool {
        false
    }
}
