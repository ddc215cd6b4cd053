//! Items on which two people disagree.

use vidimus::app::actions::Scope;
use vidimus::app::overlay::Overlay;
use vidimus::model::picture::Layers;
use vidimus::model::*;

use super::results::{boxed, result};
use super::world::World;

/// Two annotators and one box each; on every fourth of the first 48 items their boxes overlap by a
/// third or less, the later the less.
fn two_annotators(item: u64) -> (Vec<ItemResult>, Vec<Annotation>) {
    let id = |by: u64| Id::Number(item * 10 + by);
    let results = vec![
        result(id(1), "ana", ResultKind::Submitted),
        result(id(2), "bo", ResultKind::Submitted),
    ];
    let disputed = item < 48 && item.is_multiple_of(4);
    let shift = if disputed {
        5.0 + item as f32 * 0.1
    } else {
        0.5
    };
    (results, vec![boxed(0, 1, 0.0), boxed(1, 2, shift)])
}

fn in_agreement(item: u64) -> (Vec<ItemResult>, Vec<Annotation>) {
    two_annotators(item * 4 + 1)
}

fn list(made: fn(u64) -> (Vec<ItemResult>, Vec<Annotation>)) -> World {
    let mut world = World::studio(2, 50, made);
    // It begins at the views: into the list of one.
    world.keys("l");
    assert_eq!(world.column().level, Level::Item);
    world
}

#[test]
fn fifty_items_of_two_annotators_are_settled_by_fourteen_keys() {
    let mut world = list(two_annotators);
    // 1 to gather, 12 choices, 1 to leave.
    world.keys("D");
    assert_eq!(world.app.scope(), Scope::Dispute);
    let queue = world.app.disputes.as_ref().unwrap();
    assert_eq!((queue.entries.len(), queue.tally.compared), (12, 50));
    let scores = queue.entries.iter().map(|entry| entry.score);
    let scores: Vec<f32> = scores.collect();
    assert!(
        scores.is_sorted() && scores[11] < 0.5,
        "worst first: {scores:?}"
    );
    assert_eq!(world.review().layers(), Layers::Two(0, 1));
    world.keys("hhhhhhhlllxx");
    assert_eq!(world.disk.len(), 12, "each choice is one decision");
    assert!(matches!(world.app.overlays[..], [Overlay::Disputed]));
    let queue = world.app.disputes.as_ref().unwrap();
    assert_eq!(queue.counts(), [7, 3, 2, 0]);
    assert_eq!(
        queue.right_by_owner(),
        [("ana".into(), 7), ("bo".into(), 3)]
    );
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::List);
    assert!(world.app.disputes.is_none() && world.app.overlays.is_empty());
    let said = world.said();
    // The worst is item 44, where ana is right.
    assert_eq!(
        said[0],
        "annotation 441 accepted, annotation 442 rejected, \
         issue: wrong: the result of ana is right (agreement 0.03), accepted"
    );
    assert!(
        said[7].starts_with("annotation 161 rejected, issue: wrong: the result of bo is right")
    );
    assert!(said[11].ends_with(", rejected"), "{}", said[11]);
    assert_eq!(
        said[11]
            .matches("issue: wrong, and so is the result of")
            .count(),
        2
    );
    let issues = world.disk.iter().flat_map(|decision| &decision.ops);
    let issues = issues.filter(|op| matches!(op.change, Change::OpenIssue { .. }));
    assert_eq!(issues.count(), 10 + 2 * 2);
    // Settled items are not asked about again.
    world.keys("D");
    assert!(world.app.disputes.is_none());
    assert!(
        world.notice().contains("38 items compared"),
        "{}",
        world.notice()
    );
}

#[test]
fn a_word_can_be_taken_back_also_from_the_end() {
    let mut world = list(two_annotators);
    world.keys("Dhs");
    let first = world.app.disputes.as_ref().unwrap();
    assert_eq!((first.at, first.counts()), (2, [1, 0, 0, 1]));
    world.keys("u");
    let queue = world.app.disputes.as_ref().unwrap();
    assert_eq!(
        (queue.at, queue.counts(), world.disk.len()),
        (0, [0, 0, 0, 1], 0)
    );
    assert!(world.review().compare.is_some(), "shown as before");
    let verdict = |world: &World| world.review().detail.as_ref().unwrap().verdict.clone();
    assert!(verdict(&world).is_none());
    world.keys("lhhhhhhhhhhhh");
    assert!(matches!(world.app.overlays[..], [Overlay::Disputed]));
    world.keys("u");
    assert!(world.app.overlays.is_empty());
    assert_eq!(world.app.disputes.as_ref().unwrap().at, 11);
    // The pairs can be walked through; f and d go on and back without a word.
    world.keys("<tab>");
    assert_eq!(world.review().selected, Some(0));
    world.keys("dd");
    assert_eq!(world.app.disputes.as_ref().unwrap().at, 9);
    world.keys("a");
    assert!(
        world.notice().contains("does nothing here"),
        "{}",
        world.notice()
    );
}

#[test]
fn a_row_of_a_view_or_marked_items_are_enough() {
    let mut world = World::studio(2, 50, two_annotators);
    assert_eq!(world.column().level, Level::Task);
    world.keys("D");
    assert_eq!(world.app.disputes.as_ref().unwrap().entries.len(), 12);
    world.keys("q");
    assert_eq!(world.column().level, Level::Item);
    world.keys("gg<space><space><space><space><space>D");
    let queue = world.app.disputes.as_ref().unwrap();
    assert_eq!(
        (queue.entries.len(), queue.tally.compared),
        (2, 5),
        "items 0 and 4"
    );
}

#[test]
fn comparing_shows_how_far_it_is_and_can_be_stopped() {
    let mut world = list(two_annotators);
    world.slow_gather = true;
    world.keys("D");
    let sifting = world.app.sifting.as_ref().unwrap();
    assert_eq!((sifting.done, sifting.total), (0, 50));
    world.keys("D");
    assert!(
        world.notice().contains("Esc stops it"),
        "{}",
        world.notice()
    );
    world.keys("<esc>");
    assert!(world.app.sifting.is_none());
    assert!(
        world.notice().contains("stopped after 0 of 50"),
        "{}",
        world.notice()
    );
    let mut world = list(in_agreement);
    world.keys("D");
    assert!(
        world.notice().contains("50 items compared, none"),
        "{}",
        world.notice()
    );
    assert_eq!(world.app.scope(), Scope::List);
}
