//! What a frame costs at 200×60: the bar is 300 µs, beside the floor of emptying its cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::app::state::App;
use vidimus::app::update::update;
use vidimus::config::settings::Settings;
use vidimus::model::{Id, Level, Page, Row, Text, Timestamp, Words};
use vidimus::ui;

#[allow(dead_code, missing_docs, clippy::unwrap_used)]
#[path = "../it/screens/build.rs"]
mod build;

fn main() {
    divan::main();
}

const AREA: Rect = Rect {
    x: 0,
    y: 0,
    width: 200,
    height: 60,
};

fn frames(bencher: divan::Bencher, app: App) {
    let theme = build::theme();
    let mut buf = Buffer::empty(AREA);
    bencher.bench_local(|| {
        ui::draw(&app, &theme, &mut buf, &mut |_, _, _| {})
            .slots
            .list_rows
    });
}

/// The floor: every frame begins with empty cells.
#[divan::bench]
fn empty_cells(bencher: divan::Bencher) {
    let mut buf = Buffer::empty(AREA);
    bencher.bench_local(|| buf.reset());
}

#[divan::bench]
fn a_million_rows(bencher: divan::Bencher) {
    let mut app = build::jobs();
    let rows = (0..200).flat_map(|_| build::job_rows()).take(200);
    let rows = rows.zip(0..).map(|((mut row, words), n)| {
        row.id = Id::Number(n);
        (row, words)
    });
    let rows = rows.collect();
    if let Some(column) = app.browser.column_mut() {
        build::fill(column, rows, 1_000_000, 1_000_000);
    }
    frames(bencher, app);
}

#[divan::bench]
fn items_with_preview(bencher: divan::Bencher) {
    let mut app = build::items();
    app.browser.preview.picture = Some(build::picture(60, 30));
    frames(bencher, app);
}

#[divan::bench]
fn review_with_half_blocks(bencher: divan::Bencher) {
    let mut app = build::review();
    if let Some(review) = &mut app.review {
        review.picture = Some(build::picture(150, 54));
        review.issues = (0..500)
            .map(|n| {
                build::issue(
                    n,
                    build::job_node().child(Level::Item, Id::Number(n)),
                    false,
                )
            })
            .collect();
    }
    frames(bencher, app);
}

#[divan::bench]
fn help_over_review(bencher: divan::Bencher) {
    let mut app = build::review();
    app.overlays.push(Overlay::Menu(build::help()));
    frames(bencher, app);
}

/// From the first page's answer to its rows as cells: the bar is 5 ms.
#[divan::bench]
fn first_page_to_cells(bencher: divan::Bencher) {
    let theme = build::theme();
    let mut buf = Buffer::empty(AREA);
    let asked = || {
        let mut app = build::app(Settings::default());
        let effects = update(&mut app, Msg::Start, Timestamp(1));
        let answer = effects.into_iter().find_map(|effect| match effect {
            Effect::List {
                generation, column, ..
            } => Some(Msg::Page {
                column,
                generation,
                offset: 0,
                result: Ok(first_page()),
            }),
            _ => None,
        });
        (app, answer)
    };
    bencher
        .with_inputs(asked)
        .bench_local_values(|(mut app, answer)| {
            if let Some(msg) = answer {
                update(&mut app, msg, Timestamp(2));
            }
            ui::draw(&app, &theme, &mut buf, &mut |_, _, _| {})
                .slots
                .list_rows
        });
}

fn first_page() -> Page {
    let mut words = Words::default();
    let state = words.add(&Text::line("in progress"));
    let rows = (0..200).map(|n| Row {
        state,
        ..Row::new(Id::Number(n), Text::line(&format!("row {n:06}")))
    });
    Page {
        rows: rows.collect(),
        words,
        total: 100_000,
        unfiltered: 100_000,
        ..Page::default()
    }
}
