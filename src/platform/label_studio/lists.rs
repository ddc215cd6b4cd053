//! Rows of organizations, projects, views and tasks: which list of the server answers, and what is
//! worked out here.

mod asking;
mod part;
mod projects;
mod reading;
mod tasks;

use crate::model::{Id, Level, NodeRef, Page, PageRequest, Query, Row, Text};
use crate::platform::{ListRequest, PlatformError};

use super::LabelStudioPlatform;
use super::client::ask;
use super::filter;
use super::objects::{ALL_PROJECTS, ALL_TASKS};
use super::probe::Ability;
use super::wire::Organization;
use part::{Named, Part};

pub use part::{seconds, time};
pub(super) use projects::{status_of as projects_status, title as projects_title};
pub use reading::task_row;
pub use tasks::WorkedOut;

impl LabelStudioPlatform {
    /// Rows of a level below a parent.
    ///
    /// # Errors
    /// Those of the requests; a level that does not lie there.
    pub async fn list_rows(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        let (parent, query, page) = (&request.parent, &request.query, request.page);
        match (parent.level(), request.level) {
            (Level::Account, Level::Organization) => {
                let part = self.organizations().await?;
                Ok(few(part, query, page))
            }
            (Level::Account | Level::Organization, Level::Project) => {
                self.list_projects(parent, query, page).await
            }
            (Level::Project, Level::Task) => {
                let part = self.views(parent).await?;
                Ok(few(part, query, page))
            }
            (Level::Project | Level::Task, Level::Item) => {
                self.list_tasks(parent, query, page).await
            }
            (above, below) => {
                let what = format!("a list of {}s below a {}", below.word(), above.word());
                Err(PlatformError::Unsupported(Text::line(&what)))
            }
        }
    }

    /// Whether one list answers for a level far below a parent.
    pub fn deep(parent: Level, level: Level) -> bool {
        matches!(
            (parent, level),
            (Level::Account, Level::Organization | Level::Project)
                | (Level::Organization, Level::Project)
                | (Level::Project, Level::Task | Level::Item)
                | (Level::Task, Level::Item)
        )
    }

    /// Organizations; in Enterprise workspaces, and all projects before them.
    async fn organizations(&self) -> Result<Part, PlatformError> {
        let mut part = Part::default();
        let path = match self.who().await?.is_enterprise() {
            false => "api/organizations/",
            true => {
                let all = Row::new(Id::name(ALL_PROJECTS), "All projects".into());
                part.rows.push(all);
                if !self.can(Ability::Workspaces).await? {
                    return Ok(part);
                }
                "api/workspaces/"
            }
        };
        let found = match self.get(ask(path)).await {
            Ok(body) => body.elements::<Organization>("").or_else(|error| {
                // Enterprise gives some lists in pages.
                body.elements::<Organization>("results").map_err(|_| error)
            })?,
            // A role that sees no workspaces has its projects all the same.
            Err(PlatformError::Denied(_)) if !part.rows.is_empty() => return Ok(part),
            Err(error) => return Err(error),
        };
        part.problems.extend(found.why);
        let live = found.items.iter().filter(|one| one.id != 0);
        part.rows.extend(live.map(organization_row));
        Ok(part)
    }

    /// Organizations as rows, for who looks for one of them.
    ///
    /// # Errors
    /// Those of the request.
    pub(super) async fn organization_rows(&self) -> Result<Vec<Row>, PlatformError> {
        Ok(self.organizations().await?.rows)
    }

    /// The views of a project, all tasks before them.
    async fn views(&self, parent: &NodeRef) -> Result<Part, PlatformError> {
        let project = super::client::number(parent, Level::Project)?;
        let (views, why) = self.views_of(project).await?;
        let mut all = Row::new(Id::name(ALL_TASKS), "All tasks".into());
        let known = self.projects.get(&project);
        let tasks = known.and_then(|project| project.told.task_number);
        all.items = tasks.map_or(0, part::capped);
        let mut part = Part {
            rows: vec![all],
            ..Part::default()
        };
        part.problems.extend(why);
        part.rows.extend(
            views
                .iter()
                .map(|view| Row::new(Id::Number(view.told.id), view.title())),
        );
        Ok(part)
    }
}

/// An organization or workspace.
pub(super) fn organization_row(one: &Organization) -> Row {
    let name = match one.title.trim() {
        "" => format!("#{}", one.id),
        title => title.to_owned(),
    };
    let mut row = Row::new(Id::Number(one.id), Text::line(&name));
    row.updated_s = seconds(&one.created_at);
    row
}

/// A window of a short list that came whole.
fn few(mut part: Part, query: &Query, page: PageRequest) -> Page {
    let unfiltered = u64::try_from(part.rows.len()).unwrap_or(0);
    part.rows.retain(|row| query.matches(&Named(row)));
    if let Some(order) = query.sort {
        part.sort(order);
    }
    part.count = u64::try_from(part.rows.len()).unwrap_or(0);
    let here = filter::words(query);
    part.slice(page).into_page(page, unfiltered, here)
}
