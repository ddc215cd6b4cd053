//! What the login may do with a node: the rules of [`super::rights`] with what the server tells.

use crate::model::{Id, Level, NodeRef, Permissions, Text, Transition};
use crate::platform::PlatformError;

use super::client::{number, organization_id};
use super::rights::{Membership, People, Person, Privilege, Standing};
use super::{CvatPlatform, Job, wire, workflow};

/// A user as rights speak of one.
pub fn person(user: Option<&wire::User<'_>>) -> Option<Person> {
    user.map(|user| Person {
        id: user.id,
        name: Text::line(&user.username),
    })
}

fn people(owner: Option<&wire::User<'_>>, assignee: Option<&wire::User<'_>>) -> People {
    People {
        owner: person(owner),
        assignee: person(assignee),
    }
}

/// The people of an issue.
pub fn of_issue(issue: &wire::Issue<'_>) -> People {
    people(issue.owner.as_ref(), issue.assignee.as_ref())
}

/// The verbs that are refused on a node.
///
/// # Errors
/// Those of the requests that tell the people of a node.
pub async fn permissions(
    cvat: &CvatPlatform,
    node: &NodeRef,
) -> Result<Permissions, PlatformError> {
    let standing = cvat.standing(node).await?;
    Ok(standing.permissions(node.level()))
}

/// Where a job can go from its state.
///
/// # Errors
/// Those of the requests that tell the people of a job.
pub async fn transitions(cvat: &CvatPlatform, job: &Job) -> Result<Vec<Transition>, PlatformError> {
    let standing = cvat.job_standing(job).await?;
    let (may_state, may_stage) = (standing.state(), standing.stage());
    let limits = workflow::Limits {
        state: may_state.as_ref().err(),
        stage: may_stage.as_ref().err(),
        annotator: None,
    };
    let state = workflow::of_job(&job.stage, &job.state);
    Ok(workflow::transitions(&state, limits))
}

impl CvatPlatform {
    /// What the login is to a node.
    ///
    /// # Errors
    /// Those of the requests that tell whose it is.
    pub async fn standing(&self, node: &NodeRef) -> Result<Standing, PlatformError> {
        match node.level() {
            Level::Item | Level::Job => {
                let job = self.job(number(node, Level::Job)?).await?;
                self.job_standing(&job).await
            }
            Level::Task => self.task_standing(number(node, Level::Task)?).await,
            Level::Project => match node.id() {
                Some(Id::Number(id)) => self.project_standing(*id).await,
                _ => self.place_standing(node).await,
            },
            _ => self.place_standing(node).await,
        }
    }

    /// What the login is to a job.
    ///
    /// # Errors
    /// Those of the requests that tell whose it is.
    pub async fn job_standing(&self, job: &Job) -> Result<Standing, PlatformError> {
        let (standing, task, project) = tokio::try_join!(
            self.standing_within(job.organization),
            self.task_people(job.task_id),
            self.project_people(job.project_id),
        )?;
        Ok(Standing {
            task,
            project,
            job: person(job.assignee.as_ref()),
            ..standing
        })
    }

    async fn task_standing(&self, id: u64) -> Result<Standing, PlatformError> {
        let Some(task) = self.task(id).await? else {
            return self.standing_within(None).await;
        };
        let (standing, project) = tokio::try_join!(
            self.standing_within(task.organization),
            self.project_people(task.project_id),
        )?;
        Ok(Standing {
            task: people(task.owner.as_ref(), task.assignee.as_ref()),
            project,
            ..standing
        })
    }

    async fn project_standing(&self, id: u64) -> Result<Standing, PlatformError> {
        let Some(project) = self.project(id).await? else {
            return self.standing_within(None).await;
        };
        Ok(Standing {
            project: people(project.owner.as_ref(), project.assignee.as_ref()),
            ..self.standing_within(project.organization).await?
        })
    }

    /// What the login is to an organization, a view or the account.
    async fn place_standing(&self, node: &NodeRef) -> Result<Standing, PlatformError> {
        match node.id_at(Level::Organization) {
            Some(Id::Number(id)) => self.standing_within(Some(*id)).await,
            _ => self.standing_within(None).await,
        }
    }

    async fn standing_within(&self, organization: Option<u64>) -> Result<Standing, PlatformError> {
        let (who, membership) = tokio::try_join!(self.who(), self.membership(organization))?;
        Ok(Standing {
            me: who.id,
            privilege: who.privilege,
            read_only: who.read_only.clone(),
            membership,
            ..Standing::default()
        })
    }

    /// The people of a task; nobody when it cannot be seen, since its staff could.
    async fn task_people(&self, id: u64) -> Result<People, PlatformError> {
        match self.task(id).await {
            Ok(Some(task)) => Ok(people(task.owner.as_ref(), task.assignee.as_ref())),
            Ok(None) | Err(PlatformError::NotFound(_)) => Ok(People::default()),
            Err(error) => Err(error),
        }
    }

    async fn project_people(&self, id: Option<u64>) -> Result<People, PlatformError> {
        let Some(id) = id else {
            return Ok(People::default());
        };
        match self.project(id).await {
            Ok(Some(project)) => Ok(people(project.owner.as_ref(), project.assignee.as_ref())),
            Ok(None) | Err(PlatformError::NotFound(_)) => Ok(People::default()),
            Err(error) => Err(error),
        }
    }

    /// The context in which something is made for a job (CVAT REST API, organization context): its
    /// organization's, or none for a worker who is no member but was given the job.
    pub(super) async fn context_of(&self, job: &Job) -> Result<Option<Id>, PlatformError> {
        let who = self.who().await?;
        let may_be_crowd = who.privilege == Privilege::Worker;
        if may_be_crowd && self.membership(job.organization).await? == Membership::Outsider {
            return Ok(None);
        }
        Ok(Some(organization_id(job.organization)))
    }
}
