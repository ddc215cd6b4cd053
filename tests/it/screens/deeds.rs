//! The crosshair, the annotation filter, before and now, and what became of a bulk action.

use vidimus::app::batch::{Batch, Fate, Outcome};
use vidimus::app::befores::{Between, Blink};
use vidimus::app::crosshair::Crosshair;
use vidimus::app::overlay::{Overlay, Reason, Target};
use vidimus::app::sieve::Sieve;
use vidimus::app::state::App;
use vidimus::config::settings::ThemeChoice;
use vidimus::model::session::Before;
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;
use super::views::{USUAL, check};

fn aiming(corner: Option<(u32, u32)>) -> App {
    let mut app = review();
    let picture = app.review.as_ref().unwrap().picture.clone().unwrap();
    let (wide, tall) = picture.image;
    app.overlays.push(Overlay::Crosshair(Crosshair {
        at: (wide * 3 / 4, tall * 3 / 4),
        corner: corner.map(|(x, y)| (wide * x / 100, tall * y / 100)),
        count: None,
        before: Default::default(),
    }));
    app
}

#[test]
fn crosshair_point_box_and_reason() {
    check("crosshair", &aiming(None), &USUAL);
    let mut app = aiming(Some((20, 20)));
    check("crosshair_box", &app, &USUAL);
    let Some(Overlay::Crosshair(cross)) = app.overlays.last() else {
        panic!()
    };
    let target = Target::Place(cross.place());
    app.overlays.push(Overlay::Reason(Reason { target }));
    check("crosshair_reason", &app, &[(80, 24)]);
}

#[test]
fn the_crosshair_needs_no_colour_and_only_ascii() {
    let app = aiming(Some((20, 20)));
    let theme = Theme::new(ThemeChoice::Mono, None, ColorDepth::Mono, true);
    let (buf, shown) = screen(&app, &theme, (80, 24));
    let all = text(&buf);
    assert!(all.is_ascii() || !all.contains('┼'), "{all}");
    let area = shown.pictures.last().unwrap().area;
    let signs: Vec<_> = (area.top()..area.bottom())
        .flat_map(|y| (area.left()..area.right()).map(move |x| (x, y)))
        .filter(|at| buf[*at].symbol() == "+")
        .collect();
    assert!(!signs.is_empty());
    assert!(
        shown.item.is_some(),
        "the picture is still what verdicts are about"
    );
}

#[test]
fn only_some_objects() {
    let mut app = review();
    app.sieve = Sieve::parse("verdict:none !occluded:true").unwrap();
    let sieve = app.sieve.clone();
    let open = app.review.as_mut().unwrap();
    open.selected = None;
    open.sift(&sieve);
    check("sieve", &app, &USUAL);
    let none = Sieve::parse("label:nothing").unwrap();
    app.sieve = none.clone();
    app.review.as_mut().unwrap().sift(&none);
    check("sieve_nothing", &app, &[(80, 24)]);
}

#[test]
fn before_and_now() {
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    let detail = open.detail.clone().unwrap();
    let one = &detail.annotations[1];
    let before = Before {
        at: NOW.plus_ms(-3 * 24 * 3_600_000),
        ..Before::of(&detail, one, 100)
    };
    open.blink = Some(Blink {
        between: Between::Shapes(Box::new(before), Some(1)),
        earlier: true,
        next: None,
        about: (open.generation, open.selected, None),
    });
    check("before", &app, &USUAL);
    app.review.as_mut().unwrap().blink.as_mut().unwrap().earlier = false;
    check("now", &app, &[(80, 24)]);
}

#[test]
fn what_became_of_many() {
    let mut app = jobs();
    let id = |number: u64| OpId { session: 1, number };
    let op = |number: u64| Operation {
        id: id(number),
        target: job_node().child(Level::Item, Id::Number(number)),
        name: Text::line(&format!("items {}–{}", number * 50 + 1, number * 50 + 50)),
        change: Change::Flag {
            before: false,
            after: true,
        },
        at: NOW,
        who: "rev".into(),
    };
    let decision = Decision {
        id: DecisionId(id(0)),
        title: "assignee of 18 rows: bo, cy".into(),
        ops: (0..18).map(op).collect(),
        guard: Guard::Bulk,
        hold_until: NOW,
        undo_of: None,
    };
    let why = "only managers and owners assign";
    let mut batch = Batch::new(&decision, vec![("items 951–1000".into(), why.into())]);
    for number in 0..16 {
        batch.note(id(number), Fate::Done);
    }
    let why = Fate::Failed("cy is no member of this project".into());
    batch.note(id(17), why);
    app.batch = Some(batch);
    app.overlays.push(Overlay::Outcome(Outcome::default()));
    check("outcome", &app, &USUAL);
}
