//! Stage, state and assignee.

use serde_json::{Map, Value};

use crate::model::{Applied, Handover, Id, Level, NodeRef, State, Text};
use crate::platform::PlatformError;

use super::super::client::{ask, number, organization_id};
use super::super::rights::{ALONE, Privilege};
use super::super::{CvatPlatform, wire, workflow};
use super::repeated;

fn name(user: Option<&wire::User<'_>>) -> Option<Text> {
    user.map(|user| Text::line(&user.username))
}

fn said(name: Option<&Text>) -> &str {
    name.map_or("nobody", Text::as_str)
}

/// What stands against what was expected, and what we wanted.
fn conflict(theirs: &str, before: &str, ours: &str) -> PlatformError {
    PlatformError::Conflict(Text::line(&format!(
        "now {theirs}, was {before}; yours: {ours}"
    )))
}

fn same_words(a: &State, b: &State) -> bool {
    (&a.stage, &a.state) == (&b.stage, &b.state)
}

impl CvatPlatform {
    /// Moves a job, in one request with the assignee where it is handed over. The stage is named
    /// with the state, since a stage alone resets the state; a stage that stays is not named,
    /// since whoever only holds the job may not name it.
    pub(super) async fn transition(
        &self,
        target: &NodeRef,
        before: &State,
        after: &State,
        handover: Option<&Handover>,
    ) -> Result<Applied, PlatformError> {
        if target.level() != Level::Job {
            return Err(PlatformError::Unsupported(
                "a state to set on anything but a job".into(),
            ));
        }
        if !workflow::is_known(after) {
            return Err(PlatformError::Unsupported(Text::line(&format!(
                "the state {}",
                after.words()
            ))));
        }
        let job = self.fresh_job(number(target, Level::Job)?).await?;
        let now = workflow::of_job(&job.stage, &job.state);
        let holder = name(job.assignee.as_ref());
        let handed = |to: &Handover| holder == to.after;
        if same_words(&now, after) && handover.is_none_or(handed) {
            return Ok(repeated());
        }
        let held = |from: &Handover| holder == from.before;
        if !same_words(&now, before) || !handover.is_none_or(held) {
            return Err(moved_meanwhile(
                &now,
                holder.as_ref(),
                before,
                after,
                handover,
            ));
        }
        let mut body = Map::new();
        if now.stage != after.stage {
            body.insert("stage".into(), after.stage.as_deref().into());
        }
        body.insert("state".into(), after.state.as_str().into());
        if let Some(handover) = handover.filter(|handover| handover.before != handover.after) {
            let organization = organization_id(job.organization);
            let who = self
                .assignee(&organization, handover.after.as_ref())
                .await?;
            body.insert("assignee".into(), who);
        }
        let path = format!("api/jobs/{}", job.id);
        self.http
            .send("PATCH", ask(path), Some(body.into()))
            .await?;
        Ok(Applied::default())
    }

    /// Gives a job, task or project to somebody.
    pub(super) async fn assign(
        &self,
        target: &NodeRef,
        before: Option<&Text>,
        after: Option<&Text>,
    ) -> Result<Applied, PlatformError> {
        let level = target.level();
        let id = number(target, level)?;
        let (kind, key, holder, organization) = match level {
            Level::Job => {
                let job = self.fresh_job(id).await?;
                (
                    "jobs",
                    "assignee",
                    name(job.assignee.as_ref()),
                    job.organization,
                )
            }
            Level::Task => {
                let task = self.fresh_task(id).await?.ok_or_else(hidden)?;
                (
                    "tasks",
                    "assignee_id",
                    name(task.assignee.as_ref()),
                    task.organization,
                )
            }
            Level::Project => {
                let project = self.fresh_project(id).await?.ok_or_else(hidden)?;
                (
                    "projects",
                    "assignee_id",
                    name(project.assignee.as_ref()),
                    project.organization,
                )
            }
            _ => {
                return Err(PlatformError::Unsupported(
                    "an assignee of anything but projects, tasks and jobs".into(),
                ));
            }
        };
        if holder.as_ref() == after {
            return Ok(repeated());
        }
        if holder.as_ref() != before {
            let (theirs, was) = (said(holder.as_ref()), said(before));
            let theirs = format!("assigned to {theirs}");
            return Err(conflict(&theirs, was, said(after)));
        }
        let who = self.assignee(&organization_id(organization), after).await?;
        let body = Value::Object(Map::from_iter([(key.to_owned(), who)]));
        let path = format!("api/{kind}/{id}");
        self.http.send("PATCH", ask(path), Some(body)).await?;
        Ok(Applied::default())
    }

    /// The number of a person, or null: anything else crashes the server.
    pub(super) async fn assignee(
        &self,
        organization: &Id,
        name: Option<&Text>,
    ) -> Result<Value, PlatformError> {
        let Some(name) = name else {
            return Ok(Value::Null);
        };
        let who = self.who().await?;
        let alone = *organization == organization_id(None) && who.privilege != Privilege::Admin;
        if alone && *name != who.name {
            return Err(PlatformError::Denied(ALONE.into()));
        }
        Ok(self.user_id(Some(organization), name).await?.into())
    }
}

fn hidden() -> PlatformError {
    PlatformError::Denied("only its staff may see and assign it".into())
}

fn moved_meanwhile(
    now: &State,
    holder: Option<&Text>,
    before: &State,
    after: &State,
    handover: Option<&Handover>,
) -> PlatformError {
    let with = |state: &State, who: Option<&Text>| match handover {
        Some(_) => format!("{} ({})", state.words(), said(who)),
        None => state.words(),
    };
    let was = handover.and_then(|handover| handover.before.as_ref());
    let ours = handover.and_then(|handover| handover.after.as_ref());
    conflict(&with(now, holder), &with(before, was), &with(after, ours))
}
