//! Links for the clipboard.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn copy_link(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
