//! The crosshair: an issue at a place chosen by keys.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn begin(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
