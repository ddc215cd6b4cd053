//! `list` and `show` of organizations, projects, tasks, jobs and items.

use std::process::ExitCode;

use serde_json::Value;

use crate::model::sample::Recipe;
use crate::model::{Annotation, Level, NodeRef, Query, Row, Shape, Text, Timestamp, Words};

use super::args::{ListArgs, SortBy};
use super::error::{CliError, Kind};
use super::output::{Form, Listing, object};
use super::sample;
use super::session::{Session, now};
use super::shapes;
use super::target::Finder;
use super::walk::{Walked, Wanted, has_jobs, walk};

/// `… list`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn list(
    session: &Session,
    form: Form,
    level: Level,
    args: &ListArgs,
    mut problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let query = Query::parse(args.filter.as_deref().unwrap_or_default())
        .map_err(|error| CliError::usage(&format!("--filter: {error}")))?;
    if args.mine && level < Level::Task {
        return Err(CliError::usage(
            "--mine is for tasks, jobs and items: only work has an assignee",
        ));
    }
    let recipe = match args.sample.as_deref() {
        None => None,
        Some(_) if level != Level::Item => {
            return Err(CliError::usage("--sample is for items: vidimus item list"));
        }
        Some(text) => {
            let read = Recipe::parse(text, Recipe::default());
            Some(read.map_err(|error| CliError::usage(&format!("--sample: {error}")))?)
        }
    };
    let mut finder = Finder::new(session);
    finder.check_level(level)?;
    let parent = finder.parent(&args.parent).await?;
    if parent.level() >= level {
        return Err(CliError::usage(&format!(
            "a {} has no {}s below it",
            parent.level().word(),
            level.word()
        )));
    }
    let limit = match args.limit {
        0 => u64::MAX,
        some => some,
    };
    let wanted = Wanted {
        parent,
        level,
        query,
        person: match args.mine {
            true => Some(session.me().await?),
            false => None,
        },
        // Sorting here needs all of them, and so does drawing.
        limit: match (args.sort, recipe) {
            (None, None) => limit,
            _ => u64::MAX,
        },
    };
    let jobs = has_jobs(&*session.platform);
    let mut listing = Listing::begin(form, head(level, jobs))?;
    let walked = match (args.sort, recipe) {
        (None, Some(recipe)) => {
            sample::print(session, &wanted, recipe, |node, row, words| {
                print(&mut listing, (level, jobs), node, row, words)
            })
            .await
        }
        (None, None) => in_order(session, &wanted, &mut listing).await,
        (Some(by), _) => sorted(session, &wanted, (by, args.reverse), limit, &mut listing).await,
    };
    let walked = match walked {
        Ok(walked) => walked,
        Err(error) => return listing.break_off(error, problems),
    };
    let told = walked
        .problems
        .iter()
        .map(|text| CliError::new(Kind::Failed, text));
    problems.extend(told);
    listing.end(walked.total, walked.unfiltered > 0, &problems)
}

/// Prints rows as they come.
async fn in_order(
    session: &Session,
    wanted: &Wanted,
    listing: &mut Listing,
) -> Result<Walked, CliError> {
    let jobs = has_jobs(&*session.platform);
    walk(&session.platform, wanted, |node, row, words| {
        print(listing, (wanted.level, jobs), &node, row, words)?;
        Ok(true)
    })
    .await
}

/// Prints rows in another order (the other way round, if so wanted) once all are there.
async fn sorted(
    session: &Session,
    wanted: &Wanted,
    (by, reverse): (SortBy, bool),
    limit: u64,
    listing: &mut Listing,
) -> Result<Walked, CliError> {
    let mut rows = Vec::new();
    let walked = walk(&session.platform, wanted, |node, row, words| {
        rows.push(Sortable::new(by, node, row, words));
        Ok::<bool, CliError>(true)
    })
    .await?;
    rows.sort_by(|one, other| one.key.cmp(&other.key));
    if reverse {
        rows.reverse();
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let jobs = has_jobs(&*session.platform);
    for one in rows.iter().take(limit) {
        print(
            listing,
            (wanted.level, jobs),
            &one.node,
            &one.row,
            &one.words,
        )?;
    }
    Ok(walked)
}

/// A row that waits to be sorted, with words of its own.
struct Sortable {
    key: (i64, String, String),
    node: NodeRef,
    row: Row,
    words: Words,
}

impl Sortable {
    fn new(by: SortBy, node: NodeRef, row: &Row, words: &Words) -> Self {
        let name = row.name.to_lowercase();
        let most = |count: u32| -i64::from(count);
        let number = match by {
            SortBy::Name => 0,
            SortBy::State => i64::from(row.class as u8),
            SortBy::Updated => -i64::from(row.updated_s),
            SortBy::Issues => most(row.issues.into()),
            SortBy::Annotations => most(row.annotations),
            SortBy::Items => most(row.items),
            SortBy::Rejected => most(row.rejected),
            SortBy::Progress => i64::from(row.done) * 1_000 / i64::from(row.items.max(1)),
        };
        let word = match by {
            SortBy::State => words.get(row.state).to_string(),
            _ => String::new(),
        };
        let mut own = Words::default();
        Self {
            key: (number, word, name),
            node,
            row: row.clone().reworded(words, &mut own),
            words: own,
        }
    }
}

/// The columns. Where there are no jobs, items have what jobs have elsewhere, and tasks are views.
fn head(level: Level, jobs: bool) -> &'static [&'static str] {
    match level {
        Level::Item if !jobs => &[
            "ITEM",
            "NAME",
            "STATE",
            "VERDICT",
            "ANNOTATIONS",
            "ISSUES",
            "UPDATED",
            "MARKS",
        ],
        Level::Task if !jobs => &["VIEW", "NAME", "ITEMS", "ISSUES", "UPDATED"],
        Level::Item => &["ITEM", "VERDICT", "ANNOTATIONS", "ISSUES", "MARKS"],
        Level::Job => &[
            "JOB", "STATE", "ASSIGNEE", "REVIEWER", "DONE", "REJECTED", "ISSUES", "UPDATED",
        ],
        Level::Task => &[
            "TASK", "STATE", "ASSIGNEE", "ITEMS", "DONE", "REJECTED", "ISSUES", "UPDATED",
        ],
        _ => &["NAME", "ITEMS", "DONE", "REJECTED", "ISSUES", "UPDATED"],
    }
}

fn print(
    listing: &mut Listing,
    columns: (Level, bool),
    node: &NodeRef,
    row: &Row,
    words: &Words,
) -> Result<(), CliError> {
    listing.row(
        &shapes::RowShape::new(node, row, words),
        || node.to_string(),
        || cells(columns, node, row, words),
    )
}

fn cells((level, jobs): (Level, bool), node: &NodeRef, row: &Row, words: &Words) -> Vec<Text> {
    let number = |count: u32| Text::line(&count.to_string());
    let person = |id| {
        words
            .get_some(id)
            .cloned()
            .unwrap_or_else(|| Text::line("-"))
    };
    let state = match words.get_some(row.stage) {
        Some(stage) => Text::line(&format!("{stage}/{}", words.get(row.state))),
        None => words.get(row.state).clone(),
    };
    let done = Text::line(&format!("{}/{}", row.done, row.items));
    let updated = match row.updated_s {
        0 => Text::line("-"),
        seconds => Text::line(&Timestamp::from_seconds(seconds).ago(now())),
    };
    let issues = number(row.issues.into());
    let verdict = row.verdict.map_or("-", |verdict| verdict.word());
    match level {
        Level::Item if !jobs => vec![
            Text::line(&row.id.to_string()),
            row.name.clone(),
            state,
            Text::line(verdict),
            number(row.annotations),
            issues,
            updated,
            marks(row),
        ],
        Level::Task if !jobs => vec![
            Text::line(&short(node)),
            row.name.clone(),
            number(row.items),
            issues,
            updated,
        ],
        Level::Item => {
            vec![
                row.name.clone(),
                Text::line(verdict),
                number(row.annotations),
                issues,
                marks(row),
            ]
        }
        Level::Job => vec![
            Text::line(&short(node)),
            state,
            person(row.assignee),
            person(row.reviewer),
            done,
            number(row.rejected),
            issues,
            updated,
        ],
        Level::Task => vec![
            Text::line(&short(node)),
            state,
            person(row.assignee),
            number(row.items),
            done,
            number(row.rejected),
            issues,
            updated,
        ],
        _ => vec![
            row.name.clone(),
            number(row.items),
            done,
            number(row.rejected),
            issues,
            updated,
        ],
    }
}

/// The path of ids below the project, as commands take it: `street/train/1-100`.
fn short(node: &NodeRef) -> String {
    let below = node
        .path()
        .iter()
        .filter(|(level, _)| *level >= Level::Project);
    below
        .map(|(_, id)| id.to_string())
        .collect::<Vec<_>>()
        .join("/")
}

fn marks(row: &Row) -> Text {
    let marks = [
        (row.flags.flagged, "flagged"),
        (row.flags.stale, "stale"),
        (row.flags.missing, "missing"),
        (row.flags.troubled, "troubled"),
        (row.flags.truth, "truth"),
    ];
    let words: Vec<&str> = marks
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| *word)
        .collect();
    Text::line(&words.join(" "))
}

/// `… show`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn show(
    session: &Session,
    form: Form,
    level: Level,
    id: &str,
) -> Result<ExitCode, CliError> {
    let node = Finder::new(session).find(level, id).await?;
    let permissions = session.platform.permissions(&node).await?;
    if level == Level::Item {
        let detail = session.platform.annotations(&node).await?;
        let issues = session.platform.issues(&node).await?;
        let value = shapes::item(&detail, &issues, &permissions);
        object(form, &value, &super::prose::item(&detail, &issues))?;
    } else {
        let detail = session.platform.detail(&node).await?;
        let value: Value = shapes::node(&detail, &permissions);
        object(form, &value, &super::prose::node(&detail, &permissions))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `item annotations` and `annotation list`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn annotations(session: &Session, form: Form, id: &str) -> Result<ExitCode, CliError> {
    let node = Finder::new(session).find(Level::Item, id).await?;
    let detail = session.platform.annotations(&node).await?;
    let mut listing = Listing::begin(
        form,
        &["ANNOTATION", "LABEL", "SHAPE", "WHERE", "VERDICT", "BY"],
    )?;
    for annotation in &detail.annotations {
        let verdict = annotation.verdict.as_ref();
        let cells = vec![
            Text::line(&annotation.id.to_string()),
            Text::line(detail.label_name(annotation)),
            Text::line(annotation.shape.word()),
            place(annotation),
            Text::line(verdict.map_or("-", |judgement| judgement.verdict.word())),
            annotation.author.clone().unwrap_or_else(|| Text::line("-")),
        ];
        let key = || shapes::annotation_id(&detail, annotation);
        listing.row(&shapes::annotation(&detail, annotation), key, || cells)?;
    }
    let problems: Vec<CliError> = detail
        .problems
        .iter()
        .map(|text| CliError::new(Kind::Failed, text).about(id))
        .collect();
    let total = u64::try_from(detail.annotations.len()).unwrap_or(u64::MAX);
    let more = [
        ("results", shapes::results(&detail)),
        ("relations", shapes::relations(&detail)),
    ];
    listing.end_with(total, false, &problems, &more)
}

/// Where an annotation is: a box on the picture, a stretch of a text or time line, or what it says
/// of the item as a whole.
fn place(annotation: &Annotation) -> Text {
    let bounds = annotation.shape.bounds();
    let bounds = bounds.map(|b| format!("{:.0},{:.0} {:.0}x{:.0}", b.x, b.y, b.width, b.height));
    let values = || {
        let values: Vec<&str> = annotation
            .attributes
            .iter()
            .map(|one| &*one.value)
            .collect();
        values.join(", ")
    };
    let said = match &annotation.shape {
        Shape::Span { start, end, text } => format!("{start}-{end} {}", Text::line(text)),
        Shape::Segment { start, end, .. } => format!("{start:.2}-{end:.2} {}", values()),
        Shape::Tag => values(),
        _ => bounds.unwrap_or_default(),
    };
    match said.trim() {
        "" => Text::line("-"),
        said => Text::line(said),
    }
}
