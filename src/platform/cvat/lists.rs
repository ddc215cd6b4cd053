//! Lists of organizations, projects, tasks and jobs: which list of the server answers, with what
//! narrowing, and what stands before its rows.

mod pages;

use std::sync::Arc;

use serde_json::Value;

use crate::limits;
use crate::model::{Id, Level, NodeRef, Page, PageRequest, Query, Row, Text};
use crate::platform::http::{Ask, Body};
use crate::platform::{ListRequest, PlatformError};

use super::CvatPlatform;
use super::client::{NO_PROJECT, PERSONAL, ask, number, with, within};
use super::filter::{self, Pushed};
use super::map::{Named, Style};
use pages::{Kind, Part};

/// The view of the login's own jobs.
pub const MINE: &str = "mine";
/// The view of all jobs that the login may see.
pub const ALL: &str = "all";

/// One list of the server.
#[derive(Clone, Debug)]
pub struct Source {
    /// The list, without paging.
    ask: Ask,
    /// What its elements are.
    kind: Kind,
    /// Conditions in JSON logic that narrow it.
    within: Vec<Value>,
    /// The order where none is asked for.
    sort: &'static str,
    /// Rows do not lie directly below the parent asked about, or the parent's path is not whole.
    deep: bool,
    /// How rows name themselves.
    style: Style,
}

impl Source {
    fn new(ask: Ask, kind: Kind, deep: bool) -> Self {
        Self {
            ask,
            kind,
            within: Vec::new(),
            sort: if deep { "id" } else { "" },
            deep,
            style: Style::default(),
        }
    }

    /// Only what has no project.
    fn loose(mut self) -> Self {
        self.within.push(filter::equals("project_id", Value::Null));
        self
    }

    /// The request for a query's part that the server understands.
    fn asking(&self, pushed: &Pushed) -> Ask {
        let mut ask = self.ask.clone();
        let mut sorted = false;
        for (name, value) in &pushed.params {
            sorted |= *name == "sort";
            ask = with(ask, name, value);
        }
        if !sorted && !self.sort.is_empty() {
            ask = with(ask, "sort", self.sort);
        }
        ask
    }

    /// Tells lists apart.
    fn key(ask: &Ask, here: &Text) -> String {
        format!("{} {:?} {:?} {here}", ask.path, ask.query, ask.headers)
    }
}

/// A list that was worked out here, for paging.
#[derive(Debug)]
pub struct WorkedOut {
    part: Part,
    at: std::time::Instant,
}

impl CvatPlatform {
    /// Rows of a level below a parent.
    ///
    /// # Errors
    /// Those of the requests; a level that does not lie there.
    pub async fn list_rows(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        let (parent, query) = (&request.parent, &request.query);
        if request.level == Level::Item {
            if parent.level() != Level::Job {
                let what = "a list of frames of anything but a job";
                return Err(PlatformError::Unsupported(what.into()));
            }
            let job = number(parent, Level::Job)?;
            return self.list_items(job, query, request.page).await;
        }
        let source = self.source(parent, request.level).await?;
        let pushed = self.push(&source, request.level, query).await?;
        let before = before(parent, request.level, query);
        let skipped = u64::try_from(before.len()).unwrap_or(0);
        let taken = skipped.saturating_sub(request.page.offset);
        let rest = PageRequest {
            offset: request.page.offset.saturating_sub(skipped),
            limit: request
                .page
                .limit
                .saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX)),
        };
        let asked = source.asking(&pushed);
        let mut part = match pushed.rest.is_empty() {
            true => self.served(&source, asked, rest).await,
            false => self.worked_out(&source, asked, &pushed, rest).await,
        }
        .or_else(|error| hidden(error, source.kind))?;
        let unfiltered = match query.terms.is_empty() {
            true => part.count,
            false => self.unfiltered(&source).await?,
        };
        let from = usize::try_from(request.page.offset).unwrap_or(usize::MAX);
        let most = usize::try_from(request.page.limit).unwrap_or(usize::MAX);
        let mut rows: Vec<Row> = before.into_iter().skip(from).take(most).collect();
        if source.deep && !part.parents.is_empty() {
            let own = rows.iter().map(|_| parent.clone());
            part.parents = own.chain(part.parents).collect();
        }
        rows.append(&mut part.rows);
        Ok(Page {
            offset: request.page.offset,
            rows,
            words: part.worded.words,
            total: part.count + skipped,
            unfiltered: unfiltered.max(part.count) + skipped,
            growing: false,
            problems: part.problems,
            parents: part.parents,
            worked_here: pushed.here,
        })
    }

    async fn push(
        &self,
        source: &Source,
        level: Level,
        query: &Query,
    ) -> Result<Pushed, PlatformError> {
        let version = match query.is_empty() {
            true => (0, 0),
            false => self.who().await?.version,
        };
        let within = source.within.clone();
        Ok(filter::split_within(level, query, version, within))
    }

    /// The list that answers for a level below a parent.
    async fn source(&self, parent: &NodeRef, level: Level) -> Result<Source, PlatformError> {
        let organization = parent.id_at(Level::Organization);
        let scoped = |path: &str| within(ask(path), organization);
        let whole = |levels: &[Level]| levels.iter().all(|level| parent.id_at(*level).is_some());
        let loose = matches!(parent.id_at(Level::Project), Some(Id::Name(_)));
        let source = match (parent.level(), level) {
            (Level::Account, Level::Organization) => {
                Source::new(ask("api/organizations"), Kind::Organizations, false)
            }
            (Level::Account | Level::Organization, Level::Project) => {
                let deep = parent.level() == Level::Account;
                Source::new(scoped("api/projects"), Kind::Projects, deep)
            }
            (Level::Account | Level::Organization, Level::Task) => {
                Source::new(scoped("api/tasks"), Kind::Tasks, true)
            }
            (Level::Project, Level::Task) => {
                let deep = !whole(&[Level::Organization]);
                match loose {
                    true => Source::new(scoped("api/tasks"), Kind::Tasks, deep).loose(),
                    false => {
                        let project = number(parent, Level::Project)?;
                        let ask = with(ask("api/tasks"), "project_id", project);
                        Source::new(ask, Kind::Tasks, deep)
                    }
                }
            }
            (_, Level::Job) => return self.job_source(parent, scoped("api/jobs"), loose).await,
            (above, below) => {
                let what = format!("a list of {}s below a {}", below.word(), above.word());
                return Err(PlatformError::Unsupported(Text::line(&what)));
            }
        };
        let order = match source.kind {
            Kind::Projects | Kind::Tasks if !source.deep => "-updated_date",
            _ => source.sort,
        };
        Ok(Source {
            sort: order,
            ..source
        })
    }

    async fn job_source(
        &self,
        parent: &NodeRef,
        scoped: Ask,
        loose: bool,
    ) -> Result<Source, PlatformError> {
        let source = match parent.level() {
            Level::Account | Level::Organization => Source::new(scoped, Kind::Jobs, true),
            Level::View => {
                let mine = parent.id().is_some_and(|id| *id == Id::name(MINE));
                let ask = match mine {
                    true => with(scoped, "assignee", &self.who().await?.name),
                    false => scoped,
                };
                Source {
                    sort: "-updated_date",
                    ..Source::new(ask, Kind::Jobs, true)
                }
            }
            Level::Project if loose => Source::new(scoped, Kind::Jobs, true).loose(),
            Level::Project => {
                let project = number(parent, Level::Project)?;
                let ask = with(ask("api/jobs"), "project_id", project);
                Source::new(ask, Kind::Jobs, true)
            }
            Level::Task => {
                let task = number(parent, Level::Task)?;
                let ask = with(ask("api/jobs"), "task_id", task);
                let above = [Level::Organization, Level::Project];
                let deep = above.iter().any(|level| parent.id_at(*level).is_none());
                return Ok(Source {
                    sort: "id",
                    ..Source::new(ask, Kind::Jobs, deep)
                });
            }
            above => {
                let what = format!("a list of jobs below a {}", above.word());
                return Err(PlatformError::Unsupported(Text::line(&what)));
            }
        };
        Ok(Source {
            style: Style { with_task: true },
            ..source
        })
    }

    /// How many rows there are without the query.
    async fn unfiltered(&self, source: &Source) -> Result<u64, PlatformError> {
        let pushed = filter::split_within(
            source.kind.level(),
            &Query::default(),
            (0, 0),
            source.within.clone(),
        );
        let ask = source.asking(&pushed);
        let key = Source::key(&ask, &Text::default());
        if let Some(total) = self.totals.get(&key) {
            return Ok(total);
        }
        let none = PageRequest {
            offset: 0,
            limit: 0,
        };
        let part = self.served(source, ask, none).await;
        Ok(part.or_else(|error| hidden(error, source.kind))?.count)
    }

    /// Rows of a list whose query the server answers whole.
    async fn served(
        &self,
        source: &Source,
        asked: Ask,
        page: PageRequest,
    ) -> Result<Part, PlatformError> {
        let key = Source::key(&asked, &Text::default());
        let known = self.totals.get(&key);
        let part = self.window(source, asked, page, known).await?;
        self.totals.put(key, part.count);
        Ok(part)
    }

    /// Rows of a list that has to be read whole, because the server does not know the filter or
    /// the order. It is kept for a while, for paging.
    async fn worked_out(
        &self,
        source: &Source,
        asked: Ask,
        pushed: &Pushed,
        page: PageRequest,
    ) -> Result<Part, PlatformError> {
        let key = Source::key(&asked, &pushed.here);
        let usable = |out: &Arc<WorkedOut>| {
            page.offset > 0 || out.at.elapsed().as_secs() <= limits::CVAT_FRESH_S
        };
        let out = match self.worked_out.get(&key).filter(usable) {
            Some(out) => out,
            None => {
                let part = self.filtered(source, asked, &pushed.rest).await?;
                let out = Arc::new(WorkedOut {
                    part,
                    at: std::time::Instant::now(),
                });
                self.worked_out.put(key, Arc::clone(&out));
                out
            }
        };
        Ok(out.part.slice(page))
    }
}

/// Somebody who only holds jobs may get 403 for projects and tasks: there are none to see.
fn hidden(error: PlatformError, kind: Kind) -> Result<Part, PlatformError> {
    match (error, kind) {
        (PlatformError::Denied(_), Kind::Projects | Kind::Tasks) => Ok(Part::default()),
        (error, _) => Err(error),
    }
}

/// What stands before the rows of the server: views, and what the server has no object for.
fn before(parent: &NodeRef, level: Level, query: &Query) -> Vec<Row> {
    let special = match (parent.level(), level) {
        (Level::Account, Level::Organization) => (PERSONAL, "Personal workspace"),
        (Level::Organization, Level::Project) => (NO_PROJECT, "no project"),
        _ => return Vec::new(),
    };
    let named = |(id, name): (&str, &str)| Row::new(Id::name(id), name.into());
    let view = |one| {
        let mut row = named(one);
        row.flags.view = true;
        row
    };
    let rows = [
        view((MINE, "My jobs")),
        view((ALL, "All jobs")),
        named(special),
    ];
    let mut rows = Vec::from(rows);
    rows.retain(|row| query.matches(&Named(&row.name)));
    rows
}

/// Rows made of one page of jobs, as a long list of all of them makes them.
///
/// # Errors
/// A page that is none.
pub(super) fn rows_of_jobs(cvat: &CvatPlatform, page: &Body) -> Result<usize, PlatformError> {
    let source = Source::new(ask("api/jobs"), Kind::Jobs, true);
    Ok(cvat.read_page(&source, page)?.rows.len())
}
