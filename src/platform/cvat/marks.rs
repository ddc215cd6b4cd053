//! What is known of a job's frames beside their content: open issues, and which are honeypots.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use crate::limits;
use crate::platform::{PlatformError, PlatformEvent};

use super::client::{ask, with};
use super::frames::is_truth;
use super::wire::{self, Layout};
use super::{CvatPlatform, Job, Task};

/// Open issues by frame, and when they were counted.
pub type Counted = (Instant, Arc<HashMap<u32, u16>>);

/// Servers from here on plant frames of the ground truth among others.
const HONEYPOTS: super::filter::Version = (2, 21);

impl CvatPlatform {
    /// Open issues of a job by frame.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn open_issues(&self, job: u64) -> Result<Arc<HashMap<u32, u16>>, PlatformError> {
        let known = self.open_issues.get(&job);
        if let Some((at, counted)) = known
            && at.elapsed().as_secs() <= limits::CVAT_FRESH_S
        {
            return Ok(counted);
        }
        let none = |job: Arc<Job>| job.issues.is_some_and(|issues| issues.count == 0);
        if self.jobs.get(&job).is_some_and(none) {
            return Ok(Arc::default());
        }
        let ask = with(with(ask("api/issues"), "job_id", job), "resolved", false);
        let read = |raw: &str| {
            let issue: wire::Issue<'_> = serde_json::from_str(raw)?;
            Ok(issue.frame.and_then(|frame| u32::try_from(frame).ok()))
        };
        let mut counts: HashMap<u32, u16> = HashMap::new();
        for frame in self.whole(ask, read).await?.all.into_iter().flatten() {
            let count = counts.entry(frame).or_default();
            *count = count.saturating_add(1);
        }
        let counts = Arc::new(counts);
        self.open_issues
            .put(job, (Instant::now(), Arc::clone(&counts)));
        Ok(counts)
    }

    /// Issues of a job are counted anew next time.
    pub fn forget_issues(&self, job: u64) {
        self.open_issues.forget(&job);
        self.jobs.forget(&job);
    }

    /// The honeypots of a job as far as they are known, with the frames they are copies of. What
    /// is not known is asked for in the background; rows are told to have changed when it comes.
    pub fn honeypots(&self, job: &Arc<Job>) -> Arc<HashMap<u32, u32>> {
        if let Some(known) = self.honeypots.get(&job.id) {
            return known;
        }
        // Asked once: nothing to see is an answer too.
        self.honeypots.put(job.id, Arc::default());
        let (Some(me), job) = (self.me.upgrade(), Arc::clone(job)) else {
            return Arc::default();
        };
        tokio::spawn(async move {
            match me.ask_honeypots(&job).await {
                Ok(found) if !found.is_empty() => {
                    me.honeypots.put(job.id, found);
                    me.tell(PlatformEvent::Changed(me.job_node(&job)));
                }
                Ok(_) | Err(PlatformError::NotFound(_) | PlatformError::Denied(_)) => {}
                // It may work another time.
                Err(_) => me.honeypots.forget(&job.id),
            }
        });
        Arc::default()
    }

    /// The honeypots of a job as far as they are known; nothing is asked for.
    pub fn known_honeypots(&self, job: u64) -> Arc<HashMap<u32, u32>> {
        self.honeypots.get(&job).unwrap_or_default()
    }

    /// The honeypots of a job, waited for.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn all_honeypots(
        &self,
        job: &Arc<Job>,
    ) -> Result<Arc<HashMap<u32, u32>>, PlatformError> {
        match self.honeypots.get(&job.id) {
            Some(known) if !known.is_empty() => Ok(known),
            _ => {
                let found = self.ask_honeypots(job).await?;
                self.honeypots.put(job.id, Arc::clone(&found));
                Ok(found)
            }
        }
    }

    /// Only those who see the task may see which frames are honeypots.
    async fn ask_honeypots(&self, job: &Job) -> Result<Arc<HashMap<u32, u32>>, PlatformError> {
        let planted = |task: &Task| &*task.validation_mode == "gt_pool";
        if is_truth(job) {
            return Ok(Arc::default());
        }
        let task = self.task(job.task_id).await?;
        if !task.is_some_and(|task| planted(&task)) || self.who().await?.version < HONEYPOTS {
            return Ok(Arc::default());
        }
        let path = format!("api/jobs/{}/validation_layout", job.id);
        let layout: Layout = match self.get(ask(path)).await {
            Ok(layout) => layout,
            Err(PlatformError::NotFound(_) | PlatformError::Denied(_)) => Layout::default(),
            Err(error) => return Err(error),
        };
        let real = layout.honeypot_real_frames;
        let pairs = layout.honeypot_frames.into_iter().zip(real);
        Ok(Arc::new(pairs.collect()))
    }
}
