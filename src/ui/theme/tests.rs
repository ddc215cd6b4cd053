//! Themes: contrast, colour vision, every depth.

use super::*;

const DEPTHS: [ColorDepth; 4] = [
    ColorDepth::True,
    ColorDepth::P256,
    ColorDepth::P16,
    ColorDepth::Mono,
];

fn all() -> impl Iterator<Item = (ThemeChoice, bool, ColorDepth, Theme)> {
    let choices = ThemeChoice::WORDS.into_iter().map(|(_, choice)| choice);
    choices.flat_map(|choice| {
        [false, true].into_iter().flat_map(move |light| {
            DEPTHS.into_iter().map(move |depth| {
                (
                    choice,
                    light,
                    depth,
                    Theme::new(choice, Some(light), depth, false),
                )
            })
        })
    })
}

#[test]
fn right_and_wrong_differ_and_the_cursor_shows_in_every_theme() {
    for (choice, light, depth, theme) in all() {
        let at = format!("{choice:?} light {light} {depth:?}");
        assert_ne!(
            theme.class(StatusClass::Accepted),
            theme.class(StatusClass::Rejected),
            "{at}"
        );
        assert_ne!(theme.cursor, theme.text, "{at}");
        assert_ne!(theme.cursor, theme.resting, "{at}");
        assert_ne!(theme.resting, theme.text, "{at}");
        assert_ne!(theme.error, theme.text, "{at}");
    }
}

#[test]
fn mono_uses_no_colour() {
    let theme = Theme::new(ThemeChoice::Mono, Some(true), ColorDepth::True, true);
    let styles = [
        theme.dim,
        theme.border,
        theme.focus,
        theme.accent,
        theme.bar,
        theme.cursor,
        theme.warning,
        theme.error,
        theme.tour,
        theme.badge(Rgb(255, 0, 0)),
        theme.label(Rgb(1, 2, 3)),
        theme.verdict(Some(Verdict::Rejected)),
    ];
    for style in styles {
        assert_eq!((style.fg, style.bg), (None, None));
    }
}

#[test]
fn high_contrast_is_never_faint() {
    for (choice, _, depth, theme) in all() {
        if choice != ThemeChoice::HighContrast || depth == ColorDepth::Mono {
            continue;
        }
        for style in [theme.dim, theme.class(StatusClass::Stopped), theme.border] {
            assert!(!style.add_modifier.contains(Modifier::DIM), "{depth:?}");
            assert_ne!(style.fg, Some(Color::DarkGray), "{depth:?}");
        }
    }
}

#[test]
fn a_theme_file_changes_its_roles_and_no_other() {
    let tint = Tint {
        dark: Some(Rgb(1, 2, 3)),
        light: None,
        basic: Some(9),
    };
    let tints = BTreeMap::from([(Role::Rejected, tint)]);
    let plain = Theme::new(ThemeChoice::Dark, None, ColorDepth::True, false);
    let made = |choice, depth| Theme::tinted(choice, None, depth, false, &tints);
    let own = made(ThemeChoice::Dark, ColorDepth::True);
    let rejected = |theme: &Theme| theme.class(StatusClass::Rejected).fg;
    assert_eq!(rejected(&own), Some(Color::Rgb(1, 2, 3)));
    assert_eq!(own.accent, plain.accent);
    let light = Theme::new(ThemeChoice::Light, None, ColorDepth::True, false);
    let own = made(ThemeChoice::Light, ColorDepth::True);
    assert_eq!(rejected(&own), rejected(&light));
    let own = made(ThemeChoice::Dark, ColorDepth::P16);
    assert_eq!(rejected(&own), Some(Color::LightRed));
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

/// WCAG's contrast ratio.
fn ratio(a: Rgb, b: Rgb) -> f64 {
    let light = |Rgb(r, g, b): Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (light(a) + 0.05, light(b) + 0.05);
    a.max(b) / a.min(b)
}

/// What is written as text on the terminal's own ground.
const INKS: [Role; 10] = [
    Role::Dim,
    Role::Accent,
    Role::Todo,
    Role::Doing,
    Role::ToReview,
    Role::Accepted,
    Role::Rejected,
    Role::Stopped,
    Role::Warning,
    Role::Error,
];

#[test]
fn text_colours_contrast_with_their_ground() {
    let themes = [
        (ThemeChoice::Auto, 4.5),
        (ThemeChoice::ColourBlind, 4.5),
        (ThemeChoice::HighContrast, 7.0),
    ];
    for (choice, bar) in themes {
        let tone = |role: Role| tones::of(choice)[role as usize];
        for role in INKS {
            let Tone { dark, light, .. } = tone(role);
            assert!(ratio(dark, NIGHT) > bar, "{choice:?} {role:?} on dark");
            assert!(ratio(light, PAPER) > bar, "{choice:?} {role:?} on light");
        }
        let over = |ink: Role, ground: Role| {
            let (ink, ground) = (tone(ink), tone(ground));
            ratio(ink.dark, ground.dark).min(ratio(ink.light, ground.light))
        };
        assert!(over(Role::Tour, Role::TourGround) > 7.0, "{choice:?}");
        for ground in [Role::BarGround, Role::CursorGround, Role::RestingGround] {
            assert!(over(Role::OnGround, ground) > 7.0, "{choice:?} {ground:?}");
            for ink in [Role::Accepted, Role::Rejected, Role::ToReview] {
                assert!(
                    over(ink, ground) > 4.0,
                    "{choice:?} {ink:?} on {ground:?}: {}",
                    over(ink, ground)
                );
            }
        }
    }
}

/// How red-blind, green-blind and blue-blind eyes see linear light (Machado, Oliveira and
/// Fernandes 2009, full severity).
const BLINDNESS: [[[f64; 3]; 3]; 3] = [
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
];

/// The colour in CIE L*a*b* as eyes with a deficiency see it.
fn seen(Rgb(r, g, b): Rgb, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = [linear(r), linear(g), linear(b)];
    let [r, g, b] = eyes.map(|row| {
        let sum: f64 = row.iter().zip(light).map(|(a, b)| a * b).sum();
        sum.clamp(0.0, 1.0)
    });
    let xyz = [
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    ];
    let [x, y, z] = xyz.map(|t| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn apart(a: Rgb, b: Rgb, eyes: &[[f64; 3]; 3]) -> f64 {
    let squares = seen(a, eyes)
        .into_iter()
        .zip(seen(b, eyes))
        .map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

#[test]
fn no_colour_vision_confuses_what_matters() {
    let classes = [Role::Todo, Role::ToReview, Role::Accepted, Role::Rejected];
    for eyes in &BLINDNESS {
        for choice in [ThemeChoice::Auto, ThemeChoice::HighContrast] {
            let tone = |role: Role| tones::of(choice)[role as usize];
            let (right, wrong) = (tone(Role::Accepted), tone(Role::Rejected));
            assert!(apart(right.dark, wrong.dark, eyes) > 20.0, "{choice:?}");
            assert!(apart(right.light, wrong.light, eyes) > 20.0, "{choice:?}");
        }
        let tone = |role: Role| tones::of(ThemeChoice::ColourBlind)[role as usize];
        for (at, a) in classes.iter().enumerate() {
            for b in &classes[..at] {
                let (one, other) = (tone(*a), tone(*b));
                let dark = apart(one.dark, other.dark, eyes);
                let light = apart(one.light, other.light, eyes);
                assert!(dark > 20.0, "{a:?} and {b:?} on dark: {dark:.0}");
                assert!(light > 20.0, "{a:?} and {b:?} on light: {light:.0}");
            }
        }
    }
}
