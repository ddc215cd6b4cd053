//! Themes, ASCII and names of every script, over all kinds of screens.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use vidimus::app::overlay::*;
use vidimus::app::state::App;
use vidimus::config::settings::{Settings, ThemeChoice};
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};

use super::build::*;
use super::views::check;

/// Names as servers send them, each with what is hard about it.
const NAMES: [&str; 9] = [
    "plain",
    "夜間の交差点の写真",
    "e\u{301}te\u{301} à la mer",
    "שלום עולם",
    "صورة الشارع ليلا",
    "👨\u{200d}👩\u{200d}👧 family 🚗",
    "ก็ที่นี่มีรถ",
    "한국어 이름과 日本語",
    "a name so very long that no pane of any usual terminal has room for all of it at once",
];

fn of_every_script() -> App {
    let mut app = jobs();
    app.browser.preview = Default::default();
    let rows: Vec<_> = job_rows()
        .into_iter()
        .cycle()
        .zip(NAMES)
        .zip(0..)
        .map(|(((mut row, words), name), n)| {
            row.id = Id::Number(n);
            row.name = name.into();
            (row, words)
        })
        .collect();
    let column = app.browser.column_mut().unwrap();
    column.cursor = 0;
    fill(column, rows, 9, 9);
    app
}

/// The cell of the first place in a row from which on a text stands.
fn place(buf: &Buffer, y: u16, wanted: &str) -> Option<u16> {
    (buf.area.left()..buf.area.right()).find(|&x| {
        let rest: String = (x..buf.area.right())
            .map(|x| buf[(x, y)].symbol())
            .collect();
        rest.starts_with(wanted)
    })
}

#[test]
fn names_of_every_script_line_up() {
    let app = of_every_script();
    check("scripts", &app, &SIZES);
    for size in [(80, 24), (120, 36), (200, 60)] {
        let (buf, _) = screen(&app, &theme(), size);
        let states = [
            "in review",
            "completed",
            "rejected",
            "in progress",
            "new",
            "archived",
            "進",
        ];
        let mut found: Vec<u16> = Vec::new();
        for y in buf.area.top()..buf.area.bottom() {
            // The count of items stands right of the state; the state begins its own column.
            found.extend(states.iter().find_map(|state| place(&buf, y, state)));
        }
        assert!(found.len() >= NAMES.len(), "{size:?}: {found:?}");
        let first = found[0];
        let aligned = found.iter().filter(|x| **x == first).count();
        assert!(aligned >= NAMES.len(), "{size:?}: {found:?}");
    }
}

fn everything() -> Vec<(&'static str, App)> {
    let mut menu = review();
    menu.overlays.push(Overlay::Menu(help()));
    let mut reason = review();
    reason.overlays.push(Overlay::Reason(Reason {
        target: Target::Item,
    }));
    let mut words = review();
    words.terminal.graphics = vidimus::model::picture::Graphics::Off;
    let mut said = jobs();
    said.say(
        vidimus::app::notices::Weight::Error,
        "no answer — tried 3×, next in 5 s …",
    );
    vec![
        ("jobs", jobs()),
        ("items", items()),
        ("review", review()),
        ("words", words),
        ("menu", menu),
        ("reason", reason),
        ("said", said),
        ("scripts", of_every_script()),
        ("text", super::texts::story()),
        ("sound", super::texts::sound()),
        ("results", super::results::several()),
        ("compared", super::results::compared()),
        ("inbox", super::servers::inbox()),
    ]
}

#[test]
fn ascii_is_ascii_on_every_screen() {
    for (name, mut app) in everything() {
        let mut settings = Settings::clone(&app.settings);
        settings.ascii = true;
        app.settings = settings.into();
        for choice in [ThemeChoice::Mono, ThemeChoice::Dark] {
            let theme = Theme::new(choice, None, ColorDepth::True, true);
            for size in SIZES {
                let (buf, _) = screen(&app, &theme, size);
                for (at, cell) in buf.content().iter().enumerate() {
                    // Letters and their marks are data.
                    let fine = |c: char| c.is_ascii() || c.is_alphabetic() || c.width_or_emoji();
                    assert!(
                        cell.symbol().chars().all(fine),
                        "{name} {size:?}: {:?} in cell {at}\n{}",
                        cell.symbol(),
                        text(&buf)
                    );
                }
            }
        }
    }
}

trait Data {
    /// Marks that join letters, and pictures among the names.
    fn width_or_emoji(self) -> bool;
}

impl Data for char {
    fn width_or_emoji(self) -> bool {
        matches!(self, '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{e30}'..='\u{e4f}' | '\u{1f000}'..='\u{1faff}' | '\u{3000}'..='\u{303f}')
    }
}

/// One channel in linear light (sRGB).
fn linear(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn luminance(color: Color, otherwise: (u8, u8, u8)) -> f64 {
    let (r, g, b) = match color {
        Color::Rgb(r, g, b) => (r, g, b),
        _ => otherwise,
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// WCAG's contrast of what stands in a cell with its ground.
fn contrast(cell: &Cell, light: bool) -> f64 {
    let (ink, ground) = match light {
        true => ((0, 0, 0), (255, 255, 255)),
        false => ((230, 230, 230), (20, 24, 31)),
    };
    let (a, b) = (luminance(cell.fg, ink), luminance(cell.bg, ground));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn whatever_is_written_can_be_read_in_every_theme() {
    // Lines and pictures are no text; labels' own colours are the platform's choice.
    let drawn = "─│╭╮╰╯▀┅━┃┬▏■●▒";
    for (name, mut app) in everything() {
        if name == "sound" {
            continue;
        }
        if let Some(review) = &mut app.review {
            review.picture = None;
            review.picture_problem = Some("left out".into());
        }
        for (choice, light, bar) in [
            (ThemeChoice::Dark, false, 4.0),
            (ThemeChoice::Light, true, 4.0),
            (ThemeChoice::ColourBlind, false, 4.0),
            (ThemeChoice::ColourBlind, true, 4.0),
            (ThemeChoice::HighContrast, false, 4.5),
            (ThemeChoice::HighContrast, true, 4.5),
        ] {
            let theme = Theme::new(choice, Some(light), ColorDepth::True, false);
            let own: Vec<Color> = labels()
                .labels
                .iter()
                .zip(0..)
                .map(|(_, n)| vidimus::codec::colors::label_color(theme.labels, &labels(), n))
                .map(|color| Color::Rgb(color.0, color.1, color.2))
                .collect();
            let (buf, _) = screen(&app, &theme, (120, 36));
            for (at, cell) in buf.content().iter().enumerate() {
                let blank = cell.symbol().trim().is_empty() || drawn.contains(cell.symbol());
                let labelled = own.contains(&cell.fg) || own.contains(&cell.bg);
                if blank || labelled || cell.modifier.contains(Modifier::REVERSED) {
                    continue;
                }
                assert!(
                    contrast(cell, light) >= bar,
                    "{name}, {choice:?}, light {light}: {:?} {:?} on {:?} in cell {at}",
                    cell.symbol(),
                    cell.fg,
                    cell.bg
                );
            }
        }
    }
}

#[test]
fn sixteen_colours_never_hide_text() {
    for (name, app) in everything() {
        for choice in [
            ThemeChoice::Dark,
            ThemeChoice::Light,
            ThemeChoice::ColourBlind,
            ThemeChoice::HighContrast,
        ] {
            let theme = Theme::new(choice, None, ColorDepth::P16, false);
            let (buf, _) = screen(&app, &theme, (120, 36));
            for cell in buf.content() {
                let picture = cell.symbol() == "▀" || cell.symbol().trim().is_empty();
                assert!(
                    picture || cell.fg != cell.bg || cell.fg == Color::Reset,
                    "{name} {choice:?}: {:?} {:?}",
                    cell.symbol(),
                    cell.fg
                );
                let many = matches!(cell.fg, Color::Rgb(..) | Color::Indexed(_));
                assert!(picture || !many, "{name}: {:?}", cell.fg);
            }
        }
    }
}

#[test]
fn nothing_counts_down_without_motion() {
    let mut app = jobs();
    app.hold_until = Some((
        DecisionId(OpId {
            session: 1,
            number: 1,
        }),
        NOW.plus_ms(6_100),
    ));
    app.now = NOW;
    let line = |app: &App| text(&screen(app, &theme(), (80, 24)).0);
    assert!(line(&app).contains("sends in 7s"));
    let mut settings = Settings::clone(&app.settings);
    settings.motion = false;
    app.settings = settings.into();
    assert!(line(&app).contains("u undoes, sends soon"));
    let effects = vidimus::app::update::update(&mut app, vidimus::app::msg::Msg::Tick, NOW);
    let wake = effects.iter().find_map(|effect| match effect {
        vidimus::app::effect::Effect::Wake(at) => Some(*at),
        _ => None,
    });
    assert_ne!(wake, Some(NOW.plus_ms(100)), "no frame for the next second");
}
