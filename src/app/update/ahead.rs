//! The items after the one under review, made ready while it is looked at.

use crate::app::effect::{Effect, LoadSlot, PictureSlot, PictureWish};
use crate::app::state::App;
use crate::limits::PREFETCH_ITEMS;
use crate::model::NodeRef;
use crate::model::picture::{Graphics, OverlayStyle};

use super::{Effects, disputes, results, sampled};

/// Where there is no picture whose coming makes the next items ready, they are made ready now.
pub(super) fn look_on(app: &mut App, out: &mut Effects) {
    let review = app.review.as_ref();
    if review.is_some_and(|review| review.detail.is_some() && !review.shows_picture()) {
        look_ahead(app, out);
    }
}

/// Makes the next items ready, now that the one on screen is.
pub(super) fn look_ahead(app: &mut App, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let listed = queued(app);
    let ahead: Vec<NodeRef> = match &listed {
        Some(queued) => queued.iter().take(PREFETCH_ITEMS).cloned().collect(),
        None => (column.cursor + 1..)
            .take(PREFETCH_ITEMS)
            .filter_map(|at| column.list.get(at).map(|row| column.node_of(row)))
            .collect(),
    };
    let around: Vec<NodeRef> = (column.cursor.saturating_sub(2)..)
        .take(PREFETCH_ITEMS + 3)
        .filter_map(|at| column.list.get(at).map(|row| column.node_of(row)))
        .collect();
    let generation = review.generation;
    if let Some(review) = &mut app.review {
        review
            .ahead
            .retain(|node, _| around.contains(node) || ahead.contains(node));
    }
    for item in &ahead {
        if let Some(known) = disputes::known(app, item)
            && let Some(review) = &mut app.review
        {
            review.ahead.insert(item.clone(), known);
        }
    }
    for (number, item) in ahead.into_iter().enumerate() {
        let known = app
            .review
            .as_ref()
            .is_some_and(|review| review.ahead.contains_key(&item));
        if known {
            wish_ahead(app, &item, out);
            continue;
        }
        let slot = LoadSlot::Ahead(u8::try_from(number).unwrap_or(u8::MAX));
        // Its own generation would be dropped by the review; the item's name is checked instead.
        out.push(Effect::Annotations {
            slot,
            generation,
            item: item.clone(),
        });
        if app.rights(&item).is_none() {
            out.push(Effect::Permissions { node: item });
        }
    }
}

/// What comes next, where that is not the next item of the list.
fn queued(app: &App) -> Option<Vec<NodeRef>> {
    disputes::upcoming(app).or_else(|| sampled::upcoming(app))
}

/// Asks for the picture of an item ahead.
pub(super) fn wish_ahead(app: &mut App, item: &NodeRef, out: &mut Effects) {
    let off = app.settings.text_only || app.terminal.graphics == Graphics::Off;
    let (Some(review), Some(pane)) = (&app.review, app.slots.main) else {
        return;
    };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let number = match queued(app) {
        Some(queued) => queued.iter().take(PREFETCH_ITEMS).position(|n| n == item),
        None => (column.cursor + 1..).take(PREFETCH_ITEMS).position(|at| {
            column
                .list
                .get(at)
                .is_some_and(|row| column.node_of(row) == *item)
        }),
    };
    let (Some(number), false) = (number, off) else {
        return;
    };
    let known = review.ahead.get(item);
    if known.is_some_and(|detail| !detail.pictured) {
        return;
    }
    out.push(Effect::Picture(PictureWish {
        slot: PictureSlot::Ahead(u8::try_from(number).unwrap_or(u8::MAX)),
        generation: review.generation,
        item: item.clone(),
        number: 0,
        detail: review.ahead.get(item).cloned(),
        view: review.unzoomed.unwrap_or(review.view),
        around: None,
        pane,
        exact: false,
        style: OverlayStyle {
            shown: review.overlay,
            layers: results::layers_ahead(app, item),
            look: app.look,
            hidden: known
                .and_then(|detail| app.sieve.apply(detail, None))
                .map(|sieved| sieved.hidden),
            ..OverlayStyle::default()
        },
        mark: None,
    }));
}
