//! Samples: drawn, gone through, left and gone on with.

use std::sync::Arc;

use vidimus::app::actions::Scope;
use vidimus::app::effect::Effect;
use vidimus::app::msg::{Found, Msg, Plan};
use vidimus::app::overlay::Overlay;
use vidimus::app::sample::{Sampled, Sampling};
use vidimus::model::sample::{By, Share};
use vidimus::model::*;

use super::world::World;

fn number(detail: &ItemDetail) -> u64 {
    let id = detail.node.id().unwrap().to_string();
    id.trim_start_matches("item").parse().unwrap()
}

/// Cars everywhere, on every fourth item a bus too, trams alone on two: of three people.
fn streets(detail: &mut ItemDetail) {
    let number = number(detail);
    let label = |name: &str| Label {
        id: None,
        name: name.into(),
        color: None,
        parent: None,
        joints: Vec::new(),
    };
    let labels = ["car", "bus", "tram"].map(label).to_vec();
    detail.labels = Arc::new(LabelSet { labels });
    let mut bus = detail.annotations[0].clone();
    bus.id = Id::Number(99);
    bus.label = 1;
    match number {
        7 | 31 => detail.annotations[0].label = 2,
        n if n.is_multiple_of(4) => detail.annotations.push(bus),
        _ => {}
    }
    for one in &mut detail.annotations {
        one.author = Some(["ana", "bo", "cy"][number as usize % 3].into());
        one.score = Some(number as f32 / 40.0);
    }
}

/// In the list of forty items of one job.
fn list() -> World {
    let mut world = World::new(2, 40, 1);
    world.change = streets;
    world.rows_judged = true;
    world.keys("l");
    assert_eq!(world.column().level, Level::Item);
    world
}

fn form(world: &World) -> &Sampling {
    match world.app.overlays.last() {
        Some(Overlay::Sample(sampling)) => sampling,
        other => panic!("no form but {other:?}"),
    }
}

fn queue(world: &World) -> &Sampled {
    world.app.sample.as_ref().expect("a sample under way")
}

fn drawn(world: &World) -> Vec<String> {
    let entries = queue(world).entries.iter();
    entries.map(|drawn| drawn.id.to_string()).collect()
}

fn on_screen(world: &World) -> String {
    let item = world.review().item.as_ref().unwrap();
    item.id().unwrap().to_string()
}

/// What the program keeps, as it was written last.
fn kept(world: &World) -> String {
    let texts = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::Keep {
            name: "samples",
            text,
        } => Some(text.clone()),
        _ => None,
    });
    texts.expect("samples are kept")
}

#[test]
fn the_usual_sample_takes_two_keys() {
    let mut world = list();
    world.keys("S");
    assert_eq!(world.app.key_scope(), Scope::Sample);
    let draw = form(&world).draw.clone().expect("drawn at once");
    let strata = draw.strata.iter();
    let strata: Vec<_> = strata.map(|s| (s.name.as_str(), s.of, s.drawn)).collect();
    // 5 % of 40 are 2: the minimum of 3 rules.
    assert_eq!(strata[0].0, "car");
    assert_eq!((strata[0].1, strata[1].1, strata[2].1), (38, 10, 2));
    assert_eq!((strata[1].2, strata[2].2), (3, 2), "all trams");
    assert!(strata[0].2 >= 3, "{strata:?}");
    world.keys("<enter>");
    assert_eq!(world.app.scope(), Scope::Review);
    let items = drawn(&world);
    assert_eq!(items.len(), draw.picked.len());
    assert!(items.contains(&"item7".into()) && items.contains(&"item31".into()));
    assert_eq!(on_screen(&world), items[0]);
    // Every key that goes on stays within the sample.
    for item in &items[1..] {
        world.keys("f");
        assert_eq!(on_screen(&world), *item);
    }
    world.keys("d");
    assert_eq!(on_screen(&world), items[items.len() - 2]);
    world.keys("gg");
    assert_eq!(on_screen(&world), items[0]);
    world.keys("G");
    assert_eq!(on_screen(&world), items[items.len() - 1]);
}

#[test]
fn the_same_seed_draws_the_same_items_in_any_order() {
    let mut world = list();
    world.keys(":sample 20% by annotator min 2 seed 7<enter><enter>");
    let first = drawn(&world);
    let mut other = list();
    other.keys("/item<enter>");
    other.keys(":sample seed 7 20% by annotator min 2<enter><enter>");
    assert_eq!(drawn(&other), first);
    let mut third = list();
    third.keys(":sample 20% by annotator min 2 seed 8<enter><enter>");
    assert_ne!(drawn(&third), first);
    assert_eq!(drawn(&third).len(), first.len());
}

#[test]
fn verdicts_go_the_usual_way_and_make_an_estimate() {
    let mut world = list();
    world.keys(":sample 10 by nothing seed 3<enter><enter>");
    let items = drawn(&world);
    assert_eq!(items.len(), 10);
    world.keys("aaax<enter>aas");
    assert_eq!(on_screen(&world), items[7]);
    assert_eq!(world.disk.len(), 7, "each verdict is one decision");
    let targets = world.disk.iter().map(|d| d.ops[0].target.id().unwrap());
    let targets: Vec<String> = targets.map(ToString::to_string).collect();
    assert_eq!(targets, items[..7]);
    assert_eq!(queue(&world).rate().to_string(), "83 % (44–97), n = 6");
    assert_eq!(queue(&world).undecided(), 4);
    // Undo goes back to the item, and the estimate with it.
    world.keys("uuu");
    assert_eq!(on_screen(&world), items[4]);
    assert_eq!(queue(&world).rate().to_string(), "75 % (30–95), n = 4");
    world.keys("<c-r>");
    assert_eq!(queue(&world).rate().decided, 5);
    world.keys("<esc>Gaf");
    assert!(matches!(world.app.overlays[..], [Overlay::Sampled]));
    // To what is left, and from the end back to the list.
    world.keys("<enter>");
    assert_eq!(on_screen(&world), items[5]);
    world.keys("aaaaf");
    assert!(matches!(world.app.overlays[..], [Overlay::Sampled]));
    assert_eq!(queue(&world).undecided(), 0);
    world.keys("<enter>");
    assert!(world.app.review.is_none() && world.app.sample.is_none());
}

#[test]
fn a_sample_is_gone_on_with_after_a_kill() {
    let mut world = list();
    world.keys(":sample 10 by label seed 3<enter><enter>aax<enter>");
    let items = drawn(&world);
    let (text, disk) = (kept(&world), world.disk.clone());
    // Another run: what was kept, and what is on the disk.
    let mut world = list();
    world.disk = disk;
    world.send(Msg::Kept(vec![("samples", text)]));
    world.keys("S");
    let resumed = form(&world).resumed.as_ref().expect("it is offered");
    assert_eq!(resumed.rate().to_string(), "67 % (21–94), n = 3");
    world.keys("<enter>");
    assert_eq!(
        (drawn(&world), on_screen(&world)),
        (items.clone(), items[3].clone())
    );
    assert_eq!(queue(&world).recipe.by, By::Label);
    // In the same run too, under a filter that leaves some of it out.
    world.keys("q/1<enter>S<enter>");
    assert_eq!(
        (drawn(&world), on_screen(&world)),
        (items.clone(), items[3].clone())
    );
    world.keys("f");
    assert_eq!(on_screen(&world), items[4]);
    // Another one instead, by its key.
    world.keys("Sn");
    assert!(form(&world).running.is_none());
    assert_eq!(form(&world).items(), 13, "of the filter's");
    world.keys("<esc>");
    assert_eq!(on_screen(&world), items[4], "nothing has changed");
}

#[test]
fn a_finished_sample_is_told_and_the_next_one_drawn() {
    let mut world = list();
    world.keys(":sample 2 by nothing seed 3<enter><enter>aa<enter>");
    world.keys("S");
    assert!(world.notice().contains("accept rate 100 % (34–100), n = 2"));
    let sampling = form(&world);
    assert!(sampling.running.is_none() && sampling.draw.is_some());
    let before = sampling.draw.clone();
    world.keys("r");
    assert_ne!(form(&world).draw, before, "another seed");
}

#[test]
fn the_recipe_is_changed_by_keys() {
    let mut world = list();
    world.keys("S");
    assert_eq!(form(&world).recipe.command(), "5% by label min 3 seed 1");
    world.keys("12.5");
    assert_eq!(form(&world).recipe.share, Share::Percent(1_250));
    assert_eq!(
        form(&world).draw.as_ref().map(|d| d.picked.len() >= 5),
        Some(true)
    );
    world.keys("<backspace><backspace>l");
    assert_eq!(form(&world).recipe.share, Share::Percent(1_300));
    world.keys("%");
    assert_eq!(form(&world).recipe.share, Share::Items(6));
    world.keys("jl");
    assert_eq!(form(&world).recipe.by, By::Annotator);
    world.keys("l");
    let names = |world: &World| -> Vec<String> {
        let draw = form(world).draw.as_ref().unwrap();
        draw.strata.iter().map(|s| s.name.to_string()).collect()
    };
    assert_eq!(names(&world).len(), 5, "bands of scores");
    world.keys("l");
    assert_eq!(names(&world), ["job 0"]);
    world.keys("hhh<down>0<down>42k");
    assert_eq!(form(&world).recipe.command(), "6 by label min 0 seed 42");
    assert_eq!(form(&world).draw.as_ref().unwrap().picked.len(), 6);
    world.keys("q");
    assert!(world.app.overlays.is_empty() && world.app.samples.last.is_none());
    // What was used is there next time.
    world.keys(":sample 6 by label min 0 seed 42<enter><enter>q");
    world.keys("Sn");
    assert_eq!(form(&world).recipe.command(), "6 by label min 0 seed 42");
}

#[test]
fn what_cannot_be_read_is_not_drawn() {
    let mut world = list();
    world.slow_gather = true;
    world.keys("S");
    let asked = |world: &mut World| {
        let found = world.asked.iter().rev().find_map(|effect| match effect {
            Effect::Gather {
                plan: plan @ Plan::Sample(_),
                nodes,
            } => Some((plan.clone(), nodes.clone())),
            _ => None,
        });
        world.asked.clear();
        found
    };
    let (plan, nodes) = asked(&mut world).expect("items are read");
    assert!(nodes.len() < 40, "some at a time");
    assert!(form(&world).draw.is_none());
    // Begun already: it waits for what is to come.
    world.keys("<enter>");
    let failed = nodes[0].clone();
    let found = |world: &World, nodes: Vec<NodeRef>| -> Vec<Found> {
        let look = |node: NodeRef| match node == failed {
            true => Found::Failed(node, "gone".into()),
            false => Found::Item(Arc::new(world.item(&node))),
        };
        nodes.into_iter().map(look).collect()
    };
    let answer = found(&world, nodes);
    world.send(Msg::Gathered {
        plan,
        found: answer,
    });
    assert_eq!(form(&world).reading.failed, 1);
    let (plan, nodes) = asked(&mut world).expect("the others");
    let answer = found(&world, nodes);
    world.send(Msg::Gathered {
        plan,
        found: answer,
    });
    assert_eq!(world.app.scope(), Scope::Review, "it has begun by itself");
    assert!(!drawn(&world).contains(&"item0".into()));
    // Given up, nothing more is asked for.
    let mut world = list();
    world.slow_gather = true;
    world.keys("S");
    let (plan, nodes) = asked(&mut world).unwrap();
    world.keys("<esc>");
    let answer = nodes.into_iter().map(|node| Found::Failed(node, "".into()));
    let found = answer.collect();
    world.send(Msg::Gathered { plan, found });
    assert!(asked(&mut world).is_none() && world.app.overlays.is_empty());
}

#[test]
fn a_mistake_in_the_command_names_the_word() {
    let mut world = list();
    world.keys(":sample 5% by colour<enter>");
    assert!(world.app.overlays.is_empty());
    assert_eq!(
        world.notice(),
        "a sample is drawn by label, annotator, score, job or nothing, not by 'colour'"
    );
    // Words are completed.
    world.keys(":sample 5% by an<tab>");
    let typed = match world.app.overlays.last() {
        Some(Overlay::Menu(menu)) => menu.input.value().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(typed, "sample 5% by annotator");
}

#[test]
fn deleted_items_are_not_drawn_and_rows_lead_to_their_items() {
    let mut world = World::new(2, 10, 1);
    world.change = streets;
    world.deleted = vec![0, 3];
    // From the row of a job: its list opens.
    world.keys(":sample 100% by nothing<enter><enter>");
    let items = drawn(&world);
    assert_eq!(items.len(), 8);
    assert!(!items.contains(&"item3".into()));
    // From review too; what is opened otherwise is no sample.
    world.keys("Sn<enter>");
    assert_eq!(drawn(&world), items);
    world.keys("q<enter>");
    assert!(world.app.review.is_some() && world.app.sample.is_none());
}
