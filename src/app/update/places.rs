//! Where the reviewer has been, and the panes by number.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn back(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

pub(super) fn forward(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

pub(super) fn pane(app: &mut App, number: usize, out: &mut Effects) {
    let _ = (number, out);
    refuse(app, "not built yet");
}
