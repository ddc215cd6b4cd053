//! How the screen shows things: pictures, theme, mouse.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::msg::MouseDeed;
use crate::app::notices::Weight;
use crate::app::state::App;

use super::{Effects, preview, refuse, review};

pub(super) fn cycle_graphics(app: &mut App, out: &mut Effects) {
    let _ = out;
    refuse(app, "not built yet");
}

/// The next theme, until the program ends.
pub(super) fn cycle_theme(app: &mut App, out: &mut Effects) {
    let next = app.settings.theme.next();
    let settings = Arc::make_mut(&mut app.settings);
    settings.theme = next;
    // A theme file goes with the theme that it is based on.
    settings.tints = Arc::default();
    app.say(
        Weight::Info,
        format!(
            "theme: {0} (to keep it: theme = \"{0}\" under [ui])",
            next.word()
        ),
    );
    out.push(Effect::Theme);
    // Pictures carry colours of labels.
    review::wish_picture(app, out);
    preview::wish_picture(app, out);
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
