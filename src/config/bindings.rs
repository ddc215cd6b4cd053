//! `[keys]`, `[macros]`, `[filters]`, `ui.keys` and `ui.langmap`: as written, with their places.
//!
//! Which actions and scopes there are is not known here: who resolves the bindings says so, and
//! takes the place from what is kept.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::limits::{FILTERS, MACRO_KEYS};
use crate::model::Query;

use super::keys::{Key, parse_sequence};
use super::langmap::LangMap;
use super::raw::{Fault, Lines};

/// Line and column in the configuration file, from 1; columns count characters.
pub type Place = (usize, usize);

/// A word with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub at: Place,
}

/// `accept = ["a", "<c-a>"]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// `[keys.SCOPE]`; none stands in `[keys]` itself and means every scope that has the action.
    pub scope: Option<Written>,
    /// The name of the action.
    pub action: Written,
    /// Keys in key notation; none unbinds the action.
    pub keys: Vec<Written>,
}

/// Everything that the configuration says about keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeySettings {
    /// `ui.keys`: the preset to begin with.
    pub preset: Option<Written>,
    /// `[keys]`, in the order of the file.
    pub bindings: Vec<Binding>,
    /// `ui.langmap`: letters of other layouts.
    pub langmap: LangMap,
    /// `[macros]`: letter and keys.
    pub macros: Vec<(char, Vec<Key>)>,
    /// `[filters]`: name and filter.
    pub filters: Vec<(String, String)>,
}

/// Reads what a file says about keys.
///
/// # Errors
/// The first [`Fault`]: a value of the wrong form, a macro or a filter that cannot be read.
pub fn read(table: &DeTable<'_>, text: &str) -> Result<KeySettings, Fault> {
    let reader = Reader {
        lines: Lines::new(text),
    };
    let mut settings = KeySettings::default();
    for (name, value) in table {
        match (&**name.get_ref(), value.get_ref()) {
            ("ui", DeValue::Table(ui)) => reader.ui(ui, &mut settings)?,
            ("keys", DeValue::Table(keys)) => reader.bindings(keys, &mut settings)?,
            ("macros", DeValue::Table(macros)) => reader.macros(macros, &mut settings)?,
            ("filters", DeValue::Table(filters)) => reader.filters(filters, &mut settings)?,
            _ => {}
        }
    }
    Ok(settings)
}

struct Reader<'a> {
    lines: Lines<'a>,
}

fn fault<T>(at: usize, problem: impl Into<String>) -> Result<T, Fault> {
    Err(Fault {
        at,
        problem: problem.into(),
    })
}

impl Reader<'_> {
    fn written<T: AsRef<str>>(&self, word: &Spanned<T>) -> Written {
        Written {
            text: word.get_ref().as_ref().to_owned(),
            at: self.lines.place(word.span().start),
        }
    }

    /// A value that has to be a string.
    fn string(&self, value: &Spanned<DeValue<'_>>, what: &str) -> Result<Written, Fault> {
        match value.get_ref() {
            DeValue::String(text) => Ok(Written {
                text: text.to_string(),
                at: self.lines.place(value.span().start),
            }),
            _ => fault(value.span().start, format!("{what} is a text in quotes")),
        }
    }

    fn ui(&self, ui: &DeTable<'_>, settings: &mut KeySettings) -> Result<(), Fault> {
        for (name, value) in ui {
            match &**name.get_ref() {
                "keys" => settings.preset = Some(self.string(value, "the name of a preset")?),
                "langmap" => {
                    let written = self.string(value, "langmap")?;
                    match LangMap::parse(&written.text) {
                        Ok(langmap) => settings.langmap = langmap,
                        Err(problem) => return fault(value.span().start, problem),
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn bindings(&self, keys: &DeTable<'_>, settings: &mut KeySettings) -> Result<(), Fault> {
        for (name, value) in keys {
            if let DeValue::Table(scope) = value.get_ref() {
                let written = self.written(name);
                for (action, value) in scope {
                    let keys = self.keys(value)?;
                    settings.bindings.push(Binding {
                        scope: Some(written.clone()),
                        action: self.written(action),
                        keys,
                    });
                }
            } else {
                let keys = self.keys(value)?;
                settings.bindings.push(Binding {
                    scope: None,
                    action: self.written(name),
                    keys,
                });
            }
        }
        Ok(())
    }

    /// `"a"` or `["a", "<c-a>"]`.
    fn keys(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Written>, Fault> {
        match value.get_ref() {
            DeValue::String(_) => Ok(vec![self.string(value, "a key")?]),
            DeValue::Array(list) => list.iter().map(|key| self.string(key, "a key")).collect(),
            _ => fault(
                value.span().start,
                "keys are written as [\"a\", \"<c-a>\"]; [] is none",
            ),
        }
    }

    fn macros(&self, macros: &DeTable<'_>, settings: &mut KeySettings) -> Result<(), Fault> {
        for (name, value) in macros {
            let mut chars = name.get_ref().chars();
            let letter = match (chars.next(), chars.next()) {
                (Some(letter), None) if letter.is_ascii_alphabetic() => letter,
                _ => {
                    return fault(
                        name.span().start,
                        format!("'{}' is no macro: its name is one letter", name.get_ref()),
                    );
                }
            };
            let written = self.string(value, "a macro")?;
            match parse_sequence(&written.text) {
                Ok(keys) if keys.len() > MACRO_KEYS => {
                    return fault(
                        value.span().start,
                        format!("a macro has at most {MACRO_KEYS} keys"),
                    );
                }
                Ok(keys) => settings.macros.push((letter, keys)),
                Err(error) => return fault(value.span().start, error.to_string()),
            }
        }
        Ok(())
    }

    fn filters(&self, filters: &DeTable<'_>, settings: &mut KeySettings) -> Result<(), Fault> {
        for (name, value) in filters {
            let written = self.string(value, "a filter")?;
            if let Err(error) = Query::parse(&written.text) {
                return fault(value.span().start, error.to_string());
            }
            if settings.filters.len() == FILTERS {
                return fault(name.span().start, format!("at most {FILTERS} filters"));
            }
            let at = name.span().start;
            let name = name.get_ref().trim().to_owned();
            if name.is_empty() {
                return fault(at, "a filter needs a name");
            }
            settings.filters.push((name, written.text));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::raw::parse;
    use crate::config::raw::place;

    #[test]
    fn bindings_keep_their_places() {
        let raw = parse(concat!(
            "[ui]\nkeys = \"cvat\"\n",
            "[keys]\nundo = \"u\"\n",
            "[keys.review]\naccept = [\"a\", \"<c-a>\"]\nskip = []\n",
        ))
        .unwrap();
        let preset = raw.keys.preset.unwrap();
        assert_eq!((preset.text.as_str(), preset.at), ("cvat", (2, 8)));
        let [undo, accept, skip] = raw.keys.bindings.as_slice() else {
            panic!("{:?}", raw.keys.bindings);
        };
        assert_eq!(undo.scope, None);
        assert_eq!((undo.action.at, undo.keys[0].at), ((4, 1), (4, 8)));
        assert_eq!(accept.scope.as_ref().unwrap().text, "review");
        assert_eq!(accept.keys[1].text, "<c-a>");
        assert_eq!(accept.keys[1].at, (6, 16));
        assert!(skip.keys.is_empty());
    }

    #[test]
    fn macros_and_filters_are_read() {
        let raw =
            parse("[macros]\na = \"x2<enter>\"\n[filters]\nmine = \"assignee:@me issues>0\"\n")
                .unwrap();
        assert_eq!(raw.keys.macros[0].0, 'a');
        assert_eq!(raw.keys.macros[0].1.len(), 3);
        assert_eq!(raw.keys.filters[0].0, "mine");
    }

    #[test]
    fn what_cannot_be_read_has_its_place() {
        let cases = [
            ("[keys]\naccept = 3\n", (2, 10), "[] is none"),
            ("[keys]\naccept = [\"a\", 3]\n", (2, 16), "in quotes"),
            ("[macros]\nab = \"x\"\n", (2, 1), "one letter"),
            ("[macros]\na = \"<nokey>\"\n", (2, 5), "no key"),
            ("[filters]\nx = \"colour:red\"\n", (2, 5), "no field"),
            ("[ui]\nlangmap = \"klingon\"\n", (2, 11), "cyrillic"),
            ("[ui]\nkeys = 3\n", (2, 8), "in quotes"),
            ("keys = 3\n", (1, 1), "section [keys]"),
        ];
        for (text, at, words) in cases {
            let fault = parse(text).unwrap_err();
            assert!(fault.problem.contains(words), "{text}: {}", fault.problem);
            assert_eq!(place(text, fault.at), at, "{text}");
        }
    }
}
