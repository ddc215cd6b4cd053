//! Operations that a server refuses.

use vidimus::app::effect::Effect;
use vidimus::app::msg::{Hindrance, Msg};
use vidimus::app::overlay::{Overlay, Theirs};
use vidimus::model::*;

use super::world::{World, state};

/// A job's move that was refused since somebody else moved it.
fn refused(why: Hindrance, fatal: bool) -> World {
    let mut world = World::new(3, 2, 1);
    world.keys("a");
    assert_eq!(world.said(), ["to acceptance · completed"]);
    let target = world.disk[0].ops[0].target.clone();
    world.states.insert(
        target,
        state("annotation", "in progress", StatusClass::Doing),
    );
    world.send(Msg::Undelivered {
        op: world.disk[0].ops[0].id,
        error: "changed meanwhile: the job is in progress".into(),
        fatal,
        why,
    });
    world
}

fn conflict(world: &World) -> Option<&Theirs> {
    match world.app.overlays.last() {
        Some(Overlay::Conflict(conflict)) => conflict.theirs.as_ref(),
        _ => None,
    }
}

#[test]
fn ours_and_theirs_stand_side_by_side_and_y_overwrites() {
    let mut world = refused(Hindrance::Conflict, true);
    let Some(Theirs::Is(words, Some(_))) = conflict(&world) else {
        panic!("{:?}", world.app.overlays)
    };
    assert_eq!(words.as_str(), "annotation · in progress");
    let before = world.disk.len();
    world.keys("y");
    assert!(world.app.overlays.is_empty());
    let Change::Transition { before: from, .. } = &world.disk[before].ops[0].change else {
        panic!("{:?}", world.disk)
    };
    assert_eq!(from.state.as_str(), "in progress");
    let dropped = world.disk[0].ops[0].id;
    assert!(world.asked.contains(&Effect::Drop(dropped)));
    assert!(world.app.failed_ops.is_empty());
}

#[test]
fn x_drops_ours_and_esc_leaves_it_for_later() {
    let mut world = refused(Hindrance::Conflict, true);
    world.keys("x");
    assert!(world.app.overlays.is_empty() && world.app.failed_ops.is_empty());
    assert_eq!(world.disk.len(), 1, "nothing new is decided");
    let mut world = refused(Hindrance::Conflict, true);
    world.keys("<esc>");
    assert!(world.app.overlays.is_empty());
    assert_eq!(world.app.failed_ops.len(), 1, "gq still has it");
}

#[test]
fn keys_typed_while_it_opens_are_not_meant_for_it() {
    let mut world = refused(Hindrance::Conflict, true);
    for key in vidimus::config::keys::parse_sequence("xy").unwrap() {
        world.send(Msg::Key(key));
    }
    assert!(conflict(&world).is_some());
    assert_eq!(world.app.failed_ops.len(), 1);
}

#[test]
fn it_waits_until_nothing_else_lies_over_the_screen() {
    let mut world = World::new(3, 2, 1);
    world.keys("a:");
    world.send(Msg::Undelivered {
        op: world.disk[0].ops[0].id,
        error: "changed meanwhile".into(),
        fatal: true,
        why: Hindrance::Conflict,
    });
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Menu(_))));
    world.keys("<esc>");
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Conflict(_))
    ));
}

#[test]
fn a_revoked_secret_says_how_to_sign_in_again() {
    let world = refused(Hindrance::SignIn, false);
    let notice = world.notice();
    assert!(
        notice.contains("vidimus account add test") && notice.contains("nothing is lost"),
        "{notice}"
    );
    assert_eq!(world.app.open_ops.len(), 1);
}

#[test]
fn a_plain_refusal_opens_nothing() {
    let world = refused(Hindrance::Other, true);
    assert!(world.app.overlays.is_empty());
    assert!(world.notice().contains("gq"), "{}", world.notice());
}
