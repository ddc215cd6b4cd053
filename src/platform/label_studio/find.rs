//! Nodes by what a person types or pastes: an id, a name, an address of the web interface.

use crate::model::{Id, Level, NodeRef, Row, Text};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::objects::ALL_TASKS;
use super::web::{self, Shown};

impl LabelStudioPlatform {
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
        let by_id = |level, id| self.root().child(level, Id::Number(id));
        Ok(Some(match (level, id) {
            (Level::Organization, _) => self.find_organizations(raw, id).await?,
            (Level::Project, Some(id)) => {
                let found = self.fresh_project(id).await;
                let node = by_id(level, id);
                match known(found)? {
                    Some(_) => vec![self.canonical(&node).await?],
                    None => Vec::new(),
                }
            }
            (Level::Project, None) => self.projects_named(raw).await?,
            (Level::Task | Level::Item, Some(id)) => {
                let found = self.canonical(&by_id(level, id)).await;
                known(found)?.into_iter().collect()
            }
            // Texts and file names of tasks are found by filters within their project, views by
            // walking its list.
            _ => return Ok(None),
        }))
    }

    async fn find_organizations(
        &self,
        raw: &str,
        id: Option<u64>,
    ) -> Result<Vec<NodeRef>, PlatformError> {
        let rows = self.organization_rows().await?;
        let fits = |row: &&Row| {
            let named = row.name.eq_ignore_ascii_case(raw);
            let spelled = row.id == Id::name(raw);
            named || spelled || id.is_some_and(|id| row.id == Id::Number(id))
        };
        let found = rows.iter().filter(fits);
        let node = |row: &Row| self.root().child(Level::Organization, row.id.clone());
        Ok(found.map(node).collect())
    }

    /// The node that an address of the web interface shows.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn find_shown(&self, address: &str) -> Result<Option<NodeRef>, PlatformError> {
        let Some(shown) = web::shown(self.client().http().base(), address) else {
            return Ok(None);
        };
        let root = self.root();
        let node = match shown {
            Shown::Everything => return Ok(Some(root)),
            Shown::Task(task) => root.child(Level::Item, Id::Number(task)),
            Shown::Project {
                project,
                view,
                task,
            } => {
                let project = root.child(Level::Project, Id::Number(project));
                let tab = view.map_or_else(|| Id::name(ALL_TASKS), Id::Number);
                match (view, task) {
                    (None, None) => project,
                    (_, None) => project.child(Level::Task, tab),
                    (_, Some(task)) => project
                        .child(Level::Task, tab)
                        .child(Level::Item, Id::Number(task)),
                }
            }
        };
        self.canonical(&node).await.map(Some)
    }

    /// The organization or workspace that the account starts in, as it is configured by name or
    /// number.
    ///
    /// # Errors
    /// Those of the request; no such organization.
    pub async fn start(&self) -> Result<NodeRef, PlatformError> {
        let Some(name) = &self.options.organization else {
            return Ok(self.root());
        };
        let id = name.trim_start_matches('#').parse().ok();
        let found = self.find_organizations(name, id).await?;
        found.into_iter().next().ok_or_else(|| {
            let word = match self.who_known().is_some_and(|who| who.is_enterprise()) {
                true => "workspace",
                false => "organization",
            };
            let what = format!("the {word} {name} of the configuration");
            PlatformError::NotFound(Text::line(&what))
        })
    }
}

/// What is not there, or not to be seen, is simply not found.
fn known<T>(answer: Result<T, PlatformError>) -> Result<Option<T>, PlatformError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(PlatformError::NotFound(_) | PlatformError::Denied(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
