//! Several people's results of one item: picking, judging, comparing.

use vidimus::app::actions::Action;
use vidimus::app::effect::Effect;
use vidimus::app::update::enabled;
use vidimus::model::picture::Layers;
use vidimus::model::*;

use super::world::World;

/// A box of the one label.
pub fn boxed(result: u16, number: u64, x: f32) -> Annotation {
    Annotation {
        id: Id::name(&format!("{result}/{number}")),
        label: 0,
        shape: Shape::Box {
            rect: Rect::new(x, 0.0, 10.0, 10.0),
        },
        attributes: Vec::new(),
        score: None,
        author: None,
        source: Source::Manual,
        group: None,
        occluded: false,
        crowd: false,
        z: 0,
        result,
        on: 0,
        hash: ContentHash(number),
        verdict: None,
    }
}

/// What somebody made.
pub fn result(id: Id, author: &str, kind: ResultKind) -> ItemResult {
    ItemResult {
        id,
        kind,
        author: author.into(),
        mine: false,
        at: Timestamp(1),
        truth: false,
        skipped: false,
        score: None,
        facts: Vec::new(),
        hash: ContentHash(40),
        verdict: None,
    }
}

/// Ana, bo (who skipped nothing), then a prediction; ana has two boxes, bo one, the model three.
fn two_and_a_model(_item: u64) -> (Vec<ItemResult>, Vec<Annotation>) {
    let mut model = result(Id::name("prediction-3"), "net v2", ResultKind::Prediction);
    model.score = Some(0.9);
    let results = vec![
        result(Id::Number(11), "ana", ResultKind::Submitted),
        result(Id::Number(12), "bo", ResultKind::Submitted),
        model,
    ];
    let boxes = vec![
        boxed(0, 1, 0.0),
        boxed(0, 2, 100.0),
        boxed(1, 3, 5.0),
        boxed(2, 4, 0.0),
        boxed(2, 5, 100.0),
        boxed(2, 6, 200.0),
    ];
    (results, boxes)
}

/// A prediction before the one result that counts.
fn one_and_a_model(_item: u64) -> (Vec<ItemResult>, Vec<Annotation>) {
    let results = vec![
        result(Id::name("prediction-3"), "net v2", ResultKind::Prediction),
        result(Id::Number(11), "ana", ResultKind::Submitted),
    ];
    (results, vec![boxed(0, 4, 0.0), boxed(1, 1, 0.0)])
}

fn reviewing(made: fn(u64) -> (Vec<ItemResult>, Vec<Annotation>)) -> World {
    let mut world = World::studio(2, 4, made);
    world.keys("<enter>");
    assert!(world.app.review.is_some(), "{}", world.notice());
    world
}

fn picked(world: &World) -> String {
    let (_, result) = world.review().result().expect("a result");
    result.author.to_string()
}

fn layers(world: &World) -> Layers {
    let wish = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::Picture(wish) if wish.slot == vidimus::app::effect::PictureSlot::Main => Some(wish),
        _ => None,
    });
    wish.expect("a picture was wished").style.layers
}

#[test]
fn one_result_at_a_time_is_shown_and_walked_through() {
    let mut world = reviewing(two_and_a_model);
    assert_eq!(
        (picked(&world).as_str(), layers(&world)),
        ("ana", Layers::One(0))
    );
    assert_eq!(world.review().shown_count(), 2);
    world.keys("ll");
    assert_eq!(world.review().selected, Some(1));
    world.keys("l");
    assert_eq!(world.review().selected, None, "bo's are not walked through");
    world.keys("p");
    assert_eq!(
        (picked(&world).as_str(), layers(&world)),
        ("bo", Layers::One(1))
    );
    world.keys("h");
    assert_eq!(world.review().selected, Some(2));
    world.keys("pp");
    assert_eq!(picked(&world), "ana", "round again");
    world.keys("P");
    assert_eq!(picked(&world), "net v2");
    assert_eq!(world.review().shown_count(), 3);
    let shown = world.review().detail.as_ref().unwrap().annotations.iter();
    assert_eq!(shown.filter(|one| world.review().shows(one)).count(), 3);
    world.keys("f");
    assert_eq!(picked(&world), "ana", "another item begins anew");
}

#[test]
fn the_one_result_that_counts_is_shown_first_and_judged_with_the_item() {
    let mut world = reviewing(one_and_a_model);
    assert_eq!(picked(&world), "ana");
    world.keys("a");
    assert_eq!((world.said(), world.at()), (vec!["accepted".into()], 1));
    world.keys("A");
    assert_eq!(
        world.said()[1],
        "annotation 1/1 accepted, accepted",
        "what a model proposed is not judged"
    );
}

#[test]
fn each_result_is_judged_and_the_last_one_settles_the_item() {
    let mut world = reviewing(two_and_a_model);
    world.keys("a");
    assert_eq!(world.said(), ["annotation 11 accepted"]);
    assert_eq!((world.at(), picked(&world).as_str()), (0, "bo"));
    let Change::JudgeAnnotation {
        after: Some(after), ..
    } = &world.disk[0].ops[0].change
    else {
        panic!("{:?}", world.disk[0])
    };
    assert_eq!(after.hash, ContentHash(40), "the hash of the whole result");
    world.keys("x2");
    assert_eq!(
        world.said()[1],
        "annotation 12 rejected, issue: loose box, accepted",
        "one is right: the item is"
    );
    assert_eq!((world.at(), picked(&world).as_str()), (1, "ana"));
    world.keys("x<enter>x<enter>");
    assert_eq!(
        &world.said()[2..],
        ["annotation 11 rejected", "annotation 12 rejected, rejected"]
    );
    assert_eq!(world.at(), 2);
    world.keys("u");
    assert_eq!(world.at(), 1);
    assert_eq!(world.said().len(), 3);
    let rows = &world.app.browser.columns[world.review().column].list;
    assert_eq!(rows.get(0).unwrap().verdict, Some(Verdict::Accepted));
    assert_eq!(rows.get(1).unwrap().verdict, None);
}

#[test]
fn an_issue_is_of_the_result_on_screen() {
    let mut world = reviewing(two_and_a_model);
    world.keys("pitoo few<enter>");
    let Change::OpenIssue { annotation, .. } = &world.disk[0].ops[0].change else {
        panic!("{:?}", world.disk[0])
    };
    assert_eq!(annotation, &Some(Id::Number(12)));
    world.keys("P");
    assert_eq!(picked(&world), "ana");
    world.keys("n");
    assert_eq!(picked(&world), "bo", "going to the issue shows its result");
}

#[test]
fn a_wrong_object_makes_its_result_wrong_and_not_the_others() {
    let mut world = reviewing(two_and_a_model);
    world.keys("lx<enter>");
    assert_eq!(
        world.said(),
        ["annotation 0/1 rejected, annotation 11 rejected"],
        "bo has not been judged"
    );
    world.keys("<esc>pa");
    assert_eq!(world.said()[1], "annotation 12 accepted, accepted");
    assert_eq!(world.at(), 1);
}

#[test]
fn the_whole_item_is_judged_as_before() {
    let mut world = reviewing(two_and_a_model);
    world.keys("aA");
    assert_eq!(
        world.said(),
        ["annotation 11 accepted", "annotation 12 accepted, accepted"]
    );
    assert_eq!(world.at(), 1);
    world.keys("X<enter>");
    assert_eq!((world.said()[2].as_str(), world.at()), ("rejected", 2));
    world.keys("pp");
    assert_eq!(picked(&world), "net v2");
    world.keys("a");
    assert_eq!(world.disk.len(), 3);
    assert!(
        world.notice().contains("prediction is not judged"),
        "{}",
        world.notice()
    );
}

#[test]
fn a_verdict_on_a_result_can_be_cleared() {
    let mut world = reviewing(two_and_a_model);
    world.keys("aad");
    assert_eq!(world.at(), 0);
    world.keys("e");
    assert_eq!(
        world.said()[2],
        "annotation 11 verdict cleared, verdict cleared",
        "that of the item followed from it"
    );
    let detail = world.review().detail.clone().unwrap();
    assert!(detail.verdict.is_none() && detail.results[0].verdict.is_none());
    assert!(detail.results[1].verdict.is_some());
}

#[test]
fn two_results_are_compared_pair_by_pair() {
    let mut world = reviewing(two_and_a_model);
    world.keys("D");
    assert_eq!(layers(&world), Layers::Two(0, 1));
    let compare = world.review().compare.clone().unwrap();
    // Ana's second box has no partner; her first is shifted by half: 50 of 150.
    assert_eq!(compare.agreement.pairs.len(), 2);
    assert!(
        (compare.agreement.score - 1.0 / 6.0).abs() < 1e-4,
        "{compare:?}"
    );
    world.keys("l");
    assert_eq!(
        (world.review().selected, world.review().partner()),
        (Some(1), None)
    );
    world.keys("l");
    assert_eq!(
        (world.review().selected, world.review().partner()),
        (Some(0), Some(2))
    );
    world.keys("p");
    assert_eq!(
        layers(&world),
        Layers::Two(0, 2),
        "p changes the right side"
    );
    world.keys("p");
    assert_eq!(
        layers(&world),
        Layers::Two(0, 1),
        "and never to the left one"
    );
    world.keys("D");
    assert_eq!(
        (world.review().compare.is_none(), layers(&world)),
        (true, Layers::One(0))
    );
}

#[test]
fn where_results_are_not_told_apart_the_keys_say_so() {
    let mut world = World::new(1, 3, 2);
    world.keys("<enter>D");
    assert!(
        world.notice().contains("not told apart"),
        "{}",
        world.notice()
    );
    assert!(enabled(&world.app, Action::NextResult).is_err());
    assert_eq!(world.review().shown_count(), 2);
}
