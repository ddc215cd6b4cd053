//! Decisions in memory, and how they are laid over what a platform answers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{
    Applied, Change, ContentHash, InboxEntry, InboxGroup, Issue, ItemDetail, Judgement, Level,
    ListRequest, NodeRef, Operation, Page, Row, Table, Text, Timestamp, Touched, Verdict,
};
use crate::store::LocalState;

/// Content hashes and annotators kept in memory; more are forgotten together, they only save work.
const KNOWN: usize = 100_000;

/// Under which key the journal keeps what concerns a node, whichever path led to it: jobs and
/// items within their job have ids of their own on every server.
pub(super) fn key(node: &NodeRef) -> String {
    let mut key = String::new();
    for level in [Level::Job, Level::Item] {
        if let Some(id) = node.id_at(level) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&format!("{} {id}", level.word()));
        }
    }
    if key.is_empty()
        && let Some(id) = node.id()
    {
        key = format!("{} {id}", node.level().word());
    }
    key
}

/// What is said of the items of one job.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    done: u32,
    rejected: u32,
}

/// Open issues looked after in the inbox; more are found by their items.
const COMPLAINTS: usize = 1_000;

/// When something was last said about an issue, UTC.
pub(super) fn last_word(issue: &Issue) -> Timestamp {
    let said = issue.comments.iter().map(|comment| comment.at);
    said.fold(issue.at, Timestamp::max)
}

/// The issues whose items were changed after their last word, as the inbox lists them.
pub(super) fn fixed(open: &[Issue], touched: &[Touched]) -> Vec<InboxEntry> {
    let entry = |issue: &Issue| {
        let found = touched.iter().find(|found| found.node.same(&issue.item))?;
        (found.at > last_word(issue)).then(|| InboxEntry {
            group: InboxGroup::Fixed,
            node: found.node.clone(),
            issue: Some(issue.id.clone()),
            name: Text::line(issue.text()),
            place: found.name.clone(),
            state: None,
            items: 0,
            issues: 0,
            by: found.by.clone(),
            at: found.at,
        })
    };
    open.iter().filter_map(entry).collect()
}

/// Everything decided on one account.
#[derive(Debug, Default)]
pub(super) struct Decided {
    /// As the store has it.
    pub state: LocalState,
    /// Who annotated a job, by its key.
    pub annotators: HashMap<String, Text>,
    tallies: HashMap<String, Tally>,
    hashes: HashMap<String, ContentHash>,
}

impl Decided {
    /// Takes over what the store has.
    pub fn load(&mut self, state: LocalState) {
        self.state = state;
        self.tallies.clear();
        for (key, item) in &self.state.items {
            let verdict = item.judgement.as_ref().map(|found| found.verdict);
            count(&mut self.tallies, key, verdict, 1);
        }
    }

    /// Takes over one operation that the store has applied.
    pub fn apply(&mut self, key: &str, operation: &Operation, applied: &Applied) {
        let verdict = |state: &LocalState| {
            let judgement = state.items.get(key)?.judgement.as_ref();
            judgement.map(|found| found.verdict)
        };
        let before = verdict(&self.state);
        self.state.apply(key, operation, applied);
        let after = verdict(&self.state);
        count(&mut self.tallies, key, before, -1);
        count(&mut self.tallies, key, after, 1);
    }

    /// Remembers what an item looks like now: verdicts on something else are stale.
    pub fn know_hash(&mut self, key: &str, hash: ContentHash) {
        if self.hashes.len() >= KNOWN {
            self.hashes.clear();
        }
        self.hashes.insert(key.to_owned(), hash);
    }

    /// Remembers who annotated a job.
    pub fn know_annotator(&mut self, job: String, name: Text) {
        if self.annotators.len() >= KNOWN {
            self.annotators.clear();
        }
        self.annotators.insert(job, name);
    }

    /// Shows what was decided in the rows of a page.
    pub fn lay_over(&self, request: &ListRequest, page: &mut Page) {
        if !matches!(request.level, Level::Job | Level::Item) {
            return;
        }
        let parents = &page.parents;
        for (number, row) in page.rows.iter_mut().enumerate() {
            if !row.flags.view {
                let parent = parents.get(number).unwrap_or(&request.parent);
                let node = parent.child(request.level, row.id.clone());
                self.lay_over_row(&node, row);
            }
        }
    }

    /// Shows what was decided in one row.
    pub fn lay_over_row(&self, node: &NodeRef, row: &mut Row) {
        let key = key(node);
        match node.level() {
            Level::Item => {
                let Some(item) = self.state.items.get(&key) else {
                    return;
                };
                row.flags.flagged = item.flagged;
                let Some(judgement) = &item.judgement else {
                    return;
                };
                row.verdict = Some(judgement.verdict);
                row.done = u32::from(judgement.verdict.decides());
                row.rejected = u32::from(judgement.verdict == Verdict::Rejected);
                let now = self.hashes.get(&key);
                row.flags.stale = now.is_some_and(|now| judgement.is_stale(*now));
            }
            Level::Job => {
                let tally = self.tallies.get(&key).copied().unwrap_or_default();
                (row.done, row.rejected) = (tally.done, tally.rejected);
                let job = self.state.jobs.get(&key);
                row.flags.flagged = job.is_some_and(|job| job.flagged);
            }
            _ => {}
        }
    }

    /// Shows what was decided on an item and its annotations.
    pub fn lay_over_item(&self, key: &str, detail: Arc<ItemDetail>) -> Arc<ItemDetail> {
        let Some(item) = self.state.items.get(key) else {
            return detail;
        };
        let mut detail = Arc::unwrap_or_clone(detail);
        // What the server itself knows stays where nothing was decided here.
        let lay = |verdict: &mut Option<Judgement>, kept: Option<&Judgement>| {
            if let Some(kept) = kept {
                *verdict = Some(kept.clone());
            }
        };
        lay(&mut detail.verdict, item.judgement.as_ref());
        detail.flagged = item.flagged;
        if !item.annotations.is_empty() {
            for annotation in &mut detail.annotations {
                lay(
                    &mut annotation.verdict,
                    item.annotations.get(&annotation.id),
                );
            }
            for result in &mut detail.results {
                lay(&mut result.verdict, item.annotations.get(&result.id));
            }
        }
        Arc::new(detail)
    }

    /// What takes the verdict away that is kept here about the same as a change; none where there
    /// is none.
    pub fn forgetting(&self, key: &str, change: &Change) -> Option<Change> {
        let item = self.state.items.get(key)?;
        match change {
            Change::JudgeItem { .. } => Some(Change::JudgeItem {
                before: Some(item.judgement.clone()?),
                after: None,
            }),
            Change::JudgeAnnotation { annotation, .. } => Some(Change::JudgeAnnotation {
                annotation: annotation.clone(),
                before: Some(item.annotations.get(annotation)?.clone()),
                after: None,
            }),
            _ => None,
        }
    }

    /// Open issues that are kept here, oldest first, as many as are looked after.
    pub fn complaints(&self) -> Vec<Issue> {
        let open = self.state.issues.iter().filter(|issue| !issue.resolved);
        let mut open: Vec<_> = open.cloned().collect();
        open.sort_by_key(|issue| issue.at);
        open.truncate(COMPLAINTS);
        open
    }

    /// Whether the reviewer has seen this fix since it was made.
    pub fn is_verified(&self, entry: &InboxEntry) -> bool {
        let seen = entry
            .issue
            .as_ref()
            .and_then(|id| self.state.verified.get(id));
        entry.group == InboxGroup::Fixed && seen.is_some_and(|seen| *seen >= entry.at)
    }

    /// The verdicts kept here on what lies below a job, as a table.
    pub fn table(&self, node: &NodeRef) -> Option<Table> {
        if node.level() != Level::Job {
            return None;
        }
        let prefix = format!("{} ", key(node));
        self.counted(|key| key.starts_with(&prefix))
    }

    /// The verdicts kept here on the items of these keys, as a table; none without any.
    pub fn counted(&self, below: impl Fn(&str) -> bool) -> Option<Table> {
        let mut counts: [(Verdict, u64); 4] = [
            (Verdict::Accepted, 0),
            (Verdict::Rejected, 0),
            (Verdict::Skipped, 0),
            (Verdict::VerifiedEmpty, 0),
        ];
        for (key, item) in &self.state.items {
            let verdict = item.judgement.as_ref().map(|found| found.verdict);
            let verdict = verdict.filter(|_| below(key));
            for (of, count) in &mut counts {
                *count += u64::from(verdict == Some(*of));
            }
        }
        let rows: Vec<_> = counts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(of, count)| vec![of.word().into(), Text::line(&count.to_string())].into())
            .collect();
        (!rows.is_empty()).then(|| Table {
            title: "Verdicts (local: kept here, not on the server)".into(),
            head: vec!["verdict".into(), "items".into()],
            rows,
            work: None,
        })
    }
}

/// Counts a verdict on an item in its job.
fn count(tallies: &mut HashMap<String, Tally>, key: &str, verdict: Option<Verdict>, by: i32) {
    let job = key.rsplit_once(" item ").map(|(job, _)| job);
    let (Some(job), Some(verdict)) = (job, verdict) else {
        return;
    };
    let tally = tallies.entry(job.to_owned()).or_default();
    if verdict.decides() {
        tally.done = tally.done.saturating_add_signed(by);
    }
    if verdict == Verdict::Rejected {
        tally.rejected = tally.rejected.saturating_add_signed(by);
    }
}
