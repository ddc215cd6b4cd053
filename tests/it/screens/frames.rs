//! Frames of a video as text.

use std::sync::Arc;

use vidimus::app::state::App;
use vidimus::config::settings::ThemeChoice;
use vidimus::model::video::{Standing, Trace};
use vidimus::model::{Id, VideoFrame};
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::{review, text};
use super::views::check;

fn watching() -> App {
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    let detail = Arc::make_mut(open.detail.as_mut().unwrap());
    let here = [
        Standing::Key,
        Standing::Between,
        Standing::Held,
        Standing::About,
    ];
    let traces = here.iter().zip(1..).map(|(here, number)| Trace {
        annotation: Id::Number(number),
        keys: Arc::from([0, 6, 11]),
        here: *here,
        how: "between the key frames 0 and 30".into(),
    });
    detail.video = Some(Box::new(VideoFrame {
        place: 6,
        count: 1_200,
        number: 18,
        step: 3,
        keys: Arc::from([0, 6, 11]),
        tracks: traces.collect(),
    }));
    app
}

#[test]
fn frames_of_a_video() {
    check(
        "video_frame",
        &watching(),
        &[(60, 20), (80, 24), (120, 36), (200, 60)],
    );
}

#[test]
fn key_frames_are_told_without_colour_and_in_ascii() {
    let mut app = watching();
    let open = app.review.as_mut().unwrap();
    open.selected = None;
    // Without verdicts beside them there is room for the words.
    let detail = Arc::make_mut(open.detail.as_mut().unwrap());
    detail
        .annotations
        .iter_mut()
        .for_each(|one| one.verdict = None);
    let ascii = Theme::new(ThemeChoice::Mono, None, ColorDepth::True, true);
    let (buf, _) = super::build::screen(&app, &ascii, (120, 36));
    let seen = text(&buf);
    for word in ["K key frame", "K key", "~ between", "~ held", "~ about"] {
        assert!(seen.contains(word), "{word}\n{seen}");
    }
}
