//! Requests: one object, one list, all of a list; and the objects that others need, kept for a
//! while.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use tokio::task::JoinSet;

use crate::limits;
use crate::model::{Id, Level, NodeRef, Text};
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Body};

use super::wire::{self, Listed};
use super::{CvatPlatform, Job, Project, Task};

/// `Accept` of JSON requests: plain `application/json` is answered with 406.
pub const ACCEPT: &str = "application/vnd.cvat+json; version=2.0";
/// `Accept` of pictures and files.
pub const ANYTHING: &str = "*/*";
/// The id of the personal workspace, which is no organization of the server.
pub const PERSONAL: &str = "personal";
/// The id of "no project", below which tasks without one are.
pub const NO_PROJECT: &str = "none";

/// A request for a path below the server's address.
pub fn ask(path: impl Into<String>) -> Ask {
    Ask {
        path: path.into(),
        ..Ask::default()
    }
}

/// A parameter added.
pub fn with(mut ask: Ask, name: &'static str, value: impl ToString) -> Ask {
    ask.query.push((name, value.to_string()));
    ask
}

/// The organization context of lists and of everything that is made (CVAT REST API, organization
/// context): by number, empty for the personal workspace, none for everything visible.
pub fn within(mut ask: Ask, organization: Option<&Id>) -> Ask {
    match organization {
        Some(Id::Number(id)) => ask.query.push(("org_id", id.to_string())),
        Some(Id::Name(slug)) if &**slug == PERSONAL => {
            ask.headers.push(("X-Organization", String::new()));
        }
        Some(Id::Name(slug)) => ask.headers.push(("X-Organization", slug.to_string())),
        None => {}
    }
    ask
}

/// The id of an object's organization.
pub fn organization_id(number: Option<u64>) -> Id {
    number.map_or_else(|| Id::name(PERSONAL), Id::Number)
}

/// The id of an object's project.
pub fn project_id(number: Option<u64>) -> Id {
    number.map_or_else(|| Id::name(NO_PROJECT), Id::Number)
}

/// The number at some level of a path.
///
/// # Errors
/// A path without the level, or with an id that no server gives.
pub fn number(node: &NodeRef, level: Level) -> Result<u64, PlatformError> {
    match node.id_at(level) {
        Some(Id::Number(number)) => Ok(*number),
        Some(other) => Err(PlatformError::NotFound(Text::line(&format!(
            "{} {other}",
            level.word()
        )))),
        None => Err(PlatformError::Unsupported(Text::line(&format!(
            "a {} without its {}",
            node.level().word(),
            level.word()
        )))),
    }
}

/// What was read of a whole list.
#[derive(Debug, Default)]
pub struct Whole<T> {
    /// The elements, in the order of the server.
    pub all: Vec<T>,
    /// Elements that could not be read, each with why.
    pub broken: Vec<Text>,
}

/// Reads each element of a list's page by itself: a broken one costs only itself.
///
/// # Errors
/// A page that is none.
pub fn elements<T>(
    body: &Body,
    mut read: impl FnMut(&str) -> Result<T, serde_json::Error>,
    whole: &mut Whole<T>,
) -> Result<u64, PlatformError> {
    let listed: Listed<'_> = body.json()?;
    for raw in &listed.results {
        match read(raw.get()) {
            Ok(element) => whole.all.push(element),
            Err(error) => whole
                .broken
                .push(Text::line(&format!("{}: {error}", body.what))),
        }
    }
    Ok(listed.count)
}

impl CvatPlatform {
    /// One object.
    ///
    /// # Errors
    /// Those of the request, and an answer of another shape.
    pub async fn get<T>(&self, ask: Ask) -> Result<T, PlatformError>
    where
        T: for<'a> Deserialize<'a>,
    {
        self.http.get(ask).await?.json()
    }

    /// All elements of a list, page by page; `read` makes an owned one of an element's JSON.
    /// Pages beyond the first run together.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn whole<T>(
        &self,
        ask: Ask,
        read: impl Fn(&str) -> Result<T, serde_json::Error>,
    ) -> Result<Whole<T>, PlatformError> {
        let mut whole = Whole {
            all: Vec::new(),
            broken: Vec::new(),
        };
        let size = limits::CVAT_PAGE;
        let page = |number: u64| with(with(ask.clone(), "page", number), "page_size", size);
        let first = self.http.get(page(1)).await?;
        let count = elements(&first, &read, &mut whole)?;
        // A page that is not full is the last one, whatever the server says of the total.
        let full = u64::try_from(whole.all.len() + whole.broken.len()).unwrap_or(size) >= size;
        let pages = match full {
            true => count.div_ceil(size).min(limits::CVAT_PAGES),
            false => 1,
        };
        let asks = (2..=pages).map(page).collect();
        self.in_order(asks, |body| elements(&body, &read, &mut whole).map(drop))
            .await?;
        Ok(whole)
    }

    /// Several reads, a few at a time; `take` gets the answers in their order, each as soon as
    /// those before it are there, so that few are in memory. A page that is not there any more
    /// (404, something was deleted meanwhile) ends them. Says how many were taken.
    ///
    /// # Errors
    /// The first error of any.
    pub async fn in_order(
        &self,
        asks: Vec<Ask>,
        mut take: impl FnMut(Body) -> Result<(), PlatformError>,
    ) -> Result<usize, PlatformError> {
        let mut waiting = asks.into_iter().enumerate().peekable();
        let mut running = JoinSet::new();
        let mut early: HashMap<usize, Body> = HashMap::new();
        let (mut next, mut end) = (0, usize::MAX);
        while next < end {
            let open = next + limits::CVAT_TOGETHER;
            while let Some((number, ask)) = waiting.next_if(|(number, _)| *number < open) {
                let http = self.http.clone();
                running.spawn(async move { (number, http.get(ask).await) });
            }
            match running.join_next().await {
                None => break,
                Some(Ok((number, Ok(body)))) => {
                    early.insert(number, body);
                }
                Some(Ok((number, Err(PlatformError::NotFound(_))))) => end = end.min(number),
                Some(Ok((_, Err(error)))) => return Err(error),
                Some(Err(_)) => return Err(PlatformError::Stopped),
            }
            while let Some(body) = early.remove(&next).filter(|_| next < end) {
                take(body)?;
                next += 1;
            }
        }
        Ok(next)
    }

    /// A job, as it was last seen.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn job(&self, id: u64) -> Result<Arc<Job>, PlatformError> {
        match self.jobs.get(&id) {
            Some(job) => Ok(job),
            None => self.fresh_job(id).await,
        }
    }

    /// A job as it is now.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn fresh_job(&self, id: u64) -> Result<Arc<Job>, PlatformError> {
        let body = self.http.get(ask(format!("api/jobs/{id}"))).await?;
        let job: wire::Job<'_> = body.json()?;
        Ok(self.learn_job(job.into_owned()))
    }

    /// Remembers a job that an answer told. Its content is read anew when it has changed.
    pub fn learn_job(&self, job: Job) -> Arc<Job> {
        self.compare(&job);
        let job = Arc::new(job);
        self.jobs.put(job.id, Arc::clone(&job));
        job
    }

    /// A task, as it was last seen; none when the login may not see it.
    ///
    /// # Errors
    /// Those of the request, but no missing right.
    pub async fn task(&self, id: u64) -> Result<Option<Arc<Task>>, PlatformError> {
        match self.tasks.get(&id) {
            // A right may be given meanwhile: a refusal holds for a while only.
            Some(None) if self.is_worth_asking((false, id)) => {}
            Some(known) => return Ok(known),
            None => {}
        }
        self.fresh_task(id).await
    }

    /// A task as it is now; none when the login may not see it.
    ///
    /// # Errors
    /// Those of the request, but no missing right.
    pub async fn fresh_task(&self, id: u64) -> Result<Option<Arc<Task>>, PlatformError> {
        let body = self.http.get(ask(format!("api/tasks/{id}"))).await;
        let task = match body {
            Ok(body) => Some(Arc::new(body.json::<wire::Task<'_>>()?.into_owned())),
            Err(PlatformError::Denied(_)) => {
                self.refused.put((false, id), Instant::now());
                None
            }
            Err(error) => return Err(error),
        };
        self.tasks.put(id, task.clone());
        Ok(task)
    }

    /// Whether a refusal to show a project (true) or task (false) is long enough ago.
    fn is_worth_asking(&self, what: (bool, u64)) -> bool {
        let fresh = Duration::from_secs(limits::CVAT_FRESH_S);
        let refused = self.refused.get(&what);
        refused.is_none_or(|at| at.elapsed() >= fresh)
    }

    /// A project, as it was last seen; none when the login may not see it.
    ///
    /// # Errors
    /// Those of the request, but no missing right.
    pub async fn project(&self, id: u64) -> Result<Option<Arc<Project>>, PlatformError> {
        match self.projects.get(&id) {
            // A right may be given meanwhile: a refusal holds for a while only.
            Some(None) if self.is_worth_asking((true, id)) => {}
            Some(known) => return Ok(known),
            None => {}
        }
        self.fresh_project(id).await
    }

    /// A project as it is now; none when the login may not see it.
    ///
    /// # Errors
    /// Those of the request, but no missing right.
    pub async fn fresh_project(&self, id: u64) -> Result<Option<Arc<Project>>, PlatformError> {
        let body = self.http.get(ask(format!("api/projects/{id}"))).await;
        let project = match body {
            Ok(body) => Some(Arc::new(body.json::<wire::Project<'_>>()?.into_owned())),
            Err(PlatformError::Denied(_)) => {
                self.refused.put((true, id), Instant::now());
                None
            }
            Err(error) => return Err(error),
        };
        self.projects.put(id, project.clone());
        Ok(project)
    }

    /// The canonical path of a job: organization, project, task, job.
    pub fn job_node(&self, job: &wire::Job<'_>) -> NodeRef {
        self.task_node(job.organization, job.project_id, job.task_id)
            .child(Level::Job, Id::Number(job.id))
    }

    /// The canonical path of a frame of a job, by its number in the task.
    pub fn item_node(&self, job: &wire::Job<'_>, frame: u32) -> NodeRef {
        self.job_node(job)
            .child(Level::Item, Id::Number(u64::from(frame)))
    }

    /// The canonical path of a task: organization, project, task.
    pub fn task_node(&self, organization: Option<u64>, project: Option<u64>, task: u64) -> NodeRef {
        self.project_node(organization, project)
            .child(Level::Task, Id::Number(task))
    }

    /// The canonical path of a project, or of "no project" in an organization.
    pub fn project_node(&self, organization: Option<u64>, project: Option<u64>) -> NodeRef {
        self.root()
            .child(Level::Organization, organization_id(organization))
            .child(Level::Project, project_id(project))
    }

    /// The account itself.
    pub fn root(&self) -> NodeRef {
        NodeRef::root(self.options.account.clone())
    }

    /// The canonical form of any path to a node that exists.
    ///
    /// # Errors
    /// Those of the requests that tell where it is.
    pub async fn canonical(&self, node: &NodeRef) -> Result<NodeRef, PlatformError> {
        match node.level() {
            Level::Item => {
                let job = self.job(number(node, Level::Job)?).await?;
                let frame = number(node, Level::Item)?;
                Ok(self.job_node(&job).child(Level::Item, Id::Number(frame)))
            }
            Level::Job => Ok(self.job_node(&*self.job(number(node, Level::Job)?).await?)),
            Level::Task => {
                let id = number(node, Level::Task)?;
                let task = self.task(id).await?;
                Ok(task.map_or_else(
                    || node.clone(),
                    |task| self.task_node(task.organization, task.project_id, id),
                ))
            }
            Level::Project => match node.id() {
                Some(Id::Number(id)) => {
                    let project = self.project(*id).await?;
                    Ok(project.map_or_else(
                        || node.clone(),
                        |project| self.project_node(project.organization, Some(*id)),
                    ))
                }
                _ => Ok(node.clone()),
            },
            _ => Ok(node.clone()),
        }
    }

    /// Everything of a job is read anew next time: it was changed, by us or by others.
    pub fn forget_job(&self, id: u64) {
        self.jobs.forget(&id);
        self.contents.forget(&id);
        self.open_issues.forget(&id);
        self.forget_lists();
    }

    /// A task is read anew next time.
    pub fn forget_task(&self, id: u64) {
        self.tasks.forget(&id);
        self.forget_lists();
    }

    /// A project is read anew next time.
    pub fn forget_project(&self, id: u64) {
        self.projects.forget(&id);
        self.forget_lists();
    }

    /// Lists that were worked out here are worked out anew next time.
    pub fn forget_lists(&self) {
        self.worked_out.clear();
        self.totals.clear();
    }
}
