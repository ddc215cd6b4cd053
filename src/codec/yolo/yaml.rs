//! The part of YAML that `data.yaml` files use: top-level keys with plain or quoted values, and
//! lists and maps of them in flow or block form.
//!
//! Read here rather than by a YAML library: the files need a tenth of the language, and aliases
//! and tags, which cost the most, must not be followed in files from strangers.

use crate::limits::CONFIG_BYTES;
use crate::model::Text;

/// What a `data.yaml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataYaml {
    /// `path`: the root of the splits.
    pub path: Option<String>,
    /// Splits with their folders, list files or text files, in the file's order.
    pub splits: Vec<(String, Vec<String>)>,
    /// Class names by number; gaps are `None`.
    pub names: Vec<Option<Text>>,
    /// `kpt_shape`: joints, and numbers for each.
    pub kpt_shape: Option<(usize, usize)>,
    /// `skeleton`: edges as written.
    pub skeleton: Vec<[i64; 2]>,
    /// What did not fit, with its line; the rest is good.
    pub problems: Vec<YamlError>,
}

/// A line that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct YamlError {
    /// The line, from one.
    pub line: usize,
    /// What is wrong, naming the key.
    pub what: Text,
}

/// A value of the subset.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Plain(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

const SPLITS: [&str; 5] = ["train", "val", "valid", "test", "minival"];
/// Classes that are kept; numbers above are refused.
const CLASSES: usize = 100_000;
/// Brackets within brackets.
const FLOW_DEPTH: usize = 8;

/// Reads a `data.yaml`. None when it is not one: it names neither classes nor a split.
pub fn parse_data_yaml(text: &str) -> Option<DataYaml> {
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > CONFIG_BYTES {
        return None;
    }
    let mut out = DataYaml::default();
    let mut known = false;
    for (line, key, value) in top_level(text, &mut out.problems) {
        let bad = |what: &str| YamlError {
            line,
            what: Text::line(&format!("'{key}' {what}")),
        };
        match key.as_str() {
            "path" => out.path = value.plain(),
            "names" => match names(&value) {
                Some(names) => {
                    known = true;
                    out.names = names;
                }
                None => out.problems.push(bad(
                    "is neither a list of names nor a map of numbers to names",
                )),
            },
            "nc" if value
                .plain()
                .is_none_or(|count| count.parse::<usize>().is_err()) =>
            {
                out.problems.push(bad("is not a number"));
            }
            "kpt_shape" => match value.pair() {
                Some([joints, numbers @ 2..=3]) if (1..=1_000).contains(&joints) => {
                    out.kpt_shape = usize::try_from(joints)
                        .ok()
                        .zip(usize::try_from(numbers).ok());
                }
                _ => out.problems.push(bad("is not [joints, 2 or 3]")),
            },
            "skeleton" => {
                let edges = value.items();
                out.skeleton = edges.iter().filter_map(Value::pair).collect();
            }
            split if SPLITS.contains(&split) => {
                let places: Vec<String> = value.items().iter().filter_map(Value::plain).collect();
                known |= !places.is_empty();
                if !places.is_empty() {
                    out.splits.push((split.to_owned(), places));
                }
            }
            _ => {}
        }
    }
    known.then_some(out)
}

impl Value {
    fn plain(&self) -> Option<String> {
        match self {
            Self::Plain(text) if !text.is_empty() && text != "null" && text != "~" => {
                Some(text.clone())
            }
            _ => None,
        }
    }

    /// The elements of a list; a plain value is a list of one.
    fn items(&self) -> Vec<Self> {
        match self {
            Self::List(items) => items.clone(),
            Self::Plain(_) => vec![self.clone()],
            Self::Map(_) => Vec::new(),
        }
    }

    fn pair(&self) -> Option<[i64; 2]> {
        let Self::List(items) = self else { return None };
        let numbers: Option<Vec<i64>> = items
            .iter()
            .map(|item| item.plain()?.parse().ok())
            .collect();
        <[i64; 2]>::try_from(numbers?).ok()
    }
}

fn names(value: &Value) -> Option<Vec<Option<Text>>> {
    match value {
        Value::List(items) => {
            let name = |item: &Value| match item {
                Value::Plain(name) => Some(Some(Text::line(name))),
                _ => None,
            };
            items.iter().take(CLASSES).map(name).collect()
        }
        Value::Map(pairs) => {
            let mut names = Vec::new();
            for (number, name) in pairs {
                let number: usize = number.parse().ok().filter(|&number| number < CLASSES)?;
                if names.len() <= number {
                    names.resize(number + 1, None);
                }
                if let (Some(place), Value::Plain(name)) = (names.get_mut(number), name) {
                    *place = Some(Text::line(name));
                }
            }
            Some(names)
        }
        Value::Plain(_) => None,
    }
}

/// The top-level keys with their lines and values.
fn top_level(text: &str, problems: &mut Vec<YamlError>) -> Vec<(usize, String, Value)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines().map(without_comment)).collect();
    let mut out = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((&(number, line), after)) = rest.split_first() {
        rest = after;
        if line.trim().is_empty() || line.starts_with("---") || line.starts_with("...") {
            continue;
        }
        // What belongs to the key: deeper lines, blank lines, and list items at its own depth.
        let below = rest.iter().take_while(|(_, line)| {
            line.trim().is_empty()
                || line.starts_with([' ', '\t'])
                || line.starts_with("- ")
                || *line == "-"
        });
        let (block, after) = rest.split_at(below.count());
        let Some((key, inline)) = key_value(line) else {
            problems.push(YamlError {
                line: number,
                what: "expected 'key: value'".into(),
            });
            continue;
        };
        let block_has_text = block.iter().any(|(_, line)| !line.trim().is_empty());
        let value = if inline.starts_with(['|', '>']) {
            Some(Value::Plain(String::new()))
        } else if inline.is_empty() && block_has_text {
            block_value(block)
        } else if inline.starts_with(['[', '{']) {
            let mut joined = inline.to_owned();
            block.iter().for_each(|(_, line)| {
                joined.push(' ');
                joined.push_str(line.trim());
            });
            flow_value(&joined)
        } else {
            Some(Value::Plain(unquoted(inline)))
        };
        rest = after;
        match value {
            Some(value) => out.push((number, key, value)),
            None => problems.push(YamlError {
                line: number,
                what: Text::line(&format!("the value of '{key}' cannot be read")),
            }),
        }
    }
    out
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') if before.is_whitespace() => {
                return line.get(..at).unwrap_or(line).trim_end();
            }
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    line.trim_end()
}

/// `key: value`; the colon is followed by a blank or ends the line.
fn key_value(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let at = line
        .match_indices(':')
        .find(|(at, _)| {
            line.get(at + 1..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        })?
        .0;
    let key = unquoted(line.get(..at)?.trim());
    (!key.is_empty()).then_some((key, line.get(at + 1..)?.trim()))
}

fn unquoted(raw: &str) -> String {
    let raw = raw.trim();
    for quote in ['"', '\''] {
        if raw.len() >= 2 && raw.starts_with(quote) && raw.ends_with(quote) {
            let inner = raw.get(1..raw.len() - 1).unwrap_or_default();
            return if quote == '\'' {
                inner.replace("''", "'")
            } else {
                inner.replace("\\\"", "\"")
            };
        }
    }
    raw.to_owned()
}

/// A block of `- item` or `key: value` lines; lists of flow lists are the deepest nesting.
fn block_value(block: &[(usize, &str)]) -> Option<Value> {
    let lines: Vec<&str> = block
        .iter()
        .map(|(_, line)| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    let scalar = |raw: &str| {
        let raw = raw.trim();
        if raw.starts_with(['[', '{']) {
            flow_value(raw)
        } else {
            Some(Value::Plain(unquoted(raw)))
        }
    };
    if lines.iter().all(|line| line.starts_with('-')) {
        let items = lines
            .iter()
            .map(|line| scalar(line.trim_start_matches('-')));
        return Some(Value::List(items.collect::<Option<_>>()?));
    }
    let pair = |line: &&str| {
        let (key, value) = key_value(line)?;
        Some((key, scalar(value)?))
    };
    lines
        .iter()
        .map(pair)
        .collect::<Option<_>>()
        .map(Value::Map)
}

fn flow_value(raw: &str) -> Option<Value> {
    let mut rest = raw.trim();
    let value = flow(&mut rest, 0)?;
    rest.trim().is_empty().then_some(value)
}

fn flow(rest: &mut &str, depth: usize) -> Option<Value> {
    *rest = rest.trim_start();
    let open = rest.chars().next()?;
    if depth > FLOW_DEPTH || !matches!(open, '[' | '{') {
        return flow_scalar(rest, &[',', ']', '}']).map(Value::Plain);
    }
    *rest = rest.get(1..)?;
    let close = if open == '[' { ']' } else { '}' };
    let (mut items, mut pairs) = (Vec::new(), Vec::new());
    loop {
        *rest = rest.trim_start();
        let next = rest.chars().next()?;
        if next == close || next == ',' {
            *rest = rest.get(1..)?;
            if next == close {
                break;
            }
            continue;
        }
        if open == '[' {
            items.push(flow(rest, depth + 1)?);
        } else {
            let key = flow_scalar(rest, &[':'])?;
            *rest = rest.strip_prefix(':')?;
            pairs.push((key, flow(rest, depth + 1)?));
        }
    }
    Some(if open == '[' {
        Value::List(items)
    } else {
        Value::Map(pairs)
    })
}

fn flow_scalar(rest: &mut &str, ends: &[char]) -> Option<String> {
    *rest = rest.trim_start();
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let end = rest.get(1..)?.find(quote)? + 1;
        let inner = rest.get(1..end)?.to_owned();
        *rest = rest.get(end + 1..)?.trim_start();
        return Some(inner);
    }
    let end = rest.find(ends).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(end)?;
    *rest = after;
    Some(word.trim().to_owned())
}
