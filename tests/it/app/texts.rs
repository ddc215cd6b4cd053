//! Items of texts and time lines: what keys do on them, what is asked for and what is not.

use std::sync::Arc;

use vidimus::app::content::{Page, Sight, TextPage, TimePage};
use vidimus::app::effect::Effect;
use vidimus::app::msg::{Msg, Slots};
use vidimus::model::*;

use super::world::World;

/// A thousand numbered lines, with a span at the beginning of every hundredth.
fn long_text(detail: &mut ItemDetail) {
    let text: String = (0..1_000).map(|n| format!("line {n:03}\n")).collect();
    detail.pictured = false;
    detail.contents = vec![Content::Document(Arc::new(Document {
        text: DocumentText::new(&text),
        ..Document::default()
    }))];
    detail.annotations = (0..10)
        .map(|n| {
            spot(
                n,
                Shape::Span {
                    start: u32::try_from(n).unwrap() * 900,
                    end: u32::try_from(n).unwrap() * 900 + 4,
                    text: "line".into(),
                },
            )
        })
        .collect();
}

fn spot(number: u64, shape: Shape) -> Annotation {
    Annotation {
        id: Id::Number(number + 1),
        label: 0,
        shape,
        attributes: Vec::new(),
        score: None,
        author: None,
        source: Source::Manual,
        group: None,
        occluded: false,
        crowd: false,
        z: 0,
        result: 0,
        on: 0,
        hash: ContentHash(number + 100),
        verdict: None,
    }
}

/// A picture with a text and a sound: a span on the text, a segment on the sound, a box.
fn mixed(detail: &mut ItemDetail) {
    let sound = Timeline {
        name: "sound".into(),
        range: Some((0.0, 100.0)),
        ..Timeline::default()
    };
    let text = Document {
        text: DocumentText::new("some words"),
        ..Document::default()
    };
    detail.contents = vec![Content::Document(Arc::new(text)), Content::Timeline(sound)];
    let rect = Rect::new(1.0, 1.0, 5.0, 5.0);
    detail.annotations = vec![
        spot(0, Shape::Box { rect }),
        spot(
            1,
            Shape::Span {
                start: 0,
                end: 4,
                text: "some".into(),
            },
        ),
        Annotation {
            on: 1,
            ..spot(
                2,
                Shape::Segment {
                    start: 90.0,
                    end: 95.0,
                    channel: None,
                },
            )
        },
        spot(3, Shape::Tag),
    ];
}

fn sound_only(detail: &mut ItemDetail) {
    mixed(detail);
    detail.pictured = false;
    detail.contents.remove(0);
    detail.annotations.remove(1);
    for annotation in &mut detail.annotations {
        annotation.on = 0;
    }
}

fn world(change: fn(&mut ItemDetail)) -> World {
    let mut world = World::new(1, 5, 2);
    world.change = change;
    world.keys("<enter>");
    assert!(world.app.review.is_some(), "the item is open");
    world
}

fn text(world: &World) -> &TextPage {
    match world.review().contents.page() {
        Some(Page::Text(page)) => page,
        other => panic!("no text: {other:?}"),
    }
}

fn time(world: &World) -> &TimePage {
    match world.review().contents.page() {
        Some(Page::Time(page)) => page,
        other => panic!("no time line: {other:?}"),
    }
}

fn asked_pictures(world: &World) -> usize {
    let asked = world.asked.iter();
    asked
        .filter(|effect| matches!(effect, Effect::Picture(_)))
        .count()
}

#[test]
fn a_text_is_judged_without_any_picture_being_asked_for() {
    let mut world = world(long_text);
    assert_eq!(asked_pictures(&world), 0);
    assert!(!world.review().picture_loading);
    world.asked.clear();
    world.keys("a");
    assert_eq!(world.disk.len(), 1, "drawn is seen: {}", world.notice());
    assert_eq!(world.at(), 1);
    world.keys("fd");
    assert_eq!(asked_pictures(&world), 0);
    let fetched = world
        .asked
        .iter()
        .any(|effect| matches!(effect, Effect::Fetch(_)));
    assert!(!fetched, "the next items are probably like this one");
    let ahead = world.review().ahead.len();
    assert!(
        ahead > 1,
        "the next items are made ready all the same: {ahead}"
    );
}

#[test]
fn keys_that_leap_over_items_scroll_a_text() {
    let mut world = world(long_text);
    world.keys("<c-d>");
    assert_eq!(
        (text(&world).top, world.at()),
        (9, 0),
        "a row is for labels"
    );
    world.keys("<pgdn>");
    assert_eq!(text(&world).top, 28, "one line of the page before stays");
    world.keys("J");
    assert_eq!(text(&world).top, 31);
    world.keys("K<c-u><pgup><pgup>");
    assert_eq!(text(&world).top, 0);
    world.keys("<pgup>");
    assert!(world.notice().contains("beginning"), "{}", world.notice());
    world.keys("99<pgdn>");
    let bottom = text(&world).top;
    assert!(bottom > 970 && bottom < 1_001, "{bottom}");
    world.keys("f");
    assert_eq!(
        (text(&world).top, world.at()),
        (0, 1),
        "another item begins at its top"
    );
}

#[test]
fn the_selected_span_is_brought_into_sight_and_z_goes_there_and_back() {
    let mut world = world(long_text);
    world.keys("l");
    assert_eq!(text(&world).top, 0, "it is in sight already");
    world.keys("l");
    let top = text(&world).top;
    assert!((85..100).contains(&top), "centred: {top}");
    world.keys("<pgdn><pgdn>");
    let away = text(&world).top;
    world.keys("z");
    assert_ne!(text(&world).top, away);
    world.keys("z");
    assert_eq!(text(&world).top, away);
    world.keys("<esc>z");
    assert!(
        world.notice().contains("nothing is selected"),
        "{}",
        world.notice()
    );
    world.keys("+");
    assert!(world.notice().contains("J and K"), "{}", world.notice());
}

#[test]
fn what_was_read_stays_at_the_top_when_the_width_changes() {
    fn prose(detail: &mut ItemDetail) {
        long_text(detail);
        let text = "some words of a long text ".repeat(500);
        detail.contents = vec![Content::Document(Arc::new(Document {
            text: DocumentText::new(&text),
            ..Document::default()
        }))];
    }
    let mut world = world(prose);
    world.keys("<pgdn><pgdn>");
    let read = |world: &World| {
        let page = text(world);
        page.lines.as_ref().unwrap().chars(page.top)
    };
    let (first, after) = read(&world);
    assert!(first > 0);
    let slots = Slots {
        main: Some((40, 20)),
        ..world.app.slots
    };
    world.send(Msg::Slots(slots));
    let (narrow, end) = read(&world);
    assert!(
        narrow <= first && end > first,
        "{narrow}–{end} has {first}–{after}"
    );
}

#[test]
fn selecting_goes_to_the_picture_text_or_time_line_that_it_is_on() {
    let mut world = world(mixed);
    let sight = |world: &World| world.review().sight();
    assert_eq!(sight(&world), Sight::Picture(0));
    world.keys("l");
    assert_eq!(sight(&world), Sight::Picture(0));
    world.keys("l");
    assert_eq!(sight(&world), Sight::Content(0));
    world.keys("l");
    assert_eq!(sight(&world), Sight::Content(1));
    world.keys("l");
    assert_eq!(sight(&world), Sight::Content(1), "a tag is on nothing");
    world.keys("hhh");
    assert_eq!(sight(&world), Sight::Picture(0));
    world.keys("vvv");
    assert_eq!(sight(&world), Sight::Picture(0), "v goes around");
}

#[test]
fn a_signal_is_asked_for_once_when_its_time_line_is_shown() {
    let mut world = world(mixed);
    let asked = |world: &World| {
        let signals = world.asked.iter();
        signals
            .filter(|effect| matches!(effect, Effect::Signal { content: 1, .. }))
            .count()
    };
    assert_eq!(asked(&world), 0);
    world.keys("vvll");
    assert_eq!(asked(&world), 1);
    let (generation, item) = (
        world.review().generation,
        world.review().item.clone().unwrap(),
    );
    let signal = Signal {
        end: 120.0,
        ..Signal::default()
    };
    world.send(Msg::Signal {
        generation,
        item,
        content: 1,
        result: Ok(Arc::new(signal)),
    });
    assert!(
        matches!(world.review().contents.pages[1], Page::Time(ref page) if page.signal.is_some())
    );
    world.keys("vvv");
    assert_eq!(asked(&world), 1);
}

#[test]
fn a_time_line_is_zoomed_panned_and_follows_the_selection() {
    let mut world = world(sound_only);
    assert_eq!(time(&world).window(), (0.0, 100.0));
    world.keys("++");
    assert_eq!(time(&world).window(), (37.5, 62.5));
    world.keys("L");
    assert_eq!(time(&world).window(), (43.75, 68.75));
    world.keys("ll");
    let (from, to) = time(&world).window();
    assert!(from <= 90.0 && to >= 95.0, "{from} {to}");
    world.keys("z");
    let (near, far) = time(&world).window();
    assert!(
        near <= 90.0 && far >= 95.0 && far - near < 20.0,
        "{near} {far}"
    );
    world.keys("z");
    assert_eq!(time(&world).window(), (from, to));
    world.keys("--");
    assert_eq!(time(&world).window(), (0.0, 100.0));
    world.keys("99H");
    assert_eq!(time(&world).window(), (0.0, 100.0));
}
