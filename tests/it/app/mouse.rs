//! The mouse: what a click, a double click and the wheel do to what was drawn there.

use vidimus::app::actions::Action;
use vidimus::app::effect::Effect;
use vidimus::app::msg::{MouseDeed, Msg};
use vidimus::app::overlay::Overlay;
use vidimus::app::pointer::Hit;
use vidimus::config::settings::{Settings, Switch};
use vidimus::model::Point;

use super::world::World;

fn mouse(world: &mut World, deed: MouseDeed, hit: Hit) {
    world.now += 1_000;
    world.send(Msg::Mouse(deed, hit));
}

fn click(world: &mut World, hit: Hit) {
    mouse(world, MouseDeed::Press, hit);
}

fn cursor(world: &World) -> u64 {
    world.app.browser.column().expect("a list").cursor
}

#[test]
fn it_is_taken_by_setting_and_given_back_by_key() {
    let world = World::new(3, 5, 2);
    assert!(world.app.mouse && world.asked.contains(&Effect::Mouse(true)));
    let settings = Settings {
        mouse: Switch::Off,
        ..Settings::default()
    };
    let mut world = World::with(settings, 3, 5, 2);
    assert!(!world.app.mouse && !world.asked.contains(&Effect::Mouse(true)));
    // What is still on its way after it was given back means nothing.
    click(&mut world, Hit::Row(3, 2));
    assert_eq!(cursor(&world), 0);
    world.keys("gM");
    assert!(world.asked.contains(&Effect::Mouse(true)));
    let focus = world.app.browser.focus;
    click(&mut world, Hit::Row(focus, 2));
    assert_eq!(cursor(&world), 2);
    world.keys("gM");
    assert!(world.asked.contains(&Effect::Mouse(false)));
}

#[test]
fn a_click_puts_the_cursor_there_and_a_double_click_opens() {
    let mut world = World::new(3, 5, 2);
    let focus = world.app.browser.focus;
    click(&mut world, Hit::Row(focus, 1));
    assert_eq!(cursor(&world), 1);
    // The list on the left gets the focus with its own row.
    click(&mut world, Hit::Row(focus - 1, 0));
    assert_eq!(world.app.browser.focus, focus - 1);
    click(&mut world, Hit::List(focus));
    assert_eq!(world.app.browser.focus, focus);
    mouse(&mut world, MouseDeed::Double, Hit::Row(focus, 1));
    assert!(world.app.review.is_some());
    click(&mut world, Hit::Item(3));
    let item = world.review().item.as_ref().expect("an item").to_string();
    assert!(item.ends_with("item3"), "{item}");
}

#[test]
fn a_click_on_the_picture_selects_the_smallest_shape_there_then_the_next() {
    let mut world = World::new(3, 5, 3);
    world.change = |detail| {
        // Number 2 lies within number 0; number 1 is somewhere else.
        use vidimus::model::{Rect, Shape};
        let rect = |x, y, side| Shape::Box {
            rect: Rect::new(x, y, side, side),
        };
        detail.annotations[0].shape = rect(0.0, 0.0, 100.0);
        detail.annotations[1].shape = rect(300.0, 300.0, 50.0);
        detail.annotations[2].shape = rect(20.0, 20.0, 30.0);
    };
    world.keys("<enter>");
    let at = |x, y| Hit::Picture(Point { x, y }, 4.0);
    for (hit, selected) in [
        (at(25.0, 25.0), Some(2)),
        (at(25.0, 25.0), Some(0)),
        (at(25.0, 25.0), Some(2)),
        (at(310.0, 310.0), Some(1)),
        (at(80.0, 80.0), Some(0)),
        (at(500.0, 20.0), None),
    ] {
        click(&mut world, hit);
        assert_eq!(world.review().selected, selected, "{hit:?}");
    }
    // Hidden shapes are not there to be clicked.
    world.keys("<space>");
    click(&mut world, at(25.0, 25.0));
    assert_eq!(world.review().selected, None);
}

#[test]
fn a_click_moves_the_crosshair() {
    let mut world = World::new(3, 5, 3);
    world.keys("<enter>I");
    click(&mut world, Hit::Picture(Point { x: 321.4, y: 99.0 }, 4.0));
    // What is beside the picture is not clicked meanwhile.
    click(&mut world, Hit::Annotation(1));
    let Some(Overlay::Crosshair(cross)) = world.app.overlays.last() else {
        panic!("no crosshair");
    };
    assert_eq!(cross.at, (321, 99));
    assert_eq!(world.review().selected, None);
}

#[test]
fn the_side_list_is_clicked_and_scrolled() {
    let mut world = World::new(3, 5, 6);
    world.keys("<enter>");
    click(&mut world, Hit::Annotation(4));
    assert_eq!(world.review().selected, Some(4));
    mouse(&mut world, MouseDeed::WheelUp, Hit::Side);
    assert_eq!(world.review().selected, Some(3));
    mouse(&mut world, MouseDeed::Double, Hit::Annotation(3));
    assert!(world.review().unzoomed.is_some(), "zoomed to it");
}

#[test]
fn the_wheel_rolls_lists_and_zooms_about_the_point() {
    let mut world = World::new(300, 5, 2);
    let focus = world.app.browser.focus;
    mouse(&mut world, MouseDeed::WheelDown, Hit::List(focus));
    let column = world.app.browser.column().expect("a list");
    assert_eq!((column.top, column.cursor), (3, 3));
    mouse(&mut world, MouseDeed::WheelUp, Hit::Row(focus, 5));
    let column = world.app.browser.column().expect("a list");
    assert_eq!((column.top, column.cursor), (0, 3));
    // The list on the left stays as it is.
    mouse(&mut world, MouseDeed::WheelDown, Hit::List(focus - 1));
    assert_eq!(world.app.browser.focus, focus);
    world.keys("<enter>");
    let corner = Hit::Picture(Point { x: 0.0, y: 0.0 }, 4.0);
    for _ in 0..8 {
        mouse(&mut world, MouseDeed::WheelUp, corner);
    }
    let view = world.review().view;
    assert!(view.zoom > 4.0, "{view:?}");
    assert!(view.center.0 < 0.4 && view.center.1 < 0.4, "{view:?}");
    for _ in 0..8 {
        mouse(&mut world, MouseDeed::WheelDown, corner);
    }
    assert!(world.review().view.zoom <= 1.01);
}

#[test]
fn menus_are_clicked_and_what_cannot_work_says_why() {
    let mut world = World::new(3, 5, 2);
    world.keys("?");
    let place = |world: &World, action: Action| {
        let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
            panic!("no menu");
        };
        let act = vidimus::app::overlay::MenuAct::Run(action);
        let index = menu.items.iter().position(|item| item.act == act);
        let index = index.expect("an entry");
        menu.shown
            .iter()
            .position(|at| *at == index)
            .expect("shown")
    };
    let undo = place(&world, Action::Undo);
    click(&mut world, Hit::Entry(undo));
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Menu(_))));
    assert_eq!(world.notice(), "nothing to undo");
    let messages = place(&world, Action::GotoMessages);
    click(&mut world, Hit::Entry(messages));
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Activity(_))
    ));
    // The second press of a double click on an entry does nothing to what it opened.
    mouse(&mut world, MouseDeed::Double, Hit::Entry(messages));
    assert_eq!(world.app.overlays.len(), 1);
}

#[test]
fn a_click_while_a_decision_is_written_is_dropped() {
    let mut world = World::new(3, 5, 2);
    world.keys("<enter>");
    world.slow_disk = true;
    world.keys("a");
    click(&mut world, Hit::Item(4));
    let item = world.review().item.as_ref().expect("an item").to_string();
    assert!(item.ends_with("item0"), "{item}");
}
