//! Tasks of a project or view. A view's own conditions and order are copied into the request, where
//! ours can stand beside them and columns can be asked for; only what cannot be copied is asked of
//! the view itself.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::limits;
use crate::model::query::{Field, Test};
use crate::model::{Id, Level, NodeRef, Page, PageRequest, Query, Text};
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Body};

use super::super::LabelStudioPlatform;
use super::super::client::with;
use super::super::filter::{self, Scene};
use super::super::objects::{ALL_TASKS, Place};
use super::super::wire::{Person, Task, TaskPage};
use super::asking::List;
use super::part::{Cover, Part};
use super::reading::Reading;

/// A list that was worked out here, for paging.
#[derive(Debug)]
pub struct WorkedOut {
    part: Part,
    at: Instant,
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
        let mut part = match list.pushed.rest.is_empty() {
            true => self.served(&list, page).await?,
            false => self.worked_out(&list, page).await?,
        };
        if parent.level() == Level::Project {
            let all = parent.child(Level::Task, Id::name(ALL_TASKS));
            part.parents = vec![all; part.rows.len()];
        }
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
            list.bounded(reading.part.count)?;
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
