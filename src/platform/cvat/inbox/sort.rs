//! Which group a job or thread belongs to, and what it is called: pure.

use std::collections::HashMap;

use crate::model::{InboxGroup, StatusClass, Text, Timestamp};

use super::super::issues::when;
use super::super::{Job, wire, workflow};

/// Why a job stands in the inbox, if it does.
pub fn group(job: &Job, me: u64) -> Option<InboxGroup> {
    let class = workflow::class(&job.stage, &job.state);
    let holder = job.assignee.as_ref().map(|who| who.id);
    match (&*job.stage, class) {
        ("validation" | "acceptance", StatusClass::ToReview) if holder == Some(me) => {
            Some(InboxGroup::ToReview)
        }
        ("annotation", StatusClass::Rejected) if holder == Some(me) => Some(InboxGroup::Returned),
        ("validation", StatusClass::ToReview) if holder.is_none() => Some(InboxGroup::Unassigned),
        _ => None,
    }
}

/// What a job is called.
pub fn job_name(job: &Job) -> Text {
    match job.task_name.is_empty() {
        true => Text::line(&format!("job {}", job.id)),
        false => Text::line(&format!("job {} of {}", job.id, &*job.task_name)),
    }
}

/// Where a job is: organization, project, task, as far as they are named.
pub fn place(organization: Option<&Text>, job: &Job) -> Text {
    let project = match (job.project_name.is_empty(), job.project_id) {
        (false, _) => Some(job.project_name.to_string()),
        (true, Some(id)) => Some(format!("project {id}")),
        (true, None) => None,
    };
    let task = match job.task_name.is_empty() {
        true => format!("task {}", job.task_id),
        false => job.task_name.to_string(),
    };
    let organization = organization.map_or("personal", Text::as_str);
    let parts = [Some(organization.to_owned()), project, Some(task)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Text::line(&parts.join(" · "))
}

/// Issues of a job, as its row tells them.
pub fn open_issues(job: &Job) -> u32 {
    let count = job.issues.map_or(0, |issues| issues.count);
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Threads by the number of their issue.
#[derive(Debug)]
pub struct Threads(HashMap<u64, Vec<wire::Comment<'static>>>);

impl Threads {
    /// Sorts comments into threads, oldest first.
    pub fn new(comments: Vec<wire::Comment<'static>>) -> Self {
        let mut threads: HashMap<u64, Vec<_>> = HashMap::new();
        for comment in comments {
            threads.entry(comment.issue).or_default().push(comment);
        }
        for thread in threads.values_mut() {
            thread.sort_by_key(|comment| comment.id);
        }
        Self(threads)
    }

    fn thread(&self, issue: u64) -> &[wire::Comment<'static>] {
        self.0.get(&issue).map_or(&[], Vec::as_slice)
    }

    /// The text of an issue.
    pub fn text(&self, issue: u64) -> Text {
        let first = self.thread(issue).first();
        first.map_or_else(Text::default, |first| Text::line(&first.message))
    }

    /// Whether the login takes part in the thread: opened it, holds it, or has written in it.
    pub fn concerns(&self, issue: &wire::Issue<'_>, me: u64) -> bool {
        let is_me = |who: Option<&wire::User<'_>>| who.is_some_and(|who| who.id == me);
        let wrote = |comment: &wire::Comment<'_>| is_me(comment.owner.as_ref());
        let people = is_me(issue.owner.as_ref()) || is_me(issue.assignee.as_ref());
        let thread = self.thread(issue.id);
        people || thread.iter().any(wrote)
    }

    /// The newest comment of somebody else since then, not the issue's own text.
    pub fn last_answer(
        &self,
        issue: u64,
        me: u64,
        since: Timestamp,
    ) -> Option<&wire::Comment<'static>> {
        let answers = self.thread(issue).iter().skip(1).rev();
        let mut others = answers.filter(|comment| {
            comment.owner.as_ref().is_none_or(|who| who.id != me)
                && when(&comment.created_date) >= since
        });
        others.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::cvat::issues::{read_comment, read_issue, read_job};

    fn job(stage: &str, state: &str, assignee: Option<u64>) -> Job {
        let assignee = assignee.map_or("null".into(), |id| format!("{{\"id\": {id}}}"));
        let raw = format!(
            r#"{{"id": 3, "task_id": 8, "stage": "{stage}", "state": "{state}",
                "assignee": {assignee}, "issues": {{"count": 4}}}}"#
        );
        read_job(&raw).unwrap()
    }

    #[test]
    fn jobs_wait_for_a_reason() {
        use InboxGroup::*;
        for (stage, state, assignee, expected) in [
            ("validation", "new", Some(5), Some(ToReview)),
            ("validation", "in progress", Some(5), Some(ToReview)),
            ("acceptance", "new", Some(5), Some(ToReview)),
            ("validation", "rejected", Some(5), None),
            ("validation", "completed", Some(5), None),
            ("validation", "new", Some(6), None),
            ("annotation", "rejected", Some(5), Some(Returned)),
            ("annotation", "new", Some(5), None),
            ("validation", "new", None, Some(Unassigned)),
            ("acceptance", "new", None, None),
        ] {
            let found = group(&job(stage, state, assignee), 5);
            assert_eq!(found, expected, "{stage} {state} {assignee:?}");
        }
    }

    #[test]
    fn places_are_named_as_far_as_the_server_names_them() {
        let mut old = job("validation", "new", None);
        assert_eq!(place(None, &old).as_str(), "personal · task 8");
        assert_eq!(job_name(&old).as_str(), "job 3");
        old.project_id = Some(2);
        old.task_name = "morning".into();
        let road: Text = "Road Lab".into();
        assert_eq!(
            place(Some(&road), &old).as_str(),
            "Road Lab · project 2 · morning"
        );
    }

    #[test]
    fn answers_count_in_threads_one_takes_part_in() {
        let issue = |owner: u64| {
            read_issue(&format!(r#"{{"id": 1, "owner": {{"id": {owner}}}}}"#)).unwrap()
        };
        let comment = |id: u64, owner: u64, minute: u64| {
            read_comment(&format!(
                r#"{{"id": {id}, "issue": 1, "owner": {{"id": {owner}}}, "message": "m{id}",
                    "created_date": "2026-11-21T08:{minute:02}:00Z"}}"#
            ))
            .unwrap()
        };
        let threads = Threads::new(vec![
            comment(3, 6, 30),
            comment(1, 6, 10),
            comment(2, 5, 20),
        ]);
        assert_eq!(threads.text(1).as_str(), "m1");
        assert!(threads.concerns(&issue(6), 5) && threads.concerns(&issue(5), 5));
        assert!(!threads.concerns(&issue(6), 7));
        let since = when("2026-11-21T08:15:00Z");
        let answer = |me, since| threads.last_answer(1, me, since).map(|one| one.id);
        assert_eq!(answer(5, since), Some(3));
        assert_eq!(answer(6, since), Some(2));
        assert_eq!(answer(5, when("2026-11-21T09:00:00Z")), None);
        let alone = Threads::new(vec![comment(1, 6, 10)]);
        assert!(alone.last_answer(1, 5, Timestamp(0)).is_none());
    }
}
