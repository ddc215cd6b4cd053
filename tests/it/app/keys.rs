//! Keys as the configuration binds them, on every screen and in everything that lies over it.

use std::sync::Arc;

use vidimus::app::actions::Scope;
use vidimus::app::msg::Msg;
use vidimus::app::overlay::{ActivityTab, Overlay};
use vidimus::config::keys::Key;
use vidimus::config::raw::parse;
use vidimus::config::settings::Settings;

use super::world::World;

fn settings(config: &str) -> Settings {
    let raw = parse(config).expect("a configuration");
    Settings::resolve(&raw, None, false).expect("settings")
}

fn world(config: &str, items: u64, annotations: usize) -> World {
    let mut world = World::with(settings(config), 3, items, annotations);
    world.keys("<enter>");
    assert!(world.app.review.is_some(), "{}", world.notice());
    world
}

#[test]
fn the_loop_runs_on_keys_of_ones_own() {
    let config = concat!(
        "[keys.review]\naccept = [\"Q\", \"gz\"]\nreject = [\"<c-x>\"]\nnext-annotation = [\"T\"]\n",
        "[keys.reason]\nown-words = [\"<c-o>\"]\n",
        "[keys.prompt]\nsubmit = [\"<c-s>\"]\ncancel = [\"<esc>\"]\n",
    );
    let mut world = world(config, 4, 2);
    world.keys("Qgz");
    assert_eq!(world.said(), ["accepted", "accepted"]);
    world.keys("aT<c-x><c-o>too dark<enter>");
    assert_eq!(world.disk.len(), 2, "a and Enter mean nothing there now");
    world.keys("<c-s>");
    let said = world.said();
    assert!(said[2].contains("issue: too dark"), "{said:?}");
}

#[test]
fn menus_pickers_and_views_have_keys_of_ones_own() {
    let config = concat!(
        "[keys.menu]\nnext = [\"<c-y>\"]\nsubmit = [\"<c-s>\"]\n",
        "[keys.activity]\nnext-part = [\"Q\"]\nback = [\"W\"]\n",
        "[keys.confirm]\napply = [\"Q\"]\n",
    );
    let mut world = World::with(settings(config), 3, 20, 1);
    world.keys("?<c-y><c-y>");
    let cursor = |world: &World| match world.app.overlays.last() {
        Some(Overlay::Menu(menu)) => Some(menu.cursor),
        _ => None,
    };
    assert_eq!(cursor(&world), Some(2));
    world.keys("<down><enter>");
    assert_eq!(cursor(&world), Some(2), "the usual keys are unbound");
    world.keys("<esc>:history<c-s>");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Activity(view)) if view.tab == ActivityTab::History)
    );
    world.keys("Q");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Activity(view)) if view.tab == ActivityTab::Messages)
    );
    world.keys("q");
    assert_eq!(world.app.overlays.len(), 1);
    world.keys("W");
    assert!(world.app.overlays.is_empty());
    world.keys("l*ay");
    assert!(world.disk.is_empty(), "y applies no more");
    world.keys("Q");
    assert_eq!(world.disk.len(), 1);
}

#[test]
fn messages_name_the_keys_that_are_bound() {
    let mut world = world("[keys]\nhelp = [\"Q\"]\n", 3, 1);
    world.keys("Y");
    assert_eq!(
        world.notice(),
        "that key does nothing here; Q shows every key"
    );
    assert_eq!(world.app.told("{help} and {nobody}"), "Q and {nobody}");
}

#[test]
fn help_is_searched_by_key_and_by_name_and_runs_what_is_chosen() {
    let mut world = world("[keys.review]\naccept = [\"Q\"]\n", 3, 1);
    for search in ["Q", ":accept", "accept the annotation"] {
        world.keys("?");
        for c in search.chars() {
            world.send(Msg::Key(Key::char(c)));
        }
        let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
            panic!("no menu");
        };
        assert_eq!(
            menu.chosen().expect("an entry").about.as_str(),
            "accept",
            "{search}"
        );
        world.keys("<esc>");
    }
    world.keys("?Q<enter>");
    assert_eq!(world.said(), ["accepted"]);
}

#[test]
fn the_presets_run_the_loop() {
    for (preset, keys) in [
        ("right", ";p1j"),
        ("prodigy", "ax1j"),
        ("labelstudio", "a<c-space>1f"),
        ("cvat", "ax1f"),
    ] {
        let mut world = world(&format!("[ui]\nkeys = \"{preset}\"\n"), 5, 0);
        world.keys(keys);
        let said = world.said();
        assert_eq!(
            said,
            ["verified empty", "rejected, issue: wrong label"],
            "{preset}"
        );
    }
}

#[test]
fn a_cyrillic_layout_runs_the_loop() {
    // `a`, `llx2`, `xc…`, `f`, `:`, `gg` as the same keys type them in Russian.
    let mut world = world("", 4, 2);
    world.keys("ф");
    assert_eq!(world.said(), ["accepted"]);
    world.keys("ддч2");
    assert!(world.said()[1].contains("annotation 2 rejected, issue: loose box"));
    world.keys("ачсслишком темно<enter>");
    let said = world.said();
    assert!(said[2].contains("issue: слишком темно"), "{said:?}");
    world.keys("пп");
    assert_eq!(world.at(), 0, "sequences too");
    world.keys("Ж");
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Menu(_))));
    world.keys("<esc>г");
    assert_eq!(world.disk.len(), 2, "undone");
    // The letters of the reasons too.
    world.keys("чц");
    assert!(
        world.said()[2].contains("issue: wrong label"),
        "{:?}",
        world.said()
    );
}

#[test]
fn letters_of_an_input_method_are_explained() {
    let mut world = world("", 4, 1);
    world.keys("你");
    assert!(world.notice().contains("does nothing here"));
    world.keys("好吗");
    assert!(
        world.notice().contains("input method"),
        "{}",
        world.notice()
    );
    world.keys("<down>");
    assert_eq!(world.at(), 1, "arrows still work");
    world.keys("你");
    assert!(world.notice().contains("does nothing here"), "counted anew");
    let mut off = self::world("[ui]\nlangmap = \"off\"\n", 4, 1);
    off.keys("ффф");
    assert!(off.notice().contains("ui.langmap"), "{}", off.notice());
}

#[test]
fn the_configuration_is_read_again_without_a_restart() {
    let mut world = world("", 4, 1);
    world.keys(":reload<enter>");
    assert!(world.asked_now().contains(&"reload"));
    let read = settings("[keys.review]\naccept = [\"Q\"]\n[macros]\nz = \"Q\"\n");
    world.send(Msg::Settings(Ok(Arc::new(read))));
    world.keys("aQ,z");
    assert_eq!(world.said(), ["accepted", "accepted"]);
    assert_eq!(world.app.scope(), Scope::Review);
}

#[test]
fn counts_go_before_keys_and_digits_in_sequences_are_none() {
    let mut world = World::new(50, 5, 1);
    world.keys("12j3k");
    assert_eq!(world.column().cursor, 9);
    world.keys("g1");
    assert_eq!(world.app.count, None);
}

#[test]
fn the_crosshair_has_keys_of_ones_own() {
    let mut world = world("[keys.aim]\naim-left = [\"Q\"]\naim-set = [\"W\"]\n", 4, 1);
    let at = |world: &World| match world.app.overlays.last() {
        Some(Overlay::Crosshair(cross)) => Some(cross.at),
        _ => None,
    };
    world.keys("I");
    let before = at(&world).expect("the crosshair");
    world.keys("h<enter>");
    assert_eq!(at(&world), Some(before), "the usual keys are unbound");
    world.keys("2Q");
    assert!(at(&world).expect("the crosshair").0 < before.0);
    world.keys("W");
    assert!(matches!(
        world.app.overlays.last(),
        Some(Overlay::Reason(_))
    ));
}

#[test]
fn cancel_takes_a_count_back_and_nothing_else() {
    let mut world = World::new(50, 5, 2);
    world.keys("<space>5<esc>");
    assert_eq!((world.column().marks.len(), world.app.count), (1, None));
    world.keys("<esc>");
    assert!(world.column().marks.is_empty());
    world.keys("<enter>l5<esc>");
    assert_eq!((world.review().selected, world.app.count), (Some(0), None));
    world.keys("<esc>");
    assert_eq!(world.review().selected, None);
}
