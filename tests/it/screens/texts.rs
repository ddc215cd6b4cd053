//! Texts, dialogues, pages and time lines as text.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use vidimus::app::state::App;
use vidimus::app::update::prepare;
use vidimus::config::settings::ThemeChoice;
use vidimus::model::geometry::KeyFrame;
use vidimus::model::*;
use vidimus::ui::Shown;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;
use super::views::USUAL;

/// The offset of a word, in characters.
pub fn at(text: &str, word: &str) -> u32 {
    let byte = text.find(word).unwrap();
    u32::try_from(text[..byte].chars().count()).unwrap()
}

fn span(text: &str, words: &str, label: u32, on: u8, number: u64) -> Annotation {
    let start = at(text, words);
    let end = start + u32::try_from(words.chars().count()).unwrap();
    Annotation {
        shape: Shape::Span {
            start,
            end,
            text: words.into(),
        },
        on,
        attributes: Vec::new(),
        ..annotation(number, label, None)
    }
}

fn label(name: &str, color: Option<Rgb>) -> Label {
    Label {
        id: None,
        name: name.into(),
        color,
        parent: None,
        joints: Vec::new(),
    }
}

fn entities() -> Arc<LabelSet> {
    Arc::new(LabelSet {
        labels: vec![
            label("Person", Some(Rgb(230, 60, 60))),
            label("Organisation", Some(Rgb(86, 180, 233))),
            label("Place", Some(Rgb(0, 158, 115))),
            label("Sentence", Some(Rgb(240, 228, 66))),
        ],
    })
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute {
        name: name.into(),
        value: value.into(),
    }
}

/// The review of an item without a picture.
fn reviewed(change: impl FnOnce(&mut ItemDetail)) -> App {
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    open.picture = None;
    open.issues.clear();
    let mut detail = ItemDetail::empty(open.item.clone().unwrap(), "0001".into());
    detail.pictured = false;
    detail.labels = entities();
    detail.hash = ContentHash(9);
    change(&mut detail);
    open.selected = None;
    open.detail = Some(Arc::new(detail));
    app
}

/// Draws twice: sizes are known from the first frame.
fn shown(app: &mut App, theme: &Theme, size: (u16, u16)) -> (Buffer, Shown) {
    let slots = screen(app, theme, size).1.slots;
    app.slots = slots;
    prepare(app.review.as_mut().unwrap(), slots.main);
    screen(app, theme, size)
}

fn check(name: &str, app: &App, sizes: &[(u16, u16)]) {
    check_in(name, app, &theme(), sizes);
}

fn check_in(name: &str, app: &App, theme: &Theme, sizes: &[(u16, u16)]) {
    for size in sizes {
        let mut app = reopened(app);
        let (buf, _) = shown(&mut app, theme, *size);
        picture_of(name, &buf);
        let name = format!("{name}_{}x{}", size.0, size.1);
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path("snapshots");
        settings.bind(|| insta::assert_snapshot!(name, text(&buf)));
    }
}

/// The same review in a program of its own.
fn reopened(app: &App) -> App {
    let mut other = review();
    other.review = app.review.clone();
    other.browser = app.browser.clone();
    other.settings = app.settings.clone();
    other.terminal = app.terminal;
    other
}

/// Writes the screen with its colours as escape sequences, for people who want to see it:
/// `SCREENS=folder cargo test --test it screens::texts`.
fn picture_of(name: &str, buf: &Buffer) {
    let Some(folder) = std::env::var_os("SCREENS") else {
        return;
    };
    let mut out = String::from("\x1b[H\x1b[2J");
    for y in buf.area.top()..buf.area.bottom() {
        out.push_str(&format!("\x1b[{};1H", y + 1));
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let cell = &buf[(x, y)];
            out.push_str("\x1b[0");
            for (modifier, code) in [
                (Modifier::BOLD, ";1"),
                (Modifier::DIM, ";2"),
                (Modifier::ITALIC, ";3"),
                (Modifier::UNDERLINED, ";4"),
                (Modifier::REVERSED, ";7"),
            ] {
                if cell.modifier.contains(modifier) {
                    out.push_str(code);
                }
            }
            for (color, kind) in [(cell.fg, 38), (cell.bg, 48)] {
                if let ratatui::style::Color::Rgb(r, g, b) = color {
                    out.push_str(&format!(";{kind};2;{r};{g};{b}"));
                }
            }
            out.push('m');
            out.push_str(cell.symbol());
            x +=
                u16::try_from(unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1)).unwrap();
        }
    }
    let file = format!("{name}_{}x{}.ansi", buf.area.width, buf.area.height);
    std::fs::write(std::path::Path::new(&folder).join(file), out).unwrap();
}

pub const STORY: &str = "Marie Curie worked in Paris. She founded the Curie Institute there, \
which the University of Paris joined later.\n\nIn 1903 she and Pierre Curie received the prize \
of the Royal Swedish Academy of Sciences in Stockholm, as the first woman ever; the second prize \
came in 1911, when she had already been the head of the laboratory for five years.\n\n\t— from a \
text of many lines, among them one with 日本語の文字列 and an e\u{301} made of two characters.\n";

#[test]
fn a_text_of_an_export_is_shown_with_its_results() {
    let app = reviewed(|detail| {
        let node = detail.node.clone();
        *detail = ItemDetail {
            node,
            ..crate::platforms::formats::text_item()
        };
    });
    check("export_text", &app, &[(80, 24), (120, 36)]);
}

/// A text with overlapping spans and relations.
pub fn story() -> App {
    reviewed(|detail| {
        detail.contents = vec![Content::Document(Arc::new(Document {
            name: "text".into(),
            text: DocumentText::new(STORY),
            ..Document::default()
        }))];
        let mut curie = span(STORY, "Marie Curie", 0, 0, 1);
        curie.verdict = Some(judged(Verdict::Accepted, None, 5));
        curie.attributes = vec![attribute("gender", "female"), attribute("certainty", "4")];
        let mut paris = span(STORY, "Paris", 2, 0, 3);
        paris.verdict = Some(judged(Verdict::Rejected, Some("wrong label"), 5));
        detail.annotations = vec![
            curie,
            span(
                STORY,
                "She founded the Curie Institute there, which the University of Paris joined later.",
                3,
                0,
                2,
            ),
            paris,
            span(STORY, "Curie Institute", 1, 0, 4),
            span(STORY, "University of Paris", 1, 0, 5),
            span(STORY, "Pierre Curie", 0, 0, 6),
            span(STORY, "Royal Swedish Academy of Sciences", 1, 0, 7),
            span(STORY, "Stockholm", 2, 0, 8),
            span(STORY, "日本語", u32::MAX, 0, 9),
            Annotation {
                shape: Shape::Tag,
                attributes: vec![attribute("sentiment", "positive")],
                ..annotation(10, u32::MAX, None)
            },
        ];
        let relation = |from, to, direction, label: &str| Relation {
            from: Id::Number(from),
            to: Id::Number(to),
            direction,
            labels: vec![label.into()],
            result: 0,
        };
        detail.relations = vec![
            relation(1, 4, Direction::Forth, "works for"),
            relation(6, 1, Direction::Both, "married to"),
            relation(3, 1, Direction::Forth, "home of"),
        ];
    })
}

#[test]
fn a_text_with_spans() {
    check("text", &story(), &SIZES);
    let mut app = story();
    app.review.as_mut().unwrap().selected = Some(0);
    check("text_related", &app, &USUAL);
    app.review.as_mut().unwrap().selected = Some(4);
    check("text_overlapped", &app, &USUAL);
    app.review.as_mut().unwrap().overlay = false;
    check("text_peek", &app, &[(80, 24)]);
}

#[test]
fn a_text_without_colours() {
    let mut app = story();
    app.review.as_mut().unwrap().selected = Some(3);
    let mono = Theme::new(ThemeChoice::Mono, None, ColorDepth::True, false);
    check_in("text_mono", &app, &mono, &USUAL);
    let ascii = Theme::new(ThemeChoice::Mono, None, ColorDepth::True, true);
    check_in("text_ascii", &app, &ascii, &[(80, 24)]);
}

/// The cell at which a text begins.
fn find(buf: &Buffer, wanted: &str) -> (u16, u16) {
    for y in buf.area.top()..buf.area.bottom() {
        for x in buf.area.left()..buf.area.right() {
            let rest: String = (x..buf.area.right())
                .map(|x| buf[(x, y)].symbol())
                .collect();
            if rest.starts_with(wanted) {
                return (x, y);
            }
        }
    }
    panic!("'{wanted}' is not on screen:\n{}", text(buf));
}

#[test]
fn spans_are_seen_at_every_depth_and_the_selected_one_most() {
    for colors in [
        ColorDepth::True,
        ColorDepth::P256,
        ColorDepth::P16,
        ColorDepth::Mono,
    ] {
        for light in [false, true] {
            let theme = Theme::new(ThemeChoice::Auto, Some(light), colors, false);
            let mut app = story();
            app.review.as_mut().unwrap().selected = Some(0);
            let (buf, shown) = shown(&mut app, &theme, (120, 36));
            assert!(shown.item.is_some(), "a text that is drawn can be judged");
            let style = |words| buf[find(&buf, words)].style();
            let plain = style("worked in");
            let chosen = style("Marie Curie worked");
            let (x, y) = find(&buf, "Royal Swedish");
            let soft = buf[(x, y)].style();
            assert!(
                plain != soft && soft != chosen && plain != chosen,
                "{colors:?}"
            );
            let linked = style("Pierre Curie received");
            assert!(
                linked != soft && linked != chosen,
                "both ends are marked: {colors:?}"
            );
        }
    }
}

#[test]
fn overlapping_spans_share_their_cells() {
    let (buf, _) = shown(&mut story(), &theme(), (120, 36));
    let inner = &buf[find(&buf, "Curie Institute there")];
    let outer = &buf[find(&buf, "She founded")];
    assert_ne!(inner.bg, outer.bg, "the inner one lends the ground");
    assert!(inner.modifier.contains(Modifier::UNDERLINED));
    let yellow = ratatui::style::Color::Rgb(240, 228, 66);
    assert_eq!(
        inner.underline_color, yellow,
        "the outer one lends the line"
    );
    assert!(!outer.modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn a_dialogue_has_a_column_of_speakers() {
    let raw = "Good morning, how can I help you?\nMy order 4711 has not come, and I have been \
               waiting for it since the beginning of last week.\nI am sorry to hear that.\n";
    let app = reviewed(|detail| {
        let turn = |word: &str, author: &str| Turn {
            start: at(raw, word),
            author: author.into(),
        };
        detail.contents = vec![Content::Document(Arc::new(Document {
            name: "dialogue".into(),
            kind: DocumentKind::Dialogue,
            text: DocumentText::new(raw),
            turns: vec![
                turn("Good", "Agent"),
                turn("My", "Customer with a long name"),
                turn("I am", "Agent"),
            ],
            ..Document::default()
        }))];
        detail.annotations = vec![
            span(raw, "order 4711", 1, 0, 1),
            span(
                raw,
                "waiting for it since the beginning of last week",
                3,
                0,
                2,
            ),
        ];
    });
    check("dialogue", &app, &SIZES);
}

#[test]
fn a_page_has_headings_and_paragraphs() {
    let raw = "    Report    The   first paragraph   of the page has bold words.\nAfter a break.   fn main() {\n      run();\n  }\n";
    let app = reviewed(|detail| {
        let from = |word: &str| at(raw, word);
        let of = |word: &str| (from(word), from(word) + u32::try_from(word.len()).unwrap());
        let (heading, bold) = (of("Report"), of("bold words"));
        let code = (from("fn main"), from("}\n") + 1, Emphasis::Code);
        detail.contents = vec![Content::Document(Arc::new(Document {
            name: "page".into(),
            kind: DocumentKind::Html,
            text: DocumentText::new(raw),
            breaks: vec![heading.0, from("The "), from("fn main")],
            emphasis: vec![
                (heading.0, heading.1, Emphasis::Heading),
                (bold.0, bold.1, Emphasis::Strong),
                code,
            ],
            ..Document::default()
        }))];
        detail.annotations = vec![span(raw, "first paragraph   of the page", 2, 0, 1)];
    });
    check("page", &app, &USUAL);
}

#[test]
fn two_answers_stand_side_by_side() {
    let answer = |name: &str, raw: &str| {
        Content::Document(Arc::new(Document {
            name: name.into(),
            text: DocumentText::new(raw),
            ..Document::default()
        }))
    };
    let app = reviewed(|detail| {
        let right = "A tree is a plant. ".repeat(40);
        detail.contents = vec![
            answer("left", "A tree is a large plant with a trunk of wood."),
            answer("right", &right),
        ];
        detail.annotations = vec![Annotation {
            shape: Shape::Tag,
            attributes: vec![attribute("better", "left")],
            ..annotation(1, u32::MAX, None)
        }];
    });
    check("pairwise", &app, &SIZES);
}

#[test]
fn empty_and_missing_texts_are_said() {
    let document = |raw: &str, missing: Option<&str>| {
        reviewed(|detail| {
            detail.contents = vec![Content::Document(Arc::new(Document {
                text: DocumentText::new(raw),
                missing: missing.map(Text::line),
                ..Document::default()
            }))];
        })
    };
    check("text_empty", &document("", None), &[(80, 24)]);
    let gone = document("", Some("the text could not be read: 404"));
    check("text_gone", &gone, &[(80, 24)]);
    let cut = document(&"word ".repeat(2_000), Some("cut after 10,000 characters"));
    check("text_cut", &cut, &[(80, 24)]);
    let nothing = reviewed(|_| {});
    check("no_picture_no_text", &nothing, &[(80, 24)]);
    check("text_tiny", &story(), &[(30, 8), (20, 5), (12, 3)]);
}

fn segment(start: f64, end: f64, label: u32, number: u64, words: &str) -> Annotation {
    Annotation {
        shape: Shape::Segment {
            start,
            end,
            channel: None,
        },
        attributes: vec![attribute("transcript", words)],
        ..annotation(number, label, None)
    }
}

pub fn sound() -> App {
    reviewed(|detail| {
        detail.contents = vec![Content::Timeline(Timeline {
            name: "audio".into(),
            range: Some((0.0, 62.5)),
            ..Timeline::default()
        })];
        detail.annotations = vec![
            segment(
                1.25,
                14.0,
                0,
                1,
                "Good morning, this is the weather for today.",
            ),
            segment(
                12.0,
                31.5,
                1,
                2,
                "It rains in the north, and in the south the sun will come \
                out in the afternoon, with a light wind from the west and up to nineteen degrees.",
            ),
            segment(40.0, 40.0, 2, 3, ""),
            segment(44.0, 60.0, 0, 4, "And now the news."),
        ];
    })
}

fn heard(app: &mut App) {
    let parts: Vec<(f32, f32)> = (0..2_000)
        .map(|n| {
            let at = n as f32 / 60.0;
            let size = (at.sin() * (at / 7.0).cos()).abs();
            (-size, size * 0.9)
        })
        .collect();
    let signal = Signal {
        start: 0.0,
        end: 62.5,
        channels: vec![Channel {
            name: "mono".into(),
            low: -1.0,
            high: 1.0,
            parts: parts.into(),
        }],
        cut: None,
    };
    give(app, signal);
}

fn give(app: &mut App, signal: Signal) {
    let review = app.review.as_mut().unwrap();
    prepare(review, Some((80, 20)));
    let Some(vidimus::app::content::Page::Time(page)) = review.contents.page_mut() else {
        panic!("a time line");
    };
    page.signal = Some(Arc::new(signal));
    page.load = vidimus::app::browser::Load::Ready;
    page.measure();
}

#[test]
fn sound_is_a_waveform_with_lanes_and_a_transcript() {
    let mut app = sound();
    app.review.as_mut().unwrap().selected = Some(1);
    heard(&mut app);
    check("audio", &app, &SIZES);
    if let Some(vidimus::app::content::Page::Time(page)) =
        app.review.as_mut().unwrap().contents.page_mut()
    {
        page.look_at(10.0, 16.0);
    }
    check("audio_zoomed", &app, &[(120, 36)]);
    let ascii = Theme::new(ThemeChoice::Mono, None, ColorDepth::True, true);
    check_in("audio_ascii", &app, &ascii, &[(80, 24)]);
}

#[test]
fn without_sound_the_segments_are_there_and_the_reason_too() {
    let mut app = sound();
    let detail = Arc::make_mut(app.review.as_mut().unwrap().detail.as_mut().unwrap());
    let Content::Timeline(timeline) = &mut detail.contents[0] else {
        panic!("a time line");
    };
    timeline.silent = Some("this kind of file is not read".into());
    check("audio_silent", &app, &[(80, 24)]);
}

#[test]
fn series_are_line_charts() {
    let mut app = reviewed(|detail| {
        detail.contents = vec![Content::Timeline(Timeline {
            name: "sensors".into(),
            kind: TimelineKind::Series,
            unit: TimeUnit::Date,
            range: None,
            silent: None,
        })];
        let from = 1_795_255_200.0;
        detail.annotations = vec![
            segment(from + 3_600.0, from + 7_200.0, 0, 1, "start"),
            segment(from + 20_000.0, from + 30_000.0, 1, 2, "run"),
        ];
    });
    let wave = |name: &str, slow: f32, low: f32, high: f32| Channel {
        name: name.into(),
        low,
        high,
        parts: (0..400)
            .map(|n| {
                let share = (n as f32 / slow).sin() / 2.0 + 0.5;
                let value = low + share * (high - low);
                (value, value)
            })
            .collect(),
    };
    give(
        &mut app,
        Signal {
            start: 1_795_255_200.0,
            end: 1_795_255_200.0 + 43_200.0,
            channels: vec![
                wave("temperature", 30.0, -3.5, 21.25),
                wave("pressure", 11.0, 990.0, 1_030.0),
            ],
            cut: Some("every 10th row".into()),
        },
    );
    check("series", &app, &USUAL);
}

#[test]
fn a_video_shows_when_tracks_are_seen() {
    let app = reviewed(|detail| {
        detail.contents = vec![Content::Timeline(Timeline {
            name: "video".into(),
            kind: TimelineKind::Video,
            unit: TimeUnit::Frames,
            range: Some((1.0, 300.0)),
            silent: Some("videos are not shown".into()),
        })];
        let frame = |frame, outside| KeyFrame {
            frame,
            shape: Shape::Box {
                rect: vidimus::model::Rect::new(1.0, 2.0, 3.0, 4.0),
            },
            outside,
        };
        let track = |number, label, frames| Annotation {
            shape: Shape::Track { frames },
            ..annotation(number, label, None)
        };
        detail.annotations = vec![
            track(
                1,
                0,
                vec![
                    frame(0, false),
                    frame(50, false),
                    frame(99, true),
                    frame(200, false),
                    frame(240, true),
                ],
            ),
            track(2, 1, vec![frame(30, false), frame(120, false)]),
            Annotation {
                attributes: Vec::new(),
                ..segment(101.0, 180.0, 2, 3, "")
            },
        ];
    });
    check("video", &app, &USUAL);
}

#[test]
fn the_preview_shows_the_beginning_of_a_text_or_a_small_time_line() {
    for (name, app) in [("text", story()), ("audio", sound())] {
        let mut browsing = items();
        let detail = app.review.unwrap().detail;
        browsing.browser.preview.picture = None;
        browsing.browser.preview.item = detail;
        let (buf, shown) = screen(&browsing, &theme(), (120, 36));
        assert!(shown.pictures.is_empty());
        picture_of(&format!("preview_{name}"), &buf);
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path("snapshots");
        settings.bind(|| insta::assert_snapshot!(format!("preview_{name}"), text(&buf)));
    }
}
