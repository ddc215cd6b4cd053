//! What comes first and what comes truer after some rest: how true a picture has to be at once, and
//! when the one on screen is good enough.

use std::sync::Arc;
use std::time::Duration;

use crate::app::effect::{PictureSlot, PictureWish};
use crate::app::msg::Msg;
use crate::limits::REFINE_REST_MS;
use crate::media::encode::Quality;
use crate::media::pool::Slot;
use crate::media::request::RenderRequest;
use crate::model::picture::{Graphics, Picture};

use super::slots::{again_slot, pool_slot};
use super::{Pictures, answer};

impl Pictures {
    /// How true the picture is that answers a wish at once. Half blocks are cells, of which those that
    /// differ are written: where all of a picture's colours are on screen already, and only what is
    /// drawn over it changes, few cells need a first one.
    pub(super) fn first_quality(&self, wish: &PictureWish) -> Quality {
        let (first, best) = self.way.qualities(wish.exact);
        let on_screen = self
            .shown
            .as_ref()
            .filter(|_| wish.slot == PictureSlot::Main);
        let (Graphics::Blocks, Some((key, _))) = (self.way.graphics, on_screen) else {
            return first;
        };
        let Some((_, file, _)) = self.held(&wish.item, wish.number) else {
            return first;
        };
        match self.request(wish, file, best).key().differs_by_drawing(key) {
            true => best,
            false => first,
        }
    }

    /// How true a picture is that was made for a wish.
    pub(super) fn quality_of(&self, wish: &PictureWish, picture: &Picture) -> Quality {
        let (first, best) = self.way.qualities(wish.exact);
        let held = self.held(&wish.item, wish.number);
        let truest = held.map(|(_, file, _)| self.request(wish, file, best).key().serial());
        match truest == Some(picture.serial) {
            true => best,
            false => first,
        }
    }

    /// The picture on screen, where only verdicts have changed since: they are told by text over it.
    /// And whether it is as sharp as it gets.
    pub(super) fn but_for_verdicts(
        &self,
        slot: PictureSlot,
        sharp: &RenderRequest,
        first: &RenderRequest,
    ) -> Option<(Arc<Picture>, bool)> {
        let (key, picture) = self.shown.as_ref().filter(|_| slot == PictureSlot::Main)?;
        let is_sharp = sharp.key().differs_by_verdicts(key);
        let same = is_sharp || first.key().differs_by_verdicts(key);
        same.then(|| (Arc::clone(picture), is_sharp))
    }

    /// Answers with the picture that is on screen; `anew` is made once the reviewer has rested.
    pub(super) fn keep(
        &mut self,
        slot: PictureSlot,
        anew: Option<RenderRequest>,
        picture: Arc<Picture>,
    ) -> Option<Msg> {
        self.pool.cancel(pool_slot(slot));
        let wish = self.wishes.remove(&slot)?;
        if let (Some(again), Some(anew)) = (again_slot(slot), anew) {
            self.make_again(again, &wish, anew);
        }
        Some(answer(wish, Ok(picture)))
    }

    /// Has a truer picture than that of `quality` made once the reviewer has rested.
    pub(super) fn refine(&mut self, wish: &PictureWish, quality: Quality) {
        let (slot, (_, best)) = (wish.slot, self.way.qualities(wish.exact));
        let (Some(again), Some((_, file, _))) =
            (again_slot(slot), self.held(&wish.item, wish.number))
        else {
            return;
        };
        let request = self.request(wish, file, best);
        if self.request(wish, file, quality).key() != request.key() {
            self.make_again(again, wish, request);
        }
    }

    fn make_again(&mut self, again: Slot, wish: &PictureWish, request: RenderRequest) {
        self.again.insert(wish.slot, wish.clone());
        let rest = Duration::from_millis(REFINE_REST_MS);
        self.pool.submit_later(again, request, rest);
    }

    /// No truer picture is wanted any more of what a slot shows.
    pub(super) fn leave_as_it_is(&mut self, slot: PictureSlot) {
        self.again.remove(&slot);
        if let Some(again) = again_slot(slot) {
            self.pool.cancel(again);
        }
    }
}
