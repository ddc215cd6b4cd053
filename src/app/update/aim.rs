//! The crosshair: an issue at a place chosen by keys.

use tui_input::Input;

use crate::app::actions::Action;
use crate::app::crosshair::{Crosshair, Step, point, step};
use crate::app::overlay::{After, Overlay, Prompt, PromptKind, Reason, Target};
use crate::app::repeat::Deed;
use crate::app::state::App;
use crate::model::picture::{Picture, View};
use crate::model::{Change, Place, Point, Rect, Text};

use super::{Effects, commit, look, refuse, review};

/// Steps that a long one has.
const LEAP: i64 = 8;
/// How far the zoom keys go at once, as in review.
const ZOOM_STEP: f32 = 1.5;
/// How close `z` goes.
const CLOSE: f32 = 6.0;
/// Which part of the view the paging keys move.
const PAN: f32 = 0.5;

/// `I`: puts the crosshair in the middle of what is selected or in view.
pub(super) fn begin(app: &mut App) {
    let Some(review) = &app.review else { return };
    let Some(picture) = &review.picture else {
        return refuse(app, "there is no picture to point at");
    };
    let crop = picture.crop;
    let selected = review.annotation().and_then(|one| one.shape.bounds());
    let middle = selected.map(Rect::center).filter(|p| {
        (crop.x..=crop.x + crop.width).contains(&p.x)
            && (crop.y..=crop.y + crop.height).contains(&p.y)
    });
    let middle = middle.unwrap_or_else(|| crop.center());
    let at = (
        whole(middle.x, picture.image.0),
        whole(middle.y, picture.image.1),
    );
    let before = (review.view, review.unzoomed);
    app.overlays.push(Overlay::Crosshair(Crosshair {
        at,
        corner: None,
        count: None,
        before,
    }));
}

/// A coordinate in whole pixels, within the image.
fn whole(value: f32, side: u32) -> u32 {
    value.round().clamp(0.0, side as f32) as u32
}

/// An action while the crosshair is on screen.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    if action == Action::AimCancel {
        return cancel(app, out);
    }
    let Some(step) = step(action) else { return };
    let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() else {
        return;
    };
    let count = cross.count.take();
    let times = i64::from(count.unwrap_or(1));
    match step {
        Step::Move(x, y) => move_by(app, (i64::from(x) * times, i64::from(y) * times), out),
        Step::Leap(x, y) => {
            let far = LEAP * times;
            move_by(app, (i64::from(x) * far, i64::from(y) * far), out);
        }
        Step::Pan(x, y) => pan(app, f32::from(x), f32::from(y), out),
        Step::ZoomIn => zoom(app, ZOOM_STEP, out),
        Step::ZoomOut => zoom(app, 1.0 / ZOOM_STEP, out),
        Step::ZoomTarget => zoom_close(app, out),
        Step::Peek => look::peek(app, out),
        Step::Corner => corner(app),
        Step::Set => choose(app),
    }
}

/// A character that is no key here: a digit of a count, or nothing.
pub(super) fn typed(app: &mut App, c: char) {
    let Some(digit) = c.to_digit(10) else {
        return refuse(
            app,
            "{aim-left} {aim-down} {aim-up} {aim-right} move, {aim-corner} sets a corner, {aim-set} takes the place, {cancel} drops it",
        );
    };
    if let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() {
        let count = cross.count.unwrap_or(0).saturating_mul(10);
        cross.count = Some(count.saturating_add(digit).min(99_999)).filter(|c| *c > 0);
    }
}

/// `Esc`: first a count goes, then the corner, then the crosshair, and the view is as before.
pub(super) fn cancel(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() else {
        return;
    };
    if cross.count.take().is_some() || cross.corner.take().is_some() {
        return;
    }
    let (view, unzoomed) = cross.before;
    app.overlays.pop();
    if let Some(review) = &mut app.review
        && review.view != view
    {
        (review.view, review.unzoomed) = (view, unzoomed);
        review::wish_picture(app, out);
    }
}

/// Image pixels of one step: those of a cell of the picture, at least one.
fn grain(picture: &Picture) -> (i64, i64) {
    let of = |side: f32, cells: u16| (side / f32::from(cells.max(1))).round().max(1.0) as i64;
    (
        of(picture.crop.width, picture.columns),
        of(picture.crop.height, picture.rows),
    )
}

fn move_by(app: &mut App, (x, y): (i64, i64), out: &mut Effects) {
    let Some(picture) = app.review.as_ref().and_then(|r| r.picture.clone()) else {
        return;
    };
    let grain = grain(&picture);
    let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() else {
        return;
    };
    let to = |at: u32, steps: i64, grain: i64, side: u32| {
        let to = i64::from(at).saturating_add(steps.saturating_mul(grain));
        u32::try_from(to.clamp(0, i64::from(side))).unwrap_or(side)
    };
    cross.at = (
        to(cross.at.0, x, grain.0, picture.image.0),
        to(cross.at.1, y, grain.1, picture.image.1),
    );
    follow(app, &picture, out);
}

/// Puts the crosshair on a point of the image that is in sight.
pub(super) fn point_at(app: &mut App, at: Point) {
    let Some(picture) = app.review.as_ref().and_then(|r| r.picture.clone()) else {
        return;
    };
    if let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() {
        cross.at = (whole(at.x, picture.image.0), whole(at.y, picture.image.1));
    }
}

/// Moves the view so far that the crosshair is in it, with room around it.
fn follow(app: &mut App, picture: &Picture, out: &mut Effects) {
    let (Some(Overlay::Crosshair(cross)), Some(review)) = (app.overlays.last(), &mut app.review)
    else {
        return;
    };
    let at = point(cross.at);
    let crop = picture.crop;
    let shift = |at: f32, from: f32, length: f32| {
        let room = length * 0.25;
        match at {
            at if at < from => at - room - from,
            at if at > from + length => at + room - from - length,
            _ => 0.0,
        }
    };
    let by = (
        shift(at.x, crop.x, crop.width),
        shift(at.y, crop.y, crop.height),
    );
    if by == (0.0, 0.0) {
        return;
    }
    let center = crop.center();
    let part = |value: f32, side: u32| (value / side.max(1) as f32).clamp(0.0, 1.0);
    review.view.center = (
        part(center.x + by.0, picture.image.0),
        part(center.y + by.1, picture.image.1),
    );
    review::wish_picture(app, out);
}

/// Zooms so that the crosshair is in the middle.
fn zoom_to(app: &mut App, zoom: f32, out: &mut Effects) {
    let (Some(Overlay::Crosshair(cross)), Some(review)) = (app.overlays.last(), &mut app.review)
    else {
        return;
    };
    let Some(image) = review.picture.as_ref().map(|picture| picture.image) else {
        return;
    };
    review.unzoomed = None;
    let zoom = zoom.clamp(1.0, View::MAX_ZOOM);
    review.view = match zoom > 1.001 {
        true => View {
            zoom,
            center: (
                cross.at.0 as f32 / image.0.max(1) as f32,
                cross.at.1 as f32 / image.1.max(1) as f32,
            ),
        },
        false => View::default(),
    };
    review::wish_picture(app, out);
}

fn zoom(app: &mut App, factor: f32, out: &mut Effects) {
    let present = app.review.as_ref().map_or(1.0, |review| review.view.zoom);
    zoom_to(app, present * factor, out);
}

fn zoom_close(app: &mut App, out: &mut Effects) {
    let present = app.review.as_ref().map_or(1.0, |review| review.view.zoom);
    zoom_to(app, if present < CLOSE { CLOSE } else { 1.0 }, out);
}

/// The view moves, and the crosshair stays where it is on the screen.
fn pan(app: &mut App, x: f32, y: f32, out: &mut Effects) {
    let Some(picture) = app.review.as_ref().and_then(|r| r.picture.clone()) else {
        return;
    };
    let (dx, dy) = (x * PAN * picture.crop.width, y * PAN * picture.crop.height);
    if let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() {
        cross.at = (
            whole(cross.at.0 as f32 + dx, picture.image.0),
            whole(cross.at.1 as f32 + dy, picture.image.1),
        );
    }
    look::pan(app, x * PAN, y * PAN, out);
}

/// `Space`: the first corner of a box; the second time the box is complete.
fn corner(app: &mut App) {
    let Some(Overlay::Crosshair(cross)) = app.overlays.last_mut() else {
        return;
    };
    match cross.corner {
        None => cross.corner = Some(cross.at),
        Some(_) => choose(app),
    }
}

/// The place is chosen: asks what is wrong there.
fn choose(app: &mut App) {
    if let Some(Overlay::Crosshair(cross)) = app.overlays.last() {
        let target = Target::Place(cross.place());
        app.overlays.push(Overlay::Reason(Reason { target }));
    }
}

/// `c` or `Enter` in the row: own words.
pub(super) fn own_words(app: &mut App, place: Place) {
    app.overlays.push(Overlay::Prompt(Prompt {
        kind: PromptKind::NewIssueAt(place),
        title: Text::line("New issue at this place"),
        input: Input::default(),
        error: None,
    }));
}

/// It is said what is wrong: the issue is opened at the place.
pub(super) fn opened(app: &mut App, place: Place, text: Text, out: &mut Effects) {
    let crosshair = |overlay: &Overlay| matches!(overlay, Overlay::Crosshair(_));
    app.overlays.retain(|overlay| !crosshair(overlay));
    let Some(detail) = app.review.as_ref().and_then(|review| review.detail.clone()) else {
        return;
    };
    let title = format!("issue on {}: {text}", detail.name);
    let change = Change::OpenIssue {
        place,
        annotation: None,
        text: text.clone(),
        assignee: None,
    };
    if commit::decide_one(app, &title, &detail, vec![change], After::Stay, out) {
        app.repeat.review = Some(Deed::Issue(text));
    }
}
