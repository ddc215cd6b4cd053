//! What is kept of samples, so that they can be gone on with another day.

use std::collections::HashMap;

use crate::limits::{REMEMBERED_BYTES, SAMPLES};
use crate::model::sample::{Recipe, Stratum};
use crate::model::{AccountId, Id, Level, NodeRef, Text};

use super::{Drawn, Entry, Sampled, Sampling};

/// A sample that is under way, as it is kept: which items it is of, since the list and its filter
/// may be others by the time it is gone on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The list's parent.
    pub scope: NodeRef,
    /// How it was drawn.
    pub recipe: Recipe,
    /// Its strata.
    pub strata: Vec<Stratum>,
    /// Its items and the strata of each, in the order of the list.
    pub items: Vec<(Id, Vec<u16>)>,
}

impl Kept {
    /// What is kept of a queue.
    pub fn of(queue: &Sampled) -> Self {
        let items = queue.entries.iter();
        Self {
            scope: queue.scope.clone(),
            recipe: queue.recipe,
            strata: queue.strata.clone(),
            items: items
                .map(|drawn| (drawn.id.clone(), drawn.within.clone()))
                .collect(),
        }
    }

    /// The queue again, with the verdicts that the list's items have now.
    pub fn queue(&self, sampling: &Sampling) -> Sampled {
        let entries = sampling.entries.iter().flatten();
        // By their texts: a name of digits is read as a number.
        let known: HashMap<String, &Entry> =
            entries.map(|entry| (entry.id.to_string(), entry)).collect();
        let items = self.items.iter();
        let entries = items.map(|(id, within)| {
            let entry = known.get(&id.to_string());
            Drawn {
                id: entry.map_or_else(|| id.clone(), |entry| entry.id.clone()),
                place: entry.map(|entry| entry.place),
                verdict: entry.and_then(|entry| entry.verdict),
                within: within.clone(),
            }
        });
        Sampled {
            scope: self.scope.clone(),
            column: sampling.column,
            name: sampling.name.clone(),
            recipe: self.recipe,
            at: 0,
            entries: entries.collect(),
            strata: self.strata.clone(),
        }
    }

    fn text(&self) -> String {
        let mut text = format!("sample\t{}\t{}\n", self.scope, self.recipe.command());
        for stratum in &self.strata {
            let Stratum { name, of, drawn } = stratum;
            text.push_str(&format!("stratum\t{of}\t{drawn}\t{name}\n"));
        }
        for (id, within) in &self.items {
            let within: Vec<String> = within.iter().map(u16::to_string).collect();
            text.push_str(&format!("item\t{}\t{}\n", within.join(","), written(id)));
        }
        text
    }
}

/// What of a link comes before an id that is kept: ids may hold anything, links may not.
fn before_ids() -> String {
    let any = NodeRef::root(AccountId::new("x"));
    let link = any.child(Level::Item, Id::Number(0)).to_string();
    link.trim_end_matches('0').to_owned()
}

fn written(id: &Id) -> String {
    let any = NodeRef::root(AccountId::new("x")).child(Level::Item, id.clone());
    let link = any.to_string();
    link.strip_prefix(&before_ids())
        .map_or_else(String::new, str::to_owned)
}

fn read(written: &str) -> Option<Id> {
    let link = format!("{}{written}", before_ids());
    NodeRef::parse(&link).ok()?.id().cloned()
}

/// What is kept of samples over restarts.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// The recipe used last.
    pub last: Option<Recipe>,
    /// Samples under way, the newest last: one of a list at most.
    pub kept: Vec<Kept>,
}

impl Samples {
    /// The sample that is under way in a list.
    pub fn of(&self, scope: &NodeRef) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.scope.same(scope))
    }

    /// Keeps a sample in place of the one before in its list. The oldest go where there are too
    /// many, or where the text of all would be too long to keep. Says whether it is kept.
    pub fn keep(&mut self, new: Kept) -> bool {
        let scope = new.scope.clone();
        self.last = Some(new.recipe);
        self.kept.retain(|kept| !kept.scope.same(&scope));
        self.kept.push(new);
        while self.kept.len() > SAMPLES || self.text().len() > REMEMBERED_BYTES {
            if self.kept.is_empty() {
                break;
            }
            self.kept.remove(0);
        }
        self.of(&scope).is_some()
    }

    /// What is kept, as text, in lines.
    pub fn text(&self) -> String {
        let last = self.last.map(|last| format!("last\t{}\n", last.command()));
        let kept = self.kept.iter().map(Kept::text);
        last.into_iter().chain(kept).collect()
    }

    /// Reads [`Samples::text`]; what cannot be read is left out, what was made since counts more.
    pub fn read_kept(&mut self, text: &str) {
        let mut read = Self::default();
        for line in text.lines() {
            let (kind, rest) = line.split_once('\t').unwrap_or((line, ""));
            match kind {
                "last" => read.last = Recipe::parse(rest, Recipe::default()).ok(),
                "sample" => read.kept.extend(begun(rest)),
                "stratum" => read.add_stratum(rest),
                "item" => read.add_item(rest),
                _ => {}
            }
        }
        self.last = self.last.or(read.last);
        let since = std::mem::take(&mut self.kept);
        let older = read.kept.into_iter();
        self.kept = older
            .filter(|old| !since.iter().any(|new| new.scope.same(&old.scope)))
            .collect();
        self.kept.extend(since);
        let excess = self.kept.len().saturating_sub(SAMPLES);
        self.kept.drain(..excess);
    }

    fn add_stratum(&mut self, line: &str) {
        let mut parts = line.splitn(3, '\t');
        let mut number = || parts.next().and_then(|part| part.parse().ok());
        let (of, drawn) = (number(), number());
        let name = parts.next().map(Text::line);
        if let (Some(of), Some(drawn), Some(name), Some(kept)) =
            (of, drawn, name, self.kept.last_mut())
        {
            kept.strata.push(Stratum { name, of, drawn });
        }
    }

    fn add_item(&mut self, line: &str) {
        let Some((within, id)) = line.split_once('\t') else {
            return;
        };
        let within = within.split(',').filter_map(|part| part.parse().ok());
        if let (Some(id), Some(kept)) = (read(id), self.kept.last_mut()) {
            kept.items.push((id, within.collect()));
        }
    }
}

fn begun(line: &str) -> Option<Kept> {
    let (link, recipe) = line.split_once('\t')?;
    Some(Kept {
        scope: NodeRef::parse(link).ok()?,
        recipe: Recipe::parse(recipe, Recipe::default()).ok()?,
        strata: Vec::new(),
        items: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(number: u64) -> NodeRef {
        let root = NodeRef::root(AccountId::new("a b"));
        root.child(Level::Job, Id::Number(number))
    }

    fn kept(number: u64, items: &[&str]) -> Kept {
        Kept {
            scope: place(number),
            recipe: Recipe::parse("5% by label min 3 seed 7", Recipe::default()).unwrap(),
            strata: vec![Stratum {
                name: "a\tcar".into(),
                of: 9,
                drawn: 2,
            }],
            items: items.iter().map(|id| (Id::name(id), vec![0])).collect(),
        }
    }

    #[test]
    fn samples_are_read_as_they_were_written() {
        let mut samples = Samples::default();
        assert!(samples.keep(kept(1, &["a\tb\nc", "ü%.jpg", ""])));
        let bare = Kept {
            items: vec![(Id::Number(4), Vec::new())],
            ..kept(2, &[])
        };
        assert!(samples.keep(bare));
        let mut again = Samples::default();
        again.read_kept(&samples.text());
        assert_eq!(again.last, samples.last);
        let clean = |kept: &Kept| Kept {
            strata: vec![Stratum {
                name: Text::line(&kept.strata[0].name),
                ..kept.strata[0].clone()
            }],
            ..kept.clone()
        };
        let written: Vec<Kept> = samples.kept.iter().map(clean).collect();
        assert_eq!(again.kept, written);
    }

    #[test]
    fn one_sample_of_a_place_is_kept_and_what_is_new_counts_more() {
        let mut samples = Samples::default();
        samples.keep(kept(1, &["a"]));
        samples.keep(kept(1, &["b"]));
        assert_eq!(samples.kept.len(), 1);
        let old = samples.text();
        let mut now = Samples::default();
        now.keep(kept(1, &["c"]));
        now.read_kept(&old);
        assert_eq!(now.kept, [kept(1, &["c"])]);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut samples = Samples::default();
        for number in 0..100 {
            samples.keep(kept(number, &["a"]));
        }
        assert_eq!(samples.kept.len(), SAMPLES);
        assert!(samples.of(&place(99)).is_some() && samples.of(&place(0)).is_none());
        let long = "x".repeat(REMEMBERED_BYTES);
        assert!(!samples.keep(kept(7, &[&long])), "too long to be kept");
        assert!(samples.text().len() <= REMEMBERED_BYTES && samples.last.is_some());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}(\n(item|stratum|sample|last)\t\\PC{0,40}){0,4}") {
            Samples::default().read_kept(&text);
        }
    }
}
