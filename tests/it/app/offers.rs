//! What a platform offers to do with whole results, and its commands on chosen items.

use vidimus::app::msg::{Generation, Msg};
use vidimus::app::overlay::{MenuKind, Overlay};
use vidimus::model::*;

use super::results::{boxed, result};
use super::world::World;

fn two(item: u64) -> (Vec<ItemResult>, Vec<Annotation>) {
    let id = |by: u64| Id::Number(item * 10 + by);
    let mut ana = result(id(1), "ana", ResultKind::Submitted);
    ana.truth = true;
    let bo = result(id(2), "bo", ResultKind::Submitted);
    (vec![ana, bo], vec![boxed(0, 1, 0.0), boxed(1, 2, 0.0)])
}

fn offer(change: Change, summary: &str) -> Offer {
    Offer {
        change,
        summary: summary.into(),
        question: None,
        inputs: Vec::new(),
        denied: None,
    }
}

fn act(action: &str, title: &str, destroys: bool) -> Change {
    Change::Act {
        action: action.into(),
        title: title.into(),
        items: Vec::new(),
        inputs: Vec::new(),
        destroys,
    }
}

fn world() -> World {
    let mut world = World::studio(2, 20, two);
    let truth = |id: u64, before: bool| Change::MarkResult {
        result: Id::Number(id),
        mark: ResultMark::Truth,
        before,
        after: !before,
    };
    let mut denied = offer(Change::Submit { draft: None }, "skip");
    denied.denied = Some("skipping is off in this project".into());
    let delete = Change::DeleteResult {
        result: Id::Number(2),
        author: "bo".into(),
    };
    world.offers.insert(
        Level::Item,
        vec![
            offer(truth(1, true), "no longer ground truth"),
            offer(truth(2, false), "mark as ground truth"),
            offer(delete, "delete"),
            denied,
        ],
    );
    let mut from_model = offer(
        act(
            "predictions_to_annotations",
            "Create annotations from predictions",
            false,
        ),
        "annotations from predictions",
    );
    from_model.inputs = vec![
        Input {
            name: "model_version".into(),
            title: "model version".into(),
            choices: vec![("v1".into(), "v1 (old)".into()), ("v2".into(), "v2".into())],
            optional: false,
        },
        Input {
            name: "note".into(),
            title: "note".into(),
            choices: Vec::new(),
            optional: true,
        },
    ];
    let mut delete = offer(act("delete_tasks", "Delete tasks", true), "delete tasks");
    delete.question = Some("You are going to delete the selected tasks.".into());
    world.offers.insert(Level::Task, vec![from_model, delete]);
    world
}

fn labels(world: &World) -> Vec<String> {
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("no menu: {}", world.notice())
    };
    let shown = menu
        .shown
        .iter()
        .map(|at| menu.items[*at].label.to_string());
    shown.collect()
}

#[test]
fn an_item_offers_what_can_be_done_with_its_results_then_states_then_commands() {
    let mut world = world();
    world.keys("l<enter>pt");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("no menu")
    };
    assert_eq!((menu.kind, menu.loading), (MenuKind::Offers, false));
    let shown = labels(&world);
    assert_eq!(
        &shown[..4],
        [
            "no longer ground truth",
            "mark as ground truth",
            "delete",
            "skip"
        ]
    );
    assert_eq!(shown.last().unwrap(), "delete tasks");
    world.keys("skip<enter>");
    assert!(
        world.notice().contains("skipping is off"),
        "{}",
        world.notice()
    );
    assert!(world.disk.is_empty());
    world.keys("<esc>tmark<enter>");
    assert_eq!(
        world.said(),
        ["no longer ground truth, marked as ground truth"],
        "the one before loses it, so that undo gives it back"
    );
    let truth = |world: &World| -> Vec<bool> {
        let detail = world.review().detail.clone().unwrap();
        detail.results.iter().map(|result| result.truth).collect()
    };
    assert_eq!(truth(&world), [false, true]);
    world.keys("u");
    assert_eq!(truth(&world), [true, false]);
}

#[test]
fn what_is_gone_for_good_asks_for_the_count() {
    let mut world = world();
    world.keys("l<enter>tdelete<enter>");
    let Some(Overlay::Bulk(bulk)) = world.app.overlays.last() else {
        panic!("no preview: {}", world.notice())
    };
    assert_eq!(
        (bulk.objects(), bulk.names[0].as_str()),
        (1, "result of bo")
    );
    world.keys("y");
    assert!(world.disk.is_empty(), "y is not enough");
    world.keys("2<enter>");
    assert!(world.notice().contains("type 1"), "{}", world.notice());
    world.keys("<bs>1<enter>");
    assert_eq!(world.said(), ["result of bo deleted"]);
    assert_eq!(world.disk[0].guard, Guard::Irreversible);
    assert_eq!(world.review().detail.as_ref().unwrap().results.len(), 1);
    // Within the hold it can be withdrawn, later not any more.
    world.withdrawable = false;
    world.keys("u");
    assert!(
        world.notice().contains("cannot be taken back"),
        "{}",
        world.notice()
    );
    world.keys("u");
    assert!(
        world.notice().contains("nothing to undo"),
        "{}",
        world.notice()
    );
}

#[test]
fn a_command_runs_on_marked_items_once_everything_is_filled_in() {
    let mut world = world();
    world.keys("l<space><space>j<space>t");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("no menu")
    };
    assert_eq!(menu.title.as_str(), "3 tasks");
    assert_eq!(
        labels(&world),
        ["annotations from predictions", "delete tasks"]
    );
    world.keys("<enter>v1<enter>");
    let Some(Overlay::Prompt(prompt)) = world.app.overlays.last() else {
        panic!("no prompt: {}", world.notice())
    };
    assert!(prompt.title.contains("note"), "{}", prompt.title);
    world.keys("<enter>");
    let Some(Overlay::Bulk(bulk)) = world.app.overlays.last() else {
        panic!("no preview: {}", world.notice())
    };
    assert_eq!(
        (bulk.objects(), bulk.names.len(), &bulk.typed),
        (3, 3, &None)
    );
    world.keys("y");
    let op = &world.disk[0].ops[0];
    assert_eq!(op.target.level(), Level::Task, "on the view");
    let Change::Act { items, inputs, .. } = &op.change else {
        panic!("{op:?}")
    };
    let named: Vec<_> = items.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["item0", "item1", "item3"]);
    assert_eq!(inputs[..], [("model_version".into(), "v1".into())]);
    assert_eq!(world.disk[0].guard, Guard::Bulk);
    assert!(world.column().marks.is_empty());
}

#[test]
fn a_destroying_command_names_all_it_takes() {
    let mut world = world();
    world.keys("l*tdelete tasks<enter>");
    let Some(Overlay::Bulk(bulk)) = world.app.overlays.last() else {
        panic!("no preview: {}", world.notice())
    };
    assert_eq!((bulk.objects(), bulk.typed.as_deref()), (20, Some("")));
    assert!(bulk.question.is_some());
    world.keys("20<enter>");
    let Change::Act {
        items, destroys, ..
    } = &world.disk[0].ops[0].change
    else {
        panic!("{:?}", world.disk[0])
    };
    assert_eq!((items.len(), *destroys), (20, true));
    // Nothing marked: the row under the cursor is the one item.
    world.keys("jtdelete tasks<enter>1<enter>");
    let Change::Act { items, .. } = &world.disk[1].ops[0].change else {
        panic!("{:?}", world.disk[1])
    };
    assert_eq!(items.len(), 1);
    // A whole view is never meant.
    world.keys("ht");
    assert!(
        world.notice().contains("never on a whole list"),
        "{}",
        world.notice()
    );
    assert!(world.app.overlays.is_empty());
}

#[test]
fn a_read_only_login_gets_no_menu() {
    let mut world = world();
    world.app.accounts[0].identity = Some(Identity {
        read_only: Some("the token only reads".into()),
        ..Identity::default()
    });
    world.keys("lt");
    assert!(world.app.overlays.is_empty());
    assert!(world.notice().contains("only reads"), "{}", world.notice());
}

#[test]
fn what_is_chosen_stays_so_when_more_comes() {
    let mut world = world();
    world.keys("l<enter>t<down><down>");
    let chosen = |world: &World| match world.app.overlays.last() {
        Some(Overlay::Menu(menu)) => menu.chosen().map(|item| item.act.clone()),
        _ => None,
    };
    let before = chosen(&world).expect("an entry");
    let node = world.review().item.clone().expect("an item");
    let truth = offer(
        Change::MarkResult {
            result: Id::Number(9),
            mark: ResultMark::Truth,
            before: false,
            after: true,
        },
        "one more",
    );
    world.send(Msg::Offers {
        generation: Generation::default(),
        node: node.parent().expect("a list"),
        result: Ok(vec![truth]),
    });
    assert!(labels(&world).contains(&"one more".to_owned()));
    assert_eq!(chosen(&world), Some(before));
}
