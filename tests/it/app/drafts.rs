//! Texts that are being written: kept at rest, given back to their prompt, handed to an editor;
//! and what is copied.

use vidimus::app::drafts::{Draft, DraftKind};
use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::model::{AccountId, Text, Timestamp};

use super::world::World;

/// What was to be remembered of drafts, oldest first.
fn remembered(world: &World) -> Vec<String> {
    let asked = world.asked.iter();
    let texts = asked.filter_map(|effect| match effect {
        Effect::Remember { name, text, .. } if *name == "drafts" => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

/// What stands in the open prompt.
fn typed(world: &World) -> String {
    match world.app.overlays.last() {
        Some(Overlay::Prompt(prompt)) => prompt.input.value().to_owned(),
        other => panic!("no prompt: {other:?}"),
    }
}

fn recalled(world: &mut World, drafts: &str) {
    world.send(Msg::Recalled {
        account: AccountId::new("test"),
        place: None,
        inbox: Vec::new(),
        seen: Timestamp::default(),
        drafts: drafts.to_owned(),
        session: None,
        befores: Vec::new(),
    });
}

#[test]
fn what_is_typed_is_remembered_at_rest_and_found_again() {
    let mut world = World::new(3, 5, 2);
    world.keys("<enter>lihello");
    assert!(remembered(&world).is_empty(), "still typing");
    world.wait(1_000).wait(1_000);
    let kept = remembered(&world);
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("hello"));

    let mut world = World::new(3, 5, 2);
    recalled(&mut world, &kept[0]);
    assert!(world.notice().starts_with("not sent yet: an issue on"));
    world.keys("<enter>i");
    assert_eq!(typed(&world), "", "that is the item's own issue");
    world.keys("<esc>li");
    assert_eq!(typed(&world), "hello");
    world.keys("!<enter>");
    assert_eq!(world.disk.len(), 1);
    world.wait(1_000);
    assert_eq!(remembered(&world).last().map(String::as_str), Some(""));
}

#[test]
fn leaving_remembers_at_once_and_esc_drops() {
    let mut world = World::new(3, 5, 2);
    world.keys("<enter>iabc<esc>").wait(1_000);
    assert_eq!(remembered(&world).last().map(String::as_str), Some(""));
    world.keys("idef");
    world.send(Msg::Shutdown);
    let kept = remembered(&world);
    assert!(kept.last().is_some_and(|text| text.contains("def")));
    assert_eq!(world.asked.last(), Some(&Effect::Quit));
}

#[test]
fn a_text_that_could_not_be_saved_waits_in_its_prompt() {
    let mut world = World::new(3, 5, 2);
    world.disk_full = true;
    world.keys("<enter>ihello<enter>");
    assert!(world.notice().starts_with("NOT saved"));
    world.keys("i");
    assert_eq!(typed(&world), "hello");
    world.disk_full = false;
    world.keys("<enter>i");
    assert_eq!(typed(&world), "");
    assert_eq!(world.disk.len(), 1);
}

#[test]
fn an_editor_gets_the_text_and_what_it_leaves_is_cleaned() {
    let mut world = World::new(3, 5, 2);
    world.keys("<enter>iab<c-o>");
    assert!(world.asked.contains(&Effect::Edit("ab".into())));
    world.send(Msg::Edited(Err("the editor failed".into())));
    assert_eq!(typed(&world), "ab");
    assert_eq!(world.notice(), "the editor failed");
    world.send(Msg::Edited(Ok("one\ntwo\x1b]0;owned\x07".into())));
    assert_eq!(typed(&world), "one\ntwo");
    world.keys("<enter>");
    assert!(world.said()[0].contains("one"), "{:?}", world.said());
    // Filters are no texts.
    world.keys("/<c-o>");
    let edits = world.asked.iter().filter(|e| matches!(e, Effect::Edit(_)));
    assert_eq!(edits.count(), 1);
}

#[test]
fn links_ids_and_texts_are_copied() {
    let copies = |world: &World| -> Vec<Text> {
        let asked = world.asked.iter();
        let texts = asked.filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    };
    let mut world = World::new(3, 5, 2);
    world.guide = Some("guide".into());
    world.keys("jyEy");
    let found = copies(&world);
    assert!(found[0].ends_with("/j:job1"), "{found:?}");
    assert_eq!(&*found[1], "https://server/jobs/1");
    // Once something else was done, it is the link again.
    world.keys("Ejy");
    assert!(copies(&world)[2].ends_with("/j:job2"));
    world.keys("<enter>:copy<space>id<enter>");
    assert_eq!(&*copies(&world)[3], "item0");
    world.send(Msg::Copied(Ok("the terminal's clipboard".into())));
    assert_eq!(world.notice(), "copied to the terminal's clipboard");
    world.send(Msg::Copied(Err("no clipboard".into())));
    assert_eq!(world.notice(), "not copied: no clipboard");
}

#[test]
fn only_the_decision_that_says_it_removes_a_text() {
    let mut world = World::new(1, 20, 2);
    world.keys("l*xcblurry<enter>nm");
    assert_eq!(world.disk.len(), 0, "{}", world.notice());
    world.keys("n<esc>5Gm");
    assert_eq!(world.disk.len(), 1, "another decision");
    world.keys("gg*xc");
    assert_eq!(typed(&world), "blurry");
    world.keys("<enter>y");
    assert_eq!(world.disk.len(), 2, "{}", world.notice());
    world.wait(1_000);
    assert_eq!(remembered(&world).last().map(String::as_str), Some(""));
}

#[test]
fn what_is_typed_ahead_is_not_replaced_by_an_older_text() {
    let mut world = World::new(3, 5, 2);
    world.keys("<enter>f");
    let node = world.review().item.clone().unwrap();
    let kind = DraftKind::Issue(None);
    let text = "old".to_owned();
    world.app.drafts.put(Draft { node, kind, text });
    world.keys("d");
    world.slow_disk = true;
    world.keys("aihello");
    world.answer_commits();
    assert_eq!((world.at(), typed(&world).as_str()), (1, "hello"));
}
