//! Stepping through the frames of a video: by frames, and from key frame to key frame. A track
//! that is selected stays so.

use std::sync::Arc;

use crate::app::actions::Action;
use crate::app::browser::{Column, Load};
use crate::app::review::{Aim, Followed, Review};
use crate::app::state::App;
use crate::model::video::next_key;
use crate::model::{Text, VideoFrame};

use super::{Effects, refuse, review};

/// Whether an action that steps through frames can work here.
///
/// # Errors
/// The reason why not.
pub(super) fn possible(app: &App, action: Action) -> Result<(), Text> {
    let (open, frame, column) = on_frame(app)?;
    if !column.query.is_empty() {
        return Err(
            "the list is filtered or sorted: frames follow each other in the whole list".into(),
        );
    }
    let forward = matches!(action, Action::FrameForward | Action::NextKeyFrame);
    match action {
        Action::FrameForward if frame.place + 1 >= frame.count => {
            Err("this is the last frame".into())
        }
        Action::FrameBack if frame.place == 0 => Err("this is the first frame".into()),
        Action::NextKeyFrame | Action::PreviousKeyFrame => {
            let (keys, whose) = keys(open, frame);
            let side = if forward { "after" } else { "before" };
            match next_key(&keys, frame.place, forward) {
                Some(_) => Ok(()),
                None => Err(Text::line(&format!("no key frame {whose}{side} this one"))),
            }
        }
        _ => Ok(()),
    }
}

/// The frame on screen and the list that it is in.
fn on_frame(app: &App) -> Result<(&Review, &VideoFrame, &Column), Text> {
    let open = app.review.as_ref();
    let open = open.ok_or_else(|| Text::line("there is no item on screen"))?;
    let frame = match (&open.detail, &open.load) {
        (Some(detail), _) => detail.video.as_deref(),
        // Keys that come faster than frames go on from the frame that is on its way.
        (None, Load::Loading) if open.stepped.is_some() => open.stepped.as_ref(),
        (None, Load::Loading) => {
            return Err("still loading: where it is in its video is not known yet".into());
        }
        (None, _) => return Err("where it is in its video is not known".into()),
    };
    let Some(frame) = frame else {
        let told = app.told("this is no frame of a video; {next} and {previous} go through items");
        return Err(Text::line(&told));
    };
    let column = app.browser.columns.get(open.column);
    let column = column.ok_or_else(|| Text::line("the list of frames is not open"))?;
    Ok((open, frame, column))
}

/// The key frames that stepping looks at, and whose they are in words: those of the selected
/// track, else those of all.
fn keys(open: &Review, frame: &VideoFrame) -> (Arc<[u32]>, &'static str) {
    match followed(open, frame) {
        Some(followed) => (followed.keys, "of this track "),
        None => (Arc::clone(&frame.keys), ""),
    }
}

/// The track that is selected; or that was, where it is not in this frame.
fn followed(open: &Review, frame: &VideoFrame) -> Option<Followed> {
    let Some(annotation) = open.annotation() else {
        let gone = |known: &&Followed| frame.trace(&known.id).is_none();
        return open.followed.as_ref().filter(gone).cloned();
    };
    let trace = frame.trace(&annotation.id)?;
    Some(Followed {
        id: annotation.id.clone(),
        keys: Arc::clone(&trace.keys),
    })
}

/// Some frames on, or back.
pub(super) fn step(app: &mut App, by: i64, out: &mut Effects) {
    let Ok((_, frame, _)) = on_frame(app) else {
        return;
    };
    let last = i64::from(frame.count) - 1;
    let to = i64::from(frame.place)
        .saturating_add(by)
        .clamp(0, last.max(0));
    go(app, to, by > 0, out);
}

/// To the next key frame, or the one before.
pub(super) fn key_frame(app: &mut App, forward: bool, out: &mut Effects) {
    let Ok((open, frame, _)) = on_frame(app) else {
        return;
    };
    let (keys, _) = keys(open, frame);
    if let Some(to) = next_key(&keys, frame.place, forward) {
        go(app, i64::from(to), forward, out);
    }
}

fn go(app: &mut App, to: i64, forward: bool, out: &mut Effects) {
    let Ok((open, frame, column)) = on_frame(app) else {
        return;
    };
    let here = open.item.as_ref().and_then(|item| column.position(item));
    let Some(here) = here else {
        return refuse(app, "its place in the list is not known yet");
    };
    let at = i128::from(here) + i128::from(to) - i128::from(frame.place);
    let inside = at >= 0 && at < i128::from(column.list.total);
    let at = review::past_deleted(column, at, forward).filter(|_| inside);
    let at = at.filter(|at| *at < i128::from(column.list.total));
    let Some(at) = at else {
        let what = format!(
            "frame {} of {} is not in this list: it belongs to another job",
            to + 1,
            frame.count
        );
        return refuse(app, what);
    };
    let followed = followed(open, frame);
    let aim = Aim {
        annotation: followed.as_ref().map(|followed| followed.id.clone()),
        ..Aim::default()
    };
    let stepped = VideoFrame {
        // Deleted frames were passed.
        place: u32::try_from(at - i128::from(here) + i128::from(frame.place)).unwrap_or(0),
        tracks: Vec::new(),
        ..frame.clone()
    };
    if let Some(open) = &mut app.review {
        (open.followed, open.stepped) = (followed, Some(stepped));
    }
    review::go_aiming(app, at, aim, out);
}
