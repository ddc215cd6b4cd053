//! Samples on screen: the recipe and what it draws, the queue, the end.

use std::sync::Arc;

use vidimus::app::overlay::Overlay;
use vidimus::app::sample::{Drawn, Field, Kept, Sampled, Sampling};
use vidimus::app::state::App;
use vidimus::config::settings::ThemeChoice;
use vidimus::model::sample::{Recipe, Stratum};
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;
use super::views::check;

fn recipe(text: &str) -> Recipe {
    Recipe::parse(text, Recipe::default()).unwrap()
}

/// Two thousand images: one label on each, a few of them rare, one of a wide name.
fn sampling(typed: &str) -> Sampling {
    let name = Text::line("street 1–12");
    let mut sampling = Sampling::new(job_node(), name, 3, recipe(typed));
    for number in 0..2_000 {
        let node = job_node().child(Level::Item, Id::Number(number));
        sampling.add(&node, number, None, "12");
    }
    let names = [
        "car",
        "pedestrian crossing with traffic lights and an island in its middle",
        "歩行者",
        "tram",
    ];
    let label = |name: &str| Label {
        id: None,
        name: Text::line(name),
        color: None,
        parent: None,
        joints: Vec::new(),
    };
    let labels = Arc::new(LabelSet {
        labels: names.map(label).to_vec(),
    });
    for number in 0..2_000_u64 {
        let mut detail = item(job_node().child(Level::Item, Id::Number(number)));
        detail.labels = Arc::clone(&labels);
        detail.annotations.truncate(1);
        detail.annotations[0].label = match number {
            0..=1_599 => 0,
            1_600..=1_899 => 1,
            1_900..=1_989 => 2,
            _ => 3,
        };
        sampling.learn(number as usize, &detail);
    }
    sampling
}

fn form(sampling: Sampling) -> App {
    let mut app = items();
    app.overlays.push(Overlay::Sample(Box::new(sampling)));
    app
}

/// A sample of 22, of which some are decided.
fn queue() -> Sampled {
    let stratum = |name: &str, of, drawn| Stratum {
        name: Text::line(name),
        of,
        drawn,
    };
    let verdicts = |number: u64| match number {
        0..=15 => Some(Verdict::Accepted),
        16 => Some(Verdict::VerifiedEmpty),
        17 => Some(Verdict::Rejected),
        18 => Some(Verdict::Skipped),
        _ => None,
    };
    let entries = (0..22).map(|number| Drawn {
        id: Id::Number(900 + number),
        place: None,
        verdict: verdicts(number),
        within: match number {
            0..=11 => vec![0],
            12..=18 => vec![0, 1],
            _ => vec![2],
        },
    });
    Sampled {
        scope: job_node(),
        column: 4,
        name: "street 1–12".into(),
        recipe: recipe("5% by label min 3 seed 7"),
        at: 11,
        entries: entries.collect(),
        strata: vec![
            stratum("car", 420, 19),
            stratum("歩行者", 90, 7),
            stratum("tram with a name that is far too long for a column", 3, 3),
        ],
    }
}

fn reviewed() -> App {
    let mut app = review();
    let mut queue = queue();
    // The item of the review is the one on screen.
    let id = app.review.as_ref().unwrap().item.clone().unwrap();
    let node = id.parent().unwrap();
    (queue.scope, queue.entries[11].id) = (node, id.id().unwrap().clone());
    app.sample = Some(queue);
    app
}

#[test]
fn a_recipe_and_what_it_draws() {
    let mut by_label = sampling("5% by label min 3 seed 7");
    by_label.redraw();
    check("sample", &form(by_label), &SIZES);
    let mut plain = sampling("100 by nothing seed 7");
    plain.field = Field::Seed;
    plain.left_out = 90_000;
    plain.growing = true;
    plain.redraw();
    check("sample_plain", &form(plain), &[(80, 24)]);
}

#[test]
fn a_sample_whose_items_are_still_read() {
    let mut reading = sampling("5% by label min 3 seed 7");
    reading.reading.done = 480;
    reading.reading.waiting = vec![1, 2, 3];
    reading.start = true;
    reading.redraw();
    check("sample_reading", &form(reading), &[(80, 24)]);
    let mut failed = Sampling::new(job_node(), "street".into(), 3, Recipe::default());
    failed.problem = Some("the server answered 502 Bad Gateway".into());
    check("sample_failed", &form(failed), &[(80, 24)]);
}

#[test]
fn a_sample_under_way() {
    let mut again = Sampling::new(job_node(), "street".into(), 3, Recipe::default());
    again.running = Some(Kept::of(&queue()));
    again.resumed = Some(queue());
    check("sample_running", &form(again), &SIZES);
    check("sample_review", &reviewed(), &SIZES);
    let mut beside = reviewed();
    beside.sample.as_mut().unwrap().at = 12;
    let (buf, _) = screen(&beside, &theme(), (120, 36));
    assert!(text(&buf).contains("beside the sample, 13 of 22"));
}

#[test]
fn the_end_of_a_sample() {
    let mut end = reviewed();
    end.overlays.push(Overlay::Sampled);
    check("sampled", &end, &SIZES);
    let theme = Theme::new(ThemeChoice::Mono, None, ColorDepth::Mono, true);
    let (buf, _) = screen(&end, &theme, (80, 24));
    let shown = text(&buf);
    assert!(
        shown.contains("accept rate 94 % (74-99), n = 18"),
        "{shown}"
    );
}
