//! Macros: keys that were recorded under a letter, and the one that plays.

use std::collections::{BTreeMap, VecDeque};

use crate::config::keys::{Key, parse_sequence};
use crate::limits::MACRO_KEYS;
use crate::model::{Id, NodeRef};

/// All macros and what goes on with them.
#[derive(Clone, Debug, Default)]
pub struct Macros {
    /// Recorded here, and kept over restarts.
    pub kept: BTreeMap<char, Vec<Key>>,
    /// Those of the configuration; a recorded one of the same letter counts more.
    pub given: BTreeMap<char, Vec<Key>>,
    /// The one being recorded: its letter and the keys so far.
    pub recording: Option<(char, Vec<Key>)>,
    /// Keys that were recorded before the sequence began that is being typed: what ends a recording
    /// by its name is no part of it.
    pub began: usize,
    /// The one that plays.
    pub playing: Option<Playing>,
    /// Answers that a decision about rows waits for; a macro waits with it.
    pub owed: u32,
    /// More keys of it are due at once.
    pub again: bool,
}

/// A macro that plays.
#[derive(Clone, Debug)]
pub struct Playing {
    /// Its letter.
    pub letter: char,
    /// All its keys.
    pub keys: Vec<Key>,
    /// Keys still to come in this run.
    pub left: VecDeque<Key>,
    /// Runs done, counting the present one.
    pub run: u64,
    /// Runs in all.
    pub runs: u64,
    /// Rows it goes over, each once: the list's parent and the ids still to come.
    pub rows: Option<(NodeRef, VecDeque<Id>)>,
}

impl Macros {
    /// The keys of a letter.
    pub fn get(&self, letter: char) -> Option<&[Key]> {
        let keys = self.kept.get(&letter).or_else(|| self.given.get(&letter));
        keys.map(Vec::as_slice)
    }

    /// All letters with their keys, and whether they stand in the configuration only.
    pub fn all(&self) -> BTreeMap<char, (&[Key], bool)> {
        let given = self.given.iter().map(|(c, keys)| (*c, (&**keys, true)));
        let kept = self.kept.iter().map(|(c, keys)| (*c, (&**keys, false)));
        given.chain(kept).collect()
    }

    /// What is kept, as text: a line each, the letter, a tab, the keys in key notation.
    pub fn text(&self) -> String {
        let lines = self
            .kept
            .iter()
            .map(|(c, keys)| format!("{c}\t{}\n", notation(keys)));
        lines.collect()
    }

    /// Reads [`Macros::text`]; lines that cannot be read are left out.
    pub fn read_kept(&mut self, text: &str) {
        for line in text.lines() {
            let Some((letter, keys)) = line.split_once('\t') else {
                continue;
            };
            let mut letters = letter.chars();
            if let (Some(letter), None) = (letters.next(), letters.next())
                && letter.is_ascii_alphabetic()
                && let Ok(keys) = parse_sequence(keys)
                && keys.len() <= MACRO_KEYS
            {
                // What was recorded since the start counts more.
                self.kept.entry(letter).or_insert(keys);
            }
        }
    }
}

/// Keys in the notation of the configuration.
pub fn notation(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_reads_as_it_was(
            letters in proptest::collection::btree_map("[a-zA-Z]", "[a-zA-Z0-9 <>,;:']{1,20}", 0..8),
        ) {
            let mut macros = Macros::default();
            for (letter, typed) in letters {
                let keys = typed.chars().map(Key::char).chain([Key::ctrl('r')]).collect();
                macros.kept.insert(letter.chars().next().unwrap(), keys);
            }
            let mut again = Macros::default();
            again.read_kept(&macros.text());
            prop_assert_eq!(again.kept, macros.kept);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            Macros::default().read_kept(&text);
        }
    }
}
