//! How the screen shows things: pictures, theme, mouse.

use crate::app::effect::Effect;
use crate::app::notices::Weight;
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

/// `gM`: takes the mouse, or gives it back to the terminal.
pub(super) fn toggle_mouse(app: &mut App, out: &mut Effects) {
    app.mouse = !app.mouse;
    out.push(Effect::Mouse(app.mouse));
    let text = match app.mouse {
        true => "the mouse is ours: click, double click, wheel; most terminals select with Shift",
        false => "the mouse is the terminal's: it selects and copies text",
    };
    app.say(Weight::Info, text);
}

pub(super) fn sharp(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}
