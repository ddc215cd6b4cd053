//! The review loop by keys.

use std::sync::Arc;

use vidimus::app::effect::{Effect, PictureSlot};
use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::config::settings::Settings;
use vidimus::model::{Change, Guard, Permissions, StatusClass, Verb, Verdict};

use super::world::{World, state};

/// Opens the first job in review: the folder descends to its jobs by itself.
fn reviewing(items: u64, annotations: usize) -> World {
    let mut world = World::new(3, items, annotations);
    world.keys("<enter>");
    assert!(world.app.review.is_some(), "{}", world.notice());
    world
}

#[test]
fn accept_stores_and_goes_on() {
    let mut world = reviewing(5, 2);
    world.keys("aa");
    assert_eq!(world.said(), ["accepted", "accepted"]);
    assert_eq!(world.at(), 2);
    let Change::JudgeItem {
        before: None,
        after: Some(after),
    } = &world.disk[0].ops[0].change
    else {
        panic!("{:?}", world.disk[0])
    };
    assert_eq!((after.hash.0, after.by.as_str()), (7, "rev"));
}

#[test]
fn an_item_without_annotations_is_verified_empty() {
    let mut world = reviewing(2, 0);
    world.keys("a");
    assert_eq!(world.said(), ["verified empty"]);
}

#[test]
fn a_rejected_annotation_brings_issue_and_item_verdict() {
    let mut world = reviewing(3, 2);
    world.keys("llx2");
    assert_eq!(
        world.said(),
        ["annotation 2 rejected, issue: loose box, rejected"]
    );
    assert_eq!(world.at(), 0, "the reviewer goes on with f");
    assert_eq!(world.disk[0].guard, Guard::Notifying);
    let review = world.review();
    assert_eq!(review.issues.len(), 1);
    assert_eq!(
        review
            .detail
            .as_ref()
            .unwrap()
            .verdict
            .as_ref()
            .unwrap()
            .verdict,
        Verdict::Rejected
    );
    // The same once more: no second issue for the same complaint.
    world.keys("x2");
    assert_eq!(world.review().issues.len(), 1);
}

#[test]
fn own_words_and_no_reason() {
    let mut world = reviewing(4, 0);
    world.keys("xctoo dark<enter>x<enter>");
    assert_eq!(world.said(), ["rejected, issue: too dark", "rejected"]);
    assert_eq!(world.at(), 2);
    world.keys("x<esc>");
    assert_eq!(world.disk.len(), 2);
}

#[test]
fn no_verdict_on_what_is_not_drawn() {
    let mut world = World::new(1, 3, 1);
    world.slow_pictures = true;
    world.keys("<enter>a");
    assert!(world.disk.is_empty());
    assert!(world.notice().contains("not drawn"), "{}", world.notice());
}

#[test]
fn keys_wait_for_the_disk_and_keep_their_order() {
    let mut world = reviewing(5, 2);
    world.slow_disk = true;
    world.keys("alx");
    assert_eq!(world.at(), 0, "nothing is shown before it is on disk");
    assert_eq!(world.disk.len(), 1);
    world.answer_commits();
    assert_eq!(world.at(), 1);
    assert_eq!(
        world.review().selected,
        Some(0),
        "l meant the next item's annotation"
    );
    assert!(
        world.notice().contains("not drawn"),
        "x came before the item was seen: {}",
        world.notice()
    );
}

#[test]
fn a_full_disk_changes_nothing_on_screen() {
    let mut world = reviewing(3, 1);
    world.disk_full = true;
    world.keys("a");
    assert_eq!(world.at(), 0);
    assert!(world.review().detail.as_ref().unwrap().verdict.is_none());
    assert!(world.notice().contains("NOT saved"), "{}", world.notice());
}

#[test]
fn undo_withdraws_what_was_not_sent_and_inverts_what_was() {
    let mut world = reviewing(4, 1);
    world.keys("a");
    world.keys("u");
    assert!(world.disk.is_empty());
    assert_eq!(world.at(), 0, "undo shows the item again");
    assert!(world.review().detail.as_ref().unwrap().verdict.is_none());
    world.keys("<c-r>");
    assert_eq!(world.said(), ["accepted"]);
    world.withdrawable = false;
    world.keys("u");
    assert_eq!(world.said(), ["accepted", "verdict cleared"]);
    assert_eq!(world.disk[1].undo_of, Some(world.disk[0].id));
    world.keys("<c-r>");
    assert_eq!(world.said().last().unwrap(), "accepted");
    assert!(world.review().detail.as_ref().unwrap().verdict.is_some());
}

#[test]
fn undo_takes_the_issue_with_the_verdict() {
    let mut world = reviewing(3, 1);
    world.withdrawable = false;
    world.keys("lx1u");
    assert_eq!(
        world.said(),
        [
            "annotation 1 rejected, issue: wrong label, rejected",
            "verdict cleared, issue deleted, annotation 1 verdict cleared"
        ]
    );
    assert!(world.review().issues.is_empty());
    // Back again, and a comment on the issue that came back.
    world.keys("<c-r>nchello<enter>");
    assert_eq!(world.review().issues[0].comments.len(), 2);
}

#[test]
fn accept_all_skip_and_clear() {
    let mut world = reviewing(6, 3);
    world.keys("lal");
    assert_eq!(world.said(), ["annotation 1 accepted"]);
    world.keys("A");
    assert_eq!(
        world.said()[1],
        "annotation 2 accepted, annotation 3 accepted, accepted"
    );
    world.keys("s");
    assert_eq!(world.said()[2], "skipped");
    assert_eq!(world.at(), 2);
    world.keys("de");
    assert_eq!(world.said()[3], "verdict cleared");
    world.keys("e");
    assert_eq!(world.notice(), "it has no verdict");
    world.keys("X1");
    assert_eq!(world.said()[4], "rejected, issue: wrong label");
}

#[test]
fn issues_are_opened_commented_resolved_and_reopened() {
    let mut world = reviewing(2, 1);
    world.keys("imissing sign<enter>");
    assert_eq!(world.said(), ["issue: missing sign"]);
    world.keys("cwhere?<enter>r");
    assert_eq!(world.said()[1..], ["comment: where?", "issue resolved"]);
    world.keys("r");
    assert!(world.notice().contains("resolved already"));
    world.keys("o");
    assert!(!world.review().issues[0].resolved);
    world.keys(":delete<enter>");
    assert!(
        world.notice().contains("type  :delete 1"),
        "{}",
        world.notice()
    );
    world.keys(":delete 1<enter>");
    assert!(world.review().issues.is_empty());
    world.keys("u");
}

#[test]
fn the_end_of_the_job_proposes_where_it_goes() {
    let mut world = reviewing(3, 1);
    world.keys("aax1");
    let Some(Overlay::Summary(summary)) = world.app.overlays.last() else {
        panic!("no summary")
    };
    assert_eq!(
        (summary.accepted, summary.rejected, summary.undecided),
        (2, 1, 0)
    );
    assert_eq!(
        summary.proposal.as_ref().unwrap().to.class,
        StatusClass::Rejected
    );
    world.keys("<enter>");
    assert!(world.app.review.is_none());
    assert_eq!(world.said().last().unwrap(), "to annotation · rejected");
}

#[test]
fn nothing_is_proposed_while_items_are_undecided() {
    let mut world = reviewing(3, 1);
    world.keys("aff");
    let Some(Overlay::Summary(summary)) = world.app.overlays.last() else {
        panic!("no summary")
    };
    assert_eq!((summary.undecided, &summary.proposal), (2, &None));
    world.keys("<enter>");
    assert_eq!(world.disk.len(), 1);
}

#[test]
fn rights_are_known_before_the_key() {
    let mut world = World::new(1, 3, 1);
    world.denied = Permissions {
        denied: vec![(Verb::JudgeItem, "only reviewers judge".into())],
    };
    world.keys("<enter>a");
    assert!(world.disk.is_empty());
    assert_eq!(world.notice(), "only reviewers judge");
}

#[test]
fn read_only_refuses_every_write() {
    let settings = Settings {
        read_only: Some("read-only mode".into()),
        ..Settings::default()
    };
    let mut world = World::with(settings, 2, 3, 1);
    world.keys("aw<esc>t<esc>m<enter>axXAseimuoir<esc>wt");
    assert!(world.disk.is_empty());
    assert!(
        !world
            .asked
            .iter()
            .any(|effect| matches!(effect, Effect::Commit(_) | Effect::Withdraw(_)))
    );
}

#[test]
fn zoom_pan_and_peek_ask_for_new_pictures_only_when_something_changed() {
    let mut world = reviewing(2, 2);
    world.keys("lz");
    assert!(world.review().view.zoom > 1.0);
    world.keys("z");
    assert_eq!(world.review().view.zoom, 1.0);
    world.keys("+LLLLLLLLLLLL");
    assert!(world.review().view.center.0 <= 1.0);
    let before = world.asked.len();
    world.keys("<space>");
    assert!(!world.review().overlay);
    let main = world.asked[before..]
        .iter()
        .filter(|effect| matches!(effect, Effect::Picture(wish) if wish.slot == PictureSlot::Main));
    assert_eq!(main.count(), 1);
}

#[test]
fn three_items_are_made_ready_ahead() {
    let world = reviewing(10, 1);
    let ahead: Vec<_> = world
        .asked
        .iter()
        .filter_map(|effect| match effect {
            Effect::Picture(wish) => Some(wish.slot),
            _ => None,
        })
        .collect();
    use vidimus::app::effect::PictureSlot as Slot;
    assert_eq!(
        ahead,
        [Slot::Main, Slot::Ahead(0), Slot::Ahead(1), Slot::Ahead(2)]
    );
    assert_eq!(world.review().ahead.len(), 4);
}

#[test]
fn a_paste_never_becomes_keys() {
    let mut world = reviewing(3, 1);
    world.send(vidimus::app::msg::Msg::Paste("aaxx\u{1b}[A".into()));
    assert!(world.disk.is_empty());
    world.keys("i");
    world.send(vidimus::app::msg::Msg::Paste(
        "two\nlines \u{1b}[31mred".into(),
    ));
    world.keys("<enter>");
    assert_eq!(world.said(), ["issue: two lines red"]);
}

#[test]
fn next_and_previous_job_from_within_a_review() {
    let mut world = reviewing(2, 1);
    world.keys("<gt>");
    assert_eq!(world.app.job().unwrap().id().unwrap().to_string(), "job1");
    assert!(world.app.review.is_some());
    world.keys("<lt><lt>");
    assert_eq!(world.notice(), "this is the first job");
}

#[test]
fn a_transition_from_the_menu() {
    let mut world = reviewing(2, 1);
    world.keys("t");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Menu(menu)) if menu.items.len() == 2)
    );
    world.keys("hand<enter>");
    assert_eq!(world.said(), ["to annotation · rejected"]);
    let Change::Transition { before, .. } = &world.disk[0].ops[0].change else {
        panic!()
    };
    assert_eq!(*before, state("validation", "new", StatusClass::ToReview));
}

#[test]
fn what_is_selected_stays_so_when_annotations_come_and_go() {
    let mut world = reviewing(3, 3);
    world.keys("ll");
    assert_eq!(world.review().selected, Some(1));
    world.change = |detail| {
        detail.annotations.remove(0);
    };
    let (item, generation) = {
        let review = world.review();
        (review.item.clone().unwrap(), review.generation)
    };
    let result = Ok(Arc::new(world.item(&item)));
    world.send(Msg::Annotations {
        generation,
        item: item.clone(),
        result,
    });
    assert_eq!(world.review().selected, Some(0));
    world.change = |detail| detail.annotations.clear();
    let result = Ok(Arc::new(world.item(&item)));
    world.send(Msg::Annotations {
        generation,
        item,
        result,
    });
    assert_eq!(world.review().selected, None);
}

#[test]
fn what_was_asked_about_an_item_is_not_answered_about_another() {
    for keys in ["x", "ihello", "I"] {
        let mut world = reviewing(3, 1);
        world.keys("ff").keys(keys);
        assert_eq!(world.app.overlays.len(), 1);
        let parent = world.column().parent.clone();
        world.items = 2;
        world.send(Msg::Changed(parent));
        assert_eq!(world.at(), 1);
        assert!(world.app.overlays.is_empty(), "{keys}");
        assert!(world.notice().contains("put away"), "{}", world.notice());
    }
}
