//! From the table, the preset and the configuration to the keys of each scope, or to all that is
//! wrong with them.

use std::collections::{BTreeMap, HashMap};

use crate::app::actions::{self, Action, ActionSpec, Scope};
use crate::config::bindings::{Binding, KeySettings, Place, Written};
use crate::config::keys::{Key, KeyCode};
use crate::config::langmap::LangMap;
use crate::config::raw::unknown;
use crate::config::settings::Template;
use crate::model::Text;

use super::presets::{PRESETS, Preset};
use super::{KeyProblem, Keymap, Sequence, Shown, Table, letter_of, pretty};

/// Keys of an action with where they come from: a place in the configuration, or none.
type Keys = Vec<(Sequence, Option<Place>)>;

/// One scope while it is put together.
type Draft = BTreeMap<Action, Keys>;

/// What can be said of a configuration only as a whole.
struct Builder<'a> {
    preset: &'static Preset,
    templates: &'a [Template],
    drafts: Vec<(Scope, Draft)>,
    problems: Vec<KeyProblem>,
}

/// The keys of the table alone.
pub(super) fn plain() -> Keymap {
    let [preset, ..] = &PRESETS;
    of_preset(preset)
}

/// The keys of a preset. The presets are tested, so nothing in them can be wrong.
pub(super) fn of_preset(preset: &'static Preset) -> Keymap {
    Builder::begin(preset, &[]).finish(LangMap::default())
}

/// The keys of a configuration.
pub(super) fn resolve(
    settings: &KeySettings,
    templates: &[Template],
) -> Result<Keymap, Vec<KeyProblem>> {
    let (preset, wrong) = match &settings.preset {
        None => (&PRESETS[0], None),
        Some(written) => match PRESETS.iter().find(|one| one.name == written.text) {
            Some(preset) => (preset, None),
            None => {
                let names = PRESETS.each_ref().map(|preset| preset.name);
                let text = unknown("preset of keys", &written.text, &names);
                (&PRESETS[0], Some(problem(Some(written.at), text)))
            }
        },
    };
    let mut builder = Builder::begin(preset, templates);
    builder.problems.extend(wrong);
    // What is said of one scope counts more than what is said of all, wherever it stands.
    let (one, all): (Vec<_>, Vec<_>) = settings.bindings.iter().partition(|b| b.scope.is_some());
    for binding in all.into_iter().chain(one) {
        builder.bind(binding);
    }
    builder.check();
    if builder.problems.is_empty() {
        return Ok(builder.finish(settings.langmap.clone()));
    }
    builder.problems.sort_by_key(|problem| problem.at);
    Err(builder.problems)
}

fn problem(at: Option<Place>, text: impl AsRef<str>) -> KeyProblem {
    KeyProblem {
        at,
        problem: Text::line(text.as_ref()),
    }
}

impl<'a> Builder<'a> {
    fn begin(preset: &'static Preset, templates: &'a [Template]) -> Self {
        let drafts = Scope::ALL.into_iter().map(|scope| {
            let mut draft = Draft::new();
            for row in actions::all().filter(|row| row.is_in(scope)) {
                let changed = preset.overrides.iter().rev();
                let changed = changed
                    .filter(|change| change.action == row.action)
                    .find(|change| change.scopes.contains(&scope));
                let keys: Keys = match changed {
                    Some(change) => change.keys.iter().filter_map(|key| known(key)).collect(),
                    None => row.keys(scope).filter_map(known).collect(),
                };
                draft.insert(row.action, keys);
            }
            (scope, draft)
        });
        Self {
            preset,
            templates,
            drafts: drafts.collect(),
            problems: Vec::new(),
        }
    }

    fn wrong(&mut self, at: Place, text: impl AsRef<str>) {
        self.problems.push(problem(Some(at), text));
    }

    fn bind(&mut self, binding: &Binding) {
        let scope = match &binding.scope {
            None => None,
            Some(written) => match scope_named(&written.text) {
                Some(scope) => Some(scope),
                None => {
                    let words = Scope::ALL.map(Scope::word);
                    let text = unknown("scope of keys", &written.text, &words);
                    let again = |other: &KeyProblem| other.at == Some(written.at);
                    // Once, however much stands below it.
                    if !self.problems.iter().any(again) {
                        self.wrong(written.at, text);
                    }
                    return;
                }
            },
        };
        let Some(row) = actions::named(&binding.action.text) else {
            return self.unknown_action(scope, &binding.action);
        };
        let Some(keys) = self.read(row, &binding.keys) else {
            return;
        };
        match scope {
            Some(scope) if !row.is_in(scope) => {
                let text = format!(
                    "{} means nothing in {}; it belongs to {}",
                    row.name,
                    scope.word(),
                    scopes_of(row)
                );
                self.wrong(binding.action.at, text);
            }
            Some(scope) => self.set(scope, row, keys, true),
            None => {
                for scope in Scope::ALL {
                    if row.is_in(scope) {
                        self.set(scope, row, keys.clone(), false);
                    }
                }
            }
        }
    }

    fn unknown_action(&mut self, scope: Option<Scope>, written: &Written) {
        // An action without its scope's table is the likelier mistake where the word is one.
        if scope_named(&written.text).is_some() {
            let text = format!(
                "[keys.{}] is a table of actions and their keys",
                written.text
            );
            return self.wrong(written.at, text);
        }
        let fits = |row: &&ActionSpec| scope.is_none_or(|scope| row.is_in(scope));
        let names: Vec<_> = actions::all().filter(fits).map(|row| row.name).collect();
        let full = unknown("action", &written.text, &names);
        // The whole list is long: it is what `vidimus keys` is for.
        let text = match full.split_once("; there are ") {
            Some((head, _)) => format!("{head}; vidimus keys lists them"),
            None => full
                .split(" (there are ")
                .next()
                .unwrap_or(&full)
                .to_owned(),
        };
        self.wrong(written.at, text);
    }

    /// The keys of one binding; none when one cannot be read.
    fn read(&mut self, row: &ActionSpec, written: &[Written]) -> Option<Keys> {
        let mut keys = Keys::new();
        let before = self.problems.len();
        let takes_letter = takes_letter(row.action);
        for key in written {
            let sequence = match Sequence::parse(&key.text) {
                Ok(sequence) => sequence,
                Err(error) => {
                    self.wrong(key.at, error.to_string());
                    continue;
                }
            };
            if sequence.letter != takes_letter {
                let text = match takes_letter {
                    true => format!("{} takes a letter: end its keys with <letter>", row.name),
                    false => format!("{} takes no letter: leave <letter> out", row.name),
                };
                self.wrong(key.at, text);
            } else if starts_count(&sequence) {
                self.wrong(
                    key.at,
                    "digits are counts, and numbers of reasons: no key begins with one",
                );
            } else {
                keys.push((sequence, Some(key.at)));
            }
        }
        (self.problems.len() == before).then_some(keys)
    }

    /// Gives an action its keys in a scope. Where text is typed, plain characters stay text: said
    /// of all scopes they leave that one as it is, said of it alone they are a mistake.
    fn set(&mut self, scope: Scope, row: &ActionSpec, keys: Keys, alone: bool) {
        let (plain, good): (Keys, Keys) = keys
            .into_iter()
            .partition(|(sequence, _)| scope.is_text() && is_plain(sequence));
        if let (true, Some((sequence, Some(at)))) = (alone, plain.first()) {
            let text = format!(
                "{sequence} is text in {}: bind {} to a key with Ctrl or to a named one",
                scope.word(),
                row.name
            );
            return self.wrong(*at, text);
        }
        if !plain.is_empty() && good.is_empty() {
            return;
        }
        if let Some((_, draft)) = self.drafts.iter_mut().find(|(known, _)| *known == scope) {
            draft.insert(row.action, good);
        }
    }

    fn check(&mut self) {
        let drafts = std::mem::take(&mut self.drafts);
        for (scope, draft) in &drafts {
            self.check_cancel(*scope, draft);
            self.check_clashes(*scope, draft);
            if *scope == Scope::Reason {
                self.check_reasons(draft);
            }
        }
        self.drafts = drafts;
    }

    /// Whatever is bound: one of the two keys that everybody tries leads out.
    fn check_cancel(&mut self, scope: Scope, draft: &Draft) {
        let ways = [Key::plain(KeyCode::Esc), Key::ctrl('c')];
        let keys = draft.get(&Action::Cancel);
        let left = keys.is_some_and(|keys| {
            keys.iter()
                .any(|(sequence, _)| ways.iter().any(|way| sequence.keys == [*way]))
        });
        if left {
            return;
        }
        let at = keys.and_then(|keys| keys.iter().find_map(|(_, at)| *at));
        let text = format!(
            "cancel keeps <esc> or <c-c> in {}: there is always a way out",
            scope.word()
        );
        // Said of all scopes, it is one mistake.
        if !self
            .problems
            .iter()
            .any(|other| at.is_some() && other.at == at)
        {
            self.problems.push(problem(at, text));
        }
    }

    fn check_clashes(&mut self, scope: Scope, draft: &Draft) {
        let bound: Vec<_> = draft
            .iter()
            .flat_map(|(action, keys)| keys.iter().map(move |(s, at)| (*action, s, *at)))
            .collect();
        for (number, (action, sequence, at)) in bound.iter().enumerate() {
            for (other, longer, other_at) in bound.iter().skip(number + 1) {
                let (first, second) = match (sequence.hides(longer), longer.hides(sequence)) {
                    (false, false) => continue,
                    (true, _) => ((*action, *sequence, *at), (*other, *longer, *other_at)),
                    _ => ((*other, *longer, *other_at), (*action, *sequence, *at)),
                };
                self.clash(scope, first, second);
            }
        }
    }

    /// The first sequence is the same as the second or its beginning.
    fn clash(
        &mut self,
        scope: Scope,
        (hides, short, short_at): (Action, &Sequence, Option<Place>),
        (hidden, long, long_at): (Action, &Sequence, Option<Place>),
    ) {
        // At what was written last; what comes from the table has no place.
        let at = short_at.max(long_at);
        let (here, there) = match at == short_at && short_at != long_at {
            true => (hides, hidden),
            false => (hidden, hides),
        };
        let there_at = if here == hides { long_at } else { short_at };
        let from = match there_at {
            Some((line, column)) => format!("bound at {line}:{column}"),
            None => format!("its key in the preset '{}'", self.preset.name),
        };
        let name = |action| actions::spec(action).name;
        let scope = scope.word();
        let text = if hides == hidden {
            format!("{} has {short} twice in {scope}", name(hides))
        } else if short == long {
            format!(
                "{short} is both {} and {} in {scope} ({}: {from}): give one of them another key, or [] for none",
                name(here),
                name(there),
                name(there)
            )
        } else {
            format!(
                "{short} ({}) is the beginning of {long} ({}) in {scope}, which could never be typed ({}: {from})",
                name(hides),
                name(hidden),
                name(there)
            )
        };
        let again = |other: &KeyProblem| {
            other.at == at && at.is_some() && other.problem.contains(name(there))
        };
        if !self.problems.iter().any(again) {
            self.problems.push(problem(at, text));
        }
    }

    /// The letters of reasons are keys of the same row.
    fn check_reasons(&mut self, draft: &Draft) {
        for (action, keys) in draft {
            for (sequence, at) in keys {
                let letter = sequence.keys.first().copied().and_then(letter_of);
                let reason = letter.and_then(|letter| {
                    self.templates.iter().find(|reason| reason.letter == letter)
                });
                if let Some(reason) = reason {
                    let text = format!(
                        "{sequence} is both {} and the reason '{}' in the row of reasons",
                        actions::spec(*action).name,
                        reason.text
                    );
                    self.problems.push(problem(*at, text));
                }
            }
        }
    }

    fn finish(self, langmap: LangMap) -> Keymap {
        let tables = self.drafts.into_iter().map(|(_, draft)| {
            let mut table = Table {
                bound: Vec::new(),
                shown: HashMap::new(),
            };
            for (action, keys) in draft {
                let shown = keys.iter().map(|(sequence, _)| Shown {
                    notation: sequence.to_string(),
                    pretty: pretty(&sequence.keys, sequence.letter),
                });
                table.shown.insert(action, shown.collect());
                let bound = keys.into_iter().map(|(sequence, _)| (sequence, action));
                table.bound.extend(bound);
            }
            table.bound.sort();
            table
        });
        Keymap {
            tables: tables.collect(),
            langmap,
            preset: self.preset,
        }
    }
}

/// A key of a table, which is tested to be readable.
fn known(notation: &str) -> Option<(Sequence, Option<Place>)> {
    Some((Sequence::parse(notation).ok()?, None))
}

fn scope_named(word: &str) -> Option<Scope> {
    Scope::ALL.into_iter().find(|scope| scope.word() == word)
}

fn scopes_of(row: &ActionSpec) -> String {
    let scopes = Scope::ALL.into_iter().filter(|scope| row.is_in(*scope));
    scopes.map(Scope::word).collect::<Vec<_>>().join(", ")
}

/// Actions whose keys end with a letter of the reviewer's.
fn takes_letter(action: Action) -> bool {
    matches!(action, Action::RecordMacro | Action::PlayMacro)
}

/// Whether a sequence begins with a character that would be typed.
fn is_plain(sequence: &Sequence) -> bool {
    let first = sequence.keys.first();
    first.is_some_and(|key| matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt)
}

fn starts_count(sequence: &Sequence) -> bool {
    let first = sequence.keys.first();
    first.is_some_and(|key| {
        matches!(key.code, KeyCode::Char(c) if c.is_ascii_digit()) && !key.ctrl && !key.alt
    })
}
