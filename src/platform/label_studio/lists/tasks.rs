//! Tasks of a project or view. A view's own conditions and order are copied into the request, where
//! ours can stand beside them and columns can be asked for; only what cannot be copied is asked of
//! the view itself.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use serde_json::json;

use crate::limits;
use crate::model::query::{Field, Test};
use crate::model::{Id, NodeRef, Page, PageRequest, Query, Row, Text, Words};
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Body, HttpFailure};

use super::super::client::{ask, with};
use super::super::filter::{self, Asked, Key, Pushed, Scene};
use super::super::names::{self, Fields};
use super::super::objects::{Place, Project};
use super::super::people::People;
use super::super::wire::{Annotation, Person, Task, TaskPage};
use super::super::{LabelStudioPlatform, status};
use super::part::{Cover, Part, capped, seconds};

/// A list that was worked out here, for paging.
#[derive(Debug)]
pub struct WorkedOut {
    part: Part,
    at: Instant,
}

/// What every row needs.
const FIELDS: &str = "id,inner_id,project,is_labeled,overlap,total_annotations,\
                      cancelled_annotations,total_predictions,created_at,updated_at,completed_at,\
                      annotators,draft_exists,state";
/// What rows of Enterprise tell beside it.
const ENTERPRISE: &str = ",reviewed,reviews_accepted,reviews_rejected,reviewers,assignees,\
                          unresolved_comment_count,ground_truth,agreement";
/// Heads of annotations: their names share the list with those of tasks.
const HEADS: &str = ",annotations,completed_by,was_cancelled,ground_truth,last_action";
/// Columns that no row shows: computing them costs the server most.
const HIDDEN: [&str; 8] = [
    "tasks:annotations_results",
    "tasks:predictions_results",
    "tasks:annotations_ids",
    "tasks:predictions_model_versions",
    "tasks:predictions_score",
    "tasks:avg_lead_time",
    "tasks:file_upload",
    "tasks:storage_filename",
];

/// One list of tasks as it is asked for.
struct List {
    place: Place,
    pushed: Pushed,
    /// The view itself is asked, and nothing can stand beside its own conditions.
    by_view: bool,
    /// Heads of annotations come along.
    heads: bool,
    enterprise: bool,
    /// What is known of the project, where the query needed it.
    project: Option<Arc<Project>>,
}

impl List {
    /// The request, without paging.
    fn asking(&self, data: bool) -> Ask {
        let mut fields = FIELDS.to_owned();
        if data {
            fields.push_str(",data");
        }
        if self.enterprise {
            fields.push_str(ENTERPRISE);
        }
        if self.heads {
            fields.push_str(HEADS);
        }
        let mut list = match &self.place.view {
            Some(view) if self.by_view => with(ask("api/tasks/"), "view", view.told.id),
            _ => with(ask("api/tasks/"), "project", self.place.project),
        };
        list = with(list, "include", fields);
        if self.heads || self.by_view {
            list = with(list, "fields", "all");
        }
        if !self.by_view {
            list = with(list, "query", self.query());
        }
        list.final_faults = self.is_filtered();
        list
    }

    fn query(&self) -> serde_json::Value {
        let mut query = json!({"hiddenColumns": {"explore": HIDDEN, "labeling": HIDDEN}});
        if let Some(all) = query.as_object_mut() {
            if let Some(filters) = self.pushed.filters() {
                all.insert("filters".into(), filters);
            }
            if let Some(order) = &self.pushed.order {
                all.insert("ordering".into(), json!([order]));
            }
        }
        query
    }

    /// Whether a fault of the server may be about the filter or order.
    fn is_filtered(&self) -> bool {
        let view = self.place.view.as_ref();
        let own = view.is_some_and(|view| !view.base.items.is_empty() || view.order.is_some());
        own || !self.pushed.items.is_empty() || self.pushed.order.is_some()
    }

    /// The number of rows alone.
    fn counting(&self) -> Ask {
        let mut list = self.asking(false);
        list.query
            .retain(|(name, _)| !matches!(*name, "include" | "fields"));
        with(list, "include", "id")
    }

    /// What a fault of the server to this list means: it answers so to columns that it does not
    /// know, also to those that a view was saved with.
    fn fault(&self, failure: HttpFailure) -> PlatformError {
        if failure.status != Some(500) || !self.is_filtered() {
            return failure.error;
        }
        let why = match failure.words.as_str() {
            "" => String::new(),
            words => format!(" ({words})"),
        };
        PlatformError::Malformed(Text::line(&match &self.place.view {
            Some(view) => format!(
                "the view \"{}\": the server cannot carry out its filter or order{why}; open \"All \
                 tasks\" instead",
                view.title()
            ),
            None => format!("the list: the server does not know this filter or order{why}"),
        }))
    }

    fn project_name(&self) -> (u64, &str) {
        let name = self.project.as_ref().map_or("", |known| &known.told.title);
        (self.place.project, name)
    }
}

/// Pages as they become rows.
struct Reading<'a> {
    studio: &'a LabelStudioPlatform,
    list: &'a List,
    people: Arc<People>,
    keys: &'a [Key],
    /// What must hold of the rows.
    rest: &'a Query,
    /// Rows of the server to keep, by their places.
    window: std::ops::Range<u64>,
    /// Rows are few and somebody looks at them.
    learn: bool,
    /// Tasks have their data with them.
    data: bool,
    seen: HashSet<u64>,
    part: Part,
}

impl Reading<'_> {
    fn page(&mut self, body: &Body, start: u64) -> Result<(), PlatformError> {
        let page: TaskPage<'_> = body.json()?;
        self.part.count = page.total;
        let (mut inlined, mut number) = (false, 0);
        for (at, raw) in page.tasks.0.iter().enumerate() {
            match serde_json::from_str::<Task<'_>>(raw.get()) {
                Ok(task) if task.id != 0 => {
                    inlined |= self.data && number == 0 && Fields::of(&task).is_inlined();
                    self.task(&task, start + u64::try_from(at).unwrap_or(0));
                    number += 1;
                }
                Ok(_) => self.part.problem(&"a task without an id".into()),
                Err(error) => {
                    let what = format!("{}, tasks[{at}]: {error}", body.what);
                    self.part.problem(&Text::line(&what));
                }
            }
        }
        let each = body.bytes.len() / page.tasks.0.len().max(1);
        if self.data && (inlined || each > limits::STUDIO_HEAVY_TASK) {
            self.studio.heavy.put(self.list.place.project, ());
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
        let row = row(task, &assignees, &reviewers, enterprise, words);
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
    let named = |raws: &super::super::wire::Raws<'_>| -> Vec<Text> {
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

/// What a query asks that needs the project's configuration or state.
fn needs_project(query: &Query) -> bool {
    query.terms.iter().any(|term| {
        matches!(
            term.test,
            Test::Word(_)
                | Test::Field(
                    Field::Name | Field::Label | Field::State | Field::Project,
                    _
                )
        )
    })
}

impl LabelStudioPlatform {
    /// The tasks of a project or view.
    pub(super) async fn list_tasks(
        &self,
        parent: &NodeRef,
        query: &Query,
        page: PageRequest,
    ) -> Result<Page, PlatformError> {
        let place = self.place(parent).await?;
        let list = self.list(place.clone(), query).await?;
        let part = match list.pushed.rest.is_empty() {
            true => self.served(&list, page).await?,
            false => self.worked_out(&list, page).await?,
        };
        let unfiltered = match query.terms.is_empty() {
            true => part.count,
            false => self.unfiltered(place).await?,
        };
        let here = list.pushed.here.clone();
        Ok(part.into_page(page, unfiltered, here))
    }

    /// How a query is asked.
    async fn list(&self, place: Place, query: &Query) -> Result<List, PlatformError> {
        let enterprise = self.who().await?.is_enterprise();
        let project = match needs_project(query) {
            true => Some(self.project(place.project).await?),
            false => None,
        };
        let people = match query.terms.is_empty() {
            true => Arc::default(),
            false => self.people().await?,
        };
        let marked = self.options.marker && !enterprise;
        let view = place.view.as_ref();
        let scene = Scene {
            enterprise,
            told: marked || self.stateful.get(&place.project).is_some(),
            people: Some(&people),
            keys: project.as_ref().map_or(&[], |known| &known.keys),
            labels: project.as_ref().map_or(&[], |known| &known.labels),
            project: (
                place.project,
                project.as_ref().map_or("", |known| &known.told.title),
            ),
            base: view.map(|view| &view.base),
            order: view.and_then(|view| view.order.as_deref()),
        };
        let mut pushed = filter::split(query, &scene)?;
        let own_order = view.is_some_and(|view| view.own_order) && query.sort.is_none();
        let by_view = view.is_some() && (own_order || !pushed.fits());
        if by_view {
            pushed = filter::all_here(query)?;
        } else if !pushed.fits() {
            return Err(PlatformError::TooLarge("this filter".into()));
        }
        Ok(List {
            heads: marked || pushed.reads_truth(),
            place,
            pushed,
            by_view,
            enterprise,
            project,
        })
    }

    /// How many rows there are without the query.
    async fn unfiltered(&self, place: Place) -> Result<u64, PlatformError> {
        let list = self.list(place, &Query::default()).await?;
        let key = key(&list.counting(), &Text::default());
        if let Some(total) = self.totals.get(&key) {
            return Ok(total);
        }
        let total = self.count(&list).await?;
        self.totals.put(key, total);
        Ok(total)
    }

    async fn count(&self, list: &List) -> Result<u64, PlatformError> {
        let body = self.client().read(paged(&list.counting(), 1, 1)).await;
        let body = body.map_err(|failure| list.fault(failure))?;
        Ok(body.json::<TaskPage<'_>>()?.total)
    }

    /// Rows of a list whose query the server answers whole.
    async fn served(&self, list: &List, page: PageRequest) -> Result<Part, PlatformError> {
        let part = self.window(list, page).await?;
        let key = key(&list.counting(), &Text::default());
        self.totals.put(key, part.count);
        Ok(part)
    }

    /// Rows of a list that has to be read whole, because the server does not know the filter or
    /// the order. It is kept for a while, for paging.
    async fn worked_out(&self, list: &List, page: PageRequest) -> Result<Part, PlatformError> {
        let key = key(&list.counting(), &list.pushed.here);
        let usable = |out: &Arc<WorkedOut>| {
            page.offset > 0 || out.at.elapsed().as_secs() <= limits::STUDIO_FRESH_S
        };
        if let Some(out) = self.worked_out.get(&key).filter(usable) {
            return Ok(out.part.slice(page));
        }
        let total = self.count(list).await?;
        if total > limits::STUDIO_WORKED_ROWS {
            let what = format!(
                "{total} tasks to look through here, since the server does not know the filter \
                 {}; narrow it by state, annotator or label first",
                list.pushed.here
            );
            return Err(PlatformError::TooLarge(Text::line(&what)));
        }
        let all = PageRequest {
            offset: 0,
            limit: u32::MAX,
        };
        let mut part = self.window(list, all).await?;
        if let Some(order) = list.pushed.rest.sort {
            part.sort(order);
        }
        part.count = u64::try_from(part.rows.len()).unwrap_or(u64::MAX);
        let out = Arc::new(WorkedOut {
            part,
            at: Instant::now(),
        });
        self.worked_out.put(key, Arc::clone(&out));
        Ok(out.part.slice(page))
    }

    /// The rows of a window that pass the list's rest.
    async fn window(&self, list: &List, page: PageRequest) -> Result<Part, PlatformError> {
        // The first page tells whether the server keeps to smaller pages than it was asked for.
        loop {
            let cap = self.cap.load(Ordering::Relaxed);
            let cover = Cover::of(page, limits::STUDIO_TASKS_PAGE.min(cap.max(1)));
            let mut reading = self.reading(list, page).await;
            let Some(body) = self.first_page(list, cover, &mut reading.data).await? else {
                reading.part.count = self.count(list).await?;
                return Ok(reading.part);
            };
            if let Some(cap) = self.smaller(list, cover, &body).await? {
                self.cap.store(cap, Ordering::Relaxed);
                continue;
            }
            self.meet(&mut reading, &body).await;
            reading.page(&body, cover.start(cover.first))?;
            return self.further(list, cover, reading).await;
        }
    }

    async fn reading<'a>(&'a self, list: &'a List, page: PageRequest) -> Reading<'a> {
        let heavy = self.heavy.get(&list.place.project).is_some();
        Reading {
            studio: self,
            people: self.people().await.unwrap_or_default(),
            keys: list.project.as_ref().map_or(&[], |known| &known.keys),
            rest: &list.pushed.rest,
            window: page.offset..page.offset.saturating_add(u64::from(page.limit)),
            learn: page.limit <= limits::PAGE_ROWS,
            data: !heavy || list.pushed.reads_names(),
            seen: HashSet::new(),
            part: Part::default(),
            list,
        }
    }

    /// The first page of a window; none when the list has become shorter.
    async fn first_page(
        &self,
        list: &List,
        cover: Cover,
        data: &mut bool,
    ) -> Result<Option<Body>, PlatformError> {
        let ask = |data| paged(&list.asking(data), cover.first, cover.size);
        match self.client().read(ask(*data)).await {
            Ok(body) => Ok(Some(body)),
            Err(failure) if failure.status == Some(404) && cover.first > 1 => Ok(None),
            // Pictures are written into the data.
            Err(failure)
                if matches!(failure.error, PlatformError::TooLarge(_))
                    && *data
                    && !list.pushed.reads_names() =>
            {
                self.heavy.put(list.place.project, ());
                *data = false;
                let body = self.client().read(ask(false)).await;
                body.map(Some).map_err(|failure| list.fault(failure))
            }
            Err(failure) => Err(list.fault(failure)),
        }
    }

    /// The server's own bound on pages, when this page shows one below what was asked for.
    async fn smaller(
        &self,
        list: &List,
        cover: Cover,
        body: &Body,
    ) -> Result<Option<u64>, PlatformError> {
        let page: TaskPage<'_> = body.json()?;
        let got = u64::try_from(page.tasks.0.len()).unwrap_or(u64::MAX);
        let due = page.total.saturating_sub(cover.start(cover.first));
        if got == 0 || got >= cover.size.min(due) {
            return Ok(None);
        }
        if cover.first == 1 {
            return Ok(Some(got));
        }
        // Not the first page: it may merely have become shorter.
        let whole = self.client().read(paged(&list.counting(), 1, cover.size));
        let whole = whole.await.map_err(|failure| list.fault(failure))?;
        let first: TaskPage<'_> = whole.json()?;
        let got = u64::try_from(first.tasks.0.len()).unwrap_or(u64::MAX);
        Ok((got > 0 && got < cover.size.min(first.total)).then_some(got))
    }

    /// Sees to it that people who are new in the organization have their names.
    async fn meet(&self, reading: &mut Reading<'_>, body: &Body) {
        let Ok(page) = body.json::<TaskPage<'_>>() else {
            return;
        };
        let (tasks, _) = page.tasks.read::<Task<'_>>("tasks");
        let ids = tasks.iter().flat_map(|task| {
            let (people, _) = task.annotators.read::<Person<'_>>("annotators");
            people.into_iter().filter_map(|person| person.number())
        });
        let ids: HashSet<u64> = ids.collect();
        if ids.iter().all(|id| reading.people.knows(*id)) {
            return;
        }
        if let Ok(people) = self.people_with(ids).await {
            reading.people = people;
        }
    }

    /// The pages of a window after its first one.
    async fn further(
        &self,
        list: &List,
        cover: Cover,
        mut reading: Reading<'_>,
    ) -> Result<Part, PlatformError> {
        let data = reading.data && self.heavy.get(&list.place.project).is_none();
        let data = data || list.pushed.reads_names();
        reading.data = data;
        let asked = list.asking(data);
        let numbers: Vec<u64> = (cover.first + 1..=cover.end(reading.part.count)).collect();
        let asks = numbers
            .iter()
            .map(|number| paged(&asked, *number, cover.size));
        let asks = asks.collect();
        let mut numbers = numbers.into_iter();
        self.client()
            .in_order(asks, |body| {
                let number = numbers.next().unwrap_or(u64::MAX);
                reading.page(&body, cover.start(number))
            })
            .await?;
        Ok(reading.part)
    }
}

/// Tells lists apart.
fn key(ask: &Ask, here: &Text) -> String {
    format!("{} {:?} {here}", ask.path, ask.query)
}

fn paged(asked: &Ask, number: u64, size: u64) -> Ask {
    let ask = with(asked.clone(), "page", number);
    with(ask, "page_size", size)
}
