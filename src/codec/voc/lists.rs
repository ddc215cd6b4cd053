//! Lists beside the annotations: which items a split has, which labels there are and their
//! colours, which labels an item carries.

use std::collections::HashSet;

use crate::model::{Rgb, Text};

/// A label of `labelmap.txt`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its colour in masks, if the file names one.
    pub color: Option<Rgb>,
    /// Labels of its parts.
    pub parts: Vec<String>,
    /// What it can do.
    pub actions: Vec<String>,
}

/// Reads `labelmap.txt`: `name:r,g,b:parts:actions` a line. Lines that are none are told.
pub fn label_map(text: &str, problem: &mut dyn FnMut(usize, &str)) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    let mut named: HashSet<&str> = HashSet::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // A name may hold colons, the other fields never do.
        let mut fields = line.rsplitn(4, ':');
        let (actions, parts, color, name) =
            (fields.next(), fields.next(), fields.next(), fields.next());
        let (Some(actions), Some(parts), Some(color), Some(name)) = (actions, parts, color, name)
        else {
            problem(
                number + 1,
                "a label has four fields: name:r,g,b:parts:actions",
            );
            continue;
        };
        if !named.insert(name) {
            problem(number + 1, "the label is named twice");
            continue;
        }
        let words = |list: &str| {
            let words = list
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        let shade = rgb(color);
        if shade.is_none() && !color.trim().is_empty() {
            problem(number + 1, "a colour is three numbers from 0 to 255: r,g,b");
        }
        all.push(Entry {
            name: name.to_owned(),
            color: shade,
            parts: words(parts),
            actions: words(actions),
        });
    }
    all
}

fn rgb(text: &str) -> Option<Rgb> {
    let mut parts = text.split(',').map(|part| part.trim().parse().ok());
    let color = Rgb(parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(color)
}

/// The items of a list: a name a line, possibly in quotes, possibly with a number behind it.
pub fn item_list(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let name = match line.split('"').nth(1) {
            Some(quoted) if line.starts_with('"') => quoted,
            _ => line,
        };
        if all.last().is_none_or(|last| last != name) {
            all.push(name.to_owned());
        }
    }
    all
}

/// A line of a list of one label: an item, and whether it carries the label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// The item.
    pub item: String,
    /// It carries the label.
    pub there: bool,
}

/// Reads the list of one label: `item 1` or `item -1` a line. None when it is no such list.
pub fn presence(text: &str) -> Option<Vec<Presence>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (item, mark) = line.rsplit_once(char::is_whitespace)?;
            let there = match mark {
                "1" => true,
                "0" | "-1" => false,
                _ => return None,
            };
            Some(Presence {
                item: item.trim().to_owned(),
                there,
            })
        })
        .collect()
}

/// A label's name, for problems.
impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&Text::line(&self.name))
    }
}
