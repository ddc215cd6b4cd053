//! The bundled demo: its files inside the program, and the review that others have begun in it.

use std::collections::HashMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::model::{
    Change, ContentHash, Decision, DecisionId, Guard, Id, Judgement, Level, NodeRef, OpId,
    Operation, Place, Role, State, Text, Timestamp, Verdict,
};
use crate::platform::local::Source;
use crate::store::EntryFilter;

use super::error::{CliError, Kind};
use super::session::Session;
use super::walk::{Wanted, walk};

/// Items in a job of the demo.
pub const BATCH: u32 = 12;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/demo");

/// The dataset's files: everything but the notes about it.
static BUNDLE: LazyLock<Vec<(&'static str, &'static [u8])>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    files.retain(|(path, _)| path.contains('/'));
    files.sort_unstable();
    files
});

fn collect(dir: &Dir<'static>, files: &mut Vec<(&'static str, &'static [u8])>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.push((path, file.contents()));
        }
    }
    for below in dir.dirs() {
        collect(below, files);
    }
}

/// The demo's files as a platform's source.
pub fn source() -> Source {
    Source::Bundle(BUNDLE.as_slice())
}

/// The state in which the demo is found: `seed.json`.
#[derive(Debug, Deserialize)]
struct Seed {
    jobs: Vec<SeedJob>,
    verdicts: Vec<SeedVerdict>,
    issues: Vec<SeedIssue>,
}

#[derive(Debug, Deserialize)]
struct SeedJob {
    dataset: String,
    split: String,
    first: u32,
    stage: Text,
    state: Text,
    assignee: Option<Text>,
    reviewer: Option<Text>,
}

#[derive(Debug, Deserialize)]
struct SeedVerdict {
    item: String,
    verdict: Verdict,
    reason: Text,
    by: Text,
    at: String,
}

#[derive(Debug, Deserialize)]
struct SeedIssue {
    item: String,
    annotation: Option<Id>,
    place: Place,
    assignee: Option<Text>,
    owner: Text,
    at: String,
    resolved: bool,
    comments: Vec<SeedComment>,
}

#[derive(Debug, Deserialize)]
struct SeedComment {
    author: Text,
    at: String,
    text: Text,
}

/// Puts the demo into the state in which others have left it, once: decisions under their names
/// and times. Does nothing when the account has any entry.
///
/// # Errors
/// The store's or the platform's; a seed that does not fit its files.
pub async fn seed(session: &Session) -> Result<(), CliError> {
    let filter = EntryFilter {
        account: Some(session.platform.account().clone()),
        open_only: false,
        limit: 1,
    };
    let known = session.store.entries(filter).await?;
    if !known.is_empty() || session.settings.read_only.is_some() && session.temporary.is_none() {
        return Ok(());
    }
    super::scan::finished(session).await?;
    let text = FILES
        .get_file("seed.json")
        .and_then(|file| file.contents_utf8());
    let seed: Seed = serde_json::from_str(text.unwrap_or("{}"))
        .map_err(|error| CliError::new(Kind::Failed, &format!("the demo's seed: {error}")))?;
    let mut planter = Planter::new(session).await?;
    planter.jobs(&seed.jobs);
    planter.verdicts(&seed.verdicts)?;
    planter.issues(&seed.issues)?;
    let mut decisions = planter.decisions;
    // The history shows them in the order in which they are said to have been made.
    decisions.sort_by_key(|decision| decision.ops.first().map(|op| op.at));
    if let Some(local) = &session.local {
        local.import(decisions).await?;
    }
    Ok(())
}

/// Makes decisions of the seed.
struct Planter<'a> {
    session: &'a Session,
    /// Jobs by the dataset's folder, split and id.
    jobs: HashMap<(String, String, String), NodeRef>,
    decisions: Vec<Decision>,
}

impl<'a> Planter<'a> {
    async fn new(session: &'a Session) -> Result<Self, CliError> {
        let root = NodeRef::root(session.platform.account().clone());
        let wanted = Wanted::all(root, Level::Job);
        let mut jobs = HashMap::new();
        walk(&session.platform, &wanted, |node, row, _| {
            let id = |level| {
                node.id_at(level)
                    .map(ToString::to_string)
                    .unwrap_or_default()
            };
            // A dataset found in a file of its folder is named `folder/file`.
            let dataset = id(Level::Project);
            let folder = dataset.split('/').next().unwrap_or_default().to_owned();
            let key = (folder, id(Level::Task), row.id.to_string());
            jobs.insert(key, node);
            Ok::<bool, CliError>(true)
        })
        .await?;
        Ok(Self {
            session,
            jobs,
            decisions: Vec::new(),
        })
    }

    /// `you` in the seed is whoever runs the demo.
    fn person(&self, name: &Text) -> Text {
        match name.as_str() {
            "you" => self.session.settings.user.clone(),
            _ => name.clone(),
        }
    }

    fn decide(&mut self, who: &Text, at: Timestamp, target: &NodeRef, change: Change) -> OpId {
        let id = self.session.op_id();
        let full = target.id().map(ToString::to_string).unwrap_or_default();
        let name = Text::line(full.rsplit('/').next().unwrap_or_default());
        self.decisions.push(Decision {
            id: DecisionId(id),
            title: Text::line(&format!("{name}: {}", change.words())),
            guard: Guard::Local,
            hold_until: at,
            undo_of: None,
            ops: vec![Operation {
                id,
                at,
                who: self.person(who),
                target: target.clone(),
                name,
                change,
            }],
        });
        id
    }

    fn jobs(&mut self, jobs: &[SeedJob]) {
        // The day before the first verdict.
        let at = moment("2026-11-15T08:00:00Z");
        let lead = Text::line("chen");
        for job in jobs {
            let key = (
                job.dataset.clone(),
                job.split.clone(),
                format!("{}-{}", job.first, job.first.saturating_add(BATCH - 1)),
            );
            // Another --batch makes other jobs: they are found as nobody has touched them.
            let Some(node) = self.jobs.get(&key).cloned() else {
                continue;
            };
            for (role, name) in [
                (Role::Assignee, &job.assignee),
                (Role::Reviewer, &job.reviewer),
            ] {
                if let Some(name) = name {
                    let after = Some(self.person(name));
                    let before = None;
                    self.decide(
                        &lead,
                        at,
                        &node,
                        Change::Assign {
                            role,
                            before,
                            after,
                        },
                    );
                }
            }
            let local = self.session.local.as_ref();
            let Some((before, moves)) = local.and_then(|local| local.moves(&node)) else {
                continue;
            };
            let fits = |state: &State| {
                state.stage.as_ref() == Some(&job.stage) && state.state == job.state
            };
            let after = moves.iter().map(|one| &one.to).find(|state| fits(state));
            if let Some(after) = after.cloned() {
                let who = job
                    .reviewer
                    .as_ref()
                    .or(job.assignee.as_ref())
                    .unwrap_or(&lead);
                let change = Change::Transition {
                    before,
                    after,
                    handover: None,
                };
                self.decide(who, at, &node, change);
            }
        }
    }

    fn item(&self, path: &str) -> Result<NodeRef, CliError> {
        let local = self.session.local.as_ref();
        let found = local.map(|local| local.locate(path)).unwrap_or_default();
        let mut items = found.into_iter().filter(|node| node.level() == Level::Item);
        items.next().ok_or_else(|| missing(path))
    }

    fn verdicts(&mut self, verdicts: &[SeedVerdict]) -> Result<(), CliError> {
        for verdict in verdicts {
            let node = self.item(&verdict.item)?;
            let local = self.session.local.as_ref();
            let hash = local.and_then(|local| local.content_hash(&node));
            let hash: ContentHash = hash.ok_or_else(|| missing(&verdict.item))?;
            let at = moment(&verdict.at);
            let after = Some(Judgement {
                verdict: verdict.verdict,
                reason: Some(verdict.reason.clone()).filter(|reason| !reason.is_empty()),
                hash,
                by: self.person(&verdict.by),
                at,
            });
            let before = None;
            self.decide(&verdict.by, at, &node, Change::JudgeItem { before, after });
        }
        Ok(())
    }

    fn issues(&mut self, issues: &[SeedIssue]) -> Result<(), CliError> {
        for issue in issues {
            let node = self.item(&issue.item)?;
            let Some((first, thread)) = issue.comments.split_first() else {
                continue;
            };
            let open = Change::OpenIssue {
                place: issue.place.clone(),
                annotation: issue.annotation.clone(),
                text: first.text.clone(),
                assignee: issue.assignee.as_ref().map(|name| self.person(name)),
            };
            let opened = self.decide(&issue.owner, moment(&issue.at), &node, open);
            let id = Id::name(&opened.to_string());
            for comment in thread {
                let change = Change::Comment {
                    issue: id.clone(),
                    text: comment.text.clone(),
                };
                self.decide(&comment.author, moment(&comment.at), &node, change);
            }
            if issue.resolved {
                let last = issue.comments.last().unwrap_or(first);
                let change = Change::Resolve {
                    issue: id,
                    before: false,
                    after: true,
                };
                self.decide(&last.author, moment(&last.at), &node, change);
            }
        }
        Ok(())
    }
}

fn missing(path: &str) -> CliError {
    CliError::new(
        Kind::Failed,
        &format!("the demo's seed names a missing item {path}"),
    )
}

/// A time of the seed; the program's own file, checked by a test.
fn moment(raw: &str) -> Timestamp {
    let stamp = raw.parse::<jiff::Timestamp>();
    Timestamp(
        stamp
            .map(jiff::Timestamp::as_millisecond)
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_has_the_dataset_without_its_notes() {
        assert!(BUNDLE.iter().any(|(path, _)| path.ends_with("data.yaml")));
        assert!(
            BUNDLE
                .iter()
                .all(|(path, _)| *path != "seed.json" && *path != "SOURCES.md")
        );
        let bytes: usize = BUNDLE.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(bytes < 4 * 1024 * 1024, "{bytes} bytes");
    }

    #[test]
    fn the_seed_reads_and_every_time_in_it() {
        let text = FILES
            .get_file("seed.json")
            .unwrap()
            .contents_utf8()
            .unwrap();
        let seed: Seed = serde_json::from_str(text).unwrap();
        let times = seed.verdicts.iter().map(|one| &one.at);
        let times = times.chain(seed.issues.iter().map(|one| &one.at));
        let comments = seed.issues.iter().flat_map(|one| &one.comments);
        for at in times.chain(comments.map(|one| &one.at)) {
            assert!(moment(at).0 > 0, "{at}");
        }
        for item in seed.verdicts.iter().map(|one| &one.item) {
            assert!(BUNDLE.iter().any(|(path, _)| path == item), "{item}");
        }
    }
}
