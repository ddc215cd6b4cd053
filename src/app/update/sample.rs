//! Samples: a repeatable choice of items.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn open(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
