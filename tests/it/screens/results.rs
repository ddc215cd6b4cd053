//! Several people's results on screen: who made which, two compared, menus and previews of what a
//! platform offers.

use std::sync::Arc;

use vidimus::app::disputes::{Choice, Dispute, Disputes, Tally};
use vidimus::app::overlay::*;
use vidimus::app::results::Compare;
use vidimus::app::state::App;
use vidimus::config::settings::{Settings, ThemeChoice};
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;
use super::views::check;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

fn result(id: Id, author: &str, verdict: Option<Judgement>) -> ItemResult {
    ItemResult {
        id,
        kind: ResultKind::Submitted,
        author: author.into(),
        mine: false,
        at: NOW,
        truth: false,
        skipped: false,
        score: None,
        facts: Vec::new(),
        hash: ContentHash(5),
        verdict,
    }
}

fn results() -> Vec<ItemResult> {
    vec![
        ItemResult {
            truth: true,
            ..result(
                Id::Number(11),
                "ana",
                Some(judged(Verdict::Accepted, None, 5)),
            )
        },
        ItemResult {
            mine: true,
            ..result(
                Id::Number(12),
                "me",
                Some(judged(Verdict::Rejected, Some("loose box"), 4)),
            )
        },
        ItemResult {
            skipped: true,
            ..result(Id::Number(13), "somebody-with-a-long-name", None)
        },
        ItemResult {
            kind: ResultKind::Prediction,
            score: Some(0.93),
            ..result(Id::name("prediction-3"), "net v2", None)
        },
        ItemResult {
            kind: ResultKind::Draft,
            mine: true,
            ..result(Id::name("draft-2"), "me", None)
        },
    ]
}

/// Two results of one street: one box alike, one shifted, one under another label, one alone.
fn annotations() -> Vec<Annotation> {
    let at = |number: u64, result: u16, label: u32, x: f32| Annotation {
        id: Id::name(&format!("{result}/{number}")),
        result,
        shape: Shape::Box {
            rect: vidimus::model::Rect::new(x, 50.0, 40.0, 30.0),
        },
        ..annotation(number, label, None)
    };
    vec![
        at(1, 0, 0, 100.0),
        at(2, 0, 1, 300.0),
        at(3, 0, 2, 500.0),
        at(4, 0, 0, 20.0),
        at(5, 1, 0, 100.0),
        at(6, 1, 1, 320.0),
        at(7, 1, 0, 500.0),
        at(8, 3, 0, 100.0),
    ]
}

/// The review of a task of a server without jobs.
pub fn several() -> App {
    let mut app = review();
    app.settings = Arc::new(Settings::default());
    let names = [
        (Level::Organization, "organization", "organizations"),
        (Level::Project, "project", "projects"),
        (Level::Task, "view", "views"),
        (Level::Item, "task", "tasks"),
    ];
    let name = |(level, one, many): (Level, &str, &str)| LevelName {
        level,
        one: one.into(),
        many: many.into(),
    };
    app.accounts[0].levels = names.into_iter().map(name).collect();
    let review = app.review.as_mut().unwrap();
    let detail = Arc::make_mut(review.detail.as_mut().unwrap());
    detail.results = results();
    detail.annotations = annotations();
    detail.verdict = None;
    (review.selected, review.issues) = (None, Vec::new());
    app
}

pub fn compared() -> App {
    let mut app = several();
    let review = app.review.as_mut().unwrap();
    let detail = review.detail.clone().unwrap();
    review.picked = Some(Id::Number(11));
    review.compare = Compare::new(&detail, 0, 1);
    review.compare.as_mut().unwrap().pair = Some(1);
    review.selected = Some(2);
    app
}

fn disputed() -> App {
    let mut app = compared();
    let detail = app.review.as_ref().unwrap().detail.clone().unwrap();
    let entry = |choice| Dispute {
        detail: Arc::clone(&detail),
        left: Id::Number(11),
        right: Id::Number(12),
        score: 0.33,
        choice,
    };
    app.disputes = Some(Disputes {
        scope: job_node(),
        name: "open tasks".into(),
        entries: vec![
            entry(Some(Choice::Left)),
            entry(Some(Choice::Left)),
            entry(Some(Choice::Right)),
            entry(Some(Choice::Neither)),
            entry(Some(Choice::Skipped)),
        ],
        at: 3,
        tally: Tally {
            compared: 50,
            failed: 1,
            left_out: 1_200,
            sum: 36.0,
            ..Tally::default()
        },
    });
    app
}

fn offer(change: Change, summary: &str, denied: Option<&str>) -> Offer {
    Offer {
        change,
        summary: summary.into(),
        question: None,
        inputs: Vec::new(),
        denied: denied.map(Text::line),
    }
}

fn entry(offer: Offer, about: &str, keys: &str) -> MenuItem {
    MenuItem {
        label: offer.summary.clone(),
        about: about.into(),
        keys: keys.into(),
        denied: offer.denied.clone(),
        act: MenuAct::Offer(Box::new(Asking {
            offer,
            target: job_node(),
            chosen: Arc::from([]),
            filled: Vec::new(),
            asked: 0,
        })),
    }
}

fn offers() -> App {
    let mut app = several();
    let truth = |id, before: bool| Change::MarkResult {
        result: Id::Number(id),
        mark: ResultMark::Truth,
        before,
        after: !before,
    };
    let delete = Change::DeleteResult {
        result: Id::Number(12),
        author: "me".into(),
    };
    let items = vec![
        entry(
            offer(truth(11, true), "no longer ground truth", None),
            "result of ana",
            "shown",
        ),
        entry(
            offer(truth(12, false), "mark as ground truth", None),
            "result of me, yours",
            "",
        ),
        entry(
            offer(delete, "delete", None),
            "result of me, yours · for good",
            "",
        ),
        entry(
            offer(
                Change::Submit { draft: None },
                "skip",
                Some("skipping is off in this project"),
            ),
            "",
            "",
        ),
        entry(
            offer(act(false), "annotations from predictions", None),
            "on this one · asks for model version",
            "",
        ),
    ];
    let menu = Menu::new(MenuKind::Offers, "task 0001.jpg", items);
    app.overlays.push(Overlay::Menu(menu));
    app
}

fn act(destroys: bool) -> Change {
    Change::Act {
        action: "delete_tasks".into(),
        title: "Delete tasks".into(),
        items: (0..30).map(Id::Number).collect(),
        inputs: Vec::new(),
        destroys,
    }
}

fn preview(destroys: bool) -> App {
    let mut app = items();
    app.settings = Arc::new(Settings::default());
    let op = Operation {
        id: OpId {
            session: 1,
            number: 1,
        },
        at: NOW,
        who: "me".into(),
        target: job_node(),
        name: "open tasks".into(),
        change: act(destroys),
    };
    app.overlays.push(Overlay::Bulk(Bulk {
        decision: Decision {
            id: DecisionId(op.id),
            title: "Delete tasks: 30 tasks of open tasks".into(),
            guard: op.change.guard(),
            ops: vec![op],
            hold_until: NOW,
            undo_of: None,
        },
        counts: Vec::new(),
        refused: Vec::new(),
        names: (0..30)
            .map(|n| Text::line(&format!("{n:04}.jpg")))
            .collect(),
        question: Some(
            "You are going to delete the selected tasks. Please confirm your action.".into(),
        ),
        inputs: vec![("model version".into(), "v2".into())],
        typed: destroys.then(|| "3".into()),
    }));
    app
}

#[test]
fn who_made_which_result() {
    check("results", &several(), &SIZES);
    check("results", &several(), &[(60, 20)]);
}

#[test]
fn two_results_compared() {
    check("compared", &compared(), &SIZES);
    check("compared", &compared(), &[(60, 20)]);
}

#[test]
fn a_disagreement_and_the_end_of_them() {
    check("dispute", &disputed(), &SIZES);
    let mut end = disputed();
    end.overlays.push(Overlay::Disputed);
    check("disputed", &end, &SIZES);
}

#[test]
fn what_a_platform_offers() {
    check("offers", &offers(), &SIZES);
    check("act", &preview(false), &SIZES);
    check("act_for_good", &preview(true), &SIZES);
}

#[test]
fn without_colours_the_sides_differ_by_their_signs() {
    for (name, ascii) in [("mono", false), ("ascii", true)] {
        let theme = Theme::new(ThemeChoice::Mono, None, ColorDepth::Mono, ascii);
        let (buf, _) = screen(&compared(), &theme, (120, 36));
        let shown = text(&buf);
        let (left, right) = match ascii {
            true => ("== ana", "-- me"),
            false => ("━━ ana", "┅┅ me"),
        };
        assert!(
            shown.contains(left) && shown.contains(right),
            "{name}\n{shown}"
        );
        let (buf, _) = screen(&several(), &theme, (120, 36));
        let shown = text(&buf);
        for word in ["skipped", "prediction", "draft", "yours"] {
            assert!(shown.contains(word), "{name} {word}\n{shown}");
        }
    }
}
