//! The contact sheet: crops of one label.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn open(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
