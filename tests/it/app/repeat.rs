//! The last verdict, issue or bulk action again.

use vidimus::app::overlay::Overlay;
use vidimus::config::settings::Settings;
use vidimus::model::{Permissions, Verb};

use super::world::World;

fn reviewing(items: u64, annotations: usize) -> World {
    let mut world = World::new(3, items, annotations);
    world.keys("<enter>");
    world
}

#[test]
fn a_rejection_is_repeated_with_its_reason_on_this_target() {
    let mut world = reviewing(4, 3);
    world.keys("lx2fll.");
    assert_eq!(
        world.said(),
        [
            "annotation 1 rejected, issue: loose box, rejected",
            "annotation 2 rejected, issue: loose box, rejected"
        ]
    );
    assert!(
        world.notice().starts_with("again: rejected car"),
        "{}",
        world.notice()
    );
    world.keys("f.");
    assert_eq!(
        world.said()[2],
        "rejected, issue: loose box",
        "the item is the target"
    );
}

#[test]
fn the_whole_item_stays_the_whole_item() {
    let mut world = reviewing(4, 3);
    world.keys("lX1l.");
    assert_eq!(world.said()[1], "rejected, issue: wrong label");
}

#[test]
fn accepting_and_skipping_are_repeated_and_go_on() {
    let mut world = reviewing(6, 1);
    world.keys("a..");
    assert_eq!(world.said(), ["accepted", "accepted", "accepted"]);
    assert_eq!(world.at(), 3);
    world.keys("s.");
    assert_eq!(world.said()[3..], ["skipped", "skipped"]);
}

#[test]
fn an_issue_is_repeated_but_not_twice_on_one_target() {
    let mut world = reviewing(3, 1);
    world.keys("lidark<enter>fl.");
    assert_eq!(world.said(), ["issue: dark", "issue: dark"]);
    world.keys(".");
    assert_eq!(world.said().len(), 2);
    assert!(
        world.notice().contains("has this issue already"),
        "{}",
        world.notice()
    );
}

#[test]
fn undo_is_not_repeated_and_what_was_undone_can_be() {
    let mut world = reviewing(3, 1);
    world.keys(".");
    assert_eq!(world.notice(), "nothing to repeat yet");
    world.keys("au.");
    assert_eq!(world.said(), ["accepted"]);
}

#[test]
fn rights_and_read_only_count() {
    let mut world = reviewing(4, 1);
    world.keys("a");
    let item = world.review().item.clone().unwrap();
    let denied = vec![(Verb::JudgeItem, "not yours".into())];
    world.app.permissions.insert(item, Permissions { denied });
    world.keys(".");
    assert_eq!((world.notice(), world.disk.len()), ("not yours", 1));
    let settings = Settings {
        read_only: Some("read-only mode".into()),
        ..Settings::default()
    };
    let mut world = World::with(settings, 2, 3, 1);
    world.keys("<enter>a.");
    assert!(world.disk.is_empty());
}

#[test]
fn the_last_bulk_action_is_done_to_the_marked_rows() {
    let mut world = World::new(30, 5, 1);
    world.keys("<space><space>wbo<enter><esc>");
    assert_eq!(world.said(), ["assignee bo, assignee bo"]);
    world.keys("5G<space><space><space>.");
    assert_eq!(world.said()[1], "assignee bo, assignee bo, assignee bo");
    world.keys("<esc>10G.");
    assert_eq!(
        world.said()[2],
        "assignee bo",
        "or to the row under the cursor"
    );
    // Of many rows the preview comes first, again.
    world.keys("*.");
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Bulk(_))));
    world.keys("n");
    assert_eq!(world.disk.len(), 3);
}

#[test]
fn what_was_done_to_items_is_not_done_to_jobs() {
    let mut world = World::new(3, 5, 1);
    world.keys("la");
    assert_eq!(world.said(), ["accepted"]);
    world.keys("h.");
    assert!(
        world.notice().contains("done to items"),
        "{}",
        world.notice()
    );
    assert_eq!(world.disk.len(), 1);
}

#[test]
fn what_was_refused_is_not_repeated() {
    let mut world = reviewing(4, 3);
    world.keys("le.");
    assert_eq!(world.notice(), "nothing to repeat yet");
    world.keys("ae");
    assert_eq!(world.notice(), "it has no verdict");
    world.keys(".");
    assert_eq!(world.said().len(), 2, "{}", world.notice());
}
