//! Who may do what in Enterprise; in Community every member may do everything.

use super::reply::{Reply, forbidden, missing};
use super::state::{Annotation, Project, State, Task};

/// The role of a user, `OW` for everybody in Community.
pub fn role(state: &State, user: u64) -> &str {
    if !state.enterprise() {
        return "OW";
    }
    state
        .users
        .get(&user)
        .map_or("NO", |user| user.role.as_str())
}

pub fn manages(state: &State, user: u64) -> bool {
    ["OW", "AD", "MA"].contains(&role(state, user))
}

/// Managers and reviewers.
pub fn may_review(state: &State, user: u64) -> bool {
    manages(state, user) || role(state, user) == "RE"
}

pub fn annotates_only(state: &State, user: u64) -> bool {
    ["AN", "VO"].contains(&role(state, user))
}

pub fn manager(state: &State, user: u64) -> Result<(), Reply> {
    if manages(state, user) {
        Ok(())
    } else {
        Err(forbidden())
    }
}

pub fn reviewer(state: &State, user: u64) -> Result<(), Reply> {
    if may_review(state, user) {
        Ok(())
    } else {
        Err(forbidden())
    }
}

pub fn sees_project(state: &State, user: u64, project: &Project) -> bool {
    manages(state, user) || project.members.contains(&user)
}

pub fn project(state: &State, user: u64, id: u64) -> Result<&Project, Reply> {
    let found = state.projects.get(&id).ok_or_else(|| missing("Project"))?;
    if sees_project(state, user, found) {
        Ok(found)
    } else {
        Err(forbidden())
    }
}

/// Annotators see what is assigned to them, where a project says so, and what they have done.
pub fn sees_task(state: &State, user: u64, task: &Task) -> bool {
    let Some(project) = state.projects.get(&task.project) else {
        return false;
    };
    if !sees_project(state, user, project) {
        return false;
    }
    if !annotates_only(state, user) || !project.manual {
        return true;
    }
    let assigned = state
        .assignments
        .values()
        .any(|one| one["task"] == task.id && one["assignee"] == user);
    assigned
        || state
            .annotations_of(task.id)
            .iter()
            .any(|one| one.completed_by == user)
}

pub fn task(state: &State, user: u64, id: u64) -> Result<Task, Reply> {
    let found = state.task(id).ok_or_else(|| missing("Task"))?;
    if sees_task(state, user, &found) {
        Ok(found)
    } else {
        Err(forbidden())
    }
}

pub fn sees_annotation(state: &State, user: u64, one: &Annotation) -> bool {
    !annotates_only(state, user) || one.completed_by == user
}

pub fn annotation(state: &State, user: u64, id: u64) -> Result<Annotation, Reply> {
    let found = state.annotation(id).ok_or_else(|| missing("Annotation"))?;
    task(state, user, found.task)?;
    if sees_annotation(state, user, &found) {
        Ok(found)
    } else {
        Err(forbidden())
    }
}

/// Only managers and reviewers change what another person has drawn.
pub fn may_change(state: &State, user: u64, one: &Annotation) -> Result<(), Reply> {
    if role(state, user) == "VO" {
        return Err(forbidden());
    }
    if one.completed_by == user || may_review(state, user) {
        Ok(())
    } else {
        Err(forbidden())
    }
}

/// The data manager of a project.
pub fn opens_data(state: &State, user: u64, project: u64) -> Result<(), Reply> {
    let project = self::project(state, user, project)?;
    if project.closed_to.iter().any(|one| one == role(state, user)) {
        return Err(forbidden());
    }
    Ok(())
}

/// Enterprise counts requests when a test has asked for it.
pub fn quota(state: &mut State) -> Result<(), Reply> {
    match state.quota {
        Some(0) if state.enterprise() => {
            state.quota = None;
            let said = "Request was throttled. Expected available in 1 second.";
            let body = serde_json::json!({ "detail": said }).to_string();
            Err(Reply::With(429, body, vec![("retry-after", "1".into())]))
        }
        left => {
            state.quota = left.map(|left| left.saturating_sub(1));
            Ok(())
        }
    }
}
