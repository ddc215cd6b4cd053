//! Before and now.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn toggle(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
