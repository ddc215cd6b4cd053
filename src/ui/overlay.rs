//! What lies over the screen: the topmost overlay, and the page below it when that fills the body.

use ratatui::layout::Rect;

use crate::app::overlay::Overlay;
use crate::app::state::App;

use super::canvas::Canvas;
use super::layout::Layout;
use super::{
    Shown, overlay_activity, overlay_bulk, overlay_conflict, overlay_disputed, overlay_insights,
    overlay_menu, overlay_outcome, overlay_pager, overlay_sample, overlay_sampled, overlay_small,
};

/// Draws the topmost overlay and notes its rows and cursor.
pub fn draw(canvas: &mut Canvas, app: &App, areas: &Layout, shown: &mut Shown) {
    let Some((top, below)) = app.overlays.split_last() else {
        return;
    };
    // The crosshair is moved by clicks on the picture.
    if !matches!(top, Overlay::Crosshair(_)) {
        canvas.hits.cover();
    }
    // A menu or prompt opened from a page leaves the page in sight.
    let page = below.iter().rev().find(|overlay| is_page(overlay));
    if let (Some(page), false) = (page, is_page(top)) {
        one(canvas, app, page, areas, shown);
        canvas.hits.cover();
    }
    one(canvas, app, top, areas, shown);
    // Nothing can be judged on a picture that a page covers.
    if is_page(top) || page.is_some() {
        (shown.item, shown.page) = (None, None);
        shown.pictures.clear();
    }
}

fn is_page(overlay: &Overlay) -> bool {
    matches!(
        overlay,
        Overlay::Activity(_) | Overlay::Insights(_) | Overlay::Pager(_)
    )
}

fn one(canvas: &mut Canvas, app: &App, overlay: &Overlay, areas: &Layout, shown: &mut Shown) {
    let body = areas.body;
    match overlay {
        Overlay::Menu(menu) => overlay_menu::draw(canvas, app, menu, body, shown),
        Overlay::Reason(reason) => {
            overlay_small::reason(canvas, app, reason, line_above(areas));
        }
        Overlay::Prompt(prompt) => {
            overlay_small::prompt(canvas, prompt, &app.completion, areas, shown);
        }
        Overlay::Summary(summary) => overlay_small::summary(canvas, app, summary, body),
        Overlay::Bulk(bulk) => overlay_bulk::draw(canvas, app, bulk, body, shown),
        Overlay::Disputed => overlay_disputed::draw(canvas, app, body),
        Overlay::Sample(sampling) => overlay_sample::draw(canvas, app, sampling, body, shown),
        Overlay::Sampled => overlay_sampled::draw(canvas, app, body),
        // It is drawn with the picture.
        Overlay::Crosshair(_) => {}
        Overlay::Outcome(view) => {
            if let Some(batch) = &app.batch {
                overlay_outcome::draw(canvas, app, batch, *view, body, shown);
            }
        }
        Overlay::Activity(activity) => {
            overlay_activity::draw(canvas, app, activity, body, shown);
        }
        Overlay::Insights(insights) => overlay_insights::draw(canvas, app, insights, body, shown),
        Overlay::Pager(pager) => overlay_pager::draw(canvas, app, pager, body, shown),
        Overlay::Conflict(conflict) => overlay_conflict::draw(canvas, app, conflict, body),
    }
}

/// The line that a one-row overlay takes: the status line, or the last one there is.
fn line_above(areas: &Layout) -> Rect {
    if areas.status.height > 0 {
        return areas.status;
    }
    let body = areas.body;
    let rows = body.height.min(1);
    Rect {
        y: body.bottom() - rows,
        height: rows,
        ..body
    }
}
