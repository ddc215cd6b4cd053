//! Work on the server in the background: begun, followed to its end, given up.
//!
//! Progress and end are told as events. What the server forgets meanwhile (finished reports after
//! two minutes) counts as finished.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::limits::{CVAT_WORK_LOOKS, CVAT_WORK_MS};
use crate::model::{Id, Level, NodeRef, Text};
use crate::platform::{PlatformError, PlatformEvent};

use super::client::{ask, number, organization_id, within};
use super::filter::Version;
use super::insights::REPORT_WORK;
use super::{CvatPlatform, wire};

/// Servers follow work by `/api/requests` from here on.
const REQUESTS: Version = (2, 16);
/// Whole projects are measured from here on.
const OF_PROJECTS: Version = (2, 37);
/// Looks in the quicker rhythm before the slower one.
const QUICK_LOOKS: u32 = 20;

/// What is under way: stopping raises the number, and whoever follows work sees it.
#[derive(Debug)]
pub struct Works {
    stops: watch::Sender<u64>,
}

impl Default for Works {
    fn default() -> Self {
        Self {
            stops: watch::Sender::new(0),
        }
    }
}

/// Why a work cannot be done by a server of this version, if so.
pub fn refused(version: Version, level: Level) -> Option<&'static str> {
    match level {
        _ if version < REQUESTS => Some("servers before 2.16 cannot be asked how far they are"),
        Level::Project if version < OF_PROJECTS => {
            Some("servers before 2.37 measure tasks, not whole projects")
        }
        Level::Project | Level::Task | Level::Job | Level::Item => None,
        _ => Some("quality is measured for tasks and projects"),
    }
}

/// Starts work by its name and follows it to its end.
///
/// # Errors
/// Those of the requests; no such work.
pub async fn start(cvat: &CvatPlatform, node: &NodeRef, work: &str) -> Result<(), PlatformError> {
    if work != REPORT_WORK {
        return Err(PlatformError::Unsupported(Text::line(work)));
    }
    let who = cvat.who().await?;
    if let Some(why) = refused(who.version, node.level()) {
        return Err(PlatformError::Unsupported(why.into()));
    }
    if let Err(why) = cvat.standing(node).await?.work() {
        return Err(PlatformError::Denied(why));
    }
    let stops = cvat.works.stops.subscribe();
    let (key, id, organization) = cvat.measured(node).await?;
    let body = Value::Object(Map::from_iter([(key.to_owned(), id.into())]));
    let path = within(ask("api/quality/reports"), Some(&organization));
    let answer = cvat.http.send("POST", path, Some(body)).await?;
    let started: wire::Started = answer.json()?;
    cvat.follow(node, &started.rq_id, stops).await
}

/// Gives up what is under way.
pub fn stop(cvat: &CvatPlatform) {
    cvat.works.stops.send_modify(|stops| *stops += 1);
}

/// How a look at work went.
enum Look {
    /// Not over; how far it is, of 100.
    Going { queued: bool, percent: u64 },
    /// Over and well.
    Done,
    /// Over, not well, with the server's words.
    Failed(Text),
}

impl CvatPlatform {
    /// What a report on a node measures: the body's key and number, and where.
    async fn measured(&self, node: &NodeRef) -> Result<(&'static str, u64, Id), PlatformError> {
        match node.level() {
            Level::Project => {
                let id = number(node, Level::Project)?;
                let project = self.project(id).await?;
                let organization = project.and_then(|project| project.organization);
                Ok(("project_id", id, organization_id(organization)))
            }
            Level::Task => {
                let id = number(node, Level::Task)?;
                let task = self.task(id).await?;
                let organization = task.and_then(|task| task.organization);
                Ok(("task_id", id, organization_id(organization)))
            }
            _ => {
                let job = self.job(number(node, Level::Job)?).await?;
                Ok(("task_id", job.task_id, organization_id(job.organization)))
            }
        }
    }

    async fn follow(
        &self,
        node: &NodeRef,
        id: &str,
        mut stops: watch::Receiver<u64>,
    ) -> Result<(), PlatformError> {
        let what = Text::line(&format!("quality report of {}", words(node)));
        let mut queued = true;
        for looks in 0..CVAT_WORK_LOOKS {
            let (quick, slow) = CVAT_WORK_MS;
            let pause = if looks < QUICK_LOOKS { quick } else { slow };
            tokio::select! {
                () = sleep(Duration::from_millis(pause)) => {}
                stopped = stops.changed() => {
                    // An error means that the client is gone.
                    let _ = stopped;
                    self.cancel(id, queued).await;
                    self.tell(PlatformEvent::Finished { what, stopped: true });
                    return Err(PlatformError::Stopped);
                }
            }
            match self.look(id).await {
                Ok(Look::Going {
                    queued: waits,
                    percent,
                }) => {
                    queued = waits;
                    let what = match waits {
                        true => Text::line(&format!("{what} (waits on the server)")),
                        false => what.clone(),
                    };
                    self.tell(PlatformEvent::Progress {
                        what,
                        done: percent,
                        total: 100,
                    });
                }
                Ok(Look::Done) => {
                    self.tell(PlatformEvent::Finished {
                        what,
                        stopped: false,
                    });
                    self.tell(PlatformEvent::Changed(node.clone()));
                    return Ok(());
                }
                Ok(Look::Failed(why)) => {
                    self.tell(PlatformEvent::Finished {
                        what,
                        stopped: false,
                    });
                    return Err(PlatformError::Io(why));
                }
                // It goes on there, whether we hear of it or not.
                Err(PlatformError::Unreachable(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.tell(PlatformEvent::Finished {
            what,
            stopped: true,
        });
        Err(PlatformError::Io(
            "the server is still at it; look again later".into(),
        ))
    }

    async fn look(&self, id: &str) -> Result<Look, PlatformError> {
        let body = match self
            .http
            .get(ask(format!("api/requests/{}", encoded(id))))
            .await
        {
            Ok(body) => body,
            // Finished work is forgotten after a while.
            Err(PlatformError::NotFound(_)) => return Ok(Look::Done),
            Err(error) => return Err(error),
        };
        let request: wire::Request<'_> = body.json()?;
        Ok(match &*request.status {
            "finished" => Look::Done,
            "failed" => {
                let last = request.message.trim().lines().last();
                let last = last.unwrap_or("the server does not say why");
                Look::Failed(Text::line(&format!("the report failed: {last}")))
            }
            status => Look::Going {
                queued: status == "queued",
                percent: percent(request.progress),
            },
        })
    }

    /// The server takes back only what has not begun; what has goes on there.
    async fn cancel(&self, id: &str, queued: bool) {
        let path = format!("api/requests/{}/cancel", encoded(id));
        let answer = self.http.send("POST", ask(path), None).await;
        if answer.is_err() || !queued {
            let word = "the server had begun: the report goes on there, it is only not waited for";
            self.tell(PlatformEvent::Problem(word.into()));
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(progress: Option<f32>) -> u64 {
    // Clamped: nothing is cut off.
    (progress.unwrap_or(0.0).clamp(0.0, 1.0) * 100.0) as u64
}

fn words(node: &NodeRef) -> String {
    match node.id() {
        Some(id) => format!("{} {id}", node.level().word()),
        None => node.level().word().to_owned(),
    }
}

/// An id of work as one segment of a path: it holds `=` and `&`.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len() * 2);
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_work_are_one_segment() {
        let id = "action=calculate&target=task&target_id=1&subresource=quality/~ä";
        assert_eq!(
            encoded(id),
            "action%3Dcalculate%26target%3Dtask%26target_id%3D1%26subresource%3Dquality%2F~%C3%A4"
        );
    }

    #[test]
    fn old_servers_are_not_offered_what_they_cannot_do() {
        assert!(refused((2, 15), Level::Task).is_some());
        assert!(refused((2, 16), Level::Task).is_none());
        assert!(refused((2, 36), Level::Project).is_some());
        assert!(refused((2, 80), Level::Project).is_none());
        assert!(refused((2, 80), Level::Organization).is_some());
    }

    #[test]
    fn progress_is_of_a_hundred() {
        for (told, percents) in [
            (None, 0),
            (Some(0.25), 25),
            (Some(7.0), 100),
            (Some(f32::NAN), 0),
        ] {
            assert_eq!(percent(told), percents);
        }
    }
}
