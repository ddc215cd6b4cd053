//! What is only looked at: figures, guides, addresses, further pictures, threads.

use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::model::*;

use super::world::World;

fn node(item: &str) -> NodeRef {
    NodeRef::root(AccountId::new("test"))
        .child(Level::Organization, Id::name("org0"))
        .child(Level::Project, Id::name("project0"))
        .child(Level::Task, Id::name("task0"))
        .child(Level::Job, Id::name("job1"))
        .child(Level::Item, Id::name(item))
}

fn with_tables() -> World {
    let mut world = World::new(3, 5, 2);
    let row = |to: Option<(NodeRef, Option<Id>)>| TableRow {
        cells: vec!["mismatching label".into()],
        to,
        class: Some(StatusClass::Rejected),
    };
    world.tables = vec![
        Table {
            title: "Summary".into(),
            head: vec!["what".into()],
            rows: vec![row(None)],
            work: Some(Work {
                name: "quality".into(),
                summary: "compute the report anew".into(),
                denied: None,
            }),
        },
        Table {
            title: "Conflicts".into(),
            head: vec!["what".into()],
            rows: vec![
                row(Some((node("item1"), None))),
                row(Some((node("item3"), Some(Id::Number(2))))),
            ],
            work: None,
        },
    ];
    world
}

#[test]
fn a_conflict_of_a_report_leads_to_its_item_and_annotation() {
    let mut world = with_tables();
    world.keys("grj<enter>");
    assert!(world.app.overlays.is_empty());
    assert_eq!(world.review().item, Some(node("item3")));
    assert_eq!(world.review().selected, Some(1));
}

#[test]
fn a_report_is_computed_anew_and_esc_stops_it() {
    let mut world = with_tables();
    world.keys("grw");
    let started = |e: &Effect| matches!(e, Effect::StartWork { work, .. } if &**work == "quality");
    assert!(world.asked.iter().any(started));
    world.asked.clear();
    world.keys("<esc>");
    assert_eq!(world.app.overlays.len(), 1, "the work first, then the view");
    assert!(world.asked.iter().any(|e| e.name() == "stop long work"));
    let (node, work) = (world.column().node().unwrap(), Text::line("quality"));
    world.send(Msg::Worked {
        node,
        work,
        result: Ok(()),
    });
    let asked = world.asked_now();
    assert!(asked.contains(&"insights"), "read anew: {asked:?}");
    world.keys("<esc>");
    assert!(world.app.overlays.is_empty());
}

#[test]
fn the_guide_and_the_web_address_are_shown() {
    let mut world = World::new(3, 5, 2);
    world.guide = Some(Text::block("Draw tight.\nCount signs."));
    world.keys("gu");
    let Some(Overlay::Pager(pager)) = world.app.overlays.last() else {
        panic!("{:?}", world.app.overlays)
    };
    assert_eq!(
        pager.text,
        Some(Ok(Text::block("Draw tight.\nCount signs.")))
    );
    world.keys("qE");
    assert_eq!(world.notice(), "https://server/jobs/1");
    let mut world = World::new(3, 5, 2);
    world.keys("E");
    assert!(world.notice().contains("no page"), "{}", world.notice());
}

#[test]
fn further_pictures_come_one_after_the_other_without_the_overlay() {
    let mut world = World::new(3, 5, 2);
    world.pictures = vec!["left.jpg".into(), "right.jpg".into()];
    world.keys("<enter>");
    let mut numbers = Vec::new();
    for _ in 0..3 {
        world.asked.clear();
        world.keys("v");
        let wish = world.asked.iter().find_map(|effect| match effect {
            Effect::Picture(wish) => Some((wish.number, wish.style.shown)),
            _ => None,
        });
        numbers.push(wish.unwrap());
    }
    assert_eq!(numbers, [(1, false), (2, false), (0, true)]);
    world.keys("vf");
    assert_eq!(world.review().number, 0, "the next item shows its own");
}

#[test]
fn ones_own_comment_is_changed_and_deleted_and_rights_are_asked() {
    let mut world = World::new(3, 5, 2);
    let comment = |number, author: &str| Comment {
        id: Id::Number(number),
        author: author.into(),
        at: Timestamp(1),
        text: "text".into(),
    };
    let issue = |rights| Issue {
        id: Id::Number(1),
        item: node("item0"),
        place: Place::Item,
        annotation: None,
        assignee: None,
        owner: "ana".into(),
        at: Timestamp(1),
        resolved: false,
        comments: vec![comment(1, "ana"), comment(2, "rev"), comment(3, "ana")],
        rights,
    };
    world.issues = vec![issue(Permissions::default())];
    world.keys("j<enter>M");
    world.keys("er<enter>");
    assert_eq!(world.said(), ["comment now: texter"]);
    world.keys(":delete-comment<enter>");
    assert_eq!(world.disk.len(), 1, "the count is typed");
    world.keys(":delete-comment<space>1<enter>");
    assert_eq!(world.said()[1], "comment deleted");
    let denied = Permissions {
        denied: vec![(Verb::Resolve, "only its owner may".into())],
    };
    world.issues = vec![issue(denied)];
    world.keys("Rr");
    assert_eq!(world.notice(), "only its owner may");
}

#[test]
fn the_place_of_an_issue_is_marked_on_the_picture() {
    let mut world = World::new(3, 5, 2);
    let points: Vec<Point> = [(1.0, 1.0), (9.0, 1.0), (5.0, 8.0)]
        .map(|(x, y)| Point::new(x, y))
        .to_vec();
    world.issues = vec![Issue {
        id: Id::Number(1),
        item: node("item0"),
        place: Place::Outline {
            points: points.clone(),
        },
        annotation: None,
        assignee: None,
        owner: "ana".into(),
        at: Timestamp(1),
        resolved: false,
        comments: Vec::new(),
        rights: Permissions::default(),
    }];
    world.keys("j<enter>");
    let mark = world.asked.iter().rev().find_map(|effect| match effect {
        Effect::Picture(wish) => Some(wish.mark.clone()).filter(Option::is_some),
        _ => None,
    });
    let expected = Shape::Polygon {
        rings: vec![points],
    };
    assert_eq!(mark.flatten(), Some(expected));
}

#[test]
fn a_web_address_is_a_place() {
    let mut world = World::new(3, 5, 2);
    world.keys(":https://server/jobs/1<enter>");
    let address = Text::line("https://server/jobs/1");
    assert!(world.asked.contains(&Effect::FindWeb {
        address: address.clone()
    }));
    world.send(Msg::FoundWeb {
        address,
        result: Ok(Some(node("item2"))),
    });
    assert_eq!(world.review().item, Some(node("item2")));
}

#[test]
fn every_pixel_is_asked_for_until_the_next_item() {
    use vidimus::app::effect::PictureSlot;
    use vidimus::model::picture::Graphics;
    let mut world = World::new(3, 5, 2);
    world.app.terminal.graphics = Graphics::Kitty;
    world.keys("j<enter>");
    let exact = |world: &mut World, keys: &str| {
        world.asked.clear();
        world.keys(keys);
        world.asked.iter().rev().find_map(|effect| match effect {
            Effect::Picture(wish) if wish.slot == PictureSlot::Main => Some(wish.exact),
            _ => None,
        })
    };
    assert_eq!(exact(&mut world, "B"), Some(true));
    assert_eq!(exact(&mut world, "l"), Some(true), "it stays so");
    assert_eq!(exact(&mut world, "B"), Some(false));
    assert_eq!(exact(&mut world, "B"), Some(true));
    assert_eq!(exact(&mut world, "f"), Some(false));
    world.app.terminal.graphics = Graphics::Blocks;
    assert_eq!(
        exact(&mut world, "B"),
        None,
        "half blocks have no finer pixels"
    );
}

#[test]
fn lists_show_no_pictures_where_none_are_wanted() {
    use vidimus::app::effect::PictureSlot;
    use vidimus::config::settings::PreviewChoice;
    let asked = |preview| {
        let mut world = World::new(3, 5, 2);
        std::sync::Arc::make_mut(&mut world.app.settings).preview = preview;
        world.keys("glj");
        world.wait(500);
        let previews = world.asked.iter().filter(
            |effect| matches!(effect, Effect::Picture(wish) if wish.slot == PictureSlot::Preview),
        );
        previews.count()
    };
    assert!(asked(PreviewChoice::Auto) > 0);
    assert_eq!(asked(PreviewChoice::Off), 0);
}
