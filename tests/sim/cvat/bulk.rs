//! Many jobs that are computed, never stored: number in, object out.

use super::state::{Data, Frame, Job, State, Task};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Numbers of bulk objects begin here, so that they never meet seeded ones.
pub const FIRST: u64 = 100_000;
/// The project of all bulk tasks, in the organization roadlab.
pub const PROJECT: u64 = 100;

/// What the assignee of the n-th bulk job is: annot1, annot2, nobody.
const ASSIGNEES: [Option<u64>; 3] = [Some(3), Some(4), None];
const STAGES: [&str; 4] = ["annotation", "validation", "validation", "acceptance"];
const STATES: [&str; 5] = ["new", "in progress", "completed", "rejected", "completed"];

impl State {
    pub fn bulk_jobs(&self) -> Range<u64> {
        FIRST..FIRST + self.options.jobs
    }

    pub fn bulk_tasks(&self) -> Range<u64> {
        FIRST..FIRST + self.options.jobs.div_ceil(self.options.jobs_per_task)
    }

    pub fn bulk_jobs_of(&self, task: u64) -> Range<u64> {
        if !self.bulk_tasks().contains(&task) {
            return 0..0;
        }
        let first = (task - FIRST) * self.options.jobs_per_task;
        let last = (first + self.options.jobs_per_task).min(self.options.jobs);
        FIRST + first..FIRST + last
    }

    pub fn bulk_job(&self, id: u64) -> Option<Job> {
        if !self.bulk_jobs().contains(&id) {
            return None;
        }
        let n = id - FIRST;
        let at = n % self.options.jobs_per_task;
        let frames = self.options.frames_per_job;
        Some(Job {
            id,
            task: FIRST + n / self.options.jobs_per_task,
            kind: "annotation".into(),
            stage: STAGES[(n % 4) as usize].into(),
            state: STATES[(n / 2 % 5) as usize].into(),
            assignee: ASSIGNEES[(n % 3) as usize],
            assignee_updated: None,
            start: at * frames,
            stop: at * frames + frames - 1,
            frames: None,
            parent: None,
            created: "2026-11-01T08:00:00.000001Z".into(),
            updated: format!(
                "2026-11-{:02}T{:02}:{:02}:{:02}.{:06}Z",
                2 + n % 19,
                n / 19 % 24,
                n / 7 % 60,
                n / 3 % 60,
                n % 1_000_000
            ),
        })
    }

    pub fn bulk_task(&self, id: u64) -> Option<Task> {
        if !self.bulk_tasks().contains(&id) {
            return None;
        }
        let n = id - FIRST;
        let frames = self.options.frames_per_job;
        let size = self.bulk_jobs_of(id).count() as u64 * frames;
        // One entry stands for all frames; `frames::at` counts the names on.
        let frame = Frame {
            width: 640,
            height: 480,
            name: format!("bulk{n}_%.jpg"),
            related: 0,
        };
        Some(Task {
            id,
            name: format!("bulk-{n:05}"),
            project: Some(PROJECT),
            owner: Some(2),
            assignee: None,
            assignee_updated: None,
            bug_tracker: String::new(),
            created: "2026-11-01T08:00:00.000001Z".into(),
            updated: format!("2026-11-{:02}T{:02}:00:00.000002Z", 2 + n % 19, n / 19 % 24),
            overlap: Some(0),
            segment_size: frames,
            subset: if n.is_multiple_of(2) {
                "Train"
            } else {
                "Validation"
            }
            .into(),
            org: Some(1),
            guide_id: None,
            validation_mode: None,
            consensus: false,
            data: Some(Data {
                id,
                size,
                image_quality: 70,
                chunk_size: 72,
                start: 0,
                step: 1,
                video: false,
                frames: Arc::new(vec![frame]),
                deleted: BTreeSet::new(),
                chunks_updated: "2026-11-01T08:00:00.000003Z".into(),
            }),
            disabled_frames: BTreeSet::new(),
        })
    }
}

impl Data {
    /// The frame with this relative number.
    pub fn frame(&self, number: u64) -> Option<Frame> {
        if number >= self.size {
            return None;
        }
        if self.frames.len() > 1 || self.size == 1 {
            return self.frames.get(number as usize).cloned();
        }
        let mut frame = self.frames.first()?.clone();
        frame.name = frame.name.replace('%', &format!("{number:06}"));
        Some(frame)
    }
}
