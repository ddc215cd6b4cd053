//! What was decided, item by item, as a file of its own: the review file.
//!
//! JSON Lines when the name ends in `.jsonl`, else one object: `{"review": 1, "made", "folder",
//! "by", "account", "items": [..]}`; the first line of JSON Lines is the same without `items`. An
//! item is `{"dataset", "split", "item", "link", "name", "hash", "judgement", "stale", "flagged",
//! "annotations", "issues"}`; its annotations are those with a verdict, in the shape of
//! `annotation list --json`.

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::cli::args_export::ExportArgs;
use crate::cli::error::CliError;
use crate::cli::output::{Form, errors_json, object, say_errors};
use crate::cli::session::{Session, now};
use crate::cli::shapes;
use crate::model::{Id, Issue, ItemDetail, Level, NodeRef, Text};
use crate::platform::Platform;
use crate::platform::local::LocalPlatform;

use super::place::Target;

/// `export --what review`
///
/// # Errors
/// A file that exists, whatever the platform or the file system has.
pub(super) async fn run(
    session: &Session,
    local: &Arc<LocalPlatform>,
    form: Form,
    args: &ExportArgs,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let target = Target::file(&args.output, &local.roots())?;
    let nodes = local.decided(args.dataset.as_deref()).await?;
    let root = NodeRef::root(local.account().clone());
    let issues = local.issues(&root).await?;
    let mut by_item: HashMap<_, Vec<&Issue>> = HashMap::new();
    for issue in &issues {
        by_item
            .entry(place_of(&issue.item))
            .or_default()
            .push(issue);
    }
    let mut items = Vec::with_capacity(nodes.len());
    let (mut annotations, mut stale) = (0_u64, 0_u64);
    for node in &nodes {
        let detail = local.annotations(node).await?;
        let of_item = by_item.remove(&place_of(node)).unwrap_or_default();
        let item = item(&detail, &of_item);
        let judged = item["annotations"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        annotations += judged.len() as u64;
        let is_stale = |value: &&Value| value["stale"] == true;
        stale += judged.iter().filter(is_stale).count() as u64 + u64::from(is_stale(&&item));
        items.push(item);
    }
    let identity = local.identity().await?;
    let head = json!({
        "review": 1,
        "made": now().to_string(),
        "folder": identity.place,
        "by": session.settings.user,
        "account": local.account().to_string(),
    });
    let lines = args.output.extension().is_some_and(|end| end == "jsonl");
    write(&target, lines, head, &items)?;
    let value = json!({
        "what": "review",
        "output": args.output.to_string_lossy(),
        "items": items.len(),
        "annotations": annotations,
        "stale_verdicts": stale,
        "errors": errors_json(&problems),
    });
    let said = format!(
        "{}: {} items with decisions or issues, {annotations} annotations with a verdict",
        args.output.display(),
        items.len()
    );
    object(form, &value, &[Text::line(&said)])?;
    say_errors(&problems);
    Ok(ExitCode::SUCCESS)
}

/// An item by its dataset, split and own id, whatever batch it was reached through.
fn place_of(item: &NodeRef) -> [Option<Id>; 3] {
    [Level::Project, Level::Task, Level::Item].map(|level| item.id_at(level).cloned())
}

fn write(target: &Target, lines: bool, mut head: Value, items: &[Value]) -> Result<(), CliError> {
    target.write(|out| {
        if lines {
            for value in std::iter::once(&head).chain(items) {
                writeln!(out, "{value}")?;
            }
            return Ok(());
        }
        if let Some(fields) = head.as_object_mut() {
            fields.insert("items".into(), items.into());
        }
        writeln!(out, "{head:#}")
    })
}

/// One item of the review file.
fn item(detail: &ItemDetail, issues: &[&Issue]) -> Value {
    let id = |level| detail.node.id_at(level).map(ToString::to_string);
    let judged = detail
        .annotations
        .iter()
        .filter(|one| one.verdict.is_some());
    let judgement = detail.verdict.as_ref();
    json!({
        "dataset": id(Level::Project),
        "split": id(Level::Task),
        "item": id(Level::Item),
        "link": detail.node.to_string(),
        "name": detail.name,
        "hash": detail.hash.to_string(),
        "judgement": shapes::judgement(judgement),
        "stale": judgement.is_some_and(|judgement| judgement.is_stale(detail.hash)),
        "flagged": detail.flagged,
        "annotations": judged.map(|one| shapes::annotation(detail, one)).collect::<Vec<_>>(),
        "issues": issues.iter().map(|issue| shapes::issue(issue)).collect::<Vec<_>>(),
    })
}
