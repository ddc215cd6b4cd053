//! Themes as data: the roles that have a colour, and a reviewer's own theme file.
//!
//! ```toml
//! base = "dark"                  # what is not said below: auto, dark, light, high-contrast, …
//!
//! [colours]
//! accent = "#8fc7ff"             # on dark and on light grounds
//! rejected = { dark = "#ffa045", light = "#a84500", basic = "yellow" }
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::model::Rgb;

use super::raw::{Fault, ThemeWord, unknown};
use super::settings::ThemeChoice;

/// What has a colour of its own on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Text that matters less.
    Dim,
    /// Text on one of our own grounds.
    OnGround,
    /// Lines between panes and around boxes.
    Border,
    /// Keys in hints and whatever leads the eye.
    Accent,
    /// Nothing was done yet.
    Todo,
    /// Somebody is at it.
    Doing,
    /// Waits for the reviewer.
    ToReview,
    /// Right.
    Accepted,
    /// Wrong.
    Rejected,
    /// Stopped or skipped.
    Stopped,
    /// Warnings.
    Warning,
    /// Errors.
    Error,
    /// The demo's tour.
    Tour,
    /// Its ground.
    TourGround,
    /// The ground of the header.
    BarGround,
    /// The ground of the row under the cursor.
    CursorGround,
    /// The same in a list without focus.
    RestingGround,
}

impl Role {
    /// How many there are.
    pub const COUNT: usize = 17;

    /// Every role with its name in a theme file, in their order.
    pub const NAMES: [(&'static str, Self); Self::COUNT] = [
        ("dim", Self::Dim),
        ("on-ground", Self::OnGround),
        ("border", Self::Border),
        ("accent", Self::Accent),
        ("todo", Self::Todo),
        ("doing", Self::Doing),
        ("to-review", Self::ToReview),
        ("accepted", Self::Accepted),
        ("rejected", Self::Rejected),
        ("stopped", Self::Stopped),
        ("warning", Self::Warning),
        ("error", Self::Error),
        ("tour", Self::Tour),
        ("tour-ground", Self::TourGround),
        ("bar-ground", Self::BarGround),
        ("cursor-ground", Self::CursorGround),
        ("resting-ground", Self::RestingGround),
    ];
}

/// The names of the 16 colours that every terminal has, by their number; 16 stands for the
/// terminal's own text or ground.
const BASIC: [&str; 17] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
    "default",
];

/// What a theme file says of one role; what it leaves out is its base's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tint {
    /// On dark grounds.
    pub dark: Option<Rgb>,
    /// On light grounds.
    pub light: Option<Rgb>,
    /// Where there are 16 colours: the number of one, 16 for the terminal's own.
    pub basic: Option<u8>,
}

/// A reviewer's own theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomTheme {
    /// What it starts from.
    pub base: ThemeChoice,
    /// What it changes.
    pub tints: BTreeMap<Role, Tint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTheme {
    base: Option<ThemeWord>,
    #[serde(default)]
    colours: BTreeMap<Spanned<String>, Spanned<RawTint>>,
}

enum RawTint {
    Both(String),
    Each(RawEach),
}

impl<'de> Deserialize<'de> for RawTint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = RawTint;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a colour like \"#8fc7ff\", or a table of dark, light and basic")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<RawTint, E> {
                Ok(RawTint::Both(text.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RawTint, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                RawEach::deserialize(map).map(RawTint::Each)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEach {
    dark: Option<String>,
    light: Option<String>,
    basic: Option<String>,
}

/// Reads the text of a theme file.
///
/// # Errors
/// The first [`Fault`] with its place: broken TOML, an unknown role, a colour that is none.
pub fn parse(text: &str) -> Result<CustomTheme, Fault> {
    let raw: RawTheme = toml::from_str(text).map_err(|error| Fault {
        at: error.span().map_or(0, |span| span.start),
        problem: error.message().to_owned(),
    })?;
    let mut tints = BTreeMap::new();
    for (name, value) in raw.colours {
        let names = Role::NAMES.map(|(name, _)| name);
        let known = Role::NAMES.iter().find(|(word, _)| word == name.get_ref());
        let Some((_, role)) = known else {
            return Err(Fault {
                at: name.span().start,
                problem: unknown("role", name.get_ref(), &names),
            });
        };
        let at = value.span().start;
        let tint = tint(value.get_ref()).map_err(|problem| Fault { at, problem })?;
        tints.insert(*role, tint);
    }
    Ok(CustomTheme {
        base: raw.base.map_or(ThemeChoice::Auto, ThemeChoice::from),
        tints,
    })
}

fn tint(raw: &RawTint) -> Result<Tint, String> {
    match raw {
        RawTint::Both(text) => {
            let rgb = Some(color(text)?);
            Ok(Tint {
                dark: rgb,
                light: rgb,
                basic: None,
            })
        }
        RawTint::Each(each) => Ok(Tint {
            dark: each.dark.as_deref().map(color).transpose()?,
            light: each.light.as_deref().map(color).transpose()?,
            basic: each.basic.as_deref().map(basic).transpose()?,
        }),
    }
}

/// `#rrggbb`.
fn color(text: &str) -> Result<Rgb, String> {
    let digits = text.strip_prefix('#').filter(|rest| rest.len() == 6);
    let number = digits
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(number) = number else {
        return Err(format!("'{text}' is no colour like \"#8fc7ff\""));
    };
    let [_, red, green, blue] = number.to_be_bytes();
    Ok(Rgb(red, green, blue))
}

fn basic(text: &str) -> Result<u8, String> {
    let place = BASIC.iter().position(|name| *name == text);
    place
        .and_then(|place| u8::try_from(place).ok())
        .ok_or_else(|| unknown("colour", text, &BASIC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_file_changes_what_it_names() {
        let text = "base = \"high-contrast\"\n[colours]\naccent = \"#0a0B0c\"\n\
            rejected = { light = \"#102030\", basic = \"bright-red\" }\n";
        let theme = parse(text).unwrap();
        assert_eq!(theme.base, ThemeChoice::HighContrast);
        let accent = theme.tints[&Role::Accent];
        assert_eq!(accent.dark, Some(Rgb(10, 11, 12)));
        assert_eq!(accent.light, accent.dark);
        let rejected = theme.tints[&Role::Rejected];
        assert_eq!(
            (rejected.dark, rejected.light, rejected.basic),
            (None, Some(Rgb(16, 32, 48)), Some(9))
        );
        assert_eq!(theme.tints.len(), 2);
        assert_eq!(parse("").unwrap().base, ThemeChoice::Auto);
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        for (text, at, part) in [
            ("base = \"drak\"", 7, "drak"),
            ("[colours]\nacent = \"#000000\"", 10, "accent"),
            ("[colours]\naccent = \"#00000\"", 19, "#00000"),
            ("[colours]\naccent = \"#00000g\"", 19, "no colour"),
            ("[colours]\naccent = { basic = \"blu\" }", 19, "blue"),
            ("colors = 1", 0, "colors"),
            ("[colours]\naccent = 3", 19, "a colour like"),
        ] {
            let fault = parse(text).unwrap_err();
            assert!(fault.problem.contains(part), "{text}: {}", fault.problem);
            assert_eq!(fault.at, at, "{text}");
        }
    }

    #[test]
    fn a_misspelled_ground_is_named() {
        let fault = parse("[colours]\naccent = { drak = \"#000000\" }").unwrap_err();
        assert!(fault.problem.contains("drak"), "{}", fault.problem);
        assert!((10..40).contains(&fault.at), "{}", fault.at);
    }

    #[test]
    fn roles_stand_in_their_order() {
        for (place, (_, role)) in Role::NAMES.iter().enumerate() {
            assert_eq!(*role as usize, place);
        }
    }
}
