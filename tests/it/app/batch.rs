//! What became of each row of a decision about several.

use std::sync::Arc;

use vidimus::app::batch::Fate;
use vidimus::app::effect::Effect;
use vidimus::app::msg::{Found, Hindrance, Msg};
use vidimus::app::overlay::Overlay;
use vidimus::model::{Applied, OpId};

use super::world::World;

fn assigned(jobs: u64) -> World {
    let mut world = World::new(jobs, 2, 0);
    world.keys("*wbo<enter>y");
    assert_eq!(world.disk.len(), 1, "{}", world.notice());
    world
}

fn ops(world: &World) -> Vec<OpId> {
    world.disk[0].ops.iter().map(|op| op.id).collect()
}

fn deliver(world: &mut World, op: OpId) {
    let applied = Applied::default();
    world.send(Msg::Delivered { op, applied });
}

fn refuse(world: &mut World, op: OpId) {
    world.send(Msg::Undelivered {
        op,
        error: "somebody else's job".into(),
        fatal: true,
        why: Hindrance::Other,
    });
}

#[test]
fn it_is_told_once_when_all_rows_are_through() {
    let mut world = assigned(12);
    for op in ops(&world) {
        assert!(!world.notice().contains("done"), "{}", world.notice());
        deliver(&mut world, op);
    }
    assert!(world.notice().ends_with("12 done"), "{}", world.notice());
    world.keys("gc");
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Outcome(_))
    ));
    world.keys("q");
    assert!(world.app.overlays.is_empty());
}

#[test]
fn only_what_failed_is_tried_again() {
    let mut world = assigned(12);
    let all = ops(&world);
    for op in &all[2..] {
        deliver(&mut world, *op);
    }
    refuse(&mut world, all[0]);
    refuse(&mut world, all[1]);
    assert!(
        world.notice().contains("10 done, 2 failed; gc shows which"),
        "{}",
        world.notice()
    );
    world.keys("gc");
    let batch = world.app.batch.as_ref().unwrap();
    let first = batch.sorted()[0].fate();
    assert_eq!(first, Fate::Failed("somebody else's job".into()));
    world.asked.clear();
    world.keys("r");
    let again: Vec<_> = world
        .asked
        .iter()
        .filter_map(|effect| match effect {
            Effect::Retry(op) => Some(*op),
            _ => None,
        })
        .collect();
    assert_eq!(again, all[..2]);
    world.keys("q");
    for op in &all[..2] {
        deliver(&mut world, *op);
    }
    assert!(world.notice().ends_with("12 done"), "{}", world.notice());
}

#[test]
fn undo_takes_back_what_was_done_and_gives_up_what_failed() {
    let mut world = assigned(12);
    let all = ops(&world);
    for op in &all[1..] {
        deliver(&mut world, *op);
    }
    refuse(&mut world, all[0]);
    world.withdrawable = false;
    world.keys("gcu");
    assert_eq!(world.disk.len(), 2);
    assert_eq!(world.disk[1].undo_of, Some(world.disk[0].id));
    assert_eq!(world.disk[1].ops.len(), 11);
    assert!(world.asked.contains(&Effect::Drop(all[0])));
}

#[test]
fn rows_that_were_left_out_are_listed_with_the_reason() {
    use vidimus::model::{Permissions, Verb};
    let mut world = World::new(3, 2, 0);
    world.denied = Permissions {
        denied: vec![(Verb::Assign, "not a manager".into())],
    };
    world.keys("<space><space>wbo<enter>");
    assert!(world.disk.is_empty() && world.app.batch.is_none());
    world.keys("gc");
    assert!(world.notice().contains("nothing was done to several rows"));
}

#[test]
fn undo_that_could_not_be_saved_leaves_everything_as_it_was() {
    let mut world = assigned(12);
    let all = ops(&world);
    for op in &all[1..] {
        deliver(&mut world, *op);
    }
    refuse(&mut world, all[0]);
    world.withdrawable = false;
    world.disk_full = true;
    world.keys("u");
    assert!(world.notice().contains("NOT saved"), "{}", world.notice());
    assert!(!world.asked.contains(&Effect::Drop(all[0])));
    assert!(world.app.batch.is_some(), "its rows can still be listed");
    world.disk_full = false;
    world.keys("u");
    assert_eq!(world.disk[1].ops.len(), 11);
    assert!(world.asked.contains(&Effect::Drop(all[0])));
    assert!(world.app.batch.is_none() && world.app.failed_ops.is_empty());
}

#[test]
fn what_could_not_be_saved_keeps_its_marks_and_has_no_outcome() {
    let mut world = World::new(12, 2, 0);
    world.disk_full = true;
    world.keys("*wbo<enter>y");
    assert_eq!(world.column().marks.len(), 12, "{}", world.notice());
    assert!(world.app.batch.is_none() && world.app.repeat.again.is_none());
    world.disk_full = false;
    world.keys("wbo<enter>y");
    assert!(world.column().marks.is_empty());
    assert_eq!(world.disk.len(), 1);
}

#[test]
fn a_preview_that_comes_late_goes_below_what_is_typed() {
    let mut world = World::new(1, 12, 0);
    world.keys("l*");
    world.slow_gather = true;
    world.keys("a/");
    let asked = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::Gather { plan, nodes } => Some((plan.clone(), nodes.clone())),
        _ => None,
    });
    let (plan, nodes) = asked.expect("rows are read");
    let found = nodes
        .iter()
        .map(|node| Found::Item(Arc::new(world.item(node))));
    let found = found.collect();
    world.send(Msg::Gathered { plan, found });
    world.keys("y");
    assert!(world.disk.is_empty());
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Prompt(_))
    ));
    world.keys("<esc>");
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Bulk(_))));
    world.keys("y");
    assert_eq!(world.disk.len(), 1);
}
