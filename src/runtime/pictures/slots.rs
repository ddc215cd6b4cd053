//! The slots of wishes and those of the workers.

use crate::app::effect::PictureSlot;
use crate::media::pool::Slot;

pub(super) fn pool_slot(slot: PictureSlot) -> Slot {
    match slot {
        PictureSlot::Main => Slot::Main,
        PictureSlot::Preview => Slot::Preview,
        PictureSlot::Ahead(number) => Slot::Ahead(number),
        PictureSlot::Sheet(row) => Slot::Sheet(row),
    }
}

/// The slot that asked, and whether for a truer picture than one it has.
pub(super) fn app_slot(slot: Slot) -> (PictureSlot, bool) {
    match slot {
        Slot::Main => (PictureSlot::Main, false),
        Slot::Preview => (PictureSlot::Preview, false),
        Slot::MainAgain => (PictureSlot::Main, true),
        Slot::PreviewAgain => (PictureSlot::Preview, true),
        Slot::Ahead(number) => (PictureSlot::Ahead(number), false),
        Slot::Sheet(row) => (PictureSlot::Sheet(row), false),
    }
}

/// The slot for a truer picture; none for what is not on screen.
pub(super) fn again_slot(slot: PictureSlot) -> Option<Slot> {
    match slot {
        PictureSlot::Main => Some(Slot::MainAgain),
        PictureSlot::Preview => Some(Slot::PreviewAgain),
        PictureSlot::Ahead(_) | PictureSlot::Sheet(_) => None,
    }
}
