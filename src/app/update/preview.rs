//! The preview of what is under the cursor: made only after the cursor rests.

use crate::app::browser::{Load, Preview};
use crate::app::effect::{Effect, LoadSlot, PictureSlot, PictureWish};
use crate::app::results::layers;
use crate::app::state::App;
use crate::config::settings::PreviewChoice;
use crate::limits::PREVIEW_REST_MS;
use crate::model::Level;
use crate::model::picture::{Graphics, OverlayStyle, View};

use super::Effects;

/// The row under the cursor may be another one: start to wait.
pub(super) fn cursor_moved(app: &mut App) {
    let node = app.browser.column().and_then(|column| column.node());
    if node == app.browser.preview.node && node.is_some() {
        app.browser.preview.due = None;
        return;
    }
    app.browser.preview.due = Some(app.now.plus_ms(PREVIEW_REST_MS));
}

/// The content changed: make the preview again.
pub(super) fn forget(app: &mut App) {
    app.browser.preview.node = None;
    cursor_moved(app);
}

/// Makes the preview once the cursor has rested.
pub(super) fn follow(app: &mut App, out: &mut Effects) {
    if app.review.is_some() || app.inbox.shown || app.in_sheet() {
        app.browser.preview.due = None;
        return;
    }
    if app.browser.preview.due.is_none_or(|due| due > app.now) {
        return;
    }
    app.browser.preview.due = None;
    let node = app.browser.column().and_then(|column| column.node());
    let generation = app.generation();
    if app.browser.preview.picture.is_some() || app.browser.preview.load == Load::Loading {
        out.push(Effect::Cancel(LoadSlot::Preview));
        out.push(Effect::CancelPicture(PictureSlot::Preview));
    }
    app.browser.preview = Preview {
        node: node.clone(),
        generation,
        ..Preview::default()
    };
    // A view is no node of the platform: there is nothing to ask about it.
    let Some(node) = node.filter(|node| node.level() != Level::View) else {
        return;
    };
    app.browser.preview.load = Load::Loading;
    let slot = LoadSlot::Preview;
    if !app.permissions.contains_key(&node) {
        out.push(Effect::Permissions { node: node.clone() });
    }
    out.push(match node.level() {
        Level::Item => Effect::Annotations {
            slot,
            generation,
            item: node,
        },
        _ => Effect::Detail {
            slot,
            generation,
            node,
        },
    });
}

/// Asks for the picture of the item under the cursor, once its annotations are known.
pub(super) fn wish_picture(app: &mut App, out: &mut Effects) {
    let preview = &app.browser.preview;
    let (Some(node), Some(pane)) = (&preview.node, app.slots.preview) else {
        return;
    };
    let known = preview.item.is_some() || matches!(preview.load, Load::Failed(_));
    let unwanted = app.settings.preview == PreviewChoice::Off;
    let off = app.settings.text_only || app.terminal.graphics == Graphics::Off || unwanted;
    let bare = preview.item.as_ref().is_some_and(|item| !item.pictured);
    if app.review.is_some() || node.level() != Level::Item || !known || off || bare {
        return;
    }
    out.push(Effect::Picture(PictureWish {
        slot: PictureSlot::Preview,
        generation: preview.generation,
        item: node.clone(),
        number: 0,
        detail: preview.item.clone(),
        view: View::default(),
        around: None,
        pane,
        exact: false,
        style: OverlayStyle {
            layers: layers(preview.item.as_deref()),
            look: app.look,
            ..OverlayStyle::default()
        },
        mark: None,
    }));
}
