//! What waits for the login, over all organizations: one request for each kind of list, and one
//! more for what the answers name by number only.

mod sort;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::limits::{CVAT_INBOX, CVAT_REPLIES};
use crate::model::{Id, InboxGroup, Text, Timestamp};
use crate::platform::http::Ask;
use crate::platform::{InboxEntry, PlatformError};

use super::client::{Whole, ask, elements, with};
use super::filter::{equals, not, one_of, unassigned};
use super::issues::{read_comment, read_issue, read_job, user, when};
use super::{CvatPlatform, Job, wire, workflow};
use sort::Threads;

/// The entries of the inbox.
///
/// # Errors
/// Those of the requests.
pub async fn entries(
    cvat: &CvatPlatform,
    since: Timestamp,
) -> Result<Vec<InboxEntry>, PlatformError> {
    let who = cvat.who().await?;
    let (names, jobs, fixed, said) = tokio::try_join!(
        cvat.organization_names(),
        cvat.waiting_jobs(&who.name),
        cvat.fixed(&who.name, since),
        cvat.said(&who.name, since),
    )?;
    let mut all: Vec<InboxEntry> = jobs
        .iter()
        .filter_map(|job| Some(cvat.job_entry(job, sort::group(job, who.id)?, &names)))
        .collect();
    all.extend(cvat.issue_entries(fixed, said, since, &names).await?);
    all.sort_by_key(|entry| (entry.group, entry.at));
    Ok(all)
}

/// Jobs of mine that wait for me, and those that wait for anybody.
fn waiting(me: &str) -> Value {
    let mine = equals("assignee", me);
    let reviewed = one_of("stage", &["validation", "acceptance"]);
    let open = one_of("state", &["new", "in progress"]);
    let to_review = json!({"and": [mine.clone(), reviewed, open.clone()]});
    let returned = json!({"and": [
        mine, equals("stage", "annotation"), equals("state", "rejected")
    ]});
    let free = json!({"and": [unassigned(), equals("stage", "validation"), open]});
    json!({"or": [to_review, returned, free]})
}

/// Those that are mine alone, asked for when all together are too many.
fn mine_only(me: &str) -> Value {
    json!({"and": [
        equals("assignee", me),
        not(equals("state", "completed")),
        {"or": [
            one_of("stage", &["validation", "acceptance"]),
            equals("state", "rejected")
        ]}
    ]})
}

impl CvatPlatform {
    async fn some<T>(
        &self,
        asked: Ask,
        most: u64,
        read: impl Fn(&str) -> Result<T, serde_json::Error>,
    ) -> Result<(Vec<T>, u64), PlatformError> {
        let body = self.http.get(with(asked, "page_size", most)).await?;
        let mut whole = Whole {
            all: Vec::new(),
            broken: Vec::new(),
        };
        let count = elements(&body, read, &mut whole)?;
        Ok((whole.all, count))
    }

    async fn waiting_jobs(&self, me: &str) -> Result<Vec<Arc<Job>>, PlatformError> {
        let sorted = || with(ask("api/jobs"), "sort", "updated_date");
        let all = with(sorted(), "filter", waiting(me));
        let (mut jobs, count) = self.some(all, CVAT_INBOX, read_job).await?;
        if count > jobs.len() as u64 {
            // Free ones must not crowd out one's own.
            let mine = with(sorted(), "filter", mine_only(me));
            let known: BTreeSet<u64> = jobs.iter().map(|job| job.id).collect();
            let (more, _) = self.some(mine, CVAT_INBOX, read_job).await?;
            jobs.extend(more.into_iter().filter(|job| !known.contains(&job.id)));
        }
        Ok(jobs.into_iter().map(|job| self.learn_job(job)).collect())
    }

    /// Issues of mine that were resolved since then. The server cannot filter by date.
    async fn fixed(
        &self,
        me: &str,
        since: Timestamp,
    ) -> Result<Vec<wire::Issue<'static>>, PlatformError> {
        let resolved = with(with(ask("api/issues"), "owner", me), "resolved", "true");
        let (mut issues, _) = self
            .some(with(resolved, "sort", "-id"), CVAT_INBOX, read_issue)
            .await?;
        issues.retain(|issue| when(&issue.updated_date) >= since);
        Ok(issues)
    }

    /// What others have written since then, newest first.
    async fn said(
        &self,
        me: &str,
        since: Timestamp,
    ) -> Result<Vec<wire::Comment<'static>>, PlatformError> {
        let newest = with(ask("api/comments"), "sort", "-id");
        let newest = with(newest, "filter", not(equals("owner", me)));
        let (mut comments, _) = self.some(newest, CVAT_REPLIES, read_comment).await?;
        comments.retain(|comment| when(&comment.created_date) >= since);
        Ok(comments)
    }

    /// Names of organizations by their numbers; asked for once.
    async fn organization_names(&self) -> Result<Arc<Names>, PlatformError> {
        let read = |raw: &str| {
            let one: wire::Organization<'_> = serde_json::from_str(raw)?;
            let name = if one.name.is_empty() {
                &one.slug
            } else {
                &one.name
            };
            Ok((one.id, Text::line(name)))
        };
        let ask = || async {
            let all = self.whole(ask("api/organizations"), read).await?.all;
            Ok::<Arc<Names>, PlatformError>(Arc::new(all.into_iter().collect()))
        };
        Ok(Arc::clone(self.names.get_or_try_init(ask).await?))
    }

    fn job_entry(&self, job: &Job, group: InboxGroup, names: &Names) -> InboxEntry {
        let state = workflow::of_job(&job.stage, &job.state);
        InboxEntry {
            group,
            node: self.job_node(job),
            issue: None,
            name: sort::job_name(job),
            place: place_of_job(job, names),
            state: Some(state),
            items: job.frame_count.unwrap_or(0),
            issues: sort::open_issues(job),
            by: None,
            at: when(&job.updated_date),
        }
    }

    /// Entries of issues: the fixed ones, and answers in threads that the login takes part in.
    async fn issue_entries(
        &self,
        fixed: Vec<wire::Issue<'static>>,
        said: Vec<wire::Comment<'static>>,
        since: Timestamp,
        names: &Names,
    ) -> Result<Vec<InboxEntry>, PlatformError> {
        let who = self.who().await?;
        let told: BTreeSet<u64> = fixed.iter().map(|issue| issue.id).collect();
        let answered: BTreeSet<u64> = said.iter().map(|comment| comment.issue).collect();
        let unknown = answered.difference(&told).copied().collect();
        let concerned: BTreeSet<u64> = answered.union(&told).copied().collect();
        let (others, threads) = tokio::try_join!(
            self.by_ids("api/issues", "id", unknown, read_issue),
            self.by_ids("api/comments", "issue_id", concerned, read_comment),
        )?;
        let threads = Threads::new(threads);
        let others = others
            .into_iter()
            .filter(|issue| threads.concerns(issue, who.id));
        let others: Vec<_> = others.collect();
        let all = fixed.iter().chain(&others);
        let jobs = self
            .jobs_by_id(all.map(|issue| issue.job).collect())
            .await?;
        let told = Told {
            threads,
            jobs,
            names,
            since,
            me: who.id,
        };
        let fixed = fixed.iter().map(|issue| (issue, InboxGroup::Fixed));
        let others = others.iter().map(|issue| (issue, InboxGroup::Replies));
        let entries = fixed.chain(others);
        Ok(entries
            .filter_map(|(issue, group)| self.issue_entry(issue, group, &told))
            .collect())
    }

    fn issue_entry(
        &self,
        issue: &wire::Issue<'_>,
        group: InboxGroup,
        told: &Told<'_>,
    ) -> Option<InboxEntry> {
        let job = told.jobs.get(&issue.job)?;
        let frame = u32::try_from(issue.frame?).ok()?;
        let (by, at) = match group {
            InboxGroup::Fixed => (
                issue.assignee.as_ref().map(|who| user(Some(who))),
                when(&issue.updated_date),
            ),
            _ => {
                let answer = told.threads.last_answer(issue.id, told.me, told.since)?;
                let by = user(answer.owner.as_ref());
                (Some(by), when(&answer.created_date))
            }
        };
        Some(InboxEntry {
            group,
            node: self.item_node(job, frame),
            issue: Some(Id::Number(issue.id)),
            name: told.threads.text(issue.id),
            place: place_of_job(job, told.names),
            state: None,
            items: 0,
            issues: 0,
            by,
            at,
        })
    }
}

/// Names of organizations by their numbers.
type Names = HashMap<u64, Text>;

/// What was read beside the issues themselves.
struct Told<'a> {
    threads: Threads,
    jobs: HashMap<u64, Arc<Job>>,
    names: &'a Names,
    since: Timestamp,
    me: u64,
}

fn place_of_job(job: &Job, names: &Names) -> Text {
    let organization = job.organization.map(|id| match names.get(&id) {
        Some(name) => name.clone(),
        None => Text::line(&format!("organization {id}")),
    });
    sort::place(organization.as_ref(), job)
}
