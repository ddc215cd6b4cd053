//! What CVAT can tell about a place: quality against the ground truth, conflicts, settings,
//! statistics of a job, replicas, and the login's work in the background.

mod stats;
mod tables;
mod wire;

use std::collections::HashMap;

use serde::de::DeserializeOwned;

use crate::limits::CVAT_CONFLICTS;
use crate::model::{Id, Level, NodeRef, Table, Text, Work};
use crate::platform::PlatformError;
use crate::platform::http::Ask;

use super::client::{Whole, ask, elements, number, with};
use super::filter::Version;
use super::issues::{read_job, when};
use super::items::annotation_id;
use super::{CvatPlatform, Job, works};
use wire::{Conflict, Report, Request, Settings};

pub use tables::REPORT_WORK;

const QUALITY: &str = "Quality";
const NO_REPORT: &str =
    "no report yet: it needs a ground-truth job at acceptance · completed, then it can be computed";
/// Consensus is known from here on.
const CONSENSUS: Version = (2, 27);
/// Background work can be listed from here on.
const REQUESTS: Version = (2, 16);

/// The tables of a node.
///
/// # Errors
/// Those of the requests without which there is nothing to show.
pub async fn tables(cvat: &CvatPlatform, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
    match node.level() {
        Level::Item | Level::Job => {
            let job = cvat.job(number(node, Level::Job)?).await?;
            cvat.tables_of_job(node, &job).await
        }
        Level::Task => cvat.tables_of_task(node, number(node, Level::Task)?).await,
        Level::Project => match node.id() {
            Some(Id::Number(id)) => cvat.tables_of_project(node, *id).await,
            _ => Ok(Vec::new()),
        },
        _ => Ok(cvat.requests(None).await.into_iter().collect()),
    }
}

/// Where conflicts lead: the job of each report, and nodes of their frames.
struct Places<'a> {
    cvat: &'a CvatPlatform,
    jobs: HashMap<u64, u64>,
    above: NodeRef,
}

impl Places<'_> {
    fn table(&self, conflicts: &[Conflict]) -> Option<Table> {
        let job_of = |report: u64| self.jobs.get(&report).copied();
        let node = |job: u64, frame: u64| {
            let known = self.cvat.jobs.get(&job);
            let job = match known {
                Some(known) => self.cvat.job_node(&known),
                None => self.above.child(Level::Job, Id::Number(job)),
            };
            Some(job.child(Level::Item, Id::Number(frame)))
        };
        let annotation = |party: &wire::Party| annotation_id(&party.kind, party.obj_id);
        tables::conflicts(conflicts, &job_of, &node, &annotation)
    }
}

impl CvatPlatform {
    async fn tables_of_task(&self, node: &NodeRef, task: u64) -> Result<Vec<Table>, PlatformError> {
        let mut all = self.quality_of_task(node, task).await?;
        if self.who().await?.version >= CONSENSUS {
            all.extend(self.consensus(task).await);
        }
        all.extend(self.requests(Some(("task_id", task))).await);
        Ok(all)
    }

    async fn tables_of_job(&self, node: &NodeRef, job: &Job) -> Result<Vec<Table>, PlatformError> {
        let mut all = self.quality_of_job(node, job).await?;
        all.extend(stats::tables(self, job).await?);
        let replicas = job.replicas_count.or(job.consensus_replicas);
        if replicas.is_some_and(|replicas| replicas > 0) {
            all.extend(self.replicas(job).await?);
        }
        all.extend(self.requests(Some(("task_id", job.task_id))).await);
        Ok(all)
    }

    async fn tables_of_project(
        &self,
        node: &NodeRef,
        id: u64,
    ) -> Result<Vec<Table>, PlatformError> {
        let work = self.work_on(node).await?;
        let mut all = Vec::new();
        if work.denied.is_some() {
            all.push(tables::none(QUALITY, &denied(&work), None));
        } else {
            let latest = latest(
                with(ask("api/quality/reports"), "project_id", id),
                "project",
            );
            let settings = with(ask("api/quality/settings"), "project_id", id);
            let (reports, settings) = tokio::join!(
                self.listed::<Report>(latest, 1),
                self.listed::<Settings>(settings, 1),
            );
            let settings = settings.unwrap_or_default().pop();
            all.push(match reports?.pop() {
                Some(report) => {
                    let title = title("project", id, &report);
                    tables::report(&title, &report, settings.as_ref(), Some(work))
                }
                None => tables::none(QUALITY, NO_REPORT, Some(work)),
            });
            all.extend(settings.map(|settings| tables::settings("Quality settings", &settings)));
        }
        all.extend(self.requests(Some(("project_id", id))).await);
        Ok(all)
    }

    /// The task's newest report, its jobs', the conflicts, and how it is measured.
    async fn quality_of_task(&self, node: &NodeRef, id: u64) -> Result<Vec<Table>, PlatformError> {
        let work = self.work_on(node).await?;
        if work.denied.is_some() && self.standing(node).await?.work().is_err() {
            return Ok(vec![tables::none(QUALITY, &denied(&work), None)]);
        }
        let newest = latest(with(ask("api/quality/reports"), "task_id", id), "task");
        let settings = with(ask("api/quality/settings"), "task_id", id);
        let (reports, settings) = tokio::join!(
            self.listed::<Report>(newest, 1),
            self.listed::<Settings>(settings, 1),
        );
        let settings = settings.unwrap_or_default().pop();
        let mut all = Vec::new();
        match reports?.pop() {
            Some(report) => {
                let of_jobs = with(ask("api/quality/reports"), "parent_id", report.id);
                let of_jobs = with(of_jobs, "target", "job");
                let conflicts = with(ask("api/quality/conflicts"), "report_id", report.id);
                let (of_jobs, conflicts) = tokio::try_join!(
                    self.listed::<Report>(of_jobs, CVAT_CONFLICTS),
                    self.listed::<Conflict>(conflicts, CVAT_CONFLICTS),
                )?;
                let changed = self.task(id).await?;
                let changed = changed.map(|task| when(&task.updated_date));
                let mut table = tables::report(
                    &title("task", id, &report),
                    &report,
                    settings.as_ref(),
                    Some(work),
                );
                tables::note_age(&mut table, &report, changed);
                all.push(table);
                all.extend(tables::jobs(&of_jobs, settings.as_ref()));
                let jobs = of_jobs.iter().filter_map(|one| Some((one.id, one.job_id?)));
                let places = Places {
                    cvat: self,
                    jobs: jobs.collect(),
                    above: self.canonical(node).await?,
                };
                all.extend(places.table(&conflicts));
            }
            None => all.push(tables::none(QUALITY, NO_REPORT, Some(work))),
        }
        all.extend(settings.map(|settings| tables::settings("Quality settings", &settings)));
        Ok(all)
    }

    /// The job's newest report and its conflicts.
    async fn quality_of_job(&self, node: &NodeRef, job: &Job) -> Result<Vec<Table>, PlatformError> {
        let work = self.work_on(node).await?;
        if self.job_standing(job).await?.work().is_err() {
            return Ok(vec![tables::none(QUALITY, &denied(&work), None)]);
        }
        let newest = latest(with(ask("api/quality/reports"), "job_id", job.id), "job");
        let settings = with(ask("api/quality/settings"), "task_id", job.task_id);
        let (reports, settings) = tokio::join!(
            self.listed::<Report>(newest, 1),
            self.listed::<Settings>(settings, 1),
        );
        let settings = settings.unwrap_or_default().pop();
        let Some(report) = reports?.pop() else {
            return Ok(vec![tables::none(QUALITY, NO_REPORT, Some(work))]);
        };
        let conflicts = with(ask("api/quality/conflicts"), "report_id", report.id);
        let conflicts = self.listed::<Conflict>(conflicts, CVAT_CONFLICTS).await?;
        let name = title("job", job.id, &report);
        let mut table = tables::report(&name, &report, settings.as_ref(), Some(work));
        tables::note_age(&mut table, &report, Some(when(&job.updated_date)));
        let places = Places {
            cvat: self,
            jobs: HashMap::from([(report.id, job.id)]),
            above: self.job_node(job),
        };
        let mut all = vec![table];
        all.extend(places.table(&conflicts));
        Ok(all)
    }

    /// The work that would make a node's report anew, and why it cannot be started, if so.
    async fn work_on(&self, node: &NodeRef) -> Result<Work, PlatformError> {
        let (who, standing) = tokio::try_join!(self.who(), self.standing(node))?;
        let refused = works::refused(who.version, node.level()).map(Text::from);
        let denied = standing.work().err().or(refused);
        Ok(Work {
            name: REPORT_WORK.into(),
            summary: "compute the quality report anew".into(),
            denied,
        })
    }

    /// How replicas are merged; nothing where that cannot be told.
    async fn consensus(&self, task: u64) -> Option<Table> {
        let known = self.task(task).await.ok()??;
        if known.consensus_enabled == Some(false) {
            return None;
        }
        let settings = with(ask("api/consensus/settings"), "task_id", task);
        let settings = self.listed::<Settings>(settings, 1).await.ok()?.pop()?;
        Some(tables::settings("Consensus settings", &settings))
    }

    async fn replicas(&self, job: &Job) -> Result<Option<Table>, PlatformError> {
        let replicas = with(ask("api/jobs"), "task_id", job.task_id);
        let replicas = with(with(replicas, "parent_job_id", job.id), "sort", "id");
        let replicas = self.whole(replicas, read_job).await?.all;
        Ok(tables::replicas(&replicas))
    }

    /// The login's work in the background; nothing where that cannot be told.
    async fn requests(&self, of: Option<(&'static str, u64)>) -> Option<Table> {
        if self.who().await.ok()?.version < REQUESTS {
            return None;
        }
        let mut asked = ask("api/requests");
        if let Some((field, id)) = of {
            asked = with(asked, field, id);
        }
        let all = self.listed::<Request>(asked, 50).await.ok()?;
        tables::requests(&all)
    }

    /// The first elements of a list; broken ones are left out.
    async fn listed<T: DeserializeOwned>(
        &self,
        asked: Ask,
        most: u64,
    ) -> Result<Vec<T>, PlatformError> {
        let body = self.http.get(with(asked, "page_size", most)).await?;
        let mut whole = Whole {
            all: Vec::new(),
            broken: Vec::new(),
        };
        elements(&body, |raw| serde_json::from_str(raw), &mut whole)?;
        for why in &whole.broken {
            tracing::warn!(%why, "left out of a table");
        }
        Ok(whole.all)
    }
}

fn latest(asked: Ask, target: &str) -> Ask {
    with(with(asked, "target", target), "sort", "-created_date")
}

fn title(what: &str, id: u64, report: &Report) -> String {
    format!("Quality of {what} {id} (report {})", report.id)
}

fn denied(work: &Work) -> String {
    work.denied.as_deref().unwrap_or_default().to_owned()
}
