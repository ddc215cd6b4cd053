//! Issues at a place that is chosen by keys.

use vidimus::app::crosshair::{self, Crosshair};
use vidimus::app::effect::{Effect, PictureSlot};
use vidimus::app::overlay::Overlay;
use vidimus::model::picture::View;
use vidimus::model::{Change, Permissions, Place, Point, Rect, Verb};

use super::world::World;

/// The picture has 10×5 cells and 640×480 pixels: a step is 64×96 pixels.
fn reviewing(annotations: usize) -> World {
    let mut world = World::new(2, 3, annotations);
    world.keys("<enter>");
    world
}

fn cross(world: &World) -> Crosshair {
    *crosshair::of(&world.app).expect("a crosshair")
}

fn place(world: &World) -> Place {
    let last = world.disk.last().expect("a decision");
    match &last.ops[0].change {
        Change::OpenIssue { place, .. } => place.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_point_is_chosen_by_keys_and_said_with_a_ready_reason() {
    let mut world = reviewing(0);
    world.keys("Ihhk<left>");
    assert_eq!(cross(&world).at, (320 - 3 * 64, 240 - 96));
    world.keys("<enter>3");
    assert_eq!(world.said(), ["issue: missed object"]);
    assert_eq!(
        place(&world),
        Place::At {
            point: Point::new(128.0, 144.0)
        }
    );
    assert!(world.app.overlays.is_empty());
    assert_eq!(world.review().issues.len(), 1, "no verdict goes with it");
    assert!(world.review().detail.as_ref().unwrap().verdict.is_none());
}

#[test]
fn two_corners_make_a_box_with_own_words() {
    let mut world = reviewing(0);
    world.keys("I<space>2l2jvcno entry<enter>");
    assert_eq!(world.said(), ["issue: no entry"]);
    let rect = Rect::new(320.0, 240.0, 128.0, 192.0);
    assert_eq!(place(&world), Place::Within { rect });
}

#[test]
fn counts_leaps_and_the_edges_of_the_image() {
    let mut world = reviewing(0);
    world.keys("I99h");
    assert_eq!(cross(&world).at, (0, 240));
    world.keys("L");
    assert_eq!(cross(&world).at, (512, 240));
    world.keys("LJ");
    assert_eq!(cross(&world).at, (640, 480), "the far edge can be reached");
}

#[test]
fn the_view_zooms_about_the_crosshair_and_comes_back() {
    let mut world = reviewing(0);
    world.keys("I2hz");
    let view = world.review().view;
    assert!(view.zoom > 5.0);
    assert!((view.center.0 - 192.0 / 640.0).abs() < 0.01);
    // A step is smaller now, and the view follows the crosshair.
    let before = cross(&world).at;
    world.keys("l");
    assert!(cross(&world).at.0 - before.0 < 20);
    world.keys("LLL");
    assert!(world.review().view.center.0 > view.center.0);
    world.keys("<esc>");
    assert!(world.app.overlays.is_empty());
    assert_eq!(
        world.review().view,
        View::default(),
        "Esc restores the view"
    );
    assert!(world.disk.is_empty());
}

#[test]
fn moving_asks_for_no_new_picture() {
    let mut world = reviewing(0);
    world.keys("I");
    let before = world.asked.len();
    world.keys("hjkl<space>hjkl");
    let asked = &world.asked[before..];
    let pictures = |effect: &&Effect| matches!(effect, Effect::Picture(wish) if wish.slot == PictureSlot::Main);
    assert_eq!(asked.iter().filter(pictures).count(), 0);
}

#[test]
fn esc_goes_back_step_by_step() {
    let mut world = reviewing(0);
    world.keys("I<space>l<enter>");
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Reason(_))
    ));
    world.keys("<esc>");
    assert!(cross(&world).corner.is_some());
    world.keys("<esc>");
    assert!(cross(&world).corner.is_none());
    world.keys("<enter>c<enter>");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Prompt(p)) if p.error.is_some()),
        "an issue says something"
    );
    world.keys("<esc><esc>");
    assert!(world.app.overlays.is_empty() && world.disk.is_empty());
}

#[test]
fn what_cannot_be_pointed_at_is_said() {
    let mut world = World::new(1, 2, 0);
    world.slow_pictures = true;
    world.keys("<enter>I");
    assert!(world.notice().contains("no picture"), "{}", world.notice());
    let mut world = World::new(1, 2, 0);
    world.denied = Permissions {
        denied: vec![(Verb::OpenIssue, "only reviewers open issues".into())],
    };
    world.keys("<enter>I");
    assert_eq!(world.notice(), "only reviewers open issues");
}

#[test]
fn it_begins_at_what_is_selected() {
    let mut world = reviewing(3);
    world.keys("llI");
    assert_eq!(cross(&world).at, (14, 9));
}
