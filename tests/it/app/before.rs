//! What an annotation was like when something was said of it, and what it is like now.

use vidimus::app::effect::{Effect, PictureSlot, PictureWish};
use vidimus::app::msg::Msg;
use vidimus::config::settings::Settings;
use vidimus::limits::BLINK_MS;
use vidimus::model::{AccountId, ContentHash, Rect, Shape, Timestamp};

use super::world::World;

const OLD: Rect = Rect::new(0.0, 5.0, 8.0, 8.0);

fn with(settings: Settings) -> World {
    let mut world = World::with(settings, 2, 3, 2);
    world.keys("<enter>");
    world
}

/// The annotator corrects the first box.
fn correct(world: &mut World) {
    world.change = |detail| {
        if let Some(first) = detail.annotations.first_mut() {
            first.shape = Shape::Box {
                rect: Rect::new(100.0, 50.0, 20.0, 20.0),
            };
            first.hash = ContentHash(999);
        }
    };
    world.keys("R");
}

fn last_wish(world: &World) -> &PictureWish {
    let wishes = world.asked.iter().rev();
    let mut main = wishes.filter_map(|effect| match effect {
        Effect::Picture(wish) if wish.slot == PictureSlot::Main => Some(wish),
        _ => None,
    });
    main.next().unwrap()
}

fn shows_before(world: &World) -> bool {
    let wish = last_wish(world);
    let hidden = wish.style.hidden.as_ref().is_some_and(|hidden| hidden[0]);
    let mark = wish.mark == Some(Shape::Box { rect: OLD });
    assert_eq!(hidden, mark, "the old shape stands in place of the new one");
    mark
}

#[test]
fn a_corrected_object_is_shown_as_it_was_and_as_it_is() {
    let still = Settings {
        motion: false,
        ..Settings::default()
    };
    let mut world = with(still);
    world.keys("lx2");
    world.keys("b");
    assert!(
        world.notice().contains("has not changed"),
        "{}",
        world.notice()
    );
    correct(&mut world);
    world.keys("nb");
    assert!(shows_before(&world));
    world.wait(10 * BLINK_MS);
    assert!(shows_before(&world), "nothing moves by itself");
    world.keys("b");
    assert!(!shows_before(&world));
    world.keys("bf");
    assert!(world.review().blink.is_none(), "another item ends it");
}

#[test]
fn it_blinks_calmly_while_it_is_asked_for() {
    let mut world = with(Settings::default());
    world.keys("lx2");
    correct(&mut world);
    world.keys("nb");
    assert!(shows_before(&world));
    world.wait(BLINK_MS);
    assert!(!shows_before(&world));
    world.wait(BLINK_MS);
    assert!(shows_before(&world));
    world.keys("b");
    assert!(!shows_before(&world));
    let before = world.asked.len();
    world.wait(10_000);
    world.wait(10_000);
    let asked = &world.asked[before..];
    assert!(
        !asked
            .iter()
            .any(|effect| matches!(effect, Effect::Picture(_)))
    );
}

#[test]
fn what_was_judged_and_changed_since_has_a_before() {
    let mut world = with(Settings::default());
    world.keys("la");
    correct(&mut world);
    world.keys("lb");
    assert!(shows_before(&world));
}

#[test]
fn an_object_that_is_gone_shows_where_it_was() {
    let mut world = with(Settings::default());
    world.keys("lx2");
    world.change = |detail| {
        detail.annotations.remove(0);
    };
    world.keys("Rnb");
    assert_eq!(last_wish(&world).mark, Some(Shape::Box { rect: OLD }));
}

#[test]
fn earlier_states_outlive_the_program() {
    let mut world = with(Settings::default());
    world.keys("lx2");
    let kept = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::RememberBefores { befores, .. } => Some(befores.clone()),
        _ => None,
    });
    let mut issue = world.review().issues[0].clone();
    issue.id = vidimus::model::Id::Number(77);
    let mut world = World::new(2, 3, 2);
    world.issues = vec![issue];
    world.send(Msg::Recalled {
        account: AccountId::new("test"),
        place: None,
        inbox: Vec::new(),
        seen: Timestamp(0),
        session: None,
        drafts: String::new(),
        befores: kept.unwrap(),
    });
    world.keys("<enter>");
    correct(&mut world);
    world.keys("nb");
    assert!(shows_before(&world), "{}", world.notice());
}

#[test]
fn nothing_kept_is_said() {
    let mut world = with(Settings::default());
    world.keys("b");
    assert!(
        world.notice().contains("no earlier state"),
        "{}",
        world.notice()
    );
    world.keys("lb");
    assert!(
        world.notice().contains("no earlier state"),
        "{}",
        world.notice()
    );
}
