//! Our query language turned into what CVAT's lists understand: `search`, JSON logic and `sort`.
//!
//! A term is pushed when the server's answer to it is exactly ours. Where the server can only
//! narrow (its search looks at more than the field asked about), the term is pushed and worked out
//! here as well; what it cannot express at all is only worked out here. [`Facts`] of one row, as
//! [`Asked`] answers them, are what exactness is measured by: a bare word looks at what the
//! server's own search looks at (names, and who holds or made it).
//!
//! JSON logic knows `==`, `!`, `in`, `and`, `or` and ranges; there is no `!=`.

use serde_json::{Value, json};

use crate::model::query::{Count, Facts, Field, Term, Test, contains_ignoring_case};
use crate::model::{Level, Query, Sort, SortKey, StatusClass, Text};

use super::workflow::{self, STAGES, STATES, STATUSES};

/// Major and minor number of a server's version.
pub type Version = (u32, u32);

/// From here on `search` looks at names and people only, and jobs can be filtered by their mode.
const FREE_TEXT: Version = (2, 65);

/// A query, split in what the server does and what is left to do here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pushed {
    /// Query parameters of the list, not yet encoded: `search`, `filter`, `sort`.
    pub params: Vec<(&'static str, String)>,
    /// What must hold of the rows that come, by [`Query::matches`]; its order, if any, is to be
    /// made here.
    pub rest: Query,
    /// The rest in words, for the list's title; empty without one.
    pub here: Text,
}

/// Splits a query for a list of projects, tasks or jobs. Other levels have short lists or none on
/// the server: everything stays here.
pub fn split(level: Level, query: &Query, version: Version) -> Pushed {
    split_within(level, query, version, Vec::new())
}

/// The same, for a list that is narrowed already by conditions in JSON logic (a review queue).
pub fn split_within(level: Level, query: &Query, version: Version, within: Vec<Value>) -> Pushed {
    let mut pushed = Pushed::default();
    let (mut all, mut search) = (within, Vec::new());
    let list = List { level, version };
    for term in &query.terms {
        let placed = list.place(term);
        match placed.exact {
            Some(condition) => all.extend(condition.into_json()),
            None if placed.found_by_search => {}
            None => pushed.rest.terms.push(term.clone()),
        }
        search.extend(placed.search);
    }
    if !search.is_empty() {
        pushed.params.push(("search", search.join(" ")));
    }
    if let Some(filter) = joined("and", all) {
        pushed.params.push(("filter", filter.to_string()));
    }
    match query.sort.map(|sort| (sort, list.sort(sort))) {
        Some((_, Some(order))) => pushed.params.push(("sort", order)),
        Some((sort, None)) => pushed.rest.sort = Some(sort),
        None => {}
    }
    pushed.here = words(&pushed.rest);
    pushed
}

/// `field` has this value.
pub fn equals(field: &str, value: impl Into<Value>) -> Value {
    let value: Value = value.into();
    json!({"==": [{"var": field}, value]})
}

/// The opposite of a condition.
pub fn not(condition: Value) -> Value {
    json!({"!": condition})
}

/// `field` has one of these values; never without a value.
pub fn one_of(field: &str, values: &[&str]) -> Value {
    match values {
        [only] => equals(field, *only),
        values => json!({"in": [{"var": field}, values]}),
    }
}

/// Nobody holds it.
pub fn unassigned() -> Value {
    not(json!({"var": "assignee"}))
}

fn joined(operator: &str, mut conditions: Vec<Value>) -> Option<Value> {
    match conditions.len() {
        0 => None,
        1 => conditions.pop(),
        _ => Some(json!({operator: conditions})),
    }
}

/// A condition on one row, or none.
#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Always,
    Never,
    If(Value),
}

impl Condition {
    fn of(holds: bool) -> Self {
        if holds { Self::Always } else { Self::Never }
    }

    fn negated(self, negated: bool) -> Self {
        match (negated, self) {
            (false, same) => same,
            (true, Self::Always) => Self::Never,
            (true, Self::Never) => Self::Always,
            (true, Self::If(value)) => Self::If(not(value)),
        }
    }

    fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        let mut some = Vec::new();
        for condition in conditions {
            match condition {
                Self::Always => return Self::Always,
                Self::Never => {}
                Self::If(value) => some.push(value),
            }
        }
        joined("or", some).map_or(Self::Never, Self::If)
    }

    /// `field` is one of those of `all` that are wanted.
    fn among<'a>(field: &str, all: &[&'a str], wanted: impl Fn(&'a str) -> bool) -> Self {
        let values: Vec<&str> = all.iter().copied().filter(|value| wanted(value)).collect();
        match values.len() {
            0 => Self::Never,
            some if some == all.len() => Self::Always,
            _ => Self::If(one_of(field, &values)),
        }
    }

    /// The JSON to add to the others; no id is 0.
    fn into_json(self) -> Option<Value> {
        match self {
            Self::Always => None,
            Self::Never => Some(equals("id", 0)),
            Self::If(value) => Some(value),
        }
    }
}

/// Where a term went.
#[derive(Default)]
struct Placed {
    /// The server answers it exactly, by this condition.
    exact: Option<Condition>,
    /// Words for the server's search that every matching row has.
    search: Vec<String>,
    /// The search answers it exactly.
    found_by_search: bool,
}

impl Placed {
    fn exactly(condition: Condition) -> Self {
        Self {
            exact: Some(condition),
            ..Self::default()
        }
    }

    fn narrowed(value: &str) -> Self {
        Self {
            search: search_words(value),
            ..Self::default()
        }
    }
}

/// The words of a value that the server's search can look for: it splits at blanks, commas and
/// quotes. Letters that change their number with their case are left to us.
fn search_words(value: &str) -> Vec<String> {
    let parts = value.split(|c: char| c.is_whitespace() || ",\"'\0".contains(c));
    let sure = |part: &&str| !part.is_empty() && part.to_uppercase().to_lowercase() == **part;
    parts.filter(sure).map(str::to_owned).collect()
}

/// Whether a text that may stand in a field contains the value asked for.
fn holds(text: &str, value: &str) -> bool {
    contains_ignoring_case(text, value)
}

/// One kind of list of one server.
#[derive(Clone, Copy)]
struct List {
    level: Level,
    version: Version,
}

impl List {
    fn place(self, term: &Term) -> Placed {
        if !matches!(self.level, Level::Project | Level::Task | Level::Job) {
            return Placed::default();
        }
        let placed = match &term.test {
            Test::Word(word) => self.word(word),
            // `none` asks for emptiness, and names are never empty.
            Test::Field(Field::Name, value) if &**value != "none" => self.word(value),
            Test::Field(field, value) => self.field(*field, value),
            Test::Count(..) => Placed::default(),
        };
        match placed.exact {
            Some(condition) => Placed::exactly(condition.negated(term.negated)),
            None if term.negated => Placed::default(),
            None => placed,
        }
    }

    fn is_free_text(self) -> bool {
        self.version >= FREE_TEXT
    }

    /// A word goes to the search, which looks where we look, unless it may mean one of the fixed
    /// words that an older server's search looks at too.
    fn word(self, word: &str) -> Placed {
        let search = search_words(word);
        let whole = matches!(&search[..], [only] if only == word);
        let fixed: &[&[&str]] = match self.level {
            _ if self.is_free_text() => &[],
            Level::Job => &[&STAGES, &STATES],
            _ => &[&STATUSES, &MODES, &DIMENSIONS, &["gt", "gt_pool"]],
        };
        let clear = !fixed
            .iter()
            .copied()
            .flatten()
            .any(|text| holds(text, word));
        Placed {
            exact: None,
            found_by_search: whole && clear,
            search,
        }
    }

    fn field(self, field: Field, value: &str) -> Placed {
        match field {
            Field::State => Placed::exactly(self.state(value)),
            Field::Stage => Placed::exactly(self.stage(value)),
            Field::Assignee => match value {
                "none" => Placed::exactly(Condition::If(unassigned())),
                value => self.person("assignee", value),
            },
            Field::Owner if self.level == Level::Job => Placed::exactly(absent(value)),
            Field::Owner if value == "none" => Placed::default(),
            Field::Owner => self.person("owner", value),
            Field::Type => self.kind(value),
            Field::Id => Placed::exactly(match value.parse::<u64>() {
                Ok(id) if id.to_string() == value => Condition::If(equals("id", id)),
                _ => Condition::Never,
            }),
            Field::Task if self.level == Level::Job => self.named("task_name", value),
            Field::Project if self.level == Level::Project => Placed::default(),
            Field::Project if value == "none" => {
                Placed::exactly(Condition::If(equals("project_id", Value::Null)))
            }
            Field::Project => self.named("project_name", value),
            _ => Placed::default(),
        }
    }

    /// The stages and states of jobs are few: those that fit are named one by one, with the class
    /// that both together make.
    fn state(self, value: &str) -> Condition {
        if value == "none" {
            return Condition::Never;
        }
        let fits =
            |word: &str, class: StatusClass| holds(word, value) || holds(class.word(), value);
        if self.level != Level::Job {
            return Condition::among("status", &STATUSES, |status| {
                fits(status, workflow::status_class(status))
            });
        }
        let states = |stage| {
            let fits = |state: &&str| fits(state, workflow::class(stage, state));
            STATES.into_iter().filter(fits).collect::<Vec<_>>()
        };
        let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for stage in STAGES {
            let states = states(stage);
            match groups.iter_mut().find(|(known, _)| *known == states) {
                Some((_, stages)) => stages.push(stage),
                None => groups.push((states, vec![stage])),
            }
        }
        Condition::any(groups.into_iter().map(|(states, stages)| {
            let stage = Condition::among("stage", &STAGES, |stage| stages.contains(&stage));
            let state = Condition::among("state", &STATES, |state| states.contains(&state));
            match (stage, state) {
                (Condition::If(stage), Condition::If(state)) => {
                    Condition::If(json!({"and": [stage, state]}))
                }
                (Condition::Always, other) | (other, Condition::Always) => other,
                _ => Condition::Never,
            }
        }))
    }

    fn stage(self, value: &str) -> Condition {
        match (self.level, value) {
            (Level::Job, "none") => Condition::Never,
            (Level::Job, value) => Condition::among("stage", &STAGES, |stage| holds(stage, value)),
            (_, value) => absent(value),
        }
    }

    /// A user name: exactly where letter case cannot matter, else narrowed by the search, which
    /// looks at user names too.
    fn person(self, field: &str, value: &str) -> Placed {
        match caseless(value) {
            true => Placed::exactly(contained(field, value)),
            false => Placed::narrowed(value),
        }
    }

    /// A task's or project's name or id. Ids cannot be compared in part, so a value that may be
    /// (part of) one is worked out here.
    fn named(self, field: &str, value: &str) -> Placed {
        if value == "none" {
            return Placed::exactly(Condition::Never);
        }
        if value.chars().all(|c| c.is_ascii_digit()) {
            return Placed::default();
        }
        match caseless(value) {
            true => Placed::exactly(contained(field, value)),
            false => Placed::narrowed(value),
        }
    }

    /// What kind of job or task it is: its type, `images` or `video`, `2d` or `3d`.
    fn kind(self, value: &str) -> Placed {
        if value == "none" {
            return Placed::exactly(Condition::Never);
        }
        // Recorded sound is a mode of its own that only newest servers know.
        if self.level == Level::Project || holds("audio", value) {
            return Placed::default();
        }
        let mode = Condition::among("mode", &MODES, |mode| holds(mode_word(mode), value));
        let dimension = Condition::among("dimension", &DIMENSIONS, |text| holds(text, value));
        if self.level == Level::Task {
            return Placed::exactly(Condition::any([mode, dimension]));
        }
        let job = Condition::among("type", self.job_types(), |kind| {
            holds(&type_word(kind), value)
        });
        let unclear = mode != Condition::Never && !self.is_free_text();
        if unclear && job != Condition::Always && dimension != Condition::Always {
            return Placed::default();
        }
        let mode = if unclear { Condition::Never } else { mode };
        Placed::exactly(Condition::any([job, mode, dimension]))
    }

    /// The types of jobs that servers of this version know.
    fn job_types(self) -> &'static [&'static str] {
        match self.version {
            old if old < (2, 27) => &["annotation", "ground_truth"],
            middle if middle < (2, 80) => &["annotation", "ground_truth", "consensus_replica"],
            _ => &["annotation", "ground_truth", "replica"],
        }
    }

    /// The server's word for an order, with the id to keep pages apart.
    fn sort(self, sort: Sort) -> Option<String> {
        let is_job = self.level == Level::Job;
        if !matches!(self.level, Level::Project | Level::Task | Level::Job) {
            return None;
        }
        let field = match sort.key {
            SortKey::Id => "id",
            SortKey::Name if is_job => "task_name",
            SortKey::Name => "name",
            SortKey::Updated => "updated_date",
            SortKey::Stage if is_job => "stage",
            SortKey::Stage => return None,
            SortKey::State if is_job => "state",
            SortKey::State => "status",
            SortKey::Assignee => "assignee",
        };
        let sign = if sort.descending { "-" } else { "" };
        let tie = if field == "id" { "" } else { ",-id" };
        Some(format!("{sign}{field}{tie}"))
    }
}

const MODES: [&str; 2] = ["annotation", "interpolation"];
const DIMENSIONS: [&str; 2] = ["2d", "3d"];

/// The word on screen for a task's mode (CVAT REST API, `task.mode`).
pub fn mode_word(mode: &str) -> &str {
    match mode {
        "annotation" => "images",
        "interpolation" => "video",
        other => other,
    }
}

/// The word on screen for a job's type (CVAT REST API, `job.type`).
pub fn type_word(kind: &str) -> String {
    kind.replace('_', " ")
}

/// A field that rows of this list do not have: it is empty.
fn absent(value: &str) -> Condition {
    Condition::of(value == "none" || value.is_empty())
}

fn caseless(value: &str) -> bool {
    !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii() && !c.is_ascii_alphabetic())
}

fn contained(field: &str, value: &str) -> Condition {
    Condition::If(json!({"in": [value, {"var": field}]}))
}

/// A query as it is typed.
fn words(query: &Query) -> Text {
    let mut words: Vec<String> = query.terms.iter().map(term_words).collect();
    if let Some(Sort { descending, key }) = query.sort {
        let sign = if descending { "-" } else { "" };
        words.push(format!("sort:{sign}{}", format!("{key:?}").to_lowercase()));
    }
    Text::line(&words.join(" "))
}

fn term_words(term: &Term) -> String {
    let sign = if term.negated { "!" } else { "" };
    let quoted = |value: &Text| match value.contains(' ') {
        true => format!("\"{value}\""),
        false => value.to_string(),
    };
    match &term.test {
        Test::Word(word) => format!("{sign}{}", quoted(word)),
        Test::Field(field, value) => {
            let name = format!("{field:?}").to_lowercase();
            format!("{sign}{name}:{}", quoted(value))
        }
        Test::Count(count, order, number) => {
            let name = format!("{count:?}").to_lowercase();
            let order = match order {
                std::cmp::Ordering::Less => '<',
                std::cmp::Ordering::Equal => '=',
                std::cmp::Ordering::Greater => '>',
            };
            format!("{sign}{name}{order}{number}")
        }
    }
}

/// What a query may ask about one project, task or job, by the server's words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The id.
    pub id: u64,
    /// What its own search looks at: names, people, subset. Empty when the server that found the
    /// row does not tell them: whatever its search found is taken for right then.
    pub names: &'a [&'a str],
    /// A job's stage.
    pub stage: &'a str,
    /// A job's state; the status of a task or project.
    pub state: &'a str,
    /// What both mean.
    pub class: StatusClass,
    /// User name, or empty.
    pub assignee: &'a str,
    /// User name, or empty.
    pub owner: &'a str,
    /// The type's, mode's and dimension's words, those there are.
    pub kinds: &'a [&'a str],
    /// A job's task: id and name.
    pub task: Option<(u64, &'a str)>,
    /// Project of a task or job: id and name.
    pub project: Option<(u64, &'a str)>,
    /// Open issues.
    pub issues: u64,
    /// Items.
    pub items: u64,
}

impl Facts for Asked<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        let mut named = |place: Option<(u64, &str)>| match place {
            Some((id, name)) => (!name.is_empty() && found(name)) || found(&id.to_string()),
            None => found(""),
        };
        match field {
            Field::Name => self.names.is_empty() || self.names.iter().any(|name| found(name)),
            Field::State => {
                !self.state.is_empty() && (found(self.state) || found(self.class.word()))
            }
            Field::Stage => found(self.stage),
            Field::Assignee => found(self.assignee),
            Field::Owner => found(self.owner),
            Field::Id => found(&self.id.to_string()),
            Field::Type => self.kinds.iter().any(|kind| found(kind)),
            Field::Task => named(self.task),
            Field::Project => named(self.project),
            Field::Reviewer | Field::Verdict | Field::Label | Field::Is => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        match count {
            Count::Issues => self.issues,
            Count::Items => self.items,
            Count::Annotations | Count::Rejected | Count::Done => 0,
        }
    }
}

#[cfg(test)]
mod tests;
