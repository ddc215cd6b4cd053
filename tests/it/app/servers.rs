//! Accounts on servers: paths through views, places at once, rights, what others change.

use vidimus::app::browser::Load;
use vidimus::app::effect::{Effect, LoadSlot};
use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::model::*;

use super::world::{World, canonical, state};

fn account(name: &str) -> AccountId {
    AccountId::new(name)
}

fn job(name: &str, number: u64) -> NodeRef {
    NodeRef::root(account(name))
        .child(Level::Organization, Id::name("org0"))
        .child(Level::Project, Id::name("project0"))
        .child(Level::Task, Id::name("task0"))
        .child(Level::Job, Id::name(&format!("job{number}")))
}

fn identity(user: &str) -> Identity {
    Identity {
        user: user.into(),
        server: "CVAT 2.54".into(),
        ..Identity::default()
    }
}

/// One server, at its outermost list.
fn server(jobs: u64, items: u64) -> World {
    let mut world = World::servers(&["a"], jobs, items, 2);
    world.start();
    world
}

#[test]
fn a_review_through_a_view_shows_its_verdicts_and_issues() {
    let mut world = World::servers(&["a"], 3, 4, 2);
    world.views = true;
    world.issues = vec![Issue {
        id: Id::Number(7),
        item: job("a", 0).child(Level::Item, Id::name("item0")),
        place: Place::Item,
        annotation: None,
        assignee: None,
        owner: "ana".into(),
        at: Timestamp(5),
        resolved: false,
        comments: Vec::new(),
        rights: Permissions::default(),
    }];
    // The outermost list has one row and opens by itself; the view is the first row below.
    world.start();
    assert!(world.column().row().unwrap().flags.view);
    world.keys("l");
    assert_eq!(world.column().level, Level::Job);
    world.keys("<enter>");
    let item = world.review().item.clone().unwrap();
    assert!(item.id_at(Level::View).is_some(), "{item}");
    let detail = world.review().detail.clone().unwrap();
    assert_eq!(detail.node, canonical(&item));
    assert_eq!(world.review().item_issues().count(), 1);
    world.keys("lx2h");
    assert!(world.disk[0].ops.iter().all(|op| op.target == detail.node));
    let detail = world.review().detail.clone().unwrap();
    assert_eq!(
        detail.verdict.as_ref().map(|given| given.verdict),
        Some(Verdict::Rejected)
    );
    assert_eq!(world.review().item_issues().count(), 2);
    let rows = &world.app.browser.columns[world.review().column].list;
    assert_eq!(rows.get(0).unwrap().verdict, Some(Verdict::Rejected));
    world.keys("a");
    assert_eq!(world.at(), 1);
    world.keys("u");
    assert_eq!(world.at(), 0, "undo goes back to the item");
    // The item ahead knows what was decided on it.
    world.keys("fad");
    assert_eq!(world.at(), 1);
    let verdict = world.review().detail.as_ref().unwrap().verdict.clone();
    assert!(verdict.is_some());
}

#[test]
fn a_link_opens_at_once_and_reads_item_and_list_together() {
    let mut world = server(50_000, 500);
    world.slow_lists = true;
    world.asked.clear();
    let item = job("a", 49_000).child(Level::Item, Id::name("item7"));
    world.send(Msg::Place(item.clone()));
    let first = world.asked.iter().take(6).map(Effect::name);
    let first: Vec<_> = first.collect();
    assert!(
        ["list", "fetch", "annotations"]
            .iter()
            .all(|name| first.contains(name)),
        "{first:?}"
    );
    let Some(Effect::List { request, .. }) =
        world.asked.iter().find(|effect| effect.name() == "list")
    else {
        panic!("no list")
    };
    assert_eq!(request.level, Level::Item, "what is on screen comes first");
    assert!(world.review().drawn, "no list has answered");
    world.keys("a");
    assert_eq!(world.said(), ["accepted"]);
    let lists = world.asked.iter();
    let lists = lists.filter(|effect| effect.name() == "list").count();
    assert!(lists <= 5, "one page for each level, no walk: {lists}");
}

#[test]
fn an_outer_list_may_be_refused_or_lack_the_row() {
    let mut world = server(3, 500);
    let item = job("a", 77).child(Level::Item, Id::name("item450"));
    world.send(Msg::Place(item.clone()));
    assert_eq!(world.review().item, Some(item));
    assert_eq!(world.at(), 450, "found on a later page of the items");
    world.keys("f");
    assert_eq!(world.at(), 451);
    let mut world = server(3, 5);
    world.slow_lists = true;
    world.send(Msg::Place(job("a", 1)));
    let column = world.app.browser.columns[1].clone();
    world.send(Msg::Page {
        column: 1,
        generation: column.generation,
        offset: 0,
        result: Err("not allowed: projects".into()),
    });
    assert_eq!(world.column().level, Level::Job);
    assert_eq!(
        world.notice(),
        "",
        "only what is on screen is complained about"
    );
}

#[test]
fn accounts_keep_their_places() {
    let mut world = World::servers(&["a", "b"], 3, 4, 1);
    world.start().keys("qgj");
    assert_eq!(world.app.current().unwrap().id, account("a"));
    world.keys("jj");
    let place = world.column().node();
    world.keys("gab<enter>");
    assert_eq!(world.app.current().unwrap().id, account("b"));
    world.keys("gaa<enter>");
    assert_eq!(world.column().node(), place);
    world.keys("gx");
    let remembered = world.asked.iter().filter_map(|effect| match effect {
        Effect::Remember {
            account,
            name: "place",
            ..
        } => Some(account.clone()),
        _ => None,
    });
    let accounts: std::collections::BTreeSet<_> = remembered.collect();
    assert_eq!(accounts.len(), 2, "each account's place");
}

#[test]
fn decisions_carry_the_name_of_the_login() {
    let mut world = server(3, 4);
    world.send(Msg::Identity(account("a"), Ok(identity("ana@server"))));
    world.send(Msg::Place(job("a", 0)));
    world.keys("<enter>a");
    let op = &world.disk[0].ops[0];
    assert_eq!(op.who.as_str(), "ana@server");
    let Change::JudgeItem {
        after: Some(given), ..
    } = &op.change
    else {
        panic!("{op:?}")
    };
    assert_eq!(given.by.as_str(), "ana@server");
}

#[test]
fn a_read_only_login_refuses_writes_with_its_reason() {
    let mut world = World::servers(&["a", "b"], 3, 4, 1);
    world.start();
    let read_only = Identity {
        read_only: Some("the token may only read".into()),
        notes: vec!["the token may only read".into()],
        ..identity("ana")
    };
    world.send(Msg::Identity(account("a"), Ok(read_only.clone())));
    assert!(world.notice().contains("may only read"));
    world.keys("j");
    world.wait(1_000).keys("j");
    world.send(Msg::Identity(account("a"), Ok(read_only)));
    assert_eq!(world.app.notices.history.len(), 1, "said once");
    for (name, written) in [("a", 0), ("b", 1)] {
        world.send(Msg::Place(job(name, 0)));
        world.keys("<enter>a");
        assert_eq!(world.disk.len(), written, "{name}");
    }
}

#[test]
fn what_others_change_is_read_again_in_quiet_moments() {
    let mut world = server(30, 4);
    let polled = Identity {
        poll_s: Some(20),
        ..identity("ana")
    };
    world.send(Msg::Identity(account("a"), Ok(polled)));
    world.send(Msg::Place(job("a", 12)));
    world.keys("<esc>").asked.clear();
    world.wait(10_000);
    assert!(!world.asked_now().contains(&"list"));
    world.wait(11_000);
    let asked = world.asked_now();
    assert!(asked.contains(&"list"), "{asked:?}");
    assert_eq!(world.column().node(), Some(job("a", 12)));
    assert!(world.column().load == Load::Ready && world.app.wake_at.is_some());
    // In review issues and job, and not the moment a key was pressed.
    world.keys("<enter>").asked.clear();
    world.now += 19_500;
    for key in vidimus::config::keys::parse_sequence("z").unwrap() {
        world.send(Msg::Key(key));
    }
    assert!(!world.asked_now().contains(&"issues"));
    world.wait(3_000);
    let asked = world.asked_now();
    assert!(
        asked.contains(&"issues") && asked.contains(&"detail"),
        "{asked:?}"
    );
    assert!(!asked.contains(&"annotations") && !asked.contains(&"picture"));
}

#[test]
fn nobody_else_changes_a_folder() {
    let mut world = World::new(3, 4, 1);
    // Where the reviewer is has been kept once the keys rest.
    world.keys("j").wait(1_000).asked.clear();
    world.wait(10_000_000);
    assert!(world.asked_now().is_empty());
    assert_eq!(world.app.wake_at, None, "idle costs nothing");
}

#[test]
fn a_server_that_asks_for_quiet_is_counted_down() {
    let mut world = server(3, 4);
    world.wait(60_000);
    let until = Timestamp(world.now).plus_ms(2_500);
    world.send(Msg::Wait {
        account: account("a"),
        until,
    });
    let mut wakes = 0;
    while let Some(at) = world.app.wake_at {
        wakes += 1;
        world.now = at.0;
        world.send(Msg::Tick);
        assert!(wakes < 10);
    }
    assert_eq!(wakes, 3, "one a second, then none");
    assert_eq!(world.app.accounts[0].wait_until, None);
}

#[test]
fn esc_gives_up_waiting_and_keeps_what_is_shown() {
    let mut world = server(3, 4);
    world.send(Msg::Place(job("a", 1)));
    world.slow_lists = true;
    world.keys("R").asked.clear();
    world.keys("<esc>");
    let given_up = |e: &Effect| matches!(e, Effect::Cancel(LoadSlot::Column(3, 0)));
    assert!(world.asked.iter().any(given_up));
    assert!(matches!(world.column().load, Load::Failed(_)));
    assert!(world.column().row().is_some());
    world.slow_lists = false;
    world.keys("R");
    assert_eq!(world.column().load, Load::Ready);
}

#[test]
fn deleted_items_are_passed_over_and_not_counted() {
    let mut world = World::servers(&["a"], 1, 5, 1);
    world.deleted = vec![1, 2, 4];
    world.start();
    world.send(Msg::Place(job("a", 0)));
    world.keys("<enter>a");
    assert_eq!(world.at(), 3);
    world.keys("d");
    assert_eq!(world.at(), 0);
    world.keys("fa");
    let Some(Overlay::Summary(summary)) = world.app.overlays.last() else {
        panic!("{:?}", world.app.overlays)
    };
    assert_eq!(
        (summary.items, summary.accepted, summary.undecided),
        (2, 2, 0)
    );
}

#[test]
fn a_job_goes_back_to_whoever_annotated_it_in_one_step() {
    let mut world = World::servers(&["a"], 2, 1, 1);
    let to = |assignee: Option<&str>| Transition {
        to: state("annotation", "rejected", StatusClass::Rejected),
        summary: "reject".into(),
        denied: None,
        assignee: assignee.map(Text::line),
    };
    world.transitions = Some(vec![to(None), to(Some("ann"))]);
    world.start();
    world.send(Msg::Place(job("a", 0)));
    world.keys("<enter>x1f");
    let Some(Overlay::Summary(summary)) = world.app.overlays.last() else {
        panic!("{:?}", world.app.overlays)
    };
    let proposal = summary.proposal.clone().unwrap();
    assert_eq!(proposal.assignee.as_deref(), Some("ann"));
    assert_eq!(summary.issues, 1);
    world.keys("<enter>");
    let said = world.said();
    assert!(said[1].starts_with("handed back to ann"), "{said:?}");
    assert_eq!(world.disk[1].ops.len(), 1, "one operation, one undo");
    // The menu tells the two apart.
    let mut world = World::servers(&["a"], 2, 1, 1);
    world.transitions = Some(vec![to(None), to(Some("ann"))]);
    world.start();
    world.send(Msg::Place(job("a", 0)));
    world.keys("tback<enter>");
    assert!(world.said()[0].starts_with("handed back to ann"));
    world.keys("jt<enter>");
    assert_eq!(world.said()[1], "to annotation · rejected");
}
