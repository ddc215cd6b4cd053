//! Only some of the annotations are shown.

use std::sync::Arc;

use vidimus::app::effect::{Effect, PictureSlot};
use vidimus::app::overlay::Overlay;
use vidimus::model::picture::Look;
use vidimus::model::{ItemDetail, Label, LabelSet};

use super::world::World;

/// Every second annotation is a person with a low score.
fn mixed(detail: &mut ItemDetail) {
    let mut labels = detail.labels.labels.clone();
    let person = Label {
        name: "person".into(),
        ..labels[0].clone()
    };
    labels.push(person);
    detail.labels = Arc::new(LabelSet { labels });
    for (number, one) in detail.annotations.iter_mut().enumerate() {
        one.label = (number % 2) as u32;
        one.score = Some(number as f32 / 10.0);
    }
}

fn reviewing(annotations: usize) -> World {
    let mut world = World::new(2, 5, annotations);
    world.change = mixed;
    world.keys("<enter>");
    world
}

fn hidden(world: &World) -> Option<Vec<bool>> {
    let wishes = world.asked.iter().rev();
    let mut main = wishes.filter_map(|effect| match effect {
        Effect::Picture(wish) if wish.slot == PictureSlot::Main => Some(wish),
        _ => None,
    });
    main.next()
        .unwrap()
        .style
        .hidden
        .as_ref()
        .map(|h| h.to_vec())
}

#[test]
fn what_does_not_fit_vanishes_and_is_not_selected() {
    let mut world = reviewing(6);
    world.keys("Fperson");
    assert_eq!(
        world.review().shown_count(),
        3,
        "the list follows the typing"
    );
    assert_eq!(hidden(&world), None, "the picture waits for Enter");
    world.keys("<enter>");
    let left_out = [true, false, true, false, true, false];
    assert_eq!(hidden(&world).unwrap(), left_out);
    world.keys("l");
    assert_eq!(world.review().selected, Some(1));
    world.keys("l");
    assert_eq!(world.review().selected, Some(3));
    world.keys("h");
    assert_eq!(world.review().selected, Some(1));
    world.keys("lll");
    assert_eq!(
        world.review().selected,
        None,
        "beyond the last the item is the target"
    );
}

#[test]
fn it_is_kept_from_item_to_item_and_dropped_by_esc() {
    let mut world = reviewing(6);
    world.keys("Fscore<lt>0.2<enter>f");
    assert_eq!((world.at(), world.review().shown_count()), (1, 2));
    assert!(hidden(&world).is_some());
    world.keys("l<esc>");
    assert_eq!(world.review().shown_count(), 2, "the selection goes first");
    world.keys("<esc>");
    assert_eq!(world.review().shown_count(), 6);
    assert_eq!(hidden(&world), None);
    // So does an empty filter.
    world.keys("Fcar<enter>F<c-u><enter>");
    assert_eq!(world.review().shown_count(), 6);
    // Esc in the prompt goes back to the filter before.
    world.keys("Fcar<enter>F person<esc>");
    assert_eq!(world.app.sieve.text.as_str(), "car");
    assert_eq!(world.review().shown_count(), 3);
}

#[test]
fn a_wrong_filter_is_not_taken() {
    let mut world = reviewing(2);
    world.keys("Fcolour:red<enter>");
    assert!(matches!(world.app.overlays.last(), Some(Overlay::Prompt(p)) if p.error.is_some()));
    world.keys("<esc>");
    assert_eq!(world.review().shown_count(), 2);
}

#[test]
fn words_are_completed_from_the_item() {
    let mut world = reviewing(2);
    world.keys("Fpe<tab><enter>");
    assert_eq!(world.app.sieve.text.as_str(), "person");
    world.keys("F<c-u>score<tab><enter>");
    assert_eq!(world.app.sieve.text.as_str(), "score<0.5");
}

#[test]
fn a_verdict_on_the_whole_warns_once_while_objects_are_hidden() {
    let mut world = reviewing(4);
    world.keys("Fperson<enter>A");
    assert!(world.disk.is_empty());
    assert!(
        world.notice().contains("2 objects are hidden"),
        "{}",
        world.notice()
    );
    world.keys("A");
    assert_eq!(
        world.said(),
        [
            "annotation 1 accepted, annotation 2 accepted, annotation 3 accepted, annotation 4 accepted, accepted"
        ]
    );
    assert!(
        world.disk[0]
            .title
            .contains("also what the filter hides (2")
    );
    world.keys("a");
    assert_eq!(world.disk.len(), 2, "it is said once");
    // A verdict on one object needs no warning.
    let mut world = reviewing(4);
    world.keys("Fperson<enter>la");
    assert_eq!(world.said(), ["annotation 2 accepted"]);
}

#[test]
fn a_hidden_object_shows_when_its_issue_is_chosen() {
    let mut world = reviewing(4);
    world.keys("liwrong<enter>h");
    world.keys("Fperson<enter>n");
    assert_eq!(world.review().selected, Some(0));
    assert_eq!(hidden(&world).unwrap(), [false, false, true, false]);
}

#[test]
fn looks_go_round_and_are_named() {
    let mut world = reviewing(1);
    world.keys("O");
    assert_eq!(world.notice(), "overlay: outlines");
    world.keys("Of");
    assert_eq!(
        (world.app.look, world.review().look),
        (Look::Boxes, Look::Boxes)
    );
    world.keys("q<enter>");
    assert_eq!(
        world.review().style().look,
        Look::Boxes,
        "kept for the session"
    );
}

#[test]
fn what_is_selected_stays_so_wherever_it_fits() {
    let mut world = reviewing(4);
    world.keys("lFperson");
    assert_eq!(world.review().selected, None);
    world.keys("<c-u>car");
    assert_eq!(world.review().selected, Some(0), "it fits again");
    world.keys("<c-u>person<esc>");
    assert_eq!(world.review().selected, Some(0), "nothing was filtered");
    world.keys("Fcar<enter>");
    assert_eq!(world.review().selected, Some(0));
}

#[test]
fn a_macro_stops_where_the_reviewer_is_asked() {
    let mut world = reviewing(4);
    world.keys(",,zfA,,");
    let decided = world.disk.len();
    world.keys("ggFperson<enter>2,z");
    assert!(
        world.notice().contains("macro z stopped"),
        "{}",
        world.notice()
    );
    assert!(world.notice().contains("2 objects are hidden"));
    assert_eq!(world.disk.len(), decided);
}
