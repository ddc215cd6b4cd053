//! The last verdict, issue or action again.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn again(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
