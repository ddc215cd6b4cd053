//! Texts that are being written: in an editor, over a restart.

use crate::app::msg::Failure;
use crate::app::state::App;

use super::{Effects, refuse};

pub(super) fn edited(app: &mut App, result: Result<String, Failure>, out: &mut Effects) {
    let _ = (result, out);
    refuse(app, "not built yet");
}
