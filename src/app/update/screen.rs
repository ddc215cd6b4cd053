//! How the screen shows things: pictures, theme, mouse.

use crate::app::msg::MouseDeed;
use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn cycle_graphics(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

pub(super) fn cycle_theme(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

pub(super) fn toggle_mouse(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

pub(super) fn sharp(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

pub(super) fn mouse(app: &mut App, deed: MouseDeed, at: (u16, u16), out: &mut Effects) {
    let _ = (deed, at, out);
    refuse(app, "not built yet");
}
