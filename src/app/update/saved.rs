//! Filters kept under a name.

use crate::app::state::App;

use super::refuse;

pub(super) fn save(app: &mut App) {
    refuse(app, "not built yet");
}

pub(super) fn menu(app: &mut App) {
    refuse(app, "not built yet");
}
