//! Nodes by what a person types or pastes: an id, a name, an address of the web interface.

use crate::model::{Id, Level, NodeRef};
use crate::platform::PlatformError;

use super::client::{NO_PROJECT, PERSONAL, ask, with};
use super::web::{self, Shown};
use super::wire::{Organization, Project, Task};
use super::{CvatPlatform, lists};

impl CvatPlatform {
    /// The nodes of a level that an id (`12`, `#12`) or a name may mean.
    ///
    /// # Errors
    /// Those of the requests; nothing of that id is an empty answer.
    pub async fn find_nodes(
        &self,
        level: Level,
        raw: &str,
    ) -> Result<Option<Vec<NodeRef>>, PlatformError> {
        let raw = raw.trim();
        let id: Option<u64> = raw.strip_prefix('#').unwrap_or(raw).parse().ok();
        let found = match (level, id) {
            (Level::Organization, _) => self.find_organizations(raw, id).await?,
            (Level::View, _) => match raw {
                lists::MINE | lists::ALL => vec![self.root().child(level, Id::name(raw))],
                _ => Vec::new(),
            },
            (Level::Project, Some(id)) => known(self.fresh_project(id).await)?
                .map(|project| self.project_node(project.organization, Some(id)))
                .into_iter()
                .collect(),
            (Level::Task, Some(id)) => known(self.fresh_task(id).await)?
                .map(|task| self.task_node(task.organization, task.project_id, id))
                .into_iter()
                .collect(),
            (Level::Job, Some(id)) => known(self.fresh_job(id).await.map(Some))?
                .map(|job| self.job_node(&job))
                .into_iter()
                .collect(),
            (Level::Project, None) => {
                let read = |raw: &str| {
                    let project: Project<'_> = serde_json::from_str(raw)?;
                    Ok(self.project_node(project.organization, Some(project.id)))
                };
                self.whole(with(ask("api/projects"), "name", raw), read)
                    .await?
                    .all
            }
            (Level::Task, None) => {
                let read = |raw: &str| {
                    let task: Task<'_> = serde_json::from_str(raw)?;
                    Ok(self.task_node(task.organization, task.project_id, task.id))
                };
                self.whole(with(ask("api/tasks"), "name", raw), read)
                    .await?
                    .all
            }
            (Level::Job, None) => Vec::new(),
            // A frame is one only within its job.
            (Level::Item | Level::Account, _) => return Ok(None),
        };
        Ok(Some(found))
    }

    async fn find_organizations(
        &self,
        raw: &str,
        id: Option<u64>,
    ) -> Result<Vec<NodeRef>, PlatformError> {
        let node = |id: Id| self.root().child(Level::Organization, id);
        if raw == PERSONAL {
            return Ok(vec![node(Id::name(PERSONAL))]);
        }
        let fits = |raw_element: &str| {
            let one: Organization<'_> = serde_json::from_str(raw_element)?;
            let named = &*one.slug == raw || &*one.name == raw || Some(one.id) == id;
            Ok(named.then(|| node(Id::Number(one.id))))
        };
        let all = self.whole(ask("api/organizations"), fits).await?.all;
        Ok(all.into_iter().flatten().collect())
    }

    /// The node that an address of the web interface shows.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn find_shown(&self, address: &str) -> Result<Option<NodeRef>, PlatformError> {
        let Some(shown) = web::shown(self.http.base(), address) else {
            return Ok(None);
        };
        let root = self.root();
        let node = match shown {
            Shown::Everything | Shown::Organization => return Ok(Some(root)),
            Shown::Project(id) => root.child(Level::Project, Id::Number(id)),
            Shown::Task(id) => root.child(Level::Task, Id::Number(id)),
            Shown::Job { job, frame, .. } => {
                let job = root.child(Level::Job, Id::Number(job));
                match frame {
                    Some(frame) => job.child(Level::Item, Id::Number(frame)),
                    None => job,
                }
            }
        };
        self.canonical(&node).await.map(Some)
    }

    /// The organization that the account starts in, as it is configured by its slug.
    ///
    /// # Errors
    /// Those of the request; no such organization.
    pub async fn start(&self) -> Result<NodeRef, PlatformError> {
        let Some(slug) = &self.options.organization else {
            return Ok(self.root());
        };
        let found = self.find_organizations(slug, None).await?;
        let first = found.into_iter().next();
        first.ok_or_else(|| {
            let what = format!("the organization {slug} of the configuration");
            PlatformError::NotFound(crate::model::Text::line(&what))
        })
    }

    /// The id of "no project" below an organization.
    pub fn loose_node(&self, organization: Id) -> NodeRef {
        self.root()
            .child(Level::Organization, organization)
            .child(Level::Project, Id::name(NO_PROJECT))
    }
}

/// What is not there, or not to be seen, is simply not found.
fn known<T>(answer: Result<Option<T>, PlatformError>) -> Result<Option<T>, PlatformError> {
    match answer {
        Err(PlatformError::NotFound(_) | PlatformError::Denied(_)) => Ok(None),
        other => other,
    }
}
