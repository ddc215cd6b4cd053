//! What accounts on servers add to the screen.

use std::sync::Arc;

use vidimus::app::browser::Load;
use vidimus::app::overlay::*;
use vidimus::app::state::{Account, App};
use vidimus::config::settings::Settings;
use vidimus::model::*;

use super::build::*;
use super::views::{USUAL, check};

fn identity() -> Identity {
    Identity {
        user: "me".into(),
        server: "CVAT 2.54".into(),
        place: "https://cvat.example.org".into(),
        poll_s: Some(30),
        ..Identity::default()
    }
}

/// The browser on jobs of a server, without the demo's tour.
fn on_server(mut app: App) -> App {
    app.settings = Arc::new(Settings::default());
    let account = &mut app.accounts[0];
    account.identity = Some(identity());
    account.local_verbs = vec![Verb::JudgeItem, Verb::JudgeAnnotation, Verb::Flag];
    app
}

fn entry(group: InboxGroup, name: &str, place: &str, minutes: i64) -> InboxEntry {
    let reviewable = matches!(group, InboxGroup::ToReview | InboxGroup::Unassigned);
    InboxEntry {
        group,
        node: job_node(),
        issue: Some(Id::Number(minutes.unsigned_abs())),
        name: name.into(),
        place: place.into(),
        state: reviewable.then(|| State {
            stage: Some("validation".into()),
            state: "in progress".into(),
            class: StatusClass::ToReview,
        }),
        items: if reviewable { 120 } else { 0 },
        issues: if reviewable { 3 } else { 0 },
        by: (!reviewable).then(|| "ann".into()),
        at: NOW.plus_ms(-minutes * 60_000),
    }
}

pub fn inbox() -> App {
    let mut app = on_server(jobs());
    let mut second: Account = app.accounts[0].clone();
    second.id = AccountId::new("customer");
    app.accounts.push(second);
    app.inbox.shown = true;
    let part = app.inbox.part(&AccountId::new("demo")).unwrap();
    (part.load, part.fresh) = (Load::Ready, true);
    part.entries = vec![
        entry(
            InboxGroup::Fixed,
            "loose box on the left",
            "street › train › 12",
            50,
        ),
        entry(
            InboxGroup::Fixed,
            "画像のラベルが違います",
            "street › train › 12",
            2_000,
        ),
        entry(
            InboxGroup::ToReview,
            "street 1–12",
            "photographs › street › train",
            300,
        ),
        entry(
            InboxGroup::ToReview,
            "night with a name that is much longer than any pane can hold",
            "photographs › street › val",
            9_000,
        ),
        entry(
            InboxGroup::Replies,
            "Is the mirror part of it?",
            "street › train › 4",
            7,
        ),
        entry(
            InboxGroup::Returned,
            "animals 3",
            "photographs › animals",
            70,
        ),
        entry(
            InboxGroup::Unassigned,
            "duplicates",
            "photographs › street",
            80,
        ),
    ];
    let other = app.inbox.part(&AccountId::new("customer")).unwrap();
    other.load = Load::Failed("nobody answers at cvat.customer.com".into());
    app.inbox.arrange();
    app.inbox.cursor = 2;
    app
}

#[test]
fn inbox_with_groups() {
    check("inbox", &inbox(), &SIZES);
    let mut app = inbox();
    for part in &mut app.inbox.parts {
        part.entries.clear();
        (part.load, part.fresh) = (Load::Ready, true);
    }
    app.inbox.arrange();
    check("inbox_empty", &app, &[(80, 24)]);
    app.inbox.parts[1].load = Load::Loading;
    app.inbox.parts[1].fresh = false;
    check("inbox_looking", &app, &[(80, 24)]);
}

#[test]
fn a_server_and_its_troubles_in_the_header() {
    let mut app = on_server(jobs());
    let identity = app.accounts[0].identity.as_mut().unwrap();
    identity.warning = Some("certificates are not checked".into());
    app.accounts[0].wait_until = Some(NOW.plus_ms(11_200));
    check("server_waits", &app, &SIZES);
    app.accounts[0].wait_until = None;
    app.accounts[0].trouble = Some("nobody answers at cvat.example.org".into());
    app.accounts[0].identity.as_mut().unwrap().read_only = Some("a read-only token".into());
    check("server_offline", &app, &USUAL);
}

#[test]
fn views_and_what_was_worked_out_here() {
    let mut app = on_server(jobs());
    app.browser.focus = 1;
    let column = app.browser.column_mut().unwrap();
    let mut view = Row::new(Id::name("mine"), "My jobs".into());
    view.flags.view = true;
    let rows = vec![(view, [""; 4])];
    let old: Vec<_> = column.list.held().map(|(_, row)| row.clone()).collect();
    let rows = rows
        .into_iter()
        .chain(old.into_iter().map(|row| (row, [""; 4])));
    fill(column, rows.collect(), 4, 2_150);
    column.list.worked_here = "issues>0".into();
    column.filter = "issues>0".into();
    check("views", &app, &SIZES);
}

#[test]
fn deleted_and_ground_truth_items() {
    let mut app = on_server(items());
    let column = app.browser.column_mut().unwrap();
    let mut rows = item_rows(12);
    for (number, (row, words)) in rows.iter_mut().enumerate() {
        row.flags.deleted = number == 3;
        row.flags.truth = number == 1;
        words[1] = if number == 5 { "excluded" } else { "" };
    }
    fill(column, rows, 12, 12);
    check("items_of_a_server", &app, &USUAL);
}

#[test]
fn a_review_on_a_server() {
    let mut app = on_server(review());
    let mut rows = item_rows(12);
    (rows[1].0.flags.truth, rows[3].0.flags.deleted) = (true, true);
    rows[1].1[1] = "honeypot";
    let column = app.browser.columns.last_mut().unwrap();
    fill(column, rows, 12, 12);
    let open = app.review.as_mut().unwrap();
    open.issue = Some(Id::Number(2));
    app.verified.insert(Id::Number(2));
    check("review_of_a_server", &app, &SIZES);
    let open = app.review.as_mut().unwrap();
    open.number = 1;
    Arc::make_mut(open.detail.as_mut().unwrap()).pictures = vec!["rear camera.jpg".into()];
    check("review_context_picture", &app, &[(80, 24)]);
}

#[test]
fn a_conflict_side_by_side() {
    let mut app = on_server(jobs());
    let state = |stage: &str, state: &str, class| State {
        stage: Some(stage.into()),
        state: state.into(),
        class,
    };
    let before = state("validation", "in progress", StatusClass::ToReview);
    let after = state("acceptance", "completed", StatusClass::Accepted);
    let operation = Operation {
        id: OpId {
            session: 1,
            number: 1,
        },
        at: NOW,
        who: "me".into(),
        target: job_node(),
        name: "street 1–12".into(),
        change: Change::Transition {
            before,
            after,
            handover: None,
        },
    };
    let theirs = Theirs::Is(
        "annotation · rejected".into(),
        Some(operation.change.clone()),
    );
    app.overlays.push(Overlay::Conflict(Box::new(Conflict {
        operation,
        theirs: Some(theirs),
        quiet_until: NOW,
    })));
    check("conflict", &app, &SIZES);
}

#[test]
fn a_guide_to_read() {
    let mut app = on_server(jobs());
    let long = "# Boxes\nDraw boxes tight around the visible part of the object, mirrors and open doors included, so that nothing of it lies outside.\n\n## Signs\nSigns count only when readable.\n".repeat(6);
    app.overlays.push(Overlay::Pager(Pager {
        title: "Guide".into(),
        text: Some(Ok(Text::block(&long))),
        generation: Default::default(),
        top: 4,
    }));
    check("guide", &app, &SIZES);
}

#[test]
fn a_quality_report_with_places_to_go_to() {
    let mut app = on_server(jobs());
    let cells = |words: &[&str]| words.iter().map(|word| Text::line(word)).collect();
    let conflict = |words: &[&str], class| TableRow {
        cells: cells(words),
        to: Some((job_node().child(Level::Item, Id::Number(4)), None)),
        class: Some(class),
    };
    let tables = vec![
        Table {
            title: "Quality".into(),
            head: cells(&["measure", "value"]),
            rows: vec![
                TableRow::from(cells(&["accuracy", "81.2%"])),
                TableRow::from(cells(&["conflicts", "7"])),
            ],
            work: Some(Work {
                name: "quality".into(),
                summary: "compute the report anew".into(),
                denied: None,
            }),
        },
        Table {
            title: "Conflicts".into(),
            head: cells(&["frame", "what", "severity"]),
            rows: vec![
                conflict(&["4", "missing annotation", "error"], StatusClass::Rejected),
                conflict(&["9", "low overlap", "warning"], StatusClass::ToReview),
            ],
            work: None,
        },
    ];
    app.working = Some((job_node(), "compute the report anew".into()));
    app.accounts[0].progress = Some(("quality report".into(), 42, 100));
    app.overlays.push(Overlay::Insights(Insights {
        title: "street 1–12".into(),
        tables: Some(Ok(tables)),
        top: 0,
        node: job_node(),
        cursor: Some((1, 1)),
    }));
    check("quality", &app, &USUAL);
}

#[test]
fn a_hand_back_is_proposed() {
    let mut app = on_server(review());
    app.overlays.push(Overlay::Summary(Summary {
        job: job_node(),
        name: "street 1–12".into(),
        items: 100,
        accepted: 92,
        rejected: 8,
        undecided: 0,
        issues: 8,
        proposal: Some(Transition {
            to: State {
                stage: Some("annotation".into()),
                state: "rejected".into(),
                class: StatusClass::Rejected,
            },
            summary: "reject the job".into(),
            denied: None,
            assignee: Some("ann".into()),
        }),
        state: None,
    }));
    check("hand_back", &app, &USUAL);
}
