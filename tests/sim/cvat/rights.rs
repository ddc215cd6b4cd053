//! The policy: who may see and do what, from ids, roles and privileges.

use super::auth::{Privilege, Who};
use super::reply::{Reply, forbidden};
use super::state::{Issue, Job, Project, State, Task};

/// In whose name a thing is judged: an organization's role, or staff alone.
fn maintainer(state: &State, who: &Who, org: Option<u64>) -> bool {
    who.privilege >= Privilege::User
        && org.is_some_and(|org| matches!(state.role(who.id, org), Some("owner" | "maintainer")))
}

pub fn admin(who: &Who) -> bool {
    who.privilege == Privilege::Admin
}

/// Objects of an organization are closed to those who are not in it.
fn inside(state: &State, who: &Who, org: Option<u64>) -> bool {
    org.is_none_or(|org| state.role(who.id, org).is_some())
}

pub fn project_staff(who: &Who, project: &Project) -> bool {
    project.owner == Some(who.id) || project.assignee == Some(who.id)
}

/// Staff of the task's project.
fn staff_above(state: &State, who: &Who, task: &Task) -> bool {
    task.project
        .and_then(|id| state.projects.get(&id))
        .is_some_and(|project| project_staff(who, project))
}

pub fn task_staff(state: &State, who: &Who, task: &Task) -> bool {
    task.owner == Some(who.id) || task.assignee == Some(who.id) || staff_above(state, who, task)
}

pub fn job_staff(state: &State, who: &Who, job: &Job) -> bool {
    job.assignee == Some(who.id)
        || state
            .task(job.task)
            .is_some_and(|task| task_staff(state, who, &task))
}

pub fn issue_staff(state: &State, who: &Who, issue: &Issue) -> bool {
    issue.owner == Some(who.id)
        || issue.assignee == Some(who.id)
        || state
            .job(issue.job)
            .is_some_and(|job| job_staff(state, who, &job))
}

pub fn job_org(state: &State, job: &Job) -> Option<u64> {
    state.task(job.task).and_then(|task| task.org)
}

/// In a list: staff see their own even where they are no members (the later GET refuses it).
pub fn lists_job(state: &State, who: &Who, job: &Job) -> bool {
    admin(who) || job_staff(state, who, job) || maintainer(state, who, job_org(state, job))
}

pub fn lists_task(state: &State, who: &Who, task: &Task) -> bool {
    admin(who) || task_staff(state, who, task) || maintainer(state, who, task.org)
}

pub fn lists_project(state: &State, who: &Who, project: &Project) -> bool {
    admin(who) || project_staff(who, project) || maintainer(state, who, project.org)
}

pub fn lists_issue(state: &State, who: &Who, issue: &Issue) -> bool {
    admin(who)
        || issue_staff(state, who, issue)
        || state
            .job(issue.job)
            .is_some_and(|job| maintainer(state, who, job_org(state, &job)))
}

pub fn sees_job(state: &State, who: &Who, job: &Job) -> bool {
    let org = job_org(state, job);
    // Crowd workers need no membership.
    let crowd = who.privilege == Privilege::Worker && job.assignee == Some(who.id);
    admin(who) || (lists_job(state, who, job) && (inside(state, who, org) || crowd))
}

pub fn sees_task(state: &State, who: &Who, task: &Task) -> bool {
    admin(who) || (lists_task(state, who, task) && inside(state, who, task.org))
}

pub fn sees_project(state: &State, who: &Who, project: &Project) -> bool {
    admin(who) || (lists_project(state, who, project) && inside(state, who, project.org))
}

pub fn sees_issue(state: &State, who: &Who, issue: &Issue) -> bool {
    let org = state.job(issue.job).and_then(|job| job_org(state, &job));
    admin(who) || (lists_issue(state, who, issue) && inside(state, who, org))
}

/// Stage and assignee of a job: a mere assignee may not.
pub fn leads_job(state: &State, who: &Who, job: &Job) -> bool {
    state
        .task(job.task)
        .is_some_and(|task| sees_task(state, who, &task))
}

/// Assignee and owner of a task, and deleting it: its assignee may not.
pub fn owns_task(state: &State, who: &Who, task: &Task) -> bool {
    admin(who)
        || (inside(state, who, task.org)
            && (task.owner == Some(who.id)
                || staff_above(state, who, task)
                || maintainer(state, who, task.org)))
}

pub fn owns_project(state: &State, who: &Who, project: &Project) -> bool {
    admin(who)
        || (inside(state, who, project.org)
            && (project.owner == Some(who.id) || maintainer(state, who, project.org)))
}

pub fn deletes_issue(state: &State, who: &Who, issue: &Issue) -> bool {
    issue.owner == Some(who.id)
        || state
            .job(issue.job)
            .is_some_and(|job| leads_job(state, who, &job))
}

/// What a POST may do is judged in the context of its organization header: in the object's own
/// organization roles count, in the sandbox staff alone, in another one nothing.
pub fn posts(
    state: &State,
    who: &Who,
    context: Option<u64>,
    org: Option<u64>,
    staff: bool,
) -> Result<(), Reply> {
    let allowed = match context {
        _ if admin(who) => true,
        Some(context) => {
            Some(context) == org
                && inside(state, who, org)
                && (staff || maintainer(state, who, org))
        }
        None => staff,
    };
    if allowed { Ok(()) } else { Err(forbidden()) }
}

/// Naming somebody needs the right to see him: members see all, the sandbox only oneself.
pub fn names_user(who: &Who, org: Option<u64>, user: Option<u64>) -> Result<(), Reply> {
    match user {
        Some(user) if org.is_none() && user != who.id && !admin(who) => Err(forbidden()),
        _ => Ok(()),
    }
}
