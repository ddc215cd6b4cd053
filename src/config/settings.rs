//! The resolved settings that the rest of the program reads.

use crate::limits::{HOLD_BULK_S, HOLD_NOTIFYING_S, HOLD_REVERSIBLE_S};
use crate::model::{Guard, Text};

/// A prepared reason for a rejection or issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The letter that picks it in the reason row (its digit is its place, from 1).
    pub letter: char,
    /// The reason.
    pub text: Text,
}

/// How colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Dark unless the terminal says that its background is light.
    #[default]
    Auto,
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// No colour at all (`NO_COLOR`).
    Mono,
}

/// Everything that can be set, complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Who decides; signs verdicts and comments.
    pub user: Text,
    /// Nothing can be changed; the text says why.
    pub read_only: Option<Text>,
    /// Colours.
    pub theme: ThemeChoice,
    /// Only ASCII signs on screen.
    pub ascii: bool,
    /// Pictures are never drawn, verdicts are given on text.
    pub text_only: bool,
    /// Reasons offered by the reason row.
    pub templates: Vec<Template>,
    /// Seconds that decisions of class 1, 2 and 3 are held for undo.
    pub hold_s: [u32; 3],
    /// The bundled demo: the tour line is shown.
    pub demo: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let templates = [
            ('w', "wrong label"),
            ('l', "loose box"),
            ('m', "missed object"),
            ('d', "duplicate"),
            ('o', "should not be labelled"),
        ];
        Self {
            user: Text::line("reviewer"),
            read_only: None,
            theme: ThemeChoice::Auto,
            ascii: false,
            text_only: false,
            templates: templates
                .into_iter()
                .map(|(letter, text)| Template {
                    letter,
                    text: Text::line(text),
                })
                .collect(),
            hold_s: [HOLD_REVERSIBLE_S, HOLD_NOTIFYING_S, HOLD_BULK_S],
            demo: false,
        }
    }
}

impl Settings {
    /// Milliseconds that a decision of this class is held before it is sent.
    pub fn hold_ms(&self, guard: Guard) -> i64 {
        let [reversible, notifying, bulk] = self.hold_s;
        let seconds = match guard {
            Guard::Local => 0,
            Guard::Reversible => reversible,
            Guard::Notifying | Guard::Irreversible => notifying,
            Guard::Bulk => bulk,
        };
        i64::from(seconds) * 1_000
    }
}
