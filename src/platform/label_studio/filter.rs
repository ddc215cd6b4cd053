//! Our query language turned into what the data manager's lists understand (Label Studio API,
//! filters and ordering).
//!
//! A list takes one list of conditions and one conjunction for all of them. A term is pushed when
//! the server's answer to it is exactly ours, by [`Asked`]; where the server can only narrow, the
//! term is pushed and worked out here as well; what it cannot express is only worked out here. A
//! view's own conditions come first: where these are joined by "or", nothing can be added to them.

mod facts;
mod words;

use std::cmp::Ordering;

use serde_json::{Value, json};

use crate::limits;
use crate::model::query::{Count, Field, Term, Test, contains_ignoring_case};
use crate::model::{Query, Sort, SortKey, Text};
use crate::platform::PlatformError;

use super::people::People;
use super::status::Stage;

pub use facts::Asked;
pub use words::words;

use words::term_words;

/// A key of the tasks' data that the configuration shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Its values are plain texts, so that the server looks at what we look at.
    pub plain: bool,
}

impl Key {
    /// Whether the server has a column for it: it takes dots and double underscores for steps
    /// into the data.
    fn is_column(&self) -> bool {
        !self.name.contains('.') && !self.name.contains("__")
    }
}

/// What is known of the list that a query is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// Enterprise: statuses, people and comments come from reviews and assignments.
    pub enterprise: bool,
    /// Statuses are those of the server's state machine, or of review markers.
    pub told: bool,
    /// Who is who.
    pub people: Option<&'a People>,
    /// What names and texts are looked for in.
    pub keys: &'a [Key],
    /// Labels of the configuration, as they are stored and as they are shown.
    pub labels: &'a [(String, String)],
    /// The project's number and name.
    pub project: (u64, &'a str),
    /// The view's own conditions.
    pub base: Option<&'a Base>,
    /// The view's own order.
    pub order: Option<&'a str>,
}

/// Conditions of a view, as they are stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    /// The conditions.
    pub items: Vec<Value>,
    /// One of them is enough.
    pub any: bool,
}

impl Base {
    /// Those of a view's `filters`.
    pub fn of(filters: Option<&Value>) -> Self {
        let items = filters.and_then(|all| all.get("items")?.as_array().cloned());
        let items = items.unwrap_or_default();
        let word = filters.and_then(|all| all.get("conjunction")?.as_str());
        Self {
            any: word == Some("or") && items.len() > 1,
            items,
        }
    }
}

/// A query, split in what the server does and what is left to do here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pushed {
    /// Conditions, the view's own first.
    pub items: Vec<Value>,
    /// One of them is enough.
    pub any: bool,
    /// The column to order by, a minus in front for the other way round.
    pub order: Option<String>,
    /// What must hold of the rows that come; its order, if any, is to be made here.
    pub rest: Query,
    /// The rest in words, for the list's title; empty without one.
    pub here: Text,
}

impl Pushed {
    /// The `filters` of a request; none without a condition.
    pub fn filters(&self) -> Option<Value> {
        let word = if self.any { "or" } else { "and" };
        (!self.items.is_empty()).then(|| json!({"conjunction": word, "items": self.items}))
    }

    /// Whether an address can hold it.
    pub fn fits(&self) -> bool {
        let length = self.filters().map_or(0, |all| all.to_string().len());
        length <= limits::STUDIO_QUERY_BYTES
    }

    /// Whether working out the rest needs the texts of the tasks.
    pub fn reads_names(&self) -> bool {
        let names = |term: &Term| matches!(term.test, Test::Word(_) | Test::Field(Field::Name, _));
        self.rest.terms.iter().any(names)
            || matches!(
                self.rest.sort,
                Some(Sort {
                    key: SortKey::Name,
                    ..
                })
            )
    }

    /// Whether working out the rest needs to know about ground truths.
    pub fn reads_truth(&self) -> bool {
        let truth = |term: &Term| matches!(term.test, Test::Field(Field::Is, _));
        self.rest.terms.iter().any(truth)
    }
}

/// Splits a query for a list of tasks.
///
/// # Errors
/// A condition on labels, which only the server can judge, beside others that it cannot be joined
/// with.
pub fn split(query: &Query, scene: &Scene<'_>) -> Result<Pushed, PlatformError> {
    let base = scene.base.cloned().unwrap_or_default();
    let mut pushed = Pushed {
        items: base.items,
        any: base.any,
        ..Pushed::default()
    };
    let mut open = Vec::new();
    for term in &query.terms {
        let placed = scene.place(term);
        match placed.condition {
            Some(Condition::Any(items)) => open.push((term, items, placed.exact)),
            Some(condition) if !pushed.any => {
                pushed.items.extend(condition.into_items());
                if !placed.exact {
                    pushed.rest.terms.push(term.clone());
                }
            }
            // What always holds needs no condition, whatever the view's own are.
            Some(Condition::Always) if placed.exact => {}
            _ => left(&mut pushed, term)?,
        }
    }
    let alone = pushed.items.is_empty() && open.len() == 1;
    for (term, items, exact) in open {
        match alone {
            true => {
                (pushed.items, pushed.any) = (items, true);
                if !exact {
                    pushed.rest.terms.push(term.clone());
                }
            }
            false => left(&mut pushed, term)?,
        }
    }
    pushed.order = match query.sort {
        None => scene.order.map(str::to_owned),
        Some(sort) => column(sort),
    };
    pushed.rest.sort = query.sort.filter(|_| pushed.order.is_none());
    pushed.here = words(&pushed.rest);
    Ok(pushed)
}

/// Nothing is pushed: everything is worked out here, in the order that the server keeps.
///
/// # Errors
/// A condition on labels.
pub fn all_here(query: &Query) -> Result<Pushed, PlatformError> {
    let mut pushed = Pushed::default();
    for term in &query.terms {
        left(&mut pushed, term)?;
    }
    pushed.rest.sort = query.sort;
    pushed.here = words(&pushed.rest);
    Ok(pushed)
}

/// A term that is worked out here. Rows do not tell their labels.
fn left(pushed: &mut Pushed, term: &Term) -> Result<(), PlatformError> {
    if matches!(term.test, Test::Field(Field::Label, _)) {
        return Err(PlatformError::Unsupported(Text::line(&format!(
            "the filter {} together with the others here",
            term_words(term)
        ))));
    }
    pushed.rest.terms.push(term.clone());
    Ok(())
}

/// One condition of a list.
pub fn condition(column: &str, operator: &str, kind: &str, value: impl Into<Value>) -> Value {
    let value: Value = value.into();
    json!({
        "filter": format!("filter:tasks:{column}"),
        "operator": operator,
        "type": kind,
        "value": value,
    })
}

fn number(column: &str, operator: &str, value: u64) -> Value {
    condition(column, operator, "Number", value)
}

/// Conditions on one row, or none.
#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Always,
    Never,
    All(Vec<Value>),
    /// At least two.
    Any(Vec<Value>),
}

impl Condition {
    fn of(holds: bool) -> Self {
        if holds { Self::Always } else { Self::Never }
    }

    fn any(mut items: Vec<Value>) -> Self {
        match items.len() {
            0 => Self::Never,
            1 => Self::All(std::mem::take(&mut items)),
            _ => Self::Any(items),
        }
    }

    /// The conditions to add to others that must all hold; no id is below one.
    fn into_items(self) -> Vec<Value> {
        match self {
            Self::Always => Vec::new(),
            Self::Never => vec![number("id", "less", 1)],
            Self::All(items) | Self::Any(items) => items,
        }
    }
}

/// Where a term went.
struct Placed {
    /// What the server is asked.
    condition: Option<Condition>,
    /// Its answer is ours.
    exact: bool,
}

impl Placed {
    const HERE: Self = Self {
        condition: None,
        exact: false,
    };

    fn exactly(condition: Condition) -> Self {
        Self {
            condition: Some(condition),
            exact: true,
        }
    }
}

impl Scene<'_> {
    fn place(&self, term: &Term) -> Placed {
        let negated = term.negated;
        match &term.test {
            Test::Word(word) => self.text(word, negated),
            // `none` asks for emptiness.
            Test::Field(Field::Name, value) if &**value != "none" => self.text(value, negated),
            Test::Field(field, value) => self.field(*field, value, negated),
            Test::Count(count, order, bound) => self.count(*count, *order, *bound, negated),
        }
    }

    fn field(&self, field: Field, value: &str, negated: bool) -> Placed {
        match field {
            Field::Id => Placed::exactly(id(value, negated)),
            Field::State if self.enterprise || self.told => Placed::HERE,
            Field::State => state(value, negated),
            Field::Assignee if self.enterprise => Placed::HERE,
            Field::Assignee => self.annotator(value, negated),
            Field::Reviewer if self.enterprise => Placed::HERE,
            Field::Label => Placed::exactly(self.label(value, negated)),
            Field::Is if self.enterprise && value == "truth" => {
                let truth = condition("ground_truth", "equal", "Boolean", !negated);
                Placed::exactly(Condition::All(vec![truth]))
            }
            Field::Is if contains_ignoring_case("truth", value) => Placed::HERE,
            Field::Is => Placed::exactly(Condition::of(negated)),
            // Tasks here have none of these.
            Field::Stage | Field::Type | Field::Owner | Field::Task | Field::Reviewer => {
                let absent = value == "none" || value.is_empty();
                Placed::exactly(Condition::of(absent != negated))
            }
            Field::Project if value != "none" => {
                let (id, name) = self.project;
                let held = contains_ignoring_case(name, value)
                    || contains_ignoring_case(&id.to_string(), value);
                Placed::exactly(Condition::of(held != negated))
            }
            Field::Name | Field::Verdict | Field::Project => Placed::HERE,
        }
    }

    /// A part of a text of the data. The server compares letters of ASCII only without their case.
    fn text(&self, word: &str, negated: bool) -> Placed {
        let sure = !word.is_empty()
            && word.is_ascii()
            && !word.contains(['"', '\\'])
            && !self.keys.is_empty()
            && self.keys.iter().all(Key::is_column);
        let plain = self.keys.iter().all(|key| key.plain);
        if !sure || (negated && !plain) {
            return Placed::HERE;
        }
        let operator = if negated { "not_contains" } else { "contains" };
        let items = self.keys.iter().map(|key| {
            let column = format!("data.{}", key.name);
            condition(&column, operator, "String", word)
        });
        let items: Vec<Value> = items.collect();
        Placed {
            condition: Some(match negated {
                true => Condition::All(items),
                false => Condition::any(items),
            }),
            exact: plain,
        }
    }

    /// Who annotated it. The server knows people by their numbers.
    fn annotator(&self, value: &str, negated: bool) -> Placed {
        if value == "none" {
            let empty = condition("annotators", "empty", "List", !negated);
            return Placed::exactly(Condition::All(vec![empty]));
        }
        // Somebody whom nobody knows is `user 12` here.
        let unknown = value.chars().all(|c| "user 0123456789".contains(c));
        let Some(people) = self.people.filter(|_| !unknown) else {
            return Placed::HERE;
        };
        let fits = |(_, name): &(u64, &Text)| contains_ignoring_case(name, value);
        let mut ids: Vec<u64> = people.all().filter(fits).map(|(id, _)| id).collect();
        ids.sort_unstable();
        let operator = if negated { "not_contains" } else { "contains" };
        let items = ids
            .into_iter()
            .map(|id| condition("annotators", operator, "List", id));
        Placed::exactly(match negated {
            true => all(items.collect()),
            false => Condition::any(items.collect()),
        })
    }

    /// A label among the results. The server looks through their JSON, where labels stand in
    /// quotes as they are stored; letters beyond ASCII are written out by one database only.
    fn label(&self, value: &str, negated: bool) -> Condition {
        if value == "none" {
            let operator = if negated { "greater" } else { "equal" };
            return Condition::All(vec![number("total_annotations", operator, 0)]);
        }
        let fits = |(stored, shown): &&(String, String)| {
            contains_ignoring_case(stored, value) || contains_ignoring_case(shown, value)
        };
        let known = self.labels.iter().filter(fits);
        let mut wanted: Vec<String> = known.map(|(stored, _)| quoted(stored)).collect();
        if wanted.is_empty() {
            wanted.push(value.to_owned());
        }
        let escaped: Vec<String> = wanted.iter().filter_map(|one| escaped(one)).collect();
        wanted.extend(escaped);
        wanted.dedup();
        let operator = if negated { "not_contains" } else { "contains" };
        let items = wanted
            .into_iter()
            .map(|one| condition("annotations_results", operator, "String", one));
        match negated {
            true => all(items.collect()),
            false => Condition::any(items.collect()),
        }
    }

    fn count(&self, count: Count, order: Ordering, bound: u64, negated: bool) -> Placed {
        let constant = match count {
            Count::Annotations => {
                let operator = operator(order, negated);
                let item = number("total_annotations", operator, bound);
                return Placed::exactly(Condition::All(vec![item]));
            }
            Count::Issues if self.enterprise => return Placed::HERE,
            Count::Issues | Count::Rejected | Count::Done => 0_u64,
            Count::Items => 1,
        };
        Placed::exactly(Condition::of((constant.cmp(&bound) == order) != negated))
    }
}

fn all(items: Vec<Value>) -> Condition {
    match items.is_empty() {
        true => Condition::Always,
        false => Condition::All(items),
    }
}

fn operator(order: Ordering, negated: bool) -> &'static str {
    match (order, negated) {
        (Ordering::Less, false) => "less",
        (Ordering::Less, true) => "greater_or_equal",
        (Ordering::Equal, false) => "equal",
        (Ordering::Equal, true) => "not_equal",
        (Ordering::Greater, false) => "greater",
        (Ordering::Greater, true) => "less_or_equal",
    }
}

fn id(value: &str, negated: bool) -> Condition {
    match value.parse::<u64>() {
        Ok(id) if id.to_string() == value => {
            let operator = if negated { "not_equal" } else { "equal" };
            Condition::All(vec![number("id", operator, id)])
        }
        _ => Condition::of(negated),
    }
}

/// The statuses that follow from counts are told apart by conditions that must all hold, in the
/// order of [`Stage`]: a few sets of them can be asked for at once.
fn state(value: &str, negated: bool) -> Placed {
    let fits = |stage: &Stage| {
        let held = value != "none"
            && (contains_ignoring_case(stage.word(), value)
                || contains_ignoring_case(stage.class().word(), value));
        held != negated
    };
    let wanted = Stage::COUNTED.map(|stage| fits(&stage));
    let labelled = |yes: bool| condition("is_labeled", "equal", "Boolean", yes);
    let none = |column| number(column, "equal", 0);
    let some = |column| number(column, "greater", 0);
    let draft = |yes: bool| condition("draft_exists", "equal", "Boolean", yes);
    let (annotated, skipped) = ("total_annotations", "cancelled_annotations");
    // completed, skipped, in progress, draft, new
    let items = match wanted {
        [false, false, false, false, false] => return Placed::exactly(Condition::Never),
        [true, true, true, true, true] => return Placed::exactly(Condition::Always),
        [true, false, false, false, false] => vec![labelled(true)],
        [false, true, true, true, true] => vec![labelled(false)],
        [false, false, true, false, false] => vec![labelled(false), some(annotated)],
        [false, true, false, true, true] => vec![labelled(false), none(annotated)],
        [false, true, false, false, false] => {
            vec![labelled(false), none(annotated), some(skipped)]
        }
        [false, false, false, true, true] => {
            vec![labelled(false), none(annotated), none(skipped)]
        }
        [false, false, false, drafts, _] if wanted[3] != wanted[4] => vec![
            labelled(false),
            none(annotated),
            none(skipped),
            draft(drafts),
        ],
        _ => return Placed::HERE,
    };
    Placed::exactly(Condition::All(items))
}

/// A label as it stands in JSON.
fn quoted(label: &str) -> String {
    Value::from(label).to_string()
}

/// The same with letters beyond ASCII as some databases write them; none where there are none.
fn escaped(json: &str) -> Option<String> {
    if json.is_ascii() {
        return None;
    }
    let mut out = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Some(out)
}

/// The server's column for an order.
fn column(sort: Sort) -> Option<String> {
    let column = match sort.key {
        SortKey::Id => "id",
        SortKey::Updated => "updated_at",
        SortKey::Name | SortKey::Stage | SortKey::State | SortKey::Assignee => return None,
    };
    let sign = if sort.descending { "-" } else { "" };
    Some(format!("{sign}tasks:{column}"))
}

#[cfg(test)]
mod tests;
