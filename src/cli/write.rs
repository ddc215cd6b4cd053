//! How commands change something: the same way as keys do. Changes are collected with the values
//! before them, previewed when there are several, committed as one decision, sent, reported.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout, timeout_at};

use crate::limits::{BULK_OBJECTS, CONFIRM_WAIT_MS, OUTBOX_LOOK_MS};
use crate::model::{
    Applied, Change, Decision, DecisionId, Entry, Guard, Issue, NodeRef, OpId, Operation, Text,
    Verb,
};
use crate::platform::{PlatformError, Retry};
use crate::runtime::sender::{Sender, SenderEvent};
use crate::store::EntryFilter;

use super::args::Global;
use super::error::{CliError, Kind, exit_code};
use super::output::{Form, errors_json, object, say, say_errors};
use super::session::{Session, now};

/// Changes on their way to a decision.
#[derive(Debug, Default)]
pub struct Draft {
    /// What the decision is called.
    pub title: String,
    /// Target, its name, and what is changed.
    pub changes: Vec<(NodeRef, Text, Change)>,
    /// Targets that are so already.
    pub unchanged: usize,
    /// Targets that cannot be changed.
    pub failures: Vec<CliError>,
    /// What else belongs into the preview.
    pub notes: Vec<Text>,
}

/// How the changes of a command are carried out.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Form of the report.
    pub form: Form,
    /// Do not ask.
    pub yes: bool,
    /// Return once committed.
    pub queue: bool,
}

impl Manner {
    /// By the flags.
    pub fn choose(global: &Global) -> Self {
        Self {
            form: Form::choose(global),
            yes: global.yes,
            queue: global.queue,
        }
    }
}

/// How one operation ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The platform has it.
    Done(Applied),
    /// In the outbox, not confirmed.
    Queued,
    /// Refused for good; it waits in the outbox for retry or drop.
    Failed(CliError),
}

impl Session {
    /// An operation id that is new.
    pub fn op_id(&self) -> OpId {
        OpId {
            session: self.program.session,
            number: self.numbered.fetch_add(1, Ordering::Relaxed),
        }
    }
}

/// Fails early when nothing may be changed at all.
///
/// # Errors
/// Denied, with the reason.
pub fn check_writable(session: &Session) -> Result<(), CliError> {
    match &session.settings.read_only {
        Some(reason) => Err(CliError::new(
            Kind::Denied,
            &format!("nothing was changed: {reason}"),
        )),
        None => Ok(()),
    }
}

/// Whether a verb may be used on an issue: neither its item nor its own rights refuse it.
///
/// # Errors
/// Denied, with the platform's reason.
pub async fn check_issue(session: &Session, issue: &Issue, verb: Verb) -> Result<(), CliError> {
    issue
        .rights
        .check(verb)
        .map_err(|reason| CliError::new(Kind::Denied, &format!("not allowed: {reason}")))?;
    check(session, &issue.item, verb).await
}

/// Whether a verb may be used on a node.
///
/// # Errors
/// Denied, with the platform's reason.
pub async fn check(session: &Session, node: &NodeRef, verb: Verb) -> Result<(), CliError> {
    let permissions = session.platform.permissions(node).await?;
    permissions
        .check(verb)
        .map_err(|reason| CliError::new(Kind::Denied, &format!("not allowed: {reason}")))
}

/// Carries the changes out and reports.
///
/// # Errors
/// Wrong usage without a consent, a store that does not take the decision.
pub async fn carry_out(
    session: &Session,
    manner: Manner,
    draft: Draft,
) -> Result<ExitCode, CliError> {
    let Draft {
        title,
        changes,
        unchanged,
        mut failures,
        notes,
    } = draft;
    let title = Text::line(&title);
    if changes.is_empty() {
        if unchanged > 0 && failures.is_empty() && !manner.form.is_json() {
            say(&Text::line("nothing to change: it is so already"));
        }
        report(manner.form, None, &title, unchanged, &[], &failures)?;
        return Ok(exit_code(&failures, unchanged > 0));
    }
    consent(manner, &changes, &failures, &notes).await?;
    let decision = decide(session, title, session.signs().await, changes);
    session.store.commit(decision.clone()).await?;
    let ids: Vec<OpId> = decision.ops.iter().map(|op| op.id).collect();
    let Confirmed { outcomes, trouble } = match manner.queue {
        true => Confirmed::default(),
        false => confirm(&[session], &ids).await?,
    };
    let results: Vec<(&Operation, Outcome)> = decision
        .ops
        .iter()
        .map(|op| (op, outcomes.get(&op.id).cloned().unwrap_or(Outcome::Queued)))
        .collect();
    let done = results
        .iter()
        .any(|(_, outcome)| matches!(outcome, Outcome::Done(_)));
    let queued = results
        .iter()
        .filter(|(_, outcome)| *outcome == Outcome::Queued)
        .count();
    for (_, outcome) in &results {
        if let Outcome::Failed(error) = outcome {
            failures.push(error.clone());
        }
    }
    if queued > 0 && !manner.queue {
        failures.push(kept(queued, trouble.as_ref()));
    }
    report(
        manner.form,
        Some(decision.id),
        &decision.title,
        unchanged,
        &results,
        &failures,
    )?;
    Ok(exit_code(&failures, done || manner.queue))
}

/// Says that something waits in the outbox, and why.
pub fn kept(count: usize, trouble: Option<&PlatformError>) -> CliError {
    let words = format!("{count} not confirmed yet: kept in the outbox (vidimus outbox list)");
    match trouble {
        Some(error) => {
            let error = CliError::from(error.clone());
            CliError::new(error.kind, &format!("{words}; {}", error.message))
        }
        None => CliError::new(Kind::Unreachable, &words),
    }
}

/// One decision of all the changes. Commands hold nothing back for undo: whoever runs one has
/// written it out, and waits for it.
fn decide(
    session: &Session,
    title: Text,
    who: Text,
    changes: Vec<(NodeRef, Text, Change)>,
) -> Decision {
    let at = now();
    let strongest = changes.iter().map(|(_, _, change)| change.guard()).max();
    let guard = match strongest.unwrap_or(Guard::Local) {
        Guard::Irreversible => Guard::Irreversible,
        _ if objects(&changes) > BULK_OBJECTS => Guard::Bulk,
        own => own,
    };
    let ops: Vec<Operation> = changes
        .into_iter()
        .map(|(target, name, change)| Operation {
            id: session.op_id(),
            at,
            who: who.clone(),
            target,
            name,
            change,
        })
        .collect();
    Decision {
        id: DecisionId(ops.first().map_or_else(|| session.op_id(), |op| op.id)),
        title,
        ops,
        guard,
        hold_until: at,
        undo_of: None,
    }
}

/// How many things are changed: targets, and the items of commands.
fn objects(changes: &[(NodeRef, Text, Change)]) -> usize {
    let mut targets: HashSet<&NodeRef> = HashSet::new();
    let mut items = 0;
    for (target, _, change) in changes {
        match change {
            Change::Act { items: own, .. } => items += own.len(),
            _ => {
                targets.insert(target);
            }
        }
    }
    targets.len() + items
}

/// More than one object, a command of the platform, or something that cannot be taken back: shows
/// what will change and asks, or wants `--yes` where nobody can be asked.
async fn consent(
    manner: Manner,
    changes: &[(NodeRef, Text, Change)],
    failures: &[CliError],
    notes: &[Text],
) -> Result<(), CliError> {
    let objects = objects(changes);
    let final_ones = changes
        .iter()
        .filter(|(_, _, change)| change.guard() == Guard::Irreversible)
        .count();
    let command = changes.iter().find_map(|(_, _, change)| match change {
        Change::Act { .. } => Some(change.words()),
        _ => None,
    });
    if manner.yes || (objects <= 1 && final_ones == 0 && command.is_none()) {
        return Ok(());
    }
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !asks {
        let what = match (command, final_ones) {
            (Some(words), 0) => format!("this runs a command of the platform ({words})"),
            (Some(words), _) => format!("this cannot be taken back ({words})"),
            (None, 0) => format!("this changes {objects} things"),
            (None, count) => format!("this deletes {count} for good"),
        };
        return Err(CliError::usage(&format!(
            "{what}: add --yes to do it without asking"
        )));
    }
    for line in preview(changes, failures).iter().chain(notes) {
        say(line);
    }
    let question = if final_ones > 0 {
        "This cannot be taken back. Do it? [y/N] "
    } else {
        "Do it? [y/N] "
    };
    let answer = tokio::task::spawn_blocking(move || {
        let mut err = std::io::stderr();
        write!(err, "{question}")?;
        err.flush()?;
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        Ok::<String, std::io::Error>(line)
    });
    let answer = answer
        .await
        .map_err(|error| CliError::new(Kind::Failed, &error.to_string()))??;
    if matches!(answer.trim(), "y" | "Y" | "yes") {
        Ok(())
    } else {
        Err(CliError::new(Kind::Failed, "nothing was changed"))
    }
}

fn preview(changes: &[(NodeRef, Text, Change)], failures: &[CliError]) -> Vec<Text> {
    const SHOWN: usize = 10;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, _, change) in changes {
        *counts.entry(change.words()).or_default() += 1;
    }
    let mut lines: Vec<Text> = counts
        .iter()
        .take(SHOWN)
        .map(|(words, count)| Text::line(&format!("{count:>6}  {words}")))
        .collect();
    for (_, name, change) in changes.iter().take(SHOWN) {
        lines.push(Text::line(&format!("  {name}: {}", change.words())));
    }
    if changes.len() > SHOWN {
        lines.push(Text::line(&format!("  and {} more", changes.len() - SHOWN)));
    }
    lines.extend(
        failures
            .iter()
            .map(|failure| Text::line(&format!("  left out: {failure}"))),
    );
    lines
}

/// What became of operations that were waited for.
#[derive(Debug, Default)]
pub struct Confirmed {
    /// How each ended; one without an outcome is still in the outbox.
    pub outcomes: HashMap<OpId, Outcome>,
    /// Why some could not be sent now.
    pub trouble: Option<PlatformError>,
}

/// Sends, for all accounts of the sessions side by side, until these operations have been
/// answered, a server turns out not to answer, or [`CONFIRM_WAIT_MS`] have passed.
///
/// # Errors
/// When the outbox cannot be read.
pub async fn confirm(sessions: &[&Session], ids: &[OpId]) -> Result<Confirmed, CliError> {
    let (events, mut heard) = mpsc::channel(64);
    let senders: Vec<Sender> = sessions
        .iter()
        .flat_map(|session| session.platforms.iter().map(move |one| (session, one)))
        .map(|(session, platform)| {
            Sender::start(
                Arc::clone(platform),
                session.store.clone(),
                session.program,
                Arc::new(now),
                events.clone(),
            )
        })
        .collect();
    drop(events);
    let deadline = Instant::now() + Duration::from_millis(CONFIRM_WAIT_MS);
    let mut confirmed = Confirmed::default();
    let mut gone: HashSet<OpId> = HashSet::new();
    let open = |confirmed: &Confirmed, gone: &HashSet<OpId>| {
        ids.iter()
            .any(|id| !confirmed.outcomes.contains_key(id) && !gone.contains(id))
    };
    while open(&confirmed, &gone) && Instant::now() < deadline {
        let look = Duration::from_millis(OUTBOX_LOOK_MS);
        match timeout(look, timeout_at(deadline, heard.recv())).await {
            Ok(Ok(Some(SenderEvent::Delivered { op, applied }))) => {
                confirmed.outcomes.insert(op, Outcome::Done(applied));
            }
            Ok(Ok(Some(SenderEvent::Failed {
                op,
                error,
                is_final,
            }))) => {
                if is_final {
                    let about = CliError::from(error).about(&op.to_string());
                    confirmed.outcomes.insert(op, Outcome::Failed(about));
                } else if error.retry() == Retry::Patiently {
                    // Everything of the account waits behind it.
                    gone.extend(behind(sessions, op, ids).await?);
                    confirmed.trouble = Some(error);
                }
            }
            Ok(Ok(Some(_))) => {}
            Ok(Ok(None)) => break,
            // Silence: perhaps another program is sending. What has left the outbox is done.
            Ok(Err(_)) | Err(_) => look_up(sessions, ids, &mut confirmed.outcomes).await?,
        }
    }
    for sender in senders {
        sender.stop().await;
    }
    Ok(confirmed)
}

/// Entries of the outbox that are still open, of all accounts.
async fn still_open(sessions: &[&Session]) -> Result<Vec<Entry>, CliError> {
    let filter = EntryFilter {
        account: None,
        open_only: true,
        limit: 0,
    };
    // They share the state database.
    match sessions.first() {
        Some(session) => Ok(session.store.entries(filter).await?),
        None => Ok(Vec::new()),
    }
}

/// The operations that go to the same account as this one.
async fn behind(sessions: &[&Session], op: OpId, ids: &[OpId]) -> Result<Vec<OpId>, CliError> {
    let open = still_open(sessions).await?;
    let account = open
        .iter()
        .find(|entry| entry.operation.id == op)
        .map(|entry| entry.operation.account().clone());
    let same = open
        .iter()
        .filter(|entry| Some(entry.operation.account()) == account.as_ref())
        .map(|entry| entry.operation.id);
    Ok(same.filter(|id| ids.contains(id)).collect())
}

/// Reads from the outbox what became of operations that another program has sent.
async fn look_up(
    sessions: &[&Session],
    ids: &[OpId],
    outcomes: &mut HashMap<OpId, Outcome>,
) -> Result<(), CliError> {
    let open = still_open(sessions).await?;
    for id in ids {
        if !outcomes.contains_key(id) && !open.iter().any(|entry| entry.operation.id == *id) {
            outcomes.insert(*id, Outcome::Done(Applied::default()));
        }
    }
    Ok(())
}

/// Prints what became of a decision.
fn report(
    form: Form,
    decision: Option<DecisionId>,
    title: &Text,
    unchanged: usize,
    results: &[(&Operation, Outcome)],
    failures: &[CliError],
) -> Result<(), CliError> {
    let count = |wanted: &str| {
        results
            .iter()
            .filter(|(_, end)| word(end) == wanted)
            .count()
    };
    let operations: Vec<Value> = results.iter().map(|(op, end)| operation(op, end)).collect();
    let value = json!({
        "decision": decision.map(|id| id.to_string()),
        "title": title,
        "done": count("done"),
        "queued": count("queued"),
        "failed": count("failed"),
        "unchanged": unchanged,
        "operations": operations,
        "errors": errors_json(failures),
    });
    // The ids of what was created are data; everything else is said.
    let created: Vec<Text> = results
        .iter()
        .filter(|(op, _)| creates(&op.change))
        .filter_map(|(_, end)| match end {
            Outcome::Done(applied) => applied.created.as_ref(),
            _ => None,
        })
        .map(|id| Text::line(&id.to_string()))
        .collect();
    object(form, &value, &created)?;
    if !form.is_json() && !results.is_empty() {
        let mut words = vec![format!("{title}: {} done", count("done"))];
        for other in ["queued", "failed"] {
            if count(other) > 0 {
                words.push(format!("{} {other}", count(other)));
            }
        }
        if unchanged > 0 {
            words.push(format!("{unchanged} unchanged"));
        }
        say(&Text::line(&words.join(", ")));
    }
    say_errors(failures);
    Ok(())
}

/// Whether it makes something that has an id of its own.
fn creates(change: &Change) -> bool {
    matches!(
        change,
        Change::OpenIssue { .. } | Change::Comment { .. } | Change::Submit { .. }
    )
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done(_) => "done",
        Outcome::Queued => "queued",
        Outcome::Failed(_) => "failed",
    }
}

fn operation(op: &Operation, outcome: &Outcome) -> Value {
    let created = match outcome {
        Outcome::Done(applied) => applied.created.as_ref().map(ToString::to_string),
        _ => None,
    };
    let error = match outcome {
        Outcome::Failed(error) => Some(&error.message),
        _ => None,
    };
    json!({
        "id": op.id.to_string(),
        "link": op.target.to_string(),
        "name": op.name,
        "change": op.change.words(),
        "delivery": word(outcome),
        "created": created,
        "error": error,
    })
}
