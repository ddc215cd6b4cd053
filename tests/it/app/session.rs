//! The session over a restart.

use vidimus::app::actions::Scope;
use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::model::picture::Look;
use vidimus::model::session::Session;
use vidimus::model::{AccountId, Level, Timestamp};

use super::world::World;

/// What the store has of the account: place and session, as they were written last.
fn kept(world: &World) -> (Option<String>, Option<Session>) {
    let mut kept = (None, None);
    for effect in &world.asked {
        match effect {
            Effect::Remember {
                name: "place",
                text,
                ..
            } => kept.0 = Some(text.clone()),
            Effect::RememberSession { session, .. } => kept.1 = Some(session.clone()),
            _ => {}
        }
    }
    kept
}

/// Another run over the same data, with what the last one kept.
fn again(old: &World, jobs: u64, items: u64) -> World {
    let (place, session) = kept(old);
    let mut world = World::new(jobs, items, 1);
    world.send(Msg::Recalled {
        account: AccountId::new("test"),
        place,
        inbox: Vec::new(),
        seen: Timestamp(0),
        session: session.map(Box::new),
        drafts: String::new(),
        befores: Vec::new(),
    });
    world
}

#[test]
fn filter_marks_and_cursor_are_there_again_after_a_kill() {
    let mut world = World::new(40, 5, 1);
    world.keys("/1<enter><space><space>jj");
    let node = world.column().node();
    // Nothing tells the program that it ends: it is enough that the keys rest.
    world.wait(1_000);
    let world = again(&world, 40, 5);
    let column = world.column();
    assert_eq!((column.level, column.filter.as_str()), (Level::Job, "1"));
    assert_eq!(column.marks.len(), 2);
    assert_eq!(column.node(), node);
    assert_eq!(column.list.total, 13);
    assert!(world.notice().contains("2 marked"), "{}", world.notice());
}

#[test]
fn restored_marks_are_acted_on() {
    let mut world = World::new(10, 5, 1);
    world.keys("<space><space>");
    world.wait(1_000);
    let mut world = again(&world, 10, 5);
    world.keys("wbo<enter>");
    assert_eq!(world.said(), ["assignee bo, assignee bo"]);
}

#[test]
fn a_review_goes_on_at_its_item_and_a_list_of_items_is_a_list() {
    let mut world = World::new(3, 9, 1);
    world.keys("j<enter>fff");
    world.wait(1_000);
    let mut world = again(&world, 3, 9);
    assert_eq!(
        world.app.scope(),
        Scope::List,
        "no verdict by the first key"
    );
    assert_eq!(
        (world.column().level, world.column().cursor),
        (Level::Job, 1)
    );
    world.keys("<enter>");
    assert_eq!((world.app.scope(), world.at()), (Scope::Review, 3));
    let mut world = World::new(3, 9, 1);
    world.keys("jljj<space>");
    world.wait(1_000);
    let world = again(&world, 3, 9);
    assert_eq!(world.app.scope(), Scope::List);
    assert_eq!(
        (world.column().level, world.column().cursor),
        (Level::Item, 3)
    );
    assert_eq!(world.column().marks.len(), 1);
}

#[test]
fn the_look_is_kept() {
    let mut world = World::new(2, 2, 1);
    world.keys("<enter>OO");
    world.wait(1_000);
    assert_eq!(again(&world, 2, 2).app.look, Look::Boxes);
}

#[test]
fn a_place_that_is_gone_leads_to_the_list_it_was_in() {
    let mut world = World::new(9, 2, 1);
    world.keys("7j");
    world.wait(1_000);
    let world = again(&world, 3, 2);
    assert_eq!(world.column().level, Level::Job);
    assert!(
        world.notice().contains("not there any more"),
        "{}",
        world.notice()
    );
}

#[test]
fn it_is_written_at_rest_and_only_when_something_changed() {
    let mut world = World::new(9, 2, 1);
    world.keys("jj");
    let written = |world: &World| {
        let sessions = world.asked.iter();
        sessions
            .filter(|effect| matches!(effect, Effect::RememberSession { .. }))
            .count()
    };
    assert_eq!(written(&world), 0, "the keys do not rest yet");
    world.wait(500);
    assert_eq!(written(&world), 1);
    world.keys("?<esc>");
    world.wait(10_000);
    assert_eq!(written(&world), 1, "nothing changed");
    // Keys that never rest are kept all the same.
    for _ in 0..30 {
        world.now += 300;
        world.send(Msg::Key(
            vidimus::config::keys::parse_sequence("j").unwrap()[0],
        ));
    }
    assert!(written(&world) > 1);
}

#[test]
fn too_many_marks_are_not_kept_in_part() {
    let mut world = World::new(6_000, 1, 0);
    world.keys("*");
    world.wait(1_000);
    assert_eq!(world.column().marks.len(), 6_000);
    assert!(again(&world, 6_000, 1).column().marks.is_empty());
}
