//! Where the reviewer has been, panes by number, ranges and marks.

use vidimus::app::actions::Scope;
use vidimus::app::effect::Effect;
use vidimus::model::Level;

use super::world::World;

#[test]
fn jumps_are_gone_back_and_forward() {
    let mut world = World::new(5, 4, 1);
    world.keys("jj<enter>ff");
    assert_eq!((world.app.scope(), world.at()), (Scope::Review, 2));
    world.keys("gp");
    assert_eq!(world.column().level, Level::Project);
    world.keys("gb");
    assert_eq!(
        (world.app.scope(), world.at()),
        (Scope::Review, 2),
        "{}",
        world.notice()
    );
    world.keys("gb");
    assert_eq!(world.app.scope(), Scope::List);
    assert_eq!(
        (world.column().level, world.column().cursor),
        (Level::Job, 2)
    );
    world.keys("gf");
    assert_eq!((world.app.scope(), world.at()), (Scope::Review, 2));
    world.keys("gf");
    assert_eq!(world.column().level, Level::Project);
    world.keys("gf");
    assert!(
        world.notice().contains("no place to go forward"),
        "{}",
        world.notice()
    );
}

#[test]
fn the_inbox_is_a_place_too() {
    let mut world = World::servers(&["a", "b"], 3, 4, 1);
    world.start();
    world.keys("gagb");
    world.keys("<esc>q");
    assert_eq!(world.app.scope(), Scope::List);
    world.keys("gb");
    assert_eq!(world.app.scope(), Scope::Inbox, "{}", world.notice());
}

#[test]
fn a_place_that_is_gone_is_skipped() {
    let mut world = World::new(5, 4, 1);
    world.keys("gpgj4G<enter>qgt");
    // The list of jobs was left at the fourth, which goes.
    world.jobs = 2;
    world.keys("R");
    world.app.browser.columns.truncate(3);
    world.keys("gbgb");
    assert_eq!(world.app.scope(), Scope::List, "{}", world.notice());
    assert!(world.app.trail.back.len() < 3);
}

#[test]
fn panes_have_numbers() {
    let mut world = World::new(5, 4, 1);
    world.keys("g1");
    assert_eq!(world.column().level, Level::Task);
    world.keys("g3");
    assert_eq!(world.column().level, Level::Job);
    world.keys("g2");
    assert_eq!(world.column().level, Level::Job);
    world.keys("g3g3");
    assert_eq!(world.column().level, Level::Item);
    assert!(
        world.notice().contains("no list below"),
        "{}",
        world.notice()
    );
}

#[test]
fn a_range_reaches_over_rows_that_are_not_loaded() {
    let mut world = World::new(5_000, 1, 0);
    world.keys("3G<space>4000GV");
    assert_eq!(world.column().marks.len(), 3_998);
    assert!(
        world.notice().contains("3998 rows marked"),
        "{}",
        world.notice()
    );
    let asked = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::GatherRows { request, .. } => Some(request.page),
        _ => None,
    });
    let page = asked.unwrap();
    assert_eq!((page.offset, page.limit), (2, 3_998));
    // A filter makes other rows of the places: the range begins anew, the marks stay.
    world.keys("/9<enter>V");
    let marks = world.column().marks.len();
    assert!((3_998..=3_999).contains(&marks), "{marks}");
}

#[test]
fn all_rows_of_a_filter_are_marked_beside_others() {
    let mut world = World::new(500, 1, 0);
    world.keys("<space><space><space>/9<enter>*");
    // 95 numbers below 500 have a nine; 0, 1 and 2 were marked before.
    let nines = (0..500)
        .filter(|n: &u32| n.to_string().contains('9'))
        .count();
    assert_eq!(world.column().marks.len(), nines + 3);
    world.keys("*");
    assert!(world.column().marks.is_empty(), "again: none");
    // Marks of rows that the filter leaves out do not count as its own.
    world.keys("<esc>*");
    assert_eq!(world.column().marks.len(), 500);
    world.keys("<esc>5G<space><space><space>/499<enter>*");
    assert_eq!(world.column().marks.len(), 4);
}

#[test]
fn marked_rows_become_flagged_together() {
    let mut world = World::new(1, 5, 1);
    world.keys("lm");
    assert_eq!(world.said(), ["flagged"]);
    world.keys("<space><space><space>m");
    assert_eq!(
        world.said()[1],
        "flagged, flagged",
        "what is flagged stays so"
    );
    world.keys("m");
    assert_eq!(world.said()[2], "flag removed, flag removed, flag removed");
}

#[test]
fn a_place_on_its_way_is_not_walked_past_once_another_key_comes() {
    let mut world = World::new(5, 4, 1);
    world.keys("<enter>gp");
    world.slow_lists = true;
    world.keys("gb");
    assert!(world.app.trail.heading.is_some());
    world.keys("j");
    assert_eq!(world.app.trail.heading, None);
}
