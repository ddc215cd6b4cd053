//! Which annotations are shown.

use crate::app::state::App;

use super::refuse;

pub(super) fn prompt(app: &mut App) {
    refuse(app, "not built yet");
}
