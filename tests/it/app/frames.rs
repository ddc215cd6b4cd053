//! Stepping through the frames of a video by keys.

use std::sync::Arc;

use vidimus::model::video::{Standing, Trace};
use vidimus::model::{Id, ItemDetail, VideoFrame};

use super::world::World;

const FRAMES: u32 = 10;

/// Key frames of the two tracks; the second is in frames 4 to 7 only.
const KEYS: [&[u32]; 2] = [&[0, 5, 9], &[4, 8]];

/// Makes an item a frame of a video by the number in its name, and its first two boxes tracks.
fn frame(detail: &mut ItemDetail) {
    let number: u32 = detail
        .name
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .unwrap_or(0);
    let tracks: Vec<Trace> = (0..2)
        .filter(|track| *track == 0 || (4..8).contains(&number))
        .map(|track| Trace {
            annotation: Id::name(&format!("track:{track}")),
            keys: Arc::from(KEYS[track]),
            here: match KEYS[track].contains(&number) {
                true => Standing::Key,
                false => Standing::Between,
            },
            how: "between".into(),
        })
        .collect();
    detail.annotations.truncate(tracks.len());
    for (annotation, trace) in detail.annotations.iter_mut().zip(&tracks) {
        annotation.id = trace.annotation.clone();
    }
    detail.video = Some(Box::new(VideoFrame {
        place: number,
        count: FRAMES,
        number,
        step: 1,
        keys: Arc::from([0, 4, 5, 8, 9]),
        tracks,
    }));
}

fn watching() -> World {
    let mut world = World::new(1, u64::from(FRAMES), 2);
    world.change = frame;
    world.keys("<enter>");
    assert!(world.app.review.is_some(), "{}", world.notice());
    world
}

fn selected(world: &World) -> Option<String> {
    world
        .review()
        .annotation()
        .map(|annotation| annotation.id.to_string())
}

#[test]
fn arrows_go_by_frames_with_a_count_and_stay_within_the_video() {
    let mut world = watching();
    world.keys("<right><right>");
    assert_eq!(world.at(), 2);
    world.keys("3<right>");
    assert_eq!(world.at(), 5);
    world.keys("<left>2<left>");
    assert_eq!(world.at(), 2);
    world.keys("99<right>");
    assert_eq!(world.at(), 9);
    world.keys("<right>");
    assert_eq!((world.at(), world.notice()), (9, "this is the last frame"));
    world.keys("99<left><left>");
    assert_eq!((world.at(), world.notice()), (0, "this is the first frame"));
}

#[test]
fn brackets_go_from_key_frame_to_key_frame_of_any_track() {
    let mut world = watching();
    let mut visited = Vec::new();
    for _ in 0..4 {
        world.keys(")");
        visited.push(world.at());
    }
    assert_eq!(visited, [4, 5, 8, 9]);
    world.keys(")");
    assert_eq!(world.notice(), "no key frame after this one");
    world.keys("((");
    assert_eq!(world.at(), 5);
}

#[test]
fn a_selected_track_stays_selected_and_its_key_frames_count() {
    let mut world = watching();
    world.keys("5<right>l");
    assert_eq!(selected(&world).as_deref(), Some("track:0"));
    world.keys(")");
    assert_eq!(
        (world.at(), selected(&world).as_deref()),
        (9, Some("track:0"))
    );
    world.keys(")");
    assert_eq!(world.notice(), "no key frame of this track after this one");
    world.keys("((");
    assert_eq!(
        (world.at(), selected(&world).as_deref()),
        (0, Some("track:0"))
    );
}

#[test]
fn a_track_that_is_gone_is_selected_again_when_it_comes_back() {
    let mut world = watching();
    world.keys("7<right>ll");
    assert_eq!(selected(&world).as_deref(), Some("track:1"));
    world.keys("<right>");
    assert_eq!(selected(&world), None);
    world.keys("<left>");
    assert_eq!(selected(&world).as_deref(), Some("track:1"));
    world.keys("<right>(");
    assert_eq!(
        (world.at(), selected(&world).as_deref()),
        (4, Some("track:1"))
    );
    // Going on by items is no stepping.
    world.keys("j");
    assert_eq!((world.at(), selected(&world)), (5, None));
}

#[test]
fn what_is_no_frame_says_so() {
    let mut world = World::new(1, 3, 2);
    world.keys("<enter><right>");
    assert_eq!(world.at(), 0);
    assert_eq!(
        world.notice(),
        "this is no frame of a video; f and d go through items"
    );
}

#[test]
fn frames_of_another_job_are_told() {
    let mut world = World::new(1, 6, 2);
    world.change = frame;
    world.keys("<enter>4<right>");
    assert_eq!(world.at(), 4);
    world.keys("3<right>");
    assert_eq!(world.at(), 4);
    assert_eq!(
        world.notice(),
        "frame 8 of 10 is not in this list: it belongs to another job"
    );
}

#[test]
fn deleted_frames_are_passed_over() {
    let mut world = World::new(1, u64::from(FRAMES), 2);
    world.change = frame;
    world.deleted = vec![1, 2];
    world.keys("<enter><right>");
    assert_eq!(world.at(), 3);
    world.keys("<left>");
    assert_eq!(world.at(), 0);
}

#[test]
fn a_filtered_list_is_not_stepped_through() {
    let mut world = World::new(1, u64::from(FRAMES), 2);
    world.change = frame;
    world.keys("<enter>ql/item<enter><enter>");
    assert!(world.app.review.is_some(), "{}", world.notice());
    world.keys("<right>");
    assert!(
        world.notice().starts_with("the list is filtered"),
        "{}",
        world.notice()
    );
}
