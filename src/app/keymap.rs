//! The keys as they are bound now: the table of actions, changed by a preset, changed by the
//! configuration, and checked. Whatever runs or shows keys reads this, so that what is shown is
//! always what is bound.

mod build;
mod presets;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::config::bindings::Place;
use crate::config::keys::{Key, KeyCode, KeyError, parse_sequence};
use crate::config::langmap::LangMap;
use crate::config::settings::Settings;
use crate::model::Text;

use super::actions::{Action, ActionSpec, Scope, spec};

pub use presets::{Override, PRESETS, Preset};

/// At the end of a sequence: any letter, which is given to the action.
const LETTER: &str = "<letter>";

/// A sequence of keys, the last of which may be any letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sequence {
    /// The keys.
    pub keys: Vec<Key>,
    /// A letter follows them.
    pub letter: bool,
}

impl Sequence {
    /// Reads key notation, such as `gg`, `<c-r>` or `,<letter>`.
    ///
    /// # Errors
    /// [`KeyError`]
    pub fn parse(notation: &str) -> Result<Self, KeyError> {
        let (keys, letter) = match notation.strip_suffix(LETTER) {
            Some(before) => (before, true),
            None => (notation, false),
        };
        Ok(Self {
            keys: parse_sequence(keys)?,
            letter,
        })
    }

    /// Whether another sequence could never be typed to its end because of this one, or is the
    /// same.
    fn hides(&self, other: &Self) -> bool {
        if self.letter {
            let letter = other.keys.get(self.keys.len()).copied();
            return other.keys.starts_with(&self.keys)
                && (letter.is_some_and(|key| letter_of(key).is_some()) || self == other);
        }
        other.keys.starts_with(&self.keys)
    }

    /// The rest after some keys, as people read it; none when it does not begin with them or ends
    /// there.
    fn rest(&self, typed: &[Key]) -> Option<String> {
        let rest = self.keys.strip_prefix(typed)?;
        (self.letter || !rest.is_empty()).then(|| pretty(rest, self.letter))
    }
}

impl std::fmt::Display for Sequence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.keys.iter().try_for_each(|key| write!(f, "{key}"))?;
        if self.letter {
            f.write_str(LETTER)?;
        }
        Ok(())
    }
}

/// The letter that a key is, if it is one.
pub fn letter_of(key: Key) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if c.is_ascii_alphabetic() && !key.ctrl && !key.alt => Some(c),
        _ => None,
    }
}

/// What a sequence of keys means so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing.
    Nothing,
    /// The beginning of longer sequences.
    Prefix,
    /// All but the letter of an action that takes one.
    Letter(Action),
    /// An action.
    Run(Action),
    /// An action with its letter.
    RunWith(Action, char),
}

/// One key of an action, for those who read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// In the notation of the configuration: `<c-r>`.
    pub notation: String,
    /// As people say it: `Ctrl-r`.
    pub pretty: String,
}

/// What is wrong with the bindings of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// Where: line and column from 1.
    pub at: Option<Place>,
    /// What, and what would be right.
    pub problem: Text,
}

/// One scope, resolved.
#[derive(Debug, Default)]
struct Table {
    /// Sorted by keys, none of which is the beginning of another.
    bound: Vec<(Sequence, Action)>,
    shown: HashMap<Action, Vec<Shown>>,
}

/// The resolved keys of every scope.
#[derive(Debug)]
pub struct Keymap {
    /// In the order of [`Scope::ALL`].
    tables: Vec<Table>,
    langmap: LangMap,
    preset: &'static Preset,
}

impl Default for Keymap {
    /// The keys without a preset and a configuration.
    fn default() -> Self {
        build::plain()
    }
}

impl Keymap {
    /// The keys that the settings give.
    ///
    /// # Errors
    /// Everything that is wrong with them, by place.
    pub fn resolve(settings: &Settings) -> Result<Self, Vec<KeyProblem>> {
        build::resolve(&settings.keys, &settings.templates)
    }

    /// The keys of a preset alone.
    pub fn of_preset(preset: &'static Preset) -> Self {
        build::of_preset(preset)
    }

    /// The preset that they began with.
    pub fn preset(&self) -> &'static Preset {
        self.preset
    }

    /// Letters of other layouts.
    pub fn langmap(&self) -> &LangMap {
        &self.langmap
    }

    fn table(&self, scope: Scope) -> Option<&Table> {
        let at = Scope::ALL.iter().position(|known| *known == scope)?;
        self.tables.get(at)
    }

    /// What keys mean.
    pub fn meaning(&self, scope: Scope, typed: &[Key]) -> Meaning {
        let Some(table) = self.table(scope) else {
            return Meaning::Nothing;
        };
        let after = |keys: &[Key]| {
            let at = table.bound.partition_point(|(s, _)| *s.keys < *keys);
            table.bound.get(at)
        };
        match after(typed) {
            Some((found, action)) if found.keys == typed => match found.letter {
                true => Meaning::Letter(*action),
                false => Meaning::Run(*action),
            },
            Some((found, _)) if found.keys.starts_with(typed) => Meaning::Prefix,
            _ => {
                let Some((last, before)) = typed.split_last() else {
                    return Meaning::Nothing;
                };
                match (after(before), letter_of(*last)) {
                    (Some((found, action)), Some(letter))
                        if found.letter && found.keys == before =>
                    {
                        Meaning::RunWith(*action, letter)
                    }
                    _ => Meaning::Nothing,
                }
            }
        }
    }

    /// The key that was meant: on another layout the one that lies in the same place, where the
    /// typed one means nothing after the keys before it.
    pub fn placed(&self, scope: Scope, before: &[Key], key: Key) -> Key {
        let KeyCode::Char(typed) = key.code else {
            return key;
        };
        let Some(meant) = self.langmap.meant(typed) else {
            return key;
        };
        if scope.is_text() && !key.ctrl && before.is_empty() {
            return key;
        }
        let mut keys = before.to_vec();
        keys.push(key);
        match self.meaning(scope, &keys) {
            Meaning::Nothing => Key {
                code: KeyCode::Char(meant),
                ..key
            },
            _ => key,
        }
    }

    /// How a sequence can go on: the rest of each binding, and its row.
    pub fn continuations(&self, scope: Scope, typed: &[Key]) -> Vec<(String, &'static ActionSpec)> {
        let Some(table) = self.table(scope) else {
            return Vec::new();
        };
        let rests = table.bound.iter().filter_map(|(sequence, action)| {
            let rest = sequence.rest(typed)?;
            Some((rest, spec(*action)))
        });
        let mut rests: Vec<_> = rests.collect();
        rests.sort_by_key(|(_, row)| row.action as usize);
        rests
    }

    /// The keys of an action, the first one first.
    pub fn keys(&self, scope: Scope, action: Action) -> &[Shown] {
        let table = self.table(scope);
        table
            .and_then(|table| table.shown.get(&action))
            .map_or(&[], Vec::as_slice)
    }

    /// The first key of an action, as people say it.
    pub fn key(&self, scope: Scope, action: Action) -> Option<&str> {
        self.keys(scope, action)
            .first()
            .map(|shown| shown.pretty.as_str())
    }
}

/// Keys as people say them: `Ctrl-r`, `Space`, `gg`.
pub fn pretty(keys: &[Key], letter: bool) -> String {
    let mut out = String::new();
    for key in keys {
        for (held, word) in [
            (key.ctrl, "Ctrl-"),
            (key.alt, "Alt-"),
            (key.shift, "Shift-"),
        ] {
            if held {
                out.push_str(word);
            }
        }
        let word = match key.code {
            KeyCode::Char(' ') => "Space",
            KeyCode::Char(c) => {
                out.push(c);
                continue;
            }
            KeyCode::F(number) => {
                out.push_str(&format!("F{number}"));
                continue;
            }
            KeyCode::Enter => "Enter",
            KeyCode::Esc => "Esc",
            KeyCode::Tab => "Tab",
            KeyCode::BackTab => "Shift-Tab",
            KeyCode::Backspace => "Backspace",
            KeyCode::Delete => "Delete",
            KeyCode::Insert => "Insert",
            KeyCode::Up => "↑",
            KeyCode::Down => "↓",
            KeyCode::Left => "←",
            KeyCode::Right => "→",
            KeyCode::Home => "Home",
            KeyCode::End => "End",
            KeyCode::PageUp => "PgUp",
            KeyCode::PageDown => "PgDn",
        };
        out.push_str(word);
    }
    if letter {
        out.push_str("letter");
    }
    out
}
