//! A sample of a list's items: how it is drawn, the queue that goes through it, and what is kept of
//! it for another day.

mod form;
mod kept;
mod queue;

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::codec::hash;
use crate::model::sample::{By, Candidate, Draw, Recipe, Stratum, draw};
use crate::model::{Id, ItemDetail, Level, NodeRef, Text, Verdict};

use super::msg::Generation;

pub use kept::{Kept, Samples};
pub use queue::{Drawn, Sampled};

/// A stratum's place in [`Sampling::names`].
type Name = u16;

/// The bands of scores, lowest first; the last is that of items without any.
const BANDS: [&str; 6] = [
    "score below 0.2",
    "score 0.2 to 0.4",
    "score 0.4 to 0.6",
    "score 0.6 to 0.8",
    "score 0.8 to 1",
    "no score",
];

/// A part of the recipe that keys change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field {
    /// How much.
    #[default]
    Share,
    /// By what.
    By,
    /// At least so many of each.
    Min,
    /// The seed.
    Seed,
}

impl Field {
    /// All of them, top to bottom.
    pub const ALL: [Self; 4] = [Self::Share, Self::By, Self::Min, Self::Seed];
}

/// What an item's own page says for strata.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    labels: Vec<Name>,
    annotators: Vec<Name>,
    band: Name,
}

/// An item that may be drawn.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Id,
    /// Its place in the list.
    pub place: u64,
    /// Its verdict, if that is not of older content.
    pub verdict: Option<Verdict>,
    /// What it is drawn by: see [`key_of`].
    key: Box<str>,
    /// The job that it is in.
    job: Name,
    /// What its own page says, once read.
    facts: Option<Facts>,
    /// Its page could not be read.
    failed: bool,
}

/// Items being read for their strata.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Places in [`Sampling::entries`] that are not asked for yet, last first.
    pub waiting: Vec<usize>,
    /// Those that are on their way.
    pub asked: Vec<usize>,
    /// Items that have been read, or could not be.
    pub done: usize,
    /// Items whose page could not be read: they cannot be drawn.
    pub failed: usize,
}

/// A sample before it begins: its recipe, and what that draws.
#[derive(Clone, Debug)]
pub struct Sampling {
    /// The list's parent.
    pub scope: NodeRef,
    /// The list's name.
    pub name: Text,
    /// The browser column with the list.
    pub column: usize,
    /// Answers of an older one are dropped.
    pub generation: Generation,
    /// The recipe.
    pub recipe: Recipe,
    /// The part of it that keys change.
    pub field: Field,
    /// What is typed for it, if it is being typed.
    pub typed: Option<String>,
    /// The list's items, once known.
    pub entries: Option<Vec<Entry>>,
    /// Items beyond the limit.
    pub left_out: u64,
    /// The list is still being read by its platform.
    pub growing: bool,
    /// What is read for the strata.
    pub reading: Reading,
    /// What the recipe draws, once that is known.
    pub draw: Option<Draw>,
    /// Why nothing can be drawn.
    pub problem: Option<Text>,
    /// It begins as soon as it is known.
    pub start: bool,
    /// The sample that is under way here, and is gone on with unless another is wanted.
    pub running: Option<Kept>,
    /// The same with the verdicts that its items have now.
    pub resumed: Option<Sampled>,
    /// First visible stratum.
    pub top: usize,
    names: Vec<Text>,
    numbers: HashMap<(u8, Text), Name>,
}

impl Sampling {
    /// One of which nothing but its place and recipe is known.
    pub fn new(scope: NodeRef, name: Text, column: usize, recipe: Recipe) -> Self {
        Self {
            scope,
            name,
            column,
            generation: Generation::default(),
            recipe,
            field: Field::default(),
            typed: None,
            entries: None,
            left_out: 0,
            growing: false,
            reading: Reading::default(),
            draw: None,
            problem: None,
            start: false,
            running: None,
            resumed: None,
            top: 0,
            names: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// The number of a name among those of one kind of stratum. The names of each kind are apart: a
    /// label may be called like somebody.
    fn number(&mut self, kind: By, name: &str) -> Name {
        let key = (kind as u8, Text::line(name));
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        // The last number stands for all further names.
        let number = Name::try_from(self.names.len()).unwrap_or(Name::MAX);
        if number < Name::MAX {
            self.names.push(key.1.clone());
            self.numbers.insert(key, number);
        }
        number
    }

    /// Adds an item of the list, with the name of the job that it is in.
    pub fn add(&mut self, node: &NodeRef, place: u64, verdict: Option<Verdict>, job: &str) {
        let Some(id) = node.id() else { return };
        let entry = Entry {
            id: id.clone(),
            key: key_of(node, id).into(),
            place,
            verdict,
            job: self.number(By::Job, job),
            facts: None,
            failed: false,
        };
        self.entries.get_or_insert_default().push(entry);
    }

    /// The page of an item could not be read.
    pub fn give_up(&mut self, at: usize) {
        self.reading.failed += 1;
        if let Some(entry) = self.entries.as_mut().and_then(|all| all.get_mut(at)) {
            entry.failed = true;
        }
    }

    /// Takes in what an item's page says.
    pub fn learn(&mut self, at: usize, detail: &ItemDetail) {
        let mut labels: Vec<Name> = Vec::new();
        let mut annotators: Vec<Name> = Vec::new();
        let add = |to: &mut Vec<Name>, number: Name| {
            if !to.contains(&number) {
                to.push(number);
            }
        };
        for annotation in &detail.annotations {
            let number = self.number(By::Label, detail.label_name(annotation));
            add(&mut labels, number);
        }
        let live = detail.results.iter().filter(|result| result.is_live());
        let people = live.map(|result| &result.author);
        let own = detail.annotations.iter().filter_map(|a| a.author.as_ref());
        // Who handed a result in made what is in it.
        let own = own.filter(|_| detail.results.is_empty());
        for name in people.chain(own).filter(|name| !name.is_empty()) {
            let number = self.number(By::Annotator, name);
            add(&mut annotators, number);
        }
        if labels.is_empty() {
            labels.push(self.number(By::Label, "no annotations"));
        }
        if annotators.is_empty() {
            annotators.push(self.number(By::Annotator, "nobody known"));
        }
        let of_results = detail.results.iter().filter_map(|result| result.score);
        let scores = detail.annotations.iter().filter_map(|one| one.score);
        let lowest = scores.chain(of_results).min_by(f32::total_cmp);
        let band = self.number(By::Score, band(lowest));
        if let Some(entry) = self.entries.as_mut().and_then(|all| all.get_mut(at)) {
            entry.facts = Some(Facts {
                labels,
                annotators,
                band,
            });
        }
    }

    /// Items there are.
    pub fn items(&self) -> usize {
        self.entries.as_ref().map_or(0, Vec::len)
    }

    /// Places of items whose page has not been read, last first.
    pub fn unread(&self) -> Vec<usize> {
        let entries = self.entries.iter().flatten().enumerate();
        let unread = entries.filter(|(_, entry)| entry.facts.is_none() && !entry.failed);
        let mut places: Vec<usize> = unread.map(|(at, _)| at).collect();
        places.reverse();
        places
    }

    /// Whether everything is known that the recipe needs.
    pub fn is_known(&self) -> bool {
        let read = self.reading.asked.is_empty() && self.reading.waiting.is_empty();
        self.entries.is_some() && (read || !self.recipe.by.needs_items())
    }

    /// The node of an item.
    pub fn node_of(&self, entry: &Entry) -> NodeRef {
        self.scope.child(Level::Item, entry.id.clone())
    }

    /// Draws anew, once everything is known. While one is under way, nothing is drawn.
    pub fn redraw(&mut self) {
        let wanted = self.running.is_none() && self.is_known();
        self.draw = wanted.then(|| self.drawn());
    }

    fn drawn(&self) -> Draw {
        let by = self.recipe.by;
        let entries = self.entries.as_deref().unwrap_or_default();
        // Strata are numbered anew: those of this kind only.
        let mut names: Vec<Text> = Vec::new();
        let mut own: HashMap<Name, Name> = HashMap::new();
        let mut renumbered = |number: Name| {
            *own.entry(number).or_insert_with(|| {
                let name = self.names.get(usize::from(number)).cloned();
                names.push(name.unwrap_or_else(|| Text::line("others")));
                Name::try_from(names.len() - 1).unwrap_or(Name::MAX)
            })
        };
        let mut places = Vec::with_capacity(entries.len());
        let mut candidates = Vec::with_capacity(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            let strata: &[Name] = match (by, &entry.facts) {
                (By::Nothing, _) => &[],
                (By::Job, _) => std::slice::from_ref(&entry.job),
                (By::Label, Some(facts)) => &facts.labels,
                (By::Annotator, Some(facts)) => &facts.annotators,
                (By::Score, Some(facts)) => std::slice::from_ref(&facts.band),
                // What cannot be placed cannot be drawn.
                (_, None) => continue,
            };
            places.push(place);
            candidates.push(Candidate {
                rank: hash::rank(self.recipe.seed, &entry.key),
                strata: match by {
                    By::Nothing => vec![0],
                    _ => strata.iter().map(|number| renumbered(*number)).collect(),
                },
            });
        }
        if by == By::Nothing {
            names.push(Text::line("all items"));
        }
        let mut found = draw(&candidates, &names, self.recipe);
        for at in &mut found.picked {
            *at = places.get(*at).copied().unwrap_or(*at);
        }
        // The largest first: equal ones by name.
        let key = |stratum: &Stratum| (Reverse(stratum.of), stratum.name.clone());
        found.strata.sort_by_key(key);
        found
    }

    /// The queue that the draw makes, in the order of the list.
    pub fn queue(&self) -> Option<Sampled> {
        let draw = self.draw.as_ref()?;
        let entries = self.entries.as_ref()?;
        let numbers = draw.strata.iter().zip(0..);
        let numbers: HashMap<&Text, Name> =
            numbers.map(|(stratum, at)| (&stratum.name, at)).collect();
        let picked = draw.picked.iter().filter_map(|at| entries.get(*at));
        let drawn = picked.map(|entry| {
            let within = self.names_of(entry).into_iter();
            Drawn {
                id: entry.id.clone(),
                place: Some(entry.place),
                verdict: entry.verdict,
                within: within
                    .filter_map(|name| numbers.get(name).copied())
                    .collect(),
            }
        });
        Some(Sampled {
            scope: self.scope.clone(),
            column: self.column,
            name: self.name.clone(),
            recipe: self.recipe,
            at: 0,
            entries: drawn.collect(),
            strata: draw.strata.clone(),
        })
    }

    fn names_of(&self, entry: &Entry) -> Vec<&Text> {
        let numbers: &[Name] = match (self.recipe.by, &entry.facts) {
            (By::Job, _) => std::slice::from_ref(&entry.job),
            (By::Label, Some(facts)) => &facts.labels,
            (By::Annotator, Some(facts)) => &facts.annotators,
            (By::Score, Some(facts)) => std::slice::from_ref(&facts.band),
            _ => &[],
        };
        let names = numbers.iter();
        names
            .filter_map(|number| self.names.get(usize::from(*number)))
            .collect()
    }
}

/// What an item is drawn by. Frames are numbered within their job, so that its id belongs to theirs;
/// names are those of a whole dataset, whatever batches it is divided into, and the same task is in
/// several views.
fn key_of(node: &NodeRef, id: &Id) -> String {
    match (id, node.id_at(Level::Job)) {
        (Id::Number(number), Some(job)) => format!("{job}/{number}"),
        _ => id.to_string(),
    }
}

fn band(lowest: Option<f32>) -> &'static str {
    let [low, second, third, fourth, high, none] = BANDS;
    match lowest {
        None => none,
        Some(score) if score < 0.2 => low,
        Some(score) if score < 0.4 => second,
        Some(score) if score < 0.6 => third,
        Some(score) if score < 0.8 => fourth,
        Some(_) => high,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, ContentHash, ItemResult, ResultKind, Timestamp};

    fn scope() -> NodeRef {
        let root = NodeRef::root(AccountId::new("a"));
        root.child(Level::Job, Id::Number(1))
    }

    fn result(author: &str, kind: ResultKind, score: Option<f32>) -> ItemResult {
        ItemResult {
            id: Id::name(author),
            kind,
            author: author.into(),
            mine: false,
            at: Timestamp::default(),
            truth: false,
            skipped: false,
            score,
            facts: Vec::new(),
            hash: ContentHash(0),
            verdict: None,
        }
    }

    fn strata(sampling: &mut Sampling, by: By) -> Vec<(String, u32)> {
        sampling.recipe.by = by;
        sampling.redraw();
        let draw = sampling.draw.as_ref().unwrap();
        let strata = draw.strata.iter();
        strata.map(|s| (s.name.to_string(), s.of)).collect()
    }

    #[test]
    fn items_are_put_into_strata_by_what_their_pages_say() {
        let mut sampling = Sampling::new(scope(), "list".into(), 0, Recipe::default());
        let live = |author| result(author, ResultKind::Submitted, None);
        let guess = |score| result("net", ResultKind::Prediction, Some(score));
        let made = [
            vec![live("ana"), live("bo"), guess(0.19)],
            vec![live("ana"), live("ana"), guess(0.2)],
            vec![guess(0.95), guess(0.5)],
            Vec::new(),
        ];
        for (number, results) in (0..).zip(made) {
            let node = scope().child(Level::Item, Id::Number(number));
            sampling.add(&node, number, None, "job");
            let mut detail = ItemDetail::empty(node, Text::default());
            detail.results = results;
            sampling.learn(number as usize, &detail);
        }
        let pairs = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
            let pairs = pairs.iter();
            pairs.map(|(name, of)| ((*name).to_owned(), *of)).collect()
        };
        assert_eq!(
            strata(&mut sampling, By::Annotator),
            pairs(&[("ana", 2), ("nobody known", 2), ("bo", 1)])
        );
        // The lowest score of an item counts, and the bounds belong to the band above.
        assert_eq!(
            strata(&mut sampling, By::Score),
            pairs(&[
                ("no score", 1),
                ("score 0.2 to 0.4", 1),
                ("score 0.4 to 0.6", 1),
                ("score below 0.2", 1)
            ])
        );
        assert_eq!(
            strata(&mut sampling, By::Label),
            pairs(&[("no annotations", 4)])
        );
        assert_eq!(strata(&mut sampling, By::Job), pairs(&[("job", 4)]));
        assert_eq!(
            strata(&mut sampling, By::Nothing),
            pairs(&[("all items", 4)])
        );
    }

    #[test]
    fn an_item_is_drawn_by_what_names_it_everywhere() {
        let project = NodeRef::root(AccountId::new("a")).child(Level::Project, Id::Number(1));
        let job = |number| project.child(Level::Job, Id::Number(number));
        let key = |above: &NodeRef, id: Id| {
            let node = above.child(Level::Item, id.clone());
            key_of(&node, &id)
        };
        // Frame 4 of two jobs; a file in two batches; a task in two views.
        assert_eq!(key(&job(7), Id::Number(4)), "7/4");
        assert_ne!(key(&job(7), Id::Number(4)), key(&job(8), Id::Number(4)));
        assert_eq!(
            key(&job(7), Id::name("a.jpg")),
            key(&job(8), Id::name("a.jpg"))
        );
        let view = |name: &str| project.child(Level::Task, Id::name(name));
        assert_eq!(
            key(&view("all"), Id::Number(4)),
            key(&view("open"), Id::Number(4))
        );
    }

    #[test]
    fn what_could_not_be_read_is_drawn_only_where_no_page_is_needed() {
        let recipe = Recipe::parse("100% by label", Recipe::default()).unwrap();
        let mut sampling = Sampling::new(scope(), "list".into(), 0, recipe);
        for number in 0..3 {
            let node = scope().child(Level::Item, Id::Number(number));
            sampling.add(&node, number, None, "job");
        }
        sampling.give_up(1);
        let node = scope().child(Level::Item, Id::Number(2));
        sampling.learn(2, &ItemDetail::empty(node, Text::default()));
        assert_eq!(sampling.unread(), [0], "it is not tried again");
        sampling.redraw();
        assert_eq!(sampling.draw.as_ref().unwrap().picked, [2]);
        sampling.recipe.by = By::Nothing;
        sampling.redraw();
        assert_eq!(sampling.draw.as_ref().unwrap().picked, [0, 1, 2]);
    }
}
