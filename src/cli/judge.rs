//! Verdicts on items and annotations, and the picture of an item.

use std::io::Write;
use std::process::ExitCode;

use crate::model::{
    Change, ContentHash, Issue, ItemDetail, Judgement, Level, Place, Text, Verb, Verdict,
};
use crate::platform::ImageWant;

use super::args_review::ImageArgs;
use super::error::{CliError, Kind};
use super::output::say;
use super::session::{Session, now};
use super::target::{Finder, Part, read_ids, text_argument};
use super::write::{Draft, Manner, carry_out, check, check_writable};

/// What is to be said about items or annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// Right.
    Accept,
    /// Wrong, and why.
    Reject(Option<String>),
    /// Looked at.
    Skip,
    /// Nothing any more.
    Clear,
}

impl Say {
    fn word(&self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject(_) => "rejected",
            Self::Skip => "skipped",
            Self::Clear => "cleared the verdict of",
        }
    }

    fn reason(&self) -> Result<Option<Text>, CliError> {
        match self {
            Self::Reject(Some(reason)) => {
                let text = text_argument("--reason", reason)?;
                Ok(Some(Text::line(&text)))
            }
            _ => Ok(None),
        }
    }

    /// What it means for content that has annotations or not.
    fn verdict(&self, is_empty: bool) -> Option<Verdict> {
        match self {
            Self::Accept if is_empty => Some(Verdict::VerifiedEmpty),
            Self::Accept => Some(Verdict::Accepted),
            Self::Reject(_) => Some(Verdict::Rejected),
            Self::Skip => Some(Verdict::Skipped),
            Self::Clear => None,
        }
    }
}

/// A verdict given now.
fn judgement(who: &Text, verdict: Verdict, reason: Option<&Text>, hash: ContentHash) -> Judgement {
    Judgement {
        verdict,
        reason: reason.cloned(),
        hash,
        by: who.clone(),
        at: now(),
    }
}

/// Whether a verdict says what another one said, about the same content.
fn same(before: Option<&Judgement>, after: Option<&Judgement>) -> bool {
    match (before, after) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            one.verdict == other.verdict && one.reason == other.reason && one.hash == other.hash
        }
        _ => false,
    }
}

/// The issue that a reason becomes, unless the same one is open already.
fn reason_issue(issues: &[Issue], about: Option<&Part>, reason: Option<&Text>) -> Option<Change> {
    let text = reason?;
    let annotation = about.map(|part| part.id.clone());
    let known = issues.iter().any(|issue| {
        !issue.resolved && issue.annotation == annotation && issue.text() == text.as_str()
    });
    let place = about
        .and_then(|part| part.bounds)
        .map_or(Place::Item, |rect| Place::Within { rect });
    (!known).then(|| Change::OpenIssue {
        place,
        annotation,
        text: text.clone(),
        assignee: None,
    })
}

fn title(said: &Say, names: &[Text], many: &str) -> String {
    let what = match names {
        [one] => one.to_string(),
        several => format!("{} {many}", several.len()),
    };
    match said {
        Say::Reject(Some(reason)) => format!("{} {what}: {reason}", said.word()),
        _ => format!("{} {what}", said.word()),
    }
}

/// `item accept|reject|skip|clear`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn items(
    session: &Session,
    manner: Manner,
    ids: &[String],
    said: &Say,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let reason = said.reason()?;
    let mut finder = Finder::new(session);
    let (mut draft, mut names) = (Draft::default(), Vec::new());
    for id in read_ids(ids).await? {
        let changes = item(session, &mut finder, &id, said, reason.as_ref()).await;
        match changes.map_err(|error| error.about(&id)) {
            Ok((_, changes)) if changes.is_empty() => draft.unchanged += 1,
            Ok((detail, changes)) => {
                names.push(detail.name.clone());
                let target = |change| (detail.node.clone(), detail.name.clone(), change);
                draft.changes.extend(changes.into_iter().map(target));
            }
            Err(error) => draft.failures.push(error),
        }
    }
    draft.title = title(said, &names, "items");
    carry_out(session, manner, draft).await
}

async fn item(
    session: &Session,
    finder: &mut Finder<'_>,
    id: &str,
    said: &Say,
    reason: Option<&Text>,
) -> Result<(std::sync::Arc<ItemDetail>, Vec<Change>), CliError> {
    let node = finder.find(Level::Item, id).await?;
    check(session, &node, Verb::JudgeItem).await?;
    let detail = session.platform.annotations(&node).await?;
    let who = session.signs().await;
    let after = said
        .verdict(detail.annotations.is_empty())
        .map(|verdict| judgement(&who, verdict, reason, detail.hash));
    let mut changes = Vec::new();
    if !same(detail.verdict.as_ref(), after.as_ref()) {
        let before = detail.verdict.clone();
        changes.push(Change::JudgeItem { before, after });
    }
    if reason.is_some() {
        let issues = session.platform.issues(&node).await?;
        changes.extend(reason_issue(&issues, None, reason));
    }
    Ok((detail, changes))
}

/// `annotation accept|reject|clear` and `result accept|reject|clear`; the latter take `ITEM#RESULT`
/// and nothing else.
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn parts(
    session: &Session,
    manner: Manner,
    ids: &[String],
    said: &Say,
    many: &str,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let reason = said.reason()?;
    let mut finder = Finder::new(session);
    let (mut draft, mut names) = (Draft::default(), Vec::new());
    let mut rejected_items = std::collections::HashSet::new();
    for id in read_ids(ids).await? {
        let found = part(session, &mut finder, &id, said, reason.as_ref()).await;
        let (detail, part, mut changes) = match found.map_err(|error| error.about(&id)) {
            Ok(found) => found,
            Err(error) => {
                draft.failures.push(error);
                continue;
            }
        };
        if changes.is_empty() {
            draft.unchanged += 1;
            continue;
        }
        // A rejected annotation makes its item rejected too, once. One person's result does not:
        // there may be others.
        let stands = detail
            .verdict
            .as_ref()
            .is_some_and(|judgement| judgement.verdict == Verdict::Rejected);
        if matches!(said, Say::Reject(_))
            && !part.whole
            && !stands
            && rejected_items.insert(detail.node.clone())
        {
            let who = session.signs().await;
            let after = judgement(&who, Verdict::Rejected, reason.as_ref(), detail.hash);
            changes.push(Change::JudgeItem {
                before: detail.verdict.clone(),
                after: Some(after),
            });
        }
        names.push(Text::line(&format!("{} on {}", part.name, detail.name)));
        let target = |change| (detail.node.clone(), detail.name.clone(), change);
        draft.changes.extend(changes.into_iter().map(target));
    }
    draft.title = title(said, &names, many);
    carry_out(session, manner, draft).await
}

async fn part(
    session: &Session,
    finder: &mut Finder<'_>,
    id: &str,
    said: &Say,
    reason: Option<&Text>,
) -> Result<(std::sync::Arc<ItemDetail>, Part, Vec<Change>), CliError> {
    let (detail, part) = finder.part(id).await?;
    check(session, &detail.node, Verb::JudgeAnnotation).await?;
    let who = session.signs().await;
    let after = said
        .verdict(false)
        .map(|verdict| judgement(&who, verdict, reason, part.hash));
    let mut changes = Vec::new();
    if !same(part.verdict.as_ref(), after.as_ref()) {
        changes.push(Change::JudgeAnnotation {
            annotation: part.id.clone(),
            before: part.verdict.clone(),
            after,
        });
    }
    if reason.is_some() {
        let issues = session.platform.issues(&detail.node).await?;
        changes.extend(reason_issue(&issues, Some(&part), reason));
    }
    Ok((detail, part, changes))
}

/// `item image`
///
/// # Errors
/// A picture that cannot be read or drawn, a file that cannot be written.
pub async fn image(session: &Session, args: &ImageArgs) -> Result<ExitCode, CliError> {
    let node = Finder::new(session).find(Level::Item, &args.id).await?;
    let side = args.max_side.unwrap_or(u32::MAX);
    let want = ImageWant {
        width: side,
        height: side,
        number: args.picture,
        ahead: false,
        original: args.max_side.is_none(),
    };
    let bytes = session.platform.image(&node, want).await?.bytes;
    let detail = match args.overlay {
        true => {
            let detail = session.platform.annotations(&node).await?;
            let wanted = args.result.as_deref();
            Some(super::picture::only(&detail, args.picture, wanted)?)
        }
        false => None,
    };
    let max_side = args.max_side;
    let drawn =
        tokio::task::spawn_blocking(move || super::picture::png(&bytes, detail.as_ref(), max_side));
    let png = drawn
        .await
        .map_err(|error| CliError::new(Kind::Failed, &error.to_string()))?;
    let png = png.map_err(|error| error.about(&args.id))?;
    if args.output.as_os_str() == "-" {
        let mut out = std::io::stdout().lock();
        out.write_all(&png)?;
        out.flush()?;
    } else {
        std::fs::write(&args.output, &png).map_err(|error| {
            let file = args.output.display();
            CliError::new(Kind::Failed, &format!("{file} cannot be written: {error}"))
        })?;
        say(&Text::line(&format!("{} written", args.output.display())));
    }
    Ok(ExitCode::SUCCESS)
}
