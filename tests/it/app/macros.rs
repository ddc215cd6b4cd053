//! Recorded keys: played again and again, over rows, over restarts, and never past a refusal.

use vidimus::app::effect::Effect;
use vidimus::app::msg::{MouseDeed, Msg};
use vidimus::app::pointer::Hit;
use vidimus::config::keys::{Key, parse_sequence};

use super::world::World;

fn reviewing(items: u64, annotations: usize) -> World {
    let mut world = World::new(3, items, annotations);
    world.keys("<enter>");
    assert!(world.app.review.is_some());
    world
}

fn text(world: &World, letter: char) -> String {
    let keys = world.app.macros.get(letter).expect("a macro");
    keys.iter().map(Key::to_string).collect()
}

#[test]
fn what_is_typed_is_recorded_and_played() {
    let mut world = reviewing(6, 2);
    world.keys(",,alx2f,,");
    assert_eq!(text(&world, 'a'), "lx2f");
    assert_eq!(world.disk.len(), 1);
    world.keys(",a");
    assert_eq!(world.disk.len(), 2);
    assert_eq!(world.at(), 2);
    world.keys("3,a");
    assert_eq!((world.disk.len(), world.at()), (5, 5));
    assert!(
        world.notice().contains("macro a is done, 3 times"),
        "{}",
        world.notice()
    );
}

#[test]
fn forty_items_get_the_same_issue() {
    let mut world = reviewing(41, 1);
    world.keys(",,zxctoo dark<enter>,,40,z");
    assert_eq!(world.disk.len(), 41);
    assert!(
        world
            .said()
            .iter()
            .all(|said| said == "rejected, issue: too dark")
    );
}

#[test]
fn it_stops_at_the_first_refusal_and_says_why() {
    let mut world = reviewing(3, 1);
    world.keys(",,bna,,");
    world.keys("9,b");
    assert_eq!(
        world.notice(),
        "macro b stopped at key 1 of run 1 of 9: no open issue here"
    );
    assert!(world.app.macros.playing.is_none());
    let decided = world.disk.len();
    world.keys("<down>");
    assert_eq!(world.disk.len(), decided, "nothing of it is left");
}

#[test]
fn each_key_waits_for_the_disk_and_for_what_is_drawn() {
    let mut world = reviewing(6, 0);
    world.keys(",,aa,,");
    assert_eq!(text(&world, 'a'), "a");
    world.slow_disk = true;
    world.keys("3,a");
    assert_eq!(
        world.waiting_commits.len(),
        1,
        "the second waits for the first"
    );
    // What is typed meanwhile comes after it.
    world.keys("s");
    world.answer_commits();
    assert_eq!(world.waiting_commits.len(), 1);
    world.answer_commits();
    world.answer_commits();
    assert!(world.app.macros.playing.is_none());
    world.answer_commits();
    assert_eq!(world.said().last().map(String::as_str), Some("skipped"));
    assert_eq!(world.disk.len(), 5);
}

#[test]
fn esc_stops_it() {
    let mut world = reviewing(6, 0);
    world.keys(",,aa,,");
    world.slow_disk = true;
    world.keys("3,a<esc>");
    assert!(
        world.notice().contains("you stopped it"),
        "{}",
        world.notice()
    );
    world.answer_commits();
    assert_eq!(world.disk.len(), 2);
}

#[test]
fn each_marked_row_gets_it_once() {
    let mut world = World::new(3, 8, 1);
    world.keys("l");
    world.keys(",,mx2,,u");
    world.keys("gg<space>j<space>j<space>");
    let marked: Vec<_> = world.column().marks.keys().cloned().collect();
    assert_eq!(marked.len(), 3);
    let before = world.disk.len();
    world.keys(",m");
    let touched: Vec<_> = world.disk[before..]
        .iter()
        .map(|decision| decision.ops[0].target.id().cloned().expect("an id"))
        .collect();
    assert_eq!(touched, marked, "{}", world.notice());
    assert!(world.column().marks.is_empty());
}

#[test]
fn a_macro_plays_no_macros_and_an_empty_one_is_none() {
    let mut world = reviewing(3, 0);
    world.keys(",q");
    assert!(world.notice().contains("no macro q"), "{}", world.notice());
    world.keys(",,a,,");
    assert!(world.app.macros.get('a').is_none());
    world.keys(",,aj,b,,");
    assert_eq!(text(&world, 'a'), "j", "what was refused is no part of it");
    let keys = "jk".repeat(600);
    world.keys(&format!(",,c{keys}"));
    assert!(world.app.macros.recording.is_none(), "too long");
}

#[test]
fn macros_are_kept_shown_renamed_and_deleted() {
    let mut world = reviewing(3, 0);
    world.keys(",,ajk<lt>,,");
    let kept = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::Keep { name, text } => Some((*name, text.clone())),
        _ => None,
    });
    let (name, kept) = kept.expect("kept");
    assert_eq!((name, kept.as_str()), ("macros", "a\tjk<lt>\n"));
    let mut world = reviewing(3, 0);
    world.send(Msg::Kept(vec![("macros", kept)]));
    world.keys(":macros<enter><c-r>");
    world.keys("b<enter>");
    assert_eq!(text(&world, 'b'), "jk<lt>");
    world.keys(":macros<enter><delete>");
    assert!(world.app.macros.all().is_empty());
    world.keys(":macros<enter>");
    assert!(
        world.notice().contains("no macros yet"),
        "{}",
        world.notice()
    );
}

#[test]
fn pasted_text_is_recorded_as_typed() {
    let mut world = reviewing(3, 0);
    world.keys(",,axc");
    world.send(Msg::Paste("so dark".into()));
    world.keys("<enter>,,,a");
    assert_eq!(
        world.said(),
        ["rejected, issue: so dark", "rejected, issue: so dark"]
    );
}

#[test]
fn the_mouse_stops_it_and_so_does_the_end() {
    let mut world = reviewing(6, 0);
    world.keys(",,aa,,");
    world.slow_disk = true;
    world.keys("3,a");
    world.send(Msg::Mouse(MouseDeed::Press, Hit::Nothing));
    assert!(
        world.notice().contains("the mouse was used"),
        "{}",
        world.notice()
    );
    assert!(world.app.macros.playing.is_none());

    let mut world = reviewing(6, 0);
    let keys = parse_sequence("gxaa").expect("keys");
    world.app.macros.kept.insert('q', keys);
    world.keys(",q");
    assert!(world.app.ending && world.disk.is_empty());
}

#[test]
fn what_is_well_does_not_stop_it() {
    let mut world = World::new(30, 5, 1);
    world.keys("wbo<enter>j,,r.j,,");
    let before = world.disk.len();
    world.keys("3,r");
    assert_eq!(world.disk.len(), before + 3, "{}", world.notice());
}

#[test]
fn they_are_recorded_and_played_by_name() {
    let mut world = reviewing(6, 0);
    world.keys(":play-macro<enter>");
    assert!(
        world.notice().contains("no macros yet"),
        "{}",
        world.notice()
    );
    world.keys("<esc>:record-macro<enter>1<enter>");
    assert!(world.app.macros.recording.is_none(), "no letter");
    world.keys(":record-macro<enter>b<enter>ss:record-macro<enter>");
    assert_eq!(text(&world, 'b'), "ss");
    world.keys(":play-macro<enter><enter>");
    assert_eq!(world.disk.len(), 4, "{}", world.notice());
}
