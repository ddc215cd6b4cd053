//! Every view as text.

use std::sync::Arc;

use tui_input::Input;
use vidimus::app::browser::{Column, Load};
use vidimus::app::filters::complete;
use vidimus::app::notices::Weight;
use vidimus::app::overlay::*;
use vidimus::app::state::App;
use vidimus::config::keys::{Key, KeyCode};
use vidimus::config::settings::{Settings, ThemeChoice};
use vidimus::model::picture::Graphics;
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;

pub fn check(name: &str, app: &App, sizes: &[(u16, u16)]) {
    for size in sizes {
        let (buf, _) = screen(app, &theme(), *size);
        let name = format!("{name}_{}x{}", size.0, size.1);
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path("snapshots");
        settings.bind(|| insta::assert_snapshot!(name, text(&buf)));
    }
}

/// The sizes that every view is looked at in.
pub const USUAL: [(u16, u16); 4] = SIZES;

#[test]
fn browse_jobs() {
    let mut app = jobs();
    app.browser.column_mut().unwrap().cursor = 3;
    let column = app.browser.column_mut().unwrap();
    let row = column.list.get(1).unwrap().clone();
    column.marks.insert(row.id.clone(), row);
    check("jobs", &app, &SIZES);
    check("jobs", &app, &[(300, 100), (40, 12), (30, 8)]);
}

#[test]
fn browse_items() {
    check("items", &items(), &SIZES);
}

#[test]
fn browse_filtered_and_long() {
    let mut app = items();
    let column = app.browser.column_mut().unwrap();
    column.filter = "is:flagged !label:car".into();
    fill(column, item_rows(200), 12_345, 1_000_000);
    column.list.growing = true;
    column.cursor = 150;
    column.top = 140;
    app.accounts[0].progress = Some((
        "reading instances_train2017.json".into(),
        312_000_000,
        1_040_000_000,
    ));
    app.notices.say(
        Weight::Warning,
        "2 images are missing: their rows are marked with ?".into(),
        NOW,
    );
    check("long", &app, &USUAL);
}

#[test]
fn empty_loading_failed_and_old() {
    let list = |change: &dyn Fn(&mut Column)| {
        let mut app = jobs();
        app.browser.preview = Default::default();
        let old = app.browser.column().unwrap();
        let mut column = Column::new(old.parent.clone(), old.parent_name.clone(), Level::Job);
        change(&mut column);
        app.browser.columns[3] = column;
        app
    };
    let size = SIZES;
    check(
        "loading",
        &list(&|column| column.load = Load::Loading),
        &size,
    );
    check("empty", &list(&|column| fill(column, vec![], 0, 0)), &size);
    let none_fits = list(&|column| {
        fill(column, vec![], 0, 340);
        column.filter = "assignee:nobody".into();
    });
    check("none_fits", &none_fits, &size);
    let why = "instances.json line 3, field images: a number was expected";
    check(
        "failed",
        &list(&|column| column.load = Load::Failed(why.into())),
        &size,
    );
    let old = list(&|column| {
        fill(column, job_rows(), 10, 10);
        column.load = Load::Failed("the folder vanished".into());
    });
    check("old", &old, &size);
    let mut nothing = jobs();
    nothing.browser = Default::default();
    check("nothing_yet", &nothing, &size);
}

#[test]
fn review_with_picture() {
    check("review", &review(), &SIZES);
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    open.selected = Some(0);
    open.overlay = false;
    open.view.zoom = 2.5;
    open.issues.clear();
    Arc::make_mut(open.detail.as_mut().unwrap()).verdict = Some(judged(Verdict::Accepted, None, 1));
    check("review_stale_peek", &app, &USUAL);
}

#[test]
fn review_in_words() {
    let mut app = review();
    app.terminal.graphics = Graphics::Off;
    check("review_text", &app, &USUAL);
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    open.picture = None;
    open.picture_problem = Some("0001.jpg is cut off after 3,211 bytes".into());
    check("review_no_picture", &app, &SIZES);
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    (open.picture, open.detail, open.load, open.issues_load) =
        (None, None, Load::Loading, Load::Loading);
    open.issues.clear();
    check("review_loading", &app, &SIZES);
}

#[test]
fn menus() {
    let mut app = review();
    app.overlays.push(Overlay::Menu(help()));
    check("help", &app, &SIZES);
    let mut menu = help();
    menu.input = Input::new("issue".into());
    menu.shown = vec![10, 15, 16];
    app.overlays = vec![Overlay::Menu(menu)];
    check("help_search", &app, &SIZES);
}

#[test]
fn a_filter_with_what_it_could_go_on_with() {
    let mut app = jobs();
    app.overlays = vec![Overlay::Prompt(Prompt {
        kind: PromptKind::Filter,
        title: "Filter".into(),
        input: Input::new("issues>0 state:".into()),
        error: None,
    })];
    let column = app.browser.column().cloned();
    app.completion = complete(&app, column.as_ref(), ("issues>0 state:", 15), false);
    app.completion.chosen = Some(1);
    check("completion", &app, &SIZES);
    app.macros.recording = Some(('a', vec![Key::char('x'); 3]));
    app.overlays.clear();
    check("recording", &app, &[(80, 24)]);
}

#[test]
fn small_overlays() {
    let mut app = review();
    app.overlays.push(Overlay::Reason(Reason {
        target: Target::Annotation(Id::Number(2)),
    }));
    check("reason", &app, &SIZES);
    let long = "この箱は大きすぎます — the box is much too large on the left side and also covers the mirror of the next car";
    app.overlays = vec![Overlay::Prompt(Prompt {
        kind: PromptKind::Comment(Id::Number(1)),
        title: "comment".into(),
        input: Input::new(long.into()),
        error: Some("the text is empty".into()),
    })];
    check("prompt", &app, &SIZES);
    app.overlays = vec![Overlay::Summary(Summary {
        job: job_node(),
        name: "street 1–12".into(),
        items: 12,
        accepted: 8,
        rejected: 3,
        undecided: 1,
        issues: 2,
        proposal: Some(accept_job()),
        state: Some(State {
            stage: Some("validation".into()),
            state: "in review".into(),
            class: StatusClass::ToReview,
        }),
    })];
    check("summary", &app, &SIZES);
}

fn operation(number: u64, name: &str, change: Change) -> Operation {
    Operation {
        id: OpId { session: 1, number },
        at: NOW.plus_ms(-i64::try_from(number).unwrap() * 100_000),
        who: "me".into(),
        target: job_node(),
        name: name.into(),
        change,
    }
}

fn decision(ops: Vec<Operation>, title: &str) -> Decision {
    Decision {
        id: DecisionId(OpId {
            session: 1,
            number: 99,
        }),
        title: title.into(),
        ops,
        guard: Guard::Bulk,
        hold_until: NOW.plus_ms(7_000),
        undo_of: None,
    }
}

#[test]
fn bulk() {
    let mut app = jobs();
    let ops = (0..35)
        .map(|n| {
            operation(
                n,
                "job",
                Change::Flag {
                    before: false,
                    after: true,
                },
            )
        })
        .collect();
    app.overlays.push(Overlay::Bulk(Bulk {
        decision: decision(ops, "37 jobs to acceptance · completed"),
        counts: vec![("in review".into(), 30), ("in progress".into(), 5)],
        refused: vec![
            ("street 37–48".into(), "assigned to somebody else".into()),
            (
                "夜間の交差点".into(),
                "cannot go from new to completed".into(),
            ),
        ],
        names: Vec::new(),
        question: None,
        inputs: Vec::new(),
        typed: None,
    }));
    check("bulk", &app, &SIZES);
}

#[test]
fn activity() {
    let mut app = jobs();
    let judge = |verdict| Change::JudgeItem {
        before: None,
        after: Some(judged(verdict, None, 1)),
    };
    let entry = |number, name: &str, change, delivery, error: Option<&str>| Entry {
        operation: operation(number, name, change),
        decision: DecisionId(OpId { session: 1, number }),
        title: name.into(),
        guard: Guard::Reversible,
        undo_of: (number == 4).then_some(DecisionId(OpId {
            session: 1,
            number: 3,
        })),
        hold_until: NOW.plus_ms(4_200),
        delivery,
        attempts: 2,
        retry_at: None,
        error: error.map(Text::line),
        applied: None,
    };
    let comment = Change::Comment {
        issue: Id::Number(1),
        text: "mirrors count".into(),
    };
    let entries = vec![
        entry(
            1,
            "0001.jpg",
            judge(Verdict::Rejected),
            Delivery::Held,
            None,
        ),
        entry(
            2,
            "0002.jpg",
            judge(Verdict::Accepted),
            Delivery::Sending,
            None,
        ),
        entry(
            3,
            "夜間の交差点.jpg",
            comment,
            Delivery::Waiting,
            Some("no answer within 10 s"),
        ),
        entry(
            4,
            "street 1–12",
            Change::Flag {
                before: false,
                after: true,
            },
            Delivery::Failed,
            Some("not allowed: the job is closed"),
        ),
        entry(5, "0004.jpg", judge(Verdict::Skipped), Delivery::Done, None),
        entry(
            6,
            "0005.jpg",
            judge(Verdict::VerifiedEmpty),
            Delivery::Withdrawn,
            None,
        ),
    ];
    app.open_ops = entries
        .iter()
        .take(4)
        .map(|entry| entry.operation.clone())
        .collect();
    app.failed_ops.insert(app.open_ops[3].id);
    app.hold_until = Some((
        DecisionId(OpId {
            session: 1,
            number: 1,
        }),
        NOW.plus_ms(6_100),
    ));
    app.notices.say(Weight::Info, "saved".into(), NOW);
    app.notices.say(
        Weight::Error,
        "the folder vanished: check the disk, then R".into(),
        NOW,
    );
    app.notices.say(
        Weight::Error,
        "the folder vanished: check the disk, then R".into(),
        NOW,
    );
    let view = |tab| {
        Overlay::Activity(Activity {
            tab,
            entries: entries.clone(),
            loaded: true,
            cursor: 1,
            top: 0,
        })
    };
    app.overlays = vec![view(ActivityTab::History)];
    check("activity_history", &app, &SIZES);
    app.overlays = vec![view(ActivityTab::Messages)];
    check("activity_messages", &app, &SIZES);
}

#[test]
fn insights() {
    let mut app = jobs();
    let row = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| Text::line(cell))
            .collect::<Vec<_>>()
    };
    let table = |title: &str| Table {
        work: None,
        title: title.into(),
        head: row(&["label", "objects", "rejected", "share"]),
        rows: vec![
            row(&["car", "1204", "31", "2.6%"]).into(),
            row(&["交通標識", "97", "8", "8.2%"]).into(),
            row(&["person", "3", "0", "0%"]).into(),
        ],
    };
    app.overlays.push(Overlay::Insights(Insights {
        title: "figures: train".into(),
        tables: Some(Ok(vec![table("by label"), table("by annotator")])),
        top: 0,
        node: job_node(),
        cursor: None,
    }));
    check("insights", &app, &SIZES);
}

#[test]
fn hints_of_a_prefix() {
    let mut app = jobs();
    app.keys = vec![Key {
        code: KeyCode::Char('g'),
        ctrl: false,
        alt: false,
        shift: false,
    }];
    app.keys_at = NOW.plus_ms(-500);
    check("hint_box", &app, &SIZES);
    app.keys_at = NOW.plus_ms(-100);
    assert!(!text(&screen(&app, &theme(), (120, 36)).0).contains("goes on with"));
}

#[test]
fn mono_and_ascii() {
    let mut app = review();
    let mut settings = Settings::clone(&app.settings);
    settings.ascii = true;
    app.settings = Arc::new(settings);
    app.terminal.graphics = Graphics::Off;
    let mono = Theme::new(ThemeChoice::Mono, None, ColorDepth::True, true);
    for (name, app) in [("ascii_review", app), ("ascii_jobs", jobs())] {
        let (buf, _) = screen(&app, &mono, (100, 30));
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path("snapshots");
        settings.bind(|| insta::assert_snapshot!(name, text(&buf)));
        for cell in buf.content() {
            assert_eq!((cell.fg, cell.bg), Default::default(), "{}", cell.symbol());
        }
    }
}
