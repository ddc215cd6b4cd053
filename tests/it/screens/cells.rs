//! What text alone does not show: styles, wide characters, odd sizes.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use tui_input::Input;
use unicode_width::UnicodeWidthStr;
use vidimus::app::overlay::*;
use vidimus::app::state::App;
use vidimus::config::settings::ThemeChoice;
use vidimus::model::picture::{Graphics, Picture, Pixels};
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;

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
fn right_and_wrong_rows_differ_in_sign_word_and_colour() {
    for colors in [ColorDepth::True, ColorDepth::P256, ColorDepth::P16] {
        let theme = Theme::new(ThemeChoice::Auto, None, colors, false);
        let (buf, _) = screen(&jobs(), &theme, (120, 36));
        let (x, right) = find(&buf, "✓ street 25");
        let (_, wrong) = find(&buf, "✗ street 37");
        assert_ne!(buf[(x, right)].fg, buf[(x, wrong)].fg);
        let word = |y| (x..80).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert!(word(right).contains("completed") && word(wrong).contains("rejected"));
    }
}

#[test]
fn the_cursor_row_is_seen_at_every_depth() {
    for colors in [
        ColorDepth::True,
        ColorDepth::P256,
        ColorDepth::P16,
        ColorDepth::Mono,
    ] {
        let theme = Theme::new(ThemeChoice::Auto, None, colors, false);
        let (buf, _) = screen(&jobs(), &theme, (120, 36));
        let (x, here) = find(&buf, "street 1–12  ");
        let (_, other) = find(&buf, "street 13–24");
        assert_ne!(
            buf[(x, here)].style(),
            buf[(x, other)].style(),
            "{colors:?}"
        );
    }
}

#[test]
fn a_verdict_is_a_block_and_a_denied_entry_is_grey() {
    let (buf, _) = screen(&review(), &theme(), (80, 24));
    let at = find(&buf, "✗ REJECTED");
    assert!(
        buf[at]
            .modifier
            .contains(Modifier::REVERSED | Modifier::BOLD)
    );
}

#[test]
fn half_blocks_and_badges_are_drawn_cell_by_cell() {
    let app = review();
    let (buf, shown) = screen(&app, &theme(), (120, 36));
    let place = shown.pictures.first().unwrap().area;
    assert_eq!((place.width, place.height), (40, 8));
    let cell = &buf[(place.x, place.y)];
    assert_eq!(cell.symbol(), "▀");
    assert_eq!(cell.fg, ratatui::style::Color::Rgb(0, 255, 128));
    assert_eq!(cell.bg, ratatui::style::Color::Rgb(3, 252, 128));
    let badge = &buf[(place.x + 2, place.y + 1)];
    assert_eq!(
        (badge.symbol(), badge.bg),
        ("1", ratatui::style::Color::Rgb(230, 159, 0))
    );
    assert_eq!(
        buf[(place.x + 10, place.y + 3)].symbol(),
        "2",
        "the selected one is [2]"
    );

    let mut app = app;
    app.terminal.graphics = Graphics::Blocks256;
    let (buf, _) = screen(&app, &theme(), (120, 36));
    assert!(matches!(
        buf[(place.x, place.y)].fg,
        ratatui::style::Color::Indexed(16..)
    ));
}

#[test]
fn the_item_counts_as_seen_only_when_it_is() {
    let item = |app: &App, size| screen(app, &theme(), size).1.item;
    let mut app = review();
    let node = app.review.as_ref().unwrap().item.clone();
    assert_eq!(item(&app, (80, 24)), node);
    assert_eq!(item(&app, (1, 1)), None, "no room for a picture");
    let detail = app.review.as_mut().unwrap().detail.take();
    assert_eq!(item(&app, (80, 24)), None, "the annotations are not known");
    app.review.as_mut().unwrap().detail = detail;
    app.review.as_mut().unwrap().picture = None;
    assert_eq!(item(&app, (80, 24)), None, "the picture has not come");
    app.review.as_mut().unwrap().picture_problem = Some("broken".into());
    assert_eq!(item(&app, (80, 24)), node, "its text stands for it");
    app.review.as_mut().unwrap().picture_problem = None;
    app.terminal.graphics = Graphics::Off;
    assert_eq!(item(&app, (80, 24)), node);
    let other = job_node().child(Level::Item, Id::Number(3));
    app.review.as_mut().unwrap().item = Some(other);
    assert_eq!(
        item(&app, (80, 24)),
        None,
        "the annotations are another item's"
    );
}

#[test]
fn placeholders_are_asked_for_png_pictures_with_their_place() {
    let mut app = review();
    let open = app.review.as_mut().unwrap();
    let mut sent = Picture::clone(open.picture.as_ref().unwrap());
    sent.pixels = Pixels::Png([1, 2, 3].as_slice().into());
    open.picture = Some(sent.into());
    let (buf, shown) = screen(&app, &theme(), (120, 36));
    let place = shown.pictures.first().unwrap().area;
    assert_eq!(buf[(place.x, place.y)].symbol(), "▒");
    assert_eq!(buf[(place.x + 2, place.y + 1)].symbol(), "1");
}

#[test]
fn slots_do_not_depend_on_passing_things() {
    for size in SIZES {
        let app = review();
        let before = screen(&app, &theme(), size).1.slots;
        assert!(before.main.is_some() && before.side_rows > 0, "{size:?}");
        let mut app = review();
        app.say(vidimus::app::notices::Weight::Error, "something");
        app.review.as_mut().unwrap().picture = None;
        app.overlays.push(Overlay::Reason(Reason {
            target: Target::Item,
        }));
        assert_eq!(screen(&app, &theme(), size).1.slots, before);
        let (jobs, items) = (jobs(), items());
        let preview = |app| screen(app, &theme(), size).1.slots.preview;
        assert_eq!(preview(&jobs), preview(&items));
    }
}

#[test]
fn the_prompt_cursor_follows_wide_text() {
    let mut app = review();
    let prompt = |value: &str, cursor| {
        Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            title: "filter".into(),
            input: Input::new(value.into()).with_cursor(cursor),
            error: None,
        })
    };
    let mut cursor = |value: &str, at| {
        app.overlays = vec![prompt(value, at)];
        screen(&app, &theme(), (80, 24)).1.cursor.unwrap()
    };
    let (start, row) = cursor("", 0);
    assert_eq!(cursor("abc", 3), (start + 3, row));
    assert_eq!(cursor("日本", 1), (start + 2, row));
    assert_eq!(cursor("日本", 2), (start + 4, row));
    let long = "日本語".repeat(60);
    let (end, _) = cursor(&long, 180);
    assert!(end < 80 - 4, "{end}");
}

/// No cell keeps what was there before, and no wide character lies over another cell's sign.
fn sound(buf: &Buffer) {
    for y in buf.area.top()..buf.area.bottom() {
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let cell = &buf[(x, y)];
            assert_ne!(cell.symbol(), "¿", "unset at {x},{y}");
            assert_ne!(cell.bg, ratatui::style::Color::Red, "unset at {x},{y}");
            let wide = u16::try_from(cell.symbol().width().max(1)).unwrap();
            assert!(
                x + wide <= buf.area.right(),
                "{} sticks out at {x},{y}",
                cell.symbol()
            );
            for rest in 1..wide {
                assert_eq!(buf[(x + rest, y)].symbol(), " ", "overlap at {x},{y}");
            }
            x += wide;
        }
    }
}

fn states() -> Vec<App> {
    let mut states = vec![app(Default::default()), jobs(), items(), review()];
    let mut text_only = review();
    text_only.terminal.graphics = Graphics::Off;
    states.push(text_only);
    let menu = Menu {
        seen: None,
        kind: MenuKind::Palette,
        title: "日本語日本語".into(),
        input: Input::new("日本語日本語日本語".into()),
        items: vec![MenuItem {
            label: "日本語日本語".into(),
            about: "日本語日本語日本語日本語日本語".into(),
            keys: "gg".into(),
            denied: None,
            act: MenuAct::Run(vidimus::app::actions::Action::Open),
        }],
        shown: vec![0, 7],
        cursor: 5,
        top: 3,
        loading: false,
        waits: 0,
        targets: vec![],
    };
    let overlays = [
        Overlay::Menu(menu),
        Overlay::Reason(Reason {
            target: Target::Item,
        }),
        Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            title: "f".into(),
            input: Input::new("日本 text".into()),
            error: Some("bad".into()),
        }),
        Overlay::Summary(Summary {
            job: job_node(),
            name: "日本".into(),
            items: 3,
            accepted: 1,
            rejected: 1,
            undecided: 1,
            issues: 1,
            proposal: None,
            state: None,
        }),
        Overlay::Activity(Activity {
            tab: ActivityTab::Outbox,
            entries: vec![],
            loaded: true,
            cursor: 3,
            top: 9,
        }),
        Overlay::Insights(Insights {
            title: "x".into(),
            tables: Some(Ok(vec![Table {
                work: None,
                title: "日本".into(),
                head: vec![],
                rows: vec![vec!["日本".into()].into()],
            }])),
            top: 7,
            node: job_node(),
            cursor: Some((0, 5)),
        }),
        Overlay::Pager(Pager {
            title: "x".into(),
            text: Some(Ok("日本語 long words and more\n\n# head".into())),
            generation: Default::default(),
            top: 900,
        }),
    ];
    for overlay in overlays {
        for mut state in [jobs(), review()] {
            state.overlays.push(overlay.clone());
            states.push(state);
        }
    }
    // A state whose numbers do not fit together.
    let mut odd = items();
    let column = odd.browser.column_mut().unwrap();
    (column.cursor, column.top) = (u64::MAX, u64::MAX);
    column.list.total = u64::MAX;
    odd.browser.focus = 77;
    states.push(odd);
    let mut odd = review();
    odd.browser.columns[4].cursor = u64::MAX;
    odd.browser.columns[4].list.total = u64::MAX;
    odd.review.as_mut().unwrap().selected = Some(usize::MAX);
    odd.review.as_mut().unwrap().top = usize::MAX;
    states.push(odd);
    states
}

#[test]
fn small_and_large_sizes_are_sound() {
    for state in states() {
        for size in [
            (0, 0),
            (1, 1),
            (2, 2),
            (10, 3),
            (3, 10),
            (59, 4),
            (60, 20),
            (61, 5),
            (100, 9),
            (300, 100),
        ] {
            let (buf, _) = screen(&state, &theme(), size);
            sound(&buf);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_size_is_sound(width in 0_u16..=120, height in 0_u16..=60) {
        for state in states() {
            sound(&screen(&state, &theme(), (width, height)).0);
        }
    }
}
