//! The contact sheet: 400 objects looked at by few keys, and what becomes of the wrong ones.

use vidimus::app::actions::Scope;
use vidimus::app::effect::Effect;
use vidimus::app::msg::{MouseDeed, Msg, Slots};
use vidimus::app::overlay::{MenuKind, Overlay};
use vidimus::app::pointer::Hit;
use vidimus::app::sheet::{Sheet, grid, hint};
use vidimus::model::*;

use super::world::World;

fn sheet(world: &World) -> &Sheet {
    world.app.sheet.as_ref().expect("a sheet")
}

/// The keys that mark the n-th tile of the page.
fn mark(world: &World, at: usize) -> String {
    format!("x{}", hint(at, grid(&world.app).unwrap().page()))
}

/// A screen of 200 by 60.
fn large(world: &mut World) {
    let slots = Slots {
        sheet: Some((200, 57)),
        ..world.app.slots
    };
    world.send(Msg::Slots(slots));
}

fn verdicts(decision: &Decision, wanted: Verdict) -> usize {
    let given = decision.ops.iter().filter(|op| match &op.change {
        Change::JudgeAnnotation { after, .. } => {
            after.as_ref().is_some_and(|after| after.verdict == wanted)
        }
        _ => false,
    });
    given.count()
}

/// Two labels, the second one on every other object.
fn two_labels(detail: &mut ItemDetail) {
    let mut labels = (*detail.labels).clone();
    let second = Label {
        name: "bicycle".into(),
        ..labels.labels[0].clone()
    };
    labels.labels.push(second);
    detail.labels = labels.into();
    for (at, one) in detail.annotations.iter_mut().enumerate() {
        one.label = u32::from(at % 2 == 1);
    }
}

#[test]
fn of_400_objects_nine_are_rejected_by_at_most_forty_keys() {
    let mut world = World::new(1, 100, 4);
    world.keys("<enter>");
    large(&mut world);
    world.asked.clear();
    let mut typed = 0;
    let mut keys = |world: &mut World, keys: &str| {
        typed += vidimus::config::keys::parse_sequence(keys).unwrap().len();
        world.keys(keys);
    };
    keys(&mut world, "C");
    assert_eq!(world.app.scope(), Scope::Sheet);
    assert_eq!((sheet(&world).tiles.len(), sheet(&world).total), (400, 100));
    let pages = 400_usize.div_ceil(grid(&world.app).unwrap().page());
    let mut wrong = 9;
    for _ in 0..pages {
        for at in [3, 20].into_iter().take(wrong.min(2)) {
            let hinted = mark(&world, at);
            keys(&mut world, &hinted);
            wrong -= 1;
        }
        keys(&mut world, "a");
    }
    assert_eq!(wrong, 0);
    keys(&mut world, "2<enter>");
    assert!(typed <= 40, "{typed} keys");
    let accepted: usize = world
        .disk
        .iter()
        .map(|one| verdicts(one, Verdict::Accepted))
        .sum();
    let last = world.disk.last().unwrap();
    assert_eq!((accepted, verdicts(last, Verdict::Rejected)), (391, 9));
    let places = last.ops.iter().filter_map(|op| match &op.change {
        Change::OpenIssue {
            place: Place::Within { rect },
            annotation: Some(_),
            ..
        } => Some(*rect),
        _ => None,
    });
    assert_eq!(places.count(), 9, "one issue each, with its box");
    assert_eq!(
        sheet(&world).marked(),
        0,
        "what is rejected is marked no more"
    );
    world.keys("u");
    assert_eq!(sheet(&world).marked(), 9, "taken back, it is marked again");
    assert!(
        world
            .disk
            .iter()
            .all(|one| verdicts(one, Verdict::Rejected) == 0)
    );
}

#[test]
fn the_selected_object_is_under_the_cursor_and_its_label_alone_is_shown() {
    let mut world = World::new(1, 12, 4);
    world.change = two_labels;
    world.keys("<enter>fffllC");
    let sheet = sheet(&world);
    assert_eq!(sheet.label.as_deref(), Some("bicycle"));
    assert_eq!(sheet.tiles.len(), 24);
    assert!(sheet.tiles.iter().all(|tile| tile.label() == "bicycle"));
    let here = &sheet.tiles[sheet.cursor];
    assert_eq!(
        (here.name.as_str(), &here.annotation.id),
        ("item3", &Id::Number(2))
    );
    // It goes on from there and ends before it.
    assert_eq!(sheet.tiles.last().unwrap().name.as_str(), "item2");
}

#[test]
fn with_nothing_selected_the_label_is_chosen_and_a_list_of_jobs_is_opened() {
    let mut world = World::new(2, 3, 4);
    world.change = two_labels;
    world.keys("C");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("a choice of labels");
    };
    assert_eq!(menu.kind, MenuKind::Labels);
    let lines = menu
        .items
        .iter()
        .map(|item| format!("{} {}", item.label, item.about));
    assert_eq!(
        lines.collect::<Vec<_>>(),
        ["bicycle 6 objects", "car 6 objects"]
    );
    world.keys("car<enter>");
    assert_eq!(sheet(&world).label.as_deref(), Some("car"));
    assert_eq!(sheet(&world).tiles.len(), 6);
    // Another label by the same key; out of the menu leads out of the sheet.
    world.keys("C<esc>");
    assert_eq!(world.app.scope(), Scope::List);
    // Of one label there is nothing to choose.
    let mut world = World::new(2, 3, 2);
    world.keys("C");
    assert!(world.app.overlays.is_empty());
    assert_eq!(sheet(&world).tiles.len(), 6);
}

#[test]
fn an_item_is_opened_from_the_sheet_and_left_for_it() {
    let mut world = World::new(1, 30, 2);
    world.keys("lC");
    let hinted = mark(&world, 5);
    world.keys(&hinted);
    assert_eq!(sheet(&world).cursor, 5);
    world.keys("<enter>");
    assert_eq!(world.app.scope(), Scope::Review);
    assert_eq!(world.at(), 2);
    assert_eq!(world.review().annotation().unwrap().id, Id::Number(2));
    for back in ["C", "<enter>q"] {
        world.keys(back);
        assert_eq!(world.app.scope(), Scope::Sheet);
        assert_eq!((sheet(&world).cursor, sheet(&world).marked()), (5, 1));
        assert!(world.app.review.is_none(), "it was opened over the list");
    }
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::List);
    assert!(world.notice().starts_with("1 marked on the contact sheet"));
    // Marks wait for the one who comes back.
    world.keys("C");
    assert_eq!(sheet(&world).marked(), 1);
}

#[test]
fn more_than_ten_are_shown_before_they_are_rejected() {
    let mut world = World::new(1, 30, 1);
    world.keys("lC");
    for at in 0..11 {
        let hinted = mark(&world, at);
        world.keys(&hinted);
    }
    world.keys("1<enter>");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Bulk(bulk)) if bulk.counts == [("no verdict".into(), 11)])
    );
    assert!(world.disk.is_empty());
    world.keys("y");
    assert_eq!(world.disk.len(), 1, "one decision, one undo");
    assert_eq!(world.disk[0].guard, Guard::Bulk);
    assert_eq!(verdicts(&world.disk[0], Verdict::Rejected), 11);
}

#[test]
fn the_row_of_reasons_serves_layouts_without_digits() {
    let mut world = World::new(1, 30, 1);
    world.keys("lC");
    let hinted = mark(&world, 1);
    world.keys(&hinted).keys("X");
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Reason(_))
    ));
    world.keys("c").keys("no<space>car<enter>");
    let said = world.said();
    assert!(said[0].contains("issue: no car"), "{said:?}");
    // A word taken back, and nothing marked: nothing to reject.
    world.keys("X3");
    assert!(world.app.overlays.is_empty());
    assert!(
        world.notice().starts_with("nothing is marked"),
        "{}",
        world.notice()
    );
}

#[test]
fn what_is_not_seen_is_not_accepted() {
    let mut world = World::new(1, 30, 1);
    world.slow_pictures = true;
    world.keys("lCa");
    assert!(world.disk.is_empty());
    assert!(
        world.notice().starts_with("not drawn yet"),
        "{}",
        world.notice()
    );
    let refused = World::new(1, 30, 1);
    let mut world = refused;
    world
        .denied
        .denied
        .push((Verb::JudgeAnnotation, "only the reviewer".into()));
    world.keys("lCa");
    assert!(world.disk.is_empty());
    assert_eq!(world.notice(), "only the reviewer");
    world.keys("<space>");
    assert_eq!(sheet(&world).marked(), 0);
}

#[test]
fn an_object_that_changed_meanwhile_is_left_out() {
    let mut world = World::new(1, 30, 1);
    world.keys("lC<space>l<space>");
    world.change = |detail| {
        if detail.name.as_str() == "item0" {
            detail.annotations[0].hash = ContentHash(1);
        }
    };
    world.keys("1<enter>");
    assert_eq!(verdicts(&world.disk[0], Verdict::Rejected), 1);
    assert_eq!(sheet(&world).marked(), 1, "it stays marked");
}

#[test]
fn looking_through_the_items_is_stopped_and_ends_with_the_sheet() {
    let mut world = World::new(1, 100, 1);
    world.slow_gather = true;
    world.keys("lC");
    let asked = |world: &World| {
        let all = world.asked.iter();
        all.filter(|effect| matches!(effect, Effect::Gather { .. }))
            .count()
    };
    assert_eq!((asked(&world), sheet(&world).total), (1, 100));
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::List);
    assert_eq!(asked(&world), 1, "nobody waits for the rest");
}

#[test]
fn pages_turn_and_the_next_one_is_ready() {
    let mut world = World::new(1, 100, 1);
    world.keys("lC");
    let page = grid(&world.app).unwrap().page();
    let rows = usize::from(grid(&world.app).unwrap().rows);
    let wished = world
        .asked
        .iter()
        .filter(|effect| matches!(effect, Effect::Sheet(_)))
        .count();
    assert_eq!(wished, rows * 2, "this page and the next one");
    world.keys("f");
    assert_eq!(sheet(&world).cursor, page);
    world.keys("dl");
    assert_eq!(sheet(&world).cursor, 1);
    world.keys("+");
    assert!(grid(&world.app).unwrap().page() < page);
    world.keys("--");
    assert!(grid(&world.app).unwrap().page() > page);
    world.asked.clear();
    world.wait(60_000);
    assert!(
        world.asked.is_empty(),
        "no work while idle: {:?}",
        world.asked
    );
    world.asked.clear();
    world.keys("q");
    assert!(
        world
            .asked
            .iter()
            .any(|effect| matches!(effect, Effect::CancelPicture(_)))
    );
}

#[test]
fn a_click_marks_a_tile() {
    let mut world = World::new(1, 30, 1);
    world.app.mouse = true;
    world.keys("lC");
    world.send(Msg::Mouse(MouseDeed::Press, Hit::Tile(4)));
    assert_eq!((sheet(&world).cursor, sheet(&world).marked()), (4, 1));
    world.send(Msg::Mouse(MouseDeed::Press, Hit::Tile(4)));
    assert_eq!(sheet(&world).marked(), 0);
}

#[test]
fn without_objects_on_pictures_there_is_no_sheet() {
    let mut world = World::new(1, 3, 0);
    world.keys("lC");
    assert_eq!(world.app.scope(), Scope::List);
    assert!(
        world.notice().starts_with("no item here has an object"),
        "{}",
        world.notice()
    );
    let mut world = World::new(1, 3, 1);
    world.change = |detail| detail.annotations[0].shape = Shape::Tag;
    world.keys("lC");
    assert!(
        world.notice().contains("have no crops"),
        "{}",
        world.notice()
    );
}

#[test]
fn without_pictures_the_sheet_is_a_table() {
    let settings = vidimus::config::settings::Settings {
        text_only: true,
        ..Default::default()
    };
    let mut world = World::with(settings, 1, 100, 1);
    world.keys("lC");
    let table = grid(&world.app).unwrap();
    assert_eq!((table.columns, table.rows, table.height), (1, 31, 0));
    assert!(
        !world
            .asked
            .iter()
            .any(|effect| matches!(effect, Effect::Sheet(_)))
    );
    let hinted = mark(&world, 2);
    world.keys(&hinted).keys("a");
    assert_eq!(verdicts(&world.disk[0], Verdict::Accepted), 30);
    assert_eq!(sheet(&world).cursor, 31);
}
