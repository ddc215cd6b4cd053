//! Which pictures there are to be seen.

use std::sync::Arc;

use super::effect::PictureSlot;
use super::msg::Generation;
use super::state::App;
use crate::model::picture::Picture;

impl App {
    /// The picture in a slot, as long as that slot takes pictures of a generation.
    pub fn picture_in(&self, slot: PictureSlot, generation: Generation) -> Option<&Arc<Picture>> {
        match slot {
            PictureSlot::Ahead(_) => None,
            PictureSlot::Main => {
                let review = self.review.as_ref();
                let review = review.filter(|review| review.generation == generation)?;
                review.picture.as_ref()
            }
            PictureSlot::Preview => {
                let preview = &self.browser.preview;
                let current = preview.generation == generation;
                preview.picture.as_ref().filter(|_| current)
            }
            PictureSlot::Sheet(row) => {
                let sheet = self.sheet.as_ref().filter(|sheet| sheet.shown)?;
                let page = Some(&sheet.page).filter(|page| page.generation == generation)?;
                page.rows.get(usize::from(row))?.as_ref()?.as_ref().ok()
            }
        }
    }
}
