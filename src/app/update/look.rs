//! What part of the picture under review is looked at, and whether its annotations are drawn.

use crate::app::notices::Weight;
use crate::app::review::Review;
use crate::app::state::App;
use crate::model::picture::View;
use crate::model::{Point, Rect};

use super::{Effects, review};

/// Zooms to the target, or back when it is zoomed to already.
pub(super) fn toggle_zoom(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    match review.unzoomed.take() {
        Some(view) => review.view = view,
        None => {
            review.unzoomed = Some(review.view);
            zoom_to_target(app);
        }
    }
    review::wish_picture(app, out);
}

/// Shows the target and some room around it.
pub(super) fn zoom_to_target(app: &mut App) {
    let pane = app.slots.main;
    let Some(review) = &mut app.review else {
        return;
    };
    let size = review
        .picture
        .as_ref()
        .map(|picture| picture.image)
        .or_else(|| review.detail.as_ref().and_then(|detail| detail.size));
    let (Some(image), Some(pane)) = (size, pane) else {
        return;
    };
    let issue_place = review.target_issue().and_then(|issue| issue.place.bounds());
    let target = match review.annotation() {
        Some(annotation) => annotation.shape.bounds(),
        None => issue_place.or_else(|| all_bounds(review)),
    };
    // A cell is about twice as high as wide: the pane in square pixels.
    let pane = (u32::from(pane.0), u32::from(pane.1) * 2);
    review.view = target.map_or_else(View::default, |rect| View::around(rect, image, pane));
}

fn all_bounds(review: &Review) -> Option<Rect> {
    let annotations = &review.detail.as_ref()?.annotations;
    let numbers = review.shown().into_iter().flatten();
    let numbers = numbers.filter(|number| !review.hides(*number));
    let shapes = numbers.filter_map(|number| annotations.get(number));
    let shapes = shapes.filter(|annotation| annotation.on == review.number);
    let shapes = shapes.filter_map(|annotation| annotation.shape.bounds());
    shapes.reduce(Rect::union)
}

/// Zooms by a factor about the middle.
pub(super) fn zoom(app: &mut App, factor: f32, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let zoom = (review.view.zoom * factor).clamp(1.0, View::MAX_ZOOM);
    zoom_to(app, zoom, out);
}

/// Zooms by a factor about a point of the image, which stays where it is on screen.
pub(super) fn zoom_about(app: &mut App, factor: f32, at: Point, out: &mut Effects) {
    let pane = app.slots.main;
    let Some(review) = &mut app.review else {
        return;
    };
    let zoom = (review.view.zoom * factor).clamp(1.0, View::MAX_ZOOM);
    if let (Some(picture), Some(pane)) = (&review.picture, pane) {
        // From the view and not from the picture, which may be that of an earlier turn.
        let pane = (u32::from(pane.0), u32::from(pane.1) * 2);
        let center = review.view.crop(picture.image, pane).center();
        let share = review.view.zoom / zoom;
        let moved = |center: f32, at: f32, size: u32| {
            ((at + (center - at) * share) / size.max(1) as f32).clamp(0.0, 1.0)
        };
        review.view.center = (
            moved(center.x, at.x, picture.image.0),
            moved(center.y, at.y, picture.image.1),
        );
    }
    zoom_to(app, zoom, out);
}

fn zoom_to(app: &mut App, zoom: f32, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    review.unzoomed = None;
    review.view.zoom = zoom;
    if zoom <= 1.001 {
        review.view = View::default();
    }
    review::wish_picture(app, out);
}

/// Moves the view by fractions of what it shows.
pub(super) fn pan(app: &mut App, dx: f32, dy: f32, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let Some(picture) = &review.picture else {
        return;
    };
    let (width, height) = (picture.image.0.max(1) as f32, picture.image.1.max(1) as f32);
    // From the crop that is really shown, so that a key against the edge is not stored up.
    let center = picture.crop.center();
    let half = (
        picture.crop.width / width / 2.0,
        picture.crop.height / height / 2.0,
    );
    let x = center.x / width + dx * picture.crop.width / width;
    let y = center.y / height + dy * picture.crop.height / height;
    review.view.center = (
        x.clamp(half.0.min(0.5), (1.0 - half.0).max(0.5)),
        y.clamp(half.1.min(0.5), (1.0 - half.1).max(0.5)),
    );
    review::wish_picture(app, out);
}

/// Hides or shows the annotations.
pub(super) fn peek(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    review.overlay = !review.overlay;
    review::wish_picture(app, out);
}

/// `O`: the next way in which annotations are drawn.
pub(super) fn cycle_style(app: &mut App, out: &mut Effects) {
    app.look = app.look.next();
    let look = app.look;
    if let Some(review) = &mut app.review {
        (review.look, review.overlay) = (look, true);
    }
    review::wish_picture(app, out);
    app.say(Weight::Info, format!("overlay: {}", look.word()));
}
