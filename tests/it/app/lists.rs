//! Lists by keys.

use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::app::overlay::{ActivityTab, Overlay};
use vidimus::model::{
    AccountId, Applied, Change, Decision, DecisionId, Delivery, Entry, Guard, Level, NodeRef, OpId,
    Operation, Timestamp,
};

use super::world::World;

#[test]
fn single_rows_open_by_themselves_and_the_cursor_moves() {
    let mut world = World::new(50, 5, 1);
    assert_eq!(world.column().level, Level::Job);
    world.keys("jjj");
    assert_eq!(world.column().cursor, 3);
    world.keys("5j");
    assert_eq!(world.column().cursor, 8);
    world.keys("gg");
    assert_eq!(world.column().cursor, 0);
    world.keys("G");
    assert_eq!(world.column().cursor, 49);
    world.keys("<c-u>");
    assert_eq!(world.column().cursor, 39);
    world.keys("h");
    assert_eq!(world.column().level, Level::Task);
    world.keys("l");
    assert_eq!(
        (world.column().level, world.column().cursor),
        (Level::Job, 39),
        "the place is kept"
    );
}

#[test]
fn a_long_list_asks_only_for_what_is_looked_at() {
    let mut world = World::new(1_000_000, 5, 1);
    let pages = |world: &World| {
        world
            .asked
            .iter()
            .filter(|effect| matches!(effect, Effect::List { .. }))
            .count()
    };
    let before = pages(&world);
    world.keys("jjjjjjjjjjjjjjj");
    assert_eq!(pages(&world), before, "rows of a held page cost no request");
    world.keys("G");
    assert!(pages(&world) <= before + 3);
    assert_eq!(world.column().row().unwrap().name.as_str(), "job 999999");
}

#[test]
fn the_filter_follows_the_typing_and_esc_takes_it_back() {
    let mut world = World::new(30, 5, 1);
    world.keys("/2");
    assert_eq!(world.column().list.total, 12);
    world.keys("9<enter>");
    assert_eq!(world.column().list.total, 1);
    assert_eq!(world.column().list.unfiltered, 30);
    world.keys("/<esc>");
    assert_eq!(
        world.column().list.total,
        1,
        "Esc goes back to the filter before"
    );
    world.keys("<esc>");
    assert_eq!(world.column().list.total, 30);
    world.keys("/colour:x");
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Prompt(p)) if p.error.is_some()));
    world.keys("<enter>");
    assert!(
        !world.app.overlays.is_empty(),
        "a wrong filter is not taken"
    );
}

#[test]
fn marked_jobs_are_assigned_round_robin() {
    let mut world = World::new(6, 5, 1);
    world.keys("<space><space><space>wbo,cy<enter>");
    assert_eq!(world.disk.len(), 1, "{}", world.notice());
    assert_eq!(world.said(), ["assignee bo, assignee cy, assignee bo"]);
    let Change::Assign { before, .. } = &world.disk[0].ops[0].change else {
        panic!()
    };
    assert_eq!(before.as_ref().unwrap().as_str(), "ana");
    world.keys("wnoboby,bo<enter>");
    assert!(
        world.notice().contains("nobody is called"),
        "{}",
        world.notice()
    );
}

#[test]
fn many_rows_are_previewed_and_undone_at_once() {
    let mut world = World::new(40, 5, 1);
    world.keys("*");
    assert_eq!(world.column().marks.len(), 40);
    world.keys("a");
    let Some(Overlay::Bulk(bulk)) = world.app.overlays.last() else {
        panic!("{}", world.notice())
    };
    assert_eq!(bulk.decision.ops.len(), 40);
    assert_eq!(bulk.decision.guard, Guard::Bulk);
    assert!(world.disk.is_empty());
    world.keys("n");
    assert!(world.disk.is_empty());
    world.keys("ay");
    assert_eq!(world.disk.len(), 1);
    assert!(world.column().marks.is_empty());
    world.keys("u");
    assert!(world.disk.is_empty());
}

#[test]
fn bulk_verdicts_on_items_carry_their_content_hash() {
    let mut world = World::new(1, 20, 2);
    world.keys("l<space><space>a");
    assert_eq!(world.said(), ["accepted, accepted"]);
    let Change::JudgeItem {
        after: Some(after), ..
    } = &world.disk[0].ops[0].change
    else {
        panic!()
    };
    assert_eq!(after.hash.0, 7);
    world.keys("<esc>Gx1");
    assert_eq!(world.said()[1], "rejected, issue: wrong label");
}

#[test]
fn a_range_is_marked() {
    let mut world = World::new(30, 5, 1);
    world.keys("jj<space>jjjjV");
    assert_eq!(world.column().marks.len(), 6);
    world.keys("<esc>");
    assert!(world.column().marks.is_empty());
}

#[test]
fn help_runs_what_is_chosen_and_says_why_not() {
    let mut world = World::new(3, 5, 1);
    world.keys("?");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!()
    };
    assert!(menu.items.iter().any(|item| {
        item.denied
            .as_ref()
            .is_some_and(|why| why.contains("nothing to undo"))
    }));
    world.keys("last row<enter>");
    assert_eq!(world.column().cursor, 2);
    world.keys("?undo the last<enter>");
    assert_eq!(world.notice(), "nothing to undo");
    assert!(!world.app.overlays.is_empty());
    world.keys("<esc>:first<enter>");
    assert_eq!(world.column().cursor, 0);
    world.keys(":nonsense here<enter>");
    assert!(world.notice().contains("no command"));
}

#[test]
fn the_goto_menu_reaches_levels_and_activity() {
    let mut world = World::new(3, 5, 1);
    world.keys("gp");
    assert_eq!(world.column().level, Level::Project);
    world.keys("gl");
    assert_eq!(world.column().level, Level::Item);
    world.keys("gq");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Activity(a)) if a.tab == ActivityTab::Outbox)
    );
    world.keys("<tab><tab>");
    assert!(
        matches!(world.app.overlays.last(), Some(Overlay::Activity(a)) if a.tab == ActivityTab::Messages)
    );
    world.keys("q");
    assert!(world.app.overlays.is_empty());
}

#[test]
fn links_lead_to_items() {
    let mut world = World::new(3, 300, 1);
    let link = "vidimus://test/o:org0/p:project0/t:task0/j:job1/i:item250";
    world.keys(":");
    world.send(vidimus::app::msg::Msg::Paste(link.into()));
    world.keys("<enter>");
    assert_eq!(world.at(), 250);
    assert_eq!(world.review().item.as_ref().unwrap().to_string(), link);
}

#[test]
fn an_idle_program_asks_for_no_timer() {
    let mut world = World::new(3, 5, 1);
    world.keys("j");
    world.wait(10_000);
    let before = world.asked.len();
    world.wait(60_000);
    assert_eq!(world.asked.len(), before);
    assert_eq!(world.app.wake_at, None);
}

#[test]
fn unknown_keys_say_where_help_is_and_prefixes_wait() {
    let mut world = World::new(3, 5, 1);
    world.keys("<f9>");
    assert!(
        world.notice().contains("? shows every key"),
        "{}",
        world.notice()
    );
    world.keys("g");
    assert_eq!(world.app.keys.len(), 1);
    world.keys("<esc>");
    assert!(world.app.keys.is_empty());
}

#[test]
fn quitting_remembers_the_place() {
    let mut world = World::new(3, 5, 1);
    world.keys("jgx");
    assert!(world.app.ending);
    assert!(world.asked.iter().any(|effect| matches!(
        effect,
        Effect::Remember { text, .. } if text.ends_with("j:job1")
    )));
}

#[test]
fn counts_of_the_job_follow_a_verdict_at_once() {
    let mut world = World::new(3, 5, 1);
    world.keys("<enter>aax<enter>");
    let job = |world: &World| {
        let column = world
            .app
            .browser
            .columns
            .iter()
            .find(|c| c.level == Level::Job)
            .unwrap();
        let row = column.row().unwrap();
        (row.done, row.rejected)
    };
    assert_eq!(job(&world), (3, 1));
    world.keys("u");
    assert_eq!(job(&world), (2, 0));
}

#[test]
fn an_earlier_run_can_be_undone_but_not_what_others_decided() {
    let mut earlier = World::new(2, 3, 1);
    earlier.keys("<enter>ax1");
    let entry = |decision: &Decision, op: &Operation, session: u64, who: &str| Entry {
        operation: Operation {
            id: OpId { session, ..op.id },
            who: who.into(),
            ..op.clone()
        },
        decision: decision.id,
        title: decision.title.clone(),
        guard: decision.guard,
        undo_of: None,
        hold_until: decision.hold_until,
        delivery: Delivery::Done,
        attempts: 1,
        retry_at: None,
        error: None,
        applied: Some(Applied::default()),
    };
    let newest_first = |session: u64, who: &str| -> Vec<Entry> {
        let all = earlier.disk.iter().rev();
        all.flat_map(|decision| {
            decision
                .ops
                .iter()
                .rev()
                .map(move |op| entry(decision, op, session, who))
        })
        .collect()
    };
    for (session, who, decisions) in [(1, "rev", 2), (1, "ana", 0), (0xabc, "rev", 0)] {
        let mut world = World::new(2, 3, 1);
        let result = Ok(newest_first(session, who));
        world.send(vidimus::app::msg::Msg::Entries {
            open_only: false,
            result,
        });
        assert_eq!(world.app.history.done.len(), decisions, "{who}");
        if decisions > 0 {
            let last = world.app.history.done.last().unwrap();
            assert_eq!(last.ops.len(), 2, "verdict and issue, in order");
            assert!(matches!(last.ops[0].change, Change::JudgeItem { .. }));
            world.withdrawable = false;
            world.keys("u");
            assert_eq!(world.said(), ["issue deleted, verdict cleared"]);
        }
    }
}

#[test]
fn back_from_a_review_the_rows_before_the_cursor_are_in_sight() {
    let mut world = World::new(1, 100, 1);
    world.keys("l<enter>");
    // What drawing reports in review: there is no list.
    let slots = vidimus::app::msg::Slots {
        list_rows: 0,
        ..world.app.slots
    };
    world.send(vidimus::app::msg::Msg::Slots(slots));
    world.keys("aaaaq");
    let column = world.column();
    assert_eq!((column.cursor, column.top), (4, 0));
}

/// A job's list of items, the second of which has an open issue.
fn complained() -> World {
    let mut world = World::new(2, 4, 1);
    world.keys("<enter>fitoo dark<enter>");
    world.issues = world.review().issues.clone();
    world.keys("qlggj");
    assert!(world.app.review.is_none());
    world
}

#[test]
fn issues_of_a_row_are_answered_from_its_list() {
    let mut world = complained();
    world.keys("c");
    let prompt = |world: &World| match world.app.overlays.last() {
        Some(Overlay::Prompt(prompt)) => prompt.title.to_string(),
        _ => String::new(),
    };
    assert_eq!(
        (world.at(), prompt(&world).as_str()),
        (1, "Comment on: too dark")
    );
    world.keys("<esc>qr");
    assert_eq!(
        world.said().last().map(String::as_str),
        Some("issue resolved")
    );
    let mut world = complained();
    world.keys("hc");
    assert!(
        world.notice().contains("issues are on items"),
        "{}",
        world.notice()
    );
}

#[test]
fn issues_are_listed_from_lists_too() {
    let mut world = complained();
    for keys in ["gs", "<esc>hgs"] {
        world.keys(keys);
        let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
            panic!("{keys}: {}", world.notice())
        };
        assert_eq!((menu.items.len(), menu.loading), (1, false), "{keys}");
    }
    world.keys("<enter>");
    assert_eq!(world.at(), 1);
    let chosen = world
        .review()
        .target_issue()
        .map(|issue| issue.text().to_owned());
    assert_eq!(chosen.as_deref(), Some("too dark"));
    let mut world = World::new(2, 4, 1);
    world.keys("gs");
    assert_eq!(world.notice(), "there are no issues here");
    assert!(world.app.overlays.is_empty());
}

#[test]
fn the_cursor_of_the_outbox_stays_on_its_entry() {
    let entry = |number: u64| {
        let operation = Operation {
            id: OpId { session: 1, number },
            at: Timestamp::default(),
            who: "rev".into(),
            target: NodeRef::root(AccountId::new("test")),
            name: "x".into(),
            change: Change::Flag {
                before: false,
                after: true,
            },
        };
        Entry {
            decision: DecisionId(operation.id),
            operation,
            title: "x".into(),
            guard: Guard::Local,
            undo_of: None,
            hold_until: Timestamp::default(),
            delivery: Delivery::Waiting,
            attempts: 0,
            retry_at: None,
            error: None,
            applied: None,
        }
    };
    let mut world = World::new(2, 3, 1);
    world.keys("gq");
    let came = |world: &mut World, numbers: &[u64]| {
        world.send(Msg::Entries {
            open_only: true,
            result: Ok(numbers.iter().map(|number| entry(*number)).collect()),
        });
        match world.app.overlays.last() {
            Some(Overlay::Activity(view)) => view.entries[view.cursor].operation.id.number,
            _ => panic!("no outbox"),
        }
    };
    assert_eq!(came(&mut world, &[3, 2, 1]), 3);
    world.keys("j");
    assert_eq!(came(&mut world, &[5, 4, 3, 2, 1]), 2);
    assert_eq!(came(&mut world, &[5, 4, 3, 1]), 1, "or near it");
}
