//! A platform without jobs: views hold the items, and items have state and people of their own.

use vidimus::app::actions::Scope;
use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::model::*;

use super::results::{boxed, result};
use super::world::World;

fn alone(_item: u64) -> (Vec<ItemResult>, Vec<Annotation>) {
    let results = vec![result(Id::Number(1), "ana", ResultKind::Submitted)];
    (results, vec![boxed(0, 1, 0.0)])
}

fn views() -> World {
    let world = World::studio(3, 4, alone);
    assert_eq!(world.column().level, Level::Task);
    world
}

#[test]
fn a_view_is_opened_for_review_as_a_job_is() {
    let mut world = views();
    world.asked.clear();
    world.keys("<enter>");
    assert_eq!(world.app.scope(), Scope::Review);
    let view = world.column().parent.clone();
    assert_eq!(view.level(), Level::Task);
    let asked = |wanted: &Effect| world.asked.contains(wanted);
    assert!(asked(&Effect::Permissions { node: view.clone() }));
    let detail = world.review().job.as_ref().expect("facts of the view");
    assert!(detail.node.same(&view));
    world.keys("aaaa");
    let Some(Overlay::Summary(summary)) = world.app.overlays.last() else {
        panic!("no summary: {}", world.notice())
    };
    assert!(summary.job.same(&view));
    assert_eq!(
        (summary.items, summary.accepted, summary.undecided),
        (4, 4, 0)
    );
    world.keys("<esc>q");
    assert_eq!(world.column().level, Level::Task);
}

#[test]
fn neighbouring_views_and_the_way_to_them() {
    let mut world = views();
    world.keys("<enter><gt>");
    let view = |world: &World| world.column().parent.id().unwrap().to_string();
    assert_eq!(
        (world.app.scope(), view(&world)),
        (Scope::Review, "task1".into())
    );
    world.keys("<gt><gt>");
    assert!(
        world.notice().contains("the last view"),
        "{}",
        world.notice()
    );
    world.keys("<lt><lt><lt>");
    assert!(
        world.notice().contains("the first view"),
        "{}",
        world.notice()
    );
    world.keys("gj");
    assert_eq!(
        (world.app.scope(), world.column().level),
        (Scope::List, Level::Task)
    );
    assert!(
        world.notice().contains("no jobs here but views"),
        "{}",
        world.notice()
    );
    // The words are the platform's own.
    world.keys("?");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("no menu")
    };
    let labels: Vec<_> = menu.items.iter().map(|item| item.label.as_str()).collect();
    assert!(labels.contains(&"Next view of this list") && labels.contains(&"Go to the tasks"));
}

#[test]
fn items_are_given_to_people_where_there_are_no_jobs() {
    let mut world = views();
    world.keys("l<space><space>wbo,cy<enter>");
    let said = world.said();
    assert_eq!(said, ["assignee bo, assignee cy"], "{}", world.notice());
    assert!(
        world.disk[0]
            .ops
            .iter()
            .all(|op| op.target.level() == Level::Item)
    );
    world.keys("<esc><enter>Wana<enter>");
    assert_eq!(world.said()[1], "reviewer ana");
}

#[test]
fn figures_in_review_are_those_of_the_view() {
    let mut world = views();
    world.keys("<enter>gr");
    let asked = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::Insights { node, .. } => Some(node.level()),
        _ => None,
    });
    assert_eq!(asked, Some(Level::Task));
}

#[test]
fn the_inbox_leads_to_items_and_views() {
    let mut world = views();
    let view = world.column().node().unwrap();
    let entry = |node: NodeRef, at: i64| InboxEntry {
        group: InboxGroup::ToReview,
        name: "waits".into(),
        node,
        issue: None,
        place: "project".into(),
        state: None,
        items: 1,
        issues: 0,
        by: None,
        at: Timestamp(at),
    };
    let item = view.child(Level::Item, Id::name("item2"));
    world.inbox = vec![entry(item.clone(), 1), entry(view.clone(), 2)];
    world.keys("gi<enter>");
    assert_eq!(world.review().item, Some(item));
    assert!(world.review().drawn);
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::Inbox);
    world.keys("j<enter>");
    assert_eq!(world.column().parent, view);
    assert!(view.contains(world.review().item.as_ref().unwrap()));
}

#[test]
fn the_view_under_review_is_looked_at_again_by_itself() {
    let mut world = World::studio(3, 4, alone);
    world.send(Msg::Identity(
        AccountId::new("studio"),
        Ok(Identity {
            poll_s: Some(20),
            ..Identity::default()
        }),
    ));
    world.keys("<enter>");
    world.asked.clear();
    world.wait(30_000);
    let view = world.column().parent.clone();
    let looked = |level: Level| {
        world.asked.iter().any(|effect| match effect {
            Effect::Detail { node, .. } => node.level() == level && node.same(&view),
            _ => false,
        })
    };
    assert!(looked(Level::Task));
    assert!(
        world
            .asked
            .iter()
            .any(|effect| matches!(effect, Effect::Issues { .. }))
    );
}
