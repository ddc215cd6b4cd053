//! The configuration file as written: everything optional, every error with its place.
//!
//! Two passes over one text: the keys are compared with [`SECTIONS`], so that a wrong one is
//! answered with its place and the nearest right one; then serde reads the values. Nothing is
//! resolved or defaulted here.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use super::account::RawAccount;
use super::account::check_account;
use super::bindings::{self, KeySettings};

/// The sections of the file and the keys that each of them knows.
pub const SECTIONS: [(&str, &[&str]); 6] = [
    (
        "ui",
        &[
            "theme",
            "preview",
            "graphics",
            "ascii",
            "motion",
            "mouse",
            "links",
            "remote_kb",
            "hold",
            "keys",
            "langmap",
        ],
    ),
    // Names of actions, letters and names of one's own.
    ("keys", &[]),
    ("macros", &[]),
    ("filters", &[]),
    ("review", &["user", "templates"]),
    (
        "account",
        &[
            "name",
            "kind",
            "path",
            "batch",
            "format",
            "images",
            "read_only",
            "url",
            "token_env",
            "token_command",
            "username",
            "password_env",
            "keyring",
            "organization",
            "ca_file",
            "proxy",
            "timeout",
            "insecure",
            "review_marker",
        ],
    ),
];

/// Keys of `[[account]]` that belong to a later version: they parse, so that a file written for
/// both can be read.
const LATER_ACCOUNT_KEYS: [&str; 1] = ["credentials"];

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Raw {
    /// `[ui]`
    #[serde(default)]
    pub ui: RawUi,
    /// `[review]`
    #[serde(default)]
    pub review: RawReview,
    /// `[[account]]`
    #[serde(default)]
    pub account: Vec<RawAccount>,
    /// `[keys]`, `[macros]`, `[filters]` and what `[ui]` says about keys.
    #[serde(skip)]
    pub keys: KeySettings,
}

/// `[ui]`: how it looks and waits.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RawUi {
    /// `auto`, `dark`, `light`, `high-contrast`, `colour-blind`, `mono`, or a file of one's own
    pub theme: Option<ThemeName>,
    /// `auto`, `fast`, `sharp`, `off`
    pub preview: Option<PreviewWord>,
    /// `auto`, `kitty`, `iterm2`, `sixel`, `blocks`, `off`
    pub graphics: Option<GraphicsWord>,
    /// Only ASCII signs.
    pub ascii: Option<bool>,
    /// Whether anything moves by itself: turning signs, blinking.
    pub motion: Option<bool>,
    /// `auto`, `on`, `off`
    pub mouse: Option<SwitchWord>,
    /// Names as links for the terminal (OSC 8): `auto`, `on`, `off`
    pub links: Option<SwitchWord>,
    /// Kilobytes a second that pictures may take of a remote line.
    pub remote_kb: Option<Kilobytes>,
    /// Seconds that reversible, notifying and bulk decisions are held for undo.
    pub hold: Option<[HoldSeconds; 3]>,
}

/// `[review]`: who reviews, and with which prepared reasons.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RawReview {
    /// The name that signs verdicts and comments.
    pub user: Option<String>,
    /// Letter = reason, in the order of the reason row.
    pub templates: Option<Templates>,
}

/// Makes an enum of words whose error lists the words.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// The words of the file, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = String::deserialize(deserializer)?;
                match word.as_str() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(serde::de::Error::custom(unknown("value", &word, Self::WORDS))),
                }
            }
        }
    };
}

words! {
    /// `ui.theme`
    ThemeWord {
        /// By the terminal's background.
        Auto = "auto",
        /// Light on dark.
        Dark = "dark",
        /// Dark on light.
        Light = "light",
        /// Nothing fainter than the terminal's own text.
        HighContrast = "high-contrast",
        /// Blue and orange, for eyes that confuse red and green.
        ColourBlind = "colour-blind",
        /// No colour.
        Mono = "mono",
    }
}
/// `ui.theme`: a word, or a file beside the configuration whose name ends in `.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeName {
    /// One of the program's own.
    Word(ThemeWord),
    /// A theme file.
    File(String),
}

impl<'de> Deserialize<'de> for ThemeName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{IntoDeserializer, value::StringDeserializer};
        let word = String::deserialize(deserializer)?;
        if word.ends_with(".toml") {
            return Ok(Self::File(word));
        }
        let own: StringDeserializer<D::Error> = word.into_deserializer();
        ThemeWord::deserialize(own).map(Self::Word)
    }
}

words! {
    /// `ui.mouse`, `ui.links`
    SwitchWord {
        /// As the terminal and the line suggest.
        Auto = "auto",
        /// Always.
        On = "on",
        /// Never.
        Off = "off",
    }
}
words! {
    /// `ui.preview`
    PreviewWord {
        /// Fast on remote lines, sharp on local ones.
        Auto = "auto",
        /// Few bytes.
        Fast = "fast",
        /// Many pixels.
        Sharp = "sharp",
        /// No pictures in lists.
        Off = "off",
    }
}
words! {
    /// `ui.graphics`
    GraphicsWord {
        /// What the terminal answers.
        Auto = "auto",
        /// kitty graphics.
        Kitty = "kitty",
        /// iTerm2's inline pictures.
        Iterm2 = "iterm2",
        /// Sixel.
        Sixel = "sixel",
        /// Half-block characters.
        Blocks = "blocks",
        /// No pictures at all.
        Off = "off",
    }
}
words! {
    /// `account.kind`
    KindWord {
        /// A folder.
        Local = "local",
        /// CVAT.
        Cvat = "cvat",
        /// Label Studio.
        LabelStudio = "label-studio",
        /// Dataloop; comes with a later version.
        Dataloop = "dataloop",
        /// Supervisely; comes with a later version.
        Supervisely = "supervisely",
    }
}

impl KindWord {
    /// The word of the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Cvat => "cvat",
            Self::LabelStudio => "label-studio",
            Self::Dataloop => "dataloop",
            Self::Supervisely => "supervisely",
        }
    }
}

/// Seconds a decision is held, at most an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct HoldSeconds(pub u32);

impl TryFrom<i64> for HoldSeconds {
    type Error = String;
    fn try_from(seconds: i64) -> Result<Self, String> {
        match u32::try_from(seconds) {
            Ok(seconds @ 0..=3_600) => Ok(Self(seconds)),
            _ => Err(format!(
                "{seconds} is not a number of seconds from 0 to 3600"
            )),
        }
    }
}

/// `ui.remote_kb`: from 16 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Kilobytes(pub u32);

impl TryFrom<i64> for Kilobytes {
    type Error = String;
    fn try_from(kilobytes: i64) -> Result<Self, String> {
        match u32::try_from(kilobytes) {
            Ok(kilobytes @ 16..=1_000_000) => Ok(Self(kilobytes)),
            _ => Err(format!(
                "{kilobytes} is not a number of kilobytes from 16 to 1000000"
            )),
        }
    }
}

/// `review.templates`: each key is one lower-case letter, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates(pub Vec<(char, String)>);

impl<'de> Deserialize<'de> for Templates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Templates;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of letters and reasons, like w = \"wrong label\"")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Templates, A::Error> {
                let mut all = Vec::new();
                while let Some((key, text)) = map.next_entry::<String, String>()? {
                    let mut letters = key.chars();
                    match (letters.next(), letters.next()) {
                        // `c` opens the field for own words in the reason row.
                        (Some('c'), None) => {
                            return Err(serde::de::Error::custom(
                                "the letter c is taken (own words); choose another",
                            ));
                        }
                        (Some(letter), None) if letter.is_ascii_lowercase() => {
                            all.push((letter, text));
                        }
                        _ => {
                            return Err(serde::de::Error::custom(
                                "the key of a template is one letter from a to z",
                            ));
                        }
                    }
                }
                Ok(Templates(all))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// What is wrong, and at which byte of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset.
    pub at: usize,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// Reads the text of a configuration file.
///
/// # Errors
/// The first [`Fault`]: broken TOML, an unknown key, a value that does not fit.
pub fn parse(text: &str) -> Result<Raw, Fault> {
    let fault = |error: toml::de::Error| Fault {
        at: error.span().map_or(0, |span| span.start),
        problem: error.message().to_owned(),
    };
    let table = DeTable::parse(text).map_err(fault)?;
    check_keys(table.get_ref())?;
    let keys = bindings::read(table.get_ref(), text)?;
    let raw: Raw = toml::from_str(text).map_err(fault)?;
    Ok(Raw { keys, ..raw })
}

fn check_keys(table: &DeTable<'_>) -> Result<(), Fault> {
    for (name, value) in table {
        let sections = SECTIONS.map(|(section, _)| section);
        let Some((_, keys)) = SECTIONS
            .iter()
            .find(|(section, _)| *section == name.get_ref().as_ref())
        else {
            return Err(Fault {
                at: name.span().start,
                problem: unknown("section", name.get_ref().as_ref(), &sections),
            });
        };
        match value.get_ref() {
            DeValue::Table(table) => check_section(table, keys)?,
            DeValue::Array(list) => {
                for element in list.iter() {
                    if let DeValue::Table(table) = element.get_ref() {
                        check_section(table, keys)?;
                    }
                }
            }
            _ => {}
        }
        check_form(name, value)?;
    }
    Ok(())
}

/// `[ui]` and `[review]` are tables, `[[account]]` is a list of tables.
fn check_form<T: AsRef<str>>(name: &Spanned<T>, value: &Spanned<DeValue<'_>>) -> Result<(), Fault> {
    let name_word = name.get_ref().as_ref();
    let wanted = match (name_word, value.get_ref()) {
        ("account", DeValue::Array(_)) => return Ok(()),
        ("account", _) => "[[account]] (two brackets: there may be several)".to_owned(),
        (_, DeValue::Table(_)) => return Ok(()),
        (other, _) => format!("a section [{other}]"),
    };
    Err(Fault {
        at: name.span().start,
        problem: format!("'{name_word}' has to be written as {wanted}"),
    })
}

fn check_section(table: &DeTable<'_>, keys: &[&str]) -> Result<(), Fault> {
    if keys.is_empty() {
        return Ok(());
    }
    let account = keys.contains(&"kind");
    for name in table.keys() {
        let word: &str = name.get_ref().as_ref();
        if keys.contains(&word) || (account && LATER_ACCOUNT_KEYS.contains(&word)) {
            continue;
        }
        return Err(Fault {
            at: name.span().start,
            problem: unknown("key", word, keys),
        });
    }
    if account {
        check_account(table)
    } else {
        Ok(())
    }
}

/// `unknown key 'thme'; did you mean 'theme'?`, or the list of what there is.
pub fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    let nearest = known
        .iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(candidate, &word.to_lowercase()),
                candidate,
            )
        })
        .min();
    let list = known.join(", ");
    match nearest {
        Some((distance, candidate)) if distance <= 1 + candidate.len() / 3 => {
            format!("unknown {what} '{word}'; did you mean '{candidate}'? (there are {list})")
        }
        _ => format!("unknown {what} '{word}'; there are {list}"),
    }
}

/// Line and column (in characters), both from 1, of a byte offset.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    Lines::new(text).place(at)
}

/// Where the lines of a text begin, to tell many places of it.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn new(text: &'a str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    /// Line and column (in characters), both from 1, of a byte offset.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let mut end = at.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        // The first line begins at 0, so that there is always one.
        let line = self.starts.partition_point(|start| *start <= end).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..end).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_file_is_read() {
        let raw = parse(concat!(
            "[ui]\ntheme = \"light\"\nhold = [0, 1, 2]\ngraphics = \"kitty\"\nascii = true\n",
            "[review]\nuser = \"ana\"\ntemplates = { w = \"wrong\", a = \"angle\" }\n",
            "[[account]]\nname = \"street\"\nkind = \"local\"\npath = \"~/street\"\n",
            "[[account]]\nname = \"work\"\nkind = \"cvat\"\nurl = \"https://x\"\ntoken_env = \"T\"\n",
        ))
        .unwrap();
        assert_eq!(raw.ui.theme, Some(ThemeName::Word(ThemeWord::Light)));
        assert_eq!(
            raw.ui.hold.map(|hold| hold.map(|HoldSeconds(s)| s)),
            Some([0, 1, 2])
        );
        assert_eq!(raw.account.len(), 2);
        assert_eq!(raw.account[1].kind, KindWord::Cvat);
        let letters: Vec<char> = raw
            .review
            .templates
            .unwrap()
            .0
            .iter()
            .map(|t| t.0)
            .collect();
        assert_eq!(letters, ['w', 'a']);
    }

    #[test]
    fn mistakes_have_a_place_and_the_right_word() {
        let cases = [
            ("[ui]\nthme = \"dark\"\n", (2, 1), "did you mean 'theme'"),
            ("[ui]\ntheme = \"drak\"\n", (2, 9), "did you mean 'dark'"),
            ("[iu]\n", (1, 2), "did you mean 'ui'"),
            (
                "[elsewhere]\n",
                (1, 2),
                "there are ui, keys, macros, filters, review, account",
            ),
            ("[ui]\nascii = 3\n", (2, 9), "expected a boolean"),
            ("[ui]\nhold = [1, 2, -4]\n", (2, 8), "0 to 3600"),
            ("[account]\nname = \"x\"\n", (1, 2), "[[account]]"),
            ("ui = 3\n", (1, 1), "section [ui]"),
            ("[ui]\ntheme = \n", (2, 9), ""),
            ("[review.templates]\nab = \"x\"\n", (1, 1), "one letter"),
            (
                "[[account]]\nname = \"a b\"\nkind = \"local\"\npath = \"x\"\n",
                (2, 8),
                "letters, digits",
            ),
            (
                "[[account]]\nname = \"a\"\nkind = \"local\"\n",
                (3, 1),
                "add path",
            ),
            (
                "[[account]]\nname = \"a\"\nkind = \"local\"\npath = \"x\"\nformat = \"cocoa\"\n",
                (5, 10),
                "did you mean 'coco'",
            ),
            (
                "[[account]]\nname = \"a\"\nkind = \"cvta\"\n",
                (3, 8),
                "did you mean 'cvat'",
            ),
            ("[[account]]\nnme = \"a\"\n", (2, 1), "did you mean 'name'"),
        ];
        for (text, at, words) in cases {
            let fault = parse(text).unwrap_err();
            assert!(fault.problem.contains(words), "{text}: {}", fault.problem);
            assert_eq!(place(text, fault.at), at, "{text}: {}", fault.problem);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\[|\\]|ui|review|account|=|\"|\n|\\PC){0,30}") {
            if let Err(fault) = parse(&text) {
                let _ = place(&text, fault.at);
            }
        }
    }
}
