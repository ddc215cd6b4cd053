//! A text of 200,000 characters with 5,000 spans: what breaking it into lines costs (once for a
//! width), and what a key that scrolls costs from the key to the cells that change. The bar for
//! that is 16 ms in all but one of a hundred keys.
#![allow(missing_docs, clippy::unwrap_used)]

use std::sync::Arc;
use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use vidimus::app::content::Lines;
use vidimus::app::msg::Msg;
use vidimus::app::state::App;
use vidimus::app::update::update;
use vidimus::config::keys::parse_sequence;
use vidimus::model::*;
use vidimus::ui;

#[allow(dead_code)]
#[path = "../it/screens/build.rs"]
mod build;

const CHARS: usize = 200_000;
const SPANS: u64 = 5_000;
const AREA: ratatui::layout::Rect = Rect {
    x: 0,
    y: 0,
    width: 200,
    height: 60,
};

fn main() {
    // `cargo test` runs benches too, to see that they run.
    if std::env::args().any(|arg| arg == "--bench") {
        report("latin", &latin());
        report("mixed", &mixed());
    }
    divan::main();
}

fn latin() -> String {
    let words = "The quick brown fox jumps over the lazy dog, again and again; then it rests.\n";
    words.chars().cycle().take(CHARS).collect()
}

fn mixed() -> String {
    let words =
        "Der schnelle Fuchs läuft über die Straße, 日本語の文字列が続く、 e\u{301} και αβγ.\n";
    words.chars().cycle().take(CHARS).collect()
}

fn document(text: &str) -> Arc<Document> {
    Arc::new(Document {
        text: DocumentText::new(text),
        ..Document::default()
    })
}

/// Spans of four lengths all over the text: every second one lies within the one before.
fn spans() -> Vec<Annotation> {
    let span = |number: u64| {
        let start = u32::try_from(number / 2 * 80 + number % 2 * 5).unwrap();
        let length = [70, 8, 30, 12][usize::try_from(number % 4).unwrap()];
        Annotation {
            shape: Shape::Span {
                start,
                end: start + length,
                text: "words".into(),
            },
            ..build::annotation(number, u32::try_from(number % 3).unwrap(), None)
        }
    };
    (0..SPANS).map(span).collect()
}

fn reviewed(text: &str) -> App {
    let mut app = build::review();
    let review = app.review.as_mut().unwrap();
    review.picture = None;
    review.selected = None;
    let detail = Arc::make_mut(review.detail.as_mut().unwrap());
    detail.pictured = false;
    detail.contents = vec![Content::Document(document(text))];
    detail.annotations = spans();
    let relation = |number: u64| Relation {
        from: Id::Number(number),
        to: Id::Number(number + 1),
        direction: Direction::Forth,
        labels: vec!["goes with".into()],
        result: 0,
    };
    detail.relations = (0..500).map(relation).collect();
    app
}

/// The key that is typed, and the frame that answers it.
fn key(app: &mut App, keys: &str, frames: &mut [Buffer; 2]) -> usize {
    let [old, new] = frames;
    for key in parse_sequence(keys).unwrap_or_default() {
        update(app, Msg::Key(key), build::NOW);
    }
    let theme = build::theme();
    let shown = ui::draw(app, &theme, new, &mut |_, _, _| {});
    if shown.slots != app.slots {
        update(app, Msg::Slots(shown.slots), build::NOW);
        ui::draw(app, &theme, new, &mut |_, _, _| {});
    }
    let changed = old.diff(new).len();
    std::mem::swap(old, new);
    changed
}

fn report(name: &str, text: &str) {
    let mut app = reviewed(text);
    let mut frames = [Buffer::empty(AREA), Buffer::empty(AREA)];
    let start = Instant::now();
    key(&mut app, "", &mut frames);
    let opened = start.elapsed();
    for keys in ["J", "<pgdn>", "l"] {
        let mut times: Vec<_> = (0..1_000)
            .map(|_| {
                let start = Instant::now();
                key(&mut app, keys, &mut frames);
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        let [half, most, all] = [500, 990, 999].map(|at| times[at]);
        println!("{name}: opened {opened:.1?}; {keys} p50 {half:.2?} p99 {most:.2?} max {all:.2?}");
        key(&mut app, "<esc>", &mut frames);
        for _ in 0..200 {
            key(&mut app, "<pgup>", &mut frames);
        }
    }
}

#[divan::bench(args = ["latin", "mixed"])]
fn lines(bencher: divan::Bencher, kind: &str) {
    let document = document(&if kind == "latin" { latin() } else { mixed() });
    bencher.bench(|| Lines::new(&document, 100, usize::MAX).count());
}

#[divan::bench(args = ["latin", "mixed"])]
fn frame(bencher: divan::Bencher, kind: &str) {
    let mut app = reviewed(&if kind == "latin" { latin() } else { mixed() });
    let mut frames = [Buffer::empty(AREA), Buffer::empty(AREA)];
    key(&mut app, "<pgdn>", &mut frames);
    let theme = build::theme();
    let mut buf = Buffer::empty(AREA);
    bencher.bench_local(|| ui::draw(&app, &theme, &mut buf, &mut |_, _, _| {}).slots);
}
