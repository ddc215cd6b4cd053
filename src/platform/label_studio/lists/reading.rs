//! Tasks as they become rows.

use std::collections::HashSet;
use std::sync::Arc;

use crate::limits;
use crate::model::{Id, Query, Row, Text, Words};
use crate::platform::PlatformError;
use crate::platform::http::Body;

use super::super::filter::{Asked, Key};
use super::super::people::People;
use super::super::wire::{Annotation, Person, Raws, Task, TaskPage};
use super::super::{LabelStudioPlatform, names, status};
use super::asking::List;
use super::part::{Part, capped, seconds};

/// Pages as they become rows.
pub(super) struct Reading<'a> {
    /// The platform.
    pub(super) studio: &'a LabelStudioPlatform,
    /// The list.
    pub(super) list: &'a List,
    /// Who is who.
    pub(super) people: Arc<People>,
    /// What words are looked for in.
    pub(super) keys: &'a [Key],
    /// What must hold of the rows.
    pub(super) rest: &'a Query,
    /// Rows of the server to keep, by their places.
    pub(super) window: std::ops::Range<u64>,
    /// Rows are few and somebody looks at them.
    pub(super) learn: bool,
    /// Tasks have their data with them.
    pub(super) data: bool,
    /// Tasks that have their row.
    pub(super) seen: HashSet<u64>,
    /// The rows.
    pub(super) part: Part,
}

impl Reading<'_> {
    /// Takes one page of the server, whose first row has this place.
    pub(super) fn page(&mut self, body: &Body, start: u64) -> Result<(), PlatformError> {
        let page: TaskPage<'_> = body.json()?;
        self.part.count = page.total;
        for (at, raw) in page.tasks.0.iter().enumerate() {
            match serde_json::from_str::<Task<'_>>(raw.get()) {
                Ok(task) if task.id != 0 => {
                    if at == 0 && !task.state.is_empty() {
                        self.studio.stateful.put(self.list.place.project, ());
                    }
                    self.task(&task, start + u64::try_from(at).unwrap_or(0));
                }
                Ok(_) => self.part.problem(&"a task without an id".into()),
                Err(error) => {
                    let what = format!("{}, tasks[{at}]: {error}", body.what);
                    self.part.problem(&Text::line(&what));
                }
            }
        }
        let each = body.bytes.len() / page.tasks.0.len().max(1);
        if self.data && each > limits::STUDIO_HEAVY_TASK {
            self.studio.heavy.put(self.list.place.project, ());
            for row in &self.part.rows {
                self.studio.named.put(row.id.clone(), row.name.clone());
            }
        }
        Ok(())
    }

    fn task(&mut self, task: &Task<'_>, place: u64) {
        if self.learn {
            let project = self.list.place.project;
            self.studio.compare(project, task.id, &task.updated_at);
        }
        if !self.window.contains(&place) {
            return;
        }
        let enterprise = self.list.enterprise;
        let (assignees, reviewers) = holders(task, &self.people, enterprise);
        let words = &mut self.part.words;
        let mut row = row(task, &assignees, &reviewers, enterprise, words);
        if !self.data
            && let Some(known) = self.studio.named.get(&row.id)
        {
            row.name = known;
        }
        if !self.rest.terms.is_empty() {
            let asked = Asked {
                id: task.id,
                texts: match self.data {
                    true => Asked::texts_of(task, self.keys, &row.name),
                    false => Vec::new(),
                },
                state: &words.get(row.state).clone(),
                class: row.class,
                assignees: &assignees,
                reviewers: &reviewers,
                truth: row.flags.truth,
                annotations: task.total_annotations,
                issues: u64::from(row.issues),
                project: self.list.project_name(),
            };
            if !self.rest.matches(&asked) {
                return;
            }
        }
        // Rows move between pages while others work.
        if self.seen.insert(task.id) {
            self.part.rows.push(row);
        }
    }
}

/// Who is to annotate a task or did, and who reviewed it.
fn holders(task: &Task<'_>, people: &People, enterprise: bool) -> (Vec<Text>, Vec<Text>) {
    let named = |raws: &Raws<'_>| -> Vec<Text> {
        let (all, _) = raws.read::<Person<'_>>("people");
        let mut names: Vec<Text> = Vec::new();
        for person in &all {
            let name = match person.number() {
                Some(id) if !people.knows(id) && person.email.is_empty() => Some(people.name(id)),
                _ => people.of(person),
            };
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    };
    let assigned = match enterprise {
        true => named(&task.assignees),
        false => Vec::new(),
    };
    let assignees = match assigned.is_empty() {
        true => named(&task.annotators),
        false => assigned,
    };
    (assignees, named(&task.reviewers))
}

fn row(
    task: &Task<'_>,
    assignees: &[Text],
    reviewers: &[Text],
    enterprise: bool,
    words: &mut Words,
) -> Row {
    let mut row = Row::new(Id::Number(task.id), names::of_task(task));
    let status = status::of_task(task);
    row.state = words.add(&status.word);
    row.class = status.class;
    row.items = 1;
    row.annotations = capped(task.total_annotations);
    row.updated_s = seconds(&task.updated_at);
    let mut joined = |all: &[Text]| match all {
        [] => words.add(&Text::default()),
        [one] => words.add(one),
        all => {
            let all: Vec<&str> = all.iter().map(Text::as_str).collect();
            words.add(&Text::line(&all.join(", ")))
        }
    };
    row.assignee = joined(assignees);
    row.reviewer = joined(reviewers);
    if enterprise {
        let open = task.unresolved_comment_count.unwrap_or(0);
        row.issues = u16::try_from(open).unwrap_or(u16::MAX);
    }
    row.flags.truth = task.ground_truth.unwrap_or_else(|| {
        let (heads, _) = task.annotations.read::<Annotation<'_>>("annotations");
        heads.iter().any(|one| one.ground_truth)
    });
    row
}

/// The row of one task, with words of its own.
pub fn task_row(task: &Task<'_>, people: &People, enterprise: bool) -> (Row, Words) {
    let mut words = Words::default();
    let (assignees, reviewers) = holders(task, people, enterprise);
    let row = row(task, &assignees, &reviewers, enterprise, &mut words);
    (row, words)
}
