//! Stepping through the frames of a video.

use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn step(app: &mut App, by: i64, out: &mut Effects) {
    let _ = (by, out);
    refuse(app, "not built yet");
}

pub(super) fn key_frame(app: &mut App, forward: bool, out: &mut Effects) {
    let _ = (forward, out);
    refuse(app, "not built yet");
}
