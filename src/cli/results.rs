//! Whole results: what several people and models made of one item.

use std::process::ExitCode;
use std::sync::Arc;

use crate::model::{
    Change, ItemDetail, ItemResult, Level, NodeRef, Offer, ResultKind, ResultMark, Text, Verb,
};

use super::args_results::{ResultIds, SubmitArgs};
use super::error::{CliError, Kind};
use super::output::{Form, Listing};
use super::session::{Session, now};
use super::shapes;
use super::target::{Finder, read_ids};
use super::write::{Draft, Manner, carry_out, check, check_writable};

/// The place of a result among those of its item.
///
/// # Errors
/// There is none of this id.
pub fn index(detail: &ItemDetail, id: &str) -> Result<u16, CliError> {
    let place = detail
        .results
        .iter()
        .position(|one| one.id.to_string() == id);
    place
        .and_then(|place| u16::try_from(place).ok())
        .ok_or_else(|| CliError::not_found("the item has no such result (result list)").about(id))
}

/// `result list`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn list(session: &Session, form: Form, id: &str) -> Result<ExitCode, CliError> {
    let node = Finder::new(session).find(Level::Item, id).await?;
    let detail = session.platform.annotations(&node).await?;
    let head = &[
        "RESULT", "KIND", "BY", "MARKS", "PARTS", "VERDICT", "CHANGED",
    ];
    let mut listing = Listing::begin(form, head)?;
    for one in &detail.results {
        let key = || format!("{}#{}", detail.node, one.id);
        listing.row(&shapes::result(&detail, one), key, || cells(&detail, one))?;
    }
    let problems: Vec<CliError> = detail
        .problems
        .iter()
        .map(|text| CliError::new(Kind::Failed, text).about(id))
        .collect();
    let total = u64::try_from(detail.results.len()).unwrap_or(u64::MAX);
    listing.end(total, true, &problems)
}

fn cells(detail: &ItemDetail, one: &ItemResult) -> Vec<Text> {
    let marks = [
        (one.mine, "mine"),
        (one.truth, ResultMark::Truth.word()),
        (one.skipped, ResultMark::Skipped.word()),
    ];
    let marks: Vec<&str> = marks
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| *word)
        .collect();
    let verdict = one.verdict.as_ref();
    vec![
        Text::line(&one.id.to_string()),
        Text::line(one.kind.word()),
        one.author.clone(),
        Text::line(&marks.join(", ")),
        Text::line(&shapes::parts(detail, one).to_string()),
        Text::line(verdict.map_or("-", |judgement| judgement.verdict.word())),
        Text::line(&one.at.ago(now())),
    ]
}

/// The ids as `ITEM#RESULT`: those without an item belong to the one that is named.
///
/// # Errors
/// Standard input that cannot be read; an id that names no item where none is named.
pub async fn full_ids(args: &ResultIds) -> Result<Vec<String>, CliError> {
    let ids = read_ids(&args.ids.ids).await?;
    let full = ids
        .into_iter()
        .map(|id| match (&args.item, id.contains('#')) {
            (_, true) => Ok(id),
            (Some(item), false) => Ok(format!("{item}#{id}")),
            (None, false) => Err(CliError::usage(
                "name the item: --item ITEM, or ITEM#RESULT (result list shows them)",
            )
            .about(&id)),
        });
    full.collect()
}

/// One item with the result that `ITEM#RESULT` names.
async fn result(
    finder: &mut Finder<'_>,
    id: &str,
) -> Result<(Arc<ItemDetail>, ItemResult), CliError> {
    let (detail, part) = finder.part(id).await?;
    let found = detail.results.iter().find(|one| one.id == part.id).cloned();
    match found {
        Some(found) => Ok((detail, found)),
        None => Err(CliError::not_found("this is an annotation, not a whole result").about(id)),
    }
}

/// `result truth|untruth|skip|unskip`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn mark(
    session: &Session,
    manner: Manner,
    args: &ResultIds,
    mark: ResultMark,
    after: bool,
) -> Result<ExitCode, CliError> {
    change(session, manner, args, |one| {
        let before = match mark {
            ResultMark::Truth => one.truth,
            ResultMark::Skipped => one.skipped,
        };
        (before != after).then(|| Change::MarkResult {
            result: one.id.clone(),
            mark,
            before,
            after,
        })
    })
    .await
}

/// `result delete`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn delete(
    session: &Session,
    manner: Manner,
    args: &ResultIds,
) -> Result<ExitCode, CliError> {
    change(session, manner, args, |one| {
        Some(Change::DeleteResult {
            result: one.id.clone(),
            author: one.author.clone(),
        })
    })
    .await
}

async fn change(
    session: &Session,
    manner: Manner,
    args: &ResultIds,
    wanted: impl Fn(&ItemResult) -> Option<Change>,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let mut finder = Finder::new(session);
    let mut draft = Draft::default();
    for id in full_ids(args).await? {
        let found = async {
            let (detail, one) = result(&mut finder, &id).await?;
            let change = wanted(&one);
            if let Some(change) = &change {
                check_offer(session, &detail.node, change).await?;
            }
            Ok((detail, change))
        };
        match found.await.map_err(|error: CliError| error.about(&id)) {
            Ok((_, None)) => draft.unchanged += 1,
            Ok((detail, Some(change))) => {
                draft
                    .changes
                    .push((detail.node.clone(), detail.name.clone(), change));
            }
            Err(error) => draft.failures.push(error),
        }
    }
    draft.title = title(&draft.changes);
    carry_out(session, manner, draft).await
}

fn title(changes: &[(NodeRef, Text, Change)]) -> String {
    match changes {
        [(_, name, change)] => format!("{name}: {}", change.words()),
        [(_, _, change), ..] => format!("{} results: {}", changes.len(), change.words()),
        [] => String::new(),
    }
}

/// Whether the platform refuses this change, by the verb as a whole or for this result.
async fn check_offer(session: &Session, node: &NodeRef, change: &Change) -> Result<(), CliError> {
    check(session, node, change.verb()).await?;
    let offers = session.platform.offers(node).await?;
    let denied = |offer: &Offer| match (&offer.change == change, &offer.denied) {
        (true, Some(why)) => Some(why.clone()),
        _ => None,
    };
    match offers.iter().find_map(denied) {
        Some(why) => Err(CliError::new(Kind::Denied, &format!("not allowed: {why}"))),
        None => Ok(()),
    }
}

/// `result submit`
///
/// # Errors
/// No draft or several of them; whatever the platform or the store have.
pub async fn submit(
    session: &Session,
    manner: Manner,
    args: &SubmitArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let node = Finder::new(session).find(Level::Item, &args.item).await?;
    check(session, &node, Verb::MarkResult).await?;
    let detail = session.platform.annotations(&node).await?;
    let draft = match (args.skipped, &args.draft) {
        (true, _) => None,
        (false, Some(id)) => Some(drafts(&detail, Some(id))?),
        (false, None) => Some(drafts(&detail, None)?),
    };
    let change = Change::Submit {
        draft: draft.map(|one| one.id.clone()),
    };
    check_offer(session, &detail.node, &change).await?;
    let changes = vec![(detail.node.clone(), detail.name.clone(), change)];
    let draft = Draft {
        title: title(&changes),
        changes,
        ..Draft::default()
    };
    carry_out(session, manner, draft).await
}

/// The draft of this id (with or without `draft-` in front of it), or the only one.
fn drafts<'d>(detail: &'d ItemDetail, id: Option<&str>) -> Result<&'d ItemResult, CliError> {
    let own = detail
        .results
        .iter()
        .filter(|one| one.kind == ResultKind::Draft);
    let fits = |one: &&ItemResult| {
        id.is_none_or(|id| {
            let own = one.id.to_string();
            own == id || own.strip_prefix("draft-") == Some(id)
        })
    };
    let found: Vec<&ItemResult> = own.filter(fits).collect();
    match (found.as_slice(), id) {
        ([one], _) => Ok(one),
        ([], Some(id)) => {
            Err(CliError::not_found("you have no such draft (result list)").about(id))
        }
        ([], None) => Err(CliError::not_found(
            "you have no draft of it; --skipped hands in an empty result",
        )),
        (several, _) => {
            let ids: Vec<String> = several.iter().map(|one| one.id.to_string()).collect();
            Err(CliError::usage(&format!(
                "there are several drafts: --draft {}",
                ids.join(", ")
            )))
        }
    }
}
